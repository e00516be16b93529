/*
 * The loop between the vhba module and a virtual recorder
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

#ifndef _WIN32  /* built with everything else, but it serves a kernel of Linux */

#define _GNU_SOURCE

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "protocol.h"
#include "serve.h"
#include "virtual.h"

/*
 * The module does not tell the kernel's timeout. A drive that hangs hangs for
 * as long as its fault script says, and the kernel loses its patience by itself.
 */
#define HANG_MAX_MS 3600000

struct buffers
{
    uint8_t request[VHBA_REQUEST_HEAD + VHBA_DATA_MAX];
    uint8_t response[VHBA_RESPONSE_HEAD + VHBA_DATA_MAX];
    uint8_t data[VHBA_DATA_MAX];
};

static uint64_t now_ms(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}

/* True when there is a request to read; otherwise *end is set when serving ends, or this is called again. */
static bool wait_for_request(const struct vhba_server *server, enum vhba_end *end)
{
    struct pollfd poll_fd = { .fd = server->fd, .events = POLLIN };

    *end = VHBA_STOPPED;
    if (*server->stop) return false;
    if (ppoll(&poll_fd, 1, NULL, server->wait_mask) >= 0) return true;
    if (errno != EINTR) *end = VHBA_FAILED;
    return false;
}

/* The kernel may have given a command up while it was executed: then it takes no response, and that is no error. */
static bool respond(int fd, const uint8_t *bytes, size_t length)
{
    ssize_t written;

    if (!length) return true;
    do
        written = write(fd, bytes, length);
    while (written < 0 && errno == EINTR);
    return written >= 0 || errno == EIO;
}

static enum port_delivery execute(const struct vhba_server *server, struct buffers *buffers,
                                  struct vhba_request *request, uint32_t sequence, size_t *length)
{
    struct port_command *command = &request->command;
    struct port_reply reply;
    uint64_t start = now_ms();

    command->timeout_ms = HANG_MAX_MS;
    if (command->direction == PORT_FROM_DEVICE) command->data = buffers->data;
    virtual_drive_execute(server->drive, command, &reply);
    if (server->trace) vhba_trace(server->trace, sequence, command, &reply, (uint32_t)(now_ms() - start));
    *length = vhba_encode_response(buffers->response, sizeof(buffers->response), request, &reply, buffers->data);
    return reply.delivery;
}

/* Reads and answers one request. False: serving ends, with *end. */
static bool serve_one(const struct vhba_server *server, struct buffers *buffers, uint32_t sequence, enum vhba_end *end)
{
    struct vhba_request request;
    size_t length = 0;
    ssize_t got = read(server->fd, buffers->request, sizeof(buffers->request));

    *end = got ? VHBA_FAILED : VHBA_CLOSED;
    if (got < 0 && (errno == EINTR || errno == EAGAIN)) return true;
    if (got <= 0) return false;
    if (vhba_decode_request(buffers->request, (size_t)got, &request))
    {
        if (execute(server, buffers, &request, sequence, &length) == PORT_DEVICE_GONE)
        {
            *end = VHBA_UNPLUGGED;
            return false;
        }
    }
    else if (got >= VHBA_REQUEST_HEAD)
        length = vhba_encode_refusal(buffers->response, sizeof(buffers->response), request.tag);
    return respond(server->fd, buffers->response, length);
}

enum vhba_end vhba_serve(const struct vhba_server *server)
{
    struct buffers *buffers = malloc(sizeof(*buffers));
    enum vhba_end end = VHBA_FAILED;
    uint32_t sequence = 0;

    if (!buffers) return VHBA_FAILED;
    for (;;)
    {
        if (!wait_for_request(server, &end))
        {
            if (end == VHBA_FAILED || *server->stop) break;
        }
        else if (!serve_one(server, buffers, ++sequence, &end))
            break;
    }
    free(buffers);
    return end;
}

#endif
