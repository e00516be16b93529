/*
 * File systems on a medium, read back into a tree
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

#ifndef LIBS_FSIMAGE_IMPORT_H
#define LIBS_FSIMAGE_IMPORT_H

#include "fsimage.h"

/*
 * Everything that is read is taken for hostile: every offset is checked against
 * capacity, every loop has an end, no length is believed. What cannot be
 * understood whole is FSI_BAD_FILE_SYSTEM, never a guess.
 */

/* Blocks of a medium or of an image. */
struct fsi_blocks
{
    void *context;
    uint32_t capacity;                  /* blocks that may be asked for, from 0 */
    /* count blocks from block, all below capacity. FSI_DEVICE_READ, FSI_NO_MEMORY, FSI_CANCELLED. */
    enum fsi_status (*read)(void *context, uint32_t block, uint32_t count, void *buffer);
};

/* What is known of a file system before its tree is read. */
struct fsi_volume
{
    enum fsi_view view;
    uint16_t name[129];                 /* zero terminated */
    uint16_t udf_revision;              /* BCD, as the domain of the logical volume says; 0 if not UDF */
    uint32_t first_free_block;          /* just behind everything that the volume uses */
    bool appendable;                    /* whether a session on an overwritable medium can be continued: with UDF
                                         * and a read-only partition (behaviour.md 13.4). Sequential media take
                                         * a next session behind any file system. */
};

/* Which file systems (enum fsi_view) the session that begins at session_start has, with correct
 * descriptors; the trees are not walked. FSI_OK with 0: none. FSI_DEVICE_READ, FSI_NO_MEMORY. */
enum fsi_status fsi_probe(const struct fsi_blocks *blocks, uint32_t session_start, unsigned int *views);

/* Facts of one of them. FSI_NO_FILE_SYSTEM, FSI_BAD_FILE_SYSTEM, FSI_DEVICE_READ, FSI_NO_MEMORY. */
enum fsi_status fsi_read_volume(const struct fsi_blocks *blocks, uint32_t session_start, enum fsi_view view,
                                struct fsi_volume *volume);

/* Told before each directory and after each file. Return false to stop: FSI_CANCELLED. */
struct fsi_import_progress
{
    const struct fsi_node *node;
    uint32_t directories, files;                    /* imported so far */
    int64_t total_directories, total_files;         /* -1: the file system does not tell */
};
struct fsi_import_host
{
    void *context;
    bool (*progress)(void *context, const struct fsi_import_progress *progress);    /* may be NULL */
};

/*
 * Attaches the file system's whole tree below the tree's root. Files become nodes with extents. An item
 * that the tree has already wins over the one on the medium; two directories merge. All or nothing: on
 * failure the tree is rolled back. FSI_NO_FILE_SYSTEM, FSI_BAD_FILE_SYSTEM, FSI_DEVICE_READ,
 * FSI_NO_MEMORY, FSI_READ_ONLY, FSI_CANCELLED.
 */
enum fsi_status fsi_import(struct fsi_tree *tree, const struct fsi_blocks *blocks, uint32_t session_start,
                           enum fsi_view view, const struct fsi_import_host *host);

#endif
