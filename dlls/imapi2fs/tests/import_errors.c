/*
 * Discs whose last session cannot be continued
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

#define IID_IMAGE &IID_IFileSystemImage3

#define PRIMARY_DESCRIPTOR 16       /* block, ECMA-119 6.7.1 */
#define ROOT_RECORD        156      /* byte of the descriptor, ECMA-119 8.4 */
#define TAG_LOGICAL_VOLUME 6        /* ECMA-167 3/7.2.1 */
#define DOMAIN_REVISION    240      /* byte of that descriptor: the suffix of the domain, UDF 2.1.5.3 */

/* An image that is about to continue what is on the disc. */
static IFileSystemImage3 *next_session(struct burner *burner)
{
    IFileSystemImage3 *image = test_image_create();
    SAFEARRAY *array = test_interfaces(burner);
    HRESULT hr;

    hr = IFileSystemImage3_put_MultisessionInterfaces(image, array);
    ok(hr == S_OK, "MultisessionInterfaces: %#lx\n", hr);
    SafeArrayDestroy(array);
    return image;
}

/* The bytes of an image with one file; free() them. */
static BYTE *make_image(FsiFileSystems file_systems, ULONG *size)
{
    IFileSystemImage3 *image = test_image_create();
    IFsiDirectoryItem2 *root = test_root(image);
    struct test_stream data;
    IStream *stream;
    BYTE *bytes;

    IFileSystemImage3_put_FileSystemsToCreate(image, file_systems);
    test_stream_init(&data, 3 * BLOCK, 21);
    data.end_result = S_OK;
    test_add_file(root, L"old.bin", &data.IStream_iface);
    stream = test_result_stream(image);
    bytes = test_read_all(stream, size);
    IStream_Release(stream);
    IFsiDirectoryItem2_Release(root);
    ok(!IFileSystemImage3_Release(image), "the image leaks\n");
    return bytes;
}

static void write_bytes(struct burner *burner, const char *kind, const BYTE *bytes, ULONG size)
{
    static const LARGE_INTEGER zero;
    IStream *stream = test_memory_stream(bytes, size);

    ok(burner_insert(burner, kind), "no medium\n");
    IStream_Seek(stream, zero, STREAM_SEEK_SET, NULL);
    test_write_session(burner, stream);
    IStream_Release(stream);
}

/* Nothing of a failed import stays, and the image can still be used. */
static void check_untouched(IFileSystemImage3 *image)
{
    LONG files = -1, directories = -1, start = -1;
    IFsiDirectoryItem2 *root = test_root(image);
    IStream *data = test_memory_stream("after", 5), *stream;
    BSTR text;

    IFileSystemImage3_get_FileCount(image, &files);
    IFileSystemImage3_get_DirectoryCount(image, &directories);
    IFileSystemImage3_get_SessionStartBlock(image, &start);
    ok(!files && directories == 1 && !start, "%ld files, %ld directories, start %ld\n", files, directories, start);
    IFileSystemImage3_get_ImportedVolumeName(image, &text);
    check_bstr(text, L"");
    test_add_file(root, L"after", data);
    IStream_Release(data);
    if ((stream = test_result_stream(image))) IStream_Release(stream);
    IFsiDirectoryItem2_Release(root);
}

static void check_import(struct burner *burner, HRESULT expected)
{
    IFileSystemImage3 *image = next_session(burner);
    FsiFileSystems imported = 99;

    check_failure(IFileSystemImage3_ImportFileSystem(image, &imported), expected, IID_IMAGE);
    check_untouched(image);
    ok(!IFileSystemImage3_Release(image), "the image leaks\n");
}

static void check_probe(struct burner *burner, FsiFileSystems file_system)
{
    IFileSystemImage3 *image = next_session(burner);
    VARIANT_BOOL appendable = 99;
    HRESULT hr;

    hr = IFileSystemImage3_ProbeSpecificFileSystem(image, file_system, &appendable);
    ok(hr == S_OK && appendable == VARIANT_FALSE, "ProbeSpecificFileSystem: %#lx, %d\n", hr, appendable);
    IFileSystemImage3_Release(image);
}

