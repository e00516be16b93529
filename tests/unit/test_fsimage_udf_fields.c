/*
 * Tests of strings and fields of UDF
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

#include "bytes.h"
#include "fsimage_fixture.h"
#include "udf_fields.h"
#include "udf_string.h"

static void test_cs0_of_8_bits(void **state)
{
    static const uint16_t units[] = {'a', 0xe9, 0xff};
    uint8_t out[4];

    (void)state;
    assert_int_equal(udf_cs0_size(units, 0), 0);
    assert_int_equal(udf_cs0_size(units, 3), 4);
    udf_put_cs0(out, units, 3);
    assert_memory_equal(out, "\x08\x61\xe9\xff", 4);
}

static void test_cs0_of_16_bits(void **state)
{
    static const uint16_t units[] = {'a', 0x100, 0xd83d, 0xde00};
    uint8_t out[9];

    (void)state;
    assert_int_equal(udf_cs0_size(units, 4), 9);
    udf_put_cs0(out, units, 4);
    assert_memory_equal(out, "\x10\x00\x61\x01\x00\xd8\x3d\xde\x00", 9);
}

static void test_dstring(void **state)
{
    static const uint8_t zeros[32];
    uint8_t field[32] = {0};
    const uint16_t *text;
    size_t length;

    (void)state;
    text = utf16("Backup", &length);
    udf_put_dstring(field, sizeof(field), text, length);
    assert_memory_equal(field, "\x08" "Backup", 7);
    assert_memory_equal(field + 7, zeros, 24);
    assert_int_equal(field[31], 7);

    memset(field, 0, sizeof(field));
    udf_put_dstring(field, sizeof(field), text, 0);
    assert_memory_equal(field, zeros, sizeof(field));
}

static void test_dstring_is_cut(void **state)
{
    uint16_t units[60];
    uint8_t field[32];
    size_t i;

    (void)state;
    for (i = 0; i < 60; i++)
        units[i] = (uint16_t)('A' + i % 26);
    memset(field, 0, sizeof(field));
    udf_put_dstring(field, sizeof(field), units, 60);
    assert_int_equal(field[31], 31);
    assert_int_equal(field[30], 'A' + 29 % 26);

    /* 15 units have room: the 15th begins a character of two, which is not torn. */
    for (i = 0; i < 60; i++)
        units[i] = i % 2 ? 0xde00 : 0xd83d;
    memset(field, 0, sizeof(field));
    udf_put_dstring(field, sizeof(field), units, 60);
    assert_int_equal(field[31], 1 + 14 * 2);
    assert_int_equal(field[29], 0);
    assert_int_equal(field[30], 0);

    /* What does not fit in 16 bits a character may do so once a far character is cut off. */
    for (i = 0; i < 30; i++)
        units[i] = 'x';
    units[20] = 0x4e00;
    memset(field, 0, sizeof(field));
    udf_put_dstring(field, sizeof(field), units, 30);
    assert_int_equal(field[0], 8);
    assert_int_equal(field[31], 21);
}

static void test_charspec(void **state)
{
    uint8_t field[64] = {0};

    (void)state;
    udf_put_charspec(field);
    assert_int_equal(field[0], 0);
    assert_string_equal((const char *)field + 1, "OSTA Compressed Unicode");
    assert_int_equal(field[63], 0);
}

static void test_timestamp(void **state)
{
    uint8_t field[12] = {0};

    (void)state;
    /* 2009-02-13 23:31:30.1234567 */
    udf_put_timestamp(field, INT64_C(116444736000000000) + INT64_C(12345678900000000) + 1234567);
    assert_int_equal(fsi_get_le16(field), 0x1000);      /* local time, 0 minutes from UTC */
    assert_int_equal(fsi_get_le16(field + 2), 2009);
    assert_memory_equal(field + 4, "\x02\x0d\x17\x1f\x1e\x0c\x22\x38", 8);
    /* Years that a timestamp cannot have */
    udf_put_timestamp(field, INT64_MAX);
    assert_int_equal(fsi_get_le16(field + 2), 9999);
    udf_put_timestamp(field, INT64_MIN);
    assert_int_equal(fsi_get_le16(field + 2), 1601);
}

static void test_entities(void **state)
{
    uint8_t field[32] = {0};

    (void)state;
    udf_put_domain(field, 0x201);
    assert_int_equal(field[0], 0);
    assert_string_equal((const char *)field + 1, "*OSTA UDF Compliant");
    assert_memory_equal(field + 24, "\x01\x02\0\0\0\0\0\0", 8);

    memset(field, 0, sizeof(field));
    udf_put_partition_contents(field, 0x150);
    assert_string_equal((const char *)field + 1, "+NSR02");
    udf_put_partition_contents(field, 0x200);
    assert_string_equal((const char *)field + 1, "+NSR03");

    memset(field, 0, sizeof(field));
    udf_put_implementation(field);
    assert_int_equal(field[1], '*');            /* UDF 1.02 2.1.5.2: a developer's id */
    assert_int_equal(field[23], 0);
}

static void test_addresses(void **state)
{
    struct udf_address address = {0x01020304, 1};
    uint8_t field[16] = {0};

    (void)state;
    udf_put_extent(field, 16, 32);
    assert_memory_equal(field, "\0\x80\0\0\x20\0\0\0", 8);
    udf_put_short_ad(field, UDF_EXTENT_CONTINUATION, 2048, 5);
    assert_memory_equal(field, "\0\x08\0\xc0\x05\0\0\0", 8);
    udf_put_long_ad(field, UDF_EXTENT_RECORDED, UDF_EXTENT_MAX, address);
    assert_memory_equal(field, "\0\xf8\xff\x3f\x04\x03\x02\x01\x01\0\0\0\0\0\0\0", 16);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cs0_of_8_bits), cmocka_unit_test(test_cs0_of_16_bits), cmocka_unit_test(test_dstring),
        cmocka_unit_test(test_dstring_is_cut), cmocka_unit_test(test_charspec), cmocka_unit_test(test_timestamp),
        cmocka_unit_test(test_entities), cmocka_unit_test(test_addresses),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
