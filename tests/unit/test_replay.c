/*
 * Traces of burns, replayed against a fresh recorder
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

#define _GNU_SOURCE

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "burn_fixture.h"
#include "replay.h"

#define LINES_MAX 4000

/* A trace in memory, as lines. */
struct trace
{
    char *lines[LINES_MAX];
    unsigned int count;
};

static struct trace *recording;             /* of the burn that runs */
static uint32_t sequence;

static void trace_add(struct trace *trace, const char *line)
{
    assert_true(trace->count < LINES_MAX);
    trace->lines[trace->count] = strdup(line);
    assert_non_null(trace->lines[trace->count]);
    trace->count++;
}

static void trace_free(struct trace *trace)
{
    while (trace->count)
        free(trace->lines[--trace->count]);
}

static void record(void *context, const struct port_command *command, const struct port_reply *reply,
                   uint32_t milliseconds)
{
    static struct mmc_trace_record entry;
    char line[MMC_TRACE_LINE_MAX];
    unsigned int part;

    (void)context;
    memset(&entry, 0, sizeof(entry));
    mmc_trace_set_device(&entry, "D:");
    entry.sequence = ++sequence;
    memcpy(entry.cdb, command->cdb, sizeof(entry.cdb));
    entry.cdb_length = command->cdb_length;
    entry.data_length = command->data_length;
    entry.timeout_ms = command->timeout_ms;
    entry.status = reply->status;
    entry.sense_length = reply->sense_length;
    memcpy(entry.sense, reply->sense, reply->sense_length);
    entry.transferred = reply->transferred;
    entry.milliseconds = milliseconds;
    if (command->direction == PORT_TO_DEVICE)
    {
        entry.direction = MMC_DATA_OUT;
        mmc_trace_set_payload(&entry.out, command->data, command->data_length);
    }
    else if (command->direction == PORT_FROM_DEVICE)
    {
        entry.direction = MMC_DATA_IN;
        mmc_trace_set_payload(&entry.in, command->data, reply->transferred);
    }
    for (part = 0; mmc_trace_format_line(line, sizeof(line), &entry, part); part++)
        trace_add(recording, line);
}

/* Sends a command that the recipes never send, and traces it. */
static void send(struct fixture *fixture, const struct mmc_command *command)
{
    uint8_t data[2048];

    assert_true(command->data_length <= sizeof(data));
    burn_execute(&fixture->burn, command, data, NULL);
}

/* Commands whose answers come under a rule. */
static void send_some_more(struct fixture *fixture)
{
    struct mmc_command command;

    mmc_build_inquiry(&command, 96);
    send(fixture, &command);
    mmc_build_get_event_status(&command, MMC_EVENT_BIT(MMC_EVENT_MEDIA), 8);
    send(fixture, &command);
    mmc_build_read_buffer_capacity(&command, false);
    send(fixture, &command);
    mmc_build_get_configuration(&command, MMC_CONFIGURATION_ALL, 0, 2048);
    send(fixture, &command);
    mmc_build_mode_sense_10(&command, MMC_PAGE_CURRENT, MMC_PAGE_ALL, 2048);
    send(fixture, &command);
    mmc_build_read_10(&command, 16, 1, 2048);
    send(fixture, &command);
    mmc_build_read_disc_structure(&command, MMC_STRUCTURE_DVD, MMC_STRUCTURE_DVD_CONTROL_BLOCK, 0xfefefefe, 0, 64);
    send(fixture, &command);
}

/* Burns 300 blocks onto a blank of that kind with everything traced. */
static void record_burn(struct trace *trace, const char *kind)
{
    struct burn_options options = fixture_default_options();
    struct fixture *fixture = fixture_new(kind);
    void *memory;
    uint8_t *data = fixture_data(300, 5, &memory);

    memset(trace, 0, sizeof(*trace));
    recording = trace;
    fixture->host.trace = record;
    assert_int_equal(fixture_burn(fixture, data, 300, &options), BURN_OK);
    fixture_medium(fixture);
    send_some_more(fixture);
    fixture_free(fixture);
    free(memory);
    assert_true(trace->count > 20);
}

struct reports
{
    struct fixture *fixture;
    unsigned int count;
    unsigned int line;                      /* of the first one */
    char text[512];
};

