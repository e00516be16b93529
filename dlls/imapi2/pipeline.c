/*
 * One write: the client's thread reads and tells, a worker talks to the drive
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

#include "pipeline.h"

#include "wine/debug.h"

WINE_DEFAULT_DEBUG_CHANNEL(imapi2);

static uint32_t chunk_blocks(const struct pipeline *pipeline)
{
    uint32_t blocks = PIPELINE_CHUNK_SIZE / pipeline->block_size;

    return blocks ? blocks : 1;
}

/* As many chunks as the job needs, one more so that both threads have one in hand, within the budget. */
static UINT ring_chunk_count(const struct pipeline *pipeline, uint32_t chunk_size)
{
    UINT most = PIPELINE_RING_SIZE / chunk_size;
    uint64_t needed = 1;
    UINT i;

    for (i = 0; i < pipeline->range_count; i++)
        needed += (pipeline->ranges[i].blocks + chunk_blocks(pipeline) - 1) / chunk_blocks(pipeline);
    if (most < 2) most = 2;
    if (needed < 2) needed = 2;
    return needed < most ? (UINT)needed : most;
}

static bool init_ring(struct pipeline *pipeline)
{
    uint32_t size = chunk_blocks(pipeline) * pipeline->block_size;

    return ring_init(&pipeline->ring, ring_chunk_count(pipeline, size), size);
}

HRESULT pipeline_init(struct pipeline *pipeline)
{
    if (!(pipeline->wake = CreateEventW(NULL, FALSE, FALSE, NULL))) return E_OUTOFMEMORY;
    if (pipeline->stream && !init_ring(pipeline))
    {
        CloseHandle(pipeline->wake);
        return E_OUTOFMEMORY;
    }

    InitializeCriticalSection(&pipeline->lock);
    pipeline->cancelled = FALSE;
    pipeline->finished = FALSE;
    pipeline->reading = FALSE;
    pipeline->phase_count = 0;
    pipeline->range = 0;
    pipeline->range_done = 0;
    pipeline->stream_ended = false;
    pipeline->stream_result = S_OK;
    pipeline->work_result = S_OK;
    pipeline->last_read = pipeline->range_count ? pipeline->ranges[0].lba : 0;
    return S_OK;
}

void pipeline_cleanup(struct pipeline *pipeline)
{
    DeleteCriticalSection(&pipeline->lock);
    if (pipeline->stream) ring_cleanup(&pipeline->ring);
    CloseHandle(pipeline->wake);
}

void pipeline_cancel(struct pipeline *pipeline)
{
    InterlockedExchange(&pipeline->cancelled, TRUE);
    if (pipeline->stream) ring_abort(&pipeline->ring);
    SetEvent(pipeline->wake);
}

bool pipeline_is_cancelled(const struct pipeline *pipeline)
{
    return InterlockedCompareExchange((LONG *)&pipeline->cancelled, FALSE, FALSE);
}

void pipeline_set_phase(struct pipeline *pipeline, int phase)
{
    EnterCriticalSection(&pipeline->lock);
    if (pipeline->phase_count < PIPELINE_PHASES_MAX) pipeline->phases[pipeline->phase_count++] = phase;
    LeaveCriticalSection(&pipeline->lock);
    SetEvent(pipeline->wake);
}

void pipeline_start_reading(struct pipeline *pipeline)
{
    InterlockedExchange(&pipeline->reading, TRUE);
    SetEvent(pipeline->wake);
}

const struct ring_chunk *pipeline_next_chunk(struct pipeline *pipeline)
{
    return ring_begin_empty(&pipeline->ring);
}

void pipeline_release_chunk(struct pipeline *pipeline)
{
    ring_end_empty(&pipeline->ring);
    SetEvent(pipeline->wake);
}

HRESULT pipeline_stream_result(const struct pipeline *pipeline)
{
    return pipeline->stream_result;
}

static void notify(struct pipeline *pipeline, int phase)
{
    pipeline->phase = phase;
    pipeline->next_event = GetTickCount64() + PIPELINE_EVENT_PERIOD_MS;
    pipeline->notify(pipeline, phase);
}

static bool take_phase(struct pipeline *pipeline, int *phase)
{
    bool found;

    EnterCriticalSection(&pipeline->lock);
    if ((found = pipeline->phase_count > 0))
    {
        *phase = pipeline->phases[0];
        pipeline->phase_count--;
        memmove(pipeline->phases, pipeline->phases + 1, pipeline->phase_count * sizeof(*pipeline->phases));
    }
    LeaveCriticalSection(&pipeline->lock);
    return found;
}

static void fire_events(struct pipeline *pipeline)
{
    int phase;

    while (take_phase(pipeline, &phase)) notify(pipeline, phase);
    if (GetTickCount64() >= pipeline->next_event) notify(pipeline, pipeline->phase);
}

