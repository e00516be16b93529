/*
 * How UDF takes part in a layout
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


#define MAIN_SEQUENCE 32                /* behind all descriptors of ISO 9660 and the recognition sequence */
#define ANCHOR 256                      /* ECMA-167 3/8.4.2.1 */
/* The image ends with a whole unit of what DVDs and BDs write at once, so that its last anchor stays last. */
#define END_UNIT 32

/* ---------------------------------------------------------- addresses --- */

struct udf_space udf_partition_space(const struct udf_view *udf)
{
    struct udf_space space = {udf->partition, 0};

    return space;
}

struct udf_space udf_tree_space(const struct udf_view *udf)
{
    struct udf_space metadata = {udf->tree, 1};

    return udf_has_metadata(udf) ? metadata : udf_partition_space(udf);
}

struct udf_address udf_address_in(struct udf_space space, uint32_t block)
{
    struct udf_address address = {block - space.start, space.reference};

    return address;
}

uint32_t udf_entry_block(const struct udf_view *udf, const struct fsi_node *node)
{
    return udf->tree + UDF_FILE_SET_BLOCKS + udf->groups[node->number];
}

uint64_t udf_unique_id(const struct fsi_node *node)
{
    return node->number ? (uint64_t)UDF_FIRST_UNIQUE_ID + node->number - 1 : 0;
}

uint64_t udf_stream_directory_unique_id(const struct udf_view *udf, const struct fsi_node *file)
{
    return udf_unique_id(file) + udf->node_count;
}

uint64_t udf_next_unique_id(const struct udf_view *udf)
{
    return (uint64_t)UDF_FIRST_UNIQUE_ID + 2 * (uint64_t)udf->node_count;
}

/* -------------------------------------------------------------- areas --- */

static enum fsi_status render_recognition(const struct fsi_layout *layout, const struct fsi_area *area,
                                          uint32_t relative, uint8_t *buffer)
{
    (void)area;
    udf_render_recognition(layout->udf, relative, buffer);
    return FSI_OK;
}

static enum fsi_status render_sequence(const struct fsi_layout *layout, const struct fsi_area *area, uint32_t relative,
                                       uint8_t *buffer)
{
    udf_render_sequence(layout, area->start, relative, buffer);
    return FSI_OK;
}

static enum fsi_status render_integrity(const struct fsi_layout *layout, const struct fsi_area *area, uint32_t relative,
                                        uint8_t *buffer)
{
    (void)area;
    udf_render_integrity(layout, relative, buffer);
    return FSI_OK;
}

static enum fsi_status render_anchor(const struct fsi_layout *layout, const struct fsi_area *area, uint32_t relative,
                                     uint8_t *buffer)
{
    udf_render_anchor(layout, area->start + relative, buffer);
    return FSI_OK;
}

static enum fsi_status render_metadata_entry(const struct fsi_layout *layout, const struct fsi_area *area,
                                             uint32_t relative, uint8_t *buffer)
{
    (void)relative;
    udf_render_metadata_entry(layout, area->start == layout->udf->mirror_entry, buffer);
    return FSI_OK;
}

/* The tree, or the copy of it in the mirror: addresses in there count from its own start, so both are the same. */
static enum fsi_status render_tree(const struct fsi_layout *layout, const struct fsi_area *area, uint32_t relative,
                                   uint8_t *buffer)
{
    const struct udf_view *udf = layout->udf;

    (void)area;
    if (relative < UDF_FILE_SET_BLOCKS)
        udf_render_file_set(layout, relative, buffer);
    else if (relative - UDF_FILE_SET_BLOCKS < udf->groups[udf->node_count])
        udf_render_group(layout, relative - UDF_FILE_SET_BLOCKS, buffer);
    return FSI_OK;
}

static const struct fsi_area_ops recognition_ops = {"UDF volume recognition", render_recognition};
static const struct fsi_area_ops sequence_ops = {"UDF volume descriptors", render_sequence};
static const struct fsi_area_ops integrity_ops = {"UDF volume integrity", render_integrity};
static const struct fsi_area_ops anchor_ops = {"UDF anchor", render_anchor};
static const struct fsi_area_ops metadata_entry_ops = {"UDF metadata file", render_metadata_entry};
static const struct fsi_area_ops tree_ops = {"UDF file entries and directories", render_tree};

/* ------------------------------------------------------------ planning --- */

