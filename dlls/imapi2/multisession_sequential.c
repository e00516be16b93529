/*
 * MsftMultisessionSequential: sessions one behind the other
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

/* The interface follows what both kinds have in common. */
struct multisession_sequential
{
    struct multisession base;
    IMultisessionSequential2 IMultisessionSequential2_iface;
};

static inline struct multisession *impl_from_IMultisessionSequential2(IMultisessionSequential2 *iface)
{
    return &CONTAINING_RECORD(iface, struct multisession_sequential, IMultisessionSequential2_iface)->base;
}

IDISPATCH_METHODS(sequential, IMultisessionSequential2)
MULTISESSION_METHODS(sequential, IMultisessionSequential2)

static HRESULT sequential_result(struct multisession *This, const char *method, HRESULT hr)
{
    return object_result(&This->object, &IID_IMultisessionSequential2, method, hr);
}

static bool is_sequential(const struct burn_medium *medium)
{
    return medium->family != BURN_FAMILY_NONE && !medium->overwritable;
}

static HRESULT ask_supported(struct media *media, LONG *value)
{
    const struct burn_medium *medium = &media->medium;

    /* A DVD-RW takes one session, whoever left it open. */
    if (medium->profile == MMC_PROFILE_DVD_RW_SEQUENTIAL) *value = medium->blank;
    else *value = is_sequential(medium) && (medium->blank || medium->appendable);
    if (medium->damaged || medium->non_empty_session || medium->write_protected) *value = FALSE;
    return S_OK;
}

/* Audio sessions before the first data session do not count, so each track is asked for its kind. */
static HRESULT ask_first_data_session(struct media *media, LONG *value)
{
    struct mmc_track_information track;
    struct mmc_command command;
    uint8_t reply[MMC_TRACK_INFORMATION_LENGTH];
    enum burn_status status;
    uint32_t number, length;

    if (!is_sequential(&media->medium)) return E_IMAPI_DF2DATA_INVALID_MEDIA_STATE;
    *value = TRUE;
    if (media->medium.blank) return S_OK;
    for (number = media->medium.disc.first_track; number <= media->medium.disc.last_session_last_track; number++)
    {
        mmc_build_read_track_information(&command, MMC_TRACK_BY_NUMBER, false, number, sizeof(reply));
        status = burn_execute(&media->session.drive, &command, reply, &length);
        if (status != BURN_OK) return hresult_from_burn(status, &media->session.drive, &media_results);
        if (!mmc_parse_track_information(reply, length, &track)) return E_IMAPI_RECORDER_INVALID_RESPONSE_FROM_DEVICE;
        if (!track.blank && (track.track_mode & MMC_TRACK_DATA)) *value = FALSE;
    }
    return S_OK;
}

static HRESULT ask_previous_start(struct media *media, LONG *value)
{
    if (!is_sequential(&media->medium)) return E_IMAPI_DF2DATA_INVALID_MEDIA_STATE;
    *value = media->medium.previous_session_start;
    return S_OK;
}

static HRESULT ask_previous_end(struct media *media, LONG *value)
{
    if (!is_sequential(&media->medium)) return E_IMAPI_DF2DATA_INVALID_MEDIA_STATE;
    *value = media->medium.previous_session_end;
    return S_OK;
}

static HRESULT ask_next_writable(struct media *media, LONG *value)
{
    if (!is_sequential(&media->medium) || media->medium.finalized) return E_IMAPI_DF2DATA_INVALID_MEDIA_STATE;
    *value = media->medium.next_writable;
    return S_OK;
}

static HRESULT ask_free(struct media *media, LONG *value)
{
    if (!is_sequential(&media->medium)) return E_IMAPI_DF2DATA_INVALID_MEDIA_STATE;
    *value = media->medium.finalized ? 0 : (LONG)media->medium.free_blocks;
    return S_OK;
}

static HRESULT ask_write_unit(struct media *media, LONG *value)
{
    if (!is_sequential(&media->medium)) return E_IMAPI_DF2DATA_INVALID_MEDIA_STATE;
    *value = media->medium.ecc_blocks;
    return S_OK;
}

static HRESULT WINAPI sequential_get_IsSupportedOnCurrentMediaState(IMultisessionSequential2 *iface, VARIANT_BOOL *value)
{
    struct multisession *This = impl_from_IMultisessionSequential2(iface);

    TRACE("(%p)->(%p)\n", This, value);

    return sequential_result(This, __func__, multisession_ask_bool(This, ask_supported, value));
}

