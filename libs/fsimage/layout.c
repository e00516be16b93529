/*
 * From a tree to the place of every block
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


#include <stdlib.h>
#include <string.h>

#include "iso9660_private.h"

#define SYSTEM_BLOCKS 16u               /* ECMA-119 6.2.1 */
#define ISO9660_SMALL_FILE_MAX 0x80000000u      /* bytes of a file at levels 1 and 2 that Windows takes */
#define UDF_NAMED_STREAMS 0x200u        /* the first revision that has them */

static enum fsi_status render_zeros(const struct fsi_layout *layout, const struct fsi_area *area, uint32_t relative,
                                    uint8_t *buffer)
{
    (void)layout;
    (void)area;
    (void)relative;
    (void)buffer;
    return FSI_OK;
}

static const struct fsi_area_ops system_ops = {"system area", render_zeros};

/* --------------------------------------------------------------- options --- */

static bool is_udf_revision(uint16_t revision)
{
    return revision == 0x102 || revision == 0x150 || revision == 0x200 || revision == 0x201 || revision == 0x250;
}

static enum fsi_status check_options(const struct fsi_options *options)
{
    const unsigned int all = FSI_VIEW_ISO9660 | FSI_VIEW_JOLIET | FSI_VIEW_UDF;
    const unsigned int views = options->views;

    if (!views || views & ~all || !options->now) return FSI_BAD_OPTION;
    if (views & FSI_VIEW_JOLIET && !(views & FSI_VIEW_ISO9660)) return FSI_BAD_OPTION;
    if (views & FSI_VIEW_ISO9660 && (options->iso9660_level < 1 || options->iso9660_level > 3)) return FSI_BAD_OPTION;
    if (views & FSI_VIEW_UDF && !is_udf_revision(options->udf_revision)) return FSI_BAD_OPTION;
    if (options->boot_count > FSI_BOOT_ENTRIES_MAX) return FSI_BAD_OPTION;
    return FSI_OK;
}

static enum fsi_status check_volume_names(const struct fsi_layout *layout)
{
    uint16_t name[129];

    return fsi_volume_name(&layout->options, FSI_VIEW_UDF, name);
}

/* ----------------------------------------------------------------- nodes --- */

static void add_node(struct fsi_layout *layout, uint32_t *count, struct fsi_node *node)
{
    /* Those who read another layout of this tree may look at it now. */
    if (node->number != *count) node->number = *count;
    layout->nodes[(*count)++] = node;
}

static void number_directories(struct fsi_layout *layout)
{
    uint32_t count = 0, i;
    struct fsi_node *child;

    add_node(layout, &count, layout->tree->root);
    for (i = 0; i < count; i++)
    {
        for (child = fsi_node_first_child(layout->nodes[i]); child; child = child->next)
            if (node_is_directory(child)) add_node(layout, &count, child);
    }
    layout->directory_count = count;
}

static void number_files(struct fsi_layout *layout)
{
    uint32_t count = layout->directory_count, i;
    struct fsi_node *node;

    for (i = 0; i < layout->directory_count; i++)
    {
        for (node = fsi_node_first_child(layout->nodes[i]); node; node = node->next)
            if (!node_is_directory(node)) add_node(layout, &count, node);
    }
    layout->file_count = count - layout->directory_count;
    for (i = layout->directory_count; i < layout->directory_count + layout->file_count; i++)
        for (node = fsi_node_first_stream(layout->nodes[i]); node; node = node->next) add_node(layout, &count, node);
    layout->stream_count = count - layout->directory_count - layout->file_count;
}

static enum fsi_status number_nodes(struct fsi_layout *layout)
{
    const struct tree_counters *counters = &layout->tree->counters;
    const uint64_t items = (uint64_t)counters->files + counters->streams, all = items + counters->directories + 1;

    if (all > UINT32_MAX || all > SIZE_MAX / sizeof(*layout->nodes)) return FSI_NO_MEMORY;
    layout->nodes = calloc((size_t)all, sizeof(*layout->nodes));
    layout->data_block = calloc((size_t)items + 1, sizeof(*layout->data_block));
    layout->placed = calloc((size_t)items + 1, sizeof(*layout->placed));
    if (!layout->nodes || !layout->data_block || !layout->placed) return FSI_NO_MEMORY;
    number_directories(layout);
    number_files(layout);
    return FSI_OK;
}

