/*
 * Debug output of Wine, found when the program runs
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

/*
 * <wine/debug.h> calls functions that ntdll has under Wine only, and that a DLL which must load on
 * Windows too may therefore not import. In Wine's own tree winecrt0 does the same.
 *
 * Where ntdll has none of them every channel is off, and nothing is printed.
 */

#include <stdarg.h>
#include <stddef.h>
#include <windef.h>
#include <winbase.h>
#include <wine/debug.h>

struct debug_functions
{
    unsigned char (__cdecl *get_channel_flags)(struct __wine_debug_channel *channel);
    const char *(__cdecl *strdup)(const char *str);
    int (__cdecl *output)(const char *str);
    int (__cdecl *header)(enum __wine_debug_class cls, struct __wine_debug_channel *channel, const char *function);
};

static struct debug_functions functions;
static LONG functions_loaded;

static void find(HMODULE module, const char *name, void *function)
{
    FARPROC found = GetProcAddress(module, name);

    memcpy(function, &found, sizeof(found));
}

/* Two threads that get here at once store the same pointers. */
static const struct debug_functions *debug_functions(void)
{
    HMODULE ntdll;

    if (!InterlockedCompareExchange(&functions_loaded, 0, 0))
    {
        ntdll = GetModuleHandleW(L"ntdll.dll");
        find(ntdll, "__wine_dbg_get_channel_flags", &functions.get_channel_flags);
        find(ntdll, "__wine_dbg_strdup", &functions.strdup);
        find(ntdll, "__wine_dbg_output", &functions.output);
        find(ntdll, "__wine_dbg_header", &functions.header);
        InterlockedExchange(&functions_loaded, 1);
    }
    return &functions;
}

/* Which classes of messages a channel lets through: a bit for each __WINE_DBCL_ value. */
unsigned char __cdecl __wine_dbg_get_channel_flags(struct __wine_debug_channel *channel)
{
    const struct debug_functions *debug = debug_functions();

    if (!debug->get_channel_flags || !debug->strdup || !debug->output || !debug->header) return 0;
    return debug->get_channel_flags(channel);
}

/* A copy of a string that lives long enough to be printed by the message being composed. */
const char *__cdecl __wine_dbg_strdup(const char *str)
{
    const struct debug_functions *debug = debug_functions();

    return debug->strdup ? debug->strdup(str) : "";
}

/* Prints text; answers the number of characters, or -1. */
int __cdecl __wine_dbg_output(const char *str)
{
    const struct debug_functions *debug = debug_functions();

    return debug->output ? debug->output(str) : -1;
}

/* Prints what stands in front of a message; answers -1 when the class is off. */
int __cdecl __wine_dbg_header(enum __wine_debug_class cls, struct __wine_debug_channel *channel, const char *function)
{
    const struct debug_functions *debug = debug_functions();

    return debug->header ? debug->header(cls, channel, function) : -1;
}
