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

#include "udf_fields.h"

#include <string.h>

#include "bytes.h"
#include "dates.h"
#include "fsimage.h"

#define TIMESTAMP_LOCAL 0x1000          /* type 1, the only one UDF has (1.02 2.1.4.1); then 0 minutes from UTC */

#define LAST_MOMENT INT64_C(2650467743999999999)        /* the end of 9999, the last year of a timestamp */

#define ENTITY_IDENTIFIER 1             /* offset in an entity identifier, ECMA-167 1/7.4 */
#define ENTITY_SUFFIX 24

void udf_put_timestamp(uint8_t *field, int64_t time)
{
    struct fsi_date date;

    fsi_date_from_time(time < 0 ? 0 : time > LAST_MOMENT ? LAST_MOMENT : time, &date);
    fsi_put_le16(field, TIMESTAMP_LOCAL);
    fsi_put_le16(field + 2, (uint16_t)date.year);
    field[4] = date.month;
    field[5] = date.day;
    field[6] = date.hour;
    field[7] = date.minute;
    field[8] = date.second;
    field[9] = (uint8_t)(date.ticks / 100000);          /* centiseconds */
    field[10] = (uint8_t)(date.ticks / 1000 % 100);     /* hundreds of microseconds */
    field[11] = (uint8_t)(date.ticks / 10 % 100);
}

static void put_identifier(uint8_t *field, const char *identifier)
{
    memcpy(field + ENTITY_IDENTIFIER, identifier, strlen(identifier));
}

void udf_put_implementation(uint8_t *field)
{
    /* The suffix stays 0: no system is told, since a disc should not depend on where it was made. */
    put_identifier(field, "*Wine imapi2fs");
}

void udf_put_udf_entity(uint8_t *field, const char *identifier, uint16_t udf_revision)
{
    put_identifier(field, identifier);
    fsi_put_le16(field + ENTITY_SUFFIX, udf_revision);
}

void udf_put_domain(uint8_t *field, uint16_t udf_revision)
{
    /* No flags of write protection: the partition says that it is read-only, and a next session may follow. */
    udf_put_udf_entity(field, "*OSTA UDF Compliant", udf_revision);
}

void udf_put_partition_contents(uint8_t *field, uint16_t udf_revision)
{
    put_identifier(field, udf_revision < 0x200 ? "+NSR02" : "+NSR03");
}

void udf_put_extent(uint8_t *field, uint32_t blocks, uint32_t start)
{
    fsi_put_le32(field, blocks * FSI_BLOCK_SIZE);
    fsi_put_le32(field + 4, start);
}

void udf_put_address(uint8_t *field, struct udf_address address)
{
    fsi_put_le32(field, address.block);
    fsi_put_le16(field + 4, address.partition);
}

void udf_put_short_ad(uint8_t *field, enum udf_extent_type type, uint32_t bytes, uint32_t block)
{
    fsi_put_le32(field, ((uint32_t)type << 30) | bytes);
    fsi_put_le32(field + 4, block);
}

void udf_put_long_ad(uint8_t *field, enum udf_extent_type type, uint32_t bytes, struct udf_address address)
{
    fsi_put_le32(field, ((uint32_t)type << 30) | bytes);
    udf_put_address(field + 4, address);
}
