/*
 * mkimage: makes an image of a directory of this machine with libs/fsimage, for the tests
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

#ifndef TESTS_IMAGES_MKIMAGE_H
#define TESTS_IMAGES_MKIMAGE_H

#include <stdio.h>

#include "fsimage.h"
#include "import.h"

/* What was asked for on the command line. */
struct request
{
    struct fsi_options options;
    struct fsi_boot_entry boot[FSI_BOOT_ENTRIES_MAX];
    const char *folder;
    const char *out;
    bool append;                /* write over what out has, instead of making it anew */
    bool hide_dots;             /* items that begin with a dot are hidden */
    bool colon_streams;         /* a file "a:b" is the named stream b of the file a */
    bool quiet;
    const char *import;         /* an image to import from first */
    uint32_t import_session;
    enum fsi_view import_view;
};

/* Ends the program with a message when it is not understood. */
void parse_request(int argc, char **argv, struct request *request);

/* Ends the program, with what fsi_status_text says. */
void expect_ok(enum fsi_status status, const char *what);
void die(const char *format, ...) __attribute__((format(printf, 1, 2), noreturn));

/* UTF-8 to UTF-16; dies when it is too long or no UTF-8. Gives the number of units. */
size_t to_utf16(const char *text, uint16_t *units, size_t size);
/* The other way; half a character becomes U+FFFD. */
size_t to_utf8(const uint16_t *units, size_t length, char *text, size_t size);

/* One source for all files below a folder: it knows them by their place in the tree. */
struct fsi_source *folder_source_create(const char *folder);
/* A single file, for boot images. Size gets its length. */
struct fsi_source *file_source_create(const char *path, uint32_t *size);

/* Puts what is below a folder into the tree. */
void add_folder(struct fsi_tree *tree, const struct request *request);

/* Attaches what an image has, which stays where it is. */
void import_image(struct fsi_tree *tree, const struct request *request);

/* Writes the stream of a layout to where its blocks belong. */
void write_image(struct fsi_layout *layout, const struct request *request);

#endif
