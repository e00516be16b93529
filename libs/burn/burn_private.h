/*
 * What the files of the recipes share with each other
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

#ifndef LIBS_BURN_PRIVATE_H
#define LIBS_BURN_PRIVATE_H

#include <stddef.h>

#include "burn.h"

#define BURN_BLOCK_SIZE 2048u           /* bytes of a data block on every medium */
#define BURN_ECC_BLOCKS_MAX 32u         /* blocks of the largest ECC unit (BD) */
#define BURN_EDGE_BLOCKS 1024u          /* the first and the last 2 MiB, which a quick erase and the blank check look at */

/* Waits of the recipes, milliseconds. A command's own timeout comes from libs/mmc. */
#define BURN_WAIT_READY_MS      60000u          /* spin-up and reading in of a medium */
#define BURN_WAIT_COMMAND_MS    60000u          /* a drive that is busy with the command before */
#define BURN_WAIT_BUFFER_MS     300000u         /* the drive's buffer does not empty: a lead-in comes before the data */
#define BURN_WAIT_CLOSE_MS      1800000u        /* flushing and closing: lead-out of a nearly empty disc at 1x */
#define BURN_WAIT_FORMAT_MS     7200000u        /* full format with certification of a BD */

/* execute.c */

/* True when the recipe has to stop; never inside of a burn_begin_peace() / burn_end_peace() pair. */
bool burn_is_cancelled(struct burn_drive *drive);

/* What runs between these two ends by itself: closing and cleaning up. They nest. */
void burn_begin_peace(struct burn_drive *drive);
void burn_end_peace(struct burn_drive *drive);

/* What a caller can do about the failure that the drive told last. */
enum mmc_retry_class burn_retry_class(const struct burn_drive *drive);

/*
 * BURN_OK instead of BURN_SENSE when the drive refused the command as such
 * (illegal request): for commands that a drive may lack.
 */
enum burn_status burn_optional(const struct burn_drive *drive, enum burn_status status);

/* wait.c */

/* Called at each look at the drive; permille is -1 when it does not tell. */
typedef void (*burn_watcher)(void *context, int permille);

/* When an operation that goes on behind its command counts as ended. */
enum burn_until
{
    BURN_UNTIL_READY,           /* TEST UNIT READY is content; a background format may go on */
    BURN_UNTIL_DONE,            /* and REQUEST SENSE tells of no operation in progress */
};

/* Polls until the operation ends or timeout_ms have passed; watcher may be NULL. */
enum burn_status burn_wait_operation(struct burn_drive *drive, enum burn_until until, uint32_t timeout_ms,
                                     burn_watcher watcher, void *context);

/* As burn_execute(), and sends the command again while the drive is busy, until timeout_ms have passed. */
enum burn_status burn_execute_patiently(struct burn_drive *drive, const struct mmc_command *command, void *data,
                                        uint32_t *transferred, uint32_t timeout_ms);

/* Sends one WRITE; while the drive's buffer has no room, waits for what READ BUFFER CAPACITY says. */
enum burn_status burn_execute_write(struct burn_drive *drive, const struct mmc_command *command, const void *data);

/* A sleep that grows from 5 ms to max_ms with every call; starts with *step_ms 0. */
void burn_sleep_step(struct burn_drive *drive, uint32_t *step_ms, uint32_t max_ms);

/* ask.c: questions to the drive, each one command and its parser. Sense passes through as BURN_SENSE. */

/* READ TOC of all tracks, format 0. */
enum burn_status burn_ask_toc(struct burn_drive *drive, struct mmc_toc *toc);
enum burn_status burn_ask_disc(struct burn_drive *drive, struct mmc_disc_information *disc);
enum burn_status burn_ask_profile(struct burn_drive *drive, uint16_t *profile);
enum burn_status burn_ask_feature(struct burn_drive *drive, enum mmc_feature feature, bool *present, bool *current);
/*
 * A whole descriptor, its data within buffer. *present is false for a feature
 * that the drive lacks; *descriptor is only filled in when it is true.
 */
enum burn_status burn_ask_descriptor(struct burn_drive *drive, enum mmc_feature feature, uint8_t *buffer,
                                     uint32_t size, struct mmc_feature_descriptor *descriptor, bool *present);
enum burn_status burn_ask_capacity(struct burn_drive *drive, struct mmc_capacity *capacity);
enum burn_status burn_ask_formats(struct burn_drive *drive, struct mmc_format_capacities *formats);
enum burn_status burn_ask_capabilities(struct burn_drive *drive, struct mmc_capabilities_page *page);

/* blocks.c */

/* WRITE(10)s of 2048 byte blocks at lba, each as large as the drive takes and made of whole units where that fits. */
enum burn_status burn_write_range(struct burn_drive *drive, int32_t lba, const void *data, uint32_t blocks,
                                  uint32_t unit, enum mmc_timeout timeout);

/* As burn_write_blocks(); *done counts up by what the drive took, also when a later command fails. */
enum burn_status burn_write_counted(struct burn_drive *drive, int32_t lba, const void *data, uint32_t blocks,
                                    uint32_t block_size, enum mmc_timeout timeout, uint32_t *done);

