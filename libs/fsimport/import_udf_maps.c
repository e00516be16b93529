/*
 * Reading file systems: from blocks of a partition of UDF to blocks of the medium
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

#include "import_udf.h"

#define VIRTUAL_TABLE_SEARCH 16         /* run-out blocks that drives write behind the last packet, at most */

/* What is on the medium under a partition, without the maps that are files in it. */
static enum fsi_status locate_physical(const struct udf_in_map *map, uint32_t block, uint32_t *absolute, uint32_t *run)
{
    if (block >= map->blocks)
        return FSI_BAD_FILE_SYSTEM;
    *absolute = map->start + block;
    *run = map->blocks - block;
    return FSI_OK;
}

static int compare_sparing(const void *left, const void *right)
{
    const struct udf_in_sparing *a = left, *b = right;

    return (a->original > b->original) - (a->original < b->original);
}

static enum fsi_status locate_sparable(const struct udf_in_volume *volume, const struct udf_in_map *map,
                                       uint32_t block, uint32_t *absolute, uint32_t *run)
{
    uint32_t in_packet = block % map->packet_blocks;
    struct udf_in_sparing key = { .original = block - in_packet };
    const struct udf_in_sparing *spared = NULL;
    enum fsi_status status;

    if (map->sparing_count)
        spared = bsearch(&key, map->sparing, map->sparing_count, sizeof(*map->sparing), compare_sparing);
    if ((status = locate_physical(map, block, absolute, run)) != FSI_OK)
        return status;
    if (spared)
    {
        if (in_packet >= volume->session->blocks->capacity - spared->mapped)
            return FSI_BAD_FILE_SYSTEM;
        *absolute = spared->mapped + in_packet;
    }
    if (*run > map->packet_blocks - in_packet)
        *run = map->packet_blocks - in_packet;
    return FSI_OK;
}

static enum fsi_status locate_virtual(const struct udf_in_map *map, uint32_t block, uint32_t *absolute, uint32_t *run)
{
    enum fsi_status status;

    if (block >= map->table_entries)
        return FSI_BAD_FILE_SYSTEM;
    status = locate_physical(map, map->table[block], absolute, run);
    *run = 1;
    return status;
}

static enum fsi_status locate_metadata(const struct udf_in_map *map, uint32_t block, uint32_t *absolute, uint32_t *run)
{
    uint64_t offset = (uint64_t)block * FSI_BLOCK_SIZE;

    for (size_t i = 0; i < map->extents.count; i++)
    {
        const struct fsi_extent *extent = &map->extents.items[i];

        if (offset >= extent->bytes)
        {
            offset -= extent->bytes;
            continue;
        }
        if (!extent->block)
            return FSI_BAD_FILE_SYSTEM;
        *absolute = (uint32_t)(extent->block + offset / FSI_BLOCK_SIZE);
        *run = (uint32_t)((extent->bytes - offset) / FSI_BLOCK_SIZE);
        return *run ? FSI_OK : FSI_BAD_FILE_SYSTEM;
    }
    return FSI_BAD_FILE_SYSTEM;
}

enum fsi_status udf_in_locate(const struct udf_in_volume *volume, struct udf_in_address address, uint32_t *block,
                              uint32_t *run)
{
    const struct udf_in_map *map;

    if (address.map >= volume->map_count)
        return FSI_BAD_FILE_SYSTEM;
    map = &volume->maps[address.map];
    switch (map->kind)
    {
        case UDF_IN_SPARABLE: return locate_sparable(volume, map, address.block, block, run);
        case UDF_IN_VIRTUAL: return locate_virtual(map, address.block, block, run);
        case UDF_IN_METADATA: return locate_metadata(map, address.block, block, run);
        case UDF_IN_PHYSICAL: break;
    }
    return locate_physical(map, address.block, block, run);
}

enum fsi_status udf_in_block(const struct udf_in_volume *volume, struct udf_in_address address, const uint8_t **data)
{
    enum fsi_status status;
    uint32_t block, run;

