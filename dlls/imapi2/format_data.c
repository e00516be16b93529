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

static HRESULT data_result(struct format_data *This, const char *method, HRESULT hr)
{
    return object_result(&This->object, &IID_IDiscFormat2Data, method, hr);
}

HRESULT format_data_recorder(struct format_data *This, IDiscRecorder2 **recorder)
{
    EnterCriticalSection(&This->lock);
    if ((*recorder = This->recorder)) IDiscRecorder2_AddRef(*recorder);
    LeaveCriticalSection(&This->lock);
    return *recorder ? S_OK : E_IMAPI_RECORDER_REQUIRED;
}

/* For every property that a running Write() goes by. */
static HRESULT set_bool(struct format_data *This, const char *method, VARIANT_BOOL *member, VARIANT_BOOL value)
{
    HRESULT hr = S_OK;

    EnterCriticalSection(&This->lock);
    if (This->running)
        hr = E_IMAPI_DF2DATA_WRITE_IN_PROGRESS;
    else
        *member = value ? VARIANT_TRUE : VARIANT_FALSE;
    LeaveCriticalSection(&This->lock);
    return data_result(This, method, hr);
}

static HRESULT get_bool(struct format_data *This, const char *method, const VARIANT_BOOL *member, VARIANT_BOOL *value)
{
    if (!value) return data_result(This, method, E_POINTER);
    EnterCriticalSection(&This->lock);
    *value = *member;
    LeaveCriticalSection(&This->lock);
    return S_OK;
}

/* Runs question(recorder, value) with the recorder that is set. */
#define ASK(This, method, question, value)                                                                           \
    do                                                                                                               \
    {                                                                                                                \
        IDiscRecorder2 *recorder;                                                                                    \
        HRESULT hr;                                                                                                  \
                                                                                                                     \
        if (!(value)) return data_result(This, method, E_POINTER);                                                   \
        if (SUCCEEDED(hr = format_data_recorder(This, &recorder)))                                                   \
        {                                                                                                            \
            hr = question;                                                                                           \
            IDiscRecorder2_Release(recorder);                                                                        \
        }                                                                                                            \
        return data_result(This, method, hr);                                                                        \
    } while (0)

static HRESULT WINAPI data_IsRecorderSupported(IDiscFormat2Data *iface, IDiscRecorder2 *recorder, VARIANT_BOOL *value)
{
    struct format_data *This = impl_from_IDiscFormat2Data(iface);

    TRACE("(%p)->(%p, %p)\n", This, recorder, value);

    if (!recorder || !value) return data_result(This, __func__, E_POINTER);
    return data_result(This, __func__, data_is_recorder_supported(recorder, value));
}

static HRESULT WINAPI data_IsCurrentMediaSupported(IDiscFormat2Data *iface, IDiscRecorder2 *recorder,
                                                   VARIANT_BOOL *value)
{
    struct format_data *This = impl_from_IDiscFormat2Data(iface);

    TRACE("(%p)->(%p, %p)\n", This, recorder, value);

    if (!recorder || !value) return data_result(This, __func__, E_POINTER);
    return data_result(This, __func__, data_is_media_supported(recorder, value));
}

/* Some questions answer a bool where the interface wants a VARIANT_BOOL. */
static HRESULT ask_bool(HRESULT (*question)(IDiscRecorder2 *recorder, bool *value), IDiscRecorder2 *recorder,
                        VARIANT_BOOL *value)
{
    bool answer = false;
    HRESULT hr = question(recorder, &answer);

    *value = SUCCEEDED(hr) && answer ? VARIANT_TRUE : VARIANT_FALSE;
    return hr;
}

static HRESULT WINAPI data_get_MediaPhysicallyBlank(IDiscFormat2Data *iface, VARIANT_BOOL *value)
{
    struct format_data *This = impl_from_IDiscFormat2Data(iface);

    TRACE("(%p)->(%p)\n", This, value);

    ASK(This, __func__, ask_bool(media_physically_blank, recorder, value), value);
}

static HRESULT WINAPI data_get_MediaHeuristicallyBlank(IDiscFormat2Data *iface, VARIANT_BOOL *value)
{
    struct format_data *This = impl_from_IDiscFormat2Data(iface);

    TRACE("(%p)->(%p)\n", This, value);

    ASK(This, __func__, ask_bool(media_heuristically_blank, recorder, value), value);
}

