/*
 * Tests of one command and of waiting: what is sent again, how often, and when it ends
 *
 * Copyright 2026 the imapi2 for Wine authors
 *
 * This library is free software; you can redistribute it and/or
 * modify it under the terms of the GNU Lesser General Public
 * License as published by the Free Software Foundation; either
 * version 2.1 of the License, or (at your option) any later version.
 *
 * This library is distributed in the hope that it will be useful,
 * but WITHOUT ANY WARRANTY; without even the implied warranty of
 * MERCHANTABILITY or FITNESS FOR A PARTICULAR PURPOSE.  See the GNU
 * Lesser General Public License for more details.
 *
 * You should have received a copy of the GNU Lesser General Public
 * License along with this library; if not, write to the Free Software
 * Foundation, Inc., 51 Franklin St, Fifth Floor, Boston, MA 02110-1301, USA
 */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "burn_fixture.h"

#define BLOCK 2048u

/* Takes everything, answers zeros. */
static void agree(struct fixture *fixture, const struct port_command *command, struct port_reply *reply)
{
    (void)fixture;
    reply->delivery = PORT_DELIVERED;
    reply->status = PORT_STATUS_GOOD;
    reply->transferred = command->data_length;
    if (command->direction == PORT_FROM_DEVICE) memset(command->data, 0, command->data_length);
}

static int setup(void **state)
{
    *state = fixture_new_scripted(agree);
    return 0;
}

static int teardown(void **state)
{
    fixture_free(*state);
    return 0;
}

static enum burn_status test_unit_ready(struct fixture *fixture)
{
    struct mmc_command command;

    mmc_build_test_unit_ready(&command);
    return burn_execute(&fixture->burn, &command, NULL, NULL);
}

static enum burn_status write_one(struct fixture *fixture)
{
    static uint8_t block[BLOCK];

    return burn_write_blocks(&fixture->burn, 0, block, 1, BLOCK);
}

static void test_attentions_are_answered(void **state)
{
    struct fixture *fixture = *state;

    fixture_fail(fixture, MMC_OP_TEST_UNIT_READY, 1, MMC_SENSE_CODE_MEDIUM_MAY_HAVE_CHANGED);
    fixture_fail(fixture, MMC_OP_TEST_UNIT_READY, 2, MMC_SENSE_CODE_POWER_ON_OR_RESET);
    fixture_fail(fixture, MMC_OP_TEST_UNIT_READY, 3, MMC_SENSE_CODE_MODE_PARAMETERS_CHANGED);
    assert_int_equal(test_unit_ready(fixture), BURN_OK);
    assert_int_equal(fixture->commands, 4);
}

static void test_attentions_end(void **state)
{
    struct fixture *fixture = *state;

    fixture_fail(fixture, MMC_OP_TEST_UNIT_READY, 1, MMC_SENSE_CODE_MEDIUM_MAY_HAVE_CHANGED)->count = 0;
    assert_int_equal(test_unit_ready(fixture), BURN_SENSE);
    assert_int_equal(fixture->commands, 9);
    assert_int_equal(mmc_sense_code(&fixture->burn.failure.sense), MMC_SENSE_CODE_MEDIUM_MAY_HAVE_CHANGED);
}

static void test_failure_is_kept(void **state)
{
    struct fixture *fixture = *state;

    fixture_fail(fixture, MMC_OP_WRITE_10, 1, MMC_SENSE_CODE_INVALID_WRITE_ADDRESS);
    assert_int_equal(write_one(fixture), BURN_SENSE);
    assert_int_equal(fixture->burn.failure.command.cdb[0], MMC_OP_WRITE_10);
    assert_null(fixture->burn.failure.command.data);
    assert_int_equal(fixture->burn.failure.command.data_length, BLOCK);
    assert_int_equal(mmc_sense_code(&fixture->burn.failure.sense), MMC_SENSE_CODE_INVALID_WRITE_ADDRESS);
    assert_int_equal(fixture->burn.failure.reply.status, PORT_STATUS_CHECK_CONDITION);
}

