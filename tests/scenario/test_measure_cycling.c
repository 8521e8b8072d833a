// SPDX-License-Identifier: GPL-3.0-or-later
#include "measure_support.h"

/** Nine links of the B236, four of them motor roads, so those are named one by one. */
static void test_links(void **state)
{
    const struct spec *spec =
        measure_apply(*state, "ardey.cycling { link = { 'L0140', 'L0141r' }, speed = '25 km/h' }");
    const struct table *links = &spec->network_tables.links;
    uint32_t count = 0;
    for (uint32_t i = 0; i < links->count; i++) {
        const struct road_link_row *link = TABLE_ROW(links, struct road_link_row, i);
        count += link->bicycle_mps > 0;
        if (strcmp(link->id, "L0141") == 0)
            assert_near(link->bicycle_mps, 25 / 3.6, 1e-12);
    }
    assert_int_equal(count, 2);
}

static void test_mistakes(void **state)
{
    measure_refuse(*state,
                   "ardey.cycling { speed = '25 km/h' },\n"
                   "ardey.cycling { link = { 'L0140', 'L0139' }, speed = '25 km/h' },\n"
                   "ardey.cycling { road = 'B263', speed = '25 km/h' }",
                   "s.lua:2: measures[1] (cycling): needs either 'link' or 'road'\n"
                   "s.lua:3: measures[2] (cycling): nobody cycles on link 'L0139', as it is of "
                   "class trunk\n"
                   "s.lua:4: measures[3] (cycling): no road 'B263', did you mean 'B236'?");
}

int main(void)
{
#define TEST(function) cmocka_unit_test_setup_teardown(function, measured_up, measured_down)
    const struct CMUnitTest tests[] = {
        TEST(test_links),
        TEST(test_mistakes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
