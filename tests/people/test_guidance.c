// SPDX-License-Identifier: GPL-3.0-or-later
#include "people_fixture.h"

#include "people/guidance.h"

#define TRIPS_MAX 4

/** Persons with one trip each. */
struct drivers {
    struct population population;
    uint32_t start[TRIPS_MAX], first[TRIPS_MAX + 1];
    struct planned_trip trips[TRIPS_MAX];
    uint8_t group[TRIPS_MAX];
};

static void drivers_add(struct drivers *drivers, uint32_t from, struct planned_trip trip)
{
    uint32_t i = drivers->population.person_count++;
    drivers->population.trip_count++;
    drivers->start[i] = from;
    drivers->first[i + 1] = i + 1;
    drivers->trips[i] = trip;
    drivers->population.start_place = drivers->start;
    drivers->population.first_trip = drivers->first;
    drivers->population.trips = drivers->trips;
    drivers->population.group = drivers->group;
}

static struct people_setting renewed_every(double guidance_s)
{
    return (struct people_setting){.threads = 1, .partitions = 1, .guidance_s = guidance_s};
}

static uint32_t believed_ms(const struct people_fixture *fixture, const struct people_run *run,
                            const char *link)
{
    return run->people->guidance->link_ms[fixture_link_id(&fixture->roads, link)];
}

/** Half of the time at a signal is red: 30 s in a cycle of 60 s, so the mean wait is 30^2 / 120 s.
 */
static void an_empty_road_takes_running_time_and_mean_wait(void **state)
{
    (void)state;
    struct people_fixture fixture;
    struct people_run run;
    struct drivers drivers = {0};
    people_fixture_init(&fixture);
    people_add_world(&fixture);
    fixture_signal(&fixture.roads, "Q", 60, 0);
    fixture_green(&fixture.roads, "Q", "PQ", 0, 30);
    fixture_green(&fixture.roads, "Q", "QRr", 30, 15);
    people_fixture_build(&fixture);
    drivers_add(&drivers, PLACE_P, (struct planned_trip){.to_place = PLACE_P2});
    people_run_init(&run, &fixture, &drivers.population, renewed_every(600));

    assert_int_equal(believed_ms(&fixture, &run, "PQ"), 107500);
    assert_int_equal(believed_ms(&fixture, &run, "QRr"), 150000 + 16875);
    assert_int_equal(believed_ms(&fixture, &run, "QR"), 150000);
    assert_int_equal(believed_ms(&fixture, &run, "PS"), 75000);
    assert_int_equal(run.people->guidance->view_count, 1);
    people_run_deinit(&run);
    people_fixture_deinit(&fixture);
}

/** A truck at 16 m/s needs 125 s where a car needs 100 s. Every renewal believes half of the old
 * and half of what was seen; an empty link is seen to be free. */
static void a_renewal_believes_half_and_half(void **state)
{
    (void)state;
    static const uint32_t expected_ms[] = {112500, 106250, 103125, 101562};
    struct people_fixture fixture;
    struct people_run run;
    struct drivers drivers = {0};
    people_fixture_standard(&fixture);
    drivers_add(&drivers, PLACE_P, (struct planned_trip){.to_place = PLACE_Q, .mode = MODE_TRUCK});
    people_run_init(&run, &fixture, &drivers.population, renewed_every(600));

    people_run_until(&run, 599999);
    assert_int_equal(believed_ms(&fixture, &run, "PQ"), 100000);
    for (uint32_t i = 0; i < 4; i++) {
        people_run_until(&run, (i + 1) * 600000);
        assert_int_equal(believed_ms(&fixture, &run, "PQ"), expected_ms[i]);
        assert_int_equal(believed_ms(&fixture, &run, "QR"), 150000);
        assert_int_equal(believed_ms(&fixture, &run, "PQr"), 100000);
    }
    people_run_deinit(&run);
    people_fixture_deinit(&fixture);
}

