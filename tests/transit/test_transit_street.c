// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/street_fixture.h"

#include "base/digest.h"
#include "kernel/random.h"
#include "road/gates.h"
#include "road/road_audit.h"

/** Buses and cars in the street. */
struct town {
    struct people_fixture fixture;
    struct street_ways ways;
    struct drives drives;
    struct people_run run; /**< without people */
    struct gates *gates;
};

static void town_init(struct town *town, bool has_detour)
{
    *town = (struct town){0};
    street_fixture_init(&town->fixture, has_detour);
}

/** Cars over the named link, all due at once. */
static void town_add_cars(struct town *town, const char *link, uint32_t count, uint32_t depart_ms)
{
    struct error *err = &town->run.err;
    struct kept_route route;
    uint32_t id = fixture_link_id(&town->fixture.roads, link);
    assert_int_equal(drives_keep_route(&town->drives, town->fixture.network, &id, 1, &route, err),
                     STATUS_OK);
    for (uint32_t i = 0; i < count; i++)
        assert_int_equal(drives_add(&town->drives, &route, VEHICLE_CAR, depart_ms, err), STATUS_OK);
}

/** Builds the models; `partitions` far apart from each other, whatever the distance. */
static void town_build(struct town *town, uint32_t threads, uint32_t partitions)
{
    struct people_run *run = &town->run;
    struct error *err = &run->err;
    const struct network *network = town->fixture.network;
    struct road_parameters parameters = people_road_parameters(1);
    struct transit_parameters transit_parameters = {.change_s = 60, .weight = 1};
    parameters.bus_units = 2;
    parameters.bus_speed_mps = 30;

    town->ways = street_fixture_ways(&town->fixture);
    run->team = team_create(threads, err);
    run->kernel = kernel_create(run->team, partitions, AT(7, 0, 0),
                                (struct record_sink){.self = run, .put = people_put}, err);
    assert_good(run,
                road_create(network, &parameters,
                            (struct road_fleet){.drive_count = town->drives.count,
                                                .run_count = town->fixture.timetable->run_count},
                            run->kernel, &run->road, err));
    assert_good(run, transit_create(town->fixture.timetable, &transit_parameters, 0, run->kernel,
                                    &run->transit, err));
    struct transit_roads roads = {network, &town->ways, run->road, town->drives.count};
    assert_good(run, transit_street_join(run->transit, &roads, run->kernel, err));
    assert_good(run, transit_start(run->transit, run->kernel, err));
    struct gates_world gates = {
        .network = network, .drives = &town->drives, .road = run->road, .first_vehicle = 0};
    assert_good(run, gates_create(&gates, run->kernel, &town->gates, err));
    for (uint32_t n = 0; n < network->node_count; n++) {
        kernel_place(run->kernel, road_node_process(run->road, n), n % partitions);
        kernel_place(run->kernel, gates_process(town->gates, n), n * 3 % partitions);
    }
    for (uint32_t s = 0; s < town->fixture.timetable->stop_count; s++)
        kernel_place(run->kernel, transit_stop_process(run->transit, s), (s * 5 + 1) % partitions);
    road_place(run->road, run->kernel);
}

static void town_end(struct town *town)
{
    gates_destroy(town->gates);
    people_run_deinit(&town->run);
    street_ways_deinit(&town->ways);
    town->gates = NULL;
    town->run = (struct people_run){0};
}

static void town_deinit(struct town *town)
{
    town_end(town);
    drives_deinit(&town->drives);
    people_fixture_deinit(&town->fixture);
}

/** A time in the row of a call of a run, s after 8:00. */
static double call_s(const struct town *town, int32_t run, int32_t call, const char *column)
{
    for (size_t i = 0; i < town->run.row_count; i++) {
        const struct people_row *row = &town->run.rows[i];
        if (row->kind != &transit_call_record)
            continue;
        int32_t of_run = -1, seq = -1;
        double t_s = NAN;
        for (const struct column *at = row->kind->columns; at->name; at++) {
            if (strcmp(at->name, "run") == 0)
                memcpy(&of_run, row->bytes + at->offset, sizeof of_run);
            if (strcmp(at->name, "call_seq") == 0)
                memcpy(&seq, row->bytes + at->offset, sizeof seq);
            if (strcmp(at->name, column) == 0)
                memcpy(&t_s, row->bytes + at->offset, sizeof t_s);
        }
        if (of_run == run && seq == call)
            return t_s - 8 * 3600;
    }
    fail_msg("no call %d of run %d", call, run);
    return NAN;
}

