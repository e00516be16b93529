/*
 * Waiting for the drive: readiness, long operations, room in its buffer
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

#define FIRST_SLEEP_MS      5
#define POLL_SLEEP_MS       500     /* while something long goes on: twice a second is what people can see */
#define STALE_MS            60000   /* a progress that stands still so long is none, if nothing else keeps the drive */
#define BUFFER_SLEEP_MS     100     /* while the buffer empties: at 16x DVD that is 2 MB, less than any buffer */

static uint64_t now(struct burn_drive *drive)
{
    return drive->host->now_ms(drive->host->context);
}

void burn_sleep_step(struct burn_drive *drive, uint32_t *step_ms, uint32_t max_ms)
{
    *step_ms = *step_ms ? *step_ms * 2 : FIRST_SLEEP_MS;
    if (*step_ms > max_ms) *step_ms = max_ms;
    drive->host->sleep_ms(drive->host->context, *step_ms);
}

/* The failure of the last command says that waiting helps. */
static bool is_busy(const struct burn_drive *drive, enum burn_status status)
{
    enum mmc_retry_class retry;

    if (status != BURN_SENSE) return false;
    retry = burn_retry_class(drive);
    return retry == MMC_RETRY_WAIT_READY || retry == MMC_RETRY_WAIT_LONG_WRITE;
}

static int permille_of(const struct mmc_sense *sense)
{
    return sense->valid && sense->progress_valid ? (int)(sense->progress * 1000u / 65536u) : -1;
}

/* REQUEST SENSE as a question: SPC-3 6.27, its data are the answer and its status is good. */
static enum burn_status ask_sense(struct burn_drive *drive, struct mmc_sense *sense)
{
    uint8_t data[MMC_SENSE_FIXED_LENGTH] = {0};
    struct mmc_command command;
    enum burn_status status;
    uint32_t length;

    mmc_build_request_sense(&command, false, sizeof(data));
    status = burn_execute(drive, &command, data, &length);
    if (status != BURN_OK || length > sizeof(data) || !mmc_parse_sense(data, length, sense))
        memset(sense, 0, sizeof(*sense));
    return status;
}

static bool tells_of_operation(const struct mmc_sense *sense, int *permille)
{
    enum mmc_retry_class retry;

    if (!sense->valid) return false;
    if (permille_of(sense) >= 0) *permille = permille_of(sense);
    retry = mmc_sense_lookup(sense, MMC_OP_REQUEST_SENSE)->retry;
    return retry == MMC_RETRY_WAIT_READY || retry == MMC_RETRY_WAIT_LONG_WRITE ||
           (sense->key == MMC_SENSE_NO_SENSE && permille_of(sense) > 0);
}

/* What one look at the drive shows. */
struct sight
{
    bool busy;          /* the operation goes on */
    bool content;       /* TEST UNIT READY is content all the same */
    int permille;       /* -1: the drive does not tell */
};

static enum burn_status look(struct burn_drive *drive, enum burn_until until, struct sight *sight)
{
    struct burn_failure failure;
    struct mmc_command command;
    struct mmc_sense sense;
    enum burn_status status;

    sight->permille = -1;
    mmc_build_test_unit_ready(&command);
    status = burn_execute(drive, &command, NULL, NULL);
    sight->content = status == BURN_OK;
    sight->busy = is_busy(drive, status);
    if (!sight->content && !sight->busy) return status;
    if (sight->busy) sight->permille = permille_of(&drive->failure.sense);
    if (sight->content ? until == BURN_UNTIL_READY : sight->permille >= 0) return BURN_OK;

    /* TEST UNIT READY may lack the progress, or be content while the operation still runs. */
    failure = drive->failure;
    status = ask_sense(drive, &sense);
    if (status == BURN_SENSE) status = BURN_OK;
    if (tells_of_operation(&sense, &sight->permille)) sight->busy = true;
    drive->failure = failure;
    return status;
}

/*
 * A drive that is content and whose progress stands still has left an old
 * sense lying about. *since is when the progress last moved.
 */
static bool is_stale(struct burn_drive *drive, const struct sight *sight, int *permille, uint64_t *since)
{
    if (!sight->content || sight->permille != *permille)
    {
        *permille = sight->permille;
        *since = now(drive);
    }
    return now(drive) - *since >= STALE_MS;
}

/* The drive has stopped its motor, and nobody else will start it (SPC-4, 2/04/02). */
static bool must_be_started(const struct burn_drive *drive, enum burn_status status, bool busy)
{
    if (status != BURN_SENSE && !busy) return false;
    return mmc_sense_code(&drive->failure.sense) == MMC_SENSE_CODE_INITIALIZING_REQUIRED;
}

