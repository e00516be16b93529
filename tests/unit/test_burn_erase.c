/*
 * Tests of erasing and of write speeds on the virtual recorder
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

#define BLOCK 2048u
#define BLOCKS 701u
#define EDGE 1024u
#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

struct ticks
{
    struct fixture *fixture;
    unsigned int count;
    uint32_t elapsed, total;
    int permille;
};

static void tick(void *context, uint32_t elapsed_s, uint32_t total_s, int permille)
{
    struct ticks *ticks = context;

    assert_true(elapsed_s >= ticks->elapsed);
    assert_true(total_s >= elapsed_s);
    assert_in_range(permille + 1, 0, 1001);
    if (permille >= 0) assert_true(permille >= ticks->permille);
    ticks->count++;
    ticks->elapsed = elapsed_s;
    ticks->total = total_s;
    if (permille >= 0) ticks->permille = permille;
}

static void burn_closed(struct fixture *fixture, const uint8_t *data)
{
    struct burn_options options = fixture_default_options();

    options.close_medium = true;
    options.overwrite = true;
    assert_int_equal(fixture_burn(fixture, data, BLOCKS, &options), BURN_OK);
}

static void test_blanking(void **state)
{
    struct fixture *fixture = fixture_new("cd-rw");
    struct ticks ticks = {0};
    void *memory;
    uint8_t *data = fixture_data(BLOCKS, 1, &memory);
    unsigned int full;

    (void)state;
    for (full = 0; full < 2; full++)
    {
        burn_closed(fixture, data);
        assert_true(fixture_medium(fixture).erase_required);
        memset(&ticks, 0, sizeof(ticks));
        assert_int_equal(burn_erase(&fixture->burn, full, tick, &ticks), BURN_OK);
        assert_true(ticks.count > 0);
        assert_int_equal(ticks.permille, 1000);
        fixture_reopen(fixture);
        assert_true(fixture_medium(fixture).blank);
        fixture_assert_ejects(fixture);
    }
    burn_closed(fixture, data);
    fixture_assert_data(fixture, 0, data, BLOCKS);
    assert_int_equal(burn_erase(&fixture->burn, false, NULL, NULL), BURN_OK);
    fixture_free(fixture);
    free(memory);
}

static void test_write_once_media_stay(void **state)
{
    static const char *const kinds[] = { "cd-r", "dvd-r", "dvd+r", "bd-r" };
    struct fixture *fixture;
    size_t i;

    (void)state;
    for (i = 0; i < COUNT(kinds); i++)
    {
        fixture = fixture_new(kinds[i]);
        assert_int_equal(burn_erase(&fixture->burn, false, NULL, NULL), BURN_MEDIA_STATE);
        assert_int_equal(fixture->by_opcode[MMC_OP_BLANK], 0);
        fixture_assert_ejects(fixture);
        fixture_free(fixture);
    }
}

static void still_not_blank(uint8_t *reply, uint32_t *length)
{
    if (*length > 2) reply[2] |= 2;
}

static void test_blank_must_be_blank(void **state)
{
    struct fixture *fixture = fixture_new("cd-rw");
    struct fixture_fault *fault = fixture_fail(fixture, MMC_OP_READ_DISC_INFORMATION, 2, 0);

    (void)state;
    fault->change = still_not_blank;
    assert_int_equal(burn_erase(&fixture->burn, false, NULL, NULL), BURN_MISMATCH);
    fixture_assert_ejects(fixture);
    fixture_free(fixture);
}

static void test_blank_fails(void **state)
{
    struct fixture *fixture = fixture_new("cd-rw");

    (void)state;
    fixture_fail(fixture, MMC_OP_BLANK, 1, MMC_SENSE_CODE_WRITE_ERROR);
    assert_int_equal(burn_erase(&fixture->burn, true, NULL, NULL), BURN_SENSE);
    assert_int_equal(mmc_sense_code(&fixture->burn.failure.sense), MMC_SENSE_CODE_WRITE_ERROR);
    fixture_assert_ejects(fixture);
    fixture_fail(fixture, MMC_OP_BLANK, 1, MMC_SENSE_CODE_INVALID_FIELD_IN_CDB);
    assert_int_equal(burn_erase(&fixture->burn, false, NULL, NULL), BURN_OK);
    fixture_free(fixture);
}

/* A disc whose last track the drive can not tell anything about: only erasing helps, and it must get that far. */
static void test_broken_disc_can_be_erased(void **state)
{
    struct fixture *fixture = fixture_new("cd-rw");
    struct burn_medium medium;

    (void)state;
    fixture_fail(fixture, MMC_OP_READ_TRACK_INFORMATION, 1, MMC_SENSE_CODE_UNRECOVERED_READ_ERROR)->count = 0;
    medium = fixture_medium(fixture);
    assert_true(medium.damaged);
    assert_int_equal(burn_erase(&fixture->burn, true, NULL, NULL), BURN_OK);
    fixture_assert_ejects(fixture);
    fixture_free(fixture);
}

