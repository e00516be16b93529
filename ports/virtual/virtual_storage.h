/*
 * Where a virtual recorder keeps its medium: the seam to the host's files
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

#ifndef PORTS_VIRTUAL_STORAGE_H
#define PORTS_VIRTUAL_STORAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * A store is a folder of one recorder. It holds a handful of named files and
 * three locks. Names are plain ASCII, chosen by ports/virtual. Two programs may
 * have the same store open.
 */

struct virtual_file;

struct virtual_store
{
    const struct virtual_store_ops *ops;    /* first member of every host's own struct */
};

enum virtual_lock
{
    VIRTUAL_LOCK_STATE,     /* held for the time of one command */
    VIRTUAL_LOCK_OWNER,     /* held by the opening that has exclusive access; dies with its process */
    VIRTUAL_LOCK_WRITER,    /* held by the opening with a recording under way; dies with its process */
};

struct virtual_store_ops
{
    /* Opens a file of the store for reading and writing; creates it when asked. NULL: not there, or no access. */
    struct virtual_file *(*open)(struct virtual_store *store, const char *name, bool create);

    void (*close)(struct virtual_file *file);

    /* Moves exactly length bytes; false on any failure. Reading past the end gives zeros. */
    bool (*read)(struct virtual_file *file, uint64_t offset, void *data, size_t length);
    bool (*write)(struct virtual_file *file, uint64_t offset, const void *data, size_t length);

    /* Bytes of the file; UINT64_MAX on failure. */
    uint64_t (*size)(struct virtual_file *file);
    bool (*resize)(struct virtual_file *file, uint64_t size);

    /* Returns when everything written so far would survive a power cut. */
    bool (*sync)(struct virtual_file *file);

    bool (*remove)(struct virtual_store *store, const char *name);

    /*
     * Takes one of the locks; with wait, sleeps until it is free. A lock
     * belongs to the store object: two stores on one folder exclude each
     * other even within one process.
     */
    bool (*lock)(struct virtual_store *store, enum virtual_lock lock, bool wait);
    void (*unlock)(struct virtual_store *store, enum virtual_lock lock);

    /* Monotonic milliseconds, for progress of immediate commands. */
    uint64_t (*now_ms)(struct virtual_store *store);
    void (*sleep_ms)(struct virtual_store *store, uint32_t milliseconds);

    /* Closes the store itself. */
    void (*destroy)(struct virtual_store *store);
};

/* A store in a folder of a POSIX host (tests, tools/vhba-recorder). NULL when the folder cannot be used. */
struct virtual_store *virtual_store_posix(const char *folder);

#endif /* PORTS_VIRTUAL_STORAGE_H */
