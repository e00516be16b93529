/*
 * Tests of libs/burn: one session behind another on every medium, and ranges on
 * those that are overwritten; and what is left when a command of them fails
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

#define BLOCK       2048u
#define BLOCKS      613u    /* of one session; no multiple of anything, and more than one chunk */
#define SESSIONS    3
#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const char *const appendable_kinds[] =
{
    "cd-r", "cd-rw", "dvd-r", "dvd-r-dl", "dvd+r", "bd-r", "bd-r-dl", "bd-r-xl", "bd-r-ql",
};

/* The last is a DVD-RW that was formatted. */
static const char *const overwritable_kinds[] = { "dvd+rw", "dvd-ram", "bd-re", "bd-re-dl", "bd-re-xl", "dvd-rw" };

static uint8_t *data[SESSIONS];
static void *memory[SESSIONS];

static int group_setup(void **state)
{
    unsigned int i;

    (void)state;
    for (i = 0; i < SESSIONS; i++) data[i] = fixture_data(BLOCKS, i + 1, &memory[i]);
    return 0;
}

static int group_teardown(void **state)
{
    unsigned int i;

    (void)state;
    for (i = 0; i < SESSIONS; i++) free(memory[i]);
    return 0;
}

static struct burn_options plain_options(void)
{
    struct burn_options options = fixture_default_options();

    options.dvd_compatible = false;
    return options;
}

static void assert_burns(struct fixture *fixture, unsigned int session, const struct burn_options *options)
{
    enum burn_status status = fixture_burn(fixture, data[session], BLOCKS, options);

    if (status != BURN_OK)
        fail_msg("%s Command %s, sense %06x", burn_status_text(status),
                 mmc_opcode_name(fixture->burn.failure.command.cdb[0]),
                 (unsigned int)mmc_sense_code(&fixture->burn.failure.sense));
}

static void append_to_kind(const char *kind)
{
    struct burn_options options = plain_options();
    struct fixture *fixture = fixture_new(kind);
    struct burn_medium medium;
    int32_t starts[SESSIONS];
    uint32_t free_before = fixture_medium(fixture).free_blocks;
    unsigned int i;

    for (i = 0; i < SESSIONS; i++)
    {
        medium = fixture_medium(fixture);
        starts[i] = medium.next_writable;
        assert_true(i ? medium.appendable : medium.blank);
        assert_false(medium.final_session);
        options.close_medium = i == SESSIONS - 1;
        assert_burns(fixture, i, &options);
        assert_int_equal(fixture->job.start_lba, starts[i]);
        assert_int_equal(fixture->job.session, i + 1);
        fixture_reopen(fixture);
        medium = fixture_medium(fixture);
        assert_int_equal(medium.previous_session_start, starts[i]);
        assert_in_range(medium.previous_session_end, starts[i] + (int32_t)BLOCKS - 1, starts[i] + (int32_t)BLOCKS + 152);
        if (i == SESSIONS - 1) break;
        assert_true(medium.free_blocks + BLOCKS <= free_before);
        assert_true(medium.next_writable > medium.previous_session_end);
        assert_int_equal((uint32_t)medium.next_writable % medium.ecc_blocks, 0);
        free_before = medium.free_blocks;
    }
    assert_true(medium.finalized);
    for (i = 0; i < SESSIONS; i++) fixture_assert_data(fixture, starts[i], data[i], BLOCKS);
    assert_int_equal(fixture_burn(fixture, data[0], BLOCKS, &options), BURN_MEDIA_STATE);
    fixture_assert_ejects(fixture);
    fixture_free(fixture);
}

static void test_sessions_on_every_medium(void **state)
{
    size_t i;

    (void)state;
    for (i = 0; i < COUNT(appendable_kinds); i++) append_to_kind(appendable_kinds[i]);
}

static uint16_t pretend_profile;

/* GET CONFIGURATION tells of another medium. */
static void pretend(struct fixture *fixture, const struct port_command *command, struct port_reply *reply)
{
    (void)fixture;
    if (command->cdb[0] == MMC_OP_GET_CONFIGURATION && reply->transferred >= 8)
        mmc_put16((uint8_t *)command->data + 6, pretend_profile);
}

