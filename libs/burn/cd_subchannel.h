/*
 * Subchannels P and Q of a CD, and how a drive takes them
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

#ifndef LIBS_BURN_CD_SUBCHANNEL_H
#define LIBS_BURN_CD_SUBCHANNEL_H

#include <stdbool.h>
#include <stdint.h>

#include "mmc_all.h"

/*
 * Every sector of a CD carries 96 bits of each of the subchannels P to W. Q
 * tells where the sector is; in the lead-in, it holds the table of contents.
 * All of this is IEC 60908 clause 17.
 */
#define CD_Q_LENGTH             12      /* bytes: control and ADR, nine of data, CRC-16 */
#define CD_PQ_LENGTH            16      /* Q as above, three reserved bytes, P in the highest bit of the last */
#define CD_SUBCHANNEL_LENGTH    96      /* a byte for each bit: P the highest, Q, R, ... W the lowest */

#define CD_CATALOG_LENGTH       13      /* digits */
#define CD_ISRC_LENGTH          12      /* characters, without dashes */
#define CD_ISRC_TEXT_LENGTH     15      /* the same with dashes */

#define CD_TRACK_LEAD_OUT       0xaa    /* TNO, as it stands on the disc */
#define CD_POINT_FIRST_TRACK    0xa0    /* POINT of the lead-in */
#define CD_POINT_LAST_TRACK     0xa1
#define CD_POINT_LEAD_OUT       0xa2

/* Where a sector of the program area or of the lead-out is, ADR 1. */
struct cd_q_position
{
    uint8_t control;                    /* enum mmc_track_mode */
    uint8_t track;                      /* 1..99, CD_TRACK_LEAD_OUT */
    uint8_t index;                      /* 0..99, 0 is the pre-gap */
    uint32_t relative;                  /* frames since the track's start, or until it */
    int32_t lba;
};

/* One item of the table of contents, ADR 1 with TNO 0. */
struct cd_q_toc
{
    uint8_t control;
    uint8_t point;                      /* 1..99, CD_POINT_... */
    struct mmc_msf value;               /* PMIN, PSEC, PFRAME */
};

/* Each fills q with CD_Q_LENGTH bytes, CRC included. LBAs must have an MSF (mmc_lba_to_msf()). */
void cd_q_position(uint8_t *q, const struct cd_q_position *position);
void cd_q_toc(uint8_t *q, const struct cd_q_toc *item, int32_t lba);
/* ADR 2; catalog: CD_CATALOG_LENGTH digits. */
void cd_q_catalog(uint8_t *q, uint8_t control, const char *catalog, int32_t lba);
/* ADR 3; isrc: CD_ISRC_LENGTH characters. */
void cd_q_isrc(uint8_t *q, uint8_t control, const char *isrc, int32_t lba);

/* The reverse of cd_q_toc(), also for items of other modes (a next session). False: a wrong CRC, or no item of a TOC. */
bool cd_parse_q_toc(const uint8_t *q, struct cd_q_toc *item);

/* Q out of a sector's subchannels; length is CD_PQ_LENGTH or CD_SUBCHANNEL_LENGTH. */
void cd_take_q(uint8_t *q, const uint8_t *subchannels, size_t length);

/* CD_PQ_LENGTH bytes for blocks of 2368: data block type 1 of the Write Parameters mode page of MMC-6. */
void cd_subchannel_pq(uint8_t *pq, const uint8_t *q, bool p);

/*
 * CD_SUBCHANNEL_LENGTH bytes for blocks of 2448, data block types 2 and 3. rw:
 * as many bytes with R to W in the lower six bits, NULL for none. The types
 * differ only in who has made rw: with type 2 it is packs, and the drive adds
 * their parity and interleaves them; with type 3 it goes to the disc as it is.
 */
void cd_subchannel_pw(uint8_t *pw, const uint8_t *q, bool p, const uint8_t *rw);

/*
 * Up to 13 digits with a valid check digit (EAN-13), leading zeros omitted or
 * not, into 13 digits and a NUL. False: not such a number, *catalog is empty.
 */
bool cd_parse_catalog(const char *text, char catalog[CD_CATALOG_LENGTH + 1]);

/*
 * CC-OOO-YY-NNNNN, each dash optional, upper case, into 12 characters and a
 * NUL. ISO 3901: two letters, three letters or digits, seven digits.
 */
bool cd_parse_isrc(const char *text, char isrc[CD_ISRC_LENGTH + 1]);

/* The reverse, with dashes; an empty ISRC gives an empty text. */
void cd_format_isrc(const char *isrc, char text[CD_ISRC_TEXT_LENGTH + 1]);

#endif /* LIBS_BURN_CD_SUBCHANNEL_H */
