/*
 * MsftDiscMaster2: which optical drives there are
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

#include "imapi2_private.h"
#include "enum_strings.h"
#include "hot_plug.h"
#include "roads.h"

#include "wine/debug.h"

WINE_DEFAULT_DEBUG_CHANNEL(imapi2);

struct master
{
    struct object object;
    IDiscMaster2 IDiscMaster2_iface;
    struct hot_plug_listener listener;
};

static inline struct master *impl_from_IDiscMaster2(IDiscMaster2 *iface)
{
    return CONTAINING_RECORD(iface, struct master, IDiscMaster2_iface);
}

static inline struct master *impl_from_object(struct object *object)
{
    return CONTAINING_RECORD(object, struct master, object);
}

IDISPATCH_METHODS(master, IDiscMaster2)

#define RESULT(hr) object_result(&This->object, &IID_IDiscMaster2, __func__, hr)

/* The ids of all drives as they are now; the list of an object follows what comes and goes. */
static HRESULT list_ids(struct string_list **out)
{
    struct drive_entry *entries;
    struct string_list *list;
    unsigned int i, count;
    HRESULT hr;

    *out = NULL;
    if (FAILED(hr = roads_list(&entries, &count))) return hr;
    if (!(list = string_list_create(count))) hr = E_OUTOFMEMORY;
    for (i = 0; SUCCEEDED(hr) && i < count; i++)
        if (!(list->strings[i] = bstr_from_utf8(entries[i].drive.id))) hr = E_OUTOFMEMORY;
    free(entries);
    if (SUCCEEDED(hr)) *out = list;
    else if (list) string_list_release(list);
    return hr;
}

static HRESULT get_enumerator(IEnumVARIANT **out)
{
    struct string_list *list;
    HRESULT hr;

    if (!out) return E_POINTER;
    *out = NULL;
    if (FAILED(hr = list_ids(&list))) return hr;
    hr = enum_strings_create(list, 0, out);
    string_list_release(list);
    return hr;
}

static HRESULT WINAPI master_get__NewEnum(IDiscMaster2 *iface, IEnumVARIANT **out)
{
    struct master *This = impl_from_IDiscMaster2(iface);

    TRACE("(%p)->(%p)\n", This, out);

    return RESULT(get_enumerator(out));
}

static HRESULT get_item(LONG index, BSTR *value)
{
    struct string_list *list;
    HRESULT hr;

    if (!value) return E_POINTER;
    *value = NULL;
    if (FAILED(hr = list_ids(&list))) return hr;
    if (index < 0 || (ULONG)index >= list->count) hr = E_INVALIDARG;
    else if (!(*value = SysAllocString(list->strings[index]))) hr = E_OUTOFMEMORY;
    string_list_release(list);
    return hr;
}

static HRESULT WINAPI master_get_Item(IDiscMaster2 *iface, LONG index, BSTR *value)
{
    struct master *This = impl_from_IDiscMaster2(iface);

    TRACE("(%p)->(%ld, %p)\n", This, index, value);

    return RESULT(get_item(index, value));
}

static HRESULT get_count(LONG *value)
{
    struct string_list *list;
    HRESULT hr;

    if (!value) return E_POINTER;
    *value = 0;
    if (FAILED(hr = list_ids(&list))) return hr;
    *value = list->count;
    string_list_release(list);
    return S_OK;
}

static HRESULT WINAPI master_get_Count(IDiscMaster2 *iface, LONG *value)
{
    struct master *This = impl_from_IDiscMaster2(iface);

    TRACE("(%p)->(%p)\n", This, value);

    return RESULT(get_count(value));
}

static HRESULT try_initialize(BSTR id)
{
    IDiscRecorder2 *recorder;
    HRESULT hr;

    hr = object_create_interface(&disc_recorder_type, &IID_IDiscRecorder2, (void **)&recorder);
    if (FAILED(hr)) return hr;
    hr = IDiscRecorder2_InitializeDiscRecorder(recorder, id);
    IDiscRecorder2_Release(recorder);
    return hr;
}

static HRESULT get_supported(VARIANT_BOOL *value)
{
    struct string_list *list;
    HRESULT hr;
    ULONG i;

    if (!value) return E_POINTER;
    *value = VARIANT_FALSE;
    if (FAILED(hr = list_ids(&list))) return hr;
    for (i = 0; i < list->count && hr != E_OUTOFMEMORY && !*value; i++)
        if (SUCCEEDED(hr = try_initialize(list->strings[i]))) *value = VARIANT_TRUE;
    string_list_release(list);
    if (hr == E_OUTOFMEMORY) return hr;
    SetErrorInfo(0, NULL);  /* a drive that cannot be used is part of the answer, no failure */
    return S_OK;
}

static HRESULT WINAPI master_get_IsSupportedEnvironment(IDiscMaster2 *iface, VARIANT_BOOL *value)
{
    struct master *This = impl_from_IDiscMaster2(iface);

    TRACE("(%p)->(%p)\n", This, value);

    return RESULT(get_supported(value));
}

static const IDiscMaster2Vtbl master_vtbl = {
    master_QueryInterface,
    master_AddRef,
    master_Release,
    master_GetTypeInfoCount,
    master_GetTypeInfo,
    master_GetIDsOfNames,
    master_Invoke,
    master_get__NewEnum,
    master_get_Item,
    master_get_Count,
    master_get_IsSupportedEnvironment,
};

static void tell_sinks(struct object *object, enum port_event_kind kind, const char *id)
{
    VARIANT args[2];

    V_VT(&args[0]) = VT_DISPATCH;
    V_DISPATCH(&args[0]) = (IDispatch *)object_unknown(object);
    V_VT(&args[1]) = VT_BSTR;
    if (!(V_BSTR(&args[1]) = bstr_from_utf8(id))) return;
    fire_event(&object->cp,
               kind == PORT_EVENT_ARRIVED ? DISPID_DDISCMASTER2EVENTS_DEVICEADDED
                                          : DISPID_DDISCMASTER2EVENTS_DEVICEREMOVED,
               args, ARRAY_SIZE(args));
    SysFreeString(V_BSTR(&args[1]));
}

static HRESULT master_init(struct object *object)
{
    struct master *master = impl_from_object(object);

    master->IDiscMaster2_iface.lpVtbl = &master_vtbl;
    master->listener.object = object;
    master->listener.notify = tell_sinks;
    return S_OK;
}

/* Nobody is watched for before somebody wants to know. */
static void master_advised(struct object *object)
{
    hot_plug_add(&impl_from_object(object)->listener);
}

static void master_destroy(struct object *object)
{
    hot_plug_remove(&impl_from_object(object)->listener);
}

static const struct object_interface master_interfaces[] = {
    { &IID_IDiscMaster2, offsetof(struct master, IDiscMaster2_iface) },
    { &IID_IDispatch, offsetof(struct master, IDiscMaster2_iface) },
    { NULL, 0 },
};

const struct object_type disc_master_type = {
    .clsid = &CLSID_MsftDiscMaster2,
    .name = L"MsftDiscMaster2",
    .size = sizeof(struct master),
    .interfaces = master_interfaces,
    .source = &IID_DDiscMaster2Events,
    .init = master_init,
    .destroy = master_destroy,
    .advised = master_advised,
};
