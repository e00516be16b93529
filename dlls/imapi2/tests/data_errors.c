/*
 * Tests of what MsftDiscFormat2Data answers when something is wrong
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

#define DEV_NOT_EXIST __HRESULT_FROM_WIN32(ERROR_DEV_NOT_EXIST)

static IDiscFormat2Data *create_data(IDiscRecorder2 *recorder)
{
    BSTR name = SysAllocString(L"imapi2 test");
    IDiscFormat2Data *data = NULL;
    HRESULT hr;

    hr = CoCreateInstance(&CLSID_MsftDiscFormat2Data, NULL, CLSCTX_INPROC_SERVER, &IID_IDiscFormat2Data,
                          (void **)&data);
    check_hr(hr, S_OK);
    hr = IDiscFormat2Data_put_ClientName(data, name);
    check_hr(hr, S_OK);
    if (recorder)
    {
        hr = IDiscFormat2Data_put_Recorder(data, recorder);
        check_hr(hr, S_OK);
    }
    SysFreeString(name);
    return data;
}

/* Every property and method that asks the drive about its medium. */
enum question
{
    ASK_BLANK, ASK_LOOKS_BLANK, ASK_STATUS, ASK_PROTECTION, ASK_TOTAL, ASK_FREE, ASK_NEXT, ASK_PREVIOUS_START,
    ASK_PREVIOUS_END, ASK_TYPE, ASK_SPEED, ASK_ROTATION, ASK_SPEEDS, ASK_DESCRIPTORS, ASK_SET_SPEED, QUESTIONS
};

static HRESULT ask(IDiscFormat2Data *data, enum question question, bool null)
{
    IMAPI_MEDIA_WRITE_PROTECT_STATE protect;
    IMAPI_FORMAT2_DATA_MEDIA_STATE state;
    IMAPI_MEDIA_PHYSICAL_TYPE type;
    SAFEARRAY *array = NULL;
    VARIANT_BOOL boolean;
    HRESULT hr = S_OK;
    LONG number;

#define GET(property, variable) return IDiscFormat2Data_get_##property(data, null ? NULL : &(variable))
    switch (question)
    {
    case ASK_BLANK: GET(MediaPhysicallyBlank, boolean);
    case ASK_LOOKS_BLANK: GET(MediaHeuristicallyBlank, boolean);
    case ASK_STATUS: GET(CurrentMediaStatus, state);
    case ASK_PROTECTION: GET(WriteProtectStatus, protect);
    case ASK_TOTAL: GET(TotalSectorsOnMedia, number);
    case ASK_FREE: GET(FreeSectorsOnMedia, number);
    case ASK_NEXT: GET(NextWritableAddress, number);
    case ASK_PREVIOUS_START: GET(StartAddressOfPreviousSession, number);
    case ASK_PREVIOUS_END: GET(LastWrittenAddressOfPreviousSession, number);
    case ASK_TYPE: GET(CurrentPhysicalMediaType, type);
    case ASK_SPEED: GET(CurrentWriteSpeed, number);
    case ASK_ROTATION: GET(CurrentRotationTypeIsPureCAV, boolean);
    case ASK_SPEEDS:
        hr = IDiscFormat2Data_get_SupportedWriteSpeeds(data, null ? NULL : &array);
        break;
    case ASK_DESCRIPTORS:
        hr = IDiscFormat2Data_get_SupportedWriteSpeedDescriptors(data, null ? NULL : &array);
        break;
    case ASK_SET_SPEED:
        return null ? E_POINTER : IDiscFormat2Data_SetWriteSpeed(data, 1000, VARIANT_FALSE);
    case QUESTIONS:
        break;
    }
#undef GET
    if (array) SafeArrayDestroy(array);
    return hr;
}

