/*
 * What the objects make of a recorder object that fails
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

/*
 * The recorder is the client's: any object with these interfaces, with failures
 * of its own. Here it is ours, in which the methods that ask the drive have
 * been exchanged; so each failure meets each method, whether or not a drive
 * could make them meet.
 */

#include <stdio.h>
#include <string.h>

#include "support_raw.h"
#include "wine/test.h"

#define AUDIO_SECTOR 2352

#define PREVENT_ALLOW 0x1e      /* PREVENT ALLOW MEDIUM REMOVAL */

static const IDiscRecorder2ExVtbl *real_vtbl;
static IDiscRecorder2ExVtbl failing_vtbl;
static HRESULT answer;

/* A tray that does not unlock is asked again for seconds: that one works. */
static HRESULT WINAPI fail_no_data(IDiscRecorder2Ex *iface, BYTE *cdb, ULONG length, BYTE *sense, ULONG timeout)
{
    return cdb[0] == PREVENT_ALLOW ? real_vtbl->SendCommandNoData(iface, cdb, length, sense, timeout) : answer;
}

static HRESULT WINAPI fail_send(IDiscRecorder2Ex *iface, BYTE *cdb, ULONG length, BYTE *sense, ULONG timeout,
                                BYTE *data, ULONG size)
{
    return answer;
}

static HRESULT WINAPI fail_receive(IDiscRecorder2Ex *iface, BYTE *cdb, ULONG length, BYTE *sense, ULONG timeout,
                                   BYTE *data, ULONG size, ULONG *fetched)
{
    *fetched = 0;
    return answer;
}

static HRESULT WINAPI fail_disc(IDiscRecorder2Ex *iface, BYTE **data, ULONG *size)
{
    return answer;
}

static HRESULT WINAPI fail_track(IDiscRecorder2Ex *iface, ULONG address, IMAPI_READ_TRACK_ADDRESS_TYPE type,
                                 BYTE **data, ULONG *size)
{
    return answer;
}

static HRESULT WINAPI fail_feature(IDiscRecorder2Ex *iface, IMAPI_FEATURE_PAGE_TYPE feature, BOOLEAN current,
                                   BYTE **data, ULONG *size)
{
    return answer;
}

static HRESULT WINAPI fail_page(IDiscRecorder2Ex *iface, IMAPI_MODE_PAGE_TYPE page, IMAPI_MODE_PAGE_REQUEST_TYPE type,
                                BYTE **data, ULONG *size)
{
    return answer;
}

static HRESULT WINAPI fail_set_page(IDiscRecorder2Ex *iface, IMAPI_MODE_PAGE_REQUEST_TYPE type, BYTE *data, ULONG size)
{
    return answer;
}

static HRESULT WINAPI fail_profiles(IDiscRecorder2Ex *iface, BOOLEAN current, IMAPI_PROFILE_TYPE **profiles,
                                    ULONG *count)
{
    return answer;
}

static void begin_failing(struct burner *test, HRESULT hr)
{
    if (!real_vtbl) real_vtbl = test->ex->lpVtbl;
    failing_vtbl = *real_vtbl;
    failing_vtbl.SendCommandNoData = fail_no_data;
    failing_vtbl.SendCommandSendDataToDevice = fail_send;
    failing_vtbl.SendCommandGetDataFromDevice = fail_receive;
    failing_vtbl.GetDiscInformation = fail_disc;
    failing_vtbl.GetTrackInformation = fail_track;
    failing_vtbl.GetFeaturePage = fail_feature;
    failing_vtbl.GetModePage = fail_page;
    failing_vtbl.SetModePage = fail_set_page;
    failing_vtbl.GetSupportedProfiles = fail_profiles;
    answer = hr;
    test->ex->lpVtbl = &failing_vtbl;
}

static void end_failing(struct burner *test)
{
    test->ex->lpVtbl = (IDiscRecorder2ExVtbl *)real_vtbl;
}

