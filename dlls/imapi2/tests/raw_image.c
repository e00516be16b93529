/*
 * Tests of MsftRawCDImageCreator: its methods and their errors
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
#define LAST        398099  /* 88:29:74 */

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

static HRESULT add_pregap(IRawCDImageCreator *creator, ULONGLONG size)
{
    IStream *stream = make_zeros(size);
    HRESULT hr = IRawCDImageCreator_AddSpecialPregap(creator, stream);

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

#define check_creator(call, expected) check_failure(call, expected, &IID_IRawCDImageCreator)
#define check_track(call, expected) check_failure(call, expected, &IID_IRawCDImageTrackInfo)

static void test_pointers(void)
{
    IRawCDImageCreator *creator = create();
    IRawCDImageTrackInfo *track;
    IStream *stream = make_zeros(300 * SECTOR);
    LONG index;

    check_creator(IRawCDImageCreator_CreateResultImage(creator, NULL), E_POINTER);
    check_creator(IRawCDImageCreator_AddTrack(creator, IMAPI_CD_SECTOR_AUDIO, NULL, &index), E_POINTER);
    check_creator(IRawCDImageCreator_AddTrack(creator, IMAPI_CD_SECTOR_AUDIO, stream, NULL), E_POINTER);
    check_creator(IRawCDImageCreator_AddSpecialPregap(creator, NULL), E_POINTER);
    check_creator(IRawCDImageCreator_AddSubcodeRWGenerator(creator, NULL), E_POINTER);
    check_creator(IRawCDImageCreator_get_ResultingImageType(creator, NULL), E_POINTER);
    check_creator(IRawCDImageCreator_get_StartOfLeadout(creator, NULL), E_POINTER);
    check_creator(IRawCDImageCreator_get_StartOfLeadoutLimit(creator, NULL), E_POINTER);
    check_creator(IRawCDImageCreator_get_DisableGaplessAudio(creator, NULL), E_POINTER);
    check_creator(IRawCDImageCreator_get_MediaCatalogNumber(creator, NULL), E_POINTER);
    check_creator(IRawCDImageCreator_get_StartingTrackNumber(creator, NULL), E_POINTER);
    check_creator(IRawCDImageCreator_get_TrackInfo(creator, 1, NULL), E_POINTER);
    check_creator(IRawCDImageCreator_get_NumberOfExistingTracks(creator, NULL), E_POINTER);
    check_creator(IRawCDImageCreator_get_LastUsedUserSectorInImage(creator, NULL), E_POINTER);
    check_creator(IRawCDImageCreator_get_ExpectedTableOfContents(creator, NULL), E_POINTER);

    ok(add_track(creator, 300, &index) == S_OK, "no track\n");
    track = get_track(creator, 1);
    check_track(IRawCDImageTrackInfo_get_StartingLba(track, NULL), E_POINTER);
    check_track(IRawCDImageTrackInfo_get_SectorCount(track, NULL), E_POINTER);
    check_track(IRawCDImageTrackInfo_get_TrackNumber(track, NULL), E_POINTER);
    check_track(IRawCDImageTrackInfo_get_SectorType(track, NULL), E_POINTER);
    check_track(IRawCDImageTrackInfo_get_ISRC(track, NULL), E_POINTER);
    check_track(IRawCDImageTrackInfo_get_DigitalAudioCopySetting(track, NULL), E_POINTER);
    check_track(IRawCDImageTrackInfo_get_AudioHasPreemphasis(track, NULL), E_POINTER);
    check_track(IRawCDImageTrackInfo_get_TrackIndexes(track, NULL), E_POINTER);
    /* A track keeps what it belongs to. */
    IStream_Release(stream);
    IRawCDImageCreator_Release(creator);
    ok(IRawCDImageTrackInfo_get_SectorCount(track, &index) == S_OK && index == 300, "got %ld\n", index);
    ok(!IRawCDImageTrackInfo_Release(track), "references left\n");
}

static void test_no_tracks(void)
{
    IRawCDImageCreator *creator = create();
    IRawCDImageTrackInfo *track = (void *)0xdeadbeef;
    IStream *stream = (void *)0xdeadbeef;
    SAFEARRAY *array = (void *)0xdeadbeef;
    LONG value = 42;

    check_creator(IRawCDImageCreator_CreateResultImage(creator, &stream), E_IMAPI_RAW_IMAGE_NO_TRACKS);
    ok(!stream, "got %p\n", stream);
    check_creator(IRawCDImageCreator_get_StartOfLeadout(creator, &value), E_IMAPI_RAW_IMAGE_NO_TRACKS);
    check_creator(IRawCDImageCreator_get_LastUsedUserSectorInImage(creator, &value), E_IMAPI_RAW_IMAGE_NO_TRACKS);
    check_creator(IRawCDImageCreator_get_ExpectedTableOfContents(creator, &array), E_IMAPI_RAW_IMAGE_NO_TRACKS);
    ok(!array, "got %p\n", array);
    check_creator(IRawCDImageCreator_get_TrackInfo(creator, 1, &track), E_INVALIDARG);
    ok(!track, "got %p\n", track);
    ok(IRawCDImageCreator_get_NumberOfExistingTracks(creator, &value) == S_OK && !value, "got %ld\n", value);
    ok(!IRawCDImageCreator_Release(creator), "references left\n");
}

static void test_properties(void)
{
    IMAPI_FORMAT2_RAW_CD_DATA_SECTOR_TYPE type = 42;
    IRawCDImageCreator *creator = create();
    VARIANT_BOOL flag = 42;
    LONG value = 42;
    HRESULT hr;

    hr = IRawCDImageCreator_get_ResultingImageType(creator, &type);
    ok(hr == S_OK && type == IMAPI_FORMAT2_RAW_CD_SUBCODE_IS_COOKED, "got %#lx, %d\n", hr, type);
    check_creator(IRawCDImageCreator_put_ResultingImageType(creator, 0), E_INVALIDARG);
    check_creator(IRawCDImageCreator_put_ResultingImageType(creator, 4), E_INVALIDARG);
    for (type = IMAPI_FORMAT2_RAW_CD_SUBCODE_PQ_ONLY; type <= IMAPI_FORMAT2_RAW_CD_SUBCODE_IS_RAW; type++)
    {
        IMAPI_FORMAT2_RAW_CD_DATA_SECTOR_TYPE got = 0;

        hr = IRawCDImageCreator_put_ResultingImageType(creator, type);
        ok(hr == S_OK, "got %#lx\n", hr);
        hr = IRawCDImageCreator_get_ResultingImageType(creator, &got);
        ok(hr == S_OK && got == type, "got %#lx, %d\n", hr, got);
    }

    hr = IRawCDImageCreator_get_StartOfLeadoutLimit(creator, &value);
    ok(hr == S_OK && value == LAST, "got %#lx, %ld\n", hr, value);
    check_creator(IRawCDImageCreator_put_StartOfLeadoutLimit(creator, LAST + 1), E_INVALIDARG);
    check_creator(IRawCDImageCreator_put_StartOfLeadoutLimit(creator, -1), E_INVALIDARG);
    hr = IRawCDImageCreator_put_StartOfLeadoutLimit(creator, 335100);
    ok(hr == S_OK, "got %#lx\n", hr);
    hr = IRawCDImageCreator_get_StartOfLeadoutLimit(creator, &value);
    ok(hr == S_OK && value == 335100, "got %#lx, %ld\n", hr, value);
    hr = IRawCDImageCreator_put_StartOfLeadoutLimit(creator, LAST);
    ok(hr == S_OK, "got %#lx\n", hr);

    hr = IRawCDImageCreator_get_DisableGaplessAudio(creator, &flag);
    ok(hr == S_OK && flag == VARIANT_FALSE, "got %#lx, %d\n", hr, flag);
    hr = IRawCDImageCreator_put_DisableGaplessAudio(creator, 1);
    ok(hr == S_OK, "got %#lx\n", hr);
    hr = IRawCDImageCreator_get_DisableGaplessAudio(creator, &flag);
    ok(hr == S_OK && flag == VARIANT_TRUE, "got %#lx, %d\n", hr, flag);

    hr = IRawCDImageCreator_get_StartingTrackNumber(creator, &value);
    ok(hr == S_OK && value == 1, "got %#lx, %ld\n", hr, value);
    check_creator(IRawCDImageCreator_put_StartingTrackNumber(creator, 0), E_INVALIDARG);
    check_creator(IRawCDImageCreator_put_StartingTrackNumber(creator, 100), E_INVALIDARG);
    check_creator(IRawCDImageCreator_put_StartingTrackNumber(creator, 257), E_INVALIDARG);
    hr = IRawCDImageCreator_put_StartingTrackNumber(creator, 99);
    ok(hr == S_OK, "got %#lx\n", hr);
    hr = IRawCDImageCreator_get_StartingTrackNumber(creator, &value);
    ok(hr == S_OK && value == 99, "got %#lx, %ld\n", hr, value);
    ok(!IRawCDImageCreator_Release(creator), "references left\n");
}

static void check_catalog(IRawCDImageCreator *creator, const WCHAR *text, const WCHAR *expected)
{
    BSTR value = text ? test_bstr(text) : NULL, got = NULL;

    winetest_push_context("%s", wine_dbgstr_w(text));
    if (expected) ok(IRawCDImageCreator_put_MediaCatalogNumber(creator, value) == S_OK, "refused\n");
    else check_creator(IRawCDImageCreator_put_MediaCatalogNumber(creator, value), E_IMAPI_DF2TAO_INVALID_MCN);
    ok(IRawCDImageCreator_get_MediaCatalogNumber(creator, &got) == S_OK, "no value\n");
    ok(got && !wcscmp(got, expected ? expected : L"4006381333931"), "got %s\n", wine_dbgstr_w(got));
    SysFreeString(got);
    SysFreeString(value);
    winetest_pop_context();
}

static void test_catalog(void)
{
    IRawCDImageCreator *creator = create();
    BSTR value = NULL;

    ok(IRawCDImageCreator_get_MediaCatalogNumber(creator, &value) == S_OK && value && !*value, "not empty\n");
    SysFreeString(value);
    check_catalog(creator, L"036000291452", L"0036000291452");
    check_catalog(creator, L"36000291452", L"0036000291452");
    check_catalog(creator, NULL, L"");
    check_catalog(creator, L"4006381333931", L"4006381333931");
    check_catalog(creator, L"4006381333930", NULL);
    check_catalog(creator, L"40063813339310", NULL);
    check_catalog(creator, L"400638133393\x661", NULL);
    check_catalog(creator, L"4006381333931x", NULL);
    check_catalog(creator, L"4006381333931\x661", NULL);
    check_catalog(creator, L"\x661", NULL);
    check_catalog(creator, L"x", NULL);
    check_catalog(creator, L"", L"");
    ok(!IRawCDImageCreator_Release(creator), "references left\n");
}

static void check_toc(IRawCDImageCreator *creator, const BYTE *expected, ULONG size)
{
    SAFEARRAY *array = NULL;
    LONG low = 42, high = 42, i;
    VARIANT value;
    HRESULT hr;

    hr = IRawCDImageCreator_get_ExpectedTableOfContents(creator, &array);
    ok(hr == S_OK && array && SafeArrayGetDim(array) == 1, "got %#lx\n", hr);
    SafeArrayGetLBound(array, 1, &low);
    SafeArrayGetUBound(array, 1, &high);
    ok(!low && high == (LONG)size - 1, "got %ld to %ld\n", low, high);
    for (i = 0; i < (LONG)size; i++)
    {
        hr = SafeArrayGetElement(array, &i, &value);
        ok(hr == S_OK && V_VT(&value) == VT_UI1, "%ld: got %#lx, type %d\n", i, hr, V_VT(&value));
        ok(V_UI1(&value) == expected[i], "%ld: got %#x, expected %#x\n", i, V_UI1(&value), expected[i]);
        VariantClear(&value);
    }
    SafeArrayDestroy(array);
}

static void test_tracks(void)
{
    static const BYTE toc[] = {
        0, 34, 7, 9, 0, 0x12, 7, 0, 0, 0, 0, 0, 0, 0x13, 8, 0, 0, 0, 0x03, 0xe8,
        0, 0x12, 9, 0, 0, 0, 0x05, 0x14, 0, 0x12, 0xaa, 0, 0, 0, 0x06, 0x68,
    };
    IRawCDImageCreator *creator = create();
    IMAPI_CD_SECTOR_TYPE type;
    IRawCDImageTrackInfo *track;
    struct test_stream bad;
    LONG index = 42, value;
    IStream *stream;
    HRESULT hr;

    hr = IRawCDImageCreator_put_StartingTrackNumber(creator, 7);
    ok(hr == S_OK, "got %#lx\n", hr);
    stream = make_zeros(300 * SECTOR);
    for (type = IMAPI_CD_SECTOR_MODE_ZERO; type <= IMAPI_CD_SECTOR_MODE2FORM2RAW + 1; type++)
        check_creator(IRawCDImageCreator_AddTrack(creator, type, stream, &index),
                      E_IMAPI_RAW_IMAGE_SECTOR_TYPE_NOT_SUPPORTED);
    IStream_Release(stream);
    check_creator(add_track(creator, 299, &index), E_INVALIDARG);
    ok(!index, "got %ld\n", index);
    check_creator(add_track(creator, 0, &index), E_INVALIDARG);
    stream = make_zeros(300 * SECTOR + 4);
    check_creator(IRawCDImageCreator_AddTrack(creator, IMAPI_CD_SECTOR_AUDIO, stream, &index), E_INVALIDARG);
    IStream_Release(stream);

    /* Without a length there is no track. */
    test_stream_init(&bad, 300 * SECTOR, 1);
    bad.stat_result = E_NOTIMPL;
    hr = IRawCDImageCreator_AddTrack(creator, IMAPI_CD_SECTOR_AUDIO, &bad.IStream_iface, &index);
    ok(hr == S_OK && index == 1, "got %#lx\n", hr);
    ok(bad.ref == 2 && !bad.reads, "%ld references, %ld reads\n", bad.ref, bad.reads);
    bad.seek_result = STG_E_INVALIDFUNCTION;
    check_creator(IRawCDImageCreator_AddTrack(creator, IMAPI_CD_SECTOR_AUDIO, &bad.IStream_iface, &index),
                  STG_E_INVALIDFUNCTION);
    ok(!IRawCDImageCreator_Release(creator), "references left\n");
    ok(bad.ref == 1, "%ld references left\n", bad.ref);

    creator = create();
    IRawCDImageCreator_put_StartingTrackNumber(creator, 7);
    ok(add_track(creator, 1000, &index) == S_OK && index == 1, "got %ld\n", index);
    ok(add_track(creator, 300, &index) == S_OK && index == 2, "got %ld\n", index);
    ok(add_track(creator, 340, &index) == S_OK && index == 3, "got %ld\n", index);
    ok(IRawCDImageCreator_get_NumberOfExistingTracks(creator, &value) == S_OK && value == 3, "got %ld\n", value);
    ok(IRawCDImageCreator_get_StartOfLeadout(creator, &value) == S_OK && value == 1640, "got %ld\n", value);
    ok(IRawCDImageCreator_get_LastUsedUserSectorInImage(creator, &value) == S_OK && value == 1639, "got %ld\n", value);
    track = get_track(creator, 2);
    ok(IRawCDImageTrackInfo_get_StartingLba(track, &value) == S_OK && value == 1000, "got %ld\n", value);
    ok(IRawCDImageTrackInfo_get_SectorCount(track, &value) == S_OK && value == 300, "got %ld\n", value);
    ok(IRawCDImageTrackInfo_get_TrackNumber(track, &value) == S_OK && value == 8, "got %ld\n", value);
    ok(IRawCDImageTrackInfo_get_SectorType(track, &type) == S_OK && type == IMAPI_CD_SECTOR_AUDIO, "got %d\n", type);
    ok(IRawCDImageTrackInfo_put_AudioHasPreemphasis(track, VARIANT_TRUE) == S_OK, "refused\n");
    IRawCDImageTrackInfo_Release(track);
    check_toc(creator, toc, sizeof(toc));

    check_creator(IRawCDImageCreator_get_TrackInfo(creator, 0, &track), E_INVALIDARG);
    check_creator(IRawCDImageCreator_get_TrackInfo(creator, 4, &track), E_INVALIDARG);
    check_creator(IRawCDImageCreator_get_TrackInfo(creator, -1, &track), E_INVALIDARG);
    check_creator(IRawCDImageCreator_put_StartingTrackNumber(creator, 1), E_IMAPI_RAW_IMAGE_TRACKS_ALREADY_ADDED);
    check_creator(IRawCDImageCreator_put_DisableGaplessAudio(creator, VARIANT_TRUE),
                  E_IMAPI_RAW_IMAGE_TRACKS_ALREADY_ADDED);
    check_creator(add_pregap(creator, 150 * SECTOR), E_IMAPI_RAW_IMAGE_TRACKS_ALREADY_ADDED);
    ok(!IRawCDImageCreator_Release(creator), "references left\n");
}

static void test_gaps(void)
{
    IRawCDImageCreator *creator = create();
    IRawCDImageTrackInfo *track;
    LONG index, value;

    ok(IRawCDImageCreator_put_DisableGaplessAudio(creator, VARIANT_TRUE) == S_OK, "refused\n");
    ok(add_pregap(creator, 250 * SECTOR) == S_OK, "refused\n");
    ok(add_track(creator, 300, &index) == S_OK && add_track(creator, 300, &index) == S_OK, "no tracks\n");
    track = get_track(creator, 1);
    ok(IRawCDImageTrackInfo_get_StartingLba(track, &value) == S_OK && value == 100, "got %ld\n", value);
    IRawCDImageTrackInfo_Release(track);
    track = get_track(creator, 2);
    ok(IRawCDImageTrackInfo_get_StartingLba(track, &value) == S_OK && value == 550, "got %ld\n", value);
    ok(IRawCDImageTrackInfo_get_SectorCount(track, &value) == S_OK && value == 300, "got %ld\n", value);
    IRawCDImageTrackInfo_Release(track);
    ok(IRawCDImageCreator_get_StartOfLeadout(creator, &value) == S_OK && value == 850, "got %ld\n", value);
    IRawCDImageCreator_Release(creator);
}

static void test_space(void)
{
    IRawCDImageCreator *creator = create();
    LONG index, value;
    unsigned int i;

    check_creator(add_track(creator, LAST + 2, &index), E_IMAPI_RAW_IMAGE_INSUFFICIENT_SPACE);
    check_creator(add_track(creator, 0x7fffffff, &index), E_IMAPI_RAW_IMAGE_INSUFFICIENT_SPACE);
    check_creator(add_pregap(creator, 149 * SECTOR), E_INVALIDARG);
    check_creator(add_pregap(creator, 150 * SECTOR + 1), E_INVALIDARG);
    check_creator(add_pregap(creator, (ULONGLONG)(397799 + 1 + 150 + 1) * SECTOR),
                  E_IMAPI_RAW_IMAGE_INSUFFICIENT_SPACE);
    ok(add_pregap(creator, (ULONGLONG)(397799 + 1 + 150) * SECTOR) == S_OK, "refused\n");
    check_creator(add_track(creator, 301, &index), E_IMAPI_RAW_IMAGE_INSUFFICIENT_SPACE);
    ok(add_pregap(creator, 150 * SECTOR) == S_OK, "not replaced\n");
    ok(add_track(creator, LAST + 1, &index) == S_OK, "refused\n");
    ok(IRawCDImageCreator_get_LastUsedUserSectorInImage(creator, &value) == S_OK && value == LAST, "got %ld\n", value);
    check_creator(add_track(creator, 300, &index), E_IMAPI_RAW_IMAGE_INSUFFICIENT_SPACE);
    check_creator(IRawCDImageCreator_put_StartOfLeadoutLimit(creator, LAST - 1), E_IMAPI_RAW_IMAGE_INSUFFICIENT_SPACE);
    IRawCDImageCreator_Release(creator);

    creator = create();
    ok(IRawCDImageCreator_put_StartOfLeadoutLimit(creator, 599) == S_OK, "refused\n");
    ok(add_track(creator, 300, &index) == S_OK, "refused\n");
    check_creator(add_track(creator, 301, &index), E_IMAPI_RAW_IMAGE_INSUFFICIENT_SPACE);
    ok(add_track(creator, 300, &index) == S_OK, "refused\n");
    check_creator(add_track(creator, 300, &index), E_IMAPI_RAW_IMAGE_INSUFFICIENT_SPACE);
    ok(IRawCDImageCreator_put_StartOfLeadoutLimit(creator, LAST) == S_OK, "refused\n");
    for (i = 3; i <= 99; i++) ok(add_track(creator, 300, &index) == S_OK && index == (LONG)i, "got %ld\n", index);
    check_creator(add_track(creator, 300, &index), E_IMAPI_RAW_IMAGE_TOO_MANY_TRACKS);
    IRawCDImageCreator_Release(creator);

    creator = create();
    ok(IRawCDImageCreator_put_StartingTrackNumber(creator, 98) == S_OK, "refused\n");
    ok(add_track(creator, 300, &index) == S_OK && add_track(creator, 300, &index) == S_OK, "refused\n");
    check_creator(add_track(creator, 300, &index), E_IMAPI_RAW_IMAGE_TOO_MANY_TRACKS);
    IRawCDImageCreator_Release(creator);
}

/* After the result, nothing changes any more; everything can still be read. */
static void test_read_only(void)
{
    IMAPI_FORMAT2_RAW_CD_DATA_SECTOR_TYPE type;
    IRawCDImageCreator *creator = create();
    IStream *result = NULL, *again, *zeros = make_zeros(300 * SECTOR);
    IRawCDImageTrackInfo *track;
    BSTR text = test_bstr(L"4006381333931"), isrc = test_bstr(L"USRC17607839");
    LONG index, value;
    HRESULT hr;

    ok(add_track(creator, 300, &index) == S_OK, "no track\n");
    track = get_track(creator, 1);
    hr = IRawCDImageCreator_CreateResultImage(creator, &result);
    ok(hr == S_OK && result, "got %#lx\n", hr);

    check_creator(IRawCDImageCreator_CreateResultImage(creator, &again), E_IMAPI_RAW_IMAGE_IS_READ_ONLY);
    ok(!again, "got %p\n", again);
    check_creator(add_track(creator, 300, &index), E_IMAPI_RAW_IMAGE_IS_READ_ONLY);
    check_creator(add_pregap(creator, 150 * SECTOR), E_IMAPI_RAW_IMAGE_IS_READ_ONLY);
    check_creator(IRawCDImageCreator_AddSubcodeRWGenerator(creator, zeros), E_IMAPI_RAW_IMAGE_IS_READ_ONLY);
    check_creator(IRawCDImageCreator_put_ResultingImageType(creator, IMAPI_FORMAT2_RAW_CD_SUBCODE_IS_RAW),
                  E_IMAPI_RAW_IMAGE_IS_READ_ONLY);
    check_creator(IRawCDImageCreator_put_StartOfLeadoutLimit(creator, LAST), E_IMAPI_RAW_IMAGE_IS_READ_ONLY);
    check_creator(IRawCDImageCreator_put_DisableGaplessAudio(creator, VARIANT_TRUE), E_IMAPI_RAW_IMAGE_IS_READ_ONLY);
    check_creator(IRawCDImageCreator_put_MediaCatalogNumber(creator, text), E_IMAPI_RAW_IMAGE_IS_READ_ONLY);
    check_creator(IRawCDImageCreator_put_StartingTrackNumber(creator, 1), E_IMAPI_RAW_IMAGE_IS_READ_ONLY);
    check_track(IRawCDImageTrackInfo_put_ISRC(track, isrc), E_IMAPI_RAW_IMAGE_IS_READ_ONLY);
    check_track(IRawCDImageTrackInfo_put_DigitalAudioCopySetting(track, IMAPI_CD_TRACK_DIGITAL_COPY_SCMS),
                E_IMAPI_RAW_IMAGE_IS_READ_ONLY);
    check_track(IRawCDImageTrackInfo_put_AudioHasPreemphasis(track, VARIANT_TRUE), E_IMAPI_RAW_IMAGE_IS_READ_ONLY);
    check_track(IRawCDImageTrackInfo_AddTrackIndex(track, 100), E_IMAPI_RAW_IMAGE_IS_READ_ONLY);
    check_track(IRawCDImageTrackInfo_ClearTrackIndex(track, 0), E_IMAPI_RAW_IMAGE_IS_READ_ONLY);
    ok(IRawCDImageCreator_get_ResultingImageType(creator, &type) == S_OK, "no type\n");
    ok(IRawCDImageCreator_get_StartOfLeadout(creator, &value) == S_OK && value == 300, "got %ld\n", value);
    ok(IRawCDImageTrackInfo_get_SectorCount(track, &value) == S_OK && value == 300, "got %ld\n", value);
    SysFreeString(text);
    SysFreeString(isrc);
    IRawCDImageTrackInfo_Release(track);
    IStream_Release(zeros);
    ok(!IRawCDImageCreator_Release(creator), "the result holds the creator\n");
    ok(!IStream_Release(result), "references left\n");
}

START_TEST(raw_image)
{
    HRESULT hr = CoInitializeEx(NULL, COINIT_MULTITHREADED);

    ok(hr == S_OK, "got %#lx\n", hr);
    test_pointers();
    test_no_tracks();
    test_properties();
    test_catalog();
    test_tracks();
    test_gaps();
    test_space();
    test_read_only();
    CoUninitialize();
}
