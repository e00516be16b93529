/*
 * FsiDirectoryItem: a directory of an image
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

#include "items.h"

#include "wine/debug.h"

WINE_DEFAULT_DEBUG_CHANNEL(imapi2);

#define RESULT(hr) item_result(This, &IID_IFsiDirectoryItem2, __func__, hr)

ITEM_METHODS(directory, IFsiDirectoryItem2)

static bool is_separator(WCHAR c)
{
    return c == '\\' || c == '/';
}

/* Where a new item goes: its name is the last one of the path. */
struct place
{
    struct fsi_node *parent;
    const WCHAR *name;
    size_t length;
};

/* With the lock held. */
static HRESULT find_place(struct item *This, const WCHAR *path, struct place *place)
{
    size_t end = lstrlenW(path), start;
    enum fsi_status status;

    while (end && is_separator(path[end - 1])) end--;
    for (start = end; start && !is_separator(path[start - 1]); start--) continue;
    if (start == end) return IMAPI_E_INVALID_PATH;
    place->name = path + start;
    place->length = end - start;
    status = fsi_name_check(place->name, place->length, This->image->restricted);
    if (status != FSI_OK) return hresult_from_status(status);
    status = fsi_tree_find(This->image->tree, This->node, path, start, &place->parent);
    if (status == FSI_NOT_FOUND || status == FSI_NOT_A_DIRECTORY) return IMAPI_E_DIR_NOT_FOUND;
    if (status != FSI_OK) return hresult_from_status(status);
    return fsi_node_kind(place->parent) == FSI_DIRECTORY ? S_OK : IMAPI_E_DIR_NOT_FOUND;
}

/* With the lock held. */
static HRESULT find_node(struct item *This, const WCHAR *path, struct fsi_node **node)
{
    enum fsi_status status = fsi_tree_find(This->image->tree, This->node, path, lstrlenW(path), node);

    if (status == FSI_NOT_A_DIRECTORY) status = FSI_NOT_FOUND;
    return hresult_from_status(status);
}

static HRESULT WINAPI directory_get__NewEnum(IFsiDirectoryItem2 *iface, IEnumVARIANT **value)
{
    struct item *This = impl_from_IFsiDirectoryItem2(iface);

    TRACE("(%p)->(%p)\n", This, value);

    if (!value) return RESULT(E_POINTER);
    return RESULT(enum_items_create(This->image, This->node, &IID_IEnumVARIANT, (void **)value));
}

static HRESULT WINAPI directory_get_Item(IFsiDirectoryItem2 *iface, BSTR path, IFsiItem **value)
{
    struct item *This = impl_from_IFsiDirectoryItem2(iface);
    struct fsi_node *node;
    HRESULT hr;

    TRACE("(%p)->(%s, %p)\n", This, debugstr_w(path), value);

    if (!value) return RESULT(E_POINTER);
    *value = NULL;
    if (!path || !*path) return RESULT(IMAPI_E_INVALID_PARAM);
    image_lock(This->image);
    hr = find_node(This, path, &node);
    if (SUCCEEDED(hr)) hr = item_create(This->image, node, &IID_IFsiItem, (void **)value);
    image_unlock(This->image);
    return RESULT(hr);
}

static HRESULT WINAPI directory_get_Count(IFsiDirectoryItem2 *iface, LONG *value)
{
    struct item *This = impl_from_IFsiDirectoryItem2(iface);

    TRACE("(%p)->(%p)\n", This, value);

    if (!value) return RESULT(E_POINTER);
    image_lock(This->image);
    *value = fsi_node_child_count(This->node);
    image_unlock(This->image);
    return RESULT(S_OK);
}

static HRESULT WINAPI directory_get_EnumFsiItems(IFsiDirectoryItem2 *iface, IEnumFsiItems **value)
{
    struct item *This = impl_from_IFsiDirectoryItem2(iface);

    TRACE("(%p)->(%p)\n", This, value);

    if (!value) return RESULT(E_POINTER);
    return RESULT(enum_items_create(This->image, This->node, &IID_IEnumFsiItems, (void **)value));
}

/* Attaches a new node of that kind; its references are the tree's. */
static HRESULT attach_new(struct image *image, const struct place *place, enum fsi_node_kind kind,
                          struct fsi_node **out)
{
    struct fsi_times times;
    struct fsi_node *node;
    HRESULT hr;

    times.created = times.accessed = times.modified = time_now();
    if (FAILED_STATUS(hr, fsi_node_create(image->tree, kind, place->name, place->length, &node))) return hr;
    hr = hresult_from_status(fsi_node_set_times(image->tree, node, &times));
    if (SUCCEEDED(hr)) hr = hresult_from_status(fsi_tree_attach(image->tree, place->parent, node));
    *out = node;
    fsi_node_release(node);
    return hr;
}

