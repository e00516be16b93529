/*
 * FileSystemImageResult: a finished image
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

#include "layout.h"

#include "wine/debug.h"

WINE_DEFAULT_DEBUG_CHANNEL(imapi2);

#define RESULT(hr) object_result(&This->object, &IID_IFileSystemImageResult2, __func__, hr)

#define ISO9660_FILE_MAX 0x80000000u    /* bytes of a file that Windows still takes with ISO 9660 */
#define NEW_DISC_ID      L"0000000000000000"

struct result
{
    struct object object;
    IFileSystemImageResult2 IFileSystemImageResult2_iface;
    struct image_layout *layout;
};

void layout_addref(struct image_layout *layout)
{
    InterlockedIncrement(&layout->ref);
}

void layout_release(struct image_layout *layout)
{
    struct image *image = layout->image;

    if (InterlockedDecrement(&layout->ref)) return;
    image_lock(image);
    fsi_layout_release(layout->layout);
    image->layouts--;
    image_unlock(image);
    object_release(&image->object);
    free(layout);
}

uint32_t layout_blocks(const struct image_layout *layout)
{
    const struct fsi_range *ranges;
    uint32_t blocks = 0;
    size_t count, i;

    if (!layout->partial) return fsi_layout_blocks(layout->layout);
    ranges = fsi_layout_ranges(layout->layout, &count);
    for (i = 0; i < count; i++) blocks = max(blocks, ranges[i].last_block + 1);
    return blocks;
}

static inline struct result *impl_from_IFileSystemImageResult2(IFileSystemImageResult2 *iface)
{
    return CONTAINING_RECORD(iface, struct result, IFileSystemImageResult2_iface);
}

IDISPATCH_METHODS(result, IFileSystemImageResult2)

static HRESULT WINAPI result_get_ImageStream(IFileSystemImageResult2 *iface, IStream **value)
{
    struct result *This = impl_from_IFileSystemImageResult2(iface);

    TRACE("(%p)->(%p)\n", This, value);

    return RESULT(value ? image_stream_create(This->layout, value) : E_POINTER);
}

static HRESULT WINAPI result_get_ProgressItems(IFileSystemImageResult2 *iface, IProgressItems **value)
{
    struct result *This = impl_from_IFileSystemImageResult2(iface);

    TRACE("(%p)->(%p)\n", This, value);

    return RESULT(value ? progress_items_create(This->layout, value) : E_POINTER);
}

static HRESULT WINAPI result_get_TotalBlocks(IFileSystemImageResult2 *iface, LONG *value)
{
    struct result *This = impl_from_IFileSystemImageResult2(iface);

    TRACE("(%p)->(%p)\n", This, value);

    if (!value) return RESULT(E_POINTER);
    *value = layout_blocks(This->layout);
    return RESULT(S_OK);
}

static HRESULT WINAPI result_get_BlockSize(IFileSystemImageResult2 *iface, LONG *value)
{
    struct result *This = impl_from_IFileSystemImageResult2(iface);

    TRACE("(%p)->(%p)\n", This, value);

    if (!value) return RESULT(E_POINTER);
    *value = FSI_BLOCK_SIZE;
    return RESULT(S_OK);
}

/* A new disc has nothing by which it could be known again. */
static HRESULT WINAPI result_get_DiscId(IFileSystemImageResult2 *iface, BSTR *value)
{
    struct result *This = impl_from_IFileSystemImageResult2(iface);
    struct image *image = This->layout->image;

    TRACE("(%p)->(%p)\n", This, value);

    if (!value) return RESULT(E_POINTER);
    if (image->session.imported) return RESULT(copy_string(image->session.disc_id, value));
    return RESULT(copy_string(NEW_DISC_ID, value));
}

static HRESULT WINAPI result_get_ModifiedBlocks(IFileSystemImageResult2 *iface, IBlockRangeList **value)
{
    struct result *This = impl_from_IFileSystemImageResult2(iface);

    TRACE("(%p)->(%p)\n", This, value);

    if (!value) return RESULT(E_POINTER);
    *value = NULL;
    if (!This->layout->partial) return RESULT(E_NOTIMPL);
    return RESULT(block_range_list_create(This->layout, value));
}

