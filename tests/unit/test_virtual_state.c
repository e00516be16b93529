/*
 * What survives of a virtual medium: reopening, kills, torn writes, two openings, exclusive access
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
#include <sys/wait.h>
#include <unistd.h>
#include <cmocka.h>

#include "mmc_bytes.h"
#include "virtual_fixture.h"

#define FLUSH           "35 00 00 00 00 00 00 00 00 00"
#define READY           "00 00 00 00 00 00"
#define CLOSE_TRACK_1   "5b 00 01 00 00 01 00 00 00 00"
#define CLOSE_SESSION   "5b 00 02 00 00 00 00 00 00 00"
#define EJECT           "1b 00 00 00 02 00"
#define LOAD            "1b 00 00 00 03 00"
#define PREVENT         "1e 00 00 00 01 00"
#define ALLOW           "1e 00 00 00 00 00"

/* Burns tracks and sessions until it is killed. */
static void burn_for_ever(struct recorder *r)
{
    char close_track[64];

    for (;;)
    {
        struct track track = track_of(r, 0xff);
        uint32_t i;

        for (i = 0; i < 20; i++) write_at(r, (int32_t)(track.next + 32 * i), 32, 77);
        command(r, FLUSH);
        snprintf(close_track, sizeof(close_track), "5b 00 01 00 00 %02x 00 00 00 00", track.number);
        command(r, close_track);
        command(r, CLOSE_SESSION);
        if (track.number < 200) continue;
        virtual_insert_blank(r->drive, "bd-r");
        command(r, READY);
    }
}

/* Wherever the kill strikes, the disc tells one story, and what it says is recorded is there. */
static void killed_anywhere(void **state)
{
    struct recorder *r = recorder_new("bd-r");
    unsigned int round;

    (void)state;
    for (round = 0; round < 40; round++)
    {
        struct disc disc;
        struct track track;
        uint32_t lba;
        pid_t child;

        virtual_drive_destroy(r->drive);
        r->drive = NULL;
        if (!(child = fork()))
        {
            recorder_reopen(r);
            burn_for_ever(r);
        }
        usleep(2000 + round * 1777);
        kill(child, SIGKILL);
        assert_int_equal(waitpid(child, NULL, 0), child);
        recorder_reopen(r);
        assert_consistent(r);
        disc = disc_of(r);
        track = track_of(r, (uint8_t)disc.last_track);
        assert_int_equal(disc.last_session, track.damaged ? 2 : track.blank ? disc.last_session : 1);
        for (lba = track.start; lba + 32 <= track.next; lba += 32) assert_holds(r, lba, 32, 77);
        if (!track.blank) assert_good(command(r, CLOSE_SESSION));
        if (disc.last_track < 150) continue;
        assert_int_equal(virtual_insert_blank(r->drive, "bd-r"), PORT_OK);
        assert_code(command(r, READY), MMC_SENSE_CODE_MEDIUM_MAY_HAVE_CHANGED);
    }
    recorder_free(r);
}

static void everything_survives(void **state)
{
    struct recorder *r = recorder_new("dvd+r");

    (void)state;
    assert_good(write_at(r, 0, 100, 1));
    recorder_reopen(r);     /* the drive flushes by itself */
    assert_int_equal(disc_of(r).last_session, 1);
    assert_int_equal(track_of(r, 1).next, 112);
    assert_false(track_of(r, 1).damaged);
    assert_consistent(r);
    assert_good(write_at(r, 112, 16, 2));
    assert_good(command(r, CLOSE_SESSION));
    recorder_reopen(r);
    assert_int_equal(disc_of(r).sessions, 2);
    assert_consistent(r);
    assert_holds(r, 0, 100, 1);
    assert_holds(r, 112, 16, 2);
    assert_good(command(r, EJECT));
    recorder_reopen(r);
    assert_code(command(r, READY), MMC_SENSE_CODE_NO_MEDIUM_TRAY_OPEN);
    assert_good(command(r, LOAD));
    assert_code(command(r, READY), MMC_SENSE_CODE_MEDIUM_MAY_HAVE_CHANGED);
    assert_int_equal(disc_of(r).sessions, 2);
    assert_int_equal(virtual_remove_medium(r->drive), PORT_OK);
    recorder_reopen(r);
    assert_code(command(r, READY), MMC_SENSE_CODE_NO_MEDIUM_TRAY_OPEN);
    assert_good(command(r, LOAD));
    assert_code(command(r, READY), MMC_SENSE_CODE_NO_MEDIUM_TRAY_CLOSED);
    assert_int_equal(recorder_file_size(r, "medium.iso"), -1);
    recorder_free(r);
}

