/*
 * What drives and media answer
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

static const struct reply_shape no_length = { 0, 0 };
static const struct reply_shape length_2 = { 0, 2 };
static const struct reply_shape length_4 = { 0, 4 };

/* ---- identity */

static const uint8_t inquiry_reply[] = {
    0x05, 0x80, 0x05, 0x32, 0x1f, 0, 0, 0, 'A', 'C', 'M', 'E', ' ', ' ', ' ', ' ',
    'B', 'u', 'r', 'n', 'e', 'r', ' ', 'X', 0x00, 0x07, ' ', ' ', ' ', ' ', ' ', ' ', '1', '.', '0', '2',
};

static bool parse_inquiry(const uint8_t *data, size_t length)
{
    struct mmc_inquiry inquiry;
    bool ok = mmc_parse_inquiry(data, length, &inquiry);

    assert_int_equal(strlen(inquiry.vendor), ok ? 8 : 0);
    assert_int_equal(strlen(inquiry.product), ok ? 16 : 0);
    return ok;
}

static void test_inquiry(void **state)
{
    struct mmc_inquiry inquiry, again;
    uint8_t buffer[36];

    assert_true(mmc_parse_inquiry(inquiry_reply, sizeof(inquiry_reply), &inquiry));
    assert_int_equal(inquiry.peripheral_type, MMC_PERIPHERAL_CD_DVD);
    assert_int_equal(inquiry.peripheral_qualifier, 0);
    assert_true(inquiry.removable);
    assert_int_equal(inquiry.version, 5);
    assert_string_equal(inquiry.vendor, "ACME    ");
    assert_string_equal(inquiry.product, "Burner X ?      ");
    assert_string_equal(inquiry.revision, "1.02");
    check_hostile(inquiry_reply, sizeof(inquiry_reply), (struct reply_shape){ 4, 1 }, 5, parse_inquiry);

    assert_true(mmc_parse_inquiry(inquiry_reply, 20, &inquiry));
    assert_string_equal(inquiry.product, "Burn            ");
    assert_string_equal(inquiry.revision, "    ");

    strcpy(inquiry.product, "Short");
    assert_int_equal(mmc_encode_inquiry(buffer, sizeof(buffer), &inquiry), 36);
    assert_int_equal(mmc_encode_inquiry(buffer, 35, &inquiry), 0);
    assert_true(mmc_parse_inquiry(buffer, sizeof(buffer), &again));
    assert_string_equal(again.product, "Short           ");
    assert_string_equal(again.vendor, "ACME    ");
    assert_int_equal(again.peripheral_type, 5);
}

static const uint8_t serial_reply[] = { 5, 0x80, 0, 8, ' ', 'K', '1', ' ', '2', 0xff, 0, ' ' };

static bool parse_serial(const uint8_t *data, size_t length)
{
    struct mmc_vpd_serial serial;

    return mmc_parse_vpd_serial(data, length, &serial);
}

static void test_vpd_serial(void **state)
{
    struct mmc_vpd_serial serial;
    uint8_t large[4 + 300];

    assert_true(mmc_parse_vpd_serial(serial_reply, sizeof(serial_reply), &serial));
    assert_string_equal(serial.serial, "K1 2?");
    check_hostile(serial_reply, sizeof(serial_reply), (struct reply_shape){ 2, 2 }, 4, parse_serial);

    memset(large, 'x', sizeof(large));
    memcpy(large, "\x05\x80\x01\x2c", 4);
    assert_true(mmc_parse_vpd_serial(large, sizeof(large), &serial));
    assert_int_equal(strlen(serial.serial), sizeof(serial.serial) - 1);
    large[1] = 0x83;
    assert_false(mmc_parse_vpd_serial(large, sizeof(large), &serial));
}

static const uint8_t designators_reply[] = {
    5, 0x83, 0, 20, 0x02, 0x01, 0, 4, 'A', 'C', 'M', 'E', 0x01, 0x03, 0, 8, 0x50, 1, 2, 3, 4, 5, 6, 7,
};

