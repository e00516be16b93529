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

#define _GNU_SOURCE
#define _FILE_OFFSET_BITS 64

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>

#include "readimage.h"

static enum fsi_status read_blocks(void *context, uint32_t block, uint32_t count, void *buffer)
{
    FILE *file = context;

    if (fseeko(file, (off_t)block * FSI_BLOCK_SIZE, SEEK_SET))
        return FSI_DEVICE_READ;
    return fread(buffer, FSI_BLOCK_SIZE, count, file) == count ? FSI_OK : FSI_DEVICE_READ;
}

bool image_file_open(struct image_file *image, const char *path)
{
    off_t size;

    if (!(image->file = fopen(path, "rb")))
        return false;
    fseeko(image->file, 0, SEEK_END);
    size = ftello(image->file) / FSI_BLOCK_SIZE;
    image->blocks.context = image->file;
    image->blocks.capacity = size > (off_t)UINT32_MAX ? UINT32_MAX : (uint32_t)size;
    image->blocks.read = read_blocks;
    return true;
}

void image_file_close(struct image_file *image)
{
    fclose(image->file);
}

static bool write_extent(const struct image_file *image, const struct fsi_extent *extent, FILE *out)
{
    static uint8_t buffer[64 * FSI_BLOCK_SIZE];
    uint64_t left = extent->bytes;
    uint32_t block = extent->block;

    while (left)
    {
        size_t size = left < sizeof(buffer) ? (size_t)left : sizeof(buffer);
        uint32_t count = (uint32_t)((size + FSI_BLOCK_SIZE - 1) / FSI_BLOCK_SIZE);

        memset(buffer, 0, sizeof(buffer));
        if (extent->block && (block >= image->blocks.capacity || count > image->blocks.capacity - block
                              || read_blocks(image->file, block, count, buffer) != FSI_OK))
            return false;
        if (fwrite(buffer, 1, size, out) != size)
            return false;
        left -= size;
        block += count;
    }
    return true;
}

static bool write_source(const struct fsi_node *node, FILE *out)
{
    struct fsi_source *source = fsi_node_source(node);
    size_t size = (size_t)fsi_node_size(node);
    uint8_t *buffer = malloc(size + 1);
    bool good = false;
    void *handle;

    if (buffer && source->ops->open(source, node, &handle) == FSI_OK)
    {
        good = source->ops->read(source, handle, 0, buffer, size) == FSI_OK && fwrite(buffer, 1, size, out) == size;
        source->ops->close(source, handle);
    }
    free(buffer);
    return good;
}

static bool extract_file(const struct fsi_node *node, const struct image_file *image, const char *path)
{
    FILE *out = fopen(path, "wb");
    const struct fsi_extent *extents;
    bool good = true;
    size_t count;

    if (!out)
        return false;
    extents = fsi_node_extents(node, &count);
    if (!extents && fsi_node_source(node))
        good = write_source(node, out);
    for (size_t i = 0; extents && i < count && good; i++)
        good = write_extent(image, &extents[i], out);
    return fclose(out) == 0 && good;
}

bool extract_tree(const struct fsi_tree *tree, const struct image_file *image, const char *folder)
{
    struct fsi_node *root = fsi_tree_root(tree);
    char path[PATH_SIZE];
    size_t prefix = (size_t)snprintf(path, sizeof(path), "%s", folder);
    bool good = true;

    for (struct fsi_node *node = next_node(root, root); node; node = next_node(root, node))
    {
        node_path(node, path + prefix, sizeof(path) - prefix);
        if (fsi_node_kind(node) == FSI_DIRECTORY ? mkdir(path, 0777) != 0 : !extract_file(node, image, path))
        {
            fprintf(stderr, "cannot extract %s\n", path);
            good = false;
        }
    }
    return good;
}