static void take_report(void *context, unsigned int line, const char *text)
{
    struct reports *reports = context;

    if (reports->count++)
        return;
    reports->line = line;
    snprintf(reports->text, sizeof(reports->text), "%s", text);
}

static void let_pass(void *context, uint32_t milliseconds)
{
    ((struct reports *)context)->fixture->now_ms += milliseconds;
}

/* Replays against a fresh recorder; says what was reported first. */
static struct replay_result replay_trace(const struct trace *trace, const char *kind, const char *device,
                                         bool answers_only, struct reports *reports)
{
    struct replay_options options = { .device = device, .answers_only = answers_only, .sleep_ms = let_pass,
                                      .report = take_report, .context = reports };
    struct replay_result result;
    struct replay *replay;
    unsigned int i, before;
    bool same;

    memset(reports, 0, sizeof(*reports));
    reports->fixture = fixture_new(kind);
    replay = replay_new(reports->fixture->drive, &options);
    assert_non_null(replay);
    for (i = 0; i < trace->count; i++)
    {
        before = reports->count;
        same = replay_line(replay, trace->lines[i]);
        assert_int_equal(same, reports->count == before);
    }
    before = reports->count;
    same = replay_end(replay);
    assert_int_equal(same, reports->count == before);
    result = *replay_result(replay);
    assert_int_equal(result.differences, reports->count);
    replay_free(replay);
    fixture_free(reports->fixture);
    return result;
}

static unsigned int count_records(const struct trace *trace)
{
    unsigned int i, records = 0;

    for (i = 0; i < trace->count; i++)
        records += strstr(trace->lines[i], "mmc: dev=") != NULL;
    return records;
}

/* The number, from 1, of the last line with that text. */
static unsigned int find_line(const struct trace *trace, const char *text)
{
    unsigned int i, found = 0;

    for (i = 0; i < trace->count; i++)
        if (strstr(trace->lines[i], text))
            found = i + 1;
    if (!found)
        fail_msg("no line has %s", text);
    return found;
}

/* Overwrites text behind the mark in that line. */
static void falsify(struct trace *trace, unsigned int line, const char *mark, size_t skip, const char *text)
{
    char *at = strstr(trace->lines[line - 1], mark);

    assert_non_null(at);
    at += strlen(mark) + skip;
    assert_true(strlen(at) >= strlen(text));
    memcpy(at, text, strlen(text));
}

/* Replays, and wants one difference at that line with that text in it. */
static void assert_one_difference(const struct trace *trace, const char *kind, unsigned int line, const char *text)
{
    struct reports reports;

    assert_int_equal(replay_trace(trace, kind, NULL, false, &reports).differences, 1);
    assert_int_equal(reports.line, line);
    if (!strstr(reports.text, text))
        fail_msg("%s", reports.text);
}

