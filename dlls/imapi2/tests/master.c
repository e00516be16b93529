/*
 * Tests of MsftDiscMaster2: the list of drives and its events
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

#include <string.h>

#include "check.h"
#include "support.h"
#include "wine/test.h"

#define WAIT_MS 10000

static const IID *iid = &IID_IDiscMaster2;

static IDiscMaster2 *create(void)
{
    IDiscMaster2 *master = NULL;
    HRESULT hr;

    hr = CoCreateInstance(&CLSID_MsftDiscMaster2, NULL, CLSCTX_INPROC_SERVER, &IID_IDiscMaster2, (void **)&master);
    ok(hr == S_OK, "got %#lx\n", hr);
    return master;
}

/* Index of an id in the list, -1 when it is not there. */
static LONG find(IDiscMaster2 *master, const WCHAR *id)
{
    LONG count = 0, i, found = -1;
    HRESULT hr;
    BSTR item;

    hr = IDiscMaster2_get_Count(master, &count);
    ok(hr == S_OK, "got %#lx\n", hr);
    for (i = 0; i < count; i++)
    {
        hr = IDiscMaster2_get_Item(master, i, &item);
        ok(hr == S_OK && SysStringLen(item), "%ld: got %#lx\n", i, hr);
        if (!lstrcmpW(item, id)) found = i;
        SysFreeString(item);
    }
    return found;
}

static void test_list(void)
{
    IDiscMaster2 *master = create();
    LONG before = -1, count = -1;
    VARIANT_BOOL supported = 42;
    struct burner drive;
    BSTR item;
    HRESULT hr;

    hr = IDiscMaster2_get_Count(master, &before);
    ok(hr == S_OK && before >= 0, "got %#lx, %ld drives\n", hr, before);
    ok(burner_open(&drive, L"imapi2 test master", NULL), "no recorder\n");
    hr = IDiscMaster2_get_Count(master, &count);
    ok(hr == S_OK && count == before + 1, "got %#lx, %ld drives\n", hr, count);
    ok(find(master, drive.id) >= 0, "%s is not listed\n", wine_dbgstr_w(drive.id));
    ok(!wcsncmp(drive.id, L"\\\\?\\cdrom#", 10), "%s does not look like a device interface\n", wine_dbgstr_w(drive.id));

    hr = IDiscMaster2_get_IsSupportedEnvironment(master, &supported);
    ok(hr == S_OK && supported == VARIANT_TRUE, "got %#lx %d\n", hr, supported);

    item = (BSTR)0xdeadbeef;
    check_failure(IDiscMaster2_get_Item(master, count, &item), E_INVALIDARG, iid);
    ok(!item, "got %p\n", item);
    check_failure(IDiscMaster2_get_Item(master, -1, &item), E_INVALIDARG, iid);
    check_failure(IDiscMaster2_get_Item(master, 0, NULL), E_POINTER, iid);
    check_failure(IDiscMaster2_get_Count(master, NULL), E_POINTER, iid);
    check_failure(IDiscMaster2_get_IsSupportedEnvironment(master, NULL), E_POINTER, iid);
    check_failure(IDiscMaster2_get__NewEnum(master, NULL), E_POINTER, iid);

    burner_close(&drive);
    hr = IDiscMaster2_get_Count(master, &count);
    ok(hr == S_OK && count == before, "got %#lx, %ld drives\n", hr, count);
    if (!before)
    {
        hr = IDiscMaster2_get_IsSupportedEnvironment(master, &supported);
        ok(hr == S_OK && supported == VARIANT_FALSE, "got %#lx %d\n", hr, supported);
    }
    ok(!IDiscMaster2_Release(master), "the object has references left\n");
}

/* A drive that does not answer is no supported environment. */
static void test_unusable(void)
{
    IDiscMaster2 *master = create();
    VARIANT_BOOL supported = 42;
    struct burner drive;
    LONG count = 0;
    HRESULT hr;

    ok(burner_open(&drive, L"imapi2 test unusable", NULL), "no recorder\n");
    burner_faults(&drive, "always : refused");
    IDiscMaster2_get_Count(master, &count);
    hr = IDiscMaster2_get_IsSupportedEnvironment(master, &supported);
    ok(hr == S_OK, "got %#lx\n", hr);
    if (count == 1) ok(supported == VARIANT_FALSE, "got %d\n", supported);
    else skip("there are other drives\n");
    burner_close(&drive);
    IDiscMaster2_Release(master);
}

