/*
 * MsftRawCDImageCreator: what a client says of an audio CD
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

#include "wine/debug.h"

WINE_DEFAULT_DEBUG_CHANNEL(imapi2);

static inline struct raw_image *impl_from_IRawCDImageCreator(IRawCDImageCreator *iface)
{
    return CONTAINING_RECORD(iface, struct raw_image, IRawCDImageCreator_iface);
}

IDISPATCH_METHODS(creator, IRawCDImageCreator)

#define RESULT(hr) object_result(&This->object, &IID_IRawCDImageCreator, __func__, hr)

HRESULT hresult_from_cd_image(enum cd_image_result result)
{
    switch (result)
    {
    case CD_IMAGE_OK: return S_OK;
    case CD_IMAGE_INVALID: return E_INVALIDARG;
    case CD_IMAGE_TOO_MANY_TRACKS: return E_IMAPI_RAW_IMAGE_TOO_MANY_TRACKS;
    case CD_IMAGE_NO_SPACE: return E_IMAPI_RAW_IMAGE_INSUFFICIENT_SPACE;
    case CD_IMAGE_TRACKS_EXIST: return E_IMAPI_RAW_IMAGE_TRACKS_ALREADY_ADDED;
    case CD_IMAGE_INDEX_EXISTS: return S_IMAPI_RAW_IMAGE_TRACK_INDEX_ALREADY_EXISTS;
    case CD_IMAGE_TOO_MANY_INDEXES: return E_IMAPI_RAW_IMAGE_TOO_MANY_TRACK_INDEXES;
    case CD_IMAGE_INDEX_TOO_CLOSE: return E_IMAPI_RAW_IMAGE_TRACK_INDEX_TOO_CLOSE_TO_OTHER_INDEX;
    case CD_IMAGE_INDEX_NOT_FOUND: return E_IMAPI_RAW_IMAGE_TRACK_INDEX_NOT_FOUND;
    case CD_IMAGE_INDEX_FIXED: return E_IMAPI_RAW_IMAGE_TRACK_INDEX_OFFSET_ZERO_CANNOT_BE_CLEARED;
    }
    return E_UNEXPECTED;
}

HRESULT raw_image_begin_change(struct raw_image *This)
{
    EnterCriticalSection(&This->lock);
    return This->read_only ? E_IMAPI_RAW_IMAGE_IS_READ_ONLY : S_OK;
}

HRESULT raw_image_end_change(struct raw_image *This, HRESULT hr)
{
    LeaveCriticalSection(&This->lock);
    return hr;
}

/* The same for what must come before the first track. */
static HRESULT begin_early_change(struct raw_image *This)
{
    HRESULT hr = raw_image_begin_change(This);

    if (SUCCEEDED(hr) && This->image.track_count) hr = E_IMAPI_RAW_IMAGE_TRACKS_ALREADY_ADDED;
    return hr;
}

void raw_image_narrow(const WCHAR *wide, char *text, size_t size)
{
    size_t i;

    for (i = 0; wide && wide[i] && wide[i] < 0x80 && i < size - 1; i++) text[i] = (char)wide[i];
    text[wide && wide[i] ? 0 : i] = 0;
}

HRESULT raw_image_bstr(const char *text, BSTR *value)
{
    UINT i, length = (UINT)strlen(text);

    if (!(*value = SysAllocStringLen(NULL, length))) return E_OUTOFMEMORY;
    for (i = 0; i < length; i++) (*value)[i] = (unsigned char)text[i];
    return S_OK;
}

static HRESULT start_result(struct raw_image *This)
{
    HRESULT hr = raw_image_begin_change(This);

    if (SUCCEEDED(hr) && !This->image.track_count) hr = E_IMAPI_RAW_IMAGE_NO_TRACKS;
    if (SUCCEEDED(hr)) This->read_only = true; /* from here on nobody changes what the result is made from */
    return raw_image_end_change(This, hr);
}

