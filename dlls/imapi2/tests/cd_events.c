/*
 * Events of TrackAtOnce and RawCD: their order and period, late binding, cancelling, and sinks that misbehave
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

#define check_hr(hr, expected) ok((hr) == (expected), "got %s\n", test_hr(hr))

#define PREPARING   1   /* of both formats, as the next two */
#define WRITING     2
#define FINISHING   3

/* One of the two formats, prepared with a blank disc. */
struct cd_burn
{
    bool is_raw;
    struct burner test;
    IDiscFormat2TrackAtOnce *tao;
    IDiscFormat2RawCD *raw;
    struct raw_test_image image;
    struct test_stream track;
    struct test_sink sink;
};

static IUnknown *format_of(struct cd_burn *burn)
{
    return burn->is_raw ? (IUnknown *)burn->raw : (IUnknown *)burn->tao;
}

static IDiscFormat2TrackAtOnce *tao_ready(struct burner *test)
{
    IDiscFormat2TrackAtOnce *tao = NULL;
    BSTR name = test_bstr(L"imapi2 test");
    HRESULT hr;

    hr = CoCreateInstance(&CLSID_MsftDiscFormat2TrackAtOnce, NULL, CLSCTX_INPROC_SERVER, &IID_IDiscFormat2TrackAtOnce,
                          (void **)&tao);
    check_hr(hr, S_OK);
    hr = IDiscFormat2TrackAtOnce_put_Recorder(tao, test->recorder);
    check_hr(hr, S_OK);
    hr = IDiscFormat2TrackAtOnce_put_ClientName(tao, name);
    check_hr(hr, S_OK);
    SysFreeString(name);
    return tao;
}

static HRESULT prepare(struct cd_burn *burn)
{
    return burn->is_raw ? IDiscFormat2RawCD_PrepareMedia(burn->raw) : IDiscFormat2TrackAtOnce_PrepareMedia(burn->tao);
}

static HRESULT release(struct cd_burn *burn)
{
    return burn->is_raw ? IDiscFormat2RawCD_ReleaseMedia(burn->raw) : IDiscFormat2TrackAtOnce_ReleaseMedia(burn->tao);
}

static HRESULT cancel(struct cd_burn *burn)
{
    return burn->is_raw ? IDiscFormat2RawCD_CancelWrite(burn->raw) : IDiscFormat2TrackAtOnce_CancelAddTrack(burn->tao);
}

/* Writes so many sectors of sound; a raw image has its lead-in and lead-out besides. */
static HRESULT write_sound(struct cd_burn *burn, uint32_t sectors)
{
    HRESULT hr;

    if (!burn->is_raw)
    {
        test_stream_init(&burn->track, (uint64_t)sectors * CD_AUDIO, 1);
        hr = IDiscFormat2TrackAtOnce_AddAudioTrack(burn->tao, &burn->track.IStream_iface);
        ok(burn->track.ref == 1, "%ld references\n", burn->track.ref);
        return hr;
    }
    if (!burn->image.stream) raw_test_image_init(&burn->image, IMAPI_FORMAT2_RAW_CD_SUBCODE_IS_COOKED, 1, &sectors);
    return IDiscFormat2RawCD_WriteMedia(burn->raw, burn->image.stream);
}

static bool cd_burn_open(struct cd_burn *burn, bool is_raw)
{
    HRESULT hr;

    memset(burn, 0, sizeof(*burn));
    burn->is_raw = is_raw;
    winetest_push_context(is_raw ? "raw" : "tao");
    if (!burner_open(&burn->test, is_raw ? L"raw events" : L"tao events", "cd-rw"))
    {
        ok(0, "no recorder\n");
        winetest_pop_context();
        return false;
    }
    if (is_raw) burn->raw = test_raw_ready(&burn->test);
    else burn->tao = tao_ready(&burn->test);
    test_sink_init(&burn->sink, is_raw ? &IID_DDiscFormat2RawCDEvents : &IID_DDiscFormat2TrackAtOnceEvents, 0x200);
    hr = test_sink_connect(&burn->sink, format_of(burn));
    check_hr(hr, S_OK);
    hr = prepare(burn);
    check_hr(hr, S_OK);
    ok(!burn->sink.count, "%ld events of PrepareMedia()\n", burn->sink.count);
    return true;
}

