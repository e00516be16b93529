/*
 * What the drive says about its medium
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

/* Costs of one more session on CD: lead-out of the session before and lead-in of the next. */
#define CD_SESSION_BLOCKS   11400u
#define CD_TRACK_OVERHEAD   152u    /* post-gap and run-out, see cd.c */
#define CD_TRACK_MIN        300u

struct family_row
{
    enum mmc_profile profile;
    enum burn_family family;
};

static const struct family_row families[] =
{
    { MMC_PROFILE_CD_R,                 BURN_FAMILY_CD },
    { MMC_PROFILE_CD_RW,                BURN_FAMILY_CD },
    { MMC_PROFILE_DVD_R,                BURN_FAMILY_DVD_DASH },
    { MMC_PROFILE_DVD_R_DL_SEQUENTIAL,  BURN_FAMILY_DVD_DASH },
    { MMC_PROFILE_DVD_RW_SEQUENTIAL,    BURN_FAMILY_DVD_DASH },
    { MMC_PROFILE_DVD_PLUS_R,           BURN_FAMILY_DVD_PLUS_R },
    { MMC_PROFILE_DVD_PLUS_R_DL,        BURN_FAMILY_DVD_PLUS_R },
    { MMC_PROFILE_DVD_RAM,              BURN_FAMILY_OVERWRITABLE },
    { MMC_PROFILE_DVD_RW_OVERWRITE,     BURN_FAMILY_OVERWRITABLE },
    { MMC_PROFILE_DVD_PLUS_RW,          BURN_FAMILY_OVERWRITABLE },
    { MMC_PROFILE_DVD_PLUS_RW_DL,       BURN_FAMILY_OVERWRITABLE },
    { MMC_PROFILE_BD_RE,                BURN_FAMILY_OVERWRITABLE },
    { MMC_PROFILE_BD_R_SRM,             BURN_FAMILY_BD_R },
};

static enum burn_family family_of(enum mmc_profile profile)
{
    size_t i;

    for (i = 0; i < sizeof(families) / sizeof(families[0]); i++)
        if (families[i].profile == profile) return families[i].family;
    return BURN_FAMILY_NONE;
}

static uint32_t ecc_blocks_of(enum mmc_profile profile)
{
    switch (mmc_find_profile((uint16_t)profile)->kind)
    {
    case MMC_DISC_DVD:
    case MMC_DISC_HD_DVD: return 16;
    case MMC_DISC_BD: return 32;
    case MMC_DISC_NONE:
    case MMC_DISC_CD: break;
    }
    return 1;
}

static bool format_fits(const struct mmc_format_descriptor *format, enum mmc_profile profile)
{
    switch (profile)
    {
    case MMC_PROFILE_DVD_PLUS_RW:
    case MMC_PROFILE_DVD_PLUS_RW_DL: return format->type == MMC_FORMAT_DVD_PLUS_RW_BASIC;
    default: return format->type == MMC_FORMAT_FULL;
    }
}

const struct mmc_format_descriptor *burn_choose_format(const struct mmc_format_capacities *formats,
                                                       enum mmc_profile profile)
{
    const struct mmc_format_descriptor *other = NULL;
    uint32_t i;

    for (i = 0; i < formats->count; i++)
    {
        if (format_fits(&formats->formats[i], profile)) return &formats->formats[i];
        if (!other && formats->formats[i].type == MMC_FORMAT_BD_RE_SPARE) other = &formats->formats[i];
    }
    return other;
}

/* Which track describes the place for the next session. */
static enum burn_status read_last_track(struct burn_drive *drive, struct burn_medium *medium)
{
    uint32_t number = medium->disc.last_session_last_track;
    enum burn_status status;

    status = burn_ask_track(drive, MMC_TRACK_BY_NUMBER, number, &medium->track);
    /* Some drives know the track that is not there yet only by this number (MMC-5 6.27). */
    if (burn_optional(drive, status) == BURN_OK && status != BURN_OK && mmc_profile_is_cd((uint16_t)medium->profile))
        status = burn_ask_track(drive, MMC_TRACK_BY_NUMBER, MMC_TRACK_INVISIBLE, &medium->track);
    return status;
}

/* The session before the one that is open: where its first track begins and its last one ends. */
static enum burn_status read_previous_session(struct burn_drive *drive, struct burn_medium *medium)
{
    const struct mmc_disc_information *disc = &medium->disc;
    struct mmc_track_information first, last;
    uint32_t session = disc->sessions, last_track = disc->last_session_last_track;
    enum burn_status status;

