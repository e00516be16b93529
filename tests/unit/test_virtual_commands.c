/*
 * What a virtual drive tells about itself and its medium, command by command
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
#include "mmc_features.h"
#include "mmc_profiles.h"
#include "virtual_fixture.h"

#define READY       "00 00 00 00 00 00"
#define EJECT       "1b 00 00 00 02 00"
#define LOAD        "1b 00 00 00 03 00"
#define FLUSH       "35 00 00 00 00 00 00 00 00 00"
#define SENSE       "03 00 00 00 12 00"
#define GESN_MEDIA  "4a 01 00 00 10 00 00 00 08 00"

static void inquiry(void **state)
{
    struct recorder *r = recorder_new(NULL);

    (void)state;
    assert_good(fetch(r, "12 00 00 00 60 00", 96));
    assert_int_equal(r->reply.transferred, 96);
    assert_int_equal(r->data[0], 0x05);
    assert_int_equal(r->data[1], 0x80);
    assert_int_equal(r->data[4] + 5, 96);
    assert_memory_equal(r->data + 8, "WINE    VIRTUAL WRITER  1.0 ", 28);
    assert_good(fetch(r, "12 00 00 00 24 00", 96));
    assert_int_equal(r->reply.transferred, 36);
    assert_good(fetch(r, "12 01 00 00 60 00", 96));
    assert_int_equal(r->reply.transferred, 5);
    assert_code(fetch(r, "12 01 83 00 60 00", 96), MMC_SENSE_CODE_INVALID_FIELD_IN_CDB);
    assert_code(fetch(r, "12 00 80 00 60 00", 96), MMC_SENSE_CODE_INVALID_FIELD_IN_CDB);
    recorder_free(r);
}

static void unknown_commands(void **state)
{
    struct recorder *r = recorder_new("cd-r");

    (void)state;
    assert_code(command(r, "a3 00 00 00 00 00 00 00 00 00 00 00"), MMC_SENSE_CODE_INVALID_OPCODE);
    assert_code(command(r, "01 00 00 00 00 00"), MMC_SENSE_CODE_INVALID_OPCODE);
    assert_code(command(r, "51 00 00 00 00 00"), MMC_SENSE_CODE_INVALID_FIELD_IN_CDB);  /* cut short */
    recorder_free(r);
}

static void unit_attention(void **state)
{
    struct recorder *r = recorder_new("cd-r");

    (void)state;
    assert_good(command(r, EJECT));
    assert_good(command(r, LOAD));
    assert_good(fetch(r, "12 00 00 00 60 00", 96));                     /* neither hindered nor told */
    assert_good(fetch(r, "46 00 00 00 00 00 00 04 00 00", 1024));
    assert_good(fetch(r, SENSE, 18));                                   /* told as data, and taken */
    assert_int_equal(r->data[2] & 0x0f, 6);
    assert_int_equal(r->data[12], 0x28);
    assert_good(command(r, READY));
    recorder_free(r);
}

static const struct virtual_medium_kind *kind_at(unsigned int i)
{
    return &virtual_medium_kinds[i];
}

static const enum mmc_profile profiles[] =
{
    MMC_PROFILE_CD_R, MMC_PROFILE_CD_RW, MMC_PROFILE_DVD_R, MMC_PROFILE_DVD_R_DL_SEQUENTIAL,
    MMC_PROFILE_DVD_RW_SEQUENTIAL, MMC_PROFILE_DVD_RAM, MMC_PROFILE_DVD_PLUS_R, MMC_PROFILE_DVD_PLUS_R_DL,
    MMC_PROFILE_DVD_PLUS_RW, MMC_PROFILE_BD_R_SRM, MMC_PROFILE_BD_R_SRM, MMC_PROFILE_BD_R_SRM,
    MMC_PROFILE_BD_R_SRM, MMC_PROFILE_BD_RE, MMC_PROFILE_BD_RE, MMC_PROFILE_BD_RE,
};

/* Walks a configuration; returns how many features, and whether this one is there and current. */
static unsigned int walk(struct recorder *r, enum mmc_feature wanted, bool *there, bool *current)
{
    uint32_t length = mmc_get32(r->data) + 4, at = 8;
    unsigned int count = 0, last = 0;

    *there = *current = false;
    assert_int_equal(length, r->reply.transferred);
    for (; at < length; at += 4 + r->data[at + 3], count++)
    {
        unsigned int code = mmc_get16(r->data + at);

        assert_true(!count || code > last);
        assert_int_equal(r->data[at + 3] % 4, 0);
        last = code;
        if (code != (unsigned int)wanted) continue;
        *there = true;
        *current = r->data[at + 2] & 1;
    }
    assert_int_equal(at, length);
    return count;
}