static void test_no_recorder(void)
{
    IDiscFormat2Data *data = create_data(NULL);
    struct test_stream stream;
    SAFEARRAY *array = NULL;
    VARIANT_BOOL value;
    unsigned int i;
    HRESULT hr;

    for (i = 0; i < QUESTIONS; i++)
    {
        hr = ask(data, i, false);
        ok(hr == E_IMAPI_RECORDER_REQUIRED, "%u: got %s\n", i, test_hr(hr));
        hr = ask(data, i, true);
        ok(hr == E_POINTER, "%u: got %s\n", i, test_hr(hr));
    }
    hr = IDiscFormat2Data_get_MultisessionInterfaces(data, &array);
    check_hr(hr, E_IMAPI_RECORDER_REQUIRED);
    hr = IDiscFormat2Data_get_MultisessionInterfaces(data, NULL);
    check_hr(hr, E_POINTER);
    hr = IDiscFormat2Data_IsRecorderSupported(data, NULL, &value);
    check_hr(hr, E_POINTER);
    hr = IDiscFormat2Data_IsCurrentMediaSupported(data, NULL, &value);
    check_hr(hr, E_POINTER);
    hr = IDiscFormat2Data_Write(data, NULL);
    check_hr(hr, E_POINTER);
    test_stream_init(&stream, 32 * BLOCK, 0);
    hr = IDiscFormat2Data_Write(data, &stream.IStream_iface);
    check_hr(hr, E_IMAPI_RECORDER_REQUIRED);
    ok(!stream.reads && stream.ref == 1, "%ld reads, %ld references\n", stream.reads, stream.ref);

    /* An object that is no recorder for writing. */
    hr = IDiscFormat2Data_put_Recorder(data, (IDiscRecorder2 *)&stream.IStream_iface);
    check_hr(hr, E_IMAPI_DF2DATA_RECORDER_NOT_SUPPORTED);
    hr = IDiscFormat2Data_IsRecorderSupported(data, (IDiscRecorder2 *)&stream.IStream_iface, &value);
    ok(hr == S_OK && value == VARIANT_FALSE, "got %s, %d\n", test_hr(hr), value);
    hr = IDiscFormat2Data_IsCurrentMediaSupported(data, (IDiscRecorder2 *)&stream.IStream_iface, &value);
    ok(hr == S_OK && value == VARIANT_FALSE, "got %s, %d\n", test_hr(hr), value);
    IDiscFormat2Data_Release(data);
}

static void test_no_client_name(struct burner *test)
{
    IDiscFormat2Data *data = NULL;
    struct test_stream stream;
    HRESULT hr;

    CoCreateInstance(&CLSID_MsftDiscFormat2Data, NULL, CLSCTX_INPROC_SERVER, &IID_IDiscFormat2Data, (void **)&data);
    hr = IDiscFormat2Data_put_Recorder(data, test->recorder);
    check_hr(hr, S_OK);
    test_stream_init(&stream, 32 * BLOCK, 0);
    hr = IDiscFormat2Data_Write(data, &stream.IStream_iface);
    check_hr(hr, E_IMAPI_DF2DATA_CLIENT_NAME_IS_NOT_VALID);
    IDiscFormat2Data_Release(data);
}

static void test_no_medium(struct burner *test)
{
    IDiscFormat2Data *data = create_data(test->recorder);
    struct test_stream stream;
    SAFEARRAY *array = NULL;
    VARIANT_BOOL value;
    unsigned int i;
    HRESULT hr;

    burner_insert(test, NULL);
    for (i = 0; i < QUESTIONS; i++)
    {
        hr = ask(data, i, false);
        ok(hr == E_IMAPI_RECORDER_MEDIA_NO_MEDIA, "%u: got %s\n", i, test_hr(hr));
    }
    value = VARIANT_TRUE;
    hr = IDiscFormat2Data_IsCurrentMediaSupported(data, test->recorder, &value);
    ok(hr == E_IMAPI_RECORDER_MEDIA_NO_MEDIA && value == VARIANT_FALSE, "got %s, %d\n", test_hr(hr), value);
    hr = IDiscFormat2Data_IsRecorderSupported(data, test->recorder, &value);
    ok(hr == S_OK && value == VARIANT_TRUE, "got %s, %d\n", test_hr(hr), value);
    test_stream_init(&stream, 32 * BLOCK, 0);
    hr = IDiscFormat2Data_Write(data, &stream.IStream_iface);
    check_hr(hr, E_IMAPI_RECORDER_MEDIA_NO_MEDIA);
    ok(!stream.reads, "the stream was read\n");
    hr = IDiscFormat2Data_get_MultisessionInterfaces(data, &array);
    check_hr(hr, S_OK);
    ok(array && array->rgsabound[0].cElements >= 1, "no element\n");
    SafeArrayDestroy(array);
    IDiscFormat2Data_Release(data);
}

