/*
 * Finished images: streams, progress, boot images, sources that fail
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

#include <stdlib.h>
#include <string.h>

#include "fs_support.h"
#include "wine/test.h"

#define IID_IMAGE  &IID_IFileSystemImage3
#define IID_DIR    &IID_IFsiDirectoryItem2
#define IID_RESULT &IID_IFileSystemImageResult2

static void test_stream_of(IFileSystemImageResult2 *result)
{
    static const LARGE_INTEGER zero;
    LARGE_INTEGER move = {.QuadPart = 16 * BLOCK};
    LONG blocks = 0, block_size = 0;
    IStream *stream = NULL, *clone = NULL, *copy;
    ULARGE_INTEGER all = {.QuadPart = ~(ULONGLONG)0}, read, written;
    BYTE block[BLOCK], *data, *again;
    ULONG size, done;
    STATSTG stat;
    HRESULT hr;

    IFileSystemImageResult2_get_TotalBlocks(result, &blocks);
    IFileSystemImageResult2_get_BlockSize(result, &block_size);
    ok(blocks > 257 && block_size == BLOCK, "%ld blocks of %ld\n", blocks, block_size);
    hr = IFileSystemImageResult2_get_ImageStream(result, &stream);
    ok(hr == S_OK, "ImageStream: %#lx\n", hr);
    data = test_read_all(stream, &size);
    ok(size == (ULONG)blocks * BLOCK, "%lu bytes, %ld blocks\n", size, blocks);
    ok(!memcmp(data + 16 * BLOCK, "\1CD001\1", 7), "no primary volume descriptor\n");
    ok(test_find_block(data, 32 * BLOCK, "\2CD001\1", 7), "no supplementary volume descriptor\n");
    done = 1;
    hr = IStream_Read(stream, block, sizeof(block), &done);
    ok(SUCCEEDED(hr) && !done, "at the end: %#lx, %lu bytes\n", hr, done);
    hr = IStream_Seek(stream, move, STREAM_SEEK_SET, NULL);
    ok(hr == S_OK, "Seek: %#lx\n", hr);
    hr = IStream_Clone(stream, &clone);
    ok(hr == S_OK, "Clone: %#lx\n", hr);
    hr = IStream_Read(clone, block, sizeof(block), NULL);
    ok(hr == S_OK && !memcmp(block, data + 16 * BLOCK, BLOCK), "the clone reads something else: %#lx\n", hr);
    IStream_Seek(stream, zero, STREAM_SEEK_SET, NULL);
    copy = test_memory_stream(NULL, 0);
    hr = IStream_CopyTo(stream, copy, all, &read, &written);
    ok(hr == S_OK && read.QuadPart == size && written.QuadPart == size, "CopyTo: %#lx, %lu\n", hr, read.LowPart);
    again = test_read_all(copy, &done);
    ok(done == size && !memcmp(data, again, size), "the copy differs\n");
    hr = IStream_Write(stream, block, 1, NULL);
    ok(hr == STG_E_ACCESSDENIED, "Write: %#lx\n", hr);
    check_failure(IStream_Stat(stream, NULL, STATFLAG_NONAME), E_POINTER, &IID_IStream);
    check_failure(IStream_Stat(stream, &stat, 99), STG_E_INVALIDFUNCTION, &IID_IStream);
    hr = IStream_Stat(stream, &stat, STATFLAG_DEFAULT);
    ok(hr == S_OK && stat.cbSize.QuadPart == size, "Stat: %#lx\n", hr);
    free(again);
    free(data);
    IStream_Release(copy);
    IStream_Release(clone);
    IStream_Release(stream);
}

static void check_item(IProgressItem *item, const WCHAR *description, ULONG count)
{
    ULONG first = 0, last = 0, blocks = 0;
    BSTR text;

    IProgressItem_get_Description(item, &text);
    check_bstr(text, description);
    IProgressItem_get_FirstBlock(item, &first);
    IProgressItem_get_LastBlock(item, &last);
    IProgressItem_get_BlockCount(item, &blocks);
    ok(first && last == first + count - 1 && blocks == count, "blocks %lu to %lu, %lu\n", first, last, blocks);
    check_failure(IProgressItem_get_Description(item, NULL), E_POINTER, &IID_IProgressItem);
    check_failure(IProgressItem_get_FirstBlock(item, NULL), E_POINTER, &IID_IProgressItem);
    check_failure(IProgressItem_get_LastBlock(item, NULL), E_POINTER, &IID_IProgressItem);
    check_failure(IProgressItem_get_BlockCount(item, NULL), E_POINTER, &IID_IProgressItem);
}

static void test_progress_enumerator_steps(IProgressItems *items, LONG count)
{
    IEnumProgressItems *pieces = NULL, *clone = NULL;
    IProgressItem *some[2] = {NULL, NULL};
    ULONG fetched = 9;
    HRESULT hr;

    IProgressItems_get_EnumProgressItems(items, &pieces);
    hr = IEnumProgressItems_Skip(pieces, count - 1);
    ok(hr == S_OK, "Skip: %#lx\n", hr);
    hr = IEnumProgressItems_Clone(pieces, &clone);
    ok(hr == S_OK, "Clone: %#lx\n", hr);
    hr = IEnumProgressItems_Next(clone, 2, some, &fetched);
    ok(hr == S_OK && fetched == 1 && !some[1], "Next: %#lx, %lu\n", hr, fetched);
    IProgressItem_Release(some[0]);
    hr = IEnumProgressItems_Skip(pieces, 2);
    ok(hr == S_FALSE, "Skip beyond the end: %#lx\n", hr);
    hr = IEnumProgressItems_Next(pieces, 1, some, NULL);
    ok(hr == S_FALSE && !some[0], "Next at the end: %#lx\n", hr);
    hr = IEnumProgressItems_Reset(pieces);
    ok(hr == S_OK, "Reset: %#lx\n", hr);
    hr = IEnumProgressItems_Skip(pieces, count);
    ok(hr == S_OK, "Skip after Reset: %#lx\n", hr);
    hr = IEnumProgressItems_Next(pieces, 2, some, NULL);
    ok(hr == E_POINTER, "Next: %#lx\n", hr);
    hr = IEnumProgressItems_Next(pieces, 1, NULL, &fetched);
    ok(hr == E_POINTER, "Next: %#lx\n", hr);
    hr = IEnumProgressItems_Next(pieces, 0, some, &fetched);
    ok(hr == E_INVALIDARG, "Next: %#lx\n", hr);
    hr = IEnumProgressItems_Clone(pieces, NULL);
    ok(hr == E_POINTER, "Clone: %#lx\n", hr);
    IEnumProgressItems_Release(clone);
    IEnumProgressItems_Release(pieces);
}

static void test_progress_enumerators(IProgressItems *items, LONG count)
{
    IEnumProgressItems *pieces = NULL;
    IEnumVARIANT *variants = NULL;
    ULONG fetched, first, next = 0;
    IProgressItem *item;
    VARIANT value;
    LONG found = 0;
    HRESULT hr;

    hr = IProgressItems_get_EnumProgressItems(items, &pieces);
    ok(hr == S_OK, "EnumProgressItems: %#lx\n", hr);
    while (IEnumProgressItems_Next(pieces, 1, &item, &fetched) == S_OK)
    {
        IProgressItem_get_FirstBlock(item, &first);
        ok(first == next, "item %ld begins at %lu, expected %lu\n", found, first, next);
        IProgressItem_get_LastBlock(item, &next);
        next++;
        found++;
        IProgressItem_Release(item);
    }
    ok(found == count, "%ld of %ld items\n", found, count);
    IEnumProgressItems_Release(pieces);
    hr = IProgressItems_get__NewEnum(items, &variants);
    ok(hr == S_OK, "_NewEnum: %#lx\n", hr);
    hr = IEnumVARIANT_Next(variants, 1, &value, NULL);
    ok(hr == S_OK && V_VT(&value) == VT_DISPATCH, "Next: %#lx\n", hr);
    VariantClear(&value);
    IEnumVARIANT_Release(variants);
}

static void test_progress(IFileSystemImageResult2 *result)
{
    const IID *iid = &IID_IProgressItems;
    IProgressItems *items = NULL;
    IProgressItem *item, *same;
    LONG count = 0, blocks = 0;
    ULONG first;
    HRESULT hr;

    hr = IFileSystemImageResult2_get_ProgressItems(result, &items);
    ok(hr == S_OK, "ProgressItems: %#lx\n", hr);
    IProgressItems_get_Count(items, &count);
    ok(count > 2, "Count %ld\n", count);
    WITH_BSTR(L"\\dir\\file.txt", hr = IProgressItems_ProgressItemFromDescription(items, arg, &item));
    ok(hr == S_OK, "ProgressItemFromDescription: %#lx\n", hr);
    check_item(item, L"\\dir\\file.txt", 3);
    IProgressItem_get_FirstBlock(item, &first);
    IProgressItem_Release(item);
    hr = IProgressItems_ProgressItemFromBlock(items, first + 1, &same);
    ok(hr == S_OK, "ProgressItemFromBlock: %#lx\n", hr);
    check_item(same, L"\\dir\\file.txt", 3);
    IProgressItem_Release(same);
    IFileSystemImageResult2_get_TotalBlocks(result, &blocks);
    check_failure(IProgressItems_ProgressItemFromBlock(items, blocks, &same), E_INVALIDARG, iid);
    check_failure(IProgressItems_ProgressItemFromBlock(items, 0, NULL), E_POINTER, iid);
    WITH_BSTR(L"none", check_failure(IProgressItems_ProgressItemFromDescription(items, arg, &same), E_INVALIDARG, iid));
    check_failure(IProgressItems_ProgressItemFromDescription(items, NULL, &same), E_INVALIDARG, iid);
    WITH_BSTR(L"x", check_failure(IProgressItems_ProgressItemFromDescription(items, arg, NULL), E_POINTER, iid));
    check_failure(IProgressItems_get_Item(items, count, &same), E_INVALIDARG, iid);
    check_failure(IProgressItems_get_Item(items, -1, &same), E_INVALIDARG, iid);
    check_failure(IProgressItems_get_Item(items, 0, NULL), E_POINTER, iid);
    check_failure(IProgressItems_get_Count(items, NULL), E_POINTER, iid);
    check_failure(IProgressItems_get__NewEnum(items, NULL), E_POINTER, iid);
    check_failure(IProgressItems_get_EnumProgressItems(items, NULL), E_POINTER, iid);
    test_progress_enumerators(items, count);
    test_progress_enumerator_steps(items, count);
    IProgressItems_Release(items);
}

static void test_result_values(IFileSystemImageResult2 *result)
{
    IBlockRangeList *list = NULL;
    BSTR text;

    IFileSystemImageResult2_get_DiscId(result, &text);
    check_bstr(text, L"0000000000000000");
    check_failure(IFileSystemImageResult2_get_ModifiedBlocks(result, &list), E_NOTIMPL, IID_RESULT);
    check_failure(IFileSystemImageResult2_get_ModifiedBlocks(result, NULL), E_POINTER, IID_RESULT);
    check_failure(IFileSystemImageResult2_get_DiscId(result, NULL), E_POINTER, IID_RESULT);
    check_failure(IFileSystemImageResult2_get_TotalBlocks(result, NULL), E_POINTER, IID_RESULT);
    check_failure(IFileSystemImageResult2_get_BlockSize(result, NULL), E_POINTER, IID_RESULT);
    check_failure(IFileSystemImageResult2_get_ImageStream(result, NULL), E_POINTER, IID_RESULT);
    check_failure(IFileSystemImageResult2_get_ProgressItems(result, NULL), E_POINTER, IID_RESULT);
}

/* While a result lives nothing can be changed. */
static void test_read_only(IFileSystemImage3 *image, IFsiDirectoryItem2 *root, IStream *data)
{
    IFsiItem *item = NULL;
    HRESULT hr;

    WITH_BSTR(L"dir", hr = IFsiDirectoryItem2_get_Item(root, arg, &item));
    ok(hr == S_OK, "Item: %#lx\n", hr);
    WITH_BSTR(L"x", check_failure(IFsiDirectoryItem2_AddDirectory(root, arg), IMAPI_E_READONLY, IID_DIR));
    WITH_BSTR(L"x", check_failure(IFsiDirectoryItem2_AddFile(root, arg, data), IMAPI_E_READONLY, IID_DIR));
    WITH_BSTR(L"C:\\", check_failure(IFsiDirectoryItem2_AddTree(root, arg, VARIANT_FALSE), IMAPI_E_READONLY, IID_DIR));
    WITH_BSTR(L"C:\\", check_failure(IFsiDirectoryItem2_AddTreeWithNamedStreams(root, arg, VARIANT_FALSE),
                                     IMAPI_E_READONLY, IID_DIR));
    WITH_BSTR(L"dir", check_failure(IFsiDirectoryItem2_Remove(root, arg), IMAPI_E_READONLY, IID_DIR));
    WITH_BSTR(L"dir", check_failure(IFsiDirectoryItem2_RemoveTree(root, arg), IMAPI_E_READONLY, IID_DIR));
    check_failure(IFsiDirectoryItem2_Add(root, item), IMAPI_E_READONLY, IID_DIR);
    check_failure(IFsiItem_put_CreationTime(item, 40000), IMAPI_E_READONLY, IID_DIR);
    check_failure(IFsiItem_put_LastAccessedTime(item, 40000), IMAPI_E_READONLY, IID_DIR);
    check_failure(IFsiItem_put_LastModifiedTime(item, 40000), IMAPI_E_READONLY, IID_DIR);
    check_failure(IFsiItem_put_IsHidden(item, VARIANT_TRUE), IMAPI_E_READONLY, IID_DIR);
    check_failure(IFileSystemImage3_put_FileSystemsToCreate(image, FsiFileSystemUDF), IMAPI_E_READONLY, IID_IMAGE);
    check_failure(IFileSystemImage3_put_UDFRevision(image, 0x250), IMAPI_E_READONLY, IID_IMAGE);
    check_failure(IFileSystemImage3_put_UseRestrictedCharacterSet(image, VARIANT_TRUE), IMAPI_E_READONLY, IID_IMAGE);
    check_failure(IFileSystemImage3_RollbackToChangePoint(image, 0), IMAPI_E_READONLY, IID_IMAGE);
    WITH_BSTR(L"C:\\", check_failure(IFileSystemImage3_put_WorkingDirectory(image, arg), IMAPI_E_READONLY, IID_IMAGE));
    IFsiItem_Release(item);
}

