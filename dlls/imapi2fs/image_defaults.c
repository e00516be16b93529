/*
 * What suits a medium
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

#include "image.h"

#include "wine/debug.h"

WINE_DEFAULT_DEBUG_CHANNEL(imapi2);

#define CD_VIEWS     (FSI_VIEW_ISO9660 | FSI_VIEW_JOLIET)
#define BRIDGE_VIEWS (FSI_VIEW_ISO9660 | FSI_VIEW_JOLIET | FSI_VIEW_UDF)

/* Blocks are those of the most common disc of a kind: 80 minutes, one or two layers. docs/compatibility.md */
static const struct media_defaults
{
    IMAPI_MEDIA_PHYSICAL_TYPE type;
    unsigned int views;
    uint16_t udf_revision;
    LONG blocks;
} defaults[] = {
    {IMAPI_MEDIA_TYPE_CDR, CD_VIEWS, 0x102, 359845},
    {IMAPI_MEDIA_TYPE_CDRW, CD_VIEWS, 0x102, 359845},
    {IMAPI_MEDIA_TYPE_DVDRAM, FSI_VIEW_UDF, 0x102, 2236704},
    {IMAPI_MEDIA_TYPE_DVDPLUSR, BRIDGE_VIEWS, 0x102, 2295104},
    {IMAPI_MEDIA_TYPE_DVDPLUSRW, BRIDGE_VIEWS, 0x102, 2295104},
    {IMAPI_MEDIA_TYPE_DVDPLUSR_DUALLAYER, FSI_VIEW_UDF, 0x102, 4173824},
    {IMAPI_MEDIA_TYPE_DVDDASHR, BRIDGE_VIEWS, 0x102, 2298496},
    {IMAPI_MEDIA_TYPE_DVDDASHRW, BRIDGE_VIEWS, 0x102, 2297888},
    {IMAPI_MEDIA_TYPE_DVDDASHR_DUALLAYER, FSI_VIEW_UDF, 0x102, 4171712},
    {IMAPI_MEDIA_TYPE_DISK, FSI_VIEW_UDF, 0x102, MAXLONG},
    {IMAPI_MEDIA_TYPE_DVDPLUSRW_DUALLAYER, FSI_VIEW_UDF, 0x102, 4173824},
    {IMAPI_MEDIA_TYPE_HDDVDR, FSI_VIEW_UDF, 0x250, 7324672},
    {IMAPI_MEDIA_TYPE_HDDVDRAM, FSI_VIEW_UDF, 0x250, 9646080},
    {IMAPI_MEDIA_TYPE_BDR, FSI_VIEW_UDF, 0x250, 12219392},
    {IMAPI_MEDIA_TYPE_BDRE, FSI_VIEW_UDF, 0x250, 11826176},
};

static const struct media_defaults *find_defaults(IMAPI_MEDIA_PHYSICAL_TYPE type)
{
    unsigned int i;

    for (i = 0; i < ARRAY_SIZE(defaults); i++)
        if (defaults[i].type == type) return &defaults[i];
    return NULL;
}

/* blocks: what the medium in the drive has left, or 0 for what its kind has. */
static HRESULT apply_defaults(struct image *image, const struct media_defaults *chosen, LONG blocks)
{
    LONG free_blocks;
    unsigned int views;
    HRESULT hr;

    image_lock(image);
    views = image->options.views;
    free_blocks = image->free_blocks;
    hr = image_put_file_systems(image, chosen->views);
    if (SUCCEEDED(hr) && FAILED(hr = image_put_free_blocks(image, blocks ? blocks : chosen->blocks)))
    {
        image->options.views = views;
        image->free_blocks = free_blocks;
    }
    if (SUCCEEDED(hr) && !image->session.imported) image->options.udf_revision = chosen->udf_revision;
    image_unlock(image);
    return hr;
}

HRESULT image_choose_for_media_type(struct image *image, IMAPI_MEDIA_PHYSICAL_TYPE type)
{
    const struct media_defaults *chosen = find_defaults(type);

    return chosen ? apply_defaults(image, chosen, 0) : IMAPI_E_INVALID_PARAM;
}

/* Through the objects that a client would use, so that any recorder does. */
static HRESULT ask_medium(IDiscRecorder2 *recorder, IMAPI_MEDIA_PHYSICAL_TYPE *type, LONG *blocks)
{
    IDiscFormat2Data *format;
    HRESULT hr;

    *blocks = 0;
    hr = CoCreateInstance(&CLSID_MsftDiscFormat2Data, NULL, CLSCTX_INPROC_SERVER, &IID_IDiscFormat2Data, (void **)&format);
    if (FAILED(hr)) return hr;
    hr = IDiscFormat2Data_put_Recorder(format, recorder);
    if (SUCCEEDED(hr)) hr = IDiscFormat2Data_get_CurrentPhysicalMediaType(format, type);
    if (SUCCEEDED(hr)) IDiscFormat2Data_get_FreeSectorsOnMedia(format, blocks);
    IDiscFormat2Data_Release(format);
    return hr;
}

