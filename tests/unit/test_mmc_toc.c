/*
 * Tables of contents and addresses of a CD
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

static const uint8_t toc_reply[] = {
    0, 26, 1, 2, 0, 0x14, 1, 0, 0, 0, 0, 0, 0, 0x10, 2, 0, 0, 0, 0x40, 0, 0, 0x14, 0xaa, 0, 0, 0x05, 0x46, 0xe0,
};

static bool parse_toc(const uint8_t *data, size_t length)
{
    struct mmc_toc toc;
    bool ok = mmc_parse_toc(data, length, false, &toc);

    assert_true(toc.count <= 3);
    return ok;
}

static void test_toc(void **state)
{
    struct mmc_toc toc;

    assert_true(mmc_parse_toc(toc_reply, sizeof(toc_reply), false, &toc));
    assert_int_equal(toc.first_track, 1);
    assert_int_equal(toc.last_track, 2);
    assert_int_equal(toc.count, 3);
    assert_int_equal(toc.entries[0].control, MMC_TRACK_DATA);
    assert_int_equal(toc.entries[1].control, MMC_TRACK_AUDIO);
    assert_int_equal(toc.entries[1].start, 16384);
    assert_int_equal(toc.entries[2].track, MMC_TOC_LEAD_OUT);
    assert_int_equal(toc.entries[2].start, 345824);
    check_hostile(toc_reply, sizeof(toc_reply), length_2, 4, parse_toc);
}

static void test_encode_toc(void **state)
{
    uint8_t buffer[sizeof(toc_reply)];
    struct mmc_toc toc;

    assert_true(mmc_parse_toc(toc_reply, sizeof(toc_reply), false, &toc));
    assert_int_equal(mmc_encode_toc(buffer, sizeof(buffer), &toc), sizeof(toc_reply));
    assert_memory_equal(buffer, toc_reply, sizeof(toc_reply));
    assert_int_equal(mmc_encode_toc(buffer, sizeof(buffer) - 1, &toc), 0);
    toc.count = MMC_TOC_ENTRIES_MAX + 1;
    assert_int_equal(mmc_encode_toc(buffer, SIZE_MAX, &toc), 0);
}

static void test_toc_in_msf(void **state)
{
    static const uint8_t reply[] = {
        0, 18, 1, 1, 0, 0x14, 1, 0, 0, 0, 2, 0, 0, 0x14, 0xaa, 0, 0, 75, 60, 0,
    };
    struct mmc_toc toc;

    assert_true(mmc_parse_toc(reply, sizeof(reply), true, &toc));
    assert_int_equal(toc.count, 1);     /* the lead-out has a 60th second */
    assert_int_equal(toc.entries[0].start, 0);
}

static void test_toc_with_too_many_entries(void **state)
{
    static uint8_t reply[4 + 150 * 8];
    struct mmc_toc toc;

    reply[0] = (sizeof(reply) - 2) >> 8;
    reply[1] = (uint8_t)(sizeof(reply) - 2);
    assert_true(mmc_parse_toc(reply, sizeof(reply), false, &toc));
    assert_int_equal(toc.count, MMC_TOC_ENTRIES_MAX);
}

static const uint8_t sessions_reply[] = { 0, 10, 1, 2, 0, 0x14, 3, 0, 0xff, 0xff, 0xff, 0xfe };

static bool parse_sessions(const uint8_t *data, size_t length)
{
    struct mmc_toc_sessions sessions;

    return mmc_parse_toc_sessions(data, length, false, &sessions);
}

static void test_sessions(void **state)
{
    struct mmc_toc_sessions sessions;

    assert_true(mmc_parse_toc_sessions(sessions_reply, sizeof(sessions_reply), false, &sessions));
    assert_int_equal(sessions.first_session, 1);
    assert_int_equal(sessions.last_session, 2);
    assert_int_equal(sessions.first_track, 3);
    assert_int_equal(sessions.control, MMC_TRACK_DATA);
    assert_int_equal(sessions.start, -2);
    check_hostile(sessions_reply, sizeof(sessions_reply), length_2, 12, parse_sessions);
}

