/*
 * Tests of every property of every class as a script reads and sets it, and of base interfaces
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

#include "support_raw.h"
#include "wine/test.h"

#define check_hr(hr, expected) ok((hr) == (expected), "got %s\n", test_hr(hr))

/* A property that the object refuses in its state: to tell, or to take. */
struct refusal
{
    const WCHAR *name;
    INVOKEKIND kind;
    HRESULT hr;
};

/* The members as a script sees them, those of base interfaces included. */
static ITypeInfo *get_members(IDispatch *object, WORD *count)
{
    ITypeInfo *info = NULL, *members = NULL;
    TYPEATTR *attr;
    HREFTYPE type;
    HRESULT hr;

    hr = IDispatch_GetTypeInfo(object, 0, LOCALE_USER_DEFAULT, &info);
    check_hr(hr, S_OK);
    if (FAILED(hr)) return NULL;
    hr = ITypeInfo_GetTypeAttr(info, &attr);
    check_hr(hr, S_OK);
    if (attr->typekind == TKIND_INTERFACE)
    {
        hr = ITypeInfo_GetRefTypeOfImplType(info, -1, &type);
        check_hr(hr, S_OK);
        hr = ITypeInfo_GetRefTypeInfo(info, type, &members);
        check_hr(hr, S_OK);
        ITypeInfo_ReleaseTypeAttr(info, attr);
        ITypeInfo_Release(info);
        info = members;
        hr = ITypeInfo_GetTypeAttr(info, &attr);
        check_hr(hr, S_OK);
    }
    ok(attr->typekind == TKIND_DISPATCH, "got kind %d\n", attr->typekind);
    *count = attr->cFuncs;
    ITypeInfo_ReleaseTypeAttr(info, attr);
    return info;
}

/* The type in which a script gets what has that type in the library: enumerations are numbers. */
static VARTYPE script_type(const TYPEDESC *type)
{
    switch (type->vt)
    {
    case VT_SAFEARRAY: return VT_ARRAY | VT_VARIANT;
    case VT_PTR: return type->lptdesc->vt == VT_SAFEARRAY ? VT_ARRAY | VT_VARIANT : VT_DISPATCH;
    case VT_USERDEFINED:
    case VT_INT: return VT_I4;
    }
    return type->vt;
}

static HRESULT invoke(IDispatch *object, DISPID id, WORD flags, VARIANT *value, VARIANT *result)
{
    DISPID put = DISPID_PROPERTYPUT;
    DISPPARAMS params = {value, value ? &put : NULL, value ? 1 : 0, value ? 1 : 0};
    EXCEPINFO excepinfo;
    HRESULT hr;

    memset(&excepinfo, 0, sizeof(excepinfo));
    hr = IDispatch_Invoke(object, id, &IID_NULL, LOCALE_USER_DEFAULT, flags, &params, result, &excepinfo, NULL);
    if (hr != DISP_E_EXCEPTION) return hr;
    ok(excepinfo.bstrDescription && *excepinfo.bstrDescription, "an exception without text\n");
    SysFreeString(excepinfo.bstrDescription);
    SysFreeString(excepinfo.bstrSource);
    SysFreeString(excepinfo.bstrHelpFile);
    return excepinfo.scode;
}

static HRESULT expected_of(const struct refusal *refusals, const WCHAR *name, INVOKEKIND kind)
{
    for (; refusals && refusals->name; refusals++)
        if (!lstrcmpW(refusals->name, name) && refusals->kind == kind) return refusals->hr;
    return S_OK;
}

/* Names are found in any case. */
static void check_name(IDispatch *object, const WCHAR *name, MEMBERID id)
{
    WCHAR upper[100], *names = upper;
    DISPID found = DISPID_UNKNOWN;
    HRESULT hr;

    lstrcpynW(upper, name, ARRAY_SIZE(upper));
    CharUpperW(upper);
    hr = IDispatch_GetIDsOfNames(object, &IID_NULL, &names, 1, LOCALE_USER_DEFAULT, &found);
    ok(hr == S_OK && found == id, "got %s, %#lx, expected %#lx\n", test_hr(hr), found, id);
}

