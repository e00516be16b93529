/*
 * Virtual recorder: audio CDs, raw recording, sectors and subchannels
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

#include "cd_sector.h"
#include "mmc_bytes.h"
#include "mmc_msf.h"
#include "mmc_trace.h"
#include "virtual_fixture.h"

#define FLUSH           "35 00 00 00 00 00 00 00 00 00"
#define CLOSE_SESSION   "5b 00 02 00 00 00 00 00 00 00"
#define READ_TOC        "43 00 00 00 00 00 00 04 00 00"
#define RAW_SIZE        (CD_SECTOR_SIZE + CD_SUB_SIZE)

/* Write type with multi-session, track mode and block type of the write parameters page; codes where not NULL. */
static uint32_t set_page(struct recorder *r, uint8_t type, uint8_t track_mode, uint8_t block_type, const char *mcn,
                         const char *isrc)
{
    assert_good(fetch(r, "5a 00 05 00 00 00 00 00 3c 00", 60));
    mmc_put16(r->data, 0);
    r->data[10] = (uint8_t)((r->data[10] & 0xf0) | type);
    r->data[11] = track_mode;
    r->data[12] = block_type;
    memset(r->data + 24, 0, 32);
    if (mcn) r->data[24] = 0x80, memcpy(r->data + 25, mcn, 13);
    if (isrc) r->data[40] = 0x80, memcpy(r->data + 41, isrc, 12);
    return send_data(r, "55 10 00 00 00 00 00 00 3c 00", NULL, 60);
}

static void sound(uint8_t *p, int32_t lba)
{
    unsigned int i;

    for (i = 0; i < CD_SECTOR_SIZE; i++) p[i] = (uint8_t)(lba * 7 + (int32_t)i * 3 + 1);
}

static uint32_t write_cdb(struct recorder *r, int32_t lba, uint32_t blocks, uint32_t length)
{
    char cdb[64];

    snprintf(cdb, sizeof(cdb), "2a 00 %02x %02x %02x %02x 00 %02x %02x 00", (uint32_t)lba >> 24,
             (uint32_t)lba >> 16 & 0xff, (uint32_t)lba >> 8 & 0xff, (uint32_t)lba & 0xff, blocks >> 8, blocks & 0xff);
    return send_data(r, cdb, NULL, length);
}

static uint32_t write_sound(struct recorder *r, int32_t lba, uint32_t blocks)
{
    uint32_t i;

    for (i = 0; i < blocks; i++) sound(r->data + i * CD_SECTOR_SIZE, lba + (int32_t)i);
    return write_cdb(r, lba, blocks, blocks * CD_SECTOR_SIZE);
}

/* READ CD of one block. */
static uint32_t read_cd(struct recorder *r, int32_t lba, uint8_t type, uint8_t fields, uint8_t sub)
{
    char cdb[64];

    snprintf(cdb, sizeof(cdb), "be %02x %02x %02x %02x %02x 00 00 01 %02x %02x 00", type << 2, (uint32_t)lba >> 24,
             (uint32_t)lba >> 16 & 0xff, (uint32_t)lba >> 8 & 0xff, (uint32_t)lba & 0xff, fields, sub);
    return fetch(r, cdb, 4096);
}

static void assert_sound(struct recorder *r, int32_t lba)
{
    uint8_t expected[CD_SECTOR_SIZE];

    assert_good(read_cd(r, lba, CD_AUDIO, 0xf8, 0));
    assert_int_equal(r->reply.transferred, CD_SECTOR_SIZE);
    sound(expected, lba);
    assert_memory_equal(r->data, expected, CD_SECTOR_SIZE);
}

static void assert_silence(struct recorder *r, int32_t lba)
{
    static const uint8_t zeros[CD_SECTOR_SIZE];

    assert_good(read_cd(r, lba, CD_AUDIO, 0x10, 0));
    assert_memory_equal(r->data, zeros, CD_SECTOR_SIZE);
}

