/*
 * Requests and responses of the vhba module as bytes
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

#include <string.h>

#include "protocol.h"

/* The module's own structures, with the padding that every Linux compiler gives them. */
struct request_head
{
    uint32_t tag;
    uint32_t lun;
    uint8_t cdb[PORT_CDB_MAX];
    uint8_t cdb_length;
    uint8_t padding[3];
    uint32_t data_length;
};

struct response_head
{
    uint32_t tag;
    uint32_t result;
    uint32_t data_length;
};

_Static_assert(sizeof(struct request_head) == VHBA_REQUEST_HEAD, "the module reads other requests");
_Static_assert(sizeof(struct response_head) == VHBA_RESPONSE_HEAD, "the module reads other responses");

/* The module does not tell the direction: only data for the device comes along with the request. */
static bool set_data(struct port_command *command, const uint8_t *data, size_t length, uint32_t announced)
{
    if (announced > VHBA_DATA_MAX || (length && length != announced)) return false;
    command->data_length = announced;
    command->direction = length ? PORT_TO_DEVICE : announced ? PORT_FROM_DEVICE : PORT_NO_DATA;
    command->data = length ? (void *)data : NULL;
    return true;
}

bool vhba_decode_request(const uint8_t *bytes, size_t length, struct vhba_request *request)
{
    struct request_head head;

    memset(request, 0, sizeof(*request));
    if (length < sizeof(head)) return false;
    memcpy(&head, bytes, sizeof(head));
    request->tag = head.tag;
    request->lun = head.lun;
    if (head.cdb_length < 6 || head.cdb_length > PORT_CDB_MAX) return false;
    if (!set_data(&request->command, bytes + sizeof(head), length - sizeof(head), head.data_length)) return false;
    memcpy(request->command.cdb, head.cdb, head.cdb_length);
    request->command.cdb_length = head.cdb_length;
    return true;
}

static size_t put_response(uint8_t *bytes, size_t size, uint32_t tag, uint32_t result, const uint8_t *data,
                           uint32_t filled, uint32_t length)
{
    struct response_head head = { tag, result, length };

    if (size < sizeof(head) || size - sizeof(head) < length) return 0;
    memcpy(bytes, &head, sizeof(head));
    bytes += sizeof(head);
    if (filled) memcpy(bytes, data, filled);
    memset(bytes + filled, 0, length - filled);
    return sizeof(head) + length;
}

/* A host status says everything about a command that never came to the drive. */
static enum vhba_host_status host_status(enum port_delivery delivery)
{
    switch (delivery)
    {
    case PORT_DELIVERED: return VHBA_HOST_OK;
    case PORT_BUS_RESET: return VHBA_HOST_RESET;
    default: return VHBA_HOST_ERROR;
    }
}

size_t vhba_encode_response(uint8_t *bytes, size_t size, const struct vhba_request *request,
                            const struct port_reply *reply, const uint8_t *data)
{
    const struct port_command *command = &request->command;
    enum vhba_host_status host = host_status(reply->delivery);
    uint32_t length = 0, filled = 0;

    if (reply->delivery == PORT_TIMED_OUT) return 0;
    if (host != VHBA_HOST_OK) return put_response(bytes, size, request->tag, (uint32_t)host << 16, NULL, 0, 0);
    if (reply->status != PORT_STATUS_GOOD)
        return put_response(bytes, size, request->tag, reply->status, reply->sense, reply->sense_length,
                            reply->sense_length);
    if (command->direction == PORT_FROM_DEVICE)
    {
        length = command->data_length;
        filled = reply->transferred < length ? reply->transferred : length;
    }
    return put_response(bytes, size, request->tag, PORT_STATUS_GOOD, data, filled, length);
}

size_t vhba_encode_refusal(uint8_t *bytes, size_t size, uint32_t tag)
{
    return put_response(bytes, size, tag, (uint32_t)VHBA_HOST_ERROR << 16, NULL, 0, 0);
}
