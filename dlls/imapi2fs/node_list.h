/*
 * A list of the nodes that a parent had when somebody asked
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

#ifndef IMAPI2FS_NODE_LIST_H
#define IMAPI2FS_NODE_LIST_H

#include "items.h"
#include "snapshot.h"

/* Children of a directory, named streams of a file. One reference for the caller. */
HRESULT node_list_create(struct image *image, struct fsi_node *parent, struct snapshot **list);

#endif /* IMAPI2FS_NODE_LIST_H */
