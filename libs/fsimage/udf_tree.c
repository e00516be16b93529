/*
 * The groups of blocks that nodes have in UDF
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

static enum udf_file_type file_type(const struct udf_view *udf, const struct fsi_node *node)
{
    if ((node->flags & NODE_REAL_TIME) && udf->revision >= UDF_REVISION_REAL_TIME)
        return UDF_FILE_REAL_TIME;
    return UDF_FILE_BYTES;
}

/* Times of a node; what was never set is the image's, which entry has. */
static void take_times(struct udf_entry *entry, const struct fsi_times *times)
{
    if (times->created)
        entry->times.created = times->created;
    if (times->accessed)
        entry->times.accessed = times->accessed;
    if (times->modified)
        entry->times.modified = times->modified;
}

/* The parent's identifier of each subdirectory, and the one that names it. The root names itself. */
static uint32_t directory_links(const struct fsi_node *directory)
{
    const struct fsi_node *node;
    uint32_t links = 1;

    for (node = fsi_node_first_child(directory); node; node = node->next)
        links += node->kind == FSI_DIRECTORY;
    return links;
}

static uint32_t entry_extents(const struct fsi_layout *layout, const struct fsi_node *node)
{
    struct udf_allocation allocation;
    struct udf_body body;

    udf_body_of(layout, node, &body);
    allocation.body = &body;
    allocation.space = udf_tree_space(layout->udf);
    allocation.entry = 0;
    allocation.room = udf_entry_room(layout->udf->revision);
    return udf_allocation_blocks(&allocation);
}

/* While planning: data have no block yet, but their number of pieces is known. */
static uint32_t group_size(const struct fsi_layout *layout, const struct udf_view *udf, const struct fsi_node *node)
{
    if (node->kind == FSI_DIRECTORY)
        return 1 + (uint32_t)blocks_of(udf->listing_bytes[node->number]);
    return 1 + entry_extents(layout, node) + udf_stream_directory_blocks(udf, node);
}

enum fsi_status udf_plan_groups(struct fsi_layout *layout, struct udf_view *udf)
{
    enum fsi_status status;
    uint64_t next = 0;
    uint32_t number;

    for (number = 0; number < layout->directory_count; number++)
        if ((status = udf_plan_directory(udf, layout->nodes[number])) != FSI_OK)
            return status;
    for (number = 0; number < udf->node_count; number++)
    {
        udf->groups[number] = (uint32_t)next;
        next += group_size(layout, udf, layout->nodes[number]);
        if (next > UINT32_MAX - UDF_FILE_SET_BLOCKS)
            return FSI_IMAGE_TOO_BIG;
    }
    udf->groups[number] = (uint32_t)next;
    return FSI_OK;
}

/* The last number whose group begins at or before a block. */
static uint32_t group_at(const struct udf_view *udf, uint32_t relative)
{
    uint32_t low = 0, high = udf->node_count, middle;

    while (high - low > 1)
    {
        middle = low + (high - low) / 2;
        if (udf->groups[middle] <= relative)
            low = middle;
        else
            high = middle;
    }
    return low;
}

static void directory_entry(const struct fsi_layout *layout, const struct fsi_node *directory, struct udf_entry *entry)
{
    const struct udf_view *udf = layout->udf;

    udf_entry_begin(entry, layout, UDF_FILE_DIRECTORY, udf_tree_space(udf), udf_entry_block(udf, directory));
    udf_body_whole(&entry->body, entry->space, entry->block + 1, udf->listing_bytes[directory->number]);
    entry->links = directory_links(directory);
    entry->object_size = entry->body.size;
}

static void file_entry(const struct fsi_layout *layout, const struct fsi_node *file, struct udf_entry *entry)
{
    const struct udf_view *udf = layout->udf;

    udf_entry_begin(entry, layout, file_type(udf, file), udf_tree_space(udf), udf_entry_block(udf, file));
    udf_body_of(layout, file, &entry->body);
    entry->object_size = file->size;
    if (file->kind == FSI_NAMED_STREAM)
        entry->flags = UDF_ICB_STREAM;
    if (udf_shows_streams(udf, file))
    {
        entry->object_size += udf_streams_size(file);
        entry->stream_directory = udf->tree + UDF_FILE_SET_BLOCKS + udf->groups[file->number + 1] -
                                  udf_stream_directory_blocks(udf, file);
    }
}

static void render_directory(const struct fsi_layout *layout, const struct fsi_node *directory, uint32_t index,
                             uint8_t *block)
{
    const struct udf_view *udf = layout->udf;
    struct udf_listing listing;
    uint32_t first = udf->groups[directory->number] - directory->number;

    /* Each directory before this one has one block that is none of its listing. */
    udf_directory_listing(udf, directory, &listing);
    udf_render_listing(udf, &listing, udf->listing[first + index], index, block);
}

static void render_file(const struct fsi_layout *layout, const struct fsi_node *file, const struct udf_entry *entry,
                        uint32_t index, uint8_t *block)
{
    const struct udf_view *udf = layout->udf;
    struct udf_allocation allocation = udf_entry_allocation(entry, udf->revision);
    uint32_t here = entry->block + index;

    if (entry->stream_directory && here >= entry->stream_directory)
        udf_render_stream_directory(layout, file, entry->stream_directory, here - entry->stream_directory, block);
    else
        udf_render_allocation(block, &allocation, udf->revision, index - 1);
}

void udf_render_group(const struct fsi_layout *layout, uint32_t relative, uint8_t *block)
{
    const struct udf_view *udf = layout->udf;
    uint32_t number = group_at(udf, relative), index = relative - udf->groups[number];
    const struct fsi_node *node = layout->nodes[number];
    bool directory = node->kind == FSI_DIRECTORY;
    struct udf_entry entry;

    if (directory && index)
    {
        render_directory(layout, node, index - 1, block);
        return;
    }
    if (directory)
        directory_entry(layout, node, &entry);
    else
        file_entry(layout, node, &entry);
    if (index)
    {
        render_file(layout, node, &entry, index, block);
        return;
    }
    take_times(&entry, &node->times);
    entry.unique_id = udf_unique_id(node);
    udf_render_entry(block, &entry, udf->revision);
}
