// SPDX-License-Identifier: GPL-3.0-or-later
#include "choice_fixture.h"

#include "demand/choice_drive.h"

/** From Q to R the link QR takes 150 s; back to P and over S it is 425 s. Doors add 40 s and 60 s,
 * money 0.149 EUR/km * 2.5 km. */
#define FREE_EUR (250.0 / 600 + 0.3725)

static struct choice_fixture f;
static struct choice_scene scene;
static uint32_t scratch[ROUTE_MAX], route[ROUTE_MAX];

static void begin(void)
{
    choice_fixture_init(&f);
    choice_fixture_worker(&f, TRAIT_CAR, MODE_CAR);
    assert_int_equal(choice_scene_init(&f.choice_world, &scene, &f.err), STATUS_OK);
    choice_scene_measure(&scene, &f.service);
}

static void end(void)
{
    choice_scene_deinit(&scene);
    choice_fixture_deinit(&f);
}

static struct choice_drive_question to_work(void)
{
    return (struct choice_drive_question){.errand = choice_errand_at(&scene, 0, 0),
                                          .limit_eur = (double)INFINITY};
}

static struct choice_drive best_of(struct choice_drive_question question)
{
    return choice_drive_best(&scene, &question, 0, scratch, route);
}

static uint32_t link_id(const char *name)
{
    return names_find(&f.world.network->link_names, name);
}

/** The plan leaves at 7:50 and is 350 s early; the best one is in time. */
static void test_free_roads(void **state)
{
    (void)state;
    begin();
    struct choice_drive_question question = to_work();
    struct choice_drive planned = choice_drive_planned(&scene, &question.errand, 0, 0, scratch);
    assert_int_equal(planned.depart_ms, AT(7, 50, 0));
    assert_int_equal(planned.travel_ms, 250000);
    assert_near(planned.eur, FREE_EUR + 0.609 * 350 / 600, 1e-9);
    struct choice_drive best = best_of(question);
    assert_int_equal(best.depart_ms, AT(7, 55, 50));
    assert_int_equal(best.travel_ms, 250000);
    assert_int_equal(best.route_length, 1);
    assert_int_equal(route[0], link_id("QR"));
    assert_near(best.eur, FREE_EUR, 1e-9);
    assert_near(choice_drive_least(&scene, &question.errand).eur, FREE_EUR, 1e-9);

    question.limit_eur = 0.7; /* too dear */
    assert_true(best_of(question).travel_ms == CHOICE_NO_WAY_MS);
    question.limit_eur = (double)INFINITY;
    question.ready_ms = AT(8, 30, 0); /* 2,050 s late, whatever is done */
    best = best_of(question);
    assert_int_equal(best.depart_ms, AT(8, 30, 0));
    assert_near(best.eur, FREE_EUR + 2.377 * 2050 / 600, 1e-9);
    end();
}

/** From 7:45 to 8:00 QR takes 1,500 s: the way around over S is worth while, and no shift is: the
 * one to 7:36:15 saves 275 s and costs 1,175 s early. */
static void test_other_route(void **state)
{
    (void)state;
    begin();
    choice_fixture_slow(&f, "QR", 31, 32, 1500000);
    choice_scene_measure(&scene, &f.service);
    struct choice_drive_question question = to_work();
    struct choice_drive best = best_of(question);
    assert_int_equal(best.depart_ms, AT(7, 51, 15));
    assert_int_equal(best.travel_ms, 525000);
    assert_int_equal(best.route_length, 3);
    assert_int_equal(route[2], link_id("SR"));
    assert_near(best.eur, 525.0 / 600 + 0.3725, 1e-9);

    /* The route in the book is what the plan goes by. */
    uint32_t book_route[1] = {link_id("QR")};
    assert_true(route_book_write(f.routes, 0, 0, book_route, 1));
    struct choice_drive planned = choice_drive_planned(&scene, &question.errand, 0, 0, scratch);
    assert_int_equal(planned.travel_ms, 1600000);
    assert_int_equal(planned.route_length, CHOICE_ROUTE_OF_BOOK);
    question.now = &planned;
    assert_near(best_of(question).eur, 525.0 / 600 + 0.3725, 1e-9);

    /* Who keeps the time of the plan takes the way around, too, from 7:50 on. */
    question.keeps_time = true;
    best = best_of(question);
    assert_int_equal(best.depart_ms, AT(7, 50, 0));
    assert_int_equal(best.travel_ms, 525000);
    end();
}

