/*
 * Tests of MsftDiscFormat2Erase
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

#include "check.h"
#include "wine/test.h"

#define check_hr(hr, expected) ok((hr) == (expected), "got %s\n", test_hr(hr))

static IDiscFormat2Erase *create_erase(void)
{
    IDiscFormat2Erase *erase = NULL;
    HRESULT hr;

    hr = CoCreateInstance(&CLSID_MsftDiscFormat2Erase, NULL, CLSCTX_INPROC_SERVER, &IID_IDiscFormat2Erase,
                          (void **)&erase);
    check_hr(hr, S_OK);
    return erase;
}

static HRESULT set_client_name(IDiscFormat2Erase *erase, const WCHAR *text)
{
    BSTR name = text ? SysAllocString(text) : NULL;
    HRESULT hr = IDiscFormat2Erase_put_ClientName(erase, name);

    SysFreeString(name);
    return hr;
}

static void burn(struct burner *test, uint32_t blocks, VARIANT_BOOL close)
{
    BSTR name = SysAllocString(L"imapi2 test");
    struct test_stream stream;
    IDiscFormat2Data *data;
    HRESULT hr;

    CoCreateInstance(&CLSID_MsftDiscFormat2Data, NULL, CLSCTX_INPROC_SERVER, &IID_IDiscFormat2Data, (void **)&data);
    IDiscFormat2Data_put_Recorder(data, test->recorder);
    IDiscFormat2Data_put_ClientName(data, name);
    IDiscFormat2Data_put_ForceMediaToBeClosed(data, close);
    test_stream_init(&stream, (uint64_t)blocks * BLOCK, 3);
    hr = IDiscFormat2Data_Write(data, &stream.IStream_iface);
    check_hr(hr, S_OK);
    IDiscFormat2Data_Release(data);
    SysFreeString(name);
}

static void test_properties(void)
{
    IDiscFormat2Erase *erase = create_erase();
    IMAPI_MEDIA_PHYSICAL_TYPE type;
    IDiscRecorder2 *recorder;
    SAFEARRAY *array = NULL;
    VARIANT_BOOL value = 42;
    BSTR name = NULL;
    HRESULT hr;

    hr = IDiscFormat2Erase_get_FullErase(erase, &value);
    ok(hr == S_OK && value == VARIANT_FALSE, "got %s, %d\n", test_hr(hr), value);
    hr = IDiscFormat2Erase_get_FullErase(erase, NULL);
    check_hr(hr, E_POINTER);
    hr = IDiscFormat2Erase_put_FullErase(erase, 1);
    check_hr(hr, S_OK);
    hr = IDiscFormat2Erase_get_FullErase(erase, &value);
    ok(hr == S_OK && value == VARIANT_TRUE, "got %s, %d\n", test_hr(hr), value);
    recorder = (IDiscRecorder2 *)0xdeadbeef;
    hr = IDiscFormat2Erase_get_Recorder(erase, &recorder);
    ok(hr == S_OK && !recorder, "got %s, %p\n", test_hr(hr), recorder);
    hr = IDiscFormat2Erase_get_Recorder(erase, NULL);
    check_hr(hr, E_POINTER);
    hr = IDiscFormat2Erase_put_Recorder(erase, NULL);
    check_hr(hr, S_OK);
    hr = IDiscFormat2Erase_get_ClientName(erase, &name);
    ok(hr == S_OK && name && !*name, "got %s\n", test_hr(hr));
    SysFreeString(name);
    hr = IDiscFormat2Erase_get_ClientName(erase, NULL);
    check_hr(hr, E_POINTER);
    hr = set_client_name(erase, L"a/b");
    check_hr(hr, E_IMAPI_ERASE_CLIENT_NAME_IS_NOT_VALID);
    hr = set_client_name(erase, NULL);
    check_hr(hr, E_IMAPI_ERASE_CLIENT_NAME_IS_NOT_VALID);
    hr = IDiscFormat2Erase_get_CurrentPhysicalMediaType(erase, &type);
    check_hr(hr, E_IMAPI_RECORDER_REQUIRED);
    hr = IDiscFormat2Erase_get_CurrentPhysicalMediaType(erase, NULL);
    check_hr(hr, E_POINTER);
    hr = IDiscFormat2Erase_get_MediaPhysicallyBlank(erase, &value);
    check_hr(hr, E_IMAPI_RECORDER_REQUIRED);
    hr = IDiscFormat2Erase_get_MediaPhysicallyBlank(erase, NULL);
    check_hr(hr, E_POINTER);
    hr = IDiscFormat2Erase_get_MediaHeuristicallyBlank(erase, &value);
    check_hr(hr, E_IMAPI_RECORDER_REQUIRED);
    hr = IDiscFormat2Erase_get_MediaHeuristicallyBlank(erase, NULL);
    check_hr(hr, E_POINTER);
    hr = IDiscFormat2Erase_IsRecorderSupported(erase, NULL, &value);
    check_hr(hr, E_POINTER);
    hr = IDiscFormat2Erase_IsCurrentMediaSupported(erase, NULL, &value);
    check_hr(hr, E_POINTER);
    hr = IDiscFormat2Erase_get_SupportedMediaTypes(erase, NULL);
    check_hr(hr, E_POINTER);
    hr = IDiscFormat2Erase_get_SupportedMediaTypes(erase, &array);
    ok(hr == S_OK && array->rgsabound[0].cElements >= 5, "got %s\n", test_hr(hr));
    SafeArrayDestroy(array);
    hr = IDiscFormat2Erase_EraseMedia(erase);
    check_hr(hr, E_IMAPI_RECORDER_REQUIRED);
    ok(!IDiscFormat2Erase_Release(erase), "the object lives on\n");
}

/* How one medium is erased, quickly and fully. */
struct kind
{
    const char *name;
    const char *erasing;        /* opcode that does it, for the fault script */
    LONG quick_s, full_s;       /* what it takes by experience */
    bool by_zeros;              /* it is written over; otherwise it is blank afterwards */
};

