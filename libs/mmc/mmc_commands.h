/*
 * All commands: builders, and parsers of what the drive answers
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

#ifndef LIBS_MMC_COMMANDS_H
#define LIBS_MMC_COMMANDS_H

/*
 * Three kinds of functions:
 *
 *   mmc_build_*   fill a struct mmc_command: CDB, direction, length, timeout.
 *   mmc_parse_*   read what a drive answered. data may be NULL when length is
 *                 0; length is the number of bytes that were really
 *                 transferred, not the size of the buffer.
 *   mmc_encode_*  write what a drive is sent (some also what it answers).
 *                 They return the bytes written, 0 when size is too small.
 *
 * The rule for replies that lie about their length: a field exists when it
 * lies wholly within the bytes that were transferred AND within the length
 * that the reply announces itself. A reply whose mandatory part (told at each
 * parser) does not exist is malformed: false, and the result is zeroed. Fields
 * behind the mandatory part that do not exist are 0, or as their comment says.
 * Nothing is ever read at or past data + length.
 */

#include "mmc_basic.h"
#include "mmc_command.h"
#include "mmc_configuration.h"
#include "mmc_disc.h"
#include "mmc_mode.h"
#include "mmc_performance.h"
#include "mmc_structure.h"
#include "mmc_toc.h"
#include "mmc_transfer.h"
#include "mmc_write.h"

#endif /* LIBS_MMC_COMMANDS_H */
