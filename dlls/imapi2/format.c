/*
 * What the format objects that write have in common
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

#include "format.h"

#include "wine/debug.h"

WINE_DEFAULT_DEBUG_CHANNEL(imapi2);

void format_init(struct format *format, struct object *object, const struct format_kind *kind)
{
    format->object = object;
    format->kind = kind;
    InitializeCriticalSection(&format->lock);
    format->settings.speed = -1;
    format->settings.verification = IMAPI_BURN_VERIFICATION_NONE;
}

void format_cleanup(struct format *format)
{
    if (format->recorder) IDiscRecorder2_Release(format->recorder);
    SysFreeString(format->client_name);
    DeleteCriticalSection(&format->lock);
}

HRESULT format_result(struct format *format, const char *method, HRESULT hr)
{
    return object_result(format->object, format->kind->iid, method, hr);
}

HRESULT format_recorder(struct format *format, IDiscRecorder2 **recorder)
{
    EnterCriticalSection(&format->lock);
    if ((*recorder = format->recorder)) IDiscRecorder2_AddRef(*recorder);
    LeaveCriticalSection(&format->lock);
    return *recorder ? S_OK : format->kind->no_recorder;
}

/* Runs question(recorder, value) with the recorder that is set. */
#define ASK(format, question, value)                                                                                 \
    do                                                                                                               \
    {                                                                                                                \
        IDiscRecorder2 *recorder;                                                                                    \
        HRESULT hr;                                                                                                  \
                                                                                                                     \
        if (!(value)) return E_POINTER;                                                                              \
        if (FAILED(hr = format_recorder(format, &recorder))) return hr;                                              \
        hr = question(recorder, value);                                                                              \
        IDiscRecorder2_Release(recorder);                                                                            \
        return hr;                                                                                                   \
    } while (0)

HRESULT format_ask_long(struct format *format, HRESULT (*question)(IDiscRecorder2 *recorder, LONG *value), LONG *value)
{
    ASK(format, question, value);
}

HRESULT format_ask_array(struct format *format, HRESULT (*question)(IDiscRecorder2 *recorder, SAFEARRAY **value),
                         SAFEARRAY **value)
{
    ASK(format, question, value);
}

static HRESULT ask_bool(struct format *format, HRESULT (*question)(IDiscRecorder2 *recorder, bool *value), bool *value)
{
    ASK(format, question, value);
}

static VARIANT_BOOL variant_bool(bool value)
{
    return value ? VARIANT_TRUE : VARIANT_FALSE;
}

HRESULT format_ask_bool(struct format *format, HRESULT (*question)(IDiscRecorder2 *recorder, bool *value),
                        VARIANT_BOOL *value)
{
    bool answer = false;
    HRESULT hr;

    if (!value) return E_POINTER;
    hr = ask_bool(format, question, &answer);
    *value = variant_bool(SUCCEEDED(hr) && answer);
    return hr;
}

HRESULT format_set_bool(struct format *format, VARIANT_BOOL *member, VARIANT_BOOL value)
{
    HRESULT hr;

    EnterCriticalSection(&format->lock);
    hr = format->kind->may_change(format);
    if (SUCCEEDED(hr)) *member = variant_bool(value);
    LeaveCriticalSection(&format->lock);
    return hr;
}

HRESULT format_get_bool(struct format *format, const VARIANT_BOOL *member, VARIANT_BOOL *value)
{
    if (!value) return E_POINTER;
    EnterCriticalSection(&format->lock);
    *value = *member;
    LeaveCriticalSection(&format->lock);
    return S_OK;
}

static HRESULT is_recorder_supported(struct format *format, IDiscRecorder2 *recorder, bool *supported)
{
    struct recorder_session session;
    enum burn_status status;
    HRESULT hr;

    *supported = false;
    if (format->kind->is_recorder_supported) return format->kind->is_recorder_supported(recorder, supported);
    hr = recorder_session_open(&session, (IUnknown *)recorder, NULL);
    if (hr == E_NOINTERFACE) return S_OK;
    if (FAILED(hr)) return hr;
    status = format->kind->recorder_supported(&session.drive, supported);
    hr = hresult_from_burn(status, &session.drive, &media_results);
    recorder_session_close(&session);
    return hr;
}

static bool is_type_supported(const struct format_kind *kind, IMAPI_MEDIA_PHYSICAL_TYPE type)
{
    ULONG i;

    for (i = 0; i < kind->media_type_count; i++)
        if (kind->media_types[i] == (LONG)type) return true;
    return false;
}

static HRESULT is_media_supported(struct format *format, IDiscRecorder2 *recorder, bool *supported)
{
    IMAPI_MEDIA_PHYSICAL_TYPE type;
    HRESULT hr;

    if (format->kind->is_media_supported) return format->kind->is_media_supported(recorder, supported);
    hr = is_recorder_supported(format, recorder, supported);
    if (FAILED(hr) || !*supported) return hr;
    *supported = false;
    if (FAILED(hr = media_physical_type(recorder, &type))) return hr;
    *supported = is_type_supported(format->kind, type);
    TRACE("%p: media type %d, supported %d\n", format, type, *supported);
    if (!*supported || !format->kind->blank_media_only) return S_OK;
    return media_physically_blank(recorder, supported);
}

HRESULT format_is_recorder_supported(struct format *format, IDiscRecorder2 *recorder, VARIANT_BOOL *value)
{
    bool supported = false;
    HRESULT hr;

    if (!recorder || !value) return E_POINTER;
    hr = is_recorder_supported(format, recorder, &supported);
    *value = variant_bool(SUCCEEDED(hr) && supported);
    return hr;
}

