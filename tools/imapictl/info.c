/*
 * The command info: a recorder, its medium, and what hinders a burn
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

#include <stdio.h>

#include "imapictl.h"
#include "burn.h"
#include "mmc_profiles.h"
#include "recorder_text.h"

static void tell_sectors(const char *label, const char *member, HRESULT hr, LONG sectors)
{
    if (FAILED(hr))
        return;
    print("%-14s %ld sectors, %.1f MB\n", label, (long)sectors, (double)sectors * SECTOR_SIZE / 1000000);
    json_number(member, sectors);
}

static void tell_path(void *context, const char *path)
{
    (void)context;
    print("%-14s %s\n", "Path", path);
    json_text(NULL, path);
}

static void tell_profile(void *context, LONG number)
{
    const char **separator = context;

    print("%s%s", *separator, mmc_profile_name((uint16_t)number));
    json_text(NULL, mmc_profile_name((uint16_t)number));
    *separator = ", ";
}

static void tell_paths(IDiscRecorder2 *recorder)
{
    SAFEARRAY *paths = NULL;

    json_array("paths");
    if (SUCCEEDED(IDiscRecorder2_get_VolumePathNames(recorder, &paths)) && paths)
    {
        for_each_text(paths, tell_path, NULL);
        SafeArrayDestroy(paths);
    }
    json_close();
}

static void tell_profiles(IDiscRecorder2 *recorder)
{
    const char *separator = "";
    SAFEARRAY *profiles = NULL;

    if (FAILED(IDiscRecorder2_get_SupportedProfiles(recorder, &profiles)) || !profiles)
        return;
    print("%-14s ", "Kinds of media");
    json_array("profiles");
    for_each_number(profiles, tell_profile, &separator);
    json_close();
    print("\n");
    SafeArrayDestroy(profiles);
}

static void tell_recorder(IDiscRecorder2 *recorder)
{
    struct recorder_text text;

    read_recorder_text(recorder, &text);
    print("%-14s %s %s %s\n", "Recorder", text.vendor, text.product, text.revision);
    print("%-14s %s\n", "Id", text.id);
    json_recorder_text(&text);
    tell_paths(recorder);
    if (text.owner[0])
        print("%-14s %s\n", "In use by", text.owner);
    tell_profiles(recorder);
}

static void tell_speed(void *context, LONG speed)
{
    const LONG *one = context;

    print(" %.1fx", (double)speed / *one);
    json_number(NULL, speed);
}

/* In JSON in sectors a second, as IMAPI has them. */
static void tell_speeds(IDiscFormat2Data *format, IMAPI_MEDIA_PHYSICAL_TYPE type)
{
    LONG one = sectors_per_second_at_1x(type);
    SAFEARRAY *speeds = NULL;

    if (FAILED(IDiscFormat2Data_get_SupportedWriteSpeeds(format, &speeds)) || !speeds)
        return;
    print("%-14s", "Speeds");
    json_array("write_speeds");
    for_each_number(speeds, tell_speed, &one);
    json_close();
    print("\n");
    SafeArrayDestroy(speeds);
}

static void tell_status(IDiscFormat2Data *format)
{
    IMAPI_FORMAT2_DATA_MEDIA_STATE state;
    char text[128];

    if (FAILED(IDiscFormat2Data_get_CurrentMediaStatus(format, &state)))
        return;
    print("%-14s %s\n", "Status", media_state_text(state, text, sizeof(text)));
    json_text("status", media_state_text(state, text, sizeof(text)));
}

static void tell_medium(IDiscRecorder2 *recorder, IDiscFormat2Data *format)
{
    IMAPI_MEDIA_PHYSICAL_TYPE type;
    LONG value = 0;
    HRESULT hr;

    hr = IDiscFormat2Data_get_CurrentPhysicalMediaType(format, &type);
    if (FAILED(hr))
    {
        json_text("medium", NULL);
        if (hr == E_IMAPI_RECORDER_MEDIA_NO_MEDIA)
            print("%-14s none\n", "Medium");
        else
            complain_of_result("the medium cannot be read", hr);
        return;
    }
    json_object("medium");
    print("%-14s %s\n", "Medium", media_type_name(type));
    json_text("type", media_type_name(type));
    tell_status(format);
    hr = IDiscFormat2Data_get_TotalSectorsOnMedia(format, &value);
    tell_sectors("Capacity", "total_sectors", hr, value);
    hr = IDiscFormat2Data_get_FreeSectorsOnMedia(format, &value);
    tell_sectors("Free", "free_sectors", hr, value);
    if (SUCCEEDED(IDiscFormat2Data_get_NextWritableAddress(format, &value)))
    {
        print("%-14s %ld\n", "Next writable", (long)value);
        json_number("next_writable_address", value);
    }
    tell_speeds(format, type);
    tell_tracks(recorder);
    json_close();
}

static void tell_hindrance(void *context, const char *text)
{
    const char **label = context;

    print("%-14s %s\n", *label, text);
    json_text(NULL, text);
    *label = "";
}

/* Data, since that is what most want; sound has demands of its own. */
static void tell_hindrances(IDiscRecorder2 *recorder)
{
    const struct burn_plan plan = { 0 };
    const char *label = "Burning fails";

    json_array("obstacles");
    if (!find_obstacles(recorder, &plan, tell_hindrance, &label))
        print("%-14s possible\n", "Burning");
    json_close();
}

enum exit_code tell_about_recorder(struct arguments *arguments)
{
    IDiscFormat2Data *format;
    IDiscRecorder2 *recorder;
    enum exit_code code;

    if (!check_arguments(arguments, 0, 1))
        return EXIT_USAGE;
    if ((code = open_recorder(arguments->count ? arguments->values[0] : NULL, &recorder)))
        return code;
    tell_recorder(recorder);
    if (!(code = open_data_format(recorder, &format)))
    {
        tell_medium(recorder, format);
        tell_hindrances(recorder);
        IDiscFormat2Data_Release(format);
    }
    IDiscRecorder2_Release(recorder);
    return code;
}
