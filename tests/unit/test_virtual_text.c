/*
 * Tests of CD-Text: packs out of R to W, and texts out of packs
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

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "cd_text.h"
#include "mmc_trace.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define SUB 96

/* A pack of twelve bytes, 0 behind a shorter text. */
static void make_pack(uint8_t pack[CD_TEXT_PACK_SIZE], uint8_t kind, uint8_t track, uint8_t sequence, uint8_t block,
                      const void *payload, size_t length)
{
    memset(pack, 0, CD_TEXT_PACK_SIZE);
    pack[0] = kind;
    pack[1] = track;
    pack[2] = sequence;
    pack[3] = block;
    memcpy(pack + 4, payload, length);
    mmc_put16(pack + 16, mmc_crc16(pack, 16));
}

/* Four packs as 96 symbols; P and Q hold something that is none of their business. */
static void make_sub(uint8_t sub[SUB], const uint8_t *packs)
{
    unsigned int i, bit;

    for (i = 0; i < SUB; i++)
    {
        sub[i] = (uint8_t)(i % 3 << 6);
        for (bit = 0; bit < 6; bit++)
            if (packs[(i * 6 + bit) / 8] & (0x80 >> (i * 6 + bit) % 8)) sub[i] |= (uint8_t)(0x20 >> bit);
    }
}

static void collect(struct cd_text *text, const uint8_t *packs, bool expected)
{
    uint8_t sub[SUB];

    make_sub(sub, packs);
    assert_int_equal(cd_text_collect(text, sub), expected);
}

static void test_collecting(void **state)
{
    uint8_t packs[8 * CD_TEXT_PACK_SIZE];
    struct cd_text text;
    uint8_t i;

    (void)state;
    for (i = 0; i < 8; i++) make_pack(packs + i * CD_TEXT_PACK_SIZE, CD_TEXT_TITLE, i, i, 0, "12345678901", 12);
    text.length = 0;
    packs[2 * CD_TEXT_PACK_SIZE + 7] ^= 1;          /* damaged */
    packs[3 * CD_TEXT_PACK_SIZE] = 0;               /* something else */
    collect(&text, packs, true);
    assert_int_equal(text.length, 2 * CD_TEXT_PACK_SIZE);
    assert_memory_equal(text.packs, packs, text.length);
    /* The last one again fills up a sector; the first one again is the end. */
    memcpy(packs + 7 * CD_TEXT_PACK_SIZE, packs + 6 * CD_TEXT_PACK_SIZE, CD_TEXT_PACK_SIZE);
    collect(&text, packs + 4 * CD_TEXT_PACK_SIZE, true);
    assert_int_equal(text.length, 5 * CD_TEXT_PACK_SIZE);
    collect(&text, packs, false);
    assert_int_equal(text.length, 5 * CD_TEXT_PACK_SIZE);
    /* The circle is entered where the last one fills up a sector. */
    text.length = 0;
    for (i = 4; i < 8; i++) memcpy(packs + i * CD_TEXT_PACK_SIZE, packs + CD_TEXT_PACK_SIZE, CD_TEXT_PACK_SIZE);
    collect(&text, packs + 4 * CD_TEXT_PACK_SIZE, true);
    collect(&text, packs, false);
    assert_int_equal(text.length, 2 * CD_TEXT_PACK_SIZE);
}

/* A lead-in begins anywhere in the circle of packs. */
static void test_sorting(void **state)
{
    uint8_t packs[8 * CD_TEXT_PACK_SIZE];
    struct cd_text text;
    uint8_t i, n;

    (void)state;
    for (i = 0; i < 8; i++)
        make_pack(packs + i * CD_TEXT_PACK_SIZE, CD_TEXT_TITLE, 0, i % 5, i < 5 ? 0x00 : 0x10, "x", 1);
    text.length = 0;
    for (i = 0; i < 8; i++)
    {
        n = (uint8_t)((i + 6) % 8);
        memcpy(text.packs + text.length, packs + n * CD_TEXT_PACK_SIZE, CD_TEXT_PACK_SIZE);
        text.length += CD_TEXT_PACK_SIZE;
    }
    cd_text_sort(&text);
    assert_memory_equal(text.packs, packs, sizeof(packs));
}

static void test_no_room(void **state)
{
    uint8_t packs[4 * CD_TEXT_PACK_SIZE];
    struct cd_text text;
    unsigned int i, n;

    (void)state;
    text.length = 0;
    for (n = 0; n < CD_TEXT_PACKS_MAX; n += 4)
    {
        for (i = 0; i < 4; i++)
            make_pack(packs + i * CD_TEXT_PACK_SIZE, CD_TEXT_MESSAGE, 0, (uint8_t)(n + i), (uint8_t)(n / 256 << 4), &n,
                      sizeof(n));
        collect(&text, packs, true);
    }
    assert_int_equal(text.length, sizeof(text.packs));
    make_pack(packs, CD_TEXT_MESSAGE, 1, 0, 0, "x", 1);
    collect(&text, packs, false);
}

