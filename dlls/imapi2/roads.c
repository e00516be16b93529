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
#include "ntspti.h"
#include "ntvirtual.h"
#include "roads.h"

#include "wine/debug.h"

WINE_DEFAULT_DEBUG_CHANNEL(imapi2);

struct port *(*const imapi2_roads[])(void) = { ntspti_port, ntvirtual_port };
const unsigned int imapi2_road_count = ARRAY_SIZE(imapi2_roads);

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

static bool add_entry(void *context, const struct port_drive *drive)
{
    struct listing *listing = context;
    struct drive_entry *entries = realloc(listing->entries, (listing->count + 1) * sizeof(*entries));

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

    for (i = 0; i < imapi2_road_count; i++)
    {
        enum port_error error;

        listing.road = imapi2_roads[i]();
        error = listing.road->ops->enumerate(listing.road, add_entry, &listing);
        if (error) WARN("road %s lists no drives: %d\n", listing.road->ops->name, error);
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

HRESULT roads_open(const char *id, struct port_drive *drive, struct port_device **device)
{
    struct search search = { id, drive };
    unsigned int i;

    for (i = 0; i < imapi2_road_count; i++)
    {
        struct port *road = imapi2_roads[i]();

        drive->id[0] = 0;
        if (road->ops->enumerate(road, compare_id, &search) || !drive->id[0]) continue;
        return hresult_from_port_error(road->ops->open(road, drive->id, device));
    }
    return HRESULT_FROM_WIN32(ERROR_DEV_NOT_EXIST);
}
