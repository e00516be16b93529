/*
 * What files and directories of an image have in common
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

HRESULT item_create(struct image *image, struct fsi_node *node, REFIID iid, void **out)
{
    const struct object_type *type = fsi_node_kind(node) == FSI_DIRECTORY ? &directory_item_type : &file_item_type;
    struct object *object;
    struct item *item;
    HRESULT hr;

    *out = NULL;
    if (FAILED(hr = object_create(type, &object))) return hr;
    item = CONTAINING_RECORD(object, struct item, object);
    item->image = image;
    object_addref(&image->object);
    item->node = node;
    image_lock(image);
    fsi_node_addref(node);
    image_unlock(image);
    hr = object_query_interface(object, iid, out);
    object_release(object);
    return hr;
}

void item_destroy(struct object *object)
{
    struct item *item = CONTAINING_RECORD(object, struct item, object);

    image_lock(item->image);
    fsi_node_release(item->node);
    image_unlock(item->image);
    object_release(&item->image->object);
}

/* Asks for an identifier that nobody else knows, so that no vtables need be compared. */
const IID IID_item = {0x5c2e1f0a, 0x6d1b, 0x4b7e, {0x9a, 0x3f, 0x21, 0xc4, 0x87, 0x0d, 0xe6, 0x55}};

struct item *item_from_IFsiItem(IFsiItem *iface)
{
    IFsiItem *own;

    if (FAILED(IFsiItem_QueryInterface(iface, &IID_item, (void **)&own))) return NULL;
    return CONTAINING_RECORD(own, struct item, IFsiItem_iface);
}

HRESULT item_check_attached(const struct item *item)
{
    if (item->node == fsi_tree_root(item->image->tree) || fsi_node_attached(item->node)) return S_OK;
    return IMAPI_E_NOT_IN_FILE_SYSTEM;
}

HRESULT item_result(struct item *item, const IID *iid, const char *method, HRESULT hr)
{
    return object_result(&item->object, iid, method, hr);
}

HRESULT item_get_name(struct item *item, BSTR *value)
{
    const WCHAR *name;
    size_t length;
    HRESULT hr;

    image_lock(item->image);
    name = fsi_node_name(item->node, &length);
    hr = copy_text(name, length, value);
    image_unlock(item->image);
    return hr;
}

HRESULT item_get_full_path(struct item *item, BSTR *value)
{
    WCHAR *path;
    HRESULT hr;

    if (!value) return E_POINTER;
    image_lock(item->image);
    path = node_full_path(item->node);
    image_unlock(item->image);
    hr = path ? copy_string(path, value) : E_OUTOFMEMORY;
    free(path);
    return hr;
}

/* offset: of the time within struct fsi_times */
HRESULT item_get_time(struct item *item, size_t offset, DATE *value)
{
    int64_t time;

    if (!value) return E_POINTER;
    image_lock(item->image);
    memcpy(&time, (const char *)fsi_node_times(item->node) + offset, sizeof(time));
    image_unlock(item->image);
    *value = date_from_time(time);
    return S_OK;
}

/* Nothing can be read or changed before it was created; what was never set is not compared. */
static bool are_times_valid(const struct fsi_times *times)
{
    if (!times->created) return true;
    return (!times->accessed || times->accessed >= times->created) &&
           (!times->modified || times->modified >= times->created);
}

HRESULT item_put_time(struct item *item, size_t offset, DATE value)
{
    int64_t time = time_from_date(value);
    struct fsi_times times;
    struct change change;
    HRESULT hr;

    if (FAILED(hr = image_begin_change(item->image, &change))) return hr;
    times = *fsi_node_times(item->node);
    memcpy((char *)&times + offset, &time, sizeof(time));
    if (!are_times_valid(&times)) hr = IMAPI_E_INVALID_DATE;
    else hr = hresult_from_status(fsi_node_set_times(item->image->tree, item->node, &times));
    return image_end_change(item->image, &change, hr);
}

HRESULT item_get_hidden(struct item *item, VARIANT_BOOL *value)
{
    if (!value) return E_POINTER;
    image_lock(item->image);
    *value = fsi_node_hidden(item->node) ? VARIANT_TRUE : VARIANT_FALSE;
    image_unlock(item->image);
    return S_OK;
}

HRESULT item_put_hidden(struct item *item, VARIANT_BOOL value)
{
    struct change change;
    HRESULT hr;

    if (FAILED(hr = image_begin_change(item->image, &change))) return hr;
    hr = hresult_from_status(fsi_node_set_hidden(item->image->tree, item->node, value != VARIANT_FALSE));
    return image_end_change(item->image, &change, hr);
}

/* With the lock held. The root has no name, and an item outside of an image has its own. */
static HRESULT view_name(struct item *item, struct fsi_node *node, enum fsi_view view, WCHAR *name, size_t *length)
{
    struct fsi_options options = item->image->options;
    const WCHAR *own;

    *length = 0;
    if (node == fsi_tree_root(item->image->tree)) return S_OK;
    if (!fsi_node_parent(node))
    {
        own = fsi_node_name(node, length);
        memcpy(name, own, *length * sizeof(*name));
        return S_OK;
    }
    options.now = time_now();
    return hresult_from_status(fsi_view_name(item->image->tree, &options, view, node, name, length));
}

HRESULT item_file_system_name(struct item *item, FsiFileSystems file_system, BSTR *value)
{
    WCHAR name[FSI_NAME_MAX + 1];
    size_t length;
    HRESULT hr;

    if (!value) return E_POINTER;
    *value = NULL;
    if (!is_one_file_system(file_system)) return IMAPI_E_INVALID_PARAM;
    image_lock(item->image);
    hr = view_name(item, item->node, (enum fsi_view)file_system, name, &length);
    image_unlock(item->image);
    return SUCCEEDED(hr) ? copy_text(name, length, value) : hr;
}

/* path is what lies below node; the name of node comes before it. */
static HRESULT prepend_name(struct item *item, struct fsi_node *node, enum fsi_view view, BSTR *path)
{
    WCHAR name[FSI_NAME_MAX + 2];
    size_t length;
    BSTR longer;
    HRESULT hr;

    if (FAILED(hr = view_name(item, node, view, name + 1, &length))) return hr;
    name[0] = fsi_node_kind(node) == FSI_NAMED_STREAM ? ':' : '\\';
    longer = SysAllocStringLen(NULL, SysStringLen(*path) + (UINT)length + 1);
    if (!longer) return E_OUTOFMEMORY;
    memcpy(longer, name, (length + 1) * sizeof(*name));
    memcpy(longer + length + 1, *path, (SysStringLen(*path) + 1) * sizeof(*name));
    SysFreeString(*path);
    *path = longer;
    return S_OK;
}

HRESULT item_file_system_path(struct item *item, FsiFileSystems file_system, BSTR *value)
{
    struct fsi_node *node;
    HRESULT hr = S_OK;

    if (!value) return E_POINTER;
    *value = NULL;
    if (!is_one_file_system(file_system)) return IMAPI_E_INVALID_PARAM;
    if (!(*value = SysAllocString(L""))) return E_OUTOFMEMORY;
    image_lock(item->image);
    for (node = item->node; SUCCEEDED(hr) && fsi_node_parent(node); node = fsi_node_parent(node))
        hr = prepend_name(item, node, (enum fsi_view)file_system, value);
    image_unlock(item->image);
    if (SUCCEEDED(hr)) return hr;
    SysFreeString(*value);
    *value = NULL;
    return hr;
}
