/*
 * Replays a trace against a virtual recorder
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

#include "replay.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "mask.h"

#define TRANSFER_MAX (16u * 1024 * 1024)    /* bytes; a length beyond that is a broken trace */
#define WAIT_STEP_MS 1000                   /* the drive's clock between two tries */
#define WAIT_STEPS   7200

struct replay
{
    struct virtual_drive *drive;
    struct replay_options options;
    struct replay_result result;
    struct mmc_trace_record record;
    unsigned int line, first_line;          /* of the input, and of the record */
    bool pending;                           /* record waits for continuations */
    char device[sizeof(((struct mmc_trace_record *)0)->device)];
};

struct replay *replay_new(struct virtual_drive *drive, const struct replay_options *options)
{
    struct replay *replay = calloc(1, sizeof(*replay));

    if (!replay)
        return NULL;
    replay->drive = drive;
    replay->options = *options;
    if (options->device)
        snprintf(replay->device, sizeof(replay->device), "%s", options->device);
    return replay;
}

void replay_free(struct replay *replay)
{
    free(replay);
}

const struct replay_result *replay_result(const struct replay *replay)
{
    return &replay->result;
}

/* Always false, so that callers can return it. */
#ifdef __GNUC__
__attribute__((format(printf, 3, 4)))
#endif
static bool differ(struct replay *replay, unsigned int line, const char *format, ...)
{
    char text[512];
    va_list args;

    va_start(args, format);
    vsnprintf(text, sizeof(text), format, args);
    va_end(args);
    replay->result.differences++;
    replay->options.report(replay->options.context, line, text);
    return false;
}

/* ---- sending */

static void execute(struct replay *replay, const struct mmc_trace_record *record, void *data,
                    struct port_reply *reply)
{
    static const enum port_direction directions[] = {
        [MMC_NO_DATA] = PORT_NO_DATA, [MMC_DATA_IN] = PORT_FROM_DEVICE, [MMC_DATA_OUT] = PORT_TO_DEVICE,
    };
    struct port_command command;

    memset(&command, 0, sizeof(command));
    memset(reply, 0, sizeof(*reply));
    memcpy(command.cdb, record->cdb, record->cdb_length);
    command.cdb_length = record->cdb_length;
    command.direction = directions[record->direction];
    command.data = record->direction == MMC_NO_DATA ? NULL : data;
    command.data_length = record->direction == MMC_NO_DATA ? 0 : record->data_length;
    command.timeout_ms = record->timeout_ms;
    virtual_drive_execute(replay->drive, &command, reply);
}

static void send_test_unit_ready(struct replay *replay)
{
    struct mmc_trace_record record;
    struct mmc_command command;
    struct port_reply reply;

    memset(&record, 0, sizeof(record));
    mmc_build_test_unit_ready(&command);
    memcpy(record.cdb, command.cdb, sizeof(record.cdb));
    record.cdb_length = command.cdb_length;
    record.timeout_ms = command.timeout_ms;
    execute(replay, &record, NULL, &reply);
}

/* Busy, or news that have nothing to do with the command: it was not executed. */
static bool must_wait(const struct mmc_sense *sense, uint8_t opcode)
{
    enum mmc_retry_class retry;

    if (!sense->valid || sense->deferred)
        return false;
    retry = mmc_sense_lookup(sense, opcode)->retry;
    return retry == MMC_RETRY_WAIT_READY || retry == MMC_RETRY_WAIT_LONG_WRITE ||
           sense->key == MMC_SENSE_UNIT_ATTENTION;
}

static struct mmc_sense reply_sense(const struct port_reply *reply)
{
    struct mmc_sense sense;

    mmc_parse_sense(reply->sense, reply->delivery == PORT_DELIVERED ? reply->sense_length : 0, &sense);
    return sense;
}

/* Sends the command until the drive has an answer; true when it had to wait. */
static bool execute_patiently(struct replay *replay, void *data, struct port_reply *reply)
{
    unsigned int tries = 0;
    struct mmc_sense sense;

    for (;;)
    {
        execute(replay, &replay->record, data, reply);
        sense = reply_sense(reply);
        if (!must_wait(&sense, replay->record.cdb[0]) || tries++ == WAIT_STEPS)
            return tries > 0;
        replay->options.sleep_ms(replay->options.context, WAIT_STEP_MS);
    }
}

/* ---- comparing */

static const char *delivery_name(unsigned int delivery)
{
    static const char *const names[] = { "delivered", "timed out", "device gone", "bus reset", "refused", "lost" };

    return delivery < sizeof(names) / sizeof(names[0]) ? names[delivery] : "unknown";
}

static bool compare_answer(struct replay *replay, const struct port_reply *reply)
{
    static const enum mmc_trace_delivery deliveries[] = {
        [PORT_DELIVERED] = MMC_TRACE_DELIVERED, [PORT_TIMED_OUT] = MMC_TRACE_TIMED_OUT,
        [PORT_DEVICE_GONE] = MMC_TRACE_DEVICE_GONE, [PORT_BUS_RESET] = MMC_TRACE_BUS_RESET,
        [PORT_REFUSED] = MMC_TRACE_REFUSED, [PORT_LOST] = MMC_TRACE_LOST,
    };
    const struct mmc_trace_record *record = &replay->record;
    const char *name = mmc_opcode_name(record->cdb[0]);
    enum mmc_trace_delivery delivery = deliveries[reply->delivery];
    struct mmc_sense was, is = reply_sense(reply);

    mmc_parse_sense(record->sense, record->sense_length, &was);
    if (delivery != record->delivery)
        return differ(replay, replay->first_line, "%s: %s, was %s", name, delivery_name(delivery),
                      delivery_name(record->delivery));
    if (delivery != MMC_TRACE_DELIVERED)
        return true;
    if (reply->status != record->status || mmc_sense_code(&is) != mmc_sense_code(&was) || is.deferred != was.deferred)
        return differ(replay, replay->first_line, "%s: status %02x, sense %x/%02x/%02x%s; was %02x, %x/%02x/%02x%s",
                      name, (unsigned int)reply->status, (unsigned int)is.key, (unsigned int)is.asc,
                      (unsigned int)is.ascq, is.deferred ? " (deferred)" : "", (unsigned int)record->status,
                      (unsigned int)was.key, (unsigned int)was.asc, (unsigned int)was.ascq,
                      was.deferred ? " (deferred)" : "");
    return true;
}

