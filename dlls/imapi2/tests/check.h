/*
 * Checks that many tests of the DLL make
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

#ifndef IMAPI2_TEST_CHECK_H
#define IMAPI2_TEST_CHECK_H

#include "support.h"

/* Fails when the drive found a mistake in its fault script, and tells which. */
void check_fault_log(const struct burner *recorder);

/* Takes the thread's error object. E_FAIL: there is none, S_FALSE: it has no text. */
HRESULT test_take_error_text(BSTR *description, BSTR *source, GUID *guid);

/*
 * Checks one call that must fail: its result, and that it left an error object
 * for the interface, with the text that FormatMessage gives for the result.
 */
#define check_failure(call, expected, interface_id)                                                                  \
    check_failure_(__FILE__, __LINE__, call, #call, expected, interface_id)
void check_failure_(const char *file, int line, HRESULT hr, const char *call, HRESULT expected, const IID *iid);

/* Number of references that are left after one AddRef and Release. */
LONG test_get_refcount(void *unknown);

#endif /* IMAPI2_TEST_CHECK_H */
