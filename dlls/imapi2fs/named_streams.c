/*
 * FsiNamedStreams: the named streams that a file had when somebody asked
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

#include "node_list.h"

#include "wine/debug.h"

WINE_DEFAULT_DEBUG_CHANNEL(imapi2);

#define RESULT(hr) object_result(&This->object, &IID_IFsiNamedStreams, __func__, hr)

struct named_streams
{
    struct object object;
    IFsiNamedStreams IFsiNamedStreams_iface;
    struct snapshot *list;
};

static inline struct named_streams *impl_from_IFsiNamedStreams(IFsiNamedStreams *iface)
{
    return CONTAINING_RECORD(iface, struct named_streams, IFsiNamedStreams_iface);
}

IDISPATCH_METHODS(named_streams, IFsiNamedStreams)

static HRESULT WINAPI named_streams_get__NewEnum(IFsiNamedStreams *iface, IEnumVARIANT **value)
{
    struct named_streams *This = impl_from_IFsiNamedStreams(iface);

    TRACE("(%p)->(%p)\n", This, value);

    return RESULT(value ? enumerator_create(This->list, &IID_IEnumVARIANT, (void **)value) : E_POINTER);
}

static HRESULT WINAPI named_streams_get_Item(IFsiNamedStreams *iface, LONG index, IFsiFileItem2 **value)
{
    struct named_streams *This = impl_from_IFsiNamedStreams(iface);
    IDispatch *item;
    HRESULT hr;

    TRACE("(%p)->(%ld, %p)\n", This, index, value);

    if (!value) return RESULT(E_POINTER);
    *value = NULL;
    if (index < 0 || (ULONG)index >= This->list->count) return RESULT(IMAPI_E_INVALID_PARAM);
    if (FAILED(hr = This->list->item(This->list, index, &item))) return RESULT(hr);
    hr = IDispatch_QueryInterface(item, &IID_IFsiFileItem2, (void **)value);
    IDispatch_Release(item);
    return RESULT(hr);
}

static HRESULT WINAPI named_streams_get_Count(IFsiNamedStreams *iface, LONG *value)
{
    struct named_streams *This = impl_from_IFsiNamedStreams(iface);

    TRACE("(%p)->(%p)\n", This, value);

    if (!value) return RESULT(E_POINTER);
    *value = This->list->count;
    return RESULT(S_OK);
}

static HRESULT WINAPI named_streams_get_EnumNamedStreams(IFsiNamedStreams *iface, IEnumFsiItems **value)
{
    struct named_streams *This = impl_from_IFsiNamedStreams(iface);

    TRACE("(%p)->(%p)\n", This, value);

    return RESULT(value ? enumerator_create(This->list, &IID_IEnumFsiItems, (void **)value) : E_POINTER);
}

static const IFsiNamedStreamsVtbl named_streams_vtbl = {
    named_streams_QueryInterface,
    named_streams_AddRef,
    named_streams_Release,
    named_streams_GetTypeInfoCount,
    named_streams_GetTypeInfo,
    named_streams_GetIDsOfNames,
    named_streams_Invoke,
    named_streams_get__NewEnum,
    named_streams_get_Item,
    named_streams_get_Count,
    named_streams_get_EnumNamedStreams,
};

static HRESULT named_streams_init(struct object *object)
{
    CONTAINING_RECORD(object, struct named_streams, object)->IFsiNamedStreams_iface.lpVtbl = &named_streams_vtbl;
    return S_OK;
}

static void named_streams_destroy(struct object *object)
{
    struct named_streams *This = CONTAINING_RECORD(object, struct named_streams, object);

    if (This->list) snapshot_release(This->list);
}

static const struct object_interface named_streams_interfaces[] = {
    {&IID_IFsiNamedStreams, offsetof(struct named_streams, IFsiNamedStreams_iface)},
    {&IID_IDispatch, offsetof(struct named_streams, IFsiNamedStreams_iface)},
    {NULL, 0},
};

static const struct object_type named_streams_type = {
    .clsid = &CLSID_FsiNamedStreams,
    .name = L"FsiNamedStreams",
    .size = sizeof(struct named_streams),
    .interfaces = named_streams_interfaces,
    .init = named_streams_init,
    .destroy = named_streams_destroy,
};

HRESULT named_streams_create(struct image *image, struct fsi_node *file, IFsiNamedStreams **out)
{
    struct named_streams *This;
    struct object *object;
    HRESULT hr;

    *out = NULL;
    if (FAILED(hr = object_create(&named_streams_type, &object))) return hr;
    This = CONTAINING_RECORD(object, struct named_streams, object);
    if (SUCCEEDED(hr = node_list_create(image, file, &This->list))) *out = &This->IFsiNamedStreams_iface;
    else object_release(object);
    return hr;
}
