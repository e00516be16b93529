/*
 * Any recorder object as a road for the recipes
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

#include "recorder_port.h"

#include "wine/debug.h"

WINE_DEFAULT_DEBUG_CHANNEL(imapi2);

#define SENSE_BYTES 18      /* what the methods of IDiscRecorder2Ex have room for */
#define PAGE_MASK   0xfffu

static struct recorder_device *impl_from_port_device(struct port_device *device)
{
    return CONTAINING_RECORD(device, struct recorder_device, device);
}

/* The failures by which a recorder tells that a command did not arrive; the others stay unexplained. */
static enum port_delivery delivery_from_hresult(HRESULT hr)
{
    static const struct
    {
        HRESULT hr;
        enum port_delivery delivery;
    } table[] = {
        {E_IMAPI_RECORDER_COMMAND_TIMEOUT, PORT_TIMED_OUT},
        {__HRESULT_FROM_WIN32(ERROR_SEM_TIMEOUT), PORT_TIMED_OUT},
        {__HRESULT_FROM_WIN32(ERROR_TIMEOUT), PORT_TIMED_OUT},
        {__HRESULT_FROM_WIN32(ERROR_DEV_NOT_EXIST), PORT_DEVICE_GONE},
        {__HRESULT_FROM_WIN32(ERROR_INVALID_HANDLE), PORT_DEVICE_GONE},
        {__HRESULT_FROM_WIN32(ERROR_DEVICE_NOT_CONNECTED), PORT_DEVICE_GONE},
        {__HRESULT_FROM_WIN32(ERROR_FILE_NOT_FOUND), PORT_DEVICE_GONE},
        {__HRESULT_FROM_WIN32(ERROR_BUS_RESET), PORT_BUS_RESET},
        {__HRESULT_FROM_WIN32(ERROR_OPERATION_ABORTED), PORT_BUS_RESET},
        {E_IMAPI_RECORDER_LOCKED, PORT_REFUSED},
        {E_ACCESSDENIED, PORT_REFUSED},
    };
    unsigned int i;

    if (SUCCEEDED(hr)) return PORT_DELIVERED;
    for (i = 0; i < sizeof(table) / sizeof(table[0]); i++)
        if (table[i].hr == hr) return table[i].delivery;
    return PORT_LOST;
}

static HRESULT send_command(struct recorder_device *device, const struct port_command *command, BYTE *data,
                            BYTE *sense, uint32_t *transferred)
{
    ULONG timeout = (command->timeout_ms + 999) / 1000, fetched = 0;
    BYTE *cdb = (BYTE *)command->cdb;
    HRESULT hr;

    *transferred = 0;
    if (command->direction == PORT_NO_DATA)
        return IDiscRecorder2Ex_SendCommandNoData(device->recorder, cdb, command->cdb_length, sense, timeout);
    if (command->direction == PORT_FROM_DEVICE)
    {
        hr = IDiscRecorder2Ex_SendCommandGetDataFromDevice(device->recorder, cdb, command->cdb_length, sense, timeout,
                                                           data, command->data_length, &fetched);
        if (fetched > command->data_length) return E_IMAPI_RECORDER_INVALID_RESPONSE_FROM_DEVICE;
        *transferred = fetched;
        return hr;
    }
    hr = IDiscRecorder2Ex_SendCommandSendDataToDevice(device->recorder, cdb, command->cdb_length, sense, timeout,
                                                      data, command->data_length);
    if (hr == S_OK) *transferred = command->data_length;
    return hr;
}

static void fill_reply(HRESULT hr, const BYTE *sense, uint32_t transferred, struct port_reply *reply)
{
    reply->delivery = delivery_from_hresult(hr);
    if (FAILED(hr))
    {
        reply->host_error = hr;
        return;
    }
    reply->transferred = transferred;
    if (hr != S_IMAPI_COMMAND_HAS_SENSE_DATA) return;
    reply->status = PORT_STATUS_CHECK_CONDITION;
    reply->sense_length = SENSE_BYTES;
    memcpy(reply->sense, sense, SENSE_BYTES);
}

