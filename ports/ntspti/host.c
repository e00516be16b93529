/*
 * The host that the pass-through road runs on
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
#include <windef.h>
#include <winbase.h>

#include "ntspti_private.h"

static HANDLE real_create_file(struct ntspti_host *host, const WCHAR *path, DWORD access)
{
    (void)host;
    return CreateFileW(path, access, FILE_SHARE_READ | FILE_SHARE_WRITE, NULL, OPEN_EXISTING, 0, NULL);
}

static BOOL real_ioctl(struct ntspti_host *host, HANDLE device, DWORD code, void *in, DWORD in_size,
                       void *out, DWORD out_size, DWORD *returned)
{
    (void)host;
    return DeviceIoControl(device, code, in, in_size, out, out_size, returned, NULL);
}

static void real_close(struct ntspti_host *host, HANDLE device)
{
    (void)host;
    CloseHandle(device);
}

static DWORD real_cdrom_letters(struct ntspti_host *host)
{
    DWORD present = GetLogicalDrives(), letters = 0;
    WCHAR root[4] = { 'A', ':', '\\', 0 };
    unsigned int i;

    (void)host;
    for (i = 0; i < NTSPTI_LETTERS; i++)
    {
        root[0] = (WCHAR)('A' + i);
        if ((present & (1u << i)) && GetDriveTypeW(root) == DRIVE_CDROM)
            letters |= 1u << i;
    }
    return letters;
}

static bool real_volume_name(struct ntspti_host *host, const WCHAR *root, WCHAR *name, DWORD size)
{
    (void)host;
    return GetVolumeNameForVolumeMountPointW(root, name, size);
}

static uint64_t real_now_ms(struct ntspti_host *host)
{
    (void)host;
    return GetTickCount64();
}

/* Wine's ntdll, and no other, exports its version. */
static bool running_on_wine(void)
{
    return GetProcAddress(GetModuleHandleW(L"ntdll.dll"), "wine_get_version") != NULL;
}

static bool running_on_wow64(void)
{
    BOOL wow64 = FALSE;

    return IsWow64Process(GetCurrentProcess(), &wow64) && wow64;
}

struct ntspti_host *ntspti_real_host(void)
{
    static struct ntspti_host host =
    {
        real_create_file, real_ioctl, real_close, real_cdrom_letters, real_volume_name, real_now_ms, false, false
    };

    host.wine = running_on_wine();
    host.wow64 = running_on_wow64();
    return &host;
}