/* What the drive says to the first question, and what every property makes of it. */
static void test_drive_errors(struct burner *test)
{
    static const struct { const char *fault; HRESULT hr; } rows[] = {
        {"opcode read-disc-information : timeout\n", E_IMAPI_RECORDER_COMMAND_TIMEOUT},
        {"opcode read-disc-information : short 1\n", E_IMAPI_RECORDER_INVALID_RESPONSE_FROM_DEVICE},
        {"opcode read-disc-information : sense 4/02/06\n", E_IMAPI_RECORDER_MEDIA_UPSIDE_DOWN},
        {"opcode read-disc-information : sense 4/09/01\n", E_IMAPI_RECORDER_MEDIA_UPSIDE_DOWN},
        {"opcode read-disc-information : sense 2/04/01\n", E_IMAPI_RECORDER_MEDIA_BECOMING_READY},
        {"opcode read-disc-information : sense 2/3a/00\n", E_IMAPI_RECORDER_MEDIA_NO_MEDIA},
        {"opcode read-disc-information : sense 2/04/04\n", E_IMAPI_RECORDER_MEDIA_FORMAT_IN_PROGRESS},
        {"opcode read-disc-information : sense 2/04/07\n", E_IMAPI_RECORDER_MEDIA_BUSY},
        {"opcode read-disc-information : sense 3/0c/09\n", E_IMAPI_LOSS_OF_STREAMING},
        {"opcode read-disc-information : sense 2/30/00\n", E_IMAPI_RECORDER_MEDIA_INCOMPATIBLE},
        {"opcode read-disc-information : sense 7/27/00\n", E_IMAPI_RECORDER_MEDIA_WRITE_PROTECTED},
        {"opcode read-disc-information : sense 3/73/03\n", E_IMAPI_RECORDER_MEDIA_SPEED_MISMATCH},
        {"opcode read-disc-information : sense 4/44/00\n", E_FAIL},
        {"opcode read-disc-information : gone\n", DEV_NOT_EXIST},
    };
    IDiscFormat2Data *data = create_data(test->recorder);
    unsigned int i, j;
    HRESULT hr;

    burner_insert(test, "cd-rw");
    for (i = 0; i < ARRAY_SIZE(rows); i++)
    {
        burner_faults(test, rows[i].fault);
        for (j = 0; j < QUESTIONS; j++)
        {
            hr = ask(data, j, false);
            ok(hr == rows[i].hr, "%u (%s), %u: got %s\n", i, test_hr(rows[i].hr), j, test_hr(hr));
        }
    }
    burner_faults(test, "opcode mode-sense-10 : sense 5/24/00\n");
    hr = ask(data, ASK_SPEED, false);
    check_hr(hr, E_IMAPI_RECORDER_NO_SUCH_MODE_PAGE);
    burner_faults(test, NULL);
    for (j = 0; j < QUESTIONS; j++)
    {
        hr = ask(data, j, false);
        ok(SUCCEEDED(hr), "%u: got %s\n", j, test_hr(hr));
    }
    IDiscFormat2Data_Release(data);
}

/* A drive that tells nothing of the kind of its medium, and refuses the structure that would tell. */
static void test_no_structure(struct burner *test)
{
    static const char silent[] = "opcode get-configuration : patch 8 00 00 00 00 00 1f 03 00\n"
        "opcode read-disc-structure : sense 5/30/02\n";
    IDiscFormat2Data *data = create_data(test->recorder);
    IMAPI_MEDIA_PHYSICAL_TYPE type;
    HRESULT hr;

    ok(burner_insert(test, "dvd-r"), "no medium\n");
    burner_faults(test, "opcode read-disc-structure : sense 5/30/02\n");
    hr = IDiscFormat2Data_get_CurrentPhysicalMediaType(data, &type);
    ok(hr == S_OK && type == IMAPI_MEDIA_TYPE_DVDDASHR, "got %s, %d\n", test_hr(hr), type);
    burner_faults(test, silent);
    hr = IDiscFormat2Data_get_CurrentPhysicalMediaType(data, &type);
    check_hr(hr, E_IMAPI_RECORDER_DVD_STRUCTURE_NOT_PRESENT);
    burner_faults(test, NULL);
    IDiscFormat2Data_Release(data);
}

