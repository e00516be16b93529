/*
 * Tests of late binding, as script engines do it
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

#include "check.h"
#include "support.h"
#include "wine/test.h"

static IDispatch *create(const CLSID *clsid)
{
    IDispatch *dispatch = NULL;
    HRESULT hr;

    hr = CoCreateInstance(clsid, NULL, CLSCTX_INPROC_SERVER, &IID_IDispatch, (void **)&dispatch);
    ok(hr == S_OK, "got %#lx\n", hr);
    return dispatch;
}

static DISPID get_id(IDispatch *dispatch, const WCHAR *name)
{
    LPOLESTR names = (LPOLESTR)name;
    DISPID id = DISPID_UNKNOWN;
    HRESULT hr;

    hr = IDispatch_GetIDsOfNames(dispatch, &IID_NULL, &names, 1, LOCALE_USER_DEFAULT, &id);
    ok(hr == S_OK, "%s: got %#lx\n", wine_dbgstr_w(name), hr);
    return id;
}

static HRESULT invoke(IDispatch *dispatch, const WCHAR *name, WORD flags, VARIANT *args, UINT count, VARIANT *result,
                      EXCEPINFO *excepinfo)
{
    DISPID put = DISPID_PROPERTYPUT;
    DISPPARAMS params = { args, NULL, count, 0 };
    EXCEPINFO unused;

    if (flags & (DISPATCH_PROPERTYPUT | DISPATCH_PROPERTYPUTREF))
    {
        params.rgdispidNamedArgs = &put;
        params.cNamedArgs = 1;
    }
    if (!excepinfo) excepinfo = &unused;
    memset(excepinfo, 0, sizeof(*excepinfo));
    if (result) VariantInit(result);
    return IDispatch_Invoke(dispatch, get_id(dispatch, name), &IID_NULL, LOCALE_USER_DEFAULT, flags, &params, result,
                            excepinfo, NULL);
}

static void free_excepinfo(EXCEPINFO *excepinfo)
{
    SysFreeString(excepinfo->bstrDescription);
    SysFreeString(excepinfo->bstrSource);
    SysFreeString(excepinfo->bstrHelpFile);
}

static void test_type_information(void)
{
    IDispatch *dispatch = create(&CLSID_MsftDiscRecorder2);
    LPOLESTR name = (LPOLESTR)L"NoSuchMember";
    ITypeInfo *typeinfo;
    TYPEATTR *attr;
    UINT count = 42;
    DISPID id;
    HRESULT hr;

    hr = IDispatch_GetTypeInfoCount(dispatch, &count);
    ok(hr == S_OK && count == 1, "got %#lx, %u\n", hr, count);
    hr = IDispatch_GetTypeInfoCount(dispatch, NULL);
    ok(hr == E_POINTER, "got %#lx\n", hr);
    hr = IDispatch_GetTypeInfo(dispatch, 0, LOCALE_USER_DEFAULT, &typeinfo);
    ok(hr == S_OK, "got %#lx\n", hr);
    hr = ITypeInfo_GetTypeAttr(typeinfo, &attr);
    ok(hr == S_OK && IsEqualGUID(&attr->guid, &IID_IDiscRecorder2), "got %#lx\n", hr);
    ITypeInfo_ReleaseTypeAttr(typeinfo, attr);
    ITypeInfo_Release(typeinfo);
    hr = IDispatch_GetTypeInfo(dispatch, 1, LOCALE_USER_DEFAULT, &typeinfo);
    ok(hr == DISP_E_BADINDEX && !typeinfo, "got %#lx\n", hr);
    hr = IDispatch_GetTypeInfo(dispatch, 0, LOCALE_USER_DEFAULT, NULL);
    ok(hr == E_POINTER, "got %#lx\n", hr);

    hr = IDispatch_GetIDsOfNames(dispatch, &IID_NULL, &name, 1, LOCALE_USER_DEFAULT, &id);
    ok(hr == DISP_E_UNKNOWNNAME && id == DISPID_UNKNOWN, "got %#lx\n", hr);
    hr = IDispatch_GetIDsOfNames(dispatch, &IID_IDispatch, &name, 1, LOCALE_USER_DEFAULT, &id);
    ok(hr == DISP_E_UNKNOWNINTERFACE, "got %#lx\n", hr);
    hr = IDispatch_GetIDsOfNames(dispatch, &IID_NULL, NULL, 1, LOCALE_USER_DEFAULT, &id);
    ok(hr == E_INVALIDARG, "got %#lx\n", hr);
    ok(get_id(dispatch, L"ejectmedia") == DISPID_IDISCRECORDER2_EJECTMEDIA, "names are compared with case\n");
    ok(get_id(dispatch, L"ActiveDiscRecorder") == DISPID_VALUE, "no default member\n");
    hr = IDispatch_Invoke(dispatch, DISPID_VALUE, &IID_IDispatch, 0, DISPATCH_PROPERTYGET, NULL, NULL, NULL, NULL);
    ok(hr == DISP_E_UNKNOWNINTERFACE, "got %#lx\n", hr);
    hr = IDispatch_Invoke(dispatch, DISPID_VALUE, &IID_NULL, 0, DISPATCH_PROPERTYGET, NULL, NULL, NULL, NULL);
    ok(hr == E_INVALIDARG, "got %#lx\n", hr);
    IDispatch_Release(dispatch);
}

/* Failures reach a script as an exception with text. */
static void test_exceptions(void)
{
    IDispatch *recorder = create(&CLSID_MsftDiscRecorder2);
    EXCEPINFO excepinfo;
    VARIANT arg, result;
    HRESULT hr;

    hr = invoke(recorder, L"EjectMedia", DISPATCH_METHOD, NULL, 0, NULL, &excepinfo);
    ok(hr == DISP_E_EXCEPTION, "got %#lx\n", hr);
    ok(excepinfo.scode == HRESULT_FROM_WIN32(ERROR_INVALID_HANDLE), "got %#lx\n", excepinfo.scode);
    ok(SysStringLen(excepinfo.bstrDescription), "no text\n");
    ok(excepinfo.bstrSource && !lstrcmpW(excepinfo.bstrSource, L"IMAPI2.MsftDiscRecorder2"), "source %s\n",
       wine_dbgstr_w(excepinfo.bstrSource));
    free_excepinfo(&excepinfo);

    V_VT(&arg) = VT_BSTR;
    V_BSTR(&arg) = SysAllocString(L"no such drive");
    hr = invoke(recorder, L"InitializeDiscRecorder", DISPATCH_METHOD, &arg, 1, NULL, &excepinfo);
    ok(hr == DISP_E_EXCEPTION && excepinfo.scode == HRESULT_FROM_WIN32(ERROR_DEV_NOT_EXIST), "got %#lx, %#lx\n", hr,
       excepinfo.scode);
    free_excepinfo(&excepinfo);
    VariantClear(&arg);
    hr = invoke(recorder, L"InitializeDiscRecorder", DISPATCH_METHOD, NULL, 0, NULL, &excepinfo);
    ok(hr == DISP_E_BADPARAMCOUNT || hr == DISP_E_PARAMNOTOPTIONAL, "got %#lx\n", hr);
    free_excepinfo(&excepinfo);
    hr = invoke(recorder, L"EjectMedia", DISPATCH_PROPERTYPUT, &arg, 1, &result, &excepinfo);
    ok(hr == DISP_E_MEMBERNOTFOUND, "got %#lx\n", hr);
    free_excepinfo(&excepinfo);
    IDispatch_Release(recorder);
}

