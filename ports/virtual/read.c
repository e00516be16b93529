/*
 * Reading blocks from a virtual medium
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

#define HEADER_SIZE     4
#define SYNC_SIZE       12

/* Why the block at LBA cannot be read. */
static uint32_t unreadable_sense(const struct virtual_drive *drive, uint32_t lba)
{
    const struct virtual_medium *medium = &drive->medium;

    if (lba >= medium->blocks) return MMC_SENSE_CODE_LBA_OUT_OF_RANGE;
    if (virtual_medium_track_at(medium, lba) || lba < virtual_medium_capacity(medium))
        return medium->family->run_out ? MMC_SENSE_CODE_ILLEGAL_MODE_FOR_TRACK : MMC_SENSE_CODE_BLANK_CHECK;
    return MMC_SENSE_CODE_LBA_OUT_OF_RANGE;
}

/* Tells at which LBA a transfer ended early. */
static uint32_t fail_at(struct virtual_request *request, uint32_t code, uint32_t lba)
{
    request->sense.information_valid = true;
    request->sense.information = lba;
    return code;
}

static uint32_t read_blocks(struct virtual_drive *drive, struct virtual_request *request, uint32_t lba, uint32_t blocks)
{
    uint32_t readable, want = blocks, room = request->in_size / VIRTUAL_BLOCK_SIZE;

    if (!blocks) return 0;
    if (lba >= drive->medium.blocks || blocks > drive->medium.blocks - lba) return MMC_SENSE_CODE_LBA_OUT_OF_RANGE;
    if (want > room) want = room;   /* the host takes no more */
    readable = virtual_medium_readable(&drive->medium, lba, want);
    if (readable)
    {
        if (!virtual_blocks_open(drive)) return fail_at(request, MMC_SENSE_CODE_UNRECOVERED_READ_ERROR, lba);
        if (!drive->store->ops->read(drive->blocks_file, (uint64_t)lba * VIRTUAL_BLOCK_SIZE, request->in,
                                     (size_t)readable * VIRTUAL_BLOCK_SIZE))
            return fail_at(request, MMC_SENSE_CODE_UNRECOVERED_READ_ERROR, lba);
    }
    request->transferred = readable * VIRTUAL_BLOCK_SIZE;
    return readable == want ? 0 : fail_at(request, unreadable_sense(drive, lba + readable), lba + readable);
}

/* MMC-6 READ (10). */
uint32_t virtual_read_10(struct virtual_drive *drive, struct virtual_request *request)
{
    return read_blocks(drive, request, mmc_get32(request->cdb + 2), mmc_get16(request->cdb + 7));
}

/* MMC-6 READ (12). */
uint32_t virtual_read_12(struct virtual_drive *drive, struct virtual_request *request)
{
    return read_blocks(drive, request, mmc_get32(request->cdb + 2), mmc_get32(request->cdb + 6));
}

/* MMC-6 VERIFY (10) with the medium as its own witness: every recorded block is readable. */
uint32_t virtual_verify_10(struct virtual_drive *drive, struct virtual_request *request)
{
    uint32_t lba = mmc_get32(request->cdb + 2), blocks = mmc_get16(request->cdb + 7), readable;

    if (request->cdb[1] & 2) return virtual_bad_cdb(request, 1);    /* no comparison with bytes of the host */
    if (!blocks) return 0;
    if (lba >= drive->medium.blocks || blocks > drive->medium.blocks - lba) return MMC_SENSE_CODE_LBA_OUT_OF_RANGE;
    readable = virtual_medium_readable(&drive->medium, lba, blocks);
    return readable == blocks ? 0 : fail_at(request, unreadable_sense(drive, lba + readable), lba + readable);
}

uint32_t virtual_seek_10(struct virtual_drive *drive, struct virtual_request *request)
{
    return mmc_get32(request->cdb + 2) < drive->medium.blocks ? 0 : MMC_SENSE_CODE_LBA_OUT_OF_RANGE;
}

/* What READ CD sends of each sector: the fields of byte 9. */
struct sector_fields
{
    bool sync, header, user_data;
    uint32_t size;
};

