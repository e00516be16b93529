/*
 * Discs that are continued: what is on them, and the session that is written next
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

static HRESULT put_interfaces(IFileSystemImage3 *image, struct burner *burner)
{
    SAFEARRAY *array = test_interfaces(burner);
    HRESULT hr = IFileSystemImage3_put_MultisessionInterfaces(image, array);

    SafeArrayDestroy(array);
    return hr;
}

static void write_image(struct burner *burner, IFileSystemImage3 *image)
{
    IStream *stream = test_result_stream(image);

    test_write_session(burner, stream);
    IStream_Release(stream);
}

static void write_first_session(struct burner *burner, FsiFileSystems file_systems)
{
    IFileSystemImage3 *image = test_image_create();
    IFsiDirectoryItem2 *root = test_root(image);
    struct test_stream data;

    IFileSystemImage3_put_FileSystemsToCreate(image, file_systems);
    WITH_BSTR(L"FIRST", IFileSystemImage3_put_VolumeName(image, arg));
    test_stream_init(&data, 3 * BLOCK, 21);
    data.end_result = S_OK;
    WITH_BSTR(L"dir", IFsiDirectoryItem2_AddDirectory(root, arg));
    test_add_file(root, L"dir\\old.bin", &data.IStream_iface);
    write_image(burner, image);
    IFsiDirectoryItem2_Release(root);
    ok(!IFileSystemImage3_Release(image), "the image leaks\n");
}

static void test_empty(struct burner *burner)
{
    IFileSystemImage3 *image = test_image_create();
    FsiFileSystems file_systems = 99;
    SAFEARRAY *array;
    VARIANT value;
    LONG index = 0;
    HRESULT hr;

    hr = put_interfaces(image, burner);
    ok(hr == S_OK, "MultisessionInterfaces: %#lx\n", hr);
    hr = IFileSystemImage3_get_MultisessionInterfaces(image, &array);
    ok(hr == S_OK && array && array->rgsabound[0].cElements == 1, "MultisessionInterfaces: %#lx\n", hr);
    SafeArrayDestroy(array);
    check_failure(IFileSystemImage3_ImportFileSystem(image, &file_systems), IMAPI_E_EMPTY_DISC, IID_IMAGE);
    hr = IFileSystemImage3_IdentifyFileSystemsOnDisc(image, burner->recorder, &file_systems);
    ok(hr == S_OK && !file_systems, "IdentifyFileSystemsOnDisc: %#lx, %d\n", hr, file_systems);
    array = SafeArrayCreateVector(VT_VARIANT, 0, 1);
    V_VT(&value) = VT_DISPATCH;
    V_DISPATCH(&value) = (IDispatch *)image;
    SafeArrayPutElement(array, &index, &value);
    check_failure(IFileSystemImage3_put_MultisessionInterfaces(image, array), IMAPI_E_BAD_MULTISESSION_PARAMETER,
                  IID_IMAGE);
    SafeArrayDestroy(array);
    hr = IFileSystemImage3_ChooseImageDefaults(image, burner->recorder);
    ok(hr == S_OK, "ChooseImageDefaults: %#lx\n", hr);
    hr = IFileSystemImage3_SetMaxMediaBlocksFromDevice(image, burner->recorder);
    ok(hr == S_OK, "SetMaxMediaBlocksFromDevice: %#lx\n", hr);
    IFileSystemImage3_get_FreeMediaBlocks(image, &index);
    ok(index > 10000000, "FreeMediaBlocks %ld\n", index);
    ok(!IFileSystemImage3_Release(image), "the image leaks\n");
}

static void test_imported(IFileSystemImage3 *image)
{
    IFsiDirectoryItem2 *root = test_root(image);
    IBootOptions *options = NULL;
    struct test_stream data;
    IStream *stream = NULL;
    IFsiFileItem2 *file;
    BYTE *bytes, block[BLOCK];
    LONG start = 0;
    ULONG size;
    HRESULT hr;
    BSTR text;

    IFileSystemImage3_get_ImportedVolumeName(image, &text);
    check_bstr(text, L"FIRST");
    IFileSystemImage3_get_VolumeName(image, &text);
    check_bstr(text, L"");
    IFileSystemImage3_get_SessionStartBlock(image, &start);
    ok(start > 0, "SessionStartBlock %ld\n", start);
    check_failure(IFileSystemImage3_put_SessionStartBlock(image, start + 1), IMAPI_E_READONLY, IID_IMAGE);
    check_failure(IFileSystemImage3_put_FileSystemsToCreate(image, FsiFileSystemNone),
                  IMAPI_E_FILE_SYSTEM_CHANGE_NOT_ALLOWED, IID_IMAGE);
    check_failure(IFileSystemImage3_put_UDFRevision(image, 0x201), IMAPI_E_UDF_REVISION_CHANGE_NOT_ALLOWED, IID_IMAGE);
    CoCreateInstance(&CLSID_BootOptions, NULL, CLSCTX_ALL, &IID_IBootOptions, (void **)&options);
    test_stream_init(&data, BLOCK, 1);
    IBootOptions_AssignBootImage(options, &data.IStream_iface);
    check_failure(IFileSystemImage3_put_BootImageOptions(image, options), IMAPI_E_BOOT_OBJECT_CONFLICT, IID_IMAGE);
    IBootOptions_Release(options);
    file = test_item(root, L"dir\\old.bin", &IID_IFsiFileItem2);
    ok(!!file, "the old file is not there\n");
    if (file)
    {
        hr = IFsiFileItem2_get_Data(file, &stream);
        ok(hr == S_OK && stream, "Data: %#lx\n", hr);
        bytes = test_read_all(stream, &size);
        test_pattern(21, 2, block);
        ok(size == 3 * BLOCK && !memcmp(bytes + 2 * BLOCK, block, BLOCK), "wrong data\n");
        free(bytes);
        IStream_Release(stream);
        WITH_BSTR(L"s", check_failure(IFsiFileItem2_AddStream(file, arg, &data.IStream_iface), IMAPI_E_READONLY,
                                      &IID_IFsiFileItem2));
        IFsiFileItem2_Release(file);
    }
    IFsiDirectoryItem2_Release(root);
}

/* What the import tells of its items. */
struct told
{
    LONG events, files, directories, wrong;
    FsiFileSystems file_system;
    HRESULT change_result;              /* of a change from inside of an event */
};

