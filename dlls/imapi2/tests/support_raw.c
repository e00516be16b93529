/*
 * Raw images and their burning, for tests
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

#include "support_raw.h"
#include "wine/test.h"

#define check_hr(hr, expected) ok((hr) == (expected), "got %s\n", test_hr(hr))

IDiscFormat2RawCD *test_raw_create(void)
{
    IDiscFormat2RawCD *raw = NULL;
    HRESULT hr;

    hr = CoCreateInstance(&CLSID_MsftDiscFormat2RawCD, NULL, CLSCTX_INPROC_SERVER, &IID_IDiscFormat2RawCD,
                          (void **)&raw);
    check_hr(hr, S_OK);
    return raw;
}

HRESULT test_raw_set_name(IDiscFormat2RawCD *raw, const WCHAR *text)
{
    BSTR name = test_bstr(text);
    HRESULT hr = IDiscFormat2RawCD_put_ClientName(raw, name);

    SysFreeString(name);
    return hr;
}

IDiscFormat2RawCD *test_raw_ready(struct burner *test)
{
    IDiscFormat2RawCD *raw = test_raw_create();
    HRESULT hr;

    hr = IDiscFormat2RawCD_put_Recorder(raw, test->recorder);
    check_hr(hr, S_OK);
    hr = test_raw_set_name(raw, L"imapi2 test");
    check_hr(hr, S_OK);
    return raw;
}

static void set_first_track(IRawCDImageCreator *creator, LONG index)
{
    IRawCDImageTrackInfo *track = NULL;
    BSTR isrc = test_bstr(L"DE-A51-97-00001");
    HRESULT hr;

    hr = IRawCDImageCreator_get_TrackInfo(creator, index, &track);
    check_hr(hr, S_OK);
    hr = IRawCDImageTrackInfo_put_ISRC(track, isrc);
    check_hr(hr, S_OK);
    hr = IRawCDImageTrackInfo_put_AudioHasPreemphasis(track, VARIANT_TRUE);
    check_hr(hr, S_OK);
    hr = IRawCDImageTrackInfo_AddTrackIndex(track, 100);
    check_hr(hr, S_OK);
    IRawCDImageTrackInfo_Release(track);
    SysFreeString(isrc);
}

void raw_test_image_init(struct raw_test_image *image, IMAPI_FORMAT2_RAW_CD_DATA_SECTOR_TYPE type,
                         unsigned int count, const uint32_t *lengths)
{
    raw_test_image_init_from(image, type, 1, count, lengths);
}

void raw_test_image_init_from(struct raw_test_image *image, IMAPI_FORMAT2_RAW_CD_DATA_SECTOR_TYPE type, LONG first,
                              unsigned int count, const uint32_t *lengths)
{
    BSTR catalog = test_bstr(L"4006381333931");
    IRawCDImageCreator *creator = NULL;
    unsigned int i;
    LONG index;
    HRESULT hr;

    memset(image, 0, sizeof(*image));
    image->type = type;
    image->count = count;
    hr = CoCreateInstance(&CLSID_MsftRawCDImageCreator, NULL, CLSCTX_INPROC_SERVER, &IID_IRawCDImageCreator,
                          (void **)&creator);
    check_hr(hr, S_OK);
    hr = IRawCDImageCreator_put_ResultingImageType(creator, type);
    check_hr(hr, S_OK);
    hr = IRawCDImageCreator_put_MediaCatalogNumber(creator, catalog);
    check_hr(hr, S_OK);
    hr = IRawCDImageCreator_put_StartingTrackNumber(creator, first);
    check_hr(hr, S_OK);
    for (i = 0; i < count; i++)
    {
        image->start[i] = image->lead_out;
        image->lead_out += (LONG)lengths[i];
        test_stream_init(&image->tracks[i], (uint64_t)lengths[i] * CD_AUDIO, i + 1);
        hr = IRawCDImageCreator_AddTrack(creator, IMAPI_CD_SECTOR_AUDIO, &image->tracks[i].IStream_iface, &index);
        check_hr(hr, S_OK);
        if (!i) set_first_track(creator, index);
    }
    hr = IRawCDImageCreator_CreateResultImage(creator, &image->stream);
    check_hr(hr, S_OK);
    IRawCDImageCreator_Release(creator);
    SysFreeString(catalog);
}

void raw_test_image_cleanup(struct raw_test_image *image)
{
    unsigned int i;

    ok(!IStream_Release(image->stream), "the image has references left\n");
    for (i = 0; i < image->count; i++)
        ok(image->tracks[i].ref == 1, "track %u has %ld references\n", i, image->tracks[i].ref);
}

LONG raw_test_image_sectors(const struct raw_test_image *image)
{
    return RAW_LEAD_IN + image->lead_out + RAW_LEAD_OUT;
}

static bool read_image(struct raw_test_image *image, LONG lba, BYTE *data, ULONG size)
{
    LARGE_INTEGER position;
    ULONG length = 0;

    position.QuadPart = (LONGLONG)(RAW_LEAD_IN + lba) * size;
    IStream_Seek(image->stream, position, STREAM_SEEK_SET, NULL);
    return IStream_Read(image->stream, data, size, &length) == S_OK && length == size;
}

/* READ CD: one sector of sound with what its subchannels hold, formatted Q or all of them. */
static bool read_disc(struct burner *test, LONG lba, BYTE *data, ULONG size)
{
    BYTE cdb[12] = {0xbe, 1 << 2, lba >> 24, lba >> 16, lba >> 8, lba, 0, 0, 1, 0x10, size == CD_AUDIO + 16 ? 2 : 1};
    ULONG fetched = 0, i;
    BYTE sense[18];
    HRESULT hr = E_FAIL;

    for (i = 0; i < 2 && hr != S_OK; i++)   /* the first one may hear of the medium that came */
        hr = IDiscRecorder2Ex_SendCommandGetDataFromDevice(test->ex, cdb, sizeof(cdb), sense, 10, data, size, &fetched);
    return hr == S_OK && fetched == size;
}