static bool parse_designators(const uint8_t *data, size_t length)
{
    struct mmc_designator designator;
    unsigned int sum = 0, count = 0;
    size_t offset = 0, i;

    while (mmc_next_designator(data, length, &offset, &designator))
    {
        for (i = 0; i < designator.length; i++)
            sum += designator.data[i];
        count++;
    }
    assert_true(count <= 2 && sum <= 8 * 255);
    return count;
}

static void test_designators(void **state)
{
    struct mmc_designator designator;
    size_t offset = 0;

    assert_true(mmc_next_designator(designators_reply, sizeof(designators_reply), &offset, &designator));
    assert_int_equal(designator.code_set, 2);
    assert_int_equal(designator.type, 1);
    assert_int_equal(designator.length, 4);
    assert_memory_equal(designator.data, "ACME", 4);
    assert_true(mmc_next_designator(designators_reply, sizeof(designators_reply), &offset, &designator));
    assert_int_equal(designator.type, 3);
    assert_int_equal(designator.data[0], 0x50);
    assert_false(mmc_next_designator(designators_reply, sizeof(designators_reply), &offset, &designator));
    check_hostile(designators_reply, sizeof(designators_reply), (struct reply_shape){ 2, 2 }, 12, parse_designators);
}

/* ---- the state of the drive */

static const uint8_t event_reply[] = { 0, 6, 0x04, 0x56, 0x02, 0x03, 0x00, 0x01 };

static bool parse_event(const uint8_t *data, size_t length)
{
    struct mmc_event_status status;

    return mmc_parse_event_status(data, length, &status);
}

static void test_event_status(void **state)
{
    static const uint8_t none[] = { 0, 2, 0x84, 0x56 };
    struct mmc_event_status status;

    assert_true(mmc_parse_event_status(event_reply, sizeof(event_reply), &status));
    assert_int_equal(status.event_class, MMC_EVENT_MEDIA);
    assert_int_equal(status.event_code, MMC_MEDIA_EVENT_NEW_MEDIA);
    assert_int_equal(status.supported_classes, 0x56);
    assert_int_equal(status.parameter, 1);
    assert_true(status.door_open);
    assert_true(status.medium_present);
    check_hostile(event_reply, sizeof(event_reply), length_2, 8, parse_event);

    assert_true(mmc_parse_event_status(none, sizeof(none), &status));
    assert_true(status.no_event_available);
    assert_int_equal(status.event_code, 0);
    check_hostile(none, sizeof(none), length_2, 4, parse_event);
}

static const uint8_t mechanism_reply[] = { 0x83, 0xf0, 0x01, 0x02, 0x03, 4, 0, 0 };

static bool parse_mechanism(const uint8_t *data, size_t length)
{
    struct mmc_mechanism_status status;

    return mmc_parse_mechanism_status(data, length, &status);
}

static void test_mechanism_status(void **state)
{
    struct mmc_mechanism_status status;

    assert_true(mmc_parse_mechanism_status(mechanism_reply, sizeof(mechanism_reply), &status));
    assert_true(status.fault);
    assert_true(status.door_open);
    assert_int_equal(status.current_slot, 3);
    assert_int_equal(status.mechanism_state, 7);
    assert_int_equal(status.current_lba, 0x10203);
    assert_int_equal(status.slots, 4);
    check_hostile(mechanism_reply, sizeof(mechanism_reply), no_length, 8, parse_mechanism);
}

static const uint8_t media_serial_reply[] = { 0, 0, 0, 3, 0xaa, 0xbb, 0xcc, 0x00 };

static bool parse_media_serial(const uint8_t *data, size_t length)
{
    struct mmc_media_serial serial;
    bool ok = mmc_parse_media_serial_number(data, length, &serial);

    assert_true(!serial.length || serial.data[serial.length - 1] <= 0xcc);
    return ok;
}

