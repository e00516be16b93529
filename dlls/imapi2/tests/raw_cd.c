/*
 * MsftDiscFormat2RawCD: states, sector types, the lead-in, and what is on the disc afterwards
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

#include "support_raw.h"
#include "wine/test.h"

#define check_hr(hr, expected) ok((hr) == (expected), "got %s\n", test_hr(hr))

#define COOKED  IMAPI_FORMAT2_RAW_CD_SUBCODE_IS_COOKED
#define PQ      IMAPI_FORMAT2_RAW_CD_SUBCODE_PQ_ONLY
#define RAW     IMAPI_FORMAT2_RAW_CD_SUBCODE_IS_RAW

static const uint32_t one_track[] = {320};
static const uint32_t three_tracks[] = {451, 300, 620};
static const uint32_t twelve_tracks[] = {300, 301, 302, 303, 304, 305, 306, 307, 308, 309, 310, 311};

static HRESULT get_session(IDiscFormat2RawCD *raw, LONG *value)
{
    return IDiscFormat2RawCD_get_StartOfNextSession(raw, value);
}

static HRESULT get_lead_out(IDiscFormat2RawCD *raw, LONG *value)
{
    return IDiscFormat2RawCD_get_LastPossibleStartOfLeadout(raw, value);
}

static HRESULT get_sector_type(IDiscFormat2RawCD *raw, LONG *value)
{
    return IDiscFormat2RawCD_get_RequestedSectorType(raw, (IMAPI_FORMAT2_RAW_CD_DATA_SECTOR_TYPE *)value);
}

static HRESULT get_speed(IDiscFormat2RawCD *raw, LONG *value)
{
    return IDiscFormat2RawCD_get_CurrentWriteSpeed(raw, value);
}

static HRESULT get_type(IDiscFormat2RawCD *raw, LONG *value)
{
    return IDiscFormat2RawCD_get_CurrentPhysicalMediaType(raw, (IMAPI_MEDIA_PHYSICAL_TYPE *)value);
}

static void check_number(IDiscFormat2RawCD *raw, HRESULT (*get)(IDiscFormat2RawCD *raw, LONG *value),
                         HRESULT expected)
{
    LONG value;
    HRESULT hr;

    hr = get(raw, NULL);
    check_hr(hr, E_POINTER);
    hr = get(raw, &value);
    check_hr(hr, expected);
}

static void check_unprepared(IDiscFormat2RawCD *raw)
{
    struct test_stream stream;
    HRESULT hr;

    check_number(raw, get_session, E_IMAPI_DF2RAW_MEDIA_IS_NOT_PREPARED);
    check_number(raw, get_lead_out, E_IMAPI_DF2RAW_MEDIA_IS_NOT_PREPARED);
    check_number(raw, get_sector_type, E_IMAPI_DF2RAW_MEDIA_IS_NOT_PREPARED);
    hr = IDiscFormat2RawCD_put_RequestedSectorType(raw, PQ);
    check_hr(hr, E_IMAPI_DF2RAW_MEDIA_IS_NOT_PREPARED);
    hr = IDiscFormat2RawCD_put_BufferUnderrunFreeDisabled(raw, VARIANT_TRUE);
    check_hr(hr, E_IMAPI_DF2RAW_MEDIA_IS_NOT_PREPARED);
    hr = IDiscFormat2RawCD_CancelWrite(raw);
    check_hr(hr, E_IMAPI_DF2RAW_WRITE_NOT_IN_PROGRESS);
    hr = IDiscFormat2RawCD_ReleaseMedia(raw);
    check_hr(hr, E_IMAPI_DF2RAW_MEDIA_IS_NOT_PREPARED);
    /* The state is looked at before the stream. */
    hr = IDiscFormat2RawCD_WriteMedia(raw, NULL);
    check_hr(hr, E_IMAPI_DF2RAW_MEDIA_IS_NOT_PREPARED);
    test_stream_init(&stream, 1, 1);
    hr = IDiscFormat2RawCD_WriteMedia2(raw, &stream.IStream_iface, -1);
    check_hr(hr, E_IMAPI_DF2RAW_MEDIA_IS_NOT_PREPARED);
    ok(!stream.reads, "got %ld reads\n", stream.reads);
}

