/*
 * A road to copy: docs/porting.md tells how
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

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "port_id.h"
#include "template.h"

struct template_device
{
    struct port_device device;  /* first: callers hold a pointer to it */
    struct template_host *host;
    void *handle;
};

static struct template_host *host_of(struct port *port)
{
    return ((struct template_port *)port)->host;
}

static struct template_device *impl_from_device(struct port_device *device)
{
    return (struct template_device *)device;
}

/* False for a drive that no id can be made for. */
static bool describe(const struct template_drive *from, struct port_drive *drive)
{
    memset(drive, 0, sizeof(*drive));
    drive->legacy_number = -1;
    snprintf(drive->host_name, sizeof(drive->host_name), "%s", from->node);
    return port_id_build(drive->id, from->vendor, from->product, from->revision, from->instance);
}

static enum port_error template_enumerate(struct port *port, port_found found, void *context)
{
    struct template_host *host = host_of(port);
    struct template_drive known;
    struct port_drive drive;
    unsigned int i;

    for (i = 0; host->drive(host, i, &known); i++)
    {
        if (describe(&known, &drive) && !found(context, &drive)) break;
    }
    return PORT_OK;
}

static enum port_error open_node(struct template_host *host, const char *node, struct template_device **out)
{
    struct template_device *device = calloc(1, sizeof(*device));
    enum port_error error;

    if (!device) return PORT_E_NO_MEMORY;
    if ((error = host->open(host, node, &device->handle)))
    {
        free(device);
        return error;
    }
    device->host = host;
    *out = device;
    return PORT_OK;
}

static enum port_error template_open(struct port *port, const char *id, struct port_device **out)
{
    struct template_host *host = host_of(port);
    struct template_device *device;
    struct template_drive known;
    struct port_drive drive;
    enum port_error error;
    unsigned int i;

    *out = NULL;
    for (i = 0; host->drive(host, i, &known); i++)
    {
        if (!describe(&known, &drive) || !port_id_equal(drive.id, id)) continue;
        if ((error = open_node(host, known.node, &device))) return error;
        device->device.ops = port->ops;
        *out = &device->device;
        return PORT_OK;
    }
    return PORT_E_NO_SUCH_DRIVE;
}

static void template_close(struct port_device *iface)
{
    struct template_device *device = impl_from_device(iface);

    device->host->close(device->host, device->handle);
    free(device);
}

static void template_limits(struct port_device *iface, struct port_limits *limits)
{
    const struct template_host *host = impl_from_device(iface)->host;

    limits->max_transfer = host->max_transfer;
    limits->max_aligned_transfer = host->max_transfer;
    limits->alignment_mask = host->alignment_mask;
}

/* Whether the drive has answered is what the host says in so many words; nothing else is taken for it. */
static enum port_delivery delivery(enum template_outcome outcome)
{
    switch (outcome)
    {
    case TEMPLATE_ANSWERED: return PORT_DELIVERED;
    case TEMPLATE_TIMED_OUT: return PORT_TIMED_OUT;
    case TEMPLATE_GONE: return PORT_DEVICE_GONE;
    case TEMPLATE_RESET: return PORT_BUS_RESET;
    case TEMPLATE_FORBIDDEN: return PORT_REFUSED;
    case TEMPLATE_FAILED: break;
    }
    return PORT_LOST;
}

static void template_execute(struct port_device *iface, const struct port_command *command, struct port_reply *reply)
{
    struct template_device *device = impl_from_device(iface);
    enum template_outcome outcome;

    memset(reply, 0, sizeof(*reply));
    outcome = device->host->send(device->host, device->handle, command, reply);
    reply->delivery = delivery(outcome);
    if (reply->delivery == PORT_DELIVERED) return;
    /* What a host leaves there of a command that did not arrive means nothing. */
    reply->status = 0;
    reply->sense_length = 0;
}

/* A road that cannot keep others away says so: nobody may believe that the drive is his. */
static enum port_error template_lock(struct port_device *iface, const char *owner, bool force)
{
    (void)iface;
    (void)owner;
    (void)force;
    return PORT_E_UNSUPPORTED;
}

static enum port_error template_unlock(struct port_device *iface)
{
    (void)iface;
    return PORT_E_NOT_LOCKED;
}

static enum port_error template_owner(struct port_device *iface, char owner[PORT_OWNER_MAX])
{
    (void)iface;
    owner[0] = 0;
    return PORT_E_UNSUPPORTED;
}

/* An error makes the caller pause before it asks again; "nothing happened", at once, would keep it spinning. */
static enum port_error template_wait_event(struct port *port, uint32_t timeout_ms, struct port_event *event)
{
    (void)port;
    (void)timeout_ms;
    memset(event, 0, sizeof(*event));
    return PORT_E_UNSUPPORTED;
}

static void template_wake(struct port *port)
{
    /* Nobody waits. */
    (void)port;
}

static const struct port_ops template_ops =
{
    "template",
    template_enumerate,
    template_open,
    template_close,
    template_limits,
    template_execute,
    template_lock,
    template_unlock,
    template_owner,
    template_wait_event,
    template_wake,
};

void template_port_init(struct template_port *port, struct template_host *host)
{
    port->port.ops = &template_ops;
    port->host = host;
}
