/*
 * Tests of the recipes when drive, road or user do not play along
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
#define BLOCKS 1200u    /* three chunks */
#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const char *const kinds[] =
{
    "cd-r", "cd-rw", "dvd-r", "dvd+r", "dvd+r-dl", "dvd+rw", "bd-r", "bd-re",
};

static const char *const sequential_kinds[] = { "cd-r", "dvd-r", "dvd+r", "bd-r" };

static uint8_t *data;
static void *data_memory;

static int group_setup(void **state)
{
    (void)state;
    data = fixture_data(BLOCKS, 1, &data_memory);
    return 0;
}

static int group_teardown(void **state)
{
    (void)state;
    free(data_memory);
    return 0;
}

static struct burn_options plain_options(void)
{
    struct burn_options options = fixture_default_options();

    options.dvd_compatible = false;
    return options;
}

static enum burn_status burn(struct fixture *fixture)
{
    struct burn_options options = plain_options();

    return fixture_burn(fixture, data, BLOCKS, &options);
}

/* Up to the last block, for tests that look at the end. */
static void burn_up_to_the_end(struct fixture *fixture)
{
    struct burn_job *job = &fixture->job;

    memset(job, 0, sizeof(*job));
    job->drive = &fixture->burn;
    job->options = plain_options();
    job->blocks = BLOCKS;
    assert_int_equal(burn_prepare(job), BURN_OK);
    assert_int_equal(burn_write(job, data, BLOCKS), BURN_OK);
}

static void test_write_error(void **state)
{
    struct fixture *fixture;
    size_t i;

    (void)state;
    for (i = 0; i < COUNT(kinds); i++)
    {
        fixture = fixture_new(kinds[i]);
        fixture_fail(fixture, MMC_OP_WRITE_10, 2, MMC_SENSE_CODE_WRITE_ERROR);
        assert_int_equal(burn(fixture), BURN_SENSE);
        /* Cleaning up has not covered up what happened. */
        assert_int_equal(mmc_sense_code(&fixture->burn.failure.sense), MMC_SENSE_CODE_WRITE_ERROR);
        assert_int_equal(fixture->burn.failure.command.cdb[0], MMC_OP_WRITE_10);
        assert_true(fixture->job.written > 0 && fixture->job.written < BLOCKS);
        fixture_assert_ejects(fixture);
        fixture_assert_data(fixture, 0, data, fixture->job.written);
        fixture_free(fixture);
    }
}

static void check_delivery(const char *kind, enum port_delivery delivery, enum burn_status expected)
{
    struct fixture *fixture = fixture_new(kind);

    fixture_fail(fixture, MMC_OP_WRITE_10, 2, 0)->delivery = delivery;
    assert_int_equal(burn(fixture), expected);
    assert_int_equal(fixture->burn.failure.reply.delivery, delivery);
    fixture_assert_ejects(fixture);
    fixture_free(fixture);
}

static void test_write_does_not_arrive(void **state)
{
    size_t i;

    (void)state;
    for (i = 0; i < COUNT(kinds); i++)
    {
        check_delivery(kinds[i], PORT_LOST, BURN_TRANSPORT);
        check_delivery(kinds[i], PORT_BUS_RESET, BURN_TRANSPORT);
        check_delivery(kinds[i], PORT_TIMED_OUT, BURN_TIMED_OUT);
        check_delivery(kinds[i], PORT_REFUSED, BURN_REFUSED);
    }
}

static void test_drive_goes_away(void **state)
{
    struct fixture *fixture;
    struct fixture_fault *fault;
    size_t i;

    (void)state;
    for (i = 0; i < COUNT(kinds); i++)
    {
        fixture = fixture_new(kinds[i]);
        fault = fixture_fail(fixture, FIXTURE_ANY_COMMAND, 20, 0);
        fault->delivery = PORT_DEVICE_GONE;
        fault->count = 0;
        assert_int_equal(burn(fixture), BURN_DEVICE_GONE);
        assert_true(fixture->commands < 30);
        fixture_free(fixture);
    }
}

static unsigned int writes, silent_since;

