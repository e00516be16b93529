/*
 * vhba-recorder: shows a virtual recorder to the kernel of Linux
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

#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "serve.h"
#include "virtual.h"

enum { DONE = 0, USAGE = 1, NO_NODE = 2, NO_RECORDER = 3, FAILED = 4 };

#define VHBA_ADDRESS 0xBEEF001UL        /* the module's ioctl: host, channel, target and LUN of this opening */

struct arguments
{
    const char *folder, *kind, *node;
    bool image, verbose;
};

static volatile sig_atomic_t stop;

static void ask_to_stop(int number)
{
    (void)number;
    stop = 1;
}

static int usage(FILE *to)
{
    unsigned int i;

    fprintf(to, "usage: vhba-recorder [-v] [-d NODE] [-k KIND | -i] FOLDER\n"
                "Shows the virtual recorder in FOLDER to the kernel as a drive, until SIGTERM, SIGINT or SIGHUP.\n"
                "  -k, --kind KIND    put a blank of that kind into it first; what was there is destroyed\n"
                "  -i, --image        load FOLDER/medium.iso as a pressed disc first\n"
                "  -d, --device NODE  the control node of the vhba module; /dev/vhba_ctl by default\n"
                "  -v, --verbose      write a trace of every command to standard error\n"
                "Ends with 0: stopped, 1: usage, 2: no control node, 3: no such recorder or blank, 4: failed.\n"
                "Kinds:");
    for (i = 0; i < virtual_medium_kind_count; i++)
        fprintf(to, " %s", virtual_medium_kinds[i].name);
    fprintf(to, "\n");
    return to == stdout ? DONE : USAGE;
}

static struct virtual_drive *open_recorder(const struct arguments *arguments)
{
    static const struct virtual_identity identity = { "Wine", "Virtual Recorder", "1.0" };
    struct virtual_store *store = virtual_store_posix(arguments->folder);
    struct virtual_drive *drive = store ? virtual_drive_create(store, &identity) : NULL;
    enum port_error error = PORT_OK;

    if (!drive)
    {
        fprintf(stderr, "%s: no virtual recorder can be there\n", arguments->folder);
        return NULL;
    }
    if (arguments->kind) error = virtual_insert_blank(drive, arguments->kind);
    else if (arguments->image) error = virtual_insert_image(drive);
    if (error == PORT_OK) return drive;
    fprintf(stderr, "%s: %s cannot be put into the drive\n", arguments->folder,
            arguments->kind ? arguments->kind : "its image");
    virtual_drive_destroy(drive);
    return NULL;
}

/* Signals that end the program come only while it waits, so that a command is never cut in two. */
static void hold_signals(sigset_t *wait_mask)
{
    static const int numbers[] = { SIGTERM, SIGINT, SIGHUP };
    struct sigaction action = { .sa_handler = ask_to_stop };
    sigset_t held;
    unsigned int i;

    sigemptyset(&held);
    for (i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++)
    {
        sigaddset(&held, numbers[i]);
        sigaction(numbers[i], &action, NULL);
    }
    sigprocmask(SIG_BLOCK, &held, wait_mask);
    for (i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++)
        sigdelset(wait_mask, numbers[i]);
    signal(SIGPIPE, SIG_IGN);
}

/* Where the kernel will show the drive: /sys/bus/scsi/devices/ADDRESS. */
static void tell_address(int fd, const char *folder)
{
    unsigned int address[4];

    if (ioctl(fd, VHBA_ADDRESS, address))
        printf("%s: served\n", folder);
    else
        printf("%s: served as %u:%u:%u:%u\n", folder, address[0], address[1], address[2], address[3]);
    fflush(stdout);
}

static int serve(int fd, struct virtual_drive *drive, const struct arguments *arguments, const sigset_t *wait_mask)
{
    struct vhba_server server =
    {
        .fd = fd, .drive = drive, .trace = arguments->verbose ? stderr : NULL, .wait_mask = wait_mask, .stop = &stop,
    };

    tell_address(fd, arguments->folder);
    switch (vhba_serve(&server))
    {
    case VHBA_STOPPED:
        return DONE;
    case VHBA_UNPLUGGED:
        fprintf(stderr, "%s: the drive is unplugged\n", arguments->folder);
        return DONE;
    case VHBA_CLOSED:
        fprintf(stderr, "%s: the kernel wants it no more\n", arguments->node);
        return FAILED;
    default:
        fprintf(stderr, "%s: %s\n", arguments->node, strerror(errno));
        return FAILED;
    }
}

static int run(const struct arguments *arguments)
{
    struct virtual_drive *drive;
    sigset_t wait_mask;
    int fd, status;

    if (!(drive = open_recorder(arguments))) return NO_RECORDER;
    hold_signals(&wait_mask);
    /* From here on the kernel knows of the drive; closing takes it away again. */
    if ((fd = open(arguments->node, O_RDWR | O_NONBLOCK | O_CLOEXEC)) < 0)
    {
        perror(arguments->node);
        status = NO_NODE;
    }
    else
    {
        status = serve(fd, drive, arguments, &wait_mask);
        close(fd);
    }
    virtual_drive_destroy(drive);
    return status;
}

int main(int argc, char **argv)
{
    static const struct option options[] =
    {
        { "kind", required_argument, NULL, 'k' }, { "image", no_argument, NULL, 'i' },
        { "device", required_argument, NULL, 'd' }, { "verbose", no_argument, NULL, 'v' },
        { "help", no_argument, NULL, 'h' }, { NULL, 0, NULL, 0 },
    };
    struct arguments arguments = { .node = "/dev/vhba_ctl" };
    int option;

    while ((option = getopt_long(argc, argv, "k:id:vh", options, NULL)) != -1)
    {
        switch (option)
        {
        case 'k': arguments.kind = optarg; break;
        case 'i': arguments.image = true; break;
        case 'd': arguments.node = optarg; break;
        case 'v': arguments.verbose = true; break;
        case 'h': return usage(stdout);
        default: return usage(stderr);
        }
    }
    if (optind + 1 != argc || (arguments.kind && arguments.image)) return usage(stderr);
    arguments.folder = argv[optind];
    return run(&arguments);
}
