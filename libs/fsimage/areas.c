/*
 * The row of areas, the ranges of the stream, and its pieces
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

#include "layout_private.h"

const struct fsi_area_ops layout_files_ops = {"files", NULL};
const struct fsi_area_ops layout_boot_image_ops = {"boot image", NULL};

/* An area where it begins in the stream, with the number of its first piece. */
struct layout_run
{
    const struct fsi_area *area;
    uint32_t stream_block;
    uint32_t first_piece;
};

/* -------------------------------------------------------------- planning --- */

static enum fsi_status append(struct fsi_layout *layout, uint32_t start, uint32_t blocks,
                              const struct fsi_area_ops *ops, const void *context)
{
    size_t capacity = layout->area_capacity ? layout->area_capacity * 2 : 32;
    struct fsi_area *areas = layout->areas;

    if (layout->area_count == layout->area_capacity)
    {
        if (!(areas = realloc(areas, capacity * sizeof(*areas)))) return FSI_NO_MEMORY;
        layout->areas = areas;
        layout->area_capacity = capacity;
    }
    areas[layout->area_count++] = (struct fsi_area){start, blocks, ops, context};
    return FSI_OK;
}

enum fsi_status layout_add_area(struct fsi_layout *layout, uint64_t blocks, const struct fsi_area_ops *ops,
                                const void *context, uint32_t *start)
{
    enum fsi_status status;

    if (start) *start = layout->next_block;
    if (!blocks) return FSI_OK;
    if (layout->next_block > layout->end_block || blocks > layout->end_block - layout->next_block)
        return FSI_IMAGE_TOO_BIG;
    if ((status = append(layout, layout->next_block, (uint32_t)blocks, ops, context))) return status;
    layout->next_block += (uint32_t)blocks;
    return FSI_OK;
}

enum fsi_status layout_add_area_at(struct fsi_layout *layout, uint32_t start, uint32_t blocks,
                                   const struct fsi_area_ops *ops, const void *context)
{
    /* What the session may take up says nothing of blocks outside of it. */
    const uint32_t end = layout->options.rewrite_anchors ? layout->options.medium_blocks : layout->end_block;

    if (start > end || blocks > end - start) return FSI_IMAGE_TOO_BIG;
    return append(layout, start, blocks, ops, context);
}

enum fsi_status layout_skip_to(struct fsi_layout *layout, uint32_t block)
{
    if (block > layout->end_block) return FSI_IMAGE_TOO_BIG;
    if (block > layout->next_block) layout->next_block = block;
    return FSI_OK;
}

/* ---------------------------------------------------------------- ranges --- */

static int compare_areas(const void *a, const void *b)
{
    const struct fsi_area *left = a, *right = b;

    return left->start < right->start ? -1 : left->start > right->start;
}

static uint32_t area_end(const struct fsi_area *area)
{
    return area->start + area->blocks;
}

/* Areas outside of the session, as runs without gaps, of which there are few. */
static enum fsi_status add_outside_ranges(struct fsi_layout *layout, uint32_t from, uint32_t to)
{
    struct fsi_range *range = NULL;
    size_t i;

    for (i = 0; i < layout->area_count; i++)
    {
        const struct fsi_area *area = &layout->areas[i];

        if (area->start < from || area->start >= to) continue;
        if (range && range->last_block + 1 == area->start)
        {
            range->last_block = area_end(area) - 1;
            continue;
        }
        if (layout->range_count == FSI_RANGES_MAX) return FSI_BAD_OPTION;
        range = &layout->ranges[layout->range_count++];
        *range = (struct fsi_range){area->start, area_end(area) - 1};
    }
    return FSI_OK;
}

/* The session comes first, so that the old one stays whole until the anchors tell of the new one. */
static enum fsi_status make_ranges(struct fsi_layout *layout)
{
    const uint32_t session = layout->options.session_start;
    enum fsi_status status;

    layout->ranges[0] = (struct fsi_range){session, layout->next_block - 1};
    layout->range_count = 1;
    if (!layout->options.rewrite_anchors) return FSI_OK;
    if ((status = add_outside_ranges(layout, layout->next_block, UINT32_MAX))) return status;
    return add_outside_ranges(layout, 0, session);
}

uint32_t layout_medium_block(const struct fsi_layout *layout, uint32_t stream_block)
{
    const struct fsi_range *range = layout->ranges;

    while (stream_block > range->last_block - range->first_block)
    {
        stream_block -= range->last_block - range->first_block + 1;
        range++;
    }
    return range->first_block + stream_block;
}

uint32_t layout_stream_block(const struct fsi_layout *layout, uint32_t medium_block)
{
    const struct fsi_range *range;
    uint32_t before = 0;

    for (range = layout->ranges; medium_block < range->first_block || medium_block > range->last_block; range++)
        before += range->last_block - range->first_block + 1;
    return before + (medium_block - range->first_block);
}

const struct fsi_range *fsi_layout_ranges(const struct fsi_layout *layout, size_t *count)
{
    *count = layout->range_count;
    return layout->ranges;
}

