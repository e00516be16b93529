/*
 * The optical drives that sysfs knows
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

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#include "port_id.h"
#include "unix.h"

/* SCSI peripheral device type of CD, DVD and BD drives, SPC-4 6.6.2, as sysfs writes it. */
#define TYPE_OPTICAL 5

/* Where the kernel lists SCSI devices; the second where the first is hidden. */
static const char *const lists[] = { "bus/scsi/devices", "class/scsi_device" };
static const char *const behind[] = { "", "/device" };

static bool is_address(const char *name)
{
    unsigned int colons = 0;
    const char *p;

    for (p = name; *p; p++)
    {
        if (*p == ':')
            colons++;
        else if (*p < '0' || *p > '9')
            return false;
    }
    return colons == 3 && p - name < (ptrdiff_t)sizeof(((struct linux_found *)0)->address);
}

static bool read_drive(const char *folder, const char *address, struct linux_found *found)
{
    char path[LINUX_NODE_MAX];

    memset(found, 0, sizeof(*found));
    if (linux_read_number("%s/type", folder) != TYPE_OPTICAL)
        return false;
    linux_format(found->address, sizeof(found->address), "%s", address);
    if (linux_format(path, sizeof(path), "%s/block", folder))
        linux_find_numbered(path, "sr", found->block, sizeof(found->block));
    if (linux_format(path, sizeof(path), "%s/scsi_generic", folder))
        linux_find_numbered(path, "sg", found->generic, sizeof(found->generic));
    /* Without a node nobody can talk to it. */
    if (!found->block[0] && !found->generic[0])
        return false;
    found->drive.number = found->block[0] ? linux_name_number(found->block, "sr") : -1;
    linux_read_identity(folder, &found->identity);
    return true;
}

static unsigned int read_list(const struct linux_host *host, unsigned int list, struct linux_found *drives)
{
    char folder[LINUX_NODE_MAX], device[LINUX_NODE_MAX + 300];
    struct dirent *entry;
    unsigned int count = 0;
    DIR *dir;

    if (!linux_format(folder, sizeof(folder), "%s/%s", host->sysfs, lists[list]) || !(dir = opendir(folder)))
        return 0;
    while (count < LINUX_DRIVES_MAX && (entry = readdir(dir)))
        if (is_address(entry->d_name) &&
            linux_format(device, sizeof(device), "%s/%s%s", folder, entry->d_name, behind[list]) &&
            read_drive(device, entry->d_name, &drives[count]))
            count++;
    closedir(dir);
    return count;
}

/* Folders have no order; drives without a number come last. */
static int compare_drives(const void *a, const void *b)
{
    const struct linux_found *first = a, *second = b;
    unsigned int n = (unsigned int)first->drive.number, m = (unsigned int)second->drive.number;

    if (n != m)
        return n < m ? -1 : 1;
    return strcmp(first->address, second->address);
}

static void name_drive(const struct linux_host *host, struct linux_found *found)
{
    char node[LINUX_NODE_MAX];

    linux_format(node, sizeof(node), "%s/%s", host->dev, found->block[0] ? found->block : found->generic);
    linux_format(found->drive.node, sizeof(found->drive.node), "%s", node);
    if (found->block[0])
        found->drive.letter = linux_letter(host, node);
}

unsigned int linux_collect(struct linux_host *host, struct linux_found *drives)
{
    unsigned int count = 0, named = 0, i;

    for (i = 0; i < sizeof(lists) / sizeof(lists[0]) && !count; i++)
        count = read_list(host, i, drives);
    qsort(drives, count, sizeof(*drives), compare_drives);
    for (i = 0; i < count; i++)
    {
        if (!linux_build_id(drives, count, i))
            continue;
        name_drive(host, &drives[i]);
        drives[named++] = drives[i];
    }
    return named;
}

enum port_error linux_find(struct linux_host *host, const char *id, struct linux_found *drive)
{
    struct linux_found *drives = calloc(LINUX_DRIVES_MAX, sizeof(*drives));
    enum port_error error = PORT_E_NO_SUCH_DRIVE;
    unsigned int count, i;

    if (!drives)
        return PORT_E_NO_MEMORY;
    count = linux_collect(host, drives);
    for (i = 0; i < count && error; i++)
    {
        if (!port_id_equal(drives[i].drive.id, id))
            continue;
        *drive = drives[i];
        error = PORT_OK;
    }
    free(drives);
    return error;
}