static void test_media_serial(void **state)
{
    struct mmc_media_serial serial;

    assert_true(mmc_parse_media_serial_number(media_serial_reply, sizeof(media_serial_reply), &serial));
    assert_int_equal(serial.length, 3);
    assert_int_equal(serial.data[2], 0xcc);
    check_hostile(media_serial_reply, sizeof(media_serial_reply), length_4, 4, parse_media_serial);
}

/* ---- capacity */

static const uint8_t capacity_reply[] = { 0x00, 0x05, 0x46, 0xdf, 0, 0, 0x08, 0 };

static bool parse_capacity(const uint8_t *data, size_t length)
{
    struct mmc_capacity capacity;

    return mmc_parse_read_capacity(data, length, &capacity);
}

static void test_capacity(void **state)
{
    struct mmc_capacity capacity;

    assert_true(mmc_parse_read_capacity(capacity_reply, sizeof(capacity_reply), &capacity));
    assert_int_equal(capacity.last_lba, 345823);
    assert_int_equal(capacity.block_size, 2048);
    check_hostile(capacity_reply, sizeof(capacity_reply), no_length, 8, parse_capacity);
}

static const uint8_t formats_reply[] = {
    0, 0, 0, 24, 0x00, 0x23, 0x05, 0x40, 0x02, 0, 8, 0,
    0x00, 0x23, 0x05, 0x40, 0x98, 0, 0, 0, 0x00, 0x23, 0x00, 0x00, 0xc3, 0, 0x30, 1,
};

static bool parse_formats(const uint8_t *data, size_t length)
{
    struct mmc_format_capacities formats;
    bool ok = mmc_parse_format_capacities(data, length, &formats);

    assert_true(formats.count <= MMC_FORMATS_MAX);
    return ok;
}

static void test_format_capacities(void **state)
{
    struct mmc_format_capacities formats;
    uint8_t full[4 + 32 * 8] = { 0, 0, 0, 0xff };

    assert_true(mmc_parse_format_capacities(formats_reply, sizeof(formats_reply), &formats));
    assert_int_equal(formats.current_type, MMC_CAPACITY_FORMATTED);
    assert_int_equal(formats.current_blocks, 2295104);
    assert_int_equal(formats.current_block_size, 2048);
    assert_int_equal(formats.count, 2);
    assert_int_equal(formats.formats[0].type, MMC_FORMAT_DVD_PLUS_RW_BASIC);
    assert_int_equal(formats.formats[0].blocks, 2295104);
    assert_int_equal(formats.formats[1].type, MMC_FORMAT_BD_RE_SPARE);
    assert_int_equal(formats.formats[1].subtype, 3);
    assert_int_equal(formats.formats[1].parameter, 0x3001);
    check_hostile(formats_reply, sizeof(formats_reply), (struct reply_shape){ 3, 1 }, 12, parse_formats);
    assert_true(mmc_parse_format_capacities(full, sizeof(full), &formats));
    assert_int_equal(formats.count, 30);    /* 255 bytes: the current one, 30 whole ones and 7 bytes */
}

static const uint8_t buffer_reply[] = { 0, 10, 0, 0, 0x00, 0x40, 0, 0, 0x00, 0x3f, 0x80, 0 };

static bool parse_buffer(const uint8_t *data, size_t length)
{
    struct mmc_buffer_capacity capacity;

    return mmc_parse_buffer_capacity(data, length, &capacity);
}

static void test_buffer_capacity(void **state)
{
    static const uint8_t blocks[] = { 0, 10, 0, 1, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 32 };
    struct mmc_buffer_capacity capacity;

    assert_true(mmc_parse_buffer_capacity(buffer_reply, sizeof(buffer_reply), &capacity));
    assert_false(capacity.in_blocks);
    assert_int_equal(capacity.length, 4194304);
    assert_int_equal(capacity.available, 4161536);
    assert_true(mmc_parse_buffer_capacity(blocks, sizeof(blocks), &capacity));
    assert_true(capacity.in_blocks);
    assert_int_equal(capacity.length, 0);
    assert_int_equal(capacity.available, 32);
    check_hostile(buffer_reply, sizeof(buffer_reply), length_2, 12, parse_buffer);
}

