/*
 * CD-Text: what R to W of a lead-in say of the disc and its tracks, MMC-3 annex J
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

#ifndef PORTS_VIRTUAL_CD_TEXT_H
#define PORTS_VIRTUAL_CD_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "drive.h"

#define CD_TEXT_PACK_SIZE   18u
#define CD_TEXT_BLOCKS      8u                          /* languages, each with its own numbers of packs */
#define CD_TEXT_PACKS_MAX   (CD_TEXT_BLOCKS * 256u)

/* Kinds of packs that are texts. */
#define CD_TEXT_TITLE       0x80
#define CD_TEXT_PERFORMER   0x81
#define CD_TEXT_SONGWRITER  0x82
#define CD_TEXT_COMPOSER    0x83
#define CD_TEXT_ARRANGER    0x84
#define CD_TEXT_MESSAGE     0x85
#define CD_TEXT_DISC_ID     0x86
#define CD_TEXT_CODE        0x8e                        /* UPC/EAN of the disc, ISRC of a track */
#define CD_TEXT_SIZES       0x8f

/* Packs with the right CRC, each once. */
struct cd_text
{
    uint32_t length;                                    /* bytes */
    uint8_t packs[CD_TEXT_PACKS_MAX * CD_TEXT_PACK_SIZE];
};

/* Reads the first lead-in of the medium, and puts the packs in order; length is 0 when nobody wrote such a thing. */
void virtual_load_cd_text(struct virtual_drive *drive, struct cd_text *text);

/* Takes the packs of one sector's P to W; false when the first one of all comes again, or there is no more room. */
bool cd_text_collect(struct cd_text *text, const uint8_t sub[96]);

/* Puts block behind block, each in the order of its sequence numbers: a lead-in begins anywhere in their circle. */
void cd_text_sort(struct cd_text *text);

/* The language of a block as the size packs tell it (9: English); 0 when the block is not there. */
uint8_t cd_text_language(const struct cd_text *text, unsigned int block);

/*
 * The text of a kind in a block, for track 1 to 99 or for the disc (0), as
 * bytes of ISO 8859-1, cut off to fit. False when there is none, or when the
 * block has characters of two bytes.
 */
bool cd_text_find(const struct cd_text *text, unsigned int block, uint8_t kind, unsigned int track, char *out,
                  size_t size);

#endif /* PORTS_VIRTUAL_CD_TEXT_H */