static HRESULT WINAPI creator_CreateResultImage(IRawCDImageCreator *iface, IStream **result)
{
    struct raw_image *This = impl_from_IRawCDImageCreator(iface);
    HRESULT hr;

    TRACE("(%p)->(%p)\n", This, result);

    if (!result) return RESULT(E_POINTER);
    *result = NULL;
    if (FAILED(hr = start_result(This))) return RESULT(hr);
    if (FAILED(hr = raw_image_stream_create(This, result)))
    {
        EnterCriticalSection(&This->lock);
        This->read_only = false;
        LeaveCriticalSection(&This->lock);
    }
    return RESULT(hr);
}

/* Whole sectors of audio; more than a CD could ever hold becomes UINT32_MAX. */
static HRESULT count_sectors(IStream *stream, uint32_t *sectors)
{
    ULONGLONG size;
    HRESULT hr;

    if (FAILED(hr = stream_get_size(stream, &size))) return hr;
    if (size % CD_AUDIO_SECTOR) return E_INVALIDARG;
    *sectors = (uint32_t)min(size / CD_AUDIO_SECTOR, UINT32_MAX);
    return S_OK;
}

/* With the lock held. */
static HRESULT add_track(struct raw_image *This, IStream *data, uint32_t sectors, LONG *index)
{
    HRESULT hr = hresult_from_cd_image(cd_image_add_track(&This->image, sectors));

    if (FAILED(hr)) return hr;
    *index = This->image.track_count;
    This->tracks[This->image.track_count - 1] = data;
    IStream_AddRef(data);
    return S_OK;
}

static HRESULT WINAPI creator_AddTrack(IRawCDImageCreator *iface, IMAPI_CD_SECTOR_TYPE type, IStream *data,
                                       LONG *index)
{
    struct raw_image *This = impl_from_IRawCDImageCreator(iface);
    uint32_t sectors;
    HRESULT hr;

    TRACE("(%p)->(%d, %p, %p)\n", This, type, data, index);

    if (!index) return RESULT(E_POINTER);
    *index = 0;
    if (!data) return RESULT(E_POINTER);
    if (FAILED(hr = raw_image_end_change(This, raw_image_begin_change(This)))) return RESULT(hr);
    if (type != IMAPI_CD_SECTOR_AUDIO) return RESULT(E_IMAPI_RAW_IMAGE_SECTOR_TYPE_NOT_SUPPORTED);
    if (FAILED(hr = count_sectors(data, &sectors))) return RESULT(hr);
    if (SUCCEEDED(hr = raw_image_begin_change(This))) hr = add_track(This, data, sectors, index);
    return RESULT(raw_image_end_change(This, hr));
}

/* The old one goes when nobody holds the lock any more: its Release is the client's code. */
static void set_stream(IStream **place, IStream *stream, IStream **old)
{
    *old = *place;
    *place = stream;
    IStream_AddRef(stream);
}

static HRESULT WINAPI creator_AddSpecialPregap(IRawCDImageCreator *iface, IStream *data)
{
    struct raw_image *This = impl_from_IRawCDImageCreator(iface);
    IStream *old = NULL;
    uint32_t sectors;
    HRESULT hr;

    TRACE("(%p)->(%p)\n", This, data);

    if (!data) return RESULT(E_POINTER);
    if (FAILED(hr = raw_image_end_change(This, begin_early_change(This)))) return RESULT(hr);
    if (FAILED(hr = count_sectors(data, &sectors))) return RESULT(hr);
    if (SUCCEEDED(hr = raw_image_begin_change(This)))
        hr = hresult_from_cd_image(cd_image_set_pregap(&This->image, sectors));
    if (SUCCEEDED(hr)) set_stream(&This->pregap, data, &old);
    raw_image_end_change(This, hr);
    if (old) IStream_Release(old);
    return RESULT(hr);
}

