/*
 * What a raw image of an audio CD holds, sector by sector
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

#ifndef LIBS_BURN_CD_IMAGE_H
#define LIBS_BURN_CD_IMAGE_H

#include <stdbool.h>
#include <stdint.h>

#include "cd_subchannel.h"

/*
 * A raw image is one session as a drive writes it without adding anything:
 * lead-in from 95:00:00 on, two seconds or more of pre-gap, the tracks, and 90
 * seconds of lead-out. Of it only the plan is kept; the bytes of a sector are
 * made when they are asked for, and the audio stays where the client has it.
 *
 * Addresses are LBAs, lengths are sectors (1/75 s).
 */
#define CD_AUDIO_SECTOR         2352        /* bytes */
#define CD_IMAGE_START          MMC_LBA_95_00_00
#define CD_PREGAP               150
#define CD_LEAD_OUT_LENGTH      6750        /* 90 s, IEC 60908 and Orange Book for a first session */
#define CD_TRACK_MIN            300         /* 4 s */
#define CD_TRACKS_MAX           99
#define CD_INDEXES_MAX          99
#define CD_INDEX_MIN            10          /* what an index must last */
#define CD_LAST_SECTOR_MAX      398099      /* 88:29:74; the lead-out behind it ends with the last address there is */

enum cd_image_result
{
    CD_IMAGE_OK,
    CD_IMAGE_INVALID,               /* a length or an offset outside of what it must be */
    CD_IMAGE_TOO_MANY_TRACKS,
    CD_IMAGE_NO_SPACE,              /* beyond the limit */
    CD_IMAGE_TRACKS_EXIST,          /* only before the first track */
    CD_IMAGE_INDEX_EXISTS,
    CD_IMAGE_TOO_MANY_INDEXES,
    CD_IMAGE_INDEX_TOO_CLOSE,
    CD_IMAGE_INDEX_NOT_FOUND,
    CD_IMAGE_INDEX_FIXED,           /* offset 0 cannot go */
};

enum cd_copy
{
    CD_COPY_PERMITTED,
    CD_COPY_PROHIBITED,
    CD_COPY_SCMS,                   /* this is a copy: the bit alternates */
};

struct cd_image_track
{
    int32_t start;                  /* index 1 */
    uint32_t sectors;               /* of the client's data */
    enum cd_copy copy;
    bool preemphasis;
    char isrc[CD_ISRC_LENGTH + 1];  /* empty: none */
    uint8_t index_count;
    uint32_t indexes[CD_INDEXES_MAX]; /* offsets in rising order, the first is 0 */
};

/* Members are read freely; those without a function below may be set. */
struct cd_image
{
    bool gaps;                      /* silence between tracks; set before the first one */
    uint8_t first_track;            /* number; set before the first one */
    int32_t limit;                  /* no track goes beyond that sector */
    char catalog[CD_CATALOG_LENGTH + 1]; /* empty: none */
    uint32_t pregap;                /* sectors before track 1, from -150 on */
    uint8_t track_count;
    struct cd_image_track tracks[CD_TRACKS_MAX];
};

void cd_image_init(struct cd_image *image);

/* Audio in the place of the first pre-gap, from LBA -150 on. INVALID below CD_PREGAP, NO_SPACE, TRACKS_EXIST. */
enum cd_image_result cd_image_set_pregap(struct cd_image *image, uint32_t sectors);

/* INVALID below CD_TRACK_MIN, NO_SPACE, TOO_MANY_TRACKS (also when track numbers would pass 99). */
enum cd_image_result cd_image_add_track(struct cd_image *image, uint32_t sectors);

/* Offsets count from the track's start. INVALID outside of the track, INDEX_EXISTS, TOO_CLOSE, TOO_MANY. */
enum cd_image_result cd_image_add_index(struct cd_image_track *track, uint32_t offset);
enum cd_image_result cd_image_clear_index(struct cd_image_track *track, uint32_t offset);

/* Where the lead-out begins; needs a track, as all that follows. */
int32_t cd_image_lead_out(const struct cd_image *image);

/* Length of the whole image, lead-in and lead-out included. */
uint32_t cd_image_sectors(const struct cd_image *image);

/* Where the audio of a sector comes from. */
#define CD_SOURCE_SILENCE   (-2)
#define CD_SOURCE_PREGAP    (-1)    /* what cd_image_set_pregap() announced; also of a plain pre-gap */

struct cd_source
{
    int track;                      /* from 0, or CD_SOURCE_... */
    uint32_t offset;                /* sectors from its beginning */
    uint32_t left;                  /* sectors from here to its end, at least 1 */
};

/* lba lies within the image. */
void cd_image_source(const struct cd_image *image, int32_t lba, struct cd_source *source);

/* Q (CD_Q_LENGTH bytes) and the P bit of a sector. */
void cd_image_q(const struct cd_image *image, int32_t lba, uint8_t *q, bool *p);

/* The table of contents that a drive will tell. */
void cd_image_toc(const struct cd_image *image, struct mmc_toc *toc);

#endif /* LIBS_BURN_CD_IMAGE_H */
