/*
 * Makes the image of a disc from a folder; needs no drive
 *
 *   makeiso.exe FOLDER IMAGE
 *
 * The image holds the files once, in ISO 9660, Joliet and UDF. Ends with 0, or with 1 and the reason. Build:
 *
 *   x86_64-w64-mingw32-gcc -municode makeiso.c -o makeiso.exe -lole32 -loleaut32 -lshlwapi
 *   cl makeiso.c ole32.lib oleaut32.lib shlwapi.lib uuid.lib
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

#define COBJMACROS
#include <initguid.h>
#include <windows.h>
#include <shlwapi.h>
#include <imapi2fs.h>

#include "../tell.h"

static HRESULT add_folder(IFileSystemImage *image, const WCHAR *folder)
{
    BSTR path = SysAllocString(folder);
    IFsiDirectoryItem *root;
    HRESULT hr = path ? IFileSystemImage_get_Root(image, &root) : E_OUTOFMEMORY;

    if (SUCCEEDED(hr))
    {
        hr = IFsiDirectoryItem_AddTree(root, path, VARIANT_FALSE);
        IFsiDirectoryItem_Release(root);
    }
    SysFreeString(path);
    return hr;
}

static HRESULT make_image(const WCHAR *folder, IStream **stream)
{
    IFileSystemImage *image;
    IFileSystemImageResult *result;
    HRESULT hr;

    hr = CoCreateInstance(&CLSID_MsftFileSystemImage, NULL, CLSCTX_INPROC_SERVER, &IID_IFileSystemImage, (void **)&image);
    if (FAILED(hr)) return hr;
    hr = IFileSystemImage_put_FileSystemsToCreate(
        image, (FsiFileSystems)(FsiFileSystemISO9660 | FsiFileSystemJoliet | FsiFileSystemUDF));
    /* There is no medium for which it could be too large. */
    if (SUCCEEDED(hr)) hr = IFileSystemImage_put_FreeMediaBlocks(image, 0);
    if (SUCCEEDED(hr)) hr = add_folder(image, folder);
    if (SUCCEEDED(hr)) hr = IFileSystemImage_CreateResultImage(image, &result);
    if (SUCCEEDED(hr))
    {
        hr = IFileSystemImageResult_get_ImageStream(result, stream);
        IFileSystemImageResult_Release(result);
    }
    IFileSystemImage_Release(image);
    return hr;
}

static HRESULT save(IStream *stream, const WCHAR *path)
{
    ULARGE_INTEGER all;
    IStream *file;
    HRESULT hr;

    all.QuadPart = (ULONGLONG)-1;
    hr = SHCreateStreamOnFileEx(path, STGM_CREATE | STGM_WRITE, FILE_ATTRIBUTE_NORMAL, TRUE, NULL, &file);
    if (FAILED(hr)) return hr;
    hr = IStream_CopyTo(stream, file, all, NULL, NULL);
    IStream_Release(file);
    if (FAILED(hr)) DeleteFileW(path);
    return hr;
}

static int make_iso(const WCHAR *folder, const WCHAR *path)
{
    IStream *stream;
    HRESULT hr = make_image(folder, &stream);

    if (FAILED(hr)) return tell_error("The image could not be made", hr);
    hr = save(stream, path);
    IStream_Release(stream);
    if (FAILED(hr)) return tell_error("The image could not be saved", hr);
    printf("Made.\n");
    return 0;
}

int wmain(int argc, WCHAR **argv)
{
    HRESULT hr;
    int status;

    if (argc != 3)
    {
        fprintf(stderr, "usage: makeiso FOLDER IMAGE\n");
        return 1;
    }
    hr = CoInitializeEx(NULL, COINIT_MULTITHREADED);
    if (FAILED(hr)) return tell_error("COM", hr);
    status = make_iso(argv[1], argv[2]);
    CoUninitialize();
    return status;
}
