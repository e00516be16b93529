/*
 * Other programs that use a drive
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

#include <ctype.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include "unix.h"

static FILE *open_list(const struct linux_host *host, const char *name)
{
    char path[LINUX_NODE_MAX];

    return linux_format(path, sizeof(path), "%s/%s", host->proc, name) ? fopen(path, "re") : NULL;
}

bool linux_mounted(const struct linux_host *host, const char *node, char *where, size_t size)
{
    char *line = NULL, *real, *source, *target, *saved;
    size_t room = 0;
    bool found = false;
    FILE *list;

    if (!(list = open_list(host, "self/mounts")))
        return false;
    real = realpath(node, NULL);
    while (!found && getline(&line, &room, list) > 0)
    {
        source = strtok_r(line, " \n", &saved);
        target = strtok_r(NULL, " \n", &saved);
        if (!source || !target || (strcmp(source, node) && (!real || strcmp(source, real))))
            continue;
        found = true;
        if (where && !linux_format(where, size, "%s", target))
            linux_format(where, size, "?");
    }
    free(real);
    free(line);
    fclose(list);
    return found;
}

/* 3: OFDLCK ADVISORY WRITE -1 00:05:350 0 EOF; a -> in second place is one that waits. */
static bool locks_file(const char *line, const struct stat *status, long *process)
{
    unsigned int high, low;
    unsigned long inode;
    char kind[16];

    if (sscanf(line, "%*u: %15s %*s %*s %ld %x:%x:%lu", kind, process, &high, &low, &inode) != 5)
        return false;
    if (strcmp(kind, "POSIX") && strcmp(kind, "OFDLCK"))
        return false;
    return inode == status->st_ino && high == major(status->st_dev) && low == minor(status->st_dev);
}

bool linux_record_locked(const struct linux_host *host, const struct stat *status, long *process)
{
    char *line = NULL;
    size_t room = 0;
    bool found = false;
    FILE *list;

    *process = -1;
    if (!(list = open_list(host, "locks")))
        return false;
    while (!found && getline(&line, &room, list) > 0)
        found = locks_file(line, status, process);
    free(line);
    fclose(list);
    return found;
}

void linux_process_name(const struct linux_host *host, long process, char *name, size_t size)
{
    char text[32];

    if (process > 0 && linux_read_text(text, sizeof(text), "%s/%ld/comm", host->proc, process))
        snprintf(name, size, "%s (process %ld)", text, process);
    else if (process > 0)
        snprintf(name, size, "process %ld", process);
    else
        snprintf(name, size, "another program");
}

static bool has_open(const struct linux_host *host, const char *process, const struct linux_nodes *nodes)
{
    char folder[LINUX_NODE_MAX], target[LINUX_NODE_MAX];
    struct dirent *entry;
    bool found = false;
    ssize_t length;
    DIR *dir;

    if (!linux_format(folder, sizeof(folder), "%s/%s/fd", host->proc, process) || !(dir = opendir(folder)))
        return false;
    while (!found && (entry = readdir(dir)))
    {
        if ((length = readlinkat(dirfd(dir), entry->d_name, target, sizeof(target) - 1)) <= 0)
            continue;
        target[length] = 0;
        found = !strcmp(target, nodes->block) || !strcmp(target, nodes->generic);
    }
    closedir(dir);
    return found;
}

void linux_holders(const struct linux_host *host, const struct linux_nodes *nodes, char *text, size_t size)
{
    struct dirent *entry;
    size_t used = 0;
    char name[64];
    DIR *dir;

    text[0] = 0;
    if (!(dir = opendir(host->proc)))
        return;
    while ((entry = readdir(dir)))
    {
        if (!isdigit((unsigned char)entry->d_name[0]) || atol(entry->d_name) == getpid() ||
            !has_open(host, entry->d_name, nodes))
            continue;
        linux_process_name(host, atol(entry->d_name), name, sizeof(name));
        if (used + strlen(name) + 3 > size)
            break;
        used += (size_t)snprintf(text + used, size - used, "%s%s", used ? ", " : "", name);
    }
    closedir(dir);
}
