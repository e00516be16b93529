/*
 * MsftDiscFormat2RawCD: from PrepareMedia() over WriteMedia() to ReleaseMedia()
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
#include "format_raw.h"
#include "prepared_write.h"

#include "wine/debug.h"

WINE_DEFAULT_DEBUG_CHANNEL(imapi2);

#define SKIP_SECTORS 64     /* read at once and thrown away, of a stream that cannot seek */

/* One WriteMedia() or WriteMedia2(). */
struct raw_write
{
    struct prepared_write base;
    struct format_raw *format;
};

static const struct burn_results raw_results = {
    .recorder_unsupported = E_IMAPI_DF2RAW_RECORDER_NOT_SUPPORTED,
    .media_unsupported = E_IMAPI_DF2RAW_MEDIA_IS_NOT_SUPPORTED,
    .media_state = E_IMAPI_DF2RAW_MEDIA_IS_NOT_SUPPORTED,
    .media_not_blank = E_IMAPI_DF2RAW_MEDIA_IS_NOT_BLANK,
    .too_large = E_IMAPI_DF2RAW_NOT_ENOUGH_SPACE,
    .unexpected = E_FAIL,
};

static HRESULT raw_result(enum burn_status status, const struct burn_drive *drive)
{
    if (status != BURN_OK) WARN("%s\n", burn_status_text(status));
    return hresult_from_burn(status, drive, &raw_results);
}

static const LONG sector_types[BURN_RAW_FORMS] = {
    [BURN_RAW_PQ] = IMAPI_FORMAT2_RAW_CD_SUBCODE_PQ_ONLY,
    [BURN_RAW_PW_PACKED] = IMAPI_FORMAT2_RAW_CD_SUBCODE_IS_COOKED,
    [BURN_RAW_PW] = IMAPI_FORMAT2_RAW_CD_SUBCODE_IS_RAW,
};

/* BURN_RAW_FORMS for a value that is none. */
static enum burn_raw_form form_from_type(LONG type)
{
    unsigned int i = 0;

    while (i < BURN_RAW_FORMS && sector_types[i] != type) i++;
    return (enum burn_raw_form)i;
}

bool format_raw_takes(const struct format_raw *This, LONG sector_type)
{
    enum burn_raw_form form = form_from_type(sector_type);

    return form != BURN_RAW_FORMS && This->raw.forms[form];
}

HRESULT format_raw_sector_types(IDiscRecorder2 *recorder, SAFEARRAY **types)
{
    struct recorder_session session;
    bool forms[BURN_RAW_FORMS];
    LONG found[BURN_RAW_FORMS];
    ULONG count = 0;
    unsigned int i;
    HRESULT hr;

    *types = NULL;
    if (FAILED(hr = recorder_session_open(&session, (IUnknown *)recorder, NULL))) return hr;
    hr = hresult_from_burn(burn_raw_ask_forms(&session.drive, forms), &session.drive, &media_results);
    recorder_session_close(&session);
    if (FAILED(hr)) return hr;
    for (i = 0; i < BURN_RAW_FORMS; i++)
        if (forms[i]) found[count++] = sector_types[i];
    return safearray_from_ulongs(found, count, types);
}

static HRESULT prepare_medium(struct preparation *preparation)
{
    struct format_raw *This = CONTAINING_RECORD(preparation, struct format_raw, preparation);
    HRESULT hr, adjusted = S_OK;
    struct media media;

    memset(&This->raw, 0, sizeof(This->raw));
    hr = media_open(&media, This->format.recorder);
    if (hr == E_NOINTERFACE) return E_IMAPI_DF2RAW_RECORDER_NOT_SUPPORTED;
    if (FAILED(hr)) return hr;
    This->raw.drive = &media.session.drive;
    hr = raw_result(burn_raw_prepare(&This->raw), &media.session.drive);
    if (SUCCEEDED(hr))
        media_apply_speed(&media.session.drive, &media.medium, This->format.settings.speed,
                          This->format.settings.pure_cav, &adjusted);
    media_close(&media);
    This->start_of_session = This->raw.lead_in;
    This->last_lead_out = This->raw.last_lead_out;
    return FAILED(hr) ? hr : adjusted;
}

