/*
 * MsftWriteEngine2: blocks to a drive, without any opinion on the medium
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

#include "recorder_port.h"
#include "write_progress.h"

#include "wine/debug.h"

WINE_DEFAULT_DEBUG_CHANNEL(imapi2);

struct write_engine
{
    struct object object;
    IWriteEngine2 IWriteEngine2_iface;
    CRITICAL_SECTION lock;          /* guards the members below */
    IDiscRecorder2Ex *recorder;
    uint32_t max_transfer;          /* bytes, of the recorder */
    LONG starting_speed;            /* sectors per second, -1: as fast as it goes */
    LONG ending_speed;
    LONG bytes_per_sector;          /* -1: not set */
    struct pipeline *running;       /* the WriteSection() that runs, NULL for none */
};

/* One WriteSection(). */
struct section
{
    struct write_engine *engine;
    struct recorder_session session;
    struct pipeline pipeline;
    struct pipeline_range range;
    LONG speed[2];                  /* starting and ending sectors per second */
    LONG written;                   /* blocks handed to the drive */
    uint64_t due_ms;                /* how long these blocks should have taken */
    ULONGLONG started;
};

static const struct burn_results engine_results = {
    .recorder_unsupported = E_FAIL,
    .media_unsupported = E_FAIL,
    .media_state = E_FAIL,
    .media_not_blank = E_FAIL,
    .too_large = E_INVALIDARG,
    .unexpected = E_IMAPI_UNEXPECTED_RESPONSE_FROM_DEVICE,
};

static inline struct write_engine *impl_from_IWriteEngine2(IWriteEngine2 *iface)
{
    return CONTAINING_RECORD(iface, struct write_engine, IWriteEngine2_iface);
}

IDISPATCH_METHODS(engine, IWriteEngine2)

static HRESULT engine_result(struct write_engine *This, const char *method, HRESULT hr)
{
    return object_result(&This->object, &IID_IWriteEngine2, method, hr);
}

/* The sectors per second that the client expects once that many blocks are written; 0: no expectation. */
static LONG expected_speed(const struct section *section, uint32_t done)
{
    LONG64 begin = section->speed[0], end = section->speed[1];

    if (begin <= 0 || end <= 0) return 0;
    return (LONG)(begin + (end - begin) * done / section->range.blocks);
}

/* Keeps to the speeds that the client told, so that the drive's buffer need not be asked all the time. */
static void throttle(struct section *section, uint32_t blocks)
{
    LONG speed = expected_speed(section, section->written - blocks / 2);
    ULONGLONG passed;

    if (!speed) return;
    section->due_ms += (uint64_t)blocks * 1000 / speed;
    while (!pipeline_is_cancelled(&section->pipeline))
    {
        passed = GetTickCount64() - section->started;
        if (passed >= section->due_ms) break;
        Sleep(section->due_ms - passed < 50 ? (DWORD)(section->due_ms - passed) : 50);
    }
}

static HRESULT section_write_chunk(struct section *section, const struct ring_chunk *chunk)
{
    uint32_t block_size = section->pipeline.block_size, blocks = chunk->length / block_size;
    enum burn_status status;

    status = burn_write_blocks(&section->session.drive, chunk->lba, chunk->data, blocks, block_size);
    if (status != BURN_OK) return hresult_from_burn(status, &section->session.drive, &engine_results);
    InterlockedExchangeAdd(&section->written, blocks);
    throttle(section, blocks);
    return S_OK;
}

static HRESULT section_work(struct pipeline *pipeline)
{
    struct section *section = pipeline->context;
    const struct ring_chunk *chunk;
    HRESULT hr = S_OK;

    section->started = GetTickCount64();
    pipeline_start_reading(pipeline);
    while (SUCCEEDED(hr) && (chunk = pipeline_next_chunk(pipeline)))
    {
        hr = section_write_chunk(section, chunk);
        pipeline_release_chunk(pipeline);
    }
    if (FAILED(hr)) return hr;
    if (pipeline_is_cancelled(pipeline)) return E_IMAPI_REQUEST_CANCELLED;
    if ((uint32_t)section->written < section->range.blocks) return HRESULT_FROM_WIN32(ERROR_HANDLE_EOF);
    return S_OK;
}

