/*
 * The road through the host's own pass-through ioctl
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

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <windef.h>
#include <winbase.h>

#include "ntspti_private.h"
#include "port_id.h"

/*
 * The host tells nothing to a program without a window; the letters of CD-ROM
 * drives are compared once a second, and the drives are asked only when those
 * differ. Changes of media are not told by this road.
 */
#define POLL_MS 1000

static struct ntspti_port *impl_from_port(struct port *port)
{
    return CONTAINING_RECORD(port, struct ntspti_port, port);
}

static struct ntspti_device *impl_from_device(struct port_device *device)
{
    return CONTAINING_RECORD(device, struct ntspti_device, device);
}

static enum port_error ntspti_enumerate(struct port *iface, port_found found, void *context)
{
    struct ntspti_drive *drives = calloc(NTSPTI_DRIVES_MAX, sizeof(*drives));
    unsigned int count, i;

    if (!drives)
        return PORT_E_NO_MEMORY;
    count = ntspti_collect(impl_from_port(iface)->host, drives);
    for (i = 0; i < count; i++)
        if (!found(context, &drives[i].drive))
            break;
    free(drives);
    return PORT_OK;
}

static enum port_error find_path(struct ntspti_host *host, const char *id, WCHAR path[16])
{
    struct ntspti_drive *drives = calloc(NTSPTI_DRIVES_MAX, sizeof(*drives));
    enum port_error error = PORT_E_NO_SUCH_DRIVE;
    unsigned int count, i;

    if (!drives)
        return PORT_E_NO_MEMORY;
    count = ntspti_collect(host, drives);
    for (i = 0; i < count; i++)
    {
        if (!port_id_equal(drives[i].drive.id, id))
            continue;
        lstrcpyW(path, drives[i].path);
        error = PORT_OK;
        break;
    }
    free(drives);
    return error;
}

static enum port_error error_from_open(DWORD error)
{
    switch (error)
    {
    case ERROR_FILE_NOT_FOUND:
    case ERROR_PATH_NOT_FOUND:
    case ERROR_INVALID_DRIVE:
    case ERROR_DEV_NOT_EXIST:
        return PORT_E_NO_SUCH_DRIVE;
    case ERROR_ACCESS_DENIED:
        return PORT_E_ACCESS;
    case ERROR_SHARING_VIOLATION:
        return PORT_E_LOCKED;
    case ERROR_NOT_ENOUGH_MEMORY:
        return PORT_E_NO_MEMORY;
    default:
        return PORT_E_IO;
    }
}

/*
 * A program of 32 bits on the new WoW64 of Wine hands a struct of 32 bits to
 * code of 64 bits, which refuses every command. Found out at once, so that
 * nobody is offered a drive that can do nothing.
 */
static bool ioctl_usable(const struct ntspti_device *device)
{
    uint8_t data[MMC_INQUIRY_LENGTH];
    struct port_command command;
    struct mmc_command inquiry;
    struct port_reply reply;

    if (!device->host->wine || !device->host->wow64)
        return true;
    mmc_build_inquiry(&inquiry, sizeof(data));
    ntspti_make_command(&inquiry, data, &command);
    ntspti_deliver(device->host, device->handle, &device->limits, &command, &reply);
    return reply.host_error != ERROR_INVALID_PARAMETER && reply.host_error != ERROR_INSUFFICIENT_BUFFER &&
           reply.host_error != ERROR_BAD_LENGTH;
}

static void ntspti_close(struct port_device *iface)
{
    struct ntspti_device *device = impl_from_device(iface);

    ntspti_unlock_drive(device);
    device->host->close(device->host, device->handle);
    DeleteCriticalSection(&device->section);
    free(device);
}

static enum port_error ntspti_open(struct port *iface, const char *id, struct port_device **out)
{
    struct ntspti_host *host = impl_from_port(iface)->host;
    struct ntspti_device *device;
    enum port_error error;
    WCHAR path[16];

    *out = NULL;
    if ((error = find_path(host, id, path)))
        return error;
    if (!(device = calloc(1, sizeof(*device))))
        return PORT_E_NO_MEMORY;
    device->device.ops = iface->ops;
    device->host = host;
    lstrcpynA(device->id, id, PORT_ID_MAX);
    device->handle = host->create_file(host, path, GENERIC_READ | GENERIC_WRITE);
    if (device->handle == INVALID_HANDLE_VALUE)
    {
        error = error_from_open(GetLastError());
        free(device);
        return error;
    }
    InitializeCriticalSection(&device->section);
    ntspti_read_limits(host, device->handle, &device->limits);
    if (!ioctl_usable(device))
    {
        ntspti_close(&device->device);
        return PORT_E_UNSUPPORTED;
    }
    *out = &device->device;
    return PORT_OK;
}

static void ntspti_limits(struct port_device *iface, struct port_limits *limits)
{
    *limits = impl_from_device(iface)->limits;
}

static void ntspti_execute(struct port_device *iface, const struct port_command *command, struct port_reply *reply)
{
    struct ntspti_device *device = impl_from_device(iface);

    EnterCriticalSection(&device->section);
    ntspti_deliver(device->host, device->handle, &device->limits, command, reply);
    LeaveCriticalSection(&device->section);
}

