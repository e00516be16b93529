/*
 * How large a medium is, and how it could be formatted
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

#include "mmc_basic.h"

#include <string.h>

#include "mmc_opcodes.h"
#include "mmc_span.h"

#define DESCRIPTOR_LENGTH 8     /* bytes, MMC-5 6.24.3 */

void mmc_build_read_capacity(struct mmc_command *cmd)
{
    mmc_start_command(cmd, MMC_OP_READ_CAPACITY, MMC_DATA_IN, 8, false);
}

bool mmc_parse_read_capacity(const uint8_t *data, size_t length, struct mmc_capacity *capacity)
{
    memset(capacity, 0, sizeof(*capacity));
    if (length < 8)
        return false;
    capacity->last_lba = mmc_get32(data);
    capacity->block_size = mmc_get32(data + 4);
    return true;
}

void mmc_build_read_format_capacities(struct mmc_command *cmd, uint16_t allocation)
{
    mmc_start_command(cmd, MMC_OP_READ_FORMAT_CAPACITIES, MMC_DATA_IN, allocation, false);
    mmc_put16(cmd->cdb + 7, allocation);
}

bool mmc_parse_format_capacities(const uint8_t *data, size_t length, struct mmc_format_capacities *capacities)
{
    struct mmc_span span = mmc_span_of_reply(data, length, 3, 1);
    size_t offset = 4;

    memset(capacities, 0, sizeof(*capacities));
    if (!mmc_span_has(&span, offset, DESCRIPTOR_LENGTH))
        return false;
    capacities->current_blocks = mmc_span32(&span, offset);
    capacities->current_type = mmc_span8(&span, offset + 4) & 3;
    capacities->current_block_size = mmc_span24(&span, offset + 5);

    for (offset += DESCRIPTOR_LENGTH; mmc_span_has(&span, offset, DESCRIPTOR_LENGTH); offset += DESCRIPTOR_LENGTH)
    {
        struct mmc_format_descriptor *format = &capacities->formats[capacities->count];

        if (capacities->count == MMC_FORMATS_MAX)
            break;
        format->blocks = mmc_span32(&span, offset);
        format->type = mmc_span8(&span, offset + 4) >> 2;
        format->subtype = mmc_span8(&span, offset + 4) & 3;
        format->parameter = mmc_span24(&span, offset + 5);
        capacities->count++;
    }
    return true;
}
