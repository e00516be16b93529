/*
 * Reading file systems: ISO 9660 and Joliet (ECMA-119, Joliet 1995)
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

#define DESCRIPTORS_FIRST 16            /* ECMA-119 6.3: behind the system area */
#define DESCRIPTORS_MAX 64              /* more than any writer lays; an end for a set without terminator */

enum descriptor_type
{
    DESCRIPTOR_PRIMARY = 1,
    DESCRIPTOR_SUPPLEMENTARY = 2,
    DESCRIPTOR_TERMINATOR = 255,
};

enum file_flags                         /* ECMA-119 9.1.6 */
{
    FLAG_HIDDEN = 0x01,
    FLAG_DIRECTORY = 0x02,
    FLAG_ASSOCIATED = 0x04,
    FLAG_MULTI_EXTENT = 0x80,
};

struct descriptor
{
    uint32_t blocks;                    /* of the volume space */
    uint32_t root_block;
    uint32_t root_bytes;
    uint8_t volume_name[32];
};

/* A directory record (ECMA-119 9.1) whose numbers have been checked. */
struct record
{
    uint32_t block;                     /* of the data: behind the extended attributes */
    uint32_t bytes;
    uint8_t flags;
    uint8_t name_length;
    const uint8_t *name;
    int64_t time;
};

/* Numbers that are recorded in both byte orders agree (ECMA-119 7.3.3). */
static bool read_both32(const uint8_t *bytes, uint32_t *value)
{
    *value = fsi_get_le32(bytes);
    return *value == fsi_get_be32(bytes + 4);
}

static bool escapes_are_joliet(const uint8_t *escapes)
{
    return !memcmp(escapes, "%/@", 3) || !memcmp(escapes, "%/C", 3) || !memcmp(escapes, "%/E", 3);
}

static bool is_wanted(const uint8_t *block, enum fsi_view view)
{
    if (view == FSI_VIEW_ISO9660)
        return block[0] == DESCRIPTOR_PRIMARY;
    return block[0] == DESCRIPTOR_SUPPLEMENTARY && escapes_are_joliet(block + 88);
}

static enum fsi_status parse_descriptor(const uint8_t *block, struct descriptor *descriptor)
{
    const uint8_t *root = block + 156;

    if (block[6] != 1 || fsi_get_le16(block + 128) != FSI_BLOCK_SIZE || fsi_get_be16(block + 130) != FSI_BLOCK_SIZE)
        return FSI_BAD_FILE_SYSTEM;
    if (!read_both32(block + 80, &descriptor->blocks) || root[0] < 34 || !(root[25] & FLAG_DIRECTORY))
        return FSI_BAD_FILE_SYSTEM;
    if (!read_both32(root + 2, &descriptor->root_block) || !read_both32(root + 10, &descriptor->root_bytes))
        return FSI_BAD_FILE_SYSTEM;
    if (root[1] > UINT32_MAX - descriptor->root_block)
        return FSI_BAD_FILE_SYSTEM;
    descriptor->root_block += root[1];
    memcpy(descriptor->volume_name, block + 40, sizeof(descriptor->volume_name));
    return FSI_OK;
}

/* ECMA-119 6.7.1: the set begins at block 16 of the session and ends with a terminator. */
static enum fsi_status find_descriptor(struct import_session *session, enum fsi_view view,
                                       struct descriptor *descriptor)
{
    for (uint32_t i = 0; i < DESCRIPTORS_MAX; i++)
    {
        uint32_t block = session->start + DESCRIPTORS_FIRST + i;
        enum fsi_status status;
        const uint8_t *data;

        if (block >= session->blocks->capacity)
            return FSI_NO_FILE_SYSTEM;
        if ((status = import_block(session, block, &data)) != FSI_OK)
            return status;
        if (memcmp(data + 1, "CD001", 5) || data[0] == DESCRIPTOR_TERMINATOR)
            return FSI_NO_FILE_SYSTEM;
        if (is_wanted(data, view))
            return parse_descriptor(data, descriptor);
    }
    return FSI_NO_FILE_SYSTEM;
}

/* Units of a name or of an identifier: one byte each, or UCS-2 with the high byte first. */
static size_t decode(const uint8_t *bytes, size_t size, enum fsi_view view, uint16_t *units)
{
    size_t length = view == FSI_VIEW_JOLIET ? size / 2 : size;

    for (size_t i = 0; i < length; i++)
        units[i] = view == FSI_VIEW_JOLIET ? fsi_get_be16(bytes + 2 * i) : bytes[i];
    return length;
}

