/*
 * Allocations that fail when a test wants it
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

#ifndef IMAPI2_TEST_SUPPORT_MEMORY_H
#define IMAPI2_TEST_SUPPORT_MEMORY_H

#include "support.h"

#define MEMORY_FAILURES_MAX 1000

/* A call, with what goes before and after it if it does not stand alone. It gives back all that it was given. */
struct memory_step
{
    const char *name;
    HRESULT (*run)(void *context);
    /* What the call can leave out still succeeds: an event that cannot be made is not told. */
    bool may_do_without;
    /* How things must be after each try; NULL: no more than what memory_check() looks at. */
    void (*check)(void *context, const char *name);
};

/*
 * From here on the allocations of a DLL, which is loaded, are counted; between
 * these two no other thread may allocate in it.
 */
bool memory_begin(const WCHAR *dll);
void memory_end(void);

/*
 * Runs each step again and again, with its first allocation failing, its
 * second, and so on, until none is left that could. Each time it must answer
 * E_OUTOFMEMORY and hold no more memory than before, and after all of them it
 * must work.
 */
void memory_check(const struct memory_step *steps, unsigned int count, void *context);

/*
 * What a DLL calls when it calls a function of another one by name; answers what
 * it has called up to now. NULL: it does not call that function.
 */
void *import_exchange(const WCHAR *dll, const char *name, void *function);

#endif /* IMAPI2_TEST_SUPPORT_MEMORY_H */
