/*
 * READ and SEND DISC STRUCTURE
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

#include "mmc_structure.h"

#include <string.h>

#include "mmc_opcodes.h"
#include "mmc_span.h"

#define DVD_PHYSICAL_LENGTH 17      /* bytes of the payload that all DVDs have */

void mmc_build_read_disc_structure(struct mmc_command *cmd, enum mmc_structure_media media, uint8_t format,
                                   uint32_t address, uint8_t layer, uint16_t allocation)
{
    mmc_start_command(cmd, MMC_OP_READ_DISC_STRUCTURE, MMC_DATA_IN, allocation, false);
    cmd->cdb[1] = (uint8_t)(media & 0x0f);
    mmc_put32(cmd->cdb + 2, address);
    cmd->cdb[6] = layer;
    cmd->cdb[7] = format;
    mmc_put16(cmd->cdb + 8, allocation);
}

void mmc_build_send_disc_structure(struct mmc_command *cmd, enum mmc_structure_media media, uint8_t format,
                                   uint16_t length)
{
    mmc_start_command(cmd, MMC_OP_SEND_DISC_STRUCTURE, MMC_DATA_OUT, length, false);
    cmd->cdb[1] = (uint8_t)(media & 0x0f);
    cmd->cdb[7] = format;
    mmc_put16(cmd->cdb + 8, length);
}

bool mmc_parse_structure_payload(const uint8_t *data, size_t length, const uint8_t **payload, size_t *payload_length)
{
    struct mmc_span span = mmc_span_of_reply(data, length, 0, 2);

    *payload = NULL;
    *payload_length = 0;
    if (!mmc_span_has(&span, 0, MMC_STRUCTURE_HEADER_LENGTH))
        return false;
    *payload = span.data + MMC_STRUCTURE_HEADER_LENGTH;
    *payload_length = span.length - MMC_STRUCTURE_HEADER_LENGTH;
    return true;
}

/* The payload when it has at least so many bytes; else a span of length 0. */
static struct mmc_span payload_span(const uint8_t *data, size_t length, size_t needed)
{
    struct mmc_span span;

    if (!mmc_parse_structure_payload(data, length, &span.data, &span.length) || span.length < needed)
        span.length = 0;
    return span;
}

static void parse_physical(const struct mmc_span *span, struct mmc_dvd_physical *physical)
{
    physical->book_type = mmc_span8(span, 0) >> 4;
    physical->part_version = mmc_span8(span, 0) & 0x0f;
    physical->disc_size = mmc_span8(span, 1) >> 4;
    physical->maximum_rate = mmc_span8(span, 1) & 0x0f;
    physical->layers = (uint8_t)(((mmc_span8(span, 2) >> 5) & 3) + 1);
    physical->opposite_track_path = mmc_span_bit(span, 2, 4);
    physical->layer_type = mmc_span8(span, 2) & 0x0f;
    physical->linear_density = mmc_span8(span, 3) >> 4;
    physical->track_density = mmc_span8(span, 3) & 0x0f;
    physical->data_start = mmc_span24(span, 5);
    physical->data_end = mmc_span24(span, 9);
    physical->data_end_layer_0 = mmc_span24(span, 13);
    physical->bca = mmc_span_bit(span, 16, 7);
}

bool mmc_parse_dvd_physical(const uint8_t *data, size_t length, struct mmc_dvd_physical *physical)
{
    struct mmc_span span = payload_span(data, length, DVD_PHYSICAL_LENGTH);

    memset(physical, 0, sizeof(*physical));
    if (!span.length)
        return false;
    parse_physical(&span, physical);
    return true;
}

