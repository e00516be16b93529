/*
 * Tests of MsftWriteEngine2
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

static IWriteEngine2 *create_engine(void)
{
    IWriteEngine2 *engine = NULL;
    HRESULT hr;

    hr = CoCreateInstance(&CLSID_MsftWriteEngine2, NULL, CLSCTX_INPROC_SERVER, &IID_IWriteEngine2, (void **)&engine);
    check_hr(hr, S_OK);
    return engine;
}

static void test_properties(struct burner *test)
{
    IWriteEngine2 *engine = create_engine();
    struct test_stream stream;
    IDiscRecorder2Ex *ex;
    VARIANT_BOOL value;
    ULONG limit;
    LONG number;
    HRESULT hr;

#define CHECK_LONG(property, expected)                                                                               \
    number = 42;                                                                                                     \
    hr = IWriteEngine2_get_##property(engine, &number);                                                              \
    ok(hr == S_OK && number == (expected), #property ": got %s, %ld\n", test_hr(hr), number);                        \
    hr = IWriteEngine2_get_##property(engine, NULL);                                                                 \
    ok(hr == E_POINTER, #property ": got %s\n", test_hr(hr))
    CHECK_LONG(BytesPerSector, -1);
    CHECK_LONG(StartingSectorsPerSecond, -1);
    CHECK_LONG(EndingSectorsPerSecond, -1);
    hr = IWriteEngine2_put_StartingSectorsPerSecond(engine, 100);
    check_hr(hr, S_OK);
    CHECK_LONG(StartingSectorsPerSecond, 100);
    hr = IWriteEngine2_put_EndingSectorsPerSecond(engine, 200);
    check_hr(hr, S_OK);
    CHECK_LONG(EndingSectorsPerSecond, 200);
    hr = IWriteEngine2_put_StartingSectorsPerSecond(engine, -1);
    check_hr(hr, S_OK);
    hr = IWriteEngine2_put_StartingSectorsPerSecond(engine, 0);
    check_hr(hr, E_INVALIDARG);
    hr = IWriteEngine2_put_EndingSectorsPerSecond(engine, -2);
    check_hr(hr, E_INVALIDARG);
    CHECK_LONG(EndingSectorsPerSecond, 200);

    value = 42;
    hr = IWriteEngine2_get_WriteInProgress(engine, &value);
    ok(hr == S_OK && value == VARIANT_FALSE, "got %s, %d\n", test_hr(hr), value);
    hr = IWriteEngine2_get_WriteInProgress(engine, NULL);
    check_hr(hr, E_POINTER);
    value = 42;
    hr = IWriteEngine2_get_UseStreamingWrite12(engine, &value);
    ok(hr == S_OK && value == VARIANT_FALSE, "got %s, %d\n", test_hr(hr), value);
    hr = IWriteEngine2_get_UseStreamingWrite12(engine, NULL);
    check_hr(hr, E_POINTER);
    hr = IWriteEngine2_put_UseStreamingWrite12(engine, VARIANT_FALSE);
    check_hr(hr, S_OK);
    hr = IWriteEngine2_put_UseStreamingWrite12(engine, VARIANT_TRUE);
    check_hr(hr, E_NOTIMPL);
    hr = IWriteEngine2_CancelWrite(engine);
    check_hr(hr, S_IMAPI_WRITE_NOT_IN_PROGRESS);

    test_stream_init(&stream, 32 * BLOCK, 0);
    hr = IWriteEngine2_WriteSection(engine, NULL, 0, 1);
    check_hr(hr, E_POINTER);
    hr = IWriteEngine2_WriteSection(engine, &stream.IStream_iface, 0, 0);
    check_hr(hr, E_INVALIDARG);
    hr = IWriteEngine2_WriteSection(engine, &stream.IStream_iface, 0, 1);
    check_hr(hr, E_IMAPI_RECORDER_REQUIRED);
    hr = IWriteEngine2_put_Recorder(engine, NULL);
    check_hr(hr, E_POINTER);
    ex = (IDiscRecorder2Ex *)0xdeadbeef;
    hr = IWriteEngine2_get_Recorder(engine, &ex);
    ok(hr == S_OK && !ex, "got %s, %p\n", test_hr(hr), ex);
    hr = IWriteEngine2_get_Recorder(engine, NULL);
    check_hr(hr, E_POINTER);
    hr = IWriteEngine2_put_Recorder(engine, test->ex);
    check_hr(hr, S_OK);
    hr = IWriteEngine2_get_Recorder(engine, &ex);
    ok(hr == S_OK && ex == test->ex, "got %s, %p\n", test_hr(hr), ex);
    IDiscRecorder2Ex_Release(ex);
    hr = IWriteEngine2_WriteSection(engine, &stream.IStream_iface, 0, 1);
    check_hr(hr, E_INVALIDARG);     /* BytesPerSector is not set */

    hr = IDiscRecorder2Ex_GetMaximumPageAlignedTransferSize(test->ex, &limit);
    check_hr(hr, S_OK);
    hr = IWriteEngine2_put_BytesPerSector(engine, 0);
    check_hr(hr, E_INVALIDARG);
    hr = IWriteEngine2_put_BytesPerSector(engine, -1);
    check_hr(hr, E_INVALIDARG);
    hr = IWriteEngine2_put_BytesPerSector(engine, limit + 1);
    check_hr(hr, E_INVALIDARG);
    CHECK_LONG(BytesPerSector, -1);
    hr = IWriteEngine2_put_BytesPerSector(engine, limit);
    check_hr(hr, S_OK);
    CHECK_LONG(BytesPerSector, (LONG)limit);
    hr = IWriteEngine2_put_BytesPerSector(engine, 1);
    check_hr(hr, S_OK);
    hr = IWriteEngine2_put_BytesPerSector(engine, 2352);
    check_hr(hr, S_OK);
    hr = IWriteEngine2_put_BytesPerSector(engine, 2448);
    check_hr(hr, S_OK);
    CHECK_LONG(BytesPerSector, 2448);
