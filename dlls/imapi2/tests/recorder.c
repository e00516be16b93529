/*
 * Tests of MsftDiscRecorder2: IDiscRecorder2
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

#include "check.h"
#include "support.h"
#include "wine/test.h"

#include "mmc_all.h"

#define HR_DEV_NOT_EXIST  __HRESULT_FROM_WIN32(ERROR_DEV_NOT_EXIST)
#define HR_INVALID_HANDLE __HRESULT_FROM_WIN32(ERROR_INVALID_HANDLE)

static const IID *iid = &IID_IDiscRecorder2;

static IDiscRecorder2 *create(void)
{
    IDiscRecorder2 *recorder = NULL;
    HRESULT hr;

    hr = CoCreateInstance(&CLSID_MsftDiscRecorder2, NULL, CLSCTX_INPROC_SERVER, &IID_IDiscRecorder2,
                          (void **)&recorder);
    ok(hr == S_OK, "got %#lx\n", hr);
    return recorder;
}

/* Every method before InitializeDiscRecorder. */
static void test_uninitialized(void)
{
    IDiscRecorder2 *recorder = create();
    SAFEARRAY *array = (SAFEARRAY *)0xdeadbeef;
    BSTR name = SysAllocString(L"test"), string = (BSTR)0xdeadbeef;
    VARIANT_BOOL boolean = VARIANT_TRUE;
    LONG number = 42;

    if (!recorder) return;
    check_failure(IDiscRecorder2_EjectMedia(recorder), HR_INVALID_HANDLE, iid);
    check_failure(IDiscRecorder2_CloseTray(recorder), HR_INVALID_HANDLE, iid);
    check_failure(IDiscRecorder2_AcquireExclusiveAccess(recorder, VARIANT_TRUE, name), HR_INVALID_HANDLE, iid);
    check_failure(IDiscRecorder2_ReleaseExclusiveAccess(recorder), HR_INVALID_HANDLE, iid);
    check_failure(IDiscRecorder2_DisableMcn(recorder), HR_INVALID_HANDLE, iid);
    check_failure(IDiscRecorder2_EnableMcn(recorder), HR_INVALID_HANDLE, iid);
    check_failure(IDiscRecorder2_get_ActiveDiscRecorder(recorder, &string), E_FAIL, iid);
    ok(!string, "got %p\n", string);
    check_failure(IDiscRecorder2_get_VendorId(recorder, &string), E_FAIL, iid);
    check_failure(IDiscRecorder2_get_ProductId(recorder, &string), E_FAIL, iid);
    check_failure(IDiscRecorder2_get_ProductRevision(recorder, &string), E_FAIL, iid);
    check_failure(IDiscRecorder2_get_VolumeName(recorder, &string), E_FAIL, iid);
    check_failure(IDiscRecorder2_get_VolumePathNames(recorder, &array), E_FAIL, iid);
    ok(!array, "got %p\n", array);
    check_failure(IDiscRecorder2_get_DeviceCanLoadMedia(recorder, &boolean), E_FAIL, iid);
    ok(boolean == VARIANT_FALSE, "got %d\n", boolean);
    check_failure(IDiscRecorder2_get_LegacyDeviceNumber(recorder, &number), E_FAIL, iid);
    check_failure(IDiscRecorder2_get_SupportedFeaturePages(recorder, &array), HR_INVALID_HANDLE, iid);
    check_failure(IDiscRecorder2_get_CurrentFeaturePages(recorder, &array), HR_INVALID_HANDLE, iid);
    check_failure(IDiscRecorder2_get_SupportedProfiles(recorder, &array), HR_INVALID_HANDLE, iid);
    check_failure(IDiscRecorder2_get_CurrentProfiles(recorder, &array), HR_INVALID_HANDLE, iid);
    check_failure(IDiscRecorder2_get_SupportedModePages(recorder, &array), HR_INVALID_HANDLE, iid);
    check_failure(IDiscRecorder2_get_ExclusiveAccessOwner(recorder, &string), HR_INVALID_HANDLE, iid);
    SysFreeString(name);
    IDiscRecorder2_Release(recorder);
}

