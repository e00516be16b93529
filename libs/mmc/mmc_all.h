/*
 * What a SCSI optical drive is told and answers: everything of libs/mmc
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

/*
 * Paragraph numbers in comments are of MMC-5 (revision 3c) and SPC-3 (revisions
 * 22a, 23): other free software cites the same numbers for the same things;
 * features between two of these were counted. MMC-6 and SPC-4 may number them
 * differently, so they are cited by the names of clauses and commands.
 */

#ifndef LIBS_MMC_H
#define LIBS_MMC_H

#include "mmc_bytes.h"
#include "mmc_commands.h"
#include "mmc_features.h"
#include "mmc_msf.h"
#include "mmc_opcodes.h"
#include "mmc_pages.h"
#include "mmc_profiles.h"
#include "mmc_sense.h"
#include "mmc_trace.h"

#endif /* LIBS_MMC_H */
