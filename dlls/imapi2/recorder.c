/*
 * MsftDiscRecorder2: IDiscRecorder2
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

#include "imapi2_private.h"
#include "recorder.h"
#include "roads.h"

#include "wine/debug.h"

WINE_DEFAULT_DEBUG_CHANNEL(imapi2);

/* What methods answer before InitializeDiscRecorder: the failure that their documentation has for it. */
#define HR_NO_HANDLE HRESULT_FROM_WIN32(ERROR_INVALID_HANDLE)
#define HR_NO_DEVICE E_FAIL

static inline struct recorder *impl_from_IDiscRecorder2(IDiscRecorder2 *iface)
{
    return CONTAINING_RECORD(iface, struct recorder, IDiscRecorder2_iface);
}

IDISPATCH_METHODS(recorder, IDiscRecorder2)

#define RESULT(hr) object_result(&This->object, &IID_IDiscRecorder2, __func__, hr)

struct drive *recorder_get_drive(struct recorder *recorder)
{
    struct drive *drive;

    AcquireSRWLockShared(&recorder->lock);
    if ((drive = recorder->drive)) drive_addref(drive);
    ReleaseSRWLockShared(&recorder->lock);
    return drive;
}

static HRESULT load_medium(struct drive *drive)
{
    struct mmc_command command;

    mmc_build_start_stop_unit(&command, MMC_LOAD, false);
    return drive_command(drive, &command, NULL, NULL);
}

static HRESULT move_tray(struct recorder *recorder, HRESULT (*move)(struct drive *))
{
    struct drive *drive = recorder_get_drive(recorder);
    HRESULT hr;

    if (!drive) return HR_NO_HANDLE;
    if (SUCCEEDED(hr = drive_check_owner(drive))) hr = move(drive);
    drive_release(drive);
    return hr;
}

static HRESULT WINAPI recorder_EjectMedia(IDiscRecorder2 *iface)
{
    struct recorder *This = impl_from_IDiscRecorder2(iface);

    TRACE("(%p)\n", This);

    return RESULT(move_tray(This, drive_eject));
}

static HRESULT WINAPI recorder_CloseTray(IDiscRecorder2 *iface)
{
    struct recorder *This = impl_from_IDiscRecorder2(iface);

    TRACE("(%p)\n", This);

    return RESULT(move_tray(This, load_medium));
}

/* The road knows locked and free, not how often. */
static HRESULT lock_drive(struct drive *drive, bool force, const WCHAR *name)
{
    char owner[PORT_OWNER_MAX];
    HRESULT hr = S_OK;

    if (!is_client_name_valid(name)) return E_IMAPI_RECORDER_CLIENT_NAME_IS_NOT_VALID;
    WideCharToMultiByte(CP_UTF8, 0, name, -1, owner, sizeof(owner), NULL, NULL);
    AcquireSRWLockExclusive(&drive->lock);
    if (!drive->exclusive_count)
        hr = hresult_from_port_error(drive->device->ops->lock(drive->device, owner, force));
    if (SUCCEEDED(hr)) drive->exclusive_count++;
    ReleaseSRWLockExclusive(&drive->lock);
    return hr;
}

static HRESULT unlock_drive(struct drive *drive)
{
    HRESULT hr = S_OK;

    if (drive->exclusive_count == 1) drive_end_prevention(drive);
    AcquireSRWLockExclusive(&drive->lock);
    if (!drive->exclusive_count) hr = E_FAIL;
    else if (!--drive->exclusive_count)
        hr = hresult_from_port_error(drive->device->ops->unlock(drive->device));
    ReleaseSRWLockExclusive(&drive->lock);
    return hr;
}

static HRESULT WINAPI recorder_AcquireExclusiveAccess(IDiscRecorder2 *iface, VARIANT_BOOL force, BSTR name)
{
    struct recorder *This = impl_from_IDiscRecorder2(iface);
    struct drive *drive;
    HRESULT hr = HR_NO_HANDLE;

    TRACE("(%p)->(%d, %s)\n", This, force, debugstr_w(name));

    if ((drive = recorder_get_drive(This)))
    {
        hr = lock_drive(drive, !!force, name);
        drive_release(drive);
    }
    return RESULT(hr);
}

static HRESULT WINAPI recorder_ReleaseExclusiveAccess(IDiscRecorder2 *iface)
{
    struct recorder *This = impl_from_IDiscRecorder2(iface);
    struct drive *drive;
    HRESULT hr = HR_NO_HANDLE;

    TRACE("(%p)\n", This);

    if ((drive = recorder_get_drive(This)))
    {
        hr = unlock_drive(drive);
        drive_release(drive);
    }
    return RESULT(hr);
}

