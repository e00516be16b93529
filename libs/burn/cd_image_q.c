/*
 * Subchannel Q of every sector of a raw image
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

#define TOC_REPEAT          3       /* IEC 60908 17.5.1: each item stands in three sectors in a row */
#define TOC_FIXED_ITEMS     3       /* A0, A1, A2 */

/*
 * IEC 60908 17.5: of ten sectors in a row at least nine tell the position; the
 * catalogue number and the ISRC are in at least one of a hundred. Sectors in
 * which the track or the index changes always tell the position, so that a
 * player sees the change; the slot then moves on by one.
 */
#define SLOT_PERIOD         80
#define CATALOG_SLOT        20
#define ISRC_SLOT           60

#define SCMS_RUN            4       /* sectors; a bit that changes at 9.375 Hz, IEC 60958-3 */

/* A run of sectors with the same track and index. */
struct place
{
    uint8_t track;                  /* number, CD_TRACK_LEAD_OUT */
    uint8_t index;
    int32_t run;                    /* where it begins */
    uint32_t relative;
    const struct cd_image_track *properties; /* NULL in the lead-out */
};

/* Of a whole track; what alternates is given by the sector. */
static uint8_t track_control(const struct cd_image_track *track, int32_t lba)
{
    uint8_t control = track->preemphasis ? MMC_TRACK_AUDIO_PREEMPHASIS : MMC_TRACK_AUDIO;

    if (track->copy == CD_COPY_PERMITTED)
        control |= MMC_TRACK_COPY_PERMITTED;
    else if (track->copy == CD_COPY_SCMS && (lba + CD_PREGAP) / SCMS_RUN % 2)
        control |= MMC_TRACK_COPY_PERMITTED;
    return control;
}

/* The table of contents has no time in which a bit could alternate: copying a copy is not permitted. */
static uint8_t toc_control(const struct cd_image_track *track)
{
    return track_control(track, -CD_PREGAP);
}

/*
 * Where the pre-gap of a track begins. Without silence between them, it is the
 * end of the track before: two seconds, or less where that one has an index.
 */
static int32_t pregap_start(const struct cd_image *image, unsigned int number)
{
    const struct cd_image_track *before;
    int32_t end, after_index;

    if (!number)
        return -CD_PREGAP;
    before = &image->tracks[number - 1];
    end = before->start + (int32_t)before->sectors;
    if (image->gaps)
        return end;
    after_index = before->start + (int32_t)before->indexes[before->index_count - 1] + CD_INDEX_MIN;
    return end - CD_PREGAP > after_index ? end - CD_PREGAP : after_index;
}

static void find_in_track(const struct cd_image *image, unsigned int number, int32_t lba, struct place *place)
{
    const struct cd_image_track *track = &image->tracks[number];
    unsigned int i = track->index_count;

    place->track = (uint8_t)(image->first_track + number);
    place->properties = track;
    if (lba < track->start)
    {
        place->index = 0;
        place->run = pregap_start(image, number);
        place->relative = (uint32_t)(track->start - 1 - lba);   /* the pre-gap ends with 0 */
        return;
    }
    place->relative = (uint32_t)(lba - track->start);
    while (i > 1 && track->indexes[i - 1] > place->relative)
        i--;
    place->index = (uint8_t)i;
    place->run = track->start + (int32_t)track->indexes[i - 1];
}

static void find_place(const struct cd_image *image, int32_t lba, struct place *place)
{
    unsigned int number = image->track_count;
    int32_t lead_out = cd_image_lead_out(image);

    if (lba < lead_out)
    {
        do number--;
        while (number && lba < pregap_start(image, number));
        find_in_track(image, number, lba, place);
        return;
    }
    place->track = CD_TRACK_LEAD_OUT;
    place->index = 1;
    place->run = lead_out;
    place->relative = (uint32_t)(lba - lead_out);
    place->properties = NULL;
}

