/*
 * A recorder that a client has written itself
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

#include "support.h"

/* Only what a write needs; everything else is E_NOTIMPL. */

static inline struct fake_recorder *impl_from_IDiscRecorder2Ex(IDiscRecorder2Ex *iface)
{
    return CONTAINING_RECORD(iface, struct fake_recorder, IDiscRecorder2Ex_iface);
}

static HRESULT WINAPI fake_QueryInterface(IDiscRecorder2Ex *iface, REFIID iid, void **out)
{
    *out = NULL;
    if (!IsEqualIID(iid, &IID_IUnknown) && !IsEqualIID(iid, &IID_IDiscRecorder2Ex)) return E_NOINTERFACE;
    *out = iface;
    IDiscRecorder2Ex_AddRef(iface);
    return S_OK;
}

static ULONG WINAPI fake_AddRef(IDiscRecorder2Ex *iface)
{
    return InterlockedIncrement(&impl_from_IDiscRecorder2Ex(iface)->ref);
}

static ULONG WINAPI fake_Release(IDiscRecorder2Ex *iface)
{
    return InterlockedDecrement(&impl_from_IDiscRecorder2Ex(iface)->ref);
}

static HRESULT WINAPI fake_SendCommandNoData(IDiscRecorder2Ex *iface, BYTE *cdb, ULONG cdb_size, BYTE sense[18],
                                             ULONG timeout)
{
    (void)iface, (void)cdb, (void)cdb_size, (void)sense, (void)timeout;
    return S_OK;
}

static HRESULT WINAPI fake_SendCommandSendDataToDevice(IDiscRecorder2Ex *iface, BYTE *cdb, ULONG cdb_size,
                                                       BYTE sense[18], ULONG timeout, BYTE *data, ULONG size)
{
    struct fake_recorder *This = impl_from_IDiscRecorder2Ex(iface);

    (void)sense;
    if (!This->commands)
    {
        memcpy(This->first_cdb, cdb, cdb_size < sizeof(This->first_cdb) ? cdb_size : sizeof(This->first_cdb));
        This->first_size = size;
    }
    This->commands++;
    This->blocks += cdb[7] << 8 | cdb[8];
    This->thread = GetCurrentThreadId();
    if (!timeout || size > This->limit || ((ULONG_PTR)data & This->mask)) This->wrong++;
    if (This->received + size <= sizeof(This->data)) memcpy(This->data + This->received, data, size);
    This->received += size;
    return This->send_result;
}

static HRESULT WINAPI fake_GetByteAlignmentMask(IDiscRecorder2Ex *iface, ULONG *value)
{
    struct fake_recorder *This = impl_from_IDiscRecorder2Ex(iface);

    *value = This->mask;
    return This->limits_result;
}

static HRESULT WINAPI fake_GetMaximumNonPageAlignedTransferSize(IDiscRecorder2Ex *iface, ULONG *value)
{
    struct fake_recorder *This = impl_from_IDiscRecorder2Ex(iface);

    *value = This->limit;
    return This->limits_result;
}

static HRESULT WINAPI fake_GetMaximumPageAlignedTransferSize(IDiscRecorder2Ex *iface, ULONG *value)
{
    struct fake_recorder *This = impl_from_IDiscRecorder2Ex(iface);

    *value = This->limit;
    return This->limits_result;
}

static HRESULT WINAPI fake_SendCommandGetDataFromDevice(IDiscRecorder2Ex *iface, BYTE *Cdb, ULONG CdbSize,
                                                        BYTE SenseBuffer[18], ULONG Timeout, BYTE *Buffer,
                                                        ULONG_IMAPI2_NONZERO BufferSize,
                                                        ULONG_IMAPI2_NOT_NEGATIVE *BufferFetched)
{
    (void)iface, (void)Cdb, (void)CdbSize, (void)SenseBuffer, (void)Timeout, (void)Buffer, (void)BufferSize, (void)BufferFetched;
    return E_NOTIMPL;
}

static HRESULT WINAPI fake_ReadDvdStructure(IDiscRecorder2Ex *iface, ULONG format, ULONG address, ULONG layer,
                                            ULONG agid, BYTE **data, ULONG_IMAPI2_DVD_STRUCTURE *count)
{
    (void)iface, (void)format, (void)address, (void)layer, (void)agid, (void)data, (void)count;
    return E_NOTIMPL;
}

static HRESULT WINAPI fake_SendDvdStructure(IDiscRecorder2Ex *iface, ULONG format, BYTE *data,
                                            ULONG_IMAPI2_DVD_STRUCTURE count)
{
    (void)iface, (void)format, (void)data, (void)count;
    return E_NOTIMPL;
}

static HRESULT WINAPI fake_GetAdapterDescriptor(IDiscRecorder2Ex *iface, BYTE **data,
                                                ULONG_IMAPI2_ADAPTER_DESCRIPTOR *byteSize)
{
    (void)iface, (void)data, (void)byteSize;
    return E_NOTIMPL;
}

