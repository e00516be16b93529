/*
 * What becomes of calls when there is no memory
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

#include "support_memory.h"
#include "wine/test.h"

#define STEP(function) {#function, function, false, NULL}

/* ---- the classes */

static HRESULT create(const CLSID *clsid)
{
    IUnknown *unknown = NULL;
    HRESULT hr = CoCreateInstance(clsid, NULL, CLSCTX_INPROC_SERVER, &IID_IUnknown, (void **)&unknown);

    if (SUCCEEDED(hr)) IUnknown_Release(unknown);
    else ok(!unknown, "got %p\n", unknown);
    return hr;
}

#define CREATE(name)                                                                                                 \
    static HRESULT create_##name(void *context)                                                                      \
    {                                                                                                                \
        return create(&CLSID_Msft##name);                                                                            \
    }

CREATE(DiscMaster2)
CREATE(DiscRecorder2)
CREATE(WriteEngine2)
CREATE(DiscFormat2Erase)
CREATE(DiscFormat2Data)
CREATE(DiscFormat2TrackAtOnce)
CREATE(DiscFormat2RawCD)
CREATE(StreamZero)
CREATE(StreamPrng001)
CREATE(StreamConcatenate)
CREATE(StreamInterleave)
CREATE(RawCDImageCreator)

static const struct memory_step class_steps[] = {
    STEP(create_DiscMaster2), STEP(create_DiscRecorder2), STEP(create_WriteEngine2), STEP(create_DiscFormat2Erase),
    STEP(create_DiscFormat2Data), STEP(create_DiscFormat2TrackAtOnce), STEP(create_DiscFormat2RawCD),
    STEP(create_StreamZero), STEP(create_StreamPrng001), STEP(create_StreamConcatenate),
    STEP(create_StreamInterleave), STEP(create_RawCDImageCreator),
};

/* ---- IDiscMaster2, late binding, events */

static HRESULT master_count(void *context)
{
    LONG count;

    return IDiscMaster2_get_Count((IDiscMaster2 *)context, &count);
}

static HRESULT master_item(void *context)
{
    BSTR item = NULL;
    HRESULT hr = IDiscMaster2_get_Item((IDiscMaster2 *)context, 0, &item);

    SysFreeString(item);
    return hr;
}

static HRESULT master_enumerate(void *context)
{
    IEnumVARIANT *list, *clone;
    VARIANT value;
    HRESULT hr;

    if (FAILED(hr = IDiscMaster2_get__NewEnum((IDiscMaster2 *)context, &list))) return hr;
    if (SUCCEEDED(hr = IEnumVARIANT_Clone(list, &clone)))
    {
        if (SUCCEEDED(hr = IEnumVARIANT_Next(clone, 1, &value, NULL))) VariantClear(&value);
        IEnumVARIANT_Release(clone);
    }
    IEnumVARIANT_Release(list);
    return hr;
}

static HRESULT master_supported(void *context)
{
    VARIANT_BOOL value;

    return IDiscMaster2_get_IsSupportedEnvironment((IDiscMaster2 *)context, &value);
}

static HRESULT master_late_bound(void *context)
{
    DISPPARAMS none = {NULL, NULL, 0, 0};
    EXCEPINFO exception;
    VARIANT value;
    HRESULT hr;

    VariantInit(&value);
    memset(&exception, 0, sizeof(exception));
    hr = IDiscMaster2_Invoke((IDiscMaster2 *)context, 1, &IID_NULL, 0, DISPATCH_PROPERTYGET, &none, &value, &exception,
                             NULL);
    ok(FAILED(hr) || (V_VT(&value) == VT_I4 && V_I4(&value) >= 1), "got %d, %ld\n", V_VT(&value), V_I4(&value));
    SysFreeString(exception.bstrSource);
    SysFreeString(exception.bstrDescription);
    SysFreeString(exception.bstrHelpFile);
    return hr == DISP_E_EXCEPTION ? exception.scode : hr;
}

static const struct memory_step master_steps[] = {
    STEP(master_count), STEP(master_item), STEP(master_enumerate), STEP(master_supported), STEP(master_late_bound),
};

static HRESULT events_advise(void *context)
{
    struct test_sink *sink = context;
    HRESULT hr = test_sink_connect(sink, sink->context);

    if (SUCCEEDED(hr)) test_sink_disconnect(sink);
    return hr;
}

static HRESULT events_enumerate(void *context)
{
    struct test_sink *sink = context;
    IEnumConnections *connections, *clone;
    CONNECTDATA data;
    HRESULT hr;

    if (FAILED(hr = test_sink_connect(sink, sink->context))) return hr;
    if (SUCCEEDED(hr = IConnectionPoint_EnumConnections(sink->point, &connections)))
    {
        if (SUCCEEDED(hr = IEnumConnections_Clone(connections, &clone)))
        {
            hr = IEnumConnections_Next(clone, 1, &data, NULL);
            ok(hr == S_OK, "got %s\n", test_hr(hr));
            if (hr == S_OK) IUnknown_Release(data.pUnk);
            IEnumConnections_Release(clone);
        }
        IEnumConnections_Release(connections);
    }
    test_sink_disconnect(sink);
    return hr;
}

static HRESULT events_points(void *context)
{
    struct test_sink *sink = context;
    IEnumConnectionPoints *points, *clone;
    IConnectionPointContainer *container;
    HRESULT hr;

    hr = IUnknown_QueryInterface((IUnknown *)sink->context, &IID_IConnectionPointContainer, (void **)&container);
    ok(hr == S_OK, "got %s\n", test_hr(hr));
    if (SUCCEEDED(hr = IConnectionPointContainer_EnumConnectionPoints(container, &points)))
    {
        if (SUCCEEDED(hr = IEnumConnectionPoints_Clone(points, &clone))) IEnumConnectionPoints_Release(clone);
        IEnumConnectionPoints_Release(points);
    }
    IConnectionPointContainer_Release(container);
    return hr;
}

static const struct memory_step event_steps[] = {STEP(events_advise), STEP(events_enumerate), STEP(events_points)};

static void test_master(void)
{
    IDiscMaster2 *master = NULL;
    HRESULT hr;

    hr = CoCreateInstance(&CLSID_MsftDiscMaster2, NULL, CLSCTX_INPROC_SERVER, &IID_IDiscMaster2, (void **)&master);
    ok(hr == S_OK, "got %s\n", test_hr(hr));
    memory_check(master_steps, ARRAY_SIZE(master_steps), master);
    ok(!IDiscMaster2_Release(master), "the object lives on\n");
}

/* The object that has the events is one that watches nothing by itself. */
static void test_events(void)
{
    static struct test_sink sink;
    IWriteEngine2 *engine = NULL;
    HRESULT hr;

    hr = CoCreateInstance(&CLSID_MsftWriteEngine2, NULL, CLSCTX_INPROC_SERVER, &IID_IWriteEngine2, (void **)&engine);
    ok(hr == S_OK, "got %s\n", test_hr(hr));
    test_sink_init(&sink, &IID_DWriteEngine2Events, DISPID_DWRITEENGINE2EVENTS_UPDATE);
    sink.context = engine;
    memory_check(event_steps, ARRAY_SIZE(event_steps), &sink);
    ok(!IWriteEngine2_Release(engine), "the object lives on\n");
}

/* ---- IDiscRecorder2 */

static HRESULT recorder_initialize(void *context)
{
    struct burner *test = context;
    IDiscRecorder2 *recorder;
    BSTR id = test_bstr(test->id);
    HRESULT hr;

    hr = CoCreateInstance(&CLSID_MsftDiscRecorder2, NULL, CLSCTX_INPROC_SERVER, &IID_IDiscRecorder2,
                          (void **)&recorder);
    if (SUCCEEDED(hr))
    {
        hr = IDiscRecorder2_InitializeDiscRecorder(recorder, id);
        IDiscRecorder2_Release(recorder);
    }
    SysFreeString(id);
    return hr;
}

#define GET_STRING(property)                                                                                         \
    static HRESULT recorder_##property(void *context)                                                                \
    {                                                                                                                \
        struct burner *test = context;                                                                               \
        BSTR value = NULL;                                                                                           \
        HRESULT hr = IDiscRecorder2_get_##property(test->recorder, &value);                                          \
                                                                                                                     \
        ok(FAILED(hr) == !value, "got %s, %p\n", test_hr(hr), value);                                                \
        SysFreeString(value);                                                                                        \
        return hr;                                                                                                   \
    }

GET_STRING(ActiveDiscRecorder)
GET_STRING(VendorId)
GET_STRING(ProductId)
GET_STRING(ProductRevision)
GET_STRING(VolumeName)
GET_STRING(ExclusiveAccessOwner)

#define GET_ARRAY(property)                                                                                          \
    static HRESULT recorder_##property(void *context)                                                                \
    {                                                                                                                \
        struct burner *test = context;                                                                               \
        SAFEARRAY *value = NULL;                                                                                     \
        HRESULT hr = IDiscRecorder2_get_##property(test->recorder, &value);                                          \
                                                                                                                     \
        ok(FAILED(hr) == !value, "got %s, %p\n", test_hr(hr), value);                                                \
        SafeArrayDestroy(value);                                                                                     \
        return hr;                                                                                                   \
    }

GET_ARRAY(VolumePathNames)
GET_ARRAY(SupportedFeaturePages)
GET_ARRAY(CurrentFeaturePages)
GET_ARRAY(SupportedProfiles)
GET_ARRAY(CurrentProfiles)
GET_ARRAY(SupportedModePages)

static HRESULT recorder_DeviceCanLoadMedia(void *context)
{
    struct burner *test = context;
    VARIANT_BOOL value;

    return IDiscRecorder2_get_DeviceCanLoadMedia(test->recorder, &value);
}

static const struct memory_step recorder_steps[] = {
    STEP(recorder_initialize), STEP(recorder_ActiveDiscRecorder), STEP(recorder_VendorId), STEP(recorder_ProductId),
    STEP(recorder_ProductRevision), STEP(recorder_VolumeName), STEP(recorder_VolumePathNames),
    STEP(recorder_ExclusiveAccessOwner), STEP(recorder_SupportedFeaturePages), STEP(recorder_CurrentFeaturePages),
    STEP(recorder_SupportedProfiles), STEP(recorder_CurrentProfiles), STEP(recorder_SupportedModePages),
    STEP(recorder_DeviceCanLoadMedia),
};

/* ---- IDiscRecorder2Ex */

/* Frees the block whose pointer lies at the address, and that must be NULL after a failure. */
static HRESULT take(HRESULT hr, void *address)
{
    void *block = *(void **)address;

    ok(FAILED(hr) == !block, "got %s, %p\n", test_hr(hr), block);
    CoTaskMemFree(block);
    return hr;
}

static HRESULT ex_read_structure(void *context)
{
    struct burner *test = context;
    BYTE *data = NULL;
    ULONG size;

    return take(IDiscRecorder2Ex_ReadDvdStructure(test->ex, 0, 0, 0, 0, &data, &size), &data);
}

static HRESULT ex_send_structure(void *context)
{
    struct burner *test = context;
    BYTE payload[8] = {0};

    /* The medium has no such structure to be set, which only the drive can tell. */
    HRESULT hr = IDiscRecorder2Ex_SendDvdStructure(test->ex, 0x0f, payload, sizeof(payload));

    return hr == E_OUTOFMEMORY ? hr : S_OK;
}

static HRESULT ex_adapter_descriptor(void *context)
{
    struct burner *test = context;
    BYTE *data = NULL;
    ULONG size;

    return take(IDiscRecorder2Ex_GetAdapterDescriptor(test->ex, &data, &size), &data);
}

static HRESULT ex_device_descriptor(void *context)
{
    struct burner *test = context;
    BYTE *data = NULL;
    ULONG size;

    return take(IDiscRecorder2Ex_GetDeviceDescriptor(test->ex, &data, &size), &data);
}

static HRESULT ex_disc_information(void *context)
{
    struct burner *test = context;
    BYTE *data = NULL;
    ULONG size;

    return take(IDiscRecorder2Ex_GetDiscInformation(test->ex, &data, &size), &data);
}

static HRESULT ex_track_information(void *context)
{
    struct burner *test = context;
    BYTE *data = NULL;
    ULONG size;

    return take(IDiscRecorder2Ex_GetTrackInformation(test->ex, 1, IMAPI_READ_TRACK_ADDRESS_TYPE_TRACK, &data, &size),
                &data);
}

static HRESULT ex_feature_page(void *context)
{
    struct burner *test = context;
    BYTE *data = NULL;
    ULONG size;

    return take(IDiscRecorder2Ex_GetFeaturePage(test->ex, IMAPI_FEATURE_PAGE_TYPE_CORE, FALSE, &data, &size), &data);
}

static HRESULT ex_mode_page(void *context)
{
    struct burner *test = context;
    BYTE *data = NULL;
    ULONG size;

    return take(IDiscRecorder2Ex_GetModePage(test->ex, IMAPI_MODE_PAGE_TYPE_WRITE_PARAMETERS,
                                             IMAPI_MODE_PAGE_REQUEST_TYPE_CURRENT_VALUES, &data, &size), &data);
}

static HRESULT ex_supported_features(void *context)
{
    struct burner *test = context;
    IMAPI_FEATURE_PAGE_TYPE *pages = NULL;
    ULONG count;

    return take(IDiscRecorder2Ex_GetSupportedFeaturePages(test->ex, FALSE, &pages, &count), &pages);
}

static HRESULT ex_supported_profiles(void *context)
{
    struct burner *test = context;
    IMAPI_PROFILE_TYPE *profiles = NULL;
    ULONG count;

    return take(IDiscRecorder2Ex_GetSupportedProfiles(test->ex, FALSE, &profiles, &count), &profiles);
}

static HRESULT ex_supported_mode_pages(void *context)
{
    struct burner *test = context;
    IMAPI_MODE_PAGE_TYPE *pages = NULL;
    ULONG count;

    return take(IDiscRecorder2Ex_GetSupportedModePages(test->ex, IMAPI_MODE_PAGE_REQUEST_TYPE_CURRENT_VALUES, &pages,
                                                       &count), &pages);
}

static const struct memory_step ex_steps[] = {
    STEP(ex_read_structure), STEP(ex_send_structure), STEP(ex_adapter_descriptor), STEP(ex_device_descriptor),
    STEP(ex_disc_information),
    STEP(ex_track_information), STEP(ex_feature_page), STEP(ex_mode_page), STEP(ex_supported_features),
    STEP(ex_supported_profiles), STEP(ex_supported_mode_pages),
};

static void test_recorder(void)
{
    struct burner test;

    if (!burner_open(&test, L"memory", "dvd+rw")) { ok(0, "no recorder\n"); return; }
    test_master();
    memory_check(recorder_steps, ARRAY_SIZE(recorder_steps), &test);
    memory_check(ex_steps, ARRAY_SIZE(ex_steps), &test);
    burner_close(&test);
}

/* ---- streams */

static HRESULT make_zeros(ULONGLONG size, IStream **stream)
{
    ULARGE_INTEGER value;
    HRESULT hr;

    *stream = NULL;
    hr = CoCreateInstance(&CLSID_MsftStreamZero, NULL, CLSCTX_INPROC_SERVER, &IID_IStream, (void **)stream);
    if (FAILED(hr)) return hr;
    value.QuadPart = size;
    return IStream_SetSize(*stream, value);
}

/* What a stream can do that takes memory. */
static HRESULT use_stream(IStream *stream)
{
    ULARGE_INTEGER all;
    IStream *clone = NULL, *target;
    HRESULT hr;

    if (FAILED(hr = IStream_Clone(stream, &clone))) return hr;
    hr = CreateStreamOnHGlobal(NULL, TRUE, &target);
    ok(hr == S_OK, "got %s\n", test_hr(hr));
    all.QuadPart = 5000;
    hr = IStream_CopyTo(clone, target, all, NULL, NULL);
    IStream_Release(target);
    IStream_Release(clone);
    return hr;
}

static HRESULT stream_zero(void *context)
{
    return use_stream(context);
}

static HRESULT stream_concatenate(void *context)
{
    IStream *both[2] = {context, context};
    IStreamConcatenate *stream;
    HRESULT hr;

    hr = CoCreateInstance(&CLSID_MsftStreamConcatenate, NULL, CLSCTX_INPROC_SERVER, &IID_IStreamConcatenate,
                          (void **)&stream);
    if (FAILED(hr)) return hr;
    hr = IStreamConcatenate_Initialize2(stream, both, 2);
    if (SUCCEEDED(hr)) hr = use_stream((IStream *)stream);
    IStreamConcatenate_Release(stream);
    return hr;
}

static HRESULT stream_interleave(void *context)
{
    IStream *both[2] = {context, context};
    IStreamInterleave *stream;
    ULONG sizes[2] = {16, 32};
    HRESULT hr;

    hr = CoCreateInstance(&CLSID_MsftStreamInterleave, NULL, CLSCTX_INPROC_SERVER, &IID_IStreamInterleave,
                          (void **)&stream);
    if (FAILED(hr)) return hr;
    if (SUCCEEDED(hr = IStreamInterleave_Initialize(stream, both, sizes, 2))) hr = use_stream((IStream *)stream);
    IStreamInterleave_Release(stream);
    return hr;
}

/* A disc of one track, and its image. */
static HRESULT raw_image(void *context)
{
    IRawCDImageTrackInfo *track = NULL;
    IRawCDImageCreator *creator;
    SAFEARRAY *toc = NULL;
    IStream *image = NULL;
    BSTR isrc = NULL;
    LONG index;
    HRESULT hr;

    hr = CoCreateInstance(&CLSID_MsftRawCDImageCreator, NULL, CLSCTX_INPROC_SERVER, &IID_IRawCDImageCreator,
                          (void **)&creator);
    if (FAILED(hr)) return hr;
    hr = IRawCDImageCreator_AddTrack(creator, IMAPI_CD_SECTOR_AUDIO, context, &index);
    if (SUCCEEDED(hr)) hr = IRawCDImageCreator_get_TrackInfo(creator, index, &track);
    if (SUCCEEDED(hr)) hr = IRawCDImageTrackInfo_get_ISRC(track, &isrc);
    SysFreeString(isrc);
    if (track) IRawCDImageTrackInfo_Release(track);
    if (SUCCEEDED(hr)) hr = IRawCDImageCreator_get_ExpectedTableOfContents(creator, &toc);
    SafeArrayDestroy(toc);
    if (SUCCEEDED(hr)) hr = IRawCDImageCreator_CreateResultImage(creator, &image);
    if (SUCCEEDED(hr)) hr = use_stream(image);
    if (image) IStream_Release(image);
    IRawCDImageCreator_Release(creator);
    return hr;
}

static const struct memory_step stream_steps[] = {
    STEP(stream_zero), STEP(stream_concatenate), STEP(stream_interleave), STEP(raw_image),
};

static void test_streams(void)
{
    IStream *zeros;
    HRESULT hr = make_zeros(300 * 2352, &zeros);

    ok(hr == S_OK, "got %s\n", test_hr(hr));
    memory_check(stream_steps, ARRAY_SIZE(stream_steps), zeros);
    ok(!IStream_Release(zeros), "the object lives on\n");
}

START_TEST(memory)
{
    IUnknown *unknown = NULL;

    CoInitializeEx(NULL, COINIT_MULTITHREADED);
    /* Loads the DLL, and keeps it loaded. */
    CoCreateInstance(&CLSID_MsftStreamZero, NULL, CLSCTX_INPROC_SERVER, &IID_IUnknown, (void **)&unknown);
    if (!memory_begin(L"imapi2.dll")) ok(0, "the allocations of the DLL cannot be caught\n");
    else
    {
        memory_check(class_steps, ARRAY_SIZE(class_steps), NULL);
        test_events();
        test_streams();
        test_recorder();
        memory_end();
    }
    if (unknown) IUnknown_Release(unknown);
    CoUninitialize();
}
