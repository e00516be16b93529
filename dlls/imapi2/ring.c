/*
 * The buffer between the client's stream and the drive
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

#include "ring.h"

#define RING_PAGE 0x1000

static SIZE_T round_to_pages(SIZE_T size)
{
    return (size + RING_PAGE - 1) & ~(SIZE_T)(RING_PAGE - 1);
}

bool ring_init(struct ring *ring, UINT count, uint32_t chunk_size)
{
    SIZE_T stride = round_to_pages(chunk_size);
    UINT i;

    ZeroMemory(ring, sizeof(*ring));
    ring->chunks = HeapAlloc(GetProcessHeap(), HEAP_ZERO_MEMORY, count * sizeof(*ring->chunks));
    ring->memory = VirtualAlloc(NULL, count * stride, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
    if (!ring->chunks || !ring->memory)
    {
        if (ring->memory) VirtualFree(ring->memory, 0, MEM_RELEASE);
        HeapFree(GetProcessHeap(), 0, ring->chunks);
        return false;
    }

    for (i = 0; i < count; i++) ring->chunks[i].data = ring->memory + i * stride;
    ring->count = count;
    ring->chunk_size = chunk_size;
    InitializeCriticalSection(&ring->lock);
    InitializeConditionVariable(&ring->filled);
    return true;
}

void ring_cleanup(struct ring *ring)
{
    DeleteCriticalSection(&ring->lock);
    VirtualFree(ring->memory, 0, MEM_RELEASE);
    HeapFree(GetProcessHeap(), 0, ring->chunks);
}

struct ring_chunk *ring_begin_fill(struct ring *ring)
{
    struct ring_chunk *chunk = NULL;

    EnterCriticalSection(&ring->lock);
    if (ring->used < ring->count) chunk = &ring->chunks[(ring->first + ring->used) % ring->count];
    LeaveCriticalSection(&ring->lock);
    return chunk;
}

void ring_end_fill(struct ring *ring)
{
    EnterCriticalSection(&ring->lock);
    ring->used_bytes += ring->chunks[(ring->first + ring->used) % ring->count].length;
    ring->used++;
    LeaveCriticalSection(&ring->lock);
    WakeConditionVariable(&ring->filled);
}

void ring_end(struct ring *ring)
{
    EnterCriticalSection(&ring->lock);
    ring->ended = true;
    LeaveCriticalSection(&ring->lock);
    WakeConditionVariable(&ring->filled);
}

struct ring_chunk *ring_begin_empty(struct ring *ring)
{
    struct ring_chunk *chunk = NULL;

    EnterCriticalSection(&ring->lock);
    while (!ring->used && !ring->ended && !ring->aborted)
        SleepConditionVariableCS(&ring->filled, &ring->lock, INFINITE);
    if (ring->used && !ring->aborted) chunk = &ring->chunks[ring->first];
    LeaveCriticalSection(&ring->lock);
    return chunk;
}

void ring_end_empty(struct ring *ring)
{
    EnterCriticalSection(&ring->lock);
    ring->used_bytes -= ring->chunks[ring->first].length;
    ring->first = (ring->first + 1) % ring->count;
    ring->used--;
    LeaveCriticalSection(&ring->lock);
}

void ring_abort(struct ring *ring)
{
    EnterCriticalSection(&ring->lock);
    ring->aborted = true;
    LeaveCriticalSection(&ring->lock);
    WakeConditionVariable(&ring->filled);
}

uint64_t ring_used_bytes(struct ring *ring)
{
    uint64_t used;

    EnterCriticalSection(&ring->lock);
    used = ring->used_bytes;
    LeaveCriticalSection(&ring->lock);
    return used;
}

uint64_t ring_total_bytes(const struct ring *ring)
{
    return (uint64_t)ring->count * ring->chunk_size;
}
