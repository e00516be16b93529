/*
 * Audio CDs, one track at once
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
#include "burn.h"
#include "sound.h"

#define TRACKS_MAX 99

struct sound_burn
{
    IDiscFormat2TrackAtOnce *format;
    struct progress progress;
    IStream *tracks[TRACKS_MAX];
    int count;
    bool cancelled;
};

static HRESULT open_audio_format(IDiscRecorder2 *recorder, bool close, IDiscFormat2TrackAtOnce **format)
{
    BSTR name = SysAllocString(CLIENT_NAME);
    HRESULT hr;

    hr = create_object(&CLSID_MsftDiscFormat2TrackAtOnce, &IID_IDiscFormat2TrackAtOnce, (void **)format);
    if (SUCCEEDED(hr))
    {
        hr = IDiscFormat2TrackAtOnce_put_Recorder(*format, recorder);
        if (SUCCEEDED(hr))
            hr = IDiscFormat2TrackAtOnce_put_ClientName(*format, name);
        if (SUCCEEDED(hr))
            hr = IDiscFormat2TrackAtOnce_put_DoNotFinalizeMedia(*format, close ? VARIANT_FALSE : VARIANT_TRUE);
        if (FAILED(hr))
            IDiscFormat2TrackAtOnce_Release(*format);
    }
    SysFreeString(name);
    return hr;
}

static void show_update(struct sound_burn *burn, IDiscFormat2TrackAtOnceEventArgs *args)
{
    struct progress_state state = { .remaining = -1 };
    IMAPI_FORMAT2_TAO_WRITE_ACTION action;
    char phase[32];
    LONG track;

    if (FAILED(IDiscFormat2TrackAtOnceEventArgs_get_CurrentAction(args, &action)) ||
        action != IMAPI_FORMAT2_TAO_WRITE_ACTION_WRITING ||
        FAILED(IDiscFormat2TrackAtOnceEventArgs_get_CurrentTrackNumber(args, &track)))
        return;
    snprintf(phase, sizeof(phase), "writing track %ld", (long)track);
    state.phase = phase;
    read_written((IWriteEngine2EventArgs *)args, AUDIO_SECTOR_SIZE, &state);
    IDiscFormat2TrackAtOnceEventArgs_get_RemainingTime(args, &state.remaining);
    progress_show(&burn->progress, &state);
}

static void handle_update(void *context, DISPID id, const VARIANT *arguments, UINT count)
{
    IUnknown *args = event_args(arguments, count, &IID_IDiscFormat2TrackAtOnceEventArgs);
    struct sound_burn *burn = context;

    (void)id;
    if (args)
    {
        show_update(burn, (IDiscFormat2TrackAtOnceEventArgs *)args);
        IUnknown_Release(args);
    }
    if (begin_cancel(&burn->progress, &burn->cancelled, "track"))
        IDiscFormat2TrackAtOnce_CancelAddTrack(burn->format);
}

static HRESULT open_track(const WCHAR *file, IStream **stream)
{
    WCHAR buffer[MAX_PATH];
    HRESULT hr;

    if (FAILED(hr = open_file_stream(host_path(file, buffer), stream)))
        complain_of_error(utf8(file), hr);
    return hr;
}

/* Every file is looked at before the first track is written. */
static enum exit_code open_tracks(struct sound_burn *burn, const struct audio_request *request)
{
    enum exit_code code = EXIT_DONE;

    if (request->count > TRACKS_MAX)
    {
        complain("a CD has no more than %d tracks", TRACKS_MAX);
        return EXIT_USAGE;
    }
    for (burn->count = 0; burn->count < request->count; burn->count++)
    {
        const WCHAR *file = request->files[burn->count];
        IStream **stream = &burn->tracks[burn->count];

        if (is_wav_name(file))
            code = open_wav(file, stream);
        else if (FAILED(open_track(file, stream)))
            code = EXIT_FAILED;
        if (code)
            break;
    }
    return code;
}

