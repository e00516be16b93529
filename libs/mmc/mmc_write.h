/*
 * Commands that change what a medium is: reserve, close, erase, format, calibrate
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

#ifndef LIBS_MMC_WRITE_H
#define LIBS_MMC_WRITE_H

#include "mmc_basic.h"
#include "mmc_command.h"
#include "mmc_disc.h"
#include "mmc_msf.h"

/* MMC-5 6.31, with a size in blocks. */
void mmc_build_reserve_track(struct mmc_command *cmd, uint32_t blocks);

/* MMC-5 6.3: what is closed. The number is that of the track; sessions ignore it but on DVD+R DL. */
enum mmc_close_function
{
    MMC_CLOSE_STOP_BACKGROUND_FORMAT = 0,   /* DVD+RW: end a background format as it is */
    MMC_CLOSE_TRACK                 = 1,
    MMC_CLOSE_SESSION               = 2,    /* BD-R, DVD+R: session; CD, DVD-R: border with what multisession says */
    MMC_CLOSE_FINALIZE_COMPATIBLE   = 3,    /* DVD-RW: intermediate border; DVD+RW: with quick lead-out */
    MMC_CLOSE_RESERVED              = 4,
    MMC_CLOSE_FINALIZE_RADIUS       = 5,    /* DVD+R: finalise with lead-out to the minimum radius */
    MMC_CLOSE_FINALIZE              = 6,    /* DVD+R and BD-R: no further session */
    MMC_CLOSE_FINALIZE_DL           = 7,
};

/* MMC-5 6.3. */
void mmc_build_close_track_session(struct mmc_command *cmd, enum mmc_close_function function, uint16_t number,
                                   bool immediate);

/* MMC-6, REPAIR TRACK: repairs a damaged incremental track. */
void mmc_build_repair_track(struct mmc_command *cmd, uint16_t track, bool immediate);

/* MMC-5 6.2: blanking types. */
enum mmc_blank_type
{
    MMC_BLANK_FULL          = 0,
    MMC_BLANK_QUICK         = 1,            /* PMA, TOC and pre-gap */
    MMC_BLANK_TRACK         = 2,
    MMC_BLANK_UNRESERVE     = 3,
    MMC_BLANK_TRACK_TAIL    = 4,
    MMC_BLANK_UNCLOSE       = 5,            /* the last session */
    MMC_BLANK_SESSION       = 6,            /* the last session */
};

/* MMC-5 6.2; address: track number or LBA by type, 0 for the whole disc. */
void mmc_build_blank(struct mmc_command *cmd, enum mmc_blank_type type, uint32_t address, bool immediate);

/* The parameter list of FORMAT UNIT, MMC-5 6.5.3. */
struct mmc_format
{
    bool options_valid;                     /* FOV: the next three mean something */
    bool disable_certification;             /* DCRT */
    bool try_out;
    bool vendor_specific;                   /* VS */
    bool immediate;
    struct mmc_format_descriptor descriptor;
};

#define MMC_FORMAT_LIST_LENGTH 12           /* bytes */

size_t mmc_encode_format_list(uint8_t *buffer, size_t size, const struct mmc_format *format);

/* MMC-5 6.5, format code 1 with one descriptor. immediate must be that of the list: it decides about the timeout. */
void mmc_build_format_unit(struct mmc_command *cmd, uint32_t length, bool immediate);

/* MMC-6, SEND OPC INFORMATION: calibrate now. */
void mmc_build_send_opc_information(struct mmc_command *cmd);

/* MMC-6, SEND OPC INFORMATION: values for a speed instead of a calibration; length in bytes, 8 for each entry. */
void mmc_build_send_opc_values(struct mmc_command *cmd, uint16_t length);
size_t mmc_encode_opc_values(uint8_t *buffer, size_t size, const struct mmc_opc_entry *entries, size_t count);

/* MMC-5 6.33; length in bytes. */
void mmc_build_send_cue_sheet(struct mmc_command *cmd, uint32_t length);

#define MMC_CUE_ENTRY_LENGTH    8           /* bytes */
#define MMC_CUE_LEAD_OUT        0xaa        /* track number of the lead-out, as sent */

/* Data form: what the blocks of WRITE hold, MMC-5 6.33.3.11 to 6.33.3.15; bits 7..6 subchannel, 5..0 main. */
enum mmc_data_form
{
    MMC_FORM_CD_DA              = 0x00,     /* 2352 bytes */
    MMC_FORM_CD_DA_ZERO         = 0x01,     /* the drive makes zeros */
    MMC_FORM_MODE_1             = 0x10,     /* 2048 bytes */
    MMC_FORM_MODE_1_RAW         = 0x11,     /* 2352 bytes */
    MMC_FORM_MODE_1_ZERO        = 0x14,
    MMC_FORM_XA_2336            = 0x20,
    MMC_FORM_XA_RAW             = 0x21,     /* 2352 bytes */
    MMC_FORM_XA_ZERO            = 0x24,     /* form 2 by the drive */
    MMC_FORM_MODE_2             = 0x30,     /* 2336 bytes */
    MMC_FORM_MODE_2_RAW         = 0x31,
    MMC_FORM_MODE_2_ZERO        = 0x34,
    MMC_FORM_SUBCHANNEL_RAW     = 0x40,     /* added: 96 bytes raw P-W */
    MMC_FORM_SUBCHANNEL_PACKED  = 0xc0,     /* added: 96 bytes packed R-W */
};

/* ADR nibble of a cue sheet entry. */
#define MMC_CUE_ADR_TRACK       1
#define MMC_CUE_ADR_CATALOG     2           /* two entries, see mmc_encode_cue_catalog() */
#define MMC_CUE_ADR_ISRC        3

struct mmc_cue_entry
{
    uint8_t control;                        /* enum mmc_track_mode */
    uint8_t adr;                            /* MMC_CUE_ADR_TRACK */
    uint8_t track;                          /* 0 lead-in, 1..99, MMC_CUE_LEAD_OUT */
    uint8_t index;                          /* 0 pre-gap */
    uint8_t data_form;                      /* enum mmc_data_form */
    bool alternate_copy;                    /* SCMS: control's copy bit alternates */
    struct mmc_msf start;                   /* absolute time */
};

/* Writes 8 bytes for each; 0 when size is too small. */
size_t mmc_encode_cue_sheet(uint8_t *buffer, size_t size, const struct mmc_cue_entry *entries, size_t count);

/* Writes the two entries of a catalogue number of 13 digits; 0 when it is none, or size is too small. */
size_t mmc_encode_cue_catalog(uint8_t *buffer, size_t size, uint8_t control, const char *catalog);

/* Writes the two entries of an ISRC of 12 characters for a track. */
size_t mmc_encode_cue_isrc(uint8_t *buffer, size_t size, uint8_t control, uint8_t track, const char *isrc);

/* One entry of a cue sheet that was sent, index from 0; what a virtual drive reads. */
bool mmc_parse_cue_entry(const uint8_t *data, size_t length, unsigned int index, struct mmc_cue_entry *entry);

#endif /* LIBS_MMC_WRITE_H */
