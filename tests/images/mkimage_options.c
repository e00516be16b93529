/*
 * mkimage: what is asked for on the command line
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

#include <getopt.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "mkimage.h"

#define EPOCH_1970 11644473600      /* seconds from 1601 to 1970 */

static const char usage[] =
    "usage: mkimage [OPTION...] FOLDER OUT\n"
    "  --views iso,joliet,udf   what the image has\n"
    "  --level 1|2|3            names of ISO 9660\n"
    "  --udf 1.02|...|2.50      revision\n"
    "  --mirror                 a second copy of the metadata\n"
    "  --strict                 nothing that only some readers bear\n"
    "  --volume NAME\n"
    "  --now SECONDS            the time of the image, since 1970\n"
    "  --boot PLATFORM:EMULATION:FILE   once or more; numbers as in El Torito\n"
    "  --hide-dots              items that begin with a dot are hidden\n"
    "  --colon-streams          a file a:b is the stream b of the file a\n"
    "  --start BLOCK            where the session begins\n"
    "  --append                 write into OUT as it is\n"
    "  --import IMAGE --import-session BLOCK --import-view iso|joliet|udf\n"
    "  --rewrite-anchors BLOCKS a further session on an overwritable medium of so many blocks\n"
    "  --quiet\n";

enum option_code
{
    OPTION_VIEWS = 256, OPTION_LEVEL, OPTION_UDF, OPTION_MIRROR, OPTION_STRICT, OPTION_VOLUME, OPTION_NOW, OPTION_BOOT,
    OPTION_HIDE_DOTS, OPTION_COLON_STREAMS, OPTION_START, OPTION_APPEND, OPTION_IMPORT, OPTION_IMPORT_SESSION,
    OPTION_IMPORT_VIEW, OPTION_REWRITE_ANCHORS, OPTION_QUIET,
};

static const struct option long_options[] =
{
    {"views", required_argument, NULL, OPTION_VIEWS},
    {"level", required_argument, NULL, OPTION_LEVEL},
    {"udf", required_argument, NULL, OPTION_UDF},
    {"mirror", no_argument, NULL, OPTION_MIRROR},
    {"strict", no_argument, NULL, OPTION_STRICT},
    {"volume", required_argument, NULL, OPTION_VOLUME},
    {"now", required_argument, NULL, OPTION_NOW},
    {"boot", required_argument, NULL, OPTION_BOOT},
    {"hide-dots", no_argument, NULL, OPTION_HIDE_DOTS},
    {"colon-streams", no_argument, NULL, OPTION_COLON_STREAMS},
    {"start", required_argument, NULL, OPTION_START},
    {"append", no_argument, NULL, OPTION_APPEND},
    {"import", required_argument, NULL, OPTION_IMPORT},
    {"import-session", required_argument, NULL, OPTION_IMPORT_SESSION},
    {"import-view", required_argument, NULL, OPTION_IMPORT_VIEW},
    {"rewrite-anchors", required_argument, NULL, OPTION_REWRITE_ANCHORS},
    {"quiet", no_argument, NULL, OPTION_QUIET},
    {0}
};

static uint64_t parse_number(const char *text)
{
    char *end;
    unsigned long long value = strtoull(text, &end, 0);

    if (end == text || *end) die("%s is no number", text);
    return value;
}

static enum fsi_view parse_view(const char *text, size_t length)
{
    if (length == 3 && !memcmp(text, "iso", 3)) return FSI_VIEW_ISO9660;
    if (length == 6 && !memcmp(text, "joliet", 6)) return FSI_VIEW_JOLIET;
    if (length == 3 && !memcmp(text, "udf", 3)) return FSI_VIEW_UDF;
    die("%s: unknown file system", text);
}

static unsigned int parse_views(const char *text)
{
    unsigned int views = 0;

    for (;;)
    {
        size_t length = strcspn(text, ",");

        views |= (unsigned int)parse_view(text, length);
        if (!text[length]) return views;
        text += length + 1;
    }
}

