/*
 * Reading file systems: the tree of UDF (ECMA-167, UDF 1.02 to 2.60)
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

struct identifier
{
    uint8_t characteristics;
    struct udf_in_address entry;
    const uint8_t *name;
    uint8_t name_size;
};

/* A directory whose identifiers are read: its bytes, of which a window is there. */
struct walk
{
    struct import_build *build;
    struct udf_in_volume *volume;
    struct fsi_node *parent;
    uint32_t depth;
    const struct import_extents *extents;       /* NULL: embedded */
    const uint8_t *embedded;
    uint64_t size, offset;
    uint8_t bytes[UDF_FID_HEADER_SIZE + 65535 + 255 + 4];
};

static enum fsi_status walk_identifiers(struct walk *walk);

static enum fsi_status read_bytes(struct walk *walk, uint64_t offset, uint8_t *buffer, size_t size)
{
    if (offset > walk->size || size > walk->size - offset)
        return FSI_BAD_FILE_SYSTEM;
    if (walk->extents)
        return import_extents_read(walk->build->session, walk->extents, offset, buffer, size);
    memcpy(buffer, walk->embedded + offset, size);
    return FSI_OK;
}

/* ECMA-167 4/14.4. Identifiers cross the ends of blocks. */
static enum fsi_status read_identifier(struct walk *walk, struct identifier *identifier)
{
    size_t name_size, implementation_size, size;
    enum fsi_status status;

    if ((status = read_bytes(walk, walk->offset, walk->bytes, UDF_FID_HEADER_SIZE)) != FSI_OK)
        return status;
    name_size = walk->bytes[19];
    implementation_size = fsi_get_le16(walk->bytes + 36);
    size = (UDF_FID_HEADER_SIZE + implementation_size + name_size + 3) & ~(size_t)3;
    status = read_bytes(walk, walk->offset + UDF_FID_HEADER_SIZE, walk->bytes + UDF_FID_HEADER_SIZE,
                        size - UDF_FID_HEADER_SIZE);
    if (status != FSI_OK)
        return status;
    if (!udf_in_check_tag(walk->bytes, size, UDF_TAG_FILE_IDENTIFIER, UINT32_MAX))
        return FSI_BAD_FILE_SYSTEM;
    walk->offset += size;
    identifier->characteristics = walk->bytes[18];
    identifier->entry.block = fsi_get_le32(walk->bytes + 24);
    identifier->entry.map = fsi_get_le16(walk->bytes + 28);
    identifier->name = walk->bytes + UDF_FID_HEADER_SIZE + implementation_size;
    identifier->name_size = (uint8_t)name_size;
    return FSI_OK;
}

static enum fsi_status set_data(struct import_build *build, struct fsi_node *node, const struct udf_in_entry *entry)
{
    struct fsi_source *source;
    enum fsi_status status;

    if (!entry->embedded)
        return fsi_node_set_extents(build->tree, node, entry->extents.items, entry->extents.count);
    if ((status = import_bytes_source(entry->data, (size_t)entry->size, &source)) != FSI_OK)
        return status;
    status = fsi_node_set_source(build->tree, node, source, entry->size, 0);
    source->ops->release(source);
    return status;
}

static enum fsi_status walk_entry(struct import_build *build, struct udf_in_volume *volume, struct fsi_node *parent,
                                  uint32_t depth, const struct udf_in_entry *entry)
{
    struct walk *walk = malloc(sizeof(*walk));
    enum fsi_status status;

    if (!walk)
        return FSI_NO_MEMORY;
    walk->build = build;
    walk->volume = volume;
    walk->parent = parent;
    walk->depth = depth;
    walk->extents = entry->embedded ? NULL : &entry->extents;
    walk->embedded = entry->data;
    walk->size = entry->size;
    walk->offset = 0;
    status = walk_identifiers(walk);
    free(walk);
    return status;
}

static uint64_t key_of(struct udf_in_address address)
{
    return (uint64_t)address.map << 32 | address.block;
}

static enum fsi_status visit(struct import_build *build, struct udf_in_address address)
{
    return import_visit(&build->visited, key_of(address));
}

