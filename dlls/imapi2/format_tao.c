/*
 * MsftDiscFormat2TrackAtOnce: its properties
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

#include "format_tao.h"

#include "wine/debug.h"

WINE_DEFAULT_DEBUG_CHANNEL(imapi2);

static inline struct format_tao *impl_from_IDiscFormat2TrackAtOnce(IDiscFormat2TrackAtOnce *iface)
{
    return CONTAINING_RECORD(iface, struct format_tao, IDiscFormat2TrackAtOnce_iface);
}

static inline struct format_tao *impl_from_IBurnVerification(IBurnVerification *iface)
{
    return CONTAINING_RECORD(iface, struct format_tao, IBurnVerification_iface);
}

IDISPATCH_METHODS(tao, IDiscFormat2TrackAtOnce)
IUNKNOWN_METHODS(verification, IBurnVerification)
FORMAT_METHODS(tao, IDiscFormat2TrackAtOnce)
VERIFICATION_METHODS(verification)

static HRESULT tao_is_idle(struct format *format)
{
    return preparation_is_idle(&CONTAINING_RECORD(format, struct format_tao, format)->preparation);
}

static HRESULT tao_may_change(struct format *format)
{
    return preparation_may_change(&CONTAINING_RECORD(format, struct format_tao, format)->preparation);
}

static HRESULT get_number(struct format_tao *This, const LONG *number, LONG *value)
{
    return preparation_get_number(&This->preparation, number, value);
}

static HRESULT get_used_sectors(struct format_tao *This, LONG *value)
{
    HRESULT hr;

    EnterCriticalSection(&This->format.lock);
    hr = get_number(This, &This->total_sectors, value);
    if (SUCCEEDED(hr)) *value -= This->free_sectors;
    LeaveCriticalSection(&This->format.lock);
    return hr;
}

static HRESULT get_track_count(struct format_tao *This, LONG *value)
{
    HRESULT hr;

    if (!value) return E_POINTER;
    EnterCriticalSection(&This->format.lock);
    if (SUCCEEDED(hr = preparation_is_ready(&This->preparation))) *value = This->tracks;
    LeaveCriticalSection(&This->format.lock);
    return hr;
}

static HRESULT get_toc(struct format_tao *This, SAFEARRAY **value)
{
    BYTE reply[MMC_TOC_LENGTH_MAX];
    struct mmc_toc toc;
    HRESULT hr;

    if (!value) return E_POINTER;
    EnterCriticalSection(&This->format.lock);
    hr = preparation_is_ready(&This->preparation);
    if (SUCCEEDED(hr) && !This->tracks) hr = E_IMAPI_DF2TAO_TABLE_OF_CONTENTS_EMPTY_DISC;
    if (SUCCEEDED(hr)) burn_audio_expected_toc(&This->audio, &toc);
    LeaveCriticalSection(&This->format.lock);
    if (FAILED(hr)) return hr;
    return safearray_from_bytes(reply, (ULONG)mmc_encode_toc(reply, sizeof(reply), &toc), value);
}

static HRESULT set_do_not_finalize(struct format_tao *This, VARIANT_BOOL value)
{
    HRESULT hr;

    EnterCriticalSection(&This->format.lock);
    if (SUCCEEDED(preparation_is_ready(&This->preparation)) && This->tracks)
        hr = E_IMAPI_DF2TAO_PROPERTY_FOR_BLANK_MEDIA_ONLY;
    else hr = format_set_bool(&This->format, &This->do_not_finalize, value);
    LeaveCriticalSection(&This->format.lock);
    return hr;
}

static HRESULT WINAPI tao_put_BufferUnderrunFreeDisabled(IDiscFormat2TrackAtOnce *iface, VARIANT_BOOL value)
{
    struct format_tao *This = impl_from_IDiscFormat2TrackAtOnce(iface);

    TRACE("(%p)->(%d)\n", This, value);

    return format_result(&This->format, __func__, preparation_set_underrun(&This->preparation, value));
}

static HRESULT WINAPI tao_put_DoNotFinalizeMedia(IDiscFormat2TrackAtOnce *iface, VARIANT_BOOL value)
{
    struct format_tao *This = impl_from_IDiscFormat2TrackAtOnce(iface);

    TRACE("(%p)->(%d)\n", This, value);

    return format_result(&This->format, __func__, set_do_not_finalize(This, value));
}

static HRESULT WINAPI tao_get_BufferUnderrunFreeDisabled(IDiscFormat2TrackAtOnce *iface, VARIANT_BOOL *value)
{
    struct format_tao *This = impl_from_IDiscFormat2TrackAtOnce(iface);

    TRACE("(%p)->(%p)\n", This, value);

    return format_result(&This->format, __func__, preparation_get_underrun(&This->preparation, value));
}

static HRESULT WINAPI tao_get_DoNotFinalizeMedia(IDiscFormat2TrackAtOnce *iface, VARIANT_BOOL *value)
{
    struct format_tao *This = impl_from_IDiscFormat2TrackAtOnce(iface);

    TRACE("(%p)->(%p)\n", This, value);

    return format_result(&This->format, __func__,
                         format_get_bool(&This->format, &This->do_not_finalize, value));
}

static HRESULT WINAPI tao_get_NumberOfExistingTracks(IDiscFormat2TrackAtOnce *iface, LONG *value)
{
    struct format_tao *This = impl_from_IDiscFormat2TrackAtOnce(iface);

    TRACE("(%p)->(%p)\n", This, value);

    return format_result(&This->format, __func__, get_track_count(This, value));
}

static HRESULT WINAPI tao_get_TotalSectorsOnMedia(IDiscFormat2TrackAtOnce *iface, LONG *value)
{
    struct format_tao *This = impl_from_IDiscFormat2TrackAtOnce(iface);

    TRACE("(%p)->(%p)\n", This, value);

    return format_result(&This->format, __func__, get_number(This, &This->total_sectors, value));
}

static HRESULT WINAPI tao_get_FreeSectorsOnMedia(IDiscFormat2TrackAtOnce *iface, LONG *value)
{
    struct format_tao *This = impl_from_IDiscFormat2TrackAtOnce(iface);

    TRACE("(%p)->(%p)\n", This, value);

    return format_result(&This->format, __func__, get_number(This, &This->free_sectors, value));
}

static HRESULT WINAPI tao_get_UsedSectorsOnMedia(IDiscFormat2TrackAtOnce *iface, LONG *value)
{
    struct format_tao *This = impl_from_IDiscFormat2TrackAtOnce(iface);

    TRACE("(%p)->(%p)\n", This, value);

    return format_result(&This->format, __func__, get_used_sectors(This, value));
}

static HRESULT WINAPI tao_get_ExpectedTableOfContents(IDiscFormat2TrackAtOnce *iface, SAFEARRAY **value)
{
    struct format_tao *This = impl_from_IDiscFormat2TrackAtOnce(iface);

    TRACE("(%p)->(%p)\n", This, value);

    return format_result(&This->format, __func__, get_toc(This, value));
}

static HRESULT WINAPI tao_PrepareMedia(IDiscFormat2TrackAtOnce *iface)
{
    struct format_tao *This = impl_from_IDiscFormat2TrackAtOnce(iface);

    TRACE("(%p)\n", This);

    return format_result(&This->format, __func__, format_tao_prepare(This));
}

static HRESULT WINAPI tao_AddAudioTrack(IDiscFormat2TrackAtOnce *iface, IStream *data)
{
    struct format_tao *This = impl_from_IDiscFormat2TrackAtOnce(iface);
    HRESULT hr;

    TRACE("(%p)->(%p)\n", This, data);

    IDiscFormat2TrackAtOnce_AddRef(iface); /* a sink may drop the client's last reference */
    hr = format_result(&This->format, __func__, format_tao_add_track(This, data));
    IDiscFormat2TrackAtOnce_Release(iface);
    return hr;
}

