/*
 * Images that are burned, saved or compared
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

#ifndef TOOLS_IMAPICTL_IMAGE_SOURCE_H
#define TOOLS_IMAPICTL_IMAGE_SOURCE_H

#include "imapictl.h"

/* What an image is to be; everything may be 0 or NULL for what suits. */
struct image_options
{
    FsiFileSystems systems;
    LONG udf_revision;          /* 0x102 for 1.02 */
    const WCHAR *label;
    const WCHAR *bios_boot;     /* a boot loader's file, started without emulation */
    const WCHAR *efi_boot;      /* the image of an EFI system partition */
};

/* Where it is to go: into a recorder, behind what a medium holds already, or just into a file. */
struct image_target
{
    IDiscRecorder2 *recorder;
    IDiscFormat2Data *append_to;
};

struct image_source
{
    IStream *stream;
    int64_t size;               /* bytes */
};

/* Each tells the user what is wrong. close_image() after EXIT_DONE, and harmless after a failure. */
enum exit_code open_image_file(const WCHAR *path, struct image_source *source);
enum exit_code open_folder_image(const WCHAR *path, const struct image_options *options,
                                 const struct image_target *target, struct image_source *source);
void close_image(struct image_source *source);

bool source_is_folder(const WCHAR *path);

/* image_options.c: takes --label, --iso, --joliet, --udf, and with boot --boot and --efi; false: the user was told. */
bool take_image_options(struct arguments *arguments, bool boot, struct image_options *options);

/* boot_files.c: makes the image boot from these files; either may be NULL. */
HRESULT set_boot_files(IFileSystemImage *image, const WCHAR *bios, const WCHAR *efi);

#endif /* TOOLS_IMAPICTL_IMAGE_SOURCE_H */
