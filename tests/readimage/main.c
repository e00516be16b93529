/*
 * readimage: lists or extracts an image by libs/fsimport
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

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "readimage.h"

struct arguments
{
    const char *image;
    const char *extract;
    enum fsi_view view;                 /* 0: only say what is there */
    uint32_t session;
};

static int usage(void)
{
    fputs("usage: readimage IMAGE                                    say which file systems it has\n"
          "       readimage IMAGE iso9660|joliet|udf [--session BLOCK] [--extract FOLDER]\n", stderr);
    return 2;
}

static bool parse_view(const char *text, enum fsi_view *view)
{
    if (!strcmp(text, "iso9660"))
        *view = FSI_VIEW_ISO9660;
    else if (!strcmp(text, "joliet"))
        *view = FSI_VIEW_JOLIET;
    else if (!strcmp(text, "udf"))
        *view = FSI_VIEW_UDF;
    else
        return false;
    return true;
}

static bool parse(int argc, char **argv, struct arguments *arguments)
{
    memset(arguments, 0, sizeof(*arguments));
    if (argc < 2)
        return false;
    arguments->image = argv[1];
    if (argc > 2 && !parse_view(argv[2], &arguments->view))
        return false;
    for (int i = 3; i < argc; i += 2)
    {
        if (i + 1 == argc)
            return false;
        if (!strcmp(argv[i], "--extract"))
            arguments->extract = argv[i + 1];
        else if (!strcmp(argv[i], "--session"))
            arguments->session = (uint32_t)strtoul(argv[i + 1], NULL, 10);
        else
            return false;
    }
    return true;
}

static int say_views(const struct image_file *image)
{
    static const struct { enum fsi_view view; const char *name; } views[] = {
        { FSI_VIEW_ISO9660, "iso9660" }, { FSI_VIEW_JOLIET, "joliet" }, { FSI_VIEW_UDF, "udf" },
    };
    struct fsi_volume volume;
    unsigned int found;
    enum fsi_status status = fsi_probe(&image->blocks, 0, &found);

    for (size_t i = 0; status == FSI_OK && i < sizeof(views) / sizeof(views[0]); i++)
    {
        if (!(found & views[i].view) || fsi_read_volume(&image->blocks, 0, views[i].view, &volume) != FSI_OK)
            continue;
        printf("%s revision %x free from %lu%s\n", views[i].name, volume.udf_revision,
               (unsigned long)volume.first_free_block, volume.appendable ? " appendable" : "");
    }
    if (status != FSI_OK)
        fprintf(stderr, "%s\n", fsi_status_text(status));
    return status == FSI_OK ? 0 : 1;
}

static int read_tree(const struct image_file *image, const struct arguments *arguments)
{
    static const struct fsi_tree_host host = { upcase_latin };
    struct fsi_tree *tree;
    enum fsi_status status;
    int result = 1;

    if ((status = fsi_tree_create(&host, &tree)) == FSI_OK)
    {
        status = fsi_import(tree, &image->blocks, arguments->session, arguments->view, NULL);
        if (status == FSI_OK && arguments->extract)
            result = extract_tree(tree, image, arguments->extract) ? 0 : 1;
        else if (status == FSI_OK)
        {
            list_tree(tree, stdout);
            result = 0;
        }
        fsi_tree_destroy(tree);
    }
    if (status != FSI_OK)
        fprintf(stderr, "%s\n", fsi_status_text(status));
    return result;
}

int main(int argc, char **argv)
{
    struct arguments arguments;
    struct image_file image;
    int result;

    if (!parse(argc, argv, &arguments))
        return usage();
    if (!image_file_open(&image, arguments.image))
    {
        fprintf(stderr, "%s: %s\n", arguments.image, strerror(errno));
        return 1;
    }
    result = arguments.view ? read_tree(&image, &arguments) : say_views(&image);
    image_file_close(&image);
    return result;
}
