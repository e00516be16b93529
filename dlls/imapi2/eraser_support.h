/*
 * Which recorders and media can be erased
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

#ifndef IMAPI2_ERASER_SUPPORT_H
#define IMAPI2_ERASER_SUPPORT_H

#include "media.h"

/* By the features that the drive has, current or not; by mode page 2A when it is too old for features. */
HRESULT eraser_is_recorder_supported(IDiscRecorder2 *recorder, bool *supported);

/* The recorder, the type of the medium, and its erasable bit. */
HRESULT eraser_is_media_supported(IDiscRecorder2 *recorder, bool *supported);

#define ERASER_MEDIA_TYPES 7
extern const LONG eraser_media_types[ERASER_MEDIA_TYPES];

/* S_OK, or which of the demands on the medium is not met. */
HRESULT eraser_check_medium(IDiscRecorder2 *recorder, struct burn_drive *drive);

#endif /* IMAPI2_ERASER_SUPPORT_H */
