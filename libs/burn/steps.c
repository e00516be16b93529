/*
 * Steps that several families take the same way
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

static enum burn_status send_prevent(struct burn_drive *drive, bool prevent)
{
    struct mmc_command command;

    mmc_build_prevent_allow_medium_removal(&command, prevent, false);
    return burn_execute_patiently(drive, &command, NULL, NULL, BURN_WAIT_COMMAND_MS);
}

enum burn_status burn_prevent_removal(struct burn_drive *drive, bool prevent)
{
    return burn_optional(drive, send_prevent(drive, prevent));
}

enum burn_status burn_lock_tray(struct burn_drive *drive, bool *locked)
{
    enum burn_status status = send_prevent(drive, true);

    /* Only a drive that says so can not lock; with any other answer allowing once too often does no harm. */
    *locked = status == BURN_OK || burn_optional(drive, status) != BURN_OK;
    return burn_optional(drive, status);
}

#define ALLOW_RETRIES       5
#define ALLOW_PAUSE_MS      1000

enum burn_status burn_unlock_tray(struct burn_drive *drive)
{
    enum burn_status status;
    unsigned int i;

    burn_begin_peace(drive);
    for (i = 0; ; i++)
    {
        status = send_prevent(drive, false);
        if (status == BURN_OK || status == BURN_DEVICE_GONE || i == ALLOW_RETRIES) break;
        drive->host->sleep_ms(drive->host->context, ALLOW_PAUSE_MS);
    }
    burn_end_peace(drive);
    return status;
}

/*
 * Sends a command that may go on behind its answer. A drive that does not know
 * Immed with this command refuses the CDB: then it may take its time.
 */
static enum burn_status run_operation(struct burn_drive *drive, const struct mmc_command *immediate,
                                      const struct mmc_command *waiting, enum burn_until until)
{
    enum burn_status status;

    status = burn_execute_patiently(drive, immediate, NULL, NULL, BURN_WAIT_CLOSE_MS);
    if (status == BURN_SENSE && mmc_sense_code(&drive->failure.sense) == MMC_SENSE_CODE_INVALID_FIELD_IN_CDB)
        status = burn_execute_patiently(drive, waiting, NULL, NULL, BURN_WAIT_CLOSE_MS);
    if (status != BURN_OK) return status;
    return burn_wait_operation(drive, until, BURN_WAIT_CLOSE_MS, NULL, NULL);
}

enum burn_status burn_flush(struct burn_drive *drive, enum burn_until until, enum mmc_timeout timeout)
{
    struct mmc_command immediate, waiting;

    mmc_build_synchronize_cache(&immediate, true);
    mmc_build_synchronize_cache(&waiting, false);
    mmc_set_timeout(&immediate, timeout);
    mmc_set_timeout(&waiting, timeout);
    return run_operation(drive, &immediate, &waiting, until);
}

enum mmc_timeout burn_flush_timeout(const struct burn_job *job)
{
    bool dash = job->medium.family == BURN_FAMILY_DVD_DASH || job->medium.restricted_overwrite;

    return dash ? MMC_TIMEOUT_FLUSH_DVD_RW : MMC_TIMEOUT_FLUSH;
}

enum burn_status burn_close(struct burn_drive *drive, enum mmc_close_function function, uint16_t number)
{
    struct mmc_command immediate, waiting;

    mmc_build_close_track_session(&immediate, function, number, true);
    mmc_build_close_track_session(&waiting, function, number, false);
    return run_operation(drive, &immediate, &waiting, BURN_UNTIL_DONE);
}

