/*
 * Options for the file systems of an image
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

#include "imapictl.h"
#include "image_source.h"

struct revision
{
    const WCHAR *name;
    LONG number;
};

static const struct revision revisions[] =
{
    { L"1.02", 0x102 },
    { L"1.50", 0x150 },
    { L"2.00", 0x200 },
    { L"2.01", 0x201 },
    { L"2.50", 0x250 },
};

static bool find_revision(const WCHAR *name, LONG *number)
{
    unsigned int i;

    for (i = 0; i < ARRAY_SIZE(revisions); i++)
    {
        if (lstrcmpW(revisions[i].name, name))
            continue;
        *number = revisions[i].number;
        return true;
    }
    complain("\"%s\" is not a revision of UDF; 1.02, 1.50, 2.00, 2.01 and 2.50 are", utf8(name));
    return false;
}

bool take_image_options(struct arguments *arguments, bool boot, struct image_options *options)
{
    const WCHAR *revision = take_value(arguments, L"--udf");

    memset(options, 0, sizeof(*options));
    options->label = take_value(arguments, L"--label");
    if (boot)
    {
        options->bios_boot = take_value(arguments, L"--boot");
        options->efi_boot = take_value(arguments, L"--efi");
    }
    if (take_flag(arguments, L"--iso"))
        options->systems |= FsiFileSystemISO9660;
    if (take_flag(arguments, L"--joliet"))
        options->systems |= FsiFileSystemISO9660 | FsiFileSystemJoliet;
    if (!revision)
        return true;
    options->systems |= FsiFileSystemUDF;
    return find_revision(revision, &options->udf_revision);
}
