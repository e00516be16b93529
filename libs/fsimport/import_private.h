/*
 * Reading file systems: what the readers share
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

#ifndef LIBS_FSIMAGE_IMPORT_PRIVATE_H
#define LIBS_FSIMAGE_IMPORT_PRIVATE_H

#include "bytes.h"
#include "import.h"

/*
 * A session under examination. Blocks are read in groups and kept a while: descriptors and
 * directories lie close together, and a drive wants few commands.
 */
#define IMPORT_GROUP_BLOCKS 16
#define IMPORT_GROUPS 16

struct import_group
{
    uint32_t first_block;
    uint32_t count;                     /* 0: unused */
    uint8_t data[IMPORT_GROUP_BLOCKS * FSI_BLOCK_SIZE];
};

struct import_session
{
    const struct fsi_blocks *blocks;
    uint32_t start;                     /* block of the medium with which the session begins */
    uint64_t directory_bytes_left;      /* that may still be read: no directory lies twice on a sound medium */
    struct import_group *groups[IMPORT_GROUPS];
};

enum fsi_status import_session_open(struct import_session *session, const struct fsi_blocks *blocks, uint32_t start);
void import_session_close(struct import_session *session);
/* One block; valid until the next call. FSI_BAD_FILE_SYSTEM: it lies behind the medium's end. */
enum fsi_status import_block(struct import_session *session, uint32_t block, const uint8_t **data);
/* Takes bytes of a directory from what the medium can hold in all. FSI_BAD_FILE_SYSTEM: more than that. */
enum fsi_status import_take_directory_bytes(struct import_session *session, uint64_t bytes);

/* Extents of a file that grow while its description is read. */
struct import_extents
{
    struct fsi_extent *items;
    size_t count, size;
};

/* Appends, joined with the last one where they touch. block 0: a hole. FSI_NO_MEMORY,
 * FSI_BAD_FILE_SYSTEM: what stands before does not end with a block. */
enum fsi_status import_extents_add(struct import_extents *extents, uint32_t block, uint64_t bytes);
uint64_t import_extents_bytes(const struct import_extents *extents);
void import_extents_free(struct import_extents *extents);
/* Copies bytes from an offset of the data that extents describe. FSI_BAD_FILE_SYSTEM: beyond their end. */
enum fsi_status import_extents_read(struct import_session *session, const struct import_extents *extents,
                                    uint64_t offset, void *buffer, size_t size);

/* Numbers that were met already, against loops. */
struct import_visited
{
    uint64_t *slots;
    size_t count, size;
};

/* FSI_BAD_FILE_SYSTEM: met before. key is not UINT64_MAX. */
enum fsi_status import_visit(struct import_visited *visited, uint64_t key);
void import_visited_free(struct import_visited *visited);

/* The tree that is built, apart from the caller's, until all of it is there. */
struct import_directory
{
    struct import_directory *next;
    struct fsi_node *node;              /* with a reference */
    struct import_extents extents;      /* of the records, where the view knows them already */
    uint64_t key;                       /* the view's own */
    uint32_t depth;
};

#define IMPORT_MAX_DEPTH 512            /* deeper trees make paths that no client can say */

struct import_build
{
    struct import_session *session;
    struct fsi_tree *tree;
    const struct fsi_import_host *host;
    struct fsi_node *root;              /* detached */
    struct import_directory *first, *last;      /* waiting to be read */
    struct import_visited visited;
    struct fsi_import_progress progress;
};

enum fsi_status import_build_begin(struct import_build *build, struct import_session *session, struct fsi_tree *tree,
                                   const struct fsi_import_host *host);
/* Queues a directory. extents may be NULL, else they are taken over, also when it fails. */
enum fsi_status import_queue(struct import_build *build, struct fsi_node *node, struct import_extents *extents,
                             uint64_t key, uint32_t depth);
/* The next directory, told to the host; NULL: all done. The caller frees it. */
enum fsi_status import_next_directory(struct import_build *build, struct import_directory **directory);
void import_directory_free(struct import_directory *directory);

/* What a directory says of one item of it. */
struct import_item
{
    enum fsi_node_kind kind;
    uint16_t name[FSI_NAME_MAX];        /* as the view spells it; characters of ours are checked later */
    size_t name_length;
    bool hidden;
    bool real_time;
    struct fsi_times times;
};

/*
 * Attaches an item to a directory of the build (a stream to a file). A name that the tree cannot have, or
 * that differs from another one in case alone, is changed as little as possible, so that nothing is lost.
 * *node: no reference.
 */
enum fsi_status import_add(struct import_build *build, struct fsi_node *parent, const struct import_item *item,
                           struct fsi_node **node);
/* Counts a file whose data are known and tells the host. */
enum fsi_status import_file_done(struct import_build *build, struct fsi_node *node);

/* Moves all that was built into the caller's tree; what that has already wins. */
enum fsi_status import_build_merge(struct import_build *build);
void import_build_end(struct import_build *build);

/* A source over a copy of bytes: data that lie inside of a file's description. One reference. */
enum fsi_status import_bytes_source(const uint8_t *bytes, size_t size, struct fsi_source **source);

/* Ticks of struct fsi_times for a date; 0 where the numbers are none. offset: minutes east of UTC. */
struct import_date
{
    int year, month, day, hour, minute, second;
    uint32_t ticks;                     /* 100 ns beyond the second */
    int offset;
};
int64_t import_time(const struct import_date *date);

/* Views. Each finds its descriptors anew, which costs a few blocks. */
enum fsi_status iso9660_read_volume(struct import_session *session, enum fsi_view view, struct fsi_volume *volume);
enum fsi_status iso9660_import(struct import_build *build, enum fsi_view view);
enum fsi_status udf_read_volume(struct import_session *session, struct fsi_volume *volume);
enum fsi_status udf_import(struct import_build *build);

#endif
