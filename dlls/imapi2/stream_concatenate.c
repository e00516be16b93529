/*
 * MsftStreamConcatenate: streams one behind the other
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

#include "imapi2_private.h"
#include "stream.h"

#include "wine/debug.h"

WINE_DEFAULT_DEBUG_CHANNEL(imapi2);

struct concatenation
{
    struct stream stream;
    struct stream_member *members;
    ULONG count;
};

static inline struct concatenation *impl_from_stream(struct stream *stream)
{
    return CONTAINING_RECORD(stream, struct concatenation, stream);
}

STREAM_METHODS(stream_concatenate, IStreamConcatenate)

static inline struct concatenation *impl_from_IStreamConcatenate(IStreamConcatenate *iface)
{
    return impl_from_stream(stream_from_IStreamConcatenate(iface));
}

#define RESULT(hr) object_result(&This->stream.object, &IID_IStreamConcatenate, __func__, hr)

static HRESULT concatenation_read(struct stream *stream, ULONGLONG position, BYTE *buffer, ULONG size, ULONG *done)
{
    struct concatenation *This = impl_from_stream(stream);
    HRESULT hr = S_OK;
    ULONG i, piece;

    *done = 0;
    for (i = 0; i < This->count && *done < size && SUCCEEDED(hr); i++)
    {
        struct stream_member *member = &This->members[i];

        if (position >= member->size)
        {
            position -= member->size;
            continue;
        }
        piece = (ULONG)min(member->size - position, size - *done);
        hr = stream_member_read(member, position, buffer + *done, piece);
        if (SUCCEEDED(hr)) *done += piece;
        position = 0;
    }
    return hr;
}

static HRESULT concatenation_copy(struct stream *stream, struct stream *to)
{
    struct concatenation *This = impl_from_stream(stream), *copy = impl_from_stream(to);
    HRESULT hr = stream_members_clone(This->members, This->count, &copy->members);

    if (SUCCEEDED(hr)) copy->count = This->count;
    return hr;
}

static const struct stream_ops concatenation_ops = { concatenation_read, NULL, concatenation_copy };

static HRESULT add_sizes(const struct stream_member *members, ULONG count, ULONGLONG *total)
{
    ULONG i;

    for (i = 0, *total = 0; i < count; i++)
    {
        if (members[i].size > MAXLONGLONG - *total) return E_INVALIDARG;
        *total += members[i].size;
    }
    return S_OK;
}

static HRESULT initialize(struct concatenation *This, IStream *const *streams, ULONG count)
{
    struct stream_member *members;
    ULONGLONG total;
    HRESULT hr;

    if (FAILED(hr = stream_members_create(streams, count, &members))) return hr;
    hr = add_sizes(members, count, &total);
    EnterCriticalSection(&This->stream.lock);
    if (SUCCEEDED(hr) && This->members) hr = E_INVALIDARG;  /* only once */
    if (SUCCEEDED(hr))
    {
        This->members = members;
        This->count = count;
        This->stream.size = total;
    }
    LeaveCriticalSection(&This->stream.lock);
    if (FAILED(hr)) stream_members_free(members, count);
    return hr;
}

static HRESULT WINAPI stream_concatenate_Initialize(IStreamConcatenate *iface, IStream *stream1, IStream *stream2)
{
    struct concatenation *This = impl_from_IStreamConcatenate(iface);
    IStream *streams[] = { stream1, stream2 };

    TRACE("(%p)->(%p, %p)\n", This, stream1, stream2);

    return RESULT(initialize(This, streams, ARRAY_SIZE(streams)));
}

static HRESULT WINAPI stream_concatenate_Initialize2(IStreamConcatenate *iface, IStream **streams, ULONG count)
{
    struct concatenation *This = impl_from_IStreamConcatenate(iface);

    TRACE("(%p)->(%p, %lu)\n", This, streams, count);

    if (!streams) return RESULT(E_POINTER);
    if (!count) return RESULT(E_INVALIDARG);
    return RESULT(initialize(This, streams, count));
}

/* Documented as not implemented. */
static HRESULT WINAPI stream_concatenate_Append(IStreamConcatenate *iface, IStream *stream)
{
    struct concatenation *This = impl_from_IStreamConcatenate(iface);

    TRACE("(%p)->(%p)\n", This, stream);

    return RESULT(E_NOTIMPL);
}

/* Documented as not implemented. */
static HRESULT WINAPI stream_concatenate_Append2(IStreamConcatenate *iface, IStream **streams, ULONG count)
{
    struct concatenation *This = impl_from_IStreamConcatenate(iface);

    TRACE("(%p)->(%p, %lu)\n", This, streams, count);

    return RESULT(E_NOTIMPL);
}

static const IStreamConcatenateVtbl stream_concatenate_vtbl = {
    STREAM_VTBL(stream_concatenate),
    stream_concatenate_Initialize,
    stream_concatenate_Initialize2,
    stream_concatenate_Append,
    stream_concatenate_Append2,
};

static HRESULT concatenation_init(struct object *object)
{
    stream_init(CONTAINING_RECORD(object, struct stream, object), &stream_concatenate_vtbl, &concatenation_ops);
    return S_OK;
}

static void concatenation_destroy(struct object *object)
{
    struct concatenation *This = impl_from_stream(CONTAINING_RECORD(object, struct stream, object));

    stream_members_free(This->members, This->count);
    stream_cleanup(&This->stream);
}

static const struct object_interface concatenation_interfaces[] = {
    { &IID_IStreamConcatenate, offsetof(struct stream, IStream_iface) },
    { &IID_IStream, offsetof(struct stream, IStream_iface) },
    { &IID_ISequentialStream, offsetof(struct stream, IStream_iface) },
    { NULL, 0 },
};

const struct object_type stream_concatenate_type = {
    .clsid = &CLSID_MsftStreamConcatenate,
    .name = L"MsftStreamConcatenate",
    .size = sizeof(struct concatenation),
    .interfaces = concatenation_interfaces,
    .init = concatenation_init,
    .destroy = concatenation_destroy,
};
