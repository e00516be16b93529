/*
 * A format that holds its medium from PrepareMedia() to ReleaseMedia()
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

#ifndef IMAPI2_PREPARATION_H
#define IMAPI2_PREPARATION_H

#include "format.h"
#include "writer_access.h"

/* What the states of such a format are called when they are in the way. */
struct preparation_results
{
    HRESULT write_in_progress;
    HRESULT write_not_in_progress;
    HRESULT prepared;
    HRESULT not_prepared;
};

/* A member of the object, beside its struct format, whose lock guards it. */
struct preparation
{
    struct format *format;
    const struct preparation_results *results;
    struct writer_access access;
    VARIANT_BOOL buffer_underrun_free_disabled;
    bool prepared;              /* exclusive access is ours */
    bool busy;                  /* a method runs that talks to the drive, and what it works with belongs to it */
    struct pipeline *running;   /* of a write that can be cancelled, NULL for none */
};

void preparation_init(struct preparation *preparation, struct format *format,
                      const struct preparation_results *results);

/* These are called with the lock held. S_OK, or the state that is in the way. */
HRESULT preparation_is_idle(const struct preparation *preparation);         /* nothing runs */
HRESULT preparation_may_change(const struct preparation *preparation);      /* and nothing is prepared */
HRESULT preparation_is_ready(const struct preparation *preparation);        /* prepared, and nothing runs */

/* A number that is known as long as media is prepared, also during a write. */
HRESULT preparation_get_number(struct preparation *preparation, const LONG *number, LONG *value);

/* Another value for the next write: the drive is told with each of them. */
HRESULT preparation_set_underrun(struct preparation *preparation, VARIANT_BOOL value);
HRESULT preparation_get_underrun(struct preparation *preparation, VARIANT_BOOL *value);

/*
 * PrepareMedia(): takes exclusive access and calls work(), while neither
 * recorder nor client name change. Whatever goes wrong, access is given back.
 */
HRESULT preparation_prepare(struct preparation *preparation, HRESULT (*work)(struct preparation *preparation));

/* From a successful begin to end everything else is refused. */
HRESULT preparation_begin_write(struct preparation *preparation);
void preparation_end_write(struct preparation *preparation);

/* The write that can be cancelled from now on; NULL: none any more. */
void preparation_set_running(struct preparation *preparation, struct pipeline *pipeline);
HRESULT preparation_cancel(struct preparation *preparation);

/* Inside of a write, or when the object goes: gives exclusive access back, and nothing is prepared any more. */
void preparation_release(struct preparation *preparation);

#endif /* IMAPI2_PREPARATION_H */
