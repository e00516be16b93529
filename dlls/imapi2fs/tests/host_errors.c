/*
 * Folders and files of the host that let an image down
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

#include <stdlib.h>
#include <string.h>

#include "fs_support.h"
#include "support_memory.h"
#include "wine/test.h"

#define IID_DIR   &IID_IFsiDirectoryItem2
#define IID_IMAGE &IID_IFileSystemImage3

#define MOST_DIRECTORIES 65535      /* the root among them, ECMA-119 9.4.4 */

static const WCHAR dll[] = L"imapi2fs.dll";

static WCHAR folder[MAX_PATH], working[MAX_PATH];
static IFileSystemImage3 *image;
static IFsiDirectoryItem2 *root;
static BYTE content[3 * BLOCK];

static void set_up(void)
{
    WCHAR sub[MAX_PATH];
    ULONG i;

    for (i = 0; i < sizeof(content); i++) content[i] = (BYTE)(i * 7 + i / 256);
    test_folder(folder);
    test_folder(working);
    test_file(folder, L"first.bin", content, sizeof(content));
    lstrcpyW(sub, folder);
    CreateDirectoryW(lstrcatW(sub, L"sub"), NULL);
    test_file(folder, L"sub\\second.txt", "second", 6);
    image = test_image_create();
    root = test_root(image);
    WITH_BSTR(working, IFileSystemImage3_put_WorkingDirectory(image, arg));
}

static void tear_down(void)
{
    IFsiDirectoryItem2_Release(root);
    ok(!IFileSystemImage3_Release(image), "the image leaks\n");
    test_folder_remove(folder);
    test_folder_remove(working);
}

static HRESULT add_tree(void)
{
    HRESULT hr;

    WITH_BSTR(folder, hr = IFsiDirectoryItem2_AddTree(root, arg, VARIANT_FALSE));
    return hr;
}

static void check_counts(LONG files, LONG directories)
{
    LONG have_files = -1, have_directories = -1;

    IFileSystemImage3_get_FileCount(image, &have_files);
    IFileSystemImage3_get_DirectoryCount(image, &have_directories);
    ok(have_files == files && have_directories == directories, "%ld files, %ld directories\n", have_files,
       have_directories);
}

/* The image with the folder in it comes out whole. */
static void check_content(void)
{
    IStream *stream = test_result_stream(image);
    ULONG size;
    BYTE *bytes = test_read_all(stream, &size);

    ok(test_find_block(bytes, size, content, sizeof(content)), "the file is not in the image\n");
    free(bytes);
    IStream_Release(stream);
}

/* A failed addition left nothing, and now it works. */
static void check_recovered(void)
{
    HRESULT hr;

    check_counts(0, 1);
    hr = add_tree();
    ok(hr == S_OK, "AddTree, afterwards: %#lx\n", hr);
    check_counts(2, 2);
    check_content();
}

/* ---- the source */

/* Somebody else has the file for himself. */
static void test_locked_file(void)
{
    WCHAR path[MAX_PATH];
    HANDLE file;

    set_up();
    lstrcpyW(path, folder);
    lstrcatW(path, L"sub\\second.txt");
    file = CreateFileW(path, GENERIC_READ, 0, NULL, OPEN_EXISTING, 0, NULL);
    ok(file != INVALID_HANDLE_VALUE, "%lu\n", GetLastError());
    IFileSystemImage3_put_StageFiles(image, VARIANT_TRUE);
    check_failure(add_tree(), IMAPI_E_DATA_STREAM_CREATE_FAILURE, IID_DIR);
    CloseHandle(file);
    check_recovered();
    tear_down();
}

static HANDLE (WINAPI *real_FindFirstFileExW)(const WCHAR *name, FINDEX_INFO_LEVELS level, void *data,
                                              FINDEX_SEARCH_OPS op, void *filter, DWORD flags);
static BOOL (WINAPI *real_FindNextFileW)(HANDLE find, WIN32_FIND_DATAW *data);

/* The folder goes just before it is listed. */
static HANDLE WINAPI vanishing_FindFirstFileExW(const WCHAR *name, FINDEX_INFO_LEVELS level, void *data,
                                                FINDEX_SEARCH_OPS op, void *filter, DWORD flags)
{
    WCHAR path[MAX_PATH];

    if (wcsstr(name, L"\\sub\\*"))
    {
        lstrcpyW(path, folder);
        test_folder_remove(lstrcatW(path, L"sub\\"));
    }
    return real_FindFirstFileExW(name, level, data, op, filter, flags);
}

