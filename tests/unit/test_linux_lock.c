/*
 * One program alone at a drive of the host
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

#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cmocka.h>

#include "linux_fixture.h"

static struct linux_device *open_drive(struct linux_tree *tree)
{
    struct linux_device *device = NULL;

    assert_int_equal(linux_open(&tree->host, linux_tree_first_id(tree), &device), PORT_OK);
    return device;
}

/* An address of its own for each test process: the sockets' names are the whole machine's. */
static struct linux_device *setup_drive(struct linux_tree *tree)
{
    struct linux_tree_drive drive = linux_usual_drive;
    char address[32];

    snprintf(address, sizeof(address), "%d:0:0:0", (int)getpid());
    drive.address = address;
    linux_tree_plug(tree, &drive);
    /* Locks are those of the system. */
    snprintf(tree->host.proc, sizeof(tree->host.proc), "/proc");
    return open_drive(tree);
}

static void assert_owner(struct linux_device *device, const char *expected)
{
    char owner[PORT_OWNER_MAX];

    assert_int_equal(linux_owner(device, owner), PORT_OK);
    assert_string_equal(owner, expected);
}

static void test_lock(void **state)
{
    struct linux_device *first = setup_drive(*state), *second = open_drive(*state);

    assert_owner(first, "");
    assert_int_equal(linux_unlock(first), PORT_E_NOT_LOCKED);
    assert_int_equal(linux_lock(first, "Burner 1.0", false), PORT_OK);
    assert_owner(first, "Burner 1.0");
    assert_owner(second, "Burner 1.0");
    assert_int_equal(linux_lock(first, "again", false), PORT_E_LOCKED);
    assert_int_equal(linux_lock(second, "other", false), PORT_E_LOCKED);
    assert_int_equal(linux_unlock(second), PORT_E_NOT_LOCKED);
    assert_int_equal(linux_unlock(first), PORT_OK);
    assert_owner(second, "");
    assert_int_equal(linux_lock(second, "other", true), PORT_OK);
    assert_owner(first, "other");
    linux_close(second);
    assert_owner(first, "");
    linux_close(first);
}

/* Another file of this process that is closed does not take the lock away, as it would a lock of the process. */
static void test_lock_survives_closing(void **state)
{
    struct linux_device *first = setup_drive(*state), *second = open_drive(*state), *third = open_drive(*state);
    int fd;

    assert_int_equal(linux_lock(first, "x", false), PORT_OK);
    linux_close(second);
    fd = open(first->nodes.block, O_RDWR);
    assert_true(fd >= 0);
    close(fd);
    assert_int_equal(linux_lock(third, "y", false), PORT_E_LOCKED);
    linux_close(third);
    linux_close(first);
}

/* Names are shown as they were given, whatever the list of sockets would make of them. */
static void test_names(void **state)
{
    static const char *const names[] =
    {
        "plain", "with spaces in it", "100% @home", "back\\slash/slash", "tab\there", "\xc3\xa4\xc3\xb6 UTF-8", "%41",
    };
    struct linux_device *device = setup_drive(*state);
    char longest[200], owner[PORT_OWNER_MAX];
    size_t i;

    for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
    {
        assert_int_equal(linux_lock(device, names[i], false), PORT_OK);
        assert_owner(device, names[i]);
        assert_int_equal(linux_unlock(device), PORT_OK);
    }
    memset(longest, 'n', sizeof(longest) - 1);
    longest[sizeof(longest) - 1] = 0;
    assert_int_equal(linux_lock(device, longest, false), PORT_OK);
    assert_int_equal(linux_owner(device, owner), PORT_OK);
    assert_true(strlen(owner) > 40 && strspn(owner, "n") == strlen(owner));
    assert_int_equal(linux_unlock(device), PORT_OK);
    assert_int_equal(linux_lock(device, "", false), PORT_OK);
    assert_owner(device, "?");
    linux_close(device);
}

/* Waits in another process with the drive locked as a task says, until the pipe is closed. */
static pid_t start_holder(void (*task)(struct linux_device *device), struct linux_device *device, int *end)
{
    int ready[2], done[2];
    pid_t process;
    char byte;

    assert_int_equal(pipe(ready), 0);
    assert_int_equal(pipe(done), 0);
    process = fork();
    assert_true(process >= 0);
    if (!process)
    {
        close(ready[0]);
        close(done[1]);
        task(device);
        if (write(ready[1], "", 1) == 1)
            while (read(done[0], &byte, 1) > 0)
                continue;
        _exit(0);
    }
    close(ready[1]);
    close(done[0]);
    assert_int_equal(read(ready[0], &byte, 1), 1);
    close(ready[0]);
    *end = done[1];
    return process;
}

