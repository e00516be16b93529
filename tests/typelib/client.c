/*
 * A client in C, as programs for Windows write them
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

/* Compiled and linked only: what matters is that the names of the SDK are all there. */

#define COBJMACROS
#include <initguid.h>
#include <windows.h>
#include <imapi2.h>
#include <imapi2error.h>

struct sink
{
    DDiscFormat2DataEvents DDiscFormat2DataEvents_iface;
    LONG ref;
};

static HRESULT choose_recorder(IDiscRecorder2 **recorder)
{
    IDiscMaster2 *master;
    LONG count = 0;
    BSTR id = NULL;
    HRESULT hr;

    *recorder = NULL;
    hr = CoCreateInstance(&CLSID_MsftDiscMaster2, NULL, CLSCTX_ALL, &IID_IDiscMaster2, (void **)&master);
    if (FAILED(hr)) return hr;
    if (SUCCEEDED(hr = IDiscMaster2_get_Count(master, &count))) hr = count ? S_OK : E_IMAPI_RECORDER_REQUIRED;
    if (SUCCEEDED(hr)) hr = IDiscMaster2_get_Item(master, 0, &id);
    if (SUCCEEDED(hr))
        hr = CoCreateInstance(&CLSID_MsftDiscRecorder2, NULL, CLSCTX_ALL, &IID_IDiscRecorder2, (void **)recorder);
    if (SUCCEEDED(hr)) hr = IDiscRecorder2_InitializeDiscRecorder(*recorder, id);
    SysFreeString(id);
    IDiscMaster2_Release(master);
    return hr;
}

static HRESULT read_disc_information(IDiscRecorder2 *recorder, ULONG_IMAPI2_DISC_INFORMATION *size)
{
    IDiscRecorder2Ex *ex;
    BYTE *data = NULL;
    HRESULT hr;

    hr = IDiscRecorder2_QueryInterface(recorder, &IID_IDiscRecorder2Ex, (void **)&ex);
    if (FAILED(hr)) return hr;
    hr = IDiscRecorder2Ex_GetDiscInformation(ex, &data, size);
    CoTaskMemFree(data);
    IDiscRecorder2Ex_Release(ex);
    return hr;
}

static HRESULT burn(IDiscRecorder2 *recorder, IStream *image, BSTR client)
{
    IMAPI_MEDIA_PHYSICAL_TYPE media;
    PIMAPI_MEDIA_PHYSICAL_TYPE pointer = &media;
    IDiscFormat2Data *format;
    HRESULT hr;

    hr = CoCreateInstance(&CLSID_MsftDiscFormat2Data, NULL, CLSCTX_ALL, &IID_IDiscFormat2Data, (void **)&format);
    if (FAILED(hr)) return hr;
    hr = IDiscFormat2Data_put_Recorder(format, recorder);
    if (SUCCEEDED(hr)) hr = IDiscFormat2Data_put_ClientName(format, client);
    if (SUCCEEDED(hr)) hr = IDiscFormat2Data_get_CurrentPhysicalMediaType(format, pointer);
    if (SUCCEEDED(hr) && media == IMAPI_MEDIA_TYPE_BDRE)
        hr = IDiscFormat2Data_SetWriteSpeed(format, 2 * IMAPI_SECTORS_PER_SECOND_AT_1X_BD, VARIANT_FALSE);
    if (SUCCEEDED(hr)) hr = IDiscFormat2Data_Write(format, image);
    IDiscFormat2Data_Release(format);
    return hr;
}

static HRESULT load_type_library(ITypeInfo **events)
{
    ITypeLib *lib;
    HRESULT hr;

    hr = LoadRegTypeLib(&LIBID_IMAPILib2, IMAPILib2_MajorVersion, IMAPILib2_MinorVersion, 0, &lib);
    if (FAILED(hr)) return hr;
    hr = ITypeLib_GetTypeInfoOfGuid(lib, &IID_DDiscFormat2DataEvents, events);
    ITypeLib_Release(lib);
    return hr;
}

int main(void)
{
    ULONG_IMAPI2_DISC_INFORMATION size;
    IDiscRecorder2 *recorder;
    ITypeInfo *events;
    struct sink sink;
    HRESULT hr;

    sink.ref = DISPID_DDISCFORMAT2DATAEVENTS_UPDATE;
    CoInitialize(NULL);
    hr = load_type_library(&events);
    if (SUCCEEDED(hr)) ITypeInfo_Release(events);
    if (SUCCEEDED(hr = choose_recorder(&recorder))) hr = read_disc_information(recorder, &size);
    if (hr == E_IMAPI_RECORDER_MEDIA_NO_MEDIA) hr = burn(recorder, NULL, NULL);
    CoUninitialize();
    return SUCCEEDED(hr) && sink.ref ? 0 : 1;
}
