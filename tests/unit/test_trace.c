/*
 * Traces: written, read back, and broken
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
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "mmc_fixture.h"

static struct mmc_trace_record sample(void)
{
    static const uint8_t data[8] = { 0x00, 0x04, 0xe1, 0xff, 0x00, 0x00, 0x08, 0x00 };
    struct mmc_trace_record record;
    struct mmc_command cmd;

    memset(&record, 0, sizeof(record));
    mmc_trace_set_device(&record, "D:");
    record.sequence = 17;
    mmc_build_read_capacity(&cmd);
    memcpy(record.cdb, cmd.cdb, sizeof(record.cdb));
    record.cdb_length = cmd.cdb_length;
    record.direction = cmd.direction;
    record.data_length = cmd.data_length;
    record.timeout_ms = 10000;
    record.transferred = 8;
    mmc_trace_set_payload(&record.in, data, sizeof(data));
    record.milliseconds = 2;
    return record;
}

/* A command that sends or brings so many bytes. */
static struct mmc_trace_record transfer(bool out, uint32_t length)
{
    struct mmc_trace_record record = sample();
    uint8_t *bytes = malloc(length);
    uint32_t i;

    for (i = 0; i < length; i++)
        bytes[i] = (uint8_t)(i * 7);
    record.direction = out ? MMC_DATA_OUT : MMC_DATA_IN;
    record.data_length = record.transferred = length;
    memset(&record.in, 0, sizeof(record.in));
    mmc_trace_set_payload(out ? &record.out : &record.in, bytes, length);
    free(bytes);
    return record;
}

static void assert_same(const struct mmc_trace_record *a, const struct mmc_trace_record *b)
{
    /* both are zeroed before they are filled, so that all bytes count */
    assert_string_equal(a->device, b->device);
    assert_int_equal(a->sequence, b->sequence);
    assert_memory_equal(a->cdb, b->cdb, sizeof(a->cdb));
    assert_int_equal(a->cdb_length, b->cdb_length);
    assert_int_equal(a->direction, b->direction);
    assert_int_equal(a->data_length, b->data_length);
    assert_int_equal(a->timeout_ms, b->timeout_ms);
    assert_memory_equal(&a->out, &b->out, sizeof(a->out));
    assert_int_equal(a->delivery, b->delivery);
    assert_int_equal(a->status, b->status);
    assert_int_equal(a->sense_length, b->sense_length);
    assert_memory_equal(a->sense, b->sense, sizeof(a->sense));
    assert_int_equal(a->transferred, b->transferred);
    assert_memory_equal(&a->in, &b->in, sizeof(a->in));
    assert_int_equal(a->milliseconds, b->milliseconds);
}

static void assert_round_trip(const struct mmc_trace_record *record)
{
    struct mmc_trace_record again;
    char text[4096];
    size_t length = mmc_trace_format(text, sizeof(text), record);

    assert_in_range(length, 1, sizeof(text) - 1);
    assert_int_equal(strlen(text), length);
    assert_true(mmc_trace_parse(text, &again));
    assert_same(record, &again);
}

static const char sample_line[] =
    "mmc: dev=D: seq=17 op=READ_CAPACITY cdb=25000000000000000000 dir=in len=8 timeout=10000 out=- "
    "reply=ok status=00 sense=- moved=8 in=hex:0004e1ff00000800 ms=2";

static void test_one_line(void **state)
{
    struct mmc_trace_record record = sample();
    char line[MMC_TRACE_LINE_MAX];

    assert_int_equal(mmc_trace_format_line(line, sizeof(line), &record, 0), strlen(sample_line));
    assert_string_equal(line, sample_line);
    assert_int_equal(mmc_trace_format_line(line, sizeof(line), &record, 1), 0);
    assert_int_equal(mmc_trace_format_line(line, sizeof(line) - 1, &record, 0), 0);
    assert_round_trip(&record);
}

