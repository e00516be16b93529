/*
 * DVD+RW, DVD-RW restricted overwrite, DVD-RAM and BD-RE
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

#include <stdlib.h>
#include <string.h>

#include "burn_private.h"

/* MMC-5 6.5.4.2.14: type 26 takes this for "as much as there is". */
#define FORMAT_WHOLE_MEDIUM 0xffffffffu

/* Type dependent parameter of type 26: go on with a background format that was stopped. */
#define FORMAT_RESTART 1u

/* Subtype of type 30, MMC-5 6.5.4.2.15.1: do not read the whole medium back. */
#define QUICK_CERTIFICATION 3

static bool is_plus_rw(const struct burn_job *job)
{
    return job->medium.profile == MMC_PROFILE_DVD_PLUS_RW || job->medium.profile == MMC_PROFILE_DVD_PLUS_RW_DL;
}

static enum burn_status send_format(struct burn_drive *drive, const struct mmc_format_descriptor *descriptor)
{
    struct mmc_format format = {0};
    uint8_t list[MMC_FORMAT_LIST_LENGTH];
    struct mmc_command command;
    enum burn_status status;
    size_t length;

    format.options_valid = true;
    format.immediate = true;
    format.descriptor = *descriptor;
    length = mmc_encode_format_list(list, sizeof(list), &format);
    mmc_build_format_unit(&command, (uint32_t)length, true);
    status = burn_execute_patiently(drive, &command, list, NULL, BURN_WAIT_COMMAND_MS);
    if (status != BURN_OK) return status;
    return burn_wait_operation(drive, BURN_UNTIL_READY, BURN_WAIT_FORMAT_MS, NULL, NULL);
}

/*
 * A format that is cut off leaves a medium that nobody can use, so it runs to
 * its end; whoever cancelled is heard afterwards. On DVD+RW the rest goes on in
 * the background of the burn (MMC-5 6.5.4.2.14).
 */
static enum burn_status format_medium(struct burn_job *job)
{
    const struct mmc_format_descriptor *chosen;
    struct mmc_format_descriptor descriptor;
    struct mmc_format_capacities formats;
    enum burn_status status;

    status = burn_ask_formats(job->drive, &formats);
    if (status != BURN_OK) return status;
    chosen = burn_choose_format(&formats, job->medium.profile);
    if (!chosen) return BURN_MEDIA_STATE;
    descriptor = *chosen;
    if (is_plus_rw(job))
    {
        descriptor.blocks = FORMAT_WHOLE_MEDIUM;
        descriptor.parameter = 0;
    }
    if (descriptor.type == MMC_FORMAT_BD_RE_SPARE) descriptor.subtype = QUICK_CERTIFICATION;
    burn_tell_phase(job->drive, BURN_PHASE_FORMATTING);
    job->formatting = is_plus_rw(job);
    burn_begin_peace(job->drive);
    status = send_format(job->drive, &descriptor);
    burn_end_peace(job->drive);
    return status;
}

/* A DVD+RW whose background format was stopped: what lies behind the formatted part may not be written. */
static enum burn_status resume_format(struct burn_job *job)
{
    struct mmc_format_descriptor descriptor = { FORMAT_WHOLE_MEDIUM, MMC_FORMAT_DVD_PLUS_RW_BASIC, 0, FORMAT_RESTART };
    enum burn_status status;

    burn_tell_phase(job->drive, BURN_PHASE_FORMATTING);
    burn_begin_peace(job->drive);
    status = send_format(job->drive, &descriptor);
    burn_end_peace(job->drive);
    if (status == BURN_OK) job->formatting = true;
    return burn_optional(job->drive, status);
}

static enum burn_status make_writable(struct burn_job *job)
{
    if (job->medium.blank) return format_medium(job);
    if (!is_plus_rw(job)) return BURN_OK;
    job->formatting = job->medium.disc.background_format == MMC_BACKGROUND_FORMAT_RUNNING;
    if (job->medium.disc.background_format == MMC_BACKGROUND_FORMAT_STOPPED) return resume_format(job);
    return BURN_OK;
}

/* Only where no neighbour can be hit, or where nothing else is allowed, the end is filled to a whole unit. */
static void plan_blocks(struct burn_job *job)
{
    const struct burn_medium *medium = &job->medium;

    job->unit = medium->ecc_blocks;
    job->needed_blocks = job->blocks;
    if (job->options.ranges_end) return;
    if (medium->blank || medium->restricted_overwrite)
        job->needed_blocks = (job->blocks + job->unit - 1) / job->unit * job->unit;
}

static enum burn_status over_prepare(struct burn_job *job)
{
    const struct burn_medium *medium = &job->medium;
    enum burn_status status;

    plan_blocks(job);
    if (job->needed_blocks > medium->free_blocks || job->options.ranges_end > medium->free_blocks)
        return BURN_TOO_LARGE;
    job->start_lba = 0;
    job->session = 1;
    job->track = 1;
    status = make_writable(job);
    if (status != BURN_OK) return status;
    burn_tell_phase(job->drive, BURN_PHASE_INITIALIZING);
    /* No write parameters (MMC-5 7.5.2, 7.5.3) and no calibration by command. */
    burn_tell_phase(job->drive, BURN_PHASE_CALIBRATING);
    return BURN_OK;
}

