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

#include <stdlib.h>
#include <string.h>

#include "fs_support.h"
#include "wine/test.h"

IFileSystemImage3 *test_image_create(void)
{
    IFileSystemImage3 *image = NULL;
    HRESULT hr;

    hr = CoCreateInstance(&CLSID_MsftFileSystemImage, NULL, CLSCTX_ALL, &IID_IFileSystemImage3, (void **)&image);
    ok(hr == S_OK, "MsftFileSystemImage: %#lx\n", hr);
    return image;
}

IFsiDirectoryItem2 *test_root(IFileSystemImage3 *image)
{
    IFsiDirectoryItem2 *root = NULL;
    IFsiDirectoryItem *item = NULL;
    HRESULT hr;

    hr = IFileSystemImage3_get_Root(image, &item);
    ok(hr == S_OK && item, "Root: %#lx\n", hr);
    if (!item) return NULL;
    hr = IFsiDirectoryItem_QueryInterface(item, &IID_IFsiDirectoryItem2, (void **)&root);
    ok(hr == S_OK, "IFsiDirectoryItem2: %#lx\n", hr);
    IFsiDirectoryItem_Release(item);
    return root;
}

void *test_item(IFsiDirectoryItem2 *directory, const WCHAR *path, const IID *iid)
{
    BSTR text = SysAllocString(path);
    IFsiItem *item = NULL;
    void *out = NULL;
    HRESULT hr;

    hr = IFsiDirectoryItem2_get_Item(directory, text, &item);
    SysFreeString(text);
    if (FAILED(hr)) return NULL;
    hr = IFsiItem_QueryInterface(item, iid, &out);
    ok(hr == S_OK, "%s: %#lx\n", wine_dbgstr_w(path), hr);
    IFsiItem_Release(item);
    return out;
}

IFileSystemImageResult2 *test_result(IFileSystemImage3 *image)
{
    IFileSystemImageResult2 *result2 = NULL;
    IFileSystemImageResult *result = NULL;
    HRESULT hr;

    hr = IFileSystemImage3_CreateResultImage(image, &result);
    ok(hr == S_OK && result, "CreateResultImage: %#lx\n", hr);
    if (!result) return NULL;
    hr = IFileSystemImageResult_QueryInterface(result, &IID_IFileSystemImageResult2, (void **)&result2);
    ok(hr == S_OK, "IFileSystemImageResult2: %#lx\n", hr);
    IFileSystemImageResult_Release(result);
    return result2;
}

IStream *test_result_stream(IFileSystemImage3 *image)
{
    IFileSystemImageResult2 *result = test_result(image);
    IStream *stream = NULL;
    HRESULT hr;

    if (!result) return NULL;
    hr = IFileSystemImageResult2_get_ImageStream(result, &stream);
    ok(hr == S_OK && stream, "ImageStream: %#lx\n", hr);
    IFileSystemImageResult2_Release(result);
    return stream;
}

void test_add_file(IFsiDirectoryItem2 *directory, const WCHAR *path, IStream *stream)
{
    HRESULT hr;

    WITH_BSTR(path, hr = IFsiDirectoryItem2_AddFile(directory, arg, stream));
    ok(hr == S_OK, "AddFile(%s): %#lx\n", wine_dbgstr_w(path), hr);
}

HRESULT test_add_directory(IFsiDirectoryItem2 *directory, const WCHAR *path)
{
    HRESULT hr;

    WITH_BSTR(path, hr = IFsiDirectoryItem2_AddDirectory(directory, arg));
    return hr;
}

FsiItemType test_exists(IFileSystemImage3 *image, const WCHAR *path)
{
    FsiItemType type = FsiItemNotFound;
    HRESULT hr;

    WITH_BSTR(path, hr = IFileSystemImage3_Exists(image, arg, &type));
    ok(hr == S_OK, "Exists(%s): %#lx\n", wine_dbgstr_w(path), hr);
    return type;
}

void test_counts(IFileSystemImage3 *image, LONG files, LONG directories)
{
    LONG have_files = -1, have_directories = -1;

    IFileSystemImage3_get_FileCount(image, &have_files);
    IFileSystemImage3_get_DirectoryCount(image, &have_directories);
    ok(have_files == files && have_directories == directories, "%ld files, %ld directories\n", have_files,
       have_directories);
}

IStream *test_memory_stream(const void *data, ULONG size)
{
    IStream *stream = NULL;
    HRESULT hr;

    hr = CreateStreamOnHGlobal(NULL, TRUE, &stream);
    ok(hr == S_OK, "CreateStreamOnHGlobal: %#lx\n", hr);
    if (size) IStream_Write(stream, data, size, NULL);
    return stream;
}