    if ((status = udf_in_locate(volume, address, &block, &run)) != FSI_OK)
        return status;
    return import_block(volume->session, block, data);
}

/* UDF 2.2.12: entries begin at byte 56; those that are free have an original that no partition has. */
static enum fsi_status read_sparing_entries(struct udf_in_volume *volume, struct udf_in_map *map, uint32_t block,
                                            size_t count)
{
    struct import_extents extents = {0};
    uint8_t entry[8];
    enum fsi_status status;

    if (count && !(map->sparing = malloc(count * sizeof(*map->sparing))))
        return FSI_NO_MEMORY;
    status = import_extents_add(&extents, block, 56 + count * sizeof(entry));
    for (size_t i = 0; i < count && status == FSI_OK; i++)
    {
        struct udf_in_sparing *spared = &map->sparing[map->sparing_count];

        status = import_extents_read(volume->session, &extents, 56 + i * sizeof(entry), entry, sizeof(entry));
        spared->original = fsi_get_le32(entry);
        spared->mapped = fsi_get_le32(entry + 4);
        if (status != FSI_OK || spared->original >= 0xfffffff0)
            continue;
        if (spared->mapped >= volume->session->blocks->capacity)
            status = FSI_BAD_FILE_SYSTEM;
        map->sparing_count++;
    }
    import_extents_free(&extents);
    if (map->sparing_count)
        qsort(map->sparing, map->sparing_count, sizeof(*map->sparing), compare_sparing);
    return status;
}

static enum fsi_status load_sparing(struct udf_in_volume *volume, struct udf_in_map *map)
{
    enum fsi_status status;
    const uint8_t *data;

    if (!map->packet_blocks)
        return FSI_BAD_FILE_SYSTEM;
    for (size_t i = 0; i < map->table_count; i++)
    {
        status = import_block(volume->session, map->table_block[i], &data);
        if (status == FSI_NO_MEMORY || status == FSI_CANCELLED)
            return status;
        if (status != FSI_OK || !udf_in_is_entity(data + 16, "*UDF Sparing Table")
                || !udf_in_check_tag(data, FSI_BLOCK_SIZE, UDF_TAG_SPARING_TABLE, UINT32_MAX))
            continue;
        return read_sparing_entries(volume, map, map->table_block[i], fsi_get_le16(data + 48));
    }
    return FSI_BAD_FILE_SYSTEM;
}

/* The entry at an absolute block, which is in the physical partition of a map. */
static enum fsi_status read_entry_in(struct udf_in_volume *volume, const struct udf_in_map *map, uint32_t block,
                                     struct udf_in_entry *entry)
{
    for (size_t i = 0; i < volume->map_count; i++)
    {
        struct udf_in_address address = { .block = block, .map = (uint16_t)i };

        if (&volume->maps[i] != map && volume->maps[i].partition_number == map->partition_number
                && (volume->maps[i].kind == UDF_IN_PHYSICAL || volume->maps[i].kind == UDF_IN_SPARABLE))
            return udf_in_read_entry(volume, address, entry);
    }
    memset(entry, 0, sizeof(*entry));
    return FSI_BAD_FILE_SYSTEM;
}

/* UDF 2.50 2.2.13: the file, or where that cannot be read its mirror. */
static enum fsi_status load_metadata(struct udf_in_volume *volume, struct udf_in_map *map)
{
    enum fsi_status status = FSI_BAD_FILE_SYSTEM;

    for (size_t i = 0; i < map->table_count; i++)
    {
        struct udf_in_entry entry;

        status = read_entry_in(volume, map, map->table_block[i], &entry);
        if (status == FSI_OK && !entry.embedded
                && (entry.file_type == UDF_FILE_METADATA || entry.file_type == UDF_FILE_METADATA_MIRROR))
        {
            map->extents = entry.extents;
            return FSI_OK;
        }
        import_extents_free(&entry.extents);
        if (status == FSI_NO_MEMORY || status == FSI_CANCELLED)
            return status;
        status = FSI_BAD_FILE_SYSTEM;
    }
    return status;
}

