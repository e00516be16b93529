/*
 * The recipes of every medium by raw commands, in the right and in the wrong order
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
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "mmc_bytes.h"
#include "virtual_fixture.h"

#define FLUSH           "35 00 00 00 00 00 00 00 00 00"
#define CLOSE_TRACK_1   "5b 00 01 00 00 01 00 00 00 00"
#define CLOSE_TRACK_2   "5b 00 01 00 00 02 00 00 00 00"
#define CLOSE_SESSION   "5b 00 02 00 00 00 00 00 00 00"
#define FINALIZE        "5b 00 06 00 00 00 00 00 00 00"
#define READ_CAPACITY   "25 00 00 00 00 00 00 00 00 00"

static void assert_disc(struct recorder *recorder, unsigned int status, unsigned int last_session,
                        unsigned int sessions, unsigned int last_track)
{
    struct disc disc = disc_of(recorder);

    assert_int_equal(disc.status, status);
    assert_int_equal(disc.last_session, last_session);
    assert_int_equal(disc.sessions, sessions);
    assert_int_equal(disc.last_track, last_track);
    assert_consistent(recorder);
}

static uint32_t last_lba(struct recorder *recorder)
{
    assert_good(fetch(recorder, READ_CAPACITY, 8));
    assert_int_equal(mmc_get32(recorder->data + 4), BLOCK);
    return mmc_get32(recorder->data);
}

/* Track at once, and the session stays open for another one. */
static void cd_track_at_once(void **state)
{
    struct recorder *r = recorder_new("cd-r");
    struct track track;

    (void)state;
    assert_disc(r, 0, 0, 1, 1);
    assert_int_equal(track_of(r, 0xff).free, 359847);
    assert_good(set_write_type(r, 1, 3));
    assert_good(write_at(r, 0, 300, 7));
    assert_disc(r, 1, 1, 1, 1);
    assert_code(command(r, CLOSE_SESSION), MMC_SENSE_CODE_SESSION_FIXATION_INCOMPLETE_TRACK);
    assert_good(command(r, FLUSH));
    assert_good(command(r, CLOSE_TRACK_1));
    assert_disc(r, 1, 1, 1, 2);
    track = track_of(r, 1);
    assert_int_equal(track.size, 302);      /* two blocks of run-out */
    assert_int_equal(track.control, 4);
    assert_int_equal(track_of(r, 0xff).next, 452);
    assert_good(command(r, CLOSE_SESSION));
    assert_disc(r, 1, 0, 2, 2);
    assert_int_equal(track_of(r, 0xff).next, 302 + 11400);
    assert_holds(r, 0, 300, 7);
    assert_code(read_at(r, 300, 1), MMC_SENSE_CODE_ILLEGAL_MODE_FOR_TRACK);
    assert_int_equal(last_lba(r), 301);
    assert_int_equal(recorder_file_size(r, "medium.iso"), 300 * BLOCK);

    /* The second session, closed for good. */
    assert_good(set_write_type(r, 1, 0));
    assert_good(write_at(r, 11702, 20, 8));
    assert_good(command(r, CLOSE_TRACK_2));
    assert_good(command(r, CLOSE_SESSION));
    assert_disc(r, 2, 3, 2, 2);
    assert_holds(r, 11702, 20, 8);
    assert_int_equal(last_lba(r), 11723);
    assert_code(write_at(r, 11724, 1, 0), MMC_SENSE_CODE_WRITE_PROTECTED);
    recorder_free(r);
}

/* Burners leave CLOSE TRACK out: the flush was the end of the track. */
static void cd_session_closes_what_was_flushed(void **state)
{
    struct recorder *r = recorder_new("cd-r");

    (void)state;
    assert_good(set_write_type(r, 1, 0));
    assert_good(write_at(r, 0, 300, 7));
    assert_good(command(r, FLUSH));
    assert_good(command(r, CLOSE_SESSION));
    assert_disc(r, 2, 3, 1, 1);
    assert_int_equal(track_of(r, 1).size, 302);
    assert_holds(r, 0, 300, 7);
    recorder_free(r);
}

