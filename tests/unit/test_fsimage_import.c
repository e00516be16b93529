/*
 * Tests of the readers: ISO 9660 laid by hand, merged, damaged, and read by a drive that fails
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

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "bytes.h"
#include "fsimage_fixture.h"
#include "import.h"
#include "import_private.h"

#define BLOCKS 40
#define ROOT_BLOCK 20
#define SUB_BLOCK 21
#define DATA_BLOCK 30

/* A disc of blocks, and how it fails. */
struct disc
{
    uint8_t bytes[BLOCKS * FSI_BLOCK_SIZE];
    struct fsi_blocks blocks;
    unsigned int reads;
    unsigned int fail_at;               /* the read that fails, from 1; 0: none */
    enum fsi_status failure;
    uint32_t bad_block;                 /* cannot be read; 0: none */
};

static enum fsi_status read_disc(void *context, uint32_t block, uint32_t count, void *buffer)
{
    struct disc *disc = context;

    assert_in_range(block, 0, BLOCKS - 1);
    assert_in_range(count, 1, BLOCKS - block);
    if (++disc->reads == disc->fail_at)
        return disc->failure;
    if (disc->bad_block && block <= disc->bad_block && disc->bad_block < block + count)
        return FSI_DEVICE_READ;
    memcpy(buffer, disc->bytes + (size_t)block * FSI_BLOCK_SIZE, (size_t)count * FSI_BLOCK_SIZE);
    return FSI_OK;
}

static uint8_t *block_of(struct disc *disc, uint32_t block)
{
    return disc->bytes + (size_t)block * FSI_BLOCK_SIZE;
}

static void put_both32(uint8_t *place, uint32_t value)
{
    fsi_put_le32(place, value);
    for (int i = 0; i < 4; i++)
        place[4 + i] = (uint8_t)(value >> (24 - 8 * i));
}

/* Appends a record to a directory's block and returns it. */
static uint8_t *put_record(struct disc *disc, uint32_t directory, const char *name, size_t name_length, uint32_t block,
                           uint32_t bytes, uint8_t flags)
{
    static const uint8_t time[7] = {126, 11, 23, 14, 30, 0, 4};        /* 2026-11-23 14:30, one hour east */
    uint8_t *record = block_of(disc, directory);

    while (*record)
        record += *record;
    record[0] = (uint8_t)((33 + name_length + 1) & ~1u);
    put_both32(record + 2, block);
    put_both32(record + 10, bytes);
    memcpy(record + 18, time, sizeof(time));
    record[25] = flags;
    fsi_put_le16(record + 28, 1);
    record[31] = 1;
    record[32] = (uint8_t)name_length;
    memcpy(record + 33, name, name_length);
    return record;
}

static uint8_t *put_file(struct disc *disc, uint32_t directory, const char *name, uint32_t block, uint32_t bytes)
{
    return put_record(disc, directory, name, strlen(name), block, bytes, 0);
}

static void put_descriptor(struct disc *disc)
{
    uint8_t *descriptor = block_of(disc, 16), *root = descriptor + 156;

    descriptor[0] = 1;
    memcpy(descriptor + 1, "CD001\1", 6);
    memset(descriptor + 40, ' ', 32);
    memcpy(descriptor + 40, "DISC", 4);
    put_both32(descriptor + 80, BLOCKS);
    fsi_put_le16(descriptor + 128, FSI_BLOCK_SIZE);
    descriptor[130] = FSI_BLOCK_SIZE >> 8;
    root[0] = 34;
    put_both32(root + 2, ROOT_BLOCK);
    put_both32(root + 10, FSI_BLOCK_SIZE);
    root[25] = 2;
    root[32] = 1;
    memcpy(block_of(disc, 17), "\xff" "CD001\1", 7);
}

/* /SUB, /FIRST.TXT of 5000 bytes, /SUB/SECOND of 10 bytes. */
static struct disc *new_disc(void)
{
    struct disc *disc = calloc(1, sizeof(*disc));

    assert_non_null(disc);
    disc->blocks = (struct fsi_blocks){ .context = disc, .capacity = BLOCKS, .read = read_disc };
    put_descriptor(disc);
    put_record(disc, ROOT_BLOCK, "\0", 1, ROOT_BLOCK, FSI_BLOCK_SIZE, 2);
    put_record(disc, ROOT_BLOCK, "\1", 1, ROOT_BLOCK, FSI_BLOCK_SIZE, 2);
    put_file(disc, ROOT_BLOCK, "FIRST.TXT;1", DATA_BLOCK, 5000);
    put_record(disc, ROOT_BLOCK, "SUB", 3, SUB_BLOCK, FSI_BLOCK_SIZE, 2);
    put_record(disc, SUB_BLOCK, "\0", 1, SUB_BLOCK, FSI_BLOCK_SIZE, 2);
    put_record(disc, SUB_BLOCK, "\1", 1, ROOT_BLOCK, FSI_BLOCK_SIZE, 2);
    put_file(disc, SUB_BLOCK, "SECOND.;1", DATA_BLOCK + 3, 10);
    return disc;
}

