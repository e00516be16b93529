/*
 * What imapi2.dll is: every class that a client can create
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

#include "imapi2_private.h"

static const struct object_type *const classes[] = {
    &disc_master_type,
    &disc_recorder_type,
    &write_engine_type,
    &format_erase_type,
    &format_data_type,
    &format_tao_type,
    &format_raw_cd_type,
    &stream_zero_type,
    &stream_prng_type,
    &stream_concatenate_type,
    &stream_interleave_type,
    &raw_cd_image_creator_type,
};

const struct com_module com_module = {
    .prefix = L"IMAPI2.",
    .libid = &LIBID_IMAPILib2,
    .major = IMAPILib2_MajorVersion,
    .minor = IMAPILib2_MinorVersion,
    .classes = classes,
    .class_count = ARRAY_SIZE(classes),
};