/* What is documented for every method that asks a drive. */
static const HRESULT failures[] = {
    E_FAIL,
    E_INVALIDARG,
    E_OUTOFMEMORY,
    E_IMAPI_RECORDER_COMMAND_TIMEOUT,
    E_IMAPI_RECORDER_INVALID_RESPONSE_FROM_DEVICE,
    E_IMAPI_RECORDER_MEDIA_UPSIDE_DOWN,
    E_IMAPI_RECORDER_MEDIA_BECOMING_READY,
    E_IMAPI_RECORDER_MEDIA_NO_MEDIA,
    E_IMAPI_RECORDER_MEDIA_FORMAT_IN_PROGRESS,
    E_IMAPI_RECORDER_MEDIA_BUSY,
    E_IMAPI_LOSS_OF_STREAMING,
    E_IMAPI_RECORDER_MEDIA_INCOMPATIBLE,
    E_IMAPI_RECORDER_DVD_STRUCTURE_NOT_PRESENT,
    E_IMAPI_RECORDER_FEATURE_IS_NOT_CURRENT,
    E_IMAPI_RECORDER_NO_SUCH_MODE_PAGE,
    E_IMAPI_RECORDER_INVALID_MODE_PARAMETERS,
    E_IMAPI_RECORDER_MEDIA_WRITE_PROTECTED,
    E_IMAPI_RECORDER_MEDIA_SPEED_MISMATCH,
    E_IMAPI_UNEXPECTED_RESPONSE_FROM_DEVICE,
    __HRESULT_FROM_WIN32(ERROR_INVALID_HANDLE),
    __HRESULT_FROM_WIN32(ERROR_DEV_NOT_EXIST),
    E_IMAPI_RECORDER_LOCKED,
};

struct objects
{
    IDiscFormat2Data *data;
    IDiscFormat2Erase *erase;
    IDiscFormat2TrackAtOnce *tao;
    IDiscFormat2RawCD *raw;
    IMultisessionSequential2 *sequential;
    IMultisessionRandomWrite *random;
};

struct question
{
    const char *name;
    HRESULT (*ask)(struct objects *objects);
};

#define QUESTION(object, interface, property, type)                                                                  \
    static HRESULT object##_##property(struct objects *objects)                                                      \
    {                                                                                                                \
        type value;                                                                                                  \
                                                                                                                     \
        return interface##_get_##property(objects->object, &value);                                                  \
    }

QUESTION(data, IDiscFormat2Data, MediaPhysicallyBlank, VARIANT_BOOL)
QUESTION(data, IDiscFormat2Data, MediaHeuristicallyBlank, VARIANT_BOOL)
QUESTION(data, IDiscFormat2Data, CurrentMediaStatus, IMAPI_FORMAT2_DATA_MEDIA_STATE)
QUESTION(data, IDiscFormat2Data, WriteProtectStatus, IMAPI_MEDIA_WRITE_PROTECT_STATE)
QUESTION(data, IDiscFormat2Data, TotalSectorsOnMedia, LONG)
QUESTION(data, IDiscFormat2Data, FreeSectorsOnMedia, LONG)
QUESTION(data, IDiscFormat2Data, NextWritableAddress, LONG)
QUESTION(data, IDiscFormat2Data, StartAddressOfPreviousSession, LONG)
QUESTION(data, IDiscFormat2Data, CurrentPhysicalMediaType, IMAPI_MEDIA_PHYSICAL_TYPE)
QUESTION(data, IDiscFormat2Data, CurrentWriteSpeed, LONG)
QUESTION(data, IDiscFormat2Data, CurrentRotationTypeIsPureCAV, VARIANT_BOOL)
QUESTION(data, IDiscFormat2Data, SupportedWriteSpeeds, SAFEARRAY *)
QUESTION(data, IDiscFormat2Data, SupportedWriteSpeedDescriptors, SAFEARRAY *)
QUESTION(erase, IDiscFormat2Erase, MediaPhysicallyBlank, VARIANT_BOOL)
QUESTION(erase, IDiscFormat2Erase, MediaHeuristicallyBlank, VARIANT_BOOL)
QUESTION(erase, IDiscFormat2Erase, CurrentPhysicalMediaType, IMAPI_MEDIA_PHYSICAL_TYPE)
QUESTION(tao, IDiscFormat2TrackAtOnce, MediaPhysicallyBlank, VARIANT_BOOL)
QUESTION(tao, IDiscFormat2TrackAtOnce, MediaHeuristicallyBlank, VARIANT_BOOL)
QUESTION(tao, IDiscFormat2TrackAtOnce, CurrentPhysicalMediaType, IMAPI_MEDIA_PHYSICAL_TYPE)
QUESTION(tao, IDiscFormat2TrackAtOnce, CurrentWriteSpeed, LONG)
QUESTION(tao, IDiscFormat2TrackAtOnce, CurrentRotationTypeIsPureCAV, VARIANT_BOOL)
QUESTION(tao, IDiscFormat2TrackAtOnce, SupportedWriteSpeeds, SAFEARRAY *)
QUESTION(tao, IDiscFormat2TrackAtOnce, SupportedWriteSpeedDescriptors, SAFEARRAY *)
QUESTION(raw, IDiscFormat2RawCD, MediaPhysicallyBlank, VARIANT_BOOL)
QUESTION(raw, IDiscFormat2RawCD, MediaHeuristicallyBlank, VARIANT_BOOL)
QUESTION(raw, IDiscFormat2RawCD, CurrentPhysicalMediaType, IMAPI_MEDIA_PHYSICAL_TYPE)
QUESTION(raw, IDiscFormat2RawCD, SupportedSectorTypes, SAFEARRAY *)
QUESTION(raw, IDiscFormat2RawCD, CurrentWriteSpeed, LONG)
QUESTION(raw, IDiscFormat2RawCD, CurrentRotationTypeIsPureCAV, VARIANT_BOOL)
QUESTION(raw, IDiscFormat2RawCD, SupportedWriteSpeeds, SAFEARRAY *)
QUESTION(raw, IDiscFormat2RawCD, SupportedWriteSpeedDescriptors, SAFEARRAY *)
QUESTION(sequential, IMultisessionSequential2, IsSupportedOnCurrentMediaState, VARIANT_BOOL)
QUESTION(sequential, IMultisessionSequential2, IsFirstDataSession, VARIANT_BOOL)
QUESTION(sequential, IMultisessionSequential2, StartAddressOfPreviousSession, LONG)
QUESTION(sequential, IMultisessionSequential2, NextWritableAddress, LONG)
QUESTION(sequential, IMultisessionSequential2, FreeSectorsOnMedia, LONG)
QUESTION(sequential, IMultisessionSequential2, WriteUnitSize, LONG)
QUESTION(random, IMultisessionRandomWrite, IsSupportedOnCurrentMediaState, VARIANT_BOOL)
QUESTION(random, IMultisessionRandomWrite, WriteUnitSize, LONG)
QUESTION(random, IMultisessionRandomWrite, LastWrittenAddress, LONG)
QUESTION(random, IMultisessionRandomWrite, TotalSectorsOnMedia, LONG)

