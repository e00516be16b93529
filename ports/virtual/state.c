/*
 * medium.state: the description of a virtual medium, so kept that a crash leaves the older one
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

#include "drive.h"

/*
 * The file: two headers of 32 bytes at 0 and 512, a progress record at 1024,
 * two payloads at 4096 and 65536. A header names its payload's length and CRC
 * and is written after it, so the newest header that is whole and fits its
 * payload tells the truth. The progress record belongs to one sequence number
 * and says how far a recording has come since. Numbers are big endian.
 */
#define HEADER_LENGTH       32
#define HEADER_DISTANCE     512
#define PROGRESS_OFFSET     1024
#define PROGRESS_LENGTH     32
#define PAYLOAD_OFFSET      4096
#define PAYLOAD_DISTANCE    61440
#define PAYLOAD_MAX         16384
#define TRACK_LENGTH_1      24      /* in version 1, which knew nothing of sound */
#define TRACK_LENGTH        40
#define INDEX_LENGTH        8
#define CATALOG_LENGTH      16      /* catalogue number and count of index points, behind the tracks */
#define STATE_VERSION       2

static const uint8_t header_magic[8] = { 'I', 'M', 'A', 'P', 'I', 'V', 'M', '1' };
static const uint8_t progress_magic[8] = { 'I', 'M', 'A', 'P', 'I', 'V', 'P', '1' };

/* The usual CRC-32 (reflected, polynomial 0x04c11db7). */
static uint32_t crc32(const uint8_t *data, size_t length)
{
    uint32_t crc = UINT32_MAX;
    unsigned int bit;

    while (length--)
    {
        crc ^= *data++;
        for (bit = 0; bit < 8; bit++) crc = (crc >> 1) ^ (crc & 1 ? 0xedb88320u : 0);
    }
    return ~crc;
}

static uint32_t encode_track(uint8_t *p, const struct virtual_track *track)
{
    memset(p, 0, TRACK_LENGTH);
    mmc_put32(p, track->start);
    mmc_put32(p + 4, track->recorded);
    mmc_put32(p + 8, track->length);
    mmc_put16(p + 12, track->session);
    mmc_put16(p + 14, track->sector_size);
    p[16] = track->state;
    p[17] = track->method;
    p[18] = track->control;
    p[19] = track->data_mode;
    p[20] = (uint8_t)((track->reserved ? 1 : 0) | (track->damaged ? 2 : 0));
    mmc_put32(p + 24, track->pregap);
    memcpy(p + 28, track->isrc, sizeof(track->isrc));
    return TRACK_LENGTH;
}

static void decode_track(const uint8_t *p, unsigned int version, struct virtual_track *track)
{
    track->start = mmc_get32(p);
    track->recorded = mmc_get32(p + 4);
    track->length = mmc_get32(p + 8);
    track->session = mmc_get16(p + 12);
    track->sector_size = mmc_get16(p + 14);
    track->state = p[16];
    track->method = p[17];
    track->control = p[18];
    track->data_mode = p[19];
    track->reserved = p[20] & 1;
    track->damaged = (p[20] & 2) != 0;
    if (version < 2) return;
    track->pregap = mmc_get32(p + 24);
    memcpy(track->isrc, p + 28, sizeof(track->isrc));
}

static uint32_t encode_catalog(uint8_t *p, const struct virtual_medium *medium)
{
    uint16_t i;

    memset(p, 0, CATALOG_LENGTH);
    memcpy(p, medium->mcn, sizeof(medium->mcn));
    mmc_put16(p + 14, medium->index_count);
    p += CATALOG_LENGTH;
    for (i = 0; i < medium->index_count; i++, p += INDEX_LENGTH)
    {
        memset(p, 0, INDEX_LENGTH);
        p[0] = medium->indexes[i].track;
        p[1] = medium->indexes[i].index;
        mmc_put32(p + 4, (uint32_t)medium->indexes[i].lba);
    }
    return CATALOG_LENGTH + medium->index_count * (uint32_t)INDEX_LENGTH;
}

