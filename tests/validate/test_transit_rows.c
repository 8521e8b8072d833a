// SPDX-License-Identifier: GPL-3.0-or-later
#include "validate_fixture.h"

#include "validate/road_run.h"

/** Ten trains on each of two lines with two calls, over five sections. */
static void rows_of_the_capacity_case(void **state)
{
    (void)state;
    struct road_run run;
    struct error err = {0};
    if (road_run_do(
            &(struct road_run_input){.scenario = "scenarios/validation/rail-capacity/scenario.lua",
                                     .sample_s = 3600},
            &run, &err) != STATUS_OK)
        fail_msg("%s", err.text);
    assert_int_equal(run.transit.call_count, 40);
    assert_int_equal(run.transit.occupation_count, 100);
    uint32_t first_calls = 0;
    double knock_on_s = 0;
    for (uint32_t i = 0; i < run.transit.call_count; i++) {
        const struct transit_call_kept *call = &run.transit.calls[i];
        first_calls += call->seq == 0 && call->depart_s >= 7 * 3600;
        knock_on_s += call->knock_on_s;
        assert_false(call->is_cancelled);
    }
    assert_int_equal(first_calls, 20);
    assert_near(knock_on_s, 45, 1e-9);
    /* The block between the second and the third signal, for a train that nobody hinders. */
    for (uint32_t i = 0; i < run.transit.occupation_count; i++) {
        const struct rail_occupation_kept *kept = &run.transit.occupations[i];
        assert_in_range(kept->run, 0, 19);
        const char *section = names_text(&run.world->rail_network->section_names, kept->section);
        if (strcmp(section, "1_2u") == 0)
            assert_near(kept->clear_s - kept->set_s, 109, 1e-9);
    }
    road_run_deinit(&run);
    assert_null(run.transit.calls);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(rows_of_the_capacity_case)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
