/*
 * Tests of whole images of UDF: written, read back, continued
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
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "bytes.h"
#include "fsimage_fixture.h"
#include "import.h"
#include "udf_private.h"
#include "udf_tag.h"

#define NOW INT64_C(132000000001234560)         /* whole microseconds: a timestamp has no more */
#define SECOND INT64_C(10000000)

static const uint16_t revisions[] = {0x102, 0x150, 0x200, 0x201, 0x250};
#define REVISION_COUNT (sizeof(revisions) / sizeof(revisions[0]))

/* ------------------------------------------------------------ a medium --- */

struct medium
{
    uint32_t blocks;
    uint8_t *data;
    const struct fsi_layout *layout;    /* instead of data: what a layout gives, for images that are too large */
    struct fsi_reader *reader;
};

static void medium_create(struct medium *medium, uint32_t blocks)
{
    memset(medium, 0, sizeof(*medium));
    medium->blocks = blocks;
    medium->data = calloc(blocks, FSI_BLOCK_SIZE);
    assert_non_null(medium->data);
}

static enum fsi_status medium_read(void *context, uint32_t block, uint32_t count, void *buffer)
{
    struct medium *medium = context;
    size_t done;

    assert_true(count <= medium->blocks && block <= medium->blocks - count);
    if (!medium->reader)
    {
        memcpy(buffer, medium->data + (size_t)block * FSI_BLOCK_SIZE, (size_t)count * FSI_BLOCK_SIZE);
        return FSI_OK;
    }
    assert_int_equal(fsi_reader_read(medium->reader, (uint64_t)block * FSI_BLOCK_SIZE, buffer,
                                     (size_t)count * FSI_BLOCK_SIZE, &done, NULL), FSI_OK);
    assert_int_equal(done, (size_t)count * FSI_BLOCK_SIZE);
    return FSI_OK;
}

static struct fsi_blocks blocks_of_medium(struct medium *medium)
{
    struct fsi_blocks blocks = {medium, medium->blocks, medium_read};

    return blocks;
}

/* Burns a layout: its ranges, in the order of its stream. */
static void burn(struct medium *medium, struct fsi_layout *layout)
{
    const struct fsi_range *ranges;
    struct fsi_reader *reader;
    uint64_t offset = 0;
    size_t count, i, size, done;

    assert_int_equal(fsi_reader_create(layout, &reader), FSI_OK);
    ranges = fsi_layout_ranges(layout, &count);
    for (i = 0; i < count; i++)
    {
        assert_true(ranges[i].last_block < medium->blocks);
        size = (size_t)(ranges[i].last_block - ranges[i].first_block + 1) * FSI_BLOCK_SIZE;
        assert_int_equal(fsi_reader_read(reader, offset, medium->data + (size_t)ranges[i].first_block * FSI_BLOCK_SIZE,
                                         size, &done, NULL), FSI_OK);
        assert_int_equal(done, size);
        offset += size;
    }
    assert_int_equal(offset, (uint64_t)fsi_layout_blocks(layout) * FSI_BLOCK_SIZE);
    fsi_reader_destroy(reader);
}

/* --------------------------------------------------------------- a tree --- */

static struct fsi_options options_for(uint16_t revision, bool mirror)
{
    struct fsi_options options = {.views = FSI_VIEW_UDF, .udf_revision = revision, .udf_metadata_mirror = mirror};
    const uint16_t *name;
    size_t length;

    options.now = NOW;
    name = utf16("Test", &length);
    memcpy(options.volume_name, name, length * sizeof(*name));
    return options;
}

static struct fsi_layout *lay_out(struct fsi_tree *tree, const struct fsi_options *options)
{
    struct fsi_layout *layout;

    assert_int_equal(fsi_layout_create(tree, options, &layout, NULL), FSI_OK);
    assert_true(fsi_layout_blocks(layout) <= fsi_estimate_blocks(tree, options));
    return layout;
}

static struct fsi_node *add_stream(struct fsi_tree *tree, struct fsi_node *file, const char *name, uint64_t size)
{
    struct fsi_node *node = new_node(tree, FSI_NAMED_STREAM, name);
    struct fsi_source *source = memory_source_new((uint32_t)size);

