/*
 * Arrivals, removals and media of virtual recorders
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
#include <winreg.h>

#include "ntvirtual_private.h"
#include "port_id.h"

/*
 * The registry tells at once when a recorder comes or goes. Nobody tells of a
 * medium, since another process changes it; its state file is looked at twice
 * a second, and read only when it was written since.
 */

#define POLL_MS 500

/* One user's recorders; more than this many are not watched. */
#define WATCHED_MAX 64

struct watched
{
    struct ntvirtual_recorder recorder;
    FILETIME written;           /* of medium.state; zero when there is none */
    uint32_t generation;
    bool generation_known;
};

struct snapshot
{
    unsigned int count;
    struct watched drives[WATCHED_MAX];
};

struct ntvirtual_watch
{
    CRITICAL_SECTION section;
    HANDLE wake;                /* set by ntvirtual_watch_wake() */
    HANDLE changed;             /* set by the registry */
    HKEY list;                  /* NULL while there is no list */
    bool armed;
    bool started;               /* known holds a picture to compare with */
    struct snapshot known;
    struct snapshot now;        /* scratch, too large for a stack */
};

struct ntvirtual_watch *ntvirtual_watch_create(void)
{
    struct ntvirtual_watch *watch = calloc(1, sizeof(*watch));

    if (!watch)
        return NULL;
    watch->wake = CreateEventW(NULL, FALSE, FALSE, NULL);
    watch->changed = CreateEventW(NULL, FALSE, FALSE, NULL);
    if (!watch->wake || !watch->changed)
    {
        if (watch->wake)
            CloseHandle(watch->wake);
        if (watch->changed)
            CloseHandle(watch->changed);
        free(watch);
        return NULL;
    }
    InitializeCriticalSection(&watch->section);
    return watch;
}

void ntvirtual_watch_wake(struct ntvirtual_watch *watch)
{
    SetEvent(watch->wake);
}

/* Asks for a sign at the next change of the list. Without a list the poll finds it when it appears. */
static void arm(struct ntvirtual_watch *watch)
{
    const DWORD filter = REG_NOTIFY_CHANGE_NAME | REG_NOTIFY_CHANGE_LAST_SET;

    if (watch->armed)
        return;
    if (!watch->list && RegOpenKeyExW(HKEY_CURRENT_USER, NTVIRTUAL_LIST_KEY, 0, KEY_READ, &watch->list))
    {
        watch->list = NULL;
        return;
    }
    watch->armed = !RegNotifyChangeKeyValue(watch->list, TRUE, filter, watch->changed, TRUE);
    if (!watch->armed)
    {
        RegCloseKey(watch->list);
        watch->list = NULL;
    }
}

static bool collect(void *context, const struct ntvirtual_recorder *recorder)
{
    struct snapshot *snapshot = context;

    if (snapshot->count == WATCHED_MAX)
        return false;
    memset(&snapshot->drives[snapshot->count], 0, sizeof(snapshot->drives[0]));
    snapshot->drives[snapshot->count++].recorder = *recorder;
    return true;
}

static FILETIME state_written(const struct ntvirtual_recorder *recorder)
{
    WIN32_FILE_ATTRIBUTE_DATA data = { 0 };
    WCHAR path[MAX_PATH + 32];

    lstrcpyW(path, recorder->folder);
    lstrcatW(path, L"\\medium.state");
    if (!GetFileAttributesExW(path, GetFileExInfoStandard, &data))
        memset(&data, 0, sizeof(data));
    return data.ftLastWriteTime;
}

static void read_generation(struct watched *drive)
{
    struct virtual_drive *opened = ntvirtual_open_drive(&drive->recorder);

    drive->generation_known = opened != NULL;
    if (!opened)
        return;
    drive->generation = virtual_media_generation(opened);
    virtual_drive_destroy(opened);
}

static struct watched *find(struct snapshot *snapshot, const char *id)
{
    unsigned int i;

    for (i = 0; i < snapshot->count; i++)
        if (port_id_equal(snapshot->drives[i].recorder.id, id))
            return &snapshot->drives[i];
    return NULL;
}