static HRESULT data_SetWriteSpeed(struct objects *objects)
{
    return IDiscFormat2Data_SetWriteSpeed(objects->data, 1000, VARIANT_FALSE);
}

static HRESULT tao_SetWriteSpeed(struct objects *objects)
{
    return IDiscFormat2TrackAtOnce_SetWriteSpeed(objects->tao, 1000, VARIANT_FALSE);
}

static HRESULT raw_SetWriteSpeed(struct objects *objects)
{
    return IDiscFormat2RawCD_SetWriteSpeed(objects->raw, 1000, VARIANT_FALSE);
}

static HRESULT raw_PrepareMedia(struct objects *objects)
{
    return IDiscFormat2RawCD_PrepareMedia(objects->raw);
}

static HRESULT data_Write(struct objects *objects)
{
    struct test_stream stream;
    HRESULT hr;

    test_stream_init(&stream, 64 * BLOCK, 1);
    hr = IDiscFormat2Data_Write(objects->data, &stream.IStream_iface);
    ok(stream.ref == 1 && !stream.reads, "%ld references, %ld reads\n", stream.ref, stream.reads);
    return hr;
}

static HRESULT erase_EraseMedia(struct objects *objects)
{
    return IDiscFormat2Erase_EraseMedia(objects->erase);
}

static HRESULT tao_PrepareMedia(struct objects *objects)
{
    return IDiscFormat2TrackAtOnce_PrepareMedia(objects->tao);
}

#define ROW(function) {#function, function}