static void burn_sequential(struct recorder *r)
{
    virtual_drive_lock(r->drive, "a burner", false);
    command(r, PREVENT);
    write_at(r, 0, 300, 1);
    write_at(r, 300, 37, 1);
}

static void burn_incremental(struct recorder *r)
{
    set_write_type(r, 0, 3);
    burn_sequential(r);
}

/* A kill in the middle: the track is open and damaged, nothing is locked, closing repairs. */
static void killed_sequential(void **state)
{
    static const struct
    {
        const char *kind;
        void (*burn)(struct recorder *r);
        uint32_t size;
    } burns[] =
    {
        { "cd-r", burn_sequential, 339 }, { "cd-rw", burn_sequential, 339 }, { "dvd-r", burn_incremental, 352 },
        { "dvd+r", burn_sequential, 352 }, { "bd-r", burn_sequential, 352 }, { "dvd+r-dl", burn_sequential, 352 },
    };
    char owner[PORT_OWNER_MAX];
    unsigned int i;

    (void)state;
    for (i = 0; i < sizeof(burns) / sizeof(burns[0]); i++)
    {
        struct recorder *r = recorder_new(burns[i].kind);

        recorder_kill_in(r, burns[i].burn);
        assert_int_equal(virtual_drive_owner(r->drive, owner), PORT_OK);
        assert_string_equal(owner, "");
        assert_int_equal(disc_of(r).status, 1);
        assert_int_equal(disc_of(r).last_session, 2);
        assert_true(track_of(r, 1).damaged);
        assert_true(track_of(r, 1).writable);
        assert_int_equal(track_of(r, 1).next, 337);
        assert_consistent(r);
        recorder_reopen(r);
        assert_true(track_of(r, 1).damaged);
        assert_good(command(r, CLOSE_TRACK_1));
        assert_false(track_of(r, 1).damaged);
        assert_int_equal(track_of(r, 1).size, burns[i].size);
        assert_good(command(r, CLOSE_SESSION));
        assert_consistent(r);
        assert_holds(r, 0, 337, 1);
        assert_good(command(r, EJECT));
        recorder_free(r);
    }
}

static void burn_disc_at_once(struct recorder *r)
{
    set_write_type(r, 2, 0);
    command(r, "53 00 00 00 00 00 00 10 00 00");
    write_at(r, 0, 128, 1);
}

static void burn_session_at_once(struct recorder *r)
{
    static const uint8_t sheet[32] =
    {
        0x41, 0, 0, 0x14, 0, 0, 0, 0,
        0x41, 1, 0, 0x14, 0, 0, 0, 0,
        0x41, 1, 1, 0x10, 0, 0, 2, 0,
        0x41, 0xaa, 1, 0x14, 0, 1, 0, 0,
    };

    set_write_type(r, 2, 0);
    send_data(r, "5d 00 00 00 00 00 00 00 20 00", sheet, 32);
    write_at(r, 0, 128, 1);
}

