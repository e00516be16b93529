/*
 * An open drive: a road's device with what a recorder object needs of it
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

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "imapi2_private.h"
#include "drive.h"
#include "roads.h"

#include "wine/debug.h"

WINE_DEFAULT_DEBUG_CHANNEL(imapi2);

#define MAX_TRIES 4     /* more unit attentions in a row than a drive has reasons for */

static void make_trace_name(struct drive *drive)
{
    const char *name = drive->info.host_name, *p;

    if (drive->info.volume_path[0]) snprintf(drive->trace_name, sizeof(drive->trace_name), "%.2s", drive->info.volume_path);
    else if (drive->info.legacy_number >= 0)
        snprintf(drive->trace_name, sizeof(drive->trace_name), "CdRom%d", drive->info.legacy_number);
    else
    {
        for (p = name; *p; p++)
            if ((*p == '\\' || *p == '/') && p[1]) name = p + 1;
        snprintf(drive->trace_name, sizeof(drive->trace_name), "%.31s", *name ? name : "drive");
    }
}

HRESULT drive_open(const WCHAR *id, struct drive **out)
{
    char text[PORT_ID_MAX];
    struct drive *drive;
    HRESULT hr;

    *out = NULL;
    if (!WideCharToMultiByte(CP_UTF8, 0, id, -1, text, sizeof(text), NULL, NULL)) return E_INVALIDARG;
    if (!(drive = calloc(1, sizeof(*drive)))) return E_OUTOFMEMORY;
    drive->ref = 1;
    InitializeSRWLock(&drive->lock);
    if (FAILED(hr = roads_open(text, &drive->info, &drive->device)))
    {
        free(drive);
        return hr;
    }
    drive->device->ops->limits(drive->device, &drive->limits);
    make_trace_name(drive);
    TRACE("%s: road %s, host's name %s, at most %u bytes, mask %#x\n", debugstr_w(id), drive->device->ops->name,
          debugstr_a(drive->info.host_name), drive->limits.max_aligned_transfer, drive->limits.alignment_mask);
    *out = drive;
    return S_OK;
}

void drive_addref(struct drive *drive)
{
    InterlockedIncrement(&drive->ref);
}

/* Closing gives back an exclusive access that is still held. */
void drive_release(struct drive *drive)
{
    if (InterlockedDecrement(&drive->ref)) return;
    drive_end_prevention(drive);
    drive->device->ops->close(drive->device);
    free(drive);
}

HRESULT drive_check_owner(struct drive *drive)
{
    char owner[PORT_OWNER_MAX];
    HRESULT hr = S_OK;

    AcquireSRWLockShared(&drive->lock);
    if (!drive->exclusive_count && !drive->device->ops->owner(drive->device, owner) && owner[0])
        hr = E_IMAPI_RECORDER_LOCKED;
    ReleaseSRWLockShared(&drive->lock);
    return hr;
}

/* Why a command got no answer; S_OK when it got one that its status or sense explains. */
static HRESULT hresult_from_reply(struct drive *drive, const struct port_reply *reply)
{
    switch (reply->delivery)
    {
    case PORT_DELIVERED: break;
    case PORT_TIMED_OUT: return E_IMAPI_RECORDER_COMMAND_TIMEOUT;
    case PORT_DEVICE_GONE: return HRESULT_FROM_WIN32(ERROR_DEV_NOT_EXIST);
    case PORT_BUS_RESET: return HRESULT_FROM_WIN32(ERROR_BUS_RESET);
    case PORT_REFUSED: return FAILED(drive_check_owner(drive)) ? E_IMAPI_RECORDER_LOCKED : E_ACCESSDENIED;
    case PORT_LOST: return E_FAIL;
    }
    switch (reply->status)
    {
    case PORT_STATUS_GOOD: return S_OK;
    case PORT_STATUS_CHECK_CONDITION: return reply->sense_length ? S_OK : E_FAIL;
    case PORT_STATUS_BUSY: return E_IMAPI_RECORDER_MEDIA_BUSY;
    case PORT_STATUS_RESERVED: return E_IMAPI_RECORDER_LOCKED;
    }
    return E_FAIL;
}