/** With both ways closed for half an hour it is best to be there at 7:45, 15 minutes early. */
static void test_other_departure(void **state)
{
    (void)state;
    begin();
    choice_fixture_slow(&f, "QR", 31, 33, 2400000);
    choice_fixture_slow(&f, "PS", 31, 33, 4000000);
    choice_scene_measure(&scene, &f.service);
    struct choice_drive best = best_of(to_work());
    assert_int_equal(best.depart_ms, AT(7, 40, 50));
    assert_int_equal(best.travel_ms, 250000);
    assert_near(best.eur, FREE_EUR + 0.609 * 900 / 600, 1e-9);

    f.parameters.shift_most_s = 0; /* 2,500 s, 2,250 s late */
    best = best_of(to_work());
    assert_int_equal(best.depart_ms, AT(7, 55, 50));
    assert_near(best.eur, 2500.0 / 600 + 0.3725 + 2.377 * 2250 / 600, 1e-9);
    end();
}

/** QR costs a toll from 7:45 to 8:15; the way around over S takes 275 s longer, worth 0.458 EUR.
 * Who would arrive at 7:49:10 had entered before the toll: 650 s early, worth 0.66 EUR. */
static void test_toll(void **state)
{
    (void)state;
    begin();
    choice_fixture_toll(&f, "QR", 31, 33, 400);
    choice_scene_measure(&scene, &f.service);
    struct choice_drive_question question = to_work();
    struct choice_drive best = best_of(question);
    assert_int_equal(best.depart_ms, AT(7, 55, 50));
    assert_int_equal(best.travel_ms, 250000);
    assert_near(best.eur, FREE_EUR + 0.4, 1e-9);
    assert_near(choice_drive_least(&scene, &question.errand).eur, FREE_EUR, 1e-9);
    assert_int_equal(road_day_run(f.day, f.queries[0], 31, f.world.network->places[PLACE_Q].node,
                                  f.world.network->places[PLACE_R].node),
                     150000);
    assert_int_equal(road_day_run_toll_meur(f.day, f.queries[0], 31), 400);

    choice_fixture_toll(&f, "QR", 31, 33, 500);
    choice_scene_measure(&scene, &f.service);
    best = best_of(question);
    assert_int_equal(best.depart_ms, AT(7, 51, 15));
    assert_int_equal(best.route_length, 3);
    assert_near(best.eur, 525.0 / 600 + 0.3725, 1e-9);
    assert_int_equal(road_day_run(f.day, f.queries[0], 31, f.world.network->places[PLACE_Q].node,
                                  f.world.network->places[PLACE_R].node),
                     425000);
    assert_int_equal(road_day_run_toll_meur(f.day, f.queries[0], 31), 0);
    /* The way in the book still pays. */
    uint32_t book_route[1] = {link_id("QR")};
    assert_true(route_book_write(f.routes, 0, 0, book_route, 1));
    struct choice_drive planned = choice_drive_planned(&scene, &question.errand, 0, 0, scratch);
    assert_near(planned.eur, FREE_EUR + 0.5 + 0.609 * 350 / 600, 1e-9);
    end();
}

/** Kilometres of the route count where the prices of links contain them: the way around over S must
 * save more time than its kilometres cost. */
static void test_kilometres(void **state)
{
    (void)state;
    begin();
    const struct network *network = f.world.network;
    uint32_t around_meur = 0, direct = link_id("QR");
    choice_fixture_toll(&f, "QR", 0, 1, 0);
    for (uint32_t i = 0; i < CHOICE_SLICES * network->link_count; i++)
        f.day->toll_meur[i] =
            (uint32_t)(0.149 * (double)network->links[i % network->link_count].length_m);
    uint32_t direct_meur = f.day->toll_meur[direct];
    f.service.has_route_km = true;
    for (uint32_t slow = 0; slow < 2; slow++) {
        choice_fixture_slow(&f, "QR", 31, 32, slow == 0 ? 435000 : 1500000);
        choice_scene_measure(&scene, &f.service);
        struct choice_drive_question question = to_work();
        question.keeps_time = true;
        struct choice_drive best = best_of(question);
        assert_int_equal(best.route_length, slow == 0 ? 1 : 3);
        for (uint32_t i = 0; slow == 1 && i < best.route_length; i++)
            around_meur += f.day->toll_meur[route[i]];
        double late_s = best.travel_ms / 1000.0 - 600, early_s = -late_s;
        double schedule = late_s > 0 ? 2.377 * late_s : 0.609 * early_s;
        uint32_t meur = slow == 0 ? direct_meur : around_meur;
        assert_near(best.eur, (best.travel_ms / 1000.0 + schedule) / 600 + meur / 1000.0, 1e-9);
        struct choice_way least = choice_drive_least(&scene, &question.errand);
        assert_true(least.eur < best.eur && least.eur > 250.0 / 600);
    }
    assert_true(around_meur > direct_meur + 17); /* 10 s are worth so much */
    end();
}

