/*
 * Numbers in bytes, the low byte first
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

#ifndef LIBS_FSIMAGE_BYTES_H
#define LIBS_FSIMAGE_BYTES_H

#include <stdint.h>

static inline void fsi_put_le16(uint8_t *p, uint16_t value)
{
    p[0] = (uint8_t)value;
    p[1] = (uint8_t)(value >> 8);
}

static inline void fsi_put_le32(uint8_t *p, uint32_t value)
{
    fsi_put_le16(p, (uint16_t)value);
    fsi_put_le16(p + 2, (uint16_t)(value >> 16));
}

static inline void fsi_put_le64(uint8_t *p, uint64_t value)
{
    fsi_put_le32(p, (uint32_t)value);
    fsi_put_le32(p + 4, (uint32_t)(value >> 32));
}

static inline void fsi_put_be16(uint8_t *p, uint16_t value)
{
    p[0] = (uint8_t)(value >> 8);
    p[1] = (uint8_t)value;
}

static inline void fsi_put_be32(uint8_t *p, uint32_t value)
{
    fsi_put_be16(p, (uint16_t)(value >> 16));
    fsi_put_be16(p + 2, (uint16_t)value);
}

/* A number in both orders, least significant byte first; ECMA-119 7.2.3 and 7.3.3. */
static inline void fsi_put_both16(uint8_t *p, uint16_t value)
{
    fsi_put_le16(p, value);
    fsi_put_be16(p + 2, value);
}

static inline void fsi_put_both32(uint8_t *p, uint32_t value)
{
    fsi_put_le32(p, value);
    fsi_put_be32(p + 4, value);
}

static inline uint16_t fsi_get_le16(const uint8_t *p)
{
    return (uint16_t)(p[0] | (p[1] << 8));
}

static inline uint32_t fsi_get_le32(const uint8_t *p)
{
    return fsi_get_le16(p) | ((uint32_t)fsi_get_le16(p + 2) << 16);
}

static inline uint64_t fsi_get_le64(const uint8_t *p)
{
    return fsi_get_le32(p) | ((uint64_t)fsi_get_le32(p + 4) << 32);
}

static inline uint16_t fsi_get_be16(const uint8_t *p)
{
    return (uint16_t)((p[0] << 8) | p[1]);
}

static inline uint32_t fsi_get_be32(const uint8_t *p)
{
    return ((uint32_t)fsi_get_be16(p) << 16) | fsi_get_be16(p + 2);
}

#endif
