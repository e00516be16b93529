/*
 * Raw CDs on the virtual recorder: images with subchannels, faults, and what the drive says afterwards
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
#include "cd_image.h"

#define SECTOR      2352u
#define CHUNK       428u        /* sectors in a mebibyte */

struct raw_test
{
    struct fixture *fixture;
    struct burn_raw raw;
    struct cd_image image;
    uint8_t *chunk;
    void *memory;
};

static struct raw_test *raw_new(const char *kind, enum burn_raw_form form)
{
    struct raw_test *test = calloc(1, sizeof(*test));

    assert_non_null(test);
    test->fixture = fixture_new(kind);
    test->raw.drive = &test->fixture->burn;
    test->raw.form = form;
    test->raw.buffer_underrun_free = true;
    test->chunk = fixture_data(CHUNK * 2448 / 2048 + 1, 1, &test->memory);
    cd_image_init(&test->image);
    assert_int_equal(cd_image_add_track(&test->image, 450), CD_IMAGE_OK);
    assert_int_equal(cd_image_add_track(&test->image, 300), CD_IMAGE_OK);
    assert_int_equal(cd_image_add_track(&test->image, 1000), CD_IMAGE_OK);
    strcpy(test->image.catalog, "4006381333931");
    strcpy(test->image.tracks[0].isrc, "DEA519700001");
    test->image.tracks[1].preemphasis = true;
    test->image.tracks[2].copy = CD_COPY_PROHIBITED;
    assert_int_equal(cd_image_add_index(&test->image.tracks[2], 400), CD_IMAGE_OK);
    return test;
}

static void raw_free(struct raw_test *test)
{
    fixture_free(test->fixture);
    free(test->memory);
    free(test);
}

static void assert_status(const struct raw_test *test, enum burn_status status)
{
    if (status != BURN_OK)
        fail_msg("%s Command %s, sense %06x", burn_status_text(status),
                 mmc_opcode_name(test->fixture->burn.failure.command.cdb[0]),
                 (unsigned int)mmc_sense_code(&test->fixture->burn.failure.sense));
}

/* Something of a sound, different in each sector. */
static void make_sound(int32_t lba, uint8_t *sector)
{
    uint32_t value = (uint32_t)lba * 2654435761u, i;

    for (i = 0; i < SECTOR; i++) sector[i] = (uint8_t)((value = value * 1664525u + 1013904223u) >> 24);
}

static void make_sector(const struct raw_test *test, int32_t lba, uint8_t *sector)
{
    struct cd_source source;
    uint8_t q[CD_Q_LENGTH];
    bool p;

    memset(sector, 0, SECTOR);
    cd_image_source(&test->image, lba, &source);
    if (source.track >= 0) make_sound(lba, sector);
    cd_image_q(&test->image, lba, q, &p);
    if (test->raw.form == BURN_RAW_PQ) cd_subchannel_pq(sector + SECTOR, q, p);
    else cd_subchannel_pw(sector + SECTOR, q, p, NULL);
}

static uint32_t image_blocks(const struct raw_test *test)
{
    return cd_image_sectors(&test->image) - (uint32_t)(test->raw.lead_in - CD_IMAGE_START);
}

static enum burn_status write_image(struct raw_test *test)
{
    uint32_t size = burn_raw_block_size(test->raw.form), blocks = image_blocks(test), done, count, i;
    enum burn_status status = burn_raw_begin(&test->raw, blocks);

    for (done = 0; done < blocks && status == BURN_OK; done += count)
    {
        count = blocks - done < CHUNK ? blocks - done : CHUNK;
        for (i = 0; i < count; i++)
            make_sector(test, test->raw.lead_in + (int32_t)(done + i), test->chunk + (size_t)i * size);
        status = burn_raw_write(&test->raw, test->chunk, count);
    }
    if (status == BURN_OK) return burn_raw_end(&test->raw);
    burn_raw_abort(&test->raw);
    return status;
}

