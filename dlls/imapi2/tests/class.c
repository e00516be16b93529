/*
 * Tests of what all classes have in common, and of their registration
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

#include "check.h"
#include "support.h"
#include "wine/test.h"

#include <olectl.h>

static const struct
{
    const CLSID *clsid;
    const WCHAR *name;
    const IID *iid;         /* default interface */
    const IID *source;      /* NULL: no events */
} classes[] = {
    { &CLSID_MsftDiscMaster2, L"MsftDiscMaster2", &IID_IDiscMaster2, &IID_DDiscMaster2Events },
    { &CLSID_MsftDiscRecorder2, L"MsftDiscRecorder2", &IID_IDiscRecorder2, NULL },
    { &CLSID_MsftWriteEngine2, L"MsftWriteEngine2", &IID_IWriteEngine2, &IID_DWriteEngine2Events },
    { &CLSID_MsftDiscFormat2Erase, L"MsftDiscFormat2Erase", &IID_IDiscFormat2Erase, &IID_DDiscFormat2EraseEvents },
    { &CLSID_MsftDiscFormat2Data, L"MsftDiscFormat2Data", &IID_IDiscFormat2Data, &IID_DDiscFormat2DataEvents },
    { &CLSID_MsftDiscFormat2TrackAtOnce, L"MsftDiscFormat2TrackAtOnce", &IID_IDiscFormat2TrackAtOnce,
      &IID_DDiscFormat2TrackAtOnceEvents },
    { &CLSID_MsftDiscFormat2RawCD, L"MsftDiscFormat2RawCD", &IID_IDiscFormat2RawCD, &IID_DDiscFormat2RawCDEvents },
    { &CLSID_MsftStreamZero, L"MsftStreamZero", &IID_IStream, NULL },
    { &CLSID_MsftStreamPrng001, L"MsftStreamPrng001", &IID_IStreamPseudoRandomBased, NULL },
    { &CLSID_MsftStreamConcatenate, L"MsftStreamConcatenate", &IID_IStreamConcatenate, NULL },
    { &CLSID_MsftStreamInterleave, L"MsftStreamInterleave", &IID_IStreamInterleave, NULL },
    { &CLSID_MsftRawCDImageCreator, L"MsftRawCDImageCreator", &IID_IRawCDImageCreator, NULL },
};

static HMODULE module;
static HRESULT (WINAPI *pDllGetClassObject)(REFCLSID clsid, REFIID iid, void **out);
static HRESULT (WINAPI *pDllCanUnloadNow)(void);
static HRESULT (WINAPI *pDllRegisterServer)(void);
static HRESULT (WINAPI *pDllUnregisterServer)(void);

static void test_identity(IUnknown *unknown, const IID *iid)
{
    IUnknown *identity, *same, *other = (IUnknown *)0xdeadbeef;
    HRESULT hr;

    hr = IUnknown_QueryInterface(unknown, &IID_IUnknown, (void **)&identity);
    ok(hr == S_OK, "got %#lx\n", hr);
    hr = IUnknown_QueryInterface(unknown, iid, (void **)&other);
    ok(hr == S_OK, "got %#lx\n", hr);
    hr = IUnknown_QueryInterface(other, &IID_IUnknown, (void **)&same);
    ok(hr == S_OK && same == identity, "got %#lx, %p and %p\n", hr, same, identity);
    IUnknown_Release(same);
    IUnknown_Release(other);
    hr = IUnknown_QueryInterface(unknown, &IID_IRecordInfo, (void **)&other);
    ok(hr == E_NOINTERFACE && !other, "got %#lx, %p\n", hr, other);
    hr = IUnknown_QueryInterface(unknown, iid, NULL);
    ok(hr == E_POINTER, "got %#lx\n", hr);
    IUnknown_Release(identity);
}

