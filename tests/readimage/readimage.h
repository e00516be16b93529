/*
 * A tree read from an image by libs/fsimage, for tests
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

#ifndef TESTS_READIMAGE_READIMAGE_H
#define TESTS_READIMAGE_READIMAGE_H

#include <stdio.h>

#include "import.h"

/* An image in a file, as blocks. */
struct image_file
{
    struct fsi_blocks blocks;
    FILE *file;
};

/* false: errno says why. */
bool image_file_open(struct image_file *image, const char *path);
void image_file_close(struct image_file *image);

/* One line for each item, in the order of the image: kind, size, hidden or not, time of change, path. */
void list_tree(const struct fsi_tree *tree, FILE *out);

/* Writes every file below a folder that exists. false: something could not be read or written. */
bool extract_tree(const struct fsi_tree *tree, const struct image_file *image, const char *folder);

#define PATH_SIZE 8192

/* The next item in depth first order, below top. */
struct fsi_node *next_node(const struct fsi_node *top, struct fsi_node *node);

/* A path of the tree in UTF-8, from the root, with a slash in front. Returns its length. */
size_t node_path(const struct fsi_node *node, char *path, size_t size);

/* As a host without a table of cases compares names: ASCII and Latin-1. */
uint16_t upcase_latin(uint16_t unit);

#endif
