/*
 * Tests of libs/burn: what a raw image holds
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

#include "cd_image.h"

static struct cd_image image;

static void add(uint32_t sectors)
{
    assert_int_equal(cd_image_add_track(&image, sectors), CD_IMAGE_OK);
}

static void q_at(int32_t lba, uint8_t *q, bool *p)
{
    uint8_t crc[2];

    cd_image_q(&image, lba, q, p);
    crc[0] = (uint8_t)(mmc_crc16(q, 10) >> 8);
    crc[1] = (uint8_t)mmc_crc16(q, 10);
    assert_memory_equal(q + 10, crc, 2);
}

/* Checks a sector that tells its position. */
static void check_position(int32_t lba, uint8_t track, uint8_t index, uint32_t relative, bool pause)
{
    struct mmc_msf msf;
    uint8_t q[CD_Q_LENGTH];
    int32_t address;
    bool p;

    q_at(lba, q, &p);
    assert_int_equal(q[0] & 0x0f, 1);
    assert_int_equal(q[1], track == CD_TRACK_LEAD_OUT ? track : mmc_to_bcd(track));
    assert_int_equal(q[2], mmc_to_bcd(index));
    msf = (struct mmc_msf){ mmc_from_bcd(q[3]), mmc_from_bcd(q[4]), mmc_from_bcd(q[5]) };
    assert_int_equal(mmc_msf_to_frames(&msf), relative);
    assert_int_equal(q[6], 0);
    msf = (struct mmc_msf){ mmc_from_bcd(q[7]), mmc_from_bcd(q[8]), mmc_from_bcd(q[9]) };
    assert_true(mmc_msf_to_lba(&msf, &address));
    assert_int_equal(address, lba);
    assert_int_equal(p, pause);
}

static void check_source(int32_t lba, int track, uint32_t offset, uint32_t left)
{
    struct cd_source source;

    cd_image_source(&image, lba, &source);
    assert_int_equal(source.track, track);
    assert_int_equal(source.offset, offset);
    assert_int_equal(source.left, left);
}

static void test_gapless(void **state)
{
    (void)state;
    cd_image_init(&image);
    add(1000);
    add(300);
    assert_int_equal(image.tracks[0].start, 0);
    assert_int_equal(image.tracks[1].start, 1000);
    assert_int_equal(cd_image_lead_out(&image), 1300);
    assert_int_equal(cd_image_sectors(&image), 22650 + 1300 + 6750);

    check_position(-150, 1, 0, 149, true);
    check_position(-1, 1, 0, 0, true);
    check_position(0, 1, 1, 0, false);
    check_position(849, 1, 1, 849, false);
    check_position(850, 2, 0, 149, true);
    check_position(999, 2, 0, 0, true);
    check_position(1000, 2, 1, 0, false);
    check_position(1299, 2, 1, 299, false);
    check_position(1300, CD_TRACK_LEAD_OUT, 1, 0, false);
    check_position(1300 + 6749, CD_TRACK_LEAD_OUT, 1, 6749, true);

    check_source(CD_IMAGE_START, CD_SOURCE_SILENCE, 0, 22500);
    check_source(-151, CD_SOURCE_SILENCE, 22499, 1);
    check_source(-150, CD_SOURCE_PREGAP, 0, 150);
    check_source(-1, CD_SOURCE_PREGAP, 149, 1);
    check_source(0, 0, 0, 1000);
    check_source(999, 0, 999, 1);
    check_source(1000, 1, 0, 300);
    check_source(1299, 1, 299, 1);
    check_source(1300, CD_SOURCE_SILENCE, 0, 6750);
    check_source(1300 + 6749, CD_SOURCE_SILENCE, 6749, 1);
}

static void test_gaps(void **state)
{
    (void)state;
    cd_image_init(&image);
    image.gaps = true;
    image.first_track = 7;
    add(300);
    add(400);
    assert_int_equal(image.tracks[1].start, 450);
    assert_int_equal(cd_image_lead_out(&image), 850);
    check_position(-1, 7, 0, 0, true);
    check_position(299, 7, 1, 299, false);
    check_position(300, 8, 0, 149, true);
    check_position(449, 8, 0, 0, true);
    check_position(450, 8, 1, 0, false);
    check_source(299, 0, 299, 1);
    check_source(300, CD_SOURCE_SILENCE, 0, 150);
    check_source(449, CD_SOURCE_SILENCE, 149, 1);
    check_source(450, 1, 0, 400);
}

