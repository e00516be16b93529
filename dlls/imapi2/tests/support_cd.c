/*
 * A reader of subchannels that knows nothing of how they were made
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

#include "support_cd.h"

#define CHUNK 64    /* sectors */

ULONG cd_sector_size(IMAPI_FORMAT2_RAW_CD_DATA_SECTOR_TYPE type)
{
    return CD_AUDIO + (type == IMAPI_FORMAT2_RAW_CD_SUBCODE_PQ_ONLY ? 16 : 96);
}

void cd_reading_init(struct cd_reading *reading, IMAPI_FORMAT2_RAW_CD_DATA_SECTOR_TYPE type, LONG lba)
{
    unsigned int i, j;

    memset(reading, 0, sizeof(*reading));
    reading->type = type;
    reading->lba = lba;
    reading->first_wrong = reading->lead_out = CD_NOWHERE;
    for (i = 0; i < 256; i++) reading->toc[i] = CD_NOWHERE;
    for (i = 0; i < 100; i++)
        for (j = 0; j < 100; j++) reading->start[i][j] = CD_NOWHERE;
}

static void get_pq(const struct cd_reading *reading, const BYTE *sub, BYTE q[12], bool *p)
{
    unsigned int i, set = 0;

    if (reading->type == IMAPI_FORMAT2_RAW_CD_SUBCODE_PQ_ONLY)
    {
        memcpy(q, sub, 12);
        *p = sub[15] == 0x80;
        return;
    }
    memset(q, 0, 12);
    for (i = 0; i < 96; i++)
    {
        if (sub[i] & 0x40) q[i / 8] |= (BYTE)(1 << (7 - i % 8));
        if (sub[i] & 0x80) set++;
    }
    *p = set > 48;
}

/* Division of the whole by x^16 + x^12 + x^5 + 1; the check bits lie there inverted. */
static bool is_crc_right(const BYTE q[12])
{
    BYTE bits[96];
    unsigned int i;

    for (i = 0; i < 96; i++) bits[i] = (q[i / 8] >> (7 - i % 8) & 1) ^ (i >= 80);
    for (i = 0; i < 80; i++)
    {
        if (!bits[i]) continue;
        bits[i] ^= 1;
        bits[i + 4] ^= 1;
        bits[i + 11] ^= 1;
        bits[i + 16] ^= 1;
    }
    return !memchr(bits, 1, 96);
}

static LONG bcd(BYTE value)
{
    return (value >> 4) * 10 + (value & 15);
}

static LONG frames(const BYTE *msf)
{
    return (bcd(msf[0]) * 60 + bcd(msf[1])) * 75 + bcd(msf[2]);
}

static LONG address(const BYTE *msf)
{
    return frames(msf) - (bcd(msf[0]) >= 90 ? 450150 : 150);
}

static bool read_toc(struct cd_reading *reading, const BYTE q[12])
{
    BYTE point = q[2];
    LONG value = point == 0xa0 || point == 0xa1 ? bcd(q[7]) : address(q + 7);

    if ((q[0] & 15) != 1 || q[1] || q[6] || address(q + 3) != reading->lba) return false;
    if ((point == 0xa0 || point == 0xa1) && (q[8] || q[9])) return false;
    if (reading->toc[point] != CD_NOWHERE && reading->toc[point] != value) return false;
    reading->toc[point] = value;
    reading->toc_control[point] = q[0] >> 4;
    reading->toc_items++;
    return true;
}

static bool read_lead_out(struct cd_reading *reading, const BYTE q[12], bool p)
{
    if (reading->lead_out == CD_NOWHERE) reading->lead_out = reading->lba;
    if (p && reading->lead_out_sectors < 150) return false;
    if (q[2] != 1 || frames(q + 3) != reading->lba - reading->lead_out) return false;
    return true;
}

/* Time in a pre-gap runs down to 0 in its last sector; sectors that tell something else are between. */
static bool read_pause(struct cd_reading *reading, LONG track, LONG index, LONG relative)
{
    LONG before = reading->pause_left;

    if (index) return index != 1 || reading->lba != reading->start[track][1] || !before;
    reading->pause_left = relative;
    if (reading->start[track][0] == reading->lba) return true;
    return relative == before - 1 || relative == before - 2;
}

static bool read_position(struct cd_reading *reading, const BYTE q[12], bool p)
{
    LONG track = bcd(q[1]), index = bcd(q[2]), relative = frames(q + 3), *start;

    if (q[6] || address(q + 7) != reading->lba) return false;
    if (q[1] == 0xaa) return read_lead_out(reading, q, p);
    if (reading->lead_out != CD_NOWHERE || track < 1 || track > 99 || p != !index) return false;
    start = &reading->start[track][index];
    if (*start == CD_NOWHERE) *start = reading->lba;
    if (!read_pause(reading, track, index, relative)) return false;
    if (index && (reading->start[track][1] == CD_NOWHERE || relative != reading->lba - reading->start[track][1]))
        return false;
    if (index == 1 && reading->start[track][0] != CD_NOWHERE &&
        reading->start[track][1] != reading->start[track][0] + reading->length[track][0])
        return false;
    if (!index && *start != reading->lba && reading->length[track][0] != reading->lba - *start) return false;
    reading->length[track][index] = reading->lba - *start + 1;
    reading->control[track] |= q[0] >> 4;
    return true;
}

