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

static HRESULT add_tree_with_streams(void)
{
    HRESULT hr;

    WITH_BSTR(folder, hr = IFsiDirectoryItem2_AddTreeWithNamedStreams(root, arg, VARIANT_FALSE));
    return hr;
}

/* Both ways to add a folder fail, and leave nothing. */
static void check_refused(HRESULT expected)
{
    check_failure(add_tree(), expected, IID_DIR);
    test_counts(image, 0, 1);
    check_failure(add_tree_with_streams(), expected, IID_DIR);
    test_counts(image, 0, 1);
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

    test_counts(image, 0, 1);
    hr = add_tree();
    ok(hr == S_OK, "AddTree, afterwards: %#lx\n", hr);
    test_counts(image, 2, 2);
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
    check_refused(IMAPI_E_DATA_STREAM_CREATE_FAILURE);
    CloseHandle(file);
    check_recovered();
    tear_down();
}

static BOOL (WINAPI *real_ReadFile)(HANDLE file, void *data, DWORD size, DWORD *done, OVERLAPPED *where);
static DWORD read_error;            /* of a file of the host; 0: it ends where it should not */

/* Files are read from where they stand, copies at a place. */
static BOOL WINAPI source_ReadFile(HANDLE file, void *data, DWORD size, DWORD *done, OVERLAPPED *where)
{
    if (where) return real_ReadFile(file, data, size, done, where);
    *done = 0;
    SetLastError(read_error);
    return !read_error;
}

static void test_unreadable_file(void)
{
    set_up();
    IFileSystemImage3_put_StageFiles(image, VARIANT_TRUE);
    real_ReadFile = import_exchange(dll, "ReadFile", source_ReadFile);
    ok(!!real_ReadFile, "ReadFile is not called\n");
    read_error = ERROR_CRC;
    check_refused(IMAPI_E_DATA_STREAM_READ_FAILURE);
    read_error = 0;
    check_refused(IMAPI_E_DATA_STREAM_INCONSISTENCY);
    import_exchange(dll, "ReadFile", real_ReadFile);
    IFileSystemImage3_put_FreeMediaBlocks(image, 529);
    check_refused(IMAPI_E_IMAGE_SIZE_LIMIT);
    IFileSystemImage3_put_FreeMediaBlocks(image, 0);
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
    test_counts(image, 0, 1);
    lstrcpyW(path, folder);
    CreateDirectoryW(lstrcatW(path, L"sub"), NULL);
    test_file(folder, L"sub\\second.txt", "second", 6);

    real_FindNextFileW = import_exchange(dll, "FindNextFileW", broken_FindNextFileW);
    ok(!!real_FindNextFileW, "FindNextFileW is not called\n");
    check_refused(IMAPI_E_DIRECTORY_READ_FAILURE);
    import_exchange(dll, "FindNextFileW", real_FindNextFileW);
    check_recovered();
    tear_down();
}

/* ---- named streams, which the file systems of most hosts do not have */

static HANDLE (WINAPI *real_FindFirstStreamW)(const WCHAR *path, STREAM_INFO_LEVELS level, void *data, DWORD flags);
static BOOL (WINAPI *real_FindNextStreamW)(HANDLE find, void *data);
static HANDLE (WINAPI *real_CreateFileW)(const WCHAR *path, DWORD access, DWORD share, SECURITY_ATTRIBUTES *security,
                                         DWORD creation, DWORD flags, HANDLE template);

static HANDLE WINAPI one_FindFirstStreamW(const WCHAR *path, STREAM_INFO_LEVELS level, void *data, DWORD flags)
{
    WIN32_FIND_STREAM_DATA *found = data;
    WIN32_FIND_DATAW file;

    if (!wcsstr(path, L"first.bin"))
    {
        SetLastError(ERROR_HANDLE_EOF);
        return INVALID_HANDLE_VALUE;
    }
    lstrcpyW(found->cStreamName, L"::$DATA");
    found->StreamSize.QuadPart = sizeof(content);
    return FindFirstFileW(path, &file);
}

static BOOL WINAPI one_FindNextStreamW(HANDLE find, void *data)
{
    WIN32_FIND_STREAM_DATA *found = data;

    SetLastError(ERROR_HANDLE_EOF);
    if (!wcscmp(found->cStreamName, L":info:$DATA")) return FALSE;
    lstrcpyW(found->cStreamName, L":info:$DATA");
    found->StreamSize.QuadPart = 6;
    return TRUE;
}

/* What the stream holds lies in a file of its own. */
static HANDLE WINAPI stream_CreateFileW(const WCHAR *path, DWORD access, DWORD share, SECURITY_ATTRIBUTES *security,
                                        DWORD creation, DWORD flags, HANDLE template)
{
    WCHAR other[MAX_PATH];

    lstrcpyW(other, folder);
    lstrcatW(other, L"sub\\second.txt");
    return real_CreateFileW(wcsstr(path, L"first.bin:info") ? other : path, access, share, security, creation, flags,
                            template);
}

/* Where there are such streams, they have the times of their file. */
static void share_times(void)
{
    WIN32_FILE_ATTRIBUTE_DATA of_file = {0};
    WCHAR path[MAX_PATH];
    HANDLE stream;

    lstrcpyW(path, folder);
    GetFileAttributesExW(lstrcatW(path, L"first.bin"), GetFileExInfoStandard, &of_file);
    lstrcpyW(path, folder);
    stream = CreateFileW(lstrcatW(path, L"sub\\second.txt"), FILE_WRITE_ATTRIBUTES, 0, NULL, OPEN_EXISTING, 0, NULL);
    ok(SetFileTime(stream, NULL, NULL, &of_file.ftLastWriteTime), "SetFileTime: %lu\n", GetLastError());
    CloseHandle(stream);
}