/* User data, with header or sync and header before it; EDC, ECC, C2 and subchannels are not made up. */
static bool decode_fields(const uint8_t *cdb, struct sector_fields *fields)
{
    uint8_t header_codes = (cdb[9] >> 5) & 3;

    fields->sync = (cdb[9] & 0x80) != 0;
    fields->header = header_codes == 1 || header_codes == 3;
    fields->user_data = (cdb[9] & 0x10) != 0;
    fields->size = (fields->sync ? SYNC_SIZE : 0) + (fields->header ? HEADER_SIZE : 0) +
                   (fields->user_data ? VIRTUAL_BLOCK_SIZE : 0);
    if (header_codes == 2 || (cdb[9] & 0x0f)) return false;
    if (fields->sync && !fields->header && fields->user_data) return false;     /* not contiguous */
    return !(cdb[10] & 7);
}

/* Sector types of byte 1: any, mode 1, mode 2 formless, mode 2 form 1. */
static bool type_fits(uint8_t type, const struct virtual_track *track)
{
    if (!type) return true;
    return track->data_mode == 2 ? type == 4 : type == 2;
}

static bool read_sector(struct virtual_drive *drive, const struct sector_fields *fields, uint32_t lba, uint8_t mode,
                        uint8_t *p)
{
    static const uint8_t sync[SYNC_SIZE] = { 0, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 0 };
    struct mmc_msf msf;

    if (fields->sync) memcpy(p, sync, SYNC_SIZE);
    if (fields->sync) p += SYNC_SIZE;
    if (fields->header)
    {
        mmc_lba_to_msf((int32_t)lba, &msf);
        p[0] = mmc_to_bcd(msf.minute);
        p[1] = mmc_to_bcd(msf.second);
        p[2] = mmc_to_bcd(msf.frame);
        p[3] = mode;
        p += HEADER_SIZE;
    }
    if (!fields->user_data) return true;
    return virtual_blocks_open(drive) && drive->store->ops->read(drive->blocks_file, (uint64_t)lba * VIRTUAL_BLOCK_SIZE,
                                                                 p, VIRTUAL_BLOCK_SIZE);
}

static uint32_t read_cd(struct virtual_drive *drive, struct virtual_request *request, int32_t first, uint32_t blocks)
{
    struct sector_fields fields;
    uint8_t type = (request->cdb[1] >> 2) & 7;
    uint32_t lba = (uint32_t)first, i;

    if (!mmc_profile_is_cd(drive->medium.kind->profile)) return MMC_SENSE_CODE_CANNOT_READ_INCOMPATIBLE_FORMAT;
    if (!decode_fields(request->cdb, &fields)) return virtual_bad_cdb(request, 9);
    if (!blocks || !fields.size) return 0;
    if (first < 0 || lba >= drive->medium.blocks || blocks > drive->medium.blocks - lba)
        return MMC_SENSE_CODE_LBA_OUT_OF_RANGE;
    for (i = 0; i < blocks && request->in_size - request->transferred >= fields.size; i++)
    {
        const struct virtual_track *track;

        if (!virtual_medium_readable(&drive->medium, lba + i, 1))
            return fail_at(request, unreadable_sense(drive, lba + i), lba + i);
        track = virtual_medium_track(&drive->medium, virtual_medium_track_at(&drive->medium, lba + i));
        if (!type_fits(type, track)) return fail_at(request, MMC_SENSE_CODE_ILLEGAL_MODE_FOR_TRACK, lba + i);
        if (!read_sector(drive, &fields, lba + i, track->data_mode, request->in + request->transferred))
            return fail_at(request, MMC_SENSE_CODE_UNRECOVERED_READ_ERROR, lba + i);
        request->transferred += fields.size;
    }
    return 0;
}

/* MMC-6 READ CD. */
uint32_t virtual_read_cd(struct virtual_drive *drive, struct virtual_request *request)
{
    return read_cd(drive, request, mmc_get_lba(request->cdb + 2), mmc_get24(request->cdb + 6));
}

/* MMC-6 READ CD MSF: from one MSF up to, not including, another. */
uint32_t virtual_read_cd_msf(struct virtual_drive *drive, struct virtual_request *request)
{
    struct mmc_msf from = { request->cdb[3], request->cdb[4], request->cdb[5] };
    struct mmc_msf to = { request->cdb[6], request->cdb[7], request->cdb[8] };
    int32_t first, last;

    if (!mmc_msf_to_lba(&from, &first)) return virtual_bad_cdb(request, 3);
    if (!mmc_msf_to_lba(&to, &last)) return virtual_bad_cdb(request, 6);
    if (last < first) return virtual_bad_cdb(request, 6);
    return read_cd(drive, request, first, (uint32_t)(last - first));
}
