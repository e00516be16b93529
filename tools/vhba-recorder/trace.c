/*
 * Traces of the commands that the kernel sends
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

#ifndef _WIN32

#define _GNU_SOURCE

#include <string.h>

#include "mmc_trace.h"
#include "serve.h"

static void fill_reply(struct mmc_trace_record *record, const struct port_reply *reply)
{
    static const enum mmc_trace_delivery deliveries[] =
    {
        [PORT_DELIVERED] = MMC_TRACE_DELIVERED,     [PORT_TIMED_OUT] = MMC_TRACE_TIMED_OUT,
        [PORT_DEVICE_GONE] = MMC_TRACE_DEVICE_GONE, [PORT_BUS_RESET] = MMC_TRACE_BUS_RESET,
        [PORT_REFUSED] = MMC_TRACE_REFUSED,         [PORT_LOST] = MMC_TRACE_LOST,
    };

    record->delivery = deliveries[reply->delivery];
    record->status = reply->status;
    record->sense_length = reply->sense_length;
    memcpy(record->sense, reply->sense, reply->sense_length);
    record->transferred = reply->transferred;
}

static void fill_data(struct mmc_trace_record *record, const struct port_command *command,
                      const struct port_reply *reply)
{
    uint32_t moved = reply->transferred < command->data_length ? reply->transferred : command->data_length;

    record->direction = MMC_NO_DATA;
    if (command->direction == PORT_TO_DEVICE)
    {
        record->direction = MMC_DATA_OUT;
        mmc_trace_set_payload(&record->out, command->data, command->data_length);
    }
    else if (command->direction == PORT_FROM_DEVICE)
    {
        record->direction = MMC_DATA_IN;
        mmc_trace_set_payload(&record->in, command->data, moved);
    }
}

void vhba_trace(FILE *file, uint32_t sequence, const struct port_command *command, const struct port_reply *reply,
                uint32_t milliseconds)
{
    struct mmc_trace_record record;
    char line[MMC_TRACE_LINE_MAX];
    unsigned int part;

    memset(&record, 0, sizeof(record));
    mmc_trace_set_device(&record, "vhba");
    record.sequence = sequence;
    memcpy(record.cdb, command->cdb, sizeof(record.cdb));
    record.cdb_length = command->cdb_length;
    record.data_length = command->data_length;
    record.timeout_ms = command->timeout_ms;
    record.milliseconds = milliseconds;
    fill_reply(&record, reply);
    fill_data(&record, command, reply);
    for (part = 0; mmc_trace_format_line(line, sizeof(line), &record, part); part++) fprintf(file, "%s\n", line);
    fflush(file);
}

#endif
