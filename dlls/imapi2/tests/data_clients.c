/*
 * Tests of MsftDiscFormat2Data as special clients use it: apartments with windows, and scripts
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
#include "wine/test.h"

#define check_hr(hr, expected) ok((hr) == (expected), "got %s\n", test_hr(hr))

struct apartment
{
    struct burner *test;
    HANDLE ready;
    HWND window;
    LONG messages;          /* that came in while Write() ran */
    LONG finalization;      /* events of that phase */
    bool same_thread;
    HRESULT hr;
};

static LRESULT WINAPI count_messages(HWND window, UINT message, WPARAM wp, LPARAM lp)
{
    if (message == WM_USER)
    {
        ((struct apartment *)lp)->messages++;
        return 42;
    }
    return DefWindowProcA(window, message, wp, lp);
}

static HWND create_window(void)
{
    WNDCLASSA class;

    memset(&class, 0, sizeof(class));
    class.lpfnWndProc = count_messages;
    class.hInstance = GetModuleHandleA(NULL);
    class.lpszClassName = "imapi2 test";
    RegisterClassA(&class);
    return CreateWindowA("imapi2 test", "", 0, 0, 0, 0, 0, HWND_MESSAGE, NULL, GetModuleHandleA(NULL), NULL);
}

static void count_finalization(struct test_sink *sink, IDispatch *sender, const struct test_event *event)
{
    struct apartment *apartment = sink->context;

    (void)sender;
    if (event->action != IMAPI_FORMAT2_DATA_WRITE_ACTION_FINALIZATION) return;
    apartment->finalization++;
    SetEvent(apartment->ready);
}

static DWORD WINAPI apartment_thread(void *arg)
{
    struct apartment *apartment = arg;
    struct test_stream stream;
    struct test_sink *sink;
    IDiscFormat2Data *data;
    LONG i;

    CoInitializeEx(NULL, COINIT_APARTMENTTHREADED);
    apartment->window = create_window();
    sink = HeapAlloc(GetProcessHeap(), 0, sizeof(*sink));
    test_sink_init(sink, &IID_DDiscFormat2DataEvents, DISPID_DDISCFORMAT2DATAEVENTS_UPDATE);
    sink->context = apartment;
    sink->on_event = count_finalization;
    data = test_data_ready(apartment->test);
    test_sink_connect(sink, data);
    test_stream_init(&stream, 320 * BLOCK, 5);
    apartment->hr = IDiscFormat2Data_Write(data, &stream.IStream_iface);
    apartment->same_thread = stream.thread == GetCurrentThreadId();
    for (i = 0; i < sink->count; i++)
        if (sink->events[i].thread != GetCurrentThreadId()) apartment->same_thread = false;
    test_sink_disconnect(sink);
    IDiscFormat2Data_Release(data);
    HeapFree(GetProcessHeap(), 0, sink);
    if (apartment->window) DestroyWindow(apartment->window);
    CoUninitialize();
    return 0;
}

/* A drive that takes long over one command: the events go on, and the apartment still hears what is sent to it. */
static void test_apartment(void)
{
    struct apartment apartment;
    DWORD_PTR answer = 0;
    struct burner test;
    HANDLE thread;

    if (!burner_open(&test, L"data apartment", "bd-r")) { ok(0, "no recorder\n"); return; }
    memset(&apartment, 0, sizeof(apartment));
    burner_faults(&test, "opcode synchronize-cache nth 1 : hang 2500ms\n");
    apartment.test = &test;
    apartment.ready = CreateEventA(NULL, FALSE, FALSE, NULL);
    thread = CreateThread(NULL, 0, apartment_thread, &apartment, 0, NULL);
    ok(!WaitForSingleObject(apartment.ready, 30000), "the burn does not come to its end\n");
    if (!apartment.window) win_skip("no windows here\n");
    else
    {
        ok(SendMessageTimeoutA(apartment.window, WM_USER, 0, (LPARAM)&apartment, SMTO_NORMAL, 2000, &answer) != 0,
           "the apartment does not answer\n");
        ok(answer == 42 && apartment.messages == 1, "got %lu, %ld messages\n", (ULONG)answer, apartment.messages);
    }
    ok(!WaitForSingleObject(thread, 30000), "the thread does not end\n");
    ok(apartment.hr == S_OK, "got %s\n", test_hr(apartment.hr));
    ok(apartment.same_thread, "events or the stream were on another thread\n");
    ok(apartment.finalization >= 4, "%ld events in 2.5 s\n", apartment.finalization);
    CloseHandle(thread);
    CloseHandle(apartment.ready);
    test_data_check("apartment", &test, 5, 320);
    burner_close(&test);
}

