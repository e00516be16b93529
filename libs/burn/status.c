/*
 * The statuses of the recipes in words
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

#include "burn.h"

const char *burn_status_text(enum burn_status status)
{
    switch (status)
    {
    case BURN_OK: return "The operation succeeded.";
    case BURN_CANCELLED: return "The operation was cancelled.";
    case BURN_TIMED_OUT: return "The drive did not answer, or was not ready, in time.";
    case BURN_DEVICE_GONE: return "The drive is no longer there.";
    case BURN_REFUSED: return "The host does not let the command through to the drive.";
    case BURN_SENSE: return "The drive reported an error.";
    case BURN_BAD_REPLY: return "The drive gave a reply that is too short or contradicts itself.";
    case BURN_NO_MEMORY: return "There is not enough memory.";
    case BURN_RECORDER_UNSUPPORTED: return "The drive lacks the features to record data.";
    case BURN_MEDIA_UNSUPPORTED: return "This kind of medium cannot be written.";
    case BURN_MEDIA_STATE: return "The medium is finalised, damaged or write protected.";
    case BURN_MEDIA_NOT_BLANK: return "The medium holds data, and overwriting it was not asked for.";
    case BURN_TOO_LARGE: return "The data does not fit.";
    case BURN_LOSS_OF_STREAMING: return "The data did not reach the drive in time.";
    case BURN_MISMATCH: return "The drive reports another state of the medium than was meant to be there.";
    case BURN_TRANSPORT: return "A command was lost or cut off on its way to the drive.";
    }
    return "The operation ended in an unknown way.";
}
