/*
 * Features and profiles
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

static const struct reply_shape length_4 = { 0, 4 };

/* Header, profile list, core, one that nobody knows, and CD mastering that is not current. */
static const uint8_t reply[] = {
    0, 0, 0, 44, 0, 0, 0x00, 0x09,
    0x00, 0x00, 0x03, 8, 0x00, 0x0a, 0, 0, 0x00, 0x09, 1, 0,
    0x00, 0x01, 0x0b, 8, 0, 0, 0, 2, 0x03, 0, 0, 0,
    0xff, 0x05, 0x00, 0,
    0x00, 0x2e, 0x04, 4, 0x7f, 0x00, 0x0c, 0x80,
};

static bool parse_features(const uint8_t *data, size_t length)
{
    struct mmc_feature_descriptor feature;
    unsigned int sum = 0, count = 0;
    size_t offset = 0, i;

    for (; mmc_next_feature(data, length, &offset, &feature); count++)
        for (i = 0; i < feature.length; i++)
            sum += feature.data[i];
    assert_true(count <= 4 && sum < 20 * 256);
    return count;
}

static bool parse_header(const uint8_t *data, size_t length)
{
    struct mmc_configuration_header header;

    return mmc_parse_configuration_header(data, length, &header);
}

static void test_descriptors(void **state)
{
    struct mmc_configuration_header header;
    struct mmc_feature_descriptor feature;
    struct mmc_profile_list list;
    size_t offset = 0;

    assert_true(mmc_parse_configuration_header(reply, sizeof(reply), &header));
    assert_int_equal(header.data_length, 44);
    assert_int_equal(header.current_profile, MMC_PROFILE_CD_R);
    assert_true(mmc_next_feature(reply, sizeof(reply), &offset, &feature));
    assert_int_equal(feature.code, MMC_FEATURE_PROFILE_LIST);
    assert_true(feature.persistent && feature.current);
    assert_true(mmc_parse_profile_list(&feature, &list));
    assert_int_equal(list.count, 2);
    assert_int_equal(list.entries[0].profile, MMC_PROFILE_CD_RW);
    assert_false(list.entries[0].current);
    assert_true(list.entries[1].current);

    assert_true(mmc_find_feature(reply, sizeof(reply), 0xff05, &feature));
    assert_int_equal(feature.length, 0);
    assert_true(mmc_find_feature(reply, sizeof(reply), MMC_FEATURE_CORE, &feature));
    assert_int_equal(feature.version, 2);
    assert_ptr_equal(feature.raw, reply + 20);
    assert_true(mmc_feature_is_current(reply, sizeof(reply), MMC_FEATURE_CORE));
    assert_false(mmc_feature_is_current(reply, sizeof(reply), MMC_FEATURE_CD_MASTERING));
    assert_false(mmc_find_feature(reply, sizeof(reply), MMC_FEATURE_DVD_PLUS_R, &feature));
    check_hostile(reply, sizeof(reply), length_4, 20, parse_features);
    check_hostile(reply, sizeof(reply), length_4, 8, parse_header);
}

/* A descriptor of that code over the bytes. */
static struct mmc_feature_descriptor describe(uint16_t code, const uint8_t *data, size_t length)
{
    struct mmc_feature_descriptor feature = { .code = code, .data = data, .length = (uint8_t)length };

    return feature;
}