static void test_enumerator(void)
{
    IDiscMaster2 *master = create();
    IEnumVARIANT *list, *clone;
    struct burner first, second;
    VARIANT values[4];
    LONG count, i;
    ULONG fetched;
    IUnknown *unknown;
    HRESULT hr;

    ok(burner_open(&first, L"imapi2 test enum 1", NULL), "no recorder\n");
    IDiscMaster2_get_Count(master, &count);
    hr = IDiscMaster2_get__NewEnum(master, &list);
    ok(hr == S_OK, "got %#lx\n", hr);
    hr = IEnumVARIANT_QueryInterface(list, &IID_IUnknown, (void **)&unknown);
    ok(hr == S_OK, "got %#lx\n", hr);
    IUnknown_Release(unknown);
    hr = IEnumVARIANT_QueryInterface(list, &IID_IDispatch, (void **)&unknown);
    ok(hr == E_NOINTERFACE && !unknown, "got %#lx\n", hr);

    /* A snapshot: what comes later is not in it. */
    ok(burner_open(&second, L"imapi2 test enum 2", NULL), "no recorder\n");
    for (i = 0; i < count; i++)
    {
        BSTR item;

        hr = IEnumVARIANT_Next(list, 1, values, NULL);
        ok(hr == S_OK && V_VT(&values[0]) == VT_BSTR, "%ld: got %#lx\n", i, hr);
        hr = IDiscMaster2_get_Item(master, i, &item);
        ok(hr == S_OK, "got %#lx\n", hr);
        if (i < count - 1) ok(!lstrcmpW(item, V_BSTR(&values[0])), "%ld: got %s\n", i, wine_dbgstr_w(V_BSTR(&values[0])));
        SysFreeString(item);
        VariantClear(&values[0]);
    }
    fetched = 42;
    hr = IEnumVARIANT_Next(list, 1, values, &fetched);
    ok(hr == S_FALSE && !fetched, "got %#lx, %lu\n", hr, fetched);
    hr = IEnumVARIANT_Next(list, 2, values, NULL);
    ok(hr == E_POINTER, "got %#lx\n", hr);
    hr = IEnumVARIANT_Next(list, 1, NULL, &fetched);
    ok(hr == E_POINTER, "got %#lx\n", hr);

    hr = IEnumVARIANT_Reset(list);
    ok(hr == S_OK, "got %#lx\n", hr);
    hr = IEnumVARIANT_Skip(list, count - 1);
    ok(hr == S_OK, "got %#lx\n", hr);
    hr = IEnumVARIANT_Clone(list, &clone);
    ok(hr == S_OK, "got %#lx\n", hr);
    hr = IEnumVARIANT_Skip(list, 2);
    ok(hr == S_FALSE, "got %#lx\n", hr);
    hr = IEnumVARIANT_Next(clone, 4, values, &fetched);
    ok(hr == S_FALSE && fetched == 1, "got %#lx, %lu\n", hr, fetched);
    VariantClear(&values[0]);
    hr = IEnumVARIANT_Clone(list, NULL);
    ok(hr == E_POINTER, "got %#lx\n", hr);
    IEnumVARIANT_Release(clone);
    ok(!IEnumVARIANT_Release(list), "the enumerator has references left\n");
    burner_close(&second);
    burner_close(&first);
    IDiscMaster2_Release(master);
}

/* ---- events */

struct sink
{
    IDispatch IDispatch_iface;
    LONG ref;
    HANDLE event;           /* set by each call */
    LONG added, removed;
    WCHAR id[260];          /* of the last one */
    IDispatch *sender;      /* of the last one; not referenced */
    DWORD thread;
    IDiscMaster2 *release;  /* released from inside the next call */
    HRESULT answer;         /* of Invoke */
    LONG vtable_calls;
    const WCHAR *name;      /* part of the id that is waited for: the last drive of an earlier test may still be told */
};

static inline struct sink *impl_from_IDispatch(IDispatch *iface)
{
    return CONTAINING_RECORD(iface, struct sink, IDispatch_iface);
}

static HRESULT WINAPI sink_QueryInterface(IDispatch *iface, REFIID riid, void **out)
{
    *out = NULL;
    if (!IsEqualIID(riid, &IID_IUnknown) && !IsEqualIID(riid, &IID_IDispatch) &&
        !IsEqualIID(riid, &IID_DDiscMaster2Events))
        return E_NOINTERFACE;
    IDispatch_AddRef(iface);
    *out = iface;
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
    ok(0, "unexpected call\n");
    return E_NOTIMPL;
}

