/*
 * The stream of a finished image
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

#include <string.h>

#include "layout.h"
#include "stream.h"

#include "wine/debug.h"

WINE_DEFAULT_DEBUG_CHANNEL(imapi2);

/*
 * Bytes are made when they are read. In the image of a further session on an
 * overwritable medium a block stands where it goes on the medium, and what the
 * session leaves as it is reads as zeros; IBlockRangeList tells what to write.
 */
struct image_stream
{
    struct stream stream;
    IBlockRangeList IBlockRangeList_iface;
    struct image_layout *layout;
    struct fsi_reader *reader;
};

#define RESULT(hr) object_result(&This->stream.object, &IID_IBlockRangeList, __func__, hr)

STREAM_METHODS(image_stream, IStream)

static inline struct image_stream *impl_from_stream(struct stream *stream)
{
    return CONTAINING_RECORD(stream, struct image_stream, stream);
}

/* impl_from_IBlockRangeList()->object is what the macros below want. */
struct range_list_view
{
    struct object object;
};

static inline struct image_stream *stream_from_list(IBlockRangeList *iface)
{
    return CONTAINING_RECORD(iface, struct image_stream, IBlockRangeList_iface);
}

static inline struct range_list_view *impl_from_IBlockRangeList(IBlockRangeList *iface)
{
    return (struct range_list_view *)&stream_from_list(iface)->stream.object;
}

IDISPATCH_METHODS(ranges, IBlockRangeList)

static HRESULT WINAPI ranges_get_BlockRanges(IBlockRangeList *iface, SAFEARRAY **value)
{
    struct image_stream *This = stream_from_list(iface);

    TRACE("(%p)->(%p)\n", This, value);

    return RESULT(value ? block_ranges(This->layout, value) : E_POINTER);
}

static const IBlockRangeListVtbl ranges_vtbl = {
    ranges_QueryInterface, ranges_AddRef,         ranges_Release, ranges_GetTypeInfoCount,
    ranges_GetTypeInfo,    ranges_GetIDsOfNames,  ranges_Invoke,  ranges_get_BlockRanges,
};

/* What a byte of the medium is in the stream of the reader, and how many follow it there. */
struct piece
{
    uint64_t offset;
    uint64_t left;
    bool hole;                  /* nothing of it is in the reader's stream */
};

static void find_piece(const struct image_layout *layout, uint64_t position, struct piece *piece)
{
    const struct fsi_range *ranges;
    uint64_t start, end, before = 0, next = UINT64_MAX;
    size_t count, i;

    ranges = fsi_layout_ranges(layout->layout, &count);
    for (i = 0; i < count; i++)
    {
        start = (uint64_t)ranges[i].first_block * FSI_BLOCK_SIZE;
        end = ((uint64_t)ranges[i].last_block + 1) * FSI_BLOCK_SIZE;
        if (position >= start && position < end)
        {
            piece->offset = before + position - start;
            piece->left = end - position;
            piece->hole = false;
            return;
        }
        if (start > position) next = min(next, start);
        before += end - start;
    }
    piece->offset = 0;
    piece->left = next - position;
    piece->hole = true;
}

static HRESULT failure(struct image_stream *This, enum fsi_status status, const struct fsi_problem *problem)
{
    struct image *image = This->layout->image;
    HRESULT hr;

    if (!problem->node) return hresult_from_status(status);
    image_lock(image);
    hr = source_failure(fsi_node_source(problem->node), status);
    image_set_problem(image, problem->node);
    image_unlock(image);
    return hr;
}

static HRESULT read_plain(struct image_stream *This, uint64_t offset, BYTE *buffer, ULONG size, ULONG *done)
{
    struct fsi_problem problem = {NULL, 0};
    enum fsi_status status;
    size_t read = 0;

    status = fsi_reader_read(This->reader, offset, buffer, size, &read, &problem);
    *done = (ULONG)read;
    return status == FSI_OK ? S_OK : failure(This, status, &problem);
}

