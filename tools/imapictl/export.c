/*
 * The medium of a virtual recorder as files
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
#include "export.h"
#include "ntvirtual.h"

/* One of the files that are made. */
struct target
{
    const WCHAR *extension;
    enum virtual_export_form form;
};

static const struct target sectors = { L".bin", VIRTUAL_EXPORT_SECTORS };
static const struct target cd_text = { L".cdt", VIRTUAL_EXPORT_CD_TEXT };
static const struct target subchannels = { L".sub", VIRTUAL_EXPORT_SUBCHANNELS };

/* What an extension stands for; the sheets come with their sectors. */
static const struct target kinds[] =
{
    { L".iso", VIRTUAL_EXPORT_IMAGE },
    { L".cue", VIRTUAL_EXPORT_CUE },
    { L".bin", VIRTUAL_EXPORT_CUE },
    { L".toc", VIRTUAL_EXPORT_TOC },
};

static const struct target *find_kind(const WCHAR *extension)
{
    unsigned int i;

    for (i = 0; i < ARRAY_SIZE(kinds); i++)
        if (!lstrcmpiW(kinds[i].extension, extension))
            return &kinds[i];
    return NULL;
}

/* Splits a path at its extension. False: it is too long, or has none that is known. */
static bool split_path(const WCHAR *path, WCHAR stem[MAX_PATH], const struct target **kind)
{
    int length = lstrlenW(path);

    if (length < 5 || length >= MAX_PATH || !(*kind = find_kind(path + length - 4)))
        return false;
    lstrcpynW(stem, path, length - 4 + 1);
    return true;
}

static bool write_file(void *context, const void *data, size_t size)
{
    DWORD written;

    return !interrupted && WriteFile(context, data, (DWORD)size, &written, NULL) && written == size;
}

/* The names of the files without their folder, as a sheet beside them has them. */
static const char *name_in_sheets(const WCHAR *stem)
{
    const WCHAR *p, *last = stem;

    for (p = stem; *p; p++)
        if (*p == '/' || *p == '\\')
            last = p + 1;
    return utf8(last);
}

static enum exit_code complain_of_export(enum virtual_export_result result, const WCHAR *path)
{
    switch (result)
    {
    case VIRTUAL_EXPORT_DONE:
        return EXIT_DONE;
    case VIRTUAL_EXPORT_NOTHING:
        complain("there is no medium with anything on it");
        return EXIT_MEDIUM;
    case VIRTUAL_EXPORT_OTHER_FORM:
        complain("the medium cannot be such a file: sound goes to a .cue or .toc, other discs than CDs to an .iso");
        return EXIT_MEDIUM;
    case VIRTUAL_EXPORT_FAILED:
        break;
    }
    complain_of_error(utf8(path), GetLastError());
    return interrupted ? EXIT_CANCELLED : EXIT_FAILED;
}

/* A file that did not become whole is deleted. Most discs have no CD-Text, and that is no failure. */
static enum exit_code export_file(struct virtual_drive *drive, const WCHAR *stem, const struct target *target,
                                  const WCHAR *extension)
{
    WCHAR path[MAX_PATH + 4];
    enum virtual_export_result result;
    HANDLE file;

    lstrcpyW(path, stem);
    lstrcatW(path, extension);
    file = CreateFileW(path, GENERIC_WRITE, 0, NULL, CREATE_ALWAYS, FILE_ATTRIBUTE_NORMAL, NULL);
    if (file == INVALID_HANDLE_VALUE)
        return complain_of_export(VIRTUAL_EXPORT_FAILED, path);
    result = virtual_export(drive, target->form, name_in_sheets(stem), write_file, file);
    if (!CloseHandle(file) && result == VIRTUAL_EXPORT_DONE)
        result = VIRTUAL_EXPORT_FAILED;
    if (result == VIRTUAL_EXPORT_DONE)
    {
        print("%s\n", utf8(path));
        return EXIT_DONE;
    }
    if (result == VIRTUAL_EXPORT_NOTHING && target == &cd_text)
        result = VIRTUAL_EXPORT_DONE;
    complain_of_export(result, path);
    DeleteFileW(path);
    return result == VIRTUAL_EXPORT_DONE ? EXIT_DONE : result == VIRTUAL_EXPORT_FAILED ? EXIT_FAILED : EXIT_MEDIUM;
}

static enum exit_code export_files(struct virtual_drive *drive, const WCHAR *stem, const struct target *kind,
                                   bool with_subchannels)
{
    enum exit_code code = EXIT_DONE;

    if (kind->form == VIRTUAL_EXPORT_IMAGE)
        return export_file(drive, stem, kind, kind->extension);
    code = export_file(drive, stem, &sectors, sectors.extension);
    if (!code)
        code = export_file(drive, stem, kind, kind->form == VIRTUAL_EXPORT_TOC ? L".toc" : L".cue");
    if (!code && kind->form == VIRTUAL_EXPORT_CUE)
        code = export_file(drive, stem, &cd_text, cd_text.extension);
    if (!code && with_subchannels)
        code = export_file(drive, stem, &subchannels, subchannels.extension);
    return code;
}

enum exit_code drive_export(struct arguments *arguments)
{
    bool with_subchannels = take_flag(arguments, L"--subchannels");
    struct ntvirtual_recorder recorder;
    WCHAR buffer[MAX_PATH], stem[MAX_PATH];
    const struct target *kind;
    struct virtual_drive *drive;
    enum exit_code code;

    if (!check_arguments(arguments, 2, 2))
        return EXIT_USAGE;
    if (!split_path(host_path(arguments->values[1], buffer), stem, &kind))
    {
        complain("\"%s\" does not end with .iso, .cue, .bin or .toc", utf8(arguments->values[1]));
        return EXIT_USAGE;
    }
    if (ntvirtual_find(arguments->values[0], &recorder))
    {
        complain("there is no virtual recorder \"%s\"", utf8(arguments->values[0]));
        return EXIT_NO_DRIVE;
    }
    if (!(drive = ntvirtual_open_drive(&recorder)) || virtual_drive_lock(drive, "imapictl", true))
    {
        complain(drive ? "the drive is in use" : "the folder of the recorder cannot be used");
        code = EXIT_FAILED;
    }
    else
        code = export_files(drive, stem, kind, with_subchannels);
    if (drive)
        virtual_drive_destroy(drive);
    return code;
}
