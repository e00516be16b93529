/*
 * Tests of several at once: recorders, threads, objects and processes
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

#define WAIT_MS 60000

/* A burn on a thread of its own. */
struct burn
{
    struct burner *test;
    IDiscFormat2Data *data;
    struct test_stream stream;
    HANDLE thread;
    HANDLE reached;         /* the stream is read: the burn runs */
    HANDLE go_on;           /* the stream gives more; NULL: at once */
    HRESULT hr;
};

static void tell_and_wait(void *context, uint64_t position)
{
    struct burn *burn = context;

    (void)position;
    SetEvent(burn->reached);
    if (burn->go_on) WaitForSingleObject(burn->go_on, WAIT_MS);
}

static DWORD WINAPI burn_thread(void *arg)
{
    struct burn *burn = arg;

    CoInitializeEx(NULL, COINIT_MULTITHREADED);
    burn->hr = IDiscFormat2Data_Write(burn->data, &burn->stream.IStream_iface);
    CoUninitialize();
    return 0;
}

static void start_burn(struct burn *burn, struct burner *test, uint32_t blocks, uint32_t seed, HANDLE go_on)
{
    burn->test = test;
    burn->data = test_data_ready(test);
    burn->hr = 42;
    burn->go_on = go_on;
    burn->reached = CreateEventW(NULL, TRUE, FALSE, NULL);
    test_stream_init(&burn->stream, (uint64_t)blocks * BLOCK, seed);
    burn->stream.on_read = tell_and_wait;
    burn->stream.context = burn;
    burn->thread = CreateThread(NULL, 0, burn_thread, burn, 0, NULL);
}

static void wait_for_start(struct burn *burn)
{
    ok(!WaitForSingleObject(burn->reached, WAIT_MS), "the burn does not begin\n");
}

static HRESULT end_burn(struct burn *burn)
{
    ok(!WaitForSingleObject(burn->thread, WAIT_MS), "the burn does not end\n");
    CloseHandle(burn->thread);
    CloseHandle(burn->reached);
    IDiscFormat2Data_Release(burn->data);
    return burn->hr;
}

/* Two recorders burn at once: each waits until the other has begun, too. */
static void test_two_recorders(const char *first_kind, const char *second_kind)
{
    enum { BLOCKS = 3000 };
    HANDLE go_on = CreateEventW(NULL, TRUE, FALSE, NULL);
    struct burner tests[2];
    struct burn burns[2];
    HRESULT hr;
    int i;

    if (!burner_open(&tests[0], L"concurrency one", first_kind)) { ok(0, "no recorder\n"); return; }
    if (!burner_open(&tests[1], L"concurrency two", second_kind)) { ok(0, "no recorder\n"); return; }
    for (i = 0; i < 2; i++) start_burn(&burns[i], &tests[i], BLOCKS, i + 1, go_on);
    for (i = 0; i < 2; i++) wait_for_start(&burns[i]);
    SetEvent(go_on);
    for (i = 0; i < 2; i++)
    {
        hr = end_burn(&burns[i]);
        ok(hr == S_OK, "%s and %s: %d: got %s\n", first_kind, second_kind, i, test_hr(hr));
        test_data_check(i ? second_kind : first_kind, &tests[i], i + 1, BLOCKS);
        hr = IDiscRecorder2_EjectMedia(tests[i].recorder);
        check_hr(hr, S_OK);
        burner_close(&tests[i]);
    }
    CloseHandle(go_on);
}

/* A thread that asks an object for all it has while it writes. */
struct asker
{
    IDiscFormat2Data *data;
    IDiscRecorder2 *recorder;
    LONG stop;
    LONG rounds;
    LONG wrong;
};