static void test_special_pregap(void **state)
{
    (void)state;
    cd_image_init(&image);
    assert_int_equal(cd_image_set_pregap(&image, 149), CD_IMAGE_INVALID);
    assert_int_equal(cd_image_set_pregap(&image, 397800 + 150 + 1), CD_IMAGE_NO_SPACE);
    assert_int_equal(cd_image_set_pregap(&image, 397800 + 150), CD_IMAGE_OK);
    assert_int_equal(cd_image_add_track(&image, 301), CD_IMAGE_NO_SPACE);
    assert_int_equal(cd_image_add_track(&image, 300), CD_IMAGE_OK);
    assert_int_equal(image.tracks[0].start, 397800);
    assert_int_equal(cd_image_set_pregap(&image, 150), CD_IMAGE_TRACKS_EXIST);
    check_position(-150, 1, 0, 397949, true);
    check_position(397799, 1, 0, 0, true);
    check_position(397800, 1, 1, 0, false);
    check_position(398100 + 6749, CD_TRACK_LEAD_OUT, 1, 6749, true);
    check_source(-150, CD_SOURCE_PREGAP, 0, 397950);
    check_source(397799, CD_SOURCE_PREGAP, 397949, 1);
    check_source(397800, 0, 0, 300);
}

static void test_limits(void **state)
{
    unsigned int i;

    (void)state;
    cd_image_init(&image);
    assert_int_equal(cd_image_add_track(&image, 299), CD_IMAGE_INVALID);
    assert_int_equal(cd_image_add_track(&image, UINT32_MAX), CD_IMAGE_NO_SPACE);
    assert_int_equal(cd_image_add_track(&image, 398101), CD_IMAGE_NO_SPACE);
    image.limit = 598;
    add(300);
    assert_int_equal(cd_image_add_track(&image, 300), CD_IMAGE_NO_SPACE);
    image.limit = 599;
    add(300);
    image.limit = CD_LAST_SECTOR_MAX;
    for (i = 2; i < 99; i++)
        add(300);
    assert_int_equal(cd_image_add_track(&image, 300), CD_IMAGE_TOO_MANY_TRACKS);
    assert_int_equal(cd_image_lead_out(&image), 99 * 300);
    check_position(98 * 300, 99, 1, 0, false);

    cd_image_init(&image);
    image.first_track = 99;
    add(300);
    assert_int_equal(cd_image_add_track(&image, 300), CD_IMAGE_TOO_MANY_TRACKS);
    check_position(0, 99, 1, 0, false);
}

