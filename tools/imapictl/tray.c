/*
 * The commands eject and load: the tray
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

#include "imapictl.h"
#include "ntvirtual.h"

static enum exit_code discard_medium(const WCHAR *name)
{
    struct ntvirtual_recorder recorder;
    struct virtual_drive *drive;
    enum port_error error = PORT_E_IO;

    if (!name || ntvirtual_find(name, &recorder))
    {
        complain("only the medium of a virtual recorder, given by its name, can be destroyed");
        return EXIT_NO_DRIVE;
    }
    if ((drive = ntvirtual_open_drive(&recorder)))
    {
        error = virtual_drive_lock(drive, "imapictl", true);
        if (!error)
            error = virtual_remove_medium(drive);
        virtual_drive_destroy(drive);
    }
    if (!error)
        return EXIT_DONE;
    complain(error == PORT_E_LOCKED ? "the drive is in use" : "the medium cannot be taken out");
    return EXIT_FAILED;
}

static enum exit_code move_tray(struct arguments *arguments, bool open)
{
    IDiscRecorder2 *recorder;
    enum exit_code code;
    HRESULT hr;

    if ((code = open_recorder(arguments->count ? arguments->values[0] : NULL, &recorder)))
        return code;
    hr = open ? IDiscRecorder2_EjectMedia(recorder) : IDiscRecorder2_CloseTray(recorder);
    if (FAILED(hr))
        complain_of_result(open ? "the tray stays closed" : "the tray stays open", hr);
    IDiscRecorder2_Release(recorder);
    return exit_code_from_result(hr);
}

enum exit_code eject_medium(struct arguments *arguments)
{
    bool discard = take_flag(arguments, L"--discard");

    if (!check_arguments(arguments, 0, 1))
        return EXIT_USAGE;
    if (discard)
        return discard_medium(arguments->count ? arguments->values[0] : NULL);
    return move_tray(arguments, true);
}

enum exit_code load_medium(struct arguments *arguments)
{
    if (!check_arguments(arguments, 0, 1))
        return EXIT_USAGE;
    return move_tray(arguments, false);
}
