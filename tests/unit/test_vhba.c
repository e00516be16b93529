/*
 * A virtual recorder as the vhba module sees it: requests, responses, and hostile ones
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
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>
#include <cmocka.h>

#include "mmc_opcodes.h"
#include "mmc_sense.h"
#include "protocol.h"
#include "serve.h"
#include "virtual_fixture.h"

#define TAG 0x12345678u

/* The module's end of the control node: a socket that keeps messages apart, and the server in a thread. */
struct kernel
{
    struct recorder *recorder;
    struct vhba_server server;
    int fd;
    pthread_t thread;
    enum vhba_end end;
    volatile sig_atomic_t stop;
    sigset_t mask;
    uint8_t message[VHBA_RESPONSE_HEAD + VHBA_DATA_MAX];
};

static void *serve(void *context)
{
    struct kernel *kernel = context;

    kernel->end = vhba_serve(&kernel->server);
    close(kernel->server.fd);
    return NULL;
}

static struct kernel *kernel_start(const char *kind, const char *faults)
{
    struct kernel *kernel = calloc(1, sizeof(*kernel));
    int fds[2];

    assert_non_null(kernel);
    assert_int_equal(socketpair(AF_UNIX, SOCK_SEQPACKET, 0, fds), 0);
    kernel->recorder = recorder_new(kind);
    if (faults) recorder_put_file(kernel->recorder, "faults", faults);
    pthread_sigmask(SIG_SETMASK, NULL, &kernel->mask);
    kernel->fd = fds[0];
    kernel->server = (struct vhba_server)
    {
        .fd = fds[1], .drive = kernel->recorder->drive, .wait_mask = &kernel->mask, .stop = &kernel->stop,
    };
    assert_int_equal(pthread_create(&kernel->thread, NULL, serve, kernel), 0);
    return kernel;
}

static void kernel_end(struct kernel *kernel, enum vhba_end end)
{
    close(kernel->fd);
    assert_int_equal(pthread_join(kernel->thread, NULL), 0);
    assert_int_equal(kernel->end, end);
    recorder_free(kernel->recorder);
    free(kernel);
}

/* As the module lays it on an x86 machine: 16 bytes of CDB at 8, its length at 24, the length of the data at 28. */
static size_t put_request(uint8_t *p, uint8_t opcode, uint8_t cdb_length, uint32_t data_length)
{
    const uint32_t tag = TAG;

    memset(p, 0, VHBA_REQUEST_HEAD);
    memcpy(p, &tag, 4);
    p[8] = opcode;
    p[24] = cdb_length;
    memcpy(p + 28, &data_length, 4);
    return VHBA_REQUEST_HEAD;
}

static void ask(struct kernel *kernel, const uint8_t *request, size_t length)
{
    assert_int_equal(write(kernel->fd, request, length), length);
}

/* Checks the response's head against what is expected and its own length; returns the data's length. */
static size_t expect(struct kernel *kernel, uint32_t result)
{
    ssize_t got = read(kernel->fd, kernel->message, sizeof(kernel->message));
    uint32_t head[3];

    assert_true(got >= VHBA_RESPONSE_HEAD);
    memcpy(head, kernel->message, sizeof(head));
    assert_int_equal(head[0], TAG);
    assert_int_equal(head[1], result);
    assert_int_equal(head[2], got - VHBA_RESPONSE_HEAD);
    return head[2];
}

static void data_and_sense(void **state)
{
    struct kernel *kernel = kernel_start("dvd+r", NULL);
    const uint8_t *data = kernel->message + VHBA_RESPONSE_HEAD;
    uint8_t request[VHBA_REQUEST_HEAD];
    struct mmc_sense sense;
    size_t length;

    (void)state;
    length = put_request(request, MMC_OP_INQUIRY, 6, 36);
    request[8 + 4] = 36;
    ask(kernel, request, length);
    assert_int_equal(expect(kernel, 0), 36);
    assert_memory_equal(data + 8, "WINE    VIRTUAL WRITER  ", 24);

    /* Less than there is room for: the rest is zeros, never what the command before had left. */
    length = put_request(request, MMC_OP_INQUIRY, 6, 200);
    request[8 + 4] = 20;
    ask(kernel, request, length);
    assert_int_equal(expect(kernel, 0), 200);
    for (length = 20; length < 200; length++) assert_int_equal(data[length], 0);

    length = put_request(request, 0xff, 12, 0);
    ask(kernel, request, length);
    length = expect(kernel, PORT_STATUS_CHECK_CONDITION);
    assert_true(mmc_parse_sense(data, length, &sense));
    assert_int_equal(mmc_sense_code(&sense), MMC_SENSE_CODE_INVALID_OPCODE);
    kernel_end(kernel, VHBA_CLOSED);
}

