/*
 * Recipes: what the drive must do to get data onto a medium
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

#ifndef LIBS_BURN_BURN_H
#define LIBS_BURN_BURN_H

#include <stdbool.h>
#include <stdint.h>

#include "mmc_all.h"
#include "port.h"

/*
 * A recipe is plain data and calls to libs/mmc; it runs against any port, on
 * any one thread, with a clock that its caller brings. Nothing in here knows
 * of Windows, of threads or of files.
 */

/* What a recipe can end with. The drive's own words stay in burn_drive.failure. */
enum burn_status
{
    BURN_OK,
    BURN_CANCELLED,             /* host->cancelled() said so */
    BURN_TIMED_OUT,             /* a command, or the wait for the drive, took too long */
    BURN_DEVICE_GONE,
    BURN_REFUSED,               /* the host filtered a command or denies access */
    BURN_SENSE,                 /* the drive said no: see failure.sense */
    BURN_BAD_REPLY,             /* a reply is too short, or contradicts itself */
    BURN_NO_MEMORY,
    BURN_RECORDER_UNSUPPORTED,  /* the drive lacks the features */
    BURN_MEDIA_UNSUPPORTED,     /* no recipe writes this medium */
    BURN_MEDIA_STATE,           /* right medium, wrong state: finalised, damaged, write protected */
    BURN_MEDIA_NOT_BLANK,       /* overwritable, has content, and overwriting was not asked for */
    BURN_TOO_LARGE,             /* the data does not fit */
    BURN_LOSS_OF_STREAMING,
    BURN_MISMATCH,              /* all was well, but the disc does not hold afterwards what was meant */
    BURN_TRANSPORT,             /* a reset or a lost command, and sending it again is no remedy */
};

/* A finished sentence in English for messages and traces; never NULL. */
const char *burn_status_text(enum burn_status status);

/* The phases that a burn goes through, in the order of time. */
enum burn_phase
{
    BURN_PHASE_VALIDATING,
    BURN_PHASE_FORMATTING,
    BURN_PHASE_INITIALIZING,
    BURN_PHASE_CALIBRATING,
    BURN_PHASE_WRITING,
    BURN_PHASE_FINALIZING,
    BURN_PHASE_DONE,
};

/* What a recipe needs from outside. Every member is set; context is handed back. */
struct burn_host
{
    void *context;
    uint64_t (*now_ms)(void *context);                      /* monotonic */
    void (*sleep_ms)(void *context, uint32_t milliseconds);
    bool (*cancelled)(void *context);                       /* asked between commands and in every wait */
    void (*phase)(void *context, enum burn_phase phase);    /* a new phase begins */
    void (*trace)(void *context, const struct port_command *command,
                  const struct port_reply *reply, uint32_t milliseconds);
};

/* The command that ended a recipe, for messages and for the sense table. */
struct burn_failure
{
    struct port_command command;    /* data is NULL */
    struct port_reply reply;
    struct mmc_sense sense;
    bool of_blanking;               /* the command was the one that blanks, and the drive refused it */
};

/* An open drive with what it takes to talk to it. Fill it with burn_drive_init(). */
struct burn_drive
{
    const struct port_ops *port;
    struct port_device *device;
    const struct burn_host *host;
    struct port_limits limits;
    struct burn_failure failure;
    unsigned int uncancellable;     /* > 0 while what runs must come to its end: closing, cleaning up */
    bool medium_at_stake;           /* data was handed over: a reset or another medium is the end, not a retry */
};

/* Zeroes *drive, then sets port, device, host and the limits that the port tells. */
void burn_drive_init(struct burn_drive *drive, const struct port_ops *port, struct port_device *device,
                     const struct burn_host *host);

/* Media families: one recipe file each. */
enum burn_family
{
    BURN_FAMILY_NONE,               /* nothing writes it */
    BURN_FAMILY_CD,                 /* CD-R, CD-RW */
    BURN_FAMILY_DVD_DASH,           /* DVD-R, DVD-R DL, DVD-RW sequential */
    BURN_FAMILY_DVD_PLUS_R,         /* DVD+R, DVD+R DL */
    BURN_FAMILY_OVERWRITABLE,       /* DVD+RW, DVD-RW restricted overwrite, DVD-RAM, BD-RE */
    BURN_FAMILY_BD_R,               /* BD-R SRM */
};

