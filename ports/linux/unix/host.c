/*
 * The system that this process runs on
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

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>

#include "unix.h"

#define POLL_MS       2000
#define SETTLE_MS     3000
#define LOCK_TRIES    8
#define LOCK_PAUSE_MS 150

static int real_control(struct linux_host *host, int fd, unsigned long request, void *argument)
{
    (void)host;
    return ioctl(fd, request, argument);
}

static uint64_t real_now_ms(struct linux_host *host)
{
    struct timespec time;

    (void)host;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (uint64_t)time.tv_sec * 1000 + (uint64_t)time.tv_nsec / 1000000;
}

/* As Wine itself finds its prefix. */
static void find_prefix(char prefix[LINUX_PATH_MAX])
{
    const char *folder = getenv("WINEPREFIX"), *home = getenv("HOME");

    if (folder && folder[0] == '/')
        linux_format(prefix, LINUX_PATH_MAX, "%s", folder);
    else if (home && home[0] == '/')
        linux_format(prefix, LINUX_PATH_MAX, "%s/.wine", home);
    else
        prefix[0] = 0;
}

void linux_real_host(struct linux_host *host, const char *prefix)
{
    memset(host, 0, sizeof(*host));
    linux_format(host->sysfs, sizeof(host->sysfs), "/sys");
    linux_format(host->dev, sizeof(host->dev), "/dev");
    linux_format(host->proc, sizeof(host->proc), "/proc");
    if (prefix[0] != '/' || !linux_format(host->prefix, sizeof(host->prefix), "%s", prefix))
        find_prefix(host->prefix);
    host->netlink = true;
    host->poll_ms = POLL_MS;
    host->settle_ms = SETTLE_MS;
    host->lock_tries = LOCK_TRIES;
    host->lock_pause_ms = LOCK_PAUSE_MS;
    host->control = real_control;
    host->now_ms = real_now_ms;
}