static HRESULT WINAPI fake_GetDeviceDescriptor(IDiscRecorder2Ex *iface, BYTE **data,
                                               ULONG_IMAPI2_DEVICE_DESCRIPTOR *byteSize)
{
    (void)iface, (void)data, (void)byteSize;
    return E_NOTIMPL;
}

static HRESULT WINAPI fake_GetDiscInformation(IDiscRecorder2Ex *iface, BYTE **discInformation,
                                              ULONG_IMAPI2_DISC_INFORMATION *byteSize)
{
    (void)iface, (void)discInformation, (void)byteSize;
    return E_NOTIMPL;
}

static HRESULT WINAPI fake_GetTrackInformation(IDiscRecorder2Ex *iface, ULONG address,
                                               IMAPI_READ_TRACK_ADDRESS_TYPE addressType, BYTE **trackInformation,
                                               ULONG_IMAPI2_TRACK_INFORMATION *byteSize)
{
    (void)iface, (void)address, (void)addressType, (void)trackInformation, (void)byteSize;
    return E_NOTIMPL;
}

static HRESULT WINAPI fake_GetFeaturePage(IDiscRecorder2Ex *iface, IMAPI_FEATURE_PAGE_TYPE requestedFeature,
                                          BOOLEAN currentFeatureOnly, BYTE **featureData,
                                          ULONG_IMAPI2_FEATURE_PAGE *byteSize)
{
    (void)iface, (void)requestedFeature, (void)currentFeatureOnly, (void)featureData, (void)byteSize;
    return E_NOTIMPL;
}

static HRESULT WINAPI fake_GetModePage(IDiscRecorder2Ex *iface, IMAPI_MODE_PAGE_TYPE requestedModePage,
                                       IMAPI_MODE_PAGE_REQUEST_TYPE requestType, BYTE **modePageData,
                                       ULONG_IMAPI2_MODE_PAGE *byteSize)
{
    (void)iface, (void)requestedModePage, (void)requestType, (void)modePageData, (void)byteSize;
    return E_NOTIMPL;
}

static HRESULT WINAPI fake_SetModePage(IDiscRecorder2Ex *iface, IMAPI_MODE_PAGE_REQUEST_TYPE requestType, BYTE *data,
                                       ULONG_IMAPI2_MODE_PAGE byteSize)
{
    (void)iface, (void)requestType, (void)data, (void)byteSize;
    return E_NOTIMPL;
}

static HRESULT WINAPI fake_GetSupportedFeaturePages(IDiscRecorder2Ex *iface, BOOLEAN currentFeatureOnly,
                                                    IMAPI_FEATURE_PAGE_TYPE **featureData,
                                                    ULONG_IMAPI2_ALL_FEATURE_PAGES *byteSize)
{
    (void)iface, (void)currentFeatureOnly, (void)featureData, (void)byteSize;
    return E_NOTIMPL;
}

static HRESULT WINAPI fake_GetSupportedProfiles(IDiscRecorder2Ex *iface, BOOLEAN currentOnly,
                                                IMAPI_PROFILE_TYPE **profileTypes,
                                                ULONG_IMAPI2_ALL_PROFILES *validProfiles)
{
    (void)iface, (void)currentOnly, (void)profileTypes, (void)validProfiles;
    return E_NOTIMPL;
}

static HRESULT WINAPI fake_GetSupportedModePages(IDiscRecorder2Ex *iface, IMAPI_MODE_PAGE_REQUEST_TYPE requestType,
                                                 IMAPI_MODE_PAGE_TYPE **modePageTypes,
                                                 ULONG_IMAPI2_ALL_MODE_PAGES *validPages)
{
    (void)iface, (void)requestType, (void)modePageTypes, (void)validPages;
    return E_NOTIMPL;
}

static IDiscRecorder2ExVtbl fake_vtbl = {
    fake_QueryInterface,
    fake_AddRef,
    fake_Release,
    fake_SendCommandNoData,
    fake_SendCommandSendDataToDevice,
    fake_SendCommandGetDataFromDevice,
    fake_ReadDvdStructure,
    fake_SendDvdStructure,
    fake_GetAdapterDescriptor,
    fake_GetDeviceDescriptor,
    fake_GetDiscInformation,
    fake_GetTrackInformation,
    fake_GetFeaturePage,
    fake_GetModePage,
    fake_SetModePage,
    fake_GetSupportedFeaturePages,
    fake_GetSupportedProfiles,
    fake_GetSupportedModePages,
    fake_GetByteAlignmentMask,
    fake_GetMaximumNonPageAlignedTransferSize,
    fake_GetMaximumPageAlignedTransferSize,
};

void fake_recorder_init(struct fake_recorder *fake, ULONG limit, ULONG mask)
{
    memset(fake, 0, sizeof(*fake));
    fake->IDiscRecorder2Ex_iface.lpVtbl = &fake_vtbl;
    fake->ref = 1;
    fake->limit = limit;
    fake->mask = mask;
}
