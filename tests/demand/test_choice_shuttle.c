// SPDX-License-Identifier: GPL-3.0-or-later
#include "choice_fixture.h"

#include "demand/choice_plan.h"
#include "demand/choice_shuttle.h"

#define assert_near(a, b, e) assert_true(fabs((a) - (b)) <= (e))

static struct choice_fixture f;
static struct choice_scene scene;
static struct choice_view view;
static struct choice_step steps[8];
static uint32_t scratch[ROUTE_MAX], routes[8][ROUTE_MAX];
static bool covers[5] = {true, true, true, true, false};
static struct shuttle_fleet fleet;
static struct shuttle_fleets fleets;
static struct shuttle_expected expected;
static struct choice_shuttles shuttles;

/** A bus both ways, and shuttles in the afternoon. */
static void begin(uint8_t traits)
{
    static const struct skim_cell bus = {.walk_s = 240, .ride_s = 600, .stop = 0, .rides = 1};
    choice_fixture_init(&f);
    uint32_t person = choice_fixture_worker(&f, traits, MODE_WALK);
    choice_fixture_cell(&f, PLACE_Q, PLACE_R, bus);
    choice_fixture_cell(&f, PLACE_R, PLACE_Q, bus);
    fleet = (struct shuttle_fleet){.from_ms = AT(12, 0, 0),
                                   .until_ms = AT(20, 0, 0),
                                   .boarding_ms = 30000,
                                   .fare_eur = 2,
                                   .covers = covers};
    fleets = (struct shuttle_fleets){.items = &fleet, .count = 1};
    expected = (struct shuttle_expected){300000, 1.5, 0.25};
    shuttles = (struct choice_shuttles){&fleets, &expected, 1200000};
    f.service.shuttles = &shuttles;
    assert_int_equal(choice_scene_init(&f.choice_world, &scene, &f.err), STATUS_OK);
    choice_scene_measure(&scene, &f.service);
    view = (struct choice_view){&scene, 0, person, scratch, routes};
}

static void end(void)
{
    choice_scene_deinit(&scene);
    choice_fixture_deinit(&f);
}

/** From R to Q: doors 60 and 40 s, 30 s to board, 150 s on the road, times 1.5, and 30 s to alight;
 * three of four wait 5 min, the fourth minds it as 20 min. */
#define RIDE_S   (1.5 * (30 + 60 + 150 + 40) + 30)
#define BACK_EUR (2.0 + (2.0 * (0.75 * 300 + 0.25 * 1200) + RIDE_S) / 600)

static void test_way(void **state)
{
    (void)state;
    begin(0);
    struct choice_errand out = choice_errand_at(&scene, view.person, 0);
    struct choice_errand back = choice_errand_at(&scene, view.person, 1);
    assert_false(choice_shuttle_serves(&scene, &out));
    assert_true(choice_shuttle_serves(&scene, &back));
    struct choice_way way = choice_way_shuttle(&scene, &back, 0, AT(16, 0, 0), false);
    assert_near(way.eur, BACK_EUR, 1e-9);
    assert_int_equal(way.travel_ms, 300000 + (uint32_t)(1000 * RIDE_S));
    way = choice_way_shuttle(&scene, &back, 0, AT(20, 0, 0), false);
    assert_int_equal(way.travel_ms, CHOICE_NO_WAY_MS);
    choice_fixture_slow(&f, "QRr", 64, 66, 400000); /* from 16:00 to 16:30 */
    way = choice_way_shuttle(&scene, &back, 0, AT(16, 0, 0), false);
    assert_near(way.eur, BACK_EUR + 1.5 * 250 / 600, 1e-9);
    way = choice_way_shuttle(&scene, &back, 0, AT(16, 0, 0), true);
    assert_near(way.eur, BACK_EUR, 1e-9);
    end();
}

/** A tour by shuttle: out by bus, which the shuttle does not serve, and back by shuttle. The day of
 * the bus is paid once, as half of what it is for two trips by bus. */
static void test_tour(void **state)
{
    (void)state;
    begin(0);
    struct choice_trial trial = {.steps = steps};
    struct day_tour tour = choice_tour_find(&scene, view.person, 0);
    struct choice_trial_question question = {
        .tour = &tour, .limit_eur = INFINITY, .mode = MODE_SHUTTLE, .now_mode = MODE_COUNT};
    assert_true(choice_mode_possible(&view, &tour, MODE_SHUTTLE));
    assert_true(choice_plan_try(&view, &question, &trial));
    assert_int_equal(steps[0].mode, MODE_PT);
    assert_int_equal(steps[1].mode, MODE_SHUTTLE);
    assert_int_equal(steps[1].depart_ms, AT(16, 0, 0));
    double bus_eur = (1.75 * 240 + 600) / 600 + 2.35 / 1.2;
    assert_near(trial.eur, bus_eur + BACK_EUR, 1e-9);

    f.population.trips[0].mode = MODE_PT;
    f.population.trips[1].mode = MODE_SHUTTLE;
    assert_int_equal(choice_plan_mode(&scene, &tour), MODE_SHUTTLE);
    f.population.trips[1].mode = MODE_PT;
    assert_int_equal(choice_plan_mode(&scene, &tour), MODE_PT);

    fleet.from_ms = AT(6, 0, 0); /* then both trips are by shuttle, and nobody pays for the bus */
    assert_true(choice_plan_try(&view, &question, &trial));
    assert_int_equal(steps[0].mode, MODE_SHUTTLE);
    assert_near(trial.eur, 2 * BACK_EUR, 1e-9);
    fleet.until_ms = AT(7, 0, 0);
    assert_false(choice_mode_possible(&view, &tour, MODE_SHUTTLE));
    f.service.shuttles = NULL;
    choice_scene_measure(&scene, &f.service);
    assert_false(choice_mode_possible(&view, &tour, MODE_SHUTTLE));
    end();
}

/** Without a row of their own shuttles have the constants of public transport. */
static void test_constants(void **state)
{
    (void)state;
    begin(0);
    f.constants.eur[MODE_PT][2] = 3;
    assert_true(choice_constant_eur(&scene, MODE_SHUTTLE, 2500) == 3.0);
    f.constants.eur[MODE_SHUTTLE][2] = 1;
    f.constants.has_shuttle = true;
    assert_true(choice_constant_eur(&scene, MODE_SHUTTLE, 2500) == 1.0);
    end();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_way),
        cmocka_unit_test(test_tour),
        cmocka_unit_test(test_constants),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