static void test_defaults(void)
{
    IDiscFormat2RawCD *raw = test_raw_create();
    SAFEARRAY *array = NULL;
    IDiscRecorder2 *recorder;
    IUnknown *verification;
    VARIANT_BOOL value;
    LONG number;
    BSTR name = NULL;
    HRESULT hr;

    value = 42;
    hr = IDiscFormat2RawCD_get_BufferUnderrunFreeDisabled(raw, &value);
    ok(hr == S_OK && !value, "got %s, %d\n", test_hr(hr), value);
    hr = IDiscFormat2RawCD_get_BufferUnderrunFreeDisabled(raw, NULL);
    check_hr(hr, E_POINTER);
    value = 42;
    hr = IDiscFormat2RawCD_get_RequestedRotationTypeIsPureCAV(raw, &value);
    ok(hr == S_OK && !value, "got %s, %d\n", test_hr(hr), value);
    hr = IDiscFormat2RawCD_get_RequestedRotationTypeIsPureCAV(raw, NULL);
    check_hr(hr, E_POINTER);
    hr = IDiscFormat2RawCD_get_RequestedWriteSpeed(raw, &number);
    ok(hr == S_OK && number == -1, "got %s, %ld\n", test_hr(hr), number);
    hr = IDiscFormat2RawCD_get_RequestedWriteSpeed(raw, NULL);
    check_hr(hr, E_POINTER);
    hr = IDiscFormat2RawCD_get_ClientName(raw, NULL);
    check_hr(hr, E_POINTER);
    hr = IDiscFormat2RawCD_get_ClientName(raw, &name);
    ok(hr == S_OK && name && !name[0], "got %s, %s\n", test_hr(hr), wine_dbgstr_w(name));
    SysFreeString(name);
    hr = test_raw_set_name(raw, L"a/b");
    check_hr(hr, E_IMAPI_DF2RAW_CLIENT_NAME_IS_NOT_VALID);
    hr = IDiscFormat2RawCD_put_ClientName(raw, NULL);
    check_hr(hr, E_IMAPI_DF2RAW_CLIENT_NAME_IS_NOT_VALID);
    hr = IDiscFormat2RawCD_get_Recorder(raw, NULL);
    check_hr(hr, E_POINTER);
    hr = IDiscFormat2RawCD_get_Recorder(raw, &recorder);
    ok(hr == S_OK && !recorder, "got %s, %p\n", test_hr(hr), recorder);
    hr = IDiscFormat2RawCD_QueryInterface(raw, &IID_IBurnVerification, (void **)&verification);
    check_hr(hr, E_NOINTERFACE);

    hr = IDiscFormat2RawCD_get_SupportedMediaTypes(raw, NULL);
    check_hr(hr, E_POINTER);
    hr = IDiscFormat2RawCD_get_SupportedMediaTypes(raw, &array);
    ok(hr == S_OK && array->rgsabound[0].cElements == 2, "got %s\n", test_hr(hr));
    SafeArrayDestroy(array);
    check_unprepared(raw);
    check_number(raw, get_speed, E_IMAPI_DF2RAW_NO_RECORDER_SPECIFIED);
    check_number(raw, get_type, E_IMAPI_DF2RAW_NO_RECORDER_SPECIFIED);
    hr = IDiscFormat2RawCD_get_CurrentRotationTypeIsPureCAV(raw, NULL);
    check_hr(hr, E_POINTER);
    hr = IDiscFormat2RawCD_get_CurrentRotationTypeIsPureCAV(raw, &value);
    check_hr(hr, E_IMAPI_DF2RAW_NO_RECORDER_SPECIFIED);
    hr = IDiscFormat2RawCD_get_SupportedWriteSpeeds(raw, NULL);
    check_hr(hr, E_POINTER);
    hr = IDiscFormat2RawCD_get_SupportedWriteSpeeds(raw, &array);
    check_hr(hr, E_IMAPI_DF2RAW_NO_RECORDER_SPECIFIED);
    hr = IDiscFormat2RawCD_get_SupportedWriteSpeedDescriptors(raw, NULL);
    check_hr(hr, E_POINTER);
    hr = IDiscFormat2RawCD_get_SupportedWriteSpeedDescriptors(raw, &array);
    check_hr(hr, E_IMAPI_DF2RAW_NO_RECORDER_SPECIFIED);
    hr = IDiscFormat2RawCD_get_SupportedSectorTypes(raw, NULL);
    check_hr(hr, E_POINTER);
    hr = IDiscFormat2RawCD_get_SupportedSectorTypes(raw, &array);
    check_hr(hr, E_IMAPI_DF2RAW_NO_RECORDER_SPECIFIED);
    hr = IDiscFormat2RawCD_SetWriteSpeed(raw, -1, VARIANT_FALSE);
    check_hr(hr, E_IMAPI_RECORDER_REQUIRED);
    hr = IDiscFormat2RawCD_SetWriteSpeed(raw, 0, VARIANT_FALSE);
    check_hr(hr, E_INVALIDARG);
    hr = IDiscFormat2RawCD_PrepareMedia(raw);
    check_hr(hr, E_IMAPI_DF2RAW_NO_RECORDER_SPECIFIED);
    ok(!IDiscFormat2RawCD_Release(raw), "the object lives on\n");
}

