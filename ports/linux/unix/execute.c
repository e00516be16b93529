/*
 * One command through SG_IO
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

#include <errno.h>
#include <pthread.h>
#include <scsi/sg.h>
#include <signal.h>
#include <string.h>
#include <sys/ioctl.h>

#include "unix.h"

#define INTERFACE_V3 'S'
#define CDB_SHORTEST 6      /* SPC-4 4.2.5.1 */

static int transfer_kind(enum port_direction direction)
{
    switch (direction)
    {
    case PORT_FROM_DEVICE: return SG_DXFER_FROM_DEV;
    case PORT_TO_DEVICE: return SG_DXFER_TO_DEV;
    case PORT_NO_DATA: break;
    }
    return SG_DXFER_NONE;
}

static void fill(struct sg_io_hdr *header, const struct port_command *command, struct port_reply *reply)
{
    memset(header, 0, sizeof(*header));
    header->interface_id = INTERFACE_V3;
    header->cmdp = (unsigned char *)command->cdb;
    header->cmd_len = command->cdb_length;
    header->sbp = reply->sense;
    header->mx_sb_len = sizeof(reply->sense);
    header->timeout = command->timeout_ms;
    header->dxfer_direction = transfer_kind(command->data_length ? command->direction : PORT_NO_DATA);
    if (header->dxfer_direction == SG_DXFER_NONE)
        return;
    header->dxferp = command->data;
    header->dxfer_len = command->data_length;
}

/*
 * The generic node ends its wait when a signal comes, and the system then
 * starts the call anew: the drive would get the command twice. So signals wait
 * until the command is over.
 */
static int send(struct linux_device *device, struct sg_io_hdr *header)
{
    sigset_t all, before;
    int result, error;

    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    result = device->host->control(device->host, device->fd, SG_IO, header);
    error = result < 0 ? errno : 0;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return error;
}

static void refuse(struct port_reply *reply, int error)
{
    reply->delivery = linux_judge_errno(error);
    reply->host_error = error;
}

static bool acceptable(const struct linux_device *device, const struct port_command *command)
{
    if (command->cdb_length < CDB_SHORTEST || command->cdb_length > PORT_CDB_MAX || !command->timeout_ms)
        return false;
    if (command->direction == PORT_NO_DATA)
        return !command->data_length;
    return (command->data || !command->data_length) && command->data_length <= device->limits.max_aligned_transfer;
}

void linux_execute(struct linux_device *device, const struct port_command *command, struct port_reply *reply)
{
    struct linux_result result;
    struct sg_io_hdr header;
    uint64_t start;
    int error;

    memset(reply, 0, sizeof(*reply));
    if (!acceptable(device, command))
    {
        refuse(reply, EINVAL);
        return;
    }
    fill(&header, command, reply);
    start = device->host->now_ms(device->host);
    if ((error = send(device, &header)))
    {
        refuse(reply, error);
        return;
    }
    memset(&result, 0, sizeof(result));
    result.host_status = header.host_status;
    result.driver_status = header.driver_status;
    result.status = header.status;
    result.residue = header.resid;
    result.sense_length = header.sb_len_wr < header.mx_sb_len ? header.sb_len_wr : header.mx_sb_len;
    result.late = device->host->now_ms(device->host) - start >= command->timeout_ms;
    linux_judge(&result, header.dxfer_len, reply);
}