static DWORD WINAPI asker_thread(void *arg)
{
    struct asker *asker = arg;
    IDiscRecorder2 *recorder;
    VARIANT_BOOL value;
    BSTR name = NULL;
    LONG number;
    HRESULT hr;

    CoInitializeEx(NULL, COINIT_MULTITHREADED);
    while (!InterlockedCompareExchange(&asker->stop, 0, 0))
    {
        hr = IDiscFormat2Data_get_Recorder(asker->data, &recorder);
        if (hr != S_OK || recorder != asker->recorder) asker->wrong++;
        if (SUCCEEDED(hr)) IDiscRecorder2_Release(recorder);
        hr = IDiscFormat2Data_get_ClientName(asker->data, &name);
        if (hr != S_OK || lstrcmpW(name, L"imapi2 test")) asker->wrong++;
        SysFreeString(name);
        hr = IDiscFormat2Data_get_ForceMediaToBeClosed(asker->data, &value);
        if (hr != S_OK || value) asker->wrong++;
        hr = IDiscFormat2Data_put_ForceMediaToBeClosed(asker->data, VARIANT_TRUE);
        if (hr != E_IMAPI_DF2DATA_WRITE_IN_PROGRESS) asker->wrong++;
        hr = IDiscFormat2Data_put_Recorder(asker->data, NULL);
        if (hr != E_IMAPI_DF2DATA_WRITE_IN_PROGRESS) asker->wrong++;
        /* Questions to the drive between its WRITEs. */
        hr = IDiscFormat2Data_get_TotalSectorsOnMedia(asker->data, &number);
        if (hr != S_OK || number < 1000) asker->wrong++;
        InterlockedIncrement(&asker->rounds);
        Sleep(1);
    }
    CoUninitialize();
    return 0;
}

static void test_threads(const char *kind)
{
    enum { ASKERS = 3, BLOCKS = 4000 };
    struct asker askers[ASKERS];
    HANDLE threads[ASKERS], go_on = CreateEventW(NULL, TRUE, FALSE, NULL);
    struct burner test;
    struct burn burn;
    HRESULT hr;
    int i;

    if (!burner_open(&test, L"concurrency threads", kind)) { ok(0, "no recorder\n"); return; }
    start_burn(&burn, &test, BLOCKS, 3, go_on);
    wait_for_start(&burn);
    memset(askers, 0, sizeof(askers));
    for (i = 0; i < ASKERS; i++)
    {
        askers[i].data = burn.data;
        askers[i].recorder = test.recorder;
        threads[i] = CreateThread(NULL, 0, asker_thread, &askers[i], 0, NULL);
    }
    Sleep(100);
    for (i = 0; i < ASKERS; i++)
        while (InterlockedCompareExchange(&askers[i].rounds, 0, 0) < 3) Sleep(10);
    /* They go on while blocks are written, and stop before the burn ends: then all of this is allowed. */
    burn.stream.most = 512 * BLOCK;
    PulseEvent(go_on);
    Sleep(50);
    for (i = 0; i < ASKERS; i++)
    {
        InterlockedExchange(&askers[i].stop, 1);
        ok(!WaitForSingleObject(threads[i], WAIT_MS), "%s: thread %d does not end\n", kind, i);
        CloseHandle(threads[i]);
        ok(!askers[i].wrong, "%s: thread %d: %ld of %ld rounds went wrong\n", kind, i, askers[i].wrong,
           askers[i].rounds);
    }
    SetEvent(go_on);
    hr = end_burn(&burn);
    ok(hr == S_OK, "%s: got %s\n", kind, test_hr(hr));
    test_data_check(kind, &test, 3, BLOCKS);
    CloseHandle(go_on);
    burner_close(&test);
}