static HRESULT WINAPI creator_AddSubcodeRWGenerator(IRawCDImageCreator *iface, IStream *subcode)
{
    struct raw_image *This = impl_from_IRawCDImageCreator(iface);
    IStream *old = NULL;
    HRESULT hr;

    TRACE("(%p)->(%p)\n", This, subcode);

    if (!subcode) return RESULT(E_POINTER);
    hr = raw_image_begin_change(This);
    if (SUCCEEDED(hr) && This->type == IMAPI_FORMAT2_RAW_CD_SUBCODE_PQ_ONLY) hr = E_INVALIDARG;
    if (SUCCEEDED(hr)) set_stream(&This->subcode, subcode, &old);
    raw_image_end_change(This, hr);
    if (old) IStream_Release(old);
    return RESULT(hr);
}

static HRESULT WINAPI creator_put_ResultingImageType(IRawCDImageCreator *iface,
                                                     IMAPI_FORMAT2_RAW_CD_DATA_SECTOR_TYPE value)
{
    struct raw_image *This = impl_from_IRawCDImageCreator(iface);
    HRESULT hr;

    TRACE("(%p)->(%d)\n", This, value);

    hr = raw_image_begin_change(This);
    if (SUCCEEDED(hr) && (value < IMAPI_FORMAT2_RAW_CD_SUBCODE_PQ_ONLY || value > IMAPI_FORMAT2_RAW_CD_SUBCODE_IS_RAW))
        hr = E_INVALIDARG;
    if (SUCCEEDED(hr) && This->subcode && value == IMAPI_FORMAT2_RAW_CD_SUBCODE_PQ_ONLY) hr = E_INVALIDARG;
    if (SUCCEEDED(hr)) This->type = value;
    return RESULT(raw_image_end_change(This, hr));
}

static HRESULT WINAPI creator_get_ResultingImageType(IRawCDImageCreator *iface,
                                                     IMAPI_FORMAT2_RAW_CD_DATA_SECTOR_TYPE *value)
{
    struct raw_image *This = impl_from_IRawCDImageCreator(iface);

    TRACE("(%p)->(%p)\n", This, value);

    if (!value) return RESULT(E_POINTER);
    *value = This->type;
    return S_OK;
}

/* Counted back from the start of the lead-out, in sectors. */
static HRESULT get_end(struct raw_image *This, LONG back, LONG *value)
{
    HRESULT hr = S_OK;

    if (!value) return E_POINTER;
    *value = 0;
    EnterCriticalSection(&This->lock);
    if (!This->image.track_count) hr = E_IMAPI_RAW_IMAGE_NO_TRACKS;
    else *value = cd_image_lead_out(&This->image) - back;
    LeaveCriticalSection(&This->lock);
    return hr;
}

static HRESULT WINAPI creator_get_StartOfLeadout(IRawCDImageCreator *iface, LONG *value)
{
    struct raw_image *This = impl_from_IRawCDImageCreator(iface);

    TRACE("(%p)->(%p)\n", This, value);

    return RESULT(get_end(This, 0, value));
}

static HRESULT WINAPI creator_put_StartOfLeadoutLimit(IRawCDImageCreator *iface, LONG value)
{
    struct raw_image *This = impl_from_IRawCDImageCreator(iface);
    HRESULT hr;

    TRACE("(%p)->(%ld)\n", This, value);

    hr = raw_image_begin_change(This);
    if (SUCCEEDED(hr) && (value < 0 || value > CD_LAST_SECTOR_MAX)) hr = E_INVALIDARG;
    if (SUCCEEDED(hr) && This->image.track_count && cd_image_lead_out(&This->image) - 1 > value)
        hr = E_IMAPI_RAW_IMAGE_INSUFFICIENT_SPACE;
    if (SUCCEEDED(hr)) This->image.limit = value;
    return RESULT(raw_image_end_change(This, hr));
}

static HRESULT WINAPI creator_get_StartOfLeadoutLimit(IRawCDImageCreator *iface, LONG *value)
{
    struct raw_image *This = impl_from_IRawCDImageCreator(iface);

    TRACE("(%p)->(%p)\n", This, value);

    if (!value) return RESULT(E_POINTER);
    *value = This->image.limit;
    return S_OK;
}

