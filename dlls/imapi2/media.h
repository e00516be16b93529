/*
 * What the format objects ask about the medium in a recorder
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

#ifndef IMAPI2_MEDIA_H
#define IMAPI2_MEDIA_H

#include "recorder_port.h"

/* A recorder with its medium, as it is at this moment. */
struct media
{
    struct recorder_session session;
    struct burn_medium medium;
};

/*
 * Reads the medium. An empty tray, a drive that is busy and the like are
 * answered at once with the HRESULT that the sense stands for; burning waits
 * for such a drive, a question does not.
 */
HRESULT media_open(struct media *media, IDiscRecorder2 *recorder);
void media_close(struct media *media);

/* Nothing ever writes media of this kind. */
bool media_is_read_only(const struct media *media);

/* media_protection.c: bits of IMAPI_MEDIA_WRITE_PROTECT_STATE. */
LONG media_protection(struct media *media);

/* media_type.c: the order of questions is the one of Windows, so closed write-once discs turn into ROM types. */
HRESULT media_physical_type(IDiscRecorder2 *recorder, IMAPI_MEDIA_PHYSICAL_TYPE *type);

/* READ DISC INFORMATION says empty. Pressed discs never are. */
HRESULT media_physically_blank(IDiscRecorder2 *recorder, bool *blank);
/* The same, and for media without a blank state: their first and last 2 MiB are zeros. */
HRESULT media_heuristically_blank(IDiscRecorder2 *recorder, bool *blank);

/* Bits of IMAPI_FORMAT2_DATA_MEDIA_STATE, and the above. */
HRESULT media_data_state(IDiscRecorder2 *recorder, LONG *state);
HRESULT media_write_protect_state(IDiscRecorder2 *recorder, LONG *state);

/* speeds.c: sectors per second as IMAPI counts them, of kilobytes (1000 bytes) per second as drives do. */
LONG media_sectors_per_second(const struct burn_medium *medium, uint32_t kbps);
HRESULT media_supported_speeds(IDiscRecorder2 *recorder, SAFEARRAY **speeds);
HRESULT media_speed_descriptors(IDiscRecorder2 *recorder, SAFEARRAY **descriptors);
HRESULT media_current_speed(IDiscRecorder2 *recorder, LONG *sectors_per_second, bool *pure_cav);
/* The nearest speed that the drive has for its medium; -1 is the fastest. S_OK or one of S_IMAPI_*ADJUSTED. */
HRESULT media_set_speed(IDiscRecorder2 *recorder, LONG sectors_per_second, bool pure_cav);
HRESULT media_choose_speed(struct burn_drive *drive, const struct burn_medium *medium, LONG sectors_per_second,
                           bool pure_cav);
/*
 * Before a write. A drive that does not take the speed writes with its own;
 * *adjusted is never a failure. Answers the speed that is to be expected, 0: unknown.
 */
LONG media_apply_speed(struct burn_drive *drive, const struct burn_medium *medium, LONG sectors_per_second,
                       bool pure_cav, HRESULT *adjusted);

/* speed_descriptor.c */
HRESULT speed_descriptor_create(IMAPI_MEDIA_PHYSICAL_TYPE type, LONG sectors_per_second, bool pure_cav,
                                IDispatch **out);

/* multisession.c: one object for each kind of multisession that the medium may take; never an empty list. */
HRESULT multisession_interfaces(IDiscRecorder2 *recorder, SAFEARRAY **interfaces);

/* Results of questions: what the sense table has no name for is E_FAIL. */
extern const struct burn_results media_results;

#endif /* IMAPI2_MEDIA_H */