    if (disc->disc_status != MMC_DISC_COMPLETE)
    {
        session--;
        last_track = disc->last_session_first_track - 1u;
    }
    if (disc->disc_status == MMC_DISC_EMPTY || !session || !last_track || session > disc->sessions) return BURN_OK;
    status = burn_ask_track(drive, MMC_TRACK_BY_NUMBER, last_track, &last);
    if (status == BURN_SENSE) return BURN_OK;
    if (status != BURN_OK) return status;
    status = burn_ask_track(drive, MMC_TRACK_BY_SESSION, session, &first);
    if (status != BURN_OK && status != BURN_SENSE) return status;
    /* A drive that does not look tracks up by session: one track a session is what nearly all media have. */
    if (status == BURN_SENSE || first.session != session) first = last;
    medium->previous_session_start = first.start;
    medium->previous_session_end = last.last_recorded_valid ? last.last_recorded
                                                            : last.start + (int32_t)last.track_size - 1;
    return BURN_OK;
}

/* READ DISC STRUCTURE C0, MMC-5 6.23; drives without it protect nothing. */
static enum burn_status read_write_protection(struct burn_drive *drive, struct burn_medium *medium)
{
    uint8_t data[MMC_WRITE_PROTECT_LENGTH] = {0};
    struct mmc_write_protect protect;
    struct mmc_command command;
    enum burn_status status;
    bool present, current;
    uint32_t length;

    status = burn_ask_feature(drive, MMC_FEATURE_WRITE_PROTECT, &present, &current);
    if (status != BURN_OK || !current) return status;
    mmc_build_read_disc_structure(&command, MMC_STRUCTURE_DVD, MMC_STRUCTURE_WRITE_PROTECT, 0, 0, sizeof(data));
    status = burn_execute_patiently(drive, &command, data, &length, BURN_WAIT_COMMAND_MS);
    if (status == BURN_SENSE) return BURN_OK;
    if (status == BURN_OK && length <= sizeof(data) && mmc_parse_write_protect(data, length, &protect))
        medium->write_protected = protect.media_switch || protect.cartridge || protect.persistent || protect.software;
    return status;
}

static enum burn_status read_total(struct burn_drive *drive, struct burn_medium *medium)
{
    struct mmc_capacity capacity;
    enum burn_status status;

    status = burn_ask_capacity(drive, &capacity);
    if (status == BURN_SENSE) return BURN_OK;
    if (status == BURN_OK && capacity.last_lba != UINT32_MAX) medium->total_blocks = capacity.last_lba + 1;
    return status;
}

/* The last possible start of the lead-out: on a CD a time, elsewhere an address (MMC-5 6.22.3.1.16). */
static uint32_t lead_out_of(const struct burn_medium *medium)
{
    uint32_t raw = medium->disc.lead_out_start;
    struct mmc_msf msf = { (uint8_t)(raw >> 16), (uint8_t)(raw >> 8), (uint8_t)raw };
    int32_t lba;

    if (raw == UINT32_MAX || !mmc_profile_is_cd((uint16_t)medium->profile)) return 0;
    return mmc_msf_to_lba(&msf, &lba) && lba > 0 ? (uint32_t)lba : 0;
}

static void describe_room(struct burn_medium *medium)
{
    uint32_t raw = medium->track.free_blocks, cost = 0;

    medium->next_writable = medium->track.next_writable_valid ? medium->track.next_writable : medium->track.start;
    if (medium->next_writable < 0) medium->next_writable = 0;
    if (medium->family == BURN_FAMILY_CD) cost = CD_TRACK_OVERHEAD;
    raw -= raw % medium->ecc_blocks;
    medium->free_blocks = raw > cost ? raw - cost : 0;
    medium->total_blocks = lead_out_of(medium);
    if (medium->total_blocks < (uint32_t)medium->next_writable + raw)
        medium->total_blocks = (uint32_t)medium->next_writable + raw;
    if (!medium->appendable) return;
    medium->final_session = (uint64_t)medium->free_blocks * 50 <= medium->total_blocks;
    if (medium->profile == MMC_PROFILE_DVD_RW_SEQUENTIAL) medium->final_session = true;
    if (medium->family == BURN_FAMILY_CD && raw < CD_SESSION_BLOCKS + CD_TRACK_OVERHEAD + CD_TRACK_MIN)
        medium->final_session = true;
}

/* A session that is open without data in it comes from a reservation. */
static void describe_open_medium(struct burn_medium *medium)
{
    const struct mmc_disc_information *disc = &medium->disc;

    if (medium->track.damaged) medium->damaged = true;
    medium->non_empty_session = disc->last_session_state == MMC_SESSION_INCOMPLETE &&
                                (disc->last_session_first_track != disc->last_session_last_track ||
                                 !medium->track.blank);
    describe_room(medium);
}

static enum burn_status read_sequential(struct burn_drive *drive, struct burn_medium *medium)
{
    const struct mmc_disc_information *disc = &medium->disc;
    enum burn_status status;

