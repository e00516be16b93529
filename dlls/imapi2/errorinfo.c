/*
 * Error objects with finished text
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

#include <wchar.h>

#include "com.h"

#include "wine/debug.h"

WINE_DEFAULT_DEBUG_CHANNEL(imapi2);

/* For results that no message table of the host has, E_POINTER among them on some. */
static WCHAR *make_plain_message(HRESULT hr)
{
    static const WCHAR format[] = L"The operation failed with the result 0x%08lX.";
    WCHAR *text = LocalAlloc(0, sizeof(format));

    if (text) swprintf(text, ARRAY_SIZE(format), format, hr);
    return text;
}

static DWORD format_message(DWORD source, HMODULE module, HRESULT hr, WCHAR **text)
{
    const DWORD flags = FORMAT_MESSAGE_ALLOCATE_BUFFER | FORMAT_MESSAGE_IGNORE_INSERTS;

    return FormatMessageW(flags | source, module, hr, 0, (WCHAR *)text, 0, NULL);
}

/*
 * What the objects of one DLL answer, those of the other hand on: a recorder's
 * failure comes out of an image, and an image's out of a write.
 */
static DWORD format_from_tables(HRESULT hr, WCHAR **text)
{
    static const WCHAR *const others[] = {L"imapi2.dll", L"imapi2fs.dll"};
    DWORD length = format_message(FORMAT_MESSAGE_FROM_HMODULE, module_instance, hr, text);
    HMODULE module;
    unsigned int i;

    for (i = 0; i < ARRAY_SIZE(others) && !length; i++)
    {
        if (!GetModuleHandleExW(0, others[i], &module)) continue;
        length = format_message(FORMAT_MESSAGE_FROM_HMODULE, module, hr, text);
        FreeLibrary(module);
    }
    return length;
}

/* Text of hr from the DLLs' message tables, else from the system's. LocalFree() it. NULL: no memory. */
static WCHAR *get_message(HRESULT hr)
{
    WCHAR *text = NULL;
    DWORD length = format_from_tables(hr, &text);

    if (!length) length = format_message(FORMAT_MESSAGE_FROM_SYSTEM, NULL, hr, &text);
    if (!length) return make_plain_message(hr);
    while (length && (text[length - 1] == '\n' || text[length - 1] == '\r')) text[--length] = 0;
    return text;
}

HRESULT module_error(HRESULT hr, const IID *iid, const WCHAR *source)
{
    ICreateErrorInfo *create;
    IErrorInfo *info;
    WCHAR *text;

    if (FAILED(CreateErrorInfo(&create))) return hr;
    text = get_message(hr);
    TRACE("%#lx %s\n", hr, debugstr_w(text));
    ICreateErrorInfo_SetGUID(create, iid);
    ICreateErrorInfo_SetSource(create, (WCHAR *)source);
    if (text) ICreateErrorInfo_SetDescription(create, text);
    if (SUCCEEDED(ICreateErrorInfo_QueryInterface(create, &IID_IErrorInfo, (void **)&info)))
    {
        SetErrorInfo(0, info);
        IErrorInfo_Release(info);
    }
    ICreateErrorInfo_Release(create);
    LocalFree(text);
    return hr;
}
