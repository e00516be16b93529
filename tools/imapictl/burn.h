/*
 * Burning: what the commands for data and for sound share
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

#ifndef TOOLS_IMAPICTL_BURN_H
#define TOOLS_IMAPICTL_BURN_H

#include "imapictl.h"

/* What somebody wants to burn. */
struct burn_plan
{
    int64_t sectors;            /* 0: not known yet */
    bool sound;                 /* an audio CD */
    bool overwrite;             /* what an overwritable medium holds may go */
};

/*
 * obstacles.c: tells each thing that would hinder a burn, in a sentence with
 * what helps; the exit code of the first one, EXIT_DONE when there is none.
 */
typedef void (*tell_obstacle)(void *context, const char *text);
enum exit_code find_obstacles(IDiscRecorder2 *recorder, const struct burn_plan *plan, tell_obstacle tell,
                              void *context);

/* burn_end.c */

/* A burn that does not happen: tells what would hinder it, or that nothing would. */
enum exit_code try_burn(IDiscRecorder2 *recorder, const struct burn_plan *plan);

/* The good end of a burn. */
enum exit_code finish_burn(IDiscRecorder2 *recorder, bool eject);

/* After a burn that failed or was cancelled: what the medium is good for now. */
void tell_what_is_left(IDiscRecorder2 *recorder, HRESULT failure);

/* arguments.c: takes --speed, in units of 1x; false when it is no speed. */
bool take_speed(struct arguments *arguments, LONG *speed);

#endif /* TOOLS_IMAPICTL_BURN_H */
