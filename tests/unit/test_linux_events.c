/*
 * Drives and media that come and go
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

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include <cmocka.h>

#include "linux_fixture.h"

static uint64_t clock_ms(struct linux_host *host)
{
    struct timespec time;

    (void)host;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (uint64_t)time.tv_sec * 1000 + (uint64_t)time.tv_nsec / 1000000;
}

static struct linux_watch *start_watch(struct linux_tree *tree)
{
    struct linux_watch *watch;
    struct port_event event;

    tree->host.now_ms = clock_ms;
    watch = linux_watch_create(&tree->host);
    assert_non_null(watch);
    assert_int_equal(linux_watch_wait(watch, 0, &event), PORT_OK);
    assert_int_equal(event.kind, PORT_EVENT_NONE);
    return watch;
}

static void assert_event(struct linux_watch *watch, enum port_event_kind kind, const char *id)
{
    struct port_event event;

    assert_int_equal(linux_watch_wait(watch, kind == PORT_EVENT_NONE ? 50 : 5000, &event), PORT_OK);
    assert_int_equal(event.kind, kind);
    assert_string_equal(event.id, id);
}

static void test_plugging(void **state)
{
    struct linux_tree_drive other = linux_usual_drive;
    struct linux_tree *tree = *state;
    char first[PORT_ID_MAX], second[PORT_ID_MAX];
    struct linux_watch *watch;

    linux_tree_plug(tree, &linux_usual_drive);
    strcpy(first, linux_tree_first_id(tree));
    watch = start_watch(tree);
    assert_event(watch, PORT_EVENT_NONE, "");

    linux_tree_unplug(tree, &linux_usual_drive);
    assert_event(watch, PORT_EVENT_REMOVED, first);
    assert_event(watch, PORT_EVENT_NONE, "");

    other.address = "4:0:0:0", other.block = "sr1", other.serial = "other";
    linux_tree_plug(tree, &other);
    strcpy(second, linux_tree_first_id(tree));
    linux_tree_plug(tree, &linux_usual_drive);
    assert_event(watch, PORT_EVENT_ARRIVED, first);
    assert_event(watch, PORT_EVENT_ARRIVED, second);
    assert_event(watch, PORT_EVENT_NONE, "");

    linux_tree_unplug(tree, &other);
    linux_tree_unplug(tree, &linux_usual_drive);
    assert_event(watch, PORT_EVENT_REMOVED, first);
    assert_event(watch, PORT_EVENT_REMOVED, second);
    linux_watch_destroy(watch);
}

/* The kernel shows a drive before udev has given out its nodes. */
static void test_waits_for_nodes(void **state)
{
    struct linux_tree *tree = *state;
    struct linux_watch *watch = start_watch(tree);
    char id[PORT_ID_MAX];

    linux_tree_plug(tree, &linux_usual_drive);
    linux_tree_remove(tree, "dev/sr0");
    linux_tree_remove(tree, "dev/sg1");
    strcpy(id, linux_tree_first_id(tree));
    assert_event(watch, PORT_EVENT_NONE, "");
    linux_tree_text(tree, "dev/sr0", "");
    assert_event(watch, PORT_EVENT_ARRIVED, id);
    linux_watch_destroy(watch);
}

/* And where nobody gives them out it is told in the end. */
static void test_waits_not_for_ever(void **state)
{
    struct linux_tree *tree = *state;
    struct linux_watch *watch = start_watch(tree);
    char id[PORT_ID_MAX];

    tree->host.settle_ms = 150;
    linux_tree_plug(tree, &linux_usual_drive);
    linux_tree_remove(tree, "dev/sr0");
    linux_tree_remove(tree, "dev/sg1");
    strcpy(id, linux_tree_first_id(tree));
    assert_event(watch, PORT_EVENT_ARRIVED, id);
    linux_watch_destroy(watch);
}

static void *wake_later(void *watch)
{
    usleep(20000);
    linux_watch_wake(watch);
    return NULL;
}

