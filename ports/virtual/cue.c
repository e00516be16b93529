/*
 * Session at once on CD: the cue sheet and the blocks that follow it, MMC-5 SEND CUE SHEET
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

#define CUE_SIZE        8
#define LEAD_IN         0x00
#define LEAD_OUT        0xaa
#define ADR_POSITION    1       /* entries of other modes carry ISRC and MCN */

#define ADR_CATALOG     2
#define ADR_ISRC        3
#define SHORTEST_AUDIO  300     /* blocks: four seconds */

/* Main data forms, MMC-5 SEND CUE SHEET; bits 6 and 7 say what comes along of R to W. */
static const struct
{
    uint8_t form;
    uint16_t main;      /* bytes that the host sends */
    uint8_t mode;       /* 0: sound */
} forms[] =
{
    { 0x00, CD_SECTOR_SIZE, 0 }, { 0x01, 0, 0 },
    { 0x10, VIRTUAL_BLOCK_SIZE, 1 }, { 0x11, CD_SECTOR_SIZE, 1 }, { 0x14, 0, 1 },
    { 0x20, 2336, 2 }, { 0x21, CD_SECTOR_SIZE, 2 }, { 0x24, 0, 2 },
    { 0x30, 2336, 2 }, { 0x31, CD_SECTOR_SIZE, 2 }, { 0x34, 0, 2 },
};

/* What the host sends of a block of that form, and the mode of its sectors; -1 for a form that is none. */
static int find_form(uint8_t form, struct virtual_block_form *block)
{
    size_t i;

    for (i = 0; i < sizeof(forms) / sizeof(forms[0]); i++)
    {
        if (forms[i].form != (form & 0x3f)) continue;
        block->main = forms[i].main;
        block->sub = form & 0xc0 ? CD_SUB_SIZE : 0;
        if ((form & 0xc0) == 0x80 || (block->sub && !block->main)) return -1;
        return forms[i].mode;
    }
    return -1;
}

/* A form that goes with sound or with data, as the control nibble says. */
static bool form_fits(uint8_t form, uint8_t control)
{
    struct virtual_block_form block;
    int mode = find_form(form, &block);

    if (mode < 0 || (control & 0x0c) == 0x0c) return false;
    return control & 4 ? mode > 0 : !mode;
}

static bool generated(uint8_t form)
{
    struct virtual_block_form block;

    return find_form(form, &block) >= 0 && !block.main;
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

/* The cue at which the next track, or the lead-out, takes over: its index 1. */
static const struct virtual_cue *track_end(const struct virtual_cue *cue)
{
    const struct virtual_cue *next = cue + 1;

    while (next->track == cue->track || !next->index) next++;
    return next;
}

/* A track of sound that does not last four seconds. */
static bool too_short(const struct virtual_cue *cue)
{
    const struct virtual_cue *next = cue + 1;

    if (cue->index != 1 || cue->track == LEAD_OUT || cue->control & 4) return false;
    while (next->track == cue->track) next++;
    return next->lba - cue->lba < SHORTEST_AUDIO;
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
        if (i + 1 < count && !form_fits(cues[i].form, cues[i].control)) return (int)(i * CUE_SIZE + 3);
        if (too_short(&cues[i])) return (int)(i * CUE_SIZE + 5);
        if (cues[i].index && cues[i].lba < (int32_t)free_track->start) return (int)(i * CUE_SIZE + 5);
    }
    if (cues[count - 1].lba > (int32_t)(medium->blocks + medium->family->run_out))
        return (int)((count - 1) * CUE_SIZE + 5);
    return -1;
}

/* The cue that an address belongs to. */
static const struct virtual_cue *cue_at(const struct virtual_drive *drive, int32_t lba)
{
    const struct virtual_cue *cue = &drive->cues[1], *lead_out = &drive->cues[drive->cue_count - 1];

    while (cue + 1 < lead_out && lba >= cue[1].lba) cue++;
    return cue;
}

/* The next address from there on that the host sends: what the drive makes itself is skipped. */
static int32_t skip_generated(const struct virtual_drive *drive, int32_t lba)
{
    while (lba < drive->cue_end && generated(cue_at(drive, lba)->form)) lba = cue_at(drive, lba)[1].lba;
    return lba;
}

/* Takes catalogue number and ISRC out of entries that are no positions: half of one in each. */
static void take_code(struct virtual_drive *drive, const uint8_t *p, bool *second)
{
    if ((p[0] & 0x0f) == ADR_CATALOG) memcpy(drive->cue_mcn + (*second ? 7 : 0), p + 1, *second ? 6 : 7);
    else if (p[1] <= 99) memcpy(drive->cue_isrc[p[1]] + (*second ? 6 : 0), p + 2, 6);
    *second = !*second;
}

