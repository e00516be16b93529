/*
 * Audio CDs, track by track
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

#include "burn_private.h"

/*
 * Track at once (MMC-5 5.3.23) with blocks of 2352 bytes. The drive makes the
 * pre-gap of two seconds before each track and two run-out blocks behind it by
 * itself, and needs no reservation: each track begins at the next writable
 * address that the drive tells. The table of contents lies in the PMA until
 * the session is closed.
 */
#define RUN_OUT_BLOCKS  2
#define SILENCE_BLOCKS  25      /* of one command */

enum burn_status burn_audio_recorder_supported(struct burn_drive *drive, bool *supported)
{
    static const enum mmc_feature feature = MMC_FEATURE_CD_TRACK_AT_ONCE;

    return burn_any_feature(drive, &feature, 1, supported);
}

/* Where the next track begins, and what is free there. */
static enum burn_status ask_next_track(struct burn_audio *audio)
{
    struct mmc_track_information track;
    enum burn_status status;

    if (audio->track_count == BURN_AUDIO_TRACKS_MAX)
    {
        audio->free_blocks = 0;
        return BURN_OK;
    }
    status = burn_ask_track(audio->drive, MMC_TRACK_BY_NUMBER, audio->track_count + 1, &track);
    /* Some drives know the track that is not there yet only by this number (MMC-5 6.27). */
    if (status != BURN_OK && burn_optional(audio->drive, status) == BURN_OK)
        status = burn_ask_track(audio->drive, MMC_TRACK_BY_NUMBER, MMC_TRACK_INVISIBLE, &track);
    if (status != BURN_OK) return status;
    if (!track.next_writable_valid && audio->track_count) return BURN_MEDIA_STATE;
    audio->next_writable = track.next_writable_valid ? track.next_writable : track.start;
    audio->free_blocks = track.free_blocks > RUN_OUT_BLOCKS ? track.free_blocks - RUN_OUT_BLOCKS : 0;
    return BURN_OK;
}

static enum burn_status check_medium(struct burn_audio *audio)
{
    enum burn_status status = burn_read_medium(audio->drive, &audio->medium);

    if (status != BURN_OK) return status;
    if (audio->medium.family != BURN_FAMILY_CD) return BURN_MEDIA_UNSUPPORTED;
    if (!audio->medium.blank) return BURN_MEDIA_NOT_BLANK;
    if (audio->medium.write_protected || audio->medium.damaged) return BURN_MEDIA_STATE;
    return ask_next_track(audio);
}

enum burn_status burn_audio_prepare(struct burn_audio *audio)
{
    enum burn_status status;

    audio->drive->medium_at_stake = false;
    burn_tell_phase(audio->drive, BURN_PHASE_VALIDATING);
    status = check_medium(audio);
    if (status != BURN_OK) return status;
    audio->total_blocks = audio->free_blocks;
    return burn_lock_tray(audio->drive, &audio->removal_prevented);
}

static enum burn_status send_parameters(struct burn_audio *audio)
{
    const struct burn_audio_options *options = &audio->options;
    struct mmc_write_parameters parameters;
    unsigned int mode = MMC_TRACK_AUDIO;

    if (options->preemphasis) mode |= MMC_TRACK_AUDIO_PREEMPHASIS;
    if (options->copy_permitted) mode |= MMC_TRACK_COPY_PERMITTED;
    mmc_default_write_parameters(&parameters);
    parameters.buffer_underrun_free = options->buffer_underrun_free;
    parameters.write_type = MMC_WRITE_TRACK_AT_ONCE;
    parameters.multisession = options->close_medium ? MMC_MULTISESSION_LAST_NO_POINTER : MMC_MULTISESSION_NEXT_ALLOWED;
    parameters.track_mode = (uint8_t)mode;
    parameters.block_type = MMC_BLOCK_RAW_2352;
    parameters.session_format = MMC_SESSION_CD_DA_OR_ROM;
    return burn_send_write_parameters(audio->drive, &parameters);
}

static enum burn_status calibrate_once(struct burn_audio *audio)
{
    enum burn_status status;

    if (audio->calibrated) return BURN_OK;
    burn_tell_phase(audio->drive, BURN_PHASE_CALIBRATING);
    status = burn_calibrate(audio->drive);
    audio->calibrated = status == BURN_OK;
    return status;
}

enum burn_status burn_audio_begin_track(struct burn_audio *audio, uint32_t blocks)
{
    uint32_t needed = blocks < BURN_AUDIO_BLOCKS_MIN ? BURN_AUDIO_BLOCKS_MIN : blocks;
    enum burn_status status;

    if (audio->in_track || audio->track_count == BURN_AUDIO_TRACKS_MAX) return BURN_MEDIA_STATE;
    if (burn_is_cancelled(audio->drive)) return BURN_CANCELLED;
    audio->drive->medium_at_stake = audio->started;
    burn_tell_phase(audio->drive, BURN_PHASE_INITIALIZING);
    status = ask_next_track(audio);
    if (status != BURN_OK) return status;
    if (!blocks || needed > audio->free_blocks) return BURN_TOO_LARGE;
    status = send_parameters(audio);
    if (status == BURN_OK) status = calibrate_once(audio);
    if (status != BURN_OK) return status;