static HRESULT WINAPI creator_put_DisableGaplessAudio(IRawCDImageCreator *iface, VARIANT_BOOL value)
{
    struct raw_image *This = impl_from_IRawCDImageCreator(iface);
    HRESULT hr;

    TRACE("(%p)->(%d)\n", This, value);

    if (SUCCEEDED(hr = begin_early_change(This))) This->image.gaps = !!value;
    return RESULT(raw_image_end_change(This, hr));
}

static HRESULT WINAPI creator_get_DisableGaplessAudio(IRawCDImageCreator *iface, VARIANT_BOOL *value)
{
    struct raw_image *This = impl_from_IRawCDImageCreator(iface);

    TRACE("(%p)->(%p)\n", This, value);

    if (!value) return RESULT(E_POINTER);
    *value = This->image.gaps ? VARIANT_TRUE : VARIANT_FALSE;
    return S_OK;
}

static HRESULT WINAPI creator_put_MediaCatalogNumber(IRawCDImageCreator *iface, BSTR value)
{
    struct raw_image *This = impl_from_IRawCDImageCreator(iface);
    char text[CD_CATALOG_LENGTH + 2], catalog[CD_CATALOG_LENGTH + 1] = "";
    HRESULT hr;

    TRACE("(%p)->(%s)\n", This, debugstr_w(value));

    raw_image_narrow(value, text, sizeof(text));
    hr = raw_image_begin_change(This);
    if (SUCCEEDED(hr) && value && value[0] && !cd_parse_catalog(text, catalog)) hr = E_IMAPI_DF2TAO_INVALID_MCN;
    if (SUCCEEDED(hr)) memcpy(This->image.catalog, catalog, sizeof(catalog));
    return RESULT(raw_image_end_change(This, hr));
}

static HRESULT WINAPI creator_get_MediaCatalogNumber(IRawCDImageCreator *iface, BSTR *value)
{
    struct raw_image *This = impl_from_IRawCDImageCreator(iface);
    HRESULT hr;

    TRACE("(%p)->(%p)\n", This, value);

    if (!value) return RESULT(E_POINTER);
    EnterCriticalSection(&This->lock);
    hr = raw_image_bstr(This->image.catalog, value);
    LeaveCriticalSection(&This->lock);
    return RESULT(hr);
}

static HRESULT WINAPI creator_put_StartingTrackNumber(IRawCDImageCreator *iface, LONG value)
{
    struct raw_image *This = impl_from_IRawCDImageCreator(iface);
    HRESULT hr;

    TRACE("(%p)->(%ld)\n", This, value);

    hr = begin_early_change(This);
    if (SUCCEEDED(hr) && (value < 1 || value > CD_TRACKS_MAX)) hr = E_INVALIDARG;
    if (SUCCEEDED(hr)) This->image.first_track = (uint8_t)value;
    return RESULT(raw_image_end_change(This, hr));
}

static HRESULT WINAPI creator_get_StartingTrackNumber(IRawCDImageCreator *iface, LONG *value)
{
    struct raw_image *This = impl_from_IRawCDImageCreator(iface);

    TRACE("(%p)->(%p)\n", This, value);

    if (!value) return RESULT(E_POINTER);
    *value = This->image.first_track;
    return S_OK;
}

static HRESULT WINAPI creator_get_TrackInfo(IRawCDImageCreator *iface, LONG index, IRawCDImageTrackInfo **value)
{
    struct raw_image *This = impl_from_IRawCDImageCreator(iface);

    TRACE("(%p)->(%ld, %p)\n", This, index, value);

    if (!value) return RESULT(E_POINTER);
    *value = NULL;
    if (index < 1 || index > This->image.track_count) return RESULT(E_INVALIDARG);
    return RESULT(raw_image_track_create(This, (unsigned int)index - 1, value));
}

static HRESULT WINAPI creator_get_NumberOfExistingTracks(IRawCDImageCreator *iface, LONG *value)
{
    struct raw_image *This = impl_from_IRawCDImageCreator(iface);

    TRACE("(%p)->(%p)\n", This, value);

    if (!value) return RESULT(E_POINTER);
    *value = This->image.track_count;
    return S_OK;
}

