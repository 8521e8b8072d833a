// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include "demand/demand_extra.h"
#include "demand_fixture.h"

#include <math.h>

#define SEED   7u
#define OTHERS 2471u /* residents, commuters from outside, through traffic */

/* Visitors of Bton from Aville's first zone and from X1, and shoppers one way by bicycle. */
static const struct extra_row rows[] = {
    {2, "A1", "B1_1", 600, PURPOSE_EVENT, 52200, 55800, 62400, 64200, EXTRA_CHOSEN, 1, 1},
    {3, "X1", "B1_1", 300, PURPOSE_EVENT, 52200, 55800, 62400, 64200, EXTRA_CHOSEN, 0.5, 1},
    {4, "A2_1", "A1", 200.4, PURPOSE_SHOPPING, 0, 0, 0, 0, EXTRA_BIKE, 0, 1}};

static struct fixture f;

static void assert_near(double found, double expected, double tolerance)
{
    if (!(fabs(found - expected) <= tolerance))
        fail_msg("%g is not within %g of %g", found, tolerance, expected);
}

static enum status build(double sample, uint32_t threads, struct population *out)
{
    struct demand_parameters parameters = {sample, 1.3, SEED};
    struct team *team = team_create(threads, &f.err);
    enum status status = demand_build(&f.demand_tables, f.network, &parameters, team, out, &f.err);
    team_destroy(team);
    return status;
}

static void begin(const struct extra_row *extra, uint32_t count)
{
    fixture_init(&f);
    fixture_build(&f);
    f.demand_tables.extra = (struct table){
        .path = "extra.csv", .row_size = sizeof *extra, .rows = (void *)extra, .count = count};
}

/** Everybody else is as without them; they come in the order of the rows, and each keeps to the
 * windows: wishes spread evenly, so their mean is within 4 standard errors of the middle. */
static void visitors_come_and_go(void **state)
{
    (void)state;
    struct population without = {0}, with = {0};
    begin(NULL, 0);
    assert_int_equal(build(1, 1, &without), STATUS_OK);
    assert_int_equal(without.person_count, OTHERS);
    f.demand_tables.extra = (struct table){
        .path = "extra.csv", .row_size = sizeof *rows, .rows = (void *)rows, .count = 3};
    assert_int_equal(build(1, 2, &with), STATUS_OK);
    assert_int_equal(with.person_count, OTHERS + 600 + 300 + 200);
    assert_int_equal(with.trip_count, without.trip_count + 2 * 900 + 200);
    assert_memory_equal(with.trips, without.trips, without.trip_count * sizeof *with.trips);
    assert_memory_equal(with.traits, without.traits, OTHERS);

    double wish_s_sum = 0, back_s_sum = 0;
    uint32_t at_place[3] = {0}, cars = 0, tickets[2] = {0};
    for (uint32_t i = OTHERS; i < OTHERS + 900; i++) {
        const struct planned_trip *there = &with.trips[with.first_trip[i]], *back = there + 1;
        assert_int_equal(with.group[i], GROUP_VISITOR);
        assert_int_equal(there->purpose, PURPOSE_EVENT);
        assert_int_equal(there->to_place, 5);
        assert_in_range(there->wish_ms, 52200000, 55800000);
        assert_int_equal(back->purpose, PURPOSE_HOME);
        assert_int_equal(back->to_place, with.start_place[i]);
        assert_in_range(back->depart_ms, 62400000, 64200000);
        assert_int_equal(back->mode, there->mode);
        if (i < OTHERS + 600)
            at_place[with.start_place[i]]++;
        else
            assert_int_equal(with.start_place[i], 6);
        wish_s_sum += there->wish_ms / 1000.0;
        back_s_sum += back->depart_ms / 1000.0;
        cars += (with.traits[i] & TRAIT_CAR) != 0;
        tickets[i >= OTHERS + 600] += (with.traits[i] & TRAIT_TICKET) != 0;
        assert_false(with.traits[i] & TRAIT_KEEPS_MODE);
    }
    assert_near(wish_s_sum / 900, 54000, 4 * 3600 / sqrt(12 * 900));
    assert_near(back_s_sum / 900, 63300, 4 * 1800 / sqrt(12 * 900));
    assert_near(at_place[0], 300, 4 * sqrt(600 * 0.25)); /* shares 0.5, 0.3, 0.2 */
    assert_near(at_place[1], 180, 4 * sqrt(600 * 0.21));
    assert_int_equal(at_place[0] + at_place[1] + at_place[2], 600);
    assert_int_equal(tickets[0], 600);
    assert_near(tickets[1], 150, 4 * sqrt(300 * 0.25));
    /* (1 - 0.3^1.5) and (1 - 0.2^1.5), times 0.85 */
    double expected = 600 * 0.85 * (1 - pow(0.3, 1.5)) + 300 * 0.85 * (1 - pow(0.2, 1.5));
    assert_near(cars, expected, 4 * sqrt(900 * 0.25));
    population_deinit(&without);
    population_deinit(&with);
    fixture_free(&f, NULL);
}