static void decode_volume_name(const struct descriptor *descriptor, enum fsi_view view, uint16_t *name)
{
    size_t length = decode(descriptor->volume_name, sizeof(descriptor->volume_name), view, name);

    while (length && (name[length - 1] == ' ' || !name[length - 1]))
        length--;
    name[length] = 0;
}

enum fsi_status iso9660_read_volume(struct import_session *session, enum fsi_view view, struct fsi_volume *volume)
{
    struct descriptor descriptor;
    enum fsi_status status;

    if ((status = find_descriptor(session, view, &descriptor)) != FSI_OK)
        return status;
    decode_volume_name(&descriptor, view, volume->name);
    /* Writers of further sessions disagree whether the volume space counts from the session's start
     * or from block 0; what it says is at least one of both. */
    volume->first_free_block = descriptor.blocks;
    if (descriptor.blocks < session->start)
        volume->first_free_block += session->start;
    return FSI_OK;
}

/* ECMA-119 9.1.5: seven bytes; the last counts quarters of an hour east of Greenwich. */
static int64_t read_time(const uint8_t *bytes)
{
    struct import_date date = {
        .year = 1900 + bytes[0], .month = bytes[1], .day = bytes[2],
        .hour = bytes[3], .minute = bytes[4], .second = bytes[5],
        .offset = (int8_t)bytes[6] * 15,
    };

    return import_time(&date);
}

static enum fsi_status check_extent(const struct import_session *session, uint32_t block, uint32_t bytes)
{
    uint64_t end = block + ((uint64_t)bytes + FSI_BLOCK_SIZE - 1) / FSI_BLOCK_SIZE;

    if (bytes && !block)
        return FSI_BAD_FILE_SYSTEM;
    return end <= session->blocks->capacity ? FSI_OK : FSI_BAD_FILE_SYSTEM;
}

static enum fsi_status parse_record(const struct import_session *session, const uint8_t *bytes, size_t room,
                                    struct record *record)
{
    if (bytes[0] < 34 || bytes[0] > room || !bytes[32] || bytes[32] > bytes[0] - 33)
        return FSI_BAD_FILE_SYSTEM;
    if (!read_both32(bytes + 2, &record->block) || !read_both32(bytes + 10, &record->bytes))
        return FSI_BAD_FILE_SYSTEM;
    if (bytes[26] || bytes[27])         /* interleaved: nobody writes such discs, no reader has seen one */
        return FSI_BAD_FILE_SYSTEM;
    if (bytes[1] > UINT32_MAX - record->block)
        return FSI_BAD_FILE_SYSTEM;
    record->block += bytes[1];
    record->time = read_time(bytes + 18);
    record->flags = bytes[25];
    record->name_length = bytes[32];
    record->name = bytes + 33;
    return check_extent(session, record->block, record->bytes);
}

/* ECMA-119 7.5.1: NAME.EXT;1, with the dot even if there is no extension. */
static void strip_version(uint16_t *name, size_t *length, enum fsi_view view)
{
    size_t end = *length;

    while (end && name[end - 1] >= '0' && name[end - 1] <= '9')
        end--;
    if (end > 1 && name[end - 1] == ';')
        *length = end - 1;
    if (view == FSI_VIEW_ISO9660 && *length > 1 && name[*length - 1] == '.')
        --*length;
}

static void read_item(const struct record *record, enum fsi_view view, struct import_item *item)
{
    memset(item, 0, sizeof(*item));
    item->kind = record->flags & FLAG_DIRECTORY ? FSI_DIRECTORY : FSI_FILE;
    item->hidden = (record->flags & FLAG_HIDDEN) != 0;
    item->times.created = item->times.accessed = item->times.modified = record->time;
    item->name_length = decode(record->name, record->name_length, view, item->name);
    if (item->kind == FSI_FILE)
        strip_version(item->name, &item->name_length, view);
}

/* A directory whose records are read, and the file whose further extents may follow. */
struct walk
{
    struct import_build *build;
    enum fsi_view view;
    const struct import_directory *directory;
    struct import_extents extents;      /* of the file so far */
};

