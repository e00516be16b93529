/*
 * The tree: names, order, references, changes and how they are undone
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

static void test_children_keep_their_order(void **state)
{
    struct fsi_tree *tree = new_tree();
    struct fsi_node *root = fsi_tree_root(tree), *node;
    char name[16];
    int i;

    (void)state;
    for (i = 0; i < 1000; i++)
    {
        sprintf(name, "file%d", (i * 7919) % 1000);
        add_file(tree, root, name, 1, 0);
    }
    assert_int_equal(fsi_node_child_count(root), 1000);
    for (i = 0, node = fsi_node_first_child(root); node; node = fsi_node_next_sibling(node), i++)
    {
        sprintf(name, "FILE%d", (i * 7919) % 1000);
        assert_ptr_equal(child(root, name), node);
    }
    assert_int_equal(i, 1000);
    assert_null(child(root, "file1000"));
    fsi_tree_destroy(tree);
}

static void test_names_are_the_same_whatever_their_case(void **state)
{
    struct fsi_tree *tree = new_tree();
    struct fsi_node *root = fsi_tree_root(tree), *node = new_node(tree, FSI_FILE, "r\xc9sum\xe9.TXT");

    (void)state;
    add_directory(tree, root, "R\xe9Sum\xc9.txt");
    assert_int_equal(fsi_tree_attach(tree, root, node), FSI_DUPLICATE);
    assert_int_equal(fsi_tree_file_count(tree), 0);
    assert_int_equal(fsi_tree_change_point(tree), 1);
    fsi_node_release(node);
    fsi_tree_destroy(tree);
}

static void test_paths(void **state)
{
    static const struct
    {
        const char *path;
        enum fsi_status status;
        const char *name;
    } paths[] =
    {
        {"", FSI_OK, ""}, {"\\", FSI_OK, ""}, {"/", FSI_OK, ""},
        {"a", FSI_OK, "a"}, {"\\a\\", FSI_OK, "a"}, {"/A/b\\C", FSI_OK, "c"},
        {"a/b/x", FSI_NOT_FOUND, NULL}, {"a/b/c/d", FSI_NOT_A_DIRECTORY, NULL},
        {"a//b", FSI_BAD_NAME, NULL}, {"//", FSI_BAD_NAME, NULL}, {"nothing/b", FSI_NOT_FOUND, NULL},
        {"a/b:c", FSI_BAD_NAME, NULL}, {"*", FSI_BAD_NAME, NULL}, {"a/..", FSI_BAD_NAME, NULL},
    };
    struct fsi_tree *tree = new_tree();
    struct fsi_node *root = fsi_tree_root(tree), *node;
    size_t length, i;
    const uint16_t *units;

    (void)state;
    add_file(tree, add_directory(tree, add_directory(tree, root, "a"), "b"), "c", 1, 0);
    for (i = 0; i < sizeof(paths) / sizeof(paths[0]); i++)
    {
        units = utf16(paths[i].path, &length);
        assert_int_equal(fsi_tree_find(tree, root, units, length, &node), paths[i].status);
        assert_int_equal(!node, !!paths[i].status);
        if (!node) continue;
        units = fsi_node_name(node, &length);
        assert_int_equal(length, strlen(paths[i].name));
        if (length) assert_int_equal(units[0], paths[i].name[0]);
    }
    fsi_tree_destroy(tree);
}

static enum fsi_status check_name(const char *name, bool restricted)
{
    size_t length;
    const uint16_t *units = utf16(name, &length);

    return fsi_name_check(units, length, restricted);
}

static void test_name_rules(void **state)
{
    char longest[257];

    (void)state;
    memset(longest, 'x', sizeof(longest));
    longest[256] = 0;
    assert_int_equal(check_name(longest, false), FSI_BAD_NAME);
    longest[255] = 0;
    assert_int_equal(check_name(longest, false), FSI_OK);
    assert_int_equal(check_name("", false), FSI_BAD_NAME);
    assert_int_equal(check_name(".", false), FSI_BAD_NAME);
    assert_int_equal(check_name("..", false), FSI_BAD_NAME);
    assert_int_equal(check_name("...", false), FSI_OK);
    assert_int_equal(check_name("a/b", false), FSI_BAD_NAME);
    assert_int_equal(check_name("a:b", false), FSI_BAD_NAME);
    assert_int_equal(check_name("a\x1f", false), FSI_BAD_NAME);
    assert_int_equal(check_name("\xe9", false), FSI_OK);
    assert_int_equal(check_name("\xe9", true), FSI_RESTRICTED_NAME);
    assert_int_equal(check_name("a\x7f ~", true), FSI_OK);
}

static void test_what_may_hold_what(void **state)
{
    struct fsi_tree *tree = new_tree();
    struct fsi_node *root = fsi_tree_root(tree), *file = add_file(tree, root, "file", 10, 0);
    struct fsi_node *stream = new_node(tree, FSI_NAMED_STREAM, "stream");
    struct fsi_node *directory = new_node(tree, FSI_DIRECTORY, "d");
    struct fsi_node *below = add_directory(tree, directory, "below");

    (void)state;
    assert_int_equal(fsi_tree_attach(tree, root, stream), FSI_NOT_A_FILE);
    assert_int_equal(fsi_tree_attach(tree, file, directory), FSI_NOT_A_DIRECTORY);
    assert_int_equal(fsi_tree_attach(tree, below, directory), FSI_ATTACHED);
    assert_int_equal(fsi_tree_attach(tree, root, root), FSI_ATTACHED);
    assert_int_equal(fsi_tree_attach(tree, root, below), FSI_ATTACHED);
    assert_int_equal(fsi_tree_detach(tree, root), FSI_READ_ONLY);
    assert_int_equal(fsi_tree_detach(tree, directory), FSI_NOT_FOUND);
    assert_int_equal(fsi_node_set_source(tree, directory, NULL, 0, 0), FSI_NOT_A_FILE);
    assert_int_equal(fsi_tree_attach(tree, file, stream), FSI_OK);
    assert_int_equal(fsi_node_stream_count(file), 1);
    assert_int_equal(fsi_node_child_count(file), 0);
    assert_ptr_equal(fsi_node_first_stream(file), stream);
    assert_true(fsi_node_attached(stream));
    assert_false(fsi_node_attached(below));
    fsi_node_release(stream);
    fsi_node_release(directory);
    fsi_tree_destroy(tree);
}

static void test_references_outlive_the_tree(void **state)
{
    struct fsi_tree *tree = new_tree();
    struct fsi_node *directory = add_directory(tree, fsi_tree_root(tree), "directory");
    struct memory_source source;
    struct fsi_node *file;

    (void)state;
    memory_source_init(&source, 1);
    file = add_file(tree, directory, "file", 1, 0);
    assert_int_equal(fsi_node_set_source(tree, file, &source.source, 5, 0), FSI_OK);
    assert_int_equal(source.refs, 2);
    fsi_node_addref(directory);
    fsi_tree_destroy(tree);
    assert_null(fsi_node_parent(directory));
    assert_false(fsi_node_attached(directory));
    assert_ptr_equal(child(directory, "FILE"), file);
    fsi_node_release(directory);
    assert_int_equal(source.refs, 1);
}

static void test_deep_trees_are_freed(void **state)
{
    struct fsi_tree *tree = new_tree();
    struct fsi_node *top = new_node(tree, FSI_DIRECTORY, "0"), *node = top;
    int i;

    (void)state;
    for (i = 0; i < 2000; i++) node = add_directory(tree, node, "deeper");
    assert_int_equal(fsi_tree_attach(tree, fsi_tree_root(tree), top), FSI_OK);
    assert_int_equal(fsi_tree_directory_count(tree), 2001);
    fsi_node_release(top);
    fsi_tree_destroy(tree);
}

/* ---------------------------------------------------------- change points --- */