/* Parses every truncation from a buffer of its own; the parser wants so many bytes, and the right code. */
#define CHECK_FEATURE(name, feature_code, bytes, needed, result) \
    do \
    { \
        struct mmc_feature_descriptor feature_; \
        size_t length_; \
        for (length_ = 0; length_ <= sizeof(bytes); length_++) \
        { \
            uint8_t *copy_ = malloc(length_ ? length_ : 1); \
            memcpy(copy_, bytes, length_); \
            feature_ = describe(feature_code, length_ ? copy_ : NULL, length_); \
            assert_int_equal(mmc_parse_##name(&feature_, result), length_ + 1 > (needed)); \
            free(copy_); \
        } \
        feature_ = describe(0x7fff, bytes, sizeof(bytes)); \
        assert_false(mmc_parse_##name(&feature_, result)); \
        feature_ = describe(feature_code, bytes, sizeof(bytes)); \
        assert_true(mmc_parse_##name(&feature_, result)); \
    } while (0)

static void test_drive_features(void **state)
{
    static const uint8_t core_bytes[] = { 0, 0, 0, 7, 0x01, 0, 0, 0 };
    static const uint8_t removable_bytes[] = { 0x39, 0, 0, 0 };
    static const uint8_t streaming_bytes[] = { 0x1e, 0, 0, 0 };
    static const uint8_t serial_bytes[] = { ' ', 'S', 'N', ' ', '7', ' ', 0, 0 };
    struct mmc_core_feature core;
    struct mmc_removable_feature removable;
    struct mmc_streaming_feature streaming;
    struct mmc_serial_feature serial;

    CHECK_FEATURE(core_feature, MMC_FEATURE_CORE, core_bytes, 4, &core);
    assert_int_equal(core.physical_interface, 7);
    assert_true(core.device_busy_event && !core.inquiry2);
    CHECK_FEATURE(removable_feature, MMC_FEATURE_REMOVABLE_MEDIUM, removable_bytes, 1, &removable);
    assert_int_equal(removable.loading_mechanism, MMC_LOADING_TRAY);
    assert_true(removable.load && removable.eject && removable.lock && !removable.prevent_jumper);
    CHECK_FEATURE(streaming_feature, MMC_FEATURE_REAL_TIME_STREAMING, streaming_bytes, 1, &streaming);
    assert_true(streaming.read_buffer_capacity && streaming.set_cd_speed && streaming.mode_page_2a);
    assert_true(streaming.write_speed_performance && !streaming.stream_writing);
    CHECK_FEATURE(serial_feature, MMC_FEATURE_DRIVE_SERIAL_NUMBER, serial_bytes, 0, &serial);
    assert_string_equal(serial.serial, "SN 7");
}

static void test_reading_features(void **state)
{
    static const uint8_t random_bytes[] = { 0, 0, 8, 0, 0, 16, 1, 0 };
    static const uint8_t dvd_bytes[] = { 1, 0, 3, 0 };
    static const uint8_t bd_bytes[] = {
        0, 0, 0, 0, 0, 1, 0, 2, 0, 3, 0, 4, 0, 5, 0, 6, 0, 7, 0, 8, 0, 9, 0, 10, 0, 11, 0, 12,
    };
    struct mmc_random_readable_feature random;
    struct mmc_dvd_read_feature dvd;
    struct mmc_bd_feature bd;

    CHECK_FEATURE(random_readable_feature, MMC_FEATURE_RANDOM_READABLE, random_bytes, 7, &random);
    assert_int_equal(random.block_size, 2048);
    assert_int_equal(random.blocking, 16);
    assert_true(random.error_page);
    CHECK_FEATURE(dvd_read_feature, MMC_FEATURE_DVD_READ, dvd_bytes, 0, &dvd);
    assert_true(dvd.multi110 && dvd.dual_rw && dvd.dual_r);
    CHECK_FEATURE(bd_feature, MMC_FEATURE_BD_READ, bd_bytes, 20, &bd);
    assert_int_equal(bd.re[1], 2);
    assert_int_equal(bd.r[3], 8);
    assert_int_equal(bd.rom[3], 12);
    assert_false(bd.verify_not_required);
}

static void test_bd_write_feature(void **state)
{
    static const uint8_t bytes[] = { 1, 0, 0, 0, 0, 1, 0, 2, 0, 3, 0, 4, 0, 5, 0, 6, 0, 7, 0, 8, 9, 9 };
    struct mmc_bd_feature bd;

    CHECK_FEATURE(bd_feature, MMC_FEATURE_BD_WRITE, bytes, 20, &bd);
    assert_true(bd.verify_not_required);
    assert_int_equal(bd.r[0], 5);
    assert_int_equal(bd.rom[0], 0);
}

static void test_random_writing_features(void **state)
{
    static const uint8_t random_bytes[] = { 0, 0x23, 5, 0x3f, 0, 0, 8, 0, 0, 16, 1, 0 };
    static const uint8_t formattable_bytes[] = { 0x1d, 0, 0, 0, 1, 0, 0, 0 };
    static const uint8_t rigid_bytes[] = { 0x09, 0, 0, 0 };
    struct mmc_random_writable_feature random;
    struct mmc_formattable_feature formattable;
    struct mmc_rigid_overwrite_feature rigid;

    CHECK_FEATURE(random_writable_feature, MMC_FEATURE_RANDOM_WRITABLE, random_bytes, 11, &random);
    assert_int_equal(random.last_lba, 2295103);
    assert_int_equal(random.blocking, 16);
    assert_true(random.error_page);
    CHECK_FEATURE(formattable_feature, MMC_FEATURE_FORMATTABLE, formattable_bytes, 0, &formattable);
    assert_true(formattable.fast_reformat && formattable.reformat_no_spare && formattable.expand);
    assert_true(!formattable.quick_certify && formattable.full_certify && formattable.bd_r_random);
    CHECK_FEATURE(rigid_overwrite_feature, MMC_FEATURE_RIGID_RESTRICTED_OVERWRITE, rigid_bytes, 1, &rigid);
    assert_true(rigid.blank && rigid.defect_status_generate && !rigid.intermediate && !rigid.defect_status_read);
}

static void test_incremental_feature(void **state)
{
    static const uint8_t bytes[] = { 0x01, 0x00, 0x03, 2, 7, 16, 0, 0 };
    static const uint8_t lying[] = { 0x01, 0x00, 0x05, 200, 7, 16 };
    struct mmc_incremental_feature incremental;
    struct mmc_feature_descriptor feature;

    CHECK_FEATURE(incremental_feature, MMC_FEATURE_INCREMENTAL_STREAMING_WRITABLE, bytes, 4, &incremental);
    assert_int_equal(incremental.data_types, 1u << MMC_BLOCK_MODE_1_2048);
    assert_true(incremental.address_reservation && incremental.buffer_underrun_free);
    assert_false(incremental.track_number_on_write);
    assert_int_equal(incremental.link_size_count, 2);
    assert_int_equal(incremental.link_sizes[1], 16);
    feature = describe(MMC_FEATURE_INCREMENTAL_STREAMING_WRITABLE, lying, sizeof(lying));
    assert_true(mmc_parse_incremental_feature(&feature, &incremental));
    assert_int_equal(incremental.link_size_count, 2);
    assert_true(incremental.track_number_on_write);
}

static void test_dvd_writing_features(void **state)
{
    static const uint8_t plus_rw_bytes[] = { 1, 2, 0, 0 };
    static const uint8_t plus_r_bytes[] = { 1, 0, 0, 0 };
    static const uint8_t dash_bytes[] = { 0x4e, 0, 0, 0 };
    struct mmc_dvd_plus_rw_feature plus;
    struct mmc_dvd_dash_write_feature dash;
    bool write = false;

    CHECK_FEATURE(dvd_plus_rw_feature, MMC_FEATURE_DVD_PLUS_RW, plus_rw_bytes, 2, &plus);
    assert_true(plus.write && plus.quick_start && !plus.close_only);
    CHECK_FEATURE(dvd_plus_rw_feature, MMC_FEATURE_DVD_PLUS_RW_DL, plus_rw_bytes, 2, &plus);
    CHECK_FEATURE(dvd_plus_r_feature, MMC_FEATURE_DVD_PLUS_R, plus_r_bytes, 1, &write);
    assert_true(write);
    CHECK_FEATURE(dvd_plus_r_feature, MMC_FEATURE_DVD_PLUS_R_DL, plus_r_bytes, 1, &write);
    CHECK_FEATURE(dvd_dash_write_feature, MMC_FEATURE_DVD_DASH_WRITE, dash_bytes, 1, &dash);
    assert_true(dash.buffer_underrun_free && dash.dual_layer && dash.test_write && dash.rewritable);
}

static void test_cd_writing_features(void **state)
{
    static const uint8_t tao_bytes[] = { 0x5e, 0, 0x3f, 0x00 };
    static const uint8_t mastering_bytes[] = { 0x67, 0, 0x0c, 0x80 };
    static const uint8_t media_bytes[] = { 0, 0xb7, 0, 0 };
    struct mmc_cd_tao_feature tao;
    struct mmc_cd_mastering_feature mastering;
    uint8_t subtypes = 0;

    CHECK_FEATURE(cd_tao_feature, MMC_FEATURE_CD_TRACK_AT_ONCE, tao_bytes, 4, &tao);
    assert_true(tao.buffer_underrun_free && tao.subchannel_raw && tao.subchannel_packed);
    assert_true(tao.test_write && tao.rewritable);
    assert_int_equal(tao.data_types, 0x3f00);
    CHECK_FEATURE(cd_mastering_feature, MMC_FEATURE_CD_MASTERING, mastering_bytes, 4, &mastering);
    assert_true(mastering.buffer_underrun_free && mastering.session_at_once && !mastering.raw_multisession);
    assert_true(!mastering.raw && mastering.test_write && mastering.rewritable && mastering.subchannel);
    assert_int_equal(mastering.max_cue_sheet, 3200);
    CHECK_FEATURE(cd_rw_media_write_feature, MMC_FEATURE_CD_RW_MEDIA_WRITE, media_bytes, 2, &subtypes);
    assert_int_equal(subtypes, 0xb7);
}

static void test_profiles(void **state)
{
    unsigned int i, j;

    for (i = 0; i < mmc_profile_count; i++)
    {
        const struct mmc_profile_info *info = &mmc_profiles[i];

        assert_ptr_equal(mmc_find_profile((uint16_t)info->profile), info);
        assert_string_equal(mmc_profile_name((uint16_t)info->profile), info->name);
        assert_true(info->writable || !info->rewritable);
        assert_true(info->rewritable || !info->overwritable);
        for (j = 0; j < i; j++)
            assert_true(strcmp(info->name, mmc_profiles[j].name));
    }
    assert_string_equal(mmc_profile_name(MMC_PROFILE_DVD_PLUS_R_DL), "DVD+R DL");
    assert_string_equal(mmc_profile_name(0x7777), "unknown profile");
    assert_int_equal(mmc_find_profile(0x7777)->profile, MMC_PROFILE_NONE);
    assert_true(mmc_profile_is_cd(MMC_PROFILE_CD_RW) && !mmc_profile_is_cd(MMC_PROFILE_DVD_R));
    assert_true(mmc_profile_is_dvd(MMC_PROFILE_DVD_RAM) && !mmc_profile_is_dvd(MMC_PROFILE_BD_RE));
    assert_true(mmc_profile_is_bd(MMC_PROFILE_BD_R_SRM) && !mmc_profile_is_bd(MMC_PROFILE_HD_DVD_R));
}

static void test_names(void **state)
{
    unsigned int i, named = 0;

    assert_string_equal(mmc_feature_name(MMC_FEATURE_CD_TRACK_AT_ONCE), "CD Track at Once");
    assert_string_equal(mmc_feature_name(0x0fff), "unknown feature");
    assert_string_equal(mmc_opcode_name(MMC_OP_SEND_CUE_SHEET), "SEND CUE SHEET");
    assert_string_equal(mmc_opcode_name(0xff), "unknown command");
    for (i = 0; i < 256; i++)
        if (strcmp(mmc_opcode_name((uint8_t)i), "unknown command"))
        {
            assert_true(mmc_opcode_cdb_length((uint8_t)i) >= 6);
            named++;
        }
    assert_true(named >= 45);
    assert_int_equal(mmc_opcode_cdb_length(MMC_OP_BLANK), 12);
    assert_int_equal(mmc_opcode_cdb_length(0x88), 16);
    assert_int_equal(mmc_opcode_cdb_length(0x7f), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_descriptors),
        cmocka_unit_test(test_drive_features),
        cmocka_unit_test(test_reading_features),
        cmocka_unit_test(test_bd_write_feature),
        cmocka_unit_test(test_random_writing_features),
        cmocka_unit_test(test_incremental_feature),
        cmocka_unit_test(test_dvd_writing_features),
        cmocka_unit_test(test_cd_writing_features),
        cmocka_unit_test(test_profiles),
        cmocka_unit_test(test_names),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
