/*
 * MsftDiscFormat2Data: one Write()
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

#include "client_stream.h"
#include "format_data.h"
#include "verifier.h"
#include "write_progress.h"
#include "writer_access.h"

#include "wine/debug.h"

WINE_DEFAULT_DEBUG_CHANNEL(imapi2);

#define BLOCK_SIZE      2048
#define PHASE_VERIFYING (BURN_PHASE_DONE + 1)  /* the recipes end before it */

struct data_write
{
    struct format_data *format;
    IDiscRecorder2 *recorder;
    BSTR client_name;
    struct writer_access access;
    struct data_options options;
    struct format_settings settings;
    struct recorder_session session;
    struct pipeline pipeline;
    struct pipeline_range whole;            /* the stream from its beginning to its end */
    struct pipeline_range *ranges;          /* what the stream itself wants written, NULL for all of it */
    UINT range_count;
    struct burn_medium medium;
    struct burn_job job;
    struct verifier *verifier;
    HRESULT speed_result;                   /* S_OK, or which part of the speed was adjusted */
    LONG last_action;
    /* Told by the worker, read for the events. */
    LONG start_lba;
    LONG last_written;                      /* LBA */
    struct write_clock clock;
};

static LONG action_from_phase(int phase)
{
    switch (phase)
    {
    case BURN_PHASE_VALIDATING: return IMAPI_FORMAT2_DATA_WRITE_ACTION_VALIDATING_MEDIA;
    case BURN_PHASE_FORMATTING: return IMAPI_FORMAT2_DATA_WRITE_ACTION_FORMATTING_MEDIA;
    case BURN_PHASE_INITIALIZING: return IMAPI_FORMAT2_DATA_WRITE_ACTION_INITIALIZING_HARDWARE;
    case BURN_PHASE_CALIBRATING: return IMAPI_FORMAT2_DATA_WRITE_ACTION_CALIBRATING_POWER;
    case BURN_PHASE_WRITING: return IMAPI_FORMAT2_DATA_WRITE_ACTION_WRITING_DATA;
    case BURN_PHASE_FINALIZING: return IMAPI_FORMAT2_DATA_WRITE_ACTION_FINALIZATION;
    case PHASE_VERIFYING: return IMAPI_FORMAT2_DATA_WRITE_ACTION_VERIFYING;
    }
    return IMAPI_FORMAT2_DATA_WRITE_ACTION_COMPLETED;
}

static bool writes_ranges(const struct data_write *write)
{
    return write->pipeline.ranges != &write->whole;
}

static void fire_action(struct data_write *write, LONG action)
{
    struct write_progress progress = {0};
    IDispatch *args;

    progress.action = action;
    progress.start_lba = write->start_lba;
    progress.sector_count = write->clock.blocks;
    write_progress_from_pipeline(&progress, &write->pipeline);
    if (!writes_ranges(write)) progress.last_read_lba += write->start_lba;
    progress.last_written_lba = write->last_written;
    write_progress_times(&progress, &write->clock, action == IMAPI_FORMAT2_DATA_WRITE_ACTION_COMPLETED);
    write->last_action = action;
    if (SUCCEEDED(data_progress_create(&progress, &args)))
        fire_progress(&write->format->object, DISPID_DDISCFORMAT2DATAEVENTS_UPDATE, args);
}

/* The end is told once, by Write() itself, when all is released; a recipe repeats how it begins. */
static void write_notify(struct pipeline *pipeline, int phase)
{
    struct data_write *write = pipeline->context;
    LONG action = action_from_phase(phase);

    if (action == IMAPI_FORMAT2_DATA_WRITE_ACTION_COMPLETED) return;
    if (action == IMAPI_FORMAT2_DATA_WRITE_ACTION_WRITING_DATA && !write->clock.writing_since)
        write->clock.writing_since = GetTickCount64();
    fire_action(write, action);
}

static HRESULT write_result(struct data_write *write, enum burn_status status)
{
    if (status != BURN_OK) WARN("%p: %s\n", write->format, burn_status_text(status));
    return hresult_from_burn(status, &write->session.drive, &data_results);
}

static HRESULT check_recorder_and_medium(struct data_write *write)
{
    struct burn_drive *drive = &write->session.drive;
    enum burn_status status;
    bool supported = false;

    status = burn_recorder_supported(drive, &supported);
    if (status != BURN_OK) return write_result(write, status);
    if (!supported) return E_IMAPI_DF2DATA_RECORDER_NOT_SUPPORTED;
    status = burn_read_medium(drive, &write->medium);
    if (status != BURN_OK) return write_result(write, status);
    if (write->medium.family == BURN_FAMILY_NONE) return E_IMAPI_DF2DATA_MEDIA_IS_NOT_SUPPORTED;
    return write->medium.write_protected ? E_IMAPI_RECORDER_MEDIA_WRITE_PROTECTED : S_OK;
}

