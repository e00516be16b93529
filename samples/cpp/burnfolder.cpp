/*
 * Burns a folder, and shows how far it has come
 *
 *   burnfolder.exe FOLDER [NUMBER]      on the recorder of that number, which listdrives.exe tells; 0 by default
 *
 * The medium must be blank, and is closed. Ends with 0, or with 1 and the reason. Build:
 *
 *   x86_64-w64-mingw32-g++ -municode burnfolder.cpp -o burnfolder.exe -lole32 -loleaut32 -luuid -static
 *   cl /EHsc burnfolder.cpp ole32.lib oleaut32.lib uuid.lib
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

#include <stdlib.h>
#include <windows.h>
#include <ocidl.h>
#include <imapi2.h>
#include <imapi2error.h>
#include <imapi2fs.h>

#include "../tell.h"

struct Failure
{
    const char *task;
    HRESULT hr;
};

static void check(const char *task, HRESULT hr)
{
    if (FAILED(hr)) throw Failure{task, hr};
}

// A reference that is given back with its scope.
template <typename T>
class Reference
{
public:
    Reference() : pointer(nullptr) {}
    ~Reference() { if (pointer) pointer->Release(); }
    Reference(const Reference &) = delete;
    Reference &operator=(const Reference &) = delete;
    T *operator->() const { return pointer; }
    operator T *() const { return pointer; }
    T **out() { return &pointer; }
    void create(REFCLSID clsid)
    {
        check("An object of IMAPI could not be created",
              CoCreateInstance(clsid, nullptr, CLSCTX_INPROC_SERVER, __uuidof(T), reinterpret_cast<void **>(&pointer)));
    }

private:
    T *pointer;
};

class Text
{
public:
    explicit Text(const wchar_t *text) : bstr(SysAllocString(text)) { if (!bstr) check("Memory", E_OUTOFMEMORY); }
    ~Text() { SysFreeString(bstr); }
    Text(const Text &) = delete;
    Text &operator=(const Text &) = delete;
    operator BSTR() const { return bstr; }

private:
    BSTR bstr;
};

// Sources call sinks through Invoke alone, with the arguments in reverse order: the progress, and who sends it.
class Progress : public DDiscFormat2DataEvents
{
public:
    // It lives on the stack, longer than whoever refers to it.
    ULONG STDMETHODCALLTYPE AddRef() override { return 2; }
    ULONG STDMETHODCALLTYPE Release() override { return 1; }
    HRESULT STDMETHODCALLTYPE QueryInterface(REFIID iid, void **object) override
    {
        if (iid != __uuidof(IUnknown) && iid != __uuidof(IDispatch) && iid != __uuidof(DDiscFormat2DataEvents))
        {
            *object = nullptr;
            return E_NOINTERFACE;
        }
        *object = static_cast<DDiscFormat2DataEvents *>(this);
        return S_OK;
    }
    HRESULT STDMETHODCALLTYPE GetTypeInfoCount(UINT *count) override { *count = 0; return S_OK; }
    HRESULT STDMETHODCALLTYPE GetTypeInfo(UINT, LCID, ITypeInfo **) override { return E_NOTIMPL; }
    HRESULT STDMETHODCALLTYPE GetIDsOfNames(REFIID, LPOLESTR *, UINT, LCID, DISPID *) override { return E_NOTIMPL; }
    HRESULT STDMETHODCALLTYPE Update(IDispatch *, IDispatch *) override { return E_NOTIMPL; }
    HRESULT STDMETHODCALLTYPE Invoke(DISPID id, REFIID, LCID, WORD, DISPPARAMS *params, VARIANT *, EXCEPINFO *,
                                     UINT *) override
    {
        if (id != DISPID_DDISCFORMAT2DATAEVENTS_UPDATE || params->cArgs != 2) return DISP_E_MEMBERNOTFOUND;
        show(V_DISPATCH(&params->rgvarg[0]));
        return S_OK;
    }

private:
    static void show(IDispatch *object)
    {
        Reference<IDiscFormat2DataEventArgs> progress;
        IMAPI_FORMAT2_DATA_WRITE_ACTION action;
        LONG first, last, count;

        if (FAILED(object->QueryInterface(__uuidof(IDiscFormat2DataEventArgs),
                                          reinterpret_cast<void **>(progress.out())))) return;
        if (FAILED(progress->get_CurrentAction(&action))) return;
        if (action == IMAPI_FORMAT2_DATA_WRITE_ACTION_COMPLETED) printf("complete\n");
        if (action != IMAPI_FORMAT2_DATA_WRITE_ACTION_WRITING_DATA) return;
        if (FAILED(progress->get_StartLba(&first)) || FAILED(progress->get_SectorCount(&count)) ||
            FAILED(progress->get_LastWrittenLba(&last)) || count <= 0) return;
        printf("%ld %%\n", static_cast<long>(100LL * (last - first) / count));
    }
};

// Connects a sink as long as it lives.
class Connection
{
public:
    Connection(IUnknown *source, IUnknown *sink) : cookie(0)
    {
        Reference<IConnectionPointContainer> container;

        check("The burner has no events", source->QueryInterface(__uuidof(IConnectionPointContainer),
                                                                 reinterpret_cast<void **>(container.out())));
        check("The burner has no events",
              container->FindConnectionPoint(__uuidof(DDiscFormat2DataEvents), point.out()));
        check("The burner takes no listener", point->Advise(sink, &cookie));
    }
    ~Connection() { point->Unadvise(cookie); }

private:
    Reference<IConnectionPoint> point;
    DWORD cookie;
};

static void open_recorder(LONG number, Reference<IDiscRecorder2> &recorder)
{
    Reference<IDiscMaster2> master;
    BSTR id;

    master.create(__uuidof(MsftDiscMaster2));
    recorder.create(__uuidof(MsftDiscRecorder2));
    check("There is no recorder of that number", master->get_Item(number, &id));
    HRESULT hr = recorder->InitializeDiscRecorder(id);
    SysFreeString(id);
    check("The recorder could not be opened", hr);
}

static void open_writer(IDiscRecorder2 *recorder, Reference<IDiscFormat2Data> &format)
{
    VARIANT_BOOL yes;

    format.create(__uuidof(MsftDiscFormat2Data));
    check("The recorder was not accepted", format->IsRecorderSupported(recorder, &yes));
    if (!yes) check("This recorder cannot write", E_IMAPI_DF2DATA_RECORDER_NOT_SUPPORTED);
    check("The medium was not accepted", format->IsCurrentMediaSupported(recorder, &yes));
    if (!yes) check("The medium was not accepted", E_IMAPI_DF2DATA_MEDIA_IS_NOT_SUPPORTED);
    check("The recorder was not accepted", format->put_Recorder(recorder));
    check("The recorder was not accepted", format->put_ClientName(Text(L"burnfolder")));
    check("The medium could not be looked at", format->get_MediaHeuristicallyBlank(&yes));
    if (!yes) check("The medium was not accepted", E_IMAPI_DF2DATA_MEDIA_NOT_BLANK);
}

static void make_image(IDiscRecorder2 *recorder, const wchar_t *folder, Reference<IStream> &stream)
{
    Reference<IFileSystemImage> image;
    Reference<IFsiDirectoryItem> root;
    Reference<IFileSystemImageResult> result;

    image.create(__uuidof(MsftFileSystemImage));
    check("The image could not be prepared", image->ChooseImageDefaults(recorder));
    check("The image could not be prepared", image->get_Root(root.out()));
    check("The folder could not be added", root->AddTree(Text(folder), VARIANT_FALSE));
    check("The image could not be made", image->CreateResultImage(result.out()));
    check("The image could not be made", result->get_ImageStream(stream.out()));
}

static void burn(const wchar_t *folder, LONG number)
{
    Reference<IDiscRecorder2> recorder;
    Reference<IDiscFormat2Data> format;
    Reference<IStream> stream;
    Progress progress;

    open_recorder(number, recorder);
    open_writer(recorder, format);
    make_image(recorder, folder, stream);
    Connection connection(format, &progress);
    check("The burn failed", format->put_ForceMediaToBeClosed(VARIANT_TRUE));
    check("The burn failed", format->Write(stream));
}

int wmain(int argc, wchar_t **argv)
{
    int status = 0;

    if (argc < 2 || argc > 3)
    {
        fprintf(stderr, "usage: burnfolder FOLDER [NUMBER]\n");
        return 1;
    }
    HRESULT hr = CoInitializeEx(nullptr, COINIT_MULTITHREADED);
    if (FAILED(hr)) return tell_error("COM", hr);
    try
    {
        burn(argv[1], argc > 2 ? wcstol(argv[2], nullptr, 10) : 0);
        printf("Burned.\n");
    }
    catch (const Failure &failure)
    {
        status = tell_error(failure.task, failure.hr);
    }
    CoUninitialize();
    return status;
}
