/*
 * Tests of IRawCDImageTrackInfo
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

#include <string.h>

#include "check.h"
#include "support.h"
#include "wine/test.h"

#define SECTOR      2352    /* bytes of audio */

static IRawCDImageCreator *create(void)
{
    IRawCDImageCreator *creator = NULL;
    HRESULT hr;

    hr = CoCreateInstance(&CLSID_MsftRawCDImageCreator, NULL, CLSCTX_INPROC_SERVER, &IID_IRawCDImageCreator,
                          (void **)&creator);
    ok(hr == S_OK, "got %#lx\n", hr);
    return creator;
}

/* Zeros, as long as wanted. */
static IStream *make_zeros(ULONGLONG size)
{
    ULARGE_INTEGER value;
    IStream *stream = NULL;
    HRESULT hr;

    hr = CoCreateInstance(&CLSID_MsftStreamZero, NULL, CLSCTX_INPROC_SERVER, &IID_IStream, (void **)&stream);
    ok(hr == S_OK, "got %#lx\n", hr);
    value.QuadPart = size;
    hr = IStream_SetSize(stream, value);
    ok(hr == S_OK, "got %#lx\n", hr);
    return stream;
}

static HRESULT add_track(IRawCDImageCreator *creator, ULONG sectors, LONG *index)
{
    IStream *stream = make_zeros((ULONGLONG)sectors * SECTOR);
    HRESULT hr = IRawCDImageCreator_AddTrack(creator, IMAPI_CD_SECTOR_AUDIO, stream, index);

    IStream_Release(stream);
    return hr;
}

static IRawCDImageTrackInfo *get_track(IRawCDImageCreator *creator, LONG index)
{
    IRawCDImageTrackInfo *track = NULL;
    HRESULT hr = IRawCDImageCreator_get_TrackInfo(creator, index, &track);

    ok(hr == S_OK && track, "got %#lx\n", hr);
    return track;
}

#define check_track(call, expected) check_failure(call, expected, &IID_IRawCDImageTrackInfo)

static void check_isrc(IRawCDImageTrackInfo *track, const WCHAR *text, const WCHAR *expected)
{
    BSTR value = text ? test_bstr(text) : NULL, got = NULL;

    winetest_push_context("%s", wine_dbgstr_w(text));
    if (expected) ok(IRawCDImageTrackInfo_put_ISRC(track, value) == S_OK, "refused\n");
    else check_track(IRawCDImageTrackInfo_put_ISRC(track, value), E_IMAPI_DF2TAO_INVALID_ISRC);
    ok(IRawCDImageTrackInfo_get_ISRC(track, &got) == S_OK, "no value\n");
    ok(got && !wcscmp(got, expected ? expected : L"US-RC1-76-07839"), "got %s\n", wine_dbgstr_w(got));
    SysFreeString(got);
    SysFreeString(value);
    winetest_pop_context();
}

