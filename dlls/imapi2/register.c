/*
 * Registration of the classes and of the type library
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

#include "com.h"

#include "wine/debug.h"

WINE_DEFAULT_DEBUG_CHANNEL(imapi2);

#define GUID_SIZE 39
#define KEY_SIZE  160

static HRESULT set_value(const WCHAR *key, const WCHAR *name, const WCHAR *value)
{
    return HRESULT_FROM_WIN32(RegSetKeyValueW(HKEY_CLASSES_ROOT, key, name, REG_SZ, value,
                                              (lstrlenW(value) + 1) * sizeof(WCHAR)));
}

static HRESULT set_default(const WCHAR *parent, const WCHAR *child, const WCHAR *value)
{
    WCHAR key[KEY_SIZE];

    swprintf(key, ARRAY_SIZE(key), child ? L"%ls\\%ls" : L"%ls", parent, child);
    return set_value(key, NULL, value);
}

static bool get_default(const WCHAR *parent, const WCHAR *child, WCHAR *value, DWORD size)
{
    WCHAR key[KEY_SIZE];

    swprintf(key, ARRAY_SIZE(key), L"%ls\\%ls", parent, child);
    return !RegGetValueW(HKEY_CLASSES_ROOT, key, NULL, RRF_RT_REG_SZ, NULL, value, &size);
}

/* The registry keys of one class. */
struct class_keys
{
    WCHAR clsid[GUID_SIZE];     /* text form */
    WCHAR clsid_key[KEY_SIZE];
    WCHAR progid[64];
    WCHAR versionless[64];      /* version-independent ProgID */
    WCHAR title[64];
};

static void get_class_keys(const struct object_type *type, struct class_keys *keys)
{
    StringFromGUID2(type->clsid, keys->clsid, GUID_SIZE);
    swprintf(keys->clsid_key, ARRAY_SIZE(keys->clsid_key), L"CLSID\\%ls", keys->clsid);
    swprintf(keys->progid, ARRAY_SIZE(keys->progid), L"%ls%ls.1", com_module.prefix, type->name);
    swprintf(keys->versionless, ARRAY_SIZE(keys->versionless), L"%ls%ls", com_module.prefix, type->name);
    swprintf(keys->title, ARRAY_SIZE(keys->title), L"%ls Class", type->name);
}

static HRESULT register_clsid(const struct class_keys *keys, const WCHAR *path)
{
    WCHAR libid[GUID_SIZE], server[KEY_SIZE];
    HRESULT hr;

    StringFromGUID2(com_module.libid, libid, GUID_SIZE);
    swprintf(server, ARRAY_SIZE(server), L"%ls\\InprocServer32", keys->clsid_key);
    if (FAILED(hr = set_default(keys->clsid_key, NULL, keys->title))) return hr;
    if (FAILED(hr = set_value(server, NULL, path))) return hr;
    if (FAILED(hr = set_value(server, L"ThreadingModel", L"Both"))) return hr;
    if (FAILED(hr = set_default(keys->clsid_key, L"ProgID", keys->progid))) return hr;
    if (FAILED(hr = set_default(keys->clsid_key, L"VersionIndependentProgID", keys->versionless))) return hr;
    if (FAILED(hr = set_default(keys->clsid_key, L"Programmable", L""))) return hr;
    if (FAILED(hr = set_default(keys->clsid_key, L"TypeLib", libid))) return hr;
    return set_default(keys->clsid_key, L"Version", L"1.0");
}

static HRESULT register_progids(const struct class_keys *keys)
{
    HRESULT hr;

    if (FAILED(hr = set_default(keys->progid, NULL, keys->title))) return hr;
    if (FAILED(hr = set_default(keys->progid, L"CLSID", keys->clsid))) return hr;
    if (FAILED(hr = set_default(keys->versionless, NULL, keys->title))) return hr;
    if (FAILED(hr = set_default(keys->versionless, L"CLSID", keys->clsid))) return hr;
    return set_default(keys->versionless, L"CurVer", keys->progid);
}

static HRESULT get_module_path(WCHAR path[MAX_PATH])
{
    DWORD length = GetModuleFileNameW(module_instance, path, MAX_PATH);

    return length && length < MAX_PATH ? S_OK : SELFREG_E_CLASS;
}