/* A medium as the drive describes it now. Addresses and counts are blocks of 2048 bytes. */
struct burn_medium
{
    enum mmc_profile profile;               /* the current one */
    enum burn_family family;
    struct mmc_disc_information disc;
    struct mmc_track_information track;     /* the last track: the invisible one when appendable */
    bool blank;                             /* nothing recorded (for overwritable media: never formatted) */
    bool formatted;                         /* overwritable media: a format exists */
    bool appendable;                        /* another session can follow */
    bool finalized;                         /* nothing more can be written */
    bool erasable;
    bool overwritable;                      /* every block can be written again */
    bool damaged;                           /* last session or track is damaged */
    bool write_protected;
    int32_t next_writable;                  /* LBA, 0 on blank and overwritable media */
    uint32_t free_blocks;                   /* what one more data session can take; overwritable: the capacity */
    uint32_t total_blocks;                  /* capacity of the medium */
    int32_t previous_session_start;         /* LBA, -1 when there is none */
    int32_t previous_session_end;           /* last written LBA, -1 when there is none */
    bool final_session;                     /* appendable, but what is written next must close the medium */
    bool erase_required;                    /* full or closed, and only erasing makes it writable again */
    bool non_empty_session;                 /* the open session already holds data */
    bool restricted_overwrite;              /* overwritable in whole ECC blocks only (DVD-RW) */
    uint32_t ecc_blocks;                    /* blocks of one ECC unit: 1 (CD), 16 (DVD), 32 (BD) */
};

/*
 * Asks the drive about its medium; waits while it becomes ready, at most a
 * minute. An empty tray gives BURN_SENSE. A medium that nothing writes is
 * described too, with family BURN_FAMILY_NONE.
 */
enum burn_status burn_read_medium(struct burn_drive *drive, struct burn_medium *medium);

/*
 * Tells whether a medium without a blank state of its own (overwritable, and
 * formatted) holds nothing but zeros in its first and last 2 MiB; other media
 * answer what medium->blank says, without a read.
 */
enum burn_status burn_looks_blank(struct burn_drive *drive, const struct burn_medium *medium, bool *blank);

/* Tells whether features and profiles of the drive allow data burning at all (no medium needed). */
enum burn_status burn_recorder_supported(struct burn_drive *drive, bool *supported);

struct burn_options
{
    bool close_medium;              /* finalise: no further session */
    bool buffer_underrun_free;      /* BUFE; true unless the client disabled it */
    bool dvd_compatible;            /* DVD+R: close as DVD-ROM readers like it */
    bool postgap_in_image;          /* CD: the caller brings the post-gap, add none */
    bool overwrite;                 /* overwritable media: content does not matter */
    uint32_t ranges_end;            /* overwritable media: 0, or the data are ranges for burn_write_at(), all below this LBA */
};

/* One burn from prepare to finish. Zero-initialise, fill the first block, then call in order. */
struct burn_job
{
    struct burn_drive *drive;
    struct burn_options options;
    uint32_t blocks;                /* length of the data, blocks of 2048 bytes, > 0 */

    const struct burn_recipe *recipe;
    struct burn_medium medium;      /* as found by prepare */
    int32_t start_lba;              /* where the data begins, set by prepare */
    uint32_t written;               /* blocks handed to the drive so far */
    uint16_t session;               /* the session and track that this burn makes */
    uint16_t track;
    bool started;                   /* a WRITE was sent: the medium has changed */
    bool removal_prevented;

    /* The recipes' own, set by prepare and counted up by write. */
    int32_t range_lba;              /* where burn_write_at() was told to write */
    uint32_t unit;                  /* blocks of which writes are made: a multiple of the ECC unit */
    uint32_t needed_blocks;         /* the data with all padding that the medium wants behind it */
    uint32_t padding;               /* blocks of zeros handed to the drive behind the data so far */
    bool whole_at_once;             /* the length was fixed before (disc at once): it must be filled */
    bool close_medium;              /* what is asked for, and what the medium forces */
    bool formatting;                /* a background format was started, or runs on */
    bool closing;                   /* the first command that closes was sent */
    bool ended;                     /* finish or abort has been through */
    bool closed_by_drive;           /* set by finish: the medium was to stay appendable, and is closed */
};

