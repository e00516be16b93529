/*
 * What imapictl tells the user, and failures in words
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

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "imapictl.h"

#define TEXT_MAX 4096

static bool is_console(HANDLE handle)
{
    DWORD mode;

    return GetConsoleMode(handle, &mode);
}

static void write_text(DWORD which, const char *text)
{
    HANDLE handle = GetStdHandle(which);
    WCHAR wide[TEXT_MAX];
    DWORD written;
    int length;

    if (!is_console(handle))
    {
        WriteFile(handle, text, (DWORD)strlen(text), &written, NULL);
        return;
    }
    length = MultiByteToWideChar(CP_UTF8, 0, text, -1, wide, TEXT_MAX);
    if (length > 1)
        WriteConsoleW(handle, wide, length - 1, &written, NULL);
}

bool output_is_console(void)
{
    return is_console(GetStdHandle(STD_OUTPUT_HANDLE));
}

void print(const char *format, ...)
{
    char text[TEXT_MAX];
    va_list args;

    va_start(args, format);
    vsnprintf(text, sizeof(text), format, args);
    va_end(args);
    write_text(STD_OUTPUT_HANDLE, text);
}

void complain(const char *format, ...)
{
    static const char prefix[] = "imapictl: ";
    char text[TEXT_MAX];
    va_list args;

    strcpy(text, prefix);
    va_start(args, format);
    vsnprintf(text + sizeof(prefix) - 1, sizeof(text) - sizeof(prefix) - 1, format, args);
    va_end(args);
    strcat(text, "\n");
    write_text(STD_ERROR_HANDLE, text);
}

const char *utf8(const WCHAR *text)
{
    static char buffers[4][3 * MAX_PATH];
    static unsigned int next;
    char *buffer = buffers[next++ % ARRAY_SIZE(buffers)];

    if (!text || !WideCharToMultiByte(CP_UTF8, 0, text, -1, buffer, sizeof(buffers[0]), NULL, NULL))
        buffer[0] = 0;
    return buffer;
}

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
    const DWORD flags = FORMAT_MESSAGE_IGNORE_INSERTS;
    HMODULE module = GetModuleHandleW(L"imapi2.dll");

    return (module && FormatMessageW(flags | FORMAT_MESSAGE_FROM_HMODULE, module, code, 0, text, size, NULL)) ||
           FormatMessageW(flags | FORMAT_MESSAGE_FROM_SYSTEM, NULL, code, 0, text, size, NULL);
}

static void complain_with_text(const char *what, WCHAR *text, DWORD code)
{
    strip_line_end(text);
    if (text[0])
        complain("%s: %s (0x%08lX)", what, utf8(text), (unsigned long)code);
    else
        complain("%s (0x%08lX)", what, (unsigned long)code);
}

void complain_of_result(const char *what, HRESULT hr)
{
    WCHAR text[512] = { 0 };

    if (!text_from_error_info(text, ARRAY_SIZE(text)) && !text_from_tables(hr, text, ARRAY_SIZE(text)))
        text[0] = 0;
    complain_with_text(what, text, hr);
}

void complain_of_error(const char *what, DWORD error)
{
    WCHAR text[512] = { 0 };

    if (!text_from_tables(error, text, ARRAY_SIZE(text)))
        text[0] = 0;
    complain_with_text(what, text, error);
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
};

enum exit_code exit_code_from_result(HRESULT hr)
{
    unsigned int i;

    if (SUCCEEDED(hr))
        return EXIT_DONE;
    if (hr == E_IMAPI_REQUEST_CANCELLED)
        return EXIT_CANCELLED;
    for (i = 0; i < ARRAY_SIZE(medium_results); i++)
        if (medium_results[i] == hr)
            return EXIT_MEDIUM;
    return EXIT_FAILED;
}