/* The bytes that came, against those of the trace; *masked is set when a rule hid something. */
static bool compare_bytes(struct replay *replay, uint8_t *data, uint32_t length, bool *masked)
{
    struct mmc_trace_record *record = &replay->record;
    const char *name = mmc_opcode_name(record->cdb[0]);
    uint32_t i;

    if (record->in.form == MMC_TRACE_NO_BYTES)
        return true;
    if (mask_hides_all(record))
    {
        *masked = true;
        return true;
    }
    if (record->in.form == MMC_TRACE_CRC)
    {
        if (mmc_crc32(0, data, length) == record->in.crc)
            return true;
        return differ(replay, replay->first_line, "%s: the reply of %u bytes is another one", name,
                      (unsigned int)length);
    }
    *masked |= mask_apply(record, record->in.bytes, data, length);
    for (i = 0; i < length; i++)
        if (data[i] != record->in.bytes[i])
            return differ(replay, replay->first_line, "%s: byte %u of the reply is %02x, was %02x", name,
                          (unsigned int)i, (unsigned int)data[i], (unsigned int)record->in.bytes[i]);
    return true;
}

static bool compare(struct replay *replay, const struct port_reply *reply, uint8_t *data, bool *masked)
{
    const struct mmc_trace_record *record = &replay->record;

    if (!compare_answer(replay, reply))
        return false;
    if (replay->options.answers_only || reply->delivery != PORT_DELIVERED)
        return true;
    if (reply->transferred != record->transferred)
        return differ(replay, replay->first_line, "%s: %u bytes transferred, were %u",
                      mmc_opcode_name(record->cdb[0]), (unsigned int)reply->transferred,
                      (unsigned int)record->transferred);
    return compare_bytes(replay, data, reply->transferred, masked);
}

/* ---- records */

/* What the drive gets: the bytes of the trace, or zeros where it kept only their CRC. */
static bool fill(const struct mmc_trace_record *record, uint8_t *data)
{
    memset(data, 0, record->data_length);
    if (record->out.form == MMC_TRACE_BYTES)
        memcpy(data, record->out.bytes, record->out.length);
    return record->out.form == MMC_TRACE_CRC;
}

static bool play(struct replay *replay)
{
    const struct mmc_trace_record *record = &replay->record;
    struct port_reply reply;
    struct mmc_sense was;
    bool same, masked;
    uint8_t *data;

    replay->result.commands++;
    mmc_parse_sense(record->sense, record->sense_length, &was);
    if (record->delivery == MMC_TRACE_DELIVERED && must_wait(&was, record->cdb[0]))
    {
        send_test_unit_ready(replay);
        replay->result.masked++;
        return true;
    }
    if (record->data_length > TRANSFER_MAX || record->transferred > record->data_length)
        return differ(replay, replay->first_line, "%s: no command moves %u of %u bytes",
                      mmc_opcode_name(record->cdb[0]), (unsigned int)record->transferred,
                      (unsigned int)record->data_length);
    data = malloc(record->data_length + 1);
    if (!data)
        return differ(replay, replay->first_line, "no memory for %u bytes", (unsigned int)record->data_length);
    masked = fill(record, data);
    masked |= execute_patiently(replay, data, &reply);
    same = compare(replay, &reply, data, &masked);
    replay->result.masked += masked;
    free(data);
    return same;
}

static bool is_chosen(struct replay *replay)
{
    if (!replay->device[0])
        memcpy(replay->device, replay->record.device, sizeof(replay->device));
    return !strcmp(replay->device, replay->record.device);
}

static bool take_record(struct replay *replay)
{
    replay->pending = false;
    if (is_chosen(replay))
        return play(replay);
    replay->result.ignored++;
    return true;
}

bool replay_line(struct replay *replay, const char *line)
{
    struct mmc_trace_record before;
    enum mmc_trace_result result;
    bool whole = true;

    replay->line++;
    before = replay->record;
    result = mmc_trace_parse_line(line, &replay->record);
    switch (result)
    {
    case MMC_TRACE_NONE:
        return true;
    case MMC_TRACE_BAD:
        replay->pending = false;
        return differ(replay, replay->line, "this record can not be read");
    default:
        break;
    }
    /* a first line, while another record waits for its rest */
    if (replay->pending && (replay->record.sequence != before.sequence || strcmp(replay->record.device, before.device)))
    {
        whole = differ(replay, replay->first_line, "the rest of this record is missing");
        replay->pending = false;
    }
    if (!replay->pending)
        replay->first_line = replay->line;
    replay->pending = true;
    return (result == MMC_TRACE_MORE || take_record(replay)) && whole;
}

bool replay_end(struct replay *replay)
{
    if (!replay->pending)
        return true;
    replay->pending = false;
    return differ(replay, replay->first_line, "the rest of this record is missing");
}
