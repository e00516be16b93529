/*
 * Which kind of medium lies in a recorder
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

/* What the detection has found out so far. */
struct detection
{
    struct recorder_session session;
    IDiscRecorder2Ex *recorder;             /* the session's */
    struct mmc_disc_information disc;
    bool no_configuration;                  /* the drive is too old for features and profiles */
    HRESULT structure;                      /* what the drive made of the question for its book type */
    HRESULT failure;                        /* that leaves no doubt about the host, whatever the drive may be */
};

static HRESULT read_disc(struct detection *detection)
{
    ULONG size = 0;
    BYTE *data;
    HRESULT hr;

    hr = IDiscRecorder2Ex_GetDiscInformation(detection->recorder, &data, &size);
    if (FAILED(hr)) return hr;
    if (!mmc_parse_disc_information(data, size, &detection->disc)) hr = E_IMAPI_RECORDER_INVALID_RESPONSE_FROM_DEVICE;
    CoTaskMemFree(data);
    return hr;
}

static bool is_current(struct detection *detection, IMAPI_FEATURE_PAGE_TYPE feature)
{
    ULONG size;
    BYTE *data;
    HRESULT hr;

    hr = IDiscRecorder2Ex_GetFeaturePage(detection->recorder, feature, TRUE, &data, &size);
    if (hr == E_IMAPI_RECORDER_GET_CONFIGURATION_NOT_SUPPORTED) detection->no_configuration = true;
    if (hr == E_OUTOFMEMORY) detection->failure = hr;
    if (FAILED(hr)) return false;
    CoTaskMemFree(data);
    return true;
}

/* Nothing can be written to it any more, so it is what its readers will take it for. */
static IMAPI_MEDIA_PHYSICAL_TYPE closed_type(struct detection *detection, bool dvd_read)
{
    if (dvd_read) return IMAPI_MEDIA_TYPE_DVDROM;
    if (is_current(detection, IMAPI_FEATURE_PAGE_TYPE_BD_READ)) return IMAPI_MEDIA_TYPE_BDROM;
    if (is_current(detection, IMAPI_FEATURE_PAGE_TYPE_HD_DVD_READ)) return IMAPI_MEDIA_TYPE_HDDVDROM;
    return IMAPI_MEDIA_TYPE_CDROM;
}

static IMAPI_MEDIA_PHYSICAL_TYPE type_from_features(struct detection *detection)
{
    if (is_current(detection, IMAPI_FEATURE_PAGE_TYPE_DVD_PLUS_RW)) return IMAPI_MEDIA_TYPE_DVDPLUSRW;
    if (is_current(detection, IMAPI_FEATURE_PAGE_TYPE_DVD_PLUS_R_DUAL_LAYER)) return IMAPI_MEDIA_TYPE_DVDPLUSR_DUALLAYER;
    if (is_current(detection, IMAPI_FEATURE_PAGE_TYPE_DVD_PLUS_R)) return IMAPI_MEDIA_TYPE_DVDPLUSR;
    return IMAPI_MEDIA_TYPE_UNKNOWN;
}

static IMAPI_MEDIA_PHYSICAL_TYPE type_from_book(const struct mmc_dvd_physical *physical)
{
    switch (physical->book_type)
    {
    case MMC_BOOK_DVD_ROM: return IMAPI_MEDIA_TYPE_DVDROM;
    case MMC_BOOK_DVD_RAM: return IMAPI_MEDIA_TYPE_DVDRAM;
    case MMC_BOOK_DVD_R:
        return physical->layers > 1 ? IMAPI_MEDIA_TYPE_DVDDASHR_DUALLAYER : IMAPI_MEDIA_TYPE_DVDDASHR;
    case MMC_BOOK_DVD_RW: return IMAPI_MEDIA_TYPE_DVDDASHRW;
    case MMC_BOOK_DVD_PLUS_RW: return IMAPI_MEDIA_TYPE_DVDPLUSRW;
    case MMC_BOOK_DVD_PLUS_R: return IMAPI_MEDIA_TYPE_DVDPLUSR;
    case MMC_BOOK_DVD_PLUS_R_DL: return IMAPI_MEDIA_TYPE_DVDPLUSR_DUALLAYER;
    }
    return IMAPI_MEDIA_TYPE_UNKNOWN;
}