static void test_attention_is_fatal_when_data_is_at_stake(void **state)
{
    struct fixture *fixture = *state;

    fixture->burn.medium_at_stake = true;
    fixture_fail(fixture, MMC_OP_WRITE_10, 1, MMC_SENSE_CODE_POWER_ON_OR_RESET);
    assert_int_equal(write_one(fixture), BURN_SENSE);
    assert_int_equal(fixture->by_opcode[MMC_OP_WRITE_10], 1);
    fixture_fail(fixture, MMC_OP_WRITE_10, 1, MMC_SENSE_CODE_MODE_PARAMETERS_CHANGED);
    assert_int_equal(write_one(fixture), BURN_OK);
}

static void test_reset_is_repeated(void **state)
{
    struct fixture *fixture = *state;
    struct fixture_fault *fault = fixture_fail(fixture, MMC_OP_TEST_UNIT_READY, 1, 0);

    fault->delivery = PORT_BUS_RESET;
    fault->count = 3;
    assert_int_equal(test_unit_ready(fixture), BURN_OK);
    assert_int_equal(fixture->commands, 4);
    fault->seen = 0;
    fault->count = 0;
    assert_int_equal(test_unit_ready(fixture), BURN_TRANSPORT);
    assert_int_equal(fixture->commands, 8);
    fixture->burn.medium_at_stake = true;
    assert_int_equal(test_unit_ready(fixture), BURN_TRANSPORT);
    assert_int_equal(fixture->commands, 9);
}

static void test_lost_question_is_asked_again(void **state)
{
    struct fixture *fixture = *state;
    struct fixture_fault *fault = fixture_fail(fixture, MMC_OP_TEST_UNIT_READY, 1, 0);

    fault->delivery = PORT_LOST;
    fault->count = 2;
    assert_int_equal(test_unit_ready(fixture), BURN_OK);
    fault->count = 0;
    assert_int_equal(test_unit_ready(fixture), BURN_TRANSPORT);
    assert_int_equal(fixture->commands, 6);
}

static void test_lost_write_is_final(void **state)
{
    struct fixture *fixture = *state;

    fixture_fail(fixture, MMC_OP_WRITE_10, 1, 0)->delivery = PORT_LOST;
    assert_int_equal(write_one(fixture), BURN_TRANSPORT);
    assert_int_equal(fixture->commands, 1);
}

static void test_deliveries(void **state)
{
    static const struct { enum port_delivery delivery; enum burn_status status; } rows[] =
    {
        { PORT_TIMED_OUT, BURN_TIMED_OUT }, { PORT_DEVICE_GONE, BURN_DEVICE_GONE }, { PORT_REFUSED, BURN_REFUSED },
    };
    struct fixture *fixture = *state;
    struct fixture_fault *fault = fixture_fail(fixture, MMC_OP_TEST_UNIT_READY, 1, 0);
    size_t i;

    fault->count = 0;
    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
    {
        fault->delivery = rows[i].delivery;
        assert_int_equal(test_unit_ready(fixture), rows[i].status);
        assert_int_equal(fixture->commands, i + 1);
    }
}

static void test_busy_passes(void **state)
{
    struct fixture *fixture = *state;
    struct fixture_fault *fault = fixture_fail(fixture, MMC_OP_TEST_UNIT_READY, 1, 0);
    uint64_t start = fixture->now_ms;

    fault->status = PORT_STATUS_BUSY;
    fault->count = 20;
    assert_int_equal(test_unit_ready(fixture), BURN_OK);
    assert_int_equal(fixture->commands, 21);
    fault->count = 0;
    assert_int_equal(test_unit_ready(fixture), BURN_TIMED_OUT);
    assert_int_equal(fixture->commands, 21 + 51);
    assert_true(fixture->now_ms - start < 10000);
    fault->status = PORT_STATUS_RESERVED;
    assert_int_equal(test_unit_ready(fixture), BURN_REFUSED);
    /* CONDITION MET and the like are no answers to what is asked here. */
    fault->status = 0x04;
    assert_int_equal(test_unit_ready(fixture), BURN_BAD_REPLY);
}

