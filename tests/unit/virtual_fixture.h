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

#ifndef TESTS_UNIT_VIRTUAL_FIXTURE_H
#define TESTS_UNIT_VIRTUAL_FIXTURE_H

#include <stdbool.h>
#include <stdint.h>

#include "mmc_sense.h"
#include "virtual.h"

#define BLOCK       2048u
#define DATA_MAX    (1024u * 1024)

struct recorder
{
    struct virtual_drive *drive;
    char folder[64];
    bool owns_folder;
    struct port_reply reply;        /* of the last command */
    uint8_t data[DATA_MAX];         /* what it moved */
    uint32_t timeout_ms;            /* of the next commands */
};

/* The clock of every store that the fixture opens; sleeping moves it. */
extern uint64_t fixture_now_ms;

/* While set, every write to a file of a store fails, as on a full disk. */
extern bool fixture_disk_full;

/* While set, whole blocks cannot be written, the little that describes the medium can. */
extern bool fixture_no_blocks;

/* A drive in a new folder with a blank of that kind, unit attention taken; NULL: an empty tray. */
struct recorder *recorder_new(const char *kind);

/* Another opening of the same folder. */
struct recorder *recorder_another(const struct recorder *recorder);

/* Closes the drive and opens it again. */
void recorder_reopen(struct recorder *recorder);

/* Runs burn() in a child that ends by SIGKILL; the drive here is closed before and opened after. */
void recorder_kill_in(struct recorder *recorder, void (*burn)(struct recorder *recorder));

void recorder_free(struct recorder *recorder);

/* Path of a file in the folder; valid until the next call. */
const char *recorder_file(const struct recorder *recorder, const char *name);

/* Makes the file hold this text. */
void recorder_put_file(const struct recorder *recorder, const char *name, const char *text);

/* Bytes of a file; -1 when it is not there. */
long long recorder_file_size(const struct recorder *recorder, const char *name);

/*
 * Commands as hexadecimal CDBs ("5b 00 02 ..."). Each returns the sense code, 0
 * for good; every delivery but PORT_DELIVERED and every status but good and
 * check condition fails the test.
 */
uint32_t command(struct recorder *recorder, const char *cdb);
uint32_t fetch(struct recorder *recorder, const char *cdb, uint32_t length);
uint32_t send_data(struct recorder *recorder, const char *cdb, const void *data, uint32_t length);

/* The same without an opinion about the answer, which is in recorder->reply. */
void raw_command(struct recorder *recorder, const uint8_t *cdb, uint8_t cdb_length, enum port_direction direction,
                 uint32_t length);
void deliver(struct recorder *recorder, const char *cdb, enum port_direction direction, uint32_t length);

/* Sense code of the last answer. */
uint32_t last_code(const struct recorder *recorder);

/* WRITE(10) of blocks whose content tells seed and LBA; READ(10) that compares. */
uint32_t write_at(struct recorder *recorder, int32_t lba, uint32_t blocks, uint32_t seed);
uint32_t read_at(struct recorder *recorder, uint32_t lba, uint32_t blocks);
void assert_holds(struct recorder *recorder, uint32_t lba, uint32_t blocks, uint32_t seed);
void assert_zeros(struct recorder *recorder, uint32_t lba, uint32_t blocks);

/* Asserts that a code is what it should be, with both in the message. */
#define assert_code(code, expected) assert_int_equal(code, expected)
#define assert_good(code) assert_int_equal(code, 0)

struct disc
{
    unsigned int status, last_session, sessions, first_track, last_track, background;
    bool erasable;
};

struct track
{
    unsigned int number, session, control, data_mode;
    bool damaged, reserved, blank, writable, last_valid;
    uint32_t start, next, free, size, last;
};

struct disc disc_of(struct recorder *recorder);

/* By number; 0xff for the invisible one. */
struct track track_of(struct recorder *recorder, uint8_t number);

/* Write type and multi-session field of the write parameters page. */
uint32_t set_write_type(struct recorder *recorder, uint8_t type, uint8_t multi_session);

/* FORMAT UNIT with a type and all blocks. */
uint32_t format(struct recorder *recorder, uint8_t type, bool immediate);

/* Disc, track, TOC and capacity information must tell one story; any state of any medium. */
void assert_consistent(struct recorder *recorder);

#endif /* TESTS_UNIT_VIRTUAL_FIXTURE_H */
