/*
 * Speeds and disc structures
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
static const struct reply_shape length_4 = { 0, 4 };

/* ---- performance */

static const uint8_t nominal_reply[] = {
    0, 0, 0, 36, 0x02, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x15, 0xa4, 0, 0x23, 5, 0x3f, 0, 0, 0x2b, 0x48,
    0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0, 4,
};

static bool parse_nominal(const uint8_t *data, size_t length)
{
    struct mmc_nominal_performance performance;
    unsigned int count = 0;
    size_t offset = 0;

    while (mmc_next_nominal_performance(data, length, &offset, &performance))
        count++;
    assert_true(count <= 2);
    return count;
}

static bool parse_performance_header(const uint8_t *data, size_t length)
{
    struct mmc_performance_header header;

    return mmc_parse_performance_header(data, length, &header);
}

static void test_nominal_performance(void **state)
{
    struct mmc_nominal_performance performance;
    struct mmc_performance_header header;
    size_t offset = 0;

    assert_true(mmc_parse_performance_header(nominal_reply, sizeof(nominal_reply), &header));
    assert_true(header.write && !header.exceptions);
    assert_int_equal(mmc_performance_descriptors(&header), 2);
    assert_true(mmc_next_nominal_performance(nominal_reply, sizeof(nominal_reply), &offset, &performance));
    assert_int_equal(performance.start_kbps, 5540);
    assert_int_equal(performance.end_lba, 2295103);
    assert_int_equal(performance.end_kbps, 11080);
    assert_true(mmc_next_nominal_performance(nominal_reply, sizeof(nominal_reply), &offset, &performance));
    assert_int_equal(performance.start_lba, 1);
    assert_false(mmc_next_nominal_performance(nominal_reply, sizeof(nominal_reply), &offset, &performance));
    check_hostile(nominal_reply, sizeof(nominal_reply), length_4, 24, parse_nominal);
    check_hostile(nominal_reply, sizeof(nominal_reply), length_4, 8, parse_performance_header);
    header.data_length = 3;
    assert_int_equal(mmc_performance_descriptors(&header), 0);
}

static const uint8_t speeds_reply[] = {
    0, 0, 0, 20, 0, 0, 0, 0, 0x0b, 0, 0, 0, 0, 0x23, 5, 0x3f, 0, 0, 0x2b, 0x48, 0, 0, 0x15, 0xa4,
};

static bool parse_speeds(const uint8_t *data, size_t length)
{
    struct mmc_write_performance performance;
    size_t offset = 0;

    return mmc_next_write_performance(data, length, &offset, &performance);
}

static void test_write_speeds(void **state)
{
    struct mmc_write_performance performance;
    size_t offset = 0;

    assert_true(mmc_next_write_performance(speeds_reply, sizeof(speeds_reply), &offset, &performance));
    assert_int_equal(performance.rotation, MMC_ROTATION_PURE_CAV);
    assert_true(!performance.restore_defaults && performance.exact && performance.mixed);
    assert_int_equal(performance.end_lba, 2295103);
    assert_int_equal(performance.read_kbps, 11080);
    assert_int_equal(performance.write_kbps, 5540);
    assert_false(mmc_next_write_performance(speeds_reply, sizeof(speeds_reply), &offset, &performance));
    check_hostile(speeds_reply, sizeof(speeds_reply), length_4, 24, parse_speeds);
}

static const uint8_t streaming_bytes[] = {
    0x0f, 0, 0, 0, 0, 0, 0, 1, 0, 0x23, 5, 0x3f, 0, 0, 0x2b, 0x48, 0, 0, 3, 0xe8, 0, 0, 0x15, 0xa4, 0, 0, 3, 0xe8,
};

static bool parse_streaming(const uint8_t *data, size_t length)
{
    struct mmc_streaming streaming;

    return mmc_parse_streaming(data, length, &streaming);
}