static HRESULT invoke(IDispatch *dispatch, const WCHAR *name, WORD flags, VARIANT *arg, VARIANT *result)
{
    DISPID id, put = DISPID_PROPERTYPUT;
    DISPPARAMS params = {arg, NULL, arg ? 1 : 0, 0};
    WCHAR *names = (WCHAR *)name;
    EXCEPINFO info = {0};
    HRESULT hr;

    hr = IDispatch_GetIDsOfNames(dispatch, &IID_NULL, &names, 1, LOCALE_USER_DEFAULT, &id);
    if (FAILED(hr)) return hr;
    if (flags & (DISPATCH_PROPERTYPUT | DISPATCH_PROPERTYPUTREF))
    {
        params.rgdispidNamedArgs = &put;
        params.cNamedArgs = 1;
    }
    hr = IDispatch_Invoke(dispatch, id, &IID_NULL, LOCALE_USER_DEFAULT, flags, &params, result, &info, NULL);
    SysFreeString(info.bstrSource);
    SysFreeString(info.bstrDescription);
    SysFreeString(info.bstrHelpFile);
    return hr == DISP_E_EXCEPTION ? info.scode : hr;
}

/* A script sees all members of the progress object, the engine's included. */
static void check_progress_names(struct test_sink *sink, IDispatch *sender, const struct test_event *event)
{
    static const WCHAR *const names[] = {L"StartLba", L"SectorCount", L"LastReadLba", L"LastWrittenLba",
        L"TotalSystemBuffer", L"UsedSystemBuffer", L"FreeSystemBuffer", L"ElapsedTime", L"RemainingTime", L"TotalTime",
        L"CurrentAction"};
    const LONG values[] = {event->start, event->count, event->last_read, event->last_written, event->total_buffer,
        event->used_buffer, event->free_buffer, event->elapsed, event->remaining, event->total, event->action};
    VARIANT result;
    unsigned int i;
    HRESULT hr;

    (void)sender;
    for (i = 0; i < ARRAY_SIZE(names); i++)
    {
        V_VT(&result) = VT_EMPTY;
        hr = invoke(sink->progress, names[i], DISPATCH_PROPERTYGET | DISPATCH_METHOD, NULL, &result);
        ok(hr == S_OK && V_VT(&result) == VT_I4 && V_I4(&result) == values[i], "%u: got %s, %d\n", i, test_hr(hr),
           V_VT(&result));
    }
    hr = invoke(sink->progress, L"EstimatedRemainingTime", DISPATCH_PROPERTYGET, NULL, &result);
    check_hr(hr, DISP_E_UNKNOWNNAME);
}

