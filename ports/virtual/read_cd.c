/*
 * READ CD, READ CD MSF and READ SUBCHANNEL
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

#include "cd_sector.h"
#include "drive.h"

/* Fields of byte 9 of READ CD, MMC-5 6.17.2.5. */
#define WANT_SYNC       0x80
#define WANT_SUBHEADER  0x40
#define WANT_HEADER     0x20
#define WANT_USER_DATA  0x10
#define WANT_CORRECTION 0x08
#define WANT_MAIN       0xf8

/* What a reading command asks for, sector by sector. */
struct selection
{
    uint8_t main;
    uint8_t type;           /* enum cd_sector_type that is expected */
    uint16_t flags_size;    /* bytes of C2 error flags, which are all good */
    uint8_t sub;            /* 1: P to W, 2: Q, 4: R to W */
    uint16_t sub_size;
};

static bool decode_selection(const uint8_t *cdb, struct selection *selection, uint8_t *bad_byte)
{
    static const uint16_t flags[] = { 0, 294, 296 };
    static const uint8_t subs[] = { 0, CD_SUB_SIZE, 16, 0, CD_SUB_SIZE };

    selection->type = (cdb[1] >> 2) & 7;
    selection->main = cdb[9] & WANT_MAIN;
    selection->sub = cdb[10] & 7;
    *bad_byte = 1;
    if (selection->type > CD_MODE_2_FORM_2) return false;
    *bad_byte = 9;
    if ((cdb[9] >> 1 & 3) == 3) return false;
    selection->flags_size = flags[cdb[9] >> 1 & 3];
    *bad_byte = 10;
    if (selection->sub == 3 || selection->sub > 4) return false;
    selection->sub_size = subs[selection->sub];
    return true;
}

/* The spans of a sector by its type, in the order of the bits of the selection from sync on. */
struct span
{
    uint8_t want;
    uint16_t end;
};

static const struct span mode_1_spans[] =
{
    { WANT_SYNC, 12 }, { WANT_HEADER, 16 }, { WANT_USER_DATA, 2064 }, { WANT_CORRECTION, 2352 }, { 0, 0 },
};
static const struct span formless_spans[] =
{
    { WANT_SYNC, 12 }, { WANT_HEADER, 16 }, { WANT_USER_DATA, 2352 }, { 0, 0 },
};
static const struct span form_1_spans[] =
{
    { WANT_SYNC, 12 }, { WANT_HEADER, 16 }, { WANT_SUBHEADER, 24 }, { WANT_USER_DATA, 2072 },
    { WANT_CORRECTION, 2352 }, { 0, 0 },
};
static const struct span form_2_spans[] =
{
    { WANT_SYNC, 12 }, { WANT_HEADER, 16 }, { WANT_SUBHEADER, 24 }, { WANT_USER_DATA, 2352 }, { 0, 0 },
};
static const struct span audio_spans[] = { { WANT_USER_DATA, 2352 }, { 0, 0 } };

static const struct span *const spans[] =
{
    [CD_ANY] = audio_spans, [CD_AUDIO] = audio_spans, [CD_MODE_1] = mode_1_spans, [CD_MODE_2_FORMLESS] = formless_spans,
    [CD_MODE_2_FORM_1] = form_1_spans, [CD_MODE_2_FORM_2] = form_2_spans,
};

/* Where the selected bytes stand; false when they are not in one piece. */
static bool select_bytes(uint8_t want, enum cd_sector_type type, uint32_t *offset, uint32_t *length)
{
    const struct span *span = spans[type];
    uint32_t start = 0;
    bool ended = false;

    *offset = *length = 0;
    if (type == CD_AUDIO && want) want |= WANT_USER_DATA;   /* there is nothing else in it */
    for (; span->want; start = span->end, span++)
    {
        if (!(want & span->want))
        {
            ended = *length > 0;
            continue;
        }
        if (ended) return false;
        if (!*length) *offset = start;
        *length += span->end - start;
    }
    return true;
}

