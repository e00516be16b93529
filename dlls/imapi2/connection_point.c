/*
 * Connection points: who listens to an object, and how listeners are called
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
#include "enum_connections.h"

#include "wine/debug.h"

WINE_DEFAULT_DEBUG_CHANNEL(imapi2);

/* One listener. It is shared by the list and by the events under way. */
struct sink
{
    LONG ref;
    DWORD cookie;           /* as the client knows it */
    const IID *iid;         /* under which it is called: the event IID, else IDispatch */
    IDispatch *dispatch;    /* NULL when it may only be called in its own apartment: */
    DWORD git_cookie;       /* the way there */
};

static IGlobalInterfaceTable *get_git(void)
{
    IGlobalInterfaceTable *git = NULL;

    CoCreateInstance(&CLSID_StdGlobalInterfaceTable, NULL, CLSCTX_INPROC_SERVER, &IID_IGlobalInterfaceTable,
                     (void **)&git);
    return git;
}

static void sink_release(struct sink *sink)
{
    IGlobalInterfaceTable *git;

    if (InterlockedDecrement(&sink->ref)) return;
    if (sink->dispatch) IDispatch_Release(sink->dispatch);
    else if ((git = get_git()))
    {
        IGlobalInterfaceTable_RevokeInterfaceFromGlobal(git, sink->git_cookie);
        IGlobalInterfaceTable_Release(git);
    }
    free(sink);
}

static bool in_single_threaded_apartment(void)
{
    APTTYPEQUALIFIER qualifier;
    APTTYPE type;

    if (FAILED(CoGetApartmentType(&type, &qualifier))) return false;
    return type == APTTYPE_STA || type == APTTYPE_MAINSTA;
}

/*
 * A listener in a single-threaded apartment may only be called, and released,
 * there. Events come on the thread that works, or on one of our own: the
 * global interface table leads from there to the listener's thread. Without
 * the registered type library nothing can carry the event interface itself.
 */
static void sink_bind_to_apartment(struct sink *sink)
{
    IGlobalInterfaceTable *git;
    HRESULT hr;

    if (!in_single_threaded_apartment() || !(git = get_git())) return;
    hr = IGlobalInterfaceTable_RegisterInterfaceInGlobal(git, (IUnknown *)sink->dispatch, sink->iid,
                                                         &sink->git_cookie);
    if (FAILED(hr))
    {
        sink->iid = &IID_IDispatch;
        hr = IGlobalInterfaceTable_RegisterInterfaceInGlobal(git, (IUnknown *)sink->dispatch, sink->iid,
                                                             &sink->git_cookie);
    }
    IGlobalInterfaceTable_Release(git);
    if (FAILED(hr))
    {
        WARN("sink %p will be called outside of its apartment: %#lx\n", sink->dispatch, hr);
        return;
    }
    IDispatch_Release(sink->dispatch);
    sink->dispatch = NULL;
}

static IDispatch *query_dispatch(IUnknown *unknown, const IID *iid)
{
    IDispatch *dispatch = NULL;

    return SUCCEEDED(IUnknown_QueryInterface(unknown, iid, (void **)&dispatch)) ? dispatch : NULL;
}

static HRESULT sink_create(const IID *event_iid, IUnknown *unknown, struct sink **out)
{
    struct sink *sink;

    if (!(sink = calloc(1, sizeof(*sink)))) return E_OUTOFMEMORY;
    sink->ref = 1;
    sink->iid = event_iid;
    if (!(sink->dispatch = query_dispatch(unknown, event_iid)))
    {
        sink->iid = &IID_IDispatch;
        sink->dispatch = query_dispatch(unknown, &IID_IDispatch);
    }
    if (!sink->dispatch)
    {
        free(sink);
        return CONNECT_E_CANNOTCONNECT;
    }
    sink_bind_to_apartment(sink);
    *out = sink;
    return S_OK;
}