static HRESULT WINAPI directory_AddDirectory(IFsiDirectoryItem2 *iface, BSTR path)
{
    struct item *This = impl_from_IFsiDirectoryItem2(iface);
    struct fsi_node *node;
    struct change change;
    struct place place;
    HRESULT hr;

    TRACE("(%p)->(%s)\n", This, debugstr_w(path));

    if (!path || !*path) return RESULT(IMAPI_E_INVALID_PARAM);
    if (FAILED(hr = image_begin_change(This->image, &change))) return RESULT(hr);
    hr = item_check_attached(This);
    if (SUCCEEDED(hr)) hr = find_place(This, path, &place);
    if (SUCCEEDED(hr)) hr = image_check_directory(This->image, place.parent);
    if (SUCCEEDED(hr)) hr = attach_new(This->image, &place, FSI_DIRECTORY, &node);
    return RESULT(image_end_change(This->image, &change, hr));
}

/* The file at a place, made where there is none. A directory of that name stays. */
static HRESULT get_file(struct image *image, const struct place *place, struct fsi_node **node)
{
    *node = fsi_node_child(place->parent, place->name, place->length);
    if (!*node) return attach_new(image, place, FSI_FILE, node);
    return fsi_node_kind(*node) == FSI_FILE ? S_OK : IMAPI_E_NOT_FILE;
}

static HRESULT add_file(struct item *This, const struct place *place, IStream *stream)
{
    struct image *image = This->image;
    struct fsi_source *source;
    struct fsi_node *node;
    struct fsi_times times;
    uint64_t size;
    WCHAR *path;
    HRESULT hr;

    if (FAILED(hr = get_file(image, place, &node))) return hr;
    if (!(path = node_full_path(node))) return E_OUTOFMEMORY;
    hr = add_stream_source(image, stream, path, &source, &size);
    free(path);
    if (FAILED(hr)) return hr;
    hr = hresult_from_status(fsi_node_set_source(image->tree, node, source, size, 0));
    source_release(source);
    times = *fsi_node_times(node);
    times.modified = time_now();
    if (SUCCEEDED(hr)) hr = hresult_from_status(fsi_node_set_times(image->tree, node, &times));
    return hr;
}

static HRESULT WINAPI directory_AddFile(IFsiDirectoryItem2 *iface, BSTR path, IStream *stream)
{
    struct item *This = impl_from_IFsiDirectoryItem2(iface);
    struct change change;
    struct place place;
    HRESULT hr;

    TRACE("(%p)->(%s, %p)\n", This, debugstr_w(path), stream);

    if (!path || !*path) return RESULT(IMAPI_E_INVALID_PARAM);
    if (!stream) return RESULT(E_POINTER);
    if (FAILED(hr = image_begin_change(This->image, &change))) return RESULT(hr);
    hr = item_check_attached(This);
    if (SUCCEEDED(hr)) hr = find_place(This, path, &place);
    if (SUCCEEDED(hr)) hr = add_file(This, &place, stream);
    return RESULT(image_end_change(This->image, &change, hr));
}

static HRESULT do_add_tree(struct item *This, BSTR source, VARIANT_BOOL include_base, bool with_streams)
{
    struct change change;
    HRESULT hr;

    if (!source) return E_POINTER;
    if (!*source) return IMAPI_E_INVALID_PARAM;
    if (FAILED(hr = image_begin_change(This->image, &change))) return hr;
    hr = item_check_attached(This);
    if (SUCCEEDED(hr)) hr = add_tree(This->image, This->node, source, include_base != VARIANT_FALSE, with_streams);
    return image_end_change(This->image, &change, hr);
}

static HRESULT WINAPI directory_AddTree(IFsiDirectoryItem2 *iface, BSTR source, VARIANT_BOOL include_base)
{
    struct item *This = impl_from_IFsiDirectoryItem2(iface);

    TRACE("(%p)->(%s, %d)\n", This, debugstr_w(source), include_base);

    return RESULT(do_add_tree(This, source, include_base, false));
}

static HRESULT attach_item(struct item *This, struct item *item)
{
    struct change change;
    HRESULT hr;

    if (item->image != This->image) return IMAPI_E_INVALID_PARAM;
    if (FAILED(hr = image_begin_change(This->image, &change))) return hr;
    hr = item_check_attached(This);
    if (SUCCEEDED(hr) && SUCCEEDED(item_check_attached(item))) hr = IMAPI_E_DUP_NAME;
    if (SUCCEEDED(hr)) hr = image_check_subtree(This->image, This->node, item->node);
    if (SUCCEEDED(hr)) hr = hresult_from_status(fsi_tree_attach(This->image->tree, This->node, item->node));
    return image_end_change(This->image, &change, hr);
}

static HRESULT WINAPI directory_Add(IFsiDirectoryItem2 *iface, IFsiItem *added)
{
    struct item *This = impl_from_IFsiDirectoryItem2(iface), *item;
    HRESULT hr;

    TRACE("(%p)->(%p)\n", This, added);

    if (!added) return RESULT(E_POINTER);
    if (!(item = item_from_IFsiItem(added))) return RESULT(IMAPI_E_INVALID_PARAM);
    hr = attach_item(This, item);
    object_release(&item->object);
    return RESULT(hr);
}

