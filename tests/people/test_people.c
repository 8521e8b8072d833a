// SPDX-License-Identifier: GPL-3.0-or-later
#include "people_fixture.h"

#define CROWD_TRIPS 3u

/** Persons with three trips each, all modes, places and times mixed. A third of them leaves a car
 * or a bicycle at a stop with the first trip and fetches it with the last one. */
struct crowd {
    struct population population;
    uint32_t next; /**< state of a linear congruential generator */
};

static uint32_t crowd_draw(struct crowd *crowd, uint32_t count)
{
    crowd->next = crowd->next * 1664525u + 1013904223u;
    return (crowd->next >> 8) % count;
}

/** The modes of a person's trips, and the stop of those that use one. */
static void crowd_choose(struct crowd *crowd, struct planned_trip *trips)
{
    static const uint8_t modes[] = {MODE_WALK, MODE_BIKE, MODE_CAR, MODE_RIDE, MODE_PT, MODE_TRUCK};
    uint32_t kind = crowd_draw(crowd, 6);
    for (uint32_t t = 0; t < CROWD_TRIPS; t++)
        trips[t].mode = modes[crowd_draw(crowd, sizeof modes)];
    if (kind > 1)
        return;
    trips[0].mode = trips[2].mode = kind == 0 ? MODE_PARK_RIDE : MODE_BIKE_RIDE;
    trips[1].mode = trips[1].mode % 2 == 0 ? MODE_PT : MODE_RIDE;
    trips[2].purpose = PURPOSE_HOME;
    /* stops M and E have park and ride */
    trips[0].hub_stop = trips[2].hub_stop =
        kind == 0 ? 1 + crowd_draw(crowd, 2) : crowd_draw(crowd, 4);
}

static void crowd_init(struct crowd *crowd, uint32_t person_count, uint32_t place_count)
{
    struct error err = {0};
    struct population *population = &crowd->population;
    crowd->next = 1;
    *population =
        (struct population){.person_count = person_count, .trip_count = person_count * CROWD_TRIPS};
    population->start_place = mem_alloc(person_count, sizeof *population->start_place, &err);
    population->first_trip = mem_alloc(person_count + 1, sizeof *population->first_trip, &err);
    population->group = mem_alloc(person_count, sizeof *population->group, &err);
    population->trips = mem_alloc(population->trip_count, sizeof *population->trips, &err);
    assert_int_equal(err.finding_count, 0);
    for (uint32_t i = 0; i < person_count; i++) {
        uint32_t place = crowd_draw(crowd, place_count);
        population->start_place[i] = place;
        population->first_trip[i + 1] = (i + 1) * CROWD_TRIPS;
        for (uint32_t t = 0; t < CROWD_TRIPS; t++) {
            uint32_t depart_ms = AT(7, 20 * t, 0) + crowd_draw(crowd, 1800) * 1000;
            place = (place + 1 + crowd_draw(crowd, place_count - 1)) % place_count;
            population->trips[i * CROWD_TRIPS + t] =
                (struct planned_trip){.depart_ms = depart_ms,
                                      .to_place = place,
                                      .hub_stop = NONE,
                                      .distance_m = 300 + crowd_draw(crowd, 2000),
                                      .purpose = PURPOSE_OTHER,
                                      .min_stay_s = (uint16_t)crowd_draw(crowd, 900)};
        }
        crowd_choose(crowd, &population->trips[i * CROWD_TRIPS]);
    }
}

/** A town of 4 x 4 crossings with a door at each and two buses across it; one stop with enough
 * spaces for those who park and ride, one without. */
