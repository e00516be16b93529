/*
 * Sound files of the form RIFF WAVE
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
#include "sound.h"

/* Numbers of the form: RIFF and WAVE, "Multimedia Programming Interface and Data Specifications 1.0". */
#define RIFF_HEADER     12
#define CHUNK_HEADER    8
#define FORMAT_MIN      16
#define FORMAT_MAX      40
#define FORMAT_PCM      0x0001
#define FORMAT_EXTENDED 0xfffe      /* the true number stands at the beginning of the subformat */
#define SUBFORMAT       24
#define CHUNKS_MAX      1000        /* more than any program writes; ends the search in nonsense */

#define SAMPLE_RATE     44100
#define CHANNELS        2
#define BITS            16
#define FRAME           4           /* bytes of one sample of both channels */

struct wav
{
    IStream *file;
    int64_t size;                   /* of the file */
    bool has_format;
    uint32_t format, channels, rate, bits;
    int64_t data, data_length;      /* where the samples lie */
};

static uint32_t get_le(const BYTE *data, unsigned int bytes)
{
    uint32_t value = 0;

    while (bytes--)
        value = value << 8 | data[bytes];
    return value;
}

static bool read_at(struct wav *wav, int64_t offset, void *data, ULONG size)
{
    LARGE_INTEGER move;
    ULONG got = 0;

    move.QuadPart = offset;
    return SUCCEEDED(IStream_Seek(wav->file, move, STREAM_SEEK_SET, NULL)) &&
           SUCCEEDED(IStream_Read(wav->file, data, size, &got)) && got == size;
}

static bool read_format(struct wav *wav, int64_t offset, uint32_t length)
{
    BYTE data[FORMAT_MAX] = { 0 };

    if (length < FORMAT_MIN || !read_at(wav, offset, data, length < FORMAT_MAX ? length : FORMAT_MAX))
        return false;
    wav->format = get_le(data, 2);
    if (wav->format == FORMAT_EXTENDED && length >= FORMAT_MAX)
        wav->format = get_le(data + SUBFORMAT, 2);
    wav->channels = get_le(data + 2, 2);
    wav->rate = get_le(data + 4, 4);
    wav->bits = get_le(data + 14, 2);
    return wav->has_format = true;
}

/* Walks through the chunks up to the samples. What is wrong in words, or NULL. */
static const char *find_samples(struct wav *wav)
{
    int64_t offset = RIFF_HEADER;
    BYTE header[RIFF_HEADER];
    unsigned int i;

    if (!read_at(wav, 0, header, RIFF_HEADER) || memcmp(header, "RIFF", 4) || memcmp(header + 8, "WAVE", 4))
        return "it is not a .wav file";
    for (i = 0; i < CHUNKS_MAX && read_at(wav, offset, header, CHUNK_HEADER); i++)
    {
        uint32_t length = get_le(header + 4, 4);

        offset += CHUNK_HEADER;
        if (!memcmp(header, "fmt ", 4) && !read_format(wav, offset, length))
            return "it does not tell what sound it holds";
        if (!memcmp(header, "data", 4))
        {
            wav->data = offset;
            wav->data_length = length;
            return wav->has_format ? NULL : "it does not tell what sound it holds";
        }
        offset += (int64_t)length + (length & 1);
    }
    return "it holds no sound";
}

static const char *check_samples(const struct wav *wav, char *text, size_t size)
{
    if (wav->format != FORMAT_PCM)
        snprintf(text, size, "its sound is compressed (format %u); a CD takes plain samples (PCM) only", wav->format);
    else if (wav->channels != CHANNELS || wav->rate != SAMPLE_RATE || wav->bits != BITS)
        snprintf(text, size, "it has %u Hz, %u bit, %u channel%s; a CD takes 44100 Hz, 16 bit, 2 channels only",
                 wav->rate, wav->bits, wav->channels, wav->channels == 1 ? "" : "s");
    else if (!wav->data_length)
        snprintf(text, size, "it holds no sound");
    else if (wav->data_length % FRAME)
        snprintf(text, size, "its sound ends in the middle of a sample");
    else if (wav->data + wav->data_length > wav->size)
        snprintf(text, size, "it is cut short: %lld bytes of sound are missing",
                 (long long)(wav->data + wav->data_length - wav->size));
    else
        return NULL;
    return text;
}

bool is_wav_name(const WCHAR *path)
{
    int length = lstrlenW(path);

    return length > 4 && !lstrcmpiW(path + length - 4, L".wav");
}

static enum exit_code open_samples(struct wav *wav, const WCHAR *path, IStream **stream)
{
    const char *wrong;
    char text[160];

    if (!(wrong = find_samples(wav)))
        wrong = check_samples(wav, text, sizeof(text));
    if (wrong)
    {
        complain("%s cannot be burned: %s", utf8(path), wrong);
        return EXIT_FAILED;
    }
    if ((*stream = create_sector_stream(wav->file, wav->data, wav->data_length)))
        return EXIT_DONE;
    complain("out of memory");
    return EXIT_FAILED;
}

enum exit_code open_wav(const WCHAR *path, IStream **stream)
{
    WCHAR buffer[MAX_PATH];
    struct wav wav = { 0 };
    enum exit_code code;
    STATSTG status;
    HRESULT hr;

    if (SUCCEEDED(hr = open_file_stream(host_path(path, buffer), &wav.file)))
        hr = IStream_Stat(wav.file, &status, STATFLAG_NONAME);
    if (FAILED(hr))
    {
        complain_of_error(utf8(path), hr);
        code = EXIT_FAILED;
    }
    else
    {
        wav.size = (int64_t)status.cbSize.QuadPart;
        code = open_samples(&wav, path, stream);
    }
    if (wav.file)
        IStream_Release(wav.file);
    return code;
}