static bool decode_catalog(const uint8_t *p, uint32_t length, struct virtual_medium *medium)
{
    uint16_t i;

    if (length < CATALOG_LENGTH) return false;
    memcpy(medium->mcn, p, sizeof(medium->mcn));
    medium->index_count = mmc_get16(p + 14);
    if (medium->index_count > VIRTUAL_INDEX_MAX) return false;
    if (length < CATALOG_LENGTH + medium->index_count * (uint32_t)INDEX_LENGTH) return false;
    p += CATALOG_LENGTH;
    for (i = 0; i < medium->index_count; i++, p += INDEX_LENGTH)
    {
        medium->indexes[i].track = p[0];
        medium->indexes[i].index = p[1];
        medium->indexes[i].lba = (int32_t)mmc_get32(p + 4);
    }
    return true;
}

#define MEDIUM_LENGTH 64    /* bytes of a payload before its tracks */
#define KIND_LENGTH   24

static uint32_t encode_medium(uint8_t *p, const struct virtual_medium *medium)
{
    uint32_t length = MEDIUM_LENGTH;
    uint16_t i;

    memset(p, 0, MEDIUM_LENGTH);
    if (medium->kind) strncpy((char *)p, medium->kind->name, KIND_LENGTH - 1);
    mmc_put32(p + 24, medium->generation);
    mmc_put32(p + 28, medium->blocks);
    mmc_put32(p + 32, medium->formatted_blocks);
    mmc_put32(p + 36, medium->highest_written);
    mmc_put16(p + 40, medium->track_count);
    mmc_put16(p + 42, medium->writing_track);
    p[44] = (uint8_t)((medium->tray_open ? 1 : 0) | (medium->finalized ? 2 : 0) | (medium->formatted ? 4 : 0) |
                      (medium->writing ? 8 : 0));
    p[45] = medium->format_type;
    p[46] = medium->background_format;
    p[47] = medium->book_type;
    p[48] = (uint8_t)((medium->write_protected ? 1 : 0) | (medium->boundary_set ? 2 : 0));
    for (i = 0; i < medium->track_count; i++) length += encode_track(p + length, &medium->tracks[i]);
    return length + encode_catalog(p + length, medium);
}

static bool decode_medium(const uint8_t *p, uint32_t length, unsigned int version, struct virtual_medium *medium)
{
    uint32_t track_length = version < 2 ? TRACK_LENGTH_1 : TRACK_LENGTH, tracks;
    uint16_t i;

    memset(medium, 0, sizeof(*medium));
    if (length < MEDIUM_LENGTH || p[KIND_LENGTH - 1]) return false;
    medium->generation = mmc_get32(p + 24);
    medium->blocks = mmc_get32(p + 28);
    medium->formatted_blocks = mmc_get32(p + 32);
    medium->highest_written = mmc_get32(p + 36);
    medium->track_count = mmc_get16(p + 40);
    medium->writing_track = mmc_get16(p + 42);
    medium->tray_open = p[44] & 1;
    medium->finalized = (p[44] & 2) != 0;
    medium->formatted = (p[44] & 4) != 0;
    medium->writing = (p[44] & 8) != 0;
    medium->format_type = p[45];
    medium->background_format = p[46];
    medium->book_type = p[47];
    medium->write_protected = p[48] & 1;
    medium->boundary_set = (p[48] & 2) != 0;
    if (!p[0]) return true;
    medium->kind = virtual_find_kind((const char *)p);
    if (!medium->kind || medium->track_count > VIRTUAL_TRACKS_MAX) return false;
    medium->family = virtual_find_family(medium->kind->family);
    tracks = MEDIUM_LENGTH + medium->track_count * track_length;
    if (length < tracks) return false;
    for (i = 0; i < medium->track_count; i++)
        decode_track(p + MEDIUM_LENGTH + i * track_length, version, &medium->tracks[i]);
    if (version >= 2 && !decode_catalog(p + tracks, length - tracks, medium)) return false;
    return virtual_medium_valid(medium);
}

/* Magic, version, sequence, payload length, payload CRC, CRC of the header itself. */
static void encode_header(uint8_t *p, uint64_t sequence, const uint8_t *payload, uint32_t length)
{
    memcpy(p, header_magic, 8);
    mmc_put64(p + 8, sequence);
    mmc_put32(p + 16, STATE_VERSION << 24 | length);
    mmc_put32(p + 20, crc32(payload, length));
    mmc_put32(p + 24, 0);
    mmc_put32(p + 28, crc32(p, 28));
}

/* The sequence number of a whole header, 0 for any other. */
static uint64_t header_sequence(const uint8_t *p)
{
    if (memcmp(p, header_magic, 8) || mmc_get32(p + 28) != crc32(p, 28) || !p[16] || p[16] > STATE_VERSION) return 0;
    if (mmc_get24(p + 17) > PAYLOAD_MAX) return 0;
    return mmc_get64(p + 8);
}

