/*
 * CD-R and CD-RW: one data track at once, a session for each burn
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

#include "burn_private.h"

/*
 * Track at once (MMC-5 5.3.23): works on blank and on appendable media alike,
 * needs no cue sheet, and lets a track end early. The drive makes pre-gap and
 * two run-out blocks by itself.
 */
#define POST_GAP_BLOCKS     150     /* MMC-5 4.2.3.5.2: behind a data track, readers run ahead into it */
#define RUN_OUT_BLOCKS      2       /* linking after a track at once */
#define TRACK_BLOCKS_MIN    300     /* MMC-5 6.3.3.1.2: 4 seconds */

/* Zeros that have to follow so many blocks of data. */
static uint32_t gap_behind(const struct burn_job *job, uint32_t blocks)
{
    uint32_t gap = job->options.postgap_in_image ? 0 : POST_GAP_BLOCKS;

    return blocks + gap < TRACK_BLOCKS_MIN ? TRACK_BLOCKS_MIN - blocks : gap;
}

static enum burn_status send_parameters(struct burn_job *job)
{
    struct mmc_write_parameters parameters;

    mmc_default_write_parameters(&parameters);
    parameters.buffer_underrun_free = job->options.buffer_underrun_free;
    parameters.write_type = MMC_WRITE_TRACK_AT_ONCE;
    parameters.multisession = job->close_medium ? MMC_MULTISESSION_LAST_NO_POINTER : MMC_MULTISESSION_NEXT_ALLOWED;
    parameters.track_mode = MMC_TRACK_DATA;
    parameters.block_type = MMC_BLOCK_MODE_1_2048;
    parameters.session_format = MMC_SESSION_CD_DA_OR_ROM;
    return burn_send_write_parameters(job->drive, &parameters);
}

static enum burn_status cd_prepare(struct burn_job *job)
{
    uint32_t room = job->medium.track.free_blocks;
    enum burn_status status;

    status = burn_check_sequential(job);
    if (status != BURN_OK) return status;
    room = room > RUN_OUT_BLOCKS ? room - RUN_OUT_BLOCKS : 0;
    status = burn_plan_track(job, room, gap_behind(job, job->blocks));
    if (status != BURN_OK) return status;

    burn_tell_phase(job->drive, BURN_PHASE_INITIALIZING);
    status = send_parameters(job);
    if (status != BURN_OK) return status;
    burn_tell_phase(job->drive, BURN_PHASE_CALIBRATING);
    return burn_calibrate(job->drive);
}

/*
 * Flushing ends a track at once on most drives; then CLOSE TRACK is refused,
 * which is no harm: closing the session finds a track that is whole.
 */
static enum burn_status close_track(struct burn_job *job)
{
    return burn_optional(job->drive, burn_close(job->drive, MMC_CLOSE_TRACK, job->track));
}

static enum burn_status cd_finish(struct burn_job *job)
{
    enum burn_status status;

    status = burn_pad_to(job, job->written + gap_behind(job, job->written));
    if (status != BURN_OK) return status;
    status = burn_flush(job->drive, BURN_UNTIL_DONE, MMC_TIMEOUT_FLUSH);
    if (status != BURN_OK) return status;
    job->closing = true;
    status = close_track(job);
    if (status != BURN_OK) return status;
    status = burn_close(job->drive, MMC_CLOSE_SESSION, 0);
    if (status != BURN_OK) return status;
    return burn_verify_sequential(job);
}

/* The track becomes as long as the standard wants it, else the session can not be closed. */
static enum burn_status cd_abort(struct burn_job *job)
{
    if (job->started && job->written && job->written + job->padding < TRACK_BLOCKS_MIN)
        burn_pad_to(job, TRACK_BLOCKS_MIN);
    return burn_close_what_is_there(job, send_parameters);
}

const struct burn_recipe burn_recipe_cd =
{
    "CD track at once",
    cd_prepare,
    burn_write_sequential,
    cd_finish,
    cd_abort,
};
