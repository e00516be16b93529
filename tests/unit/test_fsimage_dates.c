/*
 * Tests of moments as dates
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

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "dates.h"

#define SECOND INT64_C(10000000)
#define DAY (INT64_C(86400) * SECOND)

static void assert_date(int64_t time, int year, int month, int day)
{
    struct fsi_date date;

    fsi_date_from_time(time, &date);
    assert_int_equal(date.year, year);
    assert_int_equal(date.month, month);
    assert_int_equal(date.day, day);
}

static void test_known_moments(void **state)
{
    struct fsi_date date;

    (void)state;
    assert_date(0, 1601, 1, 1);
    assert_date(INT64_C(116444736000000000), 1970, 1, 1);
    assert_date(INT64_C(125911584000000000), 2000, 1, 1);
    assert_date(INT64_C(125911584000000000) + 59 * DAY, 2000, 2, 29);
    assert_date(INT64_C(125911584000000000) + 60 * DAY, 2000, 3, 1);

    fsi_date_from_time(INT64_C(116444736000000000) + 1234567890 * SECOND + 1234567, &date);
    assert_int_equal(date.year, 2009);
    assert_int_equal(date.month, 2);
    assert_int_equal(date.day, 13);
    assert_int_equal(date.hour, 23);
    assert_int_equal(date.minute, 31);
    assert_int_equal(date.second, 30);
    assert_int_equal(date.ticks, 1234567);
}

static void test_beyond(void **state)
{
    (void)state;
    assert_date(-1, 1600, 12, 31);
    assert_date(-366 * DAY, 1600, 1, 1);
    assert_date(INT64_C(2650467743999999999), 9999, 12, 31);
    assert_date(INT64_C(2650467744000000000), 10000, 1, 1);
}

static int days_in(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    if (month == 2 && year % 4 == 0 && (year % 100 || year % 400 == 0))
        return 29;
    return days[month - 1];
}

/* Each day of a thousand years against counting on. */
static void test_every_day(void **state)
{
    int year = 1601, month = 1, day = 1;
    struct fsi_date date;
    int64_t number;

    (void)state;
    for (number = 0; year < 2601; number++)
    {
        fsi_date_from_time(number * DAY + DAY - 1, &date);
        assert_true(date.year == year && date.month == month && date.day == day);
        if (++day <= days_in(year, month))
            continue;
        day = 1;
        if (++month <= 12)
            continue;
        month = 1;
        year++;
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_known_moments),
        cmocka_unit_test(test_beyond),
        cmocka_unit_test(test_every_day),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