static void test_streaming(void **state)
{
    struct mmc_streaming streaming = {
        .rotation = MMC_ROTATION_PURE_CAV, .restore_defaults = true, .exact = true, .random_access = true,
        .start_lba = 1, .end_lba = 2295103, .read_size = 11080, .read_time = 1000,
        .write_size = 5540, .write_time = 1000,
    }, again;
    uint8_t buffer[28];

    assert_int_equal(mmc_encode_streaming(buffer, sizeof(buffer), &streaming), sizeof(streaming_bytes));
    assert_memory_equal(buffer, streaming_bytes, sizeof(streaming_bytes));
    assert_int_equal(mmc_encode_streaming(buffer, 27, &streaming), 0);
    assert_true(mmc_parse_streaming(buffer, sizeof(buffer), &again));
    assert_int_equal(again.write_size, 5540);
    assert_int_equal(again.end_lba, 2295103);
    check_hostile(streaming_bytes, sizeof(streaming_bytes), (struct reply_shape){ 0, 0 }, 28, parse_streaming);
}

/* ---- structures */

/* DVD+R DL: physical format information with what ADIP adds. */
static const uint8_t adip_reply[] = {
    0, 33, 0, 0, 0xe1, 0x0f, 0x32, 0x00, 0, 0x03, 0, 0, 0, 0xfc, 0xff, 0xff, 0, 0x22, 0xff, 0xff, 0x80,
    0, 0, 'R', 'I', 'C', 'O', 'H', 'J', 'P', 'N', 'D', 0x07, '1', 3,
};

#define STRUCTURE_PARSER(name) \
    static bool parse_##name(const uint8_t *data, size_t length) \
    { \
        struct mmc_##name result; \
        return mmc_parse_##name(data, length, &result); \
    }

STRUCTURE_PARSER(dvd_physical)
STRUCTURE_PARSER(dvd_adip)
STRUCTURE_PARSER(dvd_copyright)
STRUCTURE_PARSER(dvd_prerecorded)
STRUCTURE_PARSER(layer_boundary)
STRUCTURE_PARSER(write_protect)
STRUCTURE_PARSER(bd_information)

static bool parse_payload(const uint8_t *data, size_t length)
{
    const uint8_t *payload;
    size_t bytes, i, sum = 0;
    bool ok = mmc_parse_structure_payload(data, length, &payload, &bytes);

    for (i = 0; i < bytes; i++)
        sum += payload[i];
    assert_true(sum <= bytes * 255);
    return ok;
}

static void test_dvd_physical(void **state)
{
    struct mmc_dvd_physical physical;
    uint8_t buffer[17];

    assert_true(mmc_parse_dvd_physical(adip_reply, sizeof(adip_reply), &physical));
    assert_int_equal(physical.book_type, MMC_BOOK_DVD_PLUS_R_DL);
    assert_int_equal(physical.part_version, 1);
    assert_int_equal(physical.maximum_rate, 0xf);
    assert_int_equal(physical.layers, 2);
    assert_true(physical.opposite_track_path);
    assert_int_equal(physical.layer_type, 2);
    assert_int_equal(physical.data_start, 0x30000);
    assert_int_equal(physical.data_end, 0xfcffff);
    assert_int_equal(physical.data_end_layer_0, 0x22ffff);
    assert_true(physical.bca);
    assert_int_equal(mmc_encode_dvd_physical(buffer, sizeof(buffer), &physical), sizeof(buffer));
    assert_memory_equal(buffer, adip_reply + 4, sizeof(buffer));
    assert_int_equal(mmc_encode_dvd_physical(buffer, 16, &physical), 0);
    check_hostile(adip_reply, sizeof(adip_reply), length_2, 21, parse_dvd_physical);
    check_hostile(adip_reply, sizeof(adip_reply), length_2, 4, parse_payload);
}

static void test_dvd_adip(void **state)
{
    struct mmc_dvd_adip adip;

    assert_true(mmc_parse_dvd_adip(adip_reply, sizeof(adip_reply), &adip));
    assert_int_equal(adip.physical.layers, 2);
    assert_string_equal(adip.manufacturer, "RICOHJPN");
    assert_string_equal(adip.media_type, "D?1");
    assert_int_equal(adip.revision, 3);
    check_hostile(adip_reply, sizeof(adip_reply), length_2, 35, parse_dvd_adip);
}

