/*
 * The Windows side of the road to drives of a Linux host
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
#include <winnls.h>

#include "wine/debug.h"
#include "wine/unixlib.h"

#include "linux.h"
#include "unixlib.h"

WINE_DEFAULT_DEBUG_CHANNEL(imapi2);

#ifndef ARRAY_SIZE
#define ARRAY_SIZE(array) (sizeof(array) / sizeof((array)[0]))
#endif

_Static_assert(LINUX_EXPLANATION_MAX == LINUX_TEXT_MAX, "an explanation has the same length on both sides");

struct linux_handle
{
    struct port_device device;
    uint64_t unix_device;
    char id[PORT_ID_MAX];
};

/* ---- a function for each call; false when the call itself was not possible */

#define DEFINE_CALL(name, code)                            \
    static bool call_##name(struct linux_##name##_params *params) \
    {                                                      \
        return !WINE_UNIX_CALL(LINUX_CALL_##code, params); \
    }

DEFINE_CALL(start, START)
DEFINE_CALL(enumerate, ENUMERATE)
DEFINE_CALL(open, OPEN)
DEFINE_CALL(close, CLOSE)
DEFINE_CALL(limits, LIMITS)
DEFINE_CALL(execute, EXECUTE)
DEFINE_CALL(lock, LOCK)
DEFINE_CALL(unlock, UNLOCK)
DEFINE_CALL(owner, OWNER)
DEFINE_CALL(wait_event, WAIT_EVENT)
DEFINE_CALL(explain, EXPLAIN)

static void copy_text(char *to, size_t size, const char *from)
{
    size_t length = strlen(from);

    if (length >= size)
        length = size - 1;
    memcpy(to, from, length);
    memset(to + length, 0, size - length);
}

static uint64_t address(const void *pointer)
{
    return (ULONG_PTR)pointer;
}

static struct linux_handle *impl_from_device(struct port_device *device)
{
    return CONTAINING_RECORD(device, struct linux_handle, device);
}

/* ---- enumeration */

static void add_letter(const struct linux_drive *from, struct port_drive *drive)
{
    WCHAR root[] = { (WCHAR)from->letter, ':', '\\', 0 }, volume[64];

    drive->volume_path[0] = (char)from->letter;
    drive->volume_path[1] = ':';
    drive->volume_path[2] = '\\';
    if (!GetVolumeNameForVolumeMountPointW(root, volume, ARRAY_SIZE(volume)) ||
        !WideCharToMultiByte(CP_UTF8, 0, volume, -1, drive->volume_name, sizeof(drive->volume_name), NULL, NULL))
        drive->volume_name[0] = 0;
}

static void describe(const struct linux_drive *from, struct port_drive *drive)
{
    memset(drive, 0, sizeof(*drive));
    copy_text(drive->id, sizeof(drive->id), from->id);
    copy_text(drive->host_name, sizeof(drive->host_name), from->node);
    drive->legacy_number = from->number;
    if (from->letter)
        add_letter(from, drive);
}

static enum port_error linux_enumerate(struct port *port, port_found found, void *context)
{
    struct linux_drive *drives = calloc(LINUX_DRIVES_MAX, sizeof(*drives));
    struct linux_enumerate_params params = { address(drives), LINUX_DRIVES_MAX, 0, PORT_OK, 0 };
    struct port_drive drive;
    unsigned int i;

    (void)port;
    if (!drives)
        return PORT_E_NO_MEMORY;
    if (!call_enumerate(&params))
        params.error = PORT_E_IO;
    for (i = 0; !params.error && i < params.count; i++)
    {
        describe(&drives[i], &drive);
        if (!found(context, &drive))
            break;
    }
    free(drives);
    return (enum port_error)params.error;
}

/* ---- drives */

static enum port_error linux_open(struct port *port, const char *id, struct port_device **device)
{
    struct linux_open_params params = { 0 };
    struct linux_handle *handle;

    *device = NULL;
    copy_text(params.id, sizeof(params.id), id);
    if (!(handle = calloc(1, sizeof(*handle))))
        return PORT_E_NO_MEMORY;
    if (!call_open(&params))
        params.error = PORT_E_IO;
    if (params.error)
    {
        free(handle);
        return (enum port_error)params.error;
    }
    handle->device.ops = port->ops;
    handle->unix_device = params.device;
    copy_text(handle->id, sizeof(handle->id), id);
    *device = &handle->device;
    return PORT_OK;
}

static void linux_close(struct port_device *device)
{
    struct linux_close_params params = { .device = impl_from_device(device)->unix_device };

    call_close(&params);
    free(impl_from_device(device));
}

static void linux_limits(struct port_device *device, struct port_limits *limits)
{
    struct linux_limits_params params = { .device = impl_from_device(device)->unix_device };

    call_limits(&params);
    limits->max_transfer = params.max_transfer;
    limits->max_aligned_transfer = params.max_aligned_transfer;
    limits->alignment_mask = params.alignment_mask;
}

static void linux_execute(struct port_device *device, const struct port_command *command, struct port_reply *reply)
{
    struct linux_execute_params params = { .device = impl_from_device(device)->unix_device };

    params.data = address(command->data);
    params.data_length = command->data_length;
    params.direction = command->direction;
    params.timeout_ms = command->timeout_ms;
    params.cdb_length = command->cdb_length;
    memcpy(params.cdb, command->cdb, sizeof(params.cdb));
    params.delivery = PORT_LOST;
    call_execute(&params);
    memset(reply, 0, sizeof(*reply));
    reply->delivery = (enum port_delivery)params.delivery;
    reply->status = params.status;
    reply->sense_length = params.sense_length;
    memcpy(reply->sense, params.sense, sizeof(reply->sense));
    reply->transferred = params.transferred;
    reply->host_error = params.host_error;
}

/* Who is in the way cannot be told by an error; the user is to read it all the same. */
static void tell_hindrance(const struct linux_handle *handle)
{
    char text[LINUX_EXPLANATION_MAX];

    linux_explain(handle->id, text);
    if (text[0])
        ERR("the drive cannot be had alone. %s\n", text);
}

static enum port_error linux_lock(struct port_device *device, const char *owner, bool force)
{
    struct linux_lock_params params = { .device = impl_from_device(device)->unix_device };

    copy_text(params.owner, sizeof(params.owner), owner);
    params.force = force;
    if (!call_lock(&params))
        return PORT_E_IO;
    if (params.error == PORT_E_LOCKED || params.error == PORT_E_ACCESS)
        tell_hindrance(impl_from_device(device));
    return (enum port_error)params.error;
}

static enum port_error linux_unlock(struct port_device *device)
{
    struct linux_unlock_params params = { .device = impl_from_device(device)->unix_device };

    return call_unlock(&params) ? (enum port_error)params.error : PORT_E_IO;
}

static enum port_error linux_owner(struct port_device *device, char owner[PORT_OWNER_MAX])
{
    struct linux_owner_params params = { .device = impl_from_device(device)->unix_device };

    if (!call_owner(&params))
        params.error = PORT_E_IO;
    memcpy(owner, params.owner, PORT_OWNER_MAX);
    return (enum port_error)params.error;
}

/* ---- events */

static enum port_error linux_wait_event(struct port *port, uint32_t timeout_ms, struct port_event *event)
{
    struct linux_wait_event_params params = { .timeout_ms = timeout_ms };

    (void)port;
    event->kind = PORT_EVENT_NONE;
    event->id[0] = 0;
    if (!call_wait_event(&params))
        return PORT_E_IO;
    event->kind = (enum port_event_kind)params.kind;
    memcpy(event->id, params.id, sizeof(event->id));
    return (enum port_error)params.error;
}

static void linux_wake(struct port *port)
{
    (void)port;
    WINE_UNIX_CALL(LINUX_CALL_WAKE, NULL);
}

static const struct port_ops linux_ops =
{
    "linux",
    linux_enumerate,
    linux_open,
    linux_close,
    linux_limits,
    linux_execute,
    linux_lock,
    linux_unlock,
    linux_owner,
    linux_wait_event,
    linux_wake,
};

static struct port linux_road = { &linux_ops };
static NTSTATUS road_status;

/* Wine tells its prefix as \??\unix\home\...; empty when it does not. */
static void read_prefix(char prefix[LINUX_PATH_MAX])
{
    static const WCHAR space[] = L"\\??\\unix";
    WCHAR folder[LINUX_PATH_MAX];
    DWORD length = GetEnvironmentVariableW(L"WINECONFIGDIR", folder, ARRAY_SIZE(folder));
    char *p;

    prefix[0] = 0;
    if (!length || length >= ARRAY_SIZE(folder) || wcsncmp(folder, space, ARRAY_SIZE(space) - 1))
        return;
    if (!WideCharToMultiByte(CP_UTF8, 0, folder + ARRAY_SIZE(space) - 1, -1, prefix, LINUX_PATH_MAX, NULL, NULL))
        prefix[0] = 0;
    for (p = prefix; *p; p++)
        if (*p == '\\')
            *p = '/';
}

static BOOL WINAPI start_once(INIT_ONCE *once, void *parameter, void **context)
{
    struct linux_start_params params;

    (void)once;
    (void)parameter;
    (void)context;
    if ((road_status = __wine_init_unix_call()))
        return TRUE;
    read_prefix(params.prefix);
    road_status = call_start(&params) ? 0 : (NTSTATUS)0xc0000001;
    return TRUE;
}

long linux_port_status(void)
{
    static INIT_ONCE once = INIT_ONCE_STATIC_INIT;

    InitOnceExecuteOnce(&once, start_once, NULL, NULL);
    return road_status;
}

struct port *linux_port(void)
{
    return linux_port_status() ? NULL : &linux_road;
}

void linux_explain(const char *id, char text[LINUX_EXPLANATION_MAX])
{
    struct linux_explain_params params = { .id = "" };

    copy_text(params.id, sizeof(params.id), id);
    if (linux_port() && call_explain(&params))
        memcpy(text, params.text, LINUX_EXPLANATION_MAX);
    else
        text[0] = 0;
}
