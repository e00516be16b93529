/*
 * Tests of the tags of UDF
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
#include <string.h>

#include <cmocka.h>

#include "bytes.h"
#include "udf_tag.h"

/* The CRC bit by bit, as ECMA-167 7.2.6 describes it. */
static uint16_t reference_crc(const uint8_t *data, size_t size)
{
    unsigned int crc = 0, bit;
    size_t i;

    for (i = 0; i < size; i++)
    {
        crc ^= (unsigned int)data[i] << 8;
        for (bit = 0; bit < 8; bit++)
            crc = crc & 0x8000 ? (crc << 1 ^ 0x1021) & 0xffff : crc << 1 & 0xffff;
    }
    return (uint16_t)crc;
}

static void test_crc_of_the_standard(void **state)
{
    /* The example of ECMA-167 7.2.6 */
    static const uint8_t example[] = {0x70, 0x6a, 0x77};

    (void)state;
    assert_int_equal(udf_crc(example, sizeof(example)), 0x3299);
    assert_int_equal(udf_crc(example, 0), 0);
}

static void test_crc_of_every_length(void **state)
{
    uint8_t data[600];
    uint32_t seed = 1;
    size_t i;

    (void)state;
    for (i = 0; i < sizeof(data); i++)
    {
        seed = seed * 1103515245u + 12345u;
        data[i] = (uint8_t)(seed >> 16);
    }
    for (i = 0; i <= sizeof(data); i++)
        assert_int_equal(udf_crc(data, i), reference_crc(data, i));
    for (i = 0; i + 5 < sizeof(data); i++)
        assert_int_equal(udf_crc(data + i, 5), reference_crc(data + i, 5));
}

static void test_crc_of_every_byte(void **state)
{
    uint8_t data[8];
    unsigned int place, value;

    (void)state;
    for (place = 0; place < sizeof(data); place++)
    {
        for (value = 0; value < 256; value++)
        {
            memset(data, 0, sizeof(data));
            data[place] = (uint8_t)value;
            assert_int_equal(udf_crc(data, sizeof(data)), reference_crc(data, sizeof(data)));
        }
    }
}

static void test_seal(void **state)
{
    uint8_t descriptor[512];
    unsigned int i, sum = 0;

    (void)state;
    for (i = 0; i < sizeof(descriptor); i++)
        descriptor[i] = (uint8_t)(i * 7);
    udf_seal(descriptor, UDF_TAG_FILE_SET, 0x150, 0x12345678, sizeof(descriptor));
    assert_int_equal(fsi_get_le16(descriptor), 256);
    assert_int_equal(fsi_get_le16(descriptor + 2), 2);
    assert_int_equal(fsi_get_le16(descriptor + 6), 0);
    assert_int_equal(fsi_get_le16(descriptor + 8), reference_crc(descriptor + 16, 496));
    assert_int_equal(fsi_get_le16(descriptor + 10), 496);
    assert_int_equal(fsi_get_le32(descriptor + 12), 0x12345678);
    for (i = 0; i < 16; i++)
        sum += i == 4 ? 0 : descriptor[i];
    assert_int_equal(descriptor[4], sum & 0xff);
    assert_int_equal(descriptor[5], 0);
    assert_int_equal(descriptor[16], 16 * 7);

    udf_seal(descriptor, UDF_TAG_FILE_SET, 0x200, 1, 100);
    assert_int_equal(fsi_get_le16(descriptor + 2), 3);
    assert_int_equal(fsi_get_le16(descriptor + 10), 84);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_crc_of_the_standard),
        cmocka_unit_test(test_crc_of_every_length),
        cmocka_unit_test(test_crc_of_every_byte),
        cmocka_unit_test(test_seal),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
