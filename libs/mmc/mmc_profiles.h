/*
 * Profiles: the one table of media kinds that a drive can announce
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

#ifndef LIBS_MMC_PROFILES_H
#define LIBS_MMC_PROFILES_H

#include <stdbool.h>
#include <stdint.h>

/* MMC-5 5.3.1. */
enum mmc_profile
{
    MMC_PROFILE_NONE                    = 0x0000,   /* no medium, or one that fits no profile */
    MMC_PROFILE_NON_REMOVABLE_DISK      = 0x0001,
    MMC_PROFILE_REMOVABLE_DISK          = 0x0002,
    MMC_PROFILE_MO_ERASABLE             = 0x0003,
    MMC_PROFILE_MO_WRITE_ONCE           = 0x0004,
    MMC_PROFILE_AS_MO                   = 0x0005,
    MMC_PROFILE_CD_ROM                  = 0x0008,
    MMC_PROFILE_CD_R                    = 0x0009,
    MMC_PROFILE_CD_RW                   = 0x000a,
    MMC_PROFILE_DVD_ROM                 = 0x0010,
    MMC_PROFILE_DVD_R                   = 0x0011,   /* DVD-R sequential recording */
    MMC_PROFILE_DVD_RAM                 = 0x0012,
    MMC_PROFILE_DVD_RW_OVERWRITE        = 0x0013,   /* DVD-RW restricted overwrite */
    MMC_PROFILE_DVD_RW_SEQUENTIAL       = 0x0014,   /* DVD-RW sequential recording */
    MMC_PROFILE_DVD_R_DL_SEQUENTIAL     = 0x0015,
    MMC_PROFILE_DVD_R_DL_JUMP           = 0x0016,   /* DVD-R dual layer, layer jump recording */
    MMC_PROFILE_DVD_RW_DL               = 0x0017,
    MMC_PROFILE_DVD_DOWNLOAD            = 0x0018,
    MMC_PROFILE_DVD_PLUS_RW             = 0x001a,
    MMC_PROFILE_DVD_PLUS_R              = 0x001b,
    MMC_PROFILE_DDCD_ROM                = 0x0020,
    MMC_PROFILE_DDCD_R                  = 0x0021,
    MMC_PROFILE_DDCD_RW                 = 0x0022,
    MMC_PROFILE_DVD_PLUS_RW_DL          = 0x002a,
    MMC_PROFILE_DVD_PLUS_R_DL           = 0x002b,
    MMC_PROFILE_BD_ROM                  = 0x0040,
    MMC_PROFILE_BD_R_SRM                = 0x0041,   /* BD-R sequential recording mode */
    MMC_PROFILE_BD_R_RRM                = 0x0042,   /* BD-R random recording mode */
    MMC_PROFILE_BD_RE                   = 0x0043,
    MMC_PROFILE_HD_DVD_ROM              = 0x0050,
    MMC_PROFILE_HD_DVD_R                = 0x0051,
    MMC_PROFILE_HD_DVD_RAM              = 0x0052,
    MMC_PROFILE_HD_DVD_RW               = 0x0053,
    MMC_PROFILE_HD_DVD_R_DL             = 0x0058,
    MMC_PROFILE_HD_DVD_RW_DL            = 0x005a,
    MMC_PROFILE_NON_STANDARD            = 0xffff,
};

/* Kinds of disc by their physics, which decide about speeds and sector sizes. */
enum mmc_disc_kind
{
    MMC_DISC_NONE,      /* no disc, or not an optical one */
    MMC_DISC_CD,
    MMC_DISC_DVD,
    MMC_DISC_BD,
    MMC_DISC_HD_DVD,
};

struct mmc_profile_info
{
    enum mmc_profile profile;
    const char *name;               /* "CD-R", for people */
    enum mmc_disc_kind kind;
    bool writable;                  /* can be written at least once */
    bool rewritable;                /* can be written again after erasing or at once */
    bool overwritable;              /* every block can be written at any time once formatted */
    uint8_t layers;                 /* recording layers that the profile stands for; 0 when it does not say */
};

extern const struct mmc_profile_info mmc_profiles[];
extern const unsigned int mmc_profile_count;

/* The row of a profile; the row of MMC_PROFILE_NONE for a number that the table does not hold. */
const struct mmc_profile_info *mmc_find_profile(uint16_t profile);

/* For people; "unknown profile" for a number that the table does not hold. */
const char *mmc_profile_name(uint16_t profile);

bool mmc_profile_is_cd(uint16_t profile);
bool mmc_profile_is_dvd(uint16_t profile);
bool mmc_profile_is_bd(uint16_t profile);

#endif /* LIBS_MMC_PROFILES_H */
