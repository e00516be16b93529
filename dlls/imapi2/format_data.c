/*
 * MsftDiscFormat2Data: its properties
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

#include "format_data.h"

#include "wine/debug.h"

WINE_DEFAULT_DEBUG_CHANNEL(imapi2);

static inline struct format_data *impl_from_IDiscFormat2Data(IDiscFormat2Data *iface)
{
    return CONTAINING_RECORD(iface, struct format_data, IDiscFormat2Data_iface);
}

static inline struct format_data *impl_from_IBurnVerification(IBurnVerification *iface)
{
    return CONTAINING_RECORD(iface, struct format_data, IBurnVerification_iface);
}

IDISPATCH_METHODS(data, IDiscFormat2Data)
IUNKNOWN_METHODS(verification, IBurnVerification)
FORMAT_METHODS(data, IDiscFormat2Data)
VERIFICATION_METHODS(verification)

static HRESULT WINAPI data_put_BufferUnderrunFreeDisabled(IDiscFormat2Data *iface, VARIANT_BOOL value)
{
    struct format_data *This = impl_from_IDiscFormat2Data(iface);

    TRACE("(%p)->(%d)\n", This, value);

    return format_result(&This->format, __func__,
                         format_set_bool(&This->format, &This->options.buffer_underrun_free_disabled, value));
}

static HRESULT WINAPI data_get_BufferUnderrunFreeDisabled(IDiscFormat2Data *iface, VARIANT_BOOL *value)
{
    struct format_data *This = impl_from_IDiscFormat2Data(iface);

    TRACE("(%p)->(%p)\n", This, value);

    return format_result(&This->format, __func__,
                         format_get_bool(&This->format, &This->options.buffer_underrun_free_disabled, value));
}

static HRESULT WINAPI data_put_PostgapAlreadyInImage(IDiscFormat2Data *iface, VARIANT_BOOL value)
{
    struct format_data *This = impl_from_IDiscFormat2Data(iface);

    TRACE("(%p)->(%d)\n", This, value);

    return format_result(&This->format, __func__,
                         format_set_bool(&This->format, &This->options.postgap_in_image, value));
}

static HRESULT WINAPI data_get_PostgapAlreadyInImage(IDiscFormat2Data *iface, VARIANT_BOOL *value)
{
    struct format_data *This = impl_from_IDiscFormat2Data(iface);

    TRACE("(%p)->(%p)\n", This, value);

    return format_result(&This->format, __func__,
                         format_get_bool(&This->format, &This->options.postgap_in_image, value));
}

static HRESULT WINAPI data_get_CurrentMediaStatus(IDiscFormat2Data *iface, IMAPI_FORMAT2_DATA_MEDIA_STATE *value)
{
    struct format_data *This = impl_from_IDiscFormat2Data(iface);

    TRACE("(%p)->(%p)\n", This, value);

    return format_result(&This->format, __func__, format_ask_long(&This->format, media_data_state, (LONG *)value));
}

static HRESULT WINAPI data_get_WriteProtectStatus(IDiscFormat2Data *iface, IMAPI_MEDIA_WRITE_PROTECT_STATE *value)
{
    struct format_data *This = impl_from_IDiscFormat2Data(iface);

    TRACE("(%p)->(%p)\n", This, value);

    return format_result(&This->format, __func__,
                         format_ask_long(&This->format, media_write_protect_state, (LONG *)value));
}

static HRESULT WINAPI data_get_TotalSectorsOnMedia(IDiscFormat2Data *iface, LONG *value)
{
    struct format_data *This = impl_from_IDiscFormat2Data(iface);

    TRACE("(%p)->(%p)\n", This, value);

    return format_result(&This->format, __func__, format_ask_long(&This->format, data_total_sectors, value));
}

static HRESULT WINAPI data_get_FreeSectorsOnMedia(IDiscFormat2Data *iface, LONG *value)
{
    struct format_data *This = impl_from_IDiscFormat2Data(iface);

    TRACE("(%p)->(%p)\n", This, value);

    return format_result(&This->format, __func__, format_ask_long(&This->format, data_free_sectors, value));
}

static HRESULT WINAPI data_get_NextWritableAddress(IDiscFormat2Data *iface, LONG *value)
{
    struct format_data *This = impl_from_IDiscFormat2Data(iface);

    TRACE("(%p)->(%p)\n", This, value);

    return format_result(&This->format, __func__, format_ask_long(&This->format, data_next_writable, value));
}

static HRESULT WINAPI data_get_StartAddressOfPreviousSession(IDiscFormat2Data *iface, LONG *value)
{
    struct format_data *This = impl_from_IDiscFormat2Data(iface);

    TRACE("(%p)->(%p)\n", This, value);

    return format_result(&This->format, __func__, format_ask_long(&This->format, data_previous_start, value));
}

static HRESULT WINAPI data_get_LastWrittenAddressOfPreviousSession(IDiscFormat2Data *iface, LONG *value)
{
    struct format_data *This = impl_from_IDiscFormat2Data(iface);

    TRACE("(%p)->(%p)\n", This, value);

    return format_result(&This->format, __func__, format_ask_long(&This->format, data_previous_end, value));
}

static HRESULT WINAPI data_put_ForceMediaToBeClosed(IDiscFormat2Data *iface, VARIANT_BOOL value)
{
    struct format_data *This = impl_from_IDiscFormat2Data(iface);

    TRACE("(%p)->(%d)\n", This, value);

    return format_result(&This->format, __func__, format_set_bool(&This->format, &This->options.force_close, value));
}

static HRESULT WINAPI data_get_ForceMediaToBeClosed(IDiscFormat2Data *iface, VARIANT_BOOL *value)
{
    struct format_data *This = impl_from_IDiscFormat2Data(iface);

    TRACE("(%p)->(%p)\n", This, value);

    return format_result(&This->format, __func__, format_get_bool(&This->format, &This->options.force_close, value));
}

static HRESULT WINAPI data_put_DisableConsumerDvdCompatibilityMode(IDiscFormat2Data *iface, VARIANT_BOOL value)
{
    struct format_data *This = impl_from_IDiscFormat2Data(iface);

    TRACE("(%p)->(%d)\n", This, value);

    return format_result(&This->format, __func__,
                         format_set_bool(&This->format, &This->options.disable_dvd_compatibility, value));
}

static HRESULT WINAPI data_get_DisableConsumerDvdCompatibilityMode(IDiscFormat2Data *iface, VARIANT_BOOL *value)
{
    struct format_data *This = impl_from_IDiscFormat2Data(iface);

    TRACE("(%p)->(%p)\n", This, value);

    return format_result(&This->format, __func__,
                         format_get_bool(&This->format, &This->options.disable_dvd_compatibility, value));
}

/* The one setter that is documented to work during a Write(); it counts from the next one on. */
static HRESULT WINAPI data_put_ForceOverwrite(IDiscFormat2Data *iface, VARIANT_BOOL value)
{
    struct format_data *This = impl_from_IDiscFormat2Data(iface);

    TRACE("(%p)->(%d)\n", This, value);

    EnterCriticalSection(&This->format.lock);
    This->options.force_overwrite = value ? VARIANT_TRUE : VARIANT_FALSE;
    LeaveCriticalSection(&This->format.lock);
    return S_OK;
}

