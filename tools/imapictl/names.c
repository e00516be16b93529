/*
 * Words for the numbers of IMAPI
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

#include <stdio.h>
#include <string.h>

#include "imapictl.h"

struct media_type
{
    const char *name;
    LONG speed;
};

static const struct media_type media_types[] =
{
    [IMAPI_MEDIA_TYPE_UNKNOWN]              = { "unknown", IMAPI_SECTORS_PER_SECOND_AT_1X_CD },
    [IMAPI_MEDIA_TYPE_CDROM]                = { "CD-ROM", IMAPI_SECTORS_PER_SECOND_AT_1X_CD },
    [IMAPI_MEDIA_TYPE_CDR]                  = { "CD-R", IMAPI_SECTORS_PER_SECOND_AT_1X_CD },
    [IMAPI_MEDIA_TYPE_CDRW]                 = { "CD-RW", IMAPI_SECTORS_PER_SECOND_AT_1X_CD },
    [IMAPI_MEDIA_TYPE_DVDROM]               = { "DVD-ROM", IMAPI_SECTORS_PER_SECOND_AT_1X_DVD },
    [IMAPI_MEDIA_TYPE_DVDRAM]               = { "DVD-RAM", IMAPI_SECTORS_PER_SECOND_AT_1X_DVD },
    [IMAPI_MEDIA_TYPE_DVDPLUSR]             = { "DVD+R", IMAPI_SECTORS_PER_SECOND_AT_1X_DVD },
    [IMAPI_MEDIA_TYPE_DVDPLUSRW]            = { "DVD+RW", IMAPI_SECTORS_PER_SECOND_AT_1X_DVD },
    [IMAPI_MEDIA_TYPE_DVDPLUSR_DUALLAYER]   = { "DVD+R DL", IMAPI_SECTORS_PER_SECOND_AT_1X_DVD },
    [IMAPI_MEDIA_TYPE_DVDDASHR]             = { "DVD-R", IMAPI_SECTORS_PER_SECOND_AT_1X_DVD },
    [IMAPI_MEDIA_TYPE_DVDDASHRW]            = { "DVD-RW", IMAPI_SECTORS_PER_SECOND_AT_1X_DVD },
    [IMAPI_MEDIA_TYPE_DVDDASHR_DUALLAYER]   = { "DVD-R DL", IMAPI_SECTORS_PER_SECOND_AT_1X_DVD },
    [IMAPI_MEDIA_TYPE_DISK]                 = { "disk", IMAPI_SECTORS_PER_SECOND_AT_1X_DVD },
    [IMAPI_MEDIA_TYPE_DVDPLUSRW_DUALLAYER]  = { "DVD+RW DL", IMAPI_SECTORS_PER_SECOND_AT_1X_DVD },
    [IMAPI_MEDIA_TYPE_HDDVDROM]             = { "HD DVD-ROM", IMAPI_SECTORS_PER_SECOND_AT_1X_HD_DVD },
    [IMAPI_MEDIA_TYPE_HDDVDR]               = { "HD DVD-R", IMAPI_SECTORS_PER_SECOND_AT_1X_HD_DVD },
    [IMAPI_MEDIA_TYPE_HDDVDRAM]             = { "HD DVD-RAM", IMAPI_SECTORS_PER_SECOND_AT_1X_HD_DVD },
    [IMAPI_MEDIA_TYPE_BDROM]                = { "BD-ROM", IMAPI_SECTORS_PER_SECOND_AT_1X_BD },
    [IMAPI_MEDIA_TYPE_BDR]                  = { "BD-R", IMAPI_SECTORS_PER_SECOND_AT_1X_BD },
    [IMAPI_MEDIA_TYPE_BDRE]                 = { "BD-RE", IMAPI_SECTORS_PER_SECOND_AT_1X_BD },
};

static const struct media_type *find_type(IMAPI_MEDIA_PHYSICAL_TYPE type)
{
    unsigned int index = (unsigned int)type;

    return &media_types[index < ARRAY_SIZE(media_types) ? index : IMAPI_MEDIA_TYPE_UNKNOWN];
}

const char *media_type_name(IMAPI_MEDIA_PHYSICAL_TYPE type)
{
    return find_type(type)->name;
}

LONG sectors_per_second_at_1x(IMAPI_MEDIA_PHYSICAL_TYPE type)
{
    return find_type(type)->speed;
}

struct state_name
{
    DWORD bit;
    const char *name;
};

static const struct state_name state_names[] =
{
    { IMAPI_FORMAT2_DATA_MEDIA_STATE_BLANK,             "blank" },
    { IMAPI_FORMAT2_DATA_MEDIA_STATE_OVERWRITE_ONLY,    "overwritable" },
    { IMAPI_FORMAT2_DATA_MEDIA_STATE_APPENDABLE,        "appendable" },
    { IMAPI_FORMAT2_DATA_MEDIA_STATE_FINAL_SESSION,     "room for one last session" },
    { IMAPI_FORMAT2_DATA_MEDIA_STATE_DAMAGED,           "damaged" },
    { IMAPI_FORMAT2_DATA_MEDIA_STATE_ERASE_REQUIRED,    "must be erased" },
    { IMAPI_FORMAT2_DATA_MEDIA_STATE_NON_EMPTY_SESSION, "open session" },
    { IMAPI_FORMAT2_DATA_MEDIA_STATE_WRITE_PROTECTED,   "write protected" },
    { IMAPI_FORMAT2_DATA_MEDIA_STATE_FINALIZED,         "finalized" },
    { IMAPI_FORMAT2_DATA_MEDIA_STATE_UNSUPPORTED_MEDIA, "not writable here" },
};

const char *media_state_text(IMAPI_FORMAT2_DATA_MEDIA_STATE state, char *text, size_t size)
{
    size_t length = 0;
    unsigned int i;

    snprintf(text, size, "unknown");
    for (i = 0; i < ARRAY_SIZE(state_names) && length < size; i++)
        if ((DWORD)state & state_names[i].bit)
            length += snprintf(text + length, size - length, "%s%s", length ? ", " : "", state_names[i].name);
    return text;
}

static const char *const action_names[] =
{
    [IMAPI_FORMAT2_DATA_WRITE_ACTION_VALIDATING_MEDIA]      = "checking the medium",
    [IMAPI_FORMAT2_DATA_WRITE_ACTION_FORMATTING_MEDIA]      = "formatting",
    [IMAPI_FORMAT2_DATA_WRITE_ACTION_INITIALIZING_HARDWARE] = "preparing the drive",
    [IMAPI_FORMAT2_DATA_WRITE_ACTION_CALIBRATING_POWER]     = "calibrating",
    [IMAPI_FORMAT2_DATA_WRITE_ACTION_WRITING_DATA]          = "writing",
    [IMAPI_FORMAT2_DATA_WRITE_ACTION_FINALIZATION]          = "finalizing",
    [IMAPI_FORMAT2_DATA_WRITE_ACTION_COMPLETED]             = "completed",
    [IMAPI_FORMAT2_DATA_WRITE_ACTION_VERIFYING]             = "verifying",
};

const char *action_name(IMAPI_FORMAT2_DATA_WRITE_ACTION action)
{
    unsigned int index = (unsigned int)action;

    return index < ARRAY_SIZE(action_names) ? action_names[index] : "working";
}