/* Through one recorder object exclusive access nests; but it has one writer at a time. */
static void test_one_recorder(void)
{
    BSTR name = SysAllocString(L"the client");
    IDiscFormat2Erase *erase;
    struct test_stream stream;
    IDiscFormat2Data *second;
    struct burner test;
    struct burn burn;
    BSTR owner = NULL;
    HANDLE go_on = CreateEventW(NULL, TRUE, FALSE, NULL);
    HRESULT hr;

    if (!burner_open(&test, L"concurrency nested", "cd-rw")) { ok(0, "no recorder\n"); return; }
    hr = IDiscRecorder2_AcquireExclusiveAccess(test.recorder, VARIANT_FALSE, name);
    check_hr(hr, S_OK);
    hr = IDiscRecorder2_AcquireExclusiveAccess(test.recorder, VARIANT_TRUE, name);
    check_hr(hr, S_OK);
    start_burn(&burn, &test, 2000, 4, go_on);
    wait_for_start(&burn);

    second = test_data_ready(&test);
    test_stream_init(&stream, 400 * BLOCK, 5);
    hr = IDiscFormat2Data_Write(second, &stream.IStream_iface);
    check_hr(hr, E_IMAPI_RECORDER_LOCKED);
    ok(!stream.reads, "the stream was read\n");
    hr = CoCreateInstance(&CLSID_MsftDiscFormat2Erase, NULL, CLSCTX_INPROC_SERVER, &IID_IDiscFormat2Erase,
                          (void **)&erase);
    check_hr(hr, S_OK);
    hr = IDiscFormat2Erase_put_Recorder(erase, test.recorder);
    check_hr(hr, S_OK);
    hr = IDiscFormat2Erase_put_ClientName(erase, name);
    check_hr(hr, S_OK);
    hr = IDiscFormat2Erase_EraseMedia(erase);
    ok(hr == E_IMAPI_RECORDER_LOCKED || hr == E_IMAPI_RECORDER_MEDIA_BUSY, "got %s\n", test_hr(hr));
    SetEvent(go_on);
    hr = end_burn(&burn);
    check_hr(hr, S_OK);
    test_data_check("one recorder", &test, 4, 2000);

    /* Two of three are given back by nobody but the client. */
    hr = IDiscRecorder2_get_ExclusiveAccessOwner(test.recorder, &owner);
    ok(hr == S_OK && owner && !lstrcmpW(owner, name), "got %s, %s\n", test_hr(hr), wine_dbgstr_w(owner));
    SysFreeString(owner);
    hr = IDiscRecorder2_ReleaseExclusiveAccess(test.recorder);
    check_hr(hr, S_OK);
    hr = IDiscFormat2Erase_EraseMedia(erase);
    check_hr(hr, S_OK);
    hr = IDiscFormat2Data_Write(second, &stream.IStream_iface);
    check_hr(hr, S_OK);
    hr = IDiscRecorder2_ReleaseExclusiveAccess(test.recorder);
    check_hr(hr, S_OK);
    hr = IDiscRecorder2_ReleaseExclusiveAccess(test.recorder);
    check_hr(hr, E_FAIL);
    hr = IDiscRecorder2_get_ExclusiveAccessOwner(test.recorder, &owner);
    ok(hr == S_OK && (!owner || !*owner), "got %s, %s\n", test_hr(hr), wine_dbgstr_w(owner));
    SysFreeString(owner);
    IDiscFormat2Erase_Release(erase);
    IDiscFormat2Data_Release(second);
    CloseHandle(go_on);
    burner_close(&test);
    SysFreeString(name);
}

