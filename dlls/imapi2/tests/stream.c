/*
 * Tests of MsftStreamZero, MsftStreamPrng001, MsftStreamConcatenate and MsftStreamInterleave
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

#include <string.h>

#include "check.h"
#include "support.h"
#include "wine/test.h"

static void *create(const CLSID *clsid, const IID *iid)
{
    void *object = NULL;
    HRESULT hr;

    hr = CoCreateInstance(clsid, NULL, CLSCTX_INPROC_SERVER, iid, &object);
    ok(hr == S_OK, "got %#lx\n", hr);
    return object;
}

static HRESULT seek(IStream *stream, LONGLONG move, DWORD origin, ULONGLONG *position)
{
    LARGE_INTEGER distance;
    ULARGE_INTEGER result;
    HRESULT hr;

    distance.QuadPart = move;
    result.QuadPart = 0;
    hr = IStream_Seek(stream, distance, origin, &result);
    *position = result.QuadPart;
    return hr;
}

static HRESULT set_size(IStream *stream, ULONGLONG size)
{
    ULARGE_INTEGER value;

    value.QuadPart = size;
    return IStream_SetSize(stream, value);
}

static ULONGLONG get_size(IStream *stream)
{
    STATSTG stat;
    HRESULT hr;

    memset(&stat, 0xcc, sizeof(stat));
    hr = IStream_Stat(stream, &stat, STATFLAG_DEFAULT);
    ok(hr == S_OK && stat.type == STGTY_STREAM && !stat.pwcsName, "got %#lx\n", hr);
    hr = IStream_Stat(stream, &stat, STATFLAG_NONAME);
    ok(hr == S_OK, "got %#lx\n", hr);
    return stat.cbSize.QuadPart;
}

/* A stream in memory that holds these bytes. */
static IStream *make_stream(const void *data, ULONG size)
{
    IStream *stream = NULL;
    ULONGLONG position;
    HRESULT hr;

    hr = CreateStreamOnHGlobal(NULL, TRUE, &stream);
    ok(hr == S_OK, "got %#lx\n", hr);
    IStream_Write(stream, data, size, NULL);
    set_size(stream, size);
    seek(stream, 0, STREAM_SEEK_SET, &position);
    return stream;
}

