/*
 * Raw images and their burning, for tests
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

#ifndef IMAPI2_TEST_SUPPORT_RAW_H
#define IMAPI2_TEST_SUPPORT_RAW_H

#include "support_cd.h"

#define RAW_LEAD_IN     22650   /* sectors of a creator's image in front of LBA 0 */
#define RAW_DISC_LEAD_IN 11635  /* of the virtual CD-R: 97:26:65 */
#define RAW_LEAD_OUT    6750    /* sectors */

/* These check for themselves. */
IDiscFormat2RawCD *test_raw_create(void);
HRESULT test_raw_set_name(IDiscFormat2RawCD *raw, const WCHAR *text);
/* With recorder and client name. */
IDiscFormat2RawCD *test_raw_ready(struct burner *test);

/* An image of one track or more with what a disc can have, as MsftRawCDImageCreator makes it. */
#define RAW_TRACKS_MAX 12
struct raw_test_image
{
    IStream *stream;
    IMAPI_FORMAT2_RAW_CD_DATA_SECTOR_TYPE type;
    LONG lead_out;              /* LBA */
    unsigned int count;
    LONG start[RAW_TRACKS_MAX]; /* LBA of index 1 */
    struct test_stream tracks[RAW_TRACKS_MAX];
};

void raw_test_image_init(struct raw_test_image *image, IMAPI_FORMAT2_RAW_CD_DATA_SECTOR_TYPE type,
                         unsigned int count, const uint32_t *lengths);
/* The same with another number for the first track than 1. */
void raw_test_image_init_from(struct raw_test_image *image, IMAPI_FORMAT2_RAW_CD_DATA_SECTOR_TYPE type, LONG first,
                              unsigned int count, const uint32_t *lengths);
/* Nobody else may have references any more. */
void raw_test_image_cleanup(struct raw_test_image *image);
/* Lead-in to lead-out, as the stream has them. */
LONG raw_test_image_sectors(const struct raw_test_image *image);

/* Compares sound, and P to W, of the disc with the image, from LBA -150 to the lead-out, in steps of so many sectors. */
void raw_test_image_check(struct raw_test_image *image, struct burner *test, LONG step);

/* Holds all that the drive tells of the lead-in (READ TOC, full TOC) against what subchannel Q of the image has there. */
void raw_test_image_check_toc(struct raw_test_image *image, struct burner *test);

#endif /* IMAPI2_TEST_SUPPORT_RAW_H */