static void end_holder(pid_t process, int end)
{
    close(end);
    waitpid(process, NULL, 0);
}

static void lock_as_ours(struct linux_device *device)
{
    if (linux_lock(device, "the other process", false))
        _exit(1);
}

static void test_two_processes(void **state)
{
    struct linux_device *device = setup_drive(*state);
    pid_t process;
    int end;

    process = start_holder(lock_as_ours, device, &end);
    assert_owner(device, "the other process");
    assert_int_equal(linux_lock(device, "me", false), PORT_E_LOCKED);
    assert_int_equal(linux_lock(device, "me", true), PORT_E_LOCKED);
    /* However it ends: nothing stays. */
    kill(process, SIGKILL);
    waitpid(process, NULL, 0);
    close(end);
    assert_owner(device, "");
    assert_int_equal(linux_lock(device, "me", false), PORT_OK);
    linux_close(device);
}

/* As libburn does: a lock of the process. */
static void lock_as_others(struct linux_device *device)
{
    struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
    int fd = open(device->nodes.block, O_RDWR | O_NONBLOCK);

    if (fd < 0 || fcntl(fd, F_SETLK, &lock))
        _exit(1);
}

static void test_other_burner(void **state)
{
    struct linux_device *device = setup_drive(*state);
    char owner[PORT_OWNER_MAX], number[32];
    pid_t process;
    int end;

    process = start_holder(lock_as_others, device, &end);
    assert_int_equal(linux_owner(device, owner), PORT_OK);
    snprintf(number, sizeof(number), "process %d", (int)process);
    assert_non_null(strstr(owner, number));
    assert_int_equal(linux_lock(device, "me", false), PORT_E_LOCKED);
    end_holder(process, end);
    assert_owner(device, "");
    linux_close(device);
}

static void try_as_others(struct linux_device *device)
{
    struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
    int fd = open(device->nodes.block, O_RDWR | O_NONBLOCK);

    _exit(fd < 0 ? 2 : fcntl(fd, F_SETLK, &lock) ? 1 : 0);
}

/* And it sees ours. */
static void test_other_burner_waits(void **state)
{
    struct linux_device *device = setup_drive(*state);
    pid_t process;
    int status;

    assert_int_equal(linux_lock(device, "me", false), PORT_OK);
    process = fork();
    if (!process)
        try_as_others(device);
    waitpid(process, &status, 0);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 1);
    linux_close(device);
}

static void test_mounted(void **state)
{
    struct linux_tree *tree = *state;
    struct linux_device *device;
    char mounts[LINUX_NODE_MAX + 64];

    linux_tree_plug(tree, &linux_usual_drive);
    device = open_drive(tree);
    snprintf(mounts, sizeof(mounts), "%s /mnt iso9660 ro 0 0\n", device->nodes.block);
    linux_tree_text(tree, "proc/self/mounts", mounts);
    assert_int_equal(linux_lock(device, "me", false), PORT_E_LOCKED);
    assert_int_equal(linux_lock(device, "me", true), PORT_OK);
    linux_close(device);
}

/* A drive that the kernel gave no block device has the lock on its other node. */
static void test_without_block(void **state)
{
    struct linux_tree_drive drive = linux_usual_drive;
    struct linux_device *first, *second;
    struct linux_tree *tree = *state;

    drive.block = NULL;
    linux_tree_plug(tree, &drive);
    first = open_drive(tree);
    second = open_drive(tree);
    assert_int_equal(linux_lock(first, "me", false), PORT_OK);
    assert_int_equal(linux_lock(second, "me", false), PORT_E_LOCKED);
    linux_close(first);
    linux_close(second);
}

static void test_gone(void **state)
{
    struct linux_device *device = setup_drive(*state);
    char owner[PORT_OWNER_MAX];

    linux_tree_remove(*state, "dev/sr0");
    assert_int_equal(linux_lock(device, "me", false), PORT_E_NO_SUCH_DRIVE);
    assert_int_equal(linux_owner(device, owner), PORT_E_NO_SUCH_DRIVE);
    assert_string_equal(owner, "");
    linux_close(device);
}

#define IN_TREE(test) cmocka_unit_test_setup_teardown(test, linux_tree_setup, linux_tree_teardown)

int main(void)
{
    const struct CMUnitTest tests[] =
    {
        IN_TREE(test_lock),
        IN_TREE(test_lock_survives_closing),
        IN_TREE(test_names),
        IN_TREE(test_two_processes),
        IN_TREE(test_other_burner),
        IN_TREE(test_other_burner_waits),
        IN_TREE(test_mounted),
        IN_TREE(test_without_block),
        IN_TREE(test_gone),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
