/*
 * READ and SEND DISC STRUCTURE
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

#ifndef LIBS_MMC_STRUCTURE_H
#define LIBS_MMC_STRUCTURE_H

#include "mmc_command.h"

/* MMC-5 6.23, media type: which family a format below 80 belongs to. */
enum mmc_structure_media
{
    MMC_STRUCTURE_DVD = 0,
    MMC_STRUCTURE_BD  = 1,
};

/* Format codes, those below 80 by family. */
enum mmc_structure_format
{
    MMC_STRUCTURE_DVD_PHYSICAL          = 0x00,
    MMC_STRUCTURE_DVD_COPYRIGHT         = 0x01,
    MMC_STRUCTURE_DVD_BCA               = 0x03,
    MMC_STRUCTURE_DVD_MANUFACTURING     = 0x04,
    MMC_STRUCTURE_DVD_RAM_MEDIUM_STATUS = 0x09,
    MMC_STRUCTURE_DVD_RAM_SPARE         = 0x0a,
    MMC_STRUCTURE_DVD_LAST_BORDER_OUT   = 0x0c, /* RMD */
    MMC_STRUCTURE_DVD_PRERECORDED       = 0x0e, /* DVD-R/-RW: pre-recorded information of the lead-in */
    MMC_STRUCTURE_DVD_MEDIA_ID          = 0x0f, /* timestamp with SEND */
    MMC_STRUCTURE_DVD_R_PHYSICAL        = 0x10, /* DVD-R/-RW: physical format of the lead-in */
    MMC_STRUCTURE_DVD_ADIP              = 0x11, /* DVD+R/+RW */
    MMC_STRUCTURE_DVD_LAYER_BOUNDARY    = 0x20,
    MMC_STRUCTURE_DVD_SHIFTED_MIDDLE    = 0x21,
    MMC_STRUCTURE_DVD_CONTROL_BLOCK     = 0x30, /* disc control block */
    MMC_STRUCTURE_BD_DISC_INFORMATION   = 0x00, /* with MMC_STRUCTURE_BD */
    MMC_STRUCTURE_BD_DDS                = 0x08,
    MMC_STRUCTURE_BD_CARTRIDGE          = 0x09,
    MMC_STRUCTURE_BD_SPARE              = 0x0a,
    MMC_STRUCTURE_BD_PAC                = 0x30,
    MMC_STRUCTURE_WRITE_PROTECT         = 0xc0,
    MMC_STRUCTURE_LIST                  = 0xff, /* which formats the drive and medium know */
};

#define MMC_STRUCTURE_HEADER_LENGTH 4   /* bytes */

/* MMC-5 6.23 (READ DISC STRUCTURE); address and layer by format. allocation with the header. */
void mmc_build_read_disc_structure(struct mmc_command *cmd, enum mmc_structure_media media, uint8_t format,
                                   uint32_t address, uint8_t layer, uint16_t allocation);

/* MMC-6, SEND DISC STRUCTURE; length in bytes with the header. */
void mmc_build_send_disc_structure(struct mmc_command *cmd, enum mmc_structure_media media, uint8_t format,
                                   uint16_t length);

/*
 * The payload behind the 4-byte header, within length and the announced
 * length. All parsers below take the whole reply.
 */
bool mmc_parse_structure_payload(const uint8_t *data, size_t length, const uint8_t **payload, size_t *payload_length);

/* Book types, MMC-5 6.23.3.2.1. */
enum mmc_book_type
{
    MMC_BOOK_DVD_ROM        = 0x0,
    MMC_BOOK_DVD_RAM        = 0x1,
    MMC_BOOK_DVD_R          = 0x2,
    MMC_BOOK_DVD_RW         = 0x3,
    MMC_BOOK_HD_DVD_ROM     = 0x4,
    MMC_BOOK_HD_DVD_RAM     = 0x5,
    MMC_BOOK_HD_DVD_R       = 0x6,
    MMC_BOOK_DVD_PLUS_RW    = 0x9,
    MMC_BOOK_DVD_PLUS_R     = 0xa,
    MMC_BOOK_DVD_PLUS_RW_DL = 0xd,
    MMC_BOOK_DVD_PLUS_R_DL  = 0xe,
};

/* Formats 00, 10 and the first 17 bytes of 11, MMC-5 6.23.3.2.1, 6.23.3.2.16 and 6.23.3.2.17. */
struct mmc_dvd_physical
{
    uint8_t book_type;                  /* enum mmc_book_type */
    uint8_t part_version;
    uint8_t disc_size;                  /* 0: 120 mm, 1: 80 mm */
    uint8_t maximum_rate;               /* 0: 2.52, 1: 5.04, 2: 10.08 Mbit/s, f: not said */
    uint8_t layers;                     /* 1..4 */
    bool opposite_track_path;
    uint8_t layer_type;                 /* bit 0 embossed, 1 recordable, 2 rewritable */
    uint8_t linear_density;
    uint8_t track_density;
    uint32_t data_start;                /* physical sector numbers: 30000h, DVD-RAM 31000h */
    uint32_t data_end;
    uint32_t data_end_layer_0;
    bool bca;
};

