/*
 * The calls of the Windows side
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


#if 0
#pragma makedep unix
#endif

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "wine/unixlib.h"
#include "unix.h"

/* Every call succeeds as such; what came of it stands in its struct. */
#define CALL_DONE 0

static struct linux_host real_host;
static struct linux_watch *real_watch;
static pthread_once_t watch_once = PTHREAD_ONCE_INIT;

static void *address(uint64_t value)
{
    return (void *)(uintptr_t)value;
}

static struct linux_device *device_of(uint64_t value)
{
    return address(value);
}

static NTSTATUS call_start(void *args)
{
    struct linux_start_params *params = args;

    params->prefix[sizeof(params->prefix) - 1] = 0;
    linux_real_host(&real_host, params->prefix);
    return CALL_DONE;
}

static NTSTATUS call_enumerate(void *args)
{
    struct linux_enumerate_params *params = args;
    struct linux_found *found = calloc(LINUX_DRIVES_MAX, sizeof(*found));
    struct linux_drive *drives = address(params->drives);
    uint32_t i;

    params->count = 0;
    params->error = PORT_E_NO_MEMORY;
    if (!found)
        return CALL_DONE;
    params->count = linux_collect(&real_host, found);
    if (params->count > params->capacity)
        params->count = params->capacity;
    for (i = 0; i < params->count; i++)
        drives[i] = found[i].drive;
    free(found);
    params->error = PORT_OK;
    return CALL_DONE;
}

static NTSTATUS call_open(void *args)
{
    struct linux_open_params *params = args;
    struct linux_device *device;

    params->id[sizeof(params->id) - 1] = 0;
    params->error = linux_open(&real_host, params->id, &device);
    params->device = (uintptr_t)device;
    return CALL_DONE;
}

static NTSTATUS call_close(void *args)
{
    struct linux_close_params *params = args;

    linux_close(device_of(params->device));
    return CALL_DONE;
}

static NTSTATUS call_limits(void *args)
{
    struct linux_limits_params *params = args;
    const struct port_limits *limits = &device_of(params->device)->limits;

    params->max_transfer = limits->max_transfer;
    params->max_aligned_transfer = limits->max_aligned_transfer;
    params->alignment_mask = limits->alignment_mask;
    return CALL_DONE;
}

static NTSTATUS call_execute(void *args)
{
    struct linux_execute_params *params = args;
    struct port_command command;
    struct port_reply reply;

    memset(&command, 0, sizeof(command));
    memcpy(command.cdb, params->cdb, sizeof(command.cdb));
    command.cdb_length = params->cdb_length <= PORT_CDB_MAX ? (uint8_t)params->cdb_length : 0;
    command.direction = (enum port_direction)params->direction;
    command.data = address(params->data);
    command.data_length = params->data_length;
    command.timeout_ms = params->timeout_ms;
    linux_execute(device_of(params->device), &command, &reply);
    params->delivery = reply.delivery;
    params->transferred = reply.transferred;
    params->host_error = reply.host_error;
    params->status = reply.status;
    params->sense_length = reply.sense_length;
    memcpy(params->sense, reply.sense, sizeof(params->sense));
    return CALL_DONE;
}

static NTSTATUS call_lock(void *args)
{
    struct linux_lock_params *params = args;

    params->owner[sizeof(params->owner) - 1] = 0;
    params->error = linux_lock(device_of(params->device), params->owner, params->force != 0);
    return CALL_DONE;
}

static NTSTATUS call_unlock(void *args)
{
    struct linux_unlock_params *params = args;

    params->error = linux_unlock(device_of(params->device));
    return CALL_DONE;
}

static NTSTATUS call_owner(void *args)
{
    struct linux_owner_params *params = args;

    params->error = linux_owner(device_of(params->device), params->owner);
    return CALL_DONE;
}

static void make_watch(void)
{
    real_watch = linux_watch_create(&real_host);
}

static struct linux_watch *watch(void)
{
    pthread_once(&watch_once, make_watch);
    return real_watch;
}

static NTSTATUS call_wait_event(void *args)
{
    struct linux_wait_event_params *params = args;
    struct port_event event;

    params->kind = PORT_EVENT_NONE;
    params->id[0] = 0;
    params->error = PORT_E_NO_MEMORY;
    if (!watch())
        return CALL_DONE;
    params->error = linux_watch_wait(watch(), params->timeout_ms, &event);
    params->kind = event.kind;
    memcpy(params->id, event.id, sizeof(params->id));
    return CALL_DONE;
}

static NTSTATUS call_wake(void *args)
{
    (void)args;
    if (watch())
        linux_watch_wake(watch());
    return CALL_DONE;
}

static NTSTATUS call_explain(void *args)
{
    struct linux_explain_params *params = args;

    params->id[sizeof(params->id) - 1] = 0;
    linux_explain_drive(&real_host, params->id, params->text);
    return CALL_DONE;
}

#define CALLS                                     \
    [LINUX_CALL_START] = call_start,              \
    [LINUX_CALL_ENUMERATE] = call_enumerate,      \
    [LINUX_CALL_OPEN] = call_open,                \
    [LINUX_CALL_CLOSE] = call_close,              \
    [LINUX_CALL_LIMITS] = call_limits,            \
    [LINUX_CALL_EXECUTE] = call_execute,          \
    [LINUX_CALL_LOCK] = call_lock,                \
    [LINUX_CALL_UNLOCK] = call_unlock,            \
    [LINUX_CALL_OWNER] = call_owner,              \
    [LINUX_CALL_WAIT_EVENT] = call_wait_event,    \
    [LINUX_CALL_WAKE] = call_wake,                \
    [LINUX_CALL_EXPLAIN] = call_explain

const unixlib_entry_t __wine_unix_call_funcs[] = { CALLS };

_Static_assert(sizeof(__wine_unix_call_funcs) / sizeof(__wine_unix_call_funcs[0]) == LINUX_CALL_COUNT,
               "a call has no entry");

/* A program of 32 bits under the new WoW64: the structs look the same to it (see unixlib.h). */
const unixlib_entry_t __wine_unix_call_wow64_funcs[] = { CALLS };

_Static_assert(sizeof(__wine_unix_call_wow64_funcs) / sizeof(__wine_unix_call_wow64_funcs[0]) == LINUX_CALL_COUNT,
               "a call of WoW64 has no entry");
