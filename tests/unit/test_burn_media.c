/*
 * Tests of the recipes: every family end to end on the virtual recorder
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
#define BLOCKS 701u     /* no multiple of anything, and more than one chunk */

static const char *const all_kinds[] =
{
    "cd-r", "cd-rw", "dvd-r", "dvd-r-dl", "dvd+r", "dvd+r-dl", "dvd+rw", "bd-r", "bd-r-dl", "bd-re", "bd-re-dl",
};

static const char *const sequential_kinds[] = { "cd-r", "cd-rw", "dvd-r", "dvd+r", "bd-r", "bd-r-dl" };
static const char *const overwritable_kinds[] = { "dvd+rw", "bd-re", "bd-re-dl" };

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* What stays appendable where that is possible. */
static struct burn_options appendable_options(void)
{
    struct burn_options options = fixture_default_options();

    options.dvd_compatible = false;
    return options;
}

static void assert_burns(struct fixture *fixture, const uint8_t *data, uint32_t blocks,
                         const struct burn_options *options)
{
    enum burn_status status = fixture_burn(fixture, data, blocks, options);

    if (status != BURN_OK)
        fail_msg("%s Command %s, sense %06x", burn_status_text(status),
                 mmc_opcode_name(fixture->burn.failure.command.cdb[0]),
                 (unsigned int)mmc_sense_code(&fixture->burn.failure.sense));
}

static void assert_phases(const struct fixture *fixture, const enum burn_phase *phases, unsigned int count)
{
    unsigned int i;

    assert_int_equal(fixture->phase_count, count);
    for (i = 0; i < count; i++) assert_int_equal(fixture->phases[i], phases[i]);
}

static void burn_one_kind(const char *kind)
{
    struct burn_options options = appendable_options();
    struct fixture *fixture = fixture_new(kind);
    struct burn_medium before, after;
    void *memory;
    uint8_t *data = fixture_data(BLOCKS, 1, &memory);

    before = fixture_medium(fixture);
    assert_true(before.blank);
    assert_false(before.finalized || before.appendable || before.damaged || before.write_protected);
    assert_int_equal(before.next_writable, 0);
    assert_int_equal(before.previous_session_start, -1);
    assert_int_equal(before.previous_session_end, -1);
    assert_true(before.free_blocks > 100000);
    assert_true(before.total_blocks >= before.free_blocks);

    assert_burns(fixture, data, BLOCKS, &options);
    assert_int_equal(fixture->job.written, BLOCKS);
    assert_int_equal(fixture->job.start_lba, 0);
    assert_false(fixture->job.removal_prevented);
    fixture_assert_ejects(fixture);
    fixture_assert_data(fixture, 0, data, BLOCKS);

    fixture_reopen(fixture);
    fixture_assert_data(fixture, 0, data, BLOCKS);
    after = fixture_medium(fixture);
    assert_false(after.blank || after.damaged);
    assert_int_equal(after.total_blocks, before.overwritable || after.finalized ? after.total_blocks
                                                                               : before.total_blocks);
    fixture_free(fixture);
    free(memory);
}

static void test_every_kind(void **state)
{
    size_t i;

    (void)state;
    for (i = 0; i < COUNT(all_kinds); i++) burn_one_kind(all_kinds[i]);
}

static void append_to_kind(const char *kind)
{
    struct burn_options options = appendable_options();
    struct fixture *fixture = fixture_new(kind);
    void *memory[3];
    uint8_t *data[3];
    int32_t starts[3];
    struct burn_medium medium;
    unsigned int i;

    for (i = 0; i < 3; i++)
    {
        data[i] = fixture_data(BLOCKS + i, i + 7, &memory[i]);
        medium = fixture_medium(fixture);
        starts[i] = medium.next_writable;
        options.close_medium = i == 2;
        assert_burns(fixture, data[i], BLOCKS + i, &options);
        assert_int_equal(fixture->job.start_lba, starts[i]);
        fixture_reopen(fixture);
        medium = fixture_medium(fixture);
        assert_int_equal(medium.finalized, i == 2);
        assert_int_equal(medium.appendable, i != 2);
        assert_false(medium.non_empty_session || medium.damaged || medium.blank);
        assert_int_equal(medium.previous_session_start, starts[i]);
        assert_true(medium.previous_session_end >= starts[i] + (int32_t)(BLOCKS + i) - 1);
        if (i) assert_true(starts[i] > starts[i - 1]);
    }
    for (i = 0; i < 3; i++) fixture_assert_data(fixture, starts[i], data[i], BLOCKS + i);
    assert_int_equal(medium.erase_required, medium.erasable);
    assert_int_equal(fixture_burn(fixture, data[0], BLOCKS, &options), BURN_MEDIA_STATE);
    fixture_assert_ejects(fixture);
    for (i = 0; i < 3; i++) free(memory[i]);
    fixture_free(fixture);
}

