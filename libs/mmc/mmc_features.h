/*
 * Features: what a drive can do, by number and name
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

#ifndef LIBS_MMC_FEATURES_H
#define LIBS_MMC_FEATURES_H

#include <stdint.h>

/* MMC-5 5.3; those that came later, MMC-6. */
enum mmc_feature
{
    MMC_FEATURE_PROFILE_LIST            = 0x0000,
    MMC_FEATURE_CORE                    = 0x0001,
    MMC_FEATURE_MORPHING                = 0x0002,
    MMC_FEATURE_REMOVABLE_MEDIUM        = 0x0003,
    MMC_FEATURE_WRITE_PROTECT           = 0x0004,
    MMC_FEATURE_RANDOM_READABLE         = 0x0010,
    MMC_FEATURE_MULTI_READ              = 0x001d,
    MMC_FEATURE_CD_READ                 = 0x001e,
    MMC_FEATURE_DVD_READ                = 0x001f,
    MMC_FEATURE_RANDOM_WRITABLE         = 0x0020,
    MMC_FEATURE_INCREMENTAL_STREAMING_WRITABLE = 0x0021,
    MMC_FEATURE_SECTOR_ERASABLE         = 0x0022,
    MMC_FEATURE_FORMATTABLE             = 0x0023,
    MMC_FEATURE_HARDWARE_DEFECT_MANAGEMENT = 0x0024,
    MMC_FEATURE_WRITE_ONCE              = 0x0025,
    MMC_FEATURE_RESTRICTED_OVERWRITE    = 0x0026,
    MMC_FEATURE_CD_RW_CAV_WRITE         = 0x0027,
    MMC_FEATURE_MRW                     = 0x0028,
    MMC_FEATURE_ENHANCED_DEFECT_REPORTING = 0x0029,
    MMC_FEATURE_DVD_PLUS_RW             = 0x002a,
    MMC_FEATURE_DVD_PLUS_R              = 0x002b,
    MMC_FEATURE_RIGID_RESTRICTED_OVERWRITE = 0x002c,
    MMC_FEATURE_CD_TRACK_AT_ONCE        = 0x002d,
    MMC_FEATURE_CD_MASTERING            = 0x002e,   /* session at once, raw */
    MMC_FEATURE_DVD_DASH_WRITE          = 0x002f,   /* DVD-R/-RW write */
    MMC_FEATURE_DDCD_READ               = 0x0030,
    MMC_FEATURE_DDCD_R_WRITE            = 0x0031,
    MMC_FEATURE_DDCD_RW_WRITE           = 0x0032,
    MMC_FEATURE_LAYER_JUMP_RECORDING    = 0x0033,
    MMC_FEATURE_LAYER_JUMP_RIGID        = 0x0034,
    MMC_FEATURE_STOP_LONG_OPERATION     = 0x0035,
    MMC_FEATURE_CD_RW_MEDIA_WRITE       = 0x0037,
    MMC_FEATURE_BD_R_PSEUDO_OVERWRITE   = 0x0038,
    MMC_FEATURE_DVD_PLUS_RW_DL          = 0x003a,
    MMC_FEATURE_DVD_PLUS_R_DL           = 0x003b,
    MMC_FEATURE_BD_READ                 = 0x0040,
    MMC_FEATURE_BD_WRITE                = 0x0041,
    MMC_FEATURE_TIMELY_SAFE_RECORDING   = 0x0042,
    MMC_FEATURE_HD_DVD_READ             = 0x0050,
    MMC_FEATURE_HD_DVD_WRITE            = 0x0051,
    MMC_FEATURE_HYBRID_DISC             = 0x0080,
    MMC_FEATURE_POWER_MANAGEMENT        = 0x0100,
    MMC_FEATURE_SMART                   = 0x0101,
    MMC_FEATURE_EMBEDDED_CHANGER        = 0x0102,
    MMC_FEATURE_CD_AUDIO_PLAY           = 0x0103,
    MMC_FEATURE_MICROCODE_UPGRADE       = 0x0104,
    MMC_FEATURE_TIMEOUT                 = 0x0105,
    MMC_FEATURE_DVD_CSS                 = 0x0106,
    MMC_FEATURE_REAL_TIME_STREAMING     = 0x0107,
    MMC_FEATURE_DRIVE_SERIAL_NUMBER     = 0x0108,
    MMC_FEATURE_MEDIA_SERIAL_NUMBER     = 0x0109,
    MMC_FEATURE_DISC_CONTROL_BLOCKS     = 0x010a,
    MMC_FEATURE_DVD_CPRM                = 0x010b,
    MMC_FEATURE_FIRMWARE_INFORMATION    = 0x010c,
    MMC_FEATURE_AACS                    = 0x010d,
    MMC_FEATURE_DVD_CSS_MANAGED_RECORDING = 0x010e,
    MMC_FEATURE_VCPS                    = 0x0110,
    MMC_FEATURE_SECURDISC               = 0x0113,
    MMC_FEATURE_OSSC                    = 0x0142,
};

/* The standard's name, for people; "unknown feature" for the others. */
const char *mmc_feature_name(uint16_t feature);

#endif /* LIBS_MMC_FEATURES_H */
