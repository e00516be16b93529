/*
 * MODE SENSE, MODE SELECT and the pages of an optical drive
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

#ifndef LIBS_MMC_MODE_H
#define LIBS_MMC_MODE_H

#include "mmc_command.h"
#include "mmc_pages.h"

#define MMC_MODE_HEADER_LENGTH 8        /* bytes, mode parameter header(10), SPC-3 7.4.3 */

/* SPC-3 6.10; block descriptors are not asked for. allocation in bytes, header included. */
void mmc_build_mode_sense_10(struct mmc_command *cmd, enum mmc_page_control control, uint8_t page,
                             uint16_t allocation);

/* SPC-3 6.8; length in bytes of the whole parameter list; save: keep it over power cycles. */
void mmc_build_mode_select_10(struct mmc_command *cmd, uint16_t length, bool save);

struct mmc_mode_header
{
    uint16_t data_length;               /* as announced: bytes behind the length field */
    uint8_t medium_type;
    uint16_t block_descriptor_length;   /* bytes */
};

bool mmc_parse_mode_header(const uint8_t *data, size_t length, struct mmc_mode_header *header);

/* One page of a MODE SENSE reply; data points into the reply, at the page code byte. */
struct mmc_mode_page_view
{
    uint8_t code;                       /* enum mmc_mode_page */
    bool saveable;
    const uint8_t *data;                /* the page from its code byte on, what the page parsers take */
    size_t length;                      /* bytes, page code and length byte included */
};

/*
 * Steps through the pages of a MODE SENSE(10) reply: *offset starts as 0. A
 * page that is not whole ends the list, as does the announced length.
 */
bool mmc_next_mode_page(const uint8_t *data, size_t length, size_t *offset, struct mmc_mode_page_view *page);

/* The first page with that code; false when there is none. */
bool mmc_find_mode_page(const uint8_t *data, size_t length, uint8_t code, struct mmc_mode_page_view *page);

/*
 * A parameter list for MODE SELECT(10) from one page as MODE SENSE gave it or
 * an encoder made it: header of zeros, PS bit cleared. Returns its length, 0
 * when size is too small or page_length is not that of the page.
 */
size_t mmc_encode_mode_list(uint8_t *buffer, size_t size, const uint8_t *page, size_t page_length);

/* Page 01, MMC-6, read/write error recovery. */
struct mmc_error_recovery_page
{
    bool write_reallocation;            /* AWRE */
    bool read_reallocation;             /* ARRE */
    bool transfer_block;                /* TB */
    bool read_continuous;               /* RC */
    bool post_error;                    /* PER */
    bool disable_transfer;              /* DTE */
    bool disable_correction;            /* DCR */
    uint8_t read_retries;
    uint8_t write_retries;
    uint32_t error_reporting_window;    /* blocks, 24 bits */
};

bool mmc_parse_error_recovery_page(const uint8_t *data, size_t length, struct mmc_error_recovery_page *page);
size_t mmc_encode_error_recovery_page(uint8_t *buffer, size_t size, const struct mmc_error_recovery_page *page);

/* Page 05, MMC-5 7.5. */
enum mmc_write_type
{
    MMC_WRITE_PACKET        = 0,        /* and incremental */
    MMC_WRITE_TRACK_AT_ONCE = 1,
    MMC_WRITE_SESSION_AT_ONCE = 2,      /* disc at once on DVD */
    MMC_WRITE_RAW           = 3,
    MMC_WRITE_LAYER_JUMP    = 4,
};

/* What follows the session that is written. */
enum mmc_multisession
{
    MMC_MULTISESSION_LAST_NO_POINTER = 0,   /* no B0 pointer: no next session */
    MMC_MULTISESSION_LAST_POINTER   = 1,    /* B0 pointer of FF:FF:FF: no next session */
    MMC_MULTISESSION_NEXT_ALLOWED   = 3,
};

