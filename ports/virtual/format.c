/*
 * Formatting and blanking, MMC-6 FORMAT UNIT, READ FORMAT CAPACITIES and BLANK
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

#define FORMAT_MS       1000    /* how long an immediate format or blank keeps the drive busy */
#define BLANK_FULL_MS   2000
#define SPARE_BLOCKS    393216u /* the usual spare areas of one layer of a BD-RE */

/* Format types of MMC-6 FORMAT UNIT. */
#define FORMAT_FULL             0x00
#define FORMAT_SPARE_EXPANSION  0x01    /* DVD-RAM: the content stays */
#define FORMAT_DVD_RW_FULL      0x10
#define FORMAT_DVD_RW_GROW      0x11    /* by so many blocks */
#define FORMAT_DVD_RW_QUICK_GROW 0x13
#define FORMAT_DVD_RW_QUICK     0x15
#define FORMAT_DVD_PLUS_RW      0x26
#define FORMAT_BD_RE            0x30
#define FORMAT_BD_RE_NO_SPARE   0x31
#define FORMAT_BD_R             0x32    /* spare areas for the drive's defect management */
#define FORMATS_MAX             5

#define DVD_RAM_SPARE_BLOCKS    58368u

struct format
{
    uint8_t type;
    uint32_t blocks;
    uint32_t parameter;     /* what READ FORMAT CAPACITIES gives as type dependent parameter */
};

static bool is_dvd_rw(const struct virtual_medium *medium)
{
    return medium->kind->family == VIRTUAL_FAMILY_DVD_RW_OVERWRITE ||
           (medium->kind->family == VIRTUAL_FAMILY_DVD_DASH && medium->kind->erasable);
}

/* Whole formats always, growing ones while something is left to grow into. */
static unsigned int dvd_rw_formats(const struct virtual_medium *medium, struct format *formats)
{
    uint32_t rest = medium->formatted ? medium->blocks - medium->formatted_blocks : 0;

    formats[0] = (struct format){ FORMAT_FULL, medium->blocks, VIRTUAL_BLOCK_SIZE };
    formats[1] = (struct format){ FORMAT_DVD_RW_FULL, medium->blocks, 16 };
    formats[2] = (struct format){ FORMAT_DVD_RW_QUICK, medium->blocks, 16 };
    if (!rest) return 3;
    formats[3] = (struct format){ FORMAT_DVD_RW_GROW, rest, 16 };
    formats[4] = (struct format){ FORMAT_DVD_RW_QUICK_GROW, rest, 16 };
    return 5;
}

/* The formats that the medium can get; returns how many. */
static unsigned int possible_formats(const struct virtual_medium *medium, struct format formats[FORMATS_MAX])
{
    uint32_t spare = SPARE_BLOCKS * medium->kind->layers;

    if (medium->kind->family == VIRTUAL_FAMILY_DVD_PLUS_RW)
    {
        formats[0] = (struct format){ FORMAT_DVD_PLUS_RW, medium->blocks, 0 };
        return 1;
    }
    if (medium->kind->family == VIRTUAL_FAMILY_DVD_RAM)
    {
        formats[0] = (struct format){ FORMAT_FULL, medium->blocks - DVD_RAM_SPARE_BLOCKS, VIRTUAL_BLOCK_SIZE };
        formats[1] = (struct format){ FORMAT_FULL, medium->blocks, VIRTUAL_BLOCK_SIZE };
        formats[2] = formats[0];
        formats[2].type = FORMAT_SPARE_EXPANSION;
        return medium->formatted_blocks == medium->blocks ? 3 : 2;
    }
    if (is_dvd_rw(medium)) return dvd_rw_formats(medium, formats);
    if (medium->kind->family == VIRTUAL_FAMILY_BD_R)
    {
        if (virtual_medium_status(medium) != VIRTUAL_DISC_EMPTY || medium->blocks != virtual_kind_blocks(medium->kind))
            return 0;
        formats[0] = (struct format){ FORMAT_BD_R, medium->blocks - spare, 0 };
        return 1;
    }
    if (medium->kind->family != VIRTUAL_FAMILY_BD_RE) return 0;
    formats[0] = (struct format){ FORMAT_FULL, medium->blocks - spare, VIRTUAL_BLOCK_SIZE };
    formats[1] = (struct format){ FORMAT_BD_RE, medium->blocks - spare, 0 };
    formats[2] = (struct format){ FORMAT_BD_RE_NO_SPARE, medium->blocks, 0 };
    return 3;
}