static void section_notify(struct pipeline *pipeline, int phase)
{
    struct section *section = pipeline->context;
    struct write_progress progress = {0};
    IDispatch *args;

    (void)phase;
    progress.start_lba = section->range.lba;
    progress.sector_count = section->range.blocks;
    progress.last_written_lba = section->range.lba + (section->written ? section->written - 1 : 0);
    write_progress_from_pipeline(&progress, pipeline);
    if (SUCCEEDED(engine_progress_create(&progress, &args)))
        fire_progress(&section->engine->object, DISPID_DWRITEENGINE2EVENTS_UPDATE, args);
}

/* Takes what is set at this moment and marks the engine as busy. */
static HRESULT section_begin(struct write_engine *This, struct section *section, IDiscRecorder2Ex **recorder)
{
    HRESULT hr = S_OK;

    *recorder = NULL;
    EnterCriticalSection(&This->lock);
    if (This->running)
        hr = E_IMAPI_DF2DATA_WRITE_IN_PROGRESS;
    else if (!This->recorder)
        hr = E_IMAPI_RECORDER_REQUIRED;
    else if (This->bytes_per_sector == -1 || (uint32_t)This->bytes_per_sector > This->max_transfer)
        hr = E_INVALIDARG;
    if (SUCCEEDED(hr))
    {
        section->pipeline.block_size = This->bytes_per_sector;
        hr = pipeline_init(&section->pipeline);
    }
    if (SUCCEEDED(hr))
    {
        section->speed[0] = This->starting_speed;
        section->speed[1] = This->ending_speed;
        *recorder = This->recorder;
        IDiscRecorder2Ex_AddRef(*recorder);
        This->running = &section->pipeline;
    }
    LeaveCriticalSection(&This->lock);
    return hr;
}

static void section_end(struct write_engine *This, struct section *section)
{
    EnterCriticalSection(&This->lock);
    This->running = NULL;
    LeaveCriticalSection(&This->lock);
    pipeline_cleanup(&section->pipeline);
}

static HRESULT write_section(struct write_engine *This, struct section *section)
{
    IDiscRecorder2Ex *recorder;
    HRESULT hr;

    if (FAILED(hr = section_begin(This, section, &recorder))) return hr;
    hr = recorder_session_open(&section->session, (IUnknown *)recorder, &section->pipeline);
    IDiscRecorder2Ex_Release(recorder);
    if (SUCCEEDED(hr))
    {
        hr = pipeline_run(&section->pipeline);
        section_notify(&section->pipeline, 0);
        recorder_session_close(&section->session);
    }
    section_end(This, section);
    return hr;
}

static HRESULT WINAPI engine_WriteSection(IWriteEngine2 *iface, IStream *data, LONG start, LONG count)
{
    struct write_engine *This = impl_from_IWriteEngine2(iface);
    struct section *section;
    HRESULT hr;

    TRACE("(%p)->(%p, %ld, %ld)\n", This, data, start, count);

    if (!data) return engine_result(This, __func__, E_POINTER);
    if (count <= 0) return engine_result(This, __func__, E_INVALIDARG);
    if (!(section = HeapAlloc(GetProcessHeap(), HEAP_ZERO_MEMORY, sizeof(*section))))
        return engine_result(This, __func__, E_OUTOFMEMORY);

    section->engine = This;
    section->range.lba = start;
    section->range.blocks = count;
    section->pipeline.stream = data;
    section->pipeline.ranges = &section->range;
    section->pipeline.range_count = 1;
    section->pipeline.work = section_work;
    section->pipeline.notify = section_notify;
    section->pipeline.context = section;
    IWriteEngine2_AddRef(iface);
    IStream_AddRef(data);
    hr = write_section(This, section);
    IStream_Release(data);
    HeapFree(GetProcessHeap(), 0, section);
    hr = engine_result(This, __func__, hr);
    IWriteEngine2_Release(iface);
    return hr;
}