/** With tolls on both ways, each worth an hour, it is best to be there before they begin. */
static void test_toll_moves_departures(void **state)
{
    (void)state;
    begin();
    choice_fixture_toll(&f, "QR", 31, 33, 6000);
    for (uint32_t s = 31; s < 33; s++)
        f.day->toll_meur[s * f.world.network->link_count + link_id("PS")] = 6000;
    assert_int_equal(road_day_update(f.day, f.team, &f.err), STATUS_OK);
    choice_scene_measure(&scene, &f.service);
    struct choice_drive best = best_of(to_work());
    assert_int_equal(best.depart_ms, AT(7, 40, 50));
    assert_int_equal(best.travel_ms, 250000);
    assert_near(best.eur, FREE_EUR + 0.609 * 900 / 600, 1e-9);
    end();
}

/** Parking at work costs 1 EUR and 0.50 EUR/h from the wish to be there at 8:00 to the wish to
 * leave at 16:00; at home nothing. */
static void test_parking_price(void **state)
{
    (void)state;
    begin();
    struct parking_place lots[1] = {
        {.place = PLACE_R, .spaces = 10, .price_eur = 1, .price_h_eur = 0.5f}};
    struct network *network = (struct network *)f.world.network; /* built by this test */
    struct parking_place *own = network->parking;
    network->parking = lots;
    network->places[PLACE_R].parking = 0;
    struct choice_drive_question question = to_work();
    assert_near(question.errand.parking_eur, 5, 1e-9);
    assert_near(best_of(question).eur, FREE_EUR + 5, 1e-9);
    assert_near(choice_drive_least(&scene, &question.errand).eur, FREE_EUR + 5, 1e-9);
    network->places[PLACE_Q].parking = 0;
    assert_near(choice_errand_at(&scene, 0, 1).parking_eur, 0, 0);
    network->parking = own;
    network->places[PLACE_R].parking = network->places[PLACE_Q].parking = NONE;
    end();
}

/** What is driven now is kept when nothing is better, and no query is needed to say so. */
static void test_keeps_plan(void **state)
{
    (void)state;
    begin();
    uint32_t book_route[1] = {link_id("QR")};
    assert_true(route_book_write(f.routes, 0, 0, book_route, 1));
    f.population.trips[0].depart_ms = AT(7, 55, 50);
    struct choice_drive_question question = to_work();
    struct choice_drive planned = choice_drive_planned(&scene, &question.errand, 0, 0, scratch);
    question.now = &planned;
    struct choice_drive best = best_of(question);
    assert_int_equal(best.route_length, CHOICE_ROUTE_OF_BOOK);
    assert_near(best.eur, planned.eur, 0);
    end();
}

/** Between two doors of one node, 500 m at 5 m/s; the search for a space takes 30 s. */
static void test_local(void **state)
{
    (void)state;
    begin();
    f.parking_ms[PLACE_P2] = 30000;
    choice_scene_measure(&scene, &f.service);
    f.population.trips[0].to_place = PLACE_P2;
    f.population.trips[0].distance_m = 500;
    f.population.start_place[0] = PLACE_P;
    struct choice_drive_question question = to_work();
    struct choice_drive best = best_of(question);
    assert_int_equal(best.travel_ms, 130000);
    assert_int_equal(best.depart_ms, AT(7, 57, 50));
    assert_int_equal(best.route_length, 0);
    assert_near(best.eur, 130.0 / 600 + 0.149 * 0.5, 1e-9);
    end();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_free_roads),      cmocka_unit_test(test_other_route),
        cmocka_unit_test(test_other_departure), cmocka_unit_test(test_keeps_plan),
        cmocka_unit_test(test_local),           cmocka_unit_test(test_toll),
        cmocka_unit_test(test_kilometres),      cmocka_unit_test(test_toll_moves_departures),
        cmocka_unit_test(test_parking_price),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
