/*
 * imapictl audio: an audio CD, track by track
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

#include <shlwapi.h>

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

static void handle_update(void *context, DISPID id, const VARIANT *arguments, UINT count)
{
    (void)id;
    (void)arguments;
    (void)count;
    if (interrupted)
        IDiscFormat2TrackAtOnce_CancelAddTrack((IDiscFormat2TrackAtOnce *)context);
}

static HRESULT add_track(IDiscFormat2TrackAtOnce *format, const WCHAR *file)
{
    WCHAR buffer[MAX_PATH];
    IStream *stream;
    HRESULT hr;

    hr = SHCreateStreamOnFileEx(host_path(file, buffer), STGM_READ | STGM_SHARE_DENY_WRITE, FILE_ATTRIBUTE_NORMAL,
                                FALSE, NULL, &stream);
    if (FAILED(hr))
        return hr;
    hr = IDiscFormat2TrackAtOnce_AddAudioTrack(format, stream);
    IStream_Release(stream);
    if (SUCCEEDED(hr))
        print("track %s\n", utf8(file));
    return hr;
}

/* The media are released whatever came before: the tray would stay locked. */
static HRESULT write_tracks(IDiscFormat2TrackAtOnce *format, WCHAR **files, int count)
{
    HRESULT hr, released;
    int i;

    if (FAILED(hr = IDiscFormat2TrackAtOnce_PrepareMedia(format)))
        return hr;
    for (i = 0; i < count && SUCCEEDED(hr); i++)
        hr = add_track(format, files[i]);
    if (FAILED(hr))
        complain_of_result("the track was not written", hr);
    released = IDiscFormat2TrackAtOnce_ReleaseMedia(format);
    return FAILED(hr) ? hr : released;
}

static HRESULT burn_tracks(IDiscRecorder2 *recorder, bool close, WCHAR **files, int count)
{
    IDiscFormat2TrackAtOnce *format;
    struct sink sink;
    HRESULT hr;

    if (FAILED(hr = open_audio_format(recorder, close, &format)))
        return hr;
    hr = sink_connect(&sink, (IUnknown *)format, &IID_DDiscFormat2TrackAtOnceEvents, handle_update, format);
    if (SUCCEEDED(hr))
        hr = write_tracks(format, files, count);
    sink_disconnect(&sink);
    IDiscFormat2TrackAtOnce_Release(format);
    return hr;
}

enum exit_code burn_audio(struct arguments *arguments)
{
    bool close = take_flag(arguments, L"--close");
    IDiscRecorder2 *recorder;
    enum exit_code code;
    HRESULT hr;

    if (!check_arguments(arguments, 2, 1 + 99))
        return EXIT_USAGE;
    if ((code = open_recorder(arguments->values[0], &recorder)))
        return code;
    hr = burn_tracks(recorder, close, arguments->values + 1, arguments->count - 1);
    IDiscRecorder2_Release(recorder);
    if (SUCCEEDED(hr))
        print("burned\n");
    else
        complain_of_result("the audio CD was not finished", hr);
    return exit_code_from_result(hr);
}
