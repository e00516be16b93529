/*
 * Burns a disc image
 *
 *   burnimage.exe IMAGE [NUMBER]        on the recorder of that number, which listdrives.exe tells; 0 by default
 *
 * The medium must be blank, and is closed. Ends with 0, or with 1 and the reason. Build:
 *
 *   x86_64-w64-mingw32-gcc -municode burnimage.c -o burnimage.exe -lole32 -loleaut32 -lshlwapi
 *   cl burnimage.c ole32.lib oleaut32.lib shlwapi.lib uuid.lib
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
#include <shlwapi.h>
#include <imapi2.h>
#include <imapi2error.h>

#include "../tell.h"

static HRESULT open_recorder(LONG number, IDiscRecorder2 **recorder)
{
    IDiscMaster2 *master;
    BSTR id = NULL;
    HRESULT hr;

    hr = CoCreateInstance(&CLSID_MsftDiscMaster2, NULL, CLSCTX_INPROC_SERVER, &IID_IDiscMaster2, (void **)&master);
    if (FAILED(hr)) return hr;
    hr = CoCreateInstance(&CLSID_MsftDiscRecorder2, NULL, CLSCTX_INPROC_SERVER, &IID_IDiscRecorder2, (void **)recorder);
    if (SUCCEEDED(hr))
    {
        hr = IDiscMaster2_get_Item(master, number, &id);
        if (SUCCEEDED(hr)) hr = IDiscRecorder2_InitializeDiscRecorder(*recorder, id);
        if (FAILED(hr)) IDiscRecorder2_Release(*recorder);
    }
    SysFreeString(id);
    IDiscMaster2_Release(master);
    return hr;
}

static HRESULT check_blank(IDiscFormat2Data *format, IDiscRecorder2 *recorder)
{
    VARIANT_BOOL yes;
    HRESULT hr = IDiscFormat2Data_IsRecorderSupported(format, recorder, &yes);

    if (SUCCEEDED(hr) && !yes) hr = E_IMAPI_DF2DATA_RECORDER_NOT_SUPPORTED;
    if (SUCCEEDED(hr)) hr = IDiscFormat2Data_IsCurrentMediaSupported(format, recorder, &yes);
    if (SUCCEEDED(hr) && !yes) hr = E_IMAPI_DF2DATA_MEDIA_IS_NOT_SUPPORTED;
    if (SUCCEEDED(hr)) hr = IDiscFormat2Data_put_Recorder(format, recorder);
    if (SUCCEEDED(hr)) hr = IDiscFormat2Data_get_MediaHeuristicallyBlank(format, &yes);
    if (SUCCEEDED(hr) && !yes) hr = E_IMAPI_DF2DATA_MEDIA_NOT_BLANK;
    return hr;
}

static HRESULT write_image(IDiscFormat2Data *format, IStream *image)
{
    BSTR name = SysAllocString(L"burnimage");
    HRESULT hr = name ? IDiscFormat2Data_put_ClientName(format, name) : E_OUTOFMEMORY;

    SysFreeString(name);
    if (SUCCEEDED(hr)) hr = IDiscFormat2Data_put_ForceMediaToBeClosed(format, VARIANT_TRUE);
    if (SUCCEEDED(hr)) hr = IDiscFormat2Data_Write(format, image);
    return hr;
}

static HRESULT burn(IStream *image, IDiscRecorder2 *recorder)
{
    IDiscFormat2Data *format;
    HRESULT hr;

    hr = CoCreateInstance(&CLSID_MsftDiscFormat2Data, NULL, CLSCTX_INPROC_SERVER, &IID_IDiscFormat2Data, (void **)&format);
    if (FAILED(hr)) return hr;
    hr = check_blank(format, recorder);
    if (SUCCEEDED(hr)) hr = write_image(format, image);
    IDiscFormat2Data_Release(format);
    return hr;
}

static int burn_file(const WCHAR *path, LONG number)
{
    IDiscRecorder2 *recorder;
    IStream *image;
    HRESULT hr;

    hr = SHCreateStreamOnFileEx(path, STGM_READ | STGM_SHARE_DENY_WRITE, 0, FALSE, NULL, &image);
    if (FAILED(hr)) return tell_error("The image could not be opened", hr);
    hr = open_recorder(number, &recorder);
    if (SUCCEEDED(hr))
    {
        hr = burn(image, recorder);
        IDiscRecorder2_Release(recorder);
    }
    IStream_Release(image);
    if (FAILED(hr)) return tell_error("The image was not burned", hr);
    printf("Burned.\n");
    return 0;
}

int wmain(int argc, WCHAR **argv)
{
    HRESULT hr;
    int status;

    if (argc < 2 || argc > 3)
    {
        fprintf(stderr, "usage: burnimage IMAGE [NUMBER]\n");
        return 1;
    }
    hr = CoInitializeEx(NULL, COINIT_MULTITHREADED);
    if (FAILED(hr)) return tell_error("COM", hr);
    status = burn_file(argv[1], argc > 2 ? wcstol(argv[2], NULL, 10) : 0);
    CoUninitialize();
    return status;
}