static const IFileSystemImageResult2Vtbl result_vtbl = {
    result_QueryInterface,
    result_AddRef,
    result_Release,
    result_GetTypeInfoCount,
    result_GetTypeInfo,
    result_GetIDsOfNames,
    result_Invoke,
    result_get_ImageStream,
    result_get_ProgressItems,
    result_get_TotalBlocks,
    result_get_BlockSize,
    result_get_DiscId,
    result_get_ModifiedBlocks,
};

static HRESULT result_init(struct object *object)
{
    CONTAINING_RECORD(object, struct result, object)->IFileSystemImageResult2_iface.lpVtbl = &result_vtbl;
    return S_OK;
}

static void result_destroy(struct object *object)
{
    struct result *This = CONTAINING_RECORD(object, struct result, object);

    if (This->layout) layout_release(This->layout);
}

static const struct object_interface result_interfaces[] = {
    {&IID_IFileSystemImageResult2, offsetof(struct result, IFileSystemImageResult2_iface)},
    {&IID_IFileSystemImageResult, offsetof(struct result, IFileSystemImageResult2_iface)},
    {&IID_IDispatch, offsetof(struct result, IFileSystemImageResult2_iface)},
    {NULL, 0},
};

static const struct object_type result_type = {
    .clsid = &CLSID_FileSystemImageResult,
    .name = L"FileSystemImageResult",
    .size = sizeof(struct result),
    .interfaces = result_interfaces,
    .init = result_init,
    .destroy = result_destroy,
};

static HRESULT check_file_sizes(struct image *image)
{
    struct fsi_node *node;

    if (!(image->options.views & FSI_VIEW_ISO9660)) return S_OK;
    for (node = fsi_tree_root(image->tree); node; node = node_next(fsi_tree_root(image->tree), node))
    {
        if (fsi_node_size(node) <= ISO9660_FILE_MAX) continue;
        image_set_problem(image, node);
        return IMAPI_E_DATA_TOO_BIG;
    }
    return S_OK;
}

/* With the lock held. */
static HRESULT make_layout(struct image *image, struct fsi_layout **layout)
{
    struct fsi_problem problem = {NULL, 0};
    struct fsi_options options = image->options;
    struct fsi_boot_entry *boot;
    enum fsi_status status;
    GUID unique;
    HRESULT hr;

    if (!options.views) return IMAPI_E_NO_OUTPUT;
    if (FAILED(hr = check_file_sizes(image)) || FAILED(hr = CoCreateGuid(&unique))) return hr;
    if (FAILED(hr = boot_entries_create(image, &boot))) return hr;
    memcpy(options.unique, &unique, sizeof(options.unique));
    options.now = time_now();
    options.max_blocks = image->free_blocks > 0 ? image->free_blocks : 0;
    options.boot = boot;
    options.boot_count = image->boot_count;
    status = fsi_layout_create(image->tree, &options, layout, &problem);
    boot_entries_free(boot, image->boot_count);
    if (status != FSI_OK && problem.node) image_set_problem(image, problem.node);
    return hresult_from_status(status);
}

static HRESULT create_layout(struct image *image, struct image_layout **out)
{
    struct image_layout *shared;
    HRESULT hr;

    *out = NULL;
    if (!(shared = calloc(1, sizeof(*shared)))) return E_OUTOFMEMORY;
    shared->ref = 1;
    shared->image = image;
    shared->partial = image->options.rewrite_anchors;
    image_lock(image);
    hr = image->busy ? IMAPI_E_READONLY : make_layout(image, &shared->layout);
    if (SUCCEEDED(hr)) image->layouts++;
    image_unlock(image);
    if (FAILED(hr))
    {
        free(shared);
        return hr;
    }
    object_addref(&image->object);
    *out = shared;
    return S_OK;
}

HRESULT result_create(struct image *image, IFileSystemImageResult **out)
{
    struct image_layout *layout;
    struct object *object;
    struct result *This;
    HRESULT hr;

    *out = NULL;
    if (FAILED(hr = create_layout(image, &layout))) return hr;
    if (FAILED(hr = object_create(&result_type, &object)))
    {
        layout_release(layout);
        return hr;
    }
    This = CONTAINING_RECORD(object, struct result, object);
    This->layout = layout;
    *out = (IFileSystemImageResult *)&This->IFileSystemImageResult2_iface;
    return S_OK;
}
