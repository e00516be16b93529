/*
 * The doctor looks at the road to real drives
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

#include <string.h>

#include "imapictl.h"
#include "doctor.h"

#include <winreg.h>
#include <winternl.h>

/* What NtQueryVirtualMemory of Wine answers for a module that has a Unix side. */
#define MEMORY_UNIX_FUNCTIONS 1000

#define CHOICE_MAX 64

typedef NTSTATUS (WINAPI *query_function)(HANDLE process, const void *address, int class, void *buffer, SIZE_T size,
                                          SIZE_T *returned);

/* 0, or the status that tells why there is none. */
static NTSTATUS unix_side_status(void)
{
    query_function query = (query_function)(void *)GetProcAddress(GetModuleHandleW(L"ntdll.dll"),
                                                                  "NtQueryVirtualMemory");
    uint64_t handle = 0;

    return query(GetCurrentProcess(), GetModuleHandleW(L"imapi2.dll"), MEMORY_UNIX_FUNCTIONS, &handle,
                 sizeof(handle), NULL);
}

static bool read_choice(WCHAR choice[CHOICE_MAX], const char **where)
{
    DWORD size = CHOICE_MAX * sizeof(WCHAR), length = GetEnvironmentVariableW(L"IMAPI2_ROADS", choice, CHOICE_MAX);

    *where = "IMAPI2_ROADS";
    if (length && length < CHOICE_MAX)
        return true;
    *where = "the value Roads in HKCU\\Software\\Wine\\Imapi2";
    return !RegGetValueW(HKEY_CURRENT_USER, L"Software\\Wine\\Imapi2", L"Roads", RRF_RT_REG_SZ, NULL, choice, &size) &&
           choice[0];
}

static void tell_wine_road(struct diagnosis *diagnosis)
{
    NTSTATUS status = unix_side_status();

    if (!status)
        report(diagnosis, LEVEL_OK, NULL,
               "The road to real drives is \"linux\": the Unix side of imapi2.dll (imapi2.so) talks to the kernel.");
    else
        report(diagnosis, LEVEL_NOTE,
               "install the DLL together with imapi2.so (docs/real-drives.md); virtual recorders do not need it",
               "The road to real drives is \"ntspti\", through Wine: only drives with a letter, and slower. "
               "imapi2.so is not loaded (status 0x%08lX).", (unsigned long)status);
}

void examine_road(struct diagnosis *diagnosis)
{
    WCHAR choice[CHOICE_MAX] = { 0 };
    const char *where;

    if (wine_version())
        tell_wine_road(diagnosis);
    else
        report(diagnosis, LEVEL_OK, NULL, "The road to real drives is \"ntspti\": Windows' own.");
    if (read_choice(choice, &where))
        report(diagnosis, LEVEL_NOTE, "unset it for the usual choice",
               "Only these roads are used, since %s says so: %s.", where, utf8(choice));
}