/* Bytes that are no file system. */
static void test_foreign(struct burner *burner, const char *kind)
{
    FsiFileSystems found = 99;
    struct test_stream data;
    IFileSystemImage3 *image;
    HRESULT hr;

    winetest_push_context("%s", kind);
    ok(burner_insert(burner, kind), "no medium\n");
    test_stream_init(&data, 600 * BLOCK, 5);
    data.end_result = S_OK;
    test_write_session(burner, &data.IStream_iface);
    check_import(burner, IMAPI_E_NO_SUPPORTED_FILE_SYSTEM);
    image = next_session(burner);
    hr = IFileSystemImage3_IdentifyFileSystemsOnDisc(image, burner->recorder, &found);
    ok(hr == S_OK && !found, "IdentifyFileSystemsOnDisc: %#lx, %d\n", hr, found);
    check_failure(IFileSystemImage3_ImportSpecificFileSystem(image, FsiFileSystemISO9660),
                  IMAPI_E_FILE_SYSTEM_NOT_FOUND, IID_IMAGE);
    IFileSystemImage3_Release(image);
    winetest_pop_context();
}

static ULONG get_le32(const BYTE *bytes)
{
    return bytes[0] | bytes[1] << 8 | bytes[2] << 16 | (ULONG)bytes[3] << 24;
}

/* The descriptors are whole, and the root directory is not. */
static void test_damaged_directory(struct burner *burner)
{
    ULONG size, root;
    BYTE *bytes = make_image(FsiFileSystemISO9660, &size);

    root = get_le32(bytes + PRIMARY_DESCRIPTOR * BLOCK + ROOT_RECORD + 2);
    ok(root > PRIMARY_DESCRIPTOR && root < size / BLOCK, "root directory at %lu\n", root);
    bytes[root * BLOCK] = 3;            /* too short for a record */
    write_bytes(burner, "dvd+r", bytes, size);
    check_import(burner, IMAPI_E_FILE_SYSTEM_READ_CONSISTENCY_ERROR);
    free(bytes);
}

/* The descriptor itself is damaged: then there is no file system. */
static void test_damaged_descriptor(struct burner *burner)
{
    ULONG size;
    BYTE *bytes = make_image(FsiFileSystemISO9660, &size);

    bytes[PRIMARY_DESCRIPTOR * BLOCK + ROOT_RECORD] = 3;
    write_bytes(burner, "dvd+r", bytes, size);
    check_import(burner, IMAPI_E_NO_SUPPORTED_FILE_SYSTEM);
    free(bytes);
}

/* x^16 + x^12 + x^5 + 1, ECMA-167 3/7.2.6 */
static WORD udf_crc(const BYTE *data, ULONG size)
{
    unsigned int bit;
    WORD crc = 0;

    while (size--)
    {
        crc ^= (WORD)(*data++ << 8);
        for (bit = 0; bit < 8; bit++) crc = (WORD)(crc & 0x8000 ? crc << 1 ^ 0x1021 : crc << 1);
    }
    return crc;
}

static void seal(BYTE *descriptor)
{
    WORD crc = udf_crc(descriptor + 16, descriptor[10] | descriptor[11] << 8);
    unsigned int i;
    BYTE sum = 0;

    descriptor[8] = (BYTE)crc;
    descriptor[9] = (BYTE)(crc >> 8);
    for (i = 0; i < 16; i++) sum += i == 4 ? 0 : descriptor[i];
    descriptor[4] = sum;
}

