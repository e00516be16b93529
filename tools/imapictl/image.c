/*
 * The command image: a folder becomes an .iso
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

#include <stdlib.h>
#include <string.h>

#include "imapictl.h"
#include "image_source.h"

#define CHUNK (1024 * 1024)

struct copy
{
    IStream *stream;
    HANDLE file;
    int64_t size;               /* bytes */
    struct progress progress;
};

static void show_copied(struct copy *copy, int64_t done)
{
    struct progress_state state = { "writing the image", done, copy->size, -1, -1 };

    progress_show(&copy->progress, &state);
}

static enum exit_code copy_chunk(struct copy *copy, void *chunk, ULONG *got)
{
    DWORD written;
    HRESULT hr;

    if (interrupted)
    {
        complain("interrupted");
        return EXIT_CANCELLED;
    }
    if (FAILED(hr = IStream_Read(copy->stream, chunk, CHUNK, got)))
    {
        complain_of_result("the folder cannot be read", hr);
        return EXIT_FAILED;
    }
    if (WriteFile(copy->file, chunk, *got, &written, NULL) && written == *got)
        return EXIT_DONE;
    complain_of_error("the image cannot be written", GetLastError());
    return EXIT_FAILED;
}

static enum exit_code copy_all(struct copy *copy)
{
    enum exit_code code = EXIT_DONE;
    void *chunk = malloc(CHUNK);
    int64_t done = 0;
    ULONG got = 0;

    if (!chunk)
    {
        complain("out of memory");
        return EXIT_FAILED;
    }
    progress_start(&copy->progress);
    show_copied(copy, 0);
    while (done < copy->size && !(code = copy_chunk(copy, chunk, &got)))
    {
        if (!got)
        {
            complain("the folder gave less than it had; has a file become shorter?");
            code = EXIT_FAILED;
            break;
        }
        done += got;
        show_copied(copy, done);
    }
    progress_end(&copy->progress);
    free(chunk);
    return code;
}

/* An older file of that name is replaced by a whole image, never by half of one. */
static enum exit_code save_image(const struct image_source *source, const WCHAR *path)
{
    struct copy copy = { .stream = source->stream, .size = source->size };
    WCHAR part[MAX_PATH + 8];
    enum exit_code code;

    lstrcpyW(part, path);
    lstrcatW(part, L".part");
    copy.file = CreateFileW(part, GENERIC_WRITE, 0, NULL, CREATE_ALWAYS, FILE_ATTRIBUTE_NORMAL, NULL);
    if (copy.file == INVALID_HANDLE_VALUE)
    {
        complain_of_error("the image cannot be written", GetLastError());
        return EXIT_FAILED;
    }
    code = copy_all(&copy);
    CloseHandle(copy.file);
    if (!code && !MoveFileExW(part, path, MOVEFILE_REPLACE_EXISTING))
    {
        complain_of_error("the image cannot be given its name", GetLastError());
        code = EXIT_FAILED;
    }
    if (code)
        DeleteFileW(part);
    return code;
}

enum exit_code make_image(struct arguments *arguments)
{
    struct image_target nowhere = { NULL, NULL };
    struct image_options options;
    struct image_source source;
    WCHAR buffer[MAX_PATH];
    const WCHAR *path;
    enum exit_code code;

    if (!take_image_options(arguments, true, &options) || !check_arguments(arguments, 2, 2))
        return EXIT_USAGE;
    path = host_path(arguments->values[1], buffer);
    if (lstrlenW(path) >= MAX_PATH)
    {
        complain("the name of the image is too long");
        return EXIT_USAGE;
    }
    if (!(code = open_folder_image(arguments->values[0], &options, &nowhere, &source)))
        code = save_image(&source, path);
    if (!code)
        print("%s: %.1f MB\n", utf8(path), (double)source.size / 1000000);
    if (!code)
    {
        json_text("file", utf8(path));
        json_number("bytes", source.size);
    }
    close_image(&source);
    return code;
}
