/*
 * The folder of a virtual recorder on Windows
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
#include <winioctl.h>

#include "ntvirtual.h"

/*
 * Two programs may have the same folder open, so every file is shared with
 * everybody. The locks are byte locks on files of their own: the host gives
 * them back when a process dies, however it dies.
 */

#define LOCK_COUNT 3
#define FILE_COUNT 16       /* files that a drive has open at the same time, and some more */

/* One move of the host's: ReadFile takes 32 bits, and huge ones gain nothing. */
#define LARGEST_MOVE (16u << 20)

/* A path in the folder: the folder, a separator and a name chosen by ports/virtual. */
#define STORE_PATH_MAX (MAX_PATH + 32)

struct virtual_file
{
    LONG used;
    HANDLE handle;
};

/* The files lie within the store, so that a drive which works never lacks the memory to go on. */
struct win32_store
{
    struct virtual_store store;
    WCHAR folder[MAX_PATH];
    HANDLE locks[LOCK_COUNT];
    struct virtual_file files[FILE_COUNT];
};

static const char *const lock_names[LOCK_COUNT] =
{
    [VIRTUAL_LOCK_STATE] = "lock.state",
    [VIRTUAL_LOCK_OWNER] = "lock.owner",
    [VIRTUAL_LOCK_WRITER] = "lock.writer",
};

static struct win32_store *impl_from_store(struct virtual_store *store)
{
    return CONTAINING_RECORD(store, struct win32_store, store);
}

/* Names of files in a store are ASCII. */
static bool store_path(const struct win32_store *store, const char *name, WCHAR path[STORE_PATH_MAX])
{
    unsigned int length = lstrlenW(store->folder), i;

    if (length + 1 + strlen(name) >= STORE_PATH_MAX)
        return false;
    lstrcpyW(path, store->folder);
    path[length++] = '\\';
    for (i = 0; name[i]; i++)
        path[length++] = (unsigned char)name[i];
    path[length] = 0;
    return true;
}

static HANDLE open_in_store(const struct win32_store *store, const char *name, bool create)
{
    WCHAR path[STORE_PATH_MAX];

    if (!store_path(store, name, path))
        return INVALID_HANDLE_VALUE;
    return CreateFileW(path, GENERIC_READ | GENERIC_WRITE, FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE,
                       NULL, create ? OPEN_ALWAYS : OPEN_EXISTING, FILE_ATTRIBUTE_NORMAL, NULL);
}

static struct virtual_file *take_file(struct win32_store *store)
{
    unsigned int i;

    for (i = 0; i < FILE_COUNT; i++)
        if (!InterlockedExchange(&store->files[i].used, TRUE))
            return &store->files[i];
    return NULL;
}

static struct virtual_file *store_open(struct virtual_store *iface, const char *name, bool create)
{
    struct win32_store *store = impl_from_store(iface);
    HANDLE handle = open_in_store(store, name, create);
    struct virtual_file *file;
    DWORD returned;

    if (handle == INVALID_HANDLE_VALUE)
        return NULL;
    if (!(file = take_file(store)))
    {
        CloseHandle(handle);
        return NULL;
    }
    file->handle = handle;
    /* A file system without sparse files refuses; the medium just takes its full room there. */
    if (create)
        DeviceIoControl(file->handle, FSCTL_SET_SPARSE, NULL, 0, NULL, 0, &returned, NULL);
    return file;
}

static void file_close(struct virtual_file *file)
{
    CloseHandle(file->handle);
    InterlockedExchange(&file->used, FALSE);
}

static void set_offset(OVERLAPPED *overlapped, uint64_t offset)
{
    memset(overlapped, 0, sizeof(*overlapped));
    overlapped->Offset = (DWORD)offset;
    overlapped->OffsetHigh = (DWORD)(offset >> 32);
}

static bool file_read(struct virtual_file *file, uint64_t offset, void *data, size_t length)
{
    BYTE *out = data;
    OVERLAPPED at;
    DWORD moved;

    while (length)
    {
        DWORD wanted = length < LARGEST_MOVE ? (DWORD)length : LARGEST_MOVE;

        set_offset(&at, offset);
        moved = 0;
        if (!ReadFile(file->handle, out, wanted, &moved, &at) && GetLastError() != ERROR_HANDLE_EOF)
            return false;
        if (!moved)
        {
            memset(out, 0, length);
            return true;
        }
        out += moved;
        offset += moved;
        length -= moved;
    }
    return true;
}

