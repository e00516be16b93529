/*
 * IEnumVARIANT over strings
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

#ifndef IMAPI2_ENUM_STRINGS_H
#define IMAPI2_ENUM_STRINGS_H

#include "com.h"

/* A list of strings that does not change any more; freed with its last reference. */
struct string_list
{
    LONG ref;
    ULONG count;
    BSTR strings[1];
};

/* count empty places; the caller fills them and drops the reference. NULL: no memory. */
struct string_list *string_list_create(ULONG count);
void string_list_release(struct string_list *list);

/* Takes a reference to the list. */
HRESULT enum_strings_create(struct string_list *list, ULONG position, IEnumVARIANT **out);

#endif /* IMAPI2_ENUM_STRINGS_H */
