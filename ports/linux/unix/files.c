/*
 * Small files and folders, without trust in what they hold
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

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "unix.h"

#define DIGITS_MAX 6

bool linux_format(char *text, size_t size, const char *format, ...)
{
    va_list args;
    int length;

    va_start(args, format);
    length = vsnprintf(text, size, format, args);
    va_end(args);
    if (length >= 0 && (size_t)length < size)
        return true;
    text[0] = 0;
    return false;
}

ssize_t linux_read_file(const char *path, void *data, size_t size)
{
    /* Not to hang on what should be a file and is a pipe. */
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    size_t done = 0;
    ssize_t length;

    if (fd < 0)
        return -1;
    while (done < size)
    {
        length = read(fd, (char *)data + done, size - done);
        if (length < 0 && errno == EINTR)
            continue;
        if (length < 0 && !done)
        {
            close(fd);
            return -1;
        }
        if (length <= 0)
            break;
        done += (size_t)length;
    }
    close(fd);
    return (ssize_t)done;
}

static bool printable(char c)
{
    return c >= 0x20 && c < 0x7f;
}

static bool read_text(char *text, size_t size, const char *path)
{
    ssize_t length = linux_read_file(path, text, size - 1);
    size_t start = 0, end = 0, i;

    if (length > 0)
        while (end < (size_t)length && text[end] && text[end] != '\n')
            end++;
    while (start < end && text[start] == ' ')
        start++;
    while (end > start && text[end - 1] == ' ')
        end--;
    memmove(text, text + start, end - start);
    text[end - start] = 0;
    for (i = 0; text[i]; i++)
        if (!printable(text[i]))
            text[i] = '?';
    return text[0];
}

bool linux_read_text(char *text, size_t size, const char *format, ...)
{
    char path[LINUX_NODE_MAX];
    va_list args;
    int length;

    va_start(args, format);
    length = vsnprintf(path, sizeof(path), format, args);
    va_end(args);
    text[0] = 0;
    return length >= 0 && (size_t)length < sizeof(path) && read_text(text, size, path);
}

int64_t linux_read_number(const char *format, ...)
{
    char path[LINUX_NODE_MAX], text[32], *end;
    va_list args;
    long long value;
    int length;

    va_start(args, format);
    length = vsnprintf(path, sizeof(path), format, args);
    va_end(args);
    if (length < 0 || (size_t)length >= sizeof(path) || !read_text(text, sizeof(text), path))
        return -1;
    errno = 0;
    value = strtoll(text, &end, 10);
    return errno || *end || value < 0 ? -1 : value;
}

int linux_name_number(const char *name, const char *prefix)
{
    size_t length = strlen(prefix), digits;

    if (strncmp(name, prefix, length))
        return -1;
    digits = strspn(name + length, "0123456789");
    if (!digits || digits > DIGITS_MAX || name[length + digits])
        return -1;
    return atoi(name + length);
}

bool linux_find_numbered(const char *folder, const char *prefix, char *name, size_t size)
{
    struct dirent *entry;
    bool found = false;
    DIR *dir;

    name[0] = 0;
    if (!(dir = opendir(folder)))
        return false;
    while (!found && (entry = readdir(dir)))
        if (linux_name_number(entry->d_name, prefix) >= 0)
            found = linux_format(name, size, "%s", entry->d_name);
    closedir(dir);
    return found;
}