static void test_sessions_follow_each_other(void **state)
{
    size_t i;

    (void)state;
    for (i = 0; i < COUNT(sequential_kinds); i++) append_to_kind(sequential_kinds[i]);
}

static void close_kind(const char *kind)
{
    struct burn_options options = appendable_options();
    struct fixture *fixture = fixture_new(kind);
    struct burn_medium medium;
    void *memory;
    uint8_t *data = fixture_data(BLOCKS, 3, &memory);

    options.close_medium = true;
    assert_burns(fixture, data, BLOCKS, &options);
    fixture_reopen(fixture);
    medium = fixture_medium(fixture);
    assert_true(medium.finalized);
    assert_false(medium.appendable || medium.blank);
    fixture_assert_data(fixture, 0, data, BLOCKS);
    assert_int_equal(fixture_burn(fixture, data, BLOCKS, &options), BURN_MEDIA_STATE);
    assert_int_equal(fixture->job.started, false);
    fixture_assert_ejects(fixture);
    fixture_free(fixture);
    free(memory);
}

static void test_closed_is_closed(void **state)
{
    size_t i;

    (void)state;
    for (i = 0; i < COUNT(sequential_kinds); i++) close_kind(sequential_kinds[i]);
}

static void test_phases(void **state)
{
    static const enum burn_phase formatted[] =
    {
        BURN_PHASE_VALIDATING, BURN_PHASE_INITIALIZING, BURN_PHASE_CALIBRATING, BURN_PHASE_WRITING,
        BURN_PHASE_FINALIZING, BURN_PHASE_DONE,
    };
    static const enum burn_phase unformatted[] =
    {
        BURN_PHASE_VALIDATING, BURN_PHASE_FORMATTING, BURN_PHASE_INITIALIZING, BURN_PHASE_CALIBRATING,
        BURN_PHASE_WRITING, BURN_PHASE_FINALIZING, BURN_PHASE_DONE,
    };
    struct burn_options options = appendable_options();
    bool overwritable;
    struct fixture *fixture;
    void *memory;
    uint8_t *data = fixture_data(BLOCKS, 4, &memory);
    size_t i;

    (void)state;
    for (i = 0; i < COUNT(all_kinds); i++)
    {
        fixture = fixture_new(all_kinds[i]);
        overwritable = fixture_medium(fixture).overwritable;
        assert_burns(fixture, data, BLOCKS, &options);
        if (!overwritable) assert_phases(fixture, formatted, COUNT(formatted));
        else assert_phases(fixture, unformatted, COUNT(unformatted));
        fixture_free(fixture);
    }
    free(memory);
}

static void overwrite_kind(const char *kind)
{
    struct burn_options options = appendable_options();
    struct fixture *fixture = fixture_new(kind);
    struct burn_medium medium;
    void *memory, *other_memory;
    uint8_t *data = fixture_data(BLOCKS, 5, &memory), *other = fixture_data(3, 6, &other_memory);
    uint32_t capacity = fixture_medium(fixture).free_blocks;
    bool blank;

    assert_burns(fixture, data, BLOCKS, &options);
    assert_int_equal(fixture->by_opcode[MMC_OP_FORMAT_UNIT], 1);
    medium = fixture_medium(fixture);
    assert_true(medium.overwritable && medium.formatted && !medium.blank);
    assert_int_equal(medium.free_blocks, capacity);
    assert_int_equal(burn_looks_blank(&fixture->burn, &medium, &blank), BURN_OK);
    assert_false(blank);

    fixture->by_opcode[MMC_OP_WRITE_10] = 0;
    assert_int_equal(fixture_burn(fixture, other, 3, &options), BURN_MEDIA_NOT_BLANK);
    assert_int_equal(fixture->by_opcode[MMC_OP_WRITE_10], 0);
    fixture_assert_ejects(fixture);

    options.overwrite = true;
    fixture->phase_count = 0;
    assert_burns(fixture, other, 3, &options);
    fixture_reopen(fixture);
    fixture_assert_data(fixture, 0, other, 3);
    /* What lies behind is as it was. */
    fixture_assert_data(fixture, 3, data + 3 * BLOCK, BLOCKS - 3);
    free(memory);
    free(other_memory);
    fixture_free(fixture);
}

