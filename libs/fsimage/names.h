/*
 * How a view names the items of a directory
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


#ifndef LIBS_FSIMAGE_NAMES_H
#define LIBS_FSIMAGE_NAMES_H

#include "tree_private.h"

/*
 * A view's name of an item is a function of the item's own name and of one
 * number: 0 for the name as it is translated and cut, else what was put behind
 * its stem so that it differs from its siblings. So only the number is kept.
 */

struct name_rules
{
    enum fsi_view view;
    uint16_t stem_max;                  /* units of a file's name before its last dot */
    uint16_t extension_max;             /* units behind it */
    uint16_t extension_cut;             /* to so many units it is cut when all together are too many */
    uint16_t file_max;                  /* units of both with the dot */
    uint16_t directory_max;
    uint16_t mark;                      /* stands before the number; 0: nothing */
};

/* The rules of a view; options.iso9660_level counts for ISO 9660. Static. */
const struct name_rules *name_rules_for(const struct fsi_options *options, enum fsi_view view);

/*
 * The name of a node; without version, and without the dot at its end that ECMA-119 7.5.1 wants.
 * Returns its units; 0: there is no room for the number. Not for the root.
 */
size_t name_map(const struct name_rules *rules, const struct fsi_node *node, uint32_t number,
                uint16_t name[FSI_NAME_MAX]);

/* ECMA-119 6.8.2.1: whether a directory, or the directory of a file, is at more than 8 levels. */
bool name_too_deep(const struct fsi_node *node);

/*
 * Finds the number of each child of a directory, in their order, so that no two names agree, in time
 * linear in their count. Names that fit as they are stay so. *problem is the child without a name.
 * FSI_NO_MEMORY, FSI_NO_UNIQUE_NAME.
 */
enum fsi_status names_assign(const struct name_rules *rules, const struct fsi_tree *tree,
                             const struct fsi_node *directory, uint32_t *numbers, const struct fsi_node **problem);

#endif
