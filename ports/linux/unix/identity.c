/*
 * Ids of drives that stay the same when a drive is plugged in again
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

#define _GNU_SOURCE

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "port_id.h"
#include "unix.h"

/*
 * A drive is told from its equals by its serial number, else by the place that
 * it is plugged into. The numbers that the kernel counts up with each plugging
 * (of hosts, and of SCSI addresses) are no part of a place.
 */

#define SERIAL_HEADER 4     /* vital product data, SPC-4 7.8.1: type, code, and two bytes of length */

/* Page 80h, SPC-4 7.8.15, as the kernel read it when the drive came. */
static void read_serial(const char *folder, char *serial, size_t size)
{
    unsigned char page[SERIAL_HEADER + 256];
    char path[LINUX_NODE_MAX];
    size_t length, start = 0, i;
    ssize_t got;

    serial[0] = 0;
    if (!linux_format(path, sizeof(path), "%s/vpd_pg80", folder))
        return;
    if ((got = linux_read_file(path, page, sizeof(page))) < SERIAL_HEADER)
        return;
    length = (size_t)page[2] << 8 | page[3];
    if (length > (size_t)got - SERIAL_HEADER)
        length = (size_t)got - SERIAL_HEADER;
    while (start < length && (page[SERIAL_HEADER + start] == ' ' || !page[SERIAL_HEADER + start]))
        start++;
    while (length > start && (page[SERIAL_HEADER + length - 1] == ' ' || !page[SERIAL_HEADER + length - 1]))
        length--;
    for (i = 0; start + i < length && i < size - 1; i++)
        serial[i] = page[SERIAL_HEADER + start + i] > 0x20 && page[SERIAL_HEADER + start + i] < 0x7f
                        ? (char)page[SERIAL_HEADER + start + i] : '_';
    serial[i] = 0;
}

static bool counted_up(const char *part)
{
    return linux_name_number(part, "host") >= 0 || !strncmp(part, "target", 6);
}

static uint64_t hash_text(uint64_t hash, const char *text)
{
    for (; *text; text++)
        hash = (hash ^ (unsigned char)*text) * 0x100000001b3u;
    return (hash ^ '/') * 0x100000001b3u;
}

/* FNV-1a over the way through the machine's buses to the drive. */
static void read_place(const char *folder, char *place, size_t size)
{
    char *path = realpath(folder, NULL), *last, *part, *saved = NULL;
    uint64_t hash = 0xcbf29ce484222325u;

    if (!path || !(last = strrchr(path, '/')))
    {
        free(path);
        linux_format(place, size, "unknown");
        return;
    }
    *last++ = 0;
    part = strstr(path, "/devices/");
    part = part ? part + strlen("/devices/") : path;
    for (part = strtok_r(part, "/", &saved); part; part = strtok_r(NULL, "/", &saved))
        if (!counted_up(part))
            hash = hash_text(hash, part);
    /* Of H:C:T:L at the end, C:T:L tells the drives of one adapter apart. */
    hash = hash_text(hash, strchr(last, ':') ? strchr(last, ':') : last);
    free(path);
    linux_format(place, size, "at_%08x%08x", (unsigned int)(hash >> 32), (unsigned int)hash);
}

static void read_field(const char *folder, const char *name, const char *otherwise, char *field, size_t size)
{
    if (!linux_read_text(field, size, "%s/%s", folder, name))
        linux_format(field, size, "%s", otherwise);
}

void linux_read_identity(const char *folder, struct linux_identity *identity)
{
    read_field(folder, "vendor", "unknown", identity->vendor, sizeof(identity->vendor));
    read_field(folder, "model", "cdrom", identity->product, sizeof(identity->product));
    read_field(folder, "rev", "", identity->revision, sizeof(identity->revision));
    read_serial(folder, identity->serial, sizeof(identity->serial));
    read_place(folder, identity->place, sizeof(identity->place));
}

static bool equal_drives(const struct linux_identity *a, const struct linux_identity *b)
{
    return !strcmp(a->vendor, b->vendor) && !strcmp(a->product, b->product) && !strcmp(a->revision, b->revision) &&
           !strcmp(a->serial, b->serial);
}

/* Some bridges give the same serial number to all that they bridge; then none of these is named by it alone. */
static bool alone(const struct linux_found *drives, unsigned int count, unsigned int index)
{
    unsigned int i;

    for (i = 0; i < count; i++)
        if (i != index && equal_drives(&drives[i].identity, &drives[index].identity))
            return false;
    return true;
}

static bool id_taken(const struct linux_found *drives, unsigned int count, const char *id)
{
    while (count--)
        if (port_id_equal(drives[count].drive.id, id))
            return true;
    return false;
}

bool linux_build_id(struct linux_found *drives, unsigned int count, unsigned int index)
{
    const struct linux_identity *identity = &drives[index].identity;
    char instance[sizeof(identity->serial) + sizeof(identity->place) + 16];
    char *id = drives[index].drive.id;
    unsigned int number;

    if (!identity->serial[0])
        snprintf(instance, sizeof(instance), "%s", identity->place);
    else if (alone(drives, count, index))
        snprintf(instance, sizeof(instance), "%s", identity->serial);
    else
        snprintf(instance, sizeof(instance), "%s&%s", identity->serial, identity->place);
    for (number = 2;; number++)
    {
        if (!port_id_build(id, identity->vendor, identity->product, identity->revision, instance))
            return false;
        if (!id_taken(drives, index, id))
            return true;
        snprintf(instance, sizeof(instance), "%s&%s&%u", identity->serial, identity->place, number);
    }
}