/* Nobody else is told of media changes through this library, so that the count is all there is to keep. */
static HRESULT count_mcn(struct recorder *recorder, LONG change)
{
    struct drive *drive = recorder_get_drive(recorder);
    HRESULT hr = S_OK;

    if (!drive) return HR_NO_HANDLE;
    AcquireSRWLockExclusive(&drive->lock);
    if (drive->mcn_disable_count + change < 0) hr = E_FAIL;
    else drive->mcn_disable_count += change;
    ReleaseSRWLockExclusive(&drive->lock);
    drive_release(drive);
    return hr;
}

static HRESULT WINAPI recorder_DisableMcn(IDiscRecorder2 *iface)
{
    struct recorder *This = impl_from_IDiscRecorder2(iface);

    TRACE("(%p)\n", This);

    return RESULT(count_mcn(This, 1));
}

static HRESULT WINAPI recorder_EnableMcn(IDiscRecorder2 *iface)
{
    struct recorder *This = impl_from_IDiscRecorder2(iface);

    TRACE("(%p)\n", This);

    return RESULT(count_mcn(This, -1));
}

static void set_drive(struct recorder *recorder, struct drive *drive, BSTR id)
{
    struct drive *old_drive;
    BSTR old_id;

    AcquireSRWLockExclusive(&recorder->lock);
    old_drive = recorder->drive;
    old_id = recorder->id;
    recorder->drive = drive;
    recorder->id = id;
    ReleaseSRWLockExclusive(&recorder->lock);
    if (old_drive) drive_release(old_drive);
    SysFreeString(old_id);
}

static HRESULT initialize(struct recorder *recorder, const WCHAR *id)
{
    struct mmc_inquiry inquiry;
    struct drive *drive;
    BSTR copy = NULL;
    HRESULT hr;

    if (!id || !id[0]) return E_INVALIDARG;
    if (FAILED(hr = drive_open(id, &drive))) return hr;
    /* A drive that somebody else holds is a drive all the same. */
    hr = recorder_read_inquiry(drive, &inquiry);
    if (hr == E_IMAPI_RECORDER_LOCKED) hr = S_OK;
    if (SUCCEEDED(hr) && !(copy = SysAllocString(id))) hr = E_OUTOFMEMORY;
    if (SUCCEEDED(hr)) set_drive(recorder, drive, copy);
    else drive_release(drive);
    return hr;
}

static HRESULT WINAPI recorder_InitializeDiscRecorder(IDiscRecorder2 *iface, BSTR id)
{
    struct recorder *This = impl_from_IDiscRecorder2(iface);

    TRACE("(%p)->(%s)\n", This, debugstr_w(id));

    return RESULT(initialize(This, id));
}

static HRESULT get_id(struct recorder *recorder, BSTR *value)
{
    HRESULT hr = S_OK;

    if (!value) return E_POINTER;
    *value = NULL;
    AcquireSRWLockShared(&recorder->lock);
    if (!recorder->id) hr = E_FAIL;
    else if (!(*value = SysAllocString(recorder->id))) hr = E_OUTOFMEMORY;
    ReleaseSRWLockShared(&recorder->lock);
    return hr;
}

static HRESULT WINAPI recorder_get_ActiveDiscRecorder(IDiscRecorder2 *iface, BSTR *value)
{
    struct recorder *This = impl_from_IDiscRecorder2(iface);

    TRACE("(%p)->(%p)\n", This, value);

    return RESULT(get_id(This, value));
}

/* One text field of INQUIRY, at that offset of struct mmc_inquiry; clients trim the padding themselves. */
static HRESULT get_inquiry_text(struct recorder *recorder, size_t offset, BSTR *value)
{
    struct mmc_inquiry inquiry;
    struct drive *drive;
    HRESULT hr;

    if (!value) return E_POINTER;
    *value = NULL;
    if (!(drive = recorder_get_drive(recorder))) return HR_NO_DEVICE;
    hr = recorder_read_inquiry(drive, &inquiry);
    if (SUCCEEDED(hr) && !(*value = bstr_from_utf8((const char *)&inquiry + offset))) hr = E_OUTOFMEMORY;
    drive_release(drive);
    return hr;
}

static HRESULT WINAPI recorder_get_VendorId(IDiscRecorder2 *iface, BSTR *value)
{
    struct recorder *This = impl_from_IDiscRecorder2(iface);

    TRACE("(%p)->(%p)\n", This, value);

    return RESULT(get_inquiry_text(This, offsetof(struct mmc_inquiry, vendor), value));
}

static HRESULT WINAPI recorder_get_ProductId(IDiscRecorder2 *iface, BSTR *value)
{
    struct recorder *This = impl_from_IDiscRecorder2(iface);

    TRACE("(%p)->(%p)\n", This, value);

    return RESULT(get_inquiry_text(This, offsetof(struct mmc_inquiry, product), value));
}