static void test_commands_in_one_word(void **state)
{
    struct mmc_trace_record record = sample();
    char line[MMC_TRACE_LINE_MAX];
    unsigned int i;

    for (i = 0; i < 256; i++)
    {
        record.cdb[0] = (uint8_t)i;
        assert_true(mmc_trace_format_line(line, sizeof(line), &record, 0));
        assert_null(strpbrk(line, "()/*"));
        assert_round_trip(&record);
    }
    record.cdb[0] = MMC_OP_WRITE_AND_VERIFY_10;
    mmc_trace_format_line(line, sizeof(line), &record, 0);
    assert_non_null(strstr(line, " op=WRITE_AND_VERIFY_10 cdb=2e"));
    record.cdb[0] = MMC_OP_READ_TOC_PMA_ATIP;
    mmc_trace_format_line(line, sizeof(line), &record, 0);
    assert_non_null(strstr(line, " op=READ_TOC_PMA_ATIP cdb=43"));
}

static void test_payloads_of_all_lengths(void **state)
{
    static const uint32_t lengths[] = { 1, 191, 192, 193, 384, 385, 511, 512, 513, 2048, 65536 };
    size_t i;

    for (i = 0; i < 2 * sizeof(lengths) / sizeof(lengths[0]); i++)
    {
        struct mmc_trace_record record = transfer(i & 1, lengths[i / 2]);
        const struct mmc_trace_payload *payload = i & 1 ? &record.out : &record.in;

        assert_int_equal(payload->form, lengths[i / 2] <= MMC_TRACE_PAYLOAD_MAX ? MMC_TRACE_BYTES : MMC_TRACE_CRC);
        assert_round_trip(&record);
    }
}

static void test_failures_come_back(void **state)
{
    struct mmc_trace_record record = transfer(true, 4096);
    struct mmc_sense sense = mmc_make_sense(MMC_SENSE_CODE_LONG_WRITE_IN_PROGRESS);
    unsigned int delivery;

    record.status = 2;
    record.sense_length = (uint8_t)mmc_encode_sense(record.sense, sizeof(record.sense), &sense);
    record.transferred = 0;
    assert_round_trip(&record);
    for (delivery = MMC_TRACE_DELIVERED; delivery <= MMC_TRACE_LOST; delivery++)
    {
        record.delivery = (enum mmc_trace_delivery)delivery;
        assert_round_trip(&record);
    }
}

/* Everything as long as it can be. */
static void test_no_line_is_too_long(void **state)
{
    struct mmc_trace_record record = transfer(true, 512);
    char line[MMC_TRACE_LINE_MAX];
    unsigned int part, lines = 0;

    mmc_trace_set_device(&record, "A:name with blanks and far too many letters in it");
    assert_int_equal(strlen(record.device), sizeof(record.device) - 1);
    assert_null(strchr(record.device, ' '));
    memset(record.cdb, 0xff, sizeof(record.cdb));
    record.cdb[0] = MMC_OP_GET_EVENT_STATUS_NOTIFICATION;
    record.cdb_length = 16;
    record.sequence = record.timeout_ms = record.milliseconds = UINT32_MAX;
    record.delivery = MMC_TRACE_REFUSED;
    record.status = 0xff;
    memset(record.sense, 0xee, sizeof(record.sense));
    record.sense_length = sizeof(record.sense);
    for (part = 0; mmc_trace_format_line(line, sizeof(line), &record, part); part++)
    {
        lines++;
        assert_in_range(strlen(line), 1, sizeof(line) - 40);
    }
    assert_int_equal(lines, 3);
    assert_round_trip(&record);
}

static void test_the_names_of_devices(void **state)
{
    struct mmc_trace_record record = sample();

    mmc_trace_set_device(&record, "");
    assert_string_equal(record.device, "_");
    assert_round_trip(&record);
    mmc_trace_set_device(&record, "\xc3\xa9=\n");
    assert_string_equal(record.device, "____");
    assert_round_trip(&record);
}