HRESULT format_raw_prepare(struct format_raw *This)
{
    return preparation_prepare(&This->preparation, prepare_medium);
}

static LONG action_from_phase(int phase)
{
    switch (phase)
    {
    case BURN_PHASE_WRITING: return IMAPI_FORMAT2_RAW_CD_WRITE_ACTION_WRITING;
    case BURN_PHASE_FINALIZING:
    case BURN_PHASE_DONE: return IMAPI_FORMAT2_RAW_CD_WRITE_ACTION_FINISHING;
    }
    return IMAPI_FORMAT2_RAW_CD_WRITE_ACTION_PREPARING;
}

static void write_notify(struct pipeline *pipeline, int phase)
{
    struct raw_write *write = pipeline->context;
    struct write_progress progress;
    IDispatch *args;

    prepared_write_progress(&write->base, phase, &progress);
    progress.action = action_from_phase(phase);
    if (SUCCEEDED(raw_progress_create(&progress, &args)))
        fire_progress(&write->format->object, DISPID_DDISCFORMAT2RAWCDEVENTS_UPDATE, args);
}

static HRESULT take_chunk(struct prepared_write *base, const void *data, uint32_t blocks, uint32_t *written)
{
    struct burn_raw *raw = &CONTAINING_RECORD(base, struct raw_write, base)->format->raw;
    enum burn_status status = burn_raw_write(raw, data, blocks);

    *written = raw->written;
    return raw_result(status, raw->drive);
}

/* All that talks to the drive, on the worker. */
static HRESULT write_work(struct pipeline *pipeline)
{
    struct raw_write *write = pipeline->context;
    struct burn_raw *raw = &write->format->raw;
    struct prepared_write *base = &write->base;
    HRESULT hr, adjusted;

    raw->drive = &base->session.drive;
    base->clock.speed = media_apply_speed(raw->drive, &raw->medium, base->settings.speed, base->settings.pure_cav,
                                          &adjusted);
    hr = raw_result(burn_raw_begin(raw, (uint32_t)base->clock.blocks), raw->drive);
    if (FAILED(hr)) return hr;
    hr = prepared_write_chunks(base, take_chunk);
    if (SUCCEEDED(hr) && raw->written != raw->blocks) hr = E_IMAPI_DF2RAW_STREAM_NOT_SUPPORTED;
    if (SUCCEEDED(hr)) hr = raw_result(burn_raw_end(raw), raw->drive);
    if (FAILED(hr)) burn_raw_abort(raw);
    return hr;
}

static HRESULT read_away(IStream *data, uint32_t sectors, uint32_t block_size)
{
    void *buffer = CoTaskMemAlloc(SKIP_SECTORS * block_size);
    uint64_t left = (uint64_t)sectors * block_size;
    HRESULT hr = S_OK;
    ULONG wanted, read;

    if (!buffer) return E_OUTOFMEMORY;
    while (left && SUCCEEDED(hr))
    {
        wanted = (ULONG)min(left, (uint64_t)SKIP_SECTORS * block_size);
        read = 0;
        hr = IStream_Read(data, buffer, wanted, &read);
        if (SUCCEEDED(hr) && (!read || read > wanted)) hr = E_IMAPI_DF2RAW_STREAM_NOT_SUPPORTED;
        left -= SUCCEEDED(hr) ? read : 0;
    }
    CoTaskMemFree(buffer);
    return hr;
}

