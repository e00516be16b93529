/*
 * Whether a medium that is never blank holds anything
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

#define BLOCKS_PER_READ 16u     /* an ECC unit of DVD, half of one of BD */

static bool all_zeros(const uint8_t *data, size_t length)
{
    return !data[0] && !memcmp(data, data + 1, length - 1);
}

/* A block that cannot be read holds no zeros: then the medium counts as used. */
static enum burn_status look_at(struct burn_drive *drive, uint32_t lba, uint32_t blocks, void *buffer, bool *blank)
{
    struct mmc_command command;
    enum burn_status status;
    uint32_t moved;

    mmc_build_read_10(&command, (int32_t)lba, (uint16_t)blocks, BURN_BLOCK_SIZE);
    status = burn_execute_patiently(drive, &command, buffer, &moved, BURN_WAIT_READY_MS);
    if (status == BURN_SENSE) *blank = false;
    else if (status == BURN_OK) *blank = moved == blocks * BURN_BLOCK_SIZE && all_zeros(buffer, moved);
    return status == BURN_SENSE ? BURN_OK : status;
}

static enum burn_status look_at_range(struct burn_drive *drive, uint32_t lba, uint32_t end, void *buffer, bool *blank)
{
    enum burn_status status = BURN_OK;
    uint32_t blocks;

    for (; lba < end && *blank && status == BURN_OK; lba += blocks)
    {
        blocks = end - lba < BLOCKS_PER_READ ? end - lba : BLOCKS_PER_READ;
        status = look_at(drive, lba, blocks, buffer, blank);
    }
    return status;
}

enum burn_status burn_looks_blank(struct burn_drive *drive, const struct burn_medium *medium, bool *blank)
{
    uint32_t total = medium->total_blocks, edge = total < BURN_EDGE_BLOCKS ? total : BURN_EDGE_BLOCKS;
    enum burn_status status;
    void *memory, *buffer;

    *blank = medium->blank;
    if (!medium->overwritable || !medium->formatted) return BURN_OK;
    buffer = burn_alloc_aligned(drive, BLOCKS_PER_READ * BURN_BLOCK_SIZE, &memory);
    if (!buffer) return BURN_NO_MEMORY;
    *blank = true;
    status = look_at_range(drive, 0, edge, buffer, blank);
    if (status == BURN_OK) status = look_at_range(drive, total - edge, total, buffer, blank);
    free(memory);
    if (status != BURN_OK) *blank = false;
    return status;
}