/* ---- disc and tracks */

static const uint8_t disc_reply[] = {
    0, 48, 0x15, 1, 2, 3, 4, 0xf6, 0x20, 0, 0, 0, 0xde, 0xad, 0xbe, 0xef,
    0x00, 0x61, 0x1a, 0x43, 0x00, 0x4f, 0x3b, 0x47, 1, 2, 3, 4, 5, 6, 7, 8, 0x2a, 2,
    0x05, 0x69, 1, 2, 3, 4, 5, 6, 0x0a, 0xd2, 9, 8, 7, 6, 5, 4,
};

static bool parse_disc(const uint8_t *data, size_t length)
{
    struct mmc_disc_information disc;
    bool ok = mmc_parse_disc_information(data, length, &disc);
    struct mmc_opc_entry entry;
    unsigned int i;

    for (i = 0; i < disc.opc_entries; i++)
        assert_true(mmc_parse_opc_entry(data, length, i, &entry));
    assert_false(mmc_parse_opc_entry(data, length, i, &entry));
    return ok;
}

static void test_disc_information(void **state)
{
    struct mmc_disc_information disc;
    struct mmc_opc_entry entry;

    assert_true(mmc_parse_disc_information(disc_reply, sizeof(disc_reply), &disc));
    assert_int_equal(disc.data_length, 48);
    assert_true(disc.erasable);
    assert_int_equal(disc.last_session_state, MMC_SESSION_INCOMPLETE);
    assert_int_equal(disc.disc_status, MMC_DISC_INCOMPLETE);
    assert_int_equal(disc.first_track, 1);
    assert_int_equal(disc.sessions, 2);
    assert_int_equal(disc.last_session_first_track, 3);
    assert_int_equal(disc.last_session_last_track, 4);
    assert_true(disc.unrestricted_use);
    assert_true(disc.background_format_dirty);
    assert_int_equal(disc.background_format, MMC_BACKGROUND_FORMAT_RUNNING);
    assert_int_equal(disc.disc_type, MMC_DISC_TYPE_CD_ROM_XA);
    assert_true(disc.disc_id_valid);
    assert_int_equal(disc.disc_id, 0xdeadbeef);
    assert_int_equal(disc.lead_in_start, 0x611a43);
    assert_int_equal(disc.lead_out_start, 0x4f3b47);
    assert_true(disc.bar_code_valid);
    assert_int_equal(disc.bar_code[7], 8);
    assert_true(disc.application_code_valid);
    assert_int_equal(disc.application_code, 0x2a);
    assert_int_equal(disc.opc_entries, 2);
    assert_true(mmc_parse_opc_entry(disc_reply, sizeof(disc_reply), 1, &entry));
    assert_int_equal(entry.kbps, 2770);
    assert_int_equal(entry.values[0], 9);
    check_hostile(disc_reply, sizeof(disc_reply), length_2, 9, parse_disc);
}

static void test_short_disc_information(void **state)
{
    struct mmc_disc_information disc;

    assert_true(mmc_parse_disc_information(disc_reply, 12, &disc));
    assert_int_equal(disc.sessions, 2);
    assert_false(disc.disc_id_valid);
    assert_false(disc.bar_code_valid);
    assert_int_equal(disc.lead_in_start, 0xffffffff);
    assert_int_equal(disc.lead_out_start, 0xffffffff);
    assert_int_equal(disc.opc_entries, 0);
}

static const uint8_t resources_reply[] = { 0, 10, 0x20, 0, 0, 99, 0, 3, 0, 5, 0, 2 };
static const uint8_t pow_reply[] = { 0, 14, 0x40, 0, 0, 1, 0, 0, 0, 0, 2, 0, 0, 0, 0, 3 };

static bool parse_resources(const uint8_t *data, size_t length)
{
    struct mmc_track_resources resources;

    return mmc_parse_track_resources(data, length, &resources);
}