    assert_int_equal(fsi_node_set_source(tree, node, source, size, 0), FSI_OK);
    source->ops->release(source);
    assert_int_equal(fsi_tree_attach(tree, file, node), FSI_OK);
    fsi_node_release(node);
    return node;
}

/* The seed of a file's bytes is its size. */
static struct fsi_node *add(struct fsi_tree *tree, struct fsi_node *parent, const char *name, uint64_t size)
{
    return add_file(tree, parent, name, size, (uint32_t)size);
}

static void fill_directory(struct fsi_tree *tree, struct fsi_node *directory, unsigned int count)
{
    char name[40];
    unsigned int i;

    for (i = 0; i < count; i++)
    {
        snprintf(name, sizeof(name), "%.*s%u.dat", (int)(i % 20), "abcdefghijklmnopqrst", i);
        add(tree, directory, name, i % 7 * 700);
    }
}

static void add_far_names(struct fsi_tree *tree, struct fsi_node *directory)
{
    static const uint16_t name[] = {0x3042, 0x3044, 'a', 0xd83d, 0xde00};
    struct fsi_node *node;

    assert_int_equal(fsi_node_create(tree, FSI_FILE, name, 5, &node), FSI_OK);
    assert_int_equal(fsi_tree_attach(tree, directory, node), FSI_OK);
    fsi_node_release(node);
}

static struct fsi_tree *sample_tree(void)
{
    struct fsi_times times = {NOW - 5 * SECOND, NOW - 4 * SECOND, NOW - 3 * SECOND};
    struct fsi_tree *tree = new_tree();
    struct fsi_node *root = fsi_tree_root(tree), *directory, *file;

    add(tree, root, "hello.txt", 13);
    add(tree, root, "empty", 0);
    directory = add_directory(tree, root, "directory");
    file = add(tree, directory, "hidden", 4096);
    assert_int_equal(fsi_node_set_hidden(tree, file, true), FSI_OK);
    assert_int_equal(fsi_node_set_times(tree, file, &times), FSI_OK);
    file = add(tree, directory, "real time", 2049);
    assert_int_equal(fsi_node_set_real_time(tree, file, true), FSI_OK);
    file = add(tree, directory, "with streams", 77);
    add_stream(tree, file, "one", 3000);
    add_stream(tree, file, "two", 0);
    add_far_names(tree, directory);
    directory = add_directory(tree, directory, "below");
    assert_int_equal(fsi_node_set_hidden(tree, directory, true), FSI_OK);
    assert_int_equal(fsi_node_set_times(tree, directory, &times), FSI_OK);
    fill_directory(tree, directory, 500);
    add_directory(tree, root, "without anything");
    return tree;
}

/* ----------------------------------------------------------- comparison --- */

/* The bytes of an imported file on the medium are those that its source had. */
static void check_data(struct medium *medium, const struct fsi_node *node)
{
    const struct fsi_extent *extents;
    uint64_t total = 0, offset;
    uint32_t seed = (uint32_t)fsi_node_size(node);
    const uint8_t *data;
    size_t count, i;

    extents = fsi_node_extents(node, &count);
    for (i = 0; i < count; i++)
    {
        data = medium->data + (size_t)extents[i].block * FSI_BLOCK_SIZE;
        for (offset = 0; offset < extents[i].bytes; offset++)
            assert_int_equal(data[offset], pattern_byte(seed, total + offset));
        total += extents[i].bytes;
    }
    assert_int_equal(total, fsi_node_size(node));
}

static int64_t expected_time(int64_t time)
{
    return time ? time : NOW;
}

static void check_node(struct medium *medium, uint16_t revision, const struct fsi_node *expected,
                       const struct fsi_node *found)
{
    const struct fsi_times *before = fsi_node_times(expected), *after = fsi_node_times(found);

    assert_int_equal(fsi_node_kind(found), fsi_node_kind(expected));
    assert_int_equal(fsi_node_size(found), fsi_node_size(expected));
    if (fsi_node_kind(found) != FSI_DIRECTORY && medium->data)
        check_data(medium, found);
    if (fsi_node_kind(found) == FSI_NAMED_STREAM)
        return;
    assert_int_equal(fsi_node_hidden(found), fsi_node_hidden(expected));
    assert_int_equal(fsi_node_real_time(found), revision >= 0x201 && fsi_node_real_time(expected));
    assert_int_equal(after->modified, expected_time(before->modified));
    assert_int_equal(after->accessed, expected_time(before->accessed));
    if (revision >= 0x200)
        assert_int_equal(after->created, expected_time(before->created));
}

