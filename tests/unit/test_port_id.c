/*
 * Tests of the names of drives
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
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "port_id.h"

static void test_virtual_recorder(void **state)
{
    char id[PORT_ID_MAX];

    assert_true(port_id_build(id, "Wine", "Virtual Recorder", "1.0", "First Burner_2-b"));
    assert_string_equal(id, "\\\\?\\cdrom#ven_wine&prod_virtual_recorder&rev_1.0#first&burner_2-b#"
                            "{53f56308-b6bf-11d0-94f2-00a0c91efb8b}");
}

static void test_padding_is_dropped(void **state)
{
    char padded[PORT_ID_MAX], plain[PORT_ID_MAX];

    assert_true(port_id_build(padded, "ACME    ", "Burner          ", "1   ", "x"));
    assert_true(port_id_build(plain, "ACME", "Burner", "1", "x"));
    assert_string_equal(padded, plain);
}

static void test_names_stay_apart(void **state)
{
    char spaced[PORT_ID_MAX], scored[PORT_ID_MAX];

    assert_true(port_id_build(spaced, "W", "P", "1", "a b"));
    assert_true(port_id_build(scored, "W", "P", "1", "a_b"));
    assert_false(port_id_equal(spaced, scored));
}

static void test_no_element_is_broken(void **state)
{
    char id[PORT_ID_MAX];

    assert_true(port_id_build(id, "A\\B", "C/D#E", "\x01,*", "q\"?<\xc3>|:"));
    assert_string_equal(id, "\\\\?\\cdrom#ven_a_b&prod_c_d_e&rev____#q_______#{53f56308-b6bf-11d0-94f2-00a0c91efb8b}");
}

static void test_missing_parts(void **state)
{
    char id[PORT_ID_MAX];

    assert_false(port_id_build(id, NULL, "P", "1", "x"));
    assert_string_equal(id, "");
    assert_false(port_id_build(id, "V", "P", "1", ""));
    assert_false(port_id_build(id, "V", "P", "1", NULL));
    assert_true(port_id_build(id, "", "", "", "x"));
}

static void test_length(void **state)
{
    char id[PORT_ID_MAX], instance[PORT_ID_MAX];
    size_t fixed;

    assert_true(port_id_build(id, "V", "P", "1", "x"));
    fixed = strlen(id) - 1;

    memset(instance, 'x', sizeof(instance));
    instance[PORT_ID_MAX - 1 - fixed] = 0;
    assert_true(port_id_build(id, "V", "P", "1", instance));
    assert_int_equal(strlen(id), PORT_ID_MAX - 1);

    instance[PORT_ID_MAX - 1 - fixed] = 'x';
    instance[PORT_ID_MAX - fixed] = 0;
    assert_false(port_id_build(id, "V", "P", "1", instance));
    assert_string_equal(id, "");
}

static void test_equal(void **state)
{
    assert_true(port_id_equal("\\\\?\\CDROM#Ven_A", "\\\\?\\cdrom#vEN_a"));
    assert_false(port_id_equal("cdrom", "cdro"));
    assert_false(port_id_equal("cdro", "cdrom"));
    assert_false(port_id_equal("a[", "a{"));
    assert_true(port_id_equal("", ""));
}

int main(void)
{
    const struct CMUnitTest tests[] =
    {
        cmocka_unit_test(test_virtual_recorder),
        cmocka_unit_test(test_padding_is_dropped),
        cmocka_unit_test(test_names_stay_apart),
        cmocka_unit_test(test_no_element_is_broken),
        cmocka_unit_test(test_missing_parts),
        cmocka_unit_test(test_length),
        cmocka_unit_test(test_equal),
    };

    return cmocka_run_group_tests_name("port_id", tests, NULL, NULL);
}
