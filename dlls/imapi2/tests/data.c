/*
 * Tests of MsftDiscFormat2Data: properties, burns and events
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

struct kind
{
    const char *name;
    IMAPI_MEDIA_PHYSICAL_TYPE type;         /* blank, and written without closing */
    LONG blank_state;
    LONG written_state;
    const char *actions;
    bool physically_blank;
    LONG one_x;                             /* sectors per second */
};

#define APPENDABLE IMAPI_FORMAT2_DATA_MEDIA_STATE_APPENDABLE
#define BLANK      IMAPI_FORMAT2_DATA_MEDIA_STATE_BLANK
#define OVERWRITE  IMAPI_FORMAT2_DATA_MEDIA_STATE_OVERWRITE_ONLY

static const struct kind kinds[] = {
    {"cd-r", IMAPI_MEDIA_TYPE_CDR, BLANK, APPENDABLE, "0 2 3 4 5 6", true, 75},
    {"cd-rw", IMAPI_MEDIA_TYPE_CDRW, BLANK, APPENDABLE, "0 2 3 4 5 6", true, 75},
    {"dvd-r", IMAPI_MEDIA_TYPE_DVDDASHR, BLANK, APPENDABLE, "0 2 3 4 5 6", true, 680},
    {"dvd+r", IMAPI_MEDIA_TYPE_DVDPLUSR, BLANK, APPENDABLE, "0 2 3 4 5 6", true, 680},
    {"dvd+rw", IMAPI_MEDIA_TYPE_DVDPLUSRW, BLANK | OVERWRITE, OVERWRITE, "0 1 2 3 4 5 6", true, 680},
    {"bd-r", IMAPI_MEDIA_TYPE_BDR, BLANK, APPENDABLE, "0 2 3 4 5 6", true, 2195},
    {"bd-re", IMAPI_MEDIA_TYPE_BDRE, BLANK | OVERWRITE, OVERWRITE, "0 1 2 3 4 5 6", true, 2195},
};

