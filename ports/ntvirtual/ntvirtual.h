/*
 * Virtual recorders on Windows: their list, their folders, their road
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

#ifndef PORTS_NTVIRTUAL_NTVIRTUAL_H
#define PORTS_NTVIRTUAL_NTVIRTUAL_H

#include <stdbool.h>
#include <windef.h>
#include <winbase.h>

#include "port.h"
#include "virtual.h"

/*
 * Each user has a list of virtual recorders in the registry, one key each:
 *   HKEY_CURRENT_USER\Software\Wine\Imapi2\VirtualRecorders\<name>
 *     Folder    REG_SZ  where the medium is kept
 *     Vendor    REG_SZ  what INQUIRY tells: 8, 16 and 4 characters at most
 *     Product   REG_SZ
 *     Revision  REG_SZ
 *     Letter    REG_SZ  optional: one letter, the drive's mount point
 */

#define NTVIRTUAL_NAME_MAX 41   /* characters with the terminator */

struct ntvirtual_recorder
{
    WCHAR name[NTVIRTUAL_NAME_MAX];     /* A-Z a-z 0-9 space _ -, not only spaces; unique without case */
    WCHAR folder[MAX_PATH];
    WCHAR letter;                       /* 'A'..'Z', 0 for none */
    struct virtual_identity identity;
    char id[PORT_ID_MAX];               /* under which the road lists it */
};

/* The road "virtual". One for the process, never freed, never NULL. */
struct port *ntvirtual_port(void);

/* Tells whether a name can be given to a recorder. */
bool ntvirtual_valid_name(const WCHAR *name);

/*
 * Adds a recorder to the list of this user. The folder may be NULL for
 * %LOCALAPPDATA%\imapi2\recorders\<name>; it is made when missing, with its
 * parents. The identity may be NULL for the usual one. The letter may be 0.
 * ERROR_INVALID_NAME, ERROR_ALREADY_EXISTS, or what the host says.
 */
DWORD ntvirtual_create_recorder(const WCHAR *name, const WCHAR *folder, const struct virtual_identity *identity,
                                WCHAR letter);

/*
 * Takes a recorder out of the list. Its medium is destroyed, and its folder
 * when nothing foreign is left in it, unless keep_medium is set.
 * ERROR_FILE_NOT_FOUND, ERROR_BUSY when a program has it locked, or what the
 * host says.
 */
DWORD ntvirtual_remove_recorder(const WCHAR *name, bool keep_medium);

/* Called once per recorder; returning false ends the list. */
typedef bool (*ntvirtual_found)(void *context, const struct ntvirtual_recorder *recorder);

/* Lists the recorders of this user in the order of their keys. ERROR_SUCCESS also when there is none. */
DWORD ntvirtual_list(ntvirtual_found found, void *context);

/* Finds one recorder by its name or its id, without case. ERROR_FILE_NOT_FOUND. */
DWORD ntvirtual_find(const WCHAR *name_or_id, struct ntvirtual_recorder *recorder);

/*
 * Opens the drive itself, for inserting and ejecting; the caller destroys it
 * with virtual_drive_destroy(). NULL when the folder cannot be used.
 */
struct virtual_drive *ntvirtual_open_drive(const struct ntvirtual_recorder *recorder);
/* The same, and why it failed: PORT_E_NO_MEMORY, or PORT_E_IO. */
enum port_error ntvirtual_try_open_drive(const struct ntvirtual_recorder *recorder, struct virtual_drive **drive);

/* A store in a folder; the folder must exist. NULL when it does not (ERROR_PATH_NOT_FOUND), or without memory. */
struct virtual_store *virtual_store_win32(const WCHAR *folder);

#endif /* PORTS_NTVIRTUAL_NTVIRTUAL_H */