static enum port_error ntspti_lock(struct port_device *iface, const char *owner, bool force)
{
    struct ntspti_device *device = impl_from_device(iface);
    enum port_error error;

    EnterCriticalSection(&device->section);
    error = ntspti_lock_drive(device, owner, force);
    LeaveCriticalSection(&device->section);
    return error;
}

static enum port_error ntspti_unlock(struct port_device *iface)
{
    struct ntspti_device *device = impl_from_device(iface);
    enum port_error error;

    EnterCriticalSection(&device->section);
    error = ntspti_unlock_drive(device);
    LeaveCriticalSection(&device->section);
    return error;
}

static enum port_error ntspti_owner(struct port_device *iface, char owner[PORT_OWNER_MAX])
{
    struct ntspti_device *device = impl_from_device(iface);
    enum port_error error;

    EnterCriticalSection(&device->section);
    error = ntspti_drive_owner(device, owner);
    LeaveCriticalSection(&device->section);
    return error;
}

/* Finds a drive of the first list that is not in the second; -1 when there is none. */
static int find_missing(const struct ntspti_drive *first, unsigned int first_count,
                        const struct ntspti_drive *second, unsigned int second_count)
{
    unsigned int i, j;

    for (i = 0; i < first_count; i++)
    {
        for (j = 0; j < second_count; j++)
            if (port_id_equal(first[i].drive.id, second[j].drive.id))
                break;
        if (j == second_count)
            return (int)i;
    }
    return -1;
}

/* Tells one difference and takes it over; the letters count as seen when none is left. */
static bool compare_drives(struct ntspti_port *port, DWORD letters, const struct ntspti_drive *now,
                           unsigned int now_count, struct port_event *event)
{
    int index;

    if ((index = find_missing(port->known, port->known_count, now, now_count)) >= 0)
    {
        event->kind = PORT_EVENT_REMOVED;
        strcpy(event->id, port->known[index].drive.id);
        memmove(&port->known[index], &port->known[index + 1],
                (port->known_count - index - 1) * sizeof(port->known[0]));
        port->known_count--;
        return true;
    }
    if ((index = find_missing(now, now_count, port->known, port->known_count)) >= 0)
    {
        event->kind = PORT_EVENT_ARRIVED;
        strcpy(event->id, now[index].drive.id);
        port->known[port->known_count++] = now[index];
        return true;
    }
    port->known_letters = letters;
    return false;
}

static bool look(struct ntspti_port *port, struct port_event *event)
{
    DWORD letters = port->host->cdrom_letters(port->host);
    struct ntspti_drive *now;
    bool found = false;

    EnterCriticalSection(&port->section);
    if (!port->started)
    {
        port->known_count = ntspti_collect(port->host, port->known);
        port->known_letters = letters;
        port->started = true;
    }
    else if (letters != port->known_letters && (now = calloc(NTSPTI_DRIVES_MAX, sizeof(*now))))
    {
        found = compare_drives(port, letters, now, ntspti_collect(port->host, now), event);
        free(now);
    }
    LeaveCriticalSection(&port->section);
    return found;
}

static enum port_error ntspti_wait_event(struct port *iface, uint32_t timeout_ms, struct port_event *event)
{
    struct ntspti_port *port = impl_from_port(iface);
    ULONGLONG end = GetTickCount64() + timeout_ms, now;

    event->kind = PORT_EVENT_NONE;
    event->id[0] = 0;
    for (;;)
    {
        if (look(port, event))
            return PORT_OK;
        now = GetTickCount64();
        if (now >= end)
            return PORT_OK;
        if (WaitForSingleObject(port->wake, end - now < POLL_MS ? (DWORD)(end - now) : POLL_MS) != WAIT_TIMEOUT)
            return PORT_OK;
    }
}

static void ntspti_wake(struct port *iface)
{
    SetEvent(impl_from_port(iface)->wake);
}

static const struct port_ops ntspti_ops =
{
    "ntspti",
    ntspti_enumerate,
    ntspti_open,
    ntspti_close,
    ntspti_limits,
    ntspti_execute,
    ntspti_lock,
    ntspti_unlock,
    ntspti_owner,
    ntspti_wait_event,
    ntspti_wake,
};

static void initialise(struct ntspti_port *port, struct ntspti_host *host)
{
    port->port.ops = &ntspti_ops;
    port->host = host;
    port->wake = CreateEventW(NULL, FALSE, FALSE, NULL);
    InitializeCriticalSection(&port->section);
}

struct port *ntspti_create(struct ntspti_host *host)
{
    struct ntspti_port *port = calloc(1, sizeof(*port));

    if (!port)
        return NULL;
    initialise(port, host);
    return &port->port;
}

void ntspti_destroy(struct port *iface)
{
    struct ntspti_port *port = impl_from_port(iface);

    CloseHandle(port->wake);
    DeleteCriticalSection(&port->section);
    free(port);
}

static BOOL WINAPI initialise_once(INIT_ONCE *once, void *parameter, void **context)
{
    (void)once;
    (void)context;
    initialise(parameter, ntspti_real_host());
    return TRUE;
}

struct port *ntspti_port(void)
{
    static INIT_ONCE once = INIT_ONCE_STATIC_INIT;
    static struct ntspti_port port;

    InitOnceExecuteOnce(&once, initialise_once, &port, NULL);
    return &port.port;
}
