/*
 * UDF as a view of a tree: what its parts know of each other
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

#ifndef LIBS_FSIMAGE_UDF_PRIVATE_H
#define LIBS_FSIMAGE_UDF_PRIVATE_H

#include "layout_private.h"
#include "udf_fields.h"

#define UDF_REVISION_STREAMS 0x200      /* from here on: extended file entries, named streams, unique ids in directories */
#define UDF_REVISION_REAL_TIME 0x201
#define UDF_REVISION_METADATA 0x250

#define UDF_SEQUENCE_BLOCKS 16          /* of a volume descriptor sequence, UDF 1.02 2.2.3.1 */
#define UDF_INTEGRITY_BLOCKS 4          /* 8 KiB, UDF 1.02 2.2.4.6 */
#define UDF_METADATA_UNIT 32            /* blocks: UDF 2.50 2.2.10; a multiple of what any medium has */

/*
 * Where the blocks of the tree lie: a file set descriptor, its terminator, then one group of blocks for each node in
 * the order of its number. A group is
 *
 *   file entry
 *   allocation extent descriptors, when the file has more extents than fit in its entry
 *   file identifiers of a directory
 *   the entry of its stream directory and the identifiers in there, when a file has named streams
 *
 * In UDF 2.50 these blocks are the content of the metadata file; before, they are the start of the partition.
 */
#define UDF_FILE_SET_BLOCKS 2

/* Where addresses count from: a partition map, or what lies behind it. */
struct udf_space
{
    uint32_t start;                     /* absolute block of its block 0 */
    uint16_t reference;                 /* index of the partition map */
};

/* The file identifier that the first byte of a block of a directory belongs to. */
struct udf_listing_start
{
    const struct fsi_node *node;        /* NULL: the parent's, the first one */
    uint32_t before;                    /* bytes of it that lie in earlier blocks */
};

/* A name that differs from the node's own; sorted by number. */
struct udf_mapped_name
{
    uint32_t number;
    uint32_t length;
    size_t first;                       /* index in units */
};

struct udf_names
{
    struct udf_mapped_name *mapped;
    size_t count, room;
    uint16_t *units;
    size_t unit_count, unit_room;
};

struct udf_view
{
    uint16_t revision;
    uint16_t volume_name[129];
    size_t volume_name_length;

    struct udf_names names;
    uint32_t node_count;                /* nodes that have a group: no streams before UDF 2.00 */
    uint32_t *groups;                   /* by number, the first block of its group behind the file set; then the end */
    uint32_t *listing_bytes;            /* of directories, by number */
    struct udf_listing_start *listing;  /* for each block of each directory */
    size_t listing_count, listing_room;

    uint32_t first_extent, last_extent; /* of what is on the medium already; UINT32_MAX and 0: nothing */
    uint32_t main_sequence, reserve_sequence, integrity;        /* absolute, as all that follow */
    uint32_t partition, partition_end;
    uint32_t metadata_entry, mirror_entry, mirror;
    uint32_t tree;                      /* the file set descriptor, thus the start of the metadata file */
    uint32_t tree_blocks;
};

static inline bool udf_has_metadata(const struct udf_view *udf)
{
    return udf->revision >= UDF_REVISION_METADATA;
}

/* The partition, where data of files are; and where entries and directories are. */
struct udf_space udf_partition_space(const struct udf_view *udf);
struct udf_space udf_tree_space(const struct udf_view *udf);
struct udf_address udf_address_in(struct udf_space space, uint32_t block);

/* The absolute block of a node's entry. */
uint32_t udf_entry_block(const struct udf_view *udf, const struct fsi_node *node);
/* The root has 0; UDF 1.02 3.2.1.1. */
uint64_t udf_unique_id(const struct fsi_node *node);
/* Of the stream directory of a file: behind those of all nodes. */
uint64_t udf_stream_directory_unique_id(const struct udf_view *udf, const struct fsi_node *file);
uint64_t udf_next_unique_id(const struct udf_view *udf);

/* ---------------------------------------------------- names: udf_names.c --- */

/* Finds the names that UDF cannot carry as they are. FSI_NO_UNIQUE_NAME, FSI_NO_MEMORY. */
enum fsi_status udf_names_create(struct fsi_layout *layout, struct udf_view *udf);
void udf_names_destroy(struct udf_names *names);
const uint16_t *udf_name(const struct udf_view *udf, const struct fsi_node *node, size_t *length);

/* ------------------------------------------- where bytes are: udf_extents.c --- */

/* The bytes of a file, and the space that their addresses count in. */
struct udf_body
{
    struct udf_space space;
    uint64_t size;
    uint32_t piece_max;                 /* bytes that one allocation descriptor tells of at most */
    struct fsi_extent whole;            /* of what lies in one piece; extents points here */
    const struct fsi_extent *extents;
    size_t count;
};

/* A body of one run of blocks. Bodies must not be copied: extents points into them. */
void udf_body_whole(struct udf_body *body, struct udf_space space, uint32_t block, uint64_t size);
/* That of a file or stream. */
void udf_body_of(const struct fsi_layout *layout, const struct fsi_node *node, struct udf_body *body);
/* How many allocation descriptors it takes. */
uint32_t udf_body_pieces(const struct udf_body *body);
/* Blocks that are recorded: all but holes. */
uint64_t udf_body_blocks(const struct udf_body *body);

