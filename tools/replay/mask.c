/*
 * Which part of an answer may differ
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

#include "mask.h"

#include <string.h>

/* Hides bytes of both, as far as they exist. */
static bool hide(uint8_t *a, uint8_t *b, size_t length, size_t offset, size_t bytes)
{
    bool differed;

    if (offset >= length)
        return false;
    if (bytes > length - offset)
        bytes = length - offset;
    differed = memcmp(a + offset, b + offset, bytes) != 0;
    memset(a + offset, 0, bytes);
    memset(b + offset, 0, bytes);
    return differed;
}

static bool is_identity(uint16_t feature)
{
    return feature == MMC_FEATURE_DRIVE_SERIAL_NUMBER || feature == MMC_FEATURE_FIRMWARE_INFORMATION;
}

/* The data of identifying features, where both have them at the same place and with the same length. */
static bool hide_identity(uint8_t *a, uint8_t *b, size_t length)
{
    struct mmc_feature_descriptor first, second;
    size_t at_a = 0, at_b = 0;
    bool hidden = false;

    while (mmc_next_feature(a, length, &at_a, &first) && mmc_next_feature(b, length, &at_b, &second) && at_a == at_b)
        if (first.code == second.code && is_identity(first.code))
            hidden |= hide(a, b, length, at_a - first.length, first.length);
    return hidden;
}

/* A background format that runs in one and is complete in the other. */
static bool hide_background_format(uint8_t *a, uint8_t *b, size_t length)
{
    struct mmc_disc_information first, second;
    const size_t offset = 7;    /* of the byte with the status, MMC-6 table 367 */

    if (!mmc_parse_disc_information(a, length, &first) || !mmc_parse_disc_information(b, length, &second))
        return false;
    if (first.background_format < MMC_BACKGROUND_FORMAT_RUNNING ||
        second.background_format < MMC_BACKGROUND_FORMAT_RUNNING)
        return false;
    return hide(a, b, length, offset, 1);
}

/* REQUEST SENSE that tells of some work that goes on, in either. */
static bool hide_progress(uint8_t *a, uint8_t *b, size_t length)
{
    struct mmc_sense first, second;

    mmc_parse_sense(a, length, &first);
    mmc_parse_sense(b, length, &second);
    if (!first.progress_valid && !second.progress_valid &&
        first.key != MMC_SENSE_UNIT_ATTENTION && second.key != MMC_SENSE_UNIT_ATTENTION &&
        mmc_sense_code(&first) == mmc_sense_code(&second))
        return false;
    return hide(a, b, length, 0, length);
}

bool mask_hides_all(const struct mmc_trace_record *record)
{
    switch (record->cdb[0])
    {
    case MMC_OP_READ_10:
    case MMC_OP_READ_12:
    case MMC_OP_READ_CD:
    case MMC_OP_READ_CD_MSF:
    case MMC_OP_READ_MEDIA_SERIAL_NUMBER:
        return true;
    case MMC_OP_INQUIRY:
        return record->cdb[1] & 1;  /* vital product data */
    default:
        return false;
    }
}

bool mask_apply(const struct mmc_trace_record *record, uint8_t *recorded, uint8_t *replayed, size_t length)
{
    switch (record->cdb[0])
    {
    case MMC_OP_INQUIRY:
        return hide(recorded, replayed, length, 8, length);
    case MMC_OP_GET_CONFIGURATION:
        return hide_identity(recorded, replayed, length);
    case MMC_OP_READ_DISC_INFORMATION:
        return hide_background_format(recorded, replayed, length);
    case MMC_OP_READ_BUFFER_CAPACITY:
        return hide(recorded, replayed, length, 8, 4);
    case MMC_OP_GET_EVENT_STATUS_NOTIFICATION:
        /* the code of the event and its parameters; the state of the door and the medium stays */
        return hide(recorded, replayed, length, 4, 1) | hide(recorded, replayed, length, 6, 2);
    case MMC_OP_REQUEST_SENSE:
        return hide_progress(recorded, replayed, length);
    default:
        return false;
    }
}