static void check_supported(IDiscFormat2RawCD *raw, struct burner *test, VARIANT_BOOL media, HRESULT media_result)
{
    VARIANT_BOOL value = 42;
    HRESULT hr;

    hr = IDiscFormat2RawCD_IsRecorderSupported(raw, test->recorder, &value);
    ok(hr == S_OK && value == VARIANT_TRUE, "got %s, %d\n", test_hr(hr), value);
    value = 42;
    hr = IDiscFormat2RawCD_IsCurrentMediaSupported(raw, test->recorder, &value);
    ok(hr == media_result && value == media, "got %s, %d\n", test_hr(hr), value);
    hr = IDiscFormat2RawCD_IsCurrentMediaSupported(raw, test->recorder, NULL);
    check_hr(hr, E_POINTER);
    hr = IDiscFormat2RawCD_IsRecorderSupported(raw, NULL, &value);
    check_hr(hr, E_POINTER);
}

static void check_sector_types(IDiscFormat2RawCD *raw)
{
    static const ULONG expected[] = {PQ, COOKED, RAW};
    SAFEARRAY *array = NULL;
    VARIANT *values;
    unsigned int i;
    HRESULT hr;

    hr = IDiscFormat2RawCD_get_SupportedSectorTypes(raw, &array);
    ok(hr == S_OK && array && array->rgsabound[0].cElements == 3, "got %s\n", test_hr(hr));
    if (!array) return;
    SafeArrayAccessData(array, (void **)&values);
    for (i = 0; i < 3 && i < array->rgsabound[0].cElements; i++)
        ok(V_VT(&values[i]) == VT_UI4 && V_UI4(&values[i]) == expected[i], "%u: got %d, %lu\n", i, V_VT(&values[i]),
           V_UI4(&values[i]));
    SafeArrayUnaccessData(array);
    SafeArrayDestroy(array);
}

/* Streams that are no images; nothing is written. */
static void check_bad_streams(IDiscFormat2RawCD *raw, LONG lead_out)
{
    struct test_stream stream;
    ULONGLONG size = cd_sector_size(RAW);
    HRESULT hr;

    hr = IDiscFormat2RawCD_WriteMedia(raw, NULL);
    check_hr(hr, E_POINTER);
    hr = IDiscFormat2RawCD_WriteMedia2(raw, NULL, RAW_LEAD_IN);
    check_hr(hr, E_POINTER);
    test_stream_init(&stream, (RAW_LEAD_IN + 7000) * size + 16, 1);
    hr = IDiscFormat2RawCD_WriteMedia(raw, &stream.IStream_iface);
    check_hr(hr, E_IMAPI_DF2RAW_STREAM_NOT_SUPPORTED);
    test_stream_init(&stream, 0, 1);
    hr = IDiscFormat2RawCD_WriteMedia(raw, &stream.IStream_iface);
    check_hr(hr, E_IMAPI_DF2RAW_STREAM_NOT_SUPPORTED);
    /* A lead-in and nothing behind it. */
    test_stream_init(&stream, RAW_LEAD_IN * size, 1);
    hr = IDiscFormat2RawCD_WriteMedia(raw, &stream.IStream_iface);
    check_hr(hr, E_IMAPI_DF2RAW_STREAM_NOT_SUPPORTED);
    test_stream_init(&stream, (RAW_LEAD_IN + 7000) * size, 1);
    hr = IDiscFormat2RawCD_WriteMedia2(raw, &stream.IStream_iface, -1);
    check_hr(hr, E_INVALIDARG);
    hr = IDiscFormat2RawCD_WriteMedia2(raw, &stream.IStream_iface, 0);
    check_hr(hr, E_IMAPI_DF2RAW_STREAM_LEADIN_TOO_SHORT);
    hr = IDiscFormat2RawCD_WriteMedia2(raw, &stream.IStream_iface, RAW_DISC_LEAD_IN - 1);
    check_hr(hr, E_IMAPI_DF2RAW_STREAM_LEADIN_TOO_SHORT);
    ok(!stream.reads, "got %ld reads\n", stream.reads);
    test_stream_init(&stream, (RAW_LEAD_IN + lead_out + RAW_LEAD_OUT + 1) * size, 1);
    hr = IDiscFormat2RawCD_WriteMedia(raw, &stream.IStream_iface);
    check_hr(hr, E_IMAPI_DF2RAW_NOT_ENOUGH_SPACE);
    test_stream_init(&stream, ((uint64_t)1 << 33) * size, 1);
    hr = IDiscFormat2RawCD_WriteMedia(raw, &stream.IStream_iface);
    check_hr(hr, E_IMAPI_DF2RAW_NOT_ENOUGH_SPACE);
    ok(stream.ref == 1, "the stream has %ld references\n", stream.ref);
}

