/*
 * ISO 9660 and Joliet: names, sizes and places of directories
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

#include "bytes.h"
#include "iso9660_private.h"

/* ECMA-119 9.4.4: the number of a parent has 16 bits. */
#define DIRECTORIES_MAX 65535u

#define PATH_BYTES_MAX 255

/* Data of one part: whole blocks, since another may follow, that 32 bits count. */
#define PART_BYTES_MAX 0xfffff800u

/* ----------------------------------------------------------------- parts --- */

/* Extents that continue each other are one run, up to the end of the data. */
static void load_run(struct iso9660_parts *parts)
{
    const struct fsi_extent *extents = parts->node->data.extents;
    const size_t count = parts->node->extent_count;

    parts->left = 0;
    while (parts->next_extent < count && !extents[parts->next_extent].bytes) parts->next_extent++;
    if (parts->next_extent == count) return;
    parts->block = extents[parts->next_extent].block;
    parts->left = extents[parts->next_extent++].bytes;
    for (; parts->next_extent < count; parts->next_extent++)
    {
        const struct fsi_extent *next = &extents[parts->next_extent];

        if (!next->bytes) continue;
        if (parts->left % FSI_BLOCK_SIZE || !parts->block != !next->block) return;
        if (parts->block && next->block != parts->block + parts->left / FSI_BLOCK_SIZE) return;
        parts->left += next->bytes;
    }
}

void iso9660_parts_begin(const struct fsi_layout *layout, const struct fsi_node *node, struct iso9660_parts *parts)
{
    parts->layout = layout;
    parts->node = node;
    parts->next_extent = 0;
    if (node->flags & NODE_EXTENTS)
    {
        load_run(parts);
        return;
    }
    parts->block = layout->data_block[node->number - layout->directory_count];
    parts->left = node->size;
}

void iso9660_parts_next(struct iso9660_parts *parts, struct iso9660_part *part)
{
    const struct fsi_layout *layout = parts->layout;
    const bool hole = parts->node->flags & NODE_EXTENTS && !parts->block && parts->left;
    const uint32_t max = hole ? layout->zero_blocks * FSI_BLOCK_SIZE : PART_BYTES_MAX;

    part->bytes = parts->left < max ? (uint32_t)parts->left : max;
    part->block = hole ? layout->zero_block : part->bytes ? parts->block : 0;
    if (!hole) parts->block += part->bytes / FSI_BLOCK_SIZE;
    parts->left -= part->bytes;
    if (!parts->left && parts->node->flags & NODE_EXTENTS) load_run(parts);
    part->last = !parts->left;
}

/* Ends inside of a block before more data are what records cannot say. */
static enum fsi_status count_parts(struct fsi_layout *layout, const struct fsi_node *node, uint32_t *count)
{
    struct iso9660_parts parts;
    struct iso9660_part part;

    *count = 0;
    iso9660_parts_begin(layout, node, &parts);
    do
    {
        iso9660_parts_next(&parts, &part);
        if (node->flags & NODE_EXTENTS && !part.last && part.bytes % FSI_BLOCK_SIZE)
        {
            layout->problem.node = node;
            return FSI_BAD_OPTION;
        }
        ++*count;
    } while (!part.last);
    return FSI_OK;
}

/* ----------------------------------------------------------------- names --- */

static enum fsi_status name_children(struct fsi_layout *layout, struct iso9660_view *view, uint32_t directory,
                                     uint32_t *scratch)
{
    const struct fsi_node *node = layout->nodes[directory], *child;
    enum fsi_status status = names_assign(view->rules, layout->tree, node, scratch, &layout->problem.node);

    if (status) return status;
    for (child = fsi_node_first_child(node); child; child = child->next) view->numbers[child->number] = *scratch++;
    return FSI_OK;
}