static void test_null_pointers(IDiscRecorder2 *recorder)
{
    check_failure(IDiscRecorder2_get_ActiveDiscRecorder(recorder, NULL), E_POINTER, iid);
    check_failure(IDiscRecorder2_get_VendorId(recorder, NULL), E_POINTER, iid);
    check_failure(IDiscRecorder2_get_ProductId(recorder, NULL), E_POINTER, iid);
    check_failure(IDiscRecorder2_get_ProductRevision(recorder, NULL), E_POINTER, iid);
    check_failure(IDiscRecorder2_get_VolumeName(recorder, NULL), E_POINTER, iid);
    check_failure(IDiscRecorder2_get_VolumePathNames(recorder, NULL), E_POINTER, iid);
    check_failure(IDiscRecorder2_get_DeviceCanLoadMedia(recorder, NULL), E_POINTER, iid);
    check_failure(IDiscRecorder2_get_LegacyDeviceNumber(recorder, NULL), E_POINTER, iid);
    check_failure(IDiscRecorder2_get_SupportedFeaturePages(recorder, NULL), E_POINTER, iid);
    check_failure(IDiscRecorder2_get_CurrentFeaturePages(recorder, NULL), E_POINTER, iid);
    check_failure(IDiscRecorder2_get_SupportedProfiles(recorder, NULL), E_POINTER, iid);
    check_failure(IDiscRecorder2_get_CurrentProfiles(recorder, NULL), E_POINTER, iid);
    check_failure(IDiscRecorder2_get_SupportedModePages(recorder, NULL), E_POINTER, iid);
    check_failure(IDiscRecorder2_get_ExclusiveAccessOwner(recorder, NULL), E_POINTER, iid);
}

static void test_initialize(struct burner *drive)
{
    IDiscRecorder2 *recorder = create();
    BSTR id = SysAllocString(drive->id), bad, value;
    WCHAR upper[260], long_id[400];
    unsigned int i;
    HRESULT hr;

    if (!recorder) return;
    check_failure(IDiscRecorder2_InitializeDiscRecorder(recorder, NULL), E_INVALIDARG, iid);
    bad = SysAllocString(L"");
    check_failure(IDiscRecorder2_InitializeDiscRecorder(recorder, bad), E_INVALIDARG, iid);
    SysFreeString(bad);
    bad = SysAllocString(L"\\\\?\\cdrom#no_such_drive");
    check_failure(IDiscRecorder2_InitializeDiscRecorder(recorder, bad), HR_DEV_NOT_EXIST, iid);
    SysFreeString(bad);
    for (i = 0; i < ARRAY_SIZE(long_id) - 1; i++) long_id[i] = 'x';
    long_id[i] = 0;
    bad = SysAllocString(long_id);
    check_failure(IDiscRecorder2_InitializeDiscRecorder(recorder, bad), E_INVALIDARG, iid);
    SysFreeString(bad);

    /* What the drive itself says. */
    burner_faults(drive, "opcode inquiry : timeout");
    check_failure(IDiscRecorder2_InitializeDiscRecorder(recorder, id), E_IMAPI_RECORDER_COMMAND_TIMEOUT, iid);
    burner_faults(drive, "opcode inquiry : gone");
    check_failure(IDiscRecorder2_InitializeDiscRecorder(recorder, id), HR_DEV_NOT_EXIST, iid);
    burner_faults(drive, "opcode inquiry : lost");
    check_failure(IDiscRecorder2_InitializeDiscRecorder(recorder, id), E_FAIL, iid);
    burner_faults(drive, "opcode inquiry : short 3");
    check_failure(IDiscRecorder2_InitializeDiscRecorder(recorder, id),
                  E_IMAPI_RECORDER_INVALID_RESPONSE_FROM_DEVICE, iid);
    burner_faults(drive, "opcode inquiry : sense 2/04/01");
    check_failure(IDiscRecorder2_InitializeDiscRecorder(recorder, id), E_IMAPI_RECORDER_MEDIA_BECOMING_READY, iid);
    burner_faults(drive, NULL);
    check_failure(IDiscRecorder2_get_ActiveDiscRecorder(recorder, &value), E_FAIL, iid);

    /* Ids are compared without case, and told as they were given. */
    lstrcpyW(upper, drive->id);
    CharUpperW(upper);
    bad = SysAllocString(upper);
    hr = IDiscRecorder2_InitializeDiscRecorder(recorder, bad);
    ok(hr == S_OK, "got %#lx\n", hr);
    hr = IDiscRecorder2_get_ActiveDiscRecorder(recorder, &value);
    ok(hr == S_OK && !lstrcmpW(value, upper), "got %#lx %s\n", hr, wine_dbgstr_w(value));
    SysFreeString(value);
    SysFreeString(bad);

    hr = IDiscRecorder2_InitializeDiscRecorder(recorder, id);
    ok(hr == S_OK, "got %#lx\n", hr);
    hr = IDiscRecorder2_get_ActiveDiscRecorder(recorder, &value);
    ok(hr == S_OK && !lstrcmpW(value, drive->id), "got %#lx %s\n", hr, wine_dbgstr_w(value));
    SysFreeString(value);
    SysFreeString(id);
    IDiscRecorder2_Release(recorder);
}

