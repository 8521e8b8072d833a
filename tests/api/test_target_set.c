// SPDX-License-Identifier: GPL-3.0-or-later
#include "target_fixture.h"

static void names_are_resolved(void **state)
{
    (void)state;
    struct error err = {0};
    struct world *world = NULL;
    const char *rows = "a,commuters,Bton,others,1,0,fitted,,s,q\n"
                       "b,band_share,2000,pt+bike_ride,0.1,0,fitted,,s,q\n"
                       "c,line_load,R1,S4 SX,,,compared,,s,q\n"
                       "d,stop_passengers,S3,B7,,,compared,,s,q\n"
                       "e,counter,C1,heavy,40,5,fitted,,s,q\n"
                       "f,trips,all,all,1,,compared,,s,q\n"
                       "g,departure_share,7,,0.1,0.01,fitted,,s,q\n";
    if (target_world(rows, 1, &world, &err) != STATUS_OK)
        fail_msg("%s", err.text);
    const struct target_set *set = &world->targets;
    const struct names *stops = &world->timetable->stop_names;
    assert_int_equal(set->count, 7);
    assert_int_equal(set->areas.count, 5);
    assert_int_equal(set->items[0].a, names_find(&set->areas, "Bton"));
    assert_int_equal(set->items[0].b, NONE);
    assert_int_equal(set->items[1].a, 2);
    assert_int_equal(set->items[1].modes, 1u << MODE_PT | 1u << MODE_BIKE_RIDE);
    assert_int_equal(set->items[2].a, names_find(&world->timetable->line_names, "R1"));
    assert_int_equal(set->items[2].b, names_find(stops, "S4"));
    assert_int_equal(set->items[2].c, names_find(stops, "SX"));
    assert_int_equal(set->items[3].b, names_find(&world->timetable->line_names, "B7"));
    assert_true(set->items[4].is_heavy);
    assert_int_equal(set->items[5].modes, (1u << MODE_COUNT) - 1);
    assert_int_equal(set->items[6].a, 7);
    uint32_t place = names_find(&world->network->place_names, "X1");
    if (place != NONE)
        assert_string_equal(names_text(&set->areas, set->area_of_place[place]), "X1");
    world_destroy(world);
}

/** All wrong rows are told at once, each with its line. */
static void wrong_names_are_told(void **state)
{
    (void)state;
    static const char *const told[] = {
        "targets.csv:2: area 'Avile' is unknown, did you mean 'Aville'?",
        "targets.csv:3: no length band starts at '2001' m",
        "targets.csv:4: one of the modes 'walk+cra' is unknown, did you mean 'car'?",
        "targets.csv:5: hour '28' must be a whole number from 0 to 27",
        "targets.csv:6: counter 'C2' is unknown",
        "targets.csv:7: 'S4' must be two names with a space between",
        "targets.csv:9: line 'B9' is unknown, did you mean 'B7'?",
        "targets.csv:10: part is empty, must be modes with '+' between, or all",
        "targets.csv:11: the second name of 'Aville Cton' is unknown",
    };
    struct error err = {0};
    struct world *world = NULL;
    const char *rows = "a,mode_share,Avile,car,0.1,,compared,,s,q\n"
                       "b,band_share,2001,car,0.1,,compared,,s,q\n"
                       "c,mode_share,Aville,walk+cra,0.1,,compared,,s,q\n"
                       "d,departure_share,28,,0.1,,compared,,s,q\n"
                       "e,counter,C2,all,1,,compared,,s,q\n"
                       "f,line_load,R1,S4,,,compared,,s,q\n"
                       "y,mean_length,Aville,,1,,compared,,s,q\n"
                       "g,line_boardings,B9,,,,compared,,s,q\n"
                       "h,trips,all,,1,,compared,,s,q\n"
                       "i,trips_between,Aville Cton,pt,1,,compared,,s,q\n";
    assert_int_equal(target_world(rows, 1, &world, &err), STATUS_DATA);
    for (size_t i = 0; i < sizeof told / sizeof told[0]; i++)
        assert_has(err.text, told[i]);
    struct error again = {0};
    assert_int_equal(target_world("z,mean_length,Aville,,1,,compared,,s,q\n"
                                  "z,mean_length,Bton,,1,,compared,,s,q\n",
                                  1, &world, &again),
                     STATUS_DATA);
    assert_has(again.text, "targets.csv:3: id 'z' stands twice");
}

static void without_a_table_there_is_nothing(void **state)
{
    (void)state;
    struct demand_tables tables = {0};
    struct target_set set = {0};
    struct error err = {0};
    assert_int_equal(target_set_build(&tables, NULL, NULL, &set, &err), STATUS_OK);
    assert_int_equal(set.count, 0);
    assert_null(set.area_of_place);
    target_set_deinit(&set);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(names_are_resolved),
                                       cmocka_unit_test(wrong_names_are_told),
                                       cmocka_unit_test(without_a_table_there_is_nothing)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
