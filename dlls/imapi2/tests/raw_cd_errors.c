/*
 * MsftDiscFormat2RawCD: what it makes of what a drive says, and of streams that fail
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

#define DEV_NOT_EXIST __HRESULT_FROM_WIN32(ERROR_DEV_NOT_EXIST)

static const uint32_t one_track[] = {300};

struct row
{
    const char *fault;
    HRESULT hr;
};

static const struct row prepare_rows[] = {
    {"opcode read-disc-information : timeout\n", E_IMAPI_RECORDER_COMMAND_TIMEOUT},
    {"opcode read-disc-information : short 1\n", E_IMAPI_RECORDER_INVALID_RESPONSE_FROM_DEVICE},
    {"opcode read-disc-information : sense 4/02/06\n", E_IMAPI_RECORDER_MEDIA_UPSIDE_DOWN},
    {"opcode read-disc-information : sense 2/04/01\n", E_IMAPI_RECORDER_MEDIA_BECOMING_READY},
    {"opcode read-disc-information : sense 2/3a/00\n", E_IMAPI_RECORDER_MEDIA_NO_MEDIA},
    {"opcode read-disc-information : sense 2/04/04\n", E_IMAPI_RECORDER_MEDIA_FORMAT_IN_PROGRESS},
    {"opcode read-disc-information : sense 2/04/07\n", E_IMAPI_RECORDER_MEDIA_BUSY},
    {"opcode read-disc-information : sense 3/0c/09\n", E_IMAPI_LOSS_OF_STREAMING},
    {"opcode read-disc-information : sense 2/30/00\n", E_IMAPI_RECORDER_MEDIA_INCOMPATIBLE},
    {"opcode read-disc-information : sense 7/27/00\n", E_IMAPI_RECORDER_MEDIA_WRITE_PROTECTED},
    {"opcode read-disc-information : sense 3/73/03\n", E_IMAPI_RECORDER_MEDIA_SPEED_MISMATCH},
    {"opcode read-disc-information : sense 4/44/00\n", E_FAIL},
    {"opcode read-toc-pma-atip : sense 4/44/00\n", E_FAIL},
    {"opcode read-disc-information : gone\n", DEV_NOT_EXIST},
};

/* Whatever the drive says to PrepareMedia(), nothing is held afterwards. */
static void test_prepare(void)
{
    IDiscFormat2RawCD *raw;
    struct burner test;
    unsigned int i;
    HRESULT hr;

    if (!burner_open(&test, L"raw prepare errors", "cd-r")) { ok(0, "no recorder\n"); return; }
    raw = test_raw_ready(&test);
    for (i = 0; i < ARRAY_SIZE(prepare_rows); i++)
    {
        burner_faults(&test, prepare_rows[i].fault);
        hr = IDiscFormat2RawCD_PrepareMedia(raw);
        ok(hr == prepare_rows[i].hr, "%u (%s): got %s\n", i, test_hr(prepare_rows[i].hr), test_hr(hr));
        burner_faults(&test, NULL);
        hr = IDiscFormat2RawCD_ReleaseMedia(raw);
        ok(hr == E_IMAPI_DF2RAW_MEDIA_IS_NOT_PREPARED, "%u: got %s\n", i, test_hr(hr));
    }
    hr = IDiscFormat2RawCD_PrepareMedia(raw);
    check_hr(hr, S_OK);
    hr = IDiscFormat2RawCD_ReleaseMedia(raw);
    check_hr(hr, S_OK);
    hr = IDiscRecorder2_EjectMedia(test.recorder);
    check_hr(hr, S_OK);
    IDiscFormat2RawCD_Release(raw);
    burner_close(&test);
}

static const struct row write_rows[] = {
    {"opcode write-10 nth 3 : sense 3/0c/00\n", E_FAIL},
    {"opcode write-10 nth 3 : sense 3/0c/09\n", E_IMAPI_LOSS_OF_STREAMING},
    {"opcode write-10 nth 3 : sense 7/27/00\n", E_IMAPI_RECORDER_MEDIA_WRITE_PROTECTED},
    {"opcode write-10 nth 3 : sense 3/73/03\n", E_IMAPI_RECORDER_MEDIA_SPEED_MISMATCH},
    {"opcode write-10 nth 3 : sense 2/3a/00\n", E_IMAPI_RECORDER_MEDIA_NO_MEDIA},
    {"opcode write-10 nth 3 : sense 2/30/05\n", E_IMAPI_RECORDER_MEDIA_INCOMPATIBLE},
    {"opcode write-10 nth 3 : sense 4/02/06\n", E_IMAPI_RECORDER_MEDIA_UPSIDE_DOWN},
    {"opcode write-10 nth 3 : timeout\n", E_IMAPI_RECORDER_COMMAND_TIMEOUT},
    {"opcode mode-select-10 : sense 5/26/00\n", E_IMAPI_RECORDER_INVALID_MODE_PARAMETERS},
    {"opcode synchronize-cache : sense 3/0c/00\n", E_FAIL},
    {"opcode read-toc-pma-atip : short 3\n", E_IMAPI_RECORDER_INVALID_RESPONSE_FROM_DEVICE},
    {"opcode read-toc-pma-atip : sense 3/02/00\n", E_FAIL},
};

