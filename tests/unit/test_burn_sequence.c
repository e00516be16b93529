/*
 * The recipes as docs/cookbook.md has them: what the drive is told, medium by medium, in its order, with its timeouts
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

#include <stdarg.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "burn_fixture.h"
#include "mmc_all.h"

#define BLOCKS 703u     /* neither whole ECC units of DVD nor of BD */
#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* What changes the medium or the drive; questions are left out. The same again is told once. */
struct log
{
    char text[1000];
    char last[40];
};

static struct log told;

static void tell(const char *format, ...)
{
    char word[sizeof(told.last)];
    va_list args;
    size_t length = strlen(told.text);

    va_start(args, format);
    vsnprintf(word, sizeof(word), format, args);
    va_end(args);
    if (!strcmp(word, told.last)) return;
    strcpy(told.last, word);
    assert_true(length + strlen(word) + 2 < sizeof(told.text));
    sprintf(told.text + length, "%s%s", length ? ", " : "", word);
}

/* The write parameters page: write type, and the multi-session field. */
static void tell_parameters(const struct port_command *command)
{
    static const char *const types[] = { "packet", "tao", "sao", "raw" };
    const uint8_t *page = (const uint8_t *)command->data + MMC_MODE_HEADER_LENGTH;

    assert_int_equal(page[0] & 0x3f, MMC_PAGE_WRITE_PARAMETERS);
    assert_in_range(page[2] & 0x0f, 0, COUNT(types) - 1);
    tell("%s %u", types[page[2] & 0x0f], page[3] >> 6);
}

static void listen(struct fixture *fixture, const struct port_command *command, struct port_reply *reply)
{
    unsigned int seconds = command->timeout_ms / 1000;

    (void)fixture, (void)reply;
    switch (command->cdb[0])
    {
    case MMC_OP_PREVENT_ALLOW_MEDIUM_REMOVAL: tell(command->cdb[4] & 1 ? "prevent" : "allow"); break;
    case MMC_OP_MODE_SELECT_10: tell_parameters(command); break;
    case MMC_OP_SEND_OPC_INFORMATION: tell("opc %u s", seconds); break;
    case MMC_OP_RESERVE_TRACK: tell("reserve %u", (unsigned int)mmc_get32(command->cdb + 5)); break;
    case MMC_OP_WRITE_10: tell("write %u s", seconds); break;
    case MMC_OP_SYNCHRONIZE_CACHE: tell("flush %u s", seconds); break;
    case MMC_OP_CLOSE_TRACK_SESSION:
        tell("close %u%s", command->cdb[2] & 7u, command->cdb[1] & 1 ? "" : " without immed");
        break;
    case MMC_OP_FORMAT_UNIT: tell("format %02x", ((const uint8_t *)command->data)[8] >> 2); break;
    case MMC_OP_BLANK: tell("blank %u", command->cdb[1] & 7u); break;
    case MMC_OP_START_STOP_UNIT: tell("start"); break;
    }
}

struct row
{
    const char *kind;
    bool close, dvd_compatible;
    const char *sequence;
};

static void check_burn(const struct row *row)
{
    struct burn_options options = fixture_default_options();
    struct fixture *fixture = fixture_new(row->kind);
    void *memory;
    uint8_t *data = fixture_data(BLOCKS, 5, &memory);

    options.close_medium = row->close;
    options.dvd_compatible = row->dvd_compatible;
    memset(&told, 0, sizeof(told));
    fixture->interfere = listen;
    assert_int_equal(fixture_burn(fixture, data, BLOCKS, &options), BURN_OK);
    fixture->interfere = NULL;
    if (strcmp(told.text, row->sequence))
        fail_msg("%s, close %d, compatible %d: got \"%s\"", row->kind, row->close, row->dvd_compatible, told.text);
    fixture_free(fixture);
    free(memory);
}

#define CD(pages)       "prevent, tao " pages ", opc 260 s, write 60 s, flush 260 s, close 1, close 2, allow"
#define INCREMENTAL     "prevent, packet 3, opc 260 s, write 60 s, flush 900 s, close 1, close 2, allow"
#define AT_ONCE         "prevent, sao 0, opc 260 s, reserve 704, write 180 s, write 60 s, flush 900 s, allow"
#define SEQUENTIAL(end) "prevent, write 60 s, flush 260 s, close 1, close " end ", allow"

