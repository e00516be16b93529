/*
 * MsftFileSystemImage: a fresh object, its options, and what they refuse
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

#include "fs_support.h"
#include "wine/test.h"

#define IID_IMAGE &IID_IFileSystemImage3

static const FsiFileSystems all_file_systems = FsiFileSystemISO9660 | FsiFileSystemJoliet | FsiFileSystemUDF;

static void check_longs(SAFEARRAY *array, const LONG *expected, ULONG count, VARTYPE vt)
{
    VARIANT *elements = NULL;
    ULONG i;

    ok(array && SafeArrayGetDim(array) == 1 && array->rgsabound[0].cElements == count && !array->rgsabound[0].lLbound,
       "wrong shape\n");
    if (!array || array->rgsabound[0].cElements != count) return;
    SafeArrayAccessData(array, (void **)&elements);
    for (i = 0; i < count; i++)
        ok(V_VT(&elements[i]) == vt && V_I4(&elements[i]) == expected[i], "element %lu: type %u, %ld\n", i,
           V_VT(&elements[i]), V_I4(&elements[i]));
    SafeArrayUnaccessData(array);
    SafeArrayDestroy(array);
}

static void test_fresh_numbers(IFileSystemImage3 *image)
{
    static const LONG revisions[] = {0x102, 0x150, 0x200, 0x201, 0x250}, levels[] = {1, 2};
    FsiFileSystems file_systems = 0;
    SAFEARRAY *array = NULL;
    LONG value = -1;

    IFileSystemImage3_get_SessionStartBlock(image, &value);
    ok(!value, "SessionStartBlock %ld\n", value);
    IFileSystemImage3_get_FreeMediaBlocks(image, &value);
    ok(value == 332800, "FreeMediaBlocks %ld\n", value);
    IFileSystemImage3_get_UsedBlocks(image, &value);
    ok(value == 528, "UsedBlocks %ld\n", value);
    IFileSystemImage3_get_FileCount(image, &value);
    ok(!value, "FileCount %ld\n", value);
    IFileSystemImage3_get_DirectoryCount(image, &value);
    ok(value == 1, "DirectoryCount %ld\n", value);
    IFileSystemImage3_get_ChangePoint(image, &value);
    ok(!value, "ChangePoint %ld\n", value);
    IFileSystemImage3_get_UDFRevision(image, &value);
    ok(value == 0x102, "UDFRevision %#lx\n", value);
    IFileSystemImage3_get_ISO9660InterchangeLevel(image, &value);
    ok(value == 1, "ISO9660InterchangeLevel %ld\n", value);
    IFileSystemImage3_get_FileSystemsToCreate(image, &file_systems);
    ok(file_systems == all_file_systems, "FileSystemsToCreate %d\n", file_systems);
    IFileSystemImage3_get_FileSystemsSupported(image, &file_systems);
    ok(file_systems == all_file_systems, "FileSystemsSupported %d\n", file_systems);
    IFileSystemImage3_get_UDFRevisionsSupported(image, &array);
    check_longs(array, revisions, ARRAY_SIZE(revisions), VT_I4);
    IFileSystemImage3_get_ISO9660InterchangeLevelsSupported(image, &array);
    check_longs(array, levels, ARRAY_SIZE(levels), VT_UI4);
    IFileSystemImage3_get_BootImageOptionsArray(image, &array);
    check_longs(array, NULL, 0, VT_EMPTY);
    IFileSystemImage3_get_MultisessionInterfaces(image, &array);
    check_longs(array, NULL, 0, VT_EMPTY);
}

static void test_fresh_values(IFileSystemImage3 *image)
{
    IBootOptions *boot = (IBootOptions *)0xdeadbeef;
    WCHAR temp[MAX_PATH];
    VARIANT_BOOL flag;
    BSTR text;

    IFileSystemImage3_get_VolumeName(image, &text);
    check_bstr(text, L"");
    IFileSystemImage3_get_VolumeNameUDF(image, &text);
    check_bstr(text, L"");
    IFileSystemImage3_get_VolumeNameJoliet(image, &text);
    check_bstr(text, L"");
    IFileSystemImage3_get_VolumeNameISO9660(image, &text);
    check_bstr(text, L"");
    IFileSystemImage3_get_ImportedVolumeName(image, &text);
    check_bstr(text, L"");
    GetTempPathW(MAX_PATH, temp);
    IFileSystemImage3_get_WorkingDirectory(image, &text);
    check_bstr(text, temp);
    IFileSystemImage3_get_BootImageOptions(image, &boot);
    ok(!boot, "BootImageOptions %p\n", boot);
    IFileSystemImage3_get_StrictFileSystemCompliance(image, &flag);
    ok(flag == VARIANT_FALSE, "StrictFileSystemCompliance %d\n", flag);
    IFileSystemImage3_get_UseRestrictedCharacterSet(image, &flag);
    ok(flag == VARIANT_FALSE, "UseRestrictedCharacterSet %d\n", flag);
    IFileSystemImage3_get_StageFiles(image, &flag);
    ok(flag == VARIANT_FALSE, "StageFiles %d\n", flag);
    IFileSystemImage3_get_CreateRedundantUdfMetadataFiles(image, &flag);
    ok(flag == VARIANT_TRUE, "CreateRedundantUdfMetadataFiles %d\n", flag);
}

static void test_fresh_root(IFileSystemImage3 *image)
{
    IFsiDirectoryItem2 *root = test_root(image);
    VARIANT_BOOL hidden;
    LONG count = -1;
    BSTR text;
    DATE date;

    IFsiDirectoryItem2_get_Name(root, &text);
    check_bstr(text, L"");
    IFsiDirectoryItem2_get_FullPath(root, &text);
    check_bstr(text, L"");
    IFsiDirectoryItem2_FileSystemPath(root, FsiFileSystemISO9660, &text);
    check_bstr(text, L"");
    date = 1;
    IFsiDirectoryItem2_get_CreationTime(root, &date);
    ok(date == 0, "CreationTime %f\n", date);
    date = 1;
    IFsiDirectoryItem2_get_LastAccessedTime(root, &date);
    ok(date == 0, "LastAccessedTime %f\n", date);
    date = 1;
    IFsiDirectoryItem2_get_LastModifiedTime(root, &date);
    ok(date == 0, "LastModifiedTime %f\n", date);
    IFsiDirectoryItem2_get_IsHidden(root, &hidden);
    ok(hidden == VARIANT_FALSE, "IsHidden %d\n", hidden);
    IFsiDirectoryItem2_get_Count(root, &count);
    ok(!count, "Count %ld\n", count);
    IFsiDirectoryItem2_Release(root);
}

static void test_volume_name(IFileSystemImage3 *image)
{
    LONG point = -1;
    BSTR text;
    HRESULT hr;

    WITH_BSTR(L"Test_FileSystem", hr = IFileSystemImage3_put_VolumeName(image, arg));
    ok(hr == S_OK, "VolumeName: %#lx\n", hr);
    IFileSystemImage3_get_VolumeName(image, &text);
    check_bstr(text, L"Test_FileSystem");
    IFileSystemImage3_get_VolumeNameUDF(image, &text);
    check_bstr(text, L"Test_FileSystem");
    IFileSystemImage3_get_VolumeNameJoliet(image, &text);
    check_bstr(text, L"Test_FileSystem");
    IFileSystemImage3_get_VolumeNameISO9660(image, &text);
    check_bstr(text, L"TEST_FILESYSTEM");
    WITH_BSTR(L"20260102-030405.6789", hr = IFileSystemImage3_put_VolumeName(image, arg));
    ok(hr == S_OK, "VolumeName of a widely used script: %#lx\n", hr);
    WITH_BSTR(L"a name that is much longer than any file system has room for; nothing can carry it at all, whoever "
              L"writes it: it is more than 128 characters long, which is the most",
              check_failure(IFileSystemImage3_put_VolumeName(image, arg), IMAPI_E_INVALID_VOLUME_NAME, IID_IMAGE));
    IFileSystemImage3_get_VolumeName(image, &text);
    check_bstr(text, L"20260102-030405.6789");
    IFileSystemImage3_get_ChangePoint(image, &point);
    ok(!point, "ChangePoint %ld\n", point);
}

static void test_options(IFileSystemImage3 *image)
{
    LONG value = 0;
    HRESULT hr;

    check_failure(IFileSystemImage3_put_FileSystemsToCreate(image, FsiFileSystemJoliet), IMAPI_E_INVALID_PARAM, IID_IMAGE);
    check_failure(IFileSystemImage3_put_FileSystemsToCreate(image, FsiFileSystemUnknown), IMAPI_E_INVALID_PARAM,
                  IID_IMAGE);
    hr = IFileSystemImage3_put_FileSystemsToCreate(image, FsiFileSystemUDF);
    ok(hr == S_OK, "FileSystemsToCreate: %#lx\n", hr);
    IFileSystemImage3_get_UsedBlocks(image, &value);
    ok(value == 528, "UsedBlocks %ld\n", value);
    hr = IFileSystemImage3_put_CreateRedundantUdfMetadataFiles(image, VARIANT_TRUE);
    ok(hr == IMAPI_S_IMAGE_FEATURE_NOT_SUPPORTED, "CreateRedundantUdfMetadataFiles: %#lx\n", hr);
    check_failure(IFileSystemImage3_put_UDFRevision(image, 0x103), IMAPI_E_INVALID_PARAM, IID_IMAGE);
    hr = IFileSystemImage3_put_UDFRevision(image, 0x250);
    ok(hr == S_OK, "UDFRevision: %#lx\n", hr);
    hr = IFileSystemImage3_put_CreateRedundantUdfMetadataFiles(image, VARIANT_TRUE);
    ok(hr == S_OK, "CreateRedundantUdfMetadataFiles: %#lx\n", hr);
    check_failure(IFileSystemImage3_put_ISO9660InterchangeLevel(image, 3), IMAPI_E_INVALID_PARAM, IID_IMAGE);
    check_failure(IFileSystemImage3_put_ISO9660InterchangeLevel(image, 0), IMAPI_E_INVALID_PARAM, IID_IMAGE);
    hr = IFileSystemImage3_put_ISO9660InterchangeLevel(image, 2);
    ok(hr == S_OK, "ISO9660InterchangeLevel: %#lx\n", hr);
    hr = IFileSystemImage3_put_SessionStartBlock(image, 1000);
    ok(hr == S_OK, "SessionStartBlock: %#lx\n", hr);
    check_failure(IFileSystemImage3_put_SessionStartBlock(image, -1), IMAPI_E_INVALID_PARAM, IID_IMAGE);
    IFileSystemImage3_put_SessionStartBlock(image, 0);
    hr = IFileSystemImage3_put_FileSystemsToCreate(image, all_file_systems);
    ok(hr == S_OK, "FileSystemsToCreate: %#lx\n", hr);
}

static void test_working_directory(IFileSystemImage3 *image)
{
    WCHAR folder[MAX_PATH];
    HRESULT hr;
    BSTR text;

    WITH_BSTR(L"", check_failure(IFileSystemImage3_put_WorkingDirectory(image, arg), IMAPI_E_INVALID_PARAM, IID_IMAGE));
    WITH_BSTR(L"C:\\does\\not\\exist", check_failure(IFileSystemImage3_put_WorkingDirectory(image, arg),
                                                       IMAPI_E_INVALID_WORKING_DIRECTORY, IID_IMAGE));
    test_folder(folder);
    WITH_BSTR(folder, hr = IFileSystemImage3_put_WorkingDirectory(image, arg));
    ok(hr == S_OK, "WorkingDirectory: %#lx\n", hr);
    IFileSystemImage3_get_WorkingDirectory(image, &text);
    check_bstr(text, folder);
    test_folder_remove(folder);
}

static void test_media_defaults(void)
{
    static const struct
    {
        IMAPI_MEDIA_PHYSICAL_TYPE type;
        FsiFileSystems file_systems;    /* 0: refused */
    } tests[] = {
        {IMAPI_MEDIA_TYPE_CDR, FsiFileSystemISO9660 | FsiFileSystemJoliet},
        {IMAPI_MEDIA_TYPE_DVDPLUSR, FsiFileSystemISO9660 | FsiFileSystemJoliet | FsiFileSystemUDF},
        {IMAPI_MEDIA_TYPE_DISK, FsiFileSystemUDF},
        {IMAPI_MEDIA_TYPE_DVDPLUSRW_DUALLAYER, FsiFileSystemUDF},
        {IMAPI_MEDIA_TYPE_BDR, FsiFileSystemUDF},
        {IMAPI_MEDIA_TYPE_DVDROM, 0},
        {IMAPI_MEDIA_TYPE_UNKNOWN, 0},
    };
    IFileSystemImage3 *image = test_image_create();
    FsiFileSystems file_systems;
    unsigned int i;
    LONG blocks;
    HRESULT hr;

    for (i = 0; i < ARRAY_SIZE(tests); i++)
    {
        winetest_push_context("type %d", tests[i].type);
        hr = IFileSystemImage3_ChooseImageDefaultsForMediaType(image, tests[i].type);
        ok(hr == (tests[i].file_systems ? S_OK : IMAPI_E_INVALID_PARAM), "got %#lx\n", hr);
        file_systems = 0;
        IFileSystemImage3_get_FileSystemsToCreate(image, &file_systems);
        if (tests[i].file_systems) ok(file_systems == tests[i].file_systems, "FileSystemsToCreate %d\n", file_systems);
        IFileSystemImage3_get_FreeMediaBlocks(image, &blocks);
        ok(blocks > 332800, "FreeMediaBlocks %ld\n", blocks);
        winetest_pop_context();
    }
    check_failure(IFileSystemImage3_ChooseImageDefaults(image, NULL), E_POINTER, IID_IMAGE);
    check_failure(IFileSystemImage3_SetMaxMediaBlocksFromDevice(image, NULL), E_POINTER, IID_IMAGE);
    IFileSystemImage3_Release(image);
}