static void test_track_properties(void)
{
    IMAPI_CD_TRACK_DIGITAL_COPY_SETTING copy = 42;
    IRawCDImageCreator *creator = create();
    IRawCDImageTrackInfo *track, *other;
    VARIANT_BOOL flag = 42;
    LONG index;
    BSTR value;
    HRESULT hr;

    ok(add_track(creator, 300, &index) == S_OK && add_track(creator, 300, &index) == S_OK, "no tracks\n");
    track = get_track(creator, 1);
    ok(IRawCDImageTrackInfo_get_ISRC(track, &value) == S_OK && value && !*value, "not empty\n");
    SysFreeString(value);
    check_isrc(track, L"DEA519700001", L"DE-A51-97-00001");
    check_isrc(track, NULL, L"");
    check_isrc(track, L"US-RC1-76-07839", L"US-RC1-76-07839");
    check_isrc(track, L"us-rc1-76-07839", NULL);
    check_isrc(track, L"US-RC1-76-0783", NULL);
    check_isrc(track, L"US-RC1-76-078390", NULL);
    check_isrc(track, L"US RC1 76 07839", NULL);
    check_isrc(track, L"US-RC1-76-0783\x661", NULL);

    hr = IRawCDImageTrackInfo_get_DigitalAudioCopySetting(track, &copy);
    ok(hr == S_OK && copy == IMAPI_CD_TRACK_DIGITAL_COPY_PERMITTED, "got %#lx, %d\n", hr, copy);
    check_track(IRawCDImageTrackInfo_put_DigitalAudioCopySetting(track, 3), E_INVALIDARG);
    check_track(IRawCDImageTrackInfo_put_DigitalAudioCopySetting(track, -1), E_INVALIDARG);
    hr = IRawCDImageTrackInfo_put_DigitalAudioCopySetting(track, IMAPI_CD_TRACK_DIGITAL_COPY_SCMS);
    ok(hr == S_OK, "got %#lx\n", hr);
    hr = IRawCDImageTrackInfo_get_AudioHasPreemphasis(track, &flag);
    ok(hr == S_OK && flag == VARIANT_FALSE, "got %#lx, %d\n", hr, flag);
    hr = IRawCDImageTrackInfo_put_AudioHasPreemphasis(track, 1);
    ok(hr == S_OK, "got %#lx\n", hr);

    /* Every object for a track tells the same of it, and nothing of others. */
    other = get_track(creator, 1);
    hr = IRawCDImageTrackInfo_get_DigitalAudioCopySetting(other, &copy);
    ok(hr == S_OK && copy == IMAPI_CD_TRACK_DIGITAL_COPY_SCMS, "got %#lx, %d\n", hr, copy);
    hr = IRawCDImageTrackInfo_get_AudioHasPreemphasis(other, &flag);
    ok(hr == S_OK && flag == VARIANT_TRUE, "got %#lx, %d\n", hr, flag);
    IRawCDImageTrackInfo_Release(other);
    other = get_track(creator, 2);
    hr = IRawCDImageTrackInfo_get_DigitalAudioCopySetting(other, &copy);
    ok(hr == S_OK && copy == IMAPI_CD_TRACK_DIGITAL_COPY_PERMITTED, "got %#lx, %d\n", hr, copy);
    hr = IRawCDImageTrackInfo_get_AudioHasPreemphasis(other, &flag);
    ok(hr == S_OK && flag == VARIANT_FALSE, "got %#lx, %d\n", hr, flag);
    IRawCDImageTrackInfo_Release(other);
    IRawCDImageTrackInfo_Release(track);
    ok(!IRawCDImageCreator_Release(creator), "references left\n");
}

static void check_indexes(IRawCDImageTrackInfo *track, const LONG *expected, LONG count)
{
    SAFEARRAY *array = NULL;
    LONG low = 42, high = 42, i;
    VARIANT value;
    HRESULT hr;

    hr = IRawCDImageTrackInfo_get_TrackIndexes(track, &array);
    ok(hr == S_OK && array, "got %#lx\n", hr);
    SafeArrayGetLBound(array, 1, &low);
    SafeArrayGetUBound(array, 1, &high);
    ok(!low && high == count - 1, "got %ld to %ld\n", low, high);
    for (i = 0; i < count; i++)
    {
        hr = SafeArrayGetElement(array, &i, &value);
        ok(hr == S_OK && V_VT(&value) == VT_I4, "%ld: got %#lx, type %d\n", i, hr, V_VT(&value));
        ok(V_I4(&value) == expected[i], "%ld: got %ld\n", i, V_I4(&value));
        VariantClear(&value);
    }
    SafeArrayDestroy(array);
}

