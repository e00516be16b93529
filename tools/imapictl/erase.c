/*
 * The command erase: a rewritable medium becomes blank
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

struct erase
{
    bool console;
    bool line_open;
    bool told;                  /* that it cannot be interrupted */
};

static void end_line(struct erase *erase)
{
    if (erase->line_open)
        print("\n");
    erase->line_open = false;
}

/* Arguments come in reverse order: estimated seconds, elapsed seconds, sender. */
static void handle_update(void *context, DISPID id, const VARIANT *arguments, UINT count)
{
    struct erase *erase = context;

    (void)id;
    if (interrupted && !erase->told)
    {
        erase->told = true;
        end_line(erase);
        complain("a drive cannot stop erasing; waiting for its end (a second ^C does not wait)");
    }
    if (count < 3 || !erase->console || V_VT(&arguments[0]) != VT_I4 || V_VT(&arguments[1]) != VT_I4)
        return;
    print("\rerasing, %ld of about %ld seconds ", (long)V_I4(&arguments[1]), (long)V_I4(&arguments[0]));
    erase->line_open = true;
}

static HRESULT open_erase_format(IDiscRecorder2 *recorder, IDiscFormat2Erase **format)
{
    BSTR name = SysAllocString(CLIENT_NAME);
    HRESULT hr;

    hr = create_object(&CLSID_MsftDiscFormat2Erase, &IID_IDiscFormat2Erase, (void **)format);
    if (SUCCEEDED(hr))
    {
        hr = IDiscFormat2Erase_put_Recorder(*format, recorder);
        if (SUCCEEDED(hr))
            hr = IDiscFormat2Erase_put_ClientName(*format, name);
        if (FAILED(hr))
            IDiscFormat2Erase_Release(*format);
    }
    SysFreeString(name);
    return hr;
}

static HRESULT erase_with(IDiscFormat2Erase *format, bool full)
{
    struct erase erase = { output_is_console(), false, false };
    struct sink sink;
    HRESULT hr;

    if (FAILED(hr = IDiscFormat2Erase_put_FullErase(format, full ? VARIANT_TRUE : VARIANT_FALSE)))
        return hr;
    hr = sink_connect(&sink, (IUnknown *)format, &IID_DDiscFormat2EraseEvents, handle_update, &erase);
    if (FAILED(hr))
        complain_of_result("no progress can be shown", hr);
    hr = IDiscFormat2Erase_EraseMedia(format);
    sink_disconnect(&sink);
    end_line(&erase);
    return hr;
}

enum exit_code erase_medium(struct arguments *arguments)
{
    bool full = take_flag(arguments, L"--full");
    IDiscFormat2Erase *format;
    IDiscRecorder2 *recorder;
    enum exit_code code;
    HRESULT hr;

    if (!check_arguments(arguments, 0, 1))
        return EXIT_USAGE;
    if ((code = open_recorder(arguments->count ? arguments->values[0] : NULL, &recorder)))
        return code;
    if (SUCCEEDED(hr = open_erase_format(recorder, &format)))
    {
        hr = erase_with(format, full);
        IDiscFormat2Erase_Release(format);
    }
    IDiscRecorder2_Release(recorder);
    json_text("result", SUCCEEDED(hr) ? "erased" : "not erased");
    if (SUCCEEDED(hr))
        print("erased\n");
    else
        complain_of_result("the medium was not erased", hr);
    return exit_code_from_result(hr);
}
