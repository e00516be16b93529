/*
 * A drive for the tests of the recipes: virtual or scripted, with a clock and faults of its own
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

#define _POSIX_C_SOURCE 200809L

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

#include "burn_fixture.h"

#define BLOCK 2048u
#define CHUNK_BLOCKS 512u

/* The store of the virtual drive: the folder's, with the test's clock. */
struct clock_store
{
    struct virtual_store base;
    struct virtual_store_ops ops;
    struct virtual_store *inner;
    struct fixture *fixture;
};

static struct clock_store *impl_from_store(struct virtual_store *store)
{
    return (struct clock_store *)store;
}

static struct virtual_file *store_open(struct virtual_store *store, const char *name, bool create)
{
    struct clock_store *clock = impl_from_store(store);

    return clock->inner->ops->open(clock->inner, name, create);
}

static bool store_remove(struct virtual_store *store, const char *name)
{
    struct clock_store *clock = impl_from_store(store);

    return clock->inner->ops->remove(clock->inner, name);
}

static bool store_lock(struct virtual_store *store, enum virtual_lock lock, bool wait)
{
    struct clock_store *clock = impl_from_store(store);

    return clock->inner->ops->lock(clock->inner, lock, wait);
}

static void store_unlock(struct virtual_store *store, enum virtual_lock lock)
{
    struct clock_store *clock = impl_from_store(store);

    clock->inner->ops->unlock(clock->inner, lock);
}

static uint64_t store_now(struct virtual_store *store)
{
    return impl_from_store(store)->fixture->now_ms;
}

static void store_sleep(struct virtual_store *store, uint32_t milliseconds)
{
    impl_from_store(store)->fixture->now_ms += milliseconds;
}

/* The power cut of the crash tests is simulated elsewhere: nothing here needs to reach the disk. */
static bool store_sync(struct virtual_file *file)
{
    (void)file;
    return true;
}

static void store_destroy(struct virtual_store *store)
{
    struct clock_store *clock = impl_from_store(store);

    clock->inner->ops->destroy(clock->inner);
    free(clock);
}

static struct virtual_store *open_store(struct fixture *fixture)
{
    struct clock_store *clock = calloc(1, sizeof(*clock));

    assert_non_null(clock);
    clock->inner = virtual_store_posix(fixture->folder);
    assert_non_null(clock->inner);
    clock->fixture = fixture;
    clock->ops = *clock->inner->ops;
    clock->ops.open = store_open;
    clock->ops.remove = store_remove;
    clock->ops.lock = store_lock;
    clock->ops.unlock = store_unlock;
    clock->ops.now_ms = store_now;
    clock->ops.sleep_ms = store_sleep;
    clock->ops.sync = store_sync;
    clock->ops.destroy = store_destroy;
    clock->base.ops = &clock->ops;
    return &clock->base;
}

static struct fixture *impl_from_device(struct port_device *device)
{
    return (struct fixture *)device;
}

static void device_limits(struct port_device *device, struct port_limits *limits)
{
    struct fixture *fixture = impl_from_device(device);

    if (fixture->drive) virtual_drive_limits(fixture->drive, limits);
    if (!fixture->drive || fixture->limits.max_transfer) *limits = fixture->limits;
}

void fixture_answer_sense(struct port_reply *reply, uint32_t code, bool deferred)
{
    struct mmc_sense sense = mmc_make_sense(code);

    sense.deferred = deferred;
    reply->delivery = PORT_DELIVERED;
    reply->status = PORT_STATUS_CHECK_CONDITION;
    reply->transferred = 0;
    reply->sense_length = (uint8_t)mmc_encode_sense(reply->sense, sizeof(reply->sense), &sense);
}

void fixture_answer(const struct port_command *command, struct port_reply *reply, const void *data, uint32_t length)
{
    if (length > command->data_length) length = command->data_length;
    if (length) memcpy(command->data, data, length);
    reply->delivery = PORT_DELIVERED;
    reply->status = PORT_STATUS_GOOD;
    reply->transferred = length;
}

static struct fixture_fault *find_fault(struct fixture *fixture, uint8_t opcode)
{
    struct fixture_fault *fault, *found = NULL;
    unsigned int i;

    for (i = 0; i < fixture->fault_count; i++)
    {
        fault = &fixture->faults[i];
        if ((fault->opcode != opcode && fault->opcode != FIXTURE_ANY_COMMAND) || ++fault->seen < fault->first) continue;
        if (!found && (!fault->count || fault->seen < fault->first + fault->count)) found = fault;
    }
    return found;
}

static void execute_plainly(struct fixture *fixture, const struct port_command *command, struct port_reply *reply)
{
    if (fixture->drive) virtual_drive_execute(fixture->drive, command, reply);
    else fixture->script(fixture, command, reply);
}

