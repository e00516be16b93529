/*
 * Mode pages of a virtual drive, MMC-5 clause 7 and SPC-3 7.4
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

#define MODE_HEADER_6   4
#define MODE_HEADER_10  8

/* A page with its default values and the bits that MODE SELECT may change; bytes from the page code on. */
struct page
{
    enum mmc_mode_page code;
    uint8_t length;             /* with the two bytes of header */
    uint8_t offset;             /* in virtual_drive.mode_pages */
    uint8_t defaults[52];
    uint8_t changeable[52];
};

#define PAGE_HEADER(code, length) code, (length) - 2

static const struct page pages[] =
{
    /* Automatic write and read reallocation; 16 read retries. */
    { MMC_PAGE_ERROR_RECOVERY, 12, 0, { PAGE_HEADER(0x01, 12), 0xc0, 16, 0, 0, 0, 0, 16 },
      { PAGE_HEADER(0x01, 12), 0xff, 0xff, 0, 0, 0, 0, 0xff } },
    /* Buffer underrun free, track at once, data track, mode 1, 150 blocks of pre-gap. */
    { MMC_PAGE_WRITE_PARAMETERS, 52, 16,
      { PAGE_HEADER(0x05, 52), 0x41, 0x04, 0x08, 0, 0, 0, 0, 0, 0, 0, 0, 16, 0, 150 },
      { PAGE_HEADER(0x05, 52), 0x6f, 0xff, 0x0f, 0xff, 0, 0x3f, 0xff, 0,
        0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
        0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
        0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff } },
    /* Write cache on. */
    { MMC_PAGE_CACHING, 12, 68, { PAGE_HEADER(0x08, 12), 0x04 }, { PAGE_HEADER(0x08, 12), 0x04 } },
    { MMC_PAGE_CD_AUDIO, 16, 80, { PAGE_HEADER(0x0e, 16), 0x04, 0, 0, 0, 0, 75, 1, 0xff, 2, 0xff },
      { PAGE_HEADER(0x0e, 16), 0, 0, 0, 0, 0, 0, 0x0f, 0xff, 0x0f, 0xff } },
    { MMC_PAGE_POWER_CONDITION, 12, 96, { PAGE_HEADER(0x1a, 12) },
      { PAGE_HEADER(0x1a, 12), 0, 0x03, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff } },
    /* The least time-outs in seconds for groups 1 and 2. */
    { MMC_PAGE_TIMEOUT_PROTECT, 12, 108, { PAGE_HEADER(0x1d, 12), 0, 0, 0, 0, 0, 7, 1, 0xe0 },
      { PAGE_HEADER(0x1d, 12) } },
};

#define PAGE_COUNT (sizeof(pages) / sizeof(pages[0]))
#define CAPABILITIES_FIXED 32   /* bytes of page 2A before its speeds */

static const struct page *find_page(uint8_t code)
{
    size_t i;

    for (i = 0; i < PAGE_COUNT; i++)
        if (pages[i].code == code) return &pages[i];
    return NULL;
}

void virtual_mode_reset(struct virtual_drive *drive)
{
    size_t i;

    for (i = 0; i < PAGE_COUNT; i++) memcpy(drive->mode_pages + pages[i].offset, pages[i].defaults, pages[i].length);
}

/*
 * What a session at once is made of says its cue sheet (CD), or it can only be
 * one thing (DVD): burners leave track mode and block type zero then.
 */
static void ignore_track_parameters(struct virtual_write_parameters *parameters)
{
    if ((parameters->track_mode & 0x0c) != 0x04) parameters->track_mode = 0x04;
    if (parameters->block_type != 10) parameters->block_type = 8;
}

/* A catalogue number or ISRC with its valid bit before it; zeros when it is not valid. */
static void copy_code(char *code, const uint8_t *field, size_t length)
{
    memset(code, 0, length);
    if (field[0] & 0x80) memcpy(code, field + 1, length);
}

