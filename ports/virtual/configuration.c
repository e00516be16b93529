/*
 * Profiles and features of a virtual drive, MMC-5 clause 5 and GET CONFIGURATION
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

/* The kinds of media of which a feature is current; the drive supports every feature in the table. */
#define ANY_MEDIUM  0xffffffffu
#define ALWAYS      0
#define CD_ROM      (1u << 0)
#define CD_R        (1u << 1)
#define CD_RW       (1u << 2)
#define DVD_ROM     (1u << 3)
#define DVD_R       (1u << 4)
#define DVD_R_DL    (1u << 5)
#define DVD_P_RW    (1u << 6)
#define DVD_P_R     (1u << 7)
#define DVD_P_R_DL  (1u << 8)
#define BD_R        (1u << 9)
#define BD_RE       (1u << 10)
#define DVD_RW_S    (1u << 11)  /* sequential */
#define DVD_RW_O    (1u << 12)  /* restricted overwrite */
#define DVD_RAM     (1u << 13)
#define ALL_CD      (CD_ROM | CD_R | CD_RW)
#define ALL_DVD     (DVD_ROM | DVD_R | DVD_R_DL | DVD_P_RW | DVD_P_R | DVD_P_R_DL | DVD_RW_S | DVD_RW_O | DVD_RAM)
#define ALL_BD      (BD_R | BD_RE)
#define WRITABLE    (ANY_MEDIUM & ~(CD_ROM | DVD_ROM))

/* In the order of the profile list: what can do most comes first. */
static const struct
{
    enum mmc_profile profile;
    uint32_t medium;
} profiles[] =
{
    { MMC_PROFILE_BD_RE, BD_RE },
    { MMC_PROFILE_BD_R_SRM, BD_R },
    { MMC_PROFILE_DVD_PLUS_R_DL, DVD_P_R_DL },
    { MMC_PROFILE_DVD_PLUS_R, DVD_P_R },
    { MMC_PROFILE_DVD_PLUS_RW, DVD_P_RW },
    { MMC_PROFILE_DVD_RAM, DVD_RAM },
    { MMC_PROFILE_DVD_RW_SEQUENTIAL, DVD_RW_S },
    { MMC_PROFILE_DVD_RW_OVERWRITE, DVD_RW_O },
    { MMC_PROFILE_DVD_R_DL_SEQUENTIAL, DVD_R_DL },
    { MMC_PROFILE_DVD_R, DVD_R },
    { MMC_PROFILE_DVD_ROM, DVD_ROM },
    { MMC_PROFILE_CD_RW, CD_RW },
    { MMC_PROFILE_CD_R, CD_R },
    { MMC_PROFILE_CD_ROM, CD_ROM },
};

#define PROFILE_COUNT (sizeof(profiles) / sizeof(profiles[0]))

static uint32_t current_medium(const struct virtual_drive *drive)
{
    enum mmc_profile profile = virtual_current_profile(drive);
    size_t i;

    for (i = 0; i < PROFILE_COUNT; i++)
        if (profiles[i].profile == profile) return profiles[i].medium;
    return 0;
}

/* Fills what depends on the medium into a feature's data. */
typedef void (*feature_fill)(const struct virtual_drive *drive, uint8_t *data);

static uint16_t blocking(const struct virtual_drive *drive)
{
    return virtual_has_medium(drive) ? drive->medium.family->ecc_blocks : 16;
}

static void fill_random_readable(const struct virtual_drive *drive, uint8_t *data)
{
    mmc_put16(data + 4, blocking(drive));
}

static void fill_random_writable(const struct virtual_drive *drive, uint8_t *data)
{
    uint32_t blocks = virtual_has_medium(drive) ? virtual_medium_capacity(&drive->medium) : 0;

    mmc_put32(data, blocks ? blocks - 1 : 0);
    mmc_put16(data + 8, blocking(drive));
}

struct feature
{
    enum mmc_feature code;
    uint8_t version;
    uint32_t media;             /* of which it is current; ALWAYS: persistent */
    uint8_t length;
    uint8_t data[28];
    feature_fill fill;
};

/*
 * MMC-5 5.3: the data of each feature behind its four bytes of header. The
 * drive writes CDs track at once, session at once and raw with protection against
 * buffer underrun, no packets, no test writing.
 */