static void add(struct cd_text *text, uint8_t kind, uint8_t track, uint8_t block, const char *payload, size_t length)
{
    make_pack(text->packs + text->length, kind, track, (uint8_t)(text->length / CD_TEXT_PACK_SIZE), block, payload,
              length);
    text->length += CD_TEXT_PACK_SIZE;
}

static void check(const struct cd_text *text, unsigned int block, uint8_t kind, unsigned int track,
                  const char *expected)
{
    char found[40];

    assert_int_equal(cd_text_find(text, block, kind, track, found, sizeof(found)), expected != NULL);
    if (expected) assert_string_equal(found, expected);
}

static void test_texts(void **state)
{
    static const char sizes[12] = { 0, 0, 0, 0, 9, 0x69, 0, 0, 0, 0, 0, 0 };
    struct cd_text text;
    char found[4];

    (void)state;
    text.length = 0;
    /* Longer than a pack; in two packs; none; without an end. */
    add(&text, CD_TEXT_TITLE, 0, 0x00, "A long text ", 12);
    add(&text, CD_TEXT_TITLE, 0, 0x0c, "of some\0Firs", 12);
    add(&text, CD_TEXT_TITLE, 1, 0x04, "t\0\0Third tex", 12);
    add(&text, CD_TEXT_TITLE, 3, 0x09, "t", 1);
    add(&text, CD_TEXT_TITLE, 0, 0x10, "Ein anderer\0", 12);
    add(&text, CD_TEXT_PERFORMER, 3, 0x00, "Third\0Fourth", 12);
    add(&text, CD_TEXT_TITLE, 0, 0xa0, "\x82\xa0\0\0", 4);
    add(&text, CD_TEXT_SIZES, 0, 0x00, "", 0);
    add(&text, CD_TEXT_SIZES, 2, 0x00, sizes, 12);
    add(&text, CD_TEXT_SIZES, 2, 0x20, sizes, 12);
    check(&text, 0, CD_TEXT_TITLE, 0, "A long text of some");
    check(&text, 0, CD_TEXT_TITLE, 1, "First");
    check(&text, 0, CD_TEXT_TITLE, 2, NULL);
    check(&text, 0, CD_TEXT_TITLE, 3, "Third text");
    check(&text, 0, CD_TEXT_TITLE, 4, NULL);
    check(&text, 1, CD_TEXT_TITLE, 0, "Ein anderer");
    check(&text, 1, CD_TEXT_TITLE, 1, NULL);
    check(&text, 0, CD_TEXT_PERFORMER, 0, NULL);
    check(&text, 0, CD_TEXT_PERFORMER, 3, "Third");
    check(&text, 0, CD_TEXT_PERFORMER, 4, "Fourth");
    check(&text, 0, CD_TEXT_COMPOSER, 0, NULL);
    check(&text, 2, CD_TEXT_TITLE, 0, NULL);        /* characters of two bytes */
    check(&text, 7, CD_TEXT_TITLE, 0, NULL);
    assert_int_equal(cd_text_language(&text, 0), 9);
    assert_int_equal(cd_text_language(&text, 1), 0);
    assert_int_equal(cd_text_language(&text, 2), 0);
    assert_true(cd_text_find(&text, 0, CD_TEXT_TITLE, 0, found, sizeof(found)));
    assert_string_equal(found, "A l");
}

static void test_repetitions(void **state)
{
    struct cd_text text;

    (void)state;
    text.length = 0;
    add(&text, CD_TEXT_PERFORMER, 0, 0, "Band\0Solo\0\t\0", 12);
    add(&text, CD_TEXT_PERFORMER, 3, 0, "\t\0Last", 6);
    add(&text, CD_TEXT_ARRANGER, 0, 0, "\t\0\t", 3);
    check(&text, 0, CD_TEXT_PERFORMER, 1, "Solo");
    check(&text, 0, CD_TEXT_PERFORMER, 2, "Solo");
    check(&text, 0, CD_TEXT_PERFORMER, 3, "Solo");
    check(&text, 0, CD_TEXT_PERFORMER, 4, "Last");
    check(&text, 0, CD_TEXT_ARRANGER, 1, NULL);     /* of nothing */
}

int main(void)
{
    static const struct CMUnitTest tests[] =
    {
        cmocka_unit_test(test_collecting),
        cmocka_unit_test(test_sorting),
        cmocka_unit_test(test_no_room),
        cmocka_unit_test(test_texts),
        cmocka_unit_test(test_repetitions),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
