/*
 * Executed commands as lines of text
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

#include "mmc_trace.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "mmc_opcodes.h"

#define CHUNK 192                   /* bytes of payload in one line */
#define FIRST_LINE "mmc: "
#define NEXT_LINE "mmc+ "

static const char *const direction_names[] = { "none", "in", "out" };
static const char *const delivery_names[] = { "ok", "timeout", "gone", "reset", "refused", "lost" };

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

void mmc_trace_set_payload(struct mmc_trace_payload *payload, const void *data, size_t length)
{
    memset(payload, 0, sizeof(*payload));
    payload->length = (uint32_t)length;
    if (!length)
        return;
    payload->form = length > MMC_TRACE_PAYLOAD_MAX ? MMC_TRACE_CRC : MMC_TRACE_BYTES;
    if (payload->form == MMC_TRACE_BYTES)
        memcpy(payload->bytes, data, length);
    else
        payload->crc = mmc_crc32(0, data, length);
}

static bool is_name_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (c && strchr(":._-", c));
}

void mmc_trace_set_device(struct mmc_trace_record *record, const char *name)
{
    size_t i;

    memset(record->device, 0, sizeof(record->device));
    for (i = 0; name[i] && i + 1 < sizeof(record->device); i++)
        record->device[i] = is_name_char(name[i]) ? name[i] : '_';
    if (!i)
        record->device[0] = '_';
}

/* ---- writing */

struct writer
{
    char *buffer;
    size_t size, length;
};

static void put_text(struct writer *writer, const char *text)
{
    size_t bytes = strlen(text);

    if (bytes >= writer->size - writer->length)
        bytes = writer->size - writer->length - 1;
    memcpy(writer->buffer + writer->length, text, bytes);
    writer->length += bytes;
    writer->buffer[writer->length] = 0;
}

static void put_number(struct writer *writer, const char *name, uint32_t value)
{
    char text[32];

    snprintf(text, sizeof(text), "%s%" PRIu32, name, value);
    put_text(writer, text);
}

static void put_hex(struct writer *writer, const uint8_t *bytes, size_t count)
{
    char text[3];

    for (; count; count--, bytes++)
    {
        snprintf(text, sizeof(text), "%02x", (unsigned int)*bytes);
        put_text(writer, text);
    }
}

/* The name of a command in one word that needs no quoting anywhere: WRITE_10, READ_TOC_PMA_ATIP. */
static void put_command(struct writer *writer, uint8_t opcode)
{
    const char *name = mmc_opcode_name(opcode);
    char text[40];
    size_t length = 0;

    for (; *name && length + 1 < sizeof(text); name++)
        if (*name != ')')
            text[length++] = strchr(" (/", *name) ? '_' : *name;
    text[length] = 0;
    put_text(writer, text);
}

static unsigned int line_count(const struct mmc_trace_payload *payload)
{
    if (payload->form != MMC_TRACE_BYTES || payload->length <= CHUNK)
        return 1;
    return (payload->length + CHUNK - 1) / CHUNK;
}

static void put_payload(struct writer *writer, const struct mmc_trace_payload *payload)
{
    char text[16];

    switch (payload->form)
    {
    case MMC_TRACE_BYTES:
        put_text(writer, "hex:");
        put_hex(writer, payload->bytes, payload->length < CHUNK ? payload->length : CHUNK);
        if (payload->length > CHUNK)
            put_text(writer, "+");
        break;
    case MMC_TRACE_CRC:
        snprintf(text, sizeof(text), "crc:%08" PRIx32, payload->crc);
        put_text(writer, text);
        break;
    default:
        put_text(writer, "-");
        break;
    }
}

static void put_head(struct writer *writer, const char *mark, const struct mmc_trace_record *record)
{
    put_text(writer, mark);
    put_text(writer, "dev=");
    put_text(writer, record->device);
    put_number(writer, " seq=", record->sequence);
}

static void put_first_line(struct writer *writer, const struct mmc_trace_record *record)
{
    char text[8];

    put_head(writer, FIRST_LINE, record);
    put_text(writer, " op=");
    put_command(writer, record->cdb[0]);
    put_text(writer, " cdb=");
    put_hex(writer, record->cdb, record->cdb_length < MMC_CDB_MAX ? record->cdb_length : MMC_CDB_MAX);
    put_text(writer, " dir=");
    put_text(writer, direction_names[(size_t)record->direction < COUNT_OF(direction_names) ? record->direction : 0]);
    put_number(writer, " len=", record->data_length);
    put_number(writer, " timeout=", record->timeout_ms);
    put_text(writer, " out=");
    put_payload(writer, &record->out);
    put_text(writer, " reply=");
    put_text(writer, delivery_names[(size_t)record->delivery < COUNT_OF(delivery_names) ? record->delivery : 5]);
    snprintf(text, sizeof(text), "%02x", (unsigned int)record->status);
    put_text(writer, " status=");
    put_text(writer, text);
    put_text(writer, " sense=");
    if (record->sense_length)
        put_hex(writer, record->sense,
                record->sense_length < MMC_TRACE_SENSE_MAX ? record->sense_length : MMC_TRACE_SENSE_MAX);
    else
        put_text(writer, "-");
    put_number(writer, " moved=", record->transferred);
    put_text(writer, " in=");
    put_payload(writer, &record->in);
    put_number(writer, " ms=", record->milliseconds);
}

static void put_next_line(struct writer *writer, const struct mmc_trace_record *record, bool in,
                          const struct mmc_trace_payload *payload, unsigned int chunk)
{
    uint32_t offset = chunk * CHUNK, bytes = payload->length - offset;

    put_head(writer, NEXT_LINE, record);
    put_number(writer, in ? " in@" : " out@", offset);
    put_text(writer, "=hex:");
    put_hex(writer, payload->bytes + offset, bytes < CHUNK ? bytes : CHUNK);
}

size_t mmc_trace_format_line(char *buffer, size_t size, const struct mmc_trace_record *record, unsigned int part)
{
    unsigned int out_lines = line_count(&record->out) - 1, in_lines = line_count(&record->in) - 1;
    struct writer writer;

    writer.buffer = buffer;
    writer.size = size;
    writer.length = 0;
    if (size < MMC_TRACE_LINE_MAX || part > out_lines + in_lines)
        return 0;
    if (!part)
        put_first_line(&writer, record);
    else if (part <= out_lines)
        put_next_line(&writer, record, false, &record->out, part);
    else
        put_next_line(&writer, record, true, &record->in, part - out_lines);
    return writer.length;
}

size_t mmc_trace_format(char *buffer, size_t size, const struct mmc_trace_record *record)
{
    char line[MMC_TRACE_LINE_MAX];
    size_t length, total = 0;
    unsigned int part;

    for (part = 0; (length = mmc_trace_format_line(line, sizeof(line), record, part)); part++)
    {
        line[length++] = '\n';
        if (total < size && length < size - total)
            memcpy(buffer + total, line, length);
        total += length;
    }
    if (size)
        buffer[total < size ? total : 0] = 0;
    return total;
}