static const struct question questions[] = {
    ROW(data_MediaPhysicallyBlank), ROW(data_MediaHeuristicallyBlank), ROW(data_CurrentMediaStatus),
    ROW(data_WriteProtectStatus), ROW(data_TotalSectorsOnMedia), ROW(data_FreeSectorsOnMedia),
    ROW(data_NextWritableAddress), ROW(data_StartAddressOfPreviousSession), ROW(data_CurrentPhysicalMediaType),
    ROW(data_CurrentWriteSpeed), ROW(data_CurrentRotationTypeIsPureCAV), ROW(data_SupportedWriteSpeeds),
    ROW(data_SupportedWriteSpeedDescriptors), ROW(data_SetWriteSpeed), ROW(data_Write),
    ROW(erase_MediaPhysicallyBlank), ROW(erase_MediaHeuristicallyBlank), ROW(erase_CurrentPhysicalMediaType),
    ROW(erase_EraseMedia), ROW(tao_MediaPhysicallyBlank), ROW(tao_MediaHeuristicallyBlank),
    ROW(tao_CurrentPhysicalMediaType), ROW(tao_CurrentWriteSpeed), ROW(tao_CurrentRotationTypeIsPureCAV),
    ROW(tao_SupportedWriteSpeeds), ROW(tao_SupportedWriteSpeedDescriptors), ROW(tao_SetWriteSpeed),
    ROW(tao_PrepareMedia), ROW(raw_MediaPhysicallyBlank), ROW(raw_MediaHeuristicallyBlank),
    ROW(raw_CurrentPhysicalMediaType), ROW(raw_SupportedSectorTypes), ROW(raw_CurrentWriteSpeed),
    ROW(raw_CurrentRotationTypeIsPureCAV), ROW(raw_SupportedWriteSpeeds), ROW(raw_SupportedWriteSpeedDescriptors),
    ROW(raw_SetWriteSpeed), ROW(raw_PrepareMedia), ROW(sequential_IsSupportedOnCurrentMediaState), ROW(sequential_IsFirstDataSession),
    ROW(sequential_StartAddressOfPreviousSession), ROW(sequential_NextWritableAddress),
    ROW(sequential_FreeSectorsOnMedia), ROW(sequential_WriteUnitSize), ROW(random_IsSupportedOnCurrentMediaState),
    ROW(random_WriteUnitSize), ROW(random_LastWrittenAddress), ROW(random_TotalSectorsOnMedia),
};

/* The multisession object for the medium that lies in the drive. */
static void *get_session(IDiscFormat2Data *data, const IID *iid)
{
    SAFEARRAY *array = NULL;
    VARIANT *elements;
    void *session = NULL;
    HRESULT hr;

    hr = IDiscFormat2Data_get_MultisessionInterfaces(data, &array);
    ok(hr == S_OK, "got %s\n", test_hr(hr));
    if (FAILED(hr)) return NULL;
    SafeArrayAccessData(array, (void **)&elements);
    hr = IDispatch_QueryInterface(V_DISPATCH(&elements[0]), iid, &session);
    ok(hr == S_OK, "got %s\n", test_hr(hr));
    SafeArrayUnaccessData(array);
    SafeArrayDestroy(array);
    return session;
}

static void create_objects(struct burner *test, struct objects *objects)
{
    BSTR name = test_bstr(L"imapi2 test");
    HRESULT hr;

    objects->data = test_data_ready(test);
    objects->sequential = get_session(objects->data, &IID_IMultisessionSequential2);
    ok(burner_insert(test, "bd-re"), "no medium\n");
    objects->random = get_session(objects->data, &IID_IMultisessionRandomWrite);
    ok(burner_insert(test, "cd-rw"), "no medium\n");
    CoCreateInstance(&CLSID_MsftDiscFormat2Erase, NULL, CLSCTX_INPROC_SERVER, &IID_IDiscFormat2Erase,
                     (void **)&objects->erase);
    hr = IDiscFormat2Erase_put_Recorder(objects->erase, test->recorder);
    ok(hr == S_OK, "got %s\n", test_hr(hr));
    IDiscFormat2Erase_put_ClientName(objects->erase, name);
    CoCreateInstance(&CLSID_MsftDiscFormat2TrackAtOnce, NULL, CLSCTX_INPROC_SERVER, &IID_IDiscFormat2TrackAtOnce,
                     (void **)&objects->tao);
    hr = IDiscFormat2TrackAtOnce_put_Recorder(objects->tao, test->recorder);
    ok(hr == S_OK, "got %s\n", test_hr(hr));
    IDiscFormat2TrackAtOnce_put_ClientName(objects->tao, name);
    objects->raw = test_raw_ready(test);
    SysFreeString(name);
}

static void release_objects(struct objects *objects)
{
    IMultisessionSequential2_Release(objects->sequential);
    IMultisessionRandomWrite_Release(objects->random);
    ok(!IDiscFormat2Data_Release(objects->data), "the object lives on\n");
    ok(!IDiscFormat2Erase_Release(objects->erase), "the object lives on\n");
    ok(!IDiscFormat2TrackAtOnce_Release(objects->tao), "the object lives on\n");
    ok(!IDiscFormat2RawCD_Release(objects->raw), "the object lives on\n");
}

/* The one failure that the eraser has a name of its own for. */
static HRESULT expected_failure(const struct question *question, HRESULT hr)
{
    if (question->ask == erase_EraseMedia && hr == E_IMAPI_RECORDER_INVALID_RESPONSE_FROM_DEVICE)
        return E_IMAPI_ERASE_DISC_INFORMATION_TOO_SMALL;
    return hr;
}

