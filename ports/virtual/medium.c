/*
 * Tracks and sessions of a virtual medium
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

#include "medium.h"

static uint32_t align_up(uint32_t value, uint32_t unit)
{
    return (value + unit - 1) / unit * unit;
}

/* Opens the invisible track behind everything; none when the medium has no room for it. */
static void add_invisible_track(struct virtual_medium *medium, uint32_t start, uint16_t session)
{
    struct virtual_track *track;

    if (medium->track_count >= medium->family->tracks_max) return;
    if (session > medium->family->sessions_max || start >= medium->blocks) return;
    track = &medium->tracks[medium->track_count++];
    memset(track, 0, sizeof(*track));
    track->start = start;
    track->session = session;
    track->sector_size = VIRTUAL_BLOCK_SIZE;
    track->control = 4;
    track->data_mode = 1;
}

#define DVD_RAM_BLOCKS 2236704u     /* with the usual spare areas */

void virtual_medium_make_blank(struct virtual_medium *medium)
{
    memset(medium->tracks, 0, sizeof(medium->tracks));
    medium->track_count = 0;
    medium->finalized = false;
    medium->formatted = false;
    medium->format_type = 0;
    medium->background_format = VIRTUAL_BACKGROUND_NONE;
    medium->formatted_blocks = 0;
    medium->highest_written = 0;
    medium->writing = false;
    medium->writing_track = 0;
    medium->blocks = virtual_kind_blocks(medium->kind);
    medium->book_type = medium->kind->book_type;
    memset(medium->mcn, 0, sizeof(medium->mcn));
    medium->index_count = 0;
    medium->write_protected = false;
    medium->boundary_set = false;
    add_invisible_track(medium, 0, 1);
    if (medium->kind->family != VIRTUAL_FAMILY_DVD_RAM) return;
    medium->formatted = true;       /* as it is sold */
    medium->formatted_blocks = DVD_RAM_BLOCKS;
    medium->tracks[0].state = VIRTUAL_TRACK_COMPLETE;
    medium->tracks[0].control = 5;
}

void virtual_medium_become(struct virtual_medium *medium, const char *kind)
{
    medium->kind = virtual_find_kind(kind);
    medium->family = virtual_find_family(medium->kind->family);
    virtual_medium_make_blank(medium);
}

void virtual_medium_make_pressed(struct virtual_medium *medium, uint32_t blocks)
{
    virtual_medium_make_blank(medium);
    medium->blocks = blocks;
    add_invisible_track(medium, 0, 1);
    medium->tracks[0].recorded = medium->tracks[0].length = blocks;
    medium->tracks[0].state = VIRTUAL_TRACK_COMPLETE;
    medium->highest_written = blocks;
    medium->finalized = true;
}

bool virtual_track_is_audio(const struct virtual_track *track)
{
    return !(track->control & 4);
}

uint16_t virtual_medium_cd_track_at(const struct virtual_medium *medium, int32_t lba)
{
    uint16_t i;

    for (i = medium->track_count; i > 0; i--)
    {
        const struct virtual_track *track = &medium->tracks[i - 1];
        int32_t start = (int32_t)track->start;

        if (lba < start - (int32_t)track->pregap) continue;
        return lba < start + (int32_t)virtual_medium_track_size(medium, track) ? i : 0;
    }
    return 0;
}

#define CD_FIRST_LEAD_IN    (-11635)
#define CD_LATER_LEAD_IN    4500
#define CD_PREGAP           150
#define CD_SHORTEST_AUDIO   300u    /* four seconds: silence fills what is missing */

int32_t virtual_medium_lead_in(const struct virtual_medium *medium)
{
    uint16_t session = virtual_medium_session_count(medium);
    const struct virtual_track *first = &medium->tracks[virtual_medium_first_track(medium, session) - 1];

    return session == 1 ? CD_FIRST_LEAD_IN : (int32_t)first->start - CD_PREGAP - CD_LATER_LEAD_IN;
}