#define DVD_RW_OVERWRITTEN "dvd-rw, overwritten"

static const struct kind kinds[] = {
    {"cd-rw", "blank", 30, 900, false},
    {"dvd-rw", "blank", 90, 900, false},
    {DVD_RW_OVERWRITTEN, "blank", 90, 900, false},
    {"dvd+rw", "write-10", 90, 900, true},
    {"dvd-ram", "write-10", 30, 600, true},
    {"bd-re", "write-10", 30, 600, true},
    {"bd-re-dl", "write-10", 30, 600, true},
    {"bd-re-xl", "write-10", 30, 600, true},
};

#define WRITTEN     4000    /* blocks, beyond the edges that a quick erase overwrites */
#define EDGE        1024
/* The drive tells of 8192 blocks, so that a full erase does not take as long as 100 GB do. */
#define SMALL       "opcode read-format-capacities : patch 4 00 00 20 00\n"

static struct test_sink *watch(IDiscFormat2Erase *erase)
{
    struct test_sink *sink = HeapAlloc(GetProcessHeap(), 0, sizeof(*sink));
    HRESULT hr;

    test_sink_init(sink, &IID_DDiscFormat2EraseEvents, DISPID_IDISCFORMAT2ERASEEVENTS_UPDATE);
    hr = test_sink_connect(sink, erase);
    check_hr(hr, S_OK);
    return sink;
}

static void unwatch(struct test_sink *sink)
{
    ok(!sink->wrong, "%ld wrong calls\n", sink->wrong);
    test_sink_disconnect(sink);
    ok(sink->ref == 1, "%ld references\n", sink->ref);
    HeapFree(GetProcessHeap(), 0, sink);
}

/* Time goes on, the estimate is never behind it, and one event tells what it takes by experience. */
static void check_events(const struct test_sink *sink, LONG expected_s)
{
    LONG i, before = 0, estimates = 0;

    ok(sink->count >= 3, "%ld events\n", sink->count);
    for (i = 0; i < sink->count && i < TEST_EVENTS_MAX; i++)
    {
        const struct test_event *event = &sink->events[i];

        ok(event->thread == GetCurrentThreadId(), "%ld on another thread\n", i);
        ok(event->elapsed >= before, "%ld: %ld s after %ld s\n", i, event->elapsed, before);
        ok(event->total > 0 && event->elapsed <= event->total, "%ld: %ld of %ld\n", i, event->elapsed, event->total);
        before = event->elapsed;
        if (event->total == expected_s) estimates++;
    }
    ok(estimates > 0, "no event tells of %ld s\n", expected_s);
}

