/*
 * The list of virtual recorders in the registry
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
#include <stdlib.h>
#include <string.h>
#include <windef.h>
#include <winbase.h>
#include <winnls.h>
#include <winreg.h>

#include "ntvirtual_private.h"
#include "port_id.h"

static const struct virtual_identity usual_identity = { "Wine", "Virtual Recorder", "1.0" };

/* What ports/virtual and the store may leave in a folder once the medium is gone. */
static const WCHAR *const store_files[] =
{
    L"medium.iso", L"medium.raw", L"medium.sub", L"medium.state", L"owner", L"faults.log", L"lock.state",
    L"lock.owner", L"lock.writer",
};

static WCHAR upper(WCHAR c)
{
    return c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c;
}

static bool name_character(WCHAR c)
{
    return (upper(c) >= 'A' && upper(c) <= 'Z') || (c >= '0' && c <= '9') || c == ' ' || c == '_' || c == '-';
}

/* Spaces at the ends are refused since the host strips them from folder names. */
bool ntvirtual_valid_name(const WCHAR *name)
{
    int length, i;

    if (!name)
        return false;
    length = lstrlenW(name);
    if (!length || length >= NTVIRTUAL_NAME_MAX || name[0] == ' ' || name[length - 1] == ' ')
        return false;
    for (i = 0; i < length; i++)
        if (!name_character(name[i]))
            return false;
    return true;
}

static LSTATUS open_key(HKEY root, const WCHAR *path, REGSAM access, HKEY *key)
{
    return RegOpenKeyExW(root, path, 0, access, key);
}

/* Reads a REG_SZ; false when it is missing, of another type or too long. */
static bool read_string(HKEY key, const WCHAR *name, WCHAR *text, DWORD count)
{
    DWORD type, size = count * sizeof(WCHAR);

    if (RegQueryValueExW(key, name, NULL, &type, (BYTE *)text, &size) || type != REG_SZ)
        return false;
    /* What another program wrote need not be terminated. */
    text[min(size / sizeof(WCHAR), count - 1)] = 0;
    return true;
}

/* Reads an INQUIRY field: printable ASCII, as SPC-3 wants it; anything else becomes '_'. */
static void read_field(HKEY key, const WCHAR *name, char *field, size_t size, const char *usual)
{
    WCHAR text[64];
    size_t i;

    if (!read_string(key, name, text, ARRAY_SIZE(text)) || !text[0])
    {
        strcpy(field, usual);
        return;
    }
    for (i = 0; i < size - 1 && text[i]; i++)
        field[i] = text[i] >= 0x20 && text[i] < 0x7f ? (char)text[i] : '_';
    field[i] = 0;
}

static bool ascii_from_name(const WCHAR *name, char *ascii)
{
    if (!ntvirtual_valid_name(name))
        return false;
    while ((*ascii++ = (char)*name++))
        ;
    return true;
}

/* Fills a recorder from its key; false when the key was not written by this program. */
static bool read_recorder(HKEY list, const WCHAR *name, struct ntvirtual_recorder *recorder)
{
    struct virtual_identity *identity = &recorder->identity;
    char instance[NTVIRTUAL_NAME_MAX];
    WCHAR letter[2];
    bool complete;
    HKEY key;

    memset(recorder, 0, sizeof(*recorder));
    if (!ascii_from_name(name, instance) || open_key(list, name, KEY_READ, &key))
        return false;
    lstrcpyW(recorder->name, name);
    complete = read_string(key, L"Folder", recorder->folder, MAX_PATH) && recorder->folder[0];
    read_field(key, L"Vendor", identity->vendor, sizeof(identity->vendor), usual_identity.vendor);
    read_field(key, L"Product", identity->product, sizeof(identity->product), usual_identity.product);
    read_field(key, L"Revision", identity->revision, sizeof(identity->revision), usual_identity.revision);
    if (read_string(key, L"Letter", letter, ARRAY_SIZE(letter)) && upper(letter[0]) >= 'A' && upper(letter[0]) <= 'Z')
        recorder->letter = upper(letter[0]);
    RegCloseKey(key);
    return complete && port_id_build(recorder->id, identity->vendor, identity->product, identity->revision, instance);
}

