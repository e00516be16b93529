/*
 * The command burn: an image, a folder or sound
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
#include "burn.h"
#include "image_source.h"
#include "sound.h"

struct data_burn
{
    IDiscFormat2Data *format;
    struct progress progress;
    bool cancelled;
};

struct burn_request
{
    const WCHAR *drive;         /* NULL: the only one */
    WCHAR **sources;
    int count;
    bool close, appendable, append, overwrite, eject, dry_run;
    LONG speed;                 /* in units of 1x, 0 for the fastest */
    IMAPI_BURN_VERIFICATION_LEVEL verification;
    struct image_options image;
};

static void show_update(struct data_burn *burn, IDiscFormat2DataEventArgs *args)
{
    struct progress_state state = { .buffer = -1, .remaining = -1 };
    IMAPI_FORMAT2_DATA_WRITE_ACTION action;

    if (FAILED(IDiscFormat2DataEventArgs_get_CurrentAction(args, &action)))
        return;
    state.phase = action_name(action);
    if (action == IMAPI_FORMAT2_DATA_WRITE_ACTION_WRITING_DATA)
    {
        read_written((IWriteEngine2EventArgs *)args, SECTOR_SIZE, &state);
        IDiscFormat2DataEventArgs_get_RemainingTime(args, &state.remaining);
    }
    else if (action == IMAPI_FORMAT2_DATA_WRITE_ACTION_FINALIZATION)
        progress_complete(&burn->progress);
    progress_show(&burn->progress, &state);
}

/* Arguments come in reverse order: progress first, then the sender. */
static void handle_update(void *context, DISPID id, const VARIANT *arguments, UINT count)
{
    IUnknown *args = event_args(arguments, count, &IID_IDiscFormat2DataEventArgs);
    struct data_burn *burn = context;

    (void)id;
    if (args)
    {
        show_update(burn, (IDiscFormat2DataEventArgs *)args);
        IUnknown_Release(args);
    }
    if (begin_cancel(&burn->progress, &burn->cancelled, "burn"))
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
    if (FAILED(hr = IDiscFormat2Data_put_ForceOverwrite(
                   format, request->overwrite || request->append ? VARIANT_TRUE : VARIANT_FALSE)))
        return hr;
    if (FAILED(hr = set_verification(format, request->verification)))
        return hr;
    return set_speed(format, request->speed);
}

