/*
 * ISO 9660, Joliet and El Torito as bytes
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

#include "bytes.h"
#include "fsimage_fixture.h"

static const unsigned int bridge = FSI_VIEW_ISO9660 | FSI_VIEW_JOLIET;

static const uint8_t *block_of(const uint8_t *image, uint32_t block)
{
    return image + (size_t)block * FSI_BLOCK_SIZE;
}

static uint32_t both32(const uint8_t *p)
{
    uint32_t value = fsi_get_le32(p);

    assert_int_equal(value, (uint32_t)p[4] << 24 | p[5] << 16 | p[6] << 8 | p[7]);
    return value;
}

struct record
{
    char name[80];                      /* Joliet: the lower bytes */
    uint32_t block, bytes;
    uint8_t flags;
    const uint8_t *date;
};

/* The records of a directory, those of itself and of its parent not counted. */
static size_t list(const uint8_t *image, uint32_t block, uint32_t bytes, bool joliet, struct record *records,
                   size_t max)
{
    const uint8_t *p = block_of(image, block), *end = p + bytes;
    size_t count = 0, skip = 2, i;

    assert_int_equal(bytes % FSI_BLOCK_SIZE, 0);
    while (p < end)
    {
        if (!*p)
        {
            p += FSI_BLOCK_SIZE - (size_t)(p - image) % FSI_BLOCK_SIZE;
            continue;
        }
        if (!skip)
        {
            assert_true(count < max);
            for (i = 0; i < p[32] / (joliet ? 2u : 1u); i++)
                records[count].name[i] = (char)p[joliet ? 34 + 2 * i : 33 + i];
            records[count].name[i] = 0;
            records[count].block = both32(p + 2);
            records[count].bytes = both32(p + 10);
            records[count].flags = p[25];
            records[count++].date = p + 18;
        }
        else skip--;
        p += *p;
    }
    return count;
}

static size_t list_root(const uint8_t *image, uint32_t descriptor, struct record *records, size_t max)
{
    const uint8_t *root = block_of(image, descriptor) + 156;

    return list(image, both32(root + 2), both32(root + 10), block_of(image, descriptor)[0] == 2, records, max);
}

static void assert_content(const uint8_t *data, uint32_t seed, size_t size)
{
    size_t i;

    for (i = 0; i < size; i++) assert_int_equal(data[i], pattern_byte(seed, i));
}

static void test_descriptors(void **state)
{
    struct fsi_options options = test_options(bridge);
    struct fsi_tree *tree = new_tree();
    struct fsi_layout *layout = new_layout(tree, &options);
    size_t size;
    uint8_t *image = read_image(layout, 4096, &size);

    (void)state;
    assert_memory_equal(block_of(image, 16), "\1CD001\1", 7);
    assert_memory_equal(block_of(image, 17), "\2CD001\1", 7);
    assert_memory_equal(block_of(image, 18), "\377CD001\1", 7);
    assert_memory_equal(block_of(image, 17) + 88, "%/E", 4);
    assert_memory_equal(block_of(image, 16) + 40, "TEST_VOLUME                     ", 32);
    assert_memory_equal(block_of(image, 17) + 40, "\0T\0e\0s\0t\0_\0V\0o\0l\0u\0m\0e\0 \0 \0 \0 \0 ", 32);
    assert_int_equal(both32(block_of(image, 16) + 80), size / FSI_BLOCK_SIZE);
    assert_memory_equal(block_of(image, 16) + 813, "2024010717505678", 17);
    free(image);
    fsi_layout_release(layout);
    fsi_tree_destroy(tree);
}

