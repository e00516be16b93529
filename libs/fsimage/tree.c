/*
 * The tree: what is attached to the root, its sums, and the rules of change
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

/* What Joliet keeps of a name, and what a number may add to a name that it cannot keep as it is. */
#define JOLIET_UNITS_MAX 64u
#define JOLIET_NUMBER_UNITS 11u

enum fsi_status fsi_tree_create(const struct fsi_tree_host *host, struct fsi_tree **tree)
{
    struct fsi_tree *created = calloc(1, sizeof(*created));

    *tree = NULL;
    if (!created) return FSI_NO_MEMORY;
    created->host = *host;
    created->refs = 1;
    if (!(created->root = calloc(1, sizeof(*created->root))))
    {
        free(created);
        return FSI_NO_MEMORY;
    }
    created->root->refs = 1;
    created->root->kind = FSI_DIRECTORY;
    created->root->flags = NODE_ROOT;
    *tree = created;
    return FSI_OK;
}

void fsi_tree_destroy(struct fsi_tree *tree)
{
    if (!tree || --tree->refs) return;
    journal_forget(tree);
    tree->root->flags &= (uint8_t)~NODE_ROOT;
    fsi_node_release(tree->root);
    free(tree);
}

void tree_freeze(struct fsi_tree *tree)
{
    tree->refs++;
    tree->layouts++;
}

void tree_thaw(struct fsi_tree *tree)
{
    tree->layouts--;
    fsi_tree_destroy(tree);
}

struct fsi_node *fsi_tree_root(const struct fsi_tree *tree)
{
    return tree->root;
}

uint32_t fsi_tree_file_count(const struct fsi_tree *tree)
{
    return tree->counters.files;
}

uint32_t fsi_tree_directory_count(const struct fsi_tree *tree)
{
    return tree->counters.directories;
}

uint32_t fsi_tree_stream_count(const struct fsi_tree *tree)
{
    return tree->counters.streams;
}

uint32_t fsi_tree_change_point(const struct fsi_tree *tree)
{
    return tree->change_point;
}

/* ------------------------------------------------------------------ sums --- */

/* Unsigned sums wrap, so that taking away is adding the negative. */
static uint64_t sign_of(bool added)
{
    return added ? 1 : (uint64_t)0 - 1;
}

static void count_extents(struct tree_counters *counters, const struct fsi_node *node, uint64_t sign)
{
    const struct fsi_extent *extents = node->data.extents;
    uint64_t blocks;
    size_t i;

    counters->extents += sign * node->extent_count;
    for (i = 0; i < node->extent_count; i++)
    {
        if (extents[i].block) continue;
        blocks = extents[i].bytes / FSI_BLOCK_SIZE + 1;
        counters->extents += sign * (blocks / HOLE_BLOCKS_MAX);
        counters->hole_blocks += sign * (blocks < HOLE_BLOCKS_MAX ? blocks : HOLE_BLOCKS_MAX);
    }
}

static void count_data(struct tree_counters *counters, const struct fsi_node *node, uint64_t sign)
{
    if (node->flags & NODE_EXTENTS) count_extents(counters, node, sign);
    else counters->data_blocks += sign * (node->size / FSI_BLOCK_SIZE + !!(node->size % FSI_BLOCK_SIZE));
    counters->gigabytes += sign * (node->size >> 30);
}

static uint32_t joliet_units(const struct fsi_node *node)
{
    uint32_t units = node->name_length, i;

    for (i = 0; i < node->name_length; i++)
    {
        const uint16_t unit = node->name[i];

        if (unit >= '@' && (unit & 0xf800) != 0xd800) continue;
        if (unit >= ' ' && unit != '*' && unit != ':' && unit != ';' && unit != '?') continue;
        units += JOLIET_NUMBER_UNITS;
        break;
    }
    return units < JOLIET_UNITS_MAX ? units : JOLIET_UNITS_MAX;
}

static void count_node(struct tree_counters *counters, const struct fsi_node *node, uint64_t sign)
{
    if (node_is_directory(node)) counters->directories += (uint32_t)sign;
    else if (node->kind == FSI_FILE) counters->files += (uint32_t)sign;
    else counters->streams += (uint32_t)sign;
    if (fsi_node_stream_count(node)) counters->stream_owners += (uint32_t)sign;
    counters->name_units += sign * node->name_length;
    counters->joliet_units += sign * joliet_units(node);
    if (node->kind != FSI_DIRECTORY) count_data(counters, node, sign);
}

void tree_count_data(struct fsi_tree *tree, const struct fsi_node *node, bool added)
{
    count_data(&tree->counters, node, sign_of(added));
}

void tree_count(struct fsi_tree *tree, const struct fsi_node *node, bool added)
{
    const uint64_t sign = sign_of(added);
    const struct fsi_node *walk;

    for (walk = node; walk; walk = node_walk(node, walk)) count_node(&tree->counters, walk, sign);
    /* Its file has become one with streams, or is none any more. Asked while the stream is attached. */
    if (node->kind == FSI_NAMED_STREAM && node->parent->children->count == 1)
        tree->counters.stream_owners += (uint32_t)sign;
}

/* --------------------------------------------------------------- changes --- */

static const struct fsi_node *top_of(const struct fsi_node *node)
{
    while (node->parent) node = node->parent;
    return node;
}

