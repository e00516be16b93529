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
#include <stdlib.h>
#include <string.h>

#include "imapictl.h"

#define TEXT_MAX 4096

static bool is_console(HANDLE handle)
{
    DWORD mode;

    return GetConsoleMode(handle, &mode);
}

static void write_console(HANDLE handle, const char *text)
{
    int length = MultiByteToWideChar(CP_UTF8, 0, text, -1, NULL, 0);
    WCHAR *wide;
    DWORD written;

    if (length <= 1 || !(wide = malloc(length * sizeof(*wide))))
        return;
    MultiByteToWideChar(CP_UTF8, 0, text, -1, wide, length);
    WriteConsoleW(handle, wide, length - 1, &written, NULL);
    free(wide);
}

static void write_text(DWORD which, const char *text)
{
    HANDLE handle = GetStdHandle(which);
    DWORD written;

    if (is_console(handle))
        write_console(handle, text);
    else
        WriteFile(handle, text, (DWORD)strlen(text), &written, NULL);
}

void write_output(const char *text)
{
    write_text(STD_OUTPUT_HANDLE, text);
}

bool output_is_console(void)
{
    return is_console(GetStdHandle(STD_OUTPUT_HANDLE));
}

void print(const char *format, ...)
{
    char text[TEXT_MAX];
    va_list args;

    if (json_wanted)
        return;
    va_start(args, format);
    vsnprintf(text, sizeof(text), format, args);
    va_end(args);
    write_output(text);
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
    json_message(text + sizeof(prefix) - 1);
    strcat(text, "\n");
    write_text(STD_ERROR_HANDLE, text);
}

const char *utf8(const WCHAR *text)
{
    static char buffers[4][TEXT_MAX];
    static unsigned int next;
    char *buffer = buffers[next++ % ARRAY_SIZE(buffers)];

    if (!text || !WideCharToMultiByte(CP_UTF8, 0, text, -1, buffer, sizeof(buffers[0]), NULL, NULL))
        buffer[0] = 0;
    return buffer;
}
