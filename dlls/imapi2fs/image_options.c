/*
 * What an image shall be: file systems, names, space
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

#include "image.h"

#define ISO9660_LEVELS      8           /* ECMA-119 6.8.2.1; the root is the first */
#define ISO9660_DIRECTORIES 65535       /* ECMA-119 9.4.4: a path table counts directories in 16 bits */
#define ALL_VIEWS           (FSI_VIEW_ISO9660 | FSI_VIEW_JOLIET | FSI_VIEW_UDF)

/* The root is at level 1. */
static unsigned int directory_level(const struct fsi_node *directory)
{
    unsigned int level = 1;

    while ((directory = fsi_node_parent(directory))) level++;
    return level;
}

HRESULT image_check_directory(const struct image *image, const struct fsi_node *parent)
{
    if (!(image->options.views & FSI_VIEW_ISO9660)) return S_OK;
    if (directory_level(parent) >= ISO9660_LEVELS) return IMAPI_E_ISO9660_LEVELS;
    if (fsi_tree_directory_count(image->tree) + 1 >= ISO9660_DIRECTORIES) return IMAPI_E_TOO_MANY_DIRS;
    return S_OK;
}

/* Whether ISO 9660 can carry a tree whose top is at a level, beside other directories. */
static HRESULT check_directories(struct fsi_node *top, unsigned int level, uint32_t others)
{
    struct fsi_node *node;

    for (node = top; node; node = node_next(top, node))
    {
        if (fsi_node_kind(node) != FSI_DIRECTORY) continue;
        if (level - 1 + directory_level(node) > ISO9660_LEVELS) return IMAPI_E_ISO9660_LEVELS;
        if (++others > ISO9660_DIRECTORIES) return IMAPI_E_TOO_MANY_DIRS;
    }
    return S_OK;
}

HRESULT image_check_subtree(const struct image *image, const struct fsi_node *parent, struct fsi_node *node)
{
    if (!(image->options.views & FSI_VIEW_ISO9660)) return S_OK;
    return check_directories(node, directory_level(parent) + 1, fsi_tree_directory_count(image->tree) + 1);
}

HRESULT image_put_file_systems(struct image *image, FsiFileSystems file_systems)
{
    HRESULT hr;

    if (file_systems & ~ALL_VIEWS) return IMAPI_E_INVALID_PARAM;
    if ((file_systems & FsiFileSystemJoliet) && !(file_systems & FsiFileSystemISO9660)) return IMAPI_E_INVALID_PARAM;
    if (FAILED(hr = image_check_changeable(image))) return hr;
    if (image->session.imported && file_systems != (FsiFileSystems)image->options.views)
        return IMAPI_E_FILE_SYSTEM_CHANGE_NOT_ALLOWED;
    if ((file_systems & FsiFileSystemISO9660) && FAILED(hr = check_directories(fsi_tree_root(image->tree), 1, 0)))
        return hr;
    image->options.views = file_systems;
    return image_streams_result(image);
}

HRESULT image_put_udf_revision(struct image *image, LONG revision)
{
    HRESULT hr;

    switch (revision)
    {
    case 0x102: case 0x150: case 0x200: case 0x201: case 0x250: break;
    default: return IMAPI_E_INVALID_PARAM;
    }
    if (FAILED(hr = image_check_changeable(image))) return hr;
    if (image->session.imported && revision != image->options.udf_revision)
        return IMAPI_E_UDF_REVISION_CHANGE_NOT_ALLOWED;
    image->options.udf_revision = (uint16_t)revision;
    return S_OK;
}

HRESULT image_put_volume_name(struct image *image, const WCHAR *name)
{
    static const enum fsi_view views[] = {FSI_VIEW_ISO9660, FSI_VIEW_JOLIET, FSI_VIEW_UDF};
    struct fsi_options options = image->options;
    uint16_t out[ARRAY_SIZE(options.volume_name)];
    unsigned int i;
    HRESULT hr;

    if (FAILED(hr = image_check_changeable(image))) return hr;
    if ((size_t)lstrlenW(name) >= ARRAY_SIZE(options.volume_name)) return IMAPI_E_INVALID_VOLUME_NAME;
    lstrcpyW(options.volume_name, name);
    options.now = time_now();
    for (i = 0; i < ARRAY_SIZE(views); i++)
    {
        if (!*name || !(options.views & views[i])) continue;
        if (FAILED_STATUS(hr, fsi_volume_name(&options, views[i], out))) return hr;
    }
    lstrcpyW(image->options.volume_name, name);
    return S_OK;
}

HRESULT image_get_volume_name(struct image *image, enum fsi_view view, BSTR *value)
{
    uint16_t name[ARRAY_SIZE(image->options.volume_name)] = {0};
    struct fsi_options options = image->options;
    HRESULT hr;

    if (!value) return E_POINTER;
    options.now = time_now();
    if (*options.volume_name && FAILED_STATUS(hr, fsi_volume_name(&options, view, name))) return hr;
    return copy_string(name, value);
}

static HRESULT move_stash(struct image *image, const WCHAR *directory)
{
    ULARGE_INTEGER space;

    if (!image->stash) return S_OK;
    if (GetDiskFreeSpaceExW(directory, &space, NULL, NULL) && space.QuadPart < stash_size(image->stash))
        return IMAPI_E_WORKING_DIRECTORY_SPACE;
    return stash_move(image->stash, directory);
}

HRESULT image_put_working_directory(struct image *image, const WCHAR *directory)
{
    DWORD attributes;
    WCHAR *copy;
    HRESULT hr;

    if (!*directory) return IMAPI_E_INVALID_PARAM;
    if (FAILED(hr = image_check_changeable(image))) return hr;
    attributes = GetFileAttributesW(directory);
    if (attributes == INVALID_FILE_ATTRIBUTES || !(attributes & FILE_ATTRIBUTE_DIRECTORY))
        return IMAPI_E_INVALID_WORKING_DIRECTORY;
    if (!(copy = wcsdup(directory))) return E_OUTOFMEMORY;
    if (FAILED(hr = move_stash(image, directory)))
    {
        free(copy);
        return hr;
    }
    free(image->working_directory);
    image->working_directory = copy;
    return S_OK;
}

LONG image_used_blocks(const struct image *image)
{
    uint64_t blocks = fsi_estimate_blocks(image->tree, &image->options);

    if (!fsi_tree_file_count(image->tree) && !fsi_tree_directory_count(image->tree)) return EMPTY_IMAGE_BLOCKS;
    return (LONG)min(max(blocks, EMPTY_IMAGE_BLOCKS), MAXLONG);
}

HRESULT image_put_free_blocks(struct image *image, LONG blocks)
{
    bool empty = !fsi_tree_file_count(image->tree) && !fsi_tree_directory_count(image->tree);
    HRESULT hr;

    if (FAILED(hr = image_check_changeable(image))) return hr;
    if (blocks > 0 && blocks < image_used_blocks(image) && !empty) return IMAPI_E_IMAGE_TOO_BIG;
    /* Clients take both 0 and -1 for no limit, and want back what they have put. */
    image->free_blocks = blocks;
    return S_OK;
}