/* The drive of the next test keeps its sense for REQUEST SENSE. */
static void keep_sense(struct fixture *fixture, const struct port_command *command, struct port_reply *reply)
{
    struct mmc_sense sense = mmc_make_sense(MMC_SENSE_CODE_WRITE_PROTECTED);
    uint8_t data[MMC_SENSE_FIXED_LENGTH];

    agree(fixture, command, reply);
    if (command->cdb[0] != MMC_OP_REQUEST_SENSE) return;
    mmc_encode_sense(data, sizeof(data), &sense);
    fixture_answer(command, reply, data, sizeof(data));
}

static void test_lost_sense_is_fetched(void **state)
{
    struct fixture *fixture = *state;
    struct fixture_fault *fault = fixture_fail(fixture, MMC_OP_WRITE_10, 1, MMC_SENSE_CODE_WRITE_ERROR);

    fixture->script = keep_sense;
    fault->no_sense = true;
    assert_int_equal(write_one(fixture), BURN_SENSE);
    assert_int_equal(mmc_sense_code(&fixture->burn.failure.sense), MMC_SENSE_CODE_WRITE_PROTECTED);
    assert_int_equal(fixture->by_opcode[MMC_OP_REQUEST_SENSE], 1);
    assert_int_equal(fixture->burn.failure.command.cdb[0], MMC_OP_WRITE_10);
}

static void test_recovered_error_is_success(void **state)
{
    struct fixture *fixture = *state;
    uint32_t recovered = (uint32_t)MMC_SENSE_RECOVERED_ERROR << 16 | (MMC_SENSE_CODE_WRITE_ERROR & 0xffff);
    struct mmc_command command;

    /* A drive that transferred nothing did not carry a WRITE out, whatever it says. */
    fixture_fail(fixture, MMC_OP_TEST_UNIT_READY, 1, recovered);
    assert_int_equal(test_unit_ready(fixture), BURN_OK);
    assert_int_equal(fixture->commands, 1);
    fixture_fail(fixture, MMC_OP_WRITE_10, 1, recovered)->deferred = true;
    assert_int_equal(write_one(fixture), BURN_OK);
    assert_int_equal(fixture->by_opcode[MMC_OP_WRITE_10], 2);
    mmc_build_synchronize_cache(&command, false);
    fixture_fail(fixture, MMC_OP_SYNCHRONIZE_CACHE, 1, MMC_SENSE_CODE_WRITE_ERROR_LOSS_OF_STREAMING);
    assert_int_equal(burn_execute(&fixture->burn, &command, NULL, NULL), BURN_OK);
    fixture_fail(fixture, MMC_OP_WRITE_10, 1, MMC_SENSE_CODE_WRITE_ERROR_LOSS_OF_STREAMING);
    assert_int_equal(write_one(fixture), BURN_LOSS_OF_STREAMING);
}

static void test_deferred_error_is_final(void **state)
{
    struct fixture *fixture = *state;

    fixture_fail(fixture, MMC_OP_WRITE_10, 1, MMC_SENSE_CODE_WRITE_ERROR)->deferred = true;
    assert_int_equal(write_one(fixture), BURN_SENSE);
    assert_true(fixture->burn.failure.sense.deferred);
    assert_int_equal(fixture->commands, 1);
}

static void take_half(struct fixture *fixture, const struct port_command *command, struct port_reply *reply)
{
    agree(fixture, command, reply);
    reply->transferred /= 2;
}

static void test_short_write_is_no_write(void **state)
{
    struct fixture *fixture = *state;

    fixture->script = take_half;
    assert_int_equal(write_one(fixture), BURN_BAD_REPLY);
    assert_int_equal(fixture->commands, 1);
}

