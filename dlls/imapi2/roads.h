/*
 * The roads that lead to drives
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

#ifndef IMAPI2_ROADS_H
#define IMAPI2_ROADS_H

#include "imapi2_private.h"
#include "port.h"

/* roads_choice.c: the roads of this process, in the order in which drives are listed; chosen once. */
unsigned int roads_count(void);
struct port *roads_get(unsigned int index);

/* One drive of a list. */
struct drive_entry
{
    struct port *road;
    struct port_drive drive;
};

/* Lists the drives of all roads, each drive once; a road that fails lists none. The caller frees *entries. E_OUTOFMEMORY. */
HRESULT roads_list(struct drive_entry **entries, unsigned int *count);

/* Opens the drive with that id, whichever road knows it. */
HRESULT roads_open(const char *id, struct port_drive *drive, struct port_device **device);

/* What a road's refusal means to a client. */
HRESULT hresult_from_port_error(enum port_error error);

/* UTF-8, as the roads speak, to BSTR. NULL: no memory. */
BSTR bstr_from_utf8(const char *text);

#endif /* IMAPI2_ROADS_H */
