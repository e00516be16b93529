/*
 * A virtual drive for its own tests: raw commands, a clock, a folder that goes away
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

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cmocka.h>

#include "mmc_bytes.h"
#include "virtual_fixture.h"

uint64_t fixture_now_ms = 1000;
bool fixture_disk_full, fixture_no_blocks;

static struct virtual_store_ops posix_ops, fixture_ops;

static uint64_t fixture_now(struct virtual_store *store)
{
    (void)store;
    return fixture_now_ms;
}

static void fixture_sleep(struct virtual_store *store, uint32_t milliseconds)
{
    (void)store;
    fixture_now_ms += milliseconds;
}

static bool fixture_write(struct virtual_file *file, uint64_t offset, const void *data, size_t length)
{
    if (fixture_no_blocks && length % BLOCK == 0) return false;
    return !fixture_disk_full && posix_ops.write(file, offset, data, length);
}

/* What a power cut leaves is not tested here, and the disk is slow. */
static bool fixture_sync(struct virtual_file *file)
{
    (void)file;
    return !fixture_disk_full;
}

static struct virtual_store *open_store(const char *folder)
{
    struct virtual_store *store = virtual_store_posix(folder);

    assert_non_null(store);
    posix_ops = *store->ops;
    fixture_ops = posix_ops;
    fixture_ops.now_ms = fixture_now;
    fixture_ops.sleep_ms = fixture_sleep;
    fixture_ops.write = fixture_write;
    fixture_ops.sync = fixture_sync;
    store->ops = &fixture_ops;
    return store;
}

static void open_drive(struct recorder *recorder)
{
    static const struct virtual_identity identity = { "WINE", "VIRTUAL WRITER", "1.0" };

    recorder->drive = virtual_drive_create(open_store(recorder->folder), &identity);
    assert_non_null(recorder->drive);
}

struct recorder *recorder_new(const char *kind)
{
    struct recorder *recorder = calloc(1, sizeof(*recorder));

    assert_non_null(recorder);
    recorder->timeout_ms = 10000;
    recorder->owns_folder = true;
    strcpy(recorder->folder, "/tmp/virtual-XXXXXX");
    assert_non_null(mkdtemp(recorder->folder));
    open_drive(recorder);
    if (!kind) return recorder;
    assert_int_equal(virtual_insert_blank(recorder->drive, kind), PORT_OK);
    assert_code(command(recorder, "00 00 00 00 00 00"), MMC_SENSE_CODE_MEDIUM_MAY_HAVE_CHANGED);
    assert_good(command(recorder, "00 00 00 00 00 00"));
    return recorder;
}

struct recorder *recorder_another(const struct recorder *recorder)
{
    struct recorder *another = calloc(1, sizeof(*another));

    assert_non_null(another);
    another->timeout_ms = 10000;
    strcpy(another->folder, recorder->folder);
    open_drive(another);
    return another;
}

void recorder_reopen(struct recorder *recorder)
{
    if (recorder->drive) virtual_drive_destroy(recorder->drive);
    open_drive(recorder);
}

void recorder_kill_in(struct recorder *r, void (*burn)(struct recorder *r))
{
    int status;
    pid_t child;

    virtual_drive_destroy(r->drive);
    r->drive = NULL;
    child = fork();
    if (!child)
    {
        recorder_reopen(r);
        burn(r);
        kill(getpid(), SIGKILL);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
    recorder_reopen(r);
}

void recorder_free(struct recorder *recorder)
{
    static const char *const names[] =
    {
        "medium.iso", "medium.raw", "medium.sub", "medium.state", "faults", "faults.log", "owner", "lock.state", "lock.owner", "lock.writer",
    };
    unsigned int i;

    if (recorder->drive) virtual_drive_destroy(recorder->drive);
    if (recorder->owns_folder)
    {
        for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) unlink(recorder_file(recorder, names[i]));
        assert_int_equal(rmdir(recorder->folder), 0);   /* nothing else was left there */
    }
    free(recorder);
}

