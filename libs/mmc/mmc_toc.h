/*
 * READ TOC/PMA/ATIP and its six kinds of reply
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

#ifndef LIBS_MMC_TOC_H
#define LIBS_MMC_TOC_H

#include "mmc_command.h"
#include "mmc_msf.h"

/* MMC-5 6.26.2.5. */
enum mmc_toc_format
{
    MMC_TOC_TRACKS      = 0,
    MMC_TOC_SESSIONS    = 1,            /* where the last session begins */
    MMC_TOC_FULL        = 2,            /* Q subchannel of all lead-ins */
    MMC_TOC_PMA         = 3,
    MMC_TOC_ATIP        = 4,
    MMC_TOC_CD_TEXT     = 5,
};

#define MMC_TOC_LEAD_OUT 0xaa

/* MMC-5 6.26; msf: addresses as minutes, seconds, frames; number: first track or session to be told. */
void mmc_build_read_toc(struct mmc_command *cmd, enum mmc_toc_format format, bool msf, uint8_t number,
                        uint16_t allocation);

struct mmc_toc_entry
{
    uint8_t adr;
    uint8_t control;                    /* enum mmc_track_mode */
    uint8_t track;                      /* 1..99, MMC_TOC_LEAD_OUT */
    int32_t start;                      /* LBA, also of a reply in MSF */
};

#define MMC_TOC_ENTRIES_MAX 100

struct mmc_toc
{
    uint8_t first_track;
    uint8_t last_track;
    uint32_t count;
    struct mmc_toc_entry entries[MMC_TOC_ENTRIES_MAX];
};

/* Format 0; msf as it was asked for. Entries beyond 100, one that is not whole and MSFs that are no time are left out. */
bool mmc_parse_toc(const uint8_t *data, size_t length, bool msf, struct mmc_toc *toc);

/* Such a reply with addresses as LBAs, for a disc that is still to be. Returns its bytes; 0 when size is too small. */
#define MMC_TOC_LENGTH_MAX (4 + 8 * MMC_TOC_ENTRIES_MAX)
size_t mmc_encode_toc(uint8_t *buffer, size_t size, const struct mmc_toc *toc);

struct mmc_toc_sessions
{
    uint8_t first_session;              /* numbers of complete sessions */
    uint8_t last_session;
    uint8_t adr;
    uint8_t control;
    uint8_t first_track;                /* of the last complete session */
    int32_t start;                      /* LBA of that track */
};

/* Format 1. */
bool mmc_parse_toc_sessions(const uint8_t *data, size_t length, bool msf, struct mmc_toc_sessions *sessions);

/* One entry of formats 2 and 3: a Q subchannel of lead-in or PMA. */
struct mmc_q_entry
{
    uint8_t session;                    /* format 2 only */
    uint8_t adr;
    uint8_t control;
    uint8_t tno;
    uint8_t point;                      /* 1..99 track, a0 first, a1 last, a2 lead-out, b0 next session, … */
    uint8_t minute, second, frame;      /* as sent, binary; not always a time */
    uint8_t zero;
    uint8_t pminute, psecond, pframe;
};

/* Steps through a reply of format 2 or 3: *offset starts as 0. */
bool mmc_next_q_entry(const uint8_t *data, size_t length, size_t *offset, struct mmc_q_entry *entry);

/* Format 4, MMC-6, READ TOC/PMA/ATIP: ATIP. */
struct mmc_atip
{
    uint8_t writing_power;              /* indicative target writing power */
    uint8_t reference_speed;            /* CD-RW */
    bool ddcd;
    bool unrestricted_use;              /* URU */
    bool rewritable;                    /* disc type: CD-RW */
    uint8_t subtype;
    struct mmc_msf lead_in_start;       /* 97:xx:xx, names the maker */
    struct mmc_msf lead_out_start;      /* last possible */
    bool a1_valid, a2_valid, a3_valid;
    uint8_t a1[3], a2[3], a3[3];
};

bool mmc_parse_atip(const uint8_t *data, size_t length, struct mmc_atip *atip);

/* One pack of format 5, MMC-5 6.26.3.7, MMC-3 annex J. */
struct mmc_cd_text_pack
{
    uint8_t type;                       /* 80 title, 81 performer, … 8e UPC/ISRC, 8f sizes */
    uint8_t track;                      /* 0 the album */
    uint8_t sequence;
    bool double_byte;
    uint8_t block;                      /* 0..7 */
    uint8_t position;                   /* characters of this text in earlier packs, 15: more */
    uint8_t text[12];
    bool crc_ok;
};

/* Steps through a reply of format 5: *offset starts as 0. */
bool mmc_next_cd_text_pack(const uint8_t *data, size_t length, size_t *offset, struct mmc_cd_text_pack *pack);

#endif /* LIBS_MMC_TOC_H */