/* Reads a sector with its Q back. */
static void assert_sector(struct raw_test *test, int32_t lba)
{
    struct mmc_read_cd read = { .lba = lba, .blocks = 1, .sector_type = MMC_SECTOR_CD_DA, .user_data = true,
                                .subchannel = MMC_SUBCHANNEL_Q };
    uint8_t sector[SECTOR + 16], expected[SECTOR + CD_SUBCHANNEL_LENGTH], q[CD_Q_LENGTH];
    struct mmc_command command;
    uint32_t moved;

    make_sector(test, lba, expected);
    cd_take_q(q, expected + SECTOR, test->raw.form == BURN_RAW_PQ ? CD_PQ_LENGTH : CD_SUBCHANNEL_LENGTH);
    mmc_build_read_cd(&command, &read);
    assert_status(test, burn_execute(&test->fixture->burn, &command, sector, &moved));
    assert_int_equal(moved, sizeof(sector));
    if (memcmp(sector, expected, SECTOR)) fail_msg("sector %d sounds different", (int)lba);
    if (memcmp(sector + SECTOR, q, CD_Q_LENGTH)) fail_msg("Q of sector %d differs", (int)lba);
}

static void burn_form(const char *kind, enum burn_raw_form form)
{
    struct raw_test *test = raw_new(kind, form);
    struct burn_medium medium;
    int32_t lba;

    assert_status(test, burn_raw_prepare(&test->raw));
    assert_true(test->raw.removal_prevented);
    assert_true(test->raw.forms[BURN_RAW_PQ] && test->raw.forms[BURN_RAW_PW_PACKED] && test->raw.forms[BURN_RAW_PW]);
    assert_int_equal(test->raw.lead_in, -11635);     /* 97:26:65 */
    assert_true(test->raw.last_lead_out > 350000);
    test->fixture->phase_count = 0;
    assert_status(test, write_image(test));
    assert_int_equal(test->fixture->phase_count, 4);
    assert_int_equal(test->fixture->phases[2], BURN_PHASE_WRITING);
    assert_int_equal(test->fixture->phases[3], BURN_PHASE_FINALIZING);
    assert_int_equal(burn_raw_begin(&test->raw, 100), BURN_MEDIA_STATE);
    assert_status(test, burn_raw_finish(&test->raw));
    fixture_assert_ejects(test->fixture);
    fixture_reopen(test->fixture);
    for (lba = -150; lba < cd_image_lead_out(&test->image); lba++) assert_sector(test, lba);
    medium = fixture_medium(test->fixture);
    assert_true(medium.finalized);
    assert_false(medium.damaged);
    assert_int_equal(burn_raw_prepare(&test->raw), BURN_MEDIA_NOT_BLANK);
    raw_free(test);
}

static void test_forms(void **state)
{
    (void)state;
    assert_int_equal(burn_raw_block_size(BURN_RAW_PQ), 2368);
    assert_int_equal(burn_raw_block_size(BURN_RAW_PW_PACKED), 2448);
    assert_int_equal(burn_raw_block_size(BURN_RAW_PW), 2448);
    burn_form("cd-r", BURN_RAW_PQ);
    burn_form("cd-r", BURN_RAW_PW_PACKED);
    burn_form("cd-rw", BURN_RAW_PW);
}

static void test_nothing_written(void **state)
{
    struct raw_test *test = raw_new("cd-r", BURN_RAW_PW);

    (void)state;
    assert_status(test, burn_raw_prepare(&test->raw));
    assert_int_equal(burn_raw_write(&test->raw, test->chunk, 1), BURN_MEDIA_STATE);
    assert_int_equal(burn_raw_end(&test->raw), BURN_MEDIA_STATE);
    assert_status(test, burn_raw_finish(&test->raw));
    assert_true(fixture_medium(test->fixture).blank);
    assert_int_equal(test->fixture->by_opcode[MMC_OP_MODE_SELECT_10], 0);
    fixture_assert_ejects(test->fixture);
    raw_free(test);
    test = raw_new("dvd-r", BURN_RAW_PW);
    assert_int_equal(burn_raw_prepare(&test->raw), BURN_MEDIA_UNSUPPORTED);
    assert_false(test->raw.removal_prevented);
    raw_free(test);
}