/* The listener as the current thread may call it, with a reference. NULL when its apartment is gone. */
static IDispatch *sink_get_dispatch(struct sink *sink)
{
    IGlobalInterfaceTable *git;
    IDispatch *dispatch = NULL;

    if (sink->dispatch)
    {
        IDispatch_AddRef(sink->dispatch);
        return sink->dispatch;
    }
    if (!(git = get_git())) return NULL;
    IGlobalInterfaceTable_GetInterfaceFromGlobal(git, sink->git_cookie, sink->iid, (void **)&dispatch);
    IGlobalInterfaceTable_Release(git);
    return dispatch;
}

/* Makes *sinks an array of references; the caller releases each and frees the array. */
static HRESULT snapshot_sinks(struct connection_point *cp, struct sink ***sinks, UINT *count)
{
    HRESULT hr = S_OK;
    UINT i;

    *sinks = NULL;
    *count = 0;
    EnterCriticalSection(&cp->lock);
    if (cp->count && !(*sinks = malloc(cp->count * sizeof(**sinks)))) hr = E_OUTOFMEMORY;
    if (*sinks)
    {
        for (i = 0; i < cp->count; i++)
        {
            (*sinks)[i] = cp->sinks[i];
            InterlockedIncrement(&cp->sinks[i]->ref);
        }
        *count = cp->count;
    }
    LeaveCriticalSection(&cp->lock);
    return hr;
}

UINT connection_point_sink_count(struct connection_point *cp)
{
    UINT count;

    EnterCriticalSection(&cp->lock);
    count = cp->count;
    LeaveCriticalSection(&cp->lock);
    return count;
}

/*
 * Calls the event's own method. Listeners built on dispatch templates have
 * nothing behind those slots, so that this is only for those whose Invoke says
 * that it is not there.
 */
static void call_vtable(const IID *iid, IDispatch *dispatch, DISPID dispid, VARIANT *args, UINT count)
{
    VARTYPE types[8];
    VARIANT *pointers[8], result;
    ULONG_PTR offset;
    UINT i;

    if (count > ARRAY_SIZE(types) || FAILED(typeinfo_get_vtable_offset(iid, dispid, &offset))) return;
    for (i = 0; i < count; i++)
    {
        types[i] = V_VT(&args[i]);
        pointers[i] = &args[i];
    }
    VariantInit(&result);
    DispCallFunc(dispatch, offset, CC_STDCALL, VT_ERROR, count, types, pointers, &result);
}

static void call_sink(struct connection_point *cp, struct sink *sink, DISPID dispid, VARIANT *args, VARIANT *reversed,
                      UINT count)
{
    DISPPARAMS params = { reversed, NULL, count, 0 };
    IDispatch *dispatch;
    HRESULT hr;

    if (!(dispatch = sink_get_dispatch(sink))) return;
    hr = IDispatch_Invoke(dispatch, dispid, &IID_NULL, LOCALE_SYSTEM_DEFAULT, DISPATCH_METHOD, &params, NULL, NULL,
                          NULL);
    TRACE("sink %p member %#lx -> %#lx\n", dispatch, dispid, hr);
    if (hr == E_NOTIMPL && sink->iid != &IID_IDispatch)
        call_vtable(cp->iid, dispatch, dispid, args, count);
    IDispatch_Release(dispatch);
}

void fire_event(struct connection_point *cp, DISPID dispid, VARIANT *args, UINT count)
{
    VARIANT reversed[8];
    struct sink **sinks;
    UINT i, sink_count;

    TRACE("(%p)->(%#lx, %u)\n", cp, dispid, count);

    if (count > ARRAY_SIZE(reversed)) return;
    for (i = 0; i < count; i++) reversed[count - 1 - i] = args[i];
    if (FAILED(snapshot_sinks(cp, &sinks, &sink_count))) WARN("(%p) no memory, nobody is told\n", cp);
    for (i = 0; i < sink_count; i++)
    {
        call_sink(cp, sinks[i], dispid, args, reversed, count);
        sink_release(sinks[i]);
    }
    free(sinks);
}

