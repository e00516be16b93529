/*
 * Mode pages
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

static const struct reply_shape length_2 = { 0, 2 };
static const struct reply_shape page_length = { 1, 1 };

/* A MODE SENSE(10) reply: header, a block descriptor that was not asked for, pages 01 and 1D. */
static const uint8_t mode_reply[] = {
    0, 36, 0x41, 0, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0, 8, 0,
    0x81, 0x0a, 0xc0, 0x80, 0, 0, 0, 0, 0x20, 0x01, 0x02, 0x03,
    0x1d, 0x08, 0, 0, 0x05, 0, 0x00, 0x07, 0x02, 0x58,
};

static bool parse_pages(const uint8_t *data, size_t length)
{
    struct mmc_mode_page_view page;
    unsigned int sum = 0, count = 0;
    size_t offset = 0, i;

    for (; mmc_next_mode_page(data, length, &offset, &page); count++)
        for (i = 0; i < page.length; i++)
            sum += page.data[i];
    assert_true(count <= 2 && sum < 22 * 256);
    return count;
}

static bool parse_header(const uint8_t *data, size_t length)
{
    struct mmc_mode_header header;

    return mmc_parse_mode_header(data, length, &header);
}

static void test_page_list(void **state)
{
    struct mmc_mode_header header;
    struct mmc_mode_page_view page;

    assert_true(mmc_parse_mode_header(mode_reply, sizeof(mode_reply), &header));
    assert_int_equal(header.data_length, 36);
    assert_int_equal(header.medium_type, 0x41);
    assert_int_equal(header.block_descriptor_length, 8);
    assert_true(mmc_find_mode_page(mode_reply, sizeof(mode_reply), MMC_PAGE_TIMEOUT_PROTECT, &page));
    assert_int_equal(page.length, 10);
    assert_false(page.saveable);
    assert_int_equal(page.data[9], 0x58);
    assert_true(mmc_find_mode_page(mode_reply, sizeof(mode_reply), MMC_PAGE_ERROR_RECOVERY, &page));
    assert_true(page.saveable);
    assert_false(mmc_find_mode_page(mode_reply, sizeof(mode_reply), MMC_PAGE_CAPABILITIES, &page));
    assert_null(page.data);
    check_hostile(mode_reply, sizeof(mode_reply), length_2, 28, parse_pages);
    check_hostile(mode_reply, sizeof(mode_reply), length_2, 8, parse_header);
}

static void test_mode_list(void **state)
{
    static const uint8_t page[] = { 0x88, 0x02, 0x04, 0x00 };
    static const uint8_t list[] = { 0, 0, 0, 0, 0, 0, 0, 0, 0x08, 0x02, 0x04, 0x00 };
    uint8_t buffer[12];

    assert_int_equal(mmc_encode_mode_list(buffer, sizeof(buffer), page, sizeof(page)), sizeof(list));
    assert_memory_equal(buffer, list, sizeof(list));
    assert_int_equal(mmc_encode_mode_list(buffer, 11, page, sizeof(page)), 0);
    assert_int_equal(mmc_encode_mode_list(buffer, sizeof(buffer), page, 3), 0);
    assert_int_equal(mmc_encode_mode_list(buffer, sizeof(buffer), page, 1), 0);
}

static const uint8_t write_page[] = {
    0x05, 0x32, 0x72, 0xf4, 0x08, 0x10, 0, 0x15, 0x20, 0, 0, 0, 0, 0x20, 0, 0x96,
    0x80, '4', '0', '0', '6', '3', '8', '1', '3', '3', '3', '9', '3', '1', 0, 0,
    0x80, 'D', 'E', 'A', 'B', 'C', '2', '6', '0', '0', '0', '0', '1', 0, 0, 0, 1, 2, 3, 4,
};

static bool parse_write_page(const uint8_t *data, size_t length)
{
    struct mmc_write_parameters page;

    return mmc_parse_write_parameters(data, length, &page);
}

