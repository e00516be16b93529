/*
 * The inside of a virtual drive, shared by the files of ports/virtual
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

#ifndef PORTS_VIRTUAL_DRIVE_H
#define PORTS_VIRTUAL_DRIVE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "medium.h"
#include "mmc_bytes.h"
#include "mmc_features.h"
#include "mmc_msf.h"
#include "mmc_opcodes.h"
#include "mmc_pages.h"
#include "mmc_profiles.h"
#include "mmc_sense.h"
#include "virtual.h"

#define VIRTUAL_BUFFER_SIZE     (4u * 1024 * 1024)  /* bytes of the drive's own buffer, as it tells */
#define VIRTUAL_MAX_TRANSFER    (1024u * 1024)
#define VIRTUAL_ATTENTIONS_MAX  4
#define VIRTUAL_HEADER_SIZE     1536                /* bytes of medium.state that tell whether it changed */
#define VIRTUAL_MODE_PAGES_SIZE 256
#define VIRTUAL_FAULTS_PERIOD_MS 250                /* how often a READ or WRITE looks for a new fault script */

/* One command on its way through a handler. Sense codes are enum mmc_sense_code, 0 for good. */
struct virtual_request
{
    const uint8_t *cdb;
    const uint8_t *out;             /* what the host sent */
    uint32_t out_length;
    uint8_t *in;                    /* where the answer goes */
    uint32_t in_size;
    uint32_t transferred;
    struct mmc_sense sense;         /* what goes along with the code: information, progress, field */
};

/* A command that was answered at once and goes on inside (the Immed bit). */
struct virtual_operation
{
    uint32_t code;                  /* what other commands get meanwhile; 0: there is none */
    uint64_t start_ms;
    uint32_t duration_ms;
};

/* The speeds that were asked for last. */
struct virtual_speed_setting
{
    uint32_t read_kbps;
    uint32_t write_kbps;            /* 0: the fastest one of the medium */
};

/* One index point of a cue sheet, MMC-6 SEND CUE SHEET. */
struct virtual_cue
{
    uint8_t control;
    uint8_t track;
    uint8_t index;
    uint8_t form;                   /* what the host sends of every block */
    int32_t lba;
};

/* What subchannel Q of a lead-in that is written raw says. */
struct virtual_raw_toc
{
    bool laid;                      /* it has become tracks */
    uint8_t first, last;            /* points A0 and A1 */
    int32_t lead_out;               /* point A2; 0: not seen */
    uint8_t control[100];           /* by track number */
    int32_t start[100];             /* by track number; INT32_MIN: not seen */
};

/* What the host sends of a block: bytes of main channel (2048, 2336, 2352), and of subchannels (0, 16, 96) behind. */
struct virtual_block_form
{
    uint16_t main;
    uint16_t sub;
};

struct virtual_faults;

struct virtual_drive
{
    struct virtual_store *store;
    struct virtual_identity identity;

    struct virtual_file *state_file;
    struct virtual_file *blocks_file;
    struct virtual_file *raw_file;          /* medium.raw and medium.sub, once something is in them */
    struct virtual_file *sub_file;
    uint8_t header[VIRTUAL_HEADER_SIZE];    /* of medium.state, as last read or written */
    uint64_t sequence;                      /* of the slot that medium stands in */
    struct virtual_medium medium;
    bool unreadable;                        /* medium.state is there and neither slot is whole */
    uint32_t generation_seen;

    uint32_t attentions[VIRTUAL_ATTENTIONS_MAX];
    unsigned int attention_count;
    struct virtual_operation operation;
    uint64_t background_start_ms;           /* of a background format that runs in this opening */
    bool background_running;

    bool prevented;
    bool persistent_prevented;
    uint8_t media_event;                    /* the code that the next media event tells, 0 for none */
    bool features_changed;                  /* the next operational event tells it */

