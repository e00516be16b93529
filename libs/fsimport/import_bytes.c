/*
 * Reading file systems: data that lie inside of a file's description
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

#include <stdlib.h>
#include <string.h>

#include "import_private.h"

struct bytes_source
{
    struct fsi_source source;
    unsigned int refs;
    size_t size;
    uint8_t bytes[];
};

static struct bytes_source *impl_from_fsi_source(struct fsi_source *source)
{
    return (struct bytes_source *)((char *)source - offsetof(struct bytes_source, source));
}

static void bytes_addref(struct fsi_source *source)
{
    impl_from_fsi_source(source)->refs++;
}

static void bytes_release(struct fsi_source *source)
{
    struct bytes_source *bytes = impl_from_fsi_source(source);

    if (!--bytes->refs)
        free(bytes);
}

static enum fsi_status bytes_open(struct fsi_source *source, const struct fsi_node *node, void **handle)
{
    (void)node;
    *handle = source;
    return FSI_OK;
}

static enum fsi_status bytes_read(struct fsi_source *source, void *handle, uint64_t offset, void *buffer, size_t size)
{
    struct bytes_source *bytes = impl_from_fsi_source(source);

    (void)handle;
    if (offset > bytes->size || size > bytes->size - offset)
        return FSI_SOURCE_CHANGED;
    memcpy(buffer, bytes->bytes + offset, size);
    return FSI_OK;
}

static void bytes_close(struct fsi_source *source, void *handle)
{
    (void)source;
    (void)handle;
}

enum fsi_status import_bytes_source(const uint8_t *data, size_t size, struct fsi_source **source)
{
    static const struct fsi_source_ops ops = { bytes_addref, bytes_release, bytes_open, bytes_read, bytes_close };
    struct bytes_source *bytes = malloc(sizeof(*bytes) + size);

    if (!bytes)
        return FSI_NO_MEMORY;
    bytes->source.ops = &ops;
    bytes->refs = 1;
    bytes->size = size;
    memcpy(bytes->bytes, data, size);
    *source = &bytes->source;
    return FSI_OK;
}
