/*
 * The kinds of media that a virtual recorder takes
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

#include "medium.h"

/* Speeds in 1000 bytes per second: 1x is 176.4 for CD, 1385 for DVD, 4495.5 for BD. */
static const struct virtual_speed speeds_cd_r[] =
{
    { 7056, false }, { 5645, false }, { 4234, false }, { 2822, false }, { 1411, false }, { 0, false },
};
static const struct virtual_speed speeds_cd_rw[] =
{
    { 4234, false }, { 2822, false }, { 1764, false }, { 706, false }, { 0, false },
};
static const struct virtual_speed speeds_dvd_r[] =
{
    { 22160, true }, { 16620, false }, { 11080, false }, { 5540, false }, { 2770, false }, { 0, false },
};
static const struct virtual_speed speeds_dvd_dl[] =
{
    { 11080, false }, { 5540, false }, { 3324, false }, { 0, false },
};
static const struct virtual_speed speeds_dvd_plus_rw[] =
{
    { 11080, false }, { 5540, false }, { 3324, false }, { 0, false },
};
static const struct virtual_speed speeds_dvd_rw[] =
{
    { 8310, false }, { 5540, false }, { 2770, false }, { 0, false },
};
static const struct virtual_speed speeds_bd_r[] =
{
    { 53946, false }, { 26973, false }, { 17982, false }, { 8991, false }, { 0, false },
};
static const struct virtual_speed speeds_bd_re[] =
{
    { 8991, false }, { 4495, false }, { 0, false },
};
static const struct virtual_speed speeds_none[] = { { 0, false } };

/*
 * name, description, blocks, profile, family, layers, book type, erasable, speeds.
 * Book types: ECMA-359 (DVD-R 25), ECMA-337 (DVD+RW 92), ECMA-349 (DVD+R A1), ECMA-364 (DVD+R DL E1).
 * The pressed kinds are not for blanks: their size comes with the image.
 */
#define KINDS(KIND) \
    KIND("cd-r", "CD-R, 80 minutes", 359847, CD_R, CD, 1, 0x00, false, speeds_cd_r) \
    KIND("cd-rw", "CD-RW, 80 minutes", 359847, CD_RW, CD, 1, 0x00, true, speeds_cd_rw) \
    KIND("dvd-r", "DVD-R, 4.7 GB", 2298496, DVD_R, DVD_DASH, 1, 0x25, false, speeds_dvd_r) \
    KIND("dvd-r-dl", "DVD-R, dual layer, 8.5 GB", 4171712, DVD_R_DL_SEQUENTIAL, DVD_DASH, 2, 0x26, false, \
         speeds_dvd_dl) \
    KIND("dvd-rw", "DVD-RW, 4.7 GB", 2297888, DVD_RW_SEQUENTIAL, DVD_DASH, 1, 0x32, true, speeds_dvd_rw) \
    KIND("dvd-ram", "DVD-RAM, 4.7 GB", 2295072, DVD_RAM, DVD_RAM, 1, 0x16, true, speeds_dvd_rw) \
    KIND("dvd+r", "DVD+R, 4.7 GB", 2295104, DVD_PLUS_R, DVD_PLUS_R, 1, 0xa1, false, speeds_dvd_r) \
    KIND("dvd+r-dl", "DVD+R, dual layer, 8.5 GB", 4173824, DVD_PLUS_R_DL, DVD_PLUS_R, 2, 0xe1, false, speeds_dvd_dl) \
    KIND("dvd+rw", "DVD+RW, 4.7 GB", 2295104, DVD_PLUS_RW, DVD_PLUS_RW, 1, 0x92, true, speeds_dvd_plus_rw) \
    KIND("bd-r", "BD-R, 25 GB", 12219392, BD_R_SRM, BD_R, 1, 0x00, false, speeds_bd_r) \
    KIND("bd-r-dl", "BD-R, dual layer, 50 GB", 24438784, BD_R_SRM, BD_R, 2, 0x00, false, speeds_bd_r) \
    KIND("bd-r-xl", "BD-R, triple layer, 100 GB", 48878592, BD_R_SRM, BD_R, 3, 0x00, false, speeds_bd_r) \
    KIND("bd-r-ql", "BD-R, quadruple layer, 128 GB", 62500864, BD_R_SRM, BD_R, 4, 0x00, false, speeds_bd_r) \
    KIND("bd-re", "BD-RE, 25 GB", 12219392, BD_RE, BD_RE, 1, 0x00, true, speeds_bd_re) \
    KIND("bd-re-dl", "BD-RE, dual layer, 50 GB", 24438784, BD_RE, BD_RE, 2, 0x00, true, speeds_bd_re) \
    KIND("bd-re-xl", "BD-RE, triple layer, 100 GB", 48878592, BD_RE, BD_RE, 3, 0x00, true, speeds_bd_re)

