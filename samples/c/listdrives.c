/*
 * Lists the drives and what is in them
 *
 *   listdrives.exe
 *
 * Ends with 0, or with 1 when there is no drive or IMAPI fails. Build:
 *
 *   x86_64-w64-mingw32-gcc -municode listdrives.c -o listdrives.exe -lole32 -loleaut32
 *   cl listdrives.c ole32.lib oleaut32.lib uuid.lib
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

#define COBJMACROS
#include <initguid.h>
#include <windows.h>
#include <imapi2.h>
#include <imapi2error.h>

#include "../tell.h"

static HRESULT print_name(IDiscRecorder2 *recorder, LONG number)
{
    BSTR vendor = NULL, product = NULL, revision = NULL;
    HRESULT hr = IDiscRecorder2_get_VendorId(recorder, &vendor);

    if (SUCCEEDED(hr)) hr = IDiscRecorder2_get_ProductId(recorder, &product);
    if (SUCCEEDED(hr)) hr = IDiscRecorder2_get_ProductRevision(recorder, &revision);
    if (SUCCEEDED(hr)) printf("%ld: %ls %ls %ls\n", (long)number, vendor, product, revision);
    SysFreeString(vendor);
    SysFreeString(product);
    SysFreeString(revision);
    return hr;
}

/* The drive's letters: an array of VARIANTs, each with a string such as "D:\". */
static HRESULT print_letters(IDiscRecorder2 *recorder)
{
    SAFEARRAY *paths;
    VARIANT *elements;
    LONG last = -1, i;
    HRESULT hr = IDiscRecorder2_get_VolumePathNames(recorder, &paths);

    if (FAILED(hr)) return hr;
    hr = SafeArrayGetUBound(paths, 1, &last);
    if (SUCCEEDED(hr)) hr = SafeArrayAccessData(paths, (void **)&elements);
    if (SUCCEEDED(hr))
    {
        for (i = 0; i <= last; i++) printf("   %ls\n", V_BSTR(&elements[i]));
        SafeArrayUnaccessData(paths);
    }
    SafeArrayDestroy(paths);
    return hr;
}

static HRESULT print_space(IDiscFormat2Data *format, IDiscRecorder2 *recorder)
{
    VARIANT_BOOL blank;
    LONG sectors;
    HRESULT hr = IDiscFormat2Data_put_Recorder(format, recorder);

    if (SUCCEEDED(hr)) hr = IDiscFormat2Data_get_MediaHeuristicallyBlank(format, &blank);
    if (SUCCEEDED(hr)) hr = IDiscFormat2Data_get_FreeSectorsOnMedia(format, &sectors);
    if (SUCCEEDED(hr)) printf("   %s, %ld MiB free\n", blank ? "blank" : "not blank", (long)sectors / 512);
    return hr;
}

static HRESULT print_medium(IDiscRecorder2 *recorder)
{
    IDiscFormat2Data *format;
    VARIANT_BOOL supported;
    HRESULT hr;

    hr = CoCreateInstance(&CLSID_MsftDiscFormat2Data, NULL, CLSCTX_INPROC_SERVER, &IID_IDiscFormat2Data, (void **)&format);
    if (FAILED(hr)) return hr;
    hr = IDiscFormat2Data_IsRecorderSupported(format, recorder, &supported);
    if (SUCCEEDED(hr) && !supported) printf("   a drive that only reads\n");
    if (SUCCEEDED(hr) && supported)
    {
        hr = IDiscFormat2Data_IsCurrentMediaSupported(format, recorder, &supported);
        if (SUCCEEDED(hr) && supported) hr = print_space(format, recorder);
        else if (SUCCEEDED(hr)) printf("   a disc that cannot be written\n");
    }
    IDiscFormat2Data_Release(format);
    if (hr != E_IMAPI_RECORDER_MEDIA_NO_MEDIA) return hr;
    printf("   no disc\n");
    return S_OK;
}

static HRESULT print_drive(IDiscMaster2 *master, LONG number)
{
    IDiscRecorder2 *recorder;
    BSTR id = NULL;
    HRESULT hr;

    hr = CoCreateInstance(&CLSID_MsftDiscRecorder2, NULL, CLSCTX_INPROC_SERVER, &IID_IDiscRecorder2, (void **)&recorder);
    if (FAILED(hr)) return hr;
    hr = IDiscMaster2_get_Item(master, number, &id);
    if (SUCCEEDED(hr)) hr = IDiscRecorder2_InitializeDiscRecorder(recorder, id);
    if (SUCCEEDED(hr)) hr = print_name(recorder, number);
    if (SUCCEEDED(hr)) hr = print_letters(recorder);
    if (SUCCEEDED(hr)) hr = print_medium(recorder);
    SysFreeString(id);
    IDiscRecorder2_Release(recorder);
    return hr;
}

static HRESULT print_drives(LONG *count)
{
    IDiscMaster2 *master;
    LONG i;
    HRESULT hr;

    hr = CoCreateInstance(&CLSID_MsftDiscMaster2, NULL, CLSCTX_INPROC_SERVER, &IID_IDiscMaster2, (void **)&master);
    if (FAILED(hr)) return hr;
    hr = IDiscMaster2_get_Count(master, count);
    for (i = 0; SUCCEEDED(hr) && i < *count; i++) hr = print_drive(master, i);
    IDiscMaster2_Release(master);
    return hr;
}

int wmain(void)
{
    LONG count = 0;
    int status = 0;
    HRESULT hr = CoInitializeEx(NULL, COINIT_MULTITHREADED);

    if (FAILED(hr)) return tell_error("COM", hr);
    hr = print_drives(&count);
    if (FAILED(hr)) status = tell_error("The drives could not be listed", hr);
    else if (!count) status = tell_error("There is no drive", HRESULT_FROM_WIN32(ERROR_NO_MORE_ITEMS));
    CoUninitialize();
    return status;
}
