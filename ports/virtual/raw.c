/*
 * Raw recording of a CD: the host sends everything from the lead-in on, with subchannels
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

#define LEAD_OUT_MAX    6750    /* blocks that a lead-out may reach beyond the last possible start of it */

/* Fields of Q, IEC 60908 17.5. */
#define ADR_POSITION    1
#define ADR_CATALOG     2
#define ADR_ISRC        3
#define POINT_FIRST     0xa0
#define POINT_LAST      0xa1
#define POINT_LEAD_OUT  0xa2

static int32_t bcd_lba(const uint8_t msf[3])
{
    return (mmc_from_bcd(msf[0]) * 60 + mmc_from_bcd(msf[1])) * MMC_FRAMES_PER_SECOND + mmc_from_bcd(msf[2]) -
           MMC_MSF_OFFSET;
}

/* Where the program area with its first pre-gap begins. */
static int32_t program_start(const struct virtual_medium *medium)
{
    uint16_t session = virtual_medium_session_count(medium);

    /* Before the tracks are laid the session has one, the invisible one; after that nobody asks. */
    return (int32_t)medium->tracks[virtual_medium_first_track(medium, session) - 1].start - MMC_MSF_OFFSET;
}

static void reset_toc(struct virtual_raw_toc *toc)
{
    unsigned int i;

    memset(toc, 0, sizeof(*toc));
    for (i = 0; i < 100; i++) toc->start[i] = INT32_MIN;
}

/* One Q of the lead-in. */
static void take_lead_in_q(struct virtual_raw_toc *toc, const uint8_t q[CD_Q_SIZE])
{
    uint8_t track = mmc_from_bcd(q[2]);

    if (!cd_q_crc_right(q) || (q[0] & 0x0f) != ADR_POSITION || q[1]) return;
    switch (q[2])
    {
    case POINT_FIRST: toc->first = mmc_from_bcd(q[7]); return;
    case POINT_LAST: toc->last = mmc_from_bcd(q[7]); return;
    case POINT_LEAD_OUT: toc->lead_out = bcd_lba(q + 7); return;
    }
    if (!track || track > 99 || (q[2] & 0x0f) > 9) return;
    toc->control[track] = q[0] >> 4;
    toc->start[track] = bcd_lba(q + 7);
}

/* A table of contents that tracks can be made of: complete, ascending, within the disc. */
static bool toc_whole(const struct virtual_medium *medium, const struct virtual_raw_toc *toc)
{
    int32_t end = (int32_t)medium->tracks[medium->track_count - 1].start;
    unsigned int i;

    /* The first session may begin with any number, the others go on. */
    if (!toc->first || (medium->track_count > 1 && toc->first != medium->track_count)) return false;
    if (toc->last < toc->first || toc->last > 99) return false;
    for (i = toc->first; i <= toc->last; i++)
    {
        if (toc->start[i] < end || (toc->control[i] & 0x0c) == 0x0c) return false;
        end = toc->start[i] + 1;
    }
    return toc->lead_out >= end && toc->lead_out <= (int32_t)(medium->blocks + medium->family->run_out);
}

/* The numbers below that of the first track are nobody's. */
static void skip_numbers(struct virtual_medium *medium, unsigned int first)
{
    struct virtual_track *track;

    while (medium->track_count + 1u < first)
    {
        track = &medium->tracks[medium->track_count++];
        memset(track, 0, sizeof(*track));
        track->sector_size = VIRTUAL_BLOCK_SIZE;
    }
}

static void lay_tracks(struct virtual_drive *drive)
{
    struct virtual_medium *medium = &drive->medium;
    const struct virtual_raw_toc *toc = &drive->raw_toc;
    uint16_t session = virtual_medium_session_count(medium);
    unsigned int i;

    medium->track_count--;
    skip_numbers(medium, toc->first);
    for (i = toc->first; i <= toc->last; i++)
    {
        struct virtual_track *track = &medium->tracks[medium->track_count++];
        int32_t end = i == toc->last ? toc->lead_out : toc->start[i + 1];

        memset(track, 0, sizeof(*track));
        track->start = (uint32_t)toc->start[i];
        track->length = (uint32_t)(end - toc->start[i]);
        track->session = session;
        track->sector_size = VIRTUAL_BLOCK_SIZE;
        track->method = VIRTUAL_METHOD_SESSION_AT_ONCE;
        track->control = toc->control[i];
        track->data_mode = 1;
        track->reserved = true;
    }
    medium->writing = false;    /* the description has changed, it must be saved */
    drive->raw_toc.laid = true;
    drive->cue_end = toc->lead_out;
}

/* One Q of the program area: pre-gaps, index points, catalogue number and ISRC. */
static void take_program_q(struct virtual_drive *drive, int32_t lba, const uint8_t q[CD_Q_SIZE])
{
    struct virtual_medium *medium = &drive->medium;
    uint16_t number = virtual_medium_cd_track_at(medium, lba);
    struct virtual_track *track;
    uint8_t index = mmc_from_bcd(q[2]);

    if (!cd_q_crc_right(q)) return;
    if ((q[0] & 0x0f) == ADR_CATALOG) cd_q_to_mcn(q, medium->mcn);
    if ((q[0] & 0x0f) == ADR_ISRC && (track = virtual_medium_track(medium, number))) cd_q_to_isrc(q, track->isrc);
    if ((q[0] & 0x0f) != ADR_POSITION || !(track = virtual_medium_track(medium, mmc_from_bcd(q[1])))) return;
    if (track->session != virtual_medium_session_count(medium)) return;
    if (!index && lba < (int32_t)track->start && (uint32_t)((int32_t)track->start - lba) > track->pregap)
        track->pregap = (uint32_t)((int32_t)track->start - lba);
    if (index > 1 && index <= 99) virtual_medium_add_index(medium, mmc_from_bcd(q[1]), index, lba);
}