static void town_init(struct people_fixture *fixture)
{
    char id[16], node[16];
    people_fixture_init(fixture);
    fixture_grid(&fixture->roads, 4, 400);
    fixture_zone(&fixture->roads, "town");
    for (uint32_t i = 0; i < 16; i++) {
        snprintf(id, sizeof id, "h%u", i);
        snprintf(node, sizeof node, "N%u_%u", i / 4, i % 4);
        struct place_row row = {.id = fixture_text(&fixture->roads, id),
                                .zone = "town",
                                .node = fixture_text(&fixture->roads, node),
                                .share = 1.0 / 16,
                                .access_m = 60 + 10 * i};
        people_place(fixture, row, 400.0 * (i % 4), 400.0 * (i / 4));
        if (i % 3 == 0) /* 5 or so residents drive: some lots are too small */
            fixture_parking(&fixture->roads, row.id, 4 + i, 3);
    }
    people_stop(fixture, "W", 0, 400);
    people_stop(fixture, "M", 600, 400);
    people_stop(fixture, "E", 1200, 400);
    people_stop(fixture, "N", 600, 1200);
    transit_add(fixture, "vehicles", "bus,3,1,2,12,80,1,1,220,diesel,11,4");
    transit_add(fixture, "lines",
                "1,W - E,bus,,bus,15,15,15,15,15,15,,06:00,08:45,06:07,08:52\n"
                "2,M - N,bus,,bus,20,20,20,20,20,20,,06:00,08:40,06:05,08:45");
    transit_add(fixture, "line_stops",
                "1,0,1,W,0,0,0\n1,0,2,M,2,2.5,1\n1,0,3,E,5,5,2\n"
                "1,1,1,E,0,0,0\n1,1,2,M,2,2.5,1\n1,1,3,W,5,5,2\n"
                "2,0,1,M,0,0,0\n2,0,2,N,3,3,1\n2,1,1,N,0,0,0\n2,1,2,M,3,3,1");
    transit_add(fixture, "park_ride", "M,60\nE,5");
    people_fixture_build(fixture);
}

/** Every quarter of an hour the books are closed: nobody may be missing. */
static void nobody_is_lost_at_any_time(void **state)
{
    (void)state;
    struct people_fixture fixture;
    struct people_run run;
    struct crowd crowd;
    uint64_t departed_before = 0;
    town_init(&fixture);
    crowd_init(&crowd, 500, 16);
    people_run_init(&run, &fixture, &crowd.population, PEOPLE_ALONE);
    for (uint32_t t_ms = AT(6, 45, 0); t_ms <= AT(10, 0, 0); t_ms += AT(0, 5, 7)) {
        people_run_until(&run, t_ms);
        assert_conserved(&run, &crowd.population);
        struct people_totals totals = people_totals(run.people, kernel_now_ms(run.kernel));
        uint64_t departed = crowd.population.trip_count - totals.not_started;
        assert_true(departed >= departed_before);
        departed_before = departed;
        uint64_t on_road = road_totals(run.road).started - road_totals(run.road).finished;
        uint64_t drivers = totals.modes[MODE_CAR].under_way + totals.modes[MODE_TRUCK].under_way +
                           totals.modes[MODE_PARK_RIDE].under_way;
        assert_true(on_road <= drivers); /* the others are between door and road */
        struct people_parking_totals parking = people_parking_totals(run.people);
        assert_int_equal(parking.unbalanced, 0);
        assert_int_equal(parking.present, parking.owned + parking.called);
    }
    people_run_until(&run, AT(16, 0, 0));
    assert_conserved(&run, &crowd.population);
    struct people_totals totals = people_totals(run.people, kernel_now_ms(run.kernel));
    assert_int_equal(totals.not_started, 0);
    uint64_t arrived = 0, made[MODE_COUNT] = {0};
    for (uint32_t t = 0; t < crowd.population.trip_count; t++) {
        const struct trip_made *trip = &people_trips_made(run.people)[t];
        assert_in_range(trip->depart_ms, crowd.population.trips[t].depart_ms, AT(16, 0, 0));
        made[trip->mode]++;
    }
    for (int m = 0; m < MODE_COUNT; m++) {
        assert_int_equal(made[m], totals.modes[m].arrived);
        assert_int_equal(totals.modes[m].under_way, 0);
        assert_true(totals.modes[m].arrived > 100 || m == MODE_SHUTTLE);
        arrived += totals.modes[m].arrived;
    }
    assert_int_equal(arrived, 1500);
    assert_true(totals.no_service > 0);
    assert_in_range(people_parking_totals(run.people).arrived, 100, 250);
    assert_in_range(people_parking_totals(run.people).refused, 5, 80);
    assert_true(run.people->lots[fixture.network->parking_count].parked > 20); /* M */
    assert_true(run.people->lots[fixture.network->parking_count + 1].refused > 5);
    struct people_vehicle_totals vehicles = people_vehicle_totals(run.people);
    assert_int_equal(vehicles.cars_at_stops + vehicles.bicycles_at_stops, 0);
    people_run_deinit(&run);
    population_deinit(&crowd.population);
    people_fixture_deinit(&fixture);
}

