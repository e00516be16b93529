/*
 * Checks that many tests of the DLL make
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
#include <wchar.h>

#include "check.h"
#include "wine/test.h"

void check_fault_log(const struct burner *recorder)
{
    WCHAR path[MAX_PATH + 20];
    char text[200] = "";
    DWORD size = 0;
    HANDLE file;

    swprintf(path, ARRAY_SIZE(path), L"%ls\\faults.log", recorder->folder);
    file = CreateFileW(path, GENERIC_READ, FILE_SHARE_READ, NULL, OPEN_EXISTING, 0, NULL);
    if (file == INVALID_HANDLE_VALUE) return;
    ReadFile(file, text, sizeof(text) - 1, &size, NULL);
    CloseHandle(file);
    DeleteFileW(path);
    ok(0, "the fault script has a mistake: %s", text);
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

/* What a client gets by FormatMessage from the tables of the DLLs. */
static bool format_message(HRESULT hr, WCHAR *text, DWORD size)
{
    static const WCHAR *const names[] = {L"imapi2.dll", L"imapi2fs.dll"};
    const DWORD flags = FORMAT_MESSAGE_FROM_HMODULE | FORMAT_MESSAGE_IGNORE_INSERTS;
    DWORD length = 0;
    unsigned int i;

    for (i = 0; i < ARRAY_SIZE(names) && !length; i++)
        if (GetModuleHandleW(names[i]))
            length = FormatMessageW(flags, GetModuleHandleW(names[i]), hr, 0, text, size, NULL);
    while (length && (text[length - 1] == '\n' || text[length - 1] == '\r')) text[--length] = 0;
    return length != 0;
}

void check_failure_(const char *file, int line, HRESULT hr, const char *call, HRESULT expected, const IID *iid)
{
    BSTR description, source;
    WCHAR text[400];
    GUID guid;

    ok_(file, line)(hr == expected, "%s: got %#lx, expected %#lx\n", call, hr, expected);
    ok_(file, line)(test_take_error_text(&description, &source, &guid) == S_OK, "%s: no error text\n", call);
    ok_(file, line)(IsEqualGUID(&guid, iid), "%s: error of %s, expected %s\n", call, wine_dbgstr_guid(&guid),
                    wine_dbgstr_guid(iid));
    ok_(file, line)(source && !wcsncmp(source, L"IMAPI2", 6), "%s: source %s\n", call, wine_dbgstr_w(source));
    if (format_message(expected, text, ARRAY_SIZE(text)))
        ok_(file, line)(description && !lstrcmpW(description, text), "%s: the error object says %s, FormatMessage %s\n",
                        call, wine_dbgstr_w(description), wine_dbgstr_w(text));
    SysFreeString(description);
    SysFreeString(source);
}

LONG test_get_refcount(void *unknown)
{
    IUnknown_AddRef((IUnknown *)unknown);
    return (LONG)IUnknown_Release((IUnknown *)unknown);
}
