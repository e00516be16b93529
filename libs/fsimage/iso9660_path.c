/*
 * Path tables (ECMA-119 6.9, 9.4)
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
#include "iso9660_private.h"

/* Directories by level, then by their parent's number, then as sorted there. */
static void number_directories(const struct fsi_layout *layout, struct iso9660_view *view)
{
    uint32_t count = 1, i, child;

    view->path_order[0] = 0;
    for (i = 0; i < count; i++)
    {
        const uint32_t directory = view->path_order[i];

        view->path_number[directory] = i + 1;
        for (child = view->first[directory]; child < view->first[directory + 1]; child++)
        {
            if (view->order[child] < layout->directory_count) view->path_order[count++] = view->order[child];
        }
    }
}

static size_t identifier_of(const struct fsi_layout *layout, const struct iso9660_view *view, uint32_t directory,
                            uint8_t identifier[ISO9660_IDENTIFIER_MAX])
{
    if (directory) return iso9660_identifier(view, layout->nodes[directory], identifier);
    identifier[0] = 0;
    return 1;
}

enum fsi_status iso9660_create_path(const struct fsi_layout *layout, struct iso9660_view *view)
{
    uint8_t identifier[ISO9660_IDENTIFIER_MAX];
    size_t length;
    uint32_t i;

    number_directories(layout, view);
    for (i = 0; i < layout->directory_count; i++)
    {
        length = identifier_of(layout, view, view->path_order[i], identifier);
        view->path_offset[i + 1] = (uint32_t)(view->path_offset[i] + 8 + length + length % 2);
    }
    return FSI_OK;
}

uint32_t iso9660_path_size(const struct fsi_layout *layout, const struct iso9660_view *view)
{
    return view->path_offset[layout->directory_count];
}

static size_t put_record(const struct fsi_layout *layout, const struct iso9660_view *view, uint32_t index, bool big,
                         uint8_t *record)
{
    const uint32_t directory = view->path_order[index];
    const struct fsi_node *parent = layout->nodes[directory]->parent;
    const uint32_t block = view->directories + view->directory_block[directory];
    const uint16_t number = (uint16_t)view->path_number[parent ? parent->number : 0];
    uint8_t *identifier = record + 8;

    memset(record, 0, 8 + ISO9660_IDENTIFIER_MAX);
    record[0] = (uint8_t)identifier_of(layout, view, directory, identifier);
    (big ? fsi_put_be32 : fsi_put_le32)(record + 2, block);
    (big ? fsi_put_be16 : fsi_put_le16)(record + 6, number);
    return view->path_offset[index + 1] - view->path_offset[index];
}

/* Records may go over the end of a block. */
static enum fsi_status render_path(const struct fsi_layout *layout, const struct fsi_area *area, uint32_t relative,
                                   bool big, uint8_t *buffer)
{
    const struct iso9660_view *view = area->context;
    const uint32_t begin = relative * FSI_BLOCK_SIZE, end = begin + FSI_BLOCK_SIZE;
    uint8_t record[8 + ISO9660_IDENTIFIER_MAX];
    uint32_t i, offset, from, to;

    i = last_not_above(view->path_offset, layout->directory_count, begin);
    for (; i < layout->directory_count && view->path_offset[i] < end; i++)
    {
        offset = view->path_offset[i];
        put_record(layout, view, i, big, record);
        from = offset < begin ? begin : offset;
        to = view->path_offset[i + 1] < end ? view->path_offset[i + 1] : end;
        memcpy(buffer + (from - begin), record + (from - offset), to - from);
    }
    return FSI_OK;
}

static enum fsi_status render_l(const struct fsi_layout *layout, const struct fsi_area *area, uint32_t relative,
                                uint8_t *buffer)
{
    return render_path(layout, area, relative, false, buffer);
}

static enum fsi_status render_m(const struct fsi_layout *layout, const struct fsi_area *area, uint32_t relative,
                                uint8_t *buffer)
{
    return render_path(layout, area, relative, true, buffer);
}

const struct fsi_area_ops iso9660_path_l_ops = {"path table, least significant byte first", render_l};
const struct fsi_area_ops iso9660_path_m_ops = {"path table, most significant byte first", render_m};
