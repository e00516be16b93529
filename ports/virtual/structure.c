/*
 * READ and SEND DISC STRUCTURE, MMC-6
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

#include "drive.h"
#include "mmc_structure.h"

#define STRUCTURE_MAX 4100

#define DVD_DATA_START  0x030000u   /* physical sector of LBA 0 */

static uint8_t layer_type(const struct virtual_medium *medium)
{
    if (medium->kind->family == VIRTUAL_FAMILY_PRESSED) return 1;
    return medium->kind->erasable ? 4 : 2;
}

/* The 2048 bytes of physical format information, for a disc of so many blocks; returns how many. */
static size_t put_physical(const struct virtual_medium *medium, uint32_t blocks, uint8_t *p)
{
    p[0] = medium->book_type;
    p[1] = 0x0f;                                                    /* 12 cm, rate not said */
    p[2] = (uint8_t)((medium->kind->layers - 1) << 5 | layer_type(medium));
    mmc_put32(p + 4, DVD_DATA_START);
    mmc_put32(p + 8, DVD_DATA_START + blocks - 1);
    if (medium->kind->layers > 1) mmc_put32(p + 12, DVD_DATA_START + blocks / 2 - 1);
    return 2048;
}

/* Format 00: what is recorded, once the disc is closed. */
static size_t put_dvd_physical(const struct virtual_medium *medium, uint8_t *p)
{
    return put_physical(medium, medium->finalized ? virtual_medium_capacity(medium) : medium->blocks, p);
}

/* Format 10 of DVD-R and DVD-RW: the lead-in, which tells the disc's room from the beginning. */
static size_t put_lead_in(const struct virtual_medium *medium, uint8_t *p)
{
    return put_physical(medium, medium->blocks, p);
}

static size_t put_copyright(const struct virtual_medium *medium, uint8_t *p)
{
    (void)medium;
    memset(p, 0, 4);
    return 4;
}

static size_t put_manufacturer(const struct virtual_medium *medium, uint8_t *p)
{
    (void)medium;
    memset(p, 0, 2048);
    return 2048;
}

/* The address in pre-groove tells the same as the physical information, and who made the disc. */
static size_t put_adip(const struct virtual_medium *medium, uint8_t *p)
{
    put_dvd_physical(medium, p);
    memcpy(p + 19, "VIRTUAL", 7);
    memcpy(p + 27, "001", 3);
    return 256;
}

/* Format 30: the write inhibit block, which allows everything. */
static size_t put_control_block(const struct virtual_medium *medium, uint8_t *p)
{
    (void)medium;
    mmc_put32(p, MMC_CONTROL_BLOCK_WRITE_INHIBIT);
    return 2048;
}

#define PERSISTENT_PROTECTION 0x02

/* Format C0. */
static size_t put_write_protection(const struct virtual_medium *medium, uint8_t *p)
{
    memset(p, 0, 4);
    p[0] = medium->write_protected ? PERSISTENT_PROTECTION : 0;
    return 4;
}

/* Format 09: the medium lies in no cartridge, and may be written to. */
static size_t put_ram_status(const struct virtual_medium *medium, uint8_t *p)
{
    (void)medium;
    memset(p, 0, 4);
    return 4;
}

/* Format 0A of DVD-RAM: the supplementary spare area, all of it free, in ECC blocks. */
static size_t put_ram_spare(const struct virtual_medium *medium, uint8_t *p)
{
    uint32_t spare = (medium->blocks - medium->formatted_blocks) / 16;

    mmc_put32(p, 0);
    mmc_put32(p + 4, spare);
    mmc_put32(p + 8, spare);
    return 12;
}

#define BOUNDARY_SET 0x80

/* Format 20: the layers of a disc with two have the same size. */
static size_t put_layer_boundary(const struct virtual_medium *medium, uint8_t *p)
{
    memset(p, 0, 8);
    if (medium->kind->layers < 2) return 0;
    p[0] = medium->boundary_set ? BOUNDARY_SET : 0;
    mmc_put32(p + 4, medium->blocks / 2);
    return 8;
}

