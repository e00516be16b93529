/*
 * The frame of every command, and the one table of timeouts
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

#include "mmc_command.h"

#include <string.h>

#include "mmc_opcodes.h"

#define SECONDS(n) ((n) * 1000u)
#define MINUTES(n) SECONDS((n) * 60u)

static const uint32_t timeouts[MMC_TIMEOUT_COUNT] =
{
    [MMC_TIMEOUT_DEFAULT]           = SECONDS(10),
    [MMC_TIMEOUT_PROBE]             = SECONDS(1),
    [MMC_TIMEOUT_LOAD]              = SECONDS(60),
    [MMC_TIMEOUT_READ]              = SECONDS(60),
    [MMC_TIMEOUT_WRITE]             = SECONDS(60),
    [MMC_TIMEOUT_FIRST_DAO_WRITE]   = SECONDS(180),
    [MMC_TIMEOUT_CALIBRATE]         = SECONDS(260),
    [MMC_TIMEOUT_FLUSH]             = SECONDS(260),
    [MMC_TIMEOUT_FLUSH_DVD_RW]      = SECONDS(900),
    [MMC_TIMEOUT_CLOSE]             = MINUTES(60),
    [MMC_TIMEOUT_ERASE]             = MINUTES(60),
};

/* Commands that take longer than the default. The others are answered from memory. */
static const struct
{
    uint8_t opcode;
    enum mmc_timeout timeout;       /* waiting for the end of its work */
    enum mmc_timeout immediate;     /* with Immed: what comes before the drive answers */
} slow_commands[] =
{
    { MMC_OP_START_STOP_UNIT, MMC_TIMEOUT_LOAD, MMC_TIMEOUT_DEFAULT },
    { MMC_OP_LOAD_UNLOAD_MEDIUM, MMC_TIMEOUT_LOAD, MMC_TIMEOUT_DEFAULT },
    /* a drive may look at a new medium first */
    { MMC_OP_READ_CAPACITY, MMC_TIMEOUT_LOAD, MMC_TIMEOUT_LOAD },
    { MMC_OP_READ_FORMAT_CAPACITIES, MMC_TIMEOUT_LOAD, MMC_TIMEOUT_LOAD },
    { MMC_OP_READ_TOC_PMA_ATIP, MMC_TIMEOUT_LOAD, MMC_TIMEOUT_LOAD },
    { MMC_OP_READ_DISC_INFORMATION, MMC_TIMEOUT_LOAD, MMC_TIMEOUT_LOAD },
    { MMC_OP_READ_TRACK_INFORMATION, MMC_TIMEOUT_LOAD, MMC_TIMEOUT_LOAD },
    { MMC_OP_READ_DISC_STRUCTURE, MMC_TIMEOUT_LOAD, MMC_TIMEOUT_LOAD },
    { MMC_OP_SEND_DISC_STRUCTURE, MMC_TIMEOUT_LOAD, MMC_TIMEOUT_LOAD },
    { MMC_OP_READ_MEDIA_SERIAL_NUMBER, MMC_TIMEOUT_LOAD, MMC_TIMEOUT_LOAD },
    { MMC_OP_READ_10, MMC_TIMEOUT_READ, MMC_TIMEOUT_READ },
    { MMC_OP_READ_12, MMC_TIMEOUT_READ, MMC_TIMEOUT_READ },
    { MMC_OP_READ_CD, MMC_TIMEOUT_READ, MMC_TIMEOUT_READ },
    { MMC_OP_READ_CD_MSF, MMC_TIMEOUT_READ, MMC_TIMEOUT_READ },
    /* the count of one command may cover half a disc */
    { MMC_OP_VERIFY_10, MMC_TIMEOUT_CLOSE, MMC_TIMEOUT_CLOSE },
    { MMC_OP_WRITE_10, MMC_TIMEOUT_WRITE, MMC_TIMEOUT_WRITE },
    { MMC_OP_WRITE_12, MMC_TIMEOUT_WRITE, MMC_TIMEOUT_WRITE },
    { MMC_OP_WRITE_AND_VERIFY_10, MMC_TIMEOUT_WRITE, MMC_TIMEOUT_WRITE },
    { MMC_OP_SEND_CUE_SHEET, MMC_TIMEOUT_WRITE, MMC_TIMEOUT_WRITE },
    { MMC_OP_RESERVE_TRACK, MMC_TIMEOUT_CALIBRATE, MMC_TIMEOUT_CALIBRATE },
    { MMC_OP_SEND_OPC_INFORMATION, MMC_TIMEOUT_CALIBRATE, MMC_TIMEOUT_CALIBRATE },
    /* even with Immed a drive may end what its buffer holds first */
    { MMC_OP_SYNCHRONIZE_CACHE, MMC_TIMEOUT_FLUSH, MMC_TIMEOUT_FLUSH },
    { MMC_OP_CLOSE_TRACK_SESSION, MMC_TIMEOUT_CLOSE, MMC_TIMEOUT_FLUSH },
    { MMC_OP_REPAIR_TRACK, MMC_TIMEOUT_CLOSE, MMC_TIMEOUT_FLUSH },
    { MMC_OP_BLANK, MMC_TIMEOUT_ERASE, MMC_TIMEOUT_LOAD },
    { MMC_OP_FORMAT_UNIT, MMC_TIMEOUT_ERASE, MMC_TIMEOUT_LOAD },
};

uint32_t mmc_timeout_ms(enum mmc_timeout timeout)
{
    return timeouts[(unsigned int)timeout < MMC_TIMEOUT_COUNT ? timeout : MMC_TIMEOUT_DEFAULT];
}

enum mmc_timeout mmc_command_timeout(uint8_t opcode, bool immediate)
{
    size_t i;

    for (i = 0; i < sizeof(slow_commands) / sizeof(slow_commands[0]); i++)
        if (slow_commands[i].opcode == opcode)
            return immediate ? slow_commands[i].immediate : slow_commands[i].timeout;
    return MMC_TIMEOUT_DEFAULT;
}

void mmc_set_timeout(struct mmc_command *cmd, enum mmc_timeout timeout)
{
    cmd->timeout_ms = mmc_timeout_ms(timeout);
}

void mmc_start_command(struct mmc_command *cmd, uint8_t opcode, enum mmc_direction direction,
                       uint32_t data_length, bool immediate)
{
    memset(cmd, 0, sizeof(*cmd));
    cmd->cdb[0] = opcode;
    cmd->cdb_length = mmc_opcode_cdb_length(opcode);
    cmd->direction = data_length ? direction : MMC_NO_DATA;
    cmd->data_length = cmd->direction == MMC_NO_DATA ? 0 : data_length;
    mmc_set_timeout(cmd, mmc_command_timeout(opcode, immediate));
}