/** The totals are the sums of the rows. */
static void totals_are_the_sums_of_the_rows(void **state)
{
    (void)state;
    struct people_fixture fixture;
    struct people_run run;
    struct crowd crowd;
    uint64_t count[MODE_COUNT] = {0}, no_service = 0, stranded = 0;
    double seconds[MODE_COUNT] = {0}, metres[MODE_COUNT] = {0};
    town_init(&fixture);
    crowd_init(&crowd, 500, 16);
    people_run_init(&run, &fixture, &crowd.population, PEOPLE_ALONE);
    people_run_until(&run, AT(16, 0, 0));
    for (size_t i = 0; i < run.row_count; i++) {
        if (run.rows[i].kind != &people_trip_record)
            continue;
        const struct trip_row *row = (const struct trip_row *)(const void *)run.rows[i].bytes;
        bool is_driven = row->mode == MODE_CAR || row->mode == MODE_TRUCK;
        assert_true(row->arrive_s - row->depart_s >= (is_driven ? 20 : 60));
        count[row->mode]++;
        seconds[row->mode] += row->arrive_s - row->depart_s;
        metres[row->mode] += (double)row->distance_m;
        no_service += row->outcome == TRIP_NO_SERVICE;
        stranded += row->outcome == TRIP_STRANDED;
    }
    struct people_totals totals = people_totals(run.people, kernel_now_ms(run.kernel));
    for (int m = 0; m < MODE_COUNT; m++) {
        assert_int_equal(count[m], totals.modes[m].arrived);
        assert_near(seconds[m], (double)totals.modes[m].travel_ms_sum / 1000, 0.01);
        assert_near(metres[m], (double)totals.modes[m].distance_m_sum, 0.5);
    }
    assert_int_equal(no_service, totals.no_service);
    assert_int_equal(stranded, totals.stranded);
    /* Whoever is left behind goes on by public transport or by car. */
    struct transit_totals transit = transit_totals(run.transit);
    assert_int_equal(stranded + totals.replanned, transit.stranded + transit.sent_back);
    people_run_deinit(&run);
    population_deinit(&crowd.population);
    people_fixture_deinit(&fixture);
}

/** At the end of the run, everybody who is under way gets a row without an arrival. */
static void who_is_under_way_at_the_end_is_recorded(void **state)
{
    (void)state;
    struct people_fixture fixture;
    struct people_run run;
    uint32_t start[] = {PLACE_P, PLACE_P, PLACE_P, PLACE_P}, first[] = {0, 1, 2, 3, 5};
    uint8_t group[4] = {GROUP_EMPLOYED};
    struct planned_trip trips[] = {
        {AT(7, 59, 0), 0, PLACE_R, NONE, 0, PURPOSE_WORK, MODE_CAR, 0},
        {AT(7, 59, 0), 0, PLACE_R, NONE, 0, PURPOSE_WORK, MODE_TRUCK, 0},
        {AT(7, 0, 0), 0, PLACE_R, NONE, 4000, PURPOSE_WORK, MODE_PT, 0},
        {AT(7, 0, 0), 0, PLACE_Q, NONE, 1250, PURPOSE_WORK, MODE_WALK, 0},
        {AT(9, 0, 0), 0, PLACE_P, NONE, 1250, PURPOSE_HOME, MODE_WALK, 0}};
    struct population population = {.person_count = 4,
                                    .trip_count = 5,
                                    .start_place = start,
                                    .first_trip = first,
                                    .trips = trips,
                                    .group = group};
    people_fixture_standard(&fixture);
    people_run_init(&run, &fixture, &population, PEOPLE_ALONE);
    people_run_until(&run, AT(8, 1, 0));
    assert_conserved(&run, &population);
    struct people_totals totals = people_totals(run.people, kernel_now_ms(run.kernel));
    assert_int_equal(totals.modes[MODE_CAR].under_way, 1);
    assert_int_equal(totals.modes[MODE_TRUCK].under_way, 1);
    assert_int_equal(totals.modes[MODE_PT].under_way, 1);
    assert_int_equal(totals.modes[MODE_WALK].arrived, 1);
    assert_int_equal(totals.not_started, 1);
    assert_int_equal(road_totals(run.road).on_links, 2);

    assert_good(&run, people_record_under_way(run.people, run.kernel, &run.err));
    for (int32_t person = 0; person < 3; person++) {
        const struct trip_row *row = people_trip(&run, person, 0);
        assert_non_null(row);
        assert_int_equal(row->outcome, TRIP_UNDER_WAY);
        assert_true(isnan(row->arrive_s));
        assert_int_equal(row->mode, trips[person].mode);
    }
    assert_int_equal(people_trip(&run, 3, 0)->outcome, TRIP_ARRIVED);
    assert_null(people_trip(&run, 3, 1));
    people_run_deinit(&run);
    people_fixture_deinit(&fixture);
}