/* What had to be written in one piece cannot be mended. */
static void killed_at_once(void **state)
{
    static const struct
    {
        const char *kind;
        void (*burn)(struct recorder *r);
    } burns[] = { { "dvd-r", burn_disc_at_once }, { "cd-rw", burn_session_at_once } };
    unsigned int i;

    (void)state;
    for (i = 0; i < 2; i++)
    {
        struct recorder *r = recorder_new(burns[i].kind);

        recorder_kill_in(r, burns[i].burn);
        assert_int_equal(disc_of(r).status, 1);
        assert_int_equal(disc_of(r).last_session, 2);
        assert_true(track_of(r, 1).damaged);
        assert_false(track_of(r, 1).writable);
        assert_code(command(r, CLOSE_SESSION), MMC_SENSE_CODE_SESSION_FIXATION_INCOMPLETE_TRACK);
        assert_code(command(r, CLOSE_TRACK_1), MMC_SENSE_CODE_SESSION_FIXATION_INCOMPLETE_TRACK);
        assert_good(set_write_type(r, i ? 1 : 0, 0));
        assert_code(write_at(r, 128, 1, 1), MMC_SENSE_CODE_INVALID_WRITE_ADDRESS);
        assert_consistent(r);
        if (i) assert_good(command(r, "a1 01 00 00 00 00 00 00 00 00 00 00"));
        if (i) assert_int_equal(disc_of(r).status, 0);
        recorder_free(r);
    }
}

static void burn_overwritable(struct recorder *r)
{
    write_at(r, 500, 100, 2);
}

static void killed_overwriting(void **state)
{
    struct recorder *r = recorder_new("bd-re");

    (void)state;
    assert_good(format(r, 0x31, false));
    recorder_kill_in(r, burn_overwritable);
    assert_int_equal(disc_of(r).status, 2);
    assert_int_equal(disc_of(r).last_session, 3);
    assert_false(track_of(r, 1).damaged);
    assert_holds(r, 500, 100, 2);
    assert_good(write_at(r, 0, 10, 3));
    assert_good(command(r, FLUSH));
    recorder_free(r);
}

/* A session at once that its host gave up while the drive was closed in good order. */
static void abandoned_at_once(void **state)
{
    struct recorder *r = recorder_new("dvd-r");

    (void)state;
    burn_disc_at_once(r);
    recorder_reopen(r);
    assert_true(track_of(r, 1).damaged);
    assert_int_equal(disc_of(r).last_session, 2);
    recorder_free(r);
}

static void two_openings_see_one_disc(void **state)
{
    struct recorder *a = recorder_new("bd-r"), *b = recorder_another(a);

    (void)state;
    assert_good(write_at(a, 0, 32, 1));
    assert_int_equal(track_of(b, 1).next, 32);
    assert_good(write_at(a, 32, 5, 1));
    assert_int_equal(track_of(b, 1).next, 37);      /* not only at a flush */
    assert_holds(b, 0, 37, 1);
    assert_code(write_at(b, 37, 1, 2), MMC_SENSE_CODE_LONG_WRITE_IN_PROGRESS);
    assert_int_equal(track_of(b, 1).next, 37);
    assert_int_equal(virtual_insert_blank(b->drive, "cd-r"), PORT_E_LOCKED);
    assert_good(command(a, FLUSH));
    assert_good(write_at(b, 64, 32, 2));
    assert_code(command(a, CLOSE_SESSION), MMC_SENSE_CODE_LONG_WRITE_IN_PROGRESS);
    assert_code(command(a, EJECT), MMC_SENSE_CODE_LONG_WRITE_IN_PROGRESS);
    assert_good(command(b, FLUSH));
    assert_good(command(a, CLOSE_SESSION));
    assert_int_equal(disc_of(a).sessions, 2);
    assert_int_equal(disc_of(b).sessions, 2);
    assert_consistent(a);
    assert_consistent(b);
    recorder_free(b);
    recorder_free(a);
}

static void changes_by_others_are_told(void **state)
{
    struct recorder *a = recorder_new("cd-r"), *b = recorder_another(a);
    uint32_t generation = virtual_media_generation(b->drive);

    (void)state;
    assert_good(command(b, READY));
    assert_good(command(a, EJECT));
    assert_int_not_equal(virtual_media_generation(b->drive), generation);
    assert_good(fetch(b, "4a 01 00 00 10 00 00 00 08 00", 8));
    assert_int_equal(b->data[4], 3);                /* removal */
    assert_int_equal(b->data[5], 1);                /* tray open */
    assert_code(command(b, READY), MMC_SENSE_CODE_NO_MEDIUM_TRAY_OPEN);
    assert_int_equal(virtual_insert_blank(a->drive, "dvd+r"), PORT_OK);
    assert_code(command(b, READY), MMC_SENSE_CODE_MEDIUM_MAY_HAVE_CHANGED);
    assert_good(fetch(b, "4a 01 00 00 10 00 00 00 08 00", 8));
    assert_int_equal(b->data[4], 2);                /* new medium */
    assert_int_equal(b->data[5], 2);
    assert_good(write_at(b, 0, 16, 1));
    assert_good(command(b, FLUSH));
    assert_code(read_at(a, 0, 16), MMC_SENSE_CODE_MEDIUM_MAY_HAVE_CHANGED);
    assert_holds(a, 0, 16, 1);
    recorder_free(b);
    recorder_free(a);
}

