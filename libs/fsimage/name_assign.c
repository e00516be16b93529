/*
 * Names that differ from all their siblings
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

#include "names.h"

/*
 * Names are compared by 64 bits of hash: what the same bits say of two
 * different names is that one of them gets a number, which harms nobody.
 *
 * Numbers are given out per head: the stem as cut for numbers of so many digits,
 * with the extension. Each head remembers its next number, and every number that
 * it offers is taken then, by this name or by one that was there before. So all
 * offers together are linear in the names, whatever they look like.
 */

#define UNSETTLED UINT32_MAX
#define DIGITS_MAX 9u

struct slot
{
    uint64_t key;                       /* 0: free */
    uint32_t next;                      /* of a head: its next number */
};

struct table
{
    struct slot *slots;
    size_t capacity;                    /* a power of two */
    size_t used;
};

struct assignment
{
    const struct name_rules *rules;
    const struct fsi_tree *tree;
    struct table names;
    struct table heads;
};

static bool table_init(struct table *table, size_t expected)
{
    size_t capacity = 64;

    while (capacity < expected * 2) capacity *= 2;
    table->slots = calloc(capacity, sizeof(*table->slots));
    table->capacity = capacity;
    table->used = 0;
    return table->slots;
}

/* The slot of a key, or the free one where it belongs. */
static struct slot *table_find(const struct table *table, uint64_t key)
{
    size_t i = key & (table->capacity - 1);

    while (table->slots[i].key && table->slots[i].key != key) i = (i + 1) & (table->capacity - 1);
    return &table->slots[i];
}

static bool table_grow(struct table *table)
{
    struct table grown;
    size_t i;

    if (!table_init(&grown, table->capacity)) return false;
    for (i = 0; i < table->capacity; i++)
        if (table->slots[i].key) *table_find(&grown, table->slots[i].key) = table->slots[i];
    grown.used = table->used;
    free(table->slots);
    *table = grown;
    return true;
}

static uint64_t hash_units(const struct assignment *assignment, const uint16_t *name, size_t length, uint64_t seed)
{
    uint64_t hash = seed;
    size_t i;

    for (i = 0; i < length; i++)
    {
        hash = (hash ^ name_fold(assignment->tree->host.upcase, name[i])) * 0x9e3779b97f4a7c15u;
        hash ^= hash >> 32;
    }
    return hash ? hash : 1;
}

/* False: the name is taken. */
static bool take(struct assignment *assignment, const uint16_t *name, size_t length)
{
    struct slot *slot = table_find(&assignment->names, hash_units(assignment, name, length, 0));

    if (slot->key) return false;
    slot->key = hash_units(assignment, name, length, 0);
    return true;
}

static bool is_changed(const struct assignment *assignment, const struct fsi_node *node)
{
    uint16_t name[FSI_NAME_MAX];
    size_t length = name_map(assignment->rules, node, 0, name), i;

    if (length != node->name_length) return true;
    for (i = 0; i < length; i++)
    {
        if (name[i] == node->name[i]) continue;
        if (name[i] != name_fold(assignment->tree->host.upcase, node->name[i])) return true;
    }
    return false;
}

/* The next number of a head; NULL: no memory. */
static struct slot *find_head(struct assignment *assignment, const struct fsi_node *node, uint32_t first)
{
    uint16_t name[FSI_NAME_MAX];
    size_t length = name_map(assignment->rules, node, first, name);
    uint64_t key = hash_units(assignment, name, length, first);
    struct slot *head;

    if (assignment->heads.used * 2 >= assignment->heads.capacity && !table_grow(&assignment->heads)) return NULL;
    head = table_find(&assignment->heads, key);
    if (head->key) return head;
    head->key = key;
    head->next = first;
    assignment->heads.used++;
    return head;
}

static enum fsi_status number_name(struct assignment *assignment, const struct fsi_node *node, uint32_t *number)
{
    uint16_t name[FSI_NAME_MAX];
    unsigned int digits;
    struct slot *head;
    uint32_t first;
    size_t length;

    for (digits = 1, first = 1; digits <= DIGITS_MAX; digits++, first *= 10)
    {
        if (!name_map(assignment->rules, node, first, name)) break;
        if (!(head = find_head(assignment, node, first))) return FSI_NO_MEMORY;
        while (head->next < first * 10)
        {
            *number = head->next++;
            length = name_map(assignment->rules, node, *number, name);
            if (take(assignment, name, length)) return FSI_OK;
        }
    }
    return FSI_NO_UNIQUE_NAME;
}

static enum fsi_status settle(struct assignment *assignment, const struct fsi_node *directory, uint32_t *numbers,
                              const struct fsi_node **problem)
{
    const struct fsi_node *child;
    uint16_t name[FSI_NAME_MAX];
    enum fsi_status status;
    size_t i;

    /* Those that stay as they are, then the first of each name, then the numbered ones. */
    for (child = directory->children->first, i = 0; child; child = child->next, i++)
    {
        if (!numbers[i]) take(assignment, name, name_map(assignment->rules, child, 0, name));
    }
    for (child = directory->children->first, i = 0; child; child = child->next, i++)
    {
        if (numbers[i] && take(assignment, name, name_map(assignment->rules, child, 0, name))) numbers[i] = 0;
    }
    for (child = directory->children->first, i = 0; child; child = child->next, i++)
    {
        if (!numbers[i] || !(status = number_name(assignment, child, &numbers[i]))) continue;
        *problem = child;
        return status;
    }
    return FSI_OK;
}

enum fsi_status names_assign(const struct name_rules *rules, const struct fsi_tree *tree,
                             const struct fsi_node *directory, uint32_t *numbers, const struct fsi_node **problem)
{
    struct assignment assignment = {.rules = rules, .tree = tree};
    const struct fsi_node *child;
    enum fsi_status status = FSI_NO_MEMORY;
    size_t changed = 0, i;

    if (!directory->children || !directory->children->first) return FSI_OK;
    for (child = directory->children->first, i = 0; child; child = child->next, i++)
    {
        numbers[i] = is_changed(&assignment, child) ? UNSETTLED : 0;
        changed += !!numbers[i];
    }
    if (!changed) return FSI_OK;
    *problem = directory;
    if (table_init(&assignment.names, directory->children->count) && table_init(&assignment.heads, 0))
        status = settle(&assignment, directory, numbers, problem);
    free(assignment.names.slots);
    free(assignment.heads.slots);
    return status;
}