static void check_usable(const char *name, struct burner *test, IDiscFormat2Data *data)
{
    struct test_stream stream;
    IDiscRecorder2 *other;
    BYTE block[BLOCK];
    BSTR owner = NULL;
    HRESULT hr;

    burner_faults(test, NULL);
    other = burner_again(test);
    hr = IDiscRecorder2_get_ExclusiveAccessOwner(other, &owner);
    ok(hr == S_OK && (!owner || !owner[0]), "%s: still held by %s, %s\n", name, wine_dbgstr_w(owner), test_hr(hr));
    SysFreeString(owner);
    IDiscRecorder2_Release(other);
    hr = IDiscRecorder2_EjectMedia(test->recorder);
    ok(hr == S_OK, "%s: got %s\n", name, test_hr(hr));
    ok(burner_insert(test, "bd-r"), "%s: no medium\n", name);
    test_stream_init(&stream, 32 * BLOCK, 5);
    hr = IDiscFormat2Data_Write(data, &stream.IStream_iface);
    ok(hr == S_OK, "%s: got %s\n", name, test_hr(hr));
    hr = burner_read(test, 31, 1, block);
    ok(hr == S_OK && test_compare(5, 31, 1, block) == -1, "%s: got %s\n", name, test_hr(hr));
}

/* Power off and on: nothing is left of the objects but the recorder in the list. */
static IDiscFormat2Data *replug(struct burner *test, IDiscFormat2Data *data)
{
    burner_faults(test, NULL);
    IDiscFormat2Data_Release(data);
    IDiscRecorder2Ex_Release(test->ex);
    ok(!IDiscRecorder2_Release(test->recorder), "the recorder lives on\n");
    test->recorder = burner_again(test);
    IDiscRecorder2_QueryInterface(test->recorder, &IID_IDiscRecorder2Ex, (void **)&test->ex);
    return create_data(test->recorder);
}

static void test_write_errors(void)
{
    static const struct { const char *kind, *fault; HRESULT hr; } rows[] = {
        {"cd-r", "opcode write-10 nth 2 : sense 3/0c/09\n", E_IMAPI_LOSS_OF_STREAMING},
        {"dvd-r", "opcode write-10 nth 2 : sense 3/0c/00\n", E_IMAPI_UNEXPECTED_RESPONSE_FROM_DEVICE},
        {"dvd+r", "opcode write-10 nth 2 : timeout\n", E_IMAPI_RECORDER_COMMAND_TIMEOUT},
        {"bd-r", "opcode write-10 nth 2 : unplug\n", DEV_NOT_EXIST},
        {"cd-rw", "opcode write-10 nth 2 : sense 7/27/00\n", E_IMAPI_RECORDER_MEDIA_WRITE_PROTECTED},
        {"dvd+rw", "opcode write-10 nth 2 : sense 3/73/03\n", E_IMAPI_RECORDER_MEDIA_SPEED_MISMATCH},
        {"bd-re", "opcode write-10 nth 2 : sense 2/3a/00\n", E_IMAPI_RECORDER_MEDIA_NO_MEDIA},
        {"cd-r", "opcode write-10 nth 2 : sense 5/30/05\n", E_IMAPI_RECORDER_MEDIA_INCOMPATIBLE},
        {"cd-r", "opcode write-10 nth 2 : sense 4/02/06\n", E_IMAPI_RECORDER_MEDIA_UPSIDE_DOWN},
        {"cd-r", "opcode mode-select-10 : sense 5/26/00\n", E_IMAPI_RECORDER_INVALID_MODE_PARAMETERS},
        {"cd-r", "opcode read-disc-information : short 4\n", E_IMAPI_RECORDER_INVALID_RESPONSE_FROM_DEVICE},
        {"dvd+r", "opcode close-track-session : sense 3/72/01\n", E_IMAPI_UNEXPECTED_RESPONSE_FROM_DEVICE},
        {"dvd+r", "opcode synchronize-cache : sense 3/0c/00\n", E_IMAPI_UNEXPECTED_RESPONSE_FROM_DEVICE},
    };
    struct test_stream stream;
    IDiscFormat2Data *data;
    struct burner test;
    unsigned int i;
    HRESULT hr;

    for (i = 0; i < ARRAY_SIZE(rows); i++)
    {
        if (!burner_open(&test, L"data write errors", rows[i].kind)) { ok(0, "%u: no recorder\n", i); return; }
        data = create_data(test.recorder);
        burner_faults(&test, rows[i].fault);
        test_stream_init(&stream, 2500 * BLOCK, i);
        hr = IDiscFormat2Data_Write(data, &stream.IStream_iface);
        ok(hr == rows[i].hr, "%u (%s): got %s\n", i, test_hr(rows[i].hr), test_hr(hr));
        ok(stream.ref == 1, "%u: %ld references\n", i, stream.ref);
        if (strstr(rows[i].fault, "unplug")) data = replug(&test, data);
        check_usable(rows[i].kind, &test, data);
        IDiscFormat2Data_Release(data);
        burner_close(&test);
    }
}

