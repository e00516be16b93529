/*
 * Fault scripts: every rule, every effect, every mistake
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
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "mmc_bytes.h"
#include "virtual_fixture.h"

#define READY       "00 00 00 00 00 00"
#define DISC        "51 00 00 00 00 00 00 00 22 00"
#define EJECT       "1b 00 00 00 02 00"
#define LOAD        "1b 00 00 00 03 00"
#define PREVENT     "1e 00 00 00 01 00"
#define FLUSH       "35 00 00 00 00 00 00 00 00 00"
#define CLOSE       "5b 00 02 00 00 00 00 00 00 00"

static void script(struct recorder *recorder, const char *text)
{
    recorder_put_file(recorder, "faults", text);
    fixture_now_ms += 1000;     /* READ and WRITE look for it now and then only */
}

static void any_sense_on_any_command(void **state)
{
    struct recorder *r = recorder_new("cd-r");
    struct mmc_sense sense;

    (void)state;
    script(r, "opcode read-disc-information nth 2 : sense 3/0c/00 information 1234\n");
    assert_good(fetch(r, DISC, 34));
    assert_code(fetch(r, DISC, 34), MMC_SENSE_CODE_WRITE_ERROR);
    assert_int_equal(r->reply.transferred, 0);
    assert_true(mmc_parse_sense(r->reply.sense, r->reply.sense_length, &sense));
    assert_true(sense.information_valid);
    assert_int_equal(sense.information, 1234);
    assert_good(fetch(r, DISC, 34));

    script(r, "opcode 0x00 : sense 2/4/7 progress 32768 descriptor\n");
    assert_code(command(r, READY), MMC_SENSE_CODE_OPERATION_IN_PROGRESS);
    assert_true(mmc_parse_sense(r->reply.sense, r->reply.sense_length, &sense));
    assert_true(sense.descriptor_form && sense.progress_valid);
    assert_int_equal(sense.progress, 32768);

    script(r, "opcode TEST UNIT READY: sense 6/5a/01\n");     /* a name with blanks is none */
    assert_good(command(r, READY));
    assert_true(recorder_file_size(r, "faults.log") > 0);
    script(r, "opcode Test-Unit_Ready : sense b/00/00 deferred ili\n");
    deliver(r, READY, PORT_NO_DATA, 0);
    assert_true(mmc_parse_sense(r->reply.sense, r->reply.sense_length, &sense));
    assert_true(sense.deferred && sense.ili);
    assert_int_equal(recorder_file_size(r, "faults.log"), -1);
    recorder_free(r);
}

static void every_delivery(void **state)
{
    static const struct
    {
        const char *word;
        enum port_delivery delivery;
    } words[] =
    {
        { "lost", PORT_LOST }, { "timeout", PORT_TIMED_OUT }, { "gone", PORT_DEVICE_GONE }, { "reset", PORT_BUS_RESET },
        { "refused", PORT_REFUSED },
    };
    struct recorder *r = recorder_new("cd-r");
    unsigned int i;

    (void)state;
    for (i = 0; i < sizeof(words) / sizeof(words[0]); i++)
    {
        char text[64];

        snprintf(text, sizeof(text), "command 2 : %s\n", words[i].word);
        script(r, text);
        assert_good(fetch(r, DISC, 34));
        deliver(r, DISC, PORT_FROM_DEVICE, 34);
        assert_int_equal(r->reply.delivery, words[i].delivery);
        assert_int_equal(r->reply.transferred, 0);
        assert_int_equal(r->reply.sense_length, 0);
        if (words[i].delivery == PORT_BUS_RESET) assert_code(command(r, READY), MMC_SENSE_CODE_POWER_ON_OR_RESET);
        assert_good(fetch(r, DISC, 34));
    }
    recorder_free(r);
}

static void other_statuses(void **state)
{
    struct recorder *r = recorder_new("cd-r");

    (void)state;
    script(r, "always first 1 : status 08\n");
    deliver(r, READY, PORT_NO_DATA, 0);
    assert_int_equal(r->reply.delivery, PORT_DELIVERED);
    assert_int_equal(r->reply.status, PORT_STATUS_BUSY);
    assert_good(command(r, READY));
    recorder_free(r);
}

static void unplug_lasts(void **state)
{
    struct recorder *r = recorder_new("cd-r");
    unsigned int i;

    (void)state;
    script(r, "command 2 : unplug\n");
    assert_good(command(r, READY));
    for (i = 0; i < 3; i++)
    {
        deliver(r, READY, PORT_NO_DATA, 0);
        assert_int_equal(r->reply.delivery, PORT_DEVICE_GONE);
    }
    script(r, "");
    assert_good(command(r, READY));
    recorder_free(r);
}