/* "For i = 0 To master.Count - 1: recorder.InitializeDiscRecorder master.Item(i)" with variables. */
static void test_by_reference(struct burner *drive)
{
    IDispatch *master = create(&CLSID_MsftDiscMaster2), *recorder = create(&CLSID_MsftDiscRecorder2);
    VARIANT index, arg, count, id, found, result;
    HRESULT hr;

    VariantInit(&found);
    hr = invoke(master, L"Count", DISPATCH_PROPERTYGET | DISPATCH_METHOD, NULL, 0, &count, NULL);
    ok(hr == S_OK && V_VT(&count) == VT_I4 && V_I4(&count) > 0, "got %#lx\n", hr);
    V_VT(&index) = VT_I2;
    for (V_I2(&index) = 0; V_I2(&index) < V_I4(&count); V_I2(&index)++)
    {
        V_VT(&arg) = VT_BYREF | VT_VARIANT;
        V_VARIANTREF(&arg) = &index;
        hr = invoke(master, L"Item", DISPATCH_PROPERTYGET | DISPATCH_METHOD, &arg, 1, &id, NULL);
        ok(hr == S_OK && V_VT(&id) == VT_BSTR, "got %#lx\n", hr);
        if (!lstrcmpW(V_BSTR(&id), drive->id)) VariantCopy(&found, &id);
        VariantClear(&id);
    }
    ok(V_VT(&found) == VT_BSTR, "the drive is not listed\n");
    V_VT(&arg) = VT_BYREF | VT_VARIANT;
    V_VARIANTREF(&arg) = &found;
    hr = invoke(recorder, L"InitializeDiscRecorder", DISPATCH_METHOD, &arg, 1, NULL, NULL);
    ok(hr == S_OK, "got %#lx\n", hr);
    VariantClear(&found);

    hr = invoke(recorder, L"VendorId", DISPATCH_PROPERTYGET | DISPATCH_METHOD, NULL, 0, &result, NULL);
    ok(hr == S_OK && V_VT(&result) == VT_BSTR && SysStringLen(V_BSTR(&result)) == 8, "got %#lx\n", hr);
    VariantClear(&result);
    hr = invoke(recorder, L"SupportedProfiles", DISPATCH_PROPERTYGET, NULL, 0, &result, NULL);
    ok(hr == S_OK && V_VT(&result) == (VT_ARRAY | VT_VARIANT), "got %#lx, type %#x\n", hr, V_VT(&result));
    VariantClear(&result);
    hr = invoke(master, L"_NewEnum", DISPATCH_PROPERTYGET | DISPATCH_METHOD, NULL, 0, &result, NULL);
    ok(hr == S_OK && V_VT(&result) == VT_UNKNOWN, "got %#lx, type %#x\n", hr, V_VT(&result));
    VariantClear(&result);
    hr = invoke(master, L"IsSupportedEnvironment", DISPATCH_PROPERTYGET, NULL, 0, &result, NULL);
    ok(hr == S_OK && V_VT(&result) == VT_BOOL && V_BOOL(&result) == VARIANT_TRUE, "got %#lx\n", hr);
    IDispatch_Release(recorder);
    IDispatch_Release(master);
}

