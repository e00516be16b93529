/*
 * The objects of imapi2.dll, as any client gets them
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

#include <string.h>
#include <winnls.h>

#include "imapictl.h"
#include "ntvirtual.h"

static const WCHAR *dll_of_class(const CLSID *clsid)
{
    if (IsEqualGUID(clsid, &CLSID_MsftFileSystemImage) || IsEqualGUID(clsid, &CLSID_BootOptions))
        return L"imapi2fs.dll";
    return L"imapi2.dll";
}

static void tell_unregistered(const WCHAR *dll)
{
    static const WCHAR *told;

    if (dll == told)
        return;
    told = dll;
    complain("%s is not registered; used as it is (\"regsvr32 %s\" registers it)", utf8(dll), utf8(dll));
}

/* In a prefix where nobody registered the DLL its class factory is still one call away. */
static HRESULT create_unregistered(const CLSID *clsid, const IID *iid, void **object)
{
    HRESULT (WINAPI *get_class_object)(const CLSID *clsid, const IID *iid, void **factory);
    const WCHAR *dll = dll_of_class(clsid);
    IClassFactory *factory;
    HMODULE module;
    HRESULT hr;

    if (!(module = LoadLibraryW(dll)))
        return REGDB_E_CLASSNOTREG;
    get_class_object = (void *)GetProcAddress(module, "DllGetClassObject");
    if (!get_class_object)
        return REGDB_E_CLASSNOTREG;
    if (FAILED(hr = get_class_object(clsid, &IID_IClassFactory, (void **)&factory)))
        return hr;
    hr = IClassFactory_CreateInstance(factory, NULL, iid, object);
    IClassFactory_Release(factory);
    if (SUCCEEDED(hr))
        tell_unregistered(dll);
    return hr;
}

HRESULT create_object(const CLSID *clsid, const IID *iid, void **object)
{
    HRESULT hr = CoCreateInstance(clsid, NULL, CLSCTX_INPROC_SERVER, iid, object);

    return hr == REGDB_E_CLASSNOTREG ? create_unregistered(clsid, iid, object) : hr;
}

enum exit_code open_master(IDiscMaster2 **master)
{
    HRESULT hr = create_object(&CLSID_MsftDiscMaster2, &IID_IDiscMaster2, (void **)master);

    if (SUCCEEDED(hr))
        return EXIT_DONE;
    complain_of_result("imapi2.dll cannot be used", hr);
    return EXIT_NO_IMAPI;
}

static bool is_number(const WCHAR *text, LONG *number)
{
    *number = 0;
    if (!text[0] || lstrlenW(text) > 4)
        return false;
    for (; *text; text++)
    {
        if (*text < '0' || *text > '9')
            return false;
        *number = *number * 10 + *text - '0';
    }
    return true;
}

/* "D", "D:" and "D:\" all mean the drive that is mounted there. */
static bool is_letter(const WCHAR *text)
{
    return ((text[0] | 0x20) >= 'a' && (text[0] | 0x20) <= 'z') &&
           (!text[1] || (text[1] == ':' && (!text[2] || (text[2] == '\\' && !text[3]))));
}

static bool has_letter(IDiscRecorder2 *recorder, WCHAR letter)
{
    SAFEARRAY *paths = NULL;
    bool found = false;
    VARIANT *items;
    LONG count, i;

    if (FAILED(IDiscRecorder2_get_VolumePathNames(recorder, &paths)) || !paths)
        return false;
    if (SUCCEEDED(SafeArrayGetUBound(paths, 1, &count)) && SUCCEEDED(SafeArrayAccessData(paths, (void **)&items)))
    {
        for (i = 0; i <= count; i++)
            if (V_VT(&items[i]) == VT_BSTR && V_BSTR(&items[i]) && ((V_BSTR(&items[i])[0] ^ letter) & ~0x20) == 0)
                found = true;
        SafeArrayUnaccessData(paths);
    }
    SafeArrayDestroy(paths);
    return found;
}