static bool revision_known(uint16_t revision)
{
    return revision == 0x102 || revision == 0x150 || revision == UDF_REVISION_STREAMS ||
           revision == UDF_REVISION_REAL_TIME || revision == UDF_REVISION_METADATA;
}

/* The extents of files that are on the medium already: the partition has to reach over them. */
static void note_extents(struct udf_view *udf, const struct fsi_node *node)
{
    const struct fsi_extent *extents;
    uint64_t end;
    size_t count, i;

    extents = fsi_node_extents(node, &count);
    for (i = 0; extents && i < count; i++)
    {
        if (!extents[i].block || !extents[i].bytes)
            continue;
        end = extents[i].block + blocks_of(extents[i].bytes);
        if (extents[i].block < udf->first_extent)
            udf->first_extent = extents[i].block;
        if (end > udf->last_extent)
            udf->last_extent = end > UINT32_MAX ? UINT32_MAX : (uint32_t)end;
    }
}

static enum fsi_status plan_tree(struct fsi_layout *layout, struct udf_view *udf)
{
    enum fsi_status status;
    uint32_t number;

    udf->groups = calloc((size_t)udf->node_count + 1, sizeof(*udf->groups));
    udf->listing_bytes = calloc(layout->directory_count, sizeof(*udf->listing_bytes));
    if (!udf->groups || !udf->listing_bytes)
        return FSI_NO_MEMORY;
    for (number = layout->directory_count; number < udf->node_count; number++)
        note_extents(udf, layout->nodes[number]);
    if ((status = udf_names_create(layout, udf)) != FSI_OK)
        return status;
    return udf_plan_groups(layout, udf);
}

enum fsi_status udf_create(struct fsi_layout *layout)
{
    struct udf_view *udf;
    enum fsi_status status;

    if (!revision_known(layout->options.udf_revision))
        return FSI_BAD_OPTION;
    if (!(udf = calloc(1, sizeof(*udf))))
        return FSI_NO_MEMORY;
    layout->udf = udf;
    udf->revision = layout->options.udf_revision;
    udf->first_extent = UINT32_MAX;
    udf->node_count = layout->directory_count + layout->file_count;
    if (udf->revision >= UDF_REVISION_STREAMS)
        udf->node_count += layout->stream_count;
    if ((status = fsi_volume_name(&layout->options, FSI_VIEW_UDF, udf->volume_name)) != FSI_OK)
        return status;
    while (udf->volume_name[udf->volume_name_length])
        udf->volume_name_length++;
    return plan_tree(layout, udf);
}

void udf_destroy(struct udf_view *udf)
{
    if (!udf)
        return;
    udf_names_destroy(&udf->names);
    free(udf->groups);
    free(udf->listing_bytes);
    free(udf->listing);
    free(udf);
}

enum fsi_status udf_plan_recognition(struct fsi_layout *layout)
{
    return layout_add_area(layout, 3, &recognition_ops, NULL, NULL);
}

static enum fsi_status skip_to_multiple(struct fsi_layout *layout, uint32_t unit)
{
    uint32_t over = layout->next_block % unit;

    if (!over)
        return FSI_OK;
    if (layout->next_block > UINT32_MAX - unit)
        return FSI_IMAGE_TOO_BIG;
    return layout_skip_to(layout, layout->next_block - over + unit);
}

/* With rewrite_anchors it is the medium's; else it stands in its place in the row. */
static enum fsi_status add_first_anchor(struct fsi_layout *layout)
{
    enum fsi_status status;

    if (layout->options.rewrite_anchors)
        return layout_add_area_at(layout, ANCHOR, 1, &anchor_ops, NULL);
    if ((status = layout_skip_to(layout, layout->options.session_start + ANCHOR)) != FSI_OK)
        return status;
    return layout_add_area(layout, 1, &anchor_ops, NULL, NULL);
}

enum fsi_status udf_plan_descriptors(struct fsi_layout *layout)
{
    struct udf_view *udf = layout->udf;
    enum fsi_status status = FSI_OK;

    if (!layout->options.rewrite_anchors)
        status = layout_skip_to(layout, layout->options.session_start + MAIN_SEQUENCE);
    if (status == FSI_OK)
        status = layout_add_area(layout, UDF_SEQUENCE_BLOCKS, &sequence_ops, NULL, &udf->main_sequence);
    if (status == FSI_OK)
        status = layout_add_area(layout, UDF_INTEGRITY_BLOCKS, &integrity_ops, NULL, &udf->integrity);
    return status == FSI_OK ? add_first_anchor(layout) : status;
}

