/*
 * Arrival and removal of drives, told to those who want to know
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

#ifndef IMAPI2_HOT_PLUG_H
#define IMAPI2_HOT_PLUG_H

#include "imapi2_private.h"
#include "port.h"

/* Part of an object; all members are private. */
struct hot_plug_listener
{
    struct hot_plug_listener *next;
    struct object *object;
    void (*notify)(struct object *object, enum port_event_kind kind, const char *id);
    bool listening;
};

/*
 * From now on notify() is called for PORT_EVENT_ARRIVED and PORT_EVENT_REMOVED,
 * on threads of this library, which run as long as anybody listens. Adding
 * twice is adding once.
 */
void hot_plug_add(struct hot_plug_listener *listener);

/* Returns at once: calls that are under way hold a reference to the object and come to their end by themselves. */
void hot_plug_remove(struct hot_plug_listener *listener);

#endif /* IMAPI2_HOT_PLUG_H */
