/*
 * Commands and payloads that come from outside of the library
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

#include "mmc_bytes.h"
#include "mmc_opcodes.h"
#include "mmc_raw.h"
#include "mmc_structure.h"

#define CDB_LENGTH_MIN 6

static bool is_exempt(uint8_t opcode)
{
    static const uint8_t exempt[] = {
        0x02, 0x05, 0x06, 0x09, 0x0c, 0x0d, 0x0e, 0x0f, 0x10, 0x13, 0x14,
        0x19, 0x20, 0x21, 0x22, 0x23, 0x24, 0x26, 0x27, 0x29, 0x2c, 0x2d,
    };

    return memchr(exempt, opcode, sizeof(exempt)) != NULL;
}

bool mmc_cdb_length_allowed(uint8_t opcode, uint32_t length)
{
    /* By the upper three bits; 0: any. */
    static const uint8_t group_length[8] = { 6, 10, 10, 0, 16, 12, 0, 0 };
    uint8_t wanted = group_length[opcode >> 5];

    if (length < CDB_LENGTH_MIN || length > MMC_CDB_MAX)
        return false;
    return !wanted || wanted == length || is_exempt(opcode);
}

bool mmc_decide_removal(const uint8_t *cdb, bool *prevents)
{
    *prevents = cdb[4] & 1;
    return cdb[0] == MMC_OP_PREVENT_ALLOW_MEDIUM_REMOVAL;
}

void mmc_set_structure_agid(struct mmc_command *cmd, uint8_t agid)
{
    cmd->cdb[10] = (uint8_t)((cmd->cdb[10] & 0x3f) | (agid & 3) << 6);
}

size_t mmc_encode_structure_list(uint8_t *buffer, size_t size, const uint8_t *payload, size_t length)
{
    const size_t counted = 2;   /* bytes of the header that its length field counts */

    if (size < MMC_STRUCTURE_HEADER_LENGTH || length > size - MMC_STRUCTURE_HEADER_LENGTH ||
        length > UINT16_MAX - counted)
        return 0;
    memset(buffer, 0, MMC_STRUCTURE_HEADER_LENGTH);
    mmc_put16(buffer, (uint16_t)(length + counted));
    if (length)
        memcpy(buffer + MMC_STRUCTURE_HEADER_LENGTH, payload, length);
    return MMC_STRUCTURE_HEADER_LENGTH + length;
}