/* Every method that hands something out refuses NULL. */
static void test_pointers(IFileSystemImage3 *image)
{
#define CHECK(method) check_failure(IFileSystemImage3_##method(image, NULL), E_POINTER, IID_IMAGE)
    CHECK(get_Root);
    CHECK(get_SessionStartBlock);
    CHECK(get_FreeMediaBlocks);
    CHECK(get_UsedBlocks);
    CHECK(get_VolumeName);
    CHECK(get_ImportedVolumeName);
    CHECK(get_BootImageOptions);
    CHECK(get_FileCount);
    CHECK(get_DirectoryCount);
    CHECK(get_WorkingDirectory);
    CHECK(get_ChangePoint);
    CHECK(get_StrictFileSystemCompliance);
    CHECK(get_UseRestrictedCharacterSet);
    CHECK(get_FileSystemsToCreate);
    CHECK(get_FileSystemsSupported);
    CHECK(get_UDFRevision);
    CHECK(get_UDFRevisionsSupported);
    CHECK(get_ISO9660InterchangeLevel);
    CHECK(get_ISO9660InterchangeLevelsSupported);
    CHECK(CreateResultImage);
    CHECK(CalculateDiscIdentifier);
    CHECK(ImportFileSystem);
    CHECK(get_VolumeNameUDF);
    CHECK(get_VolumeNameJoliet);
    CHECK(get_VolumeNameISO9660);
    CHECK(get_StageFiles);
    CHECK(get_MultisessionInterfaces);
    CHECK(put_MultisessionInterfaces);
    CHECK(get_BootImageOptionsArray);
    CHECK(get_CreateRedundantUdfMetadataFiles);
#undef CHECK
    check_failure(IFileSystemImage3_Exists(image, NULL, NULL), E_POINTER, IID_IMAGE);
    check_failure(IFileSystemImage3_IdentifyFileSystemsOnDisc(image, NULL, NULL), E_POINTER, IID_IMAGE);
    check_failure(IFileSystemImage3_GetDefaultFileSystemForImport(image, FsiFileSystemUDF, NULL), E_POINTER, IID_IMAGE);
    check_failure(IFileSystemImage3_ProbeSpecificFileSystem(image, FsiFileSystemUDF, NULL), E_POINTER, IID_IMAGE);
    WITH_BSTR(L"x", check_failure(IFileSystemImage3_CreateDirectoryItem(image, arg, NULL), E_POINTER, IID_IMAGE));
    WITH_BSTR(L"x", check_failure(IFileSystemImage3_CreateFileItem(image, arg, NULL), E_POINTER, IID_IMAGE));
}

