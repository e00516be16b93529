/*
 * FsiFileItem: a file of an image, or a named stream of one
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

#define RESULT(hr) item_result(This, &IID_IFsiFileItem2, __func__, hr)

ITEM_METHODS(file, IFsiFileItem2)

static bool is_named_stream(const struct item *This)
{
    return fsi_node_kind(This->node) == FSI_NAMED_STREAM;
}

static LONGLONG get_size(struct item *This)
{
    LONGLONG size;

    image_lock(This->image);
    size = fsi_node_size(This->node);
    image_unlock(This->image);
    return size;
}

static HRESULT WINAPI file_get_DataSize(IFsiFileItem2 *iface, LONGLONG *value)
{
    struct item *This = impl_from_IFsiFileItem2(iface);

    TRACE("(%p)->(%p)\n", This, value);

    if (!value) return RESULT(E_POINTER);
    *value = get_size(This);
    return RESULT(S_OK);
}

static HRESULT WINAPI file_get_DataSize32BitLow(IFsiFileItem2 *iface, LONG *value)
{
    struct item *This = impl_from_IFsiFileItem2(iface);

    TRACE("(%p)->(%p)\n", This, value);

    if (!value) return RESULT(E_POINTER);
    *value = (LONG)get_size(This);
    return RESULT(S_OK);
}

static HRESULT WINAPI file_get_DataSize32BitHigh(IFsiFileItem2 *iface, LONG *value)
{
    struct item *This = impl_from_IFsiFileItem2(iface);

    TRACE("(%p)->(%p)\n", This, value);

    if (!value) return RESULT(E_POINTER);
    *value = (LONG)(get_size(This) >> 32);
    return RESULT(S_OK);
}

static HRESULT WINAPI file_get_Data(IFsiFileItem2 *iface, IStream **value)
{
    struct item *This = impl_from_IFsiFileItem2(iface);

    TRACE("(%p)->(%p)\n", This, value);

    if (!value) return RESULT(E_POINTER);
    return RESULT(data_stream_create(This->image, This->node, value));
}

/* path: what sinks are told. With the lock held, within a change. */
static HRESULT set_data(struct image *image, struct fsi_node *node, IStream *stream, const WCHAR *path)
{
    struct fsi_source *source;
    uint64_t size;
    HRESULT hr;

    if (FAILED(hr = add_stream_source(image, stream, path, &source, &size))) return hr;
    hr = hresult_from_status(fsi_node_set_source(image->tree, node, source, size, 0));
    source_release(source);
    return hr;
}

/* Of a file that is not in the image yet, so that its name is all of its path. */
static HRESULT put_data(struct item *This, IStream *stream)
{
    const WCHAR *name;
    size_t length;
    WCHAR *path;
    HRESULT hr;

    if (fsi_node_attached(This->node)) return IMAPI_E_READONLY;
    name = fsi_node_name(This->node, &length);
    if (!(path = append_name(L"", '\\', name, length))) return E_OUTOFMEMORY;
    hr = set_data(This->image, This->node, stream, path);
    free(path);
    return hr;
}

static HRESULT WINAPI file_put_Data(IFsiFileItem2 *iface, IStream *value)
{
    struct item *This = impl_from_IFsiFileItem2(iface);
    struct change change;
    HRESULT hr;

    TRACE("(%p)->(%p)\n", This, value);

    if (!value) return RESULT(E_POINTER);
    if (FAILED(hr = image_begin_change(This->image, &change))) return RESULT(hr);
    return RESULT(image_end_change(This->image, &change, put_data(This, value)));
}

static HRESULT WINAPI file_get_FsiNamedStreams(IFsiFileItem2 *iface, IFsiNamedStreams **value)
{
    struct item *This = impl_from_IFsiFileItem2(iface);

    TRACE("(%p)->(%p)\n", This, value);

    if (!value) return RESULT(E_POINTER);
    *value = NULL;
    if (is_named_stream(This)) return RESULT(IMAPI_E_PROPERTY_NOT_ACCESSIBLE);
    return RESULT(named_streams_create(This->image, This->node, value));
}

static HRESULT WINAPI file_get_IsNamedStream(IFsiFileItem2 *iface, VARIANT_BOOL *value)
{
    struct item *This = impl_from_IFsiFileItem2(iface);

    TRACE("(%p)->(%p)\n", This, value);

    if (!value) return RESULT(E_POINTER);
    *value = is_named_stream(This) ? VARIANT_TRUE : VARIANT_FALSE;
    return RESULT(S_OK);
}

/* Whether streams can be hung on the file or taken from it. With the lock held. */
static HRESULT check_streams(struct item *This)
{
    size_t count;

    if (is_named_stream(This)) return IMAPI_E_PROPERTY_NOT_ACCESSIBLE;
    /* Its file entry is on the disc already. */
    if (fsi_node_extents(This->node, &count)) return IMAPI_E_READONLY;
    return item_check_attached(This);
}

static struct fsi_node *find_stream(struct item *This, const WCHAR *name, size_t length)
{
    struct fsi_node *node;
    size_t i, own_length;
    const WCHAR *own;

    for (node = fsi_node_first_stream(This->node); node; node = fsi_node_next_sibling(node))
    {
        own = fsi_node_name(node, &own_length);
        if (own_length != length) continue;
        for (i = 0; i < length && upcase_unit(own[i]) == upcase_unit(name[i]); i++) continue;
        if (i == length) return node;
    }
    return NULL;
}

