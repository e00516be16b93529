/*
 * Opening drives, their limits, and commands through a kernel that the test plays
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
#include <scsi/sg.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

#include "linux_fixture.h"

static struct linux_device *open_usual(struct linux_tree *tree)
{
    struct linux_device *device = NULL;

    linux_tree_plug(tree, &linux_usual_drive);
    assert_int_equal(linux_open(&tree->host, linux_tree_first_id(tree), &device), PORT_OK);
    return device;
}

static void set_mode(const struct linux_tree *tree, const char *name, mode_t mode)
{
    char path[LINUX_NODE_MAX];

    snprintf(path, sizeof(path), "%s/%s", tree->host.dev, name);
    assert_int_equal(chmod(path, mode), 0);
}

/* Root may open everything; rights are tried as somebody who may not. */
#define NOBODY 65534

static bool was_root;

static void become_nobody(const struct linux_tree *tree)
{
    assert_int_equal(chmod(tree->root, 0755), 0);
    was_root = !geteuid();
    if (was_root)
        assert_int_equal(seteuid(NOBODY), 0);
}

static void become_oneself(void)
{
    if (was_root)
        assert_int_equal(seteuid(0), 0);
}

static void set_queue(struct linux_tree *tree, const char *kilobytes, const char *segments)
{
    linux_tree_text(tree, "sys/class/block/sr0/queue/max_sectors_kb", kilobytes);
    linux_tree_text(tree, "sys/class/block/sr0/queue/max_segments", segments);
}

static void test_open_prefers_generic(void **state)
{
    struct linux_device *device = open_usual(*state);

    assert_true(device->is_generic);
    assert_true(device->writable);
    linux_close(device);
}

static void test_open_without_generic(void **state)
{
    struct linux_tree *tree = *state;
    struct linux_device *device;

    linux_tree_plug(tree, &linux_usual_drive);
    linux_tree_remove(tree, "dev/sg1");
    assert_int_equal(linux_open(&tree->host, linux_tree_first_id(tree), &device), PORT_OK);
    assert_false(device->is_generic);
    assert_true(device->writable);
    linux_close(device);
}

static void open_as_nobody(struct linux_tree *tree, mode_t block, mode_t generic, enum port_error expected,
                           bool is_generic, bool writable)
{
    struct linux_device *device;
    enum port_error error;

    set_mode(tree, "sr0", block);
    set_mode(tree, "sg1", generic);
    become_nobody(tree);
    error = linux_open(&tree->host, linux_tree_first_id(tree), &device);
    become_oneself();
    assert_int_equal(error, expected);
    if (error)
    {
        assert_null(device);
        return;
    }
    assert_int_equal(device->is_generic, is_generic);
    assert_int_equal(device->writable, writable);
    linux_close(device);
}

/* What a plain user meets. */
static void test_open_with_less_rights(void **state)
{
    struct linux_tree *tree = *state;

    linux_tree_plug(tree, &linux_usual_drive);
    open_as_nobody(tree, 0666, 0666, PORT_OK, true, true);
    open_as_nobody(tree, 0666, 0444, PORT_OK, false, true);
    open_as_nobody(tree, 0666, 0000, PORT_OK, false, true);
    open_as_nobody(tree, 0444, 0444, PORT_OK, true, false);
    open_as_nobody(tree, 0444, 0000, PORT_OK, false, false);
    open_as_nobody(tree, 0000, 0000, PORT_E_ACCESS, false, false);
    linux_tree_remove(tree, "dev/sg1");
    linux_tree_text(tree, "dev/sg1", "");
    open_as_nobody(tree, 0000, 0000, PORT_E_ACCESS, false, false);
}

static void test_lock_with_less_rights(void **state)
{
    struct linux_device *device = open_usual(*state);
    struct linux_tree *tree = *state;
    enum port_error error;

    set_mode(tree, "sr0", 0444);
    become_nobody(tree);
    error = linux_lock(device, "me", false);
    become_oneself();
    assert_int_equal(error, PORT_E_ACCESS);
    linux_close(device);
}

