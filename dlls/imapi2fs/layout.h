/*
 * A layout, shared by a result and by everything that was made of it
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

#ifndef IMAPI2FS_LAYOUT_H
#define IMAPI2FS_LAYOUT_H

#include "image.h"

/* As long as one lives, its image cannot change. */
struct image_layout
{
    LONG ref;
    struct image *image;
    struct fsi_layout *layout;
    bool partial;               /* only some blocks of the medium are new: struct fsi_options, rewrite_anchors */
};

/* result.c */
void layout_addref(struct image_layout *layout);
void layout_release(struct image_layout *layout);
/* Blocks of the stream, those between the new ones included. */
uint32_t layout_blocks(const struct image_layout *layout);

/* image_stream.c */
HRESULT image_stream_create(struct image_layout *layout, IStream **out);

/* progress_items.c */
HRESULT progress_items_create(struct image_layout *layout, IProgressItems **out);

/* block_range.c */
HRESULT block_range_list_create(struct image_layout *layout, IBlockRangeList **out);
/* What is new, in the order in which to write it. */
HRESULT block_ranges(struct image_layout *layout, SAFEARRAY **out);

#endif /* IMAPI2FS_LAYOUT_H */
