/*
 * DVD-R and DVD-RW in sequential recording
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
 * Two ways to write, MMC-5 5.3.11 and 5.3.25. Incremental: any number of
 * sessions, each in borders; those of a DVD-RW few readers find, so that it is
 * closed in any case. Disc at once: the length is told before, the disc
 * is closed when the last block has come; the only way for a DVD-RW after a
 * quick erase, and what the pickiest players read.
 */
#define PACKET_BLOCKS 16    /* MMC-5 7.5.4.16: packet and link size of DVD are one ECC unit */

static enum burn_status send_parameters(struct burn_job *job)
{
    struct mmc_write_parameters parameters;

    mmc_default_write_parameters(&parameters);
    parameters.buffer_underrun_free = job->options.buffer_underrun_free;
    parameters.track_mode = MMC_TRACK_DATA_INCREMENTAL;
    parameters.block_type = MMC_BLOCK_MODE_1_2048;
    if (job->whole_at_once)
    {
        parameters.write_type = MMC_WRITE_SESSION_AT_ONCE;
        parameters.multisession = MMC_MULTISESSION_LAST_NO_POINTER;
    }
    else
    {
        parameters.write_type = MMC_WRITE_PACKET;
        parameters.multisession = job->close_medium ? MMC_MULTISESSION_LAST_NO_POINTER
                                                    : MMC_MULTISESSION_NEXT_ALLOWED;
        parameters.link_size_valid = true;
        parameters.link_size = PACKET_BLOCKS;
        parameters.fixed_packets = true;
        parameters.packet_size = PACKET_BLOCKS;
    }
    return burn_send_write_parameters(job->drive, &parameters);
}

/* Disc at once needs a blank disc; incremental needs its feature to be current, which a quick erase takes away. */
static enum burn_status choose_write_type(struct burn_job *job)
{
    enum burn_status status;
    bool present, current;

    status = burn_ask_feature(job->drive, MMC_FEATURE_INCREMENTAL_STREAMING_WRITABLE, &present, &current);
    if (status != BURN_OK) return status;
    job->whole_at_once = job->medium.blank && (job->close_medium || !current);
    if (!job->whole_at_once && !current) return BURN_MEDIA_STATE;
    if (job->whole_at_once) job->close_medium = true;
    return BURN_OK;
}

static enum burn_status reserve(struct burn_job *job)
{
    struct mmc_command command;

    mmc_build_reserve_track(&command, job->needed_blocks);
    return burn_execute_patiently(job->drive, &command, NULL, NULL, BURN_WAIT_COMMAND_MS);
}

static enum burn_status dash_prepare(struct burn_job *job)
{
    enum burn_status status;

    status = burn_check_sequential(job);
    if (status != BURN_OK) return status;
    status = burn_plan_track(job, job->medium.track.free_blocks, 0);
    if (status != BURN_OK) return status;
    if (job->medium.profile == MMC_PROFILE_DVD_RW_SEQUENTIAL) job->close_medium = true;
    status = choose_write_type(job);
    if (status != BURN_OK) return status;

    burn_tell_phase(job->drive, BURN_PHASE_INITIALIZING);
    status = send_parameters(job);
    if (status != BURN_OK) return status;
    burn_tell_phase(job->drive, BURN_PHASE_CALIBRATING);
    status = burn_calibrate(job->drive);
    if (status != BURN_OK || !job->whole_at_once) return status;
    return reserve(job);
}

static enum burn_status close_incremental(struct burn_job *job)
{
    enum burn_status status;

    status = burn_close(job->drive, MMC_CLOSE_TRACK, job->track);
    if (status != BURN_OK) return status;
    return burn_close(job->drive, MMC_CLOSE_SESSION, 0);
}

static enum burn_status dash_finish(struct burn_job *job)
{
    enum burn_status status;

    /* What was announced must come, MMC-5 6.31; incremental tracks end with a whole packet. */
    status = burn_pad_to(job, job->whole_at_once ? job->needed_blocks
                                                 : (job->written + job->unit - 1) / job->unit * job->unit);
    if (status != BURN_OK) return status;
    /* The lead-out of a disc at once belongs to it. */
    status = burn_flush(job->drive, BURN_UNTIL_DONE, burn_flush_timeout(job));
    if (status != BURN_OK) return status;
    job->closing = true;
    if (!job->whole_at_once) status = close_incremental(job);
    if (status != BURN_OK) return status;
    return burn_verify_sequential(job);
}

static enum burn_status dash_abort(struct burn_job *job)
{
    return burn_close_what_is_there(job, job->whole_at_once ? NULL : send_parameters);
}

const struct burn_recipe burn_recipe_dvd_dash =
{
    "DVD-R and DVD-RW sequential",
    dash_prepare,
    burn_write_sequential,
    dash_finish,
    dash_abort,
};