static void get_unmarshal_class(IUnknown *unknown, CLSID *clsid)
{
    IMarshal *marshal;
    HRESULT hr;

    memset(clsid, 0, sizeof(*clsid));
    hr = IUnknown_QueryInterface(unknown, &IID_IMarshal, (void **)&marshal);
    ok(hr == S_OK, "got %#lx\n", hr);
    if (FAILED(hr)) return;
    hr = IMarshal_GetUnmarshalClass(marshal, &IID_IUnknown, unknown, MSHCTX_INPROC, NULL, MSHLFLAGS_NORMAL, clsid);
    ok(hr == S_OK, "got %#lx\n", hr);
    IMarshal_Release(marshal);
}

/* Objects may be called from every apartment: they marshal as the free-threaded marshaler does. */
static void test_marshaler(IUnknown *unknown)
{
    IUnknown *marshaler;
    CLSID clsid, expected;
    HRESULT hr;

    hr = CoCreateFreeThreadedMarshaler(NULL, &marshaler);
    ok(hr == S_OK, "got %#lx\n", hr);
    get_unmarshal_class(marshaler, &expected);
    get_unmarshal_class(unknown, &clsid);
    ok(IsEqualCLSID(&clsid, &expected), "got %s, expected %s\n", wine_dbgstr_guid(&clsid), wine_dbgstr_guid(&expected));
    IUnknown_Release(marshaler);
}

static void test_error_info(IUnknown *unknown, const IID *iid)
{
    ISupportErrorInfo *info;
    HRESULT hr;

    hr = IUnknown_QueryInterface(unknown, &IID_ISupportErrorInfo, (void **)&info);
    ok(hr == S_OK, "got %#lx\n", hr);
    hr = ISupportErrorInfo_InterfaceSupportsErrorInfo(info, iid);
    ok(hr == S_OK, "got %#lx\n", hr);
    hr = ISupportErrorInfo_InterfaceSupportsErrorInfo(info, &IID_IRecordInfo);
    ok(hr == S_FALSE, "got %#lx\n", hr);
    ISupportErrorInfo_Release(info);
}

static void test_class_info(IUnknown *unknown, const CLSID *clsid, const IID *source)
{
    IProvideClassInfo2 *info2;
    IProvideClassInfo *info;
    ITypeInfo *typeinfo;
    TYPEATTR *attr;
    GUID guid;
    HRESULT hr;

    hr = IUnknown_QueryInterface(unknown, &IID_IProvideClassInfo, (void **)&info);
    ok(hr == S_OK, "got %#lx\n", hr);
    hr = IProvideClassInfo_GetClassInfo(info, NULL);
    ok(hr == E_POINTER, "got %#lx\n", hr);
    hr = IProvideClassInfo_GetClassInfo(info, &typeinfo);
    ok(hr == S_OK, "got %#lx\n", hr);
    hr = ITypeInfo_GetTypeAttr(typeinfo, &attr);
    ok(hr == S_OK && attr->typekind == TKIND_COCLASS && IsEqualGUID(&attr->guid, clsid), "got %#lx\n", hr);
    ITypeInfo_ReleaseTypeAttr(typeinfo, attr);
    ITypeInfo_Release(typeinfo);
    IProvideClassInfo_Release(info);

    hr = IUnknown_QueryInterface(unknown, &IID_IProvideClassInfo2, (void **)&info2);
    ok(hr == (source ? S_OK : E_NOINTERFACE), "got %#lx\n", hr);
    if (FAILED(hr)) return;
    hr = IProvideClassInfo2_GetGUID(info2, GUIDKIND_DEFAULT_SOURCE_DISP_IID, &guid);
    ok(hr == S_OK && IsEqualGUID(&guid, source), "got %#lx, %s\n", hr, wine_dbgstr_guid(&guid));
    hr = IProvideClassInfo2_GetGUID(info2, 2, &guid);
    ok(hr == E_INVALIDARG, "got %#lx\n", hr);
    hr = IProvideClassInfo2_GetGUID(info2, GUIDKIND_DEFAULT_SOURCE_DISP_IID, NULL);
    ok(hr == E_POINTER, "got %#lx\n", hr);
    IProvideClassInfo2_Release(info2);
}

