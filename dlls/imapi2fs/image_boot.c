/*
 * The boot images of an image
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
#include "image.h"

void image_clear_boot(struct image *image)
{
    while (image->boot_count--) IBootOptions_Release(image->boot[image->boot_count]);
    image->boot_count = 0;
}

/* A boot catalogue is found from the first session only. */
static HRESULT check_boot(const struct image *image, IBootOptions *options)
{
    IStream *stream = NULL;
    HRESULT hr;

    if (FAILED(hr = image_check_changeable(image))) return hr;
    if (image->session.imported) return IMAPI_E_BOOT_OBJECT_CONFLICT;
    hr = IBootOptions_get_BootImage(options, &stream);
    if (stream) IStream_Release(stream);
    return FAILED(hr) || !stream ? IMAPI_E_BOOT_IMAGE_DATA : S_OK;
}

HRESULT image_put_boot_options(struct image *image, IBootOptions *options)
{
    IBootOptions *copy = NULL;
    HRESULT hr;

    image_lock(image);
    hr = options ? check_boot(image, options) : image_check_changeable(image);
    if (SUCCEEDED(hr) && options) hr = boot_options_copy(options, &copy);
    if (SUCCEEDED(hr))
    {
        image_clear_boot(image);
        if (copy) image->boot[image->boot_count++] = copy;
    }
    image_unlock(image);
    return hr;
}

static HRESULT query_boot_options(const VARIANT *element, IBootOptions **options)
{
    *options = NULL;
    while (V_VT(element) == (VT_BYREF | VT_VARIANT)) element = V_VARIANTREF(element);
    if ((V_VT(element) != VT_DISPATCH && V_VT(element) != VT_UNKNOWN) || !V_UNKNOWN(element)) return E_NOINTERFACE;
    return IUnknown_QueryInterface(V_UNKNOWN(element), &IID_IBootOptions, (void **)options);
}

/* Some clients make arrays of VT_DISPATCH instead of VT_VARIANT. */
static HRESULT get_element(SAFEARRAY *array, LONG index, IBootOptions **options)
{
    VARTYPE vt = VT_EMPTY;
    VARIANT element;
    HRESULT hr;

    *options = NULL;
    VariantInit(&element);
    SafeArrayGetVartype(array, &vt);
    if (vt == VT_VARIANT) hr = SafeArrayGetElement(array, &index, &element);
    else if (vt == VT_DISPATCH || vt == VT_UNKNOWN)
    {
        V_VT(&element) = vt;
        hr = SafeArrayGetElement(array, &index, &V_UNKNOWN(&element));
    }
    else hr = E_NOINTERFACE;
    if (SUCCEEDED(hr)) hr = query_boot_options(&element, options);
    VariantClear(&element);
    return hr;
}

/* Replaces what is there by taken, which is the image's then. */
static void take_boot(struct image *image, IBootOptions **taken, unsigned int count)
{
    unsigned int i;

    image_clear_boot(image);
    for (i = 0; i < count; i++) image->boot[i] = taken[i];
    image->boot_count = count;
}

HRESULT image_put_boot_array(struct image *image, SAFEARRAY *array)
{
    IBootOptions *taken[FSI_BOOT_ENTRIES_MAX];
    unsigned int count = 0;
    LONG lower, upper, i;
    HRESULT hr;

    if (!array || SafeArrayGetDim(array) != 1 || FAILED(SafeArrayGetLBound(array, 1, &lower)) ||
        FAILED(SafeArrayGetUBound(array, 1, &upper)))
        return E_INVALIDARG;
    if ((LONGLONG)upper - lower >= FSI_BOOT_ENTRIES_MAX) return IMAPI_E_INVALID_PARAM;
    image_lock(image);
    hr = image_check_changeable(image);
    for (i = lower; i <= upper && SUCCEEDED(hr); i++)
    {
        if (FAILED(hr = get_element(array, i, &taken[count]))) break;
        count++;
        hr = check_boot(image, taken[count - 1]);
    }
    if (SUCCEEDED(hr)) take_boot(image, taken, count);
    else while (count--) IBootOptions_Release(taken[count]);
    image_unlock(image);
    return hr;
}

HRESULT image_get_boot_array(struct image *image, SAFEARRAY **array)
{
    HRESULT hr;

    image_lock(image);
    hr = safearray_from_dispatches((IDispatch *const *)image->boot, image->boot_count, array);
    image_unlock(image);
    return hr;
}

static HRESULT fill_manufacturer(IBootOptions *options, struct fsi_boot_entry *entry)
{
    BSTR name = NULL;
    HRESULT hr;

    if (FAILED(hr = IBootOptions_get_Manufacturer(options, &name))) return hr;
    if (name)
        WideCharToMultiByte(CP_ACP, 0, name, SysStringLen(name), (char *)entry->manufacturer, MANUFACTURER_SIZE, NULL,
                            NULL);
    SysFreeString(name);
    return S_OK;
}

static HRESULT fill_entry(IBootOptions *options, struct fsi_boot_entry *entry)
{
    EmulationType emulation;
    PlatformId platform;
    IStream *stream = NULL;
    ULONG size;
    HRESULT hr;

    if (FAILED(hr = IBootOptions_get_PlatformId(options, &platform))) return hr;
    if (FAILED(hr = IBootOptions_get_Emulation(options, &emulation))) return hr;
    /* The catalogue has a byte for each; the options may be an object of the client's own. */
    if ((ULONG)platform > 0xff || (ULONG)emulation > EmulationHardDisk) return IMAPI_E_INVALID_PARAM;
    if (FAILED(hr = IBootOptions_get_ImageSize(options, &size))) return hr;
    if (!size) return IMAPI_E_BOOT_IMAGE_DATA;
    if (FAILED(hr = fill_manufacturer(options, entry))) return hr;
    if (FAILED(IBootOptions_get_BootImage(options, &stream)) || !stream) return IMAPI_E_BOOT_IMAGE_DATA;
    entry->platform = (uint8_t)platform;
    entry->emulation = (uint8_t)emulation;
    entry->size = size;
    hr = stream_source_create(stream, size, &entry->source);
    IStream_Release(stream);
    return hr;
}

HRESULT boot_entries_create(struct image *image, struct fsi_boot_entry **out)
{
    struct fsi_boot_entry *entries;
    HRESULT hr = S_OK;
    unsigned int i;

    *out = NULL;
    if (!image->boot_count) return S_OK;
    if (!(entries = calloc(image->boot_count, sizeof(*entries)))) return E_OUTOFMEMORY;
    for (i = 0; i < image->boot_count && SUCCEEDED(hr); i++) hr = fill_entry(image->boot[i], &entries[i]);
    if (FAILED(hr)) boot_entries_free(entries, image->boot_count);
    else *out = entries;
    return hr;
}

void boot_entries_free(struct fsi_boot_entry *entries, unsigned int count)
{
    if (!entries) return;
    while (count) source_release(entries[--count].source);
    free(entries);
}