static void assert_description(const struct fsi_tree *tree, const char *expected)
{
    char *text = describe(tree);

    assert_string_equal(text, expected);
    free(text);
}

static void test_every_change_is_undone(void **state)
{
    const struct fsi_times times = {1, 2, 3};
    const struct fsi_extent extents[2] = {{100, 4096}, {300, 17}};
    struct fsi_tree *tree = new_tree();
    struct fsi_node *root = fsi_tree_root(tree), *a, *file, *stream;
    struct tree_counters counters[11];
    char *texts[11];
    int step = 0, i;

    (void)state;
#define STEP(change) do { counters[step] = tree->counters; texts[step++] = describe(tree); change; } while (0)
    STEP(a = add_directory(tree, root, "a"));
    STEP(file = add_file(tree, a, "file", 5000, 1));
    STEP(add_file(tree, root, "last", 1, 1));
    STEP(assert_int_equal(fsi_node_set_times(tree, file, &times), FSI_OK));
    STEP(assert_int_equal(fsi_node_set_hidden(tree, a, true), FSI_OK));
    STEP(assert_int_equal(fsi_node_set_real_time(tree, file, true), FSI_OK));
    stream = new_node(tree, FSI_NAMED_STREAM, "s");
    STEP(assert_int_equal(fsi_tree_attach(tree, file, stream), FSI_OK));
    fsi_node_release(stream);
    STEP(assert_int_equal(fsi_node_set_extents(tree, file, extents, 2), FSI_OK));
    assert_int_equal(fsi_node_size(file), 4113);
    STEP(assert_int_equal(fsi_tree_detach(tree, a), FSI_OK));
    STEP(assert_int_equal(fsi_tree_attach(tree, root, a), FSI_OK));
    STEP(assert_int_equal(fsi_node_set_source(tree, file, NULL, 0, 0), FSI_OK));
    assert_int_equal(fsi_tree_change_point(tree), 11);
#undef STEP
    assert_int_equal(fsi_tree_rollback(tree, 12), FSI_NOT_FOUND);
    for (i = 10; i >= 0; i--)
    {
        assert_int_equal(fsi_tree_rollback(tree, (uint32_t)i), FSI_OK);
        assert_int_equal(fsi_tree_change_point(tree), i);
        assert_description(tree, texts[i]);
        assert_memory_equal(&tree->counters, &counters[i], sizeof(counters[i]));
        free(texts[i]);
    }
    fsi_tree_destroy(tree);
}