/* The page as the drive has it, with the wanted parameters in it; 0 when the drive does not tell its page. */
static size_t take_own_page(struct burn_drive *drive, const struct mmc_write_parameters *wanted, uint8_t *list,
                            size_t size, enum burn_status *status)
{
    uint8_t data[MMC_MODE_HEADER_LENGTH + 256] = {0}, page[256];
    struct mmc_mode_page_view view;
    struct mmc_command command;
    uint32_t length;

    mmc_build_mode_sense_10(&command, MMC_PAGE_CURRENT, MMC_PAGE_WRITE_PARAMETERS, sizeof(data));
    *status = burn_execute_patiently(drive, &command, data, &length, BURN_WAIT_COMMAND_MS);
    if (*status != BURN_OK || length > sizeof(data)) return 0;
    if (!mmc_find_mode_page(data, length, MMC_PAGE_WRITE_PARAMETERS, &view) || view.length > sizeof(page)) return 0;
    memcpy(page, view.data, view.length);
    if (!mmc_update_write_parameters(page, view.length, wanted)) return 0;
    return mmc_encode_mode_list(list, size, page, view.length);
}

static size_t make_own_page(const struct mmc_write_parameters *wanted, uint8_t *list, size_t size)
{
    uint8_t page[MMC_WRITE_PARAMETERS_LENGTH];
    size_t length = mmc_encode_write_parameters(page, sizeof(page), wanted);

    return mmc_encode_mode_list(list, size, page, length);
}

static enum burn_status send_parameters(struct burn_drive *drive, const struct mmc_write_parameters *wanted)
{
    uint8_t list[MMC_MODE_HEADER_LENGTH + 256];
    struct mmc_command command;
    enum burn_status status;
    size_t length;

    length = take_own_page(drive, wanted, list, sizeof(list), &status);
    if (burn_optional(drive, status) != BURN_OK) return status;
    if (!length) length = make_own_page(wanted, list, sizeof(list));
    mmc_build_mode_select_10(&command, (uint16_t)length, false);
    return burn_execute_patiently(drive, &command, list, NULL, BURN_WAIT_COMMAND_MS);
}

enum burn_status burn_send_write_parameters(struct burn_drive *drive, const struct mmc_write_parameters *wanted)
{
    struct mmc_write_parameters without = *wanted;
    enum burn_status status = send_parameters(drive, wanted);

    if (status == BURN_OK || burn_optional(drive, status) != BURN_OK || !wanted->buffer_underrun_free) return status;
    /* A drive, or a medium, that can not be protected from underruns refuses the whole page. */
    without.buffer_underrun_free = false;
    return send_parameters(drive, &without);
}

enum burn_status burn_check_sequential(const struct burn_job *job)
{
    const struct burn_medium *medium = &job->medium;

    if (medium->finalized || medium->damaged) return BURN_MEDIA_STATE;
    if (medium->disc.last_session_state == MMC_SESSION_INCOMPLETE) return BURN_MEDIA_STATE;
    if (!medium->blank && !medium->appendable) return BURN_MEDIA_STATE;
    return medium->track.next_writable_valid || medium->blank ? BURN_OK : BURN_MEDIA_STATE;
}

static uint64_t round_up(uint64_t blocks, uint32_t unit)
{
    return (blocks + unit - 1) / unit * unit;
}

enum burn_status burn_plan_track(struct burn_job *job, uint32_t room, uint32_t extra)
{
    const struct burn_medium *medium = &job->medium;
    uint64_t needed = round_up((uint64_t)job->blocks + extra, medium->ecc_blocks);

    if (needed > room) return BURN_TOO_LARGE;
    job->unit = medium->ecc_blocks;
    job->needed_blocks = (uint32_t)needed;
    job->start_lba = medium->next_writable;
    job->session = medium->disc.sessions;
    job->track = medium->disc.last_session_last_track;
    /* With 2 % or less free afterwards another session is not worth its borders. */
    job->close_medium = job->options.close_medium || medium->final_session ||
                        (room - needed) * 50 <= medium->total_blocks;
    return BURN_OK;
}

