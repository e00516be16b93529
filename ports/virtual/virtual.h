/*
 * A recorder in software: an MMC drive and its media, kept in a file
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

#ifndef PORTS_VIRTUAL_VIRTUAL_H
#define PORTS_VIRTUAL_VIRTUAL_H

#include <stdbool.h>
#include <stdint.h>

#include "port.h"
#include "virtual_storage.h"

/*
 * A virtual recorder is a store that holds
 *   medium.iso     the blocks, 2048 bytes each at LBA * 2048, sparse; a data
 *                  disc is a plain image to every other tool;
 *   medium.state   profile, tracks, sessions, format: two slots with sequence
 *                  number and CRC, so that a crash leaves the older one;
 *   faults         optional text, see docs/virtual-recorder.md: makes the
 *                  drive fail on demand.
 */

struct virtual_drive;

/* The kinds of blank that can be put into the drive. Names as in virtual_medium_kinds. */
struct virtual_medium_kind
{
    const char *name;               /* "cd-r", "dvd+rw", "bd-r-dl": for people */
    const char *description;        /* "CD-R, 80 minutes" */
    uint32_t blocks;                /* capacity in blocks of 2048 bytes */
};

extern const struct virtual_medium_kind virtual_medium_kinds[];
extern const unsigned int virtual_medium_kind_count;

/* What INQUIRY tells; space padded when sent. */
struct virtual_identity
{
    char vendor[9];
    char product[17];
    char revision[5];
};

/* Takes the store over, whether it succeeds or not. NULL: no memory, or a store that cannot be read. */
struct virtual_drive *virtual_drive_create(struct virtual_store *store, const struct virtual_identity *identity);
/* The same, and why it failed: PORT_E_NO_MEMORY, or PORT_E_IO. */
enum port_error virtual_drive_open(struct virtual_store *store, const struct virtual_identity *identity,
                                   struct virtual_drive **drive);

void virtual_drive_destroy(struct virtual_drive *drive);

/* Executes one command as an MMC-6 drive does; always PORT_DELIVERED unless the fault script says otherwise. */
void virtual_drive_execute(struct virtual_drive *drive, const struct port_command *command, struct port_reply *reply);

void virtual_drive_limits(struct virtual_drive *drive, struct port_limits *limits);

/* Exclusive access as in port_ops; the store's owner lock makes it die with the process. */
enum port_error virtual_drive_lock(struct virtual_drive *drive, const char *owner, bool force);
enum port_error virtual_drive_unlock(struct virtual_drive *drive);
enum port_error virtual_drive_owner(struct virtual_drive *drive, char owner[PORT_OWNER_MAX]);

/* Puts a blank of that kind on the tray and loads it. What was there is destroyed. */
enum port_error virtual_insert_blank(struct virtual_drive *drive, const char *kind);

/* Loads an existing image as a pressed disc (CD-ROM or DVD-ROM by size): medium.iso is already in the store. */
enum port_error virtual_insert_image(struct virtual_drive *drive);

/* Takes the medium out of the drive and destroys it; the tray stays open and empty. */
enum port_error virtual_remove_medium(struct virtual_drive *drive);

/* Counts up whenever the medium is inserted, removed or changed: what wait_event looks at. */
uint32_t virtual_media_generation(struct virtual_drive *drive);

#endif /* PORTS_VIRTUAL_VIRTUAL_H */