static void test_questions(struct burner *test, struct objects *objects)
{
    unsigned int i, j;
    BSTR owner = NULL;
    HRESULT hr;

    for (i = 0; i < ARRAY_SIZE(questions); i++)
    {
        for (j = 0; j < ARRAY_SIZE(failures); j++)
        {
            begin_failing(test, failures[j]);
            hr = questions[i].ask(objects);
            end_failing(test);
            ok(hr == expected_failure(&questions[i], failures[j]), "%s, %s: got %s\n", questions[i].name,
               test_hr(failures[j]), test_hr(hr));
        }
        hr = IDiscRecorder2_get_ExclusiveAccessOwner(test->recorder, &owner);
        ok(hr == S_OK && (!owner || !*owner), "%s: held by %s\n", questions[i].name, wine_dbgstr_w(owner));
        SysFreeString(owner);
        owner = NULL;
    }
}

/* On a disc that has been prepared. A release that fails releases all the same. */
static void test_prepared(struct burner *test, struct objects *objects)
{
    struct test_stream stream;
    unsigned int i;
    HRESULT hr;

    for (i = 0; i < ARRAY_SIZE(failures); i++)
    {
        ok(burner_insert(test, "cd-r"), "no medium\n");
        hr = IDiscFormat2TrackAtOnce_PrepareMedia(objects->tao);
        ok(hr == S_OK, "%u: got %s\n", i, test_hr(hr));
        test_stream_init(&stream, 300 * AUDIO_SECTOR, 1);
        begin_failing(test, failures[i]);
        hr = IDiscFormat2TrackAtOnce_AddAudioTrack(objects->tao, &stream.IStream_iface);
        end_failing(test);
        ok(hr == failures[i], "%s: got %s\n", test_hr(failures[i]), test_hr(hr));
        hr = IDiscFormat2TrackAtOnce_AddAudioTrack(objects->tao, &stream.IStream_iface);
        ok(hr == S_OK, "%u: got %s\n", i, test_hr(hr));
        begin_failing(test, failures[i]);
        hr = IDiscFormat2TrackAtOnce_ReleaseMedia(objects->tao);
        end_failing(test);
        ok(hr == failures[i], "%s: got %s\n", test_hr(failures[i]), test_hr(hr));
        hr = IDiscFormat2TrackAtOnce_ReleaseMedia(objects->tao);
        ok(hr == E_IMAPI_DF2TAO_MEDIA_IS_NOT_PREPARED, "%u: got %s\n", i, test_hr(hr));
    }
}

static void write_raw(struct burner *test, struct objects *objects, IStream *image, HRESULT failure)
{
    HRESULT hr;

    hr = IDiscFormat2RawCD_PrepareMedia(objects->raw);
    ok(hr == S_OK, "%s: got %s\n", test_hr(failure), test_hr(hr));
    begin_failing(test, failure);
    hr = IDiscFormat2RawCD_WriteMedia(objects->raw, image);
    ok(hr == failure, "%s: got %s\n", test_hr(failure), test_hr(hr));
    hr = IDiscFormat2RawCD_WriteMedia2(objects->raw, image, RAW_LEAD_IN);
    ok(hr == failure, "%s: got %s\n", test_hr(failure), test_hr(hr));
    end_failing(test);
    hr = IDiscFormat2RawCD_ReleaseMedia(objects->raw);
    ok(hr == S_OK, "%s: got %s\n", test_hr(failure), test_hr(hr));
}

static void test_raw(struct burner *test, struct objects *objects)
{
    static const uint32_t length = 300;
    struct raw_test_image image;
    unsigned int i;

    raw_test_image_init(&image, IMAPI_FORMAT2_RAW_CD_SUBCODE_IS_COOKED, 1, &length);
    for (i = 0; i < ARRAY_SIZE(failures); i++)
    {
        ok(burner_insert(test, "cd-r"), "no medium\n");
        write_raw(test, objects, image.stream, failures[i]);
    }
    raw_test_image_cleanup(&image);
}

START_TEST(failing_recorder)
{
    struct objects objects;
    struct burner test;

    CoInitializeEx(NULL, COINIT_MULTITHREADED);
    if (!burner_open(&test, L"failing", "cd-r")) ok(0, "no recorder\n");
    else
    {
        create_objects(&test, &objects);
        test_questions(&test, &objects);
        test_prepared(&test, &objects);
        test_raw(&test, &objects);
        release_objects(&objects);
        burner_close(&test);
    }
    CoUninitialize();
}