/* What lies between the edges is left by a quick erase of media that are written over, and by nothing else. */
static void check_content(const struct kind *kind, struct burner *test, bool full)
{
    static const BYTE zeros[BLOCK];
    BYTE *data = HeapAlloc(GetProcessHeap(), 0, WRITTEN * BLOCK);
    LONG i, blank = full ? WRITTEN : EDGE;
    HRESULT hr;

    hr = burner_read(test, 0, WRITTEN, data);
    if (!kind->by_zeros) ok(hr != S_OK, "got %s\n", test_hr(hr));
    else
    {
        check_hr(hr, S_OK);
        for (i = 0; i < blank && !memcmp(data + i * BLOCK, zeros, BLOCK); i++) ;
        ok(i == blank, "block %ld is not zeros\n", i);
        ok(full || test_compare(3, EDGE, WRITTEN - EDGE, data + EDGE * BLOCK) == -1, "more than the edge is erased\n");
    }
    HeapFree(GetProcessHeap(), 0, data);
}

static IDiscFormat2Erase *erase_ready(struct burner *test)
{
    IDiscFormat2Erase *erase = create_erase();
    HRESULT hr;

    hr = IDiscFormat2Erase_put_Recorder(erase, test->recorder);
    check_hr(hr, S_OK);
    hr = set_client_name(erase, L"imapi2 test");
    check_hr(hr, S_OK);
    return erase;
}

/* What the object says of a medium that can be erased. */
static void check_state(IDiscFormat2Erase *erase, struct burner *test, bool looks_blank, bool is_blank)
{
    VARIANT_BOOL value;
    HRESULT hr;

    hr = IDiscFormat2Erase_IsRecorderSupported(erase, test->recorder, &value);
    ok(hr == S_OK && value == VARIANT_TRUE, "got %s, %d\n", test_hr(hr), value);
    hr = IDiscFormat2Erase_IsCurrentMediaSupported(erase, test->recorder, &value);
    ok(hr == S_OK && value == VARIANT_TRUE, "got %s, %d\n", test_hr(hr), value);
    hr = IDiscFormat2Erase_get_MediaHeuristicallyBlank(erase, &value);
    ok(hr == S_OK && value == (looks_blank ? VARIANT_TRUE : VARIANT_FALSE), "got %s, %d\n", test_hr(hr), value);
    hr = IDiscFormat2Erase_get_MediaPhysicallyBlank(erase, &value);
    ok(hr == S_OK && value == (is_blank ? VARIANT_TRUE : VARIANT_FALSE), "got %s, %d\n", test_hr(hr), value);
}

static bool insert(struct burner *test, const struct kind *kind)
{
    if (!strcmp(kind->name, DVD_RW_OVERWRITTEN)) return burner_format_dvd_rw(test);
    return burner_insert(test, kind->name);
}

/* Closed media are erased fully, those that are open quickly. */
static void test_erase(struct burner *test, const struct kind *kind, bool full)
{
    IDiscFormat2Erase *erase = create_erase();
    struct test_sink *sink;
    char script[200];
    HRESULT hr;

    winetest_push_context("%s, %s", kind->name, full ? "full" : "quick");
    burner_faults(test, NULL);
    ok(insert(test, kind), "no medium\n");
    burn(test, WRITTEN, full ? VARIANT_TRUE : VARIANT_FALSE);
    hr = IDiscFormat2Erase_put_Recorder(erase, test->recorder);
    check_hr(hr, S_OK);
    hr = IDiscFormat2Erase_EraseMedia(erase);
    check_hr(hr, E_IMAPI_ERASE_CLIENT_NAME_IS_NOT_VALID);
    hr = set_client_name(erase, L"imapi2 test");
    check_hr(hr, S_OK);
    hr = IDiscFormat2Erase_put_FullErase(erase, full ? VARIANT_TRUE : VARIANT_FALSE);
    check_hr(hr, S_OK);
    sprintf(script, "opcode %s nth 1 : hang 1200ms\n" SMALL, kind->erasing);
    burner_faults(test, script);
    check_state(erase, test, false, false);

    sink = watch(erase);
    hr = IDiscFormat2Erase_EraseMedia(erase);
    check_hr(hr, S_OK);
    check_events(sink, full ? kind->full_s : kind->quick_s);
    unwatch(sink);
    check_state(erase, test, true, !kind->by_zeros);
    check_fault_log(test);
    burner_faults(test, NULL);
    check_content(kind, test, full);
    ok(!IDiscFormat2Erase_Release(erase), "the object lives on\n");
    if (!kind->by_zeros) burn(test, 320, VARIANT_FALSE);
    winetest_pop_context();
}

