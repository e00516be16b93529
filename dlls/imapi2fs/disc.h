/*
 * A disc in a recorder, read block by block
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

#ifndef IMAPI2FS_DISC_H
#define IMAPI2FS_DISC_H

#include "imapi2fs_private.h"
#include "import.h"

struct disc
{
    IDiscRecorder2Ex *recorder;
    BYTE *buffer;               /* as drives want it: whole pages */
    uint32_t session_start;     /* first block of the last complete session */
    struct fsi_blocks blocks;
    HRESULT failure;            /* of the last block that could not be read */
};

/* IMAPI_E_EMPTY_DISC; what the recorder answers when there is no disc. disc_close() it. */
HRESULT disc_open(struct disc *disc, IDiscRecorder2 *recorder);
void disc_close(struct disc *disc);
/* What a status of reading the disc means: FSI_DEVICE_READ is all that the readers of file systems know. */
HRESULT disc_result(const struct disc *disc, enum fsi_status status);
/* Sixteen digits that differ from disc to disc, and after each session. */
HRESULT disc_identifier(struct disc *disc, WCHAR identifier[17]);

/* disc_source.c: a file that is on the disc of a recorder already. */
HRESULT disc_source_create(IDiscRecorder2 *recorder, const struct fsi_extent *extents, size_t count,
                           struct fsi_source **source);

#endif /* IMAPI2FS_DISC_H */