static inline struct connection_point *impl_from_IConnectionPoint(IConnectionPoint *iface)
{
    return CONTAINING_RECORD(iface, struct connection_point, IConnectionPoint_iface);
}

static HRESULT WINAPI point_QueryInterface(IConnectionPoint *iface, REFIID iid, void **out)
{
    TRACE("(%p)->(%s, %p)\n", iface, debugstr_guid(iid), out);

    if (!out) return E_POINTER;
    *out = NULL;
    if (!IsEqualIID(iid, &IID_IUnknown) && !IsEqualIID(iid, &IID_IConnectionPoint)) return E_NOINTERFACE;
    IConnectionPoint_AddRef(iface);
    *out = iface;
    return S_OK;
}

static ULONG WINAPI point_AddRef(IConnectionPoint *iface)
{
    return object_addref(impl_from_IConnectionPoint(iface)->object);
}

static ULONG WINAPI point_Release(IConnectionPoint *iface)
{
    return object_release(impl_from_IConnectionPoint(iface)->object);
}

static HRESULT WINAPI point_GetConnectionInterface(IConnectionPoint *iface, IID *iid)
{
    struct connection_point *This = impl_from_IConnectionPoint(iface);

    TRACE("(%p)->(%p)\n", This, iid);

    if (!iid) return E_POINTER;
    *iid = *This->iid;
    return S_OK;
}

static HRESULT WINAPI point_GetConnectionPointContainer(IConnectionPoint *iface, IConnectionPointContainer **container)
{
    struct connection_point *This = impl_from_IConnectionPoint(iface);

    TRACE("(%p)->(%p)\n", This, container);

    if (!container) return E_POINTER;
    *container = &This->object->IConnectionPointContainer_iface;
    IConnectionPointContainer_AddRef(*container);
    return S_OK;
}

static HRESULT add_sink(struct connection_point *cp, struct sink *sink)
{
    struct sink **sinks;
    HRESULT hr = E_OUTOFMEMORY;

    EnterCriticalSection(&cp->lock);
    if ((sinks = realloc(cp->sinks, (cp->count + 1) * sizeof(*sinks))))
    {
        cp->sinks = sinks;
        cp->sinks[cp->count++] = sink;
        sink->cookie = ++cp->last_cookie;
        hr = S_OK;
    }
    LeaveCriticalSection(&cp->lock);
    return hr;
}

static HRESULT WINAPI point_Advise(IConnectionPoint *iface, IUnknown *unknown, DWORD *cookie)
{
    struct connection_point *This = impl_from_IConnectionPoint(iface);
    struct sink *sink;
    HRESULT hr;

    TRACE("(%p)->(%p, %p)\n", This, unknown, cookie);

    if (!cookie) return E_POINTER;
    *cookie = 0;
    if (!unknown) return E_POINTER;
    if (FAILED(hr = sink_create(This->iid, unknown, &sink))) return hr;
    if (FAILED(hr = add_sink(This, sink))) sink_release(sink);
    else
    {
        *cookie = sink->cookie;
        if (This->object->type->advised) This->object->type->advised(This->object);
    }
    TRACE("sink %p cookie %lu -> %#lx\n", unknown, *cookie, hr);
    return hr;
}

static HRESULT WINAPI point_Unadvise(IConnectionPoint *iface, DWORD cookie)
{
    struct connection_point *This = impl_from_IConnectionPoint(iface);
    struct sink *sink = NULL;
    UINT i;

    TRACE("(%p)->(%lu)\n", This, cookie);

    EnterCriticalSection(&This->lock);
    for (i = 0; i < This->count && !sink; i++)
    {
        if (This->sinks[i]->cookie != cookie) continue;
        sink = This->sinks[i];
        memmove(&This->sinks[i], &This->sinks[i + 1], (This->count - i - 1) * sizeof(*This->sinks));
        This->count--;
    }
    LeaveCriticalSection(&This->lock);
    if (!sink) return CONNECT_E_NOCONNECTION;
    sink_release(sink);
    return S_OK;
}

