/*
 * Boot images, images that exist already, and late binding
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

#define IID_BOOT    &IID_IBootOptions
#define IID_IMAGE   &IID_IFileSystemImage3
#define IID_MANAGER &IID_IIsoImageManager

static IBootOptions *create_options(void)
{
    IBootOptions *options = NULL;
    HRESULT hr;

    hr = CoCreateInstance(&CLSID_BootOptions, NULL, CLSCTX_ALL, IID_BOOT, (void **)&options);
    ok(hr == S_OK, "BootOptions: %#lx\n", hr);
    return options;
}

static void test_options(void)
{
    IBootOptions *options = create_options();
    IStream *stream = (IStream *)0xdeadbeef;
    struct test_stream data;
    EmulationType emulation = 99;
    PlatformId platform = 99;
    ULONG size = 99;
    HRESULT hr;
    BSTR text;

    IBootOptions_get_BootImage(options, &stream);
    ok(!stream, "BootImage %p\n", stream);
    IBootOptions_get_Emulation(options, &emulation);
    IBootOptions_get_PlatformId(options, &platform);
    IBootOptions_get_ImageSize(options, &size);
    ok(emulation == EmulationNone && platform == PlatformX86 && !size, "got %d, %d, %lu\n", emulation, platform, size);
    check_failure(IBootOptions_get_BootImage(options, NULL), E_POINTER, IID_BOOT);
    check_failure(IBootOptions_get_Manufacturer(options, NULL), E_POINTER, IID_BOOT);
    check_failure(IBootOptions_put_Manufacturer(options, NULL), E_POINTER, IID_BOOT);
    check_failure(IBootOptions_get_PlatformId(options, NULL), E_POINTER, IID_BOOT);
    check_failure(IBootOptions_get_Emulation(options, NULL), E_POINTER, IID_BOOT);
    check_failure(IBootOptions_get_ImageSize(options, NULL), E_POINTER, IID_BOOT);
    check_failure(IBootOptions_AssignBootImage(options, NULL), E_POINTER, IID_BOOT);
    WITH_BSTR(L"1234567890123456789012345", check_failure(IBootOptions_put_Manufacturer(options, arg),
                                                          IMAPI_E_INVALID_PARAM, IID_BOOT));
    WITH_BSTR(L"123456789012345678901234", hr = IBootOptions_put_Manufacturer(options, arg));
    ok(hr == S_OK, "Manufacturer: %#lx\n", hr);
    IBootOptions_get_Manufacturer(options, &text);
    check_bstr(text, L"123456789012345678901234");
    test_stream_init(&data, 0, 1);
    check_failure(IBootOptions_AssignBootImage(options, &data.IStream_iface), IMAPI_E_BOOT_IMAGE_DATA, IID_BOOT);
    data.size = data.end = 1440 * 1024;
    hr = IBootOptions_AssignBootImage(options, &data.IStream_iface);
    ok(hr == S_OK, "AssignBootImage: %#lx\n", hr);
    IBootOptions_get_Emulation(options, &emulation);
    ok(emulation == Emulation144MFloppy, "Emulation %d\n", emulation);
    check_failure(IBootOptions_put_Emulation(options, Emulation288MFloppy), IMAPI_E_BOOT_EMULATION_IMAGE_SIZE_MISMATCH,
                  IID_BOOT);
    hr = IBootOptions_put_Emulation(options, EmulationNone);
    ok(hr == S_OK, "Emulation: %#lx\n", hr);
    hr = IBootOptions_put_PlatformId(options, PlatformEFI);
    ok(hr == S_OK, "PlatformId: %#lx\n", hr);
    IBootOptions_Release(options);
    ok(data.ref == 1, "%ld references\n", data.ref);
}

static HRESULT put_array(IFileSystemImage3 *image, IBootOptions *options, ULONG count)
{
    SAFEARRAY *array = SafeArrayCreateVector(VT_VARIANT, 0, count);
    VARIANT value;
    HRESULT hr;
    LONG i;

    V_VT(&value) = VT_DISPATCH;
    V_DISPATCH(&value) = (IDispatch *)options;
    for (i = 0; i < (LONG)count; i++) SafeArrayPutElement(array, &i, &value);
    hr = IFileSystemImage3_put_BootImageOptionsArray(image, array);
    SafeArrayDestroy(array);
    return hr;
}

static void test_boot_of_image(void)
{
    IFileSystemImage3 *image = test_image_create();
    IBootOptions *options = create_options(), *copy = NULL;
    SAFEARRAY *array = NULL;
    struct test_stream data;
    BYTE *bytes, block[BLOCK];
    IStream *stream;
    ULONG size;
    HRESULT hr;

    check_failure(IFileSystemImage3_put_BootImageOptions(image, options), IMAPI_E_BOOT_IMAGE_DATA, IID_IMAGE);
    test_stream_init(&data, 4 * BLOCK, 11);
    IBootOptions_AssignBootImage(options, &data.IStream_iface);
    hr = IFileSystemImage3_put_BootImageOptions(image, options);
    ok(hr == S_OK, "BootImageOptions: %#lx\n", hr);
    IFileSystemImage3_get_BootImageOptions(image, &copy);
    ok(copy && copy != options, "not a copy: %p, %p\n", copy, options);
    if (copy) IBootOptions_Release(copy);
    stream = test_result_stream(image);
    bytes = test_read_all(stream, &size);
    test_pattern(11, 3, block);
    ok(test_find_block(bytes, size, block, BLOCK), "the boot image is not in the image\n");
    ok(!memcmp(bytes + 17 * BLOCK, "\0CD001\1EL TORITO SPECIFICATION", 30), "no boot record\n");
    free(bytes);
    IStream_Release(stream);
    check_failure(put_array(image, (IBootOptions *)image, 1), E_NOINTERFACE, IID_IMAGE);
    check_failure(put_array(image, NULL, 1), E_NOINTERFACE, IID_IMAGE);
    check_failure(put_array(image, options, 33), IMAPI_E_INVALID_PARAM, IID_IMAGE);
    check_failure(IFileSystemImage3_put_BootImageOptionsArray(image, NULL), E_INVALIDARG, IID_IMAGE);
    hr = put_array(image, options, 32);
    ok(hr == S_OK, "32 entries: %#lx\n", hr);
    IFileSystemImage3_get_BootImageOptionsArray(image, &array);
    ok(array && array->rgsabound[0].cElements == 32, "wrong array\n");
    SafeArrayDestroy(array);
    IFileSystemImage3_get_BootImageOptions(image, &copy);
    ok(copy == options, "not the same object\n");
    if (copy) IBootOptions_Release(copy);
    hr = put_array(image, NULL, 0);
    ok(hr == S_OK, "no entries: %#lx\n", hr);
    hr = IFileSystemImage3_put_BootImageOptions(image, NULL);
    ok(hr == S_OK, "NULL: %#lx\n", hr);
    IBootOptions_Release(options);
    ok(!IFileSystemImage3_Release(image), "the image leaks\n");
    ok(data.ref == 1, "%ld references\n", data.ref);
}

static HRESULT WINAPI odd_emulation(IBootOptions *iface, EmulationType *value)
{
    *value = 0x101;
    return S_OK;
}

static HRESULT WINAPI no_size(IBootOptions *iface, ULONG *value)
{
    *value = 0;
    return S_OK;
}

/* Objects of the client's own, which need not keep to what ours would refuse. */
static void test_odd_options(void)
{
    IFileSystemImage3 *image = test_image_create();
    IBootOptions *options = create_options();
    IBootOptionsVtbl *real = options->lpVtbl, vtbl = *real;
    IFileSystemImageResult *result = NULL;
    struct test_stream data;
    HRESULT hr;

    check_failure(put_array(image, options, 1), IMAPI_E_BOOT_IMAGE_DATA, IID_IMAGE);
    test_stream_init(&data, 4 * BLOCK, 11);
    IBootOptions_AssignBootImage(options, &data.IStream_iface);
    hr = put_array(image, options, 1);
    ok(hr == S_OK, "BootImageOptionsArray: %#lx\n", hr);
    options->lpVtbl = &vtbl;
    vtbl.get_Emulation = odd_emulation;
    check_failure(IFileSystemImage3_CreateResultImage(image, &result), IMAPI_E_INVALID_PARAM, IID_IMAGE);
    vtbl = *real;
    vtbl.get_ImageSize = no_size;
    check_failure(IFileSystemImage3_CreateResultImage(image, &result), IMAPI_E_BOOT_IMAGE_DATA, IID_IMAGE);
    options->lpVtbl = real;
    hr = IFileSystemImage3_CreateResultImage(image, &result);
    ok(hr == S_OK, "CreateResultImage: %#lx\n", hr);
    if (result) IFileSystemImageResult_Release(result);
    IBootOptions_Release(options);
    ok(!IFileSystemImage3_Release(image), "the image leaks\n");
    ok(data.ref == 1, "%ld references\n", data.ref);
}

