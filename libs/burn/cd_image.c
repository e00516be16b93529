/*
 * The plan of a raw image: tracks, gaps and indexes
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

#include "cd_image.h"

void cd_image_init(struct cd_image *image)
{
    memset(image, 0, sizeof(*image));
    image->first_track = 1;
    image->limit = CD_LAST_SECTOR_MAX;
    image->pregap = CD_PREGAP;
}

static int32_t track_end(const struct cd_image_track *track)
{
    return track->start + (int32_t)track->sectors;
}

int32_t cd_image_lead_out(const struct cd_image *image)
{
    return track_end(&image->tracks[image->track_count - 1]);
}

uint32_t cd_image_sectors(const struct cd_image *image)
{
    return (uint32_t)(cd_image_lead_out(image) - CD_IMAGE_START) + CD_LEAD_OUT_LENGTH;
}

/* Whether so many sectors from start on leave room for a further number of them. */
static bool fits(const struct cd_image *image, int32_t start, uint32_t sectors, uint32_t more)
{
    return (int64_t)start + sectors + more - 1 <= image->limit;
}

/* What follows a pre-gap is at least the shortest track. */
enum cd_image_result cd_image_set_pregap(struct cd_image *image, uint32_t sectors)
{
    if (image->track_count)
        return CD_IMAGE_TRACKS_EXIST;
    if (sectors < CD_PREGAP)
        return CD_IMAGE_INVALID;
    if (!fits(image, -CD_PREGAP, sectors, CD_TRACK_MIN))
        return CD_IMAGE_NO_SPACE;
    image->pregap = sectors;
    return CD_IMAGE_OK;
}

static int32_t next_start(const struct cd_image *image)
{
    if (!image->track_count)
        return (int32_t)image->pregap - CD_PREGAP;
    return cd_image_lead_out(image) + (image->gaps ? CD_PREGAP : 0);
}

enum cd_image_result cd_image_add_track(struct cd_image *image, uint32_t sectors)
{
    struct cd_image_track *track;

    if (image->first_track + image->track_count > CD_TRACKS_MAX)
        return CD_IMAGE_TOO_MANY_TRACKS;
    if (sectors < CD_TRACK_MIN)
        return CD_IMAGE_INVALID;
    if (!fits(image, next_start(image), sectors, 0))
        return CD_IMAGE_NO_SPACE;
    track = &image->tracks[image->track_count];
    memset(track, 0, sizeof(*track));
    track->start = next_start(image);
    track->sectors = sectors;
    track->index_count = 1;
    image->track_count++;
    return CD_IMAGE_OK;
}

/* The first index that is not before offset. */
static unsigned int find_index(const struct cd_image_track *track, uint32_t offset)
{
    unsigned int i = 0;

    while (i < track->index_count && track->indexes[i] < offset)
        i++;
    return i;
}

enum cd_image_result cd_image_add_index(struct cd_image_track *track, uint32_t offset)
{
    unsigned int place = find_index(track, offset);
    uint32_t end = place < track->index_count ? track->indexes[place] : track->sectors;

    if (offset >= track->sectors)
        return CD_IMAGE_INVALID;
    if (place < track->index_count && end == offset)
        return CD_IMAGE_INDEX_EXISTS;
    if (track->index_count == CD_INDEXES_MAX)
        return CD_IMAGE_TOO_MANY_INDEXES;
    if (end - offset < CD_INDEX_MIN || offset - track->indexes[place - 1] < CD_INDEX_MIN)
        return CD_IMAGE_INDEX_TOO_CLOSE;
    memmove(track->indexes + place + 1, track->indexes + place,
            (track->index_count - place) * sizeof(track->indexes[0]));
    track->indexes[place] = offset;
    track->index_count++;
    return CD_IMAGE_OK;
}

enum cd_image_result cd_image_clear_index(struct cd_image_track *track, uint32_t offset)
{
    unsigned int place = find_index(track, offset);

    if (!offset)
        return CD_IMAGE_INDEX_FIXED;
    if (place == track->index_count || track->indexes[place] != offset)
        return CD_IMAGE_INDEX_NOT_FOUND;
    track->index_count--;
    memmove(track->indexes + place, track->indexes + place + 1,
            (track->index_count - place) * sizeof(track->indexes[0]));
    return CD_IMAGE_OK;
}

/* The last track that begins at or before lba, -1 before the first. */
static int find_track(const struct cd_image *image, int32_t lba)
{
    int i = image->track_count;

    while (i-- > 0)
        if (image->tracks[i].start <= lba)
            break;
    return i;
}

static void set_source(struct cd_source *source, int track, int32_t start, int32_t lba, int32_t end)
{
    source->track = track;
    source->offset = (uint32_t)(lba - start);
    source->left = (uint32_t)(end - lba);
}

void cd_image_source(const struct cd_image *image, int32_t lba, struct cd_source *source)
{
    int i = find_track(image, lba);
    int32_t end = i < 0 ? -CD_PREGAP : track_end(&image->tracks[i]), next;

    if (i < 0 && lba >= end)
        set_source(source, CD_SOURCE_PREGAP, -CD_PREGAP, lba, image->tracks[0].start);
    else if (i < 0)
        set_source(source, CD_SOURCE_SILENCE, CD_IMAGE_START, lba, end);
    else if (lba < end)
        set_source(source, i, image->tracks[i].start, lba, end);
    else
    {
        next = i + 1 < image->track_count ? image->tracks[i + 1].start : end + CD_LEAD_OUT_LENGTH;
        set_source(source, CD_SOURCE_SILENCE, end, lba, next);
    }
}
