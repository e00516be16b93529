/*
 * The commands of a virtual drive: one table
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

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "drive.h"

#define MEDIUM  VIRTUAL_NEEDS_MEDIUM
#define CHANGES VIRTUAL_CHANGES
#define BUSY    VIRTUAL_WHILE_BUSY
#define QUIET   (VIRTUAL_WHILE_BUSY | VIRTUAL_KEEPS_ATTENTION)

static const struct virtual_command commands[] =
{
    { MMC_OP_TEST_UNIT_READY, "test-unit-ready", virtual_test_unit_ready, MEDIUM },
    { MMC_OP_REQUEST_SENSE, "request-sense", virtual_request_sense, QUIET },
    { MMC_OP_FORMAT_UNIT, "format-unit", virtual_format_unit, MEDIUM | CHANGES },
    { MMC_OP_INQUIRY, "inquiry", virtual_inquiry, QUIET },
    { MMC_OP_MODE_SELECT_6, "mode-select-6", virtual_mode_select_6, BUSY },
    { MMC_OP_MODE_SENSE_6, "mode-sense-6", virtual_mode_sense_6, BUSY },
    { MMC_OP_START_STOP_UNIT, "start-stop-unit", virtual_start_stop_unit, CHANGES },
    { MMC_OP_PREVENT_ALLOW_MEDIUM_REMOVAL, "prevent-allow-medium-removal", virtual_prevent_allow, BUSY },
    { MMC_OP_READ_FORMAT_CAPACITIES, "read-format-capacities", virtual_read_format_capacities, 0 },
    { MMC_OP_READ_CAPACITY, "read-capacity", virtual_read_capacity, MEDIUM },
    { MMC_OP_READ_10, "read-10", virtual_read_10, MEDIUM },
    { MMC_OP_WRITE_10, "write-10", virtual_write_10, MEDIUM | CHANGES },
    { MMC_OP_SEEK_10, "seek-10", virtual_seek_10, MEDIUM },
    { MMC_OP_VERIFY_10, "verify-10", virtual_verify_10, MEDIUM },
    { MMC_OP_SYNCHRONIZE_CACHE, "synchronize-cache", virtual_synchronize_cache, MEDIUM },
    { MMC_OP_READ_SUBCHANNEL, "read-subchannel", virtual_read_subchannel, MEDIUM },
    { MMC_OP_READ_TOC_PMA_ATIP, "read-toc-pma-atip", virtual_read_toc, MEDIUM },
    { MMC_OP_GET_CONFIGURATION, "get-configuration", virtual_get_configuration, QUIET },
    { MMC_OP_GET_EVENT_STATUS_NOTIFICATION, "get-event-status-notification", virtual_get_event_status, QUIET },
    { MMC_OP_READ_DISC_INFORMATION, "read-disc-information", virtual_read_disc_information, MEDIUM },
    { MMC_OP_READ_TRACK_INFORMATION, "read-track-information", virtual_read_track_information, MEDIUM },
    { MMC_OP_RESERVE_TRACK, "reserve-track", virtual_reserve_track, MEDIUM | CHANGES },
    { MMC_OP_SEND_OPC_INFORMATION, "send-opc-information", virtual_send_opc, MEDIUM | CHANGES },
    { MMC_OP_MODE_SELECT_10, "mode-select-10", virtual_mode_select_10, BUSY },
    { MMC_OP_MODE_SENSE_10, "mode-sense-10", virtual_mode_sense_10, BUSY },
    { MMC_OP_CLOSE_TRACK_SESSION, "close-track-session", virtual_close_track_session, MEDIUM | CHANGES },
    { MMC_OP_READ_BUFFER_CAPACITY, "read-buffer-capacity", virtual_read_buffer_capacity, BUSY },
    { MMC_OP_SEND_CUE_SHEET, "send-cue-sheet", virtual_send_cue_sheet, MEDIUM | CHANGES },
    { MMC_OP_BLANK, "blank", virtual_blank, MEDIUM | CHANGES },
    { MMC_OP_READ_12, "read-12", virtual_read_12, MEDIUM },
    { MMC_OP_WRITE_12, "write-12", virtual_write_12, MEDIUM | CHANGES },
    { MMC_OP_GET_PERFORMANCE, "get-performance", virtual_get_performance, MEDIUM },
    { MMC_OP_READ_DISC_STRUCTURE, "read-disc-structure", virtual_read_disc_structure, MEDIUM },
    { MMC_OP_SET_STREAMING, "set-streaming", virtual_set_streaming, MEDIUM },
    { MMC_OP_READ_CD_MSF, "read-cd-msf", virtual_read_cd_msf, MEDIUM },
    { MMC_OP_SET_CD_SPEED, "set-cd-speed", virtual_set_cd_speed, 0 },
    { MMC_OP_MECHANISM_STATUS, "mechanism-status", virtual_mechanism_status, BUSY },
    { MMC_OP_READ_CD, "read-cd", virtual_read_cd, MEDIUM },
    { MMC_OP_SEND_DISC_STRUCTURE, "send-disc-structure", virtual_send_disc_structure, MEDIUM | CHANGES },
};

const struct virtual_command *virtual_find_command(uint8_t opcode)
{
    size_t i;

    for (i = 0; i < sizeof(commands) / sizeof(commands[0]); i++)
        if (commands[i].opcode == opcode) return &commands[i];
    return NULL;
}

/* Compares without case, blanks and punctuation. */
static bool same_name(const char *name, const char *text, size_t length)
{
    size_t i = 0;

    for (; *name; name++)
    {
        if (!isalnum((unsigned char)*name)) continue;
        while (i < length && !isalnum((unsigned char)text[i])) i++;
        if (i == length || tolower((unsigned char)text[i]) != *name) return false;
        i++;
    }
    return i == length;
}

int virtual_opcode_by_name(const char *name, size_t length)
{
    char number[8] = "", *end;
    unsigned long value;
    size_t i;

    for (i = 0; i < sizeof(commands) / sizeof(commands[0]); i++)
        if (same_name(commands[i].name, name, length)) return commands[i].opcode;
    if (length < 3 || length > 4 || name[0] != '0' || tolower((unsigned char)name[1]) != 'x') return -1;
    memcpy(number, name, length);
    value = strtoul(number, &end, 16);
    return *end || value > 0xff ? -1 : (int)value;
}