/* From the second WRITE on nothing is answered. */
static void fall_silent(struct fixture *fixture, const struct port_command *command, struct port_reply *reply)
{
    if (command->cdb[0] == MMC_OP_WRITE_10 && ++writes == 2) silent_since = fixture->commands;
    if (!silent_since) return;
    memset(reply, 0, sizeof(*reply));
    reply->delivery = PORT_TIMED_OUT;
}

/* A drive that hangs is asked once more, briefly; the user does not wait for each command that would end the burn. */
static void test_drive_falls_silent(void **state)
{
    struct fixture *fixture;
    enum burn_status status;
    unsigned int commands;
    size_t i;

    (void)state;
    for (i = 0; i < COUNT(kinds); i++)
    {
        writes = silent_since = 0;
        fixture = fixture_new(kinds[i]);
        fixture->interfere = fall_silent;
        status = burn(fixture);
        commands = fixture->commands;
        assert_int_equal(fixture->burn.failure.command.cdb[0], MMC_OP_WRITE_10);
        fixture_free(fixture);
        assert_int_equal(status, BURN_TIMED_OUT);
        assert_int_equal(commands, silent_since + 1);
    }
}

/* Every command of a whole burn in turn; whatever comes of it, it ends and the tray is free. */
static void spoil_each_command(const char *kind, enum port_delivery delivery, uint32_t code)
{
    struct fixture *fixture;
    struct fixture_fault *fault;
    unsigned int i, commands = 1;
    enum burn_status status;
    uint64_t start;

    for (i = 0; i < commands; i++)
    {
        fixture = fixture_new(kind);
        if (i)
        {
            fault = fixture_fail(fixture, FIXTURE_ANY_COMMAND, i, code);
            fault->delivery = delivery;
        }
        start = fixture->now_ms;
        status = burn(fixture);
        if (!i)
        {
            assert_int_equal(status, BURN_OK);
            commands = fixture->commands + 1;
        }
        assert_true(fixture->commands < commands * 4 + 2000);
        assert_true(fixture->now_ms - start < 24 * 3600 * 1000u);
        fixture_assert_ejects(fixture);
        if (status == BURN_OK) fixture_assert_data(fixture, 0, data, BLOCKS);
        fixture_free(fixture);
    }
}

static void test_any_command_fails(void **state)
{
    size_t i;

    (void)state;
    for (i = 0; i < COUNT(kinds); i++)
        spoil_each_command(kinds[i], PORT_DELIVERED, MMC_SENSE_CODE_INTERNAL_TARGET_FAILURE);
}

static void test_any_command_is_refused(void **state)
{
    size_t i;

    (void)state;
    for (i = 0; i < COUNT(kinds); i++) spoil_each_command(kinds[i], PORT_DELIVERED, MMC_SENSE_CODE_INVALID_OPCODE);
}

static void test_any_command_times_out(void **state)
{
    size_t i;

    (void)state;
    for (i = 0; i < COUNT(kinds); i++) spoil_each_command(kinds[i], PORT_TIMED_OUT, 0);
}

static void test_any_command_is_lost(void **state)
{
    size_t i;

    (void)state;
    for (i = 0; i < COUNT(kinds); i++) spoil_each_command(kinds[i], PORT_LOST, 0);
}

/* An attention that is no reset does not hurt any command at any time. */
static void test_attention_at_any_time(void **state)
{
    struct fixture *fixture;
    unsigned int command;
    size_t i;

    (void)state;
    for (i = 0; i < COUNT(kinds); i++)
    {
        for (command = 1; command < 40; command++)
        {
            fixture = fixture_new(kinds[i]);
            fixture_fail(fixture, FIXTURE_ANY_COMMAND, command, MMC_SENSE_CODE_MODE_PARAMETERS_CHANGED);
            assert_int_equal(burn(fixture), BURN_OK);
            fixture_free(fixture);
        }
    }
}

static void cancel_at_each_command(const char *kind)
{
    unsigned int at, commands = 1, closing = 0;
    struct fixture *fixture;
    enum burn_status status;

    for (at = 0; at < commands; at++)
    {
        fixture = fixture_new(kind);
        fixture->cancel_at = at;
        status = burn(fixture);
        if (!at)
        {
            assert_int_equal(status, BURN_OK);
            commands = fixture->commands + 1;
            closing = fixture->finalizing_at;
        }
        /* Once closing has begun nobody listens any more. */
        else assert_int_equal(status, at <= closing ? BURN_CANCELLED : BURN_OK);
        fixture_assert_ejects(fixture);
        if (fixture->job.written) fixture_assert_data(fixture, 0, data, fixture->job.written);
        fixture_free(fixture);
    }
}

