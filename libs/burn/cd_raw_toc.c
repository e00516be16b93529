/*
 * The table of contents of a raw CD: as the image's lead-in holds it, and as the drive tells it
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
#include "cd_subchannel.h"

#define POINT_NEXT_SESSION  0xb0    /* ADR 5, where another session may begin */

void burn_raw_take_q(struct burn_raw_toc *toc, const uint8_t *q)
{
    struct cd_q_toc item;
    int32_t lba;

    if (!cd_parse_q_toc(q, &item)) return;
    switch (item.point)
    {
    case CD_POINT_FIRST_TRACK: toc->first_track = item.value.minute; return;
    case CD_POINT_LAST_TRACK: toc->last_track = item.value.minute; return;
    case POINT_NEXT_SESSION: toc->next_session = true; return;
    }
    if (!mmc_msf_to_lba(&item.value, &lba)) return;
    if (item.point == CD_POINT_LEAD_OUT)
    {
        toc->lead_out_seen = true;
        toc->lead_out = lba;
    }
    else if (item.point >= 1 && item.point <= 99)
    {
        toc->seen[item.point] = true;
        toc->control[item.point] = item.control;
        toc->start[item.point] = lba;
    }
}

/* The copy bit is left out: with SCMS it alternates. */
static bool entry_is_as_meant(const struct burn_raw_toc *meant, const struct mmc_toc_entry *entry)
{
    if (entry->track == MMC_TOC_LEAD_OUT) return meant->lead_out_seen && entry->start == meant->lead_out;
    if (entry->track > 99 || !meant->seen[entry->track] || entry->start != meant->start[entry->track]) return false;
    return !((entry->control ^ meant->control[entry->track]) & ~(unsigned int)MMC_TRACK_COPY_PERMITTED);
}

static bool toc_is_as_meant(const struct burn_raw_toc *meant, const struct mmc_toc *toc)
{
    uint32_t i;

    if (!meant->first_track || toc->first_track != meant->first_track || toc->last_track != meant->last_track)
        return false;
    if (toc->count != (uint32_t)(toc->last_track - toc->first_track) + 2) return false;
    for (i = 0; i < toc->count; i++)
        if (!entry_is_as_meant(meant, &toc->entries[i])) return false;
    return true;
}

enum burn_status burn_raw_compare_toc(struct burn_drive *drive, const struct burn_raw_toc *meant)
{
    enum burn_status status;
    struct mmc_toc toc;

    status = burn_ask_toc(drive, &toc);
    if (status != BURN_OK) return status;
    return toc_is_as_meant(meant, &toc) ? BURN_OK : BURN_MISMATCH;
}