static HRESULT WINAPI data_get_SupportedMediaTypes(IDiscFormat2Data *iface, SAFEARRAY **value)
{
    struct format_data *This = impl_from_IDiscFormat2Data(iface);

    TRACE("(%p)->(%p)\n", This, value);

    if (!value) return data_result(This, __func__, E_POINTER);
    return data_result(This, __func__, data_supported_media_types(value));
}

static HRESULT check_recorder(IDiscRecorder2 *recorder)
{
    VARIANT_BOOL supported;
    HRESULT hr = data_is_recorder_supported(recorder, &supported);

    if (FAILED(hr)) return hr;
    return supported ? S_OK : E_IMAPI_DF2DATA_RECORDER_NOT_SUPPORTED;
}

static HRESULT WINAPI data_put_Recorder(IDiscFormat2Data *iface, IDiscRecorder2 *value)
{
    struct format_data *This = impl_from_IDiscFormat2Data(iface);
    IDiscRecorder2 *old = NULL;
    HRESULT hr = S_OK;

    TRACE("(%p)->(%p)\n", This, value);

    EnterCriticalSection(&This->lock);
    if (This->running) hr = E_IMAPI_DF2DATA_WRITE_IN_PROGRESS;
    LeaveCriticalSection(&This->lock);
    if (SUCCEEDED(hr) && value) hr = check_recorder(value);
    if (FAILED(hr)) return data_result(This, __func__, hr);

    EnterCriticalSection(&This->lock);
    if (This->running)
        hr = E_IMAPI_DF2DATA_WRITE_IN_PROGRESS;
    else
    {
        old = This->recorder;
        if ((This->recorder = value)) IDiscRecorder2_AddRef(value);
    }
    LeaveCriticalSection(&This->lock);
    if (old) IDiscRecorder2_Release(old);
    return data_result(This, __func__, hr);
}

static HRESULT WINAPI data_get_Recorder(IDiscFormat2Data *iface, IDiscRecorder2 **value)
{
    struct format_data *This = impl_from_IDiscFormat2Data(iface);

    TRACE("(%p)->(%p)\n", This, value);

    if (!value) return data_result(This, __func__, E_POINTER);
    format_data_recorder(This, value);
    return S_OK;
}

static HRESULT WINAPI data_put_BufferUnderrunFreeDisabled(IDiscFormat2Data *iface, VARIANT_BOOL value)
{
    struct format_data *This = impl_from_IDiscFormat2Data(iface);

    TRACE("(%p)->(%d)\n", This, value);

    return set_bool(This, __func__, &This->options.buffer_underrun_free_disabled, value);
}

static HRESULT WINAPI data_get_BufferUnderrunFreeDisabled(IDiscFormat2Data *iface, VARIANT_BOOL *value)
{
    struct format_data *This = impl_from_IDiscFormat2Data(iface);

    TRACE("(%p)->(%p)\n", This, value);

    return get_bool(This, __func__, &This->options.buffer_underrun_free_disabled, value);
}

static HRESULT WINAPI data_put_PostgapAlreadyInImage(IDiscFormat2Data *iface, VARIANT_BOOL value)
{
    struct format_data *This = impl_from_IDiscFormat2Data(iface);

    TRACE("(%p)->(%d)\n", This, value);

    return set_bool(This, __func__, &This->options.postgap_in_image, value);
}

static HRESULT WINAPI data_get_PostgapAlreadyInImage(IDiscFormat2Data *iface, VARIANT_BOOL *value)
{
    struct format_data *This = impl_from_IDiscFormat2Data(iface);

    TRACE("(%p)->(%p)\n", This, value);

    return get_bool(This, __func__, &This->options.postgap_in_image, value);
}

static HRESULT WINAPI data_get_CurrentMediaStatus(IDiscFormat2Data *iface, IMAPI_FORMAT2_DATA_MEDIA_STATE *value)
{
    struct format_data *This = impl_from_IDiscFormat2Data(iface);

    TRACE("(%p)->(%p)\n", This, value);

    ASK(This, __func__, media_data_state(recorder, (LONG *)value), value);
}

static HRESULT WINAPI data_get_WriteProtectStatus(IDiscFormat2Data *iface, IMAPI_MEDIA_WRITE_PROTECT_STATE *value)
{
    struct format_data *This = impl_from_IDiscFormat2Data(iface);

    TRACE("(%p)->(%p)\n", This, value);

    ASK(This, __func__, media_write_protect_state(recorder, (LONG *)value), value);
}

static HRESULT WINAPI data_get_TotalSectorsOnMedia(IDiscFormat2Data *iface, LONG *value)
{
    struct format_data *This = impl_from_IDiscFormat2Data(iface);

    TRACE("(%p)->(%p)\n", This, value);

    ASK(This, __func__, data_get_number(recorder, DATA_TOTAL_SECTORS, value), value);
}

