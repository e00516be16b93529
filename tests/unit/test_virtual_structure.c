/*
 * Structures of discs in a virtual drive: READ and SEND DISC STRUCTURE
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
#include <string.h>
#include <cmocka.h>

#include "mmc_bytes.h"
#include "virtual_fixture.h"

static void disc_structures(void **state)
{
    struct recorder *r = recorder_new("dvd+r");
    unsigned int i;

    (void)state;
    assert_good(fetch(r, "ad 00 00 00 00 00 00 00 08 04 00 00", 2052));
    assert_int_equal(mmc_get16(r->data) + 2, 2052);
    assert_int_equal(r->data[4], 0xa1);
    assert_int_equal(mmc_get32(r->data + 12) - mmc_get32(r->data + 8) + 1, 2295104);
    assert_good(fetch(r, "ad 00 00 00 00 00 00 11 02 00 00 00", 512));
    assert_int_equal(r->reply.transferred, 260);
    assert_good(fetch(r, "ad 00 00 00 00 00 00 c0 00 08 00 00", 8));
    assert_int_equal(r->data[4], 0);
    assert_good(fetch(r, "ad 00 00 00 00 00 00 ff 02 00 00 00", 512));
    assert_int_equal((mmc_get16(r->data) - 2) % 4, 0);
    for (i = 4; i < r->reply.transferred; i += 4) assert_int_equal(r->data[i + 1], 0x40);
    assert_code(fetch(r, "ad 00 00 00 00 00 00 30 02 00 00 00", 512), MMC_SENSE_CODE_INVALID_FIELD_IN_CDB);
    assert_code(fetch(r, "ad 01 00 00 00 00 00 00 02 00 00 00", 512), MMC_SENSE_CODE_CANNOT_READ_INCOMPATIBLE_FORMAT);
    assert_code(fetch(r, "ad 00 00 00 00 00 01 00 02 00 00 00", 512), MMC_SENSE_CODE_INVALID_FIELD_IN_CDB);
    assert_good(send_data(r, "bf 00 00 00 00 00 00 c0 00 08 00 00", "\0\0\0\0\0\0\0", 8));
    assert_code(send_data(r, "bf 00 00 00 00 00 00 c0 00 08 00 00", "\0\0\0\0\1\0\0", 8),
                MMC_SENSE_CODE_INVALID_FIELD_IN_PARAMETERS);
    assert_code(send_data(r, "bf 00 00 00 00 00 00 05 00 08 00 00", "\0\0\0\0\1\0\0", 8), MMC_SENSE_CODE_INVALID_FIELD_IN_CDB);
    recorder_free(r);

    r = recorder_new("bd-re");
    assert_good(fetch(r, "ad 01 00 00 00 00 00 00 10 04 00 00", 4100));
    assert_memory_equal(r->data + 4, "DI", 2);
    assert_memory_equal(r->data + 12, "BDW", 3);
    assert_good(format(r, 0, false));
    assert_good(fetch(r, "ad 01 00 00 00 00 00 0a 00 10 00 00", 16));
    assert_int_equal(mmc_get32(r->data + 8), 393216 / 32);
    recorder_free(r);

    r = recorder_new("cd-r");
    assert_code(fetch(r, "ad 00 00 00 00 00 00 00 08 04 00 00", 2052), MMC_SENSE_CODE_CANNOT_READ_INCOMPATIBLE_FORMAT);
    recorder_free(r);
}

#define BOUNDARY(blocks) "\0\x0a\0\0\0\0\0\0" blocks

/* A host shortens the layers of a blank disc before it writes. */
static void layer_boundaries(void **state)
{
    static const char *const kinds[] = { "dvd+r-dl", "dvd-r-dl" };
    struct recorder *r;
    uint32_t whole, entry;
    unsigned int i;

    (void)state;
    for (i = 0; i < 2; i++)
    {
        r = recorder_new(kinds[i]);
        assert_good(fetch(r, "ad 00 00 00 00 00 00 20 00 0c 00 00", 12));
        assert_int_equal(r->data[4], 0);
        whole = mmc_get32(r->data + 8);
        assert_in_range(whole, 2000000, 2300000);
        assert_code(send_data(r, "bf 00 00 00 00 00 00 20 00 0c 00 00", BOUNDARY("\x7f\0\0\0"), 12),
                    MMC_SENSE_CODE_INVALID_FIELD_IN_PARAMETERS);
        assert_code(send_data(r, "bf 00 00 00 00 00 00 20 00 0c 00 00", BOUNDARY("\0\0\x10\1"), 12),
                    MMC_SENSE_CODE_INVALID_FIELD_IN_PARAMETERS);
        assert_code(send_data(r, "bf 00 00 00 00 00 00 20 00 0c 00 00", BOUNDARY("\0\0\0\0"), 12),
                    MMC_SENSE_CODE_INVALID_FIELD_IN_PARAMETERS);
        assert_code(send_data(r, "bf 00 00 00 00 00 00 20 00 08 00 00", BOUNDARY("\0\0\x10\0"), 8),
                    MMC_SENSE_CODE_PARAMETER_LIST_LENGTH_ERROR);
        assert_good(send_data(r, "bf 00 00 00 00 00 00 20 00 0c 00 00", BOUNDARY("\0\0\x10\0"), 12));
        recorder_reopen(r);
        assert_good(fetch(r, "ad 00 00 00 00 00 00 20 00 0c 00 00", 12));
        assert_int_equal(r->data[4], 0x80);
        assert_int_equal(mmc_get32(r->data + 8), 0x1000);
        assert_code(send_data(r, "bf 00 00 00 00 00 00 20 00 0c 00 00", BOUNDARY("\0\0\x08\0"), 12),
                    MMC_SENSE_CODE_COMMAND_SEQUENCE_ERROR);
        assert_good(fetch(r, "ad 00 00 00 00 00 00 ff 02 00 00 00", 512));
        for (entry = 4; entry < r->reply.transferred; entry += 4)
            assert_int_equal(r->data[entry + 1], r->data[entry] == 0x20 ? 0xc0 : 0x40);
        assert_good(fetch(r, "52 01 00 00 00 01 00 00 22 00", 34));
        assert_int_equal(mmc_get32(r->data + 16), 0x2000);  /* free blocks: two layers of 1000h */
        recorder_free(r);

        r = recorder_new(kinds[i]);
        if (!strcmp(kinds[i], "dvd-r-dl")) assert_good(set_write_type(r, 0, 3));
        assert_good(write_at(r, 0, 16, 1));
        assert_code(send_data(r, "bf 00 00 00 00 00 00 20 00 0c 00 00", BOUNDARY("\0\0\x10\0"), 12),
                    MMC_SENSE_CODE_COMMAND_SEQUENCE_ERROR);
        recorder_free(r);
    }
    r = recorder_new("dvd+r");
    assert_code(send_data(r, "bf 00 00 00 00 00 00 20 00 0c 00 00", BOUNDARY("\0\0\x10\0"), 12),
                MMC_SENSE_CODE_INVALID_FIELD_IN_CDB);
    recorder_free(r);
}