static void test_write_parameters(void **state)
{
    struct mmc_write_parameters page;
    uint8_t buffer[52];

    assert_true(mmc_parse_write_parameters(write_page, sizeof(write_page), &page));
    assert_true(page.buffer_underrun_free && page.link_size_valid && page.test_write);
    assert_int_equal(page.write_type, MMC_WRITE_SESSION_AT_ONCE);
    assert_int_equal(page.multisession, MMC_MULTISESSION_NEXT_ALLOWED);
    assert_true(page.fixed_packets && page.copy);
    assert_int_equal(page.track_mode, MMC_TRACK_DATA);
    assert_int_equal(page.block_type, MMC_BLOCK_MODE_1_2048);
    assert_int_equal(page.link_size, 16);
    assert_int_equal(page.host_application_code, 0x15);
    assert_int_equal(page.session_format, MMC_SESSION_CD_ROM_XA);
    assert_int_equal(page.packet_size, 32);
    assert_int_equal(page.audio_pause_length, 150);
    assert_string_equal(page.catalog_number, "4006381333931");
    assert_string_equal(page.isrc, "DEABC2600001");
    assert_int_equal(page.subheader[3], 4);
    check_hostile(write_page, sizeof(write_page), page_length, 48, parse_write_page);

    assert_int_equal(mmc_encode_write_parameters(buffer, sizeof(buffer), &page), sizeof(buffer));
    assert_memory_equal(buffer, write_page, sizeof(write_page));
    assert_int_equal(mmc_encode_write_parameters(buffer, 51, &page), 0);
}

static void test_default_write_parameters(void **state)
{
    struct mmc_write_parameters page;
    uint8_t buffer[52];

    mmc_default_write_parameters(&page);
    assert_int_equal(mmc_encode_write_parameters(buffer, sizeof(buffer), &page), sizeof(buffer));
    assert_int_equal(buffer[2], 0);
    assert_int_equal(buffer[3], 4);
    assert_int_equal(buffer[4], 8);
    assert_int_equal(buffer[15], 150);
    assert_int_equal(buffer[16], 0);
    assert_int_equal(buffer[32], 0);
}

/* A drive's page is longer, has its PS bit and vendor bytes: all that stays. */
static void test_update_write_parameters(void **state)
{
    struct mmc_write_parameters page;
    uint8_t drive[56];

    memset(drive, 0xff, sizeof(drive));
    drive[0] = 0x85;
    drive[1] = 54;
    mmc_default_write_parameters(&page);
    page.write_type = MMC_WRITE_TRACK_AT_ONCE;
    assert_true(mmc_update_write_parameters(drive, sizeof(drive), &page));
    assert_int_equal(drive[0], 0x85);
    assert_int_equal(drive[1], 54);
    assert_int_equal(drive[2], 0x81);
    assert_int_equal(drive[3], 0x04);
    assert_int_equal(drive[4], 0xf8);
    assert_int_equal(drive[6], 0xff);
    assert_int_equal(drive[7], 0xc0);
    assert_int_equal(drive[16], 0);
    assert_int_equal(drive[51], 0);
    assert_int_equal(drive[52], 0xff);
    assert_false(mmc_update_write_parameters(drive, 47, &page));
    drive[0] = 0x08;
    assert_false(mmc_update_write_parameters(drive, sizeof(drive), &page));
}

#define SIMPLE_PARSER(name) \
    static bool parse_##name(const uint8_t *data, size_t length) \
    { \
        struct mmc_##name page; \
        return mmc_parse_##name(data, length, &page); \
    }

SIMPLE_PARSER(error_recovery_page)
SIMPLE_PARSER(caching_page)
SIMPLE_PARSER(cd_audio_page)
SIMPLE_PARSER(power_condition_page)
SIMPLE_PARSER(timeout_protect_page)

