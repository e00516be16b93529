/*
 * Big-endian numbers in SCSI data
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

#ifndef LIBS_MMC_BYTES_H
#define LIBS_MMC_BYTES_H

#include <stddef.h>
#include <stdint.h>

static inline uint16_t mmc_get16(const uint8_t *p)
{
    return (uint16_t)((p[0] << 8) | p[1]);
}

static inline uint32_t mmc_get24(const uint8_t *p)
{
    return ((uint32_t)p[0] << 16) | ((uint32_t)p[1] << 8) | p[2];
}

static inline uint32_t mmc_get32(const uint8_t *p)
{
    return ((uint32_t)p[0] << 24) | mmc_get24(p + 1);
}

static inline uint64_t mmc_get64(const uint8_t *p)
{
    return ((uint64_t)mmc_get32(p) << 32) | mmc_get32(p + 4);
}

/* Addresses are signed: the lead-in and the first pre-gap of a CD lie below 0. */
static inline int32_t mmc_get_lba(const uint8_t *p)
{
    uint32_t value = mmc_get32(p);

    return value <= INT32_MAX ? (int32_t)value : -(int32_t)(UINT32_MAX - value) - 1;
}

static inline void mmc_put16(uint8_t *p, uint16_t value)
{
    p[0] = (uint8_t)(value >> 8);
    p[1] = (uint8_t)value;
}

static inline void mmc_put24(uint8_t *p, uint32_t value)
{
    p[0] = (uint8_t)(value >> 16);
    p[1] = (uint8_t)(value >> 8);
    p[2] = (uint8_t)value;
}

static inline void mmc_put32(uint8_t *p, uint32_t value)
{
    p[0] = (uint8_t)(value >> 24);
    mmc_put24(p + 1, value);
}

static inline void mmc_put64(uint8_t *p, uint64_t value)
{
    mmc_put32(p, (uint32_t)(value >> 32));
    mmc_put32(p + 4, (uint32_t)value);
}

static inline void mmc_put_lba(uint8_t *p, int32_t lba)
{
    mmc_put32(p, (uint32_t)lba);
}

#endif /* LIBS_MMC_BYTES_H */