static HRESULT WINAPI tao_CancelAddTrack(IDiscFormat2TrackAtOnce *iface)
{
    struct format_tao *This = impl_from_IDiscFormat2TrackAtOnce(iface);

    TRACE("(%p)\n", This);

    return format_result(&This->format, __func__, preparation_cancel(&This->preparation));
}

static HRESULT WINAPI tao_ReleaseMedia(IDiscFormat2TrackAtOnce *iface)
{
    struct format_tao *This = impl_from_IDiscFormat2TrackAtOnce(iface);
    HRESULT hr;

    TRACE("(%p)\n", This);

    IDiscFormat2TrackAtOnce_AddRef(iface); /* a sink may drop the client's last reference */
    hr = format_result(&This->format, __func__, format_tao_release(This));
    IDiscFormat2TrackAtOnce_Release(iface);
    return hr;
}

static const IDiscFormat2TrackAtOnceVtbl tao_vtbl = {
    tao_QueryInterface,
    tao_AddRef,
    tao_Release,
    tao_GetTypeInfoCount,
    tao_GetTypeInfo,
    tao_GetIDsOfNames,
    tao_Invoke,
    tao_IsRecorderSupported,
    tao_IsCurrentMediaSupported,
    tao_get_MediaPhysicallyBlank,
    tao_get_MediaHeuristicallyBlank,
    tao_get_SupportedMediaTypes,
    tao_PrepareMedia,
    tao_AddAudioTrack,
    tao_CancelAddTrack,
    tao_ReleaseMedia,
    tao_SetWriteSpeed,
    tao_put_Recorder,
    tao_get_Recorder,
    tao_put_BufferUnderrunFreeDisabled,
    tao_get_BufferUnderrunFreeDisabled,
    tao_get_NumberOfExistingTracks,
    tao_get_TotalSectorsOnMedia,
    tao_get_FreeSectorsOnMedia,
    tao_get_UsedSectorsOnMedia,
    tao_put_DoNotFinalizeMedia,
    tao_get_DoNotFinalizeMedia,
    tao_get_ExpectedTableOfContents,
    tao_get_CurrentPhysicalMediaType,
    tao_put_ClientName,
    tao_get_ClientName,
    tao_get_RequestedWriteSpeed,
    tao_get_RequestedRotationTypeIsPureCAV,
    tao_get_CurrentWriteSpeed,
    tao_get_CurrentRotationTypeIsPureCAV,
    tao_get_SupportedWriteSpeeds,
    tao_get_SupportedWriteSpeedDescriptors,
};

