/*
 * Reading file systems: the volume structures of UDF
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

#define RECOGNITION_FIRST 16            /* ECMA-167 2/8.3: 32 KiB behind the session's start */
#define RECOGNITION_MAX 64
#define SEQUENCE_MAX 1024               /* blocks of one sequence that are looked at, those it points to included */
#define INTEGRITY_MAX 1024

/* The prevailing descriptors of a sequence: those with the highest number (ECMA-167 3/8.4.3). */
struct sequence
{
    bool has_logical_volume;
    uint32_t logical_volume_number;
    uint8_t logical_volume[FSI_BLOCK_SIZE];
    struct partition
    {
        uint32_t descriptor_number;
        uint16_t number;
        uint32_t start, blocks;
        uint8_t access_type;
    } partitions[UDF_IN_MAPS_MAX];
    size_t partition_count;
};

/* Some standard's own descriptors may stand among those of ours; the first block that is none ends it. */
static enum fsi_status recognize(struct import_session *session)
{
    for (uint32_t i = 0; i < RECOGNITION_MAX; i++)
    {
        enum fsi_status status;
        const uint8_t *data;

        if (session->blocks->capacity - session->start <= RECOGNITION_FIRST + i)
            return FSI_NO_FILE_SYSTEM;
        if ((status = import_block(session, session->start + RECOGNITION_FIRST + i, &data)) != FSI_OK)
            return status;
        if (!memcmp(data + 1, "NSR02", 5) || !memcmp(data + 1, "NSR03", 5))
            return FSI_OK;
        if (memcmp(data + 1, "CD001", 5) && memcmp(data + 1, "BEA01", 5) && memcmp(data + 1, "BOOT2", 5)
                && memcmp(data + 1, "TEA01", 5) && memcmp(data + 1, "CDW02", 5))
            return FSI_NO_FILE_SYSTEM;
    }
    return FSI_NO_FILE_SYSTEM;
}

static enum fsi_status read_anchor(struct udf_in_volume *volume, uint32_t block)
{
    enum fsi_status status;
    const uint8_t *data;

    if ((status = import_block(volume->session, block, &data)) != FSI_OK)
        return status;
    if (!udf_in_check_tag(data, FSI_BLOCK_SIZE, UDF_TAG_ANCHOR, block))
        return FSI_BAD_FILE_SYSTEM;
    volume->main_sequence.blocks = fsi_get_le32(data + 16) / FSI_BLOCK_SIZE;
    volume->main_sequence.block = fsi_get_le32(data + 20);
    volume->reserve_sequence.blocks = fsi_get_le32(data + 24) / FSI_BLOCK_SIZE;
    volume->reserve_sequence.block = fsi_get_le32(data + 28);
    return FSI_OK;
}

/*
 * ECMA-167 3/8.4.2.1: at two of 256, the last block and 256 before it; UDF 2.2.3: at 512 on
 * media that are not yet finished. A block that cannot be read is not the end of the search.
 */
static enum fsi_status find_anchor(struct udf_in_volume *volume)
{
    uint32_t capacity = volume->session->blocks->capacity, start = volume->session->start;
    const uint64_t places[] = { (uint64_t)start + 256, (uint64_t)start + 512, capacity - 1, (uint64_t)capacity - 257 };
    enum fsi_status failure = FSI_NO_FILE_SYSTEM;

    for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++)
    {
        enum fsi_status status;

        if (places[i] >= capacity || places[i] < start)
            continue;
        if ((status = read_anchor(volume, (uint32_t)places[i])) == FSI_OK)
            return FSI_OK;
        if (status == FSI_NO_MEMORY || status == FSI_CANCELLED)
            return status;
        if (status == FSI_DEVICE_READ)
            failure = status;
    }
    return failure;
}

static enum fsi_status take_partition(struct sequence *sequence, const uint8_t *data)
{
    struct partition partition = {
        .descriptor_number = fsi_get_le32(data + 16),
        .number = fsi_get_le16(data + 22),
        .access_type = (uint8_t)fsi_get_le32(data + 184),
        .start = fsi_get_le32(data + 188),
        .blocks = fsi_get_le32(data + 192),
    };
    size_t i = 0;

    while (i < sequence->partition_count && sequence->partitions[i].number != partition.number)
        i++;
    if (i == UDF_IN_MAPS_MAX)
        return FSI_BAD_FILE_SYSTEM;
    if (i == sequence->partition_count)
        sequence->partition_count++;
    else if (sequence->partitions[i].descriptor_number > partition.descriptor_number)
        return FSI_OK;
    sequence->partitions[i] = partition;
    return FSI_OK;
}

static void take_logical_volume(struct sequence *sequence, const uint8_t *data)
{
    uint32_t number = fsi_get_le32(data + 16);

    if (sequence->has_logical_volume && number < sequence->logical_volume_number)
        return;
    sequence->has_logical_volume = true;
    sequence->logical_volume_number = number;
    memcpy(sequence->logical_volume, data, FSI_BLOCK_SIZE);
}

