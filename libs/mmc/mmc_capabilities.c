/*
 * Mode page 2A: what the drive can do, the old way
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
#include "mmc_mode_span.h"

#define SPEED_LIST      32  /* offset of the write speed descriptors */
#define SPEED_LENGTH    4   /* bytes of one */

static void parse_media(const struct mmc_span *span, struct mmc_capabilities_page *page)
{
    page->reads_cd_r = mmc_span_bit(span, 2, 0);
    page->reads_cd_rw = mmc_span_bit(span, 2, 1);
    page->reads_method_2 = mmc_span_bit(span, 2, 2);
    page->reads_dvd_rom = mmc_span_bit(span, 2, 3);
    page->reads_dvd_r = mmc_span_bit(span, 2, 4);
    page->reads_dvd_ram = mmc_span_bit(span, 2, 5);
    page->writes_cd_r = mmc_span_bit(span, 3, 0);
    page->writes_cd_rw = mmc_span_bit(span, 3, 1);
    page->test_write = mmc_span_bit(span, 3, 2);
    page->writes_dvd_r = mmc_span_bit(span, 3, 4);
    page->writes_dvd_ram = mmc_span_bit(span, 3, 5);
}

static void parse_abilities(const struct mmc_span *span, struct mmc_capabilities_page *page)
{
    page->audio_play = mmc_span_bit(span, 4, 0);
    page->composite = mmc_span_bit(span, 4, 1);
    page->mode_2_form_1 = mmc_span_bit(span, 4, 4);
    page->mode_2_form_2 = mmc_span_bit(span, 4, 5);
    page->multisession = mmc_span_bit(span, 4, 6);
    page->buffer_underrun_free = mmc_span_bit(span, 4, 7);
    page->reads_cd_da = mmc_span_bit(span, 5, 0);
    page->accurate_stream = mmc_span_bit(span, 5, 1);
    page->reads_subchannel = mmc_span_bit(span, 5, 2);
    page->corrects_subchannel = mmc_span_bit(span, 5, 3);
    page->c2_pointers = mmc_span_bit(span, 5, 4);
    page->reads_isrc = mmc_span_bit(span, 5, 5);
    page->reads_upc = mmc_span_bit(span, 5, 6);
    page->can_lock = mmc_span_bit(span, 6, 0);
    page->locked = mmc_span_bit(span, 6, 1);
    page->prevent_jumper = mmc_span_bit(span, 6, 2);
    page->can_eject = mmc_span_bit(span, 6, 3);
    page->loading_mechanism = mmc_span8(span, 6) >> 5;
    page->separate_volume = mmc_span_bit(span, 7, 0);
    page->separate_mute = mmc_span_bit(span, 7, 1);
    page->slot_selection = mmc_span_bit(span, 7, 3);
}

static void parse_write_speeds(const struct mmc_span *span, struct mmc_capabilities_page *page)
{
    uint32_t i, count = mmc_span16(span, 30);

    page->has_write_speeds = mmc_span_has(span, 30, 2);
    if (!page->has_write_speeds)
        return;
    page->rotation_control = mmc_span8(span, 27) & 3;
    page->current_write_kbps = mmc_span16(span, 28);
    for (i = 0; i < count && i < MMC_WRITE_SPEEDS_MAX; i++)
    {
        size_t offset = SPEED_LIST + i * SPEED_LENGTH;

        if (!mmc_span_has(span, offset, SPEED_LENGTH))
            break;
        page->write_speeds[i].pure_cav = (mmc_span8(span, offset + 1) & 3) == 1;
        page->write_speeds[i].kbps = mmc_span16(span, offset + 2);
        page->write_speed_count++;
    }
}