/* The mode of a data track stands in its sectors. */
static void take_mode(struct virtual_drive *drive, int32_t lba, const uint8_t *data)
{
    struct virtual_track *track = virtual_medium_track(&drive->medium, virtual_medium_cd_track_at(&drive->medium, lba));
    uint8_t sector[CD_SECTOR_SIZE];

    if (!track || lba != (int32_t)track->start || virtual_track_is_audio(track)) return;
    memcpy(sector, data, CD_SECTOR_SIZE);
    cd_normalise(sector, lba);
    track->data_mode = cd_sector_type(sector) > CD_MODE_1 ? 2 : 1;
}

/* Takes one block; 0, or why it cannot be recorded. */
static uint32_t take_block(struct virtual_drive *drive, int32_t lba, const struct virtual_block_form *form,
                           const uint8_t *data)
{
    uint8_t sub[CD_SUB_SIZE], q[CD_Q_SIZE];

    virtual_unpack_sub(form, data, sub);
    cd_get_q(sub, q);
    if (!drive->raw_toc.laid && lba < program_start(&drive->medium))
    {
        take_lead_in_q(&drive->raw_toc, q);
        return virtual_store_sub(drive, lba, sub) ? 0 : MMC_SENSE_CODE_WRITE_ERROR;
    }
    if (!drive->raw_toc.laid)
    {
        if (!toc_whole(&drive->medium, &drive->raw_toc)) return MMC_SENSE_CODE_LEAD_IN_WRITE_ERROR;
        lay_tracks(drive);
    }
    take_program_q(drive, lba, q);
    take_mode(drive, lba, data);
    if (lba >= drive->cue_end) return virtual_store_sub(drive, lba, sub) ? 0 : MMC_SENSE_CODE_WRITE_ERROR;
    return virtual_store_cd_block(drive, lba, form, !(q[0] & 0x40), data) ? 0 : MMC_SENSE_CODE_WRITE_ERROR;
}

/* The first block of a session: the invisible track is taken until the tracks are known. */
static uint32_t begin(struct virtual_drive *drive, int32_t lba)
{
    struct virtual_medium *medium = &drive->medium;
    struct virtual_track *track = virtual_medium_track(medium, virtual_medium_invisible_track(medium));

    if (!track || virtual_medium_last_session_state(medium) != VIRTUAL_SESSION_EMPTY)
        return MMC_SENSE_CODE_COMMAND_SEQUENCE_ERROR;
    if (lba != virtual_medium_lead_in(medium)) return MMC_SENSE_CODE_INVALID_WRITE_ADDRESS;
    reset_toc(&drive->raw_toc);
    drive->cue_count = 0;
    drive->cue_next = lba;
    drive->cue_end = INT32_MAX;
    track->state = VIRTUAL_TRACK_OPEN;
    track->method = VIRTUAL_METHOD_SESSION_AT_ONCE;
    return 0;
}

/* Notes how far it came, whenever the tracks are known. */
static uint32_t note_progress(struct virtual_drive *drive, int32_t end)
{
    struct virtual_medium *medium = &drive->medium;
    uint16_t number = medium->track_count;
    uint32_t code;

    if (drive->raw_toc.laid) number = virtual_count_recorded(drive, end < drive->cue_end ? end : drive->cue_end);
    if ((code = virtual_begin_writing(drive, number))) return code;
    return virtual_state_save_progress(drive) ? 0 : MMC_SENSE_CODE_WRITE_ERROR;
}

uint32_t virtual_write_raw(struct virtual_drive *drive, struct virtual_request *request, int32_t lba, uint32_t blocks)
{
    struct virtual_write_parameters parameters;
    const struct virtual_block_form *form;
    int32_t limit = (int32_t)drive->medium.blocks + LEAD_OUT_MAX;
    struct virtual_raw_toc before;
    uint32_t code = 0, size, i;

    virtual_write_parameters(drive, &parameters);
    form = virtual_find_block_form(parameters.block_type);
    if (!form->sub) return MMC_SENSE_CODE_ILLEGAL_MODE_FOR_TRACK;
    size = form->main + form->sub;
    if (blocks > request->out_length / size) return MMC_SENSE_CODE_PARAMETER_LIST_LENGTH_ERROR;
    if (lba >= limit || (int64_t)lba + blocks > limit) return MMC_SENSE_CODE_LBA_OUT_OF_RANGE;
    if (!blocks) return 0;
    if (!drive->raw_active && (code = begin(drive, lba))) return code;
    if (lba != drive->cue_next) return MMC_SENSE_CODE_INVALID_WRITE_ADDRESS;
    if (!drive->raw_active && (code = virtual_begin_writing(drive, drive->medium.track_count))) return code;
    drive->raw_active = true;
    before = drive->raw_toc;
    for (i = 0; i < blocks && !code; i++)
        code = take_block(drive, lba + (int32_t)i, form, request->out + (size_t)i * size);
    if (!code) code = note_progress(drive, lba + (int32_t)blocks);
    if (code)   /* the description is read again: without tracks when they were laid just now */
    {
        drive->raw_toc = before;
        if (!before.laid) drive->cue_end = INT32_MAX;
        return code;
    }
    drive->cue_next = lba + (int32_t)blocks;
    request->transferred = blocks * size;
    return 0;
}
