/*
 * Raw CDs: lead-in, program and lead-out as the caller brings them, with subchannels
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

#include "burn_private.h"
#include "cd_subchannel.h"

/*
 * The write type "raw" (MMC-5 7.5.4.6): the drive adds nothing. The first
 * sector lies where the disc's own lead-in begins, as ATIP tells; the table of
 * contents is what the Q subchannel of the lead-in repeats.
 */
#define RAW_SECTOR          2352u
#define LEAD_OUT_SECTORS    6750    /* 90 s behind the last possible start of the lead-out, IEC 60908 */
#define ATIP_LENGTH         32

/* Which block a form is for the drive, and the subchannels' bytes in it. */
static const struct
{
    enum mmc_block_type block_type;
    uint32_t subchannel;
} forms[BURN_RAW_FORMS] =
{
    [BURN_RAW_PQ]           = { MMC_BLOCK_RAW_PQ_2368, CD_PQ_LENGTH },
    [BURN_RAW_PW_PACKED]    = { MMC_BLOCK_RAW_PW_2448, CD_SUBCHANNEL_LENGTH },
    [BURN_RAW_PW]           = { MMC_BLOCK_RAW_PW_RAW_2448, CD_SUBCHANNEL_LENGTH },
};

uint32_t burn_raw_block_size(enum burn_raw_form form)
{
    return RAW_SECTOR + forms[form].subchannel;
}

static enum burn_status ask_mastering(struct burn_drive *drive, struct mmc_cd_mastering_feature *mastering)
{
    uint8_t data[MMC_CONFIGURATION_HEADER_LENGTH + 64];
    struct mmc_feature_descriptor descriptor;
    enum burn_status status;
    bool present;

    memset(mastering, 0, sizeof(*mastering));
    status = burn_ask_descriptor(drive, MMC_FEATURE_CD_MASTERING, data, sizeof(data), &descriptor, &present);
    if (status == BURN_OK && present && !mmc_parse_cd_mastering_feature(&descriptor, mastering))
        status = BURN_BAD_REPLY;
    return status;
}

/* The block types of track at once, which is where features list them; 0: no list. */
static enum burn_status ask_block_types(struct burn_drive *drive, uint16_t *types)
{
    uint8_t data[MMC_CONFIGURATION_HEADER_LENGTH + 64];
    struct mmc_feature_descriptor descriptor;
    struct mmc_cd_tao_feature tao;
    enum burn_status status;
    bool present;

    *types = 0;
    status = burn_ask_descriptor(drive, MMC_FEATURE_CD_TRACK_AT_ONCE, data, sizeof(data), &descriptor, &present);
    if (status == BURN_OK && present && mmc_parse_cd_tao_feature(&descriptor, &tao)) *types = tao.data_types;
    return status;
}

/*
 * Every drive that writes raw takes P and Q. For R to W it has a bit, and
 * mostly a list of the block types that it knows.
 */
static enum burn_status ask_forms(struct burn_drive *drive, bool taken[BURN_RAW_FORMS])
{
    struct mmc_cd_mastering_feature mastering;
    enum burn_status status;
    uint16_t types;
    unsigned int i;

    status = ask_mastering(drive, &mastering);
    if (status != BURN_OK || !mastering.raw) return status;
    status = ask_block_types(drive, &types);
    if (status != BURN_OK) return status;
    for (i = 0; i < BURN_RAW_FORMS; i++)
        taken[i] = i == BURN_RAW_PQ || (mastering.subchannel && (!types || types & 1u << forms[i].block_type));
    return BURN_OK;
}

enum burn_status burn_raw_ask_forms(struct burn_drive *drive, bool taken[BURN_RAW_FORMS])
{
    enum burn_status status;

    memset(taken, 0, BURN_RAW_FORMS * sizeof(*taken));
    status = ask_forms(drive, taken);
    /* From before GET CONFIGURATION: nothing tells that such a drive writes raw. */
    return burn_optional(drive, status);
}

enum burn_status burn_raw_recorder_supported(struct burn_drive *drive, bool *supported)
{
    bool taken[BURN_RAW_FORMS];
    enum burn_status status = burn_raw_ask_forms(drive, taken);

    *supported = status == BURN_OK && taken[BURN_RAW_PQ];
    return status;
}

/* What READ DISC INFORMATION tells of a CD's borders: 0, minute, second, frame. */
static bool lba_of_field(uint32_t field, int32_t *lba)
{
    struct mmc_msf msf = { (uint8_t)(field >> 16), (uint8_t)(field >> 8), (uint8_t)field };

    return field >> 24 == 0 && mmc_msf_to_lba(&msf, lba);
}

