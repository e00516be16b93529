/*
 * What imapictl tells about recorders
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
#include <string.h>

#include "imapictl.h"
#include "mmc_commands.h"

#define SECTOR_SIZE 2048

/* A BSTR property as UTF-8 without the padding that INQUIRY has; the getter frees nothing. */
static const char *take_text(HRESULT hr, BSTR text)
{
    const char *result;
    int length;

    if (FAILED(hr) || !text)
        return "";
    for (length = lstrlenW(text); length && text[length - 1] == ' '; length--)
        text[length - 1] = 0;
    result = utf8(text);
    SysFreeString(text);
    return result;
}

static void print_names(IDiscRecorder2 *recorder)
{
    const char *vendor, *product, *revision;
    BSTR text = NULL;
    HRESULT hr;

    hr = IDiscRecorder2_get_VendorId(recorder, &text);
    vendor = take_text(hr, text);
    hr = IDiscRecorder2_get_ProductId(recorder, &text);
    product = take_text(hr, text);
    hr = IDiscRecorder2_get_ProductRevision(recorder, &text);
    revision = take_text(hr, text);
    print("%s %s %s\n", vendor, product, revision);
}

static void print_list_entry(LONG index, BSTR id)
{
    IDiscRecorder2 *recorder;
    HRESULT hr;

    print("%ld  ", (long)index);
    hr = create_object(&CLSID_MsftDiscRecorder2, &IID_IDiscRecorder2, (void **)&recorder);
    if (SUCCEEDED(hr))
    {
        if (SUCCEEDED(hr = IDiscRecorder2_InitializeDiscRecorder(recorder, id)))
            print_names(recorder);
        IDiscRecorder2_Release(recorder);
    }
    if (FAILED(hr))
        print("(cannot be opened, 0x%08lX)\n", (unsigned long)hr);
    print("   %s\n", utf8(id));
}

enum exit_code list_recorders(struct arguments *arguments)
{
    IDiscMaster2 *master;
    enum exit_code code;
    LONG count = 0, i;
    HRESULT hr;
    BSTR id;

    if (!check_arguments(arguments, 0, 0))
        return EXIT_USAGE;
    if ((code = open_master(&master)))
        return code;
    if (FAILED(hr = IDiscMaster2_get_Count(master, &count)))
        complain_of_result("the recorders cannot be listed", hr);
    for (i = 0; i < count; i++)
    {
        if (FAILED(IDiscMaster2_get_Item(master, i, &id)))
            continue;
        print_list_entry(i, id);
        SysFreeString(id);
    }
    IDiscMaster2_Release(master);
    return exit_code_from_result(hr);
}

static void print_sectors(const char *what, HRESULT hr, LONG sectors)
{
    if (SUCCEEDED(hr))
        print("%-14s %ld sectors, %.1f MB\n", what, (long)sectors, (double)sectors * SECTOR_SIZE / 1000000);
}

static void print_recorder(IDiscRecorder2 *recorder)
{
    SAFEARRAY *paths = NULL;
    BSTR text = NULL;
    VARIANT *items;
    HRESULT hr;
    LONG i;

    print("%-14s ", "Recorder");
    print_names(recorder);
    hr = IDiscRecorder2_get_ActiveDiscRecorder(recorder, &text);
    print("%-14s %s\n", "Id", take_text(hr, text));
    hr = IDiscRecorder2_get_VolumePathNames(recorder, &paths);
    if (SUCCEEDED(hr) && paths && SUCCEEDED(SafeArrayAccessData(paths, (void **)&items)))
    {
        for (i = 0; i < (LONG)paths->rgsabound[0].cElements; i++)
            if (V_VT(&items[i]) == VT_BSTR)
                print("%-14s %s\n", "Path", utf8(V_BSTR(&items[i])));
        SafeArrayUnaccessData(paths);
    }
    if (paths)
        SafeArrayDestroy(paths);
    text = NULL;
    hr = IDiscRecorder2_get_ExclusiveAccessOwner(recorder, &text);
    if (SUCCEEDED(hr) && text && text[0])
        print("%-14s %s\n", "In use by", utf8(text));
    if (SUCCEEDED(hr))
        SysFreeString(text);
}