size_t mmc_encode_dvd_physical(uint8_t *buffer, size_t size, const struct mmc_dvd_physical *physical)
{
    if (size < DVD_PHYSICAL_LENGTH)
        return 0;
    memset(buffer, 0, DVD_PHYSICAL_LENGTH);
    buffer[0] = (uint8_t)(physical->book_type << 4 | (physical->part_version & 0x0f));
    buffer[1] = (uint8_t)(physical->disc_size << 4 | (physical->maximum_rate & 0x0f));
    buffer[2] = (uint8_t)(((physical->layers - 1) & 3) << 5 | (physical->opposite_track_path ? 0x10 : 0) |
                          (physical->layer_type & 0x0f));
    buffer[3] = (uint8_t)(physical->linear_density << 4 | (physical->track_density & 0x0f));
    mmc_put24(buffer + 5, physical->data_start);
    mmc_put24(buffer + 9, physical->data_end);
    mmc_put24(buffer + 13, physical->data_end_layer_0);
    buffer[16] = physical->bca ? 0x80 : 0;
    return DVD_PHYSICAL_LENGTH;
}

bool mmc_parse_dvd_copyright(const uint8_t *data, size_t length, struct mmc_dvd_copyright *copyright)
{
    struct mmc_span span = payload_span(data, length, 2);

    memset(copyright, 0, sizeof(*copyright));
    if (!span.length)
        return false;
    copyright->protection_system = mmc_span8(&span, 0);
    copyright->region_mask = mmc_span8(&span, 1);
    return true;
}

/* ECMA-349 14.4.2: bytes 19 to 30 of the physical format information. */
bool mmc_parse_dvd_adip(const uint8_t *data, size_t length, struct mmc_dvd_adip *adip)
{
    struct mmc_span span = payload_span(data, length, 31);

    memset(adip, 0, sizeof(*adip));
    if (!span.length)
        return false;
    parse_physical(&span, &adip->physical);
    mmc_span_text(&span, 19, adip->manufacturer, sizeof(adip->manufacturer));
    mmc_span_text(&span, 27, adip->media_type, sizeof(adip->media_type));
    adip->revision = mmc_span8(&span, 30);
    return true;
}

/* MMC-5 6.23.3.2.14: fields 1, 3 and 4 of the pre-recorded information, each of 8 bytes (ECMA-279 28.3.2.1). */
bool mmc_parse_dvd_prerecorded(const uint8_t *data, size_t length, struct mmc_dvd_prerecorded *prerecorded)
{
    struct mmc_span span = payload_span(data, length, 31);

    memset(prerecorded, 0, sizeof(*prerecorded));
    if (!span.length)
        return false;
    prerecorded->application_code = mmc_span8(&span, 1);
    mmc_span_text(&span, 17, prerecorded->manufacturer, 7);
    mmc_span_text(&span, 25, prerecorded->manufacturer + 6, 7);
    return true;
}

bool mmc_parse_layer_boundary(const uint8_t *data, size_t length, struct mmc_layer_boundary *boundary)
{
    struct mmc_span span = payload_span(data, length, 8);

    memset(boundary, 0, sizeof(*boundary));
    if (!span.length)
        return false;
    boundary->fixed = mmc_span_bit(&span, 0, 7);
    boundary->layer_0_blocks = mmc_span32(&span, 4);
    return true;
}

/* The header that counts what follows its length field. */
static bool start_structure(uint8_t *buffer, size_t size, size_t bytes)
{
    if (size < bytes)
        return false;
    memset(buffer, 0, bytes);
    mmc_put16(buffer, (uint16_t)(bytes - 2));
    return true;
}

size_t mmc_encode_layer_boundary(uint8_t *buffer, size_t size, const struct mmc_layer_boundary *boundary)
{
    if (!start_structure(buffer, size, MMC_LAYER_BOUNDARY_LENGTH))
        return 0;
    buffer[4] = boundary->fixed ? 0x80 : 0;
    mmc_put32(buffer + 8, boundary->layer_0_blocks);
    return MMC_LAYER_BOUNDARY_LENGTH;
}