static void test_both_views_share_data(void **state)
{
    struct fsi_options options = test_options(bridge);
    struct fsi_times times = {0, 0, 133491234567890123};
    struct fsi_tree *tree = new_tree();
    struct fsi_node *root = fsi_tree_root(tree), *file;
    struct record iso[4], joliet[4];
    struct fsi_layout *layout;
    uint8_t *image;
    size_t size;

    (void)state;
    file = add_file(tree, root, "second file.text", 5000, 1);
    assert_int_equal(fsi_node_set_times(tree, file, &times), FSI_OK);
    assert_int_equal(fsi_node_set_hidden(tree, file, true), FSI_OK);
    add_file(tree, root, "Empty", 0, 2);
    add_directory(tree, root, "directory");
    layout = new_layout(tree, &options);
    image = read_image(layout, 1000003, &size);
    assert_int_equal(list_root(image, 16, iso, 4), 3);
    assert_int_equal(list_root(image, 17, joliet, 4), 3);
    assert_string_equal(iso[0].name, "DIRECTOR");
    assert_int_equal(iso[0].flags, 2);
    assert_string_equal(iso[1].name, "EMPTY.;1");
    assert_int_equal(iso[1].bytes, 0);
    assert_string_equal(iso[2].name, "SECOND_F.TEX;1");
    assert_int_equal(iso[2].flags, 1);
    assert_memory_equal(iso[2].date, "\174\1\7\21\62\70\0", 7);
    assert_string_equal(joliet[0].name, "Empty;1");
    assert_string_equal(joliet[1].name, "directory");
    assert_string_equal(joliet[2].name, "second file.text;1");
    assert_int_equal(joliet[2].block, iso[2].block);
    assert_int_equal(joliet[2].bytes, 5000);
    assert_content(block_of(image, iso[2].block), 1, 5000);
    assert_int_equal(block_of(image, iso[2].block)[5000], 0);
    free(image);
    fsi_layout_release(layout);
    fsi_tree_destroy(tree);
}

/* Directories of many blocks, in order, whole, and the same whichever way they are read. */
static void test_large_directories(void **state)
{
    enum {COUNT = 700};
    struct fsi_options options = test_options(bridge);
    struct fsi_tree *tree = new_tree();
    struct fsi_node *directory = add_directory(tree, fsi_tree_root(tree), "d");
    static struct record records[COUNT];
    struct record top;
    struct fsi_layout *layout;
    uint8_t *image, *again;
    char name[32];
    size_t size, i;

    (void)state;
    for (i = 0; i < COUNT; i++)
    {
        snprintf(name, sizeof(name), "%u", (unsigned int)((i * 389) % COUNT));
        add_file(tree, directory, name, i % 3, (uint32_t)i);
    }
    layout = new_layout(tree, &options);
    image = read_image(layout, 777, &size);
    again = read_image(layout, size, &size);
    assert_memory_equal(image, again, size);
    for (i = 16; i <= 17; i++)
    {
        size_t k;

        assert_int_equal(list_root(image, (uint32_t)i, &top, 1), 1);
        assert_int_equal(list(image, top.block, top.bytes, i == 17, records, COUNT), COUNT);
        for (k = 1; k < COUNT; k++)
        {
            *strpbrk(records[k].name, ".;") = 0;
            if (k > 1) assert_true(strcmp(records[k - 1].name, records[k].name) < 0);
        }
    }
    free(image);
    free(again);
    fsi_layout_release(layout);
    fsi_tree_destroy(tree);
}

static void test_path_tables(void **state)
{
    struct fsi_options options = test_options(FSI_VIEW_ISO9660);
    struct fsi_tree *tree = new_tree();
    struct fsi_node *root = fsi_tree_root(tree);
    struct fsi_node *b = add_directory(tree, root, "b"), *a = add_directory(tree, root, "a");
    struct fsi_layout *layout;
    const uint8_t *l, *m;
    uint8_t *image;
    size_t size;

    (void)state;
    add_directory(tree, b, "one");
    add_directory(tree, a, "two");
    layout = new_layout(tree, &options);
    image = read_image(layout, 2048, &size);
    l = block_of(image, fsi_get_le32(block_of(image, 16) + 140));
    m = block_of(image, (uint32_t)block_of(image, 16)[150] << 8 | block_of(image, 16)[151]);
    assert_int_equal(both32(block_of(image, 16) + 132), 10 + 10 + 10 + 12 + 12);
    assert_memory_equal(l + 18, "A", 1);
    assert_memory_equal(l + 28, "B", 1);
    assert_memory_equal(l + 38, "TWO", 3);
    assert_int_equal(fsi_get_le16(l + 36), 2);
    assert_memory_equal(l + 50, "ONE", 3);
    assert_int_equal(fsi_get_le16(l + 48), 3);
    assert_memory_equal(m + 50, "ONE", 3);
    assert_int_equal(m[49], 3);
    assert_memory_equal(block_of(image, fsi_get_le32(l + 44)), "\42\0", 2);
    free(image);
    fsi_layout_release(layout);
    fsi_tree_destroy(tree);
}

