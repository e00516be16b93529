/*
 * Closing tracks, sessions and discs, MMC-6 CLOSE TRACK SESSION
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

#define CLOSE_TRACK_MS      10      /* how long an immediate close keeps the drive busy */
#define CLOSE_SESSION_MS    14

/* Close functions of MMC-6 CLOSE TRACK SESSION; each family has its own. */
#define CLOSE_STOP_FORMAT       0
#define CLOSE_TRACK             1
#define CLOSE_SESSION           2
#define CLOSE_FINALIZE_DASH     3
#define CLOSE_FINALIZE_MINIMAL  5
#define CLOSE_FINALIZE          6

/* Closes one track; what a reserved one lacks is filled with zeros by the drive. */
static uint32_t close_track(struct virtual_drive *drive, struct virtual_request *request, uint16_t number)
{
    struct virtual_medium *medium = &drive->medium;
    struct virtual_track *track;

    if (number == 0xff && medium->track_count < 0xff) number = virtual_medium_invisible_track(medium);
    track = virtual_medium_track(medium, number);
    if (!track) return virtual_bad_cdb(request, 4);
    if (track->state == VIRTUAL_TRACK_COMPLETE) return 0;
    if (track->method == VIRTUAL_METHOD_SESSION_AT_ONCE) return MMC_SENSE_CODE_SESSION_FIXATION_INCOMPLETE_TRACK;
    if (track->state == VIRTUAL_TRACK_EMPTY && !track->reserved) return MMC_SENSE_CODE_COMMAND_SEQUENCE_ERROR;
    if (track->reserved) track->recorded = track->length;
    virtual_medium_close_track(medium, track);
    return 0;
}

/*
 * Closes every track of the last session that is not; strict leaves that to the host, as CDs do. What was recorded
 * there track at once has ended with its flush, though, and burners close the session right after it.
 */
static uint32_t close_tracks(struct virtual_drive *drive, struct virtual_request *request, bool strict)
{
    struct virtual_medium *medium = &drive->medium;
    uint16_t number = virtual_medium_first_track(medium, virtual_medium_session_count(medium));
    uint32_t code;

    for (; number <= medium->track_count; number++)
    {
        const struct virtual_track *track = &medium->tracks[number - 1];

        if (track->state == VIRTUAL_TRACK_COMPLETE) continue;
        if (track->state == VIRTUAL_TRACK_EMPTY && !track->reserved) continue;
        if (strict && track->reserved && track->method != VIRTUAL_METHOD_SESSION_AT_ONCE)
            return MMC_SENSE_CODE_EMPTY_OR_PARTIAL_RESERVED_TRACK;
        if (strict && (track->method != VIRTUAL_METHOD_TRACK_AT_ONCE || track->damaged))
            return MMC_SENSE_CODE_SESSION_FIXATION_INCOMPLETE_TRACK;
        if ((code = close_track(drive, request, number))) return code;
    }
    return 0;
}

/* Closes the last session; with nothing in it, it can only be given up for a finalised disc. */
static uint32_t close_session(struct virtual_drive *drive, struct virtual_request *request, bool strict,
                              bool keep_appendable)
{
    struct virtual_medium *medium = &drive->medium;
    uint32_t code;

    if (virtual_medium_last_session_state(medium) == VIRTUAL_SESSION_EMPTY)
    {
        if (keep_appendable || medium->track_count == 1) return MMC_SENSE_CODE_CURRENT_PROGRAM_AREA_EMPTY;
        virtual_medium_close_session(medium, false);
        return 0;
    }
    if ((code = close_tracks(drive, request, strict))) return code;
    virtual_medium_close_session(medium, keep_appendable);
    return 0;
}

static bool wants_another_session(const struct virtual_drive *drive)
{
    struct virtual_write_parameters parameters;

    virtual_write_parameters(drive, &parameters);
    return parameters.multi_session == 3;
}

void virtual_finish_session_at_once(struct virtual_drive *drive)
{
    struct virtual_medium *medium = &drive->medium;
    uint16_t number = virtual_medium_first_track(medium, virtual_medium_session_count(medium));
    uint16_t count = medium->track_count;

    for (; number <= count; number++)
    {
        struct virtual_track *track = &medium->tracks[number - 1];

        track->state = VIRTUAL_TRACK_COMPLETE;
        track->damaged = false;
    }
    virtual_medium_close_session(medium, wants_another_session(drive));
    drive->cue_count = 0;
    drive->raw_active = false;
}