/* What cannot fit is refused before the first WRITE: by its length, and by the lead-out that its lead-in tells. */
static void test_too_large(void **state)
{
    struct raw_test *test = raw_new("cd-r", BURN_RAW_PQ);
    uint32_t most, i;

    (void)state;
    assert_status(test, burn_raw_prepare(&test->raw));
    most = (uint32_t)(test->raw.last_lead_out - test->raw.lead_in) + CD_LEAD_OUT_LENGTH;
    assert_int_equal(burn_raw_begin(&test->raw, 0), BURN_TOO_LARGE);
    assert_int_equal(burn_raw_begin(&test->raw, most + 1), BURN_TOO_LARGE);
    assert_status(test, burn_raw_begin(&test->raw, most));
    burn_raw_abort(&test->raw);
    cd_image_init(&test->image);
    assert_int_equal(cd_image_add_track(&test->image, (uint32_t)test->raw.last_lead_out + 1), CD_IMAGE_OK);
    assert_int_equal(write_image(test), BURN_TOO_LARGE);
    assert_false(test->raw.started);
    /* A short lead-out does not help: the lead-in tells where it begins. */
    assert_status(test, burn_raw_begin(&test->raw, 20000));
    for (i = 0; i < CHUNK; i++) make_sector(test, test->raw.lead_in + (int32_t)i, test->chunk + i * 2368);
    assert_int_equal(burn_raw_write(&test->raw, test->chunk, CHUNK), BURN_TOO_LARGE);
    assert_int_equal(test->fixture->by_opcode[MMC_OP_WRITE_10], 0);
    assert_status(test, burn_raw_finish(&test->raw));
    assert_true(fixture_medium(test->fixture).blank);
    raw_free(test);
}

static void test_cancel(void **state)
{
    unsigned int at;

    (void)state;
    for (at = 1; at < 600; at += at < 12 ? 1 : 97)
    {
        struct raw_test *test = raw_new("cd-rw", BURN_RAW_PQ);
        enum burn_status status;

        assert_status(test, burn_raw_prepare(&test->raw));
        test->fixture->cancel_at = test->fixture->commands + at;
        status = write_image(test);
        if (status != BURN_OK) assert_int_equal(status, BURN_CANCELLED);
        test->fixture->cancel_at = 0;
        test->fixture->cancelled = false;
        assert_status(test, burn_raw_finish(&test->raw));
        fixture_assert_ejects(test->fixture);
        /* What became of it can be erased, and written. */
        assert_int_equal(burn_erase(&test->fixture->burn, false, NULL, NULL), BURN_OK);
        memset(&test->raw.toc, 0, sizeof(test->raw.toc));
        test->raw.started = false;
        assert_status(test, burn_raw_prepare(&test->raw));
        assert_status(test, burn_raw_finish(&test->raw));
        raw_free(test);
    }
}

/* Any command of the write may fail: it is told, and the tray opens. */
static void test_failures(void **state)
{
    static const struct { uint8_t opcode; unsigned int nth; } rows[] =
    {
        { MMC_OP_MODE_SELECT_10, 1 }, { MMC_OP_WRITE_10, 1 }, { MMC_OP_WRITE_10, 20 },
        { MMC_OP_SYNCHRONIZE_CACHE, 1 }, { MMC_OP_READ_TOC_PMA_ATIP, 1 }, { MMC_OP_READ_DISC_INFORMATION, 1 },
    };
    unsigned int i;

    (void)state;
    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
    {
        struct raw_test *test = raw_new("cd-r", BURN_RAW_PQ);

        assert_status(test, burn_raw_prepare(&test->raw));
        fixture_fail(test->fixture, rows[i].opcode, rows[i].nth, MMC_SENSE_CODE_WRITE_ERROR);
        assert_int_equal(write_image(test), BURN_SENSE);
        assert_int_equal(mmc_sense_code(&test->fixture->burn.failure.sense), MMC_SENSE_CODE_WRITE_ERROR);
        assert_false(test->raw.in_image);
        assert_status(test, burn_raw_finish(&test->raw));
        fixture_assert_ejects(test->fixture);
        raw_free(test);
    }
}

static void shift_second_track(uint8_t *data, uint32_t *length)
{
    if (*length > 16) data[4 + 8 + 7] ^= 1;
}

static void cut_to_header(uint8_t *data, uint32_t *length)
{
    data[1] = 2;
    *length = 4;
}

static void drop_pre_emphasis(uint8_t *data, uint32_t *length)
{
    if (*length > 16) data[4 + 8 + 1] &= 0xfe;
}

/* The disc must be what its lead-in was to say. */
static void test_mismatch(void **state)
{
    void (*const changes[])(uint8_t *data, uint32_t *length) =
        { shift_second_track, cut_to_header, drop_pre_emphasis };
    unsigned int i;

    (void)state;
    for (i = 0; i < sizeof(changes) / sizeof(changes[0]); i++)
    {
        struct raw_test *test = raw_new("cd-r", BURN_RAW_PQ);
        struct fixture_fault *fault;

        assert_status(test, burn_raw_prepare(&test->raw));
        fault = fixture_fail(test->fixture, MMC_OP_READ_TOC_PMA_ATIP, 1, 0);
        fault->change = changes[i];
        assert_int_equal(write_image(test), BURN_MISMATCH);
        assert_status(test, burn_raw_finish(&test->raw));
        raw_free(test);
    }
}