uint32_t fsi_layout_blocks(const struct fsi_layout *layout)
{
    uint32_t blocks = 0;
    size_t i;

    for (i = 0; i < layout->range_count; i++)
        blocks += layout->ranges[i].last_block - layout->ranges[i].first_block + 1;
    return blocks;
}

const struct fsi_area *layout_area_at(const struct fsi_layout *layout, uint32_t block)
{
    size_t low = 0, high = layout->area_count, middle;

    while (low < high)
    {
        middle = low + (high - low) / 2;
        if (layout->areas[middle].start > block) high = middle;
        else low = middle + 1;
    }
    if (!low || block >= area_end(&layout->areas[low - 1])) return NULL;
    return &layout->areas[low - 1];
}

/* ------------------------------------------------------------------ data --- */

/* The last of the placed files that begins at the block or before it. */
static uint32_t placed_at(const struct fsi_layout *layout, uint32_t block)
{
    uint32_t low = 0, high = layout->placed_count, middle;

    while (low < high)
    {
        middle = low + (high - low) / 2;
        if (layout->data_block[layout->placed[middle] - layout->directory_count] > block) high = middle;
        else low = middle + 1;
    }
    return low - 1;
}

void layout_data_at(const struct fsi_layout *layout, const struct fsi_area *area, uint32_t block,
                    struct layout_data *data)
{
    const struct fsi_boot_entry *boot = area->context;

    if (area->ops == &layout_files_ops)
    {
        layout_placed(layout, placed_at(layout, block), data);
        return;
    }
    data->source = boot->source;
    data->node = NULL;
    data->size = boot->size;
    data->block = area->start;
}

/* ---------------------------------------------------------------- pieces --- */

static uint32_t pieces_of(const struct fsi_layout *layout, const struct fsi_area *area)
{
    return area->ops == &layout_files_ops ? layout->placed_count : 1;
}

static int compare_runs(const void *a, const void *b)
{
    const struct layout_run *left = a, *right = b;

    return left->stream_block < right->stream_block ? -1 : left->stream_block > right->stream_block;
}

enum fsi_status layout_finish(struct fsi_layout *layout)
{
    uint32_t pieces = 0;
    enum fsi_status status;
    size_t i;

    qsort(layout->areas, layout->area_count, sizeof(*layout->areas), compare_areas);
    for (i = 1; i < layout->area_count; i++)
        if (area_end(&layout->areas[i - 1]) > layout->areas[i].start) return FSI_BAD_OPTION;
    if ((status = make_ranges(layout))) return status;
    if (!(layout->runs = calloc(layout->area_count, sizeof(*layout->runs)))) return FSI_NO_MEMORY;
    for (i = 0; i < layout->area_count; i++)
    {
        layout->runs[i].area = &layout->areas[i];
        layout->runs[i].stream_block = layout_stream_block(layout, layout->areas[i].start);
    }
    qsort(layout->runs, layout->area_count, sizeof(*layout->runs), compare_runs);
    for (i = 0; i < layout->area_count; i++)
    {
        layout->runs[i].first_piece = pieces;
        pieces += pieces_of(layout, layout->runs[i].area);
    }
    return FSI_OK;
}

size_t fsi_layout_piece_count(const struct fsi_layout *layout)
{
    const struct layout_run *last = &layout->runs[layout->area_count - 1];

    return last->first_piece + pieces_of(layout, last->area);
}

/* The last run with a first piece, or with a first block, that is not above the given one. */
static const struct layout_run *run_of_piece(const struct fsi_layout *layout, size_t piece)
{
    const struct layout_run *run = &layout->runs[layout->area_count - 1];

    while (run->first_piece > piece) run--;
    return run;
}

static uint32_t first_block_of(const struct fsi_layout *layout, size_t piece)
{
    const struct layout_run *run;
    struct layout_data data;

    if (piece == fsi_layout_piece_count(layout)) return fsi_layout_blocks(layout);
    if (!piece) return 0;
    run = run_of_piece(layout, piece);
    if (run->area->ops != &layout_files_ops) return run->stream_block;
    layout_placed(layout, (uint32_t)(piece - run->first_piece), &data);
    return run->stream_block + (data.block - run->area->start);
}

/* A piece lasts until the next one begins: what is between areas belongs to the one before. */
void fsi_layout_piece(const struct fsi_layout *layout, size_t index, struct fsi_piece *piece)
{
    const struct layout_run *run = run_of_piece(layout, index);
    struct layout_data data = {0};

    if (run->area->ops == &layout_files_ops) layout_placed(layout, (uint32_t)(index - run->first_piece), &data);
    piece->first_block = first_block_of(layout, index);
    piece->last_block = first_block_of(layout, index + 1) - 1;
    piece->node = data.node;
    piece->name = data.node ? NULL : run->area->ops->name;
}

bool fsi_layout_piece_at(const struct fsi_layout *layout, uint32_t block, size_t *index)
{
    const struct layout_run *run = &layout->runs[layout->area_count - 1];

    if (block >= fsi_layout_blocks(layout)) return false;
    while (run != layout->runs && run->stream_block > block) run--;
    *index = run->first_piece;
    if (run->area->ops != &layout_files_ops) return true;
    *index += placed_at(layout, run->area->start + (block - run->stream_block));
    return true;
}