/* ECMA-119 6.8.2.1: all identifiers of a path, with one byte between them. Readers bear longer ones. */
static enum fsi_status check_path_lengths(struct fsi_layout *layout, const struct iso9660_view *view)
{
    uint8_t identifier[ISO9660_IDENTIFIER_MAX];
    const struct fsi_node *node;
    uint32_t count = layout->directory_count + layout->file_count, i;
    size_t length;

    for (i = 1; i < count; i++)
    {
        length = iso9660_identifier(view, layout->nodes[i], identifier);
        for (node = layout->nodes[i]->parent; node->parent; node = node->parent)
            length += 1 + iso9660_identifier(view, node, identifier);
        if (length <= PATH_BYTES_MAX) continue;
        layout->problem.node = layout->nodes[i];
        return FSI_TOO_DEEP;
    }
    return FSI_OK;
}

static enum fsi_status name_all(struct fsi_layout *layout, struct iso9660_view *view)
{
    enum fsi_status status = FSI_OK;
    uint32_t most = 0, count, i;
    uint32_t *scratch;

    for (i = 0; i < layout->directory_count; i++)
    {
        count = fsi_node_child_count(layout->nodes[i]);
        if (count > most) most = count;
        if (view->joliet || !name_too_deep(layout->nodes[i])) continue;
        layout->problem.node = layout->nodes[i];
        return FSI_TOO_DEEP;
    }
    if (!(scratch = calloc((size_t)most + 1, sizeof(*scratch)))) return FSI_NO_MEMORY;
    for (i = 0; !status && i < layout->directory_count; i++) status = name_children(layout, view, i, scratch);
    free(scratch);
    return !status && layout->options.strict && !view->joliet ? check_path_lengths(layout, view) : status;
}

size_t iso9660_identifier(const struct iso9660_view *view, const struct fsi_node *node,
                          uint8_t identifier[ISO9660_IDENTIFIER_MAX])
{
    uint16_t name[FSI_NAME_MAX + 3];
    size_t length = name_map(view->rules, node, view->numbers[node->number], name), i;
    bool dot = view->joliet;

    if (node->kind == FSI_FILE)
    {
        for (i = 0; i < length && !dot; i++) dot = name[i] == '.';
        if (!dot) name[length++] = '.';
        name[length++] = ';';
        name[length++] = '1';
    }
    for (i = 0; i < length; i++)
    {
        if (view->joliet) fsi_put_be16(identifier + 2 * i, name[i]);
        else identifier[i] = (uint8_t)name[i];
    }
    return view->joliet ? 2 * length : length;
}

/* ----------------------------------------------------------------- sizes --- */

static enum fsi_status begin_block(struct iso9660_view *view, uint32_t child, uint32_t part)
{
    uint32_t capacity = view->position_capacity ? view->position_capacity * 2 : 64;
    struct iso9660_position *positions = view->positions;

    if (view->position_count == view->position_capacity)
    {
        if (view->position_capacity > UINT32_MAX / 4 / sizeof(*positions)) return FSI_IMAGE_TOO_BIG;
        if (!(positions = realloc(positions, capacity * sizeof(*positions)))) return FSI_NO_MEMORY;
        view->positions = positions;
        view->position_capacity = capacity;
    }
    positions[view->position_count++] = (struct iso9660_position){child, part};
    return FSI_OK;
}

/* A record lies in one block as a whole, ECMA-119 6.8.1.1. */
static enum fsi_status size_directory(struct fsi_layout *layout, struct iso9660_view *view, uint32_t directory)
{
    uint8_t identifier[ISO9660_IDENTIFIER_MAX];
    uint32_t parts, part, i;
    size_t used = 2 * iso9660_record_length(1), length;
    enum fsi_status status;

