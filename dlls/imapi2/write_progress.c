/*
 * What an Update event tells about a write
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

#include "write_progress.h"

#include "wine/debug.h"

WINE_DEFAULT_DEBUG_CHANNEL(imapi2);

struct progress_args
{
    struct object object;
    IDiscFormat2DataEventArgs IDiscFormat2DataEventArgs_iface;  /* begins as IWriteEngine2EventArgs does */
    struct write_progress values;
};

static inline struct progress_args *impl_from_IDiscFormat2DataEventArgs(IDiscFormat2DataEventArgs *iface)
{
    return CONTAINING_RECORD(iface, struct progress_args, IDiscFormat2DataEventArgs_iface);
}

IUNKNOWN_METHODS(progress, IDiscFormat2DataEventArgs)

/* Which of the two interfaces the object was made for; it decides what late-bound clients see. */
static const IID *progress_iid(struct progress_args *This)
{
    return This->object.type->interfaces[0].iid;
}

static HRESULT WINAPI progress_GetTypeInfoCount(IDiscFormat2DataEventArgs *iface, UINT *count)
{
    return dispatch_get_type_info_count(&impl_from_IDiscFormat2DataEventArgs(iface)->object, count);
}

static HRESULT WINAPI progress_GetTypeInfo(IDiscFormat2DataEventArgs *iface, UINT index, LCID lcid,
                                           ITypeInfo **typeinfo)
{
    struct progress_args *This = impl_from_IDiscFormat2DataEventArgs(iface);

    return dispatch_get_type_info(&This->object, progress_iid(This), index, lcid, typeinfo);
}

static HRESULT WINAPI progress_GetIDsOfNames(IDiscFormat2DataEventArgs *iface, REFIID riid, LPOLESTR *names,
                                             UINT count, LCID lcid, DISPID *ids)
{
    struct progress_args *This = impl_from_IDiscFormat2DataEventArgs(iface);

    if (!IsEqualIID(riid, &IID_NULL)) return DISP_E_UNKNOWNINTERFACE;
    return dispatch_get_ids_of_names(&This->object, progress_iid(This), names, count, lcid, ids);
}

static HRESULT WINAPI progress_Invoke(IDiscFormat2DataEventArgs *iface, DISPID id, REFIID riid, LCID lcid, WORD flags,
                                      DISPPARAMS *params, VARIANT *result, EXCEPINFO *excepinfo, UINT *arg_err)
{
    struct progress_args *This = impl_from_IDiscFormat2DataEventArgs(iface);

    return dispatch_invoke(&This->object, progress_iid(This), iface, id, riid, lcid, flags, params, result, excepinfo,
                           arg_err);
}

static HRESULT progress_get(struct progress_args *This, const char *method, LONG number, LONG *value)
{
    if (!value) return object_result(&This->object, progress_iid(This), method, E_POINTER);
    *value = number;
    return S_OK;
}

static HRESULT WINAPI progress_get_StartLba(IDiscFormat2DataEventArgs *iface, LONG *value)
{
    struct progress_args *This = impl_from_IDiscFormat2DataEventArgs(iface);

    TRACE("(%p)->(%p)\n", This, value);

    return progress_get(This, __func__, This->values.start_lba, value);
}

static HRESULT WINAPI progress_get_SectorCount(IDiscFormat2DataEventArgs *iface, LONG *value)
{
    struct progress_args *This = impl_from_IDiscFormat2DataEventArgs(iface);

    TRACE("(%p)->(%p)\n", This, value);

    return progress_get(This, __func__, This->values.sector_count, value);
}

static HRESULT WINAPI progress_get_LastReadLba(IDiscFormat2DataEventArgs *iface, LONG *value)
{
    struct progress_args *This = impl_from_IDiscFormat2DataEventArgs(iface);

    TRACE("(%p)->(%p)\n", This, value);

    return progress_get(This, __func__, This->values.last_read_lba, value);
}

