/*
 * Descriptions of drive and adapter in the host's own form
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

#include "imapi2_private.h"
#include "winioctl.h"
#include "ntddstor.h"
#include "recorder.h"

#define PAGE_BYTES 4096

/* BusTypeSata, which not every winioctl.h knows. */
#define BUS_TYPE_SATA ((STORAGE_BUS_TYPE)0x0b)

/* The text fields of INQUIRY as strings behind the descriptor. */
struct device_strings
{
    char vendor[9], product[17], revision[5];
};

/* How the drive says that it is connected, core feature, MMC-6 table 92. */
static STORAGE_BUS_TYPE bus_type_from_interface(uint32_t code)
{
    static const struct
    {
        uint32_t interface_code;
        STORAGE_BUS_TYPE bus;
    } table[] = {
        { 1, BusTypeScsi }, { 2, BusTypeAtapi }, { 3, BusType1394 }, { 4, BusType1394 },
        { 6, BusTypeFibre }, { 7, BUS_TYPE_SATA }, { 8, BusTypeUsb },
    };
    unsigned int i;

    for (i = 0; i < ARRAY_SIZE(table); i++)
        if (table[i].interface_code == code) return table[i].bus;
    return BusTypeUnknown;
}

HRESULT recorder_make_adapter_descriptor(struct drive *drive, BYTE **data, ULONG *size)
{
    STORAGE_ADAPTER_DESCRIPTOR *descriptor;
    uint32_t code;
    HRESULT hr;

    if (FAILED(hr = recorder_read_interface(drive, &code))) return hr;
    if (!(descriptor = CoTaskMemAlloc(sizeof(*descriptor)))) return E_OUTOFMEMORY;
    memset(descriptor, 0, sizeof(*descriptor));
    descriptor->Version = sizeof(*descriptor);
    descriptor->Size = sizeof(*descriptor);
    descriptor->MaximumTransferLength = drive->limits.max_aligned_transfer;
    /* A transfer that begins within a page touches one more. */
    descriptor->MaximumPhysicalPages = drive->limits.max_transfer / PAGE_BYTES + 1;
    descriptor->AlignmentMask = drive->limits.alignment_mask;
    descriptor->BusType = bus_type_from_interface(code);
    *data = (BYTE *)descriptor;
    *size = sizeof(*descriptor);
    return S_OK;
}

HRESULT recorder_make_device_descriptor(struct drive *drive, BYTE **data, ULONG *size)
{
    const ULONG raw = offsetof(STORAGE_DEVICE_DESCRIPTOR, RawDeviceProperties);
    STORAGE_DEVICE_DESCRIPTOR *descriptor;
    struct device_strings strings;
    struct mmc_inquiry inquiry;
    uint32_t code;
    HRESULT hr;

    if (FAILED(hr = recorder_read_inquiry(drive, &inquiry))) return hr;
    if (FAILED(hr = recorder_read_interface(drive, &code))) return hr;
    *size = raw + MMC_INQUIRY_LENGTH + sizeof(strings);
    if (!(descriptor = CoTaskMemAlloc(*size))) return E_OUTOFMEMORY;
    memset(descriptor, 0, *size);
    memcpy(strings.vendor, inquiry.vendor, sizeof(strings.vendor));
    memcpy(strings.product, inquiry.product, sizeof(strings.product));
    memcpy(strings.revision, inquiry.revision, sizeof(strings.revision));

    descriptor->Version = sizeof(*descriptor);
    descriptor->Size = *size;
    descriptor->DeviceType = inquiry.peripheral_type;
    descriptor->RemovableMedia = inquiry.removable;
    descriptor->VendorIdOffset = raw + MMC_INQUIRY_LENGTH + offsetof(struct device_strings, vendor);
    descriptor->ProductIdOffset = raw + MMC_INQUIRY_LENGTH + offsetof(struct device_strings, product);
    descriptor->ProductRevisionOffset = raw + MMC_INQUIRY_LENGTH + offsetof(struct device_strings, revision);
    descriptor->BusType = bus_type_from_interface(code);
    descriptor->RawPropertiesLength = MMC_INQUIRY_LENGTH;
    mmc_encode_inquiry(descriptor->RawDeviceProperties, MMC_INQUIRY_LENGTH, &inquiry);
    memcpy((BYTE *)descriptor + raw + MMC_INQUIRY_LENGTH, &strings, sizeof(strings));
    *data = (BYTE *)descriptor;
    return S_OK;
}
