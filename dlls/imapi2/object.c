/*
 * The common part of every object
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

#include "com.h"

#include "wine/debug.h"

WINE_DEFAULT_DEBUG_CHANNEL(imapi2);

#define REF_DYING 0x40000000

static inline struct object *impl_from_ISupportErrorInfo(ISupportErrorInfo *iface)
{
    return CONTAINING_RECORD(iface, struct object, ISupportErrorInfo_iface);
}

static inline struct object *impl_from_IProvideClassInfo2(IProvideClassInfo2 *iface)
{
    return CONTAINING_RECORD(iface, struct object, IProvideClassInfo2_iface);
}

static bool object_implements(const struct object *object, const IID *iid)
{
    const struct object_interface *entry;

    for (entry = object->type->interfaces; entry->iid; entry++)
        if (IsEqualIID(iid, entry->iid)) return true;
    return false;
}

IUnknown *object_unknown(struct object *object)
{
    return (IUnknown *)((char *)object + object->type->interfaces[0].offset);
}

/* Interfaces that the common part implements itself; no reference is added. */
static void *object_common_interface(struct object *object, const IID *iid)
{
    const IID *source = object->type->source;

    if (IsEqualIID(iid, &IID_IUnknown)) return object_unknown(object);
    if (IsEqualIID(iid, &IID_ISupportErrorInfo)) return &object->ISupportErrorInfo_iface;
    if (IsEqualIID(iid, &IID_IProvideClassInfo)) return &object->IProvideClassInfo2_iface;
    if (IsEqualIID(iid, &IID_IProvideClassInfo2) && source) return &object->IProvideClassInfo2_iface;
    if (IsEqualIID(iid, &IID_IConnectionPointContainer) && source) return &object->IConnectionPointContainer_iface;
    return NULL;
}

HRESULT object_query_interface(struct object *object, REFIID iid, void **out)
{
    const struct object_interface *entry;

    TRACE("(%p)->(%s, %p) %s\n", object, debugstr_guid(iid), out, debugstr_w(object->type->name));

    if (!out) return E_POINTER;
    *out = NULL;
    if (IsEqualIID(iid, &IID_IMarshal)) return IUnknown_QueryInterface(object->marshaler, iid, out);

    for (entry = object->type->interfaces; entry->iid && !*out; entry++)
        if (IsEqualIID(iid, entry->iid)) *out = (char *)object + entry->offset;
    if (!*out) *out = object_common_interface(object, iid);
    if (!*out)
    {
        WARN("%s has no interface %s\n", debugstr_w(object->type->name), debugstr_guid(iid));
        return E_NOINTERFACE;
    }
    object_addref(object);
    return S_OK;
}

ULONG object_addref(struct object *object)
{
    ULONG ref = InterlockedIncrement(&object->ref);

    TRACE("(%p) ref %lu\n", object, ref);
    return ref;
}

bool object_try_addref(struct object *object)
{
    LONG ref = object->ref, seen;

    for (; ref > 0 && ref < REF_DYING; ref = seen)
        if ((seen = InterlockedCompareExchange(&object->ref, ref + 1, ref)) == ref) return true;
    return false;
}

static void object_free(struct object *object)
{
    connection_point_cleanup(&object->cp);
    connection_point_cleanup(&object->other_cp);
    if (object->marshaler) IUnknown_Release(object->marshaler);
    free(object);
    module_unlock();
}

ULONG object_release(struct object *object)
{
    ULONG ref = InterlockedDecrement(&object->ref);

    TRACE("(%p) ref %lu\n", object, ref);
    if (!ref)
    {
        object->ref = REF_DYING; /* what is torn down may still take and drop references */
        if (object->type->destroy) object->type->destroy(object);
        object_free(object);
    }
    return ref;
}

HRESULT object_result(struct object *object, const IID *iid, const char *method, HRESULT hr)
{
    WCHAR source[64];

    TRACE("(%p) %s -> %#lx\n", object, method, hr);
    if (SUCCEEDED(hr)) return hr;
    lstrcpyW(source, com_module.prefix);
    lstrcatW(source, object->type->name);
    return module_error(hr, iid, source);
}

