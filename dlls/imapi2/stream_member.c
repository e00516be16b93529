/*
 * The streams that a composed stream is made of
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

HRESULT stream_get_size(IStream *stream, ULONGLONG *size)
{
    static const LARGE_INTEGER zero;
    ULARGE_INTEGER end;
    STATSTG stat;
    HRESULT hr;

    if (SUCCEEDED(IStream_Stat(stream, &stat, STATFLAG_NONAME)))
    {
        *size = stat.cbSize.QuadPart;
        return S_OK;
    }
    if (FAILED(hr = IStream_Seek(stream, zero, STREAM_SEEK_END, &end))) return hr;
    *size = end.QuadPart;
    return S_OK;
}

void stream_members_free(struct stream_member *members, ULONG count)
{
    ULONG i;

    if (!members) return;
    for (i = 0; i < count; i++)
        if (members[i].stream) IStream_Release(members[i].stream);
    free(members);
}

HRESULT stream_members_create(IStream *const *streams, ULONG count, struct stream_member **out)
{
    struct stream_member *members;
    HRESULT hr = S_OK;
    ULONG i;

    *out = NULL;
    for (i = 0; i < count; i++)
        if (!streams[i]) return E_POINTER;
    if (!(members = calloc(count, sizeof(*members)))) return E_OUTOFMEMORY;
    for (i = 0; i < count && SUCCEEDED(hr); i++)
    {
        members[i].stream = streams[i];
        IStream_AddRef(streams[i]);
        hr = stream_get_size(streams[i], &members[i].size);
    }
    if (FAILED(hr)) stream_members_free(members, count);
    else *out = members;
    return hr;
}

HRESULT stream_members_clone(const struct stream_member *members, ULONG count, struct stream_member **out)
{
    struct stream_member *clones;
    HRESULT hr = S_OK;
    ULONG i;

    *out = NULL;
    if (!(clones = calloc(count ? count : 1, sizeof(*clones)))) return E_OUTOFMEMORY;
    for (i = 0; i < count && SUCCEEDED(hr); i++)
    {
        clones[i].size = members[i].size;
        hr = IStream_Clone(members[i].stream, &clones[i].stream);
    }
    if (FAILED(hr)) stream_members_free(clones, count);
    else *out = clones;
    return hr;
}

/* A stream that cannot seek is still good for being read once from its start. */
static HRESULT move_to(struct stream_member *member, ULONGLONG position)
{
    LARGE_INTEGER move;
    HRESULT hr;

    if (member->position_known && member->position == position) return S_OK;
    move.QuadPart = position;
    hr = IStream_Seek(member->stream, move, STREAM_SEEK_SET, NULL);
    if (FAILED(hr) && (member->position_known || position)) return hr;
    member->position = position;
    member->position_known = true;
    return S_OK;
}

HRESULT stream_member_read(struct stream_member *member, ULONGLONG position, BYTE *buffer, ULONG size)
{
    ULONG done;
    HRESULT hr;

    if (FAILED(hr = move_to(member, position))) return hr;
    while (size)
    {
        done = 0;
        hr = IStream_Read(member->stream, buffer, size, &done);
        if (FAILED(hr) || !done || done > size)
        {
            member->position_known = false;
            return FAILED(hr) ? hr : STG_E_READFAULT;
        }
        member->position += done;
        buffer += done;
        size -= done;
    }
    return S_OK;
}
