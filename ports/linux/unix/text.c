/*
 * What hinders the use of a drive, in words
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

#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "unix.h"

#define NAMES_MAX 4096  /* bytes for what the user data base says of one user or group */

struct writer
{
    char *text;
    size_t size;
};

static void add(struct writer *writer, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* A sentence that does not fit is cut. */
static void add(struct writer *writer, const char *format, ...)
{
    va_list args;
    int length;

    va_start(args, format);
    length = vsnprintf(writer->text, writer->size, format, args);
    va_end(args);
    if (length < 0)
        return;
    if ((size_t)length >= writer->size)
        length = (int)writer->size - 1;
    writer->text += length;
    writer->size -= (size_t)length;
}

static void group_name(gid_t id, char *name, size_t size)
{
    struct group group, *found = NULL;
    char data[NAMES_MAX];

    if (!getgrgid_r(id, &group, data, sizeof(data), &found) && found)
        snprintf(name, size, "%s", group.gr_name);
    else
        snprintf(name, size, "%lu", (unsigned long)id);
}

static void user_name(uid_t id, char *name, size_t size)
{
    struct passwd user, *found = NULL;
    char data[NAMES_MAX];

    if (!getpwuid_r(id, &user, data, sizeof(data), &found) && found)
        snprintf(name, size, "%s", user.pw_name);
    else
        snprintf(name, size, "%lu", (unsigned long)id);
}

static bool writable(const char *node)
{
    return node[0] && !faccessat(AT_FDCWD, node, R_OK | W_OK, AT_EACCESS);
}

static void explain_access(struct writer *writer, const char *node)
{
    char owner[64], group[64], user[64];
    struct stat status;

    if (stat(node, &status))
    {
        add(writer, "The kernel has this drive, but its node %s is missing. ", node);
        return;
    }
    user_name(status.st_uid, owner, sizeof(owner));
    group_name(status.st_gid, group, sizeof(group));
    user_name(geteuid(), user, sizeof(user));
    add(writer, "User %s may not read and write %s, which belongs to %s, group %s, mode %03o. ", user, node, owner,
        group, (unsigned int)status.st_mode & 0777);
    if (status.st_gid && (status.st_mode & (S_IRGRP | S_IWGRP)) == (S_IRGRP | S_IWGRP))
        add(writer, "Group %s may: as root, run \"adduser %s %s\", then log in again. ", group, user, group);
    else
        add(writer, "No group may: let udev give the node to a group such as cdrom, with mode 660. ");
}

void linux_explain_drive(struct linux_host *host, const char *id, char text[LINUX_TEXT_MAX])
{
    struct writer writer = { text, LINUX_TEXT_MAX };
    struct linux_nodes nodes;
    struct linux_found found;
    char list[192];
    size_t length;

    text[0] = 0;
    if (linux_find(host, id, &found))
        return;
    linux_find_nodes(host, &found, &nodes);
    if (!nodes.block[0] && !nodes.generic[0])
        add(&writer, "The kernel has this drive as %s, but %s is another device. ", found.address, found.drive.node);
    else if (!writable(nodes.block) && !writable(nodes.generic))
        explain_access(&writer, nodes.generic[0] && !access(nodes.generic, F_OK) ? nodes.generic : found.drive.node);
    else if (nodes.block[0] && !writable(nodes.block))
        explain_access(&writer, nodes.block);
    if (nodes.block[0] && linux_mounted(host, nodes.block, list, sizeof(list)))
        add(&writer, "The medium in %s is mounted on %s. ", nodes.block, list);
    linux_holders(host, &nodes, list, sizeof(list));
    if (list[0])
        add(&writer, "It is open in %s. ", list);
    length = strlen(text);
    if (length && text[length - 1] == ' ')
        text[length - 1] = 0;
}