static void configuration(void **state)
{
    unsigned int i, all, now, listed;
    bool there, current;

    (void)state;
    assert_int_equal(virtual_medium_kind_count, sizeof(profiles) / sizeof(profiles[0]));
    for (i = 0; i < virtual_medium_kind_count; i++)
    {
        struct recorder *r = recorder_new(kind_at(i)->name);
        uint32_t at;

        assert_good(fetch(r, "46 00 00 00 00 00 00 04 00 00", 1024));
        assert_int_equal(mmc_get16(r->data + 6), profiles[i]);
        for (at = 12, listed = 0; at < 12u + r->data[11]; at += 4)
        {
            if (r->data[at + 2] & 1) listed++;
            if (r->data[at + 2] & 1) assert_int_equal(mmc_get16(r->data + at), profiles[i]);
        }
        assert_int_equal(listed, 1);
        all = walk(r, MMC_FEATURE_CD_TRACK_AT_ONCE, &there, &current);
        assert_true(there);
        assert_int_equal(current, i < 2);
        walk(r, MMC_FEATURE_RANDOM_WRITABLE, &there, &current);
        assert_int_equal(current, profiles[i] == MMC_PROFILE_DVD_PLUS_RW || profiles[i] == MMC_PROFILE_BD_RE ||
                                  profiles[i] == MMC_PROFILE_DVD_RAM);
        assert_good(fetch(r, "46 01 00 00 00 00 00 04 00 00", 1024));
        now = walk(r, MMC_FEATURE_REAL_TIME_STREAMING, &there, &current);
        assert_true(now < all && there && current);
        assert_good(fetch(r, "46 02 00 1f 00 00 00 04 00 00", 1024));
        assert_int_equal(walk(r, MMC_FEATURE_DVD_READ, &there, &current), 1);
        assert_int_equal(current, mmc_profile_is_dvd((uint16_t)profiles[i]));
        assert_good(fetch(r, "46 02 0f ff 00 00 00 04 00 00", 1024));
        assert_int_equal(walk(r, MMC_FEATURE_CORE, &there, &current), 0);
        assert_good(fetch(r, "46 00 01 00 00 00 00 04 00 00", 1024));   /* from feature 0100 on */
        assert_true(walk(r, MMC_FEATURE_POWER_MANAGEMENT, &there, &current) < all && there);
        recorder_free(r);
    }
}

static void configuration_without_medium(void **state)
{
    struct recorder *r = recorder_new(NULL);
    bool there, current;

    (void)state;
    assert_good(fetch(r, "46 00 00 00 00 00 00 04 00 00", 1024));
    assert_int_equal(mmc_get16(r->data + 6), MMC_PROFILE_NONE);
    walk(r, MMC_FEATURE_CD_MASTERING, &there, &current);
    assert_true(there && !current);
    assert_code(fetch(r, "46 03 00 00 00 00 00 04 00 00", 1024), MMC_SENSE_CODE_INVALID_FIELD_IN_CDB);
    assert_code(fetch(r, "51 00 00 00 00 00 00 00 22 00", 34), MMC_SENSE_CODE_NO_MEDIUM_TRAY_CLOSED);
    assert_code(fetch(r, "ac 00 00 00 00 00 00 00 00 10 03 00", 264), MMC_SENSE_CODE_NO_MEDIUM_TRAY_CLOSED);
    assert_good(fetch(r, "23 00 00 00 00 00 00 00 fc 00", 252));
    assert_int_equal(r->data[8], 3);
    recorder_free(r);
}

/* Every reply is cut where the host says, and begins in the same way. */
static void allocation_lengths(void **state)
{
    static const struct
    {
        const char *format;     /* two %02x: the allocation length */
        unsigned int max;
    } commands[] =
    {
        { "46 00 00 00 00 00 00 %02x %02x 00", 1024 }, { "51 00 00 00 00 00 00 %02x %02x 00", 64 },
        { "52 01 00 00 00 01 00 %02x %02x 00", 64 }, { "5a 00 3f 00 00 00 00 %02x %02x 00", 512 },
        { "23 00 00 00 00 00 00 %02x %02x 00", 252 }, { "5c 00 00 00 00 00 00 %02x %02x 00", 16 },
        { "ad 00 00 00 00 00 00 00 %02x %02x 00 00", 3000 }, { "bd 00 00 00 00 00 00 00 %02x %02x 00 00", 16 },
    };
    struct recorder *r = recorder_new("dvd+rw");
    static uint8_t whole[4096];
    unsigned int i, length, full;

    (void)state;
    for (i = 0; i < sizeof(commands) / sizeof(commands[0]); i++)
    {
        char cdb[64];

        snprintf(cdb, sizeof(cdb), commands[i].format, commands[i].max >> 8, commands[i].max & 0xff);
        assert_good(fetch(r, cdb, commands[i].max));
        full = r->reply.transferred;
        assert_true(full > 0);
        memcpy(whole, r->data, full);
        for (length = 0; length <= commands[i].max; length += length < 70 ? 1 : 61)
        {
            snprintf(cdb, sizeof(cdb), commands[i].format, length >> 8, length & 0xff);
            assert_good(fetch(r, cdb, commands[i].max));
            assert_int_equal(r->reply.transferred, length < full ? length : full);
            assert_memory_equal(r->data, whole, r->reply.transferred);
            /* The host's buffer is smaller than it says. */
            snprintf(cdb, sizeof(cdb), commands[i].format, commands[i].max >> 8, commands[i].max & 0xff);
            assert_good(fetch(r, cdb, length));
            assert_int_equal(r->reply.transferred, length < full ? length : full);
        }
    }
    recorder_free(r);
}