/** A vehicle that is still under way on a link longer than the interval is no sign of a block. */
static void a_long_link_is_not_taken_for_blocked(void **state)
{
    (void)state;
    struct people_fixture fixture;
    struct people_run run;
    struct drivers drivers = {0};
    people_fixture_standard(&fixture);
    drivers_add(&drivers, PLACE_Q, (struct planned_trip){.to_place = PLACE_R, .mode = MODE_CAR});
    people_run_init(&run, &fixture, &drivers.population, renewed_every(60));
    for (uint32_t t_ms = 60000; t_ms <= 300000; t_ms += 60000) {
        people_run_until(&run, t_ms);
        assert_int_equal(believed_ms(&fixture, &run, "QR"), 150000);
    }
    assert_int_equal(people_totals(run.people, kernel_now_ms(run.kernel)).modes[MODE_CAR].arrived,
                     1);
    people_run_deinit(&run);
    people_fixture_deinit(&fixture);
}

/** PQ lets out one car per 1,000 s: the first car leaves at 120 s, the second one at 1,120 s. */
static void block_pq(struct people_fixture *fixture, struct drivers *drivers)
{
    people_fixture_init(fixture);
    people_add_world(fixture);
    ((struct road_link_row *)fixture->roads.tables.links.rows)[0].capacity_vps = 0.001;
    people_fixture_build(fixture);
    drivers_add(drivers, PLACE_P, (struct planned_trip){.to_place = PLACE_Q, .mode = MODE_CAR});
    drivers_add(drivers, PLACE_P,
                (struct planned_trip){.depart_ms = 10000, .to_place = PLACE_Q, .mode = MODE_CAR});
}

/** Nobody leaves at 300 ... 900 s but the second car, on the link since 30 s, grows older: 570 s,
 * then 870 s; it leaves after 1,090 s. Half of the old and half of the new: (100 + 570) / 2 and so
 * on. */
static void a_blocked_link_takes_as_long_as_its_vehicles_are_there(void **state)
{
    (void)state;
    static const uint32_t expected_ms[] = {100000, 335000, 602500, 846250, 473125};
    struct people_fixture fixture;
    struct people_run run;
    struct drivers drivers = {0};
    block_pq(&fixture, &drivers);
    people_run_init(&run, &fixture, &drivers.population, renewed_every(300));
    for (uint32_t i = 0; i < 5; i++) {
        people_run_until(&run, (i + 1) * 300000);
        assert_int_equal(believed_ms(&fixture, &run, "PQ"), expected_ms[i]);
    }
    people_run_deinit(&run);
    people_fixture_deinit(&fixture);
}

/** Before the block, P-Q-R (250 s) is best; after 1,500 s every picture says at least 335 + 150 s,
 * so the driver goes by S (325 s). */
static void drivers_avoid_a_blocked_link(void **state)
{
    (void)state;
    struct people_fixture fixture;
    struct people_run run;
    struct drivers drivers = {0};
    block_pq(&fixture, &drivers);
    drivers_add(&drivers, PLACE_P,
                (struct planned_trip){.depart_ms = 1501000, .to_place = PLACE_R, .mode = MODE_CAR});
    people_run_init(&run, &fixture, &drivers.population, renewed_every(300));
    people_run_until(&run, 3600000);

    const struct trip_row *row = people_trip(&run, 2, 0);
    assert_non_null(row);
    assert_near((double)row->distance_m, 100 + 300 + 1500 + 5000, 0.01);
    assert_near(row->arrive_s - row->depart_s, 20 + 75 + 250 + 1 + 60, 1e-6);
    assert_int_equal(road_link_totals(run.road, fixture_link_id(&fixture.roads, "SR")).left, 1);
    assert_int_equal(road_link_totals(run.road, fixture_link_id(&fixture.roads, "PQ")).left, 2);
    assert_int_equal(road_link_totals(run.road, fixture_link_id(&fixture.roads, "QR")).left, 0);
    people_run_deinit(&run);
    people_fixture_deinit(&fixture);
}