static void test_identity(IDiscRecorder2 *recorder)
{
    BSTR value;
    HRESULT hr;
    LONG number = 42;

    hr = IDiscRecorder2_get_VendorId(recorder, &value);
    ok(hr == S_OK && SysStringLen(value) == 8, "got %#lx %s\n", hr, wine_dbgstr_w(value));
    SysFreeString(value);
    hr = IDiscRecorder2_get_ProductId(recorder, &value);
    ok(hr == S_OK && SysStringLen(value) == 16, "got %#lx %s\n", hr, wine_dbgstr_w(value));
    SysFreeString(value);
    hr = IDiscRecorder2_get_ProductRevision(recorder, &value);
    ok(hr == S_OK && SysStringLen(value) == 4, "got %#lx %s\n", hr, wine_dbgstr_w(value));
    SysFreeString(value);
    hr = IDiscRecorder2_get_VolumeName(recorder, &value);
    ok(hr == S_OK && !wcsncmp(value, L"\\\\?\\Volume{", 11), "got %#lx %s\n", hr, wine_dbgstr_w(value));
    SysFreeString(value);
    hr = IDiscRecorder2_get_LegacyDeviceNumber(recorder, &number);
    ok(hr == S_OK && number == -1, "got %#lx %ld\n", hr, number);
}

/* One dimension, lower bound 0, every element a VARIANT of that type: clients index pvData. */
static ULONG check_array(SAFEARRAY *array, VARTYPE type)
{
    VARTYPE vt = 0;
    LONG lower = -1, upper = -2, i;
    VARIANT *data;

    ok(array != NULL, "no array\n");
    if (!array) return 0;
    ok(SafeArrayGetDim(array) == 1, "%u dimensions\n", SafeArrayGetDim(array));
    SafeArrayGetVartype(array, &vt);
    ok(vt == VT_VARIANT, "type %u\n", vt);
    SafeArrayGetLBound(array, 1, &lower);
    SafeArrayGetUBound(array, 1, &upper);
    ok(!lower, "lower bound %ld\n", lower);
    data = array->pvData;
    for (i = 0; i <= upper; i++) ok(V_VT(&data[i]) == type, "element %ld has type %u\n", i, V_VT(&data[i]));
    return (ULONG)(upper - lower + 1);
}

static bool contains(SAFEARRAY *array, LONG value)
{
    VARIANT *data = array->pvData;
    ULONG i;

    for (i = 0; i < array->rgsabound[0].cElements; i++)
        if (V_I4(&data[i]) == value) return true;
    return false;
}

static void test_volume_paths(IDiscRecorder2 *recorder)
{
    SAFEARRAY *array;
    HRESULT hr;

    hr = IDiscRecorder2_get_VolumePathNames(recorder, &array);
    ok(hr == S_OK, "got %#lx\n", hr);
    ok(!check_array(array, VT_BSTR), "a drive without a letter has mount points\n");
    SafeArrayDestroy(array);
}

