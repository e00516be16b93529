/*
 * One command on its way to a drive, and how long it may take
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

#ifndef LIBS_MMC_COMMAND_H
#define LIBS_MMC_COMMAND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define MMC_CDB_MAX 16      /* bytes */

enum mmc_direction
{
    MMC_NO_DATA,
    MMC_DATA_IN,            /* from the drive */
    MMC_DATA_OUT,           /* to the drive */
};

/*
 * Everything that a road must know beside the buffer. Builders fill all of
 * it; arguments out of a field's range are cut to the bits of the field.
 */
struct mmc_command
{
    uint8_t cdb[MMC_CDB_MAX];
    uint8_t cdb_length;     /* 6, 10, 12 or 16 */
    enum mmc_direction direction;
    uint32_t data_length;   /* bytes of the buffer, 0 with MMC_NO_DATA; a length of 0 makes any command MMC_NO_DATA */
    uint32_t timeout_ms;    /* never 0 */
};

/*
 * How long the steps of a burn may take. A builder chooses by operation code
 * and Immed bit; recipes choose a longer one for the steps whose length
 * depends on the medium.
 */
enum mmc_timeout
{
    MMC_TIMEOUT_DEFAULT,            /* answered from the drive's memory */
    MMC_TIMEOUT_PROBE,              /* does a drive answer at all, that let a command time out? */
    MMC_TIMEOUT_LOAD,               /* spin-up, tray */
    MMC_TIMEOUT_READ,               /* with the drive's own retries on a bad medium */
    MMC_TIMEOUT_WRITE,
    MMC_TIMEOUT_FIRST_DAO_WRITE,    /* the first WRITE of a disc at once: calibration and lead-in come before it */
    MMC_TIMEOUT_CALIBRATE,          /* SEND OPC INFORMATION */
    MMC_TIMEOUT_FLUSH,              /* SYNCHRONIZE CACHE */
    MMC_TIMEOUT_FLUSH_DVD_RW,       /* SYNCHRONIZE CACHE that ends a DVD-RW: lead-out to the minimum radius */
    MMC_TIMEOUT_CLOSE,              /* CLOSE TRACK SESSION without Immed */
    MMC_TIMEOUT_ERASE,              /* BLANK and FORMAT UNIT without Immed */
    MMC_TIMEOUT_COUNT
};

/* The one table: milliseconds, never 0. */
uint32_t mmc_timeout_ms(enum mmc_timeout timeout);

/* Which of them a command gets by default. */
enum mmc_timeout mmc_command_timeout(uint8_t opcode, bool immediate);

/* Gives a command another timeout than its builder did. */
void mmc_set_timeout(struct mmc_command *cmd, enum mmc_timeout timeout);

/*
 * For builders: clears cmd, sets operation code, CDB length by its group,
 * direction, length and timeout. immediate: the command returns before its
 * work is done.
 */
void mmc_start_command(struct mmc_command *cmd, uint8_t opcode, enum mmc_direction direction,
                       uint32_t data_length, bool immediate);

#endif /* LIBS_MMC_COMMAND_H */
