// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include "demand/demand_residents.h"
#include "demand/demand_workers.h"
#include "demand_fixture.h"

struct flows {
    struct demand_world world;
    struct demand_people people;
    uint32_t areas[6][6], at_home, jobs[10];
};

static void assign(struct fixture *f, struct flows *flows)
{
    memset(flows, 0, sizeof *flows);
    fixture_world(f, &flows->world);
    struct demand_people *people = &flows->people;
    const struct demand_areas *areas = &flows->world.areas;
    assert_int_equal(demand_residents_build(f->network, areas, people, &f->err), STATUS_OK);
    assert_int_equal(demand_workers_add_outside(areas, people, &f->err), STATUS_OK);
    assert_int_equal(demand_workers_assign(&flows->world, 7, people, &f->err), STATUS_OK);
    for (uint32_t i = 0; i < people->count; i++) {
        const struct demand_person *person = &people->persons[i];
        bool works = person->group == GROUP_EMPLOYED || person->group == GROUP_COMMUTER;
        assert_true(works || person->main_place == NONE);
        if (works && person->main_place != NONE) {
            uint32_t from = areas->of_zone[f->network->places[person->home].zone];
            uint32_t to = areas->of_zone[f->network->places[person->main_place].zone];
            flows->areas[from][to]++;
            flows->jobs[person->main_place]++;
        }
        flows->at_home += works && person->main_place == NONE ? 1 : 0;
    }
}

static void finish(struct fixture *f, struct flows *flows)
{
    demand_people_deinit(&flows->people);
    fixture_free(f, &flows->world);
}

static void flows_are_exactly_the_published(void **state)
{
    (void)state;
    static struct fixture f;
    static struct flows flows;
    fixture_init(&f);
    assign(&f, &flows);
    assert_int_equal(flows.areas[0][0], 500);
    assert_int_equal(flows.areas[0][1], 70);
    assert_int_equal(flows.areas[0][2], 110);
    assert_int_equal(flows.areas[1][0], 90);
    assert_int_equal(flows.areas[1][1], 60);
    assert_int_equal(flows.areas[2][0], 200);
    assert_int_equal(flows.areas[3][1], 40);
    assert_int_equal(flows.at_home, FIXTURE_EMPLOYED - 830);
    assert_int_equal(flows.people.commuter_count, 240);
    assert_int_equal(flows.people.persons[FIXTURE_RESIDENTS].home, 6);
    finish(&f, &flows);
}

static void places_fill_like_their_jobs(void **state)
{
    (void)state;
    static struct fixture f;
    static struct flows flows;
    fixture_init(&f);
    assign(&f, &flows);
    /* 790 workers in Aville, 900 jobs: A1_1 has 400 of them, A2_1 50 */
    assert_in_range(flows.jobs[0], 346, 356);
    assert_in_range(flows.jobs[3], 39, 49);
    finish(&f, &flows);
}

static void too_many_commuters_are_scaled_down(void **state)
{
    (void)state;
    static struct fixture f;
    static struct flows flows;
    fixture_init(&f);
    f.commuters[4].commuters = 210; /* Bton to Bton; 300 with the 90 to Aville, 200 employed */
    assign(&f, &flows);
    assert_int_equal(flows.areas[1][0], 60);
    assert_int_equal(flows.areas[1][1], 140);
    finish(&f, &flows);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(flows_are_exactly_the_published),
                                       cmocka_unit_test(places_fill_like_their_jobs),
                                       cmocka_unit_test(too_many_commuters_are_scaled_down)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