static HRESULT WINAPI recorder_get_ProductRevision(IDiscRecorder2 *iface, BSTR *value)
{
    struct recorder *This = impl_from_IDiscRecorder2(iface);

    TRACE("(%p)->(%p)\n", This, value);

    return RESULT(get_inquiry_text(This, offsetof(struct mmc_inquiry, revision), value));
}

static HRESULT get_volume_name(struct recorder *recorder, BSTR *value)
{
    struct drive *drive;

    if (!value) return E_POINTER;
    *value = NULL;
    if (!(drive = recorder_get_drive(recorder))) return HR_NO_DEVICE;
    *value = bstr_from_utf8(drive->info.volume_name);
    drive_release(drive);
    return *value ? S_OK : E_OUTOFMEMORY;
}

static HRESULT WINAPI recorder_get_VolumeName(IDiscRecorder2 *iface, BSTR *value)
{
    struct recorder *This = impl_from_IDiscRecorder2(iface);

    TRACE("(%p)->(%p)\n", This, value);

    return RESULT(get_volume_name(This, value));
}

static HRESULT get_volume_paths(struct recorder *recorder, SAFEARRAY **value)
{
    struct drive *drive;
    HRESULT hr;
    BSTR path;

    if (!value) return E_POINTER;
    *value = NULL;
    if (!(drive = recorder_get_drive(recorder))) return HR_NO_DEVICE;
    if (!(path = bstr_from_utf8(drive->info.volume_path))) hr = E_OUTOFMEMORY;
    else hr = safearray_from_strings((const WCHAR **)&path, path[0] ? 1 : 0, value);
    SysFreeString(path);
    drive_release(drive);
    return hr;
}

static HRESULT WINAPI recorder_get_VolumePathNames(IDiscRecorder2 *iface, SAFEARRAY **value)
{
    struct recorder *This = impl_from_IDiscRecorder2(iface);

    TRACE("(%p)->(%p)\n", This, value);

    return RESULT(get_volume_paths(This, value));
}

static HRESULT get_can_load(struct recorder *recorder, VARIANT_BOOL *value)
{
    struct drive *drive;
    bool can_load;
    HRESULT hr;

    if (!value) return E_POINTER;
    *value = VARIANT_FALSE;
    if (!(drive = recorder_get_drive(recorder))) return HR_NO_DEVICE;
    hr = recorder_can_load(drive, &can_load);
    if (SUCCEEDED(hr) && can_load) *value = VARIANT_TRUE;
    drive_release(drive);
    return hr;
}

static HRESULT WINAPI recorder_get_DeviceCanLoadMedia(IDiscRecorder2 *iface, VARIANT_BOOL *value)
{
    struct recorder *This = impl_from_IDiscRecorder2(iface);

    TRACE("(%p)->(%p)\n", This, value);

    return RESULT(get_can_load(This, value));
}

static HRESULT get_legacy_number(struct recorder *recorder, LONG *value)
{
    struct drive *drive;

    if (!value) return E_POINTER;
    *value = -1;
    if (!(drive = recorder_get_drive(recorder))) return HR_NO_DEVICE;
    *value = drive->info.legacy_number;
    drive_release(drive);
    return S_OK;
}

static HRESULT WINAPI recorder_get_LegacyDeviceNumber(IDiscRecorder2 *iface, LONG *value)
{
    struct recorder *This = impl_from_IDiscRecorder2(iface);

    TRACE("(%p)->(%p)\n", This, value);

    return RESULT(get_legacy_number(This, value));
}

/* Lists that a drive tells as numbers; which: features and profiles by current_only, mode pages by type. */
typedef HRESULT (*read_list)(struct drive *drive, bool current_only, LONG **values, ULONG *count);

static HRESULT get_list(struct recorder *recorder, read_list read, bool current_only, SAFEARRAY **value)
{
    struct drive *drive;
    LONG *values;
    ULONG count;
    HRESULT hr;

    if (!value) return E_POINTER;
    *value = NULL;
    if (!(drive = recorder_get_drive(recorder))) return HR_NO_HANDLE;
    if (SUCCEEDED(hr = read(drive, current_only, &values, &count)))
    {
        hr = safearray_from_longs(values, count, value);
        CoTaskMemFree(values);
    }
    drive_release(drive);
    return hr;
}

static HRESULT WINAPI recorder_get_SupportedFeaturePages(IDiscRecorder2 *iface, SAFEARRAY **value)
{
    struct recorder *This = impl_from_IDiscRecorder2(iface);

    TRACE("(%p)->(%p)\n", This, value);

    return RESULT(get_list(This, recorder_read_features, false, value));
}

static HRESULT WINAPI recorder_get_CurrentFeaturePages(IDiscRecorder2 *iface, SAFEARRAY **value)
{
    struct recorder *This = impl_from_IDiscRecorder2(iface);

    TRACE("(%p)->(%p)\n", This, value);

    return RESULT(get_list(This, recorder_read_features, true, value));
}