static void test_defaults(void)
{
    static const WCHAR empty[] = L"";
    IDiscFormat2Data *data = test_data_create();
    IMAPI_BURN_VERIFICATION_LEVEL level;
    IBurnVerification *verification;
    IDiscRecorder2 *recorder;
    VARIANT_BOOL value;
    BSTR name;
    LONG number;
    HRESULT hr;

#define CHECK_BOOL(property, expected)                                                                               \
    value = 42;                                                                                                      \
    hr = IDiscFormat2Data_get_##property(data, &value);                                                              \
    ok(hr == S_OK && value == (expected), #property ": got %s, %d\n", test_hr(hr), value);                           \
    hr = IDiscFormat2Data_get_##property(data, NULL);                                                                \
    ok(hr == E_POINTER, #property ": got %s\n", test_hr(hr))
    CHECK_BOOL(BufferUnderrunFreeDisabled, VARIANT_FALSE);
    CHECK_BOOL(PostgapAlreadyInImage, VARIANT_FALSE);
    CHECK_BOOL(ForceMediaToBeClosed, VARIANT_FALSE);
    CHECK_BOOL(DisableConsumerDvdCompatibilityMode, VARIANT_FALSE);
    CHECK_BOOL(ForceOverwrite, VARIANT_FALSE);
    CHECK_BOOL(RequestedRotationTypeIsPureCAV, VARIANT_FALSE);

#define CHECK_SETTER(property)                                                                                       \
    hr = IDiscFormat2Data_put_##property(data, 1);                                                                   \
    check_hr(hr, S_OK);                                                                                              \
    CHECK_BOOL(property, VARIANT_TRUE);                                                                              \
    hr = IDiscFormat2Data_put_##property(data, VARIANT_FALSE);                                                       \
    check_hr(hr, S_OK);                                                                                              \
    CHECK_BOOL(property, VARIANT_FALSE)
    CHECK_SETTER(BufferUnderrunFreeDisabled);
    CHECK_SETTER(PostgapAlreadyInImage);
    CHECK_SETTER(ForceMediaToBeClosed);
    CHECK_SETTER(DisableConsumerDvdCompatibilityMode);
    CHECK_SETTER(ForceOverwrite);
#undef CHECK_SETTER
#undef CHECK_BOOL

    hr = IDiscFormat2Data_get_RequestedWriteSpeed(data, &number);
    ok(hr == S_OK && number == -1, "got %s, %ld\n", test_hr(hr), number);
    hr = IDiscFormat2Data_get_RequestedWriteSpeed(data, NULL);
    check_hr(hr, E_POINTER);
    recorder = (IDiscRecorder2 *)0xdeadbeef;
    hr = IDiscFormat2Data_get_Recorder(data, &recorder);
    ok(hr == S_OK && !recorder, "got %s, %p\n", test_hr(hr), recorder);
    hr = IDiscFormat2Data_get_Recorder(data, NULL);
    check_hr(hr, E_POINTER);
    name = NULL;
    hr = IDiscFormat2Data_get_ClientName(data, &name);
    ok(hr == S_OK && name && !lstrcmpW(name, empty), "got %s, %s\n", test_hr(hr), wine_dbgstr_w(name));
    SysFreeString(name);
    hr = IDiscFormat2Data_get_ClientName(data, NULL);
    check_hr(hr, E_POINTER);
    hr = IDiscFormat2Data_put_Recorder(data, NULL);
    check_hr(hr, S_OK);
    hr = IDiscFormat2Data_CancelWrite(data);
    check_hr(hr, E_IMAPI_DF2DATA_WRITE_NOT_IN_PROGRESS);

    hr = IDiscFormat2Data_QueryInterface(data, &IID_IBurnVerification, (void **)&verification);
    check_hr(hr, S_OK);
    hr = IBurnVerification_get_BurnVerificationLevel(verification, &level);
    ok(hr == S_OK && level == IMAPI_BURN_VERIFICATION_NONE, "got %s, %d\n", test_hr(hr), level);
    hr = IBurnVerification_get_BurnVerificationLevel(verification, NULL);
    check_hr(hr, E_POINTER);
    hr = IBurnVerification_put_BurnVerificationLevel(verification, 3);
    check_hr(hr, E_INVALIDARG);
    hr = IBurnVerification_put_BurnVerificationLevel(verification, IMAPI_BURN_VERIFICATION_FULL);
    check_hr(hr, S_OK);
    hr = IBurnVerification_get_BurnVerificationLevel(verification, &level);
    ok(hr == S_OK && level == IMAPI_BURN_VERIFICATION_FULL, "got %s, %d\n", test_hr(hr), level);
    IBurnVerification_Release(verification);
    ok(!IDiscFormat2Data_Release(data), "the object lives on\n");
}

static void test_client_name(void)
{
    static const WCHAR *const good[] = {L"a", L"Wine test 1.0: burn, verify; a_b-c",
        L"12345678901234567890123456789012345678901234567890123456789012"};
    static const WCHAR *const bad[] = {NULL, L"", L"a/b", L"tab\t", L"\x00e4", L"a+b",
        L"123456789012345678901234567890123456789012345678901234567890123"};
    IDiscFormat2Data *data = test_data_create();
    unsigned int i;
    BSTR name;
    HRESULT hr;

    for (i = 0; i < ARRAY_SIZE(good); i++)
    {
        hr = test_data_set_name(data, good[i]);
        ok(hr == S_OK, "%u: got %s\n", i, test_hr(hr));
        hr = IDiscFormat2Data_get_ClientName(data, &name);
        ok(hr == S_OK && !lstrcmpW(name, good[i]), "%u: got %s\n", i, wine_dbgstr_w(name));
        SysFreeString(name);
    }
    for (i = 0; i < ARRAY_SIZE(bad); i++)
    {
        hr = test_data_set_name(data, bad[i]);
        ok(hr == E_IMAPI_DF2DATA_CLIENT_NAME_IS_NOT_VALID, "%u: got %s\n", i, test_hr(hr));
    }
    hr = IDiscFormat2Data_get_ClientName(data, &name);
    ok(hr == S_OK && !lstrcmpW(name, good[2]), "a refused name was kept: %s\n", wine_dbgstr_w(name));
    SysFreeString(name);
    IDiscFormat2Data_Release(data);
}

static void test_supported_types(void)
{
    static const LONG expected[] = {IMAPI_MEDIA_TYPE_CDR, IMAPI_MEDIA_TYPE_CDRW, IMAPI_MEDIA_TYPE_DVDPLUSR,
        IMAPI_MEDIA_TYPE_DVDPLUSRW, IMAPI_MEDIA_TYPE_DVDDASHR, IMAPI_MEDIA_TYPE_BDR, IMAPI_MEDIA_TYPE_BDRE};
    IDiscFormat2Data *data = test_data_create();
    SAFEARRAY *array = NULL;
    VARIANT *values;
    unsigned int i, j;
    VARTYPE vt;
    LONG bound;
    HRESULT hr;

    hr = IDiscFormat2Data_get_SupportedMediaTypes(data, NULL);
    check_hr(hr, E_POINTER);
    hr = IDiscFormat2Data_get_SupportedMediaTypes(data, &array);
    check_hr(hr, S_OK);
    hr = SafeArrayGetVartype(array, &vt);
    ok(hr == S_OK && vt == VT_VARIANT, "got %s, %u\n", test_hr(hr), vt);
    hr = SafeArrayGetLBound(array, 1, &bound);
    ok(hr == S_OK && !bound, "got %s, %ld\n", test_hr(hr), bound);
    ok(SafeArrayGetDim(array) == 1, "got %u\n", SafeArrayGetDim(array));
    SafeArrayAccessData(array, (void **)&values);
    for (i = 0; i < ARRAY_SIZE(expected); i++)
    {
        for (j = 0; j < array->rgsabound[0].cElements; j++)
            if (V_VT(&values[j]) == VT_I4 && V_I4(&values[j]) == expected[i]) break;
        ok(j < array->rgsabound[0].cElements, "type %ld is missing\n", expected[i]);
    }
    SafeArrayUnaccessData(array);
    SafeArrayDestroy(array);
    IDiscFormat2Data_Release(data);
}

static void check_blank(const struct kind *kind, IDiscFormat2Data *data, struct burner *test)
{
    IMAPI_MEDIA_WRITE_PROTECT_STATE protect = 42;
    IMAPI_FORMAT2_DATA_MEDIA_STATE state = 0;
    IMAPI_MEDIA_PHYSICAL_TYPE type = 0;
    LONG number, total;
    VARIANT_BOOL value;
    HRESULT hr;

    hr = IDiscFormat2Data_IsRecorderSupported(data, test->recorder, &value);
    ok(hr == S_OK && value == VARIANT_TRUE, "%s: got %s, %d\n", kind->name, test_hr(hr), value);
    hr = IDiscFormat2Data_IsCurrentMediaSupported(data, test->recorder, &value);
    ok(hr == S_OK && value == VARIANT_TRUE, "%s: got %s, %d\n", kind->name, test_hr(hr), value);
    hr = IDiscFormat2Data_get_CurrentPhysicalMediaType(data, &type);
    ok(hr == S_OK && type == kind->type, "%s: got %s, %d\n", kind->name, test_hr(hr), type);
    hr = IDiscFormat2Data_get_MediaPhysicallyBlank(data, &value);
    ok(hr == S_OK && value == VARIANT_TRUE, "%s: got %s, %d\n", kind->name, test_hr(hr), value);
    hr = IDiscFormat2Data_get_MediaHeuristicallyBlank(data, &value);
    ok(hr == S_OK && value == VARIANT_TRUE, "%s: got %s, %d\n", kind->name, test_hr(hr), value);
    hr = IDiscFormat2Data_get_CurrentMediaStatus(data, &state);
    ok(hr == S_OK && (LONG)state == kind->blank_state, "%s: got %s, %#x\n", kind->name, test_hr(hr), state);
    hr = IDiscFormat2Data_get_WriteProtectStatus(data, &protect);
    ok(hr == S_OK && !protect, "%s: got %s, %#x\n", kind->name, test_hr(hr), protect);
    hr = IDiscFormat2Data_get_TotalSectorsOnMedia(data, &total);
    ok(hr == S_OK && total > 300000, "%s: got %s, %ld\n", kind->name, test_hr(hr), total);
    hr = IDiscFormat2Data_get_FreeSectorsOnMedia(data, &number);
    ok(hr == S_OK && number > 300000 && number <= total, "%s: got %s, %ld\n", kind->name, test_hr(hr), number);
    hr = IDiscFormat2Data_get_NextWritableAddress(data, &number);
    ok(hr == S_OK && !number, "%s: got %s, %ld\n", kind->name, test_hr(hr), number);
    hr = IDiscFormat2Data_get_StartAddressOfPreviousSession(data, &number);
    ok(hr == S_OK && number == -1, "%s: got %s, %ld\n", kind->name, test_hr(hr), number);
    hr = IDiscFormat2Data_get_LastWrittenAddressOfPreviousSession(data, &number);
    ok(hr == S_OK && number == -1, "%s: got %s, %ld\n", kind->name, test_hr(hr), number);
}

static void check_written(const struct kind *kind, IDiscFormat2Data *data)
{
    bool overwritable = kind->written_state == OVERWRITE;
    IMAPI_FORMAT2_DATA_MEDIA_STATE state = 0;
    VARIANT_BOOL value;
    LONG number;
    HRESULT hr;

    hr = IDiscFormat2Data_get_CurrentMediaStatus(data, &state);
    ok(hr == S_OK && (LONG)state == kind->written_state, "%s: got %s, %#x\n", kind->name, test_hr(hr), state);
    hr = IDiscFormat2Data_get_MediaPhysicallyBlank(data, &value);
    ok(hr == S_OK && value == VARIANT_FALSE, "%s: got %s, %d\n", kind->name, test_hr(hr), value);
    hr = IDiscFormat2Data_get_MediaHeuristicallyBlank(data, &value);
    ok(hr == S_OK && value == VARIANT_FALSE, "%s: got %s, %d\n", kind->name, test_hr(hr), value);
    hr = IDiscFormat2Data_get_StartAddressOfPreviousSession(data, &number);
    ok(hr == S_OK && number == (overwritable ? -1 : 0), "%s: got %s, %ld\n", kind->name, test_hr(hr), number);
    hr = IDiscFormat2Data_get_NextWritableAddress(data, &number);
    ok(hr == S_OK && (overwritable ? number == 0 : number > 0), "%s: got %s, %ld\n", kind->name, test_hr(hr), number);
}

static void check_events(const struct kind *kind, const struct test_sink *sink, LONG blocks)
{
    const struct test_event *event, *last = NULL;
    LONG i;

    ok(!strcmp(test_sink_actions(sink), kind->actions), "%s: got %s\n", kind->name, test_sink_actions(sink));
    ok(!sink->wrong, "%s: %ld wrong calls\n", kind->name, sink->wrong);
    for (i = 0; i < sink->count && i < TEST_EVENTS_MAX; i++)
    {
        event = &sink->events[i];
        ok(event->thread == GetCurrentThreadId(), "%s: event %ld on another thread\n", kind->name, i);
        ok(event->count == blocks, "%s: event %ld: %ld sectors\n", kind->name, i, event->count);
        ok(event->total_buffer == event->used_buffer + event->free_buffer, "%s: event %ld: %ld, %ld, %ld\n", kind->name,
           i, event->total_buffer, event->used_buffer, event->free_buffer);
        ok(event->free_buffer >= 0 && event->used_buffer >= 0, "%s: event %ld\n", kind->name, i);
        ok(event->elapsed + event->remaining == event->total, "%s: event %ld: %ld, %ld, %ld\n", kind->name, i,
           event->elapsed, event->remaining, event->total);
        ok(event->last_written <= event->last_read || event->action == IMAPI_FORMAT2_DATA_WRITE_ACTION_VALIDATING_MEDIA,
           "%s: event %ld: written %ld, read %ld\n", kind->name, i, event->last_written, event->last_read);
        last = event;
    }
    if (!last) return;
    ok(last->last_written == blocks - 1, "%s: got %ld\n", kind->name, last->last_written);
    ok(!last->start, "%s: got %ld\n", kind->name, last->start);
    ok(!last->remaining, "%s: got %ld\n", kind->name, last->remaining);
}

static void test_burn_kind(const struct kind *kind)
{
    enum { BLOCKS = 1507 };     /* neither whole chunks nor whole ECC blocks */
    struct burner test;
    struct test_stream stream;
    struct test_sink *sink;
    IDiscFormat2Data *data;
    IDiscRecorder2 *recorder;
    HRESULT hr;

    if (!burner_open(&test, L"data", kind->name))
    {
        ok(0, "%s: no recorder\n", kind->name);
        return;
    }
    sink = HeapAlloc(GetProcessHeap(), 0, sizeof(*sink));
    test_sink_init(sink, &IID_DDiscFormat2DataEvents, DISPID_DDISCFORMAT2DATAEVENTS_UPDATE);
    data = test_data_ready(&test);
    hr = IDiscFormat2Data_get_Recorder(data, &recorder);
    ok(hr == S_OK && recorder == test.recorder, "%s: got %s\n", kind->name, test_hr(hr));
    IDiscRecorder2_Release(recorder);
    check_blank(kind, data, &test);

    hr = test_sink_connect(sink, data);
    check_hr(hr, S_OK);
    /* DVD+R is closed as DVD-ROM unless the client does not want that. */
    hr = IDiscFormat2Data_put_DisableConsumerDvdCompatibilityMode(data, VARIANT_TRUE);
    check_hr(hr, S_OK);
    test_stream_init(&stream, BLOCKS * BLOCK, 7);
    hr = IDiscFormat2Data_Write(data, &stream.IStream_iface);
    ok(hr == S_OK, "%s: got %s\n", kind->name, test_hr(hr));
    ok(stream.thread == GetCurrentThreadId(), "%s: the stream was read on another thread\n", kind->name);
    ok(stream.ref == 1, "%s: the stream has %ld references\n", kind->name, stream.ref);
    check_events(kind, sink, BLOCKS);
    test_data_check(kind->name, &test, 7, BLOCKS);
    check_written(kind, data);

    test_sink_disconnect(sink);
    ok(!IDiscFormat2Data_Release(data), "%s: the object lives on\n", kind->name);
    ok(sink->ref == 1, "%s: the sink has %ld references\n", kind->name, sink->ref);
    HeapFree(GetProcessHeap(), 0, sink);
    burner_close(&test);
}

static void test_close(void)
{
    static const struct { const char *name; VARIANT_BOOL close, disable; IMAPI_MEDIA_PHYSICAL_TYPE type; } rows[] = {
        {"cd-r", VARIANT_TRUE, VARIANT_FALSE, IMAPI_MEDIA_TYPE_CDROM},
        {"cd-rw", VARIANT_TRUE, VARIANT_FALSE, IMAPI_MEDIA_TYPE_CDRW},
        {"dvd-r", VARIANT_TRUE, VARIANT_FALSE, IMAPI_MEDIA_TYPE_DVDROM},
        {"dvd+r", VARIANT_FALSE, VARIANT_FALSE, IMAPI_MEDIA_TYPE_DVDROM},
        {"dvd+r", VARIANT_TRUE, VARIANT_FALSE, IMAPI_MEDIA_TYPE_DVDROM},
        {"dvd+r", VARIANT_TRUE, VARIANT_TRUE, IMAPI_MEDIA_TYPE_DVDROM},
        {"bd-r", VARIANT_TRUE, VARIANT_FALSE, IMAPI_MEDIA_TYPE_BDROM},
    };
    struct burner test;
    unsigned int i;

    if (!burner_open(&test, L"data close", NULL)) { ok(0, "no recorder\n"); return; }
    for (i = 0; i < ARRAY_SIZE(rows); i++)
    {
        IMAPI_FORMAT2_DATA_MEDIA_STATE state = 0;
        IMAPI_MEDIA_PHYSICAL_TYPE type = 0;
        struct test_stream stream;
        IDiscFormat2Data *data;
        VARIANT_BOOL value;
        HRESULT hr;

        ok(burner_insert(&test, rows[i].name), "%u: no medium\n", i);
        data = test_data_ready(&test);
        IDiscFormat2Data_put_ForceMediaToBeClosed(data, rows[i].close);
        IDiscFormat2Data_put_DisableConsumerDvdCompatibilityMode(data, rows[i].disable);
        test_stream_init(&stream, 320 * BLOCK, i);
        hr = IDiscFormat2Data_Write(data, &stream.IStream_iface);
        ok(hr == S_OK, "%u: got %s\n", i, test_hr(hr));
        test_data_check(rows[i].name, &test, i, 320);
        hr = IDiscFormat2Data_get_CurrentPhysicalMediaType(data, &type);
        ok(hr == S_OK && type == rows[i].type, "%u: got %s, %d\n", i, test_hr(hr), type);
        hr = IDiscFormat2Data_get_CurrentMediaStatus(data, &state);
        ok(hr == S_OK && (state & IMAPI_FORMAT2_DATA_MEDIA_STATE_FINALIZED), "%u: got %s, %#x\n", i, test_hr(hr), state);
        ok(!(state & IMAPI_FORMAT2_DATA_MEDIA_STATE_ERASE_REQUIRED) == (type != IMAPI_MEDIA_TYPE_CDRW),
           "%u: got %#x\n", i, state);
        hr = IDiscFormat2Data_Write(data, &stream.IStream_iface);
        ok(hr == E_IMAPI_DF2DATA_INVALID_MEDIA_STATE || hr == E_IMAPI_DF2DATA_MEDIA_IS_NOT_SUPPORTED, "%u: got %s\n", i,
           test_hr(hr));
        hr = IDiscFormat2Data_IsCurrentMediaSupported(data, test.recorder, &value);
        ok(hr == S_OK && value == (type == IMAPI_MEDIA_TYPE_CDRW ? VARIANT_TRUE : VARIANT_FALSE), "%u: got %s, %d\n", i,
           test_hr(hr), value);
        IDiscFormat2Data_Release(data);
    }
    burner_close(&test);
}

static void test_overwrite(void)
{
    static const char *const names[] = {"dvd+rw", "bd-re"};
    struct burner test;
    struct test_stream stream;
    IDiscFormat2Data *data;
    unsigned int i;
    HRESULT hr;

    if (!burner_open(&test, L"data overwrite", NULL)) { ok(0, "no recorder\n"); return; }
    for (i = 0; i < ARRAY_SIZE(names); i++)
    {
        ok(burner_insert(&test, names[i]), "%s: no medium\n", names[i]);
        data = test_data_ready(&test);
        test_stream_init(&stream, 640 * BLOCK, 1);
        hr = IDiscFormat2Data_Write(data, &stream.IStream_iface);
        ok(hr == S_OK, "%s: got %s\n", names[i], test_hr(hr));
        test_stream_init(&stream, 33 * BLOCK, 2);
        hr = IDiscFormat2Data_Write(data, &stream.IStream_iface);
        ok(hr == E_IMAPI_DF2DATA_MEDIA_NOT_BLANK, "%s: got %s\n", names[i], test_hr(hr));
        test_data_check(names[i], &test, 1, 640);
        hr = IDiscFormat2Data_put_ForceOverwrite(data, VARIANT_TRUE);
        check_hr(hr, S_OK);
        hr = IDiscFormat2Data_Write(data, &stream.IStream_iface);
        ok(hr == S_OK, "%s: got %s\n", names[i], test_hr(hr));
        test_data_check(names[i], &test, 2, 33);
        IDiscFormat2Data_Release(data);
    }
    burner_close(&test);
}

static void cancel_when_writing(struct test_sink *sink, IDispatch *sender, const struct test_event *event)
{
    IDiscFormat2Data *data;
    HRESULT hr;

    if (event->action != IMAPI_FORMAT2_DATA_WRITE_ACTION_WRITING_DATA || sink->context) return;
    sink->context = sink;
    hr = IDispatch_QueryInterface(sender, &IID_IDiscFormat2Data, (void **)&data);
    check_hr(hr, S_OK);
    hr = IDiscFormat2Data_CancelWrite(data);
    check_hr(hr, S_OK);
    IDiscFormat2Data_Release(data);
}

/* After whatever went wrong: the drive is free, and the next blank takes a burn. */
static void check_free(const char *name, struct burner *test, IDiscFormat2Data *data)
{
    struct test_stream stream;
    IDiscRecorder2 *other;
    BSTR owner = NULL;
    HRESULT hr;

    other = burner_again(test);
    hr = IDiscRecorder2_get_ExclusiveAccessOwner(other, &owner);
    ok(hr == S_OK && (!owner || !owner[0]), "%s: still held by %s, %s\n", name, wine_dbgstr_w(owner), test_hr(hr));
    SysFreeString(owner);
    IDiscRecorder2_Release(other);
    hr = IDiscRecorder2_EjectMedia(test->recorder);
    ok(hr == S_OK, "%s: got %s\n", name, test_hr(hr));
    hr = IDiscRecorder2_CloseTray(test->recorder);
    ok(hr == S_OK, "%s: got %s\n", name, test_hr(hr));
    ok(burner_insert(test, "bd-r"), "%s: no medium\n", name);
    test_stream_init(&stream, 64 * BLOCK, 77);
    hr = IDiscFormat2Data_Write(data, &stream.IStream_iface);
    ok(hr == S_OK, "%s: got %s\n", name, test_hr(hr));
    test_data_check(name, test, 77, 64);
}

static void test_cancel_in_event(void)
{
    struct burner test;
    struct test_stream stream;
    struct test_sink *sink;
    IDiscFormat2Data *data;
    unsigned int i;
    HRESULT hr;

    if (!burner_open(&test, L"data cancel", NULL)) { ok(0, "no recorder\n"); return; }
    sink = HeapAlloc(GetProcessHeap(), 0, sizeof(*sink));
    for (i = 0; i < ARRAY_SIZE(kinds); i++)
    {
        ok(burner_insert(&test, kinds[i].name), "%s: no medium\n", kinds[i].name);
        data = test_data_ready(&test);
        test_sink_init(sink, &IID_DDiscFormat2DataEvents, DISPID_DDISCFORMAT2DATAEVENTS_UPDATE);
        sink->on_event = cancel_when_writing;
        test_sink_connect(sink, data);
        test_stream_init(&stream, 20000 * BLOCK, 3);
        stream.delay = 20;
        hr = IDiscFormat2Data_Write(data, &stream.IStream_iface);
        ok(hr == E_IMAPI_REQUEST_CANCELLED, "%s: got %s\n", kinds[i].name, test_hr(hr));
        ok(sink->count && sink->events[sink->count - 1].action != IMAPI_FORMAT2_DATA_WRITE_ACTION_COMPLETED,
           "%s: a cancelled write tells of completion\n", kinds[i].name);
        ok(stream.position < stream.size, "%s: all was read\n", kinds[i].name);
        test_sink_disconnect(sink);
        check_free(kinds[i].name, &test, data);
        hr = IDiscFormat2Data_CancelWrite(data);
        check_hr(hr, E_IMAPI_DF2DATA_WRITE_NOT_IN_PROGRESS);
        IDiscFormat2Data_Release(data);
    }
    HeapFree(GetProcessHeap(), 0, sink);
    burner_close(&test);
}

static DWORD WINAPI cancel_thread(void *arg)
{
    IDiscFormat2Data *data = arg;
    unsigned int i;

    CoInitializeEx(NULL, COINIT_MULTITHREADED);
    for (i = 0; i < 400; i++)
    {
        Sleep(25);
        if (IDiscFormat2Data_CancelWrite(data) == S_OK) break;
    }
    CoUninitialize();
    return i < 400 ? 0 : 1;
}

static void test_cancel_from_thread(void)
{
    struct burner test;
    struct test_stream stream;
    IDiscFormat2Data *data;
    DWORD code = 42;
    HANDLE thread;
    HRESULT hr;

    if (!burner_open(&test, L"data thread", "bd-r")) { ok(0, "no recorder\n"); return; }
    data = test_data_ready(&test);
    test_stream_init(&stream, 40000 * BLOCK, 3);
    stream.delay = 20;
    thread = CreateThread(NULL, 0, cancel_thread, data, 0, NULL);
    hr = IDiscFormat2Data_Write(data, &stream.IStream_iface);
    check_hr(hr, E_IMAPI_REQUEST_CANCELLED);
    ok(!WaitForSingleObject(thread, 10000), "the other thread does not end\n");
    GetExitCodeThread(thread, &code);
    ok(!code, "nothing was cancelled\n");
    CloseHandle(thread);
    check_free("thread", &test, data);
    IDiscFormat2Data_Release(data);
    burner_close(&test);
}

struct reentry
{
    IDiscFormat2Data *data;
    struct test_stream stream;
    bool done;
};

/* What an object answers while it writes. */
static void check_while_writing(struct test_sink *sink, IDispatch *sender, const struct test_event *event)
{
    struct reentry *reentry = sink->context;
    IBurnVerification *verification;
    VARIANT_BOOL value;
    HRESULT hr;

    if (event->action != IMAPI_FORMAT2_DATA_WRITE_ACTION_WRITING_DATA || reentry->done) return;
    reentry->done = true;
    ok(sender == (IDispatch *)reentry->data, "another sender\n");
    hr = IDiscFormat2Data_put_Recorder(reentry->data, NULL);
    check_hr(hr, E_IMAPI_DF2DATA_WRITE_IN_PROGRESS);
    hr = IDiscFormat2Data_put_BufferUnderrunFreeDisabled(reentry->data, VARIANT_TRUE);
    check_hr(hr, E_IMAPI_DF2DATA_WRITE_IN_PROGRESS);
    hr = IDiscFormat2Data_put_PostgapAlreadyInImage(reentry->data, VARIANT_TRUE);
    check_hr(hr, E_IMAPI_DF2DATA_WRITE_IN_PROGRESS);
    hr = IDiscFormat2Data_put_ForceMediaToBeClosed(reentry->data, VARIANT_TRUE);
    check_hr(hr, E_IMAPI_DF2DATA_WRITE_IN_PROGRESS);
    hr = IDiscFormat2Data_put_DisableConsumerDvdCompatibilityMode(reentry->data, VARIANT_TRUE);
    check_hr(hr, E_IMAPI_DF2DATA_WRITE_IN_PROGRESS);
    hr = test_data_set_name(reentry->data, L"other");
    check_hr(hr, E_IMAPI_DF2DATA_WRITE_IN_PROGRESS);
    hr = IDiscFormat2Data_put_ForceOverwrite(reentry->data, VARIANT_FALSE);
    check_hr(hr, S_OK);
    hr = IDiscFormat2Data_Write(reentry->data, &reentry->stream.IStream_iface);
    check_hr(hr, E_IMAPI_DF2DATA_WRITE_IN_PROGRESS);
    hr = IDiscFormat2Data_get_ForceMediaToBeClosed(reentry->data, &value);
    ok(hr == S_OK && value == VARIANT_FALSE, "got %s, %d\n", test_hr(hr), value);
    hr = IDiscFormat2Data_QueryInterface(reentry->data, &IID_IBurnVerification, (void **)&verification);
    check_hr(hr, S_OK);
    hr = IBurnVerification_put_BurnVerificationLevel(verification, IMAPI_BURN_VERIFICATION_QUICK);
    check_hr(hr, E_IMAPI_DF2DATA_WRITE_IN_PROGRESS);
    IBurnVerification_Release(verification);
    /* The connection may go away while it is used. */
    test_sink_disconnect(sink);
}

static void test_reentry(void)
{
    struct burner test;
    struct test_stream stream;
    struct reentry reentry;
    struct test_sink *sink;
    HRESULT hr;

    if (!burner_open(&test, L"data reentry", "bd-re")) { ok(0, "no recorder\n"); return; }
    sink = HeapAlloc(GetProcessHeap(), 0, sizeof(*sink));
    test_sink_init(sink, &IID_DDiscFormat2DataEvents, DISPID_DDISCFORMAT2DATAEVENTS_UPDATE);
    reentry.data = test_data_ready(&test);
    reentry.done = false;
    test_stream_init(&reentry.stream, 32 * BLOCK, 9);
    sink->context = &reentry;
    sink->on_event = check_while_writing;
    sink->result = E_FAIL;          /* nobody cares */
    test_sink_connect(sink, reentry.data);
    test_stream_init(&stream, 4000 * BLOCK, 8);
    stream.delay = 5;
    hr = IDiscFormat2Data_Write(reentry.data, &stream.IStream_iface);
    check_hr(hr, S_OK);
    ok(reentry.done, "no event while writing\n");
    ok(!reentry.stream.reads, "the refused stream was read\n");
    ok(sink->ref == 1, "the sink has %ld references\n", sink->ref);
    test_data_check("reentry", &test, 8, 4000);
    IDiscFormat2Data_Release(reentry.data);
    HeapFree(GetProcessHeap(), 0, sink);
    burner_close(&test);
}

/* The event interval while a slow stream is read, by a slow sink. */
static void test_slow_stream(void)
{
    struct burner test;
    struct test_stream stream;
    struct test_sink *sink;
    IDiscFormat2Data *data;
    HRESULT hr;

    if (!burner_open(&test, L"data slow", "dvd-r")) { ok(0, "no recorder\n"); return; }
    sink = HeapAlloc(GetProcessHeap(), 0, sizeof(*sink));
    test_sink_init(sink, &IID_DDiscFormat2DataEvents, DISPID_DDISCFORMAT2DATAEVENTS_UPDATE);
    data = test_data_ready(&test);
    test_sink_connect(sink, data);
    test_stream_init(&stream, 600 * BLOCK, 8);
    stream.most = 5000;         /* a stream that gives less than was asked for is not at its end */
    stream.delay = 10;
    hr = IDiscFormat2Data_Write(data, &stream.IStream_iface);
    check_hr(hr, S_OK);
    test_data_check("slow", &test, 8, 600);
    /* It takes 2.4 s at least; six events tell of the phases. */
    ok(sink->count >= 9, "%ld events\n", sink->count);
    test_sink_disconnect(sink);
    IDiscFormat2Data_Release(data);
    HeapFree(GetProcessHeap(), 0, sink);
    burner_close(&test);
}

/* The client may hold the drive itself, with and without force. */
static void test_exclusive_access(void)
{
    BSTR client = SysAllocString(L"the client"), other_name = SysAllocString(L"somebody else");
    struct burner test;
    struct test_stream stream;
    IDiscFormat2Data *data;
    IDiscRecorder2 *other;
    BSTR owner = NULL;
    HRESULT hr;

    if (!burner_open(&test, L"data access", "cd-r")) { ok(0, "no recorder\n"); return; }
    data = test_data_ready(&test);
    hr = IDiscRecorder2_AcquireExclusiveAccess(test.recorder, VARIANT_FALSE, client);
    check_hr(hr, S_OK);
    test_stream_init(&stream, 400 * BLOCK, 5);
    hr = IDiscFormat2Data_Write(data, &stream.IStream_iface);
    check_hr(hr, S_OK);
    test_data_check("access", &test, 5, 400);
    hr = IDiscRecorder2_get_ExclusiveAccessOwner(test.recorder, &owner);
    ok(hr == S_OK && owner && !lstrcmpW(owner, client), "got %s, %s\n", test_hr(hr), wine_dbgstr_w(owner));
    SysFreeString(owner);
    hr = IDiscRecorder2_ReleaseExclusiveAccess(test.recorder);
    check_hr(hr, S_OK);

    ok(burner_insert(&test, "cd-r"), "no medium\n");
    other = burner_again(&test);
    hr = IDiscRecorder2_AcquireExclusiveAccess(other, VARIANT_TRUE, other_name);
    check_hr(hr, S_OK);
    stream.reads = 0;
    hr = IDiscFormat2Data_Write(data, &stream.IStream_iface);
    check_hr(hr, E_IMAPI_RECORDER_LOCKED);
    ok(!stream.reads, "the stream was read %ld times\n", stream.reads);
    hr = IDiscRecorder2_ReleaseExclusiveAccess(other);
    check_hr(hr, S_OK);
    IDiscRecorder2_Release(other);
    hr = IDiscFormat2Data_Write(data, &stream.IStream_iface);
    check_hr(hr, S_OK);
    IDiscFormat2Data_Release(data);
    burner_close(&test);
    SysFreeString(client);
    SysFreeString(other_name);
}

static void test_verification(void)
{
    static const struct { IMAPI_BURN_VERIFICATION_LEVEL level; const char *faults; HRESULT hr; const char *kind; } rows[] = {
        {IMAPI_BURN_VERIFICATION_QUICK, NULL, S_OK, NULL},
        {IMAPI_BURN_VERIFICATION_FULL, NULL, S_OK, NULL},
        {IMAPI_BURN_VERIFICATION_FULL, "read 700 to 700 : sense 3/11/05\n", E_IMAPI_BURN_VERIFICATION_FAILED, NULL},
        {IMAPI_BURN_VERIFICATION_FULL, "read 700 to 700 : patch 5 ff 00 ff\n", E_IMAPI_BURN_VERIFICATION_FAILED, NULL},
        {IMAPI_BURN_VERIFICATION_QUICK, "read 0 to 0 : patch 5 ff 00 ff\n", E_IMAPI_BURN_VERIFICATION_FAILED, NULL},
        {IMAPI_BURN_VERIFICATION_NONE, "read 0 to 0 : patch 5 ff 00 ff\n", S_OK, NULL},
        /* A drive that reads in what it has closed is waited for. */
        {IMAPI_BURN_VERIFICATION_FULL, "opcode read-10 first 5 : sense 2/04/01\n", S_OK, NULL},
        {IMAPI_BURN_VERIFICATION_QUICK, "opcode read-10 first 2 : sense 6/28/00\n", S_OK, NULL},
        {IMAPI_BURN_VERIFICATION_QUICK, "opcode read-track-information every 2 : sense 2/04/01\n", S_OK, NULL},
        {IMAPI_BURN_VERIFICATION_QUICK, "opcode read-track-information every 3 : sense 2/04/07\n", S_OK, "dvd-r"},
        /* Neither post-gap and run-out nor anything else behind the data is read. */
        {IMAPI_BURN_VERIFICATION_FULL, "read 2000 to 20000 : sense 3/11/05\n", S_OK, "cd-r"},
        {IMAPI_BURN_VERIFICATION_QUICK, "read 2000 to 20000 : sense 3/11/05\n", S_OK, "cd-r"},
        {IMAPI_BURN_VERIFICATION_FULL, "read 2000 to 20000 : sense 3/11/05\n", S_OK, "dvd-r"},
    };
    struct burner test;
    unsigned int i;

    if (!burner_open(&test, L"data verify", NULL)) { ok(0, "no recorder\n"); return; }
    for (i = 0; i < ARRAY_SIZE(rows); i++)
    {
        IBurnVerification *verification;
        struct test_stream stream;
        struct test_sink *sink;
        IDiscFormat2Data *data;
        HRESULT hr;

        burner_faults(&test, NULL);
        ok(burner_insert(&test, rows[i].kind ? rows[i].kind : "bd-r"), "%u: no medium\n", i);
        data = test_data_ready(&test);
        sink = HeapAlloc(GetProcessHeap(), 0, sizeof(*sink));
        test_sink_init(sink, &IID_DDiscFormat2DataEvents, DISPID_DDISCFORMAT2DATAEVENTS_UPDATE);
        test_sink_connect(sink, data);
        hr = IDiscFormat2Data_QueryInterface(data, &IID_IBurnVerification, (void **)&verification);
        check_hr(hr, S_OK);
        hr = IBurnVerification_put_BurnVerificationLevel(verification, rows[i].level);
        check_hr(hr, S_OK);
        IBurnVerification_Release(verification);
        if (rows[i].faults) burner_faults(&test, rows[i].faults);
        test_stream_init(&stream, 2000 * BLOCK, i);
        hr = IDiscFormat2Data_Write(data, &stream.IStream_iface);
        ok(hr == rows[i].hr, "%u: got %s\n", i, test_hr(hr));
        if (FAILED(rows[i].hr))
            ok(!strcmp(test_sink_actions(sink), "0 2 3 4 5 7"), "%u: got %s\n", i, test_sink_actions(sink));
        else if (rows[i].level)
            ok(!strcmp(test_sink_actions(sink), "0 2 3 4 5 7 6"), "%u: got %s\n", i, test_sink_actions(sink));
        else
            ok(!strcmp(test_sink_actions(sink), "0 2 3 4 5 6"), "%u: got %s\n", i, test_sink_actions(sink));
        test_sink_disconnect(sink);
        HeapFree(GetProcessHeap(), 0, sink);
        IDiscFormat2Data_Release(data);
    }
    burner_close(&test);
}

START_TEST(data)
{
    unsigned int i;

    CoInitializeEx(NULL, COINIT_MULTITHREADED);
    test_defaults();
    test_client_name();
    test_supported_types();
    for (i = 0; i < ARRAY_SIZE(kinds); i++) test_burn_kind(&kinds[i]);
    test_close();
    test_overwrite();
    test_cancel_in_event();
    test_cancel_from_thread();
    test_reentry();
    test_slow_stream();
    test_exclusive_access();
    test_verification();
    CoUninitialize();
}
