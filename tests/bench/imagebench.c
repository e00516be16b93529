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
 *        imagebench.exe image FOLDER FILE-SYSTEMS REVISION OUT
 *
 * image: AddTree, CreateResultImage, and the stream read to its end, which is kept when OUT is there; the numbers are
 * those of FsiFileSystems and of UDFRevision. read: every file opened and read, and nothing else. idle: an object
 * that does nothing.
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

static void read_stream(IStream *stream, FILE *out)
{
    ULONG done;

    do
    {
        check("Read", IStream_Read(stream, buffer, CHUNK, &done));
        if (out && fwrite(buffer, 1, done, out) != done) check("fwrite", E_FAIL);
    } while (done);
}

static void choose(IFileSystemImage *image, int systems, LONG revision)
{
    check("FileSystemsToCreate", IFileSystemImage_put_FileSystemsToCreate(image, systems));
    if (systems & FsiFileSystemUDF) check("UDFRevision", IFileSystemImage_put_UDFRevision(image, revision));
    check("FreeMediaBlocks", IFileSystemImage_put_FreeMediaBlocks(image, 0));
}

static void make_image(const WCHAR *folder, int systems, LONG revision, FILE *out)
{
    IFileSystemImage *image = create_image();
    IFileSystemImageResult *result;
    IFsiDirectoryItem *root;
    IStream *stream;
    BSTR path = SysAllocString(folder);

    choose(image, systems, revision);
    check("Root", IFileSystemImage_get_Root(image, &root));
    check("AddTree", IFsiDirectoryItem_AddTree(root, path, VARIANT_FALSE));
    check("CreateResultImage", IFileSystemImage_CreateResultImage(image, &result));
    check("ImageStream", IFileSystemImageResult_get_ImageStream(result, &stream));
    read_stream(stream, out);
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

static void keep_image(WCHAR **words)
{
    FILE *out = _wfopen(words[3], L"wb");

    if (!out) check("fopen", E_FAIL);
    make_image(words[0], _wtoi(words[1]), wcstol(words[2], NULL, 0), out);
    if (fclose(out)) check("fclose", E_FAIL);
}

int wmain(int argc, WCHAR **argv)
{
    if (argc != 3 && argc != 6) return 2;
    check("CoInitializeEx", CoInitializeEx(NULL, COINIT_MULTITHREADED));
    if (argc == 6) keep_image(argv + 2);
    else if (!wcscmp(argv[1], L"image")) make_image(argv[2], FsiFileSystemISO9660 | FsiFileSystemJoliet, 0, NULL);
    else if (!wcscmp(argv[1], L"read")) read_folder(argv[2]);
    else IFileSystemImage_Release(create_image());
    CoUninitialize();
    return 0;
}
