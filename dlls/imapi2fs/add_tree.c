/*
 * Sources of files: what is added to an image comes from here
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

#include "items.h"
#include "stream.h"

#include "wine/debug.h"

WINE_DEFAULT_DEBUG_CHANNEL(imapi2);

#define STAGE_SIZE     0x100000     /* bytes copied at a time; sinks are told of each */
#define LONGEST_PATH   32000        /* characters; a link that leads back into its own tree makes paths without end */
#define MOST_STREAMS   1000         /* named streams that one call takes along */

/* ---- copies */

static HRESULT stage_data(struct image *image, struct fsi_source *from, void *handle, uint64_t size, const WCHAR *path)
{
    enum fsi_status status;
    uint64_t offset = 0;
    HRESULT hr = S_OK;
    BYTE *buffer;
    size_t part;

    if (!(buffer = malloc(STAGE_SIZE))) return E_OUTOFMEMORY;
    while (offset < size && SUCCEEDED(hr))
    {
        part = (size_t)min(size - offset, STAGE_SIZE);
        status = from->ops->read(from, handle, offset, buffer, part);
        hr = status == FSI_OK ? stash_write(image->stash, buffer, (ULONG)part) : hresult_from_status(status);
        offset += part;
        if (SUCCEEDED(hr)) image_fire_update(image, path, offset, size);
    }
    free(buffer);
    return hr;
}

/* A source with the same bytes that lies in the stash. from is opened without a node. */
static HRESULT stage_source(struct image *image, struct fsi_source *from, uint64_t size, const WCHAR *path,
                            struct fsi_source **staged)
{
    enum fsi_status status;
    uint64_t offset;
    void *handle;
    HRESULT hr;

    *staged = NULL;
    if (!image->stash && FAILED(hr = stash_create(image->working_directory, &image->stash))) return hr;
    offset = stash_size(image->stash);
    status = from->ops->open(from, NULL, &handle);
    if (status == FSI_SOURCE_READ) return IMAPI_E_DATA_STREAM_CREATE_FAILURE;
    if (status != FSI_OK) return hresult_from_status(status);
    hr = stage_data(image, from, handle, size, path);
    from->ops->close(from, handle);
    return SUCCEEDED(hr) ? stash_source_create(image->stash, offset, staged) : hr;
}

HRESULT add_stream_source(struct image *image, IStream *stream, const WCHAR *path, struct fsi_source **source,
                          uint64_t *size)
{
    struct fsi_source *direct;
    ULONGLONG bytes;
    HRESULT hr;

    *source = NULL;
    if (FAILED(stream_get_size(stream, &bytes))) return IMAPI_E_DATA_STREAM_READ_FAILURE;
    *size = bytes;
    if (FAILED(hr = stream_source_create(stream, bytes, &direct))) return hr;
    image_fire_update(image, path, 0, bytes);
    if (!image->stage)
    {
        *source = direct;
        if (bytes) image_fire_update(image, path, bytes, bytes);
        return S_OK;
    }
    hr = stage_source(image, direct, bytes, path, source);
    source_release(direct);
    return hr;
}

/* ---- trees */

/* A directory of the host that is still to be listed. */
struct pending
{
    struct pending *next;
    struct fsi_node *node;      /* where its content goes */
    WCHAR path[1];              /* as disk_path() made it */
};

struct adding
{
    struct image *image;
    bool with_streams;
    unsigned int streams;       /* taken so far */
    struct pending *first;
};

static HRESULT add_pending(struct adding *adding, struct fsi_node *node, const WCHAR *directory, const WCHAR *name)
{
    size_t length = lstrlenW(directory), total = length + lstrlenW(name) + 2;
    struct pending *pending;

    if (total > LONGEST_PATH) return IMAPI_E_DIRECTORY_READ_FAILURE;
    if (!(pending = malloc(sizeof(*pending) + total * sizeof(WCHAR)))) return E_OUTOFMEMORY;
    pending->node = node;
    memcpy(pending->path, directory, (length + 1) * sizeof(WCHAR));
    if (*name && length && directory[length - 1] != '\\') lstrcatW(pending->path, L"\\");
    lstrcatW(pending->path, name);
    pending->next = adding->first;
    adding->first = pending;
    return S_OK;
}

static int64_t int64_from_filetime(const FILETIME *time)
{
    return (int64_t)(((uint64_t)time->dwHighDateTime << 32) | time->dwLowDateTime);
}

static struct fsi_times found_times(const WIN32_FIND_DATAW *found)
{
    struct fsi_times times;