/* IEC 60908 17.4: set in pauses; in the lead-out two seconds of nothing, then 2 Hz. */
static bool p_bit(const struct place *place)
{
    if (place->track != CD_TRACK_LEAD_OUT)
        return !place->index;
    return place->relative >= CD_PREGAP && place->relative * 4 / MMC_FRAMES_PER_SECOND % 2;
}

/* Runs are longer than two sectors, so a slot moves once at most. */
static bool is_slot(int32_t lba, int32_t run, int32_t slot)
{
    int32_t phase = (lba + CD_PREGAP) % SLOT_PERIOD;

    return (phase == slot && lba != run) || (phase == slot + 1 && lba == run + 1);
}

static void make_program(const struct cd_image *image, int32_t lba, uint8_t *q, bool *p)
{
    struct cd_q_position position;
    struct place place;

    find_place(image, lba, &place);
    *p = p_bit(&place);
    position.control = place.properties ? track_control(place.properties, lba) : MMC_TRACK_AUDIO;
    position.track = place.track;
    position.index = place.index;
    position.relative = place.relative;
    position.lba = lba;
    if (image->catalog[0] && is_slot(lba, place.run, CATALOG_SLOT))
        cd_q_catalog(q, position.control, image->catalog, lba);
    else if (place.properties && place.properties->isrc[0] && is_slot(lba, place.run, ISRC_SLOT))
        cd_q_isrc(q, position.control, place.properties->isrc, lba);
    else
        cd_q_position(q, &position);
}

static void make_toc_item(const struct cd_image *image, unsigned int item, struct cd_q_toc *toc)
{
    unsigned int last = image->track_count - 1u;

    memset(toc, 0, sizeof(*toc));
    toc->control = toc_control(&image->tracks[item < last ? item : last]);
    if (item <= last)
    {
        toc->point = (uint8_t)(image->first_track + item);
        mmc_lba_to_msf(image->tracks[item].start, &toc->value);
        return;
    }
    toc->point = (uint8_t)(CD_POINT_FIRST_TRACK + item - image->track_count);
    if (toc->point == CD_POINT_LEAD_OUT)
        mmc_lba_to_msf(cd_image_lead_out(image), &toc->value);
    else if (toc->point == CD_POINT_LAST_TRACK)
        toc->value.minute = (uint8_t)(image->first_track + last);
    else
    {
        toc->control = toc_control(&image->tracks[0]);
        toc->value.minute = image->first_track;         /* second 0: the disc is CD-DA */
    }
}

static void make_lead_in(const struct cd_image *image, int32_t lba, uint8_t *q, bool *p)
{
    unsigned int items = image->track_count + TOC_FIXED_ITEMS;
    struct cd_q_toc toc;

    make_toc_item(image, (unsigned int)(lba - CD_IMAGE_START) / TOC_REPEAT % items, &toc);
    cd_q_toc(q, &toc, lba);
    *p = false;
}

void cd_image_q(const struct cd_image *image, int32_t lba, uint8_t *q, bool *p)
{
    if (lba < -CD_PREGAP)
        make_lead_in(image, lba, q, p);
    else
        make_program(image, lba, q, p);
}

void cd_image_toc(const struct cd_image *image, struct mmc_toc *toc)
{
    struct mmc_toc_entry *entry;
    unsigned int i;

    memset(toc, 0, sizeof(*toc));
    toc->first_track = image->first_track;
    toc->last_track = (uint8_t)(image->first_track + image->track_count - 1);
    for (i = 0; i <= image->track_count; i++)
    {
        bool lead_out = i == image->track_count;

        entry = &toc->entries[toc->count++];
        entry->adr = MMC_CUE_ADR_TRACK;
        entry->control = toc_control(&image->tracks[lead_out ? i - 1 : i]);
        entry->track = (uint8_t)(lead_out ? MMC_TOC_LEAD_OUT : image->first_track + i);
        entry->start = lead_out ? cd_image_lead_out(image) : image->tracks[i].start;
    }
}