void virtual_medium_add_index(struct virtual_medium *medium, uint8_t track, uint8_t index, int32_t lba)
{
    struct virtual_index *point = &medium->indexes[medium->index_count];
    uint16_t i;

    for (i = 0; i < medium->index_count; i++)
        if (medium->indexes[i].track == track && medium->indexes[i].index == index) return;
    if (medium->index_count == VIRTUAL_INDEX_MAX) return;
    point->track = track;
    point->index = index;
    point->lba = lba;
    medium->index_count++;
}

struct virtual_track *virtual_medium_track(struct virtual_medium *medium, uint32_t number)
{
    if (!number || number > medium->track_count || !medium->tracks[number - 1].session) return NULL;
    return &medium->tracks[number - 1];
}

uint16_t virtual_medium_lowest_track(const struct virtual_medium *medium)
{
    return virtual_medium_first_track(medium, 1);
}

uint16_t virtual_medium_track_at(const struct virtual_medium *medium, uint32_t lba)
{
    uint16_t i;

    for (i = 0; i < medium->track_count; i++)
    {
        const struct virtual_track *track = &medium->tracks[i];

        if (lba >= track->start && lba - track->start < virtual_medium_track_size(medium, track)) return i + 1;
    }
    return 0;
}

uint16_t virtual_medium_invisible_track(const struct virtual_medium *medium)
{
    const struct virtual_track *last = &medium->tracks[medium->track_count - 1];

    if (last->state == VIRTUAL_TRACK_COMPLETE || last->reserved) return 0;
    return medium->track_count;
}

uint16_t virtual_medium_session_count(const struct virtual_medium *medium)
{
    return medium->tracks[medium->track_count - 1].session;
}

uint16_t virtual_medium_first_track(const struct virtual_medium *medium, uint16_t session)
{
    uint16_t i = 0;

    while (i < medium->track_count && medium->tracks[i].session < session) i++;
    return i + 1;
}

uint16_t virtual_medium_last_track(const struct virtual_medium *medium, uint16_t session)
{
    uint16_t i = medium->track_count;

    while (i > 1 && medium->tracks[i - 1].session > session) i--;
    return i;
}

uint16_t virtual_medium_last_closed_session(const struct virtual_medium *medium)
{
    uint16_t count = virtual_medium_session_count(medium);

    return medium->finalized ? count : count - 1;
}

uint32_t virtual_medium_session_end(const struct virtual_medium *medium, uint16_t session)
{
    const struct virtual_track *last = &medium->tracks[virtual_medium_last_track(medium, session) - 1];

    return last->start + virtual_medium_track_size(medium, last);
}

enum virtual_disc_status virtual_medium_status(const struct virtual_medium *medium)
{
    const struct virtual_track *first = &medium->tracks[virtual_medium_lowest_track(medium) - 1];

    if (medium->family->overwritable) return medium->formatted ? VIRTUAL_DISC_FINALIZED : VIRTUAL_DISC_EMPTY;
    if (medium->finalized) return VIRTUAL_DISC_FINALIZED;
    if (first->state == VIRTUAL_TRACK_EMPTY && !first->reserved && !first->damaged) return VIRTUAL_DISC_EMPTY;
    return VIRTUAL_DISC_INCOMPLETE;
}

enum virtual_session_state virtual_medium_last_session_state(const struct virtual_medium *medium)
{
    uint16_t i = virtual_medium_first_track(medium, virtual_medium_session_count(medium)) - 1;
    enum virtual_session_state state = VIRTUAL_SESSION_EMPTY;

    if (medium->family->overwritable) return medium->formatted ? VIRTUAL_SESSION_COMPLETE : VIRTUAL_SESSION_EMPTY;
    if (medium->finalized) return VIRTUAL_SESSION_COMPLETE;
    for (; i < medium->track_count; i++)
    {
        const struct virtual_track *track = &medium->tracks[i];

        if (track->damaged) return VIRTUAL_SESSION_DAMAGED;
        if (track->state != VIRTUAL_TRACK_EMPTY || track->reserved) state = VIRTUAL_SESSION_INCOMPLETE;
    }
    return state;
}

