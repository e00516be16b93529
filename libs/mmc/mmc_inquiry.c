/*
 * INQUIRY and its vital product data
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

#include "mmc_basic.h"

#include <string.h>

#include "mmc_opcodes.h"
#include "mmc_span.h"

void mmc_build_inquiry(struct mmc_command *cmd, uint16_t allocation)
{
    mmc_start_command(cmd, MMC_OP_INQUIRY, MMC_DATA_IN, allocation, false);
    mmc_put16(cmd->cdb + 3, allocation);
}

void mmc_build_inquiry_vpd(struct mmc_command *cmd, uint8_t page, uint16_t allocation)
{
    mmc_build_inquiry(cmd, allocation);
    cmd->cdb[1] = 1; /* EVPD */
    cmd->cdb[2] = page;
}

/* SPC-3 6.4: standard INQUIRY data. */
bool mmc_parse_inquiry(const uint8_t *data, size_t length, struct mmc_inquiry *inquiry)
{
    struct mmc_span span;

    memset(inquiry, 0, sizeof(*inquiry));
    if (length < 5)
        return false;
    span = mmc_span_of(data, length, 5u + data[4]);
    inquiry->peripheral_qualifier = mmc_span8(&span, 0) >> 5;
    inquiry->peripheral_type = mmc_span8(&span, 0) & 0x1f;
    inquiry->removable = mmc_span_bit(&span, 1, 7);
    inquiry->version = mmc_span8(&span, 2);
    inquiry->additional_length = mmc_span8(&span, 4);
    mmc_span_text(&span, 8, inquiry->vendor, sizeof(inquiry->vendor));
    mmc_span_text(&span, 16, inquiry->product, sizeof(inquiry->product));
    mmc_span_text(&span, 32, inquiry->revision, sizeof(inquiry->revision));
    return true;
}

static void put_padded(uint8_t *buffer, size_t size, const char *text)
{
    size_t i;

    for (i = 0; i < size; i++)
        buffer[i] = *text ? (uint8_t)*text++ : ' ';
}

size_t mmc_encode_inquiry(uint8_t *buffer, size_t size, const struct mmc_inquiry *inquiry)
{
    if (size < MMC_INQUIRY_LENGTH)
        return 0;
    memset(buffer, 0, MMC_INQUIRY_LENGTH);
    buffer[0] = (uint8_t)(inquiry->peripheral_qualifier << 5 | (inquiry->peripheral_type & 0x1f));
    buffer[1] = inquiry->removable ? 0x80 : 0;
    buffer[2] = inquiry->version;
    buffer[3] = 2; /* response data format of SPC */
    buffer[4] = MMC_INQUIRY_LENGTH - 5;
    put_padded(buffer + 8, 8, inquiry->vendor);
    put_padded(buffer + 16, 16, inquiry->product);
    put_padded(buffer + 32, 4, inquiry->revision);
    return MMC_INQUIRY_LENGTH;
}

/* A VPD page with that code, SPC-3 7.6; length 0 for another one. */
static struct mmc_span vpd_page(const uint8_t *data, size_t length, uint8_t page)
{
    struct mmc_span span = mmc_span_of_reply(data, length, 2, 2);

    if (mmc_span8(&span, 1) != page)
        span.length = 0;
    return span;
}

bool mmc_parse_vpd_serial(const uint8_t *data, size_t length, struct mmc_vpd_serial *serial)
{
    struct mmc_span span = vpd_page(data, length, MMC_VPD_SERIAL);

    memset(serial, 0, sizeof(*serial));
    if (!mmc_span_has(&span, 0, 4))
        return false;
    mmc_span_trimmed(&span, 4, span.length - 4, serial->serial, sizeof(serial->serial));
    return true;
}

bool mmc_next_designator(const uint8_t *data, size_t length, size_t *offset, struct mmc_designator *designator)
{
    struct mmc_span span = vpd_page(data, length, MMC_VPD_IDENTIFICATION);
    size_t at = *offset ? *offset : 4;

    memset(designator, 0, sizeof(*designator));
    if (!mmc_span_has(&span, at, 4) || !mmc_span_has(&span, at + 4, mmc_span8(&span, at + 3)))
        return false;
    designator->code_set = mmc_span8(&span, at) & 0x0f;
    designator->association = (mmc_span8(&span, at + 1) >> 4) & 3;
    designator->type = mmc_span8(&span, at + 1) & 0x0f;
    designator->length = mmc_span8(&span, at + 3);
    designator->data = span.data + at + 4;
    *offset = at + 4 + designator->length;
    return true;
}