static HRESULT WINAPI progress_get_LastWrittenLba(IDiscFormat2DataEventArgs *iface, LONG *value)
{
    struct progress_args *This = impl_from_IDiscFormat2DataEventArgs(iface);

    TRACE("(%p)->(%p)\n", This, value);

    return progress_get(This, __func__, This->values.last_written_lba, value);
}

static HRESULT WINAPI progress_get_TotalSystemBuffer(IDiscFormat2DataEventArgs *iface, LONG *value)
{
    struct progress_args *This = impl_from_IDiscFormat2DataEventArgs(iface);

    TRACE("(%p)->(%p)\n", This, value);

    return progress_get(This, __func__, This->values.total_buffer, value);
}

static HRESULT WINAPI progress_get_UsedSystemBuffer(IDiscFormat2DataEventArgs *iface, LONG *value)
{
    struct progress_args *This = impl_from_IDiscFormat2DataEventArgs(iface);

    TRACE("(%p)->(%p)\n", This, value);

    return progress_get(This, __func__, This->values.used_buffer, value);
}

static HRESULT WINAPI progress_get_FreeSystemBuffer(IDiscFormat2DataEventArgs *iface, LONG *value)
{
    struct progress_args *This = impl_from_IDiscFormat2DataEventArgs(iface);

    TRACE("(%p)->(%p)\n", This, value);

    return progress_get(This, __func__, This->values.total_buffer - This->values.used_buffer, value);
}

static HRESULT WINAPI progress_get_ElapsedTime(IDiscFormat2DataEventArgs *iface, LONG *value)
{
    struct progress_args *This = impl_from_IDiscFormat2DataEventArgs(iface);

    TRACE("(%p)->(%p)\n", This, value);

    return progress_get(This, __func__, This->values.elapsed, value);
}

static HRESULT WINAPI progress_get_RemainingTime(IDiscFormat2DataEventArgs *iface, LONG *value)
{
    struct progress_args *This = impl_from_IDiscFormat2DataEventArgs(iface);

    TRACE("(%p)->(%p)\n", This, value);

    return progress_get(This, __func__, This->values.remaining, value);
}

static HRESULT WINAPI progress_get_TotalTime(IDiscFormat2DataEventArgs *iface, LONG *value)
{
    struct progress_args *This = impl_from_IDiscFormat2DataEventArgs(iface);

    TRACE("(%p)->(%p)\n", This, value);

    return progress_get(This, __func__, This->values.total, value);
}

static HRESULT WINAPI progress_get_CurrentAction(IDiscFormat2DataEventArgs *iface,
                                                 IMAPI_FORMAT2_DATA_WRITE_ACTION *value)
{
    struct progress_args *This = impl_from_IDiscFormat2DataEventArgs(iface);

    TRACE("(%p)->(%p)\n", This, value);

    return progress_get(This, __func__, This->values.action, (LONG *)value);
}

/* What all of them have in common, in the order of IWriteEngine2EventArgs. */
#define ENGINE_METHODS                                                                                               \
    progress_QueryInterface, progress_AddRef, progress_Release, progress_GetTypeInfoCount,                           \
    progress_GetTypeInfo, progress_GetIDsOfNames, progress_Invoke, progress_get_StartLba,                            \
    progress_get_SectorCount, progress_get_LastReadLba, progress_get_LastWrittenLba, progress_get_TotalSystemBuffer, \
    progress_get_UsedSystemBuffer, progress_get_FreeSystemBuffer

static const IDiscFormat2DataEventArgsVtbl progress_vtbl = {
    ENGINE_METHODS,
    progress_get_ElapsedTime,
    progress_get_RemainingTime,
    progress_get_TotalTime,
    progress_get_CurrentAction,
};

/*
 * The arguments of a format are those of the engine, followed by four numbers
 * of its own. Their order is all that is different.
 */
static HRESULT WINAPI tao_progress_get_CurrentTrackNumber(IDiscFormat2DataEventArgs *iface, LONG *value)
{
    struct progress_args *This = impl_from_IDiscFormat2DataEventArgs(iface);

    TRACE("(%p)->(%p)\n", This, value);

    return progress_get(This, __func__, This->values.track, value);
}