/* Descriptor types of the current/maximum capacity. */
#define CAPACITY_UNFORMATTED    1
#define CAPACITY_FORMATTED      2
#define CAPACITY_NO_MEDIUM      3

/* MMC-6 READ FORMAT CAPACITIES. */
uint32_t virtual_read_format_capacities(struct virtual_drive *drive, struct virtual_request *request)
{
    const struct virtual_medium *medium = &drive->medium;
    uint8_t data[4 + 8 + FORMATS_MAX * 8] = { 0 }, *p = data + 12;
    struct format formats[FORMATS_MAX];
    unsigned int count = 0, i;

    if (virtual_has_medium(drive))
    {
        bool blank = virtual_medium_status(medium) == VIRTUAL_DISC_EMPTY;
        uint32_t blocks = blank ? medium->blocks : virtual_medium_capacity(medium);

        count = possible_formats(medium, formats);
        mmc_put32(data + 4, blocks);
        data[8] = blank ? CAPACITY_UNFORMATTED : CAPACITY_FORMATTED;
    }
    else data[8] = CAPACITY_NO_MEDIUM;
    mmc_put24(data + 9, VIRTUAL_BLOCK_SIZE);
    for (i = 0; i < count; i++, p += 8)
    {
        mmc_put32(p, formats[i].blocks);
        p[4] = (uint8_t)(formats[i].type << 2);
        mmc_put24(p + 5, formats[i].parameter);
    }
    data[3] = (uint8_t)(8 + 8 * count);
    virtual_answer(request, data, 12 + 8 * (size_t)count, mmc_get16(request->cdb + 7));
    return 0;
}

/* Finds the format that the parameter list asks for; NULL when the medium cannot have it. */
static struct format *chosen_format(struct format *formats, unsigned int count, const uint8_t *descriptor)
{
    uint32_t blocks = mmc_get32(descriptor);
    unsigned int i;

    for (i = 0; i < count; i++)
    {
        if (formats[i].type != descriptor[4] >> 2) continue;
        if (formats[i].parameter == 16 && blocks && blocks % 16 == 0 && blocks < formats[i].blocks)
            formats[i].blocks = blocks;     /* a DVD-RW takes any part of itself */
        if (blocks == formats[i].blocks || blocks == UINT32_MAX || !blocks) return &formats[i];
    }
    return NULL;
}

/* More room for what is there already, or for spare areas: the content stays. */
static bool keeps_content(const struct format *format)
{
    return format->type == FORMAT_DVD_RW_GROW || format->type == FORMAT_DVD_RW_QUICK_GROW ||
           format->type == FORMAT_SPARE_EXPANSION;
}

static bool resize_format(struct virtual_drive *drive, const struct format *format)
{
    struct virtual_medium *medium = &drive->medium;

    if (format->type == FORMAT_SPARE_EXPANSION) medium->formatted_blocks = format->blocks;
    else medium->formatted_blocks += format->blocks;
    if (medium->highest_written > medium->formatted_blocks) medium->highest_written = medium->formatted_blocks;
    return virtual_state_save(drive, true);
}

/* A BD-R gives up blocks for spare areas and stays blank. */
static bool reserve_spare(struct virtual_drive *drive, const struct format *format)
{
    drive->medium.blocks = format->blocks;
    drive->medium.format_type = format->type;
    return virtual_state_save(drive, true);
}

static bool apply_format(struct virtual_drive *drive, const struct format *format)
{
    struct virtual_medium *medium = &drive->medium;
    bool plus_rw = medium->kind->family == VIRTUAL_FAMILY_DVD_PLUS_RW;

    if (keeps_content(format)) return resize_format(drive, format);
    if (format->type == FORMAT_BD_R) return reserve_spare(drive, format);
    if (is_dvd_rw(medium) && medium->family->sequential)
    {
        virtual_medium_become(medium, VIRTUAL_KIND_DVD_RW_OVERWRITE);
        drive->features_changed = true;
    }
    medium->formatted = true;
    medium->format_type = format->type;
    medium->formatted_blocks = format->blocks;
    medium->highest_written = 0;
    medium->tracks[0].state = VIRTUAL_TRACK_COMPLETE;
    medium->tracks[0].control = 5;
    medium->background_format = plus_rw ? VIRTUAL_BACKGROUND_SUSPENDED : VIRTUAL_BACKGROUND_NONE;
    drive->background_running = plus_rw;
    drive->background_start_ms = drive->store->ops->now_ms(drive->store);
    return virtual_blocks_clear(drive) && virtual_state_save(drive, true);
}

