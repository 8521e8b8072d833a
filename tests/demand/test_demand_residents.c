// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include "demand/demand_residents.h"
#include "demand_fixture.h"

static void counts_are_as_published(void **state)
{
    (void)state;
    static struct fixture f;
    struct demand_world world;
    struct demand_people people = {0};
    uint32_t zones[3] = {0}, employed[3] = {0}, groups[2][DEMAND_GROUPS] = {{0}}, at_first = 0;
    fixture_init(&f);
    fixture_world(&f, &world);
    assert_int_equal(demand_residents_build(f.network, &world.areas, &people, &f.err), STATUS_OK);
    assert_int_equal(people.count, FIXTURE_RESIDENTS);
    assert_int_equal(people.resident_count, FIXTURE_RESIDENTS);
    for (uint32_t i = 0; i < people.count; i++) {
        const struct demand_person *person = &people.persons[i];
        uint32_t zone = f.network->places[person->home].zone;
        zones[zone]++;
        employed[zone] += person->group == GROUP_EMPLOYED ? 1 : 0;
        groups[zone == 2][person->group]++;
        at_first += person->home == 0 ? 1 : 0;
        assert_int_equal(person->main_place, NONE);
        assert_true(i == 0 || f.network->places[people.persons[i - 1].home].zone <= zone);
    }
    assert_int_equal(zones[0], 1000);
    assert_int_equal(zones[1], 600);
    assert_int_equal(zones[2], 400);
    assert_int_equal(employed[0], 470);
    assert_int_equal(employed[1], 260);
    assert_int_equal(employed[2], 200);
    /* 870 not employed of Aville by 6 : 11 : 4 : 10.5 : 22 */
    assert_int_equal(groups[0][GROUP_CHILD], 97);
    assert_int_equal(groups[0][GROUP_PUPIL], 179);
    assert_int_equal(groups[0][GROUP_SENIOR], 358);
    assert_in_range(at_first, 497, 503); /* half of the zone */
    demand_people_deinit(&people);
    fixture_free(&f, &world);
}

static void old_zones_have_more_old_people(void **state)
{
    (void)state;
    static struct fixture f;
    struct demand_world world;
    struct demand_people people = {0};
    uint32_t seniors[2] = {0};
    fixture_init(&f);
    fixture_world(&f, &world);
    assert_int_equal(demand_residents_build(f.network, &world.areas, &people, &f.err), STATUS_OK);
    for (uint32_t i = 0; i < 1600; i++) {
        seniors[people.persons[i].home >= 3] += people.persons[i].group == GROUP_SENIOR ? 1 : 0;
    }
    assert_int_equal(seniors[0] + seniors[1], 358);
    /* 530 and 340 not employed; 20 % and 25 % of the zones' people are old */
    assert_true(seniors[1] * 530 > seniors[0] * 340);
    demand_people_deinit(&people);
    fixture_free(&f, &world);
}

static void without_employed_the_share_counts(void **state)
{
    (void)state;
    static struct fixture f;
    struct demand_world world;
    struct demand_people people = {0};
    uint32_t employed = 0;
    fixture_init(&f);
    f.zones[2].employed_residents = 0;
    fixture_world(&f, &world);
    assert_int_equal(demand_residents_build(f.network, &world.areas, &people, &f.err), STATUS_OK);
    for (uint32_t i = 1600; i < people.count; i++) {
        employed += people.persons[i].group == GROUP_EMPLOYED ? 1 : 0;
    }
    assert_int_equal(employed, 186); /* 46.5 % of 400 */
    demand_people_deinit(&people);
    fixture_free(&f, &world);
}

static void more_employed_than_residents_is_an_error(void **state)
{
    (void)state;
    static struct fixture f;
    struct demand_world world;
    struct demand_people people = {0};
    fixture_init(&f);
    f.zones[2].employed_residents = 401;
    fixture_world(&f, &world);
    assert_int_equal(demand_residents_build(f.network, &world.areas, &people, &f.err), STATUS_DATA);
    assert_finding(&f, "zones.csv:4: zone 'B1' has 401 employed residents among 400 residents");
    demand_people_deinit(&people);
    fixture_free(&f, &world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(counts_are_as_published),
                                       cmocka_unit_test(old_zones_have_more_old_people),
                                       cmocka_unit_test(without_employed_the_share_counts),
                                       cmocka_unit_test(more_employed_than_residents_is_an_error)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
