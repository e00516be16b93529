/*
 * MsftDiscFormat2TrackAtOnce
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

#define SECTOR 2352

#define check_hr(hr, expected) ok((hr) == (expected), "got %s\n", test_hr(hr))

static IDiscFormat2TrackAtOnce *tao_create(void)
{
    IDiscFormat2TrackAtOnce *tao = NULL;
    HRESULT hr;

    hr = CoCreateInstance(&CLSID_MsftDiscFormat2TrackAtOnce, NULL, CLSCTX_INPROC_SERVER, &IID_IDiscFormat2TrackAtOnce,
                          (void **)&tao);
    check_hr(hr, S_OK);
    return tao;
}

static HRESULT set_name(IDiscFormat2TrackAtOnce *tao, const WCHAR *text)
{
    BSTR name = SysAllocString(text);
    HRESULT hr = IDiscFormat2TrackAtOnce_put_ClientName(tao, name);

    SysFreeString(name);
    return hr;
}

static IDiscFormat2TrackAtOnce *tao_ready(struct burner *test)
{
    IDiscFormat2TrackAtOnce *tao = tao_create();
    HRESULT hr;

    hr = IDiscFormat2TrackAtOnce_put_Recorder(tao, test->recorder);
    check_hr(hr, S_OK);
    hr = set_name(tao, L"imapi2 test");
    check_hr(hr, S_OK);
    return tao;
}

static void set_verification(IDiscFormat2TrackAtOnce *tao, IMAPI_BURN_VERIFICATION_LEVEL level, HRESULT expected)
{
    IBurnVerification *verification;
    HRESULT hr;

    hr = IDiscFormat2TrackAtOnce_QueryInterface(tao, &IID_IBurnVerification, (void **)&verification);
    check_hr(hr, S_OK);
    hr = IBurnVerification_put_BurnVerificationLevel(verification, level);
    check_hr(hr, expected);
    IBurnVerification_Release(verification);
}

static HRESULT add_track(IDiscFormat2TrackAtOnce *tao, uint32_t sectors, uint32_t seed)
{
    struct test_stream stream;
    HRESULT hr;

    test_stream_init(&stream, (uint64_t)sectors * SECTOR, seed);
    hr = IDiscFormat2TrackAtOnce_AddAudioTrack(tao, &stream.IStream_iface);
    ok(stream.ref == 1, "the stream has %ld references\n", stream.ref);
    return hr;
}

/* READ CD of the user data of one audio sector. */
static HRESULT read_sector(struct burner *test, LONG lba, BYTE *data)
{
    BYTE cdb[12] = {0xbe, 1 << 2, lba >> 24, lba >> 16, lba >> 8, lba, 0, 0, 1, 0x10, 0, 0}, sense[18];
    ULONG fetched = 0;
    HRESULT hr;

    hr = IDiscRecorder2Ex_SendCommandGetDataFromDevice(test->ex, cdb, sizeof(cdb), sense, 10, data, SECTOR, &fetched);
    return hr == S_OK && fetched != SECTOR ? E_FAIL : hr;
}

/* The sound of a track, byte by byte, and silence behind it. */
static void check_sound(struct burner *test, LONG lba, uint32_t sectors, uint32_t all, uint32_t seed)
{
    static const BYTE silence[SECTOR];
    BYTE sector[SECTOR], expected[SECTOR];
    struct test_stream stream;
    uint32_t i;
    HRESULT hr;

    test_stream_init(&stream, (uint64_t)sectors * SECTOR, seed);
    for (i = 0; i < all; i++)
    {
        ULONG length = 0;

        if (i < sectors) IStream_Read(&stream.IStream_iface, expected, SECTOR, &length);
        else memcpy(expected, silence, SECTOR);
        hr = read_sector(test, lba + (LONG)i, sector);
        ok(hr == S_OK, "sector %ld: got %s\n", lba + (LONG)i, test_hr(hr));
        if (hr != S_OK) return;
        if (!memcmp(sector, expected, SECTOR)) continue;
        ok(0, "sector %ld of the track at %ld is not what was written\n", (LONG)i, lba);
        return;
    }
}

struct toc
{
    unsigned int first, last, count;
    struct { BYTE control, track; LONG start; } entries[100];
};

static void parse_toc(const BYTE *data, ULONG length, struct toc *toc)
{
    ULONG i;

    memset(toc, 0, sizeof(*toc));
    ok(length >= 4 && length == (ULONG)(data[0] << 8 | data[1]) + 2, "got %lu bytes\n", length);
    toc->first = data[2];
    toc->last = data[3];
    for (i = 4; i + 8 <= length && toc->count < 100; i += 8, toc->count++)
    {
        toc->entries[toc->count].control = data[i + 1];
        toc->entries[toc->count].track = data[i + 2];
        toc->entries[toc->count].start = data[i + 4] << 24 | data[i + 5] << 16 | data[i + 6] << 8 | data[i + 7];
    }
}

static void read_toc(struct burner *test, struct toc *toc)
{
    BYTE cdb[10] = {0x43, 0, 0, 0, 0, 0, 0, 804 >> 8, 804 & 0xff, 0}, sense[18], data[804];
    ULONG fetched = 0;
    HRESULT hr;

    hr = IDiscRecorder2Ex_SendCommandGetDataFromDevice(test->ex, cdb, sizeof(cdb), sense, 10, data, sizeof(data),
                                                       &fetched);
    check_hr(hr, S_OK);
    parse_toc(data, fetched, toc);
}

