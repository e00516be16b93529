/*
 * Pieces, ranges, readers and estimates, whatever the views
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


#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "fsimage_fixture.h"
#include "tree_private.h"

static const unsigned int all_views = FSI_VIEW_ISO9660 | FSI_VIEW_JOLIET | FSI_VIEW_UDF;

static void test_an_empty_tree_is_estimated_as_on_windows(void **state)
{
    struct fsi_options options = test_options(all_views);
    struct fsi_tree *tree = new_tree();

    (void)state;
    assert_int_equal(fsi_estimate_blocks(tree, &options), 528);
    options.views = FSI_VIEW_UDF;
    assert_int_equal(fsi_estimate_blocks(tree, &options), 528);
    fsi_tree_destroy(tree);
}

/* Directories of names of any length, empty and large files, streams. */
static void grow_tree(struct fsi_tree *tree, uint32_t *random, unsigned int items)
{
    struct fsi_node *directories[64] = {fsi_tree_root(tree)}, *node, *stream;
    unsigned int count = 1, depths[64] = {1}, i, k;
    char name[256];

    for (i = 0; i < items; i++)
    {
        unsigned int length;

        *random = *random * 1664525 + 1013904223;
        length = (*random >> 24) % (*random & 0x10000 ? 240 : 12) + 1;
        memset(name, 'a' + (int)(*random >> 8) % 26, length);
        snprintf(name + length, sizeof(name) - length, "%u", i);
        if (*random & 0x20000) name[0] = ';';
        k = (*random >> 20) % count;
        if (*random >> 29 == 0 && count < 64 && depths[k] < 8)
        {
            depths[count] = depths[k] + 1;
            directories[count++] = add_directory(tree, directories[k], name);
            continue;
        }
        node = add_file(tree, directories[k], name, *random & 0x40000 ? *random % 100000 : *random & 3, 1);
        if (*random >> 28 != 9) continue;
        stream = new_node(tree, FSI_NAMED_STREAM, name);
        assert_int_equal(fsi_tree_attach(tree, node, stream), FSI_OK);
        fsi_node_release(stream);
    }
}

static void test_estimates_are_never_too_low(void **state)
{
    static const unsigned int views[] = {1, 3, 4, 7};
    static const uint16_t revisions[] = {0x102, 0x150, 0x200, 0x201, 0x250};
    static const unsigned int sizes[] = {0, 1, 30, 500, 3000};
    uint32_t random = 5;
    size_t i, v, r;

    (void)state;
    for (i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++)
    {
        struct fsi_tree *tree = new_tree();

        grow_tree(tree, &random, sizes[i]);
        for (v = 0; v < 4; v++)
        {
            for (r = 0; r < (views[v] & FSI_VIEW_UDF ? 5 : 1); r++)
            {
                struct fsi_options options = test_options(views[v]);
                struct fsi_layout *layout;

                options.udf_revision = revisions[r];
                options.udf_metadata_mirror = true;
                options.iso9660_level = 1 + (unsigned int)r % 2;
                layout = new_layout(tree, &options);
                assert_in_range(fsi_layout_blocks(layout), 1, fsi_estimate_blocks(tree, &options));
                /* The limit is the one of the layout, not of the estimate. */
                options.max_blocks = fsi_layout_blocks(layout);
                fsi_layout_release(layout);
                layout = new_layout(tree, &options);
                fsi_layout_release(layout);
                options.max_blocks--;
                assert_int_equal(fsi_layout_create(tree, &options, &layout, NULL), FSI_IMAGE_TOO_BIG);
            }
        }
        fsi_tree_destroy(tree);
    }
}