    audio->track.start = audio->next_writable;
    audio->track.blocks = blocks;
    audio->written = audio->padding = 0;
    audio->in_track = true;
    audio->track_started = false;
    return BURN_OK;
}

/* Sectors behind all that this track has; count is where they are counted. */
static enum burn_status write_next(struct burn_audio *audio, const void *data, uint32_t blocks, uint32_t *count)
{
    int32_t lba = audio->track.start + (int32_t)(audio->written + audio->padding);
    uint32_t before = *count;
    enum burn_status status;

    audio->track_started = true;
    status = burn_write_counted(audio->drive, lba, data, blocks, BURN_AUDIO_BLOCK_SIZE,
                                MMC_TIMEOUT_WRITE, count);
    if (*count != before) audio->started = audio->drive->medium_at_stake = true;
    return status;
}

enum burn_status burn_audio_write(struct burn_audio *audio, const void *data, uint32_t blocks)
{
    if (!audio->in_track) return BURN_MEDIA_STATE;
    if (burn_is_cancelled(audio->drive)) return BURN_CANCELLED;
    if (blocks > audio->track.blocks - audio->written) return BURN_TOO_LARGE;
    if (!blocks) return BURN_OK;
    if (!audio->track_started) burn_tell_phase(audio->drive, BURN_PHASE_WRITING);
    return write_next(audio, data, blocks, &audio->written);
}

/* MMC-5 6.3.3.1.2: no track is shorter than 4 seconds. */
static enum burn_status add_silence(struct burn_audio *audio)
{
    enum burn_status status = BURN_OK;
    uint32_t left, count;
    void *memory, *zeros;

    if (!audio->written || audio->written + audio->padding >= BURN_AUDIO_BLOCKS_MIN) return BURN_OK;
    zeros = burn_alloc_aligned(audio->drive, SILENCE_BLOCKS * BURN_AUDIO_BLOCK_SIZE, &memory);
    if (!zeros) return BURN_NO_MEMORY;
    while (status == BURN_OK && (left = audio->written + audio->padding) < BURN_AUDIO_BLOCKS_MIN)
    {
        left = BURN_AUDIO_BLOCKS_MIN - left;
        count = left < SILENCE_BLOCKS ? left : SILENCE_BLOCKS;
        status = write_next(audio, zeros, count, &audio->padding);
    }
    free(memory);
    return status;
}

/*
 * Flushing ends a track at once on most drives; then CLOSE TRACK is refused,
 * which is no harm.
 */
static enum burn_status close_track(struct burn_audio *audio)
{
    enum burn_status status = burn_flush(audio->drive, BURN_UNTIL_DONE, MMC_TIMEOUT_FLUSH);

    if (status != BURN_OK) return status;
    status = burn_close(audio->drive, MMC_CLOSE_TRACK, (uint16_t)(audio->track_count + 1));
    return burn_optional(audio->drive, status);
}

/* What became of the track in the eyes of the drive. */
static enum burn_status count_track(struct burn_audio *audio)
{
    struct burn_audio_track *track = &audio->tracks[audio->track_count];
    enum burn_status status;

    track->start = audio->track.start;
    track->blocks = audio->written + audio->padding;
    audio->track_count++;
    status = burn_audio_verify_track(audio, audio->track_count);
    if (status != BURN_OK) audio->track_count--;
    return status;
}

static enum burn_status end_track_in_peace(struct burn_audio *audio)
{
    enum burn_status status;

    /* A track without sound: there is nothing that could be closed or compared. */
    if (!audio->written) return BURN_MISMATCH;
    status = add_silence(audio);
    if (status == BURN_OK) status = close_track(audio);
    if (status == BURN_OK) status = burn_wait_ready(audio->drive, BURN_WAIT_READY_MS);
    if (status != BURN_OK) return status;
    audio->in_track = false;
    status = count_track(audio);
    if (status == BURN_OK) status = ask_next_track(audio);
    return status;
}

enum burn_status burn_audio_end_track(struct burn_audio *audio)
{
    enum burn_status status;

    if (!audio->in_track) return BURN_MEDIA_STATE;
    if (burn_is_cancelled(audio->drive)) status = BURN_CANCELLED;
    else
    {
        burn_tell_phase(audio->drive, BURN_PHASE_FINALIZING);
        burn_begin_peace(audio->drive);
        status = end_track_in_peace(audio);
        burn_end_peace(audio->drive);
    }
    if (status != BURN_OK) burn_audio_abort_track(audio);
    return status;
}

