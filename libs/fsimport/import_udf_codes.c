/*
 * Reading file systems: tags, strings and dates of UDF
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

#include "import_udf.h"
#include "udf_tag.h"

static bool checksum_is_right(const uint8_t *tag)
{
    uint8_t sum = 0;

    for (int i = 0; i < 16; i++)
        sum = (uint8_t)(sum + (i == 4 ? 0 : tag[i]));
    return sum == tag[4];
}

bool udf_in_check_tag(const uint8_t *tag, size_t size, uint16_t identifier, uint32_t location)
{
    uint16_t crc_length;

    if (size < 16 || fsi_get_le16(tag) != identifier || !checksum_is_right(tag))
        return false;
    if (location != UINT32_MAX && fsi_get_le32(tag + 12) != location)
        return false;
    crc_length = fsi_get_le16(tag + 10);
    return crc_length <= size - 16 && udf_crc(tag + 16, crc_length) == fsi_get_le16(tag + 8);
}

size_t udf_in_decode(const uint8_t *bytes, size_t size, uint16_t *units, size_t max)
{
    bool wide = size && (bytes[0] == 16 || bytes[0] == 255);
    size_t length = size ? (size - 1) / (wide ? 2 : 1) : 0;

    if (length > max)
        length = max;
    for (size_t i = 0; i < length; i++)
        units[i] = wide ? fsi_get_be16(bytes + 1 + 2 * i) : bytes[1 + i];
    return length;
}

size_t udf_in_decode_dstring(const uint8_t *field, size_t size, uint16_t *units, size_t max)
{
    size_t length = field[size - 1];

    return udf_in_decode(field, length < size ? length : size - 1, units, max);
}

/* The offset has twelve bits with a sign; -2047 stands for none. */
static int read_offset(uint16_t type_and_zone)
{
    int offset = type_and_zone & 0xfff;

    if (offset & 0x800)
        offset -= 0x1000;
    return type_and_zone >> 12 == 1 && offset != -2047 ? offset : 0;
}

int64_t udf_in_time(const uint8_t *timestamp)
{
    struct import_date date = {
        .year = (int16_t)fsi_get_le16(timestamp + 2), .month = timestamp[4], .day = timestamp[5],
        .hour = timestamp[6], .minute = timestamp[7], .second = timestamp[8],
        .offset = read_offset(fsi_get_le16(timestamp)),
    };

    if (timestamp[9] < 100 && timestamp[10] < 100 && timestamp[11] < 100)
        date.ticks = timestamp[9] * 100000u + timestamp[10] * 1000u + timestamp[11] * 10u;
    return import_time(&date);
}

bool udf_in_is_entity(const uint8_t *entity, const char *name)
{
    size_t length = strlen(name);

    return length <= 23 && !memcmp(entity + 1, name, length) && (length == 23 || !entity[1 + length]);
}
