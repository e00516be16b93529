/*
 * Commands that change what a medium is
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

#include "mmc_write.h"

#include <string.h>

#include "mmc_bytes.h"
#include "mmc_opcodes.h"

#define OPC_LENGTH 8            /* bytes of an OPC table */

void mmc_build_reserve_track(struct mmc_command *cmd, uint32_t blocks)
{
    mmc_start_command(cmd, MMC_OP_RESERVE_TRACK, MMC_NO_DATA, 0, false);
    mmc_put32(cmd->cdb + 5, blocks);
}

void mmc_build_close_track_session(struct mmc_command *cmd, enum mmc_close_function function, uint16_t number,
                                   bool immediate)
{
    mmc_start_command(cmd, MMC_OP_CLOSE_TRACK_SESSION, MMC_NO_DATA, 0, immediate);
    cmd->cdb[1] = immediate;
    cmd->cdb[2] = (uint8_t)(function & 7);
    mmc_put16(cmd->cdb + 4, number);
}

void mmc_build_repair_track(struct mmc_command *cmd, uint16_t track, bool immediate)
{
    mmc_start_command(cmd, MMC_OP_REPAIR_TRACK, MMC_NO_DATA, 0, immediate);
    cmd->cdb[1] = immediate;
    mmc_put16(cmd->cdb + 4, track);
}

void mmc_build_blank(struct mmc_command *cmd, enum mmc_blank_type type, uint32_t address, bool immediate)
{
    mmc_start_command(cmd, MMC_OP_BLANK, MMC_NO_DATA, 0, immediate);
    cmd->cdb[1] = (uint8_t)((immediate ? 0x10 : 0) | (type & 7));
    mmc_put32(cmd->cdb + 2, address);
}

/* MMC-5 6.5.3.2 and 6.5.3.3: header and descriptor. */
size_t mmc_encode_format_list(uint8_t *buffer, size_t size, const struct mmc_format *format)
{
    if (size < MMC_FORMAT_LIST_LENGTH)
        return 0;
    memset(buffer, 0, MMC_FORMAT_LIST_LENGTH);
    buffer[1] = (uint8_t)((format->options_valid ? 0x80 : 0) | (format->disable_certification ? 0x20 : 0) |
                          (format->try_out ? 0x04 : 0) | (format->immediate ? 0x02 : 0) |
                          (format->vendor_specific ? 0x01 : 0));
    mmc_put16(buffer + 2, 8);
    mmc_put32(buffer + 4, format->descriptor.blocks);
    buffer[8] = (uint8_t)(format->descriptor.type << 2 | (format->descriptor.subtype & 3));
    mmc_put24(buffer + 9, format->descriptor.parameter);
    return MMC_FORMAT_LIST_LENGTH;
}

void mmc_build_format_unit(struct mmc_command *cmd, uint32_t length, bool immediate)
{
    mmc_start_command(cmd, MMC_OP_FORMAT_UNIT, MMC_DATA_OUT, length, immediate);
    cmd->cdb[1] = 0x11; /* FmtData, format code 1 */
}

void mmc_build_send_opc_information(struct mmc_command *cmd)
{
    mmc_start_command(cmd, MMC_OP_SEND_OPC_INFORMATION, MMC_NO_DATA, 0, false);
    cmd->cdb[1] = 1; /* DoOPC */
}

void mmc_build_send_opc_values(struct mmc_command *cmd, uint16_t length)
{
    mmc_start_command(cmd, MMC_OP_SEND_OPC_INFORMATION, MMC_DATA_OUT, length, false);
    mmc_put16(cmd->cdb + 7, length);
}

size_t mmc_encode_opc_values(uint8_t *buffer, size_t size, const struct mmc_opc_entry *entries, size_t count)
{
    size_t i;

    if (count > size / OPC_LENGTH)
        return 0;
    for (i = 0; i < count; i++, buffer += OPC_LENGTH)
    {
        mmc_put16(buffer, entries[i].kbps);
        memcpy(buffer + 2, entries[i].values, sizeof(entries[i].values));
    }
    return count * OPC_LENGTH;
}
