/*
 * Files of the host as the data of an image
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

#include "sources.h"

#include "wine/debug.h"

WINE_DEFAULT_DEBUG_CHANNEL(imapi2);

struct disk_source
{
    struct counted_source base;
    size_t length;              /* of the path */
    WCHAR path[1];
};

static struct disk_source *impl_from_source(struct fsi_source *source)
{
    return CONTAINING_RECORD(source, struct disk_source, base.source);
}

/* A named stream hangs on its file by a colon. */
static WCHAR *node_path(const struct disk_source *This, const struct fsi_node *node)
{
    const struct fsi_node *file = fsi_node_kind(node) == FSI_NAMED_STREAM ? fsi_node_parent(node) : NULL;
    size_t length, file_length = 0, position = This->length;
    const WCHAR *name = fsi_node_name(node, &length), *file_name = NULL;
    WCHAR *path;

    if (file) file_name = fsi_node_name(file, &file_length);
    if (!(path = malloc((position + file_length + length + 3) * sizeof(*path)))) return NULL;
    memcpy(path, This->path, position * sizeof(*path));
    if (position && path[position - 1] != '\\') path[position++] = '\\';
    if (file)
    {
        memcpy(path + position, file_name, file_length * sizeof(*path));
        position += file_length;
        path[position++] = ':';
    }
    memcpy(path + position, name, length * sizeof(*path));
    path[position + length] = 0;
    return path;
}

/* Not by GetFileInformationByHandle: under Wine it asks another process for the volume, for each file. */
static bool is_unchanged(HANDLE file, const struct fsi_node *node)
{
    LARGE_INTEGER size;
    FILETIME written;
    uint64_t stamp;

    if (!node) return true;
    if (!GetFileSizeEx(file, &size) || !GetFileTime(file, NULL, NULL, &written)) return false;
    stamp = ((uint64_t)written.dwHighDateTime << 32) | written.dwLowDateTime;
    if (fsi_node_kind(node) == FSI_NAMED_STREAM) size.QuadPart = fsi_node_size(node);
    return (uint64_t)size.QuadPart == fsi_node_size(node) && stamp == fsi_node_stamp(node);
}

static enum fsi_status disk_open(struct fsi_source *source, const struct fsi_node *node, void **handle)
{
    struct disk_source *This = impl_from_source(source);
    WCHAR *path = node ? node_path(This, node) : This->path;
    HANDLE file;

    *handle = NULL;
    if (!path) return FSI_NO_MEMORY;
    file = CreateFileW(path, GENERIC_READ, FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, NULL, OPEN_EXISTING,
                       FILE_FLAG_SEQUENTIAL_SCAN, NULL);
    TRACE("%s: %p\n", debugstr_w(path), file);
    if (path != This->path) free(path);
    if (file == INVALID_HANDLE_VALUE) return FSI_SOURCE_READ;
    if (!is_unchanged(file, node))
    {
        CloseHandle(file);
        return FSI_SOURCE_CHANGED;
    }
    *handle = file;
    return FSI_OK;
}

static enum fsi_status disk_read(struct fsi_source *source, void *handle, uint64_t offset, void *buffer, size_t size)
{
    BYTE *bytes = buffer;

    while (size)
    {
        LARGE_INTEGER where = {.QuadPart = (LONGLONG)offset};
        DWORD done = 0, want = (DWORD)min(size, 0x40000000);

        if (!SetFilePointerEx(handle, where, NULL, FILE_BEGIN) || !ReadFile(handle, bytes, want, &done, NULL))
            return FSI_SOURCE_READ;
        if (!done) return FSI_SOURCE_CHANGED;
        bytes += done;
        offset += done;
        size -= done;
    }
    return FSI_OK;
}

static void disk_close(struct fsi_source *source, void *handle)
{
    CloseHandle(handle);
}

static const struct fsi_source_ops disk_ops = {
    source_addref, source_release, disk_open, disk_read, disk_close,
};

HRESULT disk_path(const WCHAR *path, WCHAR **out)
{
    static const WCHAR local[] = L"\\\\?\\", share[] = L"\\\\?\\UNC";
    DWORD size = GetFullPathNameW(path, 0, NULL, NULL), length;
    HRESULT hr = E_OUTOFMEMORY;
    WCHAR *full;

    *out = NULL;
    if (!size) return IMAPI_E_INVALID_PATH;
    if (!(full = malloc(size * sizeof(*full)))) return hr;
    length = GetFullPathNameW(path, size, full, NULL);
    if (!length || length >= size) hr = IMAPI_E_INVALID_PATH;
    else if ((*out = malloc((length + ARRAY_SIZE(share)) * sizeof(**out))))
    {
        hr = S_OK;
        **out = 0;
        if (full[0] == '\\' && full[1] == '\\' && full[2] != '?' && full[2] != '.') lstrcpyW(*out, share);
        else if (full[0] != '\\') lstrcpyW(*out, local);
        /* A share has one slash less behind its prefix. */
        lstrcatW(*out, full + (**out && full[0] == '\\'));
    }
    free(full);
    return hr;
}

HRESULT disk_source_create(const WCHAR *directory, struct fsi_source **out)
{
    size_t length = lstrlenW(directory);
    struct disk_source *This;

    *out = NULL;
    if (!(This = source_alloc(sizeof(*This) + length * sizeof(WCHAR), &disk_ops, NULL))) return E_OUTOFMEMORY;
    This->length = length;
    memcpy(This->path, directory, (length + 1) * sizeof(WCHAR));
    *out = &This->base.source;
    return S_OK;
}

HRESULT disk_file_create(const WCHAR *path, struct fsi_source **source)
{
    return disk_source_create(path, source);
}
