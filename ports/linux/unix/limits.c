/*
 * How much one command may move
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


#if 0
#pragma makedep unix
#endif

#define _GNU_SOURCE

#include <scsi/sg.h>
#include <unistd.h>

#include "unix.h"

/*
 * A transfer over the limit of the drive's queue fails as a whole, and a
 * buffer that begins within a page needs one segment more than one that does
 * not. The generic node has the same limits behind it and a buffer in front,
 * which is asked to be that large, so that no command has to wait for memory.
 */

#define DEFAULT_TRANSFER (64u << 10)    /* the least that sgN and srN have by themselves */
#define LEAST_TRANSFER   (4u << 10)
#define MOST_TRANSFER    (1u << 20)     /* more than that is no faster, and a longer wait for whoever cancels */

/* count pieces of that size, but not more than most bytes; without a count, most bytes. */
static uint32_t at_most(uint32_t most, int64_t count, int64_t size)
{
    return count <= 0 || count > most / size ? most : (uint32_t)(count * size);
}

/* The queue's limits stand with the block device; a device without one tells what its adapter can. */
static uint32_t queue_bytes(const struct linux_host *host, const struct linux_found *drive)
{
    int64_t kilobytes = -1;

    if (drive->block[0])
        kilobytes = linux_read_number("%s/class/block/%s/queue/max_sectors_kb", host->sysfs, drive->block);
    return kilobytes <= 0 ? DEFAULT_TRANSFER : at_most(MOST_TRANSFER, kilobytes, 1024);
}

static int64_t segments(const struct linux_host *host, const struct linux_found *drive)
{
    return drive->block[0] ? linux_read_number("%s/class/block/%s/queue/max_segments", host->sysfs, drive->block) : -1;
}

static uint32_t whole_pages(uint32_t bytes)
{
    return bytes < LEAST_TRANSFER ? LEAST_TRANSFER : bytes & ~(LEAST_TRANSFER - 1);
}

void linux_read_limits(struct linux_host *host, const struct linux_found *drive, int fd, bool is_generic,
                       struct port_limits *limits)
{
    int64_t most = segments(host, drive), page = sysconf(_SC_PAGESIZE);
    uint32_t bytes = queue_bytes(host, drive);
    int reserved;

    limits->alignment_mask = 0;
    limits->max_aligned_transfer = whole_pages(at_most(bytes, most, page));
    limits->max_transfer = whole_pages(at_most(bytes, most > 1 ? most - 1 : most, page));
    if (!is_generic)
        return;
    reserved = (int)limits->max_aligned_transfer;
    host->control(host, fd, SG_SET_RESERVED_SIZE, &reserved);
}
