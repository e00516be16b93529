/*
 * Lists as automation clients take them
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

#include "com.h"

/*
 * Makes an array of count empty variants and gives its data, which the caller
 * fills and then closes with safearray_finish().
 */
static HRESULT safearray_begin(ULONG count, SAFEARRAY **array, VARIANT **data)
{
    HRESULT hr;

    if (!(*array = SafeArrayCreateVector(VT_VARIANT, 0, count))) return E_OUTOFMEMORY;
    if (FAILED(hr = SafeArrayAccessData(*array, (void **)data)))
    {
        SafeArrayDestroy(*array);
        *array = NULL;
    }
    return hr;
}

static HRESULT safearray_finish(SAFEARRAY **array, HRESULT hr)
{
    SafeArrayUnaccessData(*array);
    if (FAILED(hr))
    {
        SafeArrayDestroy(*array);
        *array = NULL;
    }
    return hr;
}

/* type: one of four bytes. */
static HRESULT safearray_from_numbers(const LONG *values, ULONG count, VARTYPE type, SAFEARRAY **array)
{
    VARIANT *data;
    HRESULT hr;
    ULONG i;

    if (FAILED(hr = safearray_begin(count, array, &data))) return hr;
    for (i = 0; i < count; i++)
    {
        V_VT(&data[i]) = type;
        V_I4(&data[i]) = values[i];
    }
    return safearray_finish(array, S_OK);
}

HRESULT safearray_from_longs(const LONG *values, ULONG count, SAFEARRAY **array)
{
    return safearray_from_numbers(values, count, VT_I4, array);
}

HRESULT safearray_from_ulongs(const LONG *values, ULONG count, SAFEARRAY **array)
{
    return safearray_from_numbers(values, count, VT_UI4, array);
}

HRESULT safearray_from_bytes(const BYTE *values, ULONG count, SAFEARRAY **array)
{
    VARIANT *data;
    HRESULT hr;
    ULONG i;

    if (FAILED(hr = safearray_begin(count, array, &data))) return hr;
    for (i = 0; i < count; i++)
    {
        V_VT(&data[i]) = VT_UI1;
        V_UI1(&data[i]) = values[i];
    }
    return safearray_finish(array, S_OK);
}

HRESULT safearray_from_strings(const WCHAR *const *values, ULONG count, SAFEARRAY **array)
{
    VARIANT *data;
    HRESULT hr;
    ULONG i;

    if (FAILED(hr = safearray_begin(count, array, &data))) return hr;
    for (i = 0; i < count && SUCCEEDED(hr); i++)
    {
        if (!(V_BSTR(&data[i]) = SysAllocString(values[i]))) hr = E_OUTOFMEMORY;
        else V_VT(&data[i]) = VT_BSTR;
    }
    return safearray_finish(array, hr);
}

HRESULT safearray_from_dispatches(IDispatch *const *values, ULONG count, SAFEARRAY **array)
{
    VARIANT *data;
    HRESULT hr;
    ULONG i;

    if (FAILED(hr = safearray_begin(count, array, &data))) return hr;
    for (i = 0; i < count; i++)
    {
        V_VT(&data[i]) = VT_DISPATCH;
        V_DISPATCH(&data[i]) = values[i];
        IDispatch_AddRef(values[i]);
    }
    return safearray_finish(array, S_OK);
}
