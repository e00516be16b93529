/*
 * What was done to a tree, so that it can be undone
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

#include "tree_private.h"

/*
 * A stack of words in chunks. A record is its operands and, above them, one word
 * that names the node and the kind of change, so that a million files that were
 * attached take one word each. Undoing pops; it allocates nothing.
 */

#define CHUNK_WORDS 8176u               /* with its head just below 64 KiB */
#define RECORD_WORDS_MAX 5u

enum change
{
    CHANGE_ATTACHED,                    /* - */
    CHANGE_ATTACHED_AGAIN,              /* - of a node that a record further below keeps */
    CHANGE_DETACHED,                    /* previous sibling, parent; holds the node's reference of the tree */
    CHANGE_TIMES,                       /* modified, accessed, created */
    CHANGE_FLAGS,                       /* flags */
    CHANGE_SOURCE,                      /* count, stamp, size, pointer; holds the reference */
    CHANGE_EXTENTS,                     /* the same; owns the extents */
    CHANGE_MASK = 7,                    /* nodes come from malloc, whose addresses have these bits free */
};

_Static_assert(_Alignof(struct fsi_node) >= 8 || sizeof(void *) == 4, "the kind of a change has room in an address");

struct journal_chunk
{
    struct journal_chunk *below;
    uint32_t used;
    uint64_t words[CHUNK_WORDS];
};

enum fsi_status journal_reserve(struct fsi_tree *tree)
{
    struct journal_chunk *chunk = tree->journal;

    if (tree->change_point == UINT32_MAX) return FSI_NO_MEMORY;
    if (chunk && CHUNK_WORDS - chunk->used >= RECORD_WORDS_MAX) return FSI_OK;
    if (!(chunk = malloc(sizeof(*chunk)))) return FSI_NO_MEMORY;
    chunk->below = tree->journal;
    chunk->used = 0;
    tree->journal = chunk;
    return FSI_OK;
}

static void push(struct fsi_tree *tree, uint64_t word)
{
    tree->journal->words[tree->journal->used++] = word;
}

/* An empty chunk stays until something below it is wanted, so that undoing and doing again do not allocate. */
static uint64_t pop(struct fsi_tree *tree)
{
    struct journal_chunk *chunk;

    while (!(chunk = tree->journal)->used)
    {
        tree->journal = chunk->below;
        free(chunk);
    }
    return chunk->words[--chunk->used];
}

static uint64_t word_of(const void *pointer)
{
    return (uint64_t)(uintptr_t)pointer;
}

static void *pop_pointer(struct fsi_tree *tree)
{
    return (void *)(uintptr_t)pop(tree);
}

static void push_change(struct fsi_tree *tree, const struct fsi_node *node, enum change change)
{
    push(tree, word_of(node) | change);
    tree->change_point++;
}

void journal_attached(struct fsi_tree *tree, struct fsi_node *node)
{
    push_change(tree, node, node->flags & NODE_KEPT ? CHANGE_ATTACHED_AGAIN : CHANGE_ATTACHED);
    node->flags &= (uint8_t)~NODE_KEPT;
}

void journal_detached(struct fsi_tree *tree, struct fsi_node *node, struct fsi_node *parent, struct fsi_node *prev)
{
    node->flags |= NODE_KEPT;
    push(tree, word_of(prev));
    push(tree, word_of(parent));
    push_change(tree, node, CHANGE_DETACHED);
}

void journal_times(struct fsi_tree *tree, struct fsi_node *node, const struct fsi_times *old)
{
    push(tree, (uint64_t)old->modified);
    push(tree, (uint64_t)old->accessed);
    push(tree, (uint64_t)old->created);
    push_change(tree, node, CHANGE_TIMES);
}

void journal_flags(struct fsi_tree *tree, struct fsi_node *node, uint8_t old)
{
    push(tree, old);
    push_change(tree, node, CHANGE_FLAGS);
}

void journal_data(struct fsi_tree *tree, struct fsi_node *node, const struct node_data *old)
{
    push(tree, old->extent_count);
    push(tree, old->stamp);
    push(tree, old->size);
    push(tree, word_of(old->pointer));
    push_change(tree, node, old->extents ? CHANGE_EXTENTS : CHANGE_SOURCE);
}

static void pop_times(struct fsi_tree *tree, struct fsi_times *times)
{
    times->created = (int64_t)pop(tree);
    times->accessed = (int64_t)pop(tree);
    times->modified = (int64_t)pop(tree);
}