/* Reads write parameters out of page bytes; false when the drive cannot work so. bad_byte: the offset in the page. */
static bool decode_write_parameters(const uint8_t *page, struct virtual_write_parameters *parameters, uint8_t *bad_byte)
{
    parameters->write_type = page[2] & 0x0f;
    parameters->test_write = (page[2] & 0x10) != 0;
    parameters->link_size_valid = (page[2] & 0x20) != 0;
    parameters->buffer_underrun_free = (page[2] & 0x40) != 0;
    parameters->multi_session = page[3] >> 6;
    parameters->track_mode = page[3] & 0x0f;
    parameters->block_type = page[4] & 0x0f;
    parameters->session_format = page[8];
    copy_code(parameters->mcn, page + 16, sizeof(parameters->mcn));
    copy_code(parameters->isrc, page + 32, sizeof(parameters->isrc));
    *bad_byte = 2;
    if (parameters->write_type > VIRTUAL_WRITE_RAW || parameters->test_write) return false;
    if (parameters->write_type == VIRTUAL_WRITE_SESSION_AT_ONCE) ignore_track_parameters(parameters);
    *bad_byte = 3;
    if (parameters->multi_session == 1 || parameters->multi_session == 2) return false;
    /* Of the control nibble: sound in two channels, or data; copy permitted or not. */
    if (parameters->track_mode & 0x08) return false;
    *bad_byte = 4;
    if (!virtual_find_block_form(parameters->block_type)) return false;
    *bad_byte = 8;
    return parameters->session_format == 0x00 || parameters->session_format == 0x10 ||
           parameters->session_format == 0x20;
}

void virtual_write_parameters(const struct virtual_drive *drive, struct virtual_write_parameters *parameters)
{
    uint8_t bad_byte;

    decode_write_parameters(drive->mode_pages + find_page(MMC_PAGE_WRITE_PARAMETERS)->offset, parameters, &bad_byte);
}

static uint16_t clip16(uint32_t value)
{
    return value > UINT16_MAX ? UINT16_MAX : (uint16_t)value;
}

/* MMC-5 annex E.11 (obsolete there, alive in every drive). */
static size_t put_capabilities(struct virtual_drive *drive, uint8_t *p, enum mmc_page_control control)
{
    static const uint8_t fixed[] = { PAGE_HEADER(MMC_PAGE_CAPABILITIES, 0), 0x3f, 0x33, 0xf0, 0x7f, 0x29, 0x20 };
    const struct virtual_speed *speeds;
    unsigned int count = virtual_write_speeds(drive, &speeds), i;
    size_t length = CAPABILITIES_FIXED + 4 * count;

    memset(p, 0, length);
    p[0] = MMC_PAGE_CAPABILITIES;
    p[1] = (uint8_t)(length - 2);
    if (control == MMC_PAGE_CHANGEABLE) return length;
    memcpy(p + 2, fixed + 2, sizeof(fixed) - 2);
    if (drive->prevented || drive->persistent_prevented) p[6] |= 0x02;
    mmc_put16(p + 8, clip16(virtual_max_read_speed(drive)));
    mmc_put16(p + 12, VIRTUAL_BUFFER_SIZE / 1024);
    mmc_put16(p + 14, clip16(virtual_current_read_speed(drive)));
    mmc_put16(p + 18, clip16(count ? speeds[0].kbps : 0));
    mmc_put16(p + 20, clip16(virtual_current_write_speed(drive).kbps));
    p[27] = virtual_current_write_speed(drive).pure_cav ? 1 : 0;
    mmc_put16(p + 28, clip16(virtual_current_write_speed(drive).kbps));
    mmc_put16(p + 30, (uint16_t)count);
    for (i = 0; i < count; i++)
    {
        p[CAPABILITIES_FIXED + 4 * i + 1] = speeds[i].pure_cav ? 1 : 0;
        mmc_put16(p + CAPABILITIES_FIXED + 4 * i + 2, clip16(speeds[i].kbps));
    }
    return length;
}

static size_t put_page(struct virtual_drive *drive, uint8_t *p, const struct page *page, enum mmc_page_control control)
{
    const uint8_t *values = drive->mode_pages + page->offset;

    if (control == MMC_PAGE_CHANGEABLE) values = page->changeable;
    if (control == MMC_PAGE_DEFAULT) values = page->defaults;
    memcpy(p, values, page->length);
    return page->length;
}

/* All pages or one of them; 0 when there is no such page. */
static size_t put_pages(struct virtual_drive *drive, uint8_t *p, uint8_t code, enum mmc_page_control control)
{
    size_t length = 0, i;

    for (i = 0; i < PAGE_COUNT; i++)
        if (code == MMC_PAGE_ALL || code == pages[i].code) length += put_page(drive, p + length, &pages[i], control);
    if (code == MMC_PAGE_ALL || code == MMC_PAGE_CAPABILITIES) length += put_capabilities(drive, p + length, control);
    return length;
}

