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

#ifndef TESTS_UNIT_BURN_FIXTURE_H
#define TESTS_UNIT_BURN_FIXTURE_H

#include <stdbool.h>
#include <stdint.h>

#include "burn.h"
#include "virtual.h"

#define FIXTURE_FAULTS_MAX  16
#define FIXTURE_ANY_COMMAND 0xff        /* as an operation code of faults */
#define FIXTURE_PHASES_MAX  32
#define FIXTURE_COMMANDS_MAX 200000     /* a recipe that sends more than this has lost its way */

/* What happens to some of the commands with an operation code, instead of or after their execution. */
struct fixture_fault
{
    uint8_t opcode;
    unsigned int first;                 /* 1: the next one */
    unsigned int count;                 /* 0: all from the first on */
    enum port_delivery delivery;
    uint8_t status;                     /* with PORT_DELIVERED; 0: good, unless code is set */
    uint32_t code;                      /* enum mmc_sense_code, 0: none */
    bool deferred;
    bool no_sense;                      /* CHECK CONDITION, and the road dropped its sense */
    bool executes;                      /* the drive gets the command before the answer is replaced */
    void (*change)(uint8_t *data, uint32_t *length);    /* changes what the drive answered; the rest stays good */
    bool answers;                       /* with change: the drive does not see the command, change makes the answer */
    uint32_t takes_ms;                  /* time that passes */
    unsigned int seen;
};

struct fixture
{
    struct port_device device;          /* first: what the recipes call */
    struct virtual_drive *drive;        /* NULL: every command goes to script */
    void (*script)(struct fixture *fixture, const struct port_command *command, struct port_reply *reply);
    struct port_limits limits;          /* of a scripted drive; replaces those of the virtual one when max_transfer is set */
    char folder[256];

    struct burn_host host;
    struct burn_drive burn;
    struct burn_job job;

    uint64_t now_ms;
    unsigned int commands;
    unsigned int by_opcode[256];
    unsigned int cancel_at;             /* cancelled once so many commands were sent; 0: never */
    bool cancelled;
    unsigned int finalizing_at;         /* commands sent before the last phase */

    enum burn_phase phases[FIXTURE_PHASES_MAX];
    unsigned int phase_count;

    struct fixture_fault faults[FIXTURE_FAULTS_MAX];
    unsigned int fault_count;
    void *counter;                      /* for scripts */
    /* Called behind every answer that no fault made; may change all of it. */
    void (*interfere)(struct fixture *fixture, const struct port_command *command, struct port_reply *reply);
};

/* A new virtual recorder in a folder of its own, with a blank of that kind; NULL leaves the tray empty. */
struct fixture *fixture_new(const char *kind);

/* A drive that is the script alone. */
struct fixture *fixture_new_scripted(void (*script)(struct fixture *, const struct port_command *,
                                                    struct port_reply *));

void fixture_free(struct fixture *fixture);

/* Closes the virtual drive and opens its folder again, as another process would. */
void fixture_reopen(struct fixture *fixture);

/* Returns the fault for more settings; one command of that kind fails with that sense by default. */
struct fixture_fault *fixture_fail(struct fixture *fixture, uint8_t opcode, unsigned int first, uint32_t code);

/* CHECK CONDITION with a plain sense. */
void fixture_answer_sense(struct port_reply *reply, uint32_t code, bool deferred);

/* Good status with data. */
void fixture_answer(const struct port_command *command, struct port_reply *reply, const void *data, uint32_t length);

/* Data that differ from block to block; page aligned, free with free(*memory). */
uint8_t *fixture_data(uint32_t blocks, uint32_t seed, void **memory);

/* Fails the test when the medium does not hold these blocks at lba. */
void fixture_assert_data(struct fixture *fixture, int32_t lba, const uint8_t *data, uint32_t blocks);

/* Fails the test when the medium does not hold zeros there. */
void fixture_assert_zeros(struct fixture *fixture, int32_t lba, uint32_t blocks);

/* Ejects and loads; fails the test when the tray is locked. */
void fixture_assert_ejects(struct fixture *fixture);

/* Prepare, write in chunks and finish; the first status that is not BURN_OK, after burn_abort() when one is due. */
enum burn_status fixture_burn(struct fixture *fixture, const uint8_t *data, uint32_t blocks,
                              const struct burn_options *options);

/* burn_read_medium(), and it must work. */
struct burn_medium fixture_medium(struct fixture *fixture);

/* What a client that asks for nothing gets. */
struct burn_options fixture_default_options(void);

#endif /* TESTS_UNIT_BURN_FIXTURE_H */
