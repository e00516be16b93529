/*
 * fuzz-import: reads damaged images and holds what must be true of any result
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

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "import.h"
#include "mutate.h"

/*
 * usage: fuzz-import SECONDS FIRST_SEED IMAGE...
 *
 * Each seed damages one of the images and reads it in every way. SECONDS 0: that one seed alone, which
 * repeats a failure. The seed is told before each attempt that could be the last.
 */

struct image
{
    uint8_t *data, *damaged;
    size_t blocks;
    uint64_t reads;                     /* of blocks: a reader that never ends is a failure too */
};

static uint64_t current_seed;

static void fail(const char *what)
{
    fprintf(stderr, "FAIL: seed %llu: %s\n", (unsigned long long)current_seed, what);
    abort();
}

static enum fsi_status read_blocks(void *context, uint32_t block, uint32_t count, void *buffer)
{
    struct image *image = context;

    if (block >= image->blocks || count > image->blocks - block)
        fail("read beyond the capacity");
    if (++image->reads > 4000 + 40 * (uint64_t)image->blocks)
        fail("reads without end");
    memcpy(buffer, image->damaged + (size_t)block * FSI_BLOCK_SIZE, (size_t)count * FSI_BLOCK_SIZE);
    return FSI_OK;
}

static uint16_t upcase(uint16_t unit)
{
    return unit >= 'a' && unit <= 'z' ? (uint16_t)(unit - 0x20) : unit;
}

static void check_data(const struct image *image, const struct fsi_node *node)
{
    const struct fsi_extent *extents;
    uint64_t bytes = 0;
    size_t count;

    if (!(extents = fsi_node_extents(node, &count)))
        return;
    for (size_t i = 0; i < count; i++)
    {
        uint64_t blocks = (extents[i].bytes + FSI_BLOCK_SIZE - 1) / FSI_BLOCK_SIZE;

        if (extents[i].block && (extents[i].block >= image->blocks || blocks > image->blocks - extents[i].block))
            fail("an extent beyond the capacity");
        bytes += extents[i].bytes;
    }
    if (bytes != fsi_node_size(node))
        fail("extents that do not make the size");
}

static void check_tree(const struct image *image, const struct fsi_node *directory)
{
    for (struct fsi_node *node = fsi_node_first_child(directory); node; node = fsi_node_next_sibling(node))
    {
        size_t length;
        const uint16_t *name = fsi_node_name(node, &length);

        if (fsi_name_check(name, length, false) != FSI_OK)
            fail("a name that no tree can have");
        if (fsi_node_child(directory, name, length) != node)
            fail("a name that is there twice");
        if (fsi_node_kind(node) == FSI_DIRECTORY)
            check_tree(image, node);
        else
            check_data(image, node);
    }
}

static void read_view(struct image *image, const struct fsi_blocks *blocks, enum fsi_view view)
{
    static const struct fsi_tree_host host = { upcase };
    struct fsi_volume volume;
    struct fsi_tree *tree;

    image->reads = 0;
    if (fsi_read_volume(blocks, 0, view, &volume) == FSI_OK && volume.name[128])
        fail("a volume name without an end");
    if (fsi_tree_create(&host, &tree) != FSI_OK)
        fail("no tree");
    image->reads = 0;
    if (fsi_import(tree, blocks, 0, view, NULL) == FSI_OK)
        check_tree(image, fsi_tree_root(tree));
    else if (fsi_tree_file_count(tree) || fsi_tree_directory_count(tree))
        fail("a failure that left something in the tree");
    fsi_tree_destroy(tree);
}

static void try_seed(struct image *images, size_t count, uint64_t seed)
{
    struct image *image = &images[seed % count];
    struct fsi_blocks blocks = { .context = image, .capacity = (uint32_t)image->blocks, .read = read_blocks };
    unsigned int views;

    current_seed = seed;
    memcpy(image->damaged, image->data, image->blocks * FSI_BLOCK_SIZE);
    mutate_image(image->damaged, image->blocks, seed);
    image->reads = 0;
    fsi_probe(&blocks, 0, &views);
    read_view(image, &blocks, FSI_VIEW_ISO9660);
    read_view(image, &blocks, FSI_VIEW_JOLIET);
    read_view(image, &blocks, FSI_VIEW_UDF);
}

static void load(struct image *image, const char *path)
{
    FILE *file = fopen(path, "rb");
    long size = -1;

    if (file && !fseek(file, 0, SEEK_END))
        size = ftell(file);
    if (size < FSI_BLOCK_SIZE)
    {
        fprintf(stderr, "FAIL: %s cannot be read\n", path);
        exit(1);
    }
    image->blocks = (size_t)size / FSI_BLOCK_SIZE;
    image->data = malloc(image->blocks * FSI_BLOCK_SIZE);
    image->damaged = malloc(image->blocks * FSI_BLOCK_SIZE);
    rewind(file);
    if (!image->data || !image->damaged || fread(image->data, FSI_BLOCK_SIZE, image->blocks, file) != image->blocks)
    {
        fprintf(stderr, "FAIL: %s cannot be read\n", path);
        exit(1);
    }
    fclose(file);
}

int main(int argc, char **argv)
{
    time_t end;
    uint64_t seed, first;
    struct image *images;
    size_t count;

    if (argc < 4)
    {
        fputs("usage: fuzz-import SECONDS FIRST_SEED IMAGE...\n", stderr);
        return 2;
    }
    end = time(NULL) + atoi(argv[1]);
    first = seed = strtoull(argv[2], NULL, 10);
    count = (size_t)argc - 3;
    if (!(images = calloc(count, sizeof(*images))))
        return 1;
    for (size_t i = 0; i < count; i++)
        load(&images[i], argv[3 + i]);
    do
    {
        if (seed % 256 == 0 || atoi(argv[1]) == 0)
        {
            printf("seed %llu\n", (unsigned long long)seed);
            fflush(stdout);
        }
        try_seed(images, count, seed++);
    } while (time(NULL) < end);
    printf("%llu images read without a fault\n", (unsigned long long)(seed - first));
    for (size_t i = 0; i < count; i++)
    {
        free(images[i].data);
        free(images[i].damaged);
    }
    free(images);
    return 0;
}