static const LONG supported_types[] = {
    IMAPI_MEDIA_TYPE_CDR,
    IMAPI_MEDIA_TYPE_CDRW,
};

static const struct format_kind tao_kind = {
    .iid = &IID_IDiscFormat2TrackAtOnce,
    .no_recorder = E_IMAPI_DF2TAO_NO_RECORDER_SPECIFIED,
    .recorder_unsupported = E_IMAPI_DF2TAO_RECORDER_NOT_SUPPORTED,
    .client_name_invalid = E_IMAPI_DF2TAO_CLIENT_NAME_IS_NOT_VALID,
    .media_types = supported_types,
    .media_type_count = ARRAY_SIZE(supported_types),
    .blank_media_only = true,
    .best_verification = IMAPI_BURN_VERIFICATION_QUICK,
    .recorder_supported = burn_audio_recorder_supported,
    .may_change = tao_may_change,
    .is_idle = tao_is_idle,
};

static const struct preparation_results tao_states = {
    .write_in_progress = E_IMAPI_DF2TAO_WRITE_IN_PROGRESS,
    .write_not_in_progress = E_IMAPI_DF2TAO_WRITE_NOT_IN_PROGRESS,
    .prepared = E_IMAPI_DF2TAO_MEDIA_IS_PREPARED,
    .not_prepared = E_IMAPI_DF2TAO_MEDIA_IS_NOT_PREPARED,
};

static HRESULT tao_init(struct object *object)
{
    struct format_tao *This = CONTAINING_RECORD(object, struct format_tao, object);

    This->IDiscFormat2TrackAtOnce_iface.lpVtbl = &tao_vtbl;
    This->IBurnVerification_iface.lpVtbl = &verification_vtbl;
    format_init(&This->format, object, &tao_kind);
    preparation_init(&This->preparation, &This->format, &tao_states);
    return S_OK;
}

static void tao_destroy(struct object *object)
{
    struct format_tao *This = CONTAINING_RECORD(object, struct format_tao, object);

    if (This->preparation.prepared) format_tao_abandon(This);
    format_cleanup(&This->format);
}

static const struct object_interface tao_interfaces[] = {
    {&IID_IDiscFormat2TrackAtOnce, offsetof(struct format_tao, IDiscFormat2TrackAtOnce_iface)},
    {&IID_IDiscFormat2, offsetof(struct format_tao, IDiscFormat2TrackAtOnce_iface)},
    {&IID_IDispatch, offsetof(struct format_tao, IDiscFormat2TrackAtOnce_iface)},
    {&IID_IBurnVerification, offsetof(struct format_tao, IBurnVerification_iface)},
    {NULL, 0},
};

const struct object_type format_tao_type = {
    .clsid = &CLSID_MsftDiscFormat2TrackAtOnce,
    .name = L"MsftDiscFormat2TrackAtOnce",
    .size = sizeof(struct format_tao),
    .interfaces = tao_interfaces,
    .source = &IID_DDiscFormat2TrackAtOnceEvents,
    .init = tao_init,
    .destroy = tao_destroy,
};
