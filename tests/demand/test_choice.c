// SPDX-License-Identifier: GPL-3.0-or-later
#include "choice_fixture.h"

#include "kernel/random.h"

static struct choice_fixture f;
static struct choice *choice;

static void begin(void)
{
    static const struct skim_cell bus = {
        .home_s = 60, .walk_s = 240, .ride_s = 600, .wait_s = 120, .rides = 1};
    choice_fixture_init(&f);
    for (uint32_t from = 0; from < CHOICE_DOORS; from++)
        for (uint32_t to = 0; to < CHOICE_DOORS; to++)
            choice_fixture_cell(&f, from, to, from == to ? (struct skim_cell){0} : bus);
}

static void open_choice(void)
{
    assert_int_equal(choice_create(&f.choice_world, &choice, &f.err), STATUS_OK);
    choice_set_service(choice, &f.service);
}

static void end(void)
{
    choice_destroy(choice);
    choice_fixture_deinit(&f);
}

/** With next to no random terms everybody takes the cheapest mode. By hand: a tour on foot costs
 * 6.667 EUR, by bicycle 3.055, as a passenger 0.833, by car 4.078, by bus 6.28. */
static void test_cheapest(void **state)
{
    (void)state;
    struct equilibrium_reply reply;
    begin();
    f.parameters.spread_eur = 0.001;
    f.constants.eur[MODE_RIDE][2] = 10;
    uint32_t with_car = choice_fixture_worker(&f, TRAIT_CAR, MODE_WALK);
    uint32_t without = choice_fixture_worker(&f, 0, MODE_WALK);
    f.constants.eur[MODE_BIKE][2] = 2;
    open_choice();
    double now_eur = 2 * 2000.0 / 600 + 2.377 * 1400 / 600; /* leaves at 7:50, so it is late */
    choice_reply(choice, with_car, 0, &reply);
    assert_int_equal(reply.kind, MODE_WALK);
    assert_near(reply.cost, now_eur, 1e-9);
    assert_near(reply.regret, now_eur - (2 * (250.0 / 600 + 0.3725) + 2.5), 0.02);
    choice_take(choice, with_car, 0);
    for (int t = 0; t < 2; t++)
        assert_int_equal(f.population.trips[t].mode, MODE_CAR);
    assert_int_equal(f.population.trips[0].depart_ms, AT(7, 55, 50));
    uint32_t length;
    assert_int_equal(route_book_read(f.routes, 0, &length)[0],
                     names_find(&f.world.network->link_names, "QR"));
    assert_int_equal(length, 1);
    choice_reply(choice, with_car, 1, &reply);
    assert_int_equal(reply.kind, MODE_CAR);
    assert_near(reply.cost, 2 * (250.0 / 600 + 0.3725) + 2.5, 1e-9);
    assert_near(reply.regret, 0, 0);

    choice_reply(choice, without, 0, &reply);
    choice_take(choice, without, 0); /* walks in time: 6.667 is less than 7.055 by bicycle */
    assert_int_equal(f.population.trips[2].mode, MODE_PT); /* 6.22 */
    f.constants.eur[MODE_BIKE][2] = 0;
    choice_reply(choice, without, 0, &reply);
    assert_near(reply.cost, 2 * (1296.54 / 600) + 2.35 / 1.2, 1e-9);
    choice_take(choice, without, 0);
    assert_int_equal(f.population.trips[2].mode, MODE_BIKE);
    end();
}

/** A driver who leaves the car at home gives the route back, and looks for another one when it is
 * taken again. */
static void test_leaves_car(void **state)
{
    (void)state;
    struct equilibrium_reply reply;
    uint32_t length;
    begin();
    f.parameters.spread_eur = 0.001;
    choice_fixture_worker(&f, TRAIT_CAR, MODE_CAR);
    uint32_t route[1] = {names_find(&f.world.network->link_names, "QR")};
    assert_true(route_book_write(f.routes, 0, 0, route, 1));
    open_choice();
    choice_reply(choice, 0, 0, &reply);
    choice_take(choice, 0, 0);
    assert_int_equal(f.population.trips[0].mode, MODE_RIDE);
    assert_null(route_book_read(f.routes, 0, &length));
    f.constants.eur[MODE_RIDE][2] = f.constants.eur[MODE_BIKE][2] = 10;
    choice_reply(choice, 0, 0, &reply);
    choice_take(choice, 0, 0);
    assert_int_equal(f.population.trips[0].mode, MODE_CAR);
    assert_int_equal(route_book_read(f.routes, 0, &length)[0], route[0]);
    assert_int_equal(length, 1);
    assert_int_equal(choice_check(choice, &f.err), STATUS_OK);
    end();
}