static IMAPI_MEDIA_PHYSICAL_TYPE type_from_structure(struct detection *detection)
{
    struct mmc_dvd_physical physical;
    struct mmc_command command;
    uint8_t reply[MMC_STRUCTURE_HEADER_LENGTH + 2048];
    enum burn_status status;
    uint32_t length;

    mmc_build_read_disc_structure(&command, MMC_STRUCTURE_DVD, MMC_STRUCTURE_DVD_PHYSICAL, 0, 0, sizeof(reply));
    status = burn_execute(&detection->session.drive, &command, reply, &length);
    detection->structure = hresult_from_burn(status, &detection->session.drive, &media_results);
    if (detection->structure == E_OUTOFMEMORY) detection->failure = E_OUTOFMEMORY;
    if (status != BURN_OK) return IMAPI_MEDIA_TYPE_UNKNOWN;
    if (!mmc_parse_dvd_physical(reply, length, &physical)) return IMAPI_MEDIA_TYPE_UNKNOWN;
    return type_from_book(&physical);
}

static IMAPI_MEDIA_PHYSICAL_TYPE type_from_profile(enum mmc_profile profile)
{
    static const struct
    {
        enum mmc_profile profile;
        IMAPI_MEDIA_PHYSICAL_TYPE type;
    } table[] = {
        {MMC_PROFILE_NON_REMOVABLE_DISK, IMAPI_MEDIA_TYPE_DISK},
        {MMC_PROFILE_REMOVABLE_DISK, IMAPI_MEDIA_TYPE_DISK},
        {MMC_PROFILE_CD_ROM, IMAPI_MEDIA_TYPE_CDROM},
        {MMC_PROFILE_DDCD_ROM, IMAPI_MEDIA_TYPE_CDROM},
        {MMC_PROFILE_CD_R, IMAPI_MEDIA_TYPE_CDR},
        {MMC_PROFILE_DDCD_R, IMAPI_MEDIA_TYPE_CDR},
        {MMC_PROFILE_CD_RW, IMAPI_MEDIA_TYPE_CDRW},
        {MMC_PROFILE_DDCD_RW, IMAPI_MEDIA_TYPE_CDRW},
        {MMC_PROFILE_DVD_ROM, IMAPI_MEDIA_TYPE_DVDROM},
        {MMC_PROFILE_DVD_R, IMAPI_MEDIA_TYPE_DVDDASHR},
        {MMC_PROFILE_DVD_RAM, IMAPI_MEDIA_TYPE_DVDRAM},
        {MMC_PROFILE_DVD_RW_OVERWRITE, IMAPI_MEDIA_TYPE_DVDDASHRW},
        {MMC_PROFILE_DVD_RW_SEQUENTIAL, IMAPI_MEDIA_TYPE_DVDDASHRW},
        {MMC_PROFILE_DVD_R_DL_SEQUENTIAL, IMAPI_MEDIA_TYPE_DVDDASHR_DUALLAYER},
        {MMC_PROFILE_DVD_R_DL_JUMP, IMAPI_MEDIA_TYPE_DVDDASHR_DUALLAYER},
        {MMC_PROFILE_DVD_PLUS_RW, IMAPI_MEDIA_TYPE_DVDPLUSRW},
        {MMC_PROFILE_DVD_PLUS_R, IMAPI_MEDIA_TYPE_DVDPLUSR},
        {MMC_PROFILE_DVD_PLUS_RW_DL, IMAPI_MEDIA_TYPE_DVDPLUSRW_DUALLAYER},
        {MMC_PROFILE_DVD_PLUS_R_DL, IMAPI_MEDIA_TYPE_DVDPLUSR_DUALLAYER},
        {MMC_PROFILE_BD_ROM, IMAPI_MEDIA_TYPE_BDROM},
        {MMC_PROFILE_BD_R_SRM, IMAPI_MEDIA_TYPE_BDR},
        {MMC_PROFILE_BD_R_RRM, IMAPI_MEDIA_TYPE_BDR},
        {MMC_PROFILE_BD_RE, IMAPI_MEDIA_TYPE_BDRE},
        {MMC_PROFILE_HD_DVD_ROM, IMAPI_MEDIA_TYPE_HDDVDROM},
        {MMC_PROFILE_HD_DVD_R, IMAPI_MEDIA_TYPE_HDDVDR},
        {MMC_PROFILE_HD_DVD_RAM, IMAPI_MEDIA_TYPE_HDDVDRAM},
    };
    unsigned int i;

    for (i = 0; i < sizeof(table) / sizeof(table[0]); i++)
        if (table[i].profile == profile) return table[i].type;
    return IMAPI_MEDIA_TYPE_UNKNOWN;
}

