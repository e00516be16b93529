/*
 * What a node and a tree are made of
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


#ifndef LIBS_FSIMAGE_TREE_PRIVATE_H
#define LIBS_FSIMAGE_TREE_PRIVATE_H

#include "fsimage.h"

/*
 * A million nodes have to fit, so a node is one allocation with its name at the
 * end, its children hang together by links in themselves, and the table that
 * finds a child by name exists only where there are children.
 */

enum node_flags
{
    NODE_HIDDEN = 1,
    NODE_REAL_TIME = 2,
    NODE_EXTENTS = 4,                   /* data.extents holds, not data.source */
    NODE_KEPT = 8,                      /* detached, and the journal may attach it again: must not change inside */
    NODE_ROOT = 16,
};

/* The children of a directory, or the named streams of a file. */
struct node_children
{
    struct fsi_node *first, *last;
    uint16_t (*upcase)(uint16_t unit);  /* of the tree's host; nodes may outlive their tree */
    struct fsi_node **buckets;          /* by folded name; never shrinks, so that undoing needs no memory */
    uint32_t bucket_count;              /* a power of two */
    uint32_t count;
    uint32_t generation;                /* differs after each change of the set of children */
    struct name_cache *names;           /* what fsi_view_name found out; NULL until asked */
};

struct fsi_node
{
    uint32_t refs;
    uint8_t kind;                       /* enum fsi_node_kind */
    uint8_t flags;                      /* enum node_flags */
    uint16_t name_length;
    uint32_t hash;                      /* of the folded name */
    uint32_t number;                    /* index in struct fsi_layout.nodes, once a layout was made */
    uint32_t position;                  /* among its siblings, for the name cache only */
    uint32_t extent_count;
    struct fsi_node *parent;
    struct fsi_node *next, *prev;       /* siblings in the order of addition */
    struct fsi_node *hash_next;
    struct node_children *children;     /* NULL until the first one comes */
    union
    {
        struct fsi_source *source;
        struct fsi_extent *extents;
    } data;
    uint64_t size;
    uint64_t stamp;
    struct fsi_times times;
    uint16_t name[];                    /* without a zero at its end */
};

/* Sums over everything attached, from which views estimate their blocks in constant time. */
struct tree_counters
{
    uint32_t files, directories, streams;       /* the root is not counted */
    uint32_t stream_owners;             /* files that have named streams */
    uint64_t name_units;                /* UTF-16 units of all names, those of streams too */
    uint64_t joliet_units;              /* of their names in Joliet, at most */
    uint64_t data_blocks;               /* of files and streams whose data come from sources */
    uint64_t extents;                   /* of files that are on the medium, with the parts of holes */
    uint64_t hole_blocks;               /* of these, at most HOLE_BLOCKS_MAX of each hole */
    uint64_t gigabytes;                 /* of each file and stream, rounded down: further parts of their data */
};

/* Zeros in an image for the holes of a file, at most; more is said by several records. */
#define HOLE_BLOCKS_MAX 8192u

struct journal_chunk;

struct fsi_tree
{
    uint32_t refs;                      /* of its owner and of each layout */
    uint32_t layouts;                   /* frozen while there are any */
    struct fsi_tree_host host;
    struct fsi_node *root;
    struct tree_counters counters;
    struct journal_chunk *journal;
    uint32_t change_point;
    uint32_t locked_in;                 /* the change point that cannot be left backwards */
};

static inline bool node_is_directory(const struct fsi_node *node)
{
    return node->kind == FSI_DIRECTORY;
}

/* Upper case for comparison; the host is asked beyond ASCII only. */
static inline uint16_t name_fold(uint16_t (*upcase)(uint16_t unit), uint16_t unit)
{
    if (unit < 0x80) return unit >= 'a' && unit <= 'z' ? (uint16_t)(unit - ('a' - 'A')) : unit;
    return upcase(unit);
}

/* The next node of a walk over everything at and below top, parents first, streams behind their file. NULL: done. */
struct fsi_node *node_walk(const struct fsi_node *top, const struct fsi_node *node);

/* Room for one more child; FSI_NO_MEMORY. */
enum fsi_status node_reserve_child(const struct fsi_tree *tree, struct fsi_node *parent);
/* Links behind a sibling (NULL: as the first one) without asking and without memory; room has been reserved. */
void node_link(struct fsi_node *parent, struct fsi_node *after, struct fsi_node *node);
void node_unlink(struct fsi_node *node);
/* Frees what a cache of names holds; names.c */
void name_cache_destroy(struct name_cache *cache);

/* What a node's data are, taken out of it and put into it. */
struct node_data
{
    void *pointer;                      /* struct fsi_source, or extents when so flagged */
    uint64_t size, stamp;
    uint32_t extent_count;
    bool extents;
};
void node_take_data(struct fsi_node *node, struct node_data *data);
void node_put_data(struct fsi_node *node, const struct node_data *data);
void node_drop_data(struct node_data *data);

/* Everything at and below node, added to or taken from the sums. */
void tree_count(struct fsi_tree *tree, const struct fsi_node *node, bool added);

void tree_count_data(struct fsi_tree *tree, const struct fsi_node *node, bool added);

/* A layout makes the tree immutable and keeps it alive. */
void tree_freeze(struct fsi_tree *tree);
void tree_thaw(struct fsi_tree *tree);

/*
 * The journal. A change is first reserved, which may fail, then made, then
 * written down, which may not. Pointers that it takes over with a record are
 * released when the record is dropped.
 */
enum fsi_status journal_reserve(struct fsi_tree *tree);
void journal_attached(struct fsi_tree *tree, struct fsi_node *node);
void journal_detached(struct fsi_tree *tree, struct fsi_node *node, struct fsi_node *parent, struct fsi_node *prev);
void journal_times(struct fsi_tree *tree, struct fsi_node *node, const struct fsi_times *old);
void journal_flags(struct fsi_tree *tree, struct fsi_node *node, uint8_t old);
void journal_data(struct fsi_tree *tree, struct fsi_node *node, const struct node_data *old);
void journal_forget(struct fsi_tree *tree);

#endif