bool is_medium_read_only(IDiscRecorder2 *recorder)
{
    IMAPI_MEDIA_PHYSICAL_TYPE type;
    LONG blocks;

    return SUCCEEDED(ask_medium(recorder, &type, &blocks)) && !find_defaults(type);
}

HRESULT image_choose_defaults(struct image *image, IDiscRecorder2 *recorder)
{
    const struct media_defaults *chosen;
    IMAPI_MEDIA_PHYSICAL_TYPE type;
    LONG blocks;
    HRESULT hr;

    if (FAILED(hr = ask_medium(recorder, &type, &blocks))) return hr;
    TRACE("medium %d, %ld blocks\n", type, blocks);
    if (!(chosen = find_defaults(type))) return E_IMAPI_RECORDER_MEDIA_INCOMPATIBLE;
    return apply_defaults(image, chosen, blocks);
}

static const struct
{
    IMAPI_PROFILE_TYPE profile;
    IMAPI_MEDIA_PHYSICAL_TYPE type;
} writable_profiles[] = {
    {IMAPI_PROFILE_TYPE_CD_RECORDABLE, IMAPI_MEDIA_TYPE_CDR},
    {IMAPI_PROFILE_TYPE_CD_REWRITABLE, IMAPI_MEDIA_TYPE_CDRW},
    {IMAPI_PROFILE_TYPE_DVD_DASH_RECORDABLE, IMAPI_MEDIA_TYPE_DVDDASHR},
    {IMAPI_PROFILE_TYPE_DVD_RAM, IMAPI_MEDIA_TYPE_DVDRAM},
    {IMAPI_PROFILE_TYPE_DVD_DASH_REWRITABLE, IMAPI_MEDIA_TYPE_DVDDASHRW},
    {IMAPI_PROFILE_TYPE_DVD_DASH_RW_SEQUENTIAL, IMAPI_MEDIA_TYPE_DVDDASHRW},
    {IMAPI_PROFILE_TYPE_DVD_DASH_R_DUAL_SEQUENTIAL, IMAPI_MEDIA_TYPE_DVDDASHR_DUALLAYER},
    {IMAPI_PROFILE_TYPE_DVD_PLUS_RW, IMAPI_MEDIA_TYPE_DVDPLUSRW},
    {IMAPI_PROFILE_TYPE_DVD_PLUS_R, IMAPI_MEDIA_TYPE_DVDPLUSR},
    {IMAPI_PROFILE_TYPE_DVD_PLUS_RW_DUAL, IMAPI_MEDIA_TYPE_DVDPLUSRW_DUALLAYER},
    {IMAPI_PROFILE_TYPE_DVD_PLUS_R_DUAL, IMAPI_MEDIA_TYPE_DVDPLUSR_DUALLAYER},
    {IMAPI_PROFILE_TYPE_BD_R_SEQUENTIAL, IMAPI_MEDIA_TYPE_BDR},
    {IMAPI_PROFILE_TYPE_BD_R_RANDOM_RECORDING, IMAPI_MEDIA_TYPE_BDR},
    {IMAPI_PROFILE_TYPE_BD_REWRITABLE, IMAPI_MEDIA_TYPE_BDRE},
    {IMAPI_PROFILE_TYPE_HD_DVD_RECORDABLE, IMAPI_MEDIA_TYPE_HDDVDR},
    {IMAPI_PROFILE_TYPE_HD_DVD_RAM, IMAPI_MEDIA_TYPE_HDDVDRAM},
};

static LONG profile_blocks(LONG profile)
{
    unsigned int i;

    for (i = 0; i < ARRAY_SIZE(writable_profiles); i++)
        if ((LONG)writable_profiles[i].profile == profile) return find_defaults(writable_profiles[i].type)->blocks;
    return 0;
}

/* The largest disc that the drive can write; 0, no limit, when it writes none that is known. */
HRESULT image_set_max_from_device(struct image *image, IDiscRecorder2 *recorder)
{
    SAFEARRAY *profiles = NULL;
    VARIANT *elements;
    LONG blocks = 0;
    HRESULT hr;
    ULONG i;

    if (FAILED(hr = IDiscRecorder2_get_SupportedProfiles(recorder, &profiles))) return hr;
    if (!profiles || FAILED(SafeArrayAccessData(profiles, (void **)&elements))) return IMAPI_E_FSI_INTERNAL_ERROR;
    for (i = 0; i < profiles->rgsabound[0].cElements; i++) blocks = max(blocks, profile_blocks(V_I4(&elements[i])));
    SafeArrayUnaccessData(profiles);
    SafeArrayDestroy(profiles);
    image_lock(image);
    hr = image_put_free_blocks(image, blocks);
    image_unlock(image);
    return hr;
}