/* Format 00 of BD: disc information units; only what identifies the disc. */
static size_t put_bd_information(const struct virtual_medium *medium, uint8_t *p)
{
    bool re = medium->kind->family == VIRTUAL_FAMILY_BD_RE;

    memcpy(p, "DI", 2);
    p[2] = 1;
    p[3] = medium->kind->layers;
    p[5] = medium->kind->layers;
    p[6] = 112;
    memcpy(p + 8, re ? "BDW" : "BDR", 3);
    p[11] = 0x10;
    memcpy(p + 100, "VIRTUA", 6);
    memcpy(p + 106, re ? "RE1" : "R01", 3);
    return 4096;
}

/* Format 0A of BD: free and all spare blocks, in ECC blocks. */
static size_t put_bd_spare(const struct virtual_medium *medium, uint8_t *p)
{
    uint32_t spare = medium->formatted ? (medium->blocks - medium->formatted_blocks) / 32 : 0;

    mmc_put32(p + 4, spare);
    mmc_put32(p + 8, spare);
    return 12;
}

#define LIST            0xff
#define LAYER_BOUNDARY  0x20
#define CONTROL_BLOCK   0x30

#define DVD     0x01    /* for which media a structure is */
#define PLUS    0x02
#define BD      0x04
#define RAM     0x08

static const struct
{
    uint8_t format;
    uint8_t media;
    uint16_t length;    /* without the header */
    size_t (*put)(const struct virtual_medium *medium, uint8_t *p);
} structures[] =
{
    { 0x00, DVD | PLUS | RAM, 2048, put_dvd_physical },
    { 0x00, BD, 4096, put_bd_information },
    { 0x01, DVD | PLUS, 4, put_copyright },
    { 0x04, DVD | PLUS, 2048, put_manufacturer },
    { 0x0a, BD, 12, put_bd_spare },
    { 0x09, RAM, 4, put_ram_status },
    { 0x0a, RAM, 12, put_ram_spare },
    { 0x10, DVD, 2048, put_lead_in },
    { 0x11, PLUS, 256, put_adip },
    { LAYER_BOUNDARY, DVD | PLUS, 8, put_layer_boundary },
    { CONTROL_BLOCK, PLUS, 2048, put_control_block },
    { 0xc0, DVD | PLUS | BD | RAM, 4, put_write_protection },
};

#define STRUCTURE_COUNT (sizeof(structures) / sizeof(structures[0]))

static uint8_t medium_class(const struct virtual_medium *medium)
{
    enum mmc_profile profile = medium->kind->profile;

    if (mmc_profile_is_bd(profile)) return BD;
    if (!mmc_profile_is_dvd(profile)) return 0;
    if (medium->kind->family == VIRTUAL_FAMILY_DVD_PLUS_R) return PLUS;
    if (medium->kind->family == VIRTUAL_FAMILY_DVD_RAM) return RAM;
    return medium->kind->family == VIRTUAL_FAMILY_DVD_PLUS_RW ? PLUS : DVD;
}

#define SENDABLE    0x80
#define READABLE    0x40

/* Format FF: four bytes per structure that can be read. */
static size_t put_list(uint8_t class, uint8_t layers, uint8_t *p)
{
    size_t length = 0, i;

    for (i = 0; i < STRUCTURE_COUNT; i++)
    {
        if (!(structures[i].media & class)) continue;
        if (structures[i].format == LAYER_BOUNDARY && layers < 2) continue;
        p[length] = structures[i].format;
        p[length + 1] = structures[i].format == LAYER_BOUNDARY ? SENDABLE | READABLE : READABLE;
        mmc_put16(p + length + 2, (uint16_t)(structures[i].length + 4));
        length += 4;
    }
    return length;
}