/** At home nothing costs anything; who passes through keeps the time and looks for the way. */
static void test_special(void **state)
{
    (void)state;
    struct equilibrium_reply reply;
    begin();
    choice_fixture_person(&f, GROUP_SENIOR, 0, PLACE_P);
    for (int i = 0; i < 2; i++) {
        choice_fixture_person(&f, i ? GROUP_THROUGH_TRUCK : GROUP_THROUGH_CAR, TRAIT_CAR, PLACE_P);
        choice_fixture_trip(&f, (struct planned_trip){.depart_ms = AT(9, 0, 0),
                                                      .wish_ms = AT(9, 0, 0),
                                                      .to_place = PLACE_X,
                                                      .hub_stop = NONE,
                                                      .distance_m = 8000,
                                                      .purpose = PURPOSE_THROUGH,
                                                      .mode = i ? MODE_TRUCK : MODE_CAR});
    }
    /* P-S-R-X is 75 + 250 + 100 s; over Q 75 s less, but then a jam. */
    uint32_t over_q[3] = {names_find(&f.world.network->link_names, "PQ"),
                          names_find(&f.world.network->link_names, "QR"),
                          names_find(&f.world.network->link_names, "RX")};
    for (uint32_t t = 0; t < 2; t++)
        assert_true(route_book_write(f.routes, 0, t, over_q, 3));
    open_choice();
    choice_reply(choice, 0, 0, &reply);
    assert_int_equal(reply.kind, CHOICE_KIND_AT_HOME);
    assert_near(reply.cost + reply.regret, 0, 0);
    choice_reply(choice, 1, 0, &reply);
    assert_int_equal(reply.kind, MODE_CAR);
    assert_near(reply.cost, (20 + 350 + 100) / 600.0 + 0.149 * 8, 1e-9);
    assert_near(reply.regret, 0, 0);
    choice_fixture_slow(&f, "QR", 36, 37, 300000);
    choice_set_service(choice, &f.service);
    for (uint32_t p = 1; p <= 2; p++) {
        uint32_t length;
        choice_reply(choice, p, 0, &reply);
        assert_near(reply.regret, 75.0 / 600, 1e-9);
        choice_take(choice, p, 0);
        assert_int_equal(f.population.trips[p - 1].depart_ms, AT(9, 0, 0));
        assert_int_equal(route_book_read(f.routes, p - 1, &length)[1],
                         names_find(&f.world.network->link_names, "SR"));
        choice_reply(choice, p, 0, &reply);
        assert_near(reply.regret, 0, 0);
    }
    assert_int_equal(f.population.trips[1].mode, MODE_TRUCK);
    end();
}

/** Replies of many alike persons have the shares of the nested logit. */
static void test_shares(void **state)
{
    (void)state;
    struct equilibrium_reply reply;
    struct choice_tour tour;
    double shares[MODE_COUNT];
    uint32_t counts[MODE_COUNT] = {0};
    begin();
    for (uint32_t p = 0; p < CHOICE_PERSONS; p++)
        choice_fixture_worker(&f, TRAIT_CAR, MODE_WALK);
    open_choice();
    choice_tour_at(choice, 5, 10, 0, &tour);
    assert_int_equal(tour.first_trip, 10);
    assert_int_equal(tour.end_trip, 12);
    assert_near(tour.cost_eur[MODE_CAR], 2 * (250.0 / 600 + 0.3725) + 2.5, 1e-9);
    assert_false(tour.is_possible[MODE_BIKE_RIDE]);
    choice_probabilities(&f.parameters, &tour, shares);
    for (uint32_t p = 0; p < CHOICE_PERSONS; p++) {
        choice_reply(choice, p, 0, &reply);
        choice_take(choice, p, 0);
        counts[f.population.trips[2 * p].mode]++;
    }
    /* Those who walk on leave at 7:50 as planned only if that is the best; all walkers are punctual
     * afterwards, so the costs are those of the tour. */
    for (uint32_t m = 0; m < MODE_COUNT; m++)
        assert_near((double)counts[m] / CHOICE_PERSONS, shares[m],
                    3.5 * sqrt(shares[m] * (1 - shares[m]) / CHOICE_PERSONS));
    end();
}

