/*
 * What the Windows and the Unix side of ports/linux say to each other
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


#ifndef PORTS_LINUX_UNIXLIB_H
#define PORTS_LINUX_UNIXLIB_H

#include <stddef.h>
#include <stdint.h>

#include "port.h"

/*
 * One params struct for each call. Addresses travel as 64 bits and every
 * member lies on a multiple of its size, so a struct looks the same to code of
 * 32 and of 64 bits: the same entries serve a program of 32 bits on a host of
 * 64. The assertions at the end hold this.
 *
 * Texts end with a zero within their array; the Unix side sees to that for
 * those which it is given as well.
 */

enum linux_call
{
    LINUX_CALL_START,
    LINUX_CALL_ENUMERATE,
    LINUX_CALL_OPEN,
    LINUX_CALL_CLOSE,
    LINUX_CALL_LIMITS,
    LINUX_CALL_EXECUTE,
    LINUX_CALL_LOCK,
    LINUX_CALL_UNLOCK,
    LINUX_CALL_OWNER,
    LINUX_CALL_WAIT_EVENT,
    LINUX_CALL_WAKE,
    LINUX_CALL_EXPLAIN,
    LINUX_CALL_COUNT
};

#define LINUX_DRIVES_MAX 64     /* more drives than that are not listed */
#define LINUX_TEXT_MAX   512    /* bytes of an explanation, with the terminator */
#define LINUX_PATH_MAX   1024   /* bytes of the prefix's path, with the terminator */

/* A drive as the Unix side lists it. */
struct linux_drive
{
    char id[PORT_ID_MAX];           /* by ports/port_id.h */
    char node[PORT_ID_MAX];         /* /dev/sr0, or /dev/sg1 when there is no other; for messages */
    int32_t number;                 /* N of srN, -1 for none */
    uint32_t letter;                /* 'A' to 'Z' when the prefix has one for this drive, else 0 */
};

/* Once, before all others. */
struct linux_start_params
{
    char prefix[LINUX_PATH_MAX];    /* the Wine prefix as a Unix path; empty: as the environment says */
};

struct linux_enumerate_params
{
    uint64_t drives;                /* address of struct linux_drive[capacity] */
    uint32_t capacity;
    uint32_t count;                 /* out */
    uint32_t error;                 /* out: enum port_error, here and below */
    uint32_t reserved;
};

struct linux_open_params
{
    uint64_t device;                /* out: for the calls below; 0 when it failed */
    char id[PORT_ID_MAX];
    uint32_t error;
};

struct linux_close_params
{
    uint64_t device;
};

struct linux_limits_params
{
    uint64_t device;
    uint32_t max_transfer;          /* out: as in struct port_limits */
    uint32_t max_aligned_transfer;
    uint32_t alignment_mask;
    uint32_t reserved;
};

struct linux_execute_params
{
    uint64_t device;
    uint64_t data;                  /* address of the buffer */
    uint32_t data_length;
    uint32_t direction;             /* enum port_direction */
    uint32_t timeout_ms;
    uint32_t cdb_length;
    uint8_t cdb[PORT_CDB_MAX];
    uint32_t delivery;              /* out: as in struct port_reply */
    uint32_t transferred;
    int32_t host_error;
    uint8_t status;
    uint8_t sense_length;
    uint8_t reserved[2];
    uint8_t sense[PORT_SENSE_MAX];
};

struct linux_lock_params
{
    uint64_t device;
    char owner[PORT_OWNER_MAX];
    uint32_t force;
    uint32_t error;
};

struct linux_unlock_params
{
    uint64_t device;
    uint32_t error;
    uint32_t reserved;
};

struct linux_owner_params
{
    uint64_t device;
    char owner[PORT_OWNER_MAX];     /* out */
    uint32_t error;
    uint32_t reserved;
};

struct linux_wait_event_params
{
    uint32_t timeout_ms;
    uint32_t kind;                  /* out: enum port_event_kind */
    uint32_t error;
    char id[PORT_ID_MAX];           /* out */
};

struct linux_explain_params
{
    char id[PORT_ID_MAX];
    char text[LINUX_TEXT_MAX];      /* out: what hinders the use of that drive; empty when nothing does */
};

#define LINUX_LAYOUT(type, member, offset, size) \
    _Static_assert(offsetof(struct type, member) == (offset) && sizeof(struct type) == (size), \
                   #type " looks different to the two sides")

LINUX_LAYOUT(linux_drive, letter, 2 * PORT_ID_MAX + 4, 2 * PORT_ID_MAX + 8);
LINUX_LAYOUT(linux_start_params, prefix, 0, LINUX_PATH_MAX);
LINUX_LAYOUT(linux_enumerate_params, error, 16, 24);
LINUX_LAYOUT(linux_open_params, error, 8 + PORT_ID_MAX, 12 + PORT_ID_MAX);
LINUX_LAYOUT(linux_close_params, device, 0, 8);
LINUX_LAYOUT(linux_limits_params, alignment_mask, 16, 24);
LINUX_LAYOUT(linux_execute_params, sense, 64, 64 + PORT_SENSE_MAX);
LINUX_LAYOUT(linux_lock_params, error, 12 + PORT_OWNER_MAX, 16 + PORT_OWNER_MAX);
LINUX_LAYOUT(linux_unlock_params, error, 8, 16);
LINUX_LAYOUT(linux_owner_params, error, 8 + PORT_OWNER_MAX, 16 + PORT_OWNER_MAX);
LINUX_LAYOUT(linux_wait_event_params, id, 12, 12 + PORT_ID_MAX);
LINUX_LAYOUT(linux_explain_params, text, PORT_ID_MAX, PORT_ID_MAX + LINUX_TEXT_MAX);

#endif /* PORTS_LINUX_UNIXLIB_H */