uint32_t virtual_medium_track_size(const struct virtual_medium *medium, const struct virtual_track *track)
{
    if (medium->family->overwritable) return medium->formatted ? medium->formatted_blocks : 0;
    if (track->length || !track->session) return track->length;
    return medium->blocks - track->start;
}

uint32_t virtual_medium_free_blocks(const struct virtual_medium *medium, const struct virtual_track *track)
{
    if (medium->family->overwritable || track->state == VIRTUAL_TRACK_COMPLETE) return 0;
    return virtual_medium_track_size(medium, track) - track->recorded;
}

bool virtual_medium_track_writable(const struct virtual_medium *medium, const struct virtual_track *track)
{
    if (!medium->family->sequential || medium->finalized) return false;
    if (track->state == VIRTUAL_TRACK_COMPLETE) return false;
    /* What was begun in one piece cannot be continued after an interruption. */
    return !(track->damaged && track->method == VIRTUAL_METHOD_SESSION_AT_ONCE);
}

/* Blocks of a track that READ gets: padding counts, run-out does not. */
static uint32_t readable_blocks(const struct virtual_medium *medium, const struct virtual_track *track)
{
    if (medium->family->overwritable) return virtual_medium_track_size(medium, track);
    if (track->state != VIRTUAL_TRACK_COMPLETE || medium->family->run_out) return track->recorded;
    return track->length;
}

uint32_t virtual_medium_readable(const struct virtual_medium *medium, uint32_t lba, uint32_t count)
{
    uint32_t total = 0;

    while (total < count)
    {
        uint16_t number = virtual_medium_track_at(medium, lba + total);
        const struct virtual_track *track;
        uint32_t offset, blocks;

        if (!number) break;
        track = &medium->tracks[number - 1];
        offset = lba + total - track->start;
        blocks = readable_blocks(medium, track);
        if (offset >= blocks) break;
        total += blocks - offset < count - total ? blocks - offset : count - total;
    }
    return total;
}

uint32_t virtual_medium_capacity(const struct virtual_medium *medium)
{
    uint16_t session, i;

    if (medium->family->overwritable) return medium->formatted ? medium->formatted_blocks : 0;
    if (medium->family->run_out)    /* a CD is readable as far as its last TOC says */
    {
        session = virtual_medium_last_closed_session(medium);
        return session ? virtual_medium_session_end(medium, session) : 0;
    }
    for (i = medium->track_count; i > 0; i--)
    {
        uint32_t blocks = readable_blocks(medium, &medium->tracks[i - 1]);

        if (blocks) return medium->tracks[i - 1].start + blocks;
    }
    return 0;
}

void virtual_medium_close_track(struct virtual_medium *medium, struct virtual_track *track)
{
    bool last = track == &medium->tracks[medium->track_count - 1];
    uint32_t end;

    track->state = VIRTUAL_TRACK_COMPLETE;
    track->damaged = false;
    if (!track->reserved)
    {
        if (virtual_track_is_audio(track) && track->recorded < CD_SHORTEST_AUDIO)
            track->recorded = virtual_medium_track_size(medium, track) < CD_SHORTEST_AUDIO ?
                              virtual_medium_track_size(medium, track) : CD_SHORTEST_AUDIO;
        track->length = align_up(track->recorded, medium->family->ecc_blocks);
        if (track->method == VIRTUAL_METHOD_TRACK_AT_ONCE) track->length += medium->family->run_out;
    }
    if (!last) return;
    end = track->start + track->length + medium->family->track_gap;
    add_invisible_track(medium, end, track->session);
}

bool virtual_medium_reserve(struct virtual_medium *medium, uint32_t blocks)
{
    struct virtual_track *track = &medium->tracks[medium->track_count - 1];
    uint32_t length = align_up(blocks, medium->family->ecc_blocks);

    if (medium->track_count >= medium->family->tracks_max) return false;
    track->reserved = true;
    track->length = length;
    add_invisible_track(medium, track->start + length + medium->family->track_gap, track->session);
    return true;
}