/* Events come about each half second. */
static void test_period(struct burner *test)
{
    IDiscFormat2Erase *erase = erase_ready(test);
    struct test_sink *sink = watch(erase);
    DWORD took;
    HRESULT hr;

    ok(burner_insert(test, "cd-rw"), "no medium\n");
    burner_faults(test, "opcode blank : hang 2600ms\n");
    hr = IDiscFormat2Erase_EraseMedia(erase);
    check_hr(hr, S_OK);
    took = sink->count > 1 ? sink->events[sink->count - 1].time - sink->events[0].time : 0;
    ok(sink->count >= 5 && took >= 2000, "%ld events in %lu ms\n", sink->count, took);
    ok(took / (DWORD)max(sink->count - 1, 1) >= 300, "%ld events in %lu ms\n", sink->count, took);
    unwatch(sink);
    burner_faults(test, NULL);
    IDiscFormat2Erase_Release(erase);
}

/* A drive that tells how far it is knows better than experience. */
static void test_progress(struct burner *test)
{
    IDiscFormat2Erase *erase = erase_ready(test);
    struct test_sink *sink = watch(erase);
    LONG i, guesses = 0;
    HRESULT hr;

    ok(burner_insert(test, "cd-rw"), "no medium\n");
    /* REQUEST SENSE: not ready, operation in progress, half done; asked again after a growing time, in all 3 s. */
    burner_faults(test, "opcode request-sense first 12 : patch 0 70 patch 2 02 patch 12 04 07 00 80 80 00\n");
    hr = IDiscFormat2Erase_EraseMedia(erase);
    check_hr(hr, S_OK);
    for (i = 0; i < sink->count && i < TEST_EVENTS_MAX; i++)
        if (sink->events[i].elapsed && sink->events[i].total == 2 * sink->events[i].elapsed) guesses++;
    ok(guesses > 0, "none of %ld events doubles the time\n", sink->count);
    unwatch(sink);
    check_fault_log(test);
    burner_faults(test, NULL);
    IDiscFormat2Erase_Release(erase);
}

/* Goes away, and drops the client's reference with it: the erasing ends as if nothing had been. */
static void let_go(struct test_sink *sink, IDispatch *sender, const struct test_event *event)
{
    (void)event;
    if (!sink->context) return;
    sink->context = NULL;
    test_sink_disconnect(sink);
    IDispatch_Release(sender);
}

/* Sinks that fail and that vanish. */
static void test_sinks(struct burner *test)
{
    IDiscFormat2Erase *erase = erase_ready(test);
    struct test_sink *failing = watch(erase), *vanishing = watch(erase);
    HRESULT hr;

    ok(burner_insert(test, "cd-rw"), "no medium\n");
    failing->result = E_FAIL;
    vanishing->on_event = let_go;
    vanishing->context = vanishing;
    hr = IDiscFormat2Erase_EraseMedia(erase);
    check_hr(hr, S_OK);
    ok(failing->count >= 2 && vanishing->count == 1, "%ld, %ld events\n", failing->count, vanishing->count);
    ok(vanishing->ref == 1, "%ld references\n", vanishing->ref);
    HeapFree(GetProcessHeap(), 0, vanishing);
    unwatch(failing);
}

