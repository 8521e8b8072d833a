// SPDX-License-Identifier: GPL-3.0-or-later
#include "people_fixture.h"

#include "people/stop_reach.h"
#include "routing/timetable_bounds.h"

static struct stop_reach build_by(struct people_fixture *fixture, enum stop_reach_mode mode,
                                  double radius_m)
{
    struct stop_reach reach;
    struct people_parameters parameters = people_test_parameters(0);
    struct team *team = team_create(1, &fixture->roads.err);
    parameters.access_radius_m = radius_m;
    struct stop_reach_world world = {fixture->network, fixture->timetable, &parameters};
    assert_int_equal(stop_reach_build(&world, mode, team, &reach, &fixture->roads.err), STATUS_OK);
    team_destroy(team);
    return reach;
}

static struct stop_reach build(struct people_fixture *fixture, double radius_m)
{
    return build_by(fixture, STOP_REACH_WALK, radius_m);
}

static uint32_t count_of(const struct stop_reach *reach, uint32_t place)
{
    return reach->first[place + 1] - reach->first[place];
}

static const struct stop_access *stop_of(const struct stop_reach *reach, uint32_t place,
                                         uint32_t index)
{
    assert_true(index < count_of(reach, place));
    return &reach->stops[reach->first[place] + index];
}

/** Way = 1.2 * sqrt(distance^2 + access^2), at 1.25 m/s. */
static void way_to_a_stop_counts_detour_and_access(void **state)
{
    (void)state;
    struct people_fixture fixture;
    people_fixture_standard(&fixture);
    struct stop_reach reach = build(&fixture, 1000);

    assert_int_equal(count_of(&reach, PLACE_P), 1);
    assert_int_equal(stop_of(&reach, PLACE_P, 0)->stop, 0);
    assert_near(stop_of(&reach, PLACE_P, 0)->walk_ms, 96000, 1);
    assert_int_equal(count_of(&reach, PLACE_P2), 1);
    assert_near(stop_of(&reach, PLACE_P2, 0)->walk_ms, 960 * sqrt(400.0 * 400 + 50 * 50), 100);
    assert_int_equal(stop_of(&reach, PLACE_R, 0)->stop, 1);
    assert_near(stop_of(&reach, PLACE_R, 0)->walk_ms, 288000, 1);
    stop_reach_deinit(&reach);
    people_fixture_deinit(&fixture);
}

static void set_access(struct people_fixture *fixture, uint32_t stop, double access_s)
{
    struct table *stops = &fixture->transit_tables.stops;
    ((struct stop_row *)stops->rows)[stop].access_s = access_s;
}

/** Ninety seconds of stairs at B, for whoever comes to it from whatever door and by whatever. */
static void stairs_count_for_everybody(void **state)
{
    (void)state;
    static const enum stop_reach_mode modes[] = {STOP_REACH_WALK, STOP_REACH_BICYCLE,
                                                 STOP_REACH_CAR};
    static const uint32_t times_ms[] = {288000, 72000, 62000};
    for (int m = 0; m < 3; m++)
        for (uint32_t stairs_ms = 0; stairs_ms <= 90000; stairs_ms += 90000) {
            struct people_fixture fixture;
            people_fixture_init(&fixture);
            people_add_world(&fixture);
            people_add_bus(&fixture, 1, "7,0,08:00");
            transit_add(&fixture, "park_ride", "B,700");
            transit_add(&fixture, "place_stops", "x,B,15");
            set_access(&fixture, 1, stairs_ms / 1000.0);
            people_fixture_build(&fixture);
            struct stop_reach reach = build_by(&fixture, modes[m], 1000);
            assert_int_equal(stop_of(&reach, PLACE_R, 0)->stop, 1);
            assert_near(stop_of(&reach, PLACE_R, 0)->walk_ms, times_ms[m] + stairs_ms, 100);
            if (modes[m] == STOP_REACH_WALK)
                assert_int_equal(stop_of(&reach, PLACE_X, 0)->walk_ms, 900000 + stairs_ms);
            stop_reach_deinit(&reach);

            struct people_parameters parameters = people_test_parameters(0);
            struct stop_reach_world world = {fixture.network, fixture.timetable, &parameters};
            uint32_t node;
            assert_int_equal(stop_reach_park_ms(&world, 1, &node), stairs_ms);
            people_fixture_deinit(&fixture);
        }
}

