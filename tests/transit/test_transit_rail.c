// SPDX-License-Identifier: GPL-3.0-or-later
#include "transit/transit_fixture.h"

#include "rail/rail_audit.h"
#include "transit/transit_state.h"

#define PERSONS 2

/** A train from A over B to C; from A to B on tracks of 300, 1,500 and 300 m for 30 m/s, from B to
 * C by a way of its own. It gains 30 m/s in 40 s: 110 s at least, where the timetable has 300 s. */
struct track {
    struct fixture f;
    struct world world;
    struct rail_network network;
    struct rail_section sections[3];
    struct rail_step steps[3];
    uint32_t needs[3];
    struct rail_hop hops[3];
    struct rail_change change;
    uint32_t first_change[4];
    struct rail *rail;
};

static void track_init(struct track *track, const char *lines, const char *incidents,
                       uint32_t closed_until_ms)
{
    struct fixture *f = &track->f;
    *track = (struct track){0};
    fixture_init(f);
    fixture_add_stops(f);
    fixture_add(f, "vehicles", "dmu,60,60,4,100,108,0.75,0.75,500,diesel,80,4\n");
    fixture_add(f, "lines", lines);
    fixture_add(f, "line_stops", "1,0,1,A,0,0,0\n1,0,2,B,5,6,1\n1,0,3,C,12,13,2\n");
    fixture_add(f, "incidents", incidents);
    fixture_build(f);
    ((struct transit_vehicle_row *)f->tables.vehicles.rows)->power_w = 0; /* gains evenly */
    for (uint32_t i = 0; i < 3; i++) {
        track->sections[i] = (struct rail_section){.track_count = i == 1 ? 1 : 2, .group = NONE};
        track->needs[i] = i;
        track->steps[i] = (struct rail_step){
            .length_m = i == 1 ? 1500 : 300, .speed_mps = 30, .first_need = i, .need_count = 1};
    }
    track->hops[0].step_count = 3;
    track->change = (struct rail_change){.section = 1, .until_ms = closed_until_ms};
    track->first_change[2] = track->first_change[3] = 1;
    track->network = (struct rail_network){.timetable = f->timetable,
                                           .section_count = 3,
                                           .step_count = 3,
                                           .need_count = 3,
                                           .change_count = 1,
                                           .covered_count = 1,
                                           .sections = track->sections,
                                           .steps = track->steps,
                                           .needs = track->needs,
                                           .hops = track->hops,
                                           .changes = &track->change,
                                           .first_change = track->first_change};
}

/** Person i begins its walk of a minute to A at `begin_ms[i]`, and rides to C. */
static void track_run(struct track *track, double early_s, const uint32_t *begin_ms)
{
    struct rail_parameters rail = {.route_setting_s = 10,
                                   .release_s = 5,
                                   .sight_s = 8,
                                   .approach_m = 1000,
                                   .hold_s = 300,
                                   .clear_s = 60};
    struct transit_parameters parameters = {.change_s = 60, .early_s = early_s, .weight = 1};
    struct world *world = &track->world;
    world_init(world, track->f.timetable, PERSONS, 60,
               (struct world_size){.threads = 1, .partitions = 1, .parameters = &parameters});
    for (uint32_t i = 0; i < PERSONS; i++)
        world->persons[i] = (struct person_log){
            .itinerary = {.leg_count = 1, .access_ms = 60000, .legs = {{0, 2, 120000}}},
            .begin_ms = begin_ms[i]};
    assert_int_equal(rail_create(&track->network, &rail, world->kernel, &track->rail, &world->err),
                     STATUS_OK);
    transit_use_rail(world->transit, track->rail, world->kernel);
    if (world_run(world, 30 * HOUR_MS) != STATUS_OK ||
        rail_audit(track->rail, 30 * HOUR_MS, &world->err) != STATUS_OK)
        fail_msg("%s", world->err.text);
}

static void track_deinit(struct track *track)
{
    rail_destroy(track->rail);
    world_deinit(&track->world);
    fixture_deinit(&track->f);
}

static const uint32_t two_before[] = {350 * MINUTE_MS, 350 * MINUTE_MS};

/** A free track: by the timetable, to the millisecond; then off the tracks. */
static void test_on_time(void **state)
{
    (void)state;
    struct track track;
    track_init(&track, "1,,rail,,dmu,,20,,,,,,06:00,06:40,,\n", "", 0);
    track_run(&track, 120, two_before);
    struct transit *transit = track.world.transit;
    assert_int_equal(transit_hop_way(transit, 0), TRANSIT_WAY_RAIL);
    assert_int_equal(transit_hop_way(transit, 1), TRANSIT_WAY_OWN);
    assert_int_equal(transit_hop_ahead_ms(transit, 0), 10001);
    assert_int_equal(transit_hop_ahead_ms(transit, 1), 0);
    for (uint32_t seq = 0; seq < 3; seq++) {
        struct visit visit = transit_visit(transit, 0, seq);
        assert_int_equal(transit_came_by_rail(transit, &visit), seq == 1);
    }
    assert_near(call_number(&track.world, 0, "depart"), 6 * 3600, 0);
    assert_near(call_number(&track.world, 1, "arrive"), 6 * 3600 + 300, 0);
    assert_near(call_number(&track.world, 1, "depart"), 6 * 3600 + 360, 0);
    assert_near(call_number(&track.world, 2, "arrive"), 6 * 3600 + 720, 0);
    struct rail_totals totals = rail_totals(track.rail);
    assert_int_equal(totals.hops, 3);
    assert_int_equal(totals.trains_begun, 3);
    assert_int_equal(totals.trains_ended, 3);
    assert_int_equal(totals.trains_on_tracks, 0);
    assert_int_equal(totals.lost_ms_sum, 0);
    track_deinit(&track);
}

