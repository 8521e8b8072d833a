// SPDX-License-Identifier: GPL-3.0-or-later
#include "transit/transit_fixture.h"

#include "transit/transit_state.h"

/** The figures of TCRP 165, exhibit 6-4. */
static struct dwell_rules rules_standard(double weight)
{
    struct transit_parameters parameters;
    struct text_arena arena = {0};
    struct error err = {0};
    assert_int_equal(fields_set_standard(transit_parameter_fields, &parameters, &arena, &err),
                     STATUS_OK);
    parameters.weight = weight;
    text_arena_deinit(&arena);
    return transit_dwell_rules(&parameters);
}

/** Dwell with nobody standing. */
static uint32_t dwell(double weight, int mode, uint32_t doors, uint32_t alighted, uint32_t boarded)
{
    struct dwell_rules rules = rules_standard(weight);
    struct transit_line line = {.mode = (uint8_t)mode, .doors = doors};
    bool is_bus = mode == SERVICE_BUS || mode == SERVICE_NIGHT_BUS;
    struct exchange exchange = {alighted, boarded, (uint64_t)alighted * rules.alight_ms,
                                (uint64_t)boarded * (is_bus ? rules.bus_board_ms : rules.board_ms)};
    return transit_dwell_ms(&rules, &line, &exchange);
}

static void test_bus(void **state)
{
    (void)state;
    /* Nobody: drives past. */
    assert_int_equal(dwell(1, SERVICE_BUS, 3, 0, 0), 0);
    /* In by the first door, 2 s each; out by two streams at each of the others, 1.75 s each. */
    assert_int_equal(dwell(1, SERVICE_BUS, 3, 0, 1), 3500 + 2000);
    assert_int_equal(dwell(1, SERVICE_BUS, 3, 4, 5), 3500 + 10000);
    assert_int_equal(dwell(1, SERVICE_NIGHT_BUS, 3, 40, 5), 3500 + 17500);
    assert_int_equal(dwell(1, SERVICE_BUS, 2, 40, 5), 3500 + 35000);
    /* One door: one after the other, and against each other from more than a quarter on. */
    assert_int_equal(dwell(1, SERVICE_BUS, 1, 1, 3), 3500 + 1750 + 6000);
    assert_int_equal(dwell(1, SERVICE_BUS, 1, 2, 3), 3500 + 11400);
}

static void test_rail(void **state)
{
    (void)state;
    assert_int_equal(dwell(1, SERVICE_RAIL, 4, 0, 0), 12000);
    assert_int_equal(dwell(1, SERVICE_LIGHT_RAIL, 4, 0, 0), 3500);
    assert_int_equal(dwell(1, SERVICE_TRAM, 4, 0, 16), 3500 + 3500);
    /* 16 off and 48 on, two streams at each of four doors: a quarter does not hinder. */
    assert_int_equal(dwell(1, SERVICE_RAIL, 4, 16, 48), 12000 + 14000);
    assert_int_equal(dwell(1, SERVICE_RAIL, 4, 17, 47), 12000 + 16800);
}

/** A passenger of a sample stands for many. */
static void test_weight(void **state)
{
    (void)state;
    assert_int_equal(dwell(10, SERVICE_RAIL, 4, 0, 8), 12000 + 17500);
    assert_int_equal(dwell(50, SERVICE_BUS, 3, 0, 1), 3500 + 100000);
    assert_int_equal(rules_standard(50).standee_ms, 25000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_bus), cmocka_unit_test(test_rail),
                                       cmocka_unit_test(test_weight)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
