/*
 * MsftDiscFormat2RawCD: what a client sets and asks
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

#include "format_raw.h"

#include "wine/debug.h"

WINE_DEFAULT_DEBUG_CHANNEL(imapi2);

static inline struct format_raw *impl_from_IDiscFormat2RawCD(IDiscFormat2RawCD *iface)
{
    return CONTAINING_RECORD(iface, struct format_raw, IDiscFormat2RawCD_iface);
}

IDISPATCH_METHODS(raw, IDiscFormat2RawCD)
FORMAT_METHODS(raw, IDiscFormat2RawCD)

static HRESULT raw_is_idle(struct format *format)
{
    return preparation_is_idle(&CONTAINING_RECORD(format, struct format_raw, format)->preparation);
}

static HRESULT raw_may_change(struct format *format)
{
    return preparation_may_change(&CONTAINING_RECORD(format, struct format_raw, format)->preparation);
}

/* Whether the drive takes it was asked when media was prepared. */
static HRESULT set_sector_type(struct format_raw *This, LONG value)
{
    HRESULT hr;

    EnterCriticalSection(&This->format.lock);
    hr = preparation_is_ready(&This->preparation);
    if (SUCCEEDED(hr) && !format_raw_takes(This, value)) hr = E_IMAPI_DF2RAW_DATA_BLOCK_TYPE_NOT_SUPPORTED;
    if (SUCCEEDED(hr)) This->sector_type = value;
    LeaveCriticalSection(&This->format.lock);
    return hr;
}

static HRESULT WINAPI raw_PrepareMedia(IDiscFormat2RawCD *iface)
{
    struct format_raw *This = impl_from_IDiscFormat2RawCD(iface);

    TRACE("(%p)\n", This);

    return format_result(&This->format, __func__, format_raw_prepare(This));
}

static HRESULT write_media(struct format_raw *This, const char *method, IStream *data, LONG lead_in)
{
    HRESULT hr;

    IDiscFormat2RawCD_AddRef(&This->IDiscFormat2RawCD_iface); /* a sink may drop the client's last reference */
    hr = format_result(&This->format, method, format_raw_write(This, data, lead_in));
    IDiscFormat2RawCD_Release(&This->IDiscFormat2RawCD_iface);
    return hr;
}

static HRESULT WINAPI raw_WriteMedia(IDiscFormat2RawCD *iface, IStream *data)
{
    struct format_raw *This = impl_from_IDiscFormat2RawCD(iface);

    TRACE("(%p)->(%p)\n", This, data);

    return write_media(This, __func__, data, -MMC_LBA_95_00_00);
}

static HRESULT WINAPI raw_WriteMedia2(IDiscFormat2RawCD *iface, IStream *data, LONG lead_in)
{
    struct format_raw *This = impl_from_IDiscFormat2RawCD(iface);

    TRACE("(%p)->(%p, %ld)\n", This, data, lead_in);

    return write_media(This, __func__, data, lead_in);
}

static HRESULT WINAPI raw_CancelWrite(IDiscFormat2RawCD *iface)
{
    struct format_raw *This = impl_from_IDiscFormat2RawCD(iface);

    TRACE("(%p)\n", This);

    return format_result(&This->format, __func__, preparation_cancel(&This->preparation));
}

static HRESULT WINAPI raw_ReleaseMedia(IDiscFormat2RawCD *iface)
{
    struct format_raw *This = impl_from_IDiscFormat2RawCD(iface);

    TRACE("(%p)\n", This);

    return format_result(&This->format, __func__, format_raw_release(This));
}

static HRESULT WINAPI raw_put_BufferUnderrunFreeDisabled(IDiscFormat2RawCD *iface, VARIANT_BOOL value)
{
    struct format_raw *This = impl_from_IDiscFormat2RawCD(iface);

    TRACE("(%p)->(%d)\n", This, value);

    return format_result(&This->format, __func__, preparation_set_underrun(&This->preparation, value));
}

static HRESULT WINAPI raw_get_BufferUnderrunFreeDisabled(IDiscFormat2RawCD *iface, VARIANT_BOOL *value)
{
    struct format_raw *This = impl_from_IDiscFormat2RawCD(iface);

    TRACE("(%p)->(%p)\n", This, value);

    return format_result(&This->format, __func__, preparation_get_underrun(&This->preparation, value));
}

static HRESULT WINAPI raw_get_StartOfNextSession(IDiscFormat2RawCD *iface, LONG *value)
{
    struct format_raw *This = impl_from_IDiscFormat2RawCD(iface);

    TRACE("(%p)->(%p)\n", This, value);

    return format_result(&This->format, __func__,
                         preparation_get_number(&This->preparation, &This->start_of_session, value));
}

static HRESULT WINAPI raw_get_LastPossibleStartOfLeadout(IDiscFormat2RawCD *iface, LONG *value)
{
    struct format_raw *This = impl_from_IDiscFormat2RawCD(iface);

    TRACE("(%p)->(%p)\n", This, value);

    return format_result(&This->format, __func__,
                         preparation_get_number(&This->preparation, &This->last_lead_out, value));
}

static HRESULT WINAPI raw_get_SupportedSectorTypes(IDiscFormat2RawCD *iface, SAFEARRAY **value)
{
    struct format_raw *This = impl_from_IDiscFormat2RawCD(iface);

    TRACE("(%p)->(%p)\n", This, value);

    return format_result(&This->format, __func__, format_ask_array(&This->format, format_raw_sector_types, value));
}