static bool parse_pow(const uint8_t *data, size_t length)
{
    struct mmc_pow_resources resources;

    return mmc_parse_pow_resources(data, length, &resources);
}

static void test_resources(void **state)
{
    struct mmc_track_resources tracks;
    struct mmc_pow_resources pow;
    struct mmc_disc_information disc;

    assert_true(mmc_parse_track_resources(resources_reply, sizeof(resources_reply), &tracks));
    assert_int_equal(tracks.max_tracks, 99);
    assert_int_equal(tracks.assigned_tracks, 3);
    assert_int_equal(tracks.max_appendable, 5);
    assert_int_equal(tracks.appendable, 2);
    assert_true(mmc_parse_pow_resources(pow_reply, sizeof(pow_reply), &pow));
    assert_int_equal(pow.replacements, 65536);
    assert_int_equal(pow.map_entries, 512);
    assert_int_equal(pow.updates, 3);
    /* one type is not taken for another */
    assert_false(mmc_parse_track_resources(pow_reply, sizeof(pow_reply), &tracks));
    assert_false(mmc_parse_pow_resources(disc_reply, sizeof(disc_reply), &pow));
    assert_false(mmc_parse_disc_information(pow_reply, sizeof(pow_reply), &disc));
    check_hostile(resources_reply, sizeof(resources_reply), length_2, 12, parse_resources);
    check_hostile(pow_reply, sizeof(pow_reply), length_2, 16, parse_pow);
}

static const uint8_t track_reply[] = {
    0, 46, 0x02, 0x01, 0, 0xb4, 0xf1, 0x03, 0, 0, 1, 0, 0xff, 0xff, 0xff, 0x6a, 0, 5, 0x40, 0,
    0, 0, 0, 16, 0, 6, 0, 0, 0, 0, 2, 0, 0x01, 0x02, 0, 0, 0, 0, 0x12, 0x34, 0, 0, 0, 0, 0, 0, 0, 0,
};

static bool parse_track(const uint8_t *data, size_t length)
{
    struct mmc_track_information track;

    return mmc_parse_track_information(data, length, &track);
}

static void test_track_information(void **state)
{
    struct mmc_track_information track;

    assert_true(mmc_parse_track_information(track_reply, sizeof(track_reply), &track));
    assert_int_equal(track.track, 0x102);
    assert_int_equal(track.session, 0x201);
    assert_int_equal(track.layer_jump_status, 2);
    assert_true(track.damaged);
    assert_true(track.copy);
    assert_int_equal(track.track_mode, MMC_TRACK_DATA);
    assert_true(track.reserved_track && track.blank && track.packet && track.fixed_packets);
    assert_int_equal(track.data_mode, 1);
    assert_int_equal(track.start, 256);
    assert_true(track.next_writable_valid);
    assert_int_equal(track.next_writable, -150);
    assert_int_equal(track.free_blocks, 344064);
    assert_int_equal(track.packet_size, 16);
    assert_int_equal(track.track_size, 393216);
    assert_true(track.last_recorded_valid);
    assert_int_equal(track.last_recorded, 512);
    assert_int_equal(track.read_compatibility_lba, 0x1234);
    check_hostile(track_reply, sizeof(track_reply), length_2, 28, parse_track);

    assert_true(mmc_parse_track_information(track_reply, 28, &track));
    assert_int_equal(track.track, 2);
    assert_false(track.last_recorded_valid);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_inquiry),
        cmocka_unit_test(test_vpd_serial),
        cmocka_unit_test(test_designators),
        cmocka_unit_test(test_event_status),
        cmocka_unit_test(test_mechanism_status),
        cmocka_unit_test(test_media_serial),
        cmocka_unit_test(test_capacity),
        cmocka_unit_test(test_format_capacities),
        cmocka_unit_test(test_buffer_capacity),
        cmocka_unit_test(test_disc_information),
        cmocka_unit_test(test_short_disc_information),
        cmocka_unit_test(test_resources),
        cmocka_unit_test(test_track_information),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
