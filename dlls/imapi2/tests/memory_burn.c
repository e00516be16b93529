/*
 * What becomes of burning when there is no memory
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
#include "support_raw.h"
#include "wine/test.h"

#define BLOCKS       64
#define AUDIO_SECTOR 2352

#define STEP(function) {#function, function, false, check_not_held}

struct burning
{
    struct burner *test;
    IDiscFormat2Data *data;
    IDiscFormat2Erase *erase;
    IWriteEngine2 *engine;
    IDiscFormat2TrackAtOnce *tao;
    IDiscFormat2RawCD *raw;
    struct raw_test_image image;
};

/* After a failure the drive is as free as before. */
static void check_not_held(void *context, const char *name)
{
    struct burning *burning = context;
    BSTR owner = NULL;
    HRESULT hr;

    hr = IDiscRecorder2_get_ExclusiveAccessOwner(burning->test->recorder, &owner);
    ok(hr == S_OK && (!owner || !*owner), "%s: held by %s, %s\n", name, wine_dbgstr_w(owner), test_hr(hr));
    SysFreeString(owner);
}

/* The drive's own way, since what was written without an end keeps others from the tray. */
static void change_medium(struct burning *burning, const char *kind)
{
    HRESULT hr = IDiscRecorder2_EjectMedia(burning->test->recorder);

    ok(hr == S_OK, "%s: got %s\n", kind, test_hr(hr));
    ok(burner_insert(burning->test, kind), "no medium\n");
}

/* ---- IDiscFormat2Data */

static HRESULT data_set_name(void *context)
{
    struct burning *burning = context;

    return test_data_set_name(burning->data, L"imapi2 test");
}

static HRESULT data_get_name(void *context)
{
    struct burning *burning = context;
    BSTR name = NULL;
    HRESULT hr = IDiscFormat2Data_get_ClientName(burning->data, &name);

    SysFreeString(name);
    return hr;
}

#define DATA_ARRAY(property)                                                                                         \
    static HRESULT data_##property(void *context)                                                                    \
    {                                                                                                                \
        struct burning *burning = context;                                                                           \
        SAFEARRAY *array = NULL;                                                                                     \
        HRESULT hr = IDiscFormat2Data_get_##property(burning->data, &array);                                         \
                                                                                                                     \
        ok(FAILED(hr) == !array, "got %s, %p\n", test_hr(hr), array);                                                \
        SafeArrayDestroy(array);                                                                                     \
        return hr;                                                                                                   \
    }

DATA_ARRAY(SupportedMediaTypes)
DATA_ARRAY(SupportedWriteSpeeds)
DATA_ARRAY(SupportedWriteSpeedDescriptors)
DATA_ARRAY(MultisessionInterfaces)

#define DATA_VALUE(property, type)                                                                                   \
    static HRESULT data_##property(void *context)                                                                    \
    {                                                                                                                \
        struct burning *burning = context;                                                                           \
        type value;                                                                                                  \
                                                                                                                     \
        return IDiscFormat2Data_get_##property(burning->data, &value);                                               \
    }

DATA_VALUE(MediaPhysicallyBlank, VARIANT_BOOL)
DATA_VALUE(MediaHeuristicallyBlank, VARIANT_BOOL)
DATA_VALUE(CurrentMediaStatus, IMAPI_FORMAT2_DATA_MEDIA_STATE)
DATA_VALUE(WriteProtectStatus, IMAPI_MEDIA_WRITE_PROTECT_STATE)
DATA_VALUE(TotalSectorsOnMedia, LONG)
DATA_VALUE(FreeSectorsOnMedia, LONG)
DATA_VALUE(NextWritableAddress, LONG)
DATA_VALUE(StartAddressOfPreviousSession, LONG)
DATA_VALUE(LastWrittenAddressOfPreviousSession, LONG)
DATA_VALUE(CurrentPhysicalMediaType, IMAPI_MEDIA_PHYSICAL_TYPE)
DATA_VALUE(CurrentWriteSpeed, LONG)
DATA_VALUE(CurrentRotationTypeIsPureCAV, VARIANT_BOOL)

static HRESULT data_set_speed(void *context)
{
    struct burning *burning = context;

    return IDiscFormat2Data_SetWriteSpeed(burning->data, -1, VARIANT_FALSE);
}