static void test_lists(IDiscRecorder2 *recorder)
{
    SAFEARRAY *supported, *current;
    ULONG supported_count, current_count;
    HRESULT hr;

    hr = IDiscRecorder2_get_SupportedFeaturePages(recorder, &supported);
    ok(hr == S_OK, "got %#lx\n", hr);
    hr = IDiscRecorder2_get_CurrentFeaturePages(recorder, &current);
    ok(hr == S_OK, "got %#lx\n", hr);
    supported_count = check_array(supported, VT_I4);
    current_count = check_array(current, VT_I4);
    ok(current_count && current_count < supported_count, "%lu of %lu features\n", current_count, supported_count);
    ok(contains(current, IMAPI_FEATURE_PAGE_TYPE_CD_TRACK_AT_ONCE), "no track at once with a CD-R\n");
    ok(contains(supported, IMAPI_FEATURE_PAGE_TYPE_DVD_PLUS_RW), "no DVD+RW\n");
    ok(!contains(current, IMAPI_FEATURE_PAGE_TYPE_DVD_PLUS_RW), "DVD+RW is current with a CD-R\n");
    SafeArrayDestroy(supported);
    SafeArrayDestroy(current);

    hr = IDiscRecorder2_get_SupportedProfiles(recorder, &supported);
    ok(hr == S_OK, "got %#lx\n", hr);
    hr = IDiscRecorder2_get_CurrentProfiles(recorder, &current);
    ok(hr == S_OK, "got %#lx\n", hr);
    supported_count = check_array(supported, VT_I4);
    current_count = check_array(current, VT_I4);
    ok(supported_count > 5, "%lu profiles\n", supported_count);
    ok(current_count == 1 && contains(current, IMAPI_PROFILE_TYPE_CD_RECORDABLE), "%lu current profiles\n",
       current_count);
    ok(contains(supported, IMAPI_PROFILE_TYPE_BD_R_SEQUENTIAL), "no BD-R\n");
    SafeArrayDestroy(supported);
    SafeArrayDestroy(current);

    hr = IDiscRecorder2_get_SupportedModePages(recorder, &supported);
    ok(hr == S_OK, "got %#lx\n", hr);
    ok(check_array(supported, VT_I4) > 2, "too few mode pages\n");
    ok(contains(supported, IMAPI_MODE_PAGE_TYPE_WRITE_PARAMETERS), "no write parameters\n");
    ok(contains(supported, IMAPI_MODE_PAGE_TYPE_LEGACY_CAPABILITIES), "no capabilities\n");
    SafeArrayDestroy(supported);
}

/* A list property with every failure that its documentation names for a drive. */
struct failure
{
    const char *what;   /* of the fault script */
    HRESULT hr;
};

static const struct failure failures[] = {
    { "sense 2/04/01", E_IMAPI_RECORDER_MEDIA_BECOMING_READY },
    { "sense 2/04/03", E_IMAPI_RECORDER_MEDIA_NO_MEDIA },
    { "sense 2/3a/00", E_IMAPI_RECORDER_MEDIA_NO_MEDIA },
    { "sense 2/04/04", E_IMAPI_RECORDER_MEDIA_FORMAT_IN_PROGRESS },
    { "sense 2/04/07", E_IMAPI_RECORDER_MEDIA_BUSY },
    { "sense 2/04/08", E_IMAPI_RECORDER_MEDIA_BUSY },
    { "sense 2/02/06", E_IMAPI_RECORDER_MEDIA_UPSIDE_DOWN },
    { "sense 4/09/01", E_IMAPI_RECORDER_MEDIA_UPSIDE_DOWN },
    { "sense 4/09/02", E_IMAPI_RECORDER_MEDIA_INCOMPATIBLE },
    { "sense 2/30/00 descriptor", E_IMAPI_RECORDER_MEDIA_INCOMPATIBLE },
    { "sense 3/0c/09", E_IMAPI_LOSS_OF_STREAMING },
    { "sense 7/27/00", E_IMAPI_RECORDER_MEDIA_WRITE_PROTECTED },
    { "sense 3/73/03", E_IMAPI_RECORDER_MEDIA_SPEED_MISMATCH },
    { "sense 6/28/00", E_IMAPI_RECORDER_MEDIA_BECOMING_READY },
    { "sense 3/11/05", E_FAIL },
    { "timeout", E_IMAPI_RECORDER_COMMAND_TIMEOUT },
    { "gone", HR_DEV_NOT_EXIST },
    { "lost", E_FAIL },
    { "refused", E_ACCESSDENIED },
    { "status 08", E_IMAPI_RECORDER_MEDIA_BUSY },
    { "status 18", E_IMAPI_RECORDER_LOCKED },
};