/* A whole UDF volume of a revision that nobody here writes. */
static void test_revision(struct burner *burner)
{
    ULONG size, block, changed = 0;
    BYTE *bytes = make_image(FsiFileSystemUDF, &size);

    for (block = 0; block < size / BLOCK; block++)
    {
        BYTE *data = bytes + block * BLOCK;

        if (data[0] != TAG_LOGICAL_VOLUME || data[1] || get_le32(data + 12) != block) continue;
        data[DOMAIN_REVISION] = 0x60;
        data[DOMAIN_REVISION + 1] = 0x02;
        seal(data);
        changed++;
    }
    ok(changed == 2, "%lu descriptors\n", changed);
    write_bytes(burner, "dvd+r", bytes, size);
    check_import(burner, IMAPI_E_UDF_NOT_WRITE_COMPATIBLE);
    check_probe(burner, FsiFileSystemUDF);
    free(bytes);
}

/* Where everything can be written over, ISO 9660 would have to be moved. */
static void test_previous_session(struct burner *burner)
{
    IFileSystemImage3 *image;
    ULONG size;
    BYTE *bytes = make_image(FsiFileSystemISO9660 | FsiFileSystemUDF, &size);

    write_bytes(burner, "dvd+rw", bytes, size);
    check_import(burner, IMAPI_E_INCOMPATIBLE_PREVIOUS_SESSION);
    check_probe(burner, FsiFileSystemUDF);
    image = next_session(burner);
    check_failure(IFileSystemImage3_ImportSpecificFileSystem(image, FsiFileSystemUDF),
                  IMAPI_E_INCOMPATIBLE_PREVIOUS_SESSION, IID_IMAGE);
    IFileSystemImage3_Release(image);
    free(bytes);
}

/* The drive fails to read; afterwards the same object imports. */
static void test_drive(struct burner *burner)
{
    static const struct
    {
        const char *faults;
        HRESULT expected;
    } rows[] = {
        {"opcode read-10 : sense 3/11/00\n", IMAPI_E_IMPORT_READ_FAILURE},
        {"opcode read-10 : sense 4/44/00\n", IMAPI_E_IMPORT_READ_FAILURE},
        {"opcode read-capacity : sense 3/11/00\n", IMAPI_E_IMPORT_READ_FAILURE},
        {"opcode read-10 : sense 3/02/00\n", IMAPI_E_IMPORT_SEEK_FAILURE},
        {"opcode read-10 : sense 3/15/00\n", IMAPI_E_IMPORT_SEEK_FAILURE},
        {"opcode read-10 : sense 4/09/00\n", IMAPI_E_IMPORT_SEEK_FAILURE},
        {"opcode read-10 : sense 4/15/00\n", IMAPI_E_IMPORT_SEEK_FAILURE},
        /* Blocks that cannot be read together may be read alone. */
        {"opcode read-10 nth 2 : sense 3/11/05\n", S_OK},
        {"opcode read-10 nth 1 : sense 6/28/00\n", S_OK},
        {"opcode read-10 nth 1 : sense 2/04/01\n", S_OK},
    };
    ULONG size;
    BYTE *bytes = make_image(FsiFileSystemISO9660, &size);
    FsiFileSystems imported;
    IFileSystemImage3 *image;
    unsigned int i;
    HRESULT hr;

    write_bytes(burner, "dvd+r", bytes, size);
    for (i = 0; i < ARRAY_SIZE(rows); i++)
    {
        winetest_push_context("%s", rows[i].faults);
        image = next_session(burner);
        burner_faults(burner, rows[i].faults);
        hr = IFileSystemImage3_ImportFileSystem(image, &imported);
        ok(hr == rows[i].expected, "ImportFileSystem: %#lx\n", hr);
        burner_faults(burner, NULL);
        if (FAILED(hr)) hr = IFileSystemImage3_ImportFileSystem(image, &imported);
        ok(hr == S_OK && imported == FsiFileSystemISO9660, "afterwards: %#lx, %d\n", hr, imported);
        ok(!IFileSystemImage3_Release(image), "the image leaks\n");
        winetest_pop_context();
    }
    check_fault_log(burner);
    free(bytes);
}

