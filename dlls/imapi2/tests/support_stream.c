/*
 * A stream whose blocks tell where they belong
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

#include "support.h"

static inline struct test_stream *impl_from_IStream(IStream *iface)
{
    return CONTAINING_RECORD(iface, struct test_stream, IStream_iface);
}

static HRESULT WINAPI stream_QueryInterface(IStream *iface, REFIID iid, void **out)
{
    struct test_stream *This = impl_from_IStream(iface);

    *out = NULL;
    if (IsEqualIID(iid, &IID_IUnknown) || IsEqualIID(iid, &IID_ISequentialStream) || IsEqualIID(iid, &IID_IStream))
        *out = iface;
    else if (This->ranges && IsEqualIID(iid, &IID_IBlockRangeList))
        *out = This->ranges;
    if (!*out) return E_NOINTERFACE;
    IUnknown_AddRef((IUnknown *)*out);
    return S_OK;
}

static ULONG WINAPI stream_AddRef(IStream *iface)
{
    return InterlockedIncrement(&impl_from_IStream(iface)->ref);
}

static ULONG WINAPI stream_Release(IStream *iface)
{
    return InterlockedDecrement(&impl_from_IStream(iface)->ref);
}

static void fill_from_file(const struct test_stream *This, BYTE *data, ULONG length)
{
    LARGE_INTEGER offset;
    DWORD read = 0;

    offset.QuadPart = This->position;
    SetFilePointerEx(This->file, offset, NULL, FILE_BEGIN);
    ReadFile(This->file, data, length, &read, NULL);
    if (read < length) memset(data + read, 0, length - read);
}

static void fill(const struct test_stream *This, BYTE *data, ULONG length)
{
    uint64_t position = This->position;
    BYTE block[BLOCK];
    ULONG part, skip;

    while (length)
    {
        skip = position % BLOCK;
        part = BLOCK - skip < length ? BLOCK - skip : length;
        test_pattern(This->seed, (uint32_t)(position / BLOCK), block);
        memcpy(data, block + skip, part);
        data += part;
        length -= part;
        position += part;
    }
}

/* What Read gives, from where the stream stands. */
static bool give(const struct test_stream *This, void *data, ULONG length)
{
    ULONG done = 0;

    if (This->source) return IStream_Read(This->source, data, length, &done) == S_OK && done == length;
    if (This->file) fill_from_file(This, data, length);
    else fill(This, data, length);
    return true;
}

static HRESULT WINAPI stream_Read(IStream *iface, void *data, ULONG size, ULONG *read)
{
    struct test_stream *This = impl_from_IStream(iface);
    uint64_t left = This->end > This->position ? This->end - This->position : 0;
    ULONG length = size;

    InterlockedIncrement(&This->reads);
    This->thread = GetCurrentThreadId();
    if (This->delay) Sleep(This->delay);
    if (This->on_read) This->on_read(This->context, This->position);
    if (read) *read = 0;
    if (This->position >= This->fail_at) return This->fail_with;
    if (This->most && length > This->most) length = This->most;
    if (length > left) length = (ULONG)left;
    if (!give(This, data, length)) return STG_E_READFAULT;
    This->position += length;
    if (read) *read = length;
    return length < size && length == left ? This->end_result : S_OK;
}

static HRESULT WINAPI stream_Write(IStream *iface, const void *data, ULONG size, ULONG *written)
{
    (void)iface, (void)data, (void)size, (void)written;
    return STG_E_ACCESSDENIED;
}

static HRESULT WINAPI stream_Seek(IStream *iface, LARGE_INTEGER move, DWORD origin, ULARGE_INTEGER *position)
{
    struct test_stream *This = impl_from_IStream(iface);
    uint64_t base = origin == STREAM_SEEK_CUR ? This->position : origin == STREAM_SEEK_END ? This->size : 0;

    if (FAILED(This->seek_result)) return This->seek_result;
    This->position = base + move.QuadPart;
    if (position) position->QuadPart = This->position;
    return S_OK;
}

static HRESULT WINAPI stream_SetSize(IStream *iface, ULARGE_INTEGER size)
{
    (void)iface, (void)size;
    return STG_E_INVALIDFUNCTION;
}

static HRESULT WINAPI stream_CopyTo(IStream *iface, IStream *dest, ULARGE_INTEGER size, ULARGE_INTEGER *read,
                                    ULARGE_INTEGER *written)
{
    (void)iface, (void)dest, (void)size, (void)read, (void)written;
    return E_NOTIMPL;
}

static HRESULT WINAPI stream_Commit(IStream *iface, DWORD flags)
{
    (void)iface, (void)flags;
    return S_OK;
}

static HRESULT WINAPI stream_Revert(IStream *iface)
{
    (void)iface;
    return S_OK;
}

static HRESULT WINAPI stream_LockRegion(IStream *iface, ULARGE_INTEGER offset, ULARGE_INTEGER size, DWORD type)
{
    (void)iface, (void)offset, (void)size, (void)type;
    return STG_E_INVALIDFUNCTION;
}

static HRESULT WINAPI stream_UnlockRegion(IStream *iface, ULARGE_INTEGER offset, ULARGE_INTEGER size, DWORD type)
{
    (void)iface, (void)offset, (void)size, (void)type;
    return STG_E_INVALIDFUNCTION;
}

static HRESULT WINAPI stream_Stat(IStream *iface, STATSTG *stat, DWORD flags)
{
    struct test_stream *This = impl_from_IStream(iface);

    (void)flags;
    if (FAILED(This->stat_result)) return This->stat_result;
    memset(stat, 0, sizeof(*stat));
    stat->type = STGTY_STREAM;
    stat->cbSize.QuadPart = This->size;
    return S_OK;
}

static HRESULT WINAPI stream_Clone(IStream *iface, IStream **out)
{
    (void)iface;
    *out = NULL;
    return E_NOTIMPL;
}

static IStreamVtbl stream_vtbl = {
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
    stream_UnlockRegion,
    stream_Stat,
    stream_Clone,
};

void test_stream_init(struct test_stream *stream, uint64_t size, uint32_t seed)
{
    memset(stream, 0, sizeof(*stream));
    stream->IStream_iface.lpVtbl = &stream_vtbl;
    stream->ref = 1;
    stream->size = size;
    stream->end = size;
    stream->fail_at = UINT64_MAX;
    stream->fail_with = STG_E_READFAULT;
    stream->end_result = S_FALSE;
    stream->seed = seed;
}