/** Bytes of one column. */
static size_t column_size(const struct column *column)
{
    static const size_t sizes[] = {1, 2, 4, 8, 4, 8};
    return sizes[column->type];
}

static void assert_equal_rows(const struct people_run *a, const struct people_run *b)
{
    assert_int_equal(a->row_count, b->row_count);
    for (size_t i = 0; i < a->row_count; i++) {
        const struct people_row *x = &a->rows[i], *y = &b->rows[i];
        assert_ptr_equal(x->kind, y->kind);
        for (const struct column *column = x->kind->columns; column->name; column++)
            if (memcmp(x->bytes + column->offset, y->bytes + column->offset, column_size(column)) !=
                0)
                fail_msg("row %zu of %s: column %s differs", i, x->kind->group, column->name);
    }
}

/** Neither threads nor partitions change a single row. */
static void threads_and_partitions_do_not_matter(void **state)
{
    (void)state;
    static const uint32_t threads[] = {1, 2, 3}, partitions[] = {1, 4, 16};
    struct people_fixture fixture;
    struct people_run runs[9];
    struct crowd crowd;
    town_init(&fixture);
    crowd_init(&crowd, 300, 16);
    for (uint32_t i = 0; i < 9; i++) {
        struct people_setting setting = {.threads = threads[i / 3],
                                         .partitions = partitions[i % 3],
                                         .start_ms = AT(7, 0, 0),
                                         .guidance_s = 300};
        people_run_init(&runs[i], &fixture, &crowd.population, setting);
        people_run_until(&runs[i], AT(9, 0, 0));
        assert_good(&runs[i],
                    people_record_under_way(runs[i].people, runs[i].kernel, &runs[i].err));
        assert_true(runs[i].row_count > 900);
        if (partitions[i % 3] > 1)
            assert_true(kernel_statistics(runs[i].kernel).mail_count > 1000);
        assert_equal_rows(&runs[0], &runs[i]);
    }
    for (uint32_t i = 0; i < 9; i++)
        people_run_deinit(&runs[i]);
    population_deinit(&crowd.population);
    people_fixture_deinit(&fixture);
}

/** Stopping in between changes nothing either. */
static void running_in_steps_does_not_matter(void **state)
{
    (void)state;
    struct people_fixture fixture;
    struct people_run whole, steps;
    struct crowd crowd;
    town_init(&fixture);
    crowd_init(&crowd, 300, 16);
    people_run_init(&whole, &fixture, &crowd.population, PEOPLE_ALONE);
    people_run_init(&steps, &fixture, &crowd.population, PEOPLE_ALONE);
    people_run_until(&whole, AT(9, 0, 0));
    for (uint32_t t_ms = 1; t_ms < AT(9, 0, 0); t_ms += 777777)
        people_run_until(&steps, t_ms);
    people_run_until(&steps, AT(9, 0, 0));
    assert_equal_rows(&whole, &steps);
    people_run_deinit(&whole);
    people_run_deinit(&steps);
    population_deinit(&crowd.population);
    people_fixture_deinit(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nobody_is_lost_at_any_time),
        cmocka_unit_test(totals_are_the_sums_of_the_rows),
        cmocka_unit_test(who_is_under_way_at_the_end_is_recorded),
        cmocka_unit_test(threads_and_partitions_do_not_matter),
        cmocka_unit_test(running_in_steps_does_not_matter),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
