/*
 * The objects that tell the progress, asked without a place for the answer
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

#include "support_raw.h"
#include "wine/test.h"

#define AUDIO_SECTOR 2352

/* They exist in an event only. */
struct asking
{
    void (*ask)(IDispatch *progress);
    LONG asked;
};

#define check_pointer(call)                                                                                          \
    do                                                                                                               \
    {                                                                                                                \
        HRESULT hr_ = (call);                                                                                        \
        ok(hr_ == E_POINTER, #call ": got %s\n", test_hr(hr_));                                                      \
    } while (0)

static void on_event(struct test_sink *sink, IDispatch *sender, const struct test_event *event)
{
    struct asking *asking = sink->context;

    if (asking->asked++) return;
    asking->ask(sink->progress);
}

static void *as(IDispatch *progress, const IID *iid)
{
    void *args = NULL;
    HRESULT hr = IDispatch_QueryInterface(progress, iid, &args);

    ok(hr == S_OK, "got %s\n", test_hr(hr));
    return args;
}

static void ask_engine_args(IDispatch *progress)
{
    IWriteEngine2EventArgs *args = as(progress, &IID_IWriteEngine2EventArgs);

    check_pointer(IWriteEngine2EventArgs_get_StartLba(args, NULL));
    check_pointer(IWriteEngine2EventArgs_get_SectorCount(args, NULL));
    check_pointer(IWriteEngine2EventArgs_get_LastReadLba(args, NULL));
    check_pointer(IWriteEngine2EventArgs_get_LastWrittenLba(args, NULL));
    check_pointer(IWriteEngine2EventArgs_get_TotalSystemBuffer(args, NULL));
    check_pointer(IWriteEngine2EventArgs_get_UsedSystemBuffer(args, NULL));
    check_pointer(IWriteEngine2EventArgs_get_FreeSystemBuffer(args, NULL));
    IWriteEngine2EventArgs_Release(args);
}

static void ask_data_args(IDispatch *progress)
{
    IDiscFormat2DataEventArgs *args = as(progress, &IID_IDiscFormat2DataEventArgs);

    check_pointer(IDiscFormat2DataEventArgs_get_ElapsedTime(args, NULL));
    check_pointer(IDiscFormat2DataEventArgs_get_RemainingTime(args, NULL));
    check_pointer(IDiscFormat2DataEventArgs_get_TotalTime(args, NULL));
    check_pointer(IDiscFormat2DataEventArgs_get_CurrentAction(args, NULL));
    IDiscFormat2DataEventArgs_Release(args);
    ask_engine_args(progress);
}

static void ask_tao_args(IDispatch *progress)
{
    IDiscFormat2TrackAtOnceEventArgs *args = as(progress, &IID_IDiscFormat2TrackAtOnceEventArgs);

    check_pointer(IDiscFormat2TrackAtOnceEventArgs_get_CurrentTrackNumber(args, NULL));
    check_pointer(IDiscFormat2TrackAtOnceEventArgs_get_CurrentAction(args, NULL));
    check_pointer(IDiscFormat2TrackAtOnceEventArgs_get_ElapsedTime(args, NULL));
    check_pointer(IDiscFormat2TrackAtOnceEventArgs_get_RemainingTime(args, NULL));
    IDiscFormat2TrackAtOnceEventArgs_Release(args);
    ask_engine_args(progress);
}

static void ask_raw_args(IDispatch *progress)
{
    IDiscFormat2RawCDEventArgs *args = as(progress, &IID_IDiscFormat2RawCDEventArgs);

    check_pointer(IDiscFormat2RawCDEventArgs_get_CurrentAction(args, NULL));
    check_pointer(IDiscFormat2RawCDEventArgs_get_ElapsedTime(args, NULL));
    check_pointer(IDiscFormat2RawCDEventArgs_get_RemainingTime(args, NULL));
    IDiscFormat2RawCDEventArgs_Release(args);
    ask_engine_args(progress);
}

static struct test_sink sink;

static void connect_sink(void *source, const IID *iid, DISPID dispid, struct asking *asking)
{
    HRESULT hr;

    test_sink_init(&sink, iid, dispid);
    sink.on_event = on_event;
    sink.context = asking;
    hr = test_sink_connect(&sink, source);
    ok(hr == S_OK, "got %s\n", test_hr(hr));
}

static void disconnect_sink(const struct asking *asking)
{
    test_sink_disconnect(&sink);
    ok(asking->asked > 0, "no event\n");
}

static void test_data_args(struct burner *test)
{
    IDiscFormat2Data *data = test_data_ready(test);
    struct asking asking = {ask_data_args, 0};
    struct test_stream stream;
    HRESULT hr;

    connect_sink(data, &IID_DDiscFormat2DataEvents, DISPID_DDISCFORMAT2DATAEVENTS_UPDATE, &asking);
    test_stream_init(&stream, 64 * BLOCK, 1);
    hr = IDiscFormat2Data_Write(data, &stream.IStream_iface);
    ok(hr == S_OK, "got %s\n", test_hr(hr));
    disconnect_sink(&asking);
    IDiscFormat2Data_Release(data);
}

/* On a medium that the test before has formatted. */
static void test_engine_args(struct burner *test)
{
    struct asking asking = {ask_engine_args, 0};
    struct test_stream stream;
    IWriteEngine2 *engine;
    HRESULT hr;

    hr = CoCreateInstance(&CLSID_MsftWriteEngine2, NULL, CLSCTX_INPROC_SERVER, &IID_IWriteEngine2, (void **)&engine);
    ok(hr == S_OK, "got %s\n", test_hr(hr));
    hr = IWriteEngine2_put_Recorder(engine, test->ex);
    ok(hr == S_OK, "got %s\n", test_hr(hr));
    hr = IWriteEngine2_put_BytesPerSector(engine, BLOCK);
    ok(hr == S_OK, "got %s\n", test_hr(hr));
    connect_sink(engine, &IID_DWriteEngine2Events, DISPID_DWRITEENGINE2EVENTS_UPDATE, &asking);
    test_stream_init(&stream, 64 * BLOCK, 1);
    hr = IWriteEngine2_WriteSection(engine, &stream.IStream_iface, 0, 64);
    ok(hr == S_OK, "got %s\n", test_hr(hr));
    disconnect_sink(&asking);
    IWriteEngine2_Release(engine);
}

static void test_tao_args(struct burner *test)
{
    struct asking asking = {ask_tao_args, 0};
    BSTR name = test_bstr(L"imapi2 test");
    IDiscFormat2TrackAtOnce *tao;
    struct test_stream stream;
    HRESULT hr;

    hr = CoCreateInstance(&CLSID_MsftDiscFormat2TrackAtOnce, NULL, CLSCTX_INPROC_SERVER, &IID_IDiscFormat2TrackAtOnce,
                          (void **)&tao);
    ok(hr == S_OK, "got %s\n", test_hr(hr));
    IDiscFormat2TrackAtOnce_put_Recorder(tao, test->recorder);
    IDiscFormat2TrackAtOnce_put_ClientName(tao, name);
    SysFreeString(name);
    hr = IDiscFormat2TrackAtOnce_PrepareMedia(tao);
    ok(hr == S_OK, "got %s\n", test_hr(hr));
    connect_sink(tao, &IID_DDiscFormat2TrackAtOnceEvents, DISPID_DDISCFORMAT2TAOEVENTS_UPDATE, &asking);
    test_stream_init(&stream, 300 * AUDIO_SECTOR, 1);
    hr = IDiscFormat2TrackAtOnce_AddAudioTrack(tao, &stream.IStream_iface);
    ok(hr == S_OK, "got %s\n", test_hr(hr));
    disconnect_sink(&asking);
    hr = IDiscFormat2TrackAtOnce_ReleaseMedia(tao);
    ok(hr == S_OK, "got %s\n", test_hr(hr));
    IDiscFormat2TrackAtOnce_Release(tao);
}

static void test_raw_args(struct burner *test)
{
    struct asking asking = {ask_raw_args, 0};
    static const uint32_t length = 300;
    struct raw_test_image image;
    IDiscFormat2RawCD *raw;
    HRESULT hr;

    raw_test_image_init(&image, IMAPI_FORMAT2_RAW_CD_SUBCODE_IS_COOKED, 1, &length);
    raw = test_raw_ready(test);
    hr = IDiscFormat2RawCD_PrepareMedia(raw);
    ok(hr == S_OK, "got %s\n", test_hr(hr));
    connect_sink(raw, &IID_DDiscFormat2RawCDEvents, DISPID_DDISCFORMAT2RAWCDEVENTS_UPDATE, &asking);
    hr = IDiscFormat2RawCD_WriteMedia(raw, image.stream);
    ok(hr == S_OK, "got %s\n", test_hr(hr));
    disconnect_sink(&asking);
    hr = IDiscFormat2RawCD_ReleaseMedia(raw);
    ok(hr == S_OK, "got %s\n", test_hr(hr));
    IDiscFormat2RawCD_Release(raw);
    raw_test_image_cleanup(&image);
}

START_TEST(event_args)
{
    struct burner test;

    CoInitializeEx(NULL, COINIT_MULTITHREADED);
    if (!burner_open(&test, L"event args", "bd-re")) ok(0, "no recorder\n");
    else
    {
        test_data_args(&test);
        test_engine_args(&test);
        IDiscRecorder2_EjectMedia(test.recorder);
        ok(burner_insert(&test, "cd-r"), "no medium\n");
        test_tao_args(&test);
        IDiscRecorder2_EjectMedia(test.recorder);
        ok(burner_insert(&test, "cd-r"), "no medium\n");
        test_raw_args(&test);
        burner_close(&test);
    }
    CoUninitialize();
}