/* Nothing of this can be told: what went wrong before is what counts. */
void burn_audio_abort_track(struct burn_audio *audio)
{
    struct burn_failure failure = audio->drive->failure;

    if (!audio->in_track) return;
    audio->in_track = false;
    burn_begin_peace(audio->drive);
    audio->drive->medium_at_stake = false;
    if (audio->track_started)
    {
        add_silence(audio);
        close_track(audio);
        if (audio->written) count_track(audio);
    }
    ask_next_track(audio);
    burn_end_peace(audio->drive);
    audio->drive->failure = failure;
}

static enum burn_status close_session(struct burn_audio *audio)
{
    struct mmc_disc_information disc;
    enum burn_status status;

    burn_tell_phase(audio->drive, BURN_PHASE_FINALIZING);
    /* Which session may follow is taken from the page when the session is closed. */
    status = send_parameters(audio);
    if (status == BURN_OK) status = burn_close(audio->drive, MMC_CLOSE_SESSION, 0);
    if (status == BURN_OK) status = burn_wait_ready(audio->drive, BURN_WAIT_READY_MS);
    if (status == BURN_OK) status = burn_ask_disc(audio->drive, &disc);
    if (status != BURN_OK) return status;
    /* Closed further than was asked for: all tracks are there. */
    if (disc.disc_status == MMC_DISC_COMPLETE) return BURN_OK;
    if (audio->options.close_medium || disc.disc_status != MMC_DISC_INCOMPLETE) return BURN_MISMATCH;
    return disc.last_session_state == MMC_SESSION_EMPTY ? BURN_OK : BURN_MISMATCH;
}

enum burn_status burn_audio_finish(struct burn_audio *audio)
{
    enum burn_status status = BURN_OK;
    struct burn_failure failure;

    burn_audio_abort_track(audio);
    burn_begin_peace(audio->drive);
    audio->drive->medium_at_stake = false;
    if (audio->started) status = close_session(audio);
    failure = audio->drive->failure;
    if (audio->removal_prevented && burn_unlock_tray(audio->drive) == BURN_OK) audio->removal_prevented = false;
    audio->drive->failure = failure;
    burn_end_peace(audio->drive);
    return status;
}

enum burn_status burn_audio_verify_track(struct burn_audio *audio, unsigned int number)
{
    const struct burn_audio_track *meant = &audio->tracks[number - 1];
    struct mmc_track_information track;
    enum burn_status status;

    status = burn_ask_track(audio->drive, MMC_TRACK_BY_NUMBER, number, &track);
    if (status != BURN_OK) return status;
    if (track.track != number || track.damaged || track.blank) return BURN_MISMATCH;
    if (track.track_mode & MMC_TRACK_DATA) return BURN_MISMATCH;
    if (track.start != meant->start || track.track_size < meant->blocks) return BURN_MISMATCH;
    return BURN_OK;
}

static bool toc_is_as_meant(const struct burn_audio *audio, const struct mmc_toc *toc)
{
    unsigned int i;

    if (toc->first_track != 1 || toc->last_track != audio->track_count || toc->count < audio->track_count)
        return false;
    for (i = 0; i < audio->track_count; i++)
    {
        const struct mmc_toc_entry *entry = &toc->entries[i];

        if (entry->track != i + 1 || entry->start != audio->tracks[i].start || entry->control & MMC_TRACK_DATA)
            return false;
    }
    return true;
}

enum burn_status burn_audio_verify_disc(struct burn_audio *audio)
{
    struct mmc_disc_information disc;
    enum burn_status status;
    struct mmc_toc toc;

    status = burn_wait_ready(audio->drive, BURN_WAIT_READY_MS);
    if (status == BURN_OK) status = burn_ask_disc(audio->drive, &disc);
    if (status == BURN_OK) status = burn_ask_toc(audio->drive, &toc);
    if (status != BURN_OK) return status;
    return toc_is_as_meant(audio, &toc) ? BURN_OK : BURN_MISMATCH;
}

static void add_entry(struct mmc_toc *toc, const struct burn_audio *audio, uint8_t number, int32_t start)
{
    struct mmc_toc_entry *entry = &toc->entries[toc->count++];
    unsigned int control = MMC_TRACK_AUDIO;

    if (audio->options.preemphasis) control |= MMC_TRACK_AUDIO_PREEMPHASIS;
    if (audio->options.copy_permitted) control |= MMC_TRACK_COPY_PERMITTED;
    entry->adr = 1;
    entry->control = (uint8_t)control;
    entry->track = number;
    entry->start = start;
}

void burn_audio_expected_toc(const struct burn_audio *audio, struct mmc_toc *toc)
{
    const struct burn_audio_track *last;
    unsigned int i;

    memset(toc, 0, sizeof(*toc));
    if (!audio->track_count) return;
    toc->first_track = 1;
    toc->last_track = (uint8_t)audio->track_count;
    for (i = 0; i < audio->track_count; i++) add_entry(toc, audio, (uint8_t)(i + 1), audio->tracks[i].start);
    last = &audio->tracks[audio->track_count - 1];
    add_entry(toc, audio, MMC_TOC_LEAD_OUT, last->start + (int32_t)last->blocks + RUN_OUT_BLOCKS);
}