static void exclusive_access(void **state)
{
    struct recorder *a = recorder_new("dvd+r"), *b = recorder_another(a);
    char owner[PORT_OWNER_MAX];

    (void)state;
    assert_int_equal(virtual_drive_unlock(a->drive), PORT_E_NOT_LOCKED);
    assert_int_equal(virtual_drive_lock(a->drive, "Burner of a", false), PORT_OK);
    assert_int_equal(virtual_drive_lock(a->drive, "again", true), PORT_E_LOCKED);
    assert_int_equal(virtual_drive_lock(b->drive, "Burner of b", true), PORT_E_LOCKED);
    assert_int_equal(virtual_drive_owner(a->drive, owner), PORT_OK);
    assert_string_equal(owner, "Burner of a");
    assert_int_equal(virtual_drive_owner(b->drive, owner), PORT_OK);
    assert_string_equal(owner, "Burner of a");
    deliver(b, EJECT, PORT_NO_DATA, 0);
    assert_int_equal(b->reply.delivery, PORT_REFUSED);
    deliver(b, "2a 00 00 00 00 00 00 00 01 00", PORT_TO_DEVICE, BLOCK);
    assert_int_equal(b->reply.delivery, PORT_REFUSED);
    assert_int_equal(virtual_remove_medium(b->drive), PORT_E_LOCKED);
    assert_int_equal(disc_of(b).status, 0);         /* asking goes on */
    assert_good(write_at(a, 0, 16, 1));
    assert_int_equal(virtual_drive_unlock(a->drive), PORT_OK);
    assert_int_equal(virtual_drive_owner(b->drive, owner), PORT_OK);
    assert_string_equal(owner, "");
    assert_int_equal(virtual_drive_lock(b->drive, "Burner of b", false), PORT_OK);
    recorder_free(b);                               /* closing gives it back */
    assert_int_equal(virtual_drive_lock(a->drive, "Burner of a", false), PORT_OK);
    recorder_free(a);
}

static void prevention(void **state)
{
    struct recorder *r = recorder_new("cd-r");

    (void)state;
    assert_good(command(r, PREVENT));
    assert_code(command(r, EJECT), MMC_SENSE_CODE_MEDIUM_REMOVAL_PREVENTED);
    recorder_reopen(r);                             /* as if the process had been killed */
    assert_good(command(r, EJECT));
    assert_good(command(r, LOAD));
    assert_code(command(r, READY), MMC_SENSE_CODE_MEDIUM_MAY_HAVE_CHANGED);
    assert_good(command(r, "1e 00 00 00 03 00"));   /* persistent */
    assert_good(command(r, ALLOW));
    assert_code(command(r, EJECT), MMC_SENSE_CODE_MEDIUM_REMOVAL_PREVENTED);
    assert_good(command(r, "1e 00 00 00 02 00"));
    assert_good(command(r, EJECT));
    recorder_free(r);
}

static unsigned char *read_state(struct recorder *r, long long *size)
{
    FILE *file = fopen(recorder_file(r, "medium.state"), "rb");
    unsigned char *bytes;

    *size = recorder_file_size(r, "medium.state");
    bytes = malloc((size_t)*size);
    assert_int_equal(fread(bytes, 1, (size_t)*size, file), *size);
    fclose(file);
    return bytes;
}

static void write_state(struct recorder *r, const unsigned char *bytes, long long size)
{
    FILE *file = fopen(recorder_file(r, "medium.state"), "wb");

    assert_int_equal(fwrite(bytes, 1, (size_t)size, file), size);
    fclose(file);
}

