/*
 * How large an image can become
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


#include "layout_private.h"

/*
 * What Windows reports for an empty tree, whichever views are asked for. It is more than an empty image
 * takes, and so covers whatever does not grow with the tree: descriptors, what is rounded up once in each
 * table, root directories.
 */
#define EMPTY_IMAGE_BLOCKS 528u

/* Longest directory records: ECMA-119 9.1 with identifiers of 8.3;1, of 31;1 and of 64 units of Joliet. */
#define RECORD_LEVEL_1 48u
#define RECORD_LEVEL_2 66u
#define RECORD_JOLIET_MAX 166u
#define RECORD_JOLIET_BARE 38u          /* without its name, with ";1" */
#define RECORDS_OF_SELF 68u             /* the directory and its parent */

/* Path tables have two records of a directory each: 8 bytes and its name. */
#define PATH_RECORD_LEVEL_2 40u
#define PATH_RECORD_JOLIET 136u

/* Records do not go over the end of a block, so of each block less than one of them can be lost. */
static uint64_t directory_blocks(const struct tree_counters *counters, uint64_t bytes, uint64_t record_max)
{
    const uint64_t usable = FSI_BLOCK_SIZE - record_max + 1;

    return (bytes + counters->directories * (uint64_t)RECORDS_OF_SELF) / usable + 1 + counters->directories;
}

static uint64_t iso9660_blocks(const struct tree_counters *counters, const struct fsi_options *options)
{
    const uint64_t record = options->iso9660_level > 1 ? RECORD_LEVEL_2 : RECORD_LEVEL_1;
    const uint64_t records = (uint64_t)counters->files + counters->directories + counters->extents +
                             counters->gigabytes;

    return directory_blocks(counters, records * record, record) +
           (counters->hole_blocks < HOLE_BLOCKS_MAX ? counters->hole_blocks : HOLE_BLOCKS_MAX) +
           2 * blocks_of(counters->directories * (uint64_t)PATH_RECORD_LEVEL_2);
}

static uint64_t joliet_blocks(const struct tree_counters *counters)
{
    const uint64_t names = (uint64_t)counters->files + counters->directories;
    const uint64_t bytes = names * RECORD_JOLIET_BARE + 2 * counters->joliet_units +
                           (counters->extents + counters->gigabytes) * RECORD_JOLIET_MAX;

    return directory_blocks(counters, bytes, RECORD_JOLIET_MAX) +
           2 * blocks_of(counters->directories * (uint64_t)PATH_RECORD_JOLIET);
}

uint64_t fsi_estimate_blocks(const struct fsi_tree *tree, const struct fsi_options *options)
{
    const struct tree_counters *counters = &tree->counters;
    uint64_t blocks = EMPTY_IMAGE_BLOCKS + counters->data_blocks;
    unsigned int i;

    for (i = 0; i < options->boot_count; i++) blocks += 1 + blocks_of(options->boot[i].size);
    if (options->views & FSI_VIEW_UDF) blocks += udf_estimate(tree, options);
    if (!counters->files && !counters->directories) return blocks;
    if (options->views & FSI_VIEW_ISO9660) blocks += iso9660_blocks(counters, options);
    if (options->views & FSI_VIEW_JOLIET) blocks += joliet_blocks(counters);
    return blocks;
}