static void count_told(struct test_sink *sink, IDispatch *sender, const struct test_event *event)
{
    struct told *told = sink->context;
    const VARIANT *args = sink->args;
    const WCHAR *name = V_VT(&args[4]) == VT_BSTR ? V_BSTR(&args[4]) : L"";
    bool directory = *name && name[lstrlenW(name) - 1] == '\\';
    unsigned int i;

    told->events++;
    if (directory) told->directories++;
    else told->files++;
    for (i = 0; i < 4; i++)
        if (V_VT(&args[i]) != VT_I4) told->wrong++;
    if (V_VT(&args[5]) != VT_I4 || *name != '\\' || V_I4(&args[directory ? 3 : 1]) < 0) told->wrong++;
    told->file_system = V_I4(&args[5]);
    /* ISO 9660 does not count its files. */
    if (told->file_system != FsiFileSystemUDF && V_I4(&args[0]) != -1) told->wrong++;
    told->change_result = IFileSystemImage3_put_StageFiles((IFileSystemImage3 *)sender, VARIANT_FALSE);
}

/* With a sink that is told of each item. */
static HRESULT import_told(IFileSystemImage3 *image, FsiFileSystems *imported)
{
    struct test_sink *sink = calloc(1, sizeof(*sink));
    struct told told = {0};
    HRESULT hr;

    test_sink_init(sink, &IID_DFileSystemImageImportEvents, DISPID_DFILESYSTEMIMAGEIMPORTEVENTS_UPDATEIMPORT);
    sink->on_event = count_told;
    sink->context = &told;
    ok(test_sink_connect(sink, image) == S_OK, "no connection\n");
    hr = IFileSystemImage3_ImportFileSystem(image, imported);
    ok(told.files == 1 && told.directories >= 1 && !told.wrong, "%ld files, %ld directories, %ld wrong\n", told.files,
       told.directories, told.wrong);
    ok(told.file_system == *imported, "of file system %d\n", told.file_system);
    ok(told.change_result == IMAPI_E_READONLY, "a change inside of an event: %#lx\n", told.change_result);
    test_sink_disconnect(sink);
    free(sink);
    return hr;
}