DWORD ntvirtual_list(ntvirtual_found found, void *context)
{
    struct ntvirtual_recorder recorder;
    WCHAR name[256];
    DWORD index, length;
    LSTATUS status;
    HKEY list;

    status = open_key(HKEY_CURRENT_USER, NTVIRTUAL_LIST_KEY, KEY_READ, &list);
    if (status)
        return status == ERROR_FILE_NOT_FOUND ? ERROR_SUCCESS : status;
    for (index = 0;; index++)
    {
        length = ARRAY_SIZE(name);
        status = RegEnumKeyExW(list, index, name, &length, NULL, NULL, NULL, NULL);
        if (status)
            break;
        if (read_recorder(list, name, &recorder) && !found(context, &recorder))
            break;
    }
    RegCloseKey(list);
    return status == ERROR_NO_MORE_ITEMS ? ERROR_SUCCESS : status;
}

struct search
{
    const WCHAR *wanted;
    struct ntvirtual_recorder *result;
    bool found;
};

static bool compare_recorder(void *context, const struct ntvirtual_recorder *recorder)
{
    struct search *search = context;
    WCHAR id[PORT_ID_MAX];

    MultiByteToWideChar(CP_UTF8, 0, recorder->id, -1, id, PORT_ID_MAX);
    if (lstrcmpiW(recorder->name, search->wanted) && lstrcmpiW(id, search->wanted))
        return true;
    *search->result = *recorder;
    search->found = true;
    return false;
}

DWORD ntvirtual_find(const WCHAR *name_or_id, struct ntvirtual_recorder *recorder)
{
    struct search search = { name_or_id, recorder, false };
    DWORD status = ntvirtual_list(compare_recorder, &search);

    return search.found || status ? status : ERROR_FILE_NOT_FOUND;
}

static LSTATUS write_string(HKEY key, const WCHAR *name, const WCHAR *text)
{
    return RegSetValueExW(key, name, 0, REG_SZ, (const BYTE *)text, (lstrlenW(text) + 1) * sizeof(WCHAR));
}

static LSTATUS write_field(HKEY key, const WCHAR *name, const char *field)
{
    WCHAR text[64];

    MultiByteToWideChar(CP_UTF8, 0, field, -1, text, ARRAY_SIZE(text));
    return write_string(key, name, text);
}

/* The folder comes last: a key without one is not listed, so nobody sees half a recorder. */
static LSTATUS write_recorder(HKEY key, const WCHAR *folder, const struct virtual_identity *identity, WCHAR letter)
{
    WCHAR text[2] = { upper(letter), 0 };
    LSTATUS status;

    if ((status = write_field(key, L"Vendor", identity->vendor)) ||
        (status = write_field(key, L"Product", identity->product)) ||
        (status = write_field(key, L"Revision", identity->revision)))
        return status;
    if (letter && (status = write_string(key, L"Letter", text)))
        return status;
    return write_string(key, L"Folder", folder);
}

/* Makes a folder with its parents. */
static DWORD make_folder(const WCHAR *folder)
{
    WCHAR path[MAX_PATH];
    DWORD attributes, error = ERROR_SUCCESS;
    WCHAR *at;

    lstrcpynW(path, folder, MAX_PATH);
    for (at = path; *at; at++)
    {
        if (*at != '\\' || at == path || at[-1] == ':')
            continue;
        *at = 0;
        CreateDirectoryW(path, NULL);
        *at = '\\';
    }
    if (!CreateDirectoryW(path, NULL))
        error = GetLastError();
    attributes = GetFileAttributesW(path);
    if (attributes != INVALID_FILE_ATTRIBUTES && (attributes & FILE_ATTRIBUTE_DIRECTORY))
        return ERROR_SUCCESS;
    return error ? error : ERROR_PATH_NOT_FOUND;
}

static DWORD choose_folder(const WCHAR *name, const WCHAR *folder, WCHAR path[MAX_PATH])
{
    static const WCHAR below[] = L"\\imapi2\\recorders\\";
    DWORD length;

    if (folder)
    {
        length = GetFullPathNameW(folder, MAX_PATH, path, NULL);
        return !length ? GetLastError() : length >= MAX_PATH ? ERROR_FILENAME_EXCED_RANGE : ERROR_SUCCESS;
    }
    length = GetEnvironmentVariableW(L"LOCALAPPDATA", path, MAX_PATH);
    if (!length)
        return ERROR_ENVVAR_NOT_FOUND;
    if (length + ARRAY_SIZE(below) + lstrlenW(name) > MAX_PATH)
        return ERROR_FILENAME_EXCED_RANGE;
    lstrcatW(path, below);
    lstrcatW(path, name);
    return ERROR_SUCCESS;
}

