/*
 * MsftDiscFormat2TrackAtOnce, shared by the files that it is made of
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

#ifndef IMAPI2_FORMAT_TAO_H
#define IMAPI2_FORMAT_TAO_H

#include "preparation.h"

struct format_tao
{
    struct object object;
    IDiscFormat2TrackAtOnce IDiscFormat2TrackAtOnce_iface;
    IBurnVerification IBurnVerification_iface;
    struct format format;                   /* its lock guards the members below */
    struct preparation preparation;         /* while it is busy, audio belongs to the method that runs */
    VARIANT_BOOL do_not_finalize;
    struct burn_audio audio;                /* while it is prepared */
    LONG total_sectors;                     /* the numbers as they are known between two tracks */
    LONG free_sectors;
    LONG tracks;
};

/* format_tao_write.c */
HRESULT format_tao_prepare(struct format_tao *This);
HRESULT format_tao_add_track(struct format_tao *This, IStream *data);
HRESULT format_tao_release(struct format_tao *This);
/* For an object that goes while it is prepared: unlocks, writes nothing. */
void format_tao_abandon(struct format_tao *This);

#endif /* IMAPI2_FORMAT_TAO_H */
