/*
 * Names and lengths of commands
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

#include "mmc_opcodes.h"

const char *mmc_opcode_name(uint8_t opcode)
{
    switch (opcode)
    {
#define NAME(opcode, text) case opcode: return text
    NAME(MMC_OP_TEST_UNIT_READY, "TEST UNIT READY");
    NAME(MMC_OP_REQUEST_SENSE, "REQUEST SENSE");
    NAME(MMC_OP_FORMAT_UNIT, "FORMAT UNIT");
    NAME(MMC_OP_INQUIRY, "INQUIRY");
    NAME(MMC_OP_MODE_SELECT_6, "MODE SELECT(6)");
    NAME(MMC_OP_MODE_SENSE_6, "MODE SENSE(6)");
    NAME(MMC_OP_START_STOP_UNIT, "START STOP UNIT");
    NAME(MMC_OP_PREVENT_ALLOW_MEDIUM_REMOVAL, "PREVENT ALLOW MEDIUM REMOVAL");
    NAME(MMC_OP_READ_FORMAT_CAPACITIES, "READ FORMAT CAPACITIES");
    NAME(MMC_OP_READ_CAPACITY, "READ CAPACITY");
    NAME(MMC_OP_READ_10, "READ(10)");
    NAME(MMC_OP_WRITE_10, "WRITE(10)");
    NAME(MMC_OP_SEEK_10, "SEEK(10)");
    NAME(MMC_OP_WRITE_AND_VERIFY_10, "WRITE AND VERIFY(10)");
    NAME(MMC_OP_VERIFY_10, "VERIFY(10)");
    NAME(MMC_OP_SYNCHRONIZE_CACHE, "SYNCHRONIZE CACHE");
    NAME(MMC_OP_WRITE_BUFFER, "WRITE BUFFER");
    NAME(MMC_OP_READ_BUFFER, "READ BUFFER");
    NAME(MMC_OP_READ_TOC_PMA_ATIP, "READ TOC/PMA/ATIP");
    NAME(MMC_OP_GET_CONFIGURATION, "GET CONFIGURATION");
    NAME(MMC_OP_GET_EVENT_STATUS_NOTIFICATION, "GET EVENT STATUS NOTIFICATION");
    NAME(MMC_OP_READ_DISC_INFORMATION, "READ DISC INFORMATION");
    NAME(MMC_OP_READ_TRACK_INFORMATION, "READ TRACK INFORMATION");
    NAME(MMC_OP_RESERVE_TRACK, "RESERVE TRACK");
    NAME(MMC_OP_SEND_OPC_INFORMATION, "SEND OPC INFORMATION");
    NAME(MMC_OP_MODE_SELECT_10, "MODE SELECT(10)");
    NAME(MMC_OP_REPAIR_TRACK, "REPAIR TRACK");
    NAME(MMC_OP_MODE_SENSE_10, "MODE SENSE(10)");
    NAME(MMC_OP_CLOSE_TRACK_SESSION, "CLOSE TRACK SESSION");
    NAME(MMC_OP_READ_BUFFER_CAPACITY, "READ BUFFER CAPACITY");
    NAME(MMC_OP_SEND_CUE_SHEET, "SEND CUE SHEET");
    NAME(MMC_OP_REPORT_LUNS, "REPORT LUNS");
    NAME(MMC_OP_BLANK, "BLANK");
    NAME(MMC_OP_SECURITY_PROTOCOL_IN, "SECURITY PROTOCOL IN");
    NAME(MMC_OP_SEND_KEY, "SEND KEY");
    NAME(MMC_OP_REPORT_KEY, "REPORT KEY");
    NAME(MMC_OP_LOAD_UNLOAD_MEDIUM, "LOAD/UNLOAD MEDIUM");
    NAME(MMC_OP_SET_READ_AHEAD, "SET READ AHEAD");
    NAME(MMC_OP_READ_12, "READ(12)");
    NAME(MMC_OP_WRITE_12, "WRITE(12)");
    NAME(MMC_OP_READ_MEDIA_SERIAL_NUMBER, "READ MEDIA SERIAL NUMBER");
    NAME(MMC_OP_GET_PERFORMANCE, "GET PERFORMANCE");
    NAME(MMC_OP_READ_DISC_STRUCTURE, "READ DISC STRUCTURE");
    NAME(MMC_OP_SECURITY_PROTOCOL_OUT, "SECURITY PROTOCOL OUT");
    NAME(MMC_OP_SET_STREAMING, "SET STREAMING");
    NAME(MMC_OP_READ_CD_MSF, "READ CD MSF");
    NAME(MMC_OP_SET_CD_SPEED, "SET CD SPEED");
    NAME(MMC_OP_MECHANISM_STATUS, "MECHANISM STATUS");
    NAME(MMC_OP_READ_CD, "READ CD");
    NAME(MMC_OP_SEND_DISC_STRUCTURE, "SEND DISC STRUCTURE");
#undef NAME
    default:
        return "unknown command";
    }
}

uint8_t mmc_opcode_cdb_length(uint8_t opcode)
{
    static const uint8_t lengths[8] = { 6, 10, 10, 0, 16, 12, 0, 0 };

    return lengths[opcode >> 5];
}