SAFEARRAY *test_interfaces(struct burner *burner)
{
    IDiscFormat2Data *format = test_data_ready(burner);
    SAFEARRAY *array = NULL;
    HRESULT hr;

    hr = IDiscFormat2Data_get_MultisessionInterfaces(format, &array);
    ok(hr == S_OK && array, "MultisessionInterfaces: %#lx\n", hr);
    IDiscFormat2Data_Release(format);
    return array;
}

void test_write_session(struct burner *burner, IStream *stream)
{
    IDiscFormat2Data *format = test_data_ready(burner);
    HRESULT hr;

    IDiscFormat2Data_put_DisableConsumerDvdCompatibilityMode(format, VARIANT_TRUE);
    hr = IDiscFormat2Data_Write(format, stream);
    ok(hr == S_OK, "Write: %#lx\n", hr);
    IDiscFormat2Data_Release(format);
}

void test_folder(WCHAR path[MAX_PATH])
{
    WCHAR temp[MAX_PATH];

    GetTempPathW(MAX_PATH, temp);
    ok(GetTempFileNameW(temp, L"fsi", 0, path), "no name: %lu\n", GetLastError());
    DeleteFileW(path);
    ok(CreateDirectoryW(path, NULL), "no folder %s: %lu\n", wine_dbgstr_w(path), GetLastError());
    lstrcatW(path, L"\\");
}

void test_folder_remove(const WCHAR *path)
{
    WCHAR name[MAX_PATH];
    WIN32_FIND_DATAW found;
    HANDLE find;

    lstrcpyW(name, path);
    lstrcatW(name, L"*");
    if ((find = FindFirstFileW(name, &found)) != INVALID_HANDLE_VALUE)
    {
        do
        {
            if (!lstrcmpW(found.cFileName, L".") || !lstrcmpW(found.cFileName, L"..")) continue;
            lstrcpyW(name, path);
            lstrcatW(name, found.cFileName);
            SetFileAttributesW(name, found.dwFileAttributes & FILE_ATTRIBUTE_DIRECTORY);
            if (!(found.dwFileAttributes & FILE_ATTRIBUTE_DIRECTORY)) DeleteFileW(name);
            else test_folder_remove(lstrcatW(name, L"\\"));
        } while (FindNextFileW(find, &found));
        FindClose(find);
    }
    RemoveDirectoryW(path);
}

void test_file(const WCHAR *folder, const WCHAR *name, const void *data, DWORD size)
{
    WCHAR path[MAX_PATH];
    DWORD written = 0;
    HANDLE file;

    lstrcpyW(path, folder);
    lstrcatW(path, name);
    file = CreateFileW(path, GENERIC_WRITE, 0, NULL, CREATE_ALWAYS, 0, NULL);
    ok(file != INVALID_HANDLE_VALUE, "%s: %lu\n", wine_dbgstr_w(path), GetLastError());
    WriteFile(file, data, size, &written, NULL);
    ok(written == size, "%s: %lu bytes\n", wine_dbgstr_w(path), written);
    CloseHandle(file);
}

BYTE *test_read_all(IStream *stream, ULONG *size)
{
    static const LARGE_INTEGER zero;
    ULONG done = 0;
    STATSTG stat;
    HRESULT hr;
    BYTE *data;

    *size = 0;
    hr = IStream_Stat(stream, &stat, STATFLAG_NONAME);
    ok(hr == S_OK, "Stat: %#lx\n", hr);
    data = malloc(stat.cbSize.LowPart + 1);
    IStream_Seek(stream, zero, STREAM_SEEK_SET, NULL);
    hr = IStream_Read(stream, data, stat.cbSize.LowPart, &done);
    ok(hr == S_OK && done == stat.cbSize.LowPart, "Read: %#lx, %lu of %lu bytes\n", hr, done, stat.cbSize.LowPart);
    *size = done;
    return data;
}

bool test_find_block(const BYTE *image, ULONG size, const void *data, ULONG length)
{
    ULONG offset;

    for (offset = 0; offset + length <= size; offset += BLOCK)
        if (!memcmp(image + offset, data, length)) return true;
    return false;
}

void check_bstr_(const char *file, int line, BSTR value, const char *name, const WCHAR *expected)
{
    ok_(file, line)(value && !lstrcmpW(value, expected), "%s is %s, expected %s\n", name, wine_dbgstr_w(value),
                    wine_dbgstr_w(expected));
    SysFreeString(value);
}