static void test_cancelled_sends_nothing(void **state)
{
    struct fixture *fixture = *state;

    fixture->cancelled = true;
    assert_int_equal(test_unit_ready(fixture), BURN_CANCELLED);
    assert_int_equal(write_one(fixture), BURN_CANCELLED);
    assert_int_equal(burn_wait_ready(&fixture->burn, 1000), BURN_CANCELLED);
    assert_int_equal(fixture->commands, 0);
}

static void check_alignment(struct fixture *fixture, const struct port_command *command, struct port_reply *reply)
{
    static const uint8_t answer[8] = { 0, 0, 0, 7, 0, 0, 8, 0 };

    assert_int_equal((uintptr_t)command->data & fixture->burn.limits.alignment_mask, 0);
    fixture_answer(command, reply, answer, sizeof(answer));
}

static void test_buffers_are_aligned(void **state)
{
    struct fixture *fixture = *state;
    struct mmc_command command;
    uint8_t buffer[32];
    uint32_t moved;
    unsigned int i;

    fixture->script = check_alignment;
    fixture->burn.limits.alignment_mask = 15;
    mmc_build_read_capacity(&command);
    for (i = 0; i < 16; i++)
    {
        memset(buffer, 0xff, sizeof(buffer));
        assert_int_equal(burn_execute(&fixture->burn, &command, buffer + i, &moved), BURN_OK);
        assert_int_equal(moved, 8);
        assert_int_equal(buffer[i + 3], 7);
        assert_int_equal(buffer[i + 8], 0xff);
    }
}

static void test_waits_until_ready(void **state)
{
    struct fixture *fixture = *state;

    fixture_fail(fixture, MMC_OP_TEST_UNIT_READY, 1, MMC_SENSE_CODE_BECOMING_READY)->count = 12;
    assert_int_equal(burn_wait_ready(&fixture->burn, 60000), BURN_OK);
    assert_int_equal(fixture->by_opcode[MMC_OP_TEST_UNIT_READY], 13);
}

static void test_waiting_ends(void **state)
{
    struct fixture *fixture = *state;
    uint64_t start = fixture->now_ms;

    fixture_fail(fixture, MMC_OP_TEST_UNIT_READY, 1, MMC_SENSE_CODE_BECOMING_READY)->count = 0;
    assert_int_equal(burn_wait_ready(&fixture->burn, 60000), BURN_TIMED_OUT);
    assert_in_range(fixture->now_ms - start, 60000, 61000);
    assert_true(fixture->commands < 300);
}

static void test_empty_tray_is_told_at_once(void **state)
{
    struct fixture *fixture = *state;

    fixture_fail(fixture, MMC_OP_TEST_UNIT_READY, 1, MMC_SENSE_CODE_NO_MEDIUM_TRAY_OPEN)->count = 0;
    assert_int_equal(burn_wait_ready(&fixture->burn, 60000), BURN_SENSE);
    assert_int_equal(fixture->commands, 1);
    assert_int_equal(mmc_sense_code(&fixture->burn.failure.sense), MMC_SENSE_CODE_NO_MEDIUM_TRAY_OPEN);
}

static void test_motor_is_started(void **state)
{
    struct fixture *fixture = *state;

    fixture_fail(fixture, MMC_OP_TEST_UNIT_READY, 1, MMC_SENSE_CODE_INITIALIZING_REQUIRED)->count = 2;
    assert_int_equal(burn_wait_ready(&fixture->burn, 60000), BURN_OK);
    assert_int_equal(fixture->by_opcode[MMC_OP_START_STOP_UNIT], 1);
    fixture_fail(fixture, MMC_OP_TEST_UNIT_READY, 1, MMC_SENSE_CODE_INITIALIZING_REQUIRED)->count = 0;
    assert_int_not_equal(burn_wait_ready(&fixture->burn, 60000), BURN_OK);
    assert_int_equal(fixture->by_opcode[MMC_OP_START_STOP_UNIT], 2);
}

