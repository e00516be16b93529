/*
 * What a virtual medium is made of: tracks, sessions, format
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

#ifndef PORTS_VIRTUAL_MEDIUM_H
#define PORTS_VIRTUAL_MEDIUM_H

#include <stdbool.h>
#include <stdint.h>

#include "mmc_profiles.h"
#include "virtual.h"

#define VIRTUAL_BLOCK_SIZE      2048u
#define VIRTUAL_TRACKS_MAX      256     /* logical tracks of one medium, the invisible one included */
#define VIRTUAL_CUE_MAX         256     /* entries of a cue sheet */
#define VIRTUAL_INDEX_MAX       256     /* index points behind the first one, on the whole medium */

/* How tracks behave: one row of rules per family, see families.c. */
enum virtual_family_id
{
    VIRTUAL_FAMILY_PRESSED,         /* CD-ROM, DVD-ROM, BD-ROM */
    VIRTUAL_FAMILY_CD,              /* CD-R, CD-RW */
    VIRTUAL_FAMILY_DVD_DASH,        /* DVD-R, DVD-R DL, DVD-RW in sequential recording */
    VIRTUAL_FAMILY_DVD_PLUS_R,      /* DVD+R, DVD+R DL */
    VIRTUAL_FAMILY_DVD_PLUS_RW,
    VIRTUAL_FAMILY_DVD_RW_OVERWRITE,    /* DVD-RW in restricted overwrite */
    VIRTUAL_FAMILY_DVD_RAM,
    VIRTUAL_FAMILY_BD_R,            /* sequential recording mode */
    VIRTUAL_FAMILY_BD_RE,
};

enum virtual_track_state
{
    VIRTUAL_TRACK_EMPTY,            /* invisible or reserved, nothing recorded */
    VIRTUAL_TRACK_OPEN,             /* recorded in part, can be continued at its next writable address */
    VIRTUAL_TRACK_COMPLETE,
};

/* How the track was begun; decides how it goes on and how it is closed. */
enum virtual_track_method
{
    VIRTUAL_METHOD_NONE,
    VIRTUAL_METHOD_TRACK_AT_ONCE,
    VIRTUAL_METHOD_SESSION_AT_ONCE, /* CD after a cue sheet, DVD-R disc at once */
    VIRTUAL_METHOD_INCREMENTAL,     /* DVD-R, DVD+R, BD-R */
};

struct virtual_track
{
    uint32_t start;                 /* LBA of the first user block */
    uint32_t recorded;              /* user blocks recorded so far */
    uint32_t length;                /* blocks when reserved or complete, run-out and padding included; else 0 */
    uint16_t session;               /* 1..; 0: there is none, the CD's first track has a higher number */
    uint16_t sector_size;           /* bytes of user data per block: 2048 */
    uint8_t state;                  /* enum virtual_track_state */
    uint8_t method;                 /* enum virtual_track_method */
    uint8_t control;                /* of subchannel Q: 4 data, 5 data recorded incrementally; without 4 audio */
    uint8_t data_mode;              /* 1, or 2 for XA */
    bool reserved;                  /* by RESERVE TRACK or a cue sheet: length is fixed beforehand */
    bool damaged;                   /* the recording ended without the drive's doing */
    uint32_t pregap;                /* CD: blocks before the start that carry the track's number with index 0 */
    char isrc[12];                  /* CD: all zero when there is none */
};

/* Index points 2 and up of a CD track. */
struct virtual_index
{
    uint8_t track;
    uint8_t index;
    int32_t lba;
};

/* Formatting of DVD+RW as READ DISC INFORMATION tells it. */
enum virtual_background_format
{
    VIRTUAL_BACKGROUND_NONE         = 0,
    VIRTUAL_BACKGROUND_SUSPENDED    = 1,
    VIRTUAL_BACKGROUND_RUNNING      = 2,
    VIRTUAL_BACKGROUND_COMPLETE     = 3,
};

struct virtual_speed
{
    uint32_t kbps;                  /* 1000 bytes per second; 0 ends a list */
    bool pure_cav;
};