static HRESULT image_stream_read(struct stream *stream, ULONGLONG position, BYTE *buffer, ULONG size, ULONG *done)
{
    struct image_stream *This = impl_from_stream(stream);
    HRESULT hr = S_OK;
    struct piece piece;
    ULONG part, read;

    if (!This->layout->partial) hr = read_plain(This, position, buffer, size, done);
    else while (SUCCEEDED(hr) && *done < size)
    {
        find_piece(This->layout, position + *done, &piece);
        part = read = (ULONG)min(piece.left, size - *done);
        if (piece.hole) memset(buffer + *done, 0, part);
        else hr = read_plain(This, piece.offset, buffer + *done, part, &read);
        *done += read;
        if (!read) break;
    }
    /* Whoever has read to the end has no use for an open file. */
    if (FAILED(hr) || position + *done == stream->size) fsi_reader_rest(This->reader);
    return hr;
}

static HRESULT attach_layout(struct image_stream *This, struct image_layout *layout)
{
    enum fsi_status status;

    image_lock(layout->image);
    status = fsi_reader_create(layout->layout, &This->reader);
    image_unlock(layout->image);
    if (status != FSI_OK) return hresult_from_status(status);
    This->layout = layout;
    layout_addref(layout);
    This->stream.size = (uint64_t)layout_blocks(layout) * FSI_BLOCK_SIZE;
    return S_OK;
}

static HRESULT image_stream_copy(struct stream *stream, struct stream *to)
{
    return attach_layout(impl_from_stream(to), impl_from_stream(stream)->layout);
}

static const struct stream_ops image_stream_ops = {image_stream_read, NULL, image_stream_copy};

static const IStreamVtbl image_stream_vtbl = {STREAM_VTBL(image_stream)};

static HRESULT image_stream_init(struct object *object)
{
    struct image_stream *This = CONTAINING_RECORD(object, struct image_stream, stream.object);

    This->IBlockRangeList_iface.lpVtbl = &ranges_vtbl;
    stream_init(&This->stream, &image_stream_vtbl, &image_stream_ops);
    return S_OK;
}

static void image_stream_destroy(struct object *object)
{
    struct image_stream *This = CONTAINING_RECORD(object, struct image_stream, stream.object);

    if (This->reader)
    {
        image_lock(This->layout->image);
        fsi_reader_destroy(This->reader);
        image_unlock(This->layout->image);
        layout_release(This->layout);
    }
    stream_cleanup(&This->stream);
}

static const struct object_interface whole_interfaces[] = {
    {&IID_IStream, offsetof(struct image_stream, stream.IStream_iface)},
    {&IID_ISequentialStream, offsetof(struct image_stream, stream.IStream_iface)},
    {NULL, 0},
};

static const struct object_interface partial_interfaces[] = {
    {&IID_IStream, offsetof(struct image_stream, stream.IStream_iface)},
    {&IID_ISequentialStream, offsetof(struct image_stream, stream.IStream_iface)},
    {&IID_IBlockRangeList, offsetof(struct image_stream, IBlockRangeList_iface)},
    {&IID_IDispatch, offsetof(struct image_stream, IBlockRangeList_iface)},
    {NULL, 0},
};

static const struct object_type whole_type = {
    .clsid = &CLSID_FsiStream,
    .name = L"FsiStream",
    .size = sizeof(struct image_stream),
    .interfaces = whole_interfaces,
    .init = image_stream_init,
    .destroy = image_stream_destroy,
};

static const struct object_type partial_type = {
    .clsid = &CLSID_FsiStream,
    .name = L"FsiStream",
    .size = sizeof(struct image_stream),
    .interfaces = partial_interfaces,
    .init = image_stream_init,
    .destroy = image_stream_destroy,
};

HRESULT image_stream_create(struct image_layout *layout, IStream **out)
{
    struct image_stream *This;
    struct object *object;
    HRESULT hr;

    *out = NULL;
    if (FAILED(hr = object_create(layout->partial ? &partial_type : &whole_type, &object))) return hr;
    This = CONTAINING_RECORD(object, struct image_stream, stream.object);
    if (SUCCEEDED(hr = attach_layout(This, layout))) *out = &This->stream.IStream_iface;
    else object_release(object);
    return hr;
}
