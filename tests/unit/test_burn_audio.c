/*
 * Audio CDs, track by track
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

#define SECTOR BURN_AUDIO_BLOCK_SIZE
#define CHUNK  445u         /* sectors in a mebibyte */

struct audio_test
{
    struct fixture *fixture;
    struct burn_audio audio;
};

static struct audio_test *audio_new(const char *kind, bool close)
{
    struct audio_test *test = calloc(1, sizeof(*test));

    assert_non_null(test);
    test->fixture = fixture_new(kind);
    test->audio.drive = &test->fixture->burn;
    test->audio.options.close_medium = close;
    test->audio.options.buffer_underrun_free = true;
    return test;
}

static void audio_free(struct audio_test *test)
{
    fixture_free(test->fixture);
    free(test);
}

static void assert_status(const struct audio_test *test, enum burn_status status)
{
    if (status != BURN_OK)
        fail_msg("%s Command %s, sense %06x", burn_status_text(status),
                 mmc_opcode_name(test->fixture->burn.failure.command.cdb[0]),
                 (unsigned int)mmc_sense_code(&test->fixture->burn.failure.sense));
}

/* Enough of a noise for so many sectors. */
static uint8_t *noise(uint32_t sectors, uint32_t seed, void **memory)
{
    return fixture_data((sectors * SECTOR + 2047) / 2048, seed, memory);
}

static enum burn_status add_track(struct audio_test *test, const uint8_t *data, uint32_t sectors)
{
    enum burn_status status;
    uint32_t done, count;

    test->fixture->phase_count = 0;
    status = burn_audio_begin_track(&test->audio, sectors);
    for (done = 0; done < sectors && status == BURN_OK; done += count)
    {
        count = sectors - done < CHUNK ? sectors - done : CHUNK;
        status = burn_audio_write(&test->audio, data + (size_t)done * SECTOR, count);
    }
    if (status == BURN_OK) return burn_audio_end_track(&test->audio);
    burn_audio_abort_track(&test->audio);
    return status;
}

static void assert_sector(struct audio_test *test, int32_t lba, const uint8_t *expected)
{
    struct mmc_read_cd read = { .lba = lba, .blocks = 1, .sector_type = MMC_SECTOR_CD_DA, .user_data = true };
    struct mmc_command command;
    uint8_t sector[SECTOR];
    uint32_t moved;

    mmc_build_read_cd(&command, &read);
    assert_status(test, burn_execute(&test->fixture->burn, &command, sector, &moved));
    assert_int_equal(moved, SECTOR);
    if (memcmp(sector, expected, SECTOR)) fail_msg("sector %d differs", (int)lba);
}

static void assert_sound(struct audio_test *test, int32_t lba, const uint8_t *data, uint32_t sectors)
{
    uint32_t i;

    for (i = 0; i < sectors; i++) assert_sector(test, lba + (int32_t)i, data + (size_t)i * SECTOR);
}