static HRESULT WINAPI sink_GetTypeInfo(IDispatch *iface, UINT index, LCID lcid, ITypeInfo **info)
{
    ok(0, "unexpected call\n");
    return E_NOTIMPL;
}

static HRESULT WINAPI sink_GetIDsOfNames(IDispatch *iface, REFIID riid, LPOLESTR *names, UINT count, LCID lcid,
                                         DISPID *ids)
{
    ok(0, "unexpected call\n");
    return E_NOTIMPL;
}

static bool is_awaited(const struct sink *sink, const WCHAR *id)
{
    return wcsstr(id, sink->name) != NULL;
}

static HRESULT WINAPI sink_Invoke(IDispatch *iface, DISPID id, REFIID riid, LCID lcid, WORD flags,
                                  DISPPARAMS *params, VARIANT *result, EXCEPINFO *excepinfo, UINT *arg_err)
{
    struct sink *This = impl_from_IDispatch(iface);

    if (This->answer != S_OK) return This->answer;
    ok(IsEqualIID(riid, &IID_NULL), "got %s\n", wine_dbgstr_guid(riid));
    ok(lcid == LOCALE_SYSTEM_DEFAULT, "got %#lx\n", lcid);
    ok(flags == DISPATCH_METHOD, "got %#x\n", flags);
    ok(params->cArgs == 2 && !params->cNamedArgs && !params->rgdispidNamedArgs, "%u arguments\n", params->cArgs);
    /* The last argument comes first. */
    ok(V_VT(&params->rgvarg[1]) == VT_DISPATCH, "sender has type %u\n", V_VT(&params->rgvarg[1]));
    ok(V_VT(&params->rgvarg[0]) == VT_BSTR, "id has type %u\n", V_VT(&params->rgvarg[0]));
    if (!is_awaited(This, V_BSTR(&params->rgvarg[0]))) return S_OK;
    This->sender = V_DISPATCH(&params->rgvarg[1]);
    lstrcpynW(This->id, V_BSTR(&params->rgvarg[0]), ARRAY_SIZE(This->id));
    This->thread = GetCurrentThreadId();
    ok(id == DISPID_DDISCMASTER2EVENTS_DEVICEADDED || id == DISPID_DDISCMASTER2EVENTS_DEVICEREMOVED, "member %#lx\n", id);
    if (id == DISPID_DDISCMASTER2EVENTS_DEVICEADDED) This->added++;
    else This->removed++;
    if (This->release) IDiscMaster2_Release(This->release);
    This->release = NULL;
    SetEvent(This->event);
    return S_OK;
}

static HRESULT WINAPI sink_NotifyDeviceAdded(DDiscMaster2Events *iface, IDispatch *sender, BSTR id)
{
    struct sink *This = impl_from_IDispatch((IDispatch *)iface);

    if (!is_awaited(This, id)) return S_OK;
    This->vtable_calls++;
    This->added++;
    This->sender = sender;
    lstrcpynW(This->id, id, ARRAY_SIZE(This->id));
    SetEvent(This->event);
    return S_OK;
}

static HRESULT WINAPI sink_NotifyDeviceRemoved(DDiscMaster2Events *iface, IDispatch *sender, BSTR id)
{
    struct sink *This = impl_from_IDispatch((IDispatch *)iface);

    if (!is_awaited(This, id)) return S_OK;
    This->vtable_calls++;
    This->removed++;
    This->sender = sender;
    lstrcpynW(This->id, id, ARRAY_SIZE(This->id));
    SetEvent(This->event);
    return S_OK;
}

/* IDispatch and, behind it, the event interface's own methods. */
static const struct
{
    IDispatchVtbl dispatch;
    HRESULT (WINAPI *added)(DDiscMaster2Events *iface, IDispatch *sender, BSTR id);
    HRESULT (WINAPI *removed)(DDiscMaster2Events *iface, IDispatch *sender, BSTR id);
} sink_vtbl = {
    { sink_QueryInterface, sink_AddRef, sink_Release, sink_GetTypeInfoCount, sink_GetTypeInfo, sink_GetIDsOfNames,
      sink_Invoke },
    sink_NotifyDeviceAdded,
    sink_NotifyDeviceRemoved,
};