#define SLOT_HEADER(slot)   ((slot) * 512)
#define SLOT_PAYLOAD(slot)  (4096 + (slot) * 61440)

/* Which slot holds the newer description. */
static unsigned int newest_slot(const unsigned char *bytes)
{
    return mmc_get64(bytes + SLOT_HEADER(1) + 8) > mmc_get64(bytes + SLOT_HEADER(0) + 8);
}

static void torn_writes_cost_one_step(void **state)
{
    struct recorder *r = recorder_new("dvd+r");
    unsigned char *bytes;
    unsigned int newest, part;
    long long size;

    (void)state;
    assert_good(write_at(r, 0, 16, 1));
    assert_good(command(r, FLUSH));
    assert_good(command(r, CLOSE_TRACK_1));
    virtual_drive_destroy(r->drive);
    r->drive = NULL;
    bytes = read_state(r, &size);
    newest = newest_slot(bytes);
    for (part = 0; part < 2; part++)
    {
        unsigned char *torn = malloc((size_t)size);

        memcpy(torn, bytes, (size_t)size);
        torn[(part ? SLOT_HEADER(newest) : SLOT_PAYLOAD(newest)) + 20] ^= 0x40;
        write_state(r, torn, size);
        recorder_reopen(r);
        assert_int_equal(disc_of(r).last_track, 1);     /* before the track was closed */
        assert_int_equal(track_of(r, 1).next, 16);
        assert_consistent(r);
        assert_good(command(r, CLOSE_TRACK_1));
        assert_int_equal(disc_of(r).last_track, 2);
        recorder_reopen(r);
        assert_int_equal(disc_of(r).last_track, 2);
        virtual_drive_destroy(r->drive);
        r->drive = NULL;
        free(torn);
    }
    free(bytes);
    recorder_free(r);
}

static void a_broken_description_is_an_unreadable_medium(void **state)
{
    struct recorder *r = recorder_new("dvd+r");
    unsigned char *bytes;
    long long size;

    (void)state;
    assert_good(write_at(r, 0, 16, 1));
    virtual_drive_destroy(r->drive);
    r->drive = NULL;
    bytes = read_state(r, &size);
    bytes[SLOT_PAYLOAD(0) + 5] ^= 1;
    bytes[SLOT_HEADER(1) + 30] ^= 1;
    write_state(r, bytes, size);
    recorder_reopen(r);
    assert_code(command(r, READY), MMC_SENSE_CODE_UNKNOWN_FORMAT);
    assert_code(write_at(r, 0, 1, 0), MMC_SENSE_CODE_UNKNOWN_FORMAT);
    assert_good(fetch(r, "46 00 00 00 00 00 00 00 08 00", 8));
    assert_int_equal(mmc_get16(r->data + 6), 0);
    assert_good(command(r, EJECT));
    assert_good(command(r, LOAD));
    assert_int_equal(virtual_insert_blank(r->drive, "cd-rw"), PORT_OK);
    assert_code(command(r, READY), MMC_SENSE_CODE_MEDIUM_MAY_HAVE_CHANGED);
    assert_consistent(r);
    recorder_reopen(r);
    assert_consistent(r);
    free(bytes);
    recorder_free(r);
}

/* Whatever one byte of the file becomes: an older state, the newest one, or no readable medium. */
static void every_flipped_byte(void **state)
{
    struct recorder *r = recorder_new("dvd+r");
    unsigned char *bytes;
    long long size, i;

    (void)state;
    assert_good(write_at(r, 0, 16, 1));
    assert_good(command(r, FLUSH));
    assert_good(command(r, CLOSE_SESSION));
    virtual_drive_destroy(r->drive);
    r->drive = NULL;
    bytes = read_state(r, &size);
    for (i = 0; i < size; i = i == 1600 ? 4096 : i == 4300 ? 65536 : i + 1)
    {
        uint32_t code;

        bytes[i] ^= 0xff;
        write_state(r, bytes, size);
        recorder_reopen(r);
        code = command(r, READY);
        if (!code) assert_consistent(r);
        else assert_code(code, MMC_SENSE_CODE_UNKNOWN_FORMAT);
        virtual_drive_destroy(r->drive);
        r->drive = NULL;
        bytes[i] ^= 0xff;
    }
    for (i = 0; i < size; i += 97)      /* and every length */
    {
        write_state(r, bytes, i);
        recorder_reopen(r);
        if (!command(r, READY)) assert_consistent(r);
        virtual_drive_destroy(r->drive);
        r->drive = NULL;
    }
    free(bytes);
    recorder_free(r);
}