static void test_list_failures(struct burner *drive)
{
    IDiscRecorder2 *fresh = create();
    BSTR id = SysAllocString(drive->id);
    SAFEARRAY *array = NULL;
    char script[256];
    unsigned int i;

    for (i = 0; i < ARRAY_SIZE(failures); i++)
    {
        winetest_push_context("%s", failures[i].what);
        if (failures[i].hr != E_IMAPI_RECORDER_LOCKED)  /* that is no failure of it */
        {
            snprintf(script, sizeof(script), "opcode inquiry : %s", failures[i].what);
            burner_faults(drive, script);
            check_failure(IDiscRecorder2_InitializeDiscRecorder(fresh, id), failures[i].hr, iid);
        }
        snprintf(script, sizeof(script), "opcode get-configuration : %s\nopcode mode-sense-10 : %s\n"
                 "opcode start-stop-unit : %s", failures[i].what, failures[i].what, failures[i].what);
        burner_faults(drive, script);
        check_failure(IDiscRecorder2_get_SupportedFeaturePages(drive->recorder, &array), failures[i].hr, iid);
        check_failure(IDiscRecorder2_get_CurrentFeaturePages(drive->recorder, &array), failures[i].hr, iid);
        check_failure(IDiscRecorder2_get_SupportedProfiles(drive->recorder, &array), failures[i].hr, iid);
        check_failure(IDiscRecorder2_get_CurrentProfiles(drive->recorder, &array), failures[i].hr, iid);
        check_failure(IDiscRecorder2_get_SupportedModePages(drive->recorder, &array), failures[i].hr, iid);
        check_failure(IDiscRecorder2_EjectMedia(drive->recorder), failures[i].hr, iid);
        check_failure(IDiscRecorder2_CloseTray(drive->recorder), failures[i].hr, iid);
        ok(!array, "got an array\n");
        check_fault_log(drive);
        winetest_pop_context();
    }
    burner_faults(drive, "opcode get-configuration : sense 5/20/00\nopcode mode-sense-10 : sense 5/24/00");
    check_failure(IDiscRecorder2_get_SupportedFeaturePages(drive->recorder, &array),
                  E_IMAPI_RECORDER_GET_CONFIGURATION_NOT_SUPPORTED, iid);
    check_failure(IDiscRecorder2_get_CurrentProfiles(drive->recorder, &array),
                  E_IMAPI_RECORDER_GET_CONFIGURATION_NOT_SUPPORTED, iid);
    check_failure(IDiscRecorder2_get_SupportedModePages(drive->recorder, &array),
                  E_IMAPI_RECORDER_NO_SUCH_MODE_PAGE, iid);
    burner_faults(drive, "opcode get-configuration : short 6\nopcode mode-sense-10 : short 4");
    check_failure(IDiscRecorder2_get_SupportedFeaturePages(drive->recorder, &array),
                  E_IMAPI_RECORDER_INVALID_RESPONSE_FROM_DEVICE, iid);
    check_failure(IDiscRecorder2_get_SupportedProfiles(drive->recorder, &array),
                  E_IMAPI_RECORDER_INVALID_RESPONSE_FROM_DEVICE, iid);
    check_failure(IDiscRecorder2_get_SupportedModePages(drive->recorder, &array),
                  E_IMAPI_RECORDER_INVALID_RESPONSE_FROM_DEVICE, iid);
    burner_faults(drive, NULL);
    IDiscRecorder2_Release(fresh);
    SysFreeString(id);
}

/* Unit attentions are news, not answers. */
static void test_unit_attention(struct burner *drive)
{
    SAFEARRAY *array;
    HRESULT hr;

    burner_faults(drive, "opcode get-configuration first 2 : sense 6/29/00");
    hr = IDiscRecorder2_get_SupportedProfiles(drive->recorder, &array);
    ok(hr == S_OK, "got %#lx\n", hr);
    SafeArrayDestroy(array);
    burner_faults(drive, "opcode get-configuration nth 1 : sense 3/0c/00 deferred");
    hr = IDiscRecorder2_get_SupportedProfiles(drive->recorder, &array);
    ok(hr == S_OK, "got %#lx\n", hr);
    SafeArrayDestroy(array);
    burner_faults(drive, NULL);
}

