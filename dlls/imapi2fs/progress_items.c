/*
 * ProgressItems: which blocks of an image belong to what
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
#include "snapshot.h"

#include "wine/debug.h"

WINE_DEFAULT_DEBUG_CHANNEL(imapi2);

#define RESULT(Iface, hr) object_result(&This->object, &IID_##Iface, __func__, hr)

struct progress_item
{
    struct object object;
    IProgressItem IProgressItem_iface;
    struct image_layout *layout;
    size_t index;
};

struct progress_items
{
    struct object object;
    IProgressItems IProgressItems_iface;
    struct image_layout *layout;
};

/* The same pieces, for enumerators. */
struct piece_list
{
    struct snapshot snapshot;
    struct image_layout *layout;
};

static inline struct progress_item *impl_from_IProgressItem(IProgressItem *iface)
{
    return CONTAINING_RECORD(iface, struct progress_item, IProgressItem_iface);
}

IDISPATCH_METHODS(item, IProgressItem)

static struct fsi_piece get_piece(const struct progress_item *This)
{
    struct fsi_piece piece;

    fsi_layout_piece(This->layout->layout, This->index, &piece);
    return piece;
}

/* Of a file its path in the image; of a structure of a file system what it is. */
static HRESULT describe(struct image_layout *layout, const struct fsi_piece *piece, BSTR *value)
{
    WCHAR *path, name[128];
    HRESULT hr;

    if (!piece->node)
    {
        MultiByteToWideChar(CP_UTF8, 0, piece->name ? piece->name : "", -1, name, ARRAY_SIZE(name));
        return copy_string(name, value);
    }
    image_lock(layout->image);
    path = node_full_path(piece->node);
    image_unlock(layout->image);
    hr = path ? copy_string(path, value) : E_OUTOFMEMORY;
    free(path);
    return hr;
}

static HRESULT WINAPI item_get_Description(IProgressItem *iface, BSTR *value)
{
    struct progress_item *This = impl_from_IProgressItem(iface);
    struct fsi_piece piece = get_piece(This);

    TRACE("(%p)->(%p)\n", This, value);

    return RESULT(IProgressItem, value ? describe(This->layout, &piece, value) : E_POINTER);
}

static HRESULT WINAPI item_get_FirstBlock(IProgressItem *iface, ULONG *value)
{
    struct progress_item *This = impl_from_IProgressItem(iface);

    TRACE("(%p)->(%p)\n", This, value);

    if (!value) return RESULT(IProgressItem, E_POINTER);
    *value = get_piece(This).first_block;
    return RESULT(IProgressItem, S_OK);
}

static HRESULT WINAPI item_get_LastBlock(IProgressItem *iface, ULONG *value)
{
    struct progress_item *This = impl_from_IProgressItem(iface);

    TRACE("(%p)->(%p)\n", This, value);

    if (!value) return RESULT(IProgressItem, E_POINTER);
    *value = get_piece(This).last_block;
    return RESULT(IProgressItem, S_OK);
}

static HRESULT WINAPI item_get_BlockCount(IProgressItem *iface, ULONG *value)
{
    struct progress_item *This = impl_from_IProgressItem(iface);
    struct fsi_piece piece = get_piece(This);

    TRACE("(%p)->(%p)\n", This, value);

    if (!value) return RESULT(IProgressItem, E_POINTER);
    *value = piece.last_block - piece.first_block + 1;
    return RESULT(IProgressItem, S_OK);
}

static const IProgressItemVtbl item_vtbl = {
    item_QueryInterface,
    item_AddRef,
    item_Release,
    item_GetTypeInfoCount,
    item_GetTypeInfo,
    item_GetIDsOfNames,
    item_Invoke,
    item_get_Description,
    item_get_FirstBlock,
    item_get_LastBlock,
    item_get_BlockCount,
};

static HRESULT item_init(struct object *object)
{
    CONTAINING_RECORD(object, struct progress_item, object)->IProgressItem_iface.lpVtbl = &item_vtbl;
    return S_OK;
}

static void item_destroy_piece(struct object *object)
{
    struct progress_item *This = CONTAINING_RECORD(object, struct progress_item, object);

    if (This->layout) layout_release(This->layout);
}

