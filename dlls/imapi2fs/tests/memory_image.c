/*
 * What becomes of an image when there is no memory
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

#include "fs_support.h"
#include "support_memory.h"
#include "wine/test.h"

#define STEP(function) {#function, function, false, NULL}

static WCHAR folder[MAX_PATH];
static SAFEARRAY *interfaces;       /* of a disc with a session */

static void make_folder(void)
{
    static const BYTE content[3 * BLOCK] = {1, 2, 3};
    WCHAR sub[MAX_PATH];

    test_folder(folder);
    test_file(folder, L"first.bin", content, sizeof(content));
    lstrcpyW(sub, folder);
    CreateDirectoryW(lstrcatW(sub, L"sub"), NULL);
    test_file(folder, L"sub\\second.txt", "second", 6);
}

/* One image, for one try. */
struct use
{
    IFileSystemImage3 *image;
    IFsiDirectoryItem2 *root;
};

struct state
{
    LONG point, files, directories, start;
};

static struct state state_of(const struct use *use)
{
    struct state state = {-1, -1, -1, -1};

    IFileSystemImage3_get_ChangePoint(use->image, &state.point);
    IFileSystemImage3_get_FileCount(use->image, &state.files);
    IFileSystemImage3_get_DirectoryCount(use->image, &state.directories);
    IFileSystemImage3_get_SessionStartBlock(use->image, &state.start);
    return state;
}

/* What fails leaves the image as it was, and then it works. */
static HRESULT try_call(const struct use *use, HRESULT (*call)(const struct use *use))
{
    struct state before = state_of(use), after;
    HRESULT hr = call(use), again;

    if (SUCCEEDED(hr)) return hr;
    after = state_of(use);
    ok(after.point == before.point && after.files == before.files && after.directories == before.directories &&
       after.start == before.start, "not undone: %ld files, %ld directories, change points %ld and %ld\n", after.files,
       after.directories, before.point, after.point);
    again = call(use);
    ok(again == S_OK, "the second time: %s\n", test_hr(again));
    return hr;
}

/* prepare may be NULL. */
static HRESULT on_image(HRESULT (*prepare)(const struct use *use), HRESULT (*call)(const struct use *use))
{
    IFsiDirectoryItem *item;
    struct use use;
    HRESULT hr;

    hr = CoCreateInstance(&CLSID_MsftFileSystemImage, NULL, CLSCTX_INPROC_SERVER, &IID_IFileSystemImage3,
                          (void **)&use.image);
    if (FAILED(hr)) return hr;
    if (SUCCEEDED(hr = IFileSystemImage3_get_Root(use.image, &item)))
    {
        use.root = (IFsiDirectoryItem2 *)item;
        if (prepare) hr = prepare(&use);
        if (SUCCEEDED(hr)) hr = try_call(&use, call);
        IFsiDirectoryItem2_Release(use.root);
    }
    ok(!IFileSystemImage3_Release(use.image), "the image leaks\n");
    return hr;
}

/* ---- classes */

static HRESULT create(const CLSID *clsid)
{
    IUnknown *unknown = NULL;
    HRESULT hr = CoCreateInstance(clsid, NULL, CLSCTX_INPROC_SERVER, &IID_IUnknown, (void **)&unknown);

    if (SUCCEEDED(hr)) IUnknown_Release(unknown);
    else ok(!unknown, "got %p\n", unknown);
    return hr;
}

static HRESULT create_image(void *context)
{
    return create(&CLSID_MsftFileSystemImage);
}

static HRESULT create_boot_options(void *context)
{
    return create(&CLSID_BootOptions);
}

static HRESULT create_image_manager(void *context)
{
    return create(&CLSID_MsftIsoImageManager);
}

/* ---- the tree */

static HRESULT call_add_directory(const struct use *use)
{
    HRESULT hr;

    WITH_BSTR(L"directory", hr = IFsiDirectoryItem2_AddDirectory(use->root, arg));
    return hr;
}

static HRESULT call_add_file(const struct use *use)
{
    IStream *stream = test_memory_stream("content", 7);
    HRESULT hr;

    WITH_BSTR(L"file.bin", hr = IFsiDirectoryItem2_AddFile(use->root, arg, stream));
    IStream_Release(stream);
    return hr;
}

