/*
 * DVD+R, one and two layers
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
 * Which discs are closed: the table of docs/cookbook.md. The write parameters
 * page is not sent (MMC-5 7.5.3: it does not apply); the recording is always in
 * packets of 16 blocks.
 */
static bool must_close(const struct burn_job *job)
{
    if (job->options.dvd_compatible || job->close_medium) return true;
    return job->medium.profile == MMC_PROFILE_DVD_PLUS_R_DL;
}

static enum burn_status plus_prepare(struct burn_job *job)
{
    enum burn_status status;

    status = burn_check_sequential(job);
    if (status != BURN_OK) return status;
    status = burn_plan_track(job, job->medium.track.free_blocks, 0);
    if (status != BURN_OK) return status;
    job->close_medium = must_close(job);
    burn_tell_phase(job->drive, BURN_PHASE_INITIALIZING);
    /* The drive calibrates by itself before the first packet. */
    burn_tell_phase(job->drive, BURN_PHASE_CALIBRATING);
    return BURN_OK;
}

/*
 * MMC-5 6.3.3.4.4: DVD-ROM readers want a lead-out that reaches their smallest
 * radius. Drives that do not know the one function know the other.
 */
static enum burn_status finalize(struct burn_job *job)
{
    enum burn_status status;

    if (!job->options.dvd_compatible) return burn_close(job->drive, MMC_CLOSE_FINALIZE, 0);
    status = burn_close(job->drive, MMC_CLOSE_FINALIZE_RADIUS, 0);
    if (status != BURN_OK && burn_optional(job->drive, status) == BURN_OK)
        status = burn_close(job->drive, MMC_CLOSE_FINALIZE, 0);
    return status;
}

static enum burn_status plus_finish(struct burn_job *job)
{
    enum burn_status status;

    status = burn_pad_to(job, (job->written + job->unit - 1) / job->unit * job->unit);
    if (status != BURN_OK) return status;
    status = burn_flush(job->drive, BURN_UNTIL_DONE, MMC_TIMEOUT_FLUSH);
    if (status != BURN_OK) return status;
    job->closing = true;
    status = burn_close(job->drive, MMC_CLOSE_TRACK, job->track);
    if (status != BURN_OK) return status;
    status = job->close_medium ? finalize(job) : burn_close(job->drive, MMC_CLOSE_SESSION, 0);
    if (status != BURN_OK) return status;
    return burn_verify_sequential(job);
}

static enum burn_status plus_abort(struct burn_job *job)
{
    return burn_close_what_is_there(job, NULL);
}

const struct burn_recipe burn_recipe_dvd_plus_r =
{
    "DVD+R",
    plus_prepare,
    burn_write_sequential,
    plus_finish,
    plus_abort,
};
