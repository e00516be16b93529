/*
 * READ TOC/PMA/ATIP
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

#include "mmc_toc.h"

#include <string.h>

#include "mmc_bytes.h"
#include "mmc_opcodes.h"
#include "mmc_span.h"
#include "mmc_trace.h"

#define HEADER_LENGTH       4
#define TOC_ENTRY_LENGTH    8
#define Q_ENTRY_LENGTH      11
#define PACK_LENGTH         18

void mmc_build_read_toc(struct mmc_command *cmd, enum mmc_toc_format format, bool msf, uint8_t number,
                        uint16_t allocation)
{
    mmc_start_command(cmd, MMC_OP_READ_TOC_PMA_ATIP, MMC_DATA_IN, allocation, false);
    cmd->cdb[1] = msf ? 0x02 : 0;
    cmd->cdb[2] = (uint8_t)(format & 0x0f);
    cmd->cdb[6] = number;
    mmc_put16(cmd->cdb + 7, allocation);
}

static struct mmc_msf msf_at(const struct mmc_span *span, size_t offset)
{
    struct mmc_msf msf;

    msf.minute = mmc_span8(span, offset);
    msf.second = mmc_span8(span, offset + 1);
    msf.frame = mmc_span8(span, offset + 2);
    return msf;
}

/* A track descriptor of formats 0 and 1, MMC-5 6.26.3.2 and 6.26.3.3. */
static bool parse_toc_entry(const struct mmc_span *span, size_t offset, bool msf, struct mmc_toc_entry *entry)
{
    struct mmc_msf time = msf_at(span, offset + 5);

    entry->adr = mmc_span8(span, offset + 1) >> 4;
    entry->control = mmc_span8(span, offset + 1) & 0x0f;
    entry->track = mmc_span8(span, offset + 2);
    if (msf)
        return mmc_msf_to_lba(&time, &entry->start);
    entry->start = mmc_span_lba(span, offset + 4);
    return true;
}

bool mmc_parse_toc(const uint8_t *data, size_t length, bool msf, struct mmc_toc *toc)
{
    struct mmc_span span = mmc_span_of_reply(data, length, 0, 2);
    size_t offset;

    memset(toc, 0, sizeof(*toc));
    if (!mmc_span_has(&span, 0, HEADER_LENGTH))
        return false;
    toc->first_track = mmc_span8(&span, 2);
    toc->last_track = mmc_span8(&span, 3);
    for (offset = HEADER_LENGTH; mmc_span_has(&span, offset, TOC_ENTRY_LENGTH); offset += TOC_ENTRY_LENGTH)
    {
        struct mmc_toc_entry entry;

        if (toc->count < MMC_TOC_ENTRIES_MAX && parse_toc_entry(&span, offset, msf, &entry))
            toc->entries[toc->count++] = entry;
    }
    return true;
}

size_t mmc_encode_toc(uint8_t *buffer, size_t size, const struct mmc_toc *toc)
{
    size_t length = HEADER_LENGTH + (size_t)toc->count * TOC_ENTRY_LENGTH, i;

    if (toc->count > MMC_TOC_ENTRIES_MAX || size < length)
        return 0;
    memset(buffer, 0, length);
    mmc_put16(buffer, (uint16_t)(length - 2));
    buffer[2] = toc->first_track;
    buffer[3] = toc->last_track;
    for (i = 0; i < toc->count; i++)
    {
        const struct mmc_toc_entry *entry = &toc->entries[i];
        uint8_t *p = buffer + HEADER_LENGTH + i * TOC_ENTRY_LENGTH;

        p[1] = (uint8_t)(entry->adr << 4 | entry->control);
        p[2] = entry->track;
        mmc_put_lba(p + 4, entry->start);
    }
    return length;
}

bool mmc_parse_toc_sessions(const uint8_t *data, size_t length, bool msf, struct mmc_toc_sessions *sessions)
{
    struct mmc_span span = mmc_span_of_reply(data, length, 0, 2);
    struct mmc_toc_entry entry;

    memset(sessions, 0, sizeof(*sessions));
    if (!mmc_span_has(&span, HEADER_LENGTH, TOC_ENTRY_LENGTH) || !parse_toc_entry(&span, HEADER_LENGTH, msf, &entry))
        return false;
    sessions->first_session = mmc_span8(&span, 2);
    sessions->last_session = mmc_span8(&span, 3);
    sessions->adr = entry.adr;
    sessions->control = entry.control;
    sessions->first_track = entry.track;
    sessions->start = entry.start;
    return true;
}