/* Track mode: the control nibble of the subchannel Q, MMC-5 4.2.3.4. */
enum mmc_track_mode
{
    MMC_TRACK_AUDIO             = 0x0,
    MMC_TRACK_AUDIO_PREEMPHASIS = 0x1,
    MMC_TRACK_COPY_PERMITTED    = 0x2,      /* a bit */
    MMC_TRACK_DATA              = 0x4,      /* uninterrupted */
    MMC_TRACK_DATA_INCREMENTAL  = 0x5,
    MMC_TRACK_FOUR_CHANNELS     = 0x8,      /* a bit */
};

/* Data block type: what a block of the WRITE commands holds. */
enum mmc_block_type
{
    MMC_BLOCK_RAW_2352          = 0,
    MMC_BLOCK_RAW_PQ_2368       = 1,
    MMC_BLOCK_RAW_PW_2448       = 2,        /* packed R-W */
    MMC_BLOCK_RAW_PW_RAW_2448   = 3,        /* raw P-W */
    MMC_BLOCK_MODE_1_2048       = 8,
    MMC_BLOCK_MODE_2_2336       = 9,
    MMC_BLOCK_MODE_2_FORM_1_2048 = 10,
    MMC_BLOCK_MODE_2_FORM_1_2056 = 11,
    MMC_BLOCK_MODE_2_FORM_2_2324 = 12,
    MMC_BLOCK_MODE_2_MIXED_2332 = 13,
};

/* Session format. */
enum mmc_session_format
{
    MMC_SESSION_CD_DA_OR_ROM    = 0x00,
    MMC_SESSION_CD_I            = 0x10,
    MMC_SESSION_CD_ROM_XA       = 0x20,
};

#define MMC_WRITE_PARAMETERS_LENGTH 52      /* bytes of the page */

struct mmc_write_parameters
{
    bool buffer_underrun_free;              /* BUFE */
    bool link_size_valid;                   /* LS_V */
    bool test_write;
    uint8_t write_type;                     /* enum mmc_write_type */
    uint8_t multisession;                   /* enum mmc_multisession */
    bool fixed_packets;                     /* FP */
    bool copy;                              /* SCMS */
    uint8_t track_mode;                     /* enum mmc_track_mode */
    uint8_t block_type;                     /* enum mmc_block_type */
    uint8_t link_size;                      /* blocks */
    uint8_t host_application_code;          /* 6 bits */
    uint8_t session_format;                 /* enum mmc_session_format */
    uint32_t packet_size;                   /* blocks, with fixed_packets */
    uint16_t audio_pause_length;            /* frames, 150 by the standard */
    char catalog_number[14];                /* 13 digits, empty: none */
    char isrc[13];                          /* 12 characters without dashes, empty: none */
    uint8_t subheader[4];                   /* mode 2 */
};

/* What is customary before anything is chosen: mode 1, audio pause of 150, all else 0. */
void mmc_default_write_parameters(struct mmc_write_parameters *page);

/* Needs the 48 bytes up to ISRC. */
bool mmc_parse_write_parameters(const uint8_t *data, size_t length, struct mmc_write_parameters *page);

/* Writes 52 bytes. Use the length that the drive's own page has, if it is longer: see mmc_update_write_parameters(). */
size_t mmc_encode_write_parameters(uint8_t *buffer, size_t size, const struct mmc_write_parameters *page);

/*
 * Puts the parameters into a page as the drive returned it, so that its length
 * and what the standard does not define stay as they are. False: it is no
 * write parameters page.
 */
bool mmc_update_write_parameters(uint8_t *data, size_t length, const struct mmc_write_parameters *page);

/* Page 08, SBC-3, caching. */
struct mmc_caching_page
{
    bool write_cache;                       /* WCE */
    bool read_cache_disabled;               /* RCD */
};

bool mmc_parse_caching_page(const uint8_t *data, size_t length, struct mmc_caching_page *page);
size_t mmc_encode_caching_page(uint8_t *buffer, size_t size, const struct mmc_caching_page *page);

/* Page 0E, CD audio control: legacy, but drives still have it. */
struct mmc_cd_audio_page
{
    bool immediate;
    bool stop_on_track_crossing;            /* SOTC */
    struct
    {
        uint8_t channels;                   /* bit 0..3: which channel goes to this port; 0 mutes */
        uint8_t volume;                     /* 0 silent .. 0xff */
    } port[4];
};

