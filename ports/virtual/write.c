/*
 * Writing blocks to a virtual medium
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

#define FLUSH_MS 4      /* how long an immediate flush keeps the drive busy */

/*
 * A recording is "under way" from its first WRITE to its flush. That fact
 * stands in medium.state, and its opening holds the writer lock as long; when
 * the lock is free although the file says "under way", the recorder has died.
 */
uint32_t virtual_begin_writing(struct virtual_drive *drive, uint16_t track)
{
    struct virtual_medium *medium = &drive->medium;

    if (!drive->writer)
    {
        if (!drive->store->ops->lock(drive->store, VIRTUAL_LOCK_WRITER, false))
            return MMC_SENSE_CODE_LONG_WRITE_IN_PROGRESS;
        drive->writer = true;
    }
    if (medium->writing && medium->writing_track == track) return 0;
    medium->writing = true;
    medium->writing_track = track;
    return virtual_state_save(drive, false) ? 0 : MMC_SENSE_CODE_WRITE_ERROR;
}

void virtual_end_writing(struct virtual_drive *drive)
{
    drive->medium.writing = false;
    drive->medium.writing_track = 0;
    if (drive->writer) drive->store->ops->unlock(drive->store, VIRTUAL_LOCK_WRITER);
    drive->writer = false;
}

/* Fills the last ECC block of what was written in pieces: the next piece starts behind it. */
static void pad_to_ecc_block(struct virtual_medium *medium, struct virtual_track *track)
{
    uint32_t unit = medium->family->ecc_blocks, rest = track->recorded % unit;

    if (track->method == VIRTUAL_METHOD_INCREMENTAL && rest) track->recorded += unit - rest;
}

/* Still awaits blocks: a session at once that is not whole cannot be flushed, only continued. */
static bool awaits_blocks(const struct virtual_drive *drive, const struct virtual_track *track)
{
    if (track->method != VIRTUAL_METHOD_SESSION_AT_ONCE) return false;
    if (drive->medium.kind->family == VIRTUAL_FAMILY_CD) return drive->cue_next < drive->cue_end;
    return track->length - track->recorded >= drive->medium.family->ecc_blocks;
}

uint32_t virtual_flush(struct virtual_drive *drive)
{
    struct virtual_medium *medium = &drive->medium;
    struct virtual_track *track = virtual_medium_track(medium, medium->writing_track);

    if (!medium->writing || !drive->writer || !track) return 0;
    if (awaits_blocks(drive, track)) return 0;
    if (medium->family->sequential)
    {
        virtual_medium_forget_empty_track(track);
        pad_to_ecc_block(medium, track);
        if (track->method == VIRTUAL_METHOD_SESSION_AT_ONCE) virtual_finish_session_at_once(drive);
    }
    medium->writing = false;
    medium->writing_track = 0;
    if (!virtual_state_save(drive, true)) return MMC_SENSE_CODE_WRITE_ERROR;
    virtual_end_writing(drive);
    return 0;
}

/* A track that is recorded at once ends with its flush on a CD: burners ask at once where the next one begins. */
static uint32_t end_track_at_once(struct virtual_drive *drive, uint16_t number)
{
    struct virtual_medium *medium = &drive->medium;
    struct virtual_track *track = virtual_medium_track(medium, number);

    if (!track || medium->writing || medium->kind->family != VIRTUAL_FAMILY_CD) return 0;
    if (track->method != VIRTUAL_METHOD_TRACK_AT_ONCE || track->reserved || track->damaged) return 0;
    if (track->state != VIRTUAL_TRACK_OPEN) return 0;
    virtual_medium_close_track(medium, track);
    return virtual_state_save(drive, true) ? 0 : MMC_SENSE_CODE_WRITE_ERROR;
}

void virtual_give_up_recording(struct virtual_drive *drive)
{
    if (!drive->medium.writing || !drive->writer) return;
    virtual_medium_crash(&drive->medium);
    drive->cue_count = 0;
    drive->raw_active = false;
    virtual_end_writing(drive);
}