/* Files of many parts, and of many extents of sessions before, in every view. */
static void test_estimates_of_large_and_of_old_files(void **state)
{
    static const unsigned int views[] = {1, 3, 4, 7};
    static const uint16_t revisions[] = {0x102, 0x200, 0x250};
    struct fsi_tree *tree = new_tree();
    struct fsi_extent extents[300];
    struct fsi_node *file;
    char name[16];
    size_t i, k;

    (void)state;
    for (i = 0; i < 40; i++)
    {
        snprintf(name, sizeof(name), "large %u", (unsigned int)i);
        add_file(tree, fsi_tree_root(tree), name, i * 1234567890, 1);
        snprintf(name, sizeof(name), "old %u", (unsigned int)i);
        file = add_file(tree, fsi_tree_root(tree), name, 0, 1);
        for (k = 0; k < 300; k++)
            extents[k] = (struct fsi_extent){(uint32_t)(1000 + 2 * (300 * i + k)), FSI_BLOCK_SIZE};
        assert_int_equal(fsi_node_set_extents(tree, file, extents, i * 7), FSI_OK);
    }
    for (i = 0; i < 4 * 3; i++)
    {
        struct fsi_options options = test_options(views[i % 4]);
        struct fsi_layout *layout;

        options.iso9660_level = 3;
        options.udf_revision = revisions[i / 4];
        options.udf_metadata_mirror = true;
        options.session_start = 50000;
        layout = new_layout(tree, &options);
        assert_in_range(fsi_layout_blocks(layout), 1, fsi_estimate_blocks(tree, &options));
        fsi_layout_release(layout);
    }
    fsi_tree_destroy(tree);
}

static void check_pieces(struct fsi_layout *layout, unsigned int files)
{
    const size_t count = fsi_layout_piece_count(layout);
    unsigned int with_node = 0;
    struct fsi_piece piece;
    uint32_t next = 0;
    size_t i, found;

    for (i = 0; i < count; i++)
    {
        fsi_layout_piece(layout, i, &piece);
        assert_int_equal(piece.first_block, next);
        assert_true(piece.last_block >= piece.first_block);
        assert_true(!piece.node != !piece.name);
        with_node += !!piece.node;
        assert_true(fsi_layout_piece_at(layout, piece.first_block, &found));
        assert_int_equal(found, i);
        assert_true(fsi_layout_piece_at(layout, piece.last_block, &found));
        assert_int_equal(found, i);
        next = piece.last_block + 1;
    }
    assert_int_equal(next, fsi_layout_blocks(layout));
    assert_int_equal(with_node, files);
    assert_false(fsi_layout_piece_at(layout, next, &found));
}

static void test_pieces_cover_the_image(void **state)
{
    static const unsigned int views[] = {1, 3, 4, 7};
    struct fsi_tree *tree = new_tree();
    struct fsi_node *root = fsi_tree_root(tree);
    size_t i;

    (void)state;
    add_file(tree, root, "one", 1, 1);
    add_file(tree, root, "none", 0, 1);
    add_file(tree, root, "two", 2049, 1);
    for (i = 0; i < 4; i++)
    {
        struct fsi_options options = test_options(views[i]);
        struct fsi_layout *layout = new_layout(tree, &options);
        const struct fsi_range *ranges;
        size_t count;

        check_pieces(layout, 2);
        ranges = fsi_layout_ranges(layout, &count);
        assert_int_equal(count, 1);
        assert_int_equal(ranges->first_block, 0);
        assert_int_equal(ranges->last_block + 1, fsi_layout_blocks(layout));
        fsi_layout_release(layout);
    }
    fsi_tree_destroy(tree);
}

/* A further session on an overwritable medium: its own blocks first, what is at the medium's ends behind them. */
static void test_ranges_of_rewritten_anchors(void **state)
{
    struct fsi_options options = test_options(FSI_VIEW_UDF);
    struct fsi_tree *tree = new_tree();
    const struct fsi_range *ranges;
    struct fsi_layout *layout;
    size_t count, size, i;
    uint32_t blocks = 0;
    uint8_t *image;

    (void)state;
    add_file(tree, fsi_tree_root(tree), "file", 5000, 1);
    options.session_start = 4096;
    options.rewrite_anchors = true;
    options.medium_blocks = 100000;
    layout = new_layout(tree, &options);
    ranges = fsi_layout_ranges(layout, &count);
    assert_in_range(count, 3, 4);
    assert_int_equal(ranges[0].first_block, 4096);
    for (i = 0; i < count; i++) blocks += ranges[i].last_block - ranges[i].first_block + 1;
    assert_int_equal(blocks, fsi_layout_blocks(layout));
    assert_int_equal(ranges[count - 1].first_block, 256);
    assert_int_equal(ranges[count - 1].last_block, 256);
    assert_int_equal(ranges[count - 2].first_block, 16);
    check_pieces(layout, 1);
    image = read_image(layout, 5001, &size);
    /* The tag of the last block of the stream is that of an anchor (ECMA-167 3/7.2.1). */
    assert_int_equal(image[size - FSI_BLOCK_SIZE], 2);
    free(image);
    /* The budget is one of the session alone. */
    options.max_blocks = ranges[0].last_block - ranges[0].first_block + 1;
    fsi_layout_release(layout);
    layout = new_layout(tree, &options);
    fsi_layout_release(layout);
    options.max_blocks--;
    assert_int_equal(fsi_layout_create(tree, &options, &layout, NULL), FSI_IMAGE_TOO_BIG);
    options.max_blocks = 0;
    options.session_start = 200;
    assert_int_equal(fsi_layout_create(tree, &options, &layout, NULL), FSI_BAD_OPTION);
    fsi_tree_destroy(tree);
}

