/*
 * The doctor looks at a DLL: registration, file, version
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

#include "imapictl.h"
#include "doctor.h"

#include <winreg.h>
#include <winver.h>

/* Behind the header and L"VS_VERSION_INFO" in the resource, on a multiple of four bytes. */
#define FIXED_INFO_OFFSET 40
#define FIXED_INFO_SIGNATURE 0xfeef04bd

static void key_of_class(const CLSID *clsid, WCHAR key[128])
{
    WCHAR guid[40];

    StringFromGUID2(clsid, guid, ARRAY_SIZE(guid));
    lstrcpyW(key, L"Software\\Classes\\CLSID\\");
    lstrcatW(key, guid);
    lstrcatW(key, L"\\InprocServer32");
}

static bool is_registered(const CLSID *clsid, DWORD view, WCHAR path[MAX_PATH])
{
    DWORD size = (MAX_PATH - 1) * sizeof(WCHAR);
    WCHAR key[128];
    LSTATUS status;
    HKEY handle;

    memset(path, 0, MAX_PATH * sizeof(WCHAR));
    key_of_class(clsid, key);
    if (RegOpenKeyExW(HKEY_LOCAL_MACHINE, key, 0, KEY_READ | view, &handle))
        return false;
    status = RegQueryValueExW(handle, NULL, NULL, NULL, (BYTE *)path, &size);
    RegCloseKey(handle);
    return !status;
}

static void version_of_module(HMODULE module, char *text, size_t size)
{
    HRSRC resource = FindResourceW(module, MAKEINTRESOURCEW(VS_VERSION_INFO), (const WCHAR *)RT_VERSION);
    VS_FIXEDFILEINFO info = { 0 };
    const BYTE *data = NULL;

    if (resource && SizeofResource(module, resource) >= FIXED_INFO_OFFSET + sizeof(info))
        data = LockResource(LoadResource(module, resource));
    if (data)
        memcpy(&info, data + FIXED_INFO_OFFSET, sizeof(info));
    if (info.dwSignature == FIXED_INFO_SIGNATURE)
        snprintf(text, size, "version %u.%u.%u.%u", HIWORD(info.dwFileVersionMS), LOWORD(info.dwFileVersionMS),
                 HIWORD(info.dwFileVersionLS), LOWORD(info.dwFileVersionLS));
    else
        snprintf(text, size, "without a version");
}

static void tell_file(struct diagnosis *diagnosis, const WCHAR *dll)
{
    HMODULE module = GetModuleHandleW(dll);
    WCHAR path[MAX_PATH] = { 0 };
    char version[64];

    if (!module)
        return;
    GetModuleFileNameW(module, path, ARRAY_SIZE(path) - 1);
    version_of_module(module, version, sizeof(version));
    report(diagnosis, LEVEL_OK, NULL, "%s answers from %s, %s.", utf8(dll), utf8(path), version);
}

static bool windows_has_both_widths(void)
{
    BOOL emulated = FALSE;

    return sizeof(void *) == 8 || (IsWow64Process(GetCurrentProcess(), &emulated) && emulated);
}

static void tell_registration(struct diagnosis *diagnosis, const WCHAR *dll, const CLSID *clsid)
{
    const DWORD other = sizeof(void *) == 8 ? KEY_WOW64_32KEY : KEY_WOW64_64KEY;
    const int other_bits = sizeof(void *) == 8 ? 32 : 64;
    WCHAR path[MAX_PATH];
    char remedy[128];

    snprintf(remedy, sizeof(remedy), "wine regsvr32 %s", utf8(dll));
    if (is_registered(clsid, 0, path))
        report(diagnosis, LEVEL_OK, NULL, "%s is registered as %s.", utf8(dll), utf8(path));
    else
        report_problem(diagnosis, EXIT_NO_IMAPI, remedy, "The DLL is not registered: programs do not find it.");
    if (!windows_has_both_widths() || is_registered(clsid, other, path))
        return;
    snprintf(remedy, sizeof(remedy), "for such programs: wine 'C:\\windows\\%s\\regsvr32.exe' %s",
             other_bits == 32 ? "syswow64" : "system32", utf8(dll));
    report(diagnosis, LEVEL_NOTE, remedy, "%d-bit programs do not find %s: each width is registered on its own.",
           other_bits, utf8(dll));
}

/* The registration comes first: creating an object works without it, but only in here. */
bool examine_dll(struct diagnosis *diagnosis, const WCHAR *dll, const CLSID *clsid, const IID *iid)
{
    char text[1024], what[1200];
    IUnknown *object;
    HRESULT hr;

    tell_registration(diagnosis, dll, clsid);
    hr = create_object(clsid, iid, (void **)&object);
    if (SUCCEEDED(hr))
    {
        tell_file(diagnosis, dll);
        IUnknown_Release(object);
        return true;
    }
    snprintf(what, sizeof(what), "%s cannot be used: %s", utf8(dll), result_text(hr, text, sizeof(text)));
    report_problem(diagnosis, EXIT_NO_IMAPI,
                   "install it (README, \"Install\"); is WINEDLLPATH set for this program too?", what);
    return false;
}
