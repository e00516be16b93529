/*
 * The command verify: a medium against an image
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
#include <string.h>

#include "imapictl.h"
#include "image_source.h"
#include "mmc_commands.h"
#include "mmc_sense.h"

#define CHUNK_MAX (64 * 1024)      /* bytes; what any road takes, if not less */
#define SENSE_SIZE 18

/* A drive that has just got a medium may need a moment. */
#define READ_TRIES    20
#define READ_PAUSE_MS 500

struct comparison
{
    IDiscRecorder2Ex *recorder;
    const struct image_source *image;
    LONG start;                     /* where the image begins on the medium */
    ULONG chunk;                    /* bytes, whole sectors */
    BYTE *from_medium, *from_image;
    struct progress progress;
};

/* The image is what was burned last: it begins with the last track that is not blank. */
static bool find_start(IDiscRecorder2Ex *recorder, LONG *start)
{
    struct mmc_track_information track;
    struct mmc_disc_information disc;
    uint16_t number;

    if (!read_disc(recorder, &disc))
        return false;
    for (number = disc.last_session_last_track; number && number >= disc.first_track; number--)
    {
        if (!read_track(recorder, number, &track) || track.blank)
            continue;
        *start = track.start;
        return true;
    }
    return false;
}

/* S_FALSE: the same once more. The reason for a failure goes to text. */
static HRESULT try_read(struct comparison *comparison, struct mmc_command *command, ULONG size, char *text, size_t length)
{
    const struct mmc_sense_row *row;
    struct mmc_sense sense;
    BYTE data[SENSE_SIZE];
    ULONG got = 0;
    HRESULT hr;

    hr = IDiscRecorder2Ex_SendCommandGetDataFromDevice(comparison->recorder, command->cdb, command->cdb_length, data,
                                                       command->timeout_ms / 1000, comparison->from_medium, size, &got);
    if (SUCCEEDED(hr) && hr != S_IMAPI_COMMAND_HAS_SENSE_DATA && got == size)
        return S_OK;
    if (hr != S_IMAPI_COMMAND_HAS_SENSE_DATA)
    {
        hr = FAILED(hr) ? hr : E_IMAPI_RECORDER_INVALID_RESPONSE_FROM_DEVICE;
        result_text(hr, text, length);
        return hr;
    }
    mmc_parse_sense(data, sizeof(data), &sense);
    row = mmc_sense_lookup(&sense, command->cdb[0]);
    snprintf(text, length, "%s", row->text);
    return row->retry == MMC_RETRY_NOW || row->retry == MMC_RETRY_WAIT_READY ? S_FALSE : E_FAIL;
}

static bool read_medium(struct comparison *comparison, LONG lba, ULONG size)
{
    struct mmc_command command;
    char text[1024] = "interrupted";
    unsigned int tries;
    HRESULT hr = S_FALSE;

    mmc_build_read_10(&command, lba, (uint16_t)(size / SECTOR_SIZE), SECTOR_SIZE);
    for (tries = 0; tries < READ_TRIES && hr == S_FALSE && !interrupted; tries++)
    {
        if (tries)
            Sleep(READ_PAUSE_MS);
        hr = try_read(comparison, &command, size, text, sizeof(text));
    }
    if (hr == S_OK)
        return true;
    complain("the medium cannot be read at sector %ld or behind it: %s", (long)lba, text);
    json_number("unreadable_from", lba);
    return false;
}

/* The rest of the image's last sector counts as zeros, which is what a burn fills up with. */
static bool read_image(struct comparison *comparison, ULONG size)
{
    ULONG got = 0;

    memset(comparison->from_image, 0, size);
    return SUCCEEDED(IStream_Read(comparison->image->stream, comparison->from_image, size, &got)) && got;
}

static LONG first_difference(const struct comparison *comparison, ULONG size)
{
    ULONG i;

    for (i = 0; i < size; i += SECTOR_SIZE)
        if (memcmp(comparison->from_medium + i, comparison->from_image + i, SECTOR_SIZE))
            return (LONG)(i / SECTOR_SIZE);
    return -1;
}

static enum exit_code compare_chunk(struct comparison *comparison, LONG done, ULONG size)
{
    LONG different;

