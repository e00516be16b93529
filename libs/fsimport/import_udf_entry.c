/*
 * Reading file systems: entries of UDF and the extents that they list
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

#include <string.h>

#include "import_udf.h"

/* ECMA-167 4/14.6.8 */
enum allocation_form
{
    FORM_SHORT,
    FORM_LONG,
    FORM_EXTENDED,
    FORM_EMBEDDED,
};

/* Where the fields are in the two forms of an entry. */
struct layout_of_entry
{
    size_t accessed, modified, created, attributes_length, descriptors_length, fixed;
};

static const struct layout_of_entry file_entry = { 72, 84, 0, 168, 172, UDF_ENTRY_HEADER_SIZE };
static const struct layout_of_entry extended_file_entry = { 80, 92, 104, 208, 212, UDF_EXTENDED_ENTRY_HEADER_SIZE };

/* While the descriptors of an entry are read. */
struct listing
{
    const struct udf_in_volume *volume;
    struct udf_in_entry *entry;
    enum allocation_form form;
    uint16_t map;                       /* of the entry itself: short descriptors lie in the same partition */
    uint64_t left;                      /* bytes of the file not yet found */
    bool ended;
    bool continued;
    struct udf_in_address next;         /* where it goes on */
};

static size_t descriptor_size(enum allocation_form form)
{
    if (form == FORM_EXTENDED)
        return 20;
    return form == FORM_SHORT ? UDF_SHORT_AD_SIZE : UDF_LONG_AD_SIZE;
}

static void read_descriptor(const struct listing *listing, const uint8_t *bytes, uint32_t *length,
                            struct udf_in_address *address)
{
    const uint8_t *location = bytes + (listing->form == FORM_EXTENDED ? 12 : 4);

    *length = fsi_get_le32(bytes);
    address->block = fsi_get_le32(location);
    address->map = listing->form == FORM_SHORT ? listing->map : fsi_get_le16(location + 4);
}

/* A run may be broken where the partition's map breaks it. */
static enum fsi_status add_recorded(struct listing *listing, struct udf_in_address address, uint64_t bytes)
{
    enum fsi_status status = FSI_OK;

    while (bytes && status == FSI_OK)
    {
        uint32_t block, run;
        uint64_t chunk;

        if ((status = udf_in_locate(listing->volume, address, &block, &run)) != FSI_OK)
            return status;
        chunk = (uint64_t)run * FSI_BLOCK_SIZE < bytes ? (uint64_t)run * FSI_BLOCK_SIZE : bytes;
        status = import_extents_add(&listing->entry->extents, block, chunk);
        bytes -= chunk;
        address.block += run;
    }
    return status;
}

static enum fsi_status add_descriptor(struct listing *listing, const uint8_t *bytes)
{
    struct udf_in_address address;
    uint32_t field, length;
    uint64_t used;

    read_descriptor(listing, bytes, &field, &address);
    length = field & 0x3fffffff;
    if (!length)
    {
        listing->ended = true;
        return FSI_OK;
    }
    if (field >> 30 == UDF_EXTENT_CONTINUATION)
    {
        listing->continued = listing->ended = true;
        listing->next = address;
        return FSI_OK;
    }
    /* Behind the file's end may lie space that was reserved for it (ECMA-167 4/12.1). */
    used = length < listing->left ? length : listing->left;
    listing->left -= used;
    if (field >> 30 == UDF_EXTENT_RECORDED)
        return add_recorded(listing, address, used);
    return import_extents_add(&listing->entry->extents, 0, used);
}

static enum fsi_status add_descriptors(struct listing *listing, const uint8_t *bytes, size_t size)
{
    size_t one = descriptor_size(listing->form);
    enum fsi_status status = FSI_OK;

    listing->ended = listing->continued = false;
    for (; size >= one && status == FSI_OK && !listing->ended; bytes += one, size -= one)
        status = add_descriptor(listing, bytes);
    return status;
}

/* ECMA-167 4/14.5: the rest of the descriptors in blocks of their own. */
static enum fsi_status add_continued(struct listing *listing)
{
    uint8_t block[FSI_BLOCK_SIZE];
    enum fsi_status status = FSI_OK;

