/*
 * Reading traces back
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

#include <string.h>

#include "mmc_trace.h"

static const char *const direction_names[] = { "none", "in", "out", NULL };
static const char *const delivery_names[] = { "ok", "timeout", "gone", "reset", "refused", "lost", NULL };

/* Where reading stands; once something did not fit, ok is false and nothing moves any more. */
struct reader
{
    const char *at;
    bool ok;
};

static void skip(struct reader *reader, const char *text)
{
    size_t length = strlen(text);

    reader->ok = reader->ok && !strncmp(reader->at, text, length);
    if (reader->ok)
        reader->at += length;
}

static size_t word_length(const struct reader *reader)
{
    return strcspn(reader->at, " \t\r\n");
}

static uint32_t get_number(struct reader *reader, const char *name)
{
    uint32_t value = 0;
    unsigned int digits = 0;

    skip(reader, name);
    for (; reader->ok && *reader->at >= '0' && *reader->at <= '9'; reader->at++, digits++)
    {
        uint32_t digit = (uint32_t)(*reader->at - '0');

        if (value > (UINT32_MAX - digit) / 10)
            reader->ok = false;
        else
            value = value * 10 + digit;
    }
    reader->ok = reader->ok && digits;
    return value;
}

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return -1;
}

/* Pairs of digits until something else comes; too many are an error. */
static size_t get_hex(struct reader *reader, uint8_t *bytes, size_t max)
{
    size_t count = 0;

    while (reader->ok && hex_digit(reader->at[0]) >= 0)
    {
        int high = hex_digit(reader->at[0]), low = hex_digit(reader->at[1]);

        if (low < 0 || count == max)
            reader->ok = false;
        else
            bytes[count++] = (uint8_t)(high << 4 | low);
        reader->at += reader->ok ? 2 : 0;
    }
    return count;
}

static unsigned int get_name(struct reader *reader, const char *const *names)
{
    size_t length = word_length(reader);
    unsigned int i;

    for (i = 0; reader->ok && names[i]; i++)
        if (strlen(names[i]) == length && !memcmp(names[i], reader->at, length))
        {
            reader->at += length;
            return i;
        }
    reader->ok = false;
    return 0;
}

static void get_device(struct reader *reader, char *device, size_t size)
{
    size_t length = word_length(reader);

    memset(device, 0, size);
    reader->ok = reader->ok && length && length < size;
    if (!reader->ok)
        return;
    memcpy(device, reader->at, length);
    reader->at += length;
}

/* payload->length becomes the number of bytes in this line. True: more lines follow. */
static bool get_payload(struct reader *reader, struct mmc_trace_payload *payload)
{
    uint8_t crc[4];

    if (reader->ok && *reader->at == '-')
    {
        reader->at++;
        return false;
    }
    if (reader->ok && !strncmp(reader->at, "crc:", 4))
    {
        skip(reader, "crc:");
        payload->form = MMC_TRACE_CRC;
        reader->ok = get_hex(reader, crc, sizeof(crc)) == sizeof(crc) && reader->ok;
        if (reader->ok)
            payload->crc = (uint32_t)crc[0] << 24 | (uint32_t)crc[1] << 16 | (uint32_t)crc[2] << 8 | crc[3];
        return false;
    }
    skip(reader, "hex:");
    payload->form = MMC_TRACE_BYTES;
    payload->length = (uint32_t)get_hex(reader, payload->bytes, sizeof(payload->bytes));
    reader->ok = reader->ok && payload->length;
    if (!reader->ok || *reader->at != '+')
        return false;
    reader->at++;
    return true;
}

static bool fits(const struct mmc_trace_payload *payload, uint32_t expected, bool more)
{
    if (payload->form == MMC_TRACE_BYTES)
        return more ? payload->length < expected && expected <= MMC_TRACE_PAYLOAD_MAX : payload->length == expected;
    return payload->form == MMC_TRACE_NO_BYTES || expected;
}

/* Whether the members fit together; the length of a payload of which only the CRC is known stands elsewhere. */
static bool settle(struct mmc_trace_record *record, bool more_out, bool more_in)
{
    bool out = record->out.form != MMC_TRACE_NO_BYTES, in = record->in.form != MMC_TRACE_NO_BYTES;

    if ((out && record->direction != MMC_DATA_OUT) || (in && record->direction != MMC_DATA_IN))
        return false;
    if (!fits(&record->out, record->data_length, more_out) || !fits(&record->in, record->transferred, more_in))
        return false;
    record->out.length = out && record->out.form == MMC_TRACE_CRC ? record->data_length : record->out.length;
    record->in.length = in && record->in.form == MMC_TRACE_CRC ? record->transferred : record->in.length;
    return record->cdb_length >= 6 && record->timeout_ms;
}

