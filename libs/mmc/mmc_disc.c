/*
 * Disc and track information
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

#include "mmc_disc.h"

#include <string.h>

#include "mmc_opcodes.h"
#include "mmc_span.h"

#define OPC_LENGTH 8            /* bytes of an OPC table */
#define NO_ADDRESS 0xffffffffu

void mmc_build_read_disc_information(struct mmc_command *cmd, enum mmc_disc_information_type type,
                                     uint16_t allocation)
{
    mmc_start_command(cmd, MMC_OP_READ_DISC_INFORMATION, MMC_DATA_IN, allocation, false);
    cmd->cdb[1] = (uint8_t)(type & 7);
    mmc_put16(cmd->cdb + 7, allocation);
}

/* A reply of that type with at least so many bytes; else a span of length 0. */
static struct mmc_span disc_span(const uint8_t *data, size_t length, enum mmc_disc_information_type type,
                                 size_t needed)
{
    struct mmc_span span = mmc_span_of_reply(data, length, 0, 2);

    if (span.length < needed || mmc_span8(&span, 2) >> 5 != type)
        span.length = 0;
    return span;
}

static void parse_identity(const struct mmc_span *span, struct mmc_disc_information *disc)
{
    disc->disc_id_valid = mmc_span_bit(span, 7, 7) && mmc_span_has(span, 12, 4);
    disc->disc_id = disc->disc_id_valid ? mmc_span32(span, 12) : 0;
    disc->lead_in_start = mmc_span_has(span, 16, 4) ? mmc_span32(span, 16) : NO_ADDRESS;
    disc->lead_out_start = mmc_span_has(span, 20, 4) ? mmc_span32(span, 20) : NO_ADDRESS;
    disc->bar_code_valid = mmc_span_bit(span, 7, 6) && mmc_span_has(span, 24, 8);
    if (disc->bar_code_valid)
        memcpy(disc->bar_code, span->data + 24, sizeof(disc->bar_code));
    disc->application_code_valid = mmc_span_bit(span, 7, 4) && mmc_span_has(span, 32, 1);
    disc->application_code = disc->application_code_valid ? mmc_span8(span, 32) : 0;
}

/* MMC-5 6.22.3.1: standard disc information. */
bool mmc_parse_disc_information(const uint8_t *data, size_t length, struct mmc_disc_information *disc)
{
    struct mmc_span span = disc_span(data, length, MMC_DISC_INFORMATION_STANDARD, 9);

    memset(disc, 0, sizeof(*disc));
    if (!span.length)
        return false;
    disc->data_length = mmc_span16(&span, 0);
    disc->erasable = mmc_span_bit(&span, 2, 4);
    disc->last_session_state = (mmc_span8(&span, 2) >> 2) & 3;
    disc->disc_status = mmc_span8(&span, 2) & 3;
    disc->first_track = mmc_span8(&span, 3);
    disc->sessions = (uint16_t)(mmc_span8(&span, 9) << 8 | mmc_span8(&span, 4));
    disc->last_session_first_track = (uint16_t)(mmc_span8(&span, 10) << 8 | mmc_span8(&span, 5));
    disc->last_session_last_track = (uint16_t)(mmc_span8(&span, 11) << 8 | mmc_span8(&span, 6));
    disc->unrestricted_use = mmc_span_bit(&span, 7, 5);
    disc->background_format_dirty = mmc_span_bit(&span, 7, 2);
    disc->background_format = mmc_span8(&span, 7) & 3;
    disc->disc_type = mmc_span8(&span, 8);
    parse_identity(&span, disc);
    while (disc->opc_entries < mmc_span8(&span, 33) &&
           mmc_span_has(&span, MMC_DISC_INFORMATION_LENGTH + (size_t)disc->opc_entries * OPC_LENGTH, OPC_LENGTH))
        disc->opc_entries++;
    return true;
}