/* Q at an address: control, track, index. */
static void assert_q(struct recorder *r, int32_t lba, uint8_t control, uint8_t track, uint8_t index)
{
    assert_good(read_cd(r, lba, 0, 0, 2));
    assert_int_equal(r->reply.transferred, 16);
    assert_true(cd_q_crc_right(r->data));
    assert_int_equal(r->data[0], control << 4 | 1);
    assert_int_equal(r->data[1], mmc_to_bcd(track));
    assert_int_equal(r->data[2], mmc_to_bcd(index));
    assert_int_equal(mmc_from_bcd(r->data[7]) * 4500 + mmc_from_bcd(r->data[8]) * 75 + mmc_from_bcd(r->data[9]), lba + 150);
}

static void assert_codes(struct recorder *r, const char *mcn, uint8_t track, const char *isrc)
{
    char cdb[64];

    assert_good(fetch(r, "42 00 40 02 00 00 00 00 18 00", 24));
    assert_int_equal(r->reply.transferred, 24);
    assert_int_equal(r->data[8], mcn ? 0x80 : 0);
    if (mcn) assert_memory_equal(r->data + 9, mcn, 13);
    snprintf(cdb, sizeof(cdb), "42 00 40 03 00 00 %02x 00 18 00", track);
    assert_good(fetch(r, cdb, 24));
    assert_int_equal(r->data[6], track);
    assert_int_equal(r->data[8], isrc ? 0x80 : 0);
    if (isrc) assert_memory_equal(r->data + 9, isrc, 12);
}

/* ECMA-130: the parities must make every code word divisible. */
static void sectors_are_correct(void **state)
{
    uint8_t data[2048], sector[CD_SECTOR_SIZE], copy[CD_SECTOR_SIZE];
    unsigned int i, column, diagonal;

    (void)state;
    for (i = 0; i < sizeof(data); i++) data[i] = (uint8_t)(i * 31 + i / 256);
    cd_make_sector(sector, 16, 1, data);
    assert_int_equal(cd_sector_type(sector), CD_MODE_1);
    assert_memory_equal(sector + 12, "\x00\x02\x16\x01", 4);
    assert_true(cd_sector_correct(sector));
    for (column = 0; column < 86; column++)
    {
        uint8_t sum = 0;

        for (i = 0; i < 26; i++) sum ^= sector[12 + column + 86 * i];
        assert_int_equal(sum, 0);
    }
    for (diagonal = 0; diagonal < 26; diagonal++)
    {
        uint8_t sum = sector[2248 + 2 * diagonal] ^ sector[2300 + 2 * diagonal];

        for (i = 0; i < 43; i++) sum ^= sector[12 + (44 * i + 43 * diagonal) % 1118 * 2];
        assert_int_equal(sum, 0);
    }
    sector[100] ^= 1;
    assert_false(cd_sector_correct(sector));

    /* A sector of zeros has a known EDC for each form. */
    memset(data, 0, sizeof(data));
    cd_make_sector(sector, 0, 2, data);
    assert_int_equal(cd_sector_type(sector), CD_MODE_2_FORM_1);
    assert_true(cd_sector_correct(sector));

    /* ECMA-130 annex B: the register begins with 01 80 00 60. */
    memset(copy, 0, sizeof(copy));
    cd_scramble(copy);
    assert_memory_equal(copy + 12, "\x01\x80\x00\x60\x00\x28\x00\x1e\x80\x08\x60\x06\xa8\x02\xfe\x81", 16);
    memcpy(copy, sector, sizeof(copy));
    cd_scramble(copy);
    cd_normalise(copy, 0);
    assert_memory_equal(copy, sector, sizeof(copy));
    cd_normalise(copy, 0);
    assert_memory_equal(copy, sector, sizeof(copy));
}

