/*
 * Drives of a Linux host, by SG_IO
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


#ifndef PORTS_LINUX_LINUX_H
#define PORTS_LINUX_LINUX_H

#include <stddef.h>

#include "port.h"

#define LINUX_EXPLANATION_MAX 512   /* bytes with the terminator */

/*
 * The road "linux": the module's Unix side asks the kernel. One for the
 * process, never freed. NULL when the Unix side is not there: on Windows, or
 * where the DLL was copied into a prefix without its imapi2.so.
 */
struct port *linux_port(void);

/* Why linux_port() answers NULL: an NTSTATUS; 0 when it does not. */
long linux_port_status(void);

/*
 * Tells in a sentence or two what hinders this user at a drive of the road:
 * which node may not be opened, which group would help, who holds it. Empty
 * when nothing does, or when there is no such road or drive.
 */
void linux_explain(const char *id, char text[LINUX_EXPLANATION_MAX]);

#endif /* PORTS_LINUX_LINUX_H */