struct virtual_family;

/* What is fixed for a kind of medium; parallel to virtual_medium_kinds. */
struct virtual_kind
{
    const char *name;
    enum mmc_profile profile;
    enum virtual_family_id family;
    uint8_t layers;
    uint8_t book_type;              /* physical format, book type in the high nibble and part version in the low one */
    bool erasable;
    const struct virtual_speed *write_speeds;
};

#define VIRTUAL_KIND_DVD_RW             "dvd-rw"
#define VIRTUAL_KIND_DVD_RW_OVERWRITE   "dvd-rw-overwrite"  /* what a DVD-RW is once formatted */

/* The row of a kind; NULL when there is no such name. */
const struct virtual_kind *virtual_find_kind(const char *name);

/* Blocks of the kind's capacity. */
uint32_t virtual_kind_blocks(const struct virtual_kind *kind);

/* Rules of a family. */
struct virtual_family
{
    uint16_t ecc_blocks;            /* blocks that are written as one unit; a closed track ends at a multiple */
    uint16_t tracks_max;
    uint16_t sessions_max;
    uint16_t run_out;               /* blocks behind a track that was recorded at once, which no READ gets */
    uint16_t track_gap;             /* blocks between two tracks of a session */
    uint32_t first_session_gap;     /* from the end of the first session to the first block of the second */
    uint32_t session_gap;           /* the same for later ones */
    bool sequential;                /* WRITE only at next writable addresses */
    bool overwritable;              /* WRITE anywhere, once formatted */
};

const struct virtual_family *virtual_find_family(enum virtual_family_id id);

/* One medium, as medium.state keeps it. */
struct virtual_medium
{
    const struct virtual_kind *kind;    /* NULL: the tray is empty */
    const struct virtual_family *family;
    bool tray_open;
    uint32_t generation;                /* counts insertions, removals, loads and ejects */
    uint32_t blocks;                    /* capacity */

    uint16_t track_count;               /* at least 1 when kind is set */
    struct virtual_track tracks[VIRTUAL_TRACKS_MAX];
    bool finalized;

    bool formatted;                     /* overwritable media only: a format exists */
    uint8_t format_type;                /* as in a format descriptor */
    uint8_t background_format;          /* enum virtual_background_format, never RUNNING in the file */
    uint32_t formatted_blocks;
    uint32_t highest_written;           /* blocks up to the highest written one */

    bool writing;                       /* a recording is under way: set by its first WRITE, cleared by the flush */
    uint16_t writing_track;             /* its number, 1.. */
    uint8_t book_type;                  /* as the disc itself says, for READ DISC STRUCTURE */

    bool write_protected;               /* DVD-RAM: persistently, until somebody takes it away */
    bool boundary_set;                  /* DVD of two layers: a host has told where the second one begins */

    char mcn[13];                       /* CD: media catalogue number, all zero when there is none */
    uint16_t index_count;
    struct virtual_index indexes[VIRTUAL_INDEX_MAX];
};

/* Makes the medium blank (never recorded, never formatted), whatever it was. */
void virtual_medium_make_blank(struct virtual_medium *medium);

/* Makes it a pressed disc with that many blocks recorded. */
void virtual_medium_make_pressed(struct virtual_medium *medium, uint32_t blocks);

/* The number of the first track of all: 1, but for raw CDs. */
uint16_t virtual_medium_lowest_track(const struct virtual_medium *medium);

/* True for a track of a CD that holds sound. */
bool virtual_track_is_audio(const struct virtual_track *track);

/* The number of the CD track that LBA belongs to, pre-gaps counted to the track behind them; 0 for none. */
uint16_t virtual_medium_cd_track_at(const struct virtual_medium *medium, int32_t lba);

/* Where the lead-in of the last session of a CD starts: 97:26:65 as ATIP says, or a minute before the pre-gap. */
int32_t virtual_medium_lead_in(const struct virtual_medium *medium);