    bool owner;                             /* this opening holds the owner lock */
    bool writer;                            /* this opening holds the writer lock */
    char owner_name[PORT_OWNER_MAX];

    uint8_t mode_pages[VIRTUAL_MODE_PAGES_SIZE];    /* current values, as in mode.c's table of defaults */
    struct virtual_speed_setting speed;
    struct virtual_cue cues[VIRTUAL_CUE_MAX];
    unsigned int cue_count;
    char cue_mcn[13];
    char cue_isrc[100][12];                 /* by track number */
    bool raw_active;                        /* a raw recording is under way, from its lead-in on */
    struct virtual_raw_toc raw_toc;
    int32_t cue_next;                       /* where the next WRITE of a session at once must go on */
    int32_t cue_end;                        /* LBA of its lead-out */
    int32_t position;                       /* where the last READ ended, for READ SUBCHANNEL */
    uint32_t at_once_blocks;                /* DVD-R: reserved for a disc at once that has not begun */

    struct virtual_faults *faults;
    uint64_t faults_read_ms;
};

/* drive.c */

/* Moves length bytes to the host: no more than it has room for, no more than allocation says. */
void virtual_answer(struct virtual_request *request, const void *data, size_t length, uint32_t allocation);

/* 5/24/00 with the field pointer at that byte of the CDB. */
uint32_t virtual_bad_cdb(struct virtual_request *request, uint8_t byte);

/* 5/26/00 with the field pointer at that byte of the parameters. */
uint32_t virtual_bad_parameter(struct virtual_request *request, uint16_t byte);

/* Queues a unit attention; the same one is queued only once. */
void virtual_attention(struct virtual_drive *drive, uint32_t code);

/* The medium has come, gone or changed: unit attention, event, forgotten cue sheet. */
void virtual_medium_changed(struct virtual_drive *drive);

/* Starts what goes on after the answer when the Immed bit is set; code is what others get meanwhile. */
void virtual_start_operation(struct virtual_drive *drive, bool immediate, uint32_t code, uint32_t duration_ms);

/* The code of the operation under way with its progress of 65536; 0 when there is none. */
uint32_t virtual_operation_progress(struct virtual_drive *drive, uint16_t *progress);

/* True when a disc lies in the closed drive and can be understood. */
bool virtual_has_medium(const struct virtual_drive *drive);

/* MMC_PROFILE_NONE without a medium. */
enum mmc_profile virtual_current_profile(const struct virtual_drive *drive);

/* state.c */

/* Reads medium.state when it is not what this opening knows. */
void virtual_state_refresh(struct virtual_drive *drive);

/* Writes the whole description into the older slot. With durable, after the blocks and for good. */
bool virtual_state_save(struct virtual_drive *drive, bool durable);

/* Notes how far the track under way has come: cheap enough for every WRITE. */
bool virtual_state_save_progress(struct virtual_drive *drive);

bool virtual_state_open(struct virtual_drive *drive);
void virtual_state_close(struct virtual_drive *drive);

/* Opens medium.iso when it is not open; false when that fails. */
bool virtual_blocks_open(struct virtual_drive *drive);
void virtual_blocks_close(struct virtual_drive *drive);

/* Open medium.raw and medium.sub; false when they are not there and shall not be made, too. */
bool virtual_raw_open(struct virtual_drive *drive, bool create);
bool virtual_sub_open(struct virtual_drive *drive, bool create);

/* Empties medium.iso, medium.raw and medium.sub. */
bool virtual_blocks_clear(struct virtual_drive *drive);

/* Removes medium.raw and medium.sub. */
void virtual_blocks_remove_raw(struct virtual_drive *drive);

/* write.c */

/* Ends the recording under way as far as a flush can; takes the writer lock back. */
uint32_t virtual_flush(struct virtual_drive *drive);

/* Ends a recording that was to be made in one piece and will not get its rest; the caller saves the state. */
void virtual_give_up_recording(struct virtual_drive *drive);