static BOOL WINAPI broken_FindNextFileW(HANDLE find, WIN32_FIND_DATAW *data)
{
    SetLastError(ERROR_CRC);
    return FALSE;
}

static void test_directory(void)
{
    WCHAR path[MAX_PATH];

    set_up();
    real_FindFirstFileExW = import_exchange(dll, "FindFirstFileExW", vanishing_FindFirstFileExW);
    ok(!!real_FindFirstFileExW, "FindFirstFileExW is not called\n");
    check_failure(add_tree(), IMAPI_E_DIRECTORY_READ_FAILURE, IID_DIR);
    import_exchange(dll, "FindFirstFileExW", real_FindFirstFileExW);
    check_counts(0, 1);
    lstrcpyW(path, folder);
    CreateDirectoryW(lstrcatW(path, L"sub"), NULL);
    test_file(folder, L"sub\\second.txt", "second", 6);

    real_FindNextFileW = import_exchange(dll, "FindNextFileW", broken_FindNextFileW);
    ok(!!real_FindNextFileW, "FindNextFileW is not called\n");
    check_failure(add_tree(), IMAPI_E_DIRECTORY_READ_FAILURE, IID_DIR);
    import_exchange(dll, "FindNextFileW", real_FindNextFileW);
    check_recovered();
    tear_down();
}

/* ---- copies */

static BOOL (WINAPI *real_WriteFile)(HANDLE file, const void *data, DWORD size, DWORD *done, OVERLAPPED *where);
static BOOL (WINAPI *real_ReadFile)(HANDLE file, void *data, DWORD size, DWORD *done, OVERLAPPED *where);
static BOOL (WINAPI *real_GetDiskFreeSpaceExW)(const WCHAR *path, ULARGE_INTEGER *own, ULARGE_INTEGER *total,
                                               ULARGE_INTEGER *left);
static DWORD write_error;
static unsigned int writes_left;    /* that still go well */

static BOOL WINAPI failing_WriteFile(HANDLE file, const void *data, DWORD size, DWORD *done, OVERLAPPED *where)
{
    if (writes_left)
    {
        writes_left--;
        return real_WriteFile(file, data, size, done, where);
    }
    *done = 0;
    SetLastError(write_error);
    return FALSE;
}

/* Of copies alone: they are read at a place, files from where they stand. */
static BOOL WINAPI failing_ReadFile(HANDLE file, void *data, DWORD size, DWORD *done, OVERLAPPED *where)
{
    if (!where) return real_ReadFile(file, data, size, done, where);
    *done = 0;
    SetLastError(ERROR_CRC);
    return FALSE;
}

static BOOL WINAPI small_GetDiskFreeSpaceExW(const WCHAR *path, ULARGE_INTEGER *own, ULARGE_INTEGER *total,
                                             ULARGE_INTEGER *left)
{
    own->QuadPart = 100;
    return TRUE;
}

/* The first copy goes well, and has to go again with the second one. */
static void test_stash_write(DWORD error, HRESULT expected)
{
    struct test_stream data;

    winetest_push_context("error %lu", error);
    set_up();
    IFileSystemImage3_put_StageFiles(image, VARIANT_TRUE);
    real_WriteFile = import_exchange(dll, "WriteFile", failing_WriteFile);
    ok(!!real_WriteFile, "WriteFile is not called\n");
    write_error = error;
    writes_left = 1;
    check_failure(add_tree(), expected, IID_DIR);
    ok(!writes_left, "nothing was written\n");
    test_stream_init(&data, BLOCK, 1);
    data.end_result = S_OK;
    WITH_BSTR(L"x", check_failure(IFsiDirectoryItem2_AddFile(root, arg, &data.IStream_iface), expected, IID_DIR));
    ok(data.ref == 1, "%ld references\n", data.ref);
    import_exchange(dll, "WriteFile", real_WriteFile);
    check_recovered();
    tear_down();
    winetest_pop_context();
}

static void test_stash_read(void)
{
    IStream *stream;
    BYTE block[16 * BLOCK];
    HRESULT hr = S_OK;
    ULONG done;

    set_up();
    IFileSystemImage3_put_StageFiles(image, VARIANT_TRUE);
    add_tree();
    stream = test_result_stream(image);
    real_ReadFile = import_exchange(dll, "ReadFile", failing_ReadFile);
    ok(!!real_ReadFile, "ReadFile is not called\n");
    for (done = 1; SUCCEEDED(hr) && done;) hr = IStream_Read(stream, block, sizeof(block), &done);
    ok(hr == IMAPI_E_STASHFILE_READ_FAILURE, "Read: %#lx\n", hr);
    import_exchange(dll, "ReadFile", real_ReadFile);
    IStream_Release(stream);
    check_content();
    tear_down();
}

