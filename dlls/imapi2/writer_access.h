/*
 * Exclusive access of the objects that write
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

#ifndef IMAPI2_WRITER_ACCESS_H
#define IMAPI2_WRITER_ACCESS_H

#include "imapi2_private.h"

/*
 * Exclusive access is counted in the recorder object, so that a client may hold
 * it around a Write(). Two objects that write through one recorder would both
 * get it, and ruin the medium; so each recorder object has one writer at a time.
 */
struct writer_access
{
    IDiscRecorder2 *recorder;
    IUnknown *identity;             /* of the recorder, with a reference; NULL: not taken */
    struct writer_access *next;
};

/* E_IMAPI_RECORDER_LOCKED while another object writes through that recorder, or what the recorder answers. */
HRESULT writer_access_take(struct writer_access *access, IDiscRecorder2 *recorder, BSTR client_name);
/* Gives back what was taken; a failure is only traced. */
void writer_access_give_back(struct writer_access *access);

#endif /* IMAPI2_WRITER_ACCESS_H */
