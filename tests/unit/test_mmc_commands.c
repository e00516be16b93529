/*
 * The bytes of every command
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
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "mmc_fixture.h"

static void test_drive_commands(void **state)
{
    struct mmc_command cmd;

    mmc_build_test_unit_ready(&cmd);
    assert_cdb(&cmd, 0x00, 0, 0, 0, 0, 0);
    assert_transfer(&cmd, MMC_NO_DATA, 0);

    mmc_build_request_sense(&cmd, false, 18);
    assert_cdb(&cmd, 0x03, 0, 0, 0, 18, 0);
    assert_transfer(&cmd, MMC_DATA_IN, 18);
    mmc_build_request_sense(&cmd, true, 252);
    assert_cdb(&cmd, 0x03, 1, 0, 0, 252, 0);

    mmc_build_inquiry(&cmd, 36);
    assert_cdb(&cmd, 0x12, 0, 0, 0, 36, 0);
    assert_transfer(&cmd, MMC_DATA_IN, 36);
    mmc_build_inquiry_vpd(&cmd, MMC_VPD_IDENTIFICATION, 0x0123);
    assert_cdb(&cmd, 0x12, 1, 0x83, 0x01, 0x23, 0);
    assert_transfer(&cmd, MMC_DATA_IN, 0x123);
}

static void test_tray_commands(void **state)
{
    struct mmc_command cmd;

    mmc_build_start_stop_unit(&cmd, MMC_START, true);
    assert_cdb(&cmd, 0x1b, 1, 0, 0, 1, 0);
    mmc_build_start_stop_unit(&cmd, MMC_STOP, false);
    assert_cdb(&cmd, 0x1b, 0, 0, 0, 0, 0);
    mmc_build_start_stop_unit(&cmd, MMC_EJECT, false);
    assert_cdb(&cmd, 0x1b, 0, 0, 0, 2, 0);
    assert_int_equal(cmd.timeout_ms, 60000);
    mmc_build_start_stop_unit(&cmd, MMC_LOAD, false);
    assert_cdb(&cmd, 0x1b, 0, 0, 0, 3, 0);
    assert_transfer(&cmd, MMC_NO_DATA, 0);

    mmc_build_prevent_allow_medium_removal(&cmd, true, false);
    assert_cdb(&cmd, 0x1e, 0, 0, 0, 1, 0);
    mmc_build_prevent_allow_medium_removal(&cmd, false, false);
    assert_cdb(&cmd, 0x1e, 0, 0, 0, 0, 0);
    mmc_build_prevent_allow_medium_removal(&cmd, true, true);
    assert_cdb(&cmd, 0x1e, 0, 0, 0, 3, 0);

    mmc_build_get_event_status(&cmd, MMC_EVENT_BIT(MMC_EVENT_MEDIA) | MMC_EVENT_BIT(MMC_EVENT_OPERATIONAL_CHANGE), 8);
    assert_cdb(&cmd, 0x4a, 1, 0, 0, 0x12, 0, 0, 0, 8, 0);
    assert_transfer(&cmd, MMC_DATA_IN, 8);

    mmc_build_mechanism_status(&cmd, 8);
    assert_cdb(&cmd, 0xbd, 0, 0, 0, 0, 0, 0, 0, 0, 8, 0, 0);
    mmc_build_read_media_serial_number(&cmd, 0x104);
    assert_cdb(&cmd, 0xab, 1, 0, 0, 0, 0, 0, 0, 1, 4, 0, 0);
    assert_transfer(&cmd, MMC_DATA_IN, 0x104);
}

static void test_capacity_commands(void **state)
{
    struct mmc_command cmd;

    mmc_build_read_capacity(&cmd);
    assert_cdb(&cmd, 0x25, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    assert_transfer(&cmd, MMC_DATA_IN, 8);
    mmc_build_read_format_capacities(&cmd, 252);
    assert_cdb(&cmd, 0x23, 0, 0, 0, 0, 0, 0, 0, 252, 0);
    assert_transfer(&cmd, MMC_DATA_IN, 252);
}

static void test_block_commands(void **state)
{
    struct mmc_command cmd;

    mmc_build_read_10(&cmd, 0x01020304, 0x0506, 2048);
    assert_cdb(&cmd, 0x28, 0, 1, 2, 3, 4, 0, 5, 6, 0);
    assert_transfer(&cmd, MMC_DATA_IN, 0x506 * 2048);

    mmc_build_read_12(&cmd, 16, 0x10203, 2048, true);
    assert_cdb(&cmd, 0xa8, 0, 0, 0, 0, 16, 0, 1, 2, 3, 0x80, 0);
    assert_transfer(&cmd, MMC_DATA_IN, 0x10203 * 2048);

    mmc_build_write_10(&cmd, -150, 27, 2352, false);
    assert_cdb(&cmd, 0x2a, 0, 0xff, 0xff, 0xff, 0x6a, 0, 0, 27, 0);
    assert_transfer(&cmd, MMC_DATA_OUT, 27 * 2352);
    mmc_build_write_10(&cmd, MMC_LBA_95_00_00, 1, 2448, true);
    assert_cdb(&cmd, 0x2a, 0x08, 0xff, 0xff, 0xa7, 0x86, 0, 0, 1, 0);

    mmc_build_write_12(&cmd, 0x30, 32, 2048, true, true);
    assert_cdb(&cmd, 0xaa, 0x08, 0, 0, 0, 0x30, 0, 0, 0, 32, 0x80, 0);
    assert_transfer(&cmd, MMC_DATA_OUT, 65536);

    mmc_build_write_and_verify_10(&cmd, 0x20, 16, 2048);
    assert_cdb(&cmd, 0x2e, 0, 0, 0, 0, 0x20, 0, 0, 16, 0);
    assert_transfer(&cmd, MMC_DATA_OUT, 32768);

    mmc_build_verify_10(&cmd, 0x100, 0xffff);
    assert_cdb(&cmd, 0x2f, 0, 0, 0, 1, 0, 0, 0xff, 0xff, 0);
    assert_transfer(&cmd, MMC_NO_DATA, 0);
}

static void test_no_blocks_is_no_data(void **state)
{
    struct mmc_command cmd;

    mmc_build_write_10(&cmd, 0, 0, 2048, false);
    assert_transfer(&cmd, MMC_NO_DATA, 0);
    mmc_build_read_12(&cmd, 0, UINT32_MAX, 2048, false);
    assert_transfer(&cmd, MMC_DATA_IN, UINT32_MAX);
}

static void test_cache_commands(void **state)
{
    struct mmc_command cmd;

    mmc_build_synchronize_cache(&cmd, true);
    assert_cdb(&cmd, 0x35, 2, 0, 0, 0, 0, 0, 0, 0, 0);
    mmc_build_synchronize_cache(&cmd, false);
    assert_cdb(&cmd, 0x35, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    assert_int_equal(cmd.timeout_ms, 260000);

    mmc_build_read_buffer_capacity(&cmd, false);
    assert_cdb(&cmd, 0x5c, 0, 0, 0, 0, 0, 0, 0, 12, 0);
    mmc_build_read_buffer_capacity(&cmd, true);
    assert_cdb(&cmd, 0x5c, 1, 0, 0, 0, 0, 0, 0, 12, 0);
    assert_transfer(&cmd, MMC_DATA_IN, 12);
}

static void test_read_cd(void **state)
{
    struct mmc_read_cd read = { .lba = -1, .blocks = 0x01000002, .sector_type = MMC_SECTOR_CD_DA, .user_data = true };
    struct mmc_command cmd;

    mmc_build_read_cd(&cmd, &read);
    assert_cdb(&cmd, 0xbe, 0x04, 0xff, 0xff, 0xff, 0xff, 0, 0, 2, 0x10, 0, 0);
    assert_transfer(&cmd, MMC_DATA_IN, 2 * 2352);

    read = (struct mmc_read_cd){ .lba = 16, .blocks = 1, .dap = true, .sync = true, .header = true, .subheader = true,
                                 .user_data = true, .edc_ecc = true, .c2 = MMC_C2_BITS,
                                 .subchannel = MMC_SUBCHANNEL_RAW };
    mmc_build_read_cd(&cmd, &read);
    assert_cdb(&cmd, 0xbe, 0x02, 0, 0, 0, 16, 0, 0, 1, 0xfa, 1, 0);
    assert_transfer(&cmd, MMC_DATA_IN, 2352 + 294 + 96);
}

static void test_read_cd_sizes(void **state)
{
    static const struct
    {
        enum mmc_sector_type type;
        uint32_t user, whole;
    } sizes[] =
    {
        { MMC_SECTOR_ANY, 2048, 2352 }, { MMC_SECTOR_CD_DA, 2352, 2352 }, { MMC_SECTOR_MODE_1, 2048, 2352 },
        { MMC_SECTOR_MODE_2, 2336, 2352 }, { MMC_SECTOR_MODE_2_FORM_1, 2048, 2352 },
        { MMC_SECTOR_MODE_2_FORM_2, 2328, 2352 },
    };
    size_t i;

    for (i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++)
    {
        struct mmc_read_cd read = { .sector_type = sizes[i].type, .blocks = 1, .user_data = true };

        assert_int_equal(mmc_read_cd_block_size(&read), sizes[i].user);
        read.sync = read.header = read.subheader = read.edc_ecc = true;
        assert_int_equal(mmc_read_cd_block_size(&read), sizes[i].whole);
        read.subchannel = MMC_SUBCHANNEL_Q;
        read.c2 = MMC_C2_BLOCK;
        assert_int_equal(mmc_read_cd_block_size(&read), sizes[i].whole + 16 + 296);
    }
}

static void test_mode_commands(void **state)
{
    struct mmc_command cmd;

    mmc_build_mode_sense_10(&cmd, MMC_PAGE_CURRENT, MMC_PAGE_WRITE_PARAMETERS, 0x0100);
    assert_cdb(&cmd, 0x5a, 0x08, 0x05, 0, 0, 0, 0, 1, 0, 0);
    assert_transfer(&cmd, MMC_DATA_IN, 256);
    mmc_build_mode_sense_10(&cmd, MMC_PAGE_SAVED, MMC_PAGE_ALL, 8);
    assert_cdb(&cmd, 0x5a, 0x08, 0xff, 0, 0, 0, 0, 0, 8, 0);
    mmc_build_mode_select_10(&cmd, 60, false);
    assert_cdb(&cmd, 0x55, 0x10, 0, 0, 0, 0, 0, 0, 60, 0);
    assert_transfer(&cmd, MMC_DATA_OUT, 60);
    mmc_build_mode_select_10(&cmd, 60, true);
    assert_cdb(&cmd, 0x55, 0x11, 0, 0, 0, 0, 0, 0, 60, 0);
}

static void test_information_commands(void **state)
{
    struct mmc_command cmd;

    mmc_build_read_disc_information(&cmd, MMC_DISC_INFORMATION_POW, 34);
    assert_cdb(&cmd, 0x51, 2, 0, 0, 0, 0, 0, 0, 34, 0);
    assert_transfer(&cmd, MMC_DATA_IN, 34);
    mmc_build_read_track_information(&cmd, MMC_TRACK_BY_NUMBER, false, MMC_TRACK_INVISIBLE, 48);
    assert_cdb(&cmd, 0x52, 1, 0, 0, 0, 0xff, 0, 0, 48, 0);
    mmc_build_read_track_information(&cmd, MMC_TRACK_BY_SESSION, true, 0x01020304, 48);
    assert_cdb(&cmd, 0x52, 6, 1, 2, 3, 4, 0, 0, 48, 0);
    assert_transfer(&cmd, MMC_DATA_IN, 48);

    mmc_build_read_toc(&cmd, MMC_TOC_FULL, false, 1, 0x0800);
    assert_cdb(&cmd, 0x43, 0, 2, 0, 0, 0, 1, 8, 0, 0);
    mmc_build_read_toc(&cmd, MMC_TOC_TRACKS, true, MMC_TOC_LEAD_OUT, 12);
    assert_cdb(&cmd, 0x43, 2, 0, 0, 0, 0, 0xaa, 0, 12, 0);
    assert_transfer(&cmd, MMC_DATA_IN, 12);

    mmc_build_get_configuration(&cmd, MMC_CONFIGURATION_ONE, MMC_FEATURE_CD_MASTERING, 16);
    assert_cdb(&cmd, 0x46, 2, 0x00, 0x2e, 0, 0, 0, 0, 16, 0);
    assert_transfer(&cmd, MMC_DATA_IN, 16);
}

static void test_closing_commands(void **state)
{
    struct mmc_command cmd;

    mmc_build_reserve_track(&cmd, 0x01020304);
    assert_cdb(&cmd, 0x53, 0, 0, 0, 0, 1, 2, 3, 4, 0);
    mmc_build_close_track_session(&cmd, MMC_CLOSE_TRACK, 0x0102, true);
    assert_cdb(&cmd, 0x5b, 1, 1, 0, 1, 2, 0, 0, 0, 0);
    mmc_build_close_track_session(&cmd, MMC_CLOSE_FINALIZE, 0, false);
    assert_cdb(&cmd, 0x5b, 0, 6, 0, 0, 0, 0, 0, 0, 0);
    assert_int_equal(cmd.timeout_ms, 3600000);
    mmc_build_repair_track(&cmd, 7, true);
    assert_cdb(&cmd, 0x58, 1, 0, 0, 0, 7, 0, 0, 0, 0);
    mmc_build_blank(&cmd, MMC_BLANK_QUICK, 0, true);
    assert_cdb(&cmd, 0xa1, 0x11, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    mmc_build_blank(&cmd, MMC_BLANK_TRACK_TAIL, 0x01020304, false);
    assert_cdb(&cmd, 0xa1, 0x04, 1, 2, 3, 4, 0, 0, 0, 0, 0, 0);
    assert_int_equal(cmd.timeout_ms, 3600000);
    assert_transfer(&cmd, MMC_NO_DATA, 0);
}

static void test_format_and_opc(void **state)
{
    static const uint8_t format_list[] = { 0, 0xa2, 0, 8, 0, 0x23, 0x05, 0x40, 0x98, 0, 0, 0 };
    static const uint8_t opc_list[] = { 0x05, 0x69, 1, 2, 3, 4, 5, 6, 0x0a, 0xd2, 6, 5, 4, 3, 2, 1 };
    struct mmc_format format = { .options_valid = true, .disable_certification = true, .immediate = true };
    struct mmc_opc_entry entries[2] = { { 1385, { 1, 2, 3, 4, 5, 6 } }, { 2770, { 6, 5, 4, 3, 2, 1 } } };
    struct mmc_command cmd;
    uint8_t buffer[16];

    mmc_build_format_unit(&cmd, MMC_FORMAT_LIST_LENGTH, true);
    assert_cdb(&cmd, 0x04, 0x11, 0, 0, 0, 0);
    assert_transfer(&cmd, MMC_DATA_OUT, 12);
    format.descriptor.type = MMC_FORMAT_DVD_PLUS_RW_BASIC;
    format.descriptor.blocks = 2295104;
    assert_int_equal(mmc_encode_format_list(buffer, sizeof(buffer), &format), sizeof(format_list));
    assert_memory_equal(buffer, format_list, sizeof(format_list));
    assert_int_equal(mmc_encode_format_list(buffer, 11, &format), 0);

    mmc_build_send_opc_information(&cmd);
    assert_cdb(&cmd, 0x54, 1, 0, 0, 0, 0, 0, 0, 0, 0);
    assert_int_equal(cmd.timeout_ms, 260000);
    mmc_build_send_opc_values(&cmd, 16);
    assert_cdb(&cmd, 0x54, 0, 0, 0, 0, 0, 0, 0, 16, 0);
    assert_int_equal(mmc_encode_opc_values(buffer, sizeof(buffer), entries, 2), sizeof(opc_list));
    assert_memory_equal(buffer, opc_list, sizeof(opc_list));
    assert_int_equal(mmc_encode_opc_values(buffer, 15, entries, 2), 0);
}

static void test_cue_sheet(void **state)
{
    static const uint8_t sheet[] = { 0x41, 0, 0, 0x14, 0, 0, 0, 0, 0x41, 1, 1, 0x10, 0x80, 0, 2, 0 };
    static const struct mmc_cue_entry entries[2] =
    {
        { MMC_TRACK_DATA, MMC_CUE_ADR_TRACK, 0, 0, MMC_FORM_MODE_1_ZERO, false, { 0, 0, 0 } },
        { MMC_TRACK_DATA, MMC_CUE_ADR_TRACK, 1, 1, MMC_FORM_MODE_1, true, { 0, 2, 0 } },
    };
    struct mmc_cue_entry entry;
    struct mmc_command cmd;
    uint8_t buffer[16];

    mmc_build_send_cue_sheet(&cmd, 0x010203);
    assert_cdb(&cmd, 0x5d, 0, 0, 0, 0, 0, 1, 2, 3, 0);
    assert_transfer(&cmd, MMC_DATA_OUT, 0x010203);
    assert_int_equal(mmc_encode_cue_sheet(buffer, sizeof(buffer), entries, 2), sizeof(sheet));
    assert_memory_equal(buffer, sheet, sizeof(sheet));
    assert_int_equal(mmc_encode_cue_sheet(buffer, 15, entries, 2), 0);

    assert_true(mmc_parse_cue_entry(sheet, sizeof(sheet), 1, &entry));
    assert_int_equal(entry.control, MMC_TRACK_DATA);
    assert_int_equal(entry.track, 1);
    assert_int_equal(entry.index, 1);
    assert_int_equal(entry.data_form, MMC_FORM_MODE_1);
    assert_true(entry.alternate_copy);
    assert_int_equal(entry.start.second, 2);
    assert_false(mmc_parse_cue_entry(sheet, sizeof(sheet) - 1, 1, &entry));
    assert_false(mmc_parse_cue_entry(NULL, 0, 0, &entry));
}

static void test_cue_codes(void **state)
{
    static const uint8_t catalog[] = { 0x02, '4', '0', '0', '6', '3', '8', '1', 0x02, '3', '3', '3', '9', '3', '1', 0 };
    static const uint8_t isrc[] = { 0x03, 5, 'D', 'E', 'A', 'B', 'C', '2', 0x03, 5, '6', '0', '0', '0', '0', '1' };
    struct mmc_cue_entry entry;
    uint8_t buffer[16];

    assert_int_equal(mmc_encode_cue_catalog(buffer, sizeof(buffer), 0, "4006381333931"), sizeof(catalog));
    assert_memory_equal(buffer, catalog, sizeof(catalog));
    assert_int_equal(mmc_encode_cue_catalog(buffer, sizeof(buffer), 0, "400638133393"), 0);
    assert_int_equal(mmc_encode_cue_catalog(buffer, 15, 0, "4006381333931"), 0);
    assert_true(mmc_parse_cue_entry(catalog, sizeof(catalog), 0, &entry));
    assert_int_equal(entry.adr, MMC_CUE_ADR_CATALOG);
    assert_int_equal(entry.track, 0);

    assert_int_equal(mmc_encode_cue_isrc(buffer, sizeof(buffer), 0, 5, "DEABC2600001"), sizeof(isrc));
    assert_memory_equal(buffer, isrc, sizeof(isrc));
    assert_int_equal(mmc_encode_cue_isrc(buffer, sizeof(buffer), 0, 5, "DEABC26000011"), 0);
    assert_true(mmc_parse_cue_entry(isrc, sizeof(isrc), 1, &entry));
    assert_int_equal(entry.adr, MMC_CUE_ADR_ISRC);
    assert_int_equal(entry.track, 5);
}

static void test_speed_commands(void **state)
{
    struct mmc_command cmd;

    mmc_build_get_performance_nominal(&cmd, true, 0x01020304, 4);
    assert_cdb(&cmd, 0xac, 0x14, 1, 2, 3, 4, 0, 0, 0, 4, 0, 0);
    assert_transfer(&cmd, MMC_DATA_IN, 8 + 4 * 16);
    mmc_build_get_performance_nominal(&cmd, false, 0, 1);
    assert_cdb(&cmd, 0xac, 0x10, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0);
    mmc_build_get_performance_write_speeds(&cmd, 0x0120);
    assert_cdb(&cmd, 0xac, 0, 0, 0, 0, 0, 0, 0, 0x01, 0x20, 3, 0);
    mmc_build_set_streaming(&cmd, MMC_STREAMING_LENGTH);
    assert_cdb(&cmd, 0xb6, 0, 0, 0, 0, 0, 0, 0, 0, 0, 28, 0);
    assert_transfer(&cmd, MMC_DATA_OUT, 28);
    mmc_build_set_cd_speed(&cmd, MMC_ROTATION_PURE_CAV, MMC_SPEED_MAX, 1411);
    assert_cdb(&cmd, 0xbb, 1, 0xff, 0xff, 0x05, 0x83, 0, 0, 0, 0, 0, 0);
    assert_transfer(&cmd, MMC_NO_DATA, 0);
}

static void test_structure_commands(void **state)
{
    struct mmc_command cmd;

    mmc_build_read_disc_structure(&cmd, MMC_STRUCTURE_DVD, MMC_STRUCTURE_DVD_ADIP, 0x01020304, 1, 260);
    assert_cdb(&cmd, 0xad, 0, 1, 2, 3, 4, 1, 0x11, 1, 4, 0, 0);
    assert_transfer(&cmd, MMC_DATA_IN, 260);
    mmc_build_read_disc_structure(&cmd, MMC_STRUCTURE_BD, MMC_STRUCTURE_BD_DISC_INFORMATION, 0, 0, 4100);
    assert_cdb(&cmd, 0xad, 1, 0, 0, 0, 0, 0, 0, 0x10, 4, 0, 0);
    mmc_build_send_disc_structure(&cmd, MMC_STRUCTURE_DVD, MMC_STRUCTURE_DVD_LAYER_BOUNDARY, 12);
    assert_cdb(&cmd, 0xbf, 0, 0, 0, 0, 0, 0, 0x20, 0, 12, 0, 0);
    assert_transfer(&cmd, MMC_DATA_OUT, 12);
}

static void test_every_timeout_is_set(void **state)
{
    unsigned int i;

    /* The probe alone is short: it is for drives that did not answer in time before, and no command has it. */
    for (i = 0; i < MMC_TIMEOUT_COUNT; i++)
        assert_true(i == MMC_TIMEOUT_PROBE || mmc_timeout_ms((enum mmc_timeout)i) >= 10000);
    assert_in_range(mmc_timeout_ms(MMC_TIMEOUT_PROBE), 500, 2000);
    for (i = 0; i < 256; i++)
    {
        assert_true(mmc_timeout_ms(mmc_command_timeout((uint8_t)i, false)) >= 10000);
        assert_true(mmc_timeout_ms(mmc_command_timeout((uint8_t)i, true)) <=
                    mmc_timeout_ms(mmc_command_timeout((uint8_t)i, false)));
    }
    assert_int_equal(mmc_timeout_ms(MMC_TIMEOUT_COUNT), mmc_timeout_ms(MMC_TIMEOUT_DEFAULT));
}