/* With the lock held, within a change. */
static HRESULT add_stream(struct item *This, const WCHAR *name, IStream *stream)
{
    struct image *image = This->image;
    struct fsi_node *node;
    WCHAR *path;
    HRESULT hr;

    if (FAILED(hr = check_streams(This))) return hr;
    hr = hresult_from_status(fsi_name_check(name, lstrlenW(name), image->restricted));
    if (FAILED(hr)) return hr == IMAPI_E_INVALID_PATH ? IMAPI_E_INVALID_PARAM : hr;
    if (find_stream(This, name, lstrlenW(name))) return IMAPI_E_DUP_NAME;
    if (FAILED_STATUS(hr, fsi_node_create(image->tree, FSI_NAMED_STREAM, name, lstrlenW(name), &node))) return hr;
    path = node_child_path(This->node, ':', name, lstrlenW(name));
    hr = path ? set_data(image, node, stream, path) : E_OUTOFMEMORY;
    free(path);
    if (SUCCEEDED(hr)) hr = hresult_from_status(fsi_tree_attach(image->tree, This->node, node));
    fsi_node_release(node);
    return hr;
}

static HRESULT WINAPI file_AddStream(IFsiFileItem2 *iface, BSTR name, IStream *stream)
{
    struct item *This = impl_from_IFsiFileItem2(iface);
    struct change change;
    HRESULT hr;

    TRACE("(%p)->(%s, %p)\n", This, debugstr_w(name), stream);

    if (!name || !stream) return RESULT(E_POINTER);
    if (!*name) return RESULT(IMAPI_E_INVALID_PARAM);
    if (FAILED(hr = image_begin_change(This->image, &change))) return RESULT(hr);
    hr = image_end_change(This->image, &change, add_stream(This, name, stream));
    return RESULT(SUCCEEDED(hr) ? image_feature_result(This->image, UDF_NAMED_STREAMS) : hr);
}

static HRESULT WINAPI file_RemoveStream(IFsiFileItem2 *iface, BSTR name)
{
    struct item *This = impl_from_IFsiFileItem2(iface);
    struct fsi_node *node;
    struct change change;
    HRESULT hr;

    TRACE("(%p)->(%s)\n", This, debugstr_w(name));

    if (!name) return RESULT(E_POINTER);
    if (!*name) return RESULT(IMAPI_E_INVALID_PARAM);
    if (FAILED(hr = image_begin_change(This->image, &change))) return RESULT(hr);
    hr = check_streams(This);
    if (SUCCEEDED(hr) && !(node = find_stream(This, name, lstrlenW(name)))) hr = IMAPI_E_ITEM_NOT_FOUND;
    if (SUCCEEDED(hr)) hr = hresult_from_status(fsi_tree_detach(This->image->tree, node));
    hr = image_end_change(This->image, &change, hr);
    return RESULT(SUCCEEDED(hr) ? image_feature_result(This->image, UDF_NAMED_STREAMS) : hr);
}

static HRESULT WINAPI file_get_IsRealTime(IFsiFileItem2 *iface, VARIANT_BOOL *value)
{
    struct item *This = impl_from_IFsiFileItem2(iface);

    TRACE("(%p)->(%p)\n", This, value);

    if (!value) return RESULT(E_POINTER);
    if (is_named_stream(This)) return RESULT(IMAPI_E_PROPERTY_NOT_ACCESSIBLE);
    image_lock(This->image);
    *value = fsi_node_real_time(This->node) ? VARIANT_TRUE : VARIANT_FALSE;
    image_unlock(This->image);
    return RESULT(S_OK);
}

/* Succeeds without effect while a result exists, as on Windows. */
static HRESULT WINAPI file_put_IsRealTime(IFsiFileItem2 *iface, VARIANT_BOOL value)
{
    struct item *This = impl_from_IFsiFileItem2(iface);
    struct change change;
    HRESULT hr;

    TRACE("(%p)->(%d)\n", This, value);

    if (is_named_stream(This)) return RESULT(IMAPI_E_PROPERTY_NOT_ACCESSIBLE);
    if (FAILED(image_begin_change(This->image, &change))) return RESULT(S_OK);
    hr = hresult_from_status(fsi_node_set_real_time(This->image->tree, This->node, value != VARIANT_FALSE));
    hr = image_end_change(This->image, &change, hr);
    return RESULT(SUCCEEDED(hr) ? image_feature_result(This->image, UDF_REAL_TIME) : hr);
}

static const IFsiFileItem2Vtbl file_vtbl = {
    ITEM_VTBL(file),
    file_get_DataSize,
    file_get_DataSize32BitLow,
    file_get_DataSize32BitHigh,
    file_get_Data,
    file_put_Data,
    file_get_FsiNamedStreams,
    file_get_IsNamedStream,
    file_AddStream,
    file_RemoveStream,
    file_get_IsRealTime,
    file_put_IsRealTime,
};

static HRESULT file_init(struct object *object)
{
    CONTAINING_RECORD(object, struct item, object)->IFsiItem_iface.lpVtbl = (const IFsiItemVtbl *)&file_vtbl;
    return S_OK;
}

static const struct object_interface file_interfaces[] = {
    {&IID_IFsiFileItem2, offsetof(struct item, IFsiItem_iface)},
    {&IID_IFsiFileItem, offsetof(struct item, IFsiItem_iface)},
    {&IID_IFsiItem, offsetof(struct item, IFsiItem_iface)},
    {&IID_item, offsetof(struct item, IFsiItem_iface)},
    {&IID_IDispatch, offsetof(struct item, IFsiItem_iface)},
    {NULL, 0},
};

const struct object_type file_item_type = {
    .clsid = &CLSID_FsiFileItem,
    .name = L"FsiFileItem",
    .size = sizeof(struct item),
    .interfaces = file_interfaces,
    .init = file_init,
    .destroy = item_destroy,
};