/* UDF 2.00 3.3.5: the streams of a file are the identifiers of a directory that its entry points to. */
static enum fsi_status add_streams(struct walk *walk, struct fsi_node *node, const struct udf_in_entry *file)
{
    struct udf_in_entry directory;
    enum fsi_status status;

    if (!file->has_streams || fsi_node_kind(node) != FSI_FILE)
        return FSI_OK;
    if ((status = visit(walk->build, file->streams)) != FSI_OK)
        return status;
    status = udf_in_read_entry(walk->volume, file->streams, &directory);
    if (status == FSI_OK && directory.file_type != UDF_FILE_STREAM_DIRECTORY)
        status = FSI_BAD_FILE_SYSTEM;
    if (status == FSI_OK)
        status = import_take_directory_bytes(walk->build->session, directory.size);
    if (status == FSI_OK)
        status = walk_entry(walk->build, walk->volume, node, walk->depth, &directory);
    import_extents_free(&directory.extents);
    return status;
}

static bool is_data(const struct udf_in_entry *entry)
{
    return entry->file_type == UDF_FILE_BYTES || entry->file_type == UDF_FILE_REAL_TIME
            || entry->file_type == UDF_FILE_UNSPECIFIED;
}

static enum fsi_status add_file(struct walk *walk, const struct import_item *item, const struct udf_in_entry *entry)
{
    struct fsi_node *node;
    enum fsi_status status;

    if ((status = import_add(walk->build, walk->parent, item, &node)) != FSI_OK)
        return status;
    if ((status = set_data(walk->build, node, entry)) != FSI_OK)
        return status;
    if ((status = add_streams(walk, node, entry)) != FSI_OK)
        return status;
    return item->kind == FSI_FILE ? import_file_done(walk->build, node) : FSI_OK;
}

/* Directories wait, so that a deep tree needs no deep stack; their entries are read again then. */
static enum fsi_status add_directory(struct walk *walk, const struct import_item *item, struct udf_in_address address)
{
    struct fsi_node *node;
    enum fsi_status status;

    if ((status = visit(walk->build, address)) != FSI_OK)
        return status;
    if ((status = import_add(walk->build, walk->parent, item, &node)) != FSI_OK)
        return status;
    return import_queue(walk->build, node, NULL, key_of(address), walk->depth + 1);
}

static void describe(const struct walk *walk, const struct identifier *identifier, const struct udf_in_entry *entry,
                     struct import_item *item)
{
    memset(item, 0, sizeof(*item));
    item->kind = entry->file_type == UDF_FILE_DIRECTORY ? FSI_DIRECTORY : FSI_FILE;
    if (fsi_node_kind(walk->parent) != FSI_DIRECTORY)
        item->kind = FSI_NAMED_STREAM;
    item->hidden = (identifier->characteristics & UDF_FID_HIDDEN) != 0;
    item->real_time = entry->file_type == UDF_FILE_REAL_TIME;
    item->times = entry->times;
    item->name_length = udf_in_decode(identifier->name, identifier->name_size, item->name, FSI_NAME_MAX);
}

/* UDF 2.01 2.3.13: the root of some rewritable media has a file that holds what is not for use. */
static bool is_bookkeeping(const struct walk *walk, const struct import_item *item)
{
    static const char name[] = "Non-Allocatable Space";

    if (walk->depth != 1 || !item->hidden || item->name_length != sizeof(name) - 1)
        return false;
    for (size_t i = 0; i < item->name_length; i++)
    {
        if (item->name[i] != (unsigned char)name[i])
            return false;
    }
    return true;
}

/* Links, devices and what else a Windows tree has no item for are left out. */
static enum fsi_status add_identified(struct walk *walk, const struct identifier *identifier)
{
    struct udf_in_entry entry;
    struct import_item item;
    enum fsi_status status;