/* --------------------------------------------------------------- readers --- */

static void test_any_offset_gives_the_same_bytes(void **state)
{
    struct fsi_options options = test_options(all_views);
    struct fsi_tree *tree = new_tree();
    struct fsi_layout *layout;
    uint32_t random = 3, i;
    struct fsi_reader *reader;
    uint8_t *image, part[9000];
    size_t size, done, offset, length;

    (void)state;
    grow_tree(tree, &random, 40);
    layout = new_layout(tree, &options);
    image = read_image(layout, 1 << 20, &size);
    assert_int_equal(fsi_reader_create(layout, &reader), FSI_OK);
    for (i = 0; i < 1000; i++)
    {
        random = random * 1664525 + 1013904223;
        offset = (size_t)((uint64_t)random * size >> 32);
        length = (random >> 7) % sizeof(part);
        assert_int_equal(fsi_reader_read(reader, offset, part, length, &done, NULL), FSI_OK);
        assert_int_equal(done, length < size - offset ? length : size - offset);
        assert_memory_equal(part, image + offset, done);
    }
    fsi_reader_destroy(reader);
    free(image);
    fsi_layout_release(layout);
    fsi_tree_destroy(tree);
}

static void set_source(struct fsi_tree *tree, struct fsi_node *file, struct memory_source *source, uint32_t seed)
{
    memory_source_init(source, seed);
    assert_int_equal(fsi_node_set_source(tree, file, &source->source, 100000, 0), FSI_OK);
}

/* Opened at the first byte, once for reads in a row, and let go of when another one or a rest comes. */
static void test_sources_are_opened_late_and_once(void **state)
{
    struct fsi_options options = test_options(FSI_VIEW_ISO9660);
    struct fsi_tree *tree = new_tree();
    struct fsi_node *root = fsi_tree_root(tree);
    struct memory_source a, b;
    struct fsi_layout *layout;
    struct fsi_reader *reader;
    struct fsi_piece piece;
    uint8_t buffer[3000];
    size_t done, index;
    uint64_t offset;
    int i;

    (void)state;
    set_source(tree, add_file(tree, root, "a", 0, 0), &a, 1);
    set_source(tree, add_file(tree, root, "b", 0, 0), &b, 2);
    layout = new_layout(tree, &options);
    assert_int_equal(fsi_reader_create(layout, &reader), FSI_OK);
    assert_int_equal(fsi_reader_read(reader, 16 * FSI_BLOCK_SIZE, buffer, 3000, &done, NULL), FSI_OK);
    assert_int_equal(a.opened + b.opened, 0);
    index = fsi_layout_piece_count(layout) - 2;
    fsi_layout_piece(layout, index, &piece);
    offset = (uint64_t)piece.first_block * FSI_BLOCK_SIZE;
    for (i = 0; i < 33 * 3000; i += 3000)
        assert_int_equal(fsi_reader_read(reader, offset + (uint64_t)i, buffer, 3000, &done, NULL), FSI_OK);
    assert_int_equal(a.opened, 1);
    assert_int_equal(a.reads, 33);
    assert_int_equal(a.closed, 0);
    fsi_reader_rest(reader);
    assert_int_equal(a.closed, 1);
    assert_int_equal(fsi_reader_read(reader, offset + 99000, buffer, 3000, &done, NULL), FSI_OK);
    assert_int_equal(buffer[999], pattern_byte(1, 99999));
    assert_int_equal(buffer[1000], 0);
    assert_int_equal(buffer[2999], pattern_byte(2, 99000 + 2999 - 49 * 2048));
    assert_int_equal(a.closed, 2);
    assert_int_equal(b.opened, 1);
    fsi_reader_destroy(reader);
    assert_int_equal(b.closed, 1);
    fsi_layout_release(layout);
    fsi_tree_destroy(tree);
    assert_int_equal(a.refs, 1);
}

