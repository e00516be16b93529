/*
 * A sink for Update events
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

#include <stdio.h>
#include <string.h>

#include "support.h"

static inline struct test_sink *impl_from_IDispatch(IDispatch *iface)
{
    return CONTAINING_RECORD(iface, struct test_sink, IDispatch_iface);
}

static HRESULT WINAPI sink_QueryInterface(IDispatch *iface, REFIID iid, void **out)
{
    struct test_sink *This = impl_from_IDispatch(iface);

    *out = NULL;
    if (!IsEqualIID(iid, &IID_IUnknown) && !IsEqualIID(iid, &IID_IDispatch) && !IsEqualIID(iid, &This->iid))
        return E_NOINTERFACE;
    *out = iface;
    IDispatch_AddRef(iface);
    return S_OK;
}

static ULONG WINAPI sink_AddRef(IDispatch *iface)
{
    return InterlockedIncrement(&impl_from_IDispatch(iface)->ref);
}

static ULONG WINAPI sink_Release(IDispatch *iface)
{
    return InterlockedDecrement(&impl_from_IDispatch(iface)->ref);
}

static HRESULT WINAPI sink_GetTypeInfoCount(IDispatch *iface, UINT *count)
{
    (void)iface;
    *count = 0;
    return E_NOTIMPL;
}

static HRESULT WINAPI sink_GetTypeInfo(IDispatch *iface, UINT index, LCID lcid, ITypeInfo **typeinfo)
{
    (void)iface, (void)index, (void)lcid;
    *typeinfo = NULL;
    return E_NOTIMPL;
}

static HRESULT WINAPI sink_GetIDsOfNames(IDispatch *iface, REFIID iid, LPOLESTR *names, UINT count, LCID lcid,
                                         DISPID *ids)
{
    (void)iface, (void)iid, (void)names, (void)count, (void)lcid, (void)ids;
    return E_NOTIMPL;
}

static bool read_engine_args(IDispatch *progress, struct test_event *event)
{
    IWriteEngine2EventArgs *args;

    if (FAILED(IDispatch_QueryInterface(progress, &IID_IWriteEngine2EventArgs, (void **)&args))) return false;
    IWriteEngine2EventArgs_get_StartLba(args, &event->start);
    IWriteEngine2EventArgs_get_SectorCount(args, &event->count);
    IWriteEngine2EventArgs_get_LastReadLba(args, &event->last_read);
    IWriteEngine2EventArgs_get_LastWrittenLba(args, &event->last_written);
    IWriteEngine2EventArgs_get_TotalSystemBuffer(args, &event->total_buffer);
    IWriteEngine2EventArgs_get_UsedSystemBuffer(args, &event->used_buffer);
    IWriteEngine2EventArgs_get_FreeSystemBuffer(args, &event->free_buffer);
    IWriteEngine2EventArgs_Release(args);
    return true;
}

static void read_data_args(IDispatch *progress, struct test_event *event)
{
    IMAPI_FORMAT2_DATA_WRITE_ACTION action = -1;
    IDiscFormat2DataEventArgs *args;

    event->action = -1;
    if (FAILED(IDispatch_QueryInterface(progress, &IID_IDiscFormat2DataEventArgs, (void **)&args))) return;
    IDiscFormat2DataEventArgs_get_CurrentAction(args, &action);
    event->action = action;
    IDiscFormat2DataEventArgs_get_ElapsedTime(args, &event->elapsed);
    IDiscFormat2DataEventArgs_get_RemainingTime(args, &event->remaining);
    IDiscFormat2DataEventArgs_get_TotalTime(args, &event->total);
    IDiscFormat2DataEventArgs_Release(args);
}

static void read_tao_args(IDispatch *progress, struct test_event *event)
{
    IMAPI_FORMAT2_TAO_WRITE_ACTION action = -1;
    IDiscFormat2TrackAtOnceEventArgs *args;

    if (FAILED(IDispatch_QueryInterface(progress, &IID_IDiscFormat2TrackAtOnceEventArgs, (void **)&args))) return;
    IDiscFormat2TrackAtOnceEventArgs_get_CurrentTrackNumber(args, &event->track);
    IDiscFormat2TrackAtOnceEventArgs_get_CurrentAction(args, &action);
    event->action = action;
    IDiscFormat2TrackAtOnceEventArgs_get_ElapsedTime(args, &event->elapsed);
    IDiscFormat2TrackAtOnceEventArgs_get_RemainingTime(args, &event->remaining);
    IDiscFormat2TrackAtOnceEventArgs_Release(args);
}

static void read_raw_args(IDispatch *progress, struct test_event *event)
{
    IMAPI_FORMAT2_RAW_CD_WRITE_ACTION action = -1;
    IDiscFormat2RawCDEventArgs *args;

    if (FAILED(IDispatch_QueryInterface(progress, &IID_IDiscFormat2RawCDEventArgs, (void **)&args))) return;
    IDiscFormat2RawCDEventArgs_get_CurrentAction(args, &action);
    event->action = action;
    IDiscFormat2RawCDEventArgs_get_ElapsedTime(args, &event->elapsed);
    IDiscFormat2RawCDEventArgs_get_RemainingTime(args, &event->remaining);
    IDiscFormat2RawCDEventArgs_Release(args);
}

/* The eraser tells two numbers, all others an object. */
static bool read_args(const DISPPARAMS *params, struct test_event *event)
{
    if (params->cArgs == 3)
    {
        event->elapsed = V_I4(&params->rgvarg[1]);
        event->total = V_I4(&params->rgvarg[0]);
        return V_VT(&params->rgvarg[2]) == VT_DISPATCH && V_VT(&params->rgvarg[1]) == VT_I4 &&
               V_VT(&params->rgvarg[0]) == VT_I4;
    }
    if (params->cArgs != 2 || V_VT(&params->rgvarg[1]) != VT_DISPATCH || V_VT(&params->rgvarg[0]) != VT_DISPATCH)
        return false;
    read_data_args(V_DISPATCH(&params->rgvarg[0]), event);
    read_tao_args(V_DISPATCH(&params->rgvarg[0]), event);
    read_raw_args(V_DISPATCH(&params->rgvarg[0]), event);
    return read_engine_args(V_DISPATCH(&params->rgvarg[0]), event);
}

