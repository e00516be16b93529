/*
 * The port contract: how a command reaches a drive
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

#ifndef PORTS_PORT_H
#define PORTS_PORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * A road (struct port) leads to drives (struct port_device). All text is
 * UTF-8. Every function may be called from any thread; a road serialises what
 * it must. What a command means is nobody's business here.
 */

#define PORT_CDB_MAX   16   /* bytes; no variable length CDBs */
#define PORT_SENSE_MAX 96   /* bytes of sense a road keeps at most */
#define PORT_ID_MAX    260  /* bytes with the terminator */
#define PORT_OWNER_MAX 64   /* bytes with the terminator, as CDROM_EXCLUSIVE_CALLER_LENGTH */

struct port;          /* one road, opaque outside of its folder */
struct port_device;   /* one open drive, opaque outside of its folder */

/* What opening, locking and waiting can answer. */
enum port_error
{
    PORT_OK,
    PORT_E_NO_SUCH_DRIVE,   /* no drive has that id (any more) */
    PORT_E_ACCESS,          /* the host does not let this user at the drive */
    PORT_E_LOCKED,          /* somebody else holds the drive */
    PORT_E_NOT_LOCKED,      /* unlock without lock */
    PORT_E_NO_MEMORY,
    PORT_E_IO,              /* the host failed in a way it does not explain */
    PORT_E_UNSUPPORTED,     /* this road cannot do that at all */
};

/* How far a command came. Only PORT_DELIVERED makes status and sense valid. */
enum port_delivery
{
    PORT_DELIVERED,     /* the drive took the command and answered with a status */
    PORT_TIMED_OUT,     /* no answer within the command's own timeout */
    PORT_DEVICE_GONE,   /* unplugged, or the node is dead */
    PORT_BUS_RESET,     /* aborted by a reset, may be sent again */
    PORT_REFUSED,       /* the host filtered it, or rights are missing */
    PORT_LOST,          /* the transport failed and does not tell why */
};

enum port_direction
{
    PORT_NO_DATA,
    PORT_FROM_DEVICE,
    PORT_TO_DEVICE,
};

/* SCSI status, SAM-3 5.3.1: the ones that a road may see. */
enum port_status
{
    PORT_STATUS_GOOD            = 0x00,
    PORT_STATUS_CHECK_CONDITION = 0x02,
    PORT_STATUS_BUSY            = 0x08,
    PORT_STATUS_RESERVED        = 0x18,
};

struct port_command
{
    uint8_t cdb[PORT_CDB_MAX];
    uint8_t cdb_length;             /* 6..16 */
    enum port_direction direction;
    void *data;                     /* read only for PORT_TO_DEVICE; NULL with PORT_NO_DATA */
    uint32_t data_length;           /* bytes, at most port_limits.max_transfer */
    uint32_t timeout_ms;            /* never 0 */
};

/* Three answers that are never mixed: delivery, status with sense, and bytes. */
struct port_reply
{
    enum port_delivery delivery;
    uint8_t status;                 /* enum port_status */
    uint8_t sense[PORT_SENSE_MAX];  /* fixed or descriptor form as the drive sent it */
    uint8_t sense_length;           /* 0: none was returned */
    uint32_t transferred;           /* bytes really moved */
    int host_error;                 /* the host's own number, for the trace only */
};

struct port_limits
{
    uint32_t max_transfer;          /* bytes in one command for any buffer */
    uint32_t max_aligned_transfer;  /* bytes in one command for a page-aligned buffer, >= max_transfer */
    uint32_t alignment_mask;        /* a buffer is usable when (address & mask) == 0 */
};

/* What is known of a drive without opening it, spinning it up or waiting. */
struct port_drive
{
    char id[PORT_ID_MAX];           /* looks like a device interface path, stable for one drive */
    char host_name[PORT_ID_MAX];    /* how the host calls it: a node, a medium file; for messages */
    char volume_name[64];           /* "\\?\Volume{...}\" or empty */
    char volume_path[8];            /* "D:\" or empty */
    int legacy_number;              /* N of CdRomN, -1 when the road has none */
};

enum port_event_kind
{
    PORT_EVENT_NONE,                /* the time passed, or wake() was called */
    PORT_EVENT_ARRIVED,
    PORT_EVENT_REMOVED,
    PORT_EVENT_MEDIA,               /* medium inserted, removed or changed */
};

struct port_event
{
    enum port_event_kind kind;
    char id[PORT_ID_MAX];
};

/* Called once per drive; returning false ends the enumeration. */
typedef bool (*port_found)(void *context, const struct port_drive *drive);

struct port_ops
{
    const char *name;   /* "ntspti", "virtual", ...: for the trace */

    /* Tells every drive of SCSI peripheral device type 5, without touching its medium. */
    enum port_error (*enumerate)(struct port *port, port_found found, void *context);

    /* Opens the drive with that id for commands; works while somebody else holds it locked. */
    enum port_error (*open)(struct port *port, const char *id, struct port_device **device);

    /* Ends every use of the drive, with whatever this opening still holds locked. */
    void (*close)(struct port_device *device);

    /* Tells the largest transfer and the alignment that execute() takes. */
    void (*limits)(struct port_device *device, struct port_limits *limits);

    /* Sends one command and waits for its end; fills all of reply in every case. */
    void (*execute)(struct port_device *device, const struct port_command *command, struct port_reply *reply);

    /* Takes the drive for this opening alone, under a name; not counted. With force, a mounted file system does not hinder. */
    enum port_error (*lock)(struct port_device *device, const char *owner, bool force);

    /* Gives the drive back. */
    enum port_error (*unlock)(struct port_device *device);

    /* Tells under which name the drive is locked, by anybody; an empty name when it is free. */
    enum port_error (*owner)(struct port_device *device, char owner[PORT_OWNER_MAX]);

    /* Waits for one arrival, removal or change of medium, or for the time to pass. */
    enum port_error (*wait_event)(struct port *port, uint32_t timeout_ms, struct port_event *event);

    /* Makes a thread that waits in wait_event() return at once. */
    void (*wake)(struct port *port);
};

struct port
{
    const struct port_ops *ops;     /* first member of every road's own struct */
};

struct port_device
{
    const struct port_ops *ops;     /* first member of every road's own struct */
};

#endif /* PORTS_PORT_H */