bool mmc_parse_opc_entry(const uint8_t *data, size_t length, unsigned int index, struct mmc_opc_entry *entry)
{
    struct mmc_span span = disc_span(data, length, MMC_DISC_INFORMATION_STANDARD, MMC_DISC_INFORMATION_LENGTH);
    size_t offset;

    memset(entry, 0, sizeof(*entry));
    if (index >= mmc_span8(&span, 33))
        return false;
    offset = MMC_DISC_INFORMATION_LENGTH + (size_t)index * OPC_LENGTH;
    if (!mmc_span_has(&span, offset, OPC_LENGTH))
        return false;
    entry->kbps = mmc_span16(&span, offset);
    memcpy(entry->values, span.data + offset + 2, sizeof(entry->values));
    return true;
}

/* MMC-6, READ DISC INFORMATION: track resources. */
bool mmc_parse_track_resources(const uint8_t *data, size_t length, struct mmc_track_resources *resources)
{
    struct mmc_span span = disc_span(data, length, MMC_DISC_INFORMATION_TRACKS, 12);

    memset(resources, 0, sizeof(*resources));
    if (!span.length)
        return false;
    resources->max_tracks = mmc_span16(&span, 4);
    resources->assigned_tracks = mmc_span16(&span, 6);
    resources->max_appendable = mmc_span16(&span, 8);
    resources->appendable = mmc_span16(&span, 10);
    return true;
}

/* MMC-6, READ DISC INFORMATION: pseudo-overwrite resources. */
bool mmc_parse_pow_resources(const uint8_t *data, size_t length, struct mmc_pow_resources *resources)
{
    struct mmc_span span = disc_span(data, length, MMC_DISC_INFORMATION_POW, 16);

    memset(resources, 0, sizeof(*resources));
    if (!span.length)
        return false;
    resources->replacements = mmc_span32(&span, 4);
    resources->map_entries = mmc_span32(&span, 8);
    resources->updates = mmc_span32(&span, 12);
    return true;
}

void mmc_build_read_track_information(struct mmc_command *cmd, enum mmc_track_address address, bool open,
                                      uint32_t number, uint16_t allocation)
{
    mmc_start_command(cmd, MMC_OP_READ_TRACK_INFORMATION, MMC_DATA_IN, allocation, false);
    cmd->cdb[1] = (uint8_t)((open ? 0x04 : 0) | (address & 3));
    mmc_put32(cmd->cdb + 2, number);
    mmc_put16(cmd->cdb + 7, allocation);
}

/* MMC-5 6.27.3. */
bool mmc_parse_track_information(const uint8_t *data, size_t length, struct mmc_track_information *track)
{
    struct mmc_span span = mmc_span_of_reply(data, length, 0, 2);

    memset(track, 0, sizeof(*track));
    if (!mmc_span_has(&span, 0, 28))
        return false;
    track->data_length = mmc_span16(&span, 0);
    track->track = (uint16_t)(mmc_span8(&span, 32) << 8 | mmc_span8(&span, 2));
    track->session = (uint16_t)(mmc_span8(&span, 33) << 8 | mmc_span8(&span, 3));
    track->layer_jump_status = mmc_span8(&span, 5) >> 6;
    track->damaged = mmc_span_bit(&span, 5, 5);
    track->copy = mmc_span_bit(&span, 5, 4);
    track->track_mode = mmc_span8(&span, 5) & 0x0f;
    track->reserved_track = mmc_span_bit(&span, 6, 7);
    track->blank = mmc_span_bit(&span, 6, 6);
    track->packet = mmc_span_bit(&span, 6, 5);
    track->fixed_packets = mmc_span_bit(&span, 6, 4);
    track->data_mode = mmc_span8(&span, 6) & 0x0f;
    track->last_recorded_valid = mmc_span_bit(&span, 7, 1) && mmc_span_has(&span, 28, 4);
    track->next_writable_valid = mmc_span_bit(&span, 7, 0);
    track->start = mmc_span_lba(&span, 8);
    track->next_writable = track->next_writable_valid ? mmc_span_lba(&span, 12) : 0;
    track->free_blocks = mmc_span32(&span, 16);
    track->packet_size = mmc_span32(&span, 20);
    track->track_size = mmc_span32(&span, 24);
    track->last_recorded = track->last_recorded_valid ? mmc_span_lba(&span, 28) : 0;
    track->read_compatibility_lba = mmc_span32(&span, 36);
    return true;
}
