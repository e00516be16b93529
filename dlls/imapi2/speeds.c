/*
 * Write speeds: what the drive can do with its medium, and what a client asked for
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

#define CD_SECTOR_BYTES   2352      /* a drive counts whole sectors of a CD, */
#define DATA_SECTOR_BYTES 2048      /* and the user's bytes of everything else */

static uint32_t speed_sector_bytes(const struct burn_medium *medium)
{
    switch (mmc_find_profile(medium->profile)->kind)
    {
    case MMC_DISC_DVD:
    case MMC_DISC_BD:
    case MMC_DISC_HD_DVD:
        return DATA_SECTOR_BYTES;
    case MMC_DISC_NONE:
        return medium->overwritable ? DATA_SECTOR_BYTES : CD_SECTOR_BYTES;
    case MMC_DISC_CD:
        break;
    }
    return CD_SECTOR_BYTES;
}

LONG media_sectors_per_second(const struct burn_medium *medium, uint32_t kbps)
{
    uint64_t sectors = (uint64_t)kbps * 1000 / speed_sector_bytes(medium);

    return sectors < MAXLONG ? (LONG)sectors : MAXLONG;
}

/* Rounded up, so that converting back by truncation gives the same sectors. */
static uint32_t kbps_from_sectors(const struct burn_medium *medium, LONG sectors)
{
    return (uint32_t)(((uint64_t)sectors * speed_sector_bytes(medium) + 999) / 1000);
}

struct speed_list
{
    struct media media;
    struct burn_speed speeds[BURN_SPEEDS_MAX];
    uint32_t count;
};

/* An empty list is as good as no answer: every drive that writes has a speed. */
static HRESULT read_speeds(IDiscRecorder2 *recorder, struct speed_list *list)
{
    enum burn_status status;
    HRESULT hr;

    if (FAILED(hr = media_open(&list->media, recorder))) return hr;
    status = burn_read_speeds(&list->media.session.drive, &list->media.medium, list->speeds, &list->count);
    hr = hresult_from_burn(status, &list->media.session.drive, &data_results);
    if (SUCCEEDED(hr) && !list->count) hr = E_IMAPI_UNEXPECTED_RESPONSE_FROM_DEVICE;
    media_close(&list->media);
    return hr;
}

HRESULT media_supported_speeds(IDiscRecorder2 *recorder, SAFEARRAY **speeds)
{
    struct speed_list list;
    VARIANT *values;
    uint32_t i;
    HRESULT hr;

    *speeds = NULL;
    if (FAILED(hr = read_speeds(recorder, &list))) return hr;
    if (!(*speeds = SafeArrayCreateVector(VT_VARIANT, 0, list.count))) return E_OUTOFMEMORY;
    SafeArrayAccessData(*speeds, (void **)&values);
    for (i = 0; i < list.count; i++)
    {
        V_VT(&values[i]) = VT_UI4;
        V_UI4(&values[i]) = media_sectors_per_second(&list.media.medium, list.speeds[i].write_kbps);
    }
    SafeArrayUnaccessData(*speeds);
    return S_OK;
}

static HRESULT create_descriptors(const struct speed_list *list, IMAPI_MEDIA_PHYSICAL_TYPE type, SAFEARRAY **array)
{
    IDispatch *objects[BURN_SPEEDS_MAX];
    HRESULT hr = S_OK;
    uint32_t i, made;

    for (made = 0; made < list->count; made++)
    {
        hr = speed_descriptor_create(type, media_sectors_per_second(&list->media.medium, list->speeds[made].write_kbps),
                                     list->speeds[made].pure_cav, &objects[made]);
        if (FAILED(hr)) break;
    }
    if (SUCCEEDED(hr)) hr = safearray_from_dispatches(objects, made, array);
    for (i = 0; i < made; i++) IDispatch_Release(objects[i]);
    return hr;
}

HRESULT media_speed_descriptors(IDiscRecorder2 *recorder, SAFEARRAY **descriptors)
{
    IMAPI_MEDIA_PHYSICAL_TYPE type;
    struct speed_list list;
    HRESULT hr;

    *descriptors = NULL;
    if (FAILED(hr = media_physical_type(recorder, &type))) return hr;
    if (FAILED(hr = read_speeds(recorder, &list))) return hr;
    return create_descriptors(&list, type, descriptors);
}

