/*
 * What views call the items of a tree, and the volume
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

#include "dates.h"
#include "fsimage_fixture.h"
#include "names.h"

static void check_name(const char *name, enum fsi_node_kind kind, enum fsi_view view, unsigned int level,
                       const char *expected)
{
    struct fsi_options options = test_options(FSI_VIEW_ISO9660 | FSI_VIEW_JOLIET | FSI_VIEW_UDF);
    struct fsi_tree *tree = new_tree();
    struct fsi_node *root = fsi_tree_root(tree);

    options.iso9660_level = level;
    if (kind == FSI_DIRECTORY) add_directory(tree, root, name);
    else add_file(tree, root, name, 1, 0);
    assert_string_equal(view_name(tree, &options, view, child(root, name)), expected);
    fsi_tree_destroy(tree);
}

static void test_iso9660_level_1(void **state)
{
    static const char *const names[][2] =
    {
        {"readme.txt", "README.TXT"}, {"README", "README"}, {"a b.c+d", "A_B.C_D"},
        {"longer name.html", "LONGER_N.HTM"}, {"two.dots.tar", "TWO_DOTS.TAR"}, {".profile", "_PROFILE"},
        {"end.", "END"}, {"a.html", "A.HTM"},
        {"\xe9t\xe9.txt", "_T_.TXT"}, {"...", "__"},
    };
    size_t i;

    (void)state;
    for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
        check_name(names[i][0], FSI_FILE, FSI_VIEW_ISO9660, 1, names[i][1]);
    check_name("directory.name", FSI_DIRECTORY, FSI_VIEW_ISO9660, 1, "DIRECTOR");
    check_name("a.b", FSI_DIRECTORY, FSI_VIEW_ISO9660, 1, "A_B");
}

static void test_iso9660_level_2(void **state)
{
    (void)state;
    check_name("longer name.html", FSI_FILE, FSI_VIEW_ISO9660, 2, "LONGER_NAME.HTML");
    check_name("123456789012345678901234567890.x", FSI_FILE, FSI_VIEW_ISO9660, 2, "12345678901234567890123456789.X");
    check_name("1234567890123456789012345678901", FSI_FILE, FSI_VIEW_ISO9660, 2, "123456789012345678901234567890");
    check_name("1234567890123456789012345678901", FSI_DIRECTORY, FSI_VIEW_ISO9660, 2,
               "1234567890123456789012345678901");
    check_name("stem that is long.extension that is long", FSI_FILE, FSI_VIEW_ISO9660, 3,
               "STEM_THAT_IS_LO.EXTENSION_THAT_");
}

static void test_joliet(void **state)
{
    const char *sixty = "123456789012345678901234567890123456789012345678901234567890";
    char name[128], expected[128];

    (void)state;
    check_name("Any name; of: this?.*", FSI_FILE, FSI_VIEW_JOLIET, 1, "Any name_ of_ this_._");
    snprintf(name, sizeof(name), "%s.txt", sixty);
    check_name(name, FSI_FILE, FSI_VIEW_JOLIET, 1, name);
    snprintf(name, sizeof(name), "%sabcdef.txt", sixty);
    snprintf(expected, sizeof(expected), "%s.txt", sixty);
    check_name(name, FSI_FILE, FSI_VIEW_JOLIET, 1, expected);
    snprintf(name, sizeof(name), "a.%sabcdef", sixty);
    snprintf(expected, sizeof(expected), "a.%sab", sixty);
    check_name(name, FSI_FILE, FSI_VIEW_JOLIET, 1, expected);
}

/* A pair of surrogates is one character, and has no place in UCS-2. UDF does not cut it in two. */
static void test_surrogates(void **state)
{
    struct fsi_options options = test_options(FSI_VIEW_ISO9660 | FSI_VIEW_JOLIET | FSI_VIEW_UDF);
    struct fsi_tree *tree = new_tree();
    uint16_t name[255], mapped[FSI_NAME_MAX];
    struct fsi_node *node;
    size_t length, i;

    (void)state;
    name[0] = 'x';
    for (i = 1; i < 255; i += 2)
    {
        name[i] = 0xd83d;
        name[i + 1] = 0xde00;
    }
    assert_int_equal(fsi_node_create(tree, FSI_FILE, name, 255, &node), FSI_OK);
    assert_int_equal(fsi_tree_attach(tree, fsi_tree_root(tree), node), FSI_OK);
    assert_int_equal(fsi_view_name(tree, &options, FSI_VIEW_UDF, node, mapped, &length), FSI_OK);
    assert_int_equal(length, 127);
    assert_memory_equal(mapped, name, 127 * sizeof(*name));
    assert_int_equal(fsi_view_name(tree, &options, FSI_VIEW_JOLIET, node, mapped, &length), FSI_OK);
    assert_int_equal(length, 64);
    for (i = 1; i < 64; i++) assert_int_equal(mapped[i], '_');
    fsi_node_release(node);
    fsi_tree_destroy(tree);
}

