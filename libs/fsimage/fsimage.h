/*
 * Disc images: a tree, its views (ISO 9660, Joliet, UDF), and the bytes they make
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

#ifndef LIBS_FSIMAGE_FSIMAGE_H
#define LIBS_FSIMAGE_FSIMAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * A tree of files becomes a layout, once; a layout gives the bytes of the image
 * on demand, at any offset, to any number of readers. No image is ever held in
 * memory or in a file. Nothing in here knows of Windows, of threads, of paths of
 * a host or of drives: data come through struct fsi_source, blocks of a medium
 * through struct fsi_blocks (import.h).
 *
 * A tree and everything that changes it belongs to one thread at a time; the
 * caller brings the lock. A layout never changes after it was made, so its
 * readers need none; each reader belongs to one thread at a time.
 */

#define FSI_BLOCK_SIZE 2048             /* bytes; of every view and of every medium here */
#define FSI_NAME_MAX 255                /* UTF-16 units of one name in the tree */
#define FSI_BOOT_ENTRIES_MAX 32

enum fsi_status
{
    FSI_OK,
    FSI_NO_MEMORY,
    FSI_CANCELLED,                      /* a callback said so */
    FSI_NOT_FOUND,                      /* no such item */
    FSI_NOT_A_DIRECTORY,
    FSI_NOT_A_FILE,
    FSI_NOT_EMPTY,                      /* a directory that was to be empty */
    FSI_DUPLICATE,                      /* the name is taken */
    FSI_ATTACHED,                       /* the item is in a tree already */
    FSI_BAD_NAME,                       /* a character or a form that no view can carry */
    FSI_RESTRICTED_NAME,                /* beyond code points 32 to 127, which was asked for */
    FSI_TOO_DEEP,                       /* ECMA-119 6.8.2.1: more than 8 levels */
    FSI_NO_UNIQUE_NAME,                 /* a view cannot tell two items of a directory apart */
    FSI_DATA_TOO_BIG,                   /* a file is larger than a view that was asked for can say */
    FSI_IMAGE_TOO_BIG,                  /* more blocks than allowed, or than 32 bits count */
    FSI_BAD_VOLUME_NAME,
    FSI_BAD_OPTION,                     /* a combination of options that no image can have; with a node: a file on
                                         * the medium with data that end amid a block and go on, which
                                         * ISO 9660 cannot say */
    FSI_BAD_BOOT_IMAGE,                 /* a floppy image of another size than that floppy's */
    FSI_LOCKED_IN,                      /* a change point that may not be undone any more */
    FSI_READ_ONLY,                      /* the tree is frozen: a layout of it lives */
    FSI_SOURCE_READ,                    /* a source could not be opened or read */
    FSI_SOURCE_CHANGED,                 /* a source is not what it was when it was added */
    FSI_DEVICE_READ,                    /* blocks of the medium could not be read */
    FSI_NO_FILE_SYSTEM,                 /* import: none there, or not the one asked for */
    FSI_BAD_FILE_SYSTEM,                /* import: there, but it contradicts itself */
    FSI_EMPTY_MEDIUM,                   /* import: nothing was ever written */
    FSI_TOO_MANY_DIRECTORIES,           /* ECMA-119 9.4.4: a path table numbers parents in 16 bits */
};

/* A finished sentence in English for traces; never NULL. */
const char *fsi_status_text(enum fsi_status status);

/* The views of a tree; values are those of FsiFileSystems. */
enum fsi_view
{
    FSI_VIEW_ISO9660 = 1,
    FSI_VIEW_JOLIET = 2,
    FSI_VIEW_UDF = 4,
};

/* ------------------------------------------------------------------ data --- */

struct fsi_node;
struct fsi_source;

/*
 * Where the bytes of files come from. Implementers embed struct fsi_source. One
 * source may serve many nodes (all files of one directory of the host): the node
 * says which. The tree holds one reference for each node that uses it.
 */
struct fsi_source_ops
{
    void (*addref)(struct fsi_source *source);
    void (*release)(struct fsi_source *source);
    /* Called at the first byte that a reader needs of a node, never before. A reader holds one
     * handle at most. FSI_SOURCE_READ, FSI_SOURCE_CHANGED (size or stamp differ), FSI_NO_MEMORY. */
    enum fsi_status (*open)(struct fsi_source *source, const struct fsi_node *node, void **handle);
    /* Exactly size bytes from offset, which lie inside of the node's size; less is FSI_SOURCE_CHANGED. */
    enum fsi_status (*read)(struct fsi_source *source, void *handle, uint64_t offset, void *buffer, size_t size);
    void (*close)(struct fsi_source *source, void *handle);
};