/* "2.01" is 0x201 */
static uint16_t parse_revision(const char *text)
{
    if (strlen(text) != 4 || text[1] != '.') die("%s is no revision", text);
    return (uint16_t)((text[0] - '0') << 8 | (text[2] - '0') << 4 | (text[3] - '0'));
}

static void parse_boot(char *text, struct request *request)
{
    struct fsi_boot_entry *entry;
    char *emulation = strchr(text, ':'), *file = emulation ? strchr(emulation + 1, ':') : NULL;

    if (!file) die("%s: PLATFORM:EMULATION:FILE is needed", text);
    if (request->options.boot_count == FSI_BOOT_ENTRIES_MAX) die("too many boot images");
    entry = &request->boot[request->options.boot_count++];
    *emulation++ = *file++ = 0;
    entry->platform = (uint8_t)parse_number(text);
    entry->emulation = (uint8_t)parse_number(emulation);
    memcpy(entry->manufacturer, "imapi2 tests", 12);
    entry->source = file_source_create(file, &entry->size);
}

static void set_time(struct request *request, uint64_t seconds)
{
    unsigned int i;

    request->options.now = (int64_t)(seconds + EPOCH_1970) * 10000000;
    for (i = 0; i < sizeof(request->options.unique); i++)
        request->options.unique[i] = (uint8_t)(seconds >> i % 8 * 8 ^ i * 37);
}

static void take_flag(int code, struct request *request)
{
    switch (code)
    {
        case OPTION_MIRROR: request->options.udf_metadata_mirror = true; break;
        case OPTION_STRICT: request->options.strict = true; break;
        case OPTION_HIDE_DOTS: request->hide_dots = true; break;
        case OPTION_COLON_STREAMS: request->colon_streams = true; break;
        case OPTION_APPEND: request->append = true; break;
        case OPTION_QUIET: request->quiet = true; break;
        default: fputs(usage, stderr); exit(1);
    }
}

static void take_option(int code, char *value, struct request *request)
{
    struct fsi_options *options = &request->options;

    switch (code)
    {
        case OPTION_VIEWS: options->views = parse_views(value); break;
        case OPTION_LEVEL: options->iso9660_level = (unsigned int)parse_number(value); break;
        case OPTION_UDF: options->udf_revision = parse_revision(value); break;
        case OPTION_VOLUME: to_utf16(value, options->volume_name, 129); break;
        case OPTION_NOW: set_time(request, parse_number(value)); break;
        case OPTION_BOOT: parse_boot(value, request); break;
        case OPTION_START: options->session_start = (uint32_t)parse_number(value); break;
        case OPTION_IMPORT: request->import = value; break;
        case OPTION_IMPORT_SESSION: request->import_session = (uint32_t)parse_number(value); break;
        case OPTION_IMPORT_VIEW: request->import_view = parse_view(value, strlen(value)); break;
        case OPTION_REWRITE_ANCHORS:
            options->rewrite_anchors = true;
            options->medium_blocks = (uint32_t)parse_number(value);
            break;
        default: take_flag(code, request);
    }
}

void parse_request(int argc, char **argv, struct request *request)
{
    int code;

    memset(request, 0, sizeof(*request));
    request->options.views = FSI_VIEW_ISO9660 | FSI_VIEW_JOLIET | FSI_VIEW_UDF;
    request->options.iso9660_level = 1;
    request->options.udf_revision = 0x102;
    request->import_view = FSI_VIEW_UDF;
    set_time(request, (uint64_t)time(NULL));
    while ((code = getopt_long(argc, argv, "", long_options, NULL)) != -1) take_option(code, optarg, request);
    if (argc - optind != 2) take_flag(0, request);
    request->options.boot = request->boot;
    request->folder = argv[optind];
    request->out = argv[optind + 1];
}
