/*
 * What cannot be done to a tree says why, and leaves the tree as it was
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
#include "wine/test.h"

#define IID_DIR   &IID_IFsiDirectoryItem2
#define IID_FILE  &IID_IFsiFileItem2
#define IID_IMAGE &IID_IFileSystemImage3

#define LEVELS    8             /* of directories, the root among them, ECMA-119 6.8.2.1 */
#define ALL_FILE_SYSTEMS (FsiFileSystemISO9660 | FsiFileSystemJoliet | FsiFileSystemUDF)

static IFileSystemImage3 *image;
static IFsiDirectoryItem2 *root;
static struct test_stream data;         /* 100 blocks */

static void set_up(void)
{
    image = test_image_create();
    root = test_root(image);
    test_stream_init(&data, 100 * BLOCK, 3);
    data.end_result = S_OK;
}

static void tear_down(void)
{
    IFsiDirectoryItem2_Release(root);
    ok(!IFileSystemImage3_Release(image), "the image leaks\n");
    ok(data.ref == 1, "%ld references to the stream\n", data.ref);
}

/* A directory with others above it; path has room for a name more. */
static void add_deep(unsigned int level, WCHAR path[3 * LEVELS])
{
    HRESULT hr = S_OK;

    *path = 0;
    while (--level && SUCCEEDED(hr)) hr = test_add_directory(root, lstrcatW(path, L"\\d"));
    ok(hr == S_OK, "AddDirectory(%s): %#lx\n", wine_dbgstr_w(path), hr);
}

/* Paths that nothing in an image can have. */
static void test_invalid_paths(void)
{
    static const WCHAR *const paths[] = {L"a*b", L"..", L"dir\\a?b", L"dir/.", L"dir\\a:b"};
    FsiItemType type;
    IFsiItem *item;
    unsigned int i;

    set_up();
    test_add_directory(root, L"dir");
    for (i = 0; i < ARRAY_SIZE(paths); i++)
    {
        winetest_push_context("%s", wine_dbgstr_w(paths[i]));
        WITH_BSTR(paths[i], check_failure(IFsiDirectoryItem2_get_Item(root, arg, &item), IMAPI_E_INVALID_PATH, IID_DIR));
        WITH_BSTR(paths[i], check_failure(IFsiDirectoryItem2_AddDirectory(root, arg), IMAPI_E_INVALID_PATH, IID_DIR));
        WITH_BSTR(paths[i], check_failure(IFsiDirectoryItem2_AddFile(root, arg, &data.IStream_iface),
                                          IMAPI_E_INVALID_PATH, IID_DIR));
        WITH_BSTR(paths[i], check_failure(IFsiDirectoryItem2_Remove(root, arg), IMAPI_E_INVALID_PATH, IID_DIR));
        WITH_BSTR(paths[i], check_failure(IFsiDirectoryItem2_RemoveTree(root, arg), IMAPI_E_INVALID_PATH, IID_DIR));
        WITH_BSTR(paths[i], check_failure(IFileSystemImage3_Exists(image, arg, &type), IMAPI_E_INVALID_PATH, IID_IMAGE));
        winetest_pop_context();
    }
    WITH_BSTR(L"\\a*b", check_failure(IFileSystemImage3_Exists(image, arg, &type), IMAPI_E_INVALID_PATH, IID_IMAGE));
    WITH_BSTR(L"C:\\a*b", check_failure(IFsiDirectoryItem2_AddTree(root, arg, VARIANT_TRUE), IMAPI_E_INVALID_PATH,
                                        IID_DIR));
    WITH_BSTR(L"C:\\a*b", check_failure(IFsiDirectoryItem2_AddTreeWithNamedStreams(root, arg, VARIANT_TRUE),
                                        IMAPI_E_INVALID_PATH, IID_DIR));
    test_counts(image, 0, 2);
    tear_down();
}

