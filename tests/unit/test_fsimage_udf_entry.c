/*
 * Tests of allocation descriptors and entries of UDF
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
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "bytes.h"
#include "udf_private.h"
#include "udf_tag.h"

#define PARTITION 300u
#define METADATA 1000u
#define ENTRY 1005u
#define PIECES_MAX 1200u

/* A body of count pieces of one block each, none beside another; each fifth is a hole. */
struct scattered
{
    struct udf_body body;
    struct fsi_extent extents[PIECES_MAX];
};

static struct scattered *scatter(uint32_t count, struct udf_space space)
{
    struct scattered *scattered = calloc(1, sizeof(*scattered));
    uint32_t i;

    assert_non_null(scattered);
    assert_true(count <= PIECES_MAX);
    udf_body_whole(&scattered->body, space, 0, 0);
    for (i = 0; i < count; i++)
    {
        scattered->extents[i].block = i % 5 == 4 ? 0 : PARTITION + 2 * i;
        scattered->extents[i].bytes = FSI_BLOCK_SIZE;
    }
    if (count)
        scattered->extents[count - 1].bytes = 100;
    scattered->body.extents = scattered->extents;
    scattered->body.count = count;
    return scattered;
}

/* What a reader gets from descriptors. */
struct read_back
{
    uint32_t lengths[PIECES_MAX], blocks[PIECES_MAX];
    uint32_t count;
    uint32_t next;                      /* block of the next allocation extent in its space; 0: none */
};

static void read_descriptors(const uint8_t *area, uint32_t bytes, bool is_long, uint16_t reference, struct read_back *read)
{
    uint32_t size = is_long ? 16 : 8, at, length, block;

    assert_int_equal(bytes % size, 0);
    read->next = 0;
    for (at = 0; at < bytes; at += size)
    {
        length = fsi_get_le32(area + at);
        block = fsi_get_le32(area + at + 4);
        assert_int_equal(read->next, 0);        /* a continuation is the last one */
        if (length >> 30 == UDF_EXTENT_CONTINUATION)
        {
            assert_int_equal(length & 0x3fffffff, FSI_BLOCK_SIZE);
            if (is_long)
                assert_int_equal(fsi_get_le16(area + at + 8), reference);
            read->next = block;
            continue;
        }
        assert_true(read->count < PIECES_MAX);
        read->lengths[read->count] = length;
        read->blocks[read->count++] = block;
    }
}

static void check_tag(const uint8_t *block, uint16_t id, uint32_t location)
{
    assert_int_equal(fsi_get_le16(block), id);
    assert_int_equal(fsi_get_le32(block + 12), location);
    assert_int_equal(udf_crc(block + 16, fsi_get_le16(block + 10)), fsi_get_le16(block + 8));
}

/* Reads all descriptors of an allocation as a reader would, from the entry on. */
static void read_allocation(const struct udf_allocation *allocation, struct read_back *read)
{
    bool is_long = udf_allocation_form(allocation) == UDF_ICB_LONG_AD;
    uint32_t index = 0, bytes, entry = allocation->entry - allocation->space.start;
    uint8_t block[FSI_BLOCK_SIZE] = {0};

    memset(read, 0, sizeof(*read));
    bytes = udf_put_allocation(block, allocation);
    assert_true(bytes <= allocation->room);
    read_descriptors(block, bytes, is_long, allocation->space.reference, read);
    while (read->next)
    {
        assert_int_equal(read->next, entry + 1 + index);
        memset(block, 0, sizeof(block));
        udf_render_allocation(block, allocation, 0x250, index++);
        check_tag(block, UDF_TAG_ALLOCATION_EXTENT, read->next);
        read_descriptors(block + 24, fsi_get_le32(block + 20), is_long, allocation->space.reference, read);
    }
    assert_int_equal(udf_allocation_blocks(allocation), index);
}

static void check_scattered(uint32_t count, struct udf_space data, struct udf_space entry, uint32_t room)
{
    struct scattered *scattered = scatter(count, data);
    struct udf_allocation allocation = {&scattered->body, entry, ENTRY, room};
    struct read_back read;
    uint32_t i;

    read_allocation(&allocation, &read);
    assert_int_equal(read.count, count);
    for (i = 0; i < count; i++)
    {
        uint32_t type = i % 5 == 4 ? UDF_EXTENT_NOT_ALLOCATED : UDF_EXTENT_RECORDED;

        assert_int_equal(read.lengths[i], type << 30 | (i + 1 < count ? FSI_BLOCK_SIZE : 100));
        assert_int_equal(read.blocks[i], type ? 0 : 2 * i);
    }
    free(scattered);
}

/* Every count around the places where one more allocation extent becomes due. */
static void test_short_descriptors(void **state)
{
    struct udf_space partition = {PARTITION, 0};
    uint32_t count;

    (void)state;
    for (count = 0; count < 760; count++)
        check_scattered(count, partition, partition, udf_entry_room(0x102));
    check_scattered(PIECES_MAX, partition, partition, udf_entry_room(0x200));
}