static void check_prepared(IDiscFormat2RawCD *raw)
{
    VARIANT_BOOL value;
    LONG number;
    HRESULT hr;

    hr = IDiscFormat2RawCD_PrepareMedia(raw);
    check_hr(hr, E_IMAPI_DF2RAW_MEDIA_IS_PREPARED);
    hr = IDiscFormat2RawCD_put_Recorder(raw, NULL);
    check_hr(hr, E_IMAPI_DF2RAW_MEDIA_IS_PREPARED);
    hr = test_raw_set_name(raw, L"other");
    check_hr(hr, E_IMAPI_DF2RAW_MEDIA_IS_PREPARED);
    hr = IDiscFormat2RawCD_put_BufferUnderrunFreeDisabled(raw, VARIANT_TRUE);
    check_hr(hr, S_OK);
    hr = IDiscFormat2RawCD_get_BufferUnderrunFreeDisabled(raw, &value);
    ok(hr == S_OK && value == VARIANT_TRUE, "got %s, %d\n", test_hr(hr), value);
    hr = get_sector_type(raw, &number);
    ok(hr == S_OK && number == COOKED, "got %s, %ld\n", test_hr(hr), number);
    check_number(raw, get_sector_type, S_OK);
    hr = IDiscFormat2RawCD_put_RequestedSectorType(raw, 0);
    check_hr(hr, E_IMAPI_DF2RAW_DATA_BLOCK_TYPE_NOT_SUPPORTED);
    hr = IDiscFormat2RawCD_put_RequestedSectorType(raw, RAW + 1);
    check_hr(hr, E_IMAPI_DF2RAW_DATA_BLOCK_TYPE_NOT_SUPPORTED);
    hr = IDiscFormat2RawCD_put_RequestedSectorType(raw, PQ);
    check_hr(hr, S_OK);
    hr = IDiscFormat2RawCD_put_RequestedSectorType(raw, RAW);
    check_hr(hr, S_OK);
    hr = get_sector_type(raw, &number);
    ok(hr == S_OK && number == RAW, "got %s, %ld\n", test_hr(hr), number);
    hr = IDiscFormat2RawCD_CancelWrite(raw);
    check_hr(hr, E_IMAPI_DF2RAW_WRITE_NOT_IN_PROGRESS);
    check_number(raw, get_session, S_OK);
    check_number(raw, get_lead_out, S_OK);
    hr = get_session(raw, &number);
    ok(hr == S_OK && number == -RAW_DISC_LEAD_IN, "got %s, %ld\n", test_hr(hr), number);
}

