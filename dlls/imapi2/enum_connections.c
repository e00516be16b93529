/*
 * Enumerators of connections and of connection points, each over a snapshot
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

struct connections
{
    IEnumConnections IEnumConnections_iface;
    LONG ref;
    UINT position, count;
    CONNECTDATA *data;
};

static inline struct connections *impl_from_IEnumConnections(IEnumConnections *iface)
{
    return CONTAINING_RECORD(iface, struct connections, IEnumConnections_iface);
}

static HRESULT WINAPI connections_QueryInterface(IEnumConnections *iface, REFIID iid, void **out)
{
    TRACE("(%p)->(%s, %p)\n", iface, debugstr_guid(iid), out);

    if (!out) return E_POINTER;
    *out = NULL;
    if (!IsEqualIID(iid, &IID_IUnknown) && !IsEqualIID(iid, &IID_IEnumConnections)) return E_NOINTERFACE;
    IEnumConnections_AddRef(iface);
    *out = iface;
    return S_OK;
}

static ULONG WINAPI connections_AddRef(IEnumConnections *iface)
{
    return InterlockedIncrement(&impl_from_IEnumConnections(iface)->ref);
}

static ULONG WINAPI connections_Release(IEnumConnections *iface)
{
    struct connections *This = impl_from_IEnumConnections(iface);
    ULONG ref = InterlockedDecrement(&This->ref);
    UINT i;

    TRACE("(%p) ref %lu\n", This, ref);
    if (!ref)
    {
        for (i = 0; i < This->count; i++) IUnknown_Release(This->data[i].pUnk);
        free(This->data);
        free(This);
        module_unlock();
    }
    return ref;
}

static HRESULT WINAPI connections_Next(IEnumConnections *iface, ULONG count, CONNECTDATA *data, ULONG *fetched)
{
    struct connections *This = impl_from_IEnumConnections(iface);
    ULONG done;

    TRACE("(%p)->(%lu, %p, %p)\n", This, count, data, fetched);

    if (!data || (!fetched && count != 1)) return E_POINTER;
    for (done = 0; done < count && This->position < This->count; done++)
    {
        data[done] = This->data[This->position++];
        IUnknown_AddRef(data[done].pUnk);
    }
    if (fetched) *fetched = done;
    return done == count ? S_OK : S_FALSE;
}

static HRESULT WINAPI connections_Skip(IEnumConnections *iface, ULONG count)
{
    struct connections *This = impl_from_IEnumConnections(iface);
    ULONG left = This->count - This->position;

    TRACE("(%p)->(%lu)\n", This, count);

    This->position += min(count, left);
    return count > left ? S_FALSE : S_OK;
}

static HRESULT WINAPI connections_Reset(IEnumConnections *iface)
{
    TRACE("(%p)\n", iface);

    impl_from_IEnumConnections(iface)->position = 0;
    return S_OK;
}

static HRESULT WINAPI connections_Clone(IEnumConnections *iface, IEnumConnections **out)
{
    struct connections *This = impl_from_IEnumConnections(iface);

    TRACE("(%p)->(%p)\n", This, out);

    if (!out) return E_POINTER;
    return connections_create(This->data, This->count, This->position, out);
}

static const IEnumConnectionsVtbl connections_vtbl = {
    connections_QueryInterface, connections_AddRef, connections_Release, connections_Next,
    connections_Skip,           connections_Reset,  connections_Clone,
};

HRESULT connections_create(const CONNECTDATA *data, UINT count, UINT position, IEnumConnections **out)
{
    struct connections *object;
    UINT i;

    *out = NULL;
    if (!(object = calloc(1, sizeof(*object)))) return E_OUTOFMEMORY;
    if (!(object->data = calloc(count + 1, sizeof(*data))))
    {
        free(object);
        return E_OUTOFMEMORY;
    }
    object->IEnumConnections_iface.lpVtbl = &connections_vtbl;
    object->ref = 1;
    object->position = position;
    object->count = count;
    for (i = 0; i < count; i++)
    {
        object->data[i] = data[i];
        IUnknown_AddRef(data[i].pUnk);
    }
    module_lock();
    *out = &object->IEnumConnections_iface;
    return S_OK;
}

struct points
{
    IEnumConnectionPoints IEnumConnectionPoints_iface;
    LONG ref;
    ULONG position, count;
    struct object *object;
};

static inline struct points *impl_from_IEnumConnectionPoints(IEnumConnectionPoints *iface)
{
    return CONTAINING_RECORD(iface, struct points, IEnumConnectionPoints_iface);
}

static HRESULT WINAPI points_QueryInterface(IEnumConnectionPoints *iface, REFIID iid, void **out)
{
    TRACE("(%p)->(%s, %p)\n", iface, debugstr_guid(iid), out);

    if (!out) return E_POINTER;
    *out = NULL;
    if (!IsEqualIID(iid, &IID_IUnknown) && !IsEqualIID(iid, &IID_IEnumConnectionPoints)) return E_NOINTERFACE;
    IEnumConnectionPoints_AddRef(iface);
    *out = iface;
    return S_OK;
}

static ULONG WINAPI points_AddRef(IEnumConnectionPoints *iface)
{
    ULONG ref = InterlockedIncrement(&impl_from_IEnumConnectionPoints(iface)->ref);

    TRACE("(%p) ref %lu\n", iface, ref);
    return ref;
}

static ULONG WINAPI points_Release(IEnumConnectionPoints *iface)
{
    struct points *This = impl_from_IEnumConnectionPoints(iface);
    ULONG ref = InterlockedDecrement(&This->ref);

    TRACE("(%p) ref %lu\n", This, ref);
    if (!ref)
    {
        object_release(This->object);
        free(This);
        module_unlock();
    }
    return ref;
}

static HRESULT WINAPI points_Next(IEnumConnectionPoints *iface, ULONG count, IConnectionPoint **points,
                                  ULONG *fetched)
{
    struct points *This = impl_from_IEnumConnectionPoints(iface);
    struct object *object = This->object;
    ULONG done;

    TRACE("(%p)->(%lu, %p, %p)\n", This, count, points, fetched);

    if (!points || (!fetched && count != 1)) return E_POINTER;
    for (done = 0; done < count && This->position < This->count; done++, This->position++)
    {
        points[done] = This->position ? &object->other_cp.IConnectionPoint_iface : &object->cp.IConnectionPoint_iface;
        IConnectionPoint_AddRef(points[done]);
    }
    if (fetched) *fetched = done;
    return done == count ? S_OK : S_FALSE;
}

static HRESULT WINAPI points_Skip(IEnumConnectionPoints *iface, ULONG count)
{
    struct points *This = impl_from_IEnumConnectionPoints(iface);
    ULONG left = This->count - This->position;

    TRACE("(%p)->(%lu)\n", This, count);

    This->position += min(count, left);
    return count > left ? S_FALSE : S_OK;
}

static HRESULT WINAPI points_Reset(IEnumConnectionPoints *iface)
{
    TRACE("(%p)\n", iface);

    impl_from_IEnumConnectionPoints(iface)->position = 0;
    return S_OK;
}

static HRESULT WINAPI points_Clone(IEnumConnectionPoints *iface, IEnumConnectionPoints **out)
{
    struct points *This = impl_from_IEnumConnectionPoints(iface);

    TRACE("(%p)->(%p)\n", This, out);

    if (!out) return E_POINTER;
    return connection_points_create(This->object, This->position, out);
}

static const IEnumConnectionPointsVtbl points_vtbl = {
    points_QueryInterface, points_AddRef, points_Release, points_Next, points_Skip, points_Reset, points_Clone,
};

HRESULT connection_points_create(struct object *object, ULONG position, IEnumConnectionPoints **out)
{
    struct points *points;

    *out = NULL;
    if (!(points = calloc(1, sizeof(*points)))) return E_OUTOFMEMORY;
    points->IEnumConnectionPoints_iface.lpVtbl = &points_vtbl;
    points->ref = 1;
    points->position = position;
    points->count = object->type->other_source ? 2 : 1;
    points->object = object;
    object_addref(object);
    module_lock();
    *out = &points->IEnumConnectionPoints_iface;
    return S_OK;
}