static void cd_two_tracks(void **state)
{
    struct recorder *r = recorder_new("cd-r");

    (void)state;
    assert_good(write_at(r, 0, 10, 1));
    assert_good(command(r, CLOSE_TRACK_1));
    assert_good(write_at(r, 162, 10, 2));
    assert_code(write_at(r, 5, 1, 2), MMC_SENSE_CODE_INVALID_WRITE_ADDRESS);
    assert_good(command(r, CLOSE_TRACK_2));
    assert_good(command(r, CLOSE_SESSION));
    assert_disc(r, 2, 3, 1, 2);
    assert_holds(r, 162, 10, 2);
    /* Between the tracks there is nothing to read. */
    assert_code(read_at(r, 100, 1), MMC_SENSE_CODE_ILLEGAL_MODE_FOR_TRACK);
    recorder_free(r);
}

/* A sheet with lead-in, pre-gap, track and lead-out at 150 + blocks. */
static uint32_t send_sheet(struct recorder *r, uint32_t blocks, uint8_t pregap_form)
{
    uint32_t end = blocks + 150;
    uint8_t sheet[32] =
    {
        0x41, 0, 0, 0x14, 0, 0, 0, 0,
        0x41, 1, 0, 0, 0, 0, 0, 0,
        0x41, 1, 1, 0x10, 0, 0, 2, 0,
        0x41, 0xaa, 1, 0x14, 0, 0, 0, 0,
    };

    sheet[11] = pregap_form;
    sheet[22] = 2;
    sheet[29] = (uint8_t)(end / 75 / 60);
    sheet[30] = (uint8_t)(end / 75 % 60);
    sheet[31] = (uint8_t)(end % 75);
    return send_data(r, "5d 00 00 00 00 00 00 00 20 00", sheet, 32);
}

static void cd_session_at_once(void **state)
{
    struct recorder *r = recorder_new("cd-rw");

    (void)state;
    assert_code(send_sheet(r, 400, 0x14), MMC_SENSE_CODE_COMMAND_SEQUENCE_ERROR);   /* write type is another one */
    assert_good(set_write_type(r, 2, 0));
    assert_code(write_at(r, 0, 1, 0), MMC_SENSE_CODE_COMMAND_SEQUENCE_ERROR);       /* no sheet yet */
    assert_good(send_sheet(r, 400, 0x14));
    assert_code(write_at(r, -150, 1, 0), MMC_SENSE_CODE_INVALID_WRITE_ADDRESS);     /* the drive makes the pre-gap */
    assert_good(write_at(r, 0, 200, 3));
    assert_disc(r, 1, 1, 1, 1);
    assert_code(command(r, CLOSE_SESSION), MMC_SENSE_CODE_SESSION_FIXATION_INCOMPLETE_TRACK);
    assert_code(write_at(r, 200, 201, 3), MMC_SENSE_CODE_END_OF_USER_AREA);
    assert_good(write_at(r, 200, 200, 3));
    assert_good(command(r, FLUSH));
    assert_disc(r, 2, 3, 1, 1);
    assert_int_equal(track_of(r, 1).size, 400);
    assert_holds(r, 0, 400, 3);
    assert_int_equal(last_lba(r), 399);
    assert_good(command(r, "a1 01 00 00 00 00 00 00 00 00 00 00"));
    assert_disc(r, 0, 0, 1, 1);
    assert_int_equal(recorder_file_size(r, "medium.iso"), 0);
    recorder_free(r);
}