/* As a script does it: by names, with references to variants. */
static void test_late_bound(void)
{
    struct burner test;
    struct test_stream stream;
    VARIANT arg, inner, result;
    struct test_sink *sink;
    IDiscFormat2Data *data;
    IDispatch *dispatch;
    HRESULT hr;

    if (!burner_open(&test, L"data script", "dvd+r")) { ok(0, "no recorder\n"); return; }
    data = test_data_create();
    hr = IDiscFormat2Data_QueryInterface(data, &IID_IDispatch, (void **)&dispatch);
    check_hr(hr, S_OK);

    V_VT(&inner) = VT_DISPATCH;
    V_DISPATCH(&inner) = (IDispatch *)test.recorder;
    V_VT(&arg) = VT_BYREF | VT_VARIANT;
    V_VARIANTREF(&arg) = &inner;
    hr = invoke(dispatch, L"IsRecorderSupported", DISPATCH_METHOD, &arg, &result);
    ok(hr == S_OK && V_VT(&result) == VT_BOOL && V_BOOL(&result) == VARIANT_TRUE, "got %s\n", test_hr(hr));
    hr = invoke(dispatch, L"Recorder", DISPATCH_PROPERTYPUT, &arg, NULL);
    check_hr(hr, S_OK);
    hr = invoke(dispatch, L"Recorder", DISPATCH_PROPERTYPUTREF, &inner, NULL);
    check_hr(hr, S_OK);
    V_VT(&inner) = VT_BSTR;
    V_BSTR(&inner) = SysAllocString(L"a script");
    hr = invoke(dispatch, L"ClientName", DISPATCH_PROPERTYPUT, &arg, NULL);
    check_hr(hr, S_OK);
    VariantClear(&inner);
    hr = invoke(dispatch, L"ClientName", DISPATCH_PROPERTYGET | DISPATCH_METHOD, NULL, &result);
    ok(hr == S_OK && V_VT(&result) == VT_BSTR && !lstrcmpW(V_BSTR(&result), L"a script"), "got %s\n", test_hr(hr));
    VariantClear(&result);
    hr = invoke(dispatch, L"CurrentMediaStatus", DISPATCH_PROPERTYGET, NULL, &result);
    ok(hr == S_OK && V_VT(&result) == VT_I4 && V_I4(&result) == IMAPI_FORMAT2_DATA_MEDIA_STATE_BLANK, "got %s, %d\n", test_hr(hr), V_VT(&result));
    V_VT(&inner) = VT_BOOL;
    V_BOOL(&inner) = VARIANT_TRUE;
    hr = invoke(dispatch, L"ForceMediaToBeClosed", DISPATCH_PROPERTYPUT, &arg, NULL);
    check_hr(hr, S_OK);
    hr = invoke(dispatch, L"SupportedWriteSpeeds", DISPATCH_PROPERTYGET, NULL, &result);
    ok(hr == S_OK && V_VT(&result) == (VT_ARRAY | VT_VARIANT), "got %s, %d\n", test_hr(hr), V_VT(&result));
    VariantClear(&result);

    sink = HeapAlloc(GetProcessHeap(), 0, sizeof(*sink));
    test_sink_init(sink, &IID_DDiscFormat2DataEvents, DISPID_DDISCFORMAT2DATAEVENTS_UPDATE);
    sink->on_event = check_progress_names;
    test_sink_connect(sink, data);
    test_stream_init(&stream, 320 * BLOCK, 4);
    V_VT(&inner) = VT_UNKNOWN;
    V_UNKNOWN(&inner) = (IUnknown *)&stream.IStream_iface;
    hr = invoke(dispatch, L"Write", DISPATCH_METHOD, &arg, NULL);
    check_hr(hr, S_OK);
    test_data_check("script", &test, 4, 320);
    ok(sink->count >= 6, "%ld events\n", sink->count);
    test_sink_disconnect(sink);
    HeapFree(GetProcessHeap(), 0, sink);
    hr = invoke(dispatch, L"CancelWrite", DISPATCH_METHOD, NULL, NULL);
    check_hr(hr, E_IMAPI_DF2DATA_WRITE_NOT_IN_PROGRESS);
    ok(stream.ref == 1, "the stream has %ld references\n", stream.ref);
    IDispatch_Release(dispatch);
    IDiscFormat2Data_Release(data);
    burner_close(&test);
}

START_TEST(data_clients)
{
    CoInitializeEx(NULL, COINIT_MULTITHREADED);
    test_apartment();
    test_late_bound();
    CoUninitialize();
}
