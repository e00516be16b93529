/*
 * The name of who holds a drive
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

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "unix.h"

/*
 * The name is the name of a socket that nobody ever connects to:
 *   @imapi2/<address of the drive>/<name>
 * Every user sees the list of sockets, nothing is left on a disk, and the
 * kernel takes it away with the process. It is only believed while the drive
 * is locked, so whoever makes one up holds up nobody.
 */

#define NAME_PREFIX "imapi2/"

static bool plain(char c)
{
    return c >= 0x20 && c < 0x7f && c != '%' && c != '@';
}

/* Writes the name with %XX for what the list would not show as it is; what does not fit is left out. */
static void escape(const char *name, char *text, size_t size)
{
    size_t used = 0;

    for (; *name; name++)
    {
        if (used + (plain(*name) ? 2 : 4) > size)
            break;
        if (plain(*name))
            text[used++] = *name;
        else
            used += (size_t)snprintf(text + used, size - used, "%%%02x", (unsigned char)*name);
    }
    text[used] = 0;
}

static void unescape(const char *text, char owner[PORT_OWNER_MAX])
{
    char digits[3] = { 0 }, *end;
    size_t used = 0;
    long value;

    memset(owner, 0, PORT_OWNER_MAX);
    for (; *text && *text != '\n' && used < PORT_OWNER_MAX - 1; text++)
    {
        owner[used] = *text;
        if (*text == '%' && text[1] && text[2])
        {
            memcpy(digits, text + 1, 2);
            value = strtol(digits, &end, 16);
            owner[used] = !*end && value > 0 ? (char)value : '?';
            text += 2;
        }
        used++;
    }
}

int linux_publish_owner(const char *address, const char *owner)
{
    struct sockaddr_un name = { .sun_family = AF_UNIX };
    char escaped[PORT_OWNER_MAX];
    int length, fd;

    escape(owner[0] ? owner : "?", escaped, sizeof(escaped));
    /* A zero in front makes the name one that no folder holds. */
    length = snprintf(name.sun_path + 1, sizeof(name.sun_path) - 1, NAME_PREFIX "%s/%s", address, escaped);
    if (length < 0 || (size_t)length >= sizeof(name.sun_path) - 1)
        return -1;
    if ((fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0)) < 0)
        return -1;
    if (!bind(fd, (const struct sockaddr *)&name, (socklen_t)(offsetof(struct sockaddr_un, sun_path) + 1 + length)))
        return fd;
    close(fd);
    return -1;
}

bool linux_published_owner(const struct linux_host *host, const char *address, char owner[PORT_OWNER_MAX])
{
    char path[LINUX_NODE_MAX], wanted[64], *line = NULL, *at;
    bool found = false;
    size_t size = 0;
    FILE *list;

    if (!linux_format(path, sizeof(path), "%s/net/unix", host->proc) || !(list = fopen(path, "re")))
        return false;
    linux_format(wanted, sizeof(wanted), " @" NAME_PREFIX "%s/", address);
    while (!found && getline(&line, &size, list) > 0)
    {
        if (!(at = strstr(line, wanted)))
            continue;
        unescape(at + strlen(wanted), owner);
        found = owner[0];
    }
    free(line);
    fclose(list);
    return found;
}
