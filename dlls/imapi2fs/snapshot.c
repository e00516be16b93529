/*
 * EnumFsiItems, EnumProgressItems, and IEnumVARIANT over the same lists
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

#include "snapshot.h"

#include "wine/debug.h"

WINE_DEFAULT_DEBUG_CHANNEL(imapi2);

/* The three interfaces have the same methods; only what Next hands out differs. */
struct enumerator
{
    struct object object;
    IEnumUnknown IEnumUnknown_iface;
    CRITICAL_SECTION lock;
    struct snapshot *snapshot;
    ULONG position;
};

static const struct object_type *type_of_enumerator(REFIID iid);

void snapshot_release(struct snapshot *snapshot)
{
    if (!InterlockedDecrement(&snapshot->ref)) snapshot->destroy(snapshot);
}

static inline struct enumerator *impl_from_IEnumUnknown(IEnumUnknown *iface)
{
    return CONTAINING_RECORD(iface, struct enumerator, IEnumUnknown_iface);
}

static inline struct enumerator *impl_from_IEnumVARIANT(IEnumVARIANT *iface)
{
    return impl_from_IEnumUnknown((IEnumUnknown *)iface);
}

IUNKNOWN_METHODS(items, IEnumUnknown)
IUNKNOWN_METHODS(variants, IEnumVARIANT)

/* Takes up to count items out; all or none when memory lacks. */
static HRESULT take_items(struct enumerator *This, ULONG count, IDispatch **items, ULONG *done)
{
    HRESULT hr = S_OK;

    EnterCriticalSection(&This->lock);
    for (*done = 0; *done < count && This->position + *done < This->snapshot->count; ++*done)
    {
        hr = This->snapshot->item(This->snapshot, This->position + *done, &items[*done]);
        if (FAILED(hr)) break;
    }
    if (SUCCEEDED(hr)) This->position += *done;
    LeaveCriticalSection(&This->lock);
    if (SUCCEEDED(hr)) return hr;
    for (; *done; --*done) IDispatch_Release(items[*done - 1]);
    return hr;
}

/* As on Windows: fewer than asked for is S_OK. Nothing at all is S_FALSE, where a loop has to end. */
static HRESULT WINAPI items_Next(IEnumUnknown *iface, ULONG count, IUnknown **items, ULONG *fetched)
{
    struct enumerator *This = impl_from_IEnumUnknown(iface);
    ULONG done;
    HRESULT hr;

    TRACE("(%p)->(%lu, %p, %p)\n", This, count, items, fetched);

    if (fetched) *fetched = 0;
    if (!items || (!fetched && count != 1)) return E_POINTER;
    if (!count) return E_INVALIDARG;
    *items = NULL;
    if (FAILED(hr = take_items(This, count, (IDispatch **)items, &done))) return hr;
    if (fetched) *fetched = done;
    return done ? S_OK : S_FALSE;
}

static HRESULT WINAPI variants_Next(IEnumVARIANT *iface, ULONG count, VARIANT *values, ULONG *fetched)
{
    struct enumerator *This = impl_from_IEnumVARIANT(iface);
    ULONG done, step;
    IDispatch *item;
    HRESULT hr = S_OK;

    TRACE("(%p)->(%lu, %p, %p)\n", This, count, values, fetched);

    if (fetched) *fetched = 0;
    if (!values || (!fetched && count != 1)) return E_POINTER;
    for (done = 0; done < count; done++)
    {
        if (FAILED(hr = take_items(This, 1, &item, &step)) || !step) break;
        V_VT(&values[done]) = VT_DISPATCH;
        V_DISPATCH(&values[done]) = item;
    }
    if (FAILED(hr))
    {
        while (done) VariantClear(&values[--done]);
        return hr;
    }
    if (fetched) *fetched = done;
    return done == count ? S_OK : S_FALSE;
}

static HRESULT skip(struct enumerator *This, ULONG count)
{
    ULONG left;

    TRACE("(%p)->(%lu)\n", This, count);

    EnterCriticalSection(&This->lock);
    left = This->snapshot->count - This->position;
    This->position += min(count, left);
    LeaveCriticalSection(&This->lock);
    return count > left ? S_FALSE : S_OK;
}

static HRESULT rewind_to_start(struct enumerator *This)
{
    TRACE("(%p)\n", This);

    This->position = 0;
    return S_OK;
}

static HRESULT create(const struct object_type *type, struct snapshot *snapshot, ULONG position, struct enumerator **out)
{
    struct object *object;
    HRESULT hr;

    if (FAILED(hr = object_create(type, &object))) return hr;
    *out = CONTAINING_RECORD(object, struct enumerator, object);
    InterlockedIncrement(&snapshot->ref);
    (*out)->snapshot = snapshot;
    (*out)->position = position;
    return S_OK;
}

