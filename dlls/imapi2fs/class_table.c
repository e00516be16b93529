/*
 * What imapi2fs.dll is: every class that a client can create
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

#include "imapi2fs_private.h"

static const struct object_type *const classes[] = {
    &boot_options_type,
    &file_system_image_type,
    &iso_image_manager_type,
};

const struct com_module com_module = {
    .prefix = L"IMAPI2FS.",
    .libid = &LIBID_IMAPI2FS,
    .major = IMAPI2FS_MajorVersion,
    .minor = IMAPI2FS_MinorVersion,
    .classes = classes,
    .class_count = ARRAY_SIZE(classes),
};
