/*
 * Nodes: one file, directory or named stream each
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

#include "tree_private.h"

#define FIRST_BUCKETS 4u

/* Fowler, Noll and Vo's hash over the folded units, stirred at the end since buckets are taken from the low bits. */
static uint32_t hash_name(uint16_t (*upcase)(uint16_t unit), const uint16_t *name, size_t length)
{
    uint32_t hash = 0x811c9dc5;
    size_t i;

    for (i = 0; i < length; i++) hash = (hash ^ name_fold(upcase, name[i])) * 0x01000193;
    return hash ^ (hash >> 15);
}

static bool same_name(uint16_t (*upcase)(uint16_t unit), const struct fsi_node *node, const uint16_t *name,
                      size_t length)
{
    size_t i;

    if (node->name_length != length) return false;
    for (i = 0; i < length; i++)
    {
        if (node->name[i] == name[i]) continue;
        if (name_fold(upcase, node->name[i]) != name_fold(upcase, name[i])) return false;
    }
    return true;
}

enum fsi_status fsi_node_create(struct fsi_tree *tree, enum fsi_node_kind kind, const uint16_t *name, size_t length,
                                struct fsi_node **node)
{
    struct fsi_node *created;
    size_t i;

    *node = NULL;
    if (!length || length > FSI_NAME_MAX) return FSI_BAD_NAME;
    if (name[0] == '.' && (length == 1 || (length == 2 && name[1] == '.'))) return FSI_BAD_NAME;
    for (i = 0; i < length; i++) if (!name[i] || name[i] == '/' || name[i] == '\\') return FSI_BAD_NAME;

    created = calloc(1, sizeof(*created) + length * sizeof(*name));
    if (!created) return FSI_NO_MEMORY;
    created->refs = 1;
    created->kind = (uint8_t)kind;
    created->name_length = (uint16_t)length;
    created->hash = hash_name(tree->host.upcase, name, length);
    memcpy(created->name, name, length * sizeof(*name));
    *node = created;
    return FSI_OK;
}

void fsi_node_addref(struct fsi_node *node)
{
    node->refs++;
}

void node_take_data(struct fsi_node *node, struct node_data *data)
{
    data->extents = node->flags & NODE_EXTENTS;
    data->pointer = data->extents ? (void *)node->data.extents : (void *)node->data.source;
    data->size = node->size;
    data->stamp = node->stamp;
    data->extent_count = node->extent_count;
}

void node_put_data(struct fsi_node *node, const struct node_data *data)
{
    if (data->extents) node->data.extents = data->pointer;
    else node->data.source = data->pointer;
    node->flags = (uint8_t)((node->flags & ~NODE_EXTENTS) | (data->extents ? NODE_EXTENTS : 0));
    node->size = data->size;
    node->stamp = data->stamp;
    node->extent_count = data->extent_count;
}

void node_drop_data(struct node_data *data)
{
    struct fsi_source *source = data->pointer;

    if (data->extents) free(data->pointer);
    else if (source) source->ops->release(source);
    data->pointer = NULL;
}

/* Trees may be deep, so those to be freed wait in a row, linked by their parent. */
static void free_node(struct fsi_node *node)
{
    struct fsi_node *waiting = node, *child, *next;
    struct node_data data;

    node->parent = NULL;
    while ((node = waiting))
    {
        waiting = node->parent;
        for (child = node->children ? node->children->first : NULL; child; child = next)
        {
            next = child->next;
            child->parent = child->next = child->prev = child->hash_next = NULL;
            if (--child->refs) continue;
            child->parent = waiting;
            waiting = child;
        }
        if (node->children)
        {
            name_cache_destroy(node->children->names);
            free(node->children->buckets);
            free(node->children);
        }
        node_take_data(node, &data);
        node_drop_data(&data);
        free(node);
    }
}

void fsi_node_release(struct fsi_node *node)
{
    if (!--node->refs) free_node(node);
}

/* ------------------------------------------------------------- questions --- */

enum fsi_node_kind fsi_node_kind(const struct fsi_node *node)
{
    return node->kind;
}

bool fsi_node_attached(const struct fsi_node *node)
{
    while (node->parent) node = node->parent;
    return node->flags & NODE_ROOT;
}

struct fsi_node *fsi_node_parent(const struct fsi_node *node)
{
    return node->parent;
}

const uint16_t *fsi_node_name(const struct fsi_node *node, size_t *length)
{
    *length = node->name_length;
    return node->name;
}

const struct fsi_times *fsi_node_times(const struct fsi_node *node)
{
    return &node->times;
}

bool fsi_node_hidden(const struct fsi_node *node)
{
    return node->flags & NODE_HIDDEN;
}

bool fsi_node_real_time(const struct fsi_node *node)
{
    return node->flags & NODE_REAL_TIME;
}

