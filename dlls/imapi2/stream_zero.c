/*
 * MsftStreamZero: as many zeros as its length says
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

#include "imapi2_private.h"
#include "stream.h"

STREAM_METHODS(stream_zero, IStream)

static HRESULT zero_read(struct stream *stream, ULONGLONG position, BYTE *buffer, ULONG size, ULONG *done)
{
    (void)stream, (void)position;
    memset(buffer, 0, size);
    *done = size;
    return S_OK;
}

static HRESULT zero_set_size(struct stream *stream, ULONGLONG size)
{
    stream->size = size;
    return S_OK;
}

static HRESULT zero_copy(struct stream *stream, struct stream *to)
{
    (void)stream, (void)to;
    return S_OK;
}

static const struct stream_ops zero_ops = { zero_read, zero_set_size, zero_copy };

static const IStreamVtbl stream_zero_vtbl = { STREAM_VTBL(stream_zero) };

static HRESULT zero_init(struct object *object)
{
    stream_init(CONTAINING_RECORD(object, struct stream, object), &stream_zero_vtbl, &zero_ops);
    return S_OK;
}

static void zero_destroy(struct object *object)
{
    stream_cleanup(CONTAINING_RECORD(object, struct stream, object));
}

static const struct object_interface zero_interfaces[] = {
    { &IID_IStream, offsetof(struct stream, IStream_iface) },
    { &IID_ISequentialStream, offsetof(struct stream, IStream_iface) },
    { NULL, 0 },
};

const struct object_type stream_zero_type = {
    .clsid = &CLSID_MsftStreamZero,
    .name = L"MsftStreamZero",
    .size = sizeof(struct stream),
    .interfaces = zero_interfaces,
    .init = zero_init,
    .destroy = zero_destroy,
};
