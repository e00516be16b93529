/*
 * Write speeds: what there is, what is set, what is asked for
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

#define SPEEDS_ASKED        64u     /* descriptors of one GET PERFORMANCE, MMC-5 6.8 */
#define STREAMING_TIME_MS   1000u   /* sizes of SET STREAMING are per second */
#define FASTEST             0xffffffffu

static void add_speed(struct burn_speed *speeds, uint32_t *count, uint32_t kbps, bool pure_cav)
{
    uint32_t i, place = 0;

    if (!kbps || *count == BURN_SPEEDS_MAX) return;
    for (i = 0; i < *count; i++)
    {
        if (speeds[i].write_kbps == kbps && speeds[i].pure_cav == pure_cav) return;
        if (speeds[i].write_kbps >= kbps) place = i + 1;
    }
    memmove(speeds + place + 1, speeds + place, (*count - place) * sizeof(*speeds));
    speeds[place].write_kbps = kbps;
    speeds[place].pure_cav = pure_cav;
    ++*count;
}

/* GET PERFORMANCE type 03, MMC-5 6.8.5.3: for the medium that is in the drive. */
static enum burn_status read_performance(struct burn_drive *drive, struct burn_speed *speeds, uint32_t *count)
{
    uint8_t data[MMC_PERFORMANCE_HEADER_LENGTH + SPEEDS_ASKED * MMC_PERFORMANCE_LENGTH] = {0};
    struct mmc_write_performance performance;
    struct mmc_command command;
    enum burn_status status;
    size_t offset = 0;
    uint32_t length;

    mmc_build_get_performance_write_speeds(&command, SPEEDS_ASKED);
    status = burn_execute_patiently(drive, &command, data, &length, BURN_WAIT_COMMAND_MS);
    if (status == BURN_OK && length <= sizeof(data))
        while (mmc_next_write_performance(data, length, &offset, &performance))
            add_speed(speeds, count, performance.write_kbps, performance.rotation == MMC_ROTATION_PURE_CAV);
    return burn_optional(drive, status);
}

/* Mode page 2A, MMC-3 6.3.11: older drives tell it there. */
static enum burn_status read_page_speeds(struct burn_drive *drive, struct burn_speed *speeds, uint32_t *count)
{
    struct mmc_capabilities_page page;
    enum burn_status status;
    uint32_t i;

    status = burn_ask_capabilities(drive, &page);
    if (status != BURN_OK) return burn_optional(drive, status);
    for (i = 0; i < page.write_speed_count && i < MMC_WRITE_SPEEDS_MAX; i++)
        add_speed(speeds, count, page.write_speeds[i].kbps, page.write_speeds[i].pure_cav);
    if (!*count) add_speed(speeds, count, page.max_write_kbps, false);
    return BURN_OK;
}

enum burn_status burn_read_speeds(struct burn_drive *drive, const struct burn_medium *medium,
                                  struct burn_speed speeds[BURN_SPEEDS_MAX], uint32_t *count)
{
    enum burn_status status;

    (void)medium;
    *count = 0;
    status = read_performance(drive, speeds, count);
    if (status != BURN_OK || *count) return status;
    return read_page_speeds(drive, speeds, count);
}

enum burn_status burn_current_speed(struct burn_drive *drive, struct burn_speed *speed)
{
    struct mmc_capabilities_page page;
    enum burn_status status;

    memset(speed, 0, sizeof(*speed));
    status = burn_ask_capabilities(drive, &page);
    if (status != BURN_OK) return status;
    speed->write_kbps = page.current_write_kbps;
    speed->pure_cav = page.has_write_speeds && page.rotation_control == MMC_ROTATION_PURE_CAV;
    return BURN_OK;
}

static enum burn_status set_streaming(struct burn_drive *drive, const struct burn_medium *medium,
                                      const struct burn_speed *speed)
{
    struct mmc_streaming streaming = {0};
    uint8_t data[MMC_STREAMING_LENGTH];
    struct mmc_command command;

    streaming.rotation = speed->pure_cav ? MMC_ROTATION_PURE_CAV : MMC_ROTATION_DEFAULT;
    streaming.end_lba = medium->total_blocks ? medium->total_blocks - 1 : 0;
    streaming.read_size = streaming.write_size = speed->write_kbps;
    streaming.read_time = streaming.write_time = STREAMING_TIME_MS;
    mmc_encode_streaming(data, sizeof(data), &streaming);
    mmc_build_set_streaming(&command, sizeof(data));
    return burn_execute_patiently(drive, &command, data, NULL, BURN_WAIT_COMMAND_MS);
}

static enum burn_status set_cd_speed(struct burn_drive *drive, const struct burn_speed *speed)
{
    uint16_t kbps = speed->write_kbps < MMC_SPEED_MAX ? (uint16_t)speed->write_kbps : MMC_SPEED_MAX;
    struct mmc_command command;

    mmc_build_set_cd_speed(&command, speed->pure_cav ? MMC_ROTATION_PURE_CAV : MMC_ROTATION_DEFAULT, MMC_SPEED_MAX,
                           kbps);
    return burn_execute_patiently(drive, &command, NULL, NULL, BURN_WAIT_COMMAND_MS);
}

/* Near enough: drives round to their own steps. */
static bool is_in_effect(struct burn_drive *drive, const struct burn_speed *wanted)
{
    struct burn_speed now;

    if (burn_current_speed(drive, &now) != BURN_OK || !now.write_kbps) return false;
    return now.write_kbps <= wanted->write_kbps + wanted->write_kbps / 50 &&
           now.write_kbps >= wanted->write_kbps - wanted->write_kbps / 50;
}

/* Page 2A and SET CD SPEED end at 65535 KB/s: above it SET STREAMING is all there is. */
static bool takes_streaming(struct burn_drive *drive, const struct burn_speed *wanted)
{
    return wanted->write_kbps > UINT16_MAX || is_in_effect(drive, wanted);
}

/* The fastest by name: SET STREAMING knows no number for it. */
static enum burn_status resolve(struct burn_drive *drive, const struct burn_medium *medium, struct burn_speed *speed)
{
    struct burn_speed speeds[BURN_SPEEDS_MAX];
    enum burn_status status;
    uint32_t count;

    if (speed->write_kbps != FASTEST) return BURN_OK;
    status = burn_read_speeds(drive, medium, speeds, &count);
    if (status == BURN_OK && count) *speed = speeds[0];
    return status;
}

enum burn_status burn_set_speed(struct burn_drive *drive, const struct burn_medium *medium,
                                const struct burn_speed *speed)
{
    struct burn_speed wanted = *speed;
    enum burn_status status;

    status = resolve(drive, medium, &wanted);
    if (status != BURN_OK) return status;
    status = wanted.write_kbps == FASTEST ? BURN_OK : set_streaming(drive, medium, &wanted);
    if (burn_optional(drive, status) != BURN_OK) return status;
    if (wanted.write_kbps != FASTEST && status == BURN_OK && takes_streaming(drive, &wanted)) return BURN_OK;
    status = set_cd_speed(drive, &wanted);
    return burn_optional(drive, status);
}