static void sink_init(struct sink *sink, const WCHAR *name)
{
    memset(sink, 0, sizeof(*sink));
    sink->name = name;
    sink->IDispatch_iface.lpVtbl = (IDispatchVtbl *)&sink_vtbl.dispatch;
    sink->ref = 1;
    sink->event = CreateEventW(NULL, FALSE, FALSE, NULL);
}

static IConnectionPoint *get_point(IDiscMaster2 *master)
{
    IConnectionPointContainer *container;
    IConnectionPoint *point = NULL;
    HRESULT hr;

    hr = IDiscMaster2_QueryInterface(master, &IID_IConnectionPointContainer, (void **)&container);
    ok(hr == S_OK, "got %#lx\n", hr);
    hr = IConnectionPointContainer_FindConnectionPoint(container, &IID_DDiscMaster2Events, &point);
    ok(hr == S_OK, "got %#lx\n", hr);
    IConnectionPointContainer_Release(container);
    return point;
}

/* Waits for a call; in an apartment the sink is called through messages. */
static bool wait_for(struct sink *sink)
{
    DWORD end = GetTickCount() + WAIT_MS, result;
    MSG msg;

    for (;;)
    {
        result = MsgWaitForMultipleObjects(1, &sink->event, FALSE, end - GetTickCount(), QS_ALLINPUT);
        if (result == WAIT_OBJECT_0) return true;
        if (result != WAIT_OBJECT_0 + 1 || (LONG)(end - GetTickCount()) <= 0) return false;
        while (PeekMessageW(&msg, NULL, 0, 0, PM_REMOVE)) DispatchMessageW(&msg);
    }
}

/* The call that was waited for may not have returned to the source yet. */
static void check_released(struct sink *sink)
{
    unsigned int i;
    MSG msg;

    for (i = 0; i < 100 && sink->ref > 1; i++)
    {
        Sleep(50);
        while (PeekMessageW(&msg, NULL, 0, 0, PM_REMOVE)) DispatchMessageW(&msg);
    }
    ok(sink->ref == 1, "%ld references\n", sink->ref);
}

static void test_events(const char *apartment, bool single_threaded)
{
    IDiscMaster2 *master = create();
    IConnectionPoint *point = get_point(master);
    struct burner drive;
    struct sink sink;
    WCHAR id[260];
    DWORD cookie;
    HRESULT hr;

    winetest_push_context("%s", apartment);
    sink_init(&sink, L"arrival");
    hr = IConnectionPoint_Advise(point, (IUnknown *)&sink.IDispatch_iface, &cookie);
    ok(hr == S_OK && cookie, "got %#lx\n", hr);

    ok(burner_open(&drive, L"imapi2 test arrival", NULL), "no recorder\n");
    lstrcpyW(id, drive.id);
    ok(wait_for(&sink), "no event\n");
    ok(sink.added == 1 && !sink.removed, "%ld added, %ld removed\n", sink.added, sink.removed);
    ok(!lstrcmpW(sink.id, id), "got %s\n", wine_dbgstr_w(sink.id));
    ok(sink.sender != NULL, "no sender\n");
    if (single_threaded) ok(sink.thread == GetCurrentThreadId(), "called in another thread\n");
    else ok(sink.thread != GetCurrentThreadId() && sink.sender == (IDispatch *)master, "called by %p\n", sink.sender);

    burner_close(&drive);
    ok(wait_for(&sink), "no event\n");
    ok(sink.added == 1 && sink.removed == 1, "%ld added, %ld removed\n", sink.added, sink.removed);
    ok(!lstrcmpW(sink.id, id), "got %s\n", wine_dbgstr_w(sink.id));

    /* Not after Unadvise. */
    hr = IConnectionPoint_Unadvise(point, cookie);
    ok(hr == S_OK, "got %#lx\n", hr);
    check_released(&sink);
    ok(burner_open(&drive, L"imapi2 test arrival", NULL), "no recorder\n");
    ok(WaitForSingleObject(sink.event, 1500) == WAIT_TIMEOUT, "an event\n");
    burner_close(&drive);
    IConnectionPoint_Release(point);
    IDiscMaster2_Release(master);
    CloseHandle(sink.event);
    winetest_pop_context();
}

