/*
 * Hostile replies
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

#include "mmc_fixture.h"

static void announce(uint8_t *data, struct reply_shape shape, uint64_t value)
{
    size_t i;

    for (i = 0; i < shape.field_bytes; i++)
        data[shape.field_offset + i] = (uint8_t)(value >> (8 * (shape.field_bytes - 1 - i)));
}

/* Parses the first transferred bytes; announced counts from the beginning of the reply, 0: as it is. */
static bool parse_copy(const uint8_t *reply, size_t transferred, struct reply_shape shape, uint64_t announced,
                       reply_parser parse)
{
    size_t head = shape.field_offset + shape.field_bytes;
    uint8_t *copy = malloc(transferred ? transferred : 1);
    bool taken;

    assert_non_null(copy);
    memcpy(copy, reply, transferred);
    if (announced && shape.field_bytes && transferred >= head)
        announce(copy, shape, announced - head);
    taken = parse(transferred ? copy : NULL, transferred);
    free(copy);
    return taken;
}

void check_hostile(const uint8_t *reply, size_t length, struct reply_shape shape, size_t needed, reply_parser parse)
{
    const uint64_t most = shape.field_bytes ? (UINT64_MAX >> (64 - 8 * shape.field_bytes)) : 0;
    size_t head = shape.field_offset + shape.field_bytes, i;

    assert_true(parse_copy(reply, length, shape, 0, parse));
    for (i = 0; i <= length; i++)
    {
        assert_int_equal(parse_copy(reply, i, shape, 0, parse), i >= needed);
        if (shape.field_bytes && i >= head)
        {
            assert_int_equal(parse_copy(reply, length, shape, i, parse), i >= needed);
            assert_int_equal(parse_copy(reply, i, shape, most + head, parse), i >= needed);
        }
    }
}