/* Something that knows nothing of events. */
static void test_bad_sinks(IConnectionPoint *point)
{
    IStream *stream;
    DWORD cookie = 42;
    HRESULT hr;

    CreateStreamOnHGlobal(NULL, TRUE, &stream);
    hr = IConnectionPoint_Advise(point, (IUnknown *)stream, &cookie);
    ok(hr == CONNECT_E_CANNOTCONNECT && !cookie, "got %#lx, %lu\n", hr, cookie);
    hr = IConnectionPoint_Advise(point, NULL, &cookie);
    ok(hr == E_POINTER, "got %#lx\n", hr);
    hr = IConnectionPoint_Advise(point, (IUnknown *)stream, NULL);
    ok(hr == E_POINTER, "got %#lx\n", hr);
    IStream_Release(stream);
    hr = IConnectionPoint_Unadvise(point, 12345);
    ok(hr == CONNECT_E_NOCONNECTION, "got %#lx\n", hr);
}

static void test_connections(IConnectionPoint *point, IDispatch *sink)
{
    IEnumConnections *list, *clone;
    CONNECTDATA data[3];
    DWORD cookies[2];
    ULONG fetched = 42;
    HRESULT hr;

    hr = IConnectionPoint_Advise(point, (IUnknown *)sink, &cookies[0]);
    ok(hr == S_OK && cookies[0], "got %#lx\n", hr);
    hr = IConnectionPoint_Advise(point, (IUnknown *)sink, &cookies[1]);
    ok(hr == S_OK && cookies[1] != cookies[0], "got %#lx\n", hr);
    hr = IConnectionPoint_EnumConnections(point, NULL);
    ok(hr == E_POINTER, "got %#lx\n", hr);
    hr = IConnectionPoint_EnumConnections(point, &list);
    ok(hr == S_OK, "got %#lx\n", hr);
    hr = IConnectionPoint_Unadvise(point, cookies[0]);
    ok(hr == S_OK, "got %#lx\n", hr);
    hr = IConnectionPoint_Unadvise(point, cookies[0]);
    ok(hr == CONNECT_E_NOCONNECTION, "got %#lx\n", hr);

    hr = IEnumConnections_Skip(list, 1);
    ok(hr == S_OK, "got %#lx\n", hr);
    hr = IEnumConnections_Clone(list, &clone);
    ok(hr == S_OK, "got %#lx\n", hr);
    hr = IEnumConnections_Reset(list);
    ok(hr == S_OK, "got %#lx\n", hr);
    hr = IEnumConnections_Next(list, 3, data, &fetched);
    ok(hr == S_FALSE && fetched == 2, "got %#lx, %lu\n", hr, fetched);
    ok(data[0].dwCookie == cookies[0] && data[1].dwCookie == cookies[1], "got %lu, %lu\n", data[0].dwCookie,
       data[1].dwCookie);
    IUnknown_Release(data[0].pUnk);
    IUnknown_Release(data[1].pUnk);
    hr = IEnumConnections_Next(list, 1, data, NULL);
    ok(hr == S_FALSE, "got %#lx\n", hr);
    hr = IEnumConnections_Next(clone, 1, data, NULL);
    ok(hr == S_OK && data[0].dwCookie == cookies[1], "got %#lx\n", hr);
    IUnknown_Release(data[0].pUnk);
    hr = IEnumConnections_Skip(clone, 1);
    ok(hr == S_FALSE, "got %#lx\n", hr);
    ok(!IEnumConnections_Release(clone), "references left\n");
    ok(!IEnumConnections_Release(list), "references left\n");
    hr = IConnectionPoint_Unadvise(point, cookies[1]);
    ok(hr == S_OK, "got %#lx\n", hr);
}

