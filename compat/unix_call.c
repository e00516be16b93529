/*
 * Calls to the Unix side of this module, found when the program runs
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
 * As <wine/unixlib.h> wants them. Under Wine ntdll holds the way to the other
 * side; a DLL that must load on Windows too may not import it. In Wine's own
 * tree winecrt0 does the same.
 */

#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <windef.h>
#include <winbase.h>
#include <wine/unixlib.h>

#define DLL_NOT_FOUND ((NTSTATUS)0xc0000135)

/* The class of NtQueryVirtualMemory that answers with the handle of a module's Unix side. */
#define MEMORY_UNIX_FUNCTIONS 1000

extern IMAGE_DOS_HEADER __ImageBase;

typedef NTSTATUS (WINAPI *query_function)(HANDLE process, const void *address, int class, void *buffer, SIZE_T size,
                                          SIZE_T *returned);
typedef NTSTATUS (WINAPI *call_function)(unixlib_handle_t handle, unsigned int code, void *args);

static NTSTATUS WINAPI call_nobody(unixlib_handle_t handle, unsigned int code, void *args)
{
    (void)handle;
    (void)code;
    (void)args;
    return DLL_NOT_FOUND;
}

unixlib_handle_t __wine_unixlib_handle;
call_function __wine_unix_call_dispatcher = call_nobody;

static void *find(HMODULE module, const char *name)
{
    FARPROC found = GetProcAddress(module, name);
    void *address;

    memcpy(&address, &found, sizeof(address));
    return address;
}

NTSTATUS WINAPI __wine_init_unix_call(void)
{
    HMODULE ntdll = GetModuleHandleW(L"ntdll.dll");
    call_function *variable = find(ntdll, "__wine_unix_call_dispatcher"), call = NULL;
    void *entry = find(ntdll, "__wine_unix_call"), *query_address = find(ntdll, "NtQueryVirtualMemory");
    query_function query;
    NTSTATUS status;

    /* A variable in the versions of today, a function in those before it. */
    if (variable)
        call = *variable;
    else if (entry)
        memcpy(&call, &entry, sizeof(call));
    if (!call || !query_address)
        return DLL_NOT_FOUND;
    memcpy(&query, &query_address, sizeof(query));
    status = query(GetCurrentProcess(), &__ImageBase, MEMORY_UNIX_FUNCTIONS, &__wine_unixlib_handle,
                   sizeof(__wine_unixlib_handle), NULL);
    if (!status)
        __wine_unix_call_dispatcher = call;
    return status;
}