static void test_open_failures(void **state)
{
    struct linux_tree *tree = *state;
    struct linux_device *device;
    char id[PORT_ID_MAX];

    assert_int_equal(linux_open(&tree->host, "nonsense", &device), PORT_E_NO_SUCH_DRIVE);
    linux_tree_plug(tree, &linux_usual_drive);
    strcpy(id, linux_tree_first_id(tree));
    linux_tree_remove(tree, "dev/sr0");
    linux_tree_remove(tree, "dev/sg1");
    assert_int_equal(linux_open(&tree->host, id, &device), PORT_E_NO_SUCH_DRIVE);
    assert_null(device);
}

/* A node that is a device, and another one than sysfs names, is not the drive's. */
static void test_foreign_node(void **state)
{
    struct linux_tree *tree = *state;
    struct linux_nodes nodes;
    struct linux_found found;

    linux_tree_plug(tree, &linux_usual_drive);
    linux_tree_remove(tree, "dev/sg1");
    linux_tree_link(tree, "dev/sg1", "/dev/null");
    linux_tree_text(tree, "sys/class/scsi_generic/sg1/dev", "21:1\n");
    assert_int_equal(linux_find(&tree->host, linux_tree_first_id(tree), &found), PORT_OK);
    linux_find_nodes(&tree->host, &found, &nodes);
    assert_string_equal(nodes.generic, "");
    assert_string_not_equal(nodes.block, "");
    linux_tree_text(tree, "sys/class/scsi_generic/sg1/dev", "1:3\n");
    linux_find_nodes(&tree->host, &found, &nodes);
    assert_string_not_equal(nodes.generic, "");
}

static void test_limits(void **state)
{
    static const struct { const char *kilobytes, *segments; uint32_t any, aligned; } cases[] =
    {
        { "512\n", "128\n", 127 * 4096, 128 * 4096 },
        { "128\n", "65535\n", 128 << 10, 128 << 10 },
        { "32767\n", "65535\n", 1 << 20, 1 << 20 },
        { "30\n", "4\n", 3 * 4096, 4 * 4096 },
        { "64\n", "1\n", 4096, 4096 },
        { "1\n", "\n", 4096, 4096 },
        { "", "", 64 << 10, 64 << 10 },
        { "0", "0", 64 << 10, 64 << 10 },
        { "-1", "-1", 64 << 10, 64 << 10 },
        { "99999999999999999999", "nonsense", 64 << 10, 64 << 10 },
        { "9007199254740992", "9007199254740992", 1 << 20, 1 << 20 },
    };
    struct linux_tree *tree = *state;
    struct linux_device *device;
    size_t i;

    if (sysconf(_SC_PAGESIZE) != 4096)
        skip();
    linux_tree_plug(tree, &linux_usual_drive);
    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
    {
        set_queue(tree, cases[i].kilobytes, cases[i].segments);
        assert_int_equal(linux_open(&tree->host, linux_tree_first_id(tree), &device), PORT_OK);
        assert_int_equal(device->limits.max_transfer, cases[i].any);
        assert_int_equal(device->limits.max_aligned_transfer, cases[i].aligned);
        assert_int_equal(tree->last_request, SG_SET_RESERVED_SIZE);
        linux_close(device);
    }
}

static struct sg_io_hdr seen;
static sigset_t signals;

static void answer_good(struct linux_tree *tree, struct sg_io_hdr *header)
{
    (void)tree;
    seen = *header;
    sigprocmask(SIG_SETMASK, NULL, &signals);
    if (header->dxfer_direction == SG_DXFER_FROM_DEV)
        memset(header->dxferp, 0x5a, header->dxfer_len / 2);
    header->resid = (int)(header->dxfer_len / 2);
}

static void answer_sense(struct linux_tree *tree, struct sg_io_hdr *header)
{
    static const unsigned char sense[18] = { 0x70, 0, 0x02, 0, 0, 0, 0, 10, 0, 0, 0, 0, 0x3a };

    (void)tree;
    memcpy(header->sbp, sense, sizeof(sense));
    header->sb_len_wr = sizeof(sense);
    header->status = 2;
    header->driver_status = 8;
}

static void answer_late(struct linux_tree *tree, struct sg_io_hdr *header)
{
    tree->now += header->timeout;
    header->host_status = 5;
}

static void answer_timeout(struct linux_tree *tree, struct sg_io_hdr *header)
{
    (void)tree;
    header->host_status = 3;
}

