/*
 * MsftMultisessionRandomWrite: a further session on a medium that can be overwritten
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
struct multisession_random
{
    struct multisession base;
    IMultisessionRandomWrite IMultisessionRandomWrite_iface;
};

static inline struct multisession *impl_from_IMultisessionRandomWrite(IMultisessionRandomWrite *iface)
{
    return &CONTAINING_RECORD(iface, struct multisession_random, IMultisessionRandomWrite_iface)->base;
}

IDISPATCH_METHODS(random, IMultisessionRandomWrite)
MULTISESSION_METHODS(random, IMultisessionRandomWrite)

static HRESULT random_result(struct multisession *This, const char *method, HRESULT hr)
{
    return object_result(&This->object, &IID_IMultisessionRandomWrite, method, hr);
}

static HRESULT ask_supported(struct media *media, LONG *value)
{
    *value = media->medium.overwritable && !media->medium.write_protected;
    return S_OK;
}

static HRESULT ask_write_unit(struct media *media, LONG *value)
{
    if (!media->medium.overwritable) return E_IMAPI_DF2DATA_INVALID_MEDIA_STATE;
    *value = media->medium.ecc_blocks;
    return S_OK;
}

/* Few drives know how far an overwritable medium was written. */
static HRESULT ask_last_written(struct media *media, LONG *value)
{
    if (!media->medium.overwritable) return E_IMAPI_DF2DATA_INVALID_MEDIA_STATE;
    if (!media->medium.track.last_recorded_valid) return E_NOTIMPL;
    *value = media->medium.track.last_recorded;
    return S_OK;
}

static HRESULT ask_total(struct media *media, LONG *value)
{
    if (!media->medium.overwritable) return E_IMAPI_DF2DATA_INVALID_MEDIA_STATE;
    *value = media->medium.total_blocks;
    return S_OK;
}

static HRESULT WINAPI random_get_IsSupportedOnCurrentMediaState(IMultisessionRandomWrite *iface, VARIANT_BOOL *value)
{
    struct multisession *This = impl_from_IMultisessionRandomWrite(iface);

    TRACE("(%p)->(%p)\n", This, value);

    return random_result(This, __func__, multisession_ask_bool(This, ask_supported, value));
}

static HRESULT WINAPI random_get_WriteUnitSize(IMultisessionRandomWrite *iface, LONG *value)
{
    struct multisession *This = impl_from_IMultisessionRandomWrite(iface);

    TRACE("(%p)->(%p)\n", This, value);

    return random_result(This, __func__, multisession_ask(This, ask_write_unit, value));
}

static HRESULT WINAPI random_get_LastWrittenAddress(IMultisessionRandomWrite *iface, LONG *value)
{
    struct multisession *This = impl_from_IMultisessionRandomWrite(iface);

    TRACE("(%p)->(%p)\n", This, value);

    return random_result(This, __func__, multisession_ask(This, ask_last_written, value));
}

static HRESULT WINAPI random_get_TotalSectorsOnMedia(IMultisessionRandomWrite *iface, LONG *value)
{
    struct multisession *This = impl_from_IMultisessionRandomWrite(iface);

    TRACE("(%p)->(%p)\n", This, value);

    return random_result(This, __func__, multisession_ask(This, ask_total, value));
}

static const IMultisessionRandomWriteVtbl random_vtbl = {
    random_QueryInterface,
    random_AddRef,
    random_Release,
    random_GetTypeInfoCount,
    random_GetTypeInfo,
    random_GetIDsOfNames,
    random_Invoke,
    random_get_IsSupportedOnCurrentMediaState,
    random_put_InUse,
    random_get_InUse,
    random_get_ImportRecorder,
    random_get_WriteUnitSize,
    random_get_LastWrittenAddress,
    random_get_TotalSectorsOnMedia,
};

static HRESULT random_init(struct object *object)
{
    CONTAINING_RECORD(object, struct multisession_random, base.object)->IMultisessionRandomWrite_iface.lpVtbl = &random_vtbl;
    return S_OK;
}

static void random_destroy(struct object *object)
{
    struct multisession *This = CONTAINING_RECORD(object, struct multisession, object);

    if (This->recorder) IDiscRecorder2_Release(This->recorder);
}

static const struct object_interface random_interfaces[] = {
    {&IID_IMultisessionRandomWrite, offsetof(struct multisession_random, IMultisessionRandomWrite_iface)},
    {&IID_IMultisession, offsetof(struct multisession_random, IMultisessionRandomWrite_iface)},
    {&IID_IDispatch, offsetof(struct multisession_random, IMultisessionRandomWrite_iface)},
    {NULL, 0},
};

static const struct object_type random_type = {
    .clsid = &CLSID_MsftMultisessionRandomWrite,
    .name = L"MsftMultisessionRandomWrite",
    .size = sizeof(struct multisession_random),
    .interfaces = random_interfaces,
    .init = random_init,
    .destroy = random_destroy,
};

HRESULT multisession_random_create(IDiscRecorder2 *recorder, IDispatch **out)
{
    struct multisession_random *This;
    struct object *object;
    HRESULT hr;

    *out = NULL;
    if (FAILED(hr = object_create(&random_type, &object))) return hr;
    This = CONTAINING_RECORD(object, struct multisession_random, base.object);
    if ((This->base.recorder = recorder)) IDiscRecorder2_AddRef(recorder);
    *out = (IDispatch *)&This->IMultisessionRandomWrite_iface;
    return S_OK;
}
