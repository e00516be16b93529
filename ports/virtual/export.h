/*
 * A recorded medium as files that other programs read
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

#ifndef PORTS_VIRTUAL_EXPORT_H
#define PORTS_VIRTUAL_EXPORT_H

#include <stddef.h>

#include "virtual.h"

enum virtual_export_form
{
    VIRTUAL_EXPORT_IMAGE,       /* blocks of 2048 bytes, from LBA 0 on */
    VIRTUAL_EXPORT_SECTORS,     /* whole sectors of a CD, 2352 bytes, from LBA 0 on; samples little endian */
    VIRTUAL_EXPORT_SUBCHANNELS, /* P to W of these sectors, 96 bytes each */
    VIRTUAL_EXPORT_CD_TEXT,     /* the packs of CD-Text, 18 bytes each */
    VIRTUAL_EXPORT_CUE,         /* a cue sheet for the sectors and the packs */
    VIRTUAL_EXPORT_TOC,         /* a table of contents for cdrdao, for the sectors */
};

/* Takes what is exported, piece by piece; false ends it. */
typedef bool (*virtual_writer)(void *context, const void *data, size_t size);

enum virtual_export_result
{
    VIRTUAL_EXPORT_DONE,
    VIRTUAL_EXPORT_NOTHING,     /* no medium, nothing recorded on it, or no CD-Text */
    VIRTUAL_EXPORT_OTHER_FORM,  /* an image of sound, or sectors of what is not a CD of one session */
    VIRTUAL_EXPORT_FAILED,      /* the store, or the writer */
};

/*
 * The caller holds exclusive access. stem is how the sheets call the other files (UTF-8, no quotes): that with ".bin"
 * has the sectors, that with ".cdt" the packs.
 */
enum virtual_export_result virtual_export(struct virtual_drive *drive, enum virtual_export_form form, const char *stem,
                               virtual_writer writer, void *context);

#endif /* PORTS_VIRTUAL_EXPORT_H */