/* ------------------------------------------------------------------ data --- */

static bool carries_streams(const struct fsi_options *options)
{
    return options->views & FSI_VIEW_UDF && options->udf_revision >= UDF_NAMED_STREAMS;
}

static enum fsi_status check_sizes(struct fsi_layout *layout)
{
    const struct fsi_options *options = &layout->options;
    uint32_t i;

    if (!(options->views & FSI_VIEW_ISO9660) || options->iso9660_level > 2) return FSI_OK;
    for (i = 0; i < layout->file_count; i++)
    {
        const struct fsi_node *node = layout->nodes[layout->directory_count + i];

        if (node->size <= ISO9660_SMALL_FILE_MAX) continue;
        layout->problem = (struct fsi_problem){node, FSI_VIEW_ISO9660};
        return FSI_DATA_TOO_BIG;
    }
    return FSI_OK;
}

/* One area with the data of all files, and of streams where a view has them, in the order of their numbers. */
static enum fsi_status place_files(struct fsi_layout *layout)
{
    uint32_t count = layout->file_count + (carries_streams(&layout->options) ? layout->stream_count : 0), i;
    uint64_t block = layout->next_block;
    const struct fsi_node *node;

    for (i = 0; i < count; i++)
    {
        node = layout->nodes[layout->directory_count + i];
        if (node->flags & NODE_EXTENTS || !node->size) continue;
        layout->data_block[i] = (uint32_t)block;
        layout->placed[layout->placed_count++] = layout->directory_count + i;
        block += blocks_of(node->size);
        if (block > layout->end_block)
        {
            layout->problem.node = node;
            return FSI_IMAGE_TOO_BIG;
        }
    }
    return layout_add_area(layout, block - layout->next_block, &layout_files_ops, NULL, NULL);
}

void layout_placed(const struct fsi_layout *layout, uint32_t index, struct layout_data *data)
{
    const uint32_t number = layout->placed[index];
    const struct fsi_node *node = layout->nodes[number];

    data->source = node->data.source;
    data->node = node;
    data->size = node->size;
    data->block = layout->data_block[number - layout->directory_count];
}

/* A record cannot say that there is a hole, so all holes have the same zeros, which need not be as long as they are. */
static void find_holes(struct fsi_layout *layout)
{
    const struct fsi_extent *extents;
    uint64_t blocks;
    size_t count, k;
    uint32_t i;

    for (i = 0; i < layout->file_count; i++)
    {
        if (!(extents = fsi_node_extents(layout->nodes[layout->directory_count + i], &count))) continue;
        for (k = 0; k < count; k++)
        {
            if (extents[k].block || (blocks = blocks_of(extents[k].bytes)) <= layout->zero_blocks) continue;
            layout->zero_blocks = blocks < HOLE_BLOCKS_MAX ? (uint32_t)blocks : HOLE_BLOCKS_MAX;
        }
    }
}

static const struct fsi_area_ops holes_ops = {"zeros for holes", render_zeros};

/* -------------------------------------------------------------- planning --- */

static enum fsi_status plan_start(struct fsi_layout *layout)
{
    enum fsi_status status;

    layout->next_block = layout->options.rewrite_anchors ? SYSTEM_BLOCKS : layout->options.session_start;
    if (!layout->options.rewrite_anchors)
    {
        if ((status = layout_add_area(layout, SYSTEM_BLOCKS, &system_ops, NULL, NULL))) return status;
    }
    if ((status = iso9660_plan_descriptors(layout))) return status;
    if (layout->udf && (status = udf_plan_recognition(layout))) return status;
    if (!layout->options.rewrite_anchors) return FSI_OK;
    if (layout->next_block > layout->options.session_start) return FSI_BAD_OPTION;
    layout->next_block = layout->options.session_start;
    return FSI_OK;
}

static enum fsi_status create_views(struct fsi_layout *layout)
{
    const unsigned int views = layout->options.views;
    enum fsi_status status;

