/*
 * Serves a virtual recorder to the kernel, request by request
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

#ifndef TOOLS_VHBA_RECORDER_SERVE_H
#define TOOLS_VHBA_RECORDER_SERVE_H

#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "port.h"

struct virtual_drive;

struct vhba_server
{
    int fd;                             /* the control node; one message for each read and write */
    struct virtual_drive *drive;
    FILE *trace;                        /* gets a record of every command in libs/mmc's form; may be NULL */
    const sigset_t *wait_mask;          /* signals that stay blocked while the server waits for a request */
    const volatile sig_atomic_t *stop;  /* set by the handlers of the others */
};

enum vhba_end
{
    VHBA_STOPPED,                       /* *stop was set */
    VHBA_CLOSED,                        /* nobody is at the other end any more */
    VHBA_UNPLUGGED,                     /* the drive is gone (a fault script can pull its cable) */
    VHBA_FAILED,                        /* errno tells why */
};

/* Serves until there is a reason to end. A command that is being executed is brought to its end first. */
enum vhba_end vhba_serve(const struct vhba_server *server);

/* One record of the trace: the command, its reply and the data that it moved. */
void vhba_trace(FILE *file, uint32_t sequence, const struct port_command *command, const struct port_reply *reply,
                uint32_t milliseconds);

#endif /* TOOLS_VHBA_RECORDER_SERVE_H */