static HRESULT register_typelib(WCHAR *path)
{
    ITypeLib *typelib;
    HRESULT hr;

    if (FAILED(hr = LoadTypeLibEx(path, REGKIND_NONE, &typelib))) return hr;
    hr = RegisterTypeLib(typelib, path, NULL);
    ITypeLib_Release(typelib);
    return hr;
}

HRESULT register_classes(void)
{
    struct class_keys keys;
    WCHAR path[MAX_PATH];
    unsigned int i;
    HRESULT hr;

    if (FAILED(hr = get_module_path(path))) return hr;
    for (i = 0; i < com_module.class_count && SUCCEEDED(hr); i++)
    {
        get_class_keys(com_module.classes[i], &keys);
        if (SUCCEEDED(hr = register_clsid(&keys, path))) hr = register_progids(&keys);
    }
    if (SUCCEEDED(hr)) hr = register_typelib(path);
    if (FAILED(hr)) ERR("registration failed: %#lx\n", hr);
    return hr;
}

static HRESULT delete_key(const WCHAR *key)
{
    LSTATUS status = RegDeleteTreeW(HKEY_CLASSES_ROOT, key);

    return status == ERROR_FILE_NOT_FOUND ? S_OK : HRESULT_FROM_WIN32(status);
}

static bool get_identity(const WCHAR *path, BY_HANDLE_FILE_INFORMATION *info)
{
    HANDLE file = CreateFileW(path, 0, FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, NULL, OPEN_EXISTING,
                              0, NULL);
    bool known;

    if (file == INVALID_HANDLE_VALUE) return false;
    known = GetFileInformationByHandle(file, info);
    CloseHandle(file);
    return known;
}

/* A 32-bit DLL has two names: Wine registers it in system32 when it makes a prefix, regsvr32 in syswow64. */
static bool is_same_file(const WCHAR *one, const WCHAR *other)
{
    BY_HANDLE_FILE_INFORMATION first, second;

    if (!lstrcmpiW(one, other)) return true;
    return get_identity(one, &first) && get_identity(other, &second) &&
           first.dwVolumeSerialNumber == second.dwVolumeSerialNumber &&
           first.nFileIndexHigh == second.nFileIndexHigh && first.nFileIndexLow == second.nFileIndexLow;
}

/* Another DLL may have taken the class over: what is not ours stays. */
static HRESULT unregister_class(const struct class_keys *keys, const WCHAR *path)
{
    WCHAR value[MAX_PATH];
    HRESULT hr;

    if (!get_default(keys->clsid_key, L"InprocServer32", value, sizeof(value)) || !is_same_file(value, path)) return S_OK;
    if (FAILED(hr = delete_key(keys->clsid_key))) return hr;
    if (get_default(keys->progid, L"CLSID", value, sizeof(value)) && !lstrcmpiW(value, keys->clsid) &&
        FAILED(hr = delete_key(keys->progid)))
        return hr;
    if (get_default(keys->versionless, L"CLSID", value, sizeof(value)) && !lstrcmpiW(value, keys->clsid))
        hr = delete_key(keys->versionless);
    return hr;
}

/* Programs of the other width have a registration of their own beside ours. */
static HRESULT unregister_typelib(const WCHAR *path)
{
    const SYSKIND kind = sizeof(void *) == 8 ? SYS_WIN64 : SYS_WIN32;
    WCHAR libid[GUID_SIZE], key[KEY_SIZE], registered[MAX_PATH];

    StringFromGUID2(com_module.libid, libid, GUID_SIZE);
    swprintf(key, ARRAY_SIZE(key), L"TypeLib\\%ls\\%x.%x\\0", libid, com_module.major, com_module.minor);
    if (!get_default(key, kind == SYS_WIN64 ? L"win64" : L"win32", registered, sizeof(registered))) return S_OK;
    if (!is_same_file(registered, path)) return S_OK;
    return UnRegisterTypeLib(com_module.libid, com_module.major, com_module.minor, 0, kind);
}

HRESULT unregister_classes(void)
{
    struct class_keys keys;
    WCHAR path[MAX_PATH];
    unsigned int i;
    HRESULT hr;

    if (FAILED(hr = get_module_path(path))) return hr;
    for (i = 0; i < com_module.class_count && SUCCEEDED(hr); i++)
    {
        get_class_keys(com_module.classes[i], &keys);
        hr = unregister_class(&keys, path);
    }
    if (SUCCEEDED(hr)) hr = unregister_typelib(path);
    return hr;
}
