/*
 * BootOptions: an image that a firmware boots
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

#include "boot_options.h"
#include "stream.h"

#include "wine/debug.h"

WINE_DEFAULT_DEBUG_CHANNEL(imapi2);

#define RESULT(hr) object_result(&This->object, &IID_IBootOptions, __func__, hr)

struct boot_options
{
    struct object object;
    IBootOptions IBootOptions_iface;
    SRWLOCK lock;               /* guards what follows; all zero is its start */
    IStream *stream;
    ULONG size;                 /* bytes */
    BSTR manufacturer;          /* NULL: none */
    PlatformId platform;
    EmulationType emulation;
};

static inline struct boot_options *impl_from_IBootOptions(IBootOptions *iface)
{
    return CONTAINING_RECORD(iface, struct boot_options, IBootOptions_iface);
}

IDISPATCH_METHODS(boot_options, IBootOptions)

/* Bytes of the floppy that an emulation stands for; 0: it is for an image of any size. */
static ULONG floppy_size(EmulationType emulation)
{
    switch (emulation)
    {
    case Emulation12MFloppy: return 1200 * 1024;
    case Emulation144MFloppy: return 1440 * 1024;
    case Emulation288MFloppy: return 2880 * 1024;
    default: return 0;
    }
}

static HRESULT WINAPI boot_options_get_BootImage(IBootOptions *iface, IStream **value)
{
    struct boot_options *This = impl_from_IBootOptions(iface);

    TRACE("(%p)->(%p)\n", This, value);

    if (!value) return RESULT(E_POINTER);
    AcquireSRWLockExclusive(&This->lock);
    if ((*value = This->stream)) IStream_AddRef(*value);
    ReleaseSRWLockExclusive(&This->lock);
    return RESULT(S_OK);
}

static HRESULT WINAPI boot_options_get_Manufacturer(IBootOptions *iface, BSTR *value)
{
    struct boot_options *This = impl_from_IBootOptions(iface);
    HRESULT hr;

    TRACE("(%p)->(%p)\n", This, value);

    AcquireSRWLockExclusive(&This->lock);
    hr = copy_string(This->manufacturer, value);
    ReleaseSRWLockExclusive(&This->lock);
    return RESULT(hr);
}

static HRESULT WINAPI boot_options_put_Manufacturer(IBootOptions *iface, BSTR value)
{
    struct boot_options *This = impl_from_IBootOptions(iface);
    BSTR copy, before;

    TRACE("(%p)->(%s)\n", This, debugstr_w(value));

    if (!value) return RESULT(E_POINTER);
    if (WideCharToMultiByte(CP_ACP, 0, value, -1, NULL, 0, NULL, NULL) > MANUFACTURER_SIZE + 1)
        return RESULT(IMAPI_E_INVALID_PARAM);
    if (!(copy = SysAllocString(value))) return RESULT(E_OUTOFMEMORY);
    AcquireSRWLockExclusive(&This->lock);
    before = This->manufacturer;
    This->manufacturer = copy;
    ReleaseSRWLockExclusive(&This->lock);
    SysFreeString(before);
    return RESULT(S_OK);
}

static HRESULT WINAPI boot_options_get_PlatformId(IBootOptions *iface, PlatformId *value)
{
    struct boot_options *This = impl_from_IBootOptions(iface);

    TRACE("(%p)->(%p)\n", This, value);

    if (!value) return RESULT(E_POINTER);
    *value = This->platform;
    return RESULT(S_OK);
}

/* Other firmware than the known kinds may exist; the catalogue has a byte for it. */
static HRESULT WINAPI boot_options_put_PlatformId(IBootOptions *iface, PlatformId value)
{
    struct boot_options *This = impl_from_IBootOptions(iface);

    TRACE("(%p)->(%#x)\n", This, value);

    if ((ULONG)value > 0xff) return RESULT(IMAPI_E_INVALID_PARAM);
    This->platform = value;
    return RESULT(S_OK);
}

static HRESULT WINAPI boot_options_get_Emulation(IBootOptions *iface, EmulationType *value)
{
    struct boot_options *This = impl_from_IBootOptions(iface);

    TRACE("(%p)->(%p)\n", This, value);

    if (!value) return RESULT(E_POINTER);
    *value = This->emulation;
    return RESULT(S_OK);
}

static HRESULT WINAPI boot_options_put_Emulation(IBootOptions *iface, EmulationType value)
{
    struct boot_options *This = impl_from_IBootOptions(iface);
    HRESULT hr = S_OK;

    TRACE("(%p)->(%d)\n", This, value);

    if ((ULONG)value > EmulationHardDisk) return RESULT(IMAPI_E_INVALID_PARAM);
    AcquireSRWLockExclusive(&This->lock);
    if (floppy_size(value) && floppy_size(value) != This->size) hr = IMAPI_E_BOOT_EMULATION_IMAGE_SIZE_MISMATCH;
    else This->emulation = value;
    ReleaseSRWLockExclusive(&This->lock);
    return RESULT(hr);
}

