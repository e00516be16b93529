/*
 * Failures: their texts, and what the program ends with
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

static void strip_line_end(WCHAR *text)
{
    int length = lstrlenW(text);

    while (length && (text[length - 1] == '\n' || text[length - 1] == '\r' || text[length - 1] == ' '))
        text[--length] = 0;
}

/* A failing object leaves its finished text with the thread. */
static bool text_from_error_info(WCHAR *text, int size)
{
    IErrorInfo *info;
    BSTR description = NULL;

    if (GetErrorInfo(0, &info) != S_OK)
        return false;
    IErrorInfo_GetDescription(info, &description);
    IErrorInfo_Release(info);
    if (!description || !description[0])
    {
        SysFreeString(description);
        return false;
    }
    lstrcpynW(text, description, size);
    SysFreeString(description);
    return true;
}

static bool text_from_tables(DWORD code, WCHAR *text, int size)
{
    static const WCHAR *const names[] = { L"imapi2.dll", L"imapi2fs.dll" };
    const DWORD flags = FORMAT_MESSAGE_IGNORE_INSERTS;
    unsigned int i;

    for (i = 0; i < ARRAY_SIZE(names); i++)
    {
        HMODULE module = GetModuleHandleW(names[i]);

        if (module && FormatMessageW(flags | FORMAT_MESSAGE_FROM_HMODULE, module, code, 0, text, size, NULL))
            return true;
    }
    return FormatMessageW(flags | FORMAT_MESSAGE_FROM_SYSTEM, NULL, code, 0, text, size, NULL);
}

const char *result_text(HRESULT hr, char *text, size_t size)
{
    WCHAR wide[512] = { 0 };

    if (!text_from_error_info(wide, ARRAY_SIZE(wide)) && !text_from_tables(hr, wide, ARRAY_SIZE(wide)))
        wide[0] = 0;
    strip_line_end(wide);
    if (wide[0])
        snprintf(text, size, "%s (0x%08lX)", utf8(wide), (unsigned long)hr);
    else
        snprintf(text, size, "0x%08lX", (unsigned long)hr);
    return text;
}

void complain_of_result(const char *what, HRESULT hr)
{
    char text[1024];

    complain("%s: %s", what, result_text(hr, text, sizeof(text)));
}

/* What GetLastError() tells has no object behind it that could have left its own text. */
void complain_of_error(const char *what, DWORD error)
{
    SetErrorInfo(0, NULL);
    complain_of_result(what, error);
}

static const HRESULT medium_results[] =
{
    E_IMAPI_RECORDER_MEDIA_NO_MEDIA,
    E_IMAPI_RECORDER_MEDIA_INCOMPATIBLE,
    E_IMAPI_RECORDER_MEDIA_UPSIDE_DOWN,
    E_IMAPI_RECORDER_MEDIA_BECOMING_READY,
    E_IMAPI_RECORDER_MEDIA_FORMAT_IN_PROGRESS,
    E_IMAPI_RECORDER_MEDIA_BUSY,
    E_IMAPI_RECORDER_MEDIA_WRITE_PROTECTED,
    E_IMAPI_RECORDER_MEDIA_SPEED_MISMATCH,
    E_IMAPI_RECORDER_MEDIA_NOT_FORMATTED,
    E_IMAPI_DF2DATA_INVALID_MEDIA_STATE,
    E_IMAPI_DF2DATA_STREAM_TOO_LARGE_FOR_CURRENT_MEDIA,
    E_IMAPI_DF2DATA_MEDIA_NOT_BLANK,
    E_IMAPI_DF2DATA_MEDIA_IS_NOT_SUPPORTED,
    E_IMAPI_DF2TAO_MEDIA_IS_NOT_BLANK,
    E_IMAPI_DF2TAO_MEDIA_IS_NOT_SUPPORTED,
    E_IMAPI_DF2TAO_NOT_ENOUGH_SPACE,
    E_IMAPI_ERASE_MEDIA_IS_NOT_ERASABLE,
    E_IMAPI_ERASE_MEDIA_IS_NOT_SUPPORTED,
    IMAPI_E_IMAGE_SIZE_LIMIT,
    IMAPI_E_IMAGE_TOO_BIG,
    IMAPI_E_EMPTY_DISC,
    IMAPI_E_FILE_SYSTEM_NOT_FOUND,
    IMAPI_E_NO_SUPPORTED_FILE_SYSTEM,
    IMAPI_E_IMPORT_MEDIA_NOT_ALLOWED,
    IMAPI_E_INCOMPATIBLE_PREVIOUS_SESSION,
};

enum exit_code exit_code_from_result(HRESULT hr)
{
    unsigned int i;

    if (SUCCEEDED(hr))
        return EXIT_DONE;
    if (hr == E_IMAPI_REQUEST_CANCELLED)
        return EXIT_CANCELLED;
    if (hr == E_IMAPI_BURN_VERIFICATION_FAILED)
        return EXIT_DIFFERENT;
    for (i = 0; i < ARRAY_SIZE(medium_results); i++)
        if (medium_results[i] == hr)
            return EXIT_MEDIUM;
    return EXIT_FAILED;
}
