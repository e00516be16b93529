/*
 * READ TOC/PMA/ATIP of a virtual drive, MMC-6
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

#include "cd_text.h"
#include "drive.h"

#define LEAD_OUT 0xaa

/* A reply under construction; too long a TOC is cut, which 99 tracks never reach. */
struct toc
{
    uint8_t data[4 + 11 * 128 + 8];
    size_t length;
    bool msf;
};

/* An address as four bytes: LBA, or MSF with a zero before it. */
static void put_address(const struct toc *toc, uint8_t *p, uint32_t lba)
{
    struct mmc_msf msf;

    if (!toc->msf)
    {
        mmc_put32(p, lba);
        return;
    }
    if (!mmc_lba_to_msf((int32_t)lba, &msf)) msf.minute = 255, msf.second = 59, msf.frame = 74;
    p[0] = 0;
    p[1] = msf.minute;
    p[2] = msf.second;
    p[3] = msf.frame;
}

static void add_track(struct toc *toc, uint8_t control, uint8_t number, uint32_t lba)
{
    uint8_t *p = toc->data + toc->length;

    if (toc->length + 8 > sizeof(toc->data)) return;
    p[1] = 0x10 | control;
    p[2] = number;
    put_address(toc, p + 4, lba);
    toc->length += 8;
}

static void answer_toc(struct virtual_request *request, struct toc *toc)
{
    mmc_put16(toc->data, (uint16_t)(toc->length - 2));
    virtual_answer(request, toc->data, toc->length, mmc_get16(request->cdb + 7));
}

/* The tracks that a TOC names: those of closed sessions; other media than CDs make one up from what is readable. */
static uint16_t toc_tracks(const struct virtual_medium *medium)
{
    uint16_t session = virtual_medium_last_closed_session(medium), last;

    if (medium->family->overwritable) return medium->formatted ? 1 : 0;
    if (!session) return 0;
    last = virtual_medium_last_track(medium, session);
    return last > 99 ? 99 : last;
}

static uint32_t lead_out(const struct virtual_medium *medium)
{
    if (medium->family->overwritable) return medium->formatted_blocks;
    return virtual_medium_session_end(medium, virtual_medium_last_closed_session(medium));
}

/* Format 0: tracks from the one asked for on, then the lead-out. */
static uint32_t formatted_toc(struct virtual_drive *drive, struct virtual_request *request, struct toc *toc)
{
    const struct virtual_medium *medium = &drive->medium;
    uint16_t count = toc_tracks(medium), i, from = request->cdb[6], first = virtual_medium_lowest_track(medium);

    if (!count) return virtual_bad_cdb(request, 2);
    if (from > count && from != LEAD_OUT) return virtual_bad_cdb(request, 6);
    toc->data[2] = (uint8_t)first;
    toc->data[3] = (uint8_t)count;
    for (i = from > first ? from : first; i <= count; i++)
        add_track(toc, medium->tracks[i - 1].control & 0x0f, (uint8_t)i, medium->tracks[i - 1].start);
    add_track(toc, medium->tracks[count - 1].control & 0x0f, LEAD_OUT, lead_out(medium));
    answer_toc(request, toc);
    return 0;
}

/* Format 1: where the last closed session starts. */
static uint32_t session_toc(struct virtual_drive *drive, struct virtual_request *request, struct toc *toc)
{
    const struct virtual_medium *medium = &drive->medium;
    uint16_t count = toc_tracks(medium), session = 1, first = 1;

    if (!count) return virtual_bad_cdb(request, 2);
    if (!medium->family->overwritable)
    {
        session = virtual_medium_last_closed_session(medium);
        first = virtual_medium_first_track(medium, session);
    }
    toc->data[2] = 1;
    toc->data[3] = (uint8_t)session;
    add_track(toc, medium->tracks[first - 1].control & 0x0f, (uint8_t)first, medium->tracks[first - 1].start);
    answer_toc(request, toc);
    return 0;
}

/* One entry of subchannel Q of a lead-in: 11 bytes. */
static void add_q(struct toc *toc, uint16_t session, uint8_t adr_control, uint8_t point, const uint8_t msf[3],
                  const uint8_t pmsf[3])
{
    uint8_t *p = toc->data + toc->length;

    if (toc->length + 11 > sizeof(toc->data)) return;
    p[0] = (uint8_t)session;
    p[1] = adr_control;
    p[3] = point;
    memcpy(p + 4, msf, 3);
    memcpy(p + 8, pmsf, 3);
    toc->length += 11;
}

static void put_msf(uint8_t p[3], uint32_t lba)
{
    struct mmc_msf msf;

    mmc_lba_to_msf((int32_t)lba, &msf);
    p[0] = msf.minute;
    p[1] = msf.second;
    p[2] = msf.frame;
}

