/*
 * The image of a folder, by imapi2fs.dll
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

#include <string.h>

#include "imapictl.h"
#include "image_source.h"

struct watcher
{
    struct progress progress;
};

/* Arguments come in reverse order: all sectors, copied sectors, the file, the sender. */
static void handle_update(void *context, DISPID id, const VARIANT *arguments, UINT count)
{
    struct progress_state state = { .phase = "reading the folder", .buffer = -1, .remaining = -1 };
    struct watcher *watcher = context;

    (void)id;
    if (count < 4 || V_VT(&arguments[0]) != VT_I4 || V_VT(&arguments[1]) != VT_I4)
        return;
    state.done = (int64_t)V_I4(&arguments[1]) * SECTOR_SIZE;
    state.total = (int64_t)V_I4(&arguments[0]) * SECTOR_SIZE;
    if (watcher->progress.console)
        progress_show(&watcher->progress, &state);
}

static HRESULT add_folder(IFileSystemImage *image, const WCHAR *folder)
{
    BSTR path = SysAllocString(folder);
    IFsiDirectoryItem *root;
    struct watcher watcher;
    struct sink sink;
    HRESULT hr;

    if (!path)
        return E_OUTOFMEMORY;
    if (SUCCEEDED(hr = IFileSystemImage_get_Root(image, &root)))
    {
        progress_start(&watcher.progress);
        sink_connect(&sink, (IUnknown *)image, &IID_DFileSystemImageEvents, handle_update, &watcher);
        hr = IFsiDirectoryItem_AddTree(root, path, VARIANT_FALSE);
        sink_disconnect(&sink);
        progress_end(&watcher.progress);
        IFsiDirectoryItem_Release(root);
    }
    SysFreeString(path);
    return SUCCEEDED(hr) && interrupted ? E_IMAPI_REQUEST_CANCELLED : hr;
}

/* Limits and file systems that suit the medium; without a recorder any size goes, and what is not chosen is all. */
static HRESULT choose_defaults(IFileSystemImage *image, const struct image_target *target)
{
    HRESULT hr;

    if (target->recorder)
        return IFileSystemImage_ChooseImageDefaults(image, target->recorder);
    if (FAILED(hr = IFileSystemImage_ChooseImageDefaultsForMediaType(image, IMAPI_MEDIA_TYPE_DISK)))
        return hr;
    return IFileSystemImage_put_FileSystemsToCreate(
        image, FsiFileSystemISO9660 | FsiFileSystemJoliet | FsiFileSystemUDF);
}

/* What lies on the medium comes into the image first, and stays. */
static HRESULT import_sessions(IFileSystemImage *image, IDiscFormat2Data *format)
{
    SAFEARRAY *interfaces = NULL;
    FsiFileSystems imported;
    HRESULT hr;

    if (FAILED(hr = IDiscFormat2Data_get_MultisessionInterfaces(format, &interfaces)))
        return hr;
    hr = IFileSystemImage_put_MultisessionInterfaces(image, interfaces);
    SafeArrayDestroy(interfaces);
    return FAILED(hr) ? hr : IFileSystemImage_ImportFileSystem(image, &imported);
}

static HRESULT set_options(IFileSystemImage *image, const struct image_options *options)
{
    HRESULT hr = S_OK;
    BSTR label;

    if (options->systems)
        hr = IFileSystemImage_put_FileSystemsToCreate(image, options->systems);
    if (SUCCEEDED(hr) && options->udf_revision)
        hr = IFileSystemImage_put_UDFRevision(image, options->udf_revision);
    if (FAILED(hr) || !options->label)
        return hr;
    if (!(label = SysAllocString(options->label)))
        return E_OUTOFMEMORY;
    hr = IFileSystemImage_put_VolumeName(image, label);
    SysFreeString(label);
    return hr;
}

static HRESULT prepare_image(IFileSystemImage *image, const struct image_options *options,
                             const struct image_target *target)
{
    HRESULT hr;

    if (target->append_to)
        hr = import_sessions(image, target->append_to);
    else
        hr = choose_defaults(image, target);
    if (SUCCEEDED(hr))
        hr = set_options(image, options);
    return SUCCEEDED(hr) ? set_boot_files(image, options->bios_boot, options->efi_boot) : hr;
}

static bool is_folder(const WCHAR *path)
{
    DWORD attributes = GetFileAttributesW(path);

    return attributes != INVALID_FILE_ATTRIBUTES && (attributes & FILE_ATTRIBUTE_DIRECTORY);
}

static HRESULT create_result(IFileSystemImage *image, const WCHAR *folder, const struct image_options *options,
                             const struct image_target *target, IFileSystemImageResult **result)
{
    HRESULT hr;

    if (FAILED(hr = prepare_image(image, options, target)))
    {
        complain_of_result("the image cannot be prepared", hr);
        return hr;
    }
    if (FAILED(hr = add_folder(image, folder)))
        complain_of_result("the folder cannot be added", hr);
    else if (FAILED(hr = IFileSystemImage_CreateResultImage(image, result)))
        complain_of_result("the image cannot be made", hr);
    return hr;
}

enum exit_code open_folder_image(const WCHAR *path, const struct image_options *options,
                                 const struct image_target *target, struct image_source *source)
{
    WCHAR buffer[MAX_PATH];
    const WCHAR *folder = host_path(path, buffer);
    IFileSystemImageResult *result;
    IFileSystemImage *image;
    LONG blocks = 0;
    HRESULT hr;

    memset(source, 0, sizeof(*source));
    if (!is_folder(folder))
    {
        complain("there is no folder \"%s\"", utf8(path));
        return EXIT_FAILED;
    }
    hr = create_object(&CLSID_MsftFileSystemImage, &IID_IFileSystemImage, (void **)&image);
    if (FAILED(hr))
    {
        complain_of_result("imapi2fs.dll cannot be used", hr);
        return EXIT_NO_IMAPI;
    }
    hr = create_result(image, folder, options, target, &result);
    IFileSystemImage_Release(image);
    if (FAILED(hr))
        return exit_code_from_result(hr);
    hr = IFileSystemImageResult_get_ImageStream(result, &source->stream);
    if (SUCCEEDED(hr))
        hr = IFileSystemImageResult_get_TotalBlocks(result, &blocks);
    source->size = (int64_t)blocks * SECTOR_SIZE;
    IFileSystemImageResult_Release(result);
    if (FAILED(hr))
        complain_of_result("the image cannot be read", hr);
    return exit_code_from_result(hr);
}

enum exit_code open_image_file(const WCHAR *path, struct image_source *source)
{
    WCHAR buffer[MAX_PATH];
    STATSTG status;
    HRESULT hr;

    memset(source, 0, sizeof(*source));
    hr = open_file_stream(host_path(path, buffer), &source->stream);
    if (SUCCEEDED(hr) && SUCCEEDED(hr = IStream_Stat(source->stream, &status, STATFLAG_NONAME)))
        source->size = (int64_t)status.cbSize.QuadPart;
    if (SUCCEEDED(hr))
        return EXIT_DONE;
    complain_of_error("the image cannot be read", hr);
    close_image(source);
    return EXIT_FAILED;
}

bool source_is_folder(const WCHAR *path)
{
    WCHAR buffer[MAX_PATH];

    return is_folder(host_path(path, buffer));
}

void close_image(struct image_source *source)
{
    if (source->stream)
        IStream_Release(source->stream);
    source->stream = NULL;
}
