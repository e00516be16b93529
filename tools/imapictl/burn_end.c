/*
 * How a burn ends, and what it leaves
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
#include "burn.h"

static void tell(void *context, const char *text)
{
    (void)context;
    complain("%s", text);
}

enum exit_code try_burn(IDiscRecorder2 *recorder, const struct burn_plan *plan)
{
    enum exit_code code = find_obstacles(recorder, plan, tell, NULL);

    json_text("result", code ? "would fail" : "would burn");
    if (!code)
        print("nothing hinders this burn; nothing was written\n");
    return code;
}

enum exit_code finish_burn(IDiscRecorder2 *recorder, bool eject)
{
    HRESULT hr = S_OK;

    print("burned\n");
    json_text("result", "burned");
    if (eject && FAILED(hr = IDiscRecorder2_EjectMedia(recorder)))
        complain_of_result("the tray stays closed", hr);
    return exit_code_from_result(hr);
}

static const char *use_of_medium(IMAPI_FORMAT2_DATA_MEDIA_STATE state)
{
    if (state & (IMAPI_FORMAT2_DATA_MEDIA_STATE_DAMAGED | IMAPI_FORMAT2_DATA_MEDIA_STATE_ERASE_REQUIRED))
        return "it can be used again after \"imapictl erase\" if it is rewritable, and is lost if not";
    if (state & IMAPI_FORMAT2_DATA_MEDIA_STATE_BLANK)
        return "nothing was written; it can be used again";
    if (state & IMAPI_FORMAT2_DATA_MEDIA_STATE_OVERWRITE_ONLY)
        return "what was written is not whole; --overwrite writes over it";
    if (state & IMAPI_FORMAT2_DATA_MEDIA_STATE_APPENDABLE)
        return "what was written is not whole; another session can be added behind it";
    return "nothing can be added to it";
}

void tell_what_is_left(IDiscRecorder2 *recorder, HRESULT failure)
{
    IMAPI_FORMAT2_DATA_MEDIA_STATE state;
    IMAPI_MEDIA_PHYSICAL_TYPE type;
    IDiscFormat2Data *format;
    char text[128];

    json_text("result", "not burned");
    /* A drive that does not answer would only make the user wait. */
    if (failure == E_IMAPI_RECORDER_COMMAND_TIMEOUT)
        return;
    if (FAILED(create_object(&CLSID_MsftDiscFormat2Data, &IID_IDiscFormat2Data, (void **)&format)))
        return;
    if (SUCCEEDED(IDiscFormat2Data_put_Recorder(format, recorder)) &&
        SUCCEEDED(IDiscFormat2Data_get_CurrentPhysicalMediaType(format, &type)) &&
        SUCCEEDED(IDiscFormat2Data_get_CurrentMediaStatus(format, &state)))
        complain("the %s is now: %s; %s", media_type_name(type), media_state_text(state, text, sizeof(text)),
                 use_of_medium(state));
    IDiscFormat2Data_Release(format);
}
