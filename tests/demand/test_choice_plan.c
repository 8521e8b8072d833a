// SPDX-License-Identifier: GPL-3.0-or-later
#include "choice_fixture.h"

#include "demand/choice_plan.h"

static struct choice_fixture f;
static struct choice_scene scene;
static struct choice_view view;
static struct choice_step steps[8];
static uint32_t scratch[ROUTE_MAX], routes[8][ROUTE_MAX];

static const struct skim_cell bus = {
    .home_s = 60, .walk_s = 240, .ride_s = 600, .wait_s = 120, .stop = 0, .rides = 1};
#define BUS_MS  1020000u
#define BUS_EUR ((0.609 * 60 + 1.75 * 240 + 600 + 2 * 120) / 600)

static void begin(uint8_t traits)
{
    choice_fixture_init(&f);
    uint32_t person = choice_fixture_worker(&f, traits, MODE_WALK);
    choice_fixture_cell(&f, PLACE_Q, PLACE_R, bus);
    choice_fixture_cell(&f, PLACE_R, PLACE_Q, bus);
    choice_fixture_cell(&f, CHOICE_HUB, PLACE_R, bus);
    choice_fixture_cell(&f, PLACE_R, CHOICE_HUB, bus);
    assert_int_equal(choice_scene_init(&f.choice_world, &scene, &f.err), STATUS_OK);
    choice_scene_measure(&scene, &f.service);
    view = (struct choice_view){&scene, 0, person, scratch, routes};
}

static void end(void)
{
    choice_scene_deinit(&scene);
    choice_fixture_deinit(&f);
}

static bool try_mode(uint8_t mode, double limit_eur, struct choice_trial *trial)
{
    struct day_tour tour =
        choice_tour_find(&scene, view.person, f.population.first_trip[view.person]);
    *trial = (struct choice_trial){.steps = steps};
    return choice_plan_try(
        &view,
        &(struct choice_trial_question){
            .tour = &tour, .limit_eur = limit_eur, .mode = mode, .now_mode = MODE_COUNT},
        trial);
}

static void assert_possible(const char *expected)
{
    struct day_tour tour =
        choice_tour_find(&scene, view.person, f.population.first_trip[view.person]);
    char found[MODE_COUNT + 1] = "";
    for (uint8_t m = 0; m < MODE_COUNT; m++)
        found[m] = choice_mode_possible(&view, &tour, m) ? "wbcrphk-s"[m] : '.';
    assert_string_equal(found, expected);
}

static void test_tours(void **state)
{
    (void)state;
    begin(0);
    struct planned_trip trip = {
        .to_place = PLACE_P2, .distance_m = 300, .purpose = PURPOSE_SHOPPING};
    view.person = choice_fixture_person(&f, GROUP_SENIOR, 0, PLACE_P);
    choice_fixture_trip(&f, trip);
    trip = (struct planned_trip){.to_place = PLACE_P, .distance_m = 1200, .purpose = PURPOSE_HOME};
    choice_fixture_trip(&f, trip);
    trip = (struct planned_trip){.to_place = PLACE_X, .distance_m = 9000, .purpose = PURPOSE_WORK};
    choice_fixture_trip(&f, trip);
    struct day_tour tour = choice_tour_find(&scene, view.person, 2);
    assert_int_equal(tour.first, 2);
    assert_int_equal(tour.end, 4);
    assert_int_equal(tour.kind, DAY_TOUR_LOCAL);
    assert_int_equal(tour.longest_band, 1);
    tour = choice_tour_find(&scene, view.person, 4);
    assert_int_equal(tour.end, 5);
    assert_int_equal(tour.kind, DAY_TOUR_OUTSIDE);
    assert_int_equal(tour.longest_band, 3);
    tour = choice_tour_find(&scene, 0, 0);
    assert_int_equal(tour.end, 2);
    assert_int_equal(tour.kind, DAY_TOUR_PLAIN);
    end();
}

/** By tour and traits: walk, bike, car, ride, pt, hub (park and ride), k (bike and ride). */
static void test_possible(void **state)
{
    (void)state;
    begin(0);
    assert_possible("wb.rp....");
    f.population.traits[0] = TRAIT_CAR;
    assert_possible("wbcrph...");
    f.service.bike_walk = f.service.walk_bike = &f.skim;
    choice_scene_measure(&scene, &f.service);
    assert_possible("wbcrphk..");
    scene.everybody_cycles = false; /* somebody has the bit, but not this one */
    assert_possible("w.crph...");
    scene.everybody_cycles = true;
    f.population.trips[0].to_place = PLACE_X;
    assert_possible("..crph...");
    f.population.trips[0].to_place = PLACE_Q;
    assert_possible("wb.r.....");
    f.population.trips[0].to_place = PLACE_R;
    f.population.trips[0].distance_m = 900; /* a short step is walked: no vehicle at a stop */
    assert_possible("wbcrp....");
    end();
}

