/*
 * MsftStreamPrng001: pseudo random bytes that a seed repeats
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

#include "imapi2_private.h"
#include "stream.h"

#include "wine/debug.h"

WINE_DEFAULT_DEBUG_CHANNEL(imapi2);

/* The linear congruential generator that the type library names: state = state * MULTIPLIER + INCREMENT. */
#define MULTIPLIER 0x0019660du
#define INCREMENT  0x3c6ef35fu

struct prng
{
    struct stream stream;
    ULONG seed;
};

static inline struct prng *impl_from_stream(struct stream *stream)
{
    return CONTAINING_RECORD(stream, struct prng, stream);
}

STREAM_METHODS(stream_prng, IStreamPseudoRandomBased)

static inline struct prng *impl_from_IStreamPseudoRandomBased(IStreamPseudoRandomBased *iface)
{
    return impl_from_stream(stream_from_IStreamPseudoRandomBased(iface));
}

#define RESULT(hr) object_result(&This->stream.object, &IID_IStreamPseudoRandomBased, __func__, hr)

/* The state after that many steps: steps are affine maps, and powers of a map come by squaring. */
static uint32_t state_after(uint32_t state, ULONGLONG steps)
{
    uint32_t multiplier = MULTIPLIER, increment = INCREMENT;

    for (; steps; steps >>= 1)
    {
        if (steps & 1) state = state * multiplier + increment;
        increment = increment * (multiplier + 1);
        multiplier = multiplier * multiplier;
    }
    return state;
}

/* Each step gives the four bytes of the new state, the low one first. */
static HRESULT prng_read(struct stream *stream, ULONGLONG position, BYTE *buffer, ULONG size, ULONG *done)
{
    uint32_t state = state_after(impl_from_stream(stream)->seed, position / 4 + 1);
    unsigned int byte = position % 4;
    ULONG i;

    for (i = 0; i < size; i++)
    {
        buffer[i] = (BYTE)(state >> (8 * byte));
        if (++byte < 4) continue;
        byte = 0;
        state = state * MULTIPLIER + INCREMENT;
    }
    *done = size;
    return S_OK;
}

static HRESULT prng_set_size(struct stream *stream, ULONGLONG size)
{
    stream->size = size;
    return S_OK;
}

static HRESULT prng_copy(struct stream *stream, struct stream *to)
{
    impl_from_stream(to)->seed = impl_from_stream(stream)->seed;
    return S_OK;
}

static const struct stream_ops prng_ops = { prng_read, prng_set_size, prng_copy };

static HRESULT WINAPI stream_prng_put_Seed(IStreamPseudoRandomBased *iface, ULONG value)
{
    struct prng *This = impl_from_IStreamPseudoRandomBased(iface);

    TRACE("(%p)->(%#lx)\n", This, value);

    EnterCriticalSection(&This->stream.lock);
    This->seed = value;
    This->stream.position = 0;
    LeaveCriticalSection(&This->stream.lock);
    return RESULT(S_OK);
}

static HRESULT WINAPI stream_prng_get_Seed(IStreamPseudoRandomBased *iface, ULONG *value)
{
    struct prng *This = impl_from_IStreamPseudoRandomBased(iface);

    TRACE("(%p)->(%p)\n", This, value);

    if (!value) return RESULT(E_POINTER);
    *value = This->seed;
    return RESULT(S_OK);
}

/* Documented as not implemented. */
static HRESULT WINAPI stream_prng_put_ExtendedSeed(IStreamPseudoRandomBased *iface, ULONG *values, ULONG count)
{
    struct prng *This = impl_from_IStreamPseudoRandomBased(iface);

    TRACE("(%p)->(%p, %lu)\n", This, values, count);

    return RESULT(E_NOTIMPL);
}

/* Documented as not implemented. */
static HRESULT WINAPI stream_prng_get_ExtendedSeed(IStreamPseudoRandomBased *iface, ULONG **values, ULONG *count)
{
    struct prng *This = impl_from_IStreamPseudoRandomBased(iface);

    TRACE("(%p)->(%p, %p)\n", This, values, count);

    if (values) *values = NULL;
    if (count) *count = 0;
    return RESULT(E_NOTIMPL);
}

static const IStreamPseudoRandomBasedVtbl stream_prng_vtbl = {
    STREAM_VTBL(stream_prng),
    stream_prng_put_Seed,
    stream_prng_get_Seed,
    stream_prng_put_ExtendedSeed,
    stream_prng_get_ExtendedSeed,
};

static HRESULT prng_init(struct object *object)
{
    stream_init(CONTAINING_RECORD(object, struct stream, object), &stream_prng_vtbl, &prng_ops);
    return S_OK;
}

static void prng_destroy(struct object *object)
{
    stream_cleanup(CONTAINING_RECORD(object, struct stream, object));
}

static const struct object_interface prng_interfaces[] = {
    { &IID_IStreamPseudoRandomBased, offsetof(struct stream, IStream_iface) },
    { &IID_IStream, offsetof(struct stream, IStream_iface) },
    { &IID_ISequentialStream, offsetof(struct stream, IStream_iface) },
    { NULL, 0 },
};

const struct object_type stream_prng_type = {
    .clsid = &CLSID_MsftStreamPrng001,
    .name = L"MsftStreamPrng001",
    .size = sizeof(struct prng),
    .interfaces = prng_interfaces,
    .init = prng_init,
    .destroy = prng_destroy,
};