static void test_write(void)
{
    struct raw_test_image image;
    IDiscFormat2RawCD *raw;
    struct burner test;
    unsigned int i;
    HRESULT hr;

    if (!burner_open(&test, L"raw write errors", NULL)) { ok(0, "no recorder\n"); return; }
    raw_test_image_init(&image, IMAPI_FORMAT2_RAW_CD_SUBCODE_PQ_ONLY, 1, one_track);
    raw = test_raw_ready(&test);
    for (i = 0; i < ARRAY_SIZE(write_rows); i++)
    {
        ok(burner_insert(&test, "cd-r"), "%u: no medium\n", i);
        hr = IDiscFormat2RawCD_PrepareMedia(raw);
        ok(hr == S_OK, "%u: got %s\n", i, test_hr(hr));
        hr = IDiscFormat2RawCD_put_RequestedSectorType(raw, IMAPI_FORMAT2_RAW_CD_SUBCODE_PQ_ONLY);
        ok(hr == S_OK, "%u: got %s\n", i, test_hr(hr));
        burner_faults(&test, write_rows[i].fault);
        hr = IDiscFormat2RawCD_WriteMedia(raw, image.stream);
        ok(hr == write_rows[i].hr, "%u (%s): got %s\n", i, test_hr(write_rows[i].hr), test_hr(hr));
        burner_faults(&test, NULL);
        hr = IDiscFormat2RawCD_ReleaseMedia(raw);
        ok(hr == S_OK, "%u: got %s\n", i, test_hr(hr));
        hr = IDiscRecorder2_EjectMedia(test.recorder);
        ok(hr == S_OK, "%u: got %s\n", i, test_hr(hr));
    }
    IDiscFormat2RawCD_Release(raw);
    raw_test_image_cleanup(&image);
    burner_close(&test);
}

/* The stream fails, or ends too early; the disc is lost, the recorder is not. */
static void test_streams(void)
{
    struct raw_test_image image;
    struct test_stream stream;
    LARGE_INTEGER zero = {{0}};
    IDiscFormat2RawCD *raw;
    struct burner test;
    unsigned int i;
    HRESULT hr;

    if (!burner_open(&test, L"raw streams", NULL)) { ok(0, "no recorder\n"); return; }
    raw_test_image_init(&image, IMAPI_FORMAT2_RAW_CD_SUBCODE_IS_COOKED, 1, one_track);
    raw = test_raw_ready(&test);
    for (i = 0; i < 3; i++)
    {
        ok(burner_insert(&test, "cd-rw"), "%u: no medium\n", i);
        hr = IDiscFormat2RawCD_PrepareMedia(raw);
        ok(hr == S_OK, "%u: got %s\n", i, test_hr(hr));
        IStream_Seek(image.stream, zero, STREAM_SEEK_SET, NULL);
        test_stream_init(&stream, (uint64_t)raw_test_image_sectors(&image) * 2448, 0);
        stream.source = image.stream;
        stream.seek_result = E_NOTIMPL;
        if (i == 0) stream.fail_at = 20000 * 2448;
        if (i == 1) stream.end = 20000 * 2448;
        if (i == 2) stream.end = 1000 * 2448;       /* not even the part that is left out */
        hr = IDiscFormat2RawCD_WriteMedia(raw, &stream.IStream_iface);
        ok(hr == (i ? E_IMAPI_DF2RAW_STREAM_NOT_SUPPORTED : STG_E_READFAULT), "%u: got %s\n", i, test_hr(hr));
        ok(stream.ref == 1, "%u: %ld references\n", i, stream.ref);
        hr = IDiscFormat2RawCD_ReleaseMedia(raw);
        ok(hr == S_OK, "%u: got %s\n", i, test_hr(hr));
        hr = IDiscRecorder2_EjectMedia(test.recorder);
        ok(hr == S_OK, "%u: got %s\n", i, test_hr(hr));
    }
    IDiscFormat2RawCD_Release(raw);
    raw_test_image_cleanup(&image);
    burner_close(&test);
}

START_TEST(raw_cd_errors)
{
    CoInitializeEx(NULL, COINIT_MULTITHREADED);
    test_prepare();
    test_write();
    test_streams();
    CoUninitialize();
}
