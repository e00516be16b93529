/*
 * What answers of the image library mean to a client
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

#include "wine/debug.h"

WINE_DEFAULT_DEBUG_CHANNEL(imapi2);

static const struct
{
    enum fsi_status status;
    HRESULT hr;
} results[] = {
    {FSI_OK, S_OK},
    {FSI_NO_MEMORY, E_OUTOFMEMORY},
    {FSI_CANCELLED, E_ABORT},
    {FSI_NOT_FOUND, IMAPI_E_ITEM_NOT_FOUND},
    {FSI_NOT_A_DIRECTORY, IMAPI_E_NOT_DIR},
    {FSI_NOT_A_FILE, IMAPI_E_NOT_FILE},
    {FSI_NOT_EMPTY, IMAPI_E_DIR_NOT_EMPTY},
    {FSI_DUPLICATE, IMAPI_E_DUP_NAME},
    {FSI_ATTACHED, IMAPI_E_DUP_NAME},
    {FSI_BAD_NAME, IMAPI_E_INVALID_PATH},
    {FSI_RESTRICTED_NAME, IMAPI_E_RESTRICTED_NAME_VIOLATION},
    {FSI_TOO_DEEP, IMAPI_E_ISO9660_LEVELS},
    {FSI_TOO_MANY_DIRECTORIES, IMAPI_E_TOO_MANY_DIRS},
    {FSI_NO_UNIQUE_NAME, IMAPI_E_NO_UNIQUE_NAME},
    {FSI_DATA_TOO_BIG, IMAPI_E_DATA_TOO_BIG},
    {FSI_IMAGE_TOO_BIG, IMAPI_E_IMAGE_SIZE_LIMIT},
    {FSI_BAD_VOLUME_NAME, IMAPI_E_INVALID_VOLUME_NAME},
    {FSI_BAD_OPTION, IMAPI_E_INVALID_PARAM},
    {FSI_BAD_BOOT_IMAGE, IMAPI_E_BOOT_EMULATION_IMAGE_SIZE_MISMATCH},
    {FSI_LOCKED_IN, IMAPI_E_INVALID_PARAM},
    {FSI_READ_ONLY, IMAPI_E_READONLY},
    {FSI_SOURCE_READ, IMAPI_E_DATA_STREAM_READ_FAILURE},
    {FSI_SOURCE_CHANGED, IMAPI_E_DATA_STREAM_INCONSISTENCY},
    {FSI_DEVICE_READ, IMAPI_E_IMPORT_READ_FAILURE},
    {FSI_NO_FILE_SYSTEM, IMAPI_E_FILE_SYSTEM_NOT_FOUND},
    {FSI_BAD_FILE_SYSTEM, IMAPI_E_FILE_SYSTEM_READ_CONSISTENCY_ERROR},
    {FSI_EMPTY_MEDIUM, IMAPI_E_EMPTY_DISC},
};

HRESULT hresult_from_status(enum fsi_status status)
{
    unsigned int i;

    for (i = 0; i < ARRAY_SIZE(results); i++)
    {
        if (results[i].status != status) continue;
        if (status != FSI_OK) TRACE("%s\n", fsi_status_text(status));
        return results[i].hr;
    }
    ERR("status %d\n", status);
    return IMAPI_E_FSI_INTERNAL_ERROR;
}
