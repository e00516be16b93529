/*
 * Finding drives in the trees that a kernel shows
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


#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "linux_fixture.h"

static struct linux_found drives[LINUX_DRIVES_MAX];

static void test_nothing(void **state)
{
    struct linux_tree *tree = *state;

    assert_int_equal(linux_collect(&tree->host, drives), 0);
    linux_tree_text(tree, "sys/bus/scsi/devices/host0", "");
    assert_int_equal(linux_collect(&tree->host, drives), 0);
}

static void test_usual(void **state)
{
    struct linux_tree *tree = *state;

    linux_tree_plug(tree, &linux_usual_drive);
    assert_int_equal(linux_collect(&tree->host, drives), 1);
    assert_string_equal(drives[0].drive.id, "\\\\?\\cdrom#ven_hl-dt-st&prod_dvdram_gh24nsd1&rev_lg00#k9jf1234#"
                                            "{53f56308-b6bf-11d0-94f2-00a0c91efb8b}");
    assert_non_null(strstr(drives[0].drive.node, "/dev/sr0"));
    assert_int_equal(drives[0].drive.number, 0);
    assert_int_equal(drives[0].drive.letter, 0);
    assert_string_equal(drives[0].block, "sr0");
    assert_string_equal(drives[0].generic, "sg1");
}

/* The list that older kernels, and some sandboxes, have alone. */
static void test_class_list(void **state)
{
    struct linux_tree *tree = *state;
    struct linux_tree_drive drive = linux_usual_drive;

    linux_tree_plug(tree, &drive);
    linux_tree_remove(tree, "sys/bus/scsi/devices/1:0:0:0");
    assert_int_equal(linux_collect(&tree->host, drives), 0);
    linux_tree_link(tree, "sys/class/scsi_device/1:0:0:0/device",
                    "../../../devices/pci0000:00/0000:00:1f.2/ata2/host1/target1:0:0/1:0:0:0");
    assert_int_equal(linux_collect(&tree->host, drives), 1);
}

static void test_only_optical(void **state)
{
    static const char *const types[] = { "0", "1", "4", "7", "14", "-5", "5x", "", "55555555555555555555" };
    struct linux_tree_drive drive = linux_usual_drive;
    struct linux_tree *tree = *state;
    char address[16];
    size_t i;

    for (i = 0; i < sizeof(types) / sizeof(types[0]); i++)
    {
        snprintf(address, sizeof(address), "%d:0:0:0", (int)i);
        drive.address = address;
        drive.type = types[i];
        linux_tree_plug(tree, &drive);
    }
    assert_int_equal(linux_collect(&tree->host, drives), 0);
}

static void test_order_and_numbers(void **state)
{
    struct linux_tree_drive drive = linux_usual_drive;
    struct linux_tree *tree = *state;

    drive.address = "9:0:0:0", drive.block = "sr10", drive.generic = NULL, drive.serial = "C";
    linux_tree_plug(tree, &drive);
    drive.address = "3:0:0:0", drive.block = NULL, drive.generic = "sg0", drive.serial = "D";
    linux_tree_plug(tree, &drive);
    drive.address = "4:0:0:0", drive.block = "sr2", drive.generic = "sg4", drive.serial = "B";
    linux_tree_plug(tree, &drive);
    drive.address = "5:0:0:0", drive.block = NULL, drive.generic = NULL, drive.serial = "E";
    linux_tree_plug(tree, &drive);
    assert_int_equal(linux_collect(&tree->host, drives), 3);
    assert_int_equal(drives[0].drive.number, 2);
    assert_int_equal(drives[1].drive.number, 10);
    assert_int_equal(drives[2].drive.number, -1);
    assert_non_null(strstr(drives[2].drive.node, "/dev/sg0"));
}

static void id_after(struct linux_tree *tree, const struct linux_tree_drive *drive, char id[PORT_ID_MAX])
{
    linux_tree_plug(tree, drive);
    strcpy(id, linux_tree_first_id(tree));
    linux_tree_unplug(tree, drive);
    assert_int_equal(linux_collect(&tree->host, drives), 0);
}