static void test_indexes(void)
{
    static const LONG fresh[] = { 0 }, some[] = { 0, 10, 20, 990 }, fewer[] = { 0, 20, 990 };
    IRawCDImageCreator *creator = create();
    IRawCDImageTrackInfo *track;
    LONG index, i;

    ok(add_track(creator, 1000, &index) == S_OK, "no track\n");
    track = get_track(creator, 1);
    check_indexes(track, fresh, ARRAY_SIZE(fresh));
    ok(IRawCDImageTrackInfo_AddTrackIndex(track, 0) == S_IMAPI_RAW_IMAGE_TRACK_INDEX_ALREADY_EXISTS, "added\n");
    check_track(IRawCDImageTrackInfo_AddTrackIndex(track, -1), E_INVALIDARG);
    check_track(IRawCDImageTrackInfo_AddTrackIndex(track, 1000), E_INVALIDARG);
    check_track(IRawCDImageTrackInfo_AddTrackIndex(track, 0x7fffffff), E_INVALIDARG);
    check_track(IRawCDImageTrackInfo_AddTrackIndex(track, 9), E_IMAPI_RAW_IMAGE_TRACK_INDEX_TOO_CLOSE_TO_OTHER_INDEX);
    check_track(IRawCDImageTrackInfo_AddTrackIndex(track, 991),
                E_IMAPI_RAW_IMAGE_TRACK_INDEX_TOO_CLOSE_TO_OTHER_INDEX);
    ok(IRawCDImageTrackInfo_AddTrackIndex(track, 20) == S_OK, "refused\n");
    ok(IRawCDImageTrackInfo_AddTrackIndex(track, 990) == S_OK, "refused\n");
    ok(IRawCDImageTrackInfo_AddTrackIndex(track, 10) == S_OK, "refused\n");
    check_track(IRawCDImageTrackInfo_AddTrackIndex(track, 29), E_IMAPI_RAW_IMAGE_TRACK_INDEX_TOO_CLOSE_TO_OTHER_INDEX);
    check_track(IRawCDImageTrackInfo_AddTrackIndex(track, 981),
                E_IMAPI_RAW_IMAGE_TRACK_INDEX_TOO_CLOSE_TO_OTHER_INDEX);
    ok(IRawCDImageTrackInfo_AddTrackIndex(track, 10) == S_IMAPI_RAW_IMAGE_TRACK_INDEX_ALREADY_EXISTS, "added\n");
    check_indexes(track, some, ARRAY_SIZE(some));

    check_track(IRawCDImageTrackInfo_ClearTrackIndex(track, 0),
                E_IMAPI_RAW_IMAGE_TRACK_INDEX_OFFSET_ZERO_CANNOT_BE_CLEARED);
    check_track(IRawCDImageTrackInfo_ClearTrackIndex(track, 11), E_IMAPI_RAW_IMAGE_TRACK_INDEX_NOT_FOUND);
    check_track(IRawCDImageTrackInfo_ClearTrackIndex(track, -1), E_INVALIDARG);
    ok(IRawCDImageTrackInfo_ClearTrackIndex(track, 10) == S_OK, "not cleared\n");
    check_track(IRawCDImageTrackInfo_ClearTrackIndex(track, 10), E_IMAPI_RAW_IMAGE_TRACK_INDEX_NOT_FOUND);
    check_indexes(track, fewer, ARRAY_SIZE(fewer));

    for (i = 30; i < 990; i += 10) ok(IRawCDImageTrackInfo_AddTrackIndex(track, i) == S_OK, "%ld refused\n", i);
    check_track(IRawCDImageTrackInfo_AddTrackIndex(track, 10), E_IMAPI_RAW_IMAGE_TOO_MANY_TRACK_INDEXES);
    ok(IRawCDImageTrackInfo_AddTrackIndex(track, 30) == S_IMAPI_RAW_IMAGE_TRACK_INDEX_ALREADY_EXISTS, "added\n");
    IRawCDImageTrackInfo_Release(track);
    ok(!IRawCDImageCreator_Release(creator), "references left\n");
}

START_TEST(raw_image_track)
{
    HRESULT hr = CoInitializeEx(NULL, COINIT_MULTITHREADED);

    ok(hr == S_OK, "got %#lx\n", hr);
    test_track_properties();
    test_indexes();
    CoUninitialize();
}