static bool borders_are_possible(const struct burn_raw *raw)
{
    return raw->lead_in < -MMC_MSF_OFFSET && raw->last_lead_out > 0;
}

/* Some drives do not pass ATIP on, but know from it what they tell of the disc. */
static enum burn_status borders_of_disc(struct burn_raw *raw)
{
    const struct mmc_disc_information *disc = &raw->medium.disc;

    if (!lba_of_field(disc->lead_in_start, &raw->lead_in) || !lba_of_field(disc->lead_out_start, &raw->last_lead_out))
        return BURN_BAD_REPLY;
    return borders_are_possible(raw) ? BURN_OK : BURN_BAD_REPLY;
}

static enum burn_status ask_borders(struct burn_raw *raw)
{
    uint8_t data[ATIP_LENGTH] = {0};
    struct mmc_command command;
    enum burn_status status;
    struct mmc_atip atip;
    uint32_t length;

    mmc_build_read_toc(&command, MMC_TOC_ATIP, false, 0, sizeof(data));
    status = burn_execute_patiently(raw->drive, &command, data, &length, BURN_WAIT_COMMAND_MS);
    if (burn_optional(raw->drive, status) != BURN_OK) return status;
    if (status == BURN_OK && length <= sizeof(data) && mmc_parse_atip(data, length, &atip) &&
        mmc_msf_to_lba(&atip.lead_in_start, &raw->lead_in) &&
        mmc_msf_to_lba(&atip.lead_out_start, &raw->last_lead_out) && borders_are_possible(raw))
        return BURN_OK;
    return borders_of_disc(raw);
}

static enum burn_status check_medium(struct burn_raw *raw)
{
    enum burn_status status = burn_read_medium(raw->drive, &raw->medium);

    if (status != BURN_OK) return status;
    if (raw->medium.family != BURN_FAMILY_CD) return BURN_MEDIA_UNSUPPORTED;
    if (!raw->medium.blank) return BURN_MEDIA_NOT_BLANK;
    if (raw->medium.write_protected || raw->medium.damaged) return BURN_MEDIA_STATE;
    return ask_borders(raw);
}

enum burn_status burn_raw_prepare(struct burn_raw *raw)
{
    enum burn_status status;

    raw->drive->medium_at_stake = false;
    burn_tell_phase(raw->drive, BURN_PHASE_VALIDATING);
    status = check_medium(raw);
    if (status == BURN_OK) status = burn_raw_ask_forms(raw->drive, raw->forms);
    if (status != BURN_OK) return status;
    if (!raw->forms[BURN_RAW_PQ]) return BURN_RECORDER_UNSUPPORTED;
    return burn_lock_tray(raw->drive, &raw->removal_prevented);
}

static enum burn_status send_parameters(struct burn_raw *raw)
{
    struct mmc_write_parameters parameters;

    mmc_default_write_parameters(&parameters);
    parameters.buffer_underrun_free = raw->buffer_underrun_free;
    parameters.write_type = MMC_WRITE_RAW;
    parameters.multisession = MMC_MULTISESSION_LAST_NO_POINTER;
    parameters.track_mode = MMC_TRACK_AUDIO;
    parameters.block_type = (uint8_t)forms[raw->form].block_type;
    parameters.session_format = MMC_SESSION_CD_DA_OR_ROM;
    return burn_send_write_parameters(raw->drive, &parameters);
}

enum burn_status burn_raw_begin(struct burn_raw *raw, uint32_t blocks)
{
    enum burn_status status;

    if (raw->started || raw->in_image) return BURN_MEDIA_STATE;
    if (burn_is_cancelled(raw->drive)) return BURN_CANCELLED;
    if (!blocks || blocks > (uint32_t)(raw->last_lead_out - raw->lead_in) + LEAD_OUT_SECTORS) return BURN_TOO_LARGE;
    raw->drive->medium_at_stake = false;
    burn_tell_phase(raw->drive, BURN_PHASE_INITIALIZING);
    status = send_parameters(raw);
    if (status != BURN_OK) return status;
    burn_tell_phase(raw->drive, BURN_PHASE_CALIBRATING);
    status = burn_calibrate(raw->drive);
    if (status != BURN_OK) return status;
    memset(&raw->toc, 0, sizeof(raw->toc));
    raw->blocks = blocks;
    raw->written = 0;
    raw->in_image = true;
    return BURN_OK;
}

/* Reads the lead-in that goes by. */
static void look_at_lead_in(struct burn_raw *raw, const uint8_t *data, uint32_t blocks)
{
    uint32_t size = burn_raw_block_size(raw->form), i;
    uint8_t q[CD_Q_LENGTH];

    for (i = 0; i < blocks; i++)
    {
        if (raw->lead_in + (int32_t)(raw->written + i) >= -MMC_MSF_OFFSET) return;
        cd_take_q(q, data + (size_t)i * size + RAW_SECTOR, forms[raw->form].subchannel);
        burn_raw_take_q(&raw->toc, q);
    }
}

