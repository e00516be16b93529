/*
 * Tests of the multisession objects, and of streams that want only some blocks written
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
    BSTR name = SysAllocString(L"imapi2 test");
    IDiscFormat2Data *data = NULL;
    HRESULT hr;

    hr = CoCreateInstance(&CLSID_MsftDiscFormat2Data, NULL, CLSCTX_INPROC_SERVER, &IID_IDiscFormat2Data,
                          (void **)&data);
    check_hr(hr, S_OK);
    hr = IDiscFormat2Data_put_Recorder(data, recorder);
    check_hr(hr, S_OK);
    hr = IDiscFormat2Data_put_ClientName(data, name);
    check_hr(hr, S_OK);
    SysFreeString(name);
    return data;
}

static void burn(IDiscFormat2Data *data, uint32_t blocks)
{
    struct test_stream stream;
    HRESULT hr;

    test_stream_init(&stream, (uint64_t)blocks * BLOCK, 3);
    hr = IDiscFormat2Data_Write(data, &stream.IStream_iface);
    check_hr(hr, S_OK);
}

/* The only element, as that interface. */
static void *get_interface(IDiscFormat2Data *data, const IID *iid)
{
    SAFEARRAY *array = NULL;
    VARIANT *elements;
    void *out = NULL;
    HRESULT hr;

    hr = IDiscFormat2Data_get_MultisessionInterfaces(data, &array);
    check_hr(hr, S_OK);
    if (FAILED(hr)) return NULL;
    ok(array->rgsabound[0].cElements == 1, "%lu elements\n", array->rgsabound[0].cElements);
    SafeArrayAccessData(array, (void **)&elements);
    ok(V_VT(&elements[0]) == VT_DISPATCH, "got %d\n", V_VT(&elements[0]));
    hr = IDispatch_QueryInterface(V_DISPATCH(&elements[0]), iid, &out);
    check_hr(hr, S_OK);
    SafeArrayUnaccessData(array);
    SafeArrayDestroy(array);
    return out;
}

static void check_common(IMultisession *session, struct burner *test, VARIANT_BOOL supported)
{
    IDiscRecorder2 *recorder = NULL;
    VARIANT_BOOL value = 42;
    HRESULT hr;

    hr = IMultisession_get_InUse(session, &value);
    ok(hr == S_OK && value == VARIANT_FALSE, "got %s, %d\n", test_hr(hr), value);
    hr = IMultisession_put_InUse(session, 1);
    check_hr(hr, S_OK);
    hr = IMultisession_get_InUse(session, &value);
    ok(hr == S_OK && value == VARIANT_TRUE, "got %s, %d\n", test_hr(hr), value);
    hr = IMultisession_get_InUse(session, NULL);
    check_hr(hr, E_POINTER);
    hr = IMultisession_get_ImportRecorder(session, &recorder);
    ok(hr == S_OK && recorder == test->recorder, "got %s, %p\n", test_hr(hr), recorder);
    IDiscRecorder2_Release(recorder);
    hr = IMultisession_get_ImportRecorder(session, NULL);
    check_hr(hr, E_POINTER);
    hr = IMultisession_get_IsSupportedOnCurrentMediaState(session, &value);
    ok(hr == S_OK && value == supported, "got %s, %d\n", test_hr(hr), value);
    hr = IMultisession_get_IsSupportedOnCurrentMediaState(session, NULL);
    check_hr(hr, E_POINTER);
}

