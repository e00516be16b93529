/*
 * Tests of libs/burn: subchannels P and Q
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

#include "cd_subchannel.h"

/* Their CRCs were found by long division, the first one also stands on many discs. */
static void test_position(void **state)
{
    static const uint8_t start[CD_Q_LENGTH] = { 0x41, 1, 1, 0, 0, 0, 0, 0, 2, 0, 0x28, 0x32 };
    static const uint8_t pause[CD_Q_LENGTH] = { 0x01, 1, 0, 0, 1, 0x74, 0, 0, 0, 0, 0xaa, 0xb9 };
    static const uint8_t out[CD_Q_LENGTH] = { 0x21, 0xaa, 1, 1, 0x29, 0x74, 0, 0x89, 0x59, 0x74, 0x67, 0x46 };
    struct cd_q_position position = { MMC_TRACK_DATA, 1, 1, 0, 0 };
    uint8_t q[CD_Q_LENGTH];

    (void)state;
    cd_q_position(q, &position);
    assert_memory_equal(q, start, sizeof(q));
    position = (struct cd_q_position){ MMC_TRACK_AUDIO, 1, 0, 149, -150 };
    cd_q_position(q, &position);
    assert_memory_equal(q, pause, sizeof(q));
    position = (struct cd_q_position){ MMC_TRACK_COPY_PERMITTED, CD_TRACK_LEAD_OUT, 1, 6749, 404849 };
    cd_q_position(q, &position);
    assert_memory_equal(q, out, sizeof(q));
}

static void test_toc(void **state)
{
    static const uint8_t out[CD_Q_LENGTH] = { 0x01, 0, 0xa2, 0x99, 0x59, 0x74, 0, 5, 6, 7, 0xb3, 0xfc };
    struct cd_q_toc item = { MMC_TRACK_AUDIO, CD_POINT_LEAD_OUT, { 5, 6, 7 } };
    uint8_t q[CD_Q_LENGTH];

    (void)state;
    cd_q_toc(q, &item, -151);
    assert_memory_equal(q, out, sizeof(q));
    item.point = 42;
    cd_q_toc(q, &item, MMC_LBA_95_00_00);
    assert_int_equal(q[2], 0x42);
    assert_int_equal(q[3], 0x95);
    assert_int_equal(q[4] | q[5], 0);
}

static void test_names(void **state)
{
    static const uint8_t catalog[CD_Q_LENGTH] = { 2, 0x40, 6, 0x38, 0x13, 0x33, 0x93, 0x10, 0, 0x12, 0x2e, 0x4c };
    static const uint8_t isrc[CD_Q_LENGTH] = { 3, 0x96, 0x38, 0x93, 4, 0x76, 7, 0x83, 0x90, 0x47, 0x21, 0xbf };
    uint8_t q[CD_Q_LENGTH];

    (void)state;
    cd_q_catalog(q, MMC_TRACK_AUDIO, "4006381333931", 75 - 150 + 12);
    assert_memory_equal(q, catalog, sizeof(q));
    cd_q_isrc(q, MMC_TRACK_AUDIO, "USRC17607839", 47);
    assert_memory_equal(q, isrc, sizeof(q));
}

static void test_pq(void **state)
{
    static const uint8_t q[CD_Q_LENGTH] = { 0x41, 1, 1, 0, 0, 0, 0, 0, 2, 0, 0x28, 0x32 };
    static const uint8_t zeros[3];
    uint8_t pq[CD_PQ_LENGTH];

    (void)state;
    cd_subchannel_pq(pq, q, false);
    assert_memory_equal(pq, q, sizeof(q));
    assert_memory_equal(pq + 12, zeros, 3);
    assert_int_equal(pq[15], 0);
    cd_subchannel_pq(pq, q, true);
    assert_memory_equal(pq, q, sizeof(q));
    assert_memory_equal(pq + 12, zeros, 3);
    assert_int_equal(pq[15], 0x80);
}

static void test_pw(void **state)
{
    static const uint8_t q[CD_Q_LENGTH] = { 0x81, 0, 0xff, 0, 0, 0, 0, 0, 0, 0, 0, 0x01 };
    uint8_t pw[CD_SUBCHANNEL_LENGTH], rw[CD_SUBCHANNEL_LENGTH];
    unsigned int i;

    (void)state;
    for (i = 0; i < sizeof(rw); i++)
        rw[i] = (uint8_t)(i * 5);       /* also with bits that are not R to W */
    cd_subchannel_pw(pw, q, true, rw);
    for (i = 0; i < sizeof(pw); i++)
    {
        bool bit = i == 0 || i == 7 || (i >= 16 && i < 24) || i == 95;

        assert_int_equal(pw[i], 0x80 | (bit ? 0x40 : 0) | (i * 5 & 0x3f));
    }
    cd_subchannel_pw(pw, q, false, NULL);
    assert_int_equal(pw[0], 0x40);
    assert_int_equal(pw[1], 0);
    assert_int_equal(pw[95], 0x40);
}

static void test_catalog(void **state)
{
    static const struct { const char *text, *catalog; } tests[] = {
        { "4006381333931", "4006381333931" },
        { "0000000000000", "0000000000000" },
        { "0", "0000000000000" },
        { "36000291452", "0036000291452" },     /* a UPC without its leading zero */
        { "036000291452", "0036000291452" },
        { "4006381333932", "" },
        { "4006381333937", "" },
        { "04006381333931", "" },
        { "400638133393x", "" },
        { "400638133393 ", "" },
        { "-1", "" },
        { "", "" },
    };
    char catalog[CD_CATALOG_LENGTH + 1];
    unsigned int i;

    (void)state;
    for (i = 0; i < sizeof(tests) / sizeof(tests[0]); i++)
    {
        assert_int_equal(cd_parse_catalog(tests[i].text, catalog), tests[i].catalog[0] != 0);
        assert_string_equal(catalog, tests[i].catalog);
    }
}

static void test_isrc(void **state)
{
    static const struct { const char *text, *isrc; } tests[] = {
        { "US-RC1-76-07839", "USRC17607839" },
        { "USRC17607839", "USRC17607839" },
        { "USRC1-7607839", "USRC17607839" },
        { "DE-000-00-00000", "DE0000000000" },
        { "us-RC1-76-07839", "" },
        { "U1-RC1-76-07839", "" },
        { "US-RC1-7A-07839", "" },
        { "US-RC1-76-0783A", "" },
        { "US-RC1-76-0783", "" },
        { "US-RC1-76-078390", "" },
        { "US--RC1-76-07839", "" },
        { "USR-C1-76-07839", "" },
        { "-USRC17607839", "" },
        { "USRC17607839-", "" },
        { "US_RC1-76-07839", "" },
        { "US", "" },
        { "", "" },
    };
    char isrc[CD_ISRC_LENGTH + 1], text[CD_ISRC_TEXT_LENGTH + 1];
    unsigned int i;

    (void)state;
    for (i = 0; i < sizeof(tests) / sizeof(tests[0]); i++)
    {
        assert_int_equal(cd_parse_isrc(tests[i].text, isrc), tests[i].isrc[0] != 0);
        assert_string_equal(isrc, tests[i].isrc);
    }
    cd_format_isrc("USRC17607839", text);
    assert_string_equal(text, "US-RC1-76-07839");
    cd_format_isrc("", text);
    assert_string_equal(text, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_position), cmocka_unit_test(test_toc),     cmocka_unit_test(test_names),
        cmocka_unit_test(test_pq),       cmocka_unit_test(test_pw),      cmocka_unit_test(test_catalog),
        cmocka_unit_test(test_isrc),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