static void test_known_timeouts(void **state)
{
    struct mmc_command cmd;

    assert_int_equal(mmc_timeout_ms(MMC_TIMEOUT_DEFAULT), 10000);
    assert_int_equal(mmc_timeout_ms(MMC_TIMEOUT_LOAD), 60000);
    assert_int_equal(mmc_timeout_ms(MMC_TIMEOUT_CALIBRATE), 260000);
    assert_int_equal(mmc_timeout_ms(MMC_TIMEOUT_FLUSH), 260000);
    assert_int_equal(mmc_timeout_ms(MMC_TIMEOUT_FIRST_DAO_WRITE), 180000);
    assert_int_equal(mmc_timeout_ms(MMC_TIMEOUT_FLUSH_DVD_RW), 900000);
    assert_int_equal(mmc_timeout_ms(MMC_TIMEOUT_ERASE), 3600000);
    mmc_build_write_10(&cmd, 0, 1, 2048, false);
    mmc_set_timeout(&cmd, MMC_TIMEOUT_FIRST_DAO_WRITE);
    assert_int_equal(cmd.timeout_ms, 180000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_drive_commands),
        cmocka_unit_test(test_tray_commands),
        cmocka_unit_test(test_capacity_commands),
        cmocka_unit_test(test_block_commands),
        cmocka_unit_test(test_no_blocks_is_no_data),
        cmocka_unit_test(test_cache_commands),
        cmocka_unit_test(test_read_cd),
        cmocka_unit_test(test_read_cd_sizes),
        cmocka_unit_test(test_mode_commands),
        cmocka_unit_test(test_information_commands),
        cmocka_unit_test(test_closing_commands),
        cmocka_unit_test(test_format_and_opc),
        cmocka_unit_test(test_cue_sheet),
        cmocka_unit_test(test_cue_codes),
        cmocka_unit_test(test_speed_commands),
        cmocka_unit_test(test_structure_commands),
        cmocka_unit_test(test_every_timeout_is_set),
        cmocka_unit_test(test_known_timeouts),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