/* Allocation descriptors of a file whose entry lies in a space, beginning at some block. */
struct udf_allocation
{
    const struct udf_body *body;
    struct udf_space space;             /* of the entry */
    uint32_t entry;                     /* absolute block; further allocation extents follow behind it */
    uint32_t room;                      /* bytes that the entry has for descriptors */
};
/* UDF_ICB_SHORT_AD, or UDF_ICB_LONG_AD when data and entry lie in different spaces. */
unsigned int udf_allocation_form(const struct udf_allocation *allocation);
/* Blocks of allocation extent descriptors that are needed besides the entry. */
uint32_t udf_allocation_blocks(const struct udf_allocation *allocation);
/* Writes the descriptors that the entry holds; how many bytes. */
uint32_t udf_put_allocation(uint8_t *out, const struct udf_allocation *allocation);
/* Renders an allocation extent descriptor, counted from 0. */
void udf_render_allocation(uint8_t *block, const struct udf_allocation *allocation, uint16_t revision, uint32_t index);

/* ------------------------------------------------------ entries: udf_entry.c --- */

struct udf_entry
{
    enum udf_file_type type;
    unsigned int flags;                 /* of the ICB tag, without the form of allocation */
    uint32_t links;                     /* as many as there are; 16 bits tell of them */
    uint64_t unique_id;
    struct fsi_times times;
    uint64_t object_size;               /* with all streams */
    uint32_t stream_directory;          /* absolute block of its entry; 0: none */
    struct udf_space space;             /* of this entry */
    uint32_t block;                     /* absolute */
    struct udf_body body;
};

/* Fills in times (what was never set is the image's), type, space and block. */
void udf_entry_begin(struct udf_entry *entry, const struct fsi_layout *layout, enum udf_file_type type,
                     struct udf_space space, uint32_t block);
struct udf_allocation udf_entry_allocation(const struct udf_entry *entry, uint16_t revision);
/* The block of a file entry, or of an extended one from UDF 2.00 on (ECMA-167 4/14.9, 4/14.17). */
void udf_render_entry(uint8_t *block, const struct udf_entry *entry, uint16_t revision);
/* Bytes for allocation descriptors in an entry. */
uint32_t udf_entry_room(uint16_t revision);

/* ------------------------------------------- directories: udf_directory.c --- */

/* What a directory or a stream directory lists. */
struct udf_listing
{
    const struct fsi_node *owner;       /* the directory; or the file whose streams these are */
    const struct fsi_node *parent;      /* what the first identifier names */
    const struct fsi_node *first;
    uint32_t block;                     /* absolute, of its first byte */
};

/* Plans the blocks of a directory: appends to listing, sets listing_bytes. FSI_NO_MEMORY, FSI_IMAGE_TOO_BIG. */
enum fsi_status udf_plan_directory(struct udf_view *udf, const struct fsi_node *directory);
void udf_directory_listing(const struct udf_view *udf, const struct fsi_node *directory, struct udf_listing *listing);
/* Bytes that identifiers of the nodes from first on need, with that of the parent. */
uint64_t udf_listing_size(const struct udf_view *udf, const struct fsi_node *first);
/* Block index of a listing, from an identifier that begins at or before it. */
void udf_render_listing(const struct udf_view *udf, const struct udf_listing *listing, struct udf_listing_start start,
                        uint32_t index, uint8_t *block);

/* --------------------------------------------------- streams: udf_streams.c --- */

/* Whether this image shows streams of a file. */
bool udf_shows_streams(const struct udf_view *udf, const struct fsi_node *file);
/* Blocks of the stream directory of a file, its entry counted; 0: it has none. */
uint32_t udf_stream_directory_blocks(const struct udf_view *udf, const struct fsi_node *file);
uint64_t udf_streams_size(const struct fsi_node *file);
/* A block of it; start is the absolute block of its entry. */
void udf_render_stream_directory(const struct fsi_layout *layout, const struct fsi_node *file, uint32_t start,
                                 uint32_t index, uint8_t *block);

/* ------------------------------------------------- groups of nodes: udf_tree.c --- */

enum fsi_status udf_plan_groups(struct fsi_layout *layout, struct udf_view *udf);
/* A block behind the file set descriptor and its terminator. */
void udf_render_group(const struct fsi_layout *layout, uint32_t relative, uint8_t *block);

/* -------------------------------------------- descriptors: udf_descriptors.c --- */

/* A block of a volume descriptor sequence that begins at start. */
void udf_render_sequence(const struct fsi_layout *layout, uint32_t start, uint32_t index, uint8_t *block);
void udf_render_integrity(const struct fsi_layout *layout, uint32_t index, uint8_t *block);
void udf_render_anchor(const struct fsi_layout *layout, uint32_t location, uint8_t *block);
void udf_render_file_set(const struct fsi_layout *layout, uint32_t index, uint8_t *block);
void udf_render_recognition(const struct udf_view *udf, uint32_t index, uint8_t *block);

/* ------------------------------------------------- UDF 2.50: udf_metadata.c --- */

#define UDF_METADATA_MAP_SIZE 64
/* The partition map of type 2 (UDF 2.50 2.2.10). */
void udf_put_metadata_map(const struct fsi_layout *layout, uint8_t *map);
/* The entry of the metadata file, or that of its mirror. */
void udf_render_metadata_entry(const struct fsi_layout *layout, bool mirror, uint8_t *block);

#endif
