/*
 * Tests of MsftRawCDImageCreator: what is in its image
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

#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "support_cd.h"
#include "wine/test.h"

#define LEAD_IN         22650   /* sectors from 95:00:00 to LBA 0 */
#define LEAD_OUT        6750    /* sectors, 90 s */

static struct cd_reading reading;

static IRawCDImageCreator *create(void)
{
    IRawCDImageCreator *creator = NULL;
    HRESULT hr;

    hr = CoCreateInstance(&CLSID_MsftRawCDImageCreator, NULL, CLSCTX_INPROC_SERVER, &IID_IRawCDImageCreator,
                          (void **)&creator);
    ok(hr == S_OK, "got %#lx\n", hr);
    return creator;
}

static void add_track(IRawCDImageCreator *creator, struct test_stream *stream, uint32_t sectors, uint32_t seed)
{
    LONG index;
    HRESULT hr;

    test_stream_init(stream, (uint64_t)sectors * CD_AUDIO, seed);
    hr = IRawCDImageCreator_AddTrack(creator, IMAPI_CD_SECTOR_AUDIO, &stream->IStream_iface, &index);
    ok(hr == S_OK, "got %#lx\n", hr);
}

static IStream *make_result(IRawCDImageCreator *creator)
{
    IStream *result = NULL;
    HRESULT hr = IRawCDImageCreator_CreateResultImage(creator, &result);

    ok(hr == S_OK && result, "got %#lx\n", hr);
    return result;
}

static HRESULT read_at(IStream *stream, ULONGLONG position, void *data, ULONG size)
{
    LARGE_INTEGER move;
    ULONG done = 0;
    HRESULT hr;

    move.QuadPart = position;
    if (FAILED(hr = IStream_Seek(stream, move, STREAM_SEEK_SET, NULL))) return hr;
    hr = IStream_Read(stream, data, size, &done);
    return SUCCEEDED(hr) && done != size ? S_FALSE : hr;
}

/* Compares the audio of sectors in a row with a client's stream from a sector on; NULL: with silence. */
static void check_audio(IStream *result, ULONG sector_size, LONG lba, LONG count, uint64_t client_size, uint32_t seed,
                        LONG from)
{
    BYTE sector[CD_AUDIO], expected[CD_AUDIO] = { 0 };
    struct test_stream client;
    LONG i;

    test_stream_init(&client, client_size, seed);
    for (i = 0; i < count; i++)
    {
        if (client_size) read_at(&client.IStream_iface, (ULONGLONG)(from + i) * CD_AUDIO, expected, CD_AUDIO);
        ok(read_at(result, (ULONGLONG)(LEAD_IN + lba + i) * sector_size, sector, CD_AUDIO) == S_OK, "not read\n");
        ok(!memcmp(sector, expected, CD_AUDIO), "sector %ld is not as it must be\n", lba + i);
    }
}

static void set_track(IRawCDImageCreator *creator, LONG index, const WCHAR *isrc,
                      IMAPI_CD_TRACK_DIGITAL_COPY_SETTING copy, bool preemphasis, const LONG *indexes, LONG count)
{
    IRawCDImageTrackInfo *track = NULL;
    BSTR text = test_bstr(isrc);
    LONG i;

    ok(IRawCDImageCreator_get_TrackInfo(creator, index, &track) == S_OK, "no track\n");
    ok(IRawCDImageTrackInfo_put_ISRC(track, text) == S_OK, "refused\n");
    ok(IRawCDImageTrackInfo_put_DigitalAudioCopySetting(track, copy) == S_OK, "refused\n");
    ok(IRawCDImageTrackInfo_put_AudioHasPreemphasis(track, preemphasis ? VARIANT_TRUE : VARIANT_FALSE) == S_OK,
       "refused\n");
    for (i = 0; i < count; i++) ok(IRawCDImageTrackInfo_AddTrackIndex(track, indexes[i]) == S_OK, "refused\n");
    IRawCDImageTrackInfo_Release(track);
    SysFreeString(text);
}