static void test_too_small_a_buffer(void **state)
{
    struct mmc_trace_record record = transfer(false, 512);
    size_t needed = mmc_trace_format(NULL, 0, &record);
    char *text = malloc(needed + 1);

    assert_non_null(text);
    assert_int_equal(mmc_trace_format(text, needed, &record), needed);
    assert_int_equal(text[0], 0);
    assert_int_equal(mmc_trace_format(text, needed + 1, &record), needed);
    assert_int_equal(strlen(text), needed);
    free(text);
}

static void test_prefixes_and_line_ends(void **state)
{
    struct mmc_trace_record record, expected = sample();
    char line[2048];

    snprintf(line, sizeof(line), "0024:trace:imapi2_scsi:trace_command %s\r\n", sample_line);
    assert_int_equal(mmc_trace_parse_line(line, &record), MMC_TRACE_COMPLETE);
    assert_same(&record, &expected);
    snprintf(line, sizeof(line), "12345.678:0024:trace:imapi2_scsi:f %s", sample_line);
    assert_int_equal(mmc_trace_parse_line(line, &record), MMC_TRACE_COMPLETE);
    snprintf(line, sizeof(line), "0024:fixme:imapi2:f something else\n0024:trace:imapi2_scsi:f %s\n", sample_line);
    assert_true(mmc_trace_parse(line, &record));
    assert_same(&record, &expected);
}

static void test_other_lines_change_nothing(void **state)
{
    struct mmc_trace_record record = sample(), before = record;

    assert_int_equal(mmc_trace_parse_line("", &record), MMC_TRACE_NONE);
    assert_int_equal(mmc_trace_parse_line("0024:trace:imapi2:recorder (0x1)\n", &record), MMC_TRACE_NONE);
    assert_memory_equal(&record, &before, sizeof(record));
    assert_false(mmc_trace_parse("", &record));
    assert_false(mmc_trace_parse("nothing\nat all\n", &record));
}

/* Every truncation of a line, in a buffer of its own size. */
static void test_truncated_lines(void **state)
{
    struct mmc_trace_record record;
    size_t i, last = sizeof(sample_line) - 2; /* without the only digit of ms= */

    for (i = 0; i <= last; i++)
    {
        char *line = malloc(i + 1);

        memcpy(line, sample_line, i);
        line[i] = 0;
        assert_int_equal(mmc_trace_parse_line(line, &record), i < strlen("mmc: dev=") ? MMC_TRACE_NONE : MMC_TRACE_BAD);
        free(line);
    }
}

/* Every character replaced by each of some others: nothing may crash, and what is taken can be written again. */
static void test_changed_characters(void **state)
{
    static const char others[] = " 0f=+-:.\t\xff";
    struct mmc_trace_record record;
    char line[sizeof(sample_line)], text[MMC_TRACE_LINE_MAX];
    size_t i, j;

    for (i = 0; i < sizeof(sample_line) - 1; i++)
        for (j = 0; j < sizeof(others) - 1; j++)
        {
            memcpy(line, sample_line, sizeof(line));
            line[i] = others[j];
            if (mmc_trace_parse_line(line, &record) == MMC_TRACE_COMPLETE)
                assert_true(mmc_trace_format_line(text, sizeof(text), &record, 0));
        }
}

static void assert_bad(const char *part, const char *instead)
{
    struct mmc_trace_record record;
    const char *at = strstr(sample_line, part);
    char line[4096];

    assert_non_null(at);
    snprintf(line, sizeof(line), "%.*s%s%s", (int)(at - sample_line), sample_line, instead, at + strlen(part));
    assert_int_equal(mmc_trace_parse_line(line, &record), MMC_TRACE_BAD);
}

