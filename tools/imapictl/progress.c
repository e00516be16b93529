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
    progress->console = output_is_console();
    progress->line_open = false;
    progress->last_action = -1;
    progress->last_tenth = -1;
}

static int percent_of(LONG part, LONG whole)
{
    return whole > 0 ? (int)((int64_t)part * 100 / whole) : 0;
}

static double megabytes_per_second(const struct progress_state *state)
{
    return state->elapsed_ms ? (double)state->written * SECTOR_SIZE / (double)state->elapsed_ms / 1000 : 0;
}

static void format_line(const struct progress_state *state, char *line, size_t size)
{
    snprintf(line, size, "%3d %%  %6.1f MB/s  buffer %3d %%  %ld:%02ld left", percent_of(state->written, state->sectors),
             megabytes_per_second(state), percent_of(state->buffer_used, state->buffer_size),
             (long)state->remaining / 60, (long)state->remaining % 60);
}

static void show_bar(struct progress *progress, const struct progress_state *state)
{
    int filled = percent_of(state->written, state->sectors) * BAR_WIDTH / 100;
    char bar[BAR_WIDTH + 1], line[128];

    memset(bar, ' ', BAR_WIDTH);
    memset(bar, '#', filled < 0 ? 0 : filled > BAR_WIDTH ? BAR_WIDTH : filled);
    bar[BAR_WIDTH] = 0;
    format_line(state, line, sizeof(line));
    print("\r[%s] %s ", bar, line);
    progress->line_open = true;
}

/* A file or a pipe gets a line for every ten percent. */
static void show_plain(struct progress *progress, const struct progress_state *state)
{
    int tenth = percent_of(state->written, state->sectors) / 10;
    char line[128];

    if (tenth == progress->last_tenth)
        return;
    progress->last_tenth = tenth;
    format_line(state, line, sizeof(line));
    print("%s\n", line);
}

void progress_show(struct progress *progress, const struct progress_state *state)
{
    bool writing = state->action == IMAPI_FORMAT2_DATA_WRITE_ACTION_WRITING_DATA;

    if ((int)state->action != progress->last_action)
    {
        progress_end(progress);
        progress->last_action = state->action;
        print("%s\n", action_name(state->action));
    }
    if (!writing)
        return;
    if (progress->console)
        show_bar(progress, state);
    else
        show_plain(progress, state);
}

void progress_end(struct progress *progress)
{
    if (progress->line_open)
        print("\n");
    progress->line_open = false;
}