static void exchange_streams(bool hooked)
{
    real_FindFirstStreamW = import_exchange(dll, "FindFirstStreamW",
                                            hooked ? one_FindFirstStreamW : real_FindFirstStreamW);
    real_FindNextStreamW = import_exchange(dll, "FindNextStreamW", hooked ? one_FindNextStreamW : real_FindNextStreamW);
    real_CreateFileW = import_exchange(dll, "CreateFileW", hooked ? stream_CreateFileW : real_CreateFileW);
    ok(real_FindFirstStreamW && real_FindNextStreamW && real_CreateFileW, "something is not called\n");
}

/* The data of the only stream of the first file. */
static HRESULT read_stream(char text[6])
{
    IFsiFileItem2 *file = test_item(root, L"first.bin", &IID_IFsiFileItem2), *item = NULL;
    IFsiNamedStreams *streams = NULL;
    IStream *stream = NULL;
    LONG count = -1;
    HRESULT hr;
    BSTR name;

    hr = IFsiFileItem2_get_FsiNamedStreams(file, &streams);
    ok(hr == S_OK, "FsiNamedStreams: %#lx\n", hr);
    IFsiNamedStreams_get_Count(streams, &count);
    ok(count == 1, "%ld streams\n", count);
    IFsiNamedStreams_get_Item(streams, 0, &item);
    IFsiFileItem2_get_Name(item, &name);
    check_bstr(name, L"info");
    hr = IFsiFileItem2_get_Data(item, &stream);
    ok(hr == S_OK, "Data: %#lx\n", hr);
    hr = IStream_Read(stream, text, 6, NULL);
    IStream_Release(stream);
    IFsiFileItem2_Release(item);
    IFsiNamedStreams_Release(streams);
    IFsiFileItem2_Release(file);
    return hr;
}

static void test_streams(VARIANT_BOOL stage)
{
    char text[6] = "";
    HRESULT hr;

    set_up();
    share_times();
    IFileSystemImage3_put_StageFiles(image, stage);
    exchange_streams(true);
    hr = add_tree_with_streams();
    ok(hr == IMAPI_S_IMAGE_FEATURE_NOT_SUPPORTED, "AddTreeWithNamedStreams: %#lx\n", hr);
    IFileSystemImage3_put_UDFRevision(image, 0x200);
    hr = add_tree_with_streams();
    ok(hr == S_OK, "AddTreeWithNamedStreams: %#lx\n", hr);
    hr = read_stream(text);
    ok(hr == S_OK && !memcmp(text, "second", 6), "the stream: %#lx\n", hr);
    exchange_streams(false);
    /* Only a copy is there without its original. */
    hr = read_stream(text);
    ok(hr == (stage ? S_OK : IMAPI_E_DATA_STREAM_READ_FAILURE), "the stream, stage %d: %#lx\n", stage, hr);
    hr = add_tree();
    ok(hr == S_OK, "AddTree: %#lx\n", hr);
    hr = IFileSystemImage3_put_FileSystemsToCreate(image, FsiFileSystemISO9660);
    ok(hr == S_OK, "the stream is still there: %#lx\n", hr);
    tear_down();
}

/* ---- copies */

static BOOL (WINAPI *real_WriteFile)(HANDLE file, const void *data, DWORD size, DWORD *done, OVERLAPPED *where);
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
    IFsiDirectoryItem *made = NULL;
    WCHAR name[16];
    HRESULT hr;
    LONG i;

    set_up();
    IFileSystemImage3_put_FreeMediaBlocks(image, 0);
    WITH_BSTR(L"made", hr = IFileSystemImage3_CreateDirectoryItem(image, arg, &made));
    ok(hr == S_OK, "CreateDirectoryItem: %#lx\n", hr);
    for (i = 1; i < MOST_DIRECTORIES && hr == S_OK; i++)
    {
        wsprintfW(name, L"%08ld", i);
        WITH_BSTR(name, hr = IFsiDirectoryItem2_AddDirectory(root, arg));
    }
    ok(hr == S_OK, "directory %ld: %#lx\n", i, hr);
    WITH_BSTR(L"last", check_failure(IFsiDirectoryItem2_AddDirectory(root, arg), IMAPI_E_TOO_MANY_DIRS, IID_DIR));
    check_failure(add_tree(), IMAPI_E_TOO_MANY_DIRS, IID_DIR);
    check_failure(IFsiDirectoryItem2_Add(root, (IFsiItem *)made), IMAPI_E_TOO_MANY_DIRS, IID_DIR);
    test_counts(image, 0, MOST_DIRECTORIES);
    IFileSystemImage3_put_FileSystemsToCreate(image, FsiFileSystemUDF);
    WITH_BSTR(L"last", hr = IFsiDirectoryItem2_AddDirectory(root, arg));
    ok(hr == S_OK, "AddDirectory: %#lx\n", hr);
    check_failure(IFileSystemImage3_put_FileSystemsToCreate(image, FsiFileSystemISO9660), IMAPI_E_TOO_MANY_DIRS,
                  IID_IMAGE);
    IFsiDirectoryItem_Release(made);
    tear_down();
}

START_TEST(host_errors)
{
    CoInitializeEx(NULL, COINIT_MULTITHREADED);
    test_locked_file();
    test_unreadable_file();
    test_directory();
    test_streams(VARIANT_FALSE);
    test_streams(VARIANT_TRUE);
    test_stash_write(ERROR_DISK_FULL, IMAPI_E_WORKING_DIRECTORY_SPACE);
    test_stash_write(ERROR_WRITE_FAULT, IMAPI_E_STASHFILE_WRITE_FAILURE);
    test_stash_read();
    test_stash_move();
    test_directories();
    CoUninitialize();
}
