/*
 * Comparing a disc with what was meant to be on it
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

#include "verifier.h"

#include "wine/debug.h"

WINE_DEFAULT_DEBUG_CHANNEL(imapi2);

#define BLOCK_SIZE     2048
#define QUICK_SAMPLES  16       /* chunks that the quick level reads back: the first, the last, and some between */
#define READY_MS       60000    /* a drive may spin up again after it has closed a disc */

struct noted_chunk
{
    int32_t lba;
    uint32_t blocks;
    uint64_t checksum;
    bool overwritten;       /* in part or whole: it only has to be readable */
};

struct verifier
{
    IMAPI_BURN_VERIFICATION_LEVEL level;
    struct noted_chunk *chunks;
    size_t count;
    size_t size;
    int32_t end;            /* LBA behind the highest chunk */
};

struct verifier *verifier_create(IMAPI_BURN_VERIFICATION_LEVEL level)
{
    struct verifier *verifier = calloc(1, sizeof(*verifier));

    if (verifier) verifier->level = level;
    return verifier;
}

void verifier_destroy(struct verifier *verifier)
{
    if (!verifier) return;
    free(verifier->chunks);
    free(verifier);
}

/* Tells apart what a disc gets wrong: other bytes, moved bytes, missing bytes. Nobody attacks it. */
static uint64_t checksum_blocks(const void *data, uint32_t blocks)
{
    const uint64_t *words = data;
    uint64_t sum = blocks;
    size_t i, count = (size_t)blocks * BLOCK_SIZE / sizeof(*words);

    for (i = 0; i < count; i++)
    {
        sum ^= words[i];
        sum *= UINT64_C(0x9e3779b97f4a7c15);
        sum ^= sum >> 29;
    }
    return sum;
}

/* What is written over what was written before: the older checksum says nothing any more. */
static void forget_overwritten(struct verifier *verifier, int32_t lba, uint32_t blocks)
{
    struct noted_chunk *chunk = verifier->chunks, *end = chunk + verifier->count;

    if (lba >= verifier->end) return;
    for (; chunk < end; chunk++)
        if (chunk->lba < lba + (int32_t)blocks && lba < chunk->lba + (int32_t)chunk->blocks) chunk->overwritten = true;
}

bool verifier_note(struct verifier *verifier, int32_t lba, const void *data, uint32_t blocks)
{
    struct noted_chunk *chunk;

    forget_overwritten(verifier, lba, blocks);
    if (verifier->count == verifier->size)
    {
        size_t size = verifier->size ? verifier->size * 2 : 256;

        if (!(chunk = realloc(verifier->chunks, size * sizeof(*chunk)))) return false;
        verifier->chunks = chunk;
        verifier->size = size;
    }
    chunk = &verifier->chunks[verifier->count++];
    chunk->lba = lba;
    chunk->blocks = blocks;
    chunk->checksum = checksum_blocks(data, blocks);
    chunk->overwritten = false;
    if (lba + (int32_t)blocks > verifier->end) verifier->end = lba + (int32_t)blocks;
    return true;
}

/* A failure of the drive is a failure of the verification; being cancelled is not. */
static HRESULT verification_result(enum burn_status status)
{
    if (status == BURN_OK) return S_OK;
    WARN("%s\n", burn_status_text(status));
    return status == BURN_CANCELLED ? E_IMAPI_REQUEST_CANCELLED : E_IMAPI_BURN_VERIFICATION_FAILED;
}

static HRESULT check_chunk(struct burn_drive *drive, const struct noted_chunk *chunk, BYTE *buffer)
{
    HRESULT hr = verification_result(burn_read_blocks(drive, chunk->lba, buffer, chunk->blocks));

    if (FAILED(hr)) return hr;
    if (drive->host->cancelled(drive->host->context)) return E_IMAPI_REQUEST_CANCELLED;
    if (chunk->overwritten || checksum_blocks(buffer, chunk->blocks) == chunk->checksum) return S_OK;
    WARN("the disc differs within %d + %u\n", chunk->lba, chunk->blocks);
    return E_IMAPI_BURN_VERIFICATION_FAILED;
}

static HRESULT check_chunks(struct verifier *verifier, struct burn_drive *drive)
{
    size_t samples = verifier->level == IMAPI_BURN_VERIFICATION_FULL ? verifier->count : QUICK_SAMPLES, i;
    BYTE *buffer = VirtualAlloc(NULL, PIPELINE_CHUNK_SIZE, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
    HRESULT hr = S_OK;

    if (!buffer) return E_OUTOFMEMORY;
    if (samples > verifier->count) samples = verifier->count;
    for (i = 0; i < samples && SUCCEEDED(hr); i++)
    {
        size_t index = samples > 1 ? i * (verifier->count - 1) / (samples - 1) : 0;

        hr = check_chunk(drive, &verifier->chunks[index], buffer);
    }
    VirtualFree(buffer, 0, MEM_RELEASE);
    return hr;
}

/* The track that the next session will have: some drives count it before they describe it. */
static bool is_invisible(const struct burn_medium *medium, uint32_t number)
{
    return medium->appendable && number == medium->disc.last_session_last_track &&
           number != medium->disc.first_track;
}

static enum burn_status check_tracks(struct burn_drive *drive)
{
    struct mmc_track_information track;
    struct burn_medium medium;
    enum burn_status status;
    uint32_t number;

    status = burn_wait_ready(drive, READY_MS);
    if (status == BURN_OK) status = burn_read_medium(drive, &medium);
    if (status != BURN_OK) return status;
    for (number = medium.disc.first_track; number <= medium.disc.last_session_last_track; number++)
    {
        status = burn_ask_track(drive, MMC_TRACK_BY_NUMBER, number, &track);
        if (status == BURN_SENSE && is_invisible(&medium, number)) break;
        if (status != BURN_OK) return status;
    }
    return BURN_OK;
}

HRESULT verifier_check(struct verifier *verifier, struct burn_drive *drive)
{
    HRESULT hr = verification_result(check_tracks(drive));

    if (FAILED(hr)) return hr;
    return check_chunks(verifier, drive);
}
