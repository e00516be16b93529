/*
 * The letter that a Wine prefix has for a drive
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

#include <sys/stat.h>

#include "unix.h"

/*
 * Wine keeps its letters as links in the prefix: dosdevices/d: leads to the
 * folder where the medium is mounted, dosdevices/d:: to the drive itself.
 */

static bool same_device(const struct stat *a, const struct stat *b)
{
    if (S_ISBLK(a->st_mode) && S_ISBLK(b->st_mode))
        return a->st_rdev == b->st_rdev;
    return a->st_dev == b->st_dev && a->st_ino == b->st_ino;
}

uint32_t linux_letter(const struct linux_host *host, const char *node)
{
    struct stat wanted, linked;
    char path[LINUX_NODE_MAX];
    char letter;

    if (!host->prefix[0] || stat(node, &wanted))
        return 0;
    for (letter = 'a'; letter <= 'z'; letter++)
        if (linux_format(path, sizeof(path), "%s/dosdevices/%c::", host->prefix, letter) && !stat(path, &linked) &&
            same_device(&wanted, &linked))
            return (uint32_t)(letter - 'a' + 'A');
    return 0;
}