static void test_next_session(struct burner *burner, FsiFileSystems file_systems)
{
    IFileSystemImage3 *image = test_image_create();
    IFsiDirectoryItem2 *root = test_root(image);
    FsiFileSystems imported = 0, found = 0;
    struct test_stream data;
    VARIANT_BOOL appendable = VARIANT_FALSE;
    BSTR before = NULL, after = NULL;
    HRESULT hr;

    hr = put_interfaces(image, burner);
    ok(hr == S_OK, "MultisessionInterfaces: %#lx\n", hr);
    hr = IFileSystemImage3_IdentifyFileSystemsOnDisc(image, NULL, &found);
    ok(hr == S_OK && found == file_systems, "IdentifyFileSystemsOnDisc: %#lx, %d\n", hr, found);
    hr = IFileSystemImage3_CalculateDiscIdentifier(image, &before);
    ok(hr == S_OK && SysStringLen(before) == 16, "CalculateDiscIdentifier: %#lx\n", hr);
    if (!(file_systems & FsiFileSystemUDF))
        check_failure(IFileSystemImage3_ImportSpecificFileSystem(image, FsiFileSystemUDF), IMAPI_E_FILE_SYSTEM_NOT_FOUND,
                      IID_IMAGE);
    hr = IFileSystemImage3_ProbeSpecificFileSystem(image, file_systems & FsiFileSystemUDF ? FsiFileSystemUDF
                                                                                          : FsiFileSystemISO9660, &appendable);
    ok(hr == S_OK && appendable == VARIANT_TRUE, "ProbeSpecificFileSystem: %#lx, %d\n", hr, appendable);
    hr = import_told(image, &imported);
    ok(hr == S_OK, "ImportFileSystem: %#lx\n", hr);
    ok(imported == (file_systems & FsiFileSystemUDF ? FsiFileSystemUDF : FsiFileSystemJoliet), "imported %d\n", imported);
    if (SUCCEEDED(hr))
    {
        test_imported(image);
        test_stream_init(&data, 2 * BLOCK, 22);
        data.end_result = S_OK;
        test_add_file(root, L"dir\\new.bin", &data.IStream_iface);
        write_image(burner, image);
        hr = IFileSystemImage3_CalculateDiscIdentifier(image, &after);
        ok(hr == S_OK && lstrcmpW(before, after), "the identifier is the same: %#lx\n", hr);
    }
    SysFreeString(before);
    SysFreeString(after);
    IFsiDirectoryItem2_Release(root);
    ok(!IFileSystemImage3_Release(image), "the image leaks\n");
}

/* Both sessions are one tree now. */
static void test_both(struct burner *burner)
{
    IFileSystemImage3 *image = test_image_create();
    IFsiDirectoryItem2 *root = test_root(image);
    FsiFileSystems imported = 0;
    IFsiFileItem2 *file;
    HRESULT hr;

    put_interfaces(image, burner);
    hr = IFileSystemImage3_ImportFileSystem(image, &imported);
    ok(hr == S_OK, "ImportFileSystem: %#lx\n", hr);
    file = test_item(root, L"dir\\old.bin", &IID_IFsiFileItem2);
    ok(!!file, "the old file is gone\n");
    if (file) IFsiFileItem2_Release(file);
    file = test_item(root, L"dir\\new.bin", &IID_IFsiFileItem2);
    ok(!!file, "the new file is not there\n");
    if (file) IFsiFileItem2_Release(file);
    IFsiDirectoryItem2_Release(root);
    IFileSystemImage3_Release(image);
}

static void test_medium(struct burner *burner, const char *kind, FsiFileSystems file_systems)
{
    winetest_push_context("%s, %d", kind, file_systems);
    ok(burner_insert(burner, kind), "no medium\n");
    write_first_session(burner, file_systems);
    test_next_session(burner, file_systems);
    test_both(burner);
    winetest_pop_context();
}

START_TEST(import)
{
    IFileSystemImage3 *image;
    struct burner burner;

    CoInitializeEx(NULL, COINIT_MULTITHREADED);
    if (!burner_open(&burner, L"fs_import", "bd-r"))
    {
        win_skip("there is no virtual recorder\n");
        CoUninitialize();
        return;
    }
    test_empty(&burner);
    test_medium(&burner, "cd-r", FsiFileSystemISO9660 | FsiFileSystemJoliet);
    test_medium(&burner, "dvd+r", FsiFileSystemISO9660 | FsiFileSystemJoliet | FsiFileSystemUDF);
    test_medium(&burner, "bd-r", FsiFileSystemUDF);
    test_medium(&burner, "dvd+rw", FsiFileSystemUDF);
    burner_insert(&burner, NULL);
    image = test_image_create();
    ok(put_interfaces(image, &burner) == IMAPI_E_NO_COMPATIBLE_MULTISESSION_TYPE, "without a disc\n");
    IFileSystemImage3_Release(image);
    burner_close(&burner);
    CoUninitialize();
}
