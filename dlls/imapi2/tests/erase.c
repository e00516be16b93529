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

static void check_events(const char *name, const struct test_sink *sink)
{
    LONG i;

    ok(sink->count >= 2, "%s: %ld events\n", name, sink->count);
    ok(!sink->wrong, "%s: %ld wrong calls\n", name, sink->wrong);
    for (i = 0; i < sink->count && i < TEST_EVENTS_MAX; i++)
    {
        ok(sink->events[i].thread == GetCurrentThreadId(), "%s: %ld on another thread\n", name, i);
        ok(sink->events[i].total > 0, "%s: %ld of %ld\n", name, sink->events[i].elapsed, sink->events[i].total);
        ok(sink->events[i].elapsed <= sink->events[i].total, "%s: %ld of %ld\n", name, sink->events[i].elapsed,
           sink->events[i].total);
    }
}

static void test_erase(struct burner *test, const char *kind, VARIANT_BOOL full, VARIANT_BOOL close, bool blanks)
{
    IDiscFormat2Erase *erase = create_erase();
    struct test_sink *sink;
    VARIANT_BOOL value;
    HRESULT hr;

    if (!strcmp(kind, "dvd-rw, overwritten")) ok(burner_format_dvd_rw(test), "%s: no medium\n", kind);
    else ok(burner_insert(test, kind), "%s: no medium\n", kind);
    burn(test, 700, close);
    hr = IDiscFormat2Erase_IsRecorderSupported(erase, test->recorder, &value);
    ok(hr == S_OK && value == VARIANT_TRUE, "%s: got %s, %d\n", kind, test_hr(hr), value);
    hr = IDiscFormat2Erase_IsCurrentMediaSupported(erase, test->recorder, &value);
    ok(hr == S_OK && value == VARIANT_TRUE, "%s: got %s, %d\n", kind, test_hr(hr), value);
    hr = IDiscFormat2Erase_put_Recorder(erase, test->recorder);
    check_hr(hr, S_OK);
    hr = IDiscFormat2Erase_EraseMedia(erase);
    check_hr(hr, E_IMAPI_ERASE_CLIENT_NAME_IS_NOT_VALID);
    hr = set_client_name(erase, L"imapi2 test");
    check_hr(hr, S_OK);
    hr = IDiscFormat2Erase_put_FullErase(erase, full);
    check_hr(hr, S_OK);
    hr = IDiscFormat2Erase_get_MediaHeuristicallyBlank(erase, &value);
    ok(hr == S_OK && value == VARIANT_FALSE, "%s: got %s, %d\n", kind, test_hr(hr), value);

    sink = HeapAlloc(GetProcessHeap(), 0, sizeof(*sink));
    test_sink_init(sink, &IID_DDiscFormat2EraseEvents, DISPID_IDISCFORMAT2ERASEEVENTS_UPDATE);
    hr = test_sink_connect(sink, erase);
    check_hr(hr, S_OK);
    hr = IDiscFormat2Erase_EraseMedia(erase);
    ok(hr == S_OK, "%s: got %s\n", kind, test_hr(hr));
    check_events(kind, sink);
    test_sink_disconnect(sink);
    HeapFree(GetProcessHeap(), 0, sink);

    hr = IDiscFormat2Erase_get_MediaHeuristicallyBlank(erase, &value);
    ok(hr == S_OK && value == VARIANT_TRUE, "%s: got %s, %d\n", kind, test_hr(hr), value);
    hr = IDiscFormat2Erase_get_MediaPhysicallyBlank(erase, &value);
    ok(hr == S_OK && value == (blanks ? VARIANT_TRUE : VARIANT_FALSE), "%s: got %s, %d\n", kind, test_hr(hr), value);
    ok(!IDiscFormat2Erase_Release(erase), "%s: the object lives on\n", kind);
    burn(test, 320, VARIANT_FALSE);
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

    CoInitializeEx(NULL, COINIT_MULTITHREADED);
    test_properties();
    if (!burner_open(&test, L"erase", NULL)) ok(0, "no recorder\n");
    else
    {
        test_erase(&test, "cd-rw", VARIANT_FALSE, VARIANT_FALSE, true);
        test_erase(&test, "cd-rw", VARIANT_TRUE, VARIANT_TRUE, true);
        test_erase(&test, "dvd-rw", VARIANT_FALSE, VARIANT_FALSE, true);
        test_erase(&test, "dvd-rw", VARIANT_TRUE, VARIANT_TRUE, true);
        test_erase(&test, "dvd-rw, overwritten", VARIANT_FALSE, VARIANT_FALSE, true);
        test_erase(&test, "dvd-rw, overwritten", VARIANT_TRUE, VARIANT_FALSE, true);
        test_erase(&test, "dvd+rw", VARIANT_FALSE, VARIANT_FALSE, false);
        test_erase(&test, "dvd-ram", VARIANT_FALSE, VARIANT_FALSE, false);
        test_erase(&test, "bd-re-dl", VARIANT_FALSE, VARIANT_FALSE, false);
        test_erase(&test, "bd-re-xl", VARIANT_FALSE, VARIANT_FALSE, false);
        test_erase(&test, "bd-re", VARIANT_FALSE, VARIANT_FALSE, false);
        test_recorder_in_use(&test);
        test_errors(&test);
        test_old_drive(&test);
        burner_close(&test);
    }
    CoUninitialize();
}
