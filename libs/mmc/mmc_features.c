/*
 * Names of features
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

#include "mmc_features.h"

#include <stddef.h>

static const struct
{
    enum mmc_feature feature;
    const char *name;
} names[] =
{
    { MMC_FEATURE_PROFILE_LIST, "Profile List" },
    { MMC_FEATURE_CORE, "Core" },
    { MMC_FEATURE_MORPHING, "Morphing" },
    { MMC_FEATURE_REMOVABLE_MEDIUM, "Removable Medium" },
    { MMC_FEATURE_WRITE_PROTECT, "Write Protect" },
    { MMC_FEATURE_RANDOM_READABLE, "Random Readable" },
    { MMC_FEATURE_MULTI_READ, "Multi-Read" },
    { MMC_FEATURE_CD_READ, "CD Read" },
    { MMC_FEATURE_DVD_READ, "DVD Read" },
    { MMC_FEATURE_RANDOM_WRITABLE, "Random Writable" },
    { MMC_FEATURE_INCREMENTAL_STREAMING_WRITABLE, "Incremental Streaming Writable" },
    { MMC_FEATURE_SECTOR_ERASABLE, "Sector Erasable" },
    { MMC_FEATURE_FORMATTABLE, "Formattable" },
    { MMC_FEATURE_HARDWARE_DEFECT_MANAGEMENT, "Hardware Defect Management" },
    { MMC_FEATURE_WRITE_ONCE, "Write Once" },
    { MMC_FEATURE_RESTRICTED_OVERWRITE, "Restricted Overwrite" },
    { MMC_FEATURE_CD_RW_CAV_WRITE, "CD-RW CAV Write" },
    { MMC_FEATURE_MRW, "MRW" },
    { MMC_FEATURE_ENHANCED_DEFECT_REPORTING, "Enhanced Defect Reporting" },
    { MMC_FEATURE_DVD_PLUS_RW, "DVD+RW" },
    { MMC_FEATURE_DVD_PLUS_R, "DVD+R" },
    { MMC_FEATURE_RIGID_RESTRICTED_OVERWRITE, "Rigid Restricted Overwrite" },
    { MMC_FEATURE_CD_TRACK_AT_ONCE, "CD Track at Once" },
    { MMC_FEATURE_CD_MASTERING, "CD Mastering" },
    { MMC_FEATURE_DVD_DASH_WRITE, "DVD-R/-RW Write" },
    { MMC_FEATURE_DDCD_READ, "Double Density CD Read" },
    { MMC_FEATURE_DDCD_R_WRITE, "Double Density CD-R Write" },
    { MMC_FEATURE_DDCD_RW_WRITE, "Double Density CD-RW Write" },
    { MMC_FEATURE_LAYER_JUMP_RECORDING, "Layer Jump Recording" },
    { MMC_FEATURE_LAYER_JUMP_RIGID, "Layer Jump Rigid Restricted Overwrite" },
    { MMC_FEATURE_STOP_LONG_OPERATION, "Stop Long Operation" },
    { MMC_FEATURE_CD_RW_MEDIA_WRITE, "CD-RW Media Write Support" },
    { MMC_FEATURE_BD_R_PSEUDO_OVERWRITE, "BD-R Pseudo-Overwrite" },
    { MMC_FEATURE_DVD_PLUS_RW_DL, "DVD+RW Dual Layer" },
    { MMC_FEATURE_DVD_PLUS_R_DL, "DVD+R Dual Layer" },
    { MMC_FEATURE_BD_READ, "BD Read" },
    { MMC_FEATURE_BD_WRITE, "BD Write" },
    { MMC_FEATURE_TIMELY_SAFE_RECORDING, "Timely Safe Recording" },
    { MMC_FEATURE_HD_DVD_READ, "HD DVD Read" },
    { MMC_FEATURE_HD_DVD_WRITE, "HD DVD Write" },
    { MMC_FEATURE_HYBRID_DISC, "Hybrid Disc" },
    { MMC_FEATURE_POWER_MANAGEMENT, "Power Management" },
    { MMC_FEATURE_SMART, "S.M.A.R.T." },
    { MMC_FEATURE_EMBEDDED_CHANGER, "Embedded Changer" },
    { MMC_FEATURE_CD_AUDIO_PLAY, "CD Audio External Play" },
    { MMC_FEATURE_MICROCODE_UPGRADE, "Microcode Upgrade" },
    { MMC_FEATURE_TIMEOUT, "Timeout" },
    { MMC_FEATURE_DVD_CSS, "DVD CSS" },
    { MMC_FEATURE_REAL_TIME_STREAMING, "Real Time Streaming" },
    { MMC_FEATURE_DRIVE_SERIAL_NUMBER, "Drive Serial Number" },
    { MMC_FEATURE_MEDIA_SERIAL_NUMBER, "Media Serial Number" },
    { MMC_FEATURE_DISC_CONTROL_BLOCKS, "Disc Control Blocks" },
    { MMC_FEATURE_DVD_CPRM, "DVD CPRM" },
    { MMC_FEATURE_FIRMWARE_INFORMATION, "Firmware Information" },
    { MMC_FEATURE_AACS, "AACS" },
    { MMC_FEATURE_DVD_CSS_MANAGED_RECORDING, "DVD CSS Managed Recording" },
    { MMC_FEATURE_VCPS, "VCPS" },
    { MMC_FEATURE_SECURDISC, "SecurDisc" },
    { MMC_FEATURE_OSSC, "OSSC" },
};

const char *mmc_feature_name(uint16_t feature)
{
    size_t i;

    for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
        if ((uint16_t)names[i].feature == feature)
            return names[i].name;
    return "unknown feature";
}