static void execute_with_fault(struct fixture *fixture, const struct fixture_fault *fault,
                               const struct port_command *command, struct port_reply *reply)
{
    fixture->now_ms += fault->takes_ms;
    if (fault->answers) fixture_answer(command, reply, NULL, 0);
    else if (fault->executes || fault->change) execute_plainly(fixture, command, reply);
    if (fault->change)
    {
        if (reply->status == PORT_STATUS_GOOD) fault->change(command->data, &reply->transferred);
        return;
    }
    memset(reply, 0, sizeof(*reply));
    reply->delivery = fault->delivery;
    if (fault->delivery != PORT_DELIVERED) return;
    if (fault->code) fixture_answer_sense(reply, fault->code, fault->deferred);
    if (fault->no_sense) reply->sense_length = 0;
    if (fault->status) reply->status = fault->status;
}

static void device_execute(struct port_device *device, const struct port_command *command, struct port_reply *reply)
{
    struct fixture *fixture = impl_from_device(device);
    const struct fixture_fault *fault;

    memset(reply, 0, sizeof(*reply));
    fixture->now_ms++;
    fixture->by_opcode[command->cdb[0]]++;
    if (++fixture->commands > FIXTURE_COMMANDS_MAX) fail_msg("%s", "too many commands");
    if (fixture->cancel_at && fixture->commands >= fixture->cancel_at) fixture->cancelled = true;
    fault = find_fault(fixture, command->cdb[0]);
    if (fault) execute_with_fault(fixture, fault, command, reply);
    else execute_plainly(fixture, command, reply);
    if (!fault && fixture->interfere) fixture->interfere(fixture, command, reply);
}

static const struct port_ops fixture_ops =
{
    .name = "fixture",
    .limits = device_limits,
    .execute = device_execute,
};

static uint64_t host_now(void *context)
{
    return ((struct fixture *)context)->now_ms;
}

static void host_sleep(void *context, uint32_t milliseconds)
{
    assert_int_not_equal(milliseconds, 0);
    ((struct fixture *)context)->now_ms += milliseconds;
}

static bool host_cancelled(void *context)
{
    return ((struct fixture *)context)->cancelled;
}

static void host_phase(void *context, enum burn_phase phase)
{
    struct fixture *fixture = context;

    assert_true(fixture->phase_count < FIXTURE_PHASES_MAX);
    fixture->phases[fixture->phase_count++] = phase;
    if (phase == BURN_PHASE_FINALIZING) fixture->finalizing_at = fixture->commands;
}

static void host_trace(void *context, const struct port_command *command, const struct port_reply *reply,
                       uint32_t milliseconds)
{
    const struct port_ops *ops = ((struct fixture *)context)->device.ops;

    (void)milliseconds;
    (void)reply;
    assert_ptr_equal(ops, &fixture_ops);
    assert_in_range(command->cdb_length, 6, PORT_CDB_MAX);
    assert_int_not_equal(command->timeout_ms, 0);
    assert_true((command->direction == PORT_NO_DATA) == (command->data == NULL));
}

static struct fixture *make_fixture(void)
{
    struct fixture *fixture = calloc(1, sizeof(*fixture));

    assert_non_null(fixture);
    fixture->device.ops = &fixture_ops;
    fixture->now_ms = 1000;
    fixture->host.context = fixture;
    fixture->host.now_ms = host_now;
    fixture->host.sleep_ms = host_sleep;
    fixture->host.cancelled = host_cancelled;
    fixture->host.phase = host_phase;
    fixture->host.trace = host_trace;
    return fixture;
}

static void open_drive(struct fixture *fixture)
{
    static const struct virtual_identity identity = { "TEST", "RECORDER", "1" };

    fixture->drive = virtual_drive_create(open_store(fixture), &identity);
    assert_non_null(fixture->drive);
    burn_drive_init(&fixture->burn, &fixture_ops, &fixture->device, &fixture->host);
}

struct fixture *fixture_new(const char *kind)
{
    struct fixture *fixture = make_fixture();
    const char *temporary = getenv("TMPDIR");

    snprintf(fixture->folder, sizeof(fixture->folder), "%s/burn-test-XXXXXX", temporary ? temporary : "/tmp");
    assert_non_null(mkdtemp(fixture->folder));
    open_drive(fixture);
    if (kind) assert_int_equal(virtual_insert_blank(fixture->drive, kind), PORT_OK);
    return fixture;
}

struct fixture *fixture_new_scripted(void (*script)(struct fixture *, const struct port_command *,
                                                    struct port_reply *))
{
    struct fixture *fixture = make_fixture();

    fixture->script = script;
    fixture->limits.max_transfer = 65536;
    fixture->limits.max_aligned_transfer = 65536;
    burn_drive_init(&fixture->burn, &fixture_ops, &fixture->device, &fixture->host);
    return fixture;
}

static void remove_folder(const char *folder)
{
    char command[512];

    snprintf(command, sizeof(command), "rm -rf '%s'", folder);
    assert_int_equal(system(command), 0);
}

void fixture_free(struct fixture *fixture)
{
    if (fixture->drive) virtual_drive_destroy(fixture->drive);
    if (fixture->folder[0]) remove_folder(fixture->folder);
    free(fixture);
}

