/*
 * The name of the volume in each view
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


#include <string.h>

#include "dates.h"
#include "names.h"

/* ECMA-119 8.4.6: 32 bytes; in Joliet 16 units */
#define ISO9660_UNITS 32
#define JOLIET_UNITS 16
/* The logical volume identifier is a dstring of 128 bytes, ECMA-167 3/10.6.4: width, characters, length */
#define UDF_8_BIT_UNITS 126
#define UDF_16_BIT_UNITS 63

static void write_digits(uint16_t *out, unsigned int value, unsigned int digits)
{
    for (; digits; digits--, value /= 10) out[digits - 1] = (uint16_t)('0' + value % 10);
}

/* YYYYMMDD_HHMMSS */
static size_t name_from_time(int64_t now, uint16_t *name)
{
    struct fsi_date date;

    fsi_date_from_time(now, &date);
    write_digits(name, (unsigned int)date.year, 4);
    write_digits(name + 4, date.month, 2);
    write_digits(name + 6, date.day, 2);
    name[8] = '_';
    write_digits(name + 9, date.hour, 2);
    write_digits(name + 11, date.minute, 2);
    write_digits(name + 13, date.second, 2);
    return 15;
}

static bool is_forbidden(uint16_t unit)
{
    return unit < ' ' || (unit < 0x80 && strchr("\"*/:;<>?\\|", unit));
}

static size_t longest(const struct fsi_options *options)
{
    size_t i;

    if (options->views & FSI_VIEW_ISO9660) return ISO9660_UNITS;
    for (i = 0; i < 128 && options->volume_name[i]; i++) if (options->volume_name[i] > 0xff) return UDF_16_BIT_UNITS;
    return UDF_8_BIT_UNITS;
}

/* Spaces are what mounting programs stumble over, so no view has them. */
static uint16_t translate(enum fsi_view view, uint16_t unit)
{
    if (unit == ' ' || (unit & 0xf800) == 0xd800) return '_';
    if (view != FSI_VIEW_ISO9660) return unit;
    if (unit >= 'a' && unit <= 'z') return (uint16_t)(unit - ('a' - 'A'));
    return (unit >= 'A' && unit <= 'Z') || (unit >= '0' && unit <= '9') ? unit : '_';
}

enum fsi_status fsi_volume_name(const struct fsi_options *options, enum fsi_view view, uint16_t name[129])
{
    size_t length = 0, i;

    memset(name, 0, 129 * sizeof(*name));
    while (length < 128 && options->volume_name[length]) length++;
    if (length > longest(options)) return FSI_BAD_VOLUME_NAME;
    for (i = 0; i < length; i++)
    {
        if (is_forbidden(options->volume_name[i])) return FSI_BAD_VOLUME_NAME;
        name[i] = translate(view, options->volume_name[i]);
    }
    if (!length) length = name_from_time(options->now, name);
    if (view == FSI_VIEW_JOLIET && length > JOLIET_UNITS) name[JOLIET_UNITS] = 0;
    return FSI_OK;
}