HRESULT format_is_media_supported(struct format *format, IDiscRecorder2 *recorder, VARIANT_BOOL *value)
{
    bool supported = false;
    HRESULT hr;

    if (!recorder || !value) return E_POINTER;
    hr = is_media_supported(format, recorder, &supported);
    *value = variant_bool(SUCCEEDED(hr) && supported);
    return hr;
}

HRESULT format_media_types(struct format *format, SAFEARRAY **types)
{
    if (!types) return E_POINTER;
    return safearray_from_longs(format->kind->media_types, format->kind->media_type_count, types);
}

/* With the lock held. */
static HRESULT may_take(struct format *format, IDiscRecorder2 *recorder)
{
    return format->kind->may_take ? format->kind->may_take(format, recorder) : format->kind->may_change(format);
}

static HRESULT check_recorder(struct format *format, IDiscRecorder2 *recorder)
{
    bool supported;
    HRESULT hr = is_recorder_supported(format, recorder, &supported);

    if (FAILED(hr)) return hr;
    return supported ? S_OK : format->kind->recorder_unsupported;
}

HRESULT format_set_recorder(struct format *format, IDiscRecorder2 *recorder)
{
    IDiscRecorder2 *old = NULL;
    HRESULT hr;

    EnterCriticalSection(&format->lock);
    hr = may_take(format, recorder);
    LeaveCriticalSection(&format->lock);
    if (SUCCEEDED(hr) && recorder) hr = check_recorder(format, recorder);
    if (FAILED(hr)) return hr;

    EnterCriticalSection(&format->lock);
    hr = may_take(format, recorder);
    if (SUCCEEDED(hr))
    {
        old = format->recorder;
        if ((format->recorder = recorder)) IDiscRecorder2_AddRef(recorder);
    }
    LeaveCriticalSection(&format->lock);
    if (old) IDiscRecorder2_Release(old);
    return hr;
}

HRESULT format_get_recorder(struct format *format, IDiscRecorder2 **recorder)
{
    if (!recorder) return E_POINTER;
    format_recorder(format, recorder);
    return S_OK;
}

HRESULT format_set_client_name(struct format *format, const WCHAR *value)
{
    BSTR name, old;
    HRESULT hr;

    if (!is_client_name_valid(value)) return format->kind->client_name_invalid;
    if (!(name = SysAllocString(value))) return E_OUTOFMEMORY;
    EnterCriticalSection(&format->lock);
    hr = format->kind->may_change(format);
    old = name;
    if (SUCCEEDED(hr))
    {
        old = format->client_name;
        format->client_name = name;
    }
    LeaveCriticalSection(&format->lock);
    SysFreeString(old);
    return hr;
}

/* Clients read it before they have set it, and expect a string. */
HRESULT format_get_client_name(struct format *format, BSTR *name)
{
    if (!name) return E_POINTER;
    EnterCriticalSection(&format->lock);
    *name = SysAllocString(format->client_name ? format->client_name : L"");
    LeaveCriticalSection(&format->lock);
    return *name ? S_OK : E_OUTOFMEMORY;
}

HRESULT format_set_speed(struct format *format, LONG speed, VARIANT_BOOL pure_cav)
{
    IDiscRecorder2 *recorder;
    HRESULT hr;

    if (speed < -1 || !speed) return E_INVALIDARG;
    if (FAILED(format_recorder(format, &recorder))) return E_IMAPI_RECORDER_REQUIRED;
    hr = media_set_speed(recorder, speed, pure_cav != VARIANT_FALSE);
    IDiscRecorder2_Release(recorder);
    if (FAILED(hr)) return hr;

    EnterCriticalSection(&format->lock);
    format->settings.speed = speed;
    format->settings.pure_cav = variant_bool(pure_cav);
    LeaveCriticalSection(&format->lock);
    return hr;
}

HRESULT format_get_speed(struct format *format, LONG *speed)
{
    if (!speed) return E_POINTER;
    EnterCriticalSection(&format->lock);
    *speed = format->settings.speed;
    LeaveCriticalSection(&format->lock);
    return S_OK;
}

HRESULT format_set_verification(struct format *format, IMAPI_BURN_VERIFICATION_LEVEL level)
{
    HRESULT hr;

    if ((LONG)level < IMAPI_BURN_VERIFICATION_NONE || level > format->kind->best_verification) return E_INVALIDARG;
    EnterCriticalSection(&format->lock);
    hr = format->kind->is_idle(format);
    if (SUCCEEDED(hr)) format->settings.verification = level;
    LeaveCriticalSection(&format->lock);
    return hr;
}

HRESULT format_get_verification(struct format *format, IMAPI_BURN_VERIFICATION_LEVEL *level)
{
    if (!level) return E_POINTER;
    EnterCriticalSection(&format->lock);
    *level = format->settings.verification;
    LeaveCriticalSection(&format->lock);
    return S_OK;
}

HRESULT format_media_type(IDiscRecorder2 *recorder, LONG *type)
{
    IMAPI_MEDIA_PHYSICAL_TYPE found;
    HRESULT hr = media_physical_type(recorder, &found);

    *type = found;
    return hr;
}

HRESULT format_current_speed(IDiscRecorder2 *recorder, LONG *speed)
{
    bool pure_cav;

    return media_current_speed(recorder, speed, &pure_cav);
}

HRESULT format_current_rotation(IDiscRecorder2 *recorder, bool *pure_cav)
{
    LONG speed;

    return media_current_speed(recorder, &speed, pure_cav);
}