static void test_tray(struct burner *drive)
{
    IDiscRecorder2 *other = burner_again(drive);
    BSTR name = SysAllocString(L"tray test");
    VARIANT_BOOL can_load = VARIANT_FALSE;
    SAFEARRAY *array;
    HRESULT hr;

    hr = IDiscRecorder2_get_DeviceCanLoadMedia(drive->recorder, &can_load);
    ok(hr == S_OK && can_load == VARIANT_TRUE, "got %#lx %d\n", hr, can_load);
    hr = IDiscRecorder2_EjectMedia(drive->recorder);
    ok(hr == S_OK, "got %#lx\n", hr);
    hr = IDiscRecorder2_get_CurrentProfiles(drive->recorder, &array);
    ok(hr == S_OK && !check_array(array, VT_I4), "profiles of an open tray: %#lx\n", hr);
    SafeArrayDestroy(array);
    hr = IDiscRecorder2_CloseTray(drive->recorder);
    ok(hr == S_OK, "got %#lx\n", hr);
    hr = IDiscRecorder2_get_CurrentProfiles(drive->recorder, &array);
    ok(hr == S_OK && check_array(array, VT_I4) == 1, "profiles of a closed tray: %#lx\n", hr);
    SafeArrayDestroy(array);

    /* Not while another client holds the drive. */
    if (other)
    {
        hr = IDiscRecorder2_AcquireExclusiveAccess(other, VARIANT_TRUE, name);
        ok(hr == S_OK, "got %#lx\n", hr);
        check_failure(IDiscRecorder2_EjectMedia(drive->recorder), E_IMAPI_RECORDER_LOCKED, iid);
        check_failure(IDiscRecorder2_CloseTray(drive->recorder), E_IMAPI_RECORDER_LOCKED, iid);
        hr = IDiscRecorder2_EjectMedia(other);
        ok(hr == S_OK, "got %#lx\n", hr);
        hr = IDiscRecorder2_CloseTray(other);
        ok(hr == S_OK, "got %#lx\n", hr);
        IDiscRecorder2_Release(other);  /* gives the drive back */
    }
    hr = IDiscRecorder2_EjectMedia(drive->recorder);
    ok(hr == S_OK, "got %#lx\n", hr);
    hr = IDiscRecorder2_CloseTray(drive->recorder);
    ok(hr == S_OK, "got %#lx\n", hr);

    burner_faults(drive, "opcode start-stop-unit : sense 5/53/02");
    check_failure(IDiscRecorder2_EjectMedia(drive->recorder), E_FAIL, iid);
    burner_faults(drive, "opcode mode-sense-10 : patch 14 00");
    hr = IDiscRecorder2_get_DeviceCanLoadMedia(drive->recorder, &can_load);
    ok(hr == S_OK && can_load == VARIANT_FALSE, "a caddy: %#lx %d\n", hr, can_load);
    burner_faults(drive, NULL);
    SysFreeString(name);
}

static void send_prevent(IDiscRecorder2 *recorder, bool prevent)
{
    struct mmc_command command;
    IDiscRecorder2Ex *ex;
    BYTE sense[18];
    HRESULT hr;

    mmc_build_prevent_allow_medium_removal(&command, prevent, false);
    hr = IDiscRecorder2_QueryInterface(recorder, &IID_IDiscRecorder2Ex, (void **)&ex);
    ok(hr == S_OK, "got %#lx\n", hr);
    /* The first command after a load is told of that. */
    hr = IDiscRecorder2Ex_SendCommandNoData(ex, command.cdb, command.cdb_length, sense, 10);
    if (hr == S_IMAPI_COMMAND_HAS_SENSE_DATA)
        hr = IDiscRecorder2Ex_SendCommandNoData(ex, command.cdb, command.cdb_length, sense, 10);
    ok(hr == S_OK, "got %#lx\n", hr);
    IDiscRecorder2Ex_Release(ex);
}

/* Who prevents removal decides who may eject. */
static void test_locked_tray(struct burner *drive)
{
    IDiscRecorder2 *other = burner_again(drive);
    BSTR name = SysAllocString(L"tray test");
    HRESULT hr;

    /* The client's own wish. */
    send_prevent(drive->recorder, true);
    check_failure(IDiscRecorder2_EjectMedia(drive->recorder), E_FAIL, iid);
    send_prevent(drive->recorder, false);
    hr = IDiscRecorder2_EjectMedia(drive->recorder);
    ok(hr == S_OK, "got %#lx\n", hr);
    IDiscRecorder2_CloseTray(drive->recorder);

    /* Left behind by somebody who does not hold the drive, as by the host. */
    send_prevent(other, true);
    hr = IDiscRecorder2_EjectMedia(drive->recorder);
    ok(hr == S_OK, "got %#lx\n", hr);
    IDiscRecorder2_CloseTray(drive->recorder);
    send_prevent(other, true);
    hr = IDiscRecorder2_AcquireExclusiveAccess(drive->recorder, VARIANT_FALSE, name);
    ok(hr == S_OK, "got %#lx\n", hr);
    hr = IDiscRecorder2_EjectMedia(drive->recorder);
    ok(hr == S_OK, "got %#lx\n", hr);
    IDiscRecorder2_CloseTray(drive->recorder);

    send_prevent(other, false);

    /* Prevented with exclusive access, which it ends with. */
    send_prevent(drive->recorder, true);
    check_failure(IDiscRecorder2_EjectMedia(drive->recorder), E_FAIL, iid);
    hr = IDiscRecorder2_ReleaseExclusiveAccess(drive->recorder);
    ok(hr == S_OK, "got %#lx\n", hr);
    hr = IDiscRecorder2_EjectMedia(other);
    ok(hr == S_OK, "got %#lx\n", hr);
    IDiscRecorder2_CloseTray(other);

    IDiscRecorder2_Release(other);
    SysFreeString(name);
}