static const struct object_interface item_interfaces[] = {
    {&IID_IProgressItem, offsetof(struct progress_item, IProgressItem_iface)},
    {&IID_IDispatch, offsetof(struct progress_item, IProgressItem_iface)},
    {NULL, 0},
};

static const struct object_type item_type = {
    .clsid = &CLSID_ProgressItem,
    .name = L"ProgressItem",
    .size = sizeof(struct progress_item),
    .interfaces = item_interfaces,
    .init = item_init,
    .destroy = item_destroy_piece,
};

static HRESULT create_item(struct image_layout *layout, size_t index, IProgressItem **out)
{
    struct progress_item *This;
    struct object *object;
    HRESULT hr;

    *out = NULL;
    if (FAILED(hr = object_create(&item_type, &object))) return hr;
    This = CONTAINING_RECORD(object, struct progress_item, object);
    This->layout = layout;
    layout_addref(layout);
    This->index = index;
    *out = &This->IProgressItem_iface;
    return S_OK;
}

static HRESULT piece_list_item(struct snapshot *snapshot, ULONG index, IDispatch **item)
{
    return create_item(CONTAINING_RECORD(snapshot, struct piece_list, snapshot)->layout, index, (IProgressItem **)item);
}

static void piece_list_destroy(struct snapshot *snapshot)
{
    struct piece_list *list = CONTAINING_RECORD(snapshot, struct piece_list, snapshot);

    layout_release(list->layout);
    free(list);
}

static HRESULT create_enumerator(struct image_layout *layout, REFIID iid, void **out)
{
    struct piece_list *list;
    HRESULT hr;

    *out = NULL;
    if (!(list = calloc(1, sizeof(*list)))) return E_OUTOFMEMORY;
    list->snapshot.ref = 1;
    list->snapshot.count = (ULONG)fsi_layout_piece_count(layout->layout);
    list->snapshot.item = piece_list_item;
    list->snapshot.destroy = piece_list_destroy;
    list->layout = layout;
    layout_addref(layout);
    hr = enumerator_create(&list->snapshot, iid, out);
    snapshot_release(&list->snapshot);
    return hr;
}

static inline struct progress_items *impl_from_IProgressItems(IProgressItems *iface)
{
    return CONTAINING_RECORD(iface, struct progress_items, IProgressItems_iface);
}

IDISPATCH_METHODS(items, IProgressItems)

static HRESULT WINAPI items_get__NewEnum(IProgressItems *iface, IEnumVARIANT **value)
{
    struct progress_items *This = impl_from_IProgressItems(iface);

    TRACE("(%p)->(%p)\n", This, value);

    if (!value) return RESULT(IProgressItems, E_POINTER);
    return RESULT(IProgressItems, create_enumerator(This->layout, &IID_IEnumVARIANT, (void **)value));
}

static HRESULT WINAPI items_get_Item(IProgressItems *iface, LONG index, IProgressItem **value)
{
    struct progress_items *This = impl_from_IProgressItems(iface);

    TRACE("(%p)->(%ld, %p)\n", This, index, value);

    if (!value) return RESULT(IProgressItems, E_POINTER);
    *value = NULL;
    if (index < 0 || (size_t)index >= fsi_layout_piece_count(This->layout->layout))
        return RESULT(IProgressItems, E_INVALIDARG);
    return RESULT(IProgressItems, create_item(This->layout, index, value));
}

static HRESULT WINAPI items_get_Count(IProgressItems *iface, LONG *value)
{
    struct progress_items *This = impl_from_IProgressItems(iface);

    TRACE("(%p)->(%p)\n", This, value);

    if (!value) return RESULT(IProgressItems, E_POINTER);
    *value = (LONG)fsi_layout_piece_count(This->layout->layout);
    return RESULT(IProgressItems, S_OK);
}

static HRESULT WINAPI items_ProgressItemFromBlock(IProgressItems *iface, ULONG block, IProgressItem **value)
{
    struct progress_items *This = impl_from_IProgressItems(iface);
    size_t index;

    TRACE("(%p)->(%lu, %p)\n", This, block, value);

    if (!value) return RESULT(IProgressItems, E_POINTER);
    *value = NULL;
    if (!fsi_layout_piece_at(This->layout->layout, block, &index)) return RESULT(IProgressItems, E_INVALIDARG);
    return RESULT(IProgressItems, create_item(This->layout, index, value));
}