static void test_states(void)
{
    IDiscFormat2RawCD *raw;
    struct burner test;
    VARIANT_BOOL value;
    LONG number;
    HRESULT hr;

    if (!burner_open(&test, L"raw states", "cd-r")) { ok(0, "no recorder\n"); return; }
    raw = test_raw_create();
    hr = IDiscFormat2RawCD_put_Recorder(raw, test.recorder);
    check_hr(hr, S_OK);
    hr = IDiscFormat2RawCD_PrepareMedia(raw);
    check_hr(hr, E_IMAPI_DF2RAW_CLIENT_NAME_IS_NOT_VALID);
    hr = test_raw_set_name(raw, L"imapi2 test");
    check_hr(hr, S_OK);
    check_supported(raw, &test, VARIANT_TRUE, S_OK);
    check_sector_types(raw);
    hr = IDiscFormat2RawCD_get_MediaPhysicallyBlank(raw, &value);
    ok(hr == S_OK && value == VARIANT_TRUE, "got %s, %d\n", test_hr(hr), value);
    hr = IDiscFormat2RawCD_get_MediaHeuristicallyBlank(raw, &value);
    ok(hr == S_OK && value == VARIANT_TRUE, "got %s, %d\n", test_hr(hr), value);
    hr = get_type(raw, &number);
    ok(hr == S_OK && number == IMAPI_MEDIA_TYPE_CDR, "got %s, %ld\n", test_hr(hr), number);

    hr = IDiscFormat2RawCD_PrepareMedia(raw);
    check_hr(hr, S_OK);
    check_prepared(raw);
    check_sector_types(raw);
    hr = get_lead_out(raw, &number);
    ok(hr == S_OK && number > 350000, "got %s, %ld\n", test_hr(hr), number);
    check_bad_streams(raw, number);
    hr = IDiscFormat2RawCD_ReleaseMedia(raw);
    check_hr(hr, S_OK);
    check_unprepared(raw);
    hr = IDiscFormat2RawCD_get_MediaPhysicallyBlank(raw, &value);
    ok(hr == S_OK && value == VARIANT_TRUE, "got %s, %d\n", test_hr(hr), value);
    hr = IDiscRecorder2_EjectMedia(test.recorder);
    check_hr(hr, S_OK);
    ok(!IDiscFormat2RawCD_Release(raw), "the object lives on\n");
    burner_close(&test);
}

static void check_closed(IDiscFormat2RawCD *raw, struct burner *test)
{
    IMAPI_FORMAT2_DATA_MEDIA_STATE state = 0;
    IDiscFormat2Data *data;
    LONG number;
    HRESULT hr;

    hr = IDiscFormat2RawCD_ReleaseMedia(raw);
    check_hr(hr, S_OK);
    hr = IDiscFormat2RawCD_PrepareMedia(raw);
    check_hr(hr, E_IMAPI_DF2RAW_MEDIA_IS_NOT_BLANK);
    check_supported(raw, test, VARIANT_FALSE, S_OK);
    /* After a refusal nothing is held. */
    check_number(raw, get_session, E_IMAPI_DF2RAW_MEDIA_IS_NOT_PREPARED);
    hr = get_type(raw, &number);
    check_hr(hr, S_OK);
    data = test_data_ready(test);
    hr = IDiscFormat2Data_get_CurrentMediaStatus(data, &state);
    ok(hr == S_OK && (state & IMAPI_FORMAT2_DATA_MEDIA_STATE_FINALIZED), "got %s, %#x\n", test_hr(hr), state);
    IDiscFormat2Data_Release(data);
    hr = IDiscRecorder2_EjectMedia(test->recorder);
    check_hr(hr, S_OK);
    hr = IDiscRecorder2_CloseTray(test->recorder);
    check_hr(hr, S_OK);
}

static void test_burn(const char *kind, IMAPI_FORMAT2_RAW_CD_DATA_SECTOR_TYPE type, LONG first, unsigned int count,
                      const uint32_t *lengths)
{
    struct raw_test_image image;
    IDiscFormat2RawCD *raw;
    struct burner test;
    HRESULT hr;

    winetest_push_context("%s, type %d, from track %ld", kind, type, first);
    if (!burner_open(&test, L"raw burn", kind)) { ok(0, "no recorder\n"); return; }
    raw_test_image_init_from(&image, type, first, count, lengths);
    raw = test_raw_ready(&test);
    hr = IDiscFormat2RawCD_PrepareMedia(raw);
    check_hr(hr, S_OK);
    hr = IDiscFormat2RawCD_put_RequestedSectorType(raw, type);
    check_hr(hr, S_OK);
    hr = IDiscFormat2RawCD_WriteMedia(raw, image.stream);
    check_hr(hr, S_OK);
    hr = IDiscFormat2RawCD_WriteMedia(raw, image.stream);
    check_hr(hr, E_IMAPI_DF2RAW_MEDIA_IS_NOT_BLANK);
    check_closed(raw, &test);
    raw_test_image_check(&image, &test, 1);
    raw_test_image_check_toc(&image, &test);
    ok(!IDiscFormat2RawCD_Release(raw), "the object lives on\n");
    raw_test_image_cleanup(&image);
    burner_close(&test);
    winetest_pop_context();
}

static void rewind_stream(IStream *stream)
{
    LARGE_INTEGER zero = {{0}};

    IStream_Seek(stream, zero, STREAM_SEEK_SET, NULL);
}