static void check_frame(LONG sectors)
{
    ok(reading.sectors == sectors, "got %ld, expected %ld\n", reading.sectors, sectors);
    ok(!reading.crc_errors, "got %ld\n", reading.crc_errors);
    ok(!reading.wrong, "%ld sectors are wrong, the first is %ld\n", reading.wrong, reading.first_wrong);
    ok(reading.toc_items == LEAD_IN - 150, "got %ld\n", reading.toc_items);
    ok(reading.lead_out_sectors == LEAD_OUT, "got %ld\n", reading.lead_out_sectors);
}

/* A disc with everything on it, in one of the three forms. */
static void test_full(IMAPI_FORMAT2_RAW_CD_DATA_SECTOR_TYPE type)
{
    static const LONG indexes[] = { 400, 50, 1100 };
    ULONG size = cd_sector_size(type);
    IRawCDImageCreator *creator = create();
    BSTR catalog = test_bstr(L"4006381333931");
    struct test_stream pregap, tracks[3];
    IStream *result;
    STATSTG stat;
    HRESULT hr;

    winetest_push_context("type %d", type);
    ok(IRawCDImageCreator_put_ResultingImageType(creator, type) == S_OK, "refused\n");
    ok(IRawCDImageCreator_put_MediaCatalogNumber(creator, catalog) == S_OK, "refused\n");
    ok(IRawCDImageCreator_put_StartingTrackNumber(creator, 11) == S_OK, "refused\n");
    test_stream_init(&pregap, 200 * CD_AUDIO, 7);
    ok(IRawCDImageCreator_AddSpecialPregap(creator, &pregap.IStream_iface) == S_OK, "refused\n");
    add_track(creator, &tracks[0], 1200, 1);
    add_track(creator, &tracks[1], 300, 2);
    add_track(creator, &tracks[2], 777, 3);
    set_track(creator, 1, L"US-RC1-76-07839", IMAPI_CD_TRACK_DIGITAL_COPY_PROHIBITED, true, indexes, 3);
    set_track(creator, 2, L"", IMAPI_CD_TRACK_DIGITAL_COPY_SCMS, false, NULL, 0);
    set_track(creator, 3, L"DEA519700001", IMAPI_CD_TRACK_DIGITAL_COPY_PERMITTED, false, NULL, 0);
    result = make_result(creator);
    IRawCDImageCreator_Release(creator);

    hr = IStream_Stat(result, &stat, STATFLAG_NONAME);
    ok(hr == S_OK && stat.cbSize.QuadPart == (ULONGLONG)(LEAD_IN + 50 + 2277 + LEAD_OUT) * size, "got %#lx, %s\n", hr,
       wine_dbgstr_longlong(stat.cbSize.QuadPart));
    cd_reading_init(&reading, type, -LEAD_IN);
    hr = cd_reading_stream(&reading, result);
    ok(hr == S_OK, "got %#lx\n", hr);
    check_frame(LEAD_IN + 50 + 2277 + LEAD_OUT);

    ok(reading.toc[0xa0] == 11 && reading.toc[0xa1] == 13, "tracks %ld to %ld\n", reading.toc[0xa0],
       reading.toc[0xa1]);
    ok(reading.toc[0xa2] == 2327 && reading.lead_out == 2327, "got %ld, %ld\n", reading.toc[0xa2], reading.lead_out);
    ok(reading.toc[0x11] == 50 && reading.toc_control[0x11] == 1, "got %ld, %#x\n", reading.toc[0x11],
       reading.toc_control[0x11]);
    ok(reading.toc[0x12] == 1250 && reading.toc_control[0x12] == 0, "got %ld, %#x\n", reading.toc[0x12],
       reading.toc_control[0x12]);
    ok(reading.toc[0x13] == 1550 && reading.toc_control[0x13] == 2, "got %ld, %#x\n", reading.toc[0x13],
       reading.toc_control[0x13]);
    ok(reading.toc[0x10] == CD_NOWHERE && reading.toc[0x14] == CD_NOWHERE, "too many tracks\n");

    ok(reading.start[11][0] == -150 && reading.start[11][1] == 50, "got %ld\n", reading.start[11][1]);
    ok(reading.start[11][2] == 100 && reading.length[11][2] == 350, "got %ld\n", reading.start[11][2]);
    ok(reading.start[11][3] == 450, "got %ld\n", reading.start[11][3]);
    ok(reading.start[11][4] == 1150, "got %ld\n", reading.start[11][4]);
    ok(reading.start[12][0] == 1160, "the index lost its ten sectors: %ld\n", reading.start[12][0]);
    ok(reading.start[12][1] == 1250, "got %ld\n", reading.start[12][1]);
    ok(reading.start[13][0] == 1400, "got %ld\n", reading.start[13][0]);
    ok(reading.start[13][1] == 1550, "got %ld\n", reading.start[13][1]);
    ok(reading.control[11] == 1 && reading.control[12] == 2 && reading.control[13] == 2, "got %#x, %#x, %#x\n",
       reading.control[11], reading.control[12], reading.control[13]);
    ok(!strcmp(reading.catalog, "4006381333931"), "got %s\n", reading.catalog);
    ok(reading.catalog_pause <= 100, "got %ld\n", reading.catalog_pause);
    ok(!strcmp(reading.isrc[11], "USRC17607839"), "got %s\n", reading.isrc[11]);
    ok(!reading.isrc[12][0], "got %s\n", reading.isrc[12]);
    ok(!strcmp(reading.isrc[13], "DEA519700001"), "got %s\n", reading.isrc[13]);
    ok(reading.isrcs >= 20, "got %ld\n", reading.isrcs);

    check_audio(result, size, -LEAD_IN, 2, 0, 0, 0);
    check_audio(result, size, -152, 2, 0, 0, 0);
    check_audio(result, size, -150, 200, pregap.size, 7, 0);
    check_audio(result, size, 50, 1200, tracks[0].size, 1, 0);
    check_audio(result, size, 1250, 300, tracks[1].size, 2, 0);
    check_audio(result, size, 1550, 777, tracks[2].size, 3, 0);
    check_audio(result, size, 2327, 2, 0, 0, 0);
    check_audio(result, size, 2327 + LEAD_OUT - 2, 2, 0, 0, 0);
    ok(!IStream_Release(result), "references left\n");
    ok(tracks[0].ref == 1 && pregap.ref == 1, "references left\n");
    SysFreeString(catalog);
    winetest_pop_context();
}

