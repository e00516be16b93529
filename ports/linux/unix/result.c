/*
 * What the kernel's answer to a command means
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

#include <errno.h>

#include "unix.h"

/*
 * The kernel answers with three words: the drive's status, the adapter's word
 * on how the command travelled (host_status), and its own (driver_status). A
 * command that the last two do not call lost was answered by the drive.
 */

/* Of include/scsi/scsi_status.h in the kernel, which gives them to nobody. */
enum host_word
{
    HOST_OK,
    HOST_NO_CONNECT,
    HOST_BUS_BUSY,
    HOST_TIME_OUT,
    HOST_BAD_TARGET,
    HOST_ABORT,
    HOST_PARITY,
    HOST_ERROR,
    HOST_RESET,
    HOST_BAD_INTERRUPT,
    HOST_PASSTHROUGH,
    HOST_SOFT_ERROR,
    HOST_IMMEDIATE_RETRY,
    HOST_REQUEUE,
    HOST_TRANSPORT_DISRUPTED,
    HOST_TRANSPORT_FAILFAST,
    HOST_TARGET_FAILURE,
    HOST_NEXUS_FAILURE,
    HOST_ALLOC_FAILURE,
    HOST_MEDIUM_ERROR,
    HOST_TRANSPORT_MARGINAL,
    HOST_WORDS
};

/* The lower half of the byte; the upper half was advice, and later kernels only know "sense is there". */
enum driver_word
{
    DRIVER_OK,
    DRIVER_BUSY,
    DRIVER_SOFT,
    DRIVER_MEDIA,
    DRIVER_ERROR,
    DRIVER_INVALID,
    DRIVER_TIMEOUT,
    DRIVER_HARD,
    DRIVER_SENSE,
    DRIVER_WORDS
};

#define DRIVER_MASK 0x0f
#define STATUS_MASK 0x3e    /* the rest was vendor specific once, SAM-2 5.3.1 */

struct meaning
{
    enum port_delivery delivery;
    bool unless_sense;      /* the kernel says so of commands that a drive answered with sense, too */
};

static const struct meaning host_meanings[HOST_WORDS] =
{
    [HOST_OK]                  = { PORT_DELIVERED, false },
    [HOST_NO_CONNECT]          = { PORT_DEVICE_GONE, false },
    [HOST_BUS_BUSY]            = { PORT_TIMED_OUT, false },     /* it stayed busy until the timeout */
    [HOST_TIME_OUT]            = { PORT_TIMED_OUT, false },
    [HOST_BAD_TARGET]          = { PORT_DEVICE_GONE, false },
    [HOST_ABORT]               = { PORT_LOST, false },
    [HOST_PARITY]              = { PORT_LOST, false },
    [HOST_ERROR]               = { PORT_LOST, true },
    [HOST_RESET]               = { PORT_BUS_RESET, false },
    [HOST_BAD_INTERRUPT]       = { PORT_LOST, false },
    [HOST_PASSTHROUGH]         = { PORT_DELIVERED, false },
    [HOST_SOFT_ERROR]          = { PORT_LOST, true },
    [HOST_IMMEDIATE_RETRY]     = { PORT_BUS_RESET, false },
    [HOST_REQUEUE]             = { PORT_BUS_RESET, false },
    [HOST_TRANSPORT_DISRUPTED] = { PORT_LOST, false },
    [HOST_TRANSPORT_FAILFAST]  = { PORT_DEVICE_GONE, false },
    [HOST_TARGET_FAILURE]      = { PORT_LOST, true },
    [HOST_NEXUS_FAILURE]       = { PORT_REFUSED, true },
    [HOST_ALLOC_FAILURE]       = { PORT_LOST, true },
    [HOST_MEDIUM_ERROR]        = { PORT_LOST, true },
    [HOST_TRANSPORT_MARGINAL]  = { PORT_LOST, false },
};

static const struct meaning driver_meanings[DRIVER_WORDS] =
{
    [DRIVER_OK]      = { PORT_DELIVERED, false },
    [DRIVER_BUSY]    = { PORT_LOST, true },
    [DRIVER_SOFT]    = { PORT_LOST, true },
    [DRIVER_MEDIA]   = { PORT_LOST, true },
    [DRIVER_ERROR]   = { PORT_LOST, true },
    [DRIVER_INVALID] = { PORT_REFUSED, true },
    [DRIVER_TIMEOUT] = { PORT_TIMED_OUT, false },
    [DRIVER_HARD]    = { PORT_LOST, true },
    [DRIVER_SENSE]   = { PORT_DELIVERED, false },
};

static enum port_delivery apply(const struct meaning *meanings, unsigned int count, unsigned int word, bool answered)
{
    if (word >= count)
        return PORT_LOST;
    return meanings[word].unless_sense && answered ? PORT_DELIVERED : meanings[word].delivery;
}

static uint32_t moved(int residue, uint32_t length)
{
    if (residue <= 0)
        return length;
    return (uint32_t)residue >= length ? 0 : length - (uint32_t)residue;
}

void linux_judge(const struct linux_result *result, uint32_t length, struct port_reply *reply)
{
    unsigned int status = result->status & STATUS_MASK, driver = result->driver_status & DRIVER_MASK;
    bool has_sense = result->sense_length > 0;
    bool answered;

    /* Some adapters fetch sense and drop the status that told of it. */
    if (!status && has_sense && driver == DRIVER_SENSE)
        status = PORT_STATUS_CHECK_CONDITION;
    answered = status == PORT_STATUS_RESERVED || (status == PORT_STATUS_CHECK_CONDITION && has_sense);

    reply->delivery = apply(host_meanings, HOST_WORDS, result->host_status, answered);
    if (reply->delivery == PORT_DELIVERED)
        reply->delivery = apply(driver_meanings, DRIVER_WORDS, driver, answered);
    /* An abort at the end of the time has the timeout for its reason, whatever the adapter calls it. */
    if (result->late && (reply->delivery == PORT_LOST || reply->delivery == PORT_BUS_RESET))
        reply->delivery = PORT_TIMED_OUT;

    reply->host_error = (int)((result->host_status & 0xff) << 8 | (result->driver_status & 0xff));
    if (reply->delivery != PORT_DELIVERED)
    {
        reply->status = 0;
        reply->sense_length = 0;
        reply->transferred = 0;
        return;
    }
    reply->status = (uint8_t)status;
    reply->sense_length = (uint8_t)(result->sense_length < PORT_SENSE_MAX ? result->sense_length : PORT_SENSE_MAX);
    reply->transferred = moved(result->residue, length);
}

enum port_delivery linux_judge_errno(int error)
{
    switch (error)
    {
    case EPERM:     /* the kernel's filter, or a descriptor that is open for reading alone */
    case EACCES:
    case EROFS:
    case EINVAL:    /* too long for the queue, or no such ioctl */
    case ENOTTY:
    case EBUSY:
        return PORT_REFUSED;
    case ENODEV:
    case ENXIO:
    case ESHUTDOWN:
    case EBADF:
        return PORT_DEVICE_GONE;
    case ETIMEDOUT:
        return PORT_TIMED_OUT;
    default:
        return PORT_LOST;
    }
}
