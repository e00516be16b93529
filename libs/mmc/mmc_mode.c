/*
 * MODE SENSE, MODE SELECT and lists of pages
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

#include "mmc_mode.h"

#include <string.h>

#include "mmc_opcodes.h"
#include "mmc_span.h"

void mmc_build_mode_sense_10(struct mmc_command *cmd, enum mmc_page_control control, uint8_t page,
                             uint16_t allocation)
{
    mmc_start_command(cmd, MMC_OP_MODE_SENSE_10, MMC_DATA_IN, allocation, false);
    cmd->cdb[1] = 0x08; /* DBD */
    cmd->cdb[2] = (uint8_t)((control & 3) << 6 | (page & 0x3f));
    mmc_put16(cmd->cdb + 7, allocation);
}

void mmc_build_mode_select_10(struct mmc_command *cmd, uint16_t length, bool save)
{
    mmc_start_command(cmd, MMC_OP_MODE_SELECT_10, MMC_DATA_OUT, length, false);
    cmd->cdb[1] = (uint8_t)(0x10 /* PF */ | (save ? 0x01 : 0));
    mmc_put16(cmd->cdb + 7, length);
}

bool mmc_parse_mode_header(const uint8_t *data, size_t length, struct mmc_mode_header *header)
{
    struct mmc_span span = mmc_span_of_reply(data, length, 0, 2);

    memset(header, 0, sizeof(*header));
    if (!mmc_span_has(&span, 0, MMC_MODE_HEADER_LENGTH))
        return false;
    header->data_length = mmc_span16(&span, 0);
    header->medium_type = mmc_span8(&span, 2);
    header->block_descriptor_length = mmc_span16(&span, 6);
    return true;
}

/* Page 0 is vendor specific and may have no length byte: it ends the list. */
bool mmc_next_mode_page(const uint8_t *data, size_t length, size_t *offset, struct mmc_mode_page_view *page)
{
    struct mmc_span span = mmc_span_of_reply(data, length, 0, 2);
    size_t at, bytes;

    memset(page, 0, sizeof(*page));
    if (!mmc_span_has(&span, 0, MMC_MODE_HEADER_LENGTH))
        return false;
    at = *offset ? *offset : (size_t)MMC_MODE_HEADER_LENGTH + mmc_span16(&span, 6);
    if (!mmc_span_has(&span, at, 2))
        return false;
    bytes = 2u + mmc_span8(&span, at + 1);
    if (!mmc_span_has(&span, at, bytes) || (mmc_span8(&span, at) & 0x3f) == MMC_PAGE_VENDOR)
        return false;
    page->code = mmc_span8(&span, at) & 0x3f;
    page->saveable = mmc_span_bit(&span, at, 7);
    page->data = span.data + at;
    page->length = bytes;
    *offset = at + bytes;
    return true;
}

bool mmc_find_mode_page(const uint8_t *data, size_t length, uint8_t code, struct mmc_mode_page_view *page)
{
    size_t offset = 0;

    while (mmc_next_mode_page(data, length, &offset, page))
        if (page->code == code)
            return true;
    memset(page, 0, sizeof(*page));
    return false;
}

size_t mmc_encode_mode_list(uint8_t *buffer, size_t size, const uint8_t *page, size_t page_length)
{
    if (page_length < 2 || page_length != 2u + page[1] || size < MMC_MODE_HEADER_LENGTH + page_length)
        return 0;
    memset(buffer, 0, MMC_MODE_HEADER_LENGTH);
    memcpy(buffer + MMC_MODE_HEADER_LENGTH, page, page_length);
    buffer[MMC_MODE_HEADER_LENGTH] &= 0x3f;
    return MMC_MODE_HEADER_LENGTH + page_length;
}
