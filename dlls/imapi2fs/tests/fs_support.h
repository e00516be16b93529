/*
 * What the tests of images share
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

#ifndef IMAPI2FS_TEST_SUPPORT_H
#define IMAPI2FS_TEST_SUPPORT_H

#include "check.h"
#include "imapi2fs.h"
#include "imapi2fserror.h"

/* All of these check for themselves. NULL where the DLL does not make the object. */
IFileSystemImage3 *test_image_create(void);
IFsiDirectoryItem2 *test_root(IFileSystemImage3 *image);
/* The item at a path, asked for as the interface; NULL: there is none. */
void *test_item(IFsiDirectoryItem2 *directory, const WCHAR *path, const IID *iid);
IFileSystemImageResult2 *test_result(IFileSystemImage3 *image);
IStream *test_result_stream(IFileSystemImage3 *image);
void test_add_file(IFsiDirectoryItem2 *directory, const WCHAR *path, IStream *stream);
HRESULT test_add_directory(IFsiDirectoryItem2 *directory, const WCHAR *path);
/* The kind of what is at a path of the image. */
FsiItemType test_exists(IFileSystemImage3 *image, const WCHAR *path);
/* How many items the image has; the root is one of the directories. */
void test_counts(IFileSystemImage3 *image, LONG files, LONG directories);
/* A stream in memory with those bytes. */
IStream *test_memory_stream(const void *data, ULONG size);

/* What an import takes of the disc in a recorder. */
SAFEARRAY *test_interfaces(struct burner *burner);
/* Writes a session, behind which others may come. */
void test_write_session(struct burner *burner, IStream *stream);

/* A new folder below the temporary one, with a trailing backslash; and files in it. */
void test_folder(WCHAR path[MAX_PATH]);
void test_folder_remove(const WCHAR *path);
void test_file(const WCHAR *folder, const WCHAR *name, const void *data, DWORD size);

/* Reads all of a stream from its start; free() it. */
BYTE *test_read_all(IStream *stream, ULONG *size);
/* Whether these bytes stand somewhere in an image at the start of a block. */
bool test_find_block(const BYTE *image, ULONG size, const void *data, ULONG length);

/* With a BSTR made of text, which the call uses as arg. */
#define WITH_BSTR(text, call)                                                                                        \
    do                                                                                                               \
    {                                                                                                                \
        BSTR arg = SysAllocString(text);                                                                             \
        call;                                                                                                        \
        SysFreeString(arg);                                                                                          \
    } while (0)

#define check_bstr(value, expected) check_bstr_(__FILE__, __LINE__, value, #value, expected)
void check_bstr_(const char *file, int line, BSTR value, const char *name, const WCHAR *expected);

#endif /* IMAPI2FS_TEST_SUPPORT_H */