static void test_connection_points(IUnknown *unknown, const IID *source)
{
    IConnectionPointContainer *container, *again;
    IEnumConnectionPoints *list, *clone;
    IConnectionPoint *point, *same;
    IDiscMaster2 *sink;
    ULONG fetched;
    HRESULT hr;
    IID iid;

    hr = IUnknown_QueryInterface(unknown, &IID_IConnectionPointContainer, (void **)&container);
    ok(hr == (source ? S_OK : E_NOINTERFACE), "got %#lx\n", hr);
    if (FAILED(hr)) return;
    hr = IConnectionPointContainer_FindConnectionPoint(container, &IID_IDispatch, &point);
    ok(hr == CONNECT_E_NOCONNECTION && !point, "got %#lx\n", hr);
    hr = IConnectionPointContainer_FindConnectionPoint(container, source, NULL);
    ok(hr == E_POINTER, "got %#lx\n", hr);
    hr = IConnectionPointContainer_FindConnectionPoint(container, source, &point);
    ok(hr == S_OK, "got %#lx\n", hr);
    hr = IConnectionPoint_GetConnectionInterface(point, &iid);
    ok(hr == S_OK && IsEqualIID(&iid, source), "got %#lx, %s\n", hr, wine_dbgstr_guid(&iid));
    hr = IConnectionPoint_GetConnectionInterface(point, NULL);
    ok(hr == E_POINTER, "got %#lx\n", hr);
    hr = IConnectionPoint_GetConnectionPointContainer(point, &again);
    ok(hr == S_OK && again == container, "got %#lx\n", hr);
    IConnectionPointContainer_Release(again);
    hr = IConnectionPoint_GetConnectionPointContainer(point, NULL);
    ok(hr == E_POINTER, "got %#lx\n", hr);

    hr = IConnectionPointContainer_EnumConnectionPoints(container, NULL);
    ok(hr == E_POINTER, "got %#lx\n", hr);
    hr = IConnectionPointContainer_EnumConnectionPoints(container, &list);
    ok(hr == S_OK, "got %#lx\n", hr);
    hr = IEnumConnectionPoints_Next(list, 1, &same, &fetched);
    ok(hr == S_OK && fetched == 1 && same == point, "got %#lx, %lu\n", hr, fetched);
    IConnectionPoint_Release(same);
    hr = IEnumConnectionPoints_Clone(list, &clone);
    ok(hr == S_OK, "got %#lx\n", hr);
    hr = IEnumConnectionPoints_Next(clone, 1, &same, NULL);
    ok(hr == S_FALSE, "got %#lx\n", hr);
    hr = IEnumConnectionPoints_Reset(clone);
    ok(hr == S_OK, "got %#lx\n", hr);
    hr = IEnumConnectionPoints_Skip(clone, 1);
    ok(hr == S_OK, "got %#lx\n", hr);
    hr = IEnumConnectionPoints_Skip(clone, 1);
    ok(hr == S_FALSE, "got %#lx\n", hr);
    IEnumConnectionPoints_Release(clone);
    IEnumConnectionPoints_Release(list);

    test_bad_sinks(point);
    /* Any IDispatch can listen. */
    hr = CoCreateInstance(&CLSID_MsftDiscMaster2, NULL, CLSCTX_INPROC_SERVER, &IID_IDiscMaster2, (void **)&sink);
    ok(hr == S_OK, "got %#lx\n", hr);
    test_connections(point, (IDispatch *)sink);
    ok(!IDiscMaster2_Release(sink), "the sink has references left\n");
    IConnectionPoint_Release(point);
    IConnectionPointContainer_Release(container);
}