static HRESULT WINAPI engine_CancelWrite(IWriteEngine2 *iface)
{
    struct write_engine *This = impl_from_IWriteEngine2(iface);
    HRESULT hr = S_IMAPI_WRITE_NOT_IN_PROGRESS;

    TRACE("(%p)\n", This);

    EnterCriticalSection(&This->lock);
    if (This->running)
    {
        pipeline_cancel(This->running);
        hr = S_OK;
    }
    LeaveCriticalSection(&This->lock);
    return engine_result(This, __func__, hr);
}

static HRESULT WINAPI engine_put_Recorder(IWriteEngine2 *iface, IDiscRecorder2Ex *value)
{
    struct write_engine *This = impl_from_IWriteEngine2(iface);
    struct recorder_device device;
    IDiscRecorder2Ex *old = NULL;
    HRESULT hr;

    TRACE("(%p)->(%p)\n", This, value);

    if (!value) return engine_result(This, __func__, E_POINTER);
    if (FAILED(hr = recorder_device_init(&device, value))) return engine_result(This, __func__, hr);

    EnterCriticalSection(&This->lock);
    if (This->running)
        hr = E_IMAPI_DF2DATA_WRITE_IN_PROGRESS;
    else
    {
        old = This->recorder;
        This->recorder = value;
        This->max_transfer = device.limits.max_aligned_transfer;
        IDiscRecorder2Ex_AddRef(value);
    }
    LeaveCriticalSection(&This->lock);
    if (old) IDiscRecorder2Ex_Release(old);
    recorder_device_cleanup(&device);
    return engine_result(This, __func__, hr);
}

static HRESULT WINAPI engine_get_Recorder(IWriteEngine2 *iface, IDiscRecorder2Ex **value)
{
    struct write_engine *This = impl_from_IWriteEngine2(iface);

    TRACE("(%p)->(%p)\n", This, value);

    if (!value) return engine_result(This, __func__, E_POINTER);
    EnterCriticalSection(&This->lock);
    if ((*value = This->recorder)) IDiscRecorder2Ex_AddRef(*value);
    LeaveCriticalSection(&This->lock);
    return S_OK;
}

/* WRITE(12) with its streaming bit would give up defect management; the documentation refuses it too. */
static HRESULT WINAPI engine_put_UseStreamingWrite12(IWriteEngine2 *iface, VARIANT_BOOL value)
{
    struct write_engine *This = impl_from_IWriteEngine2(iface);

    TRACE("(%p)->(%d)\n", This, value);

    return engine_result(This, __func__, value ? E_NOTIMPL : S_OK);
}

static HRESULT WINAPI engine_get_UseStreamingWrite12(IWriteEngine2 *iface, VARIANT_BOOL *value)
{
    struct write_engine *This = impl_from_IWriteEngine2(iface);

    TRACE("(%p)->(%p)\n", This, value);

    if (!value) return engine_result(This, __func__, E_POINTER);
    *value = VARIANT_FALSE;
    return S_OK;
}

static HRESULT set_speed(struct write_engine *This, const char *method, LONG *member, LONG value)
{
    if (value < -1 || !value) return engine_result(This, method, E_INVALIDARG);
    EnterCriticalSection(&This->lock);
    *member = value;
    LeaveCriticalSection(&This->lock);
    return engine_result(This, method, S_OK);
}

static HRESULT get_long(struct write_engine *This, const char *method, const LONG *member, LONG *value)
{
    if (!value) return engine_result(This, method, E_POINTER);
    EnterCriticalSection(&This->lock);
    *value = *member;
    LeaveCriticalSection(&This->lock);
    return engine_result(This, method, S_OK);
}

static HRESULT WINAPI engine_put_StartingSectorsPerSecond(IWriteEngine2 *iface, LONG value)
{
    struct write_engine *This = impl_from_IWriteEngine2(iface);

    TRACE("(%p)->(%ld)\n", This, value);

    return set_speed(This, __func__, &This->starting_speed, value);
}

static HRESULT WINAPI engine_get_StartingSectorsPerSecond(IWriteEngine2 *iface, LONG *value)
{
    struct write_engine *This = impl_from_IWriteEngine2(iface);

    TRACE("(%p)->(%p)\n", This, value);

    return get_long(This, __func__, &This->starting_speed, value);
}