static HRESULT WINAPI creator_get_LastUsedUserSectorInImage(IRawCDImageCreator *iface, LONG *value)
{
    struct raw_image *This = impl_from_IRawCDImageCreator(iface);

    TRACE("(%p)->(%p)\n", This, value);

    return RESULT(get_end(This, 1, value));
}

static HRESULT WINAPI creator_get_ExpectedTableOfContents(IRawCDImageCreator *iface, SAFEARRAY **value)
{
    struct raw_image *This = impl_from_IRawCDImageCreator(iface);
    BYTE reply[MMC_TOC_LENGTH_MAX];
    struct mmc_toc toc;
    HRESULT hr = S_OK;

    TRACE("(%p)->(%p)\n", This, value);

    if (!value) return RESULT(E_POINTER);
    *value = NULL;
    EnterCriticalSection(&This->lock);
    if (!This->image.track_count) hr = E_IMAPI_RAW_IMAGE_NO_TRACKS;
    else cd_image_toc(&This->image, &toc);
    LeaveCriticalSection(&This->lock);
    if (SUCCEEDED(hr)) hr = safearray_from_bytes(reply, (ULONG)mmc_encode_toc(reply, sizeof(reply), &toc), value);
    return RESULT(hr);
}

static const IRawCDImageCreatorVtbl creator_vtbl = {
    creator_QueryInterface,
    creator_AddRef,
    creator_Release,
    creator_GetTypeInfoCount,
    creator_GetTypeInfo,
    creator_GetIDsOfNames,
    creator_Invoke,
    creator_CreateResultImage,
    creator_AddTrack,
    creator_AddSpecialPregap,
    creator_AddSubcodeRWGenerator,
    creator_put_ResultingImageType,
    creator_get_ResultingImageType,
    creator_get_StartOfLeadout,
    creator_put_StartOfLeadoutLimit,
    creator_get_StartOfLeadoutLimit,
    creator_put_DisableGaplessAudio,
    creator_get_DisableGaplessAudio,
    creator_put_MediaCatalogNumber,
    creator_get_MediaCatalogNumber,
    creator_put_StartingTrackNumber,
    creator_get_StartingTrackNumber,
    creator_get_TrackInfo,
    creator_get_NumberOfExistingTracks,
    creator_get_LastUsedUserSectorInImage,
    creator_get_ExpectedTableOfContents,
};

static HRESULT creator_init(struct object *object)
{
    struct raw_image *This = CONTAINING_RECORD(object, struct raw_image, object);

    This->IRawCDImageCreator_iface.lpVtbl = &creator_vtbl;
    This->type = IMAPI_FORMAT2_RAW_CD_SUBCODE_IS_COOKED;
    cd_image_init(&This->image);
    InitializeCriticalSection(&This->lock);
    return S_OK;
}

static void creator_destroy(struct object *object)
{
    struct raw_image *This = CONTAINING_RECORD(object, struct raw_image, object);
    unsigned int i;

    for (i = 0; i < This->image.track_count; i++) IStream_Release(This->tracks[i]);
    if (This->pregap) IStream_Release(This->pregap);
    if (This->subcode) IStream_Release(This->subcode);
    DeleteCriticalSection(&This->lock);
}

static const struct object_interface creator_interfaces[] = {
    { &IID_IRawCDImageCreator, offsetof(struct raw_image, IRawCDImageCreator_iface) },
    { &IID_IDispatch, offsetof(struct raw_image, IRawCDImageCreator_iface) },
    { NULL, 0 },
};

const struct object_type raw_cd_image_creator_type = {
    .clsid = &CLSID_MsftRawCDImageCreator,
    .name = L"MsftRawCDImageCreator",
    .size = sizeof(struct raw_image),
    .interfaces = creator_interfaces,
    .init = creator_init,
    .destroy = creator_destroy,
};
