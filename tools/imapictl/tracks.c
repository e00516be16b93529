/*
 * Sessions and tracks of a medium
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

#include "imapictl.h"
#include "mmc_commands.h"

bool read_track(IDiscRecorder2Ex *recorder, uint16_t number, struct mmc_track_information *track)
{
    BYTE *data = NULL;
    ULONG size = 0;
    bool found;

    if (FAILED(IDiscRecorder2Ex_GetTrackInformation(recorder, number, IMAPI_READ_TRACK_ADDRESS_TYPE_TRACK,
                                                    &data, &size)))
        return false;
    found = mmc_parse_track_information(data, size, track);
    CoTaskMemFree(data);
    return found;
}

bool read_disc(IDiscRecorder2Ex *recorder, struct mmc_disc_information *disc)
{
    BYTE *data = NULL;
    ULONG size = 0;
    bool found;

    if (FAILED(IDiscRecorder2Ex_GetDiscInformation(recorder, &data, &size)))
        return false;
    found = mmc_parse_disc_information(data, size, disc);
    CoTaskMemFree(data);
    return found;
}

static void tell_track(IDiscRecorder2Ex *recorder, uint16_t number)
{
    struct mmc_track_information track;

    if (!read_track(recorder, number, &track))
        return;
    print("  track %-6u session %u, start %ld, %lu sectors%s%s\n", track.track, track.session,
          (long)track.start, (unsigned long)track.track_size, track.blank ? ", blank" : "",
          track.damaged ? ", damaged" : "");
    json_object(NULL);
    json_number("track", track.track);
    json_number("session", track.session);
    json_number("start", track.start);
    json_number("sectors", track.track_size);
    json_bool("blank", track.blank);
    json_bool("damaged", track.damaged);
    json_close();
}

/* The session that an appendable medium offers is not one that somebody wrote. */
static void tell_sessions(IDiscRecorder2Ex *recorder, const struct mmc_disc_information *disc)
{
    bool offered = disc->last_session_state == MMC_SESSION_EMPTY;
    uint16_t i;

    print("%-14s %d\n", "Sessions", disc->sessions - offered);
    json_number("sessions", disc->sessions - offered);
    json_array("tracks");
    for (i = disc->first_track; i && i <= disc->last_session_last_track; i++)
        tell_track(recorder, i);
    json_close();
}

/* Sessions and tracks are not in the data format's interface; the drive's own words are. */
void tell_tracks(IDiscRecorder2 *recorder)
{
    struct mmc_disc_information disc;
    IDiscRecorder2Ex *extended;

    if (FAILED(IDiscRecorder2_QueryInterface(recorder, &IID_IDiscRecorder2Ex, (void **)&extended)))
        return;
    if (read_disc(extended, &disc))
        tell_sessions(extended, &disc);
    IDiscRecorder2Ex_Release(extended);
}