#undef CHECK_LONG
    ok(!stream.reads, "the stream was read\n");
    ok(!IWriteEngine2_Release(engine), "the object lives on\n");
}

/* Formats the medium by burning to it, since the engine itself prepares nothing. */
static void format(struct burner *test, const char *kind)
{
    BSTR name = SysAllocString(L"imapi2 test");
    struct test_stream stream;
    IDiscFormat2Data *data;
    HRESULT hr;

    ok(burner_insert(test, kind), "no medium\n");
    CoCreateInstance(&CLSID_MsftDiscFormat2Data, NULL, CLSCTX_INPROC_SERVER, &IID_IDiscFormat2Data, (void **)&data);
    IDiscFormat2Data_put_Recorder(data, test->recorder);
    IDiscFormat2Data_put_ClientName(data, name);
    test_stream_init(&stream, 3000 * BLOCK, 9);
    hr = IDiscFormat2Data_Write(data, &stream.IStream_iface);
    check_hr(hr, S_OK);
    IDiscFormat2Data_Release(data);
    SysFreeString(name);
}

static IWriteEngine2 *create_ready(struct burner *test)
{
    IWriteEngine2 *engine = create_engine();
    HRESULT hr;

    hr = IWriteEngine2_put_Recorder(engine, test->ex);
    check_hr(hr, S_OK);
    hr = IWriteEngine2_put_BytesPerSector(engine, BLOCK);
    check_hr(hr, S_OK);
    return engine;
}