static enum burn_status start_unit(struct burn_drive *drive)
{
    struct mmc_command command;
    enum burn_status status;

    mmc_build_start_stop_unit(&command, MMC_START, true);
    status = burn_execute(drive, &command, NULL, NULL);
    return is_busy(drive, status) ? BURN_OK : status;
}

enum burn_status burn_wait_operation(struct burn_drive *drive, enum burn_until until, uint32_t timeout_ms,
                                     burn_watcher watcher, void *context)
{
    uint64_t since = now(drive), end = since + timeout_ms;
    struct sight sight = {0};
    enum burn_status status;
    bool started = false;
    uint32_t step = 0;
    int permille = -1;

    for (;;)
    {
        if (burn_is_cancelled(drive)) return BURN_CANCELLED;
        status = look(drive, until, &sight);
        if (!started && must_be_started(drive, status, sight.busy))
        {
            status = start_unit(drive);
            started = sight.busy = true;
        }
        if (status != BURN_OK || !sight.busy || is_stale(drive, &sight, &permille, &since)) return status;
        if (watcher) watcher(context, sight.permille);
        if (now(drive) >= end) return BURN_TIMED_OUT;
        burn_sleep_step(drive, &step, POLL_SLEEP_MS);
    }
}

enum burn_status burn_wait_ready(struct burn_drive *drive, uint32_t timeout_ms)
{
    return burn_wait_operation(drive, BURN_UNTIL_READY, timeout_ms, NULL, NULL);
}

enum burn_status burn_execute_patiently(struct burn_drive *drive, const struct mmc_command *command, void *data,
                                        uint32_t *transferred, uint32_t timeout_ms)
{
    uint64_t end = now(drive) + timeout_ms;
    enum burn_status status;
    uint32_t step = 0;

    for (;;)
    {
        status = burn_execute(drive, command, data, transferred);
        if (!is_busy(drive, status)) return status;
        if (now(drive) >= end) return BURN_TIMED_OUT;
        burn_sleep_step(drive, &step, POLL_SLEEP_MS);
    }
}

/* What READ BUFFER CAPACITY (MMC-6) says; false when the drive does not know the command. */
static enum burn_status ask_buffer(struct burn_drive *drive, bool *known, uint32_t *free_bytes)
{
    uint8_t data[MMC_BUFFER_CAPACITY_LENGTH] = {0};
    struct mmc_buffer_capacity capacity;
    struct mmc_command command;
    enum burn_status status;
    uint32_t length;

    mmc_build_read_buffer_capacity(&command, false);
    status = burn_execute(drive, &command, data, &length);
    *known = status == BURN_OK && mmc_parse_buffer_capacity(data, length, &capacity);
    *free_bytes = *known ? capacity.available : 0;
    return status == BURN_SENSE ? BURN_OK : status;
}

/*
 * Waits until the buffer takes needed bytes. *level keeps the most free bytes
 * seen and *end moves on while they grow: a slow medium is no failure, a buffer
 * that never empties is one, or one that has room and takes nothing.
 */
static enum burn_status wait_for_room(struct burn_drive *drive, uint32_t needed, uint32_t *level, uint64_t *end)
{
    enum burn_status status;
    uint32_t free_bytes, step = 0;
    bool known;

    for (;;)
    {
        status = ask_buffer(drive, &known, &free_bytes);
        if (status != BURN_OK) return status;
        if (free_bytes > *level && *level < needed)
        {
            *level = free_bytes;
            *end = now(drive) + BURN_WAIT_BUFFER_MS;
        }
        if (now(drive) >= *end) return BURN_TIMED_OUT;
        if (known && free_bytes >= needed) return BURN_OK;
        burn_sleep_step(drive, &step, BUFFER_SLEEP_MS);
        if (!known) return BURN_OK;
    }
}

enum burn_status burn_execute_write(struct burn_drive *drive, const struct mmc_command *command, const void *data)
{
    uint64_t end = now(drive) + BURN_WAIT_BUFFER_MS;
    uint32_t level = 0, step = 0;
    unsigned int refusals = 0;
    enum burn_status status;

    for (;;)
    {
        /* The port only reads what a command to the device points at. */
        status = burn_execute(drive, command, (void *)(uintptr_t)data, NULL);
        if (!is_busy(drive, status)) return status;
        if (burn_retry_class(drive) == MMC_RETRY_WAIT_LONG_WRITE)
        {
            status = wait_for_room(drive, command->data_length, &level, &end);
            if (status != BURN_OK) return status;
        }
        if (now(drive) >= end) return BURN_TIMED_OUT;
        /* Room is there and the drive is busy all the same: give it time instead of asking in a circle. */
        if (refusals++) burn_sleep_step(drive, &step, BUFFER_SLEEP_MS);
    }
}
