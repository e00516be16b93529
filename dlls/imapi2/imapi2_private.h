/*
 * The classes of imapi2.dll, and what only they have in common
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

#ifndef IMAPI2_PRIVATE_H
#define IMAPI2_PRIVATE_H

#include "com.h"
#include "imapi2.h"
#include "imapi2error.h"

/* one for each object file */
extern const struct object_type disc_master_type;
extern const struct object_type disc_recorder_type;
extern const struct object_type write_engine_type;
extern const struct object_type format_erase_type;
extern const struct object_type format_data_type;
extern const struct object_type format_raw_cd_type;
extern const struct object_type format_tao_type;
extern const struct object_type stream_zero_type;
extern const struct object_type stream_prng_type;
extern const struct object_type stream_concatenate_type;
extern const struct object_type stream_interleave_type;
extern const struct object_type raw_cd_image_creator_type;

/* client_name.c: 1..62 characters of A-Z a-z 0-9 space . , : ; - _ (the CD-ROM driver keeps 64 bytes) */
bool is_client_name_valid(const WCHAR *name);

/* sense_hresult.c: what a failed command means to a client (one table, libs/mmc/mmc_sense_table.h) */
HRESULT hresult_from_sense(const BYTE *sense, ULONG length, BYTE opcode);

#endif /* IMAPI2_PRIVATE_H */