static void audio_track_at_once(void **state)
{
    struct recorder *r = recorder_new("cd-r");

    (void)state;
    assert_good(set_page(r, 1, 0x00, 8, NULL, NULL));
    assert_code(write_at(r, 0, 1, 1), MMC_SENSE_CODE_ILLEGAL_MODE_FOR_TRACK);   /* no sound has 2048 bytes */
    assert_good(set_page(r, 1, 0x03, 0, "4006381333931", "DEA400012345"));      /* pre-emphasis, copy permitted */
    assert_code(write_cdb(r, 0, 2, CD_SECTOR_SIZE), MMC_SENSE_CODE_PARAMETER_LIST_LENGTH_ERROR);
    assert_good(write_sound(r, 0, 400));
    assert_good(set_page(r, 1, 0x04, 8, NULL, NULL));
    assert_code(write_at(r, 400, 1, 1), MMC_SENSE_CODE_ILLEGAL_MODE_FOR_TRACK); /* the track is one of sound */
    assert_good(command(r, FLUSH));
    assert_good(command(r, "5b 00 01 00 00 01 00 00 00 00"));
    assert_int_equal(track_of(r, 1).size, 402);
    assert_int_equal(track_of(r, 1).control, 3);
    assert_int_equal(track_of(r, 2).next, 552);
    assert_good(set_page(r, 1, 0x00, 0, NULL, "DEA400012346"));
    assert_good(write_sound(r, 552, 10));       /* too short: silence follows */
    recorder_reopen(r);
    assert_good(command(r, "5b 00 01 00 00 02 00 00 00 00"));
    assert_int_equal(track_of(r, 2).size, 302);
    assert_good(write_at(r, 552 + 452, 20, 4)); /* data behind it, with the default page */
    assert_good(command(r, "5b 00 01 00 00 03 00 00 00 00"));
    assert_good(command(r, CLOSE_SESSION));
    assert_consistent(r);
    assert_sound(r, 0);
    assert_sound(r, 399);
    assert_sound(r, 561);
    assert_silence(r, 562);
    assert_silence(r, 851);
    assert_code(read_cd(r, 400, 0, 0x10, 0), MMC_SENSE_CODE_ILLEGAL_MODE_FOR_TRACK);    /* run-out */
    assert_code(read_at(r, 0, 1), MMC_SENSE_CODE_ILLEGAL_MODE_FOR_TRACK);
    assert_code(read_cd(r, 0, CD_MODE_1, 0x10, 0), MMC_SENSE_CODE_ILLEGAL_MODE_FOR_TRACK);
    assert_holds(r, 1004, 20, 4);
    assert_good(read_cd(r, 1004, CD_MODE_1, 0xf8, 0));
    assert_true(cd_sector_correct(r->data));
    assert_q(r, 0, 3, 1, 1);
    assert_q(r, 600, 0, 2, 1);
    assert_q(r, 1010, 4, 3, 1);
    assert_codes(r, "4006381333931", 1, "DEA400012345");
    assert_codes(r, "4006381333931", 2, "DEA400012346");
    assert_codes(r, "4006381333931", 3, NULL);
    assert_good(fetch(r, READ_TOC, 1024));
    assert_int_equal(r->data[5], 0x13);
    assert_int_equal(r->data[13], 0x10);
    assert_int_equal(r->data[21], 0x14);
    recorder_free(r);
}

/* The first track from the second frame on, a hidden index, a pause that the drive makes, then data. */
static const uint8_t mixed_sheet[] =
{
    0x02, '4', '0', '0', '6', '3', '8', '1', 0x02, '3', '3', '3', '9', '3', '1', 0,
    0x01, 0, 0, 0x01, 0, 0, 0, 0,
    0x03, 1, 'D', 'E', 'A', '4', '0', '0', 0x03, 1, '0', '1', '2', '3', '4', '5',
    0x01, 1, 0, 0x01, 0, 0, 0, 0,
    0x01, 1, 1, 0x00, 0, 0, 2, 0,
    0x01, 1, 2, 0x00, 0, 0, 4, 0,
    0x21, 2, 0, 0x01, 0, 0, 8, 0,       /* LBA 450: pause */
    0x21, 2, 1, 0x00, 0, 0, 10, 0,      /* LBA 600 */
    0x41, 3, 0, 0x10, 0, 0, 14, 0,      /* LBA 900 */
    0x41, 3, 1, 0x10, 0, 0, 16, 0,      /* LBA 1050 */
    0x41, 0xaa, 1, 0x14, 0, 0, 20, 0,   /* LBA 1350 */
};