static bool load_slot(struct virtual_drive *drive, unsigned int slot, struct virtual_medium *medium)
{
    const uint8_t *header = drive->header + slot * HEADER_DISTANCE;
    uint8_t payload[PAYLOAD_MAX];
    uint32_t length = mmc_get24(header + 17);
    const struct virtual_store_ops *ops = drive->store->ops;

    if (!header_sequence(header)) return false;
    if (!ops->read(drive->state_file, PAYLOAD_OFFSET + slot * PAYLOAD_DISTANCE, payload, length)) return false;
    if (crc32(payload, length) != mmc_get32(header + 20)) return false;
    return decode_medium(payload, length, header[16], medium);
}

/* Applies the progress record when it belongs to the description at hand. */
static void apply_progress(struct virtual_drive *drive)
{
    const uint8_t *p = drive->header + PROGRESS_OFFSET;
    struct virtual_medium *medium = &drive->medium;
    struct virtual_track *track;

    if (memcmp(p, progress_magic, 8) || mmc_get32(p + 28) != crc32(p, 28)) return;
    if (mmc_get64(p + 8) != drive->sequence || !medium->kind) return;
    track = virtual_medium_track(medium, medium->writing_track);
    if (!track || mmc_get32(p + 20) > medium->blocks) return;
    if (mmc_get32(p + 16) > virtual_medium_track_size(medium, track)) return;
    track->recorded = mmc_get32(p + 16);
    medium->highest_written = mmc_get32(p + 20);
}

static void forget_medium(struct virtual_drive *drive, bool unreadable)
{
    memset(&drive->medium, 0, sizeof(drive->medium));
    drive->medium.generation = drive->generation_seen;
    drive->unreadable = unreadable;
}

static void load_description(struct virtual_drive *drive)
{
    uint64_t sequences[2] = { header_sequence(drive->header), header_sequence(drive->header + HEADER_DISTANCE) };
    unsigned int newest = sequences[1] > sequences[0], i;
    uint32_t generation = drive->medium.generation;
    struct virtual_medium medium;

    for (i = 0; i < 2; i++)
    {
        unsigned int slot = i ? !newest : newest;

        if (!load_slot(drive, slot, &medium)) continue;
        drive->medium = medium;
        drive->unreadable = false;
        drive->sequence = sequences[slot];
        apply_progress(drive);
        /* The next description goes into the broken slot, under a number that no progress record has. */
        if (i) drive->sequence = sequences[newest] + 1;
        return;
    }
    forget_medium(drive, true);
    drive->medium.generation = generation;
    drive->sequence = sequences[newest];
}

/* A recording whose recorder is dead: its lock is free although the file says it goes on. */
static void bury_dead_writer(struct virtual_drive *drive)
{
    if (!drive->medium.writing || drive->writer) return;
    if (!drive->store->ops->lock(drive->store, VIRTUAL_LOCK_WRITER, false)) return;
    virtual_medium_crash(&drive->medium);
    virtual_state_save(drive, true);
    drive->store->ops->unlock(drive->store, VIRTUAL_LOCK_WRITER);
}

void virtual_state_refresh(struct virtual_drive *drive)
{
    uint8_t header[VIRTUAL_HEADER_SIZE];
    const struct virtual_store_ops *ops = drive->store->ops;
    bool first = !drive->state_file;

    if (first && !(drive->state_file = ops->open(drive->store, "medium.state", false))) return;
    if (first && !ops->size(drive->state_file)) return;
    if (!ops->read(drive->state_file, 0, header, sizeof(header)))
    {
        forget_medium(drive, true);
        memset(drive->header, 0, sizeof(drive->header));
        return;
    }
    if (first || memcmp(header, drive->header, sizeof(header)))
    {
        memcpy(drive->header, header, sizeof(header));
        load_description(drive);
    }
    bury_dead_writer(drive);
}

static bool sync_contents(struct virtual_drive *drive)
{
    const struct virtual_store_ops *ops = drive->store->ops;

    if (drive->raw_file && !ops->sync(drive->raw_file)) return false;
    if (drive->sub_file && !ops->sync(drive->sub_file)) return false;
    return !drive->blocks_file || ops->sync(drive->blocks_file);
}