static void expected_toc(IDiscFormat2TrackAtOnce *tao, struct toc *toc)
{
    SAFEARRAY *array = NULL;
    VARIANT *values;
    BYTE data[804];
    ULONG i, count;
    HRESULT hr;

    memset(toc, 0, sizeof(*toc));
    hr = IDiscFormat2TrackAtOnce_get_ExpectedTableOfContents(tao, &array);
    check_hr(hr, S_OK);
    if (FAILED(hr)) return;
    count = array->rgsabound[0].cElements;
    ok(count <= sizeof(data), "got %lu elements\n", count);
    SafeArrayAccessData(array, (void **)&values);
    for (i = 0; i < count && i < sizeof(data); i++)
    {
        ok(V_VT(&values[i]) == VT_UI1, "%lu: got %u\n", i, V_VT(&values[i]));
        data[i] = V_UI1(&values[i]);
    }
    SafeArrayUnaccessData(array);
    SafeArrayDestroy(array);
    parse_toc(data, count, toc);
}

static void check_number(IDiscFormat2TrackAtOnce *tao, HRESULT (*get)(IDiscFormat2TrackAtOnce *tao, LONG *value),
                         HRESULT expected)
{
    LONG value;
    HRESULT hr;

    hr = get(tao, NULL);
    check_hr(hr, E_POINTER);
    hr = get(tao, &value);
    check_hr(hr, expected);
}

static HRESULT get_tracks(IDiscFormat2TrackAtOnce *tao, LONG *value)
{
    return IDiscFormat2TrackAtOnce_get_NumberOfExistingTracks(tao, value);
}

static HRESULT get_total(IDiscFormat2TrackAtOnce *tao, LONG *value)
{
    return IDiscFormat2TrackAtOnce_get_TotalSectorsOnMedia(tao, value);
}

static HRESULT get_free(IDiscFormat2TrackAtOnce *tao, LONG *value)
{
    return IDiscFormat2TrackAtOnce_get_FreeSectorsOnMedia(tao, value);
}

static HRESULT get_used(IDiscFormat2TrackAtOnce *tao, LONG *value)
{
    return IDiscFormat2TrackAtOnce_get_UsedSectorsOnMedia(tao, value);
}

static HRESULT get_speed(IDiscFormat2TrackAtOnce *tao, LONG *value)
{
    return IDiscFormat2TrackAtOnce_get_CurrentWriteSpeed(tao, value);
}

static HRESULT get_type(IDiscFormat2TrackAtOnce *tao, LONG *value)
{
    return IDiscFormat2TrackAtOnce_get_CurrentPhysicalMediaType(tao, (IMAPI_MEDIA_PHYSICAL_TYPE *)value);
}

static void test_defaults(void)
{
    IDiscFormat2TrackAtOnce *tao = tao_create();
    SAFEARRAY *array = NULL;
    IDiscRecorder2 *recorder;
    struct test_stream stream;
    VARIANT_BOOL value;
    LONG number;
    BSTR name = NULL;
    HRESULT hr;

    value = 42;
    hr = IDiscFormat2TrackAtOnce_get_BufferUnderrunFreeDisabled(tao, &value);
    ok(hr == S_OK && !value, "got %s, %d\n", test_hr(hr), value);
    hr = IDiscFormat2TrackAtOnce_get_BufferUnderrunFreeDisabled(tao, NULL);
    check_hr(hr, E_POINTER);
    value = 42;
    hr = IDiscFormat2TrackAtOnce_get_DoNotFinalizeMedia(tao, &value);
    ok(hr == S_OK && !value, "got %s, %d\n", test_hr(hr), value);
    hr = IDiscFormat2TrackAtOnce_get_DoNotFinalizeMedia(tao, NULL);
    check_hr(hr, E_POINTER);
    value = 42;
    hr = IDiscFormat2TrackAtOnce_get_RequestedRotationTypeIsPureCAV(tao, &value);
    ok(hr == S_OK && !value, "got %s, %d\n", test_hr(hr), value);
    hr = IDiscFormat2TrackAtOnce_get_RequestedWriteSpeed(tao, &number);
    ok(hr == S_OK && number == -1, "got %s, %ld\n", test_hr(hr), number);
    hr = IDiscFormat2TrackAtOnce_get_ClientName(tao, &name);
    ok(hr == S_OK && name && !name[0], "got %s, %s\n", test_hr(hr), wine_dbgstr_w(name));
    SysFreeString(name);
    hr = IDiscFormat2TrackAtOnce_get_Recorder(tao, &recorder);
    ok(hr == S_OK && !recorder, "got %s, %p\n", test_hr(hr), recorder);
    hr = set_name(tao, L"a/b");
    check_hr(hr, E_IMAPI_DF2TAO_CLIENT_NAME_IS_NOT_VALID);

    hr = IDiscFormat2TrackAtOnce_get_SupportedMediaTypes(tao, &array);
    ok(hr == S_OK && array->rgsabound[0].cElements == 2, "got %s\n", test_hr(hr));
    SafeArrayDestroy(array);

    check_number(tao, get_tracks, E_IMAPI_DF2TAO_MEDIA_IS_NOT_PREPARED);
    check_number(tao, get_total, E_IMAPI_DF2TAO_MEDIA_IS_NOT_PREPARED);
    check_number(tao, get_free, E_IMAPI_DF2TAO_MEDIA_IS_NOT_PREPARED);
    check_number(tao, get_used, E_IMAPI_DF2TAO_MEDIA_IS_NOT_PREPARED);
    check_number(tao, get_speed, E_IMAPI_DF2TAO_NO_RECORDER_SPECIFIED);
    check_number(tao, get_type, E_IMAPI_DF2TAO_NO_RECORDER_SPECIFIED);
    hr = IDiscFormat2TrackAtOnce_get_ExpectedTableOfContents(tao, NULL);
    check_hr(hr, E_POINTER);
    hr = IDiscFormat2TrackAtOnce_get_ExpectedTableOfContents(tao, &array);
    check_hr(hr, E_IMAPI_DF2TAO_MEDIA_IS_NOT_PREPARED);
    hr = IDiscFormat2TrackAtOnce_get_CurrentRotationTypeIsPureCAV(tao, &value);
    check_hr(hr, E_IMAPI_DF2TAO_NO_RECORDER_SPECIFIED);
    hr = IDiscFormat2TrackAtOnce_get_SupportedWriteSpeeds(tao, &array);
    check_hr(hr, E_IMAPI_DF2TAO_NO_RECORDER_SPECIFIED);
    hr = IDiscFormat2TrackAtOnce_get_SupportedWriteSpeedDescriptors(tao, &array);
    check_hr(hr, E_IMAPI_DF2TAO_NO_RECORDER_SPECIFIED);
    hr = IDiscFormat2TrackAtOnce_SetWriteSpeed(tao, -1, VARIANT_FALSE);
    check_hr(hr, E_IMAPI_RECORDER_REQUIRED);
    hr = IDiscFormat2TrackAtOnce_SetWriteSpeed(tao, 0, VARIANT_FALSE);
    check_hr(hr, E_INVALIDARG);
    hr = IDiscFormat2TrackAtOnce_put_BufferUnderrunFreeDisabled(tao, VARIANT_TRUE);
    check_hr(hr, E_IMAPI_DF2TAO_MEDIA_IS_NOT_PREPARED);
    hr = IDiscFormat2TrackAtOnce_CancelAddTrack(tao);
    check_hr(hr, E_IMAPI_DF2TAO_WRITE_NOT_IN_PROGRESS);
    hr = IDiscFormat2TrackAtOnce_ReleaseMedia(tao);
    check_hr(hr, E_IMAPI_DF2TAO_MEDIA_IS_NOT_PREPARED);
    hr = IDiscFormat2TrackAtOnce_PrepareMedia(tao);
    check_hr(hr, E_IMAPI_DF2TAO_NO_RECORDER_SPECIFIED);
    /* The state is looked at before the stream. */
    hr = IDiscFormat2TrackAtOnce_AddAudioTrack(tao, NULL);
    check_hr(hr, E_IMAPI_DF2TAO_MEDIA_IS_NOT_PREPARED);
    test_stream_init(&stream, 1, 1);
    hr = IDiscFormat2TrackAtOnce_AddAudioTrack(tao, &stream.IStream_iface);
    check_hr(hr, E_IMAPI_DF2TAO_MEDIA_IS_NOT_PREPARED);
    set_verification(tao, IMAPI_BURN_VERIFICATION_QUICK, S_OK);
    set_verification(tao, IMAPI_BURN_VERIFICATION_FULL, E_INVALIDARG);
    ok(!IDiscFormat2TrackAtOnce_Release(tao), "the object lives on\n");
}

