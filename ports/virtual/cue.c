/*
 * Session at once on CD: the cue sheet and the blocks that follow it, MMC-6 SEND CUE SHEET
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

#include "drive.h"

#define CUE_SIZE        8
#define LEAD_IN         0x00
#define LEAD_OUT        0xaa
#define ADR_POSITION    1       /* entries of other modes carry ISRC and MCN */

/* Main data forms: mode 1, and mode 1 with all data made by the drive; the same of mode 2 form 1. */
#define FORM_MODE_1             0x10
#define FORM_MODE_1_GENERATED   0x14
#define FORM_XA_FORM_1          0x21
#define FORM_XA_GENERATED       0x24

static bool known_form(uint8_t form)
{
    return form == FORM_MODE_1 || form == FORM_MODE_1_GENERATED || form == FORM_XA_FORM_1 || form == FORM_XA_GENERATED;
}

static bool generated(uint8_t form)
{
    return form == FORM_MODE_1_GENERATED || form == FORM_XA_GENERATED;
}

/* Reads one entry; false when its address is none. MSF 00:00:00 is LBA -150. */
static bool decode_cue(const uint8_t *p, struct virtual_cue *cue)
{
    struct mmc_msf msf = { p[5], p[6], p[7] };

    cue->control = p[0] >> 4;
    cue->track = p[1];
    cue->index = p[2];
    cue->form = p[3];
    if (cue->track == LEAD_IN && !cue->index) cue->form = 0;
    return msf.minute < 90 && mmc_msf_to_lba(&msf, &cue->lba);
}

/* A track number or index follows the one before it, and no address goes back. */
static bool follows(const struct virtual_cue *previous, const struct virtual_cue *cue)
{
    if (cue->lba < previous->lba) return false;
    if (previous->track == LEAD_IN) return cue->index == 0 || cue->index == 1;
    if (cue->track == LEAD_OUT) return cue->index == 1 && previous->index >= 1 && cue->lba > previous->lba;
    if (cue->track == previous->track)
        return cue->index == previous->index + 1 && (cue->lba > previous->lba || !previous->index);
    return cue->track == previous->track + 1 && cue->index <= 1 && previous->index >= 1 && cue->lba > previous->lba;
}

/* Offset of the first byte that is wrong, -1 when the sheet can be recorded. */
static int check_sheet(struct virtual_drive *drive, const struct virtual_cue *cues, unsigned int count)
{
    const struct virtual_medium *medium = &drive->medium;
    const struct virtual_track *free_track = &medium->tracks[medium->track_count - 1];
    unsigned int i;

    if (count < 3 || cues[0].track != LEAD_IN || cues[count - 1].track != LEAD_OUT) return 1;
    if (cues[1].track != medium->track_count) return CUE_SIZE + 1;
    if (cues[1].lba != (int32_t)free_track->start - 150 && cues[1].lba != (int32_t)free_track->start)
        return CUE_SIZE + 5;
    for (i = 1; i < count; i++)
    {
        if (cues[i].track > 99 && i + 1 < count) return (int)(i * CUE_SIZE + 1);
        if (!follows(&cues[i - 1], &cues[i])) return (int)(i * CUE_SIZE + 1);
        if (i + 1 < count && !known_form(cues[i].form)) return (int)(i * CUE_SIZE + 3);
        if ((cues[i].control & 0x0c) != 4) return (int)(i * CUE_SIZE);
        if (cues[i].index && cues[i].lba < (int32_t)free_track->start) return (int)(i * CUE_SIZE + 5);
    }
    if (cues[count - 1].lba > (int32_t)(medium->blocks + medium->family->run_out))
        return (int)((count - 1) * CUE_SIZE + 5);
    return -1;
}

/* The first address that the host sends: what the drive makes itself is skipped. */
static int32_t first_address(const struct virtual_cue *cues)
{
    return generated(cues[1].form) ? cues[2].lba : cues[1].lba;
}

