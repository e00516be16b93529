/*
 * IDispatch from the type library inside of this DLL
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

#define MAX_TYPEINFOS 64 /* more than the library has types with a GUID */

static CRITICAL_SECTION cache_lock = { NULL, -1, 0, 0, 0, 0 };

static struct
{
    ITypeLib *typelib;
    struct
    {
        GUID guid;
        ITypeInfo *typeinfo;
    } entries[MAX_TYPEINFOS];
    unsigned int count;
} cache;

/* With cache_lock held. */
static HRESULT load_typelib(void)
{
    WCHAR path[MAX_PATH];

    if (cache.typelib) return S_OK;
    if (!GetModuleFileNameW(module_instance, path, ARRAY_SIZE(path))) return HRESULT_FROM_WIN32(GetLastError());
    return LoadTypeLibEx(path, REGKIND_NONE, &cache.typelib);
}

/* With cache_lock held. */
static HRESULT load_typeinfo(const GUID *guid, ITypeInfo **typeinfo)
{
    HRESULT hr;

    if (FAILED(hr = load_typelib())) return hr;
    if (FAILED(hr = ITypeLib_GetTypeInfoOfGuid(cache.typelib, guid, typeinfo))) return hr;
    if (cache.count < MAX_TYPEINFOS)
    {
        cache.entries[cache.count].guid = *guid;
        cache.entries[cache.count++].typeinfo = *typeinfo;
        ITypeInfo_AddRef(*typeinfo);
    }
    return S_OK;
}

HRESULT typeinfo_get(const GUID *guid, ITypeInfo **typeinfo)
{
    HRESULT hr = S_OK;
    unsigned int i;

    *typeinfo = NULL;
    EnterCriticalSection(&cache_lock);
    for (i = 0; i < cache.count && !*typeinfo; i++)
    {
        if (!IsEqualGUID(guid, &cache.entries[i].guid)) continue;
        *typeinfo = cache.entries[i].typeinfo;
        ITypeInfo_AddRef(*typeinfo);
    }
    if (!*typeinfo) hr = load_typeinfo(guid, typeinfo);
    LeaveCriticalSection(&cache_lock);
    if (FAILED(hr)) ERR("no type information of %s: %#lx\n", debugstr_guid(guid), hr);
    return hr;
}

/* The last thing that this DLL does; nobody else is here any more. */
void typeinfo_cleanup(void)
{
    unsigned int i;

    for (i = 0; i < cache.count; i++) ITypeInfo_Release(cache.entries[i].typeinfo);
    cache.count = 0;
    if (cache.typelib) ITypeLib_Release(cache.typelib);
    cache.typelib = NULL;
    DeleteCriticalSection(&cache_lock);
}

HRESULT typeinfo_get_vtable_offset(const IID *iid, DISPID dispid, ULONG_PTR *offset)
{
    ITypeInfo *typeinfo;
    FUNCDESC *desc;
    HRESULT hr;
    UINT i;

    if (FAILED(hr = typeinfo_get(iid, &typeinfo))) return hr;
    for (i = 0; SUCCEEDED(hr = ITypeInfo_GetFuncDesc(typeinfo, i, &desc)); i++)
    {
        bool found = desc->memid == dispid;

        *offset = desc->oVft;
        ITypeInfo_ReleaseFuncDesc(typeinfo, desc);
        if (found) break;
    }
    ITypeInfo_Release(typeinfo);
    return hr;
}

HRESULT dispatch_get_type_info_count(struct object *object, UINT *count)
{
    TRACE("(%p)->(%p)\n", object, count);

    if (!count) return E_POINTER;
    *count = 1;
    return S_OK;
}

HRESULT dispatch_get_type_info(struct object *object, const IID *iid, UINT index, LCID lcid, ITypeInfo **typeinfo)
{
    TRACE("(%p)->(%u, %#lx, %p)\n", object, index, lcid, typeinfo);

    if (!typeinfo) return E_POINTER;
    *typeinfo = NULL;
    if (index) return DISP_E_BADINDEX;
    return typeinfo_get(iid, typeinfo);
}

HRESULT dispatch_get_ids_of_names(struct object *object, const IID *iid, LPOLESTR *names, UINT count, LCID lcid,
                                  DISPID *ids)
{
    ITypeInfo *typeinfo;
    HRESULT hr;

    TRACE("(%p)->(%s, %u, %#lx, %p)\n", object, names && count ? debugstr_w(names[0]) : "none", count, lcid, ids);

    if (!names || !count || !ids) return E_INVALIDARG;
    if (FAILED(hr = typeinfo_get(iid, &typeinfo))) return hr;
    hr = ITypeInfo_GetIDsOfNames(typeinfo, names, count, ids);
    ITypeInfo_Release(typeinfo);
    return hr;
}

/*
 * Script engines pass variables by reference, as VT_BYREF | VT_VARIANT. No
 * parameter of the library is a VARIANT, so that the value inside is always
 * what is meant. The copies are shallow: they belong to the caller.
 */
static VARIANT *dereference_args(const DISPPARAMS *params)
{
    VARIANT *args;
    UINT i;

    if (!(args = calloc(params->cArgs ? params->cArgs : 1, sizeof(*args)))) return NULL;
    for (i = 0; i < params->cArgs; i++)
    {
        const VARIANT *arg = &params->rgvarg[i];

        while (V_VT(arg) == (VT_BYREF | VT_VARIANT)) arg = V_VARIANTREF(arg);
        args[i] = *arg;
    }
    return args;
}

/* Every property of the library is declared with propput; "Set x.Recorder = r" puts by reference and means the same. */
static WORD adjust_flags(WORD flags)
{
    return flags & DISPATCH_PROPERTYPUTREF ? DISPATCH_PROPERTYPUT : flags;
}

HRESULT dispatch_invoke(struct object *object, const IID *iid, void *iface, DISPID id, REFIID riid, LCID lcid,
                        WORD flags, DISPPARAMS *params, VARIANT *result, EXCEPINFO *excepinfo, UINT *arg_err)
{
    DISPPARAMS adjusted;
    ITypeInfo *typeinfo;
    HRESULT hr;

    TRACE("(%p)->(%#lx, %#lx, %#x, %p, %p, %p, %p)\n", object, id, lcid, flags, params, result, excepinfo, arg_err);

    if (!IsEqualIID(riid, &IID_NULL)) return DISP_E_UNKNOWNINTERFACE;
    if (!params) return E_INVALIDARG;
    adjusted = *params;
    if (!(adjusted.rgvarg = dereference_args(params))) return E_OUTOFMEMORY;
    if (SUCCEEDED(hr = typeinfo_get(iid, &typeinfo)))
    {
        hr = ITypeInfo_Invoke(typeinfo, iface, id, adjust_flags(flags), &adjusted, result, excepinfo, arg_err);
        ITypeInfo_Release(typeinfo);
    }
    free(adjusted.rgvarg);
    TRACE("(%p) member %#lx -> %#lx\n", object, id, hr);
    return hr;
}