/** From Q the way to A is 200 m shorter, 192 s: with five minutes of stairs there B is nearer. */
static void stairs_make_the_other_stop_the_nearer_one(void **state)
{
    (void)state;
    struct people_fixture fixture;
    people_fixture_init(&fixture);
    people_add_world(&fixture);
    people_add_bus(&fixture, 1, "7,0,08:00");
    set_access(&fixture, 0, 300);
    people_fixture_build(&fixture);
    struct stop_reach reach = build(&fixture, 3000);
    assert_int_equal(count_of(&reach, PLACE_Q), 2);
    assert_int_equal(stop_of(&reach, PLACE_Q, 0)->stop, 1);
    assert_int_equal(stop_of(&reach, PLACE_Q, 1)->stop, 0);
    stop_reach_deinit(&reach);
    people_fixture_deinit(&fixture);
}

/** Q is 1,900 m from A and 2,100 m from B: nothing within 1 km, so the nearest one; within 2 km
 * only A; within 3 km both, the nearer first. */
static void beyond_the_radius_the_nearest_stop_counts(void **state)
{
    (void)state;
    static const double radii_m[] = {1000, 2000, 3000};
    static const uint32_t counts[] = {1, 1, 2};
    struct people_fixture fixture;
    people_fixture_standard(&fixture);

    for (int i = 0; i < 3; i++) {
        struct stop_reach reach = build(&fixture, radii_m[i]);
        assert_int_equal(count_of(&reach, PLACE_Q), counts[i]);
        assert_int_equal(stop_of(&reach, PLACE_Q, 0)->stop, 0);
        assert_near(stop_of(&reach, PLACE_Q, 0)->walk_ms, 960 * sqrt(1900.0 * 1900 + 200 * 200),
                    300);
        if (counts[i] == 2)
            assert_int_equal(stop_of(&reach, PLACE_Q, 1)->stop, 1);
        stop_reach_deinit(&reach);
    }
    people_fixture_deinit(&fixture);
}

/** An external place uses the table alone, nearest first; ways of less than 30 s are raised. */
static void external_places_use_the_table(void **state)
{
    (void)state;
    struct people_fixture fixture;
    people_fixture_init(&fixture);
    people_add_world(&fixture);
    people_add_bus(&fixture, 1, "7,0,08:00");
    transit_add(&fixture, "place_stops", "x,B,15\nx,A,0.1");
    people_fixture_build(&fixture);
    struct stop_reach reach = build(&fixture, 1000);

    assert_int_equal(count_of(&reach, PLACE_X), 2);
    assert_int_equal(stop_of(&reach, PLACE_X, 0)->stop, 0);
    assert_int_equal(stop_of(&reach, PLACE_X, 0)->walk_ms, 30000);
    assert_int_equal(stop_of(&reach, PLACE_X, 1)->stop, 1);
    assert_int_equal(stop_of(&reach, PLACE_X, 1)->walk_ms, 900000);
    stop_reach_deinit(&reach);
    people_fixture_deinit(&fixture);
}

static void an_external_place_without_rows_has_no_stop(void **state)
{
    (void)state;
    struct people_fixture fixture;
    people_fixture_standard(&fixture);
    struct stop_reach reach = build(&fixture, 5000);
    assert_int_equal(count_of(&reach, PLACE_X), 0);
    assert_int_equal(reach.first[0], 0);
    assert_int_equal(reach.first[PLACE_X + 1], reach.first[PLACE_X]);
    stop_reach_deinit(&reach);
    people_fixture_deinit(&fixture);
}

/** 16 served stops 50 m apart: the 12 nearest are kept, in order, equal ways by the smaller id; the
 * stop that no run serves is left out, though it is nearest of all. */
