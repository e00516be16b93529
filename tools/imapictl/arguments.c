/*
 * The command line after the name of a command
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

static int find_option(const struct arguments *arguments, const WCHAR *option)
{
    int i;

    for (i = 0; i < arguments->count; i++)
        if (!lstrcmpW(arguments->values[i], option))
            return i;
    return -1;
}

static void drop(struct arguments *arguments, int index, int count)
{
    int i;

    arguments->count -= count;
    for (i = index; i < arguments->count; i++)
        arguments->values[i] = arguments->values[i + count];
}

bool take_flag(struct arguments *arguments, const WCHAR *option)
{
    int index = find_option(arguments, option);

    if (index < 0)
        return false;
    drop(arguments, index, 1);
    return true;
}

const WCHAR *take_value(struct arguments *arguments, const WCHAR *option)
{
    int index = find_option(arguments, option);
    const WCHAR *value;

    if (index < 0 || index + 1 >= arguments->count)
        return NULL;
    value = arguments->values[index + 1];
    drop(arguments, index, 2);
    return value;
}

bool check_arguments(const struct arguments *arguments, int least, int most)
{
    int i;

    for (i = 0; i < arguments->count; i++)
    {
        const WCHAR *argument = arguments->values[i];

        if (argument[0] != '-' || argument[1] != '-')
            continue;
        complain("%s is not an option here, or lacks its value", utf8(argument));
        return false;
    }
    if (arguments->count >= least && arguments->count <= most)
        return true;
    complain(arguments->count < least ? "something is missing" : "too many arguments");
    return false;
}

/* Wine's kernel32 has the translation; Windows has no Unix paths. */
const WCHAR *host_path(const WCHAR *path, WCHAR buffer[MAX_PATH])
{
    WCHAR *(CDECL *get_dos_name)(const char *unix_name);
    WCHAR *dos_name;

    if (path[0] != '/')
        return path;
    get_dos_name = (void *)GetProcAddress(GetModuleHandleW(L"kernel32.dll"), "wine_get_dos_file_name");
    if (!get_dos_name || !(dos_name = get_dos_name(utf8(path))))
        return path;
    if (lstrlenW(dos_name) < MAX_PATH)
        path = lstrcpyW(buffer, dos_name);
    HeapFree(GetProcessHeap(), 0, dos_name);
    return path;
}

bool take_speed(struct arguments *arguments, LONG *speed)
{
    const WCHAR *text = take_value(arguments, L"--speed"), *digit = text;

    *speed = 0;
    if (!text)
        return true;
    for (; *digit >= '0' && *digit <= '9' && *speed < 1000; digit++)
        *speed = *speed * 10 + *digit - '0';
    if (*speed && (!*digit || (*digit == 'x' && !digit[1])))
        return true;
    complain("\"%s\" is not a speed; 8 means 8x", utf8(text));
    return false;
}