/* Every getter, in whatever state the object is. */
static void test_pointers(void)
{
    IDiscFormat2TrackAtOnce *tao = tao_create();

#define CHECK(property) check_hr(IDiscFormat2TrackAtOnce_get_##property(tao, NULL), E_POINTER)
    CHECK(Recorder);
    CHECK(BufferUnderrunFreeDisabled);
    CHECK(NumberOfExistingTracks);
    CHECK(TotalSectorsOnMedia);
    CHECK(FreeSectorsOnMedia);
    CHECK(UsedSectorsOnMedia);
    CHECK(DoNotFinalizeMedia);
    CHECK(ExpectedTableOfContents);
    CHECK(CurrentPhysicalMediaType);
    CHECK(ClientName);
    CHECK(RequestedWriteSpeed);
    CHECK(RequestedRotationTypeIsPureCAV);
    CHECK(CurrentWriteSpeed);
    CHECK(CurrentRotationTypeIsPureCAV);
    CHECK(SupportedWriteSpeeds);
    CHECK(SupportedWriteSpeedDescriptors);
    CHECK(MediaPhysicallyBlank);
    CHECK(MediaHeuristicallyBlank);
    CHECK(SupportedMediaTypes);
#undef CHECK
    ok(!IDiscFormat2TrackAtOnce_Release(tao), "the object lives on\n");
}

static void check_supported(IDiscFormat2TrackAtOnce *tao, struct burner *test, VARIANT_BOOL recorder,
                            VARIANT_BOOL media, HRESULT media_result)
{
    VARIANT_BOOL value = 42;
    HRESULT hr;

    hr = IDiscFormat2TrackAtOnce_IsRecorderSupported(tao, test->recorder, &value);
    ok(hr == S_OK && value == recorder, "got %s, %d\n", test_hr(hr), value);
    value = 42;
    hr = IDiscFormat2TrackAtOnce_IsCurrentMediaSupported(tao, test->recorder, &value);
    ok(hr == media_result && value == media, "got %s, %d\n", test_hr(hr), value);
    hr = IDiscFormat2TrackAtOnce_IsCurrentMediaSupported(tao, test->recorder, NULL);
    check_hr(hr, E_POINTER);
    hr = IDiscFormat2TrackAtOnce_IsRecorderSupported(tao, NULL, &value);
    check_hr(hr, E_POINTER);
}

