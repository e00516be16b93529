/*
 * One command through the pass-through ioctl, and whether it arrived
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

#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <windef.h>
#include <winbase.h>
#include <winioctl.h>
#include <ntddscsi.h>

#include "ntspti_private.h"

/*
 * Windows fails the ioctl when a command did not reach the drive. Wine does
 * not: it drops the word in which its host tells that, and what remains looks
 * like success with status GOOD, no sense, and nothing or everything moved.
 * So on Wine a bare success is doubted:
 *   - it took as long as the timeout: no answer came;
 *   - data from the drive: nothing moved, or the buffer was not touched;
 *   - data to the drive: less moved than was meant;
 *   - no data: the drive is asked for INQUIRY, which every drive answers in
 *     every state, and which unlike TEST UNIT READY takes no unit attention
 *     away from the next command (SPC-3 6.4).
 * What stays undetected is a write that was lost at once with its residue
 * reported as zero; asking after each write would cost more than it gives,
 * since the next command tells, and the recipes compare the disc at the end.
 */

/* Wine takes no more than the 64 bytes of its host's struct; fixed sense and the usual descriptors need less. */
#define SENSE_LENGTH 32

/* Buffers shorter than this are not marked: a drive may well answer with the same bytes. */
#define MARK_SHORTEST 4

struct packet
{
    SCSI_PASS_THROUGH_DIRECT direct;
    BYTE sense[SENSE_LENGTH];
};

struct host_error
{
    DWORD error;
    enum port_delivery delivery;
};

static const struct host_error host_errors[] =
{
    { ERROR_INVALID_FUNCTION,       PORT_REFUSED },
    { ERROR_ACCESS_DENIED,          PORT_REFUSED },
    { ERROR_NOT_SUPPORTED,          PORT_REFUSED },
    { ERROR_INVALID_PARAMETER,      PORT_REFUSED },
    { ERROR_BAD_LENGTH,             PORT_REFUSED },
    { ERROR_INSUFFICIENT_BUFFER,    PORT_REFUSED },
    { ERROR_PRIVILEGE_NOT_HELD,     PORT_REFUSED },
    { ERROR_FILE_NOT_FOUND,         PORT_DEVICE_GONE },
    { ERROR_DEV_NOT_EXIST,          PORT_DEVICE_GONE },
    { 433 /* ERROR_NO_SUCH_DEVICE, missing in older headers */, PORT_DEVICE_GONE },
    { ERROR_IO_DEVICE,              PORT_DEVICE_GONE },
    { ERROR_DEVICE_NOT_CONNECTED,   PORT_DEVICE_GONE },
    { ERROR_SEM_TIMEOUT,            PORT_TIMED_OUT },
    { ERROR_TIMEOUT,                PORT_TIMED_OUT },
    { ERROR_BUS_RESET,              PORT_BUS_RESET },
    { ERROR_REQUEST_ABORTED,        PORT_BUS_RESET },
};

/* Anything else is lost: ERROR_NOT_READY, too, which Wine gives for a transfer above the queue's limit and for EIO. */
static enum port_delivery delivery_from_error(DWORD error)
{
    unsigned int i;

    for (i = 0; i < ARRAY_SIZE(host_errors); i++)
        if (host_errors[i].error == error)
            return host_errors[i].delivery;
    return PORT_LOST;
}

static UCHAR ioctl_direction(const struct port_command *command)
{
    if (!command->data_length || command->direction == PORT_NO_DATA)
        return SCSI_IOCTL_DATA_UNSPECIFIED;
    return command->direction == PORT_TO_DEVICE ? SCSI_IOCTL_DATA_OUT : SCSI_IOCTL_DATA_IN;
}

/* The ioctl counts whole seconds. */
static ULONG timeout_seconds(const struct port_command *command)
{
    ULONG seconds = command->timeout_ms / 1000 + (command->timeout_ms % 1000 != 0);

    return seconds ? seconds : 1;
}

static void fill_packet(struct packet *packet, const struct port_command *command)
{
    memset(packet, 0, sizeof(*packet));
    packet->direct.Length = sizeof(packet->direct);
    packet->direct.CdbLength = command->cdb_length;
    packet->direct.SenseInfoLength = SENSE_LENGTH;
    packet->direct.DataIn = ioctl_direction(command);
    packet->direct.TimeOutValue = timeout_seconds(command);
    packet->direct.SenseInfoOffset = offsetof(struct packet, sense);
    memcpy(packet->direct.Cdb, command->cdb, command->cdb_length);
    if (packet->direct.DataIn != SCSI_IOCTL_DATA_UNSPECIFIED)
    {
        packet->direct.DataBuffer = command->data;
        packet->direct.DataTransferLength = command->data_length;
    }
}

/* Some hosts leave the length of the sense buffer as it was: a zero response code is no sense (SPC-3 4.5). */
static void take_answer(const struct packet *packet, const struct port_command *command, struct port_reply *reply)
{
    reply->delivery = PORT_DELIVERED;
    reply->status = packet->direct.ScsiStatus;
    if (packet->direct.DataIn != SCSI_IOCTL_DATA_UNSPECIFIED)
        reply->transferred = min(packet->direct.DataTransferLength, command->data_length);
    if (packet->sense[0])
    {
        reply->sense_length = (uint8_t)min(packet->direct.SenseInfoLength, SENSE_LENGTH);
        memcpy(reply->sense, packet->sense, reply->sense_length);
    }
}

