/*
 * MsftDiscRecorder2: IDiscRecorder2Ex
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
#include "mmc_raw.h"
#include "recorder.h"

#include "wine/debug.h"

WINE_DEFAULT_DEBUG_CHANNEL(imapi2);

#define PAGE_MASK 0xfff

/* What methods answer before InitializeDiscRecorder: the failure that their documentation has for it. */
#define HR_NO_HANDLE HRESULT_FROM_WIN32(ERROR_INVALID_HANDLE)
#define HR_NO_DEVICE E_FAIL

static inline struct recorder *impl_from_IDiscRecorder2Ex(IDiscRecorder2Ex *iface)
{
    return CONTAINING_RECORD(iface, struct recorder, IDiscRecorder2Ex_iface);
}

IUNKNOWN_METHODS(recorder_ex, IDiscRecorder2Ex)

#define RESULT(hr) object_result(&This->object, &IID_IDiscRecorder2Ex, __func__, hr)

/* A command as a client gives it. */
struct raw_command
{
    const BYTE *cdb;
    ULONG cdb_size;         /* bytes */
    BYTE *sense;            /* MMC_SENSE_FIXED_LENGTH bytes */
    ULONG timeout;          /* seconds; 0: the usual one */
    enum port_direction direction;
    BYTE *buffer;
    ULONG size;             /* bytes */
    ULONG *fetched;         /* bytes; NULL but for PORT_FROM_DEVICE */
};

static HRESULT check_command(const struct drive *drive, const struct raw_command *raw)
{
    ULONG limit = drive->limits.max_transfer;

    if (!mmc_cdb_length_allowed(raw->cdb[0], raw->cdb_size)) return E_INVALIDARG;
    if (raw->direction == PORT_NO_DATA) return S_OK;
    if (!((ULONG_PTR)raw->buffer & PAGE_MASK)) limit = drive->limits.max_aligned_transfer;
    return raw->size && raw->size <= limit ? S_OK : E_INVALIDARG;
}

static void make_command(const struct raw_command *raw, struct port_command *command)
{
    ULONG seconds = raw->timeout ? raw->timeout : IMAPI2_DEFAULT_COMMAND_TIMEOUT;

    memset(command, 0, sizeof(*command));
    memcpy(command->cdb, raw->cdb, raw->cdb_size);
    command->cdb_length = (uint8_t)raw->cdb_size;
    command->direction = raw->direction;
    command->data = raw->buffer;
    command->data_length = raw->size;
    command->timeout_ms = min(seconds, UINT32_MAX / 1000) * 1000;
}

/* Clients know the fixed form only. */
static void copy_sense(const struct port_reply *reply, BYTE *out)
{
    struct mmc_sense sense;

    if (mmc_parse_sense(reply->sense, reply->sense_length, &sense) && sense.descriptor_form)
    {
        sense.descriptor_form = false;
        mmc_encode_sense(out, MMC_SENSE_FIXED_LENGTH, &sense);
    }
    else
        memcpy(out, reply->sense, min(reply->sense_length, MMC_SENSE_FIXED_LENGTH));
}

static HRESULT send_command(struct recorder *recorder, const struct raw_command *raw)
{
    struct port_command command;
    struct port_reply reply;
    struct drive *drive;
    HRESULT hr;

    if (raw->fetched) *raw->fetched = 0;
    if (!raw->cdb || !raw->sense) return E_POINTER;
    if (raw->direction != PORT_NO_DATA && !raw->buffer) return E_POINTER;
    if (raw->direction == PORT_FROM_DEVICE && !raw->fetched) return E_POINTER;
    memset(raw->sense, 0, MMC_SENSE_FIXED_LENGTH);
    if (!(drive = recorder_get_drive(recorder))) return HR_NO_HANDLE;
    if (SUCCEEDED(hr = check_command(drive, raw)))
    {
        make_command(raw, &command);
        hr = drive_execute(drive, &command, &reply);
        if (SUCCEEDED(hr) && raw->fetched) *raw->fetched = min(reply.transferred, raw->size);
        if (SUCCEEDED(hr) && reply.status == PORT_STATUS_CHECK_CONDITION)
        {
            copy_sense(&reply, raw->sense);
            hr = S_IMAPI_COMMAND_HAS_SENSE_DATA;
        }
    }
    drive_release(drive);
    return hr;
}