static void reset_forgets(void **state)
{
    struct recorder *r = recorder_new("cd-r");

    (void)state;
    assert_good(set_write_type(r, 2, 3));
    assert_good(command(r, PREVENT));
    script(r, "command 1 : reset\n");
    deliver(r, READY, PORT_NO_DATA, 0);
    assert_code(command(r, EJECT), MMC_SENSE_CODE_POWER_ON_OR_RESET);
    assert_good(fetch(r, "5a 00 05 00 00 00 00 00 3c 00", 60));
    assert_int_equal(r->data[10] & 0x0f, 1);
    assert_good(command(r, EJECT));
    recorder_free(r);
}

static void hanging(void **state)
{
    struct recorder *r = recorder_new("cd-r");
    uint64_t start;

    (void)state;
    script(r, "opcode write-10 : hang 30s\nopcode read-10 : hang 300ms\n");
    start = fixture_now_ms;
    deliver(r, "2a 00 00 00 00 00 00 00 01 00", PORT_TO_DEVICE, BLOCK);
    assert_int_equal(r->reply.delivery, PORT_TIMED_OUT);
    assert_int_equal(fixture_now_ms - start, 10000);
    assert_int_equal(track_of(r, 1).next, 0);
    r->timeout_ms = 60000;
    start = fixture_now_ms;
    assert_good(write_at(r, 0, 1, 1));
    assert_int_equal(fixture_now_ms - start, 30000);
    start = fixture_now_ms;
    assert_good(read_at(r, 0, 1));
    assert_int_equal(fixture_now_ms - start, 300);
    recorder_free(r);
}

static void slow_buffer_and_lost_answers(void **state)
{
    struct recorder *r = recorder_new("dvd+r");
    unsigned int i;

    (void)state;
    script(r, "opcode write-10 first 3 : sense 2/04/08\nopcode close-track-session : lost after\n");
    for (i = 0; i < 3; i++) assert_code(write_at(r, 0, 16, 1), MMC_SENSE_CODE_LONG_WRITE_IN_PROGRESS);
    assert_good(write_at(r, 0, 16, 1));
    deliver(r, CLOSE, PORT_NO_DATA, 0);
    assert_int_equal(r->reply.delivery, PORT_LOST);
    assert_int_equal(disc_of(r).sessions, 2);       /* it was done all the same */
    recorder_free(r);
}

static void media_errors(void **state)
{
    struct recorder *r = recorder_new("dvd+r");

    (void)state;
    script(r, "read 10 to 12 : sense 3/11/05\nwrite 100 : sense 3/0c/00\nwrite 120 nth 2 : sense 3/0c/09\n");
    assert_good(write_at(r, 0, 100, 1));
    assert_code(write_at(r, 100, 16, 1), MMC_SENSE_CODE_WRITE_ERROR);
    assert_code(write_at(r, 84, 20, 1), MMC_SENSE_CODE_WRITE_ERROR);
    assert_good(read_at(r, 0, 10));
    assert_code(read_at(r, 0, 11), MMC_SENSE_CODE_L_EC_UNCORRECTABLE);
    assert_code(read_at(r, 12, 1), MMC_SENSE_CODE_L_EC_UNCORRECTABLE);
    assert_good(read_at(r, 13, 10));
    recorder_free(r);
}

static void lies_and_short_answers(void **state)
{
    struct recorder *r = recorder_new("dvd+r");

    (void)state;
    script(r, "opcode read-disc-information : patch 2 0e patch 4 7f 01 02\n"
              "opcode read-track-information every 2 : short 4\n");
    assert_int_equal(disc_of(r).status, 2);
    assert_int_equal(disc_of(r).sessions, 0x7f);
    assert_int_equal(disc_of(r).first_track, 1);
    assert_int_equal(disc_of(r).last_track, 2);
    assert_int_equal(track_of(r, 1).number, 1);
    assert_good(fetch(r, "52 01 00 00 00 01 00 00 30 00", 48));
    assert_int_equal(r->reply.transferred, 4);
    recorder_free(r);
}

static void spinning_up_after_load(void **state)
{
    struct recorder *r = recorder_new("cd-r");

    (void)state;
    assert_good(command(r, EJECT));
    script(r, "load 500ms : sense 2/04/01\n");
    assert_code(command(r, READY), MMC_SENSE_CODE_NO_MEDIUM_TRAY_OPEN);
    assert_good(command(r, LOAD));
    assert_code(command(r, READY), MMC_SENSE_CODE_BECOMING_READY);
    assert_good(fetch(r, "12 00 00 00 60 00", 96));     /* needs no medium */
    fixture_now_ms += 499;
    assert_code(command(r, READY), MMC_SENSE_CODE_BECOMING_READY);
    fixture_now_ms += 1;
    assert_code(command(r, READY), MMC_SENSE_CODE_MEDIUM_MAY_HAVE_CHANGED);
    assert_good(command(r, READY));
    recorder_free(r);
}