static void mixed_session_at_once(void **state)
{
    struct recorder *r = recorder_new("cd-rw");
    uint8_t sheet[sizeof(mixed_sheet)];
    int32_t lba;

    (void)state;
    assert_good(set_page(r, 2, 0x04, 8, NULL, NULL));
    memcpy(sheet, mixed_sheet, sizeof(sheet));
    sheet[70] = 5;      /* a track shorter than four seconds */
    assert_code(send_data(r, "5d 00 00 00 00 00 00 00 68 00", sheet, sizeof(sheet)), MMC_SENSE_CODE_INVALID_FIELD_IN_PARAMETERS);
    assert_good(send_data(r, "5d 00 00 00 00 00 00 00 68 00", mixed_sheet, sizeof(mixed_sheet)));
    assert_code(write_sound(r, -150, 1), MMC_SENSE_CODE_INVALID_WRITE_ADDRESS);
    for (lba = 0; lba < 450; lba += 150) assert_good(write_sound(r, lba, 150));
    assert_code(write_sound(r, 450, 1), MMC_SENSE_CODE_INVALID_WRITE_ADDRESS);  /* the drive makes the pause */
    assert_good(write_sound(r, 600, 300));
    assert_good(write_at(r, 900, 1, 5));
    assert_good(write_at(r, 901, 449, 5));
    assert_good(command(r, FLUSH));
    assert_int_equal(disc_of(r).status, 2);
    recorder_reopen(r);
    assert_consistent(r);
    assert_sound(r, 0);
    assert_sound(r, 449);
    assert_silence(r, 450);
    assert_silence(r, 599);
    assert_sound(r, 600);
    assert_silence(r, -150);
    assert_holds(r, 1050, 300, 5);
    assert_q(r, -150, 0, 1, 0);
    assert_q(r, 0, 0, 1, 1);
    assert_q(r, 149, 0, 1, 1);
    assert_q(r, 150, 0, 1, 2);
    assert_q(r, 450, 2, 2, 0);
    assert_q(r, 600, 2, 2, 1);
    assert_q(r, 900, 4, 3, 0);
    assert_q(r, 1349, 4, 3, 1);
    assert_codes(r, "4006381333931", 1, "DEA400012345");
    assert_codes(r, "4006381333931", 2, NULL);
    assert_int_equal(track_of(r, 2).start, 600);
    assert_good(command(r, "a1 01 00 00 00 00 00 00 00 00 00 00"));
    assert_codes(r, NULL, 1, NULL);
    assert_int_equal(recorder_file_size(r, "medium.raw"), 0);
    recorder_free(r);
}

/* Q of a lead-in: point, and the address it points at. */
static void put_point(uint8_t *sub, uint8_t control, uint8_t point, int32_t lba)
{
    uint8_t q[CD_Q_SIZE] = { (uint8_t)(control << 4 | 1), 0, point };
    uint32_t frames = (uint32_t)(lba + 150);

    q[7] = mmc_to_bcd((uint8_t)(frames / 4500));
    q[8] = mmc_to_bcd((uint8_t)(frames / 75 % 60));
    q[9] = mmc_to_bcd((uint8_t)(frames % 75));
    if (point == 0xa0 || point == 0xa1) q[7] = (uint8_t)lba, q[8] = q[9] = 0;
    cd_put_q_crc(q);
    cd_put_q(sub, q);
}

#define SECOND_TRACK    400
#define RAW_LEAD_OUT    800

static void put_lead_in(uint8_t *sub, int32_t lba)
{
    switch ((uint32_t)(lba + 20000) / 3 % 5)
    {
    case 0: put_point(sub, 0, 0xa0, 1); break;
    case 1: put_point(sub, 0, 0xa1, 2); break;
    case 2: put_point(sub, 4, 0xa2, RAW_LEAD_OUT); break;
    case 3: put_point(sub, 0, 1, 0); break;
    case 4: put_point(sub, 4, 2, SECOND_TRACK); break;
    }
}

