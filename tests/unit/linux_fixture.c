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


#define _GNU_SOURCE

#include <errno.h>
#include <ftw.h>
#include <scsi/sg.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

#include "linux_fixture.h"

#define PATH_MOST 512

const struct linux_tree_drive linux_usual_drive =
{
    "pci0000:00/0000:00:1f.2/ata2", "1:0:0:0", "5", "HL-DT-ST", "DVDRAM GH24NSD1", "LG00", "K9JF1234", "sr0", "sg1",
};

static int control(struct linux_host *host, int fd, unsigned long request, void *argument)
{
    struct linux_tree *tree = (struct linux_tree *)host;

    (void)fd;
    tree->controls++;
    tree->last_request = request;
    if (request != SG_IO)
        return 0;
    if (tree->fail_with)
    {
        errno = tree->fail_with;
        return -1;
    }
    if (tree->answer)
        tree->answer(tree, argument);
    return 0;
}

static uint64_t now_ms(struct linux_host *host)
{
    return ((struct linux_tree *)host)->now;
}

int linux_tree_setup(void **state)
{
    struct linux_tree *tree = calloc(1, sizeof(*tree));

    assert_non_null(tree);
    /* In memory, where a file has the numbers that the kernel's list of locks shows. */
    snprintf(tree->root, sizeof(tree->root), "%s/imapi2-linux.XXXXXX",
             access("/dev/shm", W_OK) ? "/tmp" : "/dev/shm");
    assert_non_null(mkdtemp(tree->root));
    snprintf(tree->host.sysfs, sizeof(tree->host.sysfs), "%s/sys", tree->root);
    snprintf(tree->host.dev, sizeof(tree->host.dev), "%s/dev", tree->root);
    snprintf(tree->host.proc, sizeof(tree->host.proc), "%s/proc", tree->root);
    snprintf(tree->host.prefix, sizeof(tree->host.prefix), "%s/prefix", tree->root);
    tree->host.poll_ms = 10;
    tree->host.settle_ms = 1000;
    tree->host.lock_tries = 2;
    tree->host.lock_pause_ms = 1;
    tree->host.control = control;
    tree->host.now_ms = now_ms;
    *state = tree;
    return 0;
}

static int remove_one(const char *path, const struct stat *status, int kind, struct FTW *walk)
{
    (void)status;
    (void)kind;
    (void)walk;
    return remove(path);
}

int linux_tree_teardown(void **state)
{
    struct linux_tree *tree = *state;

    nftw(tree->root, remove_one, 16, FTW_DEPTH | FTW_PHYS);
    free(tree);
    return 0;
}

static void full_path(const struct linux_tree *tree, const char *path, char full[PATH_MOST])
{
    char *slash;

    assert_true(snprintf(full, PATH_MOST, "%s/%s", tree->root, path) < PATH_MOST);
    for (slash = strchr(full + strlen(tree->root) + 1, '/'); slash; slash = strchr(slash + 1, '/'))
    {
        *slash = 0;
        assert_true(!mkdir(full, 0777) || errno == EEXIST);
        *slash = '/';
    }
    if (!strchr(path, '/'))
        return;
    slash = strrchr(full, '/');
    *slash = 0;
    mkdir(full, 0777);
    *slash = '/';
}

static void make_root(const struct linux_tree *tree, const char *path)
{
    char top[PATH_MOST];
    const char *slash = strchr(path, '/');

    snprintf(top, sizeof(top), "%s/%.*s", tree->root, (int)(slash ? slash - path : 0), path);
    mkdir(top, 0777);
}

void linux_tree_write(struct linux_tree *tree, const char *path, const void *data, size_t length)
{
    char full[PATH_MOST];
    FILE *file;

    make_root(tree, path);
    full_path(tree, path, full);
    assert_non_null(file = fopen(full, "wb"));
    assert_int_equal(fwrite(data, 1, length, file), length);
    fclose(file);
}

void linux_tree_text(struct linux_tree *tree, const char *path, const char *text)
{
    linux_tree_write(tree, path, text, strlen(text));
}

void linux_tree_link(struct linux_tree *tree, const char *path, const char *target)
{
    char full[PATH_MOST];

    make_root(tree, path);
    full_path(tree, path, full);
    assert_int_equal(symlink(target, full), 0);
}

void linux_tree_remove(struct linux_tree *tree, const char *path)
{
    char full[PATH_MOST];

    full_path(tree, path, full);
    nftw(full, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

static void device_folder(const struct linux_tree_drive *drive, char folder[256])
{
    int host = atoi(drive->address);

    snprintf(folder, 256, "devices/%s/host%d/target%.*s/%s", drive->bus, host, (int)strlen(drive->address) - 2,
             drive->address, drive->address);
}

static void attribute(struct linux_tree *tree, const char *folder, const char *name, const char *value,
                      const char *padding)
{
    char path[PATH_MOST], text[128];

    snprintf(path, sizeof(path), "sys/%s/%s", folder, name);
    snprintf(text, sizeof(text), "%s%s\n", value, padding);
    linux_tree_text(tree, path, text);
}

static void serial_page(struct linux_tree *tree, const char *folder, const char *serial)
{
    unsigned char page[128] = { 5, 0x80, 0, 0 };
    char path[PATH_MOST];

    page[3] = (unsigned char)strlen(serial);
    memcpy(page + 4, serial, strlen(serial));
    snprintf(path, sizeof(path), "sys/%s/vpd_pg80", folder);
    linux_tree_write(tree, path, page, 4 + strlen(serial));
}

static void node(struct linux_tree *tree, const char *folder, const char *class, const char *name)
{
    char path[PATH_MOST];

    if (!name)
        return;
    snprintf(path, sizeof(path), "sys/%s/%s/%s/uevent", folder, class, name);
    linux_tree_text(tree, path, "");
    snprintf(path, sizeof(path), "dev/%s", name);
    linux_tree_text(tree, path, "");
}

void linux_tree_plug(struct linux_tree *tree, const struct linux_tree_drive *drive)
{
    char folder[256], path[PATH_MOST], target[PATH_MOST];

    device_folder(drive, folder);
    attribute(tree, folder, "type", drive->type, "");
    attribute(tree, folder, "vendor", drive->vendor, " ");
    attribute(tree, folder, "model", drive->model, "  ");
    attribute(tree, folder, "rev", drive->revision, "");
    if (drive->serial)
        serial_page(tree, folder, drive->serial);
    node(tree, folder, "block", drive->block);
    node(tree, folder, "scsi_generic", drive->generic);
    snprintf(path, sizeof(path), "sys/bus/scsi/devices/%s", drive->address);
    snprintf(target, sizeof(target), "../../../%s", folder);
    linux_tree_link(tree, path, target);
}

void linux_tree_unplug(struct linux_tree *tree, const struct linux_tree_drive *drive)
{
    char folder[256], path[PATH_MOST];

    device_folder(drive, folder);
    snprintf(path, sizeof(path), "sys/bus/scsi/devices/%s", drive->address);
    linux_tree_remove(tree, path);
    snprintf(path, sizeof(path), "sys/%s", folder);
    linux_tree_remove(tree, path);
}

const char *linux_tree_first_id(struct linux_tree *tree)
{
    static struct linux_found drives[LINUX_DRIVES_MAX];

    assert_true(linux_collect(&tree->host, drives) >= 1);
    return drives[0].drive.id;
}