static void test_write(struct burner *test)
{
    IWriteEngine2 *engine = create_ready(test);
    struct test_stream stream;
    struct test_sink *sink;
    BYTE *data = HeapAlloc(GetProcessHeap(), 0, 900 * BLOCK);
    LARGE_INTEGER move;
    LONG i, bad;
    HRESULT hr;

    sink = HeapAlloc(GetProcessHeap(), 0, sizeof(*sink));
    test_sink_init(sink, &IID_DWriteEngine2Events, DISPID_DWRITEENGINE2EVENTS_UPDATE);
    hr = test_sink_connect(sink, engine);
    check_hr(hr, S_OK);

    /* From where the stream stands, to another place. */
    test_stream_init(&stream, 1000 * BLOCK, 1);
    move.QuadPart = 100 * BLOCK;
    IStream_Seek(&stream.IStream_iface, move, STREAM_SEEK_SET, NULL);
    hr = IWriteEngine2_WriteSection(engine, &stream.IStream_iface, 64, 800);
    check_hr(hr, S_OK);
    ok(stream.position == 900 * BLOCK, "read up to %lu\n", (ULONG)stream.position);
    hr = burner_read(test, 0, 900, data);
    check_hr(hr, S_OK);
    bad = test_compare(9, 0, 64, data);
    ok(bad == -1, "block %ld before the section\n", bad);
    bad = test_compare(1, 100, 800, data + 64 * BLOCK);
    ok(bad == -1, "block %ld of the section\n", bad);
    bad = test_compare(9, 864, 36, data + 864 * BLOCK);
    ok(bad == -1, "block %ld behind the section\n", bad);

    ok(sink->count >= 2 && !sink->wrong, "%ld events, %ld wrong\n", sink->count, sink->wrong);
    for (i = 0; i < sink->count; i++)
    {
        ok(sink->events[i].action == -1, "the engine has actions\n");
        ok(sink->events[i].start == 64 && sink->events[i].count == 800, "got %ld, %ld\n", sink->events[i].start,
           sink->events[i].count);
        ok(sink->events[i].thread == GetCurrentThreadId(), "another thread\n");
    }
    ok(sink->events[0].last_written == 64, "got %ld\n", sink->events[0].last_written);
    ok(sink->events[sink->count - 1].last_written == 863, "got %ld\n", sink->events[sink->count - 1].last_written);
    ok(sink->events[sink->count - 1].last_read == 863, "got %ld\n", sink->events[sink->count - 1].last_read);
    test_sink_disconnect(sink);
    HeapFree(GetProcessHeap(), 0, sink);
    IWriteEngine2_Release(engine);
    HeapFree(GetProcessHeap(), 0, data);
}

/* Sectors of any size, and addresses before the first block, reach a recorder that somebody else has written. */
static void test_sector_sizes(void)
{
    static const struct { LONG size, count, start; ULONG limit, mask; } rows[] = {
        {1, 5000, 0, 65536, 0},
        {512, 100, 7, 4096, 3},
        {2048, 100, 0x12345678, 65536, 4095},
        {2352, 150, -150, 65536, 1},
        {2448, 100, 0, 32768, 0},
        {4096, 3, 0, 4096, 0},
    };
    struct fake_recorder *fake = HeapAlloc(GetProcessHeap(), 0, sizeof(*fake));
    struct test_stream stream;
    IWriteEngine2 *engine;
    unsigned int i;
    LONG start;
    HRESULT hr;

    for (i = 0; i < ARRAY_SIZE(rows); i++)
    {
        fake_recorder_init(fake, rows[i].limit, rows[i].mask);
        engine = create_engine();
        hr = IWriteEngine2_put_Recorder(engine, &fake->IDiscRecorder2Ex_iface);
        ok(hr == S_OK, "%u: got %s\n", i, test_hr(hr));
        hr = IWriteEngine2_put_BytesPerSector(engine, rows[i].size);
        ok(hr == S_OK, "%u: got %s\n", i, test_hr(hr));
        test_stream_init(&stream, 1 << 20, 6);
        hr = IWriteEngine2_WriteSection(engine, &stream.IStream_iface, rows[i].start, rows[i].count);
        ok(hr == S_OK, "%u: got %s\n", i, test_hr(hr));
        ok(fake->received == (ULONG)(rows[i].size * rows[i].count), "%u: %lu bytes\n", i, fake->received);
        ok(fake->blocks == (ULONG)rows[i].count, "%u: %lu blocks\n", i, fake->blocks);
        ok(!fake->wrong, "%u: %ld wrong commands\n", i, fake->wrong);
        ok(fake->first_cdb[0] == 0x2a, "%u: operation %#x\n", i, fake->first_cdb[0]);
        start = (LONG)((ULONG)fake->first_cdb[2] << 24 | fake->first_cdb[3] << 16 | fake->first_cdb[4] << 8 |
                       fake->first_cdb[5]);
        ok(start == rows[i].start, "%u: begins at %ld\n", i, start);
        ok(fake->first_size == (ULONG)rows[i].size * (fake->first_cdb[7] << 8 | fake->first_cdb[8]), "%u: %lu bytes\n",
           i, fake->first_size);
        ok(test_compare(6, 0, fake->received / BLOCK, fake->data) == -1, "%u: other data\n", i);
        ok(fake->thread && fake->thread != GetCurrentThreadId(), "%u: the client's thread sent commands\n", i);
        IWriteEngine2_Release(engine);
        ok(fake->ref == 1, "%u: %ld references\n", i, fake->ref);
    }
    HeapFree(GetProcessHeap(), 0, fake);
}