static enum burn_status write_range(struct burn_job *job, int32_t lba, const void *data, uint32_t blocks)
{
    enum burn_status status;

    if (!blocks) return BURN_OK;
    job->started = true;
    status = burn_write_range(job->drive, lba, data, blocks, job->unit, MMC_TIMEOUT_WRITE);
    if (status == BURN_OK) job->drive->medium_at_stake = true;
    return status;
}

/* A place that holds nothing yet. With any other failure what lies there may only be out of reach for now. */
static bool was_never_written(const struct burn_drive *drive, enum burn_status status)
{
    if (status != BURN_SENSE) return false;
    return drive->failure.sense.key == MMC_SENSE_BLANK_CHECK ||
           mmc_sense_code(&drive->failure.sense) == MMC_SENSE_CODE_LBA_OUT_OF_RANGE;
}

/* A part of one unit; what nobody has written around it becomes zeros. */
static enum burn_status change_unit(struct burn_job *job, int32_t lba, const void *data, uint32_t blocks)
{
    int32_t first = lba - lba % (int32_t)job->unit;
    void *memory;
    uint8_t *unit = burn_alloc_aligned(job->drive, (size_t)job->unit * BURN_BLOCK_SIZE, &memory);
    enum burn_status status;

    if (!unit) return BURN_NO_MEMORY;
    status = burn_read_blocks(job->drive, first, unit, job->unit);
    if (was_never_written(job->drive, status))
    {
        memset(unit, 0, (size_t)job->unit * BURN_BLOCK_SIZE);
        status = BURN_OK;
    }
    if (status == BURN_OK)
    {
        memcpy(unit + (size_t)(lba - first) * BURN_BLOCK_SIZE, data, (size_t)blocks * BURN_BLOCK_SIZE);
        status = write_range(job, first, unit, job->unit);
    }
    free(memory);
    return status;
}

/* MMC-5 5.3.18: restricted overwrite takes whole units only, so those at the edges are read, changed and written. */
static enum burn_status write_whole_units(struct burn_job *job, int32_t lba, const uint8_t *data, uint32_t blocks)
{
    uint32_t head = (uint32_t)lba % job->unit ? job->unit - (uint32_t)lba % job->unit : 0, tail;
    enum burn_status status = BURN_OK;

    if (head > blocks) head = blocks;
    tail = (blocks - head) % job->unit;
    if (head) status = change_unit(job, lba, data, head);
    if (status == BURN_OK)
        status = write_range(job, lba + (int32_t)head, data + (size_t)head * BURN_BLOCK_SIZE, blocks - head - tail);
    if (status != BURN_OK || !tail) return status;
    return change_unit(job, lba + (int32_t)(blocks - tail), data + (size_t)(blocks - tail) * BURN_BLOCK_SIZE, tail);
}

static enum burn_status over_write(struct burn_job *job, const void *data, uint32_t blocks)
{
    enum burn_status status;

    if (!job->options.ranges_end) return burn_write_sequential(job, data, blocks);
    if (job->medium.restricted_overwrite) status = write_whole_units(job, job->range_lba, data, blocks);
    else status = write_range(job, job->range_lba, data, blocks);
    if (status == BURN_OK) job->written += blocks;
    return status;
}

/*
 * MMC-5 6.3.3.6: ends a background format so that the disc can be taken out and
 * read; DVD-RW leaves its intermediate state the same way (6.3.3.2.3). Drives
 * that have nothing to close refuse.
 */
static enum burn_status close_format(struct burn_job *job)
{
    if (!job->formatting && !job->medium.restricted_overwrite) return BURN_OK;
    job->closing = true;
    return burn_optional(job->drive, burn_close(job->drive, MMC_CLOSE_SESSION, 0));
}

/* A background format may go on for half an hour behind the data. */
static enum burn_until flushed_until(const struct burn_job *job)
{
    return is_plus_rw(job) ? BURN_UNTIL_READY : BURN_UNTIL_DONE;
}

static enum burn_status over_finish(struct burn_job *job)
{
    enum burn_status status;

    status = burn_flush(job->drive, flushed_until(job), burn_flush_timeout(job));
    if (status != BURN_OK) return status;
    status = close_format(job);
    if (status != BURN_OK) return status;
    return burn_verify_overwritten(job);
}

static enum burn_status over_abort(struct burn_job *job)
{
    enum burn_status status = job->started ? burn_flush(job->drive, flushed_until(job), burn_flush_timeout(job)) : BURN_OK;

    if (status == BURN_TIMED_OUT || status == BURN_DEVICE_GONE) return status;
    if (status == BURN_OK) return close_format(job);
    close_format(job);
    return status;
}

const struct burn_recipe burn_recipe_overwritable =
{
    "overwritable",
    over_prepare,
    over_write,
    over_finish,
    over_abort,
};