static HRESULT WINAPI data_get_FreeSectorsOnMedia(IDiscFormat2Data *iface, LONG *value)
{
    struct format_data *This = impl_from_IDiscFormat2Data(iface);

    TRACE("(%p)->(%p)\n", This, value);

    ASK(This, __func__, data_get_number(recorder, DATA_FREE_SECTORS, value), value);
}

static HRESULT WINAPI data_get_NextWritableAddress(IDiscFormat2Data *iface, LONG *value)
{
    struct format_data *This = impl_from_IDiscFormat2Data(iface);

    TRACE("(%p)->(%p)\n", This, value);

    ASK(This, __func__, data_get_number(recorder, DATA_NEXT_WRITABLE, value), value);
}

static HRESULT WINAPI data_get_StartAddressOfPreviousSession(IDiscFormat2Data *iface, LONG *value)
{
    struct format_data *This = impl_from_IDiscFormat2Data(iface);

    TRACE("(%p)->(%p)\n", This, value);

    ASK(This, __func__, data_get_number(recorder, DATA_PREVIOUS_START, value), value);
}

static HRESULT WINAPI data_get_LastWrittenAddressOfPreviousSession(IDiscFormat2Data *iface, LONG *value)
{
    struct format_data *This = impl_from_IDiscFormat2Data(iface);

    TRACE("(%p)->(%p)\n", This, value);

    ASK(This, __func__, data_get_number(recorder, DATA_PREVIOUS_END, value), value);
}

static HRESULT WINAPI data_put_ForceMediaToBeClosed(IDiscFormat2Data *iface, VARIANT_BOOL value)
{
    struct format_data *This = impl_from_IDiscFormat2Data(iface);

    TRACE("(%p)->(%d)\n", This, value);

    return set_bool(This, __func__, &This->options.force_close, value);
}

static HRESULT WINAPI data_get_ForceMediaToBeClosed(IDiscFormat2Data *iface, VARIANT_BOOL *value)
{
    struct format_data *This = impl_from_IDiscFormat2Data(iface);

    TRACE("(%p)->(%p)\n", This, value);

    return get_bool(This, __func__, &This->options.force_close, value);
}

static HRESULT WINAPI data_put_DisableConsumerDvdCompatibilityMode(IDiscFormat2Data *iface, VARIANT_BOOL value)
{
    struct format_data *This = impl_from_IDiscFormat2Data(iface);

    TRACE("(%p)->(%d)\n", This, value);

    return set_bool(This, __func__, &This->options.disable_dvd_compatibility, value);
}

static HRESULT WINAPI data_get_DisableConsumerDvdCompatibilityMode(IDiscFormat2Data *iface, VARIANT_BOOL *value)
{
    struct format_data *This = impl_from_IDiscFormat2Data(iface);

    TRACE("(%p)->(%p)\n", This, value);

    return get_bool(This, __func__, &This->options.disable_dvd_compatibility, value);
}

static HRESULT WINAPI data_get_CurrentPhysicalMediaType(IDiscFormat2Data *iface, IMAPI_MEDIA_PHYSICAL_TYPE *value)
{
    struct format_data *This = impl_from_IDiscFormat2Data(iface);

    TRACE("(%p)->(%p)\n", This, value);

    ASK(This, __func__, media_physical_type(recorder, value), value);
}

static HRESULT set_client_name(struct format_data *This, const WCHAR *value)
{
    BSTR name, old = NULL;

    if (!is_client_name_valid(value)) return E_IMAPI_DF2DATA_CLIENT_NAME_IS_NOT_VALID;
    if (!(name = SysAllocString(value))) return E_OUTOFMEMORY;
    EnterCriticalSection(&This->lock);
    if (!This->running)
    {
        old = This->client_name;
        This->client_name = name;
        name = NULL;
    }
    LeaveCriticalSection(&This->lock);
    SysFreeString(old);
    if (!name) return S_OK;
    SysFreeString(name);
    return E_IMAPI_DF2DATA_WRITE_IN_PROGRESS;
}

static HRESULT WINAPI data_put_ClientName(IDiscFormat2Data *iface, BSTR value)
{
    struct format_data *This = impl_from_IDiscFormat2Data(iface);

    TRACE("(%p)->(%s)\n", This, debugstr_w(value));

    return data_result(This, __func__, set_client_name(This, value));
}