static void test_manager(void)
{
    IIsoImageManager *manager = NULL;
    WCHAR folder[MAX_PATH], path[MAX_PATH];
    struct test_stream data;
    IFileSystemImage3 *image;
    IStream *stream = NULL, *made;
    BYTE *bytes;
    ULONG size;
    HRESULT hr;
    BSTR text;

    hr = CoCreateInstance(&CLSID_MsftIsoImageManager, NULL, CLSCTX_ALL, IID_MANAGER, (void **)&manager);
    ok(hr == S_OK, "MsftIsoImageManager: %#lx\n", hr);
    check_failure(IIsoImageManager_Validate(manager), IMAPI_E_IMAGEMANAGER_NO_IMAGE, IID_MANAGER);
    WITH_BSTR(L"C:\\none.iso", check_failure(IIsoImageManager_SetPath(manager, arg), IMAPI_E_INVALID_PATH, IID_MANAGER));
    check_failure(IIsoImageManager_SetPath(manager, NULL), IMAPI_E_INVALID_PATH, IID_MANAGER);
    check_failure(IIsoImageManager_SetStream(manager, NULL), E_POINTER, IID_MANAGER);
    check_failure(IIsoImageManager_get_Path(manager, NULL), E_POINTER, IID_MANAGER);
    check_failure(IIsoImageManager_get_Stream(manager, NULL), E_POINTER, IID_MANAGER);
    test_stream_init(&data, 20 * BLOCK + 1, 1);
    hr = IIsoImageManager_SetStream(manager, &data.IStream_iface);
    ok(hr == S_OK, "SetStream: %#lx\n", hr);
    check_failure(IIsoImageManager_Validate(manager), IMAPI_E_IMAGEMANAGER_IMAGE_NOT_ALIGNED, IID_MANAGER);
    data.size--;
    check_failure(IIsoImageManager_Validate(manager), IMAPI_E_IMAGEMANAGER_NO_VALID_VD_FOUND, IID_MANAGER);
    data.size = (uint64_t)0x80000000 * BLOCK;
    check_failure(IIsoImageManager_Validate(manager), IMAPI_E_IMAGEMANAGER_IMAGE_TOO_BIG, IID_MANAGER);

    image = test_image_create();
    made = test_result_stream(image);
    bytes = test_read_all(made, &size);
    test_folder(folder);
    test_file(folder, L"made.iso", bytes, size);
    lstrcpyW(path, folder);
    lstrcatW(path, L"made.iso");
    WITH_BSTR(path, hr = IIsoImageManager_SetPath(manager, arg));
    ok(hr == S_OK, "SetPath: %#lx\n", hr);
    ok(data.ref == 1, "%ld references\n", data.ref);
    IIsoImageManager_get_Path(manager, &text);
    check_bstr(text, path);
    hr = IIsoImageManager_Validate(manager);
    ok(hr == S_OK, "Validate: %#lx\n", hr);
    hr = IIsoImageManager_get_Stream(manager, &stream);
    ok(hr == S_OK && stream, "Stream: %#lx\n", hr);
    free(bytes);
    bytes = test_read_all(stream, &size);
    ok(!memcmp(bytes + 16 * BLOCK, "\1CD001\1", 7), "another file\n");
    free(bytes);
    IStream_Release(stream);
    IIsoImageManager_SetStream(manager, made);
    IIsoImageManager_get_Path(manager, &text);
    check_bstr(text, L"");
    IIsoImageManager_Release(manager);
    IStream_Release(made);
    IFileSystemImage3_Release(image);
    test_folder_remove(folder);
}