static void blocks_are_written_and_read(void **state)
{
    struct kernel *kernel = kernel_start("dvd+r", NULL);
    uint8_t *request = calloc(1, VHBA_REQUEST_HEAD + 16 * BLOCK);

    (void)state;
    assert_non_null(request);
    put_request(request, MMC_OP_WRITE_10, 10, 16 * BLOCK);
    request[8 + 8] = 16;
    memset(request + VHBA_REQUEST_HEAD, 0x5a, 16 * BLOCK);
    ask(kernel, request, VHBA_REQUEST_HEAD + 16 * BLOCK);
    assert_int_equal(expect(kernel, 0), 0);

    put_request(request, MMC_OP_READ_10, 10, 16 * BLOCK);
    request[8 + 8] = 16;
    ask(kernel, request, VHBA_REQUEST_HEAD);
    assert_int_equal(expect(kernel, 0), 16 * BLOCK);
    assert_memory_equal(kernel->message + VHBA_RESPONSE_HEAD, request + VHBA_REQUEST_HEAD, 16 * BLOCK);
    free(request);
    kernel_end(kernel, VHBA_CLOSED);
}

/* Each is answered with an error of the adapter, and the next command works. */
static void hostile_requests(void **state)
{
    static const struct { uint8_t cdb_length; uint32_t announced; size_t sent; } requests[] =
    {
        { 0, 0, 0 }, { 5, 0, 0 }, { 17, 0, 0 }, { 255, 0, 0 },
        { 10, VHBA_DATA_MAX + 1, 0 }, { 10, 0xffffffff, 0 },
        { 10, 0, 8 }, { 10, 8, 7 }, { 10, 8, 9 }, { 10, 0xffffffff, 1 },
    };
    struct kernel *kernel = kernel_start("cd-r", NULL);
    uint8_t request[VHBA_REQUEST_HEAD + 16] = { 0 };
    unsigned int i;

    (void)state;
    for (i = 0; i < sizeof(requests) / sizeof(requests[0]); i++)
    {
        put_request(request, MMC_OP_WRITE_10, requests[i].cdb_length, requests[i].announced);
        ask(kernel, request, VHBA_REQUEST_HEAD + requests[i].sent);
        assert_int_equal(expect(kernel, 0x070000), 0);
    }
    ask(kernel, request, VHBA_REQUEST_HEAD - 1);    /* has no tag that one could rely on: no response */
    put_request(request, MMC_OP_TEST_UNIT_READY, 6, 0);
    ask(kernel, request, VHBA_REQUEST_HEAD);
    assert_int_equal(expect(kernel, 0), 0);
    kernel_end(kernel, VHBA_CLOSED);
}

/* What never came to the drive is a matter of the adapter; what timed out has no response at all. */
static void undelivered_commands(void **state)
{
    static const char faults[] = "command 1 : reset\ncommand 2 : lost\ncommand 3 : refused\ncommand 4 : timeout\n"
                                 "command 6 : unplug\n";
    struct kernel *kernel = kernel_start("cd-r", faults);
    uint8_t request[VHBA_REQUEST_HEAD];
    size_t length = put_request(request, MMC_OP_TEST_UNIT_READY, 6, 0);

    (void)state;
    ask(kernel, request, length);
    assert_int_equal(expect(kernel, 0x080000), 0);
    ask(kernel, request, length);
    assert_int_equal(expect(kernel, 0x070000), 0);
    ask(kernel, request, length);
    assert_int_equal(expect(kernel, 0x070000), 0);
    ask(kernel, request, length);
    ask(kernel, request, length);
    assert_true(expect(kernel, PORT_STATUS_CHECK_CONDITION) >= 18);  /* of the fifth: the reset's unit attention */
    ask(kernel, request, length);
    assert_int_equal(read(kernel->fd, kernel->message, sizeof(kernel->message)), 0);
    kernel_end(kernel, VHBA_UNPLUGGED);
}

static void stops_when_asked(void **state)
{
    struct kernel kernel = { .stop = 1 };
    int fds[2];

    (void)state;
    assert_int_equal(socketpair(AF_UNIX, SOCK_SEQPACKET, 0, fds), 0);
    kernel.recorder = recorder_new("cd-r");
    kernel.server = (struct vhba_server){ .fd = fds[1], .drive = kernel.recorder->drive, .stop = &kernel.stop };
    assert_int_equal(vhba_serve(&kernel.server), VHBA_STOPPED);
    close(fds[0]);
    close(fds[1]);
    recorder_free(kernel.recorder);
}

int main(void)
{
    const struct CMUnitTest tests[] =
    {
        cmocka_unit_test(data_and_sense),
        cmocka_unit_test(blocks_are_written_and_read),
        cmocka_unit_test(hostile_requests),
        cmocka_unit_test(undelivered_commands),
        cmocka_unit_test(stops_when_asked),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
