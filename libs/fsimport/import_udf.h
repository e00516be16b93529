/*
 * Reading file systems: what the parts of the reader of UDF share
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

#ifndef LIBS_FSIMAGE_IMPORT_UDF_H
#define LIBS_FSIMAGE_IMPORT_UDF_H

#include "import_private.h"
#include "udf_format.h"

/* An address inside of a partition (ECMA-167 4/7.1), by the partition map's index. */
struct udf_in_address
{
    uint32_t block;
    uint16_t map;
};

struct udf_in_extent
{
    uint32_t block;                     /* absolute */
    uint32_t blocks;
};

enum udf_in_map_kind
{
    UDF_IN_PHYSICAL,                    /* ECMA-167 3/10.7.2 */
    UDF_IN_VIRTUAL,                     /* UDF 2.2.8: a table of addresses, for media written once in packets */
    UDF_IN_SPARABLE,                    /* UDF 2.2.9: packets replaced by others */
    UDF_IN_METADATA,                    /* UDF 2.50 2.2.10: a file that holds everything but data */
};

struct udf_in_sparing
{
    uint32_t original, mapped;          /* first blocks of packets: in the partition, on the medium */
};

struct udf_in_map
{
    enum udf_in_map_kind kind;
    uint16_t partition_number;
    uint32_t start, blocks;             /* the partition, absolute */
    uint8_t access_type;                /* ECMA-167 3/10.5.7; 1: read-only */
    uint16_t packet_blocks;             /* sparable */
    struct udf_in_sparing *sparing;     /* rising by original */
    size_t sparing_count;
    uint32_t table_block[4];            /* sparable: copies of the table; metadata: the file, its mirror */
    size_t table_count;
    uint32_t *table;                    /* virtual: by virtual block, the physical one */
    uint32_t table_entries;
    struct import_extents extents;      /* metadata: of the file, absolute */
};

#define UDF_IN_MAPS_MAX 8

struct udf_in_volume
{
    struct import_session *session;
    uint16_t name_length;
    uint16_t name[129];
    uint16_t revision;                  /* BCD, domain of the logical volume */
    struct udf_in_map maps[UDF_IN_MAPS_MAX];
    size_t map_count;
    struct udf_in_address file_set;
    struct udf_in_address root;
    struct udf_in_extent main_sequence, reserve_sequence, integrity;
    int64_t files, directories;         /* as the integrity descriptor counts; -1: it does not */
};

/* What an entry says of a file or directory (ECMA-167 4/14.9, 4/14.17). */
struct udf_in_entry
{
    uint8_t file_type;
    bool embedded;                      /* the data are bytes of the entry itself */
    uint64_t size;
    struct fsi_times times;
    struct import_extents extents;      /* absolute */
    uint8_t data[FSI_BLOCK_SIZE];       /* embedded */
    bool has_streams;
    struct udf_in_address streams;      /* the stream directory */
};

/* Whether the tag of a descriptor is the one that is wanted, with its checksum, its CRC and (unless
 * UINT32_MAX) its location (ECMA-167 3/7.2). size: bytes that are there from the tag on. */
bool udf_in_check_tag(const uint8_t *tag, size_t size, uint16_t identifier, uint32_t location);

/* OSTA CS0 (UDF 2.1.1) to UTF-16; the number of units, at most max. */
size_t udf_in_decode(const uint8_t *bytes, size_t size, uint16_t *units, size_t max);
/* A dstring (ECMA-167 1/7.2.12) of a field of that size. */
size_t udf_in_decode_dstring(const uint8_t *field, size_t size, uint16_t *units, size_t max);
/* ECMA-167 1/7.3 */
int64_t udf_in_time(const uint8_t *timestamp);
/* Bytes 1 to 23 of an entity identifier (ECMA-167 1/7.4). */
bool udf_in_is_entity(const uint8_t *entity, const char *name);

/* Descriptors, maps and the file set. FSI_NO_FILE_SYSTEM, FSI_BAD_FILE_SYSTEM, FSI_DEVICE_READ, FSI_NO_MEMORY. */
enum fsi_status udf_in_open(struct udf_in_volume *volume, struct import_session *session);
void udf_in_close(struct udf_in_volume *volume);

/* Prepares the maps that need tables of their own: sparing, virtual, metadata. */
enum fsi_status udf_in_load_maps(struct udf_in_volume *volume);
/* The absolute address of a block of a partition, and how many follow it there without a break (at least 1). */
enum fsi_status udf_in_locate(const struct udf_in_volume *volume, struct udf_in_address address, uint32_t *block,
                              uint32_t *run);
/* One block of a partition; valid until the next read. */
enum fsi_status udf_in_block(const struct udf_in_volume *volume, struct udf_in_address address, const uint8_t **data);

/* The entry at an address. The caller frees entry->extents, also on failure. */
enum fsi_status udf_in_read_entry(const struct udf_in_volume *volume, struct udf_in_address address,
                                  struct udf_in_entry *entry);

#endif