/* ---- as scripts do */

static HRESULT invoke(IDispatch *object, const WCHAR *name, WORD flags, VARIANT *args, UINT count, VARIANT *result)
{
    static DISPID put = DISPID_PROPERTYPUT;
    DISPPARAMS params = {args, NULL, count, 0};
    DISPID id;
    HRESULT hr;

    hr = IDispatch_GetIDsOfNames(object, &IID_NULL, (WCHAR **)&name, 1, LOCALE_USER_DEFAULT, &id);
    ok(hr == S_OK, "%s: %#lx\n", wine_dbgstr_w(name), hr);
    if (FAILED(hr)) return hr;
    if (flags & (DISPATCH_PROPERTYPUT | DISPATCH_PROPERTYPUTREF))
    {
        params.rgdispidNamedArgs = &put;
        params.cNamedArgs = 1;
    }
    if (result) VariantInit(result);
    return IDispatch_Invoke(object, id, &IID_NULL, LOCALE_USER_DEFAULT, flags, &params, result, NULL, NULL);
}

static void test_late_binding(void)
{
    IFileSystemImage3 *image = test_image_create();
    IDispatch *dispatch = (IDispatch *)image;
    VARIANT root, args[2], inner, result, value;
    struct test_stream data;
    HRESULT hr;

    hr = invoke(dispatch, L"Root", DISPATCH_PROPERTYGET, NULL, 0, &root);
    ok(hr == S_OK && V_VT(&root) == VT_DISPATCH, "Root: %#lx, type %u\n", hr, V_VT(&root));
    V_VT(&inner) = VT_BSTR;
    V_BSTR(&inner) = SysAllocString(L"dir");
    V_VT(&args[0]) = VT_BYREF | VT_VARIANT;
    V_VARIANTREF(&args[0]) = &inner;
    hr = invoke(V_DISPATCH(&root), L"AddDirectory", DISPATCH_METHOD, args, 1, NULL);
    ok(hr == S_OK, "AddDirectory: %#lx\n", hr);
    hr = invoke(V_DISPATCH(&root), L"Item", DISPATCH_METHOD | DISPATCH_PROPERTYGET, args, 1, &result);
    ok(hr == S_OK && V_VT(&result) == VT_DISPATCH, "Item: %#lx\n", hr);
    if (hr == S_OK)
    {
        hr = invoke(V_DISPATCH(&result), L"FullPath", DISPATCH_PROPERTYGET, NULL, 0, &value);
        ok(hr == S_OK && V_VT(&value) == VT_BSTR && !lstrcmpW(V_BSTR(&value), L"\\dir"), "FullPath: %#lx\n", hr);
        VariantClear(&value);
    }
    VariantClear(&result);
    hr = invoke(V_DISPATCH(&root), L"Count", DISPATCH_PROPERTYGET, NULL, 0, &value);
    ok(hr == S_OK && V_VT(&value) == VT_I4 && V_I4(&value) == 1, "Count: %#lx\n", hr);
    test_stream_init(&data, BLOCK, 1);
    V_VT(&args[0]) = VT_UNKNOWN;
    V_UNKNOWN(&args[0]) = (IUnknown *)&data.IStream_iface;
    SysFreeString(V_BSTR(&inner));
    V_BSTR(&inner) = SysAllocString(L"dir/file");
    args[1] = inner;
    hr = invoke(V_DISPATCH(&root), L"AddFile", DISPATCH_METHOD, args, 2, NULL);
    ok(hr == S_OK, "AddFile: %#lx\n", hr);
    SysFreeString(V_BSTR(&inner));
    V_VT(&args[0]) = VT_I4;
    V_I4(&args[0]) = FsiFileSystemUDF;
    hr = invoke(dispatch, L"FileSystemsToCreate", DISPATCH_PROPERTYPUT, args, 1, NULL);
    ok(hr == S_OK, "FileSystemsToCreate: %#lx\n", hr);
    hr = invoke(dispatch, L"UDFRevisionsSupported", DISPATCH_PROPERTYGET, NULL, 0, &value);
    ok(hr == S_OK && V_VT(&value) == (VT_ARRAY | VT_VARIANT), "UDFRevisionsSupported: %#lx, type %u\n", hr, V_VT(&value));
    VariantClear(&value);
    hr = invoke(dispatch, L"CreateResultImage", DISPATCH_METHOD, NULL, 0, &result);
    ok(hr == S_OK && V_VT(&result) == VT_DISPATCH, "CreateResultImage: %#lx\n", hr);
    if (hr == S_OK)
    {
        hr = invoke(V_DISPATCH(&result), L"ImageStream", DISPATCH_PROPERTYGET, NULL, 0, &value);
        ok(hr == S_OK && V_VT(&value) == VT_UNKNOWN, "ImageStream: %#lx, type %u\n", hr, V_VT(&value));
        VariantClear(&value);
    }
    VariantClear(&result);
    VariantClear(&root);
    ok(!IFileSystemImage3_Release(image), "the image leaks\n");
    ok(data.ref == 1, "%ld references\n", data.ref);
}

