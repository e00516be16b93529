/*
 * The result of MsftRawCDImageCreator: sectors that are made when they are read
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

#include "raw_image.h"
#include "stream.h"

#define WINDOW_SECTORS      32                              /* read from a client's stream at once */
#define SECTOR_MAX          (CD_AUDIO_SECTOR + CD_SUBCHANNEL_LENGTH)
#define NOT_R_TO_W          0xc0                            /* bits that belong to P and Q */

/* A few sectors of one member, so that a client's stream is not called for each of them. */
struct window
{
    ULONG member;
    uint32_t first;                 /* sector */
    uint32_t count;                 /* 0: nothing is in it */
    uint32_t unit;                  /* bytes of a sector */
    BYTE data[WINDOW_SECTORS * CD_AUDIO_SECTOR];
};

struct raw_stream
{
    struct stream stream;
    struct cd_image image;
    IMAPI_FORMAT2_RAW_CD_DATA_SECTOR_TYPE type;
    struct stream_member *members;  /* tracks; then the pre-gap and the subcode, as far as there are any */
    ULONG count;
    ULONG pregap, subcode;          /* which member; count: there is none */
    struct window audio;
    struct window rw;
    BYTE sector[SECTOR_MAX];        /* for readers that want a part of it */
};

STREAM_METHODS(raw_stream, IStream)

static inline struct raw_stream *impl_from_stream(struct stream *stream)
{
    return CONTAINING_RECORD(stream, struct raw_stream, stream);
}

static ULONG sector_size(const struct raw_stream *This)
{
    return CD_AUDIO_SECTOR + (This->type == IMAPI_FORMAT2_RAW_CD_SUBCODE_PQ_ONLY ? CD_PQ_LENGTH : CD_SUBCHANNEL_LENGTH);
}

/* Two tracks may be the same stream: when another member had its turn, nobody knows where this one stands. */
static void leave_member(struct raw_stream *This, const struct window *window, ULONG member)
{
    if (window->member < This->count && window->member != member)
        This->members[window->member].position_known = false;
}

/* Finds one sector of a member that has left more sectors from there on. */
static HRESULT look(struct raw_stream *This, struct window *window, ULONG member, uint32_t offset, uint32_t left,
                    const BYTE **data)
{
    HRESULT hr;

    if (window->member != member || offset < window->first || offset - window->first >= window->count)
    {
        leave_member(This, window, member);
        window->member = member;
        window->first = offset;
        window->count = 0;
        left = min(left, WINDOW_SECTORS);
        hr = stream_member_read(&This->members[member], (ULONGLONG)offset * window->unit, window->data,
                                left * window->unit);
        if (FAILED(hr)) return hr;
        window->count = left;
    }
    *data = window->data + (offset - window->first) * window->unit;
    return S_OK;
}

static HRESULT make_audio(struct raw_stream *This, int32_t lba, BYTE *sector)
{
    struct cd_source source;
    const BYTE *data;
    ULONG member;
    HRESULT hr;

    cd_image_source(&This->image, lba, &source);
    member = source.track >= 0 ? (ULONG)source.track : This->count;
    if (source.track == CD_SOURCE_PREGAP) member = This->pregap;
    if (member == This->count)
    {
        memset(sector, 0, CD_AUDIO_SECTOR);
        return S_OK;
    }
    if (FAILED(hr = look(This, &This->audio, member, source.offset, source.left, &data))) return hr;
    memcpy(sector, data, CD_AUDIO_SECTOR);
    return S_OK;
}

static bool is_rw(const BYTE *rw, ULONG length)
{
    while (length--)
        if (*rw++ & NOT_R_TO_W) return false;
    return true;
}

/* *rw stays NULL where the client's stream has ended. */
static HRESULT find_rw(struct raw_stream *This, int32_t lba, const BYTE **rw)
{
    uint32_t offset = (uint32_t)(lba - CD_IMAGE_START), sectors;
    HRESULT hr;

    *rw = NULL;
    if (This->subcode == This->count) return S_OK;
    sectors = (uint32_t)(This->members[This->subcode].size / CD_SUBCHANNEL_LENGTH);
    if (offset >= sectors) return S_OK;
    if (FAILED(hr = look(This, &This->rw, This->subcode, offset, sectors - offset, rw))) return hr;
    return is_rw(*rw, CD_SUBCHANNEL_LENGTH) ? S_OK : E_INVALIDARG;
}

static HRESULT make_sector(struct raw_stream *This, int32_t lba, BYTE *sector)
{
    BYTE q[CD_Q_LENGTH];
    const BYTE *rw;
    HRESULT hr;
    bool p;

    if (FAILED(hr = make_audio(This, lba, sector))) return hr;
    cd_image_q(&This->image, lba, q, &p);
    if (This->type == IMAPI_FORMAT2_RAW_CD_SUBCODE_PQ_ONLY)
    {
        cd_subchannel_pq(sector + CD_AUDIO_SECTOR, q, p);
        return S_OK;
    }
    if (FAILED(hr = find_rw(This, lba, &rw))) return hr;
    cd_subchannel_pw(sector + CD_AUDIO_SECTOR, q, p, rw);
    return S_OK;
}