/* The bytes of the table that hold addresses: UDF 1.50 2.2.10 ends it with 36 others, UDF 2.00 2.2.11
 * begins it with a header that says how long it is itself. */
static enum fsi_status find_table(const struct udf_in_entry *entry, const uint8_t *bytes, size_t *first, size_t *size)
{
    if (entry->file_type == UDF_FILE_VIRTUAL_TABLE)
    {
        if (entry->size < 152 || fsi_get_le16(bytes) < 152 || fsi_get_le16(bytes) > entry->size)
            return FSI_BAD_FILE_SYSTEM;
        *first = fsi_get_le16(bytes);
        *size = (size_t)entry->size - *first;
        return FSI_OK;
    }
    if (entry->file_type != UDF_FILE_UNSPECIFIED || entry->size < 36
            || !udf_in_is_entity(bytes + entry->size - 36, "*UDF Virtual Alloc Tbl"))
        return FSI_BAD_FILE_SYSTEM;
    *first = 0;
    *size = (size_t)entry->size - 36;
    return FSI_OK;
}

static enum fsi_status read_table_bytes(struct udf_in_volume *volume, const struct udf_in_entry *entry, uint8_t *bytes)
{
    if (!entry->embedded)
        return import_extents_read(volume->session, &entry->extents, 0, bytes, (size_t)entry->size);
    memcpy(bytes, entry->data, (size_t)entry->size);
    return FSI_OK;
}

static enum fsi_status read_table(struct udf_in_volume *volume, struct udf_in_map *map,
                                  const struct udf_in_entry *entry)
{
    enum fsi_status status;
    size_t first, size;
    uint8_t *bytes;

    /* Four bytes for each block of the partition, and the header. */
    if (entry->size > (uint64_t)map->blocks * 4 + 4096)
        return FSI_BAD_FILE_SYSTEM;
    if (!(bytes = malloc((size_t)entry->size + 1)))
        return FSI_NO_MEMORY;
    if ((status = read_table_bytes(volume, entry, bytes)) == FSI_OK)
        status = find_table(entry, bytes, &first, &size);
    if (status == FSI_OK && !(map->table = malloc(size + 1)))
        status = FSI_NO_MEMORY;
    if (status == FSI_OK)
    {
        map->table_entries = (uint32_t)(size / 4);
        for (uint32_t i = 0; i < map->table_entries; i++)
            map->table[i] = fsi_get_le32(bytes + first + 4 * (size_t)i);
    }
    free(bytes);
    return status;
}

/* UDF 2.2.11: the table's entry is the last block that was written. */
static enum fsi_status load_virtual(struct udf_in_volume *volume, struct udf_in_map *map)
{
    uint32_t last = volume->session->blocks->capacity - 1;

    for (uint32_t i = 0; i < VIRTUAL_TABLE_SEARCH && i <= last && last - i >= map->start; i++)
    {
        struct udf_in_entry entry;
        enum fsi_status status = read_entry_in(volume, map, last - i - map->start, &entry);

        if (status == FSI_OK)
            status = read_table(volume, map, &entry);
        import_extents_free(&entry.extents);
        if (status == FSI_OK || status == FSI_NO_MEMORY || status == FSI_CANCELLED)
            return status;
    }
    return FSI_BAD_FILE_SYSTEM;
}

enum fsi_status udf_in_load_maps(struct udf_in_volume *volume)
{
    enum fsi_status status = FSI_OK;

    /* Sparing first: the other tables are files in such a partition. */
    for (size_t i = 0; i < volume->map_count && status == FSI_OK; i++)
    {
        if (volume->maps[i].kind == UDF_IN_SPARABLE)
            status = load_sparing(volume, &volume->maps[i]);
    }
    for (size_t i = 0; i < volume->map_count && status == FSI_OK; i++)
    {
        if (volume->maps[i].kind == UDF_IN_VIRTUAL)
            status = load_virtual(volume, &volume->maps[i]);
        else if (volume->maps[i].kind == UDF_IN_METADATA)
            status = load_metadata(volume, &volume->maps[i]);
    }
    return status;
}
