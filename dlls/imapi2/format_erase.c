/*
 * MsftDiscFormat2Erase
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

#include "eraser_support.h"
#include "pipeline.h"
#include "writer_access.h"

#include "wine/debug.h"

WINE_DEFAULT_DEBUG_CHANNEL(imapi2);

struct format_erase
{
    struct object object;
    IDiscFormat2Erase IDiscFormat2Erase_iface;
    CRITICAL_SECTION lock;          /* guards the members below */
    IDiscRecorder2 *recorder;
    BSTR client_name;               /* NULL until it is set */
    VARIANT_BOOL full;
    bool running;
};

/* One EraseMedia(). */
struct erasing
{
    struct format_erase *eraser;
    IDiscRecorder2 *recorder;
    BSTR client_name;
    struct writer_access access;
    bool full;
    struct recorder_session session;
    struct pipeline pipeline;
    LONG estimated;                 /* seconds in all, set by the worker; 0: not known yet */
    ULONGLONG started;
};

static const struct burn_results erase_results = {
    .recorder_unsupported = E_IMAPI_ERASE_RECORDER_NOT_SUPPORTED,
    .media_unsupported = E_IMAPI_ERASE_MEDIA_IS_NOT_SUPPORTED,
    .media_state = E_IMAPI_ERASE_MEDIA_IS_NOT_ERASABLE,
    .media_not_blank = E_IMAPI_ERASE_UNEXPECTED_DRIVE_RESPONSE_DURING_ERASE,
    .too_large = E_IMAPI_ERASE_UNEXPECTED_DRIVE_RESPONSE_DURING_ERASE,
    .unexpected = E_IMAPI_ERASE_UNEXPECTED_DRIVE_RESPONSE_DURING_ERASE,
};

static inline struct format_erase *impl_from_IDiscFormat2Erase(IDiscFormat2Erase *iface)
{
    return CONTAINING_RECORD(iface, struct format_erase, IDiscFormat2Erase_iface);
}

IDISPATCH_METHODS(erase, IDiscFormat2Erase)

static HRESULT erase_result(struct format_erase *This, const char *method, HRESULT hr)
{
    return object_result(&This->object, &IID_IDiscFormat2Erase, method, hr);
}

static HRESULT get_recorder(struct format_erase *This, IDiscRecorder2 **recorder)
{
    EnterCriticalSection(&This->lock);
    if ((*recorder = This->recorder)) IDiscRecorder2_AddRef(*recorder);
    LeaveCriticalSection(&This->lock);
    return *recorder ? S_OK : E_IMAPI_RECORDER_REQUIRED;
}

/* Runs a question with a bool for an answer against a recorder. */
static HRESULT ask_bool(HRESULT (*question)(IDiscRecorder2 *recorder, bool *value), IDiscRecorder2 *recorder,
                        VARIANT_BOOL *value)
{
    bool answer = false;
    HRESULT hr = question(recorder, &answer);

    *value = SUCCEEDED(hr) && answer ? VARIANT_TRUE : VARIANT_FALSE;
    return hr;
}

static HRESULT ask_own_recorder(struct format_erase *This, HRESULT (*question)(IDiscRecorder2 *recorder, bool *value),
                                VARIANT_BOOL *value)
{
    IDiscRecorder2 *recorder;
    HRESULT hr;

    if (!value) return E_POINTER;
    if (FAILED(hr = get_recorder(This, &recorder))) return hr;
    hr = ask_bool(question, recorder, value);
    IDiscRecorder2_Release(recorder);
    return hr;
}

static HRESULT WINAPI erase_IsRecorderSupported(IDiscFormat2Erase *iface, IDiscRecorder2 *recorder,
                                                VARIANT_BOOL *value)
{
    struct format_erase *This = impl_from_IDiscFormat2Erase(iface);

    TRACE("(%p)->(%p, %p)\n", This, recorder, value);

    if (!recorder || !value) return erase_result(This, __func__, E_POINTER);
    return erase_result(This, __func__, ask_bool(eraser_is_recorder_supported, recorder, value));
}

