/*
 * How fast a drive reads and writes
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

#include "mmc_performance.h"

#include <string.h>

#include "mmc_opcodes.h"
#include "mmc_span.h"

#define TOLERANCE_10_PERCENT 0x10   /* the value MMC-5 6.8 wants for the type 00 */

static void build_get_performance(struct mmc_command *cmd, enum mmc_performance_type type, uint8_t data_type,
                                  uint32_t start_lba, uint16_t max_descriptors)
{
    uint32_t bytes = MMC_PERFORMANCE_HEADER_LENGTH + (uint32_t)max_descriptors * MMC_PERFORMANCE_LENGTH;

    mmc_start_command(cmd, MMC_OP_GET_PERFORMANCE, MMC_DATA_IN, bytes, false);
    cmd->cdb[1] = data_type;
    mmc_put32(cmd->cdb + 2, start_lba);
    mmc_put16(cmd->cdb + 8, max_descriptors);
    cmd->cdb[10] = (uint8_t)type;
}

void mmc_build_get_performance_nominal(struct mmc_command *cmd, bool write, uint32_t start_lba,
                                       uint16_t max_descriptors)
{
    build_get_performance(cmd, MMC_PERFORMANCE_NOMINAL, TOLERANCE_10_PERCENT | (write ? 0x04 : 0), start_lba,
                          max_descriptors);
}

void mmc_build_get_performance_write_speeds(struct mmc_command *cmd, uint16_t max_descriptors)
{
    build_get_performance(cmd, MMC_PERFORMANCE_WRITE_SPEEDS, 0, 0, max_descriptors);
}

bool mmc_parse_performance_header(const uint8_t *data, size_t length, struct mmc_performance_header *header)
{
    struct mmc_span span = mmc_span_of_reply(data, length, 0, 4);

    memset(header, 0, sizeof(*header));
    if (!mmc_span_has(&span, 0, MMC_PERFORMANCE_HEADER_LENGTH))
        return false;
    header->data_length = mmc_span32(&span, 0);
    header->write = mmc_span_bit(&span, 4, 1);
    header->exceptions = mmc_span_bit(&span, 4, 0);
    return true;
}

uint32_t mmc_performance_descriptors(const struct mmc_performance_header *header)
{
    const uint32_t head = MMC_PERFORMANCE_HEADER_LENGTH - 4; /* what data_length counts of the header */

    return header->data_length < head ? 0 : (header->data_length - head) / MMC_PERFORMANCE_LENGTH;
}

/* The next descriptor of 16 bytes; 0 when there is none. */
static size_t next_descriptor(const struct mmc_span *span, size_t *offset)
{
    size_t at = *offset ? *offset : MMC_PERFORMANCE_HEADER_LENGTH;

    if (!mmc_span_has(span, at, MMC_PERFORMANCE_LENGTH))
        return 0;
    *offset = at + MMC_PERFORMANCE_LENGTH;
    return at;
}

bool mmc_next_nominal_performance(const uint8_t *data, size_t length, size_t *offset,
                                  struct mmc_nominal_performance *performance)
{
    struct mmc_span span = mmc_span_of_reply(data, length, 0, 4);
    size_t at = next_descriptor(&span, offset);

    memset(performance, 0, sizeof(*performance));
    if (!at)
        return false;
    performance->start_lba = mmc_span32(&span, at);
    performance->start_kbps = mmc_span32(&span, at + 4);
    performance->end_lba = mmc_span32(&span, at + 8);
    performance->end_kbps = mmc_span32(&span, at + 12);
    return true;
}

bool mmc_next_write_performance(const uint8_t *data, size_t length, size_t *offset,
                                struct mmc_write_performance *performance)
{
    struct mmc_span span = mmc_span_of_reply(data, length, 0, 4);
    size_t at = next_descriptor(&span, offset);

    memset(performance, 0, sizeof(*performance));
    if (!at)
        return false;
    performance->rotation = (mmc_span8(&span, at) >> 3) & 3;
    performance->restore_defaults = mmc_span_bit(&span, at, 2);
    performance->exact = mmc_span_bit(&span, at, 1);
    performance->mixed = mmc_span_bit(&span, at, 0);
    performance->end_lba = mmc_span32(&span, at + 4);
    performance->read_kbps = mmc_span32(&span, at + 8);
    performance->write_kbps = mmc_span32(&span, at + 12);
    return true;
}

size_t mmc_encode_streaming(uint8_t *buffer, size_t size, const struct mmc_streaming *streaming)
{
    if (size < MMC_STREAMING_LENGTH)
        return 0;
    memset(buffer, 0, MMC_STREAMING_LENGTH);
    buffer[0] = (uint8_t)((streaming->rotation & 3) << 3 | (streaming->restore_defaults ? 0x04 : 0) |
                          (streaming->exact ? 0x02 : 0) | (streaming->random_access ? 0x01 : 0));
    mmc_put32(buffer + 4, streaming->start_lba);
    mmc_put32(buffer + 8, streaming->end_lba);
    mmc_put32(buffer + 12, streaming->read_size);
    mmc_put32(buffer + 16, streaming->read_time);
    mmc_put32(buffer + 20, streaming->write_size);
    mmc_put32(buffer + 24, streaming->write_time);
    return MMC_STREAMING_LENGTH;
}

bool mmc_parse_streaming(const uint8_t *data, size_t length, struct mmc_streaming *streaming)
{
    struct mmc_span span = mmc_span_of(data, length, length);

    memset(streaming, 0, sizeof(*streaming));
    if (length < MMC_STREAMING_LENGTH)
        return false;
    streaming->rotation = (mmc_span8(&span, 0) >> 3) & 3;
    streaming->restore_defaults = mmc_span_bit(&span, 0, 2);
    streaming->exact = mmc_span_bit(&span, 0, 1);
    streaming->random_access = mmc_span_bit(&span, 0, 0);
    streaming->start_lba = mmc_span32(&span, 4);
    streaming->end_lba = mmc_span32(&span, 8);
    streaming->read_size = mmc_span32(&span, 12);
    streaming->read_time = mmc_span32(&span, 16);
    streaming->write_size = mmc_span32(&span, 20);
    streaming->write_time = mmc_span32(&span, 24);
    return true;
}

void mmc_build_set_streaming(struct mmc_command *cmd, uint16_t length)
{
    mmc_start_command(cmd, MMC_OP_SET_STREAMING, MMC_DATA_OUT, length, false);
    mmc_put16(cmd->cdb + 9, length);
}

void mmc_build_set_cd_speed(struct mmc_command *cmd, enum mmc_rotation rotation, uint16_t read_kbps,
                            uint16_t write_kbps)
{
    mmc_start_command(cmd, MMC_OP_SET_CD_SPEED, MMC_NO_DATA, 0, false);
    cmd->cdb[1] = (uint8_t)(rotation & 3);
    mmc_put16(cmd->cdb + 2, read_kbps);
    mmc_put16(cmd->cdb + 4, write_kbps);
}