static void test_dvd_lead_in(void **state)
{
    static const uint8_t copyright_reply[] = { 0, 6, 0, 0, 1, 0xfe, 0, 0 };
    uint8_t reply[4 + 31] = { 0, 33, 0, 0, 1, 0x40 };
    struct mmc_dvd_copyright copyright;
    struct mmc_dvd_prerecorded prerecorded;

    assert_true(mmc_parse_dvd_copyright(copyright_reply, sizeof(copyright_reply), &copyright));
    assert_int_equal(copyright.protection_system, 1);
    assert_int_equal(copyright.region_mask, 0xfe);
    check_hostile(copyright_reply, sizeof(copyright_reply), length_2, 6, parse_dvd_copyright);

    memcpy(reply + 4 + 17, "MCC 03", 6);
    memcpy(reply + 4 + 25, "RG20  ", 6);
    assert_true(mmc_parse_dvd_prerecorded(reply, sizeof(reply), &prerecorded));
    assert_int_equal(prerecorded.application_code, 0x40);
    assert_string_equal(prerecorded.manufacturer, "MCC 03RG20  ");
    check_hostile(reply, sizeof(reply), length_2, 35, parse_dvd_prerecorded);
}

static void test_layer_boundary(void **state)
{
    static const uint8_t bytes[] = { 0, 10, 0, 0, 0x80, 0, 0, 0, 0, 0x1f, 0xfc, 0x00 };
    struct mmc_layer_boundary boundary;
    uint8_t buffer[12];

    assert_true(mmc_parse_layer_boundary(bytes, sizeof(bytes), &boundary));
    assert_true(boundary.fixed);
    assert_int_equal(boundary.layer_0_blocks, 2096128);
    assert_int_equal(mmc_encode_layer_boundary(buffer, sizeof(buffer), &boundary), sizeof(bytes));
    assert_memory_equal(buffer, bytes, sizeof(bytes));
    assert_int_equal(mmc_encode_layer_boundary(buffer, 11, &boundary), 0);
    check_hostile(bytes, sizeof(bytes), length_2, 12, parse_layer_boundary);
}

static void test_write_protect(void **state)
{
    static const uint8_t bytes[] = { 0, 6, 0, 0, 0x0b, 0, 0, 0 };
    struct mmc_write_protect protect;
    uint8_t buffer[8];

    assert_true(mmc_parse_write_protect(bytes, sizeof(bytes), &protect));
    assert_true(protect.media_switch && !protect.cartridge && protect.persistent && protect.software);
    assert_int_equal(mmc_encode_write_protect(buffer, sizeof(buffer), &protect), sizeof(bytes));
    assert_memory_equal(buffer, bytes, sizeof(bytes));
    assert_int_equal(mmc_encode_write_protect(buffer, 7, &protect), 0);
    check_hostile(bytes, sizeof(bytes), length_2, 8, parse_write_protect);
}

static bool parse_control_block(const uint8_t *data, size_t length)
{
    struct mmc_control_block block;
    bool ok = mmc_parse_control_block(data, length, &block);

    assert_true(!block.length || block.data[block.length - 1] == 0x77);
    return ok;
}

static void test_control_block(void **state)
{
    uint8_t reply[4 + 44] = { 0, 46, 0, 0, 'W', 'D', 'C', 0, 0, 0, 0, 5, 'A', 'C', 'M', 'E', ' ', 'X' };
    struct mmc_control_block block;

    memset(reply + 44, 0x77, 4);
    assert_true(mmc_parse_control_block(reply, sizeof(reply), &block));
    assert_int_equal(block.content, 0x57444300);
    assert_int_equal(block.actions, 5);
    assert_string_equal(block.vendor, "ACME X");
    assert_int_equal(block.length, 4);
    check_hostile(reply, sizeof(reply), length_2, 44, parse_control_block);
}

