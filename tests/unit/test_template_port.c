/*
 * The road to copy, and with it what every new road has to show first
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
#include <string.h>

#include <cmocka.h>

#include "port_id.h"
#include "template.h"

/* A host with two drives, of which the second cannot be opened. */
struct fake
{
    struct template_host host;      /* first */
    enum template_outcome outcome;
    struct port_reply answer;
    struct port_command sent;
    int opened;
};

static struct fake *fake_of(struct template_host *host)
{
    return (struct fake *)host;
}

static bool fake_drive(struct template_host *host, unsigned int number, struct template_drive *drive)
{
    static const struct template_drive drives[] =
    {
        {"ACME", "Burner", "1.0", "0001", "/dev/first"},
        {"ACME", "Burner", "1.0", "0002", "/dev/second"},
    };

    (void)host;
    if (number >= sizeof(drives) / sizeof(drives[0])) return false;
    *drive = drives[number];
    return true;
}

static enum port_error fake_open(struct template_host *host, const char *node, void **handle)
{
    if (strcmp(node, "/dev/first")) return PORT_E_ACCESS;
    fake_of(host)->opened++;
    *handle = host;
    return PORT_OK;
}

static void fake_close(struct template_host *host, void *handle)
{
    assert_ptr_equal(handle, host);
    fake_of(host)->opened--;
}

static enum template_outcome fake_send(struct template_host *host, void *handle, const struct port_command *command,
                                       struct port_reply *reply)
{
    assert_ptr_equal(handle, host);
    fake_of(host)->sent = *command;
    *reply = fake_of(host)->answer;
    return fake_of(host)->outcome;
}

struct fixture
{
    struct fake fake;
    struct template_port port;
    char ids[2][PORT_ID_MAX];
    unsigned int found;
    unsigned int wanted;
};

static bool take_id(void *context, const struct port_drive *drive)
{
    struct fixture *f = context;

    assert_true(f->found < 2);
    assert_string_equal(drive->host_name, f->found ? "/dev/second" : "/dev/first");
    memcpy(f->ids[f->found++], drive->id, PORT_ID_MAX);
    return f->found < f->wanted;
}

static int set_up(void **state)
{
    static struct fixture f;

    memset(&f, 0, sizeof(f));
    f.fake.host = (struct template_host){fake_drive, fake_open, fake_close, fake_send, 65536, 3};
    f.wanted = 2;
    template_port_init(&f.port, &f.fake.host);
    assert_int_equal(f.port.port.ops->enumerate(&f.port.port, take_id, &f), PORT_OK);
    *state = &f;
    return 0;
}

/* Each road closes what it opened. */
static int tear_down(void **state)
{
    struct fixture *f = *state;

    assert_int_equal(f->fake.opened, 0);
    return 0;
}

static struct port_device *open_first(struct fixture *f)
{
    struct port_device *device;

    assert_int_equal(f->port.port.ops->open(&f->port.port, f->ids[0], &device), PORT_OK);
    return device;
}

static void test_enumerate(void **state)
{
    struct fixture *f = *state;

    assert_int_equal(f->found, 2);
    assert_false(port_id_equal(f->ids[0], f->ids[1]));
    assert_non_null(strstr(f->ids[0], PORT_ID_CDROM_CLASS));
}

static void test_enumerate_ends_when_told(void **state)
{
    struct fixture *f = *state;

    f->found = 0;
    f->wanted = 1;
    assert_int_equal(f->port.port.ops->enumerate(&f->port.port, take_id, f), PORT_OK);
    assert_int_equal(f->found, 1);
}

static void test_open_fails(void **state)
{
    struct fixture *f = *state;
    const struct port_ops *ops = f->port.port.ops;
    struct port_device *device = (struct port_device *)f;

    assert_int_equal(ops->open(&f->port.port, "nothing", &device), PORT_E_NO_SUCH_DRIVE);
    assert_null(device);
    assert_int_equal(ops->open(&f->port.port, f->ids[1], &device), PORT_E_ACCESS);
    assert_null(device);
}