/* Another object for the same drive is another client, whose access nests on its own. */
static void test_two_objects(void)
{
    BSTR one = SysAllocString(L"one"), two = SysAllocString(L"two"), owner = NULL;
    IDiscRecorder2 *other;
    struct burner test;
    HRESULT hr;

    if (!burner_open(&test, L"concurrency objects", "bd-r")) { ok(0, "no recorder\n"); return; }
    other = burner_again(&test);
    hr = IDiscRecorder2_AcquireExclusiveAccess(test.recorder, VARIANT_TRUE, one);
    check_hr(hr, S_OK);
    hr = IDiscRecorder2_AcquireExclusiveAccess(test.recorder, VARIANT_TRUE, one);
    check_hr(hr, S_OK);
    hr = IDiscRecorder2_AcquireExclusiveAccess(other, VARIANT_TRUE, two);
    check_hr(hr, E_IMAPI_RECORDER_LOCKED);
    hr = IDiscRecorder2_EjectMedia(other);
    check_hr(hr, E_IMAPI_RECORDER_LOCKED);
    hr = IDiscRecorder2_ReleaseExclusiveAccess(other);
    check_hr(hr, E_FAIL);
    hr = IDiscRecorder2_ReleaseExclusiveAccess(test.recorder);
    check_hr(hr, S_OK);
    hr = IDiscRecorder2_AcquireExclusiveAccess(other, VARIANT_TRUE, two);
    check_hr(hr, E_IMAPI_RECORDER_LOCKED);
    hr = IDiscRecorder2_get_ExclusiveAccessOwner(other, &owner);
    ok(hr == S_OK && owner && !lstrcmpW(owner, one), "got %s, %s\n", test_hr(hr), wine_dbgstr_w(owner));
    SysFreeString(owner);
    hr = IDiscRecorder2_ReleaseExclusiveAccess(test.recorder);
    check_hr(hr, S_OK);
    hr = IDiscRecorder2_AcquireExclusiveAccess(other, VARIANT_TRUE, two);
    check_hr(hr, S_OK);
    /* The last reference gives it back. */
    IDiscRecorder2_Release(other);
    hr = IDiscRecorder2_AcquireExclusiveAccess(test.recorder, VARIANT_TRUE, one);
    check_hr(hr, S_OK);
    hr = IDiscRecorder2_ReleaseExclusiveAccess(test.recorder);
    check_hr(hr, S_OK);
    burner_close(&test);
    SysFreeString(one);
    SysFreeString(two);
}

/* In a process of its own: holds the drive until it is told to let go, or killed. Ends with what came of it. */
static HRESULT hold(const char *id, const char *ready, const char *let_go)
{
    BSTR name = SysAllocString(L"the other process");
    HANDLE told = OpenEventA(SYNCHRONIZE, FALSE, let_go), tell = OpenEventA(EVENT_MODIFY_STATE, FALSE, ready);
    IDiscRecorder2 *recorder;
    struct burner test;
    HRESULT hr;

    memset(&test, 0, sizeof(test));
    MultiByteToWideChar(CP_ACP, 0, id, -1, test.id, ARRAY_SIZE(test.id));
    if (!(recorder = burner_again(&test))) return E_UNEXPECTED;
    hr = IDiscRecorder2_AcquireExclusiveAccess(recorder, VARIANT_TRUE, name);
    if (SUCCEEDED(hr)) hr = IDiscRecorder2_AcquireExclusiveAccess(recorder, VARIANT_FALSE, name);
    if (SUCCEEDED(hr)) hr = IDiscRecorder2_ReleaseExclusiveAccess(recorder);
    SetEvent(tell);
    if (FAILED(hr)) return hr;
    WaitForSingleObject(told, WAIT_MS);
    hr = IDiscRecorder2_ReleaseExclusiveAccess(recorder);
    IDiscRecorder2_Release(recorder);
    return hr;
}

static HANDLE start_child(const struct burner *test, const char *ready, const char *let_go)
{
    STARTUPINFOA startup;
    PROCESS_INFORMATION process;
    char line[1024], id[260];
    char **argv;

    memset(&startup, 0, sizeof(startup));
    startup.cb = sizeof(startup);
    winetest_get_mainargs(&argv);
    WideCharToMultiByte(CP_ACP, 0, test->id, -1, id, sizeof(id), NULL, NULL);
    sprintf(line, "\"%s\" concurrency \"%s\" %s %s", argv[0], id, ready, let_go);
    if (!CreateProcessA(NULL, line, NULL, NULL, FALSE, 0, NULL, NULL, &startup, &process)) return NULL;
    CloseHandle(process.hThread);
    return process.hProcess;
}

