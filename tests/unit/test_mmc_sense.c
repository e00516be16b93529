/*
 * Sense data and the sense table
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

/* Values of their own for the HRESULT names, so that the column can be compared without any Windows header. */
enum result
{
    S_OK,
    E_FAIL,
    E_IMAPI_LOSS_OF_STREAMING,
    E_IMAPI_RECORDER_DVD_STRUCTURE_NOT_PRESENT,
    E_IMAPI_RECORDER_INVALID_MODE_PARAMETERS,
    E_IMAPI_RECORDER_MEDIA_BECOMING_READY,
    E_IMAPI_RECORDER_MEDIA_BUSY,
    E_IMAPI_RECORDER_MEDIA_FORMAT_IN_PROGRESS,
    E_IMAPI_RECORDER_MEDIA_INCOMPATIBLE,
    E_IMAPI_RECORDER_MEDIA_NO_MEDIA,
    E_IMAPI_RECORDER_MEDIA_SPEED_MISMATCH,
    E_IMAPI_RECORDER_MEDIA_UPSIDE_DOWN,
    E_IMAPI_RECORDER_MEDIA_WRITE_PROTECTED,
    E_IMAPI_RECORDER_NO_SUCH_MODE_PAGE,
};

struct result_row
{
    uint16_t key, asc, ascq, opcode;
    enum result result;
    const char *text;
};

static const struct result_row table[] =
{
#define MMC_SENSE_ENTRY(key, asc, ascq, opcode, hresult, retry, text) { key, asc, ascq, opcode, hresult, text },
#include "mmc_sense_table.h"
};

/* The mapping that clients know, row by row; first match wins. */
static const struct result_row known[] =
{
    { 0, 0x00, MMC_ANY, MMC_ANY, S_OK, NULL },
    { MMC_ANY, 0x02, 0x06, MMC_ANY, E_IMAPI_RECORDER_MEDIA_UPSIDE_DOWN, NULL },
    { 2, 0x04, 0x01, MMC_ANY, E_IMAPI_RECORDER_MEDIA_BECOMING_READY, NULL },
    { 2, 0x04, 0x03, MMC_ANY, E_IMAPI_RECORDER_MEDIA_NO_MEDIA, NULL },
    { 2, 0x04, 0x04, MMC_ANY, E_IMAPI_RECORDER_MEDIA_FORMAT_IN_PROGRESS, NULL },
    { 2, 0x04, 0x07, MMC_ANY, E_IMAPI_RECORDER_MEDIA_BUSY, NULL },
    { 2, 0x04, 0x08, MMC_ANY, E_IMAPI_RECORDER_MEDIA_BUSY, NULL },
    { 2, 0x04, MMC_ANY, MMC_ANY, E_IMAPI_RECORDER_MEDIA_BECOMING_READY, NULL },
    { 2, 0x30, MMC_ANY, 0xad, E_IMAPI_RECORDER_DVD_STRUCTURE_NOT_PRESENT, NULL },
    { 3, 0x0c, 0x09, 0x35, S_OK, NULL },
    { 3, 0x0c, 0x09, MMC_ANY, E_IMAPI_LOSS_OF_STREAMING, NULL },
    { 4, 0x09, 0x01, MMC_ANY, E_IMAPI_RECORDER_MEDIA_UPSIDE_DOWN, NULL },
    { 4, 0x09, 0x02, MMC_ANY, E_IMAPI_RECORDER_MEDIA_INCOMPATIBLE, NULL },
    { 5, 0x20, 0x00, 0xad, E_IMAPI_RECORDER_DVD_STRUCTURE_NOT_PRESENT, NULL },
    { 5, 0x24, 0x00, 0xad, E_IMAPI_RECORDER_DVD_STRUCTURE_NOT_PRESENT, NULL },
    { 5, 0x30, 0x02, 0xad, E_IMAPI_RECORDER_DVD_STRUCTURE_NOT_PRESENT, NULL },
    { 5, 0x24, 0x00, 0x5a, E_IMAPI_RECORDER_NO_SUCH_MODE_PAGE, NULL },
    { 5, 0x26, MMC_ANY, 0x55, E_IMAPI_RECORDER_INVALID_MODE_PARAMETERS, NULL },
    { 7, 0x27, MMC_ANY, MMC_ANY, E_IMAPI_RECORDER_MEDIA_WRITE_PROTECTED, NULL },
    { 6, 0x28, 0x00, MMC_ANY, E_IMAPI_RECORDER_MEDIA_BECOMING_READY, NULL },
    { MMC_ANY, 0x30, MMC_ANY, MMC_ANY, E_IMAPI_RECORDER_MEDIA_INCOMPATIBLE, NULL },
    { 2, 0x3a, MMC_ANY, MMC_ANY, E_IMAPI_RECORDER_MEDIA_NO_MEDIA, NULL },
    { MMC_ANY, 0x73, 0x03, MMC_ANY, E_IMAPI_RECORDER_MEDIA_SPEED_MISMATCH, NULL },
    { MMC_ANY, MMC_ANY, MMC_ANY, MMC_ANY, E_FAIL, NULL },
};