static HRESULT WINAPI erase_IsCurrentMediaSupported(IDiscFormat2Erase *iface, IDiscRecorder2 *recorder,
                                                    VARIANT_BOOL *value)
{
    struct format_erase *This = impl_from_IDiscFormat2Erase(iface);

    TRACE("(%p)->(%p, %p)\n", This, recorder, value);

    if (!recorder || !value) return erase_result(This, __func__, E_POINTER);
    return erase_result(This, __func__, ask_bool(eraser_is_media_supported, recorder, value));
}

static HRESULT WINAPI erase_get_MediaPhysicallyBlank(IDiscFormat2Erase *iface, VARIANT_BOOL *value)
{
    struct format_erase *This = impl_from_IDiscFormat2Erase(iface);

    TRACE("(%p)->(%p)\n", This, value);

    return erase_result(This, __func__, ask_own_recorder(This, media_physically_blank, value));
}

static HRESULT WINAPI erase_get_MediaHeuristicallyBlank(IDiscFormat2Erase *iface, VARIANT_BOOL *value)
{
    struct format_erase *This = impl_from_IDiscFormat2Erase(iface);

    TRACE("(%p)->(%p)\n", This, value);

    return erase_result(This, __func__, ask_own_recorder(This, media_heuristically_blank, value));
}

static HRESULT WINAPI erase_get_SupportedMediaTypes(IDiscFormat2Erase *iface, SAFEARRAY **value)
{
    struct format_erase *This = impl_from_IDiscFormat2Erase(iface);

    TRACE("(%p)->(%p)\n", This, value);

    if (!value) return erase_result(This, __func__, E_POINTER);
    return erase_result(This, __func__, eraser_supported_media_types(value));
}

static HRESULT check_recorder(IDiscRecorder2 *recorder)
{
    bool supported;
    HRESULT hr = eraser_is_recorder_supported(recorder, &supported);

    if (FAILED(hr)) return hr;
    return supported ? S_OK : E_IMAPI_ERASE_RECORDER_NOT_SUPPORTED;
}

/* A recorder that is set stays until it is cleared; the same one may be set again. */
static HRESULT can_set_recorder(struct format_erase *This, IDiscRecorder2 *recorder)
{
    if (This->running) return E_IMAPI_ERASE_RECORDER_IN_USE;
    if (recorder && This->recorder && This->recorder != recorder) return E_IMAPI_ERASE_ONLY_ONE_RECORDER_SUPPORTED;
    return S_OK;
}

static HRESULT set_recorder(struct format_erase *This, IDiscRecorder2 *recorder)
{
    IDiscRecorder2 *old = NULL;
    HRESULT hr;

    EnterCriticalSection(&This->lock);
    hr = can_set_recorder(This, recorder);
    LeaveCriticalSection(&This->lock);
    if (SUCCEEDED(hr) && recorder) hr = check_recorder(recorder);
    if (FAILED(hr)) return hr;

    EnterCriticalSection(&This->lock);
    hr = can_set_recorder(This, recorder);
    if (SUCCEEDED(hr))
    {
        old = This->recorder;
        if ((This->recorder = recorder)) IDiscRecorder2_AddRef(recorder);
    }
    LeaveCriticalSection(&This->lock);
    if (old) IDiscRecorder2_Release(old);
    return hr;
}

static HRESULT WINAPI erase_put_Recorder(IDiscFormat2Erase *iface, IDiscRecorder2 *value)
{
    struct format_erase *This = impl_from_IDiscFormat2Erase(iface);

    TRACE("(%p)->(%p)\n", This, value);

    return erase_result(This, __func__, set_recorder(This, value));
}

