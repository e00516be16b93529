/*
 * How the samples in C and C++ tell an error
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

#ifndef SAMPLES_TELL_H
#define SAMPLES_TELL_H

#include <stdio.h>
#include <windows.h>

/*
 * Prints what failed and why, and returns what main() then ends with. Both DLLs carry the texts of their own numbers;
 * those of the system have the rest.
 */
static int tell_error(const char *task, HRESULT hr)
{
    static const WCHAR *const modules[] = {L"imapi2.dll", L"imapi2fs.dll", L"kernel32.dll"};
    const DWORD flags = FORMAT_MESSAGE_FROM_HMODULE | FORMAT_MESSAGE_FROM_SYSTEM | FORMAT_MESSAGE_IGNORE_INSERTS |
                        FORMAT_MESSAGE_MAX_WIDTH_MASK;
    WCHAR text[512] = L"";
    HMODULE module;
    size_t i;

    for (i = 0; i < sizeof(modules) / sizeof(modules[0]) && !text[0]; i++)
    {
        if (!(module = GetModuleHandleW(modules[i]))) continue;
        FormatMessageW(flags, module, (DWORD)hr, 0, text, sizeof(text) / sizeof(text[0]), NULL);
    }
    fprintf(stderr, "%s: 0x%08lX %ls\n", task, (unsigned long)hr, text);
    return 1;
}

#endif /* SAMPLES_TELL_H */