static enum fsi_status add_directory(struct walk *walk, const struct record *record)
{
    struct import_extents extents = {0};
    struct import_item item;
    struct fsi_node *node;
    enum fsi_status status;

    if ((status = import_visit(&walk->build->visited, record->block)) != FSI_OK)
        return status;
    read_item(record, walk->view, &item);
    if ((status = import_add(walk->build, walk->directory->node, &item, &node)) != FSI_OK)
        return status;
    if ((status = import_extents_add(&extents, record->block, record->bytes)) != FSI_OK)
        return status;
    return import_queue(walk->build, node, &extents, 0, walk->directory->depth + 1);
}

static enum fsi_status add_file(struct walk *walk, const struct record *record)
{
    struct fsi_node *node;
    struct import_item item;
    enum fsi_status status;

    status = import_extents_add(&walk->extents, record->block, record->bytes);
    if (status != FSI_OK || record->flags & FLAG_MULTI_EXTENT)
        return status;
    read_item(record, walk->view, &item);
    status = import_add(walk->build, walk->directory->node, &item, &node);
    if (status == FSI_OK)
        status = fsi_node_set_extents(walk->build->tree, node, walk->extents.items, walk->extents.count);
    import_extents_free(&walk->extents);
    return status == FSI_OK ? import_file_done(walk->build, node) : status;
}

/* ECMA-119 7.6.2: the directory itself is named by one zero byte, its parent by one byte of value 1. */
static bool is_self_or_parent(const struct record *record)
{
    return record->name_length == 1 && record->name[0] <= 1;
}

/* ECMA-119 9.1: no record crosses the end of a block; zeros fill it. */
static enum fsi_status walk_block(struct walk *walk, const uint8_t *block, size_t size)
{
    enum fsi_status status = FSI_OK;
    struct record record;

    for (size_t offset = 0; offset < size && block[offset] && status == FSI_OK; offset += block[offset])
    {
        if ((status = parse_record(walk->build->session, block + offset, size - offset, &record)) != FSI_OK)
            break;
        if (is_self_or_parent(&record) || record.flags & FLAG_ASSOCIATED)
            continue;
        status = record.flags & FLAG_DIRECTORY ? add_directory(walk, &record) : add_file(walk, &record);
    }
    return status;
}

static enum fsi_status walk_directory(struct walk *walk)
{
    const struct import_extents *extents = &walk->directory->extents;
    uint64_t bytes = import_extents_bytes(extents);
    uint8_t block[FSI_BLOCK_SIZE];
    enum fsi_status status = import_take_directory_bytes(walk->build->session, bytes);

    for (uint64_t offset = 0; offset < bytes && status == FSI_OK; offset += sizeof(block))
    {
        size_t size = bytes - offset < sizeof(block) ? (size_t)(bytes - offset) : sizeof(block);

        status = import_extents_read(walk->build->session, extents, offset, block, size);
        if (status == FSI_OK)
            status = walk_block(walk, block, size);
    }
    if (status == FSI_OK && walk->extents.count)    /* the last extent of a file is missing */
        status = FSI_BAD_FILE_SYSTEM;
    import_extents_free(&walk->extents);
    return status;
}

static enum fsi_status queue_root(struct import_build *build, enum fsi_view view)
{
    struct import_extents extents = {0};
    struct descriptor root;
    enum fsi_status status;

    if ((status = find_descriptor(build->session, view, &root)) != FSI_OK)
        return status;
    if ((status = check_extent(build->session, root.root_block, root.root_bytes)) != FSI_OK)
        return status;
    if ((status = import_visit(&build->visited, root.root_block)) != FSI_OK)
        return status;
    if ((status = import_extents_add(&extents, root.root_block, root.root_bytes)) != FSI_OK)
        return status;
    return import_queue(build, build->root, &extents, 0, 1);
}

enum fsi_status iso9660_import(struct import_build *build, enum fsi_view view)
{
    struct import_directory *directory;
    enum fsi_status status;

    if ((status = queue_root(build, view)) != FSI_OK)
        return status;
    while ((status = import_next_directory(build, &directory)) == FSI_OK && directory)
    {
        struct walk walk = { .build = build, .view = view, .directory = directory };

        status = walk_directory(&walk);
        import_directory_free(directory);
        if (status != FSI_OK)
            break;
    }
    return status;
}