static void the_nearest_twelve_served_stops_are_kept(void **state)
{
    (void)state;
    struct people_fixture fixture;
    char id[8], row[64];
    people_fixture_init(&fixture);
    people_add_world(&fixture);
    people_add_bus(&fixture, 1, "7,0,08:00");
    people_stop(&fixture, "unserved", 1900, 0);
    transit_add(&fixture, "lines", "8,ring,bus,,bus");
    transit_add(&fixture, "departures", "8,0,09:00");
    for (int i = 0; i < 16; i++) {
        snprintf(id, sizeof id, "T%d", i);
        people_stop(&fixture, fixture_text(&fixture.roads, id), 1900, 50.0 * (i / 2 + 1));
        snprintf(row, sizeof row, "8,0,%d,%s,%d,%d,%d", i + 1, id, i, i, i);
        transit_add(&fixture, "line_stops", row);
    }
    people_fixture_build(&fixture);
    struct stop_reach reach = build(&fixture, 1000);

    assert_int_equal(count_of(&reach, PLACE_Q), STOP_REACH_MAX);
    for (uint32_t i = 0; i < STOP_REACH_MAX; i++) {
        double distance_m = 50.0 * (i / 2 + 1);
        assert_int_equal(stop_of(&reach, PLACE_Q, i)->stop, 3 + i);
        assert_near(stop_of(&reach, PLACE_Q, i)->walk_ms,
                    960 * sqrt(distance_m * distance_m + 200 * 200), 100);
    }
    stop_reach_deinit(&reach);

    reach = build_by(&fixture, STOP_REACH_BICYCLE, 1000); /* all of them, and A and B */
    assert_int_equal(count_of(&reach, PLACE_Q), 18);
    assert_int_equal(stop_of(&reach, PLACE_Q, 17)->stop, 1);
    stop_reach_deinit(&reach);
    people_fixture_deinit(&fixture);
}

/** At 5 m/s within 3 km: A and B from Q, A alone from P. */
static void a_bicycle_reaches_further(void **state)
{
    (void)state;
    struct people_fixture fixture;
    people_fixture_standard(&fixture);
    struct stop_reach reach = build_by(&fixture, STOP_REACH_BICYCLE, 1000);
    assert_int_equal(count_of(&reach, PLACE_P), 1);
    assert_int_equal(count_of(&reach, PLACE_Q), 2);
    assert_near(stop_of(&reach, PLACE_Q, 0)->walk_ms, 240 * sqrt(1900.0 * 1900 + 200 * 200), 100);
    assert_near(stop_of(&reach, PLACE_Q, 1)->walk_ms, 240 * sqrt(2100.0 * 2100 + 200 * 200), 100);
    stop_reach_deinit(&reach);
    people_fixture_deinit(&fixture);
}

/** Door at 5 m/s, 20 m/s on the links, 2 s for a space, no walk: B is at R. No run serves C. */
static void a_car_goes_to_park_and_ride(void **state)
{
    (void)state;
    struct people_fixture fixture;
    people_fixture_init(&fixture);
    people_add_world(&fixture);
    people_add_bus(&fixture, 1, "7,0,08:00");
    people_stop(&fixture, "C", 0, 0);
    transit_add(&fixture, "park_ride", "C,10\nB,700");
    people_fixture_build(&fixture);
    struct stop_reach reach = build_by(&fixture, STOP_REACH_CAR, 1000);
    static const uint32_t times_s[] = {20 + 250 + 2, 10 + 250 + 2, 40 + 150 + 2, 60 + 2,
                                       100 + 100 + 2};
    for (uint32_t place = PLACE_P; place <= PLACE_X; place++) {
        assert_int_equal(count_of(&reach, place), 1);
        assert_int_equal(stop_of(&reach, place, 0)->stop, 1);
        assert_near(stop_of(&reach, place, 0)->walk_ms, 1000.0 * times_s[place], 100);
    }
    stop_reach_deinit(&reach);
    people_fixture_deinit(&fixture);
}

