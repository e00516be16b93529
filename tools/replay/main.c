/*
 * imapi2-replay: replays a recorded trace against a virtual recorder
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

#define _GNU_SOURCE

#include <dirent.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "replay.h"

enum { SAME = 0, DIFFERENT = 1, TROUBLE = 2 };

struct arguments
{
    const char *kind, *folder, *device, *trace;
    bool all, answers_only;
};

/* The clock of the drive stands still but while it or the replay sleeps: a long format takes no time. */
static uint64_t clock_ms = 1;
static struct virtual_store_ops store_ops;

static uint64_t now_ms(struct virtual_store *store)
{
    (void)store;
    return clock_ms;
}

static void sleep_ms(struct virtual_store *store, uint32_t milliseconds)
{
    (void)store;
    clock_ms += milliseconds;
}

static void let_pass(void *context, uint32_t milliseconds)
{
    (void)context;
    clock_ms += milliseconds;
}

static struct virtual_drive *open_drive(const char *folder)
{
    static const struct virtual_identity identity = { "WINE", "REPLAY", "1.0" };
    struct virtual_store *store = virtual_store_posix(folder);

    if (!store)
        return NULL;
    store_ops = *store->ops;
    store_ops.now_ms = now_ms;
    store_ops.sleep_ms = sleep_ms;
    store->ops = &store_ops;
    return virtual_drive_create(store, &identity);
}

static void report(void *context, unsigned int line, const char *text)
{
    const struct arguments *arguments = context;

    printf("%s:%u: %s\n", arguments->trace, line, text);
}

static int replay_file(FILE *file, struct virtual_drive *drive, struct arguments *arguments)
{
    struct replay_options options = {
        .device = arguments->device, .answers_only = arguments->answers_only, .sleep_ms = let_pass,
        .report = report, .context = arguments,
    };
    struct replay *replay = replay_new(drive, &options);
    const struct replay_result *result;
    bool same = true;
    char *line = NULL;
    size_t size = 0;
    int status;

    if (!replay)
        return TROUBLE;
    while ((same || arguments->all) && getline(&line, &size, file) >= 0)
        same = replay_line(replay, line) && same;
    if (same || arguments->all)
        same = replay_end(replay) && same;
    free(line);

    result = replay_result(replay);
    printf("%u commands replayed, %u differences, %u compared in part, %u of other devices\n",
           result->commands, result->differences, result->masked, result->ignored);
    status = !result->commands ? TROUBLE : result->differences ? DIFFERENT : SAME;
    if (!result->commands)
        fprintf(stderr, "%s: no command of %s in it\n", arguments->trace,
                arguments->device ? arguments->device : "any device");
    replay_free(replay);
    return status;
}

static int replay_in_folder(const char *folder, struct arguments *arguments)
{
    struct virtual_drive *drive = open_drive(folder);
    FILE *file = strcmp(arguments->trace, "-") ? fopen(arguments->trace, "r") : stdin;
    int status = TROUBLE;

    if (!drive)
        fprintf(stderr, "%s: no virtual recorder can be there\n", folder);
    else if (!file)
        perror(arguments->trace);
    else if (arguments->kind && virtual_insert_blank(drive, arguments->kind) != PORT_OK)
        fprintf(stderr, "%s: no such kind of blank\n", arguments->kind);
    else
        status = replay_file(file, drive, arguments);

    if (file && file != stdin)
        fclose(file);
    if (drive)
        virtual_drive_destroy(drive);
    return status;
}

/* The store holds files only. */
static void remove_folder(const char *folder)
{
    DIR *dir = opendir(folder);
    struct dirent *entry;
    char path[PATH_MAX];

    while (dir && (entry = readdir(dir)))
    {
        if (snprintf(path, sizeof(path), "%s/%s", folder, entry->d_name) < (int)sizeof(path))
            unlink(path);
    }
    if (dir)
        closedir(dir);
    rmdir(folder);
}

static int replay_in_temporary_folder(struct arguments *arguments)
{
    const char *parent = getenv("TMPDIR");
    char folder[PATH_MAX];
    int status;

    snprintf(folder, sizeof(folder), "%s/imapi2-replay-XXXXXX", parent && *parent ? parent : "/tmp");
    if (!mkdtemp(folder))
    {
        perror(folder);
        return TROUBLE;
    }
    status = replay_in_folder(folder, arguments);
    remove_folder(folder);
    return status;
}

static int usage(FILE *to)
{
    unsigned int i;

    fprintf(to, "usage: imapi2-replay [-a] [-s] [-d DEVICE] [-k KIND | -f FOLDER] TRACE\n"
                "Sends the commands of a trace (WINEDEBUG=+imapi2_scsi) to a virtual recorder and compares its answers.\n"
                "  -a         report every difference, not the first one only\n"
                "  -s         compare delivery, status and sense, not the data: for a trace of a real drive\n"
                "  -d DEVICE  the dev= of the trace to replay; the first one by default\n"
                "  -k KIND    begin with a blank of that kind; an empty tray by default\n"
                "  -f FOLDER  use the virtual recorder in that folder, and change its medium\n"
                "  TRACE      a file, or - for standard input\n"
                "Ends with 0: no difference, 1: differences, 2: trouble.\n"
                "Kinds:");
    for (i = 0; i < virtual_medium_kind_count; i++)
        fprintf(to, " %s", virtual_medium_kinds[i].name);
    fprintf(to, "\n");
    return to == stdout ? SAME : TROUBLE;
}

int main(int argc, char **argv)
{
    struct arguments arguments = { 0 };
    int option;

    while ((option = getopt(argc, argv, "asd:k:f:h")) != -1)
    {
        switch (option)
        {
        case 'a': arguments.all = true; break;
        case 's': arguments.answers_only = true; break;
        case 'd': arguments.device = optarg; break;
        case 'k': arguments.kind = optarg; break;
        case 'f': arguments.folder = optarg; break;
        case 'h': return usage(stdout);
        default: return usage(stderr);
        }
    }
    if (optind + 1 != argc || (arguments.kind && arguments.folder))
        return usage(stderr);
    arguments.trace = argv[optind];
    return arguments.folder ? replay_in_folder(arguments.folder, &arguments) : replay_in_temporary_folder(&arguments);
}
