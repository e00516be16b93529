/*
 * A store in a folder of a POSIX host
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

#ifndef _WIN32     /* the one host file of this room: PE builds bring their own store */

#define _GNU_SOURCE     /* flock of BSD, wherever it hides */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "virtual_storage.h"

#define LOCK_COUNT (VIRTUAL_LOCK_WRITER + 1)

struct posix_store
{
    struct virtual_store store;
    int folder;                     /* descriptor of the folder */
    int locks[LOCK_COUNT];          /* descriptors of the lock files */
};

struct virtual_file
{
    int descriptor;
};

static const char *const lock_names[LOCK_COUNT] = { "lock.state", "lock.owner", "lock.writer" };

static struct posix_store *impl_from_store(struct virtual_store *store)
{
    return (struct posix_store *)store;
}

static struct virtual_file *posix_open(struct virtual_store *store, const char *name, bool create)
{
    struct virtual_file *file = malloc(sizeof(*file));

    if (!file) return NULL;
    file->descriptor = openat(impl_from_store(store)->folder, name, O_RDWR | O_CLOEXEC | (create ? O_CREAT : 0), 0666);
    if (file->descriptor >= 0) return file;
    free(file);
    return NULL;
}

static void posix_close(struct virtual_file *file)
{
    close(file->descriptor);
    free(file);
}

static bool posix_read(struct virtual_file *file, uint64_t offset, void *data, size_t length)
{
    char *p = data;

    while (length)
    {
        ssize_t count = pread(file->descriptor, p, length, (off_t)offset);

        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return false;
        if (!count)
        {
            memset(p, 0, length);
            return true;
        }
        p += count;
        offset += (uint64_t)count;
        length -= (size_t)count;
    }
    return true;
}

static bool posix_write(struct virtual_file *file, uint64_t offset, const void *data, size_t length)
{
    const char *p = data;

    while (length)
    {
        ssize_t count = pwrite(file->descriptor, p, length, (off_t)offset);

        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) return false;
        p += count;
        offset += (uint64_t)count;
        length -= (size_t)count;
    }
    return true;
}

static uint64_t posix_size(struct virtual_file *file)
{
    struct stat status;

    return fstat(file->descriptor, &status) ? UINT64_MAX : (uint64_t)status.st_size;
}

static bool posix_resize(struct virtual_file *file, uint64_t size)
{
    return !ftruncate(file->descriptor, (off_t)size);
}

static bool posix_sync(struct virtual_file *file)
{
    return !fdatasync(file->descriptor);
}

static bool posix_remove(struct virtual_store *store, const char *name)
{
    return !unlinkat(impl_from_store(store)->folder, name, 0);
}

/* flock() belongs to the open file, so it goes with the process and is not shared between two stores. */
static bool posix_lock(struct virtual_store *store, enum virtual_lock lock, bool wait)
{
    int descriptor = impl_from_store(store)->locks[lock];

    while (flock(descriptor, LOCK_EX | (wait ? 0 : LOCK_NB)))
        if (errno != EINTR) return false;
    return true;
}

static void posix_unlock(struct virtual_store *store, enum virtual_lock lock)
{
    flock(impl_from_store(store)->locks[lock], LOCK_UN);
}

static uint64_t posix_now_ms(struct virtual_store *store)
{
    struct timespec now;

    (void)store;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}

static void posix_sleep_ms(struct virtual_store *store, uint32_t milliseconds)
{
    struct timespec left = { milliseconds / 1000, (long)(milliseconds % 1000) * 1000000 };

    (void)store;
    while (nanosleep(&left, &left) && errno == EINTR) {}
}

static void posix_destroy(struct virtual_store *store)
{
    struct posix_store *posix = impl_from_store(store);
    unsigned int i;

    for (i = 0; i < LOCK_COUNT; i++)
        if (posix->locks[i] >= 0) close(posix->locks[i]);
    if (posix->folder >= 0) close(posix->folder);
    free(posix);
}

static const struct virtual_store_ops posix_ops =
{
    posix_open,
    posix_close,
    posix_read,
    posix_write,
    posix_size,
    posix_resize,
    posix_sync,
    posix_remove,
    posix_lock,
    posix_unlock,
    posix_now_ms,
    posix_sleep_ms,
    posix_destroy,
};

struct virtual_store *virtual_store_posix(const char *folder)
{
    struct posix_store *posix = malloc(sizeof(*posix));
    bool good;
    unsigned int i;

    if (!posix) return NULL;
    posix->store.ops = &posix_ops;
    posix->folder = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    good = posix->folder >= 0;
    for (i = 0; i < LOCK_COUNT; i++)
    {
        posix->locks[i] = good ? openat(posix->folder, lock_names[i], O_RDWR | O_CREAT | O_CLOEXEC, 0666) : -1;
        good = good && posix->locks[i] >= 0;
    }
    if (good) return &posix->store;
    posix_destroy(&posix->store);
    return NULL;
}

#endif /* _WIN32 */
