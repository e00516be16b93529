/*
 * One burn from the medium check to the comparison at the end
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

#include <string.h>

#include "burn_private.h"

void burn_tell_phase(struct burn_drive *drive, enum burn_phase phase)
{
    drive->host->phase(drive->host->context, phase);
}

static const struct burn_recipe *find_recipe(enum burn_family family)
{
    switch (family)
    {
    case BURN_FAMILY_CD: return &burn_recipe_cd;
    case BURN_FAMILY_DVD_DASH: return &burn_recipe_dvd_dash;
    case BURN_FAMILY_DVD_PLUS_R: return &burn_recipe_dvd_plus_r;
    case BURN_FAMILY_OVERWRITABLE: return &burn_recipe_overwritable;
    case BURN_FAMILY_BD_R: return &burn_recipe_bd_r;
    case BURN_FAMILY_NONE: break;
    }
    return NULL;
}

static void reset_job(struct burn_job *job)
{
    struct burn_job fresh;

    memset(&fresh, 0, sizeof(fresh));
    fresh.drive = job->drive;
    fresh.options = job->options;
    fresh.blocks = job->blocks;
    *job = fresh;
}

static enum burn_status check_overwrite(struct burn_job *job)
{
    enum burn_status status;
    bool blank;

    if (!job->medium.overwritable) return job->options.ranges_end ? BURN_MEDIA_STATE : BURN_OK;
    /* Whoever writes ranges knows what is there. */
    if (job->options.overwrite || job->options.ranges_end) return BURN_OK;
    status = burn_looks_blank(job->drive, &job->medium, &blank);
    if (status != BURN_OK) return status;
    return blank ? BURN_OK : BURN_MEDIA_NOT_BLANK;
}

static enum burn_status check_medium(struct burn_job *job)
{
    const struct burn_medium *medium = &job->medium;
    enum burn_status status;

    status = burn_read_medium(job->drive, &job->medium);
    if (status != BURN_OK) return status;
    if (!find_recipe(medium->family)) return BURN_MEDIA_UNSUPPORTED;
    if (medium->write_protected || (medium->damaged && !medium->overwritable)) return BURN_MEDIA_STATE;
    if (!job->blocks || job->blocks > INT32_MAX) return BURN_TOO_LARGE;
    return check_overwrite(job);
}

/* The first failure stays the one to tell, whatever cleaning up meets. */
static void keep_failure(struct burn_drive *drive, const struct burn_failure *failure)
{
    if (failure->sense.valid || failure->reply.delivery != PORT_DELIVERED) drive->failure = *failure;
}

/*
 * A command timed out: does the drive answer at all? The commands that end a burn may take minutes, and one that
 * hangs would make the user wait for each of them before he is told. Asked with a timeout of its own. A drive that
 * stays silent is reset by its host, which ends the prevention of removal as well.
 */
static bool is_silent(struct burn_drive *drive)
{
    struct burn_failure failure = drive->failure;
    struct mmc_command command;
    enum burn_status status;

    if (failure.reply.delivery != PORT_TIMED_OUT) return false;
    mmc_build_test_unit_ready(&command);
    command.timeout_ms = mmc_timeout_ms(MMC_TIMEOUT_PROBE);
    status = burn_execute(drive, &command, NULL, NULL);
    keep_failure(drive, &failure);
    return status == BURN_TIMED_OUT || status == BURN_DEVICE_GONE;
}

/* Unlocks the tray whatever came before. */
static void allow_removal(struct burn_job *job)
{
    struct burn_failure failure = job->drive->failure;

    job->drive->medium_at_stake = false;
    if (!job->removal_prevented) return;
    if (burn_unlock_tray(job->drive) == BURN_OK) job->removal_prevented = false;
    keep_failure(job->drive, &failure);
}

static enum burn_status prepare_medium(struct burn_job *job)
{
    enum burn_status status;

    status = burn_lock_tray(job->drive, &job->removal_prevented);
    if (status != BURN_OK) return status;
    return job->recipe->prepare(job);
}

enum burn_status burn_prepare(struct burn_job *job)
{
    enum burn_status status;

    reset_job(job);
    job->drive->medium_at_stake = false;
    burn_tell_phase(job->drive, BURN_PHASE_VALIDATING);
    status = check_medium(job);
    if (status != BURN_OK) return status;
    job->recipe = find_recipe(job->medium.family);
    status = prepare_medium(job);
    if (status == BURN_OK) return BURN_OK;

    allow_removal(job);
    job->ended = true;
    return status;
}

enum burn_status burn_write(struct burn_job *job, const void *data, uint32_t blocks)
{
    if (!job->recipe || job->ended) return BURN_MEDIA_STATE;
    if (burn_is_cancelled(job->drive)) return BURN_CANCELLED;
    if (blocks > job->blocks - job->written) return BURN_TOO_LARGE;
    if (!blocks) return BURN_OK;
    if (!job->written) burn_tell_phase(job->drive, BURN_PHASE_WRITING);
    return job->recipe->write(job, data, blocks);
}

enum burn_status burn_write_at(struct burn_job *job, int32_t lba, const void *data, uint32_t blocks)
{
    if (!job->options.ranges_end) return BURN_MEDIA_STATE;
    if (lba < 0 || (uint64_t)lba + blocks > job->options.ranges_end) return BURN_TOO_LARGE;
    job->range_lba = lba;
    return burn_write(job, data, blocks);
}

/* After a failure: the medium gets the best end that is left, the first failure stays the one to tell. */
static void abort_quietly(struct burn_job *job)
{
    struct burn_failure failure = job->drive->failure;

    job->drive->medium_at_stake = false;
    if (is_silent(job->drive)) job->removal_prevented = false;
    else job->recipe->abort(job);
    keep_failure(job->drive, &failure);
}

static enum burn_status finish_in_peace(struct burn_job *job)
{
    enum burn_status status;

    /* A track without data: there is nothing that could be closed or compared. */
    if (!job->written) status = BURN_MISMATCH;
    else status = job->recipe->finish(job);
    if (status != BURN_OK && status != BURN_DEVICE_GONE && !job->closing) abort_quietly(job);
    return status;
}

enum burn_status burn_finish(struct burn_job *job)
{
    enum burn_status status;

    if (!job->recipe || job->ended) return BURN_MEDIA_STATE;
    if (burn_is_cancelled(job->drive)) return BURN_CANCELLED;
    burn_tell_phase(job->drive, BURN_PHASE_FINALIZING);
    burn_begin_peace(job->drive);
    status = finish_in_peace(job);
    allow_removal(job);
    burn_end_peace(job->drive);
    job->ended = true;
    if (status == BURN_OK) burn_tell_phase(job->drive, BURN_PHASE_DONE);
    return status;
}

enum burn_status burn_abort(struct burn_job *job)
{
    struct burn_failure failure = job->drive->failure;
    enum burn_status status;

    if (!job->recipe || job->ended) return BURN_OK;
    job->drive->medium_at_stake = false;
    burn_begin_peace(job->drive);
    if (is_silent(job->drive))
    {
        job->removal_prevented = false;
        status = BURN_TIMED_OUT;
    }
    else status = job->recipe->abort(job);
    keep_failure(job->drive, &failure);
    allow_removal(job);
    burn_end_peace(job->drive);
    job->ended = true;
    return status;
}
