/*
 * A virtual recorder for the time of one test
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

#define COBJMACROS
#include <ole2.h>
#include <initguid.h>

#include "test_recorder.h"
#include "ntvirtual.h"
#include "wine/test.h"

static bool use_drive(struct test_recorder *recorder, bool (*use)(struct virtual_drive *drive, const char *kind),
                      const char *kind)
{
    struct ntvirtual_recorder entry;
    struct virtual_drive *drive;
    bool result = false;

    if (ntvirtual_find(recorder->name, &entry)) return false;
    if ((drive = ntvirtual_open_drive(&entry)))
    {
        result = use(drive, kind);
        virtual_drive_destroy(drive);
    }
    return result;
}

static bool insert(struct virtual_drive *drive, const char *kind)
{
    return !virtual_insert_blank(drive, kind);
}

static bool remove_medium(struct virtual_drive *drive, const char *kind)
{
    (void)kind;
    return !virtual_remove_medium(drive);
}

bool test_recorder_insert(struct test_recorder *recorder, const char *kind)
{
    bool result = use_drive(recorder, insert, kind);

    ok(result, "no %s could be inserted\n", kind);
    return result;
}

bool test_recorder_remove_medium(struct test_recorder *recorder)
{
    bool result = use_drive(recorder, remove_medium, NULL);

    ok(result, "the medium could not be removed\n");
    return result;
}

void test_recorder_set_faults(struct test_recorder *recorder, const char *script)
{
    WCHAR path[MAX_PATH + 10];
    DWORD written = 0;
    HANDLE file;

    swprintf(path, ARRAY_SIZE(path), L"%ls\\faults", recorder->folder);
    DeleteFileW(path);
    if (!script) return;
    file = CreateFileW(path, GENERIC_WRITE, 0, NULL, CREATE_ALWAYS, 0, NULL);
    ok(file != INVALID_HANDLE_VALUE, "error %lu\n", GetLastError());
    WriteFile(file, script, (DWORD)strlen(script), &written, NULL);
    ok(written == strlen(script), "%lu bytes of the script written\n", written);
    CloseHandle(file);
}

IDiscRecorder2 *test_recorder_open_again(struct test_recorder *recorder)
{
    IDiscRecorder2 *object = NULL;
    BSTR id = SysAllocString(recorder->id);
    HRESULT hr;

    hr = CoCreateInstance(&CLSID_MsftDiscRecorder2, NULL, CLSCTX_INPROC_SERVER, &IID_IDiscRecorder2,
                          (void **)&object);
    ok(hr == S_OK, "no recorder object: %#lx\n", hr);
    if (object)
    {
        hr = IDiscRecorder2_InitializeDiscRecorder(object, id);
        ok(hr == S_OK, "no recorder %s: %#lx\n", wine_dbgstr_w(recorder->id), hr);
    }
    SysFreeString(id);
    return object;
}

/* A folder of its own below the temporary one. */
static bool make_names(struct test_recorder *recorder, const WCHAR *tag)
{
    WCHAR temp[MAX_PATH];

    if (!GetTempPathW(ARRAY_SIZE(temp), temp)) return false;
    swprintf(recorder->name, ARRAY_SIZE(recorder->name), L"imapi2-test-%lx-%ls", GetCurrentProcessId(), tag);
    swprintf(recorder->folder, ARRAY_SIZE(recorder->folder), L"%ls%ls", temp, recorder->name);
    return true;
}

bool test_recorder_create(struct test_recorder *recorder, const WCHAR *tag, const char *kind)
{
    struct ntvirtual_recorder entry;
    DWORD error;
    HRESULT hr;

    memset(recorder, 0, sizeof(*recorder));
    if (!make_names(recorder, tag)) return false;
    error = ntvirtual_create_recorder(recorder->name, recorder->folder, NULL, 0);
    ok(!error, "no virtual recorder: %lu\n", error);
    if (error) return false;
    error = ntvirtual_find(recorder->name, &entry);
    ok(!error, "the recorder is not listed: %lu\n", error);
    MultiByteToWideChar(CP_UTF8, 0, entry.id, -1, recorder->id, ARRAY_SIZE(recorder->id));
    if (kind) test_recorder_insert(recorder, kind);

    if (!error && (recorder->recorder = test_recorder_open_again(recorder)))
    {
        hr = IDiscRecorder2_QueryInterface(recorder->recorder, &IID_IDiscRecorder2Ex, (void **)&recorder->ex);
        ok(hr == S_OK, "no IDiscRecorder2Ex: %#lx\n", hr);
    }
    if (recorder->ex) return true;
    test_recorder_destroy(recorder);
    return false;
}

void test_recorder_destroy(struct test_recorder *recorder)
{
    WCHAR path[MAX_PATH + 20];
    DWORD error;

    if (recorder->ex) IDiscRecorder2Ex_Release(recorder->ex);
    if (recorder->recorder) IDiscRecorder2_Release(recorder->recorder);
    test_recorder_set_faults(recorder, NULL);
    swprintf(path, ARRAY_SIZE(path), L"%ls\\faults.log", recorder->folder);
    ok(!DeleteFileW(path), "the fault script had a mistake\n");
    error = ntvirtual_remove_recorder(recorder->name, false);
    ok(!error, "the recorder cannot be removed: %lu\n", error);
    memset(recorder, 0, sizeof(*recorder));
}

HRESULT test_take_error_text(BSTR *description, BSTR *source, GUID *guid)
{
    IErrorInfo *info;

    *description = *source = NULL;
    memset(guid, 0, sizeof(*guid));
    if (GetErrorInfo(0, &info) != S_OK) return E_FAIL;
    IErrorInfo_GetDescription(info, description);
    IErrorInfo_GetSource(info, source);
    IErrorInfo_GetGUID(info, guid);
    IErrorInfo_Release(info);
    return SysStringLen(*description) ? S_OK : S_FALSE;
}

void check_failure_(const char *file, int line, HRESULT hr, const char *call, HRESULT expected, const IID *iid)
{
    BSTR description, source;
    GUID guid;

    ok_(file, line)(hr == expected, "%s: got %#lx, expected %#lx\n", call, hr, expected);
    ok_(file, line)(test_take_error_text(&description, &source, &guid) == S_OK, "%s: no error text\n", call);
    ok_(file, line)(IsEqualGUID(&guid, iid), "%s: error of %s, expected %s\n", call, wine_dbgstr_guid(&guid),
                    wine_dbgstr_guid(iid));
    ok_(file, line)(source && !wcsncmp(source, L"IMAPI2.", 7), "%s: source %s\n", call, wine_dbgstr_w(source));
    SysFreeString(description);
    SysFreeString(source);
}

LONG test_get_refcount(void *unknown)
{
    IUnknown_AddRef((IUnknown *)unknown);
    return (LONG)IUnknown_Release((IUnknown *)unknown);
}