/* What a drive says now and then, and what nobody should hear of. */
static void test_write_survives(struct burner *test)
{
    static const char *const faults[] = {
        "opcode write-10 first 5 : sense 2/04/08\n",
        "opcode test-unit-ready nth 1 : sense 6/28/00\n",
        "load 500ms : sense 2/04/01\n",
        "opcode send-opc-information : sense 3/73/02\n",
    };
    IDiscFormat2Data *data = create_data(test->recorder);
    struct test_stream stream;
    BYTE block[BLOCK];
    unsigned int i;
    HRESULT hr;

    for (i = 0; i < ARRAY_SIZE(faults); i++)
    {
        burner_faults(test, faults[i]);
        ok(burner_insert(test, "cd-r"), "%u: no medium\n", i);
        test_stream_init(&stream, 2500 * BLOCK, i);
        hr = IDiscFormat2Data_Write(data, &stream.IStream_iface);
        ok(hr == S_OK, "%u: got %s\n", i, test_hr(hr));
        burner_faults(test, NULL);
        hr = burner_read(test, 2499, 1, block);
        ok(hr == S_OK && test_compare(i, 2499, 1, block) == -1, "%u: got %s\n", i, test_hr(hr));
    }
    IDiscFormat2Data_Release(data);
}

static void test_streams(struct burner *test)
{
    IDiscFormat2Data *data = create_data(test->recorder);
    struct test_stream stream;
    BYTE block[BLOCK];
    HRESULT hr;

    ok(burner_insert(test, "cd-r"), "no medium\n");
    test_stream_init(&stream, 32 * BLOCK + 1, 0);
    hr = IDiscFormat2Data_Write(data, &stream.IStream_iface);
    check_hr(hr, E_IMAPI_DF2DATA_STREAM_NOT_SUPPORTED);
    test_stream_init(&stream, 0, 0);
    hr = IDiscFormat2Data_Write(data, &stream.IStream_iface);
    check_hr(hr, E_IMAPI_DF2DATA_STREAM_NOT_SUPPORTED);
    test_stream_init(&stream, 32 * BLOCK, 0);
    stream.stat_result = E_NOTIMPL;
    stream.seek_result = E_NOTIMPL;
    hr = IDiscFormat2Data_Write(data, &stream.IStream_iface);
    check_hr(hr, E_IMAPI_DF2DATA_STREAM_NOT_SUPPORTED);
    test_stream_init(&stream, (uint64_t)400000 * BLOCK, 0);
    hr = IDiscFormat2Data_Write(data, &stream.IStream_iface);
    check_hr(hr, E_IMAPI_DF2DATA_STREAM_TOO_LARGE_FOR_CURRENT_MEDIA);
    test_stream_init(&stream, ((uint64_t)1 << 33) * BLOCK, 0);
    hr = IDiscFormat2Data_Write(data, &stream.IStream_iface);
    check_hr(hr, E_IMAPI_DF2DATA_STREAM_TOO_LARGE_FOR_CURRENT_MEDIA);
    test_stream_init(&stream, 1000 * BLOCK, 0);
    hr = IDiscFormat2Data_put_Recorder(data, test->recorder);
    check_hr(hr, S_OK);

    /* The medium was not touched by any of these. */
    hr = ask(data, ASK_NEXT, false);
    check_hr(hr, S_OK);

    /* Size by Seek, because there is no Stat. */
    stream.stat_result = E_NOTIMPL;
    hr = IDiscFormat2Data_Write(data, &stream.IStream_iface);
    check_hr(hr, S_OK);
    hr = burner_read(test, 999, 1, block);
    ok(hr == S_OK && test_compare(0, 999, 1, block) == -1, "got %s\n", test_hr(hr));

    /* The stream fails in the middle. */
    ok(burner_insert(test, "bd-r"), "no medium\n");
    test_stream_init(&stream, 4000 * BLOCK, 0);
    stream.fail_at = 2048 * BLOCK;
    hr = IDiscFormat2Data_Write(data, &stream.IStream_iface);
    check_hr(hr, STG_E_READFAULT);
    check_usable("read error", test, data);

    /* It ends before its size, and not with a whole block. */
    ok(burner_insert(test, "bd-r"), "no medium\n");
    test_stream_init(&stream, 4000 * BLOCK, 3);
    stream.end = 1000 * BLOCK + 100;
    hr = IDiscFormat2Data_Write(data, &stream.IStream_iface);
    check_hr(hr, S_OK);
    hr = burner_read(test, 999, 1, block);
    ok(hr == S_OK && test_compare(3, 999, 1, block) == -1, "got %s\n", test_hr(hr));
    hr = burner_read(test, 1000, 1, block);
    ok(hr == S_OK && !block[100] && !block[BLOCK - 1], "got %s\n", test_hr(hr));
    ok(burner_insert(test, "dvd-r"), "no medium\n");
    test_stream_init(&stream, 4000 * BLOCK, 3);
    stream.end = 500 * BLOCK;
    stream.end_result = S_OK;
    hr = IDiscFormat2Data_Write(data, &stream.IStream_iface);
    check_hr(hr, S_OK);
    hr = burner_read(test, 499, 1, block);
    ok(hr == S_OK && test_compare(3, 499, 1, block) == -1, "got %s\n", test_hr(hr));

    /* It has nothing at all. */
    ok(burner_insert(test, "bd-r"), "no medium\n");
    test_stream_init(&stream, 4000 * BLOCK, 3);
    stream.end = 0;
    hr = IDiscFormat2Data_Write(data, &stream.IStream_iface);
    check_hr(hr, E_IMAPI_DF2DATA_STREAM_NOT_SUPPORTED);
    check_usable("empty", test, data);
    IDiscFormat2Data_Release(data);
}