static HRESULT WINAPI recorder_ex_SendCommandNoData(IDiscRecorder2Ex *iface, BYTE *cdb, ULONG cdb_size,
                                                    BYTE sense[18], ULONG timeout)
{
    struct recorder *This = impl_from_IDiscRecorder2Ex(iface);
    struct raw_command raw = { cdb, cdb_size, sense, timeout, PORT_NO_DATA, NULL, 0, NULL };

    TRACE("(%p)->(%p, %lu, %p, %lu)\n", This, cdb, cdb_size, sense, timeout);

    return RESULT(send_command(This, &raw));
}

static HRESULT WINAPI recorder_ex_SendCommandSendDataToDevice(IDiscRecorder2Ex *iface, BYTE *cdb, ULONG cdb_size,
                                                              BYTE sense[18], ULONG timeout, BYTE *buffer, ULONG size)
{
    struct recorder *This = impl_from_IDiscRecorder2Ex(iface);
    struct raw_command raw = { cdb, cdb_size, sense, timeout, PORT_TO_DEVICE, buffer, size, NULL };

    TRACE("(%p)->(%p, %lu, %p, %lu, %p, %lu)\n", This, cdb, cdb_size, sense, timeout, buffer, size);

    return RESULT(send_command(This, &raw));
}

static HRESULT WINAPI recorder_ex_SendCommandGetDataFromDevice(IDiscRecorder2Ex *iface, BYTE *cdb, ULONG cdb_size,
                                                               BYTE sense[18], ULONG timeout, BYTE *buffer,
                                                               ULONG size, ULONG *fetched)
{
    struct recorder *This = impl_from_IDiscRecorder2Ex(iface);
    struct raw_command raw = { cdb, cdb_size, sense, timeout, PORT_FROM_DEVICE, buffer, size, fetched };

    TRACE("(%p)->(%p, %lu, %p, %lu, %p, %lu, %p)\n", This, cdb, cdb_size, sense, timeout, buffer, size, fetched);

    return RESULT(send_command(This, &raw));
}

/* What every method that hands out memory begins with; on success the caller drops *drive. */
static HRESULT begin_get(struct recorder *recorder, void *data, ULONG *size, HRESULT no_drive, struct drive **drive)
{
    if (data) *(void **)data = NULL;
    if (size) *size = 0;
    if (!data || !size) return E_POINTER;
    return (*drive = recorder_get_drive(recorder)) ? S_OK : no_drive;
}

static HRESULT WINAPI recorder_ex_ReadDvdStructure(IDiscRecorder2Ex *iface, ULONG format, ULONG address, ULONG layer,
                                                   ULONG agid, BYTE **data, ULONG *size)
{
    struct recorder *This = impl_from_IDiscRecorder2Ex(iface);
    struct drive *drive;
    HRESULT hr;

    TRACE("(%p)->(%#lx, %lu, %lu, %lu, %p, %p)\n", This, format, address, layer, agid, data, size);

    if (SUCCEEDED(hr = begin_get(This, data, size, HR_NO_HANDLE, &drive)))
    {
        hr = recorder_read_structure(drive, format, address, layer, agid, data, size);
        drive_release(drive);
    }
    return RESULT(hr);
}

static HRESULT send_structure(struct recorder *recorder, ULONG format, const BYTE *data, ULONG size)
{
    struct drive *drive;
    HRESULT hr;

    if (!data) return E_POINTER;
    if (!(drive = recorder_get_drive(recorder))) return HR_NO_HANDLE;
    hr = recorder_send_structure(drive, format, data, size);
    drive_release(drive);
    return hr;
}

static HRESULT WINAPI recorder_ex_SendDvdStructure(IDiscRecorder2Ex *iface, ULONG format, BYTE *data, ULONG size)
{
    struct recorder *This = impl_from_IDiscRecorder2Ex(iface);

    TRACE("(%p)->(%#lx, %p, %lu)\n", This, format, data, size);

    return RESULT(send_structure(This, format, data, size));
}

static HRESULT WINAPI recorder_ex_GetAdapterDescriptor(IDiscRecorder2Ex *iface, BYTE **data, ULONG *size)
{
    struct recorder *This = impl_from_IDiscRecorder2Ex(iface);
    struct drive *drive;
    HRESULT hr;

    TRACE("(%p)->(%p, %p)\n", This, data, size);

    if (SUCCEEDED(hr = begin_get(This, data, size, HR_NO_DEVICE, &drive)))
    {
        hr = recorder_make_adapter_descriptor(drive, data, size);
        drive_release(drive);
    }
    return RESULT(hr);
}

static HRESULT WINAPI recorder_ex_GetDeviceDescriptor(IDiscRecorder2Ex *iface, BYTE **data, ULONG *size)
{
    struct recorder *This = impl_from_IDiscRecorder2Ex(iface);
    struct drive *drive;
    HRESULT hr;

    TRACE("(%p)->(%p, %p)\n", This, data, size);

    if (SUCCEEDED(hr = begin_get(This, data, size, HR_NO_DEVICE, &drive)))
    {
        hr = recorder_make_device_descriptor(drive, data, size);
        drive_release(drive);
    }
    return RESULT(hr);
}