    status = udf_in_read_entry(walk->volume, identifier->entry, &entry);
    if (status == FSI_OK)
    {
        describe(walk, identifier, &entry, &item);
        if (is_bookkeeping(walk, &item))
            status = FSI_OK;
        else if (is_data(&entry))
            status = add_file(walk, &item, &entry);
        else if (item.kind == FSI_DIRECTORY)
            status = add_directory(walk, &item, identifier->entry);
    }
    import_extents_free(&entry.extents);
    return status;
}

static enum fsi_status walk_identifiers(struct walk *walk)
{
    enum fsi_status status = FSI_OK;
    struct identifier identifier;

    while (status == FSI_OK && walk->offset < walk->size)
    {
        if ((status = read_identifier(walk, &identifier)) != FSI_OK)
            return status;
        if (identifier.characteristics & (UDF_FID_DELETED | UDF_FID_PARENT | UDF_FID_METADATA))
            continue;
        status = add_identified(walk, &identifier);
    }
    return status;
}

static enum fsi_status walk_directory(struct import_build *build, struct udf_in_volume *volume,
                                      const struct import_directory *directory)
{
    struct udf_in_address address = { .block = (uint32_t)directory->key, .map = (uint16_t)(directory->key >> 32) };
    struct udf_in_entry entry;
    enum fsi_status status;

    status = udf_in_read_entry(volume, address, &entry);
    if (status == FSI_OK && entry.file_type != UDF_FILE_DIRECTORY)
        status = FSI_BAD_FILE_SYSTEM;
    if (status == FSI_OK)
        status = import_take_directory_bytes(build->session, entry.size);
    if (status == FSI_OK)
        status = walk_entry(build, volume, directory->node, directory->depth, &entry);
    import_extents_free(&entry.extents);
    return status;
}

static enum fsi_status walk_tree(struct import_build *build, struct udf_in_volume *volume)
{
    struct import_directory *directory;
    enum fsi_status status;

    if ((status = visit(build, volume->root)) != FSI_OK)
        return status;
    if ((status = import_queue(build, build->root, NULL, key_of(volume->root), 1)) != FSI_OK)
        return status;
    while ((status = import_next_directory(build, &directory)) == FSI_OK && directory)
    {
        status = walk_directory(build, volume, directory);
        import_directory_free(directory);
        if (status != FSI_OK)
            break;
    }
    return status;
}

enum fsi_status udf_import(struct import_build *build)
{
    struct udf_in_volume volume;
    enum fsi_status status;

    if ((status = udf_in_open(&volume, build->session)) == FSI_OK)
    {
        build->progress.total_files = volume.files;
        build->progress.total_directories = volume.directories;
        status = walk_tree(build, &volume);
    }
    udf_in_close(&volume);
    return status;
}

static uint32_t end_of(uint32_t block, uint32_t blocks, uint32_t capacity)
{
    return blocks < capacity && block < capacity - blocks ? block + blocks : capacity;
}

/* Behind the partition stand the second sequence and the last anchor, whatever their order. */
static uint32_t first_free(const struct udf_in_volume *volume)
{
    uint32_t capacity = volume->session->blocks->capacity;
    uint32_t end = end_of(volume->reserve_sequence.block, volume->reserve_sequence.blocks, capacity);
    const uint8_t *data;

    for (size_t i = 0; i < volume->map_count; i++)
    {
        uint32_t partition_end = end_of(volume->maps[i].start, volume->maps[i].blocks, capacity);

        if (end < partition_end)
            end = partition_end;
    }
    while (end < capacity && import_block(volume->session, end, &data) == FSI_OK
            && udf_in_check_tag(data, FSI_BLOCK_SIZE, UDF_TAG_ANCHOR, end))
        end++;
    return end;
}

enum fsi_status udf_read_volume(struct import_session *session, struct fsi_volume *facts)
{
    struct udf_in_volume volume;
    enum fsi_status status;

    if ((status = udf_in_open(&volume, session)) == FSI_OK)
    {
        memcpy(facts->name, volume.name, sizeof(facts->name));
        facts->udf_revision = volume.revision;
        facts->appendable = volume.maps[0].access_type == 1;
        facts->first_free_block = first_free(&volume);
    }
    udf_in_close(&volume);
    return status;
}
