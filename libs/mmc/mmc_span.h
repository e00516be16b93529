/*
 * Bytes of a reply that may be read, and safe reading of them
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

#ifndef LIBS_MMC_SPAN_H
#define LIBS_MMC_SPAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "mmc_bytes.h"

/*
 * Every parser reads through a span, so that none of them can read past what
 * was transferred, whatever length the reply announces. Private to this
 * library.
 */
struct mmc_span
{
    const uint8_t *data;
    size_t length;
};

/* What both the transfer and the reply itself say is there. */
static inline struct mmc_span mmc_span_of(const uint8_t *data, size_t length, size_t announced)
{
    struct mmc_span span;

    span.data = data;
    span.length = length < announced ? length : announced;
    return span;
}

/* A reply that begins with its length: field_bytes (1, 2 or 4) at field_offset count what follows them. */
struct mmc_span mmc_span_of_reply(const uint8_t *data, size_t length, size_t field_offset, size_t field_bytes);

static inline bool mmc_span_has(const struct mmc_span *span, size_t offset, size_t bytes)
{
    return offset <= span->length && bytes <= span->length - offset;
}

/* The rest reads 0 where nothing is. */
static inline uint8_t mmc_span8(const struct mmc_span *span, size_t offset)
{
    return mmc_span_has(span, offset, 1) ? span->data[offset] : 0;
}

static inline bool mmc_span_bit(const struct mmc_span *span, size_t offset, unsigned int bit)
{
    return (mmc_span8(span, offset) >> bit) & 1;
}

static inline uint16_t mmc_span16(const struct mmc_span *span, size_t offset)
{
    return mmc_span_has(span, offset, 2) ? mmc_get16(span->data + offset) : 0;
}

static inline uint32_t mmc_span24(const struct mmc_span *span, size_t offset)
{
    return mmc_span_has(span, offset, 3) ? mmc_get24(span->data + offset) : 0;
}

static inline uint32_t mmc_span32(const struct mmc_span *span, size_t offset)
{
    return mmc_span_has(span, offset, 4) ? mmc_get32(span->data + offset) : 0;
}

static inline int32_t mmc_span_lba(const struct mmc_span *span, size_t offset)
{
    return mmc_span_has(span, offset, 4) ? mmc_get_lba(span->data + offset) : 0;
}

static inline uint64_t mmc_span64(const struct mmc_span *span, size_t offset)
{
    return mmc_span_has(span, offset, 8) ? mmc_get64(span->data + offset) : 0;
}

/* Copies size - 1 bytes as text: absent and 0 bytes become blanks, unprintable ones '?'. */
void mmc_span_text(const struct mmc_span *span, size_t offset, char *text, size_t size);

/* The same of up to size - 1 bytes, with blanks at both ends cut off. */
void mmc_span_trimmed(const struct mmc_span *span, size_t offset, size_t bytes, char *text, size_t size);

#endif /* LIBS_MMC_SPAN_H */
