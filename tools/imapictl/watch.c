/*
 * imapictl watch: recorders that come and go
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

#define DISPID_NOTIFY_DEVICE_ADDED      0x100
#define DISPID_NOTIFY_DEVICE_REMOVED    0x101

#define STEP_MS 100

/* Arguments come in reverse order: the id, then the sender. */
static void handle_notice(void *context, DISPID id, const VARIANT *arguments, UINT count)
{
    (void)context;
    if (count < 2 || V_VT(&arguments[0]) != VT_BSTR)
        return;
    if (id == DISPID_NOTIFY_DEVICE_ADDED)
        print("added %s\n", utf8(V_BSTR(&arguments[0])));
    else if (id == DISPID_NOTIFY_DEVICE_REMOVED)
        print("removed %s\n", utf8(V_BSTR(&arguments[0])));
}

static bool parse_seconds(const WCHAR *text, ULONG *seconds)
{
    *seconds = 0;
    for (; *text >= '0' && *text <= '9' && *seconds < 100000; text++)
        *seconds = *seconds * 10 + *text - '0';
    return *seconds && !*text;
}

static void wait_for_the_end(ULONG seconds)
{
    ULONGLONG end = GetTickCount64() + (ULONGLONG)seconds * 1000;

    while (!interrupted && (!seconds || GetTickCount64() < end))
        Sleep(STEP_MS);
}

enum exit_code watch_recorders(struct arguments *arguments)
{
    const WCHAR *text = take_value(arguments, L"--seconds");
    IDiscMaster2 *master;
    ULONG seconds = 0;
    struct sink sink;
    enum exit_code code;
    HRESULT hr;

    if (!check_arguments(arguments, 0, 0))
        return EXIT_USAGE;
    if (text && !parse_seconds(text, &seconds))
    {
        complain("\"%s\" is not a number of seconds", utf8(text));
        return EXIT_USAGE;
    }
    if ((code = open_master(&master)))
        return code;
    hr = sink_connect(&sink, (IUnknown *)master, &IID_DDiscMaster2Events, handle_notice, NULL);
    if (SUCCEEDED(hr))
    {
        print("watching\n");
        wait_for_the_end(seconds);
        sink_disconnect(&sink);
    }
    else
        complain_of_result("no news of recorders can be had", hr);
    IDiscMaster2_Release(master);
    return exit_code_from_result(hr);
}
