/*
 * A list of the nodes that a parent had when somebody asked
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

#include "node_list.h"

struct node_list
{
    struct snapshot snapshot;
    struct image *image;
    struct fsi_node **nodes;
};

static HRESULT node_list_item(struct snapshot *snapshot, ULONG index, IDispatch **item)
{
    struct node_list *list = CONTAINING_RECORD(snapshot, struct node_list, snapshot);

    return item_create(list->image, list->nodes[index], &IID_IDispatch, (void **)item);
}

static void node_list_destroy(struct snapshot *snapshot)
{
    struct node_list *list = CONTAINING_RECORD(snapshot, struct node_list, snapshot);

    image_lock(list->image);
    while (list->snapshot.count) fsi_node_release(list->nodes[--list->snapshot.count]);
    image_unlock(list->image);
    object_release(&list->image->object);
    free(list->nodes);
    free(list);
}

/* With the lock held. */
static HRESULT fill(struct node_list *list, struct fsi_node *parent)
{
    bool directory = fsi_node_kind(parent) == FSI_DIRECTORY;
    ULONG count = directory ? fsi_node_child_count(parent) : fsi_node_stream_count(parent);
    struct fsi_node *node = directory ? fsi_node_first_child(parent) : fsi_node_first_stream(parent);

    if (!(list->nodes = calloc(count ? count : 1, sizeof(*list->nodes)))) return E_OUTOFMEMORY;
    for (; node && list->snapshot.count < count; node = fsi_node_next_sibling(node))
    {
        fsi_node_addref(node);
        list->nodes[list->snapshot.count++] = node;
    }
    return S_OK;
}

HRESULT node_list_create(struct image *image, struct fsi_node *parent, struct snapshot **out)
{
    struct node_list *list;
    HRESULT hr;

    *out = NULL;
    if (!(list = calloc(1, sizeof(*list)))) return E_OUTOFMEMORY;
    list->snapshot.ref = 1;
    list->snapshot.item = node_list_item;
    list->snapshot.destroy = node_list_destroy;
    list->image = image;
    object_addref(&image->object);
    image_lock(image);
    hr = fill(list, parent);
    image_unlock(image);
    if (FAILED(hr)) snapshot_release(&list->snapshot);
    else *out = &list->snapshot;
    return hr;
}

HRESULT enum_items_create(struct image *image, struct fsi_node *parent, REFIID iid, void **out)
{
    struct snapshot *list;
    HRESULT hr;

    *out = NULL;
    if (FAILED(hr = node_list_create(image, parent, &list))) return hr;
    hr = enumerator_create(list, iid, out);
    snapshot_release(list);
    return hr;
}