/* The partition begins at or before next_block, so that it holds all that files refer to. */
static void place_partition(const struct fsi_layout *layout, struct udf_view *udf)
{
    udf->partition = layout->next_block;
    if (udf->first_extent < udf->partition)
        udf->partition = udf->first_extent;
    if (udf_has_metadata(udf))
        udf->partition -= udf->partition % UDF_METADATA_UNIT;
}

/* The entry of the metadata file or of its mirror, then the next block where content of it may begin. */
static enum fsi_status add_metadata_entry(struct fsi_layout *layout, uint32_t *start)
{
    enum fsi_status status;

    if ((status = layout_add_area(layout, 1, &metadata_entry_ops, NULL, start)) != FSI_OK)
        return status;
    return skip_to_multiple(layout, UDF_METADATA_UNIT);
}

enum fsi_status udf_plan_partition(struct fsi_layout *layout)
{
    struct udf_view *udf = layout->udf;
    uint64_t blocks = (uint64_t)UDF_FILE_SET_BLOCKS + udf->groups[udf->node_count];
    enum fsi_status status;

    if (udf_has_metadata(udf))
    {
        if ((status = skip_to_multiple(layout, UDF_METADATA_UNIT)) != FSI_OK)
            return status;
        place_partition(layout, udf);
        if ((status = add_metadata_entry(layout, &udf->metadata_entry)) != FSI_OK)
            return status;
        blocks += (UDF_METADATA_UNIT - blocks % UDF_METADATA_UNIT) % UDF_METADATA_UNIT;
    }
    else place_partition(layout, udf);

    if ((status = layout_add_area(layout, blocks, &tree_ops, NULL, &udf->tree)) != FSI_OK)
        return status;
    udf->tree_blocks = (uint32_t)blocks;
    return FSI_OK;
}

static enum fsi_status plan_mirror(struct fsi_layout *layout, struct udf_view *udf)
{
    enum fsi_status status;

    if (!layout->options.udf_metadata_mirror)
        return layout_add_area(layout, 1, &metadata_entry_ops, NULL, &udf->mirror_entry);
    if ((status = add_metadata_entry(layout, &udf->mirror_entry)) != FSI_OK)
        return status;
    return layout_add_area(layout, udf->tree_blocks, &tree_ops, NULL, &udf->mirror);
}

enum fsi_status udf_plan_partition_end(struct fsi_layout *layout)
{
    struct udf_view *udf = layout->udf;
    enum fsi_status status = FSI_OK;

    if (udf_has_metadata(udf))
        status = plan_mirror(layout, udf);
    udf->partition_end = layout->next_block;
    if (status == FSI_OK && udf->last_extent > udf->partition_end)
        return FSI_BAD_OPTION;          /* files are said to lie behind the session */
    return status;
}

/* Makes the session end with a whole unit, when so many blocks are still to come. */
static enum fsi_status skip_to_last(struct fsi_layout *layout, uint32_t to_come)
{
    uint32_t start = layout->options.session_start;
    uint64_t end = (uint64_t)layout->next_block - start + to_come + END_UNIT - 1;

    end -= end % END_UNIT;
    if (end > UINT32_MAX - start)
        return FSI_IMAGE_TOO_BIG;
    return layout_skip_to(layout, start + (uint32_t)end - to_come);
}

/* The reserve sequence stands right before the end, where a next session looks for it. */
enum fsi_status udf_plan_end(struct fsi_layout *layout)
{
    bool anchor_follows = !layout->options.rewrite_anchors;
    struct udf_view *udf = layout->udf;
    enum fsi_status status;

    if ((status = skip_to_last(layout, UDF_SEQUENCE_BLOCKS + anchor_follows)) != FSI_OK)
        return status;
    status = layout_add_area(layout, UDF_SEQUENCE_BLOCKS, &sequence_ops, NULL, &udf->reserve_sequence);
    if (status != FSI_OK)
        return status;
    if (anchor_follows)
        return layout_add_area(layout, 1, &anchor_ops, NULL, NULL);
    return layout_add_area_at(layout, layout->options.medium_blocks - 1, 1, &anchor_ops, NULL);
}