static HRESULT data_media_supported(void *context)
{
    struct burning *burning = context;
    VARIANT_BOOL value;

    return IDiscFormat2Data_IsCurrentMediaSupported(burning->data, burning->test->recorder, &value);
}

static HRESULT data_write(void *context)
{
    struct burning *burning = context;
    struct test_stream stream;
    HRESULT hr;

    test_stream_init(&stream, BLOCKS * BLOCK, 4);
    hr = IDiscFormat2Data_Write(burning->data, &stream.IStream_iface);
    ok(stream.ref == 1, "%ld references to the stream\n", stream.ref);
    return hr;
}

/* An event for which there is no memory is not told; the burn goes on. */
#define WRITE_STEP(function) {#function, function, true, check_not_held}

static const struct memory_step data_steps[] = {
    STEP(data_set_name), STEP(data_get_name), STEP(data_SupportedMediaTypes),
    STEP(data_SupportedWriteSpeeds), STEP(data_SupportedWriteSpeedDescriptors), STEP(data_MultisessionInterfaces),
    STEP(data_MediaPhysicallyBlank), STEP(data_MediaHeuristicallyBlank), STEP(data_CurrentMediaStatus),
    STEP(data_WriteProtectStatus), STEP(data_TotalSectorsOnMedia), STEP(data_FreeSectorsOnMedia),
    STEP(data_NextWritableAddress), STEP(data_StartAddressOfPreviousSession),
    STEP(data_LastWrittenAddressOfPreviousSession), STEP(data_CurrentPhysicalMediaType),
    STEP(data_CurrentWriteSpeed), STEP(data_CurrentRotationTypeIsPureCAV), STEP(data_set_speed),
    STEP(data_media_supported), WRITE_STEP(data_write),
};

static void set_verification(void *object)
{
    IBurnVerification *verification;
    HRESULT hr;

    hr = IUnknown_QueryInterface((IUnknown *)object, &IID_IBurnVerification, (void **)&verification);
    ok(hr == S_OK, "got %s\n", test_hr(hr));
    hr = IBurnVerification_put_BurnVerificationLevel(verification, IMAPI_BURN_VERIFICATION_QUICK);
    ok(hr == S_OK, "got %s\n", test_hr(hr));
    IBurnVerification_Release(verification);
}

static void test_data(struct burning *burning)
{
    static struct test_sink sink;
    HRESULT hr;

    change_medium(burning, "bd-re");
    burning->data = test_data_ready(burning->test);
    hr = IDiscFormat2Data_put_ForceOverwrite(burning->data, VARIANT_TRUE);
    ok(hr == S_OK, "got %s\n", test_hr(hr));
    set_verification(burning->data);
    test_sink_init(&sink, &IID_DDiscFormat2DataEvents, DISPID_DDISCFORMAT2DATAEVENTS_UPDATE);
    hr = test_sink_connect(&sink, burning->data);
    ok(hr == S_OK, "got %s\n", test_hr(hr));
    memory_check(data_steps, ARRAY_SIZE(data_steps), burning);
    ok(sink.count && !sink.wrong, "%ld events, %ld wrong\n", sink.count, sink.wrong);
    test_sink_disconnect(&sink);
    test_data_check("what was written", burning->test, 4, BLOCKS);
    ok(!IDiscFormat2Data_Release(burning->data), "the object lives on\n");
}

/* ---- IMultisession */

static HRESULT session_values(void *context)
{
    struct burning *burning = context;
    IMultisessionSequential2 *session = NULL;
    SAFEARRAY *array = NULL;
    VARIANT *elements;
    VARIANT_BOOL value;
    LONG number;
    HRESULT hr;

    if (FAILED(hr = IDiscFormat2Data_get_MultisessionInterfaces(burning->data, &array))) return hr;
    SafeArrayAccessData(array, (void **)&elements);
    hr = IDispatch_QueryInterface(V_DISPATCH(&elements[0]), &IID_IMultisessionSequential2, (void **)&session);
    SafeArrayUnaccessData(array);
    SafeArrayDestroy(array);
    ok(hr == S_OK, "got %s\n", test_hr(hr));
    if (FAILED(hr)) return hr;
    hr = IMultisessionSequential2_get_IsSupportedOnCurrentMediaState(session, &value);
    if (SUCCEEDED(hr)) hr = IMultisessionSequential2_get_IsFirstDataSession(session, &value);
    if (SUCCEEDED(hr)) hr = IMultisessionSequential2_get_NextWritableAddress(session, &number);
    if (SUCCEEDED(hr)) hr = IMultisessionSequential2_get_FreeSectorsOnMedia(session, &number);
    if (SUCCEEDED(hr)) hr = IMultisessionSequential2_get_WriteUnitSize(session, &number);
    IMultisessionSequential2_Release(session);
    return hr;
}

