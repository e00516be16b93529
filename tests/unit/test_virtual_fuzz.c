/*
 * Hostile hosts: a hundred thousand commands that make no sense, and the disc stays consistent
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

#include "mmc_opcodes.h"
#include "virtual_fixture.h"

#define COMMANDS    100000
#define DATA_LENGTH 65536u

static uint32_t seed;

static uint32_t random_number(uint32_t limit)
{
    seed ^= seed << 13;
    seed ^= seed >> 17;
    seed ^= seed << 5;
    return seed % limit;
}

static const uint8_t opcodes[] =
{
    MMC_OP_TEST_UNIT_READY, MMC_OP_REQUEST_SENSE, MMC_OP_FORMAT_UNIT, MMC_OP_INQUIRY, MMC_OP_MODE_SELECT_6,
    MMC_OP_MODE_SENSE_6, MMC_OP_START_STOP_UNIT, MMC_OP_PREVENT_ALLOW_MEDIUM_REMOVAL, MMC_OP_READ_FORMAT_CAPACITIES,
    MMC_OP_READ_CAPACITY, MMC_OP_READ_10, MMC_OP_WRITE_10, MMC_OP_WRITE_10, MMC_OP_WRITE_10, MMC_OP_SEEK_10,
    MMC_OP_VERIFY_10, MMC_OP_SYNCHRONIZE_CACHE, MMC_OP_READ_SUBCHANNEL, MMC_OP_READ_TOC_PMA_ATIP,
    MMC_OP_GET_CONFIGURATION, MMC_OP_GET_EVENT_STATUS_NOTIFICATION, MMC_OP_READ_DISC_INFORMATION,
    MMC_OP_READ_TRACK_INFORMATION,
    MMC_OP_RESERVE_TRACK, MMC_OP_SEND_OPC_INFORMATION, MMC_OP_MODE_SELECT_10, MMC_OP_MODE_SENSE_10,
    MMC_OP_CLOSE_TRACK_SESSION, MMC_OP_READ_BUFFER_CAPACITY, MMC_OP_SEND_CUE_SHEET, MMC_OP_BLANK, MMC_OP_READ_12,
    MMC_OP_WRITE_12, MMC_OP_GET_PERFORMANCE, MMC_OP_READ_DISC_STRUCTURE, MMC_OP_SET_STREAMING, MMC_OP_READ_CD_MSF,
    MMC_OP_SET_CD_SPEED, MMC_OP_MECHANISM_STATUS, MMC_OP_READ_CD, MMC_OP_SEND_DISC_STRUCTURE,
};

/* Mostly zeros and small numbers, or nothing would ever get beyond the first check. */
static uint8_t random_byte(void)
{
    switch (random_number(8))
    {
    case 0: return (uint8_t)random_number(256);
    case 1: return 0xff;
    case 2: case 3: return (uint8_t)random_number(8);
    }
    return 0;
}

static void random_data(struct recorder *r)
{
    uint32_t i;

    for (i = 0; i < 256; i++) r->data[i] = random_byte();
}

static void random_command(struct recorder *r)
{
    uint8_t cdb[16], length = (uint8_t)(random_number(20) ? 16 : 1 + random_number(16));
    enum port_direction direction = (enum port_direction)random_number(3);
    uint32_t size = random_number(3) ? DATA_LENGTH : random_number(300), i;

    for (i = 0; i < sizeof(cdb); i++) cdb[i] = random_byte();
    cdb[0] = random_number(50) ? opcodes[random_number(sizeof(opcodes))] : (uint8_t)random_number(256);
    if (cdb[0] == MMC_OP_START_STOP_UNIT && random_number(10)) cdb[4] = 3;      /* keep the tray closed, mostly */
    if (cdb[0] == MMC_OP_RESERVE_TRACK) cdb[5] = 0;
    if (direction == PORT_TO_DEVICE) random_data(r);
    raw_command(r, cdb, length, direction, direction == PORT_NO_DATA ? 0 : size);
    assert_int_equal(r->reply.delivery, PORT_DELIVERED);
}

/* A session at once of one track behind what is on the disc, not always to its end. */
static void session_at_once(struct recorder *r, const struct track *track)
{
    uint32_t start = track->start + 150, blocks = 1 + random_number(40), end = start + blocks;
    uint8_t sheet[32] =
    {
        0x41, 0, 0, 0x14, 0, 0, 0, 0,
        0x41, (uint8_t)track->number, 0, 0x14, 0, 0, 0, 0,
        0x41, (uint8_t)track->number, 1, 0x10, 0, (uint8_t)(start / 4500), (uint8_t)(start / 75 % 60), (uint8_t)(start % 75),
        0x41, 0xaa, 1, 0x14, 0, (uint8_t)(end / 4500), (uint8_t)(end / 75 % 60), (uint8_t)(end % 75),
    };

    sheet[13] = (uint8_t)((start - 150) / 4500);
    sheet[14] = (uint8_t)((start - 150) / 75 % 60);
    sheet[15] = (uint8_t)((start - 150) % 75);
    set_write_type(r, 2, 3);
    if (send_data(r, "5d 00 00 00 00 00 00 00 20 00", sheet, 32)) return;
    write_at(r, (int32_t)track->start, random_number(4) ? blocks : 1, 1);
    if (random_number(2)) command(r, "35 00 00 00 00 00 00 00 00 00");
}

/* A WRITE where the medium wants it, so that discs fill, and what follows one. */
static void sensible_command(struct recorder *r)
{
    struct track track;

    if (fetch(r, "52 01 00 00 00 ff 00 00 30 00", 48)) return;
    track = track_of(r, 0xff);
    set_write_type(r, (uint8_t)random_number(3), (uint8_t)(random_number(2) * 3));
    switch (random_number(12))
    {
    case 4: session_at_once(r, &track); break;
    case 0: command(r, "35 00 00 00 00 00 00 00 00 00"); break;
    case 1: command(r, "5b 00 02 00 00 00 00 00 00 00"); break;
    case 2: command(r, "5b 00 01 00 00 ff 00 00 00 00"); break;
    case 3: format(r, (uint8_t)(random_number(2) ? 0x26 : 0x00), false); break;
    default: write_at(r, (int32_t)track.next, 1 + random_number(16), 1);
    }
}

static void settle(struct recorder *r)
{
    unsigned int i;

    fixture_now_ms += 10000;
    for (i = 0; i < 4; i++)
        if (!command(r, "00 00 00 00 00 00")) return;
}

static void a_hundred_thousand_commands(void **state)
{
    struct recorder *r = recorder_new("cd-r");
    struct recorder *other = recorder_another(r);
    unsigned int i, consistent = 0;

    (void)state;
    seed = 0x1badcafe;
    for (i = 0; i < COMMANDS; i++)
    {
        if (i % 200 == 199)
        {
            virtual_insert_blank(r->drive, virtual_medium_kinds[random_number(virtual_medium_kind_count)].name);
            settle(r);
        }
        else if (i % 150 == 149) recorder_reopen(r);
        else if (!random_number(20)) random_command(other);
        else if (i % 4 == 1) sensible_command(r);
        else random_command(r);
        if (i % 50) continue;
        settle(r);
        if (command(r, "00 00 00 00 00 00")) continue;
        assert_consistent(r);
        consistent++;
    }
    assert_true(consistent > COMMANDS / 50 / 2);    /* the drive was not shut all the time */
    recorder_free(other);
    recorder_free(r);
}

int main(void)
{
    const struct CMUnitTest tests[] =
    {
        cmocka_unit_test(a_hundred_thousand_commands),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
