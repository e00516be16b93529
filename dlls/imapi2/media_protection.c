/*
 * Why a medium may not be written to
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

#include "media.h"

#include "wine/debug.h"

WINE_DEFAULT_DEBUG_CHANNEL(imapi2);

/* What the drive says in one reply, MMC-5 6.23.3.5 (format C0h); drives that do not know it protect nothing. */
static LONG reported_protection(struct burn_drive *drive)
{
    struct mmc_write_protect protect;
    struct mmc_command command;
    uint8_t reply[MMC_WRITE_PROTECT_LENGTH];
    uint32_t length;
    LONG state = 0;

    mmc_build_read_disc_structure(&command, MMC_STRUCTURE_DVD, MMC_STRUCTURE_WRITE_PROTECT, 0, 0, sizeof(reply));
    if (burn_execute(drive, &command, reply, &length) != BURN_OK) return 0;
    if (!mmc_parse_write_protect(reply, length, &protect)) return 0;
    if (protect.software) state |= IMAPI_WRITEPROTECTED_UNTIL_POWERDOWN;
    if (protect.cartridge) state |= IMAPI_WRITEPROTECTED_BY_CARTRIDGE;
    if (protect.media_switch) state |= IMAPI_WRITEPROTECTED_BY_MEDIA_SPECIFIC_REASON;
    if (protect.persistent) state |= IMAPI_WRITEPROTECTED_BY_SOFTWARE_WRITE_PROTECT;
    return state;
}

/* A host may have told the drive to write to nothing at all, by mode page 1D. */
static bool is_drive_protected(struct burn_drive *drive)
{
    struct mmc_timeout_protect_page page;
    struct mmc_mode_page_view view;
    struct mmc_command command;
    uint8_t reply[MMC_MODE_HEADER_LENGTH + 64];
    uint32_t length;

    mmc_build_mode_sense_10(&command, MMC_PAGE_CURRENT, MMC_PAGE_TIMEOUT_PROTECT, sizeof(reply));
    if (burn_execute(drive, &command, reply, &length) != BURN_OK) return false;
    if (!mmc_find_mode_page(reply, length, MMC_PAGE_TIMEOUT_PROTECT, &view)) return false;
    return mmc_parse_timeout_protect_page(view.data, view.length, &page) && page.software_write_protect;
}

/* DVD+RW and DVD+R carry their protection in a block of the lead-in, of which a drive may have no other word. */
static bool is_inhibited_by_block(struct burn_drive *drive)
{
    struct mmc_control_block block;
    struct mmc_command command;
    uint8_t reply[MMC_WRITE_INHIBIT_LENGTH];
    uint32_t length;

    mmc_build_read_disc_structure(&command, MMC_STRUCTURE_DVD, MMC_STRUCTURE_DVD_CONTROL_BLOCK,
                                  MMC_CONTROL_BLOCK_WRITE_INHIBIT, 0, sizeof(reply));
    if (burn_execute(drive, &command, reply, &length) != BURN_OK) return false;
    return mmc_parse_control_block(reply, length, &block) && mmc_is_write_inhibited(&block);
}

static bool has_control_blocks(const struct burn_medium *medium)
{
    return medium->profile == MMC_PROFILE_DVD_PLUS_RW || medium->profile == MMC_PROFILE_DVD_PLUS_RW_DL ||
           medium->family == BURN_FAMILY_DVD_PLUS_R;
}

LONG media_protection(struct media *media)
{
    struct burn_drive *drive = &media->session.drive;
    LONG state;

    if (media_is_read_only(media)) return IMAPI_WRITEPROTECTED_READ_ONLY_MEDIA;
    state = reported_protection(drive);
    if (is_drive_protected(drive)) state |= IMAPI_WRITEPROTECTED_BY_SOFTWARE_WRITE_PROTECT;
    if (has_control_blocks(&media->medium) && is_inhibited_by_block(drive))
        state |= IMAPI_WRITEPROTECTED_BY_DISC_CONTROL_BLOCK;
    if (!state && media->medium.write_protected) state = IMAPI_WRITEPROTECTED_BY_MEDIA_SPECIFIC_REASON;
    TRACE("%#lx\n", state);
    return state;
}

HRESULT media_write_protect_state(IDiscRecorder2 *recorder, LONG *state)
{
    struct media media;
    HRESULT hr;

    *state = 0;
    if (FAILED(hr = media_open(&media, recorder))) return hr;
    *state = media_protection(&media);
    media_close(&media);
    return S_OK;
}
