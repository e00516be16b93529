/*
 * Sense data in both forms
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

#include "mmc_sense.h"

#include <string.h>

#include "mmc_opcodes.h"
#include "mmc_span.h"

/* Response codes, SPC-3 4.5. */
#define SENSE_FIXED_CURRENT         0x70
#define SENSE_FIXED_DEFERRED        0x71
#define SENSE_DESCRIPTOR_CURRENT    0x72
#define SENSE_DESCRIPTOR_DEFERRED   0x73

/* Sense data descriptor types, SPC-3 4.5.2. */
#define DESCRIPTOR_INFORMATION      0x00
#define DESCRIPTOR_COMMAND_SPECIFIC 0x01
#define DESCRIPTOR_KEY_SPECIFIC     0x02
#define DESCRIPTOR_BLOCK            0x05

#define ADDITIONAL_LENGTH           7   /* offset of that byte in both forms */

static bool key_has_progress(uint8_t key)
{
    return key == MMC_SENSE_NO_SENSE || key == MMC_SENSE_NOT_READY;
}

/* The three sense key specific bytes, SPC-3 4.5.2.4. */
static void parse_key_specific(const struct mmc_span *span, size_t offset, struct mmc_sense *sense)
{
    if (!mmc_span_has(span, offset, 3) || !mmc_span_bit(span, offset, 7))
        return;
    if (sense->key == MMC_SENSE_ILLEGAL_REQUEST)
    {
        sense->field_valid = true;
        sense->field_in_cdb = mmc_span_bit(span, offset, 6);
        sense->field_bit = mmc_span_bit(span, offset, 3) ? mmc_span8(span, offset) & 7 : 0xff;
        sense->field_byte = mmc_span16(span, offset + 1);
    }
    else if (key_has_progress(sense->key))
    {
        sense->progress_valid = true;
        sense->progress = mmc_span16(span, offset + 1);
    }
}

/* SPC-3 4.5.3: fixed form. */
static bool parse_fixed(const struct mmc_span *span, struct mmc_sense *sense)
{
    if (!mmc_span_has(span, 12, 1))
        return false;
    sense->key = mmc_span8(span, 2) & 0x0f;
    sense->ili = mmc_span_bit(span, 2, 5);
    sense->asc = mmc_span8(span, 12);
    sense->ascq = mmc_span8(span, 13);
    sense->information_valid = mmc_span_bit(span, 0, 7);
    if (sense->information_valid)
        sense->information = mmc_span32(span, 3);
    sense->command_specific = mmc_span32(span, 8);
    sense->command_specific_valid = sense->command_specific != 0;
    parse_key_specific(span, 15, sense);
    return true;
}

static void parse_descriptor(const struct mmc_span *span, size_t offset, struct mmc_sense *sense)
{
    switch (mmc_span8(span, offset))
    {
    case DESCRIPTOR_INFORMATION:
        if (!mmc_span_has(span, offset, 12) || !mmc_span_bit(span, offset + 2, 7))
            return;
        sense->information_valid = true;
        sense->information = mmc_span64(span, offset + 4);
        return;
    case DESCRIPTOR_COMMAND_SPECIFIC:
        sense->command_specific_valid = mmc_span_has(span, offset, 12);
        sense->command_specific = mmc_span64(span, offset + 4);
        return;
    case DESCRIPTOR_KEY_SPECIFIC:
        parse_key_specific(span, offset + 4, sense);
        return;
    case DESCRIPTOR_BLOCK:
        sense->ili = mmc_span_bit(span, offset + 3, 5);
        return;
    default:
        return;
    }
}

/* SPC-3 4.5.2: descriptor form. */
static bool parse_descriptor_form(const struct mmc_span *span, struct mmc_sense *sense)
{
    size_t offset = ADDITIONAL_LENGTH + 1;

    if (!mmc_span_has(span, 2, 1))
        return false;
    sense->descriptor_form = true;
    sense->key = mmc_span8(span, 1) & 0x0f;
    sense->asc = mmc_span8(span, 2);
    sense->ascq = mmc_span8(span, 3);
    while (mmc_span_has(span, offset, 2))
    {
        size_t bytes = 2u + mmc_span8(span, offset + 1);

        /* a descriptor may only read its own bytes */
        if (mmc_span_has(span, offset, bytes))
        {
            struct mmc_span part = mmc_span_of(span->data, span->length, offset + bytes);

            parse_descriptor(&part, offset, sense);
        }
        offset += bytes;
    }
    return true;
}

bool mmc_parse_sense(const uint8_t *data, size_t length, struct mmc_sense *sense)
{
    struct mmc_span span = mmc_span_of(data, length, length);
    uint8_t response = mmc_span8(&span, 0) & 0x7f;

    memset(sense, 0, sizeof(*sense));
    if (length > ADDITIONAL_LENGTH)
        span = mmc_span_of(data, length, ADDITIONAL_LENGTH + 1u + data[ADDITIONAL_LENGTH]);

    if (response == SENSE_FIXED_CURRENT || response == SENSE_FIXED_DEFERRED)
        sense->valid = parse_fixed(&span, sense);
    else if (response == SENSE_DESCRIPTOR_CURRENT || response == SENSE_DESCRIPTOR_DEFERRED)
        sense->valid = parse_descriptor_form(&span, sense);

    sense->deferred = sense->valid && (response & 1);
    return sense->valid;
}