/* One CD-TEXT pack in the first quarter of R to W. */
static void put_text(uint8_t *sub)
{
    uint8_t pack[18] = { 0x80, 0, 0, 0, 'T', 'i', 't', 'l', 'e' };
    unsigned int i;

    mmc_put16(pack + 16, mmc_crc16(pack, 16));
    for (i = 0; i < 24; i++)
    {
        unsigned int bit = 6 * i, pair = (unsigned int)pack[bit / 8] << 8 | (bit / 8 < 17 ? pack[bit / 8 + 1] : 0);

        sub[i] |= (uint8_t)(pair >> (10 - bit % 8) & 0x3f);
    }
}

static void put_program(uint8_t *sub, int32_t lba)
{
    uint8_t track = lba < SECOND_TRACK - 150 ? 1 : 2, q[CD_Q_SIZE] = { 0 };
    int32_t start = track == 1 ? 0 : SECOND_TRACK, relative = lba < start ? start - lba : lba - start;

    q[0] = track == 1 ? 0x01 : 0x41;
    q[1] = lba < RAW_LEAD_OUT ? track : 0xaa;
    q[2] = lba < start ? 0 : track == 1 && lba >= 100 ? 2 : 1;
    q[4] = mmc_to_bcd((uint8_t)(relative / 75));
    q[5] = mmc_to_bcd((uint8_t)(relative % 75));
    q[7] = mmc_to_bcd((uint8_t)((lba + 150) / 4500));
    q[8] = mmc_to_bcd((uint8_t)((lba + 150) / 75 % 60));
    q[9] = mmc_to_bcd((uint8_t)((lba + 150) % 75));
    if (lba == 50) memcpy(q, "\x02\x40\x06\x38\x13\x33\x93\x10\x00\x50", 10);
    if (lba == 60) memcpy(q, "\x03\x51\x54\x41\x00\x00\x01\x23\x40\x60", 10);
    cd_put_q_crc(q);
    cd_put_q(sub, q);
}

static void put_raw_block(uint8_t *p, int32_t lba)
{
    uint8_t data[2048];

    memset(p, 0, RAW_SIZE);
    if (lba >= SECOND_TRACK && lba < RAW_LEAD_OUT)
    {
        memset(data, lba & 0xff, sizeof(data));
        cd_make_sector(p, lba, 1, data);
        cd_scramble(p);
    }
    else if (lba >= 0 && lba < SECOND_TRACK - 150) sound(p, lba);
    if (lba < -150) put_lead_in(p + CD_SECTOR_SIZE, lba);
    else put_program(p + CD_SECTOR_SIZE, lba);
    if (lba < -150 && !(lba % 2)) put_text(p + CD_SECTOR_SIZE);
}

static uint32_t write_raw(struct recorder *r, int32_t lba, uint32_t blocks)
{
    uint32_t i;

    for (i = 0; i < blocks; i++) put_raw_block(r->data + i * RAW_SIZE, lba + (int32_t)i);
    return write_cdb(r, lba, blocks, blocks * RAW_SIZE);
}