static void print_speeds(IDiscFormat2Data *format, IMAPI_MEDIA_PHYSICAL_TYPE type)
{
    LONG one = sectors_per_second_at_1x(type), i;
    SAFEARRAY *speeds = NULL;
    VARIANT *items;

    if (FAILED(IDiscFormat2Data_get_SupportedWriteSpeeds(format, &speeds)) || !speeds)
        return;
    print("%-14s", "Speeds");
    if (SUCCEEDED(SafeArrayAccessData(speeds, (void **)&items)))
    {
        for (i = 0; i < (LONG)speeds->rgsabound[0].cElements; i++)
            print(" %.1fx", (double)V_I4(&items[i]) / one);
        SafeArrayUnaccessData(speeds);
    }
    print("\n");
    SafeArrayDestroy(speeds);
}

static void print_track(IDiscRecorder2Ex *recorder, uint16_t number)
{
    struct mmc_track_information track;
    BYTE *data = NULL;
    ULONG size = 0;

    if (FAILED(IDiscRecorder2Ex_GetTrackInformation(recorder, number, IMAPI_READ_TRACK_ADDRESS_TYPE_TRACK,
                                                    &data, &size)))
        return;
    if (mmc_parse_track_information(data, size, &track))
        print("  track %-6u session %u, start %ld, %lu sectors%s%s\n", track.track, track.session,
              (long)track.start, (unsigned long)track.track_size, track.blank ? ", blank" : "",
              track.damaged ? ", damaged" : "");
    CoTaskMemFree(data);
}

/* The session that an appendable medium offers is not one that somebody wrote. */
static void print_sessions(IDiscRecorder2Ex *recorder, const struct mmc_disc_information *disc)
{
    bool offered = disc->last_session_state == MMC_SESSION_EMPTY;
    uint16_t i;

    print("%-14s %d\n", "Sessions", disc->sessions - offered);
    for (i = disc->first_track; i && i <= disc->last_session_last_track; i++)
        print_track(recorder, i);
}

/* Sessions and tracks are not in the data format's interface; the drive's own words are. */
static void print_tracks(IDiscRecorder2 *recorder)
{
    struct mmc_disc_information disc;
    IDiscRecorder2Ex *extended;
    BYTE *data = NULL;
    ULONG size = 0;

    if (FAILED(IDiscRecorder2_QueryInterface(recorder, &IID_IDiscRecorder2Ex, (void **)&extended)))
        return;
    if (SUCCEEDED(IDiscRecorder2Ex_GetDiscInformation(extended, &data, &size)))
    {
        if (mmc_parse_disc_information(data, size, &disc))
            print_sessions(extended, &disc);
        CoTaskMemFree(data);
    }
    IDiscRecorder2Ex_Release(extended);
}

static void print_medium(IDiscRecorder2 *recorder, IDiscFormat2Data *format)
{
    IMAPI_FORMAT2_DATA_MEDIA_STATE state;
    IMAPI_MEDIA_PHYSICAL_TYPE type;
    LONG value = 0;
    char text[128];
    HRESULT hr;

    hr = IDiscFormat2Data_get_CurrentPhysicalMediaType(format, &type);
    if (hr == E_IMAPI_RECORDER_MEDIA_NO_MEDIA)
    {
        print("%-14s none\n", "Medium");
        return;
    }
    if (FAILED(hr))
    {
        complain_of_result("the medium cannot be read", hr);
        return;
    }
    print("%-14s %s\n", "Medium", media_type_name(type));
    if (SUCCEEDED(IDiscFormat2Data_get_CurrentMediaStatus(format, &state)))
        print("%-14s %s\n", "Status", media_state_text(state, text, sizeof(text)));
    hr = IDiscFormat2Data_get_TotalSectorsOnMedia(format, &value);
    print_sectors("Capacity", hr, value);
    hr = IDiscFormat2Data_get_FreeSectorsOnMedia(format, &value);
    print_sectors("Free", hr, value);
    if (SUCCEEDED(IDiscFormat2Data_get_NextWritableAddress(format, &value)))
        print("%-14s %ld\n", "Next writable", (long)value);
    print_speeds(format, type);
    print_tracks(recorder);
}

enum exit_code show_recorder(struct arguments *arguments)
{
    IDiscFormat2Data *format;
    IDiscRecorder2 *recorder;
    enum exit_code code;

    if (!check_arguments(arguments, 0, 1))
        return EXIT_USAGE;
    if ((code = open_recorder(arguments->count ? arguments->values[0] : NULL, &recorder)))
        return code;
    print_recorder(recorder);
    if (!(code = open_data_format(recorder, &format)))
    {
        print_medium(recorder, format);
        IDiscFormat2Data_Release(format);
    }
    IDiscRecorder2_Release(recorder);
    return code;
}