static void test_lies(void **state)
{
    char many[400];

    assert_bad("in=hex:00", "in=hex:");                 /* fewer bytes than moved= */
    assert_bad("in=hex:00", "in=hex:0000");             /* more */
    assert_bad("in=hex:00", "in=hex:0");                /* half a byte */
    assert_bad("in=hex:0004e1ff00000800", "in=hex:");   /* none */
    assert_bad("moved=8", "moved=4294967296");
    assert_bad("moved=8", "moved=");
    assert_bad("moved=8", "moved=-8");
    assert_bad("dir=in", "dir=out");
    assert_bad("dir=in", "dir=inn");
    assert_bad("out=-", "out=crc:12345678");
    assert_bad("out=-", "out=crc:1234567");
    assert_bad("reply=ok", "reply=fine");
    assert_bad("status=00", "status=0000");
    assert_bad("timeout=10000", "timeout=0");
    assert_bad("cdb=25000000000000000000", "cdb=2500000000");
    assert_bad("cdb=25", "cdb=25000000000000000000");
    assert_bad("dev=D:", "dev=0123456789012345678901234567890123456789");
    assert_bad("ms=2", "ms=2 and more");
    memset(many, '0', sizeof(many) - 1);
    many[sizeof(many) - 1] = 0;
    memcpy(many, "sense=", 6);
    assert_bad("sense=-", many);                        /* 196 bytes of sense */
}

static void test_continuations_that_do_not_fit(void **state)
{
    struct mmc_trace_record record = transfer(false, 400), first, next;
    char lines[3][MMC_TRACE_LINE_MAX];
    unsigned int i;

    for (i = 0; i < 3; i++)
        assert_true(mmc_trace_format_line(lines[i], sizeof(lines[i]), &record, i));
    assert_int_equal(mmc_trace_parse_line(lines[0], &first), MMC_TRACE_MORE);

    next = first;
    assert_int_equal(mmc_trace_parse_line(lines[2], &next), MMC_TRACE_BAD);         /* one is missing */
    next = first;
    next.sequence++;
    assert_int_equal(mmc_trace_parse_line(lines[1], &next), MMC_TRACE_BAD);         /* another command's */
    next = first;
    mmc_trace_set_device(&next, "E:");
    assert_int_equal(mmc_trace_parse_line(lines[1], &next), MMC_TRACE_BAD);         /* another drive's */
    memset(&next, 0, sizeof(next));
    assert_int_equal(mmc_trace_parse_line(lines[1], &next), MMC_TRACE_BAD);         /* nobody's */
    next = first;
    assert_int_equal(mmc_trace_parse_line(lines[1], &next), MMC_TRACE_MORE);
    assert_int_equal(mmc_trace_parse_line(lines[1], &next), MMC_TRACE_BAD);         /* twice */
    assert_int_equal(mmc_trace_parse_line(lines[2], &next), MMC_TRACE_COMPLETE);
    assert_same(&next, &record);
    assert_int_equal(mmc_trace_parse_line(lines[2], &next), MMC_TRACE_BAD);         /* one too many */
}

static void test_checksums(void **state)
{
    static const uint8_t digits[] = "123456789";

    /* the check values that catalogues of CRCs give for these digits */
    assert_int_equal(mmc_crc32(0, digits, 9), 0xcbf43926);
    assert_int_equal(mmc_crc32(mmc_crc32(0, digits, 4), digits + 4, 5), 0xcbf43926);
    assert_int_equal(mmc_crc16(digits, 9), (uint16_t)~0x31c3);
    assert_int_equal(mmc_crc32(0, NULL, 0), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_one_line),
        cmocka_unit_test(test_commands_in_one_word),
        cmocka_unit_test(test_payloads_of_all_lengths),
        cmocka_unit_test(test_failures_come_back),
        cmocka_unit_test(test_no_line_is_too_long),
        cmocka_unit_test(test_the_names_of_devices),
        cmocka_unit_test(test_too_small_a_buffer),
        cmocka_unit_test(test_prefixes_and_line_ends),
        cmocka_unit_test(test_other_lines_change_nothing),
        cmocka_unit_test(test_truncated_lines),
        cmocka_unit_test(test_changed_characters),
        cmocka_unit_test(test_lies),
        cmocka_unit_test(test_continuations_that_do_not_fit),
        cmocka_unit_test(test_checksums),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