/* Every item below, in its order; streams only where the revision has them. */
static void check_below(struct medium *medium, uint16_t revision, const struct fsi_node *expected,
                        const struct fsi_node *found)
{
    const struct fsi_node *left = node_first_below(expected), *right = node_first_below(found);
    const uint16_t *left_name, *right_name;
    size_t left_length, right_length;

    if (fsi_node_kind(expected) == FSI_FILE && revision < 0x200)
        left = NULL;
    for (; left && right; left = fsi_node_next_sibling(left), right = fsi_node_next_sibling(right))
    {
        left_name = fsi_node_name(left, &left_length);
        right_name = fsi_node_name(right, &right_length);
        assert_int_equal(right_length, left_length);
        assert_memory_equal(right_name, left_name, left_length * sizeof(*left_name));
        check_node(medium, revision, left, right);
        check_below(medium, revision, left, right);
    }
    assert_null(left);
    assert_null(right);
}

static struct fsi_tree *import(struct medium *medium, uint32_t session)
{
    struct fsi_blocks blocks = blocks_of_medium(medium);
    struct fsi_tree *tree = new_tree();

    assert_int_equal(fsi_import(tree, &blocks, session, FSI_VIEW_UDF, NULL), FSI_OK);
    return tree;
}

static void check_import(struct medium *medium, uint32_t session, uint16_t revision, const struct fsi_tree *expected)
{
    struct fsi_tree *found = import(medium, session);

    assert_int_equal(fsi_tree_file_count(found), fsi_tree_file_count(expected));
    assert_int_equal(fsi_tree_directory_count(found), fsi_tree_directory_count(expected));
    check_below(medium, revision, fsi_tree_root(expected), fsi_tree_root(found));
    fsi_tree_destroy(found);
}

/* ---------------------------------------------------------------- tests --- */

static void check_revision(struct fsi_tree *tree, uint16_t revision, bool mirror)
{
    struct fsi_options options = options_for(revision, mirror);
    struct fsi_layout *layout = lay_out(tree, &options);
    struct fsi_volume volume;
    struct fsi_blocks blocks;
    struct medium medium;
    unsigned int views;

    medium_create(&medium, fsi_layout_blocks(layout));
    assert_int_equal(medium.blocks % 32, 0);
    burn(&medium, layout);
    fsi_layout_release(layout);
    blocks = blocks_of_medium(&medium);
    assert_int_equal(fsi_probe(&blocks, 0, &views), FSI_OK);
    assert_int_equal(views, FSI_VIEW_UDF);
    assert_int_equal(fsi_read_volume(&blocks, 0, FSI_VIEW_UDF, &volume), FSI_OK);
    assert_int_equal(volume.udf_revision, revision);
    assert_int_equal(volume.first_free_block, medium.blocks);
    assert_true(volume.appendable);
    assert_int_equal(volume.name[0], 'T');
    check_import(&medium, 0, revision, tree);
    free(medium.data);
}

static void test_every_revision(void **state)
{
    struct fsi_tree *tree = sample_tree();
    size_t i;

    (void)state;
    for (i = 0; i < REVISION_COUNT; i++)
        check_revision(tree, revisions[i], false);
    check_revision(tree, 0x250, true);
    fsi_tree_destroy(tree);
}

static void test_empty_tree(void **state)
{
    struct fsi_tree *tree = new_tree();
    size_t i;

    (void)state;
    for (i = 0; i < REVISION_COUNT; i++)
    {
        struct fsi_options options = options_for(revisions[i], true);

        assert_int_equal(fsi_estimate_blocks(tree, &options), 528);
        check_revision(tree, revisions[i], true);
    }
    fsi_tree_destroy(tree);
}

static uint32_t next_random(uint32_t *seed)
{
    *seed = *seed * 1103515245u + 12345u;
    return *seed >> 8;
}