static void tell(struct port_event *event, enum port_event_kind kind, const struct watched *drive)
{
    event->kind = kind;
    strcpy(event->id, drive->recorder.id);
}

/* Each of these finds one difference, tells it and takes it over into what is known. */

static bool find_removed(struct ntvirtual_watch *watch, struct port_event *event)
{
    struct snapshot *known = &watch->known;
    unsigned int i;

    for (i = 0; i < known->count; i++)
    {
        if (find(&watch->now, known->drives[i].recorder.id))
            continue;
        tell(event, PORT_EVENT_REMOVED, &known->drives[i]);
        memmove(&known->drives[i], &known->drives[i + 1], (known->count - i - 1) * sizeof(known->drives[0]));
        known->count--;
        return true;
    }
    return false;
}

static bool find_arrived(struct ntvirtual_watch *watch, struct port_event *event)
{
    struct snapshot *known = &watch->known;
    unsigned int i;

    for (i = 0; i < watch->now.count; i++)
    {
        struct watched *drive = &watch->now.drives[i];

        if (find(known, drive->recorder.id))
            continue;
        drive->written = state_written(&drive->recorder);
        read_generation(drive);
        tell(event, PORT_EVENT_ARRIVED, drive);
        if (known->count < WATCHED_MAX)
            known->drives[known->count++] = *drive;
        return true;
    }
    return false;
}

static bool medium_changed(struct watched *drive)
{
    FILETIME written = state_written(&drive->recorder);
    struct watched before = *drive;

    if (!CompareFileTime(&written, &drive->written))
        return false;
    drive->written = written;
    read_generation(drive);
    return !before.generation_known || !drive->generation_known || before.generation != drive->generation;
}

static bool find_media(struct ntvirtual_watch *watch, struct port_event *event)
{
    unsigned int i;

    for (i = 0; i < watch->known.count; i++)
    {
        if (!medium_changed(&watch->known.drives[i]))
            continue;
        tell(event, PORT_EVENT_MEDIA, &watch->known.drives[i]);
        return true;
    }
    return false;
}

/* The first look is not news, it is what later ones are compared with. */
static void start(struct ntvirtual_watch *watch)
{
    unsigned int i;

    watch->known.count = 0;
    ntvirtual_list(collect, &watch->known);
    for (i = 0; i < watch->known.count; i++)
    {
        struct watched *drive = &watch->known.drives[i];

        drive->written = state_written(&drive->recorder);
        read_generation(drive);
    }
    watch->started = true;
}

static bool look(struct ntvirtual_watch *watch, struct port_event *event)
{
    bool found;

    EnterCriticalSection(&watch->section);
    arm(watch);
    if (!watch->started)
        start(watch);
    watch->now.count = 0;
    ntvirtual_list(collect, &watch->now);
    found = find_removed(watch, event) || find_arrived(watch, event) || find_media(watch, event);
    LeaveCriticalSection(&watch->section);
    return found;
}

static void disarm(struct ntvirtual_watch *watch)
{
    EnterCriticalSection(&watch->section);
    watch->armed = false;
    LeaveCriticalSection(&watch->section);
}

enum port_error ntvirtual_watch_wait(struct ntvirtual_watch *watch, uint32_t timeout_ms, struct port_event *event)
{
    HANDLE handles[2] = { watch->wake, watch->changed };
    ULONGLONG end = GetTickCount64() + timeout_ms, now;
    DWORD result;

    event->kind = PORT_EVENT_NONE;
    event->id[0] = 0;
    for (;;)
    {
        if (look(watch, event))
            return PORT_OK;
        now = GetTickCount64();
        if (now >= end)
            return PORT_OK;
        result = WaitForMultipleObjects(2, handles, FALSE, end - now < POLL_MS ? (DWORD)(end - now) : POLL_MS);
        if (result == WAIT_OBJECT_0)
            return PORT_OK;
        if (result == WAIT_OBJECT_0 + 1)
            disarm(watch);
        else if (result == WAIT_FAILED)
            return PORT_E_IO;
    }
}
