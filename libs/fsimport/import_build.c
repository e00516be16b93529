/*
 * Reading file systems: the tree that is built, apart until all of it is there
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

#include <stdlib.h>
#include <string.h>

#include "import_private.h"

enum fsi_status import_build_begin(struct import_build *build, struct import_session *session, struct fsi_tree *tree,
                                   const struct fsi_import_host *host)
{
    static const uint16_t name[] = {'i', 'm', 'p', 'o', 'r', 't'};      /* never seen: its children are merged */

    memset(build, 0, sizeof(*build));
    build->session = session;
    build->tree = tree;
    build->host = host;
    build->progress.total_directories = -1;
    build->progress.total_files = -1;
    return fsi_node_create(tree, FSI_DIRECTORY, name, sizeof(name) / sizeof(name[0]), &build->root);
}

void import_directory_free(struct import_directory *directory)
{
    import_extents_free(&directory->extents);
    fsi_node_release(directory->node);
    free(directory);
}

void import_build_end(struct import_build *build)
{
    struct import_directory *directory;

    while ((directory = build->first))
    {
        build->first = directory->next;
        import_directory_free(directory);
    }
    import_visited_free(&build->visited);
    if (build->root)
        fsi_node_release(build->root);
    build->root = NULL;
}

enum fsi_status import_queue(struct import_build *build, struct fsi_node *node, struct import_extents *extents,
                             uint64_t key, uint32_t depth)
{
    struct import_directory *directory = NULL;

    if (depth <= IMPORT_MAX_DEPTH)
        directory = calloc(1, sizeof(*directory));
    if (!directory)
    {
        if (extents)
            import_extents_free(extents);
        return depth <= IMPORT_MAX_DEPTH ? FSI_NO_MEMORY : FSI_BAD_FILE_SYSTEM;
    }
    fsi_node_addref(node);
    directory->node = node;
    directory->key = key;
    directory->depth = depth;
    if (extents)
        directory->extents = *extents;
    if (build->last)
        build->last->next = directory;
    else
        build->first = directory;
    build->last = directory;
    return FSI_OK;
}

static enum fsi_status tell(struct import_build *build, const struct fsi_node *node)
{
    build->progress.node = node;
    if (build->host && build->host->progress && !build->host->progress(build->host->context, &build->progress))
        return FSI_CANCELLED;
    return FSI_OK;
}

enum fsi_status import_next_directory(struct import_build *build, struct import_directory **directory)
{
    enum fsi_status status;

    if (!(*directory = build->first))
        return FSI_OK;
    if ((*directory)->node != build->root)
        build->progress.directories++;
    if ((status = tell(build, (*directory)->node)) != FSI_OK)
        return status;
    build->first = (*directory)->next;
    if (!build->first)
        build->last = NULL;
    return FSI_OK;
}

enum fsi_status import_file_done(struct import_build *build, struct fsi_node *node)
{
    build->progress.files++;
    return tell(build, node);
}

/* The nearest name that the tree can have; '_' for what it cannot. */
static void repair_name(uint16_t *name, size_t *length)
{
    if (!*length)
        name[(*length)++] = '_';
    if (fsi_name_check(name, *length, false) == FSI_OK)
        return;
    for (size_t i = 0; i < *length; i++)
    {
        if (fsi_name_check(&name[i], 1, false) != FSI_OK && name[i] != '.' && name[i] != ' ')
            name[i] = '_';
    }
    /* What is left is a form that is refused, such as a dot or a blank at the end, or only those. */
    for (size_t i = *length; i-- && fsi_name_check(name, *length, false) != FSI_OK;)
        name[i] = '_';
}

/* Puts "~number" in front of the extension, over the end of the stem if there is no room. */
static void number_name(const uint16_t *name, size_t length, unsigned int number, uint16_t *numbered, size_t *size)
{
    size_t stem = length, digits = 0, extension;
    uint16_t suffix[12];

    while (stem > 1 && name[stem - 1] != '.')
        stem--;
    stem = stem > 1 ? stem - 1 : length;
    extension = length - stem;
    for (; number; number /= 10)
        suffix[digits++] = (uint16_t)('0' + number % 10);
    suffix[digits++] = '~';
    if (extension > FSI_NAME_MAX / 2)
        extension = FSI_NAME_MAX / 2;
    if (stem > FSI_NAME_MAX - digits - extension)
        stem = FSI_NAME_MAX - digits - extension;
    memcpy(numbered, name, stem * sizeof(*name));
    for (size_t i = 0; i < digits; i++)
        numbered[stem + i] = suffix[digits - 1 - i];
    memcpy(numbered + stem + digits, name + length - extension, extension * sizeof(*name));
    *size = stem + digits + extension;
}

