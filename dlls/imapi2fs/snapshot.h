/*
 * Lists as they were when somebody asked, and their enumerators
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

#ifndef IMAPI2FS_SNAPSHOT_H
#define IMAPI2FS_SNAPSHOT_H

#include "imapi2fs_private.h"

/* A list that does not change any more. Starts a struct that knows what is in it. */
struct snapshot
{
    LONG ref;
    ULONG count;
    HRESULT (*item)(struct snapshot *snapshot, ULONG index, IDispatch **item);
    void (*destroy)(struct snapshot *snapshot);     /* frees it */
};

void snapshot_release(struct snapshot *snapshot);

/* iid: IEnumVARIANT, IEnumFsiItems or IEnumProgressItems. Takes a reference of its own. */
HRESULT enumerator_create(struct snapshot *snapshot, REFIID iid, void **out);

#endif /* IMAPI2FS_SNAPSHOT_H */
