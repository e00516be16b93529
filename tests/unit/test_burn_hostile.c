/*
 * Tests of the recipes on drives whose answers are partly made up: they must end, whatever they end with
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
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "burn_fixture.h"

#define BLOCKS 600u
#define SEEDS 40u
#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define YEAR_MS (365ull * 24 * 3600 * 1000)

static const char *const kinds[] = { "cd-r", "cd-rw", "dvd-r", "dvd+r", "dvd+rw", "bd-r", "bd-re" };

/* One in so many answers is spoilt; state of the generator. */
struct chance
{
    uint32_t state, one_in;
};

static uint32_t roll(struct chance *chance, uint32_t sides)
{
    chance->state = chance->state * 1664525u + 1013904223u;
    return (chance->state >> 8) % sides;
}

static void random_bytes(struct chance *chance, uint8_t *data, uint32_t length)
{
    uint32_t i, count = 1 + roll(chance, 4);

    if (!length) return;
    for (i = 0; i < count; i++) data[roll(chance, length)] = (uint8_t)roll(chance, 256);
}

static void random_sense(struct chance *chance, struct port_reply *reply)
{
    uint32_t i;

    reply->delivery = PORT_DELIVERED;
    reply->status = PORT_STATUS_CHECK_CONDITION;
    reply->transferred = 0;
    reply->sense_length = (uint8_t)roll(chance, PORT_SENSE_MAX + 1);
    for (i = 0; i < reply->sense_length; i++) reply->sense[i] = (uint8_t)roll(chance, 256);
    if (!reply->sense_length || roll(chance, 4) == 0) return;
    /* Mostly one that can be understood. */
    reply->sense[0] = (uint8_t)(0x70 + roll(chance, 4));
    if (reply->sense_length > 2) reply->sense[2] = (uint8_t)roll(chance, 8);
    if (reply->sense_length > 12 && roll(chance, 2)) reply->sense[12] = 0x04;
    if (reply->sense_length > 13 && roll(chance, 2)) reply->sense[13] = (uint8_t)roll(chance, 10);
}

static void spoil(struct fixture *fixture, const struct port_command *command, struct port_reply *reply)
{
    struct chance *chance = fixture->counter;

    if (roll(chance, chance->one_in)) return;
    switch (roll(chance, 6))
    {
    case 0: random_sense(chance, reply); break;
    case 1: reply->transferred = roll(chance, 2 * command->data_length + 1); break;
    case 2: reply->delivery = (enum port_delivery)roll(chance, PORT_LOST + 1); break;
    case 3: reply->status = (uint8_t)roll(chance, 256); break;
    default:
        if (command->direction == PORT_FROM_DEVICE) random_bytes(chance, command->data, command->data_length);
        break;
    }
}

static bool use_drive(struct fixture *fixture, const uint8_t *data)
{
    struct burn_speed speeds[BURN_SPEEDS_MAX];
    struct burn_options options = fixture_default_options();
    struct burn_medium medium = {0};
    uint32_t count;
    bool blank, supported, burnt;

    options.overwrite = fixture->now_ms % 2;
    options.close_medium = fixture->now_ms % 3 == 0;
    burn_recorder_supported(&fixture->burn, &supported);
    if (burn_read_medium(&fixture->burn, &medium) == BURN_OK)
    {
        assert_in_range(medium.ecc_blocks, 1, 32);
        burn_looks_blank(&fixture->burn, &medium, &blank);
        burn_read_speeds(&fixture->burn, &medium, speeds, &count);
        assert_in_range(count, 0, BURN_SPEEDS_MAX);
        if (count) burn_set_speed(&fixture->burn, &medium, &speeds[count - 1]);
    }
    burnt = fixture_burn(fixture, data, BLOCKS, &options) == BURN_OK;
    assert_true(fixture->job.written <= BLOCKS);
    assert_int_equal(fixture->burn.uncancellable, 0);
    assert_false(fixture->burn.medium_at_stake);
    burn_erase(&fixture->burn, false, NULL, NULL);
    assert_int_equal(fixture->burn.uncancellable, 0);
    return burnt;
}

static bool burn_on_a_bad_day(const char *kind, uint32_t seed, uint32_t one_in, const uint8_t *data)
{
    struct fixture *fixture = fixture_new(kind);
    struct chance chance = { seed, one_in };
    bool burnt;

    fixture->counter = &chance;
    fixture->interfere = spoil;
    fixture->now_ms += seed;
    burnt = use_drive(fixture, data);
    assert_true(fixture->now_ms < YEAR_MS);
    fixture_free(fixture);
    return burnt;
}

/* Returns how many burns came to a good end. */
static unsigned int spoil_many(uint32_t one_in)
{
    void *memory;
    uint8_t *data = fixture_data(BLOCKS, 1, &memory);
    unsigned int burnt = 0;
    uint32_t seed;
    size_t i;

    for (i = 0; i < COUNT(kinds); i++)
        for (seed = 1; seed <= SEEDS; seed++) burnt += burn_on_a_bad_day(kinds[i], seed, one_in, data);
    free(memory);
    return burnt;
}

static void test_now_and_then(void **state)
{
    (void)state;
    assert_in_range(spoil_many(20), 1, COUNT(kinds) * SEEDS - 1);
}

static void test_often(void **state)
{
    (void)state;
    assert_true(spoil_many(5) < COUNT(kinds) * SEEDS / 4);
}

static void test_always(void **state)
{
    (void)state;
    assert_int_equal(spoil_many(1), 0);
}

int main(void)
{
    static const struct CMUnitTest tests[] =
    {
        cmocka_unit_test(test_now_and_then),
        cmocka_unit_test(test_often),
        cmocka_unit_test(test_always),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
