/*
 * A tree read from an image by libs/fsimage, for tests
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

#include <inttypes.h>

#include "readimage.h"

uint16_t upcase_latin(uint16_t unit)
{
    if ((unit >= 'a' && unit <= 'z') || (unit >= 0xe0 && unit <= 0xfe && unit != 0xf7))
        return (uint16_t)(unit - 0x20);
    return unit;
}

static size_t put_utf8(char *out, uint32_t code)
{
    if (code < 0x80)
    {
        out[0] = (char)code;
        return 1;
    }
    if (code < 0x800)
    {
        out[0] = (char)(0xc0 | code >> 6);
        out[1] = (char)(0x80 | (code & 0x3f));
        return 2;
    }
    if (code < 0x10000)
    {
        out[0] = (char)(0xe0 | code >> 12);
        out[1] = (char)(0x80 | (code >> 6 & 0x3f));
        out[2] = (char)(0x80 | (code & 0x3f));
        return 3;
    }
    out[0] = (char)(0xf0 | code >> 18);
    out[1] = (char)(0x80 | (code >> 12 & 0x3f));
    out[2] = (char)(0x80 | (code >> 6 & 0x3f));
    out[3] = (char)(0x80 | (code & 0x3f));
    return 4;
}

static size_t put_name(const struct fsi_node *node, char *out)
{
    size_t length, size = 0;
    const uint16_t *name = fsi_node_name(node, &length);

    for (size_t i = 0; i < length; i++)
    {
        uint32_t code = name[i];

        if (code >= 0xd800 && code < 0xdc00 && i + 1 < length && name[i + 1] >= 0xdc00 && name[i + 1] < 0xe000)
            code = 0x10000 + ((code - 0xd800) << 10) + (name[++i] - 0xdc00u);
        size += put_utf8(out + size, code);
    }
    return size;
}

size_t node_path(const struct fsi_node *node, char *path, size_t size)
{
    const struct fsi_node *parent = fsi_node_parent(node);
    size_t length;

    *path = 0;
    if (!parent)
        return 0;
    length = node_path(parent, path, size);
    if (size - length < 3 * FSI_NAME_MAX + 2)
        return length;
    path[length++] = '/';
    length += put_name(node, path + length);
    path[length] = 0;
    return length;
}

struct fsi_node *next_node(const struct fsi_node *top, struct fsi_node *node)
{
    if (fsi_node_kind(node) == FSI_DIRECTORY && fsi_node_first_child(node))
        return fsi_node_first_child(node);
    while (node != top && !fsi_node_next_sibling(node))
        node = fsi_node_parent(node);
    return node == top ? NULL : fsi_node_next_sibling(node);
}

void list_tree(const struct fsi_tree *tree, FILE *out)
{
    struct fsi_node *root = fsi_tree_root(tree);
    char path[PATH_SIZE];

    for (struct fsi_node *node = next_node(root, root); node; node = next_node(root, node))
    {
        node_path(node, path, sizeof(path));
        fprintf(out, "%c %" PRIu64 " %c %" PRId64 " %s\n", fsi_node_kind(node) == FSI_DIRECTORY ? 'd' : 'f',
                fsi_node_size(node), fsi_node_hidden(node) ? 'h' : '-',
                fsi_node_times(node)->modified / 10000000, path);
        if (fsi_node_kind(node) != FSI_FILE)
            continue;
        for (struct fsi_node *stream = fsi_node_first_stream(node); stream; stream = fsi_node_next_sibling(stream))
        {
            node_path(stream, path, sizeof(path));
            fprintf(out, "s %" PRIu64 " - 0 %s\n", fsi_node_size(stream), path);
        }
    }
}
