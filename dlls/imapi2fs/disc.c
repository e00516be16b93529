/*
 * A disc in a recorder, read block by block
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

#include "disc.h"
#include "mmc_all.h"

#include "wine/debug.h"

WINE_DEFAULT_DEBUG_CHANNEL(imapi2);

#define SENSE_BYTES   18
#define READ_BLOCKS   16            /* at once; 32 KiB is what every road carries */
#define TRIES         10            /* of a command that meets a drive which has just got a disc */
#define TRY_PAUSE     300           /* milliseconds */

/* The reply stays in the disc's buffer. *length tells how much came; *sense is what the drive says to it. */
static HRESULT send_command(struct disc *disc, const struct mmc_command *command, ULONG *length,
                            struct mmc_sense *sense)
{
    ULONG timeout = (command->timeout_ms + 999) / 1000;
    BYTE bytes[SENSE_BYTES] = {0};
    HRESULT hr;

    *length = 0;
    hr = IDiscRecorder2Ex_SendCommandGetDataFromDevice(disc->recorder, (BYTE *)command->cdb, command->cdb_length,
                                                       bytes, timeout, disc->buffer, command->data_length, length);
    mmc_parse_sense(bytes, sizeof(bytes), sense);
    return hr;
}

/* The head does not find the place, which is not the same as bytes there that cannot be read. */
static bool is_seek_failure(const struct mmc_sense *sense)
{
    switch (mmc_sense_code(sense))
    {
    case MMC_SENSE_CODE_NO_SEEK_COMPLETE:
    case MMC_SENSE_CODE_MEDIUM_POSITIONING_ERROR:
    case MMC_SENSE_CODE_TRACK_FOLLOWING_ERROR:
    case MMC_SENSE_CODE_POSITIONING_ERROR:
        return true;
    default:
        return false;
    }
}

/* A drive that wakes up answers with sense a few times before it works; any other sense is its last word. */
static HRESULT read_reply(struct disc *disc, const struct mmc_command *command, ULONG *length)
{
    struct mmc_sense sense;
    unsigned int i;
    HRESULT hr;

    for (i = 0; i < TRIES; i++)
    {
        if (i) Sleep(TRY_PAUSE);
        hr = send_command(disc, command, length, &sense);
        if (hr != S_IMAPI_COMMAND_HAS_SENSE_DATA) return hr;
        if (sense.key != MMC_SENSE_NOT_READY && sense.key != MMC_SENSE_UNIT_ATTENTION &&
            sense.key != MMC_SENSE_ABORTED_COMMAND)
            break;
    }
    return is_seek_failure(&sense) ? IMAPI_E_IMPORT_SEEK_FAILURE : IMAPI_E_IMPORT_READ_FAILURE;
}

static enum fsi_status read_blocks(void *context, uint32_t block, uint32_t count, void *buffer)
{
    struct disc *disc = context;
    struct mmc_command command;
    BYTE *bytes = buffer;
    ULONG length;
    HRESULT hr;

    while (count)
    {
        uint32_t part = min(count, READ_BLOCKS);

        mmc_build_read_10(&command, (int32_t)block, (uint16_t)part, FSI_BLOCK_SIZE);
        hr = read_reply(disc, &command, &length);
        if (FAILED(hr) || length < part * FSI_BLOCK_SIZE)
        {
            WARN("%u blocks from %u: %#lx, %lu bytes\n", part, block, hr, length);
            disc->failure = hr;
            return hr == E_OUTOFMEMORY ? FSI_NO_MEMORY : FSI_DEVICE_READ;
        }
        memcpy(bytes, disc->buffer, part * FSI_BLOCK_SIZE);
        bytes += part * FSI_BLOCK_SIZE;
        block += part;
        count -= part;
    }
    return FSI_OK;
}

HRESULT disc_result(const struct disc *disc, enum fsi_status status)
{
    if (status == FSI_DEVICE_READ && disc->failure == IMAPI_E_IMPORT_SEEK_FAILURE) return disc->failure;
    return hresult_from_status(status);
}