/** Everything that entered the road left it, and the road agrees. */
static void assert_all_off(const struct town *town, uint64_t ways)
{
    struct transit_street_totals totals = transit_street_totals(town->run.transit);
    struct road_totals road = road_totals(town->run.road);
    struct error err = {0};
    assert_int_equal(totals.begun, ways);
    assert_int_equal(totals.ended, ways);
    assert_int_equal(road.started, road.finished);
    assert_int_equal(road_audit(town->run.road, kernel_now_ms(town->run.kernel), &err), STATUS_OK);
    assert_int_equal(transit_totals(town->run.transit).run_count_finished,
                     town->fixture.timetable->run_count);
}

/** Alone on the road a bus is everywhere when the timetable says. */
static void a_bus_alone_keeps_the_timetable(void **state)
{
    (void)state;
    for (uint32_t partitions = 1; partitions <= 5; partitions += 4) {
        struct town town;
        town_init(&town, true);
        street_fixture_build(&town.fixture, "7,0,08:00");
        town_build(&town, 1, partitions);
        people_run_until(&town.run, AT(9, 0, 0));
        assert_near(call_s(&town, 0, CALL_B, "arrive"), 120, 0);
        assert_near(call_s(&town, 0, CALL_M, "arrive"), 210, 0);
        assert_near(call_s(&town, 0, CALL_C, "arrive"), 270, 0);
        assert_near(call_s(&town, 0, CALL_D, "arrive"), 420, 0);
        assert_all_off(&town, 3);
        uint32_t bc = fixture_link_id(&town.fixture.roads, "BC");
        assert_int_equal(road_link_bus_totals(town.run.road, bc).left, 1);
        assert_int_equal(road_link_bus_totals(town.run.road, bc).travel_ms_sum, 50000);
        assert_int_equal(road_link_totals(town.run.road, bc).left, 1);
        assert_int_equal(road_link_totals(town.run.road, bc).heavy_left, 1);
        assert_int_equal(transit_street_totals(town.run.transit).late_ms_sum, 0);
        town_deinit(&town);
    }
}

/** 100 cars enter BC from 8:02:30 on, one every 1.25 s. The bus wants to enter at 8:02:31 and does
 * so at 8:04:35: 124 s late at c. */
static void behind_a_queue(void **state)
{
    (void)state;
    struct town town;
    town_init(&town, true);
    street_fixture_build(&town.fixture, "7,0,08:00");
    town_add_cars(&town, "BC", 100, AT(8, 2, 30));
    town_build(&town, 1, 1);
    people_run_until(&town.run, AT(9, 0, 0));
    assert_near(call_s(&town, 0, CALL_B, "depart"), 150, 0);
    assert_near(call_s(&town, 0, CALL_M, "arrive"), 210, 0); /* the stretch is not over */
    assert_near(call_s(&town, 0, CALL_C, "arrive"), 270 + 124, 0);
    assert_near(call_s(&town, 0, CALL_D, "arrive") - call_s(&town, 0, CALL_C, "depart"), 120, 6.1);
    assert_all_off(&town, 3);
    assert_int_equal(transit_street_totals(town.run.transit).late_ms_sum, 124000);
    uint32_t bc = fixture_link_id(&town.fixture.roads, "BC");
    assert_int_equal(road_link_totals(town.run.road, bc).left, 101);
    town_deinit(&town);
}

/** The mean wait at a signal is in the timetable: who meets green is early by it. */
static void at_a_signal(void **state)
{
    (void)state;
    for (int i = 0; i < 2; i++) {
        struct town town;
        town_init(&town, true);
        fixture_signal(&town.fixture.roads, "B", 60, 0);
        fixture_green(&town.fixture.roads, "B", "AB", i == 0 ? 30 : 55, 30);
        fixture_green(&town.fixture.roads, "B", "BCr", 0, 30);
        fixture_green(&town.fixture.roads, "B", "BEr", 0, 30);
        street_fixture_build(&town.fixture, "7,0,08:00");
        town_build(&town, 1, 1);
        people_run_until(&town.run, AT(9, 0, 0));
        /* At the stop line at 8:00:51; green, or red until 8:00:55. */
        double wait_s = i == 0 ? 0 : 4;
        assert_near(call_s(&town, 0, CALL_B, "arrive"), 120 + wait_s - 7.5, 0);
        assert_near(call_s(&town, 0, CALL_B, "depart"), 150, 0);
        assert_all_off(&town, 3);
        town_deinit(&town);
    }
}

/** BC is closed from 8:00 to 8:10: round by E it is 30 s longer; without E the bus waits. */
static void a_closed_link(void **state)
{
    (void)state;
    for (int has_detour = 0; has_detour < 2; has_detour++) {
        struct town town;
        town_init(&town, has_detour);
        fixture_closure(&town.fixture.roads, "BC", 8 * 3600, 8 * 3600 + 600);
        street_fixture_build(&town.fixture, "7,0,08:00\n7,0,09:00");
        town_build(&town, 1, 1);
        people_run_until(&town.run, AT(10, 0, 0));
        double late_s = has_detour ? 30 : 600 - 151;
        assert_near(call_s(&town, 0, CALL_C, "arrive"), 270 + late_s, 0);
        assert_near(call_s(&town, 1, CALL_C, "arrive"), 3600 + 270, 0);
        assert_all_off(&town, 6);
        uint32_t be = fixture_link_id(&town.fixture.roads, "BE");
        assert_int_equal(road_link_bus_totals(town.run.road, be).left, has_detour ? 1 : 0);
        town_deinit(&town);
    }
}

