/*
 * What the tests of trees and images share
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


#ifndef TESTS_UNIT_FSIMAGE_FIXTURE_H
#define TESTS_UNIT_FSIMAGE_FIXTURE_H

#include "fsimage.h"

/* A source in memory, whose byte at an offset is told by pattern_byte; it counts what is done to it. */
struct memory_source
{
    struct fsi_source source;
    unsigned int refs;
    unsigned int opened, closed, reads;
    uint32_t seed;
    enum fsi_status open_status, read_status;   /* what the next calls answer */
};

void memory_source_init(struct memory_source *source, uint32_t seed);
/* A source of one reference that frees itself; for files whose source nobody looks at. */
struct fsi_source *memory_source_new(uint32_t seed);
uint8_t pattern_byte(uint32_t seed, uint64_t offset);

extern const struct fsi_tree_host test_host;

/* ASCII to UTF-16; the result is good until the fourth call after it. */
const uint16_t *utf16(const char *text, size_t *length);
struct fsi_tree *new_tree(void);
struct fsi_node *new_node(struct fsi_tree *tree, enum fsi_node_kind kind, const char *name);
/* Adds below parent and returns the tree's node without a reference; FSI_OK is asserted. */
struct fsi_node *add_directory(struct fsi_tree *tree, struct fsi_node *parent, const char *name);
struct fsi_node *add_file(struct fsi_tree *tree, struct fsi_node *parent, const char *name, uint64_t size,
                          uint32_t seed);
struct fsi_node *child(struct fsi_node *parent, const char *name);
/* The first child of a directory, the first stream of a file. */
struct fsi_node *node_first_below(const struct fsi_node *node);
/* All there is to see of a tree, as text: names, order, sizes, times, flags, streams. Caller frees. */
char *describe(const struct fsi_tree *tree);

/* Options with a time, level 1, UDF 1.02, and a volume name. */
struct fsi_options test_options(unsigned int views);
/* A layout; FSI_OK is asserted. */
struct fsi_layout *new_layout(struct fsi_tree *tree, const struct fsi_options *options);
/* The whole stream, read in pieces of so many bytes. Caller frees. */
uint8_t *read_image(struct fsi_layout *layout, size_t step, size_t *size);
/* The name of an item in a view, as ASCII with '?' for the rest; good until the next call. */
const char *view_name(struct fsi_tree *tree, const struct fsi_options *options, enum fsi_view view,
                      struct fsi_node *node);

#endif