/* 0, or why the sector cannot be read. Pre-gaps can where they were recorded in one piece with their tracks. */
static uint32_t check_sector(const struct virtual_drive *drive, int32_t lba, uint16_t *number)
{
    const struct virtual_medium *medium = &drive->medium;
    const struct virtual_track *track;

    *number = virtual_medium_cd_track_at(medium, lba);
    if (!*number) return lba < 0 ? MMC_SENSE_CODE_LBA_OUT_OF_RANGE : virtual_unreadable(drive, (uint32_t)lba);
    track = &medium->tracks[*number - 1];
    if (lba < (int32_t)track->start)
    {
        if (track->method == VIRTUAL_METHOD_SESSION_AT_ONCE && track->recorded) return 0;
        return lba < 0 ? MMC_SENSE_CODE_LBA_OUT_OF_RANGE : virtual_unreadable(drive, (uint32_t)lba);
    }
    if (virtual_medium_readable(medium, (uint32_t)lba, 1)) return 0;
    return virtual_unreadable(drive, (uint32_t)lba);
}

/* Q in the 16 bytes that a host gets: CRC as read, P in the last one. */
static void put_formatted_q(const uint8_t *sub, uint8_t *p)
{
    memset(p, 0, 16);
    cd_get_q(sub, p);
    p[15] = sub[0] & 0x80;
}

static uint32_t put_sub(struct virtual_drive *drive, int32_t lba, const struct selection *selection, uint8_t *p)
{
    uint8_t sub[CD_SUB_SIZE];
    unsigned int i;

    if (!selection->sub) return 0;
    virtual_load_sub(drive, lba, sub);
    if (selection->sub == 2) put_formatted_q(sub, p);
    else
        for (i = 0; i < CD_SUB_SIZE; i++) p[i] = selection->sub == 4 ? sub[i] & 0x3f : sub[i];
    return selection->sub_size;
}

/* One sector into p, which has room for all of it. */
static uint32_t read_sector(struct virtual_drive *drive, struct virtual_request *request,
                            const struct selection *selection, int32_t lba, uint8_t *p, uint32_t *size)
{
    uint8_t sector[CD_SECTOR_SIZE];
    const struct virtual_track *track;
    enum cd_sector_type type;
    uint32_t code, offset, length;
    uint16_t number;

    if ((code = check_sector(drive, lba, &number))) return virtual_fail_at(request, code, (uint32_t)lba);
    track = &drive->medium.tracks[number - 1];
    if (!virtual_load_sector(drive, lba, track, sector))
        return virtual_fail_at(request, MMC_SENSE_CODE_UNRECOVERED_READ_ERROR, (uint32_t)lba);
    type = virtual_track_is_audio(track) ? CD_AUDIO : cd_sector_type(sector);
    if (selection->type && selection->type != type)
        return virtual_fail_at(request, MMC_SENSE_CODE_ILLEGAL_MODE_FOR_TRACK, (uint32_t)lba);
    if (!select_bytes(selection->main, type, &offset, &length)) return virtual_bad_cdb(request, 9);
    memcpy(p, sector + offset, length);
    memset(p + length, 0, selection->flags_size);
    *size = length + selection->flags_size;
    *size += put_sub(drive, lba, selection, p + *size);
    return 0;
}

#define SECTOR_MAX  (CD_SECTOR_SIZE + 296 + CD_SUB_SIZE)

static uint32_t read_cd(struct virtual_drive *drive, struct virtual_request *request, int32_t first, uint32_t blocks)
{
    const struct virtual_medium *medium = &drive->medium;
    struct selection selection;
    uint8_t buffer[SECTOR_MAX], bad_byte;
    uint32_t i, code, size = 0;

    if (!mmc_profile_is_cd(medium->kind->profile)) return MMC_SENSE_CODE_CANNOT_READ_INCOMPATIBLE_FORMAT;
    if (!decode_selection(request->cdb, &selection, &bad_byte)) return virtual_bad_cdb(request, bad_byte);
    if (!blocks || !(selection.main || selection.flags_size || selection.sub)) return 0;
    if (first < -MMC_MSF_OFFSET || first >= (int32_t)medium->blocks ||
        blocks > (uint32_t)((int32_t)medium->blocks - first))
        return MMC_SENSE_CODE_LBA_OUT_OF_RANGE;
    for (i = 0; i < blocks; i++)
    {
        if ((code = read_sector(drive, request, &selection, first + (int32_t)i, buffer, &size))) return code;
        if (request->in_size - request->transferred < size) break;  /* the host takes no more */
        memcpy(request->in + request->transferred, buffer, size);
        request->transferred += size;
        drive->position = first + (int32_t)i;
        if (!size) break;
    }
    return 0;
}

