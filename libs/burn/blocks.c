/*
 * WRITE below the recipes: commands as large as the drive takes
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

/* WRITE(10) counts blocks in 16 bits, MMC-5 6.44 (transfer length). */
#define WRITE_10_BLOCKS_MAX 0xffffu

/* Zeros go out in pieces of at most this many bytes. */
#define ZEROS_BYTES_MAX (64u * 1024u)

/* The limit depends on where the buffer lies, see struct port_limits. */
static uint32_t limit_for(const struct burn_drive *drive, const void *data)
{
    const uintptr_t page_mask = 4095;

    if (!((uintptr_t)data & page_mask)) return drive->limits.max_aligned_transfer;
    return drive->limits.max_transfer;
}

/* Blocks of one command: whole units as long as one of them fits into the limit. */
static uint32_t blocks_per_command(uint32_t limit, uint32_t block_size, uint32_t unit)
{
    uint32_t blocks = limit / block_size;

    if (blocks > WRITE_10_BLOCKS_MAX) blocks = WRITE_10_BLOCKS_MAX;
    if (unit > 1 && blocks > unit) blocks -= blocks % unit;
    return blocks;
}

uint32_t burn_command_blocks(const struct burn_drive *drive, const void *data, uint32_t unit)
{
    return blocks_per_command(limit_for(drive, data), BURN_BLOCK_SIZE, unit);
}

/* done counts the blocks up that the drive took. */
static enum burn_status write_blocks(struct burn_drive *drive, int32_t lba, const uint8_t *data, uint32_t blocks,
                                     uint32_t block_size, uint32_t unit, enum mmc_timeout timeout, uint32_t *done)
{
    struct mmc_command command;
    enum burn_status status;
    uint32_t count, most;

    while (blocks)
    {
        if (burn_is_cancelled(drive)) return BURN_CANCELLED;
        most = blocks_per_command(limit_for(drive, data), block_size, unit);
        if (!most) return BURN_TOO_LARGE;
        count = blocks < most ? blocks : most;
        mmc_build_write_10(&command, lba, (uint16_t)count, block_size, false);
        mmc_set_timeout(&command, timeout);
        status = burn_execute_write(drive, &command, data);
        if (status != BURN_OK) return status;
        *done += count;
        data += (size_t)count * block_size;
        lba += (int32_t)count;
        blocks -= count;
    }
    return BURN_OK;
}

enum burn_status burn_write_counted(struct burn_drive *drive, int32_t lba, const void *data, uint32_t blocks,
                                    uint32_t block_size, enum mmc_timeout timeout, uint32_t *done)
{
    if (!block_size || blocks > INT32_MAX || (int64_t)lba + blocks > INT32_MAX) return BURN_TOO_LARGE;
    return write_blocks(drive, lba, data, blocks, block_size, 1, timeout, done);
}

enum burn_status burn_write_blocks(struct burn_drive *drive, int32_t lba, const void *data, uint32_t blocks,
                                   uint32_t block_size)
{
    uint32_t done = 0;

    return burn_write_counted(drive, lba, data, blocks, block_size, MMC_TIMEOUT_WRITE, &done);
}

enum burn_status burn_write_range(struct burn_drive *drive, int32_t lba, const void *data, uint32_t blocks,
                                  uint32_t unit, enum mmc_timeout timeout)
{
    uint32_t done = 0;

    return write_blocks(drive, lba, data, blocks, BURN_BLOCK_SIZE, unit, timeout, &done);
}

enum burn_status burn_read_blocks(struct burn_drive *drive, int32_t lba, void *data, uint32_t blocks)
{
    struct mmc_command command;
    enum burn_status status;
    uint8_t *next = data;
    uint32_t count, most, length;

    while (blocks)
    {
        if (burn_is_cancelled(drive)) return BURN_CANCELLED;
        most = blocks_per_command(limit_for(drive, next), BURN_BLOCK_SIZE, 1);
        if (!most) return BURN_TOO_LARGE;
        count = blocks < most ? blocks : most;
        mmc_build_read_10(&command, lba, (uint16_t)count, BURN_BLOCK_SIZE);
        status = burn_execute_patiently(drive, &command, next, &length, BURN_WAIT_READY_MS);
        if (status != BURN_OK) return status;
        if (length != count * BURN_BLOCK_SIZE) return BURN_BAD_REPLY;
        next += length;
        lba += (int32_t)count;
        blocks -= count;
    }
    return BURN_OK;
}

void *burn_alloc_aligned(struct burn_drive *drive, size_t size, void **memory)
{
    uintptr_t mask = drive->limits.alignment_mask | 4095u;

    *memory = calloc(1, size + mask);
    if (!*memory) return NULL;
    return (void *)(((uintptr_t)*memory + mask) & ~mask);
}

static uint32_t zeros_per_command(const struct burn_drive *drive, uint32_t unit)
{
    uint32_t limit = drive->limits.max_aligned_transfer;

    return blocks_per_command(limit < ZEROS_BYTES_MAX ? limit : ZEROS_BYTES_MAX, BURN_BLOCK_SIZE, unit);
}

enum burn_status burn_write_zeros(struct burn_drive *drive, int32_t lba, uint32_t blocks, uint32_t unit,
                                  burn_counter counter, void *context)
{
    uint32_t most = zeros_per_command(drive, unit), done = 0, count;
    enum burn_status status = BURN_OK;
    void *memory, *zeros;

    if (!most) return BURN_TOO_LARGE;
    zeros = burn_alloc_aligned(drive, (size_t)most * BURN_BLOCK_SIZE, &memory);
    if (!zeros) return BURN_NO_MEMORY;
    while (done < blocks && status == BURN_OK)
    {
        count = blocks - done < most ? blocks - done : most;
        status = burn_write_range(drive, lba + (int32_t)done, zeros, count, unit, MMC_TIMEOUT_WRITE);
        if (status == BURN_OK) done += count;
        if (counter) counter(context, done);
    }
    free(memory);
    return status;
}