static LSTATUS delete_recorder_key(const WCHAR *name)
{
    LSTATUS status;
    HKEY list;

    if ((status = open_key(HKEY_CURRENT_USER, NTVIRTUAL_LIST_KEY, KEY_ALL_ACCESS, &list)))
        return status;
    status = RegDeleteKeyW(list, name);
    RegCloseKey(list);
    return status;
}

static LSTATUS create_recorder_key(const WCHAR *name, HKEY *key)
{
    DWORD disposition;
    LSTATUS status;
    HKEY list;

    status = RegCreateKeyExW(HKEY_CURRENT_USER, NTVIRTUAL_LIST_KEY, 0, NULL, 0, KEY_ALL_ACCESS, NULL, &list, NULL);
    if (status)
        return status;
    status = RegCreateKeyExW(list, name, 0, NULL, 0, KEY_ALL_ACCESS, NULL, key, &disposition);
    RegCloseKey(list);
    if (!status && disposition == REG_OPENED_EXISTING_KEY)
    {
        RegCloseKey(*key);
        return ERROR_ALREADY_EXISTS;
    }
    return status;
}

DWORD ntvirtual_create_recorder(const WCHAR *name, const WCHAR *folder, const struct virtual_identity *identity,
                                WCHAR letter)
{
    struct ntvirtual_recorder existing;
    WCHAR path[MAX_PATH];
    LSTATUS status;
    DWORD error;
    HKEY key;

    if (!ntvirtual_valid_name(name))
        return ERROR_INVALID_NAME;
    if (letter && (upper(letter) < 'A' || upper(letter) > 'Z'))
        return ERROR_INVALID_PARAMETER;
    if (!ntvirtual_find(name, &existing))
        return ERROR_ALREADY_EXISTS;
    if ((error = choose_folder(name, folder, path)) || (error = make_folder(path)))
        return error;

    if ((status = create_recorder_key(name, &key)))
        return status;
    status = write_recorder(key, path, identity ? identity : &usual_identity, letter);
    RegCloseKey(key);
    if (status)
        delete_recorder_key(name);
    return status;
}

/* Deletes what belongs to a store; the folder stays when the user keeps other files in it. */
static void delete_store(const WCHAR *folder)
{
    WCHAR path[MAX_PATH + 32];
    unsigned int i;

    for (i = 0; i < ARRAY_SIZE(store_files); i++)
    {
        lstrcpyW(path, folder);
        lstrcatW(path, L"\\");
        lstrcatW(path, store_files[i]);
        DeleteFileW(path);
    }
    RemoveDirectoryW(folder);
}

/* Takes the drive for itself first, so that no program burns to what is being deleted. */
static DWORD destroy_medium(const struct ntvirtual_recorder *recorder)
{
    struct virtual_drive *drive = ntvirtual_open_drive(recorder);
    enum port_error error;

    if (!drive)
        return ERROR_SUCCESS;   /* the folder is gone already */
    error = virtual_drive_lock(drive, "imapi2", true);
    if (!error)
        error = virtual_remove_medium(drive);
    virtual_drive_destroy(drive);
    if (error == PORT_E_LOCKED)
        return ERROR_BUSY;
    if (error)
        return ERROR_IO_DEVICE;
    delete_store(recorder->folder);
    return ERROR_SUCCESS;
}

DWORD ntvirtual_remove_recorder(const WCHAR *name, bool keep_medium)
{
    struct ntvirtual_recorder recorder;
    DWORD error;

    if ((error = ntvirtual_find(name, &recorder)))
        return error;
    if (!keep_medium && (error = destroy_medium(&recorder)))
        return error;
    return delete_recorder_key(recorder.name);
}

enum port_error ntvirtual_try_open_drive(const struct ntvirtual_recorder *recorder, struct virtual_drive **drive)
{
    struct virtual_store *store = virtual_store_win32(recorder->folder);

    if (store)
        return virtual_drive_open(store, &recorder->identity, drive);
    *drive = NULL;
    return GetLastError() == ERROR_NOT_ENOUGH_MEMORY ? PORT_E_NO_MEMORY : PORT_E_IO;
}

struct virtual_drive *ntvirtual_open_drive(const struct ntvirtual_recorder *recorder)
{
    struct virtual_drive *drive;

    ntvirtual_try_open_drive(recorder, &drive);
    return drive;
}
