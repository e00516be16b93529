/*
 * What the tests of libs/mmc share: byte vectors and hostile replies
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

#ifndef TESTS_UNIT_MMC_FIXTURE_H
#define TESTS_UNIT_MMC_FIXTURE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "mmc_all.h"

/* A CDB byte by byte; its number of bytes is checked as well. */
#define assert_cdb(cmd, ...) \
    do \
    { \
        static const uint8_t expected_[] = { __VA_ARGS__ }; \
        assert_int_equal((cmd)->cdb_length, sizeof(expected_)); \
        assert_memory_equal((cmd)->cdb, expected_, sizeof(expected_)); \
        assert_true((cmd)->timeout_ms >= 10000); \
    } while (0)

#define assert_transfer(cmd, way, bytes) \
    do \
    { \
        assert_int_equal((cmd)->direction, way); \
        assert_int_equal((cmd)->data_length, bytes); \
    } while (0)

/* A parser under attack: says whether it took the reply, and touches all that it found. */
typedef bool (*reply_parser)(const uint8_t *data, size_t length);

/* Where a reply announces its length: field_bytes at field_offset count what follows them; 0 bytes: nowhere. */
struct reply_shape
{
    size_t field_offset;
    size_t field_bytes;
};

/*
 * Tries every truncation of a truthful reply, and every announced length on a
 * whole one, up to the largest number; each in a buffer of exactly the bytes
 * that were transferred, so that AddressSanitizer sees the first byte too far.
 * The parser must take the reply exactly when needed bytes exist.
 */
void check_hostile(const uint8_t *reply, size_t length, struct reply_shape shape, size_t needed, reply_parser parse);

#endif /* TESTS_UNIT_MMC_FIXTURE_H */
