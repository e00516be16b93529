/*
 * Disc and track information
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

#ifndef LIBS_MMC_DISC_H
#define LIBS_MMC_DISC_H

#include "mmc_command.h"

/* MMC-6, READ DISC INFORMATION: data type. */
enum mmc_disc_information_type
{
    MMC_DISC_INFORMATION_STANDARD   = 0,
    MMC_DISC_INFORMATION_TRACKS     = 1,    /* track resources */
    MMC_DISC_INFORMATION_POW        = 2,    /* BD-R pseudo-overwrite resources */
};

/* MMC-5 6.22. */
void mmc_build_read_disc_information(struct mmc_command *cmd, enum mmc_disc_information_type type,
                                     uint16_t allocation);

enum mmc_disc_status
{
    MMC_DISC_EMPTY          = 0,
    MMC_DISC_INCOMPLETE     = 1,            /* appendable */
    MMC_DISC_COMPLETE       = 2,            /* finalised, or one without sessions to add */
    MMC_DISC_OTHERS         = 3,            /* overwritable media */
};

enum mmc_session_state
{
    MMC_SESSION_EMPTY       = 0,
    MMC_SESSION_INCOMPLETE  = 1,
    MMC_SESSION_DAMAGED     = 2,
    MMC_SESSION_COMPLETE    = 3,            /* only when the disc is complete */
};

enum mmc_background_format
{
    MMC_BACKGROUND_FORMAT_NONE      = 0,    /* not formatted in the background, or not that kind of medium */
    MMC_BACKGROUND_FORMAT_STOPPED   = 1,
    MMC_BACKGROUND_FORMAT_RUNNING   = 2,
    MMC_BACKGROUND_FORMAT_COMPLETE  = 3,
};

/* Disc type byte. */
#define MMC_DISC_TYPE_CD_DA_OR_ROM  0x00
#define MMC_DISC_TYPE_CD_I          0x10
#define MMC_DISC_TYPE_CD_ROM_XA     0x20
#define MMC_DISC_TYPE_UNDEFINED     0xff

#define MMC_DISC_INFORMATION_LENGTH 34      /* bytes without OPC tables */

struct mmc_disc_information
{
    uint16_t data_length;                   /* as announced: bytes behind the length field */
    bool erasable;
    uint8_t last_session_state;             /* enum mmc_session_state */
    uint8_t disc_status;                    /* enum mmc_disc_status */
    uint8_t first_track;                    /* of the disc */
    uint16_t sessions;                      /* the empty or incomplete one included */
    uint16_t last_session_first_track;
    uint16_t last_session_last_track;
    uint8_t background_format;              /* enum mmc_background_format */
    bool background_format_dirty;           /* the D bit: MRW or format information on the disc is not current */
    bool unrestricted_use;                  /* URU; false: only with the right application code */
    uint8_t disc_type;                      /* MMC_DISC_TYPE_... */
    bool disc_id_valid;
    uint32_t disc_id;
    uint32_t lead_in_start;                 /* raw field: 00 M S F on CD, an LBA on DVD and BD, ffffffff none */
    uint32_t lead_out_start;                /* the same form: last possible start of lead-out */
    bool bar_code_valid;
    uint8_t bar_code[8];
    bool application_code_valid;
    uint8_t application_code;
    uint8_t opc_entries;                    /* OPC tables that follow and are whole */
};

/*
 * Needs the first 9 bytes, up to the disc type; the rest is 0 when it
 * was not returned, lead-in and lead-out are ffffffff then.
 */
bool mmc_parse_disc_information(const uint8_t *data, size_t length, struct mmc_disc_information *disc);

/* Power calibration for one speed; also what SEND OPC INFORMATION takes. */
struct mmc_opc_entry
{
    uint16_t kbps;
    uint8_t values[6];
};

/* OPC entry of a READ DISC INFORMATION reply, index from 0. */
bool mmc_parse_opc_entry(const uint8_t *data, size_t length, unsigned int index, struct mmc_opc_entry *entry);

struct mmc_track_resources
{
    uint16_t max_tracks;
    uint16_t assigned_tracks;
    uint16_t max_appendable;
    uint16_t appendable;
};

bool mmc_parse_track_resources(const uint8_t *data, size_t length, struct mmc_track_resources *resources);

struct mmc_pow_resources
{
    uint32_t replacements;                  /* blocks that can still be overwritten */
    uint32_t map_entries;
    uint32_t updates;
};

bool mmc_parse_pow_resources(const uint8_t *data, size_t length, struct mmc_pow_resources *resources);

/* What the number of READ TRACK INFORMATION means: its address or number type. */
enum mmc_track_address
{
    MMC_TRACK_BY_LBA        = 0,
    MMC_TRACK_BY_NUMBER     = 1,
    MMC_TRACK_BY_SESSION    = 2,            /* the first track of that session */
};

#define MMC_TRACK_INVISIBLE 0xff            /* with MMC_TRACK_BY_NUMBER: the one not yet assigned */

/* MMC-5 6.27; open: the first open track at or behind the number. */
void mmc_build_read_track_information(struct mmc_command *cmd, enum mmc_track_address address, bool open,
                                      uint32_t number, uint16_t allocation);

#define MMC_TRACK_INFORMATION_LENGTH 48     /* bytes that MMC-6 defines */

struct mmc_track_information
{
    uint16_t data_length;                   /* as announced: bytes behind the length field */
    uint16_t track;
    uint16_t session;
    uint8_t layer_jump_status;              /* LJRS */
    bool damaged;
    bool copy;
    uint8_t track_mode;                     /* enum mmc_track_mode */
    bool reserved_track;                    /* RT */
    bool blank;
    bool packet;                            /* packet or incremental */
    bool fixed_packets;                     /* FP */
    uint8_t data_mode;                      /* 1, 2, 0xf unknown */
    bool next_writable_valid;               /* NWA_V */
    bool last_recorded_valid;               /* LRA_V */
    int32_t start;                          /* LBA */
    int32_t next_writable;                  /* LBA, when valid */
    uint32_t free_blocks;
    uint32_t packet_size;                   /* blocks, or the blocking factor */
    uint32_t track_size;                    /* blocks */
    int32_t last_recorded;                  /* LBA, when valid */
    uint32_t read_compatibility_lba;        /* DVD+R, 0 otherwise */
};

/* Needs the 28 bytes up to track size; NWA, LRA are invalid when their bytes were not returned. */
bool mmc_parse_track_information(const uint8_t *data, size_t length, struct mmc_track_information *track);

#endif /* LIBS_MMC_DISC_H */