/* The recording is over: nothing is under way any more. Does not save. */
void virtual_end_writing(struct virtual_drive *drive);

/* 0, or why another opening's recording forbids to change the medium now. */
uint32_t virtual_begin_writing(struct virtual_drive *drive, uint16_t track);

/* 0, or what a command that records gets on this medium in this state. */
uint32_t virtual_check_recordable(const struct virtual_drive *drive);

/* Puts blocks into medium.iso and notes how far it reaches; false when the host's file system fails. */
bool virtual_store_blocks(struct virtual_drive *drive, uint32_t lba, const uint8_t *data, uint32_t blocks);

/* cue.c */

/* The next blocks of a CD session at once. */
uint32_t virtual_write_session_at_once(struct virtual_drive *drive, struct virtual_request *request, int32_t lba,
                                       uint32_t blocks);

/* Counts what every track of the last session has got once the recording has come up to an address; its track. */
uint16_t virtual_count_recorded(struct virtual_drive *drive, int32_t end);

/* raw.c */

/* The next blocks of a CD that is recorded raw: lead-in, program area, lead-out. */
uint32_t virtual_write_raw(struct virtual_drive *drive, struct virtual_request *request, int32_t lba, uint32_t blocks);

/* sectors.c: what lies on a CD, sector by sector */

/* What the host sends with a block type of the write parameters page; NULL for those that the drive does not know. */
const struct virtual_block_form *virtual_find_block_form(uint8_t block_type);

/*
 * Keeps a block of a CD as the host sent it. User data of 2048 bytes goes into
 * medium.iso alone, everything else into medium.raw, and its user data into
 * medium.iso as well. Blocks before LBA 0 are kept in medium.raw only.
 */
bool virtual_store_cd_block(struct virtual_drive *drive, int32_t lba, const struct virtual_block_form *form, bool audio,
                            const uint8_t *data);

/* The 96 bytes of P to W out of what a host sends behind a block. */
void virtual_unpack_sub(const struct virtual_block_form *form, const uint8_t *data, uint8_t *sub);

/* Keeps P to W of a block from 90:00:00 of the lead-in on. */
bool virtual_store_sub(struct virtual_drive *drive, int32_t lba, const uint8_t *sub);

/* The whole sector as READ CD tells it; made up where only user data was written. */
bool virtual_load_sector(struct virtual_drive *drive, int32_t lba, const struct virtual_track *track, uint8_t *sector);

/* P to W, made up from the tracks where nobody wrote Q. */
void virtual_load_sub(struct virtual_drive *drive, int32_t lba, uint8_t *sub);

/* As it was written, for lead-ins; zeros where nobody wrote. */
void virtual_load_written_sub(struct virtual_drive *drive, int32_t lba, uint8_t *sub, uint32_t blocks);

/* mode.c */

void virtual_mode_reset(struct virtual_drive *drive);

/* Fields of the write parameters page, MMC-5 7.5. */
enum virtual_write_type
{
    VIRTUAL_WRITE_INCREMENTAL       = 0,
    VIRTUAL_WRITE_TRACK_AT_ONCE     = 1,
    VIRTUAL_WRITE_SESSION_AT_ONCE   = 2,
    VIRTUAL_WRITE_RAW               = 3,
    VIRTUAL_WRITE_LAYER_JUMP        = 4,
};

struct virtual_write_parameters
{
    enum virtual_write_type write_type;
    bool test_write;
    bool link_size_valid;
    bool buffer_underrun_free;
    uint8_t multi_session;          /* 0: no further session, 3: another one can follow */
    uint8_t track_mode;             /* the control nibble */
    uint8_t block_type;             /* 0..3 raw with no, PQ, packed and raw subchannels; 8: mode 1, 10: mode 2 form 1 */
    char mcn[13];                   /* zeros: none */
    char isrc[12];
    uint8_t session_format;         /* disc type in the TOC: 0x00, 0x10, 0x20 */
};