static HRESULT call_add_tree(const struct use *use)
{
    HRESULT hr;

    WITH_BSTR(folder, hr = IFsiDirectoryItem2_AddTree(use->root, arg, VARIANT_TRUE));
    return hr;
}

static HRESULT call_add_tree_with_streams(const struct use *use)
{
    HRESULT hr;

    WITH_BSTR(folder, hr = IFsiDirectoryItem2_AddTreeWithNamedStreams(use->root, arg, VARIANT_TRUE));
    return hr;
}

static HRESULT prepare_stage(const struct use *use)
{
    return IFileSystemImage3_put_StageFiles(use->image, VARIANT_TRUE);
}

static HRESULT call_find(const struct use *use)
{
    IFsiItem *item = NULL;
    BSTR name = NULL;
    HRESULT hr;

    WITH_BSTR(L"file.bin", hr = IFsiDirectoryItem2_get_Item(use->root, arg, &item));
    if (FAILED(hr)) return hr;
    if (SUCCEEDED(hr = IFsiItem_FileSystemPath(item, FsiFileSystemISO9660, &name))) SysFreeString(name);
    IFsiItem_Release(item);
    return hr;
}

static HRESULT add_directory(void *context)
{
    return on_image(NULL, call_add_directory);
}

static HRESULT add_file(void *context)
{
    return on_image(NULL, call_add_file);
}

static HRESULT add_tree(void *context)
{
    return on_image(NULL, call_add_tree);
}

static HRESULT add_tree_with_streams(void *context)
{
    return on_image(NULL, call_add_tree_with_streams);
}

static HRESULT add_tree_staged(void *context)
{
    return on_image(prepare_stage, call_add_tree);
}

static HRESULT find_item(void *context)
{
    return on_image(call_add_file, call_find);
}

/* ---- items */

static HRESULT call_add_item(const struct use *use)
{
    IFsiDirectoryItem *item = NULL;
    HRESULT hr;

    WITH_BSTR(L"own", hr = IFileSystemImage3_CreateDirectoryItem(use->image, arg, &item));
    if (FAILED(hr)) return hr;
    hr = IFsiDirectoryItem2_Add(use->root, (IFsiItem *)item);
    IFsiDirectoryItem_Release(item);
    return hr;
}

