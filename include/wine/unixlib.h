/*
 * Calls between the Windows and the Unix side of a module, for builds outside of Wine's tree
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


#ifndef __WINE_WINE_UNIXLIB_H
#define __WINE_WINE_UNIXLIB_H

/*
 * The names are those of the header that Wine has in its own tree; there that
 * one is found instead of this.
 *
 * The Unix side is a library beside the module, and has two tables of entries,
 * for callers of its own width and for 32-bit callers on a 64-bit system.
 */

#ifdef _WIN32

#include <windef.h>
#include <winbase.h>
#include <winternl.h>

typedef UINT64 unixlib_handle_t;

/* Finds the Unix side. STATUS_DLL_NOT_FOUND when there is none, on Windows as well. */
NTSTATUS WINAPI __wine_init_unix_call(void);

extern unixlib_handle_t __wine_unixlib_handle;
extern NTSTATUS (WINAPI *__wine_unix_call_dispatcher)(unixlib_handle_t handle, unsigned int code, void *args);

#define WINE_UNIX_CALL(code, args) __wine_unix_call_dispatcher(__wine_unixlib_handle, (code), (args))

#else

#include <stdint.h>

typedef int32_t NTSTATUS;
typedef uint64_t unixlib_handle_t;

#endif

typedef NTSTATUS (*unixlib_entry_t)(void *args);

#ifndef _WIN32
/* Looked up by name, in a library that hides the rest. */
extern const unixlib_entry_t __wine_unix_call_funcs[] __attribute__((visibility("default")));
extern const unixlib_entry_t __wine_unix_call_wow64_funcs[] __attribute__((visibility("default")));
#endif

#endif /* __WINE_WINE_UNIXLIB_H */