static HRESULT read_capacity(struct disc *disc)
{
    struct mmc_capacity capacity;
    struct mmc_command command;
    ULONG length;
    HRESULT hr;

    mmc_build_read_capacity(&command);
    if (FAILED(hr = read_reply(disc, &command, &length))) return hr;
    if (!mmc_parse_read_capacity(disc->buffer, length, &capacity)) return IMAPI_E_IMPORT_READ_FAILURE;
    disc->blocks.capacity = capacity.last_lba + 1;
    return capacity.last_lba ? S_OK : IMAPI_E_EMPTY_DISC;
}

/* A medium without sessions begins at block 0. */
static void read_session(struct disc *disc)
{
    struct mmc_toc_sessions sessions;
    struct mmc_command command;
    struct mmc_sense sense;
    ULONG length;

    disc->session_start = 0;
    mmc_build_read_toc(&command, MMC_TOC_SESSIONS, false, 0, MMC_TOC_LENGTH_MAX);
    if (send_command(disc, &command, &length, &sense) != S_OK) return;
    if (!mmc_parse_toc_sessions(disc->buffer, length, false, &sessions)) return;
    if (sessions.start > 0) disc->session_start = sessions.start;
    TRACE("last session at %u\n", disc->session_start);
}

/* What the drive itself says when there is nothing to read. */
static HRESULT check_medium(struct disc *disc)
{
    ULONG_IMAPI2_DISC_INFORMATION size = 0;
    struct mmc_disc_information information;
    BYTE *data = NULL;
    HRESULT hr;

    if (FAILED(hr = IDiscRecorder2Ex_GetDiscInformation(disc->recorder, &data, &size))) return hr;
    hr = mmc_parse_disc_information(data, size, &information) && information.disc_status == MMC_DISC_EMPTY
             ? IMAPI_E_EMPTY_DISC
             : S_OK;
    CoTaskMemFree(data);
    return hr;
}

HRESULT disc_open(struct disc *disc, IDiscRecorder2 *recorder)
{
    HRESULT hr;

    memset(disc, 0, sizeof(*disc));
    if (FAILED(hr = IDiscRecorder2_QueryInterface(recorder, &IID_IDiscRecorder2Ex, (void **)&disc->recorder))) return hr;
    disc->blocks.context = disc;
    disc->blocks.read = read_blocks;
    disc->buffer = VirtualAlloc(NULL, READ_BLOCKS * FSI_BLOCK_SIZE, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
    hr = disc->buffer ? check_medium(disc) : E_OUTOFMEMORY;
    if (SUCCEEDED(hr)) hr = read_capacity(disc);
    if (SUCCEEDED(hr)) read_session(disc);
    else disc_close(disc);
    return hr;
}

void disc_close(struct disc *disc)
{
    if (disc->recorder) IDiscRecorder2Ex_Release(disc->recorder);
    if (disc->buffer) VirtualFree(disc->buffer, 0, MEM_RELEASE);
    memset(disc, 0, sizeof(*disc));
}

/* FNV-1a */
static uint64_t add_to_hash(uint64_t hash, const void *data, size_t size)
{
    const BYTE *bytes = data;

    while (size--) hash = (hash ^ *bytes++) * UINT64_C(0x100000001b3);
    return hash;
}

/* Made of what each session has of its own: the descriptors of ISO 9660, the anchor of UDF, where it begins and ends. */
HRESULT disc_identifier(struct disc *disc, WCHAR identifier[17])
{
    static const struct
    {
        uint32_t first, count;
    } parts[] = {{16, 4}, {256, 1}};
    uint64_t hash = UINT64_C(0xcbf29ce484222325);
    BYTE block[4 * FSI_BLOCK_SIZE];
    enum fsi_status status;
    unsigned int i;

    for (i = 0; i < ARRAY_SIZE(parts); i++)
    {
        if ((uint64_t)disc->session_start + parts[i].first + parts[i].count > disc->blocks.capacity) continue;
        status = read_blocks(disc, disc->session_start + parts[i].first, parts[i].count, block);
        if (status != FSI_OK) return disc_result(disc, status);
        hash = add_to_hash(hash, block, parts[i].count * FSI_BLOCK_SIZE);
    }
    hash = add_to_hash(hash, &disc->session_start, sizeof(disc->session_start));
    hash = add_to_hash(hash, &disc->blocks.capacity, sizeof(disc->blocks.capacity));
    swprintf(identifier, 17, L"%08X%08X", (unsigned int)(hash >> 32), (unsigned int)hash);
    return S_OK;
}