static void mode_sense(void **state)
{
    static const uint8_t pages[] = { 0x01, 0x05, 0x08, 0x0e, 0x1a, 0x1d, 0x2a };
    struct recorder *r = recorder_new("cd-r");
    unsigned int i, control, at;
    char cdb[64];

    (void)state;
    for (i = 0; i < sizeof(pages); i++)
    {
        for (control = 0; control < 3; control++)
        {
            snprintf(cdb, sizeof(cdb), "5a 00 %02x 00 00 00 00 02 00 00", control << 6 | pages[i]);
            assert_good(fetch(r, cdb, 512));
            assert_int_equal(mmc_get16(r->data) + 2, r->reply.transferred);
            assert_int_equal(mmc_get16(r->data + 6), 0);
            assert_int_equal(r->data[8], pages[i]);
            assert_int_equal(r->data[9] + 10, r->reply.transferred);
        }
        snprintf(cdb, sizeof(cdb), "5a 00 %02x 00 00 00 00 02 00 00", 0xc0 | pages[i]);
        assert_code(fetch(r, cdb, 512), MMC_SENSE_CODE_SAVING_NOT_SUPPORTED);
        snprintf(cdb, sizeof(cdb), "1a 00 %02x 00 ff 00", pages[i]);
        assert_good(fetch(r, cdb, 512));
        assert_int_equal(r->data[0] + 1, r->reply.transferred);
        assert_int_equal(r->data[4], pages[i]);
    }
    assert_good(fetch(r, "5a 00 3f 00 00 00 00 02 00 00", 512));
    for (at = 8, i = 0; at < r->reply.transferred; at += 2u + r->data[at + 1], i++) assert_int_equal(r->data[at], pages[i]);
    assert_int_equal(i, sizeof(pages));
    assert_int_equal(at, r->reply.transferred);
    assert_code(fetch(r, "5a 00 0d 00 00 00 00 02 00 00", 512), MMC_SENSE_CODE_INVALID_FIELD_IN_CDB);
    recorder_free(r);
}

/* The cue sheet says what the tracks are; the page's own fields for that may hold anything. */
static void session_at_once_needs_no_track_mode(void **state)
{
    struct recorder *r = recorder_new("cd-r");
    uint8_t page[60];

    (void)state;
    assert_good(fetch(r, "5a 00 05 00 00 00 00 00 3c 00", 60));
    memcpy(page, r->data, 60);
    memset(page, 0, 8);
    page[11] = 0;
    page[12] = 5;       /* a block type that is none */
    assert_code(send_data(r, "55 10 00 00 00 00 00 00 3c 00", page, 60), MMC_SENSE_CODE_INVALID_FIELD_IN_PARAMETERS);
    page[10] = 0x42;
    assert_good(send_data(r, "55 10 00 00 00 00 00 00 3c 00", page, 60));
    page[11] = 0x40;    /* reserved multi-session */
    assert_code(send_data(r, "55 10 00 00 00 00 00 00 3c 00", page, 60), MMC_SENSE_CODE_INVALID_FIELD_IN_PARAMETERS);
    recorder_free(r);
}

