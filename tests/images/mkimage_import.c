/*
 * mkimage: what an image has already
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
#include <sys/stat.h>
#include <unistd.h>

#include "mkimage.h"

static enum fsi_status read_blocks(void *context, uint32_t block, uint32_t count, void *buffer)
{
    size_t size = (size_t)count * FSI_BLOCK_SIZE;

    return pread(*(int *)context, buffer, size, (off_t)block * FSI_BLOCK_SIZE) == (ssize_t)size ? FSI_OK
                                                                                               : FSI_DEVICE_READ;
}

void import_image(struct fsi_tree *tree, const struct request *request)
{
    int fd = open(request->import, O_RDONLY);
    struct fsi_blocks blocks = {.context = &fd, .read = read_blocks};
    struct fsi_import_host host = {0};
    struct stat state;

    if (fd < 0 || fstat(fd, &state)) die("%s: cannot be opened", request->import);
    blocks.capacity = (uint32_t)(state.st_size / FSI_BLOCK_SIZE);
    expect_ok(fsi_import(tree, &blocks, request->import_session, request->import_view, &host), request->import);
    close(fd);
}
