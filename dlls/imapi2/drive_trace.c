/*
 * Every command on the debug channel imapi2_scsi
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

#include "imapi2_private.h"
#include "drive.h"

#include "wine/debug.h"

WINE_DEFAULT_DEBUG_CHANNEL(imapi2_scsi);

static LONG trace_sequence;

bool drive_trace_enabled(void)
{
    return TRACE_ON(imapi2_scsi);
}

static void fill_command(struct mmc_trace_record *record, const struct port_command *command)
{
    static const enum mmc_direction directions[] = {
        [PORT_NO_DATA] = MMC_NO_DATA,
        [PORT_FROM_DEVICE] = MMC_DATA_IN,
        [PORT_TO_DEVICE] = MMC_DATA_OUT,
    };

    record->sequence = InterlockedIncrement(&trace_sequence);
    memcpy(record->cdb, command->cdb, sizeof(record->cdb));
    record->cdb_length = command->cdb_length;
    record->direction = directions[command->direction];
    record->data_length = command->data_length;
    record->timeout_ms = command->timeout_ms;
}

static void fill_reply(struct mmc_trace_record *record, const struct port_reply *reply)
{
    static const enum mmc_trace_delivery deliveries[] = {
        [PORT_DELIVERED] = MMC_TRACE_DELIVERED,     [PORT_TIMED_OUT] = MMC_TRACE_TIMED_OUT,
        [PORT_DEVICE_GONE] = MMC_TRACE_DEVICE_GONE, [PORT_BUS_RESET] = MMC_TRACE_BUS_RESET,
        [PORT_REFUSED] = MMC_TRACE_REFUSED,         [PORT_LOST] = MMC_TRACE_LOST,
    };

    record->delivery = deliveries[reply->delivery];
    record->status = reply->status;
    record->sense_length = min(reply->sense_length, sizeof(record->sense));
    memcpy(record->sense, reply->sense, record->sense_length);
    record->transferred = reply->transferred;
}

void drive_trace(const struct drive *drive, const struct port_command *command, const struct port_reply *reply,
                 const void *data, DWORD milliseconds)
{
    struct mmc_trace_record record;
    char line[MMC_TRACE_LINE_MAX];
    unsigned int part;

    memset(&record, 0, sizeof(record));
    mmc_trace_set_device(&record, drive->trace_name);
    fill_command(&record, command);
    fill_reply(&record, reply);
    if (command->direction == PORT_TO_DEVICE)
        mmc_trace_set_payload(&record.out, data, command->data_length);
    else if (command->direction == PORT_FROM_DEVICE)
        mmc_trace_set_payload(&record.in, data, min(reply->transferred, command->data_length));
    record.milliseconds = milliseconds;
    for (part = 0; mmc_trace_format_line(line, sizeof(line), &record, part); part++) TRACE("%s\n", line);
}
