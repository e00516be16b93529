/*
 * Reading file systems: blocks, and data made of them
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

#include "import_private.h"

enum fsi_status import_session_open(struct import_session *session, const struct fsi_blocks *blocks, uint32_t start)
{
    memset(session, 0, sizeof(*session));
    session->blocks = blocks;
    session->start = start;
    session->directory_bytes_left = (uint64_t)blocks->capacity * FSI_BLOCK_SIZE;
    return start < blocks->capacity ? FSI_OK : FSI_NO_FILE_SYSTEM;
}

void import_session_close(struct import_session *session)
{
    for (size_t i = 0; i < IMPORT_GROUPS; i++)
        free(session->groups[i]);
    memset(session->groups, 0, sizeof(session->groups));
}

/* A group that cannot be read whole may still hold the block that is wanted: the last blocks of a
 * session are often followed by some that cannot be read. */
static enum fsi_status fill_group(struct import_session *session, struct import_group *group, uint32_t block)
{
    const struct fsi_blocks *blocks = session->blocks;
    uint32_t first = block - block % IMPORT_GROUP_BLOCKS;
    uint32_t count = blocks->capacity - first;
    enum fsi_status status;

    if (count > IMPORT_GROUP_BLOCKS)
        count = IMPORT_GROUP_BLOCKS;
    group->count = 0;
    status = blocks->read(blocks->context, first, count, group->data);
    if (status == FSI_DEVICE_READ)
    {
        first = block;
        count = 1;
        status = blocks->read(blocks->context, first, count, group->data);
    }
    if (status != FSI_OK)
        return status;
    group->first_block = first;
    group->count = count;
    return FSI_OK;
}

enum fsi_status import_block(struct import_session *session, uint32_t block, const uint8_t **data)
{
    struct import_group **group = &session->groups[block / IMPORT_GROUP_BLOCKS % IMPORT_GROUPS];
    enum fsi_status status;

    if (block >= session->blocks->capacity)
        return FSI_BAD_FILE_SYSTEM;
    if (!*group && !(*group = calloc(1, sizeof(**group))))
        return FSI_NO_MEMORY;
    if (block < (*group)->first_block || block - (*group)->first_block >= (*group)->count)
    {
        if ((status = fill_group(session, *group, block)) != FSI_OK)
            return status;
    }
    *data = (*group)->data + (size_t)(block - (*group)->first_block) * FSI_BLOCK_SIZE;
    return FSI_OK;
}

enum fsi_status import_take_directory_bytes(struct import_session *session, uint64_t bytes)
{
    if (bytes > session->directory_bytes_left)
        return FSI_BAD_FILE_SYSTEM;
    session->directory_bytes_left -= bytes;
    return FSI_OK;
}

static bool continues(const struct fsi_extent *extent, uint32_t block)
{
    if (!block || !extent->block)
        return !block && !extent->block;
    return extent->block + extent->bytes / FSI_BLOCK_SIZE == block;
}

enum fsi_status import_extents_add(struct import_extents *extents, uint32_t block, uint64_t bytes)
{
    struct fsi_extent *last = extents->count ? &extents->items[extents->count - 1] : NULL;
    struct fsi_extent *items;

    if (!bytes)
        return FSI_OK;
    if (last && last->bytes % FSI_BLOCK_SIZE)
        return FSI_BAD_FILE_SYSTEM;
    if (last && continues(last, block))
    {
        last->bytes += bytes;
        return FSI_OK;
    }
    if (extents->count == extents->size)
    {
        size_t size = extents->size ? extents->size * 2 : 4;

        if (!(items = realloc(extents->items, size * sizeof(*items))))
            return FSI_NO_MEMORY;
        extents->items = items;
        extents->size = size;
    }
    extents->items[extents->count++] = (struct fsi_extent){ .block = block, .bytes = bytes };
    return FSI_OK;
}

uint64_t import_extents_bytes(const struct import_extents *extents)
{
    uint64_t bytes = 0;

    for (size_t i = 0; i < extents->count; i++)
        bytes += extents->items[i].bytes;
    return bytes;
}

void import_extents_free(struct import_extents *extents)
{
    free(extents->items);
    memset(extents, 0, sizeof(*extents));
}

/* Copies what one block of an extent has from offset on; *copied says how much. */
static enum fsi_status read_in_block(struct import_session *session, const struct fsi_extent *extent, uint64_t offset,
                                     uint8_t *buffer, size_t size, size_t *copied)
{
    size_t in_block = offset % FSI_BLOCK_SIZE;
    size_t chunk = FSI_BLOCK_SIZE - in_block;
    const uint8_t *data;
    enum fsi_status status;

    if (chunk > extent->bytes - offset)
        chunk = (size_t)(extent->bytes - offset);
    if (chunk > size)
        chunk = size;
    *copied = chunk;
    if (!extent->block)
    {
        memset(buffer, 0, chunk);
        return FSI_OK;
    }
    if (offset / FSI_BLOCK_SIZE > UINT32_MAX - extent->block)
        return FSI_BAD_FILE_SYSTEM;
    if ((status = import_block(session, (uint32_t)(extent->block + offset / FSI_BLOCK_SIZE), &data)) != FSI_OK)
        return status;
    memcpy(buffer, data + in_block, chunk);
    return FSI_OK;
}

enum fsi_status import_extents_read(struct import_session *session, const struct import_extents *extents,
                                    uint64_t offset, void *buffer, size_t size)
{
    uint8_t *out = buffer;
    enum fsi_status status;
    size_t i = 0, copied;

    while (size)
    {
        while (i < extents->count && offset >= extents->items[i].bytes)
            offset -= extents->items[i++].bytes;
        if (i == extents->count)
            return FSI_BAD_FILE_SYSTEM;
        if ((status = read_in_block(session, &extents->items[i], offset, out, size, &copied)) != FSI_OK)
            return status;
        out += copied;
        offset += copied;
        size -= copied;
    }
    return FSI_OK;
}

static size_t visited_slot(const struct import_visited *visited, uint64_t key)
{
    size_t slot = (size_t)((key * 0x9e3779b97f4a7c15u) >> 32) & (visited->size - 1);

    while (visited->slots[slot] != UINT64_MAX && visited->slots[slot] != key)
        slot = (slot + 1) & (visited->size - 1);
    return slot;
}

static enum fsi_status grow_visited(struct import_visited *visited)
{
    struct import_visited larger = { .size = visited->size ? visited->size * 2 : 64, .count = visited->count };

    if (!(larger.slots = malloc(larger.size * sizeof(*larger.slots))))
        return FSI_NO_MEMORY;
    memset(larger.slots, 0xff, larger.size * sizeof(*larger.slots));
    for (size_t i = 0; i < visited->size; i++)
    {
        if (visited->slots[i] != UINT64_MAX)
            larger.slots[visited_slot(&larger, visited->slots[i])] = visited->slots[i];
    }
    free(visited->slots);
    *visited = larger;
    return FSI_OK;
}

enum fsi_status import_visit(struct import_visited *visited, uint64_t key)
{
    enum fsi_status status;
    size_t slot;

    if (visited->count * 2 >= visited->size && (status = grow_visited(visited)) != FSI_OK)
        return status;
    slot = visited_slot(visited, key);
    if (visited->slots[slot] == key)
        return FSI_BAD_FILE_SYSTEM;
    visited->slots[slot] = key;
    visited->count++;
    return FSI_OK;
}

void import_visited_free(struct import_visited *visited)
{
    free(visited->slots);
    memset(visited, 0, sizeof(*visited));
}
