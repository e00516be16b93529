/*
 * What the format objects ask about the medium in a recorder
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

#include "media.h"

#include "wine/debug.h"

WINE_DEFAULT_DEBUG_CHANNEL(imapi2);

const struct burn_results media_results = {
    .recorder_unsupported = E_IMAPI_DF2DATA_RECORDER_NOT_SUPPORTED,
    .media_unsupported = E_IMAPI_DF2DATA_INVALID_MEDIA_STATE,
    .media_state = E_IMAPI_DF2DATA_INVALID_MEDIA_STATE,
    .media_not_blank = E_IMAPI_DF2DATA_MEDIA_NOT_BLANK,
    .too_large = E_IMAPI_DF2DATA_STREAM_TOO_LARGE_FOR_CURRENT_MEDIA,
    .unexpected = E_FAIL,
};

/* A question that every drive answers about every medium, and that fails with what is wrong. */
static HRESULT read_disc_information(IDiscRecorder2Ex *recorder, struct mmc_disc_information *disc)
{
    ULONG size = 0;
    BYTE *data;
    HRESULT hr;

    hr = IDiscRecorder2Ex_GetDiscInformation(recorder, &data, &size);
    if (FAILED(hr)) return hr;
    if (!mmc_parse_disc_information(data, size, disc)) hr = E_IMAPI_RECORDER_INVALID_RESPONSE_FROM_DEVICE;
    CoTaskMemFree(data);
    return hr;
}

HRESULT media_open(struct media *media, IDiscRecorder2 *recorder)
{
    struct mmc_disc_information disc;
    enum burn_status status;
    HRESULT hr;

    hr = recorder_session_open(&media->session, (IUnknown *)recorder, NULL);
    if (FAILED(hr)) return hr;
    hr = read_disc_information(media->session.device.recorder, &disc);
    if (SUCCEEDED(hr))
    {
        status = burn_read_medium(&media->session.drive, &media->medium);
        hr = hresult_from_burn(status, &media->session.drive, &media_results);
    }
    if (FAILED(hr)) recorder_session_close(&media->session);
    TRACE("%p: %#lx\n", recorder, hr);
    return hr;
}

void media_close(struct media *media)
{
    recorder_session_close(&media->session);
}

bool media_is_read_only(const struct media *media)
{
    return !mmc_find_profile((uint16_t)media->medium.profile)->writable;
}

HRESULT media_physically_blank(IDiscRecorder2 *recorder, bool *blank)
{
    struct media media;
    HRESULT hr;

    *blank = false;
    if (FAILED(hr = media_open(&media, recorder))) return hr;
    *blank = media.medium.disc.disc_status == MMC_DISC_EMPTY && !media_is_read_only(&media);
    media_close(&media);
    return S_OK;
}

static HRESULT looks_blank(struct media *media, bool *blank)
{
    enum burn_status status = burn_looks_blank(&media->session.drive, &media->medium, blank);

    return hresult_from_burn(status, &media->session.drive, &media_results);
}

HRESULT media_heuristically_blank(IDiscRecorder2 *recorder, bool *blank)
{
    struct media media;
    HRESULT hr;

    *blank = false;
    if (FAILED(hr = media_open(&media, recorder))) return hr;
    hr = looks_blank(&media, blank);
    media_close(&media);
    return hr;
}

/* The bits that need nothing but what is known already. */
static LONG known_state(const struct burn_medium *medium)
{
    LONG state = 0;

    if (medium->family == BURN_FAMILY_NONE) state |= IMAPI_FORMAT2_DATA_MEDIA_STATE_UNSUPPORTED_MEDIA;
    if (medium->overwritable) state |= IMAPI_FORMAT2_DATA_MEDIA_STATE_OVERWRITE_ONLY;
    if (medium->appendable) state |= IMAPI_FORMAT2_DATA_MEDIA_STATE_APPENDABLE;
    if (medium->final_session) state |= IMAPI_FORMAT2_DATA_MEDIA_STATE_FINAL_SESSION;
    if (medium->damaged) state |= IMAPI_FORMAT2_DATA_MEDIA_STATE_DAMAGED;
    if (medium->erase_required) state |= IMAPI_FORMAT2_DATA_MEDIA_STATE_ERASE_REQUIRED;
    if (medium->non_empty_session) state |= IMAPI_FORMAT2_DATA_MEDIA_STATE_NON_EMPTY_SESSION;
    if (medium->finalized) state |= IMAPI_FORMAT2_DATA_MEDIA_STATE_FINALIZED;
    return state;
}

HRESULT media_data_state(IDiscRecorder2 *recorder, LONG *state)
{
    struct media media;
    bool blank;
    HRESULT hr;

    *state = IMAPI_FORMAT2_DATA_MEDIA_STATE_UNKNOWN;
    if (FAILED(hr = media_open(&media, recorder))) return hr;
    hr = looks_blank(&media, &blank);
    if (SUCCEEDED(hr))
    {
        *state = known_state(&media.medium);
        if (blank) *state |= IMAPI_FORMAT2_DATA_MEDIA_STATE_BLANK;
        if (media_protection(&media)) *state |= IMAPI_FORMAT2_DATA_MEDIA_STATE_WRITE_PROTECTED;
    }
    media_close(&media);
    return hr;
}
