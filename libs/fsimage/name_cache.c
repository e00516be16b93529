/*
 * Names of a view that were asked for outside of a layout
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

struct view_names
{
    uint32_t generation;                /* of the children that it was made for */
    const struct name_rules *rules;     /* NULL: not made yet */
    uint32_t *numbers;                  /* by position */
};

struct name_cache
{
    struct view_names views[3];
};

static struct view_names *names_of(struct name_cache *cache, enum fsi_view view)
{
    return &cache->views[view == FSI_VIEW_UDF ? 2 : view == FSI_VIEW_JOLIET];
}

void name_cache_destroy(struct name_cache *cache)
{
    size_t i;

    if (!cache) return;
    for (i = 0; i < 3; i++) free(cache->views[i].numbers);
    free(cache);
}

static enum fsi_status make_names(const struct fsi_tree *tree, const struct fsi_node *directory,
                                  const struct name_rules *rules, struct view_names *names)
{
    const struct fsi_node *problem;
    struct fsi_node *child;
    enum fsi_status status;
    uint32_t position = 0;

    free(names->numbers);
    names->rules = NULL;
    if (!(names->numbers = calloc(directory->children->count, sizeof(*names->numbers)))) return FSI_NO_MEMORY;
    if ((status = names_assign(rules, tree, directory, names->numbers, &problem))) return status;
    for (child = directory->children->first; child; child = child->next) child->position = position++;
    names->rules = rules;
    names->generation = directory->children->generation;
    return FSI_OK;
}

static enum fsi_status find_number(const struct fsi_tree *tree, const struct fsi_node *node,
                                   const struct name_rules *rules, uint32_t *number)
{
    struct node_children *children = node->parent->children;
    struct view_names *names;
    enum fsi_status status;

    if (!children->names && !(children->names = calloc(1, sizeof(*children->names)))) return FSI_NO_MEMORY;
    names = names_of(children->names, rules->view);
    if (names->rules != rules || names->generation != children->generation)
    {
        if ((status = make_names(tree, node->parent, rules, names))) return status;
    }
    *number = names->numbers[node->position];
    return FSI_OK;
}

enum fsi_status fsi_view_name(struct fsi_tree *tree, const struct fsi_options *options, enum fsi_view view,
                              struct fsi_node *node, uint16_t *name, size_t *length)
{
    const struct name_rules *rules = name_rules_for(options, view);
    enum fsi_status status;
    uint32_t number = 0;

    *length = 0;
    if (node->flags & NODE_ROOT) return FSI_OK;
    if (view == FSI_VIEW_ISO9660 && name_too_deep(node)) return FSI_TOO_DEEP;
    if (node->parent && (status = find_number(tree, node, rules, &number))) return status;
    *length = name_map(rules, node, number, name);
    return FSI_OK;
}
