/*
 * Waiting for drives and media to come and go
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
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "port_id.h"
#include "unix.h"

/*
 * The kernel tells that something happened, and what there is now is then
 * compared with what was known: so nothing is missed or told twice, however
 * many messages one plugging makes. Where its messages cannot be had, the
 * comparison is made every two seconds, and changes of media stay untold.
 *
 * The kernel's word comes before udev has given a new node to its group. A
 * drive is told when it can be opened, or when that took too long.
 */

#define SETTLE_STEP_MS 100

struct linux_watch
{
    struct linux_host *host;
    int wake_fd;
    int news_fd;                /* -1: none */
    pthread_mutex_t mutex;      /* of what is below */
    bool started;
    bool changed;               /* the drives are to be compared */
    uint64_t waiting_since;     /* for a new drive to become usable; 0: none does */
    char media[32];             /* a block device whose medium changed, or empty */
    unsigned int known_count;
    struct linux_found known[LINUX_DRIVES_MAX];
    struct linux_found now[LINUX_DRIVES_MAX];
};

struct linux_watch *linux_watch_create(struct linux_host *host)
{
    struct linux_watch *watch = calloc(1, sizeof(*watch));

    if (!watch)
        return NULL;
    watch->host = host;
    if ((watch->wake_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) < 0)
    {
        free(watch);
        return NULL;
    }
    watch->news_fd = host->netlink ? linux_uevent_open() : -1;
    pthread_mutex_init(&watch->mutex, NULL);
    return watch;
}

void linux_watch_destroy(struct linux_watch *watch)
{
    if (watch->news_fd >= 0)
        close(watch->news_fd);
    close(watch->wake_fd);
    pthread_mutex_destroy(&watch->mutex);
    free(watch);
}

/* The first drive of one list that the other has not; -1 when there is none. */
static int find_missing(const struct linux_found *first, unsigned int first_count, const struct linux_found *second,
                        unsigned int second_count)
{
    unsigned int i, j;

    for (i = 0; i < first_count; i++)
    {
        for (j = 0; j < second_count; j++)
            if (port_id_equal(first[i].drive.id, second[j].drive.id))
                break;
        if (j == second_count)
            return (int)i;
    }
    return -1;
}

static bool usable(const struct linux_host *host, const struct linux_found *drive)
{
    struct linux_nodes nodes;

    linux_find_nodes(host, drive, &nodes);
    return (nodes.block[0] && !access(nodes.block, R_OK | W_OK)) ||
           (nodes.generic[0] && !access(nodes.generic, R_OK | W_OK));
}

/* Is the new drive to be told already? */
static bool settled(struct linux_watch *watch, const struct linux_found *drive)
{
    uint64_t now = watch->host->now_ms(watch->host);

    if (!watch->waiting_since)
        watch->waiting_since = now ? now : 1;
    if (!usable(watch->host, drive) && now - watch->waiting_since < watch->host->settle_ms)
        return false;
    watch->waiting_since = 0;
    return true;
}

static void tell(struct port_event *event, enum port_event_kind kind, const struct linux_found *drive)
{
    event->kind = kind;
    memcpy(event->id, drive->drive.id, sizeof(event->id));
}

static bool compare(struct linux_watch *watch, struct port_event *event)
{
    unsigned int count = linux_collect(watch->host, watch->now);
    int index;

    if ((index = find_missing(watch->known, watch->known_count, watch->now, count)) >= 0)
    {
        tell(event, PORT_EVENT_REMOVED, &watch->known[index]);
        watch->known_count--;
        memmove(&watch->known[index], &watch->known[index + 1],
                (watch->known_count - (unsigned int)index) * sizeof(watch->known[0]));
        return true;
    }
    if ((index = find_missing(watch->now, count, watch->known, watch->known_count)) >= 0)
    {
        if (!settled(watch, &watch->now[index]))
            return false;
        tell(event, PORT_EVENT_ARRIVED, &watch->now[index]);
        watch->known[watch->known_count++] = watch->now[index];
        return true;
    }
    /* The numbers of nodes may have changed. */
    memcpy(watch->known, watch->now, count * sizeof(watch->now[0]));
    watch->changed = false;
    watch->waiting_since = 0;
    return false;
}