/* How much of the image goes to the disc depends on how long its own lead-in is. */
static void test_lead_in(LONG lead_in, bool seek)
{
    struct raw_test_image image;
    LARGE_INTEGER position;
    IDiscFormat2RawCD *raw;
    IStream *short_image = NULL;
    struct test_stream pipe;
    struct burner test;
    ULARGE_INTEGER length;
    HRESULT hr;

    winetest_push_context("%ld, %d", lead_in, seek);
    if (!burner_open(&test, L"raw lead-in", "cd-rw")) { ok(0, "no recorder\n"); return; }
    raw_test_image_init(&image, RAW, 1, one_track);
    /* A copy whose lead-in is shorter than the creator makes it. */
    CreateStreamOnHGlobal(NULL, TRUE, &short_image);
    position.QuadPart = (LONGLONG)(RAW_LEAD_IN - lead_in) * cd_sector_size(RAW);
    IStream_Seek(image.stream, position, STREAM_SEEK_SET, NULL);
    length.QuadPart = (ULONGLONG)(lead_in + image.lead_out + RAW_LEAD_OUT) * cd_sector_size(RAW);
    hr = IStream_CopyTo(image.stream, short_image, length, NULL, NULL);
    check_hr(hr, S_OK);
    raw = test_raw_ready(&test);
    hr = IDiscFormat2RawCD_PrepareMedia(raw);
    check_hr(hr, S_OK);
    hr = IDiscFormat2RawCD_put_RequestedSectorType(raw, RAW);
    check_hr(hr, S_OK);
    rewind_stream(short_image);
    if (seek) hr = IDiscFormat2RawCD_WriteMedia2(raw, short_image, lead_in);
    else
    {
        test_stream_init(&pipe, length.QuadPart, 0);
        pipe.source = short_image;
        pipe.seek_result = E_NOTIMPL;
        hr = IDiscFormat2RawCD_WriteMedia2(raw, &pipe.IStream_iface, lead_in);
        ok(pipe.ref == 1, "%ld references\n", pipe.ref);
    }
    check_hr(hr, S_OK);
    check_closed(raw, &test);
    raw_test_image_check(&image, &test, 13);
    raw_test_image_check_toc(&image, &test);
    IDiscFormat2RawCD_Release(raw);
    ok(!IStream_Release(short_image), "references left\n");
    raw_test_image_cleanup(&image);
    burner_close(&test);
    winetest_pop_context();
}

/* The lead-in tells of a lead-out that the disc has no room for, whatever the stream's length. */
static void test_space(void)
{
    static const uint32_t too_long[] = {361000};
    struct raw_test_image image;
    LARGE_INTEGER position;
    IDiscFormat2RawCD *raw;
    struct test_stream pipe;
    struct burner test;
    VARIANT_BOOL value;
    HRESULT hr;

    if (!burner_open(&test, L"raw space", "cd-r")) { ok(0, "no recorder\n"); return; }
    raw_test_image_init(&image, COOKED, 1, too_long);
    raw = test_raw_ready(&test);
    hr = IDiscFormat2RawCD_PrepareMedia(raw);
    check_hr(hr, S_OK);
    hr = IDiscFormat2RawCD_WriteMedia(raw, image.stream);
    check_hr(hr, E_IMAPI_DF2RAW_NOT_ENOUGH_SPACE);
    /* As if it were shorter; what goes to the disc begins where that has its lead-in. */
    position.QuadPart = (LONGLONG)(RAW_LEAD_IN - RAW_DISC_LEAD_IN) * cd_sector_size(COOKED);
    IStream_Seek(image.stream, position, STREAM_SEEK_SET, NULL);
    test_stream_init(&pipe, (uint64_t)(RAW_LEAD_IN + 300000) * cd_sector_size(COOKED), 0);
    pipe.source = image.stream;
    hr = IDiscFormat2RawCD_WriteMedia(raw, &pipe.IStream_iface);
    check_hr(hr, E_IMAPI_DF2RAW_NOT_ENOUGH_SPACE);
    hr = IDiscFormat2RawCD_ReleaseMedia(raw);
    check_hr(hr, S_OK);
    hr = IDiscFormat2RawCD_get_MediaPhysicallyBlank(raw, &value);
    ok(hr == S_OK && value == VARIANT_TRUE, "got %s, %d\n", test_hr(hr), value);
    IDiscFormat2RawCD_Release(raw);
    raw_test_image_cleanup(&image);
    burner_close(&test);
}

