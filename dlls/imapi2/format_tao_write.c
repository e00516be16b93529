/*
 * MsftDiscFormat2TrackAtOnce: from PrepareMedia() to ReleaseMedia()
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
#include "format_tao.h"
#include "write_progress.h"

#include "wine/debug.h"

WINE_DEFAULT_DEBUG_CHANNEL(imapi2);

#define PHASE_VERIFYING (BURN_PHASE_DONE + 1)   /* the recipe ends before it */

/* One AddAudioTrack() or ReleaseMedia(). */
struct tao_write
{
    struct format_tao *format;
    struct recorder_session session;
    struct pipeline pipeline;
    struct pipeline_range whole;            /* the stream from its beginning to its end */
    struct format_settings settings;
    LONG track;                             /* 1..99 */
    bool released;                          /* the drive was asked to end the session */
    /* Told by the worker, read for the events. */
    LONG start_lba;
    struct write_clock clock;
};

static const struct burn_results tao_results = {
    .recorder_unsupported = E_IMAPI_DF2TAO_RECORDER_NOT_SUPPORTED,
    .media_unsupported = E_IMAPI_DF2TAO_MEDIA_IS_NOT_SUPPORTED,
    .media_state = E_IMAPI_DF2TAO_MEDIA_IS_NOT_SUPPORTED,
    .media_not_blank = E_IMAPI_DF2TAO_MEDIA_IS_NOT_BLANK,
    .too_large = E_IMAPI_DF2TAO_NOT_ENOUGH_SPACE,
    .unexpected = E_FAIL,
};

static HRESULT tao_result(enum burn_status status, const struct burn_drive *drive)
{
    if (status != BURN_OK) WARN("%s\n", burn_status_text(status));
    return hresult_from_burn(status, drive, &tao_results);
}

static void give_access_back(IDiscRecorder2 *recorder)
{
    HRESULT hr = IDiscRecorder2_ReleaseExclusiveAccess(recorder);

    if (FAILED(hr)) WARN("%p: exclusive access was not given back: %#lx\n", recorder, hr);
}

/* What the object tells about its medium until the next write ends. Called with the lock held. */
static void take_numbers(struct format_tao *This)
{
    This->total_sectors = (LONG)This->audio.total_blocks;
    This->free_sectors = (LONG)This->audio.free_blocks;
    This->tracks = (LONG)This->audio.track_count;
}

static HRESULT begin_prepare(struct format_tao *This)
{
    HRESULT hr = S_OK;

    EnterCriticalSection(&This->format.lock);
    if (This->prepared || This->busy) hr = E_IMAPI_DF2TAO_MEDIA_IS_PREPARED;
    else if (!This->format.recorder) hr = E_IMAPI_DF2TAO_NO_RECORDER_SPECIFIED;
    else if (!This->format.client_name) hr = E_IMAPI_DF2TAO_CLIENT_NAME_IS_NOT_VALID;
    else This->busy = true;
    LeaveCriticalSection(&This->format.lock);
    return hr;
}

static HRESULT prepare_medium(struct format_tao *This)
{
    struct media media;
    HRESULT hr;

    memset(&This->audio, 0, sizeof(This->audio));
    This->audio.options.close_medium = !This->do_not_finalize;
    hr = media_open(&media, This->format.recorder);
    if (hr == E_NOINTERFACE) return E_IMAPI_DF2TAO_RECORDER_NOT_SUPPORTED;
    if (FAILED(hr)) return hr;
    This->audio.drive = &media.session.drive;
    hr = tao_result(burn_audio_prepare(&This->audio), &media.session.drive);
    media_close(&media);
    return hr;
}

/* While it is busy neither recorder nor client name change. */
HRESULT format_tao_prepare(struct format_tao *This)
{
    HRESULT hr;

    if (FAILED(hr = begin_prepare(This))) return hr;
    hr = IDiscRecorder2_AcquireExclusiveAccess(This->format.recorder, VARIANT_TRUE, This->format.client_name);
    if (SUCCEEDED(hr) && FAILED(hr = prepare_medium(This))) give_access_back(This->format.recorder);

    EnterCriticalSection(&This->format.lock);
    This->busy = false;
    This->prepared = SUCCEEDED(hr);
    take_numbers(This);
    LeaveCriticalSection(&This->format.lock);
    return hr;
}

static LONG action_from_phase(int phase)
{
    switch (phase)
    {
    case BURN_PHASE_WRITING: return IMAPI_FORMAT2_TAO_WRITE_ACTION_WRITING;
    case BURN_PHASE_FINALIZING:
    case BURN_PHASE_DONE: return IMAPI_FORMAT2_TAO_WRITE_ACTION_FINISHING;
    case PHASE_VERIFYING: return IMAPI_FORMAT2_TAO_WRITE_ACTION_VERIFYING;
    }
    return IMAPI_FORMAT2_TAO_WRITE_ACTION_PREPARING;
}