static bool is_described(const struct fsi_piece *piece, const struct fsi_node *node, const WCHAR *description)
{
    WCHAR name[128];

    if (node) return piece->node == node;
    if (piece->node || !piece->name) return false;
    MultiByteToWideChar(CP_UTF8, 0, piece->name, -1, name, ARRAY_SIZE(name));
    return !lstrcmpW(name, description);
}

/* The tree finds a file faster than any comparison of descriptions. */
static HRESULT find_description(struct image_layout *layout, const WCHAR *description, size_t *index)
{
    struct image *image = layout->image;
    struct fsi_node *node = NULL;
    struct fsi_piece piece;
    size_t count = fsi_layout_piece_count(layout->layout);

    image_lock(image);
    if (*description == '\\' && fsi_tree_find(image->tree, fsi_tree_root(image->tree), description,
                                               lstrlenW(description), &node) != FSI_OK)
        node = NULL;
    image_unlock(image);
    for (*index = 0; *index < count; ++*index)
    {
        fsi_layout_piece(layout->layout, *index, &piece);
        if (is_described(&piece, node, description)) return S_OK;
    }
    return E_INVALIDARG;
}

static HRESULT WINAPI items_ProgressItemFromDescription(IProgressItems *iface, BSTR description, IProgressItem **value)
{
    struct progress_items *This = impl_from_IProgressItems(iface);
    size_t index;
    HRESULT hr;

    TRACE("(%p)->(%s, %p)\n", This, debugstr_w(description), value);

    if (!value) return RESULT(IProgressItems, E_POINTER);
    *value = NULL;
    if (!description) return RESULT(IProgressItems, E_INVALIDARG);
    if (SUCCEEDED(hr = find_description(This->layout, description, &index)))
        hr = create_item(This->layout, index, value);
    return RESULT(IProgressItems, hr);
}

static HRESULT WINAPI items_get_EnumProgressItems(IProgressItems *iface, IEnumProgressItems **value)
{
    struct progress_items *This = impl_from_IProgressItems(iface);

    TRACE("(%p)->(%p)\n", This, value);

    if (!value) return RESULT(IProgressItems, E_POINTER);
    return RESULT(IProgressItems, create_enumerator(This->layout, &IID_IEnumProgressItems, (void **)value));
}

static const IProgressItemsVtbl items_vtbl = {
    items_QueryInterface,
    items_AddRef,
    items_Release,
    items_GetTypeInfoCount,
    items_GetTypeInfo,
    items_GetIDsOfNames,
    items_Invoke,
    items_get__NewEnum,
    items_get_Item,
    items_get_Count,
    items_ProgressItemFromBlock,
    items_ProgressItemFromDescription,
    items_get_EnumProgressItems,
};

static HRESULT items_init(struct object *object)
{
    CONTAINING_RECORD(object, struct progress_items, object)->IProgressItems_iface.lpVtbl = &items_vtbl;
    return S_OK;
}

static void items_destroy(struct object *object)
{
    struct progress_items *This = CONTAINING_RECORD(object, struct progress_items, object);

    if (This->layout) layout_release(This->layout);
}

static const struct object_interface items_interfaces[] = {
    {&IID_IProgressItems, offsetof(struct progress_items, IProgressItems_iface)},
    {&IID_IDispatch, offsetof(struct progress_items, IProgressItems_iface)},
    {NULL, 0},
};

static const struct object_type items_type = {
    .clsid = &CLSID_ProgressItems,
    .name = L"ProgressItems",
    .size = sizeof(struct progress_items),
    .interfaces = items_interfaces,
    .init = items_init,
    .destroy = items_destroy,
};

HRESULT progress_items_create(struct image_layout *layout, IProgressItems **out)
{
    struct progress_items *This;
    struct object *object;
    HRESULT hr;

    *out = NULL;
    if (FAILED(hr = object_create(&items_type, &object))) return hr;
    This = CONTAINING_RECORD(object, struct progress_items, object);
    This->layout = layout;
    layout_addref(layout);
    *out = &This->IProgressItems_iface;
    return S_OK;
}