static HRESULT move_to(const WCHAR *path)
{
    HRESULT hr;

    WITH_BSTR(path, hr = IFileSystemImage3_put_WorkingDirectory(image, arg));
    return hr;
}

/* What cannot be moved stays where it is. */
static void test_stash_move(void)
{
    WCHAR other[MAX_PATH], mask[MAX_PATH];
    WIN32_FIND_DATAW found;
    HANDLE find;
    HRESULT hr;
    BSTR text;

    set_up();
    test_folder(other);
    IFileSystemImage3_put_StageFiles(image, VARIANT_TRUE);
    add_tree();
    real_GetDiskFreeSpaceExW = import_exchange(dll, "GetDiskFreeSpaceExW", small_GetDiskFreeSpaceExW);
    check_failure(move_to(other), IMAPI_E_WORKING_DIRECTORY_SPACE, IID_IMAGE);
    import_exchange(dll, "GetDiskFreeSpaceExW", real_GetDiskFreeSpaceExW);
    real_ReadFile = import_exchange(dll, "ReadFile", failing_ReadFile);
    check_failure(move_to(other), IMAPI_E_STASHFILE_MOVE, IID_IMAGE);
    import_exchange(dll, "ReadFile", real_ReadFile);
    real_WriteFile = import_exchange(dll, "WriteFile", failing_WriteFile);
    write_error = ERROR_WRITE_FAULT;
    writes_left = 0;
    check_failure(move_to(other), IMAPI_E_STASHFILE_MOVE, IID_IMAGE);
    import_exchange(dll, "WriteFile", real_WriteFile);
    IFileSystemImage3_get_WorkingDirectory(image, &text);
    check_bstr(text, working);
    lstrcpyW(mask, other);
    find = FindFirstFileW(lstrcatW(mask, L"FSI*"), &found);
    ok(find == INVALID_HANDLE_VALUE, "%s is left\n", wine_dbgstr_w(found.cFileName));
    hr = move_to(other);
    ok(hr == S_OK, "moving, afterwards: %#lx\n", hr);
    check_content();
    tear_down();
    test_folder_remove(other);
}

/* ---- more than ISO 9660 can count */

static void test_directories(void)
{
    WCHAR name[16];
    HRESULT hr = S_OK;
    LONG i;

    image = test_image_create();
    root = test_root(image);
    IFileSystemImage3_put_FreeMediaBlocks(image, 0);
    for (i = 1; i < MOST_DIRECTORIES && hr == S_OK; i++)
    {
        wsprintfW(name, L"%08ld", i);
        WITH_BSTR(name, hr = IFsiDirectoryItem2_AddDirectory(root, arg));
    }
    ok(hr == S_OK, "directory %ld: %#lx\n", i, hr);
    WITH_BSTR(L"last", check_failure(IFsiDirectoryItem2_AddDirectory(root, arg), IMAPI_E_TOO_MANY_DIRS, IID_DIR));
    check_counts(0, MOST_DIRECTORIES);
    IFileSystemImage3_put_FileSystemsToCreate(image, FsiFileSystemUDF);
    WITH_BSTR(L"last", hr = IFsiDirectoryItem2_AddDirectory(root, arg));
    ok(hr == S_OK, "AddDirectory: %#lx\n", hr);
    check_failure(IFileSystemImage3_put_FileSystemsToCreate(image, FsiFileSystemISO9660), IMAPI_E_TOO_MANY_DIRS,
                  IID_IMAGE);
    IFsiDirectoryItem2_Release(root);
    ok(!IFileSystemImage3_Release(image), "the image leaks\n");
}

START_TEST(host_errors)
{
    CoInitializeEx(NULL, COINIT_MULTITHREADED);
    test_locked_file();
    test_directory();
    test_stash_write(ERROR_DISK_FULL, IMAPI_E_WORKING_DIRECTORY_SPACE);
    test_stash_write(ERROR_WRITE_FAULT, IMAPI_E_STASHFILE_WRITE_FAILURE);
    test_stash_read();
    test_stash_move();
    test_directories();
    CoUninitialize();
}
