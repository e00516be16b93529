/*
 * The roads that lead to drives
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
#include <string.h>

#include "imapi2_private.h"
#include "linux.h"
#include "roads.h"

#include "wine/debug.h"

WINE_DEFAULT_DEBUG_CHANNEL(imapi2);

HRESULT hresult_from_port_error(enum port_error error)
{
    switch (error)
    {
    case PORT_OK: return S_OK;
    case PORT_E_NO_SUCH_DRIVE: return HRESULT_FROM_WIN32(ERROR_DEV_NOT_EXIST);
    case PORT_E_ACCESS: return E_ACCESSDENIED;
    case PORT_E_LOCKED: return E_IMAPI_RECORDER_LOCKED;
    case PORT_E_NO_MEMORY: return E_OUTOFMEMORY;
    case PORT_E_NOT_LOCKED:
    case PORT_E_IO:
    case PORT_E_UNSUPPORTED: break;
    }
    return E_FAIL;
}

BSTR bstr_from_utf8(const char *text)
{
    int length = MultiByteToWideChar(CP_UTF8, 0, text, -1, NULL, 0);
    BSTR string;

    if (!length || !(string = SysAllocStringLen(NULL, length - 1))) return NULL;
    MultiByteToWideChar(CP_UTF8, 0, text, -1, string, length);
    return string;
}

struct listing
{
    struct port *road;
    struct drive_entry *entries;
    unsigned int count;
    bool no_memory;
};

/* Two roads may lead to one drive; it is known by its name or by its letter, and the first road keeps it. */
static bool listed(const struct listing *listing, const struct port_drive *drive)
{
    unsigned int i;

    for (i = 0; i < listing->count; i++)
    {
        const struct drive_entry *entry = &listing->entries[i];

        if (entry->road == listing->road) continue;
        if (!_stricmp(entry->drive.id, drive->id)) return true;
        if (drive->volume_path[0] && !_stricmp(entry->drive.volume_path, drive->volume_path)) return true;
    }
    return false;
}

static bool add_entry(void *context, const struct port_drive *drive)
{
    struct listing *listing = context;
    struct drive_entry *entries;

    if (listed(listing, drive)) return true;
    entries = realloc(listing->entries, (listing->count + 1) * sizeof(*entries));
    if (!entries)
    {
        listing->no_memory = true;
        return false;
    }
    listing->entries = entries;
    entries[listing->count].road = listing->road;
    entries[listing->count++].drive = *drive;
    return true;
}

HRESULT roads_list(struct drive_entry **entries, unsigned int *count)
{
    struct listing listing = { NULL, NULL, 0, false };
    unsigned int i;

    for (i = 0; i < roads_count(); i++)
    {
        enum port_error error;

        listing.road = roads_get(i);
        error = listing.road->ops->enumerate(listing.road, add_entry, &listing);
        if (error) WARN("road %s lists no drives: %d\n", listing.road->ops->name, error);
        if (error == PORT_E_NO_MEMORY) listing.no_memory = true;
    }
    *entries = listing.entries;
    *count = listing.count;
    if (!listing.no_memory) return S_OK;
    free(listing.entries);
    *entries = NULL;
    *count = 0;
    return E_OUTOFMEMORY;
}

struct search
{
    const char *id;
    struct port_drive *drive;
};

static bool compare_id(void *context, const struct port_drive *drive)
{
    struct search *search = context;

    if (_stricmp(search->id, drive->id)) return true;
    *search->drive = *drive;
    return false;
}

/* Where the host tells what is in the way, the user is to see it without asking for traces. */
static void explain(const struct port_drive *drive, enum port_error error)
{
    char text[LINUX_EXPLANATION_MAX];

    linux_explain(drive->id, text);
    if (text[0]) ERR("%s: %s\n", drive->host_name, text);
    else WARN("%s cannot be opened: %d\n", drive->host_name, error);
}

HRESULT roads_open(const char *id, struct port_drive *drive, struct port_device **device)
{
    struct search search = { id, drive };
    enum port_error error;
    unsigned int i;

    for (i = 0; i < roads_count(); i++)
    {
        struct port *road = roads_get(i);

        drive->id[0] = 0;
        error = road->ops->enumerate(road, compare_id, &search);
        if (error == PORT_E_NO_MEMORY) return E_OUTOFMEMORY;
        if (error || !drive->id[0]) continue;
        error = road->ops->open(road, drive->id, device);
        if (error) explain(drive, error);
        return hresult_from_port_error(error);
    }
    return HRESULT_FROM_WIN32(ERROR_DEV_NOT_EXIST);
}
