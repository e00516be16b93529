/*
 * imagebench: makes an image of a folder through imapi2fs.dll and reads it to the end, as a program that burns does
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

/*
 * Usage: imagebench.exe image|read|idle FOLDER
 *
 * image: AddTree, CreateResultImage, and the stream read to its end. read: every file opened and read, and nothing
 * else. idle: an object that does nothing.
 */

#define COBJMACROS
#include <stdio.h>
#include <stdlib.h>
#include <initguid.h>
#include <windows.h>
#include <ole2.h>
#include "imapi2fs.h"

#define CHUNK (1 << 20)

static BYTE buffer[CHUNK];

static void check(const char *what, HRESULT hr)
{
    if (SUCCEEDED(hr)) return;
    fprintf(stderr, "%s: %#lx\n", what, hr);
    exit(1);
}

static IFileSystemImage *create_image(void)
{
    IFileSystemImage *image;

    check("CoCreateInstance", CoCreateInstance(&CLSID_MsftFileSystemImage, NULL, CLSCTX_INPROC_SERVER,
                                               &IID_IFileSystemImage, (void **)&image));
    return image;
}

static void read_stream(IStream *stream)
{
    ULONG done;

    do check("Read", IStream_Read(stream, buffer, CHUNK, &done));
    while (done);
}

static void make_image(const WCHAR *folder)
{
    IFileSystemImage *image = create_image();
    IFileSystemImageResult *result;
    IFsiDirectoryItem *root;
    IStream *stream;
    BSTR path = SysAllocString(folder);

    check("FileSystemsToCreate", IFileSystemImage_put_FileSystemsToCreate(image, FsiFileSystemISO9660 |
                                                                                 FsiFileSystemJoliet));
    check("FreeMediaBlocks", IFileSystemImage_put_FreeMediaBlocks(image, 0));
    check("Root", IFileSystemImage_get_Root(image, &root));
    check("AddTree", IFsiDirectoryItem_AddTree(root, path, VARIANT_FALSE));
    check("CreateResultImage", IFileSystemImage_CreateResultImage(image, &result));
    check("ImageStream", IFileSystemImageResult_get_ImageStream(result, &stream));
    read_stream(stream);
    IStream_Release(stream);
    IFileSystemImageResult_Release(result);
    IFsiDirectoryItem_Release(root);
    IFileSystemImage_Release(image);
    SysFreeString(path);
}

static void read_file(const WCHAR *path)
{
    HANDLE file = CreateFileW(path, GENERIC_READ, FILE_SHARE_READ, NULL, OPEN_EXISTING, 0, NULL);
    DWORD done;

    if (file == INVALID_HANDLE_VALUE) check("CreateFile", HRESULT_FROM_WIN32(GetLastError()));
    while (ReadFile(file, buffer, CHUNK, &done, NULL) && done) continue;
    CloseHandle(file);
}

static void read_folder(const WCHAR *folder)
{
    WCHAR path[1024];
    WIN32_FIND_DATAW found;
    HANDLE search;

    swprintf(path, ARRAYSIZE(path), L"%ls\\*", folder);
    search = FindFirstFileW(path, &found);
    if (search == INVALID_HANDLE_VALUE) check("FindFirstFile", HRESULT_FROM_WIN32(GetLastError()));
    do
    {
        if (!wcscmp(found.cFileName, L".") || !wcscmp(found.cFileName, L"..")) continue;
        swprintf(path, ARRAYSIZE(path), L"%ls\\%ls", folder, found.cFileName);
        if (found.dwFileAttributes & FILE_ATTRIBUTE_DIRECTORY) read_folder(path);
        else read_file(path);
    } while (FindNextFileW(search, &found));
    FindClose(search);
}

int wmain(int argc, WCHAR **argv)
{
    if (argc != 3) return 2;
    check("CoInitializeEx", CoInitializeEx(NULL, COINIT_MULTITHREADED));
    if (!wcscmp(argv[1], L"image")) make_image(argv[2]);
    else if (!wcscmp(argv[1], L"read")) read_folder(argv[2]);
    else IFileSystemImage_Release(create_image());
    CoUninitialize();
    return 0;
}