/* The sectors in front of the lead-in that this disc has. */
static HRESULT skip(IStream *data, uint32_t sectors, uint32_t block_size)
{
    LARGE_INTEGER position;

    position.QuadPart = (LONGLONG)sectors * block_size;
    if (SUCCEEDED(IStream_Seek(data, position, STREAM_SEEK_SET, NULL))) return S_OK;
    TRACE("%p cannot seek, %u sectors are read away\n", data, sectors);
    return read_away(data, sectors, block_size);
}

static HRESULT check_image(struct raw_write *write, IStream *data, LONG lead_in, uint32_t block_size)
{
    const struct burn_raw *raw = &write->format->raw;
    LONG needed = -raw->lead_in;
    uint64_t blocks;

    if (raw->started) return E_IMAPI_DF2RAW_MEDIA_IS_NOT_BLANK;
    if (!data) return E_POINTER;
    if (lead_in < 0) return E_INVALIDARG;
    if (!client_stream_blocks(data, block_size, &blocks)) return E_IMAPI_DF2RAW_STREAM_NOT_SUPPORTED;
    if (lead_in < needed) return E_IMAPI_DF2RAW_STREAM_LEADIN_TOO_SHORT;
    /* There must be something behind the lead-in. */
    if (blocks <= (uint64_t)lead_in) return E_IMAPI_DF2RAW_STREAM_NOT_SUPPORTED;
    blocks -= (uint64_t)(lead_in - needed);
    if (blocks > LONG_MAX) return E_IMAPI_DF2RAW_NOT_ENOUGH_SPACE;
    write->base.clock.blocks = (LONG)blocks;
    return skip(data, (uint32_t)(lead_in - needed), block_size);
}

static HRESULT write_image(struct raw_write *write, IStream *data, LONG lead_in)
{
    struct burn_raw *raw = &write->format->raw;
    uint32_t block_size;
    HRESULT hr;

    raw->form = form_from_type(write->format->sector_type);
    raw->buffer_underrun_free = !write->format->preparation.buffer_underrun_free_disabled;
    block_size = burn_raw_block_size(raw->form);
    if (FAILED(hr = check_image(write, data, lead_in, block_size))) return hr;
    write->base.start_lba = raw->lead_in;
    write->base.pipeline.work = write_work;
    write->base.pipeline.phase = BURN_PHASE_INITIALIZING;
    return prepared_write_run_stream(&write->base, data, block_size);
}

HRESULT format_raw_write(struct format_raw *This, IStream *data, LONG lead_in)
{
    struct raw_write *write = prepared_write_alloc(sizeof(*write));
    HRESULT hr;

    if (!write) return E_OUTOFMEMORY;
    write->format = This;
    write->base.pipeline.notify = write_notify;
    if (SUCCEEDED(hr = prepared_write_begin(&write->base, &This->preparation)))
    {
        hr = write_image(write, data, lead_in);
        prepared_write_end(&write->base);
    }
    CoTaskMemFree(write);
    return hr;
}

/* The session was ended by the write; here the drive lets the medium go. */
static HRESULT unlock(struct format_raw *This)
{
    struct recorder_session session;
    HRESULT hr;

    hr = recorder_session_open(&session, (IUnknown *)This->format.recorder, NULL);
    if (FAILED(hr)) return hr;
    This->raw.drive = &session.drive;
    hr = raw_result(burn_raw_finish(&This->raw), &session.drive);
    recorder_session_close(&session);
    return hr;
}

/* Whatever the drive says, the object is unprepared afterwards; where memory lacked to ask it, all is as before. */
HRESULT format_raw_release(struct format_raw *This)
{
    HRESULT hr;

    if (FAILED(hr = preparation_begin_write(&This->preparation))) return hr;
    hr = unlock(This);
    if (hr != E_OUTOFMEMORY) preparation_release(&This->preparation);
    preparation_end_write(&This->preparation);
    return hr;
}

void format_raw_abandon(struct format_raw *This)
{
    WARN("%p: the last reference went before ReleaseMedia()\n", This);
    unlock(This);
    preparation_release(&This->preparation);
}
