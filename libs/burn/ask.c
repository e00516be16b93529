/*
 * Questions to the drive: one command and its parser each
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

#include <string.h>

#include "burn_private.h"

/* Sends a question with room for size bytes; *length is what came, never more than size. */
static enum burn_status ask(struct burn_drive *drive, const struct mmc_command *command, void *data, uint32_t size,
                            uint32_t *length)
{
    enum burn_status status;

    memset(data, 0, size);
    status = burn_execute_patiently(drive, command, data, length, BURN_WAIT_COMMAND_MS);
    if (status == BURN_OK && *length > size) status = BURN_BAD_REPLY;
    return status;
}

enum burn_status burn_ask_disc(struct burn_drive *drive, struct mmc_disc_information *disc)
{
    uint8_t data[MMC_DISC_INFORMATION_LENGTH];
    struct mmc_command command;
    enum burn_status status;
    uint32_t length;

    mmc_build_read_disc_information(&command, MMC_DISC_INFORMATION_STANDARD, sizeof(data));
    status = ask(drive, &command, data, sizeof(data), &length);
    if (status != BURN_OK) return status;
    return mmc_parse_disc_information(data, length, disc) ? BURN_OK : BURN_BAD_REPLY;
}

enum burn_status burn_ask_toc(struct burn_drive *drive, struct mmc_toc *toc)
{
    uint8_t data[MMC_TOC_LENGTH_MAX];
    struct mmc_command command;
    enum burn_status status;
    uint32_t length;

    mmc_build_read_toc(&command, MMC_TOC_TRACKS, false, 0, sizeof(data));
    status = ask(drive, &command, data, sizeof(data), &length);
    if (status != BURN_OK) return status;
    return mmc_parse_toc(data, length, false, toc) ? BURN_OK : BURN_BAD_REPLY;
}

enum burn_status burn_ask_track(struct burn_drive *drive, enum mmc_track_address address, uint32_t number,
                                struct mmc_track_information *track)
{
    uint8_t data[MMC_TRACK_INFORMATION_LENGTH];
    struct mmc_command command;
    enum burn_status status;
    uint32_t length;

    mmc_build_read_track_information(&command, address, false, number, sizeof(data));
    status = ask(drive, &command, data, sizeof(data), &length);
    if (status != BURN_OK) return status;
    return mmc_parse_track_information(data, length, track) ? BURN_OK : BURN_BAD_REPLY;
}

enum burn_status burn_ask_profile(struct burn_drive *drive, uint16_t *profile)
{
    uint8_t data[MMC_CONFIGURATION_HEADER_LENGTH];
    struct mmc_configuration_header header;
    struct mmc_command command;
    enum burn_status status;
    uint32_t length;

    mmc_build_get_configuration(&command, MMC_CONFIGURATION_ONE, MMC_FEATURE_PROFILE_LIST, sizeof(data));
    status = ask(drive, &command, data, sizeof(data), &length);
    if (status != BURN_OK) return status;
    if (!mmc_parse_configuration_header(data, length, &header)) return BURN_BAD_REPLY;
    *profile = header.current_profile;
    return BURN_OK;
}

enum burn_status burn_ask_descriptor(struct burn_drive *drive, enum mmc_feature feature, uint8_t *buffer,
                                     uint32_t size, struct mmc_feature_descriptor *descriptor, bool *present)
{
    struct mmc_command command;
    enum burn_status status;
    uint32_t length;

    *present = false;
    mmc_build_get_configuration(&command, MMC_CONFIGURATION_ONE, (uint16_t)feature, (uint16_t)size);
    status = ask(drive, &command, buffer, size, &length);
    if (status != BURN_OK) return status;
    *present = mmc_find_feature(buffer, length, (uint16_t)feature, descriptor);
    return BURN_OK;
}

enum burn_status burn_ask_feature(struct burn_drive *drive, enum mmc_feature feature, bool *present, bool *current)
{
    uint8_t data[MMC_CONFIGURATION_HEADER_LENGTH + 64];
    struct mmc_feature_descriptor descriptor;
    enum burn_status status;

    *current = false;
    status = burn_ask_descriptor(drive, feature, data, sizeof(data), &descriptor, present);
    if (status == BURN_OK && *present) *current = descriptor.current;
    return status;
}

enum burn_status burn_ask_capacity(struct burn_drive *drive, struct mmc_capacity *capacity)
{
    struct mmc_command command;
    enum burn_status status;
    uint32_t length;
    uint8_t data[8];

    mmc_build_read_capacity(&command);
    status = ask(drive, &command, data, sizeof(data), &length);
    if (status != BURN_OK) return status;
    return mmc_parse_read_capacity(data, length, capacity) ? BURN_OK : BURN_BAD_REPLY;
}

enum burn_status burn_ask_formats(struct burn_drive *drive, struct mmc_format_capacities *formats)
{
    uint8_t data[4 + 8 * (MMC_FORMATS_MAX + 1)];
    struct mmc_command command;
    enum burn_status status;
    uint32_t length;

    mmc_build_read_format_capacities(&command, sizeof(data));
    status = ask(drive, &command, data, sizeof(data), &length);
    if (status != BURN_OK) return status;
    return mmc_parse_format_capacities(data, length, formats) ? BURN_OK : BURN_BAD_REPLY;
}

enum burn_status burn_ask_capabilities(struct burn_drive *drive, struct mmc_capabilities_page *page)
{
    uint8_t data[MMC_MODE_HEADER_LENGTH + 256];
    struct mmc_mode_page_view view;
    struct mmc_command command;
    enum burn_status status;
    uint32_t length;

    mmc_build_mode_sense_10(&command, MMC_PAGE_CURRENT, MMC_PAGE_CAPABILITIES, sizeof(data));
    status = ask(drive, &command, data, sizeof(data), &length);
    if (status != BURN_OK) return status;
    if (!mmc_find_mode_page(data, length, MMC_PAGE_CAPABILITIES, &view)) return BURN_BAD_REPLY;
    return mmc_parse_capabilities_page(view.data, view.length, page) ? BURN_OK : BURN_BAD_REPLY;
}