void virtual_medium_close_session(struct virtual_medium *medium, bool keep_appendable)
{
    struct virtual_track *last = &medium->tracks[medium->track_count - 1];
    uint16_t session = last->session, count;
    uint32_t gap = session == 1 ? medium->family->first_session_gap : medium->family->session_gap;

    if (last->state == VIRTUAL_TRACK_EMPTY && !last->reserved) medium->track_count--;
    count = medium->track_count;
    last = &medium->tracks[count - 1];
    if (keep_appendable)
    {
        uint32_t start = align_up(last->start + last->length + gap, medium->family->ecc_blocks);

        add_invisible_track(medium, start, session + 1);
    }
    if (medium->track_count == count) medium->finalized = true;
}

bool virtual_medium_forget_empty_track(struct virtual_track *track)
{
    if (track->state != VIRTUAL_TRACK_OPEN || track->recorded) return false;
    if (track->method == VIRTUAL_METHOD_SESSION_AT_ONCE) return false;
    track->state = VIRTUAL_TRACK_EMPTY;
    track->method = VIRTUAL_METHOD_NONE;
    return true;
}

void virtual_medium_crash(struct virtual_medium *medium)
{
    struct virtual_track *track = virtual_medium_track(medium, medium->writing_track);
    uint16_t i;

    medium->writing = false;
    medium->writing_track = 0;
    if (!track || !medium->family->sequential || track->state == VIRTUAL_TRACK_COMPLETE) return;
    if (virtual_medium_forget_empty_track(track)) return;
    track->damaged = true;
    if (track->method != VIRTUAL_METHOD_SESSION_AT_ONCE) return;
    for (i = 0; i < medium->track_count; i++)   /* a session at once is lost as a whole */
        if (medium->tracks[i].session == track->session) medium->tracks[i].damaged = true;
}

/* A number below that of the first track: nothing else may be told of it. */
static bool valid_absent_track(const struct virtual_medium *medium, uint16_t index)
{
    const struct virtual_track *track = &medium->tracks[index];

    if (medium->kind->family != VIRTUAL_FAMILY_CD || index + 1 == medium->track_count) return false;
    if (track->start || track->recorded || track->length || track->pregap) return false;
    return !index || !track[-1].session;
}

static bool valid_track(const struct virtual_medium *medium, uint16_t index)
{
    const struct virtual_track *track = &medium->tracks[index], *previous = index ? track - 1 : NULL;
    uint32_t size = virtual_medium_track_size(medium, track);

    if (!track->session) return valid_absent_track(medium, index);
    if (track->state > VIRTUAL_TRACK_COMPLETE || track->method > VIRTUAL_METHOD_INCREMENTAL) return false;
    if (track->start >= medium->blocks || size > medium->blocks + medium->family->run_out - track->start) return false;
    if (medium->family->overwritable) return true;
    if (virtual_track_is_audio(track) && medium->kind->family != VIRTUAL_FAMILY_CD) return false;
    if (track->pregap > INT32_MAX / 2 || (track->start < track->pregap && track->pregap - track->start > CD_PREGAP))
        return false;
    if (track->recorded > size || track->sector_size != VIRTUAL_BLOCK_SIZE) return false;
    if (track->state == VIRTUAL_TRACK_COMPLETE && !track->length) return false;
    if (!previous || !previous->session) return track->session == 1;
    if (track->session < previous->session || track->session > previous->session + 1) return false;
    return previous->length && previous->start + previous->length <= track->start;
}

bool virtual_medium_valid(const struct virtual_medium *medium)
{
    uint16_t i;

    if (!medium->kind) return true;
    if (!medium->blocks || medium->blocks > INT32_MAX - 2) return false;
    if (!medium->track_count || medium->track_count > medium->family->tracks_max) return false;
    if (medium->formatted_blocks > medium->blocks || medium->highest_written > medium->blocks) return false;
    if (medium->writing_track > medium->track_count) return false;
    for (i = 0; i < medium->track_count; i++)
        if (!valid_track(medium, i)) return false;
    return true;
}