static HRESULT WINAPI erase_get_Recorder(IDiscFormat2Erase *iface, IDiscRecorder2 **value)
{
    struct format_erase *This = impl_from_IDiscFormat2Erase(iface);

    TRACE("(%p)->(%p)\n", This, value);

    if (!value) return erase_result(This, __func__, E_POINTER);
    get_recorder(This, value);
    return S_OK;
}

static HRESULT WINAPI erase_put_FullErase(IDiscFormat2Erase *iface, VARIANT_BOOL value)
{
    struct format_erase *This = impl_from_IDiscFormat2Erase(iface);

    TRACE("(%p)->(%d)\n", This, value);

    EnterCriticalSection(&This->lock);
    This->full = value ? VARIANT_TRUE : VARIANT_FALSE;
    LeaveCriticalSection(&This->lock);
    return S_OK;
}

static HRESULT WINAPI erase_get_FullErase(IDiscFormat2Erase *iface, VARIANT_BOOL *value)
{
    struct format_erase *This = impl_from_IDiscFormat2Erase(iface);

    TRACE("(%p)->(%p)\n", This, value);

    if (!value) return erase_result(This, __func__, E_POINTER);
    EnterCriticalSection(&This->lock);
    *value = This->full;
    LeaveCriticalSection(&This->lock);
    return S_OK;
}

static HRESULT WINAPI erase_get_CurrentPhysicalMediaType(IDiscFormat2Erase *iface, IMAPI_MEDIA_PHYSICAL_TYPE *value)
{
    struct format_erase *This = impl_from_IDiscFormat2Erase(iface);
    IDiscRecorder2 *recorder;
    HRESULT hr;

    TRACE("(%p)->(%p)\n", This, value);

    if (!value) return erase_result(This, __func__, E_POINTER);
    if (SUCCEEDED(hr = get_recorder(This, &recorder)))
    {
        hr = media_physical_type(recorder, value);
        IDiscRecorder2_Release(recorder);
    }
    return erase_result(This, __func__, hr);
}

static HRESULT WINAPI erase_put_ClientName(IDiscFormat2Erase *iface, BSTR value)
{
    struct format_erase *This = impl_from_IDiscFormat2Erase(iface);
    BSTR name, old;

    TRACE("(%p)->(%s)\n", This, debugstr_w(value));

    if (!is_client_name_valid(value)) return erase_result(This, __func__, E_IMAPI_ERASE_CLIENT_NAME_IS_NOT_VALID);
    if (!(name = SysAllocString(value))) return erase_result(This, __func__, E_OUTOFMEMORY);
    EnterCriticalSection(&This->lock);
    old = This->client_name;
    This->client_name = name;
    LeaveCriticalSection(&This->lock);
    SysFreeString(old);
    return erase_result(This, __func__, S_OK);
}

/* Clients read it before they have set it, and expect a string. */
static HRESULT WINAPI erase_get_ClientName(IDiscFormat2Erase *iface, BSTR *value)
{
    struct format_erase *This = impl_from_IDiscFormat2Erase(iface);

    TRACE("(%p)->(%p)\n", This, value);

    if (!value) return erase_result(This, __func__, E_POINTER);
    EnterCriticalSection(&This->lock);
    *value = SysAllocString(This->client_name ? This->client_name : L"");
    LeaveCriticalSection(&This->lock);
    return erase_result(This, __func__, *value ? S_OK : E_OUTOFMEMORY);
}

/* On the worker. */
static void erasing_tick(void *context, uint32_t elapsed_s, uint32_t total_s, int permille)
{
    struct erasing *erasing = context;

    TRACE("%u of %u seconds, %d permille\n", elapsed_s, total_s, permille);
    InterlockedExchange(&erasing->estimated, total_s);
}