static bool must_be_copied(const struct recorder_device *device, const struct port_command *command)
{
    return command->data && ((ULONG_PTR)command->data & device->limits.alignment_mask);
}

/* Small replies are parsed from structs on the stack, which need not lie as the drive's host wants them. */
static HRESULT send_copied(struct recorder_device *device, const struct port_command *command, BYTE *sense,
                           uint32_t *transferred)
{
    BYTE *copy = VirtualAlloc(NULL, command->data_length, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
    HRESULT hr;

    if (!copy) return E_OUTOFMEMORY;
    if (command->direction == PORT_TO_DEVICE) memcpy(copy, command->data, command->data_length);
    hr = send_command(device, command, copy, sense, transferred);
    if (command->direction == PORT_FROM_DEVICE) memcpy(command->data, copy, *transferred);
    VirtualFree(copy, 0, MEM_RELEASE);
    return hr;
}

static void recorder_port_execute(struct port_device *iface, const struct port_command *command,
                                  struct port_reply *reply)
{
    struct recorder_device *device = impl_from_port_device(iface);
    BYTE sense[SENSE_BYTES] = {0};
    uint32_t transferred;
    HRESULT hr;

    memset(reply, 0, sizeof(*reply));
    if (must_be_copied(device, command))
        hr = send_copied(device, command, sense, &transferred);
    else
        hr = send_command(device, command, command->data, sense, &transferred);
    fill_reply(hr, sense, transferred, reply);
}

static void recorder_port_limits(struct port_device *iface, struct port_limits *limits)
{
    *limits = impl_from_port_device(iface)->limits;
    limits->alignment_mask = 0;     /* execute() copies what lies wrong */
}

static enum port_error error_from_hresult(HRESULT hr)
{
    if (SUCCEEDED(hr)) return PORT_OK;
    if (hr == E_IMAPI_RECORDER_LOCKED) return PORT_E_LOCKED;
    if (hr == E_OUTOFMEMORY) return PORT_E_NO_MEMORY;
    if (hr == E_ACCESSDENIED) return PORT_E_ACCESS;
    return delivery_from_hresult(hr) == PORT_DEVICE_GONE ? PORT_E_NO_SUCH_DRIVE : PORT_E_IO;
}

static IDiscRecorder2 *get_locker(struct port_device *iface)
{
    IDiscRecorder2 *locker;

    if (FAILED(IDiscRecorder2Ex_QueryInterface(impl_from_port_device(iface)->recorder, &IID_IDiscRecorder2,
                                               (void **)&locker)))
        return NULL;
    return locker;
}

static BSTR bstr_from_ascii(const char *text)
{
    BSTR str = SysAllocStringLen(NULL, (UINT)strlen(text));
    unsigned int i;

    for (i = 0; str && text[i]; i++) str[i] = (unsigned char)text[i];
    return str;
}

static enum port_error recorder_port_lock(struct port_device *iface, const char *owner, bool force)
{
    IDiscRecorder2 *locker = get_locker(iface);
    BSTR name = bstr_from_ascii(owner);
    HRESULT hr = E_OUTOFMEMORY;

    if (locker && name) hr = IDiscRecorder2_AcquireExclusiveAccess(locker, force ? VARIANT_TRUE : VARIANT_FALSE, name);
    SysFreeString(name);
    if (!locker) return PORT_E_UNSUPPORTED;
    IDiscRecorder2_Release(locker);
    return error_from_hresult(hr);
}

static enum port_error recorder_port_unlock(struct port_device *iface)
{
    IDiscRecorder2 *locker = get_locker(iface);
    HRESULT hr;

    if (!locker) return PORT_E_UNSUPPORTED;
    hr = IDiscRecorder2_ReleaseExclusiveAccess(locker);
    IDiscRecorder2_Release(locker);
    return error_from_hresult(hr);
}

static enum port_error recorder_port_owner(struct port_device *iface, char owner[PORT_OWNER_MAX])
{
    IDiscRecorder2 *locker = get_locker(iface);
    BSTR name = NULL;
    HRESULT hr;

    owner[0] = 0;
    if (!locker) return PORT_E_UNSUPPORTED;
    hr = IDiscRecorder2_get_ExclusiveAccessOwner(locker, &name);
    if (SUCCEEDED(hr) && name)
        WideCharToMultiByte(CP_UTF8, 0, name, -1, owner, PORT_OWNER_MAX, NULL, NULL);
    owner[PORT_OWNER_MAX - 1] = 0;
    SysFreeString(name);
    IDiscRecorder2_Release(locker);
    return error_from_hresult(hr);
}

static enum port_error recorder_port_enumerate(struct port *port, port_found found, void *context)
{
    (void)port, (void)found, (void)context;
    return PORT_E_UNSUPPORTED;
}

static enum port_error recorder_port_open(struct port *port, const char *id, struct port_device **device)
{
    (void)port, (void)id;
    *device = NULL;
    return PORT_E_UNSUPPORTED;
}

static void recorder_port_close(struct port_device *iface)
{
    recorder_device_cleanup(impl_from_port_device(iface));
}

static enum port_error recorder_port_wait_event(struct port *port, uint32_t timeout_ms, struct port_event *event)
{
    (void)port, (void)timeout_ms;
    event->kind = PORT_EVENT_NONE;
    return PORT_E_UNSUPPORTED;
}

static void recorder_port_wake(struct port *port)
{
    (void)port;
}

const struct port_ops recorder_port_ops = {
    .name = "recorder",
    .enumerate = recorder_port_enumerate,
    .open = recorder_port_open,
    .close = recorder_port_close,
    .limits = recorder_port_limits,
    .execute = recorder_port_execute,
    .lock = recorder_port_lock,
    .unlock = recorder_port_unlock,
    .owner = recorder_port_owner,
    .wait_event = recorder_port_wait_event,
    .wake = recorder_port_wake,
};

/*
 * The method is named a mask but described as an alignment. Taking the value
 * for either at once costs at most a copy of a small reply.
 */
static uint32_t alignment_mask(ULONG value)
{
    uint32_t mask = value;

    if (value > 1 && !(value & (value - 1))) mask |= value - 1;
    return mask & PAGE_MASK;
}

static HRESULT read_limits(struct recorder_device *device)
{
    ULONG mask, unaligned, aligned;
    HRESULT hr;

    hr = IDiscRecorder2Ex_GetByteAlignmentMask(device->recorder, &mask);
    if (SUCCEEDED(hr)) hr = IDiscRecorder2Ex_GetMaximumNonPageAlignedTransferSize(device->recorder, &unaligned);
    if (SUCCEEDED(hr)) hr = IDiscRecorder2Ex_GetMaximumPageAlignedTransferSize(device->recorder, &aligned);
    if (FAILED(hr)) return hr;
    if (!unaligned || !aligned) return E_IMAPI_RECORDER_INVALID_RESPONSE_FROM_DEVICE;

    device->limits.alignment_mask = alignment_mask(mask);
    device->limits.max_transfer = unaligned;
    device->limits.max_aligned_transfer = aligned > unaligned ? aligned : unaligned;
    return S_OK;
}

HRESULT recorder_device_init(struct recorder_device *device, IDiscRecorder2Ex *recorder)
{
    HRESULT hr;

    memset(device, 0, sizeof(*device));
    device->device.ops = &recorder_port_ops;
    device->recorder = recorder;
    if (FAILED(hr = read_limits(device))) return hr;
    IDiscRecorder2Ex_AddRef(recorder);
    TRACE("%p: at most %u bytes, %u in pages, mask %#x\n", recorder, device->limits.max_transfer,
          device->limits.max_aligned_transfer, device->limits.alignment_mask);
    return S_OK;
}

void recorder_device_cleanup(struct recorder_device *device)
{
    IDiscRecorder2Ex_Release(device->recorder);
    device->recorder = NULL;
}