bool mmc_parse_control_block(const uint8_t *data, size_t length, struct mmc_control_block *block)
{
    struct mmc_span span = payload_span(data, length, 40);

    memset(block, 0, sizeof(*block));
    if (!span.length)
        return false;
    block->content = mmc_span32(&span, 0);
    block->actions = mmc_span32(&span, 4);
    mmc_span_trimmed(&span, 8, 32, block->vendor, sizeof(block->vendor));
    block->data = span.data + 40;
    block->length = span.length - 40;
    return true;
}

#define INHIBIT_ACTIONS         7       /* last byte of the write inhibit actions, behind the count of updates */
#define INHIBIT_WRITE_PROTECTED 0x03

bool mmc_is_write_inhibited(const struct mmc_control_block *block)
{
    if (block->content != MMC_CONTROL_BLOCK_WRITE_INHIBIT || block->length <= INHIBIT_ACTIONS) return false;
    return (block->data[INHIBIT_ACTIONS] & INHIBIT_WRITE_PROTECTED) != 0;
}

bool mmc_parse_write_protect(const uint8_t *data, size_t length, struct mmc_write_protect *protect)
{
    struct mmc_span span = payload_span(data, length, 4);

    memset(protect, 0, sizeof(*protect));
    if (!span.length)
        return false;
    protect->media_switch = mmc_span_bit(&span, 0, 3);
    protect->cartridge = mmc_span_bit(&span, 0, 2);
    protect->persistent = mmc_span_bit(&span, 0, 1);
    protect->software = mmc_span_bit(&span, 0, 0);
    return true;
}

size_t mmc_encode_write_protect(uint8_t *buffer, size_t size, const struct mmc_write_protect *protect)
{
    if (!start_structure(buffer, size, MMC_WRITE_PROTECT_LENGTH))
        return 0;
    buffer[4] = (uint8_t)((protect->media_switch ? 0x08 : 0) | (protect->cartridge ? 0x04 : 0) |
                          (protect->persistent ? 0x02 : 0) | (protect->software ? 0x01 : 0));
    return MMC_WRITE_PROTECT_LENGTH;
}

bool mmc_next_structure_entry(const uint8_t *data, size_t length, size_t *offset, struct mmc_structure_entry *entry)
{
    struct mmc_span span = mmc_span_of_reply(data, length, 0, 2);
    size_t at = *offset ? *offset : MMC_STRUCTURE_HEADER_LENGTH;

    memset(entry, 0, sizeof(*entry));
    if (!mmc_span_has(&span, at, 4))
        return false;
    entry->format = mmc_span8(&span, at);
    entry->sendable = mmc_span_bit(&span, at + 1, 7);
    entry->readable = mmc_span_bit(&span, at + 1, 6);
    entry->length = mmc_span16(&span, at + 2);
    *offset = at + 4;
    return true;
}

/* MMC-5 6.23.3.3.1; the maker stands at the end of the unit, where BD-ROM has nothing. */
bool mmc_parse_bd_information(const uint8_t *data, size_t length, struct mmc_bd_information *information)
{
    struct mmc_span span = payload_span(data, length, 32);

    memset(information, 0, sizeof(*information));
    if (!span.length || mmc_span8(&span, 0) != 'D' || mmc_span8(&span, 1) != 'I')
        return false;
    mmc_span_text(&span, 8, information->type, sizeof(information->type));
    information->disc_class = (mmc_span8(&span, 11) >> 4) & 3;
    information->version = mmc_span8(&span, 11) & 0x0f;
    information->layers = mmc_span8(&span, 12) >> 4;
    information->layer_type = mmc_span8(&span, 12) & 0x0f;
    information->first_block = mmc_span32(&span, 24);
    information->last_block = mmc_span32(&span, 28);
    mmc_span_trimmed(&span, 100, 6, information->manufacturer, sizeof(information->manufacturer));
    mmc_span_trimmed(&span, 106, 3, information->media_type, sizeof(information->media_type));
    return true;
}