/** Out and back at the wished times; constants and the shares of daily costs are added. */
static void test_costs(void **state)
{
    (void)state;
    struct choice_trial trial;
    begin(TRAIT_CAR);
    f.constants.eur[MODE_WALK][2] = 0.25;
    f.constants.eur[MODE_PT][2] = -0.5;
    assert_true(try_mode(MODE_WALK, INFINITY, &trial));
    assert_near(trial.eur, 2 * (2000.0 / 600 + 0.25), 1e-9);
    assert_near(trial.constants_eur, 0.5, 1e-12);
    assert_int_equal(steps[0].depart_ms, AT(8, 0, 0) - 2000000);
    assert_int_equal(steps[1].depart_ms, AT(16, 0, 0));
    assert_int_equal(trial.ready_ms, AT(16, 0, 0) + 2000000);
    assert_true(try_mode(MODE_PT, INFINITY, &trial));
    assert_near(trial.eur, 2 * (BUS_EUR - 0.5) + 2.35 / 1.2, 1e-9);
    assert_int_equal(steps[0].depart_ms, AT(8, 0, 0) - BUS_MS);
    f.parameters.pt_eur_trip = 0.3;
    f.parameters.pt_eur_km = 0.2; /* 2.5 km */
    assert_true(try_mode(MODE_PT, INFINITY, &trial));
    assert_near(trial.eur, 2 * (BUS_EUR - 0.5 + 0.3 + 0.5) + 2.35 / 1.2, 1e-9);
    f.population.traits[0] |= TRAIT_TICKET;
    assert_true(try_mode(MODE_PT, INFINITY, &trial));
    assert_near(trial.eur, 2 * (BUS_EUR - 0.5), 1e-9);
    assert_true(try_mode(MODE_CAR, INFINITY, &trial));
    double car_eur = 2 * (250.0 / 600 + 0.3725) + 3 / 1.2;
    assert_near(trial.eur, car_eur, 1e-9);
    assert_int_equal(steps[0].route_length, 1);
    assert_int_equal(routes[1][0], names_find(&f.world.network->link_names, "QR") + 1);
    assert_true(try_mode(MODE_CAR, car_eur + 1e-9, &trial));
    assert_false(try_mode(MODE_CAR, car_eur - 1e-9, &trial));
    assert_true(try_mode(MODE_RIDE, INFINITY, &trial));
    assert_near(trial.eur, 2 * 250.0 / 600, 1e-9);
    f.population.traits[0] |= TRAIT_BATTERY; /* 0.08 in place of 0.149 EUR/km */
    assert_true(try_mode(MODE_CAR, INFINITY, &trial));
    assert_near(trial.eur, car_eur - 2 * 2.5 * 0.069, 1e-9);
    end();
}

/** The car waits at the hub; between the ends it is public transport, or a short walk. */
static void test_park_ride(void **state)
{
    (void)state;
    struct choice_trial trial;
    begin(TRAIT_CAR | TRAIT_TICKET);
    assert_true(try_mode(MODE_PARK_RIDE, INFINITY, &trial));
    double money_eur = 0.149 * 1.2 * 1.9;
    assert_near(trial.eur, 2 * (BUS_EUR + money_eur) + (142.0 + 140.0) / 600 + 3 / 1.2, 2e-4);
    for (int i = 0; i < 2; i++) {
        assert_int_equal(steps[i].mode, MODE_PARK_RIDE);
        assert_int_equal(steps[i].hub_stop, scene.hubs[0].stop);
    }
    assert_int_equal(steps[0].depart_ms, AT(8, 0, 0) - BUS_MS - 142000);
    assert_false(try_mode(MODE_PARK_RIDE, 1, &trial));

    /* From R to X and back to R in between: 2 km by bus, there is none. */
    f.population.first_trip[1] = f.population.trip_count = 4;
    f.population.trips[3] = f.population.trips[1];
    f.population.trips[1] = (struct planned_trip){.to_place = PLACE_P,
                                                  .wish_ms = AT(12, 0, 0),
                                                  .hub_stop = NONE,
                                                  .distance_m = 500,
                                                  .purpose = PURPOSE_SHOPPING};
    f.population.trips[2] = f.population.trips[1];
    f.population.trips[2].to_place = PLACE_R;
    f.population.trips[2].distance_m = 5000;
    assert_false(try_mode(MODE_PARK_RIDE, INFINITY, &trial));
    choice_fixture_cell(&f, PLACE_P, PLACE_R, bus);
    assert_true(try_mode(MODE_PARK_RIDE, INFINITY, &trial));
    assert_int_equal(steps[0].mode, MODE_PARK_RIDE);
    assert_int_equal(steps[1].mode, MODE_WALK);
    assert_int_equal(steps[2].mode, MODE_PT);
    assert_int_equal(steps[3].mode, MODE_PARK_RIDE);
    assert_true(steps[1].hub_stop == NONE);
    end();
}