static void test_overwriting(void **state)
{
    size_t i;

    (void)state;
    for (i = 0; i < COUNT(overwritable_kinds); i++) overwrite_kind(overwritable_kinds[i]);
}

/* docs/cookbook.md, DVD+R. */
static void test_dvd_plus_r_closing(void **state)
{
    static const struct { const char *kind; bool compatible, close, finalized; } rows[] =
    {
        { "dvd+r", true, false, true }, { "dvd+r", true, true, true },
        { "dvd+r", false, true, true }, { "dvd+r", false, false, false },
        { "dvd+r-dl", true, false, true }, { "dvd+r-dl", true, true, true },
        { "dvd+r-dl", false, true, true }, { "dvd+r-dl", false, false, true },
    };
    struct burn_options options = fixture_default_options();
    struct fixture *fixture;
    struct burn_medium medium;
    void *memory;
    uint8_t *data = fixture_data(BLOCKS, 8, &memory);
    size_t i;

    (void)state;
    for (i = 0; i < COUNT(rows); i++)
    {
        fixture = fixture_new(rows[i].kind);
        options.dvd_compatible = rows[i].compatible;
        options.close_medium = rows[i].close;
        assert_burns(fixture, data, BLOCKS, &options);
        medium = fixture_medium(fixture);
        assert_int_equal(medium.finalized, rows[i].finalized);
        assert_int_equal(medium.appendable, !rows[i].finalized);
        fixture_free(fixture);
    }
    free(memory);
}

static void test_too_large(void **state)
{
    struct burn_options options = appendable_options();
    struct fixture *fixture;
    struct burn_job job;
    uint32_t capacity;
    size_t i;

    (void)state;
    options.overwrite = true;
    for (i = 0; i < COUNT(all_kinds); i++)
    {
        fixture = fixture_new(all_kinds[i]);
        capacity = fixture_medium(fixture).free_blocks;
        memset(&job, 0, sizeof(job));
        job.drive = &fixture->burn;
        job.options = options;
        job.blocks = capacity + 1;
        assert_int_equal(burn_prepare(&job), BURN_TOO_LARGE);
        assert_int_equal(fixture->by_opcode[MMC_OP_WRITE_10], 0);
        assert_int_equal(fixture->by_opcode[MMC_OP_FORMAT_UNIT], 0);
        assert_int_equal(fixture->by_opcode[MMC_OP_RESERVE_TRACK], 0);
        fixture_assert_ejects(fixture);
        assert_true(fixture_medium(fixture).blank);

        /* One less fits. */
        job.blocks = capacity;
        assert_int_equal(burn_prepare(&job), BURN_OK);
        assert_true(job.close_medium || job.medium.overwritable);
        assert_int_equal(burn_abort(&job), BURN_OK);
        fixture_assert_ejects(fixture);
        fixture_free(fixture);
    }
}

static void test_more_than_announced(void **state)
{
    struct burn_options options = appendable_options();
    struct fixture *fixture = fixture_new("bd-r");
    struct burn_job job = {0};
    void *memory;
    uint8_t *data = fixture_data(65, 8, &memory);

    (void)state;
    job.drive = &fixture->burn;
    job.options = options;
    job.blocks = 64;
    assert_int_equal(burn_prepare(&job), BURN_OK);
    assert_int_equal(burn_write(&job, data, 65), BURN_TOO_LARGE);
    assert_int_equal(burn_write(&job, data, 0), BURN_OK);
    assert_int_equal(burn_write(&job, data, 64), BURN_OK);
    assert_int_equal(burn_write(&job, data, 1), BURN_TOO_LARGE);
    assert_int_equal(burn_finish(&job), BURN_OK);
    assert_int_equal(burn_finish(&job), BURN_MEDIA_STATE);
    assert_int_equal(burn_write(&job, data, 1), BURN_MEDIA_STATE);
    assert_int_equal(burn_abort(&job), BURN_OK);
    fixture_free(fixture);
    free(memory);
}

