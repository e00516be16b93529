/*
 * Operation codes of the SCSI commands that an optical drive takes
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

#ifndef LIBS_MMC_OPCODES_H
#define LIBS_MMC_OPCODES_H

#include <stdint.h>

/* Clauses 6 of MMC-5 and SPC-3; named as the standards name the commands. */
enum mmc_opcode
{
    MMC_OP_TEST_UNIT_READY              = 0x00,
    MMC_OP_REQUEST_SENSE                = 0x03,
    MMC_OP_FORMAT_UNIT                  = 0x04,
    MMC_OP_INQUIRY                      = 0x12,
    MMC_OP_MODE_SELECT_6                = 0x15,
    MMC_OP_MODE_SENSE_6                 = 0x1a,
    MMC_OP_START_STOP_UNIT              = 0x1b,
    MMC_OP_PREVENT_ALLOW_MEDIUM_REMOVAL = 0x1e,
    MMC_OP_READ_FORMAT_CAPACITIES       = 0x23,
    MMC_OP_READ_CAPACITY                = 0x25,
    MMC_OP_READ_10                      = 0x28,
    MMC_OP_WRITE_10                     = 0x2a,
    MMC_OP_SEEK_10                      = 0x2b,
    MMC_OP_WRITE_AND_VERIFY_10          = 0x2e,
    MMC_OP_VERIFY_10                    = 0x2f,
    MMC_OP_SYNCHRONIZE_CACHE            = 0x35,
    MMC_OP_WRITE_BUFFER                 = 0x3b,
    MMC_OP_READ_BUFFER                  = 0x3c,
    MMC_OP_READ_SUBCHANNEL              = 0x42, /* MMC-5 left it to MMC-3 6.24; every drive has it */
    MMC_OP_READ_TOC_PMA_ATIP            = 0x43,
    MMC_OP_GET_CONFIGURATION            = 0x46,
    MMC_OP_GET_EVENT_STATUS_NOTIFICATION = 0x4a,
    MMC_OP_READ_DISC_INFORMATION        = 0x51,
    MMC_OP_READ_TRACK_INFORMATION       = 0x52,
    MMC_OP_RESERVE_TRACK                = 0x53,
    MMC_OP_SEND_OPC_INFORMATION         = 0x54,
    MMC_OP_MODE_SELECT_10               = 0x55,
    MMC_OP_REPAIR_TRACK                 = 0x58,
    MMC_OP_MODE_SENSE_10                = 0x5a,
    MMC_OP_CLOSE_TRACK_SESSION          = 0x5b,
    MMC_OP_READ_BUFFER_CAPACITY         = 0x5c,
    MMC_OP_SEND_CUE_SHEET               = 0x5d,
    MMC_OP_REPORT_LUNS                  = 0xa0,
    MMC_OP_BLANK                        = 0xa1,
    MMC_OP_SECURITY_PROTOCOL_IN         = 0xa2,
    MMC_OP_SEND_KEY                     = 0xa3,
    MMC_OP_REPORT_KEY                   = 0xa4,
    MMC_OP_LOAD_UNLOAD_MEDIUM           = 0xa6,
    MMC_OP_SET_READ_AHEAD               = 0xa7,
    MMC_OP_READ_12                      = 0xa8,
    MMC_OP_WRITE_12                     = 0xaa,
    MMC_OP_READ_MEDIA_SERIAL_NUMBER     = 0xab, /* with service action 01, MMC-5 6.25 */
    MMC_OP_GET_PERFORMANCE              = 0xac,
    MMC_OP_READ_DISC_STRUCTURE          = 0xad,
    MMC_OP_SECURITY_PROTOCOL_OUT        = 0xb5,
    MMC_OP_SET_STREAMING                = 0xb6,
    MMC_OP_READ_CD_MSF                  = 0xb9,
    MMC_OP_SET_CD_SPEED                 = 0xbb,
    MMC_OP_MECHANISM_STATUS             = 0xbd,
    MMC_OP_READ_CD                      = 0xbe,
    MMC_OP_SEND_DISC_STRUCTURE          = 0xbf,
};

/* The standard's name of a command, for traces and messages; "unknown command" for the others. */
const char *mmc_opcode_name(uint8_t opcode);

/* Bytes of a CDB by the group of its operation code (SPC-4): 6, 10, 12 or 16; 0 when the group does not say. */
uint8_t mmc_opcode_cdb_length(uint8_t opcode);

#endif /* LIBS_MMC_OPCODES_H */
