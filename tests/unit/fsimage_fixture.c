/*
 * What the tests of trees and images share
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


#define _POSIX_C_SOURCE 200809L      /* open_memstream */

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <inttypes.h>
#include <cmocka.h>

#include "fsimage_fixture.h"

static uint16_t upcase(uint16_t unit)
{
    if (unit >= 'a' && unit <= 'z') return (uint16_t)(unit - 32);
    if (unit >= 0xe0 && unit <= 0xfe && unit != 0xf7) return (uint16_t)(unit - 32);
    return unit;
}

const struct fsi_tree_host test_host = {upcase};

uint8_t pattern_byte(uint32_t seed, uint64_t offset)
{
    uint64_t x = (offset + 1) * 0x9e3779b97f4a7c15u + seed;

    return (uint8_t)((x ^ (x >> 29)) >> 8);
}

static struct memory_source *memory_source(struct fsi_source *source)
{
    return (struct memory_source *)source;
}

static void source_addref(struct fsi_source *source)
{
    memory_source(source)->refs++;
}

static void source_release(struct fsi_source *source)
{
    memory_source(source)->refs--;
}

static void source_release_heap(struct fsi_source *source)
{
    if (!--memory_source(source)->refs) free(source);
}

static enum fsi_status source_open(struct fsi_source *source, const struct fsi_node *node, void **handle)
{
    (void)node;
    if (memory_source(source)->open_status) return memory_source(source)->open_status;
    memory_source(source)->opened++;
    *handle = source;
    return FSI_OK;
}

static enum fsi_status source_read(struct fsi_source *source, void *handle, uint64_t offset, void *buffer,
                                   size_t size)
{
    struct memory_source *memory = memory_source(source);
    uint8_t *bytes = buffer;
    size_t i;

    assert_ptr_equal(handle, source);
    memory->reads++;
    if (memory->read_status) return memory->read_status;
    for (i = 0; i < size; i++) bytes[i] = pattern_byte(memory->seed, offset + i);
    return FSI_OK;
}

static void source_close(struct fsi_source *source, void *handle)
{
    assert_ptr_equal(handle, source);
    memory_source(source)->closed++;
}

static const struct fsi_source_ops source_ops =
{
    source_addref, source_release, source_open, source_read, source_close
};

static const struct fsi_source_ops heap_source_ops =
{
    source_addref, source_release_heap, source_open, source_read, source_close
};

void memory_source_init(struct memory_source *source, uint32_t seed)
{
    memset(source, 0, sizeof(*source));
    source->source.ops = &source_ops;
    source->refs = 1;
    source->seed = seed;
}

struct fsi_source *memory_source_new(uint32_t seed)
{
    struct memory_source *source = malloc(sizeof(*source));

    assert_non_null(source);
    memory_source_init(source, seed);
    source->source.ops = &heap_source_ops;
    return &source->source;
}

const uint16_t *utf16(const char *text, size_t *length)
{
    static uint16_t buffers[4][1024];
    static unsigned int turn;
    uint16_t *buffer = buffers[turn++ % 4];
    size_t i;

    assert_true(strlen(text) < 1024);
    for (i = 0; text[i]; i++) buffer[i] = (uint8_t)text[i];
    buffer[i] = 0;
    *length = i;
    return buffer;
}

struct fsi_tree *new_tree(void)
{
    struct fsi_tree *tree;

    assert_int_equal(fsi_tree_create(&test_host, &tree), FSI_OK);
    return tree;
}

struct fsi_node *new_node(struct fsi_tree *tree, enum fsi_node_kind kind, const char *name)
{
    struct fsi_node *node;
    size_t length;
    const uint16_t *units = utf16(name, &length);

    assert_int_equal(fsi_node_create(tree, kind, units, length, &node), FSI_OK);
    return node;
}

struct fsi_node *add_directory(struct fsi_tree *tree, struct fsi_node *parent, const char *name)
{
    struct fsi_node *node = new_node(tree, FSI_DIRECTORY, name);

    assert_int_equal(fsi_tree_attach(tree, parent, node), FSI_OK);
    fsi_node_release(node);
    return node;
}

