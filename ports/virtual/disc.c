/*
 * What a virtual drive tells of disc, tracks and room
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

#define BACKGROUND_MS 20000     /* how long a background format takes, for the whole medium */

uint8_t virtual_background_status(struct virtual_drive *drive)
{
    if (!drive->background_running) return drive->medium.background_format;
    if (drive->store->ops->now_ms(drive->store) - drive->background_start_ms < BACKGROUND_MS)
        return VIRTUAL_BACKGROUND_RUNNING;
    drive->background_running = false;
    drive->medium.background_format = VIRTUAL_BACKGROUND_COMPLETE;
    virtual_state_save(drive, false);
    return VIRTUAL_BACKGROUND_COMPLETE;
}

/* Hours, minutes, seconds and frames of an address, as MMC-6 READ DISC INFORMATION has them. */
static void put_hmsf(uint8_t *p, int32_t lba)
{
    struct mmc_msf msf;

    mmc_lba_to_msf(lba, &msf);
    p[0] = 0;
    p[1] = msf.minute;
    p[2] = msf.second;
    p[3] = msf.frame;
}

/* Where the lead-in of the last session starts and how far a lead-out may lie: only CDs tell it. */
static void put_cd_limits(const struct virtual_medium *medium, uint8_t *data)
{
    memset(data + 16, 0xff, 8);
    if (virtual_medium_status(medium) == VIRTUAL_DISC_FINALIZED || medium->kind->family != VIRTUAL_FAMILY_CD) return;
    put_hmsf(data + 16, virtual_medium_lead_in(medium));
    put_hmsf(data + 20, (int32_t)(medium->blocks + medium->family->run_out));
}

/* MMC-6 READ DISC INFORMATION, standard data. */
static uint32_t standard_information(struct virtual_drive *drive, struct virtual_request *request)
{
    const struct virtual_medium *medium = &drive->medium;
    uint8_t data[34] = { 0, 32 };
    uint16_t sessions = virtual_medium_session_count(medium);
    uint16_t first = virtual_medium_first_track(medium, sessions), last = medium->track_count;
    bool cd = mmc_profile_is_cd(medium->kind->profile);

    data[2] = (uint8_t)((medium->kind->erasable ? 0x10 : 0) | virtual_medium_last_session_state(medium) << 2 |
                        virtual_medium_status(medium));
    data[3] = (uint8_t)virtual_medium_lowest_track(medium);
    data[4] = (uint8_t)sessions;
    data[5] = (uint8_t)first;
    data[6] = (uint8_t)last;
    data[7] = 0x20;     /* unrestricted use */
    if (medium->kind->family == VIRTUAL_FAMILY_DVD_PLUS_RW) data[7] |= virtual_background_status(drive);
    data[9] = (uint8_t)(sessions >> 8);
    data[10] = (uint8_t)(first >> 8);
    data[11] = (uint8_t)(last >> 8);
    put_cd_limits(medium, data);
    if (cd && medium->tracks[data[3] - 1].data_mode == 2) data[8] = 0x20;
    if (cd && virtual_medium_status(medium) == VIRTUAL_DISC_EMPTY) data[8] = 0xff;
    virtual_answer(request, data, sizeof(data), mmc_get16(request->cdb + 7));
    return 0;
}

/* MMC-6 READ DISC INFORMATION, track resources: how many tracks there may be. */
static uint32_t track_resources(struct virtual_drive *drive, struct virtual_request *request)
{
    uint8_t data[12] = { 0, 10, 1 << 5 };
    uint16_t max = drive->medium.family->tracks_max, used = drive->medium.track_count;

    mmc_put16(data + 4, max);
    mmc_put16(data + 6, used);
    mmc_put16(data + 8, max);
    mmc_put16(data + 10, (uint16_t)(max - used));
    virtual_answer(request, data, sizeof(data), mmc_get16(request->cdb + 7));
    return 0;
}

/* MMC-6 READ DISC INFORMATION. */
uint32_t virtual_read_disc_information(struct virtual_drive *drive, struct virtual_request *request)
{
    uint8_t type = request->cdb[1] & 7;

    if (type == 0) return standard_information(drive, request);
    if (type == 1 && mmc_profile_is_bd(drive->medium.kind->profile)) return track_resources(drive, request);
    return virtual_bad_cdb(request, 1);
}