static void test_long_descriptors(void **state)
{
    struct udf_space partition = {PARTITION, 0}, metadata = {METADATA, 1};
    uint32_t count;

    (void)state;
    for (count = 0; count < 380; count++)
        check_scattered(count, partition, metadata, udf_entry_room(0x250));
    check_scattered(PIECES_MAX, partition, metadata, udf_entry_room(0x250));
}

static void check_whole(uint64_t size, uint32_t pieces, uint32_t blocks)
{
    struct udf_space partition = {PARTITION, 0};
    struct udf_body body;
    struct udf_allocation allocation = {&body, partition, ENTRY, udf_entry_room(0x150)};
    uint64_t total = 0;
    struct read_back read;
    uint32_t i;

    udf_body_whole(&body, partition, PARTITION + 7, size);
    assert_int_equal(udf_body_pieces(&body), pieces);
    assert_int_equal(udf_allocation_blocks(&allocation), blocks);
    assert_int_equal(udf_body_blocks(&body), (size + FSI_BLOCK_SIZE - 1) / FSI_BLOCK_SIZE);
    read_allocation(&allocation, &read);
    assert_int_equal(read.count, pieces);
    for (i = 0; i < pieces; i++)
    {
        assert_int_equal(read.blocks[i], 7 + total / FSI_BLOCK_SIZE);
        assert_true(i + 1 == pieces || read.lengths[i] % FSI_BLOCK_SIZE == 0);
        total += read.lengths[i];
    }
    assert_true(total == size);
}

static void test_large_files(void **state)
{
    (void)state;
    check_whole(0, 0, 0);
    check_whole(1, 1, 0);
    check_whole(UDF_EXTENT_MAX, 1, 0);
    check_whole((uint64_t)UDF_EXTENT_MAX + 1, 2, 0);
    check_whole(UINT64_C(5) << 30, 6, 0);
    check_whole(UINT64_C(234) * UDF_EXTENT_MAX, 234, 0);
    check_whole(UINT64_C(234) * UDF_EXTENT_MAX + 1, 235, 1);
    check_whole(UINT64_C(1000) * UDF_EXTENT_MAX, 1000, 4);
}

static void test_entry(void **state)
{
    struct udf_space partition = {PARTITION, 0};
    struct fsi_layout layout = {.options = {.now = INT64_C(132000000000000000)}};
    uint8_t block[FSI_BLOCK_SIZE] = {0};
    struct udf_entry entry;

    (void)state;
    udf_entry_begin(&entry, &layout, UDF_FILE_BYTES, partition, PARTITION + 4);
    udf_body_whole(&entry.body, partition, PARTITION + 9, 5000);
    entry.unique_id = 77;
    udf_render_entry(block, &entry, 0x102);
    check_tag(block, UDF_TAG_FILE_ENTRY, 4);
    assert_int_equal(fsi_get_le16(block + 10), 176 + 8 - 16);
    assert_int_equal(block[27], 5);
    assert_int_equal(fsi_get_le16(block + 34) & 7, 0);
    assert_int_equal(fsi_get_le16(block + 48), 1);
    assert_int_equal(fsi_get_le64(block + 56), 5000);
    assert_int_equal(fsi_get_le64(block + 64), 3);
    assert_int_equal(fsi_get_le64(block + 160), 77);
    assert_int_equal(fsi_get_le32(block + 172), 8);
    assert_int_equal(fsi_get_le32(block + 176), 5000);
    assert_int_equal(fsi_get_le32(block + 180), 9);
}

static void test_extended_entry(void **state)
{
    struct udf_space partition = {PARTITION, 0}, metadata = {METADATA, 1};
    struct fsi_layout layout = {.options = {.now = INT64_C(132000000000000000)}};
    uint8_t block[FSI_BLOCK_SIZE] = {0};
    struct udf_entry entry;

    (void)state;
    udf_entry_begin(&entry, &layout, UDF_FILE_REAL_TIME, metadata, METADATA + 4);
    udf_body_whole(&entry.body, partition, PARTITION + 9, 5000);
    entry.links = 70000;
    entry.object_size = 6000;
    entry.stream_directory = METADATA + 5;
    udf_render_entry(block, &entry, 0x250);
    check_tag(block, UDF_TAG_EXTENDED_FILE_ENTRY, 4);
    assert_int_equal(block[27], 249);
    assert_int_equal(fsi_get_le16(block + 34) & 7, 1);
    assert_int_equal(fsi_get_le16(block + 48), 65535);  /* as many as 16 bits can tell */
    assert_int_equal(fsi_get_le64(block + 64), 6000);
    assert_int_equal(fsi_get_le64(block + 72), 3);
    assert_int_equal(fsi_get_le32(block + 152), 2048);
    assert_int_equal(fsi_get_le32(block + 156), 5);
    assert_int_equal(fsi_get_le16(block + 160), 1);
    assert_int_equal(fsi_get_le32(block + 212), 16);
    assert_int_equal(fsi_get_le32(block + 220), 9);
    assert_int_equal(fsi_get_le16(block + 224), 0);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_short_descriptors), cmocka_unit_test(test_long_descriptors),
        cmocka_unit_test(test_large_files), cmocka_unit_test(test_entry), cmocka_unit_test(test_extended_entry),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
