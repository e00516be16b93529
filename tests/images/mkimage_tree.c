/*
 * mkimage: a folder of this machine as a tree
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

#define _GNU_SOURCE

#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "mkimage.h"

#define EPOCH_1970 11644473600      /* seconds from 1601 to 1970 */

struct adding
{
    struct fsi_tree *tree;
    struct fsi_source *source;
    const struct request *request;
};

static int64_t file_time(const struct timespec *time)
{
    return ((int64_t)time->tv_sec + EPOCH_1970) * 10000000 + time->tv_nsec / 100;
}

static void set_times(struct adding *adding, struct fsi_node *node, const struct stat *state)
{
    struct fsi_times times =
    {
        .created = file_time(&state->st_mtim),
        .accessed = file_time(&state->st_atim),
        .modified = file_time(&state->st_mtim),
    };

    expect_ok(fsi_node_set_times(adding->tree, node, &times), "times");
}

/* The node is attached when it has everything, as one change. An older one of its name goes. */
static struct fsi_node *add_node(struct adding *adding, struct fsi_node *parent, enum fsi_node_kind kind,
                                 const char *name, const struct stat *state)
{
    uint16_t units[FSI_NAME_MAX + 3];
    size_t length = to_utf16(name, units, FSI_NAME_MAX + 3);
    struct fsi_node *node, *old = kind == FSI_NAMED_STREAM ? NULL : fsi_node_child(parent, units, length);

    if (old && kind == FSI_DIRECTORY && fsi_node_kind(old) == FSI_DIRECTORY) return old;
    if (old) expect_ok(fsi_tree_detach(adding->tree, old), name);
    expect_ok(fsi_node_create(adding->tree, kind, units, length, &node), name);
    set_times(adding, node, state);
    if (adding->request->hide_dots && name[0] == '.')
        expect_ok(fsi_node_set_hidden(adding->tree, node, true), name);
    if (kind != FSI_DIRECTORY)
        expect_ok(fsi_node_set_source(adding->tree, node, adding->source, (uint64_t)state->st_size,
                                      (uint64_t)state->st_mtime), name);
    expect_ok(fsi_tree_attach(adding->tree, parent, node), name);
    fsi_node_release(node);
    return node;
}

/* The file before the colon sorts before its streams, so it is there already. */
static void add_stream(struct adding *adding, struct fsi_node *directory, const char *name, const struct stat *state)
{
    const char *colon = strchr(name, ':');
    uint16_t units[FSI_NAME_MAX + 3];
    char owner[FSI_NAME_MAX * 4];
    struct fsi_node *file;
    size_t length;

    memcpy(owner, name, (size_t)(colon - name));
    owner[colon - name] = 0;
    length = to_utf16(owner, units, FSI_NAME_MAX + 3);
    if (!(file = fsi_node_child(directory, units, length))) die("%s: no file for the stream", name);
    add_node(adding, file, FSI_NAMED_STREAM, colon + 1, state);
}

static int by_name(const struct dirent **first, const struct dirent **second)
{
    return strcmp((*first)->d_name, (*second)->d_name);
}

static int not_dots(const struct dirent *entry)
{
    return strcmp(entry->d_name, ".") && strcmp(entry->d_name, "..");
}

static void add_below(struct adding *adding, struct fsi_node *directory, int fd)
{
    struct dirent **entries;
    int count = scandirat(fd, ".", &entries, not_dots, by_name), i;

    if (count < 0) die("a folder cannot be read");
    for (i = 0; i < count; i++)
    {
        const char *name = entries[i]->d_name;
        struct stat state;

        if (fstatat(fd, name, &state, 0)) die("%s: not there", name);
        if (S_ISDIR(state.st_mode))
        {
            int below = openat(fd, name, O_RDONLY | O_DIRECTORY);

            if (below < 0) die("%s: cannot be opened", name);
            add_below(adding, add_node(adding, directory, FSI_DIRECTORY, name, &state), below);
            close(below);
        }
        else if (adding->request->colon_streams && strchr(name, ':'))
            add_stream(adding, directory, name, &state);
        else
            add_node(adding, directory, FSI_FILE, name, &state);
        free(entries[i]);
    }
    free(entries);
}

void add_folder(struct fsi_tree *tree, const struct request *request)
{
    struct adding adding = {tree, folder_source_create(request->folder), request};
    int fd = open(request->folder, O_RDONLY | O_DIRECTORY);

    if (fd < 0) die("%s: no folder", request->folder);
    add_below(&adding, fsi_tree_root(tree), fd);
    close(fd);
    adding.source->ops->release(adding.source);
}
