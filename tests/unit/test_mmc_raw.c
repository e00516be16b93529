/*
 * Tests of commands and payloads that come from outside of libs/mmc
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

#include "mmc_opcodes.h"
#include "mmc_basic.h"
#include "mmc_raw.h"
#include "mmc_structure.h"

/* The rule of the reference, written out: groups by ranges, and the codes that it leaves out. */
static bool reference_allows(unsigned int opcode, uint32_t length)
{
    static const unsigned int exempt[] = {
        0x02, 0x05, 0x06, 0x09, 0x0c, 0x0d, 0x0e, 0x0f, 0x10, 0x13, 0x14,
        0x19, 0x20, 0x21, 0x22, 0x23, 0x24, 0x26, 0x27, 0x29, 0x2c, 0x2d,
    };
    unsigned int i;

    if (length < 6 || length > 16)
        return false;
    for (i = 0; i < sizeof(exempt) / sizeof(exempt[0]); i++)
        if (exempt[i] == opcode)
            return true;
    if (opcode <= 0x1f)
        return length == 6;
    if (opcode <= 0x5f)
        return length == 10;
    if (opcode >= 0x80 && opcode <= 0x9f)
        return length == 16;
    if (opcode >= 0xa0 && opcode <= 0xbf)
        return length == 12;
    return true;
}

static void test_cdb_lengths(void **state)
{
    unsigned int opcode;
    uint32_t length;

    (void)state;
    for (opcode = 0; opcode < 0x100; opcode++)
    {
        for (length = 0; length < 40; length++)
            assert_int_equal(mmc_cdb_length_allowed((uint8_t)opcode, length), reference_allows(opcode, length));
        assert_false(mmc_cdb_length_allowed((uint8_t)opcode, UINT32_MAX));
        assert_false(mmc_cdb_length_allowed((uint8_t)opcode, 256 + 10));
    }
}

/* What the library builds itself is allowed too. */
static void test_own_commands(void **state)
{
    unsigned int opcode;

    (void)state;
    for (opcode = 0; opcode < 0x100; opcode++)
        if (mmc_opcode_cdb_length((uint8_t)opcode))
            assert_true(mmc_cdb_length_allowed((uint8_t)opcode, mmc_opcode_cdb_length((uint8_t)opcode)));
}

static void test_removal(void **state)
{
    struct mmc_command command;
    bool prevents;

    (void)state;
    mmc_build_prevent_allow_medium_removal(&command, true, false);
    assert_true(mmc_decide_removal(command.cdb, &prevents) && prevents);
    mmc_build_prevent_allow_medium_removal(&command, true, true);
    assert_true(mmc_decide_removal(command.cdb, &prevents) && prevents);
    mmc_build_prevent_allow_medium_removal(&command, false, false);
    assert_true(mmc_decide_removal(command.cdb, &prevents) && !prevents);
    mmc_build_start_stop_unit(&command, MMC_EJECT, false);
    assert_false(mmc_decide_removal(command.cdb, &prevents));
}

static void test_agid(void **state)
{
    struct mmc_command command, before;
    uint8_t agid;

    (void)state;
    mmc_build_read_disc_structure(&before, MMC_STRUCTURE_DVD, MMC_STRUCTURE_DVD_COPYRIGHT, 0x11223344, 1, 0x5566);
    for (agid = 0; agid < 4; agid++)
    {
        command = before;
        mmc_set_structure_agid(&command, agid);
        assert_int_equal(command.cdb[10], agid << 6);
        command.cdb[10] = before.cdb[10];
        assert_memory_equal(&command, &before, sizeof(command));
    }
    /* Only two bits, and they replace what was there. */
    mmc_set_structure_agid(&command, 3);
    mmc_set_structure_agid(&command, 0xf5);
    assert_int_equal(command.cdb[10], 0x40);
}

static void test_structure_list(void **state)
{
    static const uint8_t expected[] = { 0x00, 0x05, 0x00, 0x00, 0xaa, 0xbb, 0xcc };
    static uint8_t large[0x10000 + 8], out[0x10000 + 8];
    uint8_t buffer[16];

    (void)state;
    memset(buffer, 0xff, sizeof(buffer));
    assert_int_equal(mmc_encode_structure_list(buffer, sizeof(buffer), expected + 4, 3), sizeof(expected));
    assert_memory_equal(buffer, expected, sizeof(expected));
    assert_int_equal(buffer[sizeof(expected)], 0xff);
    assert_int_equal(mmc_encode_structure_list(buffer, 7, expected + 4, 3), 7);
    assert_int_equal(mmc_encode_structure_list(buffer, 6, expected + 4, 3), 0);
    assert_int_equal(mmc_encode_structure_list(buffer, 3, NULL, 0), 0);
    assert_int_equal(mmc_encode_structure_list(buffer, sizeof(buffer), NULL, 0), 4);
    assert_int_equal(buffer[1], 2);

    /* The length field has 16 bits. */
    assert_int_equal(mmc_encode_structure_list(out, sizeof(out), large, 0xfffd), 0x10001);
    assert_int_equal(out[0] << 8 | out[1], 0xffff);
    assert_int_equal(mmc_encode_structure_list(out, sizeof(out), large, 0xfffe), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cdb_lengths),
        cmocka_unit_test(test_own_commands),
        cmocka_unit_test(test_removal),
        cmocka_unit_test(test_agid),
        cmocka_unit_test(test_structure_list),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
