/*
 * Strings of UDF: OSTA compressed unicode
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

#include "udf_string.h"

#include <stdbool.h>
#include <string.h>

#define COMPRESSION_8 8
#define COMPRESSION_16 16

static bool fits_8_bits(const uint16_t *units, size_t length)
{
    uint16_t all = 0;
    size_t i;

    for (i = 0; i < length; i++)
        all |= units[i];
    return all < 256;
}

size_t udf_cs0_size(const uint16_t *units, size_t length)
{
    if (!length)
        return 0;
    return 1 + (fits_8_bits(units, length) ? length : 2 * length);
}

void udf_put_cs0(uint8_t *out, const uint16_t *units, size_t length)
{
    size_t i;

    if (!length)
        return;
    if (fits_8_bits(units, length))
    {
        *out++ = COMPRESSION_8;
        for (i = 0; i < length; i++)
            out[i] = (uint8_t)units[i];
        return;
    }
    *out++ = COMPRESSION_16;
    for (i = 0; i < length; i++)
    {
        out[2 * i] = (uint8_t)(units[i] >> 8);
        out[2 * i + 1] = (uint8_t)units[i];
    }
}

/* One unit less, or two where the last two are one character. */
static size_t shorten(const uint16_t *units, size_t length)
{
    if (length >= 2 && (units[length - 1] & 0xfc00) == 0xdc00 && (units[length - 2] & 0xfc00) == 0xd800)
        return length - 2;
    return length - 1;
}

void udf_put_dstring(uint8_t *field, size_t size, const uint16_t *units, size_t length)
{
    while (udf_cs0_size(units, length) > size - 1)
        length = shorten(units, length);
    udf_put_cs0(field, units, length);
    field[size - 1] = (uint8_t)udf_cs0_size(units, length);
}

void udf_put_charspec(uint8_t *field)
{
    static const char cs0[] = "OSTA Compressed Unicode";

    field[0] = 0;               /* CS0 */
    memcpy(field + 1, cs0, sizeof(cs0) - 1);
}