/* The lead-in of one session: A0, A1, A2, its tracks, and where the next session can start. */
static void add_session(struct toc *toc, const struct virtual_medium *medium, uint16_t session)
{
    static const uint8_t zero[3];
    uint16_t first = virtual_medium_first_track(medium, session), last = virtual_medium_last_track(medium, session), i;
    uint8_t q = 0x10 | (medium->tracks[first - 1].control & 0x0f), a[3] = { 0 }, msf[3];
    uint8_t end_q = 0x10 | (medium->tracks[last - 1].control & 0x0f);

    a[0] = (uint8_t)first;
    a[1] = medium->tracks[first - 1].data_mode == 2 ? 0x20 : 0x00;
    add_q(toc, session, q, 0xa0, zero, a);
    a[0] = (uint8_t)last;
    a[1] = 0;
    add_q(toc, session, end_q, 0xa1, zero, a);
    put_msf(msf, virtual_medium_session_end(medium, session));
    add_q(toc, session, end_q, 0xa2, zero, msf);
    for (i = first; i <= last; i++)
    {
        put_msf(msf, medium->tracks[i - 1].start);
        add_q(toc, session, 0x10 | (medium->tracks[i - 1].control & 0x0f), (uint8_t)i, zero, msf);
    }
    if (medium->finalized && session == virtual_medium_last_closed_session(medium)) return;
    put_msf(msf, virtual_medium_session_end(medium, session) + (session == 1 ? 11250 : 6750));
    put_msf(a, medium->blocks + medium->family->run_out);
    add_q(toc, session, 0x50 | (q & 0x0f), 0xb0, msf, a);
}

/* Format 2. */
static uint32_t full_toc(struct virtual_drive *drive, struct virtual_request *request, struct toc *toc)
{
    const struct virtual_medium *medium = &drive->medium;
    uint16_t last = virtual_medium_last_closed_session(medium), session;

    if (!mmc_profile_is_cd(medium->kind->profile) || !toc_tracks(medium)) return virtual_bad_cdb(request, 2);
    toc->data[2] = 1;
    toc->data[3] = (uint8_t)last;
    for (session = request->cdb[6] ? request->cdb[6] : 1; session <= last; session++)
        add_session(toc, medium, session);
    answer_toc(request, toc);
    return 0;
}

/* Format 3: the program memory area names every complete track. */
static uint32_t pma(struct virtual_drive *drive, struct virtual_request *request, struct toc *toc)
{
    const struct virtual_medium *medium = &drive->medium;
    uint8_t start[3], end[3];
    uint16_t i;

    if (medium->kind->family != VIRTUAL_FAMILY_CD) return virtual_bad_cdb(request, 2);
    for (i = virtual_medium_lowest_track(medium); i <= medium->track_count; i++)
    {
        const struct virtual_track *track = &medium->tracks[i - 1];

        if (track->state != VIRTUAL_TRACK_COMPLETE && !track->reserved) continue;
        put_msf(start, track->start);
        put_msf(end, track->start + track->length);
        add_q(toc, 0, 0x10 | (track->control & 0x0f), (uint8_t)i, end, start);
    }
    answer_toc(request, toc);
    return 0;
}

/* Format 4. */
static uint32_t atip(struct virtual_drive *drive, struct virtual_request *request, struct toc *toc)
{
    const struct virtual_medium *medium = &drive->medium;
    uint8_t *p = toc->data + 4;

    if (medium->kind->family != VIRTUAL_FAMILY_CD) return virtual_bad_cdb(request, 2);
    memset(p, 0, 24);
    p[0] = 0xd0 | (medium->kind->erasable ? 0x02 : 0x00);       /* target writing power, reference speed */
    p[1] = 0x40;                                                /* unrestricted use */
    p[2] = 0x80 | (medium->kind->erasable ? 0x40 : 0x00);       /* disc type */
    p[4] = 97;                                                  /* lead-in: also says who made it */
    p[5] = 26;
    p[6] = 65;
    put_msf(p + 8, medium->blocks + medium->family->run_out);   /* last possible start of the lead-out */
    toc->length = 28;
    answer_toc(request, toc);
    return 0;
}

/* Format 5: the packs that somebody wrote into R to W of the first lead-in. */
static uint32_t cd_text(struct virtual_drive *drive, struct virtual_request *request)
{
    uint8_t data[4 + CD_TEXT_PACKS_MAX * CD_TEXT_PACK_SIZE] = { 0 };
    struct cd_text text;

    if (!mmc_profile_is_cd(drive->medium.kind->profile) || !toc_tracks(&drive->medium))
        return virtual_bad_cdb(request, 2);
    virtual_load_cd_text(drive, &text);
    if (!text.length) return virtual_bad_cdb(request, 2);
    mmc_put16(data, (uint16_t)(text.length + 2));
    memcpy(data + 4, text.packs, text.length);
    virtual_answer(request, data, 4 + text.length, mmc_get16(request->cdb + 7));
    return 0;
}

uint32_t virtual_read_toc(struct virtual_drive *drive, struct virtual_request *request)
{
    uint8_t format = request->cdb[2] & 0x0f;
    struct toc toc;

    memset(&toc, 0, sizeof(toc));
    toc.length = 4;
    toc.msf = (request->cdb[1] & 2) != 0;
    if (!format) format = request->cdb[9] >> 6;     /* where ATAPI put it before MMC */
    switch (format)
    {
    case 0: return formatted_toc(drive, request, &toc);
    case 1: return session_toc(drive, request, &toc);
    case 2: return full_toc(drive, request, &toc);
    case 3: return pma(drive, request, &toc);
    case 4: return atip(drive, request, &toc);
    case 5: return cd_text(drive, request);
    }
    return virtual_bad_cdb(request, 2);
}