/* A name that no sibling has, of 4 to 200 characters. */
static const char *random_name(uint32_t *seed, uint32_t number, char name[201])
{
    uint32_t length = 4 + next_random(seed) % 197, i;

    for (i = 0; i < length; i++)
        name[i] = (char)('a' + next_random(seed) % 26);
    name[length] = 0;
    for (i = 0; i < 4; i++, number /= 10)
        name[i] = (char)('0' + number % 10);
    return name;
}

static void grow(struct fsi_tree *tree, struct fsi_node *directory, uint32_t *seed, unsigned int depth)
{
    uint32_t count = next_random(seed) % 60, streams, i, j;
    struct fsi_node *node;
    char name[201];

    for (i = 0; i < count; i++)
    {
        random_name(seed, i, name);
        if (depth && next_random(seed) % 8 == 0)
        {
            grow(tree, add_directory(tree, directory, name), seed, depth - 1);
            continue;
        }
        node = add(tree, directory, name, next_random(seed) % 3 ? next_random(seed) % 5000 : 0);
        streams = next_random(seed) % 20 ? 0 : next_random(seed) % 40;
        for (j = 0; j < streams; j++)
            add_stream(tree, node, random_name(seed, j, name), next_random(seed) % 3000);
    }
}

static void test_random_trees(void **state)
{
    uint32_t seed = 20090213, i;
    struct fsi_tree *tree;

    (void)state;
    for (i = 0; i < 40; i++)
    {
        tree = new_tree();
        grow(tree, fsi_tree_root(tree), &seed, 3);
        check_revision(tree, revisions[i % REVISION_COUNT], next_random(&seed) & 1);
        fsi_tree_destroy(tree);
    }
}

static void test_many_streams(void **state)
{
    struct fsi_tree *tree = new_tree();
    struct fsi_node *file = add(tree, fsi_tree_root(tree), "file", 100);
    uint32_t seed = 1, i;
    char name[201];

    (void)state;
    for (i = 0; i < 1000; i++)
        add_stream(tree, file, random_name(&seed, i, name), i);
    check_revision(tree, 0x200, false);
    check_revision(tree, 0x250, true);
    fsi_tree_destroy(tree);
}

/* With ISO 9660 and Joliet around it: one copy of the data, all of it where UDF says. */
static void test_bridge(void **state)
{
    struct fsi_tree *tree = sample_tree();
    struct fsi_blocks blocks;
    struct fsi_layout *layout;
    struct medium medium;
    unsigned int views;
    size_t i;

    (void)state;
    for (i = 0; i < REVISION_COUNT; i++)
    {
        struct fsi_options options = options_for(revisions[i], true);

        options.views = FSI_VIEW_ISO9660 | FSI_VIEW_JOLIET | FSI_VIEW_UDF;
        options.iso9660_level = 2;
        layout = lay_out(tree, &options);
        medium_create(&medium, fsi_layout_blocks(layout));
        burn(&medium, layout);
        fsi_layout_release(layout);
        blocks = blocks_of_medium(&medium);
        assert_int_equal(fsi_probe(&blocks, 0, &views), FSI_OK);
        assert_int_equal(views, options.views);
        check_import(&medium, 0, revisions[i], tree);
        free(medium.data);
    }
    fsi_tree_destroy(tree);
}

/* Any block alone is what it is in a walk from the start. */
static void test_blocks_alone(void **state)
{
    struct fsi_options options = options_for(0x250, true);
    struct fsi_tree *tree = sample_tree();
    struct fsi_layout *layout = lay_out(tree, &options);
    uint8_t block[FSI_BLOCK_SIZE];
    struct fsi_reader *reader;
    struct medium medium;
    uint32_t i, number;
    size_t done;

    (void)state;
    medium_create(&medium, fsi_layout_blocks(layout));
    burn(&medium, layout);
    assert_int_equal(fsi_reader_create(layout, &reader), FSI_OK);
    for (i = 0; i < medium.blocks; i++)
    {
        number = (uint32_t)((uint64_t)i * 7919 % medium.blocks);
        assert_int_equal(fsi_reader_read(reader, (uint64_t)number * FSI_BLOCK_SIZE, block, sizeof(block), &done, NULL),
                         FSI_OK);
        assert_memory_equal(block, medium.data + (size_t)number * FSI_BLOCK_SIZE, sizeof(block));
    }
    fsi_reader_destroy(reader);
    fsi_layout_release(layout);
    fsi_tree_destroy(tree);
    free(medium.data);
}

