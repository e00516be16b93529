/*
 * What the files of ports/ntspti share
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

#ifndef PORTS_NTSPTI_NTSPTI_PRIVATE_H
#define PORTS_NTSPTI_NTSPTI_PRIVATE_H

#include "mmc_commands.h"
#include "ntspti.h"

#ifndef ARRAY_SIZE
#define ARRAY_SIZE(array) (sizeof(array) / sizeof((array)[0]))
#endif

#define NTSPTI_LETTERS     26
#define NTSPTI_NUMBERS     16   /* CdRom0 to CdRom15 are asked for drives without a letter */
#define NTSPTI_DRIVES_MAX  (NTSPTI_LETTERS + NTSPTI_NUMBERS)

/* A drive as the enumeration finds it. */
struct ntspti_drive
{
    struct port_drive drive;
    WCHAR path[16];             /* what create_file() opens: \\.\X: or \\.\CdRomN */
};

struct ntspti_port
{
    struct port port;
    struct ntspti_host *host;
    HANDLE wake;
    CRITICAL_SECTION section;   /* of what is below: the drives that wait_event() compares with */
    bool started;
    DWORD known_letters;
    unsigned int known_count;
    struct ntspti_drive known[NTSPTI_DRIVES_MAX];
};

struct ntspti_device
{
    struct port_device device;
    struct ntspti_host *host;
    HANDLE handle;
    CRITICAL_SECTION section;   /* one command at a time on a handle, the questions after it included */
    struct port_limits limits;
    char id[PORT_ID_MAX];
    bool locked_by_host;
    HANDLE lock;                /* our own lock where the host has none, else NULL */
};

/* delivery.c: one command to an open device; see port_ops.execute. */
void ntspti_deliver(struct ntspti_host *host, HANDLE handle, const struct port_limits *limits,
                    const struct port_command *command, struct port_reply *reply);

/* delivery.c: a command of libs/mmc as the road takes it. */
void ntspti_make_command(const struct mmc_command *asked, void *data, struct port_command *command);

/* enumerate.c: fills at most NTSPTI_DRIVES_MAX drives and tells how many. */
unsigned int ntspti_collect(struct ntspti_host *host, struct ntspti_drive *drives);
void ntspti_read_limits(struct ntspti_host *host, HANDLE handle, struct port_limits *limits);

/* lock.c: as in port_ops; the caller holds the device's section. */
enum port_error ntspti_lock_drive(struct ntspti_device *device, const char *owner, bool force);
enum port_error ntspti_unlock_drive(struct ntspti_device *device);
enum port_error ntspti_drive_owner(struct ntspti_device *device, char owner[PORT_OWNER_MAX]);

#endif /* PORTS_NTSPTI_NTSPTI_PRIVATE_H */
