/*
 * The recorder object: what its two interfaces share
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

#ifndef IMAPI2_RECORDER_H
#define IMAPI2_RECORDER_H

#include "imapi2_private.h"
#include "drive.h"

struct recorder
{
    struct object object;
    IDiscRecorder2 IDiscRecorder2_iface;
    IDiscRecorder2Ex IDiscRecorder2Ex_iface;
    SRWLOCK lock;           /* guards the two members below */
    struct drive *drive;    /* NULL before InitializeDiscRecorder */
    BSTR id;                /* as the client gave it */
};

extern const IDiscRecorder2ExVtbl recorder_ex_vtbl;

/* The drive with a reference, NULL before InitializeDiscRecorder. */
struct drive *recorder_get_drive(struct recorder *recorder);

/*
 * recorder_data.c: what a drive tells of itself. Lists and blocks are made
 * with CoTaskMemAlloc.
 */
HRESULT recorder_read_inquiry(struct drive *drive, struct mmc_inquiry *inquiry);
HRESULT recorder_read_feature(struct drive *drive, ULONG code, bool current_only, BYTE **data, ULONG *size);
/* How the drive says that it is connected: struct mmc_core_feature; 0 when it does not say. */
HRESULT recorder_read_interface(struct drive *drive, uint32_t *code);
HRESULT recorder_read_features(struct drive *drive, bool current_only, LONG **codes, ULONG *count);
HRESULT recorder_read_profiles(struct drive *drive, bool current_only, LONG **profiles, ULONG *count);
HRESULT recorder_read_mode_page(struct drive *drive, LONG page, LONG type, BYTE **data, ULONG *size);
HRESULT recorder_read_mode_pages(struct drive *drive, LONG type, LONG **pages, ULONG *count);
HRESULT recorder_write_mode_page(struct drive *drive, LONG type, const BYTE *page, ULONG size);
HRESULT recorder_read_disc_information(struct drive *drive, BYTE **data, ULONG *size);
HRESULT recorder_read_track_information(struct drive *drive, ULONG address, LONG type, BYTE **data, ULONG *size);
HRESULT recorder_read_structure(struct drive *drive, ULONG format, ULONG address, ULONG layer, ULONG agid,
                                BYTE **data, ULONG *size);
HRESULT recorder_send_structure(struct drive *drive, ULONG format, const BYTE *data, ULONG size);
HRESULT recorder_can_load(struct drive *drive, bool *can_load);

/* storage_descriptor.c: as IOCTL_STORAGE_QUERY_PROPERTY would answer */
HRESULT recorder_make_adapter_descriptor(struct drive *drive, BYTE **data, ULONG *size);
HRESULT recorder_make_device_descriptor(struct drive *drive, BYTE **data, ULONG *size);

#endif /* IMAPI2_RECORDER_H */
