/*
 * A reader of subchannels that knows nothing of how they were made
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

#ifndef IMAPI2_TEST_SUPPORT_CD_H
#define IMAPI2_TEST_SUPPORT_CD_H

#include "support.h"

#define CD_NOWHERE  0x7fffffff
#define CD_AUDIO    2352    /* bytes */

/* What subchannels P and Q of sectors in a row told. Addresses are LBAs. */
struct cd_reading
{
    IMAPI_FORMAT2_RAW_CD_DATA_SECTOR_TYPE type;
    LONG lba;                       /* of the next sector */
    LONG sectors;
    LONG crc_errors;
    LONG wrong;                     /* sectors that are not where they tell to be, or break a rule */
    LONG first_wrong;               /* CD_NOWHERE: none */
    LONG toc[256];                  /* by POINT as on the disc; A0 and A1: track numbers; CD_NOWHERE: not told */
    BYTE toc_control[256];
    LONG toc_items;                 /* sectors of the lead-in that told one */
    LONG start[100][100];           /* where track and index begin, CD_NOWHERE: nowhere */
    LONG length[100][100];
    BYTE control[100];              /* of all its sectors, or'ed */
    char isrc[100][13];
    char catalog[14];
    LONG catalogs, isrcs;           /* sectors with one */
    LONG catalog_pause;             /* longest run of program sectors without one */
    LONG lead_out;                  /* CD_NOWHERE: not seen */
    LONG lead_out_sectors;
    LONG since_catalog;
    LONG since_position;
    LONG pause_left;                /* frames, as the last sector of a pre-gap told */
};

void cd_reading_init(struct cd_reading *reading, IMAPI_FORMAT2_RAW_CD_DATA_SECTOR_TYPE type, LONG lba);
/* Bytes of a sector of that type. */
ULONG cd_sector_size(IMAPI_FORMAT2_RAW_CD_DATA_SECTOR_TYPE type);
/* One whole sector, audio first. */
void cd_reading_sector(struct cd_reading *reading, const BYTE *sector);
/* Reads a stream from its position to its end. */
HRESULT cd_reading_stream(struct cd_reading *reading, IStream *stream);

#endif /* IMAPI2_TEST_SUPPORT_CD_H */
