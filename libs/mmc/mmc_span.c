/*
 * Safe reading of replies
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

#include "mmc_span.h"

#include <string.h>

struct mmc_span mmc_span_of_reply(const uint8_t *data, size_t length, size_t field_offset, size_t field_bytes)
{
    size_t i, head = field_offset + field_bytes;
    uint64_t announced = 0;

    if (length < head)
        return mmc_span_of(data, 0, 0);
    for (i = field_offset; i < head; i++)
        announced = (announced << 8) | data[i];
    announced += head;
    return mmc_span_of(data, length, announced < SIZE_MAX ? (size_t)announced : SIZE_MAX);
}

static char printable(uint8_t byte)
{
    if (!byte)
        return ' ';
    return byte >= 0x20 && byte < 0x7f ? (char)byte : '?';
}

void mmc_span_text(const struct mmc_span *span, size_t offset, char *text, size_t size)
{
    size_t i;

    for (i = 0; i + 1 < size; i++)
        text[i] = printable(mmc_span8(span, offset + i));
    text[i] = 0;
}

void mmc_span_trimmed(const struct mmc_span *span, size_t offset, size_t bytes, char *text, size_t size)
{
    size_t i, length = 0;

    if (offset > span->length)
        bytes = 0;
    else if (bytes > span->length - offset)
        bytes = span->length - offset;

    while (bytes && printable(span->data[offset]) == ' ')
    {
        offset++;
        bytes--;
    }
    while (bytes && printable(span->data[offset + bytes - 1]) == ' ')
        bytes--;

    for (i = 0; i < bytes && length + 1 < size; i++)
        text[length++] = printable(span->data[offset + i]);
    text[length] = 0;
}