static void cd_burn_close(struct cd_burn *burn)
{
    ok(!burn->sink.wrong, "%ld wrong calls\n", burn->sink.wrong);
    test_sink_disconnect(&burn->sink);
    ok(!IUnknown_Release(format_of(burn)), "the object lives on\n");
    if (burn->image.stream) raw_test_image_cleanup(&burn->image);
    burner_close(&burn->test);
    winetest_pop_context();
}

static struct cd_burn *current;     /* for the handlers */

/* Numbers that belong together, in every event. */
static void check_events(const struct test_sink *sink, LONG start, LONG count)
{
    LONG i, last_time = -1, last_written = -CD_NOWHERE;

    for (i = 0; i < sink->count && i < TEST_EVENTS_MAX; i++)
    {
        const struct test_event *event = &sink->events[i];

        ok(event->thread == GetCurrentThreadId(), "event %ld on another thread\n", i);
        ok(event->start == start && event->count == count, "event %ld: got %ld, %ld\n", i, event->start, event->count);
        ok(event->total_buffer == event->used_buffer + event->free_buffer, "event %ld: %ld, %ld, %ld\n", i,
           event->total_buffer, event->used_buffer, event->free_buffer);
        ok(event->elapsed >= last_time && event->remaining >= 0, "event %ld: got %ld, %ld\n", i, event->elapsed,
           event->remaining);
        ok(event->last_written >= last_written && event->last_written < start + count, "event %ld: got %ld\n", i,
           event->last_written);
        last_time = event->elapsed;
        last_written = event->last_written;
    }
    ok(last_written == start + count - 1, "the last sector told is %ld\n", last_written);
}

/* PREPARING, WRITING about each half second, FINISHING. */
static void test_sequence(bool is_raw)
{
    struct cd_burn burn;
    LONG i, writing = 0;
    DWORD first = 0, last = 0;
    HRESULT hr;

    if (!cd_burn_open(&burn, is_raw)) return;
    burner_faults(&burn.test, "opcode write-10 nth 1 : hang 2600ms\n");
    hr = write_sound(&burn, 400);
    check_hr(hr, S_OK);
    burner_faults(&burn.test, NULL);
    ok(!strcmp(test_sink_actions(&burn.sink), "1 2 3"), "got %s\n", test_sink_actions(&burn.sink));
    check_events(&burn.sink, is_raw ? -RAW_DISC_LEAD_IN : 0, is_raw ? RAW_DISC_LEAD_IN + 400 + RAW_LEAD_OUT : 400);
    for (i = 0; i < burn.sink.count; i++)
    {
        if (burn.sink.events[i].action != WRITING) continue;
        if (!writing++) first = burn.sink.events[i].time;
        last = burn.sink.events[i].time;
    }
    ok(writing >= 5, "%ld events in 2.6 s\n", writing);
    ok((last - first) / (DWORD)max(writing - 1, 1) >= 400, "%ld events in %lu ms\n", writing, last - first);
    burn.sink.count = 0;
    hr = release(&burn);
    check_hr(hr, S_OK);
    ok(!strcmp(test_sink_actions(&burn.sink), is_raw ? "" : "3"), "got %s\n", test_sink_actions(&burn.sink));
    cd_burn_close(&burn);
}

