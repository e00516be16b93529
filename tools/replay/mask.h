/*
 * Which part of an answer may differ
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

#ifndef TOOLS_REPLAY_MASK_H
#define TOOLS_REPLAY_MASK_H

#include <stdbool.h>
#include <stddef.h>

#include "mmc_all.h"

/* True when nothing that the command brings is compared. */
bool mask_hides_all(const struct mmc_trace_record *record);

/*
 * Makes equal in both answers what may differ; length is the shorter one's.
 * True when bytes were hidden that did differ.
 */
bool mask_apply(const struct mmc_trace_record *record, uint8_t *recorded, uint8_t *replayed, size_t length);

#endif /* TOOLS_REPLAY_MASK_H */