/** To r: a bus of 10 min from A, and from B its way. No bus leads to p. */
static void bounds_are_least_times(void **state)
{
    (void)state;
    struct people_fixture fixture;
    people_fixture_init(&fixture);
    people_add_world(&fixture);
    people_add_bus(&fixture, 1, "7,0,08:00");
    set_access(&fixture, 1, 90);
    people_fixture_build(&fixture);
    struct stop_reach reach = build(&fixture, 1000);
    struct people_parameters parameters = people_test_parameters(0);
    struct stop_reach_world world = {fixture.network, fixture.timetable, &parameters};
    assert_null(stop_reach_door(&reach, PLACE_R).bounds_ms);
    assert_int_equal(
        stop_reach_add_bounds(&reach, &world, 60000, (struct felt){0}, &fixture.roads.err),
        STATUS_OK);

    const uint32_t *to_r = stop_reach_door(&reach, PLACE_R).bounds_ms;
    uint32_t walk_ms = 90000; /* some home of the place is at the stop, above its stairs */
    assert_int_equal(to_r[2 * timetable_bounds_ready_row(1)], 600000 + walk_ms);
    assert_int_equal(to_r[2 * timetable_bounds_arrived_row(0)], UINT32_MAX);
    assert_int_equal(to_r[2 * timetable_bounds_arrived_row(0) + 1], walk_ms);
    const uint32_t *to_p = stop_reach_door(&reach, PLACE_P).bounds_ms;
    assert_int_equal(to_p[2 * timetable_bounds_ready_row(4) + 1], UINT32_MAX);
    stop_reach_deinit(&reach);
    people_fixture_deinit(&fixture);
}

static void without_park_and_ride_a_car_reaches_no_stop(void **state)
{
    (void)state;
    struct people_fixture fixture;
    people_fixture_standard(&fixture);
    struct stop_reach reach = build_by(&fixture, STOP_REACH_CAR, 1000);
    assert_int_equal(reach.first[PLACE_X + 1], 0);
    stop_reach_deinit(&reach);
    people_fixture_deinit(&fixture);
}

static void without_public_transport_no_place_has_a_stop(void **state)
{
    (void)state;
    struct people_fixture fixture;
    people_fixture_init(&fixture);
    people_add_world(&fixture);
    people_fixture_build(&fixture);
    struct stop_reach reach = build(&fixture, 1000);
    for (uint32_t p = 0; p <= PLACE_X; p++)
        assert_int_equal(count_of(&reach, p), 0);
    stop_reach_deinit(&reach);
    people_fixture_deinit(&fixture);
}

/** A stop itself is half a minute away, others as their footpaths say. */
static void around_a_stop(void **state)
{
    (void)state;
    struct people_fixture fixture;
    struct stop_reach around;
    people_fixture_init(&fixture);
    people_add_world(&fixture);
    people_add_bus(&fixture, 1, "7,0,08:00");
    people_stop(&fixture, "C", 300, 0);
    transit_add(&fixture, "transfers", "A,C,300,5");
    people_fixture_build(&fixture);
    assert_int_equal(stop_reach_build_around(fixture.timetable, &around, &fixture.roads.err),
                     STATUS_OK);
    static const uint32_t counts[] = {2, 1, 2};
    for (uint32_t stop = 0; stop < 3; stop++) {
        assert_int_equal(count_of(&around, stop), counts[stop]);
        assert_int_equal(stop_of(&around, stop, 0)->stop, stop);
        assert_int_equal(stop_of(&around, stop, 0)->walk_ms, 30000);
    }
    assert_int_equal(stop_of(&around, 0, 1)->stop, 2);
    assert_int_equal(stop_of(&around, 2, 1)->stop, 0);
    assert_int_equal(stop_of(&around, 2, 1)->walk_ms, 300000);
    assert_int_equal(stop_reach_door(&around, 2).count, 2);
    stop_reach_deinit(&around);
    people_fixture_deinit(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(around_a_stop),
        cmocka_unit_test(way_to_a_stop_counts_detour_and_access),
        cmocka_unit_test(stairs_count_for_everybody),
        cmocka_unit_test(stairs_make_the_other_stop_the_nearer_one),
        cmocka_unit_test(beyond_the_radius_the_nearest_stop_counts),
        cmocka_unit_test(external_places_use_the_table),
        cmocka_unit_test(an_external_place_without_rows_has_no_stop),
        cmocka_unit_test(the_nearest_twelve_served_stops_are_kept),
        cmocka_unit_test(a_bicycle_reaches_further),
        cmocka_unit_test(a_car_goes_to_park_and_ride),
        cmocka_unit_test(bounds_are_least_times),
        cmocka_unit_test(without_park_and_ride_a_car_reaches_no_stop),
        cmocka_unit_test(without_public_transport_no_place_has_a_stop),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