static void mode_select(void **state)
{
    static const struct
    {
        unsigned int offset;    /* in the page */
        uint8_t value;
        bool good;
    } values[] =
    {
        { 2, 0x02, true }, { 2, 0x00, true }, { 2, 0x41, true }, { 2, 0x61, true },
        { 2, 0x03, true }, { 2, 0x04, false },      /* raw, layer jump */
        { 2, 0x11, false },                         /* test writing */
        { 3, 0xc4, true }, { 3, 0x05, true }, { 3, 0x06, true },
        { 3, 0x00, true }, { 3, 0x03, true },       /* audio */
        { 3, 0x44, false }, { 3, 0x08, false },     /* reserved multi-session, four channels */
        { 4, 10, true }, { 4, 0, true }, { 4, 1, true }, { 4, 2, true }, { 4, 3, true },
        { 4, 4, false }, { 4, 9, false }, { 4, 13, false }, { 4, 15, false },
        { 8, 0x20, true }, { 8, 0x10, true }, { 8, 0x30, false },
        { 5, 16, true }, { 51, 0x77, true }, { 20, 0x80, true }, { 9, 1, false },
        { 1, 48, false }, { 0, 0x06, false },
    };
    struct recorder *r = recorder_new("cd-r");
    uint8_t page[60], good[60];
    unsigned int i;

    (void)state;
    assert_good(fetch(r, "5a 00 05 00 00 00 00 00 3c 00", 60));
    memcpy(good, r->data, 60);
    memset(good, 0, 8);
    for (i = 0; i < sizeof(values) / sizeof(values[0]); i++)
    {
        uint32_t code;

        memcpy(page, good, 60);
        page[8 + values[i].offset] = values[i].value;
        code = send_data(r, "55 10 00 00 00 00 00 00 3c 00", page, 60);
        if (values[i].good) assert_good(code);
        else assert_true(code == MMC_SENSE_CODE_INVALID_FIELD_IN_PARAMETERS ||
                         code == MMC_SENSE_CODE_PARAMETER_LIST_LENGTH_ERROR);
        assert_good(fetch(r, "5a 00 05 00 00 00 00 00 3c 00", 60));
        if (values[i].good) assert_memory_equal(r->data + 8, page + 8, 52);
        assert_good(send_data(r, "55 10 00 00 00 00 00 00 3c 00", good, 60));
    }
    assert_code(send_data(r, "55 00 00 00 00 00 00 00 3c 00", good, 60), MMC_SENSE_CODE_INVALID_FIELD_IN_CDB);
    assert_code(send_data(r, "55 11 00 00 00 00 00 00 3c 00", good, 60), MMC_SENSE_CODE_INVALID_FIELD_IN_CDB);
    assert_code(send_data(r, "55 10 00 00 00 00 00 00 3b 00", good, 60), MMC_SENSE_CODE_PARAMETER_LIST_LENGTH_ERROR);
    assert_code(send_data(r, "55 10 00 00 00 00 00 00 3d 00", good, 60), MMC_SENSE_CODE_PARAMETER_LIST_LENGTH_ERROR);
    assert_good(send_data(r, "55 10 00 00 00 00 00 00 00 00", good, 0));
    /* The write cache can be switched, a page that tells only cannot. */
    assert_good(fetch(r, "5a 00 2a 00 00 00 00 00 ff 00", 255));
    assert_code(send_data(r, "55 10 00 00 00 00 00 00 24 00", NULL, 36), MMC_SENSE_CODE_PARAMETER_LIST_LENGTH_ERROR);
    recorder_free(r);
}

/* The chosen speed, as page 2A tells it. */
static unsigned int current_speed(struct recorder *r)
{
    assert_good(fetch(r, "5a 00 2a 00 00 00 00 00 ff 00", 255));
    assert_int_equal(mmc_get16(r->data + 8 + 20), mmc_get16(r->data + 8 + 28));
    return mmc_get16(r->data + 8 + 28);
}

static void streaming(uint8_t p[28], uint32_t read_kbps, uint32_t write_kbps)
{
    memset(p, 0, 28);
    mmc_put32(p + 8, 1000);
    mmc_put32(p + 12, read_kbps);
    mmc_put32(p + 16, 1000);
    mmc_put32(p + 20, write_kbps);
    mmc_put32(p + 24, 1000);
}

static void speeds(void **state)
{
    struct recorder *r = recorder_new("dvd+r");
    uint8_t p[28];
    uint32_t previous = UINT32_MAX;
    unsigned int i, count;

    (void)state;
    assert_good(fetch(r, "ac 00 00 00 00 00 00 00 00 10 03 00", 264));
    count = (mmc_get32(r->data) - 4) / 16;
    assert_int_equal(count, 5);
    for (i = 0; i < count; i++)
    {
        uint32_t kbps = mmc_get32(r->data + 8 + 16 * i + 12);

        assert_true(kbps < previous && kbps >= 1385);
        assert_int_equal(mmc_get32(r->data + 8 + 16 * i + 4), 2295103);
        previous = kbps;
    }
    assert_good(fetch(r, "ac 00 00 00 00 00 00 00 00 02 03 00", 264));  /* two of them */
    assert_int_equal(r->reply.transferred, 40);
    assert_good(fetch(r, "ac 10 00 00 00 00 00 00 00 01 00 00", 24));
    assert_int_equal(mmc_get32(r->data + 12), 22160);
    assert_good(fetch(r, "ac 14 00 00 00 00 00 00 00 01 00 00", 24));
    assert_int_equal(mmc_get32(r->data + 20), 22160);
    assert_code(fetch(r, "ac 00 00 00 00 00 00 00 00 01 05 00", 24), MMC_SENSE_CODE_INVALID_FIELD_IN_CDB);

    assert_int_equal(current_speed(r), 22160);
    streaming(p, 11080, 11080);
    assert_good(send_data(r, "b6 00 00 00 00 00 00 00 00 00 1c 00", p, 28));
    assert_int_equal(current_speed(r), 11080);
    streaming(p, 11080, 11079);     /* computed from truncated sectors */
    assert_good(send_data(r, "b6 00 00 00 00 00 00 00 00 00 1c 00", p, 28));
    assert_int_equal(current_speed(r), 11080);
    streaming(p, 11080, 6000);
    assert_good(send_data(r, "b6 00 00 00 00 00 00 00 00 00 1c 00", p, 28));
    assert_int_equal(current_speed(r), 5540);
    p[0] = 0x02;                    /* exactly */
    assert_code(send_data(r, "b6 00 00 00 00 00 00 00 00 00 1c 00", p, 28), MMC_SENSE_CODE_INVALID_FIELD_IN_PARAMETERS);
    assert_int_equal(current_speed(r), 5540);
    p[0] = 0x04;                    /* defaults */
    assert_good(send_data(r, "b6 00 00 00 00 00 00 00 00 00 1c 00", p, 28));
    assert_int_equal(current_speed(r), 22160);
    streaming(p, 11080, 6000);
    mmc_put32(p + 24, 0);
    assert_code(send_data(r, "b6 00 00 00 00 00 00 00 00 00 1c 00", p, 28), MMC_SENSE_CODE_INVALID_FIELD_IN_PARAMETERS);
    assert_code(send_data(r, "b6 00 00 00 00 00 00 00 00 00 1b 00", p, 28), MMC_SENSE_CODE_PARAMETER_LIST_LENGTH_ERROR);
    assert_good(command(r, "bb 00 ff ff 15 a4 00 00 00 00 00 00"));
    assert_int_equal(current_speed(r), 5540);
    assert_good(command(r, "bb 00 ff ff ff ff 00 00 00 00 00 00"));
    assert_int_equal(current_speed(r), 22160);
    recorder_free(r);
}

