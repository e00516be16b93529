/*
 * Exclusive access of the objects that write
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

#include "writer_access.h"

#include "wine/debug.h"

WINE_DEFAULT_DEBUG_CHANNEL(imapi2);

static SRWLOCK lock = SRWLOCK_INIT;
static struct writer_access *writers;   /* guarded by lock, as are the links */

static bool has_writer(const IUnknown *identity)
{
    const struct writer_access *access;

    for (access = writers; access; access = access->next)
        if (access->identity == identity) return true;
    return false;
}

static HRESULT enter(struct writer_access *access)
{
    HRESULT hr = S_OK;

    AcquireSRWLockExclusive(&lock);
    if (has_writer(access->identity)) hr = E_IMAPI_RECORDER_LOCKED;
    else
    {
        access->next = writers;
        writers = access;
    }
    ReleaseSRWLockExclusive(&lock);
    return hr;
}

static void leave(struct writer_access *access)
{
    struct writer_access **link;

    AcquireSRWLockExclusive(&lock);
    for (link = &writers; *link != access; link = &(*link)->next) continue;
    *link = access->next;
    ReleaseSRWLockExclusive(&lock);
}

static void forget(struct writer_access *access)
{
    IUnknown_Release(access->identity);
    access->identity = NULL;
}

HRESULT writer_access_take(struct writer_access *access, IDiscRecorder2 *recorder, BSTR client_name)
{
    HRESULT hr;

    access->recorder = recorder;
    hr = IDiscRecorder2_QueryInterface(recorder, &IID_IUnknown, (void **)&access->identity);
    if (FAILED(hr)) return hr;
    hr = enter(access);
    if (SUCCEEDED(hr))
    {
        hr = IDiscRecorder2_AcquireExclusiveAccess(recorder, VARIANT_TRUE, client_name);
        if (SUCCEEDED(hr)) return hr;
        leave(access);
    }
    forget(access);
    return hr;
}

void writer_access_give_back(struct writer_access *access)
{
    HRESULT hr = IDiscRecorder2_ReleaseExclusiveAccess(access->recorder);

    if (FAILED(hr)) WARN("%p: exclusive access was not given back: %#lx\n", access->recorder, hr);
    leave(access);
    forget(access);
}
