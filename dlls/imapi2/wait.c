/*
 * Waiting on a thread that may belong to an apartment
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

#include "pipeline.h"

static bool in_single_threaded_apartment(void)
{
    APTTYPEQUALIFIER qualifier;
    APTTYPE type;

    if (FAILED(CoGetApartmentType(&type, &qualifier))) return false;
    return type == APTTYPE_STA || type == APTTYPE_MAINSTA;
}

bool wait_in_apartment(HANDLE handle, DWORD milliseconds)
{
    DWORD index;

    if (!in_single_threaded_apartment()) return WaitForSingleObject(handle, milliseconds) == WAIT_OBJECT_0;
    return CoWaitForMultipleHandles(0, milliseconds, 1, &handle, &index) == S_OK;
}