    medium->blank = disc->disc_status == MMC_DISC_EMPTY;
    medium->finalized = disc->disc_status == MMC_DISC_COMPLETE;
    medium->appendable = disc->disc_status == MMC_DISC_INCOMPLETE;
    medium->damaged = !medium->finalized && disc->last_session_state == MMC_SESSION_DAMAGED;
    medium->erase_required = medium->finalized && medium->erasable;
    status = read_last_track(drive, medium);
    if (status == BURN_SENSE && (medium->finalized || medium->erasable))
    {
        /* What nobody can make sense of may still be erased. */
        memset(&medium->track, 0, sizeof(medium->track));
        if (!medium->finalized) medium->damaged = true;
        status = BURN_OK;
    }
    if (status != BURN_OK) return status;
    if (!medium->finalized) describe_open_medium(medium);
    else status = read_total(drive, medium);
    if (status != BURN_OK) return status;
    return read_previous_session(drive, medium);
}

/* How much an overwritable medium holds, or will hold once it is formatted. */
static enum burn_status read_overwritable(struct burn_drive *drive, struct burn_medium *medium)
{
    const struct mmc_format_descriptor *format;
    struct mmc_format_capacities formats;
    enum burn_status status;

    status = burn_ask_formats(drive, &formats);
    if (status == BURN_SENSE)
    {
        medium->formatted = medium->disc.disc_status != MMC_DISC_EMPTY;
        medium->blank = !medium->formatted;
        return read_total(drive, medium);
    }
    if (status != BURN_OK) return status;
    medium->formatted = formats.current_type == MMC_CAPACITY_FORMATTED || medium->restricted_overwrite;
    medium->total_blocks = formats.current_blocks;
    format = burn_choose_format(&formats, medium->profile);
    if (formats.current_type != MMC_CAPACITY_FORMATTED && format) medium->total_blocks = format->blocks;
    medium->blank = !medium->formatted;
    return BURN_OK;
}

static enum burn_status describe(struct burn_drive *drive, struct burn_medium *medium)
{
    enum burn_status status;

    medium->erasable = medium->disc.erasable;
    if (medium->family == BURN_FAMILY_NONE)
    {
        medium->finalized = medium->disc.disc_status == MMC_DISC_COMPLETE;
        medium->blank = medium->disc.disc_status == MMC_DISC_EMPTY;
        return read_total(drive, medium);
    }
    status = read_write_protection(drive, medium);
    if (status != BURN_OK) return status;
    medium->overwritable = medium->family == BURN_FAMILY_OVERWRITABLE;
    if (!medium->overwritable) return read_sequential(drive, medium);
    medium->restricted_overwrite = medium->profile == MMC_PROFILE_DVD_RW_OVERWRITE;
    status = read_overwritable(drive, medium);
    medium->free_blocks = medium->total_blocks;
    return status;
}

enum burn_status burn_read_medium(struct burn_drive *drive, struct burn_medium *medium)
{
    enum burn_status status;
    uint16_t profile;

    memset(medium, 0, sizeof(*medium));
    medium->previous_session_start = medium->previous_session_end = -1;
    status = burn_wait_ready(drive, BURN_WAIT_READY_MS);
    if (status != BURN_OK) return status;
    status = burn_ask_profile(drive, &profile);
    if (status != BURN_OK) return status;
    medium->profile = mmc_find_profile(profile)->profile;
    medium->family = family_of(medium->profile);
    medium->ecc_blocks = ecc_blocks_of(medium->profile);
    status = burn_ask_disc(drive, &medium->disc);
    if (status != BURN_OK) return status;
    return describe(drive, medium);
}

enum burn_status burn_any_feature(struct burn_drive *drive, const enum mmc_feature *features, size_t count,
                                  bool *present)
{
    struct mmc_capabilities_page page;
    enum burn_status status = BURN_OK;
    bool current;
    size_t i;

    *present = false;
    for (i = 0; i < count && status == BURN_OK && !*present; i++)
        status = burn_ask_feature(drive, features[i], present, &current);
    if (status == BURN_OK || burn_optional(drive, status) != BURN_OK) return status;

    /* A drive from before GET CONFIGURATION writes CDs at most. */
    status = burn_ask_capabilities(drive, &page);
    *present = status == BURN_OK && page.writes_cd_r;
    return burn_optional(drive, status);
}

/* Features that stand for a recipe, MMC-5 5.3: any of them makes a recorder. */
enum burn_status burn_recorder_supported(struct burn_drive *drive, bool *supported)
{
    static const enum mmc_feature writing[] =
    {
        MMC_FEATURE_CD_TRACK_AT_ONCE, MMC_FEATURE_DVD_DASH_WRITE, MMC_FEATURE_DVD_PLUS_R, MMC_FEATURE_DVD_PLUS_RW,
        MMC_FEATURE_DVD_PLUS_R_DL, MMC_FEATURE_DVD_PLUS_RW_DL, MMC_FEATURE_BD_WRITE, MMC_FEATURE_RANDOM_WRITABLE,
    };

    return burn_any_feature(drive, writing, sizeof(writing) / sizeof(writing[0]), supported);
}