/* 5 GiB in one file: two parts at level 3, refused below it. */
static void test_level_3(void **state)
{
    const uint64_t size = (uint64_t)5 << 30;
    struct fsi_options options = test_options(FSI_VIEW_ISO9660);
    struct fsi_tree *tree = new_tree();
    struct fsi_node *root = fsi_tree_root(tree), *big = add_file(tree, root, "big", (uint64_t)2 << 30, 3);
    uint8_t blocks[64 * FSI_BLOCK_SIZE], last[5];
    struct fsi_problem problem;
    struct record records[3];
    struct fsi_layout *layout;
    struct fsi_reader *reader;
    size_t done;

    (void)state;
    layout = new_layout(tree, &options);
    fsi_layout_release(layout);
    big = add_file(tree, root, "bigger", size + 5, 4);
    assert_int_equal(fsi_layout_create(tree, &options, &layout, &problem), FSI_DATA_TOO_BIG);
    assert_ptr_equal(problem.node, big);
    assert_int_equal(problem.view, FSI_VIEW_ISO9660);
    options.iso9660_level = 3;
    layout = new_layout(tree, &options);
    assert_int_equal(fsi_reader_create(layout, &reader), FSI_OK);
    assert_int_equal(fsi_reader_read(reader, 0, blocks, sizeof(blocks), &done, NULL), FSI_OK);
    assert_int_equal(list_root(blocks, 16, records, 3), 3);
    assert_int_equal(records[1].flags, 0x80);
    assert_int_equal(records[1].bytes, 0xfffff800);
    assert_int_equal(records[2].flags, 0);
    assert_int_equal(records[2].bytes, size + 5 - 0xfffff800);
    assert_int_equal(records[2].block, records[1].block + 0xfffff800 / FSI_BLOCK_SIZE);
    assert_int_equal(fsi_reader_read(reader, (uint64_t)records[1].block * FSI_BLOCK_SIZE + size, last, 5, &done, NULL),
                     FSI_OK);
    assert_int_equal(last[4], pattern_byte(4, size + 4));
    fsi_reader_destroy(reader);
    fsi_layout_release(layout);
    fsi_tree_destroy(tree);
}

/* Files that are on the medium: their records point there, and the image does not carry them. */
static void test_imported_extents(void **state)
{
    const struct fsi_extent extents[] = {{100, 4096}, {102, 2048}, {0, 0}, {500, 10}}, broken[] = {{100, 10}, {200, 1}};
    struct fsi_options options = test_options(FSI_VIEW_ISO9660);
    struct fsi_tree *tree = new_tree();
    struct fsi_node *file = add_file(tree, fsi_tree_root(tree), "old", 1, 1);
    struct fsi_problem problem;
    struct record records[2];
    struct fsi_layout *layout;
    uint8_t *image;
    size_t size;

    (void)state;
    assert_int_equal(fsi_node_set_extents(tree, file, extents, 4), FSI_OK);
    options.session_start = 1000;
    layout = new_layout(tree, &options);
    image = read_image(layout, 9999, &size);
    assert_int_equal(both32(block_of(image, 16) + 80), 1000 + size / FSI_BLOCK_SIZE);
    assert_int_equal(list(image, both32(block_of(image, 16) + 158) - 1000, 2048, false, records, 2), 2);
    assert_int_equal(records[0].block, 100);
    assert_int_equal(records[0].bytes, 6144);
    assert_int_equal(records[0].flags, 0x80);
    assert_int_equal(records[1].block, 500);
    assert_int_equal(records[1].bytes, 10);
    free(image);
    fsi_layout_release(layout);
    assert_int_equal(fsi_node_set_extents(tree, file, broken, 2), FSI_OK);
    assert_int_equal(fsi_layout_create(tree, &options, &layout, &problem), FSI_BAD_OPTION);
    assert_ptr_equal(problem.node, file);
    fsi_tree_destroy(tree);
}