void raw_test_image_check(struct raw_test_image *image, struct burner *test, LONG step)
{
    BYTE meant[CD_AUDIO + 96], found[CD_AUDIO + 96];
    ULONG size = cd_sector_size(image->type);
    LONG lba;

    for (lba = -150; lba < image->lead_out; lba += step)
    {
        ok(read_image(image, lba, meant, size), "sector %ld of the image cannot be read\n", lba);
        ok(read_disc(test, lba, found, size), "sector %ld of the disc cannot be read\n", lba);
        if (!memcmp(meant, found, size)) continue;
        ok(0, "sector %ld is not as it was meant: %s\n", lba, memcmp(meant, found, CD_AUDIO) ? "sound" : "subchannels");
        return;
    }
}

/* One entry of a full TOC: session, ADR and control, TNO, POINT, time, zero, PMIN, PSEC, PFRAME. */
static void check_toc_entry(const BYTE *entry, const struct cd_reading *meant)
{
    BYTE point = entry[3];
    LONG value = (entry[8] * 60 + entry[9]) * 75 + entry[10] - 150;

    ok(entry[0] == 1 && !entry[2] && !entry[7], "point %#x: got %u, %u, %u\n", point, entry[0], entry[2], entry[7]);
    ok(entry[1] == (0x10 | meant->toc_control[point]), "point %#x: got ADR and control %#x\n", point, entry[1]);
    if (point == 0xa0 || point == 0xa1)
    {
        ok(!entry[9] && !entry[10], "point %#x: got %u, %u\n", point, entry[9], entry[10]);
        value = entry[8];
    }
    ok(value == meant->toc[point], "point %#x: got %ld, expected %ld\n", point, value, meant->toc[point]);
}

/* Points of tracks are binary in the drive's answer, and decimal on the disc. */
static void to_binary_points(struct cd_reading *reading)
{
    LONG i;

    for (i = 10; i <= 99; i++)
    {
        reading->toc[i] = reading->toc[i / 10 * 16 + i % 10];
        reading->toc_control[i] = reading->toc_control[i / 10 * 16 + i % 10];
    }
}

void raw_test_image_check_toc(struct raw_test_image *image, struct burner *test)
{
    BYTE cdb[10] = {0x43, 2, 2, 0, 0, 0, 0, 0x10, 0}, reply[4096], sense[18], sector[CD_AUDIO + 96];
    struct cd_reading meant;
    ULONG fetched = 0, i, points = 0;
    HRESULT hr;

    cd_reading_init(&meant, image->type, -RAW_DISC_LEAD_IN);
    while (meant.lba < -150)
    {
        ok(read_image(image, meant.lba, sector, cd_sector_size(image->type)), "%ld cannot be read\n", meant.lba);
        cd_reading_sector(&meant, sector);
    }
    ok(!meant.wrong && !meant.crc_errors, "%ld sectors of the lead-in are wrong\n", meant.wrong);
    for (i = 0; i < 256; i++) points += meant.toc[i] != CD_NOWHERE;
    to_binary_points(&meant);
    hr = IDiscRecorder2Ex_SendCommandGetDataFromDevice(test->ex, cdb, sizeof(cdb), sense, 10, reply, sizeof(reply),
                                                       &fetched);
    ok(hr == S_OK && fetched >= 4, "got %s, %lu bytes\n", test_hr(hr), fetched);
    if (hr != S_OK) return;
    ok(fetched == 4 + points * 11 && fetched == 2u + (reply[0] << 8 | reply[1]), "%lu bytes for %lu points\n", fetched,
       points);
    ok(reply[2] == 1 && reply[3] == 1, "sessions %u to %u\n", reply[2], reply[3]);
    for (i = 4; i + 11 <= fetched; i += 11) check_toc_entry(reply + i, &meant);
}