/* A buffer that empties with every question; *counter is the free space. */
static void slow_buffer(struct fixture *fixture, const struct port_command *command, struct port_reply *reply)
{
    uint32_t *free_bytes = fixture->counter;
    uint8_t data[MMC_BUFFER_CAPACITY_LENGTH] = {0};

    agree(fixture, command, reply);
    if (command->cdb[0] == MMC_OP_WRITE_10)
    {
        if (*free_bytes < command->data_length)
            fixture_answer_sense(reply, MMC_SENSE_CODE_LONG_WRITE_IN_PROGRESS, false);
        else *free_bytes = 0;
    }
    else if (command->cdb[0] == MMC_OP_READ_BUFFER_CAPACITY)
    {
        *free_bytes += 256;
        mmc_put16(data, sizeof(data) - 2);
        mmc_put32(data + 4, 1024 * 1024);
        mmc_put32(data + 8, *free_bytes);
        fixture_answer(command, reply, data, sizeof(data));
    }
}

static void test_full_buffer_is_waited_for(void **state)
{
    struct fixture *fixture = *state;
    uint32_t free_bytes = 0;

    fixture->script = slow_buffer;
    fixture->counter = &free_bytes;
    assert_int_equal(write_one(fixture), BURN_OK);
    assert_int_equal(fixture->by_opcode[MMC_OP_WRITE_10], 2);
    assert_int_equal(fixture->by_opcode[MMC_OP_READ_BUFFER_CAPACITY], 8);
}

static void very_slow_buffer(struct fixture *fixture, const struct port_command *command, struct port_reply *reply)
{
    slow_buffer(fixture, command, reply);
    if (command->cdb[0] == MMC_OP_READ_BUFFER_CAPACITY) fixture->now_ms += 200000;
}

static void test_slow_is_no_failure(void **state)
{
    struct fixture *fixture = *state;
    uint64_t start = fixture->now_ms;
    uint32_t free_bytes = 0;

    fixture->script = very_slow_buffer;
    fixture->counter = &free_bytes;
    assert_int_equal(write_one(fixture), BURN_OK);
    assert_true(fixture->now_ms - start > 1000000);
}

static void stuck_buffer(struct fixture *fixture, const struct port_command *command, struct port_reply *reply)
{
    uint32_t *free_bytes = fixture->counter;

    *free_bytes = 0;
    slow_buffer(fixture, command, reply);
    *free_bytes = 0;
}

static void test_stuck_buffer_ends(void **state)
{
    struct fixture *fixture = *state;
    uint64_t start = fixture->now_ms;
    uint32_t free_bytes = 0;

    fixture->script = stuck_buffer;
    fixture->counter = &free_bytes;
    assert_int_equal(write_one(fixture), BURN_TIMED_OUT);
    assert_in_range(fixture->now_ms - start, 290000, 310000);
    assert_true(fixture->commands < 10000);
}

static void test_no_buffer_command(void **state)
{
    struct fixture *fixture = *state;

    fixture_fail(fixture, MMC_OP_WRITE_10, 1, MMC_SENSE_CODE_LONG_WRITE_IN_PROGRESS)->count = 5;
    fixture_fail(fixture, MMC_OP_READ_BUFFER_CAPACITY, 1, MMC_SENSE_CODE_INVALID_OPCODE)->count = 0;
    assert_int_equal(write_one(fixture), BURN_OK);
    assert_int_equal(fixture->by_opcode[MMC_OP_WRITE_10], 6);
}

/* Room is announced, and the drive refuses all the same. */
static void test_lying_buffer_ends(void **state)
{
    struct fixture *fixture = *state;
    uint32_t free_bytes = 1024 * 1024;

    fixture->script = slow_buffer;
    fixture->counter = &free_bytes;
    fixture_fail(fixture, MMC_OP_WRITE_10, 1, MMC_SENSE_CODE_LONG_WRITE_IN_PROGRESS)->count = 0;
    assert_int_equal(write_one(fixture), BURN_TIMED_OUT);
    assert_true(fixture->commands < 20000);
}

