/*
 * Directory records (ECMA-119 9.1)
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


#include <string.h>

#include "bytes.h"
#include "dates.h"
#include "iso9660_private.h"

enum record_flags                       /* ECMA-119 9.1.6 */
{
    FLAG_HIDDEN = 0x01,
    FLAG_DIRECTORY = 0x02,
    FLAG_MULTI_EXTENT = 0x80,
};

/* ECMA-119 9.1.5: years since 1900 in a byte, and UTC. */
static void put_date(const struct fsi_layout *layout, const struct fsi_node *node, uint8_t *p)
{
    struct fsi_date date;

    fsi_date_from_time(node->times.modified ? node->times.modified : layout->options.now, &date);
    if (date.year < 1900 || date.year > 2155) return;
    p[0] = (uint8_t)(date.year - 1900);
    p[1] = date.month;
    p[2] = date.day;
    p[3] = date.hour;
    p[4] = date.minute;
    p[5] = date.second;
}

static size_t put_record(const struct fsi_layout *layout, const struct fsi_node *node,
                         const struct iso9660_part *part, const uint8_t *identifier, size_t identifier_length,
                         uint8_t *record)
{
    const size_t length = iso9660_record_length(identifier_length);

    record[0] = (uint8_t)length;
    fsi_put_both32(record + 2, part->block);
    fsi_put_both32(record + 10, part->bytes);
    put_date(layout, node, record + 18);
    record[25] = (uint8_t)((node->flags & NODE_HIDDEN ? FLAG_HIDDEN : 0) |
                           (node_is_directory(node) ? FLAG_DIRECTORY : 0) | (part->last ? 0 : FLAG_MULTI_EXTENT));
    fsi_put_le16(record + 28, 1);
    fsi_put_be16(record + 30, 1);
    record[32] = (uint8_t)identifier_length;
    memcpy(record + 33, identifier, identifier_length);
    return length;
}

static struct iso9660_part directory_data(const struct iso9660_view *view, uint32_t directory)
{
    const uint32_t block = view->directory_block[directory];

    return (struct iso9660_part){view->directories + block,
                                 (view->directory_block[directory + 1] - block) * FSI_BLOCK_SIZE, true};
}

void iso9660_render_self(const struct fsi_layout *layout, const struct iso9660_view *view, uint32_t directory,
                         uint8_t name, uint8_t *record)
{
    const struct iso9660_part data = directory_data(view, directory);

    put_record(layout, layout->nodes[directory], &data, &name, 1, record);
}

/* The records of a child from one of its parts on, as many as fit. False: the block is full. */
static bool render_child(const struct fsi_layout *layout, const struct iso9660_view *view,
                         const struct fsi_node *child, uint32_t skip, uint8_t *buffer, size_t *used)
{
    uint8_t identifier[ISO9660_IDENTIFIER_MAX];
    const size_t length = iso9660_identifier(view, child, identifier);
    struct iso9660_parts parts;
    struct iso9660_part part;

    if (node_is_directory(child)) part = directory_data(view, child->number);
    else
    {
        iso9660_parts_begin(layout, child, &parts);
        do iso9660_parts_next(&parts, &part); while (skip--);
    }
    for (;;)
    {
        if (*used + iso9660_record_length(length) > FSI_BLOCK_SIZE) return false;
        *used += put_record(layout, child, &part, identifier, length, buffer + *used);
        if (part.last) return true;
        iso9660_parts_next(&parts, &part);
    }
}

enum fsi_status iso9660_render_directory(const struct fsi_layout *layout, const struct fsi_area *area,
                                         uint32_t relative, uint8_t *buffer)
{
    const struct iso9660_view *view = area->context;
    const uint32_t directory = last_not_above(view->directory_block, layout->directory_count, relative);
    const struct fsi_node *parent = layout->nodes[directory]->parent;
    struct iso9660_position position = view->positions[relative];
    size_t used = 0;

    if (relative == view->directory_block[directory])
    {
        iso9660_render_self(layout, view, directory, 0, buffer);
        iso9660_render_self(layout, view, parent ? parent->number : 0, 1, buffer + iso9660_record_length(1));
        used = 2 * iso9660_record_length(1);
    }
    for (; position.child < view->first[directory + 1]; position.child++, position.part = 0)
    {
        const struct fsi_node *child = layout->nodes[view->order[position.child]];

        if (!render_child(layout, view, child, position.part, buffer, &used)) break;
    }
    return FSI_OK;
}