static enum fsi_status import(struct fsi_tree *tree, struct disc *disc)
{
    return fsi_import(tree, &disc->blocks, 0, FSI_VIEW_ISO9660, NULL);
}

/* The disc says this status, and the tree is as it was. */
static void expect_refusal(struct disc *disc, enum fsi_status expected)
{
    struct fsi_tree *tree = new_tree();

    assert_int_equal(import(tree, disc), expected);
    assert_int_equal(fsi_tree_change_point(tree), 0);
    assert_int_equal(fsi_node_child_count(fsi_tree_root(tree)), 0);
    fsi_tree_destroy(tree);
    free(disc);
}

static void test_tree(void **state)
{
    struct disc *disc = new_disc();
    struct fsi_tree *tree = new_tree();
    const struct fsi_extent *extents;
    struct fsi_node *file;
    size_t count;

    (void)state;
    assert_int_equal(import(tree, disc), FSI_OK);
    file = child(fsi_tree_root(tree), "first.txt");
    assert_non_null(file);
    assert_int_equal(fsi_node_size(file), 5000);
    extents = fsi_node_extents(file, &count);
    assert_int_equal(count, 1);
    assert_int_equal(extents->block, DATA_BLOCK);
    /* 13:30 UTC; ticks of 1601 */
    assert_int_equal(fsi_node_times(file)->modified, (INT64_C(1795440600) + INT64_C(11644473600)) * 10000000);
    file = child(child(fsi_tree_root(tree), "SUB"), "SECOND");
    assert_non_null(file);
    assert_int_equal(fsi_node_size(file), 10);
    assert_int_equal(fsi_tree_file_count(tree), 2);
    assert_int_equal(fsi_tree_directory_count(tree), 1);
    fsi_tree_destroy(tree);
    free(disc);
}

static void test_volume(void **state)
{
    struct disc *disc = new_disc();
    struct fsi_volume volume;
    unsigned int views;

    (void)state;
    assert_int_equal(fsi_probe(&disc->blocks, 0, &views), FSI_OK);
    assert_int_equal(views, FSI_VIEW_ISO9660);
    assert_int_equal(fsi_read_volume(&disc->blocks, 0, FSI_VIEW_ISO9660, &volume), FSI_OK);
    assert_int_equal(volume.name[0], 'D');
    assert_int_equal(volume.name[4], 0);
    assert_int_equal(volume.first_free_block, BLOCKS);
    assert_false(volume.appendable);
    assert_int_equal(fsi_read_volume(&disc->blocks, 0, FSI_VIEW_JOLIET, &volume), FSI_NO_FILE_SYSTEM);
    assert_int_equal(fsi_read_volume(&disc->blocks, 0, FSI_VIEW_UDF, &volume), FSI_NO_FILE_SYSTEM);
    assert_int_equal(fsi_read_volume(&disc->blocks, BLOCKS, FSI_VIEW_ISO9660, &volume), FSI_NO_FILE_SYSTEM);
    free(disc);
}

/* What the tree has already wins; directories of both become one; one change for each thing that came. */
static void test_merge(void **state)
{
    struct disc *disc = new_disc();
    struct fsi_tree *tree = new_tree();
    struct fsi_node *root = fsi_tree_root(tree), *sub;

    (void)state;
    add_file(tree, root, "First.txt", 7, 1);
    sub = add_directory(tree, root, "sub");
    add_file(tree, sub, "third", 8, 2);
    assert_int_equal(import(tree, disc), FSI_OK);
    assert_int_equal(fsi_node_size(child(root, "first.txt")), 7);
    assert_int_equal(fsi_node_child_count(root), 2);
    assert_int_equal(fsi_node_child_count(sub), 2);
    assert_int_equal(fsi_node_size(child(sub, "second")), 10);
    assert_int_equal(fsi_tree_rollback(tree, 3), FSI_OK);
    assert_int_equal(fsi_node_child_count(sub), 1);
    fsi_tree_destroy(tree);
    free(disc);
}

