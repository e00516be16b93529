/*
 * MsftStreamInterleave: pieces of streams in turn
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

#include "imapi2_private.h"
#include "stream.h"

#include "wine/debug.h"

WINE_DEFAULT_DEBUG_CHANNEL(imapi2);

struct interleave
{
    struct stream stream;
    struct stream_member *members;
    ULONG *pieces;          /* bytes of each member in one round */
    ULONGLONG *rest;        /* scratch: bytes of each member that are still to come */
    ULONG count;
};

static inline struct interleave *impl_from_stream(struct stream *stream)
{
    return CONTAINING_RECORD(stream, struct interleave, stream);
}

STREAM_METHODS(stream_interleave, IStreamInterleave)

static inline struct interleave *impl_from_IStreamInterleave(IStreamInterleave *iface)
{
    return impl_from_stream(stream_from_IStreamInterleave(iface));
}

#define RESULT(hr) object_result(&This->stream.object, &IID_IStreamInterleave, __func__, hr)

/* A place in the interleaved stream. */
struct place
{
    ULONG member;
    ULONGLONG offset;       /* in the member */
    ULONG left;             /* bytes up to the end of its piece */
};

/* Rounds to which every member that still has data can give its whole piece; *round is the bytes of one. */
static ULONGLONG whole_rounds(const struct interleave *This, ULONGLONG *round)
{
    ULONGLONG rounds = ~(ULONGLONG)0;
    ULONG i;

    *round = 0;
    for (i = 0; i < This->count; i++)
    {
        if (!This->rest[i]) continue;
        rounds = min(rounds, This->rest[i] / This->pieces[i]);
        *round += This->pieces[i];
    }
    return *round ? rounds : 0;
}

static void take_rounds(struct interleave *This, ULONGLONG rounds)
{
    ULONG i;

    for (i = 0; i < This->count; i++)
        if (This->rest[i]) This->rest[i] -= rounds * This->pieces[i];
}

/* One round, in which members may end; true when position lies in it. */
static bool walk_round(struct interleave *This, ULONGLONG *position, struct place *place)
{
    ULONG i, piece;

    for (i = 0; i < This->count; i++)
    {
        piece = (ULONG)min(This->pieces[i], This->rest[i]);
        if (*position < piece)
        {
            place->member = i;
            place->offset = This->members[i].size - This->rest[i] + *position;
            place->left = piece - (ULONG)*position;
            return true;
        }
        *position -= piece;
        This->rest[i] -= piece;
    }
    return false;
}

/*
 * Finds a position that lies within the stream. A member that has ended is
 * left out of the rounds, the others go on; so whole rounds can be leapt over
 * until the next member ends.
 */
static void locate(struct interleave *This, ULONGLONG position, struct place *place)
{
    ULONGLONG rounds, round;
    ULONG i;

    for (i = 0; i < This->count; i++) This->rest[i] = This->members[i].size;
    do
    {
        rounds = whole_rounds(This, &round);
        if (round && position / round < rounds) rounds = position / round;
        take_rounds(This, rounds);
        position -= rounds * round;
    } while (!walk_round(This, &position, place));
}

static HRESULT interleave_read(struct stream *stream, ULONGLONG position, BYTE *buffer, ULONG size, ULONG *done)
{
    struct interleave *This = impl_from_stream(stream);
    struct place place;
    HRESULT hr = S_OK;
    ULONG piece;

    *done = 0;
    while (*done < size && SUCCEEDED(hr))
    {
        locate(This, position + *done, &place);
        piece = min(place.left, size - *done);
        hr = stream_member_read(&This->members[place.member], place.offset, buffer + *done, piece);
        if (SUCCEEDED(hr)) *done += piece;
    }
    return hr;
}

