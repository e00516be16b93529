/*
 * What the COM objects of imapi2.dll and of imapi2fs.dll have in common
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

#ifndef IMAPI2_COM_H
#define IMAPI2_COM_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifndef COBJMACROS
#define COBJMACROS
#endif
#ifndef CONST_VTABLE
#define CONST_VTABLE
#endif

#include "windef.h"
#include "winbase.h"
#include "winerror.h"
#include "ole2.h"
#include "oleauto.h"
#include "ocidl.h"
#include "olectl.h"

#ifndef ARRAY_SIZE
#define ARRAY_SIZE(array) (sizeof(array) / sizeof((array)[0]))
#endif

/*
 * The sources behind this header are compiled into both DLLs: PARENTSRC in the
 * Makefile.in of the other one. What differs stands in one struct com_module,
 * which each DLL defines.
 *
 * An object of a DLL is a struct that starts with a struct object, followed
 * by the interfaces that it implements itself. The common part answers
 * QueryInterface from a table, counts references, and implements
 * ISupportErrorInfo, IProvideClassInfo(2), IConnectionPointContainer and
 * IMarshal (free-threaded). So an object's file holds its own methods only:
 *
 *     struct thing { struct object object; IThing IThing_iface; LONG value; };
 *
 *     static inline struct thing *impl_from_IThing(IThing *iface)
 *     {
 *         return CONTAINING_RECORD(iface, struct thing, IThing_iface);
 *     }
 *
 *     IDISPATCH_METHODS(thing, IThing)
 *
 *     static HRESULT WINAPI thing_get_Value(IThing *iface, LONG *value)
 *     {
 *         struct thing *This = impl_from_IThing(iface);
 *         TRACE("(%p)->(%p)\n", This, value);
 *         ...
 *         return object_result(&This->object, &IID_IThing, __func__, hr);
 *     }
 */

struct object;

/* One interface of an object: its offset is counted from the object's start. */
struct object_interface
{
    const IID *iid;
    size_t offset;
};

/* What is the same for all objects of one coclass. */
struct object_type
{
    const CLSID *clsid;
    const WCHAR *name;                          /* of the coclass; the ProgID is <prefix><name>.1 */
    size_t size;                                /* bytes of the whole struct */
    const struct object_interface *interfaces;  /* ends with a NULL iid; the first one is the identity.
                                                 * NULL: a class whose objects cannot be made yet. */
    const IID *source;                          /* outgoing event interface, or NULL */
    const IID *other_source;                    /* a second one, or NULL */
    HRESULT (*init)(struct object *object);     /* called last in the creation; may be NULL */
    void (*destroy)(struct object *object);     /* called first when the last reference goes; may be NULL.
                                                 * Not called when init() failed. */
    void (*advised)(struct object *object);     /* called when a sink was connected; may be NULL */
};

struct connection_point
{
    IConnectionPoint IConnectionPoint_iface;
    struct object *object;      /* the container, which lends its reference count */
    const IID *iid;             /* of the event interface */
    CRITICAL_SECTION lock;      /* guards the list, never held while a sink is called */
    struct sink **sinks;
    UINT count;
    DWORD last_cookie;
};

struct object
{
    ISupportErrorInfo ISupportErrorInfo_iface;
    IProvideClassInfo2 IProvideClassInfo2_iface;
    IConnectionPointContainer IConnectionPointContainer_iface;
    LONG ref;
    const struct object_type *type;
    IUnknown *marshaler;        /* aggregated free-threaded marshaler */
    struct connection_point cp;         /* only used with type->source */
    struct connection_point other_cp;   /* only used with type->other_source */
};

/* What one DLL is. */
struct com_module
{
    const WCHAR *prefix;                        /* of its ProgIDs, with the dot */
    const GUID *libid;                          /* of the type library that it carries */
    WORD major, minor;                          /* its version */
    const struct object_type *const *classes;   /* every creatable one, for the factories and the registration alike */
    unsigned int class_count;
};

/* class_table.c of each DLL */
extern const struct com_module com_module;

/* main.c */
extern HINSTANCE module_instance;
void module_lock(void);
void module_unlock(void);

/* register.c */
HRESULT register_classes(void);
HRESULT unregister_classes(void);

/* object.c */

/* Makes an object with one reference. E_OUTOFMEMORY, or what type->init answers. */
HRESULT object_create(const struct object_type *type, struct object **object);
/* The same, answered as one of its interfaces. */
HRESULT object_create_interface(const struct object_type *type, REFIID iid, void **out);
HRESULT object_query_interface(struct object *object, REFIID iid, void **out);
ULONG object_addref(struct object *object);
ULONG object_release(struct object *object);
/* For those who know of an object without a reference: false when it is being destroyed. */
bool object_try_addref(struct object *object);
/* The object's identity; also its IDispatch when its first interface is a dual one. Adds no reference. */
IUnknown *object_unknown(struct object *object);
/* Traces the result of a method and, when it is a failure, sets the thread's error object. */
HRESULT object_result(struct object *object, const IID *iid, const char *method, HRESULT hr);

/* errorinfo.c */

/* Sets the thread's error object with the text of hr, and answers hr. source is a ProgID. */
HRESULT module_error(HRESULT hr, const IID *iid, const WCHAR *source);

