/*
 * What an Update event tells about a write
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

#ifndef IMAPI2_WRITE_PROGRESS_H
#define IMAPI2_WRITE_PROGRESS_H

#include "pipeline.h"

/* A snapshot; the objects made of it never change, so that a client may keep them. */
struct write_progress
{
    LONG start_lba;
    LONG sector_count;
    LONG last_read_lba;
    LONG last_written_lba;
    LONG total_buffer;          /* bytes */
    LONG used_buffer;           /* bytes */
    LONG elapsed;               /* seconds */
    LONG remaining;             /* seconds */
    LONG total;                 /* seconds */
    LONG track;                 /* 1..99, of formats that have tracks */
    LONG action;                /* enum IMAPI_FORMAT2_DATA_WRITE_ACTION, or that of the format */
};

/* What the times of a write are told from. */
struct write_clock
{
    LONG blocks;                /* that will be written */
    LONG written;               /* of these */
    LONG speed;                 /* expected sectors per second, 0: unknown */
    ULONGLONG started;          /* GetTickCount64() at the beginning of the method */
    ULONGLONG writing_since;    /* and of the writing itself, 0 before */
};

/* Elapsed, remaining and total time as of now; ended: nothing remains. */
void write_progress_times(struct write_progress *progress, const struct write_clock *clock, bool ended);

/* The progress object of an Update event of MsftWriteEngine2: an IWriteEngine2EventArgs. */
HRESULT engine_progress_create(const struct write_progress *progress, IDispatch **out);
/* The one of MsftDiscFormat2Data: an IDiscFormat2DataEventArgs, and that is what its IDispatch describes. */
HRESULT data_progress_create(const struct write_progress *progress, IDispatch **out);

/* The one of MsftDiscFormat2TrackAtOnce: an IDiscFormat2TrackAtOnceEventArgs. */
HRESULT tao_progress_create(const struct write_progress *progress, IDispatch **out);

/* The one of MsftDiscFormat2RawCD: an IDiscFormat2RawCDEventArgs. */
HRESULT raw_progress_create(const struct write_progress *progress, IDispatch **out);

/* Fills in what the pipeline knows: buffers and the last LBA that was read. */
void write_progress_from_pipeline(struct write_progress *progress, struct pipeline *pipeline);

/*
 * Fires Update(sender, progress) at every sink. Takes the reference of the
 * progress object over; it may be NULL, then nothing is fired.
 */
void fire_progress(struct object *sender, DISPID dispid, IDispatch *progress);

#endif /* IMAPI2_WRITE_PROGRESS_H */
