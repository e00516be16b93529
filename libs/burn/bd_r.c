/*
 * BD-R in sequential recording mode
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
 * MMC-5 4.5.3.5: the first WRITE formats a blank BD-R for sequential recording
 * without spare areas; nothing has to be sent before. Spare areas would cost
 * capacity and halve the speed by reading everything back.
 */
static enum burn_status bd_r_prepare(struct burn_job *job)
{
    enum burn_status status;

    status = burn_check_sequential(job);
    if (status != BURN_OK) return status;
    status = burn_plan_track(job, job->medium.track.free_blocks, 0);
    if (status != BURN_OK) return status;
    burn_tell_phase(job->drive, BURN_PHASE_INITIALIZING);
    burn_tell_phase(job->drive, BURN_PHASE_CALIBRATING);
    return BURN_OK;
}

static enum burn_status bd_r_finish(struct burn_job *job)
{
    enum burn_status status;

    status = burn_pad_to(job, (job->written + job->unit - 1) / job->unit * job->unit);
    if (status != BURN_OK) return status;
    status = burn_flush(job->drive, BURN_UNTIL_DONE, MMC_TIMEOUT_FLUSH);
    if (status != BURN_OK) return status;
    job->closing = true;
    status = burn_close(job->drive, MMC_CLOSE_TRACK, job->track);
    if (status != BURN_OK) return status;
    status = burn_close(job->drive, job->close_medium ? MMC_CLOSE_FINALIZE : MMC_CLOSE_SESSION, 0);
    if (status != BURN_OK) return status;
    return burn_verify_sequential(job);
}

static enum burn_status bd_r_abort(struct burn_job *job)
{
    return burn_close_what_is_there(job, NULL);
}

const struct burn_recipe burn_recipe_bd_r =
{
    "BD-R sequential",
    bd_r_prepare,
    burn_write_sequential,
    bd_r_finish,
    bd_r_abort,
};
