/*
 * Damage to images of discs, the same for the same number
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

#include "bytes.h"
#include "fsimage.h"
#include "mutate.h"
#include "udf_tag.h"

uint64_t next_random(uint64_t *state)
{
    /* xorshift64* */
    *state ^= *state >> 12;
    *state ^= *state << 25;
    *state ^= *state >> 27;
    return *state * 0x2545f4914f6cdd1du;
}

static uint64_t below(uint64_t *state, uint64_t limit)
{
    return next_random(state) % limit;
}

/* Images are mostly zeros and file data: look a while for a block whose first bytes say something. */
static size_t choose_block(const uint8_t *image, size_t blocks, uint64_t *state)
{
    size_t block = 0;

    for (int attempt = 0; attempt < 64; attempt++)
    {
        block = (size_t)below(state, blocks);
        if (image[block * FSI_BLOCK_SIZE] || image[block * FSI_BLOCK_SIZE + 1])
            break;
    }
    return block;
}

static uint32_t choose_number(uint64_t *state)
{
    static const uint32_t numbers[] = { 0, 1, 2, 15, 16, 33, 34, 127, 128, 255, 256, 257, 2047, 2048, 2049, 0x7fff, 0x8000,
                                        0xfff0, 0xffff, 0x10000, 0x3fffffff, 0x40000000, 0x7fffffff, 0x80000000,
                                        0xc0000000, 0xfffff800, 0xfffffffe, 0xffffffff };

    if (below(state, 3) == 0)
        return (uint32_t)next_random(state);
    return numbers[below(state, sizeof(numbers) / sizeof(numbers[0]))];
}

static void put_be32(uint8_t *p, uint32_t value)
{
    for (int i = 0; i < 4; i++)
        p[i] = (uint8_t)(value >> (24 - 8 * i));
}

static void damage_number(uint8_t *place, uint64_t *state)
{
    uint32_t number = choose_number(state);

    switch (below(state, 4))
    {
        case 0: fsi_put_le16(place, (uint16_t)number); break;
        case 1: fsi_put_le32(place, number); break;
        case 2: put_be32(place, number); break;
        default:                        /* ECMA-119 7.3.3: both orders */
            fsi_put_le32(place, number);
            put_be32(place + 4, number);
            break;
    }
}

static void damage(uint8_t *image, size_t blocks, uint64_t *state)
{
    uint8_t *block = image + choose_block(image, blocks, state) * FSI_BLOCK_SIZE;
    /* Most fields that matter stand early in their block. */
    size_t offset = (size_t)below(state, below(state, 4) ? 256 : FSI_BLOCK_SIZE - 8);

    switch (below(state, 6))
    {
        case 0: block[offset] ^= (uint8_t)(1u << below(state, 8)); break;
        case 1: block[offset] = (uint8_t)next_random(state); break;
        case 2: memcpy(block, image + choose_block(image, blocks, state) * FSI_BLOCK_SIZE, FSI_BLOCK_SIZE); break;
        case 3: memmove(block + offset, block + below(state, FSI_BLOCK_SIZE - 8), 8); break;
        default: damage_number(block + offset, state); break;
    }
}

/* Every block that begins like a tag gets one that is right. */
static void seal_tags(uint8_t *image, size_t blocks)
{
    for (size_t i = 0; i < blocks; i++)
    {
        uint8_t *tag = image + i * FSI_BLOCK_SIZE;
        uint16_t id = fsi_get_le16(tag), crc_length = fsi_get_le16(tag + 10);
        uint16_t version = fsi_get_le16(tag + 2);
        uint8_t sum = 0;

        if ((version != 2 && version != 3) || !((id >= 1 && id <= 9) || (id >= 256 && id <= 266)))
            continue;
        if (crc_length > FSI_BLOCK_SIZE - UDF_TAG_SIZE)
            fsi_put_le16(tag + 10, crc_length = FSI_BLOCK_SIZE - UDF_TAG_SIZE);
        fsi_put_le16(tag + 8, udf_crc(tag + UDF_TAG_SIZE, crc_length));
        for (int k = 0; k < UDF_TAG_SIZE; k++)
            sum = (uint8_t)(sum + (k == 4 ? 0 : tag[k]));
        tag[4] = sum;
    }
}

void mutate_image(uint8_t *image, size_t blocks, uint64_t seed)
{
    uint64_t state = seed * 0x9e3779b97f4a7c15u + 1;
    uint64_t count = 1 + below(&state, 1 + below(&state, 16));

    while (count--)
        damage(image, blocks, &state);
    if (below(&state, 2))
        seal_tags(image, blocks);
}
