/*
 * Burns an audio CD as a raw image: what tests/apps/audio.sh compares with other programs
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
 * raw_disc DRIVE CATALOG RW-FILE|- TRACK ISRC|- FLAGS INDEX[,INDEX...]|- [TRACK ...]
 *
 * FLAGS: p pre-emphasis, c copying permitted, - neither. INDEX: sectors from the track's beginning.
 * DRIVE: the number in the list of recorders.
 */

#define COBJMACROS
#define INITGUID

#include <stdio.h>
#include <stdlib.h>
#include <windows.h>
#include <shlwapi.h>

#include "imapi2.h"
#include "imapi2error.h"

static void check(HRESULT hr, const char *what)
{
    if (SUCCEEDED(hr)) return;
    fprintf(stderr, "raw_disc: %s: %#lx\n", what, hr);
    exit(4);
}

static BSTR text(const WCHAR *value)
{
    return SysAllocString(lstrcmpW(value, L"-") ? value : L"");
}

static IStream *open_file(const WCHAR *path)
{
    IStream *stream;

    check(SHCreateStreamOnFileEx(path, STGM_READ | STGM_SHARE_DENY_WRITE, FILE_ATTRIBUTE_NORMAL, FALSE, NULL, &stream),
          "file");
    return stream;
}

static void add_indexes(IRawCDImageTrackInfo *track, WCHAR *list)
{
    WCHAR *item = lstrcmpW(list, L"-") ? list : NULL;

    while (item && *item)
    {
        check(IRawCDImageTrackInfo_AddTrackIndex(track, wcstol(item, &item, 10)), "index");
        if (*item == ',') item++;
    }
}

static void add_track(IRawCDImageCreator *creator, WCHAR **values)
{
    IStream *stream = open_file(values[0]);
    IRawCDImageTrackInfo *track;
    BSTR isrc = text(values[1]);
    LONG index;

    check(IRawCDImageCreator_AddTrack(creator, IMAPI_CD_SECTOR_AUDIO, stream, &index), "track");
    check(IRawCDImageCreator_get_TrackInfo(creator, index, &track), "track info");
    if (*isrc) check(IRawCDImageTrackInfo_put_ISRC(track, isrc), "ISRC");
    check(IRawCDImageTrackInfo_put_DigitalAudioCopySetting(track, wcschr(values[2], 'c') ?
              IMAPI_CD_TRACK_DIGITAL_COPY_PERMITTED : IMAPI_CD_TRACK_DIGITAL_COPY_PROHIBITED), "copy");
    check(IRawCDImageTrackInfo_put_AudioHasPreemphasis(track, wcschr(values[2], 'p') ? VARIANT_TRUE : VARIANT_FALSE),
          "pre-emphasis");
    add_indexes(track, values[3]);
    IRawCDImageTrackInfo_Release(track);
    IStream_Release(stream);
    SysFreeString(isrc);
}

static IStream *make_image(int count, WCHAR **values)
{
    IRawCDImageCreator *creator;
    BSTR catalog = text(values[0]);
    IStream *image, *subcode;
    int i;

    check(CoCreateInstance(&CLSID_MsftRawCDImageCreator, NULL, CLSCTX_INPROC_SERVER, &IID_IRawCDImageCreator,
                           (void **)&creator), "creator");
    check(IRawCDImageCreator_put_ResultingImageType(creator, IMAPI_FORMAT2_RAW_CD_SUBCODE_IS_RAW), "image type");
    check(IRawCDImageCreator_put_MediaCatalogNumber(creator, catalog), "catalog number");
    for (i = 2; i + 4 <= count; i += 4) add_track(creator, values + i);
    if (lstrcmpW(values[1], L"-"))
    {
        subcode = open_file(values[1]);
        check(IRawCDImageCreator_AddSubcodeRWGenerator(creator, subcode), "subcode");
        IStream_Release(subcode);
    }
    check(IRawCDImageCreator_CreateResultImage(creator, &image), "image");
    IRawCDImageCreator_Release(creator);
    SysFreeString(catalog);
    return image;
}

static IDiscRecorder2 *open_recorder(LONG number)
{
    IDiscRecorder2 *recorder;
    IDiscMaster2 *master;
    BSTR id;

    check(CoCreateInstance(&CLSID_MsftDiscMaster2, NULL, CLSCTX_INPROC_SERVER, &IID_IDiscMaster2, (void **)&master),
          "master");
    check(IDiscMaster2_get_Item(master, number, &id), "drive");
    check(CoCreateInstance(&CLSID_MsftDiscRecorder2, NULL, CLSCTX_INPROC_SERVER, &IID_IDiscRecorder2,
                           (void **)&recorder), "recorder");
    check(IDiscRecorder2_InitializeDiscRecorder(recorder, id), "recorder");
    IDiscMaster2_Release(master);
    SysFreeString(id);
    return recorder;
}

static void burn(IDiscRecorder2 *recorder, IStream *image)
{
    BSTR name = SysAllocString(L"raw_disc");
    IDiscFormat2RawCD *format;
    HRESULT hr;

    check(CoCreateInstance(&CLSID_MsftDiscFormat2RawCD, NULL, CLSCTX_INPROC_SERVER, &IID_IDiscFormat2RawCD,
                           (void **)&format), "format");
    check(IDiscFormat2RawCD_put_Recorder(format, recorder), "recorder");
    check(IDiscFormat2RawCD_put_ClientName(format, name), "client name");
    check(IDiscFormat2RawCD_PrepareMedia(format), "prepare");
    hr = IDiscFormat2RawCD_put_RequestedSectorType(format, IMAPI_FORMAT2_RAW_CD_SUBCODE_IS_RAW);
    if (SUCCEEDED(hr)) hr = IDiscFormat2RawCD_WriteMedia(format, image);
    check(IDiscFormat2RawCD_ReleaseMedia(format), "release");
    check(hr, "write");
    IDiscFormat2RawCD_Release(format);
    SysFreeString(name);
}

int wmain(int argc, WCHAR **argv)
{
    IDiscRecorder2 *recorder;
    IStream *image;

    if (argc < 8)
    {
        fprintf(stderr, "usage: raw_disc DRIVE CATALOG RW-FILE TRACK ISRC FLAGS INDEXES [TRACK ...]\n");
        return 1;
    }
    check(CoInitializeEx(NULL, COINIT_MULTITHREADED), "COM");
    recorder = open_recorder(wcstol(argv[1], NULL, 10));
    image = make_image(argc - 2, argv + 2);
    burn(recorder, image);
    IStream_Release(image);
    IDiscRecorder2_Release(recorder);
    CoUninitialize();
    printf("burned\n");
    return 0;
}