/* A script sees all members of the progress object by name, the engine's included, and no other's. */
static void check_names(struct test_sink *sink, IDispatch *sender, const struct test_event *event)
{
    static const WCHAR *const names[] = {L"StartLba", L"SectorCount", L"LastReadLba", L"LastWrittenLba",
        L"TotalSystemBuffer", L"UsedSystemBuffer", L"FreeSystemBuffer", L"CurrentAction", L"ElapsedTime",
        L"RemainingTime", L"CurrentTrackNumber"};
    static const DISPID raw_ids[] = {0x301, 0x302, 0x303}, tao_ids[] = {0x301, 0x302, 0x303, 0x300};
    const LONG values[] = {event->start, event->count, event->last_read, event->last_written, event->total_buffer,
        event->used_buffer, event->free_buffer, event->action, event->elapsed, event->remaining, event->track};
    DISPPARAMS none = {NULL, NULL, 0, 0};
    unsigned int i, count = current->is_raw ? 10 : 11;
    VARIANT result;
    DISPID id;
    HRESULT hr;

    for (i = 0; i < count; i++)
    {
        WCHAR *name = (WCHAR *)names[i];

        hr = IDispatch_GetIDsOfNames(sink->progress, &IID_NULL, &name, 1, LOCALE_USER_DEFAULT, &id);
        ok(hr == S_OK, "%u: got %s\n", i, test_hr(hr));
        if (i >= 7)
            ok(id == (current->is_raw ? raw_ids : tao_ids)[i - 7], "%u: got %#lx\n", i, id);
        V_VT(&result) = VT_EMPTY;
        hr = IDispatch_Invoke(sink->progress, id, &IID_NULL, LOCALE_USER_DEFAULT, DISPATCH_PROPERTYGET, &none, &result,
                              NULL, NULL);
        ok(hr == S_OK && V_VT(&result) == VT_I4 && V_I4(&result) == values[i], "%u: got %s, %d\n", i, test_hr(hr),
           V_VT(&result));
    }
    ok(sender == (IDispatch *)format_of(current), "another sender\n");
}

static void test_late_bound(bool is_raw)
{
    struct cd_burn burn;
    WCHAR name[] = L"ReleaseMedia", *names = name;
    DISPPARAMS none = {NULL, NULL, 0, 0};
    IDispatch *dispatch;
    DISPID id;
    HRESULT hr;

    if (!cd_burn_open(&burn, is_raw)) return;
    current = &burn;
    burn.sink.on_event = check_names;
    hr = write_sound(&burn, 310);
    check_hr(hr, S_OK);
    ok(burn.sink.count >= 3, "%ld events\n", burn.sink.count);
    hr = IUnknown_QueryInterface(format_of(&burn), &IID_IDispatch, (void **)&dispatch);
    check_hr(hr, S_OK);
    hr = IDispatch_GetIDsOfNames(dispatch, &IID_NULL, &names, 1, LOCALE_USER_DEFAULT, &id);
    check_hr(hr, S_OK);
    hr = IDispatch_Invoke(dispatch, id, &IID_NULL, LOCALE_USER_DEFAULT, DISPATCH_METHOD, &none, NULL, NULL, NULL);
    check_hr(hr, S_OK);
    IDispatch_Release(dispatch);
    cd_burn_close(&burn);
}

static void cancel_once(struct test_sink *sink, IDispatch *sender, const struct test_event *event)
{
    HRESULT hr;

    (void)sender;
    if (event->action != WRITING || sink->context) return;
    sink->context = sink;
    hr = cancel(current);
    check_hr(hr, S_OK);
}

static DWORD WINAPI cancel_thread(void *arg)
{
    DWORD until = GetTickCount() + 20000;
    HRESULT hr = E_FAIL;

    CoInitializeEx(NULL, COINIT_MULTITHREADED);
    while (FAILED(hr) && GetTickCount() < until)
    {
        Sleep(20);
        if (current->sink.count > 1) hr = cancel(current);
    }
    *(HRESULT *)arg = hr;
    CoUninitialize();
    return 0;
}