static void test_cancel_at_any_time(void **state)
{
    size_t i;

    (void)state;
    for (i = 0; i < COUNT(kinds); i++) cancel_at_each_command(kinds[i]);
}

/* After a cancelled burn the medium takes another session, or another burn. */
static void test_burn_after_abort(void **state)
{
    struct burn_options options = plain_options();
    struct fixture *fixture;
    size_t i;

    (void)state;
    options.overwrite = true;
    for (i = 0; i < COUNT(kinds); i++)
    {
        fixture = fixture_new(kinds[i]);
        fixture_fail(fixture, MMC_OP_WRITE_10, 2, MMC_SENSE_CODE_WRITE_ERROR);
        assert_int_equal(burn(fixture), BURN_SENSE);
        fixture->fault_count = 0;
        fixture_reopen(fixture);
        assert_false(fixture_medium(fixture).damaged);
        assert_int_equal(fixture_burn(fixture, data, BLOCKS, &options), BURN_OK);
        fixture_assert_data(fixture, fixture->job.start_lba, data, BLOCKS);
        fixture_free(fixture);
    }
}

/* A burn that was to close the disc and is broken off leaves it open for another one. */
static void test_abort_does_not_finalize(void **state)
{
    static const char *const open_kinds[] = { "cd-r", "dvd-r", "dvd+r", "bd-r" };
    struct burn_options options = plain_options();
    struct fixture *fixture;
    struct burn_medium medium;
    size_t i;

    (void)state;
    for (i = 0; i < COUNT(open_kinds); i++)
    {
        fixture = fixture_new(open_kinds[i]);
        options.close_medium = false;
        assert_int_equal(fixture_burn(fixture, data, BLOCKS, &options), BURN_OK);
        options.close_medium = true;
        fixture->by_opcode[MMC_OP_WRITE_10] = 0;
        fixture_fail(fixture, MMC_OP_WRITE_10, 2, MMC_SENSE_CODE_WRITE_ERROR);
        assert_int_equal(fixture_burn(fixture, data, BLOCKS, &options), BURN_SENSE);
        medium = fixture_medium(fixture);
        assert_true(medium.appendable);
        assert_false(medium.damaged || medium.finalized);
        fixture_free(fixture);
    }
}

/* Less than a track may have, and then no more. */
static void test_abort_of_a_short_track(void **state)
{
    struct fixture *fixture = fixture_new("cd-r");
    struct burn_job job = {0};
    struct burn_medium medium;

    (void)state;
    job.drive = &fixture->burn;
    job.options = plain_options();
    job.blocks = BLOCKS;
    assert_int_equal(burn_prepare(&job), BURN_OK);
    assert_int_equal(burn_write(&job, data, 32), BURN_OK);
    assert_int_equal(burn_abort(&job), BURN_OK);
    assert_int_equal(job.written, 32);
    assert_int_equal(job.padding, 300 - 32);
    medium = fixture_medium(fixture);
    assert_true(medium.appendable && !medium.damaged);
    fixture_assert_data(fixture, 0, data, 32);
    fixture_free(fixture);
}

static void test_abort_fails_too(void **state)
{
    struct fixture *fixture = fixture_new("dvd+rw");

    (void)state;
    fixture_fail(fixture, MMC_OP_WRITE_10, 2, MMC_SENSE_CODE_WRITE_ERROR);
    fixture_fail(fixture, MMC_OP_SYNCHRONIZE_CACHE, 1, MMC_SENSE_CODE_TRACK_FOLLOWING_ERROR);
    assert_int_equal(burn(fixture), BURN_SENSE);
    assert_int_equal(mmc_sense_code(&fixture->burn.failure.sense), MMC_SENSE_CODE_WRITE_ERROR);
    fixture_assert_ejects(fixture);
    fixture_free(fixture);
}

