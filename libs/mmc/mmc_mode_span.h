/*
 * The bytes of one mode page
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

#ifndef LIBS_MMC_MODE_SPAN_H
#define LIBS_MMC_MODE_SPAN_H

#include <string.h>

#include "mmc_span.h"

/* A page with that code, at least so many bytes long; else a span of length 0. Private to this library. */
static inline struct mmc_span mmc_page_span(const uint8_t *data, size_t length, uint8_t code, size_t needed)
{
    struct mmc_span span = mmc_span_of_reply(data, length, 1, 1);

    if ((mmc_span8(&span, 0) & 0x3f) != code || span.length < needed)
        span.length = 0;
    return span;
}

/* Begins a page: zeros, code and length byte. False when size is too small. */
static inline bool mmc_page_start(uint8_t *buffer, size_t size, uint8_t code, size_t bytes)
{
    if (size < bytes)
        return false;
    memset(buffer, 0, bytes);
    buffer[0] = code;
    buffer[1] = (uint8_t)(bytes - 2);
    return true;
}

static inline uint8_t mmc_bit(bool value, unsigned int bit)
{
    return (uint8_t)(value ? 1u << bit : 0);
}

#endif /* LIBS_MMC_MODE_SPAN_H */
