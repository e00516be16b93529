/*
 * Checksums of the trace and of the CD
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

/* IEEE 802.3, reflected, four bits at a time: fast enough for a trace, and a small table. */
uint32_t mmc_crc32(uint32_t crc, const void *data, size_t length)
{
    static const uint32_t table[16] =
    {
        0x00000000, 0x1db71064, 0x3b6e20c8, 0x26d930ac, 0x76dc4190, 0x6b6b51f4, 0x4db26158, 0x5005713c,
        0xedb88320, 0xf00f9344, 0xd6d6a3e8, 0xcb61b38c, 0x9b64c2b0, 0x86d3d2d4, 0xa00ae278, 0xbdbdf21c,
    };
    const uint8_t *p = data;

    crc = ~crc;
    while (length--)
    {
        crc ^= *p++;
        crc = (crc >> 4) ^ table[crc & 0x0f];
        crc = (crc >> 4) ^ table[crc & 0x0f];
    }
    return ~crc;
}

/* IEC 60908 17.5: polynomial x^16 + x^12 + x^5 + 1, stored inverted. */
uint16_t mmc_crc16(const void *data, size_t length)
{
    const uint8_t *p = data;
    unsigned int bit;
    uint16_t crc = 0;

    while (length--)
    {
        crc ^= (uint16_t)(*p++ << 8);
        for (bit = 0; bit < 8; bit++)
            crc = (uint16_t)((crc << 1) ^ (crc & 0x8000 ? 0x1021 : 0));
    }
    return (uint16_t)~crc;
}