/* Plugged in again the kernel counts on: other host, other nodes. */
static void test_ids_survive_plugging(void **state)
{
    struct linux_tree_drive drive = linux_usual_drive;
    struct linux_tree *tree = *state;
    char first[PORT_ID_MAX], again[PORT_ID_MAX], elsewhere[PORT_ID_MAX];

    id_after(tree, &drive, first);
    drive.bus = "pci0000:00/0000:00:14.0/usb1/1-2/1-2:1.0", drive.address = "7:0:0:0", drive.block = "sr1";
    id_after(tree, &drive, again);
    assert_string_equal(first, again);

    drive.serial = NULL;
    id_after(tree, &drive, first);
    drive.address = "12:0:0:0", drive.block = "sr3", drive.generic = "sg7";
    id_after(tree, &drive, again);
    assert_string_equal(first, again);
    drive.bus = "pci0000:00/0000:00:14.0/usb1/1-3/1-3:1.0";
    id_after(tree, &drive, elsewhere);
    assert_string_not_equal(first, elsewhere);
    drive.address = "12:0:0:1";
    id_after(tree, &drive, again);
    assert_string_not_equal(again, elsewhere);
}

/* Bridges with one serial number for all: each drive is named by its place, whichever comes first. */
static void test_shared_serial(void **state)
{
    struct linux_tree_drive one = linux_usual_drive, two = linux_usual_drive;
    struct linux_tree *tree = *state;
    char first[PORT_ID_MAX];

    two.bus = "pci0000:00/0000:00:14.0/usb1/1-2/1-2:1.0", two.address = "7:0:0:0", two.block = "sr1";
    linux_tree_plug(tree, &one);
    linux_tree_plug(tree, &two);
    assert_int_equal(linux_collect(&tree->host, drives), 2);
    assert_string_not_equal(drives[0].drive.id, drives[1].drive.id);
    strcpy(first, drives[0].drive.id);

    linux_tree_unplug(tree, &one);
    one.address = "8:0:0:0", one.block = "sr2";
    linux_tree_plug(tree, &one);
    assert_int_equal(linux_collect(&tree->host, drives), 2);
    assert_string_equal(first, drives[1].drive.id);
}

static void test_letters(void **state)
{
    struct linux_tree *tree = *state;

    linux_tree_plug(tree, &linux_usual_drive);
    linux_tree_link(tree, "prefix/dosdevices/c:", "../drive_c");
    linux_tree_link(tree, "prefix/dosdevices/e::", "../../dev/sr7");
    assert_int_equal(linux_collect(&tree->host, drives), 1);
    assert_int_equal(drives[0].drive.letter, 0);
    linux_tree_link(tree, "prefix/dosdevices/d::", "../../dev/sr0");
    linux_collect(&tree->host, drives);
    assert_int_equal(drives[0].drive.letter, 'D');
    tree->host.prefix[0] = 0;
    linux_collect(&tree->host, drives);
    assert_int_equal(drives[0].drive.letter, 0);
}

static void test_find(void **state)
{
    struct linux_tree *tree = *state;
    struct linux_found found;
    char id[PORT_ID_MAX];

    linux_tree_plug(tree, &linux_usual_drive);
    strcpy(id, linux_tree_first_id(tree));
    id[4] = 'C';
    assert_int_equal(linux_find(&tree->host, id, &found), PORT_OK);
    id[10] = '!';
    assert_int_equal(linux_find(&tree->host, id, &found), PORT_E_NO_SUCH_DRIVE);
    assert_int_equal(linux_find(&tree->host, "", &found), PORT_E_NO_SUCH_DRIVE);
}

static void replace(struct linux_tree *tree, const char *name, const void *data, size_t length)
{
    char path[256];

    snprintf(path, sizeof(path), "sys/devices/%s/host1/target1:0:0/1:0:0:0/%s", linux_usual_drive.bus, name);
    linux_tree_write(tree, path, data, length);
}