static void raw_recording(void **state)
{
    struct recorder *r = recorder_new("cd-r");
    int32_t lba;
    uint32_t blocks;

    (void)state;
    assert_good(set_page(r, 3, 0x00, 0, NULL, NULL));
    assert_code(write_cdb(r, -11635, 1, CD_SECTOR_SIZE), MMC_SENSE_CODE_ILLEGAL_MODE_FOR_TRACK);
    assert_good(set_page(r, 3, 0x00, 3, NULL, NULL));
    assert_int_equal((int32_t)track_of(r, 0xff).next, -11635);
    assert_good(fetch(r, "51 00 00 00 00 00 00 00 22 00", 34));
    assert_memory_equal(r->data + 17, "\x61\x1a\x41", 3);
    assert_code(write_raw(r, 0, 1), MMC_SENSE_CODE_INVALID_WRITE_ADDRESS);
    assert_code(write_raw(r, -22650, 1), MMC_SENSE_CODE_INVALID_WRITE_ADDRESS);
    for (lba = -11635; lba < RAW_LEAD_OUT + 100; lba += (int32_t)blocks)
    {
        blocks = (uint32_t)(RAW_LEAD_OUT + 100 - lba) < 400 ? (uint32_t)(RAW_LEAD_OUT + 100 - lba) : 400;
        assert_good(write_raw(r, lba, blocks));
        assert_int_equal(disc_of(r).status, 1);
    }
    assert_good(command(r, FLUSH));
    assert_int_equal(disc_of(r).status, 2);
    assert_int_equal(disc_of(r).last_track, 2);
    recorder_reopen(r);
    assert_consistent(r);
    assert_sound(r, 0);
    assert_sound(r, 249);
    assert_silence(r, -150);
    assert_q(r, 99, 0, 1, 1);
    assert_q(r, 100, 0, 1, 2);
    assert_q(r, 250, 4, 2, 0);
    assert_q(r, 400, 4, 2, 1);
    assert_codes(r, "4006381333931", 1, "DEA100001234");
    assert_int_equal(track_of(r, 2).start, SECOND_TRACK);
    assert_int_equal(track_of(r, 2).size, 400);
    assert_good(read_at(r, 500, 1));
    assert_int_equal(r->data[77], 500 & 0xff);
    assert_good(read_cd(r, 500, CD_MODE_1, 0xf8, 0));
    assert_true(cd_sector_correct(r->data));
    assert_good(fetch(r, "43 00 05 00 00 00 00 04 00 00", 1024));
    assert_int_equal(r->reply.transferred, 4 + 18);
    assert_memory_equal(r->data + 8, "Title", 5);
    assert_good(fetch(r, "43 02 02 00 00 00 00 04 00 00", 1024));
    assert_int_equal(r->data[5], 0x10);
    recorder_free(r);
}

/* Without a table of contents in the lead-in there is nothing that the program area could belong to. */
static void raw_without_toc(void **state)
{
    struct recorder *r = recorder_new("cd-rw");
    int32_t lba;

    (void)state;
    assert_good(set_page(r, 3, 0x00, 3, NULL, NULL));
    for (lba = -11635; lba + 400 < -150; lba += 400)
    {
        memset(r->data, 0, 400 * RAW_SIZE);
        assert_good(write_cdb(r, lba, 400, 400 * RAW_SIZE));
    }
    memset(r->data, 0, 400 * RAW_SIZE);
    assert_code(write_cdb(r, lba, 400, 400 * RAW_SIZE), MMC_SENSE_CODE_LEAD_IN_WRITE_ERROR);
    assert_consistent(r);
    assert_code(command(r, CLOSE_SESSION), MMC_SENSE_CODE_SESSION_FIXATION_INCOMPLETE_TRACK);
    recorder_reopen(r);     /* as if the program had died */
    assert_int_equal(disc_of(r).last_session, 2);
    assert_good(set_page(r, 3, 0x00, 3, NULL, NULL));
    assert_code(write_raw(r, -11635, 1), MMC_SENSE_CODE_COMMAND_SEQUENCE_ERROR);
    assert_good(command(r, "a1 01 00 00 00 00 00 00 00 00 00 00"));
    assert_int_equal(disc_of(r).status, 0);
    recorder_free(r);
}

/* Burners that write tracks at once ask where the next one begins when they have flushed, and close none of them. */
static void flush_ends_a_track_at_once(void **state)
{
    struct recorder *r = recorder_new("cd-r");

    (void)state;
    assert_good(set_page(r, 1, 0, 0, NULL, NULL));
    assert_good(write_sound(r, 0, 20));
    assert_good(command(r, FLUSH));
    assert_int_equal(track_of(r, 0xff).number, 2);
    assert_true(track_of(r, 0xff).start >= 20 + 150);
    assert_good(write_sound(r, (int32_t)track_of(r, 0xff).start, 20));
    assert_good(command(r, FLUSH));
    assert_good(command(r, "5b 00 01 00 00 02 00 00 00 00"));   /* once more does no harm */
    assert_good(command(r, CLOSE_SESSION));
    assert_int_equal(disc_of(r).last_track, 2);
    assert_consistent(r);
    recorder_free(r);
}