static enum mmc_trace_result parse_first(struct reader *reader, struct mmc_trace_record *record)
{
    bool more_out, more_in;

    memset(record, 0, sizeof(*record));
    skip(reader, "dev=");
    get_device(reader, record->device, sizeof(record->device));
    record->sequence = get_number(reader, " seq=");
    skip(reader, " op=");
    reader->at += reader->ok ? word_length(reader) : 0;
    skip(reader, " cdb=");
    record->cdb_length = (uint8_t)get_hex(reader, record->cdb, sizeof(record->cdb));
    skip(reader, " dir=");
    record->direction = (enum mmc_direction)get_name(reader, direction_names);
    record->data_length = get_number(reader, " len=");
    record->timeout_ms = get_number(reader, " timeout=");
    skip(reader, " out=");
    more_out = get_payload(reader, &record->out);
    skip(reader, " reply=");
    record->delivery = (enum mmc_trace_delivery)get_name(reader, delivery_names);
    skip(reader, " status=");
    reader->ok = get_hex(reader, &record->status, 1) == 1 && reader->ok;
    skip(reader, " sense=");
    if (reader->ok && *reader->at == '-')
        reader->at++;
    else
        record->sense_length = (uint8_t)get_hex(reader, record->sense, sizeof(record->sense));
    record->transferred = get_number(reader, " moved=");
    skip(reader, " in=");
    more_in = get_payload(reader, &record->in);
    record->milliseconds = get_number(reader, " ms=");
    if (!reader->ok || *reader->at || !settle(record, more_out, more_in))
        return MMC_TRACE_BAD;
    return more_out || more_in ? MMC_TRACE_MORE : MMC_TRACE_COMPLETE;
}

static enum mmc_trace_result parse_next(struct reader *reader, struct mmc_trace_record *record)
{
    char device[sizeof(record->device)];
    struct mmc_trace_payload *payload;
    uint32_t sequence, offset, expected;
    bool in;

    skip(reader, "dev=");
    get_device(reader, device, sizeof(device));
    sequence = get_number(reader, " seq=");
    in = reader->ok && !strncmp(reader->at, " in@", 4);
    offset = get_number(reader, in ? " in@" : " out@");
    skip(reader, "=hex:");
    payload = in ? &record->in : &record->out;
    expected = in ? record->transferred : record->data_length;
    if (!reader->ok || payload->form != MMC_TRACE_BYTES || strcmp(device, record->device) ||
        sequence != record->sequence || offset != payload->length || expected > MMC_TRACE_PAYLOAD_MAX ||
        offset >= expected)
        return MMC_TRACE_BAD;
    payload->length += (uint32_t)get_hex(reader, payload->bytes + offset, expected - offset);
    if (!reader->ok || *reader->at || payload->length == offset)
        return MMC_TRACE_BAD;
    return payload->length < expected ? MMC_TRACE_MORE : MMC_TRACE_COMPLETE;
}

/* Takes a line feed and what Windows puts before it from the end. */
static bool copy_line(char *copy, size_t size, const char *line)
{
    size_t length = strcspn(line, "\r\n");

    if (length >= size)
        return false;
    memcpy(copy, line, length);
    copy[length] = 0;
    return true;
}

enum mmc_trace_result mmc_trace_parse_line(const char *line, struct mmc_trace_record *record)
{
    const char *first = strstr(line, "mmc: dev="), *next = strstr(line, "mmc+ dev=");
    char copy[MMC_TRACE_LINE_MAX];
    struct reader reader;

    if (!first && !next)
        return MMC_TRACE_NONE;
    if (!copy_line(copy, sizeof(copy), first ? first : next))
        return MMC_TRACE_BAD;
    reader.at = copy + strlen("mmc: ");
    reader.ok = true;
    return first ? parse_first(&reader, record) : parse_next(&reader, record);
}

bool mmc_trace_parse(const char *text, struct mmc_trace_record *record)
{
    enum mmc_trace_result result = MMC_TRACE_NONE;

    memset(record, 0, sizeof(*record));
    while (*text && result != MMC_TRACE_BAD && result != MMC_TRACE_COMPLETE)
    {
        char line[2 * MMC_TRACE_LINE_MAX];
        size_t length = strcspn(text, "\n");

        if (!copy_line(line, sizeof(line), text))
            return false;
        result = mmc_trace_parse_line(line, record);
        text += length + (text[length] == '\n');
    }
    return result == MMC_TRACE_COMPLETE;
}
