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


#include "dates.h"

#define TICKS_PER_SECOND 10000000
#define SECONDS_PER_DAY 86400
#define DAYS_PER_ERA 146097             /* of 400 years */
/* From 1600-03-01, where an era begins if years begin in March, to 1601-01-01. */
#define DAYS_BEFORE_1601 306

/* Years that begin in March have their leap day at the end, so months and days follow by division alone. */
static void set_day(int64_t days, struct fsi_date *date)
{
    const int64_t since = days + DAYS_BEFORE_1601;
    const int64_t era = (since >= 0 ? since : since - (DAYS_PER_ERA - 1)) / DAYS_PER_ERA;
    const uint32_t day_of_era = (uint32_t)(since - era * DAYS_PER_ERA);
    const uint32_t year = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    const uint32_t day_of_year = day_of_era - (365 * year + year / 4 - year / 100);
    const uint32_t month = (5 * day_of_year + 2) / 153;

    date->day = (uint8_t)(day_of_year - (153 * month + 2) / 5 + 1);
    date->month = (uint8_t)(month < 10 ? month + 3 : month - 9);
    date->year = (int32_t)(1600 + era * 400 + year) + (date->month <= 2);
}

void fsi_date_from_time(int64_t time, struct fsi_date *date)
{
    int64_t seconds = time / TICKS_PER_SECOND, ticks = time % TICKS_PER_SECOND, days;
    uint32_t second;

    if (ticks < 0)
    {
        ticks += TICKS_PER_SECOND;
        seconds--;
    }
    days = seconds / SECONDS_PER_DAY;
    if (seconds % SECONDS_PER_DAY < 0) days--;
    second = (uint32_t)(seconds - days * SECONDS_PER_DAY);
    set_day(days, date);
    date->hour = (uint8_t)(second / 3600);
    date->minute = (uint8_t)(second / 60 % 60);
    date->second = (uint8_t)(second % 60);
    date->ticks = (uint32_t)ticks;
}
