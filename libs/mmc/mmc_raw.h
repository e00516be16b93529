/*
 * Commands and payloads that come from outside of the library
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

#ifndef LIBS_MMC_RAW_H
#define LIBS_MMC_RAW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "mmc_command.h"

/*
 * Whether a client may send a CDB of that length (bytes) under that operation
 * code: 6 to 16, and the length of the code's group (SPC-4) where the
 * group has one. Codes of the first two groups that SPC-4 and MMC-6 leave to
 * vendors, or that once had another length, go with any.
 */
bool mmc_cdb_length_allowed(uint8_t opcode, uint32_t length);

/*
 * Whether a CDB of at least 6 bytes is PREVENT ALLOW MEDIUM REMOVAL (MMC-6); then *prevents tells which of the two,
 * the persistent kind counted in.
 */
bool mmc_decide_removal(const uint8_t *cdb, bool *prevents);

/* Puts an authentication grant id, 0..3, into a READ DISC STRUCTURE command: the AGID field of MMC-6. */
void mmc_set_structure_agid(struct mmc_command *cmd, uint8_t agid);

/*
 * The parameter list of SEND DISC STRUCTURE (MMC-6): a header before the
 * payload. Returns its bytes; 0 when size is too small or the payload
 * longer than its length field can tell.
 */
size_t mmc_encode_structure_list(uint8_t *buffer, size_t size, const uint8_t *payload, size_t length);

#endif /* LIBS_MMC_RAW_H */
