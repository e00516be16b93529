/*
 * Speeds of a virtual drive: what it tells, what it takes
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

/* Fastest reading of the medium that is in, 1000 bytes per second. */
uint32_t virtual_max_read_speed(const struct virtual_drive *drive)
{
    enum mmc_profile profile = virtual_current_profile(drive);

    if (mmc_profile_is_bd(profile)) return 53946;
    if (mmc_profile_is_dvd(profile)) return 22160;
    return 8467;
}

uint32_t virtual_current_read_speed(const struct virtual_drive *drive)
{
    uint32_t max = virtual_max_read_speed(drive), asked = drive->speed.read_kbps;

    return asked && asked < max ? asked : max;
}

unsigned int virtual_write_speeds(const struct virtual_drive *drive, const struct virtual_speed **speeds)
{
    unsigned int count = 0;

    *speeds = NULL;
    if (!virtual_has_medium(drive)) return 0;
    *speeds = drive->medium.kind->write_speeds;
    while ((*speeds)[count].kbps) count++;
    return count;
}

/*
 * The fastest speed that is not above what was asked for; the slowest when all
 * are. Hosts compute with truncated sectors per second: a hundredth is given.
 */
struct virtual_speed virtual_current_write_speed(const struct virtual_drive *drive)
{
    const struct virtual_speed *speeds;
    struct virtual_speed none = { 0, false };
    unsigned int count = virtual_write_speeds(drive, &speeds), i;

    if (!count) return none;
    if (!drive->speed.write_kbps) return speeds[0];
    for (i = 0; i + 1 < count; i++)
        if (speeds[i].kbps - speeds[i].kbps / 100 <= drive->speed.write_kbps) break;
    return speeds[i];
}

/* The last LBA that speeds are told for. */
static uint32_t end_lba(const struct virtual_drive *drive)
{
    return drive->medium.blocks - 1;
}

#define TYPE_PERFORMANCE    0x00
#define TYPE_WRITE_SPEED    0x03

/* MMC-6 GET PERFORMANCE, nominal performance: one descriptor for the whole medium at the speed of now. */
static size_t put_nominal(const struct virtual_drive *drive, uint8_t *p, bool write)
{
    uint32_t kbps = write ? virtual_current_write_speed(drive).kbps : virtual_current_read_speed(drive);

    mmc_put32(p, 0);
    mmc_put32(p + 4, kbps);
    mmc_put32(p + 8, end_lba(drive));
    mmc_put32(p + 12, kbps);
    return 16;
}

/* MMC-6 GET PERFORMANCE, write speed descriptors. */
static size_t put_write_speeds(const struct virtual_drive *drive, uint8_t *p, uint16_t max)
{
    const struct virtual_speed *speeds;
    unsigned int count = virtual_write_speeds(drive, &speeds), i;

    for (i = 0; i < count && i < max; i++, p += 16)
    {
        mmc_put32(p, speeds[i].pure_cav ? 0x08000000 : 0);
        mmc_put32(p + 4, end_lba(drive));
        mmc_put32(p + 8, virtual_max_read_speed(drive));
        mmc_put32(p + 12, speeds[i].kbps);
    }
    return 16 * i;
}

/* MMC-6 GET PERFORMANCE. */
uint32_t virtual_get_performance(struct virtual_drive *drive, struct virtual_request *request)
{
    uint8_t data[8 + 16 * 16], type = request->cdb[10];
    uint16_t max = mmc_get16(request->cdb + 8);
    bool write = request->cdb[1] & 0x04;
    size_t length = 8;

    memset(data, 0, sizeof(data));
    if (type == TYPE_PERFORMANCE)
    {
        if ((request->cdb[1] & 0x18) != 0x10) return virtual_bad_cdb(request, 1);   /* tolerance of 10 % */
        if (write) data[4] |= 0x02;
        /* Except of 1 and 2 asks for lists of exceptions: there are none. */
        if (!(request->cdb[1] & 0x03) && max && (!write || virtual_current_write_speed(drive).kbps))
            length += put_nominal(drive, data + length, write);
        else if (request->cdb[1] & 0x03) data[4] |= 0x01;
    }
    else if (type == TYPE_WRITE_SPEED) length += put_write_speeds(drive, data + length, max);
    else return virtual_bad_cdb(request, 10);
    mmc_put32(data, (uint32_t)length - 4);
    virtual_answer(request, data, length, 8 + 16u * max);
    return 0;
}

/* Kilobytes per second out of a size in kilobytes and a time in milliseconds. */
static uint32_t rate(uint32_t size, uint32_t time)
{
    return (uint32_t)((uint64_t)size * 1000 / time > UINT32_MAX ? UINT32_MAX : (uint64_t)size * 1000 / time);
}

/*
 * MMC-6 SET STREAMING: only the performance descriptor of 28 bytes; exact speeds
 * are refused when they are not in the list.
 */
uint32_t virtual_set_streaming(struct virtual_drive *drive, struct virtual_request *request)
{
    const uint8_t *p = request->out;
    struct virtual_speed_setting old = drive->speed;
    uint32_t write_kbps;

    if (request->cdb[8]) return virtual_bad_cdb(request, 8);
    if (mmc_get16(request->cdb + 9) != 28 || request->out_length < 28)
        return MMC_SENSE_CODE_PARAMETER_LIST_LENGTH_ERROR;
    request->transferred = 28;
    if (p[0] & 0x04)    /* restore the drive's defaults */
    {
        memset(&drive->speed, 0, sizeof(drive->speed));
        return 0;
    }
    if (!mmc_get32(p + 16)) return virtual_bad_parameter(request, 16);
    if (!mmc_get32(p + 24)) return virtual_bad_parameter(request, 24);
    if (mmc_get32(p + 4) > mmc_get32(p + 8)) return virtual_bad_parameter(request, 4);
    write_kbps = rate(mmc_get32(p + 20), mmc_get32(p + 24));
    drive->speed.read_kbps = rate(mmc_get32(p + 12), mmc_get32(p + 16));
    drive->speed.write_kbps = write_kbps;
    if ((p[0] & 0x02) && virtual_current_write_speed(drive).kbps != write_kbps)
    {
        drive->speed = old;
        return virtual_bad_parameter(request, 0);
    }
    return 0;
}

/* MMC-6 SET CD SPEED: 0xffff asks for the fastest. For CDs in the standard; drives take it for all media. */
uint32_t virtual_set_cd_speed(struct virtual_drive *drive, struct virtual_request *request)
{
    uint16_t read = mmc_get16(request->cdb + 2), write = mmc_get16(request->cdb + 4);

    drive->speed.read_kbps = read == 0xffff ? 0 : read;
    drive->speed.write_kbps = write == 0xffff ? 0 : write;
    return 0;
}

/* MMC-6 READ BUFFER CAPACITY: the file system takes everything at once, so the buffer is always empty. */
uint32_t virtual_read_buffer_capacity(struct virtual_drive *drive, struct virtual_request *request)
{
    uint8_t data[12] = { 0, 10 };
    bool blocks = request->cdb[1] & 1;

    (void)drive;
    if (blocks) data[3] = 1;
    mmc_put32(data + 4, blocks ? VIRTUAL_BUFFER_SIZE / VIRTUAL_BLOCK_SIZE : VIRTUAL_BUFFER_SIZE);
    mmc_put32(data + 8, blocks ? VIRTUAL_BUFFER_SIZE / VIRTUAL_BLOCK_SIZE : VIRTUAL_BUFFER_SIZE);
    virtual_answer(request, data, sizeof(data), mmc_get16(request->cdb + 7));
    return 0;
}