static HRESULT WINAPI sequential_get_IsFirstDataSession(IMultisessionSequential2 *iface, VARIANT_BOOL *value)
{
    struct multisession *This = impl_from_IMultisessionSequential2(iface);

    TRACE("(%p)->(%p)\n", This, value);

    return sequential_result(This, __func__, multisession_ask_bool(This, ask_first_data_session, value));
}

static HRESULT WINAPI sequential_get_StartAddressOfPreviousSession(IMultisessionSequential2 *iface, LONG *value)
{
    struct multisession *This = impl_from_IMultisessionSequential2(iface);

    TRACE("(%p)->(%p)\n", This, value);

    return sequential_result(This, __func__, multisession_ask(This, ask_previous_start, value));
}

static HRESULT WINAPI sequential_get_LastWrittenAddressOfPreviousSession(IMultisessionSequential2 *iface, LONG *value)
{
    struct multisession *This = impl_from_IMultisessionSequential2(iface);

    TRACE("(%p)->(%p)\n", This, value);

    return sequential_result(This, __func__, multisession_ask(This, ask_previous_end, value));
}

static HRESULT WINAPI sequential_get_NextWritableAddress(IMultisessionSequential2 *iface, LONG *value)
{
    struct multisession *This = impl_from_IMultisessionSequential2(iface);

    TRACE("(%p)->(%p)\n", This, value);

    return sequential_result(This, __func__, multisession_ask(This, ask_next_writable, value));
}

static HRESULT WINAPI sequential_get_FreeSectorsOnMedia(IMultisessionSequential2 *iface, LONG *value)
{
    struct multisession *This = impl_from_IMultisessionSequential2(iface);

    TRACE("(%p)->(%p)\n", This, value);

    return sequential_result(This, __func__, multisession_ask(This, ask_free, value));
}

static HRESULT WINAPI sequential_get_WriteUnitSize(IMultisessionSequential2 *iface, LONG *value)
{
    struct multisession *This = impl_from_IMultisessionSequential2(iface);

    TRACE("(%p)->(%p)\n", This, value);

    return sequential_result(This, __func__, multisession_ask(This, ask_write_unit, value));
}

static const IMultisessionSequential2Vtbl sequential_vtbl = {
    sequential_QueryInterface,
    sequential_AddRef,
    sequential_Release,
    sequential_GetTypeInfoCount,
    sequential_GetTypeInfo,
    sequential_GetIDsOfNames,
    sequential_Invoke,
    sequential_get_IsSupportedOnCurrentMediaState,
    sequential_put_InUse,
    sequential_get_InUse,
    sequential_get_ImportRecorder,
    sequential_get_IsFirstDataSession,
    sequential_get_StartAddressOfPreviousSession,
    sequential_get_LastWrittenAddressOfPreviousSession,
    sequential_get_NextWritableAddress,
    sequential_get_FreeSectorsOnMedia,
    sequential_get_WriteUnitSize,
};

static HRESULT sequential_init(struct object *object)
{
    CONTAINING_RECORD(object, struct multisession_sequential, base.object)->IMultisessionSequential2_iface.lpVtbl = &sequential_vtbl;
    return S_OK;
}

static void sequential_destroy(struct object *object)
{
    struct multisession *This = CONTAINING_RECORD(object, struct multisession, object);

    if (This->recorder) IDiscRecorder2_Release(This->recorder);
}

static const struct object_interface sequential_interfaces[] = {
    {&IID_IMultisessionSequential2, offsetof(struct multisession_sequential, IMultisessionSequential2_iface)},
    {&IID_IMultisessionSequential, offsetof(struct multisession_sequential, IMultisessionSequential2_iface)},
    {&IID_IMultisession, offsetof(struct multisession_sequential, IMultisessionSequential2_iface)},
    {&IID_IDispatch, offsetof(struct multisession_sequential, IMultisessionSequential2_iface)},
    {NULL, 0},
};

static const struct object_type sequential_type = {
    .clsid = &CLSID_MsftMultisessionSequential,
    .name = L"MsftMultisessionSequential",
    .size = sizeof(struct multisession_sequential),
    .interfaces = sequential_interfaces,
    .init = sequential_init,
    .destroy = sequential_destroy,
};

HRESULT multisession_sequential_create(IDiscRecorder2 *recorder, IDispatch **out)
{
    struct multisession_sequential *This;
    struct object *object;
    HRESULT hr;

    *out = NULL;
    if (FAILED(hr = object_create(&sequential_type, &object))) return hr;
    This = CONTAINING_RECORD(object, struct multisession_sequential, base.object);
    if ((This->base.recorder = recorder)) IDiscRecorder2_AddRef(recorder);
    *out = (IDispatch *)&This->IMultisessionSequential2_iface;
    return S_OK;
}
