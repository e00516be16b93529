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

#include "format.h"
#include "pipeline.h"

/* What a Write() goes by, beside the settings of all formats; taken as a whole when it begins. */
struct data_options
{
    VARIANT_BOOL buffer_underrun_free_disabled;
    VARIANT_BOOL postgap_in_image;
    VARIANT_BOOL force_close;
    VARIANT_BOOL disable_dvd_compatibility;
    VARIANT_BOOL force_overwrite;
};

struct format_data
{
    struct object object;
    IDiscFormat2Data IDiscFormat2Data_iface;
    IBurnVerification IBurnVerification_iface;
    struct format format;                   /* its lock guards the members below */
    struct data_options options;
    struct pipeline *running;               /* the Write() that runs, NULL for none */
};

/* format_data_write.c */
HRESULT format_data_write(struct format_data *This, IStream *data);

/* format_data_media.c: the properties that ask the drive */
HRESULT data_total_sectors(IDiscRecorder2 *recorder, LONG *value);
HRESULT data_free_sectors(IDiscRecorder2 *recorder, LONG *value);
HRESULT data_next_writable(IDiscRecorder2 *recorder, LONG *value);
HRESULT data_previous_start(IDiscRecorder2 *recorder, LONG *value);
HRESULT data_previous_end(IDiscRecorder2 *recorder, LONG *value);

#endif /* IMAPI2_FORMAT_DATA_H */
