/*
 * What MsftDiscFormat2Data says about the medium
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

#include "format_data.h"

#include "wine/debug.h"

WINE_DEFAULT_DEBUG_CHANNEL(imapi2);

static HRESULT open_writable(struct media *media, IDiscRecorder2 *recorder)
{
    HRESULT hr;

    if (FAILED(hr = media_open(media, recorder))) return hr;
    if (media->medium.family != BURN_FAMILY_NONE) return S_OK;
    media_close(media);
    return E_IMAPI_DF2DATA_INVALID_MEDIA_STATE;
}

/* A number of the medium, which is looked at afresh at each question. */
#define ANSWER(name, number)                                                                                         \
    HRESULT name(IDiscRecorder2 *recorder, LONG *value)                                                              \
    {                                                                                                                \
        struct media media;                                                                                          \
        HRESULT hr;                                                                                                  \
                                                                                                                     \
        if (FAILED(hr = open_writable(&media, recorder))) return hr;                                                 \
        *value = number;                                                                                             \
        media_close(&media);                                                                                         \
        TRACE("%ld\n", *value);                                                                                      \
        return S_OK;                                                                                                 \
    }

ANSWER(data_total_sectors, media.medium.total_blocks)
ANSWER(data_free_sectors, media.medium.finalized ? 0 : media.medium.free_blocks)
ANSWER(data_previous_start, media.medium.previous_session_start)
ANSWER(data_previous_end, media.medium.previous_session_end)

HRESULT data_next_writable(IDiscRecorder2 *recorder, LONG *value)
{
    struct media media;
    HRESULT hr;

    if (FAILED(hr = open_writable(&media, recorder))) return hr;
    if (media.medium.finalized) hr = E_IMAPI_DF2DATA_INVALID_MEDIA_STATE;
    else *value = media.medium.next_writable;
    media_close(&media);
    TRACE("%#lx, %ld\n", hr, SUCCEEDED(hr) ? *value : -1);
    return hr;
}
