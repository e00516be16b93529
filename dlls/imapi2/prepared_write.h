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

#ifndef IMAPI2_PREPARED_WRITE_H
#define IMAPI2_PREPARED_WRITE_H

#include "preparation.h"
#include "write_progress.h"

/* First member of what a format keeps for the time of one method; pipeline.context is its address. */
struct prepared_write
{
    struct preparation *preparation;
    struct recorder_session session;        /* for the worker */
    struct pipeline pipeline;               /* its phase, work and notify are set by the format */
    struct pipeline_range whole;            /* the stream from where it stands to its end */
    struct format_settings settings;        /* of the moment when it began */
    /* Told by the worker, read for the events. */
    LONG start_lba;
    struct write_clock clock;               /* its blocks, and start_lba, are set by the format */
};

/* Zeroed memory for such a struct; CoTaskMemFree() it. */
void *prepared_write_alloc(size_t size);

/* From here to prepared_write_end() everything else is refused. */
HRESULT prepared_write_begin(struct prepared_write *write, struct preparation *preparation);
void prepared_write_end(struct prepared_write *write);

/* Runs what needs no stream, and cannot be cancelled. */
HRESULT prepared_write_run(struct prepared_write *write);

/* Runs with clock.blocks blocks of a stream, which is read from where it stands. preparation_cancel() ends it. */
HRESULT prepared_write_run_stream(struct prepared_write *write, IStream *data, uint32_t block_size);

/* On the worker: hands each chunk of the stream to take(); *written are the blocks that the drive has of all of it. */
HRESULT prepared_write_chunks(struct prepared_write *write,
                              HRESULT (*take)(struct prepared_write *write, const void *data, uint32_t blocks,
                                              uint32_t *written));

/* What an event tells of any such write. */
void prepared_write_progress(struct prepared_write *write, int phase, struct write_progress *progress);

#endif /* IMAPI2_PREPARED_WRITE_H */