/* A drive that does not know how to finalise to the minimum radius. */
static void test_other_finalization(void **state)
{
    struct burn_options options = fixture_default_options();
    struct fixture *fixture = fixture_new("dvd+r");

    (void)state;
    fixture_fail(fixture, MMC_OP_CLOSE_TRACK_SESSION, 2, MMC_SENSE_CODE_INVALID_FIELD_IN_CDB)->count = 2;
    assert_int_equal(fixture_burn(fixture, data, BLOCKS, &options), BURN_OK);
    assert_int_equal(fixture->by_opcode[MMC_OP_CLOSE_TRACK_SESSION], 4);
    assert_true(fixture_medium(fixture).finalized);
    fixture_free(fixture);
}

/* The process is killed while it writes. */
static void test_killed(void **state)
{
    struct fixture *fixture;
    struct burn_medium medium;
    size_t i;

    (void)state;
    for (i = 0; i < COUNT(sequential_kinds); i++)
    {
        fixture = fixture_new(sequential_kinds[i]);
        burn_up_to_the_end(fixture);
        fixture_reopen(fixture);
        medium = fixture_medium(fixture);
        assert_false(medium.blank || medium.finalized);
        assert_true(medium.damaged || medium.non_empty_session);
        assert_int_equal(burn(fixture), BURN_MEDIA_STATE);
        fixture_assert_ejects(fixture);
        fixture_free(fixture);
    }
}

static void test_slow_buffer(void **state)
{
    struct fixture *fixture;
    struct fixture_fault *fault;
    size_t i;

    (void)state;
    for (i = 0; i < COUNT(kinds); i++)
    {
        fixture = fixture_new(kinds[i]);
        fault = fixture_fail(fixture, MMC_OP_WRITE_10, 2, MMC_SENSE_CODE_LONG_WRITE_IN_PROGRESS);
        fault->count = 20;
        assert_int_equal(burn(fixture), BURN_OK);
        assert_true(fixture->by_opcode[MMC_OP_READ_BUFFER_CAPACITY] >= 20);
        fixture_assert_data(fixture, 0, data, BLOCKS);
        fixture_free(fixture);
    }
}

static void test_becoming_ready(void **state)
{
    struct fixture *fixture = fixture_new("cd-r");

    (void)state;
    fixture_fail(fixture, MMC_OP_TEST_UNIT_READY, 1, MMC_SENSE_CODE_BECOMING_READY)->count = 30;
    fixture_fail(fixture, MMC_OP_READ_DISC_INFORMATION, 1, MMC_SENSE_CODE_OPERATION_IN_PROGRESS)->count = 3;
    assert_int_equal(burn(fixture), BURN_OK);
    fixture_free(fixture);
}

static void test_medium_comes_out(void **state)
{
    struct fixture *fixture = fixture_new("bd-r");

    (void)state;
    fixture_fail(fixture, MMC_OP_WRITE_10, 2, MMC_SENSE_CODE_MEDIUM_MAY_HAVE_CHANGED);
    assert_int_equal(burn(fixture), BURN_SENSE);
    assert_int_equal(mmc_sense_code(&fixture->burn.failure.sense), MMC_SENSE_CODE_MEDIUM_MAY_HAVE_CHANGED);
    fixture_assert_ejects(fixture);
    fixture_free(fixture);
}