static HRESULT WINAPI sink_Invoke(IDispatch *iface, DISPID id, REFIID iid, LCID lcid, WORD flags, DISPPARAMS *params,
                                  VARIANT *result, EXCEPINFO *excepinfo, UINT *arg_err)
{
    struct test_sink *This = impl_from_IDispatch(iface);
    struct test_event event;

    (void)lcid, (void)result, (void)excepinfo, (void)arg_err;
    memset(&event, 0, sizeof(event));
    event.time = GetTickCount();
    event.thread = GetCurrentThreadId();
    if (id != This->dispid || flags != DISPATCH_METHOD || !IsEqualIID(iid, &IID_NULL) || params->cNamedArgs ||
        !read_args(params, &event))
        This->wrong++;
    if (This->count < TEST_EVENTS_MAX) This->events[This->count] = event;
    This->count++;
    if (This->delay) Sleep(This->delay);
    This->args = params->rgvarg;
    This->progress = params->cArgs == 2 ? V_DISPATCH(&params->rgvarg[0]) : NULL;
    if (This->on_event) This->on_event(This, V_DISPATCH(&params->rgvarg[params->cArgs - 1]), &event);
    return This->result;
}

static IDispatchVtbl sink_vtbl = {
    sink_QueryInterface,
    sink_AddRef,
    sink_Release,
    sink_GetTypeInfoCount,
    sink_GetTypeInfo,
    sink_GetIDsOfNames,
    sink_Invoke,
};

void test_sink_init(struct test_sink *sink, const IID *iid, DISPID dispid)
{
    memset(sink, 0, sizeof(*sink));
    sink->IDispatch_iface.lpVtbl = &sink_vtbl;
    sink->ref = 1;
    sink->iid = *iid;
    sink->dispid = dispid;
}

HRESULT test_sink_connect(struct test_sink *sink, void *source)
{
    IConnectionPointContainer *container;
    HRESULT hr;

    hr = IUnknown_QueryInterface((IUnknown *)source, &IID_IConnectionPointContainer, (void **)&container);
    if (FAILED(hr)) return hr;
    hr = IConnectionPointContainer_FindConnectionPoint(container, &sink->iid, &sink->point);
    IConnectionPointContainer_Release(container);
    if (FAILED(hr)) return hr;
    hr = IConnectionPoint_Advise(sink->point, (IUnknown *)&sink->IDispatch_iface, &sink->cookie);
    if (FAILED(hr))
    {
        IConnectionPoint_Release(sink->point);
        sink->point = NULL;
    }
    return hr;
}

void test_sink_disconnect(struct test_sink *sink)
{
    if (!sink->point) return;
    IConnectionPoint_Unadvise(sink->point, sink->cookie);
    IConnectionPoint_Release(sink->point);
    sink->point = NULL;
}

const char *test_sink_actions(const struct test_sink *sink)
{
    static char text[256];
    char *out = text;
    LONG i, last = -2;

    text[0] = 0;
    for (i = 0; i < sink->count && i < TEST_EVENTS_MAX; i++)
    {
        if (sink->events[i].action == last) continue;
        last = sink->events[i].action;
        if (out - text > 240) break;
        out += sprintf(out, out == text ? "%ld" : " %ld", (long)last);
    }
    return text;
}