/* The first current profile that has a name here, in the drive's order of preference. */
static HRESULT type_from_profiles(struct detection *detection, IMAPI_MEDIA_PHYSICAL_TYPE *type)
{
    IMAPI_PROFILE_TYPE *profiles;
    ULONG count = 0, i;
    HRESULT hr;

    hr = IDiscRecorder2Ex_GetSupportedProfiles(detection->recorder, TRUE, &profiles, &count);
    if (hr == E_IMAPI_RECORDER_GET_CONFIGURATION_NOT_SUPPORTED) detection->no_configuration = true;
    if (FAILED(hr)) return detection->no_configuration ? S_OK : hr;
    for (i = 0; i < count && *type == IMAPI_MEDIA_TYPE_UNKNOWN; i++)
        *type = type_from_profile((enum mmc_profile)profiles[i]);
    CoTaskMemFree(profiles);
    return S_OK;
}

/* A refused structure is no failure while something else tells the kind: blank media often have none. */
static HRESULT type_without_structure(struct detection *detection, IMAPI_MEDIA_PHYSICAL_TYPE *type)
{
    HRESULT hr = type_from_profiles(detection, type);

    if (FAILED(hr) || *type != IMAPI_MEDIA_TYPE_UNKNOWN) return hr;
    if (FAILED(detection->structure)) return detection->structure;
    if (detection->no_configuration) *type = detection->disc.erasable ? IMAPI_MEDIA_TYPE_CDRW : IMAPI_MEDIA_TYPE_CDR;
    return S_OK;
}

static HRESULT detect(struct detection *detection, IMAPI_MEDIA_PHYSICAL_TYPE *type)
{
    bool dvd_read;
    HRESULT hr;

    if (FAILED(hr = read_disc(detection))) return hr;
    dvd_read = is_current(detection, IMAPI_FEATURE_PAGE_TYPE_DVD_READ);
    if (detection->disc.disc_status == MMC_DISC_COMPLETE && !detection->disc.erasable)
    {
        *type = closed_type(detection, dvd_read);
        return S_OK;
    }
    *type = type_from_features(detection);
    if (*type == IMAPI_MEDIA_TYPE_UNKNOWN && dvd_read) *type = type_from_structure(detection);
    if (*type == IMAPI_MEDIA_TYPE_UNKNOWN) hr = type_without_structure(detection, type);
    return hr;
}

HRESULT media_physical_type(IDiscRecorder2 *recorder, IMAPI_MEDIA_PHYSICAL_TYPE *type)
{
    struct detection detection = {0};
    HRESULT hr;

    *type = IMAPI_MEDIA_TYPE_UNKNOWN;
    hr = recorder_session_open(&detection.session, (IUnknown *)recorder, NULL);
    if (FAILED(hr)) return hr;
    detection.recorder = detection.session.device.recorder;
    hr = detect(&detection, type);
    if (FAILED(detection.failure)) hr = detection.failure;
    if (FAILED(hr)) *type = IMAPI_MEDIA_TYPE_UNKNOWN;
    recorder_session_close(&detection.session);
    TRACE("%p: type %d, %#lx\n", recorder, *type, hr);
    return hr;
}
