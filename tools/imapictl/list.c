/*
 * The command list: all recorders
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
#include "recorder_text.h"

static void tell_recorder(IDiscRecorder2 *recorder)
{
    struct recorder_text text;

    read_recorder_text(recorder, &text);
    print("%s %s %s\n", text.vendor, text.product, text.revision);
    json_recorder_text(&text);
}

static void tell_entry(LONG index, BSTR id)
{
    IDiscRecorder2 *recorder;
    char text[1024];
    HRESULT hr;

    print("%ld  ", (long)index);
    json_object(NULL);
    json_number("index", index);
    hr = create_object(&CLSID_MsftDiscRecorder2, &IID_IDiscRecorder2, (void **)&recorder);
    if (SUCCEEDED(hr))
    {
        if (SUCCEEDED(hr = IDiscRecorder2_InitializeDiscRecorder(recorder, id)))
            tell_recorder(recorder);
        IDiscRecorder2_Release(recorder);
    }
    if (FAILED(hr))
    {
        print("(cannot be opened, 0x%08lX; \"imapictl doctor\" tells why)\n", (unsigned long)hr);
        json_text("id", utf8(id));
        json_text("error", result_text(hr, text, sizeof(text)));
    }
    json_close();
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
    json_array("recorders");
    for (i = 0; i < count; i++)
    {
        if (FAILED(IDiscMaster2_get_Item(master, i, &id)))
            continue;
        tell_entry(i, id);
        SysFreeString(id);
    }
    json_close();
    IDiscMaster2_Release(master);
    return exit_code_from_result(hr);
}
