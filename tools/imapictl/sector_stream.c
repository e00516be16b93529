/*
 * A part of a stream, filled up to whole sectors of sound
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

#include "imapictl.h"
#include "sound.h"

struct sector_stream
{
    IStream IStream_iface;
    LONG ref;
    IStream *source;
    int64_t offset, length;     /* the part of the source */
    int64_t size;               /* with the zeros behind it */
    int64_t position;
};

static struct sector_stream *impl_from_IStream(IStream *iface)
{
    return CONTAINING_RECORD(iface, struct sector_stream, IStream_iface);
}

static HRESULT WINAPI stream_QueryInterface(IStream *iface, REFIID iid, void **out)
{
    if (IsEqualGUID(iid, &IID_IUnknown) || IsEqualGUID(iid, &IID_ISequentialStream) || IsEqualGUID(iid, &IID_IStream))
    {
        *out = iface;
        IStream_AddRef(iface);
        return S_OK;
    }
    *out = NULL;
    return E_NOINTERFACE;
}

static ULONG WINAPI stream_AddRef(IStream *iface)
{
    return InterlockedIncrement(&impl_from_IStream(iface)->ref);
}

static ULONG WINAPI stream_Release(IStream *iface)
{
    struct sector_stream *stream = impl_from_IStream(iface);
    ULONG ref = InterlockedDecrement(&stream->ref);

    if (!ref)
    {
        IStream_Release(stream->source);
        free(stream);
    }
    return ref;
}

static HRESULT read_source(struct sector_stream *stream, void *data, ULONG size, ULONG *got)
{
    LARGE_INTEGER move;
    HRESULT hr;

    move.QuadPart = stream->offset + stream->position;
    if (FAILED(hr = IStream_Seek(stream->source, move, STREAM_SEEK_SET, NULL)))
        return hr;
    return IStream_Read(stream->source, data, size, got);
}

static HRESULT WINAPI stream_Read(IStream *iface, void *data, ULONG size, ULONG *read)
{
    struct sector_stream *stream = impl_from_IStream(iface);
    int64_t left = stream->size - stream->position, sound = stream->length - stream->position;
    ULONG got = 0;
    HRESULT hr;

    if (read)
        *read = 0;
    if (size > left)
        size = left > 0 ? (ULONG)left : 0;
    if (sound > 0)
    {
        if (FAILED(hr = read_source(stream, data, size < sound ? size : (ULONG)sound, &got)))
            return hr;
    }
    /* Zeros stand behind the sound only: a file that has become shorter since it was opened gives less. */
    if (sound <= (int64_t)got)
    {
        memset((BYTE *)data + got, 0, size - got);
        got = size;
    }
    stream->position += got;
    if (read)
        *read = got;
    return S_OK;
}

static HRESULT WINAPI stream_Write(IStream *iface, const void *data, ULONG size, ULONG *written)
{
    (void)iface;
    (void)data;
    (void)size;
    if (written)
        *written = 0;
    return STG_E_ACCESSDENIED;
}

static HRESULT WINAPI stream_Seek(IStream *iface, LARGE_INTEGER move, DWORD origin, ULARGE_INTEGER *position)
{
    struct sector_stream *stream = impl_from_IStream(iface);
    int64_t base = origin == STREAM_SEEK_CUR ? stream->position : origin == STREAM_SEEK_END ? stream->size : 0;

    if (origin > STREAM_SEEK_END || base + move.QuadPart < 0)
        return STG_E_INVALIDFUNCTION;
    stream->position = base + move.QuadPart;
    if (position)
        position->QuadPart = (ULONGLONG)stream->position;
    return S_OK;
}

static HRESULT WINAPI stream_SetSize(IStream *iface, ULARGE_INTEGER size)
{
    (void)iface;
    (void)size;
    return STG_E_ACCESSDENIED;
}

static HRESULT WINAPI stream_CopyTo(IStream *iface, IStream *target, ULARGE_INTEGER size, ULARGE_INTEGER *read,
                                    ULARGE_INTEGER *written)
{
    (void)iface;
    (void)target;
    (void)size;
    (void)read;
    (void)written;
    return STG_E_INVALIDFUNCTION;
}

static HRESULT WINAPI stream_Commit(IStream *iface, DWORD flags)
{
    (void)iface;
    (void)flags;
    return S_OK;
}

static HRESULT WINAPI stream_Revert(IStream *iface)
{
    (void)iface;
    return S_OK;
}

static HRESULT WINAPI stream_LockRegion(IStream *iface, ULARGE_INTEGER offset, ULARGE_INTEGER size, DWORD type)
{
    (void)iface;
    (void)offset;
    (void)size;
    (void)type;
    return STG_E_INVALIDFUNCTION;
}

static HRESULT WINAPI stream_Stat(IStream *iface, STATSTG *status, DWORD flags)
{
    (void)flags;
    memset(status, 0, sizeof(*status));
    status->type = STGTY_STREAM;
    status->cbSize.QuadPart = (ULONGLONG)impl_from_IStream(iface)->size;
    return S_OK;
}

static HRESULT WINAPI stream_Clone(IStream *iface, IStream **clone)
{
    (void)iface;
    *clone = NULL;
    return STG_E_INVALIDFUNCTION;
}

static IStreamVtbl stream_vtbl =
{
    stream_QueryInterface,
    stream_AddRef,
    stream_Release,
    stream_Read,
    stream_Write,
    stream_Seek,
    stream_SetSize,
    stream_CopyTo,
    stream_Commit,
    stream_Revert,
    stream_LockRegion,
    stream_LockRegion,
    stream_Stat,
    stream_Clone,
};

IStream *create_sector_stream(IStream *source, int64_t offset, int64_t length)
{
    struct sector_stream *stream = calloc(1, sizeof(*stream));

    if (!stream)
        return NULL;
    stream->IStream_iface.lpVtbl = &stream_vtbl;
    stream->ref = 1;
    stream->source = source;
    stream->offset = offset;
    stream->length = length;
    stream->size = (length + AUDIO_SECTOR_SIZE - 1) / AUDIO_SECTOR_SIZE * AUDIO_SECTOR_SIZE;
    IStream_AddRef(source);
    return &stream->IStream_iface;
}