static void erase_by_zeros(const char *kind)
{
    struct fixture *fixture = fixture_new(kind);
    struct ticks ticks = {0};
    struct burn_medium medium;
    void *memory;
    uint8_t *data = fixture_data(EDGE + 100, 2, &memory);
    uint32_t last;
    bool blank;

    /* Nothing is there yet. */
    assert_int_equal(burn_erase(&fixture->burn, true, tick, &ticks), BURN_OK);
    assert_int_equal(fixture->by_opcode[MMC_OP_WRITE_10], 0);

    burn_closed(fixture, data);
    medium = fixture_medium(fixture);
    last = medium.total_blocks - 1;
    assert_int_equal(burn_write_blocks(&fixture->burn, EDGE - 100, data, 200, BLOCK), BURN_OK);
    assert_int_equal(burn_write_blocks(&fixture->burn, (int32_t)last, data, 1, BLOCK), BURN_OK);
    assert_int_equal(burn_looks_blank(&fixture->burn, &medium, &blank), BURN_OK);
    assert_false(blank);
    assert_int_equal(burn_erase(&fixture->burn, false, tick, &ticks), BURN_OK);
    assert_int_equal(burn_looks_blank(&fixture->burn, &medium, &blank), BURN_OK);
    assert_true(blank);
    fixture_assert_zeros(fixture, 0, EDGE);
    fixture_assert_zeros(fixture, (int32_t)(last - EDGE + 1), EDGE);
    /* Quick is quick: what lies between stays. */
    fixture_assert_data(fixture, EDGE, data + 100 * BLOCK, 100);
    fixture_assert_ejects(fixture);
    burn_closed(fixture, data);
    fixture_free(fixture);
    free(memory);
}

static void test_overwriting_with_zeros(void **state)
{
    (void)state;
    erase_by_zeros("dvd+rw");
    erase_by_zeros("bd-re");
}

/* READ FORMAT CAPACITIES of a very small medium. */
static void small_capacity(uint8_t *reply, uint32_t *length)
{
    if (*length > 8) mmc_put32(reply + 4, 8192);
}

static void test_full_overwrite(void **state)
{
    struct fixture *fixture = fixture_new("bd-re");
    struct fixture_fault *fault;
    struct ticks ticks = {0};
    void *memory;
    uint8_t *data = fixture_data(BLOCKS, 3, &memory);

    (void)state;
    burn_closed(fixture, data);
    assert_int_equal(burn_write_blocks(&fixture->burn, 5000, data, BLOCKS, BLOCK), BURN_OK);
    assert_int_equal(burn_write_blocks(&fixture->burn, 9000, data, 1, BLOCK), BURN_OK);
    fault = fixture_fail(fixture, MMC_OP_READ_FORMAT_CAPACITIES, 1, 0);
    fault->change = small_capacity;
    fault->count = 0;
    assert_int_equal(burn_erase(&fixture->burn, true, tick, &ticks), BURN_OK);
    fixture_assert_zeros(fixture, 0, BLOCKS);
    fixture_assert_zeros(fixture, 5000, BLOCKS);
    fixture_assert_data(fixture, 9000, data, 1);
    fixture->cancel_at = fixture->commands + 100;
    assert_int_equal(burn_erase(&fixture->burn, true, NULL, NULL), BURN_CANCELLED);
    fixture_assert_ejects(fixture);
    fixture_free(fixture);
    free(memory);
}