/* A sink whose Invoke does not exist is called through the methods of the interface. */
static void test_vtable_sink(void)
{
    IDiscMaster2 *master = create();
    IConnectionPoint *point = get_point(master);
    struct burner drive;
    struct sink sink;
    DWORD cookie;
    HRESULT hr;

    sink_init(&sink, L"vtable");
    sink.answer = E_NOTIMPL;
    hr = IConnectionPoint_Advise(point, (IUnknown *)&sink.IDispatch_iface, &cookie);
    ok(hr == S_OK, "got %#lx\n", hr);
    ok(burner_open(&drive, L"imapi2 test vtable", NULL), "no recorder\n");
    ok(wait_for(&sink), "no event\n");
    burner_close(&drive);
    ok(wait_for(&sink), "no event\n");
    ok(sink.vtable_calls == 2 && sink.added == 1 && sink.removed == 1, "%ld calls, %ld added, %ld removed, last %s\n",
       sink.vtable_calls, sink.added, sink.removed, wine_dbgstr_w(sink.id));

    /* Other failures are the sink's own business. */
    sink.answer = E_FAIL;
    ok(burner_open(&drive, L"imapi2 test vtable", NULL), "no recorder\n");
    ok(WaitForSingleObject(sink.event, 1500) == WAIT_TIMEOUT, "an event\n");
    burner_close(&drive);
    ok(sink.vtable_calls == 2, "%ld calls\n", sink.vtable_calls);

    hr = IConnectionPoint_Unadvise(point, cookie);
    ok(hr == S_OK, "got %#lx\n", hr);
    IConnectionPoint_Release(point);
    IDiscMaster2_Release(master);
    CloseHandle(sink.event);
}

/* The last reference goes while the event is delivered. */
static void test_release_inside(void)
{
    IDiscMaster2 *master = create();
    IConnectionPoint *point = get_point(master);
    struct burner drive;
    struct sink sink;
    DWORD cookie;
    HRESULT hr;

    sink_init(&sink, L"release");
    hr = IConnectionPoint_Advise(point, (IUnknown *)&sink.IDispatch_iface, &cookie);
    ok(hr == S_OK, "got %#lx\n", hr);
    IConnectionPoint_Release(point);
    sink.release = master;
    ok(burner_open(&drive, L"imapi2 test release", NULL), "no recorder\n");
    ok(wait_for(&sink), "no event\n");
    check_released(&sink);
    burner_close(&drive);
    CloseHandle(sink.event);
}

/* Several objects hear the same news. */
static void test_two_masters(void)
{
    IDiscMaster2 *masters[2] = { create(), create() };
    IConnectionPoint *points[2];
    struct sink sinks[2];
    struct burner drive;
    DWORD cookies[2];
    unsigned int i;
    HRESULT hr;

    for (i = 0; i < 2; i++)
    {
        points[i] = get_point(masters[i]);
        sink_init(&sinks[i], L"two");
        hr = IConnectionPoint_Advise(points[i], (IUnknown *)&sinks[i].IDispatch_iface, &cookies[i]);
        ok(hr == S_OK, "got %#lx\n", hr);
    }
    ok(burner_open(&drive, L"imapi2 test two", NULL), "no recorder\n");
    for (i = 0; i < 2; i++) ok(wait_for(&sinks[i]) && sinks[i].added == 1, "%u: no event\n", i);
    for (i = 0; i < 2; i++)
    {
        hr = IConnectionPoint_Unadvise(points[i], cookies[i]);
        ok(hr == S_OK, "got %#lx\n", hr);
        IConnectionPoint_Release(points[i]);
        IDiscMaster2_Release(masters[i]);
        CloseHandle(sinks[i].event);
    }
    burner_close(&drive);
}

/* Once nobody listens, the threads end and the DLL may go. */
static void test_unload(void)
{
    HRESULT (WINAPI *can_unload)(void);
    HRESULT hr = S_FALSE;
    unsigned int i;

    can_unload = (void *)GetProcAddress(GetModuleHandleA("imapi2.dll"), "DllCanUnloadNow");
    ok(can_unload != NULL, "no DllCanUnloadNow\n");
    if (!can_unload) return;
    for (i = 0; i < 100 && (hr = can_unload()) != S_OK; i++) Sleep(50);
    ok(hr == S_OK, "got %#lx\n", hr);
}

START_TEST(master)
{
    CoInitializeEx(NULL, COINIT_MULTITHREADED);
    test_list();
    test_unusable();
    test_enumerator();
    test_events("MTA", false);
    test_vtable_sink();
    test_release_inside();
    test_two_masters();
    test_unload();
    CoUninitialize();

    CoInitializeEx(NULL, COINIT_APARTMENTTHREADED);
    test_events("STA", true);
    CoUninitialize();
}
