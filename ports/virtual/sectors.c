/*
 * What lies on a virtual CD, sector by sector: medium.raw and medium.sub beside medium.iso
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

#include "cd_sector.h"
#include "drive.h"

/* medium.raw begins with LBA -150, medium.sub with 90:00:00 of the first lead-in. */
#define RAW_FIRST   (-MMC_MSF_OFFSET)
#define SUB_FIRST   (-45150)

static uint64_t raw_offset(int32_t lba)
{
    return (uint64_t)((int64_t)lba - RAW_FIRST) * CD_SECTOR_SIZE;
}

static uint64_t sub_offset(int32_t lba)
{
    return (uint64_t)((int64_t)lba - SUB_FIRST) * CD_SUB_SIZE;
}

/* MMC-5 7.5.4.11, by data block type. */
static const struct virtual_block_form block_forms[] =
{
    [0] = { CD_SECTOR_SIZE, 0 },
    [1] = { CD_SECTOR_SIZE, 16 },
    [2] = { CD_SECTOR_SIZE, CD_SUB_SIZE },
    [3] = { CD_SECTOR_SIZE, CD_SUB_SIZE },
    [8] = { VIRTUAL_BLOCK_SIZE, 0 },
    [10] = { VIRTUAL_BLOCK_SIZE, 0 },
};

const struct virtual_block_form *virtual_find_block_form(uint8_t block_type)
{
    if (block_type >= sizeof(block_forms) / sizeof(block_forms[0]) || !block_forms[block_type].main) return NULL;
    return &block_forms[block_type];
}

void virtual_unpack_sub(const struct virtual_block_form *form, const uint8_t *data, uint8_t *sub)
{
    if (form->sub == CD_SUB_SIZE)
    {
        memcpy(sub, data + form->main, CD_SUB_SIZE);
        return;
    }
    memset(sub, 0, CD_SUB_SIZE);
    if (!form->sub) return;
    cd_put_q(sub, data + form->main);
    cd_put_p(sub, (data[form->main + 15] & 0x80) != 0);
}

bool virtual_store_sub(struct virtual_drive *drive, int32_t lba, const uint8_t *sub)
{
    return lba >= SUB_FIRST && virtual_sub_open(drive, true) &&
           drive->store->ops->write(drive->sub_file, sub_offset(lba), sub, CD_SUB_SIZE);
}

static bool store_raw(struct virtual_drive *drive, int32_t lba, const uint8_t *sector)
{
    return lba >= RAW_FIRST && virtual_raw_open(drive, true) &&
           drive->store->ops->write(drive->raw_file, raw_offset(lba), sector, CD_SECTOR_SIZE);
}

/* A sector of data in full: its user data make medium.iso the image that READ gets. */
static bool store_data_sector(struct virtual_drive *drive, int32_t lba, const uint8_t *data, uint16_t length)
{
    uint8_t sector[CD_SECTOR_SIZE];
    uint32_t offset, size;
    enum cd_sector_type type;

    if (length == CD_SECTOR_SIZE) memcpy(sector, data, CD_SECTOR_SIZE);
    else cd_make_mode_2_sector(sector, lba, data);
    cd_normalise(sector, lba);
    type = cd_sector_type(sector);
    cd_user_data(type, &offset, &size);
    if (!store_raw(drive, lba, sector)) return false;
    if (lba < 0 || (type != CD_MODE_1 && type != CD_MODE_2_FORM_1)) return true;
    return virtual_store_blocks(drive, (uint32_t)lba, sector + offset, 1);
}

bool virtual_store_cd_block(struct virtual_drive *drive, int32_t lba, const struct virtual_block_form *form, bool audio,
                            const uint8_t *data)
{
    uint8_t sub[CD_SUB_SIZE];

    virtual_unpack_sub(form, data, sub);
    if (form->sub && !virtual_store_sub(drive, lba, sub)) return false;
    if (form->main == VIRTUAL_BLOCK_SIZE) return lba < 0 || virtual_store_blocks(drive, (uint32_t)lba, data, 1);
    return audio ? store_raw(drive, lba, data) : store_data_sector(drive, lba, data, form->main);
}