/** The block is closed until 6:10: the exit is set 10 s later, and the train takes the least time.
 * Whoever has come to the stop by then rides with it; the wait is a knock-on delay. The next run is
 * in time. */
static void test_closed(void **state)
{
    (void)state;
    struct track track;
    track_init(&track, "1,,rail,,dmu,,20,,,,,,06:00,06:20,,\n", "", 370 * MINUTE_MS);
    const uint32_t begin_ms[] = {369 * MINUTE_MS + 10000, 369 * MINUTE_MS + 10001};
    track_run(&track, 120, begin_ms);
    const struct world *world = &track.world;
    assert_near(call_number(world, 0, "depart"), 6 * 3600 + 610, 0);
    assert_near(call_number(world, 0, "knock_on"), 610000, 0);
    assert_near(call_number(world, 0, "primary"), 0, 0);
    assert_near(call_number(world, 0, "boarded"), 1, 0);
    assert_near(call_number(world, 1, "arrive"), 6 * 3600 + 720, 0.002);
    /* 110 s instead of 300 s: 190 s won back. */
    assert_near(call_number(world, 1, "knock_on"), 0, 0);
    assert_near(call_number(world, 3, "depart"), 6 * 3600 + 1200, 0);
    assert_near(call_number(world, 3, "boarded"), 1, 0);
    track_deinit(&track);
}

/** A run that does not take place holds nobody: the other one departs two minutes after it. One
 * that ends at B leaves the tracks there. */
static void test_cancelled(void **state)
{
    (void)state;
    struct track track;
    track_init(&track, "1,,rail,,dmu,,2,,,,,,06:00,06:02,,\n", "1,0,06:00,,,run\n", 0);
    track_run(&track, 120, two_before);
    assert_near(rail_totals(track.rail).trains_begun, 1, 0);
    bool departs = false;
    for (uint32_t i = 0; i < world_count_rows(&track.world, &transit_call_record); i++)
        departs |= call_number(&track.world, i, "depart") == 6 * 3600 + 120;
    assert_true(departs);
    track_deinit(&track);

    track_init(&track, "1,,rail,,dmu,,20,,,,,,06:00,06:20,,\n", "1,0,06:00,B,,from_stop\n", 0);
    track_run(&track, 120, two_before);
    struct rail_totals totals = rail_totals(track.rail);
    assert_int_equal(totals.trains_begun, 2);
    assert_int_equal(totals.trains_ended, 2);
    assert_int_equal(totals.trains_on_tracks, 0);
    track_deinit(&track);
}

/** A vehicle that opens its doors at the moment of departure and not before is still in time. */
static void test_opens_late(void **state)
{
    (void)state;
    struct track track;
    track_init(&track, "1,,rail,,dmu,,20,,,,,,06:00,06:20,,\n", "", 0);
    track_run(&track, 0, two_before);
    assert_near(call_number(&track.world, 0, "depart"), 6 * 3600, 0);
    assert_near(call_number(&track.world, 0, "knock_on"), 0, 0);
    track_deinit(&track);
}

/** 5 m/s on the block: 300 s for 1,500 m that took 81.716 s - 28.284 s, and (1 - 5 / 28.073)^2 of
 * what a stop from 21.213 m/s costs; so 375.67 s. Nobody was in the way: not a knock-on delay. */
static void test_slow(void **state)
{
    (void)state;
    struct track track;
    track_init(&track, "1,,rail,,dmu,,20,,,,,,06:00,06:20,,\n", "", 30 * HOUR_MS);
    track.change.is_open = true;
    track.change.speed_mps = 5;
    track_run(&track, 120, two_before);
    double block_s = 110 - 2 * 28.2843, share = 1 - 5 * block_s / 1500;
    double hop_s = 110 + 300 - block_s + share * share * 28.2843;
    assert_near(hop_s, 375.67, 0.01);
    assert_near(call_number(&track.world, 1, "arrive"), 6 * 3600 + hop_s, 0.004);
    assert_near(call_number(&track.world, 1, "running"), 1000 * (hop_s - 300), 4);
    assert_near(call_number(&track.world, 1, "knock_on"), 0, 0);
    track_deinit(&track);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_on_time), cmocka_unit_test(test_closed),
        cmocka_unit_test(test_cancelled), cmocka_unit_test(test_opens_late),
        cmocka_unit_test(test_slow)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