/* Media that take every block at any time get the ranges of the stream, the others all of it. */
static HRESULT choose_ranges(struct data_write *write)
{
    const struct pipeline_range *range;
    uint64_t blocks = 0;
    uint32_t end = 0;

    if (!write->ranges || !write->medium.overwritable) return S_OK;
    write->pipeline.ranges = write->ranges;
    write->pipeline.range_count = write->range_count;
    for (range = write->ranges; range < write->ranges + write->range_count; range++)
    {
        blocks += range->blocks;
        if (range->lba + range->blocks > end) end = range->lba + range->blocks;
    }
    /* The same blocks again and again. */
    if (blocks > MAXLONG) return E_IMAPI_DF2DATA_STREAM_TOO_LARGE_FOR_CURRENT_MEDIA;
    write->clock.blocks = (LONG)blocks;
    write->job.options.ranges_end = end;
    return S_OK;
}

static void set_job_options(struct data_write *write)
{
    struct burn_options *options = &write->job.options;

    write->job.drive = &write->session.drive;
    write->job.blocks = write->clock.blocks;
    options->close_medium = write->options.force_close;
    options->buffer_underrun_free = !write->options.buffer_underrun_free_disabled;
    options->dvd_compatible = !write->options.disable_dvd_compatibility;
    options->postgap_in_image = write->options.postgap_in_image;
    options->overwrite = write->options.force_overwrite;
}

static HRESULT prepare(struct data_write *write)
{
    HRESULT hr;

    if (FAILED(hr = check_recorder_and_medium(write))) return hr;
    if (FAILED(hr = choose_ranges(write))) return hr;
    write->clock.speed = media_apply_speed(&write->session.drive, &write->medium, write->settings.speed,
                                     write->settings.pure_cav, &write->speed_result);
    set_job_options(write);
    if (FAILED(hr = write_result(write, burn_prepare(&write->job)))) return hr;
    write->start_lba = writes_ranges(write) ? write->ranges[0].lba : write->job.start_lba;
    write->last_written = write->start_lba;
    return S_OK;
}

/* The chunks of a range have their own address; the recipe counts the others from where its data begin. */
static enum burn_status burn_chunk(struct data_write *write, const struct ring_chunk *chunk, uint32_t blocks)
{
    if (writes_ranges(write)) return burn_write_at(&write->job, chunk->lba, chunk->data, blocks);
    return burn_write(&write->job, chunk->data, blocks);
}

static HRESULT write_chunk(struct data_write *write, const struct ring_chunk *chunk)
{
    uint32_t blocks = chunk->length / BLOCK_SIZE;
    int32_t lba = writes_ranges(write) ? chunk->lba : write->start_lba + chunk->lba;
    HRESULT hr;

    hr = write_result(write, burn_chunk(write, chunk, blocks));
    if (FAILED(hr)) return hr;
    if (write->verifier && !verifier_note(write->verifier, lba, chunk->data, blocks)) return E_OUTOFMEMORY;
    InterlockedExchange(&write->last_written, lba + (int32_t)blocks - 1);
    InterlockedExchangeAdd(&write->clock.written, blocks);
    return S_OK;
}

static HRESULT write_chunks(struct data_write *write)
{
    const struct ring_chunk *chunk;
    HRESULT hr = S_OK;

    pipeline_start_reading(&write->pipeline);
    while (SUCCEEDED(hr) && (chunk = pipeline_next_chunk(&write->pipeline)))
    {
        hr = write_chunk(write, chunk);
        pipeline_release_chunk(&write->pipeline);
    }
    if (FAILED(hr)) return hr;
    if (FAILED(hr = pipeline_stream_result(&write->pipeline))) return hr;
    if (pipeline_is_cancelled(&write->pipeline)) return E_IMAPI_REQUEST_CANCELLED;
    return write->clock.written ? S_OK : E_IMAPI_DF2DATA_STREAM_NOT_SUPPORTED;
}

static HRESULT verify(struct data_write *write)
{
    if (!write->verifier) return S_OK;
    pipeline_set_phase(&write->pipeline, PHASE_VERIFYING);
    return verifier_check(write->verifier, &write->session.drive);
}

/* All that talks to the drive, on the worker. */
static HRESULT write_work(struct pipeline *pipeline)
{
    struct data_write *write = pipeline->context;
    HRESULT hr;

    if (FAILED(hr = prepare(write))) return hr;
    hr = write_chunks(write);
    if (SUCCEEDED(hr)) hr = write_result(write, burn_finish(&write->job));
    if (write->job.closed_by_drive) WARN("%p: the drive has closed the medium, no session can follow\n", write);
    if (FAILED(hr))
    {
        burn_abort(&write->job);
        return hr;
    }
    return verify(write);
}

/* Runs with exclusive access. */
static HRESULT run_write(struct data_write *write)
{
    HRESULT hr;

    if (write->settings.verification != IMAPI_BURN_VERIFICATION_NONE &&
        !(write->verifier = verifier_create(write->settings.verification)))
        return E_OUTOFMEMORY;
    hr = recorder_session_open(&write->session, (IUnknown *)write->recorder, &write->pipeline);
    if (hr == E_NOINTERFACE) return E_IMAPI_DF2DATA_RECORDER_NOT_SUPPORTED;
    if (FAILED(hr)) return hr;
    hr = pipeline_run(&write->pipeline);
    recorder_session_close(&write->session);
    return hr;
}