/* MMC-6 SYNCHRONIZE CACHE. */
uint32_t virtual_synchronize_cache(struct virtual_drive *drive, struct virtual_request *request)
{
    bool immediate = drive->writer && (request->cdb[1] & 2);
    uint16_t number = drive->medium.writing_track;
    uint32_t code = virtual_flush(drive);

    if (!code) code = end_track_at_once(drive, number);
    if (!code) virtual_start_operation(drive, immediate, MMC_SENSE_CODE_LONG_WRITE_IN_PROGRESS, FLUSH_MS);
    return code;
}

uint32_t virtual_check_recordable(const struct virtual_drive *drive)
{
    const struct virtual_medium *medium = &drive->medium;

    if (medium->kind->family == VIRTUAL_FAMILY_PRESSED) return MMC_SENSE_CODE_CANNOT_WRITE_INCOMPATIBLE_FORMAT;
    if (medium->write_protected) return MMC_SENSE_CODE_WRITE_PROTECTED;
    if (medium->family->overwritable) return medium->formatted ? 0 : MMC_SENSE_CODE_MEDIUM_NOT_FORMATTED;
    if (medium->finalized) return MMC_SENSE_CODE_WRITE_PROTECTED;
    return 0;
}

bool virtual_store_blocks(struct virtual_drive *drive, uint32_t lba, const uint8_t *data, uint32_t blocks)
{
    if (!blocks) return true;
    if (!virtual_blocks_open(drive)) return false;
    if (!drive->store->ops->write(drive->blocks_file, (uint64_t)lba * VIRTUAL_BLOCK_SIZE, data,
                                  (size_t)blocks * VIRTUAL_BLOCK_SIZE)) return false;
    if (lba + blocks > drive->medium.highest_written) drive->medium.highest_written = lba + blocks;
    return true;
}

static uint32_t write_overwritable(struct virtual_drive *drive, const uint8_t *data, int32_t first, uint32_t blocks)
{
    uint32_t code, lba = (uint32_t)first;

    if (lba >= drive->medium.formatted_blocks || blocks > drive->medium.formatted_blocks - lba)
        return MMC_SENSE_CODE_LBA_OUT_OF_RANGE;
    if (!blocks) return 0;
    /* MMC-5 5.3.18: restricted overwrite takes whole ECC blocks. */
    if (drive->medium.kind->family == VIRTUAL_FAMILY_DVD_RW_OVERWRITE && (lba | blocks) % drive->medium.family->ecc_blocks)
        return MMC_SENSE_CODE_INVALID_WRITE_ADDRESS;
    if ((code = virtual_begin_writing(drive, 1))) return code;
    if (!virtual_store_blocks(drive, lba, data, blocks)) return MMC_SENSE_CODE_WRITE_ERROR;
    return virtual_state_save_progress(drive) ? 0 : MMC_SENSE_CODE_WRITE_ERROR;
}

/* How the write parameters would have this medium recorded; METHOD_NONE when they do not fit it. */
static enum virtual_track_method chosen_method(const struct virtual_drive *drive,
                                               const struct virtual_write_parameters *parameters)
{
    switch (drive->medium.kind->family)
    {
    case VIRTUAL_FAMILY_CD:
        if (parameters->write_type == VIRTUAL_WRITE_TRACK_AT_ONCE) return VIRTUAL_METHOD_TRACK_AT_ONCE;
        if (parameters->write_type == VIRTUAL_WRITE_SESSION_AT_ONCE) return VIRTUAL_METHOD_SESSION_AT_ONCE;
        if (parameters->write_type == VIRTUAL_WRITE_RAW) return VIRTUAL_METHOD_SESSION_AT_ONCE;
        return VIRTUAL_METHOD_NONE;
    case VIRTUAL_FAMILY_DVD_DASH:
        if (parameters->write_type == VIRTUAL_WRITE_INCREMENTAL) return VIRTUAL_METHOD_INCREMENTAL;
        if (parameters->write_type == VIRTUAL_WRITE_SESSION_AT_ONCE) return VIRTUAL_METHOD_SESSION_AT_ONCE;
        return VIRTUAL_METHOD_NONE;
    default:    /* DVD+R and BD-R do not look at the page */
        return VIRTUAL_METHOD_INCREMENTAL;
    }
}