static bool name_is_taken(const struct fsi_node *parent, const uint16_t *name, size_t length)
{
    if (fsi_node_kind(parent) == FSI_DIRECTORY)
        return fsi_node_child(parent, name, length) != NULL;
    for (struct fsi_node *stream = fsi_node_first_stream(parent); stream; stream = fsi_node_next_sibling(stream))
    {
        size_t size;
        const uint16_t *other = fsi_node_name(stream, &size);

        if (size == length && !memcmp(other, name, length * sizeof(*name)))
            return true;
    }
    return false;
}

/*
 * Names that collide are numbered from a hint that the hash of the name gives, so that many that
 * collide do not try each other's numbers one after the other.
 */
static enum fsi_status free_name(const struct fsi_node *parent, const struct import_item *item, uint16_t *name,
                                 size_t *length)
{
    uint16_t repaired[FSI_NAME_MAX];
    size_t size = item->name_length;
    uint32_t hash = 0;

    memcpy(repaired, item->name, size * sizeof(*repaired));
    for (size_t i = 0; i < size; i++)
        hash = hash * 31 + repaired[i];
    repair_name(repaired, &size);
    memcpy(name, repaired, size * sizeof(*name));
    *length = size;
    for (unsigned int attempt = 1; name_is_taken(parent, name, *length); attempt++)
    {
        if (attempt > 10000)
            return FSI_BAD_FILE_SYSTEM;
        number_name(repaired, size, attempt < 10 ? attempt : 10 + (hash + attempt * 7919u) % 9999990u, name, length);
    }
    return FSI_OK;
}

static enum fsi_status describe(struct import_build *build, struct fsi_node *node, const struct import_item *item)
{
    enum fsi_status status = fsi_node_set_times(build->tree, node, &item->times);

    if (status == FSI_OK && item->hidden)
        status = fsi_node_set_hidden(build->tree, node, true);
    if (status == FSI_OK && item->real_time)
        status = fsi_node_set_real_time(build->tree, node, true);
    return status;
}

enum fsi_status import_add(struct import_build *build, struct fsi_node *parent, const struct import_item *item,
                           struct fsi_node **node)
{
    uint16_t name[FSI_NAME_MAX];
    enum fsi_status status;
    size_t length;

    if ((status = free_name(parent, item, name, &length)) != FSI_OK)
        return status;
    if ((status = fsi_node_create(build->tree, item->kind, name, length, node)) != FSI_OK)
        return status;
    if ((status = describe(build, *node, item)) == FSI_OK)
        status = fsi_tree_attach(build->tree, parent, *node);
    fsi_node_release(*node);
    return status;
}

/* A pair of directories of the same path, in both trees. */
struct merge_step
{
    struct merge_step *next;
    struct fsi_node *from, *to;
};

static enum fsi_status push_step(struct merge_step **steps, struct fsi_node *from, struct fsi_node *to)
{
    struct merge_step *step = malloc(sizeof(*step));

    if (!step)
        return FSI_NO_MEMORY;
    *step = (struct merge_step){ .next = *steps, .from = from, .to = to };
    *steps = step;
    return FSI_OK;
}

static enum fsi_status move_child(struct fsi_tree *tree, struct fsi_node *child, struct fsi_node *to)
{
    enum fsi_status status;

    fsi_node_addref(child);
    if ((status = fsi_tree_detach(tree, child)) == FSI_OK)
        status = fsi_tree_attach(tree, to, child);
    fsi_node_release(child);
    return status;
}

static enum fsi_status merge_directory(struct fsi_tree *tree, const struct merge_step *pair, struct merge_step **steps)
{
    enum fsi_status status = FSI_OK;
    struct fsi_node *child, *next;

    for (child = fsi_node_first_child(pair->from); child && status == FSI_OK; child = next)
    {
        size_t length;
        const uint16_t *name = fsi_node_name(child, &length);
        struct fsi_node *other = fsi_node_child(pair->to, name, length);

        next = fsi_node_next_sibling(child);
        if (!other)
            status = move_child(tree, child, pair->to);
        else if (fsi_node_kind(other) == FSI_DIRECTORY && fsi_node_kind(child) == FSI_DIRECTORY)
            status = push_step(steps, child, other);
    }
    return status;
}

enum fsi_status import_build_merge(struct import_build *build)
{
    uint32_t change_point = fsi_tree_change_point(build->tree);
    struct merge_step *steps = NULL, *step;
    enum fsi_status status = push_step(&steps, build->root, fsi_tree_root(build->tree));

    while ((step = steps))
    {
        steps = step->next;
        if (status == FSI_OK)
            status = merge_directory(build->tree, step, &steps);
        free(step);
    }
    if (status != FSI_OK)
        fsi_tree_rollback(build->tree, change_point);
    return status;
}
