/*
 * What the kernel's answer to a command is taken for
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


#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "unix/unix.h"

#define LENGTH 2048u

/* One word of the adapter: what it means alone, with sense, and when the time had run out. */
struct host_case
{
    unsigned int word;
    enum port_delivery bare, with_sense, late;
};

static const struct host_case host_cases[] =
{
    { 0x00, PORT_DELIVERED, PORT_DELIVERED, PORT_DELIVERED },       /* DID_OK */
    { 0x01, PORT_DEVICE_GONE, PORT_DEVICE_GONE, PORT_DEVICE_GONE }, /* DID_NO_CONNECT */
    { 0x02, PORT_TIMED_OUT, PORT_TIMED_OUT, PORT_TIMED_OUT },       /* DID_BUS_BUSY */
    { 0x03, PORT_TIMED_OUT, PORT_TIMED_OUT, PORT_TIMED_OUT },       /* DID_TIME_OUT */
    { 0x04, PORT_DEVICE_GONE, PORT_DEVICE_GONE, PORT_DEVICE_GONE }, /* DID_BAD_TARGET */
    { 0x05, PORT_LOST, PORT_LOST, PORT_TIMED_OUT },                 /* DID_ABORT */
    { 0x06, PORT_LOST, PORT_LOST, PORT_TIMED_OUT },                 /* DID_PARITY */
    { 0x07, PORT_LOST, PORT_DELIVERED, PORT_TIMED_OUT },            /* DID_ERROR */
    { 0x08, PORT_BUS_RESET, PORT_BUS_RESET, PORT_TIMED_OUT },       /* DID_RESET */
    { 0x09, PORT_LOST, PORT_LOST, PORT_TIMED_OUT },                 /* DID_BAD_INTR */
    { 0x0a, PORT_DELIVERED, PORT_DELIVERED, PORT_DELIVERED },       /* DID_PASSTHROUGH */
    { 0x0b, PORT_LOST, PORT_DELIVERED, PORT_TIMED_OUT },            /* DID_SOFT_ERROR */
    { 0x0c, PORT_BUS_RESET, PORT_BUS_RESET, PORT_TIMED_OUT },       /* DID_IMM_RETRY */
    { 0x0d, PORT_BUS_RESET, PORT_BUS_RESET, PORT_TIMED_OUT },       /* DID_REQUEUE */
    { 0x0e, PORT_LOST, PORT_LOST, PORT_TIMED_OUT },                 /* DID_TRANSPORT_DISRUPTED */
    { 0x0f, PORT_DEVICE_GONE, PORT_DEVICE_GONE, PORT_DEVICE_GONE }, /* DID_TRANSPORT_FAILFAST */
    { 0x10, PORT_LOST, PORT_DELIVERED, PORT_TIMED_OUT },            /* DID_TARGET_FAILURE */
    { 0x11, PORT_REFUSED, PORT_DELIVERED, PORT_REFUSED },           /* DID_NEXUS_FAILURE */
    { 0x12, PORT_LOST, PORT_DELIVERED, PORT_TIMED_OUT },            /* DID_ALLOC_FAILURE */
    { 0x13, PORT_LOST, PORT_DELIVERED, PORT_TIMED_OUT },            /* DID_MEDIUM_ERROR */
    { 0x14, PORT_LOST, PORT_LOST, PORT_TIMED_OUT },                 /* DID_TRANSPORT_MARGINAL */
    { 0x15, PORT_LOST, PORT_LOST, PORT_TIMED_OUT },                 /* none yet */
    { 0xff, PORT_LOST, PORT_LOST, PORT_TIMED_OUT },
};