bool virtual_load_sector(struct virtual_drive *drive, int32_t lba, const struct virtual_track *track, uint8_t *sector)
{
    const struct virtual_store_ops *ops = drive->store->ops;
    uint8_t data[VIRTUAL_BLOCK_SIZE] = { 0 };

    memset(sector, 0, CD_SECTOR_SIZE);
    if (virtual_raw_open(drive, false) && !ops->read(drive->raw_file, raw_offset(lba), sector, CD_SECTOR_SIZE))
        return false;
    if (virtual_track_is_audio(track) || cd_has_sync(sector)) return true;
    if (!virtual_blocks_open(drive)) return false;
    if (lba >= 0 && !ops->read(drive->blocks_file, (uint64_t)lba * VIRTUAL_BLOCK_SIZE, data, sizeof(data)))
        return false;
    cd_make_sector(sector, lba, track->data_mode, data);
    return true;
}

void virtual_load_written_sub(struct virtual_drive *drive, int32_t lba, uint8_t *sub, uint32_t blocks)
{
    memset(sub, 0, (size_t)blocks * CD_SUB_SIZE);
    if (lba < SUB_FIRST || !virtual_sub_open(drive, false)) return;
    if (!drive->store->ops->read(drive->sub_file, sub_offset(lba), sub, (size_t)blocks * CD_SUB_SIZE))
        memset(sub, 0, (size_t)blocks * CD_SUB_SIZE);
}

static void put_bcd_msf(uint8_t p[3], uint32_t frames)
{
    p[0] = mmc_to_bcd((uint8_t)(frames / (60 * MMC_FRAMES_PER_SECOND) % 100));
    p[1] = mmc_to_bcd((uint8_t)(frames / MMC_FRAMES_PER_SECOND % 60));
    p[2] = mmc_to_bcd((uint8_t)(frames % MMC_FRAMES_PER_SECOND));
}

static uint8_t index_at(const struct virtual_medium *medium, uint16_t number, int32_t lba)
{
    uint8_t index = 1;
    uint16_t i;

    if (lba < (int32_t)medium->tracks[number - 1].start) return 0;
    for (i = 0; i < medium->index_count; i++)
        if (medium->indexes[i].track == number && medium->indexes[i].lba <= lba && medium->indexes[i].index > index)
            index = medium->indexes[i].index;
    return index;
}

/* Q of mode 1: position in the track and on the disc, IEC 60908 17.5.1. */
static void put_position(const struct virtual_medium *medium, uint16_t number, int32_t lba, uint8_t q[CD_Q_SIZE])
{
    const struct virtual_track *track = &medium->tracks[number - 1];
    int32_t relative = lba - (int32_t)track->start;

    q[0] = (uint8_t)((track->control & 0x0f) << 4 | 1);
    q[1] = mmc_to_bcd((uint8_t)number);
    q[2] = mmc_to_bcd(index_at(medium, number, lba));
    put_bcd_msf(q + 3, (uint32_t)(relative < 0 ? -relative : relative));
    put_bcd_msf(q + 7, (uint32_t)(lba + MMC_MSF_OFFSET));
    cd_put_q_crc(q);
}

/* P and Q as a drive makes them. */
static void make_pq(const struct virtual_medium *medium, int32_t lba, uint8_t *sub)
{
    uint16_t number = virtual_medium_cd_track_at(medium, lba);
    uint8_t q[CD_Q_SIZE] = { 0 };

    if (!number) return;
    put_position(medium, number, lba, q);
    cd_put_q(sub, q);
    cd_put_p(sub, lba < (int32_t)medium->tracks[number - 1].start);
}

void virtual_load_sub(struct virtual_drive *drive, int32_t lba, uint8_t *sub)
{
    static const uint8_t nothing[CD_Q_SIZE];
    uint8_t q[CD_Q_SIZE];

    virtual_load_written_sub(drive, lba, sub, 1);
    cd_get_q(sub, q);
    if (!memcmp(q, nothing, CD_Q_SIZE)) make_pq(&drive->medium, lba, sub);
}