/* Turns an empty track into one that is being recorded. */
static void begin_track(struct virtual_medium *medium, struct virtual_track *track, enum virtual_track_method method,
                        const struct virtual_write_parameters *parameters)
{
    track->state = VIRTUAL_TRACK_OPEN;
    track->method = (uint8_t)method;
    track->control = medium->kind->family == VIRTUAL_FAMILY_CD ? parameters->track_mode : parameters->track_mode | 4;
    if (method == VIRTUAL_METHOD_INCREMENTAL) track->control |= 1;
    track->data_mode = parameters->block_type == 10 ? 2 : 1;
    if (medium->kind->family != VIRTUAL_FAMILY_CD) return;
    track->pregap = medium->family->track_gap;
    memcpy(track->isrc, parameters->isrc, sizeof(track->isrc));
    if (parameters->mcn[0]) memcpy(medium->mcn, parameters->mcn, sizeof(medium->mcn));
}

/* CD track at once: the kind of track and what the host sends of its blocks must go together. */
static bool form_fits(const struct virtual_write_parameters *parameters)
{
    const struct virtual_block_form *form = virtual_find_block_form(parameters->block_type);

    return (parameters->track_mode & 4) || form->main == CD_SECTOR_SIZE;
}

/* Blocks of a track at once with more than user data. */
static bool store_cd_blocks(struct virtual_drive *drive, uint32_t lba, const uint8_t *data, uint32_t blocks,
                            const struct virtual_track *track, const struct virtual_block_form *form)
{
    uint32_t i;

    for (i = 0; i < blocks; i++, data += form->main + form->sub)
        if (!virtual_store_cd_block(drive, (int32_t)(lba + i), form, virtual_track_is_audio(track), data)) return false;
    return true;
}

/* What the host sends of each block of a track: user data alone on all but CDs. */
static const struct virtual_block_form *block_form(const struct virtual_drive *drive,
                                                   const struct virtual_write_parameters *parameters)
{
    static const struct virtual_block_form user_data = { VIRTUAL_BLOCK_SIZE, 0 };

    if (drive->medium.kind->family != VIRTUAL_FAMILY_CD) return &user_data;
    return virtual_find_block_form(parameters->block_type);
}

static bool store_track_blocks(struct virtual_drive *drive, uint32_t lba, const uint8_t *data, uint32_t blocks,
                               const struct virtual_track *track, const struct virtual_block_form *form)
{
    if (form->main == VIRTUAL_BLOCK_SIZE) return virtual_store_blocks(drive, lba, data, blocks);
    return store_cd_blocks(drive, lba, data, blocks, track, form);
}

/* 0, or why a WRITE of so many blocks cannot go to that address of that track. */
static uint32_t check_address(const struct virtual_drive *drive, const struct virtual_track *track, uint32_t lba,
                              uint32_t blocks)
{
    const struct virtual_medium *medium = &drive->medium;

    if (lba >= medium->blocks) return MMC_SENSE_CODE_LBA_OUT_OF_RANGE;
    if (!track || !virtual_medium_track_writable(medium, track)) return MMC_SENSE_CODE_INVALID_WRITE_ADDRESS;
    if (lba != track->start + track->recorded) return MMC_SENSE_CODE_INVALID_WRITE_ADDRESS;
    if (blocks <= virtual_medium_free_blocks(medium, track)) return 0;
    return track->reserved ? MMC_SENSE_CODE_END_OF_USER_AREA : MMC_SENSE_CODE_LBA_OUT_OF_RANGE;
}

static uint32_t write_sequential(struct virtual_drive *drive, const uint8_t *data, uint32_t lba, uint32_t blocks,
                                 enum virtual_track_method method, const struct virtual_write_parameters *parameters)
{
    uint16_t number = virtual_medium_track_at(&drive->medium, lba);
    struct virtual_track *track = virtual_medium_track(&drive->medium, number);
    uint32_t code = check_address(drive, track, lba, blocks);

