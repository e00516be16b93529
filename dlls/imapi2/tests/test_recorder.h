/*
 * A virtual recorder for the time of one test
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

#ifndef TEST_RECORDER_H
#define TEST_RECORDER_H

#include <stdbool.h>
#include <windef.h>
#include <winbase.h>

#ifndef COBJMACROS
#define COBJMACROS
#endif
#include <ole2.h>

#include "imapi2.h"
#include "imapi2error.h"

/* A recorder that nobody else uses, in a folder of its own, bound to a recorder object. */
struct test_recorder
{
    WCHAR name[41];             /* in the list of virtual recorders */
    WCHAR folder[MAX_PATH];
    WCHAR id[260];              /* as IDiscMaster2 lists it */
    IDiscRecorder2 *recorder;   /* initialized with id */
    IDiscRecorder2Ex *ex;       /* the same object */
};

/*
 * kind is a name of virtual_medium_kinds[], "cd-r" or "bd-re", or NULL for an
 * empty drive. tag makes the name unlike that of the test's other recorders.
 * COM must be initialized and the DLL registered. When it fails a check has
 * failed, and nothing needs to be freed.
 */
bool test_recorder_create(struct test_recorder *recorder, const WCHAR *tag, const char *kind);

/* Takes it out of the list and deletes the folder; releases the object. */
void test_recorder_destroy(struct test_recorder *recorder);

/* Puts another blank in, as a person would; the drive reports a unit attention. */
bool test_recorder_insert(struct test_recorder *recorder, const char *kind);
bool test_recorder_remove_medium(struct test_recorder *recorder);

/* Writes the fault script (docs/virtual-recorder.md); NULL: no faults. Its counts begin anew. */
void test_recorder_set_faults(struct test_recorder *recorder, const char *script);

/* Binds a new object to the same drive, as another client would. */
IDiscRecorder2 *test_recorder_open_again(struct test_recorder *recorder);

/* E_FAIL when the thread has no error object, else what its text says: S_OK when there is text. Clears it. */
HRESULT test_take_error_text(BSTR *description, BSTR *source, GUID *guid);

/*
 * Checks one call that must fail: its result, and that it left an error object
 * with text for the interface.
 */
#define check_failure(call, expected, interface_id) check_failure_(__FILE__, __LINE__, call, #call, expected, interface_id)
void check_failure_(const char *file, int line, HRESULT hr, const char *call, HRESULT expected, const IID *iid);

/* Number of references that are left after one AddRef and Release. */
LONG test_get_refcount(void *unknown);

#endif /* TEST_RECORDER_H */
