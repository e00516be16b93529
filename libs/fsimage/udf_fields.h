/*
 * Fields that descriptors of UDF are made of
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

#ifndef LIBS_FSIMAGE_UDF_FIELDS_H
#define LIBS_FSIMAGE_UDF_FIELDS_H

#include <stdint.h>

#include "udf_format.h"

/* All of them write to a field that holds zeros before. */

/* 12 bytes (ECMA-167 1/7.3), in UTC; time as struct fsi_times counts. */
void udf_put_timestamp(uint8_t *field, int64_t time);

/* Entity identifiers of 32 bytes (UDF 1.02 2.1.5): who made this; the domain; and one of UDF's own. */
void udf_put_implementation(uint8_t *field);
void udf_put_domain(uint8_t *field, uint16_t udf_revision);
void udf_put_udf_entity(uint8_t *field, const char *identifier, uint16_t udf_revision);
/* "+NSR02" or "+NSR03": what a partition holds (ECMA-167 3/10.5.4). */
void udf_put_partition_contents(uint8_t *field, uint16_t udf_revision);

/* 8 bytes: an extent of the volume (ECMA-167 3/7.1). */
void udf_put_extent(uint8_t *field, uint32_t blocks, uint32_t start);
/* A block of a logical volume. */
struct udf_address
{
    uint32_t block;                     /* from the start of the partition */
    uint16_t partition;                 /* reference, an index of partition maps */
};
/* 6 bytes (ECMA-167 4/7.1). */
void udf_put_address(uint8_t *field, struct udf_address address);
/* 8 bytes (ECMA-167 4/14.14.1). */
void udf_put_short_ad(uint8_t *field, enum udf_extent_type type, uint32_t bytes, uint32_t block);
/* 16 bytes (ECMA-167 4/14.14.2). */
void udf_put_long_ad(uint8_t *field, enum udf_extent_type type, uint32_t bytes, struct udf_address address);

#endif