/* What a drive may lack. */
static void test_poor_drives(void **state)
{
    static const struct { const char *kind; uint8_t opcode; uint32_t code; } rows[] =
    {
        { "cd-r", MMC_OP_SEND_OPC_INFORMATION, MMC_SENSE_CODE_INVALID_OPCODE },
        { "cd-r", MMC_OP_SEND_OPC_INFORMATION, MMC_SENSE_CODE_POWER_CALIBRATION_FULL },
        { "dvd-r", MMC_OP_SEND_OPC_INFORMATION, MMC_SENSE_CODE_INVALID_OPCODE },
        { "cd-r", MMC_OP_MODE_SENSE_10, MMC_SENSE_CODE_INVALID_FIELD_IN_CDB },
        { "dvd-r", MMC_OP_MODE_SENSE_10, MMC_SENSE_CODE_INVALID_OPCODE },
        { "cd-r", MMC_OP_CLOSE_TRACK_SESSION, MMC_SENSE_CODE_COMMAND_SEQUENCE_ERROR },
        { "bd-r", MMC_OP_REQUEST_SENSE, MMC_SENSE_CODE_INVALID_OPCODE },
        { "dvd+rw", MMC_OP_READ_DISC_STRUCTURE, MMC_SENSE_CODE_INVALID_FIELD_IN_CDB },
        { "bd-re", MMC_OP_PREVENT_ALLOW_MEDIUM_REMOVAL, MMC_SENSE_CODE_INVALID_OPCODE },
    };
    struct fixture *fixture;
    struct fixture_fault *fault;
    size_t i;

    (void)state;
    for (i = 0; i < COUNT(rows); i++)
    {
        fixture = fixture_new(rows[i].kind);
        fault = fixture_fail(fixture, rows[i].opcode, 1, rows[i].code);
        /* A drive whose flush has closed the track complains once. */
        fault->executes = rows[i].opcode == MMC_OP_CLOSE_TRACK_SESSION;
        fault->count = fault->executes ? 1 : 0;
        assert_int_equal(burn(fixture), BURN_OK);
        fixture_assert_data(fixture, 0, data, BLOCKS);
        fixture_free(fixture);
    }
}

static void test_no_underrun_protection(void **state)
{
    struct fixture *fixture = fixture_new("cd-r");

    (void)state;
    fixture_fail(fixture, MMC_OP_MODE_SELECT_10, 1, MMC_SENSE_CODE_INVALID_FIELD_IN_PARAMETERS);
    assert_int_equal(burn(fixture), BURN_OK);
    assert_int_equal(fixture->by_opcode[MMC_OP_MODE_SELECT_10], 2);
    fixture->fault_count = 0;
    fixture_fail(fixture, MMC_OP_MODE_SELECT_10, 1, MMC_SENSE_CODE_INVALID_FIELD_IN_PARAMETERS)->count = 0;
    fixture->by_opcode[MMC_OP_WRITE_10] = 0;
    assert_int_equal(burn(fixture), BURN_SENSE);
    assert_int_equal(fixture->by_opcode[MMC_OP_WRITE_10], 0);
    fixture_assert_ejects(fixture);
    fixture_free(fixture);
}

/* REQUEST SENSE tells of half an operation for ever, while everything else is well. */
static void half_done(uint8_t *reply, uint32_t *length)
{
    struct mmc_sense sense = mmc_make_sense(MMC_SENSE_CODE_OPERATION_IN_PROGRESS);

    sense.progress_valid = true;
    sense.progress = 0x8000;
    *length = (uint32_t)mmc_encode_sense(reply, MMC_SENSE_FIXED_LENGTH, &sense);
}

static void test_stale_progress(void **state)
{
    struct fixture *fixture;
    struct fixture_fault *fault;
    uint64_t start;
    size_t i;

    (void)state;
    for (i = 0; i < COUNT(kinds); i++)
    {
        fixture = fixture_new(kinds[i]);
        fault = fixture_fail(fixture, MMC_OP_REQUEST_SENSE, 1, 0);
        fault->change = half_done;
        fault->count = 0;
        start = fixture->now_ms;
        assert_int_equal(burn(fixture), BURN_OK);
        assert_true(fixture->now_ms - start < 300000);
        fixture_free(fixture);
    }
}

static void test_immediate_is_refused(void **state)
{
    struct fixture *fixture = fixture_new("dvd+r");

    (void)state;
    fixture_fail(fixture, MMC_OP_SYNCHRONIZE_CACHE, 1, MMC_SENSE_CODE_INVALID_FIELD_IN_CDB);
    fixture_fail(fixture, MMC_OP_CLOSE_TRACK_SESSION, 1, MMC_SENSE_CODE_INVALID_FIELD_IN_CDB);
    assert_int_equal(burn(fixture), BURN_OK);
    assert_int_equal(fixture->by_opcode[MMC_OP_SYNCHRONIZE_CACHE], 2);
    assert_int_equal(fixture->by_opcode[MMC_OP_CLOSE_TRACK_SESSION], 3);
    fixture_free(fixture);
}