static HRESULT write_locked(struct data_write *write)
{
    HRESULT hr = writer_access_take(&write->access, write->recorder, write->client_name);

    if (FAILED(hr)) return hr;
    hr = run_write(write);
    writer_access_give_back(&write->access);
    if (FAILED(hr)) return hr;
    fire_action(write, IMAPI_FORMAT2_DATA_WRITE_ACTION_COMPLETED);
    return write->speed_result;
}

static HRESULT check_stream(struct data_write *write, IStream *data)
{
    uint64_t blocks;
    HRESULT hr;

    if (!client_stream_blocks(data, BLOCK_SIZE, &blocks)) return E_IMAPI_DF2DATA_STREAM_NOT_SUPPORTED;
    if (blocks > MAXLONG) return E_IMAPI_DF2DATA_STREAM_TOO_LARGE_FOR_CURRENT_MEDIA;
    if (FAILED(hr = client_stream_ranges(data, (uint32_t)blocks, &write->ranges, &write->range_count))) return hr;
    client_stream_rewind(data);
    write->clock.blocks = (LONG)blocks;
    write->whole.blocks = (uint32_t)blocks;
    return S_OK;
}

/* A Write() needs a recorder and a client name; what else is set at this moment is taken with them. */
static HRESULT take_settings(struct data_write *write)
{
    const struct format *format = &write->format->format;

    if (!format->recorder) return E_IMAPI_RECORDER_REQUIRED;
    if (!format->client_name) return E_IMAPI_DF2DATA_CLIENT_NAME_IS_NOT_VALID;
    if (!(write->client_name = SysAllocString(format->client_name))) return E_OUTOFMEMORY;
    write->recorder = format->recorder;
    IDiscRecorder2_AddRef(write->recorder);
    write->options = write->format->options;
    write->settings = format->settings;
    return S_OK;
}

/* From here on a second Write() and the setters are refused, and CancelWrite() finds something to cancel. */
static HRESULT begin_write(struct data_write *write)
{
    HRESULT hr = S_OK;

    EnterCriticalSection(&write->format->format.lock);
    if (write->format->running)
        hr = E_IMAPI_DF2DATA_WRITE_IN_PROGRESS;
    else if (SUCCEEDED(hr = take_settings(write)) && SUCCEEDED(hr = pipeline_init(&write->pipeline)))
        write->format->running = &write->pipeline;
    LeaveCriticalSection(&write->format->format.lock);
    return hr;
}

static void end_write(struct data_write *write)
{
    EnterCriticalSection(&write->format->format.lock);
    write->format->running = NULL;
    LeaveCriticalSection(&write->format->format.lock);
    pipeline_cleanup(&write->pipeline);
}

/* The order of the cheap checks: what is missing in the object goes before what is wrong with the stream. */
static HRESULT check_settings(struct format_data *This)
{
    HRESULT hr = S_OK;

    EnterCriticalSection(&This->format.lock);
    if (This->running) hr = E_IMAPI_DF2DATA_WRITE_IN_PROGRESS;
    else if (!This->format.recorder) hr = E_IMAPI_RECORDER_REQUIRED;
    else if (!This->format.client_name) hr = E_IMAPI_DF2DATA_CLIENT_NAME_IS_NOT_VALID;
    LeaveCriticalSection(&This->format.lock);
    return hr;
}

static HRESULT write_stream(struct data_write *write, IStream *data)
{
    HRESULT hr;

    if (FAILED(hr = check_stream(write, data))) return hr;
    write->pipeline.stream = data;
    write->pipeline.ranges = &write->whole;
    write->pipeline.range_count = 1;
    write->pipeline.block_size = BLOCK_SIZE;
    write->pipeline.work = write_work;
    write->pipeline.notify = write_notify;
    write->pipeline.context = write;
    write->pipeline.phase = BURN_PHASE_VALIDATING;
    write->clock.started = GetTickCount64();
    if (FAILED(hr = begin_write(write))) return hr;
    hr = write_locked(write);
    end_write(write);
    return hr;
}

HRESULT format_data_write(struct format_data *This, IStream *data)
{
    struct data_write *write;
    HRESULT hr;

    if (!data) return E_POINTER;
    if (FAILED(hr = check_settings(This))) return hr;
    if (!(write = CoTaskMemAlloc(sizeof(*write)))) return E_OUTOFMEMORY;
    memset(write, 0, sizeof(*write));
    write->format = This;
    IStream_AddRef(data);
    hr = write_stream(write, data);
    IStream_Release(data);
    verifier_destroy(write->verifier);
    if (write->recorder) IDiscRecorder2_Release(write->recorder);
    SysFreeString(write->client_name);
    CoTaskMemFree(write->ranges);
    CoTaskMemFree(write);
    return hr;
}
