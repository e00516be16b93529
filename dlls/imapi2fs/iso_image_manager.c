/*
 * MsftIsoImageManager: an image that exists already
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

#include "items.h"
#include "stream.h"

#include "wine/debug.h"

WINE_DEFAULT_DEBUG_CHANNEL(imapi2);

#define RESULT(hr) object_result(&This->object, &IID_IIsoImageManager, __func__, hr)

#define FIRST_DESCRIPTOR 16             /* block; ECMA-119 6.3, ECMA-167 2/8.3 */
#define MOST_DESCRIPTORS 64             /* blocks that are looked at */

struct iso_image_manager
{
    struct object object;
    IIsoImageManager IIsoImageManager_iface;
    SRWLOCK lock;           /* guards what follows; all zero is its start */
    IStream *stream;
    BSTR path;
};

static inline struct iso_image_manager *impl_from_IIsoImageManager(IIsoImageManager *iface)
{
    return CONTAINING_RECORD(iface, struct iso_image_manager, IIsoImageManager_iface);
}

IDISPATCH_METHODS(manager, IIsoImageManager)

static HRESULT WINAPI manager_get_Path(IIsoImageManager *iface, BSTR *value)
{
    struct iso_image_manager *This = impl_from_IIsoImageManager(iface);
    HRESULT hr;

    TRACE("(%p)->(%p)\n", This, value);

    AcquireSRWLockExclusive(&This->lock);
    hr = copy_string(This->path, value);
    ReleaseSRWLockExclusive(&This->lock);
    return RESULT(hr);
}

/* NULL: there is none yet. The caller gets a reference. */
static IStream *get_stream(struct iso_image_manager *This)
{
    IStream *stream;

    AcquireSRWLockExclusive(&This->lock);
    if ((stream = This->stream)) IStream_AddRef(stream);
    ReleaseSRWLockExclusive(&This->lock);
    return stream;
}

static HRESULT WINAPI manager_get_Stream(IIsoImageManager *iface, IStream **value)
{
    struct iso_image_manager *This = impl_from_IIsoImageManager(iface);

    TRACE("(%p)->(%p)\n", This, value);

    if (!value) return RESULT(E_POINTER);
    *value = get_stream(This);
    return RESULT(S_OK);
}

static void set_image(struct iso_image_manager *This, IStream *stream, BSTR path)
{
    IStream *stream_before;
    BSTR path_before;

    AcquireSRWLockExclusive(&This->lock);
    stream_before = This->stream;
    path_before = This->path;
    This->stream = stream;
    This->path = path;
    ReleaseSRWLockExclusive(&This->lock);
    if (stream_before) IStream_Release(stream_before);
    SysFreeString(path_before);
}

static HRESULT open_path(const WCHAR *name, IStream **stream)
{
    WIN32_FILE_ATTRIBUTE_DATA data;
    struct fsi_source *source;
    void *handle;
    WCHAR *path;
    HRESULT hr;

    if (FAILED(hr = disk_path(name, &path))) return hr;
    hr = GetFileAttributesExW(path, GetFileExInfoStandard, &data) ? S_OK : IMAPI_E_INVALID_PATH;
    if (SUCCEEDED(hr) && (data.dwFileAttributes & FILE_ATTRIBUTE_DIRECTORY)) hr = IMAPI_E_INVALID_PATH;
    if (SUCCEEDED(hr)) hr = disk_file_create(path, &source);
    free(path);
    if (FAILED(hr)) return hr;
    if (source->ops->open(source, NULL, &handle) != FSI_OK) hr = IMAPI_E_INVALID_PATH;
    else
    {
        source->ops->close(source, handle);
        hr = source_stream_create(source, ((uint64_t)data.nFileSizeHigh << 32) | data.nFileSizeLow, stream);
    }
    source_release(source);
    return hr;
}

static HRESULT WINAPI manager_SetPath(IIsoImageManager *iface, BSTR value)
{
    struct iso_image_manager *This = impl_from_IIsoImageManager(iface);
    IStream *stream;
    BSTR path;
    HRESULT hr;

    TRACE("(%p)->(%s)\n", This, debugstr_w(value));

    if (!value || !*value) return RESULT(IMAPI_E_INVALID_PATH);
    if (!(path = SysAllocString(value))) return RESULT(E_OUTOFMEMORY);
    if (SUCCEEDED(hr = open_path(value, &stream))) set_image(This, stream, path);
    else SysFreeString(path);
    return RESULT(hr);
}