/* The handful of entries of one media family. */
struct burn_recipe
{
    const char *name;
    enum burn_status (*prepare)(struct burn_job *job);
    enum burn_status (*write)(struct burn_job *job, const void *data, uint32_t blocks);
    enum burn_status (*finish)(struct burn_job *job);
    enum burn_status (*abort)(struct burn_job *job);
};

/*
 * Checks the medium against the options, prevents removal, sets write
 * parameters, formats and calibrates what must be. On failure everything is
 * undone and the medium is as before.
 */
enum burn_status burn_prepare(struct burn_job *job);

/*
 * Hands the next blocks to the drive, in commands as large as it takes. data
 * is page aligned; every call but the last brings a multiple of 32 blocks.
 * More than job->blocks in all gives BURN_TOO_LARGE. After a failure only
 * burn_abort() may follow.
 */
enum burn_status burn_write(struct burn_job *job, const void *data, uint32_t blocks);

/*
 * As burn_write(), for a burn with options.ranges_end: the blocks go to lba,
 * and everything around them stays as it is, also on media that take whole
 * ECC units only. The ranges may come in any order. BURN_TOO_LARGE: they are
 * not below options.ranges_end.
 */
enum burn_status burn_write_at(struct burn_job *job, int32_t lba, const void *data, uint32_t blocks);

/*
 * Flushes, closes, allows removal, and compares disc and track information
 * with what was meant. Fewer blocks than announced make a shorter track, or
 * are filled up with zeros when the length was fixed before. A cancellation is
 * heard before the first command; from then on the medium is closed in peace.
 * A drive that closed more than it was asked to does not fail the burn: job->closed_by_drive.
 */
enum burn_status burn_finish(struct burn_job *job);

/*
 * Ends a burn early: flushes and closes what can be closed, allows removal.
 * Never fails to unlock. drive->failure stays that of the failure before. Does nothing after burn_finish(), or a failed
 * burn_prepare(). What the medium is then: docs/cookbook.md, "After an abort".
 */
enum burn_status burn_abort(struct burn_job *job);

#define BURN_AUDIO_BLOCK_SIZE 2352u     /* bytes of an audio sector: 588 stereo samples of 16 bits, left first */
#define BURN_AUDIO_TRACKS_MAX 99
#define BURN_AUDIO_BLOCKS_MIN 300u      /* 4 seconds; shorter tracks are filled up with silence */

struct burn_audio_track
{
    int32_t start;                  /* LBA of index 1 */
    uint32_t blocks;                /* with the silence behind it, without run-out */
};

/* What a track is written with, from the page of write parameters. */
struct burn_audio_options
{
    bool close_medium;              /* no session will follow */
    bool buffer_underrun_free;
    bool preemphasis;               /* the control bits of the Q subchannel */
    bool copy_permitted;
};

/*
 * One session of audio tracks on a blank CD, track at once. Zero-initialise,
 * set drive, and options before the first track; drive may be another one at
 * each call, options.buffer_underrun_free too.
 */
struct burn_audio
{
    struct burn_drive *drive;
    struct burn_audio_options options;

    struct burn_medium medium;      /* as found by prepare */
    struct burn_audio_track tracks[BURN_AUDIO_TRACKS_MAX];
    unsigned int track_count;       /* of these: whole tracks, numbered from 1 */
    int32_t next_writable;          /* LBA where the next track begins */
    uint32_t total_blocks;          /* audio of a single track that fills the medium */
    uint32_t free_blocks;           /* that the next track can have */
    struct burn_audio_track track;  /* the one that is being written: its start, and its length as announced */
    uint32_t written;               /* blocks of it that the drive took, silence behind it not counted */
    uint32_t padding;               /* that silence */
    bool in_track;
    bool track_started;             /* a WRITE of it was sent */
    bool started;                   /* the drive took sectors: the medium has changed */
    bool calibrated;
    bool removal_prevented;
};

/* Tells whether the drive writes CDs track at once (no medium needed). */
enum burn_status burn_audio_recorder_supported(struct burn_drive *drive, bool *supported);

/*
 * Looks at the medium and prevents its removal; writes nothing.
 * BURN_MEDIA_UNSUPPORTED: no CD-R and no CD-RW. BURN_MEDIA_NOT_BLANK.
 */