/* Readers do not look for a second session on a DVD-RW: each burn is the last one. */
static void test_dvd_rw_is_closed(void **state)
{
    struct burn_options options = plain_options();
    struct fixture *fixture = fixture_new("dvd-rw");
    struct burn_medium medium;

    (void)state;
    assert_burns(fixture, 0, &options);
    assert_true(fixture->job.whole_at_once);
    medium = fixture_medium(fixture);
    assert_true(medium.finalized && medium.erase_required && !medium.appendable);
    fixture_assert_data(fixture, 0, data[0], BLOCKS);
    assert_int_equal(fixture_burn(fixture, data[1], BLOCKS, &options), BURN_MEDIA_STATE);
    assert_int_equal(burn_erase(&fixture->burn, false, NULL, NULL), BURN_OK);
    assert_burns(fixture, 1, &options);
    fixture_assert_data(fixture, 0, data[1], BLOCKS);
    fixture_free(fixture);
}

/* What another program left open takes one more session, which is the last. */
static void test_open_dvd_rw(void **state)
{
    struct burn_options options = plain_options();
    struct fixture *fixture = fixture_new("dvd-rw");
    struct burn_medium medium;

    (void)state;
    /* A burn to the disc of the other kind, which may stay open; then the drive tells what it really is. */
    pretend_profile = MMC_PROFILE_DVD_R;
    fixture->interfere = pretend;
    assert_burns(fixture, 0, &options);
    assert_true(fixture_medium(fixture).appendable);
    fixture->interfere = NULL;
    medium = fixture_medium(fixture);
    assert_true(medium.appendable && medium.final_session);
    assert_burns(fixture, 1, &options);
    assert_int_equal(fixture->job.start_lba, medium.next_writable);
    assert_true(fixture_medium(fixture).finalized);
    fixture_assert_data(fixture, 0, data[0], BLOCKS);
    fixture_assert_data(fixture, medium.next_writable, data[1], BLOCKS);
    fixture_free(fixture);
}

/* Formats a DVD-RW for restricted overwrite, as a user's tool would. */
static void format_dvd_rw(struct fixture *fixture)
{
    struct mmc_format format = {0};
    uint8_t list[MMC_FORMAT_LIST_LENGTH];
    struct mmc_command command;

    format.options_valid = true;
    format.descriptor.type = MMC_FORMAT_FULL;
    format.descriptor.blocks = fixture_medium(fixture).free_blocks;
    mmc_build_format_unit(&command, (uint32_t)mmc_encode_format_list(list, sizeof(list), &format), false);
    assert_int_equal(burn_execute(&fixture->burn, &command, list, NULL), BURN_OK);
    assert_int_equal(burn_wait_ready(&fixture->burn, 3600000), BURN_OK);
}

static struct fixture *new_overwritable(const char *kind)
{
    struct fixture *fixture = fixture_new(kind);

    if (!strcmp(kind, "dvd-rw")) format_dvd_rw(fixture);
    assert_true(fixture_medium(fixture).overwritable);
    return fixture;
}

struct range
{
    int32_t lba;
    uint32_t blocks;
};

/* A session behind the first one, then the start anew, then a place within: none of them whole units. */
static const struct range ranges[] = { { 1201, 300 }, { 16, 19 }, { 700, 1 }, { 1, 2 } };
#define RANGES_END 1501u
#define RANGES_BLOCKS 322u

static enum burn_status write_ranges(struct fixture *fixture)
{
    struct burn_job *job = &fixture->job;
    enum burn_status status;
    uint32_t done = 0;
    size_t i;

    memset(job, 0, sizeof(*job));
    job->drive = &fixture->burn;
    job->options = plain_options();
    job->options.ranges_end = RANGES_END;
    job->blocks = RANGES_BLOCKS;
    status = burn_prepare(job);
    if (status != BURN_OK) return status;
    for (i = 0; i < COUNT(ranges) && status == BURN_OK; i++)
    {
        status = burn_write_at(job, ranges[i].lba, data[2] + (size_t)done * BLOCK, ranges[i].blocks);
        done += ranges[i].blocks;
    }
    if (status == BURN_OK) status = burn_finish(job);
    if (status != BURN_OK) burn_abort(job);
    return status;
}