static void test_classes(void)
{
    IUnknown *unknown, *outer = (IUnknown *)0xdeadbeef;
    unsigned int i;
    HRESULT hr;

    for (i = 0; i < ARRAY_SIZE(classes); i++)
    {
        winetest_push_context("%s", wine_dbgstr_w(classes[i].name));
        hr = CoCreateInstance(classes[i].clsid, NULL, CLSCTX_INPROC_SERVER, classes[i].iid, (void **)&unknown);
        ok(hr == S_OK, "got %#lx\n", hr);
        if (hr == S_OK)
        {
            test_identity(unknown, classes[i].iid);
            test_marshaler(unknown);
            test_error_info(unknown, classes[i].iid);
            test_class_info(unknown, classes[i].clsid, classes[i].source);
            test_connection_points(unknown, classes[i].source);
            ok(!IUnknown_Release(unknown), "the object has references left\n");
        }
        unknown = (IUnknown *)0xdeadbeef;
        hr = CoCreateInstance(classes[i].clsid, outer, CLSCTX_INPROC_SERVER, &IID_IUnknown, (void **)&unknown);
        ok(hr == CLASS_E_NOAGGREGATION && !unknown, "got %#lx, %p\n", hr, unknown);
        winetest_pop_context();
    }
}

static void test_factory(void)
{
    IClassFactory *factory;
    IUnknown *unknown;
    HRESULT hr;

    hr = pDllGetClassObject(&CLSID_StdGlobalInterfaceTable, &IID_IClassFactory, (void **)&factory);
    ok(hr == CLASS_E_CLASSNOTAVAILABLE && !factory, "got %#lx\n", hr);
    hr = pDllGetClassObject(&CLSID_MsftWriteSpeedDescriptor, &IID_IClassFactory, (void **)&factory);
    ok(hr == CLASS_E_CLASSNOTAVAILABLE, "got %#lx\n", hr);
    hr = pDllGetClassObject(&CLSID_MsftDiscMaster2, &IID_IDispatch, (void **)&factory);
    ok(hr == E_NOINTERFACE && !factory, "got %#lx\n", hr);
    hr = pDllGetClassObject(&CLSID_MsftDiscMaster2, &IID_IClassFactory, NULL);
    ok(hr == E_POINTER, "got %#lx\n", hr);

    ok(pDllCanUnloadNow() == S_OK, "the DLL is in use\n");
    hr = pDllGetClassObject(&CLSID_MsftStreamZero, &IID_IClassFactory, (void **)&factory);
    ok(hr == S_OK, "got %#lx\n", hr);
    ok(pDllCanUnloadNow() == S_FALSE, "not in use with a factory\n");
    hr = IClassFactory_CreateInstance(factory, NULL, &IID_IStream, (void **)&unknown);
    ok(hr == S_OK, "got %#lx\n", hr);
    hr = IClassFactory_CreateInstance(factory, NULL, &IID_IStream, NULL);
    ok(hr == E_POINTER, "got %#lx\n", hr);
    IClassFactory_Release(factory);
    ok(pDllCanUnloadNow() == S_FALSE, "not in use with an object\n");
    IUnknown_Release(unknown);
    ok(pDllCanUnloadNow() == S_OK, "the DLL is in use\n");

    hr = pDllGetClassObject(&CLSID_MsftStreamZero, &IID_IClassFactory, (void **)&factory);
    ok(hr == S_OK, "got %#lx\n", hr);
    hr = IClassFactory_LockServer(factory, TRUE);
    ok(hr == S_OK, "got %#lx\n", hr);
    IClassFactory_Release(factory);
    ok(pDllCanUnloadNow() == S_FALSE, "not in use while locked\n");
    pDllGetClassObject(&CLSID_MsftStreamZero, &IID_IClassFactory, (void **)&factory);
    hr = IClassFactory_LockServer(factory, FALSE);
    ok(hr == S_OK, "got %#lx\n", hr);
    IClassFactory_Release(factory);
    ok(pDllCanUnloadNow() == S_OK, "the DLL is in use\n");
}

/* ---- registration */

static bool get_value(const WCHAR *key, const WCHAR *name, WCHAR value[MAX_PATH])
{
    DWORD size = MAX_PATH * sizeof(WCHAR);

    value[0] = 0;
    return !RegGetValueW(HKEY_CLASSES_ROOT, key, name, RRF_RT_REG_SZ, NULL, value, &size);
}

