/*
 * The image that is being made: the tree, its options, and who may change them
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

#ifndef IMAPI2FS_IMAGE_H
#define IMAPI2FS_IMAGE_H

#include "sources.h"

#define DEFAULT_FREE_BLOCKS 332800      /* of a CD of 74 minutes */
#define EMPTY_IMAGE_BLOCKS  528         /* UsedBlocks of an image without files */
#define UDF_NAMED_STREAMS   0x200       /* the first revisions with these */
#define UDF_REAL_TIME       0x201
#define UDF_METADATA        0x250

/* image_import.c: where the earlier session comes from, and where the next one goes */
struct session
{
    SAFEARRAY *interfaces;              /* as the client has set them; NULL: none */
    IMultisession *chosen;              /* NULL: none */
    bool imported;
    FsiFileSystems importing;           /* what events tell */
    WCHAR volume_name[129];             /* of what was imported */
    WCHAR disc_id[17];                  /* of the disc that it came from */
    uint32_t disc_start, disc_blocks;   /* where that session began, and how much there was to read */
};

struct image
{
    struct object object;
    IFileSystemImage3 IFileSystemImage3_iface;
    CRITICAL_SECTION lock;              /* guards the tree, its nodes, and everything below */
    struct fsi_tree *tree;
    struct fsi_options options;         /* as clients have set them */
    LONG free_blocks;
    bool restricted, stage;
    bool busy;                          /* something is being added; the lock is free while events are fired */
    LONG layouts;                       /* results and streams that are still held */
    WCHAR *working_directory;
    struct stash *stash;                /* NULL: nothing was staged yet */
    IBootOptions *boot[FSI_BOOT_ENTRIES_MAX];
    unsigned int boot_count;
    struct session session;
    WCHAR *problem;                     /* path of what is in the way; NULL: nobody knows */
};

static inline void image_lock(struct image *image)
{
    EnterCriticalSection(&image->lock);
}

static inline void image_unlock(struct image *image)
{
    LeaveCriticalSection(&image->lock);
}

/* image.c. A change of the tree stands between these two; what has failed is undone. */
struct change
{
    uint32_t point;
    uint64_t stashed;
    uint64_t blocks;                    /* that the image needed before */
};

/* Takes the lock. IMAPI_E_READONLY, without the lock. */
HRESULT image_begin_change(struct image *image, struct change *change);
/* Gives the lock back and answers hr, or IMAPI_E_IMAGE_SIZE_LIMIT when the image has grown beyond its limit. */
HRESULT image_end_change(struct image *image, const struct change *change, HRESULT hr);
/* IMAPI_E_READONLY while a result lives or something is being added. With the lock held. */
HRESULT image_check_changeable(const struct image *image);
/* IMAPI_E_IMAGE_SIZE_LIMIT; with the lock held. */
HRESULT image_check_size(const struct image *image);
/* FAILED: a directory at that place would be one that a file system to create cannot have. With the lock held. */
HRESULT image_check_directory(const struct image *image, const struct fsi_node *parent);
/* A node with all that is below it would bring such directories to that place. With the lock held. */
HRESULT image_check_subtree(const struct image *image, const struct fsi_node *parent, struct fsi_node *node);
/* Whether what a revision of UDF was the first to have reaches the image; success codes. */
HRESULT image_feature_result(struct image *image, unsigned int udf_revision);
/* The same of named streams, where there are any. */
HRESULT image_streams_result(struct image *image);

/* Tells sinks how far a file has come. Called with the lock held once, which is free meanwhile. */
void image_fire_update(struct image *image, const WCHAR *path, uint64_t copied, uint64_t total);
/* The path of a node from the root, with a '\' at its start; the root's is empty. free() it. With the lock held. */
WCHAR *node_full_path(const struct fsi_node *node);
/* The path that an item will have below node, behind a separator, '\\' or ':'. free() it. With the lock held. */
WCHAR *node_child_path(const struct fsi_node *node, WCHAR separator, const WCHAR *name, size_t length);
/* Remembers what is in the way, for the text of the failure that follows. With the lock held. */
void image_set_problem(struct image *image, const struct fsi_node *node);
/* The node behind one of those below top, parents before children; NULL: that was the last. With the lock held. */
struct fsi_node *node_next(const struct fsi_node *top, struct fsi_node *node);

/* image_options.c; with the lock held */
HRESULT image_put_file_systems(struct image *image, FsiFileSystems file_systems);
HRESULT image_put_udf_revision(struct image *image, LONG revision);
HRESULT image_put_volume_name(struct image *image, const WCHAR *name);
/* As a file system will carry it; empty while none has been set. */
HRESULT image_get_volume_name(struct image *image, enum fsi_view view, BSTR *name);
HRESULT image_put_working_directory(struct image *image, const WCHAR *directory);
HRESULT image_put_free_blocks(struct image *image, LONG blocks);
/* Never less than what the image needs; 0 blocks mean no limit. */
LONG image_used_blocks(const struct image *image);

/* image_defaults.c: what suits a medium */
HRESULT image_choose_defaults(struct image *image, IDiscRecorder2 *recorder);
/* There is a disc, and it is of a kind that no recorder writes. Without the lock. */
bool is_medium_read_only(IDiscRecorder2 *recorder);
HRESULT image_choose_for_media_type(struct image *image, IMAPI_MEDIA_PHYSICAL_TYPE type);
HRESULT image_set_max_from_device(struct image *image, IDiscRecorder2 *recorder);

/* image_boot.c */
HRESULT image_put_boot_options(struct image *image, IBootOptions *options);
HRESULT image_put_boot_array(struct image *image, SAFEARRAY *array);
HRESULT image_get_boot_array(struct image *image, SAFEARRAY **array);
/* What the layout wants of the boot images; boot_entries_free() it. */
HRESULT boot_entries_create(struct image *image, struct fsi_boot_entry **entries);
void boot_entries_free(struct fsi_boot_entry *entries, unsigned int count);
void image_clear_boot(struct image *image);

/* image_import.c */
HRESULT image_put_multisession(struct image *image, SAFEARRAY *interfaces);
HRESULT image_get_multisession(struct image *image, SAFEARRAY **interfaces);
HRESULT image_import(struct image *image, FsiFileSystems wanted, FsiFileSystems *imported);
HRESULT image_identify(struct image *image, IDiscRecorder2 *recorder, FsiFileSystems *found);
HRESULT image_probe(struct image *image, FsiFileSystems file_system, VARIANT_BOOL *appendable);
HRESULT image_disc_identifier(struct image *image, BSTR *identifier);
void session_clear(struct session *session);
/* The data of a node that is on the disc of the import. With the lock held. */
HRESULT session_source_create(struct image *image, const struct fsi_node *node, struct fsi_source **source);

/* result.c: makes the layout */
HRESULT result_create(struct image *image, IFileSystemImageResult **result);

/* items.c */
HRESULT item_create(struct image *image, struct fsi_node *node, REFIID iid, void **out);

#endif /* IMAPI2FS_IMAGE_H */