/* With the buffer where the road wants it. */
static void send_command(struct drive *drive, const struct port_command *command, struct port_reply *reply)
{
    DWORD start = GetTickCount();

    memset(reply, 0, sizeof(*reply));
    drive->device->ops->execute(drive->device, command, reply);
    if (drive_trace_enabled()) drive_trace(drive, command, reply, command->data, GetTickCount() - start);
}

static HRESULT send_copied(struct drive *drive, const struct port_command *command, struct port_reply *reply)
{
    struct port_command copy = *command;

    /* Pages satisfy every mask. */
    copy.data = VirtualAlloc(NULL, command->data_length, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
    if (!copy.data) return E_OUTOFMEMORY;
    if (command->direction == PORT_TO_DEVICE) memcpy(copy.data, command->data, command->data_length);
    send_command(drive, &copy, reply);
    if (command->direction == PORT_FROM_DEVICE)
        memcpy(command->data, copy.data, min(reply->transferred, command->data_length));
    VirtualFree(copy.data, 0, MEM_RELEASE);
    return S_OK;
}

HRESULT drive_execute(struct drive *drive, const struct port_command *command, struct port_reply *reply)
{
    HRESULT hr;

    if (command->data && ((ULONG_PTR)command->data & drive->limits.alignment_mask))
    {
        if (FAILED(hr = send_copied(drive, command, reply))) return hr;
    }
    else
        send_command(drive, command, reply);
    InterlockedExchange(&drive->silent, reply->delivery == PORT_TIMED_OUT);
    if (reply->delivery == PORT_DELIVERED && reply->status == PORT_STATUS_GOOD) drive_note_removal(drive, command);
    return hresult_from_reply(drive, reply);
}

static void make_port_command(const struct mmc_command *command, void *data, struct port_command *out)
{
    static const enum port_direction directions[] = {
        [MMC_NO_DATA] = PORT_NO_DATA,
        [MMC_DATA_IN] = PORT_FROM_DEVICE,
        [MMC_DATA_OUT] = PORT_TO_DEVICE,
    };

    memset(out, 0, sizeof(*out));
    memcpy(out->cdb, command->cdb, sizeof(out->cdb));
    out->cdb_length = command->cdb_length;
    out->direction = directions[command->direction];
    out->data = command->direction == MMC_NO_DATA ? NULL : data;
    out->data_length = command->data_length;
    out->timeout_ms = command->timeout_ms;
}

static HRESULT send_once(struct drive *drive, const struct mmc_command *command, void *data,
                         struct drive_answer *answer)
{
    struct port_command port_command;
    struct port_reply reply;
    HRESULT hr;

    memset(answer, 0, sizeof(*answer));
    make_port_command(command, data, &port_command);
    if (FAILED(hr = drive_execute(drive, &port_command, &reply))) return hr;
    answer->transferred = min(reply.transferred, command->data_length);
    if (reply.status == PORT_STATUS_GOOD) return S_OK;
    mmc_parse_sense(reply.sense, reply.sense_length, &answer->sense);
    if (answer->sense.key == MMC_SENSE_RECOVERED_ERROR && !answer->sense.deferred) return S_OK;
    return hresult_from_sense(reply.sense, reply.sense_length, command->cdb[0]);
}

HRESULT drive_command(struct drive *drive, const struct mmc_command *command, void *data,
                      struct drive_answer *answer)
{
    struct drive_answer unused;
    unsigned int tries;
    HRESULT hr;

    if (!answer) answer = &unused;
    for (tries = 1;; tries++)
    {
        hr = send_once(drive, command, data, answer);
        if (answer->sense.key != MMC_SENSE_UNIT_ATTENTION && !answer->sense.deferred) return hr;
        if (tries == MAX_TRIES) return hr;
    }
}

uint16_t drive_allocation(const struct drive *drive, uint16_t wanted)
{
    return (uint16_t)min(wanted, drive->limits.max_transfer);
}