static void events(void **state)
{
    struct recorder *r = recorder_new("cd-r");

    (void)state;
    assert_good(fetch(r, GESN_MEDIA, 8));
    assert_int_equal(mmc_get16(r->data), 6);
    assert_int_equal(r->data[2], 4);
    assert_int_equal(r->data[4], 2);            /* the blank came */
    assert_good(fetch(r, GESN_MEDIA, 8));
    assert_int_equal(r->data[4], 0);
    assert_int_equal(r->data[5], 2);
    assert_code(fetch(r, "4a 00 00 00 10 00 00 00 08 00", 8), MMC_SENSE_CODE_INVALID_FIELD_IN_CDB);
    assert_good(fetch(r, "4a 01 00 00 02 00 00 00 08 00", 8));
    assert_int_equal(r->data[2], 1);
    assert_int_equal(r->data[4], 2);            /* features changed with the medium */
    assert_good(fetch(r, "4a 01 00 00 02 00 00 00 08 00", 8));
    assert_int_equal(r->data[4], 0);
    assert_good(fetch(r, "4a 01 00 00 20 00 00 00 08 00", 8));      /* a class that is not supported */
    assert_int_equal(r->data[2], 0x80);
    assert_int_equal(r->reply.transferred, 4);
    assert_good(command(r, EJECT));
    assert_good(fetch(r, "4a 01 00 00 10 00 00 00 04 00", 8));      /* only the header: the event waits */
    assert_good(fetch(r, GESN_MEDIA, 8));
    assert_int_equal(r->data[4], 3);
    assert_int_equal(r->data[5], 1);
    assert_good(fetch(r, "bd 00 00 00 00 00 00 00 00 08 00 00", 8));
    assert_int_equal(r->data[1] & 0x10, 0x10);
    recorder_free(r);
}

static uint32_t immediate_close(struct recorder *r)
{
    return command(r, "5b 01 02 00 00 00 00 00 00 00");
}

static void progress(void **state)
{
    struct recorder *r = recorder_new("bd-r");
    struct mmc_sense sense;

    (void)state;
    assert_good(write_at(r, 0, 32, 1));
    assert_good(immediate_close(r));
    assert_code(command(r, READY), MMC_SENSE_CODE_LONG_WRITE_IN_PROGRESS);
    fixture_now_ms += 7;
    assert_good(fetch(r, SENSE, 18));
    assert_true(mmc_parse_sense(r->data, 18, &sense));
    assert_int_equal(mmc_sense_code(&sense), MMC_SENSE_CODE_LONG_WRITE_IN_PROGRESS);
    assert_true(sense.progress_valid);
    assert_int_equal(sense.progress, 32768);
    assert_good(fetch(r, "12 00 00 00 60 00", 96));
    assert_code(fetch(r, "51 00 00 00 00 00 00 00 22 00", 34), MMC_SENSE_CODE_LONG_WRITE_IN_PROGRESS);
    assert_code(command(r, EJECT), MMC_SENSE_CODE_LONG_WRITE_IN_PROGRESS);
    assert_good(fetch(r, "4a 01 00 00 40 00 00 00 08 00", 8));
    assert_int_equal(r->data[4], 1);            /* busy */
    fixture_now_ms += 7;
    assert_good(command(r, READY));
    assert_good(fetch(r, SENSE, 18));
    assert_int_equal(r->data[2], 0);
    assert_int_equal(disc_of(r).sessions, 2);
    recorder_free(r);

    r = recorder_new("cd-rw");
    assert_good(command(r, "a1 11 00 00 00 00 00 00 00 00 00 00"));
    assert_code(command(r, READY), MMC_SENSE_CODE_OPERATION_IN_PROGRESS);
    fixture_now_ms += 5000;
    assert_good(command(r, READY));
    assert_good(command(r, EJECT));
    assert_good(command(r, "1b 01 00 00 03 00"));
    assert_code(command(r, READY), MMC_SENSE_CODE_MEDIUM_MAY_HAVE_CHANGED);
    assert_code(command(r, READY), MMC_SENSE_CODE_BECOMING_READY);
    fixture_now_ms += 5000;
    assert_good(command(r, READY));
    recorder_free(r);
}

