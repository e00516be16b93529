/*
 * How many blocks UDF needs at most
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

#include "tree_private.h"

/* What one identifier needs besides its name: header, compression id, padding. */
#define IDENTIFIER_OVERHEAD 42
#define PARENT_IDENTIFIER 40

/* File set descriptor, terminator, entry and directory of the root: what an empty tree has. */
#define EMPTY_TREE_BLOCKS (UDF_FILE_SET_BLOCKS + 2)

/* Allocation extent descriptors: only a file of more than a hundred extents has one, and one tells of more than that. */
static uint64_t allocation_blocks(const struct tree_counters *counters)
{
    return (counters->gigabytes + counters->extents) / 50;
}

/* Blocks of the tree beyond those of an empty one. */
static uint64_t tree_blocks(const struct tree_counters *counters)
{
    uint64_t entries = (uint64_t)counters->files + counters->directories + counters->streams + counters->stream_owners;
    uint64_t listings = (uint64_t)counters->directories + 1 + counters->stream_owners;
    uint64_t bytes;

    /* A name needs two bytes for each unit at most; each listing ends inside of a block. */
    bytes = entries * IDENTIFIER_OVERHEAD + 2 * counters->name_units + listings * PARENT_IDENTIFIER;
    return UDF_FILE_SET_BLOCKS + 1 + entries + listings + bytes / FSI_BLOCK_SIZE + allocation_blocks(counters) -
           EMPTY_TREE_BLOCKS;
}

/*
 * What even an empty image has is fsi_estimate_blocks' own: at most 470 blocks, in UDF 2.50 with a mirror. The partition
 * begins at 288, the metadata file at 320; it ends with up to 31 blocks of padding, and so does its mirror, which begins
 * up to 32 blocks behind the data; 16 blocks of the reserve sequence follow, and up to 32 to the end.
 */
uint64_t udf_estimate(const struct fsi_tree *tree, const struct fsi_options *options)
{
    uint64_t blocks = tree_blocks(&tree->counters);

    return options->udf_revision >= UDF_REVISION_METADATA && options->udf_metadata_mirror ? 2 * blocks : blocks;
}