static void test_empty_paths(void)
{
    FsiItemType type;
    IFsiItem *item;

    set_up();
    WITH_BSTR(L"", check_failure(IFsiDirectoryItem2_get_Item(root, arg, &item), IMAPI_E_INVALID_PARAM, IID_DIR));
    WITH_BSTR(L"", check_failure(IFsiDirectoryItem2_AddDirectory(root, arg), IMAPI_E_INVALID_PARAM, IID_DIR));
    WITH_BSTR(L"", check_failure(IFsiDirectoryItem2_AddFile(root, arg, &data.IStream_iface), IMAPI_E_INVALID_PARAM,
                                 IID_DIR));
    WITH_BSTR(L"", check_failure(IFsiDirectoryItem2_Remove(root, arg), IMAPI_E_INVALID_PARAM, IID_DIR));
    WITH_BSTR(L"", check_failure(IFsiDirectoryItem2_RemoveTree(root, arg), IMAPI_E_INVALID_PARAM, IID_DIR));
    WITH_BSTR(L"", check_failure(IFsiDirectoryItem2_AddTree(root, arg, VARIANT_TRUE), IMAPI_E_INVALID_PARAM, IID_DIR));
    WITH_BSTR(L"", check_failure(IFsiDirectoryItem2_AddTreeWithNamedStreams(root, arg, VARIANT_TRUE),
                                 IMAPI_E_INVALID_PARAM, IID_DIR));
    check_failure(IFsiDirectoryItem2_AddTreeWithNamedStreams(root, NULL, VARIANT_TRUE), E_POINTER, IID_DIR);
    WITH_BSTR(L"", check_failure(IFileSystemImage3_Exists(image, arg, &type), IMAPI_E_INVALID_PARAM, IID_IMAGE));
    check_failure(IFileSystemImage3_Exists(image, NULL, &type), E_POINTER, IID_IMAGE);
    WITH_BSTR(L"", check_failure(IFileSystemImage3_CreateDirectoryItem(image, arg, (IFsiDirectoryItem **)&item),
                                 IMAPI_E_INVALID_PARAM, IID_IMAGE));
    check_failure(IFileSystemImage3_CreateDirectoryItem(image, NULL, (IFsiDirectoryItem **)&item),
                  IMAPI_E_INVALID_PARAM, IID_IMAGE);
    tear_down();
}

static HRESULT add_stream(IFsiFileItem2 *file, const WCHAR *name)
{
    HRESULT hr;

    WITH_BSTR(name, hr = IFsiFileItem2_AddStream(file, arg, &data.IStream_iface));
    return hr;
}

static HRESULT remove_stream(IFsiFileItem2 *file, const WCHAR *name)
{
    HRESULT hr;

    WITH_BSTR(name, hr = IFsiFileItem2_RemoveStream(file, arg));
    return hr;
}

/* A file that is in no image yet. */
static void test_loose_streams(void)
{
    IFsiFileItem2 *file2 = NULL;
    IFsiFileItem *file = NULL;

    WITH_BSTR(L"loose", IFileSystemImage3_CreateFileItem(image, arg, &file));
    IFsiFileItem_QueryInterface(file, IID_FILE, (void **)&file2);
    check_failure(add_stream(file2, L"info"), IMAPI_E_NOT_IN_FILE_SYSTEM, IID_FILE);
    check_failure(remove_stream(file2, L"info"), IMAPI_E_NOT_IN_FILE_SYSTEM, IID_FILE);
    IFsiFileItem2_Release(file2);
    IFsiFileItem_Release(file);
}

