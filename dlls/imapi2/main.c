/*
 * Entry points of a DLL and its class factories
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

HINSTANCE module_instance;

/* Objects, locked factories and threads that need the module's code. */
static LONG module_locks;

void module_lock(void)
{
    InterlockedIncrement(&module_locks);
}

void module_unlock(void)
{
    InterlockedDecrement(&module_locks);
}

static HRESULT WINAPI factory_QueryInterface(IClassFactory *iface, REFIID iid, void **out);
static ULONG WINAPI factory_AddRef(IClassFactory *iface);
static ULONG WINAPI factory_Release(IClassFactory *iface);
static HRESULT WINAPI factory_CreateInstance(IClassFactory *iface, IUnknown *outer, REFIID iid, void **out);
static HRESULT WINAPI factory_LockServer(IClassFactory *iface, BOOL lock);

static const IClassFactoryVtbl factory_vtbl = {
    factory_QueryInterface, factory_AddRef, factory_Release, factory_CreateInstance, factory_LockServer,
};

struct factory
{
    IClassFactory IClassFactory_iface;
    LONG ref;
    const struct object_type *type;
};

static inline struct factory *impl_from_IClassFactory(IClassFactory *iface)
{
    return CONTAINING_RECORD(iface, struct factory, IClassFactory_iface);
}

static HRESULT WINAPI factory_QueryInterface(IClassFactory *iface, REFIID iid, void **out)
{
    TRACE("(%p)->(%s, %p)\n", iface, debugstr_guid(iid), out);

    if (!out) return E_POINTER;
    *out = NULL;
    if (!IsEqualIID(iid, &IID_IUnknown) && !IsEqualIID(iid, &IID_IClassFactory)) return E_NOINTERFACE;
    IClassFactory_AddRef(iface);
    *out = iface;
    return S_OK;
}

static ULONG WINAPI factory_AddRef(IClassFactory *iface)
{
    ULONG ref = InterlockedIncrement(&impl_from_IClassFactory(iface)->ref);

    TRACE("(%p) ref %lu\n", iface, ref);
    return ref;
}

static ULONG WINAPI factory_Release(IClassFactory *iface)
{
    struct factory *This = impl_from_IClassFactory(iface);
    ULONG ref = InterlockedDecrement(&This->ref);

    TRACE("(%p) ref %lu\n", iface, ref);
    if (!ref)
    {
        free(This);
        module_unlock();
    }
    return ref;
}

static HRESULT WINAPI factory_CreateInstance(IClassFactory *iface, IUnknown *outer, REFIID iid, void **out)
{
    struct factory *This = impl_from_IClassFactory(iface);

    TRACE("(%p)->(%p, %s, %p) %s\n", iface, outer, debugstr_guid(iid), out, debugstr_w(This->type->name));

    if (!out) return E_POINTER;
    *out = NULL;
    if (outer) return CLASS_E_NOAGGREGATION;
    return object_create_interface(This->type, iid, out);
}

static HRESULT WINAPI factory_LockServer(IClassFactory *iface, BOOL lock)
{
    TRACE("(%p)->(%d)\n", iface, lock);

    if (lock) module_lock();
    else module_unlock();
    return S_OK;
}

static HRESULT factory_create(const struct object_type *type, REFIID iid, void **out)
{
    struct factory *factory;
    HRESULT hr;

    if (!(factory = calloc(1, sizeof(*factory)))) return E_OUTOFMEMORY;
    factory->IClassFactory_iface.lpVtbl = &factory_vtbl;
    factory->ref = 1;
    factory->type = type;
    module_lock();
    hr = IClassFactory_QueryInterface(&factory->IClassFactory_iface, iid, out);
    IClassFactory_Release(&factory->IClassFactory_iface);
    return hr;
}

HRESULT WINAPI DllGetClassObject(REFCLSID clsid, REFIID iid, void **out)
{
    unsigned int i;

    TRACE("(%s, %s, %p)\n", debugstr_guid(clsid), debugstr_guid(iid), out);

    if (!out) return E_POINTER;
    *out = NULL;
    for (i = 0; i < com_module.class_count; i++)
        if (IsEqualCLSID(clsid, com_module.classes[i]->clsid)) return factory_create(com_module.classes[i], iid, out);
    WARN("no class %s\n", debugstr_guid(clsid));
    return CLASS_E_CLASSNOTAVAILABLE;
}

HRESULT WINAPI DllCanUnloadNow(void)
{
    TRACE("%ld locks\n", module_locks);

    return module_locks ? S_FALSE : S_OK;
}

HRESULT WINAPI DllRegisterServer(void)
{
    TRACE("\n");

    return register_classes();
}

HRESULT WINAPI DllUnregisterServer(void)
{
    TRACE("\n");

    return unregister_classes();
}

BOOL WINAPI DllMain(HINSTANCE instance, DWORD reason, void *reserved)
{
    TRACE("(%p, %lu, %p)\n", instance, reason, reserved);

    switch (reason)
    {
    case DLL_PROCESS_ATTACH:
        module_instance = instance;
        DisableThreadLibraryCalls(instance);
        break;
    case DLL_PROCESS_DETACH:
        if (!reserved) typeinfo_cleanup();
        break;
    }
    return TRUE;
}
