/*
 * Sound for audio discs
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

#ifndef TOOLS_IMAPICTL_SOUND_H
#define TOOLS_IMAPICTL_SOUND_H

#include "imapictl.h"

#define AUDIO_SECTOR_SIZE 2352

bool is_wav_name(const WCHAR *path);

/*
 * wav.c: the samples of a .wav file as a stream of whole sectors, the last one
 * filled with silence. Only 44.1 kHz, 16 bit, stereo, PCM is taken; what is
 * wrong with anything else is told to the user.
 */
enum exit_code open_wav(const WCHAR *path, IStream **stream);

/* sector_stream.c: a part of a stream that is only read, filled up with zeros to whole sectors. NULL: no memory. */
IStream *create_sector_stream(IStream *source, int64_t offset, int64_t length);

struct audio_request
{
    const WCHAR *drive;         /* NULL: the only one */
    WCHAR **files;
    int count;
    bool close, eject, dry_run;
    LONG speed;                 /* in units of 1x, 0 for the fastest */
};

/* audio.c: burns files, .wav or samples without a header, as tracks of an audio CD. */
enum exit_code burn_sound(const struct audio_request *request);

#endif /* TOOLS_IMAPICTL_SOUND_H */