static HRESULT WINAPI error_info_QueryInterface(ISupportErrorInfo *iface, REFIID iid, void **out)
{
    return object_query_interface(impl_from_ISupportErrorInfo(iface), iid, out);
}

static ULONG WINAPI error_info_AddRef(ISupportErrorInfo *iface)
{
    return object_addref(impl_from_ISupportErrorInfo(iface));
}

static ULONG WINAPI error_info_Release(ISupportErrorInfo *iface)
{
    return object_release(impl_from_ISupportErrorInfo(iface));
}

/* S_OK for what sets error objects, as managed clients ask this before they read one. */
static HRESULT WINAPI error_info_InterfaceSupportsErrorInfo(ISupportErrorInfo *iface, REFIID iid)
{
    struct object *object = impl_from_ISupportErrorInfo(iface);

    TRACE("(%p)->(%s)\n", object, debugstr_guid(iid));

    return object_implements(object, iid) ? S_OK : S_FALSE;
}

static const ISupportErrorInfoVtbl error_info_vtbl = {
    error_info_QueryInterface,
    error_info_AddRef,
    error_info_Release,
    error_info_InterfaceSupportsErrorInfo,
};

static HRESULT WINAPI class_info_QueryInterface(IProvideClassInfo2 *iface, REFIID iid, void **out)
{
    return object_query_interface(impl_from_IProvideClassInfo2(iface), iid, out);
}

static ULONG WINAPI class_info_AddRef(IProvideClassInfo2 *iface)
{
    return object_addref(impl_from_IProvideClassInfo2(iface));
}

static ULONG WINAPI class_info_Release(IProvideClassInfo2 *iface)
{
    return object_release(impl_from_IProvideClassInfo2(iface));
}

static HRESULT WINAPI class_info_GetClassInfo(IProvideClassInfo2 *iface, ITypeInfo **typeinfo)
{
    struct object *object = impl_from_IProvideClassInfo2(iface);

    TRACE("(%p)->(%p)\n", object, typeinfo);

    if (!typeinfo) return E_POINTER;
    return typeinfo_get(object->type->clsid, typeinfo);
}

static HRESULT WINAPI class_info_GetGUID(IProvideClassInfo2 *iface, DWORD kind, GUID *guid)
{
    struct object *object = impl_from_IProvideClassInfo2(iface);

    TRACE("(%p)->(%lu, %p)\n", object, kind, guid);

    if (!guid) return E_POINTER;
    *guid = GUID_NULL;
    if (kind != GUIDKIND_DEFAULT_SOURCE_DISP_IID || !object->type->source) return E_INVALIDARG;
    *guid = *object->type->source;
    return S_OK;
}

static const IProvideClassInfo2Vtbl class_info_vtbl = {
    class_info_QueryInterface,
    class_info_AddRef,
    class_info_Release,
    class_info_GetClassInfo,
    class_info_GetGUID,
};

HRESULT object_create(const struct object_type *type, struct object **out)
{
    struct object *object;
    HRESULT hr;

    *out = NULL;
    if (!(object = calloc(1, type->size))) return E_OUTOFMEMORY;
    object->ISupportErrorInfo_iface.lpVtbl = &error_info_vtbl;
    object->IProvideClassInfo2_iface.lpVtbl = &class_info_vtbl;
    object->IConnectionPointContainer_iface.lpVtbl = &connection_point_container_vtbl;
    object->ref = 1;
    object->type = type;
    connection_point_init(&object->cp, object, type->source);
    connection_point_init(&object->other_cp, object, type->other_source);
    module_lock();

    hr = CoCreateFreeThreadedMarshaler((IUnknown *)&object->ISupportErrorInfo_iface, &object->marshaler);
    if (SUCCEEDED(hr) && type->init) hr = type->init(object);
    if (FAILED(hr))
    {
        WARN("%s: %#lx\n", debugstr_w(type->name), hr);
        object_free(object);
        return hr;
    }
    *out = object;
    return S_OK;
}

HRESULT object_create_interface(const struct object_type *type, REFIID iid, void **out)
{
    struct object *object;
    HRESULT hr;

    *out = NULL;
    if (FAILED(hr = object_create(type, &object))) return hr;
    hr = object_query_interface(object, iid, out);
    object_release(object);
    return hr;
}