static void test_errors(struct burner *test)
{
    static const struct { const char *kind, *fault; HRESULT hr; } rows[] = {
        {NULL, NULL, E_IMAPI_RECORDER_MEDIA_NO_MEDIA},
        {"cd-r", NULL, E_IMAPI_ERASE_MEDIA_IS_NOT_SUPPORTED},
        {"bd-r", NULL, E_IMAPI_ERASE_MEDIA_IS_NOT_SUPPORTED},
        {"cd-rw", "opcode read-disc-information : short 4\n", E_IMAPI_ERASE_DISC_INFORMATION_TOO_SMALL},
        {"cd-rw", "opcode read-disc-information : patch 2 00\n", E_IMAPI_ERASE_MEDIA_IS_NOT_ERASABLE},
        {"cd-rw", "opcode start-stop-unit : sense 4/44/00\n", E_IMAPI_ERASE_DRIVE_FAILED_SPINUP_COMMAND},
        {"cd-rw", "opcode blank : sense 5/26/00\n", E_IMAPI_ERASE_DRIVE_FAILED_ERASE_COMMAND},
        {"cd-rw", "opcode blank : timeout\n", E_IMAPI_ERASE_TOOK_LONGER_THAN_ONE_HOUR},
        {"cd-rw", "opcode blank : unplug\n", __HRESULT_FROM_WIN32(ERROR_DEV_NOT_EXIST)},
        {"bd-re", "opcode write-10 : sense 3/0c/00\n", E_IMAPI_ERASE_UNEXPECTED_DRIVE_RESPONSE_DURING_ERASE},
    };
    IDiscFormat2Erase *erase = create_erase();
    unsigned int i;
    HRESULT hr;

    hr = IDiscFormat2Erase_put_Recorder(erase, test->recorder);
    check_hr(hr, S_OK);
    hr = set_client_name(erase, L"imapi2 test");
    check_hr(hr, S_OK);
    for (i = 0; i < ARRAY_SIZE(rows); i++)
    {
        BSTR owner = NULL;

        burner_faults(test, NULL);
        IDiscRecorder2_EjectMedia(test->recorder);
        ok(burner_insert(test, rows[i].kind), "%u: no medium\n", i);
        if (rows[i].kind) burn(test, 400, VARIANT_FALSE);
        if (rows[i].fault) burner_faults(test, rows[i].fault);
        hr = IDiscFormat2Erase_EraseMedia(erase);
        ok(hr == rows[i].hr, "%u (%s): got %s\n", i, test_hr(rows[i].hr), test_hr(hr));
        hr = IDiscRecorder2_get_ExclusiveAccessOwner(test->recorder, &owner);
        ok(FAILED(hr) || !owner || !*owner, "%u: held by %s\n", i, wine_dbgstr_w(owner));
        SysFreeString(owner);
    }
    burner_faults(test, NULL);
    IDiscFormat2Erase_Release(erase);
}

/* Drives from before MMC-2 tell in mode page 2A what they erase. */
static void test_old_drive(struct burner *test)
{
    static const struct { const char *fault; HRESULT hr; VARIANT_BOOL supported; } rows[] = {
        {"opcode get-configuration : sense 5/20/00\n", S_OK, VARIANT_TRUE},
        {"opcode get-configuration : sense 5/20/00\nopcode mode-sense-10 : patch 10 00 00\n", S_OK, VARIANT_FALSE},
        {"opcode get-configuration : sense 5/20/00\nopcode mode-sense-10 : patch 9 00\n",
         E_IMAPI_ERASE_MODE_PAGE_2A_TOO_SMALL, VARIANT_FALSE},
        {"opcode get-configuration : sense 5/20/00\nopcode mode-sense-10 : sense 5/24/00\n",
         E_IMAPI_RECORDER_NO_SUCH_MODE_PAGE, VARIANT_FALSE},
    };
    IDiscFormat2Erase *erase = create_erase();
    VARIANT_BOOL value;
    unsigned int i;
    HRESULT hr;

    for (i = 0; i < ARRAY_SIZE(rows); i++)
    {
        burner_faults(test, rows[i].fault);
        value = 42;
        hr = IDiscFormat2Erase_IsRecorderSupported(erase, test->recorder, &value);
        ok(hr == rows[i].hr && value == rows[i].supported, "%u: got %s, %d\n", i, test_hr(hr), value);
        hr = IDiscFormat2Erase_put_Recorder(erase, test->recorder);
        ok(FAILED(rows[i].hr) ? hr == rows[i].hr
                              : hr == (rows[i].supported ? S_OK : E_IMAPI_ERASE_RECORDER_NOT_SUPPORTED),
           "%u: got %s\n", i, test_hr(hr));
        IDiscFormat2Erase_put_Recorder(erase, NULL);
    }
    check_fault_log(test);
    burner_faults(test, NULL);
    IDiscFormat2Erase_Release(erase);
}

