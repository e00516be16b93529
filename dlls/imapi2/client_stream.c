/*
 * The stream that a client wants burnt
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

#include "client_stream.h"

#include "wine/debug.h"

WINE_DEFAULT_DEBUG_CHANNEL(imapi2);

/* Streams written by clients often leave Stat out, but can be sought. */
static HRESULT stream_size(IStream *stream, uint64_t *size)
{
    LARGE_INTEGER zero = {{0}};
    ULARGE_INTEGER end;
    STATSTG stat;
    HRESULT hr;

    memset(&stat, 0, sizeof(stat));
    hr = IStream_Stat(stream, &stat, STATFLAG_NONAME);
    if (SUCCEEDED(hr))
    {
        *size = stat.cbSize.QuadPart;
        return hr;
    }
    if (FAILED(hr = IStream_Seek(stream, zero, STREAM_SEEK_END, &end))) return hr;
    *size = end.QuadPart;
    return IStream_Seek(stream, zero, STREAM_SEEK_SET, NULL);
}

bool client_stream_blocks(IStream *stream, uint32_t block_size, uint64_t *blocks)
{
    uint64_t size = 0;
    HRESULT hr = stream_size(stream, &size);

    TRACE("%p: %#lx, %I64u bytes\n", stream, hr, size);
    *blocks = size / block_size;
    return SUCCEEDED(hr) && size && !(size % block_size);
}

void client_stream_rewind(IStream *stream)
{
    LARGE_INTEGER zero = {{0}};
    HRESULT hr = IStream_Seek(stream, zero, STREAM_SEEK_SET, NULL);

    if (FAILED(hr)) WARN("%p cannot seek: %#lx\n", stream, hr);
}

static HRESULT read_range(const VARIANT *element, uint32_t blocks, struct pipeline_range *range)
{
    LONG first = -1, last = -1;
    IBlockRange *source;
    HRESULT hr;

    if ((V_VT(element) != VT_DISPATCH && V_VT(element) != VT_UNKNOWN) || !V_UNKNOWN(element)) return E_INVALIDARG;
    hr = IUnknown_QueryInterface(V_UNKNOWN(element), &IID_IBlockRange, (void **)&source);
    if (FAILED(hr)) return hr;
    hr = IBlockRange_get_StartLba(source, &first);
    if (SUCCEEDED(hr)) hr = IBlockRange_get_EndLba(source, &last);
    IBlockRange_Release(source);
    if (FAILED(hr)) return hr;
    if (first < 0 || last < first || (uint32_t)last >= blocks) return E_INVALIDARG;
    range->lba = first;
    range->blocks = (uint32_t)last - (uint32_t)first + 1;
    range->seek = true;
    return S_OK;
}

static HRESULT read_ranges(const VARIANT *elements, UINT count, uint32_t blocks, struct pipeline_range **ranges)
{
    HRESULT hr = S_OK;
    UINT i;

    if (!(*ranges = CoTaskMemAlloc(count * sizeof(**ranges)))) return E_OUTOFMEMORY;
    for (i = 0; i < count && SUCCEEDED(hr); i++) hr = read_range(&elements[i], blocks, &(*ranges)[i]);
    if (SUCCEEDED(hr)) return S_OK;
    CoTaskMemFree(*ranges);
    *ranges = NULL;
    return hr;
}

static HRESULT read_array(SAFEARRAY *array, uint32_t blocks, struct pipeline_range **ranges, UINT *count)
{
    VARIANT *elements;
    VARTYPE vt;
    HRESULT hr;

    if (!array || SafeArrayGetDim(array) != 1 || FAILED(SafeArrayGetVartype(array, &vt)) || vt != VT_VARIANT)
        return E_INVALIDARG;
    if (!(*count = array->rgsabound[0].cElements)) return E_INVALIDARG;
    if (FAILED(hr = SafeArrayAccessData(array, (void **)&elements))) return hr;
    hr = read_ranges(elements, *count, blocks, ranges);
    SafeArrayUnaccessData(array);
    return hr;
}

HRESULT client_stream_ranges(IStream *stream, uint32_t blocks, struct pipeline_range **ranges, UINT *count)
{
    SAFEARRAY *array = NULL;
    IBlockRangeList *list;
    HRESULT hr;

    *ranges = NULL;
    *count = 0;
    if (FAILED(IStream_QueryInterface(stream, &IID_IBlockRangeList, (void **)&list))) return S_OK;
    hr = IBlockRangeList_get_BlockRanges(list, &array);
    IBlockRangeList_Release(list);
    if (FAILED(hr)) return hr;
    hr = read_array(array, blocks, ranges, count);
    if (array) SafeArrayDestroy(array);
    return hr;
}