static HRESULT set_pieces(struct interleave *This, const ULONG *pieces, ULONG count)
{
    This->pieces = malloc(count * sizeof(*This->pieces));
    This->rest = malloc(count * sizeof(*This->rest));
    if (!This->pieces || !This->rest)
    {
        free(This->pieces);
        free(This->rest);
        This->pieces = NULL;
        This->rest = NULL;
        return E_OUTOFMEMORY;
    }
    memcpy(This->pieces, pieces, count * sizeof(*pieces));
    This->count = count;
    return S_OK;
}

static HRESULT interleave_copy(struct stream *stream, struct stream *to)
{
    struct interleave *This = impl_from_stream(stream), *copy = impl_from_stream(to);
    HRESULT hr;

    if (!This->count) return S_OK;
    if (FAILED(hr = stream_members_clone(This->members, This->count, &copy->members))) return hr;
    if (FAILED(hr = set_pieces(copy, This->pieces, This->count)))
    {
        stream_members_free(copy->members, This->count);
        copy->members = NULL;
    }
    return hr;
}

static const struct stream_ops interleave_ops = { interleave_read, NULL, interleave_copy };

/* With the stream's lock held. Consumes members on success. */
static HRESULT take_members(struct interleave *This, struct stream_member *members, const ULONG *pieces, ULONG count)
{
    ULONGLONG total = 0;
    HRESULT hr;
    ULONG i;

    if (This->members) return E_INVALIDARG; /* only once */
    for (i = 0; i < count; i++)
    {
        if (!pieces[i] || members[i].size > MAXLONGLONG - total) return E_INVALIDARG;
        total += members[i].size;
    }
    if (FAILED(hr = set_pieces(This, pieces, count))) return hr;
    This->members = members;
    This->stream.size = total;
    return S_OK;
}

static HRESULT initialize(struct interleave *This, IStream **streams, const ULONG *pieces, ULONG count)
{
    struct stream_member *members;
    HRESULT hr;

    if (!streams || !pieces) return E_POINTER;
    if (!count || count > MAXLONG) return E_INVALIDARG;
    if (FAILED(hr = stream_members_create(streams, count, &members))) return hr;
    EnterCriticalSection(&This->stream.lock);
    hr = take_members(This, members, pieces, count);
    LeaveCriticalSection(&This->stream.lock);
    if (FAILED(hr)) stream_members_free(members, count);
    return hr;
}

static HRESULT WINAPI stream_interleave_Initialize(IStreamInterleave *iface, IStream **streams, ULONG *pieces,
                                                   ULONG count)
{
    struct interleave *This = impl_from_IStreamInterleave(iface);

    TRACE("(%p)->(%p, %p, %lu)\n", This, streams, pieces, count);

    return RESULT(initialize(This, streams, pieces, count));
}

static const IStreamInterleaveVtbl stream_interleave_vtbl = {
    STREAM_VTBL(stream_interleave),
    stream_interleave_Initialize,
};

static HRESULT interleave_init(struct object *object)
{
    stream_init(CONTAINING_RECORD(object, struct stream, object), &stream_interleave_vtbl, &interleave_ops);
    return S_OK;
}

static void interleave_destroy(struct object *object)
{
    struct interleave *This = impl_from_stream(CONTAINING_RECORD(object, struct stream, object));

    stream_members_free(This->members, This->count);
    free(This->pieces);
    free(This->rest);
    stream_cleanup(&This->stream);
}

static const struct object_interface interleave_interfaces[] = {
    { &IID_IStreamInterleave, offsetof(struct stream, IStream_iface) },
    { &IID_IStream, offsetof(struct stream, IStream_iface) },
    { &IID_ISequentialStream, offsetof(struct stream, IStream_iface) },
    { NULL, 0 },
};

const struct object_type stream_interleave_type = {
    .clsid = &CLSID_MsftStreamInterleave,
    .name = L"MsftStreamInterleave",
    .size = sizeof(struct interleave),
    .interfaces = interleave_interfaces,
    .init = interleave_init,
    .destroy = interleave_destroy,
};