/* Parses the bytes, encodes the result and wants the same bytes again. */
#define CHECK_PAGE(name, bytes, page, needed) \
    do \
    { \
        uint8_t buffer_[sizeof(bytes)]; \
        assert_true(mmc_parse_##name(bytes, sizeof(bytes), page)); \
        assert_int_equal(mmc_encode_##name(buffer_, sizeof(buffer_), page), sizeof(buffer_)); \
        assert_memory_equal(buffer_, bytes, sizeof(bytes)); \
        assert_int_equal(mmc_encode_##name(buffer_, sizeof(buffer_) - 1, page), 0); \
        check_hostile(bytes, sizeof(bytes), page_length, needed, parse_##name); \
    } while (0)

static void test_error_recovery(void **state)
{
    static const uint8_t bytes[] = { 0x01, 0x0a, 0xb5, 8, 0, 0, 0, 0, 3, 0x01, 0x02, 0x03 };
    struct mmc_error_recovery_page page;

    CHECK_PAGE(error_recovery_page, bytes, &page, 4);
    assert_true(page.write_reallocation && page.transfer_block && page.read_continuous && page.post_error);
    assert_true(page.disable_correction && !page.read_reallocation && !page.disable_transfer);
    assert_int_equal(page.read_retries, 8);
    assert_int_equal(page.write_retries, 3);
    assert_int_equal(page.error_reporting_window, 0x10203);
}

static void test_caching(void **state)
{
    static const uint8_t bytes[] = { 0x08, 0x0a, 0x04, 0, 0, 0, 0, 0, 0, 0, 0, 0 };
    struct mmc_caching_page page;

    CHECK_PAGE(caching_page, bytes, &page, 3);
    assert_true(page.write_cache && !page.read_cache_disabled);
}

static void test_cd_audio(void **state)
{
    static const uint8_t bytes[] = { 0x0e, 0x0e, 0x06, 0, 0, 0, 0, 0, 1, 0xff, 2, 0xfe, 0, 0, 4, 5 };
    struct mmc_cd_audio_page page;

    CHECK_PAGE(cd_audio_page, bytes, &page, 16);
    assert_true(page.immediate && page.stop_on_track_crossing);
    assert_int_equal(page.port[1].channels, 2);
    assert_int_equal(page.port[1].volume, 0xfe);
    assert_int_equal(page.port[3].volume, 5);
}

static void test_power_condition(void **state)
{
    static const uint8_t bytes[] = { 0x1a, 0x0a, 0, 0x01, 0, 0, 0x02, 0x58, 0, 0, 0x17, 0x70 };
    struct mmc_power_condition_page page;

    CHECK_PAGE(power_condition_page, bytes, &page, 12);
    assert_true(page.standby && !page.idle);
    assert_int_equal(page.idle_timer, 600);
    assert_int_equal(page.standby_timer, 6000);
}

static void test_timeout_protect(void **state)
{
    static const uint8_t bytes[] = { 0x1d, 0x08, 0, 0, 0x05, 0, 0x00, 0x07, 0x02, 0x58 };
    struct mmc_timeout_protect_page page;

    CHECK_PAGE(timeout_protect_page, bytes, &page, 10);
    assert_true(page.timeouts_enabled && page.software_write_protect);
    assert_true(!page.group_3_enabled && !page.disable_unavailable_unknown);
    assert_int_equal(page.group_1_timeout, 7);
    assert_int_equal(page.group_2_timeout, 600);
}

static const uint8_t capabilities[] = {
    0x2a, 38, 0x3f, 0x37, 0xf1, 0x7f, 0x2b, 0x02, 0x21, 0x13, 0x01, 0x00, 0x08, 0x00, 0x21, 0x13,
    0, 0, 0x21, 0x13, 0x10, 0x89, 0x00, 0x01, 0, 0, 0, 0x01, 0x10, 0x89, 0x00, 0x02,
    0, 0x01, 0x21, 0x13, 0, 0x00, 0x10, 0x89,
};

static bool parse_capabilities(const uint8_t *data, size_t length)
{
    struct mmc_capabilities_page page;
    bool ok = mmc_parse_capabilities_page(data, length, &page);

    assert_true(page.write_speed_count <= MMC_WRITE_SPEEDS_MAX);
    return ok;
}

static void test_capabilities(void **state)
{
    struct mmc_capabilities_page page;
    uint8_t buffer[256];

    assert_true(mmc_parse_capabilities_page(capabilities, sizeof(capabilities), &page));
    assert_true(page.reads_cd_r && page.reads_dvd_ram && page.writes_cd_r && page.writes_cd_rw && page.test_write);
    assert_true(page.writes_dvd_r && page.writes_dvd_ram && page.buffer_underrun_free && page.multisession);
    assert_true(page.audio_play && !page.composite && page.can_lock && page.locked && !page.prevent_jumper);
    assert_true(page.can_eject && page.reads_upc && page.separate_mute && !page.separate_volume);
    assert_int_equal(page.loading_mechanism, MMC_LOADING_TRAY);
    assert_int_equal(page.max_read_kbps, 8467);
    assert_int_equal(page.volume_levels, 256);
    assert_int_equal(page.buffer_kb, 2048);
    assert_int_equal(page.max_write_kbps, 8467);
    assert_int_equal(page.current_write_kbps, 4233);
    assert_int_equal(page.rotation_control, 1);
    assert_true(page.has_write_speeds);
    assert_int_equal(page.write_speed_count, 2);
    assert_true(page.write_speeds[0].pure_cav && !page.write_speeds[1].pure_cav);
    assert_int_equal(page.write_speeds[1].kbps, 4233);

    assert_int_equal(mmc_encode_capabilities_page(buffer, sizeof(buffer), &page), sizeof(capabilities));
    assert_int_equal(mmc_encode_capabilities_page(buffer, sizeof(capabilities) - 1, &page), 0);
    assert_int_equal(mmc_encode_capabilities_page(buffer, sizeof(buffer), &page), sizeof(capabilities));
    assert_memory_equal(buffer, capabilities, sizeof(capabilities));
    check_hostile(capabilities, sizeof(capabilities), page_length, 8, parse_capabilities);
}

static void test_old_capabilities(void **state)
{
    struct mmc_capabilities_page page;

    assert_true(mmc_parse_capabilities_page(capabilities, 22, &page));
    assert_false(page.has_write_speeds);
    assert_int_equal(page.current_write_kbps, 4233);
    assert_int_equal(page.write_speed_count, 0);
}

static void test_largest_speed_list(void **state)
{
    struct mmc_capabilities_page page, again;
    uint8_t buffer[257];
    unsigned int i;

    memset(&page, 0, sizeof(page));
    page.write_speed_count = 200;
    for (i = 0; i < MMC_WRITE_SPEEDS_MAX; i++)
        page.write_speeds[i].kbps = (uint16_t)(1000 + i);
    assert_int_equal(mmc_encode_capabilities_page(buffer, sizeof(buffer), &page), 32 + 4 * MMC_WRITE_SPEEDS_MAX);
    buffer[31] = 0xff; /* the count lies */
    assert_true(mmc_parse_capabilities_page(buffer, sizeof(buffer), &again));
    assert_int_equal(again.write_speed_count, MMC_WRITE_SPEEDS_MAX);
    assert_int_equal(again.write_speeds[55].kbps, 1055);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_page_list),
        cmocka_unit_test(test_mode_list),
        cmocka_unit_test(test_write_parameters),
        cmocka_unit_test(test_default_write_parameters),
        cmocka_unit_test(test_update_write_parameters),
        cmocka_unit_test(test_error_recovery),
        cmocka_unit_test(test_caching),
        cmocka_unit_test(test_cd_audio),
        cmocka_unit_test(test_power_condition),
        cmocka_unit_test(test_timeout_protect),
        cmocka_unit_test(test_capabilities),
        cmocka_unit_test(test_old_capabilities),
        cmocka_unit_test(test_largest_speed_list),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
