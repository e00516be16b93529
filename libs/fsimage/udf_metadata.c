/*
 * The metadata partition of UDF 2.50
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

#include "bytes.h"

#define MAP_TYPE_2 2
#define NO_BITMAP UINT32_MAX            /* a read-only partition has none: UDF 2.50 2.2.10 */
#define FLAG_DUPLICATE 1

/* Each extent is a multiple of the allocation unit: UDF 2.50 2.2.13.1. */
#define METADATA_EXTENT_MAX (UDF_EXTENT_MAX / (UDF_METADATA_UNIT * FSI_BLOCK_SIZE) * (UDF_METADATA_UNIT * FSI_BLOCK_SIZE))

void udf_put_metadata_map(const struct fsi_layout *layout, uint8_t *map)
{
    const struct udf_view *udf = layout->udf;
    struct udf_space space = udf_partition_space(udf);

    map[0] = MAP_TYPE_2;
    map[1] = UDF_METADATA_MAP_SIZE;
    udf_put_udf_entity(map + 4, "*UDF Metadata Partition", udf->revision);
    fsi_put_le16(map + 36, 1);          /* volume */
    fsi_put_le16(map + 38, 0);          /* the partition that holds the metadata file */
    fsi_put_le32(map + 40, udf_address_in(space, udf->metadata_entry).block);
    fsi_put_le32(map + 44, udf_address_in(space, udf->mirror_entry).block);
    fsi_put_le32(map + 48, NO_BITMAP);
    fsi_put_le32(map + 52, UDF_METADATA_UNIT);
    fsi_put_le16(map + 56, UDF_METADATA_UNIT);          /* of alignment */
    map[58] = layout->options.udf_metadata_mirror ? FLAG_DUPLICATE : 0;
}

void udf_render_metadata_entry(const struct fsi_layout *layout, bool mirror, uint8_t *block)
{
    const struct udf_view *udf = layout->udf;
    bool copy = mirror && layout->options.udf_metadata_mirror;
    struct udf_entry entry;

    udf_entry_begin(&entry, layout, mirror ? UDF_FILE_METADATA_MIRROR : UDF_FILE_METADATA, udf_partition_space(udf),
                    mirror ? udf->mirror_entry : udf->metadata_entry);
    udf_body_whole(&entry.body, entry.space, copy ? udf->mirror : udf->tree, (uint64_t)udf->tree_blocks * FSI_BLOCK_SIZE);
    entry.body.piece_max = METADATA_EXTENT_MAX;
    entry.links = 0;                    /* no directory names it */
    entry.object_size = entry.body.size;
    udf_render_entry(block, &entry, udf->revision);
}