static enum fsi_status check_parent(const struct fsi_tree *tree, const struct fsi_node *parent,
                                    const struct fsi_node *node)
{
    const struct fsi_node *top = top_of(parent);

    if (tree->layouts) return FSI_READ_ONLY;
    if (node->parent || node->flags & NODE_ROOT) return FSI_ATTACHED;
    if (node->kind == FSI_NAMED_STREAM && parent->kind != FSI_FILE) return FSI_NOT_A_FILE;
    if (node->kind != FSI_NAMED_STREAM && parent->kind != FSI_DIRECTORY) return FSI_NOT_A_DIRECTORY;
    if (top == node) return FSI_ATTACHED;
    if (top->flags & NODE_KEPT) return FSI_READ_ONLY;
    return fsi_node_child(parent, node->name, node->name_length) ? FSI_DUPLICATE : FSI_OK;
}

enum fsi_status fsi_tree_attach(struct fsi_tree *tree, struct fsi_node *parent, struct fsi_node *node)
{
    bool in_tree = fsi_node_attached(parent);
    enum fsi_status status;

    if ((status = check_parent(tree, parent, node))) return status;
    if ((status = node_reserve_child(tree, parent))) return status;
    if (in_tree && (status = journal_reserve(tree))) return status;
    node_link(parent, parent->children->last, node);
    fsi_node_addref(node);
    if (!in_tree) return FSI_OK;
    tree_count(tree, node, true);
    journal_attached(tree, node);
    return FSI_OK;
}

enum fsi_status fsi_tree_detach(struct fsi_tree *tree, struct fsi_node *node)
{
    struct fsi_node *parent = node->parent, *prev = node->prev;
    enum fsi_status status;

    if (tree->layouts || node->flags & NODE_ROOT) return FSI_READ_ONLY;
    if (!parent) return FSI_NOT_FOUND;
    if (top_of(node)->flags & NODE_KEPT) return FSI_READ_ONLY;
    if (!fsi_node_attached(node))
    {
        node_unlink(node);
        fsi_node_release(node);
        return FSI_OK;
    }
    if ((status = journal_reserve(tree))) return status;
    tree_count(tree, node, false);
    node_unlink(node);
    journal_detached(tree, node, parent, prev);
    return FSI_OK;
}

/* What every setter asks first. */
static enum fsi_status begin_change(struct fsi_tree *tree, const struct fsi_node *node, bool *in_tree)
{
    if (tree->layouts) return FSI_READ_ONLY;
    *in_tree = fsi_node_attached(node);
    return *in_tree ? journal_reserve(tree) : FSI_OK;
}

enum fsi_status fsi_node_set_times(struct fsi_tree *tree, struct fsi_node *node, const struct fsi_times *times)
{
    bool in_tree;
    enum fsi_status status = begin_change(tree, node, &in_tree);

    if (status) return status;
    if (in_tree) journal_times(tree, node, &node->times);
    node->times = *times;
    return FSI_OK;
}

static enum fsi_status set_flag(struct fsi_tree *tree, struct fsi_node *node, uint8_t flag, bool on)
{
    bool in_tree;
    enum fsi_status status = begin_change(tree, node, &in_tree);

    if (status) return status;
    if (in_tree) journal_flags(tree, node, node->flags);
    node->flags = (uint8_t)(on ? node->flags | flag : node->flags & ~flag);
    return FSI_OK;
}

enum fsi_status fsi_node_set_hidden(struct fsi_tree *tree, struct fsi_node *node, bool hidden)
{
    return set_flag(tree, node, NODE_HIDDEN, hidden);
}

enum fsi_status fsi_node_set_real_time(struct fsi_tree *tree, struct fsi_node *node, bool real_time)
{
    return set_flag(tree, node, NODE_REAL_TIME, real_time);
}

/* Puts data that the node takes over into the place of what it had. */
static enum fsi_status set_data(struct fsi_tree *tree, struct fsi_node *node, const struct node_data *data)
{
    struct node_data old;
    bool in_tree;
    enum fsi_status status = begin_change(tree, node, &in_tree);

    if (status) return status;
    if (in_tree) tree_count_data(tree, node, false);
    node_take_data(node, &old);
    node_put_data(node, data);
    if (!in_tree)
    {
        node_drop_data(&old);
        return FSI_OK;
    }
    tree_count_data(tree, node, true);
    journal_data(tree, node, &old);
    return FSI_OK;
}

enum fsi_status fsi_node_set_source(struct fsi_tree *tree, struct fsi_node *node, struct fsi_source *source,
                                    uint64_t size, uint64_t stamp)
{
    struct node_data data = {.pointer = source, .size = source ? size : 0, .stamp = stamp};
    enum fsi_status status;

    if (node_is_directory(node)) return FSI_NOT_A_FILE;
    if ((status = set_data(tree, node, &data))) return status;
    if (source) source->ops->addref(source);
    return FSI_OK;
}

enum fsi_status fsi_node_set_extents(struct fsi_tree *tree, struct fsi_node *node,
                                     const struct fsi_extent *extents, size_t count)
{
    struct node_data data = {.extents = true, .extent_count = (uint32_t)count};
    enum fsi_status status;
    size_t i;

    if (node_is_directory(node)) return FSI_NOT_A_FILE;
    if (count > UINT32_MAX / sizeof(*extents)) return FSI_NO_MEMORY;
    /* One too many, so that none is an allocation as well. */
    if (!(data.pointer = malloc((count + 1) * sizeof(*extents)))) return FSI_NO_MEMORY;
    if (count) memcpy(data.pointer, extents, count * sizeof(*extents));
    for (i = 0; i < count; i++) data.size += extents[i].bytes;
    if ((status = set_data(tree, node, &data))) node_drop_data(&data);
    return status;
}
