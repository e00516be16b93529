/*
 * An open drive: a road's device with what a recorder object needs of it
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

#ifndef IMAPI2_DRIVE_H
#define IMAPI2_DRIVE_H

#include "imapi2_private.h"
#include "mmc_all.h"
#include "port.h"

struct drive
{
    LONG ref;
    struct port_device *device;
    struct port_drive info;             /* as the road listed it */
    struct port_limits limits;
    char trace_name[32];                /* a short name without blanks */
    SRWLOCK lock;                       /* guards the counts below */
    LONG exclusive_count;               /* AcquireExclusiveAccess without ReleaseExclusiveAccess */
    LONG mcn_disable_count;             /* DisableMcn without EnableMcn */
    LONG silent;                        /* the last command got no answer in its time */
    LONG removal_prevented;             /* by a command that went through this object */
    LONG removal_ours;                  /* the same, sent with exclusive access: it ends with that */
};

/* Opens the drive with that id; works while another client holds it. The caller drops the reference. */
HRESULT drive_open(const WCHAR *id, struct drive **drive);
void drive_addref(struct drive *drive);
void drive_release(struct drive *drive);

/*
 * Sends one command, traced. S_OK when the drive answered with good status or
 * with sense; else how it got lost: E_IMAPI_RECORDER_COMMAND_TIMEOUT,
 * HRESULT_FROM_WIN32(ERROR_DEV_NOT_EXIST), HRESULT_FROM_WIN32(ERROR_BUS_RESET),
 * E_IMAPI_RECORDER_LOCKED, E_ACCESSDENIED, E_IMAPI_RECORDER_MEDIA_BUSY, E_FAIL,
 * E_OUTOFMEMORY. A buffer that does not lie as the road wants it is copied.
 */
HRESULT drive_execute(struct drive *drive, const struct port_command *command, struct port_reply *reply);

/* What came of a command of the recorder itself. */
struct drive_answer
{
    ULONG transferred;                  /* bytes */
    struct mmc_sense sense;             /* of a failed command */
};

/*
 * Sends one command with sense as failure (sense_hresult.c). Unit attentions
 * and deferred errors tell of the past and are not the answer to the command:
 * it is sent again.
 * data has room for, or holds, command->data_length bytes. answer may be NULL.
 */
HRESULT drive_command(struct drive *drive, const struct mmc_command *command, void *data,
                      struct drive_answer *answer);

/* The largest allocation length, up to wanted, that the road can carry. */
uint16_t drive_allocation(const struct drive *drive, uint16_t wanted);

/* E_IMAPI_RECORDER_LOCKED when another client holds the drive. */
HRESULT drive_check_owner(struct drive *drive);

/*
 * drive_tray.c: the lock of the tray. Who burns prevents removal; hosts do too (udev does, to hear of the button), and
 * a program that was killed has left it so.
 */

/* Takes note of a command that prevents or allows removal, and that the drive took. */
void drive_note_removal(struct drive *drive, const struct port_command *command);

/* Allows removal that was prevented with exclusive access and never allowed, as after a drive that fell silent. */
void drive_end_prevention(struct drive *drive);

/*
 * Ejects the medium. A prevention that neither a client of this object nor a
 * holder of the drive wants is undone; E_FAIL while one does.
 */
HRESULT drive_eject(struct drive *drive);

/* drive_trace.c: channel imapi2_scsi, in the form that libs/mmc/mmc_trace.h reads back */
bool drive_trace_enabled(void);
void drive_trace(const struct drive *drive, const struct port_command *command, const struct port_reply *reply,
                 const void *data, DWORD milliseconds);

#endif /* IMAPI2_DRIVE_H */