static HRESULT WINAPI engine_put_EndingSectorsPerSecond(IWriteEngine2 *iface, LONG value)
{
    struct write_engine *This = impl_from_IWriteEngine2(iface);

    TRACE("(%p)->(%ld)\n", This, value);

    return set_speed(This, __func__, &This->ending_speed, value);
}

static HRESULT WINAPI engine_get_EndingSectorsPerSecond(IWriteEngine2 *iface, LONG *value)
{
    struct write_engine *This = impl_from_IWriteEngine2(iface);

    TRACE("(%p)->(%p)\n", This, value);

    return get_long(This, __func__, &This->ending_speed, value);
}

/* Before a recorder is set nobody knows the limit, so WriteSection() looks again. */
static HRESULT WINAPI engine_put_BytesPerSector(IWriteEngine2 *iface, LONG value)
{
    struct write_engine *This = impl_from_IWriteEngine2(iface);
    HRESULT hr = S_OK;

    TRACE("(%p)->(%ld)\n", This, value);

    EnterCriticalSection(&This->lock);
    if (This->running)
        hr = E_IMAPI_DF2DATA_WRITE_IN_PROGRESS;
    else if (value < 1 || (This->recorder && (uint32_t)value > This->max_transfer))
        hr = E_INVALIDARG;
    else
        This->bytes_per_sector = value;
    LeaveCriticalSection(&This->lock);
    return engine_result(This, __func__, hr);
}

static HRESULT WINAPI engine_get_BytesPerSector(IWriteEngine2 *iface, LONG *value)
{
    struct write_engine *This = impl_from_IWriteEngine2(iface);

    TRACE("(%p)->(%p)\n", This, value);

    return get_long(This, __func__, &This->bytes_per_sector, value);
}

static HRESULT WINAPI engine_get_WriteInProgress(IWriteEngine2 *iface, VARIANT_BOOL *value)
{
    struct write_engine *This = impl_from_IWriteEngine2(iface);

    TRACE("(%p)->(%p)\n", This, value);

    if (!value) return engine_result(This, __func__, E_POINTER);
    EnterCriticalSection(&This->lock);
    *value = This->running ? VARIANT_TRUE : VARIANT_FALSE;
    LeaveCriticalSection(&This->lock);
    return S_OK;
}

static const IWriteEngine2Vtbl engine_vtbl = {
    engine_QueryInterface,
    engine_AddRef,
    engine_Release,
    engine_GetTypeInfoCount,
    engine_GetTypeInfo,
    engine_GetIDsOfNames,
    engine_Invoke,
    engine_WriteSection,
    engine_CancelWrite,
    engine_put_Recorder,
    engine_get_Recorder,
    engine_put_UseStreamingWrite12,
    engine_get_UseStreamingWrite12,
    engine_put_StartingSectorsPerSecond,
    engine_get_StartingSectorsPerSecond,
    engine_put_EndingSectorsPerSecond,
    engine_get_EndingSectorsPerSecond,
    engine_put_BytesPerSector,
    engine_get_BytesPerSector,
    engine_get_WriteInProgress,
};

static HRESULT engine_init(struct object *object)
{
    struct write_engine *This = CONTAINING_RECORD(object, struct write_engine, object);

    This->IWriteEngine2_iface.lpVtbl = &engine_vtbl;
    InitializeCriticalSection(&This->lock);
    This->starting_speed = -1;
    This->ending_speed = -1;
    This->bytes_per_sector = -1;
    return S_OK;
}

static void engine_destroy(struct object *object)
{
    struct write_engine *This = CONTAINING_RECORD(object, struct write_engine, object);

    if (This->recorder) IDiscRecorder2Ex_Release(This->recorder);
    DeleteCriticalSection(&This->lock);
}

static const struct object_interface engine_interfaces[] = {
    {&IID_IWriteEngine2, offsetof(struct write_engine, IWriteEngine2_iface)},
    {&IID_IDispatch, offsetof(struct write_engine, IWriteEngine2_iface)},
    {NULL, 0},
};

const struct object_type write_engine_type = {
    .clsid = &CLSID_MsftWriteEngine2,
    .name = L"MsftWriteEngine2",
    .size = sizeof(struct write_engine),
    .interfaces = engine_interfaces,
    .source = &IID_DWriteEngine2Events,
    .init = engine_init,
    .destroy = engine_destroy,
};