/* What every stream of the library does, with at least 16 bytes in it. */
static void check_common(IStream *stream, ULONGLONG size)
{
    BYTE first[16], again[16];
    ULARGE_INTEGER read, written, amount;
    ULONGLONG position;
    IStream *clone, *target;
    ULONG done = 42;
    HRESULT hr;

    ok(get_size(stream) == size, "size %s\n", wine_dbgstr_longlong(get_size(stream)));
    hr = IStream_Read(stream, first, sizeof(first), &done);
    ok(hr == S_OK && done == sizeof(first), "got %#lx, %lu bytes\n", hr, done);
    hr = seek(stream, 0, STREAM_SEEK_CUR, &position);
    ok(hr == S_OK && position == sizeof(first), "got %#lx, at %s\n", hr, wine_dbgstr_longlong(position));
    hr = seek(stream, 0, STREAM_SEEK_SET, &position);
    ok(hr == S_OK && !position, "got %#lx\n", hr);
    hr = IStream_Read(stream, again, sizeof(again), NULL);
    ok(hr == S_OK && !memcmp(first, again, sizeof(first)), "got %#lx\n", hr);

    /* Fewer bytes at the end, then none. */
    hr = seek(stream, -5, STREAM_SEEK_END, &position);
    ok(hr == S_OK && position == size - 5, "got %#lx\n", hr);
    hr = IStream_Read(stream, again, sizeof(again), &done);
    ok(hr == S_OK && done == 5, "got %#lx, %lu bytes\n", hr, done);
    hr = IStream_Read(stream, again, sizeof(again), &done);
    ok(hr == S_OK && !done, "got %#lx, %lu bytes\n", hr, done);
    hr = seek(stream, 100, STREAM_SEEK_END, &position);
    ok(hr == S_OK && position == size + 100, "got %#lx\n", hr);
    hr = IStream_Read(stream, again, sizeof(again), &done);
    ok(hr == S_OK && !done, "got %#lx, %lu bytes\n", hr, done);

    check_failure(seek(stream, -1, STREAM_SEEK_SET, &position), STG_E_INVALIDFUNCTION, &IID_IStream);
    check_failure(seek(stream, 0, 3, &position), STG_E_INVALIDFUNCTION, &IID_IStream);
    check_failure(IStream_Read(stream, NULL, 1, &done), E_POINTER, &IID_IStream);
    check_failure(IStream_Stat(stream, NULL, STATFLAG_NONAME), E_POINTER, &IID_IStream);
    check_failure(IStream_Clone(stream, NULL), E_POINTER, &IID_IStream);
    done = 42;
    check_failure(IStream_Write(stream, first, 1, &done), STG_E_ACCESSDENIED, &IID_IStream);
    ok(!done, "got %lu\n", done);
    amount.QuadPart = 1;
    check_failure(IStream_LockRegion(stream, amount, amount, LOCK_WRITE), STG_E_INVALIDFUNCTION, &IID_IStream);
    check_failure(IStream_UnlockRegion(stream, amount, amount, LOCK_WRITE), STG_E_INVALIDFUNCTION, &IID_IStream);
    hr = IStream_Commit(stream, STGC_DEFAULT);
    ok(hr == S_OK, "got %#lx\n", hr);
    hr = IStream_Revert(stream);
    ok(hr == S_OK, "got %#lx\n", hr);

    /* A clone stands where the original stood, and moves by itself. */
    seek(stream, 3, STREAM_SEEK_SET, &position);
    hr = IStream_Clone(stream, &clone);
    ok(hr == S_OK, "got %#lx\n", hr);
    hr = IStream_Read(clone, again, 8, &done);
    ok(hr == S_OK && done == 8 && !memcmp(again, first + 3, 8), "got %#lx, %lu bytes\n", hr, done);
    hr = seek(stream, 0, STREAM_SEEK_CUR, &position);
    ok(hr == S_OK && position == 3, "at %s\n", wine_dbgstr_longlong(position));
    ok(get_size(clone) == size, "size %s\n", wine_dbgstr_longlong(get_size(clone)));
    IStream_Release(clone);

    hr = CreateStreamOnHGlobal(NULL, TRUE, &target);
    ok(hr == S_OK, "got %#lx\n", hr);
    amount.QuadPart = size + 1000;
    seek(stream, 0, STREAM_SEEK_SET, &position);
    hr = IStream_CopyTo(stream, target, amount, &read, &written);
    ok(hr == S_OK && read.QuadPart == size && written.QuadPart == size, "got %#lx, %s bytes\n", hr,
       wine_dbgstr_longlong(read.QuadPart));
    seek(target, 0, STREAM_SEEK_SET, &position);
    hr = IStream_Read(target, again, sizeof(again), &done);
    ok(hr == S_OK && !memcmp(first, again, sizeof(first)), "got %#lx\n", hr);
    IStream_Release(target);
    check_failure(IStream_CopyTo(stream, NULL, amount, NULL, NULL), E_POINTER, &IID_IStream);
}

static void test_zero(void)
{
    IStream *stream = create(&CLSID_MsftStreamZero, &IID_IStream);
    BYTE data[64], zeros[64] = { 0 };
    ULONG done = 42;
    HRESULT hr;

    ok(!get_size(stream), "size %s\n", wine_dbgstr_longlong(get_size(stream)));
    hr = IStream_Read(stream, data, sizeof(data), &done);
    ok(hr == S_OK && !done, "got %#lx, %lu bytes\n", hr, done);
    hr = set_size(stream, 5000000000ull);
    ok(hr == S_OK && get_size(stream) == 5000000000ull, "got %#lx\n", hr);
    check_failure(set_size(stream, 0x8000000000000000ull), STG_E_INVALIDFUNCTION, &IID_IStream);
    hr = set_size(stream, 1000);
    ok(hr == S_OK, "got %#lx\n", hr);
    memset(data, 0xcc, sizeof(data));
    hr = IStream_Read(stream, data, sizeof(data), &done);
    ok(hr == S_OK && !memcmp(data, zeros, sizeof(data)), "got %#lx\n", hr);
    {
        ULONGLONG position;

        seek(stream, 0, STREAM_SEEK_SET, &position);
    }
    check_common(stream, 1000);
    IStream_Release(stream);
}