static void test_result_object(void)
{
    IFileSystemImage3 *image = test_image_create();
    IFsiDirectoryItem2 *root = test_root(image);
    IFileSystemImageResult2 *result;
    struct test_stream data;
    HRESULT hr;

    test_stream_init(&data, 5000, 3);
    WITH_BSTR(L"dir", IFsiDirectoryItem2_AddDirectory(root, arg));
    test_add_file(root, L"dir\\file.txt", &data.IStream_iface);
    /* Blocks behind the last file are counted to it. */
    test_add_file(root, L"dir\\last", &data.IStream_iface);
    if ((result = test_result(image)))
    {
        test_stream_of(result);
        test_progress(result);
        test_result_values(result);
        test_read_only(image, root, &data.IStream_iface);
        IFileSystemImageResult2_Release(result);
    }
    WITH_BSTR(L"after", hr = IFsiDirectoryItem2_AddDirectory(root, arg));
    ok(hr == S_OK, "after the result: %#lx\n", hr);
    hr = IFileSystemImage3_put_FileSystemsToCreate(image, FsiFileSystemNone);
    ok(hr == S_OK, "FileSystemsToCreate: %#lx\n", hr);
    check_failure(IFileSystemImage3_CreateResultImage(image, (IFileSystemImageResult **)&result), IMAPI_E_NO_OUTPUT,
                  IID_IMAGE);
    IFsiDirectoryItem2_Release(root);
    ok(!IFileSystemImage3_Release(image), "the image leaks\n");
    ok(data.ref == 1, "%ld references\n", data.ref);
}