static bool take_media(struct linux_watch *watch, struct port_event *event)
{
    unsigned int i;

    for (i = 0; watch->media[0] && i < watch->known_count; i++)
    {
        if (strcmp(watch->known[i].block, watch->media))
            continue;
        tell(event, PORT_EVENT_MEDIA, &watch->known[i]);
        watch->media[0] = 0;
        return true;
    }
    watch->media[0] = 0;
    return false;
}

static void start(struct linux_watch *watch)
{
    if (watch->started)
        return;
    watch->known_count = linux_collect(watch->host, watch->known);
    watch->started = true;
}

/* Tells one thing that is known to have happened. */
static bool look(struct linux_watch *watch, struct port_event *event)
{
    bool found;

    pthread_mutex_lock(&watch->mutex);
    start(watch);
    found = (watch->changed && compare(watch, event)) || take_media(watch, event);
    pthread_mutex_unlock(&watch->mutex);
    return found;
}

/* Takes one message, so that no change of media hides another. */
static void read_news(struct linux_watch *watch)
{
    char block[32];

    pthread_mutex_lock(&watch->mutex);
    switch (linux_uevent_read(watch->news_fd, block))
    {
    case LINUX_NEWS_DRIVES:
        watch->changed = true;
        break;
    case LINUX_NEWS_MEDIA:
        linux_format(watch->media, sizeof(watch->media), "%s", block);
        break;
    case LINUX_NEWS_NONE:
        break;
    }
    pthread_mutex_unlock(&watch->mutex);
}

static int shortest(uint64_t left, const struct linux_watch *watch)
{
    uint64_t step = watch->waiting_since ? SETTLE_STEP_MS : watch->news_fd < 0 ? watch->host->poll_ms : 60000;

    return (int)(left < step ? left : step);
}

enum wait_end
{
    WAIT_WOKEN,
    WAIT_NEWS,
    WAIT_TIME,
};

static enum wait_end wait_for_news(struct linux_watch *watch, uint64_t left)
{
    struct pollfd fds[2] = { { watch->wake_fd, POLLIN, 0 }, { watch->news_fd, POLLIN, 0 } };
    eventfd_t value;
    int ready = poll(fds, watch->news_fd < 0 ? 1 : 2, shortest(left, watch));

    if (ready > 0 && fds[0].revents)
    {
        eventfd_read(watch->wake_fd, &value);
        return WAIT_WOKEN;
    }
    if (ready > 0 && fds[1].revents)
    {
        read_news(watch);
        return WAIT_NEWS;
    }
    if (!ready && watch->news_fd < 0)
    {
        pthread_mutex_lock(&watch->mutex);
        watch->changed = true;
        pthread_mutex_unlock(&watch->mutex);
    }
    return WAIT_TIME;
}

/* What has been told already is read to its end, also by who does not want to wait. */
enum port_error linux_watch_wait(struct linux_watch *watch, uint32_t timeout_ms, struct port_event *event)
{
    uint64_t end = watch->host->now_ms(watch->host) + timeout_ms, now;
    enum wait_end reason = WAIT_NEWS;

    event->kind = PORT_EVENT_NONE;
    event->id[0] = 0;
    while (!look(watch, event))
    {
        now = watch->host->now_ms(watch->host);
        if (reason != WAIT_NEWS && now >= end)
            break;
        if ((reason = wait_for_news(watch, now < end ? end - now : 0)) == WAIT_WOKEN)
            break;
    }
    return PORT_OK;
}

void linux_watch_wake(struct linux_watch *watch)
{
    eventfd_write(watch->wake_fd, 1);
}
