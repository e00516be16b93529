/*
 * Tests of a program that dies while it burns
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

#define RECORDER L"data kill"

static IDiscFormat2Data *create_data(IDiscRecorder2 *recorder)
{
    BSTR name = SysAllocString(L"imapi2 test");
    IDiscFormat2Data *data = NULL;
    HRESULT hr;

    hr = CoCreateInstance(&CLSID_MsftDiscFormat2Data, NULL, CLSCTX_INPROC_SERVER, &IID_IDiscFormat2Data,
                          (void **)&data);
    check_hr(hr, S_OK);
    hr = IDiscFormat2Data_put_Recorder(data, recorder);
    check_hr(hr, S_OK);
    hr = IDiscFormat2Data_put_ClientName(data, name);
    check_hr(hr, S_OK);
    SysFreeString(name);
    return data;
}

static void tell_parent(void *context, uint64_t position)
{
    HANDLE event = context;

    if (position >= 3000 * BLOCK) SetEvent(event);
}

/* In a process of its own: burns slowly until it is killed. */
static void burn_until_killed(const char *id, const char *event_name)
{
    struct test_stream stream;
    IDiscRecorder2 *recorder;
    IDiscFormat2Data *data;
    struct burner test;

    memset(&test, 0, sizeof(test));
    MultiByteToWideChar(CP_ACP, 0, id, -1, test.id, ARRAY_SIZE(test.id));
    if (!(recorder = burner_again(&test))) return;
    data = create_data(recorder);
    test_stream_init(&stream, 200000 * (uint64_t)BLOCK, 2);
    stream.delay = 50;
    stream.on_read = tell_parent;
    stream.context = OpenEventA(EVENT_MODIFY_STATE, FALSE, event_name);
    IDiscFormat2Data_Write(data, &stream.IStream_iface);
}

static HANDLE start_child(const struct burner *test, const char *event_name)
{
    STARTUPINFOA startup;
    PROCESS_INFORMATION process;
    char line[1024], id[260];
    char **argv;

    memset(&startup, 0, sizeof(startup));
    startup.cb = sizeof(startup);
    winetest_get_mainargs(&argv);
    WideCharToMultiByte(CP_ACP, 0, test->id, -1, id, sizeof(id), NULL, NULL);
    sprintf(line, "\"%s\" data_kill \"%s\" %s", argv[0], id, event_name);
    if (!CreateProcessA(NULL, line, NULL, NULL, FALSE, 0, NULL, NULL, &startup, &process)) return NULL;
    CloseHandle(process.hThread);
    return process.hProcess;
}

static void check_left_behind(struct burner *test, IDiscFormat2Data *data, const char *kind, LONG expected)
{
    BSTR name = SysAllocString(L"the next one"), owner = NULL;
    IMAPI_FORMAT2_DATA_MEDIA_STATE state = 0;
    struct test_stream stream;
    BYTE block[BLOCK];
    HRESULT hr;

    hr = IDiscFormat2Data_get_CurrentMediaStatus(data, &state);
    ok(hr == S_OK && ((LONG)state & expected) == expected, "%s: got %s, %#x\n", kind, test_hr(hr), state);
    hr = IDiscRecorder2_get_ExclusiveAccessOwner(test->recorder, &owner);
    ok(hr == S_OK && (!owner || !*owner), "%s: got %s, held by %s\n", kind, test_hr(hr), wine_dbgstr_w(owner));
    SysFreeString(owner);
    hr = burner_read(test, 0, 1, block);
    ok(hr == S_OK && test_compare(2, 0, 1, block) == -1, "%s: got %s\n", kind, test_hr(hr));
    hr = IDiscRecorder2_AcquireExclusiveAccess(test->recorder, VARIANT_FALSE, name);
    ok(hr == S_OK, "%s: got %s\n", kind, test_hr(hr));
    hr = IDiscRecorder2_ReleaseExclusiveAccess(test->recorder);
    ok(hr == S_OK, "%s: got %s\n", kind, test_hr(hr));
    hr = IDiscRecorder2_EjectMedia(test->recorder);
    ok(hr == S_OK, "%s: got %s\n", kind, test_hr(hr));
    ok(burner_insert(test, "cd-r"), "%s: no medium\n", kind);
    test_stream_init(&stream, 320 * BLOCK, 5);
    hr = IDiscFormat2Data_Write(data, &stream.IStream_iface);
    ok(hr == S_OK, "%s: got %s\n", kind, test_hr(hr));
    hr = burner_read(test, 319, 1, block);
    ok(hr == S_OK && test_compare(5, 319, 1, block) == -1, "%s: got %s\n", kind, test_hr(hr));
    SysFreeString(name);
}

static void test_kill(const char *kind, LONG expected)
{
    HANDLE event, process;
    IDiscFormat2Data *data;
    struct burner test;
    char name[64];

    if (!burner_open(&test, RECORDER, kind)) { ok(0, "%s: no recorder\n", kind); return; }
    data = create_data(test.recorder);
    sprintf(name, "imapi2-kill-%lu", GetCurrentProcessId());
    event = CreateEventA(NULL, FALSE, FALSE, name);
    if (!(process = start_child(&test, name))) ok(0, "%s: no process\n", kind);
    else
    {
        BSTR owner = NULL;
        HRESULT hr;

        ok(!WaitForSingleObject(event, 60000), "%s: nothing is burnt\n", kind);
        hr = IDiscRecorder2_get_ExclusiveAccessOwner(test.recorder, &owner);
        ok(hr == S_OK && owner && !lstrcmpW(owner, L"imapi2 test"), "%s: got %s, held by %s\n", kind, test_hr(hr),
           wine_dbgstr_w(owner));
        SysFreeString(owner);
        TerminateProcess(process, 9);
        WaitForSingleObject(process, 10000);
        CloseHandle(process);
        check_left_behind(&test, data, kind, expected);
    }
    CloseHandle(event);
    IDiscFormat2Data_Release(data);
    burner_close(&test);
}

START_TEST(data_kill)
{
    char **argv;
    int argc;

    CoInitializeEx(NULL, COINIT_MULTITHREADED);
    argc = winetest_get_mainargs(&argv);
    if (argc >= 4) burn_until_killed(argv[2], argv[3]);
    else
    {
        test_kill("bd-r", IMAPI_FORMAT2_DATA_MEDIA_STATE_DAMAGED);
        test_kill("dvd-r", IMAPI_FORMAT2_DATA_MEDIA_STATE_DAMAGED);
        test_kill("cd-rw", IMAPI_FORMAT2_DATA_MEDIA_STATE_DAMAGED);
        test_kill("bd-re", IMAPI_FORMAT2_DATA_MEDIA_STATE_OVERWRITE_ONLY);
    }
    CoUninitialize();
}
