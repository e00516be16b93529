/*
 * Stream directories of UDF
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

/* ECMA-167 4/9.2, UDF 2.00 3.3.5 */

bool udf_shows_streams(const struct udf_view *udf, const struct fsi_node *file)
{
    return udf->revision >= UDF_REVISION_STREAMS && file->kind == FSI_FILE && fsi_node_first_stream(file);
}

uint32_t udf_stream_directory_blocks(const struct udf_view *udf, const struct fsi_node *file)
{
    if (!udf_shows_streams(udf, file))
        return 0;
    return 1 + (uint32_t)blocks_of(udf_listing_size(udf, fsi_node_first_stream(file)));
}

uint64_t udf_streams_size(const struct fsi_node *file)
{
    const struct fsi_node *stream;
    uint64_t size = 0;

    for (stream = fsi_node_first_stream(file); stream; stream = stream->next)
        size += stream->size;
    return size;
}

static void render_entry(const struct fsi_layout *layout, const struct fsi_node *file, uint32_t start, uint8_t *block)
{
    const struct udf_view *udf = layout->udf;
    struct udf_entry entry;

    udf_entry_begin(&entry, layout, UDF_FILE_STREAM_DIRECTORY, udf_tree_space(udf), start);
    udf_body_whole(&entry.body, entry.space, start + 1, udf_listing_size(udf, fsi_node_first_stream(file)));
    entry.unique_id = udf_stream_directory_unique_id(udf, file);
    entry.object_size = entry.body.size;
    udf_render_entry(block, &entry, udf->revision);
}

void udf_render_stream_directory(const struct fsi_layout *layout, const struct fsi_node *file, uint32_t start,
                                 uint32_t index, uint8_t *block)
{
    struct udf_listing listing = {file, file, fsi_node_first_stream(file), start + 1};
    struct udf_listing_start from = {NULL, 0};

    if (index == 0)
    {
        render_entry(layout, file, start, block);
        return;
    }
    /* Streams of one file are few, so that no index of them is kept: the walk begins at the first one. */
    from.before = (index - 1) * FSI_BLOCK_SIZE;
    udf_render_listing(layout->udf, &listing, from, index - 1, block);
}