static void test_gaps(void)
{
    IRawCDImageCreator *creator = create();
    struct test_stream tracks[2];
    ULONG size = cd_sector_size(IMAPI_FORMAT2_RAW_CD_SUBCODE_IS_COOKED);
    IStream *result;

    ok(IRawCDImageCreator_put_DisableGaplessAudio(creator, VARIANT_TRUE) == S_OK, "refused\n");
    add_track(creator, &tracks[0], 300, 1);
    add_track(creator, &tracks[1], 400, 2);
    result = make_result(creator);
    IRawCDImageCreator_Release(creator);
    cd_reading_init(&reading, IMAPI_FORMAT2_RAW_CD_SUBCODE_IS_COOKED, -LEAD_IN);
    ok(cd_reading_stream(&reading, result) == S_OK, "not read\n");
    check_frame(LEAD_IN + 850 + LEAD_OUT);
    ok(!reading.catalogs && !reading.isrcs, "names that nobody gave\n");
    ok(reading.start[1][0] == -150 && reading.start[1][1] == 0, "got %ld\n", reading.start[1][1]);
    ok(reading.start[2][0] == 300 && reading.start[2][1] == 450, "got %ld\n", reading.start[2][0]);
    ok(reading.lead_out == 850 && reading.toc[0xa2] == 850, "got %ld\n", reading.lead_out);
    ok(reading.toc[1] == 0 && reading.toc[2] == 450, "got %ld, %ld\n", reading.toc[1], reading.toc[2]);
    check_audio(result, size, -150, 150, 0, 0, 0);
    check_audio(result, size, 0, 300, tracks[0].size, 1, 0);
    check_audio(result, size, 300, 150, 0, 0, 0);
    check_audio(result, size, 450, 400, tracks[1].size, 2, 0);
    IStream_Release(result);
}

