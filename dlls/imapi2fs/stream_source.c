/*
 * Streams of the client as the data of an image
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

#include "sources.h"
#include "stream.h"

#include "wine/debug.h"

WINE_DEFAULT_DEBUG_CHANNEL(imapi2);

struct stream_source
{
    struct counted_source base;
    IStream *stream;
    uint64_t size;
    CRITICAL_SECTION lock;      /* a stream has one position; readers share it where it cannot be cloned */
};

/* A reader's own way to the stream. */
struct stream_handle
{
    IStream *stream;
    uint64_t position;
    bool shared;
};

static struct stream_source *impl_from_source(struct fsi_source *source)
{
    return CONTAINING_RECORD(source, struct stream_source, base.source);
}

static void stream_source_destroy(struct counted_source *source)
{
    struct stream_source *This = impl_from_source(&source->source);

    IStream_Release(This->stream);
    DeleteCriticalSection(&This->lock);
}

static enum fsi_status stream_source_open(struct fsi_source *source, const struct fsi_node *node, void **out)
{
    struct stream_source *This = impl_from_source(source);
    struct stream_handle *handle;
    ULONGLONG size;

    *out = NULL;
    if (!(handle = calloc(1, sizeof(*handle)))) return FSI_NO_MEMORY;
    if (FAILED(IStream_Clone(This->stream, &handle->stream)) || !handle->stream)
    {
        handle->shared = true;
        handle->stream = This->stream;
        IStream_AddRef(This->stream);
    }
    *out = handle;
    if (FAILED(stream_get_size(handle->stream, &size)) || size == This->size) return FSI_OK;
    IStream_Release(handle->stream);
    free(handle);
    *out = NULL;
    return FSI_SOURCE_CHANGED;
}

/* A stream that cannot seek can still be read once, from its start. A clone starts where its original stood. */
static HRESULT move_to(struct stream_handle *handle, uint64_t offset)
{
    LARGE_INTEGER move = {.QuadPart = offset};
    HRESULT hr;

    if (!handle->shared && offset && handle->position == offset) return S_OK;
    hr = IStream_Seek(handle->stream, move, STREAM_SEEK_SET, NULL);
    if (FAILED(hr) && handle->position != offset) return hr;
    handle->position = offset;
    return S_OK;
}

static enum fsi_status read_stream(struct stream_handle *handle, uint64_t offset, BYTE *buffer, size_t size)
{
    ULONG part, done;
    HRESULT hr = move_to(handle, offset);

    while (SUCCEEDED(hr) && size)
    {
        part = (ULONG)min(size, 0x40000000);
        done = 0;
        hr = IStream_Read(handle->stream, buffer, part, &done);
        if (SUCCEEDED(hr) && (!done || done > part)) return FSI_SOURCE_CHANGED;
        handle->position += done;
        buffer += done;
        size -= done;
    }
    if (SUCCEEDED(hr)) return FSI_OK;
    WARN("stream %p: %#lx\n", handle->stream, hr);
    return FSI_SOURCE_READ;
}

static enum fsi_status stream_source_read(struct fsi_source *source, void *opened, uint64_t offset, void *buffer,
                                          size_t size)
{
    struct stream_source *This = impl_from_source(source);
    struct stream_handle *handle = opened;
    enum fsi_status status;

    if (!handle->shared) return read_stream(handle, offset, buffer, size);
    EnterCriticalSection(&This->lock);
    status = read_stream(handle, offset, buffer, size);
    LeaveCriticalSection(&This->lock);
    return status;
}

static void stream_source_close(struct fsi_source *source, void *opened)
{
    struct stream_handle *handle = opened;

    IStream_Release(handle->stream);
    free(handle);
}

static const struct fsi_source_ops stream_source_ops = {
    source_addref, source_release, stream_source_open, stream_source_read, stream_source_close,
};

HRESULT stream_source_create(IStream *stream, uint64_t size, struct fsi_source **out)
{
    struct stream_source *This;

    *out = NULL;
    This = source_alloc(sizeof(*This), &stream_source_ops, stream_source_destroy);
    if (!This) return E_OUTOFMEMORY;
    This->stream = stream;
    IStream_AddRef(stream);
    This->size = size;
    InitializeCriticalSection(&This->lock);
    *out = &This->base.source;
    return S_OK;
}
