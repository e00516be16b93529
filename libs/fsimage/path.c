/*
 * Names that a tree takes, paths through it, and what went wrong in words
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


#include "tree_private.h"

static bool is_separator(uint16_t unit)
{
    return unit == '\\' || unit == '/';
}

/* Characters that no program of the host could ask for, and with which names mean something else there. */
static bool is_reserved(uint16_t unit)
{
    return unit < ' ' || is_separator(unit) || unit == ':' || unit == '*' || unit == '?' || unit == '"' ||
           unit == '<' || unit == '>' || unit == '|';
}

enum fsi_status fsi_name_check(const uint16_t *name, size_t length, bool restricted)
{
    size_t i;

    if (!length || length > FSI_NAME_MAX) return FSI_BAD_NAME;
    if (name[0] == '.' && (length == 1 || (length == 2 && name[1] == '.'))) return FSI_BAD_NAME;
    for (i = 0; i < length; i++) if (is_reserved(name[i])) return FSI_BAD_NAME;
    if (!restricted) return FSI_OK;
    for (i = 0; i < length; i++) if (name[i] > 127) return FSI_RESTRICTED_NAME;
    return FSI_OK;
}

enum fsi_status fsi_tree_find(const struct fsi_tree *tree, struct fsi_node *directory,
                              const uint16_t *path, size_t length, struct fsi_node **node)
{
    struct fsi_node *found = directory;
    size_t begin = 0, end;

    (void)tree;
    *node = NULL;
    if (length && is_separator(path[0])) begin = 1;
    for (; begin < length; begin = end + 1)
    {
        for (end = begin; end < length && !is_separator(path[end]); end++) {}
        if (end == begin || end - begin > FSI_NAME_MAX) return FSI_BAD_NAME;
        if (!node_is_directory(found)) return FSI_NOT_A_DIRECTORY;
        found = fsi_node_child(found, path + begin, end - begin);
        /* Names that nothing here can get are what a foreign medium may have. */
        if (!found) return fsi_name_check(path + begin, end - begin, false) ? FSI_BAD_NAME : FSI_NOT_FOUND;
    }
    *node = found;
    return FSI_OK;
}

const char *fsi_status_text(enum fsi_status status)
{
    static const char *const texts[] =
    {
        [FSI_OK] = "Done.",
        [FSI_NO_MEMORY] = "There is not enough memory.",
        [FSI_CANCELLED] = "The caller stopped it.",
        [FSI_NOT_FOUND] = "There is no such item.",
        [FSI_NOT_A_DIRECTORY] = "The item is not a directory.",
        [FSI_NOT_A_FILE] = "The item is not a file.",
        [FSI_NOT_EMPTY] = "The directory is not empty.",
        [FSI_DUPLICATE] = "The directory has an item of that name.",
        [FSI_ATTACHED] = "The item is in a tree already.",
        [FSI_BAD_NAME] = "The name or path is not allowed.",
        [FSI_RESTRICTED_NAME] = "The name has characters beyond ASCII.",
        [FSI_TOO_DEEP] = "ISO 9660 has no more than 8 levels of directories.",
        [FSI_NO_UNIQUE_NAME] = "There is no name for the item that differs from all others of the directory.",
        [FSI_DATA_TOO_BIG] = "The file is larger than a file system of the image allows.",
        [FSI_IMAGE_TOO_BIG] = "The image has more blocks than are allowed.",
        [FSI_BAD_VOLUME_NAME] = "The volume name is not allowed.",
        [FSI_BAD_OPTION] = "No image can have these options together.",
        [FSI_BAD_BOOT_IMAGE] = "The boot image does not have the size of what it emulates.",
        [FSI_LOCKED_IN] = "The changes are locked in.",
        [FSI_READ_ONLY] = "The tree cannot be changed while an image of it exists.",
        [FSI_SOURCE_READ] = "The data of a file could not be read.",
        [FSI_SOURCE_CHANGED] = "A file has changed since it was added.",
        [FSI_DEVICE_READ] = "The medium could not be read.",
        [FSI_NO_FILE_SYSTEM] = "The medium does not have that file system.",
        [FSI_BAD_FILE_SYSTEM] = "The file system on the medium contradicts itself.",
        [FSI_EMPTY_MEDIUM] = "The medium is empty.",
        [FSI_TOO_MANY_DIRECTORIES] = "ISO 9660 has no more than 65535 directories.",
    };

    if ((unsigned int)status >= sizeof(texts) / sizeof(texts[0]) || !texts[status]) return "Something else failed.";
    return texts[status];
}