/* More sense than there was room for. */
static void answer_lying(struct linux_tree *tree, struct sg_io_hdr *header)
{
    (void)tree;
    header->sb_len_wr = 255;
    header->status = 2;
    header->resid = -5;
}

static struct port_command make_command(enum port_direction direction, void *data, uint32_t length)
{
    struct port_command command;

    memset(&command, 0, sizeof(command));
    command.cdb_length = 6;
    command.direction = direction;
    command.data = data;
    command.data_length = length;
    command.timeout_ms = 3000;
    return command;
}

static void test_execute(void **state)
{
    struct linux_device *device = open_usual(*state);
    struct linux_tree *tree = *state;
    struct port_command command;
    struct port_reply reply;
    uint8_t data[64] = { 0 };

    tree->answer = answer_good;
    command = make_command(PORT_FROM_DEVICE, data, sizeof(data));
    linux_execute(device, &command, &reply);
    assert_int_equal(reply.delivery, PORT_DELIVERED);
    assert_int_equal(reply.status, PORT_STATUS_GOOD);
    assert_int_equal(reply.transferred, 32);
    assert_int_equal(data[31], 0x5a);
    assert_int_equal(seen.interface_id, 'S');
    assert_int_equal(seen.cmd_len, 6);
    assert_int_equal(seen.timeout, 3000);
    assert_int_equal(seen.dxfer_direction, SG_DXFER_FROM_DEV);
    assert_int_equal(sigismember(&signals, SIGUSR1), 1);
    sigprocmask(SIG_SETMASK, NULL, &signals);
    assert_int_equal(sigismember(&signals, SIGUSR1), 0);

    command = make_command(PORT_TO_DEVICE, data, 16);
    linux_execute(device, &command, &reply);
    assert_int_equal(seen.dxfer_direction, SG_DXFER_TO_DEV);
    assert_int_equal(seen.dxfer_len, 16);
    command = make_command(PORT_NO_DATA, NULL, 0);
    linux_execute(device, &command, &reply);
    assert_int_equal(seen.dxfer_direction, SG_DXFER_NONE);
    assert_int_equal(reply.transferred, 0);
    /* An allocation length of zero moves nothing, and is no error. */
    command = make_command(PORT_FROM_DEVICE, NULL, 0);
    linux_execute(device, &command, &reply);
    assert_int_equal(seen.dxfer_direction, SG_DXFER_NONE);
    assert_int_equal(reply.delivery, PORT_DELIVERED);
    linux_close(device);
}

static void test_execute_answers(void **state)
{
    struct linux_device *device = open_usual(*state);
    struct port_command command = make_command(PORT_NO_DATA, NULL, 0);
    struct linux_tree *tree = *state;
    struct port_reply reply;

    tree->answer = answer_sense;
    linux_execute(device, &command, &reply);
    assert_int_equal(reply.delivery, PORT_DELIVERED);
    assert_int_equal(reply.status, PORT_STATUS_CHECK_CONDITION);
    assert_int_equal(reply.sense_length, 18);
    assert_int_equal(reply.sense[12], 0x3a);

    tree->answer = answer_timeout;
    linux_execute(device, &command, &reply);
    assert_int_equal(reply.delivery, PORT_TIMED_OUT);
    tree->answer = answer_late;
    linux_execute(device, &command, &reply);
    assert_int_equal(reply.delivery, PORT_TIMED_OUT);
    tree->answer = answer_lying;
    linux_execute(device, &command, &reply);
    assert_int_equal(reply.delivery, PORT_DELIVERED);
    assert_int_equal(reply.sense_length, PORT_SENSE_MAX);

    tree->fail_with = EPERM;
    linux_execute(device, &command, &reply);
    assert_int_equal(reply.delivery, PORT_REFUSED);
    assert_int_equal(reply.host_error, EPERM);
    tree->fail_with = ENODEV;
    linux_execute(device, &command, &reply);
    assert_int_equal(reply.delivery, PORT_DEVICE_GONE);
    linux_close(device);
}