static const struct feature features[] =
{
    { MMC_FEATURE_CORE, 2, ALWAYS, 8, { 0, 0, 0, 7, 0x01 }, NULL },                 /* SATA, device busy event */
    { MMC_FEATURE_MORPHING, 1, ALWAYS, 4, { 0x02 }, NULL },                         /* operational change event */
    { MMC_FEATURE_REMOVABLE_MEDIUM, 2, ALWAYS, 4, { 0x39 }, NULL },                 /* tray; load, eject, lock */
    { MMC_FEATURE_WRITE_PROTECT, 0, DVD_RAM, 4, { 0x02 }, NULL },                   /* persistent */
    { MMC_FEATURE_RANDOM_READABLE, 0, ANY_MEDIUM, 8, { 0, 0, 8, 0, 0, 0, 1 }, fill_random_readable },
    { MMC_FEATURE_MULTI_READ, 0, ALL_CD, 0, { 0 }, NULL },
    { MMC_FEATURE_CD_READ, 2, ALL_CD, 4, { 0x03 }, NULL },                          /* C2, CD-TEXT */
    { MMC_FEATURE_DVD_READ, 1, ALL_DVD, 4, { 1, 0, 1, 0 }, NULL },                  /* MULTI110, DVD-R DL */
    { MMC_FEATURE_RANDOM_WRITABLE, 1, DVD_P_RW | DVD_RAM | BD_RE, 12,
      { 0, 0, 0, 0, 0, 0, 8, 0, 0, 0, 1 }, fill_random_writable },
    { MMC_FEATURE_INCREMENTAL_STREAMING_WRITABLE, 3, DVD_R | DVD_R_DL | DVD_RW_S | BD_R, 8,
      { 0x01, 0x00, 0x01, 1, 16 }, NULL },
    { MMC_FEATURE_FORMATTABLE, 1, DVD_P_RW | DVD_RW_S | DVD_RW_O | DVD_RAM | BD_RE, 8, { 0x08 }, NULL }, /* no spare */
    { MMC_FEATURE_HARDWARE_DEFECT_MANAGEMENT, 1, DVD_RAM | BD_RE, 4, { 0 }, NULL },
    { MMC_FEATURE_DVD_PLUS_RW, 0, DVD_P_RW, 4, { 1, 0x02 }, NULL },                 /* writes, quick start */
    { MMC_FEATURE_DVD_PLUS_R, 0, DVD_P_R, 4, { 1 }, NULL },
    { MMC_FEATURE_RIGID_RESTRICTED_OVERWRITE, 0, DVD_RW_O, 4, { 0x01 }, NULL },     /* BLANK */
    { MMC_FEATURE_CD_TRACK_AT_ONCE, 2, CD_R | CD_RW, 4, { 0x5b, 0, 0x05, 0x0f }, NULL },    /* BUF, CD-RW, all of R-W */
    { MMC_FEATURE_CD_MASTERING, 2, CD_R | CD_RW, 4, { 0x7b, 0, 0x08, 0x00 }, NULL },        /* and raw, in sessions */
    { MMC_FEATURE_DVD_DASH_WRITE, 2, DVD_R | DVD_R_DL | DVD_RW_S | DVD_RW_O, 4, { 0x4a }, NULL },
                                                                                    /* BUF, DVD-R DL, DVD-RW */
    { MMC_FEATURE_CD_RW_MEDIA_WRITE, 0, CD_RW, 4, { 0, 0x7f }, NULL },              /* every speed class */
    { MMC_FEATURE_DVD_PLUS_R_DL, 0, DVD_P_R_DL, 4, { 1 }, NULL },
    { MMC_FEATURE_BD_READ, 0, ALL_BD, 28, { 0, 0, 0, 0, 0, 0, 0x0e, 0, 0, 0, 0, 0, 0, 0, 0x0e }, NULL },
    { MMC_FEATURE_BD_WRITE, 0, ALL_BD, 20, { 0, 0, 0, 0, 0, 0, 0x0e, 0, 0, 0, 0, 0, 0, 0, 0x0e }, NULL },
    { MMC_FEATURE_POWER_MANAGEMENT, 0, ALWAYS, 0, { 0 }, NULL },
    { MMC_FEATURE_TIMEOUT, 1, ALWAYS, 4, { 0 }, NULL },
    { MMC_FEATURE_REAL_TIME_STREAMING, 4, ANY_MEDIUM, 4, { 0x1f }, NULL },          /* all of it */
};

#define FEATURE_COUNT (sizeof(features) / sizeof(features[0]))

static bool is_current(const struct feature *feature, uint32_t medium)
{
    return feature->media == ALWAYS || (feature->media & medium);
}

static size_t put_header(uint8_t *p, enum mmc_feature code, uint8_t version, bool persistent, bool current,
                         size_t length)
{
    mmc_put16(p, (uint16_t)code);
    p[2] = (uint8_t)(version << 2 | (persistent ? 2 : 0) | (current ? 1 : 0));
    p[3] = (uint8_t)length;
    return 4 + length;
}

static size_t put_profile_list(uint8_t *p, uint32_t medium)
{
    size_t i;

    for (i = 0; i < PROFILE_COUNT; i++)
    {
        mmc_put16(p + 4 + 4 * i, (uint16_t)profiles[i].profile);
        p[6 + 4 * i] = profiles[i].medium & medium ? 1 : 0;
        p[7 + 4 * i] = 0;
    }
    return put_header(p, MMC_FEATURE_PROFILE_LIST, 0, true, true, 4 * PROFILE_COUNT);
}

static size_t put_feature(uint8_t *p, const struct virtual_drive *drive, const struct feature *feature, bool current)
{
    memcpy(p + 4, feature->data, feature->length);
    if (feature->fill) feature->fill(drive, p + 4);
    return put_header(p, feature->code, feature->version, feature->media == ALWAYS, current, feature->length);
}

/* Requested types (RT) of MMC-6 GET CONFIGURATION. */
#define TYPE_ALL        0
#define TYPE_CURRENT    1
#define TYPE_ONE        2

uint32_t virtual_get_configuration(struct virtual_drive *drive, struct virtual_request *request)
{
    uint8_t data[1024], type = request->cdb[1] & 3;
    uint16_t start = mmc_get16(request->cdb + 2);
    uint32_t medium = current_medium(drive);
    size_t length = 8, i;

    if (type > TYPE_ONE) return virtual_bad_cdb(request, 1);
    memset(data, 0, sizeof(data));
    if (start == MMC_FEATURE_PROFILE_LIST) length += put_profile_list(data + length, medium);
    for (i = 0; i < FEATURE_COUNT; i++)
    {
        bool current = is_current(&features[i], medium);

        if (type == TYPE_ONE ? features[i].code != start : features[i].code < start) continue;
        if (type == TYPE_CURRENT && !current) continue;
        length += put_feature(data + length, drive, &features[i], current);
    }
    mmc_put32(data, (uint32_t)length - 4);
    mmc_put16(data + 6, (uint16_t)virtual_current_profile(drive));
    virtual_answer(request, data, length, mmc_get16(request->cdb + 7));
    return 0;
}
