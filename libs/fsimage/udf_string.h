/*
 * Strings of UDF: OSTA compressed unicode
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

#ifndef LIBS_FSIMAGE_UDF_STRING_H
#define LIBS_FSIMAGE_UDF_STRING_H

#include <stddef.h>
#include <stdint.h>

/*
 * OSTA compressed unicode (UDF 1.02 2.1.1): a byte that says how many bits a character has, then characters;
 * 8 bits where every unit is below 256, else 16 with the high byte first.
 */

/* Bytes that a string needs, the compression id counted; 0 for an empty one. */
size_t udf_cs0_size(const uint16_t *units, size_t length);
/* Writes exactly udf_cs0_size() bytes. */
void udf_put_cs0(uint8_t *out, const uint16_t *units, size_t length);

/* A field of fixed size whose last byte tells how many bytes are used (ECMA-167 1/7.2.12). What does not fit is
 * cut off between characters. The field holds zeros before. */
void udf_put_dstring(uint8_t *field, size_t size, const uint16_t *units, size_t length);

/* The 64 bytes that say that strings are OSTA compressed unicode (UDF 1.02 2.1.2). The field holds zeros before. */
void udf_put_charspec(uint8_t *field);

#endif