static const struct host_case driver_cases[] =
{
    { 0x00, PORT_DELIVERED, PORT_DELIVERED, PORT_DELIVERED },
    { 0x01, PORT_LOST, PORT_DELIVERED, PORT_TIMED_OUT },            /* DRIVER_BUSY */
    { 0x02, PORT_LOST, PORT_DELIVERED, PORT_TIMED_OUT },            /* DRIVER_SOFT */
    { 0x03, PORT_LOST, PORT_DELIVERED, PORT_TIMED_OUT },            /* DRIVER_MEDIA */
    { 0x04, PORT_LOST, PORT_DELIVERED, PORT_TIMED_OUT },            /* DRIVER_ERROR */
    { 0x05, PORT_REFUSED, PORT_DELIVERED, PORT_REFUSED },           /* DRIVER_INVALID */
    { 0x06, PORT_TIMED_OUT, PORT_TIMED_OUT, PORT_TIMED_OUT },       /* DRIVER_TIMEOUT */
    { 0x07, PORT_LOST, PORT_DELIVERED, PORT_TIMED_OUT },            /* DRIVER_HARD */
    { 0x08, PORT_DELIVERED, PORT_DELIVERED, PORT_DELIVERED },       /* DRIVER_SENSE */
    { 0x28, PORT_DELIVERED, PORT_DELIVERED, PORT_DELIVERED },       /* the same with an advice */
    { 0x0f, PORT_LOST, PORT_LOST, PORT_TIMED_OUT },
};

static enum port_delivery judge(unsigned int host, unsigned int driver, bool sense, bool late)
{
    struct linux_result result = { host, driver, sense ? 2 : 0, 0, sense ? 18 : 0, late };
    struct port_reply reply;

    memset(&reply, 0, sizeof(reply));
    linux_judge(&result, LENGTH, &reply);
    assert_int_equal(reply.host_error, (int)(host << 8 | driver));
    assert_int_equal(reply.transferred, reply.delivery == PORT_DELIVERED ? LENGTH : 0);
    assert_int_equal(reply.status, reply.delivery == PORT_DELIVERED && sense ? PORT_STATUS_CHECK_CONDITION : 0);
    assert_int_equal(reply.sense_length, reply.delivery == PORT_DELIVERED && sense ? 18 : 0);
    return reply.delivery;
}

static void test_host_words(void **state)
{
    size_t i;

    (void)state;
    for (i = 0; i < sizeof(host_cases) / sizeof(host_cases[0]); i++)
    {
        assert_int_equal(judge(host_cases[i].word, 0, false, false), host_cases[i].bare);
        assert_int_equal(judge(host_cases[i].word, 8, true, false), host_cases[i].with_sense);
        assert_int_equal(judge(host_cases[i].word, 0, false, true), host_cases[i].late);
    }
}

static void test_driver_words(void **state)
{
    size_t i;

    (void)state;
    for (i = 0; i < sizeof(driver_cases) / sizeof(driver_cases[0]); i++)
    {
        assert_int_equal(judge(0, driver_cases[i].word, false, false), driver_cases[i].bare);
        assert_int_equal(judge(0, driver_cases[i].word, true, false), driver_cases[i].with_sense);
        assert_int_equal(judge(0, driver_cases[i].word, false, true), driver_cases[i].late);
    }
}

static void test_status(void **state)
{
    static const struct { unsigned int word, driver, sense, status; } cases[] =
    {
        { 0x00, 0, 0, PORT_STATUS_GOOD },
        { 0x02, 0, 0, PORT_STATUS_CHECK_CONDITION },        /* without sense: for the caller to judge */
        { 0x02, 8, 18, PORT_STATUS_CHECK_CONDITION },
        { 0x00, 8, 18, PORT_STATUS_CHECK_CONDITION },       /* the status got lost on the way */
        { 0x00, 0, 18, PORT_STATUS_GOOD },                  /* sense of a success */
        { 0x08, 0, 0, PORT_STATUS_BUSY },
        { 0x18, 0, 0, PORT_STATUS_RESERVED },
        { 0x43, 0, 0, PORT_STATUS_CHECK_CONDITION },        /* bits that belonged to vendors */
    };
    size_t i;

    (void)state;
    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
    {
        struct linux_result result = { 0, cases[i].driver, cases[i].word, 0, cases[i].sense, false };
        struct port_reply reply;

        memset(&reply, 0, sizeof(reply));
        linux_judge(&result, 0, &reply);
        assert_int_equal(reply.delivery, PORT_DELIVERED);
        assert_int_equal(reply.status, cases[i].status);
        assert_int_equal(reply.sense_length, cases[i].sense);
    }
}

