// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include "day_fixture.h"

static void means_follow_the_rates(void **state)
{
    (void)state;
    static struct fixture f;
    static struct day_fixture d;
    fixture_init(&f);
    day_fixture_init(&f, &d);
    day_fixture_add(&f, &d, 40000, (struct demand_person){0, 5, GROUP_EMPLOYED});
    d.tuning.main_share[GROUP_EMPLOYED] = 0.68 / 0.93;
    d.tuning.extra_mean[GROUP_EMPLOYED] = 1.1;
    uint32_t mobile = 0, work = 0, further = 0;
    for (uint32_t i = 0; i < 40000; i++) {
        struct day_plan plan;
        day_chain_draw(&d.source, i, &plan);
        mobile += plan.activity_count > 0;
        for (uint32_t a = 0; a < plan.activity_count; a++) {
            work += plan.activities[a].purpose == PURPOSE_WORK;
            further += plan.activities[a].purpose != PURPOSE_WORK;
            assert_true(a == 0 || plan.activities[a].wish_s >= plan.activities[a - 1].wish_s);
            assert_true(plan.activities[a].duration_s >= 75.0);
        }
    }
    assert_in_range(mobile, 37000, 37400); /* 93 % */
    assert_in_range(work, 26900, 27500);   /* 68 % */
    /* 1.1 for each of the mobile, and one more for those who do not work: 10000 */
    assert_in_range(further, 50400, 51400);
    day_fixture_free(&f, &d);
}

static void hours_follow_the_curve(void **state)
{
    (void)state;
    static struct fixture f;
    static struct day_fixture d;
    fixture_init(&f);
    day_fixture_init(&f, &d);
    day_fixture_add(&f, &d, 20000, (struct demand_person){6, 0, GROUP_COMMUTER});
    uint32_t hours[DEMAND_HOURS] = {0}, trips = 0;
    for (uint32_t i = 0; i < 20000; i++) {
        struct day_plan plan;
        day_chain_draw(&d.source, i, &plan);
        trips += day_chain_trip_count(&plan);
        if (plan.activity_count > 0) {
            assert_int_equal(plan.activity_count, 1);
            assert_true(plan.activities[0].goes_home_after && plan.activities[0].is_main);
            hours[(uint32_t)plan.activities[0].wish_s / 3600]++;
        }
    }
    assert_in_range(trips, 26800, 27600); /* 2 x 68 % */
    assert_int_equal(hours[7] + hours[8], trips / 2);
    assert_in_range(hours[7], 10000, 10400); /* 75 % */
    day_fixture_free(&f, &d);
}

static void a_wish_avoids_the_main_activity(void **state)
{
    (void)state;
    static struct fixture f;
    static struct day_fixture d;
    fixture_init(&f);
    f.curves[4].hour = 9; /* shopping: 75 % while at work, the rest at 19 */
    f.curves[5].hour = 19;
    day_fixture_init(&f, &d);
    day_fixture_add(&f, &d, 2000, (struct demand_person){0, 5, GROUP_EMPLOYED});
    d.tuning.main_share[GROUP_EMPLOYED] = 1.0;
    d.tuning.extra_mean[GROUP_EMPLOYED] = 1.0;
    uint32_t shopping = 0, inside = 0;
    for (uint32_t i = 0; i < 2000; i++) {
        struct day_plan plan;
        day_chain_draw(&d.source, i, &plan);
        for (uint32_t a = 0; a < plan.activity_count; a++) {
            shopping += plan.activities[a].purpose == PURPOSE_SHOPPING;
            inside += plan.activities[a].purpose == PURPOSE_SHOPPING && a > 0 &&
                      plan.activities[a].wish_s < 36000.0;
        }
    }
    assert_in_range(shopping, 350, 500);
    assert_true(inside * 10 < shopping); /* short work days leave some */
    day_fixture_free(&f, &d);
}

static void ways_home_obey_the_threshold(void **state)
{
    (void)state;
    static struct fixture f;
    static struct day_fixture d;
    fixture_init(&f);
    day_fixture_init(&f, &d);
    day_fixture_add(&f, &d, 2000, (struct demand_person){0, NONE, GROUP_SENIOR});
    d.tuning.extra_mean[GROUP_SENIOR] = 2.0;
    uint32_t always = 0, never = 0, activities = 0, mobile = 0;
    for (uint32_t i = 0; i < 2000; i++) {
        struct day_plan plan;
        d.tuning.home_gap_bin[GROUP_SENIOR] = -1.0;
        day_chain_draw(&d.source, i, &plan);
        always += day_chain_trip_count(&plan) - plan.activity_count;
        d.tuning.home_gap_bin[GROUP_SENIOR] = DAY_GAP_BINS;
        day_chain_draw(&d.source, i, &plan);
        never += day_chain_trip_count(&plan) - plan.activity_count;
        activities += plan.activity_count;
        mobile += plan.activity_count > 0;
    }
    assert_int_equal(always, activities);
    assert_int_equal(never, mobile);
    day_fixture_free(&f, &d);
}

static void curves_and_gaps_by_hand(void **state)
{
    (void)state;
    double running[DEMAND_HOURS];
    for (int h = 0; h < DEMAND_HOURS; h++) {
        running[h] = h < 7 ? 0.0 : h == 7 ? 0.5 : 1.0;
    }
    assert_int_equal((int)day_curve_draw_s(running, 0.0), 7 * 3600);
    assert_int_equal((int)day_curve_draw_s(running, 0.25), 7 * 3600 + 1800);
    assert_int_equal((int)day_curve_draw_s(running, 0.75), 8 * 3600 + 1800);
    struct day_activity first = {.wish_s = 36000, .duration_s = 3600}, next = {.wish_s = 39000};
    assert_int_equal(day_gap_bin(&first, &next), 0);
    next.wish_s = 39600 + 900;
    assert_int_equal(day_gap_bin(&first, &next), 2);
    next.wish_s = 100000;
    assert_int_equal(day_gap_bin(&first, &next), DAY_GAP_BINS - 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(means_follow_the_rates), cmocka_unit_test(hours_follow_the_curve),
        cmocka_unit_test(a_wish_avoids_the_main_activity),
        cmocka_unit_test(ways_home_obey_the_threshold), cmocka_unit_test(curves_and_gaps_by_hand)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
