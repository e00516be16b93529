/*
 * A client in C++, as programs for Windows write them
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

/* Compiled and linked only: what matters is that classes, bases and __uuidof are all there. */

#include <initguid.h>
#include <windows.h>
#include <imapi2.h>
#include <imapi2error.h>

namespace
{

template <class T> HRESULT create(REFCLSID clsid, T **object)
{
    return CoCreateInstance(clsid, nullptr, CLSCTX_ALL, __uuidof(T), reinterpret_cast<void **>(object));
}

class Sink : public DDiscFormat2DataEvents
{
public:
    virtual ~Sink() = default;

    STDMETHOD(QueryInterface)(REFIID iid, void **out) override
    {
        bool known = IsEqualIID(iid, __uuidof(DDiscFormat2DataEvents)) || IsEqualIID(iid, IID_IDispatch);

        *out = known ? this : nullptr;
        return known ? S_OK : E_NOINTERFACE;
    }
    STDMETHOD_(ULONG, AddRef)() override { return 2; }
    STDMETHOD_(ULONG, Release)() override { return 1; }
    STDMETHOD(GetTypeInfoCount)(UINT *count) override
    {
        *count = 0;
        return S_OK;
    }
    STDMETHOD(GetTypeInfo)(UINT, LCID, ITypeInfo **) override { return E_NOTIMPL; }
    STDMETHOD(GetIDsOfNames)(REFIID, LPOLESTR *, UINT, LCID, DISPID *) override { return E_NOTIMPL; }
    STDMETHOD(Invoke)(DISPID id, REFIID, LCID, WORD, DISPPARAMS *, VARIANT *, EXCEPINFO *, UINT *) override
    {
        return id == DISPID_DDISCFORMAT2DATAEVENTS_UPDATE ? S_OK : DISP_E_MEMBERNOTFOUND;
    }
    STDMETHOD(Update)(IDispatch *, IDispatch *) override { return E_NOTIMPL; }
};

/* A derived interface converts to its base, and methods of the base are called through it. */
HRESULT blank(IDiscFormat2Data *format, VARIANT_BOOL *answer)
{
    IDiscFormat2 *base = format;

    return base->get_MediaPhysicallyBlank(answer);
}

HRESULT progress(IDispatch *args, LONG *written)
{
    IDiscFormat2DataEventArgs *data = nullptr;
    IMAPI_FORMAT2_DATA_WRITE_ACTION action;
    HRESULT hr = args->QueryInterface(__uuidof(data), reinterpret_cast<void **>(&data));

    if (FAILED(hr)) return hr;
    hr = data->get_CurrentAction(&action);
    if (SUCCEEDED(hr) && action == IMAPI_FORMAT2_DATA_WRITE_ACTION_WRITING_DATA) hr = data->get_LastWrittenLba(written);
    data->Release();
    return hr;
}

} // namespace

int main()
{
    IDiscFormat2Data *format = nullptr;
    IStreamPseudoRandomBased *random = nullptr;
    VARIANT_BOOL answer = VARIANT_FALSE;
    LONG written = 0;
    ULONG seed = 0;
    Sink sink;

    CoInitializeEx(nullptr, COINIT_MULTITHREADED);
    if (SUCCEEDED(create(__uuidof(MsftDiscFormat2Data), &format)))
    {
        blank(format, &answer);
        progress(&sink, &written);
        format->Release();
    }
    if (SUCCEEDED(create(CLSID_MsftStreamPrng001, &random)))
    {
        random->get_Seed(&seed);
        random->Release();
    }
    CoUninitialize();
    return IsEqualGUID(LIBID_IMAPILib2, LIBID_IMAPI2) && answer && written && seed ? 0 : 1;
}
