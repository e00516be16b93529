/*
 * Times as a calendar has them
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


#ifndef LIBS_FSIMAGE_DATES_H
#define LIBS_FSIMAGE_DATES_H

#include <stdint.h>

/* A moment in UTC. */
struct fsi_date
{
    int32_t year;
    uint8_t month, day;                 /* from 1 */
    uint8_t hour, minute, second;
    uint32_t ticks;                     /* 100 nanoseconds each, below 10000000 */
};

/* From 100 nanoseconds since 1601-01-01; the Gregorian calendar, also before its time. */
void fsi_date_from_time(int64_t time, struct fsi_date *date);

#endif