/* DVD-R and DVD-RW tell their room before anything is written, and afterwards the same. */
static void lead_ins(void **state)
{
    struct recorder *r = recorder_new("dvd-r-dl");
    uint32_t room;

    (void)state;
    assert_good(fetch(r, "ad 00 00 00 00 00 00 10 00 14 00 00", 20));
    assert_int_equal(r->data[6] >> 5 & 3, 1);               /* two layers */
    room = mmc_get32(r->data + 12) - mmc_get32(r->data + 8) + 1;
    assert_in_range(room, 4000000, 4600000);
    assert_int_equal(mmc_get32(r->data + 16) - mmc_get32(r->data + 8) + 1, room / 2);
    assert_good(fetch(r, "ad 00 00 00 00 00 00 00 00 14 00 00", 20));
    assert_int_equal(mmc_get32(r->data + 12) - mmc_get32(r->data + 8) + 1, room);

    assert_good(set_write_type(r, 0, 0));
    assert_good(write_at(r, 0, 32, 1));
    assert_good(command(r, "35 00 00 00 00 00 00 00 00 00"));
    assert_good(command(r, "5b 00 02 00 00 00 00 00 00 00"));
    assert_good(fetch(r, "ad 00 00 00 00 00 00 00 00 14 00 00", 20));
    assert_int_equal(mmc_get32(r->data + 12) - mmc_get32(r->data + 8) + 1, 32);
    assert_good(fetch(r, "ad 00 00 00 00 00 00 10 00 14 00 00", 20));
    assert_int_equal(mmc_get32(r->data + 12) - mmc_get32(r->data + 8) + 1, room);
    recorder_free(r);

    r = recorder_new("dvd+r");
    assert_code(fetch(r, "ad 00 00 00 00 00 00 10 00 14 00 00", 20), MMC_SENSE_CODE_INVALID_FIELD_IN_CDB);
    recorder_free(r);
}

int main(void)
{
    const struct CMUnitTest tests[] =
    {
        cmocka_unit_test(disc_structures),
        cmocka_unit_test(layer_boundaries),
        cmocka_unit_test(lead_ins),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