static const uint8_t full_reply[] = {
    0, 24, 1, 1, 1, 0x14, 0, 0xa0, 1, 2, 3, 4, 1, 0x20, 0, 1, 0x54, 0, 0xb0, 5, 6, 7, 2, 79, 59, 74,
};

static bool parse_full(const uint8_t *data, size_t length)
{
    struct mmc_q_entry entry;
    unsigned int count = 0;
    size_t offset = 0;

    while (mmc_next_q_entry(data, length, &offset, &entry))
        count++;
    assert_true(count <= 2);
    return count;
}

static void test_full_toc(void **state)
{
    struct mmc_q_entry entry;
    size_t offset = 0;

    assert_true(mmc_next_q_entry(full_reply, sizeof(full_reply), &offset, &entry));
    assert_int_equal(entry.session, 1);
    assert_int_equal(entry.adr, 1);
    assert_int_equal(entry.control, 4);
    assert_int_equal(entry.point, 0xa0);
    assert_int_equal(entry.frame, 3);
    assert_int_equal(entry.zero, 4);
    assert_int_equal(entry.psecond, 0x20);
    assert_true(mmc_next_q_entry(full_reply, sizeof(full_reply), &offset, &entry));
    assert_int_equal(entry.point, 0xb0);
    assert_int_equal(entry.adr, 5);
    assert_int_equal(entry.pminute, 79);
    assert_int_equal(entry.pframe, 74);
    assert_false(mmc_next_q_entry(full_reply, sizeof(full_reply), &offset, &entry));
    check_hostile(full_reply, sizeof(full_reply), length_2, 15, parse_full);
}

static const uint8_t atip_reply[] = {
    0, 26, 0, 0, 0xda, 0x40, 0xcb, 0, 97, 26, 66, 0, 79, 59, 71, 0, 1, 2, 3, 0, 4, 5, 6, 0, 7, 8, 9, 0,
};

static bool parse_atip(const uint8_t *data, size_t length)
{
    struct mmc_atip atip;

    return mmc_parse_atip(data, length, &atip);
}

static void test_atip(void **state)
{
    struct mmc_atip atip;

    assert_true(mmc_parse_atip(atip_reply, sizeof(atip_reply), &atip));
    assert_int_equal(atip.writing_power, 5);
    assert_true(atip.ddcd);
    assert_int_equal(atip.reference_speed, 2);
    assert_true(atip.unrestricted_use);
    assert_true(atip.rewritable);
    assert_int_equal(atip.subtype, 1);
    assert_int_equal(atip.lead_in_start.minute, 97);
    assert_int_equal(atip.lead_out_start.frame, 71);
    assert_true(!atip.a1_valid && atip.a2_valid && atip.a3_valid);
    assert_int_equal(atip.a1[0], 0);
    assert_int_equal(atip.a2[2], 6);
    assert_int_equal(atip.a3[0], 7);
    assert_true(mmc_parse_atip(atip_reply, 22, &atip));
    assert_false(atip.a2_valid);
    check_hostile(atip_reply, sizeof(atip_reply), length_2, 15, parse_atip);
}

static bool parse_packs(const uint8_t *data, size_t length)
{
    struct mmc_cd_text_pack pack;
    size_t offset = 0;
    unsigned int count = 0;

    while (mmc_next_cd_text_pack(data, length, &offset, &pack))
        count++;
    assert_true(count <= 1);
    return count;
}

static void test_cd_text(void **state)
{
    uint8_t reply[22] = { 0, 20, 0, 0, 0x80, 0x81, 2, 0xb5, 'S', 'o', 'n', 'g', 0, 'N', 'e', 'x', 't' };
    struct mmc_cd_text_pack pack;
    size_t offset = 0;

    mmc_put16(reply + 20, mmc_crc16(reply + 4, 16));
    assert_true(mmc_next_cd_text_pack(reply, sizeof(reply), &offset, &pack));
    assert_int_equal(pack.type, 0x80);
    assert_int_equal(pack.track, 1);
    assert_int_equal(pack.sequence, 2);
    assert_true(pack.double_byte);
    assert_int_equal(pack.block, 3);
    assert_int_equal(pack.position, 5);
    assert_memory_equal(pack.text, "Song\0Next", 10);
    assert_true(pack.crc_ok);
    check_hostile(reply, sizeof(reply), length_2, 22, parse_packs);
    reply[9] ^= 1;
    offset = 0;
    assert_true(mmc_next_cd_text_pack(reply, sizeof(reply), &offset, &pack));
    assert_false(pack.crc_ok);
}