/* Names that differ in case alone, or that no tree can have, lose nothing. */
static void test_names(void **state)
{
    struct disc *disc = new_disc();
    struct fsi_tree *tree = new_tree();
    struct fsi_node *root = fsi_tree_root(tree);

    (void)state;
    put_file(disc, ROOT_BLOCK, "first.txt;1", DATA_BLOCK, 11);
    put_file(disc, ROOT_BLOCK, "First.txt;1", DATA_BLOCK, 12);
    put_file(disc, ROOT_BLOCK, "A*B?;1", DATA_BLOCK, 13);
    put_file(disc, ROOT_BLOCK, "A:B|;1", DATA_BLOCK, 14);
    assert_int_equal(import(tree, disc), FSI_OK);
    assert_int_equal(fsi_node_child_count(root), 6);
    assert_int_equal(fsi_node_size(child(root, "FIRST.TXT")), 5000);
    assert_int_equal(fsi_node_size(child(root, "FIRST~1.TXT")), 11);
    assert_int_equal(fsi_node_size(child(root, "FIRST~2.TXT")), 12);
    assert_int_equal(fsi_node_size(child(root, "A_B_")), 13);
    assert_int_equal(fsi_node_size(child(root, "A_B_~1")), 14);
    fsi_tree_destroy(tree);
    free(disc);
}

static void test_multi_extent(void **state)
{
    struct disc *disc = new_disc();
    struct fsi_tree *tree = new_tree();
    const struct fsi_extent *extents;
    struct fsi_node *file;
    size_t count;

    (void)state;
    put_file(disc, ROOT_BLOCK, "LONG.BIN;1", 30, 2 * FSI_BLOCK_SIZE)[25] = 0x80;
    put_file(disc, ROOT_BLOCK, "LONG.BIN;1", 35, FSI_BLOCK_SIZE)[25] = 0x80;
    put_file(disc, ROOT_BLOCK, "LONG.BIN;1", 36, 100);
    assert_int_equal(import(tree, disc), FSI_OK);
    file = child(fsi_tree_root(tree), "long.bin");
    assert_non_null(file);
    extents = fsi_node_extents(file, &count);
    assert_int_equal(count, 2);
    assert_int_equal(extents[1].block, 35);
    assert_int_equal(extents[1].bytes, FSI_BLOCK_SIZE + 100);
    assert_int_equal(fsi_node_size(file), 3 * FSI_BLOCK_SIZE + 100);
    fsi_tree_destroy(tree);
    free(disc);
}

static void test_hostile(void **state)
{
    struct disc *disc;

    (void)state;
    disc = new_disc();                  /* a directory that holds its parent */
    put_record(disc, SUB_BLOCK, "LOOP", 4, ROOT_BLOCK, FSI_BLOCK_SIZE, 2);
    expect_refusal(disc, FSI_BAD_FILE_SYSTEM);

    disc = new_disc();                  /* data behind the medium's end */
    put_file(disc, SUB_BLOCK, "FAR;1", BLOCKS - 1, FSI_BLOCK_SIZE + 1);
    expect_refusal(disc, FSI_BAD_FILE_SYSTEM);

    disc = new_disc();                  /* an address that wraps */
    put_file(disc, SUB_BLOCK, "WRAP;1", 0xfffffff0, 0xffffffff);
    expect_refusal(disc, FSI_BAD_FILE_SYSTEM);

    disc = new_disc();                  /* extended attributes that wrap an address */
    put_file(disc, SUB_BLOCK, "XATTR;1", 0xfffffff0, 1)[1] = 0xff;
    expect_refusal(disc, FSI_BAD_FILE_SYSTEM);

    disc = new_disc();                  /* the two byte orders of a size disagree */
    put_file(disc, SUB_BLOCK, "TWO;1", DATA_BLOCK, 5)[17]++;
    expect_refusal(disc, FSI_BAD_FILE_SYSTEM);

    disc = new_disc();                  /* a name longer than its record */
    put_file(disc, SUB_BLOCK, "NAME;1", DATA_BLOCK, 5)[32] = 200;
    expect_refusal(disc, FSI_BAD_FILE_SYSTEM);

    disc = new_disc();                  /* a directory larger than the medium */
    put_record(disc, SUB_BLOCK, "HUGE", 4, 22, 0x7fffffff, 2);
    expect_refusal(disc, FSI_BAD_FILE_SYSTEM);

    disc = new_disc();                  /* a last extent that never comes */
    put_file(disc, SUB_BLOCK, "PART;1", DATA_BLOCK, FSI_BLOCK_SIZE)[25] = 0x80;
    expect_refusal(disc, FSI_BAD_FILE_SYSTEM);

    disc = new_disc();                  /* an extent in the middle that ends within a block */
    put_file(disc, SUB_BLOCK, "ODD;1", DATA_BLOCK, 100)[25] = 0x80;
    put_file(disc, SUB_BLOCK, "ODD;1", DATA_BLOCK + 5, 100);
    expect_refusal(disc, FSI_BAD_FILE_SYSTEM);

    disc = new_disc();                  /* interleaved data */
    put_file(disc, SUB_BLOCK, "GAP;1", DATA_BLOCK, 100)[26] = 1;
    expect_refusal(disc, FSI_BAD_FILE_SYSTEM);

    disc = new_disc();                  /* blocks of another size */
    block_of(disc, 16)[129] = 0x10;
    expect_refusal(disc, FSI_BAD_FILE_SYSTEM);

    disc = new_disc();                  /* a root that is a file */
    block_of(disc, 16)[156 + 25] = 0;
    expect_refusal(disc, FSI_BAD_FILE_SYSTEM);

    disc = new_disc();                  /* no descriptor */
    memset(block_of(disc, 16), 0, FSI_BLOCK_SIZE);
    expect_refusal(disc, FSI_NO_FILE_SYSTEM);
}