#define check_value(expected, name, ...) check_value_(__LINE__, expected, name, __VA_ARGS__)
static void check_value_(int line, const WCHAR *expected, const WCHAR *name, const WCHAR *format, const WCHAR *part)
{
    WCHAR key[200], value[MAX_PATH];
    bool found;

    swprintf(key, ARRAY_SIZE(key), format, part);
    found = get_value(key, name, value);
    if (expected)
        ok_(__FILE__, line)(found && !lstrcmpiW(value, expected), "%s: got %s, expected %s\n", wine_dbgstr_w(key),
                            wine_dbgstr_w(value), wine_dbgstr_w(expected));
    else
        ok_(__FILE__, line)(!found, "%s is still there: %s\n", wine_dbgstr_w(key), wine_dbgstr_w(value));
}

static void check_registered(const WCHAR *path)
{
    WCHAR clsid[39], libid[39], progid[64], versionless[64];
    unsigned int i;
    CLSID found;
    HRESULT hr;

    StringFromGUID2(&LIBID_IMAPILib2, libid, ARRAY_SIZE(libid));
    for (i = 0; i < ARRAY_SIZE(classes); i++)
    {
        winetest_push_context("%s", wine_dbgstr_w(classes[i].name));
        StringFromGUID2(classes[i].clsid, clsid, ARRAY_SIZE(clsid));
        swprintf(progid, ARRAY_SIZE(progid), L"IMAPI2.%ls.1", classes[i].name);
        swprintf(versionless, ARRAY_SIZE(versionless), L"IMAPI2.%ls", classes[i].name);
        check_value(path, NULL, L"CLSID\\%ls\\InprocServer32", clsid);
        check_value(L"Both", L"ThreadingModel", L"CLSID\\%ls\\InprocServer32", clsid);
        check_value(progid, NULL, L"CLSID\\%ls\\ProgID", clsid);
        check_value(versionless, NULL, L"CLSID\\%ls\\VersionIndependentProgID", clsid);
        check_value(L"", NULL, L"CLSID\\%ls\\Programmable", clsid);
        check_value(libid, NULL, L"CLSID\\%ls\\TypeLib", clsid);
        check_value(L"1.0", NULL, L"CLSID\\%ls\\Version", clsid);
        check_value(clsid, NULL, L"%ls\\CLSID", progid);
        check_value(clsid, NULL, L"%ls\\CLSID", versionless);
        check_value(progid, NULL, L"%ls\\CurVer", versionless);
        hr = CLSIDFromProgID(progid, &found);
        ok(hr == S_OK && IsEqualCLSID(&found, classes[i].clsid), "got %#lx\n", hr);
        hr = CLSIDFromProgID(versionless, &found);
        ok(hr == S_OK && IsEqualCLSID(&found, classes[i].clsid), "got %#lx\n", hr);
        winetest_pop_context();
    }
}

static void check_unregistered(unsigned int except)
{
    WCHAR clsid[39], progid[64];
    unsigned int i;

    for (i = 0; i < ARRAY_SIZE(classes); i++)
    {
        if (i == except) continue;
        StringFromGUID2(classes[i].clsid, clsid, ARRAY_SIZE(clsid));
        swprintf(progid, ARRAY_SIZE(progid), L"IMAPI2.%ls", classes[i].name);
        check_value(NULL, NULL, L"CLSID\\%ls", clsid);
        check_value(NULL, NULL, L"%ls", progid);
        check_value(NULL, NULL, L"%ls.1", progid);
    }
}

/* The other width may have registered the library for itself; this is about ours. */
static bool is_typelib_registered(const WCHAR *path)
{
    WCHAR libid[39], key[100], value[MAX_PATH];

    StringFromGUID2(&LIBID_IMAPILib2, libid, ARRAY_SIZE(libid));
    swprintf(key, ARRAY_SIZE(key), L"TypeLib\\%ls\\1.0\\0\\%ls", libid, sizeof(void *) == 8 ? L"win64" : L"win32");
    return get_value(key, NULL, value) && !lstrcmpiW(value, path);
}

