/*
 * Media for virtual recorders
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
#include "mmc_commands.h"
#include "ntvirtual.h"

enum exit_code list_kinds(struct arguments *arguments)
{
    unsigned int i;

    if (!check_arguments(arguments, 0, 0))
        return EXIT_USAGE;
    for (i = 0; i < virtual_medium_kind_count; i++)
        print("%-10s %s\n", virtual_medium_kinds[i].name, virtual_medium_kinds[i].description);
    return EXIT_DONE;
}

static const struct virtual_medium_kind *find_kind(const WCHAR *name)
{
    const char *wanted = utf8(name);
    unsigned int i;

    for (i = 0; i < virtual_medium_kind_count; i++)
        if (!lstrcmpiA(virtual_medium_kinds[i].name, wanted))
            return &virtual_medium_kinds[i];
    return NULL;
}

/* Runs a command; once more after a unit attention. Tells the bytes that came, 0 when the drive refused. */
static uint32_t ask(struct virtual_drive *drive, const struct mmc_command *asked, void *data)
{
    struct port_command command = { .direction = data ? PORT_FROM_DEVICE : PORT_NO_DATA };
    struct port_reply reply;
    unsigned int tries;

    memcpy(command.cdb, asked->cdb, asked->cdb_length);
    command.cdb_length = asked->cdb_length;
    command.data = data;
    command.data_length = asked->data_length;
    command.timeout_ms = asked->timeout_ms;
    for (tries = 0; tries < 4; tries++)
    {
        virtual_drive_execute(drive, &command, &reply);
        if (reply.delivery == PORT_DELIVERED && reply.status == PORT_STATUS_GOOD)
            return reply.transferred;
    }
    return 0;
}

static bool medium_is_writable(struct virtual_drive *drive)
{
    struct mmc_configuration_header header;
    struct mmc_command command;
    uint8_t data[8];

    mmc_build_get_configuration(&command, MMC_CONFIGURATION_CURRENT, 0, sizeof(data));
    return mmc_parse_configuration_header(data, ask(drive, &command, data), &header) &&
           mmc_find_profile(header.current_profile)->writable;
}

static bool medium_is_empty(struct virtual_drive *drive)
{
    uint8_t data[MMC_TRACK_INFORMATION_LENGTH];
    struct mmc_track_information track;
    struct mmc_disc_information disc;
    struct mmc_command command;

    mmc_build_read_disc_information(&command, MMC_DISC_INFORMATION_STANDARD, MMC_DISC_INFORMATION_LENGTH);
    if (!mmc_parse_disc_information(data, ask(drive, &command, data), &disc) || disc.disc_status == MMC_DISC_EMPTY)
        return true;
    mmc_build_read_track_information(&command, MMC_TRACK_BY_NUMBER, false, 1, sizeof(data));
    return mmc_parse_track_information(data, ask(drive, &command, data), &track) && track.blank;
}

/* A medium that somebody burned is not thrown away unasked, on an open tray neither. A pressed disc is only a copy. */
static bool holds_recording(struct virtual_drive *drive)
{
    struct mmc_command load;

    mmc_build_start_stop_unit(&load, MMC_LOAD, false);
    ask(drive, &load, NULL);
    return medium_is_writable(drive) && !medium_is_empty(drive);
}

static bool copy_image(const struct ntvirtual_recorder *recorder, const WCHAR *image)
{
    WCHAR path[MAX_PATH + 16];

    lstrcpyW(path, recorder->folder);
    lstrcatW(path, L"\\medium.iso");
    if (CopyFileW(image, path, FALSE) && SetFileAttributesW(path, FILE_ATTRIBUTE_NORMAL))
        return true;
    complain_of_error("the image cannot be copied into the recorder", GetLastError());
    return false;
}

static enum port_error insert_image(struct virtual_drive *drive, const struct ntvirtual_recorder *recorder,
                                    const WCHAR *image)
{
    enum port_error error = virtual_remove_medium(drive);

    if (error)
        return error;
    return copy_image(recorder, image) ? virtual_insert_image(drive) : PORT_E_IO;
}

static enum exit_code insert_into(struct virtual_drive *drive, const struct ntvirtual_recorder *recorder,
                                  const struct virtual_medium_kind *kind, const WCHAR *image, bool replace)
{
    enum port_error error = virtual_drive_lock(drive, "imapictl", true);

    if (!error && !replace && holds_recording(drive))
    {
        complain("the medium in \"%s\" has been written to; --replace destroys it (it is %s\\medium.iso)",
                 utf8(recorder->name), utf8(recorder->folder));
        return EXIT_MEDIUM;
    }
    if (!error)
        error = kind ? virtual_insert_blank(drive, kind->name) : insert_image(drive, recorder, image);
    if (!error)
        return EXIT_DONE;
    complain(error == PORT_E_LOCKED ? "the drive is in use" : "the medium cannot be put into the drive");
    return EXIT_FAILED;
}

/* The argument is the name of a kind, or else the path of an image. */
static bool find_medium(const WCHAR *wanted, const struct virtual_medium_kind **kind, const WCHAR **image,
                        WCHAR buffer[MAX_PATH])
{
    DWORD attributes;

    if ((*kind = find_kind(wanted)))
        return true;
    *image = host_path(wanted, buffer);
    attributes = GetFileAttributesW(*image);
    if (attributes != INVALID_FILE_ATTRIBUTES && !(attributes & FILE_ATTRIBUTE_DIRECTORY))
        return true;
    complain("\"%s\" is neither a kind of medium (\"imapictl kinds\") nor an image file", utf8(wanted));
    return false;
}

enum exit_code insert_medium(struct arguments *arguments)
{
    bool replace = take_flag(arguments, L"--replace");
    const struct virtual_medium_kind *kind;
    struct ntvirtual_recorder recorder;
    struct virtual_drive *drive;
    const WCHAR *image = NULL;
    WCHAR buffer[MAX_PATH];
    enum exit_code code;

    if (!check_arguments(arguments, 2, 2))
        return EXIT_USAGE;
    if (!find_medium(arguments->values[1], &kind, &image, buffer))
        return EXIT_USAGE;
    if (ntvirtual_find(arguments->values[0], &recorder))
    {
        complain("there is no virtual recorder \"%s\"", utf8(arguments->values[0]));
        return EXIT_NO_DRIVE;
    }
    if (!(drive = ntvirtual_open_drive(&recorder)))
    {
        complain("the folder of the recorder cannot be used: %s", utf8(recorder.folder));
        return EXIT_FAILED;
    }
    code = insert_into(drive, &recorder, kind, image, replace);
    virtual_drive_destroy(drive);
    return code;
}
