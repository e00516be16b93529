/*
 * Descriptor tags of ECMA-167 and what seals them
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

#include "udf_tag.h"

#include "bytes.h"

/*
 * The CRC of a byte is a sum, without carry, of those of its bits, so that a table of 256 follows from eight
 * numbers. Four tables, for a byte with no, one, two and three bytes behind it, let four bytes go at once.
 */
#define BIT(n, bit, value) ((n) & (1u << (bit)) ? (value) : 0u)
#define SUM(n, b0, b1, b2, b3, b4, b5, b6, b7) \
    (uint16_t)(BIT(n, 0, b0) ^ BIT(n, 1, b1) ^ BIT(n, 2, b2) ^ BIT(n, 3, b3) ^ \
               BIT(n, 4, b4) ^ BIT(n, 5, b5) ^ BIT(n, 6, b6) ^ BIT(n, 7, b7))

#define LAST(n) SUM(n, 0x1021u, 0x2042u, 0x4084u, 0x8108u, 0x1231u, 0x2462u, 0x48c4u, 0x9188u)
#define THIRD(n) SUM(n, 0x3331u, 0x6662u, 0xccc4u, 0x89a9u, 0x0373u, 0x06e6u, 0x0dccu, 0x1b98u)
#define SECOND(n) SUM(n, 0x3730u, 0x6e60u, 0xdcc0u, 0xa9a1u, 0x4363u, 0x86c6u, 0x1dadu, 0x3b5au)
#define FIRST(n) SUM(n, 0x76b4u, 0xed68u, 0xcaf1u, 0x85c3u, 0x1ba7u, 0x374eu, 0x6e9cu, 0xdd38u)

#define TABLE_4(entry, n) entry(n), entry((n) + 1), entry((n) + 2), entry((n) + 3)
#define TABLE_16(entry, n) TABLE_4(entry, n), TABLE_4(entry, (n) + 4), TABLE_4(entry, (n) + 8), TABLE_4(entry, (n) + 12)
#define TABLE_64(entry, n) \
    TABLE_16(entry, n), TABLE_16(entry, (n) + 16), TABLE_16(entry, (n) + 32), TABLE_16(entry, (n) + 48)
#define TABLE_256(entry) {TABLE_64(entry, 0u), TABLE_64(entry, 64u), TABLE_64(entry, 128u), TABLE_64(entry, 192u)}

static const uint16_t last[256] = TABLE_256(LAST);
static const uint16_t third[256] = TABLE_256(THIRD);
static const uint16_t second[256] = TABLE_256(SECOND);
static const uint16_t first[256] = TABLE_256(FIRST);

uint16_t udf_crc(const uint8_t *data, size_t size)
{
    uint16_t crc = 0;

    for (; size >= 4; data += 4, size -= 4)
        crc = first[data[0] ^ (crc >> 8)] ^ second[data[1] ^ (crc & 0xff)] ^ third[data[2]] ^ last[data[3]];
    for (; size; data++, size--)
        crc = (uint16_t)(crc << 8) ^ last[data[0] ^ (crc >> 8)];
    return crc;
}

static uint8_t tag_checksum(const uint8_t *tag)
{
    uint8_t sum = 0;
    unsigned int i;

    for (i = 0; i < UDF_TAG_SIZE; i++)
        if (i != 4)
            sum += tag[i];
    return sum;
}

void udf_seal(uint8_t *descriptor, enum udf_tag_id id, uint16_t udf_revision, uint32_t location, size_t length)
{
    size_t covered = length - UDF_TAG_SIZE;

    fsi_put_le16(descriptor, (uint16_t)id);
    fsi_put_le16(descriptor + 2, udf_revision < 0x200 ? 2 : 3);
    descriptor[5] = 0;
    fsi_put_le16(descriptor + 6, 0);            /* no serial number: ECMA-167 3/7.2.5 */
    fsi_put_le16(descriptor + 8, udf_crc(descriptor + UDF_TAG_SIZE, covered));
    fsi_put_le16(descriptor + 10, (uint16_t)covered);
    fsi_put_le32(descriptor + 12, location);
    descriptor[4] = tag_checksum(descriptor);
}