static void test_lock_in(void **state)
{
    struct fsi_tree *tree = new_tree();
    struct fsi_node *root = fsi_tree_root(tree), *removed = add_directory(tree, root, "removed");

    (void)state;
    add_file(tree, removed, "file", 3, 1);
    assert_int_equal(fsi_tree_detach(tree, removed), FSI_OK);
    assert_int_equal(fsi_tree_change_point(tree), 3);
    fsi_tree_lock_in(tree);
    assert_int_equal(fsi_tree_change_point(tree), 3);
    assert_int_equal(fsi_tree_rollback(tree, 2), FSI_LOCKED_IN);
    add_directory(tree, root, "new");
    assert_int_equal(fsi_tree_rollback(tree, 3), FSI_OK);
    assert_int_equal(fsi_node_child_count(root), 0);
    fsi_tree_destroy(tree);
}

/* What was taken out may come back, so it must not change inside; it may be put in elsewhere as a whole. */
static void test_what_was_taken_out_is_kept_whole(void **state)
{
    struct fsi_tree *tree = new_tree();
    struct fsi_node *root = fsi_tree_root(tree);
    struct fsi_node *a = add_directory(tree, root, "a"), *b = add_directory(tree, root, "b");
    struct fsi_node *file = add_file(tree, a, "file", 3, 1), *other = new_node(tree, FSI_FILE, "other");
    uint32_t point = fsi_tree_change_point(tree);

    (void)state;
    fsi_node_addref(a);
    assert_int_equal(fsi_tree_detach(tree, a), FSI_OK);
    assert_int_equal(fsi_tree_attach(tree, a, other), FSI_READ_ONLY);
    assert_int_equal(fsi_tree_detach(tree, file), FSI_READ_ONLY);
    assert_int_equal(fsi_tree_attach(tree, b, a), FSI_OK);
    assert_int_equal(fsi_tree_attach(tree, a, other), FSI_OK);
    assert_int_equal(fsi_tree_rollback(tree, point + 1), FSI_OK);
    assert_null(fsi_node_parent(a));
    assert_int_equal(fsi_tree_attach(tree, a, other), FSI_READ_ONLY);
    assert_int_equal(fsi_tree_rollback(tree, point), FSI_OK);
    assert_ptr_equal(fsi_node_first_child(root), a);
    assert_ptr_equal(fsi_node_next_sibling(a), b);
    fsi_node_release(a);
    fsi_node_release(other);
    fsi_tree_destroy(tree);
}

/* Random changes, undone in random steps: whatever was seen at a change point is seen there again. */
static void test_random_changes(void **state)
{
    enum {CHANGES = 400};
    struct fsi_tree *tree = new_tree();
    struct fsi_node *directories[CHANGES + 1], *node;
    char *texts[CHANGES + 1], name[16];
    uint32_t random = 1, count, i, point;

    (void)state;
    for (count = 0; count < CHANGES; count++)
    {
        random = random * 1664525 + 1013904223;
        assert_int_equal(fsi_tree_change_point(tree), count);
        texts[count] = describe(tree);
        directories[0] = fsi_tree_root(tree);
        for (i = 1, node = directories[0]; node; node = node_walk(directories[0], node))
            if (fsi_node_kind(node) == FSI_DIRECTORY) directories[i++] = node;
        node = directories[(random >> 8) % i];
        sprintf(name, "%u", (unsigned int)count);
        if (random >> 30 == 0 && node != directories[0]) assert_int_equal(fsi_tree_detach(tree, node), FSI_OK);
        else if (random >> 30 == 1) add_file(tree, node, name, random % 100000, 1);
        else if (random >> 30 == 2) assert_int_equal(fsi_node_set_hidden(tree, node, random & 64), FSI_OK);
        else add_directory(tree, node, name);
    }
    for (point = CHANGES; point; )
    {
        random = random * 1664525 + 1013904223;
        i = point - 1 - (random >> 28) % point;
        assert_int_equal(fsi_tree_rollback(tree, i), FSI_OK);
        assert_description(tree, texts[i]);
        while (point > i) free(texts[--point]);
    }
    assert_int_equal(tree->counters.data_blocks, 0);
    assert_int_equal(tree->counters.name_units, 0);
    fsi_tree_destroy(tree);
}

int main(void)
{
    const struct CMUnitTest tests[] =
    {
        cmocka_unit_test(test_children_keep_their_order),
        cmocka_unit_test(test_names_are_the_same_whatever_their_case),
        cmocka_unit_test(test_paths),
        cmocka_unit_test(test_name_rules),
        cmocka_unit_test(test_what_may_hold_what),
        cmocka_unit_test(test_references_outlive_the_tree),
        cmocka_unit_test(test_deep_trees_are_freed),
        cmocka_unit_test(test_every_change_is_undone),
        cmocka_unit_test(test_lock_in),
        cmocka_unit_test(test_what_was_taken_out_is_kept_whole),
        cmocka_unit_test(test_random_changes),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
