/*
 * The objects that tell an image how it can join what is on a medium
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

#include "multisession.h"

#include "wine/debug.h"

WINE_DEFAULT_DEBUG_CHANNEL(imapi2);

HRESULT multisession_ask(struct multisession *This, medium_question question, LONG *value)
{
    struct media media;
    HRESULT hr;

    if (!value) return E_POINTER;
    if (!This->recorder) return E_IMAPI_RECORDER_REQUIRED;
    if (FAILED(hr = media_open(&media, This->recorder))) return hr;
    hr = question(&media, value);
    media_close(&media);
    return hr;
}

HRESULT multisession_ask_bool(struct multisession *This, medium_question question, VARIANT_BOOL *value)
{
    LONG answer = FALSE;
    HRESULT hr;

    if (!value) return E_POINTER;
    *value = VARIANT_FALSE;
    hr = multisession_ask(This, question, &answer);
    if (SUCCEEDED(hr)) *value = answer ? VARIANT_TRUE : VARIANT_FALSE;
    return hr;
}

/* Without a medium, or with one that cannot be read, the sequential kind is the one that clients know. */
static HRESULT is_overwritable(IDiscRecorder2 *recorder, bool *overwritable)
{
    struct media media;
    HRESULT hr;

    *overwritable = false;
    if (!recorder) return S_OK;
    if (FAILED(hr = media_open(&media, recorder))) return hr == E_OUTOFMEMORY ? hr : S_OK;
    *overwritable = media.medium.overwritable;
    media_close(&media);
    return S_OK;
}

HRESULT multisession_interfaces(IDiscRecorder2 *recorder, SAFEARRAY **interfaces)
{
    IDispatch *object;
    bool overwritable;
    HRESULT hr;

    *interfaces = NULL;
    if (FAILED(hr = is_overwritable(recorder, &overwritable))) return hr;
    if (overwritable)
        hr = multisession_random_create(recorder, &object);
    else
        hr = multisession_sequential_create(recorder, &object);
    if (FAILED(hr)) return hr;
    hr = safearray_from_dispatches(&object, 1, interfaces);
    IDispatch_Release(object);
    TRACE("%p: %#lx\n", recorder, hr);
    return hr;
}