static void test_prng(void)
{
    const IID *iid = &IID_IStreamPseudoRandomBased;
    IStreamPseudoRandomBased *prng = create(&CLSID_MsftStreamPrng001, iid);
    IStream *stream = (IStream *)prng;
    BYTE data[4096], part[32];
    ULONG seed = 42, *seeds = (ULONG *)0xdeadbeef, done, i;
    uint32_t state;
    ULONGLONG position;
    HRESULT hr;

    hr = IStreamPseudoRandomBased_get_Seed(prng, &seed);
    ok(hr == S_OK && !seed, "got %#lx, seed %lu\n", hr, seed);
    check_failure(IStreamPseudoRandomBased_get_Seed(prng, NULL), E_POINTER, iid);
    check_failure(IStreamPseudoRandomBased_put_ExtendedSeed(prng, &seed, 1), E_NOTIMPL, iid);
    check_failure(IStreamPseudoRandomBased_get_ExtendedSeed(prng, &seeds, &seed), E_NOTIMPL, iid);
    ok(!seeds && !seed, "got %p, %lu\n", seeds, seed);

    hr = set_size(stream, sizeof(data));
    ok(hr == S_OK, "got %#lx\n", hr);
    hr = IStreamPseudoRandomBased_put_Seed(prng, 0x12345678);
    ok(hr == S_OK, "got %#lx\n", hr);
    hr = IStream_Read(stream, data, sizeof(data), &done);
    ok(hr == S_OK && done == sizeof(data), "got %#lx, %lu bytes\n", hr, done);
    for (i = 0, state = 0x12345678; i < sizeof(data); i += 4)
    {
        state = state * 0x0019660d + 0x3c6ef35f;
        if (data[i] != (BYTE)state || data[i + 1] != (BYTE)(state >> 8) || data[i + 2] != (BYTE)(state >> 16) ||
            data[i + 3] != (BYTE)(state >> 24))
            break;
    }
    ok(i == sizeof(data), "wrong at %lu\n", i);

    /* The same bytes at any place. */
    for (i = 0; i < sizeof(data) - sizeof(part); i += 317)
    {
        hr = seek(stream, i, STREAM_SEEK_SET, &position);
        ok(hr == S_OK, "got %#lx\n", hr);
        hr = IStream_Read(stream, part, sizeof(part), &done);
        ok(hr == S_OK && !memcmp(part, data + i, sizeof(part)), "%lu: got %#lx\n", i, hr);
    }
    /* A seed moves to the start. */
    hr = IStreamPseudoRandomBased_put_Seed(prng, 0x12345678);
    ok(hr == S_OK, "got %#lx\n", hr);
    hr = seek(stream, 0, STREAM_SEEK_CUR, &position);
    ok(hr == S_OK && !position, "at %s\n", wine_dbgstr_longlong(position));
    hr = IStreamPseudoRandomBased_get_Seed(prng, &seed);
    ok(hr == S_OK && seed == 0x12345678, "got %#lx, seed %#lx\n", hr, seed);
    check_common(stream, sizeof(data));
    IStreamPseudoRandomBased_Release(prng);
}

static void fill(BYTE *data, ULONG size, BYTE start)
{
    ULONG i;

    for (i = 0; i < size; i++) data[i] = (BYTE)(start + i);
}