static void check_get(IDispatch *object, const WCHAR *name, const FUNCDESC *func, const struct refusal *refusals)
{
    VARTYPE type = script_type(&func->elemdescFunc.tdesc);
    HRESULT hr, expected = expected_of(refusals, name, INVOKE_PROPERTYGET);
    VARIANT value;

    if (func->cParams) return;  /* Item(n) */
    VariantInit(&value);
    hr = invoke(object, func->memid, DISPATCH_PROPERTYGET | DISPATCH_METHOD, NULL, &value);
    ok(hr == expected, "get: got %s, expected %s\n", test_hr(hr), test_hr(expected));
    /* Objects that no script can use come as bare ones. */
    if (type == VT_DISPATCH && V_VT(&value) == VT_UNKNOWN) type = VT_UNKNOWN;
    if (SUCCEEDED(hr)) ok(V_VT(&value) == type, "got type %#x, expected %#x\n", V_VT(&value), type);
    VariantClear(&value);
}

/* Takes back what it tells. */
static void check_put(IDispatch *object, const WCHAR *name, const FUNCDESC *func, const struct refusal *refusals)
{
    HRESULT hr, expected = expected_of(refusals, name, INVOKE_PROPERTYPUT);
    VARIANT value;

    ok(func->cParams == 1, "got %d parameters\n", func->cParams);
    VariantInit(&value);
    hr = invoke(object, func->memid, DISPATCH_PROPERTYGET, NULL, &value);
    check_hr(hr, S_OK);
    hr = invoke(object, func->memid, DISPATCH_PROPERTYPUT, &value, NULL);
    ok(hr == expected, "put: got %s, expected %s\n", test_hr(hr), test_hr(expected));
    VariantClear(&value);
}

/* Every member but methods, which have tests of their own: those do something. */
static void check_members(void *object, unsigned int expected, const struct refusal *refusals)
{
    unsigned int properties = 0;
    IDispatch *dispatch = NULL;
    ITypeInfo *info;
    FUNCDESC *func;
    WORD count, i;
    UINT found;
    HRESULT hr;
    BSTR name;

    hr = IUnknown_QueryInterface((IUnknown *)object, &IID_IDispatch, (void **)&dispatch);
    check_hr(hr, S_OK);
    if (FAILED(hr) || !(info = get_members(dispatch, &count))) return;
    for (i = 0; i < count; i++)
    {
        hr = ITypeInfo_GetFuncDesc(info, i, &func);
        check_hr(hr, S_OK);
        hr = ITypeInfo_GetNames(info, func->memid, &name, 1, &found);
        check_hr(hr, S_OK);
        /* The members of IDispatch itself are in the library, and not for scripts. */
        if (func->memid < 0x60000000)
        {
            winetest_push_context("%s", wine_dbgstr_w(name));
            check_name(dispatch, name, func->memid);
            if (func->invkind != INVOKE_FUNC) properties++;
            if (func->invkind == INVOKE_PROPERTYGET) check_get(dispatch, name, func, refusals);
            if (func->invkind == INVOKE_PROPERTYPUT) check_put(dispatch, name, func, refusals);
            winetest_pop_context();
        }
        SysFreeString(name);
        ITypeInfo_ReleaseFuncDesc(info, func);
    }
    ok(properties == expected, "got %u properties\n", properties);
    ITypeInfo_Release(info);
    IDispatch_Release(dispatch);
}

static void *create(const CLSID *clsid, const IID *iid)
{
    void *object = NULL;
    HRESULT hr;

    hr = CoCreateInstance(clsid, NULL, CLSCTX_INPROC_SERVER, iid, &object);
    check_hr(hr, S_OK);
    return object;
}