static void cd_session_at_once_from_pregap(void **state)
{
    struct recorder *r = recorder_new("cd-r");

    (void)state;
    assert_good(set_write_type(r, 2, 3));
    assert_good(send_sheet(r, 300, 0x10));
    assert_code(write_at(r, 0, 1, 0), MMC_SENSE_CODE_INVALID_WRITE_ADDRESS);
    assert_good(write_at(r, -150, 100, 5));
    assert_good(write_at(r, -50, 150, 5));      /* across the start of the track */
    assert_consistent(r);
    assert_good(write_at(r, 100, 200, 5));
    assert_good(command(r, FLUSH));
    assert_disc(r, 1, 0, 2, 2);
    assert_holds(r, 0, 300, 5);
    assert_int_equal(recorder_file_size(r, "medium.iso"), 300 * BLOCK);
    recorder_free(r);
}

static void cue_sheets_are_checked(void **state)
{
    static const struct
    {
        unsigned int offset;
        uint8_t value;
    } mistakes[] =
    {
        { 1, 1 }, { 9, 2 }, { 17, 3 }, { 18, 3 }, { 19, 0x15 }, { 19, 0x00 }, { 19, 0x90 }, { 16, 0x01 }, { 22, 0 }, { 25, 0x33 }, { 29, 85 }, { 30, 60 },
    };
    static const uint8_t good[32] =
    {
        0x41, 0, 0, 0x14, 0, 0, 0, 0,
        0x41, 1, 0, 0x14, 0, 0, 0, 0,
        0x41, 1, 1, 0x10, 0, 0, 2, 0,
        0x41, 0xaa, 1, 0x14, 0, 10, 0, 0,
    };
    struct recorder *r = recorder_new("cd-r");
    unsigned int i;

    (void)state;
    assert_good(set_write_type(r, 2, 0));
    for (i = 0; i < sizeof(mistakes) / sizeof(mistakes[0]); i++)
    {
        uint8_t sheet[32];

        memcpy(sheet, good, 32);
        sheet[mistakes[i].offset] = mistakes[i].value;
assert_code(send_data(r, "5d 00 00 00 00 00 00 00 20 00", sheet, 32), MMC_SENSE_CODE_INVALID_FIELD_IN_PARAMETERS);
    }
    assert_code(send_data(r, "5d 00 00 00 00 00 00 00 1f 00", good, 31), MMC_SENSE_CODE_PARAMETER_LIST_LENGTH_ERROR);
    assert_code(send_data(r, "5d 00 00 00 00 00 00 00 40 00", good, 32), MMC_SENSE_CODE_PARAMETER_LIST_LENGTH_ERROR);
    assert_good(send_data(r, "5d 00 00 00 00 00 00 00 20 00", good, 32));
    assert_disc(r, 0, 0, 1, 1);     /* nothing is on the disc yet */
    recorder_free(r);
}

static void dvd_r_incremental(void **state)
{
    struct recorder *r = recorder_new("dvd-r");

    (void)state;
    assert_code(write_at(r, 0, 16, 1), MMC_SENSE_CODE_ILLEGAL_MODE_FOR_TRACK);  /* track at once is for CDs */
    assert_good(set_write_type(r, 0, 3));
    assert_good(write_at(r, 0, 20, 1));
    assert_code(write_at(r, 0, 1, 1), MMC_SENSE_CODE_INVALID_WRITE_ADDRESS);
    assert_good(command(r, FLUSH));
    assert_int_equal(track_of(r, 1).next, 32);
    assert_good(write_at(r, 32, 16, 1));
    assert_good(command(r, CLOSE_TRACK_1));
    assert_disc(r, 1, 1, 1, 2);
    assert_int_equal(track_of(r, 1).size, 48);
    assert_int_equal(track_of(r, 1).control, 5);
    assert_good(command(r, CLOSE_SESSION));
    assert_disc(r, 1, 0, 2, 2);
    assert_int_equal(track_of(r, 0xff).next, 48 + 49152);
    assert_holds(r, 0, 20, 1);
    assert_zeros(r, 20, 12);
    assert_good(write_at(r, 48 + 49152, 5, 2));
    assert_good(set_write_type(r, 0, 0));
    assert_good(command(r, CLOSE_SESSION));     /* closes the track as well */
    assert_disc(r, 2, 3, 2, 2);
    recorder_free(r);
}