static void test_states(void)
{
    IDiscFormat2TrackAtOnce *tao;
    SAFEARRAY *array = NULL;
    struct test_stream stream;
    struct burner test;
    VARIANT_BOOL value;
    LONG number, total;
    HRESULT hr;

    if (!burner_open(&test, L"tao states", "cd-r")) { ok(0, "no recorder\n"); return; }
    tao = tao_create();
    hr = IDiscFormat2TrackAtOnce_put_Recorder(tao, test.recorder);
    check_hr(hr, S_OK);
    hr = IDiscFormat2TrackAtOnce_PrepareMedia(tao);
    check_hr(hr, E_IMAPI_DF2TAO_CLIENT_NAME_IS_NOT_VALID);
    hr = set_name(tao, L"imapi2 test");
    check_hr(hr, S_OK);
    check_supported(tao, &test, VARIANT_TRUE, VARIANT_TRUE, S_OK);
    hr = IDiscFormat2TrackAtOnce_get_MediaPhysicallyBlank(tao, &value);
    ok(hr == S_OK && value == VARIANT_TRUE, "got %s, %d\n", test_hr(hr), value);
    hr = IDiscFormat2TrackAtOnce_get_MediaHeuristicallyBlank(tao, &value);
    ok(hr == S_OK && value == VARIANT_TRUE, "got %s, %d\n", test_hr(hr), value);
    hr = get_type(tao, &number);
    ok(hr == S_OK && number == IMAPI_MEDIA_TYPE_CDR, "got %s, %ld\n", test_hr(hr), number);
    hr = get_speed(tao, &number);
    ok(hr == S_OK && number > 0, "got %s, %ld\n", test_hr(hr), number);
    hr = IDiscFormat2TrackAtOnce_put_DoNotFinalizeMedia(tao, VARIANT_TRUE);
    check_hr(hr, S_OK);
    hr = IDiscFormat2TrackAtOnce_put_DoNotFinalizeMedia(tao, VARIANT_FALSE);
    check_hr(hr, S_OK);

    hr = IDiscFormat2TrackAtOnce_PrepareMedia(tao);
    check_hr(hr, S_OK);
    hr = IDiscFormat2TrackAtOnce_PrepareMedia(tao);
    check_hr(hr, E_IMAPI_DF2TAO_MEDIA_IS_PREPARED);
    hr = IDiscFormat2TrackAtOnce_put_Recorder(tao, NULL);
    check_hr(hr, E_IMAPI_DF2TAO_MEDIA_IS_PREPARED);
    hr = set_name(tao, L"other");
    check_hr(hr, E_IMAPI_DF2TAO_MEDIA_IS_PREPARED);
    hr = IDiscFormat2TrackAtOnce_put_DoNotFinalizeMedia(tao, VARIANT_TRUE);
    check_hr(hr, E_IMAPI_DF2TAO_MEDIA_IS_PREPARED);
    hr = IDiscFormat2TrackAtOnce_put_BufferUnderrunFreeDisabled(tao, VARIANT_TRUE);
    check_hr(hr, S_OK);
    hr = IDiscFormat2TrackAtOnce_get_BufferUnderrunFreeDisabled(tao, &value);
    ok(hr == S_OK && value == VARIANT_TRUE, "got %s, %d\n", test_hr(hr), value);
    hr = IDiscFormat2TrackAtOnce_put_BufferUnderrunFreeDisabled(tao, VARIANT_FALSE);
    check_hr(hr, S_OK);
    hr = get_tracks(tao, &number);
    ok(hr == S_OK && !number, "got %s, %ld\n", test_hr(hr), number);
    hr = get_total(tao, &total);
    ok(hr == S_OK && total > 300000, "got %s, %ld\n", test_hr(hr), total);
    hr = get_free(tao, &number);
    ok(hr == S_OK && number == total, "got %s, %ld\n", test_hr(hr), number);
    hr = get_used(tao, &number);
    ok(hr == S_OK && !number, "got %s, %ld\n", test_hr(hr), number);
    hr = IDiscFormat2TrackAtOnce_get_ExpectedTableOfContents(tao, &array);
    check_hr(hr, E_IMAPI_DF2TAO_TABLE_OF_CONTENTS_EMPTY_DISC);
    hr = IDiscFormat2TrackAtOnce_CancelAddTrack(tao);
    check_hr(hr, E_IMAPI_DF2TAO_WRITE_NOT_IN_PROGRESS);

    /* Streams that are no tracks; nothing is written. */
    hr = IDiscFormat2TrackAtOnce_AddAudioTrack(tao, NULL);
    check_hr(hr, E_POINTER);
    test_stream_init(&stream, 300 * SECTOR + 44, 1);
    hr = IDiscFormat2TrackAtOnce_AddAudioTrack(tao, &stream.IStream_iface);
    check_hr(hr, E_IMAPI_DF2TAO_STREAM_NOT_SUPPORTED);
    ok(!stream.reads, "got %ld reads\n", stream.reads);
    test_stream_init(&stream, 0, 1);
    hr = IDiscFormat2TrackAtOnce_AddAudioTrack(tao, &stream.IStream_iface);
    check_hr(hr, E_IMAPI_DF2TAO_STREAM_NOT_SUPPORTED);
    hr = add_track(tao, total + 1, 1);
    check_hr(hr, E_IMAPI_DF2TAO_NOT_ENOUGH_SPACE);

    hr = IDiscFormat2TrackAtOnce_ReleaseMedia(tao);
    check_hr(hr, S_OK);
    hr = IDiscFormat2TrackAtOnce_ReleaseMedia(tao);
    check_hr(hr, E_IMAPI_DF2TAO_MEDIA_IS_NOT_PREPARED);
    hr = IDiscFormat2TrackAtOnce_get_MediaPhysicallyBlank(tao, &value);
    ok(hr == S_OK && value == VARIANT_TRUE, "got %s, %d\n", test_hr(hr), value);
    hr = IDiscRecorder2_EjectMedia(test.recorder);
    check_hr(hr, S_OK);
    ok(!IDiscFormat2TrackAtOnce_Release(tao), "the object lives on\n");
    burner_close(&test);
}