void fixture_reopen(struct fixture *fixture)
{
    virtual_drive_destroy(fixture->drive);
    open_drive(fixture);
}

struct fixture_fault *fixture_fail(struct fixture *fixture, uint8_t opcode, unsigned int first, uint32_t code)
{
    struct fixture_fault *fault = &fixture->faults[fixture->fault_count++];

    assert_true(fixture->fault_count <= FIXTURE_FAULTS_MAX);
    memset(fault, 0, sizeof(*fault));
    fault->opcode = opcode;
    fault->first = first;
    fault->count = 1;
    fault->code = code;
    fault->delivery = PORT_DELIVERED;
    return fault;
}

uint8_t *fixture_data(uint32_t blocks, uint32_t seed, void **memory)
{
    size_t size = (size_t)blocks * BLOCK, i;
    uint32_t state = seed;
    uint8_t *data;

    *memory = malloc(size + 4096);
    assert_non_null(*memory);
    data = (uint8_t *)(((uintptr_t)*memory + 4095) & ~(uintptr_t)4095);
    for (i = 0; i < size; i++)
    {
        state = state * 1664525u + 1013904223u;
        data[i] = (uint8_t)(state >> 24);
    }
    return data;
}

static void assert_status(const struct fixture *fixture, enum burn_status status)
{
    if (status != BURN_OK)
        fail_msg("%s Command %s, sense %06x", burn_status_text(status),
                 mmc_opcode_name(fixture->burn.failure.command.cdb[0]),
                 (unsigned int)mmc_sense_code(&fixture->burn.failure.sense));
}

static void read_block(struct fixture *fixture, int32_t lba, uint8_t block[BLOCK])
{
    struct mmc_command command;
    uint32_t moved;

    mmc_build_read_10(&command, lba, 1, BLOCK);
    assert_status(fixture, burn_execute(&fixture->burn, &command, block, &moved));
    assert_int_equal(moved, BLOCK);
}

void fixture_assert_data(struct fixture *fixture, int32_t lba, const uint8_t *data, uint32_t blocks)
{
    uint8_t block[BLOCK];
    uint32_t i;

    for (i = 0; i < blocks; i++)
    {
        read_block(fixture, lba + (int32_t)i, block);
        if (memcmp(block, data + (size_t)i * BLOCK, BLOCK)) fail_msg("block %d differs", (int)(lba + (int32_t)i));
    }
}

void fixture_assert_zeros(struct fixture *fixture, int32_t lba, uint32_t blocks)
{
    uint8_t *zeros = calloc(blocks, BLOCK);

    assert_non_null(zeros);
    fixture_assert_data(fixture, lba, zeros, blocks);
    free(zeros);
}

void fixture_assert_ejects(struct fixture *fixture)
{
    struct mmc_command command;

    fixture->fault_count = 0;
    fixture->cancel_at = 0;
    fixture->cancelled = false;
    /* Busy is not locked: whoever presses the button waits until the drive has ended what it does. */
    burn_wait_ready(&fixture->burn, 3600000);
    mmc_build_start_stop_unit(&command, MMC_EJECT, false);
    assert_status(fixture, burn_execute(&fixture->burn, &command, NULL, NULL));
    mmc_build_start_stop_unit(&command, MMC_LOAD, false);
    assert_int_equal(burn_execute(&fixture->burn, &command, NULL, NULL), BURN_OK);
    assert_int_equal(burn_wait_ready(&fixture->burn, 60000), BURN_OK);
}

static enum burn_status write_all(struct fixture *fixture, const uint8_t *data, uint32_t blocks)
{
    enum burn_status status = BURN_OK;
    uint32_t done, count;

    for (done = 0; done < blocks && status == BURN_OK; done += count)
    {
        count = blocks - done < CHUNK_BLOCKS ? blocks - done : CHUNK_BLOCKS;
        status = burn_write(&fixture->job, data + (size_t)done * BLOCK, count);
    }
    return status;
}

enum burn_status fixture_burn(struct fixture *fixture, const uint8_t *data, uint32_t blocks,
                              const struct burn_options *options)
{
    struct burn_job *job = &fixture->job;
    enum burn_status status;

    memset(job, 0, sizeof(*job));
    job->drive = &fixture->burn;
    job->options = *options;
    job->blocks = blocks;
    status = burn_prepare(job);
    if (status != BURN_OK) return status;
    status = write_all(fixture, data, blocks);
    if (status == BURN_OK) status = burn_finish(job);
    if (status != BURN_OK) burn_abort(job);
    return status;
}

struct burn_medium fixture_medium(struct fixture *fixture)
{
    struct burn_medium medium;

    assert_int_equal(burn_read_medium(&fixture->burn, &medium), BURN_OK);
    return medium;
}

struct burn_options fixture_default_options(void)
{
    struct burn_options options = {0};

    options.buffer_underrun_free = true;
    options.dvd_compatible = true;
    return options;
}