struct fsi_source
{
    const struct fsi_source_ops *ops;
};

/* A run of a file's bytes that are on the medium already. */
struct fsi_extent
{
    uint32_t block;                     /* absolute address on the medium; 0: a hole, reads as zeros */
    uint64_t bytes;
};

/* ------------------------------------------------------------------ tree --- */

struct fsi_tree;

/* 100 nanoseconds since 1601-01-01 UTC, as FILETIME counts; 0: never set, the layout takes its own time. */
struct fsi_times
{
    int64_t created;
    int64_t accessed;
    int64_t modified;
};

enum fsi_node_kind
{
    FSI_DIRECTORY,
    FSI_FILE,
    FSI_NAMED_STREAM,                   /* belongs to a file; ECMA-167 4/9.2, UDF 2.00 3.3.5 */
};

/* What a tree needs from outside. */
struct fsi_tree_host
{
    /* The simple upper case of one UTF-16 unit, as the host compares file names. Never NULL. */
    uint16_t (*upcase)(uint16_t unit);
};

enum fsi_status fsi_tree_create(const struct fsi_tree_host *host, struct fsi_tree **tree);
/* Nodes that somebody still references live on, detached. */
void fsi_tree_destroy(struct fsi_tree *tree);

struct fsi_node *fsi_tree_root(const struct fsi_tree *tree);

/* Nodes are counted: one reference is the tree's, as long as it is attached; removing it leaves the
 * references of others valid. */
void fsi_node_addref(struct fsi_node *node);
void fsi_node_release(struct fsi_node *node);

enum fsi_node_kind fsi_node_kind(const struct fsi_node *node);
bool fsi_node_attached(const struct fsi_node *node);
struct fsi_node *fsi_node_parent(const struct fsi_node *node);      /* no reference; NULL: root, or detached */
const uint16_t *fsi_node_name(const struct fsi_node *node, size_t *length);
const struct fsi_times *fsi_node_times(const struct fsi_node *node);
bool fsi_node_hidden(const struct fsi_node *node);
bool fsi_node_real_time(const struct fsi_node *node);
uint64_t fsi_node_size(const struct fsi_node *node);                /* bytes; 0 for a directory */
/* What the source's owner stored with the node to know its file again, such as a time of change. */
uint64_t fsi_node_stamp(const struct fsi_node *node);
struct fsi_source *fsi_node_source(const struct fsi_node *node);    /* no reference; NULL: none, or extents */
/* The extents of a file that is on the medium; NULL when its data come from a source. */
const struct fsi_extent *fsi_node_extents(const struct fsi_node *node, size_t *count);

/* Children in the order in which they were added. No references; valid until the directory changes. */
struct fsi_node *fsi_node_first_child(const struct fsi_node *directory);
struct fsi_node *fsi_node_next_sibling(const struct fsi_node *node);
uint32_t fsi_node_child_count(const struct fsi_node *directory);
/* Named streams of a file, the same way: first_stream, then next_sibling. */
struct fsi_node *fsi_node_first_stream(const struct fsi_node *file);
uint32_t fsi_node_stream_count(const struct fsi_node *file);

/* A child by its name, without regard to case. NULL: none. */
struct fsi_node *fsi_node_child(const struct fsi_node *directory, const uint16_t *name, size_t length);
/*
 * An item by a path of names with '\' or '/' between, from a directory. A leading separator means
 * that directory itself, an empty path as well; a trailing one is ignored.
 * FSI_NOT_FOUND, FSI_NOT_A_DIRECTORY (a file in the middle), FSI_BAD_NAME. No reference.
 */
enum fsi_status fsi_tree_find(const struct fsi_tree *tree, struct fsi_node *directory,
                              const uint16_t *path, size_t length, struct fsi_node **node);

/* Whether a name may be in a tree; restricted: code points 32 to 127 only (FSI_RESTRICTED_NAME). */
enum fsi_status fsi_name_check(const uint16_t *name, size_t length, bool restricted);

/* Detached nodes, with one reference for the caller. FSI_BAD_NAME, FSI_NO_MEMORY. Names are not
 * checked for restriction: the caller has asked fsi_name_check. */