static bool is_in_a_range(int32_t lba)
{
    size_t i;

    for (i = 0; i < COUNT(ranges); i++)
        if (lba >= ranges[i].lba && lba < ranges[i].lba + (int32_t)ranges[i].blocks) return true;
    return false;
}

/* What was there before is there still. */
static void assert_around_ranges(struct fixture *fixture)
{
    int32_t lba;

    for (lba = 0; lba < (int32_t)BLOCKS; lba++)
        if (!is_in_a_range(lba)) fixture_assert_data(fixture, lba, data[0] + (size_t)lba * BLOCK, 1);
}

static void assert_ranges(struct fixture *fixture)
{
    uint32_t done = 0;
    size_t i;

    for (i = 0; i < COUNT(ranges); i++)
    {
        fixture_assert_data(fixture, ranges[i].lba, data[2] + (size_t)done * BLOCK, ranges[i].blocks);
        done += ranges[i].blocks;
    }
    assert_around_ranges(fixture);
}

static void test_ranges_on_every_medium(void **state)
{
    struct burn_options options = plain_options();
    struct fixture *fixture;
    size_t i;

    (void)state;
    options.overwrite = true;
    for (i = 0; i < COUNT(overwritable_kinds); i++)
    {
        fixture = new_overwritable(overwritable_kinds[i]);
        assert_burns(fixture, 0, &options);
        assert_int_equal(write_ranges(fixture), BURN_OK);
        assert_int_equal(fixture->job.written, RANGES_BLOCKS);
        assert_int_equal(fixture->job.padding, 0);
        fixture_assert_ejects(fixture);
        fixture_reopen(fixture);
        assert_ranges(fixture);
        fixture_free(fixture);
    }
}

/* A medium that was never written, or never formatted: the ranges are all there is. */
static void test_ranges_on_a_blank(void **state)
{
    struct fixture *fixture;
    size_t i;

    (void)state;
    for (i = 0; i < COUNT(overwritable_kinds); i++)
    {
        fixture = new_overwritable(overwritable_kinds[i]);
        assert_int_equal(write_ranges(fixture), BURN_OK);
        fixture_assert_data(fixture, ranges[0].lba, data[2], ranges[0].blocks);
        fixture_free(fixture);
    }
}

/* What cannot be read for another reason than that it was never written must not be replaced by zeros. */
static void test_ranges_beside_a_scratch(void **state)
{
    struct burn_options options = plain_options();
    struct fixture *fixture = new_overwritable("dvd-rw");

    (void)state;
    assert_burns(fixture, 0, &options);
    fixture_fail(fixture, MMC_OP_READ_10, 1, MMC_SENSE_CODE_UNRECOVERED_READ_ERROR);
    assert_int_equal(write_ranges(fixture), BURN_SENSE);
    assert_int_equal(fixture->by_opcode[MMC_OP_WRITE_10] > 0, true);
    fixture_assert_ejects(fixture);
    fixture_assert_data(fixture, 0, data[0], BLOCKS);
    fixture_free(fixture);

    fixture = new_overwritable("dvd-rw");
    fixture_fail(fixture, MMC_OP_READ_10, 1, MMC_SENSE_CODE_LBA_OUT_OF_RANGE)->count = 0;
    assert_int_equal(write_ranges(fixture), BURN_OK);
    fixture->fault_count = 0;
    fixture_assert_data(fixture, ranges[0].lba, data[2], ranges[0].blocks);
    fixture_free(fixture);
}