/* What is refused while a track is written, from inside of its event. */
static void when_writing(struct test_sink *sink, IDispatch *sender, const struct test_event *event)
{
    IDiscFormat2TrackAtOnce *tao;
    SAFEARRAY *array;
    LONG number;
    HRESULT hr;

    if (event->action != IMAPI_FORMAT2_TAO_WRITE_ACTION_WRITING || sink->context) return;
    sink->context = sink;
    hr = IDispatch_QueryInterface(sender, &IID_IDiscFormat2TrackAtOnce, (void **)&tao);
    check_hr(hr, S_OK);
    hr = IDiscFormat2TrackAtOnce_PrepareMedia(tao);
    check_hr(hr, E_IMAPI_DF2TAO_MEDIA_IS_PREPARED);
    hr = IDiscFormat2TrackAtOnce_ReleaseMedia(tao);
    check_hr(hr, E_IMAPI_DF2TAO_WRITE_IN_PROGRESS);
    hr = IDiscFormat2TrackAtOnce_AddAudioTrack(tao, NULL);
    check_hr(hr, E_IMAPI_DF2TAO_WRITE_IN_PROGRESS);
    hr = IDiscFormat2TrackAtOnce_put_Recorder(tao, NULL);
    check_hr(hr, E_IMAPI_DF2TAO_WRITE_IN_PROGRESS);
    hr = set_name(tao, L"other");
    check_hr(hr, E_IMAPI_DF2TAO_WRITE_IN_PROGRESS);
    hr = IDiscFormat2TrackAtOnce_put_DoNotFinalizeMedia(tao, VARIANT_TRUE);
    check_hr(hr, E_IMAPI_DF2TAO_WRITE_IN_PROGRESS);
    hr = IDiscFormat2TrackAtOnce_put_BufferUnderrunFreeDisabled(tao, VARIANT_TRUE);
    check_hr(hr, E_IMAPI_DF2TAO_WRITE_IN_PROGRESS);
    hr = IDiscFormat2TrackAtOnce_get_ExpectedTableOfContents(tao, &array);
    check_hr(hr, E_IMAPI_DF2TAO_WRITE_IN_PROGRESS);
    hr = get_tracks(tao, &number);
    check_hr(hr, E_IMAPI_DF2TAO_WRITE_IN_PROGRESS);
    hr = get_total(tao, &number);
    check_hr(hr, S_OK);
    hr = get_free(tao, &number);
    check_hr(hr, S_OK);
    hr = get_used(tao, &number);
    ok(hr == S_OK && !number, "got %s, %ld\n", test_hr(hr), number);
    IDiscFormat2TrackAtOnce_Release(tao);
}

static struct test_sink *listen_to(IDiscFormat2TrackAtOnce *tao)
{
    struct test_sink *sink = HeapAlloc(GetProcessHeap(), 0, sizeof(*sink));
    HRESULT hr;

    test_sink_init(sink, &IID_DDiscFormat2TrackAtOnceEvents, DISPID_DDISCFORMAT2TAOEVENTS_UPDATE);
    hr = test_sink_connect(sink, tao);
    check_hr(hr, S_OK);
    return sink;
}

static void forget(struct test_sink *sink)
{
    ok(!sink->wrong, "%ld wrong calls\n", sink->wrong);
    test_sink_disconnect(sink);
    HeapFree(GetProcessHeap(), 0, sink);
}

static void check_events(const struct test_sink *sink, const char *actions, LONG track)
{
    LONG i;

    ok(!strcmp(test_sink_actions(sink), actions), "track %ld: got %s\n", track, test_sink_actions(sink));
    for (i = 0; i < sink->count && i < TEST_EVENTS_MAX; i++)
    {
        ok(sink->events[i].track == track, "event %ld: got track %ld\n", i, sink->events[i].track);
        ok(sink->events[i].thread == GetCurrentThreadId(), "event %ld on another thread\n", i);
        ok(sink->events[i].elapsed >= 0 && sink->events[i].remaining >= 0, "event %ld: got %ld, %ld\n", i,
           sink->events[i].elapsed, sink->events[i].remaining);
    }
}

