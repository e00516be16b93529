/*
 * What the files of ports/ntvirtual share
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

#ifndef PORTS_NTVIRTUAL_NTVIRTUAL_PRIVATE_H
#define PORTS_NTVIRTUAL_NTVIRTUAL_PRIVATE_H

#include "ntvirtual.h"

#define NTVIRTUAL_LIST_KEY L"Software\\Wine\\Imapi2\\VirtualRecorders"

#ifndef ARRAY_SIZE
#define ARRAY_SIZE(array) (sizeof(array) / sizeof((array)[0]))
#endif

/* Watches the list and the media of its recorders; belongs to the road. */
struct ntvirtual_watch;

struct ntvirtual_watch *ntvirtual_watch_create(void);

/* As port_ops.wait_event and port_ops.wake. */
enum port_error ntvirtual_watch_wait(struct ntvirtual_watch *watch, uint32_t timeout_ms, struct port_event *event);
void ntvirtual_watch_wake(struct ntvirtual_watch *watch);

#endif /* PORTS_NTVIRTUAL_NTVIRTUAL_PRIVATE_H */