static bool file_write(struct virtual_file *file, uint64_t offset, const void *data, size_t length)
{
    const BYTE *in = data;
    OVERLAPPED at;
    DWORD moved;

    while (length)
    {
        DWORD wanted = length < LARGEST_MOVE ? (DWORD)length : LARGEST_MOVE;

        set_offset(&at, offset);
        moved = 0;
        if (!WriteFile(file->handle, in, wanted, &moved, &at) || !moved)
            return false;
        in += moved;
        offset += moved;
        length -= moved;
    }
    return true;
}

static uint64_t file_size(struct virtual_file *file)
{
    LARGE_INTEGER size;

    if (!GetFileSizeEx(file->handle, &size))
        return UINT64_MAX;
    return (uint64_t)size.QuadPart;
}

static bool file_resize(struct virtual_file *file, uint64_t size)
{
    LARGE_INTEGER end;

    end.QuadPart = (LONGLONG)size;
    return SetFilePointerEx(file->handle, end, NULL, FILE_BEGIN) && SetEndOfFile(file->handle);
}

static bool file_sync(struct virtual_file *file)
{
    return FlushFileBuffers(file->handle);
}

static bool store_remove(struct virtual_store *iface, const char *name)
{
    WCHAR path[STORE_PATH_MAX];

    return store_path(impl_from_store(iface), name, path) && DeleteFileW(path);
}

static bool store_lock(struct virtual_store *iface, enum virtual_lock lock, bool wait)
{
    struct win32_store *store = impl_from_store(iface);
    DWORD flags = LOCKFILE_EXCLUSIVE_LOCK;
    OVERLAPPED at;

    if (store->locks[lock] == INVALID_HANDLE_VALUE)
        store->locks[lock] = open_in_store(store, lock_names[lock], true);
    if (store->locks[lock] == INVALID_HANDLE_VALUE)
        return false;
    if (!wait)
        flags |= LOCKFILE_FAIL_IMMEDIATELY;
    set_offset(&at, 0);
    return LockFileEx(store->locks[lock], flags, 0, 1, 0, &at);
}

static void store_unlock(struct virtual_store *iface, enum virtual_lock lock)
{
    struct win32_store *store = impl_from_store(iface);
    OVERLAPPED at;

    set_offset(&at, 0);
    UnlockFileEx(store->locks[lock], 0, 1, 0, &at);
}

static uint64_t store_now_ms(struct virtual_store *iface)
{
    LARGE_INTEGER count, frequency;

    (void)iface;
    /* Not the tick count: Wine's lags behind while its server has no time. */
    QueryPerformanceCounter(&count);
    QueryPerformanceFrequency(&frequency);
    return (uint64_t)count.QuadPart / (uint64_t)frequency.QuadPart * 1000 +
           (uint64_t)count.QuadPart % (uint64_t)frequency.QuadPart * 1000 / (uint64_t)frequency.QuadPart;
}

static void store_sleep_ms(struct virtual_store *iface, uint32_t milliseconds)
{
    (void)iface;
    Sleep(milliseconds);
}

static void store_destroy(struct virtual_store *iface)
{
    struct win32_store *store = impl_from_store(iface);
    unsigned int i;

    for (i = 0; i < LOCK_COUNT; i++)
        if (store->locks[i] != INVALID_HANDLE_VALUE)
            CloseHandle(store->locks[i]);
    free(store);
}

static const struct virtual_store_ops store_ops =
{
    store_open,
    file_close,
    file_read,
    file_write,
    file_size,
    file_resize,
    file_sync,
    store_remove,
    store_lock,
    store_unlock,
    store_now_ms,
    store_sleep_ms,
    store_destroy,
};

struct virtual_store *virtual_store_win32(const WCHAR *folder)
{
    struct win32_store *store;
    DWORD attributes = GetFileAttributesW(folder);
    unsigned int i;

    SetLastError(ERROR_PATH_NOT_FOUND);
    if (attributes == INVALID_FILE_ATTRIBUTES || !(attributes & FILE_ATTRIBUTE_DIRECTORY))
        return NULL;
    if (lstrlenW(folder) >= MAX_PATH)
        return NULL;
    if (!(store = calloc(1, sizeof(*store))))
    {
        SetLastError(ERROR_NOT_ENOUGH_MEMORY);
        return NULL;
    }
    store->store.ops = &store_ops;
    lstrcpyW(store->folder, folder);
    for (i = 0; i < LOCK_COUNT; i++)
        store->locks[i] = INVALID_HANDLE_VALUE;
    return &store->store;
}
