/*
 * Comparing a disc with what was meant to be on it
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

#ifndef IMAPI2_VERIFIER_H
#define IMAPI2_VERIFIER_H

#include "recorder_port.h"

/*
 * Keeps a checksum of each chunk that is written, eight bytes a mebibyte, so
 * that the client's stream need not be read twice. Used on the worker alone.
 */
struct verifier;

/* NULL: no memory. */
struct verifier *verifier_create(IMAPI_BURN_VERIFICATION_LEVEL level);
void verifier_destroy(struct verifier *verifier);

/* Notes blocks of 2048 bytes, at most PIPELINE_CHUNK_SIZE bytes. False: no memory. */
bool verifier_note(struct verifier *verifier, int32_t lba, const void *data, uint32_t blocks);

/*
 * Quick: disc information and every track can be read, and a sample of the
 * chunks is as it was. Full: all chunks are. E_IMAPI_BURN_VERIFICATION_FAILED,
 * E_IMAPI_REQUEST_CANCELLED, E_OUTOFMEMORY.
 */
HRESULT verifier_check(struct verifier *verifier, struct burn_drive *drive);

#endif /* IMAPI2_VERIFIER_H */