static HRESULT WINAPI tao_progress_get_CurrentAction(IDiscFormat2DataEventArgs *iface, LONG *value)
{
    struct progress_args *This = impl_from_IDiscFormat2DataEventArgs(iface);

    TRACE("(%p)->(%p)\n", This, value);

    return progress_get(This, __func__, This->values.action, value);
}

static HRESULT WINAPI tao_progress_get_RemainingTime(IDiscFormat2DataEventArgs *iface,
                                                     IMAPI_FORMAT2_DATA_WRITE_ACTION *value)
{
    struct progress_args *This = impl_from_IDiscFormat2DataEventArgs(iface);

    TRACE("(%p)->(%p)\n", This, value);

    return progress_get(This, __func__, This->values.remaining, (LONG *)value);
}

static const IDiscFormat2DataEventArgsVtbl tao_progress_vtbl = {
    ENGINE_METHODS,
    tao_progress_get_CurrentTrackNumber,
    tao_progress_get_CurrentAction,
    progress_get_ElapsedTime,
    tao_progress_get_RemainingTime,
};

C_ASSERT(sizeof(IDiscFormat2DataEventArgsVtbl) == sizeof(IDiscFormat2TrackAtOnceEventArgsVtbl));

/* One number less. */
static const IDiscFormat2DataEventArgsVtbl raw_progress_vtbl = {
    ENGINE_METHODS,
    tao_progress_get_CurrentAction,
    progress_get_ElapsedTime,
    progress_get_RemainingTime,
    NULL,
};

C_ASSERT(sizeof(IDiscFormat2DataEventArgsVtbl) == sizeof(IDiscFormat2RawCDEventArgsVtbl) + sizeof(void *));

static HRESULT raw_progress_init(struct object *object)
{
    struct progress_args *This = CONTAINING_RECORD(object, struct progress_args, object);

    This->IDiscFormat2DataEventArgs_iface.lpVtbl = &raw_progress_vtbl;
    return S_OK;
}

static HRESULT tao_progress_init(struct object *object)
{
    struct progress_args *This = CONTAINING_RECORD(object, struct progress_args, object);

    This->IDiscFormat2DataEventArgs_iface.lpVtbl = &tao_progress_vtbl;
    return S_OK;
}

static HRESULT progress_init(struct object *object)
{
    struct progress_args *This = CONTAINING_RECORD(object, struct progress_args, object);

    This->IDiscFormat2DataEventArgs_iface.lpVtbl = &progress_vtbl;
    return S_OK;
}

static const struct object_interface engine_progress_interfaces[] = {
    {&IID_IWriteEngine2EventArgs, offsetof(struct progress_args, IDiscFormat2DataEventArgs_iface)},
    {&IID_IDispatch, offsetof(struct progress_args, IDiscFormat2DataEventArgs_iface)},
    {NULL, 0},
};

static const struct object_interface data_progress_interfaces[] = {
    {&IID_IDiscFormat2DataEventArgs, offsetof(struct progress_args, IDiscFormat2DataEventArgs_iface)},
    {&IID_IWriteEngine2EventArgs, offsetof(struct progress_args, IDiscFormat2DataEventArgs_iface)},
    {&IID_IDispatch, offsetof(struct progress_args, IDiscFormat2DataEventArgs_iface)},
    {NULL, 0},
};

static const struct object_interface tao_progress_interfaces[] = {
    {&IID_IDiscFormat2TrackAtOnceEventArgs, offsetof(struct progress_args, IDiscFormat2DataEventArgs_iface)},
    {&IID_IWriteEngine2EventArgs, offsetof(struct progress_args, IDiscFormat2DataEventArgs_iface)},
    {&IID_IDispatch, offsetof(struct progress_args, IDiscFormat2DataEventArgs_iface)},
    {NULL, 0},
};

static const struct object_interface raw_progress_interfaces[] = {
    {&IID_IDiscFormat2RawCDEventArgs, offsetof(struct progress_args, IDiscFormat2DataEventArgs_iface)},
    {&IID_IWriteEngine2EventArgs, offsetof(struct progress_args, IDiscFormat2DataEventArgs_iface)},
    {&IID_IDispatch, offsetof(struct progress_args, IDiscFormat2DataEventArgs_iface)},
    {NULL, 0},
};