static void test_wake(void **state)
{
    struct linux_watch *watch = start_watch(*state);
    struct port_event event;
    pthread_t thread;

    assert_int_equal(pthread_create(&thread, NULL, wake_later, watch), 0);
    assert_int_equal(linux_watch_wait(watch, UINT32_MAX, &event), PORT_OK);
    assert_int_equal(event.kind, PORT_EVENT_NONE);
    pthread_join(thread, NULL);
    /* One that comes too early ends the next wait, and only that one. */
    linux_watch_wake(watch);
    linux_watch_wake(watch);
    assert_int_equal(linux_watch_wait(watch, UINT32_MAX, &event), PORT_OK);
    assert_event(watch, PORT_EVENT_NONE, "");
    linux_watch_destroy(watch);
}

#define MESSAGE(text) text, sizeof(text)

static void test_messages(void **state)
{
    static const struct { const char *text; size_t length; enum linux_news news; const char *block; } cases[] =
    {
        { MESSAGE("add@/d\0ACTION=add\0SUBSYSTEM=block\0DEVNAME=sr0"), LINUX_NEWS_DRIVES, "" },
        { MESSAGE("remove@/d\0ACTION=remove\0SUBSYSTEM=block\0DEVNAME=sr12"), LINUX_NEWS_DRIVES, "" },
        { MESSAGE("add@/d\0ACTION=add\0SUBSYSTEM=scsi"), LINUX_NEWS_DRIVES, "" },
        { MESSAGE("add@/d\0SUBSYSTEM=scsi_generic\0ACTION=add"), LINUX_NEWS_DRIVES, "" },
        { MESSAGE("change@/d\0ACTION=change\0SUBSYSTEM=block\0DEVNAME=sr0\0DISK_MEDIA_CHANGE=1"), LINUX_NEWS_MEDIA, "sr0" },
        { MESSAGE("change@/d\0ACTION=change\0SUBSYSTEM=block\0DEVNAME=sr0"), LINUX_NEWS_NONE, "" },
        { MESSAGE("change@/d\0ACTION=change\0SUBSYSTEM=block\0DEVNAME=sda\0DISK_MEDIA_CHANGE=1"), LINUX_NEWS_NONE, "" },
        { MESSAGE("add@/d\0ACTION=add\0SUBSYSTEM=block\0DEVNAME=sda"), LINUX_NEWS_NONE, "" },
        { MESSAGE("add@/d\0ACTION=add\0SUBSYSTEM=net\0INTERFACE=eth0"), LINUX_NEWS_NONE, "" },
        { MESSAGE("bind@/d\0ACTION=bind\0SUBSYSTEM=scsi"), LINUX_NEWS_NONE, "" },
        { MESSAGE("change@/d\0ACTION=change\0SUBSYSTEM=block\0DEVNAME=sr0/../../x\0DISK_MEDIA_CHANGE=1"), LINUX_NEWS_NONE, "" },
        { MESSAGE("libudev"), LINUX_NEWS_NONE, "" },
        { MESSAGE(""), LINUX_NEWS_NONE, "" },
        { "", 0, LINUX_NEWS_NONE, "" },
        { "ACTION=add", 10, LINUX_NEWS_NONE, "" },
    };
    char block[32];
    size_t i;

    (void)state;
    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
    {
        assert_int_equal(linux_uevent_parse(cases[i].text, cases[i].length, block), cases[i].news);
        assert_string_equal(block, cases[i].block);
    }
}

#define IN_TREE(test) cmocka_unit_test_setup_teardown(test, linux_tree_setup, linux_tree_teardown)

int main(void)
{
    const struct CMUnitTest tests[] =
    {
        IN_TREE(test_plugging),
        IN_TREE(test_waits_for_nodes),
        IN_TREE(test_waits_not_for_ever),
        IN_TREE(test_wake),
        cmocka_unit_test(test_messages),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