static void end_stream(struct pipeline *pipeline, HRESULT hr)
{
    pipeline->stream_ended = true;
    if (FAILED(hr))
    {
        WARN("the stream ended with %#lx\n", hr);
        EnterCriticalSection(&pipeline->lock);
        pipeline->stream_result = hr;
        LeaveCriticalSection(&pipeline->lock);
        ring_abort(&pipeline->ring);
    }
    ring_end(&pipeline->ring);
}

static HRESULT seek_range(struct pipeline *pipeline, const struct pipeline_range *range)
{
    LARGE_INTEGER position;

    position.QuadPart = (LONGLONG)range->lba * pipeline->block_size;
    return IStream_Seek(pipeline->stream, position, STREAM_SEEK_SET, NULL);
}

/*
 * Streams of pipes and sockets give less than asked for before they are at
 * their end, so only a read without data, or S_FALSE, is taken for the end.
 */
static HRESULT read_stream(struct pipeline *pipeline, BYTE *data, uint32_t size, uint32_t *length)
{
    HRESULT hr = S_OK;
    ULONG read = 0;

    *length = 0;
    while (*length < size && hr == S_OK && !pipeline_is_cancelled(pipeline))
    {
        read = 0;
        hr = IStream_Read(pipeline->stream, data + *length, size - *length, &read);
        if (FAILED(hr)) return hr;
        if (read > size - *length) return E_FAIL;
        if (!read) break;
        *length += read;
        if (GetTickCount64() >= pipeline->next_event) fire_events(pipeline);
    }
    return S_OK;
}

/* Reads one chunk and hands it over. The last block of a stream that ends early is filled up with zeros. */
static void read_chunk(struct pipeline *pipeline, struct ring_chunk *chunk)
{
    const struct pipeline_range *range = &pipeline->ranges[pipeline->range];
    uint32_t left = range->blocks - pipeline->range_done;
    uint32_t blocks = left < chunk_blocks(pipeline) ? left : chunk_blocks(pipeline);
    uint32_t length, wanted = blocks * pipeline->block_size;
    HRESULT hr = S_OK;

    if (!pipeline->range_done && range->seek) hr = seek_range(pipeline, range);
    if (SUCCEEDED(hr)) hr = read_stream(pipeline, chunk->data, wanted, &length);
    if (FAILED(hr))
    {
        end_stream(pipeline, hr);
        return;
    }
    if (length)
    {
        blocks = (length + pipeline->block_size - 1) / pipeline->block_size;
        chunk->length = blocks * pipeline->block_size;
        ZeroMemory(chunk->data + length, chunk->length - length);
        chunk->lba = range->lba + (int32_t)pipeline->range_done;
        pipeline->last_read = chunk->lba + (int32_t)blocks - 1;
        pipeline->range_done += blocks;
        ring_end_fill(&pipeline->ring);
    }
    if (length < wanted)
        end_stream(pipeline, S_OK);
    else if (pipeline->range_done == range->blocks)
    {
        pipeline->range_done = 0;
        if (++pipeline->range == pipeline->range_count) end_stream(pipeline, S_OK);
    }
}

/* Reads ahead if the worker wants it and there is room. */
static bool read_ahead(struct pipeline *pipeline)
{
    struct ring_chunk *chunk;

    if (!pipeline->stream || pipeline->stream_ended || !pipeline->reading) return false;
    if (pipeline_is_cancelled(pipeline)) return false;
    if (!(chunk = ring_begin_fill(&pipeline->ring))) return false;
    read_chunk(pipeline, chunk);
    return true;
}

static void wait_for_worker(struct pipeline *pipeline)
{
    ULONGLONG now = GetTickCount64();

    if (now < pipeline->next_event) wait_in_apartment(pipeline->wake, (DWORD)(pipeline->next_event - now));
}

static DWORD WINAPI worker_thread(void *arg)
{
    struct pipeline *pipeline = arg;
    HRESULT init = CoInitializeEx(NULL, COINIT_MULTITHREADED);

    pipeline->work_result = pipeline->work(pipeline);
    InterlockedExchange(&pipeline->finished, TRUE);
    SetEvent(pipeline->wake);
    if (SUCCEEDED(init)) CoUninitialize();
    return 0;
}

HRESULT pipeline_run(struct pipeline *pipeline)
{
    HANDLE thread;
    int phase;

    notify(pipeline, pipeline->phase);
    if (!(thread = CreateThread(NULL, 0, worker_thread, pipeline, 0, NULL))) return E_OUTOFMEMORY;
    while (!InterlockedCompareExchange(&pipeline->finished, FALSE, FALSE))
    {
        fire_events(pipeline);
        if (!read_ahead(pipeline)) wait_for_worker(pipeline);
    }
    while (!wait_in_apartment(thread, PIPELINE_EVENT_PERIOD_MS)) TRACE("the worker has not ended yet\n");
    CloseHandle(thread);
    while (take_phase(pipeline, &phase)) notify(pipeline, phase);

    if (FAILED(pipeline->stream_result)) return pipeline->stream_result;
    return pipeline->work_result;
}