/* Every name is kept, or cut so that no two agree. */
static void test_long_names(void **state)
{
    struct fsi_options options = options_for(0x102, false);
    struct fsi_tree *tree = new_tree(), *found;
    struct fsi_layout *layout;
    struct medium medium;
    char name[256];
    unsigned int i;

    (void)state;
    memset(name, 'x', sizeof(name));
    name[255] = 0;
    for (i = 0; i < 26; i++)
    {
        name[254] = (char)('a' + i);
        add(tree, fsi_tree_root(tree), name, i + 1);
    }
    layout = lay_out(tree, &options);
    medium_create(&medium, fsi_layout_blocks(layout));
    burn(&medium, layout);
    fsi_layout_release(layout);
    found = import(&medium, 0);
    assert_int_equal(fsi_tree_file_count(found), 26);
    fsi_tree_destroy(found);
    fsi_tree_destroy(tree);
    free(medium.data);
}

/* Of what no memory holds: descriptors and directories are read, data are not. */
static void check_huge(struct fsi_tree *tree, uint16_t revision)
{
    struct fsi_options options = options_for(revision, false);
    struct fsi_layout *layout = lay_out(tree, &options);
    struct medium medium = {.blocks = fsi_layout_blocks(layout)};

    assert_int_equal(fsi_reader_create(layout, &medium.reader), FSI_OK);
    check_import(&medium, 0, revision, tree);
    fsi_reader_destroy(medium.reader);
    fsi_layout_release(layout);
}

static void test_huge_files(void **state)
{
    struct fsi_tree *tree = new_tree();
    struct fsi_node *root = fsi_tree_root(tree);

    (void)state;
    add(tree, root, "5 GiB", UINT64_C(5) << 30);
    add(tree, root, "4 GiB and a byte", (UINT64_C(4) << 30) + 1);
    add(tree, root, "300 GiB", UINT64_C(300) << 30);
    add(tree, root, "3 TiB", (UINT64_C(3) << 40) - 1);
    add_stream(tree, child(root, "5 GiB"), "6 GiB", UINT64_C(6) << 30);
    check_huge(tree, 0x102);
    check_huge(tree, 0x200);
    check_huge(tree, 0x250);
    fsi_tree_destroy(tree);
}

static void test_too_big(void **state)
{
    struct fsi_options options = options_for(0x102, false);
    struct fsi_tree *tree = new_tree();
    struct fsi_layout *layout;

    (void)state;
    add(tree, fsi_tree_root(tree), "8 TiB", UINT64_C(8) << 40);
    assert_int_equal(fsi_layout_create(tree, &options, &layout, NULL), FSI_IMAGE_TOO_BIG);
    fsi_tree_destroy(tree);
}

static void test_unknown_revision(void **state)
{
    struct fsi_options options = options_for(0x260, false);
    struct fsi_tree *tree = new_tree();
    struct fsi_layout *layout;

    (void)state;
    assert_int_equal(fsi_layout_create(tree, &options, &layout, NULL), FSI_BAD_OPTION);
    fsi_tree_destroy(tree);
}

/* A next session: what the last one holds, less one file, and a new one. */
static struct fsi_tree *continue_session(struct medium *medium, uint32_t session, const char *name, uint64_t size)
{
    struct fsi_tree *tree = import(medium, session);
    struct fsi_node *directory = child(fsi_tree_root(tree), "directory");

    assert_non_null(directory);
    assert_int_equal(fsi_tree_detach(tree, child(fsi_tree_root(tree), "empty")), FSI_OK);
    add(tree, directory, name, size);
    add(tree, fsi_tree_root(tree), "empty", 0);
    return tree;
}

static void check_sessions(uint16_t revision)
{
    struct fsi_options options = options_for(revision, true);
    struct fsi_tree *tree = sample_tree();
    struct fsi_layout *layout;
    struct medium medium;
    uint32_t last = 0, i;
    char name[20];

    medium_create(&medium, 40000);
    for (i = 0; i < 3; i++)
    {
        layout = lay_out(tree, &options);
        burn(&medium, layout);
        check_import(&medium, options.session_start, revision, tree);
        last = options.session_start;
        options.session_start += fsi_layout_blocks(layout) + 5000 + i;      /* lead-out, lead-in; no round number */
        fsi_layout_release(layout);
        fsi_tree_destroy(tree);
        snprintf(name, sizeof(name), "new in %u", (unsigned int)i);
        tree = continue_session(&medium, last, name, 10000 + i);
    }
    fsi_tree_destroy(tree);
    /* The first session is still what it was. */
    tree = sample_tree();
    check_import(&medium, 0, revision, tree);
    fsi_tree_destroy(tree);
    free(medium.data);
}