static const struct object_type engine_progress_type = {
    .clsid = &IID_IWriteEngine2EventArgs,   /* no coclass stands for it */
    .name = L"WriteEngine2EventArgs",
    .size = sizeof(struct progress_args),
    .interfaces = engine_progress_interfaces,
    .init = progress_init,
};

static const struct object_type data_progress_type = {
    .clsid = &IID_IDiscFormat2DataEventArgs,
    .name = L"DiscFormat2DataEventArgs",
    .size = sizeof(struct progress_args),
    .interfaces = data_progress_interfaces,
    .init = progress_init,
};

static const struct object_type tao_progress_type = {
    .clsid = &IID_IDiscFormat2TrackAtOnceEventArgs,
    .name = L"DiscFormat2TrackAtOnceEventArgs",
    .size = sizeof(struct progress_args),
    .interfaces = tao_progress_interfaces,
    .init = tao_progress_init,
};

static const struct object_type raw_progress_type = {
    .clsid = &IID_IDiscFormat2RawCDEventArgs,
    .name = L"DiscFormat2RawCDEventArgs",
    .size = sizeof(struct progress_args),
    .interfaces = raw_progress_interfaces,
    .init = raw_progress_init,
};

static HRESULT progress_create(const struct object_type *type, const struct write_progress *values, IDispatch **out)
{
    struct progress_args *This;
    struct object *object;
    HRESULT hr;

    *out = NULL;
    if (FAILED(hr = object_create(type, &object))) return hr;
    This = CONTAINING_RECORD(object, struct progress_args, object);
    This->values = *values;
    *out = (IDispatch *)&This->IDiscFormat2DataEventArgs_iface;
    return S_OK;
}

HRESULT engine_progress_create(const struct write_progress *progress, IDispatch **out)
{
    return progress_create(&engine_progress_type, progress, out);
}

HRESULT data_progress_create(const struct write_progress *progress, IDispatch **out)
{
    return progress_create(&data_progress_type, progress, out);
}

HRESULT tao_progress_create(const struct write_progress *progress, IDispatch **out)
{
    return progress_create(&tao_progress_type, progress, out);
}

HRESULT raw_progress_create(const struct write_progress *progress, IDispatch **out)
{
    return progress_create(&raw_progress_type, progress, out);
}

/* Seconds that are still to come: at the pace of this burn as soon as it has one, else at the drive's speed. */
static LONG remaining_seconds(const struct write_clock *clock, ULONGLONG now)
{
    LONG64 left = clock->blocks - clock->written;

    if (clock->written && clock->writing_since && now > clock->writing_since)
        return (LONG)(left * (LONG64)(now - clock->writing_since) / clock->written / 1000);
    return clock->speed ? (LONG)(left / clock->speed) : 0;
}

void write_progress_times(struct write_progress *progress, const struct write_clock *clock, bool ended)
{
    ULONGLONG now = GetTickCount64();

    progress->elapsed = (LONG)((now - clock->started) / 1000);
    progress->remaining = ended ? 0 : remaining_seconds(clock, now);
    progress->total = progress->elapsed + progress->remaining;
}

void write_progress_from_pipeline(struct write_progress *progress, struct pipeline *pipeline)
{
    progress->last_read_lba = pipeline->last_read;
    if (!pipeline->stream) return;
    progress->total_buffer = (LONG)ring_total_bytes(&pipeline->ring);
    progress->used_buffer = (LONG)ring_used_bytes(&pipeline->ring);
}

void fire_progress(struct object *sender, DISPID dispid, IDispatch *progress)
{
    VARIANT args[2];

    if (!progress) return;
    V_VT(&args[0]) = VT_DISPATCH;
    V_DISPATCH(&args[0]) = (IDispatch *)object_unknown(sender);
    V_VT(&args[1]) = VT_DISPATCH;
    V_DISPATCH(&args[1]) = progress;
    fire_event(&sender->cp, dispid, args, 2);
    IDispatch_Release(progress);
}
