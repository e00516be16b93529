/*
 * mkimage: the bytes of an image, where they belong
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

#define _GNU_SOURCE

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "mkimage.h"

#define CHUNK (1u << 20)

/* Zeros are left out where the file is new, so that large images of empty files need no room. */
static void write_chunk(int fd, const uint8_t *bytes, size_t size, off_t offset, bool sparse)
{
    if (sparse && !bytes[0] && !memcmp(bytes, bytes + 1, size - 1)) return;
    if (pwrite(fd, bytes, size, offset) != (ssize_t)size) die("the image cannot be written");
}

static void write_range(struct fsi_reader *reader, const struct fsi_range *range, uint64_t *position, int fd,
                        bool sparse, uint8_t *buffer)
{
    uint64_t left = ((uint64_t)range->last_block - range->first_block + 1) * FSI_BLOCK_SIZE;
    off_t offset = (off_t)range->first_block * FSI_BLOCK_SIZE;

    while (left)
    {
        size_t size = left < CHUNK ? (size_t)left : CHUNK, done;

        expect_ok(fsi_reader_read(reader, *position, buffer, size, &done, NULL), "the image's bytes");
        if (done != size) die("the stream ends too early");
        write_chunk(fd, buffer, size, offset, sparse);
        *position += size;
        offset += (off_t)size;
        left -= size;
    }
}

static void expect_end(struct fsi_reader *reader, uint64_t position, uint8_t *buffer)
{
    size_t done;

    expect_ok(fsi_reader_read(reader, position, buffer, 1, &done, NULL), "the end of the stream");
    if (done) die("the stream goes on behind its ranges");
}

void write_image(struct fsi_layout *layout, const struct request *request)
{
    size_t count, i;
    const struct fsi_range *ranges = fsi_layout_ranges(layout, &count);
    int fd = open(request->out, O_RDWR | O_CREAT | (request->append ? 0 : O_TRUNC), 0666);
    uint8_t *buffer = malloc(CHUNK);
    struct fsi_reader *reader;
    uint64_t position = 0;
    struct stat state;
    bool sparse;

    if (fd < 0 || !buffer || fstat(fd, &state)) die("%s: cannot be written", request->out);
    sparse = S_ISREG(state.st_mode) && !request->append;
    expect_ok(fsi_reader_create(layout, &reader), "a reader");
    for (i = 0; i < count; i++) write_range(reader, &ranges[i], &position, fd, sparse, buffer);
    expect_end(reader, position, buffer);
    fsi_reader_destroy(reader);
    if (sparse && ftruncate(fd, ((off_t)ranges[count - 1].last_block + 1) * FSI_BLOCK_SIZE))
        die("%s: cannot be made as long as the image", request->out);
    if (close(fd)) die("%s: cannot be closed", request->out);
    free(buffer);
}