static void test_sessions(void **state)
{
    size_t i;

    (void)state;
    for (i = 0; i < REVISION_COUNT; i++)
        check_sessions(revisions[i]);
}

static void check_anchor(const struct medium *medium, uint32_t block, uint32_t sequence)
{
    const uint8_t *data = medium->data + (size_t)block * FSI_BLOCK_SIZE;

    assert_int_equal(fsi_get_le16(data), UDF_TAG_ANCHOR);
    assert_int_equal(fsi_get_le32(data + 12), block);
    assert_int_equal(fsi_get_le32(data + 20), sequence);
}

/* On a medium that is written anew everywhere, the session follows the last one and block 256 leads to it. */
static void check_logical_sessions(uint16_t revision, unsigned int views)
{
    struct fsi_options options = options_for(revision, false);
    struct fsi_tree *tree = sample_tree();
    struct fsi_volume volume;
    struct fsi_layout *layout;
    struct fsi_blocks blocks;
    struct medium medium;
    uint32_t i;
    char name[20];

    medium_create(&medium, 30000);
    blocks = blocks_of_medium(&medium);
    options.medium_blocks = medium.blocks;
    options.views = views;
    options.iso9660_level = 2;
    for (i = 0; i < 3; i++)
    {
        layout = lay_out(tree, &options);
        burn(&medium, layout);
        fsi_layout_release(layout);
        check_import(&medium, 0, revision, tree);
        fsi_tree_destroy(tree);
        if (options.rewrite_anchors)
        {
            check_anchor(&medium, 256, options.session_start);
            check_anchor(&medium, medium.blocks - 1, options.session_start);
        }
        assert_int_equal(fsi_read_volume(&blocks, 0, FSI_VIEW_UDF, &volume), FSI_OK);
        assert_true(volume.appendable);
        assert_true(volume.first_free_block > options.session_start && volume.first_free_block % 32 == 0);
        options.session_start = volume.first_free_block;
        options.rewrite_anchors = true;
        snprintf(name, sizeof(name), "new in %u", (unsigned int)i);
        tree = continue_session(&medium, 0, name, 10000 + i);
    }
    fsi_tree_destroy(tree);
    free(medium.data);
}

static void test_logical_sessions(void **state)
{
    size_t i;

    (void)state;
    for (i = 0; i < REVISION_COUNT; i++)
    {
        check_logical_sessions(revisions[i], FSI_VIEW_UDF);
        check_logical_sessions(revisions[i], FSI_VIEW_ISO9660 | FSI_VIEW_JOLIET | FSI_VIEW_UDF);
    }
}

/* Files that are on the medium, but behind the session that speaks of them. */
static void test_extents_behind(void **state)
{
    struct fsi_options options = options_for(0x102, false);
    struct fsi_extent extent = {1000000, 5000};
    struct fsi_tree *tree = new_tree();
    struct fsi_layout *layout;
    struct fsi_node *file;

    (void)state;
    file = add(tree, fsi_tree_root(tree), "far", 0);
    assert_int_equal(fsi_node_set_extents(tree, file, &extent, 1), FSI_OK);
    assert_int_equal(fsi_layout_create(tree, &options, &layout, NULL), FSI_BAD_OPTION);
    fsi_tree_destroy(tree);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_revision), cmocka_unit_test(test_empty_tree), cmocka_unit_test(test_blocks_alone),
        cmocka_unit_test(test_long_names), cmocka_unit_test(test_random_trees), cmocka_unit_test(test_many_streams),
        cmocka_unit_test(test_bridge), cmocka_unit_test(test_huge_files), cmocka_unit_test(test_too_big),
        cmocka_unit_test(test_unknown_revision), cmocka_unit_test(test_sessions),
        cmocka_unit_test(test_logical_sessions), cmocka_unit_test(test_extents_behind),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