static HRESULT WINAPI data_get_ForceOverwrite(IDiscFormat2Data *iface, VARIANT_BOOL *value)
{
    struct format_data *This = impl_from_IDiscFormat2Data(iface);

    TRACE("(%p)->(%p)\n", This, value);

    return format_result(&This->format, __func__,
                         format_get_bool(&This->format, &This->options.force_overwrite, value));
}

static HRESULT WINAPI data_get_MultisessionInterfaces(IDiscFormat2Data *iface, SAFEARRAY **value)
{
    struct format_data *This = impl_from_IDiscFormat2Data(iface);

    TRACE("(%p)->(%p)\n", This, value);

    return format_result(&This->format, __func__, format_ask_array(&This->format, multisession_interfaces, value));
}

static HRESULT WINAPI data_Write(IDiscFormat2Data *iface, IStream *data)
{
    struct format_data *This = impl_from_IDiscFormat2Data(iface);
    HRESULT hr;

    TRACE("(%p)->(%p)\n", This, data);

    IDiscFormat2Data_AddRef(iface); /* a sink may drop the client's last reference */
    hr = format_result(&This->format, __func__, format_data_write(This, data));
    IDiscFormat2Data_Release(iface);
    return hr;
}

static HRESULT WINAPI data_CancelWrite(IDiscFormat2Data *iface)
{
    struct format_data *This = impl_from_IDiscFormat2Data(iface);
    HRESULT hr = E_IMAPI_DF2DATA_WRITE_NOT_IN_PROGRESS;

    TRACE("(%p)\n", This);

    EnterCriticalSection(&This->format.lock);
    if (This->running)
    {
        pipeline_cancel(This->running);
        hr = S_OK;
    }
    LeaveCriticalSection(&This->format.lock);
    return format_result(&This->format, __func__, hr);
}

