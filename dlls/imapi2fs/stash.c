/*
 * Copies of files, kept in one temporary file until the image is gone
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

#include "sources.h"

#include "wine/debug.h"

WINE_DEFAULT_DEBUG_CHANNEL(imapi2);

#define MOVE_SIZE 0x10000       /* bytes at a time */

struct stash
{
    LONG ref;
    CRITICAL_SECTION lock;      /* guards the file while it is moved or grows */
    HANDLE file;                /* goes from the disk when it is closed */
    uint64_t size;
};

struct stash_source
{
    struct counted_source base;
    struct stash *stash;
    uint64_t offset;
};

static HRESULT create_file(const WCHAR *directory, HANDLE *file)
{
    WCHAR name[MAX_PATH];

    *file = INVALID_HANDLE_VALUE;
    if (lstrlenW(directory) > MAX_PATH - 14 || !GetTempFileNameW(directory, L"FSI", 0, name))
        return IMAPI_E_STASHFILE_OPEN_FAILURE;
    *file = CreateFileW(name, GENERIC_READ | GENERIC_WRITE | DELETE, FILE_SHARE_READ | FILE_SHARE_DELETE, NULL,
                        CREATE_ALWAYS, FILE_ATTRIBUTE_TEMPORARY | FILE_FLAG_DELETE_ON_CLOSE, NULL);
    TRACE("%s: %p\n", debugstr_w(name), *file);
    if (*file != INVALID_HANDLE_VALUE) return S_OK;
    DeleteFileW(name);
    return IMAPI_E_STASHFILE_OPEN_FAILURE;
}

HRESULT stash_create(const WCHAR *directory, struct stash **out)
{
    struct stash *stash;
    HRESULT hr;

    *out = NULL;
    if (!(stash = calloc(1, sizeof(*stash)))) return E_OUTOFMEMORY;
    if (FAILED(hr = create_file(directory, &stash->file)))
    {
        free(stash);
        return hr;
    }
    stash->ref = 1;
    InitializeCriticalSection(&stash->lock);
    *out = stash;
    return S_OK;
}

void stash_addref(struct stash *stash)
{
    InterlockedIncrement(&stash->ref);
}

void stash_release(struct stash *stash)
{
    if (InterlockedDecrement(&stash->ref)) return;
    CloseHandle(stash->file);
    DeleteCriticalSection(&stash->lock);
    free(stash);
}

static OVERLAPPED file_position(uint64_t offset)
{
    OVERLAPPED where = {.Offset = (DWORD)offset, .OffsetHigh = (DWORD)(offset >> 32)};

    return where;
}

static HRESULT write_at(HANDLE file, uint64_t offset, const void *data, ULONG size)
{
    OVERLAPPED where = file_position(offset);
    DWORD done = 0;

    if (WriteFile(file, data, size, &done, &where) && done == size) return S_OK;
    if (GetLastError() == ERROR_DISK_FULL || GetLastError() == ERROR_HANDLE_DISK_FULL)
        return IMAPI_E_WORKING_DIRECTORY_SPACE;
    return IMAPI_E_STASHFILE_WRITE_FAILURE;
}

HRESULT stash_write(struct stash *stash, const void *data, ULONG size)
{
    HRESULT hr;

    EnterCriticalSection(&stash->lock);
    if (SUCCEEDED(hr = write_at(stash->file, stash->size, data, size))) stash->size += size;
    LeaveCriticalSection(&stash->lock);
    return hr;
}

uint64_t stash_size(struct stash *stash)
{
    return stash->size;
}

void stash_truncate(struct stash *stash, uint64_t size)
{
    LARGE_INTEGER end = {.QuadPart = size};

    EnterCriticalSection(&stash->lock);
    stash->size = size;
    if (SetFilePointerEx(stash->file, end, NULL, FILE_BEGIN)) SetEndOfFile(stash->file);
    LeaveCriticalSection(&stash->lock);
}

static HRESULT copy_file(struct stash *stash, HANDLE to)
{
    uint64_t offset;
    HRESULT hr = S_OK;
    BYTE *buffer;
    DWORD done;

    if (!(buffer = malloc(MOVE_SIZE))) return E_OUTOFMEMORY;
    for (offset = 0; offset < stash->size && SUCCEEDED(hr); offset += done)
    {
        OVERLAPPED where = file_position(offset);

        done = 0;
        if (!ReadFile(stash->file, buffer, (DWORD)min(stash->size - offset, MOVE_SIZE), &done, &where) || !done)
            hr = IMAPI_E_STASHFILE_MOVE;
        else if (FAILED(write_at(to, offset, buffer, done)))
            hr = IMAPI_E_STASHFILE_MOVE;
    }
    free(buffer);
    return hr;
}

HRESULT stash_move(struct stash *stash, const WCHAR *directory)
{
    HANDLE file;
    HRESULT hr;

    if (FAILED(hr = create_file(directory, &file))) return hr;
    EnterCriticalSection(&stash->lock);
    if (SUCCEEDED(hr = copy_file(stash, file)))
    {
        CloseHandle(stash->file);
        stash->file = file;
    }
    LeaveCriticalSection(&stash->lock);
    if (FAILED(hr)) CloseHandle(file);
    return hr;
}

static struct stash_source *impl_from_source(struct fsi_source *source)
{
    return CONTAINING_RECORD(source, struct stash_source, base.source);
}

static void stash_source_destroy(struct counted_source *source)
{
    stash_release(impl_from_source(&source->source)->stash);
}

static enum fsi_status stash_source_open(struct fsi_source *source, const struct fsi_node *node, void **handle)
{
    *handle = NULL;
    return FSI_OK;
}

static enum fsi_status stash_source_read(struct fsi_source *source, void *handle, uint64_t offset, void *buffer,
                                         size_t size)
{
    struct stash_source *This = impl_from_source(source);
    enum fsi_status status = FSI_OK;
    BYTE *bytes = buffer;
    DWORD done;

    EnterCriticalSection(&This->stash->lock);
    while (size && status == FSI_OK)
    {
        OVERLAPPED where = file_position(This->offset + offset);

        done = 0;
        if (!ReadFile(This->stash->file, bytes, (DWORD)min(size, 0x40000000), &done, &where) || !done)
            status = FSI_SOURCE_READ;
        bytes += done;
        offset += done;
        size -= done;
    }
    LeaveCriticalSection(&This->stash->lock);
    return status;
}

static void stash_source_close(struct fsi_source *source, void *handle)
{
}

static const struct fsi_source_ops stash_source_ops = {
    source_addref, source_release, stash_source_open, stash_source_read, stash_source_close,
};

HRESULT stash_source_create(struct stash *stash, uint64_t offset, struct fsi_source **out)
{
    struct stash_source *This;

    *out = NULL;
    This = source_alloc(sizeof(*This), &stash_source_ops, stash_source_destroy);
    if (!This) return E_OUTOFMEMORY;
    This->stash = stash;
    stash_addref(stash);
    This->offset = offset;
    *out = &This->base.source;
    return S_OK;
}

HRESULT source_failure(const struct fsi_source *source, enum fsi_status status)
{
    if (source && source->ops == &stash_source_ops && status == FSI_SOURCE_READ) return IMAPI_E_STASHFILE_READ_FAILURE;
    return hresult_from_status(status);
}