static void test_indexes(void **state)
{
    struct cd_image_track *track;
    uint32_t i;

    (void)state;
    cd_image_init(&image);
    add(1200);
    add(300);
    track = &image.tracks[0];
    assert_int_equal(cd_image_add_index(track, 0), CD_IMAGE_INDEX_EXISTS);
    assert_int_equal(cd_image_add_index(track, 9), CD_IMAGE_INDEX_TOO_CLOSE);
    assert_int_equal(cd_image_add_index(track, 1200), CD_IMAGE_INVALID);
    assert_int_equal(cd_image_add_index(track, UINT32_MAX), CD_IMAGE_INVALID);
    assert_int_equal(cd_image_add_index(track, 1191), CD_IMAGE_INDEX_TOO_CLOSE);
    assert_int_equal(cd_image_add_index(track, 20), CD_IMAGE_OK);
    assert_int_equal(cd_image_add_index(track, 10), CD_IMAGE_OK);
    assert_int_equal(cd_image_add_index(track, 11), CD_IMAGE_INDEX_TOO_CLOSE);
    assert_int_equal(cd_image_add_index(track, 19), CD_IMAGE_INDEX_TOO_CLOSE);
    assert_int_equal(cd_image_add_index(track, 20), CD_IMAGE_INDEX_EXISTS);
    check_position(9, 1, 1, 9, false);
    check_position(10, 1, 2, 10, false);
    check_position(19, 1, 2, 19, false);
    check_position(20, 1, 3, 20, false);
    assert_int_equal(cd_image_clear_index(track, 0), CD_IMAGE_INDEX_FIXED);
    assert_int_equal(cd_image_clear_index(track, 11), CD_IMAGE_INDEX_NOT_FOUND);
    assert_int_equal(cd_image_clear_index(track, 10), CD_IMAGE_OK);
    check_position(10, 1, 1, 10, false);
    check_position(20, 1, 2, 20, false);
    assert_int_equal(cd_image_clear_index(track, 10), CD_IMAGE_INDEX_NOT_FOUND);

    for (i = 3; i <= 99; i++)
        assert_int_equal(cd_image_add_index(track, i * 10), CD_IMAGE_OK);
    assert_int_equal(cd_image_add_index(track, 1000), CD_IMAGE_TOO_MANY_INDEXES);
    assert_int_equal(cd_image_add_index(track, 20), CD_IMAGE_INDEX_EXISTS);
    check_position(989, 1, 98, 989, false);
    check_position(990, 1, 99, 990, false);
    check_position(1049, 1, 99, 1049, false);
    check_position(1050, 2, 0, 149, true);

    /* An index in the two seconds that would be the next pre-gap keeps its ten sectors. */
    assert_int_equal(cd_image_clear_index(track, 990), CD_IMAGE_OK);
    assert_int_equal(cd_image_add_index(track, 1190), CD_IMAGE_OK);
    check_position(1199, 1, 99, 1199, false);
    check_position(1200, 2, 1, 0, false);
    assert_int_equal(cd_image_clear_index(track, 1190), CD_IMAGE_OK);
    assert_int_equal(cd_image_add_index(track, 1189), CD_IMAGE_OK);
    check_position(1198, 1, 99, 1198, false);
    check_position(1199, 2, 0, 0, true);
}

/* Every item three times in a row, again and again, up to the last sector of the lead-in. */
static void test_lead_in(void **state)
{
    static const uint8_t items[][4] = {
        { 3, 0, 2, 0 }, { 4, 0, 0x19, 0x25 }, { 0xa0, 3, 0, 0 }, { 0xa1, 4, 0, 0 }, { 0xa2, 0, 0x25, 0x25 },
    };
    static const uint8_t control[] = { 0x21, 0x11, 0x21, 0x11, 0x11 };
    struct mmc_msf msf;
    uint8_t q[CD_Q_LENGTH];
    int32_t lba, address;
    bool p;

    (void)state;
    cd_image_init(&image);
    image.first_track = 3;
    add(1300);
    add(450);
    image.tracks[1].copy = CD_COPY_SCMS;
    image.tracks[1].preemphasis = true;
    strcpy(image.catalog, "4006381333931");
    for (lba = CD_IMAGE_START; lba < -150; lba++)
    {
        unsigned int item = (unsigned int)(lba - CD_IMAGE_START) / 3 % 5;

        q_at(lba, q, &p);
        assert_false(p);
        assert_int_equal(q[0], control[item]);
        assert_int_equal(q[1], 0);
        assert_int_equal(q[2], items[item][0]);
        msf = (struct mmc_msf){ mmc_from_bcd(q[3]), mmc_from_bcd(q[4]), mmc_from_bcd(q[5]) };
        assert_true(mmc_msf_to_lba(&msf, &address));
        assert_int_equal(address, lba);
        assert_int_equal(q[6], 0);
        assert_memory_equal(q + 7, items[item] + 1, 3);
    }
}

static void test_toc(void **state)
{
    struct mmc_toc toc;

    (void)state;
    cd_image_init(&image);
    image.first_track = 3;
    add(300);
    add(350);
    image.tracks[0].copy = CD_COPY_PROHIBITED;
    image.tracks[1].preemphasis = true;
    cd_image_toc(&image, &toc);
    assert_int_equal(toc.first_track, 3);
    assert_int_equal(toc.last_track, 4);
    assert_int_equal(toc.count, 3);
    assert_int_equal(toc.entries[0].track, 3);
    assert_int_equal(toc.entries[0].adr, 1);
    assert_int_equal(toc.entries[0].control, 0);
    assert_int_equal(toc.entries[0].start, 0);
    assert_int_equal(toc.entries[1].track, 4);
    assert_int_equal(toc.entries[1].control, 3);
    assert_int_equal(toc.entries[1].start, 300);
    assert_int_equal(toc.entries[2].track, MMC_TOC_LEAD_OUT);
    assert_int_equal(toc.entries[2].start, 650);
}