static void burn_three(const char *kind, bool close)
{
    static const uint32_t lengths[] = { 451, 300, 17 };
    static const uint8_t silence[SECTOR];
    struct audio_test *test = audio_new(kind, close);
    struct burn_medium medium;
    uint8_t *data[3];
    void *memory[3];
    unsigned int i;
    uint32_t n;

    assert_status(test, burn_audio_prepare(&test->audio));
    assert_true(test->audio.removal_prevented);
    assert_true(test->audio.total_blocks > 300000);
    for (i = 0; i < 3; i++)
    {
        data[i] = noise(lengths[i], i + 1, &memory[i]);
        assert_status(test, add_track(test, data[i], lengths[i]));
        assert_int_equal(test->audio.track_count, i + 1);
        assert_true(test->audio.free_blocks < test->audio.total_blocks);
        if (i) assert_int_equal(test->audio.tracks[i].start - test->audio.tracks[i - 1].start,
                                test->audio.tracks[i - 1].blocks + 152);
    }
    assert_int_equal(test->audio.tracks[0].start, 0);
    assert_int_equal(test->audio.tracks[2].blocks, 300);
    assert_status(test, burn_audio_finish(&test->audio));
    assert_false(test->audio.removal_prevented);
    for (i = 0; i < 3; i++) assert_status(test, burn_audio_verify_track(&test->audio, i + 1));
    assert_status(test, burn_audio_verify_disc(&test->audio));
    fixture_assert_ejects(test->fixture);
    fixture_reopen(test->fixture);
    for (i = 0; i < 3; i++)
    {
        assert_sound(test, test->audio.tracks[i].start, data[i], lengths[i]);
        free(memory[i]);
    }
    for (n = lengths[2]; n < 300; n++) assert_sector(test, test->audio.tracks[2].start + (int32_t)n, silence);
    medium = fixture_medium(test->fixture);
    assert_int_equal(medium.finalized, close);
    assert_int_equal(medium.appendable, !close);
    assert_false(medium.damaged);
    audio_free(test);
}

static void test_tracks(void **state)
{
    (void)state;
    burn_three("cd-r", true);
    burn_three("cd-r", false);
    burn_three("cd-rw", true);
}

static void test_nothing_written(void **state)
{
    struct audio_test *test = audio_new("cd-r", true);

    (void)state;
    assert_status(test, burn_audio_prepare(&test->audio));
    assert_status(test, burn_audio_finish(&test->audio));
    assert_true(fixture_medium(test->fixture).blank);
    assert_int_equal(test->fixture->by_opcode[MMC_OP_CLOSE_TRACK_SESSION], 0);
    assert_int_equal(test->fixture->by_opcode[MMC_OP_MODE_SELECT_10], 0);
    fixture_assert_ejects(test->fixture);
    audio_free(test);
}

static void test_wrong_media(void **state)
{
    struct burn_options options = fixture_default_options();
    struct audio_test *test = audio_new("dvd-r", true);
    void *memory;
    uint8_t *data = fixture_data(300, 3, &memory);

    (void)state;
    assert_int_equal(burn_audio_prepare(&test->audio), BURN_MEDIA_UNSUPPORTED);
    audio_free(test);
    test = audio_new("cd-r", true);
    options.close_medium = false;
    assert_int_equal(fixture_burn(test->fixture, data, 300, &options), BURN_OK);
    assert_int_equal(burn_audio_prepare(&test->audio), BURN_MEDIA_NOT_BLANK);
    fixture_assert_ejects(test->fixture);
    audio_free(test);
    free(memory);
}

static void test_limits(void **state)
{
    struct audio_test *test = audio_new("cd-r", true);
    void *memory;
    uint8_t *data = noise(1, 1, &memory);
    unsigned int i;

    (void)state;
    assert_status(test, burn_audio_prepare(&test->audio));
    assert_int_equal(burn_audio_begin_track(&test->audio, 0), BURN_TOO_LARGE);
    assert_int_equal(burn_audio_begin_track(&test->audio, test->audio.free_blocks + 1), BURN_TOO_LARGE);
    for (i = 0; i < BURN_AUDIO_TRACKS_MAX; i++) assert_status(test, add_track(test, data, 1));
    assert_int_equal(burn_audio_begin_track(&test->audio, 1), BURN_MEDIA_STATE);
    assert_status(test, burn_audio_finish(&test->audio));
    assert_status(test, burn_audio_verify_disc(&test->audio));
    audio_free(test);
    free(memory);
}