static void toc_of_a_cd(void **state)
{
    struct recorder *r = recorder_new("cd-r");

    (void)state;
    assert_good(fetch(r, "43 00 04 00 00 00 00 00 20 00", 32));
    assert_int_equal(r->reply.transferred, 28);
    assert_memory_equal(r->data + 12, "\x4f\x3b\x4a", 3);       /* 79:59:74 */
    assert_good(set_write_type(r, 1, 3));
    assert_good(write_at(r, 0, 300, 1));
    assert_good(command(r, "5b 00 01 00 00 01 00 00 00 00"));
    assert_code(fetch(r, "43 00 00 00 00 00 00 04 00 00", 1024), MMC_SENSE_CODE_INVALID_FIELD_IN_CDB);
    assert_good(fetch(r, "43 02 03 00 00 00 00 04 00 00", 1024));    /* the PMA has it already */
    assert_int_equal(r->reply.transferred, 4 + 11);
    assert_good(command(r, "5b 00 02 00 00 00 00 00 00 00"));
    assert_good(fetch(r, "43 00 00 00 00 00 00 04 00 00", 1024));
    assert_int_equal(mmc_get32(r->data + 16), 302);
    assert_good(fetch(r, "43 02 00 00 00 00 00 04 00 00", 1024));
    assert_memory_equal(r->data + 16, "\x00\x00\x06\x02", 4);   /* 302 + 150 frames */
    assert_good(fetch(r, "43 00 00 00 00 00 aa 04 00 00", 1024));
    assert_int_equal(r->reply.transferred, 12);
    assert_code(fetch(r, "43 00 00 00 00 00 05 04 00 00", 1024), MMC_SENSE_CODE_INVALID_FIELD_IN_CDB);
    assert_good(write_at(r, 11702, 10, 1));
    assert_good(command(r, "5b 00 01 00 00 02 00 00 00 00"));
    assert_good(command(r, "5b 00 02 00 00 00 00 00 00 00"));
    assert_good(fetch(r, "43 00 01 00 00 00 00 04 00 00", 1024));
    assert_int_equal(r->data[3], 2);
    assert_int_equal(r->data[6], 2);
    assert_int_equal(mmc_get32(r->data + 8), 11702);
    assert_good(fetch(r, "43 00 00 00 00 00 00 04 00 40", 1024));    /* the format where ATAPI had it */
    assert_int_equal(r->reply.transferred, 12);
    assert_good(fetch(r, "43 02 02 00 00 00 00 04 00 00", 1024));
    assert_int_equal(r->reply.transferred, 4 + 2 * 5 * 11);     /* A0, A1, A2, the track, B0; twice */
    assert_int_equal(r->data[3], 2);
    assert_code(fetch(r, "43 00 05 00 00 00 00 04 00 00", 1024), MMC_SENSE_CODE_INVALID_FIELD_IN_CDB);
    recorder_free(r);

    r = recorder_new("dvd-r");
    assert_code(fetch(r, "43 00 04 00 00 00 00 00 20 00", 32), MMC_SENSE_CODE_INVALID_FIELD_IN_CDB);
    recorder_free(r);
}

static void tracks_by_address_and_session(void **state)
{
    struct recorder *r = recorder_new("dvd+r");

    (void)state;
    assert_good(write_at(r, 0, 16, 1));
    assert_good(command(r, "5b 00 02 00 00 00 00 00 00 00"));
    assert_good(fetch(r, "52 00 00 00 00 0f 00 00 30 00", 48));
    assert_int_equal(r->data[2], 1);
    assert_code(fetch(r, "52 00 00 00 00 10 00 00 30 00", 48), MMC_SENSE_CODE_LBA_OUT_OF_RANGE);  /* the gap */
    assert_good(fetch(r, "52 00 00 00 10 00 00 00 30 00", 48));
    assert_int_equal(r->data[2], 2);
    assert_good(fetch(r, "52 02 00 00 00 02 00 00 30 00", 48));
    assert_int_equal(r->data[2], 2);
    assert_code(fetch(r, "52 02 00 00 00 03 00 00 30 00", 48), MMC_SENSE_CODE_INVALID_FIELD_IN_CDB);
    assert_code(fetch(r, "52 01 00 00 00 03 00 00 30 00", 48), MMC_SENSE_CODE_INVALID_FIELD_IN_CDB);
    assert_code(fetch(r, "52 01 00 00 00 00 00 00 30 00", 48), MMC_SENSE_CODE_INVALID_FIELD_IN_CDB);
    assert_code(fetch(r, "52 03 00 00 00 01 00 00 30 00", 48), MMC_SENSE_CODE_INVALID_FIELD_IN_CDB);
    recorder_free(r);
}