static const struct result_row *first_match(const struct result_row *row, unsigned int key, unsigned int asc,
                                            unsigned int ascq, unsigned int opcode)
{
    while (!((row->key == MMC_ANY || row->key == key) && (row->asc == MMC_ANY || row->asc == asc) &&
             (row->ascq == MMC_ANY || row->ascq == ascq) && (row->opcode == MMC_ANY || row->opcode == opcode)))
        row++;
    return row;
}

/* Every key, code and qualifier there is, with every command that the table names and one that it does not. */
static void test_results_of_all_sense(void **state)
{
    static const uint8_t opcodes[] = { 0x2a, 0x35, 0x55, 0x5a, 0xad };
    unsigned int key, asc, ascq, i;

    for (i = 0; i < sizeof(opcodes); i++)
        for (key = 0; key < 16; key++)
            for (asc = 0; asc < 256; asc++)
                for (ascq = 0; ascq < 256; ascq++)
                    if (first_match(table, key, asc, ascq, opcodes[i])->result !=
                        first_match(known, key, asc, ascq, opcodes[i])->result)
                        fail_msg("%x/%02x/%02x after %02x", key, asc, ascq, opcodes[i]);
}

static void test_every_row_can_be_reached(void **state)
{
    size_t i, count = sizeof(table) / sizeof(table[0]);

    for (i = 0; i < count; i++)
    {
        /* values that no other row names stand for ANY */
        const struct result_row *row = &table[i];
        unsigned int key = row->key == MMC_ANY ? 0xa : row->key, asc = row->asc == MMC_ANY ? 0xfe : row->asc;
        unsigned int ascq = row->ascq == MMC_ANY ? 0xfe : row->ascq, op = row->opcode == MMC_ANY ? 0x2a : row->opcode;

        assert_non_null(row->text);
        assert_true(strlen(row->text) > 5);
        if (first_match(table, key, asc, ascq, op) != row)
            fail_msg("row %u: %s", (unsigned int)i, row->text);
    }
}

static void test_lookup(void **state)
{
    static const struct
    {
        uint32_t code;
        uint8_t opcode;
        enum mmc_retry_class retry;
        const char *text;
    } cases[] =
    {
        { MMC_SENSE_CODE_BECOMING_READY, MMC_OP_TEST_UNIT_READY, MMC_RETRY_WAIT_READY, "the drive is becoming ready" },
        { MMC_SENSE_CODE_LONG_WRITE_IN_PROGRESS, MMC_OP_WRITE_10, MMC_RETRY_WAIT_LONG_WRITE,
          "the drive is still writing out its buffer" },
        { MMC_SENSE_CODE_POWER_ON_OR_RESET, MMC_OP_READ_10, MMC_RETRY_NOW, "the drive was switched on or reset" },
        { MMC_SENSE_CODE_NO_MEDIUM_TRAY_OPEN, MMC_OP_READ_10, MMC_RETRY_NONE, "there is no medium, the tray is open" },
        { MMC_SENSE_CODE_INVALID_WRITE_ADDRESS, MMC_OP_WRITE_10, MMC_RETRY_NONE,
          "the medium can not be written at this address" },
        { MMC_SENSE_CODE_WRITE_ERROR, MMC_OP_WRITE_10, MMC_RETRY_FINAL, "writing failed" },
        { 0x0a7f7f, MMC_OP_WRITE_10, MMC_RETRY_NONE, "the drive failed for a reason it does not explain" },
    };
    size_t i;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
    {
        struct mmc_sense sense = mmc_make_sense(cases[i].code);
        const struct mmc_sense_row *row = mmc_sense_lookup(&sense, cases[i].opcode);

        assert_int_equal(mmc_sense_code(&sense), cases[i].code);
        assert_string_equal(row->text, cases[i].text);
        assert_int_equal(row->retry, cases[i].retry);
    }
    assert_string_equal(mmc_sense_key_name(MMC_SENSE_BLANK_CHECK), "blank check");
}

static bool parse(const uint8_t *data, size_t length)
{
    struct mmc_sense sense;
    bool valid = mmc_parse_sense(data, length, &sense);

    assert_int_equal(valid, sense.valid);
    assert_true(valid || !mmc_sense_code(&sense));
    return valid;
}

static const uint8_t fixed[] = { 0xf0, 0, 0x23, 0x00, 0x01, 0x02, 0x03, 10, 0, 0, 0, 9, 0x11, 0x05, 0, 0, 0, 0 };

static void test_fixed_form(void **state)
{
    struct mmc_sense sense;

    assert_true(mmc_parse_sense(fixed, sizeof(fixed), &sense));
    assert_int_equal(mmc_sense_code(&sense), MMC_SENSE_CODE_L_EC_UNCORRECTABLE);
    assert_true(sense.ili);
    assert_false(sense.deferred);
    assert_true(sense.information_valid);
    assert_int_equal(sense.information, 0x10203);
    assert_true(sense.command_specific_valid);
    assert_int_equal(sense.command_specific, 9);
    assert_false(sense.progress_valid);
    check_hostile(fixed, sizeof(fixed), (struct reply_shape){ 7, 1 }, 13, parse);
}