enum fsi_status fsi_node_create(struct fsi_tree *tree, enum fsi_node_kind kind, const uint16_t *name, size_t length,
                                struct fsi_node **node);
/* Attaches a node, with all that is below it, to a directory (or a stream to a file). The caller keeps
 * its own reference. FSI_DUPLICATE, FSI_ATTACHED, FSI_READ_ONLY, FSI_NO_MEMORY. One change. */
enum fsi_status fsi_tree_attach(struct fsi_tree *tree, struct fsi_node *parent, struct fsi_node *node);
/* Takes a node, with all that is below it, out. FSI_READ_ONLY. One change. */
enum fsi_status fsi_tree_detach(struct fsi_tree *tree, struct fsi_node *node);

/* Setters; each is one change if the node is attached. FSI_READ_ONLY, FSI_NO_MEMORY. */
enum fsi_status fsi_node_set_times(struct fsi_tree *tree, struct fsi_node *node, const struct fsi_times *times);
enum fsi_status fsi_node_set_hidden(struct fsi_tree *tree, struct fsi_node *node, bool hidden);
enum fsi_status fsi_node_set_real_time(struct fsi_tree *tree, struct fsi_node *node, bool real_time);
/* The data of a file or stream; the tree takes its own reference to source. NULL source: empty (size 0). */
enum fsi_status fsi_node_set_source(struct fsi_tree *tree, struct fsi_node *node, struct fsi_source *source,
                                    uint64_t size, uint64_t stamp);
/* The data of a file that is on the medium; extents are copied. */
enum fsi_status fsi_node_set_extents(struct fsi_tree *tree, struct fsi_node *node,
                                     const struct fsi_extent *extents, size_t count);

/* Files, directories and named streams that are attached, the root not counted. */
uint32_t fsi_tree_file_count(const struct fsi_tree *tree);
uint32_t fsi_tree_directory_count(const struct fsi_tree *tree);
uint32_t fsi_tree_stream_count(const struct fsi_tree *tree);

/* -------------------------------------------------------- change points --- */

/* How many changes were made since the tree was created, those undone not counted. */
uint32_t fsi_tree_change_point(const struct fsi_tree *tree);
/* Undoes, last first, until the change point is the one given. FSI_NOT_FOUND: it lies ahead;
 * FSI_LOCKED_IN; FSI_READ_ONLY. Needs no memory. */
enum fsi_status fsi_tree_rollback(struct fsi_tree *tree, uint32_t change_point);
/* What was done up to now stays: forgets how to undo it. */
void fsi_tree_lock_in(struct fsi_tree *tree);

/* --------------------------------------------------------------- layout --- */

/* El Torito 2.0, 2.1 to 2.5 */
struct fsi_boot_entry
{
    uint8_t platform;                   /* 0 x86, 1 PowerPC, 2 Mac, 0xEF EFI */
    uint8_t emulation;                  /* 0 none, 1 1.2M, 2 1.44M, 3 2.88M floppy, 4 hard disk */
    uint8_t manufacturer[24];           /* identification string of the section or of the catalog; zero padded */
    struct fsi_source *source;          /* of the boot image; opened with node NULL */
    uint32_t size;                      /* bytes */
};

struct fsi_options
{
    unsigned int views;                 /* of enum fsi_view; Joliet wants ISO 9660 beside it */
    unsigned int iso9660_level;         /* 1, 2, or 3 (ECMA-119 10) */
    uint16_t udf_revision;              /* 0x102, 0x150, 0x200, 0x201, 0x250 */
    bool udf_metadata_mirror;           /* UDF 2.50 2.2.13: a second copy of the metadata file's content */
    bool strict;                        /* ECMA-119 6.8.2.1: no path of more than 255 bytes (FSI_TOO_DEEP) */
    uint16_t volume_name[129];          /* zero terminated; empty: made from the time */
    int64_t now;                        /* as struct fsi_times; the time of the image. Never 0. */
    uint8_t unique[16];                 /* any number that differs from image to image: volume set identifiers */
    /* The first block of the session, which is byte 0 of the image. All addresses are absolute. */
    uint32_t session_start;
    uint64_t max_blocks;                /* 0: as many as 32 bits count */
    /*
     * A further logical session on an overwritable medium (behaviour.md 13.4): data go to
     * session_start and up, and the anchors and descriptors at the medium's start are written anew.
     * fsi_layout_ranges then says which blocks of the medium the stream carries, in its order.
     */
    bool rewrite_anchors;
    uint32_t medium_blocks;             /* with rewrite_anchors: blocks of the whole medium, for the last anchor */
    const struct fsi_boot_entry *boot;
    unsigned int boot_count;
};