static HRESULT write_stream(IDiscFormat2Data *format, IStream *stream)
{
    struct data_burn burn = { .format = format };
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

static enum exit_code write_image(IDiscRecorder2 *recorder, IDiscFormat2Data *format,
                                  const struct burn_request *request, IStream *stream)
{
    HRESULT hr;

    if (interrupted)
        hr = E_IMAPI_REQUEST_CANCELLED;
    else if (FAILED(hr = set_options(format, request)))
        complain_of_result("the options cannot be set", hr);
    else if (SUCCEEDED(hr = write_stream(format, stream)))
        return finish_burn(recorder, request->eject);
    else
        complain_of_result("the image was not burned", hr);
    tell_what_is_left(recorder, hr);
    return exit_code_from_result(hr);
}

/* A folder needs a blank medium, unless it is added to what is there or replaces it. */
static enum exit_code check_for_folder(IDiscFormat2Data *format, const struct burn_request *request)
{
    IMAPI_FORMAT2_DATA_MEDIA_STATE state;

    if (request->append || request->overwrite)
        return EXIT_DONE;
    if (FAILED(IDiscFormat2Data_get_CurrentMediaStatus(format, &state)) ||
        (state & IMAPI_FORMAT2_DATA_MEDIA_STATE_BLANK) ||
        !(state & (IMAPI_FORMAT2_DATA_MEDIA_STATE_APPENDABLE | IMAPI_FORMAT2_DATA_MEDIA_STATE_OVERWRITE_ONLY)))
        return EXIT_DONE;
    complain("the medium holds data already; --append adds the folder to them%s",
             state & IMAPI_FORMAT2_DATA_MEDIA_STATE_OVERWRITE_ONLY ? ", --overwrite writes over them" : "");
    return EXIT_MEDIUM;
}

/*
 * Adding needs the options of what is there. Where it is not there yet, but may
 * be added to by writing anywhere, only UDF lets others follow.
 */
static enum exit_code open_folder(IDiscRecorder2 *recorder, IDiscFormat2Data *format,
                                  const struct burn_request *request, struct image_source *source)
{
    struct image_options options = request->image;
    struct image_target target = { recorder, NULL };
    IMAPI_FORMAT2_DATA_MEDIA_STATE state = 0;
    enum exit_code code;

    memset(source, 0, sizeof(*source));
    if ((code = check_for_folder(format, request)))
        return code;
    if (FAILED(IDiscFormat2Data_get_CurrentMediaStatus(format, &state)))
        state = 0;
    if (request->append && !(state & IMAPI_FORMAT2_DATA_MEDIA_STATE_BLANK))
        target.append_to = format;
    else if (!options.systems && (state & IMAPI_FORMAT2_DATA_MEDIA_STATE_OVERWRITE_ONLY))
        options.systems = FsiFileSystemUDF;
    return open_folder_image(request->sources[0], &options, &target, source);
}

static enum exit_code burn_source(IDiscRecorder2 *recorder, IDiscFormat2Data *format,
                                  const struct burn_request *request, const struct image_source *source)
{
    struct burn_plan plan = { .sectors = source->size / SECTOR_SIZE,
                              .overwrite = request->overwrite || request->append };

    json_number("sectors", plan.sectors);
    if (!request->dry_run)
        return write_image(recorder, format, request, source->stream);
    if (source->size % SECTOR_SIZE)
    {
        complain("the size of the image is not a multiple of %d bytes", SECTOR_SIZE);
        return EXIT_FAILED;
    }
    return try_burn(recorder, &plan);
}

static enum exit_code burn_folder(const struct burn_request *request)
{
    struct image_source source = { 0 };
    IDiscRecorder2 *recorder;
    IDiscFormat2Data *format;
    enum exit_code code;

    if ((code = open_recorder(request->drive, &recorder)))
        return code;
    if (!(code = open_data_format(recorder, &format)))
    {
        if (!(code = open_folder(recorder, format, request, &source)))
            code = burn_source(recorder, format, request, &source);
        close_image(&source);
        IDiscFormat2Data_Release(format);
    }
    IDiscRecorder2_Release(recorder);
    return code;
}

static enum exit_code burn_image(const struct burn_request *request)
{
    struct image_source source;
    IDiscRecorder2 *recorder;
    IDiscFormat2Data *format;
    enum exit_code code;

    if ((code = open_image_file(request->sources[0], &source)))
        return code;
    if (!(code = open_recorder(request->drive, &recorder)))
    {
        if (!(code = open_data_format(recorder, &format)))
        {
            code = burn_source(recorder, format, request, &source);
            IDiscFormat2Data_Release(format);
        }
        IDiscRecorder2_Release(recorder);
    }
    close_image(&source);
    return code;
}

static enum exit_code burn_list(const struct burn_request *request)
{
    struct audio_request audio = { .drive = request->drive, .files = request->sources, .count = request->count,
                                   .close = request->close, .eject = request->eject, .dry_run = request->dry_run,
                                   .speed = request->speed };

    if (!request->append && !request->overwrite && !request->appendable && !request->verification &&
        !request->image.systems && !request->image.label)
        return burn_sound(&audio);
    complain("sound takes no options but --close, --speed, --dry-run, --eject and --json");
    return EXIT_USAGE;
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

static bool take_options(struct arguments *arguments, struct burn_request *request)
{
    const WCHAR *verify = take_value(arguments, L"--verify");

    request->close = take_flag(arguments, L"--close");
    request->appendable = take_flag(arguments, L"--appendable");
    request->append = take_flag(arguments, L"--append");
    request->overwrite = take_flag(arguments, L"--overwrite");
    request->eject = take_flag(arguments, L"--eject");
    request->dry_run = take_flag(arguments, L"--dry-run");
    if (!take_speed(arguments, &request->speed) || !take_image_options(arguments, false, &request->image))
        return false;
    if (!verify || parse_verification(verify, &request->verification))
        return true;
    complain("--verify takes quick or full");
    return false;
}

/* The drive stands first, but may be missing; several sources are always sound. */
static bool parse_request(struct arguments *arguments, struct burn_request *request)
{
    int count;

    memset(request, 0, sizeof(*request));
    if (!take_options(arguments, request) || !check_arguments(arguments, 1, 100))
        return false;
    count = arguments->count;
    if (count > 1 && !is_wav_name(arguments->values[0]))
        request->drive = arguments->values[0];
    request->sources = arguments->values + (request->drive ? 1 : 0);
    request->count = count - (request->drive ? 1 : 0);
    if (request->append && request->overwrite)
        complain("--append keeps what is on the medium, --overwrite does not");
    else if (request->count > 1 && !is_wav_name(request->sources[0]))
        complain("one image or one folder, or several .wav files");
    else
        return true;
    return false;
}

enum exit_code burn(struct arguments *arguments)
{
    struct burn_request request;

    if (!parse_request(arguments, &request))
        return EXIT_USAGE;
    if (is_wav_name(request.sources[0]))
        return burn_list(&request);
    if (source_is_folder(request.sources[0]))
        return burn_folder(&request);
    if (!request.image.systems && !request.image.label)
        return burn_image(&request);
    complain("--label, --iso, --joliet and --udf are for a folder; an image has its file systems already");
    return EXIT_USAGE;
}
