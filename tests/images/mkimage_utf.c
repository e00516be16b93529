/*
 * mkimage: names between UTF-8 and UTF-16
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

#include "mkimage.h"

/* The length of a sequence by its first byte, and what that byte carries; 0: no first byte. */
static unsigned int lead(uint8_t byte, uint32_t *point)
{
    if (byte < 0x80) return *point = byte, 1;
    if (byte >= 0xc2 && byte < 0xe0) return *point = byte & 0x1f, 2;
    if (byte >= 0xe0 && byte < 0xf0) return *point = byte & 0x0f, 3;
    if (byte >= 0xf0 && byte < 0xf5) return *point = byte & 0x07, 4;
    return 0;
}

size_t to_utf16(const char *text, uint16_t *units, size_t size)
{
    size_t length = 0;

    while (*text)
    {
        uint32_t point;
        unsigned int count = lead((uint8_t)*text, &point), i;

        if (!count) die("a name is no UTF-8");
        for (i = 1; i < count; i++)
        {
            if (((uint8_t)text[i] & 0xc0) != 0x80) die("a name is no UTF-8");
            point = point << 6 | ((uint8_t)text[i] & 0x3f);
        }
        text += count;
        if (length + 3 > size) die("a name is too long");
        if (point < 0x10000) units[length++] = (uint16_t)point;
        else
        {
            units[length++] = (uint16_t)(0xd800 | (point - 0x10000) >> 10);
            units[length++] = (uint16_t)(0xdc00 | (point & 0x3ff));
        }
    }
    units[length] = 0;
    return length;
}

static unsigned int put(uint32_t point, char *text)
{
    unsigned int count = point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4, i;
    static const uint8_t leads[] = {0, 0, 0xc0, 0xe0, 0xf0};

    for (i = count; i > 1; i--, point >>= 6) text[i - 1] = (char)(0x80 | (point & 0x3f));
    text[0] = (char)(leads[count] | point);
    return count;
}

size_t to_utf8(const uint16_t *units, size_t length, char *text, size_t size)
{
    size_t done = 0, i;

    for (i = 0; i < length; i++)
    {
        uint32_t point = units[i];

        if (done + 5 > size) die("a name is too long");
        if (point >= 0xd800 && point < 0xdc00 && i + 1 < length && units[i + 1] >= 0xdc00 && units[i + 1] < 0xe000)
            point = 0x10000 + ((point & 0x3ff) << 10) + (units[++i] & 0x3ff);
        else if (point >= 0xd800 && point < 0xe000)
            point = 0xfffd;
        done += put(point, text + done);
    }
    text[done] = 0;
    return done;
}