void virtual_write_parameters(const struct virtual_drive *drive, struct virtual_write_parameters *parameters);

/* performance.c */

/* The speeds of the medium for writing, fastest first; returns how many. */
unsigned int virtual_write_speeds(const struct virtual_drive *drive, const struct virtual_speed **speeds);

/* The speed that a WRITE would have now, 1000 bytes per second, 0 when nothing can be written. */
struct virtual_speed virtual_current_write_speed(const struct virtual_drive *drive);
uint32_t virtual_current_read_speed(const struct virtual_drive *drive);
uint32_t virtual_max_read_speed(const struct virtual_drive *drive);

/* disc.c */

/* Background format status as it is now, enum virtual_background_format. */
uint8_t virtual_background_status(struct virtual_drive *drive);

/* close.c */

/* Completes a session that was recorded at once and has all its blocks. */
void virtual_finish_session_at_once(struct virtual_drive *drive);

/* read.c */

/* Why the block at LBA cannot be read. */
uint32_t virtual_unreadable(const struct virtual_drive *drive, uint32_t lba);

/* Tells at which LBA a transfer ended early. */
uint32_t virtual_fail_at(struct virtual_request *request, uint32_t code, uint32_t lba);

/* faults.c */

struct virtual_faults *virtual_faults_create(void);
void virtual_faults_destroy(struct virtual_faults *faults);

/* Takes a new text; NULL for none. Returns false and keeps no rule when a line is wrong. */
bool virtual_faults_load(struct virtual_faults *faults, const char *text, char *error, size_t error_size);

/* Reads the store's file "faults" when it has changed; what is wrong with it goes to "faults.log". */
void virtual_faults_refresh(struct virtual_faults *faults, struct virtual_store *store);

/* What a rule makes of a command. */
struct virtual_fault
{
    bool delivery_set;
    enum port_delivery delivery;
    bool status_set;
    uint8_t status;
    bool sense_set;
    struct mmc_sense sense;
    bool after;                     /* the command is executed first */
    bool eject;                     /* somebody pressed the button */
    uint32_t hang_ms;
    bool length_set;                /* fewer bytes come */
    uint32_t length;
    struct virtual_patch
    {
        uint32_t offset;
        uint8_t length;
        uint8_t bytes[16];
    } patches[4];
    unsigned int patch_count;
};

struct virtual_fault_input
{
    uint8_t opcode;
    bool writes, reads;             /* addresses blocks: lba and blocks are set */
    bool needs_medium;
    int32_t lba;
    uint32_t blocks;
    uint64_t now_ms;
    uint32_t generation;
    bool loaded;                    /* a medium lies in the closed drive */
};

/* Counts the command and tells whether a rule matches it. */
bool virtual_faults_match(struct virtual_faults *faults, const struct virtual_fault_input *input,
                          struct virtual_fault *fault);

/* commands.c: the one table */

enum virtual_command_flags
{
    VIRTUAL_NEEDS_MEDIUM        = 0x01,
    VIRTUAL_CHANGES             = 0x02, /* refused while another opening has exclusive access */
    VIRTUAL_WHILE_BUSY          = 0x04, /* answered while an operation goes on inside */
    VIRTUAL_KEEPS_ATTENTION     = 0x08, /* a unit attention neither hinders it nor is told */
};

struct virtual_command
{
    enum mmc_opcode opcode;
    const char *name;               /* for fault scripts */
    uint32_t (*handler)(struct virtual_drive *drive, struct virtual_request *request);
    unsigned int flags;
};

/* NULL for an operation code that the drive does not know. */
const struct virtual_command *virtual_find_command(uint8_t opcode);

/* Finds a command by its name (case, blanks and punctuation do not count) or by 0xNN; -1 when there is none. */
int virtual_opcode_by_name(const char *name, size_t length);