    times.created = int64_from_filetime(&found->ftCreationTime);
    times.accessed = int64_from_filetime(&found->ftLastAccessTime);
    times.modified = int64_from_filetime(&found->ftLastWriteTime);
    return times;
}

static HRESULT set_attributes(struct image *image, struct fsi_node *node, const WIN32_FIND_DATAW *found)
{
    bool hidden = (found->dwFileAttributes & FILE_ATTRIBUTE_HIDDEN) != 0;
    struct fsi_times times = found_times(found);
    HRESULT hr = hresult_from_status(fsi_node_set_times(image->tree, node, &times));

    if (SUCCEEDED(hr) && hidden != fsi_node_hidden(node))
        hr = hresult_from_status(fsi_node_set_hidden(image->tree, node, hidden));
    return hr;
}

/* The source wins: what has its name goes, unless both are directories. *node is NULL then, else what stays. */
static HRESULT make_room(struct image *image, struct fsi_node *parent, const WCHAR *name, bool directory,
                         struct fsi_node **node)
{
    struct fsi_node *old = fsi_node_child(parent, name, lstrlenW(name));

    *node = old;
    if (!old || (directory && fsi_node_kind(old) == FSI_DIRECTORY)) return S_OK;
    *node = NULL;
    return hresult_from_status(fsi_tree_detach(image->tree, old));
}

/* A node of the file that was found; the caller releases it. */
static HRESULT create_found(struct image *image, enum fsi_node_kind kind, const WIN32_FIND_DATAW *found,
                            struct fsi_node **node)
{
    const WCHAR *name = found->cFileName;
    HRESULT hr = hresult_from_status(fsi_name_check(name, lstrlenW(name), image->restricted));

    if (FAILED(hr)) return hr;
    if (FAILED_STATUS(hr, fsi_node_create(image->tree, kind, name, lstrlenW(name), node))) return hr;
    if (FAILED(hr = set_attributes(image, *node, found))) fsi_node_release(*node);
    return hr;
}

static HRESULT add_found_directory(struct adding *adding, struct fsi_node *parent, const WCHAR *path,
                                   const WIN32_FIND_DATAW *found)
{
    struct image *image = adding->image;
    struct fsi_node *node;
    HRESULT hr;

    if (FAILED(hr = make_room(image, parent, found->cFileName, true, &node))) return hr;
    if (!node)
    {
        if (FAILED(hr = image_check_directory(image, parent))) return hr;
        if (FAILED(hr = create_found(image, FSI_DIRECTORY, found, &node))) return hr;
        hr = hresult_from_status(fsi_tree_attach(image->tree, parent, node));
        fsi_node_release(node);
    }
    return SUCCEEDED(hr) ? add_pending(adding, node, path, found->cFileName) : hr;
}

static WCHAR *join_path(const WCHAR *directory, const WCHAR *name)
{
    size_t length = lstrlenW(directory);

    return append_name(directory, length && directory[length - 1] != '\\' ? '\\' : 0, name, lstrlenW(name));
}

/* A copy of a file of the host. told: the path that sinks are told. */
static HRESULT stage_file(struct image *image, const WCHAR *path, const WCHAR *told, uint64_t size,
                          struct fsi_source **staged)
{
    struct fsi_source *file;
    HRESULT hr;

    if (FAILED(hr = disk_file_create(path, &file))) return hr;
    image_fire_update(image, told, 0, size);
    hr = stage_source(image, file, size, told, staged);
    source_release(file);
    return hr;
}

/* The same of what was found in a directory of the host, and goes to parent. */
static HRESULT stage_found(struct image *image, const struct fsi_node *parent, const WCHAR *directory,
                           const WCHAR *name, uint64_t size, struct fsi_source **staged)
{
    WCHAR *path = join_path(directory, name), *told = node_child_path(parent, '\\', name, lstrlenW(name));
    HRESULT hr = path && told ? stage_file(image, path, told, size, staged) : E_OUTOFMEMORY;

    free(path);
    free(told);
    return hr;
}

/* Gives a new file its data: those of the host, which source has, or a copy. */
static HRESULT set_found_data(struct image *image, const struct fsi_node *parent, struct fsi_node *node,
                              struct fsi_source *source, const WCHAR *path, const WIN32_FIND_DATAW *found)
{
    uint64_t size = ((uint64_t)found->nFileSizeHigh << 32) | found->nFileSizeLow;
    struct fsi_source *staged = NULL;
    HRESULT hr = S_OK;

    if (image->stage) hr = stage_found(image, parent, path, found->cFileName, size, &staged);
    if (SUCCEEDED(hr))
        hr = hresult_from_status(fsi_node_set_source(image->tree, node, staged ? staged : source, size,
                                                     int64_from_filetime(&found->ftLastWriteTime)));
    source_release(staged);
    return hr;
}

