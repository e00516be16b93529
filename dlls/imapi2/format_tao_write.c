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
#include "prepared_write.h"

#include "wine/debug.h"

WINE_DEFAULT_DEBUG_CHANNEL(imapi2);

#define PHASE_VERIFYING (BURN_PHASE_DONE + 1)   /* the recipe ends before it */

/* One AddAudioTrack() or ReleaseMedia(). */
struct tao_write
{
    struct prepared_write base;
    struct format_tao *format;
    LONG track;                             /* 1..99 */
    bool released;                          /* the drive was asked to end the session */
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

/* What the object tells about its medium until the next write ends. */
static void take_numbers(struct format_tao *This)
{
    EnterCriticalSection(&This->format.lock);
    This->total_sectors = (LONG)This->audio.total_blocks;
    This->free_sectors = (LONG)This->audio.free_blocks;
    This->tracks = (LONG)This->audio.track_count;
    LeaveCriticalSection(&This->format.lock);
}

static HRESULT prepare_medium(struct preparation *preparation)
{
    struct format_tao *This = CONTAINING_RECORD(preparation, struct format_tao, preparation);
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
    take_numbers(This);
    return hr;
}

HRESULT format_tao_prepare(struct format_tao *This)
{
    return preparation_prepare(&This->preparation, prepare_medium);
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
    struct write_progress progress;
    IDispatch *args;

    prepared_write_progress(&write->base, phase, &progress);
    progress.track = write->track;
    progress.action = action_from_phase(phase);
    if (SUCCEEDED(tao_progress_create(&progress, &args)))
        fire_progress(&write->format->object, DISPID_DDISCFORMAT2TAOEVENTS_UPDATE, args);
}

static HRESULT take_chunk(struct prepared_write *base, const void *data, uint32_t blocks, uint32_t *written)
{
    struct burn_audio *audio = &CONTAINING_RECORD(base, struct tao_write, base)->format->audio;
    enum burn_status status = burn_audio_write(audio, data, blocks);

    *written = audio->written;
    return tao_result(status, audio->drive);
}

static HRESULT verify(struct tao_write *write, enum burn_status (*check)(struct burn_audio *audio))
{
    enum burn_status status;

    if (write->base.settings.verification == IMAPI_BURN_VERIFICATION_NONE) return S_OK;
    pipeline_set_phase(&write->base.pipeline, PHASE_VERIFYING);
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
    struct prepared_write *base = &write->base;
    HRESULT hr, adjusted;

    audio->drive = &base->session.drive;
    base->clock.speed = media_apply_speed(audio->drive, &audio->medium, base->settings.speed,
                                          base->settings.pure_cav, &adjusted);
    hr = tao_result(burn_audio_begin_track(audio, (uint32_t)base->clock.blocks), audio->drive);
    if (FAILED(hr)) return hr;
    InterlockedExchange(&base->start_lba, audio->track.start);
    hr = prepared_write_chunks(base, take_chunk);
    if (SUCCEEDED(hr) && !audio->written) hr = E_IMAPI_DF2TAO_STREAM_NOT_SUPPORTED;
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
    audio->drive = &write->base.session.drive;
    hr = tao_result(burn_audio_finish(audio), audio->drive);
    if (FAILED(hr)) return hr;
    return audio->track_count ? verify(write, burn_audio_verify_disc) : S_OK;
}

static HRESULT begin_write(struct format_tao *This, struct tao_write *write)
{
    HRESULT hr;

    write->format = This;
    write->base.pipeline.notify = write_notify;
    hr = prepared_write_begin(&write->base, &This->preparation);
    if (SUCCEEDED(hr)) This->audio.options.buffer_underrun_free = !This->preparation.buffer_underrun_free_disabled;
    return hr;
}

static void end_write(struct tao_write *write)
{
    take_numbers(write->format);
    prepared_write_end(&write->base);
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
    write->base.clock.blocks = (LONG)blocks;
    write->track = (LONG)write->format->audio.track_count + 1;
    return S_OK;
}

static HRESULT write_track(struct tao_write *write, IStream *data)
{
    HRESULT hr;

    if (FAILED(hr = check_track(write, data))) return hr;
    write->base.pipeline.work = track_work;
    write->base.pipeline.phase = BURN_PHASE_INITIALIZING;
    write->base.start_lba = write->format->audio.next_writable;
    return prepared_write_run_stream(&write->base, data, BURN_AUDIO_BLOCK_SIZE);
}

HRESULT format_tao_add_track(struct format_tao *This, IStream *data)
{
    struct tao_write *write = prepared_write_alloc(sizeof(*write));
    HRESULT hr;

    if (!write) return E_OUTOFMEMORY;
    if (SUCCEEDED(hr = begin_write(This, write)))
    {
        hr = write_track(write, data);
        end_write(write);
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
    write->base.pipeline.work = release_work;
    write->base.pipeline.phase = BURN_PHASE_FINALIZING;
    write->track = (LONG)write->format->audio.track_count;
    if (!write->format->audio.started) write->base.pipeline.notify = no_notify;
    return prepared_write_run(&write->base);
}

/*
 * Whatever the drive says, the object is unprepared afterwards and the recorder
 * free. Where memory lacked to ask the drive, all is as before.
 */
HRESULT format_tao_release(struct format_tao *This)
{
    struct tao_write *write = prepared_write_alloc(sizeof(*write));
    HRESULT hr;

    if (!write) return E_OUTOFMEMORY;
    if (SUCCEEDED(hr = begin_write(This, write)))
    {
        hr = run_release(write);
        if (hr != E_OUTOFMEMORY || write->released) preparation_release(&This->preparation);
        end_write(write);
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
    preparation_release(&This->preparation);
}
