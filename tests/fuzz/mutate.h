/*
 * Damage to images of discs, the same for the same number
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

#ifndef TESTS_FUZZ_MUTATE_H
#define TESTS_FUZZ_MUTATE_H

#include <stddef.h>
#include <stdint.h>

/* Numbers that only depend on the seed. Never 0. */
uint64_t next_random(uint64_t *state);

/*
 * Damages an image of whole blocks at one to sixteen places, those that hold something before those that hold
 * zeros: bits, bytes, numbers near the limits of their type in one byte order or in both, whole blocks. Half of
 * the time the tags of UDF are made right again, so that what stands behind them is read.
 */
void mutate_image(uint8_t *image, size_t blocks, uint64_t seed);

#endif
