/*
 * Virtual recorder: DVD-RW in both its modes, DVD-RAM, spare areas, discs with several layers
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
#include <string.h>
#include <cmocka.h>

#include "mmc_bytes.h"
#include "mmc_profiles.h"
#include "mmc_trace.h"
#include "virtual_fixture.h"

#define FLUSH           "35 00 00 00 00 00 00 00 00 00"
#define CLOSE_SESSION   "5b 00 02 00 00 00 00 00 00 00"
#define BLANK_QUICK     "a1 01 00 00 00 00 00 00 00 00 00 00"

static unsigned int profile_of(struct recorder *r)
{
    assert_good(fetch(r, "46 00 00 00 00 00 00 04 00 00", 1024));
    return mmc_get16(r->data + 6);
}

/* FORMAT UNIT with a type and a number of blocks. */
static uint32_t format_blocks(struct recorder *r, uint8_t type, uint32_t blocks)
{
    uint8_t list[12] = { 0, 0, 0, 8 };

    mmc_put32(list + 4, blocks);
    list[8] = (uint8_t)(type << 2);
    return send_data(r, "04 11 00 00 00 00", list, 12);
}

static uint32_t last_lba(struct recorder *r)
{
    assert_good(fetch(r, "25 00 00 00 00 00 00 00 00 00", 8));
    return mmc_get32(r->data);
}

static void dvd_rw_changes_its_mode(void **state)
{
    struct recorder *r = recorder_new("dvd-rw");

    (void)state;
    assert_int_equal(profile_of(r), MMC_PROFILE_DVD_RW_SEQUENTIAL);
    assert_true(disc_of(r).erasable);
    assert_good(set_write_type(r, 0, 0));
    assert_good(write_at(r, 0, 32, 1));
    assert_good(command(r, CLOSE_SESSION));
    assert_consistent(r);
    assert_code(write_at(r, 32, 16, 1), MMC_SENSE_CODE_WRITE_PROTECTED);
    assert_good(command(r, BLANK_QUICK));
    assert_int_equal(disc_of(r).status, 0);

    assert_code(format_blocks(r, 0x15, 17), MMC_SENSE_CODE_INVALID_FIELD_IN_PARAMETERS);
    assert_code(format_blocks(r, 0x26, UINT32_MAX), MMC_SENSE_CODE_INVALID_FIELD_IN_PARAMETERS);
    assert_good(format_blocks(r, 0x15, 1600));
    assert_int_equal(profile_of(r), MMC_PROFILE_DVD_RW_OVERWRITE);
    assert_int_equal(last_lba(r), 1599);
    assert_consistent(r);
    assert_good(write_at(r, 160, 32, 2));
    assert_good(write_at(r, 160, 16, 3));
    assert_code(write_at(r, 1600, 16, 3), MMC_SENSE_CODE_LBA_OUT_OF_RANGE);
    assert_good(command(r, FLUSH));
    assert_good(command(r, CLOSE_SESSION));
    recorder_reopen(r);
    assert_int_equal(profile_of(r), MMC_PROFILE_DVD_RW_OVERWRITE);
    assert_good(format_blocks(r, 0x13, 320));   /* grows, and the content stays */
    assert_int_equal(last_lba(r), 1919);
    assert_holds(r, 160, 16, 3);
    assert_holds(r, 176, 16, 2);
    assert_good(write_at(r, 1600, 16, 4));
    assert_good(format_blocks(r, 0x00, UINT32_MAX));
    assert_int_equal(last_lba(r), 2297887);
    assert_zeros(r, 160, 16);
    assert_good(command(r, BLANK_QUICK));
    assert_int_equal(profile_of(r), MMC_PROFILE_DVD_RW_SEQUENTIAL);
    assert_consistent(r);
    recorder_free(r);
}

static void dvd_ram_is_overwritten_and_protected(void **state)
{
    static const uint8_t protect[8] = { 0, 6, 0, 0, 0x02 }, release[8] = { 0, 6, 0, 0, 0x00 }, other[8] = { 0, 6, 0, 0, 0x04 };
    struct recorder *r = recorder_new("dvd-ram");

    (void)state;
    assert_int_equal(profile_of(r), MMC_PROFILE_DVD_RAM);
    assert_int_equal(last_lba(r), 2236703);
    assert_consistent(r);
    assert_good(write_at(r, 1000, 16, 1));
    assert_good(command(r, FLUSH));
    assert_code(command(r, BLANK_QUICK), MMC_SENSE_CODE_CANNOT_WRITE_INCOMPATIBLE_FORMAT);
    assert_code(send_data(r, "bf 00 00 00 00 00 00 c0 00 08 00 00", other, 8), MMC_SENSE_CODE_INVALID_FIELD_IN_PARAMETERS);
    assert_good(send_data(r, "bf 00 00 00 00 00 00 c0 00 08 00 00", protect, 8));
    recorder_reopen(r);
    assert_good(fetch(r, "ad 00 00 00 00 00 00 c0 00 08 00 00", 8));
    assert_int_equal(r->data[4], 0x02);
    assert_code(write_at(r, 1000, 16, 2), MMC_SENSE_CODE_WRITE_PROTECTED);
    assert_code(format(r, 0x00, false), MMC_SENSE_CODE_WRITE_PROTECTED);
    assert_good(send_data(r, "bf 00 00 00 00 00 00 c0 00 08 00 00", release, 8));
    assert_holds(r, 1000, 16, 1);
    assert_good(format_blocks(r, 0x00, 2295072));
    assert_int_equal(last_lba(r), 2295071);
    assert_good(write_at(r, 1000, 16, 3));
    assert_good(format_blocks(r, 0x01, UINT32_MAX));    /* room for spare blocks again */
    assert_int_equal(last_lba(r), 2236703);
    assert_holds(r, 1000, 16, 3);
    recorder_free(r);
}