/* The stream of a result outlives everything that it was made of. */
static void test_lifetime(void)
{
    IFileSystemImage3 *image = test_image_create();
    IFsiDirectoryItem2 *root = test_root(image);
    struct test_stream data;
    BYTE *bytes, block[BLOCK];
    IStream *stream;
    ULONG size;

    test_stream_init(&data, 3 * BLOCK, 9);
    test_add_file(root, L"file", &data.IStream_iface);
    stream = test_result_stream(image);
    IFsiDirectoryItem2_Release(root);
    IFileSystemImage3_Release(image);
    bytes = test_read_all(stream, &size);
    test_pattern(9, 2, block);
    ok(test_find_block(bytes, size, block, BLOCK), "the file is not in the image\n");
    free(bytes);
    IStream_Release(stream);
    ok(data.ref == 1, "%ld references\n", data.ref);
}

static HRESULT read_image(IStream *stream, ULONG *done)
{
    static const LARGE_INTEGER zero;
    BYTE *bytes = malloc(4 << 20);
    HRESULT hr;

    IStream_Seek(stream, zero, STREAM_SEEK_SET, NULL);
    hr = IStream_Read(stream, bytes, 4 << 20, done);
    free(bytes);
    return hr;
}

/* Streams that fail, end early, or change, when the image is read. */
static void test_faulty_streams(void)
{
    IFileSystemImage3 *image = test_image_create();
    IFsiDirectoryItem2 *root = test_root(image);
    struct test_stream data;
    IStream *stream;
    ULONG done = 0;

    test_stream_init(&data, 100 * BLOCK, 5);
    data.end_result = S_OK;
    test_add_file(root, L"file", &data.IStream_iface);
    stream = test_result_stream(image);
    ok(SUCCEEDED(read_image(stream, &done)) && done > 100 * BLOCK, "%lu bytes\n", done);
    data.fail_at = 0;
    check_failure(read_image(stream, &done), IMAPI_E_DATA_STREAM_READ_FAILURE, &IID_IStream);
    data.fail_at = UINT64_MAX;
    data.end = 50 * BLOCK;
    check_failure(read_image(stream, &done), IMAPI_E_DATA_STREAM_INCONSISTENCY, &IID_IStream);
    data.end = data.size;
    data.most = 1000;
    ok(SUCCEEDED(read_image(stream, &done)), "short reads\n");
    data.size++;
    check_failure(read_image(stream, &done), IMAPI_E_DATA_STREAM_INCONSISTENCY, &IID_IStream);
    data.size--;
    ok(SUCCEEDED(read_image(stream, &done)), "after the failures\n");
    data.stat_result = E_NOTIMPL;
    ok(SUCCEEDED(read_image(stream, &done)), "a stream without Stat\n");
    IStream_Release(stream);
    IFsiDirectoryItem2_Release(root);
    IFileSystemImage3_Release(image);
    ok(data.ref == 1, "%ld references\n", data.ref);
}