static void test_named_streams(void)
{
    IFileSystemImageResult2 *result;
    VARIANT_BOOL real_time = 99;
    IFsiNamedStreams *streams;
    IFsiFileItem2 *file;
    LONG count = -1;
    HRESULT hr;

    set_up();
    test_loose_streams();
    test_add_file(root, L"file", &data.IStream_iface);
    file = test_item(root, L"file", IID_FILE);
    check_failure(IFsiFileItem2_AddStream(file, NULL, &data.IStream_iface), E_POINTER, IID_FILE);
    check_failure(IFsiFileItem2_RemoveStream(file, NULL), E_POINTER, IID_FILE);
    check_failure(add_stream(file, L""), IMAPI_E_INVALID_PARAM, IID_FILE);
    check_failure(add_stream(file, L"a*b"), IMAPI_E_INVALID_PARAM, IID_FILE);
    check_failure(remove_stream(file, L""), IMAPI_E_INVALID_PARAM, IID_FILE);
    IFileSystemImage3_put_FileSystemsToCreate(image, FsiFileSystemUDF);
    IFileSystemImage3_put_UDFRevision(image, 0x200);
    IFileSystemImage3_put_FreeMediaBlocks(image, 700);
    check_failure(add_stream(file, L"large"), IMAPI_E_IMAGE_SIZE_LIMIT, IID_FILE);
    IFileSystemImage3_put_FreeMediaBlocks(image, 0);
    IFileSystemImage3_put_StageFiles(image, VARIANT_TRUE);
    data.fail_at = 0;
    check_failure(add_stream(file, L"unreadable"), IMAPI_E_DATA_STREAM_READ_FAILURE, IID_FILE);
    data.fail_at = UINT64_MAX;
    data.end = 10;
    check_failure(add_stream(file, L"short"), IMAPI_E_DATA_STREAM_INCONSISTENCY, IID_FILE);
    data.end = data.size;
    result = test_result(image);
    check_failure(add_stream(file, L"late"), IMAPI_E_READONLY, IID_FILE);
    check_failure(remove_stream(file, L"late"), IMAPI_E_READONLY, IID_FILE);
    hr = IFsiFileItem2_put_IsRealTime(file, VARIANT_TRUE);
    IFsiFileItem2_get_IsRealTime(file, &real_time);
    ok(hr == S_OK && real_time == VARIANT_FALSE, "IsRealTime: %#lx, %d\n", hr, real_time);
    IFileSystemImageResult2_Release(result);
    hr = IFsiFileItem2_get_FsiNamedStreams(file, &streams);
    ok(hr == S_OK, "FsiNamedStreams: %#lx\n", hr);
    IFsiNamedStreams_get_Count(streams, &count);
    ok(!count, "%ld streams\n", count);
    IFsiNamedStreams_Release(streams);
    hr = add_stream(file, L"info");
    ok(hr == S_OK, "AddStream: %#lx\n", hr);
    hr = remove_stream(file, L"INFO");
    ok(hr == S_OK, "RemoveStream: %#lx\n", hr);
    IFileSystemImage3_put_UDFRevision(image, 0x150);
    hr = IFileSystemImage3_put_FileSystemsToCreate(image, ALL_FILE_SYSTEMS);
    ok(hr == S_OK, "streams that are gone are in the way: %#lx\n", hr);
    IFsiFileItem2_Release(file);
    tear_down();
}

/* What does not fit stays out, and can be added later. */
static void test_add_limit(void)
{
    IFsiFileItem *file = NULL;
    HRESULT hr;

    set_up();
    WITH_BSTR(L"large", IFileSystemImage3_CreateFileItem(image, arg, &file));
    hr = IFsiFileItem_put_Data(file, &data.IStream_iface);
    ok(hr == S_OK, "Data: %#lx\n", hr);
    IFileSystemImage3_put_FreeMediaBlocks(image, 600);
    check_failure(IFsiDirectoryItem2_Add(root, (IFsiItem *)file), IMAPI_E_IMAGE_SIZE_LIMIT, IID_DIR);
    test_counts(image, 0, 1);
    IFileSystemImage3_put_FreeMediaBlocks(image, 0);
    hr = IFsiDirectoryItem2_Add(root, (IFsiItem *)file);
    ok(hr == S_OK && test_exists(image, L"\\large"), "Add: %#lx\n", hr);
    IFsiFileItem_Release(file);
    tear_down();
}

