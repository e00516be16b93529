/*
 * MsftWriteSpeedDescriptor
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

#include "media.h"

#include "wine/debug.h"

WINE_DEFAULT_DEBUG_CHANNEL(imapi2);

struct speed_descriptor
{
    struct object object;
    IWriteSpeedDescriptor IWriteSpeedDescriptor_iface;
    IMAPI_MEDIA_PHYSICAL_TYPE type;
    LONG sectors_per_second;
    VARIANT_BOOL pure_cav;
};

static inline struct speed_descriptor *impl_from_IWriteSpeedDescriptor(IWriteSpeedDescriptor *iface)
{
    return CONTAINING_RECORD(iface, struct speed_descriptor, IWriteSpeedDescriptor_iface);
}

IDISPATCH_METHODS(descriptor, IWriteSpeedDescriptor)

static HRESULT descriptor_result(struct speed_descriptor *This, const char *method, HRESULT hr)
{
    return object_result(&This->object, &IID_IWriteSpeedDescriptor, method, hr);
}

static HRESULT WINAPI descriptor_get_MediaType(IWriteSpeedDescriptor *iface, IMAPI_MEDIA_PHYSICAL_TYPE *value)
{
    struct speed_descriptor *This = impl_from_IWriteSpeedDescriptor(iface);

    TRACE("(%p)->(%p)\n", This, value);

    if (!value) return descriptor_result(This, __func__, E_POINTER);
    *value = This->type;
    return S_OK;
}

static HRESULT WINAPI descriptor_get_RotationTypeIsPureCAV(IWriteSpeedDescriptor *iface, VARIANT_BOOL *value)
{
    struct speed_descriptor *This = impl_from_IWriteSpeedDescriptor(iface);

    TRACE("(%p)->(%p)\n", This, value);

    if (!value) return descriptor_result(This, __func__, E_POINTER);
    *value = This->pure_cav;
    return S_OK;
}

static HRESULT WINAPI descriptor_get_WriteSpeed(IWriteSpeedDescriptor *iface, LONG *value)
{
    struct speed_descriptor *This = impl_from_IWriteSpeedDescriptor(iface);

    TRACE("(%p)->(%p)\n", This, value);

    if (!value) return descriptor_result(This, __func__, E_POINTER);
    *value = This->sectors_per_second;
    return S_OK;
}

static const IWriteSpeedDescriptorVtbl descriptor_vtbl = {
    descriptor_QueryInterface,
    descriptor_AddRef,
    descriptor_Release,
    descriptor_GetTypeInfoCount,
    descriptor_GetTypeInfo,
    descriptor_GetIDsOfNames,
    descriptor_Invoke,
    descriptor_get_MediaType,
    descriptor_get_RotationTypeIsPureCAV,
    descriptor_get_WriteSpeed,
};

static HRESULT descriptor_init(struct object *object)
{
    struct speed_descriptor *This = CONTAINING_RECORD(object, struct speed_descriptor, object);

    This->IWriteSpeedDescriptor_iface.lpVtbl = &descriptor_vtbl;
    return S_OK;
}

static const struct object_interface descriptor_interfaces[] = {
    {&IID_IWriteSpeedDescriptor, offsetof(struct speed_descriptor, IWriteSpeedDescriptor_iface)},
    {&IID_IDispatch, offsetof(struct speed_descriptor, IWriteSpeedDescriptor_iface)},
    {NULL, 0},
};

static const struct object_type descriptor_type = {
    .clsid = &CLSID_MsftWriteSpeedDescriptor,
    .name = L"MsftWriteSpeedDescriptor",
    .size = sizeof(struct speed_descriptor),
    .interfaces = descriptor_interfaces,
    .init = descriptor_init,
};

HRESULT speed_descriptor_create(IMAPI_MEDIA_PHYSICAL_TYPE type, LONG sectors_per_second, bool pure_cav,
                                IDispatch **out)
{
    struct speed_descriptor *This;
    struct object *object;
    HRESULT hr;

    *out = NULL;
    if (FAILED(hr = object_create(&descriptor_type, &object))) return hr;
    This = CONTAINING_RECORD(object, struct speed_descriptor, object);
    This->type = type;
    This->sectors_per_second = sectors_per_second;
    This->pure_cav = pure_cav ? VARIANT_TRUE : VARIANT_FALSE;
    *out = (IDispatch *)&This->IWriteSpeedDescriptor_iface;
    return S_OK;
}