/* Notes an index point; those beyond the room for them are forgotten. */
void virtual_medium_add_index(struct virtual_medium *medium, uint8_t track, uint8_t index, int32_t lba);

/* A DVD-RW changes its recording mode: the kind becomes that name's, and the medium blank. */
void virtual_medium_become(struct virtual_medium *medium, const char *kind);

/* Tracks by number, 1..; NULL when there is none. */
struct virtual_track *virtual_medium_track(struct virtual_medium *medium, uint32_t number);

/* The number of the track that LBA belongs to, 0 for none: gaps and addresses behind the capacity. */
uint16_t virtual_medium_track_at(const struct virtual_medium *medium, uint32_t lba);

/* The number of the invisible track: not reserved, not complete; 0 when there is none. */
uint16_t virtual_medium_invisible_track(const struct virtual_medium *medium);

uint16_t virtual_medium_session_count(const struct virtual_medium *medium);

/* Number of the first track of a session. */
uint16_t virtual_medium_first_track(const struct virtual_medium *medium, uint16_t session);

/* Number of the last track of a session. */
uint16_t virtual_medium_last_track(const struct virtual_medium *medium, uint16_t session);

/* Number of the last closed session, 0 for none. */
uint16_t virtual_medium_last_closed_session(const struct virtual_medium *medium);

/* LBA behind the last block of a closed session: where its lead-out starts. */
uint32_t virtual_medium_session_end(const struct virtual_medium *medium, uint16_t session);

enum virtual_disc_status
{
    VIRTUAL_DISC_EMPTY      = 0,
    VIRTUAL_DISC_INCOMPLETE = 1,
    VIRTUAL_DISC_FINALIZED  = 2,
    VIRTUAL_DISC_OTHERS     = 3,
};

enum virtual_session_state
{
    VIRTUAL_SESSION_EMPTY       = 0,
    VIRTUAL_SESSION_INCOMPLETE  = 1,
    VIRTUAL_SESSION_DAMAGED     = 2,
    VIRTUAL_SESSION_COMPLETE    = 3,
};

/* As MMC-6 READ DISC INFORMATION tells them. */
enum virtual_disc_status virtual_medium_status(const struct virtual_medium *medium);
enum virtual_session_state virtual_medium_last_session_state(const struct virtual_medium *medium);

/* Blocks that a track holds or may hold. */
uint32_t virtual_medium_track_size(const struct virtual_medium *medium, const struct virtual_track *track);

/* Blocks that can still be recorded into a track. */
uint32_t virtual_medium_free_blocks(const struct virtual_medium *medium, const struct virtual_track *track);

/* True when a WRITE at the track's next writable address can succeed. */
bool virtual_medium_track_writable(const struct virtual_medium *medium, const struct virtual_track *track);

/* Blocks from LBA on that READ gets, at most count; 0 when not even the first one is recorded. */
uint32_t virtual_medium_readable(const struct virtual_medium *medium, uint32_t lba, uint32_t count);

/* Blocks of the readable part: READ CAPACITY tells one less. 0 when nothing is. */
uint32_t virtual_medium_capacity(const struct virtual_medium *medium);

/* Fixes the length of a track and opens an invisible one behind it when the medium has room. */
void virtual_medium_close_track(struct virtual_medium *medium, struct virtual_track *track);

/* Splits the invisible track: its first blocks become reserved. */
bool virtual_medium_reserve(struct virtual_medium *medium, uint32_t blocks);

/* Ends the last session; with another one open behind it when keep_appendable and the medium has room. */
void virtual_medium_close_session(struct virtual_medium *medium, bool keep_appendable);

/* A track whose first WRITE never came to be is as empty as before; true when it was one. */
bool virtual_medium_forget_empty_track(struct virtual_track *track);

/* What the medium is after its recorder died in the middle of a recording. */
void virtual_medium_crash(struct virtual_medium *medium);

/* False when the description contradicts itself: what a damaged or foreign file may hold. */
bool virtual_medium_valid(const struct virtual_medium *medium);

#endif /* PORTS_VIRTUAL_MEDIUM_H */
