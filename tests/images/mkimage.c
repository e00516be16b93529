/*
 * mkimage: makes an image of a directory of this machine with libs/fsimage, for the tests
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
#include <locale.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <wctype.h>

#include "mkimage.h"

void die(const char *format, ...)
{
    va_list args;

    va_start(args, format);
    fputs("mkimage: ", stderr);
    vfprintf(stderr, format, args);
    fputc('\n', stderr);
    va_end(args);
    exit(1);
}

void expect_ok(enum fsi_status status, const char *what)
{
    if (status) die("%s: %s", what, fsi_status_text(status));
}

static uint16_t upcase(uint16_t unit)
{
    wint_t upper = towupper(unit);

    return upper <= 0xffff ? (uint16_t)upper : unit;
}

static struct fsi_layout *make_layout(struct fsi_tree *tree, const struct request *request)
{
    struct fsi_problem problem = {0};
    struct fsi_layout *layout;
    enum fsi_status status;

    if ((status = fsi_layout_create(tree, &request->options, &layout, &problem)))
    {
        char name[4 * FSI_NAME_MAX] = "";

        if (problem.node)
        {
            size_t length;
            const uint16_t *units = fsi_node_name(problem.node, &length);

            to_utf8(units, length, name, sizeof(name));
        }
        die("%s %s", fsi_status_text(status), name);
    }
    return layout;
}

/* The estimate is a promise: a client decides by it whether an image fits. */
static void check_estimate(const struct fsi_tree *tree, const struct request *request,
                           const struct fsi_layout *layout)
{
    uint64_t estimate = fsi_estimate_blocks(tree, &request->options);
    uint32_t blocks = fsi_layout_blocks(layout);

    if (!request->quiet) printf("%" PRIu32 " blocks, estimated %" PRIu64 "\n", blocks, estimate);
    if (estimate < blocks) die("estimated %" PRIu64 " blocks, there are %" PRIu32, estimate, blocks);
}

/* The pieces cover the stream without a gap. */
static void check_pieces(const struct fsi_layout *layout)
{
    size_t count = fsi_layout_piece_count(layout), i;
    uint32_t next = 0;
    struct fsi_piece piece;

    for (i = 0; i < count; i++)
    {
        fsi_layout_piece(layout, i, &piece);
        if (piece.first_block != next || piece.last_block < piece.first_block || !piece.node == !piece.name)
            die("piece %zu: blocks %" PRIu32 " to %" PRIu32 " after %" PRIu32, i, piece.first_block,
                piece.last_block, next);
        next = piece.last_block + 1;
    }
    if (next != fsi_layout_blocks(layout)) die("the pieces end at block %" PRIu32, next);
}

int main(int argc, char **argv)
{
    static const struct fsi_tree_host host = {upcase};
    struct request request;
    struct fsi_layout *layout;
    struct fsi_tree *tree;
    unsigned int i;

    setlocale(LC_CTYPE, "C.UTF-8");
    parse_request(argc, argv, &request);
    expect_ok(fsi_tree_create(&host, &tree), "a tree");
    if (request.import) import_image(tree, &request);
    add_folder(tree, &request);
    layout = make_layout(tree, &request);
    check_estimate(tree, &request, layout);
    check_pieces(layout);
    write_image(layout, &request);
    fsi_layout_release(layout);
    fsi_tree_destroy(tree);
    for (i = 0; i < request.options.boot_count; i++) request.boot[i].source->ops->release(request.boot[i].source);
    return 0;
}