/* The stream was shorter than it said. */
static void test_fewer_than_announced(void **state)
{
    struct burn_options options = appendable_options();
    struct fixture *fixture;
    struct burn_job job;
    void *memory;
    uint8_t *data = fixture_data(400, 9, &memory);
    size_t i;

    (void)state;
    for (i = 0; i < COUNT(all_kinds); i++)
    {
        fixture = fixture_new(all_kinds[i]);
        memset(&job, 0, sizeof(job));
        job.drive = &fixture->burn;
        job.options = options;
        job.blocks = BLOCKS;
        assert_int_equal(burn_prepare(&job), BURN_OK);
        assert_int_equal(burn_write(&job, data, 397), BURN_OK);
        assert_int_equal(burn_finish(&job), BURN_OK);
        assert_int_equal(job.written, 397);
        fixture_assert_ejects(fixture);
        fixture_assert_data(fixture, 0, data, 397);
        fixture_free(fixture);
    }
    free(memory);
}

static void test_nothing_written(void **state)
{
    struct burn_options options = appendable_options();
    struct fixture *fixture;
    struct burn_job job;
    size_t i;

    (void)state;
    for (i = 0; i < COUNT(sequential_kinds); i++)
    {
        fixture = fixture_new(sequential_kinds[i]);
        memset(&job, 0, sizeof(job));
        job.drive = &fixture->burn;
        job.options = options;
        job.blocks = BLOCKS;
        assert_int_equal(burn_prepare(&job), BURN_OK);
        assert_int_equal(burn_finish(&job), BURN_MISMATCH);
        fixture_assert_ejects(fixture);
        assert_true(fixture_medium(fixture).blank);
        fixture_free(fixture);
    }
}

static void test_disc_at_once(void **state)
{
    struct burn_options options = appendable_options();
    struct fixture *fixture = fixture_new("dvd-r");
    struct burn_job job = {0};
    struct burn_medium medium;
    void *memory;
    uint8_t *data = fixture_data(64, 10, &memory);

    (void)state;
    options.close_medium = true;
    job.drive = &fixture->burn;
    job.options = options;
    job.blocks = BLOCKS;
    assert_int_equal(burn_prepare(&job), BURN_OK);
    assert_int_equal(fixture->by_opcode[MMC_OP_RESERVE_TRACK], 1);
    assert_true(job.whole_at_once);
    assert_int_equal(burn_write(&job, data, 50), BURN_OK);
    assert_int_equal(burn_finish(&job), BURN_OK);
    /* What was announced is there. */
    fixture_assert_data(fixture, 0, data, 50);
    fixture_assert_zeros(fixture, 50, BLOCKS - 50);
    medium = fixture_medium(fixture);
    assert_true(medium.finalized);
    fixture_free(fixture);
    free(memory);
}

static void test_padding(void **state)
{
    static const struct { const char *kind; uint32_t unit; } rows[] =
    {
        { "dvd-r", 16 }, { "dvd+r", 16 }, { "bd-r", 32 },
    };
    struct burn_options options = appendable_options();
    struct fixture *fixture;
    void *memory;
    uint8_t *data = fixture_data(BLOCKS, 11, &memory);
    size_t i;

    (void)state;
    for (i = 0; i < COUNT(rows); i++)
    {
        fixture = fixture_new(rows[i].kind);
        assert_burns(fixture, data, BLOCKS, &options);
        assert_int_equal((BLOCKS + fixture->job.padding) % rows[i].unit, 0);
        assert_true(fixture->job.padding < rows[i].unit);
        fixture_assert_zeros(fixture, BLOCKS, fixture->job.padding);
        fixture_free(fixture);
    }
    free(memory);
}

static void test_post_gap(void **state)
{
    static const struct { uint32_t blocks; bool in_image; uint32_t padding; } rows[] =
    {
        { 701, false, 150 }, { 701, true, 0 }, { 200, false, 150 }, { 100, false, 200 }, { 100, true, 200 },
        { 1, true, 299 },
    };
    struct burn_options options = appendable_options();
    struct fixture *fixture;
    void *memory;
    uint8_t *data = fixture_data(BLOCKS, 12, &memory);
    size_t i;

    (void)state;
    for (i = 0; i < COUNT(rows); i++)
    {
        fixture = fixture_new("cd-r");
        options.postgap_in_image = rows[i].in_image;
        assert_burns(fixture, data, rows[i].blocks, &options);
        assert_int_equal(fixture->job.padding, rows[i].padding);
        fixture_assert_data(fixture, 0, data, rows[i].blocks);
        if (rows[i].padding) fixture_assert_zeros(fixture, (int32_t)rows[i].blocks, rows[i].padding);
        fixture_free(fixture);
    }
    free(memory);
}