static void test_large_files(void)
{
    IFileSystemImage3 *image = test_image_create();
    IFsiDirectoryItem2 *root = test_root(image);
    IFileSystemImageResult *result = NULL;
    struct test_stream data;
    HRESULT hr;

    IFileSystemImage3_put_FreeMediaBlocks(image, 0);
    test_stream_init(&data, 0x80000001u, 1);
    test_add_file(root, L"large", &data.IStream_iface);
    check_failure(IFileSystemImage3_CreateResultImage(image, &result), IMAPI_E_DATA_TOO_BIG, IID_IMAGE);
    IFileSystemImage3_put_FileSystemsToCreate(image, FsiFileSystemUDF);
    hr = IFileSystemImage3_CreateResultImage(image, &result);
    ok(hr == S_OK, "CreateResultImage: %#lx\n", hr);
    if (result) IFileSystemImageResult_Release(result);
    IFileSystemImage3_put_FileSystemsToCreate(image, FsiFileSystemISO9660);
    data.size = 0x80000000u;
    test_add_file(root, L"large", &data.IStream_iface);
    hr = IFileSystemImage3_CreateResultImage(image, &result);
    ok(hr == S_OK, "2 GiB: %#lx\n", hr);
    if (result) IFileSystemImageResult_Release(result);
    IFsiDirectoryItem2_Release(root);
    IFileSystemImage3_Release(image);
}

START_TEST(result)
{
    CoInitializeEx(NULL, COINIT_MULTITHREADED);
    test_result_object();
    test_lifetime();
    test_faulty_streams();
    test_large_files();
    CoUninitialize();
}