/* What a recorder's own limits fail with is what put_Recorder fails with. */
static void test_recorder_errors(void)
{
    static const HRESULT results[] = {E_FAIL, E_OUTOFMEMORY, E_INVALIDARG, E_IMAPI_RECORDER_COMMAND_TIMEOUT,
        E_IMAPI_RECORDER_INVALID_RESPONSE_FROM_DEVICE, E_IMAPI_RECORDER_MEDIA_UPSIDE_DOWN,
        E_IMAPI_RECORDER_MEDIA_BECOMING_READY, E_IMAPI_RECORDER_MEDIA_NO_MEDIA,
        E_IMAPI_RECORDER_MEDIA_FORMAT_IN_PROGRESS, E_IMAPI_RECORDER_MEDIA_BUSY, E_IMAPI_LOSS_OF_STREAMING,
        E_IMAPI_RECORDER_MEDIA_INCOMPATIBLE, E_IMAPI_RECORDER_DVD_STRUCTURE_NOT_PRESENT,
        E_IMAPI_RECORDER_NO_SUCH_MODE_PAGE, E_IMAPI_RECORDER_INVALID_MODE_PARAMETERS,
        E_IMAPI_RECORDER_MEDIA_WRITE_PROTECTED, E_IMAPI_RECORDER_MEDIA_SPEED_MISMATCH,
        __HRESULT_FROM_WIN32(ERROR_INVALID_HANDLE), __HRESULT_FROM_WIN32(ERROR_DEV_NOT_EXIST), E_IMAPI_RECORDER_LOCKED};
    static const struct { HRESULT sent, hr; } sent[] = {
        {E_IMAPI_RECORDER_COMMAND_TIMEOUT, E_IMAPI_RECORDER_COMMAND_TIMEOUT},
        {E_IMAPI_RECORDER_LOCKED, E_IMAPI_RECORDER_LOCKED},
        {__HRESULT_FROM_WIN32(ERROR_INVALID_HANDLE), __HRESULT_FROM_WIN32(ERROR_INVALID_HANDLE)},
        {__HRESULT_FROM_WIN32(ERROR_DEV_NOT_EXIST), __HRESULT_FROM_WIN32(ERROR_DEV_NOT_EXIST)},
        {E_OUTOFMEMORY, E_OUTOFMEMORY},
    };
    struct fake_recorder *fake = HeapAlloc(GetProcessHeap(), 0, sizeof(*fake));
    IWriteEngine2 *engine = create_engine();
    struct test_stream stream;
    unsigned int i;
    HRESULT hr;

    fake_recorder_init(fake, 65536, 0);
    for (i = 0; i < ARRAY_SIZE(results); i++)
    {
        fake->limits_result = results[i];
        hr = IWriteEngine2_put_Recorder(engine, &fake->IDiscRecorder2Ex_iface);
        ok(hr == results[i], "%u: got %s\n", i, test_hr(hr));
        ok(fake->ref == 1, "%u: %ld references\n", i, fake->ref);
    }
    fake->limits_result = S_OK;
    hr = IWriteEngine2_put_Recorder(engine, &fake->IDiscRecorder2Ex_iface);
    check_hr(hr, S_OK);
    hr = IWriteEngine2_put_BytesPerSector(engine, BLOCK);
    check_hr(hr, S_OK);
    for (i = 0; i < ARRAY_SIZE(sent); i++)
    {
        fake->send_result = sent[i].sent;
        test_stream_init(&stream, 32 * BLOCK, 0);
        hr = IWriteEngine2_WriteSection(engine, &stream.IStream_iface, 0, 32);
        ok(hr == sent[i].hr, "%u: got %s\n", i, test_hr(hr));
    }
    IWriteEngine2_Release(engine);
    ok(fake->ref == 1, "%ld references\n", fake->ref);
    HeapFree(GetProcessHeap(), 0, fake);
}