static void test_import_questions(IFileSystemImage3 *image)
{
    FsiFileSystems value = 0;
    VARIANT_BOOL flag;
    BSTR text;
    HRESULT hr;

    hr = IFileSystemImage3_GetDefaultFileSystemForImport(image, all_file_systems, &value);
    ok(hr == S_OK && value == FsiFileSystemUDF, "got %#lx, %d\n", hr, value);
    IFileSystemImage3_GetDefaultFileSystemForImport(image, FsiFileSystemISO9660 | FsiFileSystemJoliet, &value);
    ok(value == FsiFileSystemJoliet, "got %d\n", value);
    IFileSystemImage3_GetDefaultFileSystemForImport(image, FsiFileSystemISO9660, &value);
    ok(value == FsiFileSystemISO9660, "got %d\n", value);
    check_failure(IFileSystemImage3_GetDefaultFileSystemForImport(image, FsiFileSystemNone, &value),
                  IMAPI_E_INVALID_PARAM, IID_IMAGE);
    check_failure(IFileSystemImage3_ImportFileSystem(image, &value), IMAPI_E_MULTISESSION_NOT_SET, IID_IMAGE);
    check_failure(IFileSystemImage3_ImportSpecificFileSystem(image, FsiFileSystemUDF), IMAPI_E_MULTISESSION_NOT_SET,
                  IID_IMAGE);
    check_failure(IFileSystemImage3_ImportSpecificFileSystem(image, all_file_systems), IMAPI_E_INVALID_PARAM, IID_IMAGE);
    check_failure(IFileSystemImage3_CalculateDiscIdentifier(image, &text), IMAPI_E_MULTISESSION_NOT_SET, IID_IMAGE);
    check_failure(IFileSystemImage3_IdentifyFileSystemsOnDisc(image, NULL, &value), IMAPI_E_MULTISESSION_NOT_SET,
                  IID_IMAGE);
    check_failure(IFileSystemImage3_ProbeSpecificFileSystem(image, FsiFileSystemUDF, &flag),
                  IMAPI_E_MULTISESSION_NOT_SET, IID_IMAGE);
    check_failure(IFileSystemImage3_ProbeSpecificFileSystem(image, FsiFileSystemNone, &flag), IMAPI_E_INVALID_PARAM,
                  IID_IMAGE);
}