static void test_concatenate(void)
{
    const IID *iid = &IID_IStreamConcatenate;
    IStreamConcatenate *concatenation = create(&CLSID_MsftStreamConcatenate, iid);
    IStream *stream = (IStream *)concatenation, *members[3];
    BYTE a[10], b[200], data[300];
    ULONG done, i;
    LONG refs;
    ULONGLONG position;
    HRESULT hr;

    fill(a, sizeof(a), 0);
    fill(b, sizeof(b), 100);
    members[0] = make_stream(a, sizeof(a));
    members[1] = make_stream(b, sizeof(b));
    members[2] = NULL;
    hr = IStream_Read(stream, data, sizeof(data), &done);
    ok(hr == S_OK && !done, "got %#lx, %lu bytes\n", hr, done);
    check_failure(IStreamConcatenate_Initialize(concatenation, NULL, members[0]), E_POINTER, iid);
    check_failure(IStreamConcatenate_Initialize(concatenation, members[0], NULL), E_POINTER, iid);
    check_failure(IStreamConcatenate_Initialize2(concatenation, NULL, 1), E_POINTER, iid);
    check_failure(IStreamConcatenate_Initialize2(concatenation, members, 3), E_POINTER, iid);
    check_failure(IStreamConcatenate_Initialize2(concatenation, members, 0), E_INVALIDARG, iid);

    /* It begins with the members' first bytes, wherever they stand. */
    seek(members[1], 50, STREAM_SEEK_SET, &position);
    refs = test_get_refcount(members[0]);
    hr = IStreamConcatenate_Initialize(concatenation, members[0], members[1]);
    ok(hr == S_OK, "got %#lx\n", hr);
    ok(test_get_refcount(members[0]) == refs + 1, "no reference kept\n");
    check_failure(IStreamConcatenate_Initialize(concatenation, members[0], members[1]), E_INVALIDARG, iid);
    check_failure(IStreamConcatenate_Append(concatenation, members[0]), E_NOTIMPL, iid);
    check_failure(IStreamConcatenate_Append2(concatenation, members, 1), E_NOTIMPL, iid);
    check_failure(set_size(stream, 10), STG_E_ACCESSDENIED, &IID_IStream);

    hr = IStream_Read(stream, data, sizeof(data), &done);
    ok(hr == S_OK && done == sizeof(a) + sizeof(b), "got %#lx, %lu bytes\n", hr, done);
    ok(!memcmp(data, a, sizeof(a)) && !memcmp(data + sizeof(a), b, sizeof(b)), "wrong bytes\n");
    for (i = 0; i < 20; i++)
    {
        seek(stream, i, STREAM_SEEK_SET, &position);
        hr = IStream_Read(stream, data + 250, 15, &done);
        ok(hr == S_OK && done == 15 && !memcmp(data + 250, data + i, 15), "%lu: got %#lx\n", i, hr);
    }
    seek(stream, 0, STREAM_SEEK_SET, &position);
    check_common(stream, sizeof(a) + sizeof(b));
    IStreamConcatenate_Release(concatenation);
    ok(test_get_refcount(members[0]) == refs, "a reference is left\n");

    /* An array, with an empty stream in it. */
    concatenation = create(&CLSID_MsftStreamConcatenate, iid);
    members[2] = members[0];
    members[0] = make_stream(NULL, 0);
    hr = IStreamConcatenate_Initialize2(concatenation, members, 3);
    ok(hr == S_OK, "got %#lx\n", hr);
    hr = IStreamConcatenate_Read(concatenation, data, sizeof(data), &done);
    ok(hr == S_OK && done == sizeof(a) + sizeof(b), "got %#lx, %lu bytes\n", hr, done);
    ok(!memcmp(data, b, sizeof(b)) && !memcmp(data + sizeof(b), a, sizeof(a)), "wrong bytes\n");

    /* A member that has become shorter. */
    set_size(members[1], 100);
    seek((IStream *)concatenation, 0, STREAM_SEEK_SET, &position);
    check_failure(IStreamConcatenate_Read(concatenation, data, sizeof(data), &done), STG_E_READFAULT, &IID_IStream);
    IStreamConcatenate_Release(concatenation);
    for (i = 0; i < 3; i++) IStream_Release(members[i]);
}

/* What the interleaved stream must hold, made in the simplest way. */
static ULONG interleave(const BYTE *const *data, const ULONG *sizes, const ULONG *pieces, ULONG count, BYTE *out)
{
    ULONG taken[4] = { 0 }, total = 0, i, n, before;

    do
    {
        before = total;
        for (i = 0; i < count; i++)
        {
            n = min(pieces[i], sizes[i] - taken[i]);
            memcpy(out + total, data[i] + taken[i], n);
            taken[i] += n;
            total += n;
        }
    } while (total != before);
    return total;
}