    if ((status = begin_block(view, view->first[directory], 0))) return status;
    for (i = view->first[directory]; i < view->first[directory + 1]; i++)
    {
        const struct fsi_node *child = layout->nodes[view->order[i]];

        parts = 1;
        if (child->kind == FSI_FILE && (status = count_parts(layout, child, &parts))) return status;
        length = iso9660_record_length(iso9660_identifier(view, child, identifier));
        for (part = 0; part < parts; part++, used += length)
        {
            if (used + length <= FSI_BLOCK_SIZE) continue;
            if ((status = begin_block(view, i, part))) return status;
            used = 0;
        }
    }
    return FSI_OK;
}

static enum fsi_status size_all(struct fsi_layout *layout, struct iso9660_view *view)
{
    enum fsi_status status;
    uint32_t i;

    for (i = 0; i < layout->directory_count; i++)
    {
        view->directory_block[i] = view->position_count;
        if ((status = size_directory(layout, view, i))) return status;
        /* ECMA-119 9.1.4: the length of a directory has 32 bits. */
        if (view->position_count - view->directory_block[i] > UINT32_MAX / FSI_BLOCK_SIZE) return FSI_IMAGE_TOO_BIG;
    }
    view->directory_block[i] = view->position_count;
    return FSI_OK;
}

/* ---------------------------------------------------------------- create --- */

static enum fsi_status allocate(const struct fsi_layout *layout, struct iso9660_view *view)
{
    const size_t directories = (size_t)layout->directory_count + 1, all = directories + layout->file_count;

    view->numbers = calloc(all, sizeof(*view->numbers));
    view->order = calloc(all, sizeof(*view->order));
    view->first = calloc(directories, sizeof(*view->first));
    view->directory_block = calloc(directories, sizeof(*view->directory_block));
    view->path_order = calloc(directories, sizeof(*view->path_order));
    view->path_number = calloc(directories, sizeof(*view->path_number));
    view->path_offset = calloc(directories, sizeof(*view->path_offset));
    if (view->numbers && view->order && view->first && view->directory_block && view->path_order &&
        view->path_number && view->path_offset)
        return FSI_OK;
    return FSI_NO_MEMORY;
}

enum fsi_status iso9660_create(struct fsi_layout *layout, enum fsi_view kind)
{
    struct iso9660_view *view = calloc(1, sizeof(*view));
    enum fsi_status status;

    if (!view) return FSI_NO_MEMORY;
    view->rules = name_rules_for(&layout->options, kind);
    view->joliet = kind == FSI_VIEW_JOLIET;
    if (view->joliet) layout->joliet = view;
    else layout->iso9660 = view;
    layout->problem.view = kind;
    if (layout->directory_count > DIRECTORIES_MAX) return FSI_TOO_MANY_DIRECTORIES;
    if ((status = allocate(layout, view))) return status;
    if ((status = name_all(layout, view))) return status;
    if ((status = iso9660_sort(layout, view))) return status;
    if ((status = iso9660_create_path(layout, view))) return status;
    if ((status = size_all(layout, view))) return status;
    memset(&layout->problem, 0, sizeof(layout->problem));
    return FSI_OK;
}

void iso9660_destroy(struct iso9660_view *view)
{
    if (!view) return;
    free(view->numbers);
    free(view->order);
    free(view->first);
    free(view->directory_block);
    free(view->positions);
    free(view->path_order);
    free(view->path_number);
    free(view->path_offset);
    free(view);
}

static const struct fsi_area_ops directory_ops[2] =
{
    {"directories of ISO 9660", iso9660_render_directory},
    {"directories of Joliet", iso9660_render_directory},
};

enum fsi_status iso9660_plan_tables(struct fsi_layout *layout, struct iso9660_view *view)
{
    const uint64_t path_blocks = blocks_of(iso9660_path_size(layout, view));
    enum fsi_status status;

    if ((status = layout_add_area(layout, path_blocks, &iso9660_path_l_ops, view, &view->path_table_l)))
        return status;
    if ((status = layout_add_area(layout, path_blocks, &iso9660_path_m_ops, view, &view->path_table_m)))
        return status;
    return layout_add_area(layout, view->position_count, &directory_ops[view->joliet], view, &view->directories);
}