static bool read_catalog(struct cd_reading *reading, const BYTE q[12])
{
    char text[14];
    unsigned int i;

    for (i = 0; i < 13; i++) text[i] = (char)('0' + (q[1 + i / 2] >> (i % 2 ? 0 : 4) & 15));
    text[13] = 0;
    if (q[7] & 15 || q[8] || (reading->catalogs && strcmp(text, reading->catalog))) return false;
    strcpy(reading->catalog, text);
    reading->catalogs++;
    return true;
}

/* Of the track that the sector before told; it changes together with the track. */
static bool read_isrc(struct cd_reading *reading, const BYTE q[12], LONG track)
{
    static const char codes[] = "0123456789:::::::ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    uint64_t bits = 0;
    unsigned int i, code;
    char text[13];

    for (i = 1; i < 9; i++) bits = bits << 8 | q[i];
    for (i = 0; i < 5; i++)
    {
        code = (unsigned int)(bits >> (58 - 6 * i) & 63);
        if (code >= sizeof(codes) - 1) return false;
        text[i] = codes[code];
    }
    for (i = 0; i < 7; i++) text[5 + i] = (char)('0' + (bits >> (28 - 4 * i) & 15));
    text[12] = 0;
    if (bits >> 32 & 3 || bits & 15 || track < 1 || (reading->isrc[track][0] && strcmp(text, reading->isrc[track])))
        return false;
    strcpy(reading->isrc[track], text);
    reading->isrcs++;
    return true;
}

/* The track whose sectors come last. */
static LONG current_track(const struct cd_reading *reading)
{
    LONG i, best = 0, at = -CD_NOWHERE;
    unsigned int index;

    for (i = 1; i < 100; i++)
        for (index = 0; index < 2; index++)
            if (reading->start[i][index] != CD_NOWHERE && reading->start[i][index] > at)
            {
                at = reading->start[i][index];
                best = i;
            }
    return best;
}

static bool read_program(struct cd_reading *reading, const BYTE q[12], bool p)
{
    LONG track = current_track(reading);
    bool good;

    if ((q[0] & 15) != 1)
    {
        if (bcd(q[9]) != (reading->lba + 150) % 75 || reading->since_position) return false;
        reading->since_position = 9;
        if ((q[0] & 15) == 3) good = read_isrc(reading, q, reading->lead_out == CD_NOWHERE ? track : 0);
        else good = (q[0] & 15) == 2 && read_catalog(reading, q);
        if ((q[0] & 15) == 2) reading->since_catalog = 0;
        /* The index goes on: one that began here would be seen in the next sector's times. */
        if (reading->lead_out == CD_NOWHERE)
            for (LONG i = 0; i < 100; i++)
                if (reading->start[track][i] != CD_NOWHERE &&
                    reading->start[track][i] + reading->length[track][i] == reading->lba)
                    reading->length[track][i]++;
        return good;
    }
    if (reading->since_position) reading->since_position--;
    return read_position(reading, q, p);
}

void cd_reading_sector(struct cd_reading *reading, const BYTE *sector)
{
    bool p, good;
    BYTE q[12];

    get_pq(reading, sector + CD_AUDIO, q, &p);
    if (!is_crc_right(q)) reading->crc_errors++;
    if (reading->lba < -150) good = !p && read_toc(reading, q);
    else
    {
        reading->since_catalog++;
        good = read_program(reading, q, p);
        reading->catalog_pause = max(reading->catalog_pause, reading->since_catalog);
        if (reading->lead_out != CD_NOWHERE) reading->lead_out_sectors++;
    }
    if (!good)
    {
        reading->wrong++;
        if (reading->first_wrong == CD_NOWHERE) reading->first_wrong = reading->lba;
    }
    reading->sectors++;
    reading->lba++;
}

HRESULT cd_reading_stream(struct cd_reading *reading, IStream *stream)
{
    ULONG size = cd_sector_size(reading->type), done, i;
    BYTE *data = malloc(CHUNK * size);
    HRESULT hr;

    do
    {
        done = 0;
        hr = data ? IStream_Read(stream, data, CHUNK * size, &done) : E_OUTOFMEMORY;
        for (i = 0; i + size <= done; i += size) cd_reading_sector(reading, data + i);
        if (done % size) hr = E_UNEXPECTED;
    } while (SUCCEEDED(hr) && done);
    free(data);
    return hr;
}
