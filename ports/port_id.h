/*
 * Names of drives: the form of a Windows device interface path
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

#ifndef PORTS_PORT_ID_H
#define PORTS_PORT_ID_H

#include <stdbool.h>

#include "port.h"

/*
 * IDiscRecorder2 names a drive by the path of its device interface. Programs
 * show it, compare it and keep it in their settings, so every road builds it
 * here and nowhere else.
 */

/* The device interface class of CD-ROM drives, GUID_DEVINTERFACE_CDROM, as it ends an id. */
#define PORT_ID_CDROM_CLASS "{53f56308-b6bf-11d0-94f2-00a0c91efb8b}"

/*
 * Builds \\?\cdrom#ven_<vendor>&prod_<product>&rev_<revision>#<instance>#{class}
 * in lower case. Trailing spaces of the INQUIRY fields (SPC-3 6.4) are
 * dropped, spaces in them become '_', spaces in the instance become '&', and
 * what could end a path element becomes '_'. The instance tells equal drives
 * apart; it is required. False when a part is missing or the whole does not
 * fit PORT_ID_MAX.
 */
bool port_id_build(char id[PORT_ID_MAX], const char *vendor, const char *product, const char *revision,
                   const char *instance);

/* Compares two ids as Windows does: letters of ASCII without case. */
bool port_id_equal(const char *first, const char *second);

#endif /* PORTS_PORT_ID_H */
