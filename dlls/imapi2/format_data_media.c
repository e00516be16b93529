/*
 * What MsftDiscFormat2Data says about recorders and media
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

static const LONG supported_types[] = {
    IMAPI_MEDIA_TYPE_CDR,
    IMAPI_MEDIA_TYPE_CDRW,
    IMAPI_MEDIA_TYPE_DVDRAM,
    IMAPI_MEDIA_TYPE_DVDPLUSR,
    IMAPI_MEDIA_TYPE_DVDPLUSRW,
    IMAPI_MEDIA_TYPE_DVDPLUSR_DUALLAYER,
    IMAPI_MEDIA_TYPE_DVDDASHR,
    IMAPI_MEDIA_TYPE_DVDDASHRW,
    IMAPI_MEDIA_TYPE_DVDDASHR_DUALLAYER,
    IMAPI_MEDIA_TYPE_DISK,
    IMAPI_MEDIA_TYPE_DVDPLUSRW_DUALLAYER,
    IMAPI_MEDIA_TYPE_BDR,
    IMAPI_MEDIA_TYPE_BDRE,
};

bool data_media_type_supported(IMAPI_MEDIA_PHYSICAL_TYPE type)
{
    unsigned int i;

    for (i = 0; i < ARRAY_SIZE(supported_types); i++)
        if (supported_types[i] == (LONG)type) return true;
    return false;
}

HRESULT data_supported_media_types(SAFEARRAY **types)
{
    return safearray_from_longs(supported_types, ARRAY_SIZE(supported_types), types);
}

HRESULT data_is_recorder_supported(IDiscRecorder2 *recorder, VARIANT_BOOL *value)
{
    struct recorder_session session;
    bool supported = false;
    enum burn_status status;
    HRESULT hr;

    *value = VARIANT_FALSE;
    hr = recorder_session_open(&session, (IUnknown *)recorder, NULL);
    if (hr == E_NOINTERFACE) return S_OK;
    if (FAILED(hr)) return hr;
    status = burn_recorder_supported(&session.drive, &supported);
    hr = hresult_from_burn(status, &session.drive, &media_results);
    if (SUCCEEDED(hr) && supported) *value = VARIANT_TRUE;
    recorder_session_close(&session);
    return hr;
}

HRESULT data_is_media_supported(IDiscRecorder2 *recorder, VARIANT_BOOL *value)
{
    IMAPI_MEDIA_PHYSICAL_TYPE type;
    VARIANT_BOOL supported;
    HRESULT hr;

    *value = VARIANT_FALSE;
    hr = data_is_recorder_supported(recorder, &supported);
    if (FAILED(hr) || !supported) return hr;
    if (FAILED(hr = media_physical_type(recorder, &type))) return hr;
    if (data_media_type_supported(type)) *value = VARIANT_TRUE;
    return S_OK;
}

static HRESULT number_of_medium(const struct burn_medium *medium, enum data_number which, LONG *value)
{
    if (medium->family == BURN_FAMILY_NONE) return E_IMAPI_DF2DATA_INVALID_MEDIA_STATE;
    switch (which)
    {
    case DATA_TOTAL_SECTORS:
        *value = medium->total_blocks;
        break;
    case DATA_FREE_SECTORS:
        *value = medium->finalized ? 0 : medium->free_blocks;
        break;
    case DATA_NEXT_WRITABLE:
        if (medium->finalized) return E_IMAPI_DF2DATA_INVALID_MEDIA_STATE;
        *value = medium->next_writable;
        break;
    case DATA_PREVIOUS_START:
        *value = medium->previous_session_start;
        break;
    case DATA_PREVIOUS_END:
        *value = medium->previous_session_end;
        break;
    }
    return S_OK;
}

HRESULT data_get_number(IDiscRecorder2 *recorder, enum data_number which, LONG *value)
{
    struct media media;
    HRESULT hr;

    if (FAILED(hr = media_open(&media, recorder))) return hr;
    hr = number_of_medium(&media.medium, which, value);
    media_close(&media);
    TRACE("%d: %ld, %#lx\n", which, SUCCEEDED(hr) ? *value : -1, hr);
    return hr;
}