static HRESULT recorder_from_id(BSTR id, IDiscRecorder2 **recorder)
{
    HRESULT hr = create_object(&CLSID_MsftDiscRecorder2, &IID_IDiscRecorder2, (void **)recorder);

    if (FAILED(hr))
        return hr;
    if (FAILED(hr = IDiscRecorder2_InitializeDiscRecorder(*recorder, id)))
    {
        IDiscRecorder2_Release(*recorder);
        *recorder = NULL;
    }
    return hr;
}

static HRESULT recorder_from_index(IDiscMaster2 *master, LONG index, IDiscRecorder2 **recorder)
{
    HRESULT hr;
    BSTR id;

    if (FAILED(hr = IDiscMaster2_get_Item(master, index, &id)))
        return hr;
    hr = recorder_from_id(id, recorder);
    SysFreeString(id);
    return hr;
}

static HRESULT recorder_from_letter(IDiscMaster2 *master, WCHAR letter, IDiscRecorder2 **recorder)
{
    LONG count = 0, i;

    IDiscMaster2_get_Count(master, &count);
    for (i = 0; i < count; i++)
    {
        if (FAILED(recorder_from_index(master, i, recorder)))
            continue;
        if (has_letter(*recorder, letter))
            return S_OK;
        IDiscRecorder2_Release(*recorder);
    }
    *recorder = NULL;
    return E_INVALIDARG;
}

/* The name of a virtual recorder, or any id as it is. */
static HRESULT recorder_from_name(const WCHAR *name, IDiscRecorder2 **recorder)
{
    struct ntvirtual_recorder found;
    WCHAR id[PORT_ID_MAX];
    HRESULT hr;
    BSTR text;

    if (!ntvirtual_find(name, &found))
    {
        MultiByteToWideChar(CP_UTF8, 0, found.id, -1, id, PORT_ID_MAX);
        name = id;
    }
    if (!(text = SysAllocString(name)))
        return E_OUTOFMEMORY;
    hr = recorder_from_id(text, recorder);
    SysFreeString(text);
    return hr;
}

static HRESULT only_recorder(IDiscMaster2 *master, IDiscRecorder2 **recorder)
{
    LONG count = 0;
    HRESULT hr;

    if (FAILED(hr = IDiscMaster2_get_Count(master, &count)))
        return hr;
    if (count == 1)
        return recorder_from_index(master, 0, recorder);
    complain(count ? "there are several recorders; name one of them (\"imapictl list\")"
                   : "there is no recorder; \"imapictl drive add NAME\" makes a virtual one");
    return S_FALSE;
}

enum exit_code open_recorder(const WCHAR *wanted, IDiscRecorder2 **recorder)
{
    IDiscMaster2 *master;
    enum exit_code code;
    LONG index;
    HRESULT hr;

    *recorder = NULL;
    if ((code = open_master(&master)))
        return code;
    if (!wanted)
        hr = only_recorder(master, recorder);
    else if (is_number(wanted, &index))
        hr = recorder_from_index(master, index, recorder);
    else if (FAILED(hr = recorder_from_name(wanted, recorder)) && is_letter(wanted))
        hr = recorder_from_letter(master, wanted[0], recorder);
    IDiscMaster2_Release(master);
    if (*recorder)
        return EXIT_DONE;
    if (wanted && FAILED(hr))
    {
        complain("there is no recorder \"%s\"", utf8(wanted));
        complain_of_result("opening it", hr);
    }
    return EXIT_NO_DRIVE;
}

enum exit_code open_data_format(IDiscRecorder2 *recorder, IDiscFormat2Data **format)
{
    BSTR name = SysAllocString(CLIENT_NAME);
    HRESULT hr;

    hr = create_object(&CLSID_MsftDiscFormat2Data, &IID_IDiscFormat2Data, (void **)format);
    if (SUCCEEDED(hr))
    {
        hr = IDiscFormat2Data_put_Recorder(*format, recorder);
        if (SUCCEEDED(hr))
            hr = IDiscFormat2Data_put_ClientName(*format, name);
        if (FAILED(hr))
            IDiscFormat2Data_Release(*format);
    }
    SysFreeString(name);
    if (SUCCEEDED(hr))
        return EXIT_DONE;
    complain_of_result("this recorder cannot write data", hr);
    *format = NULL;
    return exit_code_from_result(hr);
}