struct reentry
{
    IDiscFormat2Erase *erase;
    IDiscRecorder2 *other;
    bool done;
};

static void check_while_erasing(struct test_sink *sink, IDispatch *sender, const struct test_event *event)
{
    struct reentry *reentry = sink->context;
    HRESULT hr;

    (void)event;
    if (reentry->done) return;
    reentry->done = true;
    ok(sender == (IDispatch *)reentry->erase, "another sender\n");
    hr = IDiscFormat2Erase_put_Recorder(reentry->erase, NULL);
    check_hr(hr, E_IMAPI_ERASE_RECORDER_IN_USE);
    hr = IDiscFormat2Erase_EraseMedia(reentry->erase);
    check_hr(hr, E_IMAPI_ERASE_RECORDER_IN_USE);
}

static void test_recorder_in_use(struct burner *test)
{
    struct reentry reentry = {create_erase(), burner_again(test), false};
    struct test_stream stream;
    struct test_sink *sink;
    HRESULT hr;

    ok(burner_insert(test, "cd-rw"), "no medium\n");
    test_stream_init(&stream, BLOCK, 0);
    hr = IDiscFormat2Erase_put_Recorder(reentry.erase, (IDiscRecorder2 *)&stream.IStream_iface);
    check_hr(hr, E_IMAPI_ERASE_RECORDER_NOT_SUPPORTED);
    hr = IDiscFormat2Erase_put_Recorder(reentry.erase, test->recorder);
    check_hr(hr, S_OK);
    hr = IDiscFormat2Erase_put_Recorder(reentry.erase, test->recorder);
    check_hr(hr, S_OK);
    hr = IDiscFormat2Erase_put_Recorder(reentry.erase, reentry.other);
    check_hr(hr, E_IMAPI_ERASE_ONLY_ONE_RECORDER_SUPPORTED);
    hr = set_client_name(reentry.erase, L"imapi2 test");
    check_hr(hr, S_OK);
    sink = HeapAlloc(GetProcessHeap(), 0, sizeof(*sink));
    test_sink_init(sink, &IID_DDiscFormat2EraseEvents, DISPID_IDISCFORMAT2ERASEEVENTS_UPDATE);
    sink->context = &reentry;
    sink->on_event = check_while_erasing;
    test_sink_connect(sink, reentry.erase);
    hr = IDiscFormat2Erase_EraseMedia(reentry.erase);
    check_hr(hr, S_OK);
    ok(reentry.done, "no event\n");
    test_sink_disconnect(sink);
    HeapFree(GetProcessHeap(), 0, sink);
    IDiscRecorder2_Release(reentry.other);
    IDiscFormat2Erase_Release(reentry.erase);
}

START_TEST(erase)
{
    struct burner test;
    unsigned int i;

    CoInitializeEx(NULL, COINIT_MULTITHREADED);
    test_properties();
    if (!burner_open(&test, L"erase", NULL)) ok(0, "no recorder\n");
    else
    {
        for (i = 0; i < ARRAY_SIZE(kinds); i++)
        {
            test_erase(&test, &kinds[i], false);
            test_erase(&test, &kinds[i], true);
        }
        test_period(&test);
        test_progress(&test);
        test_sinks(&test);
        test_recorder_in_use(&test);
        test_errors(&test);
        test_old_drive(&test);
        burner_close(&test);
    }
    CoUninitialize();
}