static void burn_raw_until(struct recorder *r, int32_t end)
{
    int32_t lba;

    set_page(r, 3, 0x00, 3, NULL, NULL);
    for (lba = -11635; lba < end; lba += 400) write_raw(r, lba, end - lba < 400 ? (uint32_t)(end - lba) : 400);
}

static void burn_lead_in(struct recorder *r)
{
    burn_raw_until(r, -2000);
}

static void burn_into_track_1(struct recorder *r)
{
    burn_raw_until(r, 200);
}

static void burn_into_track_2(struct recorder *r)
{
    burn_raw_until(r, SECOND_TRACK + 100);
}

static void burn_audio_at_once(struct recorder *r)
{
    static const uint8_t sheet[32] =
    {
        0x01, 0, 0, 0x01, 0, 0, 0, 0,
        0x01, 1, 0, 0x01, 0, 0, 0, 0,
        0x01, 1, 1, 0x00, 0, 0, 2, 0,
        0x01, 0xaa, 1, 0x01, 0, 0, 12, 0,
    };

    set_page(r, 2, 0x00, 0, NULL, NULL);
    send_data(r, "5d 00 00 00 00 00 00 00 20 00", sheet, 32);
    memset(r->data, 7, 128 * CD_SECTOR_SIZE);
    write_cdb(r, 0, 128, 128 * CD_SECTOR_SIZE);
}

/* Sound that had to be written in one piece, and raw discs: what is there is damaged, and only blanking helps. */
static void killed(void **state)
{
    static void (*const burns[])(struct recorder *r) =
        { burn_lead_in, burn_into_track_1, burn_into_track_2, burn_audio_at_once };
    static const unsigned int last_track[] = { 1, 2, 2, 1 };
    unsigned int i;

    (void)state;
    for (i = 0; i < sizeof(burns) / sizeof(burns[0]); i++)
    {
        struct recorder *r = recorder_new("cd-rw"), *other;

        recorder_kill_in(r, burns[i]);
        assert_int_equal(disc_of(r).status, 1);
        assert_int_equal(disc_of(r).last_session, 2);
        assert_int_equal(disc_of(r).last_track, last_track[i]);
        assert_true(track_of(r, 1).damaged);
        assert_false(track_of(r, 1).writable);
        assert_consistent(r);
        if (i == 1 || i == 2) assert_sound(r, 0);
        assert_code(command(r, CLOSE_SESSION), MMC_SENSE_CODE_SESSION_FIXATION_INCOMPLETE_TRACK);
        assert_good(set_page(r, 3, 0x00, 3, NULL, NULL));
        assert_code(write_raw(r, -11635, 1), MMC_SENSE_CODE_COMMAND_SEQUENCE_ERROR);
        assert_good(command(r, "a1 01 00 00 00 00 00 00 00 00 00 00"));
        assert_int_equal(disc_of(r).status, 0);
        /* Taken out instead, it is no better. */
        burns[i](r);
        assert_int_equal(disc_of(r).status, 1);
        assert_good(command(r, "1b 00 00 00 02 00"));
        assert_good(command(r, "1b 00 00 00 03 00"));
        assert_code(command(r, "00 00 00 00 00 00"), MMC_SENSE_CODE_MEDIUM_MAY_HAVE_CHANGED);
        assert_int_equal(disc_of(r).last_session, 2);
        assert_true(track_of(r, 1).damaged);
        other = recorder_another(r);
        assert_int_equal(virtual_insert_blank(other->drive, "cd-r"), PORT_OK);
        recorder_free(other);
        recorder_free(r);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] =
    {
        cmocka_unit_test(sectors_are_correct),
        cmocka_unit_test(audio_track_at_once),
        cmocka_unit_test(flush_ends_a_track_at_once),
        cmocka_unit_test(mixed_session_at_once),
        cmocka_unit_test(raw_recording),
        cmocka_unit_test(raw_without_toc),
        cmocka_unit_test(killed),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
