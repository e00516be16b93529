/*
 * How far a burn, a verification or an image has come
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
#include <string.h>

#include "imapictl.h"

#define BAR_WIDTH 20

void progress_start(struct progress *progress)
{
    memset(progress, 0, sizeof(*progress));
    progress->console = output_is_console();
    progress->last_tenth = -1;
}

static int percent_of(int64_t part, int64_t whole)
{
    return whole > 0 ? (int)(part * 100 / whole) : 0;
}

static double megabytes_per_second(const struct progress *progress)
{
    ULONGLONG elapsed = GetTickCount64() - progress->since;

    return elapsed ? (double)progress->state.done / (double)elapsed / 1000 : 0;
}

/* What the object estimates, else what follows from the speed so far. */
static LONG seconds_left(const struct progress *progress)
{
    const struct progress_state *state = &progress->state;
    double bytes_per_second = megabytes_per_second(progress) * 1000000;

    if (state->remaining >= 0)
        return state->remaining;
    return bytes_per_second > 0 ? (LONG)((double)(state->total - state->done) / bytes_per_second) : 0;
}

static void format_line(const struct progress *progress, char *line, size_t size)
{
    const struct progress_state *state = &progress->state;
    LONG left = seconds_left(progress);
    char buffer[32] = "";

    if (state->buffer >= 0)
        snprintf(buffer, sizeof(buffer), "buffer %3d %%  ", state->buffer);
    snprintf(line, size, "%3d %%  %6.1f MB/s  %s%ld:%02ld left", percent_of(state->done, state->total),
             megabytes_per_second(progress), buffer, (long)left / 60, (long)left % 60);
}

static void show_bar(struct progress *progress)
{
    int filled = percent_of(progress->state.done, progress->state.total) * BAR_WIDTH / 100;
    char bar[BAR_WIDTH + 1], line[128];

    memset(bar, ' ', BAR_WIDTH);
    memset(bar, '#', filled < 0 ? 0 : filled > BAR_WIDTH ? BAR_WIDTH : filled);
    bar[BAR_WIDTH] = 0;
    format_line(progress, line, sizeof(line));
    print("\r[%s] %s ", bar, line);
    progress->line_open = true;
}

/* A file or a pipe gets a line for every ten percent. */
static void show_plain(struct progress *progress)
{
    int tenth = percent_of(progress->state.done, progress->state.total) / 10;
    char line[128];

    if (tenth == progress->last_tenth)
        return;
    progress->last_tenth = tenth;
    format_line(progress, line, sizeof(line));
    print("%s\n", line);
}

static void show_state(struct progress *progress)
{
    if (progress->console)
        show_bar(progress);
    else
        show_plain(progress);
}

static void begin_phase(struct progress *progress, const char *phase)
{
    progress_end(progress);
    snprintf(progress->phase, sizeof(progress->phase), "%s", phase);
    progress->last_tenth = -1;
    progress->since = GetTickCount64();
    progress->state.total = 0;
    print("%s\n", phase);
}

void progress_show(struct progress *progress, const struct progress_state *state)
{
    if (strcmp(progress->phase, state->phase))
        begin_phase(progress, state->phase);
    if (state->total <= 0)
        return;
    progress->state = *state;
    show_state(progress);
}

/* The event that told of the last byte may have been left out. */
void progress_complete(struct progress *progress)
{
    if (progress->state.total <= 0 || progress->state.done == progress->state.total)
        return;
    progress->state.done = progress->state.total;
    progress->state.remaining = 0;
    if (progress->state.buffer > 0)
        progress->state.buffer = 0;
    show_state(progress);
}

void progress_end(struct progress *progress)
{
    if (progress->line_open)
        print("\n");
    progress->line_open = false;
}
