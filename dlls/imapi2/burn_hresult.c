/*
 * What the end of a recipe means to a client
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

#include "recorder_port.h"

const struct burn_results data_results = {
    .recorder_unsupported = E_IMAPI_DF2DATA_RECORDER_NOT_SUPPORTED,
    .media_unsupported = E_IMAPI_DF2DATA_MEDIA_IS_NOT_SUPPORTED,
    .media_state = E_IMAPI_DF2DATA_INVALID_MEDIA_STATE,
    .media_not_blank = E_IMAPI_DF2DATA_MEDIA_NOT_BLANK,
    .too_large = E_IMAPI_DF2DATA_STREAM_TOO_LARGE_FOR_CURRENT_MEDIA,
    .unexpected = E_IMAPI_UNEXPECTED_RESPONSE_FROM_DEVICE,
};

static HRESULT hresult_from_failure(const struct burn_failure *failure, HRESULT unexpected)
{
    HRESULT hr = hresult_from_sense(failure->reply.sense, failure->reply.sense_length, failure->command.cdb[0]);

    /* A recipe that ends with sense has failed, even where the sense alone is harmless. */
    return FAILED(hr) && hr != E_FAIL ? hr : unexpected;
}

/* Which host error a recorder gave, when it gave one. */
static HRESULT hresult_from_host(const struct burn_failure *failure, HRESULT otherwise)
{
    return FAILED((HRESULT)failure->reply.host_error) ? (HRESULT)failure->reply.host_error : otherwise;
}

HRESULT hresult_from_burn(enum burn_status status, const struct burn_drive *drive, const struct burn_results *results)
{
    switch (status)
    {
    case BURN_OK:
        return S_OK;
    case BURN_CANCELLED:
        return E_IMAPI_REQUEST_CANCELLED;
    case BURN_TIMED_OUT:
        return E_IMAPI_RECORDER_COMMAND_TIMEOUT;
    case BURN_DEVICE_GONE:
        return hresult_from_host(&drive->failure, HRESULT_FROM_WIN32(ERROR_DEV_NOT_EXIST));
    case BURN_REFUSED:
        return hresult_from_host(&drive->failure, E_ACCESSDENIED);
    case BURN_SENSE:
        return hresult_from_failure(&drive->failure, results->unexpected);
    case BURN_BAD_REPLY:
        return E_IMAPI_RECORDER_INVALID_RESPONSE_FROM_DEVICE;
    case BURN_NO_MEMORY:
        return E_OUTOFMEMORY;
    case BURN_RECORDER_UNSUPPORTED:
        return results->recorder_unsupported;
    case BURN_MEDIA_UNSUPPORTED:
        return results->media_unsupported;
    case BURN_MEDIA_STATE:
        return results->media_state;
    case BURN_MEDIA_NOT_BLANK:
        return results->media_not_blank;
    case BURN_TOO_LARGE:
        return results->too_large;
    case BURN_LOSS_OF_STREAMING:
        return E_IMAPI_LOSS_OF_STREAMING;
    case BURN_TRANSPORT:
        return hresult_from_host(&drive->failure, E_FAIL);
    case BURN_MISMATCH:
        return results->unexpected;
    }
    return E_FAIL;
}