static HRESULT WINAPI recorder_ex_GetDiscInformation(IDiscRecorder2Ex *iface, BYTE **data, ULONG *size)
{
    struct recorder *This = impl_from_IDiscRecorder2Ex(iface);
    struct drive *drive;
    HRESULT hr;

    TRACE("(%p)->(%p, %p)\n", This, data, size);

    if (SUCCEEDED(hr = begin_get(This, data, size, HR_NO_HANDLE, &drive)))
    {
        hr = recorder_read_disc_information(drive, data, size);
        drive_release(drive);
    }
    return RESULT(hr);
}

static HRESULT WINAPI recorder_ex_GetTrackInformation(IDiscRecorder2Ex *iface, ULONG address,
                                                      IMAPI_READ_TRACK_ADDRESS_TYPE type, BYTE **data, ULONG *size)
{
    struct recorder *This = impl_from_IDiscRecorder2Ex(iface);
    struct drive *drive;
    HRESULT hr;

    TRACE("(%p)->(%lu, %d, %p, %p)\n", This, address, type, data, size);

    if (SUCCEEDED(hr = begin_get(This, data, size, HR_NO_HANDLE, &drive)))
    {
        hr = recorder_read_track_information(drive, address, type, data, size);
        drive_release(drive);
    }
    return RESULT(hr);
}

static HRESULT WINAPI recorder_ex_GetFeaturePage(IDiscRecorder2Ex *iface, IMAPI_FEATURE_PAGE_TYPE feature,
                                                 BOOLEAN current_only, BYTE **data, ULONG *size)
{
    struct recorder *This = impl_from_IDiscRecorder2Ex(iface);
    struct drive *drive;
    HRESULT hr;

    TRACE("(%p)->(%#x, %d, %p, %p)\n", This, feature, current_only, data, size);

    if (SUCCEEDED(hr = begin_get(This, data, size, HR_NO_HANDLE, &drive)))
    {
        hr = recorder_read_feature(drive, feature, current_only, data, size);
        drive_release(drive);
    }
    return RESULT(hr);
}

static HRESULT WINAPI recorder_ex_GetModePage(IDiscRecorder2Ex *iface, IMAPI_MODE_PAGE_TYPE page,
                                              IMAPI_MODE_PAGE_REQUEST_TYPE type, BYTE **data, ULONG *size)
{
    struct recorder *This = impl_from_IDiscRecorder2Ex(iface);
    struct drive *drive;
    HRESULT hr;

    TRACE("(%p)->(%#x, %d, %p, %p)\n", This, page, type, data, size);

    if (SUCCEEDED(hr = begin_get(This, data, size, HR_NO_HANDLE, &drive)))
    {
        hr = recorder_read_mode_page(drive, page, type, data, size);
        drive_release(drive);
    }
    return RESULT(hr);
}

static HRESULT set_mode_page(struct recorder *recorder, LONG type, const BYTE *data, ULONG size)
{
    struct drive *drive;
    HRESULT hr;

    if (!data) return E_POINTER;
    if (!(drive = recorder_get_drive(recorder))) return HR_NO_HANDLE;
    hr = recorder_write_mode_page(drive, type, data, size);
    drive_release(drive);
    return hr;
}

static HRESULT WINAPI recorder_ex_SetModePage(IDiscRecorder2Ex *iface, IMAPI_MODE_PAGE_REQUEST_TYPE type, BYTE *data,
                                              ULONG size)
{
    struct recorder *This = impl_from_IDiscRecorder2Ex(iface);

    TRACE("(%p)->(%d, %p, %lu)\n", This, type, data, size);

    return RESULT(set_mode_page(This, type, data, size));
}

static HRESULT WINAPI recorder_ex_GetSupportedFeaturePages(IDiscRecorder2Ex *iface, BOOLEAN current_only,
                                                           IMAPI_FEATURE_PAGE_TYPE **features, ULONG *count)
{
    struct recorder *This = impl_from_IDiscRecorder2Ex(iface);
    struct drive *drive;
    HRESULT hr;

    TRACE("(%p)->(%d, %p, %p)\n", This, current_only, features, count);

    if (SUCCEEDED(hr = begin_get(This, features, count, HR_NO_HANDLE, &drive)))
    {
        hr = recorder_read_features(drive, current_only, (LONG **)features, count);
        drive_release(drive);
    }
    return RESULT(hr);
}

