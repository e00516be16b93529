/*
 * Erasing rewritable media
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

#include "burn_private.h"

#define TICK_MS 1000u

/* What it takes by experience, seconds. */
#define CD_QUICK_S      30u
#define DVD_QUICK_S     90u
#define OTHER_QUICK_S   30u
#define DISC_FULL_S     900u
#define OTHER_FULL_S    600u

struct erasing
{
    struct burn_drive *drive;
    void (*tick)(void *context, uint32_t elapsed_s, uint32_t total_s, int permille);
    void *context;
    uint64_t start_ms, next_ms;
    uint32_t expected_s;
    uint32_t done_before, total;    /* blocks, for overwriting */
};

static uint32_t expected_seconds(const struct burn_medium *medium, bool full)
{
    if (medium->family == BURN_FAMILY_CD) return full ? DISC_FULL_S : CD_QUICK_S;
    if (mmc_profile_is_dvd((uint16_t)medium->profile) && medium->profile != MMC_PROFILE_DVD_RAM)
        return full ? DISC_FULL_S : DVD_QUICK_S;
    return full ? OTHER_FULL_S : OTHER_QUICK_S;
}

/* The drive's own progress makes a better guess than experience, once there is enough of it. */
static uint32_t estimate(const struct erasing *erasing, uint32_t elapsed_s, int permille)
{
    uint32_t total = erasing->expected_s;

    if (permille >= 20) total = (uint32_t)((uint64_t)elapsed_s * 1000u / (uint32_t)permille);
    return total > elapsed_s ? total : elapsed_s;
}

static void look_at_clock(void *context, int permille)
{
    struct erasing *erasing = context;
    const struct burn_host *host = erasing->drive->host;
    uint64_t now = host->now_ms(host->context);
    uint32_t elapsed_s;

    if (now < erasing->next_ms || !erasing->tick) return;
    while (erasing->next_ms <= now) erasing->next_ms += TICK_MS;
    elapsed_s = (uint32_t)((now - erasing->start_ms) / 1000);
    erasing->tick(erasing->context, elapsed_s, estimate(erasing, elapsed_s, permille), permille);
}

/* However short it was, somebody who listens hears of the end. */
static void tell_end(struct erasing *erasing)
{
    const struct burn_host *host = erasing->drive->host;

    erasing->next_ms = host->now_ms(host->context);
    look_at_clock(erasing, 1000);
}

static void count_blocks(void *context, uint32_t done)
{
    struct erasing *erasing = context;

    look_at_clock(context, (int)((uint64_t)(erasing->done_before + done) * 1000u / erasing->total));
}

static enum burn_status try_blank(struct burn_drive *drive, bool full)
{
    enum mmc_blank_type type = full ? MMC_BLANK_FULL : MMC_BLANK_QUICK;
    struct mmc_command command;
    enum burn_status status;

    mmc_build_blank(&command, type, 0, true);
    status = burn_execute_patiently(drive, &command, NULL, NULL, BURN_WAIT_COMMAND_MS);
    if (status != BURN_SENSE || mmc_sense_code(&drive->failure.sense) != MMC_SENSE_CODE_INVALID_FIELD_IN_CDB)
        return status;
    mmc_build_blank(&command, type, 0, false);
    return burn_execute_patiently(drive, &command, NULL, NULL, BURN_WAIT_COMMAND_MS);
}

static enum burn_status send_blank(struct burn_drive *drive, bool full)
{
    enum burn_status status = try_blank(drive, full);

    drive->failure.of_blanking = status == BURN_SENSE;
    return status;
}

/* BLANK can not be stopped, so nobody is asked whether he wants to. */
static enum burn_status blank_medium(struct erasing *erasing, bool full)
{
    struct burn_drive *drive = erasing->drive;
    struct mmc_disc_information disc;
    enum burn_status status;

    status = send_blank(drive, full);
    if (status == BURN_OK)
        status = burn_wait_operation(drive, BURN_UNTIL_DONE, BURN_WAIT_FORMAT_MS, look_at_clock, erasing);
    if (status == BURN_OK) status = burn_ask_disc(drive, &disc);
    if (status != BURN_OK) return status;
    return disc.disc_status == MMC_DISC_EMPTY ? BURN_OK : BURN_MISMATCH;
}

static enum burn_status zero_range(struct erasing *erasing, const struct burn_medium *medium, uint32_t lba,
                                   uint32_t blocks)
{
    enum burn_status status;

    status = burn_write_zeros(erasing->drive, (int32_t)lba, blocks, medium->ecc_blocks, count_blocks, erasing);
    erasing->done_before += blocks;
    return status;
}

static enum burn_status overwrite_medium(struct erasing *erasing, const struct burn_medium *medium, bool full)
{
    uint32_t total = medium->total_blocks, edge = total < BURN_EDGE_BLOCKS ? total : BURN_EDGE_BLOCKS;
    bool start_twice = !full && (medium->profile == MMC_PROFILE_DVD_PLUS_RW ||
                                 medium->profile == MMC_PROFILE_DVD_PLUS_RW_DL);
    enum burn_status status, flushed;

    /* Never formatted: there is nothing on it. */
    if (medium->blank || !total) return BURN_OK;
    erasing->total = full ? total : edge * (start_twice ? 3u : 2u);
    status = zero_range(erasing, medium, 0, full ? total : edge);
    if (status == BURN_OK && !full) status = zero_range(erasing, medium, total - edge, edge);
    /* The head comes back to the start, so that the drive lets go of what it read there before. */
    if (status == BURN_OK && start_twice) status = zero_range(erasing, medium, 0, edge);
    burn_begin_peace(erasing->drive);
    flushed = burn_flush(erasing->drive, BURN_UNTIL_READY, MMC_TIMEOUT_FLUSH);
    burn_end_peace(erasing->drive);
    return status != BURN_OK ? status : flushed;
}

static enum burn_status erase_medium(struct erasing *erasing, const struct burn_medium *medium, bool full)
{
    if (medium->overwritable && !medium->restricted_overwrite) return overwrite_medium(erasing, medium, full);
    return blank_medium(erasing, full);
}

/* BLANK for media that can not be overwritten; DVD-RW goes back to its sequential state. */
static bool can_be_erased(const struct burn_medium *medium)
{
    if (medium->write_protected || medium->family == BURN_FAMILY_NONE) return false;
    return medium->overwritable || medium->erasable;
}

enum burn_status burn_erase(struct burn_drive *drive, bool full,
                            void (*tick)(void *context, uint32_t elapsed_s, uint32_t total_s, int permille),
                            void *context)
{
    struct erasing erasing = { drive, tick, context, 0, 0, 0, 0, 0 };
    struct burn_failure failure;
    struct burn_medium medium;
    enum burn_status status;
    bool locked;

    status = burn_read_medium(drive, &medium);
    if (status != BURN_OK) return status;
    if (!can_be_erased(&medium)) return BURN_MEDIA_STATE;
    status = burn_lock_tray(drive, &locked);
    if (status == BURN_OK)
    {
        erasing.start_ms = drive->host->now_ms(drive->host->context);
        erasing.next_ms = erasing.start_ms;
        erasing.expected_s = expected_seconds(&medium, full);
        look_at_clock(&erasing, -1);
        status = erase_medium(&erasing, &medium, full);
        if (status == BURN_OK) tell_end(&erasing);
    }
    failure = drive->failure;
    if (locked) burn_unlock_tray(drive);
    drive->failure = failure;
    return status;
}