static uint32_t close_dash(struct virtual_drive *drive, struct virtual_request *request, uint8_t function,
                           uint16_t track)
{
    bool cd = drive->medium.kind->family == VIRTUAL_FAMILY_CD;

    if (function == CLOSE_TRACK) return close_track(drive, request, track);
    if (function == CLOSE_SESSION) return close_session(drive, request, cd, wants_another_session(drive));
    if (function == CLOSE_FINALIZE_DASH && !cd) return close_session(drive, request, false, false);
    return virtual_bad_cdb(request, 2);
}

static uint32_t close_plus_r(struct virtual_drive *drive, struct virtual_request *request, uint8_t function,
                             uint16_t track)
{
    if (function == CLOSE_TRACK) return close_track(drive, request, track);
    if (function == CLOSE_SESSION) return close_session(drive, request, false, true);
    if (function == CLOSE_FINALIZE_MINIMAL || function == CLOSE_FINALIZE)
        return close_session(drive, request, false, false);
    return virtual_bad_cdb(request, 2);
}

static uint32_t close_bd_r(struct virtual_drive *drive, struct virtual_request *request, uint8_t function,
                           uint16_t track)
{
    if (function == CLOSE_TRACK) return close_track(drive, request, track);
    if (function == CLOSE_SESSION) return close_session(drive, request, false, true);
    if (function == CLOSE_FINALIZE) return close_session(drive, request, false, false);
    return virtual_bad_cdb(request, 2);
}

/* Stops the background format; it can be taken up again. */
static uint32_t close_plus_rw(struct virtual_drive *drive, struct virtual_request *request, uint8_t function,
                              uint16_t track)
{
    (void)track;
    if (function != CLOSE_STOP_FORMAT && function != CLOSE_SESSION) return virtual_bad_cdb(request, 2);
    if (!drive->medium.formatted) return MMC_SENSE_CODE_MEDIUM_NOT_FORMATTED;
    virtual_background_status(drive);
    drive->background_running = false;
    return 0;
}

/* A DVD-RW in restricted overwrite has its session completed by the flush that came before. */
static uint32_t close_overwrite(struct virtual_drive *drive, struct virtual_request *request, uint8_t function,
                                uint16_t track)
{
    (void)drive;
    (void)track;
    return function == CLOSE_SESSION || function == CLOSE_FINALIZE_DASH ? 0 : virtual_bad_cdb(request, 2);
}

static uint32_t close_nothing(struct virtual_drive *drive, struct virtual_request *request, uint8_t function,
                              uint16_t track)
{
    (void)drive;
    (void)track;
    if (function > CLOSE_FINALIZE) return virtual_bad_cdb(request, 2);
    return MMC_SENSE_CODE_CANNOT_WRITE_INCOMPATIBLE_FORMAT;
}

static uint32_t (*const closers[])(struct virtual_drive *drive, struct virtual_request *request, uint8_t function,
                                   uint16_t track) =
{
    [VIRTUAL_FAMILY_PRESSED] = close_nothing,
    [VIRTUAL_FAMILY_CD] = close_dash,
    [VIRTUAL_FAMILY_DVD_DASH] = close_dash,
    [VIRTUAL_FAMILY_DVD_PLUS_R] = close_plus_r,
    [VIRTUAL_FAMILY_DVD_PLUS_RW] = close_plus_rw,
    [VIRTUAL_FAMILY_DVD_RW_OVERWRITE] = close_overwrite,
    [VIRTUAL_FAMILY_DVD_RAM] = close_nothing,
    [VIRTUAL_FAMILY_BD_R] = close_bd_r,
    [VIRTUAL_FAMILY_BD_RE] = close_nothing,
};

uint32_t virtual_close_track_session(struct virtual_drive *drive, struct virtual_request *request)
{
    uint8_t function = request->cdb[2] & 7;
    bool immediate = request->cdb[1] & 1;
    uint32_t code;

    /* A CD that is still being recorded track at once: only its flush ends the track. */
    if (function == CLOSE_SESSION && drive->medium.writing && drive->medium.kind->family == VIRTUAL_FAMILY_CD)
        return MMC_SENSE_CODE_SESSION_FIXATION_INCOMPLETE_TRACK;
    if ((code = virtual_flush(drive))) return code;
    if (drive->medium.family->sequential)
    {
        if ((code = virtual_check_recordable(drive))) return code;
        if (drive->medium.writing) return MMC_SENSE_CODE_SESSION_FIXATION_INCOMPLETE_TRACK;
    }
    code = closers[drive->medium.kind->family](drive, request, function, mmc_get16(request->cdb + 4));
    if (code) return code;
    if (!virtual_state_save(drive, true)) return MMC_SENSE_CODE_SESSION_FIXATION_ERROR;
    virtual_start_operation(drive, immediate, MMC_SENSE_CODE_LONG_WRITE_IN_PROGRESS,
                            function == CLOSE_TRACK ? CLOSE_TRACK_MS : CLOSE_SESSION_MS);
    return 0;
}