/* R to W of every sector, bit by bit from the client. */
static void test_subcode(void)
{
    IMAPI_FORMAT2_RAW_CD_DATA_SECTOR_TYPE type = IMAPI_FORMAT2_RAW_CD_SUBCODE_IS_RAW;
    ULONG sectors = LEAD_IN + 300 + LEAD_OUT, size = cd_sector_size(type), i, j, wrong = 0;
    IRawCDImageCreator *creator = create();
    BYTE sub[96], *subcode = malloc(sectors * 96);
    IStream *stream = NULL, *result = NULL;
    struct test_stream track, zeros;
    ULARGE_INTEGER length;

    for (i = 0; i < sectors * 96; i++) subcode[i] = (i * 7 + i / 96) & 0x3f;
    CreateStreamOnHGlobal(NULL, TRUE, &stream);
    IStream_Write(stream, subcode, sectors * 96, NULL);
    add_track(creator, &track, 300, 1);

    ok(IRawCDImageCreator_put_ResultingImageType(creator, IMAPI_FORMAT2_RAW_CD_SUBCODE_PQ_ONLY) == S_OK, "refused\n");
    check_failure(IRawCDImageCreator_AddSubcodeRWGenerator(creator, stream), E_INVALIDARG, &IID_IRawCDImageCreator);
    ok(IRawCDImageCreator_put_ResultingImageType(creator, type) == S_OK, "refused\n");
    test_stream_init(&zeros, 96, 1);
    ok(IRawCDImageCreator_AddSubcodeRWGenerator(creator, &zeros.IStream_iface) == S_OK, "refused\n");
    ok(zeros.ref == 2, "got %ld\n", zeros.ref);
    check_failure(IRawCDImageCreator_put_ResultingImageType(creator, IMAPI_FORMAT2_RAW_CD_SUBCODE_PQ_ONLY),
                  E_INVALIDARG, &IID_IRawCDImageCreator);
    check_failure(IRawCDImageCreator_CreateResultImage(creator, &result), E_INVALIDARG, &IID_IRawCDImageCreator);
    ok(!result, "got %p\n", result);
    ok(IRawCDImageCreator_AddSubcodeRWGenerator(creator, stream) == S_OK, "refused\n");
    ok(zeros.ref == 1, "got %ld\n", zeros.ref);

    /* One byte too many, and one bit that is P's or Q's. */
    length.QuadPart = sectors * 96 + 1;
    IStream_SetSize(stream, length);
    check_failure(IRawCDImageCreator_CreateResultImage(creator, &result), E_INVALIDARG, &IID_IRawCDImageCreator);
    length.QuadPart = sectors * 96;
    IStream_SetSize(stream, length);
    for (i = 0x40; i <= 0x80; i += 0x40)
    {
        BYTE bad = (BYTE)i;
        LARGE_INTEGER end = { .QuadPart = -1 };

        IStream_Seek(stream, end, STREAM_SEEK_END, NULL);
        IStream_Write(stream, &bad, 1, NULL);
        check_failure(IRawCDImageCreator_CreateResultImage(creator, &result), E_INVALIDARG, &IID_IRawCDImageCreator);
        IStream_Seek(stream, end, STREAM_SEEK_END, NULL);
        IStream_Write(stream, &subcode[sectors * 96 - 1], 1, NULL);
    }

    result = make_result(creator);
    cd_reading_init(&reading, type, -LEAD_IN);
    ok(cd_reading_stream(&reading, result) == S_OK, "not read\n");
    check_frame((LONG)sectors);
    for (i = 0; i < sectors; i += 7)
    {
        ok(read_at(result, (ULONGLONG)i * size + CD_AUDIO, sub, 96) == S_OK, "not read\n");
        for (j = 0; j < 96; j++) wrong += (sub[j] & 0x3f) != subcode[i * 96 + j];
    }
    ok(!wrong, "%lu bytes are not the client's\n", wrong);
    IStream_Release(result);
    IRawCDImageCreator_Release(creator);
    IStream_Release(stream);
    free(subcode);
}