static const struct memory_step session_steps[] = {STEP(session_values)};

static void test_sessions(struct burning *burning)
{
    change_medium(burning, "cd-r");
    burning->data = test_data_ready(burning->test);
    memory_check(session_steps, ARRAY_SIZE(session_steps), burning);
    ok(!IDiscFormat2Data_Release(burning->data), "the object lives on\n");
}

/* ---- IWriteEngine2 */

static HRESULT engine_set_recorder(void *context)
{
    struct burning *burning = context;
    IDispatch *recorder;
    HRESULT hr;

    hr = IDiscRecorder2_QueryInterface(burning->test->recorder, &IID_IDispatch, (void **)&recorder);
    ok(hr == S_OK, "got %s\n", test_hr(hr));
    IDispatch_Release(recorder);
    return IWriteEngine2_put_Recorder(burning->engine, burning->test->ex);
}

static HRESULT engine_write(void *context)
{
    struct burning *burning = context;
    struct test_stream stream;
    HRESULT hr;

    test_stream_init(&stream, BLOCKS * BLOCK, 5);
    hr = IWriteEngine2_WriteSection(burning->engine, &stream.IStream_iface, 0, BLOCKS);
    ok(stream.ref == 1, "%ld references to the stream\n", stream.ref);
    return hr;
}

static const struct memory_step engine_steps[] = {WRITE_STEP(engine_write)};

static void test_engine(struct burning *burning)
{
    HRESULT hr;

    change_medium(burning, "bd-re");
    burning->data = test_data_ready(burning->test);
    hr = data_write(burning);
    ok(hr == S_OK, "got %s\n", test_hr(hr));
    ok(!IDiscFormat2Data_Release(burning->data), "the object lives on\n");
    hr = CoCreateInstance(&CLSID_MsftWriteEngine2, NULL, CLSCTX_INPROC_SERVER, &IID_IWriteEngine2,
                          (void **)&burning->engine);
    ok(hr == S_OK, "got %s\n", test_hr(hr));
    hr = engine_set_recorder(burning);
    ok(hr == S_OK, "got %s\n", test_hr(hr));
    hr = IWriteEngine2_put_BytesPerSector(burning->engine, BLOCK);
    ok(hr == S_OK, "got %s\n", test_hr(hr));
    memory_check(engine_steps, ARRAY_SIZE(engine_steps), burning);
    test_data_check("a section", burning->test, 5, BLOCKS);
    ok(!IWriteEngine2_Release(burning->engine), "the object lives on\n");
}

/* ---- IDiscFormat2Erase */

static HRESULT erase_set_recorder(void *context)
{
    struct burning *burning = context;

    return IDiscFormat2Erase_put_Recorder(burning->erase, burning->test->recorder);
}

static HRESULT erase_set_name(void *context)
{
    struct burning *burning = context;
    BSTR name = test_bstr(L"imapi2 test");
    HRESULT hr = IDiscFormat2Erase_put_ClientName(burning->erase, name);

    SysFreeString(name);
    return hr;
}

static HRESULT erase_get_name(void *context)
{
    struct burning *burning = context;
    BSTR name = NULL;
    HRESULT hr = IDiscFormat2Erase_get_ClientName(burning->erase, &name);

    SysFreeString(name);
    return hr;
}

static HRESULT erase_media_types(void *context)
{
    struct burning *burning = context;
    SAFEARRAY *array = NULL;
    HRESULT hr = IDiscFormat2Erase_get_SupportedMediaTypes(burning->erase, &array);

    SafeArrayDestroy(array);
    return hr;
}