static void reading_cd_sectors(void **state)
{
    struct recorder *r = recorder_new("cd-r");

    (void)state;
    assert_good(write_at(r, 0, 20, 9));
    assert_good(fetch(r, "be 00 00 00 00 05 00 00 02 10 00 00", 2 * BLOCK));
    assert_int_equal(r->reply.transferred, 2 * BLOCK);
    assert_int_equal(mmc_get32(r->data), 5);
    assert_good(fetch(r, "be 08 00 00 00 05 00 00 02 b0 00 00", 2 * 2064));
    assert_int_equal(r->reply.transferred, 2 * 2064);
    assert_memory_equal(r->data, "\x00\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\x00\x00\x02\x05\x01", 16);
    assert_int_equal(mmc_get32(r->data + 2064 + 16), 6);
    assert_good(fetch(r, "be 00 00 00 00 05 00 00 01 20 00 00", 4));
    assert_int_equal(r->reply.transferred, 4);
    assert_good(fetch(r, "be 00 00 00 00 05 00 00 01 f8 00 00", 2352));
    assert_int_equal(r->reply.transferred, 2352);
    assert_good(fetch(r, "be 00 00 00 00 05 00 00 01 10 01 00", 2352));
    assert_int_equal(r->reply.transferred, 2048 + 96);
    assert_good(fetch(r, "be 00 00 00 00 05 00 00 01 12 00 00", 2352));     /* C2 error flags */
    assert_int_equal(r->reply.transferred, 2048 + 294);
    assert_code(fetch(r, "be 00 00 00 00 05 00 00 01 28 00 00", 2352), MMC_SENSE_CODE_INVALID_FIELD_IN_CDB);
    assert_code(fetch(r, "be 00 00 00 00 05 00 00 01 90 00 00", 2352), MMC_SENSE_CODE_INVALID_FIELD_IN_CDB);
    assert_code(fetch(r, "be 00 00 00 00 05 00 00 01 16 00 00", 2352), MMC_SENSE_CODE_INVALID_FIELD_IN_CDB);
    assert_code(fetch(r, "be 00 00 00 00 05 00 00 01 10 03 00", 2352), MMC_SENSE_CODE_INVALID_FIELD_IN_CDB);
    assert_code(fetch(r, "be 18 00 00 00 05 00 00 01 10 00 00", 2352), MMC_SENSE_CODE_INVALID_FIELD_IN_CDB);
    assert_code(fetch(r, "be 10 00 00 00 05 00 00 01 10 00 00", 2048), MMC_SENSE_CODE_ILLEGAL_MODE_FOR_TRACK);
    assert_code(fetch(r, "be 00 ff ff ff ff 00 00 01 10 00 00", 2048), MMC_SENSE_CODE_LBA_OUT_OF_RANGE);
    assert_code(fetch(r, "be 00 00 00 00 14 00 00 01 10 00 00", 2048), MMC_SENSE_CODE_ILLEGAL_MODE_FOR_TRACK);
    assert_good(fetch(r, "b9 00 00 00 02 00 00 02 03 10 00 00", 3 * BLOCK));
    assert_int_equal(r->reply.transferred, 3 * BLOCK);
    assert_code(fetch(r, "b9 00 00 00 02 03 00 02 00 10 00 00", BLOCK), MMC_SENSE_CODE_INVALID_FIELD_IN_CDB);
    recorder_free(r);

    r = recorder_new("dvd+r");
    assert_code(fetch(r, "be 00 00 00 00 05 00 00 01 10 00 00", BLOCK), MMC_SENSE_CODE_CANNOT_READ_INCOMPATIBLE_FORMAT);
    recorder_free(r);
}

static void reading_and_verifying(void **state)
{
    struct recorder *r = recorder_new("dvd+r");

    (void)state;
    assert_good(write_at(r, 0, 10, 1));
    assert_good(fetch(r, "28 00 00 00 00 00 00 00 00 00", 0));
    assert_good(fetch(r, "a8 00 00 00 00 02 00 00 00 03 00 00", 3 * BLOCK));
    assert_int_equal(mmc_get32(r->data), 2);
    assert_code(read_at(r, 8, 5), MMC_SENSE_CODE_BLANK_CHECK);
    assert_int_equal(r->reply.transferred, 2 * BLOCK);          /* what could be read came */
    assert_code(read_at(r, 2295104, 1), MMC_SENSE_CODE_LBA_OUT_OF_RANGE);
    assert_code(read_at(r, 0xffffffff, 2), MMC_SENSE_CODE_LBA_OUT_OF_RANGE);
    assert_good(command(r, "2f 00 00 00 00 00 00 00 0a 00"));
    assert_code(command(r, "2f 00 00 00 00 00 00 00 0b 00"), MMC_SENSE_CODE_BLANK_CHECK);
    assert_code(command(r, "2f 02 00 00 00 00 00 00 01 00"), MMC_SENSE_CODE_INVALID_FIELD_IN_CDB);
    assert_good(command(r, "2b 00 00 00 00 05 00 00 00 00"));
    assert_code(command(r, "2b 00 00 23 05 40 00 00 00 00"), MMC_SENSE_CODE_LBA_OUT_OF_RANGE);
    recorder_free(r);
}