static void test_burn(const char *kind, bool leave_open, bool verify)
{
    static const uint32_t lengths[] = {451, 300, 17};
    IMAPI_FORMAT2_DATA_MEDIA_STATE state;
    IDiscFormat2TrackAtOnce *tao;
    struct toc expected, found;
    IDiscFormat2Data *data;
    struct test_sink *sink;
    struct burner test;
    LONG total, number, used = 0;
    unsigned int i;
    HRESULT hr;

    if (!burner_open(&test, L"tao burn", kind)) { ok(0, "no recorder\n"); return; }
    tao = tao_ready(&test);
    hr = IDiscFormat2TrackAtOnce_put_DoNotFinalizeMedia(tao, leave_open);
    check_hr(hr, S_OK);
    if (verify) set_verification(tao, IMAPI_BURN_VERIFICATION_QUICK, S_OK);
    hr = IDiscFormat2TrackAtOnce_PrepareMedia(tao);
    check_hr(hr, S_OK);
    get_total(tao, &total);
    sink = listen_to(tao);
    sink->on_event = when_writing;
    for (i = 0; i < ARRAY_SIZE(lengths); i++)
    {
        sink->count = 0;
        hr = add_track(tao, lengths[i], i + 1);
        check_hr(hr, S_OK);
        check_events(sink, verify ? "1 2 3 4" : "1 2 3", i + 1);
        hr = get_tracks(tao, &number);
        ok(hr == S_OK && number == (LONG)i + 1, "got %s, %ld\n", test_hr(hr), number);
        get_free(tao, &number);
        ok(number <= total - (LONG)lengths[i], "got %ld of %ld\n", number, total);
        hr = get_used(tao, &used);
        ok(hr == S_OK && used == total - number, "got %s, %ld\n", test_hr(hr), used);
        expected_toc(tao, &expected);
        ok(expected.count == i + 2 && expected.last == i + 1, "got %u, %u\n", expected.count, expected.last);
    }
    ok(sink->context != NULL, "no event while writing\n");
    hr = IDiscFormat2TrackAtOnce_put_DoNotFinalizeMedia(tao, VARIANT_TRUE);
    check_hr(hr, E_IMAPI_DF2TAO_PROPERTY_FOR_BLANK_MEDIA_ONLY);
    sink->count = 0;
    hr = IDiscFormat2TrackAtOnce_ReleaseMedia(tao);
    check_hr(hr, S_OK);
    check_events(sink, verify ? "3 4" : "3", 3);

    read_toc(&test, &found);
    ok(found.first == 1 && found.last == 3 && found.count == 4, "got %u, %u, %u\n", found.first, found.last,
       found.count);
    ok(!memcmp(&found.entries, &expected.entries, sizeof(found.entries)), "the expected contents did not come true\n");
    for (i = 0; i < ARRAY_SIZE(lengths); i++)
        check_sound(&test, found.entries[i].start, lengths[i], lengths[i] < 300 ? 300 : lengths[i], i + 1);

    data = test_data_ready(&test);
    hr = IDiscFormat2Data_get_CurrentMediaStatus(data, &state);
    check_hr(hr, S_OK);
    ok(!(state & IMAPI_FORMAT2_DATA_MEDIA_STATE_FINALIZED) == leave_open, "got %#x\n", state);
    ok(!(state & IMAPI_FORMAT2_DATA_MEDIA_STATE_APPENDABLE) == !leave_open, "got %#x\n", state);
    if (leave_open)
    {
        struct test_stream stream;

        test_stream_init(&stream, 320 * BLOCK, 9);
        hr = IDiscFormat2Data_Write(data, &stream.IStream_iface);
        check_hr(hr, S_OK);
        check_sound(&test, found.entries[1].start, lengths[1], 300, 2);
    }
    IDiscFormat2Data_Release(data);
    hr = IDiscFormat2TrackAtOnce_PrepareMedia(tao);
    check_hr(hr, E_IMAPI_DF2TAO_MEDIA_IS_NOT_BLANK);
    check_supported(tao, &test, VARIANT_TRUE, VARIANT_FALSE, S_OK);
    forget(sink);
    ok(!IDiscFormat2TrackAtOnce_Release(tao), "the object lives on\n");
    burner_close(&test);
}

static void test_media(void)
{
    IDiscFormat2TrackAtOnce *tao;
    struct burner test;
    HRESULT hr;

    if (!burner_open(&test, L"tao media", NULL)) { ok(0, "no recorder\n"); return; }
    tao = tao_ready(&test);
    hr = IDiscFormat2TrackAtOnce_PrepareMedia(tao);
    check_hr(hr, E_IMAPI_RECORDER_MEDIA_NO_MEDIA);
    check_supported(tao, &test, VARIANT_TRUE, VARIANT_FALSE, E_IMAPI_RECORDER_MEDIA_NO_MEDIA);
    ok(burner_insert(&test, "dvd-r"), "no medium\n");
    hr = IDiscFormat2TrackAtOnce_PrepareMedia(tao);
    check_hr(hr, E_IMAPI_DF2TAO_MEDIA_IS_NOT_SUPPORTED);
    check_supported(tao, &test, VARIANT_TRUE, VARIANT_FALSE, S_OK);
    /* After a refusal nothing is held: another medium goes in, and everything may be set. */
    ok(burner_insert(&test, "cd-r"), "no medium\n");
    hr = set_name(tao, L"other");
    check_hr(hr, S_OK);
    hr = IDiscFormat2TrackAtOnce_PrepareMedia(tao);
    check_hr(hr, S_OK);
    hr = IDiscFormat2TrackAtOnce_ReleaseMedia(tao);
    check_hr(hr, S_OK);
    IDiscFormat2TrackAtOnce_Release(tao);
    burner_close(&test);
}

static void test_access(void)
{
    static const WCHAR own_name[] = L"imapi2 test";
    IDiscFormat2TrackAtOnce *tao;
    IDiscRecorder2 *other;
    struct burner test;
    BSTR name, owner;
    HRESULT hr;

    if (!burner_open(&test, L"tao access", "cd-r")) { ok(0, "no recorder\n"); return; }
    other = burner_again(&test);
    tao = tao_ready(&test);
    hr = IDiscFormat2TrackAtOnce_PrepareMedia(tao);
    check_hr(hr, S_OK);
    owner = NULL;
    hr = IDiscRecorder2_get_ExclusiveAccessOwner(other, &owner);
    ok(hr == S_OK && owner && !lstrcmpW(owner, own_name), "got %s, %s\n", test_hr(hr), wine_dbgstr_w(owner));
    SysFreeString(owner);
    hr = IDiscRecorder2_EjectMedia(test.recorder);
    ok(FAILED(hr), "got %s\n", test_hr(hr));
    /* The last reference goes: nothing is held any more. */
    ok(!IDiscFormat2TrackAtOnce_Release(tao), "the object lives on\n");
    name = SysAllocString(own_name);
    hr = IDiscRecorder2_AcquireExclusiveAccess(other, VARIANT_TRUE, name);
    check_hr(hr, S_OK);
    tao = tao_ready(&test);
    hr = IDiscFormat2TrackAtOnce_PrepareMedia(tao);
    check_hr(hr, E_IMAPI_RECORDER_LOCKED);
    hr = IDiscRecorder2_ReleaseExclusiveAccess(other);
    check_hr(hr, S_OK);
    SysFreeString(name);
    hr = IDiscFormat2TrackAtOnce_PrepareMedia(tao);
    check_hr(hr, S_OK);
    hr = IDiscFormat2TrackAtOnce_ReleaseMedia(tao);
    check_hr(hr, S_OK);
    IDiscFormat2TrackAtOnce_Release(tao);
    IDiscRecorder2_Release(other);
    burner_close(&test);
}

