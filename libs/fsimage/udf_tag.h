/*
 * Descriptor tags of ECMA-167 and what seals them
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

#ifndef LIBS_FSIMAGE_UDF_TAG_H
#define LIBS_FSIMAGE_UDF_TAG_H

#include <stddef.h>
#include <stdint.h>

#include "udf_format.h"

/* The CRC of ECMA-167 3/7.2.6: x^16 + x^12 + x^5 + 1, from 0, the highest bit first. */
uint16_t udf_crc(const uint8_t *data, size_t size);

/*
 * Writes the tag (ECMA-167 3/7.2) of a descriptor that is complete otherwise. length counts its bytes, tag
 * included; location is the block that its first byte lies in, counted as the descriptor's own domain does.
 * The version of the descriptor follows from the revision of UDF.
 */
void udf_seal(uint8_t *descriptor, enum udf_tag_id id, uint16_t udf_revision, uint32_t location, size_t length);

#endif