static void test_cancel_while_buffer_is_full(void **state)
{
    struct fixture *fixture = *state;
    uint32_t free_bytes = 0;

    fixture->script = stuck_buffer;
    fixture->counter = &free_bytes;
    fixture->cancel_at = 10;
    assert_int_equal(write_one(fixture), BURN_CANCELLED);
    assert_int_equal(fixture->commands, 10);
}

/* Any block size goes out in commands no larger than the limit. */
static void check_write(struct fixture *fixture, const struct port_command *command, struct port_reply *reply)
{
    uint32_t *next = fixture->counter;

    assert_true(command->data_length <= fixture->burn.limits.max_transfer);
    assert_int_equal(mmc_get_lba(command->cdb + 2), (int32_t)*next);
    *next += mmc_get16(command->cdb + 7);
    agree(fixture, command, reply);
}

static void test_any_block_size(void **state)
{
    static const uint32_t sizes[] = { 1, 96, 2048, 2352, 2368, 2448, 65536 };
    struct fixture *fixture = *state;
    uint32_t next, blocks = 100;
    uint8_t *data = calloc(blocks, 65536);
    size_t i;

    assert_non_null(data);
    fixture->script = check_write;
    fixture->counter = &next;
    for (i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++)
    {
        next = (uint32_t)-150;
        assert_int_equal(burn_write_blocks(&fixture->burn, -150, data, blocks, sizes[i]), BURN_OK);
        assert_int_equal(next, (uint32_t)-150 + blocks);
    }
    assert_int_equal(burn_write_blocks(&fixture->burn, 0, data, 1, 65537), BURN_TOO_LARGE);
    assert_int_equal(burn_write_blocks(&fixture->burn, 0, data, 1, 0), BURN_TOO_LARGE);
    assert_int_equal(burn_write_blocks(&fixture->burn, INT32_MAX, data, 2, BLOCK), BURN_TOO_LARGE);
    free(data);
}

static void test_texts(void **state)
{
    enum burn_status status;

    (void)state;
    for (status = BURN_OK; status <= BURN_TRANSPORT; status++)
    {
        const char *text = burn_status_text(status);

        assert_non_null(text);
        assert_true(strlen(text) > 10);
        assert_int_equal(text[strlen(text) - 1], '.');
        assert_string_not_equal(text, burn_status_text((enum burn_status)(BURN_TRANSPORT + 1)));
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    static const struct CMUnitTest tests[] =
    {
        TEST(test_attentions_are_answered),
        TEST(test_attentions_end),
        TEST(test_failure_is_kept),
        TEST(test_attention_is_fatal_when_data_is_at_stake),
        TEST(test_reset_is_repeated),
        TEST(test_lost_question_is_asked_again),
        TEST(test_lost_write_is_final),
        TEST(test_deliveries),
        TEST(test_busy_passes),
        TEST(test_lost_sense_is_fetched),
        TEST(test_recovered_error_is_success),
        TEST(test_deferred_error_is_final),
        TEST(test_short_write_is_no_write),
        TEST(test_cancelled_sends_nothing),
        TEST(test_buffers_are_aligned),
        TEST(test_waits_until_ready),
        TEST(test_waiting_ends),
        TEST(test_empty_tray_is_told_at_once),
        TEST(test_motor_is_started),
        TEST(test_full_buffer_is_waited_for),
        TEST(test_slow_is_no_failure),
        TEST(test_stuck_buffer_ends),
        TEST(test_no_buffer_command),
        TEST(test_lying_buffer_ends),
        TEST(test_cancel_while_buffer_is_full),
        TEST(test_any_block_size),
        TEST(test_texts),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
