/*
 * Every allocation of libs/fsimage fails once, and nothing is lost or leaked
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
#include "import.h"

/* The linker leads the calls of this program, and of what it links, here. */
void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *old, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *old, size_t size);

static bool armed, failed;
static unsigned int until_failure;

static bool fails(void)
{
    if (!armed || until_failure--) return false;
    armed = false;
    return failed = true;
}

void *__wrap_malloc(size_t size)
{
    return fails() ? NULL : __real_malloc(size);
}

void *__wrap_calloc(size_t count, size_t size)
{
    return fails() ? NULL : __real_calloc(count, size);
}

void *__wrap_realloc(void *old, size_t size)
{
    return fails() ? NULL : __real_realloc(old, size);
}

static const unsigned int all_views = FSI_VIEW_ISO9660 | FSI_VIEW_JOLIET | FSI_VIEW_UDF;

/* Does it with the first allocation failing, then with the second, until none failed. Returns how many did. */
static unsigned int fail_each(enum fsi_status (*work)(struct fsi_tree *tree), struct fsi_tree *tree)
{
    unsigned int n;

    for (n = 0; ; n++)
    {
        char *before = describe(tree), *after;
        enum fsi_status status;

        armed = true;
        failed = false;
        until_failure = n;
        status = work(tree);
        armed = false;
        if (!failed)
        {
            assert_int_equal(status, FSI_OK);
            free(before);
            return n;
        }
        assert_int_equal(status, FSI_NO_MEMORY);
        after = describe(tree);
        assert_string_equal(before, after);
        free(before);
        free(after);
    }
}

static enum fsi_status add_some(struct fsi_tree *tree, unsigned int count)
{
    const struct fsi_extent extents[] = {{300, 4096}, {600, 77}};
    enum fsi_status status = FSI_OK;
    struct fsi_node *node, *stream;
    uint16_t name[40];
    unsigned int i, k;

    for (i = 0; i < count && !status; i++)
    {
        for (k = 0; k < 40; k++) name[k] = (uint16_t)('a' + (k == 39 ? i % 26 : k == 38 ? i / 26 : k) % 26);
        if ((status = fsi_node_create(tree, i % 7 ? FSI_FILE : FSI_DIRECTORY, name, 40, &node))) return status;
        if (!(status = fsi_tree_attach(tree, fsi_tree_root(tree), node)) && i % 7 == 3)
            status = fsi_node_set_extents(tree, node, extents, 2);
        if (!status && i % 7 == 4 && !(status = fsi_node_create(tree, FSI_NAMED_STREAM, name, 5, &stream)))
        {
            status = fsi_tree_attach(tree, node, stream);
            fsi_node_release(stream);
        }
        if (!status && i % 7 == 5) status = fsi_node_set_hidden(tree, node, true);
        if (!status && i % 7 == 6) status = fsi_tree_detach(tree, node);
        fsi_node_release(node);
    }
    return status;
}

static enum fsi_status change(struct fsi_tree *tree)
{
    uint32_t point = fsi_tree_change_point(tree);
    enum fsi_status status = add_some(tree, 60);

    if (status) assert_int_equal(fsi_tree_rollback(tree, point), FSI_OK);
    return status;
}

static void test_changes(void **state)
{
    struct fsi_tree *tree = new_tree();

    (void)state;
    assert_true(fail_each(change, tree) > 60);
    fsi_tree_destroy(tree);
}

static enum fsi_status create_tree(struct fsi_tree *unused)
{
    struct fsi_tree *tree;
    enum fsi_status status = fsi_tree_create(&test_host, &tree);

    (void)unused;
    if (!status) fsi_tree_destroy(tree);
    return status;
}

static void test_creation(void **state)
{
    struct fsi_tree *tree = new_tree();

    (void)state;
    assert_int_equal(fail_each(create_tree, tree), 2);
    fsi_tree_destroy(tree);
}

static struct memory_source boot_source;

static enum fsi_status make_image(struct fsi_tree *tree)
{
    struct fsi_boot_entry boot = {0, 4, "", &boot_source.source, 70000};
    struct fsi_options options = test_options(all_views);
    struct fsi_layout *layout;
    struct fsi_reader *reader;
    enum fsi_status status;
    uint8_t buffer[70000];
    uint64_t offset = 0;
    size_t done = 1;

    options.boot = &boot;
    options.boot_count = 1;
    options.udf_revision = 0x250;
    options.udf_metadata_mirror = true;
    if ((status = fsi_layout_create(tree, &options, &layout, NULL))) return status;
    if (!(status = fsi_reader_create(layout, &reader)))
    {
        for (; done && !status; offset += done)
            status = fsi_reader_read(reader, offset, buffer, sizeof(buffer), &done, NULL);
        fsi_reader_destroy(reader);
    }
    fsi_layout_release(layout);
    return status;
}

