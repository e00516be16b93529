/*
 * Arrival and removal of drives, told to those who want to know
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

#include <stdlib.h>

#include "imapi2_private.h"
#include "hot_plug.h"
#include "roads.h"

#include "wine/debug.h"

WINE_DEFAULT_DEBUG_CHANNEL(imapi2);

#define MAX_ROADS   8
#define MAX_PENDING 256     /* events that a road may have kept from a time when nobody listened */
#define WAIT_MS     60000   /* a wait is ended by wake(), long before */

/* A road tells an event to one who waits; so there is one thread for each road, and one list for the process. */
static SRWLOCK hot_plug_lock = SRWLOCK_INIT;
static struct hot_plug_listener *listeners;
static bool running[MAX_ROADS];

/* References to all who listen; with the lock held. */
static struct object **snapshot_listeners(struct hot_plug_listener ***out, unsigned int *count)
{
    struct hot_plug_listener *listener;
    struct object **objects;
    unsigned int total = 0;

    *count = 0;
    *out = NULL;
    for (listener = listeners; listener; listener = listener->next) total++;
    objects = calloc(total ? total : 1, sizeof(*objects));
    *out = calloc(total ? total : 1, sizeof(**out));
    for (listener = listeners; listener && objects && *out; listener = listener->next)
    {
        if (!object_try_addref(listener->object)) continue;
        objects[*count] = listener->object;
        (*out)[(*count)++] = listener;
    }
    return objects;
}

static void notify_all(const struct port_event *event)
{
    struct hot_plug_listener **snapshot;
    struct object **objects;
    unsigned int i, count;

    TRACE("%s %s\n", event->kind == PORT_EVENT_ARRIVED ? "arrived" : "removed", debugstr_a(event->id));

    AcquireSRWLockShared(&hot_plug_lock);
    objects = snapshot_listeners(&snapshot, &count);
    ReleaseSRWLockShared(&hot_plug_lock);
    for (i = 0; i < count; i++)
    {
        snapshot[i]->notify(objects[i], event->kind, event->id);
        object_release(objects[i]);
    }
    free(objects);
    free(snapshot);
}

/* The thread of a road ends when it finds that nobody listens; who begins to listen later starts another. */
static bool goes_on(unsigned int road)
{
    bool result;

    AcquireSRWLockExclusive(&hot_plug_lock);
    if (!(result = listeners != NULL)) running[road] = false;
    ReleaseSRWLockExclusive(&hot_plug_lock);
    return result;
}

static DWORD CALLBACK watch_road(void *parameter)
{
    unsigned int road = (unsigned int)(ULONG_PTR)parameter;
    struct port *port = roads_get(road);
    struct port_event event;

    TRACE("road %s\n", port->ops->name);

    CoInitializeEx(NULL, COINIT_MULTITHREADED);
    while (goes_on(road))
    {
        if (port->ops->wait_event(port, WAIT_MS, &event))
        {
            WARN("road %s cannot be watched\n", port->ops->name);
            Sleep(1000);
        }
        else if (event.kind == PORT_EVENT_ARRIVED || event.kind == PORT_EVENT_REMOVED)
            notify_all(&event);
    }
    CoUninitialize();
    TRACE("road %s ends\n", port->ops->name);
    module_unlock();
    FreeLibraryAndExitThread(module_instance, 0);
    return 0;
}

/* Makes a road compare with what is there now: the news of the past are for nobody. */
static bool forget_past(struct port *port)
{
    struct port_event event;
    unsigned int i;

    for (i = 0; i < MAX_PENDING; i++)
    {
        if (port->ops->wait_event(port, 0, &event)) return false;
        if (event.kind == PORT_EVENT_NONE) break;
    }
    return true;
}

/* With the lock held. */
static void start_thread(unsigned int road)
{
    HMODULE module;
    HANDLE thread;

    if (running[road] || !forget_past(roads_get(road))) return;
    if (!GetModuleHandleExW(GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS, (const WCHAR *)watch_road, &module)) return;
    module_lock();
    running[road] = true;
    if ((thread = CreateThread(NULL, 0, watch_road, (void *)(ULONG_PTR)road, 0, NULL)))
    {
        CloseHandle(thread);
        return;
    }
    WARN("no thread: %lu\n", GetLastError());
    running[road] = false;
    module_unlock();
    FreeLibrary(module);
}

void hot_plug_add(struct hot_plug_listener *listener)
{
    unsigned int i;

    AcquireSRWLockExclusive(&hot_plug_lock);
    if (!listener->listening)
    {
        listener->next = listeners;
        listeners = listener;
        listener->listening = true;
        for (i = 0; i < roads_count() && i < MAX_ROADS; i++) start_thread(i);
    }
    ReleaseSRWLockExclusive(&hot_plug_lock);
}

void hot_plug_remove(struct hot_plug_listener *listener)
{
    struct hot_plug_listener **p;
    bool last = false;
    unsigned int i;

    AcquireSRWLockExclusive(&hot_plug_lock);
    if (listener->listening)
    {
        for (p = &listeners; *p != listener; p = &(*p)->next) continue;
        *p = listener->next;
        listener->listening = false;
        last = !listeners;
    }
    ReleaseSRWLockExclusive(&hot_plug_lock);
    for (i = 0; last && i < roads_count(); i++)
    {
        struct port *port = roads_get(i);

        port->ops->wake(port);
    }
}