/* Clients divide by the estimate, so it is never 0, and never less than what has passed. */
static void erasing_notify(struct pipeline *pipeline, int phase)
{
    struct erasing *erasing = pipeline->context;
    LONG elapsed = (LONG)((GetTickCount64() - erasing->started) / 1000);
    LONG total = erasing->estimated;
    VARIANT args[3];

    (void)phase;
    if (total < elapsed) total = elapsed;
    if (total < 1) total = 1;
    V_VT(&args[0]) = VT_DISPATCH;
    V_DISPATCH(&args[0]) = (IDispatch *)&erasing->eraser->IDiscFormat2Erase_iface;
    V_VT(&args[1]) = VT_I4;
    V_I4(&args[1]) = elapsed;
    V_VT(&args[2]) = VT_I4;
    V_I4(&args[2]) = total;
    fire_event(&erasing->eraser->object.cp, DISPID_IDISCFORMAT2ERASEEVENTS_UPDATE, args, 3);
}

/* A blanking that is refused and one that goes wrong have names of their own. */
static HRESULT hresult_from_erase(enum burn_status status, const struct burn_drive *drive)
{
    if (status == BURN_TIMED_OUT) return E_IMAPI_ERASE_TOOK_LONGER_THAN_ONE_HOUR;
    if (status == BURN_SENSE && drive->failure.command.cdb[0] == MMC_OP_BLANK)
        return E_IMAPI_ERASE_DRIVE_FAILED_ERASE_COMMAND;
    return hresult_from_burn(status, drive, &erase_results);
}

static HRESULT spin_up(struct burn_drive *drive)
{
    struct mmc_command command;
    enum burn_status status;

    mmc_build_start_stop_unit(&command, MMC_START, false);
    status = burn_execute(drive, &command, NULL, NULL);
    if (status == BURN_SENSE) return E_IMAPI_ERASE_DRIVE_FAILED_SPINUP_COMMAND;
    return hresult_from_burn(status, drive, &erase_results);
}

/* All that talks to the drive, on the worker. The fastest speed is a wish only. */
static HRESULT erasing_work(struct pipeline *pipeline)
{
    struct erasing *erasing = pipeline->context;
    struct burn_drive *drive = &erasing->session.drive;
    struct burn_speed fastest = {UINT32_MAX, false};
    struct burn_medium medium;
    HRESULT hr;

    if (FAILED(hr = spin_up(drive))) return hr;
    if (burn_read_medium(drive, &medium) == BURN_OK) burn_set_speed(drive, &medium, &fastest);
    return hresult_from_erase(burn_erase(drive, erasing->full, erasing_tick, erasing), drive);
}

static HRESULT erase_with_access(struct erasing *erasing)
{
    HRESULT hr = writer_access_take(&erasing->access, erasing->recorder, erasing->client_name);

    if (FAILED(hr)) return hr;
    hr = pipeline_run(&erasing->pipeline);
    writer_access_give_back(&erasing->access);
    if (SUCCEEDED(hr)) erasing_notify(&erasing->pipeline, 0);
    return hr;
}

static HRESULT run_erasing(struct erasing *erasing)
{
    HRESULT hr;

    erasing->started = GetTickCount64();
    erasing->pipeline.work = erasing_work;
    erasing->pipeline.notify = erasing_notify;
    erasing->pipeline.context = erasing;
    if (FAILED(hr = pipeline_init(&erasing->pipeline))) return hr;
    hr = recorder_session_open(&erasing->session, (IUnknown *)erasing->recorder, &erasing->pipeline);
    if (SUCCEEDED(hr))
    {
        hr = eraser_check_medium(erasing->recorder, &erasing->session.drive);
        if (SUCCEEDED(hr)) hr = erase_with_access(erasing);
        recorder_session_close(&erasing->session);
    }
    pipeline_cleanup(&erasing->pipeline);
    return hr;
}