static void test_budget(void)
{
    IFileSystemImage3 *image = test_image_create();
    IFsiDirectoryItem2 *root = test_root(image);
    struct test_stream stream;
    LONG value = 0;
    HRESULT hr;

    test_stream_init(&stream, 100 * BLOCK, 1);
    hr = IFileSystemImage3_put_FreeMediaBlocks(image, 600);
    ok(hr == S_OK, "FreeMediaBlocks: %#lx\n", hr);
    WITH_BSTR(L"big", check_failure(IFsiDirectoryItem2_AddFile(root, arg, &stream.IStream_iface),
                                    IMAPI_E_IMAGE_SIZE_LIMIT, &IID_IFsiDirectoryItem2));
    IFileSystemImage3_get_FileCount(image, &value);
    ok(!value, "FileCount %ld\n", value);
    hr = IFileSystemImage3_put_FreeMediaBlocks(image, 0);
    ok(hr == S_OK, "FreeMediaBlocks: %#lx\n", hr);
    test_add_file(root, L"big", &stream.IStream_iface);
    check_failure(IFileSystemImage3_put_FreeMediaBlocks(image, 600), IMAPI_E_IMAGE_TOO_BIG, IID_IMAGE);
    hr = IFileSystemImage3_put_FreeMediaBlocks(image, 0x7fffffff);
    ok(hr == S_OK, "FreeMediaBlocks: %#lx\n", hr);
    IFileSystemImage3_get_FreeMediaBlocks(image, &value);
    ok(value == 0x7fffffff, "FreeMediaBlocks %ld\n", value);
    hr = IFileSystemImage3_put_FreeMediaBlocks(image, -1);
    ok(hr == S_OK, "FreeMediaBlocks: %#lx\n", hr);
    IFileSystemImage3_get_UsedBlocks(image, &value);
    ok(value > 528 + 99, "UsedBlocks %ld\n", value);
    IFsiDirectoryItem2_Release(root);
    IFileSystemImage3_Release(image);
    ok(stream.ref == 1, "%ld references\n", stream.ref);
}

