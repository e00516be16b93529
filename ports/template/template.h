/*
 * A road to copy: what it needs of its host
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

#ifndef PORTS_TEMPLATE_H
#define PORTS_TEMPLATE_H

#include "port.h"

#define TEMPLATE_TEXT_MAX 32    /* bytes with the terminator */

/* What the host tells of a drive without touching it. */
struct template_drive
{
    char vendor[TEMPLATE_TEXT_MAX];
    char product[TEMPLATE_TEXT_MAX];
    char revision[TEMPLATE_TEXT_MAX];
    char instance[TEMPLATE_TEXT_MAX];   /* the serial number, or else the place where it is plugged in */
    char node[TEMPLATE_TEXT_MAX];       /* how the host calls it */
};

/* How the host's call for a command ended. */
enum template_outcome
{
    TEMPLATE_ANSWERED,      /* the drive's status is there, with sense where it has some */
    TEMPLATE_TIMED_OUT,
    TEMPLATE_GONE,
    TEMPLATE_RESET,
    TEMPLATE_FORBIDDEN,
    TEMPLATE_FAILED,
};

/*
 * The host, behind pointers: the unit tests put another one in its place, and provoke what no real one does on
 * demand. It outlives the road.
 */
struct template_host
{
    /* Tells the drive of that number; false when there are no more. */
    bool (*drive)(struct template_host *host, unsigned int number, struct template_drive *drive);
    enum port_error (*open)(struct template_host *host, const char *node, void **handle);
    void (*close)(struct template_host *host, void *handle);
    /* Sends a command; fills status, sense, transferred and host_error of the reply. */
    enum template_outcome (*send)(struct template_host *host, void *handle, const struct port_command *command,
                                  struct port_reply *reply);
    uint32_t max_transfer;      /* bytes in one command */
    uint32_t alignment_mask;    /* as in struct port_limits */
};

struct template_port
{
    struct port port;           /* first: callers hold a pointer to it */
    struct template_host *host;
};

/* Makes a road to the drives of a host. */
void template_port_init(struct template_port *port, struct template_host *host);

#endif /* PORTS_TEMPLATE_H */