static void test_errors(struct burner *test)
{
    static const struct { const char *fault; HRESULT hr; } rows[] = {
        {"opcode write-10 nth 1 : sense 3/0c/09\n", E_IMAPI_LOSS_OF_STREAMING},
        {"opcode write-10 nth 2 : sense 3/0c/00\n", E_IMAPI_UNEXPECTED_RESPONSE_FROM_DEVICE},
        {"opcode write-10 nth 2 : timeout\n", E_IMAPI_RECORDER_COMMAND_TIMEOUT},
        {"opcode write-10 nth 1 : gone\n", __HRESULT_FROM_WIN32(ERROR_DEV_NOT_EXIST)},
    };
    IWriteEngine2 *engine = create_ready(test);
    struct test_stream stream;
    unsigned int i;
    HRESULT hr;

    for (i = 0; i < ARRAY_SIZE(rows); i++)
    {
        burner_faults(test, rows[i].fault);
        Sleep(300);     /* a drive that reads and writes all the time looks for its faults now and then only */
        test_stream_init(&stream, 2000 * BLOCK, 1);
        hr = IWriteEngine2_WriteSection(engine, &stream.IStream_iface, 0, 2000);
        ok(hr == rows[i].hr, "%u: got %s\n", i, test_hr(hr));
    }
    burner_faults(test, NULL);
    Sleep(300);
    test_stream_init(&stream, 100 * BLOCK, 1);
    hr = IWriteEngine2_WriteSection(engine, &stream.IStream_iface, 0, 200);
    check_hr(hr, HRESULT_FROM_WIN32(ERROR_HANDLE_EOF));
    test_stream_init(&stream, 100 * BLOCK, 1);
    stream.fail_at = 0;
    hr = IWriteEngine2_WriteSection(engine, &stream.IStream_iface, 0, 100);
    check_hr(hr, STG_E_READFAULT);
    test_stream_init(&stream, 100 * BLOCK, 1);
    hr = IWriteEngine2_WriteSection(engine, &stream.IStream_iface, 0x7ffffff0, 16);
    ok(FAILED(hr), "got %s\n", test_hr(hr));
    hr = IWriteEngine2_WriteSection(engine, &stream.IStream_iface, -150, 16);
    ok(FAILED(hr), "got %s\n", test_hr(hr));
    IWriteEngine2_Release(engine);
}

static void cancel_engine(struct test_sink *sink, IDispatch *sender, const struct test_event *event)
{
    IWriteEngine2 *engine;
    VARIANT_BOOL value;
    HRESULT hr;

    (void)event;
    hr = IDispatch_QueryInterface(sender, &IID_IWriteEngine2, (void **)&engine);
    check_hr(hr, S_OK);
    hr = IWriteEngine2_get_WriteInProgress(engine, &value);
    ok(hr == S_OK && value == VARIANT_TRUE, "got %s, %d\n", test_hr(hr), value);
    hr = IWriteEngine2_WriteSection(engine, sink->context, 0, 1);
    check_hr(hr, E_IMAPI_DF2DATA_WRITE_IN_PROGRESS);
    hr = IWriteEngine2_put_BytesPerSector(engine, 512);
    check_hr(hr, E_IMAPI_DF2DATA_WRITE_IN_PROGRESS);
    if (sink->count == 2)
    {
        hr = IWriteEngine2_CancelWrite(engine);
        check_hr(hr, S_OK);
    }
    IWriteEngine2_Release(engine);
}