static void test_residue(void **state)
{
    static const struct { int residue; uint32_t moved; } cases[] =
    {
        { 0, LENGTH }, { 1, LENGTH - 1 }, { LENGTH - 36, 36 }, { LENGTH, 0 }, { LENGTH + 1, 0 }, { INT32_MAX, 0 },
        { -1, LENGTH }, { INT32_MIN, LENGTH },
    };
    size_t i;

    (void)state;
    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
    {
        struct linux_result result = { 0, 0, 0, cases[i].residue, 0, false };
        struct port_reply reply;

        memset(&reply, 0, sizeof(reply));
        linux_judge(&result, LENGTH, &reply);
        assert_int_equal(reply.transferred, cases[i].moved);
    }
}

static void test_sense_is_bounded(void **state)
{
    struct linux_result result = { 0, 8, 2, 0, 252, false };
    struct port_reply reply;

    (void)state;
    memset(&reply, 0, sizeof(reply));
    linux_judge(&result, 0, &reply);
    assert_int_equal(reply.sense_length, PORT_SENSE_MAX);
}

static void test_errno(void **state)
{
    static const struct { int error; enum port_delivery delivery; } cases[] =
    {
        { EPERM, PORT_REFUSED }, { EACCES, PORT_REFUSED }, { EROFS, PORT_REFUSED }, { EINVAL, PORT_REFUSED },
        { ENOTTY, PORT_REFUSED }, { EBUSY, PORT_REFUSED }, { ENODEV, PORT_DEVICE_GONE }, { ENXIO, PORT_DEVICE_GONE },
        { ESHUTDOWN, PORT_DEVICE_GONE }, { EBADF, PORT_DEVICE_GONE }, { ETIMEDOUT, PORT_TIMED_OUT },
        { EIO, PORT_LOST }, { ENOMEM, PORT_LOST }, { EFAULT, PORT_LOST }, { EDOM, PORT_LOST }, { EINTR, PORT_LOST },
    };
    size_t i;

    (void)state;
    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        assert_int_equal(linux_judge_errno(cases[i].error), cases[i].delivery);
}

static void test_open_errno(void **state)
{
    static const struct { int error; enum port_error answer; } cases[] =
    {
        { 0, PORT_OK }, { EACCES, PORT_E_ACCESS }, { EPERM, PORT_E_ACCESS }, { EROFS, PORT_E_ACCESS },
        { ENOENT, PORT_E_NO_SUCH_DRIVE }, { ENODEV, PORT_E_NO_SUCH_DRIVE }, { ENXIO, PORT_E_NO_SUCH_DRIVE },
        { EBUSY, PORT_E_LOCKED }, { ENOMEM, PORT_E_NO_MEMORY }, { EMFILE, PORT_E_NO_MEMORY }, { EIO, PORT_E_IO },
        { ENOMEDIUM, PORT_E_IO },
    };
    size_t i;

    (void)state;
    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        assert_int_equal(linux_error(cases[i].error), cases[i].answer);
}

int main(void)
{
    const struct CMUnitTest tests[] =
    {
        cmocka_unit_test(test_host_words),
        cmocka_unit_test(test_driver_words),
        cmocka_unit_test(test_status),
        cmocka_unit_test(test_residue),
        cmocka_unit_test(test_sense_is_bounded),
        cmocka_unit_test(test_errno),
        cmocka_unit_test(test_open_errno),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