static void test_images(void **state)
{
    struct fsi_tree *tree = new_tree();

    (void)state;
    memory_source_init(&boot_source, 1);
    assert_int_equal(add_some(tree, 300), FSI_OK);
    assert_true(fail_each(make_image, tree) > 20);
    assert_int_equal(boot_source.refs, 1);
    assert_int_equal(boot_source.opened, boot_source.closed);
    /* Nothing holds the tree any more. */
    assert_int_equal(fsi_tree_rollback(tree, 0), FSI_OK);
    fsi_tree_destroy(tree);
}

static enum fsi_status ask_names(struct fsi_tree *tree)
{
    static const enum fsi_view views[] = {FSI_VIEW_ISO9660, FSI_VIEW_JOLIET, FSI_VIEW_UDF};
    struct fsi_options options = test_options(all_views);
    enum fsi_status status = FSI_OK;
    uint16_t name[FSI_NAME_MAX];
    struct fsi_node *node;
    size_t length, i;

    for (i = 0; i < 3; i++)
    {
        for (node = fsi_node_first_child(fsi_tree_root(tree)); node && !status; node = fsi_node_next_sibling(node))
            status = fsi_view_name(tree, &options, views[i], node, name, &length);
    }
    return status;
}

static void test_names(void **state)
{
    struct fsi_tree *tree = new_tree();

    (void)state;
    assert_int_equal(add_some(tree, 300), FSI_OK);
    assert_true(fail_each(ask_names, tree) > 3);
    fsi_tree_destroy(tree);
}

/* ---------------------------------------------------------------- import --- */

static uint8_t *image;
static size_t image_size;
static enum fsi_view image_view;

static enum fsi_status read_blocks(void *context, uint32_t block, uint32_t count, void *buffer)
{
    (void)context;
    assert_true((uint64_t)(block + count) * FSI_BLOCK_SIZE <= image_size);
    memcpy(buffer, image + (size_t)block * FSI_BLOCK_SIZE, (size_t)count * FSI_BLOCK_SIZE);
    return FSI_OK;
}

static enum fsi_status import_image(struct fsi_tree *tree)
{
    const struct fsi_blocks blocks = {NULL, (uint32_t)(image_size / FSI_BLOCK_SIZE), read_blocks};
    const uint32_t point = fsi_tree_change_point(tree);
    struct fsi_import_host host = {0};
    struct fsi_volume volume;
    enum fsi_status status;
    unsigned int views;

    if ((status = fsi_probe(&blocks, 0, &views))) return status;
    assert_int_equal(views, all_views);
    if ((status = fsi_read_volume(&blocks, 0, image_view, &volume))) return status;
    if ((status = fsi_import(tree, &blocks, 0, image_view, &host)) || !failed) return status;
    /* What could not be looked at was the number of files, which is only told to those who wait. */
    assert_int_equal(fsi_tree_rollback(tree, point), FSI_OK);
    return FSI_NO_MEMORY;
}

static void check_import(enum fsi_view view, uint16_t revision)
{
    struct fsi_options options = test_options(all_views);
    struct fsi_tree *tree = new_tree(), *source = new_tree();
    struct fsi_layout *layout;
    unsigned int i;
    char name[40];

    for (i = 0; i < 40; i++)
    {
        snprintf(name, sizeof(name), "imported %u", i);
        add_file(source, i % 3 ? fsi_tree_root(source) : add_directory(source, fsi_tree_root(source), name), name,
                 i * 100, i);
        if (i % 3 == 0) add_file(source, child(fsi_tree_root(source), name), "more", 1, 1);
        if (i % 3 == 0) i++;
    }
    options.udf_revision = revision;
    layout = new_layout(source, &options);
    image = read_image(layout, 1 << 16, &image_size);
    image_view = view;
    assert_true(fail_each(import_image, tree) > 10);
    assert_int_equal(fsi_tree_file_count(tree), fsi_tree_file_count(source));
    fsi_layout_release(layout);
    fsi_tree_destroy(source);
    fsi_tree_destroy(tree);
    free(image);
}

static void test_imports(void **state)
{
    (void)state;
    check_import(FSI_VIEW_ISO9660, 0x102);
    check_import(FSI_VIEW_JOLIET, 0x102);
    check_import(FSI_VIEW_UDF, 0x102);
    check_import(FSI_VIEW_UDF, 0x250);
}

int main(void)
{
    const struct CMUnitTest tests[] =
    {
        cmocka_unit_test(test_changes),
        cmocka_unit_test(test_creation),
        cmocka_unit_test(test_images),
        cmocka_unit_test(test_names),
        cmocka_unit_test(test_imports),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