static void test_cancel_and_throttle(struct burner *test)
{
    IWriteEngine2 *engine = create_ready(test);
    struct test_stream stream;
    struct test_sink *sink;
    DWORD began, took;
    HRESULT hr;

    sink = HeapAlloc(GetProcessHeap(), 0, sizeof(*sink));
    test_sink_init(sink, &IID_DWriteEngine2Events, DISPID_DWRITEENGINE2EVENTS_UPDATE);
    sink->on_event = cancel_engine;
    test_stream_init(&stream, 3000 * BLOCK, 1);
    sink->context = &stream.IStream_iface;
    stream.delay = 100;
    stream.most = 65536;
    test_sink_connect(sink, engine);
    hr = IWriteEngine2_WriteSection(engine, &stream.IStream_iface, 0, 3000);
    check_hr(hr, E_IMAPI_REQUEST_CANCELLED);
    test_sink_disconnect(sink);
    hr = IWriteEngine2_CancelWrite(engine);
    check_hr(hr, S_IMAPI_WRITE_NOT_IN_PROGRESS);

    /* 1024 sectors at 1000 to 2000 a second take about 0.7 s. */
    hr = IWriteEngine2_put_StartingSectorsPerSecond(engine, 1000);
    check_hr(hr, S_OK);
    hr = IWriteEngine2_put_EndingSectorsPerSecond(engine, 2000);
    check_hr(hr, S_OK);
    test_stream_init(&stream, 1024 * BLOCK, 1);
    began = GetTickCount();
    hr = IWriteEngine2_WriteSection(engine, &stream.IStream_iface, 0, 1024);
    took = GetTickCount() - began;
    check_hr(hr, S_OK);
    ok(took >= 600, "took %lu ms\n", took);
    HeapFree(GetProcessHeap(), 0, sink);
    IWriteEngine2_Release(engine);
}

static DWORD WINAPI cancel_thread(void *arg)
{
    IWriteEngine2 *engine = arg;
    HRESULT hr = S_IMAPI_WRITE_NOT_IN_PROGRESS;
    unsigned int i;

    CoInitializeEx(NULL, COINIT_MULTITHREADED);
    for (i = 0; i < 1000 && hr == S_IMAPI_WRITE_NOT_IN_PROGRESS; i++)
    {
        Sleep(20);
        hr = IWriteEngine2_CancelWrite(engine);
    }
    CoUninitialize();
    return (DWORD)hr;
}

static void test_cancel_from_thread(struct burner *test)
{
    IWriteEngine2 *engine = create_ready(test);
    struct test_stream stream;
    DWORD code = 42;
    HANDLE thread;
    HRESULT hr;

    test_stream_init(&stream, 40000 * BLOCK, 1);
    stream.delay = 50;
    stream.most = 65536;
    thread = CreateThread(NULL, 0, cancel_thread, engine, 0, NULL);
    hr = IWriteEngine2_WriteSection(engine, &stream.IStream_iface, 0, 40000);
    check_hr(hr, E_IMAPI_REQUEST_CANCELLED);
    ok(!WaitForSingleObject(thread, 30000), "the thread does not end\n");
    GetExitCodeThread(thread, &code);
    ok(code == S_OK, "got %s\n", test_hr(code));
    CloseHandle(thread);
    IWriteEngine2_Release(engine);
}

