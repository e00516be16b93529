/*
 * Directories of UDF: lists of file identifier descriptors
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

#include <stdlib.h>
#include <string.h>

#include "bytes.h"
#include "tree_private.h"
#include "udf_string.h"
#include "udf_tag.h"

/*
 * Identifiers follow each other without regard to blocks (UDF 1.02 2.3.4 lets
 * them). That any block can be rendered alone, the plan keeps for each block of
 * a directory which identifier its first byte belongs to.
 */

#define IDENTIFIER_MAX (UDF_FID_HEADER_SIZE + UDF_NAME_BYTES_MAX + 3)
#define PARENT_SIZE 40                  /* no name, padded to a multiple of 4 */
#define FILE_VERSION 1                  /* UDF 1.02 2.3.4.1 */

/* node NULL: the parent's. */
static uint32_t identifier_size(const struct udf_view *udf, const struct fsi_node *node)
{
    const uint16_t *name;
    size_t length;

    if (!node)
        return PARENT_SIZE;
    name = udf_name(udf, node, &length);
    return (uint32_t)(UDF_FID_HEADER_SIZE + udf_cs0_size(name, length) + 3) & ~3u;
}

uint64_t udf_listing_size(const struct udf_view *udf, const struct fsi_node *first)
{
    uint64_t size = PARENT_SIZE;
    const struct fsi_node *node;

    for (node = first; node; node = node->next)
        size += identifier_size(udf, node);
    return size;
}

static bool add_listing_start(struct udf_view *udf, const struct fsi_node *node, uint32_t before)
{
    size_t room = udf->listing_room ? udf->listing_room * 2 : 64;
    struct udf_listing_start *moved;

    if (udf->listing_count == udf->listing_room)
    {
        if (room > SIZE_MAX / sizeof(*moved) || !(moved = realloc(udf->listing, room * sizeof(*moved))))
            return false;
        udf->listing = moved;
        udf->listing_room = room;
    }
    udf->listing[udf->listing_count].node = node;
    udf->listing[udf->listing_count++].before = before;
    return true;
}

enum fsi_status udf_plan_directory(struct udf_view *udf, const struct fsi_node *directory)
{
    const struct fsi_node *node;
    uint64_t offset = PARENT_SIZE, next_block = FSI_BLOCK_SIZE;
    uint32_t size;

    if (!add_listing_start(udf, NULL, 0))
        return FSI_NO_MEMORY;
    for (node = fsi_node_first_child(directory); node; node = node->next)
    {
        size = identifier_size(udf, node);
        if (offset + size > next_block)
        {
            if (!add_listing_start(udf, node, (uint32_t)(next_block - offset)))
                return FSI_NO_MEMORY;
            next_block += FSI_BLOCK_SIZE;
        }
        offset += size;
    }
    if (offset > UINT32_MAX)
        return FSI_IMAGE_TOO_BIG;
    udf->listing_bytes[directory->number] = (uint32_t)offset;
    return FSI_OK;
}

void udf_directory_listing(const struct udf_view *udf, const struct fsi_node *directory, struct udf_listing *listing)
{
    listing->owner = directory;
    listing->parent = directory->parent ? directory->parent : directory;        /* the root is its own */
    listing->first = fsi_node_first_child(directory);
    listing->block = udf_entry_block(udf, directory) + 1;
}

static uint8_t characteristics(const struct fsi_node *node)
{
    unsigned int flags = node->kind == FSI_DIRECTORY ? UDF_FID_DIRECTORY : 0;

    if (node->flags & NODE_HIDDEN)
        flags |= UDF_FID_HIDDEN;
    return (uint8_t)flags;
}

/* ECMA-167 4/14.4. node NULL: the parent's. block: absolute, where it begins. */
static void put_identifier(const struct udf_view *udf, const struct udf_listing *listing, const struct fsi_node *node,
                           uint32_t block, uint8_t *d, uint32_t size)
{
    const struct fsi_node *target = node ? node : listing->parent;
    struct udf_space space = udf_tree_space(udf);
    const uint16_t *name;
    size_t length;

    memset(d, 0, size);
    fsi_put_le16(d + 16, FILE_VERSION);
    d[18] = node ? characteristics(node) : UDF_FID_DIRECTORY | UDF_FID_PARENT;
    udf_put_long_ad(d + 20, UDF_EXTENT_RECORDED, FSI_BLOCK_SIZE, udf_address_in(space, udf_entry_block(udf, target)));
    if (udf->revision >= UDF_REVISION_STREAMS)
        fsi_put_le32(d + 32, (uint32_t)udf_unique_id(target));          /* UDF 2.00 2.3.4.3 */
    if (node)
    {
        name = udf_name(udf, node, &length);
        d[19] = (uint8_t)udf_cs0_size(name, length);
        udf_put_cs0(d + UDF_FID_HEADER_SIZE, name, length);
    }
    udf_seal(d, UDF_TAG_FILE_IDENTIFIER, udf->revision, udf_address_in(space, block).block, size);
}

/* The part of an identifier at offset of its listing that lies in the block at block_offset. */
static void copy_part(uint8_t *block, uint64_t block_offset, const uint8_t *identifier, uint64_t offset, uint32_t size)
{
    uint64_t from = offset > block_offset ? offset : block_offset, to = offset + size;

    if (to > block_offset + FSI_BLOCK_SIZE)
        to = block_offset + FSI_BLOCK_SIZE;
    if (from < to)
        memcpy(block + (from - block_offset), identifier + (from - offset), (size_t)(to - from));
}

void udf_render_listing(const struct udf_view *udf, const struct udf_listing *listing, struct udf_listing_start start,
                        uint32_t index, uint8_t *block)
{
    uint64_t block_offset = (uint64_t)index * FSI_BLOCK_SIZE, offset = block_offset - start.before;
    const struct fsi_node *node = start.node;
    uint8_t identifier[IDENTIFIER_MAX];
    uint32_t size;

    while (offset < block_offset + FSI_BLOCK_SIZE)
    {
        size = identifier_size(udf, node);
        if (offset + size > block_offset)
        {
            put_identifier(udf, listing, node, listing->block + (uint32_t)(offset / FSI_BLOCK_SIZE), identifier, size);
            copy_part(block, block_offset, identifier, offset, size);
        }
        offset += size;
        node = node ? node->next : listing->first;
        if (!node)
            break;
    }
}