/* The same for a named stream. path: of its file, on the host. */
static HRESULT set_stream_data(struct image *image, struct fsi_node *file, struct fsi_node *node,
                               struct fsi_source *source, const WCHAR *path, uint64_t size)
{
    struct fsi_source *staged = NULL;
    const WCHAR *name;
    WCHAR *host, *told;
    size_t length;
    HRESULT hr;

    if (!image->stage)
        return hresult_from_status(fsi_node_set_source(image->tree, node, source, size, fsi_node_stamp(file)));
    name = fsi_node_name(node, &length);
    host = append_name(path, ':', name, length);
    told = node_child_path(file, ':', name, length);
    hr = host && told ? stage_file(image, host, told, size, &staged) : E_OUTOFMEMORY;
    free(host);
    free(told);
    if (SUCCEEDED(hr)) hr = hresult_from_status(fsi_node_set_source(image->tree, node, staged, size, 0));
    source_release(staged);
    return hr;
}

/* One stream of a file, whose name comes as ":name:$DATA". */
static HRESULT add_found_stream(struct adding *adding, struct fsi_node *file, struct fsi_source *source,
                                const WCHAR *path, const WIN32_FIND_STREAM_DATA *found)
{
    struct fsi_tree *tree = adding->image->tree;
    const WCHAR *name = found->cStreamName + 1, *end = wcschr(name, ':');
    struct fsi_node *node;
    HRESULT hr;

    if (!end || end == name || adding->streams == MOST_STREAMS) return S_OK;
    if (FAILED_STATUS(hr, fsi_node_create(tree, FSI_NAMED_STREAM, name, end - name, &node))) return hr;
    hr = set_stream_data(adding->image, file, node, source, path, found->StreamSize.QuadPart);
    if (SUCCEEDED(hr)) hr = hresult_from_status(fsi_tree_attach(tree, file, node));
    fsi_node_release(node);
    if (SUCCEEDED(hr)) adding->streams++;
    return hr;
}

/* Hosts without such streams answer that there are none. */
static HRESULT add_found_streams(struct adding *adding, struct fsi_node *file, struct fsi_source *source,
                                 const WCHAR *directory, const WCHAR *name)
{
    WIN32_FIND_STREAM_DATA found;
    HRESULT hr = S_OK;
    HANDLE find;
    WCHAR *path;

    if (!(path = join_path(directory, name))) return E_OUTOFMEMORY;
    find = FindFirstStreamW(path, FindStreamInfoStandard, &found, 0);
    if (find != INVALID_HANDLE_VALUE)
    {
        do hr = add_found_stream(adding, file, source, path, &found);
        while (SUCCEEDED(hr) && FindNextStreamW(find, &found));
        FindClose(find);
    }
    free(path);
    return hr;
}

/* What sinks are told of a file that stays in place. */
static HRESULT fire_found(struct image *image, const struct fsi_node *node)
{
    uint64_t size = fsi_node_size(node);
    WCHAR *path;

    if (!connection_point_sink_count(&image->object.cp)) return S_OK;
    if (!(path = node_full_path(node))) return E_OUTOFMEMORY;
    image_fire_update(image, path, 0, size);
    if (size) image_fire_update(image, path, size, size);
    free(path);
    return S_OK;
}

static HRESULT add_found_file(struct adding *adding, struct fsi_node *parent, struct fsi_source *source,
                              const WCHAR *path, const WIN32_FIND_DATAW *found)
{
    struct image *image = adding->image;
    struct fsi_node *node;
    HRESULT hr;

    if (FAILED(hr = make_room(image, parent, found->cFileName, false, &node))) return hr;
    if (FAILED(hr = create_found(image, FSI_FILE, found, &node))) return hr;
    hr = set_found_data(image, parent, node, source, path, found);
    if (SUCCEEDED(hr)) hr = hresult_from_status(fsi_tree_attach(image->tree, parent, node));
    if (SUCCEEDED(hr) && adding->with_streams) hr = add_found_streams(adding, node, source, path, found->cFileName);
    if (SUCCEEDED(hr) && !image->stage) hr = fire_found(image, node);
    if (SUCCEEDED(hr)) hr = image_check_size(image);
    fsi_node_release(node);
    return hr;
}

static bool is_dots(const WCHAR *name)
{
    return name[0] == '.' && (!name[1] || (name[1] == '.' && !name[2]));
}

