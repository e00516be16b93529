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
#include "format.h"
#include "pipeline.h"
#include "writer_access.h"

#include "wine/debug.h"

WINE_DEFAULT_DEBUG_CHANNEL(imapi2);

struct format_erase
{
    struct object object;
    IDiscFormat2Erase IDiscFormat2Erase_iface;
    struct format format;           /* its lock guards the members below too */
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
FORMAT_BASE_METHODS(erase, IDiscFormat2Erase)

static HRESULT WINAPI erase_put_FullErase(IDiscFormat2Erase *iface, VARIANT_BOOL value)
{
    struct format_erase *This = impl_from_IDiscFormat2Erase(iface);

    TRACE("(%p)->(%d)\n", This, value);

    return format_result(&This->format, __func__, format_set_bool(&This->format, &This->full, value));
}

static HRESULT WINAPI erase_get_FullErase(IDiscFormat2Erase *iface, VARIANT_BOOL *value)
{
    struct format_erase *This = impl_from_IDiscFormat2Erase(iface);

    TRACE("(%p)->(%p)\n", This, value);

    return format_result(&This->format, __func__, format_get_bool(&This->format, &This->full, value));
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
    if (status == BURN_SENSE && drive->failure.of_blanking) return E_IMAPI_ERASE_DRIVE_FAILED_ERASE_COMMAND;
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

    EnterCriticalSection(&This->format.lock);
    if (This->running)
        hr = E_IMAPI_ERASE_RECORDER_IN_USE;
    else if (!This->format.recorder)
        hr = E_IMAPI_RECORDER_REQUIRED;
    else if (!This->format.client_name)
        hr = E_IMAPI_ERASE_CLIENT_NAME_IS_NOT_VALID;
    else if (!(erasing->client_name = SysAllocString(This->format.client_name)))
        hr = E_OUTOFMEMORY;
    if (SUCCEEDED(hr))
    {
        erasing->eraser = This;
        erasing->full = This->full != VARIANT_FALSE;
        erasing->recorder = This->format.recorder;
        IDiscRecorder2_AddRef(erasing->recorder);
        This->running = true;
    }
    LeaveCriticalSection(&This->format.lock);
    return hr;
}

static void end_erasing(struct format_erase *This, struct erasing *erasing)
{
    EnterCriticalSection(&This->format.lock);
    This->running = false;
    LeaveCriticalSection(&This->format.lock);
    IDiscRecorder2_Release(erasing->recorder);
    SysFreeString(erasing->client_name);
}

static HRESULT WINAPI erase_EraseMedia(IDiscFormat2Erase *iface)
{
    struct format_erase *This = impl_from_IDiscFormat2Erase(iface);
    struct erasing *erasing;
    HRESULT hr;

    TRACE("(%p)\n", This);

    if (!(erasing = CoTaskMemAlloc(sizeof(*erasing)))) return format_result(&This->format, __func__, E_OUTOFMEMORY);
    memset(erasing, 0, sizeof(*erasing));
    IDiscFormat2Erase_AddRef(iface); /* a sink may drop the client's last reference */
    if (SUCCEEDED(hr = begin_erasing(This, erasing)))
    {
        hr = run_erasing(erasing);
        end_erasing(This, erasing);
    }
    CoTaskMemFree(erasing);
    hr = format_result(&This->format, __func__, hr);
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

/* A recorder that is set stays until it is cleared; the same one may be set again. */
static HRESULT erase_may_take(struct format *format, IDiscRecorder2 *recorder)
{
    struct format_erase *This = CONTAINING_RECORD(format, struct format_erase, format);

    if (This->running) return E_IMAPI_ERASE_RECORDER_IN_USE;
    if (recorder && format->recorder && format->recorder != recorder) return E_IMAPI_ERASE_ONLY_ONE_RECORDER_SUPPORTED;
    return S_OK;
}

/* EraseMedia() goes by what was set when it began. */
static HRESULT erase_may_change(struct format *format)
{
    (void)format;
    return S_OK;
}

static const struct format_kind erase_kind = {
    .iid = &IID_IDiscFormat2Erase,
    .no_recorder = E_IMAPI_RECORDER_REQUIRED,
    .recorder_unsupported = E_IMAPI_ERASE_RECORDER_NOT_SUPPORTED,
    .client_name_invalid = E_IMAPI_ERASE_CLIENT_NAME_IS_NOT_VALID,
    .media_types = eraser_media_types,
    .media_type_count = ERASER_MEDIA_TYPES,
    .is_recorder_supported = eraser_is_recorder_supported,
    .is_media_supported = eraser_is_media_supported,
    .may_take = erase_may_take,
    .may_change = erase_may_change,
};

static HRESULT erase_init(struct object *object)
{
    struct format_erase *This = CONTAINING_RECORD(object, struct format_erase, object);

    This->IDiscFormat2Erase_iface.lpVtbl = &erase_vtbl;
    format_init(&This->format, object, &erase_kind);
    return S_OK;
}

static void erase_destroy(struct object *object)
{
    format_cleanup(&CONTAINING_RECORD(object, struct format_erase, object)->format);
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