static void pop_data(struct fsi_tree *tree, struct node_data *data, bool extents)
{
    data->extents = extents;
    data->pointer = pop_pointer(tree);
    data->size = pop(tree);
    data->stamp = pop(tree);
    data->extent_count = (uint32_t)pop(tree);
}

static void undo_attached(struct fsi_tree *tree, struct fsi_node *node, bool again)
{
    tree_count(tree, node, false);
    node_unlink(node);
    if (again) node->flags |= NODE_KEPT;
    fsi_node_release(node);
}

static void undo_detached(struct fsi_tree *tree, struct fsi_node *node)
{
    struct fsi_node *parent = pop_pointer(tree), *prev = pop_pointer(tree);

    node->flags &= (uint8_t)~NODE_KEPT;
    node_link(parent, prev, node);
    tree_count(tree, node, true);
}

/* Only what setters change: what the data are is no matter of this record. */
static void undo_flags(struct fsi_tree *tree, struct fsi_node *node)
{
    const uint8_t settable = NODE_HIDDEN | NODE_REAL_TIME, old = (uint8_t)pop(tree);

    node->flags = (uint8_t)((node->flags & ~settable) | (old & settable));
}

static void undo_data(struct fsi_tree *tree, struct fsi_node *node, bool extents)
{
    struct node_data old, current;

    pop_data(tree, &old, extents);
    node_take_data(node, &current);
    tree_count_data(tree, node, false);
    node_put_data(node, &old);
    tree_count_data(tree, node, true);
    node_drop_data(&current);
}

static struct fsi_node *pop_change(struct fsi_tree *tree, enum change *change)
{
    uint64_t word = pop(tree);

    *change = word & CHANGE_MASK;
    return (struct fsi_node *)(uintptr_t)(word & ~(uint64_t)CHANGE_MASK);
}

static void undo(struct fsi_tree *tree)
{
    enum change change;
    struct fsi_node *node = pop_change(tree, &change);

    tree->change_point--;
    switch (change)
    {
    case CHANGE_ATTACHED:
    case CHANGE_ATTACHED_AGAIN:
        undo_attached(tree, node, change == CHANGE_ATTACHED_AGAIN);
        break;
    case CHANGE_DETACHED:
        undo_detached(tree, node);
        break;
    case CHANGE_TIMES:
        pop_times(tree, &node->times);
        break;
    case CHANGE_FLAGS:
        undo_flags(tree, node);
        break;
    case CHANGE_SOURCE:
    case CHANGE_EXTENTS:
        undo_data(tree, node, change == CHANGE_EXTENTS);
        break;
    default:
        break;
    }
}

/* Lets go of what a record holds; nodes of other records may be gone already. */
static void drop(struct fsi_tree *tree)
{
    enum change change;
    struct fsi_node *node = pop_change(tree, &change);
    struct fsi_times times;
    struct node_data data;

    switch (change)
    {
    case CHANGE_DETACHED:
        pop(tree);
        pop(tree);
        node->flags &= (uint8_t)~NODE_KEPT;
        fsi_node_release(node);
        break;
    case CHANGE_TIMES:
        pop_times(tree, &times);
        break;
    case CHANGE_FLAGS:
        pop(tree);
        break;
    case CHANGE_SOURCE:
    case CHANGE_EXTENTS:
        pop_data(tree, &data, change == CHANGE_EXTENTS);
        node_drop_data(&data);
        break;
    default:
        break;
    }
}

enum fsi_status fsi_tree_rollback(struct fsi_tree *tree, uint32_t change_point)
{
    if (change_point > tree->change_point) return FSI_NOT_FOUND;
    if (tree->layouts) return FSI_READ_ONLY;
    if (change_point < tree->locked_in) return FSI_LOCKED_IN;
    while (tree->change_point > change_point) undo(tree);
    return FSI_OK;
}

void journal_forget(struct fsi_tree *tree)
{
    uint32_t records = tree->change_point - tree->locked_in;
    struct journal_chunk *chunk;

    while (records--) drop(tree);
    while ((chunk = tree->journal))
    {
        tree->journal = chunk->below;
        free(chunk);
    }
    tree->locked_in = tree->change_point;
}

void fsi_tree_lock_in(struct fsi_tree *tree)
{
    journal_forget(tree);
}
