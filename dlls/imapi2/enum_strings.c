/*
 * IEnumVARIANT over strings
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

#include "enum_strings.h"

#include "wine/debug.h"

WINE_DEFAULT_DEBUG_CHANNEL(imapi2);

struct enum_strings
{
    IEnumVARIANT IEnumVARIANT_iface;
    LONG ref;
    ULONG position;
    struct string_list *list;
};

struct string_list *string_list_create(ULONG count)
{
    struct string_list *list = calloc(1, sizeof(*list) + count * sizeof(list->strings[0]));

    if (!list) return NULL;
    list->ref = 1;
    list->count = count;
    return list;
}

void string_list_release(struct string_list *list)
{
    ULONG i;

    if (InterlockedDecrement(&list->ref)) return;
    for (i = 0; i < list->count; i++) SysFreeString(list->strings[i]);
    free(list);
}

static inline struct enum_strings *impl_from_IEnumVARIANT(IEnumVARIANT *iface)
{
    return CONTAINING_RECORD(iface, struct enum_strings, IEnumVARIANT_iface);
}

static HRESULT WINAPI enum_strings_QueryInterface(IEnumVARIANT *iface, REFIID iid, void **out)
{
    TRACE("(%p)->(%s, %p)\n", iface, debugstr_guid(iid), out);

    if (!out) return E_POINTER;
    *out = NULL;
    if (!IsEqualIID(iid, &IID_IUnknown) && !IsEqualIID(iid, &IID_IEnumVARIANT)) return E_NOINTERFACE;
    IEnumVARIANT_AddRef(iface);
    *out = iface;
    return S_OK;
}

static ULONG WINAPI enum_strings_AddRef(IEnumVARIANT *iface)
{
    ULONG ref = InterlockedIncrement(&impl_from_IEnumVARIANT(iface)->ref);

    TRACE("(%p) ref %lu\n", iface, ref);
    return ref;
}

static ULONG WINAPI enum_strings_Release(IEnumVARIANT *iface)
{
    struct enum_strings *This = impl_from_IEnumVARIANT(iface);
    ULONG ref = InterlockedDecrement(&This->ref);

    TRACE("(%p) ref %lu\n", iface, ref);
    if (!ref)
    {
        string_list_release(This->list);
        free(This);
        module_unlock();
    }
    return ref;
}

static HRESULT WINAPI enum_strings_Next(IEnumVARIANT *iface, ULONG count, VARIANT *values, ULONG *fetched)
{
    struct enum_strings *This = impl_from_IEnumVARIANT(iface);
    ULONG done;

    TRACE("(%p)->(%lu, %p, %p)\n", This, count, values, fetched);

    if (fetched) *fetched = 0;
    if (!values || (!fetched && count != 1)) return E_POINTER;
    for (done = 0; done < count && This->position < This->list->count; done++)
    {
        V_VT(&values[done]) = VT_BSTR;
        V_BSTR(&values[done]) = SysAllocString(This->list->strings[This->position]);
        if (!V_BSTR(&values[done])) break;
        This->position++;
    }
    if (done < count && This->position < This->list->count)
    {
        This->position -= done;
        while (done) VariantClear(&values[--done]);
        return E_OUTOFMEMORY;
    }
    if (fetched) *fetched = done;
    return done == count ? S_OK : S_FALSE;
}

static HRESULT WINAPI enum_strings_Skip(IEnumVARIANT *iface, ULONG count)
{
    struct enum_strings *This = impl_from_IEnumVARIANT(iface);
    ULONG left = This->list->count - This->position;

    TRACE("(%p)->(%lu)\n", This, count);

    This->position += min(count, left);
    return count > left ? S_FALSE : S_OK;
}

static HRESULT WINAPI enum_strings_Reset(IEnumVARIANT *iface)
{
    TRACE("(%p)\n", iface);

    impl_from_IEnumVARIANT(iface)->position = 0;
    return S_OK;
}

static HRESULT WINAPI enum_strings_Clone(IEnumVARIANT *iface, IEnumVARIANT **out)
{
    struct enum_strings *This = impl_from_IEnumVARIANT(iface);

    TRACE("(%p)->(%p)\n", This, out);

    if (!out) return E_POINTER;
    return enum_strings_create(This->list, This->position, out);
}

static const IEnumVARIANTVtbl enum_strings_vtbl = {
    enum_strings_QueryInterface, enum_strings_AddRef, enum_strings_Release, enum_strings_Next,
    enum_strings_Skip,           enum_strings_Reset,  enum_strings_Clone,
};

HRESULT enum_strings_create(struct string_list *list, ULONG position, IEnumVARIANT **out)
{
    struct enum_strings *object;

    *out = NULL;
    if (!(object = calloc(1, sizeof(*object)))) return E_OUTOFMEMORY;
    object->IEnumVARIANT_iface.lpVtbl = &enum_strings_vtbl;
    object->ref = 1;
    object->position = position;
    object->list = list;
    InterlockedIncrement(&list->ref);
    module_lock();
    *out = &object->IEnumVARIANT_iface;
    return S_OK;
}