static HRESULT erase_media_type(void *context)
{
    struct burning *burning = context;
    IMAPI_MEDIA_PHYSICAL_TYPE type;

    return IDiscFormat2Erase_get_CurrentPhysicalMediaType(burning->erase, &type);
}

static HRESULT erase_blank(void *context)
{
    struct burning *burning = context;
    VARIANT_BOOL value;

    return IDiscFormat2Erase_get_MediaHeuristicallyBlank(burning->erase, &value);
}

static HRESULT erase_recorder_supported(void *context)
{
    struct burning *burning = context;
    VARIANT_BOOL value;

    return IDiscFormat2Erase_IsRecorderSupported(burning->erase, burning->test->recorder, &value);
}

static HRESULT erase_media_supported(void *context)
{
    struct burning *burning = context;
    VARIANT_BOOL value;

    return IDiscFormat2Erase_IsCurrentMediaSupported(burning->erase, burning->test->recorder, &value);
}

static HRESULT erase_medium(void *context)
{
    struct burning *burning = context;

    return IDiscFormat2Erase_EraseMedia(burning->erase);
}

static const struct memory_step erase_steps[] = {
    STEP(erase_set_name), STEP(erase_get_name), STEP(erase_media_types), STEP(erase_media_type), STEP(erase_blank),
    STEP(erase_recorder_supported), STEP(erase_media_supported), STEP(erase_medium),
};

static const struct memory_step erase_medium_steps[] = {STEP(erase_medium)};

static const struct memory_step erase_recorder_steps[] = {STEP(erase_set_recorder)};

static void test_erase(struct burning *burning)
{
    HRESULT hr;

    change_medium(burning, "cd-rw");
    hr = CoCreateInstance(&CLSID_MsftDiscFormat2Erase, NULL, CLSCTX_INPROC_SERVER, &IID_IDiscFormat2Erase,
                          (void **)&burning->erase);
    ok(hr == S_OK, "got %s\n", test_hr(hr));
    memory_check(erase_recorder_steps, ARRAY_SIZE(erase_recorder_steps), burning);
    memory_check(erase_steps, ARRAY_SIZE(erase_steps), burning);
    /* What is erased by overwriting takes memory for what is written. */
    change_medium(burning, "bd-re");
    burning->data = test_data_ready(burning->test);
    hr = data_write(burning);
    ok(hr == S_OK, "got %s\n", test_hr(hr));
    ok(!IDiscFormat2Data_Release(burning->data), "the object lives on\n");
    memory_check(erase_medium_steps, ARRAY_SIZE(erase_medium_steps), burning);
    ok(!IDiscFormat2Erase_Release(burning->erase), "the object lives on\n");
}

/* ---- IDiscFormat2TrackAtOnce */

static HRESULT tao_disc(void *context)
{
    struct burning *burning = context;
    SAFEARRAY *array = NULL;
    struct test_stream stream;
    HRESULT hr, released;

    change_medium(burning, "cd-r");
    if (FAILED(hr = IDiscFormat2TrackAtOnce_PrepareMedia(burning->tao))) return hr;
    test_stream_init(&stream, 300 * AUDIO_SECTOR, 6);
    hr = IDiscFormat2TrackAtOnce_AddAudioTrack(burning->tao, &stream.IStream_iface);
    ok(stream.ref == 1, "%ld references to the stream\n", stream.ref);
    if (SUCCEEDED(hr)) hr = IDiscFormat2TrackAtOnce_get_ExpectedTableOfContents(burning->tao, &array);
    SafeArrayDestroy(array);
    released = IDiscFormat2TrackAtOnce_ReleaseMedia(burning->tao);
    /* Without the memory to begin, it has not begun. */
    if (released == E_OUTOFMEMORY) IDiscFormat2TrackAtOnce_ReleaseMedia(burning->tao);
    return FAILED(hr) ? hr : released;
}

static HRESULT tao_set_name(void *context)
{
    struct burning *burning = context;
    BSTR name = test_bstr(L"imapi2 test");
    HRESULT hr = IDiscFormat2TrackAtOnce_put_ClientName(burning->tao, name);

    SysFreeString(name);
    return hr;
}

static HRESULT tao_get_name(void *context)
{
    struct burning *burning = context;
    BSTR name = NULL;
    HRESULT hr = IDiscFormat2TrackAtOnce_get_ClientName(burning->tao, &name);

    SysFreeString(name);
    return hr;
}