static void test_closing_fails(void **state)
{
    struct fixture *fixture;
    size_t i;

    (void)state;
    for (i = 0; i < COUNT(sequential_kinds); i++)
    {
        fixture = fixture_new(sequential_kinds[i]);
        fixture_fail(fixture, MMC_OP_CLOSE_TRACK_SESSION, 1, MMC_SENSE_CODE_SESSION_FIXATION_ERROR);
        assert_int_equal(burn(fixture), BURN_SENSE);
        assert_int_equal(mmc_sense_code(&fixture->burn.failure.sense), MMC_SENSE_CODE_SESSION_FIXATION_ERROR);
        fixture_assert_ejects(fixture);
        fixture_free(fixture);
    }
}

static void test_flush_fails(void **state)
{
    struct fixture *fixture;
    size_t i;

    (void)state;
    for (i = 0; i < COUNT(kinds); i++)
    {
        fixture = fixture_new(kinds[i]);
        fixture_fail(fixture, MMC_OP_SYNCHRONIZE_CACHE, 1, MMC_SENSE_CODE_WRITE_ERROR);
        assert_int_equal(burn(fixture), BURN_SENSE);
        assert_int_equal(mmc_sense_code(&fixture->burn.failure.sense), MMC_SENSE_CODE_WRITE_ERROR);
        fixture_assert_ejects(fixture);
        fixture_free(fixture);
    }
}

/* Lies about disc and track, as the drive tells them after the burn. */
static void disc_is_blank(uint8_t *reply, uint32_t *length)
{
    if (*length > 2) reply[2] &= (uint8_t)~0x0f;
}

static void disc_is_complete(uint8_t *reply, uint32_t *length)
{
    if (*length > 2) reply[2] = (uint8_t)((reply[2] & ~0x0f) | 0x0e);
}

static void disc_is_strange(uint8_t *reply, uint32_t *length)
{
    if (*length > 2) reply[2] |= 0x0f;
}

static void session_is_incomplete(uint8_t *reply, uint32_t *length)
{
    if (*length > 2) reply[2] = (uint8_t)((reply[2] & ~0x0c) | 0x04);
}

static void track_is_damaged(uint8_t *reply, uint32_t *length)
{
    if (*length > 5) reply[5] |= 0x20;
}

static void track_is_short(uint8_t *reply, uint32_t *length)
{
    if (*length > 27) mmc_put32(reply + 24, BLOCKS - 1);
}

static void track_is_elsewhere(uint8_t *reply, uint32_t *length)
{
    if (*length > 11) mmc_put32(reply + 8, 4000);
}

static void disc_is_cut_off(uint8_t *reply, uint32_t *length)
{
    (void)reply;
    *length = 3;
}

static struct fixture *burn_up_to_a_lie(const char *kind, uint8_t opcode, void (*lie)(uint8_t *, uint32_t *))
{
    struct fixture *fixture = fixture_new(kind);
    struct fixture_fault *fault;

    burn_up_to_the_end(fixture);
    fault = fixture_fail(fixture, opcode, 1, 0);
    fault->change = lie;
    fault->count = 0;
    return fixture;
}

static void check_lie(const char *kind, uint8_t opcode, void (*lie)(uint8_t *, uint32_t *), enum burn_status expected)
{
    struct fixture *fixture = burn_up_to_a_lie(kind, opcode, lie);

    assert_int_equal(burn_finish(&fixture->job), expected);
    assert_int_equal(fixture->phases[fixture->phase_count - 1], BURN_PHASE_FINALIZING);
    fixture_assert_ejects(fixture);
    fixture_free(fixture);
}

