/*
 * The smaller mode pages
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

#define ERROR_RECOVERY_LENGTH   12  /* bytes of each page with its first two */
#define CACHING_LENGTH          12
#define CD_AUDIO_LENGTH         16
#define POWER_CONDITION_LENGTH  12
#define TIMEOUT_PROTECT_LENGTH  10

bool mmc_parse_error_recovery_page(const uint8_t *data, size_t length, struct mmc_error_recovery_page *page)
{
    struct mmc_span span = mmc_page_span(data, length, MMC_PAGE_ERROR_RECOVERY, 4);

    memset(page, 0, sizeof(*page));
    if (!span.length)
        return false;
    page->write_reallocation = mmc_span_bit(&span, 2, 7);
    page->read_reallocation = mmc_span_bit(&span, 2, 6);
    page->transfer_block = mmc_span_bit(&span, 2, 5);
    page->read_continuous = mmc_span_bit(&span, 2, 4);
    page->post_error = mmc_span_bit(&span, 2, 2);
    page->disable_transfer = mmc_span_bit(&span, 2, 1);
    page->disable_correction = mmc_span_bit(&span, 2, 0);
    page->read_retries = mmc_span8(&span, 3);
    page->write_retries = mmc_span8(&span, 8);
    page->error_reporting_window = mmc_span24(&span, 9);
    return true;
}

size_t mmc_encode_error_recovery_page(uint8_t *buffer, size_t size, const struct mmc_error_recovery_page *page)
{
    if (!mmc_page_start(buffer, size, MMC_PAGE_ERROR_RECOVERY, ERROR_RECOVERY_LENGTH))
        return 0;
    buffer[2] = mmc_bit(page->write_reallocation, 7) | mmc_bit(page->read_reallocation, 6) |
                mmc_bit(page->transfer_block, 5) | mmc_bit(page->read_continuous, 4) |
                mmc_bit(page->post_error, 2) | mmc_bit(page->disable_transfer, 1) |
                mmc_bit(page->disable_correction, 0);
    buffer[3] = page->read_retries;
    buffer[8] = page->write_retries;
    mmc_put24(buffer + 9, page->error_reporting_window);
    return ERROR_RECOVERY_LENGTH;
}

bool mmc_parse_caching_page(const uint8_t *data, size_t length, struct mmc_caching_page *page)
{
    struct mmc_span span = mmc_page_span(data, length, MMC_PAGE_CACHING, 3);

    memset(page, 0, sizeof(*page));
    if (!span.length)
        return false;
    page->write_cache = mmc_span_bit(&span, 2, 2);
    page->read_cache_disabled = mmc_span_bit(&span, 2, 0);
    return true;
}

size_t mmc_encode_caching_page(uint8_t *buffer, size_t size, const struct mmc_caching_page *page)
{
    if (!mmc_page_start(buffer, size, MMC_PAGE_CACHING, CACHING_LENGTH))
        return 0;
    buffer[2] = mmc_bit(page->write_cache, 2) | mmc_bit(page->read_cache_disabled, 0);
    return CACHING_LENGTH;
}

bool mmc_parse_cd_audio_page(const uint8_t *data, size_t length, struct mmc_cd_audio_page *page)
{
    struct mmc_span span = mmc_page_span(data, length, MMC_PAGE_CD_AUDIO, CD_AUDIO_LENGTH);
    unsigned int i;

    memset(page, 0, sizeof(*page));
    if (!span.length)
        return false;
    page->immediate = mmc_span_bit(&span, 2, 2);
    page->stop_on_track_crossing = mmc_span_bit(&span, 2, 1);
    for (i = 0; i < 4; i++)
    {
        page->port[i].channels = mmc_span8(&span, 8 + 2 * i) & 0x0f;
        page->port[i].volume = mmc_span8(&span, 9 + 2 * i);
    }
    return true;
}

size_t mmc_encode_cd_audio_page(uint8_t *buffer, size_t size, const struct mmc_cd_audio_page *page)
{
    unsigned int i;

    if (!mmc_page_start(buffer, size, MMC_PAGE_CD_AUDIO, CD_AUDIO_LENGTH))
        return 0;
    buffer[2] = mmc_bit(page->immediate, 2) | mmc_bit(page->stop_on_track_crossing, 1);
    for (i = 0; i < 4; i++)
    {
        buffer[8 + 2 * i] = page->port[i].channels & 0x0f;
        buffer[9 + 2 * i] = page->port[i].volume;
    }
    return CD_AUDIO_LENGTH;
}

bool mmc_parse_power_condition_page(const uint8_t *data, size_t length, struct mmc_power_condition_page *page)
{
    struct mmc_span span = mmc_page_span(data, length, MMC_PAGE_POWER_CONDITION, POWER_CONDITION_LENGTH);

    memset(page, 0, sizeof(*page));
    if (!span.length)
        return false;
    page->idle = mmc_span_bit(&span, 3, 1);
    page->standby = mmc_span_bit(&span, 3, 0);
    page->idle_timer = mmc_span32(&span, 4);
    page->standby_timer = mmc_span32(&span, 8);
    return true;
}

size_t mmc_encode_power_condition_page(uint8_t *buffer, size_t size, const struct mmc_power_condition_page *page)
{
    if (!mmc_page_start(buffer, size, MMC_PAGE_POWER_CONDITION, POWER_CONDITION_LENGTH))
        return 0;
    buffer[3] = mmc_bit(page->idle, 1) | mmc_bit(page->standby, 0);
    mmc_put32(buffer + 4, page->idle_timer);
    mmc_put32(buffer + 8, page->standby_timer);
    return POWER_CONDITION_LENGTH;
}

bool mmc_parse_timeout_protect_page(const uint8_t *data, size_t length, struct mmc_timeout_protect_page *page)
{
    struct mmc_span span = mmc_page_span(data, length, MMC_PAGE_TIMEOUT_PROTECT, TIMEOUT_PROTECT_LENGTH);

    memset(page, 0, sizeof(*page));
    if (!span.length)
        return false;
    page->group_3_enabled = mmc_span_bit(&span, 4, 3);
    page->timeouts_enabled = mmc_span_bit(&span, 4, 2);
    page->disable_unavailable_unknown = mmc_span_bit(&span, 4, 1);
    page->software_write_protect = mmc_span_bit(&span, 4, 0);
    page->group_1_timeout = mmc_span16(&span, 6);
    page->group_2_timeout = mmc_span16(&span, 8);
    return true;
}

size_t mmc_encode_timeout_protect_page(uint8_t *buffer, size_t size, const struct mmc_timeout_protect_page *page)
{
    if (!mmc_page_start(buffer, size, MMC_PAGE_TIMEOUT_PROTECT, TIMEOUT_PROTECT_LENGTH))
        return 0;
    buffer[4] = mmc_bit(page->group_3_enabled, 3) | mmc_bit(page->timeouts_enabled, 2) |
                mmc_bit(page->disable_unavailable_unknown, 1) | mmc_bit(page->software_write_protect, 0);
    mmc_put16(buffer + 6, page->group_1_timeout);
    mmc_put16(buffer + 8, page->group_2_timeout);
    return TIMEOUT_PROTECT_LENGTH;
}