/* Needs 17 bytes of payload. */
bool mmc_parse_dvd_physical(const uint8_t *data, size_t length, struct mmc_dvd_physical *physical);

/* The payload alone, 17 bytes without header. */
size_t mmc_encode_dvd_physical(uint8_t *buffer, size_t size, const struct mmc_dvd_physical *physical);

/* Format 01. */
struct mmc_dvd_copyright
{
    uint8_t protection_system;          /* 0: none */
    uint8_t region_mask;                /* a set bit forbids the region */
};

bool mmc_parse_dvd_copyright(const uint8_t *data, size_t length, struct mmc_dvd_copyright *copyright);

/* Format 11, what ADIP of DVD+R and DVD+RW says beyond the physical format. */
struct mmc_dvd_adip
{
    struct mmc_dvd_physical physical;
    char manufacturer[9];               /* disc manufacturer id, unprintable bytes as '?' */
    char media_type[4];
    uint8_t revision;
};

bool mmc_parse_dvd_adip(const uint8_t *data, size_t length, struct mmc_dvd_adip *adip);

/* Format 0E: manufacturer id of DVD-R and DVD-RW. */
struct mmc_dvd_prerecorded
{
    uint8_t application_code;
    char manufacturer[13];              /* unprintable bytes as '?' */
};

bool mmc_parse_dvd_prerecorded(const uint8_t *data, size_t length, struct mmc_dvd_prerecorded *prerecorded);

/* Format 20, both ways. */
struct mmc_layer_boundary
{
    bool fixed;                         /* Init: the capacity can not be changed any more */
    uint32_t layer_0_blocks;
};

#define MMC_LAYER_BOUNDARY_LENGTH 12    /* bytes with the header */

bool mmc_parse_layer_boundary(const uint8_t *data, size_t length, struct mmc_layer_boundary *boundary);
size_t mmc_encode_layer_boundary(uint8_t *buffer, size_t size, const struct mmc_layer_boundary *boundary);

/* Format 30: header of a DVD disc control block; data points into the reply. */
struct mmc_control_block
{
    uint32_t content;                   /* content descriptor: "WDC\0" and others */
    uint32_t actions;                   /* what an unknowing drive must not do */
    char vendor[33];
    const uint8_t *data;
    size_t length;                      /* bytes */
};

bool mmc_parse_control_block(const uint8_t *data, size_t length, struct mmc_control_block *block);

/* The content descriptor "WDC\0", also as the address with which READ DISC STRUCTURE asks for such a block. */
#define MMC_CONTROL_BLOCK_WRITE_INHIBIT 0x57444300u
#define MMC_WRITE_INHIBIT_LENGTH        100     /* bytes of a reply up to the end of its password */

/* A write inhibit block (MMC-5 6.23.3.2.18) that forbids writing. */
bool mmc_is_write_inhibited(const struct mmc_control_block *block);

/* Format C0, both ways. */
struct mmc_write_protect
{
    bool media_switch;                  /* MSWI: a switch on the cartridge */
    bool cartridge;                     /* CWP */
    bool persistent;                    /* PWP */
    bool software;                      /* SWPP, until power off */
};

#define MMC_WRITE_PROTECT_LENGTH 8      /* bytes with the header */

bool mmc_parse_write_protect(const uint8_t *data, size_t length, struct mmc_write_protect *protect);
size_t mmc_encode_write_protect(uint8_t *buffer, size_t size, const struct mmc_write_protect *protect);

/* Format FF: one entry. */
struct mmc_structure_entry
{
    uint8_t format;                     /* enum mmc_structure_format */
    bool sendable;                      /* SDS */
    bool readable;                      /* RDS */
    uint16_t length;                    /* bytes of its reply with header */
};

/* Steps through a reply of format FF: *offset starts as 0. */
bool mmc_next_structure_entry(const uint8_t *data, size_t length, size_t *offset, struct mmc_structure_entry *entry);

/* The first disc information unit of a BD, MMC-5 6.23.3.3.1. */
struct mmc_bd_information
{
    char type[4];                       /* "BDO" ROM, "BDR", "BDW" RE; "BDU" and others */
    uint8_t disc_class;
    uint8_t version;
    uint8_t layers;                     /* 1..4 */
    uint8_t layer_type;                 /* bits: 1 ROM, 2 R, 4 RE */
    uint32_t first_block;               /* first physical address of the data zone */
    uint32_t last_block;
    char manufacturer[7];               /* disc manufacturer id, not of ROM */
    char media_type[4];
};

bool mmc_parse_bd_information(const uint8_t *data, size_t length, struct mmc_bd_information *information);

#endif /* LIBS_MMC_STRUCTURE_H */
