/*
 * Names and numbers of ECMA-167 and UDF
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

#ifndef LIBS_FSIMAGE_UDF_FORMAT_H
#define LIBS_FSIMAGE_UDF_FORMAT_H

/* ECMA-167 3/7.2.1 and 4/7.2.1 */
enum udf_tag_id
{
    UDF_TAG_SPARING_TABLE = 0,          /* UDF 2.01 2.2.12 */
    UDF_TAG_PRIMARY_VOLUME = 1,
    UDF_TAG_ANCHOR = 2,
    UDF_TAG_VOLUME_POINTER = 3,
    UDF_TAG_IMPLEMENTATION_USE_VOLUME = 4,
    UDF_TAG_PARTITION = 5,
    UDF_TAG_LOGICAL_VOLUME = 6,
    UDF_TAG_UNALLOCATED_SPACE = 7,
    UDF_TAG_TERMINATING = 8,
    UDF_TAG_LOGICAL_VOLUME_INTEGRITY = 9,
    UDF_TAG_FILE_SET = 256,
    UDF_TAG_FILE_IDENTIFIER = 257,
    UDF_TAG_ALLOCATION_EXTENT = 258,
    UDF_TAG_FILE_ENTRY = 261,
    UDF_TAG_EXTENDED_FILE_ENTRY = 266,
};

#define UDF_TAG_SIZE 16
#define UDF_VOLUME_DESCRIPTOR_SIZE 512

/* ECMA-167 4/14.6.6, UDF 2.01 2.3.5.2, UDF 2.50 2.2.13.1 */
enum udf_file_type
{
    UDF_FILE_UNSPECIFIED = 0,
    UDF_FILE_DIRECTORY = 4,
    UDF_FILE_BYTES = 5,
    UDF_FILE_STREAM_DIRECTORY = 13,
    UDF_FILE_VIRTUAL_TABLE = 248,
    UDF_FILE_REAL_TIME = 249,
    UDF_FILE_METADATA = 250,
    UDF_FILE_METADATA_MIRROR = 251,
};

/* ECMA-167 4/14.6.8 */
#define UDF_ICB_SHORT_AD 0x0000u
#define UDF_ICB_LONG_AD 0x0001u
#define UDF_ICB_STREAM 0x2000u

/* ECMA-167 4/14.4.3 */
#define UDF_FID_HIDDEN 0x01u
#define UDF_FID_DIRECTORY 0x02u
#define UDF_FID_DELETED 0x04u
#define UDF_FID_PARENT 0x08u
#define UDF_FID_METADATA 0x10u          /* a stream of the system's own, UDF 2.00 3.3.5.1 */

#define UDF_FID_HEADER_SIZE 38          /* up to the implementation use, ECMA-167 4/14.4 */
#define UDF_ENTRY_HEADER_SIZE 176       /* ECMA-167 4/14.9 */
#define UDF_EXTENDED_ENTRY_HEADER_SIZE 216      /* ECMA-167 4/14.17 */
#define UDF_ALLOCATION_HEADER_SIZE 24   /* ECMA-167 4/14.5 */
#define UDF_SHORT_AD_SIZE 8
#define UDF_LONG_AD_SIZE 16

/* What the two highest bits of the length of an extent say, ECMA-167 4/14.14.1.1 */
enum udf_extent_type
{
    UDF_EXTENT_RECORDED = 0,
    UDF_EXTENT_NOT_ALLOCATED = 2,
    UDF_EXTENT_CONTINUATION = 3,
};

/* 30 bits count the bytes of an extent, and all but the last of a file are whole blocks: UDF 1.02 2.3.10 */
#define UDF_EXTENT_MAX 0x3ffff800u

/* Bytes of a name in OSTA compressed unicode, its compression id counted: the length has one byte */
#define UDF_NAME_BYTES_MAX 255

/* Unique ids below this one are kept for others; the root has 0. UDF 1.02 3.2.1.1 */
#define UDF_FIRST_UNIQUE_ID 16

#endif