static void test_ranges_that_do_not_fit(void **state)
{
    struct fixture *fixture = new_overwritable("bd-re");
    struct burn_job *job = &fixture->job;

    (void)state;
    job->drive = &fixture->burn;
    job->options = plain_options();
    job->options.ranges_end = fixture_medium(fixture).free_blocks + 1;
    job->blocks = 32;
    assert_int_equal(burn_prepare(job), BURN_TOO_LARGE);
    assert_int_equal(fixture->by_opcode[MMC_OP_FORMAT_UNIT], 0);
    job->options.ranges_end = 64;
    assert_int_equal(burn_prepare(job), BURN_OK);
    assert_int_equal(burn_write_at(job, 63, data[0], 2), BURN_TOO_LARGE);
    assert_int_equal(burn_write_at(job, -1, data[0], 1), BURN_TOO_LARGE);
    assert_int_equal(burn_write_at(job, 0, data[0], 33), BURN_TOO_LARGE);
    assert_int_equal(fixture->by_opcode[MMC_OP_WRITE_10], 0);
    assert_int_equal(burn_write_at(job, 32, data[0], 32), BURN_OK);
    assert_int_equal(burn_finish(job), BURN_OK);
    fixture_assert_ejects(fixture);
    fixture_free(fixture);

    /* What is written from one end to the other takes no ranges, and a burn without any has no places. */
    fixture = fixture_new("bd-r");
    assert_int_equal(write_ranges(fixture), BURN_MEDIA_STATE);
    fixture->job.options.ranges_end = 0;
    assert_int_equal(burn_prepare(&fixture->job), BURN_OK);
    assert_int_equal(burn_write_at(&fixture->job, 0, data[0], 1), BURN_MEDIA_STATE);
    assert_int_equal(burn_abort(&fixture->job), BURN_OK);
    fixture_free(fixture);
}

/* The second session, or the ranges: what is burned onto a medium that holds the first. */
static enum burn_status burn_again(struct fixture *fixture, bool overwritable)
{
    struct burn_options options = plain_options();

    return overwritable ? write_ranges(fixture) : fixture_burn(fixture, data[1], BLOCKS, &options);
}

static struct fixture *with_first_session(const char *kind, bool overwritable)
{
    struct fixture *fixture = overwritable ? new_overwritable(kind) : fixture_new(kind);
    struct burn_options options = plain_options();

    options.overwrite = overwritable;
    assert_burns(fixture, 0, &options);
    fixture_reopen(fixture);
    fixture->commands = 0;
    return fixture;
}

static void assert_first_session(struct fixture *fixture, bool overwritable)
{
    if (overwritable) assert_around_ranges(fixture);
    else fixture_assert_data(fixture, 0, data[0], BLOCKS);
}

/* Whatever happens to one command: nothing stays locked, and the session before is there. */
static void spoil_each_command(const char *kind, bool overwritable, enum port_delivery delivery, uint32_t code)
{
    unsigned int i, commands = 1;
    struct fixture *fixture;
    enum burn_status status;

    for (i = 0; i < commands; i++)
    {
        fixture = with_first_session(kind, overwritable);
        if (i) fixture_fail(fixture, FIXTURE_ANY_COMMAND, i, code)->delivery = delivery;
        status = burn_again(fixture, overwritable);
        if (!i)
        {
            assert_int_equal(status, BURN_OK);
            commands = fixture->commands + 1;
        }
        assert_true(fixture->commands < commands * 4 + 2000);
        fixture_assert_ejects(fixture);
        assert_int_equal(fixture->burn.uncancellable, 0);
        assert_first_session(fixture, overwritable);
        if (status == BURN_OK && overwritable) assert_ranges(fixture);
        else if (status == BURN_OK) fixture_assert_data(fixture, fixture->job.start_lba, data[1], BLOCKS);
        fixture_free(fixture);
    }
}

static void spoil_every_kind(enum port_delivery delivery, uint32_t code)
{
    static const struct { const char *kind; bool overwritable; } rows[] =
    {
        { "cd-r", false }, { "dvd-r", false }, { "dvd+r", false }, { "bd-r", false },
        { "dvd+rw", true }, { "dvd-ram", true }, { "dvd-rw", true },
    };
    size_t i;

    for (i = 0; i < COUNT(rows); i++) spoil_each_command(rows[i].kind, rows[i].overwritable, delivery, code);
}

static void test_any_command_fails(void **state)
{
    (void)state;
    spoil_every_kind(PORT_DELIVERED, MMC_SENSE_CODE_INTERNAL_TARGET_FAILURE);
}

static void test_any_command_is_refused(void **state)
{
    (void)state;
    spoil_every_kind(PORT_DELIVERED, MMC_SENSE_CODE_INVALID_OPCODE);
}