/* The CRC as the file has it, so that descriptions can be forged. */
static uint32_t crc32(const unsigned char *data, size_t length)
{
    uint32_t crc = UINT32_MAX;
    unsigned int bit;

    while (length--)
    {
        crc ^= *data++;
        for (bit = 0; bit < 8; bit++) crc = (crc >> 1) ^ (crc & 1 ? 0xedb88320u : 0);
    }
    return ~crc;
}

/* Descriptions with a right CRC and wrong content: nothing may crash, whatever is done to them. */
static void forged_descriptions(void **state)
{
    static const char *const commands[] =
    {
        FLUSH, CLOSE_TRACK_1, "5b 00 06 00 00 00 00 00 00 00", CLOSE_SESSION, "53 00 00 00 00 00 00 00 10 00",
        "a1 01 00 00 00 00 00 00 00 00 00 00",
    };
    struct recorder *r = recorder_new("dvd+r");
    unsigned char *good, *bytes;
    unsigned int slot, round, i;
    uint32_t length, seed = 1;
    long long size;

    (void)state;
    assert_good(command(r, "53 00 00 00 00 00 00 00 10 00"));
    assert_good(command(r, "53 00 00 00 00 00 00 00 10 00"));
    virtual_drive_destroy(r->drive);
    r->drive = NULL;
    good = read_state(r, &size);
    bytes = malloc((size_t)size);
    slot = newest_slot(good);
    length = mmc_get24(good + SLOT_HEADER(slot) + 17);
    for (round = 0; round < 3000; round++)
    {
        memcpy(bytes, good, (size_t)size);
        for (i = 0; i < 1 + round % 3; i++)
        {
            seed = seed * 1103515245 + 12345;
            bytes[SLOT_PAYLOAD(slot) + 24 + (seed >> 8) % (length - 24)] = (unsigned char)(seed >> 24);
        }
        mmc_put32(bytes + SLOT_HEADER(slot) + 20, crc32(bytes + SLOT_PAYLOAD(slot), length));
        mmc_put32(bytes + SLOT_HEADER(slot) + 28, crc32(bytes + SLOT_HEADER(slot), 28));
        write_state(r, bytes, size);
        recorder_reopen(r);
        fetch(r, "51 00 00 00 00 00 00 00 22 00", 34);
        fetch(r, "43 02 00 00 00 00 00 04 00 00", 1024);
        fetch(r, "43 02 02 00 00 00 00 04 00 00", 1024);
        fetch(r, "52 01 00 00 00 02 00 00 30 00", 48);
        read_at(r, 0, 64);
        write_at(r, 0, 16, 1);
        write_at(r, 32, 16, 1);
        for (i = 0; i < sizeof(commands) / sizeof(commands[0]); i++) command(r, commands[i]);
        virtual_drive_destroy(r->drive);
        r->drive = NULL;
    }
    free(bytes);
    free(good);
    recorder_free(r);
}

int main(void)
{
    const struct CMUnitTest tests[] =
    {
        cmocka_unit_test(everything_survives),
        cmocka_unit_test(killed_sequential),
        cmocka_unit_test(killed_at_once),
        cmocka_unit_test(killed_overwriting),
        cmocka_unit_test(killed_anywhere),
        cmocka_unit_test(abandoned_at_once),
        cmocka_unit_test(two_openings_see_one_disc),
        cmocka_unit_test(changes_by_others_are_told),
        cmocka_unit_test(exclusive_access),
        cmocka_unit_test(prevention),
        cmocka_unit_test(torn_writes_cost_one_step),
        cmocka_unit_test(a_broken_description_is_an_unreadable_medium),
        cmocka_unit_test(every_flipped_byte),
        cmocka_unit_test(forged_descriptions),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