/* After a cancelled write nothing is held, and the disc can be erased and written. */
static void check_again(struct cd_burn *burn)
{
    IDiscFormat2Erase *erase = NULL;
    BSTR name = test_bstr(L"imapi2 test");
    HRESULT hr;

    hr = cancel(burn);
    check_hr(hr, burn->is_raw ? E_IMAPI_DF2RAW_WRITE_NOT_IN_PROGRESS : E_IMAPI_DF2TAO_WRITE_NOT_IN_PROGRESS);
    hr = release(burn);
    check_hr(hr, S_OK);
    hr = CoCreateInstance(&CLSID_MsftDiscFormat2Erase, NULL, CLSCTX_INPROC_SERVER, &IID_IDiscFormat2Erase,
                          (void **)&erase);
    check_hr(hr, S_OK);
    hr = IDiscFormat2Erase_put_Recorder(erase, burn->test.recorder);
    check_hr(hr, S_OK);
    hr = IDiscFormat2Erase_put_ClientName(erase, name);
    check_hr(hr, S_OK);
    hr = IDiscFormat2Erase_EraseMedia(erase);
    check_hr(hr, S_OK);
    IDiscFormat2Erase_Release(erase);
    SysFreeString(name);
    hr = prepare(burn);
    check_hr(hr, S_OK);
    hr = write_sound(burn, 300);
    check_hr(hr, S_OK);
    hr = release(burn);
    check_hr(hr, S_OK);
    hr = IDiscRecorder2_EjectMedia(burn->test.recorder);
    check_hr(hr, S_OK);
}

static void test_cancel(bool is_raw)
{
    struct cd_burn burn;
    HRESULT hr, result = E_FAIL;
    HANDLE thread;

    if (!cd_burn_open(&burn, is_raw)) return;
    current = &burn;
    burn.sink.on_event = cancel_once;
    burner_faults(&burn.test, "opcode write-10 nth 3 : hang 700ms\n");
    hr = write_sound(&burn, 5000);
    check_hr(hr, E_IMAPI_REQUEST_CANCELLED);
    ok(burn.sink.context != NULL, "no event while writing\n");
    burn.sink.on_event = NULL;
    burner_faults(&burn.test, NULL);
    check_again(&burn);
    cd_burn_close(&burn);

    if (!cd_burn_open(&burn, is_raw)) return;
    current = &burn;
    burner_faults(&burn.test, "opcode write-10 every 3 : hang 400ms\n");
    thread = CreateThread(NULL, 0, cancel_thread, &result, 0, NULL);
    hr = write_sound(&burn, 5000);
    check_hr(hr, E_IMAPI_REQUEST_CANCELLED);
    ok(!WaitForSingleObject(thread, 30000), "the thread does not end\n");
    CloseHandle(thread);
    check_hr(result, S_OK);
    burner_faults(&burn.test, NULL);
    check_again(&burn);
    cd_burn_close(&burn);
}

/* What is refused while a raw CD is written; for tracks see tao: when_writing. */
static void refuse_all(struct test_sink *sink, IDispatch *sender, const struct test_event *event)
{
    IDiscFormat2RawCD *raw = current->raw;
    VARIANT_BOOL value;
    LONG number;
    HRESULT hr;

    (void)sender;
    if (event->action != WRITING || sink->context || !current->is_raw) return;
    sink->context = sink;
    hr = IDiscFormat2RawCD_PrepareMedia(raw);
    check_hr(hr, E_IMAPI_DF2RAW_MEDIA_IS_PREPARED);
    hr = IDiscFormat2RawCD_ReleaseMedia(raw);
    check_hr(hr, E_IMAPI_DF2RAW_WRITE_IN_PROGRESS);
    hr = IDiscFormat2RawCD_WriteMedia(raw, NULL);
    check_hr(hr, E_IMAPI_DF2RAW_WRITE_IN_PROGRESS);
    hr = IDiscFormat2RawCD_WriteMedia2(raw, NULL, 0);
    check_hr(hr, E_IMAPI_DF2RAW_WRITE_IN_PROGRESS);
    hr = IDiscFormat2RawCD_put_Recorder(raw, NULL);
    check_hr(hr, E_IMAPI_DF2RAW_WRITE_IN_PROGRESS);
    hr = test_raw_set_name(raw, L"other");
    check_hr(hr, E_IMAPI_DF2RAW_WRITE_IN_PROGRESS);
    hr = IDiscFormat2RawCD_put_BufferUnderrunFreeDisabled(raw, VARIANT_TRUE);
    check_hr(hr, E_IMAPI_DF2RAW_WRITE_IN_PROGRESS);
    hr = IDiscFormat2RawCD_put_RequestedSectorType(raw, IMAPI_FORMAT2_RAW_CD_SUBCODE_PQ_ONLY);
    check_hr(hr, E_IMAPI_DF2RAW_WRITE_IN_PROGRESS);
    hr = IDiscFormat2RawCD_get_BufferUnderrunFreeDisabled(raw, &value);
    check_hr(hr, S_OK);
    hr = IDiscFormat2RawCD_get_StartOfNextSession(raw, &number);
    check_hr(hr, S_OK);
}