static const IDiscFormat2DataVtbl data_vtbl = {
    data_QueryInterface,
    data_AddRef,
    data_Release,
    data_GetTypeInfoCount,
    data_GetTypeInfo,
    data_GetIDsOfNames,
    data_Invoke,
    data_IsRecorderSupported,
    data_IsCurrentMediaSupported,
    data_get_MediaPhysicallyBlank,
    data_get_MediaHeuristicallyBlank,
    data_get_SupportedMediaTypes,
    data_put_Recorder,
    data_get_Recorder,
    data_put_BufferUnderrunFreeDisabled,
    data_get_BufferUnderrunFreeDisabled,
    data_put_PostgapAlreadyInImage,
    data_get_PostgapAlreadyInImage,
    data_get_CurrentMediaStatus,
    data_get_WriteProtectStatus,
    data_get_TotalSectorsOnMedia,
    data_get_FreeSectorsOnMedia,
    data_get_NextWritableAddress,
    data_get_StartAddressOfPreviousSession,
    data_get_LastWrittenAddressOfPreviousSession,
    data_put_ForceMediaToBeClosed,
    data_get_ForceMediaToBeClosed,
    data_put_DisableConsumerDvdCompatibilityMode,
    data_get_DisableConsumerDvdCompatibilityMode,
    data_get_CurrentPhysicalMediaType,
    data_put_ClientName,
    data_get_ClientName,
    data_get_RequestedWriteSpeed,
    data_get_RequestedRotationTypeIsPureCAV,
    data_get_CurrentWriteSpeed,
    data_get_CurrentRotationTypeIsPureCAV,
    data_get_SupportedWriteSpeeds,
    data_get_SupportedWriteSpeedDescriptors,
    data_put_ForceOverwrite,
    data_get_ForceOverwrite,
    data_get_MultisessionInterfaces,
    data_Write,
    data_CancelWrite,
    data_SetWriteSpeed,
};

static const LONG supported_types[] = {
    IMAPI_MEDIA_TYPE_CDR,
    IMAPI_MEDIA_TYPE_CDRW,
    IMAPI_MEDIA_TYPE_DVDRAM,
    IMAPI_MEDIA_TYPE_DVDPLUSR,
    IMAPI_MEDIA_TYPE_DVDPLUSRW,
    IMAPI_MEDIA_TYPE_DVDPLUSR_DUALLAYER,
    IMAPI_MEDIA_TYPE_DVDDASHR,
    IMAPI_MEDIA_TYPE_DVDDASHRW,
    IMAPI_MEDIA_TYPE_DVDDASHR_DUALLAYER,
    IMAPI_MEDIA_TYPE_DISK,
    IMAPI_MEDIA_TYPE_DVDPLUSRW_DUALLAYER,
    IMAPI_MEDIA_TYPE_BDR,
    IMAPI_MEDIA_TYPE_BDRE,
};

/* Nothing that a running Write() goes by changes. */
static HRESULT data_is_idle(struct format *format)
{
    struct format_data *This = CONTAINING_RECORD(format, struct format_data, format);

    return This->running ? E_IMAPI_DF2DATA_WRITE_IN_PROGRESS : S_OK;
}

static const struct format_kind data_kind = {
    .iid = &IID_IDiscFormat2Data,
    .no_recorder = E_IMAPI_RECORDER_REQUIRED,
    .recorder_unsupported = E_IMAPI_DF2DATA_RECORDER_NOT_SUPPORTED,
    .client_name_invalid = E_IMAPI_DF2DATA_CLIENT_NAME_IS_NOT_VALID,
    .media_types = supported_types,
    .media_type_count = ARRAY_SIZE(supported_types),
    .best_verification = IMAPI_BURN_VERIFICATION_FULL,
    .recorder_supported = burn_recorder_supported,
    .may_change = data_is_idle,
    .is_idle = data_is_idle,
};

static HRESULT data_init(struct object *object)
{
    struct format_data *This = CONTAINING_RECORD(object, struct format_data, object);

    This->IDiscFormat2Data_iface.lpVtbl = &data_vtbl;
    This->IBurnVerification_iface.lpVtbl = &verification_vtbl;
    format_init(&This->format, object, &data_kind);
    return S_OK;
}

static void data_destroy(struct object *object)
{
    struct format_data *This = CONTAINING_RECORD(object, struct format_data, object);

    format_cleanup(&This->format);
}

static const struct object_interface data_interfaces[] = {
    {&IID_IDiscFormat2Data, offsetof(struct format_data, IDiscFormat2Data_iface)},
    {&IID_IDiscFormat2, offsetof(struct format_data, IDiscFormat2Data_iface)},
    {&IID_IDispatch, offsetof(struct format_data, IDiscFormat2Data_iface)},
    {&IID_IBurnVerification, offsetof(struct format_data, IBurnVerification_iface)},
    {NULL, 0},
};

const struct object_type format_data_type = {
    .clsid = &CLSID_MsftDiscFormat2Data,
    .name = L"MsftDiscFormat2Data",
    .size = sizeof(struct format_data),
    .interfaces = data_interfaces,
    .source = &IID_DDiscFormat2DataEvents,
    .init = data_init,
    .destroy = data_destroy,
};