static HRESULT WINAPI recorder_get_SupportedProfiles(IDiscRecorder2 *iface, SAFEARRAY **value)
{
    struct recorder *This = impl_from_IDiscRecorder2(iface);

    TRACE("(%p)->(%p)\n", This, value);

    return RESULT(get_list(This, recorder_read_profiles, false, value));
}

static HRESULT WINAPI recorder_get_CurrentProfiles(IDiscRecorder2 *iface, SAFEARRAY **value)
{
    struct recorder *This = impl_from_IDiscRecorder2(iface);

    TRACE("(%p)->(%p)\n", This, value);

    return RESULT(get_list(This, recorder_read_profiles, true, value));
}

static HRESULT read_current_mode_pages(struct drive *drive, bool current_only, LONG **values, ULONG *count)
{
    (void)current_only;
    return recorder_read_mode_pages(drive, IMAPI_MODE_PAGE_REQUEST_TYPE_CURRENT_VALUES, values, count);
}

static HRESULT WINAPI recorder_get_SupportedModePages(IDiscRecorder2 *iface, SAFEARRAY **value)
{
    struct recorder *This = impl_from_IDiscRecorder2(iface);

    TRACE("(%p)->(%p)\n", This, value);

    return RESULT(get_list(This, read_current_mode_pages, true, value));
}

static HRESULT get_owner(struct recorder *recorder, BSTR *value)
{
    char owner[PORT_OWNER_MAX] = "";
    struct drive *drive;
    HRESULT hr;

    if (!value) return E_POINTER;
    *value = NULL;
    if (!(drive = recorder_get_drive(recorder))) return HR_NO_HANDLE;
    hr = hresult_from_port_error(drive->device->ops->owner(drive->device, owner));
    if (SUCCEEDED(hr) && !(*value = bstr_from_utf8(owner))) hr = E_OUTOFMEMORY;
    drive_release(drive);
    return hr;
}

static HRESULT WINAPI recorder_get_ExclusiveAccessOwner(IDiscRecorder2 *iface, BSTR *value)
{
    struct recorder *This = impl_from_IDiscRecorder2(iface);

    TRACE("(%p)->(%p)\n", This, value);

    return RESULT(get_owner(This, value));
}

static const IDiscRecorder2Vtbl recorder_vtbl = {
    recorder_QueryInterface,
    recorder_AddRef,
    recorder_Release,
    recorder_GetTypeInfoCount,
    recorder_GetTypeInfo,
    recorder_GetIDsOfNames,
    recorder_Invoke,
    recorder_EjectMedia,
    recorder_CloseTray,
    recorder_AcquireExclusiveAccess,
    recorder_ReleaseExclusiveAccess,
    recorder_DisableMcn,
    recorder_EnableMcn,
    recorder_InitializeDiscRecorder,
    recorder_get_ActiveDiscRecorder,
    recorder_get_VendorId,
    recorder_get_ProductId,
    recorder_get_ProductRevision,
    recorder_get_VolumeName,
    recorder_get_VolumePathNames,
    recorder_get_DeviceCanLoadMedia,
    recorder_get_LegacyDeviceNumber,
    recorder_get_SupportedFeaturePages,
    recorder_get_CurrentFeaturePages,
    recorder_get_SupportedProfiles,
    recorder_get_CurrentProfiles,
    recorder_get_SupportedModePages,
    recorder_get_ExclusiveAccessOwner,
};

static HRESULT recorder_init(struct object *object)
{
    struct recorder *recorder = CONTAINING_RECORD(object, struct recorder, object);

    recorder->IDiscRecorder2_iface.lpVtbl = &recorder_vtbl;
    recorder->IDiscRecorder2Ex_iface.lpVtbl = &recorder_ex_vtbl;
    InitializeSRWLock(&recorder->lock);
    return S_OK;
}

static void recorder_destroy(struct object *object)
{
    set_drive(CONTAINING_RECORD(object, struct recorder, object), NULL, NULL);
}

static const struct object_interface recorder_interfaces[] = {
    { &IID_IDiscRecorder2, offsetof(struct recorder, IDiscRecorder2_iface) },
    { &IID_IDispatch, offsetof(struct recorder, IDiscRecorder2_iface) },
    { &IID_IDiscRecorder2Ex, offsetof(struct recorder, IDiscRecorder2Ex_iface) },
    { NULL, 0 },
};

const struct object_type disc_recorder_type = {
    .clsid = &CLSID_MsftDiscRecorder2,
    .name = L"MsftDiscRecorder2",
    .size = sizeof(struct recorder),
    .interfaces = recorder_interfaces,
    .init = recorder_init,
    .destroy = recorder_destroy,
};
