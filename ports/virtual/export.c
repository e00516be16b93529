/*
 * A recorded medium as files that other programs read
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

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "cd_sector.h"
#include "cd_text.h"
#include "drive.h"
#include "export.h"

#define COPY_BLOCKS 32u
#define LINE_MAX    600

#define CONTROL_PREEMPHASIS 0x1     /* of the Q subchannel, IEC 60908 17.5 */
#define CONTROL_COPY        0x2
#define CONTROL_CHANNELS    0x8

struct export
{
    struct virtual_drive *drive;
    const struct virtual_medium *medium;
    const char *stem;
    struct cd_text text;            /* of CDs */
    virtual_writer writer;
    void *context;
    uint32_t end;                   /* LBA behind the last recorded block */
    bool failed;
};

static void put(struct export *export, const void *data, size_t size)
{
    if (!export->failed && !export->writer(export->context, data, size)) export->failed = true;
}

static void line(struct export *export, const char *format, ...)
{
    char text[LINE_MAX];
    va_list args;
    int length;

    va_start(args, format);
    length = vsnprintf(text, sizeof(text), format, args);
    va_end(args);
    if (length < 0 || (size_t)length >= sizeof(text)) export->failed = true;
    else put(export, text, (size_t)length);
}

/* Minutes, seconds and frames of a length, as both sheets have them. */
struct msf_text
{
    char text[16];
};

static struct msf_text msf(uint32_t frames)
{
    struct msf_text out;

    snprintf(out.text, sizeof(out.text), "%02u:%02u:%02u", (unsigned int)(frames / (60 * MMC_FRAMES_PER_SECOND)) % 1000,
             (unsigned int)(frames / MMC_FRAMES_PER_SECOND % 60), (unsigned int)(frames % MMC_FRAMES_PER_SECOND));
    return out;
}

static void export_image(struct export *export)
{
    const struct virtual_store_ops *ops = export->drive->store->ops;
    uint8_t data[COPY_BLOCKS * VIRTUAL_BLOCK_SIZE];
    uint32_t lba, count;

    if (!virtual_blocks_open(export->drive)) export->failed = true;
    for (lba = 0; lba < export->end && !export->failed; lba += count)
    {
        count = export->end - lba < COPY_BLOCKS ? export->end - lba : COPY_BLOCKS;
        if (!ops->read(export->drive->blocks_file, (uint64_t)lba * VIRTUAL_BLOCK_SIZE, data,
                       (size_t)count * VIRTUAL_BLOCK_SIZE))
            export->failed = true;
        put(export, data, (size_t)count * VIRTUAL_BLOCK_SIZE);
    }
}

/* What lies between tracks that were written one by one is silence. */
static void export_sectors(struct export *export)
{
    uint8_t sector[CD_SECTOR_SIZE];
    uint16_t number;
    uint32_t lba;

    for (lba = 0; lba < export->end && !export->failed; lba++)
    {
        memset(sector, 0, sizeof(sector));
        number = virtual_medium_cd_track_at(export->medium, (int32_t)lba);
        if (number && !virtual_load_sector(export->drive, (int32_t)lba, &export->medium->tracks[number - 1], sector))
            export->failed = true;
        put(export, sector, sizeof(sector));
    }
}

static void export_subchannels(struct export *export)
{
    uint8_t sub[CD_SUB_SIZE];
    uint32_t lba;

    for (lba = 0; lba < export->end && !export->failed; lba++)
    {
        virtual_load_sub(export->drive, (int32_t)lba, sub);
        put(export, sub, sizeof(sub));
    }
}

/* Where a track's file part begins: its pre-gap belongs to it, as far as it is not in front of LBA 0. */
static uint32_t first_sector(const struct virtual_medium *medium, uint16_t number)
{
    const struct virtual_track *track = &medium->tracks[number - 1];

    return track->pregap < track->start ? track->start - track->pregap : 0;
}

static uint16_t track_count(const struct virtual_medium *medium)
{
    return virtual_medium_last_track(medium, virtual_medium_last_closed_session(medium));
}

/* The tracks' index points behind the first, in the order of their numbers. */
static void each_index(struct export *export, uint16_t number,
                       void (*tell)(struct export *export, const struct virtual_track *track, uint8_t index, uint32_t lba))
{
    const struct virtual_medium *medium = export->medium;
    uint16_t i;
    int index;

    for (index = 2; index <= 99; index++)
        for (i = 0; i < medium->index_count; i++)
            if (medium->indexes[i].track == number && medium->indexes[i].index == index && medium->indexes[i].lba >= 0)
                tell(export, &medium->tracks[number - 1], (uint8_t)index, (uint32_t)medium->indexes[i].lba);
}

