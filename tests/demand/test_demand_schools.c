// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include "demand/demand_residents.h"
#include "demand/demand_schools.h"
#include "demand_fixture.h"

static void learners_get_their_places(void **state)
{
    (void)state;
    static struct fixture f;
    struct demand_world world;
    struct demand_people people = {0};
    uint32_t pupils[3] = {0}, students[10] = {0}, near = 0, children = 0;
    fixture_init(&f);
    fixture_world(&f, &world);
    assert_int_equal(demand_residents_build(f.network, &world.areas, &people, &f.err), STATUS_OK);
    assert_int_equal(demand_schools_assign(&world, 7, &people, &f.err), STATUS_OK);
    for (uint32_t i = 0; i < people.count; i++) {
        const struct demand_person *person = &people.persons[i];
        assert_true((person->group <= GROUP_STUDENT) == (person->main_place != NONE));
        if (person->group == GROUP_PUPIL) {
            pupils[f.network->places[person->main_place].zone]++;
        } else if (person->group == GROUP_STUDENT) {
            students[person->main_place]++;
        } else if (person->group == GROUP_CHILD) {
            children++;
            near += demand_reach_distance_m(&world.reach, person->home, person->main_place) < 2000;
        }
    }
    /* 179 and 41 pupils to 150 : 80 : 60 places */
    assert_in_range(pupils[0], 111, 117);
    assert_in_range(pupils[1], 58, 64);
    assert_in_range(pupils[2], 43, 48);
    assert_int_equal(students[0] + students[1] + students[2] + students[5], 0);
    assert_true(students[3] > 0 && students[6] > 0); /* A2 and, farther away, X1 */
    assert_true(near * 10 > children * 8);
    demand_people_deinit(&people);
    fixture_free(&f, &world);
}

static void without_places_nobody_goes(void **state)
{
    (void)state;
    static struct fixture f;
    struct demand_world world;
    struct demand_people people = {0};
    uint32_t with_place = 0;
    fixture_init(&f);
    for (int z = 0; z < 7; z++) {
        f.zones[z].pupil_places = f.zones[z].university_places = 0;
    }
    fixture_world(&f, &world);
    assert_int_equal(demand_residents_build(f.network, &world.areas, &people, &f.err), STATUS_OK);
    assert_int_equal(demand_schools_assign(&world, 7, &people, &f.err), STATUS_OK);
    for (uint32_t i = 0; i < people.count; i++) {
        bool learns =
            people.persons[i].group == GROUP_PUPIL || people.persons[i].group == GROUP_STUDENT;
        with_place += learns && people.persons[i].main_place != NONE ? 1 : 0;
    }
    assert_int_equal(with_place, 0);
    demand_people_deinit(&people);
    fixture_free(&f, &world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(learners_get_their_places),
                                       cmocka_unit_test(without_places_nobody_goes)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