static void test_any_command_times_out(void **state)
{
    (void)state;
    spoil_every_kind(PORT_TIMED_OUT, 0);
}

static void test_any_command_is_lost(void **state)
{
    (void)state;
    spoil_every_kind(PORT_LOST, 0);
}

static void test_any_command_meets_a_reset(void **state)
{
    (void)state;
    spoil_every_kind(PORT_BUS_RESET, 0);
}

/* Cancelled at any moment, the medium takes the session after that. */
static void cancel_at_each_command(const char *kind)
{
    struct burn_options options = plain_options();
    unsigned int at, commands = 1;
    struct fixture *fixture;
    enum burn_status status;

    for (at = 0; at < commands; at++)
    {
        fixture = with_first_session(kind, false);
        fixture->cancel_at = at;
        status = fixture_burn(fixture, data[1], BLOCKS, &options);
        if (!at) commands = fixture->commands + 1;
        assert_true(status == BURN_OK || status == BURN_CANCELLED);
        fixture_assert_ejects(fixture);
        assert_true(fixture_medium(fixture).appendable);
        assert_burns(fixture, 2, &options);
        fixture_assert_data(fixture, fixture->job.start_lba, data[2], BLOCKS);
        assert_first_session(fixture, false);
        fixture_free(fixture);
    }
}

static void test_cancel_at_any_time(void **state)
{
    size_t i;

    (void)state;
    for (i = 0; i < COUNT(appendable_kinds); i++) cancel_at_each_command(appendable_kinds[i]);
}

/* A drive that reads in what it has just closed says so for a while. */
static void test_read_waits_for_the_drive(void **state)
{
    struct burn_options options = plain_options();
    struct fixture *fixture = fixture_new("bd-r");
    void *read_memory;
    uint8_t *read = fixture_data(BLOCKS, 99, &read_memory);

    (void)state;
    assert_burns(fixture, 0, &options);
    fixture_fail(fixture, MMC_OP_READ_10, 1, MMC_SENSE_CODE_BECOMING_READY)->count = 7;
    fixture->limits.max_transfer = fixture->limits.max_aligned_transfer = 65536;
    assert_int_equal(burn_read_blocks(&fixture->burn, 0, read, BLOCKS), BURN_OK);
    assert_memory_equal(read, data[0], (size_t)BLOCKS * BLOCK);
    fixture->fault_count = 0;
    fixture_fail(fixture, MMC_OP_READ_10, 1, MMC_SENSE_CODE_BECOMING_READY)->count = 0;
    assert_int_equal(burn_read_blocks(&fixture->burn, 0, read, BLOCKS), BURN_TIMED_OUT);
    fixture->fault_count = 0;
    fixture->cancelled = true;
    assert_int_equal(burn_read_blocks(&fixture->burn, 0, read, BLOCKS), BURN_CANCELLED);
    fixture->cancelled = false;
    assert_int_equal(burn_read_blocks(&fixture->burn, BLOCKS + 100, read, 1), BURN_SENSE);
    free(read_memory);
    fixture_free(fixture);
}

int main(void)
{
    static const struct CMUnitTest tests[] =
    {
        cmocka_unit_test(test_sessions_on_every_medium),
        cmocka_unit_test(test_dvd_rw_is_closed),
        cmocka_unit_test(test_open_dvd_rw),
        cmocka_unit_test(test_ranges_on_every_medium),
        cmocka_unit_test(test_ranges_on_a_blank),
        cmocka_unit_test(test_ranges_beside_a_scratch),
        cmocka_unit_test(test_ranges_that_do_not_fit),
        cmocka_unit_test(test_any_command_fails),
        cmocka_unit_test(test_any_command_is_refused),
        cmocka_unit_test(test_any_command_times_out),
        cmocka_unit_test(test_any_command_is_lost),
        cmocka_unit_test(test_any_command_meets_a_reset),
        cmocka_unit_test(test_cancel_at_any_time),
        cmocka_unit_test(test_read_waits_for_the_drive),
    };

    return cmocka_run_group_tests(tests, group_setup, group_teardown);
}