static void test_progress_and_field(void **state)
{
    static const uint8_t busy[] = { 0x70, 0, 2, 0, 0, 0, 0, 10, 0, 0, 0, 0, 4, 8, 0, 0x80, 0x40, 0x00 };
    static const uint8_t wrong[] = { 0x71, 0, 5, 0, 0, 0, 0, 10, 0, 0, 0, 0, 0x24, 0, 0, 0xcb, 0x00, 0x08 };
    struct mmc_sense sense;

    assert_true(mmc_parse_sense(busy, sizeof(busy), &sense));
    assert_true(sense.progress_valid);
    assert_int_equal(sense.progress, 0x4000);
    assert_false(sense.field_valid);
    assert_true(mmc_parse_sense(wrong, sizeof(wrong), &sense));
    assert_true(sense.deferred);
    assert_true(sense.field_valid);
    assert_true(sense.field_in_cdb);
    assert_int_equal(sense.field_byte, 8);
    assert_int_equal(sense.field_bit, 3);
    assert_false(sense.progress_valid);
}

static const uint8_t descriptors[] = {
    0x72, 0x02, 0x04, 0x04, 0, 0, 0, 36,
    0x00, 0x0a, 0x80, 0, 0, 0, 0, 1, 0, 0, 0, 2,
    0x01, 0x0a, 0, 0, 0, 0, 0, 0, 0, 0, 0, 7,
    0x02, 0x06, 0, 0, 0x80, 0x12, 0x34, 0,
    0x05, 0x02, 0, 0x20,
};

static void test_descriptor_form(void **state)
{
    struct mmc_sense sense;

    assert_true(mmc_parse_sense(descriptors, sizeof(descriptors), &sense));
    assert_true(sense.descriptor_form);
    assert_int_equal(mmc_sense_code(&sense), MMC_SENSE_CODE_FORMAT_IN_PROGRESS);
    assert_true(sense.information_valid);
    assert_true(sense.information == UINT64_C(0x100000002));
    assert_true(sense.command_specific_valid);
    assert_int_equal(sense.command_specific, 7);
    assert_true(sense.progress_valid);
    assert_int_equal(sense.progress, 0x1234);
    assert_true(sense.ili);
    check_hostile(descriptors, sizeof(descriptors), (struct reply_shape){ 7, 1 }, 3, parse);
}

static void test_no_sense_at_all(void **state)
{
    static const uint8_t codes[] = { 0x00, 0x6f, 0x74, 0x7f, 0xff };
    uint8_t data[18] = { 0 };
    size_t i;

    for (i = 0; i < sizeof(codes); i++)
    {
        data[0] = codes[i];
        assert_false(parse(data, sizeof(data)));
    }
    assert_false(parse(NULL, 0));
}

static void test_sense_round_trip(void **state)
{
    uint32_t codes[] = { MMC_SENSE_CODE_FORMAT_IN_PROGRESS, MMC_SENSE_CODE_INVALID_FIELD_IN_CDB };
    struct mmc_sense sense, again;
    uint8_t buffer[44];
    size_t i, length;

    for (i = 0; i < 4; i++)
    {
        sense = mmc_make_sense(codes[i & 1]);
        sense.descriptor_form = i >> 1;
        sense.deferred = true;
        sense.information_valid = sense.ili = sense.command_specific_valid = true;
        sense.information = 0x12345678;
        sense.command_specific = 5;
        if (i & 1)
        {
            sense.field_valid = true;
            sense.field_byte = 0x102;
            sense.field_bit = 0xff;
        }
        else
        {
            sense.progress_valid = true;
            sense.progress = 0xfffe;
        }
        length = mmc_encode_sense(buffer, sizeof(buffer), &sense);
        assert_int_equal(length, sense.descriptor_form ? 44 : 18);
        assert_int_equal(mmc_encode_sense(buffer, length - 1, &sense), 0);
        assert_true(mmc_parse_sense(buffer, length, &again));
        assert_int_equal(mmc_sense_code(&again), codes[i & 1]);
        assert_int_equal(again.deferred, 1);
        assert_int_equal(again.descriptor_form, sense.descriptor_form);
        assert_int_equal(again.information, sense.information);
        assert_int_equal(again.command_specific, 5);
        assert_int_equal(again.ili, 1);
        assert_int_equal(again.progress, sense.progress);
        assert_int_equal(again.field_valid, sense.field_valid);
        assert_int_equal(again.field_byte, sense.field_byte);
        assert_int_equal(again.field_bit, sense.field_bit);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_results_of_all_sense),
        cmocka_unit_test(test_every_row_can_be_reached),
        cmocka_unit_test(test_lookup),
        cmocka_unit_test(test_fixed_form),
        cmocka_unit_test(test_progress_and_field),
        cmocka_unit_test(test_descriptor_form),
        cmocka_unit_test(test_no_sense_at_all),
        cmocka_unit_test(test_sense_round_trip),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