static void test_pressed(struct burner *test)
{
    IDiscFormat2Data *data = create_data(test->recorder);
    IMAPI_MEDIA_WRITE_PROTECT_STATE protect = 0;
    IMAPI_FORMAT2_DATA_MEDIA_STATE state = 0;
    IMAPI_MEDIA_PHYSICAL_TYPE type = 0;
    struct test_stream stream;
    VARIANT_BOOL value;
    unsigned int i;
    HRESULT hr;

    if (!burner_insert_pressed(test, 500))
    {
        ok(0, "no pressed disc\n");
        IDiscFormat2Data_Release(data);
        return;
    }
    hr = IDiscFormat2Data_get_CurrentPhysicalMediaType(data, &type);
    ok(hr == S_OK && type == IMAPI_MEDIA_TYPE_CDROM, "got %s, %d\n", test_hr(hr), type);
    hr = IDiscFormat2Data_IsCurrentMediaSupported(data, test->recorder, &value);
    ok(hr == S_OK && value == VARIANT_FALSE, "got %s, %d\n", test_hr(hr), value);
    hr = IDiscFormat2Data_get_MediaPhysicallyBlank(data, &value);
    ok(hr == S_OK && value == VARIANT_FALSE, "got %s, %d\n", test_hr(hr), value);
    hr = IDiscFormat2Data_get_CurrentMediaStatus(data, &state);
    ok(hr == S_OK && (state & IMAPI_FORMAT2_DATA_MEDIA_STATE_UNSUPPORTED_MEDIA) &&
       (state & IMAPI_FORMAT2_DATA_MEDIA_STATE_WRITE_PROTECTED), "got %s, %#x\n", test_hr(hr), state);
    hr = IDiscFormat2Data_get_WriteProtectStatus(data, &protect);
    ok(hr == S_OK && protect == IMAPI_WRITEPROTECTED_READ_ONLY_MEDIA, "got %s, %#x\n", test_hr(hr), protect);
    for (i = ASK_TOTAL; i <= ASK_PREVIOUS_END; i++)
    {
        hr = ask(data, i, false);
        ok(hr == E_IMAPI_DF2DATA_INVALID_MEDIA_STATE, "%u: got %s\n", i, test_hr(hr));
    }
    test_stream_init(&stream, 32 * BLOCK, 0);
    hr = IDiscFormat2Data_Write(data, &stream.IStream_iface);
    check_hr(hr, E_IMAPI_DF2DATA_MEDIA_IS_NOT_SUPPORTED);
    IDiscFormat2Data_Release(data);
}

START_TEST(data_errors)
{
    struct burner test;

    CoInitializeEx(NULL, COINIT_MULTITHREADED);
    test_no_recorder();
    if (!burner_open(&test, L"data errors", "cd-r")) ok(0, "no recorder\n");
    else
    {
        test_no_client_name(&test);
        test_no_medium(&test);
        test_drive_errors(&test);
        test_no_structure(&test);
        test_write_errors();
        test_write_survives(&test);
        test_streams(&test);
        test_pressed(&test);
        burner_close(&test);
    }
    CoUninitialize();
}