/* A boot image, alone or as one of an array. */
static HRESULT put_boot(IFileSystemImage3 *image, bool alone)
{
    SAFEARRAY *array = SafeArrayCreateVector(VT_DISPATCH, 0, 1);
    IStream *stream = test_memory_stream("boot", 4);
    IBootOptions *options = NULL;
    LONG index = 0;
    HRESULT hr;

    CoCreateInstance(&CLSID_BootOptions, NULL, CLSCTX_ALL, &IID_IBootOptions, (void **)&options);
    IBootOptions_AssignBootImage(options, stream);
    SafeArrayPutElement(array, &index, options);
    if (alone) hr = IFileSystemImage3_put_BootImageOptions(image, options);
    else hr = IFileSystemImage3_put_BootImageOptionsArray(image, array);
    SafeArrayDestroy(array);
    IBootOptions_Release(options);
    IStream_Release(stream);
    return hr;
}

/* What the image has already stands against it; once that is gone, the import goes well. */
static void test_refused(struct burner *burner)
{
    const FsiFileSystems all = FsiFileSystemISO9660 | FsiFileSystemJoliet | FsiFileSystemUDF;
    IFileSystemImage3 *image;
    IFsiDirectoryItem2 *root;
    FsiFileSystems imported = 0, left = 0;
    struct test_stream data;
    LONG free_blocks = -1;
    ULONG size;
    BYTE *bytes = make_image(FsiFileSystemISO9660 | FsiFileSystemJoliet, &size);
    HRESULT hr;

    write_bytes(burner, "dvd+r", bytes, size);
    image = next_session(burner);
    root = test_root(image);
    IFileSystemImage3_put_FreeMediaBlocks(image, 0);
    test_stream_init(&data, (uint64_t)3000000 * BLOCK, 1);
    test_add_file(root, L"more than the disc holds", &data.IStream_iface);
    check_failure(IFileSystemImage3_ImportFileSystem(image, &imported), IMAPI_E_IMAGE_TOO_BIG, IID_IMAGE);
    check_failure(IFileSystemImage3_ImportSpecificFileSystem(image, FsiFileSystemJoliet), IMAPI_E_IMAGE_TOO_BIG,
                  IID_IMAGE);
    check_failure(IFileSystemImage3_ChooseImageDefaults(image, burner->recorder), IMAPI_E_IMAGE_TOO_BIG, IID_IMAGE);
    IFileSystemImage3_get_FreeMediaBlocks(image, &free_blocks);
    IFileSystemImage3_get_FileSystemsToCreate(image, &left);
    ok(!free_blocks && left == all, "%ld free blocks, file systems %d\n", free_blocks, left);
    WITH_BSTR(L"more than the disc holds", hr = IFsiDirectoryItem2_Remove(root, arg));
    ok(hr == S_OK, "Remove: %#lx\n", hr);
    check_untouched(image);
    hr = put_boot(image, true);
    ok(hr == S_OK, "BootImageOptions: %#lx\n", hr);
    check_failure(IFileSystemImage3_ImportFileSystem(image, &imported), IMAPI_E_BOOT_OBJECT_CONFLICT, IID_IMAGE);
    check_failure(IFileSystemImage3_ImportSpecificFileSystem(image, FsiFileSystemJoliet), IMAPI_E_BOOT_OBJECT_CONFLICT,
                  IID_IMAGE);
    IFileSystemImage3_put_BootImageOptions(image, NULL);
    hr = IFileSystemImage3_ImportFileSystem(image, &imported);
    ok(hr == S_OK && imported == FsiFileSystemJoliet, "ImportFileSystem: %#lx, %d\n", hr, imported);
    check_failure(IFileSystemImage3_ImportFileSystem(image, &imported), IMAPI_E_INVALID_PARAM, IID_IMAGE);
    check_failure(IFileSystemImage3_ImportSpecificFileSystem(image, FsiFileSystemJoliet), IMAPI_E_INVALID_PARAM,
                  IID_IMAGE);
    check_failure(put_boot(image, true), IMAPI_E_BOOT_OBJECT_CONFLICT, IID_IMAGE);
    check_failure(put_boot(image, false), IMAPI_E_BOOT_OBJECT_CONFLICT, IID_IMAGE);
    IFsiDirectoryItem2_Release(root);
    ok(!IFileSystemImage3_Release(image), "the image leaks\n");
    free(bytes);
}

