/*
 * Tests of write speeds
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

#include "support.h"
#include "wine/test.h"

#define check_hr(hr, expected) ok((hr) == (expected), "got %s\n", test_hr(hr))

static IDiscFormat2Data *create_data(IDiscRecorder2 *recorder)
{
    IDiscFormat2Data *data = NULL;
    HRESULT hr;

    hr = CoCreateInstance(&CLSID_MsftDiscFormat2Data, NULL, CLSCTX_INPROC_SERVER, &IID_IDiscFormat2Data,
                          (void **)&data);
    check_hr(hr, S_OK);
    hr = IDiscFormat2Data_put_Recorder(data, recorder);
    check_hr(hr, S_OK);
    return data;
}

/* Answers the rotation of the descriptor. */
static VARIANT_BOOL check_descriptor(const VARIANT *element, LONG speed, IMAPI_MEDIA_PHYSICAL_TYPE expected)
{
    IWriteSpeedDescriptor *descriptor;
    IMAPI_MEDIA_PHYSICAL_TYPE type;
    VARIANT_BOOL rotation = 42;
    LONG value;
    HRESULT hr;

    ok(V_VT(element) == VT_DISPATCH, "got %d\n", V_VT(element));
    hr = IDispatch_QueryInterface(V_DISPATCH(element), &IID_IWriteSpeedDescriptor, (void **)&descriptor);
    check_hr(hr, S_OK);
    hr = IWriteSpeedDescriptor_get_WriteSpeed(descriptor, &value);
    ok(hr == S_OK && value == speed, "got %s, %ld\n", test_hr(hr), value);
    hr = IWriteSpeedDescriptor_get_MediaType(descriptor, &type);
    ok(hr == S_OK && type == expected, "got %s, %d\n", test_hr(hr), type);
    hr = IWriteSpeedDescriptor_get_RotationTypeIsPureCAV(descriptor, &rotation);
    ok(hr == S_OK && (rotation == VARIANT_FALSE || rotation == VARIANT_TRUE), "got %s, %d\n", test_hr(hr), rotation);
    hr = IWriteSpeedDescriptor_get_WriteSpeed(descriptor, NULL);
    check_hr(hr, E_POINTER);
    hr = IWriteSpeedDescriptor_get_MediaType(descriptor, NULL);
    check_hr(hr, E_POINTER);
    hr = IWriteSpeedDescriptor_get_RotationTypeIsPureCAV(descriptor, NULL);
    check_hr(hr, E_POINTER);
    IWriteSpeedDescriptor_Release(descriptor);
    return rotation;
}

static void check_set(IDiscFormat2Data *data, LONG wanted, VARIANT_BOOL rotation, HRESULT expected, LONG current,
                      VARIANT_BOOL current_rotation)
{
    VARIANT_BOOL value;
    LONG speed;
    HRESULT hr;

    hr = IDiscFormat2Data_SetWriteSpeed(data, wanted, rotation);
    ok(hr == expected, "%ld: got %s\n", wanted, test_hr(hr));
    hr = IDiscFormat2Data_get_RequestedWriteSpeed(data, &speed);
    ok(hr == S_OK && speed == wanted, "%ld: got %s, %ld\n", wanted, test_hr(hr), speed);
    hr = IDiscFormat2Data_get_RequestedRotationTypeIsPureCAV(data, &value);
    ok(hr == S_OK && value == rotation, "%ld: got %s, %d\n", wanted, test_hr(hr), value);
    hr = IDiscFormat2Data_get_CurrentWriteSpeed(data, &speed);
    ok(hr == S_OK && speed == current, "%ld: got %s, %ld, expected %ld\n", wanted, test_hr(hr), speed, current);
    hr = IDiscFormat2Data_get_CurrentRotationTypeIsPureCAV(data, &value);
    ok(hr == S_OK && value == current_rotation, "%ld: got %s, %d\n", wanted, test_hr(hr), value);
}

