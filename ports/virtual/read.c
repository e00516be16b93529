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

uint32_t virtual_unreadable(const struct virtual_drive *drive, uint32_t lba)
{
    const struct virtual_medium *medium = &drive->medium;

    if (lba >= medium->blocks) return MMC_SENSE_CODE_LBA_OUT_OF_RANGE;
    if (virtual_medium_track_at(medium, lba) || lba < virtual_medium_capacity(medium))
        return medium->family->run_out ? MMC_SENSE_CODE_ILLEGAL_MODE_FOR_TRACK : MMC_SENSE_CODE_BLANK_CHECK;
    return MMC_SENSE_CODE_LBA_OUT_OF_RANGE;
}

uint32_t virtual_fail_at(struct virtual_request *request, uint32_t code, uint32_t lba)
{
    request->sense.information_valid = true;
    request->sense.information = lba;
    return code;
}

/* Blocks from LBA on that READ gets: sound has none of 2048 bytes. */
static uint32_t readable_data(const struct virtual_drive *drive, uint32_t lba, uint32_t count)
{
    const struct virtual_medium *medium = &drive->medium;
    uint32_t blocks = virtual_medium_readable(medium, lba, count), i;

    if (medium->kind->family != VIRTUAL_FAMILY_CD) return blocks;
    for (i = 0; i < blocks; i++)
    {
        uint16_t number = virtual_medium_cd_track_at(medium, (int32_t)(lba + i));

        if (number && virtual_track_is_audio(&medium->tracks[number - 1])) return i;
    }
    return blocks;
}

static uint32_t read_blocks(struct virtual_drive *drive, struct virtual_request *request, uint32_t lba, uint32_t blocks)
{
    uint32_t readable, want = blocks, room = request->in_size / VIRTUAL_BLOCK_SIZE;

    if (!blocks) return 0;
    if (lba >= drive->medium.blocks || blocks > drive->medium.blocks - lba) return MMC_SENSE_CODE_LBA_OUT_OF_RANGE;
    if (want > room) want = room;   /* the host takes no more */
    readable = readable_data(drive, lba, want);
    if (readable)
    {
        if (!virtual_blocks_open(drive)) return virtual_fail_at(request, MMC_SENSE_CODE_UNRECOVERED_READ_ERROR, lba);
        if (!drive->store->ops->read(drive->blocks_file, (uint64_t)lba * VIRTUAL_BLOCK_SIZE, request->in,
                                     (size_t)readable * VIRTUAL_BLOCK_SIZE))
            return virtual_fail_at(request, MMC_SENSE_CODE_UNRECOVERED_READ_ERROR, lba);
    }
    request->transferred = readable * VIRTUAL_BLOCK_SIZE;
    if (readable) drive->position = (int32_t)(lba + readable - 1);
    return readable == want ? 0 : virtual_fail_at(request, virtual_unreadable(drive, lba + readable), lba + readable);
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
    readable = readable_data(drive, lba, blocks);
    return readable == blocks ? 0 : virtual_fail_at(request, virtual_unreadable(drive, lba + readable), lba + readable);
}

uint32_t virtual_seek_10(struct virtual_drive *drive, struct virtual_request *request)
{
    return mmc_get32(request->cdb + 2) < drive->medium.blocks ? 0 : MMC_SENSE_CODE_LBA_OUT_OF_RANGE;
}
