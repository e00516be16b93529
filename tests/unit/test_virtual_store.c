/*
 * The POSIX store, and media written at random against a plain model
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
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

#include "mmc_bytes.h"
#include "virtual_fixture.h"

static void files_of_a_store(void **state)
{
    char folder[] = "/tmp/store-XXXXXX", path[64];
    struct virtual_store *store;
    struct virtual_file *file;
    uint8_t bytes[16];

    (void)state;
    assert_non_null(mkdtemp(folder));
    assert_null(virtual_store_posix("/nonexistent/folder"));
    store = virtual_store_posix(folder);
    assert_non_null(store);
    assert_null(store->ops->open(store, "a", false));
    file = store->ops->open(store, "a", true);
    assert_non_null(file);
    assert_int_equal(store->ops->size(file), 0);
    assert_true(store->ops->write(file, (uint64_t)8 << 30, "hello", 5));
    assert_true(store->ops->size(file) == ((uint64_t)8 << 30) + 5);
    assert_true(store->ops->read(file, ((uint64_t)8 << 30) - 2, bytes, 16));     /* across the end */
    assert_memory_equal(bytes, "\0\0hello\0\0\0\0\0\0\0\0\0", 16);
    assert_true(store->ops->resize(file, 3));
    assert_int_equal(store->ops->size(file), 3);
    assert_true(store->ops->sync(file));
    store->ops->close(file);
    assert_true(store->ops->remove(store, "a"));
    assert_false(store->ops->remove(store, "a"));
    store->ops->destroy(store);
    snprintf(path, sizeof(path), "%s/lock.state", folder);
    unlink(path);
    snprintf(path, sizeof(path), "%s/lock.owner", folder);
    unlink(path);
    snprintf(path, sizeof(path), "%s/lock.writer", folder);
    unlink(path);
    assert_int_equal(rmdir(folder), 0);
}

static void locks_and_clock_of_a_store(void **state)
{
    struct recorder *r = recorder_new(NULL);
    struct virtual_store *a = virtual_store_posix(r->folder), *b = virtual_store_posix(r->folder);
    uint64_t start;
    unsigned int lock;

    (void)state;
    for (lock = VIRTUAL_LOCK_STATE; lock <= VIRTUAL_LOCK_WRITER; lock++)
    {
        assert_true(a->ops->lock(a, (enum virtual_lock)lock, true));
        assert_false(b->ops->lock(b, (enum virtual_lock)lock, false));
        a->ops->unlock(a, (enum virtual_lock)lock);
        assert_true(b->ops->lock(b, (enum virtual_lock)lock, false));
    }
    b->ops->destroy(b);     /* gives everything back */
    for (lock = VIRTUAL_LOCK_STATE; lock <= VIRTUAL_LOCK_WRITER; lock++)
        assert_true(a->ops->lock(a, (enum virtual_lock)lock, false));
    start = a->ops->now_ms(a);
    a->ops->sleep_ms(a, 20);
    assert_in_range(a->ops->now_ms(a) - start, 19, 10000);
    a->ops->destroy(a);
    recorder_free(r);
}

static uint32_t seed = 42;

static uint32_t random_number(uint32_t limit)
{
    seed = seed * 1103515245 + 12345;
    return (seed >> 8) % limit;
}

#define MODEL_BLOCKS 3000

/* Writes anywhere; every block must hold what was written there last, zeros before. */
static void overwriting_at_random(void **state)
{
    static const struct
    {
        const char *kind;
        uint8_t type;
    } media[] = { { "dvd+rw", 0x26 }, { "bd-re", 0x00 }, { "bd-re-dl", 0x31 } };
    static uint32_t model[MODEL_BLOCKS];
    unsigned int i, round, lba;

    (void)state;
    for (i = 0; i < sizeof(media) / sizeof(media[0]); i++)
    {
        struct recorder *r = recorder_new(media[i].kind);

        memset(model, 0, sizeof(model));
        assert_good(format(r, media[i].type, false));
        for (round = 1; round < 400; round++)
        {
            uint32_t start = random_number(MODEL_BLOCKS), blocks = 1 + random_number(64), j;

            if (blocks > MODEL_BLOCKS - start) blocks = MODEL_BLOCKS - start;
            assert_good(write_at(r, (int32_t)start, blocks, round));
            for (j = 0; j < blocks; j++) model[start + j] = round;
            if (round % 40 == 0) recorder_reopen(r);
        }
        for (lba = 0; lba < MODEL_BLOCKS; lba++)
        {
            if (model[lba]) assert_holds(r, lba, 1, model[lba]);
            else assert_zeros(r, lba, 1);
        }
        assert_consistent(r);
        recorder_free(r);
    }
}