static void write_notify(struct pipeline *pipeline, int phase)
{
    struct tao_write *write = pipeline->context;
    struct write_progress progress = {0};
    IDispatch *args;

    if (phase == BURN_PHASE_WRITING && !write->clock.writing_since) write->clock.writing_since = GetTickCount64();
    progress.track = write->track;
    progress.action = action_from_phase(phase);
    progress.start_lba = write->start_lba;
    progress.sector_count = write->clock.blocks;
    write_progress_from_pipeline(&progress, pipeline);
    progress.last_read_lba += write->start_lba;
    progress.last_written_lba = write->start_lba + (write->clock.written ? write->clock.written - 1 : 0);
    write_progress_times(&progress, &write->clock, false);
    if (SUCCEEDED(tao_progress_create(&progress, &args)))
        fire_progress(&write->format->object, DISPID_DDISCFORMAT2TAOEVENTS_UPDATE, args);
}

static HRESULT write_chunks(struct tao_write *write)
{
    struct burn_audio *audio = &write->format->audio;
    const struct ring_chunk *chunk;
    HRESULT hr = S_OK;

    pipeline_start_reading(&write->pipeline);
    while (SUCCEEDED(hr) && (chunk = pipeline_next_chunk(&write->pipeline)))
    {
        hr = tao_result(burn_audio_write(audio, chunk->data, chunk->length / BURN_AUDIO_BLOCK_SIZE), audio->drive);
        InterlockedExchange(&write->clock.written, (LONG)audio->written);
        pipeline_release_chunk(&write->pipeline);
    }
    if (FAILED(hr)) return hr;
    if (FAILED(hr = pipeline_stream_result(&write->pipeline))) return hr;
    if (pipeline_is_cancelled(&write->pipeline)) return E_IMAPI_REQUEST_CANCELLED;
    return audio->written ? S_OK : E_IMAPI_DF2TAO_STREAM_NOT_SUPPORTED;
}

static HRESULT verify(struct tao_write *write, enum burn_status (*check)(struct burn_audio *audio))
{
    enum burn_status status;

    if (write->settings.verification == IMAPI_BURN_VERIFICATION_NONE) return S_OK;
    pipeline_set_phase(&write->pipeline, PHASE_VERIFYING);
    status = check(&write->format->audio);
    if (status == BURN_OK) return S_OK;
    WARN("%s\n", burn_status_text(status));
    return E_IMAPI_BURN_VERIFICATION_FAILED;
}

static enum burn_status check_last_track(struct burn_audio *audio)
{
    return burn_audio_verify_track(audio, audio->track_count);
}

/* All that talks to the drive for a track, on the worker. */
static HRESULT track_work(struct pipeline *pipeline)
{
    struct tao_write *write = pipeline->context;
    struct burn_audio *audio = &write->format->audio;
    HRESULT hr, adjusted;

    write->clock.speed = media_apply_speed(audio->drive, &audio->medium, write->settings.speed,
                                           write->settings.pure_cav, &adjusted);
    hr = tao_result(burn_audio_begin_track(audio, (uint32_t)write->clock.blocks), audio->drive);
    if (FAILED(hr)) return hr;
    InterlockedExchange(&write->start_lba, audio->track.start);
    hr = write_chunks(write);
    if (SUCCEEDED(hr)) hr = tao_result(burn_audio_end_track(audio), audio->drive);
    if (FAILED(hr))
    {
        burn_audio_abort_track(audio);
        return hr;
    }
    return verify(write, check_last_track);
}

static HRESULT release_work(struct pipeline *pipeline)
{
    struct tao_write *write = pipeline->context;
    struct burn_audio *audio = &write->format->audio;
    HRESULT hr;

    write->released = true;
    hr = tao_result(burn_audio_finish(audio), audio->drive);
    if (FAILED(hr)) return hr;
    return audio->track_count ? verify(write, burn_audio_verify_disc) : S_OK;
}

static HRESULT run_write(struct tao_write *write)
{
    struct format_tao *format = write->format;
    HRESULT hr;

    hr = recorder_session_open(&write->session, (IUnknown *)format->format.recorder, &write->pipeline);
    if (FAILED(hr)) return hr;
    format->audio.drive = &write->session.drive;
    hr = pipeline_run(&write->pipeline);
    recorder_session_close(&write->session);
    return hr;
}

/* From here on everything else is refused. Takes the settings of this moment. */
static HRESULT begin_write(struct format_tao *This, struct tao_write *write)
{
    HRESULT hr = S_OK;

    EnterCriticalSection(&This->format.lock);
    if (This->busy) hr = E_IMAPI_DF2TAO_WRITE_IN_PROGRESS;
    else if (!This->prepared) hr = E_IMAPI_DF2TAO_MEDIA_IS_NOT_PREPARED;
    else This->busy = true;
    write->settings = This->format.settings;
    if (SUCCEEDED(hr)) This->audio.options.buffer_underrun_free = !This->buffer_underrun_free_disabled;
    LeaveCriticalSection(&This->format.lock);
    write->format = This;
    write->clock.started = GetTickCount64();
    write->pipeline.notify = write_notify;
    write->pipeline.context = write;
    return hr;
}

