/*
 * FsiStream: the data of a file, read where they are
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

#include "items.h"
#include "stream.h"

struct data_stream
{
    struct stream stream;
    struct image *image;            /* both NULL for a source that is opened without a node */
    struct fsi_node *node;
    struct fsi_source *source;      /* NULL: there are no data */
    void *handle;                   /* of the source */
    bool is_open;
};

STREAM_METHODS(data_stream, IStream)

static inline struct data_stream *impl_from_stream(struct stream *stream)
{
    return CONTAINING_RECORD(stream, struct data_stream, stream);
}

static HRESULT data_stream_read(struct stream *stream, ULONGLONG position, BYTE *buffer, ULONG size, ULONG *done)
{
    struct data_stream *This = impl_from_stream(stream);
    enum fsi_status status = FSI_OK;

    if (!This->is_open) status = This->source->ops->open(This->source, This->node, &This->handle);
    if (status == FSI_OK)
    {
        This->is_open = true;
        status = This->source->ops->read(This->source, This->handle, position, buffer, size);
    }
    if (status != FSI_OK) return source_failure(This->source, status);
    *done = size;
    return S_OK;
}

static void take_node(struct data_stream *This, struct image *image, struct fsi_node *node)
{
    if (!image) return;
    This->image = image;
    object_addref(&image->object);
    image_lock(image);
    fsi_node_addref(node);
    image_unlock(image);
    This->node = node;
}

static HRESULT data_stream_copy(struct stream *stream, struct stream *to)
{
    struct data_stream *This = impl_from_stream(stream), *copy = impl_from_stream(to);

    take_node(copy, This->image, This->node);
    if ((copy->source = This->source)) source_addref(copy->source);
    return S_OK;
}

static const struct stream_ops data_stream_ops = {data_stream_read, NULL, data_stream_copy};

static const IStreamVtbl data_stream_vtbl = {STREAM_VTBL(data_stream)};

static HRESULT data_stream_init(struct object *object)
{
    stream_init(CONTAINING_RECORD(object, struct stream, object), &data_stream_vtbl, &data_stream_ops);
    return S_OK;
}

static void data_stream_destroy(struct object *object)
{
    struct data_stream *This = CONTAINING_RECORD(object, struct data_stream, stream.object);

    if (This->is_open) This->source->ops->close(This->source, This->handle);
    source_release(This->source);
    if (This->image)
    {
        image_lock(This->image);
        fsi_node_release(This->node);
        image_unlock(This->image);
        object_release(&This->image->object);
    }
    stream_cleanup(&This->stream);
}

static const struct object_interface data_stream_interfaces[] = {
    {&IID_IStream, offsetof(struct data_stream, stream.IStream_iface)},
    {&IID_ISequentialStream, offsetof(struct data_stream, stream.IStream_iface)},
    {NULL, 0},
};

static const struct object_type data_stream_type = {
    .clsid = &CLSID_FsiStream,
    .name = L"FsiStream",
    .size = sizeof(struct data_stream),
    .interfaces = data_stream_interfaces,
    .init = data_stream_init,
    .destroy = data_stream_destroy,
};

static HRESULT create(struct image *image, struct fsi_node *node, struct fsi_source *source, uint64_t size,
                      IStream **out)
{
    struct data_stream *This;
    struct object *object;
    HRESULT hr;

    *out = NULL;
    if (FAILED(hr = object_create(&data_stream_type, &object))) return hr;
    This = CONTAINING_RECORD(object, struct data_stream, stream.object);
    take_node(This, image, node);
    if ((This->source = source)) source_addref(source);
    This->stream.size = size;
    *out = &This->stream.IStream_iface;
    return S_OK;
}

HRESULT data_stream_create(struct image *image, struct fsi_node *node, IStream **out)
{
    const struct fsi_extent *extents;
    struct fsi_source *source;
    uint64_t size;
    size_t count;
    HRESULT hr;

    image_lock(image);
    extents = fsi_node_extents(node, &count);
    source = fsi_node_source(node);
    size = fsi_node_size(node);
    if (extents && count) hr = session_source_create(image, node, &source);
    else
    {
        if (source) source_addref(source);
        hr = S_OK;
    }
    image_unlock(image);
    if (FAILED(hr)) return hr;
    hr = create(image, node, source, source ? size : 0, out);
    source_release(source);
    return hr;
}

HRESULT source_stream_create(struct fsi_source *source, uint64_t size, IStream **out)
{
    return create(NULL, NULL, source, size, out);
}