static unsigned int count_reads(void)
{
    struct disc *disc = new_disc();
    struct fsi_tree *tree = new_tree();
    unsigned int reads;

    assert_int_equal(import(tree, disc), FSI_OK);
    reads = disc->reads;
    fsi_tree_destroy(tree);
    free(disc);
    return reads;
}

/* Each read fails once: the status comes back, nothing is left in the tree. */
static void test_failing_drive(void **state)
{
    static const enum fsi_status failures[] = { FSI_NO_MEMORY, FSI_CANCELLED };
    unsigned int reads = count_reads();

    (void)state;
    assert_true(reads > 0);
    for (unsigned int i = 0; i < 2 * reads; i++)
    {
        struct disc *disc = new_disc();

        disc->fail_at = i / 2 + 1;
        disc->failure = failures[i % 2];
        expect_refusal(disc, disc->failure);
    }
}

/* A bad block beside the ones that are needed does no harm; one that is needed is told. */
static void test_bad_blocks(void **state)
{
    struct fsi_tree *tree = new_tree();
    struct disc *disc = new_disc();

    (void)state;
    disc->bad_block = 25;
    assert_int_equal(import(tree, disc), FSI_OK);
    assert_int_equal(fsi_tree_file_count(tree), 2);
    fsi_tree_destroy(tree);
    free(disc);
    disc = new_disc();
    disc->bad_block = SUB_BLOCK;
    expect_refusal(disc, FSI_DEVICE_READ);
}

struct progress_log
{
    unsigned int calls, stop_at;
    uint32_t files, directories;
};

static bool log_progress(void *context, const struct fsi_import_progress *progress)
{
    struct progress_log *log = context;

    assert_non_null(progress->node);
    assert_int_equal(progress->total_files, -1);
    assert_int_equal(progress->total_directories, -1);
    log->files = progress->files;
    log->directories = progress->directories;
    return ++log->calls != log->stop_at;
}

static void test_progress(void **state)
{
    struct progress_log log = {0};
    struct fsi_import_host host = { .context = &log, .progress = log_progress };
    struct disc *disc = new_disc();

    (void)state;
    for (log.stop_at = 1; log.stop_at <= 5; log.stop_at++)
    {
        struct fsi_tree *tree = new_tree();
        enum fsi_status status;

        log.calls = 0;
        status = fsi_import(tree, &disc->blocks, 0, FSI_VIEW_ISO9660, &host);
        /* The root, a file, the folder, its file. */
        assert_int_equal(status, log.stop_at <= 4 ? FSI_CANCELLED : FSI_OK);
        assert_int_equal(fsi_tree_file_count(tree), log.stop_at <= 4 ? 0 : 2);
        fsi_tree_destroy(tree);
    }
    assert_int_equal(log.files, 2);
    assert_int_equal(log.directories, 1);
    free(disc);
}

static void test_dates(void **state)
{
    struct import_date date = { .year = 2024, .month = 2, .day = 29 };

    (void)state;
    assert_int_equal(import_time(&date), (INT64_C(1709164800) + INT64_C(11644473600)) * 10000000);
    date = (struct import_date){ .year = 1601, .month = 1, .day = 1, .second = 1 };
    assert_int_equal(import_time(&date), 10000000);
    date = (struct import_date){ .year = 2000, .month = 12, .day = 31, .hour = 23, .minute = 59, .second = 59,
                                 .offset = -60, .ticks = 7 };
    assert_int_equal(import_time(&date), (INT64_C(978310799) + INT64_C(11644473600)) * 10000000 + 7);
    date = (struct import_date){ .year = 2024, .month = 13, .day = 1 };
    assert_int_equal(import_time(&date), 0);
    date = (struct import_date){ .year = 2024, .month = 1, .day = 1, .hour = 24 };
    assert_int_equal(import_time(&date), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_tree),
        cmocka_unit_test(test_volume),
        cmocka_unit_test(test_merge),
        cmocka_unit_test(test_names),
        cmocka_unit_test(test_multi_extent),
        cmocka_unit_test(test_hostile),
        cmocka_unit_test(test_failing_drive),
        cmocka_unit_test(test_bad_blocks),
        cmocka_unit_test(test_progress),
        cmocka_unit_test(test_dates),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