static HRESULT add_found(struct adding *adding, struct fsi_node *parent, struct fsi_source *source, const WCHAR *path,
                         const WIN32_FIND_DATAW *found)
{
    if (is_dots(found->cFileName)) return S_OK;
    if (found->dwFileAttributes & FILE_ATTRIBUTE_DIRECTORY) return add_found_directory(adding, parent, path, found);
    return add_found_file(adding, parent, source, path, found);
}

static HRESULT list_directory(struct adding *adding, const struct pending *pending, struct fsi_source *source)
{
    WIN32_FIND_DATAW found;
    HRESULT hr;
    HANDLE find;
    WCHAR *mask;

    if (!(mask = join_path(pending->path, L"*"))) return E_OUTOFMEMORY;
    find = FindFirstFileExW(mask, FindExInfoBasic, &found, FindExSearchNameMatch, NULL, FIND_FIRST_EX_LARGE_FETCH);
    free(mask);
    if (find == INVALID_HANDLE_VALUE)
    {
        WARN("%s: %lu\n", debugstr_w(pending->path), GetLastError());
        return GetLastError() == ERROR_FILE_NOT_FOUND ? S_OK : IMAPI_E_DIRECTORY_READ_FAILURE;
    }
    do hr = add_found(adding, pending->node, source, pending->path, &found);
    while (SUCCEEDED(hr) && FindNextFileW(find, &found));
    if (SUCCEEDED(hr) && GetLastError() != ERROR_NO_MORE_FILES) hr = IMAPI_E_DIRECTORY_READ_FAILURE;
    FindClose(find);
    return hr;
}

/* Lists what is pending, unless adding has failed already; frees it in any case. */
static HRESULT list_pending(struct adding *adding, HRESULT hr)
{
    struct fsi_source *source;
    struct pending *pending;

    while ((pending = adding->first))
    {
        adding->first = pending->next;
        if (SUCCEEDED(hr) && SUCCEEDED(hr = disk_source_create(pending->path, &source)))
        {
            hr = list_directory(adding, pending, source);
            source_release(source);
        }
        free(pending);
    }
    return hr;
}

static HRESULT path_failure(DWORD error)
{
    return error == ERROR_INVALID_NAME || error == ERROR_BAD_PATHNAME ? IMAPI_E_INVALID_PATH : HRESULT_FROM_WIN32(error);
}

/* What a path of the host leads to. *parent is its length without the last name. */
static HRESULT find_root(WCHAR *path, WIN32_FIND_DATAW *found, size_t *parent)
{
    size_t length = lstrlenW(path);
    WIN32_FILE_ATTRIBUTE_DATA data;

    while (length > 1 && path[length - 1] == '\\' && path[length - 2] != ':') path[--length] = 0;
    if (!GetFileAttributesExW(path, GetFileExInfoStandard, &data)) return path_failure(GetLastError());
    memset(found, 0, sizeof(*found));
    found->dwFileAttributes = data.dwFileAttributes;
    found->ftCreationTime = data.ftCreationTime;
    found->ftLastAccessTime = data.ftLastAccessTime;
    found->ftLastWriteTime = data.ftLastWriteTime;
    found->nFileSizeHigh = data.nFileSizeHigh;
    found->nFileSizeLow = data.nFileSizeLow;
    while (length && path[length - 1] != '\\') length--;
    if (lstrlenW(path + length) >= MAX_PATH) return IMAPI_E_INVALID_PATH;
    lstrcpyW(found->cFileName, path + length);
    *parent = length;
    return S_OK;
}

/* One item that the client has named itself. */
static HRESULT add_root(struct adding *adding, struct fsi_node *directory, WCHAR *path, size_t parent,
                        const WIN32_FIND_DATAW *found)
{
    struct fsi_source *source;
    HRESULT hr;

    path[parent] = 0;
    if (FAILED(hr = disk_source_create(path, &source))) return hr;
    hr = add_found(adding, directory, source, path, found);
    source_release(source);
    return hr;
}

HRESULT add_tree(struct image *image, struct fsi_node *directory, const WCHAR *source, bool include_base,
                 bool with_streams)
{
    struct adding adding = {.image = image, .with_streams = with_streams};
    WIN32_FIND_DATAW found;
    size_t parent = 0;
    WCHAR *path;
    HRESULT hr;

    if (FAILED(hr = disk_path(source, &path))) return hr;
    if (SUCCEEDED(hr = find_root(path, &found, &parent)))
    {
        bool is_file = !(found.dwFileAttributes & FILE_ATTRIBUTE_DIRECTORY);

        /* The root of a drive has no name under which it could be added. */
        if (is_file || (include_base && *found.cFileName)) hr = add_root(&adding, directory, path, parent, &found);
        else hr = add_pending(&adding, directory, path, L"");
    }
    free(path);
    return list_pending(&adding, hr);
}