/* What this process gets while the other one holds the drive. */
static void check_locked(struct burner *test)
{
    BSTR name = SysAllocString(L"this process"), owner = NULL;
    IDiscFormat2Data *data = test_data_ready(test);
    struct test_stream stream;
    IDiscRecorder2 *again;
    HRESULT hr;

    hr = IDiscRecorder2_AcquireExclusiveAccess(test->recorder, VARIANT_TRUE, name);
    check_hr(hr, E_IMAPI_RECORDER_LOCKED);
    hr = IDiscRecorder2_get_ExclusiveAccessOwner(test->recorder, &owner);
    ok(hr == S_OK && owner && !lstrcmpW(owner, L"the other process"), "got %s, %s\n", test_hr(hr),
       wine_dbgstr_w(owner));
    SysFreeString(owner);
    hr = IDiscRecorder2_EjectMedia(test->recorder);
    check_hr(hr, E_IMAPI_RECORDER_LOCKED);
    test_stream_init(&stream, 400 * BLOCK, 6);
    hr = IDiscFormat2Data_Write(data, &stream.IStream_iface);
    check_hr(hr, E_IMAPI_RECORDER_LOCKED);
    ok(!stream.reads, "the stream was read\n");
    ok((again = burner_again(test)) != NULL, "cannot be initialised\n");
    if (again) IDiscRecorder2_Release(again);
    IDiscFormat2Data_Release(data);
    SysFreeString(name);
}

static void check_free(struct burner *test)
{
    IDiscFormat2Data *data = test_data_ready(test);
    struct test_stream stream;
    HRESULT hr;

    test_stream_init(&stream, 400 * BLOCK, 6);
    hr = IDiscFormat2Data_Write(data, &stream.IStream_iface);
    check_hr(hr, S_OK);
    test_data_check("processes", test, 6, 400);
    hr = IDiscRecorder2_EjectMedia(test->recorder);
    check_hr(hr, S_OK);
    IDiscFormat2Data_Release(data);
}

static void test_processes(bool killed)
{
    char ready_name[64], let_go_name[64];
    HANDLE ready, let_go, process;
    struct burner test;
    DWORD code = 42;

    if (!burner_open(&test, L"concurrency processes", "bd-r")) { ok(0, "no recorder\n"); return; }
    sprintf(ready_name, "imapi2-ready-%lu", GetCurrentProcessId());
    sprintf(let_go_name, "imapi2-let-go-%lu", GetCurrentProcessId());
    ready = CreateEventA(NULL, FALSE, FALSE, ready_name);
    let_go = CreateEventA(NULL, FALSE, FALSE, let_go_name);
    if (!(process = start_child(&test, ready_name, let_go_name))) ok(0, "no process\n");
    else
    {
        ok(!WaitForSingleObject(ready, WAIT_MS), "the other process does nothing\n");
        check_locked(&test);
        if (killed) TerminateProcess(process, 9);
        else SetEvent(let_go);
        ok(!WaitForSingleObject(process, WAIT_MS), "the other process does not end\n");
        GetExitCodeProcess(process, &code);
        ok(code == (killed ? 9u : (DWORD)S_OK), "got %#lx\n", code);
        CloseHandle(process);
        check_free(&test);
    }
    CloseHandle(ready);
    CloseHandle(let_go);
    burner_close(&test);
}