static void dvd_r_disc_at_once(void **state)
{
    struct recorder *r = recorder_new("dvd-r");

    (void)state;
    assert_good(set_write_type(r, 2, 0));
    assert_code(write_at(r, 0, 16, 1), MMC_SENSE_CODE_COMMAND_SEQUENCE_ERROR);
    assert_code(command(r, "53 00 00 00 00 00 ff ff ff 00"), MMC_SENSE_CODE_INVALID_FIELD_IN_CDB);
    assert_good(command(r, "53 00 00 00 00 00 00 00 64 00"));      /* 100 blocks */
    assert_disc(r, 0, 0, 1, 1);
    assert_code(write_at(r, 16, 16, 1), MMC_SENSE_CODE_INVALID_WRITE_ADDRESS);
    assert_good(write_at(r, 0, 64, 1));
    assert_disc(r, 1, 1, 1, 1);
    assert_int_equal(track_of(r, 1).size, 112);
    assert_code(command(r, CLOSE_TRACK_1), MMC_SENSE_CODE_SESSION_FIXATION_INCOMPLETE_TRACK);
    assert_good(write_at(r, 64, 36, 1));
    assert_good(command(r, FLUSH));
    assert_disc(r, 2, 3, 1, 1);
    assert_holds(r, 0, 100, 1);
    assert_int_equal(recorder_file_size(r, "medium.iso"), 100 * BLOCK);
    recorder_free(r);
}

static void dvd_plus_r_sessions(void **state)
{
    struct recorder *r = recorder_new("dvd+r");

    (void)state;
    assert_good(write_at(r, 0, 100, 1));
    assert_good(command(r, FLUSH));
    assert_good(command(r, CLOSE_TRACK_1));
    assert_good(command(r, CLOSE_SESSION));
    assert_disc(r, 1, 0, 2, 2);
    assert_int_equal(track_of(r, 0xff).next, 112 + 2048);
    assert_code(command(r, CLOSE_SESSION), MMC_SENSE_CODE_CURRENT_PROGRAM_AREA_EMPTY);
    assert_good(command(r, FINALIZE));
    assert_disc(r, 2, 3, 1, 1);
    assert_holds(r, 0, 100, 1);
    assert_code(command(r, FINALIZE), MMC_SENSE_CODE_WRITE_PROTECTED);
    recorder_free(r);
}

static void dvd_plus_r_dl_and_minimal_radius(void **state)
{
    struct recorder *r = recorder_new("dvd+r-dl");

    (void)state;
    assert_int_equal(track_of(r, 1).free, 4173824);
    assert_good(write_at(r, 0, 16, 1));
    assert_good(command(r, "5b 00 05 00 00 00 00 00 00 00"));
    assert_disc(r, 2, 3, 1, 1);
    recorder_free(r);
}

static void reserved_tracks(void **state)
{
    struct recorder *r = recorder_new("dvd+r");
    unsigned int i;

    (void)state;
    assert_good(command(r, "53 00 00 00 00 00 00 00 21 00"));      /* 33 blocks are 48 */
    assert_disc(r, 1, 1, 1, 2);
    assert_true(track_of(r, 1).reserved);
    assert_int_equal(track_of(r, 1).size, 48);
    assert_int_equal(track_of(r, 2).next, 48);
    assert_good(write_at(r, 48, 16, 2));        /* the tracks can be written in any order */
    assert_code(command(r, "53 00 00 00 00 00 00 00 21 00"), MMC_SENSE_CODE_COMMAND_SEQUENCE_ERROR);
    assert_good(write_at(r, 0, 16, 1));
    assert_consistent(r);
    assert_code(write_at(r, 16, 33, 1), MMC_SENSE_CODE_END_OF_USER_AREA);
    assert_good(command(r, CLOSE_SESSION));
    assert_disc(r, 1, 0, 2, 3);
    assert_holds(r, 0, 16, 1);
    assert_zeros(r, 16, 32);
    assert_holds(r, 48, 16, 2);
    recorder_free(r);

    r = recorder_new("dvd+r");
    for (i = 0; i < 152; i++) assert_good(command(r, "53 00 00 00 00 00 00 00 10 00"));
    assert_code(command(r, "53 00 00 00 00 00 00 00 10 00"), MMC_SENSE_CODE_NO_MORE_TRACK_RESERVATIONS);
    assert_disc(r, 1, 1, 1, 153);
    recorder_free(r);
}