/* Holes are parts that lead to the image's zeros, as often as it takes. */
static void test_holes(void **state)
{
    const struct fsi_extent extents[] = {{100, 2048}, {0, 2048}, {0, 40u << 20}, {0, 4096}, {300, 7}};
    const uint32_t most = 16u << 20;
    struct fsi_options options = test_options(FSI_VIEW_ISO9660);
    struct fsi_tree *tree = new_tree();
    struct fsi_node *file = add_file(tree, fsi_tree_root(tree), "sparse", 1, 1);
    struct record records[8];
    struct fsi_layout *layout;
    uint8_t *image;
    size_t size;

    (void)state;
    assert_int_equal(fsi_node_set_extents(tree, file, extents, 5), FSI_OK);
    options.session_start = 1000;
    layout = new_layout(tree, &options);
    assert_in_range(fsi_layout_blocks(layout), 8192, fsi_estimate_blocks(tree, &options));
    image = read_image(layout, 65536, &size);
    assert_int_equal(list(image, both32(block_of(image, 16) + 158) - 1000, 2048, false, records, 8), 5);
    assert_int_equal(records[0].block, 100);
    assert_int_equal(records[1].bytes, most);
    assert_int_equal(records[2].bytes, most);
    assert_int_equal(records[3].bytes, (40u << 20) + 6144 - 2 * most);
    assert_int_equal(records[1].block, records[3].block);
    assert_int_equal(records[4].block, 300);
    assert_int_equal(records[3].flags, 0x80);
    assert_int_equal(records[4].flags, 0);
    assert_true(records[1].block >= 1000 && records[1].block + 8192 <= 1000 + size / FSI_BLOCK_SIZE);
    free(image);
    fsi_layout_release(layout);
    fsi_tree_destroy(tree);
}

static void test_limits(void **state)
{
    struct fsi_options options = test_options(FSI_VIEW_JOLIET);
    struct fsi_tree *tree = new_tree();
    struct fsi_node *node = fsi_tree_root(tree), *top = new_node(tree, FSI_DIRECTORY, "many");
    struct fsi_layout *layout;
    char name[16];
    int i;

    (void)state;
    assert_int_equal(fsi_layout_create(tree, &options, &layout, NULL), FSI_BAD_OPTION);
    options.views = 0;
    assert_int_equal(fsi_layout_create(tree, &options, &layout, NULL), FSI_BAD_OPTION);
    options.views = FSI_VIEW_ISO9660;
    options.iso9660_level = 4;
    assert_int_equal(fsi_layout_create(tree, &options, &layout, NULL), FSI_BAD_OPTION);
    options.iso9660_level = 1;
    options.max_blocks = 20;
    assert_int_equal(fsi_layout_create(tree, &options, &layout, NULL), FSI_IMAGE_TOO_BIG);
    options.max_blocks = 0;
    options.volume_name[0] = '*';
    assert_int_equal(fsi_layout_create(tree, &options, &layout, NULL), FSI_BAD_VOLUME_NAME);
    options.volume_name[0] = 'V';
    for (i = 2; i <= 9; i++) node = add_directory(tree, node, "d");
    assert_int_equal(fsi_layout_create(tree, &options, &layout, NULL), FSI_TOO_DEEP);
    assert_int_equal(fsi_tree_detach(tree, node), FSI_OK);
    for (i = 0; i < 65527; i++)
    {
        sprintf(name, "%d", i);
        add_directory(tree, top, name);
    }
    assert_int_equal(fsi_tree_attach(tree, fsi_tree_root(tree), top), FSI_OK);
    fsi_node_release(top);
    assert_int_equal(fsi_tree_directory_count(tree), 65535);
    assert_int_equal(fsi_layout_create(tree, &options, &layout, NULL), FSI_TOO_MANY_DIRECTORIES);
    assert_int_equal(fsi_tree_detach(tree, fsi_node_first_child(top)), FSI_OK);
    layout = new_layout(tree, &options);
    assert_int_equal(fsi_tree_detach(tree, top), FSI_READ_ONLY);
    fsi_layout_release(layout);
    assert_int_equal(fsi_tree_detach(tree, top), FSI_OK);
    fsi_tree_destroy(tree);
}