/* The other way round: the other process meets a burn of this one. */
static void test_child_meets_burn(void)
{
    char ready_name[64], let_go_name[64];
    HANDLE ready, let_go, process, go_on = CreateEventW(NULL, TRUE, FALSE, NULL);
    struct burner test;
    struct burn burn;
    DWORD code = 42;
    HRESULT hr;

    if (!burner_open(&test, L"concurrency meeting", "dvd-r")) { ok(0, "no recorder\n"); return; }
    sprintf(ready_name, "imapi2-ready-%lu", GetCurrentProcessId());
    sprintf(let_go_name, "imapi2-let-go-%lu", GetCurrentProcessId());
    ready = CreateEventA(NULL, FALSE, FALSE, ready_name);
    let_go = CreateEventA(NULL, FALSE, FALSE, let_go_name);
    start_burn(&burn, &test, 2000, 7, go_on);
    wait_for_start(&burn);
    if (!(process = start_child(&test, ready_name, let_go_name))) ok(0, "no process\n");
    else
    {
        ok(!WaitForSingleObject(process, WAIT_MS), "the other process does not end\n");
        GetExitCodeProcess(process, &code);
        ok((HRESULT)code == E_IMAPI_RECORDER_LOCKED, "got %#lx\n", code);
        CloseHandle(process);
    }
    SetEvent(go_on);
    hr = end_burn(&burn);
    check_hr(hr, S_OK);
    test_data_check("meeting", &test, 7, 2000);
    CloseHandle(ready);
    CloseHandle(let_go);
    CloseHandle(go_on);
    burner_close(&test);
}

/* Cancelled from another thread, whatever the medium: the burn ends, and the drive is free. */
static void test_cancel(const char *kind)
{
    HANDLE go_on = CreateEventW(NULL, TRUE, FALSE, NULL);
    struct burner test;
    struct burn burn;
    BSTR owner = NULL;
    HRESULT hr;

    if (!burner_open(&test, L"concurrency cancel", kind)) { ok(0, "%s: no recorder\n", kind); return; }
    start_burn(&burn, &test, 20000, 8, go_on);
    burn.stream.most = 64 * BLOCK;
    wait_for_start(&burn);
    hr = IDiscFormat2Data_CancelWrite(burn.data);
    ok(hr == S_OK, "%s: got %s\n", kind, test_hr(hr));
    hr = IDiscFormat2Data_CancelWrite(burn.data);   /* impatient */
    ok(hr == S_OK, "%s: got %s\n", kind, test_hr(hr));
    SetEvent(go_on);
    hr = end_burn(&burn);
    ok(hr == E_IMAPI_REQUEST_CANCELLED, "%s: got %s\n", kind, test_hr(hr));
    ok(burn.stream.position < burn.stream.size, "%s: all was read\n", kind);
    hr = IDiscRecorder2_get_ExclusiveAccessOwner(test.recorder, &owner);
    ok(hr == S_OK && (!owner || !*owner), "%s: got %s, %s\n", kind, test_hr(hr), wine_dbgstr_w(owner));
    SysFreeString(owner);
    hr = IDiscRecorder2_EjectMedia(test.recorder);
    ok(hr == S_OK, "%s: got %s\n", kind, test_hr(hr));
    CloseHandle(go_on);
    burner_close(&test);
}

START_TEST(concurrency)
{
    static const char *const kinds[] = {
        "cd-r", "cd-rw", "dvd-r", "dvd-r-dl", "dvd-rw", "dvd-ram", "dvd+r", "dvd+r-dl", "dvd+rw", "bd-r", "bd-re",
    };
    unsigned int i;
    char **argv;
    int argc;

    CoInitializeEx(NULL, COINIT_MULTITHREADED);
    argc = winetest_get_mainargs(&argv);
    if (argc >= 5) ExitProcess((UINT)hold(argv[2], argv[3], argv[4]));
    test_two_recorders("cd-r", "bd-r");
    test_two_recorders("dvd+rw", "dvd+rw");
    test_threads("bd-r");
    test_threads("bd-re");
    test_one_recorder();
    test_two_objects();
    test_processes(false);
    test_processes(true);
    test_child_meets_burn();
    for (i = 0; i < ARRAY_SIZE(kinds); i++) test_cancel(kinds[i]);
    CoUninitialize();
}