    while (listing->continued && listing->left && status == FSI_OK)
    {
        struct udf_in_address next = listing->next;
        const uint8_t *data;
        uint32_t size;

        /* The same account as for directories puts an end to a chain that bites its tail. */
        if ((status = import_take_directory_bytes(listing->volume->session, FSI_BLOCK_SIZE)) != FSI_OK)
            return status;
        if ((status = udf_in_block(listing->volume, next, &data)) != FSI_OK)
            return status;
        memcpy(block, data, sizeof(block));
        size = fsi_get_le32(block + 20);
        if (!udf_in_check_tag(block, sizeof(block), UDF_TAG_ALLOCATION_EXTENT, next.block)
                || size > sizeof(block) - UDF_ALLOCATION_HEADER_SIZE)
            return FSI_BAD_FILE_SYSTEM;
        status = add_descriptors(listing, block + UDF_ALLOCATION_HEADER_SIZE, size);
    }
    return status;
}

static enum fsi_status read_allocation(struct listing *listing, const uint8_t *bytes, size_t size)
{
    enum fsi_status status;

    if (listing->form == FORM_EMBEDDED)
    {
        if (listing->entry->size > size)
            return FSI_BAD_FILE_SYSTEM;
        listing->entry->embedded = true;
        memcpy(listing->entry->data, bytes, (size_t)listing->entry->size);
        return FSI_OK;
    }
    if ((status = add_descriptors(listing, bytes, size)) == FSI_OK)
        status = add_continued(listing);
    return status == FSI_OK && listing->left ? FSI_BAD_FILE_SYSTEM : status;
}

/* ECMA-167 4/14.17.19: where the directory of named streams is; no length: there is none. */
static void read_streams(const uint8_t *block, struct udf_in_entry *entry)
{
    entry->has_streams = (fsi_get_le32(block + 152) & 0x3fffffff) != 0;
    entry->streams.block = fsi_get_le32(block + 156);
    entry->streams.map = fsi_get_le16(block + 160);
}

static enum fsi_status read_fields(const uint8_t *block, const struct layout_of_entry *where,
                                   struct udf_in_entry *entry)
{
    if (fsi_get_le16(block + 16 + 4) != 4)  /* UDF 2.3.5.1: strategy 4; 4096 is for media nobody burns any more */
        return FSI_BAD_FILE_SYSTEM;
    entry->file_type = block[16 + 11];
    entry->size = fsi_get_le64(block + 56);
    if (entry->size > INT64_MAX)
        return FSI_BAD_FILE_SYSTEM;
    entry->times.accessed = udf_in_time(block + where->accessed);
    entry->times.modified = udf_in_time(block + where->modified);
    entry->times.created = where->created ? udf_in_time(block + where->created) : entry->times.modified;
    if (where == &extended_file_entry)
        read_streams(block, entry);
    return FSI_OK;
}

static const struct layout_of_entry *find_form(const uint8_t *block, uint32_t location)
{
    if (udf_in_check_tag(block, FSI_BLOCK_SIZE, UDF_TAG_FILE_ENTRY, location))
        return &file_entry;
    if (udf_in_check_tag(block, FSI_BLOCK_SIZE, UDF_TAG_EXTENDED_FILE_ENTRY, location))
        return &extended_file_entry;
    return NULL;
}

enum fsi_status udf_in_read_entry(const struct udf_in_volume *volume, struct udf_in_address address,
                                  struct udf_in_entry *entry)
{
    struct listing listing = { .volume = volume, .entry = entry, .map = address.map };
    uint32_t attributes, descriptors;
    const struct layout_of_entry *where;
    uint8_t block[FSI_BLOCK_SIZE];
    enum fsi_status status;
    const uint8_t *data;

    memset(entry, 0, sizeof(*entry));
    if ((status = udf_in_block(volume, address, &data)) != FSI_OK)
        return status;
    memcpy(block, data, sizeof(block));
    if (!(where = find_form(block, address.block)))
        return FSI_BAD_FILE_SYSTEM;
    if ((status = read_fields(block, where, entry)) != FSI_OK)
        return status;
    attributes = fsi_get_le32(block + where->attributes_length);
    descriptors = fsi_get_le32(block + where->descriptors_length);
    if (attributes > sizeof(block) - where->fixed || descriptors > sizeof(block) - where->fixed - attributes)
        return FSI_BAD_FILE_SYSTEM;
    listing.form = fsi_get_le16(block + 16 + 18) & 7;
    listing.left = entry->size;
    if (listing.form > FORM_EMBEDDED)
        return FSI_BAD_FILE_SYSTEM;
    return read_allocation(&listing, block + where->fixed + attributes, descriptors);
}