/* Blocks that one WRITE of this buffer can take: whole units where one of them fits. */
uint32_t burn_command_blocks(const struct burn_drive *drive, const void *data, uint32_t unit);

/* Called after each command with the blocks written so far. */
typedef void (*burn_counter)(void *context, uint32_t done);

/* Zeros from lba on; counter may be NULL. */
enum burn_status burn_write_zeros(struct burn_drive *drive, int32_t lba, uint32_t blocks, uint32_t unit,
                                  burn_counter counter, void *context);

/* Zeroed memory, page aligned as the largest transfers want it. NULL, or free(*memory) afterwards. */
void *burn_alloc_aligned(struct burn_drive *drive, size_t size, void **memory);

/* medium.c */

/*
 * Whether the drive has one of these features. A drive that does not know GET
 * CONFIGURATION has all of them when its page 2A says that it writes CD-R.
 */
enum burn_status burn_any_feature(struct burn_drive *drive, const enum mmc_feature *features, size_t count,
                                  bool *present);

/*
 * The format that makes a medium of that profile writable, from the drive's
 * list; NULL when the drive offers none.
 */
const struct mmc_format_descriptor *burn_choose_format(const struct mmc_format_capacities *formats,
                                                       enum mmc_profile profile);

/* steps.c: what several families do the same way */

/* *locked tells whether burn_unlock_tray() is due. A drive that cannot lock at all is no failure. */
enum burn_status burn_lock_tray(struct burn_drive *drive, bool *locked);

/* On the way out: tried again for seconds, since a locked tray outlives the burn. */
enum burn_status burn_unlock_tray(struct burn_drive *drive);

/*
 * SYNCHRONIZE CACHE, and waits for its end. timeout is for drives that do not
 * heed Immed and answer when all is done.
 */
enum burn_status burn_flush(struct burn_drive *drive, enum burn_until until, enum mmc_timeout timeout);

/* The timeout of SYNCHRONIZE CACHE for the job's medium: a DVD-R or DVD-RW may get its lead-out with it. */
enum mmc_timeout burn_flush_timeout(const struct burn_job *job);

/* CLOSE TRACK SESSION with Immed, and waits for its end. */
enum burn_status burn_close(struct burn_drive *drive, enum mmc_close_function function, uint16_t number);

/* Sends the write parameters mode page; what the drive's own page holds beyond the standard stays as it is. */
enum burn_status burn_send_write_parameters(struct burn_drive *drive, const struct mmc_write_parameters *wanted);

/* SEND OPC INFORMATION; a drive that does not know it, or that fails to calibrate, is no failure. */
enum burn_status burn_calibrate(struct burn_drive *drive);

/* BURN_OK when a sequential medium can take one more session. */
enum burn_status burn_check_sequential(const struct burn_job *job);

/*
 * Plans a track: needed_blocks in whole units with extra blocks behind the
 * data, where it begins, session and track number, and whether the medium is
 * closed behind it (asked for, or 2 % or less of it would stay free).
 * BURN_TOO_LARGE when room does not hold it.
 */
enum burn_status burn_plan_track(struct burn_job *job, uint32_t room, uint32_t extra);

/*
 * Writes the data that burn_write() brings behind what was written. Where more
 * is needed than the data, its end is filled to a whole unit.
 */
enum burn_status burn_write_sequential(struct burn_job *job, const void *data, uint32_t blocks);

/* Zeros behind the data until blocks are written in all. */
enum burn_status burn_pad_to(struct burn_job *job, uint32_t blocks);

/*
 * Flushes and closes track and session as far as the drive lets it: what abort
 * does on sequential media. parameters sends the write parameters again, where
 * they decide about the next session; it may be NULL.
 */
enum burn_status burn_close_what_is_there(struct burn_job *job, enum burn_status (*parameters)(struct burn_job *job));

void burn_tell_phase(struct burn_drive *drive, enum burn_phase phase);

/* verify_state.c */

/* Reads disc and track information again and compares them with the job. */
enum burn_status burn_verify_sequential(struct burn_job *job);
enum burn_status burn_verify_overwritten(struct burn_job *job);

/* One per family. */
extern const struct burn_recipe burn_recipe_cd;
extern const struct burn_recipe burn_recipe_dvd_dash;
extern const struct burn_recipe burn_recipe_dvd_plus_r;
extern const struct burn_recipe burn_recipe_overwritable;
extern const struct burn_recipe burn_recipe_bd_r;

/* cd_raw_toc.c */

/* Takes what the Q subchannel (CD_Q_LENGTH bytes) of a lead-in sector tells; a wrong CRC tells nothing. */
void burn_raw_take_q(struct burn_raw_toc *toc, const uint8_t *q);

/* Asks the drive for the closed medium's table of contents. BURN_MISMATCH: it is not as the image's lead-in told. */
enum burn_status burn_raw_compare_toc(struct burn_drive *drive, const struct burn_raw_toc *meant);

#endif /* LIBS_BURN_PRIVATE_H */
