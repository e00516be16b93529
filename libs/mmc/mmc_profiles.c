/*
 * The one table of profiles
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

#include "mmc_profiles.h"

#include <stddef.h>

const struct mmc_profile_info mmc_profiles[] =
{
    /* profile, name, kind, writable, rewritable, overwritable, layers */
    { MMC_PROFILE_NONE, "no profile", MMC_DISC_NONE, false, false, false, 0 },
    { MMC_PROFILE_NON_REMOVABLE_DISK, "non-removable disk", MMC_DISC_NONE, true, true, true, 0 },
    { MMC_PROFILE_REMOVABLE_DISK, "removable disk", MMC_DISC_NONE, true, true, true, 0 },
    { MMC_PROFILE_MO_ERASABLE, "magneto-optical disk", MMC_DISC_NONE, true, true, true, 0 },
    { MMC_PROFILE_MO_WRITE_ONCE, "write-once optical disk", MMC_DISC_NONE, true, false, false, 0 },
    { MMC_PROFILE_AS_MO, "AS-MO", MMC_DISC_NONE, true, true, true, 0 },
    { MMC_PROFILE_CD_ROM, "CD-ROM", MMC_DISC_CD, false, false, false, 1 },
    { MMC_PROFILE_CD_R, "CD-R", MMC_DISC_CD, true, false, false, 1 },
    { MMC_PROFILE_CD_RW, "CD-RW", MMC_DISC_CD, true, true, false, 1 },
    { MMC_PROFILE_DVD_ROM, "DVD-ROM", MMC_DISC_DVD, false, false, false, 0 },
    { MMC_PROFILE_DVD_R, "DVD-R", MMC_DISC_DVD, true, false, false, 1 },
    { MMC_PROFILE_DVD_RAM, "DVD-RAM", MMC_DISC_DVD, true, true, true, 1 },
    { MMC_PROFILE_DVD_RW_OVERWRITE, "DVD-RW restricted overwrite", MMC_DISC_DVD, true, true, true, 1 },
    { MMC_PROFILE_DVD_RW_SEQUENTIAL, "DVD-RW sequential", MMC_DISC_DVD, true, true, false, 1 },
    { MMC_PROFILE_DVD_R_DL_SEQUENTIAL, "DVD-R DL", MMC_DISC_DVD, true, false, false, 2 },
    { MMC_PROFILE_DVD_R_DL_JUMP, "DVD-R DL layer jump", MMC_DISC_DVD, true, false, false, 2 },
    { MMC_PROFILE_DVD_RW_DL, "DVD-RW DL", MMC_DISC_DVD, true, true, false, 2 },
    { MMC_PROFILE_DVD_DOWNLOAD, "DVD download disc", MMC_DISC_DVD, true, false, false, 0 },
    { MMC_PROFILE_DVD_PLUS_RW, "DVD+RW", MMC_DISC_DVD, true, true, true, 1 },
    { MMC_PROFILE_DVD_PLUS_R, "DVD+R", MMC_DISC_DVD, true, false, false, 1 },
    { MMC_PROFILE_DDCD_ROM, "DDCD-ROM", MMC_DISC_CD, false, false, false, 1 },
    { MMC_PROFILE_DDCD_R, "DDCD-R", MMC_DISC_CD, true, false, false, 1 },
    { MMC_PROFILE_DDCD_RW, "DDCD-RW", MMC_DISC_CD, true, true, false, 1 },
    { MMC_PROFILE_DVD_PLUS_RW_DL, "DVD+RW DL", MMC_DISC_DVD, true, true, true, 2 },
    { MMC_PROFILE_DVD_PLUS_R_DL, "DVD+R DL", MMC_DISC_DVD, true, false, false, 2 },
    { MMC_PROFILE_BD_ROM, "BD-ROM", MMC_DISC_BD, false, false, false, 0 },
    { MMC_PROFILE_BD_R_SRM, "BD-R", MMC_DISC_BD, true, false, false, 0 },
    { MMC_PROFILE_BD_R_RRM, "BD-R random recording", MMC_DISC_BD, true, false, false, 0 },
    { MMC_PROFILE_BD_RE, "BD-RE", MMC_DISC_BD, true, true, true, 0 },
    { MMC_PROFILE_HD_DVD_ROM, "HD DVD-ROM", MMC_DISC_HD_DVD, false, false, false, 0 },
    { MMC_PROFILE_HD_DVD_R, "HD DVD-R", MMC_DISC_HD_DVD, true, false, false, 1 },
    { MMC_PROFILE_HD_DVD_RAM, "HD DVD-RAM", MMC_DISC_HD_DVD, true, true, true, 1 },
    { MMC_PROFILE_HD_DVD_RW, "HD DVD-RW", MMC_DISC_HD_DVD, true, true, false, 1 },
    { MMC_PROFILE_HD_DVD_R_DL, "HD DVD-R DL", MMC_DISC_HD_DVD, true, false, false, 2 },
    { MMC_PROFILE_HD_DVD_RW_DL, "HD DVD-RW DL", MMC_DISC_HD_DVD, true, true, false, 2 },
    { MMC_PROFILE_NON_STANDARD, "non-standard medium", MMC_DISC_NONE, false, false, false, 0 },
};

const unsigned int mmc_profile_count = sizeof(mmc_profiles) / sizeof(mmc_profiles[0]);

static const struct mmc_profile_info *find_exact(uint16_t profile)
{
    unsigned int i;

    for (i = 0; i < mmc_profile_count; i++)
        if ((uint16_t)mmc_profiles[i].profile == profile)
            return &mmc_profiles[i];
    return NULL;
}

const struct mmc_profile_info *mmc_find_profile(uint16_t profile)
{
    const struct mmc_profile_info *info = find_exact(profile);

    return info ? info : &mmc_profiles[0];
}

const char *mmc_profile_name(uint16_t profile)
{
    const struct mmc_profile_info *info = find_exact(profile);

    return info ? info->name : "unknown profile";
}

bool mmc_profile_is_cd(uint16_t profile)
{
    return mmc_find_profile(profile)->kind == MMC_DISC_CD;
}

bool mmc_profile_is_dvd(uint16_t profile)
{
    return mmc_find_profile(profile)->kind == MMC_DISC_DVD;
}

bool mmc_profile_is_bd(uint16_t profile)
{
    return mmc_find_profile(profile)->kind == MMC_DISC_BD;
}