static void bd_r_with_spare_areas(void **state)
{
    struct recorder *r = recorder_new("bd-r");

    (void)state;
    assert_good(format_blocks(r, 0x32, UINT32_MAX));
    assert_int_equal(track_of(r, 0xff).free, 12219392 - 393216);
    assert_code(format_blocks(r, 0x32, UINT32_MAX), MMC_SENSE_CODE_CANNOT_FORMAT_INCOMPATIBLE_MEDIUM);
    recorder_reopen(r);
    assert_good(write_at(r, 0, 32, 1));
    assert_good(command(r, FLUSH));
    assert_holds(r, 0, 32, 1);
    assert_consistent(r);
    recorder_free(r);

    r = recorder_new("bd-r");
    assert_good(write_at(r, 0, 32, 1));
    assert_code(format_blocks(r, 0x32, UINT32_MAX), MMC_SENSE_CODE_CANNOT_FORMAT_INCOMPATIBLE_MEDIUM);
    recorder_free(r);
}

static void layers(void **state)
{
    static const char *const kinds[] = { "dvd-r-dl", "dvd+r-dl" };
    struct recorder *r;
    unsigned int i;

    (void)state;
    for (i = 0; i < 2; i++)
    {
        r = recorder_new(kinds[i]);
        assert_good(fetch(r, "ad 00 00 00 00 00 00 20 00 0c 00 00", 12));
        assert_int_equal(mmc_get32(r->data + 8), (i ? 4173824u : 4171712u) / 2);
        recorder_free(r);
    }
    r = recorder_new("dvd+r");
    assert_code(fetch(r, "ad 00 00 00 00 00 00 20 00 0c 00 00", 12), MMC_SENSE_CODE_INVALID_FIELD_IN_CDB);
    recorder_free(r);
    r = recorder_new("bd-re-xl");
    assert_good(format(r, 0x31, false));
    assert_int_equal(last_lba(r), 48878591);
    assert_good(write_at(r, 48878560, 32, 1));
    assert_holds(r, 48878560, 32, 1);
    recorder_free(r);
    r = recorder_new("bd-r-xl");
    assert_int_equal(track_of(r, 0xff).free, 48878592);
    recorder_free(r);
}

#define TRACK_LENGTH_1  24
#define TRACK_LENGTH    40

/* Rewrites medium.state as version 1 had it: shorter tracks, nothing behind them. */
static void make_version_1(const struct recorder *r)
{
    static uint8_t file[131072];
    FILE *stream = fopen(recorder_file(r, "medium.state"), "r+b");
    unsigned int slot, i;

    assert_non_null(stream);
    assert_true(fread(file, 1, sizeof(file), stream) > 4096);
    for (slot = 0; slot < 2; slot++)
    {
        uint8_t *header = file + slot * 512, *payload = file + 4096 + slot * 61440;
        unsigned int tracks = mmc_get16(payload + 40);

        if (!header[0]) continue;
        assert_int_equal(header[16], 2);
        for (i = 0; i < tracks; i++)
            memmove(payload + 64 + i * TRACK_LENGTH_1, payload + 64 + i * TRACK_LENGTH, TRACK_LENGTH_1);
        mmc_put32(header + 16, 1u << 24 | (64 + tracks * TRACK_LENGTH_1));
        mmc_put32(header + 20, mmc_crc32(0, payload, 64 + tracks * TRACK_LENGTH_1));
        mmc_put32(header + 28, mmc_crc32(0, header, 28));
    }
    rewind(stream);
    assert_int_equal(fwrite(file, 1, sizeof(file), stream), sizeof(file));
    assert_int_equal(fclose(stream), 0);
}

/* A medium that an older version recorded is read, and goes on. */
static void older_descriptions_are_read(void **state)
{
    struct recorder *r = recorder_new("dvd+r");

    (void)state;
    assert_good(write_at(r, 0, 32, 1));
    assert_good(command(r, FLUSH));
    assert_good(command(r, CLOSE_SESSION));
    virtual_drive_destroy(r->drive);
    r->drive = NULL;
    make_version_1(r);
    recorder_reopen(r);
    assert_int_equal(disc_of(r).sessions, 2);
    assert_consistent(r);
    assert_holds(r, 0, 32, 1);
    assert_good(write_at(r, 32 + 2048, 16, 2));
    assert_good(command(r, CLOSE_SESSION));
    recorder_reopen(r);
    assert_int_equal(disc_of(r).sessions, 3);
    assert_holds(r, 32 + 2048, 16, 2);
    recorder_free(r);
}

int main(void)
{
    const struct CMUnitTest tests[] =
    {
        cmocka_unit_test(dvd_rw_changes_its_mode),
        cmocka_unit_test(dvd_ram_is_overwritten_and_protected),
        cmocka_unit_test(bd_r_with_spare_areas),
        cmocka_unit_test(layers),
        cmocka_unit_test(older_descriptions_are_read),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