static void test_kind(struct burner *test, const char *name, IMAPI_MEDIA_PHYSICAL_TYPE type, LONG one_x)
{
    SAFEARRAY *speeds = NULL, *descriptors = NULL;
    VARIANT *values, *objects;
    IDiscFormat2Data *data;
    VARIANT_BOOL rotation[2];   /* of the fastest, and of the slowest */
    LONG fastest, slowest;
    ULONG i, count;
    HRESULT hr;

    winetest_push_context("%s", name);
    ok(burner_insert(test, name), "no medium\n");
    data = create_data(test->recorder);
    hr = IDiscFormat2Data_get_SupportedWriteSpeeds(data, &speeds);
    check_hr(hr, S_OK);
    hr = IDiscFormat2Data_get_SupportedWriteSpeedDescriptors(data, &descriptors);
    check_hr(hr, S_OK);
    count = speeds->rgsabound[0].cElements;
    ok(count > 1, "got %lu\n", count);
    ok(descriptors->rgsabound[0].cElements == count, "got %lu\n", descriptors->rgsabound[0].cElements);
    SafeArrayAccessData(speeds, (void **)&values);
    SafeArrayAccessData(descriptors, (void **)&objects);
    for (i = 0; i < count; i++)
    {
        ok(V_VT(&values[i]) == VT_UI4, "got %d\n", V_VT(&values[i]));
        ok(!i || V_UI4(&values[i]) < V_UI4(&values[i - 1]), "not the fastest first\n");
        rotation[i ? 1 : 0] = check_descriptor(&objects[i], V_UI4(&values[i]), type);
    }
    fastest = V_UI4(&values[0]);
    slowest = V_UI4(&values[count - 1]);
    ok(fastest >= 2 * one_x - 5 && fastest < 100 * one_x, "got %ld\n", fastest);
    /* Whole multiples of the single speed, less what truncation takes. */
    ok(slowest % one_x == 0 || slowest % one_x > one_x * 9 / 10 || slowest % one_x < one_x / 2, "got %ld\n", slowest);

    check_set(data, fastest, rotation[0], S_OK, fastest, rotation[0]);
    check_set(data, slowest, rotation[1], S_OK, slowest, rotation[1]);
    check_set(data, fastest + 10000, rotation[0], S_IMAPI_SPEEDADJUSTED, fastest, rotation[0]);
    check_set(data, slowest, ~rotation[1], S_IMAPI_ROTATIONADJUSTED, slowest, rotation[1]);
    check_set(data, 1, ~rotation[1], S_IMAPI_BOTHADJUSTED, slowest, rotation[1]);
    check_set(data, -1, VARIANT_FALSE, S_OK, fastest, rotation[0]);
    hr = IDiscFormat2Data_SetWriteSpeed(data, 0, VARIANT_FALSE);
    check_hr(hr, E_INVALIDARG);
    hr = IDiscFormat2Data_SetWriteSpeed(data, -2, VARIANT_FALSE);
    check_hr(hr, E_INVALIDARG);
    SafeArrayUnaccessData(speeds);
    SafeArrayUnaccessData(descriptors);
    SafeArrayDestroy(speeds);
    SafeArrayDestroy(descriptors);
    IDiscFormat2Data_Release(data);
    winetest_pop_context();
}

/* The speed that was asked for is asked for again by Write, which then tells the adjustment. */
static void test_write(struct burner *test)
{
    IDiscFormat2Data *data = create_data(test->recorder);
    BSTR name = SysAllocString(L"imapi2 test");
    struct test_stream stream;
    HRESULT hr;

    ok(burner_insert(test, "bd-r"), "no medium\n");
    hr = IDiscFormat2Data_put_ClientName(data, name);
    check_hr(hr, S_OK);
    hr = IDiscFormat2Data_SetWriteSpeed(data, 7, VARIANT_FALSE);
    check_hr(hr, S_IMAPI_SPEEDADJUSTED);
    test_stream_init(&stream, 320 * BLOCK, 0);
    hr = IDiscFormat2Data_Write(data, &stream.IStream_iface);
    check_hr(hr, S_IMAPI_SPEEDADJUSTED);
    SysFreeString(name);
    IDiscFormat2Data_Release(data);
}

START_TEST(speed)
{
    struct burner test;

    CoInitializeEx(NULL, COINIT_MULTITHREADED);
    if (!burner_open(&test, L"speed", NULL)) ok(0, "no recorder\n");
    else
    {
        test_kind(&test, "cd-r", IMAPI_MEDIA_TYPE_CDR, 75);
        test_kind(&test, "cd-rw", IMAPI_MEDIA_TYPE_CDRW, 75);
        test_kind(&test, "dvd-r", IMAPI_MEDIA_TYPE_DVDDASHR, 680);
        test_kind(&test, "dvd-r-dl", IMAPI_MEDIA_TYPE_DVDDASHR_DUALLAYER, 680);
        test_kind(&test, "dvd-rw", IMAPI_MEDIA_TYPE_DVDDASHRW, 680);
        test_kind(&test, "dvd-ram", IMAPI_MEDIA_TYPE_DVDRAM, 680);
        test_kind(&test, "dvd+r", IMAPI_MEDIA_TYPE_DVDPLUSR, 680);
        test_kind(&test, "dvd+r-dl", IMAPI_MEDIA_TYPE_DVDPLUSR_DUALLAYER, 680);
        test_kind(&test, "dvd+rw", IMAPI_MEDIA_TYPE_DVDPLUSRW, 680);
        test_kind(&test, "bd-r", IMAPI_MEDIA_TYPE_BDR, 2195);
        test_kind(&test, "bd-r-xl", IMAPI_MEDIA_TYPE_BDR, 2195);
        test_kind(&test, "bd-re", IMAPI_MEDIA_TYPE_BDRE, 2195);
        test_write(&test);
        burner_close(&test);
    }
    CoUninitialize();
}