/* The number of the track that the CDB asks for, 0 for none. Address types of MMC-6 READ TRACK INFORMATION. */
static uint16_t requested_track(const struct virtual_drive *drive, const struct virtual_request *request)
{
    const struct virtual_medium *medium = &drive->medium;
    uint32_t address = mmc_get32(request->cdb + 2);
    uint16_t i;

    switch (request->cdb[1] & 3)
    {
    case 0:
        if (medium->family->overwritable) return medium->formatted && address < medium->formatted_blocks ? 1 : 0;
        return virtual_medium_track_at(medium, address);
    case 1:
        if (address == 0xff) return virtual_medium_invisible_track(medium);
        return address >= virtual_medium_lowest_track(medium) && address <= medium->track_count ? (uint16_t)address : 0;
    case 2:
        for (i = 0; i < medium->track_count; i++)
            if (medium->tracks[i].session == address) return i + 1;
        return 0;
    }
    return 0;
}

/* Bits of bytes 5 to 7 of READ TRACK INFORMATION. */
static void put_track_bits(const struct virtual_medium *medium, const struct virtual_track *track, uint8_t *data)
{
    bool overwritable = medium->family->overwritable, packets = medium->family->ecc_blocks > 1;

    data[5] = (uint8_t)((track->damaged ? 0x20 : 0) | (track->control & 0x0f));
    data[6] = track->state == VIRTUAL_TRACK_EMPTY ? 0x0f : track->data_mode;
    if (track->reserved && track->state != VIRTUAL_TRACK_COMPLETE) data[6] |= 0x80;
    if (track->state != VIRTUAL_TRACK_COMPLETE && !track->recorded) data[6] |= 0x40;
    if (packets && track->method != VIRTUAL_METHOD_SESSION_AT_ONCE) data[6] |= 0x20;
    if (overwritable)
    {
        data[6] = (uint8_t)(0x31 | (medium->highest_written ? 0 : 0x40));
        return;
    }
    if (virtual_medium_track_writable(medium, track)) data[7] |= 0x01;
    if (packets && track->recorded) data[7] |= 0x02;
}

/* Where the next WRITE goes: a raw one that begins a session starts with its lead-in. */
static uint32_t next_address(const struct virtual_drive *drive, const struct virtual_track *track)
{
    struct virtual_write_parameters parameters;

    if (drive->medium.kind->family != VIRTUAL_FAMILY_CD || track->state != VIRTUAL_TRACK_EMPTY || track->reserved)
        return track->start + track->recorded;
    virtual_write_parameters(drive, &parameters);
    if (parameters.write_type != VIRTUAL_WRITE_RAW ||
        virtual_medium_last_session_state(&drive->medium) != VIRTUAL_SESSION_EMPTY)
        return track->start + track->recorded;
    return (uint32_t)virtual_medium_lead_in(&drive->medium);
}

/* MMC-6 READ TRACK INFORMATION. */
uint32_t virtual_read_track_information(struct virtual_drive *drive, struct virtual_request *request)
{
    struct virtual_medium *medium = &drive->medium;
    uint16_t number = requested_track(drive, request);
    struct virtual_track *track = virtual_medium_track(medium, number);
    uint8_t data[48];

    if ((request->cdb[1] & 3) == 3) return virtual_bad_cdb(request, 1);
    if (!track) return (request->cdb[1] & 3) ? virtual_bad_cdb(request, 2) : MMC_SENSE_CODE_LBA_OUT_OF_RANGE;
    memset(data, 0, sizeof(data));
    mmc_put16(data, sizeof(data) - 2);
    data[2] = (uint8_t)number;
    data[3] = (uint8_t)track->session;
    put_track_bits(medium, track, data);
    mmc_put32(data + 8, track->start);
    if (data[7] & 1) mmc_put32(data + 12, next_address(drive, track));
    mmc_put32(data + 16, virtual_medium_free_blocks(medium, track));
    if (medium->family->ecc_blocks > 1) mmc_put32(data + 20, medium->family->ecc_blocks);
    mmc_put32(data + 24, virtual_medium_track_size(medium, track));
    if (data[7] & 2) mmc_put32(data + 28, track->start + track->recorded - 1);
    data[32] = (uint8_t)(number >> 8);
    data[33] = (uint8_t)(track->session >> 8);
    virtual_answer(request, data, sizeof(data), mmc_get16(request->cdb + 7));
    return 0;
}

/* MMC-6 READ CAPACITY. */
uint32_t virtual_read_capacity(struct virtual_drive *drive, struct virtual_request *request)
{
    uint8_t data[8] = { 0 };
    uint32_t blocks = virtual_medium_capacity(&drive->medium);

    mmc_put32(data, blocks ? blocks - 1 : 0);
    mmc_put32(data + 4, VIRTUAL_BLOCK_SIZE);
    virtual_answer(request, data, sizeof(data), sizeof(data));
    return 0;
}