/** The bicycle is fetched where it was left, whatever the way back would say. */
static void test_bike_ride(void **state)
{
    (void)state;
    struct choice_trial trial;
    begin(TRAIT_TICKET);
    static struct skim_cell cells[CHOICE_SLOTS * CHOICE_DOORS * CHOICE_DOORS];
    memcpy(cells, f.cells, sizeof cells);
    struct timetable_skim ahead = f.skim;
    ahead.cells = cells;
    for (uint32_t i = 0; i < CHOICE_SLOTS * CHOICE_DOORS * CHOICE_DOORS; i++)
        cells[i].stop = 1;
    f.service.bike_walk = &ahead;
    f.service.walk_bike = &f.skim;
    choice_scene_measure(&scene, &f.service);
    assert_true(try_mode(MODE_BIKE_RIDE, INFINITY, &trial));
    assert_near(trial.eur, 2 * BUS_EUR, 1e-9);
    assert_int_equal(steps[0].hub_stop, 1);
    assert_int_equal(steps[1].hub_stop, 1);
    assert_int_equal(steps[1].mode, MODE_BIKE_RIDE);
    end();
}

/** Who is held up leaves later: work ends four hours after it began, not at 8:30 as wished. */
static void test_order(void **state)
{
    (void)state;
    struct choice_trial trial;
    begin(TRAIT_CAR);
    f.population.trips[1].wish_ms = AT(8, 30, 0);
    for (uint8_t m = MODE_WALK; m <= MODE_PARK_RIDE; m++) {
        assert_true(try_mode(m, INFINITY, &trial));
        assert_in_range(steps[1].depart_ms, AT(12, 0, 0), AT(12, 0, 0) + 500000);
        assert_true(trial.ready_ms > steps[1].depart_ms);
    }
    assert_true(try_mode(MODE_WALK, INFINITY, &trial));
    assert_near(trial.eur, 2 * 2000.0 / 600 + 0.609 * 210 / 10, 1e-9);
    f.population.trips[0].wish_ms = AT(27, 59, 0); /* the way home would begin on the next day */
    for (uint8_t m = MODE_WALK; m <= MODE_PARK_RIDE; m++)
        assert_false(try_mode(m, INFINITY, &trial));
    end();
}

/** On foot at 7:50 one is 23 min 20 s late; without a bus it becomes a ride, and the window of two
 * hours is counted. */
static void test_now(void **state)
{
    (void)state;
    struct choice_trial trial = {.steps = steps};
    begin(TRAIT_TICKET);
    struct day_tour tour = choice_tour_find(&scene, 0, 0);
    choice_plan_now(&view, &tour, 0, &trial);
    assert_int_equal(trial.mode, MODE_WALK);
    assert_near(trial.eur, 2 * 2000.0 / 600 + 2.377 * 1400 / 600, 1e-9);
    choice_plan_now(&view, &tour, AT(7, 55, 0), &trial);
    assert_int_equal(steps[0].depart_ms, AT(7, 55, 0));
    assert_near(trial.eur, 2 * 2000.0 / 600 + 2.377 * 1700 / 600, 1e-9);

    choice_fixture_cell(&f, PLACE_Q, PLACE_R, (struct skim_cell){0});
    choice_fixture_cell(&f, PLACE_R, PLACE_Q, (struct skim_cell){0});
    f.population.trips[0].mode = f.population.trips[1].mode = MODE_PT;
    choice_plan_now(&view, &tour, 0, &trial);
    assert_int_equal(trial.mode, MODE_PT);
    assert_near(trial.eur, 2 * (250.0 / 600 + 12), 1e-9);
    assert_int_equal(trial.ready_ms, AT(16, 0, 0) + 250000);
    end();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_tours),     cmocka_unit_test(test_possible),
        cmocka_unit_test(test_costs),     cmocka_unit_test(test_park_ride),
        cmocka_unit_test(test_bike_ride), cmocka_unit_test(test_order),
        cmocka_unit_test(test_now),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