static HRESULT WINAPI recorder_ex_GetSupportedProfiles(IDiscRecorder2Ex *iface, BOOLEAN current_only,
                                                       IMAPI_PROFILE_TYPE **profiles, ULONG *count)
{
    struct recorder *This = impl_from_IDiscRecorder2Ex(iface);
    struct drive *drive;
    HRESULT hr;

    TRACE("(%p)->(%d, %p, %p)\n", This, current_only, profiles, count);

    if (SUCCEEDED(hr = begin_get(This, profiles, count, HR_NO_HANDLE, &drive)))
    {
        hr = recorder_read_profiles(drive, current_only, (LONG **)profiles, count);
        drive_release(drive);
    }
    return RESULT(hr);
}

static HRESULT WINAPI recorder_ex_GetSupportedModePages(IDiscRecorder2Ex *iface, IMAPI_MODE_PAGE_REQUEST_TYPE type,
                                                        IMAPI_MODE_PAGE_TYPE **pages, ULONG *count)
{
    struct recorder *This = impl_from_IDiscRecorder2Ex(iface);
    struct drive *drive;
    HRESULT hr;

    TRACE("(%p)->(%d, %p, %p)\n", This, type, pages, count);

    if (SUCCEEDED(hr = begin_get(This, pages, count, HR_NO_HANDLE, &drive)))
    {
        hr = recorder_read_mode_pages(drive, type, (LONG **)pages, count);
        drive_release(drive);
    }
    return RESULT(hr);
}

/* One of the numbers of struct port_limits. */
static HRESULT get_limit(struct recorder *recorder, size_t offset, ULONG *value)
{
    struct drive *drive;

    if (!value) return E_POINTER;
    *value = 0;
    if (!(drive = recorder_get_drive(recorder))) return HR_NO_DEVICE;
    *value = *(const uint32_t *)((const char *)&drive->limits + offset);
    drive_release(drive);
    return S_OK;
}

/*
 * Some read the value as a mask, some as an alignment. The mask 0 would forbid
 * every address to the latter; 1 forbids nothing that matters to either.
 */
static HRESULT get_alignment(struct recorder *recorder, ULONG *value)
{
    HRESULT hr = get_limit(recorder, offsetof(struct port_limits, alignment_mask), value);

    if (SUCCEEDED(hr) && !*value) *value = 1;
    return hr;
}

static HRESULT WINAPI recorder_ex_GetByteAlignmentMask(IDiscRecorder2Ex *iface, ULONG *value)
{
    struct recorder *This = impl_from_IDiscRecorder2Ex(iface);

    TRACE("(%p)->(%p)\n", This, value);

    return RESULT(get_alignment(This, value));
}

static HRESULT WINAPI recorder_ex_GetMaximumNonPageAlignedTransferSize(IDiscRecorder2Ex *iface, ULONG *value)
{
    struct recorder *This = impl_from_IDiscRecorder2Ex(iface);

    TRACE("(%p)->(%p)\n", This, value);

    return RESULT(get_limit(This, offsetof(struct port_limits, max_transfer), value));
}

static HRESULT WINAPI recorder_ex_GetMaximumPageAlignedTransferSize(IDiscRecorder2Ex *iface, ULONG *value)
{
    struct recorder *This = impl_from_IDiscRecorder2Ex(iface);

    TRACE("(%p)->(%p)\n", This, value);

    return RESULT(get_limit(This, offsetof(struct port_limits, max_aligned_transfer), value));
}

const IDiscRecorder2ExVtbl recorder_ex_vtbl = {
    recorder_ex_QueryInterface,
    recorder_ex_AddRef,
    recorder_ex_Release,
    recorder_ex_SendCommandNoData,
    recorder_ex_SendCommandSendDataToDevice,
    recorder_ex_SendCommandGetDataFromDevice,
    recorder_ex_ReadDvdStructure,
    recorder_ex_SendDvdStructure,
    recorder_ex_GetAdapterDescriptor,
    recorder_ex_GetDeviceDescriptor,
    recorder_ex_GetDiscInformation,
    recorder_ex_GetTrackInformation,
    recorder_ex_GetFeaturePage,
    recorder_ex_GetModePage,
    recorder_ex_SetModePage,
    recorder_ex_GetSupportedFeaturePages,
    recorder_ex_GetSupportedProfiles,
    recorder_ex_GetSupportedModePages,
    recorder_ex_GetByteAlignmentMask,
    recorder_ex_GetMaximumNonPageAlignedTransferSize,
    recorder_ex_GetMaximumPageAlignedTransferSize,
};
