/*
 * AddTree, copies of files, and sources that change or vanish
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

#define IID_DIR   &IID_IFsiDirectoryItem2
#define IID_IMAGE &IID_IFileSystemImage3

static WCHAR folder[MAX_PATH];
static IFileSystemImage3 *image;
static IFsiDirectoryItem2 *root;
static BYTE content[3 * BLOCK];

static void set_up(void)
{
    WCHAR sub[MAX_PATH];
    ULONG i;

    for (i = 0; i < sizeof(content); i++) content[i] = (BYTE)(i * 7 + i / 256);
    test_folder(folder);
    test_file(folder, L"first.bin", content, sizeof(content));
    lstrcpyW(sub, folder);
    CreateDirectoryW(lstrcatW(sub, L"sub"), NULL);
    test_file(folder, L"sub\\second.txt", "second", 6);
    test_file(folder, L"sub\\empty", "", 0);
    SetFileAttributesW(lstrcatW(sub, L"\\second.txt"), FILE_ATTRIBUTE_HIDDEN);
    image = test_image_create();
    root = test_root(image);
}

static void tear_down(void)
{
    IFsiDirectoryItem2_Release(root);
    ok(!IFileSystemImage3_Release(image), "the image leaks\n");
    test_folder_remove(folder);
}

static HRESULT add_tree(VARIANT_BOOL include_base)
{
    HRESULT hr;

    WITH_BSTR(folder, hr = IFsiDirectoryItem2_AddTree(root, arg, include_base));
    return hr;
}

static LONG file_count(void)
{
    LONG count = -1;

    IFileSystemImage3_get_FileCount(image, &count);
    return count;
}

static FILETIME time_of(const WCHAR *name)
{
    WIN32_FILE_ATTRIBUTE_DATA data = {0};
    WCHAR path[MAX_PATH];

    lstrcpyW(path, folder);
    GetFileAttributesExW(lstrcatW(path, name), GetFileExInfoStandard, &data);
    return data.ftLastWriteTime;
}

static void test_tree(void)
{
    IFsiFileItem2 *file;
    VARIANT_BOOL hidden;
    FILETIME time;
    SYSTEMTIME system;
    DATE date, expected;
    BYTE *bytes;
    IStream *stream;
    ULONG size;
    HRESULT hr;

    set_up();
    hr = add_tree(VARIANT_FALSE);
    ok(hr == S_OK, "AddTree: %#lx\n", hr);
    ok(file_count() == 3, "%ld files\n", file_count());
    file = test_item(root, L"sub\\second.txt", &IID_IFsiFileItem2);
    ok(!!file, "no file\n");
    IFsiFileItem2_get_IsHidden(file, &hidden);
    ok(hidden == VARIANT_TRUE, "IsHidden %d\n", hidden);
    IFsiFileItem2_get_LastModifiedTime(file, &date);
    time = time_of(L"sub\\second.txt");
    FileTimeToSystemTime(&time, &system);
    SystemTimeToVariantTime(&system, &expected);
    ok(date > expected - 0.0001 && date < expected + 0.0001, "LastModifiedTime %f, expected %f\n", date, expected);
    IFsiFileItem2_Release(file);
    IFsiDirectoryItem2_get_CreationTime(root, &date);
    ok(date == 0, "the root has a date: %f\n", date);
    stream = test_result_stream(image);
    bytes = test_read_all(stream, &size);
    ok(test_find_block(bytes, size, content, sizeof(content)), "the file is not in the image\n");
    free(bytes);
    IStream_Release(stream);
    tear_down();
}

static void test_base(void)
{
    WCHAR name[MAX_PATH], *base;
    IFsiFileItem2 *file;
    HRESULT hr;

    set_up();
    hr = add_tree(VARIANT_TRUE);
    ok(hr == S_OK, "AddTree: %#lx\n", hr);
    lstrcpyW(name, folder);
    name[lstrlenW(name) - 1] = 0;
    base = wcsrchr(name, '\\') + 1;
    file = test_item(root, lstrcatW(base, L"\\sub\\second.txt"), &IID_IFsiFileItem2);
    ok(!!file, "no file %s\n", wine_dbgstr_w(base));
    if (file) IFsiFileItem2_Release(file);
    lstrcpyW(name, folder);
    lstrcatW(name, L"first.bin");
    WITH_BSTR(name, hr = IFsiDirectoryItem2_AddTree(root, arg, VARIANT_TRUE));
    ok(hr == S_OK, "AddTree of a file: %#lx\n", hr);
    file = test_item(root, L"first.bin", &IID_IFsiFileItem2);
    ok(!!file, "no file\n");
    if (file) IFsiFileItem2_Release(file);
    tear_down();
}

/* The source wins; directories merge. */
static void test_merge(void)
{
    struct test_stream old;
    IFsiFileItem2 *file;
    LONGLONG size = 0;
    HRESULT hr;

    set_up();
    test_stream_init(&old, 99, 1);
    WITH_BSTR(L"sub", IFsiDirectoryItem2_AddDirectory(root, arg));
    test_add_file(root, L"sub\\kept", &old.IStream_iface);
    test_add_file(root, L"sub\\SECOND.TXT", &old.IStream_iface);
    WITH_BSTR(L"first.bin", IFsiDirectoryItem2_AddDirectory(root, arg));
    hr = add_tree(VARIANT_FALSE);
    ok(hr == S_OK, "AddTree: %#lx\n", hr);
    ok(file_count() == 4, "%ld files\n", file_count());
    file = test_item(root, L"sub\\second.txt", &IID_IFsiFileItem2);
    IFsiFileItem2_get_DataSize(file, &size);
    ok(size == 6, "%ld bytes\n", (LONG)size);
    IFsiFileItem2_Release(file);
    tear_down();
    ok(old.ref == 1, "%ld references\n", old.ref);
}