/** Days of up to five trips between all places, in jams. */
static void draw_days(uint32_t persons)
{
    struct random_stream random;
    random_stream_init(&random, 3, 0, RANDOM_TEST);
    for (uint32_t p = 0; p < persons; p++) {
        uint32_t home = random_below(&random, 4), at = home, t_ms = AT(6, 0, 0);
        uint32_t trips = random_below(&random, 6);
        choice_fixture_person(&f, GROUP_EMPLOYED, (uint8_t)random_below(&random, 8), home);
        for (uint32_t t = 0; t < trips; t++) {
            bool is_home = t + 1 == trips || random_below(&random, 3) == 0;
            uint32_t to = is_home ? home : random_below(&random, 5);
            bool is_same = f.world.network->places[to].node == f.world.network->places[at].node;
            t_ms += random_below(&random, 14400000);
            choice_fixture_trip(&f,
                                (struct planned_trip){
                                    .depart_ms = t_ms,
                                    .wish_ms = t_ms + 300000,
                                    .to_place = to,
                                    .hub_stop = NONE,
                                    .distance_m = is_same ? 400 : 500 + random_below(&random, 9000),
                                    .purpose = is_home ? PURPOSE_HOME : PURPOSE_SHOPPING,
                                    .mode = MODE_WALK,
                                    .min_stay_s = (uint16_t)random_below(&random, 7200)});
            at = to;
        }
    }
    for (uint32_t s = 24; s < 80; s += 3)
        choice_fixture_slow(&f, s % 2 ? "QR" : "PS", s, s + 2, 200000 + 40000 * (s % 7));
}

struct replies {
    bool takes;
    bool has_taken[CHOICE_PERSONS]; /**< the others keep the drawn days, which are not in order */
};

static void reply_task(void *context, uint32_t item, uint32_t worker)
{
    struct replies *replies = context;
    struct equilibrium_reply reply;
    choice_reply(choice, item, worker, &reply);
    if (!replies->takes) {
        assert_near(reply.regret, 0, 0);
        return;
    }
    replies->has_taken[item] = reply.regret > 0;
    choice_take(choice, item, worker);
}

static void check_days(const struct replies *replies)
{
    for (uint32_t p = 0; p < f.population.person_count; p++)
        for (uint32_t t = f.population.first_trip[p]; t < f.population.first_trip[p + 1]; t++) {
            const struct planned_trip *trip = &f.population.trips[t];
            bool drives = trip->mode == MODE_CAR || trip->mode == MODE_PARK_RIDE;
            assert_true(!drives || f.population.traits[p] & TRAIT_CAR);
            assert_true(trip->mode != MODE_BIKE || f.population.traits[p] & TRAIT_BICYCLE);
            assert_true((trip->hub_stop != NONE) == (trip->mode == MODE_PARK_RIDE));
            if (t > f.population.first_trip[p] && replies->has_taken[p])
                assert_true(trip->depart_ms > trip[-1].depart_ms + 1000u * trip->min_stay_s);
            assert_true(trip->depart_ms <= AT(28, 0, 0));
        }
}

/** Whoever took the best reply has nothing to gain, and the days are in order; the same whoever
 * looked at them. */
static void test_days(void **state)
{
    (void)state;
    enum { PERSONS = 3000 };
    static struct planned_trip first[CHOICE_TRIPS];
    for (uint32_t workers = 1; workers <= CHOICE_WORKERS; workers++) {
        static struct replies replies;
        replies = (struct replies){.takes = true};
        begin();
        draw_days(PERSONS);
        open_choice();
        struct team *team = team_create(workers, &f.err);
        team_run(team, PERSONS, reply_task, &replies);
        check_days(&replies);
        replies.takes = false;
        team_run(team, PERSONS, reply_task, &replies);
        if (workers == 1)
            memcpy(first, f.population.trips, f.population.trip_count * sizeof *first);
        assert_memory_equal(first, f.population.trips, f.population.trip_count * sizeof *first);
        uint32_t counts[MODE_COUNT] = {0};
        for (uint32_t t = 0; t < f.population.trip_count; t++)
            counts[f.population.trips[t].mode]++;
        for (uint32_t m = 0; m <= MODE_PARK_RIDE; m++)
            assert_true(counts[m] > 20);
        team_destroy(team);
        end();
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cheapest), cmocka_unit_test(test_leaves_car),
        cmocka_unit_test(test_special),  cmocka_unit_test(test_shares),
        cmocka_unit_test(test_days),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