static HRESULT tao_set_recorder(void *context)
{
    struct burning *burning = context;

    return IDiscFormat2TrackAtOnce_put_Recorder(burning->tao, burning->test->recorder);
}

static HRESULT tao_descriptors(void *context)
{
    struct burning *burning = context;
    SAFEARRAY *array = NULL;
    HRESULT hr = IDiscFormat2TrackAtOnce_get_SupportedWriteSpeedDescriptors(burning->tao, &array);

    SafeArrayDestroy(array);
    return hr;
}

static HRESULT tao_media_types(void *context)
{
    struct burning *burning = context;
    SAFEARRAY *array = NULL;
    HRESULT hr = IDiscFormat2TrackAtOnce_get_SupportedMediaTypes(burning->tao, &array);

    SafeArrayDestroy(array);
    return hr;
}

static const struct memory_step tao_steps[] = {
    STEP(tao_set_name), STEP(tao_get_name), STEP(tao_descriptors), STEP(tao_media_types),
    WRITE_STEP(tao_disc),
};

static void test_tao(struct burning *burning)
{
    HRESULT hr;

    change_medium(burning, "cd-r");
    hr = CoCreateInstance(&CLSID_MsftDiscFormat2TrackAtOnce, NULL, CLSCTX_INPROC_SERVER, &IID_IDiscFormat2TrackAtOnce,
                          (void **)&burning->tao);
    ok(hr == S_OK, "got %s\n", test_hr(hr));
    hr = tao_set_recorder(burning);
    ok(hr == S_OK, "got %s\n", test_hr(hr));
    set_verification(burning->tao);
    memory_check(tao_steps, ARRAY_SIZE(tao_steps), burning);
    ok(!IDiscFormat2TrackAtOnce_Release(burning->tao), "the object lives on\n");
}

/* ---- IDiscFormat2RawCD */

static HRESULT raw_disc(void *context)
{
    struct burning *burning = context;
    HRESULT hr, released;

    change_medium(burning, "cd-r");
    if (FAILED(hr = IDiscFormat2RawCD_PrepareMedia(burning->raw))) return hr;
    hr = IDiscFormat2RawCD_WriteMedia(burning->raw, burning->image.stream);
    released = IDiscFormat2RawCD_ReleaseMedia(burning->raw);
    /* Without the memory to begin, it has not begun. */
    if (released == E_OUTOFMEMORY) IDiscFormat2RawCD_ReleaseMedia(burning->raw);
    return FAILED(hr) ? hr : released;
}

static HRESULT raw_sector_types(void *context)
{
    struct burning *burning = context;
    SAFEARRAY *array = NULL;
    HRESULT hr = IDiscFormat2RawCD_get_SupportedSectorTypes(burning->raw, &array);

    SafeArrayDestroy(array);
    return hr;
}

static const struct memory_step raw_steps[] = {STEP(raw_sector_types), WRITE_STEP(raw_disc)};

static void test_raw(struct burning *burning)
{
    static const uint32_t length = 300;

    change_medium(burning, "cd-r");
    raw_test_image_init(&burning->image, IMAPI_FORMAT2_RAW_CD_SUBCODE_IS_COOKED, 1, &length);
    burning->raw = test_raw_ready(burning->test);
    memory_check(raw_steps, ARRAY_SIZE(raw_steps), burning);
    ok(!IDiscFormat2RawCD_Release(burning->raw), "the object lives on\n");
    raw_test_image_cleanup(&burning->image);
}

START_TEST(memory_burn)
{
    struct burning burning;
    struct burner test;

    CoInitializeEx(NULL, COINIT_MULTITHREADED);
    memset(&burning, 0, sizeof(burning));
    burning.test = &test;
    if (!burner_open(&test, L"memory burn", "bd-re")) ok(0, "no recorder\n");
    else
    {
        if (!memory_begin(L"imapi2.dll")) ok(0, "the allocations of the DLL cannot be caught\n");
        else
        {
            test_data(&burning);
            test_sessions(&burning);
            test_engine(&burning);
            test_erase(&burning);
            test_tao(&burning);
            test_raw(&burning);
            memory_end();
        }
        burner_close(&test);
    }
    CoUninitialize();
}
