/*
 * Volume descriptors of UDF
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

#include "udf_private.h"

#include <string.h>

#include "bytes.h"
#include "udf_string.h"
#include "udf_tag.h"

#define INTERCHANGE_LEVEL 2             /* one volume, UDF 1.02 2.2.2.1 */
#define INTERCHANGE_LEVEL_MAX 3
#define CHARACTER_SETS 1                /* a bit for each: CS0 */
#define ACCESS_READ_ONLY 1              /* ECMA-167 3/10.5.7 */
#define PARTITION_ALLOCATED 1
#define INTEGRITY_CLOSED 1              /* ECMA-167 3/10.10.3 */
#define FILE_INTERCHANGE_LEVEL 3        /* UDF 1.02 2.3.2.1 */

#define UNIQUE_DIGITS 16                /* of a volume set identifier, UDF 1.02 2.2.2.5 */
#define TICKS_PER_SECOND 10000000       /* as struct fsi_times counts, from 1601 */
#define SECONDS_TO_1970 INT64_C(11644473600)

static const struct udf_view *view_of(const struct fsi_layout *layout)
{
    return layout->udf;
}

static void put_volume_name(const struct udf_view *udf, uint8_t *field, size_t size)
{
    udf_put_dstring(field, size, udf->volume_name, udf->volume_name_length);
}

static size_t put_hex(uint16_t *out, uint32_t value)
{
    static const char digits[] = "0123456789abcdef";
    unsigned int i;

    for (i = 0; i < 8; i++)
        out[i] = (uint16_t)digits[(value >> (28 - 4 * i)) & 0xf];
    return 8;
}

/* Eight digits of the seconds since 1970, eight that differ from image to image, then the name. */
static void put_volume_set(const struct fsi_layout *layout, uint8_t *field, size_t size)
{
    const struct udf_view *udf = view_of(layout);
    uint16_t name[UNIQUE_DIGITS + sizeof(udf->volume_name) / sizeof(udf->volume_name[0])];
    size_t length;

    length = put_hex(name, (uint32_t)(layout->options.now / TICKS_PER_SECOND - SECONDS_TO_1970));
    length += put_hex(name + length, fsi_get_le32(layout->options.unique));
    memcpy(name + length, udf->volume_name, udf->volume_name_length * sizeof(*name));
    udf_put_dstring(field, size, name, length + udf->volume_name_length);
}

/* ECMA-167 3/10.1 */
static void put_primary_volume(const struct fsi_layout *layout, uint8_t *d)
{
    put_volume_name(view_of(layout), d + 24, 32);
    fsi_put_le16(d + 56, 1);            /* volume 1 of 1 */
    fsi_put_le16(d + 58, 1);
    fsi_put_le16(d + 60, INTERCHANGE_LEVEL);
    fsi_put_le16(d + 62, INTERCHANGE_LEVEL_MAX);
    fsi_put_le32(d + 64, CHARACTER_SETS);
    fsi_put_le32(d + 68, CHARACTER_SETS);
    put_volume_set(layout, d + 72, 128);
    udf_put_charspec(d + 200);
    udf_put_charspec(d + 264);
    udf_put_timestamp(d + 376, layout->options.now);
    udf_put_implementation(d + 388);
}

/* ECMA-167 3/10.4, UDF 1.02 2.2.7 */
static void put_implementation_use(const struct fsi_layout *layout, uint8_t *d)
{
    udf_put_udf_entity(d + 20, "*UDF LV Info", view_of(layout)->revision);
    udf_put_charspec(d + 52);
    put_volume_name(view_of(layout), d + 116, 128);
    udf_put_implementation(d + 352);
}

/* ECMA-167 3/10.5 */
static void put_partition(const struct fsi_layout *layout, uint8_t *d)
{
    const struct udf_view *udf = view_of(layout);

    fsi_put_le16(d + 20, PARTITION_ALLOCATED);
    fsi_put_le16(d + 22, 0);            /* its number */
    udf_put_partition_contents(d + 24, udf->revision);
    fsi_put_le32(d + 184, ACCESS_READ_ONLY);
    fsi_put_le32(d + 188, udf->partition);
    fsi_put_le32(d + 192, udf->partition_end - udf->partition);
    udf_put_implementation(d + 196);
}

