/*
 * Messages of the kernel about devices
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
#include <linux/netlink.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "unix.h"

#define KERNEL_GROUP 1          /* what the kernel sends itself; 2 is what udev sends after it */
#define MESSAGE_MAX  8192       /* bytes; the kernel's own limit is 2048 for the variables */

int linux_uevent_open(void)
{
    struct sockaddr_nl address = { .nl_family = AF_NETLINK, .nl_groups = KERNEL_GROUP };
    int fd = socket(AF_NETLINK, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, NETLINK_KOBJECT_UEVENT);

    if (fd < 0)
        return -1;
    if (!bind(fd, (const struct sockaddr *)&address, sizeof(address)))
        return fd;
    close(fd);
    return -1;
}

struct uevent
{
    const char *action, *subsystem, *device, *media_change;
};

static const char *value_of(const char *line, const char *name)
{
    size_t length = strlen(name);

    return !strncmp(line, name, length) && line[length] == '=' ? line + length + 1 : NULL;
}

static void take_variable(struct uevent *event, const char *line)
{
    const char *value;

    if ((value = value_of(line, "ACTION")))
        event->action = value;
    else if ((value = value_of(line, "SUBSYSTEM")))
        event->subsystem = value;
    else if ((value = value_of(line, "DEVNAME")))
        event->device = value;
    else if ((value = value_of(line, "DISK_MEDIA_CHANGE")))
        event->media_change = value;
}

enum linux_news linux_uevent_parse(const char *message, size_t length, char block[32])
{
    struct uevent event = { "", "", "", "" };
    const char *line = message, *end;

    block[0] = 0;
    /* action@path, then NAME=value, each with a zero at its end. */
    while (length && (end = memchr(line, 0, length)))
    {
        take_variable(&event, line);
        length -= (size_t)(end + 1 - line);
        line = end + 1;
    }
    if (!strcmp(event.subsystem, "block") && !strcmp(event.action, "change"))
    {
        if (strcmp(event.media_change, "1") || linux_name_number(event.device, "sr") < 0)
            return LINUX_NEWS_NONE;
        return linux_format(block, 32, "%s", event.device) ? LINUX_NEWS_MEDIA : LINUX_NEWS_NONE;
    }
    if (strcmp(event.action, "add") && strcmp(event.action, "remove"))
        return LINUX_NEWS_NONE;
    if (strcmp(event.subsystem, "scsi") && strcmp(event.subsystem, "scsi_generic") &&
        (strcmp(event.subsystem, "block") || linux_name_number(event.device, "sr") < 0))
        return LINUX_NEWS_NONE;
    return LINUX_NEWS_DRIVES;
}

enum linux_news linux_uevent_read(int fd, char block[32])
{
    struct sockaddr_nl sender;
    socklen_t size = sizeof(sender);
    char message[MESSAGE_MAX];
    ssize_t length;

    block[0] = 0;
    memset(&sender, 0, sizeof(sender));
    length = recvfrom(fd, message, sizeof(message), MSG_DONTWAIT, (struct sockaddr *)&sender, &size);
    /* Messages were lost: look at everything. */
    if (length < 0)
        return errno == ENOBUFS ? LINUX_NEWS_DRIVES : LINUX_NEWS_NONE;
    /* Other processes may send to this address; only the kernel has the number 0. */
    if (sender.nl_pid)
        return LINUX_NEWS_NONE;
    return linux_uevent_parse(message, (size_t)length, block);
}
