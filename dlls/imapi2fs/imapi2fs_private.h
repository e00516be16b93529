/*
 * The classes of imapi2fs.dll, and what only they have in common
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

#ifndef IMAPI2FS_PRIVATE_H
#define IMAPI2FS_PRIVATE_H

#include "com.h"
#include "imapi2.h"
#include "imapi2error.h"
#include "imapi2fs.h"
#include "imapi2fserror.h"
#include "fsimage.h"

/* one for each object file that has a creatable class */
extern const struct object_type boot_options_type;
extern const struct object_type file_system_image_type;
extern const struct object_type iso_image_manager_type;

/* status.c */

/* What an answer of the image library means to a client. */
HRESULT hresult_from_status(enum fsi_status status);
/* FAILED() of the image library, as a HRESULT. */
#define FAILED_STATUS(hr, status) FAILED((hr) = hresult_from_status(status))

/* text.c */

/* *out becomes a copy; E_POINTER, E_OUTOFMEMORY. */
HRESULT copy_string(const WCHAR *text, BSTR *out);
/* The same of length units. */
HRESULT copy_text(const WCHAR *text, size_t length, BSTR *out);
/* path, a separator (0: none), and a name of length units behind it; free() it. NULL: no memory. */
WCHAR *append_name(const WCHAR *path, WCHAR separator, const WCHAR *name, size_t length);
/* Upper case of one unit, as Windows compares names of files. */
uint16_t upcase_unit(uint16_t unit);
/* Whether exactly one file system is named. */
bool is_one_file_system(FsiFileSystems file_system);

/* Days since 1899-12-30, as clients count, and 100 nanoseconds since 1601, as images count; 0 is 0 of the other. */
DATE date_from_time(int64_t time);
int64_t time_from_date(DATE date);
int64_t time_now(void);

#endif /* IMAPI2FS_PRIVATE_H */
