/*
 * Files that an image boots from, El Torito 1.0
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

#include "imapictl.h"
#include "image_source.h"

static HRESULT create_entry(const WCHAR *file, PlatformId platform, IBootOptions **entry)
{
    WCHAR buffer[MAX_PATH];
    IStream *stream;
    HRESULT hr;

    if (FAILED(hr = open_file_stream(host_path(file, buffer), &stream)))
        return hr;
    hr = create_object(&CLSID_BootOptions, &IID_IBootOptions, (void **)entry);
    if (SUCCEEDED(hr))
    {
        hr = IBootOptions_AssignBootImage(*entry, stream);
        if (SUCCEEDED(hr))
            hr = IBootOptions_put_Emulation(*entry, EmulationNone);
        if (SUCCEEDED(hr))
            hr = IBootOptions_put_PlatformId(*entry, platform);
        if (FAILED(hr))
            IBootOptions_Release(*entry);
    }
    IStream_Release(stream);
    return hr;
}

static HRESULT add_entry(SAFEARRAY *entries, LONG index, const WCHAR *file, PlatformId platform)
{
    IBootOptions *entry;
    VARIANT item;
    HRESULT hr;

    if (FAILED(hr = create_entry(file, platform, &entry)))
    {
        complain("\"%s\" cannot be booted from", utf8(file));
        return hr;
    }
    VariantInit(&item);
    V_VT(&item) = VT_DISPATCH;
    V_DISPATCH(&item) = (IDispatch *)entry;
    hr = SafeArrayPutElement(entries, &index, &item);
    IBootOptions_Release(entry);
    return hr;
}

static HRESULT put_entries(IFileSystemImage *image, SAFEARRAY *entries)
{
    IFileSystemImage2 *image2;
    HRESULT hr = IFileSystemImage_QueryInterface(image, &IID_IFileSystemImage2, (void **)&image2);

    if (FAILED(hr))
        return hr;
    hr = IFileSystemImage2_put_BootImageOptionsArray(image2, entries);
    IFileSystemImage2_Release(image2);
    return hr;
}

/* The entry for BIOS stands first: old firmware looks at no other. */
HRESULT set_boot_files(IFileSystemImage *image, const WCHAR *bios, const WCHAR *efi)
{
    SAFEARRAY *entries;
    LONG count = 0;
    HRESULT hr = S_OK;

    if (!bios && !efi)
        return S_OK;
    if (!(entries = SafeArrayCreateVector(VT_VARIANT, 0, (bios != NULL) + (efi != NULL))))
        return E_OUTOFMEMORY;
    if (bios)
        hr = add_entry(entries, count++, bios, PlatformX86);
    if (SUCCEEDED(hr) && efi)
        hr = add_entry(entries, count, efi, PlatformEFI);
    if (SUCCEEDED(hr))
        hr = put_entries(image, entries);
    SafeArrayDestroy(entries);
    return hr;
}
