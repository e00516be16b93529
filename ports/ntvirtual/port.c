/*
 * The road to virtual recorders
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
#include <stdlib.h>
#include <string.h>
#include <windef.h>
#include <winbase.h>
#include <winnls.h>

#include "ntvirtual_private.h"
#include "port_id.h"

/* An opening has a drive of its own: two of them meet in the files, as two programs do. */
struct ntvirtual_device
{
    struct port_device device;
    CRITICAL_SECTION section;       /* a virtual_drive serves one thread at a time */
    struct virtual_drive *drive;
};

struct ntvirtual_port
{
    struct port port;
    INIT_ONCE once;
    struct ntvirtual_watch *watch;
};

static struct ntvirtual_device *impl_from_device(struct port_device *device)
{
    return CONTAINING_RECORD(device, struct ntvirtual_device, device);
}

static struct ntvirtual_port *impl_from_port(struct port *port)
{
    return CONTAINING_RECORD(port, struct ntvirtual_port, port);
}

/* A volume GUID path that stays the same for a recorder: FNV-1a over its id, twice. */
static void make_volume_name(const char *id, char name[64])
{
    uint64_t hash[2] = { 0xcbf29ce484222325u, 0x84222325cbf29ce4u };
    unsigned int i;

    for (; *id; id++)
        for (i = 0; i < 2; i++)
            hash[i] = (hash[i] ^ (unsigned char)*id) * 0x100000001b3u;
    snprintf(name, 64, "\\\\?\\Volume{%08x-%04x-%04x-%04x-%04x%08x}\\", (unsigned int)(hash[0] >> 32),
             (unsigned int)(hash[0] >> 16) & 0xffff, (unsigned int)hash[0] & 0xffff,
             (unsigned int)(hash[1] >> 48), (unsigned int)(hash[1] >> 32) & 0xffff, (unsigned int)hash[1]);
}

static void describe(const struct ntvirtual_recorder *recorder, struct port_drive *drive)
{
    memset(drive, 0, sizeof(*drive));
    strcpy(drive->id, recorder->id);
    if (!WideCharToMultiByte(CP_UTF8, 0, recorder->folder, -1, drive->host_name, PORT_ID_MAX, NULL, NULL))
        drive->host_name[0] = 0;
    make_volume_name(recorder->id, drive->volume_name);
    if (recorder->letter)
        snprintf(drive->volume_path, sizeof(drive->volume_path), "%c:\\", (char)recorder->letter);
    drive->legacy_number = -1;
}

struct enumeration
{
    port_found found;
    void *context;
};

static bool pass_on(void *context, const struct ntvirtual_recorder *recorder)
{
    const struct enumeration *enumeration = context;
    struct port_drive drive;

    describe(recorder, &drive);
    return enumeration->found(enumeration->context, &drive);
}

static enum port_error ntvirtual_enumerate(struct port *port, port_found found, void *context)
{
    struct enumeration enumeration = { found, context };

    (void)port;
    return ntvirtual_list(pass_on, &enumeration) ? PORT_E_IO : PORT_OK;
}

struct id_search
{
    const char *id;
    struct ntvirtual_recorder recorder;
    bool found;
};

static bool compare_id(void *context, const struct ntvirtual_recorder *recorder)
{
    struct id_search *search = context;

    if (!port_id_equal(search->id, recorder->id))
        return true;
    search->recorder = *recorder;
    search->found = true;
    return false;
}

static enum port_error ntvirtual_open(struct port *port, const char *id, struct port_device **out)
{
    struct id_search search = { .id = id };
    struct ntvirtual_device *device;
    enum port_error error;

    *out = NULL;
    if (ntvirtual_list(compare_id, &search))
        return PORT_E_IO;
    if (!search.found)
        return PORT_E_NO_SUCH_DRIVE;
    if (!(device = calloc(1, sizeof(*device))))
        return PORT_E_NO_MEMORY;
    device->device.ops = port->ops;
    if ((error = ntvirtual_try_open_drive(&search.recorder, &device->drive)))
    {
        free(device);
        return error;
    }
    InitializeCriticalSection(&device->section);
    *out = &device->device;
    return PORT_OK;
}

static void ntvirtual_close(struct port_device *iface)
{
    struct ntvirtual_device *device = impl_from_device(iface);

    virtual_drive_destroy(device->drive);
    DeleteCriticalSection(&device->section);
    free(device);
}

static void ntvirtual_limits(struct port_device *iface, struct port_limits *limits)
{
    virtual_drive_limits(impl_from_device(iface)->drive, limits);
}

static void ntvirtual_execute(struct port_device *iface, const struct port_command *command, struct port_reply *reply)
{
    struct ntvirtual_device *device = impl_from_device(iface);

    EnterCriticalSection(&device->section);
    virtual_drive_execute(device->drive, command, reply);
    LeaveCriticalSection(&device->section);
}

static enum port_error ntvirtual_lock(struct port_device *iface, const char *owner, bool force)
{
    struct ntvirtual_device *device = impl_from_device(iface);
    enum port_error error;

    EnterCriticalSection(&device->section);
    error = virtual_drive_lock(device->drive, owner, force);
    LeaveCriticalSection(&device->section);
    return error;
}

static enum port_error ntvirtual_unlock(struct port_device *iface)
{
    struct ntvirtual_device *device = impl_from_device(iface);
    enum port_error error;

    EnterCriticalSection(&device->section);
    error = virtual_drive_unlock(device->drive);
    LeaveCriticalSection(&device->section);
    return error;
}

static enum port_error ntvirtual_owner(struct port_device *iface, char owner[PORT_OWNER_MAX])
{
    struct ntvirtual_device *device = impl_from_device(iface);
    enum port_error error;

    EnterCriticalSection(&device->section);
    error = virtual_drive_owner(device->drive, owner);
    LeaveCriticalSection(&device->section);
    return error;
}

static BOOL WINAPI make_watch(INIT_ONCE *once, void *parameter, void **context)
{
    struct ntvirtual_port *port = parameter;

    (void)once;
    (void)context;
    port->watch = ntvirtual_watch_create();
    return port->watch != NULL;
}

static enum port_error ntvirtual_wait_event(struct port *iface, uint32_t timeout_ms, struct port_event *event)
{
    struct ntvirtual_port *port = impl_from_port(iface);

    if (!InitOnceExecuteOnce(&port->once, make_watch, port, NULL))
        return PORT_E_NO_MEMORY;
    return ntvirtual_watch_wait(port->watch, timeout_ms, event);
}

static void ntvirtual_wake(struct port *iface)
{
    struct ntvirtual_port *port = impl_from_port(iface);

    if (InitOnceExecuteOnce(&port->once, make_watch, port, NULL))
        ntvirtual_watch_wake(port->watch);
}

static const struct port_ops ntvirtual_ops =
{
    "virtual",
    ntvirtual_enumerate,
    ntvirtual_open,
    ntvirtual_close,
    ntvirtual_limits,
    ntvirtual_execute,
    ntvirtual_lock,
    ntvirtual_unlock,
    ntvirtual_owner,
    ntvirtual_wait_event,
    ntvirtual_wake,
};

struct port *ntvirtual_port(void)
{
    static struct ntvirtual_port port = { { &ntvirtual_ops }, INIT_ONCE_STATIC_INIT, NULL };

    return &port.port;
}