static void test_media(void)
{
    IDiscFormat2RawCD *raw;
    struct burner test;
    HRESULT hr;

    if (!burner_open(&test, L"raw media", NULL)) { ok(0, "no recorder\n"); return; }
    raw = test_raw_ready(&test);
    hr = IDiscFormat2RawCD_PrepareMedia(raw);
    check_hr(hr, E_IMAPI_RECORDER_MEDIA_NO_MEDIA);
    check_supported(raw, &test, VARIANT_FALSE, E_IMAPI_RECORDER_MEDIA_NO_MEDIA);
    check_sector_types(raw);    /* the drive's features tell */
    ok(burner_insert(&test, "dvd-r"), "no medium\n");
    hr = IDiscFormat2RawCD_PrepareMedia(raw);
    check_hr(hr, E_IMAPI_DF2RAW_MEDIA_IS_NOT_SUPPORTED);
    check_supported(raw, &test, VARIANT_FALSE, S_OK);
    ok(burner_insert(&test, "cd-r"), "no medium\n");
    hr = test_raw_set_name(raw, L"other");
    check_hr(hr, S_OK);
    hr = IDiscFormat2RawCD_PrepareMedia(raw);
    check_hr(hr, S_OK);
    hr = IDiscFormat2RawCD_ReleaseMedia(raw);
    check_hr(hr, S_OK);
    IDiscFormat2RawCD_Release(raw);
    burner_close(&test);
}

static void test_access(void)
{
    IDiscFormat2RawCD *raw;
    IDiscRecorder2 *other;
    struct burner test;
    BSTR name, owner;
    HRESULT hr;

    if (!burner_open(&test, L"raw access", "cd-r")) { ok(0, "no recorder\n"); return; }
    other = burner_again(&test);
    raw = test_raw_ready(&test);
    hr = IDiscFormat2RawCD_PrepareMedia(raw);
    check_hr(hr, S_OK);
    owner = NULL;
    hr = IDiscRecorder2_get_ExclusiveAccessOwner(other, &owner);
    ok(hr == S_OK && owner && !lstrcmpW(owner, L"imapi2 test"), "got %s, %s\n", test_hr(hr), wine_dbgstr_w(owner));
    SysFreeString(owner);
    hr = IDiscRecorder2_EjectMedia(test.recorder);
    ok(FAILED(hr), "got %s\n", test_hr(hr));
    /* The last reference goes: nothing is held any more. */
    ok(!IDiscFormat2RawCD_Release(raw), "the object lives on\n");
    name = test_bstr(L"imapi2 test");
    hr = IDiscRecorder2_AcquireExclusiveAccess(other, VARIANT_TRUE, name);
    check_hr(hr, S_OK);
    hr = IDiscRecorder2_EjectMedia(other);
    check_hr(hr, S_OK);
    hr = IDiscRecorder2_CloseTray(other);
    check_hr(hr, S_OK);
    raw = test_raw_ready(&test);
    hr = IDiscFormat2RawCD_PrepareMedia(raw);
    check_hr(hr, E_IMAPI_RECORDER_LOCKED);
    hr = IDiscRecorder2_ReleaseExclusiveAccess(other);
    check_hr(hr, S_OK);
    SysFreeString(name);
    hr = IDiscFormat2RawCD_PrepareMedia(raw);
    check_hr(hr, S_OK);
    hr = IDiscFormat2RawCD_ReleaseMedia(raw);
    check_hr(hr, S_OK);
    IDiscFormat2RawCD_Release(raw);
    IDiscRecorder2_Release(other);
    burner_close(&test);
}