static void bd_r_sequential(void **state)
{
    struct recorder *r = recorder_new("bd-r");

    (void)state;
    assert_int_equal(track_of(r, 0xff).free, 12219392);
    assert_good(write_at(r, 0, 33, 1));
    assert_good(write_at(r, 33, 1, 1));
    assert_good(command(r, FLUSH));
    assert_int_equal(track_of(r, 0xff).next, 64);
    assert_good(command(r, CLOSE_TRACK_1));
    assert_good(command(r, CLOSE_SESSION));
    assert_disc(r, 1, 0, 2, 2);
    assert_int_equal(track_of(r, 0xff).next, 64);
    assert_good(write_at(r, 64, 32, 2));
    assert_good(command(r, FINALIZE));
    assert_disc(r, 2, 3, 2, 2);
    assert_holds(r, 0, 34, 1);
    assert_holds(r, 64, 32, 2);
    recorder_free(r);
}

static void dvd_plus_rw_formats_and_overwrites(void **state)
{
    struct recorder *r = recorder_new("dvd+rw");

    (void)state;
    assert_disc(r, 0, 0, 1, 1);
    assert_code(write_at(r, 0, 16, 1), MMC_SENSE_CODE_MEDIUM_NOT_FORMATTED);
    assert_code(format(r, 0x31, false), MMC_SENSE_CODE_INVALID_FIELD_IN_PARAMETERS);
    assert_good(format(r, 0x26, false));
    assert_disc(r, 2, 3, 1, 1);
    assert_true(disc_of(r).erasable);
    assert_int_equal(disc_of(r).background, 2);
    assert_good(write_at(r, 1000, 16, 1));
    assert_good(write_at(r, 0, 16, 2));
    assert_good(write_at(r, 1000, 8, 3));
    assert_good(command(r, FLUSH));
    assert_holds(r, 1000, 8, 3);
    assert_holds(r, 1008, 8, 1);
    assert_zeros(r, 16, 100);
    assert_good(command(r, CLOSE_SESSION));     /* stops the background format */
    assert_int_equal(disc_of(r).background, 1);
    assert_int_equal(last_lba(r), 2295103);
    assert_code(write_at(r, 2295100, 5, 1), MMC_SENSE_CODE_LBA_OUT_OF_RANGE);
    assert_good(write_at(r, 2295103, 1, 1));
    assert_int_equal(recorder_file_size(r, "medium.iso"), 2295104LL * BLOCK);
    recorder_free(r);
}

static void background_format_goes_on(void **state)
{
    static const uint8_t restart[12] = { 0, 0, 0, 8, 0xff, 0xff, 0xff, 0xff, 0x98, 0, 0, 1 };
    struct recorder *r = recorder_new("dvd+rw");

    (void)state;
    assert_good(format(r, 0x26, true));
    assert_code(command(r, "00 00 00 00 00 00"), MMC_SENSE_CODE_FORMAT_IN_PROGRESS);
    fixture_now_ms += 1500;
    assert_good(command(r, "00 00 00 00 00 00"));
    assert_good(write_at(r, 0, 16, 4));
    recorder_reopen(r);
    assert_int_equal(disc_of(r).background, 1);
    assert_good(send_data(r, "04 11 00 00 00 00", restart, 12));
    assert_int_equal(disc_of(r).background, 2);
    assert_holds(r, 0, 16, 4);
    fixture_now_ms += 30000;
    assert_int_equal(disc_of(r).background, 3);
    recorder_reopen(r);
    assert_int_equal(disc_of(r).background, 3);
    recorder_free(r);
}

