/*
 * MsftDiscFormat2Data, shared by the files that it is made of
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

#ifndef IMAPI2_FORMAT_DATA_H
#define IMAPI2_FORMAT_DATA_H

#include "media.h"
#include "pipeline.h"

/* What a Write() goes by; taken as a whole when it begins. */
struct data_options
{
    VARIANT_BOOL buffer_underrun_free_disabled;
    VARIANT_BOOL postgap_in_image;
    VARIANT_BOOL force_close;
    VARIANT_BOOL disable_dvd_compatibility;
    VARIANT_BOOL force_overwrite;
    LONG speed;                             /* sectors per second, -1: the fastest */
    VARIANT_BOOL pure_cav;
    IMAPI_BURN_VERIFICATION_LEVEL verification;
};

struct format_data
{
    struct object object;
    IDiscFormat2Data IDiscFormat2Data_iface;
    IBurnVerification IBurnVerification_iface;
    CRITICAL_SECTION lock;                  /* guards the members below */
    IDiscRecorder2 *recorder;
    BSTR client_name;                       /* NULL until it is set */
    struct data_options options;
    struct pipeline *running;               /* the Write() that runs, NULL for none */
};

/* The recorder with a reference, or E_IMAPI_RECORDER_REQUIRED. */
HRESULT format_data_recorder(struct format_data *This, IDiscRecorder2 **recorder);

/* Whether the medium type is one of SupportedMediaTypes. */
bool data_media_type_supported(IMAPI_MEDIA_PHYSICAL_TYPE type);

/* format_data_write.c */
HRESULT format_data_write(struct format_data *This, IStream *data);

/* format_data_media.c: IDiscFormat2, and the properties that ask the drive */
HRESULT data_is_recorder_supported(IDiscRecorder2 *recorder, VARIANT_BOOL *value);
HRESULT data_is_media_supported(IDiscRecorder2 *recorder, VARIANT_BOOL *value);

enum data_number
{
    DATA_TOTAL_SECTORS,
    DATA_FREE_SECTORS,
    DATA_NEXT_WRITABLE,
    DATA_PREVIOUS_START,
    DATA_PREVIOUS_END,
};

HRESULT data_get_number(IDiscRecorder2 *recorder, enum data_number which, LONG *value);
HRESULT data_supported_media_types(SAFEARRAY **types);

#endif /* IMAPI2_FORMAT_DATA_H */