/* The first change of an image is what needs memory to be undone. */
#define ROOT_SETTER(name, Name, value)                                                                               \
    static HRESULT call_##name(const struct use *use)                                                                \
    {                                                                                                                \
        return IFsiDirectoryItem2_put_##Name(use->root, value);                                                      \
    }                                                                                                                \
    static HRESULT name(void *context)                                                                               \
    {                                                                                                                \
        return on_image(NULL, call_##name);                                                                          \
    }

ROOT_SETTER(set_created, CreationTime, 40000)
ROOT_SETTER(set_accessed, LastAccessedTime, 40000)
ROOT_SETTER(set_modified, LastModifiedTime, 40000)
ROOT_SETTER(hide_item, IsHidden, VARIANT_TRUE)

static HRESULT call_create_file_item(const struct use *use)
{
    IFsiFileItem *item = NULL;
    HRESULT hr;

    WITH_BSTR(L"own", hr = IFileSystemImage3_CreateFileItem(use->image, arg, &item));
    if (SUCCEEDED(hr)) IFsiFileItem_Release(item);
    return hr;
}

static HRESULT call_remove(const struct use *use)
{
    HRESULT hr;

    WITH_BSTR(L"file.bin", hr = IFsiDirectoryItem2_Remove(use->root, arg));
    return hr;
}

static HRESULT call_enumerate(const struct use *use)
{
    IEnumFsiItems *items = NULL, *copy = NULL;
    IFsiItem *item = NULL;
    HRESULT hr;

    if (FAILED(hr = IFsiDirectoryItem2_get_EnumFsiItems(use->root, &items))) return hr;
    if (SUCCEEDED(hr = IEnumFsiItems_Clone(items, &copy)) && SUCCEEDED(hr = IEnumFsiItems_Next(copy, 1, &item, NULL)))
        IFsiItem_Release(item);
    if (copy) IEnumFsiItems_Release(copy);
    IEnumFsiItems_Release(items);
    return hr;
}

static HRESULT call_enumerate_variants(const struct use *use)
{
    IEnumVARIANT *items = NULL;
    VARIANT value;
    HRESULT hr;

    if (FAILED(hr = IFsiDirectoryItem2_get__NewEnum(use->root, &items))) return hr;
    VariantInit(&value);
    if (SUCCEEDED(hr = IEnumVARIANT_Next(items, 1, &value, NULL))) VariantClear(&value);
    IEnumVARIANT_Release(items);
    return hr;
}

static HRESULT with_file(const struct use *use, HRESULT (*call)(IFsiFileItem2 *file))
{
    IFsiFileItem2 *file = NULL;
    IFsiItem *item = NULL;
    HRESULT hr;

    WITH_BSTR(L"file.bin", hr = IFsiDirectoryItem2_get_Item(use->root, arg, &item));
    if (SUCCEEDED(hr)) hr = IFsiItem_QueryInterface(item, &IID_IFsiFileItem2, (void **)&file);
    if (SUCCEEDED(hr)) hr = call(file);
    if (file) IFsiFileItem2_Release(file);
    if (item) IFsiItem_Release(item);
    return hr;
}

/* The image has no UDF that would carry a named stream, which the answer tells. */
static HRESULT add_stream_of(IFsiFileItem2 *file)
{
    IStream *stream = test_memory_stream("content", 7);
    HRESULT hr;

    WITH_BSTR(L"more", hr = IFsiFileItem2_AddStream(file, arg, stream));
    IStream_Release(stream);
    return SUCCEEDED(hr) ? S_OK : hr;
}

static HRESULT remove_stream_of(IFsiFileItem2 *file)
{
    HRESULT hr;

    WITH_BSTR(L"more", hr = IFsiFileItem2_RemoveStream(file, arg));
    return SUCCEEDED(hr) ? S_OK : hr;
}

static HRESULT list_streams_of(IFsiFileItem2 *file)
{
    IFsiNamedStreams *streams = NULL;
    IEnumVARIANT *variants = NULL;
    IEnumFsiItems *items = NULL;
    IFsiFileItem2 *item = NULL;
    HRESULT hr;

    if (FAILED(hr = IFsiFileItem2_get_FsiNamedStreams(file, &streams))) return hr;
    if (SUCCEEDED(hr = IFsiNamedStreams_get__NewEnum(streams, &variants))) IEnumVARIANT_Release(variants);
    if (SUCCEEDED(hr) && SUCCEEDED(hr = IFsiNamedStreams_get_EnumNamedStreams(streams, &items)))
        IEnumFsiItems_Release(items);
    if (SUCCEEDED(hr) && SUCCEEDED(hr = IFsiNamedStreams_get_Item(streams, 0, &item))) IFsiFileItem2_Release(item);
    IFsiNamedStreams_Release(streams);
    return hr;
}

static HRESULT get_data_of(IFsiFileItem2 *file)
{
    IStream *stream = NULL;
    HRESULT hr = IFsiFileItem2_get_Data(file, &stream);

    if (SUCCEEDED(hr)) IStream_Release(stream);
    return hr;
}

static HRESULT call_add_stream(const struct use *use)
{
    return with_file(use, add_stream_of);
}

static HRESULT call_remove_stream(const struct use *use)
{
    return with_file(use, remove_stream_of);
}

static HRESULT call_list_streams(const struct use *use)
{
    return with_file(use, list_streams_of);
}

static HRESULT call_get_data(const struct use *use)
{
    return with_file(use, get_data_of);
}

static HRESULT prepare_stream(const struct use *use)
{
    HRESULT hr = call_add_file(use);

    return SUCCEEDED(hr) ? call_add_stream(use) : hr;
}

static HRESULT add_item(void *context)
{
    return on_image(NULL, call_add_item);
}

static HRESULT create_file_item(void *context)
{
    return on_image(NULL, call_create_file_item);
}

static HRESULT remove_item(void *context)
{
    return on_image(call_add_file, call_remove);
}

static HRESULT enumerate_items(void *context)
{
    return on_image(call_add_file, call_enumerate);
}

static HRESULT enumerate_variants(void *context)
{
    return on_image(call_add_file, call_enumerate_variants);
}

static HRESULT add_stream(void *context)
{
    return on_image(call_add_file, call_add_stream);
}

static HRESULT remove_stream(void *context)
{
    return on_image(prepare_stream, call_remove_stream);
}

static HRESULT list_streams(void *context)
{
    return on_image(prepare_stream, call_list_streams);
}

static HRESULT get_data(void *context)
{
    return on_image(call_add_file, call_get_data);
}

/* ---- the result */

static HRESULT read_stream(IStream *stream)
{
    static BYTE buffer[64 * BLOCK];
    HRESULT hr = S_OK;
    ULONG done = 1;

    while (SUCCEEDED(hr) && done) hr = IStream_Read(stream, buffer, sizeof(buffer), &done);
    return SUCCEEDED(hr) ? S_OK : hr;
}

static HRESULT call_result(const struct use *use)
{
    IFileSystemImageResult *result = NULL;
    IProgressItems *items;
    IStream *stream;
    HRESULT hr;

    if (FAILED(hr = IFileSystemImage3_CreateResultImage(use->image, &result))) return hr;
    if (SUCCEEDED(hr = IFileSystemImageResult_get_ProgressItems(result, &items))) IProgressItems_Release(items);
    if (SUCCEEDED(hr) && SUCCEEDED(hr = IFileSystemImageResult_get_ImageStream(result, &stream)))
    {
        hr = read_stream(stream);
        IStream_Release(stream);
    }
    IFileSystemImageResult_Release(result);
    return hr;
}

static HRESULT enumerate_pieces(IProgressItems *items)
{
    IEnumProgressItems *pieces = NULL, *copy = NULL;
    IEnumVARIANT *variants = NULL;
    IProgressItem *item = NULL;
    HRESULT hr;

    if (FAILED(hr = IProgressItems_get__NewEnum(items, &variants))) return hr;
    IEnumVARIANT_Release(variants);
    if (FAILED(hr = IProgressItems_get_EnumProgressItems(items, &pieces))) return hr;
    if (SUCCEEDED(hr = IEnumProgressItems_Clone(pieces, &copy)) &&
        SUCCEEDED(hr = IEnumProgressItems_Next(copy, 1, &item, NULL)))
        IProgressItem_Release(item);
    if (copy) IEnumProgressItems_Release(copy);
    IEnumProgressItems_Release(pieces);
    return hr;
}

/* The same piece in three ways. */
static HRESULT find_piece(IProgressItems *items)
{
    IProgressItem *first = NULL, *same = NULL;
    BSTR text = NULL;
    HRESULT hr;

    if (FAILED(hr = IProgressItems_get_Item(items, 0, &first))) return hr;
    hr = IProgressItem_get_Description(first, &text);
    IProgressItem_Release(first);
    if (SUCCEEDED(hr) && SUCCEEDED(hr = IProgressItems_ProgressItemFromBlock(items, 0, &same)))
        IProgressItem_Release(same);
    if (SUCCEEDED(hr) && SUCCEEDED(hr = IProgressItems_ProgressItemFromDescription(items, text, &same)))
        IProgressItem_Release(same);
    SysFreeString(text);
    return hr;
}

static HRESULT call_progress(const struct use *use)
{
    IFileSystemImageResult *result = NULL;
    IProgressItems *items;
    HRESULT hr;

    if (FAILED(hr = IFileSystemImage3_CreateResultImage(use->image, &result))) return hr;
    if (SUCCEEDED(hr = IFileSystemImageResult_get_ProgressItems(result, &items)))
    {
        hr = enumerate_pieces(items);
        if (SUCCEEDED(hr)) hr = find_piece(items);
        IProgressItems_Release(items);
    }
    IFileSystemImageResult_Release(result);
    return hr;
}

static HRESULT create_result(void *context)
{
    return on_image(call_add_tree, call_result);
}

static HRESULT find_progress(void *context)
{
    return on_image(call_add_file, call_progress);
}

/* ---- the import */

static HRESULT prepare_session(const struct use *use)
{
    return IFileSystemImage3_put_MultisessionInterfaces(use->image, interfaces);
}

static HRESULT call_import(const struct use *use)
{
    FsiFileSystems imported;

    return IFileSystemImage3_ImportFileSystem(use->image, &imported);
}

static HRESULT call_import_joliet(const struct use *use)
{
    return IFileSystemImage3_ImportSpecificFileSystem(use->image, FsiFileSystemJoliet);
}

static HRESULT call_interfaces(const struct use *use)
{
    SAFEARRAY *array = NULL;
    HRESULT hr = IFileSystemImage3_get_MultisessionInterfaces(use->image, &array);

    if (SUCCEEDED(hr)) SafeArrayDestroy(array);
    return hr;
}

static HRESULT prepare_import(const struct use *use)
{
    HRESULT hr = prepare_session(use);

    return SUCCEEDED(hr) ? call_import(use) : hr;
}

static HRESULT call_read_imported(const struct use *use)
{
    IFsiFileItem *file;
    IFsiItem *item;
    IStream *stream;
    HRESULT hr;

    WITH_BSTR(L"old.bin", hr = IFsiDirectoryItem2_get_Item(use->root, arg, &item));
    if (FAILED(hr)) return hr;
    if (SUCCEEDED(hr = IFsiItem_QueryInterface(item, &IID_IFsiFileItem, (void **)&file)))
    {
        if (SUCCEEDED(hr = IFsiFileItem_get_Data(file, &stream)))
        {
            hr = read_stream(stream);
            IStream_Release(stream);
        }
        IFsiFileItem_Release(file);
    }
    IFsiItem_Release(item);
    return hr;
}

static HRESULT import(void *context)
{
    return on_image(prepare_session, call_import);
}

static HRESULT import_joliet(void *context)
{
    return on_image(prepare_session, call_import_joliet);
}

static HRESULT get_interfaces(void *context)
{
    return on_image(prepare_session, call_interfaces);
}

static HRESULT read_imported(void *context)
{
    return on_image(prepare_import, call_read_imported);
}

static void write_session(struct burner *burner)
{
    IFileSystemImage3 *image = test_image_create();
    IFsiDirectoryItem2 *root = test_root(image);
    struct test_stream data;
    IStream *stream;

    test_stream_init(&data, 3 * BLOCK, 21);
    data.end_result = S_OK;
    test_add_file(root, L"old.bin", &data.IStream_iface);
    stream = test_result_stream(image);
    test_write_session(burner, stream);
    interfaces = test_interfaces(burner);
    IStream_Release(stream);
    IFsiDirectoryItem2_Release(root);
    IFileSystemImage3_Release(image);
}

static const struct memory_step steps[] = {
    STEP(create_image), STEP(create_boot_options), STEP(create_image_manager), STEP(add_directory), STEP(add_file),
    STEP(find_item), STEP(create_file_item), STEP(add_item), STEP(set_created), STEP(set_accessed), STEP(set_modified),
    STEP(hide_item), STEP(remove_item), STEP(enumerate_items), STEP(enumerate_variants), STEP(get_data),
    STEP(add_stream), STEP(remove_stream), STEP(list_streams), STEP(add_tree), STEP(add_tree_with_streams),
    STEP(add_tree_staged), STEP(create_result), STEP(find_progress),
};

/* The number of files that a UDF volume tells is only for events: an import does without it. */
static const struct memory_step import_steps[] = {
    {"import", import, true, NULL}, {"import_joliet", import_joliet, true, NULL},
    {"read_imported", read_imported, true, NULL}, STEP(get_interfaces),
};

START_TEST(memory_image)
{
    IFileSystemImage3 *kept;
    struct burner burner;
    bool has_disc;

    CoInitializeEx(NULL, COINIT_MULTITHREADED);
    /* Loads the DLL, and keeps it loaded. */
    kept = test_image_create();
    make_folder();
    if ((has_disc = burner_open(&burner, L"fs_memory", "dvd+r"))) write_session(&burner);
    else win_skip("there is no virtual recorder\n");
    if (!memory_begin(L"imapi2fs.dll")) ok(0, "the allocations of the DLL cannot be caught\n");
    else
    {
        memory_check(steps, ARRAY_SIZE(steps), NULL);
        if (has_disc && interfaces) memory_check(import_steps, ARRAY_SIZE(import_steps), NULL);
        memory_end();
    }
    if (interfaces) SafeArrayDestroy(interfaces);
    if (has_disc) burner_close(&burner);
    test_folder_remove(folder);
    IFileSystemImage3_Release(kept);
    CoUninitialize();
}