static void test_strict_paths(void **state)
{
    const char *name = "1234567890123456789012345678901";
    struct fsi_options options = test_options(FSI_VIEW_ISO9660);
    struct fsi_tree *tree = new_tree();
    struct fsi_node *node = fsi_tree_root(tree);
    struct fsi_problem problem;
    struct fsi_layout *layout;
    int i;

    (void)state;
    for (i = 2; i <= 8; i++) node = add_directory(tree, node, name);
    options.iso9660_level = 2;
    options.strict = true;
    node = add_file(tree, node, "123456789012345678901234567", 1, 1);
    layout = new_layout(tree, &options);
    fsi_layout_release(layout);
    node = add_file(tree, fsi_node_parent(node), "1234567890123456789012345678.x", 1, 1);
    assert_int_equal(fsi_layout_create(tree, &options, &layout, &problem), FSI_TOO_DEEP);
    assert_ptr_equal(problem.node, node);
    options.strict = false;
    layout = new_layout(tree, &options);
    fsi_layout_release(layout);
    fsi_tree_destroy(tree);
}

/* --------------------------------------------------------------- booting --- */

static uint16_t word_sum(const uint8_t *p)
{
    uint16_t sum = 0;
    size_t i;

    for (i = 0; i < 32; i += 2) sum = (uint16_t)(sum + fsi_get_le16(p + i));
    return sum;
}

/* An image of an empty tree with boot entries, which all have the same source. */
struct boot_image
{
    struct memory_source source;
    struct fsi_options options;
    struct fsi_tree *tree;
    struct fsi_layout *layout;
    uint8_t *bytes;
    const uint8_t *catalog;
};

static void make_boot_image(struct boot_image *image, unsigned int views, struct fsi_boot_entry *boot,
                            unsigned int count)
{
    unsigned int i;
    size_t size;

    memory_source_init(&image->source, 9);
    image->options = test_options(views);
    image->options.boot = boot;
    image->options.boot_count = count;
    for (i = 0; i < count; i++) boot[i].source = &image->source.source;
    image->tree = new_tree();
    image->layout = new_layout(image->tree, &image->options);
    assert_int_equal(image->source.refs, 1 + count);
    image->bytes = read_image(image->layout, 65536, &size);
    image->catalog = block_of(image->bytes, fsi_get_le32(block_of(image->bytes, 17) + 71));
}

static enum fsi_status remake(struct boot_image *image)
{
    struct fsi_layout *layout;

    return fsi_layout_create(image->tree, &image->options, &layout, NULL);
}

/* What was opened is closed and let go of. */
static void free_boot_image(struct boot_image *image)
{
    free(image->bytes);
    fsi_layout_release(image->layout);
    fsi_tree_destroy(image->tree);
    assert_int_equal(image->source.refs, 1);
    assert_int_equal(image->source.opened, image->source.closed);
}