static void test_speed(void)
{
    IDiscFormat2RawCD *raw;
    SAFEARRAY *array = NULL;
    struct burner test;
    VARIANT_BOOL value;
    VARIANT *speeds;
    LONG number, wanted;
    HRESULT hr;

    if (!burner_open(&test, L"raw speed", "cd-r")) { ok(0, "no recorder\n"); return; }
    raw = test_raw_ready(&test);
    hr = IDiscFormat2RawCD_get_SupportedWriteSpeeds(raw, &array);
    check_hr(hr, S_OK);
    SafeArrayAccessData(array, (void **)&speeds);
    wanted = V_I4(&speeds[array->rgsabound[0].cElements - 1]);
    SafeArrayUnaccessData(array);
    SafeArrayDestroy(array);
    array = NULL;
    hr = IDiscFormat2RawCD_get_SupportedWriteSpeedDescriptors(raw, &array);
    ok(hr == S_OK && array, "got %s\n", test_hr(hr));
    SafeArrayDestroy(array);
    hr = IDiscFormat2RawCD_SetWriteSpeed(raw, wanted, VARIANT_FALSE);
    check_hr(hr, S_OK);
    hr = IDiscFormat2RawCD_get_RequestedWriteSpeed(raw, &number);
    ok(hr == S_OK && number == wanted, "got %s, %ld\n", test_hr(hr), number);
    hr = get_speed(raw, &number);
    ok(hr == S_OK && number == wanted, "got %s, %ld\n", test_hr(hr), number);
    hr = IDiscFormat2RawCD_get_CurrentRotationTypeIsPureCAV(raw, &value);
    ok(hr == S_OK && !value, "got %s, %d\n", test_hr(hr), value);
    hr = IDiscFormat2RawCD_PrepareMedia(raw);
    check_hr(hr, S_OK);
    hr = IDiscFormat2RawCD_ReleaseMedia(raw);
    check_hr(hr, S_OK);
    /* A speed that the drive lacks is told by both, and so is a rotation. */
    hr = IDiscFormat2RawCD_SetWriteSpeed(raw, wanted + 1, VARIANT_FALSE);
    check_hr(hr, S_IMAPI_SPEEDADJUSTED);
    hr = IDiscFormat2RawCD_PrepareMedia(raw);
    check_hr(hr, S_IMAPI_SPEEDADJUSTED);
    hr = IDiscFormat2RawCD_ReleaseMedia(raw);
    check_hr(hr, S_OK);
    hr = IDiscFormat2RawCD_SetWriteSpeed(raw, wanted, VARIANT_TRUE);
    check_hr(hr, S_IMAPI_ROTATIONADJUSTED);
    hr = IDiscFormat2RawCD_PrepareMedia(raw);
    check_hr(hr, S_IMAPI_ROTATIONADJUSTED);
    hr = IDiscFormat2RawCD_ReleaseMedia(raw);
    check_hr(hr, S_OK);
    hr = IDiscFormat2RawCD_SetWriteSpeed(raw, wanted + 1, VARIANT_TRUE);
    check_hr(hr, S_IMAPI_BOTHADJUSTED);
    hr = IDiscFormat2RawCD_PrepareMedia(raw);
    check_hr(hr, S_IMAPI_BOTHADJUSTED);
    hr = IDiscFormat2RawCD_ReleaseMedia(raw);
    check_hr(hr, S_OK);
    IDiscFormat2RawCD_Release(raw);
    burner_close(&test);
}

static void test_recorder(void)
{
    IDiscFormat2RawCD *raw = test_raw_create();
    struct test_stream stream;
    IDiscRecorder2 *recorder;
    struct burner test;
    HRESULT hr;

    if (!burner_open(&test, L"raw recorder", NULL)) { ok(0, "no recorder\n"); return; }
    /* An object that is no recorder for writing. */
    test_stream_init(&stream, 2352, 0);
    hr = IDiscFormat2RawCD_put_Recorder(raw, (IDiscRecorder2 *)&stream.IStream_iface);
    check_hr(hr, E_IMAPI_DF2RAW_RECORDER_NOT_SUPPORTED);
    hr = IDiscFormat2RawCD_put_Recorder(raw, test.recorder);
    check_hr(hr, S_OK);
    hr = IDiscFormat2RawCD_get_Recorder(raw, &recorder);
    ok(hr == S_OK && recorder == test.recorder, "got %s, %p\n", test_hr(hr), recorder);
    IDiscRecorder2_Release(recorder);
    hr = IDiscFormat2RawCD_put_Recorder(raw, NULL);
    check_hr(hr, S_OK);
    hr = IDiscFormat2RawCD_get_Recorder(raw, &recorder);
    ok(hr == S_OK && !recorder, "got %s, %p\n", test_hr(hr), recorder);
    ok(!IDiscFormat2RawCD_Release(raw), "the object lives on\n");
    burner_close(&test);
}

START_TEST(raw_cd)
{
    CoInitializeEx(NULL, COINIT_MULTITHREADED);
    test_defaults();
    test_recorder();
    test_states();
    test_media();
    test_access();
    test_speed();
    test_space();
    test_burn("cd-r", PQ, 1, ARRAY_SIZE(twelve_tracks), twelve_tracks);
    test_burn("cd-r", COOKED, 97, ARRAY_SIZE(three_tracks), three_tracks);
    test_burn("cd-rw", RAW, 1, ARRAY_SIZE(three_tracks), three_tracks);
    test_lead_in(RAW_DISC_LEAD_IN, true);
    test_lead_in(RAW_DISC_LEAD_IN + 1, true);
    test_lead_in(RAW_DISC_LEAD_IN + 100, false);
    CoUninitialize();
}
