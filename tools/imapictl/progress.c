/*
 * A burn as a line on the console, or as lines in a file
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
#define SECTOR_SIZE 2048

void progress_start(struct progress *progress)
{
    memset(progress, 0, sizeof(*progress));
    progress->console = output_is_console();
    progress->last_action = -1;
    progress->last_tenth = -1;
}

static int percent_of(LONG part, LONG whole)
{
    return whole > 0 ? (int)((int64_t)part * 100 / whole) : 0;
}

static double megabytes_per_second(const struct progress *progress)
{
    ULONGLONG elapsed = GetTickCount64() - progress->writing_since;

    return elapsed ? (double)progress->written.written * SECTOR_SIZE / (double)elapsed / 1000 : 0;
}

static void format_line(const struct progress *progress, char *line, size_t size)
{
    const struct progress_state *state = &progress->written;

    snprintf(line, size, "%3d %%  %6.1f MB/s  buffer %3d %%  %ld:%02ld left",
             percent_of(state->written, state->sectors), megabytes_per_second(progress), percent_of(state->buffer_used, state->buffer_size),
             (long)state->remaining / 60, (long)state->remaining % 60);
}

static void show_bar(struct progress *progress)
{
    int filled = percent_of(progress->written.written, progress->written.sectors) * BAR_WIDTH / 100;
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
    int tenth = percent_of(progress->written.written, progress->written.sectors) / 10;
    char line[128];

    if (tenth == progress->last_tenth)
        return;
    progress->last_tenth = tenth;
    format_line(progress, line, sizeof(line));
    print("%s\n", line);
}

static void show_written(struct progress *progress)
{
    if (progress->console)
        show_bar(progress);
    else
        show_plain(progress);
}

/* Finalization begins when all is written; the event that said so may have been left out. */
static void complete_written(struct progress *progress)
{
    if (!progress->written.sectors)
        return;
    progress->written.written = progress->written.sectors;
    progress->written.buffer_used = 0;
    progress->written.remaining = 0;
    show_written(progress);
}

void progress_show(struct progress *progress, const struct progress_state *state)
{
    if ((int)state->action != progress->last_action)
    {
        if (state->action == IMAPI_FORMAT2_DATA_WRITE_ACTION_FINALIZATION)
            complete_written(progress);
        progress_end(progress);
        progress->last_action = state->action;
        print("%s\n", action_name(state->action));
    }
    if (state->action != IMAPI_FORMAT2_DATA_WRITE_ACTION_WRITING_DATA)
        return;
    if (!progress->writing_since)
        progress->writing_since = GetTickCount64();
    progress->written = *state;
    show_written(progress);
}

void progress_end(struct progress *progress)
{
    if (progress->line_open)
        print("\n");
    progress->line_open = false;
}