static const struct row rows[] =
{
    { "cd-r", false, true, CD("3") },
    { "cd-r", true, true, CD("0") },
    { "cd-rw", false, true, CD("3") },
    { "cd-rw", true, true, CD("0") },
    { "dvd-r", false, true, INCREMENTAL },
    { "dvd-r", true, true, AT_ONCE },
    { "dvd-r-dl", false, true, INCREMENTAL },
    { "dvd-r-dl", true, true, AT_ONCE },
    { "dvd-rw", false, true, AT_ONCE },
    { "dvd-rw", true, true, AT_ONCE },
    { "dvd+r", false, true, SEQUENTIAL("5") },
    { "dvd+r", true, true, SEQUENTIAL("5") },
    { "dvd+r", true, false, SEQUENTIAL("6") },
    { "dvd+r", false, false, SEQUENTIAL("2") },
    { "dvd+r-dl", false, true, SEQUENTIAL("5") },
    { "dvd+r-dl", true, false, SEQUENTIAL("6") },
    { "dvd+r-dl", false, false, SEQUENTIAL("6") },
    { "bd-r", false, true, SEQUENTIAL("2") },
    { "bd-r", true, true, SEQUENTIAL("6") },
    { "bd-r-xl", false, true, SEQUENTIAL("2") },
    { "bd-r-xl", true, true, SEQUENTIAL("6") },
    { "dvd+rw", false, true, "prevent, format 26, write 60 s, flush 260 s, close 2, allow" },
    { "dvd-ram", false, true, "prevent, write 60 s, flush 260 s, allow" },
    { "bd-re", false, true, "prevent, format 00, write 60 s, flush 260 s, allow" },
    { "bd-re-xl", true, true, "prevent, format 00, write 60 s, flush 260 s, allow" },
};

static void test_blank_media(void **state)
{
    size_t i;

    (void)state;
    for (i = 0; i < COUNT(rows); i++) check_burn(&rows[i]);
}

/* Media that are written over a second time, and their other state. */
static void test_used_media(void **state)
{
    static const struct { const char *kind, *sequence; } used[] =
    {
        /* Its background format was stopped by the burn before, and goes on. */
        { "dvd+rw", "prevent, format 26, write 60 s, flush 260 s, close 2, allow" },
        { "bd-re", "prevent, write 60 s, flush 260 s, allow" },
        { "cd-r", CD("3") },
        { "dvd-r", INCREMENTAL },
    };
    struct burn_options options = fixture_default_options();
    struct fixture *fixture;
    void *memory;
    uint8_t *data = fixture_data(BLOCKS, 6, &memory);
    size_t i;

    (void)state;
    options.overwrite = true;
    for (i = 0; i < COUNT(used); i++)
    {
        fixture = fixture_new(used[i].kind);
        assert_int_equal(fixture_burn(fixture, data, BLOCKS, &options), BURN_OK);
        memset(&told, 0, sizeof(told));
        fixture->interfere = listen;
        assert_int_equal(fixture_burn(fixture, data, BLOCKS, &options), BURN_OK);
        fixture->interfere = NULL;
        if (strcmp(told.text, used[i].sequence)) fail_msg("%s: got \"%s\"", used[i].kind, told.text);
        fixture_free(fixture);
    }
    free(memory);
}

static void test_erasing(void **state)
{
    static const struct { const char *kind; bool full; const char *sequence; } erased[] =
    {
        { "cd-rw", false, "prevent, blank 1, allow" },
        { "cd-rw", true, "prevent, blank 0, allow" },
        { "dvd-rw", false, "prevent, blank 1, allow" },
        { "dvd-rw", true, "prevent, blank 0, allow" },
        { "dvd+rw", false, "prevent, write 60 s, flush 260 s, allow" },
        { "bd-re", false, "prevent, write 60 s, flush 260 s, allow" },
    };
    struct burn_options options = fixture_default_options();
    struct fixture *fixture;
    void *memory;
    uint8_t *data = fixture_data(BLOCKS, 7, &memory);
    size_t i;

    (void)state;
    for (i = 0; i < COUNT(erased); i++)
    {
        fixture = fixture_new(erased[i].kind);
        assert_int_equal(fixture_burn(fixture, data, BLOCKS, &options), BURN_OK);
        memset(&told, 0, sizeof(told));
        fixture->interfere = listen;
        assert_int_equal(burn_erase(&fixture->burn, erased[i].full, NULL, NULL), BURN_OK);
        fixture->interfere = NULL;
        if (strcmp(told.text, erased[i].sequence)) fail_msg("%s: got \"%s\"", erased[i].kind, told.text);
        fixture_free(fixture);
    }
    free(memory);
}

int main(void)
{
    static const struct CMUnitTest tests[] =
    {
        cmocka_unit_test(test_blank_media),
        cmocka_unit_test(test_used_media),
        cmocka_unit_test(test_erasing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