static uint32_t mode_sense(struct virtual_drive *drive, struct virtual_request *request, size_t header,
                           uint32_t allocation)
{
    uint8_t data[MODE_HEADER_10 + VIRTUAL_MODE_PAGES_SIZE + 256];
    uint8_t code = request->cdb[2] & 0x3f;
    enum mmc_page_control control = request->cdb[2] >> 6;
    size_t length;

    if (control == MMC_PAGE_SAVED) return MMC_SENSE_CODE_SAVING_NOT_SUPPORTED;
    if (request->cdb[3]) return virtual_bad_cdb(request, 3);
    memset(data, 0, header);
    length = put_pages(drive, data + header, code, control);
    if (!length) return virtual_bad_cdb(request, 2);
    length += header;
    if (header == MODE_HEADER_6) data[0] = (uint8_t)(length - 1);
    else mmc_put16(data, (uint16_t)(length - 2));
    virtual_answer(request, data, length, allocation);
    return 0;
}

uint32_t virtual_mode_sense_6(struct virtual_drive *drive, struct virtual_request *request)
{
    return mode_sense(drive, request, MODE_HEADER_6, request->cdb[4]);
}

uint32_t virtual_mode_sense_10(struct virtual_drive *drive, struct virtual_request *request)
{
    return mode_sense(drive, request, MODE_HEADER_10, mmc_get16(request->cdb + 7));
}

/* SPC-3 6.8: a bit that cannot change must have the value it has. */
static uint32_t check_page(struct virtual_request *request, const uint8_t *p, uint16_t at)
{
    const struct page *page = find_page(p[0] & 0x3f);
    struct virtual_write_parameters parameters;
    uint8_t bad_byte, i;

    if (!page) return virtual_bad_parameter(request, at);
    if (p[1] + 2 != page->length) return virtual_bad_parameter(request, at + 1);
    for (i = 2; i < page->length; i++)
        if ((p[i] ^ page->defaults[i]) & ~page->changeable[i]) return virtual_bad_parameter(request, at + i);
    if (page->code == MMC_PAGE_WRITE_PARAMETERS && !decode_write_parameters(p, &parameters, &bad_byte))
        return virtual_bad_parameter(request, at + bad_byte);
    return 0;
}

static uint32_t mode_select(struct virtual_drive *drive, struct virtual_request *request, size_t header,
                            uint32_t length)
{
    uint16_t descriptors;
    uint32_t code, at;

    if (!(request->cdb[1] & 0x10)) return virtual_bad_cdb(request, 1);      /* page format */
    if (request->cdb[1] & 0x01) return virtual_bad_cdb(request, 1);         /* nothing is saved */
    if (!length) return 0;
    if (length < header || length > request->out_length) return MMC_SENSE_CODE_PARAMETER_LIST_LENGTH_ERROR;
    descriptors = header == MODE_HEADER_6 ? request->out[3] : mmc_get16(request->out + 6);
    if (descriptors > length - header) return MMC_SENSE_CODE_PARAMETER_LIST_LENGTH_ERROR;
    for (at = (uint32_t)header + descriptors; at < length; at += request->out[at + 1] + 2u)
    {
        if (length - at < 2 || length - at < request->out[at + 1] + 2u)
            return MMC_SENSE_CODE_PARAMETER_LIST_LENGTH_ERROR;
        if ((code = check_page(request, request->out + at, (uint16_t)at))) return code;
    }
    for (at = (uint32_t)header + descriptors; at < length; at += request->out[at + 1] + 2u)
    {
        const struct page *page = find_page(request->out[at] & 0x3f);

        memcpy(drive->mode_pages + page->offset + 2, request->out + at + 2, (size_t)page->length - 2);
    }
    request->transferred = length;
    return 0;
}

uint32_t virtual_mode_select_6(struct virtual_drive *drive, struct virtual_request *request)
{
    return mode_select(drive, request, MODE_HEADER_6, request->cdb[4]);
}

uint32_t virtual_mode_select_10(struct virtual_drive *drive, struct virtual_request *request)
{
    return mode_select(drive, request, MODE_HEADER_10, mmc_get16(request->cdb + 7));
}
