/*
 * What the read-only streams of the library have in common
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

#include "stream.h"

#include "wine/debug.h"

WINE_DEFAULT_DEBUG_CHANNEL(imapi2);

#define COPY_SIZE (256 * 1024) /* bytes at a time */

#define RESULT(hr) object_result(&stream->object, &IID_IStream, __func__, hr)

void stream_init(struct stream *stream, const void *vtbl, const struct stream_ops *ops)
{
    stream->IStream_iface.lpVtbl = vtbl;
    stream->ops = ops;
    InitializeCriticalSection(&stream->lock);
}

void stream_cleanup(struct stream *stream)
{
    DeleteCriticalSection(&stream->lock);
}

/* Reading at the end gives nothing and is no failure. */
static HRESULT read_locked(struct stream *stream, BYTE *buffer, ULONG size, ULONG *done)
{
    ULONGLONG left = stream->position < stream->size ? stream->size - stream->position : 0;
    HRESULT hr;

    *done = 0;
    if (size > left) size = (ULONG)left;
    if (!size) return S_OK;
    hr = stream->ops->read(stream, stream->position, buffer, size, done);
    stream->position += *done;
    return hr;
}

HRESULT stream_read(struct stream *stream, void *buffer, ULONG size, ULONG *read)
{
    ULONG done;
    HRESULT hr;

    TRACE("(%p)->(%p, %lu, %p)\n", stream, buffer, size, read);

    if (read) *read = 0;
    if (!buffer) return RESULT(E_POINTER);
    EnterCriticalSection(&stream->lock);
    hr = read_locked(stream, buffer, size, &done);
    LeaveCriticalSection(&stream->lock);
    if (read) *read = done;
    return RESULT(hr);
}

HRESULT stream_write(struct stream *stream, const void *buffer, ULONG size, ULONG *written)
{
    TRACE("(%p)->(%p, %lu, %p)\n", stream, buffer, size, written);

    if (written) *written = 0;
    return RESULT(STG_E_ACCESSDENIED);
}

static HRESULT seek_locked(struct stream *stream, LONGLONG move, DWORD origin)
{
    ULONGLONG base;

    switch (origin)
    {
    case STREAM_SEEK_SET: base = 0; break;
    case STREAM_SEEK_CUR: base = stream->position; break;
    case STREAM_SEEK_END: base = stream->size; break;
    default: return STG_E_INVALIDFUNCTION;
    }
    if (move < 0 && base < 0 - (ULONGLONG)move) return STG_E_INVALIDFUNCTION;
    if (move > 0 && base > (ULONGLONG)(MAXLONGLONG - move)) return STG_E_INVALIDFUNCTION;
    stream->position = base + move;
    return S_OK;
}

HRESULT stream_seek(struct stream *stream, LARGE_INTEGER move, DWORD origin, ULARGE_INTEGER *position)
{
    HRESULT hr;

    TRACE("(%p)->(%s, %lu, %p)\n", stream, wine_dbgstr_longlong(move.QuadPart), origin, position);

    EnterCriticalSection(&stream->lock);
    hr = seek_locked(stream, move.QuadPart, origin);
    if (position) position->QuadPart = stream->position;
    LeaveCriticalSection(&stream->lock);
    return RESULT(hr);
}

HRESULT stream_set_size(struct stream *stream, ULARGE_INTEGER size)
{
    HRESULT hr = STG_E_ACCESSDENIED;

    TRACE("(%p)->(%s)\n", stream, wine_dbgstr_longlong(size.QuadPart));

    if (size.QuadPart > MAXLONGLONG) return RESULT(STG_E_INVALIDFUNCTION);
    EnterCriticalSection(&stream->lock);
    if (stream->ops->set_size) hr = stream->ops->set_size(stream, size.QuadPart);
    LeaveCriticalSection(&stream->lock);
    return RESULT(hr);
}

/* One piece; *size becomes what was read, *written what arrived. */
static HRESULT copy_piece(struct stream *stream, IStream *to, BYTE *buffer, ULONG *size, ULONG *written)
{
    HRESULT hr;

    *written = 0;
    EnterCriticalSection(&stream->lock);
    hr = read_locked(stream, buffer, *size, size);
    LeaveCriticalSection(&stream->lock);
    if (FAILED(hr) || !*size) return hr;
    hr = IStream_Write(to, buffer, *size, written);
    return SUCCEEDED(hr) && *written < *size ? STG_E_MEDIUMFULL : hr;
}