enum burn_status burn_audio_prepare(struct burn_audio *audio);

/*
 * Sets the write parameters, and calibrates before the first track. blocks > 0
 * without silence. BURN_MEDIA_STATE: 99 tracks are there. BURN_TOO_LARGE: no room.
 */
enum burn_status burn_audio_begin_track(struct burn_audio *audio, uint32_t blocks);

/* Hands the next sectors to the drive. More than announced in all gives BURN_TOO_LARGE. */
enum burn_status burn_audio_write(struct burn_audio *audio, const void *data, uint32_t blocks);

/*
 * Adds the silence, closes the track and compares it with what was meant. A
 * cancellation is heard before the first command. Whatever the result is, the
 * track is at its end.
 */
enum burn_status burn_audio_end_track(struct burn_audio *audio);

/*
 * Ends a track early. What was written stays as a shorter track when the drive
 * can close it. Keeps the failure of drive. Does nothing outside of a track.
 */
void burn_audio_abort_track(struct burn_audio *audio);

/* Closes the session unless nothing was written, and allows removal in any case. Cannot be cancelled. */
enum burn_status burn_audio_finish(struct burn_audio *audio);

/* Asks the drive about a whole track. BURN_MISMATCH: it is not where or what it must be. */
enum burn_status burn_audio_verify_track(struct burn_audio *audio, unsigned int number);

/* Compares the closed medium's table of contents with the tracks. */
enum burn_status burn_audio_verify_disc(struct burn_audio *audio);

/* The table of contents that the tracks written so far will have. */
void burn_audio_expected_toc(const struct burn_audio *audio, struct mmc_toc *toc);

/* What comes with the 2352 bytes of a raw sector, cd_subchannel.h. */
enum burn_raw_form
{
    BURN_RAW_PQ,                    /* 16 bytes: P and Q */
    BURN_RAW_PW_PACKED,             /* 96 bytes: P to W, R to W as packs that the drive adds its parity to */
    BURN_RAW_PW,                    /* 96 bytes: P to W as they go to the disc */
    BURN_RAW_FORMS,
};

/* The table of contents that the lead-in of a raw image holds, as far as it was seen. */
struct burn_raw_toc
{
    uint8_t first_track;            /* 0: not seen, as last_track */
    uint8_t last_track;
    bool lead_out_seen;
    bool next_session;              /* the lead-in tells where another session may begin */
    int32_t lead_out;               /* LBA */
    bool seen[100];                 /* by track number, as the next two */
    uint8_t control[100];           /* enum mmc_track_mode */
    int32_t start[100];             /* LBA of index 1 */
};

/*
 * One raw session on a blank CD: everything from the lead-in to the lead-out
 * comes from the caller, subchannels included. Zero-initialise, set drive;
 * drive may be another one at each call. form and buffer_underrun_free are set
 * before burn_raw_begin().
 */
struct burn_raw
{
    struct burn_drive *drive;
    enum burn_raw_form form;
    bool buffer_underrun_free;

    struct burn_medium medium;      /* as found by prepare, as the next three */
    bool forms[BURN_RAW_FORMS];     /* what the drive takes */
    int32_t lead_in;                /* LBA < 0 where the lead-in of the disc begins: the first sector to be written */
    int32_t last_lead_out;          /* LBA, the last possible start of the lead-out */
    uint32_t blocks;                /* from lead_in on, as announced */
    uint32_t written;               /* of these */
    struct burn_raw_toc toc;
    bool in_image;
    bool started;                   /* a WRITE was sent: the medium has changed */
    bool removal_prevented;
};

/* Bytes of a sector in that form. */
uint32_t burn_raw_block_size(enum burn_raw_form form);

/* Tells whether the drive writes raw CDs (no medium needed). */
enum burn_status burn_raw_recorder_supported(struct burn_drive *drive, bool *supported);

/* Tells by the drive's features which forms it takes (no medium needed); none when it does not write raw CDs. */
enum burn_status burn_raw_ask_forms(struct burn_drive *drive, bool forms[BURN_RAW_FORMS]);

/*
 * Looks at the medium and its ATIP, and prevents its removal; writes nothing.
 * BURN_RECORDER_UNSUPPORTED, BURN_MEDIA_UNSUPPORTED: no CD-R and no CD-RW. BURN_MEDIA_NOT_BLANK.
 */