static void test_list(struct burner *test)
{
    IDiscMaster2 *master = create(&CLSID_MsftDiscMaster2, &IID_IDiscMaster2);

    winetest_push_context("master");
    check_members(master, 4, NULL);
    IDiscMaster2_Release(master);
    winetest_pop_context();
    winetest_push_context("recorder");
    check_members(test->recorder, 14, NULL);
    winetest_pop_context();
}

static void test_engine(struct burner *test)
{
    IWriteEngine2 *engine = create(&CLSID_MsftWriteEngine2, &IID_IWriteEngine2);
    HRESULT hr;

    winetest_push_context("engine");
    hr = IWriteEngine2_put_Recorder(engine, test->ex);
    check_hr(hr, S_OK);
    hr = IWriteEngine2_put_BytesPerSector(engine, BLOCK);
    check_hr(hr, S_OK);
    check_members(engine, 11, NULL);
    IWriteEngine2_Release(engine);
    winetest_pop_context();
}

/* Through the base interface as through the class's own. */
static void check_base(void *object, struct burner *test)
{
    VARIANT_BOOL supported = 42, media = 42, blank = 42, looks_blank = 42;
    IDiscFormat2 *base = NULL;
    SAFEARRAY *types = NULL;
    HRESULT hr;

    hr = IUnknown_QueryInterface((IUnknown *)object, &IID_IDiscFormat2, (void **)&base);
    check_hr(hr, S_OK);
    if (FAILED(hr)) return;
    hr = IDiscFormat2_IsRecorderSupported(base, test->recorder, &supported);
    ok(hr == S_OK && supported == VARIANT_TRUE, "got %s, %d\n", test_hr(hr), supported);
    hr = IDiscFormat2_IsCurrentMediaSupported(base, test->recorder, &media);
    ok(hr == S_OK && media == VARIANT_TRUE, "got %s, %d\n", test_hr(hr), media);
    hr = IDiscFormat2_get_MediaPhysicallyBlank(base, &blank);
    ok(hr == S_OK && blank == VARIANT_TRUE, "got %s, %d\n", test_hr(hr), blank);
    hr = IDiscFormat2_get_MediaHeuristicallyBlank(base, &looks_blank);
    ok(hr == S_OK && looks_blank == VARIANT_TRUE, "got %s, %d\n", test_hr(hr), looks_blank);
    hr = IDiscFormat2_get_SupportedMediaTypes(base, &types);
    ok(hr == S_OK && types && types->rgsabound[0].cElements >= 2, "got %s\n", test_hr(hr));
    SafeArrayDestroy(types);
    IDiscFormat2_Release(base);
}

static void test_data(struct burner *test)
{
    IDiscFormat2Data *data = test_data_ready(test);

    winetest_push_context("data");
    ok(burner_insert(test, "cd-rw"), "no medium\n");
    check_base(data, test);
    check_members(data, 32, NULL);
    IDiscFormat2Data_Release(data);
    winetest_pop_context();
}

static void test_erase(struct burner *test)
{
    IDiscFormat2Erase *erase = create(&CLSID_MsftDiscFormat2Erase, &IID_IDiscFormat2Erase);
    BSTR name = test_bstr(L"imapi2 test");
    HRESULT hr;

    winetest_push_context("erase");
    hr = IDiscFormat2Erase_put_Recorder(erase, test->recorder);
    check_hr(hr, S_OK);
    hr = IDiscFormat2Erase_put_ClientName(erase, name);
    check_hr(hr, S_OK);
    check_base(erase, test);
    check_members(erase, 10, NULL);
    IDiscFormat2Erase_Release(erase);
    SysFreeString(name);
    winetest_pop_context();
}