static void test_client_names(IDiscRecorder2 *recorder)
{
    static const WCHAR longest[] = L"12345678901234567890123456789012345678901234567890123456789012";
    static const WCHAR *const valid[] = { L"a", L"Az09 .,:;_-", longest };
    static const WCHAR *const invalid[] = {
        L"", L"123456789012345678901234567890123456789012345678901234567890123", L"a/b", L"a\\b", L"a\"", L"a\t",
        L"\x00e9", L"a(b)", L"a+b", L"@", L"[", L"`", L"{",
    };
    unsigned int i;
    HRESULT hr;
    BSTR name;

    check_failure(IDiscRecorder2_AcquireExclusiveAccess(recorder, VARIANT_TRUE, NULL),
                  E_IMAPI_RECORDER_CLIENT_NAME_IS_NOT_VALID, iid);
    for (i = 0; i < ARRAY_SIZE(invalid); i++)
    {
        winetest_push_context("%u", i);
        name = SysAllocString(invalid[i]);
        check_failure(IDiscRecorder2_AcquireExclusiveAccess(recorder, VARIANT_TRUE, name),
                      E_IMAPI_RECORDER_CLIENT_NAME_IS_NOT_VALID, iid);
        SysFreeString(name);
        winetest_pop_context();
    }
    for (i = 0; i < ARRAY_SIZE(valid); i++)
    {
        BSTR owner;

        name = SysAllocString(valid[i]);
        hr = IDiscRecorder2_AcquireExclusiveAccess(recorder, VARIANT_FALSE, name);
        ok(hr == S_OK, "%u: got %#lx\n", i, hr);
        hr = IDiscRecorder2_get_ExclusiveAccessOwner(recorder, &owner);
        ok(hr == S_OK && !lstrcmpW(owner, valid[i]), "%u: got %#lx %s\n", i, hr, wine_dbgstr_w(owner));
        SysFreeString(owner);
        hr = IDiscRecorder2_ReleaseExclusiveAccess(recorder);
        ok(hr == S_OK, "%u: got %#lx\n", i, hr);
        SysFreeString(name);
    }
}