/* The handlers, named after their commands. */
uint32_t virtual_test_unit_ready(struct virtual_drive *drive, struct virtual_request *request);
uint32_t virtual_request_sense(struct virtual_drive *drive, struct virtual_request *request);
uint32_t virtual_inquiry(struct virtual_drive *drive, struct virtual_request *request);
uint32_t virtual_start_stop_unit(struct virtual_drive *drive, struct virtual_request *request);
uint32_t virtual_prevent_allow(struct virtual_drive *drive, struct virtual_request *request);
uint32_t virtual_get_event_status(struct virtual_drive *drive, struct virtual_request *request);
uint32_t virtual_mechanism_status(struct virtual_drive *drive, struct virtual_request *request);
uint32_t virtual_get_configuration(struct virtual_drive *drive, struct virtual_request *request);
uint32_t virtual_mode_sense_6(struct virtual_drive *drive, struct virtual_request *request);
uint32_t virtual_mode_sense_10(struct virtual_drive *drive, struct virtual_request *request);
uint32_t virtual_mode_select_6(struct virtual_drive *drive, struct virtual_request *request);
uint32_t virtual_mode_select_10(struct virtual_drive *drive, struct virtual_request *request);
uint32_t virtual_read_disc_information(struct virtual_drive *drive, struct virtual_request *request);
uint32_t virtual_read_track_information(struct virtual_drive *drive, struct virtual_request *request);
uint32_t virtual_read_toc(struct virtual_drive *drive, struct virtual_request *request);
uint32_t virtual_read_capacity(struct virtual_drive *drive, struct virtual_request *request);
uint32_t virtual_read_format_capacities(struct virtual_drive *drive, struct virtual_request *request);
uint32_t virtual_read_10(struct virtual_drive *drive, struct virtual_request *request);
uint32_t virtual_read_12(struct virtual_drive *drive, struct virtual_request *request);
uint32_t virtual_read_cd(struct virtual_drive *drive, struct virtual_request *request);
uint32_t virtual_read_cd_msf(struct virtual_drive *drive, struct virtual_request *request);
uint32_t virtual_read_subchannel(struct virtual_drive *drive, struct virtual_request *request);
uint32_t virtual_verify_10(struct virtual_drive *drive, struct virtual_request *request);
uint32_t virtual_seek_10(struct virtual_drive *drive, struct virtual_request *request);
uint32_t virtual_write_10(struct virtual_drive *drive, struct virtual_request *request);
uint32_t virtual_write_12(struct virtual_drive *drive, struct virtual_request *request);
uint32_t virtual_synchronize_cache(struct virtual_drive *drive, struct virtual_request *request);
uint32_t virtual_reserve_track(struct virtual_drive *drive, struct virtual_request *request);
uint32_t virtual_send_cue_sheet(struct virtual_drive *drive, struct virtual_request *request);
uint32_t virtual_send_opc(struct virtual_drive *drive, struct virtual_request *request);
uint32_t virtual_close_track_session(struct virtual_drive *drive, struct virtual_request *request);
uint32_t virtual_blank(struct virtual_drive *drive, struct virtual_request *request);
uint32_t virtual_format_unit(struct virtual_drive *drive, struct virtual_request *request);
uint32_t virtual_read_disc_structure(struct virtual_drive *drive, struct virtual_request *request);
uint32_t virtual_send_disc_structure(struct virtual_drive *drive, struct virtual_request *request);
uint32_t virtual_get_performance(struct virtual_drive *drive, struct virtual_request *request);
uint32_t virtual_set_streaming(struct virtual_drive *drive, struct virtual_request *request);
uint32_t virtual_set_cd_speed(struct virtual_drive *drive, struct virtual_request *request);
uint32_t virtual_read_buffer_capacity(struct virtual_drive *drive, struct virtual_request *request);

#endif /* PORTS_VIRTUAL_DRIVE_H */
