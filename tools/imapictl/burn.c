/*
 * Writes an image to a medium
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

#include <string.h>

#include "imapictl.h"

#include <shlwapi.h>

struct burn
{
    IDiscFormat2Data *format;
    struct progress progress;
    bool cancelled;
};

struct burn_request
{
    const WCHAR *drive;         /* NULL: the only one */
    const WCHAR *image;
    bool close, appendable, overwrite, eject;
    LONG speed;                 /* in units of 1x, 0 for the fastest */
    IMAPI_BURN_VERIFICATION_LEVEL verification;
};

static bool read_state(IDiscFormat2DataEventArgs *args, struct progress_state *state)
{
    LONG last = 0;

    memset(state, 0, sizeof(*state));
    if (FAILED(IDiscFormat2DataEventArgs_get_CurrentAction(args, &state->action)))
        return false;
    if (state->action != IMAPI_FORMAT2_DATA_WRITE_ACTION_WRITING_DATA)
        return true;
    IDiscFormat2DataEventArgs_get_StartLba(args, &state->start);
    IDiscFormat2DataEventArgs_get_SectorCount(args, &state->sectors);
    IDiscFormat2DataEventArgs_get_LastWrittenLba(args, &last);
    IDiscFormat2DataEventArgs_get_UsedSystemBuffer(args, &state->buffer_used);
    IDiscFormat2DataEventArgs_get_TotalSystemBuffer(args, &state->buffer_size);
    IDiscFormat2DataEventArgs_get_RemainingTime(args, &state->remaining);
    state->written = last >= state->start ? last - state->start + 1 : 0;
    if (state->written > state->sectors)
        state->written = state->sectors;
    return true;
}

static void show_update(struct burn *burn, IDiscFormat2DataEventArgs *args)
{
    struct progress_state state;

    if (read_state(args, &state))
        progress_show(&burn->progress, &state);
}

/* Arguments come in reverse order: progress first, then the sender. */
static void handle_update(void *context, DISPID id, const VARIANT *arguments, UINT count)
{
    struct burn *burn = context;
    IDiscFormat2DataEventArgs *args;

    (void)id;
    if (count >= 2 && V_VT(&arguments[0]) == VT_DISPATCH && V_DISPATCH(&arguments[0]) &&
        SUCCEEDED(IDispatch_QueryInterface(V_DISPATCH(&arguments[0]), &IID_IDiscFormat2DataEventArgs, (void **)&args)))
    {
        show_update(burn, args);
        IDiscFormat2DataEventArgs_Release(args);
    }
    if (!interrupted || burn->cancelled)
        return;
    burn->cancelled = true;
    progress_end(&burn->progress);
    complain("interrupted; ending the burn");
    IDiscFormat2Data_CancelWrite(burn->format);
}

static HRESULT set_verification(IDiscFormat2Data *format, IMAPI_BURN_VERIFICATION_LEVEL level)
{
    IBurnVerification *verification;
    HRESULT hr;

    if (level == IMAPI_BURN_VERIFICATION_NONE)
        return S_OK;
    if (FAILED(hr = IDiscFormat2Data_QueryInterface(format, &IID_IBurnVerification, (void **)&verification)))
        return hr;
    hr = IBurnVerification_put_BurnVerificationLevel(verification, level);
    IBurnVerification_Release(verification);
    return hr;
}

static HRESULT set_speed(IDiscFormat2Data *format, LONG speed)
{
    IMAPI_MEDIA_PHYSICAL_TYPE type;
    HRESULT hr;

    if (!speed)
        return S_OK;
    if (FAILED(hr = IDiscFormat2Data_get_CurrentPhysicalMediaType(format, &type)))
        return hr;
    return IDiscFormat2Data_SetWriteSpeed(format, speed * sectors_per_second_at_1x(type), VARIANT_FALSE);
}

static HRESULT set_options(IDiscFormat2Data *format, const struct burn_request *request)
{
    HRESULT hr;

    if (FAILED(hr = IDiscFormat2Data_put_ForceMediaToBeClosed(format, request->close ? VARIANT_TRUE : VARIANT_FALSE)))
        return hr;
    if (FAILED(hr = IDiscFormat2Data_put_DisableConsumerDvdCompatibilityMode(
                   format, request->appendable ? VARIANT_TRUE : VARIANT_FALSE)))
        return hr;
    if (FAILED(hr = IDiscFormat2Data_put_ForceOverwrite(format, request->overwrite ? VARIANT_TRUE : VARIANT_FALSE)))
        return hr;
    if (FAILED(hr = set_verification(format, request->verification)))
        return hr;
    return set_speed(format, request->speed);
}