static void test_exclusive_access(struct burner *drive)
{
    IDiscRecorder2 *recorder = drive->recorder, *other = burner_again(drive);
    BSTR name = SysAllocString(L"first client"), other_name = SysAllocString(L"second client"), owner;
    HRESULT hr;

    if (!other) return;
    check_failure(IDiscRecorder2_ReleaseExclusiveAccess(recorder), E_FAIL, iid);
    hr = IDiscRecorder2_get_ExclusiveAccessOwner(recorder, &owner);
    ok(hr == S_OK && !SysStringLen(owner), "got %#lx %s\n", hr, wine_dbgstr_w(owner));
    SysFreeString(owner);

    /* Counted, per recorder object. */
    hr = IDiscRecorder2_AcquireExclusiveAccess(recorder, VARIANT_FALSE, name);
    ok(hr == S_OK, "got %#lx\n", hr);
    hr = IDiscRecorder2_AcquireExclusiveAccess(recorder, VARIANT_TRUE, name);
    ok(hr == S_OK, "got %#lx\n", hr);
    check_failure(IDiscRecorder2_AcquireExclusiveAccess(other, VARIANT_TRUE, other_name), E_IMAPI_RECORDER_LOCKED, iid);
    hr = IDiscRecorder2_get_ExclusiveAccessOwner(other, &owner);
    ok(hr == S_OK && !lstrcmpW(owner, L"first client"), "got %#lx %s\n", hr, wine_dbgstr_w(owner));
    SysFreeString(owner);
    hr = IDiscRecorder2_ReleaseExclusiveAccess(recorder);
    ok(hr == S_OK, "got %#lx\n", hr);
    check_failure(IDiscRecorder2_AcquireExclusiveAccess(other, VARIANT_TRUE, other_name), E_IMAPI_RECORDER_LOCKED, iid);
    check_failure(IDiscRecorder2_ReleaseExclusiveAccess(other), E_FAIL, iid);
    hr = IDiscRecorder2_ReleaseExclusiveAccess(recorder);
    ok(hr == S_OK, "got %#lx\n", hr);
    check_failure(IDiscRecorder2_ReleaseExclusiveAccess(recorder), E_FAIL, iid);

    /* Another client can open the drive and see who has it. */
    hr = IDiscRecorder2_AcquireExclusiveAccess(other, VARIANT_TRUE, other_name);
    ok(hr == S_OK, "got %#lx\n", hr);
    {
        IDiscRecorder2 *third = burner_again(drive);

        hr = IDiscRecorder2_get_ExclusiveAccessOwner(third, &owner);
        ok(hr == S_OK && !lstrcmpW(owner, L"second client"), "got %#lx %s\n", hr, wine_dbgstr_w(owner));
        SysFreeString(owner);
        IDiscRecorder2_Release(third);
    }
    /* The last release of the object frees the drive. */
    IDiscRecorder2_Release(other);
    hr = IDiscRecorder2_AcquireExclusiveAccess(recorder, VARIANT_FALSE, name);
    ok(hr == S_OK, "got %#lx\n", hr);
    hr = IDiscRecorder2_ReleaseExclusiveAccess(recorder);
    ok(hr == S_OK, "got %#lx\n", hr);
    SysFreeString(name);
    SysFreeString(other_name);
}

static void test_mcn(IDiscRecorder2 *recorder)
{
    HRESULT hr;

    check_failure(IDiscRecorder2_EnableMcn(recorder), E_FAIL, iid);
    hr = IDiscRecorder2_DisableMcn(recorder);
    ok(hr == S_OK, "got %#lx\n", hr);
    hr = IDiscRecorder2_DisableMcn(recorder);
    ok(hr == S_OK, "got %#lx\n", hr);
    hr = IDiscRecorder2_EnableMcn(recorder);
    ok(hr == S_OK, "got %#lx\n", hr);
    hr = IDiscRecorder2_EnableMcn(recorder);
    ok(hr == S_OK, "got %#lx\n", hr);
    check_failure(IDiscRecorder2_EnableMcn(recorder), E_FAIL, iid);
}

/* The drive vanishes while it is in use. */
static void test_removed(void)
{
    struct burner drive;
    SAFEARRAY *array;
    bool made = burner_open(&drive, L"imapi2 test unplug", "cd-r");

    ok(made, "no recorder\n");
    if (!made) return;
    burner_faults(&drive, "always : unplug");
    check_failure(IDiscRecorder2_EjectMedia(drive.recorder), HR_DEV_NOT_EXIST, iid);
    check_failure(IDiscRecorder2_get_SupportedProfiles(drive.recorder, &array), HR_DEV_NOT_EXIST, iid);
    burner_close(&drive);
}

START_TEST(recorder)
{
    struct burner drive;
    bool made;

    CoInitializeEx(NULL, COINIT_MULTITHREADED);
    test_uninitialized();
    made = burner_open(&drive, L"imapi2 test recorder", "cd-r");
    ok(made, "no recorder\n");
    if (made)
    {
        test_null_pointers(drive.recorder);
        test_initialize(&drive);
        test_identity(drive.recorder);
        test_volume_paths(drive.recorder);
        test_lists(drive.recorder);
        test_list_failures(&drive);
        test_unit_attention(&drive);
        test_locked_tray(&drive);
        test_tray(&drive);
        test_client_names(drive.recorder);
        test_exclusive_access(&drive);
        test_mcn(drive.recorder);
        ok(test_get_refcount(drive.recorder) == 2, "%ld references\n", test_get_refcount(drive.recorder));
        check_fault_log(&drive);
        burner_close(&drive);
    }
    test_removed();
    CoUninitialize();
}
