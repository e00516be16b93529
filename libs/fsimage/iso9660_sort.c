/*
 * The order of a directory's records (ECMA-119 9.3)
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

#include "iso9660_private.h"

/*
 * d-characters are all above the dot, and an identifier that ends is below all
 * that go on. So comparing names as bytes, without version, gives the order of
 * 9.3, which compares what is before the dot and behind it one after the other. Joliet
 * compares its units as a whole, the higher byte first.
 */

#define CHUNK_BYTES 65500u

struct key_chunk
{
    struct key_chunk *next;
    uint8_t bytes[CHUNK_BYTES];
};

struct keys
{
    struct key_chunk *chunks;
    size_t used;                        /* of the first one */
};

struct item
{
    const uint8_t *key;
    uint32_t length;
    uint32_t number;
};

static uint8_t *reserve_key(struct keys *keys, size_t size)
{
    struct key_chunk *chunk = keys->chunks;

    if (!chunk || CHUNK_BYTES - keys->used < size)
    {
        if (!(chunk = malloc(sizeof(*chunk)))) return NULL;
        chunk->next = keys->chunks;
        keys->chunks = chunk;
        keys->used = 0;
    }
    return chunk->bytes + keys->used;
}

/* What is kept of the chunks: one, for the next directory. */
static void forget_keys(struct keys *keys, bool all)
{
    struct key_chunk *chunk;

    while ((chunk = keys->chunks) && (all || chunk->next))
    {
        keys->chunks = chunk->next;
        free(chunk);
    }
    keys->used = 0;
}

static int compare(const struct item *a, const struct item *b)
{
    int order = memcmp(a->key, b->key, a->length < b->length ? a->length : b->length);

    if (order) return order;
    return a->length < b->length ? -1 : a->length > b->length;
}

/* Sorts by merging runs of rising width; other is as large. Returns where the result is. */
static struct item *merge_sort(struct item *items, struct item *other, size_t count)
{
    struct item *swap;
    size_t width, begin;

    for (width = 1; width < count; width *= 2)
    {
        for (begin = 0; begin < count; begin += 2 * width)
        {
            size_t middle = begin + width < count ? begin + width : count;
            size_t end = middle + width < count ? middle + width : count;
            size_t left = begin, right = middle, out = begin;

            while (left < middle && right < end)
                other[out++] = compare(&items[right], &items[left]) < 0 ? items[right++] : items[left++];
            while (left < middle) other[out++] = items[left++];
            while (right < end) other[out++] = items[right++];
        }
        swap = items;
        items = other;
        other = swap;
    }
    return items;
}

static enum fsi_status make_items(const struct iso9660_view *view, const struct fsi_node *directory,
                                  struct keys *keys, struct item *items, bool *sorted)
{
    const struct fsi_node *child;
    uint8_t *key;
    size_t i = 0;

    *sorted = true;
    for (child = fsi_node_first_child(directory); child; child = child->next, i++)
    {
        if (!(key = reserve_key(keys, ISO9660_IDENTIFIER_MAX))) return FSI_NO_MEMORY;
        items[i].key = key;
        items[i].number = child->number;
        items[i].length = (uint32_t)iso9660_identifier(view, child, key);
        if (child->kind == FSI_FILE) items[i].length -= view->joliet ? 4 : 2;
        keys->used += items[i].length;
        if (i && compare(&items[i - 1], &items[i]) > 0) *sorted = false;
    }
    return FSI_OK;
}

static enum fsi_status sort_directory(const struct fsi_layout *layout, struct iso9660_view *view,
                                      uint32_t directory, struct keys *keys, struct item *items, struct item *other)
{
    const struct fsi_node *node = layout->nodes[directory];
    const uint32_t count = fsi_node_child_count(node), first = view->first[directory];
    enum fsi_status status;
    bool sorted;
    uint32_t i;

    if ((status = make_items(view, node, keys, items, &sorted))) return status;
    if (!sorted) items = merge_sort(items, other, count);
    for (i = 0; i < count; i++) view->order[first + i] = items[i].number;
    forget_keys(keys, false);
    return FSI_OK;
}

enum fsi_status iso9660_sort(const struct fsi_layout *layout, struct iso9660_view *view)
{
    enum fsi_status status = FSI_OK;
    struct keys keys = {0};
    struct item *items;
    uint32_t most = 0, count, i;

    for (i = 0; i < layout->directory_count; i++)
    {
        count = fsi_node_child_count(layout->nodes[i]);
        view->first[i + 1] = view->first[i] + count;
        if (count > most) most = count;
    }
    if (!(items = calloc((size_t)most + 1, 2 * sizeof(*items)))) return FSI_NO_MEMORY;
    for (i = 0; !status && i < layout->directory_count; i++)
        status = sort_directory(layout, view, i, &keys, items, items + most);
    forget_keys(&keys, true);
    free(items);
    return status;
}