/* What no drive should see does not reach the kernel. */
static void test_execute_refuses(void **state)
{
    struct linux_device *device = open_usual(*state);
    struct linux_tree *tree = *state;
    unsigned int before = tree->controls;
    struct port_command commands[6];
    struct port_reply reply;
    uint8_t data[4];
    size_t i;

    for (i = 0; i < sizeof(commands) / sizeof(commands[0]); i++)
        commands[i] = make_command(PORT_FROM_DEVICE, data, sizeof(data));
    commands[0].cdb_length = 5;
    commands[1].cdb_length = 17;
    commands[2].timeout_ms = 0;
    commands[3].data = NULL;
    commands[4].data_length = device->limits.max_aligned_transfer + 1;
    commands[5].direction = PORT_NO_DATA;
    for (i = 0; i < sizeof(commands) / sizeof(commands[0]); i++)
    {
        linux_execute(device, &commands[i], &reply);
        assert_int_equal(reply.delivery, PORT_REFUSED);
        assert_int_equal(reply.host_error, EINVAL);
    }
    assert_int_equal(tree->controls, before);
    linux_close(device);
}

static void test_explain(void **state)
{
    struct linux_tree *tree = *state;
    char text[LINUX_TEXT_MAX], mounts[LINUX_NODE_MAX + 128];

    linux_explain_drive(&tree->host, "nonsense", text);
    assert_string_equal(text, "");
    linux_tree_plug(tree, &linux_usual_drive);
    linux_explain_drive(&tree->host, linux_tree_first_id(tree), text);
    assert_string_equal(text, "");

    snprintf(mounts, sizeof(mounts), "none /proc proc rw 0 0\n%s/sr0 /media/disc iso9660 ro 0 0\n", tree->host.dev);
    linux_tree_text(tree, "proc/self/mounts", mounts);
    linux_explain_drive(&tree->host, linux_tree_first_id(tree), text);
    assert_non_null(strstr(text, "mounted on /media/disc."));

    linux_tree_text(tree, "proc/4711/comm", "cdrskin\n");
    linux_tree_link(tree, "proc/4711/fd/3", "/dev/null");
    snprintf(mounts, sizeof(mounts), "%s/sr0", tree->host.dev);
    linux_tree_link(tree, "proc/4711/fd/4", mounts);
    linux_explain_drive(&tree->host, linux_tree_first_id(tree), text);
    assert_non_null(strstr(text, "It is open in cdrskin (process 4711)."));

    linux_tree_remove(tree, "dev/sr0");
    linux_tree_remove(tree, "dev/sg1");
    linux_explain_drive(&tree->host, linux_tree_first_id(tree), text);
    assert_non_null(strstr(text, "missing"));
}

/* The node and the group that would help are named. */
static void test_explain_access(void **state)
{
    struct linux_tree *tree = *state;
    char text[LINUX_TEXT_MAX];

    linux_tree_plug(tree, &linux_usual_drive);
    set_mode(tree, "sg1", 0600);
    set_mode(tree, "sr0", 0600);
    become_nobody(tree);
    linux_explain_drive(&tree->host, linux_tree_first_id(tree), text);
    become_oneself();
    assert_non_null(strstr(text, "/dev/sg1"));
    assert_non_null(strstr(text, "mode 600"));
    assert_non_null(strstr(text, "No group may"));

    set_mode(tree, "sg1", 0660);
    become_nobody(tree);
    linux_explain_drive(&tree->host, linux_tree_first_id(tree), text);
    become_oneself();
    assert_non_null(strstr(text, "mode 660"));

    /* One node is enough for commands, but the other is where the drive is locked. */
    set_mode(tree, "sg1", 0666);
    become_nobody(tree);
    linux_explain_drive(&tree->host, linux_tree_first_id(tree), text);
    become_oneself();
    assert_non_null(strstr(text, "/dev/sr0"));
}

#define IN_TREE(test) cmocka_unit_test_setup_teardown(test, linux_tree_setup, linux_tree_teardown)

int main(void)
{
    const struct CMUnitTest tests[] =
    {
        IN_TREE(test_open_prefers_generic),
        IN_TREE(test_open_without_generic),
        IN_TREE(test_open_with_less_rights),
        IN_TREE(test_lock_with_less_rights),
        IN_TREE(test_open_failures),
        IN_TREE(test_foreign_node),
        IN_TREE(test_limits),
        IN_TREE(test_execute),
        IN_TREE(test_execute_answers),
        IN_TREE(test_execute_refuses),
        IN_TREE(test_explain),
        IN_TREE(test_explain_access),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