static HRESULT raw_read(struct stream *stream, ULONGLONG position, BYTE *buffer, ULONG size, ULONG *done)
{
    struct raw_stream *This = impl_from_stream(stream);
    ULONG unit = sector_size(This), skip, piece;
    bool whole;
    HRESULT hr;

    for (*done = 0; *done < size; *done += piece, position += piece)
    {
        skip = (ULONG)(position % unit);
        piece = min(unit - skip, size - *done);
        whole = piece == unit;
        hr = make_sector(This, CD_IMAGE_START + (int32_t)(position / unit), whole ? buffer + *done : This->sector);
        if (FAILED(hr)) return hr;
        if (!whole) memcpy(buffer + *done, This->sector + skip, piece);
    }
    return S_OK;
}

static void init_windows(struct raw_stream *This)
{
    This->audio.member = This->rw.member = This->count;
    This->audio.unit = CD_AUDIO_SECTOR;
    This->rw.unit = CD_SUBCHANNEL_LENGTH;
}

static HRESULT raw_copy(struct stream *stream, struct stream *to)
{
    struct raw_stream *This = impl_from_stream(stream), *copy = impl_from_stream(to);
    HRESULT hr;

    if (FAILED(hr = stream_members_clone(This->members, This->count, &copy->members))) return hr;
    copy->image = This->image;
    copy->type = This->type;
    copy->count = This->count;
    copy->pregap = This->pregap;
    copy->subcode = This->subcode;
    init_windows(copy);
    return S_OK;
}

static const struct stream_ops raw_ops = { raw_read, NULL, raw_copy };

static const IStreamVtbl raw_stream_vtbl = { STREAM_VTBL(raw_stream) };

static HRESULT raw_init(struct object *object)
{
    stream_init(CONTAINING_RECORD(object, struct stream, object), &raw_stream_vtbl, &raw_ops);
    return S_OK;
}

static void raw_destroy(struct object *object)
{
    struct raw_stream *This = impl_from_stream(CONTAINING_RECORD(object, struct stream, object));

    stream_members_free(This->members, This->count);
    stream_cleanup(&This->stream);
}

static const struct object_interface raw_interfaces[] = {
    { &IID_IStream, offsetof(struct stream, IStream_iface) },
    { &IID_ISequentialStream, offsetof(struct stream, IStream_iface) },
    { NULL, 0 },
};

static const struct object_type raw_stream_type = {
    .clsid = &IID_IStream,                  /* no coclass stands for it */
    .name = L"RawCDImageStream",
    .size = sizeof(struct raw_stream),
    .interfaces = raw_interfaces,
    .init = raw_init,
    .destroy = raw_destroy,
};

static HRESULT take_members(struct raw_stream *This, const struct raw_image *creator)
{
    IStream *streams[CD_TRACKS_MAX + 2];
    ULONG count = creator->image.track_count, pregap, subcode;
    HRESULT hr;

    memcpy(streams, creator->tracks, count * sizeof(*streams));
    pregap = creator->pregap ? count : ~0u;
    if (creator->pregap) streams[count++] = creator->pregap;
    subcode = creator->subcode ? count : ~0u;
    if (creator->subcode) streams[count++] = creator->subcode;
    if (FAILED(hr = stream_members_create(streams, count, &This->members))) return hr;
    This->count = count;
    This->pregap = min(pregap, count);
    This->subcode = min(subcode, count);
    return S_OK;
}

/*
 * As long as the image; or as long as what a client can know of it: up to the
 * lead-out, or that many sectors from its start as the last one's address tells.
 */
static bool subcode_length_fits(const struct raw_stream *This)
{
    ULONGLONG size = This->members[This->subcode].size, sectors = size / CD_SUBCHANNEL_LENGTH;
    ULONGLONG lead_out = (ULONGLONG)cd_image_lead_out(&This->image);

    if (size % CD_SUBCHANNEL_LENGTH) return false;
    return sectors == cd_image_sectors(&This->image) || sectors == lead_out - CD_IMAGE_START ||
           sectors == lead_out - 1 || sectors == lead_out;
}

/*
 * A stream that breaks the rules is refused now, not in the middle of a burn.
 * One that cannot be rewound is looked at while it is read.
 */
static HRESULT check_subcode(struct raw_stream *This)
{
    static const LARGE_INTEGER zero;
    struct stream_member *member = &This->members[This->subcode];
    ULONG piece = WINDOW_SECTORS * CD_SUBCHANNEL_LENGTH;
    ULONGLONG position;
    HRESULT hr;

    if (!subcode_length_fits(This)) return E_INVALIDARG;
    if (FAILED(IStream_Seek(member->stream, zero, STREAM_SEEK_SET, NULL))) return S_OK;
    for (position = 0; position < member->size; position += piece)
    {
        piece = (ULONG)min(piece, member->size - position);
        if (FAILED(hr = stream_member_read(member, position, This->rw.data, piece))) return hr;
        if (!is_rw(This->rw.data, piece)) return E_INVALIDARG;
    }
    return S_OK;
}

HRESULT raw_image_stream_create(const struct raw_image *creator, IStream **out)
{
    struct raw_stream *This;
    struct object *object;
    HRESULT hr;

    *out = NULL;
    if (FAILED(hr = object_create(&raw_stream_type, &object))) return hr;
    This = impl_from_stream(CONTAINING_RECORD(object, struct stream, object));
    This->image = creator->image;
    This->type = creator->type;
    hr = take_members(This, creator);
    init_windows(This);
    if (SUCCEEDED(hr) && creator->subcode) hr = check_subcode(This);
    if (FAILED(hr))
    {
        object_release(object);
        return hr;
    }
    This->stream.size = (ULONGLONG)cd_image_sectors(&This->image) * sector_size(This);
    *out = &This->stream.IStream_iface;
    return S_OK;
}