/* typeinfo.c: IDispatch from the type library inside of this DLL */
HRESULT typeinfo_get(const GUID *guid, ITypeInfo **typeinfo);
/* Byte offset in the vtable of the method with that dispid. */
HRESULT typeinfo_get_vtable_offset(const IID *iid, DISPID dispid, ULONG_PTR *offset);
void typeinfo_cleanup(void);
HRESULT dispatch_get_type_info_count(struct object *object, UINT *count);
HRESULT dispatch_get_type_info(struct object *object, const IID *iid, UINT index, LCID lcid, ITypeInfo **typeinfo);
HRESULT dispatch_get_ids_of_names(struct object *object, const IID *iid, LPOLESTR *names, UINT count, LCID lcid,
                                  DISPID *ids);
HRESULT dispatch_invoke(struct object *object, const IID *iid, void *iface, DISPID id, REFIID riid, LCID lcid,
                        WORD flags, DISPPARAMS *params, VARIANT *result, EXCEPINFO *excepinfo, UINT *arg_err);

/* connection_point.c */
/* For an iid of NULL both do nothing. */
void connection_point_init(struct connection_point *cp, struct object *object, const IID *iid);
void connection_point_cleanup(struct connection_point *cp);
UINT connection_point_sink_count(struct connection_point *cp);
/*
 * Calls Invoke(dispid) of every sink that is connected now, each in its own
 * apartment. args stand in the order of the declaration and stay the caller's.
 * What a sink answers is of no interest to the source.
 */
void fire_event(struct connection_point *cp, DISPID dispid, VARIANT *args, UINT count);
extern const IConnectionPointContainerVtbl connection_point_container_vtbl;

/* safearray.c: SAFEARRAY(VARIANT), one dimension, lower bound 0, as all lists of the library */
HRESULT safearray_from_longs(const LONG *values, ULONG count, SAFEARRAY **array);
/* The same as VT_UI4. */
HRESULT safearray_from_ulongs(const LONG *values, ULONG count, SAFEARRAY **array);
/* Each byte as VT_UI1: what a drive would reply. */
HRESULT safearray_from_bytes(const BYTE *values, ULONG count, SAFEARRAY **array);
/* The strings are copied. */
HRESULT safearray_from_strings(const WCHAR *const *values, ULONG count, SAFEARRAY **array);
/* Each element as VT_DISPATCH with a reference of its own. */
HRESULT safearray_from_dispatches(IDispatch *const *values, ULONG count, SAFEARRAY **array);

/* IUnknown of an interface of an object that has a struct object as its member "object". */
#define IUNKNOWN_METHODS(prefix, Iface)                                                                              \
    static HRESULT WINAPI prefix##_QueryInterface(Iface *iface, REFIID iid, void **out)                              \
    {                                                                                                                \
        return object_query_interface(&impl_from_##Iface(iface)->object, iid, out);                                  \
    }                                                                                                                \
    static ULONG WINAPI prefix##_AddRef(Iface *iface)                                                                \
    {                                                                                                                \
        return object_addref(&impl_from_##Iface(iface)->object);                                                     \
    }                                                                                                                \
    static ULONG WINAPI prefix##_Release(Iface *iface)                                                               \
    {                                                                                                                \
        return object_release(&impl_from_##Iface(iface)->object);                                                    \
    }

/* The same with IDispatch, as the type library describes Iface. */
#define IDISPATCH_METHODS(prefix, Iface)                                                                             \
    IUNKNOWN_METHODS(prefix, Iface)                                                                                  \
    static HRESULT WINAPI prefix##_GetTypeInfoCount(Iface *iface, UINT *count)                                       \
    {                                                                                                                \
        return dispatch_get_type_info_count(&impl_from_##Iface(iface)->object, count);                               \
    }                                                                                                                \
    static HRESULT WINAPI prefix##_GetTypeInfo(Iface *iface, UINT index, LCID lcid, ITypeInfo **typeinfo)            \
    {                                                                                                                \
        return dispatch_get_type_info(&impl_from_##Iface(iface)->object, &IID_##Iface, index, lcid, typeinfo);       \
    }                                                                                                                \
    static HRESULT WINAPI prefix##_GetIDsOfNames(Iface *iface, REFIID riid, LPOLESTR *names, UINT count, LCID lcid,  \
                                                 DISPID *ids)                                                        \
    {                                                                                                                \
        if (!IsEqualIID(riid, &IID_NULL)) return DISP_E_UNKNOWNINTERFACE;                                            \
        return dispatch_get_ids_of_names(&impl_from_##Iface(iface)->object, &IID_##Iface, names, count, lcid, ids);  \
    }                                                                                                                \
    static HRESULT WINAPI prefix##_Invoke(Iface *iface, DISPID id, REFIID riid, LCID lcid, WORD flags,               \
                                          DISPPARAMS *params, VARIANT *result, EXCEPINFO *excepinfo, UINT *arg_err)  \
    {                                                                                                                \
        return dispatch_invoke(&impl_from_##Iface(iface)->object, &IID_##Iface, iface, id, riid, lcid, flags,        \
                               params, result, excepinfo, arg_err);                                                  \
    }

#endif /* IMAPI2_COM_H */
