/*
 * The cue sheet of session at once
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

#include "mmc_write.h"

#include <string.h>

#include "mmc_bytes.h"
#include "mmc_opcodes.h"

#define CATALOG_DIGITS  13
#define ISRC_CHARACTERS 12

void mmc_build_send_cue_sheet(struct mmc_command *cmd, uint32_t length)
{
    mmc_start_command(cmd, MMC_OP_SEND_CUE_SHEET, MMC_DATA_OUT, length & 0xffffff, false);
    mmc_put24(cmd->cdb + 6, length);
}

/* MMC-5 6.33.3. */
size_t mmc_encode_cue_sheet(uint8_t *buffer, size_t size, const struct mmc_cue_entry *entries, size_t count)
{
    size_t i;

    if (count > size / MMC_CUE_ENTRY_LENGTH)
        return 0;
    for (i = 0; i < count; i++, buffer += MMC_CUE_ENTRY_LENGTH)
    {
        buffer[0] = (uint8_t)(entries[i].control << 4 | (entries[i].adr & 0x0f));
        buffer[1] = entries[i].track;
        buffer[2] = entries[i].index;
        buffer[3] = entries[i].data_form;
        buffer[4] = entries[i].alternate_copy ? 0x80 : 0;
        buffer[5] = entries[i].start.minute;
        buffer[6] = entries[i].start.second;
        buffer[7] = entries[i].start.frame;
    }
    return count * MMC_CUE_ENTRY_LENGTH;
}

/* MMC-5 6.33.3: the catalogue number in two entries of seven and six digits. */
size_t mmc_encode_cue_catalog(uint8_t *buffer, size_t size, uint8_t control, const char *catalog)
{
    if (size < 2 * MMC_CUE_ENTRY_LENGTH || strlen(catalog) != CATALOG_DIGITS)
        return 0;
    memset(buffer, 0, 2 * MMC_CUE_ENTRY_LENGTH);
    buffer[0] = buffer[8] = (uint8_t)(control << 4 | MMC_CUE_ADR_CATALOG);
    memcpy(buffer + 1, catalog, 7);
    memcpy(buffer + 9, catalog + 7, 6);
    return 2 * MMC_CUE_ENTRY_LENGTH;
}

/* MMC-5 6.33.3: the ISRC in two entries of six characters. */
size_t mmc_encode_cue_isrc(uint8_t *buffer, size_t size, uint8_t control, uint8_t track, const char *isrc)
{
    if (size < 2 * MMC_CUE_ENTRY_LENGTH || strlen(isrc) != ISRC_CHARACTERS)
        return 0;
    buffer[0] = buffer[8] = (uint8_t)(control << 4 | MMC_CUE_ADR_ISRC);
    buffer[1] = buffer[9] = track;
    memcpy(buffer + 2, isrc, 6);
    memcpy(buffer + 10, isrc + 6, 6);
    return 2 * MMC_CUE_ENTRY_LENGTH;
}

bool mmc_parse_cue_entry(const uint8_t *data, size_t length, unsigned int index, struct mmc_cue_entry *entry)
{
    memset(entry, 0, sizeof(*entry));
    if (index >= length / MMC_CUE_ENTRY_LENGTH)
        return false;
    data += (size_t)index * MMC_CUE_ENTRY_LENGTH;
    entry->control = data[0] >> 4;
    entry->adr = data[0] & 0x0f;
    if (entry->adr == MMC_CUE_ADR_CATALOG)
        return true;
    entry->track = data[1];
    if (entry->adr == MMC_CUE_ADR_ISRC)
        return true;
    entry->index = data[2];
    entry->data_form = data[3];
    entry->alternate_copy = (data[4] & 0x80) != 0;
    entry->start.minute = data[5];
    entry->start.second = data[6];
    entry->start.frame = data[7];
    return true;
}
