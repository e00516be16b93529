/*
 * The road through the host's own pass-through ioctl
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

#ifndef PORTS_NTSPTI_NTSPTI_H
#define PORTS_NTSPTI_NTSPTI_H

#include <stdbool.h>
#include <windef.h>
#include <winbase.h>

#include "port.h"

/*
 * Drives that Windows or Wine itself knows, reached with
 * IOCTL_SCSI_PASS_THROUGH_DIRECT. Wine's translation of that ioctl drops what
 * the host says about delivery; this road finds out by other means, see
 * delivery.c.
 */

/* The road "ntspti". One for the process, never freed, never NULL. */
struct port *ntspti_port(void);

/* What the road asks of its host, so that tests can answer in the host's place. */
struct ntspti_host
{
    /* Opens a device, shared with all; INVALID_HANDLE_VALUE and the last error as CreateFileW. */
    HANDLE (*create_file)(struct ntspti_host *host, const WCHAR *path, DWORD access);

    /* DeviceIoControl on a synchronous handle. */
    BOOL (*ioctl)(struct ntspti_host *host, HANDLE device, DWORD code, void *in, DWORD in_size,
                  void *out, DWORD out_size, DWORD *returned);

    void (*close)(struct ntspti_host *host, HANDLE device);

    /* Bit N is set when letter 'A' + N is a CD-ROM drive; asks no drive. */
    DWORD (*cdrom_letters)(struct ntspti_host *host);

    /* Tells "\\?\Volume{...}\" of "X:\"; false when the host has none. */
    bool (*volume_name)(struct ntspti_host *host, const WCHAR *root, WCHAR *name, DWORD size);

    /* Monotonic milliseconds. */
    uint64_t (*now_ms)(struct ntspti_host *host);

    /* Is this Wine? Its answers to the ioctl need doubt. */
    bool wine;

    /* A program of 32 bits on a host of 64: the sizes in the ioctl may not fit. */
    bool wow64;
};

/* The host that this process runs on. */
struct ntspti_host *ntspti_real_host(void);

/* A road of its own over any host; destroyed by ntspti_destroy() after its devices are closed. NULL: no memory. */
struct port *ntspti_create(struct ntspti_host *host);
void ntspti_destroy(struct port *port);

#endif /* PORTS_NTSPTI_NTSPTI_H */