bool mmc_parse_capabilities_page(const uint8_t *data, size_t length, struct mmc_capabilities_page *page)
{
    struct mmc_span span = mmc_page_span(data, length, MMC_PAGE_CAPABILITIES, 8);

    memset(page, 0, sizeof(*page));
    if (!span.length)
        return false;
    parse_media(&span, page);
    parse_abilities(&span, page);
    page->max_read_kbps = mmc_span16(&span, 8);
    page->volume_levels = mmc_span16(&span, 10);
    page->buffer_kb = mmc_span16(&span, 12);
    page->current_read_kbps = mmc_span16(&span, 14);
    page->max_write_kbps = mmc_span16(&span, 18);
    page->current_write_kbps = mmc_span16(&span, 20);
    parse_write_speeds(&span, page);
    return true;
}

static void put_abilities(uint8_t *buffer, const struct mmc_capabilities_page *page)
{
    buffer[2] = mmc_bit(page->reads_cd_r, 0) | mmc_bit(page->reads_cd_rw, 1) | mmc_bit(page->reads_method_2, 2) |
                mmc_bit(page->reads_dvd_rom, 3) | mmc_bit(page->reads_dvd_r, 4) | mmc_bit(page->reads_dvd_ram, 5);
    buffer[3] = mmc_bit(page->writes_cd_r, 0) | mmc_bit(page->writes_cd_rw, 1) | mmc_bit(page->test_write, 2) |
                mmc_bit(page->writes_dvd_r, 4) | mmc_bit(page->writes_dvd_ram, 5);
    buffer[4] = mmc_bit(page->audio_play, 0) | mmc_bit(page->composite, 1) | mmc_bit(page->mode_2_form_1, 4) |
                mmc_bit(page->mode_2_form_2, 5) | mmc_bit(page->multisession, 6) |
                mmc_bit(page->buffer_underrun_free, 7);
    buffer[5] = mmc_bit(page->reads_cd_da, 0) | mmc_bit(page->accurate_stream, 1) |
                mmc_bit(page->reads_subchannel, 2) | mmc_bit(page->corrects_subchannel, 3) |
                mmc_bit(page->c2_pointers, 4) | mmc_bit(page->reads_isrc, 5) | mmc_bit(page->reads_upc, 6);
    buffer[6] = (uint8_t)(mmc_bit(page->can_lock, 0) | mmc_bit(page->locked, 1) | mmc_bit(page->prevent_jumper, 2) |
                          mmc_bit(page->can_eject, 3) | page->loading_mechanism << 5);
    buffer[7] = mmc_bit(page->separate_volume, 0) | mmc_bit(page->separate_mute, 1) |
                mmc_bit(page->slot_selection, 3);
}

size_t mmc_encode_capabilities_page(uint8_t *buffer, size_t size, const struct mmc_capabilities_page *page)
{
    uint32_t i, count = page->write_speed_count;
    size_t bytes;

    if (count > MMC_WRITE_SPEEDS_MAX)
        count = MMC_WRITE_SPEEDS_MAX;
    bytes = SPEED_LIST + count * SPEED_LENGTH;
    if (!mmc_page_start(buffer, size, MMC_PAGE_CAPABILITIES, bytes))
        return 0;
    put_abilities(buffer, page);
    mmc_put16(buffer + 8, page->max_read_kbps);
    mmc_put16(buffer + 10, page->volume_levels);
    mmc_put16(buffer + 12, page->buffer_kb);
    mmc_put16(buffer + 14, page->current_read_kbps);
    mmc_put16(buffer + 18, page->max_write_kbps);
    mmc_put16(buffer + 20, page->current_write_kbps);
    mmc_put16(buffer + 22, 1); /* copy management revision */
    buffer[27] = page->rotation_control & 3;
    mmc_put16(buffer + 28, page->current_write_kbps);
    mmc_put16(buffer + 30, (uint16_t)count);
    for (i = 0; i < count; i++)
    {
        buffer[SPEED_LIST + i * SPEED_LENGTH + 1] = page->write_speeds[i].pure_cav;
        mmc_put16(buffer + SPEED_LIST + i * SPEED_LENGTH + 2, page->write_speeds[i].kbps);
    }
    return bytes;
}