static void test_track_limit(void)
{
    IDiscFormat2TrackAtOnce *tao;
    struct burner test;
    struct toc toc;
    LONG number;
    unsigned int i;
    HRESULT hr;

    if (!burner_open(&test, L"tao limit", "cd-r")) { ok(0, "no recorder\n"); return; }
    tao = tao_ready(&test);
    hr = IDiscFormat2TrackAtOnce_PrepareMedia(tao);
    check_hr(hr, S_OK);
    for (i = 0; i < 99; i++)
    {
        hr = add_track(tao, 1, i);
        ok(hr == S_OK, "track %u: got %s\n", i + 1, test_hr(hr));
        if (FAILED(hr)) break;
    }
    hr = add_track(tao, 1, i);
    check_hr(hr, E_IMAPI_DF2TAO_TRACK_LIMIT_REACHED);
    hr = get_tracks(tao, &number);
    ok(hr == S_OK && number == 99, "got %s, %ld\n", test_hr(hr), number);
    hr = IDiscFormat2TrackAtOnce_ReleaseMedia(tao);
    check_hr(hr, S_OK);
    read_toc(&test, &toc);
    ok(toc.last == 99 && toc.count == 100, "got %u, %u\n", toc.last, toc.count);
    check_sound(&test, toc.entries[98].start, 1, 3, 98);
    IDiscFormat2TrackAtOnce_Release(tao);
    burner_close(&test);
}

static void cancel_when_writing(struct test_sink *sink, IDispatch *sender, const struct test_event *event)
{
    IDiscFormat2TrackAtOnce *tao;
    HRESULT hr;

    if (event->action != IMAPI_FORMAT2_TAO_WRITE_ACTION_WRITING || sink->context) return;
    sink->context = sink;
    hr = IDispatch_QueryInterface(sender, &IID_IDiscFormat2TrackAtOnce, (void **)&tao);
    check_hr(hr, S_OK);
    hr = IDiscFormat2TrackAtOnce_CancelAddTrack(tao);
    check_hr(hr, S_OK);
    IDiscFormat2TrackAtOnce_Release(tao);
}

static void test_cancel(void)
{
    IDiscFormat2TrackAtOnce *tao;
    struct test_sink *sink;
    struct burner test;
    struct toc toc;
    LONG number;
    HRESULT hr;

    if (!burner_open(&test, L"tao cancel", "cd-r")) { ok(0, "no recorder\n"); return; }
    tao = tao_ready(&test);
    hr = IDiscFormat2TrackAtOnce_PrepareMedia(tao);
    check_hr(hr, S_OK);
    hr = add_track(tao, 310, 1);
    check_hr(hr, S_OK);
    sink = listen_to(tao);
    sink->on_event = cancel_when_writing;
    hr = add_track(tao, 20000, 2);
    check_hr(hr, E_IMAPI_REQUEST_CANCELLED);
    ok(sink->context != NULL, "no event while writing\n");
    forget(sink);
    hr = IDiscFormat2TrackAtOnce_CancelAddTrack(tao);
    check_hr(hr, E_IMAPI_DF2TAO_WRITE_NOT_IN_PROGRESS);
    hr = get_tracks(tao, &number);
    ok(hr == S_OK && (number == 1 || number == 2), "got %s, %ld\n", test_hr(hr), number);
    hr = add_track(tao, 320, 3);
    check_hr(hr, S_OK);
    hr = IDiscFormat2TrackAtOnce_ReleaseMedia(tao);
    check_hr(hr, S_OK);
    read_toc(&test, &toc);
    ok((LONG)toc.last == number + 1, "got %u\n", toc.last);
    check_sound(&test, toc.entries[0].start, 310, 310, 1);
    check_sound(&test, toc.entries[toc.last - 1].start, 320, 320, 3);
    hr = IDiscRecorder2_EjectMedia(test.recorder);
    check_hr(hr, S_OK);
    IDiscFormat2TrackAtOnce_Release(tao);
    burner_close(&test);
}

