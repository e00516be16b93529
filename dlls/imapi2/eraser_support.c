/*
 * Which recorders and media can be erased
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

#include "eraser_support.h"

#include "wine/debug.h"

WINE_DEFAULT_DEBUG_CHANNEL(imapi2);

#define CONFIGURATION_SIZE 8192     /* bytes; more than any drive has features */

const LONG eraser_media_types[ERASER_MEDIA_TYPES] = {
    IMAPI_MEDIA_TYPE_CDRW,
    IMAPI_MEDIA_TYPE_DVDRAM,
    IMAPI_MEDIA_TYPE_DVDPLUSRW,
    IMAPI_MEDIA_TYPE_DVDDASHRW,
    IMAPI_MEDIA_TYPE_DISK,
    IMAPI_MEDIA_TYPE_DVDPLUSRW_DUALLAYER,
    IMAPI_MEDIA_TYPE_BDRE,
};

static bool is_type_supported(IMAPI_MEDIA_PHYSICAL_TYPE type)
{
    unsigned int i;

    for (i = 0; i < ERASER_MEDIA_TYPES; i++)
        if (eraser_media_types[i] == (LONG)type) return true;
    return false;
}

/* What a drive must have to erase one kind of medium or another. */
static bool feature_erases(const struct mmc_feature_descriptor *feature)
{
    struct mmc_rigid_overwrite_feature rigid;
    struct mmc_dvd_dash_write_feature dash;
    struct mmc_bd_feature bd;
    unsigned int i;

    switch (feature->code)
    {
    case MMC_FEATURE_INCREMENTAL_STREAMING_WRITABLE:
    case MMC_FEATURE_RESTRICTED_OVERWRITE:
    case MMC_FEATURE_CD_TRACK_AT_ONCE:
    case MMC_FEATURE_DVD_PLUS_RW:
        return true;
    case MMC_FEATURE_RIGID_RESTRICTED_OVERWRITE:
        return mmc_parse_rigid_overwrite_feature(feature, &rigid) && rigid.blank;
    case MMC_FEATURE_DVD_DASH_WRITE:
        return mmc_parse_dvd_dash_write_feature(feature, &dash) && dash.rewritable;
    case MMC_FEATURE_BD_WRITE:
        if (!mmc_parse_bd_feature(feature, &bd)) return false;
        for (i = 0; i < ARRAY_SIZE(bd.re); i++)
            if (bd.re[i]) return true;
        return false;
    }
    return false;
}

static bool configuration_erases(const uint8_t *reply, size_t length)
{
    struct mmc_feature_descriptor feature;
    size_t offset = 0;

    while (mmc_next_feature(reply, length, &offset, &feature))
        if (feature_erases(&feature)) return true;
    return false;
}

static HRESULT page_erases(IDiscRecorder2Ex *recorder, bool *supported)
{
    struct mmc_capabilities_page page;
    ULONG size = 0;
    BYTE *data;
    HRESULT hr;

    hr = IDiscRecorder2Ex_GetModePage(recorder, IMAPI_MODE_PAGE_TYPE_LEGACY_CAPABILITIES,
                                      IMAPI_MODE_PAGE_REQUEST_TYPE_CURRENT_VALUES, &data, &size);
    if (FAILED(hr)) return hr;
    if (!mmc_parse_capabilities_page(data, size, &page)) hr = E_IMAPI_ERASE_MODE_PAGE_2A_TOO_SMALL;
    else *supported = page.writes_cd_rw;
    CoTaskMemFree(data);
    return hr;
}

static HRESULT drive_erases(struct recorder_session *session, bool *supported)
{
    struct mmc_command command;
    enum burn_status status;
    uint8_t *reply;
    uint32_t length;

    if (!(reply = CoTaskMemAlloc(CONFIGURATION_SIZE))) return E_OUTOFMEMORY;
    mmc_build_get_configuration(&command, MMC_CONFIGURATION_ALL, 0, CONFIGURATION_SIZE);
    status = burn_execute(&session->drive, &command, reply, &length);
    if (status == BURN_OK) *supported = configuration_erases(reply, length);
    CoTaskMemFree(reply);
    if (status == BURN_SENSE && session->drive.failure.sense.key == MMC_SENSE_ILLEGAL_REQUEST)
        return page_erases(session->device.recorder, supported);
    return hresult_from_burn(status, &session->drive, &media_results);
}

HRESULT eraser_is_recorder_supported(IDiscRecorder2 *recorder, bool *supported)
{
    struct recorder_session session;
    HRESULT hr;

    *supported = false;
    hr = recorder_session_open(&session, (IUnknown *)recorder, NULL);
    if (hr == E_NOINTERFACE) return S_OK;
    if (FAILED(hr)) return hr;
    hr = drive_erases(&session, supported);
    recorder_session_close(&session);
    return hr;
}

HRESULT eraser_check_medium(IDiscRecorder2 *recorder, struct burn_drive *drive)
{
    struct recorder_device *device = CONTAINING_RECORD(drive->device, struct recorder_device, device);
    struct mmc_disc_information disc;
    IMAPI_MEDIA_PHYSICAL_TYPE type;
    ULONG size = 0;
    BYTE *data;
    HRESULT hr;

    hr = IDiscRecorder2Ex_GetDiscInformation(device->recorder, &data, &size);
    if (hr == E_IMAPI_RECORDER_INVALID_RESPONSE_FROM_DEVICE) return E_IMAPI_ERASE_DISC_INFORMATION_TOO_SMALL;
    if (FAILED(hr)) return hr;
    if (!mmc_parse_disc_information(data, size, &disc)) hr = E_IMAPI_ERASE_DISC_INFORMATION_TOO_SMALL;
    CoTaskMemFree(data);
    if (SUCCEEDED(hr)) hr = media_physical_type(recorder, &type);
    if (FAILED(hr)) return hr;
    TRACE("%p: type %d, erasable %d\n", recorder, type, disc.erasable);
    if (!is_type_supported(type)) return E_IMAPI_ERASE_MEDIA_IS_NOT_SUPPORTED;
    return disc.erasable ? S_OK : E_IMAPI_ERASE_MEDIA_IS_NOT_ERASABLE;
}

HRESULT eraser_is_media_supported(IDiscRecorder2 *recorder, bool *supported)
{
    struct recorder_session session;
    bool drive_supported;
    HRESULT hr;

    *supported = false;
    hr = eraser_is_recorder_supported(recorder, &drive_supported);
    if (FAILED(hr) || !drive_supported) return hr;
    if (FAILED(hr = recorder_session_open(&session, (IUnknown *)recorder, NULL))) return hr;
    hr = eraser_check_medium(recorder, &session.drive);
    recorder_session_close(&session);
    *supported = SUCCEEDED(hr);
    if (hr == E_IMAPI_ERASE_MEDIA_IS_NOT_SUPPORTED || hr == E_IMAPI_ERASE_MEDIA_IS_NOT_ERASABLE) return S_OK;
    return hr;
}
