/*
 * The rule that names of clients keep to
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

#include <wchar.h>

#include "imapi2_private.h"

/* The CD-ROM driver's field has 64 bytes; sixty-two characters are known to be taken. */
#define CLIENT_NAME_MAX 62

static bool is_client_name_char(WCHAR c)
{
    if (c >= 'A' && c <= 'Z') return true;
    if (c >= 'a' && c <= 'z') return true;
    if (c >= '0' && c <= '9') return true;
    return c && wcschr(L" .,:;_-", c);
}

bool is_client_name_valid(const WCHAR *name)
{
    size_t i;

    if (!name || !name[0]) return false;
    for (i = 0; name[i]; i++)
        if (i == CLIENT_NAME_MAX || !is_client_name_char(name[i])) return false;
    return true;
}
