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

#ifndef IMAPI2_PIPELINE_H
#define IMAPI2_PIPELINE_H

#include "imapi2_private.h"
#include "ring.h"

/*
 * The thread that called Write (or EraseMedia) may be the only one that is
 * allowed to touch the client's stream and its event sinks, so it keeps both:
 * it reads ahead into a ring and fires the events, each 0.5 s and at every
 * change of phase. One worker thread runs the recipe against the recorder.
 */

#define PIPELINE_EVENT_PERIOD_MS 500
#define PIPELINE_RING_SIZE       (32 * 1024 * 1024) /* bytes at most; smaller jobs take less */
#define PIPELINE_CHUNK_SIZE      (1024 * 1024)      /* bytes at most, a multiple of 32 blocks of 2048 bytes */
#define PIPELINE_PHASES_MAX      16                 /* phases that may wait for their event */

/* A run of blocks that belong together on the medium. */
struct pipeline_range
{
    int32_t lba;                /* where the first block goes; may be negative */
    uint32_t blocks;
    bool seek;                  /* the data lie at lba * block_size in the stream, else where the stream stands */
};

struct pipeline
{
    /* Set by the caller before pipeline_init(). */
    IStream *stream;            /* NULL: there is nothing to read */
    const struct pipeline_range *ranges;
    UINT range_count;
    uint32_t block_size;        /* bytes, > 0 with a stream */
    HRESULT (*work)(struct pipeline *pipeline);                 /* on the worker */
    void (*notify)(struct pipeline *pipeline, int phase);       /* on the thread of pipeline_run() */
    void *context;
    int phase;                  /* the one to begin with; afterwards the one that notify() told last */

    /* Private. */
    struct ring ring;
    CRITICAL_SECTION lock;
    HANDLE wake;                /* for the thread of pipeline_run() */
    LONG cancelled;
    LONG finished;              /* work() has returned */
    LONG reading;               /* the worker wants data */
    int phases[PIPELINE_PHASES_MAX];
    UINT phase_count;
    UINT range;                 /* the one being read */
    uint32_t range_done;        /* blocks of it that were read */
    bool stream_ended;
    HRESULT stream_result;
    HRESULT work_result;
    int32_t last_read;          /* LBA */
    ULONGLONG next_event;
};

/* Prepares a run; from here on pipeline_cancel() may be called. E_OUTOFMEMORY. */
HRESULT pipeline_init(struct pipeline *pipeline);
void pipeline_cleanup(struct pipeline *pipeline);

/* Runs work() to its end and answers what it answered; a failure of the stream goes before. */
HRESULT pipeline_run(struct pipeline *pipeline);

/* Asks the worker to stop; returns at once. Any thread, events included. */
void pipeline_cancel(struct pipeline *pipeline);
bool pipeline_is_cancelled(const struct pipeline *pipeline);

/* The rest is for the worker. */

/* Tells a new phase, for which notify() will be called once. */
void pipeline_set_phase(struct pipeline *pipeline, int phase);

/* Lets the other thread begin to read the stream. Before this the client's stream is untouched. */
void pipeline_start_reading(struct pipeline *pipeline);

/* The next chunk: whole blocks of one range. NULL: the end, a failing stream, or cancelled. */
const struct ring_chunk *pipeline_next_chunk(struct pipeline *pipeline);
void pipeline_release_chunk(struct pipeline *pipeline);

/* What the stream failed with, S_OK as long as it did not. */
HRESULT pipeline_stream_result(const struct pipeline *pipeline);

/* wait.c: waits without blocking the COM calls that come into a single-threaded apartment. False: the time passed. */
bool wait_in_apartment(HANDLE handle, DWORD milliseconds);

#endif /* IMAPI2_PIPELINE_H */