static void test_erase_without_medium(void **state)
{
    struct fixture *fixture = fixture_new(NULL);

    (void)state;
    assert_int_equal(burn_erase(&fixture->burn, false, NULL, NULL), BURN_SENSE);
    assert_int_equal(fixture->burn.failure.sense.key, MMC_SENSE_NOT_READY);
    fixture_free(fixture);
}

static void check_speeds(struct fixture *fixture, const struct burn_medium *medium)
{
    struct burn_speed speeds[BURN_SPEEDS_MAX], now;
    uint32_t count, i;

    assert_int_equal(burn_read_speeds(&fixture->burn, medium, speeds, &count), BURN_OK);
    assert_in_range(count, 1, BURN_SPEEDS_MAX);
    for (i = 1; i < count; i++) assert_true(speeds[i].write_kbps <= speeds[i - 1].write_kbps);
    for (i = 0; i < count; i++)
    {
        assert_true(speeds[i].write_kbps >= 150);
        assert_int_equal(burn_set_speed(&fixture->burn, medium, &speeds[i]), BURN_OK);
        assert_int_equal(burn_current_speed(&fixture->burn, &now), BURN_OK);
        if (speeds[i].write_kbps <= UINT16_MAX) assert_int_equal(now.write_kbps, speeds[i].write_kbps);
    }
    now.write_kbps = 0xffffffff;
    now.pure_cav = false;
    assert_int_equal(burn_set_speed(&fixture->burn, medium, &now), BURN_OK);
    assert_int_equal(burn_current_speed(&fixture->burn, &now), BURN_OK);
    if (speeds[0].write_kbps <= UINT16_MAX) assert_int_equal(now.write_kbps, speeds[0].write_kbps);
}

static void test_speeds(void **state)
{
    static const char *const kinds[] = { "cd-r", "cd-rw", "dvd-r", "dvd+r", "dvd+rw", "bd-r", "bd-re" };
    struct fixture *fixture;
    struct burn_medium medium;
    size_t i;

    (void)state;
    for (i = 0; i < COUNT(kinds); i++)
    {
        fixture = fixture_new(kinds[i]);
        medium = fixture_medium(fixture);
        check_speeds(fixture, &medium);
        /* An old drive: mode page 2A and SET CD SPEED. */
        fixture_fail(fixture, MMC_OP_GET_PERFORMANCE, 1, MMC_SENSE_CODE_INVALID_OPCODE)->count = 0;
        fixture_fail(fixture, MMC_OP_SET_STREAMING, 1, MMC_SENSE_CODE_INVALID_OPCODE)->count = 0;
        fixture->by_opcode[MMC_OP_SET_CD_SPEED] = 0;
        check_speeds(fixture, &medium);
        assert_true(fixture->by_opcode[MMC_OP_SET_CD_SPEED] > 0);
        /* One that can nothing of all that has its own speed, and that is no error. */
        fixture_fail(fixture, MMC_OP_SET_CD_SPEED, 1, MMC_SENSE_CODE_INVALID_OPCODE)->count = 0;
        assert_int_equal(burn_set_speed(&fixture->burn, &medium, &(struct burn_speed){ 1, false }), BURN_OK);
        fixture_free(fixture);
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] =
    {
        cmocka_unit_test(test_blanking),
        cmocka_unit_test(test_write_once_media_stay),
        cmocka_unit_test(test_blank_must_be_blank),
        cmocka_unit_test(test_blank_fails),
        cmocka_unit_test(test_broken_disc_can_be_erased),
        cmocka_unit_test(test_overwriting_with_zeros),
        cmocka_unit_test(test_full_overwrite),
        cmocka_unit_test(test_erase_without_medium),
        cmocka_unit_test(test_speeds),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
