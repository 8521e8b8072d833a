// SPDX-License-Identifier: GPL-3.0-or-later
#include "skim_check.h"

#include "api/world.h"
#include "kernel/random.h"
#include "people/stop_reach.h"

#define CLOCK_MS(hour, minute) (((hour)*60u + (minute)) * 60000u)

/** Doors on foot and, at one end, by bicycle. */
struct corridor_doors {
    struct stop_reach walk, bicycle;
    struct door *doors[2]; /**< [place_count] on foot, by bicycle */
};

static void corridor_doors_init(struct corridor_doors *doors, const struct world *world,
                                struct team *team)
{
    struct error err = {0};
    uint32_t places = world->network->place_count;
    struct stop_reach_world reach = {world->network, world->timetable, &world->spec->people};
    assert_int_equal(stop_reach_build(&reach, STOP_REACH_WALK, team, &doors->walk, &err),
                     STATUS_OK);
    assert_int_equal(stop_reach_build(&reach, STOP_REACH_BICYCLE, team, &doors->bicycle, &err),
                     STATUS_OK);
    for (uint32_t k = 0; k < 2; k++) {
        doors->doors[k] = mem_alloc(places, sizeof(struct door), &err);
        for (uint32_t i = 0; i < places; i++)
            doors->doors[k][i] = stop_reach_door(k == 0 ? &doors->walk : &doors->bicycle, i);
    }
}

static void corridor_doors_deinit(struct corridor_doors *doors)
{
    stop_reach_deinit(&doors->walk);
    stop_reach_deinit(&doors->bicycle);
    mem_free(doors->doors[0]);
    mem_free(doors->doors[1]);
}

/** The shipped timetable, at 7:30 and 22:00: 4,000 random pairs on foot, with a bicycle to the
 * first stop, and with one from the last. */
static void test_equal_searches_on_the_corridor(void **state)
{
    (void)state;
    struct error err = {0};
    struct spec *spec;
    struct world *world;
    struct corridor_doors doors;
    struct random_stream random;
    struct timetable_skim *skim;
    struct team *team = team_create(2, &err);
    assert_int_equal(scenario_read("scenarios/weekday.lua", NULL, &spec, &err), STATUS_OK);
    assert_int_equal(world_create(spec, 1, &world, &err), STATUS_OK);
    corridor_doors_init(&doors, world, team);
    struct timetable_search *search = timetable_search_create(world->timetable, 60000, &err);
    struct felt felt = choice_felt(&spec->choice);
    assert_int_equal(felt.walk_permille, 750);
    timetable_search_set_felt(search, felt);
    random_stream_init(&random, 45, 0, RANDOM_TEST);
    for (uint32_t use = 0; use < 3; use++) {
        uint32_t found_by_rides[ITINERARY_LEGS_MAX + 1] = {0}, places = world->network->place_count;
        struct timetable_skim_frame frame = {.timetable = world->timetable,
                                             .from = doors.doors[use == 1],
                                             .to = doors.doors[use == 2],
                                             .from_count = places,
                                             .to_count = places,
                                             .start_ms = CLOCK_MS(7, 30),
                                             .slot_ms = CLOCK_MS(14, 30),
                                             .slot_count = 2,
                                             .window_ms = CLOCK_MS(3, 0),
                                             .change_ms = 60000,
                                             .felt = felt,
                                             .slack_ms = 120000};
        assert_int_equal(timetable_skim_build(&frame, team, &skim, &err), STATUS_OK);
        for (uint32_t i = 0; i < 4000; i++)
            found_by_rides[check_pair(&frame, skim, search, random_below(&random, places),
                                      random_below(&random, places), i % 2)]++;
        /* The sample has ways of every kind; with a bicycle four rides are rare. */
        for (uint32_t rides = 0; rides < ITINERARY_LEGS_MAX; rides++)
            assert_true(found_by_rides[rides] > 100);
        assert_true(found_by_rides[ITINERARY_LEGS_MAX] > 5);
        timetable_skim_destroy(skim);
    }
    timetable_search_destroy(search);
    corridor_doors_deinit(&doors);
    world_destroy(world);
    team_destroy(team);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_equal_searches_on_the_corridor)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
