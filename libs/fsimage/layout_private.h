/*
 * How a view takes part in a layout
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

#ifndef LIBS_FSIMAGE_LAYOUT_PRIVATE_H
#define LIBS_FSIMAGE_LAYOUT_PRIVATE_H

#include "tree_private.h"

/*
 * The image is a row of areas. An area knows how many blocks it has and renders
 * any one of them alone; it keeps only what it takes to do so without walking
 * from its start (an index of which record each of its blocks begins with). A
 * million files make some twenty areas.
 *
 * In the order of their addresses:
 *
 *   block  0   16 blocks that belong to the system (ECMA-119 6.2.1)
 *   block 16   descriptors of ISO 9660, of El Torito, of Joliet, terminator
 *              volume recognition sequence of UDF (ECMA-167 2/8.3)
 *              main volume descriptor sequence, logical volume integrity (before block 256)
 *   block 256  anchor (ECMA-167 3/8.4.2.1)
 *   block 257  the partition of UDF begins: file set, then file entries and directories, or the
 *              metadata file that holds them
 *              path tables and directories of ISO 9660 and of Joliet, boot catalog
 *              boot images, data of files: one copy for all views
 *              mirror of the metadata file; the partition ends
 *              reserve volume descriptor sequence, last anchor
 *
 * Without UDF there is no anchor, and path tables follow the descriptors. All addresses kept
 * are absolute: options.session_start has been added. What UDF counts from the start of
 * its partition is converted where it is rendered.
 */

struct fsi_area;

struct fsi_area_ops
{
    const char *name;                   /* for struct fsi_piece */
    /* The block that lies relative blocks behind the area's start; buffer holds zeros. Touches nothing of the
     * layout: several readers render at once. NULL: the blocks are those of files, which the reader fetches. */
    enum fsi_status (*render)(const struct fsi_layout *layout, const struct fsi_area *area, uint32_t relative,
                              uint8_t *buffer);
};

struct fsi_area
{
    uint32_t start;                     /* absolute block */
    uint32_t blocks;
    const struct fsi_area_ops *ops;
    const void *context;
};

/* With rewrite_anchors: the session, the last anchor, the descriptors at the start, the anchor at 256. */
#define FSI_RANGES_MAX 4

struct iso9660_view;
struct layout_run;
struct udf_view;
struct boot_view;

struct fsi_layout
{
    unsigned int refs;
    struct fsi_tree *tree;
    struct fsi_options options;
    /* Every node, numbered (fsi_node.number is its index): directories first, breadth first, so that a parent
     * stands before its children and the root is 0; then files; then named streams. */
    struct fsi_node **nodes;
    uint32_t directory_count;
    uint32_t file_count;
    uint32_t stream_count;
    /* First block of the data of each file and stream, by number - directory_count; 0: empty, or extents. */
    uint32_t *data_block;
    /* Numbers of the nodes that have data of their own in this image, by rising blocks. */
    uint32_t *placed;
    uint32_t placed_count;
    struct fsi_area *areas;             /* by rising start, without overlap */
    size_t area_count, area_capacity;
    /* Zeros to which records of ISO 9660 lead for the holes of files on the medium; 0 blocks: there are none. */
    uint32_t zero_block, zero_blocks;
    uint32_t next_block;                /* while planning: just behind the last area */
    uint32_t end_block;                 /* the first one that must not be used */
    struct fsi_range ranges[FSI_RANGES_MAX];
    size_t range_count;
    struct layout_run *runs;            /* areas in the order of the stream, for the pieces */
    struct iso9660_view *iso9660;       /* NULL: not asked for */
    struct iso9660_view *joliet;
    struct udf_view *udf;
    struct boot_view *boot;
    struct fsi_problem problem;         /* while planning */
};

/* Puts an area at next_block; blocks may be 0, then nothing happens. *start (may be NULL) is where.
 * FSI_NO_MEMORY, FSI_IMAGE_TOO_BIG. */
enum fsi_status layout_add_area(struct fsi_layout *layout, uint64_t blocks, const struct fsi_area_ops *ops,
                                const void *context, uint32_t *start);