struct fsi_node *add_file(struct fsi_tree *tree, struct fsi_node *parent, const char *name, uint64_t size,
                          uint32_t seed)
{
    struct fsi_node *node = new_node(tree, FSI_FILE, name);
    struct fsi_source *source = memory_source_new(seed);

    assert_int_equal(fsi_node_set_source(tree, node, source, size, 0), FSI_OK);
    source->ops->release(source);
    assert_int_equal(fsi_tree_attach(tree, parent, node), FSI_OK);
    fsi_node_release(node);
    return node;
}

struct fsi_node *child(struct fsi_node *parent, const char *name)
{
    size_t length;
    const uint16_t *units = utf16(name, &length);

    return fsi_node_child(parent, units, length);
}

static void describe_node(FILE *out, const struct fsi_node *node, unsigned int depth)
{
    const struct fsi_times *times = fsi_node_times(node);
    struct fsi_node *below;
    size_t length, i, count;
    const uint16_t *name = fsi_node_name(node, &length);

    fprintf(out, "%*s", (int)depth * 2, "");
    for (i = 0; i < length; i++) fputc(name[i] < 0x80 ? name[i] : '?', out);
    fsi_node_extents(node, &count);
    fprintf(out, " kind %d size %" PRIu64 " stamp %" PRIu64 " extents %u", fsi_node_kind(node), fsi_node_size(node),
            fsi_node_stamp(node), (unsigned int)count);
    fprintf(out, " times %" PRId64 " %" PRId64 " %" PRId64 "%s%s\n", times->created, times->accessed, times->modified,
            fsi_node_hidden(node) ? " hidden" : "",
            fsi_node_real_time(node) ? " real" : "");
    below = node_first_below(node);
    for (; below; below = fsi_node_next_sibling(below)) describe_node(out, below, depth + 1);
}

struct fsi_node *node_first_below(const struct fsi_node *node)
{
    return fsi_node_kind(node) == FSI_DIRECTORY ? fsi_node_first_child(node) : fsi_node_first_stream(node);
}

char *describe(const struct fsi_tree *tree)
{
    char *text;
    size_t size;
    FILE *out = open_memstream(&text, &size);

    assert_non_null(out);
    fprintf(out, "%u files, %u directories\n", (unsigned int)fsi_tree_file_count(tree),
            (unsigned int)fsi_tree_directory_count(tree));
    describe_node(out, fsi_tree_root(tree), 0);
    fclose(out);
    return text;
}

struct fsi_options test_options(unsigned int views)
{
    struct fsi_options options = {.views = views, .iso9660_level = 1, .udf_revision = 0x102};
    size_t length;

    memcpy(options.volume_name, utf16("Test_Volume", &length), 12 * sizeof(uint16_t));
    options.now = 133491234567890123;   /* 2024-01-07 17:50:56 */
    return options;
}

struct fsi_layout *new_layout(struct fsi_tree *tree, const struct fsi_options *options)
{
    struct fsi_layout *layout;

    assert_int_equal(fsi_layout_create(tree, options, &layout, NULL), FSI_OK);
    return layout;
}

uint8_t *read_image(struct fsi_layout *layout, size_t step, size_t *size)
{
    struct fsi_reader *reader;
    size_t offset, done;
    uint8_t *image;

    *size = (size_t)fsi_layout_blocks(layout) * FSI_BLOCK_SIZE;
    image = malloc(*size);
    assert_non_null(image);
    assert_int_equal(fsi_reader_create(layout, &reader), FSI_OK);
    for (offset = 0; offset < *size; offset += done)
    {
        if (step > *size - offset) step = *size - offset;
        assert_int_equal(fsi_reader_read(reader, offset, image + offset, step, &done, NULL), FSI_OK);
        assert_int_equal(done, step);
    }
    assert_int_equal(fsi_reader_read(reader, offset, image, 1, &done, NULL), FSI_OK);
    assert_int_equal(done, 0);
    fsi_reader_destroy(reader);
    return image;
}

const char *view_name(struct fsi_tree *tree, const struct fsi_options *options, enum fsi_view view,
                      struct fsi_node *node)
{
    static char text[FSI_NAME_MAX + 1];
    uint16_t name[FSI_NAME_MAX];
    size_t length, i;

    assert_int_equal(fsi_view_name(tree, options, view, node, name, &length), FSI_OK);
    for (i = 0; i < length; i++) text[i] = name[i] < 0x80 ? (char)name[i] : '?';
    text[length] = 0;
    return text;
}