static HRESULT WINAPI directory_Remove(IFsiDirectoryItem2 *iface, BSTR path)
{
    struct item *This = impl_from_IFsiDirectoryItem2(iface);
    struct fsi_node *node;
    struct change change;
    HRESULT hr;

    TRACE("(%p)->(%s)\n", This, debugstr_w(path));

    if (!path || !*path) return RESULT(IMAPI_E_INVALID_PARAM);
    if (FAILED(hr = image_begin_change(This->image, &change))) return RESULT(hr);
    hr = item_check_attached(This);
    if (SUCCEEDED(hr)) hr = find_node(This, path, &node);
    if (SUCCEEDED(hr) && node == This->node) hr = IMAPI_E_INVALID_PATH;
    if (SUCCEEDED(hr) && fsi_node_kind(node) == FSI_DIRECTORY && fsi_node_child_count(node)) hr = IMAPI_E_DIR_NOT_EMPTY;
    if (SUCCEEDED(hr)) hr = hresult_from_status(fsi_tree_detach(This->image->tree, node));
    return RESULT(image_end_change(This->image, &change, hr));
}

/* What is in a directory, without the directory. */
static HRESULT clear_directory(struct image *image, struct fsi_node *directory)
{
    struct fsi_node *child;
    HRESULT hr = S_OK;

    while (SUCCEEDED(hr) && (child = fsi_node_first_child(directory)))
        hr = hresult_from_status(fsi_tree_detach(image->tree, child));
    return hr;
}

static HRESULT WINAPI directory_RemoveTree(IFsiDirectoryItem2 *iface, BSTR path)
{
    struct item *This = impl_from_IFsiDirectoryItem2(iface);
    struct fsi_node *node;
    struct change change;
    HRESULT hr;

    TRACE("(%p)->(%s)\n", This, debugstr_w(path));

    if (!path) return RESULT(E_POINTER);
    if (!*path) return RESULT(IMAPI_E_INVALID_PARAM);
    if (FAILED(hr = image_begin_change(This->image, &change))) return RESULT(hr);
    hr = item_check_attached(This);
    if (SUCCEEDED(hr)) hr = find_node(This, path, &node);
    if (hr == IMAPI_E_ITEM_NOT_FOUND) hr = IMAPI_E_DIR_NOT_FOUND;
    if (SUCCEEDED(hr) && fsi_node_kind(node) != FSI_DIRECTORY) hr = IMAPI_E_NOT_DIR;
    if (SUCCEEDED(hr))
        hr = node == This->node ? clear_directory(This->image, node)
                                : hresult_from_status(fsi_tree_detach(This->image->tree, node));
    return RESULT(image_end_change(This->image, &change, hr));
}

static HRESULT WINAPI directory_AddTreeWithNamedStreams(IFsiDirectoryItem2 *iface, BSTR source,
                                                        VARIANT_BOOL include_base)
{
    struct item *This = impl_from_IFsiDirectoryItem2(iface);
    HRESULT hr;

    TRACE("(%p)->(%s, %d)\n", This, debugstr_w(source), include_base);

    hr = do_add_tree(This, source, include_base, true);
    return RESULT(SUCCEEDED(hr) ? image_streams_result(This->image) : hr);
}

static const IFsiDirectoryItem2Vtbl directory_vtbl = {
    ITEM_VTBL(directory),
    directory_get__NewEnum,
    directory_get_Item,
    directory_get_Count,
    directory_get_EnumFsiItems,
    directory_AddDirectory,
    directory_AddFile,
    directory_AddTree,
    directory_Add,
    directory_Remove,
    directory_RemoveTree,
    directory_AddTreeWithNamedStreams,
};

static HRESULT directory_init(struct object *object)
{
    CONTAINING_RECORD(object, struct item, object)->IFsiItem_iface.lpVtbl = (const IFsiItemVtbl *)&directory_vtbl;
    return S_OK;
}

static const struct object_interface directory_interfaces[] = {
    {&IID_IFsiDirectoryItem2, offsetof(struct item, IFsiItem_iface)},
    {&IID_IFsiDirectoryItem, offsetof(struct item, IFsiItem_iface)},
    {&IID_IFsiItem, offsetof(struct item, IFsiItem_iface)},
    {&IID_item, offsetof(struct item, IFsiItem_iface)},
    {&IID_IDispatch, offsetof(struct item, IFsiItem_iface)},
    {NULL, 0},
};

const struct object_type directory_item_type = {
    .clsid = &CLSID_FsiDirectoryItem,
    .name = L"FsiDirectoryItem",
    .size = sizeof(struct item),
    .interfaces = directory_interfaces,
    .init = directory_init,
    .destroy = item_destroy,
};