/* A map of type 1 (ECMA-167 3/10.7.2), then the metadata partition's; their bytes. */
static uint32_t put_partition_maps(const struct fsi_layout *layout, uint8_t *maps)
{
    maps[0] = 1;
    maps[1] = 6;
    fsi_put_le16(maps + 2, 1);          /* volume */
    fsi_put_le16(maps + 4, 0);          /* partition */
    if (!udf_has_metadata(view_of(layout)))
        return 6;
    udf_put_metadata_map(layout, maps + 6);
    return 6 + UDF_METADATA_MAP_SIZE;
}

/* ECMA-167 3/10.6 */
static void put_logical_volume(const struct fsi_layout *layout, uint8_t *d)
{
    const struct udf_view *udf = view_of(layout);

    udf_put_charspec(d + 20);
    put_volume_name(udf, d + 84, 128);
    fsi_put_le32(d + 212, FSI_BLOCK_SIZE);
    udf_put_domain(d + 216, udf->revision);
    udf_put_long_ad(d + 248, UDF_EXTENT_RECORDED, UDF_FILE_SET_BLOCKS * FSI_BLOCK_SIZE,
                    udf_address_in(udf_tree_space(udf), udf->tree));
    fsi_put_le32(d + 264, put_partition_maps(layout, d + 440));
    fsi_put_le32(d + 268, udf_has_metadata(udf) ? 2 : 1);
    udf_put_implementation(d + 272);
    udf_put_extent(d + 432, UDF_INTEGRITY_BLOCKS, udf->integrity);
}

/* ECMA-167 3/10.8 and 3/10.9: no space is left, and nothing follows. */
static void put_nothing(const struct fsi_layout *layout, uint8_t *d)
{
    (void)layout;
    (void)d;
}

void udf_render_sequence(const struct fsi_layout *layout, uint32_t start, uint32_t index, uint8_t *block)
{
    static const struct
    {
        enum udf_tag_id id;
        void (*put)(const struct fsi_layout *layout, uint8_t *descriptor);
    } sequence[] = {
        {UDF_TAG_PRIMARY_VOLUME, put_primary_volume},
        {UDF_TAG_IMPLEMENTATION_USE_VOLUME, put_implementation_use},
        {UDF_TAG_PARTITION, put_partition},
        {UDF_TAG_LOGICAL_VOLUME, put_logical_volume},
        {UDF_TAG_UNALLOCATED_SPACE, put_nothing},
        {UDF_TAG_TERMINATING, put_nothing},
    };
    size_t length = UDF_VOLUME_DESCRIPTOR_SIZE;

    if (index >= sizeof(sequence) / sizeof(sequence[0]))
        return;
    /* The number of the descriptor in its sequence; a terminating one has none. */
    if (sequence[index].id != UDF_TAG_TERMINATING)
        fsi_put_le32(block + 16, index + 1);
    sequence[index].put(layout, block);
    if (sequence[index].id == UDF_TAG_UNALLOCATED_SPACE)
        length = 24;                    /* it ends where its extents would begin, ECMA-167 3/10.8 */
    udf_seal(block, sequence[index].id, view_of(layout)->revision, start + index, length);
}

