/*
 * Files that are on a disc already
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

#include "disc.h"
#include "sources.h"

struct disc_source
{
    struct counted_source base;
    IDiscRecorder2 *recorder;
    struct fsi_extent *extents;
    size_t count;
};

static struct disc_source *impl_from_source(struct fsi_source *source)
{
    return CONTAINING_RECORD(source, struct disc_source, base.source);
}

static void disc_source_destroy(struct counted_source *source)
{
    struct disc_source *This = impl_from_source(&source->source);

    if (This->recorder) IDiscRecorder2_Release(This->recorder);
    free(This->extents);
}

static enum fsi_status disc_source_open(struct fsi_source *source, const struct fsi_node *node, void **handle)
{
    struct disc *disc = malloc(sizeof(*disc));
    HRESULT hr;

    *handle = NULL;
    if (!disc) return FSI_NO_MEMORY;
    if (FAILED(hr = disc_open(disc, impl_from_source(source)->recorder)))
    {
        free(disc);
        return hr == E_OUTOFMEMORY ? FSI_NO_MEMORY : FSI_SOURCE_READ;
    }
    *handle = disc;
    return FSI_OK;
}

/* Bytes of one block of an extent; *size becomes how many were taken. */
static enum fsi_status read_block(struct disc *disc, const struct fsi_extent *extent, uint64_t offset, BYTE *buffer,
                                  size_t *size)
{
    uint64_t number = extent->block + offset / FSI_BLOCK_SIZE;
    size_t within = offset % FSI_BLOCK_SIZE;
    BYTE block[FSI_BLOCK_SIZE] = {0};
    enum fsi_status status = FSI_OK;

    *size = min(*size, (size_t)min(FSI_BLOCK_SIZE - within, extent->bytes - offset));
    if (extent->block)
    {
        if (number >= disc->blocks.capacity) return FSI_SOURCE_CHANGED;
        status = disc->blocks.read(disc, (uint32_t)number, 1, block);
    }
    memcpy(buffer, block + within, *size);
    return status == FSI_DEVICE_READ ? FSI_SOURCE_READ : status;
}

static enum fsi_status disc_source_read(struct fsi_source *source, void *handle, uint64_t offset, void *buffer,
                                        size_t size)
{
    struct disc_source *This = impl_from_source(source);
    enum fsi_status status = FSI_OK;
    BYTE *bytes = buffer;
    size_t i = 0, part;

    while (size && status == FSI_OK)
    {
        for (; i < This->count && offset >= This->extents[i].bytes; i++) offset -= This->extents[i].bytes;
        if (i == This->count) return FSI_SOURCE_CHANGED;
        part = size;
        status = read_block(handle, &This->extents[i], offset, bytes, &part);
        bytes += part;
        offset += part;
        size -= part;
    }
    return status;
}

static void disc_source_close(struct fsi_source *source, void *handle)
{
    disc_close(handle);
    free(handle);
}

static const struct fsi_source_ops disc_source_ops = {
    source_addref, source_release, disc_source_open, disc_source_read, disc_source_close,
};

HRESULT disc_source_create(IDiscRecorder2 *recorder, const struct fsi_extent *extents, size_t count,
                           struct fsi_source **out)
{
    struct disc_source *This;

    *out = NULL;
    This = source_alloc(sizeof(*This), &disc_source_ops, disc_source_destroy);
    if (!This || !(This->extents = malloc(count * sizeof(*extents))))
    {
        free(This);
        return E_OUTOFMEMORY;
    }
    memcpy(This->extents, extents, count * sizeof(*extents));
    This->count = count;
    This->recorder = recorder;
    IDiscRecorder2_AddRef(recorder);
    *out = &This->base.source;
    return S_OK;
}