static void test_udf_cuts_where_its_identifiers_end(void **state)
{
    char name[256], expected[256];

    (void)state;
    snprintf(name, sizeof(name), "%0251d.txt", 0);
    snprintf(expected, sizeof(expected), "%0250d.txt", 0);
    check_name(name, FSI_FILE, FSI_VIEW_UDF, 1, expected);
    check_name(expected, FSI_FILE, FSI_VIEW_UDF, 1, expected);
}

/* Those that need no change keep their names, whenever they came. */
static void test_numbers(void **state)
{
    static const char *const names[][2] =
    {
        {"documents one.txt", "DOCUMENT.TXT"}, {"documents two.txt", "DOCUMEN2.TXT"},
        {"documen1.txt", "DOCUMEN1.TXT"}, {"documents three.text", "DOCUMEN1.TEX"},
        {"document.tex", "DOCUMENT.TEX"}, {"a+", "A_"}, {"a-", "A_2"}, {"a=", "A_3"}, {"a_1.", "A_11"}, {"A_1", "A_1"},
    };
    struct fsi_options options = test_options(FSI_VIEW_ISO9660);
    struct fsi_tree *tree = new_tree();
    struct fsi_node *root = fsi_tree_root(tree), *node;
    size_t i;

    (void)state;
    for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) add_file(tree, root, names[i][0], 1, 0);
    for (node = fsi_node_first_child(root), i = 0; node; node = fsi_node_next_sibling(node), i++)
        assert_string_equal(view_name(tree, &options, FSI_VIEW_ISO9660, node), names[i][1]);
    fsi_tree_destroy(tree);
}

static int compare_names(const void *a, const void *b)
{
    return strcmp(a, b);
}

/* However the names run into each other: all differ, and each has the form of its level. */
static void test_all_names_differ(void **state)
{
    enum {COUNT = 3000};
    static char names[COUNT][FSI_NAME_MAX + 1];
    struct fsi_options options = test_options(FSI_VIEW_ISO9660);
    struct fsi_tree *tree = new_tree();
    struct fsi_node *root = fsi_tree_root(tree), *node;
    uint32_t random = 7, i;
    size_t length;

    (void)state;
    for (i = 0; i < COUNT; i++)
    {
        char name[64];

        random = random * 1664525 + 1013904223;
        snprintf(name, sizeof(name), "n%.*s%u%s", (int)(random >> 29), "-+=,~!@#", (unsigned int)(i % (random >> 20)),
                 random & 4096 ? "" : ".abcd");
        if (!child(root, name)) add_file(tree, root, name, 1, 0);
        snprintf(name, sizeof(name), "number %u of names that agree.txt", (unsigned int)i);
        add_file(tree, root, name, 1, 0);
        if (fsi_node_child_count(root) >= COUNT) break;
    }
    for (node = fsi_node_first_child(root), i = 0; node && i < COUNT; node = fsi_node_next_sibling(node), i++)
    {
        strcpy(names[i], view_name(tree, &options, FSI_VIEW_ISO9660, node));
        length = strcspn(names[i], ".");
        assert_in_range(length, 1, 8);
        assert_true(strlen(names[i] + length) <= 4);
        assert_int_equal(strspn(names[i], "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_."), strlen(names[i]));
    }
    qsort(names, i, sizeof(names[0]), compare_names);
    while (--i) assert_string_not_equal(names[i], names[i - 1]);
    fsi_tree_destroy(tree);
}

static unsigned long folded;

static uint16_t counting_upcase(uint16_t unit)
{
    folded++;
    return unit;
}