    if (views & FSI_VIEW_ISO9660 && (status = iso9660_create(layout, FSI_VIEW_ISO9660))) return status;
    if (views & FSI_VIEW_JOLIET && (status = iso9660_create(layout, FSI_VIEW_JOLIET))) return status;
    if (views & FSI_VIEW_UDF && (status = udf_create(layout))) return status;
    return layout->options.boot_count ? boot_create(layout) : FSI_OK;
}

static enum fsi_status plan(struct fsi_layout *layout)
{
    enum fsi_status status;

    if ((status = number_nodes(layout))) return status;
    if ((status = check_sizes(layout))) return status;
    if (layout->options.views & FSI_VIEW_ISO9660) find_holes(layout);
    if ((status = create_views(layout))) return status;
    if ((status = plan_start(layout))) return status;
    if (layout->udf && (status = udf_plan_descriptors(layout))) return status;
    if (layout->udf && (status = udf_plan_partition(layout))) return status;
    if (layout->iso9660 && (status = iso9660_plan_tables(layout, layout->iso9660))) return status;
    if (layout->joliet && (status = iso9660_plan_tables(layout, layout->joliet))) return status;
    if (layout->boot && (status = boot_plan(layout))) return status;
    status = layout_add_area(layout, layout->zero_blocks, &holes_ops, NULL, &layout->zero_block);
    if (status) return status;
    if ((status = place_files(layout))) return status;
    if (layout->udf && (status = udf_plan_partition_end(layout))) return status;
    if (layout->udf && (status = udf_plan_end(layout))) return status;
    return layout_finish(layout);
}

/* The first block that must not be used: what 32 bits count, the budget, the end of the medium. */
static uint32_t end_of(const struct fsi_options *options)
{
    uint64_t end = UINT32_MAX;

    if (options->max_blocks && options->max_blocks < end - options->session_start)
        end = options->session_start + options->max_blocks;
    if (options->rewrite_anchors && options->medium_blocks < end) end = options->medium_blocks;
    return (uint32_t)end;
}

static enum fsi_status copy_options(struct fsi_layout *layout, const struct fsi_options *options)
{
    struct fsi_boot_entry *boot = NULL;
    unsigned int i;

    layout->options = *options;
    layout->options.boot = NULL;
    layout->options.boot_count = 0;
    if (options->boot_count)
    {
        if (!(boot = calloc(options->boot_count, sizeof(*boot)))) return FSI_NO_MEMORY;
        memcpy(boot, options->boot, options->boot_count * sizeof(*boot));
        for (i = 0; i < options->boot_count; i++) boot[i].source->ops->addref(boot[i].source);
    }
    layout->options.boot = boot;
    layout->options.boot_count = options->boot_count;
    layout->end_block = end_of(options);
    return FSI_OK;
}

enum fsi_status fsi_layout_create(struct fsi_tree *tree, const struct fsi_options *options,
                                  struct fsi_layout **layout, struct fsi_problem *problem)
{
    struct fsi_layout *created;
    enum fsi_status status;

    *layout = NULL;
    if (problem) memset(problem, 0, sizeof(*problem));
    if ((status = check_options(options))) return status;
    if (!(created = calloc(1, sizeof(*created)))) return FSI_NO_MEMORY;
    created->refs = 1;
    created->tree = tree;
    tree_freeze(tree);
    if (!(status = copy_options(created, options)) && !(status = check_volume_names(created))) status = plan(created);
    if (!status)
    {
        *layout = created;
        return FSI_OK;
    }
    if (problem) *problem = created->problem;
    fsi_layout_release(created);
    return status;
}

void fsi_layout_addref(struct fsi_layout *layout)
{
    layout->refs++;
}

void fsi_layout_release(struct fsi_layout *layout)
{
    unsigned int i;

    if (--layout->refs) return;
    if (layout->udf) udf_destroy(layout->udf);
    iso9660_destroy(layout->iso9660);
    iso9660_destroy(layout->joliet);
    boot_destroy(layout->boot);
    for (i = 0; i < layout->options.boot_count; i++)
        layout->options.boot[i].source->ops->release(layout->options.boot[i].source);
    free((void *)layout->options.boot);
    free(layout->nodes);
    free(layout->data_block);
    free(layout->placed);
    free(layout->areas);
    free(layout->runs);
    tree_thaw(layout->tree);
    free(layout);
}