/* ECMA-167 3/10.10, UDF 1.02 2.2.6 */
static void put_integrity(const struct fsi_layout *layout, uint8_t *d)
{
    const struct udf_view *udf = view_of(layout);
    uint32_t maps = udf_has_metadata(udf) ? 2 : 1;
    uint8_t *sizes = d + 80 + 4 * maps, *use = d + 80 + 8 * maps;

    udf_put_timestamp(d + 16, layout->options.now);
    fsi_put_le32(d + 28, INTEGRITY_CLOSED);
    fsi_put_le64(d + 40, udf_next_unique_id(udf));
    fsi_put_le32(d + 72, maps);
    fsi_put_le32(d + 76, 46);
    /* Nothing is free, so that the first table stays 0. */
    fsi_put_le32(sizes, udf->partition_end - udf->partition);
    if (udf_has_metadata(udf))
        fsi_put_le32(sizes + 4, udf->tree_blocks);
    udf_put_implementation(use);
    fsi_put_le32(use + 32, layout->file_count);
    fsi_put_le32(use + 36, layout->directory_count);
    fsi_put_le16(use + 40, udf->revision);      /* to read, to write, and the highest that has written */
    fsi_put_le16(use + 42, udf->revision);
    fsi_put_le16(use + 44, udf->revision);
    udf_seal(d, UDF_TAG_LOGICAL_VOLUME_INTEGRITY, udf->revision, udf->integrity, 80 + 8 * (size_t)maps + 46);
}

void udf_render_integrity(const struct fsi_layout *layout, uint32_t index, uint8_t *block)
{
    const struct udf_view *udf = view_of(layout);

    if (index == 0)
        put_integrity(layout, block);
    else if (index == 1)
        udf_seal(block, UDF_TAG_TERMINATING, udf->revision, udf->integrity + 1, UDF_VOLUME_DESCRIPTOR_SIZE);
}

/* ECMA-167 3/10.2 */
void udf_render_anchor(const struct fsi_layout *layout, uint32_t location, uint8_t *block)
{
    const struct udf_view *udf = view_of(layout);

    udf_put_extent(block + 16, UDF_SEQUENCE_BLOCKS, udf->main_sequence);
    udf_put_extent(block + 24, UDF_SEQUENCE_BLOCKS, udf->reserve_sequence);
    udf_seal(block, UDF_TAG_ANCHOR, udf->revision, location, UDF_VOLUME_DESCRIPTOR_SIZE);
}

/* ECMA-167 4/14.1 */
static void put_file_set(const struct fsi_layout *layout, uint8_t *d)
{
    const struct udf_view *udf = view_of(layout);
    struct udf_space space = udf_tree_space(udf);

    udf_put_timestamp(d + 16, layout->options.now);
    fsi_put_le16(d + 28, FILE_INTERCHANGE_LEVEL);
    fsi_put_le16(d + 30, FILE_INTERCHANGE_LEVEL);
    fsi_put_le32(d + 32, CHARACTER_SETS);
    fsi_put_le32(d + 36, CHARACTER_SETS);
    udf_put_charspec(d + 48);
    put_volume_name(udf, d + 112, 128);
    udf_put_charspec(d + 240);
    put_volume_name(udf, d + 304, 32);
    udf_put_long_ad(d + 400, UDF_EXTENT_RECORDED, FSI_BLOCK_SIZE,
                    udf_address_in(space, udf_entry_block(udf, layout->nodes[0])));
    udf_put_domain(d + 416, udf->revision);
}

void udf_render_file_set(const struct fsi_layout *layout, uint32_t index, uint8_t *block)
{
    const struct udf_view *udf = view_of(layout);
    struct udf_address address = udf_address_in(udf_tree_space(udf), udf->tree + index);

    if (index == 0)
        put_file_set(layout, block);
    udf_seal(block, index == 0 ? UDF_TAG_FILE_SET : UDF_TAG_TERMINATING, udf->revision, address.block,
             UDF_VOLUME_DESCRIPTOR_SIZE);
}

/* ECMA-167 2/9.1 to 2/9.3 */
void udf_render_recognition(const struct udf_view *udf, uint32_t index, uint8_t *block)
{
    const char *identifiers[] = {"BEA01", udf->revision < UDF_REVISION_STREAMS ? "NSR02" : "NSR03", "TEA01"};

    memcpy(block + 1, identifiers[index], 5);
    block[6] = 1;                       /* version */
}