/* Clients read it before they have set it, and expect a string. */
static HRESULT WINAPI data_get_ClientName(IDiscFormat2Data *iface, BSTR *value)
{
    struct format_data *This = impl_from_IDiscFormat2Data(iface);

    TRACE("(%p)->(%p)\n", This, value);

    if (!value) return data_result(This, __func__, E_POINTER);
    EnterCriticalSection(&This->lock);
    *value = SysAllocString(This->client_name ? This->client_name : L"");
    LeaveCriticalSection(&This->lock);
    return data_result(This, __func__, *value ? S_OK : E_OUTOFMEMORY);
}

static HRESULT WINAPI data_get_RequestedWriteSpeed(IDiscFormat2Data *iface, LONG *value)
{
    struct format_data *This = impl_from_IDiscFormat2Data(iface);

    TRACE("(%p)->(%p)\n", This, value);

    if (!value) return data_result(This, __func__, E_POINTER);
    EnterCriticalSection(&This->lock);
    *value = This->options.speed;
    LeaveCriticalSection(&This->lock);
    return S_OK;
}

static HRESULT WINAPI data_get_RequestedRotationTypeIsPureCAV(IDiscFormat2Data *iface, VARIANT_BOOL *value)
{
    struct format_data *This = impl_from_IDiscFormat2Data(iface);

    TRACE("(%p)->(%p)\n", This, value);

    return get_bool(This, __func__, &This->options.pure_cav, value);
}

static HRESULT current_speed(IDiscRecorder2 *recorder, LONG *speed)
{
    bool pure_cav;

    return media_current_speed(recorder, speed, &pure_cav);
}

static HRESULT current_rotation(IDiscRecorder2 *recorder, bool *pure_cav)
{
    LONG speed;

    return media_current_speed(recorder, &speed, pure_cav);
}

static HRESULT WINAPI data_get_CurrentWriteSpeed(IDiscFormat2Data *iface, LONG *value)
{
    struct format_data *This = impl_from_IDiscFormat2Data(iface);

    TRACE("(%p)->(%p)\n", This, value);

    ASK(This, __func__, current_speed(recorder, value), value);
}

static HRESULT WINAPI data_get_CurrentRotationTypeIsPureCAV(IDiscFormat2Data *iface, VARIANT_BOOL *value)
{
    struct format_data *This = impl_from_IDiscFormat2Data(iface);

    TRACE("(%p)->(%p)\n", This, value);

    ASK(This, __func__, ask_bool(current_rotation, recorder, value), value);
}

static HRESULT WINAPI data_get_SupportedWriteSpeeds(IDiscFormat2Data *iface, SAFEARRAY **value)
{
    struct format_data *This = impl_from_IDiscFormat2Data(iface);

    TRACE("(%p)->(%p)\n", This, value);

    ASK(This, __func__, media_supported_speeds(recorder, value), value);
}

static HRESULT WINAPI data_get_SupportedWriteSpeedDescriptors(IDiscFormat2Data *iface, SAFEARRAY **value)
{
    struct format_data *This = impl_from_IDiscFormat2Data(iface);

    TRACE("(%p)->(%p)\n", This, value);

    ASK(This, __func__, media_speed_descriptors(recorder, value), value);
}

/* The one setter that is documented to work during a Write(); it counts from the next one on. */
static HRESULT WINAPI data_put_ForceOverwrite(IDiscFormat2Data *iface, VARIANT_BOOL value)
{
    struct format_data *This = impl_from_IDiscFormat2Data(iface);

    TRACE("(%p)->(%d)\n", This, value);

    EnterCriticalSection(&This->lock);
    This->options.force_overwrite = value ? VARIANT_TRUE : VARIANT_FALSE;
    LeaveCriticalSection(&This->lock);
    return S_OK;
}

static HRESULT WINAPI data_get_ForceOverwrite(IDiscFormat2Data *iface, VARIANT_BOOL *value)
{
    struct format_data *This = impl_from_IDiscFormat2Data(iface);

    TRACE("(%p)->(%p)\n", This, value);

    return get_bool(This, __func__, &This->options.force_overwrite, value);
}

static HRESULT WINAPI data_get_MultisessionInterfaces(IDiscFormat2Data *iface, SAFEARRAY **value)
{
    struct format_data *This = impl_from_IDiscFormat2Data(iface);

    TRACE("(%p)->(%p)\n", This, value);

    ASK(This, __func__, multisession_interfaces(recorder, value), value);
}