/* Lets next_block be an address ahead of it; what lies between reads as zeros. */
enum fsi_status layout_skip_to(struct fsi_layout *layout, uint32_t block);

/* Puts an area at an address of the medium that is not in the row: with options.rewrite_anchors,
 * anchors outside of the session. next_block stays. FSI_NO_MEMORY, FSI_IMAGE_TOO_BIG. */
enum fsi_status layout_add_area_at(struct fsi_layout *layout, uint32_t start, uint32_t blocks,
                                   const struct fsi_area_ops *ops, const void *context);
/* The area that holds a block of the medium; NULL: none, the block is zeros. */
const struct fsi_area *layout_area_at(const struct fsi_layout *layout, uint32_t block);
/* The address of a block of the stream, and the other way; the block is inside. */
uint32_t layout_medium_block(const struct fsi_layout *layout, uint32_t stream_block);
uint32_t layout_stream_block(const struct fsi_layout *layout, uint32_t medium_block);
/* Ranges and pieces, once all areas are there. FSI_NO_MEMORY, FSI_BAD_OPTION (areas overlap). */
enum fsi_status layout_finish(struct fsi_layout *layout);

/* Blocks of so many bytes. */
static inline uint64_t blocks_of(uint64_t bytes)
{
    return bytes / FSI_BLOCK_SIZE + !!(bytes % FSI_BLOCK_SIZE);
}

/* The last of so many rising values that is not above one; the first one is not. */
static inline uint32_t last_not_above(const uint32_t *values, uint32_t count, uint32_t value)
{
    uint32_t low = 0, high = count, middle;

    while (high - low > 1)
    {
        middle = low + (high - low) / 2;
        if (values[middle] > value) high = middle;
        else low = middle;
    }
    return low;
}

/* Data from a source that the image carries, and where its blocks are. */
struct layout_data
{
    struct fsi_source *source;
    const struct fsi_node *node;        /* NULL: a boot image */
    uint64_t size;                      /* bytes */
    uint32_t block;                     /* absolute */
};

/* What lies at a block of an area without render. */
void layout_data_at(const struct fsi_layout *layout, const struct fsi_area *area, uint32_t block,
                    struct layout_data *data);
/* A node whose data are in this image, by its place in layout.placed. */
void layout_placed(const struct fsi_layout *layout, uint32_t index, struct layout_data *data);

/* ops of the area with all data of files, and those of boot images, whose context is their options' entry. */
extern const struct fsi_area_ops layout_files_ops;
extern const struct fsi_area_ops layout_boot_image_ops;

/*
 * A further session on an overwritable medium (options.rewrite_anchors): recognition and the
 * descriptors of ISO 9660 are planned first, at the medium's block 16, and next_block is
 * options.session_start only for what comes after them. The anchors go to block 256 and to the end of the
 * medium by layout_add_area_at.
 *
 * What layout.c calls of UDF (udf*.c), in this order. Each adds its areas at next_block. Data of
 * files are placed between udf_plan_partition and udf_plan_partition_end; a render runs only after
 * all of them, so that it may use every address.
 */
enum fsi_status udf_create(struct fsi_layout *layout);          /* sets layout->udf; names, sizes of directories */
enum fsi_status udf_plan_recognition(struct fsi_layout *layout);        /* BEA01, NSR02 or NSR03, TEA01 */
enum fsi_status udf_plan_descriptors(struct fsi_layout *layout);        /* main sequence, integrity, anchor at 256 */
enum fsi_status udf_plan_partition(struct fsi_layout *layout);          /* begins it: file set, entries, directories */
enum fsi_status udf_plan_partition_end(struct fsi_layout *layout);      /* mirror; ends it */
enum fsi_status udf_plan_end(struct fsi_layout *layout);                /* reserve sequence, last anchor */
void udf_destroy(struct udf_view *udf);
/* At most so many blocks more than the same tree without UDF; see fsi_estimate_blocks. */
uint64_t udf_estimate(const struct fsi_tree *tree, const struct fsi_options *options);

#endif