/* MMC-6 SEND CUE SHEET. */
uint32_t virtual_send_cue_sheet(struct virtual_drive *drive, struct virtual_request *request)
{
    struct virtual_cue cues[VIRTUAL_CUE_MAX];
    struct virtual_write_parameters parameters;
    uint32_t length = mmc_get24(request->cdb + 6), code = virtual_check_recordable(drive), i;
    unsigned int count = 0;
    int bad;

    if (code) return code;
    if (drive->medium.kind->family != VIRTUAL_FAMILY_CD) return MMC_SENSE_CODE_CANNOT_WRITE_INCOMPATIBLE_FORMAT;
    virtual_write_parameters(drive, &parameters);
    if (parameters.write_type != VIRTUAL_WRITE_SESSION_AT_ONCE) return MMC_SENSE_CODE_COMMAND_SEQUENCE_ERROR;
    if (virtual_medium_last_session_state(&drive->medium) != VIRTUAL_SESSION_EMPTY)
        return MMC_SENSE_CODE_COMMAND_SEQUENCE_ERROR;
    if (length % CUE_SIZE || length > request->out_length || length / CUE_SIZE > VIRTUAL_CUE_MAX)
        return MMC_SENSE_CODE_PARAMETER_LIST_LENGTH_ERROR;
    for (i = 0; i < length; i += CUE_SIZE)
    {
        if ((request->out[i] & 0x0f) != ADR_POSITION) continue;     /* catalogue numbers are nothing for a data disc */
        if (!decode_cue(request->out + i, &cues[count])) return virtual_bad_parameter(request, (uint16_t)(i + 5));
        count++;
    }
    if ((bad = check_sheet(drive, cues, count)) >= 0) return virtual_bad_parameter(request, (uint16_t)bad);
    memcpy(drive->cues, cues, count * sizeof(cues[0]));
    drive->cue_count = count;
    drive->cue_next = first_address(cues);
    drive->cue_end = cues[count - 1].lba;
    request->transferred = length;
    return 0;
}

/* Turns the sheet into tracks: what it reserves is all that the session will ever hold. */
static void lay_tracks(struct virtual_drive *drive)
{
    struct virtual_medium *medium = &drive->medium;
    uint16_t session = virtual_medium_session_count(medium);
    unsigned int i;

    medium->track_count--;
    for (i = 1; i + 1 < drive->cue_count; i++)
    {
        const struct virtual_cue *cue = &drive->cues[i], *next = cue + 1;
        struct virtual_track *track;

        if (cue->index != 1) continue;
        while (next->track == cue->track) next++;
        track = &medium->tracks[medium->track_count++];
        memset(track, 0, sizeof(*track));
        track->start = (uint32_t)cue->lba;
        track->length = (uint32_t)(next->lba - cue->lba);
        track->session = session;
        track->sector_size = VIRTUAL_BLOCK_SIZE;
        track->method = VIRTUAL_METHOD_SESSION_AT_ONCE;
        track->control = cue->control;
        track->data_mode = cue->form == FORM_XA_FORM_1 ? 2 : 1;
        track->reserved = true;
    }
}

/* Counts what every track has got once the recording has come up to an address. */
static uint16_t count_recorded(struct virtual_drive *drive, int32_t end)
{
    struct virtual_medium *medium = &drive->medium;
    uint16_t session = virtual_medium_session_count(medium), i, number = virtual_medium_first_track(medium, session);

    for (i = number; i <= medium->track_count; i++)
    {
        struct virtual_track *track = &medium->tracks[i - 1];

        if (end <= (int32_t)track->start) continue;
        number = i;
        track->state = VIRTUAL_TRACK_OPEN;
        track->recorded = (uint32_t)end - track->start < track->length ? (uint32_t)end - track->start : track->length;
    }
    return number;
}

uint32_t virtual_write_session_at_once(struct virtual_drive *drive, const uint8_t *data, int32_t lba, uint32_t blocks)
{
    int32_t end = lba + (int32_t)blocks;
    uint32_t code, skip;

    if (!drive->cue_count) return MMC_SENSE_CODE_COMMAND_SEQUENCE_ERROR;
    if (lba != drive->cue_next) return MMC_SENSE_CODE_INVALID_WRITE_ADDRESS;
    if ((int32_t)blocks > drive->cue_end - lba) return MMC_SENSE_CODE_END_OF_USER_AREA;
    if (!blocks) return 0;
    if (virtual_medium_last_session_state(&drive->medium) == VIRTUAL_SESSION_EMPTY) lay_tracks(drive);
    if ((code = virtual_begin_writing(drive, count_recorded(drive, end)))) return code;
    skip = lba < 0 ? (uint32_t)(end < 0 ? blocks : (uint32_t)-lba) : 0;     /* the first pre-gap is not in the image */
    if (!virtual_store_blocks(drive, (uint32_t)(lba + (int32_t)skip), data + (size_t)skip * VIRTUAL_BLOCK_SIZE,
                              blocks - skip))
        return MMC_SENSE_CODE_WRITE_ERROR;
    drive->cue_next = end;
    return virtual_state_save_progress(drive) ? 0 : MMC_SENSE_CODE_WRITE_ERROR;
}