/** The last four pictures are kept; lot 0 holds the newest one. */
static void drivers_hold_the_last_four_pictures(void **state)
{
    (void)state;
    static const uint32_t counts[] = {1, 2, 3, 4, 4, 4};
    struct people_fixture fixture;
    struct people_run run;
    struct drivers drivers = {0};
    people_fixture_standard(&fixture);
    drivers_add(&drivers, PLACE_P, (struct planned_trip){.to_place = PLACE_P2});
    people_run_init(&run, &fixture, &drivers.population, renewed_every(300));
    const struct guidance *guidance = run.people->guidance;

    for (uint32_t renewals = 0; renewals < 6; renewals++) {
        people_run_until(&run, renewals * 300000);
        assert_int_equal(guidance->view_count, counts[renewals]);
        for (uint32_t draw = 0; draw < 12; draw++) {
            uint32_t age = draw % counts[renewals];
            assert_ptr_equal(guidance_view(guidance, draw),
                             guidance->views[(renewals + 4 - age) % 4]);
        }
    }
    people_run_deinit(&run);
    people_fixture_deinit(&fixture);
}

/** How long the ways of a picture say it takes from P to R, ms. */
static uint32_t shown_ms(const struct people_fixture *fixture, const struct people_run *run,
                         uint32_t draw)
{
    const struct guidance *guidance = run->people->guidance;
    return road_fans_run(guidance_view(guidance, draw), guidance->queries[0],
                         fixture->network->places[PLACE_P].node,
                         fixture->network->places[PLACE_R].node);
}

/** P-Q-R takes 250 s, P-S-R 325 s. QR is closed from 10:00 to 11:00 (and then for works until
 * 11:05): all drivers who leave from the renewal at 10:00 on go by S, with whatever picture, and
 * back by Q from 11:10 on. At 11:00 the wait of 300 s for QR is still longer than the 75 s by S. */
static void drivers_avoid_a_closed_link(void **state)
{
    (void)state;
    struct people_fixture fixture;
    struct people_run run;
    struct drivers drivers = {0};
    people_fixture_init(&fixture);
    people_add_world(&fixture);
    fixture_closure(&fixture.roads, "QR", AT(10, 0, 0) / 1000, AT(11, 0, 0) / 1000);
    fixture_closure(&fixture.roads, "QR", AT(11, 0, 0) / 1000, AT(11, 5, 0) / 1000);
    people_fixture_build(&fixture);
    drivers_add(&drivers, PLACE_P, (struct planned_trip){.to_place = PLACE_P2});
    people_run_init(&run, &fixture, &drivers.population, renewed_every(600));
    static const struct {
        uint32_t t_ms, by_q;
    } cases[] = {{AT(0, 0, 0), 1},   {AT(9, 50, 0), 1}, {AT(10, 0, 0), 0},
                 {AT(10, 30, 0), 0}, {AT(11, 0, 0), 0}, {AT(11, 10, 0), 1}};
    for (size_t i = 0; i < 6; i++) {
        people_run_until(&run, cases[i].t_ms);
        for (uint32_t draw = 0; draw < 4; draw++)
            assert_int_equal(shown_ms(&fixture, &run, draw), cases[i].by_q ? 250000 : 325000);
    }
    people_run_deinit(&run);
    people_fixture_deinit(&fixture);
}

/** Where no other way is, drivers reckon with the wait: here at 7:00 for 8:15, and at most two
 * hours. */
static void without_another_way_they_reckon_with_the_wait(void **state)
{
    (void)state;
    static const struct {
        uint32_t until_ms, wait_s;
    } cases[] = {{AT(8, 15, 0), 4500}, {AT(9, 0, 0), 7200}, {AT(20, 0, 0), 7200}};
    for (size_t i = 0; i < 3; i++) {
        struct people_fixture fixture;
        struct people_run run;
        struct drivers drivers = {0};
        struct people_setting setting = renewed_every(600);
        setting.start_ms = AT(7, 0, 0);
        people_fixture_init(&fixture);
        people_add_world(&fixture);
        fixture_closure(&fixture.roads, "QR", 0, cases[i].until_ms / 1000);
        fixture_closure(&fixture.roads, "SR", 3600, cases[i].until_ms / 1000);
        people_fixture_build(&fixture);
        drivers_add(&drivers, PLACE_P, (struct planned_trip){.to_place = PLACE_P2});
        people_run_init(&run, &fixture, &drivers.population, setting);
        assert_int_equal(shown_ms(&fixture, &run, 0), 250000 + 1000 * cases[i].wait_s);
        people_run_deinit(&run);
        people_fixture_deinit(&fixture);
    }
}