/* Lengths that a client can know of; what is missing is silent. */
static void test_short_subcode(void)
{
    static const struct { LONG sectors; HRESULT hr; } tests[] = {
        { LEAD_IN + 300, S_OK }, { 299, S_OK }, { 300, S_OK }, { 298, E_INVALIDARG }, { 301, E_INVALIDARG },
        { LEAD_IN + 299, E_INVALIDARG }, { LEAD_IN + 301, E_INVALIDARG }, { 0, E_INVALIDARG },
    };
    ULONG size = cd_sector_size(IMAPI_FORMAT2_RAW_CD_SUBCODE_IS_COOKED), i;
    IStream *stream, *result;
    struct test_stream track;
    BYTE *data = malloc((LEAD_IN + 301) * 96), sub[96];

    memset(data, 0x3f, (LEAD_IN + 301) * 96);
    for (i = 0; i < ARRAY_SIZE(tests); i++)
    {
        IRawCDImageCreator *creator = create();

        winetest_push_context("%ld sectors", tests[i].sectors);
        CreateStreamOnHGlobal(NULL, TRUE, &stream);
        IStream_Write(stream, data, (ULONG)tests[i].sectors * 96, NULL);
        add_track(creator, &track, 300, 1);
        ok(IRawCDImageCreator_AddSubcodeRWGenerator(creator, stream) == S_OK, "refused\n");
        ok(IRawCDImageCreator_CreateResultImage(creator, &result) == tests[i].hr, "not as expected\n");
        if (result)
        {
            ok(read_at(result, (ULONGLONG)(tests[i].sectors - 1) * size + CD_AUDIO, sub, 96) == S_OK, "not read\n");
            ok((sub[0] & 0x3f) == 0x3f && (sub[95] & 0x3f) == 0x3f, "got %#x\n", sub[0]);
            ok(read_at(result, (ULONGLONG)tests[i].sectors * size + CD_AUDIO, sub, 96) == S_OK, "not read\n");
            ok(!(sub[0] & 0x3f) && !(sub[95] & 0x3f), "got %#x\n", sub[0]);
            IStream_Release(result);
        }
        IRawCDImageCreator_Release(creator);
        IStream_Release(stream);
        winetest_pop_context();
    }
    free(data);
}

/* The same stream for several tracks, read in any order and in pieces of any size. */
static void test_reading(void)
{
    ULONG size = cd_sector_size(IMAPI_FORMAT2_RAW_CD_SUBCODE_IS_COOKED), done;
    ULONGLONG start = (ULONGLONG)LEAD_IN * size;
    IRawCDImageCreator *creator = create();
    BYTE *whole = malloc(600 * size), *part = malloc(600 * size);
    IStream *result, *clone;
    struct test_stream track;
    LONG index;
    ULONG at, piece;
    HRESULT hr;

    add_track(creator, &track, 300, 1);
    hr = IRawCDImageCreator_AddTrack(creator, IMAPI_CD_SECTOR_AUDIO, &track.IStream_iface, &index);
    ok(hr == S_OK && index == 2, "got %#lx\n", hr);
    result = make_result(creator);
    ok(!track.reads, "%ld reads before the result is read\n", track.reads);
    ok(read_at(result, start, whole, 600 * size) == S_OK, "not read\n");
    ok(track.reads < 30, "%ld reads\n", track.reads);
    for (at = 0; at < 300; at++)
        ok(!memcmp(whole + at * size, whole + (at + 300) * size, CD_AUDIO), "sector %lu differs\n", at);
    for (at = 0, piece = 1; at < 600 * size; at += piece, piece = piece * 3 + 1)
    {
        piece = min(piece, 600 * size - at);
        ok(read_at(result, start + at, part, piece) == S_OK && !memcmp(part, whole + at, piece), "at %lu\n", at);
    }
    for (at = 0; at < 300; at += 50)
    {
        ok(read_at(result, start + at * size, part, size) == S_OK && !memcmp(part, whole + at * size, size),
           "sector %lu\n", at);
        ok(read_at(result, start + (at + 300) * size, part, size) == S_OK &&
           !memcmp(part, whole + (at + 300) * size, size), "sector %lu\n", at + 300);
    }

    /* The first track goes on where it stopped, but the second one has moved the stream. */
    for (at = 1; at < 100; at++)
    {
        ok(read_at(result, start + 5 * size, part, size) == S_OK, "not read\n");
        ok(read_at(result, start + 450 * size, part, size) == S_OK, "not read\n");
        ok(read_at(result, start + (5 + at) * size, part, size) == S_OK && !memcmp(part, whole + (5 + at) * size, size),
           "sector %lu\n", at);
        ok(read_at(result, start + 450 * size, part, size) == S_OK, "not read\n");
    }

    /* A client's stream that cannot be cloned, that ends or that fails. */
    check_failure(IStream_Clone(result, &clone), E_NOTIMPL, &IID_IStream);
    track.fail_at = 0;
    track.fail_with = STG_E_READFAULT;
    check_failure(read_at(result, start + 10 * size, part, size), STG_E_READFAULT, &IID_IStream);
    track.fail_with = E_ACCESSDENIED;
    check_failure(read_at(result, start + 200 * size, part, size), E_ACCESSDENIED, &IID_IStream);
    track.fail_at = UINT64_MAX;
    track.end = 250 * CD_AUDIO;
    check_failure(read_at(result, start + 260 * size, part, size), STG_E_READFAULT, &IID_IStream);
    track.end = track.size;
    ok(read_at(result, start + 260 * size, part, size) == S_OK && !memcmp(part, whole + 260 * size, size), "lost\n");

    /* Lead-in and lead-out need no client. */
    track.fail_at = 0;
    ok(read_at(result, 0, part, size) == S_OK && read_at(result, start + 600 * size, part, size) == S_OK, "not read\n");
    hr = IStream_Write(result, part, 1, &done);
    ok(hr == STG_E_ACCESSDENIED, "got %#lx\n", hr);
    IStream_Release(result);
    IRawCDImageCreator_Release(creator);
    free(whole);
    free(part);
}