/* READ TRACK INFORMATION: hardly anything is left on the disc. */
static void little_room(uint8_t *data, uint32_t *length)
{
    if (*length >= 20) mmc_put32(data + 16, 1000);
}

/* Enough for a session, and not for one more behind it. */
static void room_for_one_session(uint8_t *data, uint32_t *length)
{
    if (*length >= 20) mmc_put32(data + 16, 11000);
}

static void test_hardly_any_room_closes(void **state)
{
    struct burn_options options = appendable_options();
    struct fixture *fixture = fixture_new("cd-r");
    struct fixture_fault *fault;
    struct burn_medium medium;
    void *memory;
    uint8_t *data = fixture_data(BLOCKS, 13, &memory);

    (void)state;
    fault = fixture_fail(fixture, MMC_OP_READ_TRACK_INFORMATION, 1, 0);
    fault->change = little_room;
    fault->count = 0;
    medium = fixture_medium(fixture);
    assert_int_equal(medium.free_blocks, 1000 - 152);
    assert_int_equal(fixture_burn(fixture, data, 1000 - 151, &options), BURN_TOO_LARGE);
    assert_burns(fixture, data, BLOCKS, &options);
    assert_true(fixture->job.close_medium);
    fixture->fault_count = 0;
    assert_true(fixture_medium(fixture).finalized);
    fixture_free(fixture);
    free(memory);
}

/* A drive that takes less than a megabyte, and none that is a multiple of a unit. */
static void test_small_transfers(void **state)
{
    struct burn_options options = appendable_options();
    struct fixture *fixture;
    void *memory;
    uint8_t *data = fixture_data(BLOCKS, 14, &memory);
    size_t i;

    (void)state;
    for (i = 0; i < COUNT(all_kinds); i++)
    {
        fixture = fixture_new(all_kinds[i]);
        fixture->burn.limits.max_transfer = 5 * BLOCK + 100;
        fixture->burn.limits.max_aligned_transfer = i % 2 ? 5 * BLOCK + 100 : 100 * BLOCK;
        assert_burns(fixture, data, BLOCKS, &options);
        fixture_assert_data(fixture, 0, data, BLOCKS);
        fixture_free(fixture);
    }
    free(memory);
}

/* The virtual recorder has neither of these two: a BD-RE tells another profile. */
static void is_dvd_ram(uint8_t *reply, uint32_t *length)
{
    if (*length >= 8) mmc_put16(reply + 6, MMC_PROFILE_DVD_RAM);
}

static void is_dvd_rw(uint8_t *reply, uint32_t *length)
{
    if (*length >= 8) mmc_put16(reply + 6, MMC_PROFILE_DVD_RW_OVERWRITE);
}

static void is_dvd_rom(uint8_t *reply, uint32_t *length)
{
    if (*length >= 8) mmc_put16(reply + 6, MMC_PROFILE_DVD_ROM);
}

static void burn_in_disguise(void (*disguise)(uint8_t *reply, uint32_t *length), bool restricted)
{
    struct burn_options options = appendable_options();
    struct fixture *fixture = fixture_new("bd-re");
    struct fixture_fault *fault;
    struct burn_medium medium;
    void *memory;
    uint8_t *data = fixture_data(BLOCKS, 15, &memory);

    assert_burns(fixture, data, 16, &options);
    fault = fixture_fail(fixture, MMC_OP_GET_CONFIGURATION, 1, 0);
    fault->change = disguise;
    fault->count = 0;
    medium = fixture_medium(fixture);
    assert_true(medium.overwritable && medium.formatted);
    assert_int_equal(medium.restricted_overwrite, restricted);
    assert_int_equal(medium.ecc_blocks, 16);
    options.overwrite = true;
    assert_burns(fixture, data, BLOCKS, &options);
    /* Whole units where nothing else is allowed, else nothing behind the data is touched. */
    assert_int_equal(fixture->job.padding, restricted ? 16 - BLOCKS % 16 : 0);
    assert_int_equal(fixture->by_opcode[MMC_OP_CLOSE_TRACK_SESSION], restricted);
    fixture_assert_data(fixture, 0, data, BLOCKS);
    fixture_free(fixture);
    free(memory);
}