/* The disc goes after the interfaces were set. */
static void test_no_disc(struct burner *burner)
{
    IFileSystemImage3 *image = next_session(burner);
    FsiFileSystems imported;

    burner_insert(burner, NULL);
    check_failure(IFileSystemImage3_ImportFileSystem(image, &imported), IMAPI_E_NO_COMPATIBLE_MULTISESSION_TYPE,
                  IID_IMAGE);
    check_failure(IFileSystemImage3_ImportSpecificFileSystem(image, FsiFileSystemUDF),
                  IMAPI_E_NO_COMPATIBLE_MULTISESSION_TYPE, IID_IMAGE);
    ok(!IFileSystemImage3_Release(image), "the image leaks\n");
    ok(burner_insert(burner, "dvd+r"), "no medium\n");
    image = next_session(burner);
    check_failure(IFileSystemImage3_ImportFileSystem(image, &imported), IMAPI_E_EMPTY_DISC, IID_IMAGE);
    check_failure(IFileSystemImage3_ImportSpecificFileSystem(image, FsiFileSystemUDF), IMAPI_E_EMPTY_DISC, IID_IMAGE);
    ok(!IFileSystemImage3_Release(image), "the image leaks\n");
}

static HRESULT read_old(IFileSystemImage3 *image)
{
    IFsiDirectoryItem2 *root = test_root(image);
    IFsiFileItem2 *file = test_item(root, L"old.bin", &IID_IFsiFileItem2);
    BYTE block[BLOCK], expected[BLOCK];
    IStream *stream = NULL;
    ULONG done = 0;
    HRESULT hr;

    IFsiDirectoryItem2_Release(root);
    ok(!!file, "the old file is not there\n");
    if (!file) return E_FAIL;
    hr = IFsiFileItem2_get_Data(file, &stream);
    IFsiFileItem2_Release(file);
    if (FAILED(hr)) return hr;
    hr = IStream_Read(stream, block, sizeof(block), &done);
    test_pattern(21, 0, expected);
    if (SUCCEEDED(hr)) ok(done == BLOCK && !memcmp(block, expected, BLOCK), "wrong data, %lu bytes\n", done);
    IStream_Release(stream);
    return hr;
}

/* The data of imported files are on their disc, and on no other. */
static void test_mismatch(struct burner *burner)
{
    struct test_stream data;
    FsiFileSystems imported;
    IFileSystemImage3 *image;
    IFsiDirectoryItem2 *root;
    IStream *stream;
    ULONG size;
    BYTE *bytes = make_image(FsiFileSystemISO9660 | FsiFileSystemJoliet, &size);
    HRESULT hr;

    write_bytes(burner, "dvd+r", bytes, size);
    image = next_session(burner);
    hr = IFileSystemImage3_ImportFileSystem(image, &imported);
    ok(hr == S_OK, "ImportFileSystem: %#lx\n", hr);
    hr = read_old(image);
    ok(hr == S_OK, "the same disc: %#lx\n", hr);
    root = test_root(image);
    test_stream_init(&data, BLOCK, 3);
    data.end_result = S_OK;
    test_add_file(root, L"new.bin", &data.IStream_iface);
    IFsiDirectoryItem2_Release(root);
    stream = test_result_stream(image);
    test_write_session(burner, stream);
    IStream_Release(stream);
    hr = read_old(image);
    ok(hr == S_OK, "the same disc with one more session: %#lx\n", hr);

    bytes[PRIMARY_DESCRIPTOR * BLOCK + 40] ^= 1;        /* the volume name */
    write_bytes(burner, "dvd+r", bytes, size);
    ok(read_old(image) == IMAPI_E_DISC_MISMATCH, "another disc is taken\n");
    burner_insert(burner, NULL);
    hr = read_old(image);
    ok(hr == IMAPI_E_DATA_STREAM_READ_FAILURE, "without a disc: %#lx\n", hr);
    ok(!IFileSystemImage3_Release(image), "the image leaks\n");
    ok(burner_insert(burner, "dvd+r"), "no medium\n");
    free(bytes);
}

