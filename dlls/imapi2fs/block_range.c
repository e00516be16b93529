/*
 * BlockRange and BlockRangeList: what of a medium is written anew
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

#include "layout.h"

#include "wine/debug.h"

WINE_DEFAULT_DEBUG_CHANNEL(imapi2);

#define RESULT(Iface, hr) object_result(&This->object, &IID_##Iface, __func__, hr)

struct block_range
{
    struct object object;
    IBlockRange IBlockRange_iface;
    LONG first, last;
};

struct block_range_list
{
    struct object object;
    IBlockRangeList IBlockRangeList_iface;
    struct image_layout *layout;
};

static inline struct block_range *impl_from_IBlockRange(IBlockRange *iface)
{
    return CONTAINING_RECORD(iface, struct block_range, IBlockRange_iface);
}

IDISPATCH_METHODS(range, IBlockRange)

static HRESULT WINAPI range_get_StartLba(IBlockRange *iface, LONG *value)
{
    struct block_range *This = impl_from_IBlockRange(iface);

    TRACE("(%p)->(%p)\n", This, value);

    if (!value) return RESULT(IBlockRange, E_POINTER);
    *value = This->first;
    return RESULT(IBlockRange, S_OK);
}

static HRESULT WINAPI range_get_EndLba(IBlockRange *iface, LONG *value)
{
    struct block_range *This = impl_from_IBlockRange(iface);

    TRACE("(%p)->(%p)\n", This, value);

    if (!value) return RESULT(IBlockRange, E_POINTER);
    *value = This->last;
    return RESULT(IBlockRange, S_OK);
}

static const IBlockRangeVtbl range_vtbl = {
    range_QueryInterface, range_AddRef,        range_Release, range_GetTypeInfoCount, range_GetTypeInfo,
    range_GetIDsOfNames,  range_Invoke,        range_get_StartLba, range_get_EndLba,
};

static HRESULT range_init(struct object *object)
{
    CONTAINING_RECORD(object, struct block_range, object)->IBlockRange_iface.lpVtbl = &range_vtbl;
    return S_OK;
}

static const struct object_interface range_interfaces[] = {
    {&IID_IBlockRange, offsetof(struct block_range, IBlockRange_iface)},
    {&IID_IDispatch, offsetof(struct block_range, IBlockRange_iface)},
    {NULL, 0},
};

static const struct object_type range_type = {
    .clsid = &CLSID_BlockRange,
    .name = L"BlockRange",
    .size = sizeof(struct block_range),
    .interfaces = range_interfaces,
    .init = range_init,
};

static HRESULT create_range(const struct fsi_range *source, IDispatch **out)
{
    struct block_range *This;
    struct object *object;
    HRESULT hr;

    if (FAILED(hr = object_create(&range_type, &object))) return hr;
    This = CONTAINING_RECORD(object, struct block_range, object);
    This->first = source->first_block;
    This->last = source->last_block;
    *out = (IDispatch *)&This->IBlockRange_iface;
    return S_OK;
}

HRESULT block_ranges(struct image_layout *layout, SAFEARRAY **out)
{
    const struct fsi_range *ranges;
    IDispatch **objects;
    size_t count, made;
    HRESULT hr = S_OK;

    *out = NULL;
    ranges = fsi_layout_ranges(layout->layout, &count);
    if (!(objects = calloc(count ? count : 1, sizeof(*objects)))) return E_OUTOFMEMORY;
    for (made = 0; made < count && SUCCEEDED(hr = create_range(&ranges[made], &objects[made])); made++) continue;
    if (SUCCEEDED(hr)) hr = safearray_from_dispatches(objects, (ULONG)count, out);
    while (made--) IDispatch_Release(objects[made]);
    free(objects);
    return hr;
}

static inline struct block_range_list *impl_from_IBlockRangeList(IBlockRangeList *iface)
{
    return CONTAINING_RECORD(iface, struct block_range_list, IBlockRangeList_iface);
}

IDISPATCH_METHODS(list, IBlockRangeList)

static HRESULT WINAPI list_get_BlockRanges(IBlockRangeList *iface, SAFEARRAY **value)
{
    struct block_range_list *This = impl_from_IBlockRangeList(iface);

    TRACE("(%p)->(%p)\n", This, value);

    return RESULT(IBlockRangeList, value ? block_ranges(This->layout, value) : E_POINTER);
}

static const IBlockRangeListVtbl list_vtbl = {
    list_QueryInterface, list_AddRef,        list_Release, list_GetTypeInfoCount,
    list_GetTypeInfo,    list_GetIDsOfNames, list_Invoke,  list_get_BlockRanges,
};

static HRESULT list_init(struct object *object)
{
    CONTAINING_RECORD(object, struct block_range_list, object)->IBlockRangeList_iface.lpVtbl = &list_vtbl;
    return S_OK;
}

static void list_destroy(struct object *object)
{
    struct block_range_list *This = CONTAINING_RECORD(object, struct block_range_list, object);

    if (This->layout) layout_release(This->layout);
}

static const struct object_interface list_interfaces[] = {
    {&IID_IBlockRangeList, offsetof(struct block_range_list, IBlockRangeList_iface)},
    {&IID_IDispatch, offsetof(struct block_range_list, IBlockRangeList_iface)},
    {NULL, 0},
};

static const struct object_type list_type = {
    .clsid = &CLSID_BlockRangeList,
    .name = L"BlockRangeList",
    .size = sizeof(struct block_range_list),
    .interfaces = list_interfaces,
    .init = list_init,
    .destroy = list_destroy,
};

HRESULT block_range_list_create(struct image_layout *layout, IBlockRangeList **out)
{
    struct block_range_list *This;
    struct object *object;
    HRESULT hr;

    *out = NULL;
    if (FAILED(hr = object_create(&list_type, &object))) return hr;
    This = CONTAINING_RECORD(object, struct block_range_list, object);
    This->layout = layout;
    layout_addref(layout);
    *out = &This->IBlockRangeList_iface;
    return S_OK;
}