/* Its interface is not a dual one, and scripts use it all the same. */
static void test_late_manager(void)
{
    IIsoImageManager *manager = NULL;
    IDispatch *dispatch;
    VARIANT value;
    HRESULT hr;

    CoCreateInstance(&CLSID_MsftIsoImageManager, NULL, CLSCTX_ALL, IID_MANAGER, (void **)&manager);
    hr = IIsoImageManager_QueryInterface(manager, &IID_IDispatch, (void **)&dispatch);
    ok(hr == S_OK, "IDispatch: %#lx\n", hr);
    hr = invoke(dispatch, L"Path", DISPATCH_PROPERTYGET, NULL, 0, &value);
    ok(hr == S_OK && V_VT(&value) == VT_BSTR, "Path: %#lx\n", hr);
    VariantClear(&value);
    hr = invoke(dispatch, L"Validate", DISPATCH_METHOD, NULL, 0, NULL);
    ok(hr == DISP_E_EXCEPTION || hr == IMAPI_E_IMAGEMANAGER_NO_IMAGE, "Validate: %#lx\n", hr);
    IDispatch_Release(dispatch);
    IIsoImageManager_Release(manager);
}

/* What one thread sets while another one reads. */
struct shared
{
    IBootOptions *options;
    IIsoImageManager *manager;
    struct test_stream streams[2];
    volatile LONG rounds;
};