static void check_recorder(IDispatch *data, struct burner *drive, const char *how)
{
    IUnknown *expected, *got = NULL;
    VARIANT result;
    HRESULT hr;

    hr = invoke(data, L"Recorder", DISPATCH_PROPERTYGET, NULL, 0, &result, NULL);
    ok(hr == S_OK && V_VT(&result) == VT_DISPATCH, "%s: got %#lx, type %#x\n", how, hr, V_VT(&result));
    IDiscRecorder2_QueryInterface(drive->recorder, &IID_IUnknown, (void **)&expected);
    if (hr == S_OK && V_DISPATCH(&result)) IDispatch_QueryInterface(V_DISPATCH(&result), &IID_IUnknown, (void **)&got);
    ok(got == expected, "%s: another recorder\n", how);
    if (got) IUnknown_Release(got);
    IUnknown_Release(expected);
    VariantClear(&result);
}

/* "x.Recorder = r", "Set x.Recorder = r", and what JScript makes of it. */
static void test_put_object(struct burner *drive)
{
    static const struct
    {
        const char *how;
        WORD flags;
        bool by_reference;
        VARTYPE type;
    } tests[] = {
        { "Let", DISPATCH_PROPERTYPUT, true, VT_DISPATCH },
        { "Let by value", DISPATCH_PROPERTYPUT, false, VT_DISPATCH },
        { "Set", DISPATCH_PROPERTYPUTREF, false, VT_DISPATCH },
        { "Set by reference", DISPATCH_PROPERTYPUTREF, true, VT_DISPATCH },
        { "JScript", DISPATCH_PROPERTYPUT | DISPATCH_PROPERTYPUTREF, false, VT_DISPATCH },
        { "unknown", DISPATCH_PROPERTYPUT, true, VT_UNKNOWN },
    };
    IDispatch *data = create(&CLSID_MsftDiscFormat2Data);
    VARIANT object, arg, result;
    unsigned int i;
    HRESULT hr;

    for (i = 0; i < ARRAY_SIZE(tests); i++)
    {
        V_VT(&object) = tests[i].type;
        V_UNKNOWN(&object) = (IUnknown *)drive->recorder;
        arg = object;
        if (tests[i].by_reference)
        {
            V_VT(&arg) = VT_BYREF | VT_VARIANT;
            V_VARIANTREF(&arg) = &object;
        }
        hr = invoke(data, L"Recorder", tests[i].flags, &arg, 1, NULL, NULL);
        ok(hr == S_OK, "%s: got %#lx\n", tests[i].how, hr);
        check_recorder(data, drive, tests[i].how);

        /* "Set x.Recorder = Nothing" */
        V_VT(&arg) = VT_DISPATCH;
        V_DISPATCH(&arg) = NULL;
        hr = invoke(data, L"Recorder", tests[i].flags, &arg, 1, NULL, NULL);
        ok(hr == S_OK, "%s: got %#lx\n", tests[i].how, hr);
        hr = invoke(data, L"Recorder", DISPATCH_PROPERTYGET, NULL, 0, &result, NULL);
        ok(hr == S_OK && !V_DISPATCH(&result), "%s: got %#lx\n", tests[i].how, hr);
    }

    /* Numbers for booleans, strings from variables. */
    V_VT(&object) = VT_I4;
    V_I4(&object) = 1;
    V_VT(&arg) = VT_BYREF | VT_VARIANT;
    V_VARIANTREF(&arg) = &object;
    hr = invoke(data, L"ForceMediaToBeClosed", DISPATCH_PROPERTYPUT, &arg, 1, NULL, NULL);
    ok(hr == S_OK, "got %#lx\n", hr);
    hr = invoke(data, L"ForceMediaToBeClosed", DISPATCH_PROPERTYGET, NULL, 0, &result, NULL);
    ok(hr == S_OK && V_VT(&result) == VT_BOOL && V_BOOL(&result) == VARIANT_TRUE, "got %#lx\n", hr);
    V_VT(&object) = VT_BSTR;
    V_BSTR(&object) = SysAllocString(L"late binding");
    hr = invoke(data, L"ClientName", DISPATCH_PROPERTYPUT | DISPATCH_PROPERTYPUTREF, &arg, 1, NULL, NULL);
    ok(hr == S_OK, "got %#lx\n", hr);
    hr = invoke(data, L"ClientName", DISPATCH_PROPERTYGET | DISPATCH_METHOD, NULL, 0, &result, NULL);
    ok(hr == S_OK && V_VT(&result) == VT_BSTR && !lstrcmpW(V_BSTR(&result), V_BSTR(&object)), "got %#lx\n", hr);
    VariantClear(&result);
    VariantClear(&object);
    IDispatch_Release(data);
}

START_TEST(dispatch)
{
    struct burner drive;
    bool made;

    CoInitializeEx(NULL, COINIT_APARTMENTTHREADED);
    test_type_information();
    test_exceptions();
    made = burner_open(&drive, L"imapi2 test dispatch", "cd-r");
    ok(made, "no recorder\n");
    if (made)
    {
        test_by_reference(&drive);
        test_put_object(&drive);
        burner_close(&drive);
    }
    CoUninitialize();
}
