/*
 * ISO 9660 and Joliet: one hierarchy of directories and its path tables
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


#ifndef LIBS_FSIMAGE_ISO9660_PRIVATE_H
#define LIBS_FSIMAGE_ISO9660_PRIVATE_H

#include "layout_private.h"
#include "names.h"

/* Longest identifier in bytes: 64 units of Joliet with ";1". */
#define ISO9660_IDENTIFIER_MAX 132

/* What a block of a directory begins with. */
struct iso9660_position
{
    uint32_t child;                     /* index in order */
    uint32_t part;                      /* of its data */
};

/* Everything here is found by the number of a node; blocks of all directories lie in one area, by number. */
struct iso9660_view
{
    const struct name_rules *rules;
    bool joliet;
    uint32_t *numbers;                  /* of names, see names.h; of directories and files */
    uint32_t *first;                    /* of each directory, and one more: where its children begin in order */
    uint32_t *order;                    /* children of all directories, each sorted as ECMA-119 9.3 */
    uint32_t *directory_block;          /* of each directory, and one more: its first block in the area */
    struct iso9660_position *positions; /* of each block of the area */
    uint32_t position_count, position_capacity;
    uint32_t *path_order;               /* directories as path tables have them, ECMA-119 6.9.1 */
    uint32_t *path_number;              /* of each directory: its number there, from 1 */
    uint32_t *path_offset;              /* of each record there, and one more: its first byte */
    uint32_t directories;               /* absolute blocks of the areas */
    uint32_t path_table_l, path_table_m;
};

/* A part of a file's data, for one directory record. */
struct iso9660_part
{
    uint32_t block;                     /* absolute; 0 if bytes is */
    uint32_t bytes;
    bool last;
};

/* Goes through the parts of a file: what is contiguous and can be said in 32 bits is one. */
struct iso9660_parts
{
    const struct fsi_layout *layout;
    const struct fsi_node *node;
    size_t next_extent;
    uint32_t block;                     /* 0: a hole */
    uint64_t left;
};

void iso9660_parts_begin(const struct fsi_layout *layout, const struct fsi_node *node, struct iso9660_parts *parts);
void iso9660_parts_next(struct iso9660_parts *parts, struct iso9660_part *part);

/* Names, order, sizes: all but addresses. Sets layout->iso9660 or ->joliet. */
enum fsi_status iso9660_create(struct fsi_layout *layout, enum fsi_view view);
void iso9660_destroy(struct iso9660_view *view);

/* Which areas a view adds: descriptors (also for El Torito without ISO 9660), path tables and directories. */
enum fsi_status iso9660_plan_descriptors(struct fsi_layout *layout);
enum fsi_status iso9660_plan_tables(struct fsi_layout *layout, struct iso9660_view *view);

/* Fills order from names and numbers. */
enum fsi_status iso9660_sort(const struct fsi_layout *layout, struct iso9660_view *view);
/* Path tables of a view that is sorted. */
enum fsi_status iso9660_create_path(const struct fsi_layout *layout, struct iso9660_view *view);

/* The identifier of a directory or file, with separators and version; returns its bytes. */
size_t iso9660_identifier(const struct iso9660_view *view, const struct fsi_node *node,
                          uint8_t identifier[ISO9660_IDENTIFIER_MAX]);
/* Bytes of a directory record with an identifier of so many bytes, ECMA-119 9.1. */
static inline size_t iso9660_record_length(size_t identifier_length)
{
    return 33 + identifier_length + !(identifier_length % 2);
}
/* The record of a directory under a name of its own: 0 itself, 1 its parent. 34 bytes. */
void iso9660_render_self(const struct fsi_layout *layout, const struct iso9660_view *view, uint32_t directory,
                         uint8_t name, uint8_t *record);
enum fsi_status iso9660_render_directory(const struct fsi_layout *layout, const struct fsi_area *area,
                                         uint32_t relative, uint8_t *buffer);
/* Bytes of a path table. */
uint32_t iso9660_path_size(const struct fsi_layout *layout, const struct iso9660_view *view);
extern const struct fsi_area_ops iso9660_path_l_ops, iso9660_path_m_ops;

/* El Torito; eltorito.c */
enum fsi_status boot_create(struct fsi_layout *layout);         /* sets layout->boot */
enum fsi_status boot_plan(struct fsi_layout *layout);           /* catalog and images */
void boot_destroy(struct boot_view *boot);
/* The boot record, El Torito 2.0 figure 7 */
void boot_render_record(const struct fsi_layout *layout, uint8_t *buffer);

#endif