struct piece
{
    uint32_t lba, blocks, seed;
};

/* Tracks and sessions of random sizes; whatever was recorded is there in the end, through every reopening. */
static void sessions_at_random(void **state)
{
    static const struct
    {
        const char *kind;
        uint8_t write_type;
    } media[] = { { "cd-r", 1 }, { "dvd-r", 0 }, { "dvd+r", 0 }, { "dvd+r-dl", 0 }, { "bd-r", 0 } };
    static struct piece pieces[500];
    unsigned int i, count, round;
    char close_track[64];

    (void)state;
    for (i = 0; i < sizeof(media) / sizeof(media[0]); i++)
    {
        struct recorder *r = recorder_new(media[i].kind);

        for (round = 0, count = 0; round < 120 && track_of(r, 0xff).free > 20000; round++)
        {
            struct track track = track_of(r, 0xff);
            uint32_t blocks = 1 + random_number(100);

            assert_good(set_write_type(r, media[i].write_type, 3));
            assert_good(write_at(r, (int32_t)track.next, blocks, round));
            pieces[count++] = (struct piece){ track.next, blocks, round };
            if (!random_number(3)) assert_good(command(r, "35 00 00 00 00 00 00 00 00 00"));
            if (!random_number(4)) recorder_reopen(r);
            if (random_number(3)) continue;
            snprintf(close_track, sizeof(close_track), "5b 00 01 00 00 %02x 00 00 00 00", track.number);
            assert_good(command(r, close_track));
            assert_good(set_write_type(r, media[i].write_type, 3));     /* a reopened drive has its defaults */
            if (!random_number(2)) assert_good(command(r, "5b 00 02 00 00 00 00 00 00 00"));
            assert_consistent(r);
        }
        assert_true(count > 10);
        while (count--) assert_holds(r, pieces[count].lba, pieces[count].blocks, pieces[count].seed);
        recorder_free(r);
    }
}

/* Two tracks with a gap between them, written in one go. */
static void a_session_of_two_tracks(void **state)
{
    static const uint8_t sheet[48] =
    {
        0x41, 0, 0, 0x14, 0, 0, 0, 0,
        0x41, 1, 0, 0x14, 0, 0, 0, 0,
        0x41, 1, 1, 0x10, 0, 0, 2, 0,
        0x41, 2, 0, 0x10, 0, 0, 6, 0,       /* 300 blocks later */
        0x41, 2, 1, 0x10, 0, 0, 8, 0,       /* 150 blocks of pre-gap */
        0x41, 0xaa, 1, 0x14, 0, 0, 12, 0,   /* 300 blocks */
    };
    struct recorder *r = recorder_new("cd-r");
    uint32_t lba;

    (void)state;
    assert_good(set_write_type(r, 2, 0));
    assert_good(send_data(r, "5d 00 00 00 00 00 00 00 30 00", sheet, 48));
    for (lba = 0; lba < 750; lba += 50)
    {
        assert_good(write_at(r, (int32_t)lba, 50, 6));
        if (lba == 700) assert_good(command(r, "35 00 00 00 00 00 00 00 00 00"));
        assert_consistent(r);
    }
    assert_int_equal(disc_of(r).status, 2);
    assert_int_equal(disc_of(r).last_track, 2);
    assert_int_equal(track_of(r, 1).size, 450);     /* up to the index 1 of the next one, as a TOC tells it */
    assert_int_equal(track_of(r, 2).start, 450);
    assert_int_equal(track_of(r, 2).size, 300);
    assert_holds(r, 0, 300, 6);
    assert_holds(r, 450, 300, 6);
    recorder_free(r);
}

int main(void)
{
    const struct CMUnitTest tests[] =
    {
        cmocka_unit_test(files_of_a_store),
        cmocka_unit_test(locks_and_clock_of_a_store),
        cmocka_unit_test(overwriting_at_random),
        cmocka_unit_test(sessions_at_random),
        cmocka_unit_test(a_session_of_two_tracks),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
