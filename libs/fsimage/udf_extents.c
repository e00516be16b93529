/*
 * Where the bytes of a file of UDF lie, and the descriptors that tell of it
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

#include "udf_private.h"

#include <string.h>

#include "bytes.h"
#include "tree_private.h"
#include "udf_tag.h"

void udf_body_whole(struct udf_body *body, struct udf_space space, uint32_t block, uint64_t size)
{
    body->space = space;
    body->size = size;
    body->piece_max = UDF_EXTENT_MAX;
    body->whole.block = block;
    body->whole.bytes = size;
    body->extents = &body->whole;
    body->count = size ? 1 : 0;
}

void udf_body_of(const struct fsi_layout *layout, const struct fsi_node *node, struct udf_body *body)
{
    const struct fsi_extent *extents;
    uint32_t block = 0;
    size_t count;

    extents = fsi_node_extents(node, &count);
    if (!extents && node->size)
        block = layout->data_block[node->number - layout->directory_count];
    udf_body_whole(body, udf_partition_space(layout->udf), block, node->size);
    if (extents)
    {
        body->extents = extents;
        body->count = count;
    }
}

/* A walk over what a body's allocation descriptors say, one after the other. */
struct piece_walk
{
    const struct udf_body *body;
    size_t extent;
    uint64_t offset;                    /* bytes of that extent that were told of */
    uint32_t block;                     /* of the current piece; 0: a hole */
    uint32_t bytes;
};

static bool next_piece(struct piece_walk *walk)
{
    const struct udf_body *body = walk->body;
    const struct fsi_extent *extent;
    uint64_t left;

    while (walk->extent < body->count && walk->offset >= body->extents[walk->extent].bytes)
    {
        walk->extent++;
        walk->offset = 0;
    }
    if (walk->extent >= body->count)
        return false;
    extent = &body->extents[walk->extent];
    left = extent->bytes - walk->offset;
    walk->bytes = left < body->piece_max ? (uint32_t)left : body->piece_max;
    walk->block = extent->block ? extent->block + (uint32_t)(walk->offset / FSI_BLOCK_SIZE) : 0;
    walk->offset += walk->bytes;
    return true;
}

uint32_t udf_body_pieces(const struct udf_body *body)
{
    uint64_t pieces = 0;
    size_t i;

    for (i = 0; i < body->count; i++)
        pieces += body->extents[i].bytes / body->piece_max + (body->extents[i].bytes % body->piece_max != 0);
    return (uint32_t)pieces;
}

uint64_t udf_body_blocks(const struct udf_body *body)
{
    uint64_t blocks = 0;
    size_t i;

    for (i = 0; i < body->count; i++)
        if (body->extents[i].block)
            blocks += blocks_of(body->extents[i].bytes);
    return blocks;
}

unsigned int udf_allocation_form(const struct udf_allocation *allocation)
{
    if (allocation->body->space.reference == allocation->space.reference)
        return UDF_ICB_SHORT_AD;
    return UDF_ICB_LONG_AD;
}

static uint32_t descriptor_size(const struct udf_allocation *allocation)
{
    return udf_allocation_form(allocation) == UDF_ICB_SHORT_AD ? UDF_SHORT_AD_SIZE : UDF_LONG_AD_SIZE;
}

static uint32_t extent_capacity(const struct udf_allocation *allocation)
{
    return (FSI_BLOCK_SIZE - UDF_ALLOCATION_HEADER_SIZE) / descriptor_size(allocation);
}

/* How many of the pieces that are left go to a place for capacity descriptors; where not all do, the last
 * place is for the continuation. */
static uint32_t share(uint32_t left, uint32_t capacity)
{
    return left <= capacity ? left : capacity - 1;
}

uint32_t udf_allocation_blocks(const struct udf_allocation *allocation)
{
    uint32_t left = udf_body_pieces(allocation->body), per_block = extent_capacity(allocation), blocks = 0;

    left -= share(left, allocation->room / descriptor_size(allocation));
    while (left)
    {
        left -= share(left, per_block);
        blocks++;
    }
    return blocks;
}

static uint8_t *put_descriptor(uint8_t *out, const struct udf_allocation *allocation, enum udf_extent_type type,
                               uint32_t bytes, struct udf_address address)
{
    if (udf_allocation_form(allocation) == UDF_ICB_SHORT_AD)
        udf_put_short_ad(out, type, bytes, address.block);
    else
        udf_put_long_ad(out, type, bytes, address);
    return out + descriptor_size(allocation);
}

static uint8_t *put_piece(uint8_t *out, const struct udf_allocation *allocation, const struct piece_walk *walk)
{
    struct udf_address hole = {0, allocation->body->space.reference};

    if (!walk->block)
        return put_descriptor(out, allocation, UDF_EXTENT_NOT_ALLOCATED, walk->bytes, hole);
    return put_descriptor(out, allocation, UDF_EXTENT_RECORDED, walk->bytes,
                          udf_address_in(allocation->body->space, walk->block));
}

/* Descriptors for count pieces, then one that leads to an allocation extent (absolute block; 0: none). */
static uint32_t put_pieces(uint8_t *out, const struct udf_allocation *allocation, struct piece_walk *walk, uint32_t count,
                           uint32_t continuation)
{
    uint8_t *end = out;

    while (count-- && next_piece(walk))
        end = put_piece(end, allocation, walk);
    if (continuation)
        end = put_descriptor(end, allocation, UDF_EXTENT_CONTINUATION, FSI_BLOCK_SIZE,
                             udf_address_in(allocation->space, continuation));
    return (uint32_t)(end - out);
}

uint32_t udf_put_allocation(uint8_t *out, const struct udf_allocation *allocation)
{
    struct piece_walk walk = {allocation->body, 0, 0, 0, 0};
    uint32_t pieces = udf_body_pieces(allocation->body);
    uint32_t here = share(pieces, allocation->room / descriptor_size(allocation));

    return put_pieces(out, allocation, &walk, here, here < pieces ? allocation->entry + 1 : 0);
}

void udf_render_allocation(uint8_t *block, const struct udf_allocation *allocation, uint16_t revision, uint32_t index)
{
    struct piece_walk walk = {allocation->body, 0, 0, 0, 0};
    uint32_t left = udf_body_pieces(allocation->body), per_block = extent_capacity(allocation);
    uint32_t skipped, here, location = allocation->entry + 1 + index, length, i;

    skipped = share(left, allocation->room / descriptor_size(allocation)) + index * (per_block - 1);
    for (i = 0; i < skipped; i++)
        next_piece(&walk);
    left -= skipped;
    here = share(left, per_block);
    /* The field at 16, the location of the previous allocation extent, stays 0: none is told (ECMA-167 4/14.5.2). */
    length = put_pieces(block + UDF_ALLOCATION_HEADER_SIZE, allocation, &walk, here, here < left ? location + 1 : 0);
    fsi_put_le32(block + 20, length);
    udf_seal(block, UDF_TAG_ALLOCATION_EXTENT, revision, udf_address_in(allocation->space, location).block,
             UDF_ALLOCATION_HEADER_SIZE + length);
}