/* MMC-5 READ CD. */
uint32_t virtual_read_cd(struct virtual_drive *drive, struct virtual_request *request)
{
    return read_cd(drive, request, mmc_get_lba(request->cdb + 2), mmc_get24(request->cdb + 6));
}

/* MMC-5 READ CD MSF: from one MSF up to, not including, another. */
uint32_t virtual_read_cd_msf(struct virtual_drive *drive, struct virtual_request *request)
{
    struct mmc_msf from = { request->cdb[3], request->cdb[4], request->cdb[5] };
    struct mmc_msf to = { request->cdb[6], request->cdb[7], request->cdb[8] };
    int32_t first, last;

    if (!mmc_msf_to_lba(&from, &first)) return virtual_bad_cdb(request, 3);
    if (!mmc_msf_to_lba(&to, &last)) return virtual_bad_cdb(request, 6);
    if (last < first) return virtual_bad_cdb(request, 6);
    return read_cd(drive, request, first, (uint32_t)(last - first));
}

#define FORMAT_POSITION 1
#define FORMAT_CATALOG  2
#define FORMAT_ISRC     3
#define NO_AUDIO_STATUS 0x15

static void put_address(uint8_t *p, bool msf, int32_t lba, int32_t offset)
{
    uint32_t frames = (uint32_t)(lba + offset);

    if (!msf)
    {
        mmc_put32(p, (uint32_t)lba);
        return;
    }
    p[0] = 0;
    p[1] = (uint8_t)(frames / (60 * MMC_FRAMES_PER_SECOND));
    p[2] = (uint8_t)(frames / MMC_FRAMES_PER_SECOND % 60);
    p[3] = (uint8_t)(frames % MMC_FRAMES_PER_SECOND);
}

/* Where the last READ ended: what Q says there. */
static size_t put_position(struct virtual_drive *drive, bool msf, uint8_t *p)
{
    uint16_t number = virtual_medium_cd_track_at(&drive->medium, drive->position);
    uint8_t sub[CD_SUB_SIZE], q[CD_Q_SIZE];
    int32_t relative;

    if (!number) return 12;
    relative = drive->position - (int32_t)drive->medium.tracks[number - 1].start;
    virtual_load_sub(drive, drive->position, sub);
    cd_get_q(sub, q);
    p[1] = (uint8_t)(q[0] << 4 | q[0] >> 4);
    p[2] = (uint8_t)number;
    p[3] = mmc_from_bcd(q[2]);
    put_address(p + 4, msf, drive->position, MMC_MSF_OFFSET);
    put_address(p + 8, msf, relative < 0 && msf ? -relative : relative, 0);
    return 12;
}

static size_t put_code(const char *code, size_t length, uint8_t *p)
{
    if (code[0])
    {
        p[4] = 0x80;
        memcpy(p + 5, code, length);
    }
    return 20;
}

/* MMC-3 6.24 READ SUBCHANNEL: position, catalogue number, ISRC of a track. Nothing is ever played. */
uint32_t virtual_read_subchannel(struct virtual_drive *drive, struct virtual_request *request)
{
    uint8_t data[24] = { 0, NO_AUDIO_STATUS }, format = request->cdb[3];
    bool msf = (request->cdb[1] & 2) != 0;
    const struct virtual_track *track;
    size_t length = 0;

    if (!mmc_profile_is_cd(drive->medium.kind->profile)) return MMC_SENSE_CODE_CANNOT_READ_INCOMPATIBLE_FORMAT;
    if (request->cdb[2] & 0x40)
    {
        data[4] = format;
        switch (format)
        {
        case FORMAT_POSITION:
            length = put_position(drive, msf, data + 4);
            break;
        case FORMAT_CATALOG:
            length = put_code(drive->medium.mcn, sizeof(drive->medium.mcn), data + 4);
            break;
        case FORMAT_ISRC:
            if (!(track = virtual_medium_track(&drive->medium, request->cdb[6]))) return virtual_bad_cdb(request, 6);
            length = put_code(track->isrc, sizeof(track->isrc), data + 4);
            data[5] = (uint8_t)(0x10 | (track->control & 0x0f));
            data[6] = request->cdb[6];
            break;
        default:
            return virtual_bad_cdb(request, 3);
        }
    }
    mmc_put16(data + 2, (uint16_t)length);
    virtual_answer(request, data, 4 + length, mmc_get16(request->cdb + 7));
    return 0;
}
