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

#ifndef LIBS_MMC_MSF_H
#define LIBS_MMC_MSF_H

#include <stdbool.h>
#include <stdint.h>

#define MMC_FRAMES_PER_SECOND   75
#define MMC_MSF_OFFSET          150         /* LBA 0 is 00:02:00 */
#define MMC_LEAD_IN_MINUTE      90          /* from here on addresses count up to 99:59:74 = LBA -151 */
#define MMC_LBA_95_00_00        (-22650)    /* where raw images begin, 95:00:00 */

struct mmc_msf
{
    uint8_t minute;     /* 0..99 */
    uint8_t second;     /* 0..59 */
    uint8_t frame;      /* 0..74 */
};

/*
 * MMC-6, CD addresses: 00:00:00 is LBA -150, and 90:00:00..99:59:74 stand for
 * LBA -45150..-151 of a lead-in. LBAs from -45150 to 404849 have an MSF; false
 * and 0:0:0 for others.
 */
bool mmc_lba_to_msf(int32_t lba, struct mmc_msf *msf);

/* The reverse; false when a member is out of its range. */
bool mmc_msf_to_lba(const struct mmc_msf *msf, int32_t *lba);

/* Frames of a length (no offset), for playing times. */
uint32_t mmc_msf_to_frames(const struct mmc_msf *msf);

/* Two decimal digits in a byte, as subchannel Q holds them; value 0..99. */
uint8_t mmc_to_bcd(uint8_t value);

/* The reverse; a digit above 9 counts as it is, so that nothing can fail. */
uint8_t mmc_from_bcd(uint8_t bcd);

#endif /* LIBS_MMC_MSF_H */