/* WRITEs behind everything written so far. */
static enum burn_status write_next(struct burn_job *job, const void *data, uint32_t blocks)
{
    /* Calibration and lead-in of a disc at once come before the answer to its first WRITE. */
    enum mmc_timeout timeout = job->whole_at_once && !job->written ? MMC_TIMEOUT_FIRST_DAO_WRITE : MMC_TIMEOUT_WRITE;
    int32_t lba = job->start_lba + (int32_t)(job->written + job->padding);
    enum burn_status status;

    job->started = true;
    status = burn_write_range(job->drive, lba, data, blocks, job->unit, timeout);
    if (status == BURN_OK) job->drive->medium_at_stake = true;
    return status;
}

/* The end of the data and zeros up to a whole unit, in one command. */
static enum burn_status write_tail(struct burn_job *job, const void *data, uint32_t blocks)
{
    void *memory, *unit = burn_alloc_aligned(job->drive, (size_t)job->unit * BURN_BLOCK_SIZE, &memory);
    enum burn_status status;

    if (!unit) return BURN_NO_MEMORY;
    memcpy(unit, data, (size_t)blocks * BURN_BLOCK_SIZE);
    status = write_next(job, unit, job->unit);
    free(memory);
    if (status != BURN_OK) return status;
    job->written += blocks;
    job->padding += job->unit - blocks;
    return BURN_OK;
}

/* Command by command, so that written tells the truth whenever one fails or somebody cancels. */
static enum burn_status write_whole(struct burn_job *job, const uint8_t *data, uint32_t blocks)
{
    enum burn_status status;
    uint32_t most, count;

    while (blocks)
    {
        most = burn_command_blocks(job->drive, data, job->unit);
        if (!most) return BURN_TOO_LARGE;
        count = blocks < most ? blocks : most;
        status = write_next(job, data, count);
        if (status != BURN_OK) return status;
        job->written += count;
        data += (size_t)count * BURN_BLOCK_SIZE;
        blocks -= count;
    }
    return BURN_OK;
}

enum burn_status burn_write_sequential(struct burn_job *job, const void *data, uint32_t blocks)
{
    bool last = job->written + blocks == job->blocks;
    uint32_t tail = last && job->needed_blocks > job->blocks ? (job->written + blocks) % job->unit : 0;
    enum burn_status status;

    if (tail > blocks) tail = 0;
    status = write_whole(job, data, blocks - tail);
    if (status != BURN_OK || !tail) return status;
    return write_tail(job, (const uint8_t *)data + (size_t)(blocks - tail) * BURN_BLOCK_SIZE, tail);
}

enum burn_status burn_pad_to(struct burn_job *job, uint32_t blocks)
{
    uint32_t there = job->written + job->padding;
    enum burn_status status;

    if (blocks <= there) return BURN_OK;
    job->started = true;
    status = burn_write_zeros(job->drive, job->start_lba + (int32_t)there, blocks - there, job->unit, NULL, NULL);
    if (status == BURN_OK) job->padding += blocks - there;
    return status;
}

enum burn_status burn_close_what_is_there(struct burn_job *job, enum burn_status (*parameters)(struct burn_job *job))
{
    enum burn_status status, closed;

    if (!job->started) return BURN_OK;
    status = burn_flush(job->drive, BURN_UNTIL_DONE, burn_flush_timeout(job));
    /* A drive that does not answer any more would only make the user wait a second time. */
    if (status == BURN_TIMED_OUT || status == BURN_DEVICE_GONE) return status;
    closed = burn_close(job->drive, MMC_CLOSE_TRACK, job->track);
    if (burn_optional(job->drive, closed) != BURN_OK) return status != BURN_OK ? status : closed;
    /* Half a burn is no reason to give the rest of the medium up. A drive that refuses this now finalises. */
    if (parameters && job->close_medium)
    {
        job->close_medium = false;
        parameters(job);
    }
    closed = burn_close(job->drive, MMC_CLOSE_SESSION, 0);
    return status != BURN_OK ? status : closed;
}
