/*
 * Strings and times, as clients and as images have them
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

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "imapi2fs_private.h"

#define UNITS_A_DAY  864000000000.0      /* of 100 nanoseconds */
#define DAYS_TO_1899 109205              /* from 1601-01-01 to 1899-12-30 */

HRESULT copy_text(const WCHAR *text, size_t length, BSTR *out)
{
    if (!out) return E_POINTER;
    *out = SysAllocStringLen(text, (UINT)length);
    return *out ? S_OK : E_OUTOFMEMORY;
}

HRESULT copy_string(const WCHAR *text, BSTR *out)
{
    return copy_text(text ? text : L"", text ? lstrlenW(text) : 0, out);
}

WCHAR *append_name(const WCHAR *path, WCHAR separator, const WCHAR *name, size_t length)
{
    size_t end = lstrlenW(path);
    WCHAR *out = malloc((end + length + 2) * sizeof(*out));

    if (!out) return NULL;
    memcpy(out, path, end * sizeof(*out));
    if (separator) out[end++] = separator;
    memcpy(out + end, name, length * sizeof(*out));
    out[end + length] = 0;
    return out;
}

bool is_one_file_system(FsiFileSystems file_system)
{
    return file_system == FsiFileSystemISO9660 || file_system == FsiFileSystemJoliet || file_system == FsiFileSystemUDF;
}

static WCHAR upper_case[0x10000];

static BOOL WINAPI fill_upper_case(INIT_ONCE *once, void *param, void **context)
{
    unsigned int i;

    for (i = 0; i < ARRAY_SIZE(upper_case); i++) upper_case[i] = (WCHAR)i;
    CharUpperBuffW(upper_case, ARRAY_SIZE(upper_case));
    return TRUE;
}

/* Asking the system for each unit of a million names would take longer than all the rest. */
uint16_t upcase_unit(uint16_t unit)
{
    static INIT_ONCE once = INIT_ONCE_STATIC_INIT;

    InitOnceExecuteOnce(&once, fill_upper_case, NULL, NULL);
    return upper_case[unit];
}

/* Before 1899-12-30 whole days count backwards, and the time within a day forwards all the same. */
DATE date_from_time(int64_t time)
{
    double days, whole;

    if (!time) return 0;
    days = (double)time / UNITS_A_DAY - DAYS_TO_1899;
    if (days >= 0) return days;
    whole = floor(days);
    return whole - (days - whole);
}

int64_t time_from_date(DATE date)
{
    double whole;

    if (date == 0) return 0;
    if (date < 0)
    {
        whole = ceil(date);
        date = whole + (whole - date);
    }
    return (int64_t)((date + DAYS_TO_1899) * UNITS_A_DAY + 0.5);
}

int64_t time_now(void)
{
    FILETIME now;

    GetSystemTimeAsFileTime(&now);
    return (int64_t)(((uint64_t)now.dwHighDateTime << 32) | now.dwLowDateTime);
}