static void small_commands(void **state)
{
    struct recorder *r = recorder_new("dvd+r");

    (void)state;
    assert_good(fetch(r, "5c 00 00 00 00 00 00 00 0c 00", 12));
    assert_int_equal(mmc_get32(r->data + 4), 4 * 1024 * 1024);
    assert_int_equal(mmc_get32(r->data + 8), mmc_get32(r->data + 4));
    assert_good(fetch(r, "5c 01 00 00 00 00 00 00 0c 00", 12));
    assert_int_equal(mmc_get32(r->data + 4), 2048);
    assert_good(command(r, "54 01 00 00 00 00 00 00 00 00"));
    assert_good(write_at(r, 0, 16, 1));
    assert_code(command(r, "54 01 00 00 00 00 00 00 00 00"), MMC_SENSE_CODE_COMMAND_SEQUENCE_ERROR);
    assert_code(send_data(r, "54 00 00 00 00 00 00 00 05 00", "12345", 5), MMC_SENSE_CODE_PARAMETER_LIST_LENGTH_ERROR);
    assert_good(command(r, FLUSH));
    assert_good(command(r, "1b 00 00 00 00 00"));      /* stop, start, sleep */
    assert_good(command(r, "1b 00 00 00 01 00"));
    assert_good(command(r, "1b 00 00 00 30 00"));
    assert_code(command(r, "1b 00 00 00 60 00"), MMC_SENSE_CODE_INVALID_FIELD_IN_CDB);
    assert_code(fetch(r, "51 02 00 00 00 00 00 00 22 00", 34), MMC_SENSE_CODE_INVALID_FIELD_IN_CDB);
    recorder_free(r);

    r = recorder_new("bd-r");
    assert_good(fetch(r, "51 01 00 00 00 00 00 00 22 00", 34));
    assert_int_equal(r->data[2] >> 5, 1);
    recorder_free(r);
}

static void write_needs_its_data(void **state)
{
    struct recorder *r = recorder_new("dvd+r");

    (void)state;
    assert_code(send_data(r, "2a 00 00 00 00 00 00 00 10 00", NULL, 15 * BLOCK), MMC_SENSE_CODE_PARAMETER_LIST_LENGTH_ERROR);
    assert_code(command(r, "2a 00 00 00 00 00 00 00 10 00"), MMC_SENSE_CODE_PARAMETER_LIST_LENGTH_ERROR);
    assert_code(command(r, "aa 00 00 00 00 00 ff ff ff ff 00 00"), MMC_SENSE_CODE_PARAMETER_LIST_LENGTH_ERROR);
    assert_good(command(r, "2a 00 00 00 00 00 00 00 00 00"));
    assert_int_equal(disc_of(r).status, 0);
    assert_good(send_data(r, "aa 00 00 00 00 00 00 00 00 10 00 00", NULL, 16 * BLOCK));
    assert_int_equal(track_of(r, 1).next, 16);
    recorder_free(r);
}

static void limits(void **state)
{
    struct recorder *r = recorder_new("dvd+r");
    struct port_limits limits;
    struct port_command port = { { 0 }, 6, PORT_NO_DATA, NULL, 0, 1000 };

    (void)state;
    virtual_drive_limits(r->drive, &limits);
    assert_int_equal(limits.max_transfer, DATA_MAX);
    assert_int_equal(limits.alignment_mask, 0);
    port.cdb_length = 17;
    virtual_drive_execute(r->drive, &port, &r->reply);
    assert_int_equal(r->reply.delivery, PORT_REFUSED);
    port.cdb_length = 10;
    port.data_length = limits.max_transfer + 1;
    virtual_drive_execute(r->drive, &port, &r->reply);
    assert_int_equal(r->reply.delivery, PORT_REFUSED);
    assert_int_equal(virtual_insert_blank(r->drive, "vinyl"), PORT_E_UNSUPPORTED);
    assert_int_equal(virtual_insert_blank(r->drive, "cd-rom"), PORT_E_UNSUPPORTED);
    recorder_free(r);
}

int main(void)
{
    const struct CMUnitTest tests[] =
    {
        cmocka_unit_test(inquiry),
        cmocka_unit_test(unknown_commands),
        cmocka_unit_test(unit_attention),
        cmocka_unit_test(configuration),
        cmocka_unit_test(configuration_without_medium),
        cmocka_unit_test(allocation_lengths),
        cmocka_unit_test(mode_sense),
        cmocka_unit_test(mode_select),
        cmocka_unit_test(session_at_once_needs_no_track_mode),
        cmocka_unit_test(speeds),
        cmocka_unit_test(events),
        cmocka_unit_test(progress),
        cmocka_unit_test(toc_of_a_cd),
        cmocka_unit_test(tracks_by_address_and_session),
        cmocka_unit_test(reading_cd_sectors),
        cmocka_unit_test(reading_and_verifying),
        cmocka_unit_test(small_commands),
        cmocka_unit_test(write_needs_its_data),
        cmocka_unit_test(limits),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