static void the_button(void **state)
{
    struct recorder *r = recorder_new("cd-r");

    (void)state;
    assert_good(command(r, PREVENT));
    script(r, "opcode write-10 nth 2 : eject\n");
    assert_good(write_at(r, 0, 5, 1));
    assert_code(write_at(r, 5, 5, 1), MMC_SENSE_CODE_NO_MEDIUM_TRAY_OPEN);
    script(r, "");
    assert_good(command(r, LOAD));
    assert_code(command(r, READY), MMC_SENSE_CODE_MEDIUM_MAY_HAVE_CHANGED);
    assert_int_equal(track_of(r, 1).next, 5);
    recorder_free(r);
}

static void the_first_rule_counts(void **state)
{
    struct recorder *r = recorder_new("cd-r");

    (void)state;
    script(r, "# what comes first wins\n\n  opcode 0x00 nth 2 : sense 3/0c/00\r\nopcode 0x00 from 2 : sense 4/44/00\n");
    assert_good(command(r, READY));
    assert_code(command(r, READY), MMC_SENSE_CODE_WRITE_ERROR);
    assert_code(command(r, READY), MMC_SENSE_CODE_INTERNAL_TARGET_FAILURE);
    assert_code(command(r, READY), MMC_SENSE_CODE_INTERNAL_TARGET_FAILURE);
    recorder_free(r);
}

static void mistakes_are_told(void **state)
{
    static const struct
    {
        const char *line, *error;
    } mistakes[] =
    {
        { "sometimes : lost", "nothing known stands before the colon" },
        { "always lost", "a colon is missing" },
        { "always :", "nothing stands behind the colon" },
        { "always : explode", "nothing known stands behind the colon" },
        { "command : lost", "a number is missing" },
        { "command 0 : lost", "a number is out of its range" },
        { "opcode fly : lost", "no command has that name" },
        { "opcode 0x100 : lost", "no command has that name" },
        { "always : sense 3/0c", "a sense is K/AA/QQ" },
        { "always : sense 10/00/00", "a number is out of its range" },
        { "always : hang 5", "a time needs ms or s" },
        { "load 5 min : lost", "a time needs ms or s" },
        { "always : patch 5", "a patch needs bytes of two hexadecimal digits" },
        { "read 5 to 4 : lost", "a number is out of its range" },
        { "always nth 0 : lost", "a number is out of its range" },
        { "always : patch 0 00 patch 0 00 patch 0 00 patch 0 00 patch 0 00", "too many patches" },
    };
    struct recorder *r = recorder_new("cd-r");
    unsigned int i;

    (void)state;
    for (i = 0; i < sizeof(mistakes) / sizeof(mistakes[0]); i++)
    {
        char text[256], expected[256], log[256] = "";
        FILE *file;

        snprintf(text, sizeof(text), "always : sense 3/0c/00\n%s\n", mistakes[i].line);
        script(r, text);
        assert_good(command(r, READY));         /* no rule of a wrong script works */
        file = fopen(recorder_file(r, "faults.log"), "r");
        assert_non_null(file);
        assert_non_null(fgets(log, sizeof(log), file));
        fclose(file);
        snprintf(expected, sizeof(expected), "line 2: %s\n", mistakes[i].error);
        assert_string_equal(log, expected);
    }
    recorder_free(r);
}

/* Long, binary, endless: whatever the file holds. */
static void strange_scripts(void **state)
{
    struct recorder *r = recorder_new("cd-r");
    char *text = malloc(40000);
    uint32_t seed = 5;
    unsigned int i, round;

    (void)state;
    memset(text, 'x', 39999);
    text[39999] = 0;
    script(r, text);
    assert_good(command(r, READY));
    for (i = 0; i + 20 < 39000; i += 17) memcpy(text + i, "always : status 8\n", 18);
    script(r, text);
    assert_good(command(r, READY));             /* more rules than there is room for */
    for (round = 0; round < 500; round++)
    {
        static const char letters[] = "always command opcode read 0x00 nth 5 : sense 3/0c/00 hang 5ms patch 1 ff short\n\n";

        for (i = 0; i < 300; i++)
        {
            seed = seed * 1103515245 + 12345;
            text[i] = letters[(seed >> 16) % (sizeof(letters) - 1)];
        }
        text[300] = 0;
        script(r, text);
        deliver(r, READY, PORT_NO_DATA, 0);
    }
    free(text);
    recorder_free(r);
}

int main(void)
{
    const struct CMUnitTest tests[] =
    {
        cmocka_unit_test(any_sense_on_any_command),
        cmocka_unit_test(every_delivery),
        cmocka_unit_test(other_statuses),
        cmocka_unit_test(unplug_lasts),
        cmocka_unit_test(reset_forgets),
        cmocka_unit_test(hanging),
        cmocka_unit_test(slow_buffer_and_lost_answers),
        cmocka_unit_test(media_errors),
        cmocka_unit_test(lies_and_short_answers),
        cmocka_unit_test(spinning_up_after_load),
        cmocka_unit_test(the_button),
        cmocka_unit_test(the_first_rule_counts),
        cmocka_unit_test(mistakes_are_told),
        cmocka_unit_test(strange_scripts),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