const char *recorder_file(const struct recorder *recorder, const char *name)
{
    static char path[128];

    snprintf(path, sizeof(path), "%s/%s", recorder->folder, name);
    return path;
}

void recorder_put_file(const struct recorder *recorder, const char *name, const char *text)
{
    FILE *file = fopen(recorder_file(recorder, name), "w");

    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

long long recorder_file_size(const struct recorder *recorder, const char *name)
{
    struct stat status;

    return stat(recorder_file(recorder, name), &status) ? -1 : (long long)status.st_size;
}

void raw_command(struct recorder *recorder, const uint8_t *cdb, uint8_t cdb_length, enum port_direction direction,
                 uint32_t length)
{
    struct port_command port;

    memset(&port, 0, sizeof(port));
    memcpy(port.cdb, cdb, cdb_length);
    port.cdb_length = cdb_length;
    port.direction = direction;
    port.data = length ? recorder->data : NULL;
    port.data_length = length;
    port.timeout_ms = recorder->timeout_ms;
    virtual_drive_execute(recorder->drive, &port, &recorder->reply);
    assert_true(recorder->reply.transferred <= length);
}

void deliver(struct recorder *recorder, const char *text, enum port_direction direction, uint32_t length)
{
    uint8_t cdb[PORT_CDB_MAX], count = 0;
    unsigned int value;
    int used;

    while (count < sizeof(cdb) && sscanf(text, "%2x%n", &value, &used) == 1)
    {
        cdb[count++] = (uint8_t)value;
        text += used;
    }
    raw_command(recorder, cdb, count, direction, length);
}

uint32_t last_code(const struct recorder *recorder)
{
    struct mmc_sense sense;

    if (recorder->reply.status == PORT_STATUS_GOOD) return 0;
    assert_int_equal(recorder->reply.status, PORT_STATUS_CHECK_CONDITION);
    assert_true(mmc_parse_sense(recorder->reply.sense, recorder->reply.sense_length, &sense));
    return mmc_sense_code(&sense);
}

static uint32_t checked(struct recorder *recorder, const char *cdb, enum port_direction direction, uint32_t length)
{
    deliver(recorder, cdb, direction, length);
    assert_int_equal(recorder->reply.delivery, PORT_DELIVERED);
    return last_code(recorder);
}

uint32_t command(struct recorder *recorder, const char *cdb)
{
    return checked(recorder, cdb, PORT_NO_DATA, 0);
}

uint32_t fetch(struct recorder *recorder, const char *cdb, uint32_t length)
{
    memset(recorder->data, 0xee, length);
    return checked(recorder, cdb, PORT_FROM_DEVICE, length);
}

uint32_t send_data(struct recorder *recorder, const char *cdb, const void *data, uint32_t length)
{
    if (data) memcpy(recorder->data, data, length);
    return checked(recorder, cdb, PORT_TO_DEVICE, length);
}

static void fill_block(uint8_t *p, uint32_t lba, uint32_t seed)
{
    unsigned int i;

    for (i = 0; i < BLOCK; i += 8)
    {
        mmc_put32(p + i, lba);
        mmc_put32(p + i + 4, seed + i);
    }
}

uint32_t write_at(struct recorder *recorder, int32_t lba, uint32_t blocks, uint32_t seed)
{
    char cdb[64];
    uint32_t i;

    assert_true(blocks <= DATA_MAX / BLOCK);
    for (i = 0; i < blocks; i++) fill_block(recorder->data + (size_t)i * BLOCK, (uint32_t)lba + i, seed);
    snprintf(cdb, sizeof(cdb), "2a 00 %02x %02x %02x %02x 00 %02x %02x 00", (uint32_t)lba >> 24, (uint32_t)lba >> 16 & 0xff,
             (uint32_t)lba >> 8 & 0xff, (uint32_t)lba & 0xff, blocks >> 8, blocks & 0xff);
    return send_data(recorder, cdb, NULL, blocks * BLOCK);
}

uint32_t read_at(struct recorder *recorder, uint32_t lba, uint32_t blocks)
{
    char cdb[64];

    snprintf(cdb, sizeof(cdb), "28 00 %02x %02x %02x %02x 00 %02x %02x 00", lba >> 24, lba >> 16 & 0xff, lba >> 8 & 0xff,
             lba & 0xff, blocks >> 8, blocks & 0xff);
    return fetch(recorder, cdb, blocks * BLOCK);
}

void assert_holds(struct recorder *recorder, uint32_t lba, uint32_t blocks, uint32_t seed)
{
    uint8_t block[BLOCK];
    uint32_t i;

    assert_good(read_at(recorder, lba, blocks));
    assert_int_equal(recorder->reply.transferred, blocks * BLOCK);
    for (i = 0; i < blocks; i++)
    {
        fill_block(block, lba + i, seed);
        assert_memory_equal(recorder->data + (size_t)i * BLOCK, block, BLOCK);
    }
}

void assert_zeros(struct recorder *recorder, uint32_t lba, uint32_t blocks)
{
    static const uint8_t zeros[BLOCK];
    uint32_t i;

    assert_good(read_at(recorder, lba, blocks));
    for (i = 0; i < blocks; i++) assert_memory_equal(recorder->data + (size_t)i * BLOCK, zeros, BLOCK);
}

struct disc disc_of(struct recorder *recorder)
{
    const uint8_t *p = recorder->data;
    struct disc disc;

    assert_good(fetch(recorder, "51 00 00 00 00 00 00 00 22 00", 34));
    assert_int_equal(mmc_get16(p) + 2, 34);
    disc.status = p[2] & 3;
    disc.last_session = p[2] >> 2 & 3;
    disc.erasable = (p[2] & 0x10) != 0;
    disc.sessions = p[4] | p[9] << 8;
    disc.first_track = p[5] | p[10] << 8;
    disc.last_track = p[6] | p[11] << 8;
    disc.background = p[7] & 3;
    return disc;
}

struct track track_of(struct recorder *recorder, uint8_t number)
{
    const uint8_t *p = recorder->data;
    struct track track;
    char cdb[64];

    snprintf(cdb, sizeof(cdb), "52 01 00 00 00 %02x 00 00 30 00", number);
    assert_good(fetch(recorder, cdb, 48));
    assert_int_equal(mmc_get16(p) + 2, 48);
    track.number = p[2] | p[32] << 8;
    track.session = p[3] | p[33] << 8;
    track.damaged = (p[5] & 0x20) != 0;
    track.control = p[5] & 0x0f;
    track.data_mode = p[6] & 0x0f;
    track.reserved = (p[6] & 0x80) != 0;
    track.blank = (p[6] & 0x40) != 0;
    track.writable = p[7] & 1;
    track.last_valid = (p[7] & 2) != 0;
    track.start = mmc_get32(p + 8);
    track.next = mmc_get32(p + 12);
    track.free = mmc_get32(p + 16);
    track.size = mmc_get32(p + 24);
    track.last = mmc_get32(p + 28);
    return track;
}

uint32_t set_write_type(struct recorder *recorder, uint8_t type, uint8_t multi_session)
{
    assert_good(fetch(recorder, "5a 00 05 00 00 00 00 00 3c 00", 60));
    mmc_put16(recorder->data, 0);
    recorder->data[10] = (uint8_t)((recorder->data[10] & 0xf0) | type);
    recorder->data[11] = (uint8_t)((recorder->data[11] & 0x3f) | multi_session << 6);
    return send_data(recorder, "55 10 00 00 00 00 00 00 3c 00", NULL, 60);
}

uint32_t format(struct recorder *recorder, uint8_t type, bool immediate)
{
    uint8_t list[12] = { 0, 0, 0, 8, 0xff, 0xff, 0xff, 0xff };

    if (immediate) list[1] = 2;
    list[8] = (uint8_t)(type << 2);
    return send_data(recorder, "04 11 00 00 00 00", list, 12);
}

static void assert_track_consistent(struct recorder *recorder, const struct track *track, unsigned int number)
{
    char cdb[64];

    assert_int_equal(track->number, number);
    if (track->writable && (int32_t)track->next >= 0 && track->next >= track->start)     /* not before a raw lead-in */
    {
        assert_true(track->next >= track->start && track->next <= track->start + track->size);
        assert_int_equal(track->free, track->start + track->size - track->next);
        assert_int_equal(track->blank, track->next == track->start);
    }
    if (track->last_valid) assert_true(track->last >= track->start && track->last < track->start + track->size);
    if (!track->size) return;
    snprintf(cdb, sizeof(cdb), "52 00 %02x %02x %02x %02x 00 00 30 00", track->start >> 24, track->start >> 16 & 0xff,
             track->start >> 8 & 0xff, track->start & 0xff);
    assert_good(fetch(recorder, cdb, 48));
    assert_int_equal(recorder->data[2] | recorder->data[32] << 8, number);
}

/* The TOC names the tracks of closed sessions at their starts. */
static void assert_toc_consistent(struct recorder *recorder, const struct disc *disc, const uint32_t *starts)
{
    unsigned int closed = disc->status == 2 ? disc->last_track : disc->first_track - 1, i;
    uint32_t code = fetch(recorder, "43 00 00 00 00 00 00 04 00 00", 1024);
    const uint8_t *p = recorder->data;

    if (closed > 99) closed = 99;
    if (!closed) assert_code(code, MMC_SENSE_CODE_INVALID_FIELD_IN_CDB);
    if (!closed) return;
    assert_good(code);
    assert_int_equal(mmc_get16(p), 2 + 8 * (closed + 1));
    assert_int_equal(p[3], closed);
    for (i = 0; i < closed; i++) assert_int_equal(mmc_get32(p + 8 + 8 * i), starts[i + 1]);
    assert_int_equal(p[6 + 8 * closed], 0xaa);
    assert_true(mmc_get32(p + 8 + 8 * closed) > starts[closed]);
}

void assert_consistent(struct recorder *recorder)
{
    static uint32_t starts[300];
    struct disc disc = disc_of(recorder);
    uint32_t end = 0, code;
    unsigned int session = 1, i;

    assert_true(disc.first_track >= 1 && disc.first_track <= disc.last_track && disc.last_track < 256);
    for (i = 1; i <= disc.last_track; i++)
    {
        struct track track;
        char cdb[64];

        if (i == 255) break;    /* the number that asks for the invisible track */
        snprintf(cdb, sizeof(cdb), "52 01 00 00 00 %02x 00 00 30 00", i);
        track = track_of(recorder, (uint8_t)i);
        starts[i] = track.start;
        assert_track_consistent(recorder, &track, i);
        assert_true(track.start >= end);
        assert_true(track.session == session || track.session == session + 1);
        assert_int_equal(track.session == disc.sessions, i >= disc.first_track);
        if (disc.status == 2) assert_false(track.writable);
        if (disc.status == 0 && disc.last_session == 0) assert_true(track.blank);
        end = track.start + track.size;
        session = track.session;
    }
    if (disc.status == 0) assert_int_equal(disc.last_track, 1);
    if (disc.status == 2) assert_int_equal(disc.last_session, 3);
    else assert_int_not_equal(disc.last_session, 3);
    assert_toc_consistent(recorder, &disc, starts);
    code = fetch(recorder, "25 00 00 00 00 00 00 00 00 00", 8);
    assert_good(code);
    assert_true(!mmc_get32(recorder->data) || mmc_get32(recorder->data) < end);
}
