/*
 * mkimage: files of this machine as sources of an image
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

#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "mkimage.h"

/* One object for all files: the path of each follows from its place in the tree, so that no file costs
 * memory beyond its node. */
struct host_source
{
    struct fsi_source source;
    unsigned long references;
    char path[PATH_MAX];                /* the folder, or the only file */
    uint64_t size;                      /* of the only file */
};

static struct host_source *host_source(struct fsi_source *source)
{
    return (struct host_source *)source;
}

static void source_addref(struct fsi_source *source)
{
    host_source(source)->references++;
}

static void source_release(struct fsi_source *source)
{
    if (!--host_source(source)->references) free(source);
}

/* Writes the path of a node, which ends at end, and gives where it begins. A stream is the file a:b. */
static char *path_of(const struct fsi_node *node, char *start, char *end)
{
    *--end = 0;
    for (; fsi_node_parent(node); node = fsi_node_parent(node))
    {
        char name[4 * FSI_NAME_MAX + 8];
        size_t length;
        const uint16_t *units = fsi_node_name(node, &length);

        length = to_utf8(units, length, name, sizeof(name));
        if ((size_t)(end - start) < length + 1) die("a path is too long");
        end -= length;
        memcpy(end, name, length);
        *--end = fsi_node_kind(node) == FSI_NAMED_STREAM ? ':' : '/';
    }
    return end;
}

static enum fsi_status source_open(struct fsi_source *source, const struct fsi_node *node, void **handle)
{
    struct host_source *host = host_source(source);
    char below[PATH_MAX], path[2 * PATH_MAX], *start = below + sizeof(below) - 1;
    struct stat state;
    int fd;

    *start = 0;
    if (node) start = path_of(node, below, below + sizeof(below));
    strcpy(path, host->path);
    strcat(path, start);
    if ((fd = open(path, O_RDONLY)) < 0) return FSI_SOURCE_READ;
    if (fstat(fd, &state) || (uint64_t)state.st_size != (node ? fsi_node_size(node) : host->size))
    {
        close(fd);
        return FSI_SOURCE_CHANGED;
    }
    *handle = (void *)(intptr_t)fd;
    return FSI_OK;
}

static enum fsi_status source_read(struct fsi_source *source, void *handle, uint64_t offset, void *buffer,
                                   size_t size)
{
    uint8_t *bytes = buffer;

    (void)source;
    while (size)
    {
        ssize_t done = pread((int)(intptr_t)handle, bytes, size, (off_t)offset);

        if (done < 0) return FSI_SOURCE_READ;
        if (!done) return FSI_SOURCE_CHANGED;
        bytes += done;
        offset += (uint64_t)done;
        size -= (size_t)done;
    }
    return FSI_OK;
}

static void source_close(struct fsi_source *source, void *handle)
{
    (void)source;
    close((int)(intptr_t)handle);
}

static const struct fsi_source_ops ops = {source_addref, source_release, source_open, source_read, source_close};

struct fsi_source *folder_source_create(const char *folder)
{
    struct host_source *host = calloc(1, sizeof(*host));

    if (!host || strlen(folder) >= PATH_MAX) die("%s: no source", folder);
    host->source.ops = &ops;
    host->references = 1;
    strcpy(host->path, folder);
    return &host->source;
}

struct fsi_source *file_source_create(const char *path, uint32_t *size)
{
    struct fsi_source *source = folder_source_create(path);
    struct stat state;

    if (stat(path, &state)) die("%s: not there", path);
    host_source(source)->size = (uint64_t)state.st_size;
    *size = (uint32_t)state.st_size;
    return source;
}