uint64_t fsi_node_size(const struct fsi_node *node)
{
    return node->size;
}

uint64_t fsi_node_stamp(const struct fsi_node *node)
{
    return node->stamp;
}

struct fsi_source *fsi_node_source(const struct fsi_node *node)
{
    return node->flags & NODE_EXTENTS ? NULL : node->data.source;
}

const struct fsi_extent *fsi_node_extents(const struct fsi_node *node, size_t *count)
{
    *count = node->extent_count;
    return node->flags & NODE_EXTENTS ? node->data.extents : NULL;
}

static struct fsi_node *first_child(const struct fsi_node *node)
{
    return node->children ? node->children->first : NULL;
}

struct fsi_node *fsi_node_first_child(const struct fsi_node *directory)
{
    return node_is_directory(directory) ? first_child(directory) : NULL;
}

struct fsi_node *fsi_node_next_sibling(const struct fsi_node *node)
{
    return node->next;
}

uint32_t fsi_node_child_count(const struct fsi_node *directory)
{
    return node_is_directory(directory) && directory->children ? directory->children->count : 0;
}

struct fsi_node *fsi_node_first_stream(const struct fsi_node *file)
{
    return node_is_directory(file) ? NULL : first_child(file);
}

uint32_t fsi_node_stream_count(const struct fsi_node *file)
{
    return !node_is_directory(file) && file->children ? file->children->count : 0;
}

struct fsi_node *fsi_node_child(const struct fsi_node *directory, const uint16_t *name, size_t length)
{
    const struct node_children *children = directory->children;
    struct fsi_node *node;
    uint32_t hash;

    if (!children) return NULL;
    hash = hash_name(children->upcase, name, length);
    for (node = children->buckets[hash & (children->bucket_count - 1)]; node; node = node->hash_next)
    {
        if (node->hash == hash && same_name(children->upcase, node, name, length)) return node;
    }
    return NULL;
}

struct fsi_node *node_walk(const struct fsi_node *top, const struct fsi_node *node)
{
    struct fsi_node *child = first_child(node);

    if (child) return child;
    while (node != top)
    {
        if (node->next) return node->next;
        node = node->parent;
    }
    return NULL;
}

/* ----------------------------------------------------------------- links --- */

static void fill_buckets(struct node_children *children)
{
    struct fsi_node *node, **bucket;

    for (node = children->first; node; node = node->next)
    {
        bucket = &children->buckets[node->hash & (children->bucket_count - 1)];
        node->hash_next = *bucket;
        *bucket = node;
    }
}

static enum fsi_status grow_buckets(struct node_children *children)
{
    uint32_t count = children->bucket_count ? children->bucket_count * 2 : FIRST_BUCKETS;
    struct fsi_node **buckets = calloc(count, sizeof(*buckets));

    if (!buckets) return FSI_NO_MEMORY;
    free(children->buckets);
    children->buckets = buckets;
    children->bucket_count = count;
    fill_buckets(children);
    return FSI_OK;
}

enum fsi_status node_reserve_child(const struct fsi_tree *tree, struct fsi_node *parent)
{
    struct node_children *children = parent->children;

    if (!children)
    {
        if (!(children = calloc(1, sizeof(*children)))) return FSI_NO_MEMORY;
        children->upcase = tree->host.upcase;
        if (grow_buckets(children))
        {
            free(children);
            return FSI_NO_MEMORY;
        }
        parent->children = children;
    }
    if (children->count == UINT32_MAX / 2) return FSI_NO_MEMORY;
    if (children->count < children->bucket_count) return FSI_OK;
    return grow_buckets(children);
}

void node_link(struct fsi_node *parent, struct fsi_node *after, struct fsi_node *node)
{
    struct node_children *children = parent->children;
    struct fsi_node **bucket = &children->buckets[node->hash & (children->bucket_count - 1)];

    node->parent = parent;
    node->prev = after;
    node->next = after ? after->next : children->first;
    if (node->next) node->next->prev = node;
    else children->last = node;
    if (after) after->next = node;
    else children->first = node;
    node->hash_next = *bucket;
    *bucket = node;
    children->count++;
    children->generation++;
}

void node_unlink(struct fsi_node *node)
{
    struct node_children *children = node->parent->children;
    struct fsi_node **link = &children->buckets[node->hash & (children->bucket_count - 1)];

    while (*link != node) link = &(*link)->hash_next;
    *link = node->hash_next;
    if (node->next) node->next->prev = node->prev;
    else children->last = node->prev;
    if (node->prev) node->prev->next = node->next;
    else children->first = node->next;
    node->parent = node->next = node->prev = node->hash_next = NULL;
    children->count--;
    children->generation++;
}
