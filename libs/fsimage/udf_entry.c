/*
 * File entries and extended file entries of UDF
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

#include "udf_private.h"

#include "bytes.h"
#include "udf_tag.h"

#define STRATEGY_ONE_ENTRY 4            /* ECMA-167 4/A.5 */
#define NO_ID UINT32_MAX                /* neither owner nor group is told, UDF 1.02 2.3.6 */
/* Everybody may read and execute: ECMA-167 4/14.9.5, five bits for others, for the group, for the owner. */
#define PERMISSIONS (0x05u | 0x05u << 5 | 0x05u << 10)


void udf_entry_begin(struct udf_entry *entry, const struct fsi_layout *layout, enum udf_file_type type,
                     struct udf_space space, uint32_t block)
{
    entry->type = type;
    entry->flags = 0;
    entry->links = 1;
    entry->unique_id = 0;
    entry->times.created = entry->times.accessed = entry->times.modified = layout->options.now;
    entry->object_size = 0;
    entry->stream_directory = 0;
    entry->space = space;
    entry->block = block;
}

uint32_t udf_entry_room(uint16_t revision)
{
    return FSI_BLOCK_SIZE - (revision < UDF_REVISION_STREAMS ? UDF_ENTRY_HEADER_SIZE : UDF_EXTENDED_ENTRY_HEADER_SIZE);
}

struct udf_allocation udf_entry_allocation(const struct udf_entry *entry, uint16_t revision)
{
    struct udf_allocation allocation = {&entry->body, entry->space, entry->block, udf_entry_room(revision)};

    return allocation;
}

/* ECMA-167 4/14.6 */
static void put_icb_tag(uint8_t *tag, const struct udf_entry *entry, unsigned int form)
{
    fsi_put_le16(tag + 4, STRATEGY_ONE_ENTRY);
    fsi_put_le16(tag + 8, 1);           /* entries at most */
    tag[11] = (uint8_t)entry->type;
    fsi_put_le16(tag + 18, (uint16_t)(entry->flags | form));
}

/* What both kinds of entry have in the same place. */
static void put_common(uint8_t *d, const struct udf_entry *entry)
{
    fsi_put_le32(d + 36, NO_ID);
    fsi_put_le32(d + 40, NO_ID);
    fsi_put_le32(d + 44, PERMISSIONS);
    fsi_put_le16(d + 48, entry->links < UINT16_MAX ? (uint16_t)entry->links : UINT16_MAX);
    fsi_put_le64(d + 56, entry->body.size);
}

/* ECMA-167 4/14.9 */
static void put_file_entry(uint8_t *d, const struct udf_entry *entry)
{
    fsi_put_le64(d + 64, udf_body_blocks(&entry->body));
    udf_put_timestamp(d + 72, entry->times.accessed);
    udf_put_timestamp(d + 84, entry->times.modified);
    udf_put_timestamp(d + 96, entry->times.modified);           /* of attributes */
    fsi_put_le32(d + 108, 1);           /* checkpoint */
    udf_put_implementation(d + 128);
    fsi_put_le64(d + 160, entry->unique_id);
}

/* ECMA-167 4/14.17 */
static void put_extended_file_entry(uint8_t *d, const struct udf_entry *entry)
{
    fsi_put_le64(d + 64, entry->object_size);
    fsi_put_le64(d + 72, udf_body_blocks(&entry->body));
    udf_put_timestamp(d + 80, entry->times.accessed);
    udf_put_timestamp(d + 92, entry->times.modified);
    udf_put_timestamp(d + 104, entry->times.created);
    udf_put_timestamp(d + 116, entry->times.modified);          /* of attributes */
    fsi_put_le32(d + 128, 1);           /* checkpoint */
    if (entry->stream_directory)
        udf_put_long_ad(d + 152, UDF_EXTENT_RECORDED, FSI_BLOCK_SIZE,
                        udf_address_in(entry->space, entry->stream_directory));
    udf_put_implementation(d + 168);
    fsi_put_le64(d + 200, entry->unique_id);
}

void udf_render_entry(uint8_t *block, const struct udf_entry *entry, uint16_t revision)
{
    struct udf_allocation allocation = udf_entry_allocation(entry, revision);
    uint32_t header = FSI_BLOCK_SIZE - allocation.room, length;
    bool extended = revision >= UDF_REVISION_STREAMS;

    put_icb_tag(block + UDF_TAG_SIZE, entry, udf_allocation_form(&allocation));
    put_common(block, entry);
    if (extended)
        put_extended_file_entry(block, entry);
    else
        put_file_entry(block, entry);
    length = udf_put_allocation(block + header, &allocation);
    fsi_put_le32(block + header - 4, length);
    udf_seal(block, extended ? UDF_TAG_EXTENDED_FILE_ENTRY : UDF_TAG_FILE_ENTRY, revision,
             udf_address_in(entry->space, entry->block).block, header + length);
}