/* The engine's progress has its own members only. */
static void check_names(struct test_sink *sink, IDispatch *sender, const struct test_event *event)
{
    static const WCHAR *const names[] = {L"StartLba", L"SectorCount", L"LastReadLba", L"LastWrittenLba",
        L"TotalSystemBuffer", L"UsedSystemBuffer", L"FreeSystemBuffer"};
    const LONG values[] = {event->start, event->count, event->last_read, event->last_written, event->total_buffer,
        event->used_buffer, event->free_buffer};
    WCHAR *action = (WCHAR *)L"CurrentAction";
    DISPPARAMS none = {NULL, NULL, 0, 0};
    unsigned int i;
    VARIANT result;
    DISPID id;
    HRESULT hr;

    (void)sender;
    for (i = 0; i < ARRAY_SIZE(names); i++)
    {
        WCHAR *name = (WCHAR *)names[i];

        hr = IDispatch_GetIDsOfNames(sink->progress, &IID_NULL, &name, 1, LOCALE_USER_DEFAULT, &id);
        check_hr(hr, S_OK);
        VariantInit(&result);
        hr = IDispatch_Invoke(sink->progress, id, &IID_NULL, LOCALE_USER_DEFAULT, DISPATCH_PROPERTYGET, &none, &result,
                              NULL, NULL);
        ok(hr == S_OK && V_VT(&result) == VT_I4 && V_I4(&result) == values[i], "%u: got %s, %d\n", i, test_hr(hr),
           V_VT(&result));
    }
    hr = IDispatch_GetIDsOfNames(sink->progress, &IID_NULL, &action, 1, LOCALE_USER_DEFAULT, &id);
    check_hr(hr, DISP_E_UNKNOWNNAME);
}

static void vanish(struct test_sink *sink, IDispatch *sender, const struct test_event *event)
{
    (void)sender, (void)event;
    test_sink_disconnect(sink);
}

/* Before, about each half second, after; sinks that fail or vanish are nobody's concern. */
static void test_events(struct burner *test)
{
    static struct test_sink sinks[3];   /* asking, failing, vanishing */
    IWriteEngine2 *engine = create_ready(test);
    struct test_stream stream;
    unsigned int i;
    HRESULT hr;

    for (i = 0; i < ARRAY_SIZE(sinks); i++)
    {
        test_sink_init(&sinks[i], &IID_DWriteEngine2Events, DISPID_DWRITEENGINE2EVENTS_UPDATE);
        hr = test_sink_connect(&sinks[i], engine);
        check_hr(hr, S_OK);
    }
    sinks[0].on_event = check_names;
    sinks[1].result = E_FAIL;
    sinks[2].on_event = vanish;
    burner_faults(test, "opcode write-10 nth 1 : hang 2600ms\n");
    Sleep(300);     /* a drive that reads and writes all the time looks for its faults now and then only */
    test_stream_init(&stream, 64 * BLOCK, 1);
    hr = IWriteEngine2_WriteSection(engine, &stream.IStream_iface, 0, 64);
    check_hr(hr, S_OK);
    burner_faults(test, NULL);
    ok(sinks[0].count >= 5, "%ld events in 2.6 s\n", sinks[0].count);
    ok(sinks[1].count == sinks[0].count, "%ld, %ld events\n", sinks[1].count, sinks[0].count);
    ok(sinks[2].count == 1 && sinks[2].ref == 1, "%ld events, %ld references\n", sinks[2].count, sinks[2].ref);
    for (i = 0; i < 2; i++) test_sink_disconnect(&sinks[i]);
    for (i = 0; i < ARRAY_SIZE(sinks); i++) ok(!sinks[i].wrong, "%u: %ld wrong calls\n", i, sinks[i].wrong);
    ok(!IWriteEngine2_Release(engine), "the object lives on\n");
}

START_TEST(engine)
{
    struct burner test;

    CoInitializeEx(NULL, COINIT_MULTITHREADED);
    test_sector_sizes();
    test_recorder_errors();
    if (!burner_open(&test, L"engine", "bd-re")) ok(0, "no recorder\n");
    else
    {
        test_properties(&test);
        format(&test, "bd-re");
        test_write(&test);
        test_errors(&test);
        test_cancel_and_throttle(&test);
        test_cancel_from_thread(&test);
        test_events(&test);
        burner_close(&test);
    }
    CoUninitialize();
}