/* Whatever goes wrong in a track, ReleaseMedia() gives everything back. */
static void test_failures(void)
{
    static const struct { const char *fault; HRESULT hr; } rows[] = {
        {"opcode write-10 : sense 3/0c/00\n", E_FAIL},
        {"opcode write-10 : sense 3/0c/09\n", E_IMAPI_LOSS_OF_STREAMING},
        {"opcode write-10 : sense 7/27/00\n", E_IMAPI_RECORDER_MEDIA_WRITE_PROTECTED},
        {"opcode mode-select-10 : sense 5/26/00\n", E_IMAPI_RECORDER_INVALID_MODE_PARAMETERS},
    };
    IDiscFormat2TrackAtOnce *tao;
    struct test_stream stream;
    struct burner test;
    unsigned int i;
    HRESULT hr;

    if (!burner_open(&test, L"tao failures", NULL)) { ok(0, "no recorder\n"); return; }
    tao = tao_ready(&test);
    for (i = 0; i < ARRAY_SIZE(rows); i++)
    {
        ok(burner_insert(&test, "cd-r"), "%u: no medium\n", i);
        hr = IDiscFormat2TrackAtOnce_PrepareMedia(tao);
        ok(hr == S_OK, "%u: got %s\n", i, test_hr(hr));
        hr = add_track(tao, 350, 1);
        ok(hr == S_OK, "%u: got %s\n", i, test_hr(hr));
        burner_faults(&test, rows[i].fault);
        hr = add_track(tao, 350, 2);
        ok(hr == rows[i].hr, "%u: got %s\n", i, test_hr(hr));
        burner_faults(&test, NULL);
        hr = IDiscFormat2TrackAtOnce_ReleaseMedia(tao);
        ok(hr == S_OK, "%u: got %s\n", i, test_hr(hr));
        check_sound(&test, 0, 350, 350, 1);
        hr = IDiscRecorder2_EjectMedia(test.recorder);
        ok(hr == S_OK, "%u: got %s\n", i, test_hr(hr));
    }
    ok(burner_insert(&test, "cd-r"), "no medium\n");
    hr = IDiscFormat2TrackAtOnce_PrepareMedia(tao);
    check_hr(hr, S_OK);
    test_stream_init(&stream, 900 * SECTOR, 4);
    stream.fail_at = 400 * SECTOR;
    stream.fail_with = STG_E_READFAULT;
    hr = IDiscFormat2TrackAtOnce_AddAudioTrack(tao, &stream.IStream_iface);
    check_hr(hr, STG_E_READFAULT);
    /* The session cannot be closed: that is told, and all is given back as well. */
    hr = add_track(tao, 300, 5);
    check_hr(hr, S_OK);
    burner_faults(&test, "opcode close-track-session : sense 3/72/02\n");
    hr = IDiscFormat2TrackAtOnce_ReleaseMedia(tao);
    ok(FAILED(hr), "got %s\n", test_hr(hr));
    burner_faults(&test, NULL);
    hr = IDiscFormat2TrackAtOnce_ReleaseMedia(tao);
    check_hr(hr, E_IMAPI_DF2TAO_MEDIA_IS_NOT_PREPARED);
    hr = IDiscFormat2TrackAtOnce_put_Recorder(tao, NULL);
    check_hr(hr, S_OK);
    hr = IDiscRecorder2_EjectMedia(test.recorder);
    check_hr(hr, S_OK);
    IDiscFormat2TrackAtOnce_Release(tao);
    burner_close(&test);
}

static void test_speed(void)
{
    IDiscFormat2TrackAtOnce *tao;
    SAFEARRAY *array = NULL;
    struct burner test;
    VARIANT_BOOL value;
    VARIANT *speeds;
    LONG number, wanted;
    HRESULT hr;

    if (!burner_open(&test, L"tao speed", "cd-r")) { ok(0, "no recorder\n"); return; }
    tao = tao_ready(&test);
    hr = IDiscFormat2TrackAtOnce_get_SupportedWriteSpeeds(tao, &array);
    check_hr(hr, S_OK);
    SafeArrayAccessData(array, (void **)&speeds);
    wanted = V_I4(&speeds[array->rgsabound[0].cElements - 1]);
    SafeArrayUnaccessData(array);
    SafeArrayDestroy(array);
    array = NULL;
    hr = IDiscFormat2TrackAtOnce_get_SupportedWriteSpeedDescriptors(tao, &array);
    ok(hr == S_OK && array, "got %s\n", test_hr(hr));
    SafeArrayDestroy(array);
    hr = IDiscFormat2TrackAtOnce_SetWriteSpeed(tao, wanted, VARIANT_FALSE);
    check_hr(hr, S_OK);
    hr = IDiscFormat2TrackAtOnce_get_RequestedWriteSpeed(tao, &number);
    ok(hr == S_OK && number == wanted, "got %s, %ld\n", test_hr(hr), number);
    hr = get_speed(tao, &number);
    ok(hr == S_OK && number == wanted, "got %s, %ld\n", test_hr(hr), number);
    hr = IDiscFormat2TrackAtOnce_get_CurrentRotationTypeIsPureCAV(tao, &value);
    ok(hr == S_OK && !value, "got %s, %d\n", test_hr(hr), value);
    IDiscFormat2TrackAtOnce_Release(tao);
    burner_close(&test);
}

static void test_recorder(void)
{
    IDiscFormat2TrackAtOnce *tao = tao_create();
    struct test_stream stream;
    IDiscRecorder2 *recorder;
    struct burner test;
    HRESULT hr;

    if (!burner_open(&test, L"tao recorder", NULL)) { ok(0, "no recorder\n"); return; }
    /* An object that is no recorder for writing. */
    test_stream_init(&stream, SECTOR, 0);
    hr = IDiscFormat2TrackAtOnce_put_Recorder(tao, (IDiscRecorder2 *)&stream.IStream_iface);
    check_hr(hr, E_IMAPI_DF2TAO_RECORDER_NOT_SUPPORTED);
    hr = IDiscFormat2TrackAtOnce_put_Recorder(tao, test.recorder);
    check_hr(hr, S_OK);
    hr = IDiscFormat2TrackAtOnce_get_Recorder(tao, &recorder);
    ok(hr == S_OK && recorder == test.recorder, "got %s, %p\n", test_hr(hr), recorder);
    IDiscRecorder2_Release(recorder);
    hr = IDiscFormat2TrackAtOnce_put_Recorder(tao, NULL);
    check_hr(hr, S_OK);
    hr = IDiscFormat2TrackAtOnce_get_Recorder(tao, &recorder);
    ok(hr == S_OK && !recorder, "got %s, %p\n", test_hr(hr), recorder);
    ok(!IDiscFormat2TrackAtOnce_Release(tao), "the object lives on\n");
    burner_close(&test);
}

START_TEST(tao)
{
    CoInitializeEx(NULL, COINIT_MULTITHREADED);
    test_defaults();
    test_pointers();
    test_recorder();
    test_states();
    test_media();
    test_access();
    test_speed();
    test_burn("cd-r", false, false);
    test_burn("cd-r", true, true);
    test_burn("cd-rw", false, true);
    test_track_limit();
    test_cancel();
    test_failures();
    CoUninitialize();
}
