/*
 * One write of a format that was prepared: a stream of sectors, or what needs none
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

#include "prepared_write.h"

void *prepared_write_alloc(size_t size)
{
    void *write = CoTaskMemAlloc(size);

    if (write) memset(write, 0, size);
    return write;
}

HRESULT prepared_write_begin(struct prepared_write *write, struct preparation *preparation)
{
    HRESULT hr;

    write->preparation = preparation;
    write->clock.started = GetTickCount64();
    write->pipeline.context = write;
    EnterCriticalSection(&preparation->format->lock);
    hr = preparation_begin_write(preparation);
    write->settings = preparation->format->settings;
    LeaveCriticalSection(&preparation->format->lock);
    return hr;
}

void prepared_write_end(struct prepared_write *write)
{
    preparation_end_write(write->preparation);
}

static HRESULT run(struct prepared_write *write)
{
    IUnknown *recorder = (IUnknown *)write->preparation->format->recorder;
    HRESULT hr;

    hr = recorder_session_open(&write->session, recorder, &write->pipeline);
    if (FAILED(hr)) return hr;
    hr = pipeline_run(&write->pipeline);
    recorder_session_close(&write->session);
    return hr;
}

HRESULT prepared_write_run(struct prepared_write *write)
{
    HRESULT hr;

    if (FAILED(hr = pipeline_init(&write->pipeline))) return hr;
    hr = run(write);
    pipeline_cleanup(&write->pipeline);
    return hr;
}

HRESULT prepared_write_run_stream(struct prepared_write *write, IStream *data, uint32_t block_size)
{
    HRESULT hr;

    write->whole.blocks = (uint32_t)write->clock.blocks;
    write->pipeline.stream = data;
    write->pipeline.ranges = &write->whole;
    write->pipeline.range_count = 1;
    write->pipeline.block_size = block_size;
    if (FAILED(hr = pipeline_init(&write->pipeline))) return hr;
    preparation_set_running(write->preparation, &write->pipeline);
    IStream_AddRef(data);
    hr = run(write);
    IStream_Release(data);
    preparation_set_running(write->preparation, NULL);
    pipeline_cleanup(&write->pipeline);
    return hr;
}

HRESULT prepared_write_chunks(struct prepared_write *write,
                              HRESULT (*take)(struct prepared_write *write, const void *data, uint32_t blocks,
                                              uint32_t *written))
{
    const struct ring_chunk *chunk;
    uint32_t written = 0;
    HRESULT hr = S_OK;

    pipeline_start_reading(&write->pipeline);
    while (SUCCEEDED(hr) && (chunk = pipeline_next_chunk(&write->pipeline)))
    {
        hr = take(write, chunk->data, chunk->length / write->pipeline.block_size, &written);
        InterlockedExchange(&write->clock.written, (LONG)written);
        pipeline_release_chunk(&write->pipeline);
    }
    if (FAILED(hr)) return hr;
    if (FAILED(hr = pipeline_stream_result(&write->pipeline))) return hr;
    return pipeline_is_cancelled(&write->pipeline) ? E_IMAPI_REQUEST_CANCELLED : S_OK;
}

void prepared_write_progress(struct prepared_write *write, int phase, struct write_progress *progress)
{
    memset(progress, 0, sizeof(*progress));
    if (phase == BURN_PHASE_WRITING && !write->clock.writing_since) write->clock.writing_since = GetTickCount64();
    progress->start_lba = write->start_lba;
    progress->sector_count = write->clock.blocks;
    write_progress_from_pipeline(progress, &write->pipeline);
    progress->last_read_lba += write->start_lba;
    progress->last_written_lba = write->start_lba + (write->clock.written ? write->clock.written - 1 : 0);
    write_progress_times(progress, &write->clock, false);
}