static void test_limits(void **state)
{
    struct fixture *f = *state;
    struct port_device *device = open_first(f);
    struct port_limits limits;

    device->ops->limits(device, &limits);
    assert_int_equal(limits.max_transfer, 65536);
    assert_true(limits.max_aligned_transfer >= limits.max_transfer);
    assert_int_equal(limits.alignment_mask, 3);
    device->ops->close(device);
}

static void test_execute(void **state)
{
    struct fixture *f = *state;
    struct port_device *device = open_first(f);
    struct port_command command = {.cdb_length = 6, .timeout_ms = 1000};
    struct port_reply reply;

    f->fake.answer = (struct port_reply){.status = PORT_STATUS_CHECK_CONDITION, .sense_length = 18, .transferred = 7};
    device->ops->execute(device, &command, &reply);
    assert_int_equal(f->fake.sent.timeout_ms, 1000);
    assert_int_equal(reply.delivery, PORT_DELIVERED);
    assert_int_equal(reply.status, PORT_STATUS_CHECK_CONDITION);
    assert_int_equal(reply.sense_length, 18);
    assert_int_equal(reply.transferred, 7);
    device->ops->close(device);
}

/* What a host leaves in the reply of a command that did not arrive is never taken for the drive's word. */
static void test_execute_not_delivered(void **state)
{
    static const struct
    {
        enum template_outcome outcome;
        enum port_delivery delivery;
    } cases[] =
    {
        {TEMPLATE_TIMED_OUT, PORT_TIMED_OUT},
        {TEMPLATE_GONE, PORT_DEVICE_GONE},
        {TEMPLATE_RESET, PORT_BUS_RESET},
        {TEMPLATE_FORBIDDEN, PORT_REFUSED},
        {TEMPLATE_FAILED, PORT_LOST},
    };
    struct fixture *f = *state;
    struct port_device *device = open_first(f);
    struct port_command command = {.cdb_length = 6, .timeout_ms = 1000};
    struct port_reply reply;
    size_t i;

    f->fake.answer = (struct port_reply){.status = PORT_STATUS_CHECK_CONDITION, .sense_length = 18, .host_error = 5};
    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
    {
        f->fake.outcome = cases[i].outcome;
        device->ops->execute(device, &command, &reply);
        assert_int_equal(reply.delivery, cases[i].delivery);
        assert_int_equal(reply.status, 0);
        assert_int_equal(reply.sense_length, 0);
        assert_int_equal(reply.host_error, 5);
    }
    device->ops->close(device);
}

/* What a road cannot do it does not pretend. */
static void test_unsupported(void **state)
{
    struct fixture *f = *state;
    const struct port_ops *ops = f->port.port.ops;
    struct port_device *device = open_first(f);
    struct port_event event = {.kind = PORT_EVENT_ARRIVED};
    char owner[PORT_OWNER_MAX] = "nobody";

    assert_int_equal(ops->lock(device, "me", false), PORT_E_UNSUPPORTED);
    assert_int_equal(ops->unlock(device), PORT_E_NOT_LOCKED);
    assert_int_equal(ops->owner(device, owner), PORT_E_UNSUPPORTED);
    assert_string_equal(owner, "");
    assert_int_equal(ops->wait_event(&f->port.port, 0, &event), PORT_E_UNSUPPORTED);
    assert_int_equal(event.kind, PORT_EVENT_NONE);
    ops->wake(&f->port.port);
    ops->close(device);
}

int main(void)
{
    static const struct CMUnitTest tests[] =
    {
        cmocka_unit_test_setup_teardown(test_enumerate, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_enumerate_ends_when_told, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_open_fails, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_limits, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_execute, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_execute_not_delivered, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_unsupported, set_up, tear_down),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