/** Of those who come three in a car a third has one at hand, the same persons as otherwise. */
static void those_who_come_together_share_cars(void **state)
{
    (void)state;
    struct extra_row shared[] = {rows[0]};
    struct population alone = {0}, together = {0};
    uint32_t cars = 0, shared_cars = 0;
    begin(rows, 1);
    assert_int_equal(build(1, 1, &alone), STATUS_OK);
    shared[0].per_car = 3;
    f.demand_tables.extra.rows = shared;
    assert_int_equal(build(1, 1, &together), STATUS_OK);
    assert_int_equal(together.person_count, alone.person_count);
    for (uint32_t i = OTHERS; i < together.person_count; i++) {
        bool had = (alone.traits[i] & TRAIT_CAR) != 0, has = (together.traits[i] & TRAIT_CAR) != 0;
        cars += had;
        shared_cars += has;
        assert_true(had || !has);
        assert_int_equal(alone.traits[i] & TRAIT_TICKET, together.traits[i] & TRAIT_TICKET);
    }
    assert_near(shared_cars, cars / 3.0, 4 * sqrt(cars * 2.0 / 9));
    population_deinit(&alone);
    population_deinit(&together);
    fixture_free(&f, NULL);
}

/** Without a window they leave by the hours of the purpose, and who has a mode keeps to it. */
static void shoppers_go_one_way(void **state)
{
    (void)state;
    struct population p = {0};
    uint32_t first_hour = 0;
    begin(rows + 2, 1);
    assert_int_equal(build(1, 1, &p), STATUS_OK);
    for (uint32_t i = OTHERS; i < p.person_count; i++) {
        const struct planned_trip *trip = &p.trips[p.first_trip[i]];
        assert_int_equal(p.first_trip[i + 1] - p.first_trip[i], 1);
        assert_int_equal(p.start_place[i], 3);
        assert_in_range(trip->to_place, 0, 2);
        assert_int_equal(trip->purpose, PURPOSE_SHOPPING);
        assert_int_equal(trip->mode, MODE_BIKE);
        assert_in_range(trip->depart_ms, 10 * 3600000, 12 * 3600000 - 1);
        assert_int_equal(p.traits[i] & ~TRAIT_TICKET, TRAIT_BICYCLE | TRAIT_KEEPS_MODE);
        first_hour += trip->depart_ms < 11 * 3600000;
    }
    assert_true(first_hour > 100 && first_hour < 200);
    population_deinit(&p);
    fixture_free(&f, NULL);
}

/** A sample has some of the same persons, and threads play no part. */
static void samples_keep_their_plans(void **state)
{
    (void)state;
    struct population all = {0}, some = {0}, again = {0};
    uint32_t visitors = 0;
    begin(rows, 3);
    assert_int_equal(build(1, 1, &all), STATUS_OK);
    assert_int_equal(build(0.3, 1, &some), STATUS_OK);
    assert_int_equal(build(0.3, 3, &again), STATUS_OK);
    assert_int_equal(again.trip_count, some.trip_count);
    assert_memory_equal(again.trips, some.trips, some.trip_count * sizeof *some.trips);
    for (uint32_t i = 0; i < some.person_count; i++) {
        uint32_t id = some.id[i];
        visitors += some.group[i] == GROUP_VISITOR;
        uint32_t count = some.first_trip[i + 1] - some.first_trip[i];
        assert_int_equal(all.first_trip[id + 1] - all.first_trip[id], count);
        if (count > 0)
            assert_memory_equal(&some.trips[some.first_trip[i]], &all.trips[all.first_trip[id]],
                                count * sizeof *all.trips);
    }
    assert_near(visitors, 1100 * 0.3, 4 * sqrt(1100 * 0.21));
    population_deinit(&all);
    population_deinit(&some);
    population_deinit(&again);
    fixture_free(&f, NULL);
}

static void findings_name_the_row(void **state)
{
    (void)state;
    static const struct extra_row wrong[] = {
        {2, "A11", "B1_1", 1, PURPOSE_EVENT, 100, 200, 0, 0, EXTRA_CHOSEN, 0, 1},
        {3, "A1", "B1", 1, PURPOSE_HOME, 100, 200, 0, 0, EXTRA_CHOSEN, 0, 1},
        {4, "A1", "B1", 1, PURPOSE_EVENT, 0, 0, 0, 0, EXTRA_CHOSEN, 0, 1},
        {5, "A1", "B1", 1, PURPOSE_WORK, 300, 200, 0, 0, EXTRA_CHOSEN, 0, 1}};
    struct population p = {0};
    begin(wrong, 4);
    assert_int_equal(build(1, 1, &p), STATUS_DATA);
    assert_finding(&f, "extra.csv:2: no zone or place is called 'A11', did you mean 'A1'?");
    assert_finding(&f, "extra.csv:3: purpose 'home' is none of extra demand");
    assert_finding(&f, "extra.csv:4: an event needs the times from_s and until_s of coming");
    assert_finding(&f, "extra.csv:5: a window ends before it begins: from 300 until 200 s");
    fixture_free(&f, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(visitors_come_and_go),
        cmocka_unit_test(those_who_come_together_share_cars),
        cmocka_unit_test(shoppers_go_one_way),
        cmocka_unit_test(samples_keep_their_plans),
        cmocka_unit_test(findings_name_the_row),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