static void test_other_overwritable_media(void **state)
{
    (void)state;
    burn_in_disguise(is_dvd_ram, false);
    burn_in_disguise(is_dvd_rw, true);
}

/* A medium that nothing writes is described all the same. */
static void test_pressed_disc(void **state)
{
    struct burn_options options = appendable_options();
    struct fixture *fixture = fixture_new("cd-r");
    struct fixture_fault *fault = fixture_fail(fixture, MMC_OP_GET_CONFIGURATION, 1, 0);
    struct burn_medium medium;
    uint8_t block[BLOCK] = {0};

    (void)state;
    fault->change = is_dvd_rom;
    fault->count = 0;
    medium = fixture_medium(fixture);
    assert_int_equal(medium.profile, MMC_PROFILE_DVD_ROM);
    assert_int_equal(medium.family, BURN_FAMILY_NONE);
    assert_int_equal(fixture_burn(fixture, block, 1, &options), BURN_MEDIA_UNSUPPORTED);
    assert_int_equal(fixture->by_opcode[MMC_OP_WRITE_10], 0);
    assert_int_equal(burn_erase(&fixture->burn, false, NULL, NULL), BURN_MEDIA_STATE);
    fixture_free(fixture);
}

/* What the drive of the next tests claims; the callbacks see the reply alone. */
static struct fixture *liar;

static void claim_protection(uint8_t *reply, uint32_t *length)
{
    static const uint8_t feature[] = { 0, MMC_FEATURE_WRITE_PROTECT, 0x03, 4, 0, 0, 0, 0 };

    if (liar->by_opcode[MMC_OP_GET_CONFIGURATION] % 2) return;
    mmc_put32(reply, MMC_CONFIGURATION_HEADER_LENGTH - 4 + sizeof(feature));
    memcpy(reply + MMC_CONFIGURATION_HEADER_LENGTH, feature, sizeof(feature));
    *length = MMC_CONFIGURATION_HEADER_LENGTH + sizeof(feature);
}

/* A road that answers READ DISC STRUCTURE itself. */
static void protect(uint8_t *reply, uint32_t *length)
{
    struct mmc_write_protect protection = {0};

    protection.persistent = true;
    *length = (uint32_t)mmc_encode_write_protect(reply, MMC_WRITE_PROTECT_LENGTH, &protection);
}

static void test_write_protection(void **state)
{
    struct burn_options options = appendable_options();
    struct fixture *fixture = liar = fixture_new("bd-re");
    struct fixture_fault *fault;
    struct burn_medium medium;
    uint8_t block[BLOCK] = {0};

    (void)state;
    fault = fixture_fail(fixture, MMC_OP_GET_CONFIGURATION, 1, 0);
    fault->change = claim_protection;
    fault->count = 0;
    fault = fixture_fail(fixture, MMC_OP_READ_DISC_STRUCTURE, 1, 0);
    fault->change = protect;
    fault->answers = true;
    fault->count = 0;
    medium = fixture_medium(fixture);
    assert_true(medium.write_protected);
    assert_int_equal(fixture_burn(fixture, block, 1, &options), BURN_MEDIA_STATE);
    assert_int_equal(burn_erase(&fixture->burn, false, NULL, NULL), BURN_MEDIA_STATE);
    assert_int_equal(fixture->by_opcode[MMC_OP_WRITE_10], 0);
    assert_int_equal(fixture->by_opcode[MMC_OP_FORMAT_UNIT], 0);

    /* Without the structure there is no protection. */
    fault->change = NULL;
    fault->answers = false;
    fault->code = MMC_SENSE_CODE_INVALID_FIELD_IN_CDB;
    fixture->by_opcode[MMC_OP_GET_CONFIGURATION] = 0;
    medium = fixture_medium(fixture);
    assert_false(medium.write_protected);
    fixture_free(fixture);
}

static void test_last_session_of_a_cd(void **state)
{
    struct burn_options options = appendable_options();
    struct fixture *fixture = fixture_new("cd-r");
    struct fixture_fault *fault;
    void *memory;
    uint8_t *data = fixture_data(BLOCKS, 16, &memory);

    (void)state;
    assert_burns(fixture, data, BLOCKS, &options);
    assert_false(fixture_medium(fixture).final_session);
    fault = fixture_fail(fixture, MMC_OP_READ_TRACK_INFORMATION, 1, 0);
    fault->change = room_for_one_session;
    fault->count = 0;
    assert_true(fixture_medium(fixture).final_session);
    assert_int_equal(fixture_burn(fixture, data, 10, &options), BURN_OK);
    fixture->fault_count = 0;
    assert_true(fixture_medium(fixture).finalized);
    fixture_free(fixture);
    free(memory);
}