/** A run that ends inside a stretch: its vehicle goes on to the end of the way and is counted off.
 */
static void cut_inside_a_stretch(void **state)
{
    (void)state;
    struct town town;
    town_init(&town, true);
    transit_add(&town.fixture, "incidents", "7,0,08:00,m,,from_stop");
    street_fixture_build(&town.fixture, "7,0,08:00");
    town_build(&town, 1, 1);
    people_run_until(&town.run, AT(9, 0, 0));
    assert_near(call_s(&town, 0, CALL_M, "arrive"), 210, 0);
    assert_true(isnan(call_s(&town, 0, CALL_C, "arrive")));
    assert_all_off(&town, 2);
    assert_int_equal(road_totals(town.run.road).finished, 2);
    town_deinit(&town);
}

/** What is still on the road at the end is neither lost nor finished. */
static void stuck_at_the_end(void **state)
{
    (void)state;
    struct town town;
    town_init(&town, false);
    fixture_closure(&town.fixture.roads, "BC", 8 * 3600, 12 * 3600);
    street_fixture_build(&town.fixture, "7,0,08:00\n7,0,08:05");
    town_build(&town, 1, 1);
    people_run_until(&town.run, AT(9, 0, 0));
    struct transit_street_totals totals = transit_street_totals(town.run.transit);
    assert_int_equal(totals.begun, 4);
    assert_int_equal(totals.ended, 2);
    assert_int_equal(road_totals(town.run.road).at_start, 2);
    assert_int_equal(transit_totals(town.run.transit).run_count_finished, 0);
    town_deinit(&town);
}

static void run_digest(const struct town *town, char out[65])
{
    static const size_t sizes[] = {1, 2, 4, 8, 4, 8}; /* by enum column_type */
    struct digest digest;
    digest_init(&digest);
    for (size_t i = 0; i < town->run.row_count; i++) {
        const struct people_row *row = &town->run.rows[i];
        for (const struct column *at = row->kind->columns; at->name; at++)
            digest_add(&digest, row->bytes + at->offset, sizes[at->type]);
    }
    digest_text(&digest, out);
}

/** 40 buses and 900 cars at random: the same rows on any number of threads and partitions. */
static void threads_and_partitions_change_nothing(void **state)
{
    (void)state;
    static const char *const links[] = {"AB", "BC", "CD", "BE", "EC", "BCr"};
    static const uint32_t sizes[][2] = {{1, 1}, {1, 2}, {2, 3}, {2, 10}};
    char departures[40 * 16] = "", first[65] = "", digest[65];
    struct town town;
    struct random_stream random;
    for (int i = 0; i < 40; i++)
        snprintf(departures + strlen(departures), 16, "7,0,%02d:%02d\n", 8 + i / 30, 2 * i % 60);
    town_init(&town, true);
    fixture_signal(&town.fixture.roads, "C", 70, 10);
    fixture_green(&town.fixture.roads, "C", "BC", 0, 30);
    fixture_green(&town.fixture.roads, "C", "CDr", 0, 30);
    fixture_green(&town.fixture.roads, "C", "EC", 35, 30);
    street_fixture_build(&town.fixture, departures);
    random_stream_init(&random, 3, 0, RANDOM_TEST);
    for (int i = 0; i < 900; i++)
        town_add_cars(&town, links[random_below(&random, 6)], 1,
                      AT(8, 0, 0) + random_below(&random, 3600000));
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        town_build(&town, sizes[i][0], sizes[i][1]);
        people_run_until(&town.run, AT(12, 0, 0));
        assert_all_off(&town, 120);
        run_digest(&town, digest);
        if (i == 0)
            memcpy(first, digest, sizeof first);
        assert_string_equal(digest, first);
        assert_true(transit_street_totals(town.run.transit).late_ms_sum > 60000);
        town_end(&town);
    }
    town_deinit(&town);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_bus_alone_keeps_the_timetable),
                                       cmocka_unit_test(behind_a_queue),
                                       cmocka_unit_test(at_a_signal),
                                       cmocka_unit_test(a_closed_link),
                                       cmocka_unit_test(cut_inside_a_stretch),
                                       cmocka_unit_test(stuck_at_the_end),
                                       cmocka_unit_test(threads_and_partitions_change_nothing)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
