/*
 * GET CONFIGURATION: stepping through features
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

#include "mmc_configuration.h"

#include <string.h>

#include "mmc_opcodes.h"
#include "mmc_span.h"

void mmc_build_get_configuration(struct mmc_command *cmd, enum mmc_configuration_request request, uint16_t first,
                                 uint16_t allocation)
{
    mmc_start_command(cmd, MMC_OP_GET_CONFIGURATION, MMC_DATA_IN, allocation, false);
    cmd->cdb[1] = (uint8_t)(request & 3);
    mmc_put16(cmd->cdb + 2, first);
    mmc_put16(cmd->cdb + 7, allocation);
}

bool mmc_parse_configuration_header(const uint8_t *data, size_t length, struct mmc_configuration_header *header)
{
    struct mmc_span span = mmc_span_of_reply(data, length, 0, 4);

    memset(header, 0, sizeof(*header));
    if (!mmc_span_has(&span, 0, MMC_CONFIGURATION_HEADER_LENGTH))
        return false;
    header->data_length = mmc_span32(&span, 0);
    header->current_profile = mmc_span16(&span, 6);
    return true;
}

/* MMC-5 5.2.2. */
bool mmc_next_feature(const uint8_t *data, size_t length, size_t *offset, struct mmc_feature_descriptor *feature)
{
    struct mmc_span span = mmc_span_of_reply(data, length, 0, 4);
    size_t at = *offset ? *offset : MMC_CONFIGURATION_HEADER_LENGTH;

    memset(feature, 0, sizeof(*feature));
    if (!mmc_span_has(&span, at, 4) || !mmc_span_has(&span, at + 4, mmc_span8(&span, at + 3)))
        return false;
    feature->code = mmc_span16(&span, at);
    feature->version = (mmc_span8(&span, at + 2) >> 2) & 0x0f;
    feature->persistent = mmc_span_bit(&span, at + 2, 1);
    feature->current = mmc_span_bit(&span, at + 2, 0);
    feature->length = mmc_span8(&span, at + 3);
    feature->raw = span.data + at;
    feature->data = feature->raw + 4;
    *offset = at + 4 + feature->length;
    return true;
}

bool mmc_find_feature(const uint8_t *data, size_t length, uint16_t code, struct mmc_feature_descriptor *feature)
{
    size_t offset = 0;

    while (mmc_next_feature(data, length, &offset, feature))
        if (feature->code == code)
            return true;
    memset(feature, 0, sizeof(*feature));
    return false;
}

bool mmc_feature_is_current(const uint8_t *data, size_t length, uint16_t code)
{
    struct mmc_feature_descriptor feature;

    return mmc_find_feature(data, length, code, &feature) && feature.current;
}