/* How much is compared to name so many files whose names agree as far as Joliet keeps them. */
static unsigned long cost_of(unsigned int count)
{
    const struct fsi_tree_host host = {counting_upcase};
    struct fsi_options options = test_options(FSI_VIEW_ISO9660 | FSI_VIEW_JOLIET);
    uint16_t name[FSI_NAME_MAX];
    char text[100];
    struct fsi_tree *tree;
    size_t length;
    unsigned int i;

    assert_int_equal(fsi_tree_create(&host, &tree), FSI_OK);
    for (i = 0; i < count; i++)
    {
        snprintf(text, sizeof(text), "%.64s%u.txt", "\xe9\xe9\xe9\xe9\xe9\xe9\xe9\xe9\xe9\xe9\xe9\xe9\xe9\xe9\xe9\xe9"
                 "................................................", i);
        add_file(tree, fsi_tree_root(tree), text, 1, 0);
    }
    folded = 0;
    assert_int_equal(fsi_view_name(tree, &options, FSI_VIEW_JOLIET, fsi_node_first_child(fsi_tree_root(tree)), name,
                                   &length), FSI_OK);
    fsi_tree_destroy(tree);
    return folded;
}

static void test_numbering_is_linear(void **state)
{
    const unsigned long small = cost_of(500), large = cost_of(8000);

    (void)state;
    assert_true(small > 500 * 16);
    assert_true(large < 16 * small * 3 / 2);
}

/* Asking for all names of a directory is linear: numbers are remembered until the directory changes. */
static void test_names_follow_changes(void **state)
{
    struct fsi_options options = test_options(FSI_VIEW_ISO9660);
    struct fsi_tree *tree = new_tree();
    struct fsi_node *root = fsi_tree_root(tree), *first = add_file(tree, root, "documents one", 1, 0);
    struct fsi_node *second = add_file(tree, root, "documents two", 1, 0);

    (void)state;
    assert_string_equal(view_name(tree, &options, FSI_VIEW_ISO9660, second), "DOCUMEN1");
    assert_string_equal(view_name(tree, &options, FSI_VIEW_UDF, second), "documents two");
    assert_int_equal(fsi_tree_detach(tree, first), FSI_OK);
    assert_string_equal(view_name(tree, &options, FSI_VIEW_ISO9660, second), "DOCUMENT");
    options.iso9660_level = 2;
    assert_string_equal(view_name(tree, &options, FSI_VIEW_ISO9660, second), "DOCUMENTS_TWO");
    assert_string_equal(view_name(tree, &options, FSI_VIEW_ISO9660, root), "");
    fsi_tree_destroy(tree);
}

static void test_levels(void **state)
{
    struct fsi_options options = test_options(FSI_VIEW_ISO9660);
    struct fsi_tree *tree = new_tree();
    struct fsi_node *node = fsi_tree_root(tree), *file;
    uint16_t name[FSI_NAME_MAX];
    size_t length;
    int i;

    (void)state;
    for (i = 2; i <= 8; i++) node = add_directory(tree, node, "d");
    file = add_file(tree, node, "f", 1, 0);
    assert_string_equal(view_name(tree, &options, FSI_VIEW_ISO9660, file), "F");
    node = add_directory(tree, node, "d");
    assert_int_equal(fsi_view_name(tree, &options, FSI_VIEW_ISO9660, node, name, &length), FSI_TOO_DEEP);
    file = add_file(tree, node, "f", 1, 0);
    assert_int_equal(fsi_view_name(tree, &options, FSI_VIEW_ISO9660, file, name, &length), FSI_TOO_DEEP);
    assert_string_equal(view_name(tree, &options, FSI_VIEW_UDF, file), "f");
    fsi_tree_destroy(tree);
}

/* --------------------------------------------------------------- volumes --- */

static enum fsi_status volume_name(const char *name, unsigned int views, enum fsi_view view, const char *expected)
{
    struct fsi_options options = test_options(views);
    uint16_t mapped[129];
    enum fsi_status status;
    size_t length, i;
    const uint16_t *units = utf16(name, &length);

    assert_in_range(length, 0, 128);
    memcpy(options.volume_name, units, (length + 1) * sizeof(*units));
    status = fsi_volume_name(&options, view, mapped);
    for (i = 0; !status && i <= strlen(expected); i++) assert_int_equal(mapped[i], (uint8_t)expected[i]);
    return status;
}