static void test_boot_catalog(void **state)
{
    struct fsi_boot_entry boot[4] =
    {
        {0, 0, "Maker", NULL, 5000}, {0xef, 0, "", NULL, 40u << 20}, {0xef, 0, "", NULL, 1000},
        {0, 2, "", NULL, 1474560},
    };
    struct boot_image image;
    const uint8_t *catalog;

    (void)state;
    make_boot_image(&image, FSI_VIEW_ISO9660, boot, 4);
    catalog = image.catalog;
    assert_memory_equal(block_of(image.bytes, 17), "\0CD001\1EL TORITO SPECIFICATION\0", 31);
    assert_memory_equal(block_of(image.bytes, 18), "\377CD001", 6);
    assert_memory_equal(catalog, "\1\0\0\0Maker\0", 10);
    assert_int_equal(word_sum(catalog), 0);
    assert_memory_equal(catalog + 30, "\x55\xaa\x88\0\0\0\0\0\x0a\0", 10);
    assert_content(block_of(image.bytes, fsi_get_le32(catalog + 40)), 9, 5000);
    assert_memory_equal(catalog + 64, "\x90\xef\2\0", 4);
    assert_memory_equal(catalog + 96, "\x88\0\0\0\0\0\0\0", 8);
    assert_memory_equal(catalog + 128, "\x88\0\0\0\0\0\2\0", 8);
    assert_memory_equal(catalog + 160, "\x91\0\1\0", 4);
    assert_memory_equal(catalog + 192, "\x88\2\0\0\0\0\1\0", 8);
    assert_content(block_of(image.bytes, fsi_get_le32(catalog + 200)), 9, 4096);
    boot[3].size--;
    assert_int_equal(remake(&image), FSI_BAD_BOOT_IMAGE);
    free_boot_image(&image);
}

/* 32 entries that all differ fill the catalog's block to its end. */
static void test_most_boot_entries(void **state)
{
    struct fsi_boot_entry boot[FSI_BOOT_ENTRIES_MAX + 1];
    struct boot_image image;
    size_t i;

    (void)state;
    memset(boot, 0, sizeof(boot));
    for (i = 0; i < FSI_BOOT_ENTRIES_MAX; i++)
    {
        boot[i].platform = i % 2 ? 0xef : 0;
        boot[i].size = 2048;
    }
    boot[31].emulation = 4;
    make_boot_image(&image, FSI_VIEW_ISO9660, boot, FSI_BOOT_ENTRIES_MAX);
    for (i = 1; i < 31; i++) assert_int_equal(image.catalog[64 * i], 0x90);
    assert_int_equal(image.catalog[64 * 31], 0x91);
    assert_int_equal(image.catalog[64 * 31 + 33], 4);
    assert_int_equal(image.catalog[64 * 31 + 36], pattern_byte(9, 0x1be + 4));
    image.source.read_status = FSI_SOURCE_READ;
    assert_int_equal(remake(&image), FSI_SOURCE_READ);
    image.options.boot_count++;
    assert_int_equal(remake(&image), FSI_BAD_OPTION);
    free_boot_image(&image);
}

static void test_boot_without_iso9660(void **state)
{
    struct fsi_boot_entry boot = {0, 0, "", NULL, 2048};
    struct boot_image image;

    (void)state;
    make_boot_image(&image, FSI_VIEW_UDF, &boot, 1);
    assert_memory_equal(block_of(image.bytes, 16), "\0CD001\1\0", 8);
    assert_memory_equal(block_of(image.bytes, 17), "\0CD001\1EL TORITO SPECIFICATION\0", 31);
    assert_memory_equal(block_of(image.bytes, 18), "\377CD001\1", 7);
    assert_memory_equal(block_of(image.bytes, 19), "\0BEA01\1", 7);
    assert_content(block_of(image.bytes, fsi_get_le32(image.catalog + 40)), 9, 2048);
    free_boot_image(&image);
}

int main(void)
{
    const struct CMUnitTest tests[] =
    {
        cmocka_unit_test(test_descriptors),
        cmocka_unit_test(test_both_views_share_data),
        cmocka_unit_test(test_large_directories),
        cmocka_unit_test(test_path_tables),
        cmocka_unit_test(test_level_3),
        cmocka_unit_test(test_imported_extents),
        cmocka_unit_test(test_holes),
        cmocka_unit_test(test_limits),
        cmocka_unit_test(test_strict_paths),
        cmocka_unit_test(test_boot_catalog),
        cmocka_unit_test(test_most_boot_entries),
        cmocka_unit_test(test_boot_without_iso9660),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
