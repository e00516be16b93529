/*
 * The bytes of an image, from any offset
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

#include "layout_private.h"

/*
 * Descriptors and directories are rendered block by block. Data go from their
 * source straight to where the caller wants them. One source is open at a time,
 * and stays so as long as what is read next lies in the same file.
 */

struct fsi_reader
{
    struct fsi_layout *layout;
    /* What is open; source NULL: nothing. */
    struct fsi_source *source;
    const struct fsi_node *node;
    void *handle;
    const struct fsi_area *area;        /* the one that was read last; NULL: none yet */
    uint8_t block[FSI_BLOCK_SIZE];
};

enum fsi_status fsi_reader_create(struct fsi_layout *layout, struct fsi_reader **reader)
{
    if (!(*reader = calloc(1, sizeof(**reader)))) return FSI_NO_MEMORY;
    (*reader)->layout = layout;
    fsi_layout_addref(layout);
    return FSI_OK;
}

void fsi_reader_rest(struct fsi_reader *reader)
{
    if (!reader->source) return;
    reader->source->ops->close(reader->source, reader->handle);
    reader->source = NULL;
}

void fsi_reader_destroy(struct fsi_reader *reader)
{
    if (!reader) return;
    fsi_reader_rest(reader);
    fsi_layout_release(reader->layout);
    free(reader);
}

static enum fsi_status open_source(struct fsi_reader *reader, const struct layout_data *data)
{
    enum fsi_status status;

    if (reader->source == data->source && reader->node == data->node) return FSI_OK;
    fsi_reader_rest(reader);
    if ((status = data->source->ops->open(data->source, data->node, &reader->handle))) return status;
    reader->source = data->source;
    reader->node = data->node;
    return FSI_OK;
}

/* From an offset inside of an area of data: as much as one file gives, or the zeros behind its end. */
static enum fsi_status read_data(struct fsi_reader *reader, const struct fsi_area *area, uint64_t offset,
                                 uint8_t *buffer, size_t size, size_t *done, struct layout_data *data)
{
    uint64_t inside, padded;
    enum fsi_status status;

    layout_data_at(reader->layout, area, area->start + (uint32_t)(offset / FSI_BLOCK_SIZE), data);
    inside = offset - (uint64_t)(data->block - area->start) * FSI_BLOCK_SIZE;
    padded = blocks_of(data->size) * FSI_BLOCK_SIZE;
    if (inside >= data->size)
    {
        *done = size < padded - inside ? size : (size_t)(padded - inside);
        memset(buffer, 0, *done);
        return FSI_OK;
    }
    if (size > data->size - inside) size = (size_t)(data->size - inside);
    if (!(status = open_source(reader, data)))
        status = data->source->ops->read(data->source, reader->handle, inside, buffer, size);
    if (status) fsi_reader_rest(reader);
    else *done = size;
    return status;
}

/* Whole blocks are rendered in place, others by way of the reader's own. */
static enum fsi_status read_rendered(struct fsi_reader *reader, const struct fsi_area *area, uint64_t offset,
                                     uint8_t *buffer, size_t size, size_t *done)
{
    const uint32_t relative = (uint32_t)(offset / FSI_BLOCK_SIZE);
    const size_t skip = offset % FSI_BLOCK_SIZE;
    uint8_t *block = !skip && size >= FSI_BLOCK_SIZE ? buffer : reader->block;
    enum fsi_status status;

    memset(block, 0, FSI_BLOCK_SIZE);
    if ((status = area->ops->render(reader->layout, area, relative, block))) return status;
    *done = size < FSI_BLOCK_SIZE - skip ? size : FSI_BLOCK_SIZE - skip;
    if (block != buffer) memcpy(buffer, block + skip, *done);
    return FSI_OK;
}

/* Nothing is planned here: zeros until the block ends. */
static enum fsi_status read_gap(uint64_t offset, uint8_t *buffer, size_t size, size_t *done)
{
    const size_t left = FSI_BLOCK_SIZE - offset % FSI_BLOCK_SIZE;

    *done = size < left ? size : left;
    memset(buffer, 0, *done);
    return FSI_OK;
}

static const struct fsi_area *find_area(struct fsi_reader *reader, uint32_t block)
{
    const struct fsi_area *area = reader->area;

    if (area && block >= area->start && block - area->start < area->blocks) return area;
    return reader->area = layout_area_at(reader->layout, block);
}

/* Some of the bytes at an offset of the stream: at least one, and none beyond what one file or block gives. */
static enum fsi_status read_some(struct fsi_reader *reader, uint64_t offset, uint8_t *buffer, size_t size,
                                 size_t *done, struct layout_data *data)
{
    const uint32_t block = layout_medium_block(reader->layout, (uint32_t)(offset / FSI_BLOCK_SIZE));
    const struct fsi_area *area = find_area(reader, block);
    uint64_t inside;

    if (!area) return read_gap(offset, buffer, size, done);
    inside = (uint64_t)(block - area->start) * FSI_BLOCK_SIZE + offset % FSI_BLOCK_SIZE;
    if (area->ops->render) return read_rendered(reader, area, inside, buffer, size, done);
    return read_data(reader, area, inside, buffer, size, done, data);
}

enum fsi_status fsi_reader_read(struct fsi_reader *reader, uint64_t offset, void *buffer, size_t size, size_t *done,
                                struct fsi_problem *problem)
{
    const uint64_t length = (uint64_t)fsi_layout_blocks(reader->layout) * FSI_BLOCK_SIZE;
    struct layout_data data = {0};
    enum fsi_status status;
    size_t part;

    *done = 0;
    if (problem) memset(problem, 0, sizeof(*problem));
    if (offset >= length) return FSI_OK;
    if (size > length - offset) size = (size_t)(length - offset);
    for (; *done < size; *done += part)
    {
        data.node = NULL;
        part = 0;
        status = read_some(reader, offset + *done, (uint8_t *)buffer + *done, size - *done, &part, &data);
        if (!status) continue;
        if (problem) problem->node = data.node;
        return status;
    }
    return FSI_OK;
}
