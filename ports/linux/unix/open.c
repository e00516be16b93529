/*
 * Opening a drive with the rights that its commands need
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

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include "unix.h"

/*
 * A drive has two nodes. The generic one, sgN, is preferred: there a command
 * ends at its timeout, while one on srN was seen to wait for the drive however
 * long it took. The kernel wants a descriptor that is open for writing for
 * every command which changes something; one that is open for reading alone
 * still serves those that only ask.
 */

enum port_error linux_error(int error)
{
    switch (error)
    {
    case 0:
        return PORT_OK;
    case EACCES:
    case EPERM:
    case EROFS:
        return PORT_E_ACCESS;
    case ENOENT:
    case ENODEV:
    case ENXIO:
    case ENOTDIR:
        return PORT_E_NO_SUCH_DRIVE;
    case EBUSY:
    case EAGAIN:
        return PORT_E_LOCKED;
    case ENOMEM:
    case EMFILE:
    case ENFILE:
        return PORT_E_NO_MEMORY;
    default:
        return PORT_E_IO;
    }
}

/* False when a node with that name is some other device: a leftover, or one that was made by hand. */
static bool node_is(const struct linux_host *host, const char *class, const char *name, const char *node)
{
    unsigned int high, low;
    struct stat status;
    char text[32];

    if (stat(node, &status) || (!S_ISBLK(status.st_mode) && !S_ISCHR(status.st_mode)))
        return true;
    if (!linux_read_text(text, sizeof(text), "%s/class/%s/%s/dev", host->sysfs, class, name) ||
        sscanf(text, "%u:%u", &high, &low) != 2)
        return true;
    return major(status.st_rdev) == high && minor(status.st_rdev) == low;
}

void linux_find_nodes(const struct linux_host *host, const struct linux_found *drive, struct linux_nodes *nodes)
{
    memset(nodes, 0, sizeof(*nodes));
    if (drive->block[0] && (!linux_format(nodes->block, sizeof(nodes->block), "%s/%s", host->dev, drive->block) ||
                            !node_is(host, "block", drive->block, nodes->block)))
        nodes->block[0] = 0;
    if (drive->generic[0] &&
        (!linux_format(nodes->generic, sizeof(nodes->generic), "%s/%s", host->dev, drive->generic) ||
         !node_is(host, "scsi_generic", drive->generic, nodes->generic)))
        nodes->generic[0] = 0;
}

struct attempt
{
    bool generic;
    int flags;
};

/* What can do more comes first. */
static const struct attempt attempts[] =
{
    { true, O_RDWR },
    { false, O_RDWR },
    { true, O_RDONLY },
    { false, O_RDONLY },
};

/* Without O_NONBLOCK the kernel would close the tray and wait for a medium. */
static int open_node(struct linux_device *device)
{
    unsigned int i;
    int error = ENOENT;

    for (i = 0; i < sizeof(attempts) / sizeof(attempts[0]); i++)
    {
        const char *node = attempts[i].generic ? device->nodes.generic : device->nodes.block;

        if (!node[0])
            continue;
        device->fd = open(node, attempts[i].flags | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
        if (device->fd >= 0)
        {
            device->is_generic = attempts[i].generic;
            device->writable = attempts[i].flags == O_RDWR;
            return 0;
        }
        /* A node that is missing tells less than one that is refused. */
        if (error == ENOENT || errno == EACCES || errno == EPERM)
            error = errno;
    }
    return error;
}

enum port_error linux_open(struct linux_host *host, const char *id, struct linux_device **out)
{
    struct linux_device *device;
    struct linux_found found;
    enum port_error error;

    *out = NULL;
    if ((error = linux_find(host, id, &found)))
        return error;
    if (!(device = calloc(1, sizeof(*device))))
        return PORT_E_NO_MEMORY;
    device->host = host;
    device->lock_fd = device->name_fd = -1;
    memcpy(device->address, found.address, sizeof(device->address));
    linux_find_nodes(host, &found, &device->nodes);
    if ((error = linux_error(open_node(device))))
    {
        free(device);
        return error;
    }
    pthread_mutex_init(&device->mutex, NULL);
    linux_read_limits(host, &found, device->fd, device->is_generic, &device->limits);
    *out = device;
    return PORT_OK;
}

void linux_close(struct linux_device *device)
{
    linux_unlock(device);
    close(device->fd);
    pthread_mutex_destroy(&device->mutex);
    free(device);
}