/* Whenever a track is cancelled, the session can be closed, and what was closed before is as it was. */
static void cancel_at(unsigned int at, bool *cancelled)
{
    struct audio_test *test = audio_new("cd-r", true);
    enum burn_status status;
    void *memory;
    uint8_t *data = noise(900, 5, &memory);

    assert_status(test, burn_audio_prepare(&test->audio));
    assert_status(test, add_track(test, data, 301));
    test->fixture->cancel_at = test->fixture->commands + at;
    status = add_track(test, data, 900);
    *cancelled = status != BURN_OK;
    if (*cancelled) assert_int_equal(status, BURN_CANCELLED);
    test->fixture->cancel_at = 0;
    test->fixture->cancelled = false;
    if (test->audio.track_count > 1) assert_true(test->audio.tracks[1].blocks >= 300);
    assert_status(test, add_track(test, data, 300));
    assert_status(test, burn_audio_finish(&test->audio));
    assert_status(test, burn_audio_verify_disc(&test->audio));
    assert_sound(test, test->audio.tracks[0].start, data, 301);
    assert_sound(test, test->audio.tracks[test->audio.track_count - 1].start, data, 300);
    fixture_assert_ejects(test->fixture);
    audio_free(test);
    free(memory);
}

static void test_cancel(void **state)
{
    bool cancelled = true;
    unsigned int at;

    (void)state;
    for (at = 1; cancelled && at < 200; at++) cancel_at(at, &cancelled);
    assert_false(cancelled);
}

/* Any command of a track may fail: the session is closed all the same, and the tray opens. */
static void test_failures(void **state)
{
    static const uint8_t opcodes[] = { MMC_OP_MODE_SELECT_10, MMC_OP_WRITE_10, MMC_OP_SYNCHRONIZE_CACHE,
                                       MMC_OP_CLOSE_TRACK_SESSION, MMC_OP_READ_TRACK_INFORMATION };
    unsigned int i;

    (void)state;
    for (i = 0; i < sizeof(opcodes); i++)
    {
        struct audio_test *test = audio_new("cd-r", true);
        void *memory;
        uint8_t *data = noise(500, 6, &memory);

        assert_status(test, burn_audio_prepare(&test->audio));
        assert_status(test, add_track(test, data, 500));
        fixture_fail(test->fixture, opcodes[i], 1, MMC_SENSE_CODE_WRITE_ERROR);
        assert_int_equal(add_track(test, data, 500), BURN_SENSE);
        assert_false(test->audio.in_track);
        assert_status(test, burn_audio_finish(&test->audio));
        assert_sound(test, 0, data, 500);
        fixture_assert_ejects(test->fixture);
        audio_free(test);
        free(memory);
    }
}

static void test_expected_toc(void **state)
{
    struct burn_audio audio = {0};
    uint8_t reply[MMC_TOC_LENGTH_MAX];
    struct mmc_toc toc, parsed;
    size_t length;

    (void)state;
    audio.track_count = 2;
    audio.options.copy_permitted = true;
    audio.tracks[0] = (struct burn_audio_track){ 0, 400 };
    audio.tracks[1] = (struct burn_audio_track){ 552, 300 };
    burn_audio_expected_toc(&audio, &toc);
    assert_int_equal(mmc_encode_toc(reply, 27, &toc), 0);
    length = mmc_encode_toc(reply, sizeof(reply), &toc);
    assert_int_equal(length, 28);
    assert_true(mmc_parse_toc(reply, length, false, &parsed));
    assert_int_equal(parsed.first_track, 1);
    assert_int_equal(parsed.last_track, 2);
    assert_int_equal(parsed.count, 3);
    assert_int_equal(parsed.entries[1].start, 552);
    assert_int_equal(parsed.entries[1].control, MMC_TRACK_COPY_PERMITTED);
    assert_int_equal(parsed.entries[2].track, MMC_TOC_LEAD_OUT);
    assert_int_equal(parsed.entries[2].start, 854);
}

int main(void)
{
    const struct CMUnitTest tests[] =
    {
        cmocka_unit_test(test_tracks),
        cmocka_unit_test(test_nothing_written),
        cmocka_unit_test(test_wrong_media),
        cmocka_unit_test(test_limits),
        cmocka_unit_test(test_cancel),
        cmocka_unit_test(test_failures),
        cmocka_unit_test(test_expected_toc),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
