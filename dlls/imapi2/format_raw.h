/*
 * MsftDiscFormat2RawCD, between its methods and what writes
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

#ifndef IMAPI2_FORMAT_RAW_H
#define IMAPI2_FORMAT_RAW_H

#include "preparation.h"

struct format_raw
{
    struct object object;
    IDiscFormat2RawCD IDiscFormat2RawCD_iface;
    struct format format;                   /* its lock guards the members below */
    struct preparation preparation;         /* while it is busy, raw belongs to the method that runs */
    LONG sector_type;                       /* enum IMAPI_FORMAT2_RAW_CD_DATA_SECTOR_TYPE */
    struct burn_raw raw;                    /* while it is prepared */
    LONG start_of_session;                  /* LBAs as prepared */
    LONG last_lead_out;
};

/* format_raw_write.c */

/* The sector types that the recorder takes, as IMAPI_FORMAT2_RAW_CD_DATA_SECTOR_TYPE. */
HRESULT format_raw_sector_types(IDiscRecorder2 *recorder, SAFEARRAY **types);
bool format_raw_takes(const struct format_raw *This, LONG sector_type);

HRESULT format_raw_prepare(struct format_raw *This);
/* lead_in: sectors of the stream in front of LBA 0. */
HRESULT format_raw_write(struct format_raw *This, IStream *data, LONG lead_in);
HRESULT format_raw_release(struct format_raw *This);
/* For an object that goes while it is prepared. */
void format_raw_abandon(struct format_raw *This);

#endif /* IMAPI2_FORMAT_RAW_H */
