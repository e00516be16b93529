/*
 * One program alone at a drive
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
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "unix.h"

/*
 * Programs that burn on Linux keep each other away in two ways, and so both
 * are taken: the block device is opened with O_EXCL, which also keeps it from
 * being mounted, and a record lock for writing lies on its node. The lock
 * belongs to the open file, not to the process: another file of this process
 * that is closed does not take it away, and it dies with the process.
 *
 * The block device stays open for as long. So the kernel asks the drive for no
 * news while it writes, and nobody who opens and closes it unlocks its door.
 */

static const char *lock_node(const struct linux_device *device)
{
    return device->nodes.block[0] ? device->nodes.block : device->nodes.generic;
}

static void pause_ms(unsigned int ms)
{
    struct timespec time = { ms / 1000, (long)(ms % 1000) * 1000000 };

    while (nanosleep(&time, &time) && errno == EINTR)
        continue;
}

/* Answers an errno. */
static int set_lock(int fd)
{
    struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET };

    if (!fcntl(fd, F_OFD_SETLK, &lock))
        return 0;
    return errno == EAGAIN || errno == EACCES ? EBUSY : errno;
}

static int try_lock(struct linux_device *device, bool exclusive)
{
    int flags = O_RDWR | O_NONBLOCK | O_CLOEXEC | O_NOCTTY | (exclusive && device->nodes.block[0] ? O_EXCL : 0);
    int fd = open(lock_node(device), flags), error;

    if (fd < 0)
        return errno;
    if ((error = set_lock(fd)))
    {
        close(fd);
        return error;
    }
    device->lock_fd = fd;
    return 0;
}

static enum port_error lock_drive(struct linux_device *device, const char *owner, bool force)
{
    bool mounted = linux_mounted(device->host, lock_node(device), NULL, 0);
    unsigned int tries;
    int error;

    if (device->lock_fd >= 0)
        return PORT_E_LOCKED;
    if (mounted && !force)
        return PORT_E_LOCKED;
    /* What is mounted is held by the kernel with O_EXCL. */
    for (tries = 1;; tries++)
    {
        error = try_lock(device, !mounted);
        if (error != EBUSY || tries >= device->host->lock_tries)
            break;
        pause_ms(device->host->lock_pause_ms);
    }
    if (error)
        return linux_error(error);
    device->name_fd = linux_publish_owner(device->address, owner);
    return PORT_OK;
}

enum port_error linux_lock(struct linux_device *device, const char *owner, bool force)
{
    enum port_error error;

    pthread_mutex_lock(&device->mutex);
    error = lock_drive(device, owner, force);
    pthread_mutex_unlock(&device->mutex);
    return error;
}

enum port_error linux_unlock(struct linux_device *device)
{
    enum port_error error = PORT_E_NOT_LOCKED;

    pthread_mutex_lock(&device->mutex);
    if (device->lock_fd >= 0)
    {
        if (device->name_fd >= 0)
            close(device->name_fd);
        close(device->lock_fd);
        device->lock_fd = device->name_fd = -1;
        error = PORT_OK;
    }
    pthread_mutex_unlock(&device->mutex);
    return error;
}

static void take_name(char owner[PORT_OWNER_MAX], const char *name)
{
    size_t length = strlen(name);

    if (length >= PORT_OWNER_MAX)
        length = PORT_OWNER_MAX - 1;
    memcpy(owner, name, length);
    memset(owner + length, 0, PORT_OWNER_MAX - length);
}

/*
 * Who only has the device open with O_EXCL is not seen here: to find that out
 * means to take it for a moment, and to let it go tells the drive to unlock
 * its door. lock() will see.
 */
enum port_error linux_owner(struct linux_device *device, char owner[PORT_OWNER_MAX])
{
    const struct linux_host *host = device->host;
    char name[PORT_OWNER_MAX];
    struct stat status;
    long process;

    memset(owner, 0, PORT_OWNER_MAX);
    if (stat(lock_node(device), &status))
        return linux_error(errno);
    if (!linux_record_locked(host, &status, &process))
        return PORT_OK;
    if (linux_published_owner(host, device->address, owner))
        return PORT_OK;
    linux_process_name(host, process, name, sizeof(name));
    take_name(owner, name);
    return PORT_OK;
}