    if (code || !blocks) return code;
    if (track->method != VIRTUAL_METHOD_NONE && track->method != method) return MMC_SENSE_CODE_ILLEGAL_MODE_FOR_TRACK;
    if (track->method != VIRTUAL_METHOD_NONE && method == VIRTUAL_METHOD_TRACK_AT_ONCE &&
        (track->control ^ parameters->track_mode) & 4) return MMC_SENSE_CODE_ILLEGAL_MODE_FOR_TRACK;
    if (drive->medium.writing && drive->medium.writing_track != number && (code = virtual_flush(drive))) return code;
    if (track->state == VIRTUAL_TRACK_EMPTY) begin_track(&drive->medium, track, method, parameters);
    if ((code = virtual_begin_writing(drive, number))) return code;
    if (!store_track_blocks(drive, lba, data, blocks, track, block_form(drive, parameters)))
    {
        if (virtual_medium_forget_empty_track(track)) virtual_state_save(drive, false);
        return MMC_SENSE_CODE_WRITE_ERROR;
    }
    track->recorded += blocks;
    return virtual_state_save_progress(drive) ? 0 : MMC_SENSE_CODE_WRITE_ERROR;
}

/* DVD-R disc at once: the reservation lives in the drive until the first WRITE makes it real. */
static uint32_t write_disc_at_once(struct virtual_drive *drive, const uint8_t *data, uint32_t lba, uint32_t blocks,
                                   const struct virtual_write_parameters *parameters)
{
    struct virtual_medium *medium = &drive->medium;
    struct virtual_track *track = virtual_medium_track(medium, virtual_medium_invisible_track(medium));

    if (track && track->state == VIRTUAL_TRACK_EMPTY)
    {
        if (!drive->at_once_blocks) return MMC_SENSE_CODE_COMMAND_SEQUENCE_ERROR;
        if (lba != track->start) return MMC_SENSE_CODE_INVALID_WRITE_ADDRESS;
        if (blocks > drive->at_once_blocks) return MMC_SENSE_CODE_END_OF_USER_AREA;
        track->length = drive->at_once_blocks;
        track->reserved = true;
        drive->at_once_blocks = 0;
    }
    return write_sequential(drive, data, lba, blocks, VIRTUAL_METHOD_SESSION_AT_ONCE, parameters);
}

/* Sessions of a CD in one piece: these count their bytes themselves. */
static uint32_t write_cd_session(struct virtual_drive *drive, struct virtual_request *request, int32_t lba,
                                 uint32_t blocks, enum virtual_write_type type)
{
    if (type == VIRTUAL_WRITE_RAW) return virtual_write_raw(drive, request, lba, blocks);
    return virtual_write_session_at_once(drive, request, lba, blocks);
}

static uint32_t write_blocks(struct virtual_drive *drive, struct virtual_request *request, int32_t lba, uint32_t blocks)
{
    struct virtual_write_parameters parameters;
    const struct virtual_block_form *form;
    enum virtual_track_method method;
    bool cd = drive->medium.kind->family == VIRTUAL_FAMILY_CD;
    uint32_t code = virtual_check_recordable(drive), size;

    if (code) return code;
    virtual_write_parameters(drive, &parameters);
    method = chosen_method(drive, &parameters);
    if (cd && method == VIRTUAL_METHOD_SESSION_AT_ONCE)
        return write_cd_session(drive, request, lba, blocks, parameters.write_type);
    form = block_form(drive, &parameters);
    size = form->main + form->sub;
    if (blocks > request->out_length / size) return MMC_SENSE_CODE_PARAMETER_LIST_LENGTH_ERROR;
    if (drive->medium.family->overwritable)
        code = write_overwritable(drive, request->out, lba, blocks);
    else if (method == VIRTUAL_METHOD_NONE || (cd && !form_fits(&parameters)))
        code = MMC_SENSE_CODE_ILLEGAL_MODE_FOR_TRACK;
    else if (lba < 0) code = MMC_SENSE_CODE_LBA_OUT_OF_RANGE;
    else if (method == VIRTUAL_METHOD_SESSION_AT_ONCE)
        code = write_disc_at_once(drive, request->out, (uint32_t)lba, blocks, &parameters);
    else code = write_sequential(drive, request->out, (uint32_t)lba, blocks, method, &parameters);
    if (!code) request->transferred = blocks * size;
    return code;
}