static void cue_index(struct export *export, const struct virtual_track *track, uint8_t index, uint32_t lba)
{
    (void)track;
    line(export, "    INDEX %02u %s\r\n", index, msf(lba).text);
}

static const char *cue_mode(const struct virtual_track *track)
{
    if (virtual_track_is_audio(track)) return "AUDIO";
    return track->data_mode == 2 ? "MODE2/2352" : "MODE1/2352";
}

static void cue_track(struct export *export, uint16_t number)
{
    const struct virtual_track *track = &export->medium->tracks[number - 1];
    uint32_t first = first_sector(export->medium, number);

    line(export, "  TRACK %02u %s\r\n", number, cue_mode(track));
    if (track->control & (CONTROL_PREEMPHASIS | CONTROL_COPY | CONTROL_CHANNELS) && virtual_track_is_audio(track))
        line(export, "    FLAGS%s%s%s\r\n", track->control & CONTROL_COPY ? " DCP" : "",
             track->control & CONTROL_CHANNELS ? " 4CH" : "", track->control & CONTROL_PREEMPHASIS ? " PRE" : "");
    if (track->isrc[0]) line(export, "    ISRC %.12s\r\n", track->isrc);
    if (first < track->start) cue_index(export, track, 0, first);
    cue_index(export, track, 1, track->start);
    each_index(export, number, cue_index);
}

static void export_cue(struct export *export)
{
    uint16_t i = virtual_medium_lowest_track(export->medium);

    if (export->medium->mcn[0]) line(export, "CATALOG %.13s\r\n", export->medium->mcn);
    if (export->text.length) line(export, "CDTEXTFILE \"%s.cdt\"\r\n", export->stem);
    line(export, "FILE \"%s.bin\" BINARY\r\n", export->stem);
    for (; i <= track_count(export->medium); i++) cue_track(export, i);
}

static void export_cd_text(struct export *export)
{
    put(export, export->text.packs, export->text.length);
}

/* A string as cdrdao reads it: what is not plain ASCII in octal. */
static void quoted(struct export *export, const char *text)
{
    put(export, "\"", 1);
    for (; *text; text++)
    {
        if (*text == '"' || *text == '\\') line(export, "\\%c", *text);
        else if (*text < ' ' || *text > '~') line(export, "\\%03o", (unsigned char)*text);
        else put(export, text, 1);
    }
    put(export, "\"\n", 2);
}

/* What one block has for a track, or for the disc. */
static void toc_texts(struct export *export, unsigned int block, unsigned int track)
{
    static const struct { uint8_t kind; const char *of_disc, *of_track; } items[] =
    {
        { CD_TEXT_TITLE, "TITLE", "TITLE" }, { CD_TEXT_PERFORMER, "PERFORMER", "PERFORMER" },
        { CD_TEXT_SONGWRITER, "SONGWRITER", "SONGWRITER" }, { CD_TEXT_COMPOSER, "COMPOSER", "COMPOSER" },
        { CD_TEXT_ARRANGER, "ARRANGER", "ARRANGER" }, { CD_TEXT_MESSAGE, "MESSAGE", "MESSAGE" },
        { CD_TEXT_DISC_ID, "DISC_ID", NULL }, { CD_TEXT_CODE, "UPC_EAN", "ISRC" },
    };
    const char *name;
    char text[LINE_MAX];
    size_t i;

    line(export, "  LANGUAGE %u {\n", block);
    for (i = 0; i < sizeof(items) / sizeof(items[0]); i++)
    {
        name = track ? items[i].of_track : items[i].of_disc;
        if (!name || !cd_text_find(&export->text, block, items[i].kind, track, text, sizeof(text))) continue;
        line(export, "    %s ", name);
        quoted(export, text);
    }
    line(export, "  }\n");
}

/* The texts of the disc (0) or a track; the disc's begin with the languages. */
static void toc_cd_text(struct export *export, unsigned int track)
{
    uint8_t languages[CD_TEXT_BLOCKS];
    unsigned int block;

    if (!export->text.length) return;
    for (block = 0; block < CD_TEXT_BLOCKS; block++) languages[block] = cd_text_language(&export->text, block);
    line(export, "CD_TEXT {\n");
    if (!track)
    {
        line(export, "  LANGUAGE_MAP {\n");
        for (block = 0; block < CD_TEXT_BLOCKS; block++)
            if (languages[block]) line(export, "    %u : %u\n", block, languages[block]);
        line(export, "  }\n");
    }
    for (block = 0; block < CD_TEXT_BLOCKS; block++)
        if (languages[block]) toc_texts(export, block, track);
    line(export, "}\n");
}

static void toc_index(struct export *export, const struct virtual_track *track, uint8_t index, uint32_t lba)
{
    (void)index;
    line(export, "INDEX %s\n", msf(lba - track->start).text);
}

