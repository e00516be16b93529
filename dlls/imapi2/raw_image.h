/*
 * What the parts of MsftRawCDImageCreator share
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

#ifndef IMAPI2_RAW_IMAGE_H
#define IMAPI2_RAW_IMAGE_H

#include "cd_image.h"
#include "imapi2_private.h"

struct raw_image
{
    struct object object;
    IRawCDImageCreator IRawCDImageCreator_iface;
    CRITICAL_SECTION lock;          /* guards the members below; never held while a client's stream is called */
    bool read_only;                 /* the result was made */
    IMAPI_FORMAT2_RAW_CD_DATA_SECTOR_TYPE type;
    struct cd_image image;
    IStream *tracks[CD_TRACKS_MAX]; /* as many as image has */
    IStream *pregap;                /* NULL: silence */
    IStream *subcode;               /* R to W, or NULL */
};

/* Takes the lock; E_IMAPI_RAW_IMAGE_IS_READ_ONLY when nothing may be changed any more. The lock is held in any case. */
HRESULT raw_image_begin_change(struct raw_image *This);
/* Gives the lock back, and answers hr. */
HRESULT raw_image_end_change(struct raw_image *This, HRESULT hr);
HRESULT hresult_from_cd_image(enum cd_image_result result);
/* The text, or "" when it is too long or holds more than ASCII; NULL is empty. */
void raw_image_narrow(const WCHAR *wide, char *text, size_t size);
HRESULT raw_image_bstr(const char *text, BSTR *value);

/* raw_image_track.c: index is that of cd_image.tracks; keeps a reference to the creator. */
HRESULT raw_image_track_create(struct raw_image *creator, unsigned int index, IRawCDImageTrackInfo **out);

/* raw_image_stream.c */

/*
 * Makes the result. What is in the creator is copied, with references to the streams; the lock is not taken.
 * E_INVALIDARG: the subcode stream does not fit.
 */
HRESULT raw_image_stream_create(const struct raw_image *creator, IStream **out);

#endif /* IMAPI2_RAW_IMAGE_H */