/* MMC-5 SEND CUE SHEET. */
uint32_t virtual_send_cue_sheet(struct virtual_drive *drive, struct virtual_request *request)
{
    struct virtual_cue cues[VIRTUAL_CUE_MAX];
    struct virtual_write_parameters parameters;
    uint32_t length = mmc_get24(request->cdb + 6), code = virtual_check_recordable(drive), i;
    unsigned int count = 0;
    bool second = false;
    int bad;

    if (code) return code;
    if (drive->medium.kind->family != VIRTUAL_FAMILY_CD) return MMC_SENSE_CODE_CANNOT_WRITE_INCOMPATIBLE_FORMAT;
    virtual_write_parameters(drive, &parameters);
    if (parameters.write_type != VIRTUAL_WRITE_SESSION_AT_ONCE) return MMC_SENSE_CODE_COMMAND_SEQUENCE_ERROR;
    if (virtual_medium_last_session_state(&drive->medium) != VIRTUAL_SESSION_EMPTY)
        return MMC_SENSE_CODE_COMMAND_SEQUENCE_ERROR;
    if (length % CUE_SIZE || length > request->out_length || length / CUE_SIZE > VIRTUAL_CUE_MAX)
        return MMC_SENSE_CODE_PARAMETER_LIST_LENGTH_ERROR;
    memset(drive->cue_mcn, 0, sizeof(drive->cue_mcn));
    memset(drive->cue_isrc, 0, sizeof(drive->cue_isrc));
    for (i = 0; i < length; i += CUE_SIZE)
    {
        uint8_t adr = request->out[i] & 0x0f;

        if (adr == ADR_CATALOG || adr == ADR_ISRC) take_code(drive, request->out + i, &second);
        if (adr != ADR_POSITION) continue;
        if (!decode_cue(request->out + i, &cues[count])) return virtual_bad_parameter(request, (uint16_t)(i + 5));
        count++;
    }
    if ((bad = check_sheet(drive, cues, count)) >= 0) return virtual_bad_parameter(request, (uint16_t)bad);
    memcpy(drive->cues, cues, count * sizeof(cues[0]));
    drive->cue_count = count;
    drive->cue_end = cues[count - 1].lba;
    drive->cue_next = skip_generated(drive, cues[1].lba);
    request->transferred = length;
    return 0;
}

/* The pre-gap that a sheet gives the track whose index 1 is here. */
static uint32_t pregap(const struct virtual_cue *cue)
{
    return cue[-1].track == cue->track && !cue[-1].index ? (uint32_t)(cue->lba - cue[-1].lba) : 0;
}

/* Turns the sheet into tracks: what it reserves is all that the session will ever hold. */
static void lay_tracks(struct virtual_drive *drive)
{
    struct virtual_medium *medium = &drive->medium;
    uint16_t session = virtual_medium_session_count(medium);
    struct virtual_block_form form;
    unsigned int i;

    medium->track_count--;
    for (i = 1; i + 1 < drive->cue_count; i++)
    {
        const struct virtual_cue *cue = &drive->cues[i];
        struct virtual_track *track;

        if (cue->index > 1) virtual_medium_add_index(medium, cue->track, cue->index, cue->lba);
        if (cue->index != 1) continue;
        track = &medium->tracks[medium->track_count++];
        memset(track, 0, sizeof(*track));
        track->start = (uint32_t)cue->lba;
        track->length = (uint32_t)(track_end(cue)->lba - cue->lba);
        track->session = session;
        track->sector_size = VIRTUAL_BLOCK_SIZE;
        track->method = VIRTUAL_METHOD_SESSION_AT_ONCE;
        track->control = cue->control;
        track->data_mode = find_form(cue->form, &form) == 2 ? 2 : 1;
        track->reserved = true;
        track->pregap = pregap(cue);
        memcpy(track->isrc, drive->cue_isrc[cue->track], sizeof(track->isrc));
    }
    if (drive->cue_mcn[0]) memcpy(medium->mcn, drive->cue_mcn, sizeof(medium->mcn));
}

uint16_t virtual_count_recorded(struct virtual_drive *drive, int32_t end)
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

/* Bytes of so many blocks from there on, 0 when the host has no business with one of them. */
static uint32_t bytes_of(const struct virtual_drive *drive, int32_t lba, uint32_t blocks)
{
    struct virtual_block_form form = { 0, 0 };
    uint32_t bytes = 0, i;

    for (i = 0; i < blocks; i++)
    {
        find_form(cue_at(drive, lba + (int32_t)i)->form, &form);
        if (!form.main) return 0;
        bytes += form.main + form.sub;
    }
    return bytes;
}

static bool store_blocks(struct virtual_drive *drive, const uint8_t *data, int32_t lba, uint32_t blocks)
{
    struct virtual_block_form form = { 0, 0 };
    uint32_t i;

    for (i = 0; i < blocks; i++, lba++, data += form.main + form.sub)
    {
        const struct virtual_cue *cue = cue_at(drive, lba);

        find_form(cue->form, &form);
        if (!virtual_store_cd_block(drive, lba, &form, !(cue->control & 4), data)) return false;
    }
    return true;
}

uint32_t virtual_write_session_at_once(struct virtual_drive *drive, struct virtual_request *request, int32_t lba,
                                       uint32_t blocks)
{
    int32_t next;
    uint32_t code, bytes;

    if (!drive->cue_count) return MMC_SENSE_CODE_COMMAND_SEQUENCE_ERROR;
    if (lba != drive->cue_next) return MMC_SENSE_CODE_INVALID_WRITE_ADDRESS;
    if (blocks > (uint32_t)(drive->cue_end - lba)) return MMC_SENSE_CODE_END_OF_USER_AREA;
    if (!blocks) return 0;
    if (!(bytes = bytes_of(drive, lba, blocks))) return MMC_SENSE_CODE_INVALID_WRITE_ADDRESS;
    if (bytes > request->out_length) return MMC_SENSE_CODE_PARAMETER_LIST_LENGTH_ERROR;
    next = skip_generated(drive, lba + (int32_t)blocks);
    if (virtual_medium_last_session_state(&drive->medium) == VIRTUAL_SESSION_EMPTY) lay_tracks(drive);
    if ((code = virtual_begin_writing(drive, virtual_count_recorded(drive, next)))) return code;
    if (!store_blocks(drive, request->out, lba, blocks)) return MMC_SENSE_CODE_WRITE_ERROR;
    drive->cue_next = next;
    request->transferred = bytes;
    return virtual_state_save_progress(drive) ? 0 : MMC_SENSE_CODE_WRITE_ERROR;
}