HRESULT stream_copy_to(struct stream *stream, IStream *to, ULARGE_INTEGER size, ULARGE_INTEGER *read,
                       ULARGE_INTEGER *written)
{
    ULONGLONG total_read = 0, total_written = 0;
    ULONG piece, arrived;
    HRESULT hr = S_OK;
    BYTE *buffer;

    TRACE("(%p)->(%p, %s, %p, %p)\n", stream, to, wine_dbgstr_longlong(size.QuadPart), read, written);

    if (read) read->QuadPart = 0;
    if (written) written->QuadPart = 0;
    if (!to) return RESULT(E_POINTER);
    if (!(buffer = malloc(COPY_SIZE))) return RESULT(E_OUTOFMEMORY);
    while (SUCCEEDED(hr) && total_read < size.QuadPart)
    {
        piece = (ULONG)min(size.QuadPart - total_read, COPY_SIZE);
        hr = copy_piece(stream, to, buffer, &piece, &arrived);
        total_read += piece;
        total_written += arrived;
        if (!piece) break;
    }
    free(buffer);
    if (read) read->QuadPart = total_read;
    if (written) written->QuadPart = total_written;
    return RESULT(SUCCEEDED(hr) ? S_OK : hr);
}

/* There is nothing to keep or to give up in a stream that nobody writes. */
HRESULT stream_commit(struct stream *stream, DWORD flags)
{
    TRACE("(%p)->(%#lx)\n", stream, flags);

    return RESULT(S_OK);
}

HRESULT stream_revert(struct stream *stream)
{
    TRACE("(%p)\n", stream);

    return RESULT(S_OK);
}

HRESULT stream_lock_region(struct stream *stream, ULARGE_INTEGER offset, ULARGE_INTEGER size, DWORD type)
{
    TRACE("(%p)->(%s, %s, %lu)\n", stream, wine_dbgstr_longlong(offset.QuadPart),
          wine_dbgstr_longlong(size.QuadPart), type);

    return RESULT(STG_E_INVALIDFUNCTION);
}

HRESULT stream_unlock_region(struct stream *stream, ULARGE_INTEGER offset, ULARGE_INTEGER size, DWORD type)
{
    TRACE("(%p)->(%s, %s, %lu)\n", stream, wine_dbgstr_longlong(offset.QuadPart),
          wine_dbgstr_longlong(size.QuadPart), type);

    return RESULT(STG_E_INVALIDFUNCTION);
}

HRESULT stream_stat(struct stream *stream, STATSTG *stat, DWORD flags)
{
    TRACE("(%p)->(%p, %#lx)\n", stream, stat, flags);

    if (!stat) return RESULT(E_POINTER);
    if (flags > STATFLAG_NOOPEN) return RESULT(STG_E_INVALIDFUNCTION);
    memset(stat, 0, sizeof(*stat));
    stat->type = STGTY_STREAM;
    stat->grfMode = STGM_READ;
    EnterCriticalSection(&stream->lock);
    stat->cbSize.QuadPart = stream->size;
    LeaveCriticalSection(&stream->lock);
    return RESULT(S_OK);
}

HRESULT stream_clone(struct stream *stream, IStream **clone)
{
    struct object *object;
    struct stream *copy;
    HRESULT hr;

    TRACE("(%p)->(%p)\n", stream, clone);

    if (!clone) return RESULT(E_POINTER);
    *clone = NULL;
    if (FAILED(hr = object_create(stream->object.type, &object))) return RESULT(hr);
    copy = CONTAINING_RECORD(object, struct stream, object);
    EnterCriticalSection(&stream->lock);
    if (SUCCEEDED(hr = stream->ops->copy(stream, copy)))
    {
        copy->size = stream->size;
        copy->position = stream->position;
    }
    LeaveCriticalSection(&stream->lock);
    if (SUCCEEDED(hr)) *clone = &copy->IStream_iface;
    else object_release(object);
    return RESULT(hr);
}