static HRESULT write_stream(IDiscFormat2Data *format, IStream *stream)
{
    struct burn burn = { .format = format };
    struct sink sink;
    HRESULT hr;

    progress_start(&burn.progress);
    hr = sink_connect(&sink, (IUnknown *)format, &IID_DDiscFormat2DataEvents, handle_update, &burn);
    if (FAILED(hr))
        complain_of_result("no progress can be shown", hr);
    hr = IDiscFormat2Data_Write(format, stream);
    progress_end(&burn.progress);
    sink_disconnect(&sink);
    return hr;
}

static enum exit_code burn_to(IDiscRecorder2 *recorder, const struct burn_request *request, IStream *stream)
{
    IDiscFormat2Data *format;
    enum exit_code code;
    HRESULT hr;

    if ((code = open_data_format(recorder, &format)))
        return code;
    if (FAILED(hr = set_options(format, request)))
        complain_of_result("the options cannot be set", hr);
    else if (FAILED(hr = write_stream(format, stream)))
        complain_of_result("the image was not burned", hr);
    else
        print("burned\n");
    IDiscFormat2Data_Release(format);
    if (SUCCEEDED(hr) && request->eject && FAILED(hr = IDiscRecorder2_EjectMedia(recorder)))
        complain_of_result("the tray stays closed", hr);
    return exit_code_from_result(hr);
}

static bool parse_speed(const WCHAR *text, LONG *speed)
{
    *speed = 0;
    for (; *text >= '0' && *text <= '9' && *speed < 1000; text++)
        *speed = *speed * 10 + *text - '0';
    return *speed && (!*text || (*text == 'x' && !text[1]));
}

static bool parse_verification(const WCHAR *text, IMAPI_BURN_VERIFICATION_LEVEL *level)
{
    if (!lstrcmpW(text, L"quick"))
        *level = IMAPI_BURN_VERIFICATION_QUICK;
    else if (!lstrcmpW(text, L"full"))
        *level = IMAPI_BURN_VERIFICATION_FULL;
    else
        return false;
    return true;
}

static bool parse_request(struct arguments *arguments, struct burn_request *request)
{
    const WCHAR *speed = take_value(arguments, L"--speed"), *verify = take_value(arguments, L"--verify");

    memset(request, 0, sizeof(*request));
    request->close = take_flag(arguments, L"--close");
    request->appendable = take_flag(arguments, L"--appendable");
    request->overwrite = take_flag(arguments, L"--overwrite");
    request->eject = take_flag(arguments, L"--eject");
    if (!check_arguments(arguments, 1, 2))
        return false;
    if (speed && !parse_speed(speed, &request->speed))
    {
        complain("\"%s\" is not a speed; 8 means 8x", utf8(speed));
        return false;
    }
    if (verify && !parse_verification(verify, &request->verification))
    {
        complain("--verify takes quick or full");
        return false;
    }
    request->drive = arguments->count == 2 ? arguments->values[0] : NULL;
    request->image = arguments->values[arguments->count - 1];
    return true;
}

enum exit_code burn_image(struct arguments *arguments)
{
    struct burn_request request;
    IDiscRecorder2 *recorder;
    WCHAR buffer[MAX_PATH];
    enum exit_code code;
    IStream *stream;
    HRESULT hr;

    if (!parse_request(arguments, &request))
        return EXIT_USAGE;
    hr = SHCreateStreamOnFileEx(host_path(request.image, buffer), STGM_READ | STGM_SHARE_DENY_WRITE,
                                FILE_ATTRIBUTE_NORMAL, FALSE, NULL, &stream);
    if (FAILED(hr))
    {
        complain_of_result("the image cannot be read", hr);
        return EXIT_FAILED;
    }
    if (!(code = open_recorder(request.drive, &recorder)))
    {
        code = burn_to(recorder, &request, stream);
        IDiscRecorder2_Release(recorder);
    }
    IStream_Release(stream);
    return code;
}
