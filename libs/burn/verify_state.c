/*
 * What disc and track information must say after a burn
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
 * One more empty session stands behind the one that was written. Drives number that session's invisible track after the one that was written; some number none, since it is not there yet. A track that is still blank
 * where the data should be is found out below.
 */
static bool is_left_open(const struct burn_job *job, const struct mmc_disc_information *disc)
{
    return disc->disc_status == MMC_DISC_INCOMPLETE && disc->last_session_state == MMC_SESSION_EMPTY &&
           disc->last_session_last_track >= job->track;
}

static bool is_closed(const struct burn_job *job, const struct mmc_disc_information *disc)
{
    return disc->disc_status == MMC_DISC_COMPLETE && disc->last_session_last_track >= job->track;
}

/*
 * Some drives close every medium. All data is on it and every reader finds it: the burn is a success, only a later
 * session is not to be had, and a client sees that in the state of the medium.
 */
static bool disc_is_as_meant(struct burn_job *job, const struct mmc_disc_information *disc)
{
    if (!job->close_medium && is_left_open(job, disc)) return true;
    if (!is_closed(job, disc)) return false;
    job->closed_by_drive = !job->close_medium;
    return true;
}

/* The track holds all of the data; it may begin before it, with the link of an incremental recording. */
static bool track_is_as_meant(const struct burn_job *job, const struct mmc_track_information *track)
{
    if (track->damaged || track->blank) return false;
    return track->start <= job->start_lba &&
           (int64_t)track->start + track->track_size >= (int64_t)job->start_lba + job->written;
}

enum burn_status burn_verify_sequential(struct burn_job *job)
{
    struct mmc_track_information track;
    struct mmc_disc_information disc;
    enum burn_status status;

    status = burn_wait_ready(job->drive, BURN_WAIT_READY_MS);
    if (status != BURN_OK) return status;
    status = burn_ask_disc(job->drive, &disc);
    if (status != BURN_OK) return status;
    if (!disc_is_as_meant(job, &disc)) return BURN_MISMATCH;
    status = burn_ask_track(job->drive, MMC_TRACK_BY_NUMBER, job->track, &track);
    if (status != BURN_OK) return status;
    return track_is_as_meant(job, &track) ? BURN_OK : BURN_MISMATCH;
}

/* Overwritable media keep no record of what was written: they must be there, formatted, and large enough. */
enum burn_status burn_verify_overwritten(struct burn_job *job)
{
    struct mmc_disc_information disc;
    uint32_t reach = job->options.ranges_end ? job->options.ranges_end : job->written;
    struct mmc_capacity capacity;
    enum burn_status status;

    status = burn_wait_ready(job->drive, BURN_WAIT_READY_MS);
    if (status != BURN_OK) return status;
    status = burn_ask_disc(job->drive, &disc);
    if (status != BURN_OK) return status;
    if (disc.disc_status == MMC_DISC_EMPTY) return BURN_MISMATCH;
    status = burn_ask_capacity(job->drive, &capacity);
    if (status != BURN_OK) return status;
    return (uint64_t)capacity.last_lba + 1 >= reach ? BURN_OK : BURN_MISMATCH;
}
