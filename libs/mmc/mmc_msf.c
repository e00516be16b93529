/*
 * Minutes, seconds and frames of a CD
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

#include "mmc_msf.h"

#define FRAMES_PER_MINUTE   (60 * MMC_FRAMES_PER_SECOND)
#define LEAD_IN_OFFSET      450150  /* frames: 100 minutes and the offset of LBA 0 */
#define LBA_MIN             (MMC_LEAD_IN_MINUTE * FRAMES_PER_MINUTE - LEAD_IN_OFFSET)
#define LBA_MAX             (MMC_LEAD_IN_MINUTE * FRAMES_PER_MINUTE - MMC_MSF_OFFSET - 1)

bool mmc_lba_to_msf(int32_t lba, struct mmc_msf *msf)
{
    int32_t frames;

    msf->minute = msf->second = msf->frame = 0;
    if (lba < LBA_MIN || lba > LBA_MAX)
        return false;
    frames = lba + (lba < -MMC_MSF_OFFSET ? LEAD_IN_OFFSET : MMC_MSF_OFFSET);
    msf->minute = (uint8_t)(frames / FRAMES_PER_MINUTE);
    msf->second = (uint8_t)(frames / MMC_FRAMES_PER_SECOND % 60);
    msf->frame = (uint8_t)(frames % MMC_FRAMES_PER_SECOND);
    return true;
}

uint32_t mmc_msf_to_frames(const struct mmc_msf *msf)
{
    return (uint32_t)msf->minute * FRAMES_PER_MINUTE + (uint32_t)msf->second * MMC_FRAMES_PER_SECOND + msf->frame;
}

bool mmc_msf_to_lba(const struct mmc_msf *msf, int32_t *lba)
{
    *lba = 0;
    if (msf->minute > 99 || msf->second > 59 || msf->frame >= MMC_FRAMES_PER_SECOND)
        return false;
    *lba = (int32_t)mmc_msf_to_frames(msf) - (msf->minute >= MMC_LEAD_IN_MINUTE ? LEAD_IN_OFFSET : MMC_MSF_OFFSET);
    return true;
}

uint8_t mmc_to_bcd(uint8_t value)
{
    return (uint8_t)((value / 10 % 10) << 4 | value % 10);
}

uint8_t mmc_from_bcd(uint8_t bcd)
{
    return (uint8_t)((bcd >> 4) * 10 + (bcd & 0x0f));
}