static void test_refused(void)
{
    LONG before = -1, after = -1;
    HRESULT hr;

    set_up();
    check_failure(IFsiDirectoryItem2_AddTree(root, NULL, VARIANT_FALSE), E_POINTER, IID_DIR);
    WITH_BSTR(L"", check_failure(IFsiDirectoryItem2_AddTree(root, arg, VARIANT_FALSE), IMAPI_E_INVALID_PARAM, IID_DIR));
    WITH_BSTR(L"C:\\none\\at all", hr = IFsiDirectoryItem2_AddTree(root, arg, VARIANT_FALSE));
    ok(FAILED(hr), "AddTree of nothing: %#lx\n", hr);
    IFileSystemImage3_get_ChangePoint(image, &before);
    test_file(folder, L"sub\\big", NULL, 0);
    IFileSystemImage3_put_FreeMediaBlocks(image, 529);
    WITH_BSTR(folder, check_failure(IFsiDirectoryItem2_AddTree(root, arg, VARIANT_FALSE), IMAPI_E_IMAGE_SIZE_LIMIT,
                                    IID_DIR));
    IFileSystemImage3_get_ChangePoint(image, &after);
    ok(before == after && !file_count(), "not undone: %ld files, change points %ld and %ld\n", file_count(), before,
       after);
    tear_down();
}

/* What is read must be what was added. */
static void test_changed(void)
{
    static const LARGE_INTEGER zero;
    WCHAR path[MAX_PATH];
    BYTE block[16 * BLOCK];
    IStream *stream;
    HRESULT hr = S_OK;
    ULONG done;

    set_up();
    add_tree(VARIANT_FALSE);
    stream = test_result_stream(image);
    test_file(folder, L"first.bin", content, sizeof(content) - 1);
    for (done = 1; SUCCEEDED(hr) && done;) hr = IStream_Read(stream, block, sizeof(block), &done);
    ok(hr == IMAPI_E_DATA_STREAM_INCONSISTENCY, "a shorter file: %#lx\n", hr);
    lstrcpyW(path, folder);
    DeleteFileW(lstrcatW(path, L"first.bin"));
    IStream_Seek(stream, zero, STREAM_SEEK_SET, NULL);
    for (done = 1, hr = S_OK; SUCCEEDED(hr) && done;) hr = IStream_Read(stream, block, sizeof(block), &done);
    ok(hr == IMAPI_E_DATA_STREAM_READ_FAILURE, "a file that is gone: %#lx\n", hr);
    IStream_Release(stream);
    tear_down();
}