static void send_packet(struct ntspti_host *host, HANDLE handle, const struct port_command *command,
                        struct port_reply *reply)
{
    struct packet packet;
    DWORD returned;

    memset(reply, 0, sizeof(*reply));
    fill_packet(&packet, command);
    if (host->ioctl(host, handle, IOCTL_SCSI_PASS_THROUGH_DIRECT, &packet, sizeof(packet), &packet, sizeof(packet),
                    &returned))
    {
        take_answer(&packet, command, reply);
        return;
    }
    reply->host_error = GetLastError();
    reply->delivery = delivery_from_error(reply->host_error);
}

/* Marks the head of a buffer that the drive is to overwrite. */
struct mark
{
    BYTE bytes[8];
    uint32_t length;
};

static void set_mark(struct mark *mark, const struct port_command *command, uint64_t seed)
{
    uint32_t i;

    mark->length = 0;
    if (command->direction != PORT_FROM_DEVICE || command->data_length < MARK_SHORTEST)
        return;
    mark->length = min(command->data_length, sizeof(mark->bytes));
    for (i = 0; i < mark->length; i++)
    {
        seed = seed * 6364136223846793005u + 1442695040888963407u;
        mark->bytes[i] = (BYTE)(seed >> 56);
    }
    memcpy(command->data, mark->bytes, mark->length);
}

static bool mark_untouched(const struct mark *mark, const struct port_command *command)
{
    return mark->length && !memcmp(command->data, mark->bytes, mark->length);
}

static bool bare_success(const struct port_reply *reply)
{
    return reply->delivery == PORT_DELIVERED && reply->status == PORT_STATUS_GOOD && !reply->sense_length;
}

void ntspti_make_command(const struct mmc_command *asked, void *data, struct port_command *command)
{
    memset(command, 0, sizeof(*command));
    memcpy(command->cdb, asked->cdb, asked->cdb_length);
    command->cdb_length = asked->cdb_length;
    command->direction = asked->direction == MMC_DATA_IN ? PORT_FROM_DEVICE :
                         asked->direction == MMC_DATA_OUT ? PORT_TO_DEVICE : PORT_NO_DATA;
    command->data = data;
    command->data_length = asked->data_length;
    command->timeout_ms = asked->timeout_ms;
}

/* Asks for INQUIRY: the answer tells whether the drive is there at all. */
static enum port_delivery ask_again(struct ntspti_host *host, HANDLE handle)
{
    uint8_t data[MMC_INQUIRY_LENGTH];
    struct port_command command;
    struct mmc_command inquiry;
    struct port_reply reply;
    struct mark mark;

    mmc_build_inquiry(&inquiry, sizeof(data));
    ntspti_make_command(&inquiry, data, &command);
    set_mark(&mark, &command, host->now_ms(host) ^ (ULONG_PTR)data);
    send_packet(host, handle, &command, &reply);
    if (!bare_success(&reply))
        return reply.delivery;
    return reply.transferred && !mark_untouched(&mark, &command) ? PORT_DELIVERED : PORT_LOST;
}

static enum port_delivery doubt(struct ntspti_host *host, HANDLE handle, const struct port_command *command,
                                const struct port_reply *reply, const struct mark *mark, uint64_t elapsed_ms)
{
    if (elapsed_ms >= (uint64_t)timeout_seconds(command) * 1000)
        return PORT_TIMED_OUT;
    switch (ioctl_direction(command))
    {
    case SCSI_IOCTL_DATA_IN:
        return reply->transferred && !mark_untouched(mark, command) ? PORT_DELIVERED : PORT_LOST;
    case SCSI_IOCTL_DATA_OUT:
        return reply->transferred == command->data_length ? PORT_DELIVERED : PORT_LOST;
    default:
        return ask_again(host, handle);
    }
}

static bool acceptable(const struct port_command *command, const struct port_limits *limits)
{
    return command->cdb_length >= 6 && command->cdb_length <= PORT_CDB_MAX &&
           command->data_length <= limits->max_aligned_transfer;
}

void ntspti_deliver(struct ntspti_host *host, HANDLE handle, const struct port_limits *limits,
                    const struct port_command *command, struct port_reply *reply)
{
    struct mark mark = { .length = 0 };
    uint64_t start;

    if (!acceptable(command, limits))
    {
        memset(reply, 0, sizeof(*reply));
        reply->delivery = PORT_REFUSED;
        reply->host_error = ERROR_INVALID_PARAMETER;
        return;
    }

    start = host->now_ms(host);
    if (host->wine)
        set_mark(&mark, command, start ^ (ULONG_PTR)command->data);
    send_packet(host, handle, command, reply);
    if (host->wine && bare_success(reply))
        reply->delivery = doubt(host, handle, command, reply, &mark, host->now_ms(host) - start);
    if (reply->delivery != PORT_DELIVERED)
        reply->transferred = 0;
}