/* MMC-5 6.26.3.4. */
bool mmc_next_q_entry(const uint8_t *data, size_t length, size_t *offset, struct mmc_q_entry *entry)
{
    struct mmc_span span = mmc_span_of_reply(data, length, 0, 2);
    size_t at = *offset ? *offset : HEADER_LENGTH;

    memset(entry, 0, sizeof(*entry));
    if (!mmc_span_has(&span, at, Q_ENTRY_LENGTH))
        return false;
    entry->session = mmc_span8(&span, at);
    entry->adr = mmc_span8(&span, at + 1) >> 4;
    entry->control = mmc_span8(&span, at + 1) & 0x0f;
    entry->tno = mmc_span8(&span, at + 2);
    entry->point = mmc_span8(&span, at + 3);
    entry->minute = mmc_span8(&span, at + 4);
    entry->second = mmc_span8(&span, at + 5);
    entry->frame = mmc_span8(&span, at + 6);
    entry->zero = mmc_span8(&span, at + 7);
    entry->pminute = mmc_span8(&span, at + 8);
    entry->psecond = mmc_span8(&span, at + 9);
    entry->pframe = mmc_span8(&span, at + 10);
    *offset = at + Q_ENTRY_LENGTH;
    return true;
}

/* Needs everything up to the last possible lead-out. */
bool mmc_parse_atip(const uint8_t *data, size_t length, struct mmc_atip *atip)
{
    struct mmc_span span = mmc_span_of_reply(data, length, 0, 2);
    unsigned int i;

    memset(atip, 0, sizeof(*atip));
    if (!mmc_span_has(&span, 0, 15))
        return false;
    atip->writing_power = (mmc_span8(&span, 4) >> 4) & 7;
    atip->ddcd = mmc_span_bit(&span, 4, 3);
    atip->reference_speed = mmc_span8(&span, 4) & 7;
    atip->unrestricted_use = mmc_span_bit(&span, 5, 6);
    atip->rewritable = mmc_span_bit(&span, 6, 6);
    atip->subtype = (mmc_span8(&span, 6) >> 3) & 7;
    atip->lead_in_start = msf_at(&span, 8);
    atip->lead_out_start = msf_at(&span, 12);
    atip->a1_valid = mmc_span_bit(&span, 6, 2) && mmc_span_has(&span, 16, 3);
    atip->a2_valid = mmc_span_bit(&span, 6, 1) && mmc_span_has(&span, 20, 3);
    atip->a3_valid = mmc_span_bit(&span, 6, 0) && mmc_span_has(&span, 24, 3);
    for (i = 0; i < 3; i++)
    {
        atip->a1[i] = atip->a1_valid ? mmc_span8(&span, 16 + i) : 0;
        atip->a2[i] = atip->a2_valid ? mmc_span8(&span, 20 + i) : 0;
        atip->a3[i] = atip->a3_valid ? mmc_span8(&span, 24 + i) : 0;
    }
    return true;
}

bool mmc_next_cd_text_pack(const uint8_t *data, size_t length, size_t *offset, struct mmc_cd_text_pack *pack)
{
    struct mmc_span span = mmc_span_of_reply(data, length, 0, 2);
    size_t at = *offset ? *offset : HEADER_LENGTH;

    memset(pack, 0, sizeof(*pack));
    if (!mmc_span_has(&span, at, PACK_LENGTH))
        return false;
    pack->type = mmc_span8(&span, at);
    pack->track = mmc_span8(&span, at + 1) & 0x7f;
    pack->sequence = mmc_span8(&span, at + 2);
    pack->double_byte = mmc_span_bit(&span, at + 3, 7);
    pack->block = (mmc_span8(&span, at + 3) >> 4) & 7;
    pack->position = mmc_span8(&span, at + 3) & 0x0f;
    memcpy(pack->text, span.data + at + 4, sizeof(pack->text));
    pack->crc_ok = mmc_span16(&span, at + 16) == mmc_crc16(span.data + at, 16);
    *offset = at + PACK_LENGTH;
    return true;
}