/* Takes a suspended background format up again: nothing of the content is lost. */
static bool restart_format(struct virtual_drive *drive)
{
    if (virtual_background_status(drive) == VIRTUAL_BACKGROUND_SUSPENDED)
    {
        drive->background_running = true;
        drive->background_start_ms = drive->store->ops->now_ms(drive->store);
    }
    return true;
}

/* MMC-6 FORMAT UNIT: format code 1 with a parameter list of one descriptor. */
uint32_t virtual_format_unit(struct virtual_drive *drive, struct virtual_request *request)
{
    struct format formats[FORMATS_MAX];
    const struct format *format;
    unsigned int count = possible_formats(&drive->medium, formats);
    const uint8_t *list = request->out;
    uint32_t code;

    if (drive->medium.write_protected) return MMC_SENSE_CODE_WRITE_PROTECTED;
    if (!count) return MMC_SENSE_CODE_CANNOT_FORMAT_INCOMPATIBLE_MEDIUM;
    if ((request->cdb[1] & 0x1f) != 0x11) return virtual_bad_cdb(request, 1);   /* FmtData, format code 1 */
    if (request->out_length < 12) return MMC_SENSE_CODE_PARAMETER_LIST_LENGTH_ERROR;
    if (mmc_get16(list + 2) != 8) return virtual_bad_parameter(request, 2);
    if (!(format = chosen_format(formats, count, list + 4))) return virtual_bad_parameter(request, 4);
    if ((code = virtual_flush(drive))) return code;
    if (drive->medium.writing) return MMC_SENSE_CODE_COMMAND_SEQUENCE_ERROR;
    request->transferred = 12;
    if (format->type == FORMAT_DVD_PLUS_RW && drive->medium.formatted && (list[11] & 1))
        return restart_format(drive) ? 0 : MMC_SENSE_CODE_FORMAT_FAILED;
    if (!apply_format(drive, format)) return MMC_SENSE_CODE_FORMAT_FAILED;
    virtual_start_operation(drive, (list[1] & 2) != 0, MMC_SENSE_CODE_FORMAT_IN_PROGRESS, FORMAT_MS);
    return 0;
}

/* Blanking types of MMC-6 BLANK. */
#define BLANK_DISC      0
#define BLANK_MINIMAL   1

/* MMC-6 BLANK: the whole disc, fully or minimally. */
uint32_t virtual_blank(struct virtual_drive *drive, struct virtual_request *request)
{
    uint8_t type = request->cdb[1] & 7;
    bool immediate = (request->cdb[1] & 0x10) != 0;

    if (!drive->medium.kind->erasable || (drive->medium.family->overwritable && !is_dvd_rw(&drive->medium)))
        return MMC_SENSE_CODE_CANNOT_WRITE_INCOMPATIBLE_FORMAT;
    if (type != BLANK_DISC && type != BLANK_MINIMAL) return virtual_bad_cdb(request, 1);
    virtual_end_writing(drive);
    drive->cue_count = 0;
    drive->raw_active = false;
    if (is_dvd_rw(&drive->medium))
    {
        drive->features_changed = drive->medium.family->overwritable;
        virtual_medium_become(&drive->medium, VIRTUAL_KIND_DVD_RW);
    }
    else virtual_medium_make_blank(&drive->medium);
    if (!virtual_blocks_clear(drive) || !virtual_state_save(drive, true)) return MMC_SENSE_CODE_WRITE_ERROR;
    virtual_start_operation(drive, immediate, MMC_SENSE_CODE_OPERATION_IN_PROGRESS,
                            type == BLANK_DISC ? BLANK_FULL_MS : FORMAT_MS);
    return 0;
}