/* One that shall be used, with a disc on which it cannot be. */
static void test_type(struct burner *burner)
{
    IFileSystemImage3 *image = test_image_create();
    SAFEARRAY *array = test_interfaces(burner);
    IMultisession *session;
    VARIANT *elements;
    HRESULT hr;

    SafeArrayAccessData(array, (void **)&elements);
    hr = IDispatch_QueryInterface(V_DISPATCH(&elements[0]), &IID_IMultisession, (void **)&session);
    SafeArrayUnaccessData(array);
    ok(hr == S_OK, "IMultisession: %#lx\n", hr);
    hr = IMultisession_put_InUse(session, VARIANT_TRUE);
    ok(hr == S_OK, "InUse: %#lx\n", hr);
    burner_insert(burner, NULL);
    check_failure(IFileSystemImage3_put_MultisessionInterfaces(image, array), IMAPI_E_INCOMPATIBLE_MULTISESSION_TYPE,
                  IID_IMAGE);
    IMultisession_Release(session);
    SafeArrayDestroy(array);
    ok(!IFileSystemImage3_Release(image), "the image leaks\n");
    ok(burner_insert(burner, "dvd+r"), "no medium\n");
}

static HRESULT WINAPI no_profiles(IDiscRecorder2 *iface, SAFEARRAY **value)
{
    *value = NULL;
    return S_OK;
}

/* Recorders that do not keep to their interface, and discs that nobody can write. */
static void test_recorder(struct burner *burner)
{
    IDiscRecorder2Vtbl *real = burner->recorder->lpVtbl, vtbl = *real;
    IFileSystemImage3 *image = test_image_create();
    SAFEARRAY *array = test_interfaces(burner);
    FsiFileSystems before = 99, after = 98;

    vtbl.get_SupportedProfiles = no_profiles;
    burner->recorder->lpVtbl = &vtbl;
    check_failure(IFileSystemImage3_SetMaxMediaBlocksFromDevice(image, burner->recorder), IMAPI_E_FSI_INTERNAL_ERROR,
                  IID_IMAGE);
    burner->recorder->lpVtbl = real;
    ok(burner_insert_pressed(burner, 300), "no pressed disc\n");
    check_failure(IFileSystemImage3_put_MultisessionInterfaces(image, array), IMAPI_E_IMPORT_MEDIA_NOT_ALLOWED,
                  IID_IMAGE);
    SafeArrayDestroy(array);
    IFileSystemImage3_get_FileSystemsToCreate(image, &before);
    check_failure(IFileSystemImage3_ChooseImageDefaults(image, burner->recorder), E_IMAPI_RECORDER_MEDIA_INCOMPATIBLE,
                  IID_IMAGE);
    IFileSystemImage3_get_FileSystemsToCreate(image, &after);
    ok(before == after, "FileSystemsToCreate %d, was %d\n", after, before);
    ok(!IFileSystemImage3_Release(image), "the image leaks\n");
}

START_TEST(import_errors)
{
    struct burner burner;

    CoInitializeEx(NULL, COINIT_MULTITHREADED);
    if (!burner_open(&burner, L"fs_import_errors", "dvd+r"))
    {
        win_skip("there is no virtual recorder\n");
        CoUninitialize();
        return;
    }
    test_foreign(&burner, "dvd+r");
    test_foreign(&burner, "cd-r");
    test_damaged_directory(&burner);
    test_damaged_descriptor(&burner);
    test_revision(&burner);
    test_previous_session(&burner);
    test_drive(&burner);
    test_refused(&burner);
    test_no_disc(&burner);
    test_mismatch(&burner);
    test_type(&burner);
    test_recorder(&burner);
    burner_close(&burner);
    CoUninitialize();
}
