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

#ifndef IMAPI2_RING_H
#define IMAPI2_RING_H

#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>

#include "windef.h"
#include "winbase.h"

/*
 * Chunks of page-aligned memory in a circle, for one thread that fills them
 * and one that empties them. The filling thread never waits in here, since it
 * belongs to the client and has events to fire; the emptying thread does.
 */

struct ring_chunk
{
    BYTE *data;         /* page aligned */
    uint32_t length;    /* bytes in it, set by who fills it */
    int32_t lba;        /* where they go, likewise */
};

struct ring
{
    CRITICAL_SECTION lock;
    CONDITION_VARIABLE filled;
    BYTE *memory;
    struct ring_chunk *chunks;
    UINT count;                 /* chunks in all */
    UINT first;                 /* the chunk that is emptied next */
    UINT used;                  /* chunks that are full, the one being emptied included */
    uint64_t used_bytes;
    uint32_t chunk_size;        /* bytes that one chunk takes */
    bool ended;                 /* no more chunks will be filled */
    bool aborted;               /* what is in the ring is of no use any more */
};

/* Makes a ring of count chunks of chunk_size bytes, both > 0. False: no memory. */
bool ring_init(struct ring *ring, UINT count, uint32_t chunk_size);
void ring_cleanup(struct ring *ring);

/* The chunk to be filled next; NULL while all are full. */
struct ring_chunk *ring_begin_fill(struct ring *ring);
/* Hands the chunk of ring_begin_fill() over, with its length and lba set. */
void ring_end_fill(struct ring *ring);
/* Tells that no chunk follows. */
void ring_end(struct ring *ring);

/* Waits for the next full chunk; NULL: there is none any more, or the ring was aborted. */
struct ring_chunk *ring_begin_empty(struct ring *ring);
/* Gives the chunk of ring_begin_empty() back. */
void ring_end_empty(struct ring *ring);

/* Lets ring_begin_empty() answer NULL from now on. Any thread may call it. */
void ring_abort(struct ring *ring);

/* Bytes that wait in the ring; any thread may ask. */
uint64_t ring_used_bytes(struct ring *ring);
/* Bytes that the ring can take. */
uint64_t ring_total_bytes(const struct ring *ring);

#endif /* IMAPI2_RING_H */
