/*
 * CD-Text, MMC-3 annex J
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

#include <stdlib.h>
#include <string.h>

#include "cd_sector.h"
#include "cd_text.h"
#include "mmc_trace.h"

#define SECTOR_PACKS    4u          /* 96 symbols of six bits */
#define SCAN_BLOCKS     64u
#define PAYLOAD         12u         /* bytes of a pack behind its four of header */
#define TWO_BYTES       0x80        /* in the fourth byte of a pack: the block's characters have two */

/* Where the languages of the blocks stand in the 36 bytes that the three size packs make together. */
#define LANGUAGES_AT    28u

static void unpack(const uint8_t *sub, uint8_t packs[SECTOR_PACKS * CD_TEXT_PACK_SIZE])
{
    unsigned int i;

    for (i = 0; i < CD_SUB_SIZE; i += 4)
    {
        uint32_t word = (uint32_t)(sub[i] & 0x3f) << 18 | (uint32_t)(sub[i + 1] & 0x3f) << 12 |
                        (uint32_t)(sub[i + 2] & 0x3f) << 6 | (sub[i + 3] & 0x3f);

        mmc_put24(packs + i / 4 * 3, word);
    }
}

/* A pack that is whole; what is no pack starts with something else or has another CRC. */
static bool is_pack(const uint8_t *pack)
{
    return pack[0] >= CD_TEXT_TITLE && pack[0] <= CD_TEXT_SIZES && mmc_crc16(pack, 16) == mmc_get16(pack + 16);
}

bool cd_text_collect(struct cd_text *text, const uint8_t sub[96])
{
    uint8_t packs[SECTOR_PACKS * CD_TEXT_PACK_SIZE], *pack;

    unpack(sub, packs);
    for (pack = packs; pack < packs + sizeof(packs); pack += CD_TEXT_PACK_SIZE)
    {
        if (!is_pack(pack)) continue;
        /* The same one fills up a sector. */
        if (text->length && !memcmp(text->packs + text->length - CD_TEXT_PACK_SIZE, pack, CD_TEXT_PACK_SIZE)) continue;
        if (text->length && !memcmp(text->packs, pack, CD_TEXT_PACK_SIZE)) return false;
        if (text->length == sizeof(text->packs)) return false;
        memcpy(text->packs + text->length, pack, CD_TEXT_PACK_SIZE);
        text->length += CD_TEXT_PACK_SIZE;
    }
    return true;
}

void virtual_load_cd_text(struct virtual_drive *drive, struct cd_text *text)
{
    static const int32_t end = -MMC_MSF_OFFSET;
    uint8_t sub[SCAN_BLOCKS * CD_SUB_SIZE];
    int32_t lba;
    uint32_t i;
    bool more = true;

    text->length = 0;
    for (lba = MMC_LBA_95_00_00; more && lba < end; lba += (int32_t)SCAN_BLOCKS)
    {
        virtual_load_written_sub(drive, lba, sub, SCAN_BLOCKS);
        for (i = 0; more && i < SCAN_BLOCKS && lba + (int32_t)i < end; i++)
            more = cd_text_collect(text, sub + i * CD_SUB_SIZE);
    }
    cd_text_sort(text);
}

static unsigned int block_of(const uint8_t *pack)
{
    return pack[3] >> 4 & 7;
}

static int compare_packs(const void *left, const void *right)
{
    const uint8_t *a = left, *b = right;

    if (block_of(a) != block_of(b)) return block_of(a) < block_of(b) ? -1 : 1;
    return a[2] < b[2] ? -1 : a[2] > b[2];
}

void cd_text_sort(struct cd_text *text)
{
    qsort(text->packs, text->length / CD_TEXT_PACK_SIZE, CD_TEXT_PACK_SIZE, compare_packs);
}

/* The next pack of a kind and block behind *at bytes. */
static const uint8_t *next_pack(const struct cd_text *text, unsigned int block, uint8_t kind, uint32_t *at)
{
    const uint8_t *pack;

    while (*at < text->length)
    {
        pack = text->packs + *at;
        *at += CD_TEXT_PACK_SIZE;
        if (pack[0] == kind && block_of(pack) == block) return pack;
    }
    return NULL;
}

uint8_t cd_text_language(const struct cd_text *text, unsigned int block)
{
    const uint8_t *pack;
    uint32_t at = 0;

    while ((pack = next_pack(text, block, CD_TEXT_SIZES, &at)))
        if (pack[1] == LANGUAGES_AT / PAYLOAD) return pack[4 + LANGUAGES_AT % PAYLOAD + block];
    return 0;
}

/* A tab alone stands for what the track before has. */
static bool is_repetition(const char *text)
{
    return text[0] == '\t' && !text[1];
}

/* The strings of a kind follow each other, from the track on that the first pack names, each with a 0 behind it. */
static bool find_string(const struct cd_text *text, unsigned int block, uint8_t kind, unsigned int track, char *out,
                        size_t size)
{
    const uint8_t *pack;
    unsigned int current = 100, i;
    size_t length = 0;
    uint32_t at = 0;

    while ((pack = next_pack(text, block, kind, &at)) && !(pack[3] & TWO_BYTES))
    {
        if (current == 100) current = pack[1] & 0x7f;
        for (i = 0; i < PAYLOAD && current <= track; i++)
        {
            if (!pack[4 + i]) current++;
            else if (current == track && length + 1 < size) out[length++] = (char)pack[4 + i];
        }
    }
    out[length] = 0;
    return length > 0;
}

bool cd_text_find(const struct cd_text *text, unsigned int block, uint8_t kind, unsigned int track, char *out,
                  size_t size)
{
    bool found = find_string(text, block, kind, track, out, size);

    while (found && is_repetition(out) && track) found = find_string(text, block, kind, --track, out, size);
    return found && !is_repetition(out);
}