static HRESULT WINAPI manager_SetStream(IIsoImageManager *iface, IStream *value)
{
    struct iso_image_manager *This = impl_from_IIsoImageManager(iface);

    TRACE("(%p)->(%p)\n", This, value);

    if (!value) return RESULT(E_POINTER);
    IStream_AddRef(value);
    set_image(This, value, NULL);
    return RESULT(S_OK);
}

static bool is_descriptor(const BYTE *block)
{
    static const char identifiers[][6] = {"CD001", "BEA01", "NSR02", "NSR03"};
    unsigned int i;

    for (i = 0; i < ARRAY_SIZE(identifiers); i++)
        if (!memcmp(block + 1, identifiers[i], 5)) return true;
    return false;
}

/* One descriptor of a volume that is known, among those that may stand there. */
static HRESULT find_descriptor(IStream *stream, ULONGLONG blocks)
{
    BYTE block[FSI_BLOCK_SIZE];
    LARGE_INTEGER position;
    ULONGLONG number;
    ULONG read;

    for (number = FIRST_DESCRIPTOR; number < min(blocks, FIRST_DESCRIPTOR + MOST_DESCRIPTORS); number++)
    {
        position.QuadPart = number * FSI_BLOCK_SIZE;
        if (FAILED(IStream_Seek(stream, position, STREAM_SEEK_SET, NULL))) break;
        read = 0;
        if (FAILED(IStream_Read(stream, block, sizeof(block), &read)) || read != sizeof(block)) break;
        if (is_descriptor(block)) return S_OK;
    }
    return IMAPI_E_IMAGEMANAGER_NO_VALID_VD_FOUND;
}

/* The client's stream stands afterwards where it stood before. */
static HRESULT validate(IStream *stream)
{
    static const LARGE_INTEGER zero;
    ULARGE_INTEGER before = {{0}};
    LARGE_INTEGER back;
    ULONGLONG size;
    HRESULT hr;

    IStream_Seek(stream, zero, STREAM_SEEK_CUR, &before);
    if (FAILED(hr = stream_get_size(stream, &size))) return hr;
    if (size % FSI_BLOCK_SIZE) return IMAPI_E_IMAGEMANAGER_IMAGE_NOT_ALIGNED;
    if (size / FSI_BLOCK_SIZE > MAXLONG) return IMAPI_E_IMAGEMANAGER_IMAGE_TOO_BIG;
    hr = find_descriptor(stream, size / FSI_BLOCK_SIZE);
    back.QuadPart = before.QuadPart;
    IStream_Seek(stream, back, STREAM_SEEK_SET, NULL);
    return hr;
}

static HRESULT WINAPI manager_Validate(IIsoImageManager *iface)
{
    struct iso_image_manager *This = impl_from_IIsoImageManager(iface);
    IStream *stream;
    HRESULT hr;

    TRACE("(%p)\n", This);

    if (!(stream = get_stream(This))) return RESULT(IMAPI_E_IMAGEMANAGER_NO_IMAGE);
    hr = validate(stream);
    IStream_Release(stream);
    return RESULT(hr);
}

static const IIsoImageManagerVtbl manager_vtbl = {
    manager_QueryInterface,
    manager_AddRef,
    manager_Release,
    manager_GetTypeInfoCount,
    manager_GetTypeInfo,
    manager_GetIDsOfNames,
    manager_Invoke,
    manager_get_Path,
    manager_get_Stream,
    manager_SetPath,
    manager_SetStream,
    manager_Validate,
};

static HRESULT manager_init(struct object *object)
{
    CONTAINING_RECORD(object, struct iso_image_manager, object)->IIsoImageManager_iface.lpVtbl = &manager_vtbl;
    return S_OK;
}

static void manager_destroy(struct object *object)
{
    set_image(CONTAINING_RECORD(object, struct iso_image_manager, object), NULL, NULL);
}

static const struct object_interface manager_interfaces[] = {
    {&IID_IIsoImageManager, offsetof(struct iso_image_manager, IIsoImageManager_iface)},
    {&IID_IDispatch, offsetof(struct iso_image_manager, IIsoImageManager_iface)},
    {NULL, 0},
};

const struct object_type iso_image_manager_type = {
    .clsid = &CLSID_MsftIsoImageManager,
    .name = L"MsftIsoImageManager",
    .size = sizeof(struct iso_image_manager),
    .interfaces = manager_interfaces,
    .init = manager_init,
    .destroy = manager_destroy,
};