static void test_drive_without_configuration(void **state)
{
    struct fixture *fixture = fixture_new(NULL);
    bool supported = false;

    (void)state;
    fixture_fail(fixture, MMC_OP_GET_CONFIGURATION, 1, MMC_SENSE_CODE_INVALID_OPCODE)->count = 0;
    assert_int_equal(burn_recorder_supported(&fixture->burn, &supported), BURN_OK);
    assert_true(supported);
    fixture_free(fixture);
}

/* READ FORMAT CAPACITIES of a drive that does not offer the plain format. */
static void no_plain_format(uint8_t *reply, uint32_t *length)
{
    if (*length > 16) reply[12 + 4] = 0xfc;
}

static void test_other_format(void **state)
{
    struct burn_options options = appendable_options();
    struct fixture *fixture = fixture_new("bd-re");
    struct fixture_fault *fault = fixture_fail(fixture, MMC_OP_READ_FORMAT_CAPACITIES, 1, 0);
    void *memory;
    uint8_t *data = fixture_data(BLOCKS, 17, &memory);

    (void)state;
    fault->change = no_plain_format;
    fault->count = 0;
    assert_burns(fixture, data, BLOCKS, &options);
    assert_int_equal(fixture->by_opcode[MMC_OP_FORMAT_UNIT], 1);
    fixture_free(fixture);
    free(memory);
}

static void test_tray_lock(void **state)
{
    struct fixture *fixture = fixture_new("bd-r");
    struct mmc_command eject;

    (void)state;
    mmc_build_start_stop_unit(&eject, MMC_EJECT, false);
    assert_int_equal(burn_prevent_removal(&fixture->burn, true), BURN_OK);
    assert_int_equal(burn_execute(&fixture->burn, &eject, NULL, NULL), BURN_SENSE);
    assert_int_equal(burn_prevent_removal(&fixture->burn, false), BURN_OK);
    fixture_assert_ejects(fixture);
    fixture_free(fixture);
}

static void test_empty_tray(void **state)
{
    struct burn_options options = appendable_options();
    struct fixture *fixture = fixture_new(NULL);
    struct burn_medium medium;
    uint8_t block[BLOCK] = {0};
    bool supported;

    (void)state;
    assert_int_equal(burn_read_medium(&fixture->burn, &medium), BURN_SENSE);
    assert_int_equal(fixture->burn.failure.sense.key, MMC_SENSE_NOT_READY);
    assert_int_equal(fixture->burn.failure.sense.asc, MMC_SENSE_CODE_NO_MEDIUM >> 8 & 0xff);
    assert_int_equal(fixture_burn(fixture, block, 1, &options), BURN_SENSE);
    assert_int_equal(burn_recorder_supported(&fixture->burn, &supported), BURN_OK);
    assert_true(supported);
    fixture_free(fixture);
}

int main(void)
{
    static const struct CMUnitTest tests[] =
    {
        cmocka_unit_test(test_every_kind),
        cmocka_unit_test(test_sessions_follow_each_other),
        cmocka_unit_test(test_closed_is_closed),
        cmocka_unit_test(test_phases),
        cmocka_unit_test(test_overwriting),
        cmocka_unit_test(test_dvd_plus_r_closing),
        cmocka_unit_test(test_too_large),
        cmocka_unit_test(test_more_than_announced),
        cmocka_unit_test(test_fewer_than_announced),
        cmocka_unit_test(test_nothing_written),
        cmocka_unit_test(test_disc_at_once),
        cmocka_unit_test(test_padding),
        cmocka_unit_test(test_post_gap),
        cmocka_unit_test(test_hardly_any_room_closes),
        cmocka_unit_test(test_small_transfers),
        cmocka_unit_test(test_other_overwritable_media),
        cmocka_unit_test(test_pressed_disc),
        cmocka_unit_test(test_write_protection),
        cmocka_unit_test(test_last_session_of_a_cd),
        cmocka_unit_test(test_drive_without_configuration),
        cmocka_unit_test(test_other_format),
        cmocka_unit_test(test_tray_lock),
        cmocka_unit_test(test_empty_tray),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