    if (!read_image(comparison, size))
    {
        complain("the image cannot be read");
        return EXIT_FAILED;
    }
    if (!read_medium(comparison, comparison->start + done, size))
        return EXIT_DIFFERENT;
    if ((different = first_difference(comparison, size)) < 0)
        return EXIT_DONE;
    complain("the medium differs from the image, first at sector %ld (sector %ld of the image)",
             (long)(comparison->start + done + different), (long)(done + different));
    json_number("first_difference", done + different);
    return EXIT_DIFFERENT;
}

static enum exit_code compare_all(struct comparison *comparison)
{
    struct progress_state state = { "comparing", 0, comparison->image->size, -1, -1 };
    LONG sectors = (LONG)((comparison->image->size + SECTOR_SIZE - 1) / SECTOR_SIZE), done = 0;
    LONG step = (LONG)(comparison->chunk / SECTOR_SIZE);
    enum exit_code code = EXIT_DONE;

    progress_start(&comparison->progress);
    while (!code && done < sectors)
    {
        LONG count = sectors - done < step ? sectors - done : step;

        if (interrupted)
        {
            complain("interrupted");
            code = EXIT_CANCELLED;
            break;
        }
        code = compare_chunk(comparison, done, (ULONG)count * SECTOR_SIZE);
        done += count;
        state.done = (int64_t)done * SECTOR_SIZE < state.total ? (int64_t)done * SECTOR_SIZE : state.total;
        if (!code)
            progress_show(&comparison->progress, &state);
    }
    progress_end(&comparison->progress);
    return code;
}

static enum exit_code compare_with_buffers(struct comparison *comparison)
{
    enum exit_code code = EXIT_FAILED;
    ULONG limit = 0;

    comparison->chunk = CHUNK_MAX;
    if (SUCCEEDED(IDiscRecorder2Ex_GetMaximumPageAlignedTransferSize(comparison->recorder, &limit)) &&
        limit >= SECTOR_SIZE && limit < CHUNK_MAX)
        comparison->chunk = limit / SECTOR_SIZE * SECTOR_SIZE;
    comparison->from_medium = VirtualAlloc(NULL, 2 * CHUNK_MAX, MEM_COMMIT, PAGE_READWRITE);
    if (!comparison->from_medium)
    {
        complain("out of memory");
        return code;
    }
    comparison->from_image = comparison->from_medium + CHUNK_MAX;
    code = compare_all(comparison);
    VirtualFree(comparison->from_medium, 0, MEM_RELEASE);
    return code;
}

static enum exit_code compare(IDiscRecorder2 *recorder, const struct image_source *image)
{
    struct comparison comparison = { .image = image };
    enum exit_code code;
    HRESULT hr;

    hr = IDiscRecorder2_QueryInterface(recorder, &IID_IDiscRecorder2Ex, (void **)&comparison.recorder);
    if (FAILED(hr))
    {
        complain_of_result("this recorder cannot be read", hr);
        return EXIT_FAILED;
    }
    if (find_start(comparison.recorder, &comparison.start))
        code = compare_with_buffers(&comparison);
    else
    {
        complain("there is no medium with data in the drive");
        code = EXIT_MEDIUM;
    }
    IDiscRecorder2Ex_Release(comparison.recorder);
    return code;
}

enum exit_code verify_medium(struct arguments *arguments)
{
    struct image_source image;
    IDiscRecorder2 *recorder;
    enum exit_code code;

    if (!check_arguments(arguments, 1, 2))
        return EXIT_USAGE;
    if ((code = open_image_file(arguments->values[arguments->count - 1], &image)))
        return code;
    if (!image.size)
    {
        complain("the image is empty");
        code = EXIT_FAILED;
    }
    else if (!(code = open_recorder(arguments->count == 2 ? arguments->values[0] : NULL, &recorder)))
    {
        code = compare(recorder, &image);
        IDiscRecorder2_Release(recorder);
    }
    json_text("result", !code ? "the same" : code == EXIT_DIFFERENT ? "not the same" : "not compared");
    if (!code)
        print("the medium holds the image\n");
    close_image(&image);
    return code;
}