#define ROUNDS 2000

static const WCHAR *const makers[] = {L"one", L"another one"};

static DWORD WINAPI change_shared(void *arg)
{
    struct shared *shared = arg;
    BSTR names[2] = {SysAllocString(makers[0]), SysAllocString(makers[1])};
    LONG i, failed = 0;

    for (i = 0; i < ROUNDS; shared->rounds = ++i)
    {
        IStream *stream = &shared->streams[i & 1].IStream_iface;

        if (IBootOptions_put_Manufacturer(shared->options, names[i & 1]) != S_OK) failed++;
        if (IBootOptions_AssignBootImage(shared->options, stream) != S_OK) failed++;
        if (IIsoImageManager_SetStream(shared->manager, stream) != S_OK) failed++;
    }
    SysFreeString(names[0]);
    SysFreeString(names[1]);
    return failed;
}

static bool is_shared(const struct shared *shared, IStream *stream)
{
    return stream == &shared->streams[0].IStream_iface || stream == &shared->streams[1].IStream_iface;
}

/* Both objects belong to all threads: whoever reads gets one state or the other, and nothing that is gone. */
static void test_threads(void)
{
    struct shared shared = {.options = create_options()};
    unsigned int i, wrong = 0;
    DWORD code = 42;
    HANDLE thread;
    HRESULT hr;

    hr = CoCreateInstance(&CLSID_MsftIsoImageManager, NULL, CLSCTX_ALL, IID_MANAGER, (void **)&shared.manager);
    ok(hr == S_OK, "manager: %#lx\n", hr);
    for (i = 0; i < 2; i++) test_stream_init(&shared.streams[i], 4096, i + 1);
    thread = CreateThread(NULL, 0, change_shared, &shared, 0, NULL);
    for (i = 0; thread && shared.rounds < ROUNDS; i++)
    {
        IStream *boot = NULL, *stream = NULL;
        BSTR maker = NULL;

        IBootOptions_get_Manufacturer(shared.options, &maker);
        if (SysStringLen(maker) && lstrcmpW(maker, makers[0]) && lstrcmpW(maker, makers[1])) wrong++;
        IBootOptions_get_BootImage(shared.options, &boot);
        if (boot && !is_shared(&shared, boot)) wrong++;
        IIsoImageManager_get_Stream(shared.manager, &stream);
        if (stream && !is_shared(&shared, stream)) wrong++;
        if (boot) IStream_Release(boot);
        if (stream) IStream_Release(stream);
        SysFreeString(maker);
    }
    ok(!WaitForSingleObject(thread, 60000), "the thread does not end\n");
    GetExitCodeThread(thread, &code);
    ok(!code, "%lu calls failed\n", code);
    ok(i && !wrong, "%u of %u readings are wrong\n", wrong, i);
    CloseHandle(thread);
    ok(!IBootOptions_Release(shared.options), "the options live on\n");
    ok(!IIsoImageManager_Release(shared.manager), "the manager lives on\n");
    for (i = 0; i < 2; i++) ok(shared.streams[i].ref == 1, "%u: %ld references\n", i, shared.streams[i].ref);
}

START_TEST(boot)
{
    CoInitializeEx(NULL, COINIT_MULTITHREADED);
    test_options();
    test_boot_of_image();
    test_odd_options();
    test_manager();
    test_late_binding();
    test_late_manager();
    test_threads();
    CoUninitialize();
}