static void test_success_is_what_the_drive_says(void **state)
{
    size_t i;

    (void)state;
    for (i = 0; i < COUNT(sequential_kinds); i++)
    {
        check_lie(sequential_kinds[i], MMC_OP_READ_DISC_INFORMATION, disc_is_blank, BURN_MISMATCH);
        check_lie(sequential_kinds[i], MMC_OP_READ_DISC_INFORMATION, disc_is_strange, BURN_MISMATCH);
        check_lie(sequential_kinds[i], MMC_OP_READ_DISC_INFORMATION, session_is_incomplete, BURN_MISMATCH);
        check_lie(sequential_kinds[i], MMC_OP_READ_DISC_INFORMATION, disc_is_cut_off, BURN_BAD_REPLY);
        check_lie(sequential_kinds[i], MMC_OP_READ_TRACK_INFORMATION, track_is_damaged, BURN_MISMATCH);
        check_lie(sequential_kinds[i], MMC_OP_READ_TRACK_INFORMATION, track_is_short, BURN_MISMATCH);
        check_lie(sequential_kinds[i], MMC_OP_READ_TRACK_INFORMATION, track_is_elsewhere, BURN_MISMATCH);
    }
    check_lie("dvd+rw", MMC_OP_READ_DISC_INFORMATION, disc_is_blank, BURN_MISMATCH);
    check_lie("bd-re", MMC_OP_READ_DISC_INFORMATION, disc_is_blank, BURN_MISMATCH);
}

/* Some drives finalise whatever they are asked for: the data is there, so that is told, and is no failure. */
static void test_drive_closes_the_medium(void **state)
{
    struct fixture *fixture;
    size_t i;

    (void)state;
    for (i = 0; i < COUNT(sequential_kinds); i++)
    {
        fixture = burn_up_to_a_lie(sequential_kinds[i], MMC_OP_READ_DISC_INFORMATION, disc_is_complete);
        assert_false(fixture->job.close_medium);
        assert_int_equal(burn_finish(&fixture->job), BURN_OK);
        assert_true(fixture->job.closed_by_drive);
        assert_int_equal(fixture->phases[fixture->phase_count - 1], BURN_PHASE_DONE);
        fixture_assert_ejects(fixture);
        fixture_free(fixture);

        fixture = fixture_new(sequential_kinds[i]);
        assert_int_equal(burn(fixture), BURN_OK);
        assert_false(fixture->job.closed_by_drive);
        fixture_free(fixture);
    }
}

static void test_damaged_medium(void **state)
{
    struct fixture *fixture = fixture_new("cd-r");
    struct fixture_fault *fault = fixture_fail(fixture, MMC_OP_READ_TRACK_INFORMATION, 1, 0);
    struct burn_medium medium;

    (void)state;
    fault->change = track_is_damaged;
    fault->count = 0;
    medium = fixture_medium(fixture);
    assert_true(medium.damaged);
    assert_int_equal(burn(fixture), BURN_MEDIA_STATE);
    assert_int_equal(fixture->by_opcode[MMC_OP_WRITE_10], 0);
    fixture_assert_ejects(fixture);
    fixture_free(fixture);
}

int main(void)
{
    static const struct CMUnitTest tests[] =
    {
        cmocka_unit_test(test_write_error),
        cmocka_unit_test(test_write_does_not_arrive),
        cmocka_unit_test(test_drive_goes_away),
        cmocka_unit_test(test_drive_falls_silent),
        cmocka_unit_test(test_any_command_fails),
        cmocka_unit_test(test_any_command_is_refused),
        cmocka_unit_test(test_any_command_times_out),
        cmocka_unit_test(test_any_command_is_lost),
        cmocka_unit_test(test_attention_at_any_time),
        cmocka_unit_test(test_cancel_at_any_time),
        cmocka_unit_test(test_burn_after_abort),
        cmocka_unit_test(test_abort_does_not_finalize),
        cmocka_unit_test(test_abort_of_a_short_track),
        cmocka_unit_test(test_abort_fails_too),
        cmocka_unit_test(test_other_finalization),
        cmocka_unit_test(test_killed),
        cmocka_unit_test(test_slow_buffer),
        cmocka_unit_test(test_becoming_ready),
        cmocka_unit_test(test_medium_comes_out),
        cmocka_unit_test(test_poor_drives),
        cmocka_unit_test(test_no_underrun_protection),
        cmocka_unit_test(test_stale_progress),
        cmocka_unit_test(test_immediate_is_refused),
        cmocka_unit_test(test_closing_fails),
        cmocka_unit_test(test_flush_fails),
        cmocka_unit_test(test_success_is_what_the_drive_says),
        cmocka_unit_test(test_drive_closes_the_medium),
        cmocka_unit_test(test_damaged_medium),
    };

    return cmocka_run_group_tests(tests, group_setup, group_teardown);
}