enum burn_status burn_raw_write(struct burn_raw *raw, const void *data, uint32_t blocks)
{
    enum mmc_timeout timeout = raw->started ? MMC_TIMEOUT_WRITE : MMC_TIMEOUT_FIRST_DAO_WRITE;
    int32_t lba = raw->lead_in + (int32_t)raw->written;

    if (!raw->in_image) return BURN_MEDIA_STATE;
    if (burn_is_cancelled(raw->drive)) return BURN_CANCELLED;
    if (blocks > raw->blocks - raw->written) return BURN_TOO_LARGE;
    if (!blocks) return BURN_OK;
    look_at_lead_in(raw, data, blocks);
    if (!raw->started && raw->toc.lead_out_seen && raw->toc.lead_out > raw->last_lead_out) return BURN_TOO_LARGE;
    if (!raw->started) burn_tell_phase(raw->drive, BURN_PHASE_WRITING);
    raw->started = raw->drive->medium_at_stake = true;
    return burn_write_counted(raw->drive, lba, data, blocks, burn_raw_block_size(raw->form), timeout, &raw->written);
}

/* The drive knows by the lead-out that the session is closed; some want to be told as well. */
static enum burn_status close_session(struct burn_raw *raw)
{
    struct mmc_disc_information disc;
    enum burn_status status = burn_ask_disc(raw->drive, &disc);

    if (status != BURN_OK || disc.disc_status == MMC_DISC_COMPLETE) return status;
    if (disc.last_session_state == MMC_SESSION_EMPTY && disc.disc_status != MMC_DISC_EMPTY) return BURN_OK;
    status = burn_optional(raw->drive, burn_close(raw->drive, MMC_CLOSE_SESSION, 0));
    if (status == BURN_OK) status = burn_wait_ready(raw->drive, BURN_WAIT_READY_MS);
    return status;
}

/* What the drive tells must be what the lead-in was to say. */
static enum burn_status compare(struct burn_raw *raw)
{
    struct mmc_disc_information disc;
    enum burn_status status = burn_ask_disc(raw->drive, &disc);

    if (status != BURN_OK) return status;
    if (disc.disc_status != MMC_DISC_COMPLETE && !(disc.disc_status == MMC_DISC_INCOMPLETE && raw->toc.next_session))
        return BURN_MISMATCH;
    return burn_raw_compare_toc(raw->drive, &raw->toc);
}

static enum burn_status end_in_peace(struct burn_raw *raw)
{
    enum burn_status status;

    if (raw->written != raw->blocks) return BURN_MISMATCH;
    status = burn_flush(raw->drive, BURN_UNTIL_DONE, MMC_TIMEOUT_FLUSH);
    if (status == BURN_OK) status = burn_wait_ready(raw->drive, BURN_WAIT_READY_MS);
    if (status == BURN_OK) status = close_session(raw);
    if (status == BURN_OK) status = compare(raw);
    if (status == BURN_OK) raw->in_image = false;
    return status;
}

enum burn_status burn_raw_end(struct burn_raw *raw)
{
    enum burn_status status;

    if (!raw->in_image) return BURN_MEDIA_STATE;
    if (burn_is_cancelled(raw->drive)) status = BURN_CANCELLED;
    else
    {
        burn_tell_phase(raw->drive, BURN_PHASE_FINALIZING);
        burn_begin_peace(raw->drive);
        status = end_in_peace(raw);
        burn_end_peace(raw->drive);
    }
    if (status != BURN_OK) burn_raw_abort(raw);
    return status;
}

/* There is no lead-out that the drive could add: what is in its buffer goes to the disc, and that is all. */
void burn_raw_abort(struct burn_raw *raw)
{
    struct burn_failure failure = raw->drive->failure;

    if (!raw->in_image) return;
    raw->in_image = false;
    raw->drive->medium_at_stake = false;
    if (!raw->started) return;
    burn_begin_peace(raw->drive);
    burn_flush(raw->drive, BURN_UNTIL_DONE, MMC_TIMEOUT_FLUSH);
    burn_end_peace(raw->drive);
    raw->drive->failure = failure;
}

enum burn_status burn_raw_finish(struct burn_raw *raw)
{
    enum burn_status status;

    burn_raw_abort(raw);
    if (!raw->removal_prevented) return BURN_OK;
    raw->drive->medium_at_stake = false;
    status = burn_unlock_tray(raw->drive);
    if (status == BURN_OK) raw->removal_prevented = false;
    return status;
}