/* Directories that were taken out bring what is below them along when they come back. */
static void test_add_levels(void)
{
    IFsiDirectoryItem2 *top, *deep;
    IFsiDirectoryItem *made = NULL;
    WCHAR path[3 * LEVELS];
    HRESULT hr;

    set_up();
    add_deep(LEVELS, path);
    deep = test_item(root, path, IID_DIR);
    WITH_BSTR(L"made", IFileSystemImage3_CreateDirectoryItem(image, arg, &made));
    check_failure(IFsiDirectoryItem2_Add(deep, (IFsiItem *)made), IMAPI_E_ISO9660_LEVELS, IID_DIR);
    IFsiDirectoryItem_Release(made);
    IFsiDirectoryItem2_Release(deep);
    test_add_directory(root, L"top");
    test_add_directory(root, L"top\\sub");
    top = test_item(root, L"top", IID_DIR);
    WITH_BSTR(L"top", IFsiDirectoryItem2_RemoveTree(root, arg));
    path[lstrlenW(path) - 2] = 0;
    deep = test_item(root, path, IID_DIR);
    check_failure(IFsiDirectoryItem2_Add(deep, (IFsiItem *)top), IMAPI_E_ISO9660_LEVELS, IID_DIR);
    hr = IFsiDirectoryItem2_Add(root, (IFsiItem *)top);
    ok(hr == S_OK && test_exists(image, L"\\top\\sub"), "Add: %#lx\n", hr);
    IFsiDirectoryItem2_Release(deep);
    IFsiDirectoryItem2_Release(top);
    tear_down();
}

/* An image that became too large by the choice of its file systems can still lose files. */
static void test_too_large(void)
{
    LONG used = 0, more = 0;
    HRESULT hr;

    set_up();
    IFileSystemImage3_put_FileSystemsToCreate(image, FsiFileSystemUDF);
    test_add_directory(root, L"dir");
    test_add_file(root, L"dir\\file", &data.IStream_iface);
    IFileSystemImage3_get_UsedBlocks(image, &used);
    hr = IFileSystemImage3_put_FreeMediaBlocks(image, used);
    ok(hr == S_OK, "FreeMediaBlocks: %#lx\n", hr);
    check_failure(IFileSystemImage3_put_FreeMediaBlocks(image, used - 1), IMAPI_E_IMAGE_TOO_BIG, IID_IMAGE);
    IFileSystemImage3_put_FileSystemsToCreate(image, ALL_FILE_SYSTEMS);
    IFileSystemImage3_get_UsedBlocks(image, &more);
    ok(more > used, "UsedBlocks %ld, were %ld\n", more, used);
    check_failure(test_add_directory(root, L"more"), IMAPI_E_IMAGE_SIZE_LIMIT, IID_DIR);
    WITH_BSTR(L"dir\\file", hr = IFsiDirectoryItem2_Remove(root, arg));
    ok(hr == S_OK, "Remove: %#lx\n", hr);
    test_counts(image, 0, 2);
    tear_down();
}

/* What comes back is the tree as it was, also where ISO 9660 cannot carry it. */
static void test_rollback(void)
{
    IFileSystemImageResult *result = NULL;
    WCHAR path[3 * LEVELS];
    LONG point = -1;
    HRESULT hr;

    set_up();
    IFileSystemImage3_put_FileSystemsToCreate(image, FsiFileSystemUDF);
    add_deep(LEVELS + 1, path);
    IFileSystemImage3_get_ChangePoint(image, &point);
    WITH_BSTR(L"d", hr = IFsiDirectoryItem2_RemoveTree(root, arg));
    ok(hr == S_OK, "RemoveTree: %#lx\n", hr);
    IFileSystemImage3_put_FileSystemsToCreate(image, ALL_FILE_SYSTEMS);
    hr = IFileSystemImage3_RollbackToChangePoint(image, point);
    ok(hr == S_OK && test_exists(image, path), "RollbackToChangePoint: %#lx\n", hr);
    check_failure(IFileSystemImage3_CreateResultImage(image, &result), IMAPI_E_ISO9660_LEVELS, IID_IMAGE);
    IFileSystemImage3_put_FileSystemsToCreate(image, FsiFileSystemUDF);
    hr = IFileSystemImage3_CreateResultImage(image, &result);
    ok(hr == S_OK, "CreateResultImage: %#lx\n", hr);
    if (result) IFileSystemImageResult_Release(result);
    tear_down();
}

/* ---- AddTree */

static HRESULT add_tree(const WCHAR *folder)
{
    HRESULT hr;

    WITH_BSTR(folder, hr = IFsiDirectoryItem2_AddTree(root, arg, VARIANT_FALSE));
    return hr;
}

