/*
 * A format that holds its medium from PrepareMedia() to ReleaseMedia()
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

#include "preparation.h"
#include "pipeline.h"

void preparation_init(struct preparation *preparation, struct format *format,
                      const struct preparation_results *results)
{
    preparation->format = format;
    preparation->results = results;
}

HRESULT preparation_is_idle(const struct preparation *preparation)
{
    return preparation->busy ? preparation->results->write_in_progress : S_OK;
}

/* Recorder and client name stay from PrepareMedia() to ReleaseMedia(). */
HRESULT preparation_may_change(const struct preparation *preparation)
{
    HRESULT hr = preparation_is_idle(preparation);

    if (FAILED(hr)) return hr;
    return preparation->prepared ? preparation->results->prepared : S_OK;
}

HRESULT preparation_is_ready(const struct preparation *preparation)
{
    HRESULT hr = preparation_is_idle(preparation);

    if (FAILED(hr)) return hr;
    return preparation->prepared ? S_OK : preparation->results->not_prepared;
}

HRESULT preparation_get_number(struct preparation *preparation, const LONG *number, LONG *value)
{
    HRESULT hr = S_OK;

    if (!value) return E_POINTER;
    EnterCriticalSection(&preparation->format->lock);
    if (!preparation->prepared) hr = preparation->results->not_prepared;
    else *value = *number;
    LeaveCriticalSection(&preparation->format->lock);
    return hr;
}

HRESULT preparation_set_underrun(struct preparation *preparation, VARIANT_BOOL value)
{
    HRESULT hr;

    EnterCriticalSection(&preparation->format->lock);
    hr = preparation_is_ready(preparation);
    if (SUCCEEDED(hr)) preparation->buffer_underrun_free_disabled = value ? VARIANT_TRUE : VARIANT_FALSE;
    LeaveCriticalSection(&preparation->format->lock);
    return hr;
}

HRESULT preparation_get_underrun(struct preparation *preparation, VARIANT_BOOL *value)
{
    return format_get_bool(preparation->format, &preparation->buffer_underrun_free_disabled, value);
}

static HRESULT begin_prepare(struct preparation *preparation)
{
    struct format *format = preparation->format;
    HRESULT hr = S_OK;

    EnterCriticalSection(&format->lock);
    if (preparation->prepared || preparation->busy) hr = preparation->results->prepared;
    else if (!format->recorder) hr = format->kind->no_recorder;
    else if (!format->client_name) hr = format->kind->client_name_invalid;
    else preparation->busy = true;
    LeaveCriticalSection(&format->lock);
    return hr;
}

HRESULT preparation_prepare(struct preparation *preparation, HRESULT (*work)(struct preparation *preparation))
{
    struct format *format = preparation->format;
    HRESULT hr;

    if (FAILED(hr = begin_prepare(preparation))) return hr;
    hr = writer_access_take(&preparation->access, format->recorder, format->client_name);
    if (SUCCEEDED(hr) && FAILED(hr = work(preparation))) writer_access_give_back(&preparation->access);

    EnterCriticalSection(&format->lock);
    preparation->busy = false;
    preparation->prepared = SUCCEEDED(hr);
    LeaveCriticalSection(&format->lock);
    return hr;
}

HRESULT preparation_begin_write(struct preparation *preparation)
{
    HRESULT hr;

    EnterCriticalSection(&preparation->format->lock);
    hr = preparation_is_ready(preparation);
    if (SUCCEEDED(hr)) preparation->busy = true;
    LeaveCriticalSection(&preparation->format->lock);
    return hr;
}

void preparation_end_write(struct preparation *preparation)
{
    EnterCriticalSection(&preparation->format->lock);
    preparation->busy = false;
    LeaveCriticalSection(&preparation->format->lock);
}

void preparation_set_running(struct preparation *preparation, struct pipeline *pipeline)
{
    EnterCriticalSection(&preparation->format->lock);
    preparation->running = pipeline;
    LeaveCriticalSection(&preparation->format->lock);
}

HRESULT preparation_cancel(struct preparation *preparation)
{
    HRESULT hr = preparation->results->write_not_in_progress;

    EnterCriticalSection(&preparation->format->lock);
    if (preparation->running)
    {
        pipeline_cancel(preparation->running);
        hr = S_OK;
    }
    LeaveCriticalSection(&preparation->format->lock);
    return hr;
}

void preparation_release(struct preparation *preparation)
{
    writer_access_give_back(&preparation->access);
    EnterCriticalSection(&preparation->format->lock);
    preparation->prepared = false;
    LeaveCriticalSection(&preparation->format->lock);
}