static void test_burns_replay(void **state)
{
    static const char *const kinds[] = { "cd-r", "cd-rw", "dvd-r", "dvd+r", "dvd+rw", "bd-r", "bd-re" };
    struct replay_result result;
    struct reports reports;
    struct trace trace;
    size_t i;

    (void)state;
    for (i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
    {
        record_burn(&trace, kinds[i]);
        result = replay_trace(&trace, kinds[i], NULL, false, &reports);
        if (reports.count)
            fail_msg("%s, line %u: %s\n%s", kinds[i], reports.line, reports.text, trace.lines[reports.line - 1]);
        assert_int_equal(result.commands, count_records(&trace));
        assert_int_equal(result.ignored, 0);
        assert_true(result.masked < result.commands);
        trace_free(&trace);
    }
}

static void test_another_medium_is_noticed(void **state)
{
    struct reports reports;
    struct trace trace;

    (void)state;
    record_burn(&trace, "dvd+r");
    assert_true(replay_trace(&trace, "dvd-r", NULL, false, &reports).differences > 0);
    assert_true(replay_trace(&trace, NULL, NULL, true, &reports).differences > 0);
    assert_non_null(strstr(reports.text, "2/3a/"));
    trace_free(&trace);
}

static void test_a_changed_byte_is_reported_at_its_line(void **state)
{
    struct reports reports;
    struct trace trace;
    unsigned int line;

    (void)state;
    record_burn(&trace, "cd-r");
    line = find_line(&trace, "op=READ_DISC_INFORMATION");
    falsify(&trace, line, " in=hex:", 2 * 4, "63");     /* 99 sessions */
    assert_one_difference(&trace, "cd-r", line, "READ DISC INFORMATION: byte 4 of the reply is 02, was 63");
    assert_int_equal(replay_trace(&trace, "cd-r", NULL, true, &reports).differences, 0);
    trace_free(&trace);
}

static void test_a_changed_byte_in_a_continuation(void **state)
{
    struct trace trace;
    unsigned int line;

    (void)state;
    record_burn(&trace, "cd-r");
    line = find_line(&trace, " in@192=hex:") - 1;
    assert_non_null(strstr(trace.lines[line - 1], " in=hex:"));
    falsify(&trace, line + 1, " in@192=hex:", 0, "ee");
    assert_one_difference(&trace, "cd-r", line, "byte 192 of the reply");
    trace_free(&trace);
}

static void test_a_changed_checksum(void **state)
{
    struct reports reports;
    struct trace trace;
    unsigned int line;

    (void)state;
    record_burn(&trace, "cd-r");
    line = find_line(&trace, "op=READ_10");
    falsify(&trace, line, " in=crc:", 0, "deadbeef");   /* blocks are not compared */
    assert_int_equal(replay_trace(&trace, "cd-r", NULL, false, &reports).differences, 0);
    falsify(&trace, line, " moved=", 0, "1024");        /* but their number is */
    assert_one_difference(&trace, "cd-r", line, "READ(10): 2048 bytes transferred, were 1024");
    trace_free(&trace);
}

static void test_changed_answers(void **state)
{
    struct reports reports;
    struct trace trace;
    unsigned int line;

    (void)state;
    record_burn(&trace, "dvd+r");
    line = find_line(&trace, "op=READ_DISC_STRUCTURE cdb=ad00fefefefe");
    falsify(&trace, line, " sense=", 2 * 2, "03");      /* the key */
    assert_int_equal(replay_trace(&trace, "dvd+r", NULL, true, &reports).differences, 1);
    assert_int_equal(reports.line, line);
    assert_non_null(strstr(reports.text, "was 02, 3/"));
    trace_free(&trace);

    record_burn(&trace, "dvd+r");
    line = find_line(&trace, "op=CLOSE_TRACK_SESSION");
    falsify(&trace, line, " status=", 0, "18");
    replay_trace(&trace, "dvd+r", NULL, true, &reports);
    assert_int_equal(reports.line, line);
    trace_free(&trace);
}

/* What the rules hide. */
static void test_masks(void **state)
{
    struct replay_result result, plain;
    struct reports reports;
    struct trace trace;

    (void)state;
    record_burn(&trace, "cd-r");
    plain = replay_trace(&trace, "cd-r", NULL, false, &reports);
    falsify(&trace, find_line(&trace, "op=INQUIRY"), " in=hex:", 2 * 8, "414243");
    falsify(&trace, find_line(&trace, "op=GET_EVENT_STATUS"), " in=hex:", 2 * 4, "01");
    falsify(&trace, find_line(&trace, "op=READ_BUFFER_CAPACITY"), " in=hex:", 2 * 8, "00000001");
    result = replay_trace(&trace, "cd-r", NULL, false, &reports);
    if (reports.count)
        fail_msg("line %u: %s", reports.line, reports.text);
    assert_true(result.masked >= plain.masked);
    falsify(&trace, find_line(&trace, "op=INQUIRY"), " in=hex:", 0, "00");   /* the device type is no identity */
    assert_int_equal(replay_trace(&trace, "cd-r", NULL, false, &reports).differences, 1);
    trace_free(&trace);
}

static const char test_unit_ready[] =
    "0024:trace:imapi2_scsi:f mmc: dev=%s seq=%u op=TEST_UNIT_READY cdb=000000000000 dir=none len=0 timeout=10000 "
    "out=- reply=%s status=%s sense=%s moved=0 in=- ms=0";

static void add_test_unit_ready(struct trace *trace, const char *device, const char *reply, const char *status,
                                const char *sense)
{
    char line[MMC_TRACE_LINE_MAX];

    snprintf(line, sizeof(line), test_unit_ready, device, trace->count, reply, status, sense);
    trace_add(trace, line);
}

static void test_waiting_is_not_compared(void **state)
{
    struct trace trace = { { NULL }, 0 };
    struct replay_result result;
    struct reports reports;

    (void)state;
    /* busy and with news in the trace; the replay's drive has news of its fresh medium */
    add_test_unit_ready(&trace, "D:", "ok", "02", "700002000000000a00000000040100000000");
    add_test_unit_ready(&trace, "D:", "ok", "02", "700006000000000a00000000280000000000");
    add_test_unit_ready(&trace, "D:", "ok", "00", "-");
    result = replay_trace(&trace, "cd-r", NULL, false, &reports);
    assert_int_equal(result.differences, 0);
    assert_int_equal(result.commands, 3);
    assert_int_equal(result.masked, 2);
    trace_free(&trace);

    add_test_unit_ready(&trace, "D:", "ok", "00", "-");
    result = replay_trace(&trace, "cd-r", NULL, false, &reports);
    assert_int_equal(result.differences, 0);
    assert_int_equal(result.masked, 1);     /* the medium that may have changed */
    trace_free(&trace);
}

static void test_deliveries(void **state)
{
    struct trace trace = { { NULL }, 0 };
    struct reports reports;

    (void)state;
    add_test_unit_ready(&trace, "D:", "timeout", "00", "-");
    assert_int_equal(replay_trace(&trace, "cd-r", NULL, false, &reports).differences, 1);
    assert_int_equal(reports.line, 1);
    assert_string_equal(reports.text, "TEST UNIT READY: delivered, was timed out");
    trace_free(&trace);
}

static void test_devices(void **state)
{
    struct trace trace = { { NULL }, 0 };
    struct replay_result result;
    struct reports reports;

    (void)state;
    trace_add(&trace, "0024:fixme:imapi2:something else");
    add_test_unit_ready(&trace, "E:", "ok", "00", "-");
    add_test_unit_ready(&trace, "D:", "lost", "00", "-");
    result = replay_trace(&trace, "cd-r", NULL, false, &reports);
    assert_int_equal(result.commands, 1);
    assert_int_equal(result.ignored, 1);
    assert_int_equal(result.differences, 0);
    result = replay_trace(&trace, "cd-r", "D:", false, &reports);
    assert_int_equal(result.commands, 1);
    assert_int_equal(result.differences, 1);
    assert_int_equal(reports.line, 3);
    trace_free(&trace);
}

static void test_broken_traces(void **state)
{
    struct reports reports;
    struct trace trace;
    unsigned int line;

    (void)state;
    record_burn(&trace, "cd-r");
    line = find_line(&trace, " in@192=hex:") - 1;
    free(trace.lines[line]);                            /* the first continuation */
    trace.lines[line] = strdup("0024:trace:imapi2:nothing");
    replay_trace(&trace, "cd-r", NULL, false, &reports);
    assert_true(reports.count > 0);
    assert_in_range(reports.line, line, line + 2);
    trace_free(&trace);

    record_burn(&trace, "cd-r");
    line = find_line(&trace, " in@192=hex:") - 1;
    while (trace.count > line)
        free(trace.lines[--trace.count]);
    replay_trace(&trace, "cd-r", NULL, false, &reports);
    assert_int_equal(reports.count, 1);
    assert_int_equal(reports.line, line);
    assert_string_equal(reports.text, "the rest of this record is missing");
    trace_free(&trace);

    memset(&trace, 0, sizeof(trace));
    trace_add(&trace, "mmc: dev=D: seq=1 and nothing of use");
    trace_add(&trace, "mmc: dev=D: seq=1 op=READ(10) cdb=28000000000000ffff00 dir=in len=4294967295 timeout=1 out=- "
                      "reply=ok status=00 sense=- moved=0 in=- ms=0");
    replay_trace(&trace, "cd-r", NULL, false, &reports);
    assert_int_equal(reports.count, 2);
    assert_int_equal(reports.line, 1);
    trace_free(&trace);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_burns_replay),
        cmocka_unit_test(test_another_medium_is_noticed),
        cmocka_unit_test(test_a_changed_byte_is_reported_at_its_line),
        cmocka_unit_test(test_a_changed_byte_in_a_continuation),
        cmocka_unit_test(test_a_changed_checksum),
        cmocka_unit_test(test_changed_answers),
        cmocka_unit_test(test_masks),
        cmocka_unit_test(test_waiting_is_not_compared),
        cmocka_unit_test(test_deliveries),
        cmocka_unit_test(test_devices),
        cmocka_unit_test(test_broken_traces),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
