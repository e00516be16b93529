/*
 * A host made of ordinary files, for the tests of ports/linux
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


#ifndef LINUX_FIXTURE_H
#define LINUX_FIXTURE_H

#include "unix/unix.h"

struct sg_io_hdr;

/* A tree with sys, dev, proc and prefix below it; the kernel is a function of the test. */
struct linux_tree
{
    struct linux_host host;         /* first, so that its functions find the rest */
    char root[128];
    uint64_t now;                   /* what the clock says; it moves only when a test moves it */
    unsigned int controls;          /* calls of ioctl */
    unsigned long last_request;
    int fail_with;                  /* errno of SG_IO; 0: answer */
    void (*answer)(struct linux_tree *tree, struct sg_io_hdr *header);
};

struct linux_tree_drive
{
    const char *bus;                /* the way to the adapter, below sys/devices */
    const char *address;            /* H:C:T:L */
    const char *type, *vendor, *model, *revision;
    const char *serial;             /* NULL: no page 80h */
    const char *block, *generic;    /* NULL: none */
};

int linux_tree_setup(void **state);
int linux_tree_teardown(void **state);

/* Paths are below the root; folders in front of them are made. */
void linux_tree_write(struct linux_tree *tree, const char *path, const void *data, size_t length);
void linux_tree_text(struct linux_tree *tree, const char *path, const char *text);
void linux_tree_link(struct linux_tree *tree, const char *path, const char *target);
void linux_tree_remove(struct linux_tree *tree, const char *path);
void linux_tree_plug(struct linux_tree *tree, const struct linux_tree_drive *drive);
void linux_tree_unplug(struct linux_tree *tree, const struct linux_tree_drive *drive);

/* A drive like those of every day. */
extern const struct linux_tree_drive linux_usual_drive;

/* The id of the first drive. */
const char *linux_tree_first_id(struct linux_tree *tree);

#endif /* LINUX_FIXTURE_H */
