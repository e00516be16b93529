/*
 * What the vhba module of Linux and its server say to each other
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

#ifndef TOOLS_VHBA_RECORDER_PROTOCOL_H
#define TOOLS_VHBA_RECORDER_PROTOCOL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "port.h"

/*
 * Each read of the control node gives one request: a head of 32 bytes, and
 * behind it the data of a command that has some for the device. Each write is
 * one response: a head of 12 bytes, and behind it the data for the host, or
 * the sense when the status is not GOOD. Numbers are of the host's own byte
 * order.
 */
#define VHBA_REQUEST_HEAD   32          /* bytes */
#define VHBA_RESPONSE_HEAD  12          /* bytes */
#define VHBA_DATA_MAX       1048576     /* bytes of data in one command; the module asks for 128 KiB at most */

/* What the module takes above the SCSI status: how the host adapter fared, as in Linux's scsi_cmnd.result. */
enum vhba_host_status
{
    VHBA_HOST_OK    = 0x00,
    VHBA_HOST_ERROR = 0x07,             /* an error inside of the adapter */
    VHBA_HOST_RESET = 0x08,             /* the bus was reset */
};

struct vhba_request
{
    uint32_t tag;                       /* to be sent back */
    uint32_t lun;
    struct port_command command;        /* data is the request's own bytes, or NULL; no timeout */
};

/*
 * Reads the length bytes of one request. False: there is no head, and so
 * nothing to answer; or the request is not answerable as it is, then tag is
 * set and command.cdb_length is 0.
 */
bool vhba_decode_request(const uint8_t *bytes, size_t length, struct vhba_request *request);

/*
 * Writes the response to a delivered or undelivered command; data is what the
 * command has for the host, padded with zeros up to what was asked for, since
 * the module tells nobody of bytes that are missing. Returns its length, 0 when
 * size is too small. A command that timed out has no response: that is what a
 * time-out is.
 */
size_t vhba_encode_response(uint8_t *bytes, size_t size, const struct vhba_request *request,
                            const struct port_reply *reply, const uint8_t *data);

/* The response to a request that makes no sense. */
size_t vhba_encode_refusal(uint8_t *bytes, size_t size, uint32_t tag);

#endif /* TOOLS_VHBA_RECORDER_PROTOCOL_H */