static void bd_re_formats(void **state)
{
    struct recorder *r = recorder_new("bd-re");

    (void)state;
    assert_code(write_at(r, 0, 32, 1), MMC_SENSE_CODE_MEDIUM_NOT_FORMATTED);
    assert_good(fetch(r, "23 00 00 00 00 00 00 00 fc 00", 252));
    assert_int_equal(r->data[3], 32);
    assert_int_equal(r->data[8], 1);
    assert_good(format(r, 0x00, false));
    assert_disc(r, 2, 3, 1, 1);
    assert_int_equal(last_lba(r), 11826175);
    assert_good(write_at(r, 0, 32, 1));
    assert_good(format(r, 0x31, false));
    assert_int_equal(last_lba(r), 12219391);
    assert_zeros(r, 0, 32);
    assert_int_equal(recorder_file_size(r, "medium.iso"), 0);
    assert_code(command(r, "a1 00 00 00 00 00 00 00 00 00 00 00"), MMC_SENSE_CODE_CANNOT_WRITE_INCOMPATIBLE_FORMAT);
    recorder_free(r);
}

/* Every blank: what cannot be done to it is refused, and it stays blank. */
static void wrong_commands_leave_blanks_blank(void **state)
{
    unsigned int i;

    (void)state;
    for (i = 0; i < virtual_medium_kind_count; i++)
    {
        struct recorder *r;

        if (!strcmp(virtual_medium_kinds[i].name, "dvd-ram")) continue;     /* comes formatted */
        r = recorder_new(virtual_medium_kinds[i].name);
        assert_consistent(r);
        assert_int_not_equal(write_at(r, (int32_t)virtual_medium_kinds[i].blocks, 1, 0), 0);
        assert_int_not_equal(write_at(r, 1000, 1, 0), 0);
        assert_int_not_equal(write_at(r, -1000, 1, 0), 0);
        assert_int_not_equal(command(r, CLOSE_TRACK_1), 0);
        assert_int_not_equal(command(r, CLOSE_SESSION), 0);
        assert_int_not_equal(command(r, "5b 00 07 00 00 00 00 00 00 00"), 0);
        assert_int_not_equal(read_at(r, 0, 1), 0);
        assert_disc(r, 0, 0, 1, 1);
        recorder_free(r);
    }
}

/* Nothing ever gets behind the capacity. */
static void capacity_is_the_end(void **state)
{
    static const char *const kinds[] = { "cd-r", "dvd-r", "dvd+r", "bd-r" };
    unsigned int i;

    (void)state;
    for (i = 0; i < 4; i++)
    {
        struct recorder *r = recorder_new(kinds[i]);
        uint32_t blocks = track_of(r, 1).free, most = DATA_MAX / BLOCK, lba;
        char reserve[64];

        if (i == 1) assert_good(set_write_type(r, 0, 3));
        blocks -= i ? 64 : 300;     /* behind a track on CD comes a gap */
        snprintf(reserve, sizeof(reserve), "53 00 00 00 00 %02x %02x %02x %02x 00", blocks >> 24, blocks >> 16 & 0xff,
                 blocks >> 8 & 0xff, blocks & 0xff);
        assert_good(command(r, reserve));
        lba = track_of(r, 0xff).next;
        assert_int_not_equal(write_at(r, (int32_t)lba, most, 1), 0);
        while (track_of(r, 0xff).free) assert_good(write_at(r, (int32_t)lba++, 1, 1));
        assert_code(write_at(r, (int32_t)lba, 1, 1), MMC_SENSE_CODE_LBA_OUT_OF_RANGE);
        assert_consistent(r);
        assert_good(command(r, CLOSE_TRACK_2));
        assert_consistent(r);
        assert_int_equal(disc_of(r).last_track, 2);     /* there is no room for a third one */
        recorder_free(r);
    }
}