/* *extent: where the sequence goes on, no blocks at its end. */
static enum fsi_status read_descriptor(struct import_session *session, struct udf_in_extent *extent,
                                       struct sequence *sequence)
{
    uint32_t block = extent->block;
    enum fsi_status status;
    const uint8_t *data;

    if ((status = import_block(session, block, &data)) != FSI_OK)
        return status;
    extent->block++;
    extent->blocks--;
    if (!fsi_get_le16(data) || udf_in_check_tag(data, FSI_BLOCK_SIZE, UDF_TAG_TERMINATING, block))
        extent->blocks = 0;
    else if (udf_in_check_tag(data, FSI_BLOCK_SIZE, UDF_TAG_PARTITION, block))
        return take_partition(sequence, data);
    else if (udf_in_check_tag(data, FSI_BLOCK_SIZE, UDF_TAG_LOGICAL_VOLUME, block))
        take_logical_volume(sequence, data);
    else if (udf_in_check_tag(data, FSI_BLOCK_SIZE, UDF_TAG_VOLUME_POINTER, block))
    {
        extent->blocks = fsi_get_le32(data + 20) / FSI_BLOCK_SIZE;
        extent->block = fsi_get_le32(data + 24);
    }
    return FSI_OK;
}

static enum fsi_status read_sequence(struct import_session *session, struct udf_in_extent extent,
                                     struct sequence *sequence)
{
    enum fsi_status status = FSI_OK;

    memset(sequence, 0, sizeof(*sequence));
    for (unsigned int i = 0; extent.blocks && status == FSI_OK; i++)
        status = i < SEQUENCE_MAX ? read_descriptor(session, &extent, sequence) : FSI_BAD_FILE_SYSTEM;
    if (status == FSI_OK && (!sequence->has_logical_volume || !sequence->partition_count))
        return FSI_BAD_FILE_SYSTEM;
    return status;
}

static enum fsi_status find_partition(const struct udf_in_volume *volume, const struct sequence *sequence,
                                      struct udf_in_map *map)
{
    uint32_t capacity = volume->session->blocks->capacity;

    for (size_t i = 0; i < sequence->partition_count; i++)
    {
        const struct partition *partition = &sequence->partitions[i];

        if (partition->number != map->partition_number)
            continue;
        if (partition->start >= capacity)
            return FSI_BAD_FILE_SYSTEM;
        map->start = partition->start;
        /* Media that are written bit by bit have a partition that ends with the medium. */
        map->blocks = partition->blocks < capacity - partition->start ? partition->blocks
                                                                      : capacity - partition->start;
        map->access_type = partition->access_type;
        return FSI_OK;
    }
    return FSI_BAD_FILE_SYSTEM;
}

static void read_sparable_map(const uint8_t *bytes, struct udf_in_map *map)
{
    map->kind = UDF_IN_SPARABLE;
    map->packet_blocks = fsi_get_le16(bytes + 40);
    map->table_count = bytes[42] < 4 ? bytes[42] : 4;
    for (size_t i = 0; i < map->table_count; i++)
        map->table_block[i] = fsi_get_le32(bytes + 48 + 4 * i);
}

static void read_metadata_map(const uint8_t *bytes, struct udf_in_map *map)
{
    map->kind = UDF_IN_METADATA;
    map->table_count = 2;
    map->table_block[0] = fsi_get_le32(bytes + 40);
    map->table_block[1] = fsi_get_le32(bytes + 44);
}

static enum fsi_status read_map(const uint8_t *bytes, size_t size, struct udf_in_map *map)
{
    if (bytes[0] == 1 && size == 6)
    {
        map->kind = UDF_IN_PHYSICAL;
        map->partition_number = fsi_get_le16(bytes + 4);
        return FSI_OK;
    }
    if (bytes[0] != 2 || size != 64)
        return FSI_BAD_FILE_SYSTEM;
    map->partition_number = fsi_get_le16(bytes + 38);
    if (udf_in_is_entity(bytes + 4, "*UDF Virtual Partition"))
        map->kind = UDF_IN_VIRTUAL;
    else if (udf_in_is_entity(bytes + 4, "*UDF Sparable Partition"))
        read_sparable_map(bytes, map);
    else if (udf_in_is_entity(bytes + 4, "*UDF Metadata Partition"))
        read_metadata_map(bytes, map);
    else
        return FSI_BAD_FILE_SYSTEM;
    return FSI_OK;
}

/* ECMA-167 3/10.6: the table of partition maps is at byte 440. */
static enum fsi_status read_maps(struct udf_in_volume *volume, const struct sequence *sequence)
{
    const uint8_t *data = sequence->logical_volume;
    uint32_t length = fsi_get_le32(data + 264), count = fsi_get_le32(data + 268), offset = 0;
    enum fsi_status status;