static void test_write_inhibit(void **state)
{
    uint8_t reply[MMC_WRITE_INHIBIT_LENGTH] = { 0, MMC_WRITE_INHIBIT_LENGTH - 2, 0, 0, 'W', 'D', 'C', 0 };
    struct mmc_control_block block;

    (void)state;
    assert_true(mmc_parse_control_block(reply, sizeof(reply), &block));
    assert_false(mmc_is_write_inhibited(&block));
    reply[51] = 2;
    assert_true(mmc_is_write_inhibited(&block));
    assert_true(mmc_parse_control_block(reply, 51, &block));
    assert_false(mmc_is_write_inhibited(&block));
    reply[6] = 'X';
    assert_true(mmc_parse_control_block(reply, sizeof(reply), &block));
    assert_false(mmc_is_write_inhibited(&block));
}

static const uint8_t list_reply[] = { 0, 10, 0, 0, 0x00, 0x40, 0x08, 0x04, 0x20, 0xc0, 0, 12 };

static bool parse_list(const uint8_t *data, size_t length)
{
    struct mmc_structure_entry entry;
    unsigned int count = 0;
    size_t offset = 0;

    while (mmc_next_structure_entry(data, length, &offset, &entry))
        count++;
    assert_true(count <= 2);
    return count;
}

static void test_structure_list(void **state)
{
    struct mmc_structure_entry entry;
    size_t offset = 0;

    assert_true(mmc_next_structure_entry(list_reply, sizeof(list_reply), &offset, &entry));
    assert_int_equal(entry.format, MMC_STRUCTURE_DVD_PHYSICAL);
    assert_true(entry.readable && !entry.sendable);
    assert_int_equal(entry.length, 2052);
    assert_true(mmc_next_structure_entry(list_reply, sizeof(list_reply), &offset, &entry));
    assert_int_equal(entry.format, MMC_STRUCTURE_DVD_LAYER_BOUNDARY);
    assert_true(entry.readable && entry.sendable);
    assert_false(mmc_next_structure_entry(list_reply, sizeof(list_reply), &offset, &entry));
    check_hostile(list_reply, sizeof(list_reply), length_2, 8, parse_list);
}

static void test_bd_information(void **state)
{
    uint8_t reply[4 + 112] = { 0, 114, 0, 0, 'D', 'I', 1, 0, 0, 0, 0x40, 0, 'B', 'D', 'R', 0x12, 0x22 };
    struct mmc_bd_information information;

    mmc_put32(reply + 4 + 24, 0x20000);
    mmc_put32(reply + 4 + 28, 0xd86fe);
    memcpy(reply + 4 + 100, "VERBAT", 6);
    memcpy(reply + 4 + 106, "IMe", 3);
    assert_true(mmc_parse_bd_information(reply, sizeof(reply), &information));
    assert_string_equal(information.type, "BDR");
    assert_int_equal(information.disc_class, 1);
    assert_int_equal(information.version, 2);
    assert_int_equal(information.layers, 2);
    assert_int_equal(information.layer_type, 2);
    assert_int_equal(information.first_block, 0x20000);
    assert_int_equal(information.last_block, 0xd86fe);
    assert_string_equal(information.manufacturer, "VERBAT");
    assert_string_equal(information.media_type, "IMe");
    check_hostile(reply, sizeof(reply), length_2, 36, parse_bd_information);
    reply[5] = 'X';
    assert_false(mmc_parse_bd_information(reply, sizeof(reply), &information));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_nominal_performance),
        cmocka_unit_test(test_write_speeds),
        cmocka_unit_test(test_streaming),
        cmocka_unit_test(test_dvd_physical),
        cmocka_unit_test(test_dvd_adip),
        cmocka_unit_test(test_dvd_lead_in),
        cmocka_unit_test(test_layer_boundary),
        cmocka_unit_test(test_write_protect),
        cmocka_unit_test(test_control_block),
        cmocka_unit_test(test_write_inhibit),
        cmocka_unit_test(test_structure_list),
        cmocka_unit_test(test_bd_information),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
