/*
 * Mode page 05: how the next track is written
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

/* MMC-5 7.5: offsets. */
#define CATALOG_NUMBER  16
#define ISRC            32
#define SUBHEADER       48
#define NEEDED          48

void mmc_default_write_parameters(struct mmc_write_parameters *page)
{
    memset(page, 0, sizeof(*page));
    page->track_mode = MMC_TRACK_DATA;
    page->block_type = MMC_BLOCK_MODE_1_2048;
    page->audio_pause_length = 150;
}

/* A text of fixed length behind a byte with a valid bit. */
static void parse_code(const struct mmc_span *span, size_t offset, char *text, size_t size)
{
    if (mmc_span_bit(span, offset, 7))
        mmc_span_text(span, offset + 1, text, size);
}

bool mmc_parse_write_parameters(const uint8_t *data, size_t length, struct mmc_write_parameters *page)
{
    struct mmc_span span = mmc_page_span(data, length, MMC_PAGE_WRITE_PARAMETERS, NEEDED);
    unsigned int i;

    memset(page, 0, sizeof(*page));
    if (!span.length)
        return false;
    page->buffer_underrun_free = mmc_span_bit(&span, 2, 6);
    page->link_size_valid = mmc_span_bit(&span, 2, 5);
    page->test_write = mmc_span_bit(&span, 2, 4);
    page->write_type = mmc_span8(&span, 2) & 0x0f;
    page->multisession = mmc_span8(&span, 3) >> 6;
    page->fixed_packets = mmc_span_bit(&span, 3, 5);
    page->copy = mmc_span_bit(&span, 3, 4);
    page->track_mode = mmc_span8(&span, 3) & 0x0f;
    page->block_type = mmc_span8(&span, 4) & 0x0f;
    page->link_size = mmc_span8(&span, 5);
    page->host_application_code = mmc_span8(&span, 7) & 0x3f;
    page->session_format = mmc_span8(&span, 8);
    page->packet_size = mmc_span32(&span, 10);
    page->audio_pause_length = mmc_span16(&span, 14);
    parse_code(&span, CATALOG_NUMBER, page->catalog_number, sizeof(page->catalog_number));
    parse_code(&span, ISRC, page->isrc, sizeof(page->isrc));
    for (i = 0; i < 4; i++)
        page->subheader[i] = mmc_span8(&span, SUBHEADER + i);
    return true;
}

/* 16 bytes: valid bit, the text of exactly length characters, zeros. */
static void put_code(uint8_t *buffer, const char *text, size_t length)
{
    memset(buffer, 0, 16);
    if (strlen(text) != length)
        return;
    buffer[0] = 0x80;
    memcpy(buffer + 1, text, length);
}

/* Everything behind the first two bytes that has a meaning; what is reserved stays. */
static void put_fields(uint8_t *data, size_t length, const struct mmc_write_parameters *page)
{
    data[2] = (uint8_t)((data[2] & 0x80) | mmc_bit(page->buffer_underrun_free, 6) |
                        mmc_bit(page->link_size_valid, 5) | mmc_bit(page->test_write, 4) |
                        (page->write_type & 0x0f));
    data[3] = (uint8_t)((page->multisession & 3) << 6 | mmc_bit(page->fixed_packets, 5) | mmc_bit(page->copy, 4) |
                        (page->track_mode & 0x0f));
    data[4] = (uint8_t)((data[4] & 0xf0) | (page->block_type & 0x0f));
    data[5] = page->link_size;
    data[7] = (uint8_t)((data[7] & 0xc0) | (page->host_application_code & 0x3f));
    data[8] = page->session_format;
    mmc_put32(data + 10, page->packet_size);
    mmc_put16(data + 14, page->audio_pause_length);
    put_code(data + CATALOG_NUMBER, page->catalog_number, sizeof(page->catalog_number) - 1);
    put_code(data + ISRC, page->isrc, sizeof(page->isrc) - 1);
    if (length >= SUBHEADER + sizeof(page->subheader))
        memcpy(data + SUBHEADER, page->subheader, sizeof(page->subheader));
}

size_t mmc_encode_write_parameters(uint8_t *buffer, size_t size, const struct mmc_write_parameters *page)
{
    if (!mmc_page_start(buffer, size, MMC_PAGE_WRITE_PARAMETERS, MMC_WRITE_PARAMETERS_LENGTH))
        return 0;
    put_fields(buffer, MMC_WRITE_PARAMETERS_LENGTH, page);
    return MMC_WRITE_PARAMETERS_LENGTH;
}

bool mmc_update_write_parameters(uint8_t *data, size_t length, const struct mmc_write_parameters *page)
{
    struct mmc_span span = mmc_page_span(data, length, MMC_PAGE_WRITE_PARAMETERS, NEEDED);

    if (!span.length)
        return false;
    put_fields(data, span.length, page);
    return true;
}