uint32_t virtual_read_disc_structure(struct virtual_drive *drive, struct virtual_request *request)
{
    uint8_t data[STRUCTURE_MAX], class = medium_class(&drive->medium), format = request->cdb[7];
    bool blu_ray = (request->cdb[1] & 0x0f) == 1;
    size_t length = 0, i;

    if (!class) return MMC_SENSE_CODE_CANNOT_READ_INCOMPATIBLE_FORMAT;
    if (format < 0x80 && blu_ray != (class == BD)) return MMC_SENSE_CODE_CANNOT_READ_INCOMPATIBLE_FORMAT;
    memset(data, 0, sizeof(data));
    if (format == CONTROL_BLOCK && mmc_get32(request->cdb + 2) != MMC_CONTROL_BLOCK_WRITE_INHIBIT)
        return virtual_bad_cdb(request, 2);
    if (format == LIST) length = put_list(class, drive->medium.kind->layers, data + 4);
    for (i = 0; i < STRUCTURE_COUNT && !length; i++)
        if (structures[i].format == format && (structures[i].media & class))
            length = structures[i].put(&drive->medium, data + 4);
    if (!length) return virtual_bad_cdb(request, 7);
    if (request->cdb[6] >= drive->medium.kind->layers && format == 0x00) return virtual_bad_cdb(request, 6);
    mmc_put16(data, (uint16_t)(length + 2));
    virtual_answer(request, data, length + 4, mmc_get16(request->cdb + 8));
    return 0;
}

#define TIME_STAMP          0x0f
#define WRITE_PROTECTION    0xc0

/* Format 20: a host may make the layers of a blank disc shorter, once. */
static uint32_t set_layer_boundary(struct virtual_drive *drive, struct virtual_request *request)
{
    struct virtual_medium *medium = &drive->medium;
    uint32_t blocks;

    if (request->transferred < 12) return MMC_SENSE_CODE_PARAMETER_LIST_LENGTH_ERROR;
    if (medium->boundary_set || virtual_medium_status(medium) != VIRTUAL_DISC_EMPTY)
        return MMC_SENSE_CODE_COMMAND_SEQUENCE_ERROR;
    blocks = mmc_get32(request->out + 8);
    if (!blocks || blocks % medium->family->ecc_blocks || blocks > medium->blocks / 2)
        return virtual_bad_parameter(request, 8);
    medium->blocks = 2 * blocks;
    medium->boundary_set = true;
    return virtual_state_save(drive, true) ? 0 : MMC_SENSE_CODE_WRITE_ERROR;
}

/* Format C0: of other media than DVD-RAM protection can only be left as it is. */
static uint32_t set_write_protection(struct virtual_drive *drive, struct virtual_request *request)
{
    bool is_ram = medium_class(&drive->medium) == RAM;

    if (request->out[4] & (is_ram ? 0xfd : 5)) return virtual_bad_parameter(request, 4);
    if (!is_ram) return 0;
    drive->medium.write_protected = (request->out[4] & PERSISTENT_PROTECTION) != 0;
    return virtual_state_save(drive, true) ? 0 : MMC_SENSE_CODE_WRITE_ERROR;
}

/* Whether a host may send that format for the medium. */
static bool is_sendable(const struct virtual_medium *medium, uint8_t format)
{
    if (format == LAYER_BOUNDARY) return (medium_class(medium) & (DVD | PLUS)) && medium->kind->layers > 1;
    return format == TIME_STAMP || format == WRITE_PROTECTION;
}

/* A time stamp for a recordable DVD is taken and forgotten. */
uint32_t virtual_send_disc_structure(struct virtual_drive *drive, struct virtual_request *request)
{
    uint16_t length = mmc_get16(request->cdb + 8);
    uint8_t format = request->cdb[7];

    if (!medium_class(&drive->medium)) return MMC_SENSE_CODE_CANNOT_WRITE_INCOMPATIBLE_FORMAT;
    if (!is_sendable(&drive->medium, format)) return virtual_bad_cdb(request, 7);
    if (length < 8 || length > request->out_length) return MMC_SENSE_CODE_PARAMETER_LIST_LENGTH_ERROR;
    request->transferred = length;
    if (format == LAYER_BOUNDARY) return set_layer_boundary(drive, request);
    return format == WRITE_PROTECTION ? set_write_protection(drive, request) : 0;
}