static HRESULT begin_erasing(struct format_erase *This, struct erasing *erasing)
{
    HRESULT hr = S_OK;

    EnterCriticalSection(&This->lock);
    if (This->running)
        hr = E_IMAPI_ERASE_RECORDER_IN_USE;
    else if (!This->recorder)
        hr = E_IMAPI_RECORDER_REQUIRED;
    else if (!This->client_name)
        hr = E_IMAPI_ERASE_CLIENT_NAME_IS_NOT_VALID;
    else if (!(erasing->client_name = SysAllocString(This->client_name)))
        hr = E_OUTOFMEMORY;
    if (SUCCEEDED(hr))
    {
        erasing->eraser = This;
        erasing->full = This->full != VARIANT_FALSE;
        erasing->recorder = This->recorder;
        IDiscRecorder2_AddRef(erasing->recorder);
        This->running = true;
    }
    LeaveCriticalSection(&This->lock);
    return hr;
}

static void end_erasing(struct format_erase *This, struct erasing *erasing)
{
    EnterCriticalSection(&This->lock);
    This->running = false;
    LeaveCriticalSection(&This->lock);
    IDiscRecorder2_Release(erasing->recorder);
    SysFreeString(erasing->client_name);
}

static HRESULT WINAPI erase_EraseMedia(IDiscFormat2Erase *iface)
{
    struct format_erase *This = impl_from_IDiscFormat2Erase(iface);
    struct erasing *erasing;
    HRESULT hr;

    TRACE("(%p)\n", This);

    if (!(erasing = CoTaskMemAlloc(sizeof(*erasing)))) return erase_result(This, __func__, E_OUTOFMEMORY);
    memset(erasing, 0, sizeof(*erasing));
    IDiscFormat2Erase_AddRef(iface); /* a sink may drop the client's last reference */
    if (SUCCEEDED(hr = begin_erasing(This, erasing)))
    {
        hr = run_erasing(erasing);
        end_erasing(This, erasing);
    }
    CoTaskMemFree(erasing);
    hr = erase_result(This, __func__, hr);
    IDiscFormat2Erase_Release(iface);
    return hr;
}

static const IDiscFormat2EraseVtbl erase_vtbl = {
    erase_QueryInterface,
    erase_AddRef,
    erase_Release,
    erase_GetTypeInfoCount,
    erase_GetTypeInfo,
    erase_GetIDsOfNames,
    erase_Invoke,
    erase_IsRecorderSupported,
    erase_IsCurrentMediaSupported,
    erase_get_MediaPhysicallyBlank,
    erase_get_MediaHeuristicallyBlank,
    erase_get_SupportedMediaTypes,
    erase_put_Recorder,
    erase_get_Recorder,
    erase_put_FullErase,
    erase_get_FullErase,
    erase_get_CurrentPhysicalMediaType,
    erase_put_ClientName,
    erase_get_ClientName,
    erase_EraseMedia,
};

static HRESULT erase_init(struct object *object)
{
    struct format_erase *This = CONTAINING_RECORD(object, struct format_erase, object);

    This->IDiscFormat2Erase_iface.lpVtbl = &erase_vtbl;
    InitializeCriticalSection(&This->lock);
    return S_OK;
}

static void erase_destroy(struct object *object)
{
    struct format_erase *This = CONTAINING_RECORD(object, struct format_erase, object);

    if (This->recorder) IDiscRecorder2_Release(This->recorder);
    SysFreeString(This->client_name);
    DeleteCriticalSection(&This->lock);
}

static const struct object_interface erase_interfaces[] = {
    {&IID_IDiscFormat2Erase, offsetof(struct format_erase, IDiscFormat2Erase_iface)},
    {&IID_IDiscFormat2, offsetof(struct format_erase, IDiscFormat2Erase_iface)},
    {&IID_IDispatch, offsetof(struct format_erase, IDiscFormat2Erase_iface)},
    {NULL, 0},
};

const struct object_type format_erase_type = {
    .clsid = &CLSID_MsftDiscFormat2Erase,
    .name = L"MsftDiscFormat2Erase",
    .size = sizeof(struct format_erase),
    .interfaces = erase_interfaces,
    .source = &IID_DDiscFormat2EraseEvents,
    .init = erase_init,
    .destroy = erase_destroy,
};