/** PQ with 5 m/s instead of 20 takes 400 s: seen at once by an empty road, by halves later. */
static void a_slower_link_is_believed_to_be_slower(void **state)
{
    (void)state;
    struct people_fixture fixture;
    struct people_run run;
    struct drivers drivers = {0};
    people_fixture_init(&fixture);
    people_add_world(&fixture);
    fixture_change(&fixture.roads, (struct link_change_row){
                                       .link = "PQ", .from_s = 0, .until_s = 600, .speed_mps = 5});
    people_fixture_build(&fixture);
    drivers_add(&drivers, PLACE_P, (struct planned_trip){.to_place = PLACE_P2});
    people_run_init(&run, &fixture, &drivers.population, renewed_every(300));
    static const uint32_t expected_ms[] = {400000, 400000, 250000, 175000};
    for (uint32_t i = 0; i < 4; i++) {
        people_run_until(&run, i * 300000);
        assert_int_equal(believed_ms(&fixture, &run, "PQ"), expected_ms[i]);
        assert_int_equal(believed_ms(&fixture, &run, "PQr"), 100000);
    }
    people_run_deinit(&run);
    people_fixture_deinit(&fixture);
}

/** P-Q-R takes 250 s, P-S-R 325 s. From 10:00 to 11:00 QR costs 0.20 EUR, worth 120 s: drivers go
 * by S, and a car passenger, who pays nothing, sits in their car. At 11:00 all is as before. */
static void drivers_avoid_a_toll(void **state)
{
    (void)state;
    struct people_fixture fixture;
    struct people_run run;
    struct drivers drivers = {0};
    struct people_setting setting = renewed_every(600);
    setting.toll_ms_per_meur = 600;
    people_fixture_init(&fixture);
    people_add_world(&fixture);
    fixture_change(
        &fixture.roads,
        (struct link_change_row){.link = "QR", .from_s = 36000, .until_s = 39600, .toll_eur = 0.2});
    people_fixture_build(&fixture);
    static const uint8_t modes[TRIPS_MAX] = {MODE_CAR, MODE_RIDE, MODE_CAR, MODE_CAR};
    static const uint32_t starts[TRIPS_MAX] = {PLACE_P, PLACE_P, PLACE_Q, PLACE_P};
    static const uint32_t departs_ms[TRIPS_MAX] = {AT(10, 5, 0), AT(10, 6, 0), AT(10, 7, 0),
                                                   AT(11, 5, 0)};
    for (uint32_t i = 0; i < TRIPS_MAX; i++)
        drivers_add(&drivers, starts[i],
                    (struct planned_trip){
                        .depart_ms = departs_ms[i], .to_place = PLACE_R, .mode = modes[i]});
    people_run_init(&run, &fixture, &drivers.population, setting);
    people_run_until(&run, AT(12, 0, 0));
    static const double road_s[TRIPS_MAX] = {325, 325, 150, 250};
    static const double toll_eur[TRIPS_MAX] = {0, 0, 0.2, 0};
    for (uint32_t i = 0; i < TRIPS_MAX; i++) {
        const struct trip_row *row = people_trip(&run, (int32_t)i, 0);
        double doors_s = (starts[i] == PLACE_Q ? 40 : 20) + 60 + (modes[i] == MODE_CAR);
        assert_non_null(row);
        assert_near(row->arrive_s - row->depart_s, road_s[i] + doors_s, 1e-6);
        assert_near((double)row->toll_eur, toll_eur[i], 1e-6);
    }
    people_run_deinit(&run);
    people_fixture_deinit(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_empty_road_takes_running_time_and_mean_wait),
        cmocka_unit_test(a_renewal_believes_half_and_half),
        cmocka_unit_test(a_long_link_is_not_taken_for_blocked),
        cmocka_unit_test(a_blocked_link_takes_as_long_as_its_vehicles_are_there),
        cmocka_unit_test(drivers_avoid_a_blocked_link),
        cmocka_unit_test(drivers_avoid_a_closed_link),
        cmocka_unit_test(without_another_way_they_reckon_with_the_wait),
        cmocka_unit_test(a_slower_link_is_believed_to_be_slower),
        cmocka_unit_test(drivers_hold_the_last_four_pictures),
        cmocka_unit_test(drivers_avoid_a_toll),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