static void pressed_discs(void **state)
{
    struct recorder *r = recorder_new(NULL);
    FILE *file = fopen(recorder_file(r, "medium.iso"), "w");
    uint8_t block[BLOCK] = { 1, 2, 3 };
    unsigned int i;

    (void)state;
    for (i = 0; i < 20; i++) fwrite(block, BLOCK, 1, file);
    fclose(file);
    assert_int_equal(virtual_insert_image(r->drive), PORT_OK);
    assert_code(command(r, "00 00 00 00 00 00"), MMC_SENSE_CODE_MEDIUM_MAY_HAVE_CHANGED);
    assert_disc(r, 2, 3, 1, 1);
    assert_int_equal(last_lba(r), 19);
    assert_good(read_at(r, 19, 1));
    assert_memory_equal(r->data, block, BLOCK);
    assert_code(read_at(r, 19, 2), MMC_SENSE_CODE_LBA_OUT_OF_RANGE);
    assert_code(write_at(r, 0, 1, 1), MMC_SENSE_CODE_CANNOT_WRITE_INCOMPATIBLE_FORMAT);
    assert_good(fetch(r, "46 00 00 00 00 00 00 00 08 00", 8));
    assert_int_equal(mmc_get16(r->data + 6), 8);
    recorder_free(r);

    r = recorder_new(NULL);
    assert_int_equal(virtual_insert_image(r->drive), PORT_E_UNSUPPORTED);   /* there is no image */
    recorder_free(r);
}

static void a_full_disk_is_a_write_error(void **state)
{
    struct recorder *r = recorder_new("dvd+r");

    (void)state;
    fixture_disk_full = true;
    assert_code(write_at(r, 0, 16, 1), MMC_SENSE_CODE_WRITE_ERROR);
    fixture_disk_full = false;
    assert_disc(r, 0, 0, 1, 1);
    fixture_no_blocks = true;
    assert_code(write_at(r, 0, 16, 1), MMC_SENSE_CODE_WRITE_ERROR);
    fixture_no_blocks = false;
    assert_disc(r, 0, 0, 1, 1);
    assert_code(command(r, CLOSE_TRACK_1), MMC_SENSE_CODE_COMMAND_SEQUENCE_ERROR);
    assert_good(write_at(r, 0, 16, 1));
    fixture_disk_full = true;
    assert_code(write_at(r, 16, 16, 1), MMC_SENSE_CODE_WRITE_ERROR);
    fixture_disk_full = false;
    assert_int_equal(track_of(r, 1).next, 16);
    assert_consistent(r);
    assert_good(write_at(r, 16, 16, 2));
    assert_good(command(r, CLOSE_SESSION));
    assert_holds(r, 16, 16, 2);
    recorder_free(r);
}

int main(void)
{
    const struct CMUnitTest tests[] =
    {
        cmocka_unit_test(cd_track_at_once),
        cmocka_unit_test(cd_two_tracks),
        cmocka_unit_test(cd_session_closes_what_was_flushed),
        cmocka_unit_test(cd_session_at_once),
        cmocka_unit_test(cd_session_at_once_from_pregap),
        cmocka_unit_test(cue_sheets_are_checked),
        cmocka_unit_test(dvd_r_incremental),
        cmocka_unit_test(dvd_r_disc_at_once),
        cmocka_unit_test(dvd_plus_r_sessions),
        cmocka_unit_test(dvd_plus_r_dl_and_minimal_radius),
        cmocka_unit_test(reserved_tracks),
        cmocka_unit_test(bd_r_sequential),
        cmocka_unit_test(dvd_plus_rw_formats_and_overwrites),
        cmocka_unit_test(background_format_goes_on),
        cmocka_unit_test(bd_re_formats),
        cmocka_unit_test(wrong_commands_leave_blanks_blank),
        cmocka_unit_test(capacity_is_the_end),
        cmocka_unit_test(pressed_discs),
        cmocka_unit_test(a_full_disk_is_a_write_error),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