static HRESULT load_registered_typelib(void)
{
    ITypeLib *typelib;
    HRESULT hr;

    hr = LoadRegTypeLib(&LIBID_IMAPILib2, IMAPILib2_MajorVersion, IMAPILib2_MinorVersion, 0, &typelib);
    if (SUCCEEDED(hr)) ITypeLib_Release(typelib);
    return hr;
}

static void test_registration(void)
{
    static const WCHAR foreign[] = L"C:\\another\\imapi2.dll";
    WCHAR path[MAX_PATH], clsid[39], key[100];
    IUnknown *unknown;
    HRESULT hr;

    GetModuleFileNameW(module, path, ARRAY_SIZE(path));
    hr = pDllRegisterServer();
    if (hr == E_ACCESSDENIED)
    {
        skip("this user may not register classes\n");
        return;
    }
    ok(hr == S_OK, "got %#lx\n", hr);
    check_registered(path);
    ok(is_typelib_registered(path) && load_registered_typelib() == S_OK, "no type library\n");

    hr = pDllUnregisterServer();
    ok(hr == S_OK, "got %#lx\n", hr);
    check_unregistered(~0u);
    ok(!is_typelib_registered(path), "the type library is still there\n");
    hr = CoCreateInstance(&CLSID_MsftStreamZero, NULL, CLSCTX_INPROC_SERVER, &IID_IStream, (void **)&unknown);
    ok(hr == REGDB_E_CLASSNOTREG, "got %#lx\n", hr);
    hr = pDllUnregisterServer();
    ok(hr == S_OK, "twice: got %#lx\n", hr);

    /* What another DLL has registered stays. */
    hr = pDllRegisterServer();
    ok(hr == S_OK, "got %#lx\n", hr);
    StringFromGUID2(classes[0].clsid, clsid, ARRAY_SIZE(clsid));
    swprintf(key, ARRAY_SIZE(key), L"CLSID\\%ls\\InprocServer32", clsid);
    RegSetKeyValueW(HKEY_CLASSES_ROOT, key, NULL, REG_SZ, foreign, sizeof(foreign));
    hr = pDllUnregisterServer();
    ok(hr == S_OK, "got %#lx\n", hr);
    check_unregistered(0);
    check_value(foreign, NULL, L"CLSID\\%ls\\InprocServer32", clsid);
    check_value(clsid, NULL, L"IMAPI2.%ls\\CLSID", classes[0].name);

    hr = pDllRegisterServer();
    ok(hr == S_OK, "got %#lx\n", hr);
    check_registered(path);
}

static void test_messages(void)
{
    WCHAR *text = NULL;
    DWORD length;

    length = FormatMessageW(FORMAT_MESSAGE_ALLOCATE_BUFFER | FORMAT_MESSAGE_FROM_HMODULE | FORMAT_MESSAGE_IGNORE_INSERTS,
                            GetModuleHandleW(L"imapi2.dll"), E_IMAPI_RECORDER_MEDIA_NO_MEDIA, 0, (WCHAR *)&text, 0, NULL);
    ok(length > 10, "no message: %lu\n", GetLastError());
    LocalFree(text);
}

START_TEST(class)
{
    CoInitializeEx(NULL, COINIT_MULTITHREADED);
    module = LoadLibraryW(L"imapi2.dll");
    ok(module != NULL, "no imapi2.dll: %lu\n", GetLastError());
    if (module)
    {
        pDllGetClassObject = (void *)GetProcAddress(module, "DllGetClassObject");
        pDllCanUnloadNow = (void *)GetProcAddress(module, "DllCanUnloadNow");
        pDllRegisterServer = (void *)GetProcAddress(module, "DllRegisterServer");
        pDllUnregisterServer = (void *)GetProcAddress(module, "DllUnregisterServer");
        test_factory();
        test_registration();
        test_classes();
        test_messages();
    }
    CoUninitialize();
}