/* MMC-6 WRITE (10). */
uint32_t virtual_write_10(struct virtual_drive *drive, struct virtual_request *request)
{
    return write_blocks(drive, request, mmc_get_lba(request->cdb + 2), mmc_get16(request->cdb + 7));
}

/* MMC-6 WRITE (12). */
uint32_t virtual_write_12(struct virtual_drive *drive, struct virtual_request *request)
{
    return write_blocks(drive, request, mmc_get_lba(request->cdb + 2), mmc_get32(request->cdb + 6));
}

/* DVD-R with write type "session at once": keeps the size for the first WRITE. */
static uint32_t reserve_at_once(struct virtual_drive *drive, struct virtual_request *request, uint32_t blocks)
{
    struct virtual_medium *medium = &drive->medium;
    uint32_t unit = medium->family->ecc_blocks;

    if (virtual_medium_last_session_state(medium) != VIRTUAL_SESSION_EMPTY)
        return MMC_SENSE_CODE_COMMAND_SEQUENCE_ERROR;
    if (!blocks || blocks > medium->blocks - medium->tracks[medium->track_count - 1].start)
        return virtual_bad_cdb(request, 5);
    drive->at_once_blocks = (blocks + unit - 1) / unit * unit;
    return 0;
}

/* MMC-6 RESERVE TRACK. */
uint32_t virtual_reserve_track(struct virtual_drive *drive, struct virtual_request *request)
{
    struct virtual_medium *medium = &drive->medium;
    uint32_t blocks = mmc_get32(request->cdb + 5), code = virtual_check_recordable(drive);
    uint16_t number = virtual_medium_invisible_track(medium);
    struct virtual_track *track = virtual_medium_track(medium, number);
    struct virtual_write_parameters parameters;

    if (code) return code;
    if (medium->family->overwritable) return MMC_SENSE_CODE_CANNOT_WRITE_INCOMPATIBLE_FORMAT;
    if (request->cdb[1] & 3) return virtual_bad_cdb(request, 1);    /* no address form, no RMZ */
    if (!track || track->state != VIRTUAL_TRACK_EMPTY) return MMC_SENSE_CODE_COMMAND_SEQUENCE_ERROR;
    virtual_write_parameters(drive, &parameters);
    if (chosen_method(drive, &parameters) == VIRTUAL_METHOD_SESSION_AT_ONCE)
    {
        if (medium->kind->family == VIRTUAL_FAMILY_CD) return MMC_SENSE_CODE_ILLEGAL_MODE_FOR_TRACK;
        return reserve_at_once(drive, request, blocks);
    }
    if (!blocks || blocks > virtual_medium_free_blocks(medium, track)) return virtual_bad_cdb(request, 5);
    if (!virtual_medium_reserve(medium, blocks)) return MMC_SENSE_CODE_NO_MORE_TRACK_RESERVATIONS;
    return virtual_state_save(drive, true) ? 0 : MMC_SENSE_CODE_PMA_UPDATE_FAILURE;
}

/* MMC-6 SEND OPC INFORMATION: there is nothing to calibrate, but an order of events to keep. */
uint32_t virtual_send_opc(struct virtual_drive *drive, struct virtual_request *request)
{
    uint16_t length = mmc_get16(request->cdb + 7);
    uint32_t code = virtual_check_recordable(drive);

    if (code && code != MMC_SENSE_CODE_MEDIUM_NOT_FORMATTED) return code;
    if (length % 8 || length > request->out_length) return MMC_SENSE_CODE_PARAMETER_LIST_LENGTH_ERROR;
    if (drive->medium.writing && (request->cdb[1] & 1)) return MMC_SENSE_CODE_COMMAND_SEQUENCE_ERROR;
    request->transferred = length;
    return 0;
}