static void test_staged(void)
{
    WCHAR working[MAX_PATH], other[MAX_PATH], mask[MAX_PATH], path[MAX_PATH];
    struct test_stream data;
    WIN32_FIND_DATAW found;
    IStream *stream;
    HANDLE find;
    BYTE *bytes;
    ULONG size;
    HRESULT hr;

    set_up();
    test_folder(working);
    test_folder(other);
    WITH_BSTR(working, IFileSystemImage3_put_WorkingDirectory(image, arg));
    IFileSystemImage3_put_StageFiles(image, VARIANT_TRUE);
    hr = add_tree(VARIANT_FALSE);
    ok(hr == S_OK, "AddTree: %#lx\n", hr);
    test_stream_init(&data, 2 * BLOCK, 77);
    data.end_result = S_OK;
    test_add_file(root, L"stream", &data.IStream_iface);
    ok(data.ref == 1, "the copied stream is still held: %ld\n", data.ref);
    lstrcpyW(path, folder);
    DeleteFileW(lstrcatW(path, L"first.bin"));
    WITH_BSTR(other, hr = IFileSystemImage3_put_WorkingDirectory(image, arg));
    ok(hr == S_OK, "moving the copies: %#lx\n", hr);
    lstrcpyW(mask, working);
    find = FindFirstFileW(lstrcatW(mask, L"FSI*"), &found);
    ok(find == INVALID_HANDLE_VALUE, "%s is left\n", wine_dbgstr_w(found.cFileName));
    stream = test_result_stream(image);
    bytes = test_read_all(stream, &size);
    ok(test_find_block(bytes, size, content, sizeof(content)), "the file is not in the image\n");
    free(bytes);
    IStream_Release(stream);
    data.fail_at = 0;
    WITH_BSTR(L"bad", check_failure(IFsiDirectoryItem2_AddFile(root, arg, &data.IStream_iface),
                                    IMAPI_E_DATA_STREAM_READ_FAILURE, IID_DIR));
    data.fail_at = UINT64_MAX;
    data.end = 10;
    WITH_BSTR(L"bad", check_failure(IFsiDirectoryItem2_AddFile(root, arg, &data.IStream_iface),
                                    IMAPI_E_DATA_STREAM_INCONSISTENCY, IID_DIR));
    tear_down();
    lstrcpyW(mask, other);
    find = FindFirstFileW(lstrcatW(mask, L"FSI*"), &found);
    ok(find == INVALID_HANDLE_VALUE, "%s is left\n", wine_dbgstr_w(found.cFileName));
    test_folder_remove(working);
    test_folder_remove(other);
}

static void test_no_stash(void)
{
    WCHAR working[MAX_PATH];
    struct test_stream data;

    set_up();
    test_folder(working);
    WITH_BSTR(working, IFileSystemImage3_put_WorkingDirectory(image, arg));
    test_folder_remove(working);
    IFileSystemImage3_put_StageFiles(image, VARIANT_TRUE);
    test_stream_init(&data, BLOCK, 1);
    WITH_BSTR(L"x", check_failure(IFsiDirectoryItem2_AddFile(root, arg, &data.IStream_iface),
                                  IMAPI_E_STASHFILE_OPEN_FAILURE, IID_DIR));
    ok(data.ref == 1, "%ld references\n", data.ref);
    tear_down();
}

/* ---- events */

struct update_sink
{
    IDispatch IDispatch_iface;
    LONG ref, count, wrong;
    LONG last_copied, total;
    HRESULT change_result;          /* of a change from inside of an event */
};

static struct update_sink *impl_from_IDispatch(IDispatch *iface)
{
    return CONTAINING_RECORD(iface, struct update_sink, IDispatch_iface);
}

static HRESULT WINAPI sink_QueryInterface(IDispatch *iface, REFIID iid, void **out)
{
    bool known = IsEqualIID(iid, &IID_IUnknown) || IsEqualIID(iid, &IID_IDispatch) ||
                 IsEqualIID(iid, &IID_DFileSystemImageEvents);

    *out = known ? iface : NULL;
    if (known) IDispatch_AddRef(iface);
    return known ? S_OK : E_NOINTERFACE;
}

static ULONG WINAPI sink_AddRef(IDispatch *iface)
{
    return InterlockedIncrement(&impl_from_IDispatch(iface)->ref);
}

static ULONG WINAPI sink_Release(IDispatch *iface)
{
    return InterlockedDecrement(&impl_from_IDispatch(iface)->ref);
}

static HRESULT WINAPI sink_GetTypeInfoCount(IDispatch *iface, UINT *count)
{
    *count = 0;
    return E_NOTIMPL;
}

static HRESULT WINAPI sink_GetTypeInfo(IDispatch *iface, UINT index, LCID lcid, ITypeInfo **typeinfo)
{
    *typeinfo = NULL;
    return E_NOTIMPL;
}

static HRESULT WINAPI sink_GetIDsOfNames(IDispatch *iface, REFIID iid, LPOLESTR *names, UINT count, LCID lcid,
                                         DISPID *ids)
{
    return E_NOTIMPL;
}