static HRESULT clone(struct enumerator *This, void **out)
{
    struct enumerator *copy;
    HRESULT hr;

    TRACE("(%p)->(%p)\n", This, out);

    if (!out) return E_POINTER;
    *out = NULL;
    if (SUCCEEDED(hr = create(This->object.type, This->snapshot, This->position, &copy))) *out = &copy->IEnumUnknown_iface;
    return hr;
}

static HRESULT WINAPI items_Skip(IEnumUnknown *iface, ULONG count)
{
    return skip(impl_from_IEnumUnknown(iface), count);
}

static HRESULT WINAPI items_Reset(IEnumUnknown *iface)
{
    return rewind_to_start(impl_from_IEnumUnknown(iface));
}

static HRESULT WINAPI items_Clone(IEnumUnknown *iface, IEnumUnknown **out)
{
    return clone(impl_from_IEnumUnknown(iface), (void **)out);
}

static HRESULT WINAPI variants_Skip(IEnumVARIANT *iface, ULONG count)
{
    return skip(impl_from_IEnumVARIANT(iface), count);
}

static HRESULT WINAPI variants_Reset(IEnumVARIANT *iface)
{
    return rewind_to_start(impl_from_IEnumVARIANT(iface));
}

static HRESULT WINAPI variants_Clone(IEnumVARIANT *iface, IEnumVARIANT **out)
{
    return clone(impl_from_IEnumVARIANT(iface), (void **)out);
}

static const IEnumUnknownVtbl items_vtbl = {
    items_QueryInterface, items_AddRef, items_Release, items_Next, items_Skip, items_Reset, items_Clone,
};

static const IEnumVARIANTVtbl variants_vtbl = {
    variants_QueryInterface, variants_AddRef, variants_Release, variants_Next,
    variants_Skip,           variants_Reset,  variants_Clone,
};

static HRESULT items_init(struct object *object)
{
    struct enumerator *This = CONTAINING_RECORD(object, struct enumerator, object);

    This->IEnumUnknown_iface.lpVtbl = &items_vtbl;
    InitializeCriticalSection(&This->lock);
    return S_OK;
}

static HRESULT variants_init(struct object *object)
{
    struct enumerator *This = CONTAINING_RECORD(object, struct enumerator, object);

    This->IEnumUnknown_iface.lpVtbl = (const IEnumUnknownVtbl *)&variants_vtbl;
    InitializeCriticalSection(&This->lock);
    return S_OK;
}

static void enumerator_destroy(struct object *object)
{
    struct enumerator *This = CONTAINING_RECORD(object, struct enumerator, object);

    if (This->snapshot) snapshot_release(This->snapshot);
    DeleteCriticalSection(&This->lock);
}

#define ENUMERATOR_TYPE(prefix, Iface, coclass, init_function)                                                       \
    static const struct object_interface prefix##_interfaces[] = {                                                   \
        {&IID_##Iface, offsetof(struct enumerator, IEnumUnknown_iface)},                                             \
        {NULL, 0},                                                                                                   \
    };                                                                                                               \
    static const struct object_type prefix##_type = {                                                                \
        .clsid = &CLSID_##coclass,                                                                                   \
        .name = L"" #coclass,                                                                                        \
        .size = sizeof(struct enumerator),                                                                           \
        .interfaces = prefix##_interfaces,                                                                           \
        .init = init_function,                                                                                       \
        .destroy = enumerator_destroy,                                                                               \
    };

ENUMERATOR_TYPE(enum_fsi_items, IEnumFsiItems, EnumFsiItems, items_init)
ENUMERATOR_TYPE(enum_progress_items, IEnumProgressItems, EnumProgressItems, items_init)
ENUMERATOR_TYPE(enum_variants, IEnumVARIANT, EnumFsiItems, variants_init)

static const struct object_type *type_of_enumerator(REFIID iid)
{
    if (IsEqualIID(iid, &IID_IEnumFsiItems)) return &enum_fsi_items_type;
    if (IsEqualIID(iid, &IID_IEnumProgressItems)) return &enum_progress_items_type;
    return &enum_variants_type;
}

HRESULT enumerator_create(struct snapshot *snapshot, REFIID iid, void **out)
{
    struct enumerator *This;
    HRESULT hr;

    *out = NULL;
    if (SUCCEEDED(hr = create(type_of_enumerator(iid), snapshot, 0, &This))) *out = &This->IEnumUnknown_iface;
    return hr;
}