/* Whatever stands in the files: no harm, ids of printable characters that end, and none twice. */
static void test_hostile_contents(void **state)
{
    static const char *const files[] = { "vendor", "model", "rev", "vpd_pg80" };
    static const size_t lengths[] = { 0, 1, 3, 4, 5, 36, 63, 64, 200, 255, 4096, 65536 };
    struct linux_tree *tree = *state;
    unsigned int round, i, n;
    unsigned char *data = malloc(65536);
    const char *p;

    assert_non_null(data);
    srand(1);
    linux_tree_plug(tree, &linux_usual_drive);
    for (round = 0; round < 400; round++)
    {
        for (i = 0; i < 65536; i++)
            data[i] = (unsigned char)(round % 3 ? rand() : round % 2 ? 0xff : '\\');
        replace(tree, files[round % 4], data, lengths[round % (sizeof(lengths) / sizeof(lengths[0]))]);
        n = linux_collect(&tree->host, drives);
        assert_true(n <= 1);
        if (!n)
            continue;
        assert_non_null(memchr(drives[0].drive.id, 0, PORT_ID_MAX));
        for (p = drives[0].drive.id; *p; p++)
            assert_true(*p > 0x20 && *p < 0x7f);
    }
    free(data);
}

static void test_hostile_names(void **state)
{
    static const char *const names[] =
    {
        "sr", "sr0x", "sr-1", "sr0 ", "srr0", "sr1234567", "sr99999999999999999999", "..", "sda", "sr0:1",
    };
    struct linux_tree_drive drive = linux_usual_drive;
    struct linux_tree *tree = *state;
    char address[32], path[128];
    size_t i;

    for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
    {
        snprintf(address, sizeof(address), "%d:0:0:0", (int)i);
        drive.address = address, drive.block = strcmp(names[i], "..") ? names[i] : NULL, drive.generic = NULL;
        linux_tree_plug(tree, &drive);
    }
    assert_int_equal(linux_collect(&tree->host, drives), 0);

    /* Links that lead in circles, to nothing, and addresses that are none. */
    linux_tree_link(tree, "sys/bus/scsi/devices/20:0:0:0", "20:0:0:0");
    linux_tree_link(tree, "sys/bus/scsi/devices/21:0:0:0", "/nonexistent");
    linux_tree_link(tree, "sys/bus/scsi/devices/22:0:0", "/");
    snprintf(path, sizeof(path), "sys/bus/scsi/devices/%060d:0:0:0", 1);
    linux_tree_link(tree, path, "/");
    assert_int_equal(linux_collect(&tree->host, drives), 0);
}

static void test_many(void **state)
{
    struct linux_tree_drive drive = linux_usual_drive;
    char address[32], block[16], generic[16];
    struct linux_tree *tree = *state;
    unsigned int i, j, n;

    for (i = 0; i < LINUX_DRIVES_MAX + 6; i++)
    {
        snprintf(address, sizeof(address), "%u:0:0:0", i);
        snprintf(block, sizeof(block), "sr%u", i);
        snprintf(generic, sizeof(generic), "sg%u", i);
        drive.address = address, drive.block = block, drive.generic = generic;
        linux_tree_plug(tree, &drive);
    }
    n = linux_collect(&tree->host, drives);
    assert_int_equal(n, LINUX_DRIVES_MAX);
    for (i = 0; i < n; i++)
        for (j = 0; j < i; j++)
            assert_string_not_equal(drives[i].drive.id, drives[j].drive.id);
}

#define IN_TREE(test) cmocka_unit_test_setup_teardown(test, linux_tree_setup, linux_tree_teardown)

int main(void)
{
    const struct CMUnitTest tests[] =
    {
        IN_TREE(test_nothing),
        IN_TREE(test_usual),
        IN_TREE(test_class_list),
        IN_TREE(test_only_optical),
        IN_TREE(test_order_and_numbers),
        IN_TREE(test_ids_survive_plugging),
        IN_TREE(test_shared_serial),
        IN_TREE(test_letters),
        IN_TREE(test_find),
        IN_TREE(test_hostile_contents),
        IN_TREE(test_hostile_names),
        IN_TREE(test_many),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