HRESULT media_current_speed(IDiscRecorder2 *recorder, LONG *sectors_per_second, bool *pure_cav)
{
    enum burn_status status;
    struct burn_speed speed;
    struct media media;
    HRESULT hr;

    if (FAILED(hr = media_open(&media, recorder))) return hr;
    status = burn_current_speed(&media.session.drive, &speed);
    hr = hresult_from_burn(status, &media.session.drive, &data_results);
    if (SUCCEEDED(hr))
    {
        *sectors_per_second = media_sectors_per_second(&media.medium, speed.write_kbps);
        *pure_cav = speed.pure_cav;
    }
    media_close(&media);
    return hr;
}

static uint32_t distance(LONG first, LONG second)
{
    return first > second ? (uint32_t)first - second : (uint32_t)second - first;
}

/* The nearest one; of equal ones that with the rotation that was asked for. */
static const struct burn_speed *nearest_speed(const struct speed_list *list, const struct burn_medium *medium,
                                              LONG wanted, bool pure_cav)
{
    const struct burn_speed *best = &list->speeds[0];
    uint32_t i, best_distance = UINT32_MAX, d;

    for (i = 0; i < list->count; i++)
    {
        d = distance(media_sectors_per_second(medium, list->speeds[i].write_kbps), wanted);
        if (d > best_distance || (d == best_distance && list->speeds[i].pure_cav != pure_cav)) continue;
        best_distance = d;
        best = &list->speeds[i];
    }
    return best;
}

static HRESULT adjusted_result(bool speed, bool rotation)
{
    if (speed && rotation) return S_IMAPI_BOTHADJUSTED;
    if (speed) return S_IMAPI_SPEEDADJUSTED;
    return rotation ? S_IMAPI_ROTATIONADJUSTED : S_OK;
}

/* The fastest speed is what -1 asks for, so taking it is no adjustment. */
static HRESULT choose_fastest(struct burn_drive *drive, const struct burn_medium *medium, bool pure_cav)
{
    struct burn_speed speed = {UINT32_MAX, pure_cav};

    return hresult_from_burn(burn_set_speed(drive, medium, &speed), drive, &data_results);
}

HRESULT media_choose_speed(struct burn_drive *drive, const struct burn_medium *medium, LONG sectors_per_second,
                           bool pure_cav)
{
    const struct burn_speed *best;
    struct speed_list list;
    enum burn_status status;
    LONG chosen;
    HRESULT hr;

    if (sectors_per_second == -1) return choose_fastest(drive, medium, pure_cav);
    status = burn_read_speeds(drive, medium, list.speeds, &list.count);
    if (status != BURN_OK) return hresult_from_burn(status, drive, &data_results);
    if (!list.count)
    {
        list.speeds[0].write_kbps = kbps_from_sectors(medium, sectors_per_second);
        list.speeds[0].pure_cav = pure_cav;
        list.count = 1;
    }
    best = nearest_speed(&list, medium, sectors_per_second, pure_cav);
    hr = hresult_from_burn(burn_set_speed(drive, medium, best), drive, &data_results);
    if (FAILED(hr)) return hr;
    chosen = media_sectors_per_second(medium, best->write_kbps);
    TRACE("asked for %ld, took %ld\n", sectors_per_second, chosen);
    return adjusted_result(chosen != sectors_per_second, best->pure_cav != pure_cav);
}

HRESULT media_set_speed(IDiscRecorder2 *recorder, LONG sectors_per_second, bool pure_cav)
{
    struct media media;
    HRESULT hr;

    if (FAILED(hr = media_open(&media, recorder))) return hr;
    hr = media_choose_speed(&media.session.drive, &media.medium, sectors_per_second, pure_cav);
    media_close(&media);
    return hr;
}

LONG media_apply_speed(struct burn_drive *drive, const struct burn_medium *medium, LONG sectors_per_second,
                       bool pure_cav, HRESULT *adjusted)
{
    struct burn_speed speed;
    HRESULT hr = S_OK;

    if (sectors_per_second != -1) hr = media_choose_speed(drive, medium, sectors_per_second, pure_cav);
    *adjusted = SUCCEEDED(hr) ? hr : S_OK;
    return burn_current_speed(drive, &speed) == BURN_OK ? media_sectors_per_second(medium, speed.write_kbps) : 0;
}
