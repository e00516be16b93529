/*
 * Virtual recorders and trays
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
#include "ntvirtual.h"

static enum exit_code code_from_error(DWORD error)
{
    return error == ERROR_FILE_NOT_FOUND ? EXIT_NO_DRIVE : EXIT_FAILED;
}

static bool known_kind(const char *name)
{
    unsigned int i;

    for (i = 0; i < virtual_medium_kind_count; i++)
        if (!strcmp(virtual_medium_kinds[i].name, name))
            return true;
    complain("there is no kind of medium \"%s\"; \"imapictl kinds\" lists them", name);
    return false;
}

static enum exit_code insert_first(const WCHAR *name, const char *kind)
{
    struct ntvirtual_recorder recorder;
    struct virtual_drive *drive;
    enum port_error error = PORT_E_IO;

    if (!ntvirtual_find(name, &recorder) && (drive = ntvirtual_open_drive(&recorder)))
    {
        error = virtual_insert_blank(drive, kind);
        virtual_drive_destroy(drive);
    }
    if (!error)
        return EXIT_DONE;
    complain("the recorder is there, but its medium could not be made");
    return EXIT_FAILED;
}

enum exit_code drive_add(struct arguments *arguments)
{
    const WCHAR *folder = take_value(arguments, L"--folder"), *letter = take_value(arguments, L"--letter");
    const WCHAR *medium = take_value(arguments, L"--medium"), *name;
    struct ntvirtual_recorder recorder;
    WCHAR buffer[MAX_PATH];
    char kind[32] = { 0 };
    DWORD error;

    if (!check_arguments(arguments, 1, 1))
        return EXIT_USAGE;
    name = arguments->values[0];
    if (!ntvirtual_valid_name(name))
    {
        complain("a name has up to 40 letters, digits, spaces, \"_\" and \"-\", and no space at its ends");
        return EXIT_USAGE;
    }
    if (letter && (letter[1] && letter[1] != ':'))
    {
        complain("\"%s\" is not a drive letter", utf8(letter));
        return EXIT_USAGE;
    }
    if (medium)
    {
        lstrcpynA(kind, utf8(medium), sizeof(kind));
        if (!known_kind(kind))
            return EXIT_USAGE;
    }
    error = ntvirtual_create_recorder(name, folder ? host_path(folder, buffer) : NULL, NULL, letter ? letter[0] : 0);
    if (error)
    {
        complain_of_error("the recorder was not made", error);
        return code_from_error(error);
    }
    if (!ntvirtual_find(name, &recorder))
        print("%s: %s\n", utf8(name), utf8(recorder.folder));
    return medium ? insert_first(name, kind) : EXIT_DONE;
}

static bool print_recorder(void *context, const struct ntvirtual_recorder *recorder)
{
    (void)context;
    print("%-20s %s\n", utf8(recorder->name), utf8(recorder->folder));
    return true;
}

enum exit_code drive_list(struct arguments *arguments)
{
    DWORD error;

    if (!check_arguments(arguments, 0, 0))
        return EXIT_USAGE;
    if (!(error = ntvirtual_list(print_recorder, NULL)))
        return EXIT_DONE;
    complain_of_error("the list cannot be read", error);
    return EXIT_FAILED;
}

enum exit_code drive_remove(struct arguments *arguments)
{
    bool keep_medium = take_flag(arguments, L"--keep-medium");
    DWORD error;

    if (!check_arguments(arguments, 1, 1))
        return EXIT_USAGE;
    error = ntvirtual_remove_recorder(arguments->values[0], keep_medium);
    if (!error)
        return EXIT_DONE;
    if (error == ERROR_FILE_NOT_FOUND)
        complain("there is no virtual recorder \"%s\"", utf8(arguments->values[0]));
    else
        complain_of_error("the recorder was not removed", error);
    return code_from_error(error);
}