/* What is in the image does not fit on such a disc: nothing is chosen. */
static void test_small_medium(void)
{
    IFileSystemImage3 *image = test_image_create();
    IFsiDirectoryItem2 *root = test_root(image);
    FsiFileSystems file_systems = 0;
    struct test_stream stream;
    LONG blocks = 0, revision = 0;
    HRESULT hr;

    IFileSystemImage3_put_FreeMediaBlocks(image, 0);
    IFileSystemImage3_put_UDFRevision(image, 0x201);
    test_stream_init(&stream, (uint64_t)400000 * BLOCK, 1);
    test_add_file(root, L"more than a CD holds", &stream.IStream_iface);
    check_failure(IFileSystemImage3_ChooseImageDefaultsForMediaType(image, IMAPI_MEDIA_TYPE_CDR), IMAPI_E_IMAGE_TOO_BIG,
                  IID_IMAGE);
    IFileSystemImage3_get_FileSystemsToCreate(image, &file_systems);
    IFileSystemImage3_get_FreeMediaBlocks(image, &blocks);
    IFileSystemImage3_get_UDFRevision(image, &revision);
    ok(file_systems == all_file_systems && !blocks && revision == 0x201, "file systems %d, %ld blocks, revision %#lx\n",
       file_systems, blocks, revision);
    hr = IFileSystemImage3_ChooseImageDefaultsForMediaType(image, IMAPI_MEDIA_TYPE_DVDPLUSR);
    ok(hr == S_OK, "ChooseImageDefaultsForMediaType: %#lx\n", hr);
    IFsiDirectoryItem2_Release(root);
    ok(!IFileSystemImage3_Release(image), "the image leaks\n");
}

START_TEST(image)
{
    IFileSystemImage3 *image;

    CoInitializeEx(NULL, COINIT_MULTITHREADED);
    if ((image = test_image_create()))
    {
        test_fresh_numbers(image);
        test_fresh_values(image);
        test_fresh_root(image);
        test_volume_name(image);
        test_options(image);
        test_working_directory(image);
        test_pointers(image);
        test_import_questions(image);
        ok(!IFileSystemImage3_Release(image), "the image leaks\n");
        test_media_defaults();
        test_budget();
        test_small_medium();
    }
    CoUninitialize();
}