/* A DVD-RW that was formatted: the same disc, another profile. */
#define CHANGED_KINDS(KIND) \
    KIND(VIRTUAL_KIND_DVD_RW_OVERWRITE, "DVD-RW, 4.7 GB", 2297888, DVD_RW_OVERWRITE, DVD_RW_OVERWRITE, 1, 0x32, true, \
         speeds_dvd_rw)

#define PRESSED_KINDS(KIND) \
    KIND("cd-rom", "CD-ROM", 0, CD_ROM, PRESSED, 1, 0x00, false, speeds_none) \
    KIND("dvd-rom", "DVD-ROM", 0, DVD_ROM, PRESSED, 1, 0x01, false, speeds_none)

#define PUBLIC_ROW(name, description, blocks, profile, family, layers, book, erasable, speeds) \
    { name, description, blocks },
#define PRIVATE_ROW(name, description, blocks, profile, family, layers, book, erasable, speeds) \
    { name, MMC_PROFILE_##profile, VIRTUAL_FAMILY_##family, layers, book, erasable, speeds },

const struct virtual_medium_kind virtual_medium_kinds[] = { KINDS(PUBLIC_ROW) };
const unsigned int virtual_medium_kind_count = sizeof(virtual_medium_kinds) / sizeof(virtual_medium_kinds[0]);

static const struct virtual_kind kinds[] = { KINDS(PRIVATE_ROW) CHANGED_KINDS(PRIVATE_ROW) PRESSED_KINDS(PRIVATE_ROW) };

/*
 * Gaps. CD: run-out of two blocks and the pre-gap of 150 between tracks recorded
 * at once; lead-out of 90 seconds, later 30, lead-in of a
 * minute and the pre-gap between sessions. DVD-R: border-out and
 * border-in; DVD+R: closure and intro zones; both of the usual size.
 */
static const struct virtual_family families[] =
{
    [VIRTUAL_FAMILY_PRESSED]     = { 1, 99, 1, 0, 0, 0, 0, false, false },
    [VIRTUAL_FAMILY_CD]          = { 1, 99, 99, 2, 150, 11400, 6900, true, false },
    [VIRTUAL_FAMILY_DVD_DASH]    = { 16, 255, 99, 0, 0, 49152, 9216, true, false },
    [VIRTUAL_FAMILY_DVD_PLUS_R]  = { 16, 153, 153, 0, 0, 2048, 2048, true, false },
    [VIRTUAL_FAMILY_DVD_PLUS_RW] = { 16, 1, 1, 0, 0, 0, 0, false, true },
    [VIRTUAL_FAMILY_DVD_RW_OVERWRITE] = { 16, 1, 1, 0, 0, 0, 0, false, true },
    [VIRTUAL_FAMILY_DVD_RAM]     = { 16, 1, 1, 0, 0, 0, 0, false, true },
    [VIRTUAL_FAMILY_BD_R]        = { 32, 255, 255, 0, 0, 0, 0, true, false },
    [VIRTUAL_FAMILY_BD_RE]       = { 32, 1, 1, 0, 0, 0, 0, false, true },
};

const struct virtual_kind *virtual_find_kind(const char *name)
{
    unsigned int i;

    for (i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
        if (!strcmp(kinds[i].name, name)) return &kinds[i];
    return NULL;
}

uint32_t virtual_kind_blocks(const struct virtual_kind *kind)
{
    const char *name = kind->family == VIRTUAL_FAMILY_DVD_RW_OVERWRITE ? VIRTUAL_KIND_DVD_RW : kind->name;
    unsigned int i;

    for (i = 0; i < virtual_medium_kind_count; i++)
        if (!strcmp(virtual_medium_kinds[i].name, name)) return virtual_medium_kinds[i].blocks;
    return 0;
}

const struct virtual_family *virtual_find_family(enum virtual_family_id id)
{
    return &families[id];
}
