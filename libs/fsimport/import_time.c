/*
 * Reading file systems: dates
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

#include "import_private.h"

#define TICKS_PER_SECOND INT64_C(10000000)

/* Days from 1601-01-01 to the first of March of a year, which ends the leap day before it. */
static int64_t days_to_march(int64_t year)
{
    int64_t since = year - 1601;

    return since * 365 + year / 4 - 1601 / 4 - (year / 100 - 1601 / 100) + (year / 400 - 1601 / 400) + 59;
}

static int64_t days_to(int year, int month, int day)
{
    /* Days from the first of March to that of each month, March first. */
    static const int from_march[] = {0, 31, 61, 92, 122, 153, 184, 214, 245, 275, 306, 337};

    if (month < 3)
        return days_to_march(year - 1) + from_march[month + 9] + day - 1;
    return days_to_march(year) + from_march[month - 3] + day - 1;
}

static bool is_date(const struct import_date *date)
{
    return date->year >= 1601 && date->year <= 9999 && date->month >= 1 && date->month <= 12 && date->day >= 1
            && date->day <= 31 && date->hour >= 0 && date->hour < 24 && date->minute >= 0 && date->minute < 60
            && date->second >= 0 && date->second < 61 && date->offset >= -24 * 60 && date->offset <= 24 * 60;
}

int64_t import_time(const struct import_date *date)
{
    int64_t seconds;

    if (!is_date(date))
        return 0;
    seconds = days_to(date->year, date->month, date->day) * 86400;
    seconds += date->hour * 3600 + date->minute * 60 + date->second - (int64_t)date->offset * 60;
    return seconds > 0 ? seconds * TICKS_PER_SECOND + date->ticks : 0;
}