static void test_deep_folder(void)
{
    WCHAR folder[MAX_PATH], path[MAX_PATH + 3 * LEVELS];
    unsigned int level;
    HRESULT hr;

    set_up();
    test_folder(folder);
    lstrcpyW(path, folder);
    for (level = 2; level <= LEVELS + 1; level++) CreateDirectoryW(lstrcatW(path, L"d\\"), NULL);
    check_failure(add_tree(folder), IMAPI_E_ISO9660_LEVELS, IID_DIR);
    test_counts(image, 0, 1);
    IFileSystemImage3_put_FileSystemsToCreate(image, FsiFileSystemUDF);
    hr = add_tree(folder);
    ok(hr == S_OK, "AddTree: %#lx\n", hr);
    test_counts(image, 0, LEVELS + 1);
    test_folder_remove(folder);
    tear_down();
}

/* Takes the second file away from the DLL when it is about to be copied. */
struct interruption
{
    const WCHAR *folder;
    unsigned int begun;         /* files */
    HANDLE file;
    HRESULT locked_in;
};

static void interrupt(struct test_sink *sink, IDispatch *sender, const struct test_event *event)
{
    struct interruption *interruption = sink->context;
    const WCHAR *path = V_VT(&sink->args[2]) == VT_BSTR ? V_BSTR(&sink->args[2]) : L"";
    WCHAR host[MAX_PATH];

    ok(sender == (IDispatch *)image, "another sender\n");
    ok(*path == '\\' && path[1] != '\\', "path %s\n", wine_dbgstr_w(path));
    if (V_I4(&sink->args[1]) || ++interruption->begun != 2) return;
    lstrcpyW(host, interruption->folder);
    lstrcatW(host, path + 1);
    interruption->file = CreateFileW(host, GENERIC_READ, 0, NULL, OPEN_EXISTING, 0, NULL);
    ok(interruption->file != INVALID_HANDLE_VALUE, "%s: %lu\n", wine_dbgstr_w(host), GetLastError());
    interruption->locked_in = IFileSystemImage3_LockInChangePoint(image);
}

/* All or nothing, though sinks have been told of some. */
static void test_middle(void)
{
    struct interruption interruption = {NULL, 0, INVALID_HANDLE_VALUE, S_OK};
    struct test_sink *sink = malloc(sizeof(*sink));
    WCHAR folder[MAX_PATH];
    LONG before = -1, after = -1;
    HRESULT hr;

    set_up();
    test_folder(folder);
    test_file(folder, L"one", "one", 3);
    test_file(folder, L"two", "two", 3);
    test_file(folder, L"three", "three", 5);
    test_add_directory(root, L"kept");
    IFileSystemImage3_get_ChangePoint(image, &before);
    IFileSystemImage3_put_StageFiles(image, VARIANT_TRUE);
    test_sink_init(sink, &IID_DFileSystemImageEvents, DISPID_DFILESYSTEMIMAGEEVENTS_UPDATE);
    sink->on_event = interrupt;
    sink->context = &interruption;
    interruption.folder = folder;
    hr = test_sink_connect(sink, image);
    ok(hr == S_OK, "Advise: %#lx\n", hr);
    check_failure(add_tree(folder), IMAPI_E_DATA_STREAM_CREATE_FAILURE, IID_DIR);
    ok(interruption.begun == 2, "%u files\n", interruption.begun);
    ok(interruption.locked_in == IMAPI_E_READONLY, "LockInChangePoint: %#lx\n", interruption.locked_in);
    CloseHandle(interruption.file);
    test_counts(image, 0, 2);
    IFileSystemImage3_get_ChangePoint(image, &after);
    ok(before == after && test_exists(image, L"\\kept"), "change points %ld and %ld\n", before, after);
    hr = add_tree(folder);
    ok(hr == S_OK, "AddTree: %#lx\n", hr);
    test_counts(image, 3, 2);
    test_sink_disconnect(sink);
    free(sink);
    test_folder_remove(folder);
    tear_down();
}

START_TEST(tree_errors)
{
    CoInitializeEx(NULL, COINIT_MULTITHREADED);
    test_invalid_paths();
    test_empty_paths();
    test_named_streams();
    test_add_limit();
    test_add_levels();
    test_too_large();
    test_rollback();
    test_deep_folder();
    test_middle();
    CoUninitialize();
}
