// SPDX-License-Identifier: GPL-3.0-or-later
#include "people_fixture.h"

#include "people/person_shuttle.h"

static const struct planned_trip by_shuttle = {.depart_ms = AT(7, 50, 0),
                                               .to_place = PLACE_R,
                                               .hub_stop = NONE,
                                               .distance_m = 5000,
                                               .purpose = PURPOSE_WORK,
                                               .mode = MODE_SHUTTLE};

/** Where there are no shuttles, who planned one goes by bus, or is taken along. */
static void test_without_shuttles(void **state)
{
    (void)state;
    struct people_fixture fixture;
    struct people_run run;
    struct planned_trip late = by_shuttle;
    late.depart_ms = AT(20, 0, 0);
    people_fixture_standard(&fixture);
    const struct trip_row *row = people_lone_trip(&run, &fixture, PLACE_P, by_shuttle);
    assert_int_equal(row->mode, MODE_PT);
    assert_int_equal(row->outcome, TRIP_NO_SHUTTLE);
    assert_conserved(&run, &fixture.lone.population);
    people_run_deinit(&run);

    row = people_lone_trip(&run, &fixture, PLACE_P, late);
    assert_int_equal(row->mode, MODE_RIDE);
    assert_int_equal(row->outcome, TRIP_NO_SERVICE);
    assert_int_equal(people_totals(run.people, AT(24, 0, 0)).shuttle_refused, 1);
    assert_conserved(&run, &fixture.lone.population);
    people_run_deinit(&run);
    people_fixture_deinit(&fixture);
}

/** Ways between nodes of places, as the newest picture has them. */
static void test_guide(void **state)
{
    (void)state;
    struct people_fixture fixture;
    struct people_run run;
    uint32_t links[8];
    people_fixture_standard(&fixture);
    people_lone_trip(&run, &fixture, PLACE_P, by_shuttle);
    struct shuttle_guide guide = people_shuttle_guide(run.people);
    uint32_t p = fixture.network->places[PLACE_P].node, r = fixture.network->places[PLACE_R].node;
    assert_int_equal(guide.way_ms(guide.self, 0, p, r), 250000);
    assert_int_equal(guide.route(guide.self, 0, p, r, links, 8), 2);
    assert_int_equal(fixture.network->links[links[0]].from, p);
    assert_int_equal(fixture.network->links[links[1]].to, r);
    assert_int_equal(guide.route(guide.self, 0, p, r, links, 1), 0); /* too long */
    people_run_deinit(&run);
    people_fixture_deinit(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_without_shuttles),
        cmocka_unit_test(test_guide),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