    if (length > FSI_BLOCK_SIZE - 440 || !count || count > UDF_IN_MAPS_MAX)
        return FSI_BAD_FILE_SYSTEM;
    for (uint32_t i = 0; i < count; i++)
    {
        const uint8_t *bytes = data + 440 + offset;
        size_t size = length - offset < 2 ? 0 : bytes[1];

        if (size < 6 || size > length - offset)
            return FSI_BAD_FILE_SYSTEM;
        if ((status = read_map(bytes, size, &volume->maps[i])) != FSI_OK)
            return status;
        if ((status = find_partition(volume, sequence, &volume->maps[i])) != FSI_OK)
            return status;
        volume->map_count++;
        offset += (uint32_t)size;
    }
    return FSI_OK;
}

static enum fsi_status read_logical_volume(struct udf_in_volume *volume, const struct sequence *sequence)
{
    const uint8_t *data = sequence->logical_volume;

    if (fsi_get_le32(data + 212) != FSI_BLOCK_SIZE || !udf_in_is_entity(data + 216, "*OSTA UDF Compliant"))
        return FSI_BAD_FILE_SYSTEM;
    volume->revision = fsi_get_le16(data + 216 + 24);
    volume->name_length = (uint16_t)udf_in_decode_dstring(data + 84, 128, volume->name, 128);
    volume->file_set.block = fsi_get_le32(data + 252);
    volume->file_set.map = fsi_get_le16(data + 256);
    volume->integrity.blocks = fsi_get_le32(data + 432) / FSI_BLOCK_SIZE;
    volume->integrity.block = fsi_get_le32(data + 436);
    return read_maps(volume, sequence);
}

/* ECMA-167 3/8.8.2: the last one of the sequence counts. It is not needed to read a tree, so that
 * nothing fails for it. */
static void read_integrity(struct udf_in_volume *volume)
{
    struct udf_in_extent extent = volume->integrity;
    const uint8_t *data;

    volume->files = volume->directories = -1;
    for (unsigned int i = 0; extent.blocks && i < INTEGRITY_MAX; i++)
    {
        uint32_t partitions;

        if (import_block(volume->session, extent.block, &data) != FSI_OK)
            return;
        if (!udf_in_check_tag(data, FSI_BLOCK_SIZE, UDF_TAG_LOGICAL_VOLUME_INTEGRITY, extent.block))
            return;
        partitions = fsi_get_le32(data + 72);
        if (partitions > UDF_IN_MAPS_MAX || fsi_get_le32(data + 76) < 46)
            return;
        volume->files = fsi_get_le32(data + 80 + 8 * partitions + 32);
        volume->directories = fsi_get_le32(data + 80 + 8 * partitions + 36);
        extent.block++;
        extent.blocks--;
        if (fsi_get_le32(data + 32))        /* goes on elsewhere */
        {
            extent.blocks = fsi_get_le32(data + 32) / FSI_BLOCK_SIZE;
            extent.block = fsi_get_le32(data + 36);
        }
    }
}

/* ECMA-167 4/14.1 */
static enum fsi_status read_file_set(struct udf_in_volume *volume)
{
    enum fsi_status status;
    const uint8_t *data;

    if ((status = udf_in_block(volume, volume->file_set, &data)) != FSI_OK)
        return status;
    if (!udf_in_check_tag(data, FSI_BLOCK_SIZE, UDF_TAG_FILE_SET, volume->file_set.block))
        return FSI_BAD_FILE_SYSTEM;
    volume->root.block = fsi_get_le32(data + 404);
    volume->root.map = fsi_get_le16(data + 408);
    return FSI_OK;
}

static enum fsi_status read_structures(struct udf_in_volume *volume, struct sequence *sequence)
{
    enum fsi_status status;

    if ((status = recognize(volume->session)) != FSI_OK)
        return status;
    if ((status = find_anchor(volume)) != FSI_OK)
        return status;
    status = read_sequence(volume->session, volume->main_sequence, sequence);
    if (status == FSI_BAD_FILE_SYSTEM || status == FSI_DEVICE_READ)
        status = read_sequence(volume->session, volume->reserve_sequence, sequence);
    if (status != FSI_OK)
        return status;
    if ((status = read_logical_volume(volume, sequence)) != FSI_OK)
        return status;
    if ((status = udf_in_load_maps(volume)) != FSI_OK)
        return status;
    read_integrity(volume);
    return read_file_set(volume);
}

enum fsi_status udf_in_open(struct udf_in_volume *volume, struct import_session *session)
{
    struct sequence *sequence = malloc(sizeof(*sequence));
    enum fsi_status status;

    memset(volume, 0, sizeof(*volume));
    volume->session = session;
    if (!sequence)
        return FSI_NO_MEMORY;
    status = read_structures(volume, sequence);
    free(sequence);
    return status;
}

void udf_in_close(struct udf_in_volume *volume)
{
    for (size_t i = 0; i < UDF_IN_MAPS_MAX; i++)
    {
        free(volume->maps[i].sparing);
        free(volume->maps[i].table);
        import_extents_free(&volume->maps[i].extents);
    }
}