bool mmc_parse_cd_audio_page(const uint8_t *data, size_t length, struct mmc_cd_audio_page *page);
size_t mmc_encode_cd_audio_page(uint8_t *buffer, size_t size, const struct mmc_cd_audio_page *page);

/* Page 1A, SPC-4, power condition. */
struct mmc_power_condition_page
{
    bool idle;
    bool standby;
    uint32_t idle_timer;                    /* units of 100 ms */
    uint32_t standby_timer;                 /* units of 100 ms */
};

bool mmc_parse_power_condition_page(const uint8_t *data, size_t length, struct mmc_power_condition_page *page);
size_t mmc_encode_power_condition_page(uint8_t *buffer, size_t size, const struct mmc_power_condition_page *page);

/* Page 1D, MMC-6, timeout and protect. */
struct mmc_timeout_protect_page
{
    bool group_3_enabled;                   /* G3Enable */
    bool timeouts_enabled;                  /* TMOE */
    bool disable_unavailable_unknown;       /* DISP: not ready until the medium is spun down by itself */
    bool software_write_protect;            /* SWPP, until power off */
    uint16_t group_1_timeout;               /* seconds */
    uint16_t group_2_timeout;               /* seconds */
};

bool mmc_parse_timeout_protect_page(const uint8_t *data, size_t length, struct mmc_timeout_protect_page *page);
size_t mmc_encode_timeout_protect_page(uint8_t *buffer, size_t size, const struct mmc_timeout_protect_page *page);

/* Page 2A, MMC-3 6.3.11 (legacy since: MMC-5 E.11): every drive still has it. */
enum mmc_loading_mechanism
{
    MMC_LOADING_CADDY       = 0,
    MMC_LOADING_TRAY        = 1,
    MMC_LOADING_POP_UP      = 2,
    MMC_LOADING_CHANGER     = 4,            /* individually changeable discs */
    MMC_LOADING_MAGAZINE    = 5,
};

#define MMC_WRITE_SPEEDS_MAX 56             /* what fits a page of 255 bytes */

struct mmc_write_speed
{
    bool pure_cav;                          /* rotation control 1; else CLV */
    uint16_t kbps;                          /* 1000 bytes per second */
};

struct mmc_capabilities_page
{
    bool reads_cd_r, reads_cd_rw, reads_method_2, reads_dvd_rom, reads_dvd_r, reads_dvd_ram;
    bool writes_cd_r, writes_cd_rw, test_write, writes_dvd_r, writes_dvd_ram;
    bool audio_play, composite, mode_2_form_1, mode_2_form_2, multisession, buffer_underrun_free;
    bool reads_cd_da, accurate_stream, reads_subchannel, corrects_subchannel, c2_pointers, reads_isrc, reads_upc;
    bool can_lock, locked, prevent_jumper, can_eject;
    uint8_t loading_mechanism;              /* enum mmc_loading_mechanism */
    bool separate_volume, separate_mute, slot_selection;
    uint16_t max_read_kbps;                 /* obsolete since MMC-3, still often true */
    uint16_t volume_levels;
    uint16_t buffer_kb;                     /* 1024 bytes */
    uint16_t current_read_kbps;
    uint16_t max_write_kbps;                /* 0 when the page is too short for it */
    uint16_t current_write_kbps;
    bool has_write_speeds;                  /* the page is long enough for the list */
    uint8_t rotation_control;               /* of the current speed: 0 CLV, 1 pure CAV */
    uint32_t write_speed_count;
    struct mmc_write_speed write_speeds[MMC_WRITE_SPEEDS_MAX];
};

/* Needs the 8 bytes up to the loading mechanism; speeds that are not there are 0. */
bool mmc_parse_capabilities_page(const uint8_t *data, size_t length, struct mmc_capabilities_page *page);

/* The whole page with its list, 32 bytes and 4 for each speed. */
size_t mmc_encode_capabilities_page(uint8_t *buffer, size_t size, const struct mmc_capabilities_page *page);

#endif /* LIBS_MMC_MODE_H */
