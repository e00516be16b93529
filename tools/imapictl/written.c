/*
 * What the events of a write tell of its progress
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

#include "imapictl.h"

void read_written(IWriteEngine2EventArgs *args, LONG sector_size, struct progress_state *state)
{
    LONG start = 0, sectors = 0, last = 0, used = 0, all = 0, written;

    IWriteEngine2EventArgs_get_StartLba(args, &start);
    IWriteEngine2EventArgs_get_SectorCount(args, &sectors);
    IWriteEngine2EventArgs_get_LastWrittenLba(args, &last);
    IWriteEngine2EventArgs_get_UsedSystemBuffer(args, &used);
    IWriteEngine2EventArgs_get_TotalSystemBuffer(args, &all);
    written = last >= start ? last - start + 1 : 0;
    if (written > sectors)
        written = sectors;
    state->done = (int64_t)written * sector_size;
    state->total = (int64_t)sectors * sector_size;
    state->buffer = all > 0 ? (int)((int64_t)used * 100 / all) : 0;
}

IUnknown *event_args(const VARIANT *arguments, UINT count, const IID *iid)
{
    IUnknown *args;

    if (count < 2 || V_VT(&arguments[0]) != VT_DISPATCH || !V_DISPATCH(&arguments[0]) ||
        FAILED(IDispatch_QueryInterface(V_DISPATCH(&arguments[0]), iid, (void **)&args)))
        return NULL;
    return args;
}

bool begin_cancel(struct progress *progress, bool *cancelled, const char *what)
{
    if (!interrupted || *cancelled)
        return false;
    *cancelled = true;
    progress_end(progress);
    complain("interrupted; ending the %s", what);
    return true;
}