static void test_interleave(void)
{
    static const ULONG sizes[3] = { 96, 41, 7 };
    const IID *iid = &IID_IStreamInterleave;
    IStreamInterleave *interleaved;
    IStream *members[3], *null = NULL;
    BYTE a[96], b[41], c[7], expected[200], data[200];
    const BYTE *bytes[3] = { a, b, c };
    ULONG pieces[3] = { 16, 4, 3 }, none[1] = { 0 }, total, done, i;
    ULONGLONG position;
    HRESULT hr;

    fill(a, sizeof(a), 0);
    fill(b, sizeof(b), 100);
    fill(c, sizeof(c), 200);
    for (i = 0; i < 3; i++) members[i] = make_stream(bytes[i], sizes[i]);

    interleaved = create(&CLSID_MsftStreamInterleave, iid);
    check_failure(IStreamInterleave_Initialize(interleaved, NULL, pieces, 3), E_POINTER, iid);
    check_failure(IStreamInterleave_Initialize(interleaved, members, NULL, 3), E_POINTER, iid);
    check_failure(IStreamInterleave_Initialize(interleaved, &null, pieces, 1), E_POINTER, iid);
    check_failure(IStreamInterleave_Initialize(interleaved, members, pieces, 0), E_INVALIDARG, iid);
    check_failure(IStreamInterleave_Initialize(interleaved, members, pieces, 0x80000000), E_INVALIDARG, iid);
    check_failure(IStreamInterleave_Initialize(interleaved, members, none, 1), E_INVALIDARG, iid);
    hr = IStreamInterleave_Initialize(interleaved, members, pieces, 3);
    ok(hr == S_OK, "got %#lx\n", hr);
    check_failure(IStreamInterleave_Initialize(interleaved, members, pieces, 3), E_INVALIDARG, iid);

    total = interleave(bytes, sizes, pieces, 3, expected);
    hr = IStreamInterleave_Read(interleaved, data, sizeof(data), &done);
    ok(hr == S_OK && done == total && !memcmp(data, expected, total), "got %#lx, %lu of %lu bytes\n", hr, done, total);
    for (i = 0; i < total; i++)
    {
        seek((IStream *)interleaved, i, STREAM_SEEK_SET, &position);
        hr = IStreamInterleave_Read(interleaved, data, 23, &done);
        ok(hr == S_OK && done == min(23, total - i) && !memcmp(data, expected + i, done), "%lu: got %#lx, %lu bytes\n",
           i, hr, done);
    }
    seek((IStream *)interleaved, 0, STREAM_SEEK_SET, &position);
    check_common((IStream *)interleaved, total);
    IStreamInterleave_Release(interleaved);
    for (i = 0; i < 3; i++) IStream_Release(members[i]);
}

/* Sectors and subchannel, as the raw writer takes them: far into long streams. */
static void test_interleave_long(void)
{
    static const ULONGLONG sectors = 300000;
    IStreamInterleave *interleaved = create(&CLSID_MsftStreamInterleave, &IID_IStreamInterleave);
    IStream *members[2] = { create(&CLSID_MsftStreamZero, &IID_IStream), create(&CLSID_MsftStreamPrng001, &IID_IStream) };
    ULONG pieces[2] = { 2352, 96 }, done;
    BYTE data[2448], subchannel[96], zeros[2352] = { 0 };
    ULONGLONG position;
    HRESULT hr;

    set_size(members[0], sectors * 2352);
    set_size(members[1], sectors * 96);
    hr = IStreamInterleave_Initialize(interleaved, members, pieces, 2);
    ok(hr == S_OK, "got %#lx\n", hr);
    ok(get_size((IStream *)interleaved) == sectors * 2448, "size %s\n",
       wine_dbgstr_longlong(get_size((IStream *)interleaved)));
    seek((IStream *)interleaved, (LONGLONG)(sectors - 1) * 2448, STREAM_SEEK_SET, &position);
    hr = IStreamInterleave_Read(interleaved, data, sizeof(data), &done);
    ok(hr == S_OK && done == sizeof(data), "got %#lx, %lu bytes\n", hr, done);
    seek(members[1], (LONGLONG)(sectors - 1) * 96, STREAM_SEEK_SET, &position);
    IStream_Read(members[1], subchannel, sizeof(subchannel), NULL);
    ok(!memcmp(data, zeros, sizeof(zeros)) && !memcmp(data + 2352, subchannel, sizeof(subchannel)), "wrong bytes\n");
    IStreamInterleave_Release(interleaved);
    IStream_Release(members[0]);
    IStream_Release(members[1]);
}

START_TEST(stream)
{
    CoInitializeEx(NULL, COINIT_MULTITHREADED);
    test_zero();
    test_prng();
    test_concatenate();
    test_interleave();
    test_interleave_long();
    CoUninitialize();
}