/* Good bytes before the bad ones are counted, the file is named, and the next try may go well. */
static void test_sources_that_fail(void **state)
{
    struct fsi_options options = test_options(FSI_VIEW_ISO9660);
    struct fsi_tree *tree = new_tree();
    struct fsi_node *root = fsi_tree_root(tree), *bad;
    struct memory_source a, b;
    struct fsi_problem problem;
    struct fsi_layout *layout;
    struct fsi_reader *reader;
    struct fsi_piece piece;
    uint8_t buffer[8192];
    size_t done;
    uint64_t offset;

    (void)state;
    set_source(tree, add_file(tree, root, "a", 0, 0), &a, 1);
    set_source(tree, bad = add_file(tree, root, "b", 0, 0), &b, 2);
    layout = new_layout(tree, &options);
    assert_int_equal(fsi_reader_create(layout, &reader), FSI_OK);
    fsi_layout_piece(layout, fsi_layout_piece_count(layout) - 1, &piece);
    offset = (uint64_t)piece.first_block * FSI_BLOCK_SIZE - 2048;
    b.open_status = FSI_SOURCE_CHANGED;
    assert_int_equal(fsi_reader_read(reader, offset, buffer, sizeof(buffer), &done, &problem), FSI_SOURCE_CHANGED);
    assert_int_equal(done, 2048);
    assert_ptr_equal(problem.node, bad);
    b.open_status = FSI_OK;
    b.read_status = FSI_SOURCE_READ;
    assert_int_equal(fsi_reader_read(reader, offset + 2048, buffer, 100, &done, &problem), FSI_SOURCE_READ);
    assert_int_equal(done, 0);
    assert_int_equal(b.opened, b.closed);
    b.read_status = FSI_OK;
    assert_int_equal(fsi_reader_read(reader, offset, buffer, sizeof(buffer), &done, &problem), FSI_OK);
    assert_int_equal(done, sizeof(buffer));
    assert_null(problem.node);
    fsi_reader_destroy(reader);
    fsi_layout_release(layout);
    fsi_tree_destroy(tree);
}

/* A layout outlives the tree's owner, and holds it frozen until the last one goes. */
static void test_layouts_keep_the_tree(void **state)
{
    struct fsi_options options = test_options(all_views);
    struct fsi_tree *tree = new_tree();
    struct fsi_node *file = add_file(tree, fsi_tree_root(tree), "file", 3000, 1);
    const struct fsi_times times = {1, 1, 1};
    struct fsi_layout *layout = new_layout(tree, &options), *other = new_layout(tree, &options);
    uint8_t *image, *same;
    size_t size;

    (void)state;
    assert_int_equal(fsi_node_set_times(tree, file, &times), FSI_READ_ONLY);
    assert_int_equal(fsi_node_set_hidden(tree, file, true), FSI_READ_ONLY);
    assert_int_equal(fsi_node_set_source(tree, file, NULL, 0, 0), FSI_READ_ONLY);
    assert_int_equal(fsi_tree_rollback(tree, 0), FSI_READ_ONLY);
    image = read_image(layout, 3000, &size);
    same = read_image(other, 50000, &size);
    assert_memory_equal(image, same, size);
    fsi_layout_release(other);
    assert_int_equal(fsi_node_set_times(tree, file, &times), FSI_READ_ONLY);
    fsi_tree_destroy(tree);
    free(same);
    same = read_image(layout, 1 << 16, &size);
    assert_memory_equal(image, same, size);
    fsi_layout_release(layout);
    free(image);
    free(same);
}

int main(void)
{
    const struct CMUnitTest tests[] =
    {
        cmocka_unit_test(test_an_empty_tree_is_estimated_as_on_windows),
        cmocka_unit_test(test_estimates_are_never_too_low),
        cmocka_unit_test(test_estimates_of_large_and_of_old_files),
        cmocka_unit_test(test_pieces_cover_the_image),
        cmocka_unit_test(test_ranges_of_rewritten_anchors),
        cmocka_unit_test(test_any_offset_gives_the_same_bytes),
        cmocka_unit_test(test_sources_are_opened_late_and_once),
        cmocka_unit_test(test_sources_that_fail),
        cmocka_unit_test(test_layouts_keep_the_tree),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
