/*
 * A recorded trace against a virtual recorder: the same commands, the same answers?
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

#ifndef TOOLS_REPLAY_REPLAY_H
#define TOOLS_REPLAY_REPLAY_H

#include <stdbool.h>
#include <stdint.h>

#include "virtual.h"

/*
 * What is compared for every command of a trace: delivery, status, sense key,
 * additional sense code and qualifier, bytes transferred, and the bytes
 * themselves (by their CRC-32 where the trace has no more).
 *
 * What may differ, by rule; each such command is counted in
 * replay_result.masked:
 *
 *   waiting     A command that the drive of the trace refused because it was
 *               busy or had a unit attention did nothing; a TEST UNIT READY
 *               is sent in its place, and its answer is not compared. When the
 *               trace has an answer and the drive of the replay is still busy
 *               or has a unit attention, time is let pass and the command is
 *               sent again.
 *   blocks      What READ brings is not compared, since the trace does not
 *               keep what WRITE sent: zeros are written instead. Nor does a
 *               command with parameters longer than a trace keeps find its
 *               parameters again.
 *   identity    INQUIRY beyond its first eight bytes, vital product data,
 *               serial numbers and firmware date in features, READ MEDIA
 *               SERIAL NUMBER.
 *   moments     Free bytes of READ BUFFER CAPACITY, event codes of GET EVENT
 *               STATUS NOTIFICATION, what REQUEST SENSE says of a progress,
 *               whether a background format runs or is complete.
 *
 * Milliseconds, progress and information fields of sense, and timeouts are
 * never compared.
 */

/* One difference, or a line that can not be replayed; line counts from 1. */
typedef void (*replay_report)(void *context, unsigned int line, const char *text);

struct replay_options
{
    const char *device;         /* the dev= of the trace to replay; NULL: the first one that comes */
    bool answers_only;          /* compare delivery, status and sense only: for a trace of another drive */
    void (*sleep_ms)(void *context, uint32_t milliseconds);     /* lets the drive's clock go on */
    replay_report report;
    void *context;              /* of both */
};

struct replay_result
{
    unsigned int commands;      /* replayed */
    unsigned int masked;        /* among them: some part was not compared, by rule */
    unsigned int ignored;       /* records of other devices */
    unsigned int differences;   /* reported */
};

struct replay;

/* The drive stays the caller's. NULL: no memory. */
struct replay *replay_new(struct virtual_drive *drive, const struct replay_options *options);

/* Takes the next line of the trace; lines of other kinds are skipped. False when something was reported. */
bool replay_line(struct replay *replay, const char *line);

/* At the end of the trace: reports a record that is not whole. False when something was reported. */
bool replay_end(struct replay *replay);

const struct replay_result *replay_result(const struct replay *replay);

void replay_free(struct replay *replay);

#endif /* TOOLS_REPLAY_REPLAY_H */