static HRESULT WINAPI raw_put_RequestedSectorType(IDiscFormat2RawCD *iface,
                                                  IMAPI_FORMAT2_RAW_CD_DATA_SECTOR_TYPE value)
{
    struct format_raw *This = impl_from_IDiscFormat2RawCD(iface);

    TRACE("(%p)->(%d)\n", This, value);

    return format_result(&This->format, __func__, set_sector_type(This, value));
}

static HRESULT WINAPI raw_get_RequestedSectorType(IDiscFormat2RawCD *iface,
                                                  IMAPI_FORMAT2_RAW_CD_DATA_SECTOR_TYPE *value)
{
    struct format_raw *This = impl_from_IDiscFormat2RawCD(iface);

    TRACE("(%p)->(%p)\n", This, value);

    return format_result(&This->format, __func__,
                         preparation_get_number(&This->preparation, &This->sector_type, (LONG *)value));
}

static const IDiscFormat2RawCDVtbl raw_vtbl = {
    raw_QueryInterface,
    raw_AddRef,
    raw_Release,
    raw_GetTypeInfoCount,
    raw_GetTypeInfo,
    raw_GetIDsOfNames,
    raw_Invoke,
    raw_IsRecorderSupported,
    raw_IsCurrentMediaSupported,
    raw_get_MediaPhysicallyBlank,
    raw_get_MediaHeuristicallyBlank,
    raw_get_SupportedMediaTypes,
    raw_PrepareMedia,
    raw_WriteMedia,
    raw_WriteMedia2,
    raw_CancelWrite,
    raw_ReleaseMedia,
    raw_SetWriteSpeed,
    raw_put_Recorder,
    raw_get_Recorder,
    raw_put_BufferUnderrunFreeDisabled,
    raw_get_BufferUnderrunFreeDisabled,
    raw_get_StartOfNextSession,
    raw_get_LastPossibleStartOfLeadout,
    raw_get_CurrentPhysicalMediaType,
    raw_get_SupportedSectorTypes,
    raw_put_RequestedSectorType,
    raw_get_RequestedSectorType,
    raw_put_ClientName,
    raw_get_ClientName,
    raw_get_RequestedWriteSpeed,
    raw_get_RequestedRotationTypeIsPureCAV,
    raw_get_CurrentWriteSpeed,
    raw_get_CurrentRotationTypeIsPureCAV,
    raw_get_SupportedWriteSpeeds,
    raw_get_SupportedWriteSpeedDescriptors,
};

static const LONG supported_types[] = {
    IMAPI_MEDIA_TYPE_CDR,
    IMAPI_MEDIA_TYPE_CDRW,
};

static const struct format_kind raw_kind = {
    .iid = &IID_IDiscFormat2RawCD,
    .no_recorder = E_IMAPI_DF2RAW_NO_RECORDER_SPECIFIED,
    .recorder_unsupported = E_IMAPI_DF2RAW_RECORDER_NOT_SUPPORTED,
    .client_name_invalid = E_IMAPI_DF2RAW_CLIENT_NAME_IS_NOT_VALID,
    .media_types = supported_types,
    .media_type_count = ARRAY_SIZE(supported_types),
    .blank_media_only = true,
    .best_verification = IMAPI_BURN_VERIFICATION_NONE,
    .recorder_supported = burn_raw_recorder_supported,
    .may_change = raw_may_change,
    .is_idle = raw_is_idle,
};

static const struct preparation_results raw_states = {
    .write_in_progress = E_IMAPI_DF2RAW_WRITE_IN_PROGRESS,
    .write_not_in_progress = E_IMAPI_DF2RAW_WRITE_NOT_IN_PROGRESS,
    .prepared = E_IMAPI_DF2RAW_MEDIA_IS_PREPARED,
    .not_prepared = E_IMAPI_DF2RAW_MEDIA_IS_NOT_PREPARED,
};

static HRESULT raw_init(struct object *object)
{
    struct format_raw *This = CONTAINING_RECORD(object, struct format_raw, object);

    This->IDiscFormat2RawCD_iface.lpVtbl = &raw_vtbl;
    This->sector_type = IMAPI_FORMAT2_RAW_CD_SUBCODE_IS_COOKED;
    format_init(&This->format, object, &raw_kind);
    preparation_init(&This->preparation, &This->format, &raw_states);
    return S_OK;
}

static void raw_destroy(struct object *object)
{
    struct format_raw *This = CONTAINING_RECORD(object, struct format_raw, object);

    if (This->preparation.prepared) format_raw_abandon(This);
    format_cleanup(&This->format);
}

static const struct object_interface raw_interfaces[] = {
    {&IID_IDiscFormat2RawCD, offsetof(struct format_raw, IDiscFormat2RawCD_iface)},
    {&IID_IDiscFormat2, offsetof(struct format_raw, IDiscFormat2RawCD_iface)},
    {&IID_IDispatch, offsetof(struct format_raw, IDiscFormat2RawCD_iface)},
    {NULL, 0},
};

const struct object_type format_raw_cd_type = {
    .clsid = &CLSID_MsftDiscFormat2RawCD,
    .name = L"MsftDiscFormat2RawCD",
    .size = sizeof(struct format_raw),
    .interfaces = raw_interfaces,
    .source = &IID_DDiscFormat2RawCDEvents,
    .init = raw_init,
    .destroy = raw_destroy,
};
