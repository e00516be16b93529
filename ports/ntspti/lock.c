/*
 * Exclusive access to a real drive
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
#include <stdio.h>
#include <string.h>
#include <windef.h>
#include <winbase.h>
#include <winioctl.h>

#include "ntspti_private.h"

/*
 * Windows' CD-ROM driver keeps the lock and its owner's name. Wine has no
 * such thing; there a named section stands for the lock as long as a handle
 * to it is open, holds the name, and goes away with its process. It keeps our
 * own programs apart, and nobody else.
 */

/* winioctl's CDROM_EXCLUSIVE_ACCESS family, which not every SDK has. */
#define IOCTL_EXCLUSIVE CTL_CODE(FILE_DEVICE_CD_ROM, 0x17, METHOD_BUFFERED, FILE_READ_ACCESS | FILE_WRITE_ACCESS)

enum exclusive_request
{
    EXCLUSIVE_QUERY_STATE,
    EXCLUSIVE_LOCK_DEVICE,
    EXCLUSIVE_UNLOCK_DEVICE,
};

#define EXCLUSIVE_IGNORE_VOLUME 0x1

struct exclusive_access
{
    ULONG request;
    ULONG flags;
};

struct exclusive_lock
{
    struct exclusive_access access;
    char caller[PORT_OWNER_MAX];
};

struct exclusive_state
{
    BOOLEAN locked;
    char caller[PORT_OWNER_MAX];
};

/* A reader of the name may hold the section for a moment after its owner let go. */
#define SECTION_TRIES    5
#define SECTION_PAUSE_MS 10

#define SECTION_NAME_MAX (PORT_ID_MAX + 32)

static bool ioctl_missing(DWORD error)
{
    return error == ERROR_INVALID_FUNCTION || error == ERROR_NOT_SUPPORTED || error == ERROR_INVALID_PARAMETER;
}

static void copy_owner(char to[PORT_OWNER_MAX], const char *from)
{
    size_t length = strlen(from);

    if (length >= PORT_OWNER_MAX)
        length = PORT_OWNER_MAX - 1;
    memcpy(to, from, length);
    memset(to + length, 0, PORT_OWNER_MAX - length);
}

/* PORT_E_UNSUPPORTED: the host has no such locks. */
static enum port_error query_host(struct ntspti_device *device, char owner[PORT_OWNER_MAX])
{
    struct exclusive_access request = { EXCLUSIVE_QUERY_STATE, 0 };
    struct exclusive_state state;
    DWORD returned;

    owner[0] = 0;
    if (device->host->wine)
        return PORT_E_UNSUPPORTED;
    memset(&state, 0, sizeof(state));
    if (!device->host->ioctl(device->host, device->handle, IOCTL_EXCLUSIVE, &request, sizeof(request),
                             &state, sizeof(state), &returned))
        return ioctl_missing(GetLastError()) ? PORT_E_UNSUPPORTED : PORT_E_IO;
    if (!state.locked)
        return PORT_OK;
    state.caller[PORT_OWNER_MAX - 1] = 0;
    copy_owner(owner, state.caller[0] ? state.caller : "?");
    return PORT_OK;
}

static enum port_error lock_by_host(struct ntspti_device *device, const char *owner, bool force)
{
    struct exclusive_lock request = { { EXCLUSIVE_LOCK_DEVICE, force ? EXCLUSIVE_IGNORE_VOLUME : 0 }, { 0 } };
    char holder[PORT_OWNER_MAX];
    DWORD returned, error;

    if (device->host->wine)
        return PORT_E_UNSUPPORTED;
    copy_owner(request.caller, owner);
    if (device->host->ioctl(device->host, device->handle, IOCTL_EXCLUSIVE, &request, sizeof(request), NULL, 0,
                            &returned))
        return PORT_OK;
    error = GetLastError();
    if (ioctl_missing(error))
        return PORT_E_UNSUPPORTED;
    if (!query_host(device, holder) && holder[0])
        return PORT_E_LOCKED;
    return error == ERROR_ACCESS_DENIED ? PORT_E_ACCESS : PORT_E_IO;
}

/* Kernel object names may not hold backslashes after their name space. */
static void section_name(const struct ntspti_device *device, char name[SECTION_NAME_MAX])
{
    char *at;

    snprintf(name, SECTION_NAME_MAX, "imapi2-drive-%s", device->id);
    for (at = name; *at; at++)
        if (*at == '\\')
            *at = '_';
}

static bool write_section_owner(HANDLE section, const char *owner)
{
    char *view = MapViewOfFile(section, FILE_MAP_WRITE, 0, 0, PORT_OWNER_MAX);

    if (!view)
        return false;
    copy_owner(view, owner);
    UnmapViewOfFile(view);
    return true;
}

static enum port_error lock_by_section(struct ntspti_device *device, const char *owner)
{
    char name[SECTION_NAME_MAX];
    unsigned int tries;
    HANDLE section;

    section_name(device, name);
    for (tries = 0; tries < SECTION_TRIES; tries++)
    {
        section = CreateFileMappingA(INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, 0, PORT_OWNER_MAX, name);
        if (!section)
            return PORT_E_IO;
        if (GetLastError() != ERROR_ALREADY_EXISTS)
        {
            if (!write_section_owner(section, owner))
            {
                CloseHandle(section);
                return PORT_E_NO_MEMORY;
            }
            device->lock = section;
            return PORT_OK;
        }
        CloseHandle(section);
        Sleep(SECTION_PAUSE_MS);
    }
    return PORT_E_LOCKED;
}

static enum port_error query_section(struct ntspti_device *device, char owner[PORT_OWNER_MAX])
{
    char name[SECTION_NAME_MAX];
    HANDLE section;
    char *view;

    owner[0] = 0;
    section_name(device, name);
    if (!(section = OpenFileMappingA(FILE_MAP_READ, FALSE, name)))
        return PORT_OK;
    view = MapViewOfFile(section, FILE_MAP_READ, 0, 0, PORT_OWNER_MAX);
    if (view)
    {
        memcpy(owner, view, PORT_OWNER_MAX);
        owner[PORT_OWNER_MAX - 1] = 0;
        UnmapViewOfFile(view);
    }
    CloseHandle(section);
    return PORT_OK;
}

enum port_error ntspti_lock_drive(struct ntspti_device *device, const char *owner, bool force)
{
    enum port_error error;

    if (device->locked_by_host || device->lock)
        return PORT_E_LOCKED;
    error = lock_by_host(device, owner, force);
    if (error == PORT_E_UNSUPPORTED)
        return lock_by_section(device, owner);
    device->locked_by_host = !error;
    return error;
}

enum port_error ntspti_unlock_drive(struct ntspti_device *device)
{
    struct exclusive_access request = { EXCLUSIVE_UNLOCK_DEVICE, 0 };
    DWORD returned;

    if (device->lock)
    {
        CloseHandle(device->lock);
        device->lock = NULL;
        return PORT_OK;
    }
    if (!device->locked_by_host)
        return PORT_E_NOT_LOCKED;
    device->locked_by_host = false;
    if (device->host->ioctl(device->host, device->handle, IOCTL_EXCLUSIVE, &request, sizeof(request), NULL, 0,
                            &returned))
        return PORT_OK;
    return PORT_E_IO;
}

enum port_error ntspti_drive_owner(struct ntspti_device *device, char owner[PORT_OWNER_MAX])
{
    enum port_error error = query_host(device, owner);

    return error == PORT_E_UNSUPPORTED ? query_section(device, owner) : error;
}