static HRESULT add_tracks(struct sound_burn *burn, WCHAR **files)
{
    HRESULT hr = S_OK;
    int i;

    for (i = 0; i < burn->count && SUCCEEDED(hr); i++)
    {
        hr = interrupted ? E_IMAPI_REQUEST_CANCELLED
                         : IDiscFormat2TrackAtOnce_AddAudioTrack(burn->format, burn->tracks[i]);
        if (SUCCEEDED(hr))
        {
            progress_complete(&burn->progress);
            progress_end(&burn->progress);
            print("track %s\n", utf8(files[i]));
        }
    }
    return hr;
}

/* The media are released whatever came before: the tray would stay locked. */
static HRESULT write_tracks(struct sound_burn *burn, const struct audio_request *request)
{
    HRESULT hr, released;

    if (FAILED(hr = IDiscFormat2TrackAtOnce_PrepareMedia(burn->format)))
        return hr;
    if (request->speed)
        hr = IDiscFormat2TrackAtOnce_SetWriteSpeed(burn->format, request->speed * IMAPI_SECTORS_PER_SECOND_AT_1X_CD,
                                                   VARIANT_FALSE);
    if (SUCCEEDED(hr))
        hr = add_tracks(burn, request->files);
    progress_end(&burn->progress);
    if (FAILED(hr))
        complain_of_result("the track was not written", hr);
    released = IDiscFormat2TrackAtOnce_ReleaseMedia(burn->format);
    return FAILED(hr) ? hr : released;
}

static HRESULT burn_tracks(IDiscRecorder2 *recorder, struct sound_burn *burn, const struct audio_request *request)
{
    struct sink sink;
    HRESULT hr;

    if (FAILED(hr = open_audio_format(recorder, request->close, &burn->format)))
        return hr;
    progress_start(&burn->progress);
    hr = sink_connect(&sink, (IUnknown *)burn->format, &IID_DDiscFormat2TrackAtOnceEvents, handle_update, burn);
    if (SUCCEEDED(hr))
        hr = write_tracks(burn, request);
    sink_disconnect(&sink);
    IDiscFormat2TrackAtOnce_Release(burn->format);
    return hr;
}

static enum exit_code burn_to(IDiscRecorder2 *recorder, struct sound_burn *burn, const struct audio_request *request)
{
    HRESULT hr = burn_tracks(recorder, burn, request);

    if (SUCCEEDED(hr))
        return finish_burn(recorder, request->eject);
    complain_of_result("the audio CD was not finished", hr);
    tell_what_is_left(recorder, hr);
    return exit_code_from_result(hr);
}

static int64_t size_of_tracks(const struct sound_burn *burn)
{
    int64_t sectors = 0;
    STATSTG status;
    int i;

    for (i = 0; i < burn->count; i++)
        if (SUCCEEDED(IStream_Stat(burn->tracks[i], &status, STATFLAG_NONAME)))
            sectors += (int64_t)(status.cbSize.QuadPart / AUDIO_SECTOR_SIZE);
    return sectors;
}

enum exit_code burn_sound(const struct audio_request *request)
{
    struct sound_burn burn = { 0 };
    IDiscRecorder2 *recorder;
    enum exit_code code;
    int i;

    if (!(code = open_tracks(&burn, request)) && !(code = open_recorder(request->drive, &recorder)))
    {
        struct burn_plan plan = { .sectors = size_of_tracks(&burn), .sound = true };

        json_number("tracks", burn.count);
        json_number("sectors", plan.sectors);
        code = request->dry_run ? try_burn(recorder, &plan) : burn_to(recorder, &burn, request);
        IDiscRecorder2_Release(recorder);
    }
    for (i = 0; i < burn.count; i++)
        IStream_Release(burn.tracks[i]);
    return code;
}

enum exit_code burn_audio(struct arguments *arguments)
{
    struct audio_request request = { .close = take_flag(arguments, L"--close") };

    request.eject = take_flag(arguments, L"--eject");
    request.dry_run = take_flag(arguments, L"--dry-run");
    if (!take_speed(arguments, &request.speed) || !check_arguments(arguments, 2, 1 + TRACKS_MAX))
        return EXIT_USAGE;
    request.drive = arguments->values[0];
    request.files = arguments->values + 1;
    request.count = arguments->count - 1;
    return burn_sound(&request);
}