static HRESULT WINAPI boot_options_get_ImageSize(IBootOptions *iface, ULONG *value)
{
    struct boot_options *This = impl_from_IBootOptions(iface);

    TRACE("(%p)->(%p)\n", This, value);

    if (!value) return RESULT(E_POINTER);
    *value = This->size;
    return RESULT(S_OK);
}

static EmulationType emulation_of_size(ULONG size)
{
    EmulationType emulation;

    for (emulation = Emulation12MFloppy; emulation <= Emulation288MFloppy; emulation++)
        if (floppy_size(emulation) == size) return emulation;
    return EmulationNone;
}

static HRESULT WINAPI boot_options_AssignBootImage(IBootOptions *iface, IStream *value)
{
    struct boot_options *This = impl_from_IBootOptions(iface);
    IStream *before;
    ULONGLONG size;

    TRACE("(%p)->(%p)\n", This, value);

    if (!value) return RESULT(E_POINTER);
    if (FAILED(stream_get_size(value, &size)) || !size || size > MAXLONG) return RESULT(IMAPI_E_BOOT_IMAGE_DATA);
    IStream_AddRef(value);
    AcquireSRWLockExclusive(&This->lock);
    before = This->stream;
    This->stream = value;
    This->size = (ULONG)size;
    This->emulation = emulation_of_size(This->size);
    ReleaseSRWLockExclusive(&This->lock);
    if (before) IStream_Release(before);
    return RESULT(S_OK);
}

static const IBootOptionsVtbl boot_options_vtbl = {
    boot_options_QueryInterface,
    boot_options_AddRef,
    boot_options_Release,
    boot_options_GetTypeInfoCount,
    boot_options_GetTypeInfo,
    boot_options_GetIDsOfNames,
    boot_options_Invoke,
    boot_options_get_BootImage,
    boot_options_get_Manufacturer,
    boot_options_put_Manufacturer,
    boot_options_get_PlatformId,
    boot_options_put_PlatformId,
    boot_options_get_Emulation,
    boot_options_put_Emulation,
    boot_options_get_ImageSize,
    boot_options_AssignBootImage,
};

static HRESULT boot_options_init(struct object *object)
{
    CONTAINING_RECORD(object, struct boot_options, object)->IBootOptions_iface.lpVtbl = &boot_options_vtbl;
    return S_OK;
}

static void boot_options_destroy(struct object *object)
{
    struct boot_options *This = CONTAINING_RECORD(object, struct boot_options, object);

    if (This->stream) IStream_Release(This->stream);
    SysFreeString(This->manufacturer);
}

static const struct object_interface boot_options_interfaces[] = {
    {&IID_IBootOptions, offsetof(struct boot_options, IBootOptions_iface)},
    {&IID_IDispatch, offsetof(struct boot_options, IBootOptions_iface)},
    {NULL, 0},
};

const struct object_type boot_options_type = {
    .clsid = &CLSID_BootOptions,
    .name = L"BootOptions",
    .size = sizeof(struct boot_options),
    .interfaces = boot_options_interfaces,
    .init = boot_options_init,
    .destroy = boot_options_destroy,
};

/* The client may use its stream on, so that the copy takes a clone where there is one. */
static HRESULT copy_stream(struct boot_options *This, IBootOptions *source)
{
    IStream *stream = NULL, *clone;
    HRESULT hr;

    if (FAILED(hr = IBootOptions_get_BootImage(source, &stream)) || !stream) return hr;
    if (SUCCEEDED(IStream_Clone(stream, &clone)) && clone)
    {
        IStream_Release(stream);
        stream = clone;
    }
    hr = IBootOptions_AssignBootImage(&This->IBootOptions_iface, stream);
    IStream_Release(stream);
    return hr;
}

HRESULT boot_options_copy(IBootOptions *source, IBootOptions **copy)
{
    struct boot_options *This;
    struct object *object;
    HRESULT hr;

    *copy = NULL;
    if (FAILED(hr = object_create(&boot_options_type, &object))) return hr;
    This = CONTAINING_RECORD(object, struct boot_options, object);
    hr = copy_stream(This, source);
    if (SUCCEEDED(hr)) hr = IBootOptions_get_Manufacturer(source, &This->manufacturer);
    if (SUCCEEDED(hr)) hr = IBootOptions_get_PlatformId(source, &This->platform);
    if (SUCCEEDED(hr)) hr = IBootOptions_get_Emulation(source, &This->emulation);
    if (FAILED(hr)) object_release(object);
    else *copy = &This->IBootOptions_iface;
    return hr;
}