/* A clone has its own position, and its own clones of the client's streams. */
static void test_clone(void)
{
    ULONG size = cd_sector_size(IMAPI_FORMAT2_RAW_CD_SUBCODE_IS_COOKED);
    ULONGLONG start = (ULONGLONG)LEAD_IN * size;
    IRawCDImageCreator *creator = create();
    BYTE *first = malloc(10 * size), *second = malloc(10 * size);
    IStream *stream = NULL, *result, *clone = NULL;
    LARGE_INTEGER zero = { .QuadPart = 0 };
    ULARGE_INTEGER length, position;
    LONG index;

    CoCreateInstance(&CLSID_MsftStreamPrng001, NULL, CLSCTX_INPROC_SERVER, &IID_IStream, (void **)&stream);
    length.QuadPart = 300 * CD_AUDIO;
    IStream_SetSize(stream, length);
    ok(IRawCDImageCreator_AddTrack(creator, IMAPI_CD_SECTOR_AUDIO, stream, &index) == S_OK, "refused\n");
    result = make_result(creator);
    ok(read_at(result, start, first, 10 * size) == S_OK, "not read\n");
    ok(IStream_Clone(result, &clone) == S_OK && clone, "no clone\n");
    ok(IStream_Seek(clone, zero, STREAM_SEEK_CUR, &position) == S_OK && position.QuadPart == start + 10 * size,
       "at %s\n", wine_dbgstr_longlong(position.QuadPart));
    ok(read_at(clone, start, second, 10 * size) == S_OK && !memcmp(first, second, 10 * size), "differs\n");
    IStream_Release(result);
    IRawCDImageCreator_Release(creator);
    ok(read_at(clone, start + 200 * size, second, 10 * size) == S_OK, "not read\n");
    cd_reading_init(&reading, IMAPI_FORMAT2_RAW_CD_SUBCODE_IS_COOKED, -LEAD_IN);
    IStream_Seek(clone, zero, STREAM_SEEK_SET, NULL);
    ok(cd_reading_stream(&reading, clone) == S_OK, "not read\n");
    check_frame(LEAD_IN + 300 + LEAD_OUT);
    IStream_Release(clone);
    ok(!IStream_Release(stream), "references left\n");
    free(first);
    free(second);
}

START_TEST(raw_image_content)
{
    HRESULT hr = CoInitializeEx(NULL, COINIT_MULTITHREADED);

    ok(hr == S_OK, "got %#lx\n", hr);
    test_full(IMAPI_FORMAT2_RAW_CD_SUBCODE_PQ_ONLY);
    test_full(IMAPI_FORMAT2_RAW_CD_SUBCODE_IS_COOKED);
    test_full(IMAPI_FORMAT2_RAW_CD_SUBCODE_IS_RAW);
    test_gaps();
    test_subcode();
    test_short_subcode();
    test_reading();
    test_clone();
    CoUninitialize();
}
