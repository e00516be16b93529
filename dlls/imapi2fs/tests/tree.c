/*
 * Files and directories: adding, finding, removing, undoing
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

static IFileSystemImage3 *image;
static IFsiDirectoryItem2 *root;
static struct test_stream data;

static void set_up(void)
{
    image = test_image_create();
    root = test_root(image);
    test_stream_init(&data, 5000, 7);
}

static void tear_down(void)
{
    IFsiDirectoryItem2_Release(root);
    ok(!IFileSystemImage3_Release(image), "the image leaks\n");
    ok(data.ref == 1, "%ld references to the stream\n", data.ref);
}

static HRESULT add_directory(const WCHAR *path)
{
    return test_add_directory(root, path);
}

static FsiItemType exists(const WCHAR *path)
{
    return test_exists(image, path);
}

static LONG change_point(void)
{
    LONG value = -1;

    IFileSystemImage3_get_ChangePoint(image, &value);
    return value;
}

static void test_paths(void)
{
    IFsiDirectoryItem2 *directory;
    IFsiFileItem2 *file;
    IFsiItem *item;
    FsiItemType type;
    LONG count = 0;
    HRESULT hr;
    BSTR text;

    set_up();
    hr = add_directory(L"one");
    ok(hr == S_OK, "AddDirectory: %#lx\n", hr);
    hr = add_directory(L"\\one\\Two\\");
    ok(hr == S_OK, "AddDirectory: %#lx\n", hr);
    hr = add_directory(L"one/two/three");
    ok(hr == S_OK, "AddDirectory: %#lx\n", hr);
    test_add_file(root, L"one\\two\\file with a name.text", &data.IStream_iface);
    ok(exists(L"\\one\\TWO") == FsiItemDirectory, "no directory\n");
    ok(exists(L"/one/two/File with a name.text") == FsiItemFile, "no file\n");
    ok(exists(L"\\one\\four") == FsiItemNotFound, "four exists\n");
    ok(exists(L"\\five\\four") == FsiItemNotFound, "five exists\n");
    WITH_BSTR(L"one", check_failure(IFileSystemImage3_Exists(image, arg, &type), IMAPI_E_INVALID_PATH, IID_IMAGE));
    directory = test_item(root, L"one\\two", IID_DIR);
    ok(!!directory, "no item\n");
    IFsiDirectoryItem2_get_Name(directory, &text);
    check_bstr(text, L"Two");
    IFsiDirectoryItem2_get_FullPath(directory, &text);
    check_bstr(text, L"\\one\\Two");
    IFsiDirectoryItem2_get_Count(directory, &count);
    ok(count == 2, "Count %ld\n", count);
    file = test_item(directory, L"file with a name.text", IID_FILE);
    IFsiFileItem2_FileSystemName(file, FsiFileSystemUDF, &text);
    check_bstr(text, L"file with a name.text");
    IFsiFileItem2_FileSystemName(file, FsiFileSystemISO9660, &text);
    ok(SysStringLen(text) <= 12 && wcschr(text, '.'), "ISO 9660 name %s\n", wine_dbgstr_w(text));
    SysFreeString(text);
    IFsiFileItem2_FileSystemPath(file, FsiFileSystemJoliet, &text);
    check_bstr(text, L"\\one\\Two\\file with a name.text");
    check_failure(IFsiFileItem2_FileSystemName(file, 3, &text), IMAPI_E_INVALID_PARAM, IID_FILE);
    check_failure(IFsiFileItem2_FileSystemPath(file, FsiFileSystemNone, &text), IMAPI_E_INVALID_PARAM, IID_FILE);
    check_failure(IFsiFileItem2_FileSystemName(file, FsiFileSystemUDF, NULL), E_POINTER, IID_FILE);
    check_failure(IFsiFileItem2_FileSystemPath(file, FsiFileSystemUDF, NULL), E_POINTER, IID_FILE);
    hr = IFsiFileItem2_QueryInterface(file, &IID_IFsiDirectoryItem, (void **)&item);
    ok(hr == E_NOINTERFACE, "a file is a directory: %#lx\n", hr);
    IFsiFileItem2_Release(file);
    IFsiDirectoryItem2_Release(directory);
    IFileSystemImage3_get_FileCount(image, &count);
    ok(count == 1, "FileCount %ld\n", count);
    IFileSystemImage3_get_DirectoryCount(image, &count);
    ok(count == 4, "DirectoryCount %ld\n", count);
    tear_down();
}

static void test_refusals(void)
{
    IFsiItem *item;
    HRESULT hr;

    set_up();
    add_directory(L"dir");
    test_add_file(root, L"file", &data.IStream_iface);
    WITH_BSTR(L"dir", check_failure(IFsiDirectoryItem2_AddDirectory(root, arg), IMAPI_E_DUP_NAME, IID_DIR));
    WITH_BSTR(L"a\\b", check_failure(IFsiDirectoryItem2_AddDirectory(root, arg), IMAPI_E_DIR_NOT_FOUND, IID_DIR));
    WITH_BSTR(L"file\\b", check_failure(IFsiDirectoryItem2_AddDirectory(root, arg), IMAPI_E_DIR_NOT_FOUND, IID_DIR));
    WITH_BSTR(L"a:b", check_failure(IFsiDirectoryItem2_AddDirectory(root, arg), IMAPI_E_INVALID_PATH, IID_DIR));
    WITH_BSTR(L"\\", check_failure(IFsiDirectoryItem2_AddDirectory(root, arg), IMAPI_E_INVALID_PATH, IID_DIR));
    check_failure(IFsiDirectoryItem2_AddDirectory(root, NULL), IMAPI_E_INVALID_PARAM, IID_DIR);
    WITH_BSTR(L"a\\b", check_failure(IFsiDirectoryItem2_AddFile(root, arg, &data.IStream_iface),
                                     IMAPI_E_DIR_NOT_FOUND, IID_DIR));
    WITH_BSTR(L"dir", check_failure(IFsiDirectoryItem2_AddFile(root, arg, &data.IStream_iface), IMAPI_E_NOT_FILE, IID_DIR));
    WITH_BSTR(L"x", check_failure(IFsiDirectoryItem2_AddFile(root, arg, NULL), E_POINTER, IID_DIR));
    WITH_BSTR(L"a*b", check_failure(IFsiDirectoryItem2_AddFile(root, arg, &data.IStream_iface), IMAPI_E_INVALID_PATH,
                                    IID_DIR));
    check_failure(IFsiDirectoryItem2_AddFile(root, NULL, &data.IStream_iface), IMAPI_E_INVALID_PARAM, IID_DIR);
    WITH_BSTR(L"none", check_failure(IFsiDirectoryItem2_get_Item(root, arg, &item), IMAPI_E_ITEM_NOT_FOUND, IID_DIR));
    ok(!item, "item %p\n", item);
    WITH_BSTR(L"none", check_failure(IFsiDirectoryItem2_get_Item(root, arg, NULL), E_POINTER, IID_DIR));
    check_failure(IFsiDirectoryItem2_get_Item(root, NULL, &item), IMAPI_E_INVALID_PARAM, IID_DIR);
    WITH_BSTR(L"none", check_failure(IFsiDirectoryItem2_Remove(root, arg), IMAPI_E_ITEM_NOT_FOUND, IID_DIR));
    check_failure(IFsiDirectoryItem2_Remove(root, NULL), IMAPI_E_INVALID_PARAM, IID_DIR);
    WITH_BSTR(L"\\", check_failure(IFsiDirectoryItem2_Remove(root, arg), IMAPI_E_INVALID_PATH, IID_DIR));
    WITH_BSTR(L"file", check_failure(IFsiDirectoryItem2_RemoveTree(root, arg), IMAPI_E_NOT_DIR, IID_DIR));
    WITH_BSTR(L"none", check_failure(IFsiDirectoryItem2_RemoveTree(root, arg), IMAPI_E_DIR_NOT_FOUND, IID_DIR));
    check_failure(IFsiDirectoryItem2_RemoveTree(root, NULL), E_POINTER, IID_DIR);
    check_failure(IFsiDirectoryItem2_Add(root, NULL), E_POINTER, IID_DIR);
    check_failure(IFsiDirectoryItem2_get_Count(root, NULL), E_POINTER, IID_DIR);
    check_failure(IFsiDirectoryItem2_get__NewEnum(root, NULL), E_POINTER, IID_DIR);
    check_failure(IFsiDirectoryItem2_get_EnumFsiItems(root, NULL), E_POINTER, IID_DIR);
    check_failure(IFsiDirectoryItem2_get_Name(root, NULL), E_POINTER, IID_DIR);
    check_failure(IFsiDirectoryItem2_get_FullPath(root, NULL), E_POINTER, IID_DIR);
    check_failure(IFsiDirectoryItem2_get_CreationTime(root, NULL), E_POINTER, IID_DIR);
    check_failure(IFsiDirectoryItem2_get_LastAccessedTime(root, NULL), E_POINTER, IID_DIR);
    check_failure(IFsiDirectoryItem2_get_LastModifiedTime(root, NULL), E_POINTER, IID_DIR);
    check_failure(IFsiDirectoryItem2_get_IsHidden(root, NULL), E_POINTER, IID_DIR);
    data.stat_result = data.seek_result = STG_E_ACCESSDENIED;
    WITH_BSTR(L"x", check_failure(IFsiDirectoryItem2_AddFile(root, arg, &data.IStream_iface),
                                  IMAPI_E_DATA_STREAM_READ_FAILURE, IID_DIR));
    data.stat_result = data.seek_result = S_OK;
    hr = IFileSystemImage3_put_UseRestrictedCharacterSet(image, VARIANT_TRUE);
    ok(hr == S_OK, "UseRestrictedCharacterSet: %#lx\n", hr);
    WITH_BSTR(L"\x00e4", check_failure(IFsiDirectoryItem2_AddDirectory(root, arg), IMAPI_E_RESTRICTED_NAME_VIOLATION,
                                       IID_DIR));
    IFileSystemImage3_put_UseRestrictedCharacterSet(image, VARIANT_FALSE);
    hr = add_directory(L"\x00e4");
    ok(hr == S_OK, "AddDirectory: %#lx\n", hr);
    check_failure(IFileSystemImage3_put_StrictFileSystemCompliance(image, VARIANT_TRUE), IMAPI_E_FILE_SYSTEM_NOT_EMPTY,
                  IID_IMAGE);
    tear_down();
}

static void test_levels(void)
{
    WCHAR path[40] = L"";
    HRESULT hr = S_OK;
    int level;

    set_up();
    for (level = 2; level <= 8 && SUCCEEDED(hr); level++) hr = add_directory(lstrcatW(path, L"\\d"));
    ok(hr == S_OK, "level %d: %#lx\n", level - 1, hr);
    WITH_BSTR(lstrcatW(path, L"\\d"), check_failure(IFsiDirectoryItem2_AddDirectory(root, arg), IMAPI_E_ISO9660_LEVELS,
                                                    IID_DIR));
    IFileSystemImage3_put_FileSystemsToCreate(image, FsiFileSystemUDF);
    hr = add_directory(path);
    ok(hr == S_OK, "with UDF alone: %#lx\n", hr);
    check_failure(IFileSystemImage3_put_FileSystemsToCreate(image, FsiFileSystemISO9660), IMAPI_E_ISO9660_LEVELS,
                  IID_IMAGE);
    tear_down();
}

static void test_change_points(void)
{
    LONG first, second;
    HRESULT hr;

    set_up();
    add_directory(L"one");
    first = change_point();
    ok(first > 0, "ChangePoint %ld\n", first);
    add_directory(L"two");
    test_add_file(root, L"two\\file", &data.IStream_iface);
    second = change_point();
    ok(second > first, "ChangePoint %ld\n", second);
    check_failure(IFileSystemImage3_RollbackToChangePoint(image, second + 1), IMAPI_E_INVALID_PARAM, IID_IMAGE);
    check_failure(IFileSystemImage3_RollbackToChangePoint(image, -1), IMAPI_E_INVALID_PARAM, IID_IMAGE);
    hr = IFileSystemImage3_RollbackToChangePoint(image, first);
    ok(hr == S_OK, "RollbackToChangePoint: %#lx\n", hr);
    ok(change_point() == first, "ChangePoint %ld\n", change_point());
    ok(exists(L"\\two") == FsiItemNotFound && exists(L"\\one") == FsiItemDirectory, "not undone\n");
    hr = IFileSystemImage3_LockInChangePoint(image);
    ok(hr == S_OK, "LockInChangePoint: %#lx\n", hr);
    ok(change_point() == first, "ChangePoint %ld\n", change_point());
    add_directory(L"three");
    check_failure(IFileSystemImage3_RollbackToChangePoint(image, 0), IMAPI_E_INVALID_PARAM, IID_IMAGE);
    hr = IFileSystemImage3_RollbackToChangePoint(image, first);
    ok(hr == S_OK && exists(L"\\three") == FsiItemNotFound, "RollbackToChangePoint: %#lx\n", hr);
    tear_down();
}

static void test_items(void)
{
    IFsiDirectoryItem *made = NULL;
    IFsiDirectoryItem2 *directory;
    IFsiFileItem2 *file2;
    IFsiFileItem *file = NULL;
    IStream *stream = NULL;
    LONGLONG size = 0;
    LONG high = 1, low = 0;
    HRESULT hr;
    BSTR text;

    set_up();
    WITH_BSTR(L"made", hr = IFileSystemImage3_CreateDirectoryItem(image, arg, &made));
    ok(hr == S_OK, "CreateDirectoryItem: %#lx\n", hr);
    WITH_BSTR(L"m/d", check_failure(IFileSystemImage3_CreateFileItem(image, arg, &file), IMAPI_E_INVALID_PARAM, IID_IMAGE));
    WITH_BSTR(L"", check_failure(IFileSystemImage3_CreateFileItem(image, arg, &file), IMAPI_E_INVALID_PARAM, IID_IMAGE));
    WITH_BSTR(L"file", hr = IFileSystemImage3_CreateFileItem(image, arg, &file));
    ok(hr == S_OK, "CreateFileItem: %#lx\n", hr);
    IFsiDirectoryItem_QueryInterface(made, IID_DIR, (void **)&directory);
    WITH_BSTR(L"x", check_failure(IFsiDirectoryItem2_AddDirectory(directory, arg), IMAPI_E_NOT_IN_FILE_SYSTEM, IID_DIR));
    WITH_BSTR(L"x", check_failure(IFsiDirectoryItem2_AddFile(directory, arg, &data.IStream_iface),
                                  IMAPI_E_NOT_IN_FILE_SYSTEM, IID_DIR));
    WITH_BSTR(L"x", check_failure(IFsiDirectoryItem2_AddTree(directory, arg, VARIANT_FALSE),
                                  IMAPI_E_NOT_IN_FILE_SYSTEM, IID_DIR));
    WITH_BSTR(L"x", check_failure(IFsiDirectoryItem2_AddTreeWithNamedStreams(directory, arg, VARIANT_FALSE),
                                  IMAPI_E_NOT_IN_FILE_SYSTEM, IID_DIR));
    WITH_BSTR(L"x", check_failure(IFsiDirectoryItem2_Remove(directory, arg), IMAPI_E_NOT_IN_FILE_SYSTEM, IID_DIR));
    WITH_BSTR(L"x", check_failure(IFsiDirectoryItem2_RemoveTree(directory, arg), IMAPI_E_NOT_IN_FILE_SYSTEM, IID_DIR));
    check_failure(IFsiDirectoryItem2_Add(directory, (IFsiItem *)file), IMAPI_E_NOT_IN_FILE_SYSTEM, IID_DIR);
    check_failure(IFsiFileItem_put_Data(file, NULL), E_POINTER, IID_FILE);
    hr = IFsiFileItem_put_Data(file, &data.IStream_iface);
    ok(hr == S_OK, "Data: %#lx\n", hr);
    hr = IFsiDirectoryItem2_Add(root, (IFsiItem *)directory);
    ok(hr == S_OK, "Add: %#lx\n", hr);
    hr = IFsiDirectoryItem2_Add(directory, (IFsiItem *)file);
    ok(hr == S_OK, "Add: %#lx\n", hr);
    check_failure(IFsiDirectoryItem2_Add(root, (IFsiItem *)file), IMAPI_E_DUP_NAME, IID_DIR);
    check_failure(IFsiFileItem_put_Data(file, &data.IStream_iface), IMAPI_E_READONLY, IID_FILE);
    IFsiFileItem_get_FullPath(file, &text);
    check_bstr(text, L"\\made\\file");
    IFsiFileItem_get_DataSize(file, &size);
    IFsiFileItem_get_DataSize32BitLow(file, &low);
    IFsiFileItem_get_DataSize32BitHigh(file, &high);
    ok(size == 5000 && low == 5000 && !high, "sizes %ld, %ld, %ld\n", (LONG)size, low, high);
    check_failure(IFsiFileItem_get_DataSize(file, NULL), E_POINTER, IID_FILE);
    check_failure(IFsiFileItem_get_DataSize32BitLow(file, NULL), E_POINTER, IID_FILE);
    check_failure(IFsiFileItem_get_DataSize32BitHigh(file, NULL), E_POINTER, IID_FILE);
    check_failure(IFsiFileItem_get_Data(file, NULL), E_POINTER, IID_FILE);
    hr = IFsiFileItem_get_Data(file, &stream);
    ok(hr == S_OK && stream, "Data: %#lx\n", hr);
    if (stream)
    {
        ULONG length;
        BYTE *bytes = test_read_all(stream, &length), block[BLOCK];

        test_pattern(7, 1, block);
        ok(length == 5000 && !memcmp(bytes + BLOCK, block, BLOCK), "wrong data\n");
        free(bytes);
        IStream_Release(stream);
    }
    WITH_BSTR(L"file", hr = IFileSystemImage3_CreateFileItem(image, arg, (IFsiFileItem **)&file2));
    check_failure(IFsiDirectoryItem2_Add(directory, (IFsiItem *)file2), IMAPI_E_DUP_NAME, IID_DIR);
    IFsiFileItem2_Release(file2);
    WITH_BSTR(L"made", check_failure(IFsiDirectoryItem2_Remove(root, arg), IMAPI_E_DIR_NOT_EMPTY, IID_DIR));
    WITH_BSTR(L"made", hr = IFsiDirectoryItem2_RemoveTree(root, arg));
    ok(hr == S_OK && exists(L"\\made") == FsiItemNotFound, "RemoveTree: %#lx\n", hr);
    IFsiFileItem_get_Name(file, &text);
    check_bstr(text, L"file");
    WITH_BSTR(L"x", check_failure(IFsiDirectoryItem2_AddDirectory(directory, arg), IMAPI_E_NOT_IN_FILE_SYSTEM, IID_DIR));
    IFsiFileItem_Release(file);
    IFsiDirectoryItem2_Release(directory);
    IFsiDirectoryItem_Release(made);
    test_add_file(root, L"x", &data.IStream_iface);
    WITH_BSTR(L"x", hr = IFsiDirectoryItem2_Remove(root, arg));
    ok(hr == S_OK && exists(L"\\x") == FsiItemNotFound, "Remove: %#lx\n", hr);
    add_directory(L"y");
    WITH_BSTR(L"\\", hr = IFsiDirectoryItem2_RemoveTree(root, arg));
    ok(hr == S_OK && exists(L"\\y") == FsiItemNotFound, "RemoveTree of the root: %#lx\n", hr);
    tear_down();
}

static void test_attributes(void)
{
    IFsiFileItem2 *file;
    VARIANT_BOOL hidden;
    SYSTEMTIME now;
    DATE date, today;
    HRESULT hr;

    set_up();
    test_add_file(root, L"file", &data.IStream_iface);
    file = test_item(root, L"file", IID_FILE);
    GetSystemTime(&now);
    SystemTimeToVariantTime(&now, &today);
    IFsiFileItem2_get_CreationTime(file, &date);
    ok(date > today - 0.01 && date < today + 0.01, "CreationTime %f, it is %f\n", date, today);
    IFsiFileItem2_get_LastModifiedTime(file, &date);
    ok(date > today - 0.01 && date < today + 0.01, "LastModifiedTime %f, it is %f\n", date, today);
    hr = IFsiFileItem2_put_CreationTime(file, 36526.75);
    ok(hr == S_OK, "CreationTime: %#lx\n", hr);
    IFsiFileItem2_get_CreationTime(file, &date);
    ok(date == 36526.75, "CreationTime %f\n", date);
    hr = IFsiFileItem2_put_LastModifiedTime(file, 36527.25);
    ok(hr == S_OK, "LastModifiedTime: %#lx\n", hr);
    hr = IFsiFileItem2_put_LastAccessedTime(file, 36528.5);
    ok(hr == S_OK, "LastAccessedTime: %#lx\n", hr);
    IFsiFileItem2_get_LastAccessedTime(file, &date);
    ok(date == 36528.5, "LastAccessedTime %f\n", date);
    check_failure(IFsiFileItem2_put_LastModifiedTime(file, 36000), IMAPI_E_INVALID_DATE, IID_FILE);
    check_failure(IFsiFileItem2_put_LastAccessedTime(file, 36000), IMAPI_E_INVALID_DATE, IID_FILE);
    check_failure(IFsiFileItem2_put_CreationTime(file, 36600), IMAPI_E_INVALID_DATE, IID_FILE);
    hr = IFsiFileItem2_put_IsHidden(file, VARIANT_TRUE);
    ok(hr == S_OK, "IsHidden: %#lx\n", hr);
    IFsiFileItem2_get_IsHidden(file, &hidden);
    ok(hidden == VARIANT_TRUE, "IsHidden %d\n", hidden);
    IFsiFileItem2_Release(file);
    tear_down();
}

static void test_streams(void)
{
    IFsiNamedStreams *streams = NULL, *none;
    IFsiFileItem2 *file, *stream;
    VARIANT_BOOL flag;
    LONG count = -1;
    HRESULT hr;
    BSTR text;

    set_up();
    test_add_file(root, L"file", &data.IStream_iface);
    file = test_item(root, L"file", IID_FILE);
    WITH_BSTR(L"info", hr = IFsiFileItem2_AddStream(file, arg, &data.IStream_iface));
    ok(hr == IMAPI_S_IMAGE_FEATURE_NOT_SUPPORTED, "AddStream: %#lx\n", hr);
    hr = IFileSystemImage3_put_FileSystemsToCreate(image, FsiFileSystemUDF);
    ok(hr == IMAPI_S_IMAGE_FEATURE_NOT_SUPPORTED, "FileSystemsToCreate: %#lx\n", hr);
    IFileSystemImage3_put_UDFRevision(image, 0x200);
    WITH_BSTR(L"more", hr = IFsiFileItem2_AddStream(file, arg, &data.IStream_iface));
    ok(hr == S_OK, "AddStream: %#lx\n", hr);
    WITH_BSTR(L"MORE", check_failure(IFsiFileItem2_AddStream(file, arg, &data.IStream_iface), IMAPI_E_DUP_NAME, IID_FILE));
    WITH_BSTR(L"more", check_failure(IFsiFileItem2_AddStream(file, arg, NULL), E_POINTER, IID_FILE));
    check_failure(IFsiFileItem2_AddStream(file, NULL, &data.IStream_iface), E_POINTER, IID_FILE);
    WITH_BSTR(L"none", check_failure(IFsiFileItem2_RemoveStream(file, arg), IMAPI_E_ITEM_NOT_FOUND, IID_FILE));
    check_failure(IFsiFileItem2_RemoveStream(file, NULL), E_POINTER, IID_FILE);
    check_failure(IFsiFileItem2_get_FsiNamedStreams(file, NULL), E_POINTER, IID_FILE);
    hr = IFsiFileItem2_get_FsiNamedStreams(file, &streams);
    ok(hr == S_OK && streams, "FsiNamedStreams: %#lx\n", hr);
    IFsiNamedStreams_get_Count(streams, &count);
    ok(count == 2, "Count %ld\n", count);
    check_failure(IFsiNamedStreams_get_Count(streams, NULL), E_POINTER, &IID_IFsiNamedStreams);
    check_failure(IFsiNamedStreams_get_Item(streams, 2, &stream), IMAPI_E_INVALID_PARAM, &IID_IFsiNamedStreams);
    check_failure(IFsiNamedStreams_get_Item(streams, -1, &stream), IMAPI_E_INVALID_PARAM, &IID_IFsiNamedStreams);
    check_failure(IFsiNamedStreams_get_Item(streams, 0, NULL), E_POINTER, &IID_IFsiNamedStreams);
    check_failure(IFsiNamedStreams_get__NewEnum(streams, NULL), E_POINTER, &IID_IFsiNamedStreams);
    check_failure(IFsiNamedStreams_get_EnumNamedStreams(streams, NULL), E_POINTER, &IID_IFsiNamedStreams);
    hr = IFsiNamedStreams_get_Item(streams, 0, &stream);
    ok(hr == S_OK, "Item: %#lx\n", hr);
    IFsiFileItem2_get_Name(stream, &text);
    check_bstr(text, L"info");
    IFsiFileItem2_get_IsNamedStream(stream, &flag);
    ok(flag == VARIANT_TRUE, "IsNamedStream %d\n", flag);
    check_failure(IFsiFileItem2_get_FsiNamedStreams(stream, &none), IMAPI_E_PROPERTY_NOT_ACCESSIBLE, IID_FILE);
    check_failure(IFsiFileItem2_get_IsRealTime(stream, &flag), IMAPI_E_PROPERTY_NOT_ACCESSIBLE, IID_FILE);
    check_failure(IFsiFileItem2_put_IsRealTime(stream, VARIANT_TRUE), IMAPI_E_PROPERTY_NOT_ACCESSIBLE, IID_FILE);
    IFsiFileItem2_Release(stream);
    WITH_BSTR(L"info", hr = IFsiFileItem2_RemoveStream(file, arg));
    ok(hr == S_OK, "RemoveStream: %#lx\n", hr);
    IFsiNamedStreams_get_Count(streams, &count);
    ok(count == 2, "the snapshot has changed: %ld\n", count);
    IFsiNamedStreams_Release(streams);
    IFsiFileItem2_get_IsNamedStream(file, &flag);
    ok(flag == VARIANT_FALSE, "IsNamedStream %d\n", flag);
    check_failure(IFsiFileItem2_get_IsNamedStream(file, NULL), E_POINTER, IID_FILE);
    check_failure(IFsiFileItem2_get_IsRealTime(file, NULL), E_POINTER, IID_FILE);
    hr = IFsiFileItem2_put_IsRealTime(file, VARIANT_TRUE);
    ok(hr == IMAPI_S_IMAGE_FEATURE_NOT_SUPPORTED, "IsRealTime: %#lx\n", hr);
    IFileSystemImage3_put_UDFRevision(image, 0x201);
    hr = IFsiFileItem2_put_IsRealTime(file, VARIANT_TRUE);
    ok(hr == S_OK, "IsRealTime: %#lx\n", hr);
    IFsiFileItem2_get_IsRealTime(file, &flag);
    ok(flag == VARIANT_TRUE, "IsRealTime %d\n", flag);
    IFsiFileItem2_Release(file);
    tear_down();
}

static void test_enumerators(void)
{
    IEnumFsiItems *items = NULL, *clone = NULL;
    IEnumVARIANT *variants = NULL;
    IFsiItem *some[3] = {0};
    VARIANT values[3];
    ULONG fetched = 9;
    HRESULT hr;
    BSTR text;
    int i;

    set_up();
    add_directory(L"a");
    add_directory(L"b");
    test_add_file(root, L"c", &data.IStream_iface);
    hr = IFsiDirectoryItem2_get_EnumFsiItems(root, &items);
    ok(hr == S_OK, "EnumFsiItems: %#lx\n", hr);
    add_directory(L"later");
    hr = IEnumFsiItems_Next(items, 1, some, NULL);
    ok(hr == S_OK, "Next: %#lx\n", hr);
    IFsiItem_get_Name(some[0], &text);
    check_bstr(text, L"a");
    IFsiItem_Release(some[0]);
    hr = IEnumFsiItems_Clone(items, &clone);
    ok(hr == S_OK, "Clone: %#lx\n", hr);
    hr = IEnumFsiItems_Next(items, 3, some, &fetched);
    ok(hr == S_OK && fetched == 2, "Next: %#lx, %lu\n", hr, fetched);
    for (i = 0; i < 2; i++) IFsiItem_Release(some[i]);
    hr = IEnumFsiItems_Next(items, 1, some, &fetched);
    ok(hr == S_FALSE && !fetched && !some[0], "at the end: %#lx, %lu\n", hr, fetched);
    hr = IEnumFsiItems_Skip(clone, 1);
    ok(hr == S_OK, "Skip: %#lx\n", hr);
    hr = IEnumFsiItems_Skip(clone, 2);
    ok(hr == S_FALSE, "Skip: %#lx\n", hr);
    hr = IEnumFsiItems_Reset(clone);
    ok(hr == S_OK, "Reset: %#lx\n", hr);
    hr = IEnumFsiItems_Skip(clone, 3);
    ok(hr == S_OK, "Skip: %#lx\n", hr);
    hr = IEnumFsiItems_Next(items, 2, some, NULL);
    ok(hr == E_POINTER, "Next: %#lx\n", hr);
    hr = IEnumFsiItems_Next(items, 1, NULL, &fetched);
    ok(hr == E_POINTER, "Next: %#lx\n", hr);
    hr = IEnumFsiItems_Next(items, 0, some, &fetched);
    ok(hr == E_INVALIDARG, "Next: %#lx\n", hr);
    hr = IEnumFsiItems_Clone(items, NULL);
    ok(hr == E_POINTER, "Clone: %#lx\n", hr);
    IEnumFsiItems_Release(clone);
    IEnumFsiItems_Release(items);
    hr = IFsiDirectoryItem2_get__NewEnum(root, &variants);
    ok(hr == S_OK, "_NewEnum: %#lx\n", hr);
    hr = IEnumVARIANT_Next(variants, 3, values, &fetched);
    ok(hr == S_OK && fetched == 3, "Next: %#lx, %lu\n", hr, fetched);
    for (i = 0; i < 3; i++)
    {
        ok(V_VT(&values[i]) == VT_DISPATCH, "type %u\n", V_VT(&values[i]));
        VariantClear(&values[i]);
    }
    IEnumVARIANT_Release(variants);
    tear_down();
}

START_TEST(tree)
{
    CoInitializeEx(NULL, COINIT_MULTITHREADED);
    test_paths();
    test_refusals();
    test_levels();
    test_change_points();
    test_items();
    test_attributes();
    test_streams();
    test_enumerators();
    CoUninitialize();
}