/* Goes away in its first event. */
static void vanish(struct test_sink *sink, IDispatch *sender, const struct test_event *event)
{
    (void)sender, (void)event;
    test_sink_disconnect(sink);
}

/* Sinks that fail, that vanish, and that call back: the write goes on, and the others hear of it. */
static void test_sinks(bool is_raw)
{
    static struct test_sink failing, vanishing;
    struct cd_burn burn;
    HRESULT hr;

    if (!cd_burn_open(&burn, is_raw)) return;
    current = &burn;
    burn.sink.on_event = refuse_all;
    test_sink_init(&failing, &burn.sink.iid, burn.sink.dispid);
    failing.result = E_UNEXPECTED;
    test_sink_init(&vanishing, &burn.sink.iid, burn.sink.dispid);
    vanishing.on_event = vanish;
    hr = test_sink_connect(&failing, format_of(&burn));
    check_hr(hr, S_OK);
    hr = test_sink_connect(&vanishing, format_of(&burn));
    check_hr(hr, S_OK);
    hr = write_sound(&burn, 320);
    check_hr(hr, S_OK);
    ok(!is_raw || burn.sink.context, "no event while writing\n");
    ok(vanishing.count == 1 && vanishing.ref == 1, "%ld events, %ld references\n", vanishing.count, vanishing.ref);
    ok(failing.count == burn.sink.count && failing.count >= 3, "%ld, %ld events\n", failing.count, burn.sink.count);
    ok(!failing.wrong && !vanishing.wrong, "%ld, %ld wrong calls\n", failing.wrong, vanishing.wrong);
    test_sink_disconnect(&failing);
    hr = release(&burn);
    check_hr(hr, S_OK);
    cd_burn_close(&burn);
}

/* The client's last reference goes in an event; the write comes to its end. */
static void let_go(struct test_sink *sink, IDispatch *sender, const struct test_event *event)
{
    (void)sender;
    if (event->action != WRITING || sink->context) return;
    sink->context = sink;
    test_sink_disconnect(sink);
    IUnknown_Release(format_of(current));
}

static void test_last_reference(bool is_raw)
{
    struct cd_burn burn;
    VARIANT_BOOL value;
    HRESULT hr;

    if (!cd_burn_open(&burn, is_raw)) return;
    current = &burn;
    burn.sink.on_event = let_go;
    hr = write_sound(&burn, 330);
    check_hr(hr, S_OK);
    ok(burn.sink.ref == 1, "the sink has %ld references\n", burn.sink.ref);
    /* Nothing is held any more: another object has the drive. */
    if (is_raw) burn.raw = test_raw_ready(&burn.test);
    else burn.tao = tao_ready(&burn.test);
    if (is_raw) hr = IDiscFormat2RawCD_get_MediaPhysicallyBlank(burn.raw, &value);
    else hr = IDiscFormat2TrackAtOnce_get_MediaPhysicallyBlank(burn.tao, &value);
    ok(hr == S_OK && !value, "got %s, %d\n", test_hr(hr), value);
    hr = IDiscRecorder2_EjectMedia(burn.test.recorder);
    check_hr(hr, S_OK);
    cd_burn_close(&burn);
}

START_TEST(cd_events)
{
    unsigned int is_raw;

    CoInitializeEx(NULL, COINIT_MULTITHREADED);
    for (is_raw = 0; is_raw < 2; is_raw++)
    {
        test_sequence(is_raw);
        test_late_bound(is_raw);
        test_cancel(is_raw);
        test_sinks(is_raw);
        test_last_reference(is_raw);
    }
    CoUninitialize();
}
