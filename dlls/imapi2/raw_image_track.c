/*
 * One track of a raw image, as a client sees and names it
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

#include "wine/debug.h"

WINE_DEFAULT_DEBUG_CHANNEL(imapi2);

/* All that it tells lies in the creator, which it keeps alive. */
struct raw_image_track
{
    struct object object;
    IRawCDImageTrackInfo IRawCDImageTrackInfo_iface;
    struct raw_image *creator;
    unsigned int index;             /* from 0 */
    struct cd_image_track *track;   /* in the creator */
};

static inline struct raw_image_track *impl_from_IRawCDImageTrackInfo(IRawCDImageTrackInfo *iface)
{
    return CONTAINING_RECORD(iface, struct raw_image_track, IRawCDImageTrackInfo_iface);
}

IDISPATCH_METHODS(track, IRawCDImageTrackInfo)

#define RESULT(hr) object_result(&This->object, &IID_IRawCDImageTrackInfo, __func__, hr)

static HRESULT WINAPI track_get_StartingLba(IRawCDImageTrackInfo *iface, LONG *value)
{
    struct raw_image_track *This = impl_from_IRawCDImageTrackInfo(iface);

    TRACE("(%p)->(%p)\n", This, value);

    if (!value) return RESULT(E_POINTER);
    *value = This->track->start;
    return S_OK;
}

static HRESULT WINAPI track_get_SectorCount(IRawCDImageTrackInfo *iface, LONG *value)
{
    struct raw_image_track *This = impl_from_IRawCDImageTrackInfo(iface);

    TRACE("(%p)->(%p)\n", This, value);

    if (!value) return RESULT(E_POINTER);
    *value = (LONG)This->track->sectors;
    return S_OK;
}

static HRESULT WINAPI track_get_TrackNumber(IRawCDImageTrackInfo *iface, LONG *value)
{
    struct raw_image_track *This = impl_from_IRawCDImageTrackInfo(iface);

    TRACE("(%p)->(%p)\n", This, value);

    if (!value) return RESULT(E_POINTER);
    *value = (LONG)(This->creator->image.first_track + This->index);
    return S_OK;
}

static HRESULT WINAPI track_get_SectorType(IRawCDImageTrackInfo *iface, IMAPI_CD_SECTOR_TYPE *value)
{
    struct raw_image_track *This = impl_from_IRawCDImageTrackInfo(iface);

    TRACE("(%p)->(%p)\n", This, value);

    if (!value) return RESULT(E_POINTER);
    *value = IMAPI_CD_SECTOR_AUDIO;
    return S_OK;
}

static HRESULT WINAPI track_get_ISRC(IRawCDImageTrackInfo *iface, BSTR *value)
{
    struct raw_image_track *This = impl_from_IRawCDImageTrackInfo(iface);
    char text[CD_ISRC_TEXT_LENGTH + 1];

    TRACE("(%p)->(%p)\n", This, value);

    if (!value) return RESULT(E_POINTER);
    EnterCriticalSection(&This->creator->lock);
    cd_format_isrc(This->track->isrc, text);
    LeaveCriticalSection(&This->creator->lock);
    return RESULT(raw_image_bstr(text, value));
}

static HRESULT WINAPI track_put_ISRC(IRawCDImageTrackInfo *iface, BSTR value)
{
    struct raw_image_track *This = impl_from_IRawCDImageTrackInfo(iface);
    char text[CD_ISRC_TEXT_LENGTH + 2], isrc[CD_ISRC_LENGTH + 1] = "";
    HRESULT hr;

    TRACE("(%p)->(%s)\n", This, debugstr_w(value));

    raw_image_narrow(value, text, sizeof(text));
    hr = raw_image_begin_change(This->creator);
    if (SUCCEEDED(hr) && value && value[0] && !cd_parse_isrc(text, isrc)) hr = E_IMAPI_DF2TAO_INVALID_ISRC;
    if (SUCCEEDED(hr)) memcpy(This->track->isrc, isrc, sizeof(isrc));
    return RESULT(raw_image_end_change(This->creator, hr));
}

C_ASSERT((int)CD_COPY_PERMITTED == IMAPI_CD_TRACK_DIGITAL_COPY_PERMITTED);
C_ASSERT((int)CD_COPY_PROHIBITED == IMAPI_CD_TRACK_DIGITAL_COPY_PROHIBITED);
C_ASSERT((int)CD_COPY_SCMS == IMAPI_CD_TRACK_DIGITAL_COPY_SCMS);

static HRESULT WINAPI track_get_DigitalAudioCopySetting(IRawCDImageTrackInfo *iface,
                                                        IMAPI_CD_TRACK_DIGITAL_COPY_SETTING *value)
{
    struct raw_image_track *This = impl_from_IRawCDImageTrackInfo(iface);

    TRACE("(%p)->(%p)\n", This, value);

    if (!value) return RESULT(E_POINTER);
    *value = (IMAPI_CD_TRACK_DIGITAL_COPY_SETTING)This->track->copy;
    return S_OK;
}

static HRESULT WINAPI track_put_DigitalAudioCopySetting(IRawCDImageTrackInfo *iface,
                                                        IMAPI_CD_TRACK_DIGITAL_COPY_SETTING value)
{
    struct raw_image_track *This = impl_from_IRawCDImageTrackInfo(iface);
    HRESULT hr;

    TRACE("(%p)->(%d)\n", This, value);

    hr = raw_image_begin_change(This->creator);
    if (SUCCEEDED(hr) && (ULONG)value > IMAPI_CD_TRACK_DIGITAL_COPY_SCMS) hr = E_INVALIDARG;
    if (SUCCEEDED(hr)) This->track->copy = (enum cd_copy)value;
    return RESULT(raw_image_end_change(This->creator, hr));
}