bool virtual_state_save(struct virtual_drive *drive, bool durable)
{
    const struct virtual_store_ops *ops = drive->store->ops;
    unsigned int slot = (drive->sequence + 1) & 1;
    uint8_t payload[PAYLOAD_MAX], *header = drive->header + slot * HEADER_DISTANCE;
    uint32_t length = encode_medium(payload, &drive->medium);

    if (!drive->state_file && !(drive->state_file = ops->open(drive->store, "medium.state", true))) return false;
    if (durable && !sync_contents(drive)) return false;
    if (!ops->write(drive->state_file, PAYLOAD_OFFSET + slot * PAYLOAD_DISTANCE, payload, length)) return false;
    if (durable && !ops->sync(drive->state_file)) return false;
    drive->sequence++;
    encode_header(header, drive->sequence, payload, length);
    if (!ops->write(drive->state_file, slot * HEADER_DISTANCE, header, HEADER_LENGTH)) return false;
    return !durable || ops->sync(drive->state_file);
}

bool virtual_state_save_progress(struct virtual_drive *drive)
{
    struct virtual_track *track = virtual_medium_track(&drive->medium, drive->medium.writing_track);
    uint8_t *p = drive->header + PROGRESS_OFFSET;

    if (!track || !drive->state_file) return false;
    memcpy(p, progress_magic, 8);
    mmc_put64(p + 8, drive->sequence);
    mmc_put32(p + 16, track->recorded);
    mmc_put32(p + 20, drive->medium.highest_written);
    mmc_put32(p + 24, 0);
    mmc_put32(p + 28, crc32(p, 28));
    return drive->store->ops->write(drive->state_file, PROGRESS_OFFSET, p, PROGRESS_LENGTH);
}

bool virtual_state_open(struct virtual_drive *drive)
{
    const struct virtual_store_ops *ops = drive->store->ops;

    if (!ops->lock(drive->store, VIRTUAL_LOCK_STATE, true)) return false;
    virtual_state_refresh(drive);
    drive->generation_seen = drive->medium.generation;
    ops->unlock(drive->store, VIRTUAL_LOCK_STATE);
    return true;
}

void virtual_state_close(struct virtual_drive *drive)
{
    const struct virtual_store_ops *ops = drive->store->ops;

    virtual_blocks_close(drive);
    if (drive->state_file) ops->close(drive->state_file);
    drive->state_file = NULL;
}

void virtual_blocks_close(struct virtual_drive *drive)
{
    if (drive->blocks_file) drive->store->ops->close(drive->blocks_file);
    if (drive->raw_file) drive->store->ops->close(drive->raw_file);
    if (drive->sub_file) drive->store->ops->close(drive->sub_file);
    drive->blocks_file = drive->raw_file = drive->sub_file = NULL;
}

bool virtual_blocks_open(struct virtual_drive *drive)
{
    if (!drive->blocks_file) drive->blocks_file = drive->store->ops->open(drive->store, "medium.iso", true);
    return drive->blocks_file != NULL;
}

/* Opens a file beside medium.iso; one that nobody has written yet is not there. */
static bool open_beside(struct virtual_drive *drive, struct virtual_file **file, const char *name, bool create)
{
    if (!*file) *file = drive->store->ops->open(drive->store, name, create);
    return *file != NULL;
}

bool virtual_raw_open(struct virtual_drive *drive, bool create)
{
    return open_beside(drive, &drive->raw_file, "medium.raw", create);
}

bool virtual_sub_open(struct virtual_drive *drive, bool create)
{
    return open_beside(drive, &drive->sub_file, "medium.sub", create);
}

bool virtual_blocks_clear(struct virtual_drive *drive)
{
    const struct virtual_store_ops *ops = drive->store->ops;

    if (virtual_raw_open(drive, false) && !ops->resize(drive->raw_file, 0)) return false;
    if (virtual_sub_open(drive, false) && !ops->resize(drive->sub_file, 0)) return false;
    return virtual_blocks_open(drive) && ops->resize(drive->blocks_file, 0);
}

void virtual_blocks_remove_raw(struct virtual_drive *drive)
{
    const struct virtual_store_ops *ops = drive->store->ops;

    if (virtual_raw_open(drive, false)) ops->resize(drive->raw_file, 0);
    if (virtual_sub_open(drive, false)) ops->resize(drive->sub_file, 0);
    virtual_blocks_close(drive);
    ops->remove(drive->store, "medium.raw");
    ops->remove(drive->store, "medium.sub");
}