static void encode_key_specific(uint8_t *bytes, const struct mmc_sense *sense)
{
    if (sense->key == MMC_SENSE_ILLEGAL_REQUEST && sense->field_valid)
    {
        bytes[0] = (uint8_t)(0x80 | (sense->field_in_cdb ? 0x40 : 0));
        if (sense->field_bit < 8)
            bytes[0] |= (uint8_t)(0x08 | sense->field_bit);
        mmc_put16(bytes + 1, sense->field_byte);
    }
    else if (key_has_progress(sense->key) && sense->progress_valid)
    {
        bytes[0] = 0x80;
        mmc_put16(bytes + 1, sense->progress);
    }
}

static size_t encode_fixed(uint8_t *buffer, size_t size, const struct mmc_sense *sense)
{
    if (size < MMC_SENSE_FIXED_LENGTH)
        return 0;
    memset(buffer, 0, MMC_SENSE_FIXED_LENGTH);
    buffer[0] = sense->deferred ? SENSE_FIXED_DEFERRED : SENSE_FIXED_CURRENT;
    buffer[2] = (uint8_t)((sense->key & 0x0f) | (sense->ili ? 0x20 : 0));
    if (sense->information_valid && sense->information <= UINT32_MAX)
    {
        buffer[0] |= 0x80;
        mmc_put32(buffer + 3, (uint32_t)sense->information);
    }
    buffer[ADDITIONAL_LENGTH] = MMC_SENSE_FIXED_LENGTH - ADDITIONAL_LENGTH - 1;
    if (sense->command_specific_valid)
        mmc_put32(buffer + 8, (uint32_t)sense->command_specific);
    buffer[12] = sense->asc;
    buffer[13] = sense->ascq;
    encode_key_specific(buffer + 15, sense);
    return MMC_SENSE_FIXED_LENGTH;
}

static size_t encode_descriptor_form(uint8_t *buffer, size_t size, const struct mmc_sense *sense)
{
    uint8_t bytes[44] = { 0 };
    size_t length = ADDITIONAL_LENGTH + 1;

    bytes[0] = sense->deferred ? SENSE_DESCRIPTOR_DEFERRED : SENSE_DESCRIPTOR_CURRENT;
    bytes[1] = sense->key & 0x0f;
    bytes[2] = sense->asc;
    bytes[3] = sense->ascq;
    if (sense->information_valid)
    {
        bytes[length] = DESCRIPTOR_INFORMATION;
        bytes[length + 1] = 0x0a;
        bytes[length + 2] = 0x80;
        mmc_put64(bytes + length + 4, sense->information);
        length += 12;
    }
    if (sense->command_specific_valid)
    {
        bytes[length] = DESCRIPTOR_COMMAND_SPECIFIC;
        bytes[length + 1] = 0x0a;
        mmc_put64(bytes + length + 4, sense->command_specific);
        length += 12;
    }
    if (sense->field_valid || sense->progress_valid)
    {
        bytes[length] = DESCRIPTOR_KEY_SPECIFIC;
        bytes[length + 1] = 0x06;
        encode_key_specific(bytes + length + 4, sense);
        length += 8;
    }
    if (sense->ili)
    {
        bytes[length] = DESCRIPTOR_BLOCK;
        bytes[length + 1] = 0x02;
        bytes[length + 3] = 0x20;
        length += 4;
    }
    bytes[ADDITIONAL_LENGTH] = (uint8_t)(length - ADDITIONAL_LENGTH - 1);
    if (size < length)
        return 0;
    memcpy(buffer, bytes, length);
    return length;
}

size_t mmc_encode_sense(uint8_t *buffer, size_t size, const struct mmc_sense *sense)
{
    return sense->descriptor_form ? encode_descriptor_form(buffer, size, sense) : encode_fixed(buffer, size, sense);
}

uint32_t mmc_sense_code(const struct mmc_sense *sense)
{
    if (!sense->valid)
        return MMC_SENSE_CODE_NONE;
    return ((uint32_t)sense->key << 16) | ((uint32_t)sense->asc << 8) | sense->ascq;
}

struct mmc_sense mmc_make_sense(uint32_t code)
{
    struct mmc_sense sense;

    memset(&sense, 0, sizeof(sense));
    sense.valid = true;
    sense.key = (code >> 16) & 0x0f;
    sense.asc = (uint8_t)(code >> 8);
    sense.ascq = (uint8_t)code;
    return sense;
}

static const struct mmc_sense_row sense_rows[] =
{
#define MMC_SENSE_ENTRY(key, asc, ascq, opcode, hresult, retry, text) { key, asc, ascq, opcode, retry, text },
#include "mmc_sense_table.h"
};

static bool matches(uint16_t column, uint8_t value)
{
    return column == MMC_ANY || column == value;
}

const struct mmc_sense_row *mmc_sense_lookup(const struct mmc_sense *sense, uint8_t opcode)
{
    const struct mmc_sense_row *row = sense_rows;
    const struct mmc_sense_row *last = sense_rows + sizeof(sense_rows) / sizeof(sense_rows[0]) - 1;

    while (row < last && !(matches(row->key, sense->key) && matches(row->asc, sense->asc) &&
                           matches(row->ascq, sense->ascq) && matches(row->opcode, opcode)))
        row++;
    return row;
}

const char *mmc_sense_key_name(uint8_t key)
{
    static const char *const names[16] =
    {
        "no sense", "recovered error", "not ready", "medium error", "hardware error", "illegal request",
        "unit attention", "data protect", "blank check", "vendor specific", "copy aborted", "aborted command",
        "reserved key c", "volume overflow", "miscompare", "completed",
    };

    return names[key & 0x0f];
}