static HRESULT WINAPI point_EnumConnections(IConnectionPoint *iface, IEnumConnections **out)
{
    struct connection_point *This = impl_from_IConnectionPoint(iface);
    UINT i, count, usable = 0;
    struct sink **sinks;
    CONNECTDATA *data;
    HRESULT hr;

    TRACE("(%p)->(%p)\n", This, out);

    if (!out) return E_POINTER;
    *out = NULL;
    if (FAILED(hr = snapshot_sinks(This, &sinks, &count))) return hr;
    data = calloc(count + 1, sizeof(*data));
    for (i = 0; i < count && data; i++)
    {
        data[usable].dwCookie = sinks[i]->cookie;
        if ((data[usable].pUnk = (IUnknown *)sink_get_dispatch(sinks[i]))) usable++;
    }
    hr = data ? connections_create(data, usable, 0, out) : E_OUTOFMEMORY;
    for (i = 0; i < usable; i++) IUnknown_Release(data[i].pUnk);
    for (i = 0; i < count; i++) sink_release(sinks[i]);
    free(sinks);
    free(data);
    return hr;
}

static const IConnectionPointVtbl connection_point_vtbl = {
    point_QueryInterface,
    point_AddRef,
    point_Release,
    point_GetConnectionInterface,
    point_GetConnectionPointContainer,
    point_Advise,
    point_Unadvise,
    point_EnumConnections,
};

void connection_point_init(struct connection_point *cp, struct object *object, const IID *iid)
{
    if (!iid) return;
    cp->iid = iid;
    cp->IConnectionPoint_iface.lpVtbl = &connection_point_vtbl;
    cp->object = object;
    InitializeCriticalSection(&cp->lock);
}

void connection_point_cleanup(struct connection_point *cp)
{
    if (!cp->iid) return;
    while (cp->count) sink_release(cp->sinks[--cp->count]);
    free(cp->sinks);
    DeleteCriticalSection(&cp->lock);
}

static inline struct object *impl_from_IConnectionPointContainer(IConnectionPointContainer *iface)
{
    return CONTAINING_RECORD(iface, struct object, IConnectionPointContainer_iface);
}

static HRESULT WINAPI container_QueryInterface(IConnectionPointContainer *iface, REFIID iid, void **out)
{
    return object_query_interface(impl_from_IConnectionPointContainer(iface), iid, out);
}

static ULONG WINAPI container_AddRef(IConnectionPointContainer *iface)
{
    return object_addref(impl_from_IConnectionPointContainer(iface));
}

static ULONG WINAPI container_Release(IConnectionPointContainer *iface)
{
    return object_release(impl_from_IConnectionPointContainer(iface));
}

static HRESULT WINAPI container_EnumConnectionPoints(IConnectionPointContainer *iface, IEnumConnectionPoints **out)
{
    struct object *object = impl_from_IConnectionPointContainer(iface);

    TRACE("(%p)->(%p)\n", object, out);

    if (!out) return E_POINTER;
    return connection_points_create(object, 0, out);
}

static HRESULT WINAPI container_FindConnectionPoint(IConnectionPointContainer *iface, REFIID iid,
                                                    IConnectionPoint **out)
{
    struct object *object = impl_from_IConnectionPointContainer(iface);

    TRACE("(%p)->(%s, %p)\n", object, debugstr_guid(iid), out);

    if (!out) return E_POINTER;
    *out = NULL;
    if (IsEqualIID(iid, object->type->source)) *out = &object->cp.IConnectionPoint_iface;
    else if (object->type->other_source && IsEqualIID(iid, object->type->other_source))
        *out = &object->other_cp.IConnectionPoint_iface;
    else return CONNECT_E_NOCONNECTION;
    IConnectionPoint_AddRef(*out);
    return S_OK;
}

const IConnectionPointContainerVtbl connection_point_container_vtbl = {
    container_QueryInterface,       container_AddRef,
    container_Release,              container_EnumConnectionPoints,
    container_FindConnectionPoint,
};