static bool is_position(int32_t lba)
{
    uint8_t q[CD_Q_LENGTH];
    bool p;

    cd_image_q(&image, lba, q, &p);
    return (q[0] & 0x0f) == 1;
}

/* Rates of IEC 60908 17.5, and that changes of track and index are always to be seen. */
static void test_rates(void **state)
{
    static const uint8_t catalog[] = { 0x40, 0x06, 0x38, 0x13, 0x33, 0x93, 0x10, 0 };
    static const uint8_t isrc[] = { 0x96, 0x38, 0x93, 0x04, 0x76, 0x07, 0x83, 0x90 };
    unsigned int phase, since_catalog, since_isrc, others;
    struct mmc_msf msf;
    uint8_t q[CD_Q_LENGTH];
    int32_t lba, end, i;
    bool p;

    (void)state;
    for (phase = 0; phase < 160; phase++)
    {
        cd_image_init(&image);
        image.gaps = phase % 2;
        strcpy(image.catalog, "4006381333931");
        add(300 + phase);
        add(300);
        strcpy(image.tracks[1].isrc, "USRC17607839");
        assert_int_equal(cd_image_add_index(&image.tracks[1], 100 + phase), CD_IMAGE_OK);
        end = cd_image_lead_out(&image);
        since_catalog = since_isrc = others = 0;
        for (lba = -150; lba < end + 300; lba++)
        {
            uint8_t adr;

            q_at(lba, q, &p);
            adr = q[0] & 0x0f;
            since_catalog = adr == 2 ? 0 : since_catalog + 1;
            since_isrc = adr == 3 || lba < image.tracks[1].start || lba >= end ? 0 : since_isrc + 1;
            assert_true(since_catalog < 100 && since_isrc < 100);
            others += adr == 3;
            if (adr != 1)
            {
                assert_memory_equal(q + 1, adr == 2 ? catalog : isrc, 8);
                assert_true(mmc_lba_to_msf(lba, &msf));
                assert_int_equal(q[9], mmc_to_bcd(msf.frame));
                assert_true(adr == 2 || (lba >= image.tracks[1].start - 150 && lba < end));
                for (i = lba + 1; i < lba + 10; i++)
                    assert_true(is_position(i));
            }
        }
        assert_true(others >= 3);
        assert_true(is_position(-150) && is_position(0) && is_position(image.tracks[1].start));
        assert_true(is_position(image.tracks[1].start - 150) && is_position(end));
        assert_true(is_position(image.tracks[1].start + 100 + (int32_t)phase));
    }
}

/* The bit changes at 9.375 Hz: four sectors of one, four of the other. */
static void test_scms(void **state)
{
    uint8_t q[CD_Q_LENGTH];
    int32_t lba;
    bool p;

    (void)state;
    cd_image_init(&image);
    add(300);
    image.tracks[0].copy = CD_COPY_SCMS;
    image.tracks[0].preemphasis = true;
    for (lba = -150; lba < 300; lba++)
    {
        q_at(lba, q, &p);
        assert_int_equal(q[0] >> 4, (lba + 150) % 8 < 4 ? 1 : 3);
    }
}

/* Two seconds without, then 2 Hz. */
static void test_p_of_lead_out(void **state)
{
    unsigned int changes = 0, set = 0;
    uint8_t q[CD_Q_LENGTH];
    bool p, before = false;
    int32_t i;

    (void)state;
    cd_image_init(&image);
    add(300);
    for (i = 0; i < CD_LEAD_OUT_LENGTH; i++)
    {
        q_at(300 + i, q, &p);
        if (i < 150)
            assert_false(p);
        changes += p != before;
        set += p;
        before = p;
    }
    assert_in_range(changes, 351, 353);     /* four a second for 88 seconds */
    assert_in_range(set, 3234, 3366);       /* half of the time; 49 to 51 % */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_gapless), cmocka_unit_test(test_gaps),    cmocka_unit_test(test_special_pregap),
        cmocka_unit_test(test_limits),  cmocka_unit_test(test_indexes), cmocka_unit_test(test_lead_in),
        cmocka_unit_test(test_toc),     cmocka_unit_test(test_rates),   cmocka_unit_test(test_scms),
        cmocka_unit_test(test_p_of_lead_out),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
