/*
 * Where the bytes of files come from
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

#ifndef IMAPI2FS_SOURCES_H
#define IMAPI2FS_SOURCES_H

#include "imapi2fs_private.h"

/* Starts every source. They are counted atomically: image streams of several threads share them. */
struct counted_source
{
    struct fsi_source source;
    LONG ref;
    void (*destroy)(struct counted_source *source);
};

/* source.c; the first two are also what stands in a struct fsi_source_ops. NULL has nothing to release. */
void source_addref(struct fsi_source *source);
void source_release(struct fsi_source *source);
/* size bytes, zeroed, of a struct that starts with a struct counted_source, with one reference. NULL: no memory. */
void *source_alloc(size_t size, const struct fsi_source_ops *ops, void (*destroy)(struct counted_source *source));

/* disk_source.c: files of the host. One source serves all files of a directory; a node's stamp is the time of change
 * that the file had when it was added. */

/* For the files right below a directory. E_OUTOFMEMORY. */
HRESULT disk_source_create(const WCHAR *directory, struct fsi_source **source);
/* For one file, which is opened with node NULL and not compared with anything. */
HRESULT disk_file_create(const WCHAR *path, struct fsi_source **source);
/* The path as all functions of Windows take it, however long it is. free() it.
 * IMAPI_E_INVALID_PATH, E_OUTOFMEMORY. */
HRESULT disk_path(const WCHAR *path, WCHAR **out);

/* stream_source.c: a stream of the client, which is read from its start. Takes a reference. */
HRESULT stream_source_create(IStream *stream, uint64_t size, struct fsi_source **source);

/* stash.c: copies in one temporary file, which goes with the last reference to it. */
struct stash;

/* IMAPI_E_STASHFILE_OPEN_FAILURE, E_OUTOFMEMORY */
HRESULT stash_create(const WCHAR *directory, struct stash **stash);
void stash_addref(struct stash *stash);
void stash_release(struct stash *stash);
/* Adds bytes at the end. IMAPI_E_STASHFILE_WRITE_FAILURE, IMAPI_E_WORKING_DIRECTORY_SPACE */
HRESULT stash_write(struct stash *stash, const void *data, ULONG size);
uint64_t stash_size(struct stash *stash);
/* Forgets everything behind size, which nothing refers to. */
void stash_truncate(struct stash *stash, uint64_t size);
/* Moves the file to another directory; the sources stay valid. IMAPI_E_STASHFILE_MOVE and those of stash_create */
HRESULT stash_move(struct stash *stash, const WCHAR *directory);
/* What was written from an offset on, as a source. */
HRESULT stash_source_create(struct stash *stash, uint64_t offset, struct fsi_source **source);

/* What is in the way when a read of a node's data has failed; a stash has results of its own. */
HRESULT source_failure(const struct fsi_source *source, enum fsi_status status);

#endif /* IMAPI2FS_SOURCES_H */