/* The volume name as a view will carry it, zero terminated, from options->volume_name (or made from the
 * time when empty). FSI_BAD_VOLUME_NAME. */
enum fsi_status fsi_volume_name(const struct fsi_options *options, enum fsi_view view, uint16_t name[129]);

/* The name of an item as a view carries it among its siblings, and its length in units (at most
 * FSI_NAME_MAX). Linear in the number of siblings at the first call after a change of that directory.
 * FSI_NO_UNIQUE_NAME, FSI_TOO_DEEP, FSI_NO_MEMORY. */
enum fsi_status fsi_view_name(struct fsi_tree *tree, const struct fsi_options *options, enum fsi_view view,
                              struct fsi_node *node, uint16_t *name, size_t *length);

/* Blocks that an image of the tree needs at most: never less than its layout, in constant time. */
uint64_t fsi_estimate_blocks(const struct fsi_tree *tree, const struct fsi_options *options);

/* What is in the way when a layout or a read fails; node (no reference) may be NULL. */
struct fsi_problem
{
    const struct fsi_node *node;
    enum fsi_view view;
};

struct fsi_layout;

/*
 * Computes where everything lies. The tree is frozen (FSI_READ_ONLY for every change) until the last
 * layout of it is released. options are copied, boot sources referenced. problem may be NULL.
 * FSI_BAD_OPTION, FSI_BAD_VOLUME_NAME, FSI_BAD_BOOT_IMAGE, FSI_NO_UNIQUE_NAME, FSI_TOO_DEEP,
 * FSI_TOO_MANY_DIRECTORIES, FSI_DATA_TOO_BIG, FSI_IMAGE_TOO_BIG, FSI_NO_MEMORY; for a boot image that
 * emulates a hard disk FSI_SOURCE_READ, since its first sector is looked at.
 */
enum fsi_status fsi_layout_create(struct fsi_tree *tree, const struct fsi_options *options,
                                  struct fsi_layout **layout, struct fsi_problem *problem);
/* Not atomic: the caller's lock guards the count. */
void fsi_layout_addref(struct fsi_layout *layout);
void fsi_layout_release(struct fsi_layout *layout);

/* Blocks of the stream, which is all of the image, or all ranges together. */
uint32_t fsi_layout_blocks(const struct fsi_layout *layout);

/* Runs of the medium that the stream carries, in its order; one, unless options.rewrite_anchors. */
struct fsi_range
{
    uint32_t first_block;               /* absolute */
    uint32_t last_block;                /* the last one inside */
};
const struct fsi_range *fsi_layout_ranges(const struct fsi_layout *layout, size_t *count);

/* Pieces of the image for a display of progress, by rising blocks without gaps or overlap. */
struct fsi_piece
{
    uint32_t first_block;               /* relative to the stream */
    uint32_t last_block;
    const struct fsi_node *node;        /* of the file; NULL: structures of a file system, see name */
    const char *name;                   /* for structures, a few words of English; NULL for a file */
};
size_t fsi_layout_piece_count(const struct fsi_layout *layout);
void fsi_layout_piece(const struct fsi_layout *layout, size_t index, struct fsi_piece *piece);
/* The piece that holds a block, by binary search; false: beyond the end. */
bool fsi_layout_piece_at(const struct fsi_layout *layout, uint32_t block, size_t *index);

/* A place from which an image is read; many may read one layout at once. */
struct fsi_reader;
enum fsi_status fsi_reader_create(struct fsi_layout *layout, struct fsi_reader **reader);
void fsi_reader_destroy(struct fsi_reader *reader);
/*
 * Bytes of the stream from any offset; *done is less than size only at the end of the image or with an
 * error, and then counts the good bytes before it. File data go straight to buffer. problem may be NULL.
 * FSI_SOURCE_READ, FSI_SOURCE_CHANGED, FSI_NO_MEMORY.
 */
enum fsi_status fsi_reader_read(struct fsi_reader *reader, uint64_t offset, void *buffer, size_t size, size_t *done,
                                struct fsi_problem *problem);
/* Closes the source that is open, so that a reader that rests holds no file. */
void fsi_reader_rest(struct fsi_reader *reader);

#endif