static void test_volume_names(void **state)
{
    const unsigned int all = FSI_VIEW_ISO9660 | FSI_VIEW_JOLIET | FSI_VIEW_UDF;
    char name[129];

    (void)state;
    assert_int_equal(volume_name("Test_FileSystem", all, FSI_VIEW_ISO9660, "TEST_FILESYSTEM"), FSI_OK);
    assert_int_equal(volume_name("Test_FileSystem", all, FSI_VIEW_JOLIET, "Test_FileSystem"), FSI_OK);
    assert_int_equal(volume_name("Test_FileSystem", all, FSI_VIEW_UDF, "Test_FileSystem"), FSI_OK);
    assert_int_equal(volume_name("20240106-101112.1234", all, FSI_VIEW_ISO9660, "20240106_101112_1234"), FSI_OK);
    assert_int_equal(volume_name("20240106-101112.1234", all, FSI_VIEW_JOLIET, "20240106-101112."), FSI_OK);
    assert_int_equal(volume_name("20240106-101112.1234", all, FSI_VIEW_UDF, "20240106-101112.1234"), FSI_OK);
    assert_int_equal(volume_name("two words", all, FSI_VIEW_UDF, "two_words"), FSI_OK);
    assert_int_equal(volume_name("", all, FSI_VIEW_UDF, "20240107_175056"), FSI_OK);
    assert_int_equal(volume_name("a:b", all, FSI_VIEW_UDF, ""), FSI_BAD_VOLUME_NAME);
    assert_int_equal(volume_name("a\nb", all, FSI_VIEW_UDF, ""), FSI_BAD_VOLUME_NAME);
    snprintf(name, sizeof(name), "%032d", 1);
    assert_int_equal(volume_name(name, all, FSI_VIEW_ISO9660, name), FSI_OK);
    snprintf(name, sizeof(name), "%033d", 1);
    assert_int_equal(volume_name(name, all, FSI_VIEW_ISO9660, ""), FSI_BAD_VOLUME_NAME);
    snprintf(name, sizeof(name), "%0126d", 1);
    assert_int_equal(volume_name(name, FSI_VIEW_UDF, FSI_VIEW_UDF, name), FSI_OK);
    snprintf(name, sizeof(name), "%0127d", 1);
    assert_int_equal(volume_name(name, FSI_VIEW_UDF, FSI_VIEW_UDF, ""), FSI_BAD_VOLUME_NAME);
}

static void test_dates(void **state)
{
    static const struct
    {
        int64_t seconds;                /* since 1601 */
        struct fsi_date date;
    } dates[] =
    {
        {0, {1601, 1, 1, 0, 0, 0, 0}}, {-1, {1600, 12, 31, 23, 59, 59, 0}},
        {11644473600, {1970, 1, 1, 0, 0, 0, 0}}, {11644473600 + 951782400, {2000, 2, 29, 0, 0, 0, 0}},
        {11644473600 + 951868799, {2000, 2, 29, 23, 59, 59, 0}}, {11644473600 + 951868800, {2000, 3, 1, 0, 0, 0, 0}},
        {11644473600 + 4107542400, {2100, 3, 1, 0, 0, 0, 0}}, {11644473600 + 1704067199, {2023, 12, 31, 23, 59, 59, 0}},
        {-26438400, {1600, 3, 1, 0, 0, 0, 0}}, {-26438401, {1600, 2, 29, 23, 59, 59, 0}},
    };
    struct fsi_date date;
    size_t i;

    (void)state;
    for (i = 0; i < sizeof(dates) / sizeof(dates[0]); i++)
    {
        fsi_date_from_time(dates[i].seconds * 10000000, &date);
        assert_int_equal(date.year, dates[i].date.year);
        assert_int_equal(date.month, dates[i].date.month);
        assert_int_equal(date.day, dates[i].date.day);
        assert_int_equal(date.hour, dates[i].date.hour);
        assert_int_equal(date.minute, dates[i].date.minute);
        assert_int_equal(date.second, dates[i].date.second);
    }
    fsi_date_from_time(-1, &date);
    assert_int_equal(date.ticks, 9999999);
}

int main(void)
{
    const struct CMUnitTest tests[] =
    {
        cmocka_unit_test(test_iso9660_level_1),
        cmocka_unit_test(test_iso9660_level_2),
        cmocka_unit_test(test_joliet),
        cmocka_unit_test(test_surrogates),
        cmocka_unit_test(test_udf_cuts_where_its_identifiers_end),
        cmocka_unit_test(test_numbers),
        cmocka_unit_test(test_all_names_differ),
        cmocka_unit_test(test_numbering_is_linear),
        cmocka_unit_test(test_names_follow_changes),
        cmocka_unit_test(test_levels),
        cmocka_unit_test(test_volume_names),
        cmocka_unit_test(test_dates),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
