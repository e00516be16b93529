/*
 * Why a burn would fail
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

struct search
{
    tell_obstacle tell;
    void *context;
    enum exit_code code;        /* of the first obstacle */
};

static void found(struct search *search, enum exit_code code, const char *text)
{
    if (!search->code)
        search->code = code;
    search->tell(search->context, text);
}

static void found_result(struct search *search, HRESULT hr)
{
    char text[1024];

    found(search, exit_code_from_result(hr), result_text(hr, text, sizeof(text)));
}

struct state_obstacle
{
    DWORD state;
    const char *text;
};

static const struct state_obstacle state_obstacles[] =
{
    { IMAPI_FORMAT2_DATA_MEDIA_STATE_WRITE_PROTECTED,
      "The medium is write protected: remove the protection, or insert another one." },
    { IMAPI_FORMAT2_DATA_MEDIA_STATE_DAMAGED,
      "The medium is damaged, or a burn on it was not finished: erase it if it is rewritable, or insert another one." },
    { IMAPI_FORMAT2_DATA_MEDIA_STATE_FINALIZED,
      "The medium is finalized, nothing can be added: insert another one, or erase it if it is rewritable." },
    { IMAPI_FORMAT2_DATA_MEDIA_STATE_ERASE_REQUIRED,
      "The medium must be erased first: \"imapictl erase\" does that." },
};

static void look_at_state(struct search *search, IDiscFormat2Data *format, const struct burn_plan *plan)
{
    IMAPI_FORMAT2_DATA_MEDIA_STATE state;
    unsigned int i;
    HRESULT hr;

    if (FAILED(hr = IDiscFormat2Data_get_CurrentMediaStatus(format, &state)))
    {
        found_result(search, hr);
        return;
    }
    for (i = 0; i < ARRAY_SIZE(state_obstacles); i++)
        if ((DWORD)state & state_obstacles[i].state)
            found(search, EXIT_MEDIUM, state_obstacles[i].text);
    if (plan->sound && !(state & IMAPI_FORMAT2_DATA_MEDIA_STATE_BLANK))
        found(search, EXIT_MEDIUM, "Sound needs a blank CD-R or CD-RW: insert one, or erase this one.");
    else if (plan->sectors && (state & IMAPI_FORMAT2_DATA_MEDIA_STATE_OVERWRITE_ONLY) &&
             !(state & IMAPI_FORMAT2_DATA_MEDIA_STATE_BLANK) && !plan->overwrite)
        found(search, EXIT_MEDIUM, "The medium already holds data: --overwrite writes over them.");
}

static void look_at_size(struct search *search, IDiscFormat2Data *format, const struct burn_plan *plan)
{
    LONG free_sectors;
    char text[128];

    if (!plan->sectors || FAILED(IDiscFormat2Data_get_FreeSectorsOnMedia(format, &free_sectors)))
        return;
    if (plan->sectors <= free_sectors)
        return;
    snprintf(text, sizeof(text), "It does not fit: %ld sectors are wanted, %ld are free.", (long)plan->sectors,
             (long)free_sectors);
    found(search, EXIT_MEDIUM, text);
}

/* False when nothing more can be said of it. */
static bool look_at_kind(struct search *search, IDiscRecorder2 *recorder, IDiscFormat2Data *format,
                         const struct burn_plan *plan)
{
    VARIANT_BOOL supported = VARIANT_FALSE;
    IMAPI_MEDIA_PHYSICAL_TYPE type;
    char text[128];
    HRESULT hr;

    if (FAILED(hr = IDiscFormat2Data_get_CurrentPhysicalMediaType(format, &type)))
        found_result(search, hr);
    else if (plan->sound && type != IMAPI_MEDIA_TYPE_CDR && type != IMAPI_MEDIA_TYPE_CDRW)
    {
        snprintf(text, sizeof(text), "Sound cannot be on a %s: insert a blank CD-R or CD-RW.", media_type_name(type));
        found(search, EXIT_MEDIUM, text);
    }
    else if (SUCCEEDED(IDiscFormat2Data_IsCurrentMediaSupported(format, recorder, &supported)) && !supported)
    {
        /* A medium that is finalized may look like a pressed one. */
        snprintf(text, sizeof(text), "Nothing can be written to this %s: insert a blank of a kind that "
                 "\"imapictl info\" lists.", media_type_name(type));
        found(search, EXIT_MEDIUM, text);
    }
    else
        return true;
    return false;
}

static void look_at_owner(struct search *search, IDiscRecorder2 *recorder)
{
    char text[256];
    BSTR owner = NULL;

    if (FAILED(IDiscRecorder2_get_ExclusiveAccessOwner(recorder, &owner)) || !owner)
        return;
    if (owner[0])
    {
        snprintf(text, sizeof(text), "The drive is in use by %s: wait for that program, or end it.", utf8(owner));
        found(search, EXIT_FAILED, text);
    }
    SysFreeString(owner);
}

enum exit_code find_obstacles(IDiscRecorder2 *recorder, const struct burn_plan *plan, tell_obstacle tell,
                              void *context)
{
    struct search search = { tell, context, EXIT_DONE };
    VARIANT_BOOL supported = VARIANT_FALSE;
    IDiscFormat2Data *format;
    HRESULT hr;

    hr = create_object(&CLSID_MsftDiscFormat2Data, &IID_IDiscFormat2Data, (void **)&format);
    if (FAILED(hr))
    {
        found_result(&search, hr);
        return search.code;
    }
    look_at_owner(&search, recorder);
    if (SUCCEEDED(IDiscFormat2Data_IsRecorderSupported(format, recorder, &supported)) && !supported)
        found(&search, EXIT_FAILED, "This drive reads only: it cannot write anything.");
    else if (FAILED(hr = IDiscFormat2Data_put_Recorder(format, recorder)))
        found_result(&search, hr);
    else if (look_at_kind(&search, recorder, format, plan))
    {
        look_at_state(&search, format, plan);
        look_at_size(&search, format, plan);
    }
    IDiscFormat2Data_Release(format);
    return search.code;
}
