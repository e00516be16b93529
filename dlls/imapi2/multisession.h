/*
 * The objects that tell an image how it can join what is on a medium
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

#ifndef IMAPI2_MULTISESSION_H
#define IMAPI2_MULTISESSION_H

#include "media.h"

/* What IMultisession holds for both kinds. */
struct multisession
{
    struct object object;
    IDiscRecorder2 *recorder;   /* where earlier sessions are read from; may be NULL */
    LONG in_use;                /* set by the client, VARIANT_BOOL */
};

/* recorder may be NULL: then only the questions fail. */
HRESULT multisession_sequential_create(IDiscRecorder2 *recorder, IDispatch **out);
HRESULT multisession_random_create(IDiscRecorder2 *recorder, IDispatch **out);

/* A getter reads the medium and then its answer from it. */
typedef HRESULT (*medium_question)(struct media *media, LONG *value);

/* E_POINTER, E_IMAPI_RECORDER_REQUIRED, what media_open() answers, or what the question does. */
HRESULT multisession_ask(struct multisession *This, medium_question question, LONG *value);
HRESULT multisession_ask_bool(struct multisession *This, medium_question question, VARIANT_BOOL *value);

/* IMultisession for a struct with a struct multisession as its member "base" and with IDISPATCH_METHODS. */
#define MULTISESSION_METHODS(prefix, Iface)                                                                          \
    static HRESULT WINAPI prefix##_put_InUse(Iface *iface, VARIANT_BOOL value)                                       \
    {                                                                                                                \
        TRACE("(%p)->(%d)\n", iface, value);                                                                         \
        InterlockedExchange(&impl_from_##Iface(iface)->in_use, value ? VARIANT_TRUE : VARIANT_FALSE);                \
        return S_OK;                                                                                                 \
    }                                                                                                                \
    static HRESULT WINAPI prefix##_get_InUse(Iface *iface, VARIANT_BOOL *value)                                      \
    {                                                                                                                \
        struct multisession *This = impl_from_##Iface(iface);                                                        \
        TRACE("(%p)->(%p)\n", This, value);                                                                          \
        if (!value) return object_result(&This->object, &IID_##Iface, __func__, E_POINTER);                          \
        *value = (VARIANT_BOOL)This->in_use;                                                                         \
        return S_OK;                                                                                                 \
    }                                                                                                                \
    static HRESULT WINAPI prefix##_get_ImportRecorder(Iface *iface, IDiscRecorder2 **value)                          \
    {                                                                                                                \
        struct multisession *This = impl_from_##Iface(iface);                                                        \
        TRACE("(%p)->(%p)\n", This, value);                                                                          \
        if (!value) return object_result(&This->object, &IID_##Iface, __func__, E_POINTER);                          \
        if ((*value = This->recorder)) IDiscRecorder2_AddRef(*value);                                                \
        return S_OK;                                                                                                 \
    }

#endif /* IMAPI2_MULTISESSION_H */
