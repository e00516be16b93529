/*
 * What all sources of data have in common
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

#include "sources.h"

static struct counted_source *impl_from_source(struct fsi_source *source)
{
    return CONTAINING_RECORD(source, struct counted_source, source);
}

void source_addref(struct fsi_source *source)
{
    InterlockedIncrement(&impl_from_source(source)->ref);
}

void source_release(struct fsi_source *source)
{
    struct counted_source *This = impl_from_source(source);

    if (!source || InterlockedDecrement(&This->ref)) return;
    if (This->destroy) This->destroy(This);
    free(This);
}

void *source_alloc(size_t size, const struct fsi_source_ops *ops, void (*destroy)(struct counted_source *source))
{
    struct counted_source *This;

    if (!(This = calloc(1, size))) return NULL;
    This->source.ops = ops;
    This->ref = 1;
    This->destroy = destroy;
    return This;
}