static void test_sequential(struct burner *test)
{
    IMultisessionSequential2 *session;
    IDiscFormat2Data *data = create_data(test->recorder);
    LONG value, next, free;
    VARIANT_BOOL first;
    HRESULT hr;

    ok(burner_insert(test, "cd-r"), "no medium\n");
    if (!(session = get_interface(data, &IID_IMultisessionSequential2))) return;
    check_common((IMultisession *)session, test, VARIANT_TRUE);
    hr = IMultisessionSequential2_get_IsFirstDataSession(session, &first);
    ok(hr == S_OK && first == VARIANT_TRUE, "got %s, %d\n", test_hr(hr), first);
    hr = IMultisessionSequential2_get_IsFirstDataSession(session, NULL);
    check_hr(hr, E_POINTER);

#define CHECK(property, condition)                                                                                   \
    value = 0xdeadbeef;                                                                                              \
    hr = IMultisessionSequential2_get_##property(session, &value);                                                   \
    ok(hr == S_OK && (condition), #property ": got %s, %ld\n", test_hr(hr), value);                                  \
    hr = IMultisessionSequential2_get_##property(session, NULL);                                                     \
    ok(hr == E_POINTER, #property ": got %s\n", test_hr(hr))
    CHECK(StartAddressOfPreviousSession, value == -1);
    CHECK(LastWrittenAddressOfPreviousSession, value == -1);
    CHECK(NextWritableAddress, value == 0);
    CHECK(FreeSectorsOnMedia, value > 300000);
    CHECK(WriteUnitSize, value == 1);

    burn(data, 1000);
    hr = IDiscFormat2Data_get_NextWritableAddress(data, &next);
    check_hr(hr, S_OK);
    hr = IDiscFormat2Data_get_FreeSectorsOnMedia(data, &free);
    check_hr(hr, S_OK);
    hr = IMultisessionSequential2_get_IsFirstDataSession(session, &first);
    ok(hr == S_OK && first == VARIANT_FALSE, "got %s, %d\n", test_hr(hr), first);
    CHECK(StartAddressOfPreviousSession, value == 0);
    CHECK(LastWrittenAddressOfPreviousSession, value >= 999 && value < 1200);
    CHECK(NextWritableAddress, value == next && value > 1000);
    CHECK(FreeSectorsOnMedia, value == free);

    ok(burner_insert(test, "bd-re"), "no medium\n");
    hr = IMultisessionSequential2_get_NextWritableAddress(session, &value);
    check_hr(hr, E_IMAPI_DF2DATA_INVALID_MEDIA_STATE);
    hr = IMultisessionSequential2_get_WriteUnitSize(session, &value);
    check_hr(hr, E_IMAPI_DF2DATA_INVALID_MEDIA_STATE);
    hr = IMultisessionSequential2_get_IsFirstDataSession(session, &first);
    check_hr(hr, E_IMAPI_DF2DATA_INVALID_MEDIA_STATE);
    ok(burner_insert(test, NULL), "no empty tray\n");
    hr = IMultisessionSequential2_get_FreeSectorsOnMedia(session, &value);
    check_hr(hr, E_IMAPI_RECORDER_MEDIA_NO_MEDIA);
    hr = IMultisessionSequential2_get_IsSupportedOnCurrentMediaState(session, &first);
    check_hr(hr, E_IMAPI_RECORDER_MEDIA_NO_MEDIA);
#undef CHECK
    IMultisessionSequential2_Release(session);
    IDiscFormat2Data_Release(data);
}

static void test_random(struct burner *test)
{
    IMultisessionRandomWrite *session;
    IDiscFormat2Data *data = create_data(test->recorder);
    LONG value, total;
    HRESULT hr;

    ok(burner_insert(test, "bd-re"), "no medium\n");
    burn(data, 1000);
    if (!(session = get_interface(data, &IID_IMultisessionRandomWrite))) return;
    check_common((IMultisession *)session, test, VARIANT_TRUE);
    hr = IDiscFormat2Data_get_TotalSectorsOnMedia(data, &total);
    check_hr(hr, S_OK);
    hr = IMultisessionRandomWrite_get_TotalSectorsOnMedia(session, &value);
    ok(hr == S_OK && value == total, "got %s, %ld\n", test_hr(hr), value);
    hr = IMultisessionRandomWrite_get_WriteUnitSize(session, &value);
    ok(hr == S_OK && value == 32, "got %s, %ld\n", test_hr(hr), value);
    hr = IMultisessionRandomWrite_get_LastWrittenAddress(session, &value);
    ok(hr == E_NOTIMPL || (hr == S_OK && value >= 999), "got %s, %ld\n", test_hr(hr), value);
    hr = IMultisessionRandomWrite_get_TotalSectorsOnMedia(session, NULL);
    check_hr(hr, E_POINTER);
    hr = IMultisessionRandomWrite_get_WriteUnitSize(session, NULL);
    check_hr(hr, E_POINTER);
    hr = IMultisessionRandomWrite_get_LastWrittenAddress(session, NULL);
    check_hr(hr, E_POINTER);
    ok(burner_insert(test, "cd-r"), "no medium\n");
    hr = IMultisessionRandomWrite_get_TotalSectorsOnMedia(session, &value);
    check_hr(hr, E_IMAPI_DF2DATA_INVALID_MEDIA_STATE);
    hr = IMultisessionRandomWrite_get_WriteUnitSize(session, &value);
    check_hr(hr, E_IMAPI_DF2DATA_INVALID_MEDIA_STATE);
    IMultisessionRandomWrite_Release(session);
    IDiscFormat2Data_Release(data);
}

#define RANGES_MAX 8

/* A list of block ranges: each element is the list itself, moved on by one range. */
struct ranges
{
    IBlockRangeList IBlockRangeList_iface;
    struct range
    {
        IBlockRange IBlockRange_iface;
        LONG first, last;
    } range[RANGES_MAX];
    unsigned int count;
};

static HRESULT WINAPI range_QueryInterface(IBlockRange *iface, REFIID iid, void **out)
{
    (void)iid;
    *out = iface;
    return S_OK;
}

static ULONG WINAPI range_AddRef(IBlockRange *iface)
{
    (void)iface;
    return 2;
}

static ULONG WINAPI range_Release(IBlockRange *iface)
{
    (void)iface;
    return 1;
}

static HRESULT WINAPI range_get_StartLba(IBlockRange *iface, LONG *value)
{
    *value = CONTAINING_RECORD(iface, struct range, IBlockRange_iface)->first;
    return S_OK;
}

static HRESULT WINAPI range_get_EndLba(IBlockRange *iface, LONG *value)
{
    *value = CONTAINING_RECORD(iface, struct range, IBlockRange_iface)->last;
    return S_OK;
}

static IBlockRangeVtbl range_vtbl = {
    range_QueryInterface, range_AddRef, range_Release, NULL, NULL, NULL, NULL, range_get_StartLba, range_get_EndLba,
};

static HRESULT WINAPI list_QueryInterface(IBlockRangeList *iface, REFIID iid, void **out)
{
    (void)iid;
    *out = iface;
    return S_OK;
}

static ULONG WINAPI list_AddRef(IBlockRangeList *iface)
{
    (void)iface;
    return 2;
}

static ULONG WINAPI list_Release(IBlockRangeList *iface)
{
    (void)iface;
    return 1;
}

static HRESULT WINAPI list_get_BlockRanges(IBlockRangeList *iface, SAFEARRAY **value)
{
    struct ranges *This = CONTAINING_RECORD(iface, struct ranges, IBlockRangeList_iface);
    VARIANT *elements;
    unsigned int i;

    *value = SafeArrayCreateVector(VT_VARIANT, 0, This->count);
    SafeArrayAccessData(*value, (void **)&elements);
    for (i = 0; i < This->count; i++)
    {
        V_VT(&elements[i]) = VT_DISPATCH;
        V_DISPATCH(&elements[i]) = (IDispatch *)&This->range[i].IBlockRange_iface;
    }
    SafeArrayUnaccessData(*value);
    return S_OK;
}

static IBlockRangeListVtbl list_vtbl = {
    list_QueryInterface, list_AddRef, list_Release, NULL, NULL, NULL, NULL, list_get_BlockRanges,
};

static void init_ranges(struct ranges *ranges)
{
    memset(ranges, 0, sizeof(*ranges));
    ranges->IBlockRangeList_iface.lpVtbl = &list_vtbl;
}

static void set_range(struct ranges *ranges, unsigned int index, LONG first, LONG last)
{
    ranges->range[index].IBlockRange_iface.lpVtbl = &range_vtbl;
    ranges->range[index].first = first;
    ranges->range[index].last = last;
    if (ranges->count <= index) ranges->count = index + 1;
}

static void test_ranges(struct burner *test, const char *kind)
{
    BYTE *content = HeapAlloc(GetProcessHeap(), 0, 2000 * BLOCK);
    struct ranges ranges;
    IDiscFormat2Data *data = create_data(test->recorder);
    struct test_stream stream;
    HRESULT hr;

    if (!strcmp(kind, "dvd-rw")) ok(burner_format_dvd_rw(test), "%s: no medium\n", kind);
    else ok(burner_insert(test, kind), "%s: no medium\n", kind);
    burn(data, 2000);
    init_ranges(&ranges);
    set_range(&ranges, 0, 1024, 1151);
    set_range(&ranges, 1, 0, 31);
    set_range(&ranges, 2, 256, 256);
    test_stream_init(&stream, 2000 * BLOCK, 8);
    stream.ranges = &ranges.IBlockRangeList_iface;
    hr = IDiscFormat2Data_Write(data, &stream.IStream_iface);
    ok(hr == S_OK, "%s: got %s\n", kind, test_hr(hr));
    hr = burner_read(test, 0, 2000, content);
    ok(hr == S_OK, "%s: got %s\n", kind, test_hr(hr));
    ok(test_compare(8, 0, 32, content) == -1, "%s: second range\n", kind);
    ok(test_compare(3, 32, 224, content + 32 * BLOCK) == -1, "%s: behind the second range\n", kind);
    ok(test_compare(8, 256, 1, content + 256 * BLOCK) == -1, "%s: third range\n", kind);
    ok(test_compare(3, 257, 767, content + 257 * BLOCK) == -1, "%s: behind the third range\n", kind);
    ok(test_compare(8, 1024, 128, content + 1024 * BLOCK) == -1, "%s: first range\n", kind);
    ok(test_compare(3, 1152, 848, content + 1152 * BLOCK) == -1, "%s: behind the first range\n", kind);

    set_range(&ranges, 2, 1990, 2000);
    hr = IDiscFormat2Data_Write(data, &stream.IStream_iface);
    ok(hr == E_INVALIDARG, "%s: got %s\n", kind, test_hr(hr));
    IDiscFormat2Data_Release(data);
    HeapFree(GetProcessHeap(), 0, content);
}

static void set_verification(IDiscFormat2Data *data, IMAPI_BURN_VERIFICATION_LEVEL level)
{
    IBurnVerification *verification;
    HRESULT hr;

    hr = IDiscFormat2Data_QueryInterface(data, &IID_IBurnVerification, (void **)&verification);
    check_hr(hr, S_OK);
    hr = IBurnVerification_put_BurnVerificationLevel(verification, level);
    check_hr(hr, S_OK);
    IBurnVerification_Release(verification);
}

/* The ranges are verified and nothing else; of blocks that come twice the later content counts. */
static void test_ranges_verified(struct burner *test, const char *kind)
{
    static const struct { const char *faults; HRESULT hr; } rows[] = {
        {NULL, S_OK},
        {"read 3001 to 3999 : sense 3/11/05\n", S_OK},
        {"read 4000 to 4000 : patch 0 55 aa\n", E_IMAPI_BURN_VERIFICATION_FAILED},
        {"read 20 to 20 : sense 3/11/05\n", E_IMAPI_BURN_VERIFICATION_FAILED},
    };
    IDiscFormat2Data *data = create_data(test->recorder);
    IMAPI_FORMAT2_DATA_MEDIA_STATE state;
    struct test_stream stream;
    struct ranges ranges;
    BYTE content[48 * BLOCK];
    unsigned int i;
    HRESULT hr;

    ok(burner_insert(test, kind), "%s: no medium\n", kind);
    burn(data, 100);
    set_verification(data, IMAPI_BURN_VERIFICATION_FULL);
    init_ranges(&ranges);
    set_range(&ranges, 0, 2000, 3000);
    set_range(&ranges, 1, 4000, 4000);
    set_range(&ranges, 2, 16, 31);
    set_range(&ranges, 3, 24, 40);
    for (i = 0; i < ARRAY_SIZE(rows); i++)
    {
        test_stream_init(&stream, 5000 * BLOCK, i + 10);
        stream.ranges = &ranges.IBlockRangeList_iface;
        burner_faults(test, rows[i].faults);
        hr = IDiscFormat2Data_Write(data, &stream.IStream_iface);
        ok(hr == rows[i].hr, "%s: %u: got %s\n", kind, i, test_hr(hr));
        burner_faults(test, NULL);
        /* Reading alone looks for a new script four times a second only. */
        hr = IDiscFormat2Data_get_CurrentMediaStatus(data, &state);
        ok(hr == S_OK, "%s: %u: got %s\n", kind, i, test_hr(hr));
        hr = burner_read(test, 16, 25, content);
        ok(hr == S_OK && test_compare(i + 10, 16, 25, content) == -1, "%s: %u: got %s\n", kind, i, test_hr(hr));
    }
    IDiscFormat2Data_Release(data);
}

/* A list that reaches behind the medium's end. */
static void test_ranges_too_far(struct burner *test)
{
    IDiscFormat2Data *data = create_data(test->recorder);
    struct test_stream stream;
    struct ranges ranges;
    LONG total = 0;
    HRESULT hr;

    ok(burner_insert(test, "dvd+rw"), "no medium\n");
    burn(data, 100);
    hr = IDiscFormat2Data_get_TotalSectorsOnMedia(data, &total);
    check_hr(hr, S_OK);
    init_ranges(&ranges);
    set_range(&ranges, 0, 0, 15);
    set_range(&ranges, 1, total, total + 15);
    test_stream_init(&stream, (uint64_t)(total + 16) * BLOCK, 4);
    stream.ranges = &ranges.IBlockRangeList_iface;
    hr = IDiscFormat2Data_Write(data, &stream.IStream_iface);
    check_hr(hr, E_IMAPI_DF2DATA_STREAM_TOO_LARGE_FOR_CURRENT_MEDIA);
    ok(!stream.reads, "%ld reads\n", stream.reads);
    set_range(&ranges, 1, total - 16, total - 1);
    hr = IDiscFormat2Data_Write(data, &stream.IStream_iface);
    check_hr(hr, S_OK);
    IDiscFormat2Data_Release(data);
}

/*
 * multisession RECORDER IMAGE FIRST-LAST...: writes these blocks of an image to
 * the virtual recorder's medium, as a script for another system's tools wants it.
 */
static void write_image_ranges(int count, char **arguments)
{
    struct test_stream stream;
    IDiscFormat2Data *data;
    struct ranges ranges;
    struct burner test;
    LARGE_INTEGER size;
    LONG first, last;
    HRESULT hr;
    int i;

    if (!burner_find(&test, arguments[0])) { ok(0, "no recorder %s\n", arguments[0]); return; }
    init_ranges(&ranges);
    for (i = 2; i < count && i < 2 + RANGES_MAX; i++)
    {
        ok(sscanf(arguments[i], "%ld-%ld", &first, &last) == 2, "%s is no range\n", arguments[i]);
        set_range(&ranges, i - 2, first, last);
    }
    test_stream_init(&stream, 0, 0);
    stream.file = CreateFileA(arguments[1], GENERIC_READ, FILE_SHARE_READ, NULL, OPEN_EXISTING, 0, NULL);
    ok(stream.file != INVALID_HANDLE_VALUE, "no file %s\n", arguments[1]);
    GetFileSizeEx(stream.file, &size);
    stream.size = stream.end = size.QuadPart;
    stream.ranges = &ranges.IBlockRangeList_iface;
    data = create_data(test.recorder);
    set_verification(data, IMAPI_BURN_VERIFICATION_FULL);
    hr = IDiscFormat2Data_Write(data, &stream.IStream_iface);
    check_hr(hr, S_OK);
    IDiscFormat2Data_Release(data);
    burner_forget(&test);
    CloseHandle(stream.file);
}

/* Media that are written from one end to the other get the whole stream. */
static void test_ranges_sequential(struct burner *test)
{
    struct ranges ranges;
    IDiscFormat2Data *data = create_data(test->recorder);
    struct test_stream stream;
    BYTE block[BLOCK];
    HRESULT hr;

    ok(burner_insert(test, "bd-r"), "no medium\n");
    init_ranges(&ranges);
    set_range(&ranges, 0, 10, 20);
    test_stream_init(&stream, 500 * BLOCK, 8);
    stream.ranges = &ranges.IBlockRangeList_iface;
    hr = IDiscFormat2Data_Write(data, &stream.IStream_iface);
    check_hr(hr, S_OK);
    hr = burner_read(test, 499, 1, block);
    ok(hr == S_OK && test_compare(8, 499, 1, block) == -1, "got %s\n", test_hr(hr));
    IDiscFormat2Data_Release(data);
}

START_TEST(multisession)
{
    struct burner test;
    char **arguments;
    int count;

    CoInitializeEx(NULL, COINIT_MULTITHREADED);
    count = winetest_get_mainargs(&arguments);
    if (count >= 5) write_image_ranges(count - 2, arguments + 2);
    else if (!burner_open(&test, L"multisession", NULL)) ok(0, "no recorder\n");
    else
    {
        test_sequential(&test);
        test_random(&test);
        test_ranges(&test, "bd-re");
        test_ranges(&test, "dvd+rw");
        test_ranges(&test, "dvd-ram");
        test_ranges(&test, "dvd-rw");
        test_ranges_verified(&test, "bd-re");
        test_ranges_verified(&test, "dvd-ram");
        test_ranges_too_far(&test);
        test_ranges_sequential(&test);
        burner_close(&test);
    }
    CoUninitialize();
}