static void test_tracks(struct burner *test)
{
    static const struct refusal prepared[] = {
        {L"Recorder", INVOKE_PROPERTYPUT, E_IMAPI_DF2TAO_MEDIA_IS_PREPARED},
        {L"ClientName", INVOKE_PROPERTYPUT, E_IMAPI_DF2TAO_MEDIA_IS_PREPARED},
        {L"DoNotFinalizeMedia", INVOKE_PROPERTYPUT, E_IMAPI_DF2TAO_MEDIA_IS_PREPARED},
        {L"ExpectedTableOfContents", INVOKE_PROPERTYGET, E_IMAPI_DF2TAO_TABLE_OF_CONTENTS_EMPTY_DISC},
        {NULL, 0, 0},
    };
    IDiscFormat2TrackAtOnce *tao = create(&CLSID_MsftDiscFormat2TrackAtOnce, &IID_IDiscFormat2TrackAtOnce);
    BSTR name = test_bstr(L"imapi2 test");
    HRESULT hr;

    winetest_push_context("tracks");
    hr = IDiscFormat2TrackAtOnce_put_Recorder(tao, test->recorder);
    check_hr(hr, S_OK);
    hr = IDiscFormat2TrackAtOnce_put_ClientName(tao, name);
    check_hr(hr, S_OK);
    check_base(tao, test);
    hr = IDiscFormat2TrackAtOnce_PrepareMedia(tao);
    check_hr(hr, S_OK);
    check_members(tao, 23, prepared);
    hr = IDiscFormat2TrackAtOnce_ReleaseMedia(tao);
    check_hr(hr, S_OK);
    IDiscFormat2TrackAtOnce_Release(tao);
    SysFreeString(name);
    winetest_pop_context();
}

static void test_raw(struct burner *test)
{
    static const struct refusal prepared[] = {
        {L"Recorder", INVOKE_PROPERTYPUT, E_IMAPI_DF2RAW_MEDIA_IS_PREPARED},
        {L"ClientName", INVOKE_PROPERTYPUT, E_IMAPI_DF2RAW_MEDIA_IS_PREPARED},
        {NULL, 0, 0},
    };
    IDiscFormat2RawCD *raw = test_raw_ready(test);
    HRESULT hr;

    winetest_push_context("raw");
    check_base(raw, test);
    hr = IDiscFormat2RawCD_PrepareMedia(raw);
    check_hr(hr, S_OK);
    check_members(raw, 21, prepared);
    hr = IDiscFormat2RawCD_ReleaseMedia(raw);
    check_hr(hr, S_OK);
    IDiscFormat2RawCD_Release(raw);
    winetest_pop_context();
}

static void test_image(void)
{
    static const struct refusal with_track[] = {
        {L"StartingTrackNumber", INVOKE_PROPERTYPUT, E_IMAPI_RAW_IMAGE_TRACKS_ALREADY_ADDED},
        {L"DisableGaplessAudio", INVOKE_PROPERTYPUT, E_IMAPI_RAW_IMAGE_TRACKS_ALREADY_ADDED},
        {NULL, 0, 0},
    };
    IRawCDImageCreator *creator = create(&CLSID_MsftRawCDImageCreator, &IID_IRawCDImageCreator);
    BSTR catalog = test_bstr(L"4006381333931"), isrc = test_bstr(L"DE-A51-97-00001");
    IRawCDImageTrackInfo *track = NULL;
    struct test_stream stream;
    LONG index;
    HRESULT hr;

    winetest_push_context("image");
    hr = IRawCDImageCreator_put_MediaCatalogNumber(creator, catalog);
    check_hr(hr, S_OK);
    test_stream_init(&stream, 300 * CD_AUDIO, 1);
    hr = IRawCDImageCreator_AddTrack(creator, IMAPI_CD_SECTOR_AUDIO, &stream.IStream_iface, &index);
    check_hr(hr, S_OK);
    check_members(creator, 15, with_track);
    hr = IRawCDImageCreator_get_TrackInfo(creator, index, &track);
    check_hr(hr, S_OK);
    hr = IRawCDImageTrackInfo_put_ISRC(track, isrc);
    check_hr(hr, S_OK);
    check_members(track, 11, NULL);
    IRawCDImageTrackInfo_Release(track);
    IRawCDImageCreator_Release(creator);
    ok(stream.ref == 1, "%ld references\n", stream.ref);
    SysFreeString(catalog);
    SysFreeString(isrc);
    winetest_pop_context();
}

