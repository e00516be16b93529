/*
 * The doctor looks at the drives of the host, and the rights to them
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
#include "doctor.h"

/* Wine shows the host's files below this. */
#define HOST L"\\\\?\\unix"

#define NODE_MAX 64

enum rights
{
    RIGHTS_FULL,
    RIGHTS_READ,
    RIGHTS_NONE,
    RIGHTS_NO_NODE,
};

/* Neither wakes a drive nor closes its tray: Wine opens such nodes without waiting. */
static DWORD try_node(const WCHAR *node, DWORD access)
{
    HANDLE handle = CreateFileW(node, access, FILE_SHARE_READ | FILE_SHARE_WRITE, NULL, OPEN_EXISTING, 0, NULL);

    if (handle == INVALID_HANDLE_VALUE)
        return GetLastError();
    CloseHandle(handle);
    return ERROR_SUCCESS;
}

static bool is_missing(DWORD error)
{
    return error == ERROR_FILE_NOT_FOUND || error == ERROR_PATH_NOT_FOUND;
}

/* Whatever else stands against opening it, a medium that is missing or busy, is no matter of rights. */
static enum rights rights_to(const WCHAR *name)
{
    WCHAR node[NODE_MAX];
    DWORD error;

    lstrcpyW(node, HOST L"\\dev\\");
    lstrcatW(node, name);
    error = try_node(node, GENERIC_READ | GENERIC_WRITE);
    if (is_missing(error))
        return RIGHTS_NO_NODE;
    if (error != ERROR_ACCESS_DENIED)
        return RIGHTS_FULL;
    return try_node(node, GENERIC_READ) == ERROR_ACCESS_DENIED ? RIGHTS_NONE : RIGHTS_READ;
}

static void tell_node(struct diagnosis *diagnosis, const WCHAR *name)
{
    char remedy[256];

    snprintf(remedy, sizeof(remedy), "\"ls -l /dev/%s\" shows its group; as root \"adduser USER GROUP\" "
             "(cdrom on Debian), then log in again", utf8(name));
    switch (rights_to(name))
    {
    case RIGHTS_FULL:
        report(diagnosis, LEVEL_OK, NULL, "This user may read and write /dev/%s.", utf8(name));
        break;
    case RIGHTS_READ:
        report(diagnosis, LEVEL_PROBLEM, remedy, "This user may read /dev/%s, but not write to it: nothing can be "
               "burned.", utf8(name));
        break;
    case RIGHTS_NONE:
        report(diagnosis, LEVEL_PROBLEM, remedy, "This user may not read and write /dev/%s.", utf8(name));
        break;
    case RIGHTS_NO_NODE:
        report(diagnosis, LEVEL_PROBLEM, "is udev running? Into a container the node must be passed",
               "The kernel has the drive %s, but its node /dev/%s is missing.", utf8(name), utf8(name));
        break;
    }
}

static bool find_first(const WCHAR *pattern, HANDLE *search, WIN32_FIND_DATAW *found)
{
    *search = FindFirstFileW(pattern, found);
    return *search != INVALID_HANDLE_VALUE;
}

/* The node that carries commands best has a number of its own. */
static void tell_generic_node(struct diagnosis *diagnosis, const WCHAR *block)
{
    WCHAR pattern[MAX_PATH];
    WIN32_FIND_DATAW found;
    HANDLE search;

    lstrcpyW(pattern, HOST L"\\sys\\class\\block\\");
    lstrcatW(pattern, block);
    lstrcatW(pattern, L"\\device\\scsi_generic\\sg*");
    if (!find_first(pattern, &search, &found))
    {
        report(diagnosis, LEVEL_NOTE, "as root \"modprobe sg\"",
               "/dev/%s has no generic node: a drive that hangs is noticed late.", utf8(block));
        return;
    }
    FindClose(search);
    if (lstrlenW(found.cFileName) < NODE_MAX / 2)
        tell_node(diagnosis, found.cFileName);
}

void examine_host(struct diagnosis *diagnosis)
{
    WIN32_FIND_DATAW found;
    HANDLE search;

    if (!wine_version())
        return;
    if (find_first(HOST L"\\sys\\class\\block\\sr*", &search, &found))
    {
        do
        {
            if (lstrlenW(found.cFileName) >= NODE_MAX / 2)
                continue;
            diagnosis->host_drives++;
            tell_node(diagnosis, found.cFileName);
            tell_generic_node(diagnosis, found.cFileName);
        } while (FindNextFileW(search, &found));
        FindClose(search);
    }
    if (!diagnosis->host_drives)
        report(diagnosis, LEVEL_NOTE, "is it plugged in, and does \"ls /dev/sr*\" show it? Else make a virtual one: "
               "imapictl drive add NAME --medium dvd+r", "The kernel has no optical drive.");
}