static const char *toc_mode(const struct virtual_track *track)
{
    if (virtual_track_is_audio(track)) return "AUDIO";
    return track->data_mode == 2 ? "MODE2_RAW" : "MODE1_RAW";
}

static void toc_track(struct export *export, uint16_t number)
{
    const struct virtual_track *track = &export->medium->tracks[number - 1];
    uint32_t first = first_sector(export->medium, number), end = export->end;

    if (number < track_count(export->medium)) end = first_sector(export->medium, (uint16_t)(number + 1));
    line(export, "\n// Track %u\nTRACK %s\n", number, toc_mode(track));
    line(export, "%sCOPY\n", track->control & CONTROL_COPY ? "" : "NO ");
    if (virtual_track_is_audio(track))
    {
        line(export, "%sPRE_EMPHASIS\n", track->control & CONTROL_PREEMPHASIS ? "" : "NO ");
        line(export, "%s_CHANNEL_AUDIO\n", track->control & CONTROL_CHANNELS ? "FOUR" : "TWO");
        if (track->isrc[0]) line(export, "ISRC \"%.12s\"\n", track->isrc);
        toc_cd_text(export, number);
        line(export, "FILE \"%s.bin\" SWAP %s %s\n", export->stem, msf(first).text, msf(end - first).text);
    }
    else
        line(export, "DATAFILE \"%s.bin\" #%" PRIu64 " %s\n", export->stem, (uint64_t)first * CD_SECTOR_SIZE,
             msf(end - first).text);
    if (first < track->start) line(export, "START %s\n", msf(track->start - first).text);
    each_index(export, number, toc_index);
}

static void export_toc(struct export *export)
{
    const struct virtual_medium *medium = export->medium;
    uint16_t i = virtual_medium_lowest_track(medium);
    const struct virtual_track *first = &medium->tracks[i - 1];

    line(export, "%s\n", virtual_track_is_audio(first) ? "CD_DA" : first->data_mode == 2 ? "CD_ROM_XA" : "CD_ROM");
    if (medium->mcn[0]) line(export, "CATALOG \"%.13s\"\n", medium->mcn);
    toc_cd_text(export, 0);
    for (; i <= track_count(medium); i++) toc_track(export, i);
}

/* Sheets and sectors describe one closed session. */
static enum virtual_export_result check_cd(const struct virtual_medium *medium)
{
    if (!mmc_profile_is_cd((uint16_t)medium->kind->profile)) return VIRTUAL_EXPORT_OTHER_FORM;
    return virtual_medium_last_closed_session(medium) == 1 ? VIRTUAL_EXPORT_DONE : VIRTUAL_EXPORT_OTHER_FORM;
}

static enum virtual_export_result check_image(const struct virtual_medium *medium)
{
    uint16_t i;

    for (i = 0; i < medium->track_count; i++)
        if (medium->tracks[i].recorded && virtual_track_is_audio(&medium->tracks[i])) return VIRTUAL_EXPORT_OTHER_FORM;
    return VIRTUAL_EXPORT_DONE;
}

enum virtual_export_result virtual_export(struct virtual_drive *drive, enum virtual_export_form form, const char *stem,
                               virtual_writer writer, void *context)
{
    static void (*const forms[])(struct export *export) =
    {
        [VIRTUAL_EXPORT_IMAGE] = export_image,
        [VIRTUAL_EXPORT_SECTORS] = export_sectors,
        [VIRTUAL_EXPORT_SUBCHANNELS] = export_subchannels,
        [VIRTUAL_EXPORT_CD_TEXT] = export_cd_text,
        [VIRTUAL_EXPORT_CUE] = export_cue,
        [VIRTUAL_EXPORT_TOC] = export_toc,
    };
    struct export export = { .drive = drive, .medium = &drive->medium, .stem = stem, .writer = writer,
                             .context = context };
    enum virtual_export_result result;

    if (!drive->medium.kind || !(export.end = virtual_medium_capacity(&drive->medium)))
        return VIRTUAL_EXPORT_NOTHING;
    result = form == VIRTUAL_EXPORT_IMAGE ? check_image(&drive->medium) : check_cd(&drive->medium);
    if (result != VIRTUAL_EXPORT_DONE) return result;
    if (form >= VIRTUAL_EXPORT_CD_TEXT) virtual_load_cd_text(drive, &export.text);
    if (form == VIRTUAL_EXPORT_CD_TEXT && !export.text.length) return VIRTUAL_EXPORT_NOTHING;
    forms[form](&export);
    return export.failed ? VIRTUAL_EXPORT_FAILED : VIRTUAL_EXPORT_DONE;
}