enum burn_status burn_raw_prepare(struct burn_raw *raw);

/*
 * Sets the write parameters and calibrates. BURN_MEDIA_STATE: the medium was
 * written to already. BURN_TOO_LARGE: the image ends behind the last possible lead-out.
 */
enum burn_status burn_raw_begin(struct burn_raw *raw, uint32_t blocks);

/*
 * Hands the next sectors to the drive, the first of them that at raw->lead_in.
 * More than announced gives BURN_TOO_LARGE, and so does a first call whose
 * lead-in tells of a lead-out that the disc has no room for: nothing is written then.
 */
enum burn_status burn_raw_write(struct burn_raw *raw, const void *data, uint32_t blocks);

/*
 * Flushes, and compares what the drive then says with the table of contents
 * that was in the image. A cancellation is heard before the first command.
 */
enum burn_status burn_raw_end(struct burn_raw *raw);

/* Ends an image early. The medium is lost when something of it was written. Keeps the failure of drive. */
void burn_raw_abort(struct burn_raw *raw);

/* Allows removal, in any case. Cannot be cancelled. */
enum burn_status burn_raw_finish(struct burn_raw *raw);

/*
 * The engine below the recipes: WRITE(10) of any block size, no policy. lba
 * may be negative (two's complement in the command). Waits while the drive's
 * buffer is full. A block larger than the drive's limit gives BURN_TOO_LARGE.
 */
enum burn_status burn_write_blocks(struct burn_drive *drive, int32_t lba, const void *data,
                                   uint32_t blocks, uint32_t block_size);

/*
 * READ(10)s of 2048 byte blocks, each as large as the drive takes, of these
 * blocks and no others. Waits while the drive becomes ready or is busy. A
 * reply that is too short gives BURN_BAD_REPLY.
 */
enum burn_status burn_read_blocks(struct burn_drive *drive, int32_t lba, void *data, uint32_t blocks);

/*
 * Erases a rewritable medium: BLANK where the medium knows it, zeros over the
 * first and last 2 MiB (full: over everything) elsewhere. tick is called about
 * once a second, and at the end, with elapsed and estimated total seconds;
 * permille is 0..1000 or -1 when unknown. tick may be NULL. BURN_MEDIA_STATE: not erasable.
 */
enum burn_status burn_erase(struct burn_drive *drive, bool full,
                            void (*tick)(void *context, uint32_t elapsed_s, uint32_t total_s, int permille),
                            void *context);

/* A speed in kilobytes (1000 bytes) per second, with its rotation control. */
struct burn_speed
{
    uint32_t write_kbps;
    bool pure_cav;
};

#define BURN_SPEEDS_MAX 32

/* The write speeds for the loaded medium, fastest first; returns how many in *count. */
enum burn_status burn_read_speeds(struct burn_drive *drive, const struct burn_medium *medium,
                                  struct burn_speed speeds[BURN_SPEEDS_MAX], uint32_t *count);

/* The speed the drive would use now. */
enum burn_status burn_current_speed(struct burn_drive *drive, struct burn_speed *speed);

/* Asks for a speed; write_kbps 0xffffffff asks for the fastest. The drive may choose another one. */
enum burn_status burn_set_speed(struct burn_drive *drive, const struct burn_medium *medium,
                                const struct burn_speed *speed);

/* Waits while the drive says that it becomes ready or is busy. BURN_SENSE: it is not ready for another reason. */
enum burn_status burn_wait_ready(struct burn_drive *drive, uint32_t timeout_ms);

/* READ TRACK INFORMATION (MMC-5 6.27); a drive that is busy is waited for, 60 s. Sense passes through as BURN_SENSE. */
enum burn_status burn_ask_track(struct burn_drive *drive, enum mmc_track_address address, uint32_t number,
                                struct mmc_track_information *track);

/* Locks or unlocks the tray. A drive that cannot lock at all is no failure. */
enum burn_status burn_prevent_removal(struct burn_drive *drive, bool prevent);

/*
 * Sends one command: traces it, fetches and decodes sense, retries unit
 * attentions and resets as the sense table says. transferred may be NULL.
 */
enum burn_status burn_execute(struct burn_drive *drive, const struct mmc_command *command,
                              void *data, uint32_t *transferred);

#endif /* LIBS_BURN_BURN_H */