/* Drives that keep ATIP to themselves tell its borders with the disc information; some tell neither. */
static void test_borders(void **state)
{
    struct raw_test *test = raw_new("cd-r", BURN_RAW_PQ);
    struct fixture_fault *fault;

    (void)state;
    fixture_fail(test->fixture, MMC_OP_READ_TOC_PMA_ATIP, 1, MMC_SENSE_CODE_INVALID_FIELD_IN_CDB);
    assert_status(test, burn_raw_prepare(&test->raw));
    assert_int_equal(test->raw.lead_in, -11635);
    assert_true(test->raw.last_lead_out > 350000);
    assert_status(test, burn_raw_finish(&test->raw));
    fault = fixture_fail(test->fixture, MMC_OP_READ_TOC_PMA_ATIP, 1, 0);
    fault->change = cut_to_header;
    assert_status(test, burn_raw_prepare(&test->raw));
    assert_int_equal(test->raw.lead_in, -11635);
    assert_status(test, burn_raw_finish(&test->raw));
    raw_free(test);
}

static void no_lead_in(uint8_t *data, uint32_t *length)
{
    if (*length >= 24) memset(data + 16, 0xff, 8);
}

static void test_no_borders(void **state)
{
    struct raw_test *test = raw_new("cd-r", BURN_RAW_PQ);
    struct fixture_fault *fault;

    (void)state;
    fixture_fail(test->fixture, MMC_OP_READ_TOC_PMA_ATIP, 1, MMC_SENSE_CODE_INVALID_FIELD_IN_CDB);
    fault = fixture_fail(test->fixture, MMC_OP_READ_DISC_INFORMATION, 1, 0);
    fault->change = no_lead_in;
    assert_int_equal(burn_raw_prepare(&test->raw), BURN_BAD_REPLY);
    assert_false(test->raw.removal_prevented);
    raw_free(test);
}

static void no_raw(uint8_t *data, uint32_t *length)
{
    if (*length > 12 && data[8] == 0 && data[9] == 0x2e) data[12] &= 0xf7;
}

static void no_packs(uint8_t *data, uint32_t *length)
{
    if (*length > 15 && data[8] == 0 && data[9] == 0x2d) data[15] &= 0xf3;
}

static void test_features(void **state)
{
    struct raw_test *test = raw_new("cd-r", BURN_RAW_PQ);
    bool supported, forms[BURN_RAW_FORMS];
    struct fixture_fault *fault;

    (void)state;
    assert_status(test, burn_raw_recorder_supported(&test->fixture->burn, &supported));
    assert_true(supported);
    fault = fixture_fail(test->fixture, MMC_OP_GET_CONFIGURATION, 1, 0);
    fault->count = 0;
    fault->change = no_raw;
    assert_status(test, burn_raw_recorder_supported(&test->fixture->burn, &supported));
    assert_false(supported);
    assert_int_equal(burn_raw_prepare(&test->raw), BURN_RECORDER_UNSUPPORTED);
    fault->change = no_packs;
    assert_status(test, burn_raw_ask_forms(&test->fixture->burn, forms));
    assert_true(forms[BURN_RAW_PQ]);
    assert_false(forms[BURN_RAW_PW_PACKED]);
    assert_false(forms[BURN_RAW_PW]);
    fault->change = NULL;
    fault->code = MMC_SENSE_CODE_INVALID_OPCODE;
    assert_status(test, burn_raw_recorder_supported(&test->fixture->burn, &supported));
    assert_false(supported);
    raw_free(test);
}

int main(void)
{
    const struct CMUnitTest tests[] =
    {
        cmocka_unit_test(test_forms),
        cmocka_unit_test(test_nothing_written),
        cmocka_unit_test(test_too_large),
        cmocka_unit_test(test_cancel),
        cmocka_unit_test(test_failures),
        cmocka_unit_test(test_mismatch),
        cmocka_unit_test(test_borders),
        cmocka_unit_test(test_no_borders),
        cmocka_unit_test(test_features),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