static void test_msf(void **state)
{
    static const struct
    {
        int32_t lba;
        struct mmc_msf msf;
    } pairs[] =
    {
        { 0, { 0, 2, 0 } }, { -150, { 0, 0, 0 } }, { -1, { 0, 1, 74 } }, { 16, { 0, 2, 16 } },
        { 359849, { 79, 59, 74 } }, { 404849, { 89, 59, 74 } }, { -151, { 99, 59, 74 } },
        { -45150, { 90, 0, 0 } }, { MMC_LBA_95_00_00, { 95, 0, 0 } },
    };
    struct mmc_msf msf = { 0, 0, 75 };
    int32_t lba;
    size_t i;

    for (i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++)
    {
        assert_true(mmc_lba_to_msf(pairs[i].lba, &msf));
        assert_memory_equal(&msf, &pairs[i].msf, sizeof(msf));
        assert_true(mmc_msf_to_lba(&msf, &lba));
        assert_int_equal(lba, pairs[i].lba);
    }
    assert_false(mmc_lba_to_msf(-45151, &msf));
    assert_false(mmc_lba_to_msf(404850, &msf));
    assert_false(mmc_lba_to_msf(INT32_MIN, &msf));
    assert_int_equal(msf.minute, 0);
    assert_false(mmc_msf_to_lba(&(struct mmc_msf){ 0, 0, 75 }, &lba));
    assert_false(mmc_msf_to_lba(&(struct mmc_msf){ 0, 60, 0 }, &lba));
    assert_false(mmc_msf_to_lba(&(struct mmc_msf){ 100, 0, 0 }, &lba));
}

static void test_every_lba_comes_back(void **state)
{
    struct mmc_msf msf;
    int32_t lba, back;

    for (lba = -45150; lba <= 404849; lba++)
    {
        bool ok = mmc_lba_to_msf(lba, &msf) && mmc_msf_to_lba(&msf, &back) && back == lba;

        if (!ok)
            fail_msg("LBA %d", (int)lba);
    }
}

static void test_bcd(void **state)
{
    unsigned int i;

    assert_int_equal(mmc_to_bcd(79), 0x79);
    assert_int_equal(mmc_from_bcd(0x74), 74);
    assert_int_equal(mmc_from_bcd(0xaa), 110);
    for (i = 0; i < 100; i++)
        assert_int_equal(mmc_from_bcd(mmc_to_bcd((uint8_t)i)), i);
}

static void test_bytes(void **state)
{
    static const uint8_t bytes[] = { 0x80, 0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0xff };
    uint8_t copy[8];

    assert_int_equal(mmc_get16(bytes), 0x8001);
    assert_int_equal(mmc_get24(bytes), 0x800102);
    assert_int_equal(mmc_get32(bytes), 0x80010203);
    assert_true(mmc_get64(bytes) == UINT64_C(0x80010203040506ff));
    mmc_put64(copy, mmc_get64(bytes));
    assert_memory_equal(copy, bytes, 8);
    mmc_put_lba(copy, INT32_MIN);
    assert_int_equal(mmc_get_lba(copy), INT32_MIN);
    mmc_put_lba(copy, -1);
    assert_int_equal(mmc_get_lba(copy), -1);
    mmc_put_lba(copy, INT32_MAX);
    assert_int_equal(mmc_get_lba(copy), INT32_MAX);
    mmc_put24(copy, 0x01abcdef);
    assert_int_equal(mmc_get24(copy), 0xabcdef);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_toc),
        cmocka_unit_test(test_encode_toc),
        cmocka_unit_test(test_toc_in_msf),
        cmocka_unit_test(test_toc_with_too_many_entries),
        cmocka_unit_test(test_sessions),
        cmocka_unit_test(test_full_toc),
        cmocka_unit_test(test_atip),
        cmocka_unit_test(test_cd_text),
        cmocka_unit_test(test_msf),
        cmocka_unit_test(test_every_lba_comes_back),
        cmocka_unit_test(test_bcd),
        cmocka_unit_test(test_bytes),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