static HRESULT WINAPI track_get_AudioHasPreemphasis(IRawCDImageTrackInfo *iface, VARIANT_BOOL *value)
{
    struct raw_image_track *This = impl_from_IRawCDImageTrackInfo(iface);

    TRACE("(%p)->(%p)\n", This, value);

    if (!value) return RESULT(E_POINTER);
    *value = This->track->preemphasis ? VARIANT_TRUE : VARIANT_FALSE;
    return S_OK;
}

static HRESULT WINAPI track_put_AudioHasPreemphasis(IRawCDImageTrackInfo *iface, VARIANT_BOOL value)
{
    struct raw_image_track *This = impl_from_IRawCDImageTrackInfo(iface);
    HRESULT hr;

    TRACE("(%p)->(%d)\n", This, value);

    if (SUCCEEDED(hr = raw_image_begin_change(This->creator))) This->track->preemphasis = !!value;
    return RESULT(raw_image_end_change(This->creator, hr));
}

static HRESULT WINAPI track_get_TrackIndexes(IRawCDImageTrackInfo *iface, SAFEARRAY **value)
{
    struct raw_image_track *This = impl_from_IRawCDImageTrackInfo(iface);
    LONG offsets[CD_INDEXES_MAX];
    ULONG count, i;

    TRACE("(%p)->(%p)\n", This, value);

    if (!value) return RESULT(E_POINTER);
    EnterCriticalSection(&This->creator->lock);
    count = This->track->index_count;
    for (i = 0; i < count; i++) offsets[i] = (LONG)This->track->indexes[i];
    LeaveCriticalSection(&This->creator->lock);
    return RESULT(safearray_from_longs(offsets, count, value));
}

static HRESULT change_index(struct raw_image_track *This, LONG offset,
                            enum cd_image_result (*change)(struct cd_image_track *track, uint32_t offset))
{
    HRESULT hr = raw_image_begin_change(This->creator);

    if (SUCCEEDED(hr) && offset < 0) hr = E_INVALIDARG;
    if (SUCCEEDED(hr)) hr = hresult_from_cd_image(change(This->track, (uint32_t)offset));
    return raw_image_end_change(This->creator, hr);
}

static HRESULT WINAPI track_AddTrackIndex(IRawCDImageTrackInfo *iface, LONG offset)
{
    struct raw_image_track *This = impl_from_IRawCDImageTrackInfo(iface);

    TRACE("(%p)->(%ld)\n", This, offset);

    return RESULT(change_index(This, offset, cd_image_add_index));
}

static HRESULT WINAPI track_ClearTrackIndex(IRawCDImageTrackInfo *iface, LONG offset)
{
    struct raw_image_track *This = impl_from_IRawCDImageTrackInfo(iface);

    TRACE("(%p)->(%ld)\n", This, offset);

    return RESULT(change_index(This, offset, cd_image_clear_index));
}

static const IRawCDImageTrackInfoVtbl track_vtbl = {
    track_QueryInterface,
    track_AddRef,
    track_Release,
    track_GetTypeInfoCount,
    track_GetTypeInfo,
    track_GetIDsOfNames,
    track_Invoke,
    track_get_StartingLba,
    track_get_SectorCount,
    track_get_TrackNumber,
    track_get_SectorType,
    track_get_ISRC,
    track_put_ISRC,
    track_get_DigitalAudioCopySetting,
    track_put_DigitalAudioCopySetting,
    track_get_AudioHasPreemphasis,
    track_put_AudioHasPreemphasis,
    track_get_TrackIndexes,
    track_AddTrackIndex,
    track_ClearTrackIndex,
};

static HRESULT track_init(struct object *object)
{
    struct raw_image_track *This = CONTAINING_RECORD(object, struct raw_image_track, object);

    This->IRawCDImageTrackInfo_iface.lpVtbl = &track_vtbl;
    return S_OK;
}

static void track_destroy(struct object *object)
{
    struct raw_image_track *This = CONTAINING_RECORD(object, struct raw_image_track, object);

    if (This->creator) object_release(&This->creator->object);
}

static const struct object_interface track_interfaces[] = {
    { &IID_IRawCDImageTrackInfo, offsetof(struct raw_image_track, IRawCDImageTrackInfo_iface) },
    { &IID_IDispatch, offsetof(struct raw_image_track, IRawCDImageTrackInfo_iface) },
    { NULL, 0 },
};

static const struct object_type track_type = {
    .clsid = &IID_IRawCDImageTrackInfo,     /* no coclass stands for it */
    .name = L"RawCDImageTrackInfo",
    .size = sizeof(struct raw_image_track),
    .interfaces = track_interfaces,
    .init = track_init,
    .destroy = track_destroy,
};

HRESULT raw_image_track_create(struct raw_image *creator, unsigned int index, IRawCDImageTrackInfo **out)
{
    struct raw_image_track *This;
    struct object *object;
    HRESULT hr;

    *out = NULL;
    if (FAILED(hr = object_create(&track_type, &object))) return hr;
    This = CONTAINING_RECORD(object, struct raw_image_track, object);
    This->creator = creator;
    This->index = index;
    This->track = &creator->image.tracks[index];
    object_addref(&creator->object);
    *out = &This->IRawCDImageTrackInfo_iface;
    return S_OK;
}