static void end_write(struct format_tao *This)
{
    EnterCriticalSection(&This->format.lock);
    This->busy = false;
    take_numbers(This);
    LeaveCriticalSection(&This->format.lock);
}

static void set_running(struct format_tao *This, struct pipeline *pipeline)
{
    EnterCriticalSection(&This->format.lock);
    This->running = pipeline;
    LeaveCriticalSection(&This->format.lock);
}

/* Room is asked for by the recipe; here it only keeps a track that can never fit from being counted in 32 bits. */
static HRESULT check_track(struct tao_write *write, IStream *data)
{
    uint64_t blocks;

    if (!data) return E_POINTER;
    if (write->format->audio.track_count == BURN_AUDIO_TRACKS_MAX) return E_IMAPI_DF2TAO_TRACK_LIMIT_REACHED;
    if (!client_stream_blocks(data, BURN_AUDIO_BLOCK_SIZE, &blocks)) return E_IMAPI_DF2TAO_STREAM_NOT_SUPPORTED;
    if (blocks > write->format->audio.free_blocks) return E_IMAPI_DF2TAO_NOT_ENOUGH_SPACE;
    client_stream_rewind(data);
    write->clock.blocks = (LONG)blocks;
    write->whole.blocks = (uint32_t)blocks;
    write->track = (LONG)write->format->audio.track_count + 1;
    return S_OK;
}

static HRESULT write_track(struct tao_write *write, IStream *data)
{
    HRESULT hr;

    if (FAILED(hr = check_track(write, data))) return hr;
    write->pipeline.stream = data;
    write->pipeline.ranges = &write->whole;
    write->pipeline.range_count = 1;
    write->pipeline.block_size = BURN_AUDIO_BLOCK_SIZE;
    write->pipeline.work = track_work;
    write->pipeline.phase = BURN_PHASE_INITIALIZING;
    write->start_lba = write->format->audio.next_writable;
    if (FAILED(hr = pipeline_init(&write->pipeline))) return hr;
    set_running(write->format, &write->pipeline);
    IStream_AddRef(data);
    hr = run_write(write);
    IStream_Release(data);
    set_running(write->format, NULL);
    pipeline_cleanup(&write->pipeline);
    return hr;
}

static struct tao_write *alloc_write(void)
{
    struct tao_write *write = CoTaskMemAlloc(sizeof(*write));

    if (write) memset(write, 0, sizeof(*write));
    return write;
}

HRESULT format_tao_add_track(struct format_tao *This, IStream *data)
{
    struct tao_write *write = alloc_write();
    HRESULT hr;

    if (!write) return E_OUTOFMEMORY;
    if (SUCCEEDED(hr = begin_write(This, write)))
    {
        hr = write_track(write, data);
        end_write(This);
    }
    CoTaskMemFree(write);
    return hr;
}

/* Nothing is told of a session that has no track. */
static void no_notify(struct pipeline *pipeline, int phase)
{
    (void)pipeline, (void)phase;
}

static HRESULT run_release(struct tao_write *write)
{
    HRESULT hr;

    write->pipeline.work = release_work;
    write->pipeline.phase = BURN_PHASE_FINALIZING;
    write->track = (LONG)write->format->audio.track_count;
    if (!write->format->audio.started) write->pipeline.notify = no_notify;
    if (FAILED(hr = pipeline_init(&write->pipeline))) return hr;
    hr = run_write(write);
    pipeline_cleanup(&write->pipeline);
    return hr;
}

static void unprepare(struct format_tao *This)
{
    give_access_back(This->format.recorder);
    EnterCriticalSection(&This->format.lock);
    This->prepared = false;
    LeaveCriticalSection(&This->format.lock);
}

/*
 * Whatever the drive says, the object is unprepared afterwards and the recorder
 * free. Where memory lacked to ask the drive, all is as before.
 */
HRESULT format_tao_release(struct format_tao *This)
{
    struct tao_write *write = alloc_write();
    HRESULT hr;

    if (!write) return E_OUTOFMEMORY;
    if (SUCCEEDED(hr = begin_write(This, write)))
    {
        hr = run_release(write);
        if (hr != E_OUTOFMEMORY || write->released) unprepare(This);
        end_write(This);
    }
    CoTaskMemFree(write);
    return hr;
}

void format_tao_abandon(struct format_tao *This)
{
    struct recorder_session session;

    WARN("%p: the last reference went before ReleaseMedia()\n", This);
    if (SUCCEEDED(recorder_session_open(&session, (IUnknown *)This->format.recorder, NULL)))
    {
        This->audio.drive = &session.drive;
        This->audio.started = false;
        burn_audio_finish(&This->audio);
        recorder_session_close(&session);
    }
    give_access_back(This->format.recorder);
}