static HRESULT WINAPI sink_Invoke(IDispatch *iface, DISPID id, REFIID iid, LCID lcid, WORD flags, DISPPARAMS *params,
                                  VARIANT *result, EXCEPINFO *excepinfo, UINT *arg_err)
{
    struct update_sink *sink = impl_from_IDispatch(iface);
    VARIANT *args = params->rgvarg;

    sink->count++;
    if (id != DISPID_DFILESYSTEMIMAGEEVENTS_UPDATE || params->cArgs != 4 || V_VT(&args[3]) != VT_DISPATCH ||
        V_VT(&args[2]) != VT_BSTR || V_VT(&args[1]) != VT_I4 || V_VT(&args[0]) != VT_I4 || *V_BSTR(&args[2]) != '\\')
    {
        sink->wrong++;
        return S_OK;
    }
    sink->last_copied = V_I4(&args[1]);
    sink->total = V_I4(&args[0]);
    WITH_BSTR(L"inside", sink->change_result = IFsiDirectoryItem2_AddDirectory(root, arg));
    return S_OK;
}

static const IDispatchVtbl sink_vtbl = {
    sink_QueryInterface, sink_AddRef,        sink_Release, sink_GetTypeInfoCount,
    sink_GetTypeInfo,    sink_GetIDsOfNames, sink_Invoke,
};

static void test_events(void)
{
    struct update_sink sink = {{(IDispatchVtbl *)&sink_vtbl}, 1, 0, 0, -1, -1, S_OK};
    IConnectionPointContainer *container;
    IConnectionPoint *point, *imports;
    IEnumConnectionPoints *points;
    IConnectionPoint *two[3];
    struct test_stream data;
    ULONG fetched = 0;
    DWORD cookie;
    HRESULT hr;
    IID iid;

    set_up();
    hr = IFileSystemImage3_QueryInterface(image, &IID_IConnectionPointContainer, (void **)&container);
    ok(hr == S_OK, "IConnectionPointContainer: %#lx\n", hr);
    hr = IConnectionPointContainer_FindConnectionPoint(container, &IID_DFileSystemImageEvents, &point);
    ok(hr == S_OK, "DFileSystemImageEvents: %#lx\n", hr);
    hr = IConnectionPointContainer_FindConnectionPoint(container, &IID_DFileSystemImageImportEvents, &imports);
    ok(hr == S_OK && imports != point, "DFileSystemImageImportEvents: %#lx\n", hr);
    IConnectionPoint_GetConnectionInterface(imports, &iid);
    ok(IsEqualIID(&iid, &IID_DFileSystemImageImportEvents), "wrong interface\n");
    IConnectionPoint_Release(imports);
    hr = IConnectionPointContainer_EnumConnectionPoints(container, &points);
    ok(hr == S_OK, "EnumConnectionPoints: %#lx\n", hr);
    hr = IEnumConnectionPoints_Next(points, 3, two, &fetched);
    ok(hr == S_FALSE && fetched == 2, "Next: %#lx, %lu\n", hr, fetched);
    while (fetched--) IConnectionPoint_Release(two[fetched]);
    IEnumConnectionPoints_Release(points);
    IConnectionPointContainer_Release(container);
    hr = IConnectionPoint_Advise(point, (IUnknown *)&sink.IDispatch_iface, &cookie);
    ok(hr == S_OK, "Advise: %#lx\n", hr);

    IFileSystemImage3_put_StageFiles(image, VARIANT_TRUE);
    test_stream_init(&data, (2 << 20) + 100, 1);
    data.end_result = S_OK;
    test_add_file(root, L"file", &data.IStream_iface);
    ok(sink.count == 4 && !sink.wrong, "%ld events, %ld wrong\n", sink.count, sink.wrong);
    ok(sink.last_copied == 1025 && sink.total == 1025, "ended with %ld of %ld\n", sink.last_copied, sink.total);
    ok(sink.change_result == IMAPI_E_READONLY, "a change inside of an event: %#lx\n", sink.change_result);
    IFileSystemImage3_put_StageFiles(image, VARIANT_FALSE);
    sink.count = 0;
    hr = add_tree(VARIANT_FALSE);
    ok(hr == S_OK && sink.count == 5 && !sink.wrong, "AddTree: %#lx, %ld events, %ld wrong\n", hr, sink.count, sink.wrong);
    IConnectionPoint_Unadvise(point, cookie);
    IConnectionPoint_Release(point);
    tear_down();
    ok(sink.ref == 1, "%ld references to the sink\n", sink.ref);
}

START_TEST(sources)
{
    CoInitializeEx(NULL, COINIT_MULTITHREADED);
    test_tree();
    test_base();
    test_merge();
    test_refused();
    test_changed();
    test_staged();
    test_no_stash();
    test_events();
    CoUninitialize();
}