/* The first of a list of objects. */
static IDispatch *first_of(SAFEARRAY *array)
{
    IDispatch *object = NULL;
    VARIANT *elements;

    SafeArrayAccessData(array, (void **)&elements);
    ok(array->rgsabound[0].cElements && V_VT(&elements[0]) == VT_DISPATCH, "no object\n");
    if (array->rgsabound[0].cElements) object = V_DISPATCH(&elements[0]);
    if (object) IDispatch_AddRef(object);
    SafeArrayUnaccessData(array);
    SafeArrayDestroy(array);
    return object;
}

/* Through the interface of old as through the one that came later. */
static void check_sequential(IDispatch *object)
{
    IMultisessionSequential *session = NULL;
    LONG start = 42, end = 42, next = 42, free = 42;
    VARIANT_BOOL first = 42;
    HRESULT hr;

    hr = IDispatch_QueryInterface(object, &IID_IMultisessionSequential, (void **)&session);
    check_hr(hr, S_OK);
    if (FAILED(hr)) return;
    hr = IMultisessionSequential_get_IsFirstDataSession(session, &first);
    ok(hr == S_OK && first == VARIANT_TRUE, "got %s, %d\n", test_hr(hr), first);
    hr = IMultisessionSequential_get_StartAddressOfPreviousSession(session, &start);
    ok(hr == S_OK && start == -1, "got %s, %ld\n", test_hr(hr), start);
    hr = IMultisessionSequential_get_LastWrittenAddressOfPreviousSession(session, &end);
    ok(hr == S_OK && end == -1, "got %s, %ld\n", test_hr(hr), end);
    hr = IMultisessionSequential_get_NextWritableAddress(session, &next);
    ok(hr == S_OK && !next, "got %s, %ld\n", test_hr(hr), next);
    hr = IMultisessionSequential_get_FreeSectorsOnMedia(session, &free);
    ok(hr == S_OK && free > 300000, "got %s, %ld\n", test_hr(hr), free);
    IMultisessionSequential_Release(session);
}

static void test_multisession(struct burner *test)
{
    static const struct refusal not_told[] = {
        {L"LastWrittenAddress", INVOKE_PROPERTYGET, E_NOTIMPL},
        {NULL, 0, 0},
    };
    IDiscFormat2Data *data = test_data_ready(test);
    SAFEARRAY *array = NULL;
    IDispatch *object;
    HRESULT hr;

    winetest_push_context("sessions");
    hr = IDiscFormat2Data_get_MultisessionInterfaces(data, &array);
    check_hr(hr, S_OK);
    object = first_of(array);
    check_sequential(object);
    check_members(object, 10, NULL);
    IDispatch_Release(object);
    ok(burner_insert(test, "dvd+rw"), "no medium\n");
    hr = IDiscFormat2Data_get_MultisessionInterfaces(data, &array);
    check_hr(hr, S_OK);
    object = first_of(array);
    check_members(object, 7, not_told);
    IDispatch_Release(object);
    hr = IDiscFormat2Data_get_SupportedWriteSpeedDescriptors(data, &array);
    check_hr(hr, S_OK);
    object = first_of(array);
    check_members(object, 3, NULL);
    IDispatch_Release(object);
    IDiscFormat2Data_Release(data);
    winetest_pop_context();
}

START_TEST(late_binding)
{
    struct burner test;

    CoInitializeEx(NULL, COINIT_APARTMENTTHREADED);
    if (!burner_open(&test, L"late binding", "cd-rw")) ok(0, "no recorder\n");
    else
    {
        test_list(&test);
        test_engine(&test);
        test_data(&test);
        test_erase(&test);
        test_tracks(&test);
        test_raw(&test);
        test_image();
        test_multisession(&test);
        burner_close(&test);
    }
    CoUninitialize();
}
