/*
 * Commands that move blocks to and from the medium
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

#include "mmc_transfer.h"

#include <string.h>

#include "mmc_opcodes.h"
#include "mmc_span.h"

static uint32_t bytes_of(uint32_t blocks, uint32_t block_size)
{
    uint64_t bytes = (uint64_t)blocks * block_size;

    return bytes > UINT32_MAX ? UINT32_MAX : (uint32_t)bytes;
}

static void build_10(struct mmc_command *cmd, uint8_t opcode, enum mmc_direction direction, int32_t lba,
                     uint16_t blocks, uint32_t block_size)
{
    mmc_start_command(cmd, opcode, direction, bytes_of(blocks, block_size), false);
    mmc_put_lba(cmd->cdb + 2, lba);
    mmc_put16(cmd->cdb + 7, blocks);
}

static void build_12(struct mmc_command *cmd, uint8_t opcode, enum mmc_direction direction, int32_t lba,
                     uint32_t blocks, uint32_t block_size, bool streaming)
{
    mmc_start_command(cmd, opcode, direction, bytes_of(blocks, block_size), false);
    mmc_put_lba(cmd->cdb + 2, lba);
    mmc_put32(cmd->cdb + 6, blocks);
    cmd->cdb[10] = streaming ? 0x80 : 0;
}

void mmc_build_read_10(struct mmc_command *cmd, int32_t lba, uint16_t blocks, uint32_t block_size)
{
    build_10(cmd, MMC_OP_READ_10, MMC_DATA_IN, lba, blocks, block_size);
}

void mmc_build_read_12(struct mmc_command *cmd, int32_t lba, uint32_t blocks, uint32_t block_size, bool streaming)
{
    build_12(cmd, MMC_OP_READ_12, MMC_DATA_IN, lba, blocks, block_size, streaming);
}

void mmc_build_write_10(struct mmc_command *cmd, int32_t lba, uint16_t blocks, uint32_t block_size, bool fua)
{
    build_10(cmd, MMC_OP_WRITE_10, MMC_DATA_OUT, lba, blocks, block_size);
    cmd->cdb[1] = fua ? 0x08 : 0;
}

void mmc_build_write_12(struct mmc_command *cmd, int32_t lba, uint32_t blocks, uint32_t block_size,
                        bool fua, bool streaming)
{
    build_12(cmd, MMC_OP_WRITE_12, MMC_DATA_OUT, lba, blocks, block_size, streaming);
    cmd->cdb[1] = fua ? 0x08 : 0;
}

void mmc_build_write_and_verify_10(struct mmc_command *cmd, int32_t lba, uint16_t blocks, uint32_t block_size)
{
    build_10(cmd, MMC_OP_WRITE_AND_VERIFY_10, MMC_DATA_OUT, lba, blocks, block_size);
}

void mmc_build_verify_10(struct mmc_command *cmd, int32_t lba, uint16_t blocks)
{
    build_10(cmd, MMC_OP_VERIFY_10, MMC_NO_DATA, lba, blocks, 0);
}

void mmc_build_synchronize_cache(struct mmc_command *cmd, bool immediate)
{
    mmc_start_command(cmd, MMC_OP_SYNCHRONIZE_CACHE, MMC_NO_DATA, 0, immediate);
    cmd->cdb[1] = immediate ? 0x02 : 0;
}

void mmc_build_read_buffer_capacity(struct mmc_command *cmd, bool in_blocks)
{
    mmc_start_command(cmd, MMC_OP_READ_BUFFER_CAPACITY, MMC_DATA_IN, MMC_BUFFER_CAPACITY_LENGTH, false);
    cmd->cdb[1] = in_blocks;
    mmc_put16(cmd->cdb + 7, MMC_BUFFER_CAPACITY_LENGTH);
}

/* MMC-6, READ BUFFER CAPACITY: the reply. */
bool mmc_parse_buffer_capacity(const uint8_t *data, size_t length, struct mmc_buffer_capacity *capacity)
{
    struct mmc_span span = mmc_span_of_reply(data, length, 0, 2);

    memset(capacity, 0, sizeof(*capacity));
    if (!mmc_span_has(&span, 0, MMC_BUFFER_CAPACITY_LENGTH))
        return false;
    capacity->in_blocks = mmc_span_bit(&span, 3, 0);
    capacity->length = capacity->in_blocks ? 0 : mmc_span32(&span, 4);
    capacity->available = mmc_span32(&span, 8);
    return true;
}

/* Bytes of the parts of one kind of sector, MMC-6, READ CD. */
struct sector_parts
{
    uint16_t sync, header, subheader, user_data, edc_ecc;
};

static const struct sector_parts *parts_of(enum mmc_sector_type type)
{
    static const struct sector_parts cd_da = { 0, 0, 0, 2352, 0 };
    static const struct sector_parts mode_1 = { 12, 4, 0, 2048, 288 };
    static const struct sector_parts mode_2 = { 12, 4, 0, 2336, 0 };
    static const struct sector_parts form_1 = { 12, 4, 8, 2048, 280 };
    static const struct sector_parts form_2 = { 12, 4, 8, 2328, 0 };

    switch (type)
    {
    case MMC_SECTOR_CD_DA: return &cd_da;
    case MMC_SECTOR_MODE_2: return &mode_2;
    case MMC_SECTOR_MODE_2_FORM_1: return &form_1;
    case MMC_SECTOR_MODE_2_FORM_2: return &form_2;
    default: return &mode_1;
    }
}

static uint32_t extra_bytes(const struct mmc_read_cd *read)
{
    uint32_t bytes = 0;

    if (read->c2 == MMC_C2_BITS)
        bytes += 294;
    else if (read->c2 == MMC_C2_BLOCK)
        bytes += 296;
    if (read->subchannel == MMC_SUBCHANNEL_Q)
        bytes += 16;
    else if (read->subchannel != MMC_SUBCHANNEL_NONE)
        bytes += 96;
    return bytes;
}

uint32_t mmc_read_cd_block_size(const struct mmc_read_cd *read)
{
    const struct sector_parts *parts = parts_of(read->sector_type);

    return (read->sync ? parts->sync : 0u) + (read->header ? parts->header : 0u) +
           (read->subheader ? parts->subheader : 0u) + (read->user_data ? parts->user_data : 0u) +
           (read->edc_ecc ? parts->edc_ecc : 0u) + extra_bytes(read);
}

void mmc_build_read_cd(struct mmc_command *cmd, const struct mmc_read_cd *read)
{
    uint32_t blocks = read->blocks & 0xffffff;

    mmc_start_command(cmd, MMC_OP_READ_CD, MMC_DATA_IN, bytes_of(blocks, mmc_read_cd_block_size(read)), false);
    cmd->cdb[1] = (uint8_t)((read->sector_type & 7) << 2 | (read->dap ? 0x02 : 0));
    mmc_put_lba(cmd->cdb + 2, read->lba);
    mmc_put24(cmd->cdb + 6, blocks);
    cmd->cdb[9] = (uint8_t)((read->sync ? 0x80 : 0) | (read->subheader ? 0x40 : 0) | (read->header ? 0x20 : 0) |
                            (read->user_data ? 0x10 : 0) | (read->edc_ecc ? 0x08 : 0) | (read->c2 & 3) << 1);
    cmd->cdb[10] = (uint8_t)(read->subchannel & 7);
}
