/*
 * Names of UDF that differ from those of the tree
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

#include "udf_private.h"

#include <stdlib.h>
#include <string.h>

#include "names.h"
#include "udf_string.h"

/*
 * Nearly every name of a tree is one of UDF as well, so only those that are not
 * are kept: what was too long, and what was mapped because of that.
 */

/* Makes room for one more; *array may move. */
static bool grow(void **array, size_t *room, size_t count, size_t more, size_t size)
{
    size_t wanted = *room ? *room * 2 : 64;
    void *moved;

    if (count + more <= *room)
        return true;
    if (wanted < count + more)
        wanted = count + more;
    if (wanted > SIZE_MAX / size || !(moved = realloc(*array, wanted * size)))
        return false;
    *array = moved;
    *room = wanted;
    return true;
}

static bool keep(struct udf_names *names, uint32_t number, const uint16_t *units, size_t length)
{
    struct udf_mapped_name *mapped;
    void *moved = names->mapped;

    if (!grow(&moved, &names->room, names->count, 1, sizeof(*names->mapped)))
        return false;
    names->mapped = moved;
    moved = names->units;
    if (!grow(&moved, &names->unit_room, names->unit_count, length, sizeof(*names->units)))
        return false;
    names->units = moved;

    mapped = &names->mapped[names->count++];
    mapped->number = number;
    mapped->length = (uint32_t)length;
    mapped->first = names->unit_count;
    memcpy(names->units + names->unit_count, units, length * sizeof(*units));
    names->unit_count += length;
    return true;
}

static bool fits(const struct fsi_node *node)
{
    return udf_cs0_size(node->name, node->name_length) <= UDF_NAME_BYTES_MAX;
}

static enum fsi_status map_names(struct fsi_layout *layout, struct udf_view *udf, const struct fsi_node *parent,
                                 uint32_t *numbers)
{
    const struct name_rules *rules = name_rules_for(&layout->options, FSI_VIEW_UDF);
    const struct fsi_node *node, *problem = NULL;
    uint16_t name[FSI_NAME_MAX];
    enum fsi_status status;
    size_t length, i;

    if ((status = names_assign(rules, layout->tree, parent, numbers, &problem)) != FSI_OK)
    {
        layout->problem.node = problem;
        layout->problem.view = FSI_VIEW_UDF;
        return status;
    }
    for (node = parent->children->first, i = 0; node; node = node->next, i++)
    {
        if (!numbers[i] && fits(node))
            continue;
        length = name_map(rules, node, numbers[i], name);
        if (!keep(&udf->names, node->number, name, length))
            return FSI_NO_MEMORY;
    }
    return FSI_OK;
}

/* The names below one directory, or of the streams of one file. */
static enum fsi_status create_below(struct fsi_layout *layout, struct udf_view *udf, const struct fsi_node *parent)
{
    const struct fsi_node *node;
    enum fsi_status status;
    uint32_t *numbers;

    if (!parent->children)
        return FSI_OK;
    for (node = parent->children->first; node && fits(node); node = node->next)
        ;
    if (!node)
        return FSI_OK;
    if (!(numbers = calloc(parent->children->count, sizeof(*numbers))))
        return FSI_NO_MEMORY;
    status = map_names(layout, udf, parent, numbers);
    free(numbers);
    return status;
}

static int compare_mapped(const void *left, const void *right)
{
    const struct udf_mapped_name *a = left, *b = right;

    return a->number < b->number ? -1 : a->number > b->number;
}

enum fsi_status udf_names_create(struct fsi_layout *layout, struct udf_view *udf)
{
    enum fsi_status status;
    uint32_t number;

    for (number = 0; number < udf->node_count; number++)
    {
        if (udf->revision < UDF_REVISION_STREAMS && layout->nodes[number]->kind != FSI_DIRECTORY)
            break;                      /* directories come first, and files have no streams */
        if ((status = create_below(layout, udf, layout->nodes[number])) != FSI_OK)
            return status;
    }
    if (udf->names.count)
        qsort(udf->names.mapped, udf->names.count, sizeof(*udf->names.mapped), compare_mapped);
    return FSI_OK;
}

void udf_names_destroy(struct udf_names *names)
{
    free(names->mapped);
    free(names->units);
}

static int compare_numbers(const void *key, const void *entry)
{
    uint32_t number = *(const uint32_t *)key;
    const struct udf_mapped_name *mapped = entry;

    return number < mapped->number ? -1 : number > mapped->number;
}

const uint16_t *udf_name(const struct udf_view *udf, const struct fsi_node *node, size_t *length)
{
    const struct udf_names *names = &udf->names;
    const struct udf_mapped_name *mapped = NULL;

    if (names->count)
        mapped = bsearch(&node->number, names->mapped, names->count, sizeof(*names->mapped), compare_numbers);
    *length = mapped ? mapped->length : node->name_length;
    return mapped ? names->units + mapped->first : node->name;
}