static HRESULT WINAPI data_Write(IDiscFormat2Data *iface, IStream *data)
{
    struct format_data *This = impl_from_IDiscFormat2Data(iface);
    HRESULT hr;

    TRACE("(%p)->(%p)\n", This, data);

    IDiscFormat2Data_AddRef(iface); /* a sink may drop the client's last reference */
    hr = data_result(This, __func__, format_data_write(This, data));
    IDiscFormat2Data_Release(iface);
    return hr;
}

static HRESULT WINAPI data_CancelWrite(IDiscFormat2Data *iface)
{
    struct format_data *This = impl_from_IDiscFormat2Data(iface);
    HRESULT hr = E_IMAPI_DF2DATA_WRITE_NOT_IN_PROGRESS;

    TRACE("(%p)\n", This);

    EnterCriticalSection(&This->lock);
    if (This->running)
    {
        pipeline_cancel(This->running);
        hr = S_OK;
    }
    LeaveCriticalSection(&This->lock);
    return data_result(This, __func__, hr);
}

static HRESULT set_write_speed(struct format_data *This, LONG speed, VARIANT_BOOL pure_cav)
{
    IDiscRecorder2 *recorder;
    HRESULT hr;

    if (speed < -1 || !speed) return E_INVALIDARG;
    if (FAILED(hr = format_data_recorder(This, &recorder))) return hr;
    hr = media_set_speed(recorder, speed, pure_cav != VARIANT_FALSE);
    IDiscRecorder2_Release(recorder);
    if (FAILED(hr)) return hr;

    EnterCriticalSection(&This->lock);
    This->options.speed = speed;
    This->options.pure_cav = pure_cav ? VARIANT_TRUE : VARIANT_FALSE;
    LeaveCriticalSection(&This->lock);
    return hr;
}

static HRESULT WINAPI data_SetWriteSpeed(IDiscFormat2Data *iface, LONG speed, VARIANT_BOOL pure_cav)
{
    struct format_data *This = impl_from_IDiscFormat2Data(iface);

    TRACE("(%p)->(%ld, %d)\n", This, speed, pure_cav);

    return data_result(This, __func__, set_write_speed(This, speed, pure_cav));
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

static HRESULT WINAPI verification_put_BurnVerificationLevel(IBurnVerification *iface,
                                                             IMAPI_BURN_VERIFICATION_LEVEL value)
{
    struct format_data *This = impl_from_IBurnVerification(iface);
    HRESULT hr = S_OK;

    TRACE("(%p)->(%d)\n", This, value);

    EnterCriticalSection(&This->lock);
    if (value != IMAPI_BURN_VERIFICATION_NONE && value != IMAPI_BURN_VERIFICATION_QUICK &&
        value != IMAPI_BURN_VERIFICATION_FULL)
        hr = E_INVALIDARG;
    else if (This->running)
        hr = E_IMAPI_DF2DATA_WRITE_IN_PROGRESS;
    else
        This->options.verification = value;
    LeaveCriticalSection(&This->lock);
    return object_result(&This->object, &IID_IBurnVerification, __func__, hr);
}

static HRESULT WINAPI verification_get_BurnVerificationLevel(IBurnVerification *iface,
                                                             IMAPI_BURN_VERIFICATION_LEVEL *value)
{
    struct format_data *This = impl_from_IBurnVerification(iface);

    TRACE("(%p)->(%p)\n", This, value);

    if (!value) return object_result(&This->object, &IID_IBurnVerification, __func__, E_POINTER);
    EnterCriticalSection(&This->lock);
    *value = This->options.verification;
    LeaveCriticalSection(&This->lock);
    return S_OK;
}

static const IBurnVerificationVtbl verification_vtbl = {
    verification_QueryInterface,
    verification_AddRef,
    verification_Release,
    verification_put_BurnVerificationLevel,
    verification_get_BurnVerificationLevel,
};

static HRESULT data_init(struct object *object)
{
    struct format_data *This = CONTAINING_RECORD(object, struct format_data, object);

    This->IDiscFormat2Data_iface.lpVtbl = &data_vtbl;
    This->IBurnVerification_iface.lpVtbl = &verification_vtbl;
    InitializeCriticalSection(&This->lock);
    This->options.speed = -1;
    This->options.verification = IMAPI_BURN_VERIFICATION_NONE;
    return S_OK;
}

static void data_destroy(struct object *object)
{
    struct format_data *This = CONTAINING_RECORD(object, struct format_data, object);

    if (This->recorder) IDiscRecorder2_Release(This->recorder);
    SysFreeString(This->client_name);
    DeleteCriticalSection(&This->lock);
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
